//! What was recorded.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Document, Text, Tone};
use super::notes::Note;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::rater::Rater;

/// Ratings that were recorded.
pub struct RatingsAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// Each rating.
    pub changes: Vec<Change>,
    /// Who rated.
    pub by: &'m Rater,
    /// The file.
    pub saved_in: String,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// One rating that was recorded.
pub struct Change {
    /// Of what.
    pub skill: SkillIndex,
    /// What it was before, if it was rated.
    pub from: Option<Level>,
    /// What it is now.
    pub to: Level,
}

/// The answer for people.
pub fn document(answer: &RatingsAnswer<'_>) -> Document {
    let mut document = Document::default();
    let items = answer.changes.iter().map(|change| {
        let skill = &answer.maps[change.skill];
        let before = match change.from {
            None => String::new(),
            Some(level) if level == change.to => ", as before".to_string(),
            Some(level) => format!(", before {level}"),
        };
        Text::new(format!("{} {}", skill.name, change.to), Tone::Strong)
            .and(format!(" {}{before}: ", change.to.name()), Tone::Quiet)
            .and(skill.can_do(change.to), Tone::Plain)
    });
    document.push(Block::List(items.collect()));
    let by = if answer.by.is_own() { String::new() } else { format!(", rated by {}", answer.by) };
    document.say(Text::new(format!("Saved in {}{by}.", answer.saved_in), Tone::Quiet));
    document.notes(&answer.notes);
    document.push(Block::Commands(vec![(
        "skillgap gap".to_string(),
        "where you stand now".to_string(),
    )]));
    document
}

/// The content of a `rate` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct RatingsJson {
    /// Each rating that was recorded.
    ratings: Vec<ChangeJson>,
    /// Who rated.
    by: String,
    /// The file that the profile is in.
    profile: String,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The id of the skill.
    skill: String,
    /// The rated level before; null when it was not rated.
    #[schemars(range(min = 0, max = 4))]
    from: Option<u8>,
    /// The level that was recorded.
    #[schemars(range(min = 0, max = 4))]
    to: u8,
}

/// The answer for scripts.
pub fn json(answer: &RatingsAnswer<'_>) -> RatingsJson {
    RatingsJson {
        ratings: answer
            .changes
            .iter()
            .map(|change| ChangeJson {
                skill: answer.maps[change.skill].id.clone(),
                from: change.from.map(Level::number),
                to: change.to.number(),
            })
            .collect(),
        by: answer.by.name().to_string(),
        profile: answer.saved_in.clone(),
        notes: answer.notes.clone(),
    }
}
