//! `skillgap why`: why a skill stands where it stands in the plan.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::PlanArgs;
use crate::domain::roadmap::plan;
use crate::domain::roadmap::price::{Wish, free, price};
use crate::report::roadmap::WEEKS;
use crate::report::why::WhyAnswer;

/// The flags of `why`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap why docker --role api-developer
  skillgap why linux --role devops-engineer --rate python=2")]
pub struct WhyArgs {
    /// The skill to explain
    #[arg(value_name = "SKILL")]
    skill: String,
    #[command(flatten)]
    plan: PlanArgs,
}

impl Run for WhyArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let skill = context.skill(&self.skill)?;
        let person = context.person()?;
        let goal = self.plan.goal(context, &person)?;
        let pace = self.plan.pace(context, &person);
        let start = self.plan.start(context, &person, &goal);
        let known = &start.assessment;
        let roadmap = plan(maps, known, &goal);
        let checkpoints = WEEKS.map(|weeks| match &pace {
            Some(pace) => pace.hours_in(weeks),
            None => u64::from(weeks) * 10,
        });
        let planned = roadmap.steps.iter().any(|planned| planned.step.skill == skill);
        let moved = planned.then(|| {
            let free_plan = plan(maps, known, &free(&goal));
            [Wish::Pin(skill), Wish::Last(skill)]
                .map(|wish| price(maps, known, &goal, &free_plan, wish, &checkpoints))
        });
        let answer = WhyAnswer {
            maps,
            assessment: &person.assessment,
            likely: person.likely.as_ref(),
            skill,
            start: &start,
            roadmap: &roadmap,
            moved,
            notes: person.notes.clone(),
        };
        Ok(context.answer(&answer))
    }
}
