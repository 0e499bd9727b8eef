//! The order of a plan. The plan is ordered in parts, and each part has its best order.
//!
//! A plan without wishes has a single part. Its order is the best one that keeps the prerequisites and the usual
//! [places](super::places). A pinned skill, with everything that it needs, is a part of its own before the rest.
//! Everything core is also a part of its own if it is to come first. Places decide the order within a part, not
//! between parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::assessment::Assessment;
use crate::domain::maps::{SkillMaps, Step};
use precedence_optimum::{NodeLimit, Order, Precedence, TaskGraph, best_order};

use super::Goal;
use super::credit::Credit;
use super::needed::{Needed, Tasks, closure, task_graph};
use super::places::Places;

/// The steps of a plan in order, with what is proved of the order.
#[derive(Default)]
pub(crate) struct Ordered {
    /// The steps, in order.
    pub(crate) sequence: Vec<Step>,
    /// For each step, the steps that come right before it only because of their usual places; `None` if nobody asks
    /// for them.
    pub(crate) after: Option<BTreeMap<Step, Vec<Step>>>,
    /// Σ gain · typical hours until the step is done.
    pub(crate) objective: u128,
    /// A lower bound for every order with these parts.
    pub(crate) lower_bound: u128,
}

impl Ordered {
    /// Returns an empty order that also notes which steps come right before a step because of their usual places.
    pub(crate) fn with_after() -> Ordered {
        Ordered { after: Some(BTreeMap::new()), ..Ordered::default() }
    }
}

/// Adds the steps of a plan in order to an empty order.
pub(crate) fn order(
    mut ordered: Ordered,
    maps: &SkillMaps,
    assessment: &Assessment,
    needed: &Needed<'_>,
    credit: &Credit,
    goal: &Goal,
) -> Ordered {
    let places = Places::of(maps, &goal.roles, goal.order, goal.spacing);
    let mut hours_before: u128 = 0;
    for part in parts(maps, assessment, needed, credit, goal) {
        let hours = |step: &Step| u128::from(maps[step.skill].hours_to(step.level).typical);
        let hours: u128 = part.iter().map(hours).sum();
        let (earned, best) = order_part(maps, places.as_ref(), part, credit, &mut ordered);
        ordered.objective += earned * hours_before + best.objective;
        ordered.lower_bound += earned * hours_before + best.lower_bound;
        hours_before += hours;
    }
    ordered
}

/// Returns the given steps in their best order.
pub(crate) fn best_of(
    maps: &SkillMaps,
    steps: Vec<Step>,
    credit: &Credit,
    goal: &Goal,
) -> Vec<Step> {
    let places = Places::of(maps, &goal.roles, goal.order, goal.spacing);
    let mut ordered = Ordered::default();
    order_part(maps, places.as_ref(), steps, credit, &mut ordered);
    ordered.sequence
}

/// Appends a part in its best order. Returns the weight that the part earns, and the order.
fn order_part(
    maps: &SkillMaps,
    places: Option<&Places<'_>>,
    mut part: Vec<Step>,
    credit: &Credit,
    ordered: &mut Ordered,
) -> (u128, Order) {
    let (graph, place) = match places {
        Some(places) => {
            places.sort(&mut part);
            usual_graph(maps, places, &part, ordered.after.as_mut())
        }
        None => task_graph(maps, &part),
    };
    let rewards = credit.rewards(&ordered.sequence, &place);
    let best = best_order(&graph, &rewards, NodeLimit::default());
    ordered.sequence.extend(best.sequence.iter().map(|at| part[*at]));
    let earned = rewards.iter().filter(|reward| !reward.any_of.is_empty());
    (earned.map(|reward| u128::from(reward.weight)).sum(), best)
}

/// Returns the graph of some steps as tasks, and the number of each step. A task also waits for what usually comes
/// before it; `after` notes this, if it is there.
fn usual_graph(
    maps: &SkillMaps,
    places: &Places<'_>,
    steps: &[Step],
    after: Option<&mut BTreeMap<Step, Vec<Step>>>,
) -> (TaskGraph, BTreeMap<Step, usize>) {
    let Tasks { hours, needs, place } = Tasks::of(maps, steps);
    let by_need = Precedence::new(&needs);
    let direct = places.precedence(steps, by_need.clone()).direct();
    if let Some(after) = after {
        for (task, before) in direct.iter().enumerate() {
            let usual = before.iter().filter(|first| !by_need.is_before(**first, task));
            after.insert(steps[task], usual.map(|first| steps[*first]).collect());
        }
    }
    (TaskGraph::new(hours, direct), place)
}

/// Splits the steps into parts, each in the order of the catalog. Everything that a part needs is in it or in a part
/// before it.
fn parts(
    maps: &SkillMaps,
    assessment: &Assessment,
    needed: &Needed<'_>,
    credit: &Credit,
    goal: &Goal,
) -> Vec<Vec<Step>> {
    let mut rest: BTreeSet<Step> = needed.steps.iter().copied().collect();
    let mut parts: Vec<Vec<Step>> = Vec::new();
    let mut take = |rest: &mut BTreeSet<Step>, targets: Vec<Step>| {
        let wanted = closure(maps, assessment, targets);
        let part: Vec<Step> = rest.intersection(&wanted).copied().collect();
        rest.retain(|step| !wanted.contains(step));
        parts.push(part);
    };
    for pin in &goal.pin {
        let of_skill = needed.steps.iter().filter(|step| step.skill == *pin);
        take(&mut rest, of_skill.copied().collect());
    }
    if goal.core_first {
        let core = credit.unmet.iter().filter(|unmet| unmet.core);
        take(&mut rest, core.flat_map(|unmet| unmet.by.iter().copied()).collect());
    }
    if let Some(last) = goal.last {
        let waits = |step: &&Step| {
            let needs = closure(maps, assessment, vec![**step]);
            !needs.iter().any(|needed| needed.skill == last)
        };
        let before = rest.iter().filter(waits).copied().collect();
        take(&mut rest, before);
    }
    parts.push(rest.into_iter().collect());
    parts.retain(|part| !part.is_empty());
    parts
}
