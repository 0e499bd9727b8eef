//! `skillgap cohort session`: what to teach next.

use std::path::PathBuf;

use clap::Args;

use super::people::{self, AimArgs, COHORT_HELP, Class};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::cohort::session::{SESSIONS, curriculum};
use crate::report::answer::{Answer, Format};
use crate::report::cohort::session::SessionAnswer;

/// The flags of `cohort session`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

A session introduces a step: its can-do sentence is the goal, its proof the exercise. The order is that of a roadmap for everybody together: what brings the group the most readiness for the hours that the maps state comes first. A session serves those who have all that its step needs; where the role leaves a choice, `prefer` in cohort.toml says what is taught.

Examples:
  skillgap cohort session class/
  skillgap cohort session form.csv --role api-developer --sessions 6
  skillgap cohort session class/ --role own --format markdown > plan.md"))]
pub struct SessionArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    aim: AimArgs,
    /// How many sessions to plan
    #[arg(long, value_name = "NUMBER", default_value_t = SESSIONS as u8, value_parser = clap::value_parser!(u8).range(1..=50))]
    sessions: u8,
}

impl Run for SessionArgs {
    fn formats(&self) -> &'static [Format] {
        SessionAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let found = self.aim.find(context, &self.cohort)?;
        let aims = &found.aims;
        let mut people = people::read(context, found.source, |member| {
            people::with_needs(context, aims, member)
        })?;
        let broken = people.take_broken(false);
        let mut notes = people.notes;
        let class = Class::of(people.rows);
        notes.extend(people::unknown_needs(&class.learners));
        let answer = SessionAnswer {
            maps,
            aims,
            curriculum: curriculum(maps, &class.learners, &class.needs, usize::from(self.sessions)),
            learners: &class.learners,
            notes,
        };
        people::conclude(broken, context.answer(&answer))
    }
}
