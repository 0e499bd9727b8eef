//! What people take along to other programs: a résumé's skills, a calendar, tasks for a board, a
//! role for a school's Moodle.

pub mod calendar;
pub mod json_resume;
pub(crate) mod moodle;
pub(crate) mod tasks;

use jiff::civil::Date;

/// One thing to do, for a program that knows no skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The same every time for the same thing: lower-case letters, digits and hyphens.
    pub(crate) id: String,
    /// What is to do.
    pub(crate) title: String,
    /// More about it.
    pub(crate) details: String,
    /// What it belongs to.
    pub(crate) stage: String,
    /// The usual hours that it takes.
    pub(crate) hours: u32,
    /// The first day and the day by which it is done, when the hours a week are known.
    pub(crate) days: Option<(Date, Date)>,
}
