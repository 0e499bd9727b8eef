//! What a step that was done changed, and what comes next.

use serde::Serialize;

use super::document::{Block, Document, Text, Tone};
use super::json::{HoursJson, StepJson};
use super::phrases::{hours, percent, role_names};
use super::roadmap::start_is_known;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::Roadmap;

/// A step that was done.
pub struct DoneAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The skill.
    pub skill: SkillIndex,
    /// The level before.
    pub from: Level,
    /// Whether that level was rated, and not inferred or assumed.
    pub was_rated: bool,
    /// The level now.
    pub to: Level,
    /// The file.
    pub saved_in: String,
    /// The plans before and after, when there is a role to plan for.
    pub plans: Option<(Roadmap, Roadmap)>,
}

/// The answer for people.
pub fn document(answer: &DoneAnswer<'_>) -> Document {
    let maps = answer.maps;
    let skill = &maps[answer.skill];
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new(format!("{} {}", skill.name, answer.to), Tone::Good).and(
            format!(
                " · {}, before {}",
                answer.to.name(),
                match (answer.was_rated, answer.from) {
                    (true, from) => from.to_string(),
                    (false, Level::NONE) => "not rated".to_string(),
                    (false, from) => format!("{from} at least, as it followed from other ratings"),
                }
            ),
            Tone::Quiet,
        ),
    ));
    document.say(skill.can_do(answer.to));
    if let Some((before, after)) = &answer.plans {
        let names = role_names(maps, &after.goal.roles);
        let met = if start_is_known(after) {
            let (now, then) = (percent(after.readiness_now), percent(before.readiness_now));
            format!("{now} of the targets met, before {then}; ")
        } else {
            String::new()
        };
        document.say(
            Text::new(format!("{names}, {}: ", after.goal.seniority), Tone::Strong).and(
                format!(
                    "{met}{} to go, before {}.",
                    hours(after.hours),
                    hours(before.hours)
                ),
                Tone::Plain,
            ),
        );
        if let Some(next) = after.steps.first() {
            let next_skill = &maps[next.step.skill];
            document.say(
                Text::new(
                    format!("Next: {} {}", next_skill.name, next.step.level),
                    Tone::Strong,
                )
                .and(format!(" · {}: ", hours(next.hours)), Tone::Quiet)
                .and(next_skill.can_do(next.step.level), Tone::Plain),
            );
        }
    }
    document.say(Text::new(
        format!("Saved in {}.", answer.saved_in),
        Tone::Quiet,
    ));
    if answer.plans.is_none() {
        document.push(Block::Commands(vec![(
            "skillgap roadmap --role ROLE".to_string(),
            "what comes next".to_string(),
        )]));
    }
    document
}

/// The content of a `done` document.
#[derive(Debug, Serialize)]
pub struct DoneJson {
    skill: String,
    from: u8,
    was_rated: bool,
    to: u8,
    profile: String,
    plan: Option<ChangeJson>,
}

#[derive(Debug, Serialize)]
struct ChangeJson {
    roles: Vec<String>,
    seniority: &'static str,
    readiness_before: f64,
    readiness_now: f64,
    hours_before: HoursJson,
    hours: HoursJson,
    next: Option<StepJson>,
}

/// The answer for scripts.
pub fn json(answer: &DoneAnswer<'_>) -> DoneJson {
    let maps = answer.maps;
    DoneJson {
        skill: maps[answer.skill].id.clone(),
        from: answer.from.number(),
        was_rated: answer.was_rated,
        to: answer.to.number(),
        profile: answer.saved_in.clone(),
        plan: answer.plans.as_ref().map(|(before, after)| ChangeJson {
            roles: after
                .goal
                .roles
                .iter()
                .map(|role| maps[*role].id.clone())
                .collect(),
            seniority: after.goal.seniority.id(),
            readiness_before: before.readiness_now.fraction(),
            readiness_now: after.readiness_now.fraction(),
            hours_before: before.hours.into(),
            hours: after.hours.into(),
            next: after
                .steps
                .first()
                .map(|next| StepJson::new(maps, next.step)),
        }),
    }
}
