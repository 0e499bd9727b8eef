//! `skillgap goal`: the goal of a profile.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::Document;
use super::notes::Note;
use super::profile::{GoalJson, goal_facts};
use super::text::text;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Profile;

/// The goal of a profile.
pub(crate) struct GoalAnswer<'p> {
    pub(crate) maps: &'p SkillMaps,
    /// The profile; empty if there is none.
    pub(crate) profile: &'p Profile,
    /// The file of the profile.
    pub(crate) path: String,
    /// Whether this call changed it.
    pub(crate) changed: bool,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for GoalAnswer<'_> {
    const KIND: &'static str = "goal";
    const ABOUT: &'static str = "what the person aims at";
    type Json = GoalAnswerJson;

    fn json(&self) -> GoalAnswerJson {
        GoalAnswerJson {
            profile: self.path.clone(),
            name: self.profile.name.clone(),
            changed: self.changed,
            goal: GoalJson::of(self.maps, &self.profile.goal),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let whose = match &self.profile.name {
            Some(name) => format!("The goal of {name}"),
            None => "Your goal".to_string(),
        };
        document.title(text!("**{}**<quiet> · {}</>", whose, self.path));
        let facts = goal_facts(self.maps, &self.profile.goal);
        if facts.is_empty() {
            document.say("The profile has no goal.");
        } else {
            document.facts(facts);
        }
        document.notes(&self.notes);
        let set = ("skillgap goal ROLE", "aim at another role");
        let next = ("skillgap next", "the first steps");
        let undo = ("skillgap undo", "take this change back");
        document.commands(match (self.changed, self.profile.goal.roles.is_empty()) {
            (true, true) => vec![set, undo],
            (true, false) => vec![next, undo],
            (false, true) => {
                vec![("skillgap roles", "the roles"), ("skillgap goal ROLE", "aim at one")]
            }
            (false, false) => vec![next, set, ("skillgap goal --clear", "remove the goal")],
        });
        document
    }
}

/// The content of a `goal` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct GoalAnswerJson {
    /// The file that the profile is in.
    profile: String,
    /// What the person is called; null when the profile does not say.
    name: Option<String>,
    /// Whether this call changed the profile.
    changed: bool,
    /// The goal.
    goal: GoalJson,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}
