//! The rules of skills: their levels, hours, links and prerequisites.

use std::mem::take;

use super::{MOST_CURRICULA, MOST_HOURS, MOST_PLACE, Validator, Words, maybe_text, text, texts};
use crate::domain::catalog::{
    Place as UsualPlace, PlaceBasis, PlacedAfter, Prerequisite, Proof, Resource, Skill, SkillIndex,
};
use crate::domain::draft::{HoursDraft, PlaceDraft, SkillDraft, Text};
use crate::domain::hours::{Basis, Effort, Hours};
use crate::domain::level::Level;
use crate::domain::maps::Step;
use crate::domain::names::{did_you_mean, nearest, normalised_name};
use crate::domain::prerequisites::{Needed, StepGraph};
use crate::domain::problem::{Code, Span, Spanned};

impl Validator {
    /// The skill of a draft. Its texts move over; its id and prerequisites stay, for the places of what is found later.
    pub(super) fn skill(&mut self, draft: &mut SkillDraft, words: &Words) -> Skill {
        let area = self.find_area(&draft.area, words);
        let mut prerequisites: Vec<Prerequisite> = Vec::new();
        for needed in &draft.prerequisites {
            let Some(skill) = self.find_skill(&needed.skill, words) else {
                continue;
            };
            let twice = prerequisites
                .iter()
                .any(|other| other.skill == skill && other.reach == needed.reach.value);
            if twice {
                self.report(
                    &needed.skill.span,
                    Code::DuplicatePrerequisite,
                    format!(
                        "`{}` is asked twice for level {}",
                        needed.skill.value, needed.reach.value
                    ),
                    "keep the one with the right level",
                );
            }
            prerequisites.push(Prerequisite {
                skill,
                level: needed.level.value,
                reach: needed.reach.value,
                certain: needed.certain,
            });
        }
        self.check_homonyms(draft);
        for level in Level::ABOVE_NONE {
            if draft.anchors[level.index()].is_none() {
                self.report(
                    &draft.id.span,
                    Code::MissingAnchor,
                    format!("`{}` has no can-do sentence for level {level}", draft.id.value),
                    format!("add `{level} = \"…\"` under [skill.anchors]: what somebody at that level does, so that one could watch it"),
                );
            }
            if draft.hours[level.index() - 1].is_none() {
                self.report(
                    &draft.id.span,
                    Code::MissingHours,
                    format!("`{}` has no hours for level {level}", draft.id.value),
                    format!("add `{level} = {{ low = …, typical = …, high = …, basis = \"judgement\" }}` under [skill.hours]"),
                );
            }
        }
        for resource in &draft.resources {
            self.check_link(&resource.url);
        }
        let nothing_yet = || "Nothing of it so far, which is where everybody starts.".into();
        Skill {
            id: draft.id.value.clone(),
            name: take(&mut draft.name.value),
            aliases: texts(&mut draft.aliases),
            homonyms: texts(&mut draft.homonyms),
            renamed_from: texts(&mut draft.renamed_from),
            area,
            kind: draft.kind,
            belongs_to: self.belongs_to(draft, words),
            place: draft.place.as_ref().map(|place| self.place(place, words)),
            summary: text(&mut draft.summary),
            hours_note: maybe_text(&mut draft.hours_note),
            prerequisites,
            anchors: std::array::from_fn(|level| {
                maybe_text(&mut draft.anchors[level]).unwrap_or_else(nothing_yet)
            }),
            signs: std::array::from_fn(|level| texts(&mut draft.signs[level])),
            efforts: std::array::from_fn(|level| self.effort(draft.hours[level].as_ref())),
            proofs: std::array::from_fn(|level| {
                draft.proofs[level].as_mut().map(|proof| Proof {
                    task: text(&mut proof.task),
                    hours: self.positive(&proof.hours),
                })
            }),
            resources: draft
                .resources
                .iter_mut()
                .map(|resource| Resource {
                    title: text(&mut resource.title),
                    url: text(&mut resource.url),
                    kind: resource.kind,
                    level: resource.level.value,
                    free: resource.free,
                })
                .collect(),
        }
    }

    /// A homonym is one of the skill's own names.
    fn check_homonyms(&mut self, draft: &SkillDraft) {
        let names = || {
            let names = [&draft.id, &draft.name].into_iter().chain(&draft.aliases);
            names.map(|name| name.value.as_str())
        };
        for homonym in &draft.homonyms {
            let wanted = normalised_name(&homonym.value);
            if !names().any(|name| normalised_name(name) == wanted) {
                let near = nearest(&homonym.value, names());
                self.report(
                    &homonym.span,
                    Code::UnknownHomonym,
                    format!("`{}` is not a name of `{}`", homonym.value, draft.id.value),
                    did_you_mean(&near).unwrap_or_else(|| {
                        "write it as it stands in `name` or `aliases`, or add it to `aliases`"
                            .to_string()
                    }),
                );
            }
        }
    }

    fn belongs_to(&mut self, draft: &SkillDraft, words: &Words) -> Option<SkillIndex> {
        self.find_skill(draft.belongs_to.as_ref()?, words)
    }

    fn place(&mut self, draft: &PlaceDraft, words: &Words) -> UsualPlace {
        let at = self.within(&draft.at, -MOST_PLACE..=MOST_PLACE);
        let curricula = draft.curricula.as_ref().map_or(0, |number| self.count(number));
        if draft.basis.value == PlaceBasis::Curricula && curricula == 0 {
            self.report(
                &draft.basis.span,
                Code::PlaceBasis,
                "a place by curricula does not say how many",
                "add `curricula = …`, or say `judgement`",
            );
        }
        let after = draft.after.as_ref().and_then(|after| {
            let (agree, of) = (self.count(&after.agree), self.count(&after.of));
            if agree > of {
                self.report(
                    &after.agree.span,
                    Code::OutOfRange,
                    format!("{agree} of {of} curricula agree"),
                    "of the curricula that hold both skills no more than all agree",
                );
            }
            Some(PlacedAfter { skill: self.find_skill(&after.skill, words)?, agree, of })
        });
        // In hundredths, so that places compare exactly.
        let at = (at * 100.0).round() as i32;
        UsualPlace { at, basis: draft.basis.value, curricula, after }
    }

    /// A number of curricula.
    fn count(&mut self, number: &Spanned<i64>) -> u32 {
        self.within(number, 0..=MOST_CURRICULA) as u32
    }

    /// Reports each skill that, by way of others, belongs to itself.
    pub(super) fn check_belonging(&mut self, drafts: &[SkillDraft], skills: &[Skill]) {
        for (at, draft) in drafts.iter().enumerate() {
            let start = SkillIndex(at);
            let mut above = skills[at].belongs_to;
            // No chain is longer than the catalog; one that does not come back to its start is another skill's loop.
            for _ in 0..skills.len() {
                match above {
                    Some(skill) if skill != start => above = skills[skill.0].belongs_to,
                    _ => break,
                }
            }
            let Some(text) = draft.belongs_to.as_ref().filter(|_| above == Some(start)) else {
                continue;
            };
            self.report(
                &text.span,
                Code::BelongsToLoop,
                format!("`{}` belongs to itself by way of `{}`", draft.id.value, text.value),
                "name the general skill that is learned with it, or leave `belongs_to` out",
            );
        }
    }

    fn effort(&mut self, draft: Option<&HoursDraft>) -> Effort {
        let Some(draft) = draft else {
            return Effort::default();
        };
        let named = draft.from.is_some();
        match draft.basis.value {
            Basis::Judgement if named => self.report(
                &draft.basis.span,
                Code::HoursSource,
                "hours by judgement name a source",
                "say `stated` or `derived`, or leave `from` out",
            ),
            Basis::Stated | Basis::Derived if !named => self.report(
                &draft.basis.span,
                Code::HoursSource,
                "stated or derived hours do not name their source",
                "add `from = \"…\"`, or say `judgement`",
            ),
            _ => {}
        }
        Effort {
            hours: self.hours(draft),
            basis: draft.basis.value,
            from: draft.from.as_ref().map(|text| text.value.clone().into()),
        }
    }

    pub(super) fn hours(&mut self, draft: &HoursDraft) -> Hours {
        let hours = Hours {
            low: self.positive(&draft.low),
            typical: self.positive(&draft.typical),
            high: self.positive(&draft.high),
        };
        let (low, typical, high) = (draft.low.value, draft.typical.value, draft.high.value);
        if low > typical || typical > high {
            self.report(
                &draft.typical.span,
                Code::HoursOrder,
                format!("{low}, {typical}, {high} hours do not rise"),
                "low is the fast pace, high the slow one: low ≤ typical ≤ high",
            );
        }
        hours
    }

    pub(super) fn positive(&mut self, hours: &Spanned<i64>) -> u32 {
        if !(1..=MOST_HOURS).contains(&hours.value) {
            self.report(
                &hours.span,
                Code::HoursNotPositive,
                format!("{} hours", hours.value),
                format!("write whole hours from 1 to {MOST_HOURS}"),
            );
        }
        u32::try_from(hours.value).unwrap_or(1)
    }

    fn check_link(&mut self, url: &Text) {
        let bare = url.value.strip_prefix("https://").unwrap_or("");
        if bare.is_empty() && !url.value.is_empty() || url.value.contains(char::is_whitespace) {
            self.report(
                &url.span,
                Code::BadLink,
                format!("`{}` is not a link", url.value),
                "write the whole address, beginning with https://",
            );
        }
    }

    /// The order of all steps; empty when there are loops, which are reported.
    pub(super) fn order(&mut self, drafts: &[SkillDraft], skills: &[Skill]) -> Vec<Step> {
        let needed = |p: &Prerequisite| Needed {
            step: Step { skill: p.skill, level: p.level },
            reach: p.reach,
        };
        let needs =
            skills.iter().map(|skill| skill.prerequisites.iter().map(needed).collect()).collect();
        let graph = StepGraph::new(needs);
        match graph.order() {
            Ok(order) => {
                for (at, asked, truth) in graph.contradicted() {
                    let skill = &skills[at.0];
                    let other = &skills[asked.step.skill.0].id;
                    let span = span_of_prerequisite(&drafts[at.0], asked, skills);
                    self.report(
                        &span,
                        Code::PrerequisiteContradicted,
                        format!(
                            "`{}` {} asks for `{other}` {}, but needs `{other}` {} anyway by way of its other prerequisites",
                            skill.id, asked.reach, asked.step.level, truth.level
                        ),
                        format!("ask for {}, or leave it out", truth.level),
                    );
                }
                order
            }
            Err(loops) => {
                for steps in loops {
                    let span = drafts[steps[0].skill.0].id.span.clone();
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

/// Where a skill's draft names a prerequisite.
fn span_of_prerequisite(draft: &SkillDraft, asked: Needed, skills: &[Skill]) -> Span {
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
    draft
        .prerequisites
        .iter()
        .find(|needed| needed.reach.value == asked.reach && names(&needed.skill))
        .map_or_else(|| draft.id.span.clone(), |needed| needed.level.span.clone())
}
