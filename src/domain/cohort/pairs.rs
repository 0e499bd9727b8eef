//! Pairs of people who can help each other: one is ahead in a step that the other is ready to learn, if possible in
//! both directions.
//!
//! A helper must be at least one level above the step of the learner (or at the top of the scale), because a person who
//! reached a level last week finds it hard to explain. A learner is ready for a step of their own plan if they have all
//! its prerequisites. The value of a pair to a learner is the readiness that depends on the best [`LESSONS`] such
//! steps. The weight of the pair is the sum of both values, plus the smaller one again, so that of two equal sums the
//! pair comes first in which both learn.
//!
//! The result is a pairing with the most pairs, since everybody should have a partner; of these, one with the greatest
//! weight. This is a maximum-weight matching in a general graph, computed exactly with integers (J. Edmonds, *Maximum
//! matching and a polyhedron with 0,1-vertices*, 1965; Z. Galil, *Efficient algorithms for finding maximum matching in
//! graphs*, 1986).

use integer_blossom::max_weight_matching;

use super::{Learner, LearnerNeeds};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::words::words;

/// The largest number of steps that a pair works on in one direction.
pub const LESSONS: usize = 3;

/// The largest number of people to pair: the time grows with the cube of their number.
pub const MOST_PEOPLE: usize = 600;

/// People in pairs. People are indices into the list of learners.
#[derive(Clone, Debug)]
pub struct Pairing {
    /// The pairs, in the order of their first person.
    pub pairs: Vec<Pair>,
    /// The people without a partner.
    pub left_over: Vec<LeftOver>,
}

/// A pair of people.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The two people, in the order in which they were read.
    pub people: (usize, usize),
    /// What the first learns from the second.
    pub first_learns: Vec<Lesson>,
    /// What the second learns from the first.
    pub second_learns: Vec<Lesson>,
}

/// A step that one person of a pair can help the other with.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The step.
    pub step: Step,
    /// Whether the learner has not rated the skill, so that they may have reached the step already.
    pub assumed: bool,
    /// The chance that the learner has reached it, from 0 to 1; `None` if that is known, or the learner answered no
    /// sentence.
    pub chance: Option<f64>,
    /// The readiness of everything that depends on the step, in parts of [`WHOLE`](super::WHOLE).
    pub worth: u64,
}

/// A person without a partner.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOver {
    /// The person.
    pub person: usize,
    /// The reason.
    pub why: Why,
    /// The pair that they could best join, as an index into the list of pairs.
    pub could_join: Option<usize>,
}

words! {
    /// The reason why a person is in no pair.
    pub enum Why {
        /// They rated nothing, so nothing is known.
        NotRated = "not-rated",
        /// It is not known what they learn for, and nobody is far enough behind them.
        NoGoal = "no-goal",
        /// Nobody is far enough ahead of them, nor they of anybody, in what could be begun.
        NobodyFits = "nobody-fits",
        /// Only people fit with whom they are not to be paired again.
        OnlyAvoided = "only-avoided",
        /// Those who fit are in other pairs, and no way of pairing leaves fewer people over.
        AllPaired = "all-paired",
    }
}

impl Pair {
    /// Returns the weight of the pair: the values for both people, and the smaller one again.
    pub fn weight(&self) -> u64 {
        let worth = |lessons: &[Lesson]| lessons.iter().map(|lesson| lesson.worth).sum::<u64>();
        let (first, second) = (worth(&self.first_learns), worth(&self.second_learns));
        first + second + first.min(second)
    }

    /// Returns whether both learn something.
    pub fn is_mutual(&self) -> bool {
        !self.first_learns.is_empty() && !self.second_learns.is_empty()
    }
}

/// Pairs people, with what each lacks. Pairs in `avoid` are not made.
pub fn pair(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[LearnerNeeds],
    avoid: &[(usize, usize)],
) -> Pairing {
    let fits = Fits::of(maps, learners, needs);
    let count = learners.len();
    let avoided = |a: usize, b: usize| avoid.contains(&(a, b)) || avoid.contains(&(b, a));
    let mut weights = vec![0_i64; count * count];
    let mut greatest = 0;
    for a in 0..count {
        for b in a + 1..count {
            let weight = fits.pair(a, b).weight();
            if weight > 0 && !avoided(a, b) {
                let weight = i64::try_from(weight).unwrap_or(i64::MAX);
                weights[a * count + b] = weight;
                greatest = greatest.max(weight);
            }
        }
    }
    // One more pair is worth more than all other weights together.
    let one_more = greatest.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)) + 1;
    for weight in weights.iter_mut().filter(|weight| **weight > 0) {
        *weight += one_more;
    }
    let mates = max_weight_matching(&weights, count);
    let mut pairs = Vec::new();
    for (a, mate) in mates.iter().enumerate() {
        pairs.extend(mate.filter(|b| a < *b).map(|b| fits.pair(a, b)));
    }
    let left_over = (0..count).filter(|person| mates[*person].is_none());
    let left_over = left_over.map(|person| {
        let others = || (0..count).filter(|other| *other != person);
        let fit = |other: &usize| fits.pair(person, *other).weight() > 0;
        let why = if !learners[person].has_answered {
            Why::NotRated
        } else if !others().any(|other| fit(&other)) {
            if learners[person].goal.is_none() { Why::NoGoal } else { Why::NobodyFits }
        } else if others().filter(fit).all(|other| avoided(person, other)) {
            Why::OnlyAvoided
        } else {
            Why::AllPaired
        };
        let with_pair = |pair: &Pair| {
            let (a, b) = pair.people;
            let free = !avoided(person, a) && !avoided(person, b);
            let worth = fits.pair(person, a).weight().max(fits.pair(person, b).weight());
            if free { worth } else { 0 }
        };
        let best = pairs.iter().map(with_pair).enumerate();
        LeftOver {
            person,
            why,
            could_join: best
                .filter(|(_, worth)| *worth > 0)
                .min_by_key(|(at, worth)| (std::cmp::Reverse(*worth), *at))
                .map(|(at, _)| at),
        }
    });
    let left_over = left_over.collect();
    Pairing { pairs, left_over }
}

/// The steps that everybody could begin, and who is ahead in them.
pub(super) struct Fits<'g, 'm> {
    learners: &'g [Learner<'m>],
    /// For each person, the steps that they are ready for; those with the most readiness depending on them come first.
    ready: Vec<Vec<Lesson>>,
}

impl<'g, 'm> Fits<'g, 'm> {
    pub(super) fn of(
        maps: &'m SkillMaps,
        learners: &'g [Learner<'m>],
        needs: &[LearnerNeeds],
    ) -> Fits<'g, 'm> {
        let ready = learners.iter().zip(needs).map(|(learner, needs)| {
            if !learner.has_answered {
                return Vec::new();
            }
            let worth = needs.standing_on(maps, &learner.assessment);
            let steps = needs.steps.iter().zip(worth);
            let mut ready: Vec<Lesson> = steps
                .filter(|(step, worth)| *worth > 0 && learner.missing(maps, **step).is_empty())
                .map(|(step, worth)| Lesson {
                    assumed: learner.may_have(*step),
                    chance: learner.chance_of(*step),
                    step: *step,
                    worth,
                })
                .collect();
            ready.sort_by_key(|lesson| (std::cmp::Reverse(lesson.worth), lesson.step));
            ready
        });
        Fits { ready: ready.collect(), learners }
    }

    /// Returns what one person can learn from another, at most [`LESSONS`] steps.
    pub(super) fn lessons(&self, learner: usize, helper: usize) -> Vec<Lesson> {
        let ahead = |lesson: &&Lesson| {
            let above = lesson.step.level.next().unwrap_or(lesson.step.level);
            self.learners[helper].level(lesson.step.skill) >= above
        };
        self.ready[learner].iter().filter(ahead).take(LESSONS).cloned().collect()
    }

    fn pair(&self, a: usize, b: usize) -> Pair {
        let (first, second) = (a.min(b), a.max(b));
        Pair {
            people: (first, second),
            first_learns: self.lessons(first, second),
            second_learns: self.lessons(second, first),
        }
    }
}
