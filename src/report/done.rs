//! `skillgap done`: what a step that was done changed, and what comes next.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;
use super::json::StepJson;
use super::phrases::{hours, percent, role_names};
use super::roadmap::start_is_known;
use super::text::text;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
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
            profile: self.saved_in.clone(),
            plan: self.plans.as_ref().map(|(before, after)| ChangeJson {
                roles: after.goal.roles.iter().map(|role| maps[*role].id.clone()).collect(),
                seniority: after.goal.seniority,
                readiness_before: before.readiness_now,
                readiness_now: after.readiness_now,
                hours_before: before.hours,
                hours: after.hours,
                next: after.steps.first().map(|next| StepJson::new(maps, next.step)),
            }),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let skill = &maps[self.skill];
        let mut document = Document::default();
        let before = match (self.was_rated, self.from) {
            (true, from) => from.to_string(),
            (false, Level::NONE) => "not rated".to_string(),
            (false, from) => format!("{from} at least, as it followed from other ratings"),
        };
        document.title(text!(
            "<good>{} {}</><quiet> · {}, before {}</>",
            skill.name,
            self.to,
            self.to.name(),
            before
        ));
        document.say(skill.can_do(self.to));
        if let Some((before, after)) = &self.plans {
            plans(maps, before, after, &mut document);
        }
        document.say(text!("<quiet>Saved in {}.</>", self.saved_in));
        if self.plans.is_none() {
            document.commands([("skillgap roadmap --role ROLE", "what comes next")]);
        }
        document
    }
}

/// What changed in the plan, and its next step.
fn plans(maps: &SkillMaps, before: &Roadmap, after: &Roadmap, document: &mut Document) {
    let met = if start_is_known(after) {
        let (now, then) = (percent(after.readiness_now), percent(before.readiness_now));
        format!("{now} of the targets met, before {then}; ")
    } else {
        String::new()
    };
    document.say(text!(
        "**{}, {}: **{}{} to go, before {}.",
        role_names(maps, &after.goal.roles),
        after.goal.seniority,
        met,
        hours(after.hours),
        hours(before.hours)
    ));
    if let Some(next) = after.steps.first() {
        let skill = &maps[next.step.skill];
        document.say(text!(
            "**Next: {} {}**<quiet> · {}: </>{}",
            skill.name,
            next.step.level,
            hours(next.hours),
            skill.can_do(next.step.level)
        ));
    }
}

/// The content of a `done` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct DoneJson {
    /// The id of the skill.
    skill: String,
    /// The level before.
    from: Level,
    /// Whether the level before was rated, or only inferred.
    was_rated: bool,
    /// The level now.
    to: Level,
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
    seniority: Seniority,
    /// The readiness before: 0 to 1.
    readiness_before: Fraction,
    /// The readiness now: 0 to 1.
    readiness_now: Fraction,
    /// The hours to ready before.
    hours_before: Hours,
    /// The hours to ready now.
    hours: Hours,
    /// The next step; null when everything that is asked is met.
    next: Option<StepJson>,
}
