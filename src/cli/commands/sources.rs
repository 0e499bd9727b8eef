//! `skillgap sources`: what the maps rest on.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::sheet::rows_of;
use crate::report::sources::{document, json};

/// Shows the sources.
pub fn run(context: &Context<'_>) -> Result<String, Failure> {
    let maps = context.maps();
    let columns =
        ["source", "name", "publisher", "family", "license", "attribution", "url", "cited"];
    Ok(context.answer_or_sheet(
        "sources",
        || document(maps),
        || json(maps),
        || rows_of(&json(maps), "sources", &columns),
    ))
}
