//! `skillgap profile forget`: what was removed from a profile.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::answer::Answer;
use crate::report::document::{Block, Document};
use crate::report::notes::Note;
use crate::report::text::text;

/// What was removed from a profile.
pub(crate) struct ForgetAnswer {
    /// The id of the skill or the project, or a name in the profile that is not in the maps.
    pub(crate) id: String,
    /// The name of the skill or the project.
    pub(crate) name: String,
    /// Whether it is a project.
    pub(crate) is_project: bool,
    /// The removed pieces, in the order of the file.
    pub(crate) taken: Vec<Piece>,
    /// Whether the earlier copy of the profile is deleted too.
    pub(crate) for_good: bool,
    /// The file of the profile.
    pub(crate) path: String,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// A rating, claim or done project that was removed.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct Piece {
    /// The table that it was in: `[ratings]`, `[[rating]]`, `[[claim]]` or `[[project]]`.
    pub(crate) table: &'static str,
    /// The line on which it began, from 1.
    pub(crate) line: usize,
    /// What stood there.
    pub(crate) text: String,
}

impl Answer for ForgetAnswer {
    const KIND: &'static str = "profile-forget";
    const ABOUT: &'static str = "what was removed from a profile";
    type Json = ForgetJson;

    fn json(&self) -> ForgetJson {
        ForgetJson {
            skill: self.id.clone(),
            project: self.is_project.then(|| self.id.clone()),
            name: self.name.clone(),
            taken: self.taken.clone(),
            earlier_copy_deleted: self.for_good,
            profile: self.path.clone(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(text!("**Forgot {}**<quiet> · in {}</>", self.name, self.path));
        if self.taken.is_empty() {
            document.say(
                "The profile no longer mentioned it. The earlier copy, which did, is deleted.",
            );
            return document;
        }
        document.say("These lines were removed; everything else is unchanged. To restore them, paste them back. A block that begins with [[ may also go at the end of the file.");
        if self.for_good {
            document.say("The earlier copy of the profile is deleted too, so `skillgap undo` does not bring them back.");
        }
        for piece in &self.taken {
            let of = if piece.table == "[ratings]" { ", under [ratings]" } else { "" };
            document.heading(text!("<quiet>Line {}{}</>", piece.line, of));
            document.push(Block::Verbatim(piece.text.lines().map(str::to_string).collect()));
        }
        document.notes(&self.notes);
        if !self.for_good {
            document.commands([("skillgap undo", "restore them")]);
        }
        document
    }
}

/// The content of a `profile-forget` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ForgetJson {
    /// The id of the skill or the project, or a name in the profile that is not in the maps.
    skill: String,
    /// The id of the project; null for a skill.
    project: Option<String>,
    /// The name of the skill or the project.
    name: String,
    /// The ratings, claims and done projects that were removed, in the order of the file.
    taken: Vec<Piece>,
    /// Whether the earlier copy of the profile, which `skillgap undo` would restore, is deleted too.
    earlier_copy_deleted: bool,
    /// Where the profile is.
    profile: String,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}
