//! The two scales: what a person can do ([`Level`]) and what a job asks for ([`Seniority`]).

use std::fmt;

use super::words::{Word, words};

/// How well a person can do one skill: 0 (none) to 4 (expert).
///
/// The names of the four levels above none are those of the UK Government Digital and Data capability framework:
/// awareness, working, practitioner, expert.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// None: no ability yet.
    pub const NONE: Level = Level(0);
    /// Awareness: with help, or by following an example.
    pub(crate) const AWARENESS: Level = Level(1);
    /// Working: alone, with the manual open.
    pub(crate) const WORKING: Level = Level(2);
    /// Practitioner: chooses, prevents and fixes.
    pub(crate) const PRACTITIONER: Level = Level(3);
    /// The top of the scale.
    pub const EXPERT: Level = Level(4);
    /// Every level, lowest first.
    pub const ALL: [Level; 5] = [Level(0), Level(1), Level(2), Level(3), Level(4)];
    /// The levels above none, lowest first.
    pub const ABOVE_NONE: [Level; 4] = [Level(1), Level(2), Level(3), Level(4)];

    /// Returns the level with this number; `None` if it is not on the scale.
    pub fn new(number: i64) -> Option<Level> {
        u8::try_from(number).ok().filter(|n| *n <= 4).map(Level)
    }

    /// Returns the number, from 0 to 4.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Returns the number as an index into an array of five.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Returns the name, in lower case.
    pub fn name(self) -> &'static str {
        ["none", "awareness", "working", "practitioner", "expert"][self.index()]
    }

    /// Parses the name (in any case) or the number of a level.
    pub fn parse(text: &str) -> Option<Level> {
        let text = text.trim();
        if text.len() == 1 {
            return text.parse().ok().and_then(Level::new);
        }
        Level::ALL.into_iter().find(|level| level.name().eq_ignore_ascii_case(text))
    }

    /// Returns the next level; `None` from the top.
    pub fn next(self) -> Option<Level> {
        Level::new(i64::from(self.0) + 1)
    }

    /// Returns the level below; none for none.
    pub fn previous(self) -> Level {
        Level(self.0.saturating_sub(1))
    }

    /// Iterates over the levels above this one up to `top`, in order; empty if `top` is not above.
    pub fn up_to(self, top: Level) -> impl Iterator<Item = Level> {
        (self.0 + 1..=top.0).map(Level)
    }

    /// Returns how many levels this one is below `target`; 0 if it is not below.
    pub(crate) fn short_of(self, target: Level) -> u8 {
        target.0.saturating_sub(self.0)
    }

    /// Returns how a person usually reaches this level from the one below: up to 2 by study, above by practice.
    pub(crate) fn gained_by(self) -> &'static str {
        if self.0 <= 2 { "study" } else { "practice" }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

words! {
    /// Which column of a role's targets counts. Seniority in a job is also scope and years; those are not measured.
    #[derive(Default)]
    pub enum Seniority {
        /// The first job.
        Junior = "junior" => default,
        /// Works alone on most things.
        Mid = "mid",
        /// Shapes how others work.
        Senior = "senior",
    }
}

impl Seniority {
    /// Every seniority, lowest first.
    pub const ALL: [Seniority; 3] = [Seniority::Junior, Seniority::Mid, Seniority::Senior];
}

/// One seniority, or all of them side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seniorities {
    /// This one.
    One(Seniority),
    /// Every one.
    All,
}

impl Word for Seniorities {
    const ALL: &'static [Seniorities] = &[
        Seniorities::One(Seniority::Junior),
        Seniorities::One(Seniority::Mid),
        Seniorities::One(Seniority::Senior),
        Seniorities::All,
    ];

    fn word(self) -> &'static str {
        match self {
            Seniorities::One(seniority) => seniority.word(),
            Seniorities::All => "all",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Seniorities::One(seniority) => seniority.about(),
            Seniorities::All => "All three (only `gap`)",
        }
    }
}

impl fmt::Display for Seniority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_by_number_or_name_and_nothing_else() {
        assert_eq!(Level::parse("3"), Level::new(3));
        assert_eq!(Level::parse(" Working "), Level::new(2));
        for text in ["", "5", "-1", "2.5", "02", "good"] {
            assert_eq!(Level::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_levels_up_to_a_target_start_above_the_present_one() {
        let levels = |from, to| Level(from).up_to(Level(to)).map(Level::number).collect::<Vec<_>>();
        assert_eq!(levels(1, 3), [2, 3]);
        assert!(levels(3, 3).is_empty());
        assert!(levels(4, 2).is_empty());
    }
}
