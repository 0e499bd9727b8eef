//! What a plan is made of: the unmet requirements, the chosen members of groups, and every step that these need.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::{RequirementGap, RoleGap, find_gap};
use crate::domain::hours::Hours;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use precedence_optimum::TaskGraph;

use super::Goal;
use super::choice::{Chosen, Picked};

/// What a plan is made of, before it has an order.
#[derive(Clone, Debug)]
pub struct Needed<'m> {
    /// The gap of each role.
    pub gaps: Vec<RoleGap<'m>>,
    /// The steps, in the order of the catalog.
    pub steps: Vec<Step>,
    pub(super) picked: Picked,
}

impl<'m> Needed<'m> {
    /// Finds what a person needs for a goal.
    pub fn find(maps: &'m SkillMaps, assessment: &Assessment, goal: &Goal) -> Needed<'m> {
        let gaps = gaps(maps, assessment, goal);
        let picked = Picked::find(maps, assessment, &gaps, goal);
        let steps = closure(maps, assessment, picked.targets.clone()).into_iter().collect();
        Needed { gaps, steps, picked }
    }

    /// Returns what a person needs for a goal when the members are chosen already.
    pub(super) fn of(
        maps: &'m SkillMaps,
        assessment: &Assessment,
        goal: &Goal,
        picked: Picked,
    ) -> Needed<'m> {
        let steps = closure(maps, assessment, picked.targets.clone()).into_iter().collect();
        Needed { gaps: gaps(maps, assessment, goal), steps, picked }
    }

    /// Returns the chosen member of each unmet group, in the order of the roles and their maps.
    pub fn members(&self) -> impl Iterator<Item = SkillIndex> {
        self.picked.members()
    }

    /// Returns the chosen members with the reasons. The arguments must be those for which the members were found.
    pub fn chosen(&self, maps: &SkillMaps, assessment: &Assessment, goal: &Goal) -> Vec<Chosen> {
        self.picked.explain(maps, assessment, &self.gaps, goal)
    }

    /// Returns the hours of all steps.
    pub fn hours(&self, maps: &SkillMaps) -> Hours {
        let hours = |step: &Step| maps[step.skill].hours_to(step.level);
        self.steps.iter().map(hours).sum()
    }

    /// Returns the requirements that the plan leaves unmet because they cannot be met without a skipped skill.
    pub fn left_out(&self) -> impl Iterator<Item = (RoleIndex, &RequirementGap<'m>)> {
        self.picked.left_out.iter().filter_map(|(role, at)| {
            let gap = self.gaps.iter().find(|gap| gap.role == *role)?;
            Some((*role, gap.requirements.get(*at)?))
        })
    }
}

fn gaps<'m>(maps: &'m SkillMaps, assessment: &Assessment, goal: &Goal) -> Vec<RoleGap<'m>> {
    goal.roles.iter().map(|role| find_gap(maps, assessment, *role, goal.seniority)).collect()
}

/// Returns the hours from what a person knows to a level of one skill, with everything that the level needs.
pub(crate) fn hours_to(maps: &SkillMaps, assessment: &Assessment, target: Step) -> Hours {
    let steps = closure(maps, assessment, vec![target]);
    steps.iter().map(|step| maps[step.skill].hours_to(step.level)).sum()
}

/// Returns everything that the targets need and the person does not have. A level that the person has counts, even if a
/// prerequisite of it is unmet.
pub(crate) fn closure(
    maps: &SkillMaps,
    assessment: &Assessment,
    targets: Vec<Step>,
) -> BTreeSet<Step> {
    let mut needed = BTreeSet::new();
    let mut open = targets;
    while let Some(step) = open.pop() {
        if step.level > assessment.level(step.skill) && needed.insert(step) {
            open.extend(maps.needs(step));
        }
    }
    needed
}

/// Steps as tasks of the optimiser. Task numbers follow the order of the steps.
pub(crate) struct Tasks {
    /// The typical hours of each task.
    pub hours: Vec<u32>,
    /// For each task, the other tasks that it needs.
    pub needs: Vec<Vec<usize>>,
    /// The task number of each step.
    pub place: BTreeMap<Step, usize>,
}

impl Tasks {
    /// Returns the tasks for some steps.
    pub(crate) fn of(maps: &SkillMaps, steps: &[Step]) -> Tasks {
        let place: BTreeMap<Step, usize> =
            steps.iter().enumerate().map(|(at, step)| (*step, at)).collect();
        let hours = |step: &Step| maps[step.skill].hours_to(step.level).typical;
        let needs = |step: &Step| {
            maps.needs(*step).filter_map(|needed| place.get(&needed).copied()).collect()
        };
        Tasks {
            hours: steps.iter().map(hours).collect(),
            needs: steps.iter().map(needs).collect(),
            place,
        }
    }
}

/// Returns the task graph of some steps, and the task number of each step.
pub(crate) fn task_graph(maps: &SkillMaps, steps: &[Step]) -> (TaskGraph, BTreeMap<Step, usize>) {
    let Tasks { hours, needs, place } = Tasks::of(maps, steps);
    (TaskGraph::new(hours, needs), place)
}
