//! The answers for scripts and shells: the kinds that have a schema, shell completions, and manual pages.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Cell, Document, Table, Tone};
use super::schema::Described;

/// The kinds that have a schema.
pub(crate) struct SchemasAnswer(pub &'static [Described]);

impl Answer for SchemasAnswer {
    const KIND: &'static str = "schemas";
    const ABOUT: &'static str = "this list";
    type Json = SchemasJson;

    fn json(&self) -> SchemasJson {
        let kind = |kind: &Described| KindJson { kind: kind.kind, about: kind.about };
        SchemasJson { schemas: self.0.iter().map(kind).collect() }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title("What has a JSON Schema");
        document.table(
            Table::of(self.0)
                .word("Kind", |kind| Cell::toned(kind.kind, Tone::Code))
                .text("What it is", |kind| kind.about),
        );
        document.commands([("skillgap schema gap", "the schema of one")]);
        document
    }
}

/// The content of a `schemas` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SchemasJson {
    /// Everything that has a schema.
    schemas: Vec<KindJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct KindJson {
    /// The kind, as `skillgap schema KIND` takes it.
    kind: &'static str,
    /// What it is, in a few words.
    about: &'static str,
}

/// What a shell needs to complete commands.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct CompletionsAnswer {
    /// The shell.
    pub(crate) shell: String,
    /// The script that it reads.
    pub(crate) script: String,
}

impl Answer for CompletionsAnswer {
    const KIND: &'static str = "completions";
    const ABOUT: &'static str = "the script for a shell";
    type Json = CompletionsAnswer;

    fn json(&self) -> CompletionsAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        Document::raw(&self.script)
    }
}

/// The manual pages that were written.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct ManAnswer {
    /// The folder that the pages are in.
    pub(crate) folder: String,
    /// The pages, one for each command.
    pub(crate) files: Vec<String>,
}

impl Answer for ManAnswer {
    const KIND: &'static str = "man";
    const ABOUT: &'static str = "what `man` wrote";
    type Json = ManAnswer;

    fn json(&self) -> ManAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.say(format!("Wrote {} pages to {}.", self.files.len(), self.folder));
        document
    }
}
