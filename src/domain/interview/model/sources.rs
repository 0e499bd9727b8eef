//! The sources of the chance of a level. The effect of a source shows when the beliefs are calculated without it.

use super::{Evidence, Levels, Model};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::words::words;

words! {
    /// Where the chance of a level comes from.
    pub enum Source {
        /// What was said of the skill itself.
        Own = "own",
        /// What was said of skills that it needs, or that need it.
        Prerequisite = "prerequisite",
        /// What was said of other skills of its area.
        Area = "area",
        /// What was said of skills of other areas.
        Elsewhere = "elsewhere",
    }
}

impl Model {
    /// Returns the probability of each level of a skill, calculated without one source.
    pub(crate) fn levels_without(
        &self,
        evidence: &Evidence,
        ranges: &[(Level, Level)],
        skill: SkillIndex,
        source: Source,
    ) -> Levels {
        let area = |other: SkillIndex| self.areas[other.0] == self.areas[skill.0];
        let without = |leave_out: &dyn Fn(SkillIndex) -> bool| {
            let mut left = evidence.clone();
            for other in (0..self.areas.len()).map(SkillIndex).filter(|other| leave_out(*other)) {
                left.forget(other);
            }
            left
        };
        let beliefs = match source {
            Source::Own => {
                let left = without(&|other| other == skill);
                let mut ranges = ranges.to_vec();
                ranges[skill.0] = (Level::NONE, Level::EXPERT);
                self.beliefs_of(&left, &left, &left, &ranges)
            }
            Source::Prerequisite => {
                let left = Evidence::none(self.areas.len());
                self.beliefs_of(evidence, evidence, &left, ranges)
            }
            Source::Area => {
                let left = without(&|other| other != skill && area(other));
                self.beliefs_of(&left, evidence, evidence, ranges)
            }
            Source::Elsewhere => {
                let left = without(&|other| !area(other));
                self.beliefs_of(&left, evidence, evidence, ranges)
            }
        };
        beliefs.levels[skill.0]
    }
}
