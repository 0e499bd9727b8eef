//! What a command answers. One value gives its JSON, the schema, the document for people, the CSV and the list of
//! formats.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Document;
use super::sheet::{Csv, Sheet, rows_of};
use crate::domain::words::words;

words! {
    /// How an answer is written.
    #[derive(Default)]
    pub enum Format {
        /// For people at a terminal.
        Table = "table" => default,
        /// For scripts.
        Json = "json",
        /// For pasting into Markdown.
        Markdown = "markdown",
        /// For spreadsheets, if the answer is a table.
        Csv = "csv",
        /// A workbook with coloured cells (only `cohort …`).
        Xlsx = "xlsx",
        /// For Graphviz (only `maps graph`).
        Dot = "dot",
        /// For Mermaid (only `maps graph`).
        Mermaid = "mermaid",
        /// For Google Apps Script, to build a form (only `cohort form`).
        AppsScript = "apps-script",
        /// For Microsoft Forms, to import as a form (only `cohort form`).
        Docx = "docx",
        /// A profile to fill in (only `cohort form`).
        Toml = "toml",
        /// The skills in the format of JSON Resume (only `export`).
        JsonResume = "json-resume",
        /// The plan as a calendar (only `export`).
        Ics = "ics",
        /// The plan as tasks for Todoist or Notion (only `export`).
        TasksCsv = "tasks-csv",
    }
}

impl Format {
    /// The formats that every answer has.
    pub(crate) const OF_ALL: [Format; 3] = [Format::Table, Format::Json, Format::Markdown];
}

/// JSON without the envelope of a document: a line among many, or the single object of an error.
pub(crate) trait Bare: Serialize + JsonSchema {
    /// The name of its kind, as in `skillgap schema KIND`.
    const KIND: &'static str;
    /// A few words about it, for the list of `skillgap schema`.
    const ABOUT: &'static str;
}

/// The answer of a command.
pub trait Answer {
    /// The kind of its JSON document, as in the document and in `skillgap schema KIND`.
    const KIND: &'static str;
    /// A few words about it, for the list of `skillgap schema`.
    const ABOUT: &'static str;
    /// The formats that it has in addition to [`Format::OF_ALL`].
    const FORMATS: &'static [Format] = &[];
    /// The lists of its JSON that can be written as CSV, a row for each item.
    const CSV: &'static [Csv] = &[];
    /// The type of its JSON content.
    type Json: Serialize + JsonSchema;

    /// Returns the answer for scripts.
    fn json(&self) -> Self::Json;

    /// Returns the answer for people.
    fn document(&self) -> Document;

    /// Returns the index in [`Answer::CSV`] of the list that this answer shows.
    fn csv(&self) -> usize {
        0
    }

    /// Returns the answer for spreadsheets. An answer overrides this if its rows are not a list of its JSON.
    fn sheet(&self) -> Sheet {
        Self::CSV.get(self.csv()).map_or_else(Sheet::default, |csv| rows_of(&self.json(), csv))
    }
}
