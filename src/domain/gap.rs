//! The gap between a person and a role: every requirement with its target, and the few numbers that summarise it.

use super::assessment::{Assessment, Standing};
use super::catalog::{AreaIndex, SkillIndex};
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::role::{Importance, Requirement, RoleIndex};

/// An exact fraction of a weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fraction {
    /// The weight that counts.
    pub part: u64,
    /// The whole weight.
    pub whole: u64,
}

impl Fraction {
    /// Returns the fraction as a number from 0 to 1; 0 if the whole is 0.
    pub fn fraction(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }

    /// Returns whether all of the weight counts.
    pub(crate) fn is_whole(self) -> bool {
        self.part == self.whole
    }

    /// Returns the whole percentage, rounded down, so that 100 means all.
    pub fn percent(self) -> u64 {
        (self.part * 100).checked_div(self.whole).unwrap_or(0)
    }
}

/// The requirements of one role at one seniority, compared with one person.
#[derive(Clone, Debug)]
pub struct RoleGap<'m> {
    /// The role.
    pub role: RoleIndex,
    /// The seniority whose targets count.
    pub seniority: Seniority,
    /// Every requirement that is asked at this seniority, in the order of the map.
    pub requirements: Vec<RequirementGap<'m>>,
}

/// One requirement, compared with one person.
#[derive(Clone, Debug)]
pub struct RequirementGap<'m> {
    /// The requirement.
    pub requirement: &'m Requirement,
    /// The target level.
    pub target: Level,
    /// The skill; for a group, the member nearest to the target, and the first one in the list if several are equally
    /// near.
    pub best: SkillIndex,
    /// What is known about that skill.
    pub standing: Standing,
    /// The highest possible level of any member.
    pub most: Level,
}

impl RequirementGap<'_> {
    /// Returns the level that counts.
    pub fn level(&self) -> Level {
        self.standing.low()
    }

    /// Returns whether the level is at or above the target. There is no partial credit.
    pub fn met(&self) -> bool {
        self.level() >= self.target
    }

    /// Returns whether it is known if the requirement is met.
    pub fn settled(&self) -> bool {
        self.met() || self.most < self.target
    }

    /// Returns the target minus the level; never below 0.
    pub fn gap(&self) -> u8 {
        self.level().short_of(self.target)
    }

    /// Returns the weight: 3, 2 or 1.
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
    // Nobody rates ten languages. Once one member of a group is rated above none, members about which nothing is known
    // count as none. A member rated as none implies nothing about the others.
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
    /// Returns the weight of the met requirements as a fraction of the weight of all. It is readiness for the targets
    /// of this map, not a chance of being hired.
    pub fn readiness(&self) -> Fraction {
        self.share(RequirementGap::met)
    }

    /// Returns the readiness with everything inferred or unrated at its highest possible level.
    pub fn readiness_high(&self) -> Fraction {
        self.share(|gap| gap.most >= gap.target)
    }

    /// Returns the fraction of the weight for which it is known whether the target is met.
    pub fn coverage(&self) -> Fraction {
        self.share(RequirementGap::settled)
    }

    /// Returns the fraction of the weight of the requirements for which `holds` is true.
    pub fn share(&self, holds: impl Fn(&RequirementGap<'m>) -> bool) -> Fraction {
        let weight = |gap: &&RequirementGap<'m>| gap.weight();
        Fraction {
            part: self.requirements.iter().filter(|gap| holds(gap)).map(|gap| weight(&gap)).sum(),
            whole: self.requirements.iter().map(|gap| weight(&gap)).sum(),
        }
    }

    /// Returns how many requirements are met, and how many there are.
    pub fn met_of_asked(&self) -> (usize, usize) {
        count(self.requirements.iter())
    }

    /// Returns how many core requirements are met, and how many there are.
    pub fn core_met_of_asked(&self) -> (usize, usize) {
        let core = |gap: &&RequirementGap| gap.requirement.importance == Importance::Core;
        count(self.requirements.iter().filter(core))
    }

    /// Returns the sum of the gaps of all requirements, in levels.
    pub fn gap_sum(&self) -> u32 {
        self.requirements.iter().map(|gap| u32::from(gap.gap())).sum()
    }

    /// Returns the requirements of one area as a separate gap.
    pub(crate) fn of_area(&self, area: AreaIndex) -> RoleGap<'m> {
        let of_area = |gap: &&RequirementGap| gap.requirement.area == area;
        RoleGap {
            requirements: self.requirements.iter().filter(of_area).cloned().collect(),
            ..*self
        }
    }

    /// Returns every skill of the requirements once, including members of groups, in the order of the map.
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
