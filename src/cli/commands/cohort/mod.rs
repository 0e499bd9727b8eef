//! `skillgap cohort`: commands for mentors and teachers.

mod compare;
mod forget;
mod form;
mod groups;
mod hand_outs;
mod import;
mod pairs;
mod people;
mod report;
mod session;
mod summary;

use clap::Args;

use super::{Run, commands};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::answer::Format;

/// The flags of `cohort`.
#[derive(Args, Debug)]
#[command(
    after_help = "A cohort is a folder of profiles (optionally with a cohort.toml), a CSV, JSON lines, a workbook, or - for standard input.

Examples:
  skillgap cohort form --role api-developer --format apps-script > form.gs
  skillgap cohort import answers.csv -o autumn
  skillgap cohort summary autumn --role api-developer
  skillgap cohort session autumn --sessions 4
  skillgap cohort pairs autumn
  skillgap cohort groups autumn --size 3-5
  skillgap cohort compare autumn --from 2026-09-01
  skillgap cohort report autumn -o autumn.html"
)]
pub(crate) struct CohortArgs {
    #[command(subcommand)]
    command: CohortCommand,
}

commands! {
    /// The commands about many people.
    enum CohortCommand {
        /// Make an empty self-assessment to hand out
        Form(form::FormArgs),
        /// Read the answers into a folder of profiles
        Import(import::ImportArgs),
        /// Show where everybody stands: levels by area, what people lack, who has not answered
        Summary(summary::SummaryArgs),
        /// Show what to teach next, whom it serves and who is not ready for it
        Session(session::SessionArgs),
        /// Show who can help whom
        Pairs(pairs::PairsArgs),
        /// Split the class into groups in which as many people as possible have a helper
        Groups(groups::GroupsArgs),
        /// Show what changed between two days or two folders, or how self and mentor differ
        Compare(compare::CompareArgs),
        /// Write a page about the class: where everybody stands, what to teach, groups, a sheet for each person
        Report(report::ReportArgs),
        /// Remove a person: the profile, the answers and the line of the roster
        Forget(forget::ForgetArgs),
    }
}

impl Run for CohortArgs {
    fn formats(&self) -> &'static [Format] {
        self.command.chosen().formats()
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        self.command.chosen().run(context)
    }
}
