//! How likely each level of each skill is, after what somebody said.
//!
//! A small exact model: a person has one general ability and one more for each area; a level of a skill has a difficulty; the
//! chance of at least that level is logistic in their difference (Rasch 1960). How much one skill says of another differs from
//! person to person, and shows in the answers. Sentences, names and ratings are evidence of their own skill, and through the
//! ability of all others; prerequisites are evidence between skills.
//!
//! Everything is sums and products of tables of constants in the order of the catalog, without `exp` or `ln`, so that the
//! same answers give the same screens on every machine. Abilities and difficulties are in eighths of a logit.

mod clock;
mod difficulty;
mod evidence;
mod prerequisites;
mod sources;
mod tables;
mod worth;

use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

pub use clock::Clock;
pub use evidence::Evidence;
use evidence::STRICTNESS;
use prerequisites::Prerequisites;
pub use sources::Source;
use tables::{AREA_PRIOR, GENERAL_PRIOR, SPACING, logistic};
pub use worth::{Mode, Naming, Screen, Subject};

/// So many sums of a general and an area's ability are apart.
const ABILITIES: usize = GENERAL_PRIOR.len() + AREA_PRIOR.len() - 1;

/// The lowest sum of a general and an area's ability, in eighths of a logit.
const LOWEST: i32 = -SPACING * (ABILITIES as i32 / 2);

/// How evenly somebody's skills go with their ability.
struct Evenness {
    /// How likely it is before the first answer.
    prior: f64,
    /// How steeply the chance of a level rises with ability, beside the usual.
    slope: f64,
}

/// So many kinds of evenness there are.
const EVENNESSES: usize = 2;

/// Most people's skills go together; of some, one skill hardly says anything of the next. Which it is, their own answers tell.
/// With one slope for all, somebody who is an expert in every other database skill and has not begun the rest was thought an
/// expert in the one that was not asked about with a chance of .76, with two .31. Of people whose every skill is drawn alone
/// 97.1 % of what they can do was recognised at senior, with two 98.4 % (`cargo bench --bench interview -- 60`, another seed).
const EVENNESS: [Evenness; EVENNESSES] =
    [Evenness { prior: 0.75, slope: 1.0 }, Evenness { prior: 0.25, slope: 0.5 }];

/// Something for each ability of each evenness.
type OfAbilities<T> = [[T; ABILITIES]; EVENNESSES];

/// Something for each general ability of each evenness.
type OfGeneral<T> = [[T; GENERAL_PRIOR.len()]; EVENNESSES];

/// A chance for each level from 0 to 4; together they are 1.
pub(crate) type Levels = [f64; 5];

/// What is the same for every person: difficulties, and prerequisites followed to their ends.
#[derive(Clone, Debug)]
pub struct Model {
    /// Of each skill: its area.
    areas: Vec<usize>,
    /// Of each skill: the chance of each level at each ability.
    chances: Vec<OfAbilities<Levels>>,
    /// Of each step: what it needs of other skills, each at the highest level.
    needed: Vec<Vec<(SkillIndex, Level)>>,
    /// Of each step: what needs it of other skills, each at the lowest level.
    waiting: Vec<Vec<(SkillIndex, Level)>>,
    /// Of each skill: the typical hours to its first level from nothing.
    begins: Vec<u32>,
}

impl Model {
    /// Works out what does not depend on a person.
    pub fn of(maps: &SkillMaps) -> Model {
        let prerequisites = Prerequisites::of(maps);
        let needed = |step: Step| {
            let others = prerequisites.with(step).filter(|(skill, _)| *skill != step.skill);
            others.collect()
        };
        let steps = maps.skill_indices().flat_map(steps_of);
        let begins = |skill| {
            let level = Level::ABOVE_NONE[0];
            difficulty::hours_from_nothing(maps, &prerequisites, Step { skill, level })
        };
        Model {
            areas: maps.skills().iter().map(|skill| skill.area.0).collect(),
            chances: difficulty::of(maps, &prerequisites).iter().map(chances).collect(),
            needed: steps.map(needed).collect(),
            waiting: prerequisites.waiting(),
            begins: maps.skill_indices().map(begins).collect(),
        }
    }

    /// The typical hours to the first level of a skill, of it and of everything that it needs.
    pub(super) fn hours_to_begin(&self, skill: SkillIndex) -> u32 {
        self.begins[skill.0]
    }

    /// What a step needs of other skills, each at the highest level.
    pub(crate) fn needed(&self, step: Step) -> &[(SkillIndex, Level)] {
        &self.needed[step.number()]
    }

    /// What cannot be without a step, each skill at the lowest level.
    pub(crate) fn waiting(&self, step: Step) -> &[(SkillIndex, Level)] {
        &self.waiting[step.number()]
    }

    /// How likely each level of each skill is. `ranges` bound it where something follows for certain.
    pub fn beliefs(&self, evidence: &Evidence, ranges: &[(Level, Level)]) -> Beliefs {
        self.beliefs_of(evidence, evidence, evidence, ranges)
    }

    /// The same, with abilities, the levels of each skill and what prerequisites say worked out from answers of their own.
    fn beliefs_of(
        &self,
        of_ability: &Evidence,
        of_skills: &Evidence,
        of_prerequisites: &Evidence,
        ranges: &[(Level, Level)],
    ) -> Beliefs {
        let own: Vec<Levels> = of_skills.own();
        let for_ability = of_ability.own();
        let abilities = self.abilities(of_ability, &for_ability);
        let before = |skill: usize| {
            let weights = abilities[self.areas[skill]].as_flattened();
            let mut levels = [0.0; 5];
            for (weight, chances) in weights.iter().zip(self.chances[skill].as_flattened()) {
                // The answer of this skill is a part of the weight already.
                let weight = weight / likelihood(chances, &for_ability[skill]);
                for (level, chance) in levels.iter_mut().zip(chances) {
                    *level += weight * chance;
                }
            }
            blurred(&normalised(levels))
        };
        let skills = self.areas.len();
        let before: Vec<Levels> = (0..skills).map(before).collect();
        let left =
            STRICTNESS.each_ref().map(|strict| of_prerequisites.left_by_others(self, strict));
        let mut chances = STRICTNESS.each_ref().map(|strict| strict.prior);
        for (chance, left) in chances.iter_mut().zip(&left) {
            for skill in (0..skills).filter(|skill| of_skills.speaks_of(*skill)) {
                let expected = product(&before[skill], &left[skill]);
                let explains = likelihood(&expected, &own[skill]) / expected.iter().sum::<f64>();
                // Each prerequisite is met twice, from either side.
                *chance *= explains.sqrt();
            }
        }
        let sum: f64 = chances.iter().sum();
        chances.iter_mut().for_each(|chance| *chance /= sum);
        let mut levels = vec![[0.0; 5]; skills];
        for (chance, left) in chances.iter().zip(&left) {
            for skill in 0..skills {
                let expected = product(&product(&before[skill], &left[skill]), &own[skill]);
                for (level, expected) in levels[skill].iter_mut().zip(normalised(expected)) {
                    *level += chance * expected;
                }
            }
        }
        for (levels, (low, high)) in levels.iter_mut().zip(ranges) {
            for level in Level::ALL.into_iter().filter(|level| !(low..=high).contains(&level)) {
                levels[level.index()] = 0.0;
            }
            *levels = normalised(*levels);
        }
        let contradicted =
            STRICTNESS.iter().zip(chances).map(|(strict, chance)| chance * strict.contradicted);
        Beliefs { levels, contradicted: contradicted.sum() }
    }

    /// Of each area: how likely each ability is, and each evenness with it.
    fn abilities(&self, evidence: &Evidence, own: &[Levels]) -> Vec<OfAbilities<f64>> {
        let areas = self.areas.iter().max().map_or(0, |most| most + 1);
        let mut likelihoods = vec![[[1.0; ABILITIES]; EVENNESSES]; areas];
        for skill in (0..self.areas.len()).filter(|skill| evidence.speaks_of(*skill)) {
            let of_area = likelihoods[self.areas[skill]].as_flattened_mut();
            for (so_far, chances) in of_area.iter_mut().zip(self.chances[skill].as_flattened()) {
                *so_far *= likelihood(chances, &own[skill]);
            }
        }
        // How well each general ability explains each area, and all of them.
        let explains = |area: &[f64; ABILITIES]| -> [f64; GENERAL_PRIOR.len()] {
            std::array::from_fn(|general| {
                let parts = AREA_PRIOR.iter().enumerate();
                parts.map(|(part, prior)| prior * area[general + part]).sum()
            })
        };
        let explained: Vec<OfGeneral<f64>> =
            likelihoods.iter().map(|area| area.each_ref().map(explains)).collect();
        let mut general: OfGeneral<f64> =
            EVENNESS.each_ref().map(|even| GENERAL_PRIOR.map(|chance| chance * even.prior));
        for area in &explained {
            let general = general.as_flattened_mut();
            for (chance, explains) in general.iter_mut().zip(area.as_flattened()) {
                *chance *= explains;
            }
            // Products of many small factors would fall below the smallest number; only their ratios count.
            let sum: f64 = general.iter().sum();
            general.iter_mut().for_each(|chance| *chance /= sum);
        }
        let abilities = |(area, explained): (&OfAbilities<f64>, &OfGeneral<f64>)| {
            let mut weights = [[0.0; ABILITIES]; EVENNESSES];
            for (even, weights) in weights.iter_mut().enumerate() {
                for at in 0..GENERAL_PRIOR.len() {
                    let general = general[even][at] / explained[even][at];
                    for (part, prior) in AREA_PRIOR.iter().enumerate() {
                        weights[at + part] += general * prior * area[even][at + part];
                    }
                }
            }
            weights
        };
        likelihoods.iter().zip(&explained).map(abilities).collect()
    }
}

/// What somebody can do, as far as it is likely.
#[derive(Clone, Debug)]
pub struct Beliefs {
    /// Of each skill: how likely each level is.
    pub levels: Vec<Levels>,
    /// What one answer leaves of a level that contradicts it through a prerequisite.
    contradicted: f64,
}

/// How often a level is judged one too high, or one too low.
const OFF_BY_ONE: f64 = 0.02;

/// Levels as they are judged, a little off now and then.
fn blurred(levels: &Levels) -> Levels {
    std::array::from_fn(|at| {
        let below = levels[at.saturating_sub(1)];
        let above = levels[(at + 1).min(4)];
        (1.0 - 2.0 * OFF_BY_ONE) * levels[at] + OFF_BY_ONE * (below + above)
    })
}

fn product(one: &Levels, other: &Levels) -> Levels {
    std::array::from_fn(|level| one[level] * other[level])
}

/// How likely what was said of a skill is at an ability.
fn likelihood(chances: &Levels, own: &Levels) -> f64 {
    chances.iter().zip(own).map(|(chance, said)| chance * said).sum()
}

/// The chance of each level at each ability.
fn chances(difficulties: &[i32; 4]) -> OfAbilities<Levels> {
    let at_ability = |ability: i32, slope: f64| -> Levels {
        let above = |difficulty: i32| (slope * f64::from(ability - difficulty)).round() as i32;
        let at_least = |level: usize| match level {
            0 => 1.0,
            5 => 0.0,
            level => logistic(above(difficulties[level - 1])),
        };
        std::array::from_fn(|level| at_least(level) - at_least(level + 1))
    };
    EVENNESS
        .each_ref()
        .map(|even| std::array::from_fn(|at| at_ability(LOWEST + SPACING * at as i32, even.slope)))
}

/// The same proportions with the sum 1.
fn normalised(levels: Levels) -> Levels {
    let sum: f64 = levels.iter().sum();
    levels.map(|level| level / sum)
}

/// The chance of at least a level.
pub fn at_least(levels: &Levels, level: Level) -> f64 {
    levels[level.index()..].iter().sum()
}

/// The four steps of a skill.
fn steps_of(skill: SkillIndex) -> [Step; 4] {
    Level::ABOVE_NONE.map(|level| Step { skill, level })
}
