//! The price of the person's wishes: what each wish changes compared with the free plan, the plan without wishes.

use std::borrow::Cow;

use super::{Goal, Order, Roadmap, plan, reordered};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::maps::SkillMaps;
use crate::domain::role::ProjectIndex;

/// A wish of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Bring this skill first.
    Pin(SkillIndex),
    /// Leave this skill out.
    Skip(SkillIndex),
    /// Leave this project out.
    SkipProject(ProjectIndex),
    /// Bring everything core before the rest.
    CoreFirst,
    /// Bring this skill last.
    Last(SkillIndex),
    /// Keep the usual order.
    Usual,
}

/// What a single wish changes compared with the free plan.
#[derive(Clone, Debug)]
pub struct Price {
    /// The wish.
    pub wish: Wish,
    /// How many more typical hours of learning the plan takes; below zero if it takes fewer.
    pub hours: i64,
    /// How many more typical hours its projects take; below zero if they take fewer.
    pub project_hours: i64,
    /// The readiness after some hours of steps and projects: the hours, the readiness in the free plan, and the readiness
    /// with the wish.
    pub readiness: Vec<(u64, Fraction, Fraction)>,
}

/// Returns the price of each wish of a plan's goal, taken alone. `after` holds the hours, projects included, after which
/// the readiness is compared. The usual order is compared with the fastest order, and only if it decides anything. The
/// other wishes are compared within the order of the goal.
pub fn prices(
    maps: &SkillMaps,
    assessment: &Assessment,
    roadmap: &Roadmap,
    after: &[u64],
) -> Vec<Price> {
    let goal = &roadmap.goal;
    let mut wishes: Vec<Wish> = goal.pin.iter().map(|skill| Wish::Pin(*skill)).collect();
    wishes.extend(goal.skip.iter().map(|skill| Wish::Skip(*skill)));
    wishes.extend(goal.skip_projects.iter().map(|project| Wish::SkipProject(*project)));
    if goal.core_first {
        wishes.push(Wish::CoreFirst);
    }
    let usual = goal.order == Order::Usual;
    if wishes.is_empty() && !usual {
        return Vec::new();
    }
    let free_goal = free(goal);
    // A plan without wishes is the free plan.
    let free_plan = match wishes.is_empty() && goal.last.is_none() {
        true => Cow::Borrowed(roadmap),
        false => Cow::Owned(plan(maps, assessment, &free_goal)),
    };
    let price = |wish| price(maps, assessment, goal, &free_plan, wish, after);
    let mut prices: Vec<Price> = wishes.into_iter().map(price).collect();
    if usual && free_plan.steps.iter().any(|planned| !planned.after.is_empty()) {
        let fastest = reordered(maps, assessment, &free_plan, Order::Fastest);
        prices.push(compare(Wish::Usual, &fastest, &free_plan, after));
    }
    prices
}

/// Returns the price of one wish, compared with the free plan of a goal.
pub(crate) fn price(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    free_plan: &Roadmap,
    wish: Wish,
    after: &[u64],
) -> Price {
    let mut goal = free(goal);
    match wish {
        Wish::Pin(skill) => goal.pin.push(skill),
        Wish::Skip(skill) => goal.skip.push(skill),
        Wish::SkipProject(project) => goal.skip_projects.push(project),
        Wish::CoreFirst => goal.core_first = true,
        Wish::Last(skill) => goal.last = Some(skill),
        Wish::Usual => goal.order = Order::Usual,
    }
    compare(wish, free_plan, &plan(maps, assessment, &goal), after)
}

fn compare(wish: Wish, free_plan: &Roadmap, with: &Roadmap, after: &[u64]) -> Price {
    let at =
        |hours: &u64| (*hours, free_plan.within(*hours).readiness, with.within(*hours).readiness);
    Price {
        wish,
        hours: i64::from(with.hours.typical) - i64::from(free_plan.hours.typical),
        project_hours: i64::from(with.project_hours().typical)
            - i64::from(free_plan.project_hours().typical),
        readiness: after.iter().map(at).collect(),
    }
}

/// Returns a goal without the wishes that have a price. Preferred members stay, because they settle what the goal is. The
/// order stays too, because the other wishes have their prices within it. The projects that are done and the skills that
/// were used are not wishes.
pub(crate) fn free(goal: &Goal) -> Goal {
    Goal {
        prefer: goal.prefer.clone(),
        done_projects: goal.done_projects.clone(),
        used: goal.used.clone(),
        order: goal.order,
        spacing: goal.spacing,
        ..Goal::new(goal.roles.clone(), goal.seniority)
    }
}
