//! How a session may go: its parts with their minutes, and who helps whom in it.
//!
//! The shares are a proposal: a tenth to say the goal and to ask who has it already, three tenths for an introduction, a
//! good two fifths for the exercise, and the rest to show what came of it. Each part is whole fives of minutes, and the
//! exercise takes what that leaves.

use std::cmp::Reverse;

use super::Learner;
use super::session::Session;
use crate::domain::words::words;

/// The minutes that a session may have.
pub(crate) const MINUTES: std::ops::RangeInclusive<i64> = 30..=480;

/// How many learners one helper takes at most.
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

/// How a session may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Agenda {
    /// Its parts in order, each with its minutes.
    pub(crate) parts: [(Part, usize); 4],
    /// Who helps whom in the exercise: each helper, with those whom they help. People are places in the list of learners.
    pub(crate) helps: Vec<(usize, Vec<usize>)>,
    /// Those whom the session serves and nobody here helps, since the helpers have enough to do or there are none.
    pub(crate) without_helper: Vec<usize>,
}

impl Agenda {
    /// A proposal for a session of so many minutes.
    ///
    /// Learners are dealt to the helpers in turn, at most [`MOST_LEARNERS`] to each; helpers who are further above the
    /// step come first, and no more of them are asked than there are learners.
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
