//! The prerequisite graph: its topological order, its loops, and prerequisites that their own chain contradicts.
//!
//! Its nodes are steps (one level of one skill), not skills. So it is not a loop if A at level 3 needs some of B, and B
//! at level 4 needs some of A.

use std::collections::BTreeMap;

use super::catalog::SkillIndex;
use super::level::Level;
use super::maps::{Step, below};

/// The prerequisites of every step.
pub(crate) struct StepGraph {
    /// For each skill: the steps of other skills that it needs, and the level that needs them.
    prerequisites: Vec<Vec<StepNeed>>,
}

/// One prerequisite of a skill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StepNeed {
    /// The step that is needed.
    pub(crate) step: Step,
    /// The level that needs it.
    pub(crate) for_level: Level,
}

impl StepGraph {
    /// Makes a graph from the prerequisites of each skill.
    pub(crate) fn new(prerequisites: Vec<Vec<StepNeed>>) -> StepGraph {
        StepGraph { prerequisites }
    }

    /// Sorts the steps so that each comes after the steps that it needs. Of several steps that could be next, the first
    /// one in the catalog is taken.
    ///
    /// # Errors
    /// The loops of the graph: lists of steps in which each needs the next, and the last needs the first. Loops have no
    /// steps in common.
    pub(crate) fn order(&self) -> Result<Vec<Step>, Vec<Vec<Step>>> {
        let mut loops = Vec::new();
        let mut cut = vec![false; self.steps()];
        loop {
            let (order, waiting) = self.sorted(&cut);
            let Some(first) = waiting.iter().position(|needs| *needs > 0) else {
                return if loops.is_empty() { Ok(order) } else { Err(loops) };
            };
            let found = self.loop_from(Step::of_number(first), &waiting, &cut);
            for step in &found {
                cut[step.number()] = true;
            }
            loops.push(found);
        }
    }

    /// Finds prerequisites that ask for less than the other prerequisites of the same step already imply. Each comes
    /// with the step that is really needed.
    ///
    /// The graph must not contain loops.
    pub(crate) fn contradicted(&self) -> Vec<(SkillIndex, StepNeed, Step)> {
        let mut found = Vec::new();
        let mut seen = vec![0_usize; self.steps()];
        let mut search = 0;
        for (at, prerequisites) in self.prerequisites.iter().enumerate() {
            let skill = SkillIndex(at);
            for needed in prerequisites {
                search += 1;
                let start = Step { skill, level: needed.for_level };
                let mut open: Vec<Step> =
                    self.needs(start).filter(|step| *step != needed.step).collect();
                let mut most = needed.step;
                while let Some(step) = open.pop() {
                    if std::mem::replace(&mut seen[step.number()], search) == search {
                        continue;
                    }
                    if step.skill == most.skill && step.level > most.level {
                        most = step;
                    }
                    open.extend(self.needs(step));
                }
                if most != needed.step {
                    found.push((skill, *needed, most));
                }
            }
        }
        found
    }

    fn steps(&self) -> usize {
        self.prerequisites.len() * 4
    }

    fn needs(&self, step: Step) -> impl Iterator<Item = Step> + '_ {
        let others = self.prerequisites[step.skill.0]
            .iter()
            .filter(move |needed| needed.for_level == step.level)
            .map(|needed| needed.step);
        below(step).into_iter().chain(others)
    }

    /// Returns the steps that can be sorted (Kahn 1962), and the number of unsorted prerequisites of each step.
    fn sorted(&self, cut: &[bool]) -> (Vec<Step>, Vec<usize>) {
        let mut waiting = vec![0; self.steps()];
        let mut needed_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut free = std::collections::BTreeSet::new();
        for of in (0..self.steps()).filter(|of| !cut[*of]) {
            for needed in self.needs(Step::of_number(of)).filter(|needed| !cut[needed.number()]) {
                waiting[of] += 1;
                needed_by.entry(needed.number()).or_default().push(of);
            }
            if waiting[of] == 0 {
                free.insert(of);
            }
        }
        let mut order = Vec::new();
        while let Some(next) = free.pop_first() {
            order.push(Step::of_number(next));
            for of in needed_by.remove(&next).unwrap_or_default() {
                waiting[of] -= 1;
                if waiting[of] == 0 {
                    free.insert(of);
                }
            }
        }
        (order, waiting)
    }

    /// Finds a loop among the steps that could not be sorted, by following prerequisites until a step repeats.
    fn loop_from(&self, start: Step, waiting: &[usize], cut: &[bool]) -> Vec<Step> {
        let mut path = vec![start];
        loop {
            let last = path[path.len() - 1];
            let stuck = self
                .needs(last)
                .find(|needed| waiting[needed.number()] > 0 && !cut[needed.number()]);
            let Some(next) = stuck else { return path };
            if let Some(again) = path.iter().position(|step| *step == next) {
                return path.split_off(again);
            }
            path.push(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(skill: usize, level: i64) -> Step {
        Step { skill: SkillIndex(skill), level: Level::new(level).unwrap() }
    }

    fn needed(skill: usize, level: i64, for_level: i64) -> StepNeed {
        StepNeed { step: at(skill, level), for_level: Level::new(for_level).unwrap() }
    }

    #[test]
    fn every_step_comes_after_what_it_needs() {
        let graph = StepGraph::new(vec![vec![needed(1, 2, 1)], vec![]]);
        let order = graph.order().unwrap();
        assert_eq!(order[..3], [at(1, 1), at(1, 2), at(0, 1)]);
        assert_eq!(order.len(), 8);
    }

    #[test]
    fn skills_may_need_each_other_at_different_levels() {
        let graph = StepGraph::new(vec![vec![needed(1, 1, 2)], vec![needed(0, 1, 2)]]);
        assert!(graph.order().is_ok());
    }

    #[test]
    fn every_loop_is_found_whole() {
        let graph = StepGraph::new(vec![
            vec![needed(1, 1, 1)],
            vec![needed(2, 2, 1)],
            vec![needed(0, 1, 2)],
            vec![needed(3, 3, 2)],
        ]);
        let loops = graph.order().unwrap_err();
        assert_eq!(loops, [vec![at(0, 1), at(1, 1), at(2, 2)], vec![at(3, 2), at(3, 3)]]);
    }

    #[test]
    fn a_prerequisite_is_contradicted_by_its_own_chain() {
        let graph = StepGraph::new(vec![
            vec![needed(1, 1, 2), needed(2, 1, 2)],
            vec![],
            vec![needed(1, 3, 1)],
        ]);
        let found = graph.contradicted();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].0, found[0].1.step, found[0].2), (SkillIndex(0), at(1, 1), at(1, 3)));
    }
}
