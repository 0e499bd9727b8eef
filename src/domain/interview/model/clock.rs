//! The calculation of the time of an interview: words at a reading speed, and two seconds for each decision.
//!
//! A decision is the answer to a sentence (can do it, or not yet) or to a name (has used it, or not). The time is calculated
//! and not measured, so that the same answers lead to the same questions.

use crate::domain::level::Seniority;

/// The speed of silent reading of English prose: 238 words a minute (Brysbaert 2019).
const USUAL_SPEED: f64 = 238.0;

/// The seconds for a decision.
const DECISION: f64 = 2.0;

/// A clock that counts seconds by a reading speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    words_per_minute: f64,
}

impl Default for Clock {
    fn default() -> Clock {
        Clock { words_per_minute: USUAL_SPEED }
    }
}

impl Clock {
    /// The reading speeds that are accepted, in words a minute.
    pub(crate) const SPEEDS: std::ops::RangeInclusive<u16> = 50..=1000;

    /// Returns the clock of a person who reads this many words a minute.
    pub fn reading(words_per_minute: u16) -> Clock {
        Clock { words_per_minute: f64::from(words_per_minute) }
    }

    /// Returns the seconds to read a text and to decide about it.
    pub fn seconds(self, text: &str) -> f64 {
        let words = text.split_whitespace().count() as f64;
        words * 60.0 / self.words_per_minute + DECISION
    }

    /// Returns the seconds that a quick interview may take.
    pub fn quick(seniority: Seniority) -> f64 {
        if seniority == Seniority::Junior { 210.0 } else { 285.0 }
    }
}
