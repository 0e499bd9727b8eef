//! What follows from a level of a skill: everything that it needs, and everything that needs it.

use super::catalog::SkillIndex;
use super::level::Level;
use super::maps::{SkillMaps, Step};

/// A set of steps of one catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepSet(Box<[u64]>);

impl StepSet {
    /// No step of these maps.
    pub fn none(maps: &SkillMaps) -> StepSet {
        StepSet(vec![0; (maps.skills().len() * 4).div_ceil(64)].into())
    }

    /// Whether it holds a step.
    pub fn has(&self, step: Step) -> bool {
        let place = place(step);
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    /// Adds every step of another set.
    pub fn join(&mut self, other: &StepSet) {
        for (word, more) in self.0.iter_mut().zip(&*other.0) {
            *word |= more;
        }
    }

    fn add(&mut self, step: Step) {
        let place = place(step);
        self.0[place / 64] |= 1 << (place % 64);
    }

    /// The highest level of a skill whose step it holds.
    pub fn top(&self, skill: SkillIndex) -> Level {
        let held = |level: &Level| self.has(Step { skill, level: *level });
        Level::ABOVE_NONE.into_iter().rfind(held).unwrap_or_default()
    }

    /// The lowest level of a skill whose step it holds.
    pub fn bottom(&self, skill: SkillIndex) -> Option<Level> {
        let held = |level: &Level| self.has(Step { skill, level: *level });
        Level::ABOVE_NONE.into_iter().find(held)
    }
}

/// For every step of the maps, both directions of the prerequisite graph, followed to their ends.
#[derive(Clone, Debug)]
pub struct Reach {
    needed: Vec<StepSet>,
    waiting: Vec<StepSet>,
}

impl Reach {
    /// Follows the graph once for all steps.
    pub fn of(maps: &SkillMaps) -> Reach {
        let none = StepSet::none(maps);
        let mut needed = vec![none.clone(); maps.skills().len() * 4];
        let mut waiting = vec![none; maps.skills().len() * 4];
        for step in maps.steps() {
            let mut set = std::mem::replace(&mut needed[place(*step)], StepSet(Box::default()));
            set.add(*step);
            for before in maps.needs(*step) {
                set.join(&needed[place(before)]);
            }
            needed[place(*step)] = set;
        }
        for step in maps.steps().iter().rev() {
            waiting[place(*step)].add(*step);
            let set = waiting[place(*step)].clone();
            for before in maps.needs(*step) {
                waiting[place(before)].join(&set);
            }
        }
        Reach { needed, waiting }
    }

    /// A step, and every step that must come before it.
    pub fn needed(&self, step: Step) -> &StepSet {
        &self.needed[place(step)]
    }

    /// A step, and every step that cannot be without it.
    pub fn waiting(&self, step: Step) -> &StepSet {
        &self.waiting[place(step)]
    }
}

fn place(step: Step) -> usize {
    step.skill.0 * 4 + step.level.index() - 1
}
