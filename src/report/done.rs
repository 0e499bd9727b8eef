//! What a step that was done changed, and what comes next.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Document, Text, Tone};
use super::json::StepJson;
use super::phrases::{hours, percent, role_names};
use super::roadmap::start_is_known;
use crate::domain::catalog::SkillIndex;
use crate::domain::hours::Hours;
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
        document.say(Text::new(format!("{names}, {}: ", after.goal.seniority), Tone::Strong).and(
            format!("{met}{} to go, before {}.", hours(after.hours), hours(before.hours)),
            Tone::Plain,
        ));
        if let Some(next) = after.steps.first() {
            let next_skill = &maps[next.step.skill];
            document.say(
                Text::new(format!("Next: {} {}", next_skill.name, next.step.level), Tone::Strong)
                    .and(format!(" · {}: ", hours(next.hours)), Tone::Quiet)
                    .and(next_skill.can_do(next.step.level), Tone::Plain),
            );
        }
    }
    document.say(Text::new(format!("Saved in {}.", answer.saved_in), Tone::Quiet));
    if answer.plans.is_none() {
        document.push(Block::Commands(vec![(
            "skillgap roadmap --role ROLE".to_string(),
            "what comes next".to_string(),
        )]));
    }
    document
}

/// The content of a `done` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct DoneJson {
    /// The id of the skill.
    skill: String,
    /// The level before.
    #[schemars(range(min = 0, max = 4))]
    from: u8,
    /// Whether the level before was rated, or only inferred.
    was_rated: bool,
    /// The level now.
    #[schemars(range(min = 0, max = 4))]
    to: u8,
    /// The file that the profile is in.
    profile: String,
    /// What it changed in the plan; null when no role is aimed at.
    plan: Option<ChangeJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The ids of the roles that the plan serves.
    roles: Vec<String>,
    /// Which column of targets counts.
    #[schemars(extend("enum" = ["junior", "mid", "senior"]))]
    seniority: &'static str,
    /// The readiness before: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness_before: f64,
    /// The readiness now: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness_now: f64,
    /// The hours to ready before.
    hours_before: Hours,
    /// The hours to ready now.
    hours: Hours,
    /// The next step; null when everything that is asked is met.
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
            roles: after.goal.roles.iter().map(|role| maps[*role].id.clone()).collect(),
            seniority: after.goal.seniority.word(),
            readiness_before: before.readiness_now.fraction(),
            readiness_now: after.readiness_now.fraction(),
            hours_before: before.hours,
            hours: after.hours,
            next: after.steps.first().map(|next| StepJson::new(maps, next.step)),
        }),
    }
}
