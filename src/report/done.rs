//! `skillgap done`: what changed after a step or a project was done, and what comes next.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Document, Text};
use super::json::{Day, ProjectRef, StepJson};
use super::milestones::{MilestoneJson, milestones_json, tell};
use super::phrases::{percent, roles_at, usual_hours};
use super::roadmap::{milestone_name, start_is_known};
use super::text::text;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::milestones;
use crate::domain::roadmap::{Milestone, Planned, Roadmap};
use crate::domain::role::ProjectIndex;

/// A step that was done.
pub(crate) struct DoneAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    pub(crate) skill: SkillIndex,
    /// The level before.
    pub(crate) from: Level,
    /// Whether the level before was rated. If not, it was inferred or assumed.
    pub(crate) was_rated: bool,
    /// The lowest and the highest level before, by the person's own ratings and sentences; `None` if they said nothing
    /// about the skill.
    pub(crate) said: Option<(Level, Level)>,
    /// The lowest level before, by everything that is known. A plan may start above it if a higher level is likely.
    pub(crate) known: Level,
    /// The level now.
    pub(crate) to: Level,
    /// The file of the profile.
    pub(crate) saved_in: String,
    /// The plans before and after; `None` if there is no role to plan for.
    pub(crate) plans: Option<(Roadmap, Roadmap)>,
    /// The milestones that the step reached. They are announced once.
    pub(crate) milestones: Vec<milestones::Milestone>,
}

impl DoneAnswer<'_> {
    /// Returns whether the step was in the plan; `None` if there is no plan.
    fn planned(&self) -> Option<bool> {
        let (before, _) = self.plans.as_ref()?;
        let step = Step { skill: self.skill, level: self.to };
        Some(before.steps.iter().any(|planned| planned.step == step))
    }

    /// Returns the highest level of the skill that the roles of the plan ask for.
    fn asked(&self) -> Option<Level> {
        let goal = &self.plans.as_ref()?.0.goal;
        let asked = goal.roles.iter().flat_map(|role| self.maps[*role].asked(goal.seniority));
        let of_skill = asked.filter(|(requirement, _)| requirement.any_of.contains(&self.skill));
        of_skill.map(|(_, target)| target).max()
    }

    /// Returns a warning if the step was not in the plan.
    fn beside_the_plan(&self) -> Option<Text> {
        if self.planned()? {
            return None;
        }
        Some(match self.asked().filter(|asked| *asked < self.to) {
            Some(asked) if !self.was_rated && self.said.is_some_and(|(low, _)| low >= asked) => {
                text!(
                    "<warn>This is beyond your plan, which asks for level {} of it; you had said that you have that level. </>`skillgap undo` takes it back.",
                    asked
                )
            }
            Some(asked) => text!(
                "<warn>This is beyond your plan, which asks for level {} of it. </>`skillgap undo` takes it back.",
                asked
            ),
            None => text!("<warn>It is not in your plan. </>`skillgap undo` takes it back."),
        })
    }
}

impl Answer for DoneAnswer<'_> {
    const KIND: &'static str = "done";
    const ABOUT: &'static str = "what `done` changed";
    type Json = DoneJson;

    fn json(&self) -> DoneJson {
        let maps = self.maps;
        DoneJson {
            skill: maps[self.skill].id.clone(),
            from: self.from,
            was_rated: self.was_rated,
            to: self.to,
            planned: self.planned(),
            profile: self.saved_in.clone(),
            plan: self.plans.as_ref().map(|plans| ChangeJson::new(maps, plans)),
            milestones: milestones_json(maps, &self.milestones),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let skill = &maps[self.skill];
        let mut document = Document::default();
        let before = match (self.was_rated, self.from) {
            (true, from) => from.to_string(),
            (false, from) => match self.said {
                Some((low, _)) if low == from && low > Level::NONE => {
                    format!("at least {low}, as you said")
                }
                Some((_, high)) if from == Level::NONE && high < Level::EXPERT => {
                    format!("at most {high}, as you said")
                }
                _ if from == Level::NONE => "not rated".to_string(),
                _ if self.known >= from => format!("at least {from} by what you answered"),
                _ => format!("likely {from} by what you answered"),
            },
        };
        document.title(text!(
            "<good>{} {}</><quiet> · {}, before {}</>",
            skill.name,
            self.to,
            self.to.name(),
            before
        ));
        if let Some(beside) = self.beside_the_plan() {
            document.say(beside);
        }
        tell(maps, &self.milestones, &mut document);
        match &self.plans {
            Some((before, after)) => {
                document.facts(change(maps, before, after).into_iter().chain(next(maps, after)));
                after_that(maps, after, &self.saved_in, &mut document);
            }
            None => without_a_plan(&self.saved_in, &mut document),
        }
        document
    }
}

/// A project that was done.
pub(crate) struct DoneProjectAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    pub(crate) project: ProjectIndex,
    /// The day on which it was done.
    pub(crate) on: Date,
    /// The file of the profile.
    pub(crate) saved_in: String,
    /// The plans before and after; `None` if there is no role to plan for.
    pub(crate) plans: Option<(Roadmap, Roadmap)>,
    /// The milestones that the project reached. They are announced once.
    pub(crate) milestones: Vec<milestones::Milestone>,
}

impl Answer for DoneProjectAnswer<'_> {
    const KIND: &'static str = "done-project";
    const ABOUT: &'static str = "what `done` changed by a project";
    type Json = DoneProjectJson;

    fn json(&self) -> DoneProjectJson {
        let maps = self.maps;
        DoneProjectJson {
            project: ProjectRef::new(maps, self.project),
            role: maps[self.project.role].id.clone(),
            on: Day(self.on),
            profile: self.saved_in.clone(),
            plan: self.plans.as_ref().map(|plans| ChangeJson::new(maps, plans)),
            milestones: milestones_json(maps, &self.milestones),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let project = &maps[self.project];
        let mut document = Document::default();
        let role = &maps[self.project.role].name;
        document.title(text!("<good>Done: {}</><quiet> · a project of {}</>", project.name, role));
        tell(maps, &self.milestones, &mut document);
        if let Some((before, after)) = &self.plans {
            let changed = if before.projects.iter().any(|planned| planned.project == self.project) {
                change(maps, before, after)
            } else {
                document.say(text!(
                    "It is recorded. It was not in the plan for {}, so the plan does not change.",
                    roles_at(maps, &after.goal.roles, after.goal.seniority)
                ));
                Vec::new()
            };
            document.facts(changed.into_iter().chain(next(maps, after)));
            after_that(maps, after, &self.saved_in, &mut document);
        } else {
            without_a_plan(&self.saved_in, &mut document);
        }
        document
    }
}

/// Returns the names of the milestones that the step reached: those that are ahead in the plan before, but not in the
/// plan after.
fn reached(before: &Roadmap, after: &Roadmap) -> Vec<String> {
    let is_ahead =
        |milestone: &&Milestone| after.milestones.iter().any(|m| m.kind == milestone.kind);
    let passed = before.milestones.iter().filter(|milestone| !is_ahead(milestone));
    passed.map(milestone_name).collect()
}

/// Returns the readiness and the hours to the goal, now and before.
fn change(maps: &SkillMaps, before: &Roadmap, after: &Roadmap) -> Vec<(String, Text)> {
    let mut facts = Vec::new();
    let goal = roles_at(maps, &after.goal.roles, after.goal.seniority);
    if start_is_known(after) {
        let (now, then) = (percent(after.readiness_now), percent(before.readiness_now));
        facts.push(("Ready".to_string(), text!("{}<quiet>, before {}</>", now, then)));
    }
    let to_go = |roadmap: &Roadmap| usual_hours(roadmap.hours + roadmap.project_hours());
    facts.push((
        "To go".to_string(),
        text!("{}<quiet>, before {}, to {}</>", to_go(after), to_go(before), goal),
    ));
    facts
}

/// Returns the step or the project that comes next.
fn next(maps: &SkillMaps, roadmap: &Roadmap) -> Option<(String, Text)> {
    let sequence = roadmap.sequence();
    let first = sequence.first()?;
    let name = match first {
        Planned::Step(_, planned) => {
            format!("{} {}", maps[planned.step.skill].name, planned.step.level)
        }
        Planned::Project(_, planned) => format!("the project “{}”", maps[planned.project].name),
    };
    Some(("Next".to_string(), text!("**{}**<quiet>, {}</>", name, usual_hours(first.hours()))))
}

/// Adds the file of the profile, and the next commands.
fn after_that(maps: &SkillMaps, after: &Roadmap, saved_in: &str, document: &mut Document) {
    document.say(text!("<quiet>Saved in {}.</>", saved_in));
    let done = match after.sequence().first() {
        None => return,
        Some(Planned::Step(_, planned)) => maps[planned.step.skill].id.clone(),
        Some(Planned::Project(_, planned)) => maps[planned.project].id.clone(),
    };
    document.commands([
        ("skillgap next".to_string(), "what that is, and where to learn it"),
        (format!("skillgap done {done}"), "when it is done"),
    ]);
}

fn without_a_plan(saved_in: &str, document: &mut Document) {
    document.say(text!("<quiet>Saved in {}.</>", saved_in));
    document.commands([("skillgap roadmap --role ROLE", "what comes next")]);
}

/// The content of a `done-project` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct DoneProjectJson {
    #[serde(flatten)]
    project: ProjectRef,
    /// The id of the role that the project belongs to.
    role: String,
    /// The day that is recorded.
    on: Day,
    /// The file that the profile is in.
    profile: String,
    /// What it changed in the plan; null when no role is aimed at.
    plan: Option<ChangeJson>,
    /// The milestones that were reached, each announced once; most often empty.
    milestones: Vec<MilestoneJson>,
}

/// The content of a `done` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct DoneJson {
    /// The id of the skill.
    skill: String,
    /// The level before.
    from: Level,
    /// Whether the level before was rated, or only inferred.
    was_rated: bool,
    /// The level now.
    to: Level,
    /// Whether the step was in the plan; null if there is no role to plan for.
    planned: Option<bool>,
    /// The file that the profile is in.
    profile: String,
    /// What it changed in the plan; null when no role is aimed at.
    plan: Option<ChangeJson>,
    /// The milestones that were reached, each announced once; most often empty.
    milestones: Vec<MilestoneJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The ids of the roles that the plan serves.
    roles: Vec<String>,
    /// Which column of targets counts.
    seniority: Seniority,
    /// The readiness before: 0 to 1.
    readiness_before: Fraction,
    /// The readiness now: 0 to 1.
    readiness_now: Fraction,
    /// The milestones of the plan that were reached, in words: `all core met`, `50 % ready`.
    reached: Vec<String>,
    /// The hours of learning until ready before, without projects.
    hours_before: Hours,
    /// The hours of learning until ready now, without projects.
    hours: Hours,
    /// The hours of the projects of the plan before.
    project_hours_before: Hours,
    /// The hours of the projects of the plan now.
    project_hours: Hours,
    /// The next step; null when everything that is asked is met.
    next: Option<StepJson>,
    /// The project that comes before the next step; null if the step comes next.
    next_project: Option<ProjectRef>,
}

impl ChangeJson {
    fn new(maps: &SkillMaps, (before, after): &(Roadmap, Roadmap)) -> ChangeJson {
        let next_project = match after.sequence().first() {
            Some(Planned::Project(_, planned)) => Some(ProjectRef::new(maps, planned.project)),
            _ => None,
        };
        ChangeJson {
            roles: after.goal.roles.iter().map(|role| maps[*role].id.clone()).collect(),
            seniority: after.goal.seniority,
            readiness_before: before.readiness_now,
            readiness_now: after.readiness_now,
            reached: reached(before, after),
            hours_before: before.hours,
            hours: after.hours,
            project_hours_before: before.project_hours(),
            project_hours: after.project_hours(),
            next: after.steps.first().map(|next| StepJson::new(maps, next.step)),
            next_project,
        }
    }
}
