//! A plan cut into stages, which are read one after the other.
//!
//! A stage takes about 40 to 120 hours of learning, without its projects. It ends with a project if one is near enough,
//! and takes its name from it. Otherwise it takes its name from what its last step enables. A step of more than 120 hours
//! is a stage of its own. The cut is the best one by these rules, in this order: as few hours as possible outside the
//! range; as few as possible of the stages that do not end with a project and of the projects inside a stage; lengths near
//! the middle of the range.

use std::ops::Range;

use super::{Planned, Roadmap};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;

/// The least number of typical hours of learning in a stage, if the plan has so many.
pub const LEAST: u64 = 40;
/// The greatest number of typical hours of learning in a stage, unless one step alone takes more.
pub const MOST: u64 = 120;

/// Consecutive steps and projects of a plan.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The steps, by their places in [`Roadmap::steps`].
    pub steps: Range<usize>,
    /// The projects, by their places in [`Roadmap::projects`].
    pub projects: Range<usize>,
    /// The hours of the steps.
    pub hours: Hours,
    /// The hours of the projects.
    pub project_hours: Hours,
    /// The readiness after the stage.
    pub readiness_after: Fraction,
    /// The step or project that ends the stage.
    pub end: StageEnd,
}

/// The step or project that ends a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageEnd {
    /// A project, by its place in [`Roadmap::projects`].
    Project(usize),
    /// A step, by its place in [`Roadmap::steps`].
    Step(usize),
}

/// Cuts a plan into stages. A plan without steps and projects has none.
pub fn stages(roadmap: &Roadmap) -> Vec<Stage> {
    let sequence = roadmap.sequence();
    let mut stages: Vec<Stage> = Vec::new();
    let mut readiness = roadmap.readiness_now;
    let (mut steps, mut projects) = (0, 0);
    for range in cut(&sequence) {
        let mut stage = Stage {
            steps: steps..steps,
            projects: projects..projects,
            hours: Hours::ZERO,
            project_hours: Hours::ZERO,
            readiness_after: readiness,
            end: StageEnd::Step(0),
        };
        for planned in &sequence[range] {
            match planned {
                Planned::Step(at, step) => {
                    stage.steps.end = at + 1;
                    stage.hours += step.hours;
                    stage.readiness_after = step.readiness_after;
                    stage.end = StageEnd::Step(*at);
                }
                Planned::Project(at, project) => {
                    stage.projects.end = at + 1;
                    stage.project_hours += project.hours;
                    stage.end = StageEnd::Project(*at);
                }
            }
        }
        (steps, projects, readiness) = (stage.steps.end, stage.projects.end, stage.readiness_after);
        stages.push(stage);
    }
    stages
}

/// The cost of a cut: the hours outside the range; the stages that do not end with a project plus the projects inside a
/// stage; the sum of squared distances from the middle of the range.
type Cost = (u64, u64, u64);

/// Returns where the stages of a sequence begin and end. The cut has the least cost. Of cuts of equal cost, the one with
/// the longest last stage is taken.
fn cut(sequence: &[Planned<'_>]) -> Vec<Range<usize>> {
    let mut best: Vec<(Cost, usize)> = vec![((0, 0, 0), 0)];
    for end in 1..=sequence.len() {
        let mut tally = Tally::default();
        let of = |begin: usize| {
            tally.begin_with(&sequence[begin]);
            let (out, without, apart) = best[begin].0;
            let cost = tally.cost();
            ((out + cost.0, without + cost.1, apart + cost.2), begin)
        };
        let least = (0..end).rev().map(of).min().unwrap_or_default();
        best.push(least);
    }
    let mut ranges = Vec::new();
    let mut end = sequence.len();
    while end > 0 {
        let begin = best[end].1;
        ranges.push(begin..end);
        end = begin;
    }
    ranges.reverse();
    ranges
}

/// What the cost of a stage depends on. It is collected from the end of the stage to its beginning.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// The hours of the steps.
    total: u64,
    steps: usize,
    /// Whether one of the steps takes more than [`MOST`] hours.
    large: bool,
    begins_with_step: bool,
    /// The number of projects after the last step.
    at_end: usize,
    /// The number of projects before the last step.
    inside: usize,
}

impl Tally {
    /// Adds the step or project that comes before the rest of the stage.
    fn begin_with(&mut self, planned: &Planned<'_>) {
        let hours = u64::from(planned.hours().typical);
        self.begins_with_step = matches!(planned, Planned::Step(..));
        if self.begins_with_step {
            self.total += hours;
            self.steps += 1;
            self.large |= hours > MOST;
        } else if self.steps == 0 {
            self.at_end += 1;
        } else {
            self.inside += 1;
        }
    }

    fn cost(&self) -> Cost {
        let out = match (self.large, self.steps) {
            // A large step may be followed by its projects.
            (true, 1) if self.begins_with_step => 0,
            (true, _) => self.total,
            (false, _) => LEAST.saturating_sub(self.total) + self.total.saturating_sub(MOST),
        };
        let without = self.inside as u64 + u64::from(self.at_end == 0);
        let apart = self.total.abs_diff((LEAST + MOST) / 2);
        (out, without, apart * apart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_step_costs_nothing_where_it_begins_a_stage_alone() {
        let large = Tally { total: MOST + 30, steps: 1, large: true, ..Tally::default() };
        let after_a_project = Tally { inside: 1, ..large };
        let begins = Tally { begins_with_step: true, at_end: 1, ..large };
        let with_another = Tally { steps: 2, ..begins };
        assert_eq!(begins.cost().0, 0);
        assert_eq!(after_a_project.cost().0, MOST + 30);
        assert_eq!(with_another.cost().0, MOST + 30);
    }

    #[test]
    fn small_steps_cost_what_they_lack_or_have_too_much() {
        let of = |total| Tally { total, steps: 2, begins_with_step: true, ..Tally::default() };
        assert_eq!(of(LEAST - 7).cost().0, 7);
        assert_eq!(of(LEAST).cost().0, 0);
        assert_eq!(of(MOST).cost().0, 0);
        assert_eq!(of(MOST + 5).cost().0, 5);
    }
}
