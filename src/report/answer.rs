//! What a command answers, described once: its JSON with the schema, its document for people, its CSV and its formats
//! all follow from one value.

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
        /// To paste where Markdown is read.
        Markdown = "markdown",
        /// For spreadsheets, where the answer is a table.
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
        /// The skills as a JSON Resume has them (only `export`).
        JsonResume = "json-resume",
        /// The plan as a calendar (only `export`).
        Ics = "ics",
        /// The plan as tasks for Todoist or Notion (only `export`).
        TasksCsv = "tasks-csv",
    }
}

impl Format {
    /// The formats of every answer.
    pub(crate) const OF_ALL: [Format; 3] = [Format::Table, Format::Json, Format::Markdown];
}

/// JSON that stands by itself, without the envelope of a document: a line among many, or the one object of an error.
pub(crate) trait Bare: Serialize + JsonSchema {
    /// The kind of it, as `skillgap schema KIND` says it.
    const KIND: &'static str;
    /// What it is, in a few words, for the list of `skillgap schema`.
    const ABOUT: &'static str;
}

/// What a command answers.
pub trait Answer {
    /// The kind of its JSON document, as the document and `skillgap schema KIND` say it.
    const KIND: &'static str;
    /// What it is, in a few words, for the list of `skillgap schema`.
    const ABOUT: &'static str;
    /// The formats that it has beside [`Format::OF_ALL`].
    const FORMATS: &'static [Format] = &[];
    /// The lists of its JSON that CSV can show, a row for each item.
    const CSV: &'static [Csv] = &[];
    /// Its content as JSON.
    type Json: Serialize + JsonSchema;

    /// The answer for scripts.
    fn json(&self) -> Self::Json;

    /// The answer for people.
    fn document(&self) -> Document;

    /// Which of [`Answer::CSV`] shows this answer.
    fn csv(&self) -> usize {
        0
    }

    /// The answer for spreadsheets. An answer whose rows are no list of its JSON makes them here.
    fn sheet(&self) -> Sheet {
        Self::CSV.get(self.csv()).map_or_else(Sheet::default, |csv| rows_of(&self.json(), csv))
    }
}
