//! `skillgap sources`: lists the public sources behind the maps.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::answer::{Answer, Format};
use crate::report::sources::SourcesAnswer;

/// The flags of `sources`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap sources
  skillgap sources --format csv > sources.csv")]
pub(crate) struct SourcesArgs {}

impl Run for SourcesArgs {
    fn formats(&self) -> &'static [Format] {
        SourcesAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        Ok(context.answer(&SourcesAnswer { maps: context.maps() }))
    }
}
