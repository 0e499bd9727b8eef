//! The answers of a person, as evidence for the model.

use super::{Levels, Model};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::Step;

/// The probability that a person says that they have used a skill at all, for each level of the person from 0.
const NAME: Levels = [0.10, 0.96, 0.98, 0.99, 0.99];

/// The probability that a person affirms a sentence: at its level or above, one level below, and further below.
const SENTENCE: [f64; 3] = [0.96, 0.06, 0.015];

/// The probability of a self-rating: the person's own level, each level next to it, and each level further away.
const RATING: [f64; 3] = [0.9, 0.05, 0.005];

/// How strictly the skills of a person follow the prerequisites.
pub(super) struct Strictness {
    /// The probability of this strictness before the first answer.
    pub(crate) prior: f64,
    /// The factor by which one answer reduces the probability of a level that contradicts it through a prerequisite.
    pub contradicted: f64,
    /// The least factor for all answers together.
    pub least: f64,
}

/// The kinds of strictness. The skills of a person follow the prerequisites not at all, mostly or strictly. The person's own
/// answers tell which it is. Of people with unrelated skills, 91 % of what they can do was recognised at senior with one
/// strictness for all (0.25, at least 0.02), and 97 % with three (`cargo bench --bench interview`).
pub(super) const STRICTNESS: [Strictness; 3] = [
    Strictness { prior: 0.6, contradicted: 1.0, least: 1.0 },
    Strictness { prior: 0.3, contradicted: 0.25, least: 0.05 },
    Strictness { prior: 0.1, contradicted: 0.06, least: 0.01 },
];

/// The answers of a person about one skill.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Said {
    /// Whether the person has used the skill at all, and whether they can do the sentence of each level from 1.
    yes: [Option<bool>; 5],
    rating: Option<Level>,
}

/// The answers of a person about every skill of a catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence(Vec<Said>);

impl Evidence {
    /// Returns evidence without answers, for a catalog of this many skills.
    pub fn none(skills: usize) -> Evidence {
        Evidence(vec![Said::default(); skills])
    }

    /// Adds the answer to a sentence. Level 0 stands for the name: whether the person has used the skill at all.
    pub fn say(&mut self, skill: SkillIndex, level: Level, can: bool) {
        self.0[skill.0].yes[level.index()] = Some(can);
    }

    /// Adds the rating of a skill.
    pub fn rate(&mut self, skill: SkillIndex, level: Level) {
        self.0[skill.0].rating = Some(level);
    }

    /// Removes all answers about a skill.
    pub fn forget(&mut self, skill: SkillIndex) {
        self.0[skill.0] = Said::default();
    }

    /// Returns the answer to a sentence, or to the name at level 0.
    pub fn said(&self, skill: SkillIndex, level: Level) -> Option<bool> {
        self.0[skill.0].yes[level.index()]
    }

    /// Returns the rating of a skill.
    pub fn rating(&self, skill: SkillIndex) -> Option<Level> {
        self.0[skill.0].rating
    }

    /// Returns whether there is any answer about a skill.
    pub(super) fn speaks_of(&self, skill: usize) -> bool {
        self.0[skill] != Said::default()
    }

    /// Returns for each skill the likelihood, at each level, of the answers about it.
    pub(super) fn own(&self) -> Vec<Levels> {
        let own = |said: &Said| {
            let mut levels = [1.0; 5];
            for (at, level) in levels.iter_mut().enumerate() {
                match said.yes[0] {
                    Some(true) => *level *= NAME[at],
                    Some(false) => *level *= 1.0 - NAME[at],
                    None => {}
                }
                for sentence in Level::ABOVE_NONE {
                    match said.yes[sentence.index()] {
                        Some(true) => *level *= affirms(at, sentence),
                        Some(false) => *level *= 1.0 - affirms(at, sentence),
                        None => {}
                    }
                }
                if let Some(rating) = said.rating {
                    *level *= RATING[at.abs_diff(rating.index()).min(2)];
                }
            }
            levels
        };
        self.0.iter().map(own).collect()
    }

    /// Returns for each skill the factor of each level by the answers about other skills.
    pub(super) fn left_by_others(&self, model: &Model, strict: &Strictness) -> Vec<Levels> {
        let contradict = |left: &mut f64| {
            *left = (*left * strict.contradicted).max(strict.least);
        };
        let mut left = vec![[1.0; 5]; self.0.len()];
        for (at, said) in self.0.iter().enumerate() {
            let skill = SkillIndex(at);
            for level in Level::ABOVE_NONE {
                let step = Step { skill, level };
                if said.affirms(level) {
                    for (needed, least) in model.needed(step) {
                        left[needed.0][..least.index()].iter_mut().for_each(&contradict);
                    }
                }
                if said.denies(level) {
                    for (waiting, lowest) in model.waiting(step) {
                        left[waiting.0][lowest.index()..].iter_mut().for_each(&contradict);
                    }
                }
            }
        }
        left
    }
}

impl Said {
    fn affirms(&self, level: Level) -> bool {
        self.yes[level.index()] == Some(true) || self.rating == Some(level)
    }

    fn denies(&self, level: Level) -> bool {
        let unused = level == Level::ABOVE_NONE[0] && self.yes[0] == Some(false);
        let above = self.rating.is_some_and(|rating| rating.next() == Some(level));
        unused || above || self.yes[level.index()] == Some(false)
    }
}

/// Returns the probability that a person at a level affirms a sentence.
pub(super) fn affirms(level: usize, sentence: Level) -> f64 {
    SENTENCE[sentence.index().saturating_sub(level).min(2)]
}
