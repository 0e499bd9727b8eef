//! An advertisement as a role, so that readiness, gap and plan mean the same for it as for every role.

use std::collections::HashSet;

use super::{Asked, Reading};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::role::{Codes, Importance, Requirement, RoleMap};

/// A job as a role map.
#[derive(Clone, Debug)]
pub struct Job {
    /// The role. Its targets are the same at every seniority: an advertisement asks for one level.
    pub role: RoleMap,
    /// For each requirement of the role, the places of what it was made of among those of the advertisement.
    pub(crate) made_of: Vec<Vec<usize>>,
    /// What was made one because a role asks for each skill once.
    pub merged: Vec<Merged>,
}

/// A skill that an advertisement asks for in several ways, and that a role asks for once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Two groups have it, and became one.
    GroupsJoined(SkillIndex),
    /// A member that is asked for alone meets this group, so the group is gone.
    GroupMet(SkillIndex),
}

/// An advertisement as a role of this id and name; `None` when it asks for nothing.
pub fn job(maps: &SkillMaps, reading: &Reading, id: &str, name: &str) -> Option<Job> {
    let mut kept: Vec<(Asked, Vec<usize>)> = Vec::new();
    let mut merged = Vec::new();
    let alone: HashSet<SkillIndex> = reading
        .requirements
        .iter()
        .filter(|asked| !asked.is_group())
        .map(|asked| asked.any_of[0])
        .collect();
    for (at, asked) in reading.requirements.iter().enumerate() {
        if !asked.is_group() {
            kept.push((asked.clone(), vec![at]));
            continue;
        }
        // Who has what is asked for alone meets the group too, unless it is asked for more or at a higher level there.
        if let Some(skill) = asked.any_of.iter().find(|skill| alone.contains(skill)) {
            merged.push(Merged::GroupMet(*skill));
            if let Some((one, made_of)) = kept.iter_mut().find(|(one, _)| one.any_of == [*skill]) {
                one.importance = one.importance.min(asked.importance);
                made_of.push(at);
            }
            continue;
        }
        let shared = |(other, _): &&mut (Asked, Vec<usize>)| {
            other.is_group() && other.any_of.iter().any(|skill| asked.any_of.contains(skill))
        };
        let Some((other, made_of)) = kept.iter_mut().find(shared) else {
            kept.push((asked.clone(), vec![at]));
            continue;
        };
        for skill in &asked.any_of {
            if other.any_of.contains(skill) {
                merged.push(Merged::GroupsJoined(*skill));
            } else {
                other.any_of.push(*skill);
            }
        }
        other.importance = other.importance.min(asked.importance);
        other.target = other.target.max(asked.target);
        other.assumed &= asked.assumed;
        made_of.push(at);
    }
    merged.dedup();
    if kept.is_empty() {
        return None;
    }
    let (asked, made_of): (Vec<Asked>, Vec<Vec<usize>>) = kept.into_iter().unzip();
    let requirements = asked.into_iter().map(|asked| requirement(maps, asked)).collect();
    let role = RoleMap {
        id: id.to_string(),
        name: name.to_string(),
        aliases: Vec::new(),
        summary: "What one job advertisement asks for.".into(),
        duties: Vec::new(),
        differs: None,
        entry: None,
        interests: None,
        work: None,
        workplace: None,
        leads_to: None,
        front_end: None,
        not_covered: None,
        codes: Codes::default(),
        requirements,
        projects: Vec::new(),
        places: Vec::new(),
    };
    Some(Job { role, made_of, merged })
}

fn requirement(maps: &SkillMaps, asked: Asked) -> Requirement {
    let area = maps[asked.any_of[0]].area;
    Requirement {
        area,
        any_of: asked.any_of,
        group: None,
        importance: asked.importance,
        targets: [asked.target; 3],
        evidence: Vec::new(),
        judgement: Some("The advertisement says so.".into()),
    }
}

/// How a job differs from a role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Difference {
    /// What both ask for.
    pub both: Vec<SkillIndex>,
    /// What only the job asks for.
    pub(crate) only_job: Vec<SkillIndex>,
    /// What is core to the role and not asked for by the job: an advertisement leaves out what goes without saying.
    pub(crate) only_role: Vec<SkillIndex>,
}

/// How a job differs from a role at a seniority's targets.
pub(crate) fn difference(maps: &SkillMaps, reading: &Reading, role: &RoleMap) -> Difference {
    let mut difference = Difference::default();
    let asked: Vec<SkillIndex> =
        reading.requirements.iter().flat_map(|asked| asked.any_of.iter().copied()).collect();
    let of_role = |skill: &SkillIndex| {
        role.requirements.iter().any(|requirement| requirement.any_of.contains(skill))
    };
    for skill in maps.skill_indices().filter(|skill| asked.contains(skill)) {
        let side = if of_role(&skill) { &mut difference.both } else { &mut difference.only_job };
        side.push(skill);
    }
    for requirement in &role.requirements {
        let core = requirement.importance == Importance::Core;
        let asked = requirement.any_of.iter().any(|skill| asked.contains(skill));
        let wanted = requirement.targets.iter().any(|level| *level > Level::NONE);
        if core && wanted && !asked {
            difference.only_role.push(requirement.any_of[0]);
        }
    }
    difference
}
