//! What follows from ratings, as [`Assessment`](crate::domain::assessment::Assessment) has it, by looking it up.
//!
//! A level of a skill stands for all levels up to it, so what somebody has at least and can have at most is a number for
//! each skill. Of each single rating both are worked out beforehand. The least of several ratings together is the highest
//! of theirs. The most is the lowest of theirs, unless two ratings contradict each other: a rated skill stands whatever
//! its prerequisites say, and what it needs rules out nothing by way of it. Then the prerequisites are walked through.

use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::NOT_RATED;

/// How much may be worked out beforehand, in bytes: enough for a catalog of a thousand skills.
const LOOKED_UP_AT_MOST: usize = 8 << 20;

const EXPERT: u8 = Level::EXPERT.number();

/// The prerequisites of a catalog, and what follows from each rating.
#[derive(Clone, Debug)]
pub(super) struct Inference {
    skills: usize,
    /// In an order in which every step comes after what it needs.
    needs: Vec<Need>,
    looked_up: Option<LookedUp>,
}

/// To reach `level` of `skill` one needs `needed_level` of `needed`.
#[derive(Clone, Copy, Debug)]
struct Need {
    skill: u32,
    needed: u32,
    level: u8,
    needed_level: u8,
}

/// For each skill and each of four levels, a number for each skill of the catalog.
#[derive(Clone, Debug)]
struct LookedUp {
    /// What is there at least, of somebody at level 1 to 4.
    least: Vec<u8>,
    /// What is there at most, of somebody at level 0 to 3.
    most: Vec<u8>,
}

impl Inference {
    pub(super) fn new(maps: &SkillMaps) -> Inference {
        let skills = maps.skills().len();
        let mut needs = Vec::new();
        for step in maps.steps() {
            needs.extend(maps.prerequisites(*step).map(|needed| Need {
                skill: step.skill.0 as u32,
                needed: needed.skill.0 as u32,
                level: step.level.number(),
                needed_level: needed.level.number(),
            }));
        }
        let mut inference = Inference { skills, needs, looked_up: None };
        if 8 * skills * skills <= LOOKED_UP_AT_MOST {
            inference.looked_up = Some(inference.look_up());
        }
        inference
    }

    fn look_up(&self) -> LookedUp {
        let size = 4 * self.skills * self.skills;
        let mut looked_up =
            LookedUp { least: Vec::with_capacity(size), most: Vec::with_capacity(size) };
        let mut rated = vec![NOT_RATED; self.skills];
        let mut row = Vec::new();
        for skill in 0..self.skills {
            for level in 0..EXPERT {
                rated[skill] = level + 1;
                self.walk_down(&rated, &mut row);
                looked_up.least.extend(&row);
                rated[skill] = level;
                self.walk_up(&rated, &mut row);
                looked_up.most.extend(&row);
            }
            rated[skill] = NOT_RATED;
        }
        looked_up
    }

    /// The least and the most of each skill, of somebody with these ratings.
    pub(super) fn bound(&self, rated: &[u8], low: &mut Vec<u8>, high: &mut Vec<u8>) {
        let contradicted = |low: &[u8]| {
            let mut both = rated.iter().zip(low);
            both.any(|(rated, low)| low > rated)
        };
        match &self.looked_up {
            Some(looked_up) => {
                looked_up.join(rated, low, high);
                if contradicted(low) {
                    self.walk_up(rated, high);
                }
            }
            None => {
                self.walk_down(rated, low);
                self.walk_up(rated, high);
            }
        }
        for ((low, high), rated) in low.iter_mut().zip(high).zip(rated) {
            let is_rated = *rated != NOT_RATED;
            *low = if is_rated { *rated } else { *low };
            *high = if is_rated { *rated } else { (*high).max(*low) };
        }
    }

    /// The least: what rated levels need, and what that needs. What a rating falls short of is needed all the same.
    fn walk_down(&self, rated: &[u8], low: &mut Vec<u8>) {
        let or_none = |number: &u8| if *number == NOT_RATED { 0 } else { *number };
        low.clear();
        low.extend(rated.iter().map(or_none));
        for need in self.needs.iter().rev() {
            let reached = low[need.skill as usize] >= need.level;
            let needed = if reached { need.needed_level } else { 0 };
            let slot = &mut low[need.needed as usize];
            *slot = (*slot).max(needed);
        }
    }

    /// The most: what is ruled out, and the unrated levels that need it. A rated level stands.
    fn walk_up(&self, rated: &[u8], high: &mut Vec<u8>) {
        let or_expert = |number: &u8| {
            if *number == NOT_RATED { EXPERT } else { *number }
        };
        high.clear();
        high.extend(rated.iter().map(or_expert));
        // Without a branch: whether something is ruled out is as good as random, and a wrong guess costs more than this.
        for need in &self.needs {
            let at = need.skill as usize;
            let ruled_out = high[need.needed as usize] < need.needed_level;
            let applies = ruled_out & (rated[at] == NOT_RATED);
            let most = if applies { need.level - 1 } else { EXPERT };
            high[at] = high[at].min(most);
        }
    }
}

impl LookedUp {
    fn join(&self, rated: &[u8], low: &mut Vec<u8>, high: &mut Vec<u8>) {
        let skills = rated.len();
        low.clear();
        low.resize(skills, 0);
        high.clear();
        high.resize(skills, EXPERT);
        for (at, level) in rated.iter().enumerate() {
            if *level == NOT_RATED {
                continue;
            }
            let row = (at * 4 + usize::from(*level)) * skills;
            if let Some(least) = row.checked_sub(skills).filter(|_| *level > 0) {
                let least = &self.least[least..least + skills];
                for (low, least) in low.iter_mut().zip(least) {
                    *low = (*low).max(*least);
                }
            }
            if *level < EXPERT {
                let most = &self.most[row..row + skills];
                for (high, most) in high.iter_mut().zip(most) {
                    *high = (*high).min(*most);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small catalog as the maps would give it: skill 1 from level 1 on needs 2 of skill 0, and skill 2 needs skill 1.
    fn chain() -> Inference {
        let need = |skill, level, needed, needed_level| Need { skill, level, needed, needed_level };
        Inference {
            skills: 3,
            needs: vec![need(1, 1, 0, 2), need(1, 2, 0, 3), need(2, 3, 1, 2)],
            looked_up: None,
        }
    }

    fn bounds(inference: &Inference, rated: &[Option<u8>]) -> (Vec<u8>, Vec<u8>) {
        let numbers: Vec<u8> = rated.iter().map(|r| r.unwrap_or(NOT_RATED)).collect();
        let (mut low, mut high) = (Vec::new(), Vec::new());
        inference.bound(&numbers, &mut low, &mut high);
        (low, high)
    }

    #[test]
    fn what_is_looked_up_is_what_is_walked_through_also_where_ratings_contradict_each_other() {
        let walked = chain();
        let mut looked_up = chain();
        looked_up.looked_up = Some(walked.look_up());
        let levels = [None, Some(0), Some(1), Some(2), Some(3), Some(4)];
        for a in levels {
            for b in levels {
                for c in levels {
                    let rated = [a, b, c];
                    assert_eq!(bounds(&walked, &rated), bounds(&looked_up, &rated), "{rated:?}");
                }
            }
        }
    }

    #[test]
    fn a_rated_skill_above_its_prerequisite_rules_out_nothing() {
        let inference = chain();
        assert_eq!(bounds(&inference, &[Some(0), None, None]), (vec![0, 0, 0], vec![0, 0, 2]));
        assert_eq!(bounds(&inference, &[Some(0), Some(2), None]), (vec![0, 2, 0], vec![0, 2, 4]));
        assert_eq!(bounds(&inference, &[None, None, Some(3)]), (vec![3, 2, 3], vec![4, 4, 3]));
    }
}
