//! The direct and indirect prerequisites of all steps, certain or not. A plan needs them all, and each is evidence.

use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

/// For each step: the level of every skill that the step needs, by the skill's position in the catalog. The step itself is
/// included.
#[derive(Clone, Debug)]
pub(super) struct Prerequisites(Vec<Box<[u8]>>);

impl Prerequisites {
    pub(crate) fn of(maps: &SkillMaps) -> Prerequisites {
        let skills = maps.skills().len();
        let mut levels = vec![Box::<[u8]>::default(); skills * 4];
        for step in maps.steps() {
            let mut there = vec![0; skills].into_boxed_slice();
            there[step.skill.0] = step.level.number();
            for needed in maps.needs(*step) {
                for (level, more) in there.iter_mut().zip(&levels[needed.number()]) {
                    *level = (*level).max(*more);
                }
            }
            levels[step.number()] = there;
        }
        Prerequisites(levels)
    }

    /// Returns every skill that a step needs, each with the level that is needed. The step itself is included.
    pub(crate) fn with(&self, step: Step) -> impl Iterator<Item = (SkillIndex, Level)> + '_ {
        let levels = self.0[step.number()].iter().enumerate();
        levels
            .filter(|(_, level)| **level > 0)
            .map(|(at, level)| (SkillIndex(at), Level::ALL[usize::from(*level)]))
    }

    /// Returns for each step the other skills that need it, each with the lowest level that needs it.
    pub(crate) fn waiting(&self) -> Vec<Vec<(SkillIndex, Level)>> {
        let mut waiting = vec![Vec::new(); self.0.len()];
        for skill in (0..self.0.len() / 4).map(SkillIndex) {
            let mut below = vec![Level::NONE; self.0.len() / 4];
            for level in Level::ABOVE_NONE {
                for (needed, top) in self.with(Step { skill, level }) {
                    if needed == skill {
                        continue;
                    }
                    for reached in below[needed.0].up_to(top) {
                        waiting[Step { skill: needed, level: reached }.number()]
                            .push((skill, level));
                    }
                    below[needed.0] = top;
                }
            }
        }
        waiting
    }
}
