//! `skillgap sources`: what the maps rest on.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::sources::SourcesAnswer;

/// Shows the sources.
pub fn run(context: &Context<'_>) -> Result<String, Failure> {
    Ok(context.answer(&SourcesAnswer { maps: context.maps() }))
}
