//! The difficulty of each level of each skill.

use super::prerequisites::Prerequisites;
use super::tables::log_hours;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

/// The difficulty of levels 1 to 4 without hours, demand and groups, in eighths of a logit.
const BASE: [i32; 4] = [-10, -5, 6, 16];

/// The decrease of difficulty for each point of demand, in eighths of a logit. More people have the skills that many roles ask
/// for.
const DEMAND: f64 = 0.64;

/// The greatest demand that counts.
const MOST_DEMAND: f64 = 20.0;

/// The increase of difficulty for a member of a group, in eighths of a logit. People learn one language or two, not all.
const GROUP: i32 = 11;

/// The least increase of difficulty from a level to the next, in eighths of a logit.
const RISE: i32 = 3;

/// Returns for each skill the difficulty of its levels 1 to 4, in eighths of a logit.
pub(crate) fn of(maps: &SkillMaps, prerequisites: &Prerequisites) -> Vec<[i32; 4]> {
    let demand = demand(maps);
    let of_skill = |skill: SkillIndex| {
        let (asked, in_group) = demand[skill.0];
        let easier = (DEMAND * asked.min(MOST_DEMAND)).round() as i32;
        let group = if in_group { GROUP } else { 0 };
        let mut difficulties = [0; 4];
        let mut least = i32::MIN;
        for (at, level) in Level::ABOVE_NONE.into_iter().enumerate() {
            let hours = hours_from_nothing(maps, prerequisites, Step { skill, level });
            difficulties[at] = (BASE[at] + log_hours(hours) - easier + group).max(least);
            least = difficulties[at] + RISE;
        }
        difficulties
    };
    maps.skill_indices().map(of_skill).collect()
}

/// Returns the typical hours from nothing to a step, including everything that the step needs.
pub(crate) fn hours_from_nothing(
    maps: &SkillMaps,
    prerequisites: &Prerequisites,
    step: Step,
) -> u32 {
    let hours = |(skill, top): (SkillIndex, Level)| -> u32 {
        Level::NONE.up_to(top).map(|level| maps[skill].hours_to(level).typical).sum()
    };
    prerequisites.with(step).map(hours).sum()
}

/// Returns for each skill the total weight with which roles ask for it, and whether it is a member of a group. A group
/// requirement counts with a third of its weight for each member.
fn demand(maps: &SkillMaps) -> Vec<(f64, bool)> {
    let mut demand = vec![(0.0, false); maps.skills().len()];
    for requirement in maps.roles().iter().flat_map(|role| &role.requirements) {
        let weight = f64::from(requirement.importance.weight());
        for skill in &requirement.any_of {
            let (sum, in_group) = &mut demand[skill.0];
            *sum += if requirement.is_group() { weight / 3.0 } else { weight };
            *in_group |= requirement.is_group();
        }
    }
    demand
}
