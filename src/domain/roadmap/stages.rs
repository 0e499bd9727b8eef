//! A plan cut into stages, to be read one after the other.
//!
//! A stage takes some 40 to 120 hours of learning; its projects come on top. It ends with a project where one is near
//! enough, and is called by it; else by what its last step lets one do. A step that takes more is a stage of its own. The
//! cut is the best there is by these rules, in this order: as few hours as possible outside of the range, then as few as
//! possible of the stages that no project ends and of the projects that stand inside of one, then lengths near the middle
//! of the range.

use std::ops::Range;

use super::{Planned, Roadmap};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;

/// The fewest typical hours of learning of a stage, as far as there are so many.
pub const LEAST: u64 = 40;
/// The most typical hours of learning of a stage, unless one step alone takes more.
pub const MOST: u64 = 120;

/// Some steps and projects of a plan that follow each other.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its steps, by their places in [`Roadmap::steps`].
    pub steps: Range<usize>,
    /// Its projects, by their places in [`Roadmap::projects`].
    pub projects: Range<usize>,
    /// The hours of its steps.
    pub hours: Hours,
    /// The hours of its projects.
    pub project_hours: Hours,
    /// The readiness when it is done.
    pub readiness_after: Fraction,
    /// What it ends with.
    pub end: StageEnd,
}

/// What a stage ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageEnd {
    /// A project, by its place in [`Roadmap::projects`].
    Project(usize),
    /// A step, by its place in [`Roadmap::steps`].
    Step(usize),
}

/// Cuts a plan into stages; none for a plan without steps and projects.
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

/// What a cut costs: hours outside of the range, stages without and inside of projects, distance from the middle.
type Cost = (u64, u64, u64);

/// Where the stages begin and end in a sequence: the cut that costs the least, of equal ones the one with the longest last
/// stage.
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

/// What the cost of a stage depends on, counted from its end.
#[derive(Default)]
struct Tally {
    /// The hours of its steps.
    total: u64,
    steps: usize,
    /// Whether one of its steps is large.
    large: bool,
    begins_with_step: bool,
    /// The projects after its last step.
    at_end: usize,
    /// The others.
    inside: usize,
}

impl Tally {
    /// Takes in what comes before the rest of the stage.
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
            // Its projects may come with it.
            (true, 1) if self.begins_with_step => 0,
            (true, _) => self.total,
            (false, _) => LEAST.saturating_sub(self.total) + self.total.saturating_sub(MOST),
        };
        let without = self.inside as u64 + u64::from(self.at_end == 0);
        let apart = self.total.abs_diff((LEAST + MOST) / 2);
        (out, without, apart * apart)
    }
}
