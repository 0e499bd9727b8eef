//! `skillgap cohort`: for people who teach many.

mod form;
mod import;

use clap::{Args, Subcommand};

use crate::cli::args::Format;
use crate::cli::failure::Failure;
use crate::cli::session::Session;

/// The flags of `cohort`.
#[derive(Args, Debug)]
pub struct CohortArgs {
    #[command(subcommand)]
    command: CohortCommand,
}

/// What to do for many people.
#[derive(Debug, Subcommand)]
enum CohortCommand {
    /// Make the empty self-assessment to hand out
    Form(form::FormArgs),
    /// Read what comes back into a folder of profiles
    Import(import::ImportArgs),
}

impl CohortArgs {
    /// The formats in which the answer can be had, beside table, JSON and Markdown.
    pub fn more_formats(&self) -> &'static [Format] {
        match self.command {
            CohortCommand::Form(_) => &[Format::Csv, Format::AppsScript, Format::Toml],
            CohortCommand::Import(_) => &[Format::Csv],
        }
    }
}

/// Does what a mentor asks for.
pub fn run(session: &Session<'_>, args: &CohortArgs) -> Result<String, Failure> {
    match &args.command {
        CohortCommand::Form(args) => form::run(session, args),
        CohortCommand::Import(args) => import::run(session, args),
    }
}
