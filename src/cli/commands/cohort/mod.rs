//! `skillgap cohort`: for mentors.

mod compare;
mod pairs;
mod people;
mod session;
mod summary;

use clap::{Args, Subcommand};

use crate::cli::failure::Failure;
use crate::cli::session::Session;

/// The flags of `cohort`.
#[derive(Args, Debug)]
pub struct CohortArgs {
    #[command(subcommand)]
    command: CohortCommand,
}

/// What to decide about many people.
#[derive(Debug, Subcommand)]
enum CohortCommand {
    /// See where everybody stands: people by areas, what they lack, whose answers are missing
    Summary(summary::SummaryArgs),
    /// See what to teach next, whom it serves and who would be lost
    Session(session::SessionArgs),
    /// See who can help whom
    Pairs(pairs::PairsArgs),
    /// See what moved between two days or folders, or how far self and mentor are apart
    Compare(compare::CompareArgs),
}

/// Answers a mentor.
pub fn run(session: &Session<'_>, args: &CohortArgs) -> Result<String, Failure> {
    match &args.command {
        CohortCommand::Summary(args) => summary::run(session, args),
        CohortCommand::Session(args) => session::run(session, args),
        CohortCommand::Pairs(args) => pairs::run(session, args),
        CohortCommand::Compare(args) => compare::run(session, args),
    }
}
