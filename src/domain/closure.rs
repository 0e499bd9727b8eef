//! The closure of the certain prerequisites: what each step brings with it, and what cannot be without it.
//!
//! Nobody who can do the one lacks the other: that is what a prerequisite marked `certain` says. A level of a skill stands
//! for all levels up to it. What ratings say by this is in `inference`.

use precedence_optimum::Set;

use super::maps::SkillMaps;

/// The certain prerequisites of a catalog, followed to their ends.
#[derive(Clone, Debug)]
pub(crate) struct StepClosure {
    /// In an order in which every step comes after what it needs.
    pub(super) needs: Vec<CertainNeed>,
    /// By the number of a step: it, and the steps that are there with it.
    pub(super) implied: Vec<Set>,
    /// By the number of a step: it, and the steps that are ruled out without it.
    pub(super) excluded: Vec<Set>,
}

/// To reach `level` of `skill` one needs `needed_level` of `needed`.
#[derive(Clone, Copy, Debug)]
pub(super) struct CertainNeed {
    pub(crate) skill: u32,
    pub(crate) needed: u32,
    pub(crate) level: u8,
    pub(crate) needed_level: u8,
}

impl StepClosure {
    /// Follows the prerequisites of all steps.
    pub(crate) fn new(maps: &SkillMaps) -> StepClosure {
        let steps = maps.skills().len() * 4;
        let mut closure = StepClosure {
            needs: Vec::new(),
            implied: (0..steps).map(|step| Set::of(steps, [step])).collect(),
            excluded: (0..steps).map(|step| Set::of(steps, [step])).collect(),
        };
        for step in maps.steps() {
            for needed in maps.certain_needs(*step) {
                join(&mut closure.implied, step.number(), needed.number());
            }
            let others = maps.certain_needs(*step).filter(|needed| needed.skill != step.skill);
            closure.needs.extend(others.map(|needed| CertainNeed {
                skill: step.skill.0 as u32,
                needed: needed.skill.0 as u32,
                level: step.level.number(),
                needed_level: needed.level.number(),
            }));
        }
        for step in maps.steps().iter().rev() {
            for needed in maps.certain_needs(*step) {
                join(&mut closure.excluded, needed.number(), step.number());
            }
        }
        closure
    }
}

/// Adds one set of a list to another one of it.
pub(super) fn join(sets: &mut [Set], to: usize, from: usize) {
    let mut set = std::mem::take(&mut sets[to]);
    set.add(&sets[from]);
    sets[to] = set;
}
