//! What the steps of a plan are worth, which is the weight of the requirements that they meet.

use std::collections::BTreeMap;

use crate::domain::gap::Fraction;
use crate::domain::maps::Step;
use crate::domain::role::Importance;
use precedence_optimum::Reward;

use super::needed::Needed;

/// What meeting the requirements is worth. The weights of each role are normalised to one and averaged over
/// the roles.
pub(crate) struct Credit {
    /// The unmet requirements.
    pub(crate) unmet: Vec<Unmet>,
    /// The readiness before the first step.
    pub(crate) now: Fraction,
}

/// A requirement that is not met yet.
pub(crate) struct Unmet {
    /// The weight, in parts of the whole of [`Credit::now`].
    pub(crate) weight: u64,
    /// The steps of the plan that can meet it, of which the first one done counts. It is empty if the
    /// requirement is left out.
    pub(crate) by: Vec<Step>,
    /// Whether the requirement is core.
    pub(crate) core: bool,
}

impl Credit {
    /// Returns what a plan can earn.
    pub(crate) fn new(needed: &Needed<'_>) -> Credit {
        let wholes: Vec<u64> = needed.gaps.iter().map(|gap| gap.readiness().whole.max(1)).collect();
        let common = wholes.iter().fold(1, |a, b| lcm(a, *b));
        let mut unmet = Vec::new();
        let mut met = 0;
        for (gap, whole) in needed.gaps.iter().zip(&wholes) {
            let scale = common / whole;
            met += gap.readiness().part * scale;
            for requirement in gap.requirements.iter().filter(|r| !r.met()) {
                let level = requirement.target;
                let members = requirement.requirement.any_of.iter();
                let targets = members.map(|skill| Step { skill: *skill, level });
                let in_plan = |step: &Step| needed.steps.binary_search(step).is_ok();
                unmet.push(Unmet {
                    weight: requirement.weight() * scale,
                    by: targets.filter(in_plan).collect(),
                    core: requirement.requirement.importance == Importance::Core,
                });
            }
        }
        let whole = common * needed.gaps.len() as u64;
        Credit { unmet, now: Fraction { part: met, whole } }
    }

    /// Returns the rewards that are still open after the steps `done`. `place` holds the task number of each
    /// step.
    pub(crate) fn rewards(&self, done: &[Step], place: &BTreeMap<Step, usize>) -> Vec<Reward> {
        let open = |unmet: &&Unmet| !unmet.by.iter().any(|step| done.contains(step));
        self.unmet
            .iter()
            .filter(open)
            .map(|unmet| Reward {
                weight: unmet.weight,
                any_of: unmet.by.iter().filter_map(|step| place.get(step).copied()).collect(),
            })
            .collect()
    }

    /// Returns the weight that each step of a sequence earns.
    pub(crate) fn gains(&self, sequence: &[Step]) -> Vec<u64> {
        let mut earned = vec![false; self.unmet.len()];
        let gain = |step: &Step| {
            let mut gain = 0;
            for (earned, unmet) in earned.iter_mut().zip(&self.unmet) {
                if !*earned && unmet.by.contains(step) {
                    *earned = true;
                    gain += unmet.weight;
                }
            }
            gain
        };
        sequence.iter().map(gain).collect()
    }
}

fn lcm(a: u64, b: u64) -> u64 {
    let gcd = |mut a: u64, mut b: u64| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    a / gcd(a, b) * b
}
