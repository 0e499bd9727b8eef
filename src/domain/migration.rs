//! The result of rewriting a profile with the current names of the maps.

use jiff::civil::Date;

use super::catalog::{RetiredIndex, SkillIndex};
use super::level::Level;
use super::rater::Rater;

/// The entries of a profile that are rewritten under other names, and those that are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// The entries that are rewritten, in the order of the file.
    pub changes: Vec<Former>,
    /// The entries that keep a name that the maps no longer have, in the order of the file; their `into` is empty.
    pub(crate) kept: Vec<(Former, WhyKept)>,
}

/// An entry with a name that no skill has any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The table that contains it: `[ratings]`, `[[rating]]`, `[[said]]`, `[[claim]]` or `[goal]`.
    pub(crate) table: &'static str,
    /// The line of the name, from 1.
    pub(crate) line: usize,
    pub(crate) name: String,
    /// The skills under whose ids it is rewritten.
    pub(crate) into: Vec<SkillIndex>,
    /// The level, if there is one.
    pub(crate) level: Option<Level>,
    /// The day, if there is one.
    pub(crate) on: Option<Date>,
    /// The rater, if one is named.
    pub(crate) by: Option<Rater>,
}

/// The reason why an entry keeps its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhyKept {
    /// It answers a sentence of a skill that was split, and that sentence was about something else.
    Sentence,
    /// No skill replaces the retired skill.
    Retired(RetiredIndex),
    /// The profile already says the same about every skill that replaces it.
    SaidAlready,
}
