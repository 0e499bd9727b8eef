//! What becomes of a profile that is written under the names of today's maps.

use jiff::civil::Date;

use super::catalog::{RetiredIndex, SkillIndex};
use super::level::Level;
use super::rater::Rater;

/// What of a profile is written under other names, and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// What is written anew, in the order of the file.
    pub changes: Vec<Former>,
    /// What stays under a name that the maps have no more, likewise; `into` is empty.
    pub(crate) kept: Vec<(Former, WhyKept)>,
}

/// Something under a name that a skill has no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Where it stands: `[ratings]`, `[[rating]]`, `[[said]]`, `[[claim]]` or `[goal]`.
    pub(crate) table: &'static str,
    /// The line of the name, from 1.
    pub(crate) line: usize,
    pub(crate) name: String,
    /// The skills under whose ids it is written now.
    pub(crate) into: Vec<SkillIndex>,
    /// The level, where there is one.
    pub(crate) level: Option<Level>,
    /// The day, where there is one.
    pub(crate) on: Option<Date>,
    /// By whom, where somebody says it.
    pub(crate) by: Option<Rater>,
}

/// Why something stays under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhyKept {
    /// It answers a sentence of a skill that was split: it was about another thing.
    Sentence,
    /// Nothing took the place of the skill.
    Retired(RetiredIndex),
    /// The same is said of everything that took its place.
    SaidAlready,
}
