//! A model of the probability of each level of each skill, given the answers of a person.
//!
//! The model is small and exact. A person has one general ability, and one further ability for each area. Each level of a skill
//! has a difficulty. The chance of at least that level is logistic in the difference of ability and difficulty (Rasch 1960).
//! How much one skill says about another differs from person to person, and the answers show how much. Sentences, names and
//! ratings are evidence about their own skill. Through the abilities they are also evidence about all other skills.
//! Prerequisites carry evidence from skill to skill.
//!
//! All calculations are sums and products of constants from tables, in the order of the catalog. They use neither `exp` nor
//! `ln`, so that the same answers give the same screens on every machine. Abilities and difficulties are in eighths of a logit.

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

/// The number of distinct sums of a general and an area's ability.
const ABILITIES: usize = GENERAL_PRIOR.len() + AREA_PRIOR.len() - 1;

/// The lowest sum of a general and an area's ability, in eighths of a logit.
const LOWEST: i32 = -SPACING * (ABILITIES as i32 / 2);

/// How closely the skills of a person follow their ability.
struct Evenness {
    /// The probability of this evenness before the first answer.
    prior: f64,
    /// The slope of the chance of a level over ability, relative to the usual slope.
    slope: f64,
}

/// The number of kinds of evenness.
const EVENNESSES: usize = 2;

/// The kinds of evenness. Most people's skills go together, but some people's skills hardly say anything about each other. A
/// person's own answers tell which kind it is. Take a person who is an expert in every second database skill and has not begun
/// the others: with one slope for all, the model took this person for an expert in the one skill that was not asked about with
/// a chance of .76; with two slopes, .31. Of people whose every skill is drawn independently, 97.1 % of what they can do was
/// recognised at senior with one slope, and 98.4 % with two (`cargo bench --bench interview -- 60`, another seed).
const EVENNESS: [Evenness; EVENNESSES] =
    [Evenness { prior: 0.75, slope: 1.0 }, Evenness { prior: 0.25, slope: 0.5 }];

/// A value for each ability of each evenness.
type OfAbilities<T> = [[T; ABILITIES]; EVENNESSES];

/// A value for each general ability of each evenness.
type OfGeneral<T> = [[T; GENERAL_PRIOR.len()]; EVENNESSES];

/// A value for each level from 0 to 4: probabilities, whose sum is 1, or likelihoods, whose sum may differ from 1.
pub(crate) type Levels = [f64; 5];

/// The part of the model that is the same for every person: difficulties, and direct and indirect prerequisites.
#[derive(Clone, Debug)]
pub struct Model {
    /// For each skill: its area.
    areas: Vec<usize>,
    /// For each skill: the chance of each level at each ability.
    chances: Vec<OfAbilities<Levels>>,
    /// For each step: the other skills that it needs, each with the highest level that is needed.
    needed: Vec<Vec<(SkillIndex, Level)>>,
    /// For each step: the other skills that need it, each with the lowest level that needs it.
    waiting: Vec<Vec<(SkillIndex, Level)>>,
    /// For each skill: the typical hours from nothing to its first level.
    begins: Vec<u32>,
}

impl Model {
    /// Calculates the part of the model that does not depend on a person.
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

    /// Returns the typical hours to the first level of a skill, including the hours for everything that this level needs.
    pub(super) fn hours_to_begin(&self, skill: SkillIndex) -> u32 {
        self.begins[skill.0]
    }

    /// Returns the other skills that a step needs, each with the highest level that is needed.
    pub(crate) fn needed(&self, step: Step) -> &[(SkillIndex, Level)] {
        &self.needed[step.number()]
    }

    /// Returns the other skills that need a step, each with the lowest level that needs it.
    pub(crate) fn waiting(&self, step: Step) -> &[(SkillIndex, Level)] {
        &self.waiting[step.number()]
    }

    /// Returns the probability of each level of each skill. Levels outside `ranges`, which follow for certain, get 0.
    pub fn beliefs(&self, evidence: &Evidence, ranges: &[(Level, Level)]) -> Beliefs {
        self.beliefs_of(evidence, evidence, evidence, ranges)
    }

    /// Returns the same as [`Model::beliefs`], but with separate answers for the abilities, for the levels of each skill and
    /// for the prerequisites.
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
                // The answers about this skill are already part of the weight.
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
                // Each prerequisite counts twice, once from each of its two skills.
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

    /// Returns for each area the weight of each ability with each evenness.
    fn abilities(&self, evidence: &Evidence, own: &[Levels]) -> Vec<OfAbilities<f64>> {
        let areas = self.areas.iter().max().map_or(0, |most| most + 1);
        let mut likelihoods = vec![[[1.0; ABILITIES]; EVENNESSES]; areas];
        for skill in (0..self.areas.len()).filter(|skill| evidence.speaks_of(*skill)) {
            let of_area = likelihoods[self.areas[skill]].as_flattened_mut();
            for (so_far, chances) in of_area.iter_mut().zip(self.chances[skill].as_flattened()) {
                *so_far *= likelihood(chances, &own[skill]);
            }
        }
        // How well each general ability explains each area.
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
            // Products of many small factors would underflow. Only their ratios matter.
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

/// The probabilities of what a person can do.
#[derive(Clone, Debug)]
pub struct Beliefs {
    /// For each skill: the probability of each level.
    pub levels: Vec<Levels>,
    /// The factor by which one answer reduces the probability of a level that contradicts it through a prerequisite.
    contradicted: f64,
}

/// The probability that people judge a level one too high, and the same for one too low.
const OFF_BY_ONE: f64 = 0.02;

/// Returns the probabilities of the levels as people judge them: sometimes one level off.
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

/// Returns the likelihood of the answers about a skill, given the chances of its levels.
fn likelihood(chances: &Levels, own: &Levels) -> f64 {
    chances.iter().zip(own).map(|(chance, said)| chance * said).sum()
}

/// Returns the chance of each level at each ability.
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

/// Returns the same proportions with the sum 1.
fn normalised(levels: Levels) -> Levels {
    let sum: f64 = levels.iter().sum();
    levels.map(|level| level / sum)
}

/// Returns the chance of at least a level.
pub fn at_least(levels: &Levels, level: Level) -> f64 {
    levels[level.index()..].iter().sum()
}

/// Returns the four steps of a skill.
fn steps_of(skill: SkillIndex) -> [Step; 4] {
    Level::ABOVE_NONE.map(|level| Step { skill, level })
}
