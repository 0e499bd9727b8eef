//! The prerequisite graph of a role: what it asks for, and everything that this needs.

use std::collections::BTreeMap;

use super::catalog::SkillIndex;
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Step};
use super::role::{Requirement, RoleIndex};

/// What a role asks for at a seniority, and everything that this needs.
#[derive(Clone, Debug)]
pub struct RoleGraph<'m> {
    /// The role.
    pub role: RoleIndex,
    /// Which column of targets.
    pub seniority: Seniority,
    /// The skills, in the order of the catalog.
    pub nodes: Vec<Node>,
    /// The prerequisites among them, in the order of the skills that need something.
    pub edges: Vec<Edge>,
    /// The groups of which any member will do, each with its target, in the order of the role.
    pub groups: Vec<(&'m Requirement, Level)>,
}

/// A skill that a role asks for or needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The skill.
    pub skill: SkillIndex,
    /// The highest level that is asked of it or needed of it.
    pub level: Level,
    /// The level that the role itself asks for; `None` when only other skills need it.
    pub asked: Option<Level>,
}

/// One level of one skill, and a level of another that needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What is needed.
    pub need: Step,
    /// What needs it.
    pub of: Step,
}

/// The graph of a role. Of a group every member is there, since any of them may be the one that somebody learns.
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
