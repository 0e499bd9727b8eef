//! What was taken out of a profile.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::document::{Block, Document, Text, Tone};
use crate::report::notes::Note;

/// What was taken out of a profile.
pub struct ForgetAnswer {
    /// The skill's id, or the name that the profile had and no map has.
    pub skill: String,
    /// What people call it.
    pub name: String,
    /// The pieces, in the order of the file.
    pub taken: Vec<Piece>,
    /// The file.
    pub path: String,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// A rating or claim that was taken out.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct Piece {
    /// The table that it stood in: `[ratings]`, `[[rating]]` or `[[claim]]`.
    pub table: &'static str,
    /// The line on which it began, from 1.
    pub line: usize,
    /// What stood there.
    pub text: String,
}

/// The answer for people.
pub fn document(answer: &ForgetAnswer) -> Document {
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new(format!("Forgot {}", answer.name), Tone::Strong)
            .and(format!(" · in {}", answer.path), Tone::Quiet),
    ));
    document.say("This was taken out; everything else is as it was. To have it back, paste it there again; what begins with [[ may also stand at the end.");
    for piece in &answer.taken {
        let of = if piece.table == "[ratings]" { ", under [ratings]" } else { "" };
        document.push(Block::Heading(Text::new(format!("Line {}{of}", piece.line), Tone::Quiet)));
        let lines = piece.text.lines().map(str::to_string);
        document.push(Block::Verbatim(lines.collect()));
    }
    document.notes(&answer.notes);
    document
}

/// The content of a `profile-forget` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ForgetJson {
    /// The id of the skill, or the name that stood in the profile where the maps have no such skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// The ratings and claims that were taken out, in the order of the file.
    taken: Vec<Piece>,
    /// Where the profile is.
    profile: String,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// The answer for scripts.
pub fn json(answer: &ForgetAnswer) -> ForgetJson {
    ForgetJson {
        skill: answer.skill.clone(),
        name: answer.name.clone(),
        taken: answer.taken.clone(),
        profile: answer.path.clone(),
        notes: answer.notes.clone(),
    }
}
