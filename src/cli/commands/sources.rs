//! `skillgap sources`: what the maps rest on.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::report::sheet::rows_of;
use crate::report::sources::{document, json};

/// Shows the sources.
pub fn run(session: &Session<'_>) -> Result<String, Failure> {
    let maps = session.maps();
    let columns = [
        "source",
        "name",
        "publisher",
        "family",
        "license",
        "attribution",
        "url",
        "cited",
    ];
    Ok(session.answer_or_sheet(
        "sources",
        || document(maps),
        || json(maps),
        || rows_of(&json(maps), "sources", &columns),
    ))
}
