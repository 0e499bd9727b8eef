//! `skillgap cohort pairs`: who helps whom.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::people::{self, AimArgs, COHORT_HELP, Class};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::cohort::Learner;
use crate::domain::cohort::pairs::{MOST_PEOPLE, pair};
use crate::domain::names::normalised_name;
use crate::files::earlier_pairs::read_pairs;
use crate::report::answer::{Answer, Format};
use crate::report::cohort::pairs::PairsAnswer;
use crate::report::notes::Note;

/// The flags of `cohort pairs`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

A FILE for --avoid holds a pair a line, two ids or names with a comma between them: what --format csv gives, or written by hand.

Examples:
  skillgap cohort pairs class/
  skillgap cohort pairs class/ --format csv > week-1.csv
  skillgap cohort pairs class/ --avoid week-1.csv --avoid week-2.csv"))]
pub struct PairsArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    aim: AimArgs,
    /// Pairs that are not to come again; may be repeated
    #[arg(long, value_name = "FILE")]
    avoid: Vec<PathBuf>,
}

impl Run for PairsArgs {
    fn formats(&self) -> &'static [Format] {
        PairsAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let found = self.aim.find(context, &self.cohort)?;
        let aims = &found.aims;
        let mut earlier = Vec::new();
        for path in &self.avoid {
            let text = fs::read_to_string(path).map_err(|error| {
                let message = format!("cannot read {}: {error}", path.display());
                Failure::new(Exit::System, "avoid-io", message)
            })?;
            earlier.extend(read_pairs(&text));
        }
        if !found.source.at_most(MOST_PEOPLE) {
            return Err(Failure::new(
                Exit::Input,
                "too-many",
                format!("these are more than {MOST_PEOPLE} people, too many to pair at once"),
            )
            .hint("pair them in groups, each in a folder of its own"));
        }
        let mut people = people::read(context, found.source, |member| {
            people::with_needs(context, aims, member)
        })?;
        let broken = people.take_broken(false);
        let mut notes = people.notes;
        let class = Class::of(people.rows);
        notes.extend(people::unknown_needs(&class.learners));
        let avoid = places(&class.learners, &earlier, &mut notes);
        let answer = PairsAnswer {
            maps,
            aims,
            pairing: pair(maps, &class.learners, &class.needs, &avoid),
            learners: &class.learners,
            notes,
        };
        people::conclude(broken, context.answer(&answer))
    }
}

/// The places of earlier pairs; who is not here any more is told.
fn places(
    learners: &[Learner<'_>],
    earlier: &[(String, String)],
    notes: &mut Vec<Note>,
) -> Vec<(usize, usize)> {
    let mut gone: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for (first, second) in earlier {
        let place = |name: &String| {
            let wanted = normalised_name(name);
            let by_id = learners.iter().position(|learner| normalised_name(&learner.id) == wanted);
            by_id.or_else(|| {
                learners.iter().position(|learner| normalised_name(&learner.name) == wanted)
            })
        };
        match (place(first), place(second)) {
            (Some(first), Some(second)) => places.push((first, second)),
            (first_at, second_at) => {
                gone.extend(first_at.is_none().then(|| first.clone()));
                gone.extend(second_at.is_none().then(|| second.clone()));
            }
        }
    }
    gone.sort_unstable();
    gone.dedup();
    if !gone.is_empty() {
        notes.push(Note::UnknownPairs(gone));
    }
    places
}
