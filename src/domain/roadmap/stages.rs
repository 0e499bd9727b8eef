//! The order of a plan: stage by stage, each stage in its best order.
//!
//! Without a wish of the person's there is one stage, and the order is the best there is. A pinned skill, with what it
//! needs, is a stage of its own before the rest; so is everything core when that is to come first.

use std::collections::BTreeSet;

use crate::domain::assessment::Assessment;
use crate::domain::maps::{SkillMaps, Step};
use precedence_optimum::{NodeLimit, best_order};

use super::Goal;
use super::credit::Credit;
use super::needed::{Needed, closure, task_graph};

/// The steps of a plan in order, and what is proved of it.
pub struct Ordered {
    /// The steps.
    pub sequence: Vec<Step>,
    /// Σ gain · typical hours until the step is done.
    pub objective: u128,
    /// What no order with these stages can go under.
    pub lower_bound: u128,
}

/// Orders the steps of a plan.
pub fn order(
    maps: &SkillMaps,
    assessment: &Assessment,
    needed: &Needed<'_>,
    credit: &Credit,
    goal: &Goal,
) -> Ordered {
    let mut ordered = Ordered { sequence: Vec::new(), objective: 0, lower_bound: 0 };
    let mut hours_before: u128 = 0;
    for stage in stages(maps, assessment, needed, credit, goal) {
        let (graph, place) = task_graph(maps, &stage);
        let rewards = credit.rewards(&ordered.sequence, &place);
        let best = best_order(&graph, &rewards, NodeLimit::default());
        let earned = rewards.iter().filter(|reward| !reward.any_of.is_empty());
        let earned: u128 = earned.map(|reward| u128::from(reward.weight)).sum();
        ordered.objective += earned * hours_before + best.objective;
        ordered.lower_bound += earned * hours_before + best.lower_bound;
        ordered.sequence.extend(best.sequence.iter().map(|at| stage[*at]));
        let hours = |step: &Step| u128::from(maps[step.skill].hours_to(step.level).typical);
        hours_before += stage.iter().map(hours).sum::<u128>();
    }
    ordered
}

/// The steps in stages, each in the order of the catalog, each with all that it needs in it or before it.
fn stages(
    maps: &SkillMaps,
    assessment: &Assessment,
    needed: &Needed<'_>,
    credit: &Credit,
    goal: &Goal,
) -> Vec<Vec<Step>> {
    let mut rest: BTreeSet<Step> = needed.steps.iter().copied().collect();
    let mut stages: Vec<Vec<Step>> = Vec::new();
    let mut take = |rest: &mut BTreeSet<Step>, targets: Vec<Step>| {
        let wanted = closure(maps, assessment, targets);
        let stage: Vec<Step> = rest.intersection(&wanted).copied().collect();
        rest.retain(|step| !wanted.contains(step));
        stages.push(stage);
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
    stages.push(rest.into_iter().collect());
    stages.retain(|stage| !stage.is_empty());
    stages
}
