//! `skillgap roadmap`: shows the steps to a role, in order.

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::PlanArgs;
use crate::cli::values::{DATE, PERCENT, STEPS};
use crate::domain::gap::Fraction;
use crate::domain::roadmap::price::prices;
use crate::domain::roadmap::timeline::{Pace, Timeline};
use crate::domain::roadmap::{PlannedStep, Roadmap, deadline, plan};
use crate::report::answer::{Answer, Format};
use crate::report::notes::{Note, note_on_days};
use crate::report::phrases;
use crate::report::roadmap::{Deadline, RoadmapAnswer, WEEKS};

/// The flags of `roadmap`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap roadmap --role api-developer
  skillgap roadmap --role api-developer --rate python=2 --rate sql=1
  skillgap roadmap --role api-developer --hours-per-week 10 --deadline 2027-06-01
  skillgap roadmap --role api-developer --prefer java --pin docker --skip graphql
  skillgap roadmap --role web-application-developer --format markdown > plan.md")]
pub(crate) struct RoadmapArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// Show what you reach by this day, projects included, and whether another choice of steps reaches more
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    deadline: Option<Date>,
    /// Show only the first steps
    #[arg(long, value_name = "STEPS", value_parser = STEPS)]
    limit: Option<u32>,
    /// Show only the steps up to this readiness
    #[arg(long, value_name = "PERCENT", value_parser = PERCENT)]
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
        let start = self.plan.start(context, &person, &goal);
        let known = &start.assessment;
        let roadmap = plan(maps, known, &goal);
        let deadline = match self.deadline {
            Some(on) => {
                let hours = budget(on, pace.as_ref())?;
                let reached = deadline::best_by_deadline(maps, known, &goal, &roadmap, hours);
                Some(Deadline { on, reached })
            }
            None => None,
        };
        let checkpoints = WEEKS.map(|weeks| match &pace {
            Some(pace) => pace.hours_in(weeks),
            None => u64::from(weeks) * 10,
        });
        let mut notes = person.notes.clone();
        if let Some(percent) =
            self.until.filter(|percent| is_reached(roadmap.readiness_now, *percent))
            && !roadmap.steps.is_empty()
        {
            let now = phrases::percent(roadmap.readiness_now);
            notes.push(Note::ReachedAlready { percent, now });
        }
        let timeline = pace.map(|pace| Timeline::new(&roadmap, pace));
        notes.extend(note_on_days(timeline.as_ref()));
        let answer = RoadmapAnswer {
            maps,
            start: &start,
            shown: shown(&roadmap, self),
            roadmap: &roadmap,
            timeline,
            deadline,
            prices: prices(maps, known, &roadmap, &checkpoints),
            notes,
        };
        Ok(context.answer(&answer))
    }
}

/// Returns the hours from the start until a day.
fn budget(on: Date, pace: Option<&Pace>) -> Result<u64, Failure> {
    let pace = pace.ok_or_else(|| {
        Failure::usage("no-hours", "a deadline needs the hours a week that you have")
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

/// Returns whether a readiness is at least `percent`.
fn is_reached(readiness: Fraction, percent: u64) -> bool {
    readiness.part * 100 >= percent * readiness.whole
}

/// Returns the number of steps to show.
fn shown(roadmap: &Roadmap, args: &RoadmapArgs) -> usize {
    let all = roadmap.steps.len();
    let limit = args.limit.map_or(all, |limit| limit as usize);
    let until = args.until.map_or(all, |percent| {
        if is_reached(roadmap.readiness_now, percent) {
            return 0;
        }
        let is_last = |planned: &PlannedStep| is_reached(planned.readiness_after, percent);
        let at = roadmap.steps.iter().position(is_last);
        at.map_or(all, |at| at + 1)
    });
    limit.min(until).min(all)
}
