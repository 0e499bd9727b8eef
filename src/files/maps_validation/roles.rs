//! The rules of roles: their requirements, evidence and projects.

use std::collections::BTreeSet;
use std::mem::take;

use super::{KnownNames, Validator, maybe_text, names_only, text, texts};
use crate::domain::catalog::{AreaIndex, Skill, SkillIndex, Str};
use crate::domain::level::{Level, Seniority};
use crate::domain::problem::{Code, Span, Spanned};
use crate::domain::role::{Codes, OWN, Project, ProjectNeed, Requirement, RoleMap, RolePlace};
use crate::files::file_values::{EvidenceKey, Id, Members, Text};
use crate::files::maps_toml::{
    CodesTable, NeedTable, ProjectTable, RequirementTable, RoleFile, RolePlaceTable, TargetTable,
};

impl Validator {
    pub(super) fn role(
        &mut self,
        table: &mut RoleFile,
        names: &KnownNames,
        skills: &[Skill],
    ) -> RoleMap {
        if &*table.id.value == OWN {
            self.report(
                &table.id.span,
                Code::BadId,
                format!("`{OWN}` is no id for a role: `--role {OWN}` means each person's own goal"),
                "use another id",
            );
        }
        let requirements = self.requirements(table, names, skills);
        for seniority in Seniority::ALL {
            if !requirements.iter().any(|requirement| requirement.target(seniority).is_some()) {
                self.report(
                    &table.id.span,
                    Code::EmptyRole,
                    format!("`{}` asks for nothing at {seniority}", table.id.value),
                    format!("add a [[requirement]] with a target for {seniority}"),
                );
            }
        }
        RoleMap {
            id: table.id.value.to_string(),
            name: take(&mut table.name.value.0),
            aliases: names_only(&mut table.aliases),
            summary: text(&mut table.summary),
            duties: texts(&mut table.duties),
            differs: maybe_text(&mut table.differs),
            entry: maybe_text(&mut table.entry),
            interests: maybe_text(&mut table.interests),
            work: maybe_text(&mut table.work),
            workplace: maybe_text(&mut table.workplace),
            leads_to: maybe_text(&mut table.leads_to),
            front_end: maybe_text(&mut table.front_end),
            not_covered: maybe_text(&mut table.not_covered),
            codes: table.codes.take().map_or_else(Codes::default, codes),
            requirements,
            projects: self.projects(table.project.iter_mut().flatten(), names),
            places: self.role_places(table.place.iter_mut().flatten(), names),
        }
    }

    fn requirements(
        &mut self,
        table: &mut RoleFile,
        names: &KnownNames,
        skills: &[Skill],
    ) -> Vec<Requirement> {
        let mut asked = BTreeSet::new();
        let mut requirements = Vec::new();
        for Spanned { value: requirement, span } in &mut table.requirement {
            let RequirementTable { skill, any_of, .. } = requirement;
            let members = self.members("requirement", span, skill, any_of, names);
            for (skill, name) in &members {
                if !asked.insert(*skill) {
                    self.report(
                        &name.span,
                        Code::DuplicateRequirement,
                        format!("`{}` asks for `{}` twice", table.id.value, name.value),
                        "keep one of the two requirements",
                    );
                }
            }
            let any_of = members.into_iter().map(|(skill, _)| skill).collect();
            requirements.push(self.requirement(requirement, span, any_of, names, skills));
        }
        requirements
    }

    fn requirement(
        &mut self,
        table: &mut RequirementTable,
        span: &Span,
        any_of: Vec<SkillIndex>,
        names: &KnownNames,
        skills: &[Skill],
    ) -> Requirement {
        let areas: Vec<AreaIndex> = any_of.iter().map(|skill| skills[skill.0].area).collect();
        let area = match &table.area {
            Some(area) => self.find_area(area, names),
            None => {
                if areas.windows(2).any(|pair| pair[0] != pair[1]) {
                    self.report(
                        span,
                        Code::AnyOfArea,
                        "the members of this group belong to different areas",
                        "add `area = \"…\"`: where the group belongs",
                    );
                }
                areas.first().copied().unwrap_or(AreaIndex(0))
            }
        };
        let targets = self.targets(&table.target, span);
        if table.evidence.iter().flatten().next().is_none() && table.judgement.is_none() {
            self.report(
                span,
                Code::NoEvidence,
                "nothing says why this is required",
                "add `evidence = [\"source:locator\"]`, or `judgement = \"why\"`",
            );
        }
        let evidence = table.evidence.iter_mut().flatten();
        Requirement {
            any_of,
            group: maybe_text(&mut table.group),
            area,
            importance: table.importance.0,
            targets,
            evidence: evidence.map(|key| self.evidence(key, names)).collect(),
            judgement: maybe_text(&mut table.judgement),
        }
    }

    fn targets(&mut self, table: &TargetTable, span: &Span) -> [Level; 3] {
        let asked = [&table.junior, &table.mid, &table.senior];
        let levels = asked.map(|level| level.value.0);
        for (lower, higher) in [(0, 1), (1, 2)] {
            if levels[lower] > levels[higher] {
                self.report(
                    &asked[higher].span,
                    Code::TargetsFall,
                    format!(
                        "the target falls from {} for {} to {} for {}",
                        levels[lower],
                        Seniority::ALL[lower],
                        levels[higher],
                        Seniority::ALL[higher]
                    ),
                    "a higher seniority cannot have a lower target",
                );
            }
        }
        if levels == [Level::NONE; 3] {
            self.report(
                span,
                Code::NeverAsked,
                "this requirement has no target above 0 at any seniority",
                "give it a target above 0, or remove it",
            );
        }
        levels
    }

    /// Returns the skills of an entry that names either one skill, or several of which any is enough.
    fn members(
        &mut self,
        what: &str,
        span: &Span,
        skill: &Option<Text>,
        any_of: &Option<Members>,
        names: &KnownNames,
    ) -> Vec<(SkillIndex, Text)> {
        let members = match (skill, any_of) {
            (Some(skill), None) => std::slice::from_ref(skill),
            (None, Some(members)) => &members.0,
            _ => {
                self.report(
                    span,
                    Code::RequirementShape,
                    format!("a {what} names either one skill or a group"),
                    "write `skill = \"…\"` or `any_of = [\"…\", \"…\"]`, and not both",
                );
                &[]
            }
        };
        let find = |name: &Text| Some((self.find_skill(name, names)?, name.clone()));
        members.iter().filter_map(find).collect()
    }

    fn evidence(&mut self, key: &mut Spanned<EvidenceKey>, names: &KnownNames) -> Str {
        if let Some((source, _)) = key.value.split_once(':')
            && let Err(unknown) = names.sources.get("source", source)
        {
            self.report(
                &key.span,
                Code::UnknownSource,
                unknown.to_string(),
                unknown.did_you_mean().unwrap_or_else(|| {
                    format!("add a [[source]] with id = \"{source}\" to sources.toml")
                }),
            );
        }
        take(&mut key.value.0).into()
    }

    /// Checks that no other project has this id.
    fn one_project(&mut self, Spanned { value: id, span }: &Spanned<Id>) {
        let Some(first) = self.project_ids.insert(id.to_string(), span.clone()) else { return };
        let (own, other) = match self.is_shipped(span) {
            true => (&first, span),
            false => (span, &first),
        };
        if self.is_shipped(own) || !self.is_shipped(other) {
            return self.report_duplicate_id(span, "project", id);
        }
        let message = format!("a project of the shipped maps has the id `{}` too", &**id);
        self.report(own, Code::DuplicateId, message, "give this project another id");
    }

    fn projects<'t>(
        &mut self,
        tables: impl Iterator<Item = &'t mut ProjectTable>,
        names: &KnownNames,
    ) -> Vec<Project> {
        let mut projects = Vec::new();
        for table in tables {
            if !table.id.value.is_empty() {
                self.one_project(&table.id);
            }
            let needs = table.needs.iter().flatten().map(|need| {
                let NeedTable { skill, any_of, level } = &need.value;
                let members = self.members("need", &need.span, skill, any_of, names);
                let any_of = members.into_iter().map(|(skill, _)| skill).collect();
                ProjectNeed { any_of, level: level.0 }
            });
            let needs = needs.collect();
            let hours = &table.hours;
            projects.push(Project {
                id: table.id.value.to_string(),
                name: take(&mut table.name.0),
                brief: text(&mut table.brief),
                needs,
                hours: self.hours(hours.low, &hours.typical, hours.high),
            });
        }
        projects
    }

    fn role_places<'t>(
        &mut self,
        tables: impl Iterator<Item = &'t mut RolePlaceTable>,
        names: &KnownNames,
    ) -> Vec<RolePlace> {
        let mut places: Vec<RolePlace> = Vec::new();
        for table in tables {
            let Some(skill) = self.find_skill(&table.skill, names) else {
                continue;
            };
            if places.iter().any(|other| other.skill == skill) {
                self.report(
                    &table.skill.span,
                    Code::DuplicatePlace,
                    format!("`{}` has two places", table.skill.value),
                    "keep the right one",
                );
            }
            places.push(RolePlace {
                skill,
                at: table.at.hundredths(),
                reason: text(&mut table.reason),
            });
        }
        places
    }
}

fn codes(mut table: CodesTable) -> Codes {
    Codes {
        onet_soc: texts(&mut table.onet_soc),
        esco: texts(&mut table.esco),
        sfia: texts(&mut table.sfia),
    }
}
