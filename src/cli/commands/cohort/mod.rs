//! `skillgap cohort`: for people who teach many.

mod compare;
mod form;
mod import;
mod pairs;
mod people;
mod session;
mod summary;

use clap::{Args, Subcommand};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::answer::{Answer, Format};
use crate::report::cohort::compare::CompareAnswer;
use crate::report::cohort::form::FormAnswer;
use crate::report::cohort::import::ImportAnswer;
use crate::report::cohort::pairs::PairsAnswer;
use crate::report::cohort::session::SessionAnswer;
use crate::report::cohort::summary::SummaryAnswer;

/// The flags of `cohort`.
#[derive(Args, Debug)]
#[command(
    after_help = "A cohort is a folder of profiles (with a cohort.toml, if you like), a CSV, JSON lines, a workbook, or -.

Examples:
  skillgap cohort form --role api-developer --format apps-script > form.gs
  skillgap cohort import answers.csv -o autumn
  skillgap cohort summary autumn --role api-developer
  skillgap cohort session autumn --sessions 4
  skillgap cohort pairs autumn
  skillgap cohort compare autumn --from 2026-09-01"
)]
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
    /// See where everybody stands: people by areas, what they lack, whose answers are missing
    Summary(summary::SummaryArgs),
    /// See what to teach next, whom it serves and who would be lost
    Session(session::SessionArgs),
    /// See who can help whom
    Pairs(pairs::PairsArgs),
    /// See what moved between two days or folders, or how far self and mentor are apart
    Compare(compare::CompareArgs),
}

impl CohortArgs {
    /// The formats in which the answer can be had, beside table, JSON and Markdown.
    pub fn more_formats(&self) -> &'static [Format] {
        match self.command {
            CohortCommand::Form(_) => FormAnswer::FORMATS,
            CohortCommand::Import(_) => ImportAnswer::FORMATS,
            CohortCommand::Summary(_) => SummaryAnswer::FORMATS,
            CohortCommand::Session(_) => SessionAnswer::FORMATS,
            CohortCommand::Pairs(_) => PairsAnswer::FORMATS,
            CohortCommand::Compare(_) => CompareAnswer::FORMATS,
        }
    }
}

/// Does what a mentor asks for.
pub fn run(context: &Context<'_>, args: &CohortArgs) -> Result<String, Failure> {
    match &args.command {
        CohortCommand::Form(args) => form::run(context, args),
        CohortCommand::Import(args) => import::run(context, args),
        CohortCommand::Summary(args) => summary::run(context, args),
        CohortCommand::Session(args) => session::run(context, args),
        CohortCommand::Pairs(args) => pairs::run(context, args),
        CohortCommand::Compare(args) => compare::run(context, args),
    }
}
