//! What a plan is made of: the unmet requirements, the members chosen for its groups, and every step that these need.

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

/// Everything that a plan is made of, before it has an order.
#[derive(Clone, Debug)]
pub struct Needed<'m> {
    /// Each role's gap.
    pub gaps: Vec<RoleGap<'m>>,
    /// The steps, in the order of the catalog.
    pub steps: Vec<Step>,
    pub(super) picked: Picked,
}

impl<'m> Needed<'m> {
    /// What a person needs for a goal.
    pub fn find(maps: &'m SkillMaps, assessment: &Assessment, goal: &Goal) -> Needed<'m> {
        let gaps = gaps(maps, assessment, goal);
        let picked = Picked::find(maps, assessment, &gaps, goal);
        let steps = closure(maps, assessment, picked.targets.clone()).into_iter().collect();
        Needed { gaps, steps, picked }
    }

    /// The same with the members chosen already.
    pub(super) fn of(
        maps: &'m SkillMaps,
        assessment: &Assessment,
        goal: &Goal,
        picked: Picked,
    ) -> Needed<'m> {
        let steps = closure(maps, assessment, picked.targets.clone()).into_iter().collect();
        Needed { gaps: gaps(maps, assessment, goal), steps, picked }
    }

    /// The member of each unmet group that the plan goes for, in the order of the roles and their maps.
    pub fn members(&self) -> impl Iterator<Item = SkillIndex> {
        self.picked.members()
    }

    /// The same with the reasons, for whom and what it was found.
    pub fn chosen(&self, maps: &SkillMaps, assessment: &Assessment, goal: &Goal) -> Vec<Chosen> {
        self.picked.explain(maps, assessment, &self.gaps, goal)
    }

    /// The hours of all steps.
    pub fn hours(&self, maps: &SkillMaps) -> Hours {
        let hours = |step: &Step| maps[step.skill].hours_to(step.level);
        self.steps.iter().map(hours).sum()
    }

    /// The unmet requirements that the plan leaves so, since they cannot be had without a skipped skill.
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

/// The hours from what somebody knows to a level of one skill, with all that this needs.
pub(crate) fn hours_to(maps: &SkillMaps, assessment: &Assessment, target: Step) -> Hours {
    let steps = closure(maps, assessment, vec![target]);
    steps.iter().map(|step| maps[step.skill].hours_to(step.level)).sum()
}

/// Everything that the targets need and the person does not have. What somebody can do stands, even above an unmet prerequisite.
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

/// Steps as tasks of the optimiser, in their order.
pub(crate) struct Tasks {
    /// The typical hours of each.
    pub hours: Vec<u32>,
    /// What each needs of the others.
    pub needs: Vec<Vec<usize>>,
    /// The number of each step.
    pub place: BTreeMap<Step, usize>,
}

impl Tasks {
    /// The tasks of some steps.
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

/// Steps as tasks of the optimiser, in their order, and each step's number.
pub(crate) fn task_graph(maps: &SkillMaps, steps: &[Step]) -> (TaskGraph, BTreeMap<Step, usize>) {
    let Tasks { hours, needs, place } = Tasks::of(maps, steps);
    (TaskGraph::new(hours, needs), place)
}
