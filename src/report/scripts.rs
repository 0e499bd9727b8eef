//! What there is for scripts and shells: the kinds that have a schema, completions, manual pages.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Cell, Column, Document, Row, Section, Table, Tone};
use super::schema::Described;

/// The kinds that have a schema, for people.
pub fn document(described: &[Described]) -> Document {
    let mut document = Document::default();
    document.push(Block::Title("What has a JSON Schema".into()));
    let row = |described: &Described| {
        Row::new(vec![Cell::toned(described.kind, Tone::Code), Cell::plain(described.about)])
    };
    document.push(Block::Table(Table {
        columns: vec![Column::word("Kind"), Column::text("What it is")],
        sections: vec![Section { heading: None, rows: described.iter().map(row).collect() }],
    }));
    document.push(Block::Commands(vec![(
        "skillgap schema gap".to_string(),
        "the schema of one".to_string(),
    )]));
    document
}

/// The content of a `schemas` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SchemasJson {
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

/// The kinds that have a schema, for scripts.
pub fn json(described: &[Described]) -> SchemasJson {
    let kind = |described: &Described| KindJson { kind: described.kind, about: described.about };
    SchemasJson { schemas: described.iter().map(kind).collect() }
}

/// The content of a `completions` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct CompletionsJson {
    /// The shell.
    pub shell: String,
    /// The script that it reads.
    pub script: String,
}

/// The content of a `man` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ManJson {
    /// The folder that the pages are in.
    pub folder: String,
    /// The pages, one a command.
    pub files: Vec<String>,
}
