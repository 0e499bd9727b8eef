//! `skillgap sources`: what the maps rest on.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::sheet::rows_of;
use crate::report::sources::{document, json};

const SOURCES: crate::report::sheet::Csv = crate::report::sheet::Csv(&[(
    "sources",
    &["source", "name", "publisher", "family", "license", "attribution", "url", "cited"],
)]);
/// Shows the sources.
pub fn run(context: &Context<'_>) -> Result<String, Failure> {
    let maps = context.maps();
    Ok(context.answer_or_sheet(
        "sources",
        || document(maps),
        || json(maps),
        || rows_of(&json(maps), &SOURCES),
    ))
}
