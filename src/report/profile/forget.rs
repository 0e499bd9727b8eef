//! `skillgap profile forget`: what was removed from a profile.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::answer::Answer;
use crate::report::document::{Block, Document};
use crate::report::notes::Note;
use crate::report::text::text;

/// What was removed from a profile.
pub struct ForgetAnswer {
    /// The id of the skill or the project, or the name that the profile had and no map has.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether it is a project.
    pub is_project: bool,
    /// The pieces, in the order of the file.
    pub taken: Vec<Piece>,
    /// The file.
    pub path: String,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// A rating, claim or done project that was removed.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Piece {
    /// The table that it stood in: `[ratings]`, `[[rating]]`, `[[claim]]` or `[[project]]`.
    pub table: &'static str,
    /// The line on which it began, from 1.
    pub line: usize,
    /// What stood there.
    pub text: String,
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
            profile: self.path.clone(),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(text!("**Forgot {}**<quiet> · in {}</>", self.name, self.path));
        document.say("These lines were removed; everything else is unchanged. To have them back, paste them there again. What begins with [[ may also go to the end of the file.");
        for piece in &self.taken {
            let of = if piece.table == "[ratings]" { ", under [ratings]" } else { "" };
            document.heading(text!("<quiet>Line {}{}</>", piece.line, of));
            document.push(Block::Verbatim(piece.text.lines().map(str::to_string).collect()));
        }
        document.notes(&self.notes);
        document
    }
}

/// The content of a `profile-forget` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ForgetJson {
    /// The id of the skill or of the project, or the name that stood in the profile where the maps have nothing of it.
    skill: String,
    /// The id of the project; null when it is a skill.
    project: Option<String>,
    /// What the skill or the project is called.
    name: String,
    /// The ratings, claims and done projects that were taken out, in the order of the file.
    taken: Vec<Piece>,
    /// Where the profile is.
    profile: String,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}
