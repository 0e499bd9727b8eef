//! `skillgap roadmap`: the way to a role, in order.

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::PlanArgs;
use crate::cli::values::DATE;
use crate::domain::roadmap::price::prices;
use crate::domain::roadmap::timeline::{Pace, Timeline};
use crate::domain::roadmap::{Roadmap, deadline, plan};
use crate::report::answer::{Answer, Format};
use crate::report::roadmap::{Deadline, RoadmapAnswer, WEEKS};

/// The flags of `roadmap`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap roadmap --role api-developer
  skillgap roadmap --role api-developer --rate python=2 --rate sql=1
  skillgap roadmap --role api-developer --hours-per-week 10 --deadline 2027-06-01
  skillgap roadmap --role api-developer --prefer java --pin docker --skip graphql
  skillgap roadmap --role web-application-developer --format markdown > plan.md")]
pub struct RoadmapArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// A day: what is reached by then, projects on the way included, and whether another choice of steps reaches more
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    deadline: Option<Date>,
    /// Show only the first steps
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// Show only the steps until this readiness
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u64).range(0..=100))]
    until: Option<u64>,
}

impl Run for RoadmapArgs {
    fn formats(&self) -> &'static [Format] {
        RoadmapAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let person = context.person()?;
        let goal = self.plan.goal(context, &person)?;
        let pace = self.plan.pace(context, &person);
        let roadmap = plan(maps, &person.assessment, &goal);
        let deadline = match self.deadline {
            Some(on) => {
                let hours = budget(on, pace.as_ref())?;
                let reached = deadline::reach(maps, &person.assessment, &goal, &roadmap, hours);
                Some(Deadline { on, reached })
            }
            None => None,
        };
        let checkpoints = WEEKS.map(|weeks| match &pace {
            Some(pace) => pace.hours_in(weeks),
            None => u64::from(weeks) * 10,
        });
        let answer = RoadmapAnswer {
            maps,
            known: &person.assessment,
            shown: shown(&roadmap, self),
            roadmap: &roadmap,
            timeline: pace.map(|pace| Timeline::new(&roadmap, pace)),
            deadline,
            prices: prices(maps, &person.assessment, &goal, &checkpoints),
            notes: person.notes.clone(),
        };
        Ok(context.answer(&answer))
    }
}

/// The hours until a day.
fn budget(on: Date, pace: Option<&Pace>) -> Result<u64, Failure> {
    let pace = pace.ok_or_else(|| {
        Failure::usage("no-hours", "a deadline needs to know how many hours a week there are")
            .hint("add --hours-per-week HOURS, or hours_per_week under [goal] of the profile")
    })?;
    if on <= pace.start {
        return Err(Failure::usage(
            "deadline-passed",
            format!("the deadline {on} is not after the start {}", pace.start),
        )
        .hint("choose a later --deadline, or an earlier --start"));
    }
    Ok(pace.hours_until(on))
}

/// How many steps to show.
fn shown(roadmap: &Roadmap, args: &RoadmapArgs) -> usize {
    let all = roadmap.steps.len();
    let limit = args.limit.map_or(all, |limit| limit as usize);
    let until = args.until.map_or(all, |percent| {
        let reached = |readiness: crate::domain::gap::Fraction| {
            readiness.part * 100 >= percent * readiness.whole
        };
        if reached(roadmap.readiness_now) {
            return 0;
        }
        let at = roadmap.steps.iter().position(|planned| reached(planned.readiness_after));
        at.map_or(all, |at| at + 1)
    });
    limit.min(until).min(all)
}
