//! `skillgap next`: the first steps and projects of a plan, each with what a person needs to begin it.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::document::{Document, Text};
use super::likely::StartJson;
use super::notes::{Note, put_notes};
use super::phrases::{hours, learning_and_projects, percent, roles_at, some_names};
use super::roadmap::{
    PlannedJson, PlannedStepJson, ProjectJson, STEPS, first_of_sequence, project_json,
    sequence_json, start_is_known, steps_json,
};
use super::sheet::Csv;
use super::text::text;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Seniority;
use crate::domain::likely::{Start, StartsFrom};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Planned, PlannedProject, PlannedStep, Roadmap, Why};

/// The first steps of a plan.
pub(crate) struct NextAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The plan.
    pub(crate) roadmap: &'m Roadmap,
    /// The levels that the plan starts from.
    pub(crate) start: &'m Start,
    /// The number of steps and projects to show.
    pub(crate) shown: usize,
    /// The dates of the plan; `None` if the hours a week are not known.
    pub(crate) timeline: Option<Timeline>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for NextAnswer<'_> {
    const KIND: &'static str = "next";
    const ABOUT: &'static str = "the first steps of a roadmap";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[STEPS];
    type Json = NextJson;

    fn json(&self) -> NextJson {
        let NextAnswer { maps, roadmap, .. } = self;
        let roles = roadmap.goal.roles.iter();
        NextJson {
            seniority: roadmap.goal.seniority,
            roles: roles.map(|role| maps[*role].id.clone()).collect(),
            readiness_now: roadmap.readiness_now,
            start: StartJson::new(maps, self.start),
            hours: roadmap.hours,
            project_hours: roadmap.project_hours(),
            total_hours: roadmap.hours + roadmap.project_hours(),
            steps: steps_json(maps, roadmap, self.timeline.as_ref(), self.shown),
            steps_in_all: roadmap.steps.len(),
            projects: first_of_sequence(roadmap, self.shown)
                .into_iter()
                .filter_map(|planned| match planned {
                    Planned::Step(..) => None,
                    Planned::Project(at, _) => {
                        Some(project_json(maps, roadmap, self.timeline.as_ref(), at))
                    }
                })
                .collect(),
            sequence: sequence_json(maps, roadmap, self.shown),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let NextAnswer { maps, roadmap, .. } = self;
        let mut document = Document::default();
        let ready = match self.start.from {
            StartsFrom::Likely => format!("likely {} ready, ", percent(roadmap.readiness_now)),
            StartsFrom::Known if start_is_known(roadmap) => {
                format!("{} ready, ", percent(roadmap.readiness_now))
            }
            StartsFrom::Known => String::new(),
        };
        document.title(text!(
            "**What comes next**<quiet> · {}: {}{} to go</>",
            roles_at(maps, &roadmap.goal.roles, roadmap.goal.seniority),
            ready,
            learning_and_projects(roadmap)
        ));
        if roadmap.steps.is_empty() {
            document.say(text!("<good>You meet everything that this map asks.</>"));
        }
        let first = first_of_sequence(roadmap, self.shown);
        for (number, planned) in first.iter().enumerate() {
            match planned {
                Planned::Step(at, planned) => step(self, number + 1, *at, planned, &mut document),
                Planned::Project(at, planned) => {
                    project(self, number + 1, *at, planned, &mut document);
                }
            }
        }
        if let Some(first) = first.first() {
            let (first, when) = match first {
                Planned::Step(_, planned) => {
                    (&maps[planned.step.skill].id, "when you have reached the first")
                }
                Planned::Project(_, planned) => {
                    (&maps[planned.project].id, "when you have finished the project")
                }
            };
            document.commands([
                (format!("skillgap done {first}"), when),
                ("skillgap why SKILL".to_string(), "why a skill has its place in the plan"),
            ]);
        }
        put_notes(&self.notes, &mut document);
        document
    }
}

fn project(
    answer: &NextAnswer<'_>,
    number: usize,
    at: usize,
    planned: &PlannedProject,
    document: &mut Document,
) {
    let project = &answer.maps[planned.project];
    let period = answer.timeline.as_ref().and_then(|timeline| timeline.projects[at]);
    let by = period.map_or(String::new(), |period| format!(", by {}", period.ends.typical));
    document.heading(text!(
        "**{}. Project: {}**<quiet> · {}{}</>",
        number,
        project.name,
        hours(planned.hours),
        by
    ));
    document.say(&*project.brief);
    document.list([
        text!("<quiet>When it is finished: </>`skillgap done {}`", project.id),
        text!("<quiet>To leave it out: </>`skillgap roadmap --skip {}`", project.id),
    ]);
}

fn step(
    answer: &NextAnswer<'_>,
    number: usize,
    at: usize,
    planned: &PlannedStep,
    document: &mut Document,
) {
    let maps = answer.maps;
    let skill = &maps[planned.step.skill];
    let level = planned.step.level;
    let by = answer
        .timeline
        .as_ref()
        .map_or(String::new(), |timeline| format!(", by {}", timeline.steps[at].ends.typical));
    document.heading(text!(
        "**{}. {} {}**<quiet> · {} of {}{}</>",
        number,
        skill.name,
        level,
        hours(planned.hours),
        level.gained_by(),
        by
    ));
    document.say(skill.can_do(level));
    let mut points: Vec<Text> = Vec::new();
    if planned.assumed {
        points.push(text!(
            "<warn>It starts from {}, which is assumed: rate it if you know more.</>",
            level.previous()
        ));
    }
    if let Why::Prerequisite(of) = &planned.why {
        points.push(text!("<quiet>Needed by {}</>", some_names(maps, of, 4)));
    }
    points.extend(skill.signs[level.index()].iter().map(|sign| Text::from(&**sign)));
    if let Some(proof) = skill.proof(level) {
        points.push(text!("<good>Show it: </>{} ({} h)", proof.task, proof.hours));
    }
    for resource in skill.resources.iter().filter(|r| r.level == level) {
        let price = if resource.free { " " } else { " (not free) " };
        points.push(text!("{}<quiet>{}</>`{}`", resource.title, price, resource.url));
    }
    document.list(points);
}

/// The content of a `next` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct NextJson {
    /// Which column of targets counts.
    seniority: Seniority,
    /// The ids of the roles that the plan serves.
    roles: Vec<String>,
    /// The readiness before the first step: 0 to 1. It is likely readiness if the plan starts from likely levels.
    readiness_now: Fraction,
    #[serde(flatten)]
    start: StartJson,
    /// The hours of learning of the whole plan, that is, of its steps.
    hours: Hours,
    /// The hours of all projects of the plan.
    project_hours: Hours,
    /// The hours of the steps and the projects together. Dates count these.
    total_hours: Hours,
    /// The first steps.
    steps: Vec<PlannedStepJson>,
    /// How many steps the whole plan has.
    steps_in_all: usize,
    /// The projects before, between and directly after the first steps.
    projects: Vec<ProjectJson>,
    /// The first steps and these projects, in order.
    sequence: Vec<PlannedJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}
