//! What the person's wishes cost: every deviation from the free plan states its price.

use super::{Goal, Roadmap, plan};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::maps::SkillMaps;

/// One wish of the person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// This skill first.
    Pin(SkillIndex),
    /// Without this skill.
    Skip(SkillIndex),
    /// Everything core before the rest.
    CoreFirst,
    /// This skill last.
    Last(SkillIndex),
}

/// What one wish alone changes against the free plan.
#[derive(Clone, Debug)]
pub struct Price {
    /// The wish.
    pub wish: Wish,
    /// How many typical hours the plan takes more (or, below zero, fewer).
    pub hours: i64,
    /// The readiness at some points, under the free plan and with the wish.
    pub readiness: Vec<(u64, Fraction, Fraction)>,
}

/// The price of every wish of a goal, each alone, with the readiness after each of some hours.
pub fn prices(maps: &SkillMaps, assessment: &Assessment, goal: &Goal, after: &[u64]) -> Vec<Price> {
    let mut wishes: Vec<Wish> = goal.pin.iter().map(|skill| Wish::Pin(*skill)).collect();
    wishes.extend(goal.skip.iter().map(|skill| Wish::Skip(*skill)));
    if goal.core_first {
        wishes.push(Wish::CoreFirst);
    }
    if wishes.is_empty() {
        return Vec::new();
    }
    let free = plan(maps, assessment, &free(goal));
    wishes.into_iter().map(|wish| price(maps, assessment, goal, &free, wish, after)).collect()
}

/// The price of one wish against the free plan of a goal.
pub fn price(
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
        Wish::CoreFirst => goal.core_first = true,
        Wish::Last(skill) => goal.last = Some(skill),
    }
    let with = plan(maps, assessment, &goal);
    let at = |hours: &u64| (*hours, free_plan.readiness_at(*hours), with.readiness_at(*hours));
    Price {
        wish,
        hours: i64::from(with.hours.typical) - i64::from(free_plan.hours.typical),
        readiness: after.iter().map(at).collect(),
    }
}

/// A goal without the wishes that have a price. What is preferred stays: it settles what the goal is.
pub fn free(goal: &Goal) -> Goal {
    Goal { prefer: goal.prefer.clone(), ..Goal::new(goal.roles.clone(), goal.seniority) }
}
