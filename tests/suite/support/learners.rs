//! Synthetic learners: people drawn from the prerequisite graph, whose levels are all known.

#![allow(dead_code)] // each binary uses a part of it

use std::collections::BTreeSet;

use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::interview::{Answer, Asking, Question, Start};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::role::RoleIndex;

/// A pseudo-random generator (SplitMix64): the same seed gives the same people.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number from 0 up to, but not including, 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns a number from 0 up to, but not including, this one.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.number() % limit as u64) as usize
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }
}

/// How advanced a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strength {
    Beginner,
    TwoYears,
    Senior,
}

impl Strength {
    pub(crate) const ALL: [Strength; 3] =
        [Strength::Beginner, Strength::TwoYears, Strength::Senior];

    pub(crate) fn name(self) -> &'static str {
        ["beginner", "two years", "senior"][self as usize]
    }

    /// Returns the chance of each level, for a person who has the level below and the prerequisites.
    fn chances(self) -> [f64; 4] {
        match self {
            Strength::Beginner => [0.55, 0.40, 0.08, 0.01],
            Strength::TwoYears => [0.85, 0.75, 0.30, 0.05],
            Strength::Senior => [0.95, 0.92, 0.75, 0.35],
        }
    }
}

/// The true level of a person in every skill.
#[derive(Clone, Debug)]
pub(crate) struct Learner(pub Vec<Level>);

impl Learner {
    /// Makes a person with no skills.
    pub(crate) fn nobody(maps: &SkillMaps) -> Learner {
        Learner(vec![Level::NONE; maps.skills().len()])
    }

    /// Makes a person who can do everything.
    pub(crate) fn expert(maps: &SkillMaps) -> Learner {
        Learner(vec![Level::EXPERT; maps.skills().len()])
    }

    /// Draws a person whose levels respect every prerequisite, except for the given share of them.
    ///
    /// People differ by area: each person is better in some areas than in others. Of skills that are alternatives, such
    /// as languages, a person has learned one or two, more often the first ones in the list.
    pub(crate) fn draw(
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

    /// Returns the person with some answers off by one level.
    pub(crate) fn answering_off(mut self, share: f64, dice: &mut Dice) -> Learner {
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

    pub(crate) fn level(&self, skill: SkillIndex) -> Level {
        self.0[skill.0]
    }

    /// Returns the true answer to a list of names or a checklist. Every other question is skipped.
    pub(crate) fn answer(&self, question: &Question) -> Answer {
        match question {
            Question::Screen { members, .. } => {
                let used = |skill: &SkillIndex| self.level(*skill) > Level::NONE;
                Answer::Ticked(members.iter().copied().filter(used).collect())
            }
            Question::Checklist { sentences, .. } => {
                let can = |step: &Step| self.level(step.skill) >= step.level;
                let (can, not) = sentences.iter().copied().partition(can);
                Answer::Said { can, not }
            }
            _ => Answer::Skip,
        }
    }
}

/// Returns the start of an interview about one role with a person of whom nothing is known.
pub(crate) fn start(
    maps: &SkillMaps,
    role: RoleIndex,
    seniority: Seniority,
    asking: Asking,
) -> Start {
    Start {
        roles: vec![role],
        seniority: Some(seniority),
        ask_hours: false,
        ratings: Ratings::none(maps),
        said: Vec::new(),
        claims: Vec::new(),
        ticked: BTreeSet::new(),
        stale: Vec::new(),
        asking,
    }
}

/// Draws which skills a person has learned: all that are not in a group, and one or two of each group.
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
            // The square of a random share selects the first ones more often.
            let at = (dice.share() * dice.share() * group.len() as f64) as usize;
            taken[group[at].0] = true;
        }
    }
    taken
}

/// How a person learned their skills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Drawn from the prerequisite graph, step by step.
    Graph,
    /// A general ability, plus one for each area and one for each skill, compared with random difficulties.
    Latent,
    /// Followed the roadmap of a role for a number of hours, and skipped parts of it.
    Course,
    /// Knows one stack deeply, with everything that it needs; other areas not at all.
    Stack,
    /// Islands of knowledge from an old job, and a thin layer of a new one.
    Islands,
    /// Every skill is drawn independently.
    Alone,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] =
        [Kind::Graph, Kind::Latent, Kind::Course, Kind::Stack, Kind::Islands, Kind::Alone];

    pub(crate) fn name(self) -> &'static str {
        ["graph", "latent", "course", "stack", "islands", "alone"][self as usize]
    }

    /// Draws a person of this kind. For a broken one, 15 % of the prerequisites are not respected, and a tenth of the
    /// levels is off by one.
    pub(crate) fn draw(
        self,
        maps: &SkillMaps,
        courses: &[Vec<Step>],
        strength: Strength,
        dice: &mut Dice,
        broken: bool,
    ) -> Learner {
        let not_kept_to = if broken { 0.15 } else { 0.0 };
        let learner = match self {
            Kind::Graph => Learner::draw(maps, strength, dice, not_kept_to),
            Kind::Latent => latent(maps, strength, dice, not_kept_to),
            Kind::Course => course(maps, courses, strength, dice, not_kept_to),
            Kind::Stack => stack(maps, strength, dice, not_kept_to),
            Kind::Islands => islands(maps, strength, dice, not_kept_to),
            Kind::Alone => alone(maps, strength, dice),
        };
        if broken { learner.answering_off(0.1, dice) } else { learner }
    }
}

/// Returns a number around 0 with a standard deviation of about 1: the sum of twelve uniform numbers.
fn normal(dice: &mut Dice) -> f64 {
    (0..12).map(|_| dice.share()).sum::<f64>() - 6.0
}

fn latent(maps: &SkillMaps, strength: Strength, dice: &mut Dice, not_kept_to: f64) -> Learner {
    let general = [-0.6, 1.3, 3.2][strength as usize] + 0.8 * normal(dice);
    let areas: Vec<f64> = maps.areas().iter().map(|_| 0.8 * normal(dice)).collect();
    let taken_up = taken_up(maps, dice);
    // The difficulties are the same for all people of a benchmark, so they have their own generator.
    let mut hardness = Dice(77);
    let mut levels = vec![Level::NONE; maps.skills().len()];
    let mut able = vec![[false; 4]; maps.skills().len()];
    for skill in maps.skill_indices() {
        let mut ability = general + areas[maps[skill].area.0] + 0.7 * normal(dice);
        if !taken_up[skill.0] {
            ability -= 2.5;
        }
        let shift = 0.8 * normal(&mut hardness);
        for (at, step) in [-0.3, 1.2, 2.9, 4.8].into_iter().enumerate() {
            able[skill.0][at] = ability > step + shift + 0.3 * normal(&mut hardness);
        }
    }
    for step in maps.steps() {
        let below = levels[step.skill.0] >= step.level.previous();
        let ready = maps.prerequisites(*step).fold(true, |ready, needed| {
            ready & (levels[needed.skill.0] >= needed.level || dice.chance(not_kept_to))
        });
        if below && ready && able[step.skill.0][step.level.index() - 1] {
            levels[step.skill.0] = step.level;
        }
    }
    Learner(levels)
}

fn course(
    maps: &SkillMaps,
    courses: &[Vec<Step>],
    strength: Strength,
    dice: &mut Dice,
    not_kept_to: f64,
) -> Learner {
    let course = &courses[dice.below(courses.len())];
    let (least, most) = [(60.0, 500.0), (500.0, 1800.0), (1800.0, 5000.0)][strength as usize];
    let mut budget = least + (most - least) * dice.share();
    let mut levels = vec![Level::NONE; maps.skills().len()];
    for step in course {
        if budget <= 0.0 {
            break;
        }
        let below = levels[step.skill.0] >= step.level.previous();
        let ready = maps.prerequisites(*step).fold(true, |ready, needed| {
            ready & (levels[needed.skill.0] >= needed.level || dice.chance(not_kept_to))
        });
        if below && ready && !dice.chance(0.08) {
            levels[step.skill.0] = step.level;
            budget -= f64::from(maps[step.skill].hours_to(step.level).typical);
        }
    }
    Learner(levels)
}

/// Raises a skill with everything that it needs; a share of the prerequisites stays one level below.
fn raise(
    maps: &SkillMaps,
    levels: &mut [Level],
    skill: SkillIndex,
    level: Level,
    dice: &mut Dice,
    short: f64,
) {
    let mut open = vec![(skill, level)];
    while let Some((skill, level)) = open.pop() {
        let from = levels[skill.0];
        for reached in from.up_to(level) {
            levels[skill.0] = reached;
            for needed in maps.prerequisites(Step { skill, level: reached }) {
                let level = if dice.chance(short) { needed.level.previous() } else { needed.level };
                open.push((needed.skill, level));
            }
        }
    }
}

fn level_around(strength: Strength, dice: &mut Dice) -> Level {
    let from = [1.0, 1.7, 2.5][strength as usize];
    Level::new((from + 1.6 * dice.share()) as i64).unwrap_or(Level::EXPERT)
}

fn stack(maps: &SkillMaps, strength: Strength, dice: &mut Dice, short: f64) -> Learner {
    let mut levels = vec![Level::NONE; maps.skills().len()];
    let untouched: Vec<bool> = maps.areas().iter().map(|_| dice.chance(0.3)).collect();
    let role = &maps.roles()[dice.below(maps.roles().len())];
    for requirement in &role.requirements {
        let at = (dice.share() * dice.share() * requirement.any_of.len() as f64) as usize;
        let skill = requirement.any_of[at];
        if untouched[maps[skill].area.0] {
            continue;
        }
        let chance = [0.35, 0.6, 0.85][strength as usize];
        if dice.chance(chance) {
            raise(maps, &mut levels, skill, level_around(strength, dice), dice, short);
        }
    }
    Learner(levels)
}

fn islands(maps: &SkillMaps, strength: Strength, dice: &mut Dice, short: f64) -> Learner {
    let mut levels = vec![Level::NONE; maps.skills().len()];
    let number = [3, 8, 18][strength as usize];
    for _ in 0..number {
        let skill = SkillIndex(dice.below(maps.skills().len()));
        let level = level_around(strength, dice).next().unwrap_or(Level::EXPERT);
        raise(maps, &mut levels, skill, level, dice, short);
    }
    let role = &maps.roles()[dice.below(maps.roles().len())];
    for requirement in &role.requirements {
        if dice.chance([0.25, 0.45, 0.6][strength as usize]) {
            let at = (dice.share() * dice.share() * requirement.any_of.len() as f64) as usize;
            let level = if dice.chance(0.6) { 1 } else { 2 };
            let level = Level::new(level).unwrap_or_default();
            raise(maps, &mut levels, requirement.any_of[at], level, dice, short);
        }
    }
    Learner(levels)
}

fn alone(maps: &SkillMaps, strength: Strength, dice: &mut Dice) -> Learner {
    let taken_up = taken_up(maps, dice);
    let chances = [
        [0.45, 0.30, 0.18, 0.06, 0.01],
        [0.20, 0.25, 0.33, 0.18, 0.04],
        [0.08, 0.12, 0.27, 0.35, 0.18],
    ][strength as usize];
    let level = |skill: SkillIndex| {
        let mut share = dice.share();
        if !taken_up[skill.0] && dice.chance(0.8) {
            return Level::NONE;
        }
        for (level, chance) in Level::ALL.into_iter().zip(chances) {
            if share < chance {
                return level;
            }
            share -= chance;
        }
        Level::EXPERT
    };
    Learner(maps.skill_indices().map(level).collect())
}
