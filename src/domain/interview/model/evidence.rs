//! What somebody said, as far as the model reads it.

use super::{Levels, Model};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::Step;

/// How often somebody at a level says that they have used a skill at all, by the level from 0.
const NAME: Levels = [0.10, 0.96, 0.98, 0.99, 0.99];

/// How often a sentence is affirmed by somebody who is at its level or above, one below, and further below.
const SENTENCE: [f64; 3] = [0.96, 0.06, 0.015];

/// How often somebody rates themselves at their level, beside it, and elsewhere.
const RATING: [f64; 3] = [0.9, 0.05, 0.005];

/// How strictly somebody keeps to prerequisites.
pub(super) struct Strictness {
    /// How likely it is before the first answer.
    pub(crate) prior: f64,
    /// What one answer leaves of a level that contradicts it through a prerequisite.
    pub contradicted: f64,
    /// What all answers together leave at least.
    pub least: f64,
}

/// People differ in how strictly they keep to prerequisites: not at all, mostly, strictly. Which it is, their own answers
/// tell. With one strictness for all (0.25, at least 0.02), people whose skills stand alone had 91 % of what they can do
/// recognised at senior, with three 97 % (`cargo bench --bench interview`).
pub(super) const STRICTNESS: [Strictness; 3] = [
    Strictness { prior: 0.6, contradicted: 1.0, least: 1.0 },
    Strictness { prior: 0.3, contradicted: 0.25, least: 0.05 },
    Strictness { prior: 0.1, contradicted: 0.06, least: 0.01 },
];

/// What somebody said of one skill.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Said {
    /// Whether they have used it at all, and whether they can do the sentence of each level.
    yes: [Option<bool>; 5],
    rating: Option<Level>,
}

/// What somebody said of every skill of a catalog.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence(Vec<Said>);

impl Evidence {
    /// Nothing, of a catalog of so many skills.
    pub fn none(skills: usize) -> Evidence {
        Evidence(vec![Said::default(); skills])
    }

    /// A sentence was affirmed or denied; of level 0 the name, which says whether somebody has used the skill at all.
    pub fn say(&mut self, skill: SkillIndex, level: Level, can: bool) {
        self.0[skill.0].yes[level.index()] = Some(can);
    }

    /// A skill was rated.
    pub fn rate(&mut self, skill: SkillIndex, level: Level) {
        self.0[skill.0].rating = Some(level);
    }

    /// Takes back everything that was said of a skill.
    pub fn forget(&mut self, skill: SkillIndex) {
        self.0[skill.0] = Said::default();
    }

    /// What was said of a sentence, or of the name.
    pub fn said(&self, skill: SkillIndex, level: Level) -> Option<bool> {
        self.0[skill.0].yes[level.index()]
    }

    /// The rating of a skill.
    pub fn rating(&self, skill: SkillIndex) -> Option<Level> {
        self.0[skill.0].rating
    }

    /// Whether anything was said of a skill.
    pub(super) fn speaks_of(&self, skill: usize) -> bool {
        self.0[skill] != Said::default()
    }

    /// Of each skill: how likely what was said of it is at each level.
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

    /// Of each skill: what the answers about others leave of each level.
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

/// How often somebody at a level affirms a sentence.
pub(super) fn affirms(level: usize, sentence: Level) -> f64 {
    SENTENCE[sentence.index().saturating_sub(level).min(2)]
}
