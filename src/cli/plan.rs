//! The flags that say what to plan for. Every command that makes a plan has them.

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::context::{Context, Person};
use super::failure::Failure;
use super::values::{DATE, HOURS};
use crate::domain::catalog::{Skill, SkillIndex};
use crate::domain::level::Seniority;
use crate::domain::likely::{Start, StartsFrom};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::timeline::Pace;
use crate::domain::roadmap::{Goal, Needed, Order, Wishes};
use crate::domain::role::RoleIndex;

/// The flags that say what to plan for.
#[derive(Args, Debug)]
pub(crate) struct PlanArgs {
    /// Plan for this role; if repeated, one plan serves all roles [default: the profile's goal]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    pub(crate) role: Vec<String>,
    /// Learn this skill where a role asks for any of several; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    prefer: Vec<String>,
    /// Leave out this skill and every skill that needs it, or this project; may be repeated
    #[arg(long, value_name = "SKILL|PROJECT", value_delimiter = ',')]
    skip: Vec<String>,
    /// Bring this skill first, with the skills that it needs; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    pin: Vec<String>,
    /// Bring this part before the rest
    #[arg(long, value_name = "WHAT")]
    first: Option<First>,
    /// Order the steps in this way within their prerequisites [default: the profile's goal, else usual]
    #[arg(long, value_name = "ORDER")]
    order: Option<Order>,
    /// Start the plan from these levels [default: likely after an interview that left less than half open, else known]
    #[arg(long, value_name = "WHAT")]
    from: Option<StartsFrom>,
    /// Hours a week for learning and projects; with them every step and project has dates
    #[arg(long, value_name = "HOURS", value_parser = HOURS)]
    hours_per_week: Option<f64>,
    /// The first day of the plan [default: today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    start: Option<Date>,
}

/// The part of the plan that comes before the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum First {
    /// All core requirements, with the skills that they need
    Core,
}

impl PlanArgs {
    /// Returns the goal of the flags and the profile.
    ///
    /// # Errors
    /// When a flag names something that does not exist, or wishes contradict each other.
    pub(crate) fn goal(&self, context: &Context<'_>, person: &Person) -> Result<Goal, Failure> {
        let maps = context.maps();
        let skills = |names: &[String]| -> Result<Vec<SkillIndex>, Failure> {
            names.iter().map(|name| context.skill(name)).collect()
        };
        let prefer = skills(&self.prefer)?;
        let (skip, skip_projects) = context.skills_and_projects(&self.skip)?;
        let wishes = Wishes {
            roles: context.roles_or_goal(&self.role, person)?,
            seniority: context.seniority_asked()?,
            prefer: prefer.clone(),
            skip: skip.clone(),
            skip_projects,
            pin: skills(&self.pin)?,
            core_first: self.first == Some(First::Core),
            order: self.order,
        };
        let goal = Goal::of(&person.profile, wishes);
        check_preferences(maps, &prefer, &goal.roles, goal.seniority)?;
        let wished: Vec<SkillIndex> = prefer.iter().chain(&goal.pin).copied().collect();
        check_wishes(maps, &wished, &skip)?;
        if !goal.pin.is_empty() {
            let start = self.start(context, person, &goal);
            let needed = Needed::find(maps, &start.assessment, &goal);
            for pin in &goal.pin {
                if !needed.steps.iter().any(|step| step.skill == *pin) {
                    return Err(not_in_the_plan(maps, *pin, &needed));
                }
            }
        }
        Ok(goal)
    }

    /// Returns the assessment from which the plan for this goal starts.
    pub(crate) fn start(&self, context: &Context<'_>, person: &Person, goal: &Goal) -> Start {
        person.start(context.maps(), goal, self.from)
    }

    /// Returns the pace of learning, if the hours a week are known.
    pub(crate) fn pace(&self, context: &Context<'_>, person: &Person) -> Option<Pace> {
        let of_profile = &person.profile.goal;
        let hours = self.hours_per_week.or(of_profile.hours_per_week);
        hours.map(|hours_per_week| Pace {
            hours_per_week,
            factor: of_profile.pace.unwrap_or(1.0),
            start: self.first_day(context),
        })
    }

    /// Returns the first day of the plan.
    pub(crate) fn first_day(&self, context: &Context<'_>) -> Date {
        self.start.unwrap_or_else(|| context.today())
    }
}

/// Explains why a pinned skill is in no step of the plan.
fn not_in_the_plan(maps: &SkillMaps, pin: SkillIndex, needed: &Needed<'_>) -> Failure {
    let Skill { name, id, .. } = &maps[pin];
    let requirements = needed.gaps.iter().flat_map(|gap| &gap.requirements);
    let met = requirements
        .filter(|asked| asked.requirement.any_of.contains(&pin))
        .any(|asked| asked.met());
    let message = if met {
        format!("you already have the level of {name} that the plan needs")
    } else {
        format!("{name} is not in the plan")
    };
    Failure::usage("not-in-the-plan", message).hint(format!(
        "--pin moves a skill of the plan to the front; `skillgap why {id}` says whether it is in the plan, and why"
    ))
}

/// Refuses a preferred skill that is in no group of the roles.
///
/// # Errors
/// When a skill is in no group. The hints list the members of the groups.
pub(crate) fn check_preferences(
    maps: &SkillMaps,
    prefer: &[SkillIndex],
    roles: &[RoleIndex],
    seniority: Seniority,
) -> Result<(), Failure> {
    let asked = || roles.iter().flat_map(|role| maps[*role].asked(seniority));
    let groups = || asked().map(|(requirement, _)| requirement).filter(|r| r.is_group());
    for skill in prefer {
        if groups().any(|group| group.any_of.contains(skill)) {
            continue;
        }
        let message = format!("{} is not in any group of these roles", maps[*skill].name);
        let mut failure = Failure::usage("not-in-a-group", message);
        let mut shown: Vec<&[SkillIndex]> = Vec::new();
        for group in groups().filter(|group| {
            group.any_of.iter().any(|member| maps[*member].area == maps[*skill].area)
        }) {
            if !shown.contains(&&*group.any_of) {
                shown.push(&group.any_of);
                let members: Vec<&str> =
                    group.any_of.iter().map(|member| maps[*member].id.as_str()).collect();
                let what = group.group.as_deref().unwrap_or("one of several");
                failure = failure.hint(format!("for {what}: {}", members.join(", ")));
            }
        }
        return Err(failure.hint(
            "--prefer chooses a skill from a group; `skillgap roles ROLE` shows the groups of a role",
        ));
    }
    Ok(())
}

/// Refuses a skill that is both wanted and skipped.
///
/// # Errors
/// When one skill is in both lists.
pub(crate) fn check_wishes(
    maps: &SkillMaps,
    wished: &[SkillIndex],
    skip: &[SkillIndex],
) -> Result<(), Failure> {
    match wished.iter().find(|wished| skip.contains(wished)) {
        None => Ok(()),
        Some(both) => Err(Failure::usage(
            "wish-and-skip",
            format!("{} is both wanted and skipped", maps[*both].name),
        )
        .hint("leave out one of the two")),
    }
}
