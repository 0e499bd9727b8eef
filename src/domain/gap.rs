//! What stands between one person and one role: every requirement against its target, and the few numbers that sum it up.

use super::assessment::{Assessment, Standing};
use super::catalog::{AreaIndex, SkillIndex};
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::role::{Importance, Requirement, RoleIndex};

/// A part of a weight, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fraction {
    /// The weight that counts.
    pub part: u64,
    /// All of the weight.
    pub whole: u64,
}

impl Fraction {
    /// 0 to 1; 0 of nothing is 0.
    pub fn fraction(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }

    /// Whether all of it counts.
    pub(crate) fn is_whole(self) -> bool {
        self.part == self.whole
    }

    /// Whole percent, rounded down, so that 100 means all.
    pub fn percent(self) -> u64 {
        (self.part * 100).checked_div(self.whole).unwrap_or(0)
    }
}

/// One role's requirements at one seniority, against one person.
#[derive(Clone, Debug)]
pub struct RoleGap<'m> {
    /// The role.
    pub role: RoleIndex,
    /// Which column of targets.
    pub seniority: Seniority,
    /// Every requirement that is asked at this seniority, in the order of the map.
    pub requirements: Vec<RequirementGap<'m>>,
}

/// One requirement against one person.
#[derive(Clone, Debug)]
pub struct RequirementGap<'m> {
    /// What is asked.
    pub requirement: &'m Requirement,
    /// The level that is asked.
    pub target: Level,
    /// The skill, or of a group the member nearest to the target; of equals the one listed first.
    pub best: SkillIndex,
    /// What is known about it.
    pub standing: Standing,
    /// The most that any member can be.
    pub most: Level,
}

impl RequirementGap<'_> {
    /// The level that counts.
    pub fn level(&self) -> Level {
        self.standing.low()
    }

    /// Whether the level is at or above the target. Half-way is not met.
    pub fn met(&self) -> bool {
        self.level() >= self.target
    }

    /// Whether it is known if it is met.
    pub fn settled(&self) -> bool {
        self.met() || self.most < self.target
    }

    /// Target minus level; never below 0.
    pub fn gap(&self) -> u8 {
        self.level().short_of(self.target)
    }

    /// 3, 2 or 1.
    pub fn weight(&self) -> u64 {
        u64::from(self.requirement.importance.weight())
    }
}

/// Compares a person with one role.
pub fn find_gap<'m>(
    maps: &'m SkillMaps,
    assessment: &Assessment,
    role: RoleIndex,
    seniority: Seniority,
) -> RoleGap<'m> {
    let requirements = maps[role]
        .asked(seniority)
        .map(|(requirement, target)| compare(assessment, requirement, target))
        .collect();
    RoleGap { role, seniority, requirements }
}

fn compare<'m>(
    assessment: &Assessment,
    requirement: &'m Requirement,
    target: Level,
) -> RequirementGap<'m> {
    let members = || requirement.any_of.iter().map(|skill| (*skill, assessment.standing(*skill)));
    // Nobody rates ten languages: once one member of a group is rated above none, those of which nothing is known count as
    // none. A member that is rated as none says nothing of the others.
    let above_none =
        |skill: SkillIndex| assessment.said(skill).is_some_and(|(low, _)| low > Level::NONE);
    let rated = requirement.is_group() && members().any(|(skill, _)| above_none(skill));
    let most = members()
        .map(|(_, standing)| match standing {
            Standing::NotRated if rated => Level::NONE,
            standing => standing.high(),
        })
        .max()
        .unwrap_or_default();
    let mut best = (requirement.any_of[0], assessment.standing(requirement.any_of[0]));
    for (skill, standing) in members() {
        let nearer = standing.low() > best.1.low();
        let surer = standing.low() == best.1.low()
            && standing.rated().is_some()
            && best.1.rated().is_none();
        if nearer || surer {
            best = (skill, standing);
        }
    }
    RequirementGap { requirement, target, best: best.0, standing: best.1.clone(), most }
}

impl<'m> RoleGap<'m> {
    /// Weight of the met requirements of the weight asked. It is readiness for this map's targets, not a chance of being hired.
    pub fn readiness(&self) -> Fraction {
        self.share(RequirementGap::met)
    }

    /// The same with everything inferred or unrated at its most.
    pub fn readiness_high(&self) -> Fraction {
        self.share(|gap| gap.most >= gap.target)
    }

    /// Share of the weight for which it is settled whether the target is met.
    pub fn coverage(&self) -> Fraction {
        self.share(RequirementGap::settled)
    }

    /// Share of the weight for which something holds.
    pub fn share(&self, holds: impl Fn(&RequirementGap<'m>) -> bool) -> Fraction {
        let weight = |gap: &&RequirementGap<'m>| gap.weight();
        Fraction {
            part: self.requirements.iter().filter(|gap| holds(gap)).map(|gap| weight(&gap)).sum(),
            whole: self.requirements.iter().map(|gap| weight(&gap)).sum(),
        }
    }

    /// How many requirements are met, and how many are asked.
    pub fn met_of_asked(&self) -> (usize, usize) {
        count(self.requirements.iter())
    }

    /// How many core requirements are met, and how many are asked.
    pub fn core_met_of_asked(&self) -> (usize, usize) {
        let core = |gap: &&RequirementGap| gap.requirement.importance == Importance::Core;
        count(self.requirements.iter().filter(core))
    }

    /// Σ of the requirements' gaps, in levels.
    pub fn gap_sum(&self) -> u32 {
        self.requirements.iter().map(|gap| u32::from(gap.gap())).sum()
    }

    /// The requirements of one area, as a gap of their own.
    pub(crate) fn of_area(&self, area: AreaIndex) -> RoleGap<'m> {
        let of_area = |gap: &&RequirementGap| gap.requirement.area == area;
        RoleGap {
            requirements: self.requirements.iter().filter(of_area).cloned().collect(),
            ..*self
        }
    }

    /// Every skill that is asked for, members of groups included, each once and in the order of the map.
    pub fn skills(&self) -> Vec<SkillIndex> {
        let mut skills = Vec::new();
        for gap in &self.requirements {
            for skill in &gap.requirement.any_of {
                if !skills.contains(skill) {
                    skills.push(*skill);
                }
            }
        }
        skills
    }
}

fn count<'a, 'm: 'a>(gaps: impl Iterator<Item = &'a RequirementGap<'m>>) -> (usize, usize) {
    gaps.fold((0, 0), |(met, asked), gap| (met + usize::from(gap.met()), asked + 1))
}
