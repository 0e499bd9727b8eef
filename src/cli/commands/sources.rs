//! `skillgap sources`: what the maps rest on.

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::report::sources::{document, json};

/// Shows the sources.
pub fn run(session: &Session<'_>) -> Result<String, Failure> {
    let maps = session.maps();
    Ok(session.answer("sources", || document(maps), || json(maps)))
}
