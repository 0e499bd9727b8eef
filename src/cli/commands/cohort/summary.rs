//! `skillgap cohort summary`: where everybody stands.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::people::{self, AimArgs, COHORT_HELP, Class, Found};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::DATE;
use crate::domain::cohort::session::{SESSIONS, curriculum};
use crate::domain::cohort::summary::{Line, Topics};
use crate::report::answer::{Answer, Format};
use crate::report::cohort::summary::SummaryAnswer;
use crate::report::notes::Note;

/// Whom the next sessions reach is worked out for so many people.
const MOST_REACHED: usize = 1_000;

/// The flags of `cohort summary`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

An alias of --anonymous is a hash of the person's id: it stays the same from day to day, and whoever has the ids can make it too.

Examples:
  skillgap cohort summary class/                          a folder of profiles
  skillgap cohort summary form.csv --role api-developer   answers of a form
  skillgap cohort summary class/ --skills                 everybody's level of every skill
  skillgap cohort summary class/ --anonymous              to project on a wall"))]
pub struct SummaryArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    aim: AimArgs,
    /// Show everybody's level of every skill
    #[arg(long)]
    skills: bool,
    /// Say who has not moved since this day [default: the cohort's start]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    since: Option<Date>,
    /// Call people by aliases that stay the same, and withhold group figures about fewer than five
    #[arg(long)]
    anonymous: bool,
}

impl Run for SummaryArgs {
    fn formats(&self) -> &'static [Format] {
        SummaryAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let Found { source, aims } = self.aim.find(context, &self.cohort)?;
        let since = self.since.or(aims.settings.start);
        let topics = Topics::of(maps);
        // What each lacks is asked only while there are few enough people for it.
        let few = source.at_most(MOST_REACHED);
        let read = people::read(context, source, |member| {
            let line = Line::of(maps, &topics, &aims, member, since);
            (line, few.then(|| people::with_needs(context, &aims, member)))
        });
        let mut people =
            read.map_err(|failure| if self.anonymous { people::hidden(failure) } else { failure })?;
        let broken = people.take_broken(self.anonymous);
        let (lines, lacks): (Vec<Line>, Vec<_>) = people.rows.into_iter().unzip();
        let mut answer = SummaryAnswer::new(maps, &topics, &aims, lines);
        answer.since = since;
        answer.in_detail = self.skills;
        answer.notes = people.notes;
        if few {
            let class = Class::of(lacks.into_iter().flatten().collect());
            answer.add_sessions(curriculum(maps, &class.learners, &class.needs, SESSIONS));
        } else {
            answer.notes.push(Note::TooManyToReach { most: MOST_REACHED });
        }
        if self.anonymous {
            answer.hide_names();
        }
        people::conclude(broken, context.answer(&answer))
    }
}
