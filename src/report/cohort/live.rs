//! Who was asked at one machine, one after another.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::document::{Block, Document, Text, Tone};
use crate::report::phrases::count;

/// Somebody who was asked.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Seated {
    /// The name as it was typed.
    pub name: String,
    /// How many answers were given.
    pub answered: usize,
    /// The file that they are in.
    pub saved_in: String,
}

/// The content of an `assess-cohort` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SeatedJson {
    /// The folder of profiles.
    folder: String,
    /// The people, in the order in which they were asked.
    people: Vec<Seated>,
}

/// The answer for people.
pub fn document(folder: &str, people: &[Seated]) -> Document {
    let mut document = Document::default();
    if people.is_empty() {
        document.say("Nobody was asked.");
        return document;
    }
    let line = |one: &Seated| {
        let answers = count(one.answered, "answer", "answers");
        Text::new(&one.name, Tone::Strong)
            .and(format!(": {answers}, in {}", one.saved_in), Tone::Quiet)
    };
    document.push(Block::List(people.iter().map(line).collect()));
    document.push(Block::Commands(vec![(
        format!("skillgap cohort summary {folder}"),
        "where everybody stands".to_string(),
    )]));
    document
}

/// The answer for scripts.
pub fn json(folder: &str, people: &[Seated]) -> SeatedJson {
    SeatedJson { folder: folder.to_string(), people: people.to_vec() }
}
