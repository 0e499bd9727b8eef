//! `skillgap cohort forget`: what was removed about a person.

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::answer::Answer;
use crate::report::document::{Document, Text};
use crate::report::text::text;

/// What was removed about a person.
#[derive(Clone, Debug)]
pub(crate) struct ForgetPersonAnswer {
    /// The person's name.
    pub(crate) name: String,
    pub(crate) folder: String,
    /// Whether the command only showed what it would remove.
    pub(crate) dry_run: bool,
    pub(crate) files: Vec<String>,
    /// The names that were removed from the roster.
    pub(crate) of_roster: Vec<String>,
}

impl Answer for ForgetPersonAnswer {
    const KIND: &'static str = "cohort-forget";
    const ABOUT: &'static str = "what was removed of a person of a cohort";
    type Json = ForgetPersonJson;

    fn json(&self) -> ForgetPersonJson {
        ForgetPersonJson {
            name: self.name.clone(),
            folder: self.folder.clone(),
            dry_run: self.dry_run,
            files: self.files.clone(),
            of_roster: self.of_roster.clone(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let doing = if self.dry_run { "Would forget" } else { "Forgot" };
        document.title(text!("<good>{} {}</>", doing, self.name));
        let files = self.files.iter().map(|file| text!("`{}`", file));
        let roster =
            self.of_roster.iter().map(|name| text!("“{}” on the roster of cohort.toml", name));
        document.list(files.chain(roster));
        document.say(Text::from(
            "Files outside this folder are not touched: the responses from the form, hand-outs, saved pairs and groups. Delete the person’s row there too; otherwise the next import adds the person again.",
        ));
        document
    }
}

/// The content of a `cohort-forget` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ForgetPersonJson {
    /// What the person is called.
    name: String,
    /// The folder of profiles.
    folder: String,
    /// Whether the command only showed what it would remove.
    dry_run: bool,
    /// The files that were removed or would be: the profile, and the files that belong to it.
    files: Vec<String>,
    /// The names on the roster that were removed or would be.
    of_roster: Vec<String>,
}
