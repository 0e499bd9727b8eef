//! `skillgap cohort pairs`: pairs people who can help each other.

use std::path::PathBuf;

use clap::Args;

use super::people::{COHORT_HELP, FORMATS, Most, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::cohort::pairs::{MOST_PEOPLE, pair};
use crate::report::answer::Format;
use crate::report::cohort::pairs::PairsAnswer;

/// The flags of `cohort pairs`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

A FILE for --avoid holds one pair a line: two ids or names with a comma between them. It can be the --format csv output of `pairs` and `groups`, or written by hand.

Examples:
  skillgap cohort pairs class/
  skillgap cohort pairs class/ --format csv > week-1.csv
  skillgap cohort pairs class/ --avoid week-1.csv --avoid week-2.csv
  skillgap cohort pairs class/ --anonymous"))]
pub(crate) struct PairsArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    /// A file with pairs to keep apart; may be repeated
    #[arg(long, value_name = "FILE")]
    avoid: Vec<PathBuf>,
}

impl Run for PairsArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let most = Most {
            people: MOST_PEOPLE,
            to: "pair",
            instead: "split them into several folders, and pair each folder",
        };
        let mut read = self.people.read_class(context, &self.cohort, Some(most))?;
        let avoid = read.apart(&self.avoid)?;
        let class = &read.class;
        let answer = PairsAnswer {
            maps,
            aims: &read.aims,
            pairing: pair(maps, &class.learners, &class.needs, &avoid),
            learners: &class.learners,
            again: read.again,
            anonymous: self.people.anonymous,
            notes: self.people.told(read.notes),
        };
        self.people.deliver(context, read.broken, &answer)
    }
}
