//! Inference from ratings and from answers to sentences.
//!
//! Only certain prerequisites imply anything. By the [closure](StepClosure), a rating implies some steps and rules out
//! others; a sentence does one of the two. The conclusions from several ratings are the union of the conclusions from
//! each, unless two ratings contradict each other. In that case what was said of a skill holds, whatever its
//! prerequisites say, and the prerequisites that it needs rule out nothing through it. The upper ends of the ranges are
//! then computed by walking through the prerequisites.

use precedence_optimum::Set;

use super::catalog::SkillIndex;
use super::closure::StepClosure;
use super::level::Level;
use super::maps::{SkillMaps, Step};
use super::profile::{NOT_RATED, Ratings};

const EXPERT: u8 = Level::EXPERT.number();

impl StepClosure {
    /// Finds the first skill, with its level, that implies a step.
    pub(super) fn because_there(
        &self,
        ratings: &Ratings,
        step: Step,
    ) -> Option<(SkillIndex, Level)> {
        let mut least = ratings.ranges().map(|(skill, (low, _))| (skill, low));
        least.find(|(skill, low)| {
            let reached = Some(*low).filter(|level| *level > Level::NONE);
            reached.is_some_and(|level| {
                self.implied[Step { skill: *skill, level }.number()].contains(step.number())
            })
        })
    }

    /// Finds the first skill, with its highest possible level, that rules a step out.
    pub(super) fn because_ruled_out(
        &self,
        ratings: &Ratings,
        step: Step,
    ) -> Option<(SkillIndex, Level)> {
        let mut most = ratings.ranges().map(|(skill, (_, high))| (skill, high));
        most.find(|(skill, high)| {
            high.next().is_some_and(|level| {
                self.excluded[Step { skill: *skill, level }.number()].contains(step.number())
            })
        })
    }

    /// Computes the lowest and highest possible level of each skill. Returns whether any ratings contradict each other.
    pub(super) fn bound(&self, ratings: &Ratings, bounds: &mut Bounds) -> bool {
        let Bounds { known, low, high } = bounds;
        let rated = ratings.numbers();
        known.clear(self.implied.len());
        for (at, range) in rated.iter().enumerate().filter(|(_, range)| **range != NOT_RATED) {
            known.add(self, at, range / 8, range % 8);
        }
        levels(&known.there, rated.len(), low);
        let contradictory = !known.there.is_disjoint(&known.ruled_out);
        if contradictory {
            self.walk_up(rated, high);
            for ((low, high), rated) in low.iter_mut().zip(high).zip(rated) {
                *low = if *low > rated % 8 { rated / 8 } else { *low };
                *high = (*high).max(*low);
            }
        } else {
            levels(&known.ruled_out, rated.len(), high);
            for high in high {
                *high = EXPERT - *high;
            }
        }
        contradictory
    }

    /// Computes the highest possible levels from the ratings. A level that needs a ruled-out level is ruled out too,
    /// unless a rating states it.
    fn walk_up(&self, rated: &[u8], high: &mut Vec<u8>) {
        high.clear();
        high.extend(rated.iter().map(|range| range % 8));
        // Branch-free: whether a step is ruled out is nearly random, so a mispredicted branch would cost more.
        for need in &self.needs {
            let at = need.skill as usize;
            let ruled_out = high[need.needed as usize] < need.needed_level;
            let applies = ruled_out & (need.level > rated[at] / 8);
            let most = if applies { need.level - 1 } else { EXPERT };
            high[at] = high[at].min(most);
        }
    }
}

/// Counts the steps of each skill in a set.
fn levels(steps: &Set, skills: usize, levels: &mut Vec<u8>) {
    levels.clear();
    for word in steps.words() {
        let pairs = word - (word >> 1 & 0x5555_5555_5555_5555);
        let fours = (pairs & 0x3333_3333_3333_3333) + (pairs >> 2 & 0x3333_3333_3333_3333);
        levels.extend((0..16).map(|skill| (fours >> (skill * 4) & 0xf) as u8));
    }
    levels.truncate(skills);
}

/// The lowest and highest possible level of each skill, with buffers for the computation.
#[derive(Clone, Debug, Default)]
pub(super) struct Bounds {
    known: Conclusions,
    /// The lowest possible level of each skill.
    pub(crate) low: Vec<u8>,
    /// The highest possible level of each skill.
    pub(crate) high: Vec<u8>,
}

/// What ratings imply about every step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Conclusions {
    there: Set,
    ruled_out: Set,
}

impl Conclusions {
    /// Returns the conclusions from no ratings.
    pub(crate) fn none(maps: &SkillMaps) -> Conclusions {
        let mut none = Conclusions::default();
        none.clear(maps.skills().len() * 4);
        none
    }

    fn clear(&mut self, steps: usize) {
        self.there.clear(steps);
        self.ruled_out.clear(steps);
    }

    /// Adds the conclusions from a rating, or from sentences that leave a range.
    pub(crate) fn take_in(
        &mut self,
        closure: &StepClosure,
        skill: SkillIndex,
        low: Level,
        high: Level,
    ) {
        self.add(closure, skill.0, low.number(), high.number());
    }

    fn add(&mut self, closure: &StepClosure, skill: usize, low: u8, high: u8) {
        let first = skill * 4;
        if low > 0 {
            self.there.add(&closure.implied[first + usize::from(low) - 1]);
        }
        if high < EXPERT {
            self.ruled_out.add(&closure.excluded[first + usize::from(high)]);
        }
    }

    /// Returns whether a step is reached.
    pub(crate) fn has(&self, step: Step) -> bool {
        self.there.contains(step.number())
    }

    /// Returns whether a step is ruled out.
    pub(crate) fn rules_out(&self, step: Step) -> bool {
        self.ruled_out.contains(step.number())
    }

    /// Returns the highest level of a skill that is reached.
    pub(crate) fn least(&self, skill: SkillIndex) -> Level {
        let there = |level: &Level| self.has(Step { skill, level: *level });
        Level::ABOVE_NONE.into_iter().rfind(there).unwrap_or_default()
    }

    /// Returns the highest level of a skill that is not ruled out.
    pub(crate) fn most(&self, skill: SkillIndex) -> Level {
        let ruled_out = |level: &Level| self.rules_out(Step { skill, level: *level });
        Level::ABOVE_NONE.into_iter().find(ruled_out).map_or(Level::EXPERT, Level::previous)
    }
}
