//! What several advertisements ask for together.

use std::collections::BTreeMap;

use super::Reading;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::hours_to;
use crate::domain::role::Importance;

/// The demand for one skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) skill: SkillIndex,
    /// The number of advertisements that ask for it, alone or as one of several.
    pub(crate) adverts: usize,
    /// The number of advertisements in which it is required, part of the work, or nice to have. Each advertisement
    /// counts once, with its highest importance.
    pub(crate) by_importance: [usize; 3],
    /// The number of advertisements in which it is only one of several alternatives.
    pub(crate) any_of: usize,
    /// The level that is asked for most often; the higher one if two are equally frequent.
    pub(crate) target: Level,
}

/// Returns the demand for each skill: the most frequent first, then the more important, then in the order of the
/// catalog.
pub(crate) fn demand(readings: &[&Reading]) -> Vec<Demand> {
    let mut of_skills: BTreeMap<SkillIndex, Vec<(Importance, bool, Level)>> = BTreeMap::new();
    for reading in readings {
        let mut here: BTreeMap<SkillIndex, (Importance, bool, Level)> = BTreeMap::new();
        for asked in &reading.requirements {
            for skill in &asked.any_of {
                let this = (asked.importance, asked.is_group(), asked.target);
                let best = here.entry(*skill).or_insert(this);
                *best = (best.0.min(this.0), best.1 && this.1, best.2.max(this.2));
            }
        }
        for (skill, this) in here {
            of_skills.entry(skill).or_default().push(this);
        }
    }
    let mut demand: Vec<Demand> = of_skills
        .into_iter()
        .map(|(skill, asked)| {
            let count = |holds: &dyn Fn(&(Importance, bool, Level)) -> bool| {
                asked.iter().filter(|this| holds(this)).count()
            };
            let by_importance = [Importance::Core, Importance::Important, Importance::Helpful]
                .map(|importance| count(&|this| this.0 == importance));
            let most =
                Level::ABOVE_NONE.into_iter().max_by_key(|level| count(&|this| this.2 == *level));
            Demand {
                skill,
                adverts: asked.len(),
                by_importance,
                any_of: count(&|this| this.1),
                target: most.unwrap_or(Level::WORKING),
            }
        })
        .collect();
    demand.sort_by_key(|demand| {
        let [core, important, _] = demand.by_importance;
        (std::cmp::Reverse((demand.adverts, core, important)), demand.skill)
    });
    demand
}

/// What learning one skill would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) skill: SkillIndex,
    /// The level to reach.
    pub(crate) target: Level,
    /// The number of advertisements in which it meets one more requirement.
    pub(crate) adverts: usize,
    /// The total weight of those requirements.
    pub(crate) weight: u64,
    /// The typical hours to reach the level, prerequisites included.
    pub(crate) hours: u32,
}

/// Ranks the skills by the weight of the unmet requirements that they meet for each hour of learning; the best first.
///
/// For each skill, the level is the one that meets the most weight for its hours.
pub(crate) fn worth(maps: &SkillMaps, known: &Assessment, readings: &[&Reading]) -> Vec<Worth> {
    let mut found: Vec<Worth> = Vec::new();
    for skill in maps.skill_indices() {
        let mut best: Option<Worth> = None;
        for target in known.level(skill).up_to(Level::EXPERT) {
            let met = |reading: &&Reading| -> u64 {
                let open = reading.requirements.iter().filter(|asked| {
                    let is_met =
                        asked.any_of.iter().any(|skill| known.level(*skill) >= asked.target);
                    !is_met && asked.any_of.contains(&skill) && asked.target <= target
                });
                open.map(|asked| u64::from(asked.importance.weight())).sum()
            };
            let weights: Vec<u64> = readings.iter().map(met).filter(|weight| *weight > 0).collect();
            if weights.is_empty() {
                continue;
            }
            let this = Worth {
                skill,
                target,
                adverts: weights.len(),
                weight: weights.iter().sum(),
                hours: hours_to(maps, known, Step { skill, level: target }).typical,
            };
            let better = |best: &Worth| {
                this.weight * u64::from(best.hours.max(1))
                    > best.weight * u64::from(this.hours.max(1))
            };
            if best.as_ref().is_none_or(better) {
                best = Some(this);
            }
        }
        found.extend(best);
    }
    found.sort_by(|a, b| {
        let (a_per, b_per) =
            (a.weight * u64::from(b.hours.max(1)), b.weight * u64::from(a.hours.max(1)));
        b_per.cmp(&a_per).then(b.adverts.cmp(&a.adverts)).then(a.skill.cmp(&b.skill))
    });
    found
}
