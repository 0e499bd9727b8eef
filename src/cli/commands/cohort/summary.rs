//! `skillgap cohort summary`: shows where everybody stands.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::people::{self, COHORT_HELP, Class, CohortAt, FORMATS, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::DATE;
use crate::domain::cohort::session::{Wanted, curriculum};
use crate::domain::cohort::summary::{Line, Topics};
use crate::report::answer::Format;
use crate::report::cohort::summary::{RosterAnswer, SummaryAnswer};
use crate::report::notes::Note;

/// The largest number of people for whom the next sessions are planned.
const MOST_REACHED: usize = 1_000;

/// The flags of `cohort summary`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

The table begins with the people who need most. Percentages are rounded down, so 100 means that everything is met. With `people` in cohort.toml the answer lists who has not answered yet.

Examples:
  skillgap cohort summary class/                          a folder of profiles
  skillgap cohort summary form.csv --role api-developer   answers of a form
  skillgap cohort summary class/ --skills                 everybody's level of every skill
  skillgap cohort summary class/ --anonymous              for a wall: one row a person, under an alias
  skillgap cohort summary class/ --format xlsx -o class.xlsx
                                                          a workbook with coloured cells"))]
pub(crate) struct SummaryArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    /// Show everybody's level of every skill
    #[arg(long)]
    skills: bool,
    /// Name the people without progress since this day [default: the cohort's start]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    since: Option<Date>,
}

impl Run for SummaryArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let CohortAt { source, aims, again, mut notes } =
            self.people.find(context, &self.cohort)?;
        let since = self.since.or(aims.settings.start);
        let topics = Topics::of(maps);
        // What each person lacks is computed only if there are few enough people.
        let few = source.at_most(MOST_REACHED);
        let mut people = people::read(context, &self.people, source, |member| {
            let line = Line::of(maps, &topics, &aims, member, since);
            (line, few.then(|| people::with_needs(context, &aims, member)))
        })?;
        let broken = people.take_broken();
        notes.append(&mut people.notes);
        let (lines, lacks): (Vec<Line>, Vec<_>) = people.rows.into_iter().unzip();
        let mut answer = SummaryAnswer::new(maps, &topics, &aims, lines);
        answer.since = since;
        answer.in_detail = self.skills;
        answer.again = again;
        answer.roster = people.roster.map(|roster| RosterAnswer {
            people: roster.people,
            not_answered: roster.not_answered,
        });
        answer.notes = notes;
        if few {
            let class = Class::of(lacks.into_iter().flatten().collect());
            let wanted = Wanted::default();
            answer.add_sessions(curriculum(maps, &class.learners, &class.needs, wanted));
        } else {
            answer.notes.push(Note::TooManyToReach { most: MOST_REACHED });
        }
        if self.people.anonymous {
            answer.hide_few();
        }
        self.people.deliver(context, broken, &answer)
    }
}
