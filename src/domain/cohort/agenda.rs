//! A proposed agenda for a session: its parts with their minutes, and who helps whom.
//!
//! The proportions are a proposal: a tenth to present the goal and to ask who has already reached it, three tenths for
//! an introduction, a little over four tenths for the exercise, and the rest to show the results. Each part is a
//! multiple of five minutes, and the exercise takes the remaining time.

use std::cmp::Reverse;

use super::Learner;
use super::session::Session;
use crate::domain::words::words;

/// The possible lengths of a session, in minutes.
pub(crate) const MINUTES: std::ops::RangeInclusive<i64> = 30..=480;

/// The largest number of learners for one helper.
pub(crate) const MOST_LEARNERS: usize = 4;

words! {
    /// A part of a session.
    pub(crate) enum Part {
        /// The goal is said, and those who have not rated the skill are asked whether they have it.
        Goal = "goal",
        /// The step is introduced, with an example.
        Introduction = "introduction",
        /// Everybody does the exercise.
        Exercise = "exercise",
        /// Some show what they made, and everybody hears what comes next.
        Showing = "showing",
    }
}

/// A proposed agenda for a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agenda {
    /// The parts in order, each with its minutes.
    pub(crate) parts: [(Part, usize); 4],
    /// The helpers in the exercise, each with the people whom they help. People are indices into the list of learners.
    pub(crate) helps: Vec<(usize, Vec<usize>)>,
    /// The people whom the session serves but nobody helps, because there are too few helpers or none.
    pub(crate) without_helper: Vec<usize>,
}

impl Agenda {
    /// Proposes an agenda for a session of `minutes` minutes.
    ///
    /// Learners are assigned to the helpers in turn, at most [`MOST_LEARNERS`] to each. Helpers who are further above
    /// the step come first, and there are no more helpers than learners.
    pub(crate) fn of(session: &Session, learners: &[Learner<'_>], minutes: usize) -> Agenda {
        let share = |of_ten: usize| (minutes * of_ten / 10 + 2) / 5 * 5;
        let (goal, introduction, showing) = (share(1), share(3), share(1).max(5));
        let exercise = minutes - goal - introduction - showing;
        let mut helpers = session.have.clone();
        helpers.sort_by_key(|person| Reverse(learners[*person].level(session.step.skill)));
        let served: Vec<usize> = session.serves().collect();
        helpers.truncate(served.len());
        let mut helps: Vec<(usize, Vec<usize>)> =
            helpers.into_iter().map(|helper| (helper, Vec::new())).collect();
        let mut without_helper = Vec::new();
        let room = helps.len() * MOST_LEARNERS;
        for (turn, person) in served.into_iter().enumerate() {
            match helps.len() {
                some if turn < room => helps[turn % some].1.push(person),
                _ => without_helper.push(person),
            }
        }
        Agenda {
            parts: [
                (Part::Goal, goal),
                (Part::Introduction, introduction),
                (Part::Exercise, exercise),
                (Part::Showing, showing),
            ],
            helps,
            without_helper,
        }
    }
}
