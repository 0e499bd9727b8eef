//! The prerequisite graph of a role: its requirements, and everything that they need.

use std::collections::BTreeMap;

use super::catalog::SkillIndex;
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Step};
use super::role::{Requirement, RoleIndex};

/// The requirements of a role at a seniority, with all their prerequisites.
#[derive(Clone, Debug)]
pub struct RoleGraph<'m> {
    /// The role.
    pub role: RoleIndex,
    /// The seniority whose targets count.
    pub seniority: Seniority,
    /// The skills, in the order of the catalog.
    pub nodes: Vec<Node>,
    /// The prerequisites among the skills, in the order of the skills that need them.
    pub edges: Vec<Edge>,
    /// The groups of which any member is enough, each with its target, in the order of the role.
    pub groups: Vec<(&'m Requirement, Level)>,
}

/// A skill that the role asks for, or that another skill of the graph needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The skill.
    pub skill: SkillIndex,
    /// The highest level that the role or another skill needs.
    pub level: Level,
    /// The level that the role itself asks for; `None` if only other skills need it.
    pub asked: Option<Level>,
}

/// A prerequisite: one step that another step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The step that is needed.
    pub need: Step,
    /// The step that needs it.
    pub of: Step,
}

/// Builds the graph of a role. It contains every member of a group, because people may learn any of them.
pub fn role_graph(maps: &SkillMaps, role: RoleIndex, seniority: Seniority) -> RoleGraph<'_> {
    let mut asked: BTreeMap<SkillIndex, Level> = BTreeMap::new();
    for (requirement, target) in maps[role].asked(seniority) {
        asked.extend(requirement.any_of.iter().map(|skill| (*skill, target)));
    }
    let mut levels = asked.clone();
    for of in maps.steps().iter().rev() {
        if levels.get(&of.skill) >= Some(&of.level) {
            for need in maps.prerequisites(*of) {
                let level = levels.entry(need.skill).or_default();
                *level = need.level.max(*level);
            }
        }
    }
    let steps = levels.iter().flat_map(|(skill, top)| {
        let skill = *skill;
        Level::NONE.up_to(*top).map(move |level| Step { skill, level })
    });
    RoleGraph {
        role,
        seniority,
        edges: steps
            .flat_map(|of| maps.prerequisites(of).map(move |need| Edge { need, of }))
            .collect(),
        nodes: levels
            .iter()
            .map(|(skill, level)| Node {
                skill: *skill,
                level: *level,
                asked: asked.get(skill).copied(),
            })
            .collect(),
        groups: maps[role]
            .asked(seniority)
            .filter(|(requirement, _)| requirement.is_group())
            .collect(),
    }
}
