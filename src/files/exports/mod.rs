//! Exports for other programs: the skills of a résumé, a calendar, tasks for a board, and a role for Moodle.

pub mod calendar;
pub mod json_resume;
pub(crate) mod moodle;
pub(crate) mod tasks;

use jiff::civil::Date;

/// One thing to do, for a program that knows no skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// The id of the task: lower-case letters, digits and hyphens. The same task always has the same id.
    pub(crate) id: String,
    /// The short text of the task.
    pub(crate) title: String,
    /// A longer description.
    pub(crate) details: String,
    /// The stage of the plan that the task belongs to.
    pub(crate) stage: String,
    /// The typical hours that the task takes.
    pub(crate) hours: u32,
    /// The first and the last day of the task, if the hours per week are known.
    pub(crate) days: Option<(Date, Date)>,
}
