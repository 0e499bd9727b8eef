//! The closure of the certain prerequisites: which steps every step implies, and which steps are impossible without it.
//!
//! A prerequisite is `certain` if everybody who has reached the step that needs it has also reached the prerequisite.
//! Reaching a level includes all lower levels. What ratings imply by this closure is computed in `inference`.

use precedence_optimum::Set;

use super::maps::SkillMaps;

/// The transitive closure of the certain prerequisites of a catalog.
#[derive(Clone, Debug)]
pub(crate) struct StepClosure {
    /// The certain prerequisites, in an order in which every step comes after the steps that it needs.
    pub(super) needs: Vec<CertainNeed>,
    /// By the number of a step: the step itself, and the steps that it implies.
    pub(super) implied: Vec<Set>,
    /// By the number of a step: the step itself, and the steps that are ruled out if it is not reached.
    pub(super) excluded: Vec<Set>,
}

/// A certain prerequisite: `level` of `skill` needs `needed_level` of `needed`.
#[derive(Clone, Copy, Debug)]
pub(super) struct CertainNeed {
    pub(crate) skill: u32,
    pub(crate) needed: u32,
    pub(crate) level: u8,
    pub(crate) needed_level: u8,
}

impl StepClosure {
    /// Computes the closure.
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

/// Adds one set of a list to another set of the same list.
pub(super) fn join(sets: &mut [Set], to: usize, from: usize) {
    let mut set = std::mem::take(&mut sets[to]);
    set.add(&sets[from]);
    sets[to] = set;
}
