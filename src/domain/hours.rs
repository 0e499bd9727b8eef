//! Learning time: whole hours, as a range of pace.

use std::iter::Sum;
use std::ops::{Add, AddAssign};

use super::catalog::Str;
use super::words::words;

/// Whole hours at a fast, a usual and a slow pace. This is a range of pace, not a confidence interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Hours {
    /// At a fast pace.
    pub low: u32,
    /// At the usual pace. Orders and totals are computed with this number.
    pub typical: u32,
    /// At a slow pace.
    pub high: u32,
}

impl Hours {
    /// No time at all.
    pub const ZERO: Hours = Hours { low: 0, typical: 0, high: 0 };
}

impl Add for Hours {
    type Output = Hours;

    fn add(self, other: Hours) -> Hours {
        Hours {
            low: self.low + other.low,
            typical: self.typical + other.typical,
            high: self.high + other.high,
        }
    }
}

impl AddAssign for Hours {
    fn add_assign(&mut self, other: Hours) {
        *self = *self + other;
    }
}

impl Sum for Hours {
    fn sum<I: Iterator<Item = Hours>>(hours: I) -> Hours {
        hours.fold(Hours::ZERO, Add::add)
    }
}

words! {
    /// The basis of a number of hours.
    #[derive(Default)]
    pub enum Basis {
        /// A source states it for about this step.
        Stated = "stated",
        /// Computed from what a source states.
        Derived = "derived",
        /// The author's judgement.
        Judgement = "judgement" => default,
    }
}

/// The time from the level below to a level, for a person who has the prerequisites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// The hours.
    pub hours: Hours,
    /// The basis of the hours.
    pub basis: Basis,
    /// The source of stated or derived hours.
    pub from: Option<Str>,
}
