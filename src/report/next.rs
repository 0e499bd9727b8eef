//! The first steps of a plan, each with all that one needs to begin.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Document, Text, Tone};
use super::json::HoursJson;
use super::phrases::{hours, percent, role_names, some_names};
use super::roadmap::{PlannedStepJson, start_is_known, steps_json};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{PlannedStep, Roadmap, Why};

/// The first steps of a plan.
pub struct NextAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The plan.
    pub roadmap: &'m Roadmap,
    /// How many steps.
    pub shown: usize,
    /// The days of the plan, when the hours a week are known.
    pub timeline: Option<Timeline>,
    /// Things to know beside the rest.
    pub notes: Vec<String>,
}

/// The answer for people.
pub fn document(answer: &NextAnswer<'_>) -> Document {
    let NextAnswer { maps, roadmap, .. } = answer;
    let mut document = Document::default();
    let names = role_names(maps, &roadmap.goal.roles);
    let ready = if start_is_known(roadmap) {
        format!("{} ready, ", percent(roadmap.readiness_now))
    } else {
        String::new()
    };
    document.push(Block::Title(Text::new("What comes next", Tone::Strong).and(
        format!(" · {names}, {}: {ready}{} to go", roadmap.goal.seniority, hours(roadmap.hours)),
        Tone::Quiet,
    )));
    if roadmap.steps.is_empty() {
        document.say(Text::new("Everything that this map asks is met.", Tone::Good));
    }
    for (at, planned) in roadmap.steps.iter().take(answer.shown).enumerate() {
        step(answer, at, planned, &mut document);
    }
    if let Some(first) = roadmap.steps.first() {
        document.push(Block::Commands(vec![
            (
                format!("skillgap done {}", maps[first.step.skill].id),
                "when you have reached the first".to_string(),
            ),
            ("skillgap why SKILL".to_string(), "why something stands where it stands".to_string()),
        ]));
    }
    for note in &answer.notes {
        document.push(Block::Note(note.as_str().into()));
    }
    document
}

fn step(answer: &NextAnswer<'_>, at: usize, planned: &PlannedStep, document: &mut Document) {
    let maps = answer.maps;
    let skill = &maps[planned.step.skill];
    let level = planned.step.level;
    let by = answer
        .timeline
        .as_ref()
        .map_or(String::new(), |timeline| format!(", by {}", timeline.steps[at].ends.typical));
    document.heading(
        Text::new(format!("{}. {} {level}", at + 1, skill.name), Tone::Strong)
            .and(format!(" · {} of {}{by}", hours(planned.hours), level.gained_by()), Tone::Quiet),
    );
    document.say(skill.can_do(level));
    let mut points: Vec<Text> = Vec::new();
    if planned.assumed {
        points.push(Text::new(
            format!(
                "It starts from {}, which is assumed: rate it if you know more.",
                level.previous()
            ),
            Tone::Warn,
        ));
    }
    if let Why::Prerequisite(of) = &planned.why {
        points.push(Text::new(format!("Needed by {}", some_names(maps, of, 4)), Tone::Quiet));
    }
    for sign in &skill.signs[level.index()] {
        points.push((&**sign).into());
    }
    if let Some(proof) = skill.proof(level) {
        points.push(
            Text::new("Show it: ", Tone::Good)
                .and(format!("{} ({} h)", proof.task, proof.hours), Tone::Plain),
        );
    }
    for resource in skill.resources.iter().filter(|r| r.level == level) {
        points.push(
            Text::new(&*resource.title, Tone::Plain)
                .and(if resource.free { " " } else { " (not free) " }, Tone::Quiet)
                .and(&*resource.url, Tone::Code),
        );
    }
    if !points.is_empty() {
        document.push(Block::List(points));
    }
}

/// The content of a `next` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct NextJson {
    /// Which column of targets counts.
    #[schemars(extend("enum" = ["junior", "mid", "senior"]))]
    seniority: &'static str,
    /// The ids of the roles that the plan serves.
    roles: Vec<String>,
    /// The readiness before the first step: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness_now: f64,
    /// The hours of the whole plan.
    hours: HoursJson,
    /// The first steps.
    steps: Vec<PlannedStepJson>,
    /// How many steps the whole plan has.
    steps_in_all: usize,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<String>,
}

/// The answer for scripts.
pub fn json(answer: &NextAnswer<'_>) -> NextJson {
    let NextAnswer { maps, roadmap, .. } = answer;
    let roles = roadmap.goal.roles.iter();
    NextJson {
        seniority: roadmap.goal.seniority.id(),
        roles: roles.map(|role| maps[*role].id.clone()).collect(),
        readiness_now: roadmap.readiness_now.fraction(),
        hours: roadmap.hours.into(),
        steps: steps_json(maps, roadmap, answer.timeline.as_ref(), answer.shown),
        steps_in_all: roadmap.steps.len(),
        notes: answer.notes.clone(),
    }
}
