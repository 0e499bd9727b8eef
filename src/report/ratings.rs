//! `skillgap rate`: the ratings that were recorded.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;
use super::milestones::{MilestoneJson, milestones_json, tell};
use super::notes::Note;
use super::text::text;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::milestones::Milestone;
use crate::domain::rater::Rater;

/// Ratings that were recorded.
pub(crate) struct RatingsAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The ratings.
    pub(crate) changes: Vec<NewLevel>,
    /// The rater.
    pub(crate) by: &'m Rater,
    /// The file of the profile.
    pub(crate) saved_in: String,
    /// The milestones that the ratings reached. They are announced once.
    pub(crate) milestones: Vec<Milestone>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// A rating that was recorded.
pub(crate) struct NewLevel {
    /// The rated skill.
    pub(crate) skill: SkillIndex,
    /// The level before; `None` if the skill was not rated.
    pub(crate) from: Option<Level>,
    /// The level now.
    pub(crate) to: Level,
}

impl Answer for RatingsAnswer<'_> {
    const KIND: &'static str = "rate";
    const ABOUT: &'static str = "what `rate` recorded";
    type Json = RatingsJson;

    fn json(&self) -> RatingsJson {
        let change = |change: &NewLevel| ChangeJson {
            skill: self.maps[change.skill].id.clone(),
            from: change.from,
            to: change.to,
        };
        RatingsJson {
            ratings: self.changes.iter().map(change).collect(),
            by: self.by.to_string(),
            profile: self.saved_in.clone(),
            milestones: milestones_json(self.maps, &self.milestones),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.list(self.changes.iter().map(|change| {
            let skill = &self.maps[change.skill];
            let before = match change.from {
                None => String::new(),
                Some(level) if level == change.to => ", as before".to_string(),
                Some(level) => format!(", before {level}"),
            };
            text!(
                "**{} {}**<quiet> {}{}: </>{}",
                skill.name,
                change.to,
                change.to.name(),
                before,
                skill.can_do(change.to)
            )
        }));
        tell(self.maps, &self.milestones, &mut document);
        let by = if self.by.is_own() { String::new() } else { format!(", rated by {}", self.by) };
        document.say(text!("<quiet>Saved in {}{}.</>", self.saved_in, by));
        document.notes(&self.notes);
        document.commands([("skillgap gap", "where you stand now")]);
        document
    }
}

/// The content of a `rate` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RatingsJson {
    /// Each rating that was recorded.
    ratings: Vec<ChangeJson>,
    /// Who rated.
    by: String,
    /// The file that the profile is in.
    profile: String,
    /// The milestones that were reached, each announced once; most often empty.
    milestones: Vec<MilestoneJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The id of the skill.
    skill: String,
    /// The rated level before; null when it was not rated.
    from: Option<Level>,
    /// The level that was recorded.
    to: Level,
}
