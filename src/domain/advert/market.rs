//! What several advertisements together ask for.

use std::collections::BTreeMap;

use super::Reading;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::hours_to;
use crate::domain::role::Importance;

/// How often a skill is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) skill: SkillIndex,
    /// How many advertisements ask for it, alone or as one of several.
    pub(crate) adverts: usize,
    /// In how many it is required, part of the work, and nice to have: the most important counts once for each.
    pub(crate) by_importance: [usize; 3],
    /// In how many it is only one of several that will do.
    pub(crate) any_of: usize,
    /// The level that is asked most often; of equals the higher.
    pub(crate) target: Level,
}

/// The demand for each skill, the most frequent first; of equals the more important, then the order of the catalog.
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

/// What one skill would bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Worth {
    pub(crate) skill: SkillIndex,
    /// The level to reach.
    pub(crate) target: Level,
    /// How many advertisements have a requirement more that is met.
    pub(crate) adverts: usize,
    /// The weight of those requirements over all advertisements.
    pub(crate) weight: u64,
    /// Typical hours to it, prerequisites included.
    pub(crate) hours: u32,
}

/// The skills that meet most of what is not met, by weight for each hour; the best first.
///
/// The level is the one that meets the most weight for its hours.
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
