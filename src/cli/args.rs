//! The command line: its commands and flags. Their doc comments are the help.

use clap::Parser;

use super::commands::Command;
use super::flags::Shared;

/// See what stands between you and a back-end job, and the best order to learn it in.
#[derive(Debug, Parser)]
#[command(
    name = "skillgap",
    version,
    about,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Examples:
  skillgap assess                                  tick what you can do; every answer is saved
  skillgap gap                                     where you stand, for every role
  skillgap roadmap --role api-developer            the steps to one role, in order
  skillgap roadmap --role api-developer --rate python=2
                                                   try it without answering questions"
)]
pub(crate) struct Cli {
    /// The flags that every command shares.
    #[command(flatten)]
    pub(crate) shared: Shared,
    /// The command to run.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}
