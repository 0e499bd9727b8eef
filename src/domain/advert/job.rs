//! Converts an advertisement to a role, so that readiness, gap and plan mean the same for it as for every role.

use std::collections::HashSet;

use super::{Asked, Reading};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::role::{Codes, Importance, Requirement, RoleMap};

/// A job as a role map.
#[derive(Clone, Debug)]
pub struct Job {
    /// The role. Its targets are the same at every seniority, because an advertisement asks for one level.
    pub role: RoleMap,
    /// For each requirement of the role, the indices of the requirements of the advertisement from which it was made.
    pub(crate) made_of: Vec<Vec<usize>>,
    /// The requirements that were merged, because a role asks for each skill once.
    pub merged: Vec<Merged>,
}

/// A skill that an advertisement asks for several times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Two groups contain it, and were joined.
    GroupsJoined(SkillIndex),
    /// The skill is also asked for alone, which meets this group, so the group was removed.
    GroupMet(SkillIndex),
}

/// Converts an advertisement to a role with this id and name; `None` if it asks for nothing.
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
        // A person who has the skill asked for alone also meets the group, unless the group is more important or asks
        // for a higher level.
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

/// The differences between a job and a role.
#[derive(Clone, Debug, Default)]
pub(crate) struct Difference {
    /// The skills that both ask for.
    pub both: Vec<SkillIndex>,
    /// The skills that only the job asks for.
    pub(crate) only_job: Vec<SkillIndex>,
    /// Core skills of the role that the job does not ask for: advertisements leave out what seems obvious.
    pub(crate) only_role: Vec<SkillIndex>,
}

/// Compares a job with a role, at the targets of one seniority.
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
