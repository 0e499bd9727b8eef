//! How hard each level of each skill is.

use super::prerequisites::Prerequisites;
use super::tables::log_hours;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

/// The difficulty of levels 1 to 4 before hours, demand and groups are counted, in eighths of a logit.
const BASE: [i32; 4] = [-10, -5, 6, 16];

/// How much easier each point of demand makes a skill: what everybody asks for, more people have. In eighths.
const DEMAND: f64 = 0.64;

/// More demand than this makes no difference.
const MOST_DEMAND: f64 = 20.0;

/// How much harder a member of a group is: people take up one language or two. In eighths.
const GROUP: i32 = 11;

/// A level is at least this much harder than the one below. In eighths.
const RISE: i32 = 3;

/// Of each skill: the difficulty of its levels 1 to 4, in eighths of a logit.
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

/// The typical hours of a step and of everything that it needs.
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

/// Of each skill: the weight with which roles ask for it, a third of it for a member of a group; and whether it is one.
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
