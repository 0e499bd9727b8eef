//! `skillgap cohort pairs`: who helps whom.

use std::path::PathBuf;

use clap::Args;

use super::people::{self, COHORT_HELP, Class, FORMATS, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::cohort::pairs::{MOST_PEOPLE, pair};
use crate::report::answer::Format;
use crate::report::cohort::pairs::PairsAnswer;
use crate::report::notes::Note;

/// The flags of `cohort pairs`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

A FILE for --avoid holds a pair a line, two ids or names with a comma between them: what --format csv of `pairs` and `groups` gives, or written by hand.

Examples:
  skillgap cohort pairs class/
  skillgap cohort pairs class/ --format csv > week-1.csv
  skillgap cohort pairs class/ --avoid week-1.csv --avoid week-2.csv
  skillgap cohort pairs class/ --anonymous"))]
pub struct PairsArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    /// Pairs that are not to come again; may be repeated
    #[arg(long, value_name = "FILE")]
    avoid: Vec<PathBuf>,
}

impl Run for PairsArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let found = self.people.find(context, &self.cohort)?;
        let aims = &found.aims;
        if !found.source.at_most(MOST_PEOPLE) {
            return Err(Failure::new(
                Exit::Input,
                "too-many",
                format!("these are more than {MOST_PEOPLE} people, too many to pair at once"),
            )
            .hint("pair them in groups, each in a folder of its own"));
        }
        let mut people = people::read(context, &self.people, found.source, |member| {
            people::with_needs(context, aims, member)
        })?;
        let broken = people.take_broken();
        let mut notes = found.notes;
        notes.append(&mut people.notes);
        let class = Class::of(people.rows);
        notes.extend(people::unknown_needs(&class.learners));
        let avoid = people::apart(&self.avoid, &class.learners, &people.who, &mut notes)?;
        let mut answer = PairsAnswer {
            maps,
            aims,
            pairing: pair(maps, &class.learners, &class.needs, &avoid),
            learners: &class.learners,
            again: found.again,
            notes,
        };
        if self.people.anonymous {
            answer.notes.retain(Note::is_anonymous);
        }
        self.people.deliver(context, broken, &answer)
    }
}
