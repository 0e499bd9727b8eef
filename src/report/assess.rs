//! `skillgap assess`: the result of an interview. It says what the person can do, what that means for their roles, and
//! what to do first.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Block, Document};
use super::fit::{leanings, work_of};
use super::gap::{GapAnswer, GapJson, RoleAnswer, can_already, roles_table, strengths, summary};
use super::interview::{range, rated};
use super::json::{RoleNumbers, RoleRef, Share, StepJson};
use super::likely::LikelyNumbers;
use super::milestones::{MilestoneJson, milestones_json, tell};
use super::phrases::{and_list, at_seniority, count, hours};
use super::roadmap::{PlannedStepJson, first_of_sequence, steps_json};
use super::text::text;
use crate::domain::assessment::Standing;
use crate::domain::catalog::SkillIndex;
use crate::domain::fit::{CONTRASTS, Lean, fit};
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::Step;
use crate::domain::milestones::Milestone;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Planned, PlannedStep, Roadmap};

/// The result of an interview.
pub(crate) struct AssessAnswer<'m> {
    /// The gap to the roles of the interview. There are no roles if the interview was stopped before they were chosen.
    pub(crate) gap: GapAnswer<'m>,
    /// The skills whose ratings would settle the most now, each with the share of the weight that its rating is
    /// expected to settle.
    pub(crate) decides_next: Vec<(SkillIndex, f64)>,
    /// Every role at the same seniority.
    pub(crate) side_by_side: Vec<RoleAnswer<'m>>,
    /// For somebody who has not chosen a role yet: the first steps of each of `gap.roles`.
    pub(crate) beginnings: Option<Vec<Vec<PlannedStep>>>,
    /// For somebody who has not chosen a role yet: what they would rather do, if they were asked.
    pub(crate) leanings: Option<[Lean; CONTRASTS.len()]>,
    /// The plan; `None` without roles.
    pub(crate) roadmap: Option<Roadmap>,
    /// The dates of the plan; `None` if the hours a week are not known.
    pub(crate) timeline: Option<Timeline>,
    /// The number of answers that were given.
    pub(crate) answered: usize,
    /// The file with the answers.
    pub(crate) saved_in: String,
    /// The milestones that these answers reached. They are announced once.
    pub(crate) milestones: Vec<Milestone>,
}

/// A skill whose level is inferred from answers about other skills.
struct Inferred<'m> {
    skill: SkillIndex,
    low: Level,
    high: Level,
    from: &'m [(SkillIndex, Level)],
}

/// The number of steps that are shown.
pub(crate) const STEPS: usize = 3;

impl AssessAnswer<'_> {
    /// Returns the document without commands, for somebody who was asked at another person's machine.
    pub(crate) fn to_take_away(&self) -> Document {
        let mut document = self.document();
        document.blocks.retain(|block| !matches!(block, Block::Commands(_)));
        document
    }

    fn can_already(&self, document: &mut Document) {
        // A skill that several roles ask for is listed once.
        let asked: BTreeSet<SkillIndex> =
            self.gap.roles.iter().flat_map(|role| role.gap.skills()).collect();
        can_already(&self.gap, &strengths(&self.gap, asked.into_iter()), document);
    }

    /// Adds the milestones, the notes and the file with the answers.
    fn saved(&self, document: &mut Document) {
        tell(self.gap.maps, &self.milestones, document);
        document.notes(&self.gap.notes);
        if self.answered > 0 {
            document.notes([format!("your answers are in {}", self.saved_in)]);
        }
    }

    /// Returns the skills of these roles whose levels are inferred from answers about other skills.
    fn inferred(&self) -> Vec<Inferred<'_>> {
        let mut skills: Vec<SkillIndex> =
            self.gap.roles.iter().flat_map(|role| role.gap.skills()).collect();
        skills.sort();
        skills.dedup();
        let inferred = |skill| match self.gap.assessment.standing(skill) {
            // A range that follows only from sentences about the skill itself is not listed: those sentences were
            // asked.
            Standing::Inferred { low, high, from } if from.iter().any(|(by, _)| *by != skill) => {
                Some(Inferred { skill, low: *low, high: *high, from })
            }
            _ => None,
        };
        skills.into_iter().filter_map(inferred).collect()
    }
}

impl Answer for AssessAnswer<'_> {
    const KIND: &'static str = "assess";
    const ABOUT: &'static str = "the result of an interview";
    type Json = AssessJson;

    fn json(&self) -> AssessJson {
        let maps = self.gap.maps;
        let inferred = |known: Inferred<'_>| InferredJson {
            skill: maps[known.skill].id.clone(),
            low: known.low,
            high: known.high,
            from: known
                .from
                .iter()
                .map(|(skill, level)| StepJson::of(maps, *skill, *level))
                .collect(),
        };
        let decides = |(skill, share): &(SkillIndex, f64)| DecidesJson {
            skill: maps[*skill].id.clone(),
            share: Share(*share),
        };
        let beside = |role: &RoleAnswer<'_>| BesideJson {
            role: RoleRef::new(maps, role.gap.role),
            numbers: (&role.gap).into(),
            likely: self.gap.likely_readiness(role).into(),
            hours: role.hours,
        };
        AssessJson {
            gap: self.gap.json(),
            answered: self.answered,
            saved_in: self.saved_in.clone(),
            inferred: self.inferred().into_iter().map(inferred).collect(),
            decides_next: self.decides_next.iter().map(decides).collect(),
            side_by_side: self.side_by_side.iter().map(beside).collect(),
            milestones: milestones_json(maps, &self.milestones),
            first_steps: self.roadmap.as_ref().map_or(Vec::new(), |roadmap| {
                steps_json(maps, roadmap, self.timeline.as_ref(), STEPS)
            }),
        }
    }

    fn document(&self) -> Document {
        let maps = self.gap.maps;
        let mut document = Document::default();
        if self.gap.roles.is_empty() {
            document.say("Nothing was asked yet. `skillgap assess` begins again; `skillgap roles` shows the roles.");
            return document;
        }
        self.can_already(&mut document);
        if let Some(beginnings) = &self.beginnings {
            each_role(self, beginnings, &mut document);
            self.saved(&mut document);
            return document;
        }
        for role in &self.gap.roles {
            let name = &maps[role.gap.role].name;
            let seniority = at_seniority(maps, &[role.gap.role], role.gap.seniority);
            document.title(text!("**{}**<quiet> · {}</>", name, seniority));
            summary(&self.gap, role, &mut document);
        }
        if !self.decides_next.is_empty() {
            let names = self.decides_next.iter().map(|(skill, _)| maps[*skill].name.clone());
            document.say(text!(
                "These answers would settle the most: **{}**<quiet>. Next time </>`skillgap assess`<quiet> asks them first.</>",
                and_list(&names.collect::<Vec<_>>())
            ));
        }
        follows(self, &mut document);
        document.heading(format!("Against each role, {}", self.gap.seniorities[0]));
        document.table(roles_table(maps, self.gap.likely, &self.side_by_side));
        first_steps(self, &mut document);
        self.saved(&mut document);
        let roles: Vec<&str> =
            self.gap.roles.iter().map(|role| maps[role.gap.role].id.as_str()).collect();
        let roles = roles.join(",");
        document.commands([
            ("skillgap next".to_string(), "what to do first"),
            (format!("skillgap roadmap --role {roles}"), "every step, in order"),
            (format!("skillgap gap --role {roles}"), "every requirement"),
        ]);
        document
    }
}

/// Adds, for somebody who has not chosen a role: what each role is like, how ready they are for it, and its first
/// steps.
fn each_role(answer: &AssessAnswer<'_>, beginnings: &[Vec<PlannedStep>], document: &mut Document) {
    let maps = answer.gap.maps;
    let fits = answer.leanings.map(|leanings| fit(maps, &leanings)).unwrap_or_default();
    for (role, steps) in answer.gap.roles.iter().zip(beginnings) {
        let map = &maps[role.gap.role];
        let fit = fits.iter().find(|fit| fit.role == role.gap.role);
        let seniority = at_seniority(maps, &[role.gap.role], role.gap.seniority);
        document.title(text!("**{}**<quiet> · {}</>", map.name, seniority));
        document.say(&*map.summary);
        if let Some(work) = work_of(map) {
            document.say(work);
        }
        if let Some((fit, answers)) = fit.zip(answer.leanings) {
            document.list(leanings(fit, &answers));
        }
        summary(&answer.gap, role, document);
        let step = |planned: &PlannedStep| {
            let Step { skill, level } = planned.step;
            text!("**{} {}**<quiet>: </>{}", maps[skill].name, level, maps[skill].can_do(level))
        };
        if !steps.is_empty() {
            document.heading("The first steps");
            document.list(steps.iter().map(step));
        }
    }
    document.commands([
        ("skillgap roles ROLE".to_string(), "what a role asks for"),
        ("skillgap goal ROLE".to_string(), "to choose one"),
        ("skillgap assess --role ROLE".to_string(), "to go on with one"),
    ]);
}

/// Adds the skills that were not asked about because their levels follow from other answers.
fn follows(answer: &AssessAnswer<'_>, document: &mut Document) {
    const MOST: usize = 6;
    let maps = answer.gap.maps;
    let inferred = answer.inferred();
    if inferred.is_empty() {
        return;
    }
    document.heading("Not asked, because it follows from your answers");
    document.list(inferred.iter().take(MOST).map(|known| {
        let range = range(known.low, known.high);
        text!(
            "**{} {}**<quiet>, from {}</>",
            maps[known.skill].name,
            range,
            rated(maps, known.from)
        )
    }));
    let more = match inferred.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("{} from your answers. ", count(more, "more follows", "more follow")),
    };
    document.say(text!(
        "<quiet>{}None of this is in your profile. To overrule one, rate it: </>`skillgap rate SKILL=LEVEL`",
        more
    ));
}

fn first_steps(answer: &AssessAnswer<'_>, document: &mut Document) {
    let maps = answer.gap.maps;
    let Some(roadmap) = answer.roadmap.as_ref().filter(|roadmap| !roadmap.steps.is_empty()) else {
        return;
    };
    document.heading("The first steps");
    document.list(first_of_sequence(roadmap, STEPS).into_iter().map(|planned| {
        let (at, planned) = match planned {
            Planned::Step(at, planned) => (at, planned),
            Planned::Project(_, planned) => {
                let project = &maps[planned.project];
                let hours = hours(planned.hours);
                return text!(
                    "**Project: {}**<quiet> · {}: </>{}",
                    project.name,
                    hours,
                    project.brief
                );
            }
        };
        let skill = &maps[planned.step.skill];
        let level = planned.step.level;
        let by = answer
            .timeline
            .as_ref()
            .map_or(String::new(), |timeline| format!(", by {}", timeline.steps[at].ends.typical));
        let hours = hours(planned.hours);
        text!("**{} {}**<quiet> · {}{}: </>{}", skill.name, level, hours, by, skill.can_do(level))
    }));
}

/// The content of an `assess` document: that of a `gap` document for the chosen roles, and what follows.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct AssessJson {
    /// The fields of a `gap` document, for the chosen roles.
    #[serde(flatten)]
    gap: GapJson,
    /// How many answers were given in this session.
    answered: usize,
    /// The file that they are in.
    saved_in: String,
    /// What was not asked because it follows from other answers.
    inferred: Vec<InferredJson>,
    /// The skills whose ratings would decide the most now, most first.
    decides_next: Vec<DecidesJson>,
    /// Every role at the same seniority.
    side_by_side: Vec<BesideJson>,
    /// The first steps of the roadmap.
    first_steps: Vec<PlannedStepJson>,
    /// The milestones that were reached, each announced once; most often empty.
    milestones: Vec<MilestoneJson>,
}

/// A skill of which something follows from other answers.
#[derive(Debug, JsonSchema, Serialize)]
struct InferredJson {
    /// The id of the skill.
    skill: String,
    /// The least that its level can be, 0 to 4.
    low: Level,
    /// The most that its level can be, 0 to 4.
    high: Level,
    /// The ratings from which it follows: skills and their levels.
    from: Vec<StepJson>,
}

/// A skill whose rating would decide much.
#[derive(Debug, JsonSchema, Serialize)]
struct DecidesJson {
    /// The id of the skill.
    skill: String,
    /// The share of the requirement weight that its rating can be expected to decide, 0 to 1.
    share: Share,
}

/// One role beside the others.
#[derive(Debug, JsonSchema, Serialize)]
struct BesideJson {
    #[serde(flatten)]
    role: RoleRef,
    #[serde(flatten)]
    numbers: RoleNumbers,
    #[serde(flatten)]
    likely: LikelyNumbers,
    /// The hours of learning until ready, by the shortest plan, without projects.
    hours: Hours,
}
