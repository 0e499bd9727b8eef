//! The flags that say what to plan for: shared by every command that makes a plan.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::context::{Context, Person};
use super::failure::Failure;
use super::values::{DATE, HOURS};
use crate::domain::catalog::SkillIndex;
use crate::domain::roadmap::timeline::Pace;
use crate::domain::roadmap::{Goal, Needed, Order, Wishes};

/// The flags that say what to plan for.
#[derive(Args, Debug)]
pub struct PlanArgs {
    /// The role to plan for; may be repeated, for one plan that serves all [default: the profile's goal]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub role: Vec<String>,
    /// The member to take where any of several will do; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    prefer: Vec<String>,
    /// A skill to leave out, with all that cannot be had without it; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    skip: Vec<String>,
    /// A skill to bring first, with what it needs; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    pin: Vec<String>,
    /// What to bring before the rest
    #[arg(long, value_name = "WHAT")]
    first: Option<First>,
    /// What decides the order beside prerequisites [default: the profile's goal, else usual]
    #[arg(long, value_name = "ORDER")]
    order: Option<Order>,
    /// Hours a week for learning: gives every step its dates
    #[arg(long, value_name = "HOURS", value_parser = HOURS)]
    hours_per_week: Option<f64>,
    /// The first day of the plan [default: today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    start: Option<Date>,
}

/// What comes before the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum First {
    /// Everything core, with what it needs
    Core,
}

impl PlanArgs {
    /// The goal that the flags and the profile name.
    ///
    /// # Errors
    /// When a flag names what is not there, or wishes what cannot be.
    pub fn goal(&self, context: &Context<'_>, person: &Person) -> Result<Goal, Failure> {
        let maps = context.maps();
        let skills = |names: &[String]| -> Result<Vec<SkillIndex>, Failure> {
            names.iter().map(|name| context.skill(name)).collect()
        };
        let (prefer, skip) = (skills(&self.prefer)?, skills(&self.skip)?);
        let wishes = Wishes {
            roles: context.roles_or_goal(&self.role, person)?,
            seniority: context.seniority_asked()?,
            prefer: prefer.clone(),
            skip: skip.clone(),
            pin: skills(&self.pin)?,
            core_first: self.first == Some(First::Core),
            order: self.order,
        };
        let goal = Goal::of(&person.profile.goal, wishes);
        for skill in &prefer {
            let roles = goal.roles.iter().map(|role| &maps[*role]);
            let mut groups = roles.flat_map(|role| role.asked(goal.seniority));
            if !groups.any(|(r, _)| r.is_group() && r.any_of.contains(skill)) {
                return Err(Failure::usage(
                    "not-in-a-group",
                    format!("{} is not a member of a group that is asked for here", maps[*skill].name),
                )
                .hint("--prefer settles a group, as in \"any of Python, Java, …\"; `skillgap roles ROLE` shows them"));
            }
        }
        for wished in prefer.iter().chain(&goal.pin) {
            if skip.contains(wished) {
                return Err(Failure::usage(
                    "wish-and-skip",
                    format!("{} is wished for and skipped", maps[*wished].name),
                )
                .hint("leave out one of the two"));
            }
        }
        if !goal.pin.is_empty() {
            let needed = Needed::find(maps, &person.assessment, &goal);
            for pin in &goal.pin {
                if !needed.steps.iter().any(|step| step.skill == *pin) {
                    return Err(Failure::usage(
                        "not-in-the-plan",
                        format!("{} is not in the plan", maps[*pin].name),
                    )
                    .hint("--pin brings a step of the plan first; `skillgap why SKILL` says whether one is there"));
                }
            }
        }
        Ok(goal)
    }

    /// How fast somebody learns, when the hours a week are known.
    pub fn pace(&self, context: &Context<'_>, person: &Person) -> Option<Pace> {
        let of_profile = &person.profile.goal;
        let hours = self.hours_per_week.or(of_profile.hours_per_week);
        hours.map(|hours_per_week| Pace {
            hours_per_week,
            factor: of_profile.pace.unwrap_or(1.0),
            start: self.start(context),
        })
    }

    /// The first day of the plan.
    pub fn start(&self, context: &Context<'_>) -> Date {
        self.start.unwrap_or_else(|| context.today())
    }
}
