//! The rules of roles: their requirements, evidence and projects.

use std::collections::BTreeMap;
use std::mem::take;

use super::{Validator, Words, maybe_text, text, texts};
use crate::domain::catalog::{AreaIndex, Skill, SkillIndex};
use crate::domain::draft::{ProjectDraft, RequirementDraft, RoleDraft, Text};
use crate::domain::level::{Level, Seniority};
use crate::domain::problem::{Code, Span, Spanned};
use crate::domain::role::{Project, ProjectNeed, Requirement, RoleMap};

impl Validator {
    pub(super) fn role(
        &mut self,
        draft: &mut RoleDraft,
        words: &Words,
        skills: &[Skill],
    ) -> RoleMap {
        let mut asked: BTreeMap<SkillIndex, ()> = BTreeMap::new();
        let mut requirements = Vec::new();
        for requirement in &draft.requirements {
            let read = self.requirement(requirement, words, skills);
            for (skill, text) in &read.1 {
                if asked.insert(*skill, ()).is_some() {
                    self.report(
                        &text.span,
                        Code::DuplicateRequirement,
                        format!("`{}` asks for `{}` twice", draft.id.value, text.value),
                        "keep one of the two requirements",
                    );
                }
            }
            requirements.push(read.0);
        }
        for seniority in Seniority::ALL {
            let asks = |r: &RequirementDraft| r.targets[seniority as usize].value > Level::NONE;
            if !draft.requirements.iter().any(asks) {
                self.report(
                    &draft.id.span,
                    Code::EmptyRole,
                    format!("`{}` asks for nothing at {seniority}", draft.id.value),
                    format!("add a [[requirement]] with a target for {seniority}"),
                );
            }
        }
        RoleMap {
            id: draft.id.value.clone(),
            name: take(&mut draft.name.value),
            aliases: texts(&mut draft.aliases),
            summary: text(&mut draft.summary),
            duties: texts(&mut draft.duties),
            differs: maybe_text(&mut draft.differs),
            entry: maybe_text(&mut draft.entry),
            interests: maybe_text(&mut draft.interests),
            work: maybe_text(&mut draft.work),
            workplace: maybe_text(&mut draft.workplace),
            leads_to: maybe_text(&mut draft.leads_to),
            front_end: maybe_text(&mut draft.front_end),
            not_covered: maybe_text(&mut draft.not_covered),
            codes: take(&mut draft.codes),
            requirements,
            projects: self.projects(&draft.projects, words),
        }
    }

    fn requirement(
        &mut self,
        draft: &RequirementDraft,
        words: &Words,
        skills: &[Skill],
    ) -> (Requirement, Vec<(SkillIndex, Text)>) {
        let members = self.members("requirement", &draft.span, &draft.skill, &draft.any_of, words);
        let areas: Vec<AreaIndex> = members.iter().map(|(skill, _)| skills[skill.0].area).collect();
        let area = match &draft.area {
            Some(area) => self.find_area(area, words),
            None => {
                if areas.windows(2).any(|pair| pair[0] != pair[1]) {
                    self.report(
                        &draft.span,
                        Code::AnyOfArea,
                        "the members of this group are of different areas",
                        "add `area = \"…\"`: where the group belongs",
                    );
                }
                areas.first().copied().unwrap_or(AreaIndex(0))
            }
        };
        let levels = &draft.targets;
        for (lower, higher) in [(0, 1), (1, 2)] {
            if levels[lower].value > levels[higher].value {
                self.report(
                    &levels[higher].span,
                    Code::TargetsFall,
                    format!(
                        "the target falls from {} for {} to {} for {}",
                        levels[lower].value,
                        Seniority::ALL[lower],
                        levels[higher].value,
                        Seniority::ALL[higher]
                    ),
                    "ask for no less with more seniority",
                );
            }
        }
        if levels.iter().all(|level| level.value == Level::NONE) {
            self.report(
                &draft.span,
                Code::NeverAsked,
                "this requirement is asked at no seniority",
                "give it a target above 0, or take it out",
            );
        }
        if draft.evidence.is_empty() && draft.judgement.is_none() {
            self.report(
                &draft.span,
                Code::NoEvidence,
                "nothing says why this is required",
                "add `evidence = [\"source:locator\"]`, or `judgement = \"why\"`",
            );
        }
        for key in &draft.evidence {
            self.check_evidence(key, words);
        }
        let requirement = Requirement {
            any_of: members.iter().map(|(skill, _)| *skill).collect(),
            group: draft.group.as_ref().map(|text| text.value.clone().into()),
            area,
            importance: draft.importance,
            targets: std::array::from_fn(|at| levels[at].value),
            evidence: draft.evidence.iter().map(|key| key.value.clone().into()).collect(),
            judgement: draft.judgement.as_ref().map(|text| text.value.clone().into()),
        };
        (requirement, members)
    }

    /// The skills of something that names either one skill or several of which any serves.
    fn members(
        &mut self,
        what: &str,
        span: &Span,
        skill: &Option<Text>,
        any_of: &Option<Spanned<Vec<Text>>>,
        words: &Words,
    ) -> Vec<(SkillIndex, Text)> {
        let names: Vec<Text> = match (skill, any_of) {
            (Some(skill), None) => vec![skill.clone()],
            (None, Some(group)) => {
                if group.value.len() < 2 {
                    self.report(
                        &group.span,
                        Code::AnyOfTooFew,
                        "a group needs two members or more",
                        "write `skill = \"…\"` for one skill",
                    );
                }
                group.value.clone()
            }
            _ => {
                self.report(
                    span,
                    Code::RequirementShape,
                    format!("a {what} names either one skill or a group"),
                    "write `skill = \"…\"` or `any_of = [\"…\", \"…\"]`, and not both",
                );
                Vec::new()
            }
        };
        names.into_iter().filter_map(|name| Some((self.find_skill(&name, words)?, name))).collect()
    }

    fn check_evidence(&mut self, key: &Text, words: &Words) {
        let (source, locator) = key.value.split_once(':').unwrap_or((&key.value, ""));
        if locator.trim().is_empty() || source.is_empty() || key.value.contains(char::is_whitespace)
        {
            self.report(
                &key.span,
                Code::BadEvidence,
                format!("`{}` is not an evidence key", key.value),
                "write a source, a colon and a locator, as in `dora:version-control`",
            );
        } else if let Err(unknown) = words.sources.get("source", source) {
            self.report(
                &key.span,
                Code::UnknownSource,
                unknown.to_string(),
                unknown.did_you_mean().unwrap_or_else(|| {
                    format!("add a [[source]] with id = \"{source}\" to sources.toml")
                }),
            );
        }
    }

    fn projects(&mut self, drafts: &[ProjectDraft], words: &Words) -> Vec<Project> {
        let mut ids: BTreeMap<&str, ()> = BTreeMap::new();
        let mut projects = Vec::new();
        for draft in drafts {
            self.check_id(&draft.id, "project");
            if ids.insert(&draft.id.value, ()).is_some() {
                self.report(
                    &draft.id.span,
                    Code::DuplicateId,
                    format!("a second project has the id `{}`", draft.id.value),
                    "give one of the two another id",
                );
            }
            let needs = draft
                .needs
                .iter()
                .map(|need| {
                    let members =
                        self.members("need", &need.span, &need.skill, &need.any_of, words);
                    ProjectNeed {
                        any_of: members.into_iter().map(|(skill, _)| skill).collect(),
                        level: need.level.value,
                    }
                })
                .collect();
            projects.push(Project {
                id: draft.id.value.clone(),
                name: draft.name.value.clone(),
                brief: draft.brief.value.clone().into(),
                needs,
                hours: self.hours(&draft.hours),
            });
        }
        projects
    }
}
