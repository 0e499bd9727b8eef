//! `skillgap next`: the first steps and projects, each with all that one needs to begin.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::PlanArgs;
use crate::domain::roadmap::plan;
use crate::domain::roadmap::timeline::Timeline;
use crate::report::answer::{Answer, Format};
use crate::report::next::NextAnswer;

/// The flags of `next`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap next
  skillgap next -n 1 --role api-developer")]
pub struct NextArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// How many steps; the projects that come with them are shown too
    #[arg(short = 'n', long = "steps", value_name = "STEPS", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    steps: u32,
}

impl Run for NextArgs {
    fn formats(&self) -> &'static [Format] {
        NextAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let person = context.person()?;
        let goal = self.plan.goal(context, &person)?;
        let pace = self.plan.pace(context, &person);
        let roadmap = plan(maps, &person.assessment, &goal);
        let answer = NextAnswer {
            maps,
            shown: roadmap.steps.len().min(self.steps as usize),
            timeline: pace.map(|pace| Timeline::new(&roadmap, pace)),
            roadmap: &roadmap,
            notes: person.notes.clone(),
        };
        Ok(context.answer(&answer))
    }
}
