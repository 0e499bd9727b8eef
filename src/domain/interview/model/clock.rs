//! The one reckoning of time: words at a reading speed, and two seconds for each decision.
//!
//! A decision is a sentence that one can do or not yet, or a name that one has used or not. It is a count and reads no
//! clock, so that the same answers lead to the same questions.

use crate::domain::level::Seniority;

/// Silent reading of English prose: 238 words a minute (Brysbaert 2019).
const USUAL_SPEED: f64 = 238.0;

/// Seconds for a decision.
const DECISION: f64 = 2.0;

/// How fast somebody reads.
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
    /// The slowest and the fastest reading that is believed.
    pub(crate) const SPEEDS: std::ops::RangeInclusive<u16> = 50..=1000;

    /// The clock of somebody who reads so many words a minute.
    pub fn reading(words_per_minute: u16) -> Clock {
        Clock { words_per_minute: f64::from(words_per_minute) }
    }

    /// The seconds to read a text and to decide about it.
    pub fn seconds(self, text: &str) -> f64 {
        let words = text.split_whitespace().count() as f64;
        words * 60.0 / self.words_per_minute + DECISION
    }

    /// The seconds that a quick interview may take.
    pub fn quick(seniority: Seniority) -> f64 {
        if seniority == Seniority::Junior { 210.0 } else { 285.0 }
    }
}
