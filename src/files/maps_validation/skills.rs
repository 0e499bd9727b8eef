//! The rules of skills: their levels, hours, names, places and prerequisites.

use super::{KnownNames, Validator, maybe_text, names_of_skill, names_only, text, texts};
use crate::domain::catalog::{
    Place, PlaceBasis, PlacedAfter, Prerequisite, Proof, Resource, Skill, SkillIndex,
};
use crate::domain::hours::{Basis, Effort, Hours};
use crate::domain::level::Level;
use crate::domain::maps::Step;
use crate::domain::names::{did_you_mean, nearest, normalised_name};
use crate::domain::prerequisites::{StepGraph, StepNeed};
use crate::domain::problem::{Code, Span, Spanned};
use crate::files::file_values::{Curricula, Text, WholeHours};
use crate::files::maps_toml::{EffortTable, PlaceTable, PrerequisiteTable, SkillTable};

impl Validator {
    /// Makes a skill from its table. The texts are moved, but the id and the prerequisites stay in the table, because
    /// later problems need their spans.
    pub(super) fn skill(
        &mut self,
        area: &Text,
        table: &mut SkillTable,
        names: &KnownNames,
    ) -> Skill {
        self.check_homonyms(table);
        self.check_levels(table);
        let nothing_yet = || "Nothing of it so far, which is where everybody starts.".into();
        let SkillTable { anchors, signs, hours, proof, .. } = table;
        Skill {
            id: table.id.value.to_string(),
            name: std::mem::take(&mut table.name.value.0),
            aliases: names_only(&mut table.aliases),
            homonyms: names_only(&mut table.homonyms),
            renamed_from: names_only(&mut table.renamed_from),
            area: self.find_area(area, names),
            kind: table.kind.0,
            belongs_to: table
                .belongs_to
                .as_ref()
                .and_then(|general| self.find_skill(general, names)),
            place: table.place.as_ref().map(|place| self.place(place, names)),
            summary: text(&mut table.summary),
            hours_note: maybe_text(&mut table.hours_note),
            prerequisites: self.prerequisites(table.prerequisites.iter().flatten(), names),
            anchors: Level::ALL
                .map(|level| maybe_text(&mut anchors.take(level)).unwrap_or_else(nothing_yet)),
            signs: Level::ALL
                .map(|level| texts(&mut signs.as_mut().and_then(|signs| signs.take(level)))),
            efforts: Level::ABOVE_NONE.map(|level| {
                hours.take(level).map_or_else(Effort::default, |table| self.effort(table))
            }),
            proofs: Level::ABOVE_NONE.map(|level| {
                let mut proof = proof.as_mut()?.take(level)?;
                Some(Proof { task: text(&mut proof.task), hours: whole(proof.hours) })
            }),
            resources: table
                .resource
                .iter_mut()
                .flatten()
                .map(|resource| Resource {
                    title: text(&mut resource.title),
                    url: std::mem::take(&mut resource.url.0).into(),
                    kind: resource.kind.0,
                    level: resource.level.0,
                    free: resource.free.unwrap_or(true),
                })
                .collect(),
        }
    }

    fn prerequisites<'t>(
        &mut self,
        tables: impl Iterator<Item = &'t PrerequisiteTable>,
        names: &KnownNames,
    ) -> Vec<Prerequisite> {
        let mut prerequisites: Vec<Prerequisite> = Vec::new();
        for table in tables {
            let Some(skill) = self.find_skill(&table.skill, names) else {
                continue;
            };
            let for_level = table.for_level.0;
            if prerequisites
                .iter()
                .any(|other| other.skill == skill && other.for_level == for_level)
            {
                self.report(
                    &table.skill.span,
                    Code::DuplicatePrerequisite,
                    format!("`{}` is asked twice for level {for_level}", table.skill.value),
                    "keep the one with the right level",
                );
            }
            prerequisites.push(Prerequisite {
                skill,
                level: table.level.value.0,
                for_level,
                certain: table.certain.unwrap_or(false),
            });
        }
        prerequisites
    }

    /// Checks that every level above none has a can-do sentence and hours.
    fn check_levels(&mut self, table: &SkillTable) {
        let (id, span) = (&table.id.value, &table.id.span);
        for level in Level::ABOVE_NONE {
            if table.anchors.get(level).is_none() {
                self.report(
                    span,
                    Code::MissingAnchor,
                    format!("`{id}` has no can-do sentence for level {level}"),
                    format!("add `{level} = \"…\"` under [skill.anchors]: what somebody at that level does, as an observer would see it"),
                );
            }
            if table.hours.get(level).is_none() {
                self.report(
                    span,
                    Code::MissingHours,
                    format!("`{id}` has no hours for level {level}"),
                    format!("add `{level} = {{ low = …, typical = …, high = …, basis = \"judgement\" }}` under [skill.hours]"),
                );
            }
        }
    }

    /// Checks that each homonym is one of the skill's own names.
    fn check_homonyms(&mut self, table: &SkillTable) {
        for homonym in table.homonyms.iter().flatten() {
            let wanted = normalised_name(&homonym.value);
            let own = names_of_skill(table);
            if own.iter().any(|(name, _)| normalised_name(name) == wanted) {
                continue;
            }
            let near = nearest(&homonym.value, own.iter().map(|(name, _)| *name));
            self.report(
                &homonym.span,
                Code::UnknownHomonym,
                format!("`{}` is not a name of `{}`", homonym.value, table.id.value),
                did_you_mean(&near).unwrap_or_else(|| {
                    "write it as it is in `name` or `aliases`, or add it to `aliases`".to_string()
                }),
            );
        }
    }

    fn place(&mut self, table: &PlaceTable, names: &KnownNames) -> Place {
        let basis = table.basis.value.0;
        let curricula = table.curricula.map_or(0, count);
        if basis == PlaceBasis::Curricula && curricula == 0 {
            self.report(
                &table.basis.span,
                Code::PlaceBasis,
                "the basis of this place is curricula, but their number is missing",
                "add `curricula = …`, or say `judgement`",
            );
        }
        let after = table.after.as_ref().and_then(|after| {
            let (agree, of) = (count(after.agree.value), count(after.of));
            if agree > of {
                self.report(
                    &after.agree.span,
                    Code::OutOfRange,
                    format!("{agree} of {of} curricula agree"),
                    "`agree` cannot be more than `of`, the curricula that include both skills",
                );
            }
            Some(PlacedAfter { skill: self.find_skill(&after.skill, names)?, agree, of })
        });
        Place { at: table.at.hundredths(), basis, curricula, after }
    }

    /// Reports each skill that belongs to itself by way of other skills.
    pub(super) fn check_belonging(&mut self, tables: &[(Text, SkillTable)], skills: &[Skill]) {
        for (at, (_, table)) in tables.iter().enumerate() {
            let start = SkillIndex(at);
            let mut above = skills[at].belongs_to;
            // No chain is longer than the catalog. A chain that does not return to its start leads into the loop of
            // another skill.
            for _ in 0..skills.len() {
                match above {
                    Some(skill) if skill != start => above = skills[skill.0].belongs_to,
                    _ => break,
                }
            }
            let Some(general) = table.belongs_to.as_ref().filter(|_| above == Some(start)) else {
                continue;
            };
            self.report(
                &general.span,
                Code::BelongsToLoop,
                format!("`{}` belongs to itself through `{}`", table.id.value, general.value),
                "name the general skill that is learned with it, or leave `belongs_to` out",
            );
        }
    }

    fn effort(&mut self, mut table: EffortTable) -> Effort {
        let basis = table.basis.value.0;
        let names_source = table.from.is_some();
        match basis {
            Basis::Judgement if names_source => self.report(
                &table.basis.span,
                Code::HoursSource,
                "these hours are a judgement, but name a source",
                "say `stated` or `derived`, or leave `from` out",
            ),
            Basis::Stated | Basis::Derived if !names_source => self.report(
                &table.basis.span,
                Code::HoursSource,
                "stated or derived hours do not name their source",
                "add `from = \"…\"`, or say `judgement`",
            ),
            _ => {}
        }
        let hours = self.hours(table.low, &table.typical, table.high);
        Effort { hours, basis, from: maybe_text(&mut table.from) }
    }

    pub(super) fn hours(
        &mut self,
        low: WholeHours,
        typical: &Spanned<WholeHours>,
        high: WholeHours,
    ) -> Hours {
        if low > typical.value || typical.value > high {
            self.report(
                &typical.span,
                Code::HoursOrder,
                format!("{}, {}, {} hours do not rise", low.0, typical.value.0, high.0),
                "low is the fast pace, high the slow one: low ≤ typical ≤ high",
            );
        }
        Hours { low: whole(low), typical: whole(typical.value), high: whole(high) }
    }

    /// Returns the order of all steps. It is empty if there are loops, which are reported.
    pub(super) fn order(&mut self, tables: &[(Text, SkillTable)], skills: &[Skill]) -> Vec<Step> {
        let needed = |p: &Prerequisite| StepNeed {
            step: Step { skill: p.skill, level: p.level },
            for_level: p.for_level,
        };
        let needs =
            skills.iter().map(|skill| skill.prerequisites.iter().map(needed).collect()).collect();
        let graph = StepGraph::new(needs);
        match graph.order() {
            Ok(order) => {
                for (at, asked, truth) in graph.contradicted() {
                    let skill = &skills[at.0];
                    let other = &skills[asked.step.skill.0].id;
                    let span = span_of_prerequisite(&tables[at.0].1, asked, skills);
                    self.report(
                        &span,
                        Code::PrerequisiteContradicted,
                        format!(
                            "`{}` {} asks for `{other}` {}, but needs `{other}` {} anyway because of its other prerequisites",
                            skill.id, asked.for_level, asked.step.level, truth.level
                        ),
                        format!("ask for {}, or leave it out", truth.level),
                    );
                }
                order
            }
            Err(loops) => {
                for steps in loops {
                    let span = tables[steps[0].skill.0].1.id.span.clone();
                    let chain: Vec<String> = steps
                        .iter()
                        .chain(steps.first())
                        .map(|step| format!("`{}` {}", skills[step.skill.0].id, step.level))
                        .collect();
                    self.report(
                        &span,
                        Code::PrerequisiteLoop,
                        format!("a loop: {}", chain.join(" needs ")),
                        "leave out the prerequisite that one can really do without",
                    );
                }
                Vec::new()
            }
        }
    }
}

/// Returns the span of a prerequisite in the table of a skill.
fn span_of_prerequisite(table: &SkillTable, asked: StepNeed, skills: &[Skill]) -> Span {
    let names = |text: &Text| {
        let skill = &skills[asked.step.skill.0];
        let wanted = normalised_name(&text.value);
        let others = skill.aliases.iter().chain(&skill.renamed_from);
        [&skill.id, &skill.name]
            .into_iter()
            .map(String::as_str)
            .chain(others.map(|name| &**name))
            .any(|name| normalised_name(name) == wanted)
    };
    table
        .prerequisites
        .iter()
        .flatten()
        .find(|needed| needed.for_level.0 == asked.for_level && names(&needed.skill))
        .map_or_else(|| table.id.span.clone(), |needed| needed.level.span.clone())
}

/// Converts hours. A value out of range was already reported by the reader.
fn whole(hours: WholeHours) -> u32 {
    u32::try_from(hours.0).unwrap_or(1)
}

/// Converts a number of curricula. A value out of range was already reported by the reader.
fn count(curricula: Curricula) -> u32 {
    u32::try_from(curricula.0).unwrap_or(0)
}
