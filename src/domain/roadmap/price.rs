//! What the person's wishes cost: every deviation from the free plan states its price.

use std::borrow::Cow;

use super::{Goal, Order, Roadmap, plan, reordered};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::maps::SkillMaps;
use crate::domain::role::ProjectIndex;

/// One wish of the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// This skill first.
    Pin(SkillIndex),
    /// Without this skill.
    Skip(SkillIndex),
    /// Without this project.
    SkipProject(ProjectIndex),
    /// Everything core before the rest.
    CoreFirst,
    /// This skill last.
    Last(SkillIndex),
    /// In the usual order.
    Usual,
}

/// What one wish alone changes against the free plan.
#[derive(Clone, Debug)]
pub struct Price {
    /// The wish.
    pub wish: Wish,
    /// How many typical hours of learning the plan takes more (or, below zero, fewer).
    pub hours: i64,
    /// How many typical hours its projects take more, or fewer.
    pub project_hours: i64,
    /// The readiness after some hours of steps and projects, under the free plan and with the wish.
    pub readiness: Vec<(u64, Fraction, Fraction)>,
}

/// The price of every wish of a plan's goal, each alone, with the readiness after each of some hours, projects counted. The usual order has its
/// price against the fastest one, where it decides anything; the other wishes have theirs within the goal's order.
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
    // A plan without wishes is the free one.
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

/// The price of one wish against the free plan of a goal.
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

/// A goal without the wishes that have a price. What is preferred stays: it settles what the goal is; and so does the
/// order, within which the others have their prices. Which projects are done is no wish, and neither is what was used.
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
