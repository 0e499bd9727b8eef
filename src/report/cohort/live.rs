//! `skillgap assess --cohort`: the people who were interviewed one after another at one machine.

use schemars::JsonSchema;
use serde::Serialize;

use super::shell_word;
use crate::report::answer::Answer;
use crate::report::document::Document;
use crate::report::phrases::count;
use crate::report::text::text;

/// The people who were interviewed.
pub(crate) struct SeatedAnswer {
    /// The folder of profiles.
    pub(crate) folder: String,
    /// The people, in the order of their interviews.
    pub(crate) people: Vec<Seated>,
}

/// Somebody who was asked.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Seated {
    /// The name as it was typed.
    pub(crate) name: String,
    /// How many answers were given.
    pub(crate) answered: usize,
    /// The file that they are in.
    pub(crate) saved_in: String,
}

/// The content of an `assess-cohort` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SeatedJson {
    /// The folder of profiles.
    folder: String,
    /// The people, in the order in which they were asked.
    people: Vec<Seated>,
}

impl Answer for SeatedAnswer {
    const KIND: &'static str = "assess-cohort";
    const ABOUT: &'static str = "who was asked one after another";
    type Json = SeatedJson;

    fn json(&self) -> SeatedJson {
        SeatedJson { folder: self.folder.clone(), people: self.people.clone() }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.people.is_empty() {
            document.say("Nobody was asked.");
            return document;
        }
        document.list(self.people.iter().map(|one| {
            let answers = count(one.answered, "answer", "answers");
            text!("**{}**<quiet>: {}, in {}</>", one.name, answers, one.saved_in)
        }));
        let summary = format!("skillgap cohort summary {}", shell_word(&self.folder));
        document.commands([(summary, "where everybody stands")]);
        document
    }
}
