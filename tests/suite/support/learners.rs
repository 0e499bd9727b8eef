//! Synthetic learners: people drawn from the prerequisite graph, whose every level is known.

#![allow(dead_code)] // each binary uses a part of it

use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::level::Level;
use skillgap::domain::maps::SkillMaps;

/// SplitMix64: the same seed, the same people.
pub struct Dice(pub u64);

impl Dice {
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 up to 1.
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    Beginner,
    TwoYears,
    Senior,
}

impl Strength {
    pub const ALL: [Strength; 3] = [Strength::Beginner, Strength::TwoYears, Strength::Senior];

    pub fn name(self) -> &'static str {
        ["beginner", "two years", "senior"][self as usize]
    }

    /// The chance of each level, for somebody who has the one below and what it needs.
    fn chances(self) -> [f64; 4] {
        match self {
            Strength::Beginner => [0.55, 0.40, 0.08, 0.01],
            Strength::TwoYears => [0.85, 0.75, 0.30, 0.05],
            Strength::Senior => [0.95, 0.92, 0.75, 0.35],
        }
    }
}

/// A person's true level of every skill.
#[derive(Clone, Debug)]
pub struct Learner(pub Vec<Level>);

impl Learner {
    /// Somebody whose levels keep to every prerequisite, but for the share that is not kept to.
    ///
    /// People differ by area (each has better and worse ones), and of things that stand for each other, as languages do,
    /// they have taken up one or two: the first ones listed more often.
    pub fn draw(
        maps: &SkillMaps,
        strength: Strength,
        dice: &mut Dice,
        not_kept_to: f64,
    ) -> Learner {
        let leaning: Vec<f64> = maps.areas().iter().map(|_| 0.7 + 0.6 * dice.share()).collect();
        let taken_up = taken_up(maps, dice);
        let mut levels = vec![Level::NONE; maps.skills().len()];
        for step in maps.steps() {
            let skill = &maps[step.skill];
            let below = levels[step.skill.0] >= step.level.previous();
            let ready = maps.prerequisites(*step).fold(true, |ready, needed| {
                ready & (levels[needed.skill.0] >= needed.level || dice.chance(not_kept_to))
            });
            let mut chance = strength.chances()[step.level.index() - 1] * leaning[skill.area.0];
            if !taken_up[step.skill.0] {
                chance *= 0.1;
            }
            if below && ready && dice.chance(chance.min(0.98)) {
                levels[step.skill.0] = step.level;
            }
        }
        Learner(levels)
    }

    /// The same person with some answers off by one.
    pub fn answering_off(mut self, share: f64, dice: &mut Dice) -> Learner {
        for level in &mut self.0 {
            if dice.chance(share) {
                *level = if dice.chance(0.5) {
                    level.previous()
                } else {
                    level.next().unwrap_or(*level)
                };
            }
        }
        self
    }

    pub fn level(&self, skill: SkillIndex) -> Level {
        self.0[skill.0]
    }
}

/// Which skills somebody has taken up: all that stand alone, and of each group one or two.
fn taken_up(maps: &SkillMaps, dice: &mut Dice) -> Vec<bool> {
    let mut taken = vec![true; maps.skills().len()];
    let groups: Vec<&Vec<SkillIndex>> = maps
        .roles()
        .iter()
        .flat_map(|role| &role.requirements)
        .filter(|requirement| requirement.is_group())
        .map(|requirement| &requirement.any_of)
        .collect();
    for group in &groups {
        for member in *group {
            taken[member.0] = false;
        }
    }
    for group in groups {
        if group.iter().any(|member| taken[member.0]) {
            continue;
        }
        let number = if dice.chance(0.4) { 2 } else { 1 };
        for _ in 0..number {
            // The square of a share falls among the first ones more often.
            let at = (dice.share() * dice.share() * group.len() as f64) as usize;
            taken[group[at].0] = true;
        }
    }
    taken
}
