//! The requirements that the answers so far decide, and those that a further answer is expected to decide.

use std::collections::BTreeSet;

use crate::domain::catalog::SkillIndex;
use crate::domain::closure::StepClosure;
use crate::domain::gap::Fraction;
use crate::domain::inference::Conclusions;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::Ratings;
use crate::domain::role::RoleIndex;

/// One requirement of one role, with the weight of deciding it.
#[derive(Clone, Debug)]
pub struct Stake {
    /// The skill, or the members of the group.
    pub members: Vec<SkillIndex>,
    /// The name of the group; `None` for a single skill.
    pub group: Option<String>,
    /// The level that the role asks for.
    pub target: Level,
    /// The worth of deciding the requirement.
    pub weight: u64,
}

/// All requirements that the interview is about.
#[derive(Clone, Debug)]
pub struct Stakes(pub Vec<Stake>);

impl Stakes {
    /// Returns the requirements of some roles at a seniority, each with its own weight.
    pub fn of(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority) -> Stakes {
        Stakes::weighed(maps, roles, seniority, |_, weight| weight)
    }

    /// Returns the requirements of some roles at a seniority, weighted by how well each tells the roles apart: its weight times
    /// the number of roles that do not ask for any of its skills.
    pub(crate) fn telling_apart(
        maps: &SkillMaps,
        roles: &[RoleIndex],
        seniority: Seniority,
    ) -> Stakes {
        let asks = |role: &RoleIndex, members: &[SkillIndex]| {
            maps[*role]
                .asked(seniority)
                .any(|(other, _)| other.any_of.iter().any(|skill| members.contains(skill)))
        };
        Stakes::weighed(maps, roles, seniority, |members, weight| {
            let without = roles.iter().filter(|role| !asks(role, members)).count();
            weight * without as u64
        })
    }

    fn weighed(
        maps: &SkillMaps,
        roles: &[RoleIndex],
        seniority: Seniority,
        weight: impl Fn(&[SkillIndex], u64) -> u64,
    ) -> Stakes {
        let asked = roles.iter().flat_map(|role| maps[*role].asked(seniority));
        let stake = |(requirement, target): (&crate::domain::role::Requirement, Level)| Stake {
            members: requirement.any_of.clone(),
            group: requirement.group.as_ref().map(ToString::to_string),
            target,
            weight: weight(&requirement.any_of, u64::from(requirement.importance.weight())),
        };
        Stakes(asked.map(stake).collect())
    }

    /// Returns every skill that is asked for, once.
    pub fn skills(&self) -> BTreeSet<SkillIndex> {
        self.0.iter().flat_map(|stake| stake.members.iter().copied()).collect()
    }
}

/// The conclusions from the answers so far about every step.
#[derive(Clone, Debug)]
pub(crate) struct Outlook<'k> {
    closure: &'k StepClosure,
    ratings: &'k Ratings,
    /// The skills that the person has used, but whose level is not known yet.
    claimed: &'k BTreeSet<SkillIndex>,
    known: Conclusions,
}

impl<'k> Outlook<'k> {
    /// Returns the outlook after these answers.
    pub(crate) fn of(
        maps: &'k SkillMaps,
        ratings: &'k Ratings,
        claimed: &'k BTreeSet<SkillIndex>,
    ) -> Outlook<'k> {
        let closure = maps.closure();
        let mut known = Conclusions::none(maps);
        for (skill, (low, high)) in ratings.ranges() {
            known.take_in(closure, skill, low, high);
        }
        Outlook { closure, ratings, claimed, known }
    }

    /// Returns the lowest and highest possible level of a skill.
    pub(crate) fn range(&self, skill: SkillIndex) -> (Level, Level) {
        if let Some(level) = self.ratings.get(skill) {
            return (level, level);
        }
        let (low, high) = (self.known.least(skill), self.known.most(skill));
        let claimed = Level::ABOVE_NONE[0];
        let low =
            if self.claimed.contains(&skill) && high >= claimed { low.max(claimed) } else { low };
        (low, high.max(low))
    }

    /// Returns whether a stake is decided: one member meets it, or no member can meet it.
    ///
    /// This differs from [`RequirementGap::settled`](crate::domain::gap::RequirementGap::settled) only for members that were
    /// claimed: they are still to be asked about, although another member is rated.
    pub(crate) fn decides(&self, stake: &Stake) -> bool {
        if self.reaches_any(stake) {
            return true;
        }
        let above_none = |skill: &SkillIndex| {
            self.ratings.range(*skill).is_some_and(|(low, _)| low > Level::NONE)
        };
        let one_rated = stake.members.len() > 1 && stake.members.iter().any(above_none);
        !stake.members.iter().any(|skill| {
            let dropped = one_rated && !self.claimed.contains(skill) && !self.is_inferred(*skill);
            !dropped && self.may_reach(*skill, stake.target)
        })
    }

    /// Returns whether a member is known to reach the target.
    pub(crate) fn reaches_any(&self, stake: &Stake) -> bool {
        stake.members.iter().any(|skill| self.reaches(*skill, stake.target))
    }

    fn reaches(&self, skill: SkillIndex, target: Level) -> bool {
        match self.ratings.get(skill) {
            Some(level) => level >= target,
            None => self.known.has(Step { skill, level: target }),
        }
    }

    fn may_reach(&self, skill: SkillIndex, target: Level) -> bool {
        self.ratings.get(skill).is_none() && !self.known.rules_out(Step { skill, level: target })
    }

    fn is_inferred(&self, skill: SkillIndex) -> bool {
        self.known.least(skill) > Level::NONE || self.known.most(skill) < Level::EXPERT
    }

    /// Returns the share of the weight that is decided.
    pub(crate) fn decided(&self, stakes: &Stakes) -> Fraction {
        let weight =
            |stakes: &mut dyn Iterator<Item = &Stake>| stakes.map(|stake| stake.weight).sum();
        Fraction {
            part: weight(&mut stakes.0.iter().filter(|stake| self.decides(stake))),
            whole: weight(&mut stakes.0.iter()),
        }
    }

    /// Returns the worth that a rating of this skill is expected to decide beyond what is decided now. It is the worth of the
    /// stakes that a level decides, averaged over the levels that are still possible for the skill.
    pub(crate) fn promise(&self, open: &[(&Stake, f64)], skill: SkillIndex, prior: &Prior) -> f64 {
        let (low, high) = self.range(skill);
        let mut sum = 0.0;
        let mut whole = 0.0;
        let mut ratings = self.ratings.clone();
        for level in Level::ALL.into_iter().filter(|level| (low..=high).contains(level)) {
            ratings.set(skill, level);
            let mut then = Outlook { ratings: &ratings, known: self.known.clone(), ..*self };
            then.known.take_in(self.closure, skill, level, level);
            let likely = prior.weight(level);
            let decided =
                open.iter().filter(|(stake, _)| then.decides(stake)).map(|(_, worth)| worth);
            sum += likely * decided.sum::<f64>();
            whole += likely;
        }
        sum / whole
    }

    /// Returns the stakes that are not decided, each with the worth of deciding it.
    ///
    /// The worth is the weight of the stake times a factor that grows with the chance that the stake is met. An undecided stake
    /// counts as not met. A target that people hardly ever reach may therefore stay undecided, but not one that most people
    /// reach.
    pub(crate) fn open<'s>(&self, stakes: &'s Stakes, prior: &Prior) -> Vec<(&'s Stake, f64)> {
        let open = stakes.0.iter().filter(|stake| !self.decides(stake));
        open.map(|stake| {
            let members = stake.members.iter();
            let likely = members
                .filter(|skill| self.may_reach(**skill, stake.target))
                .map(|skill| prior.at_least(stake.target, self.range(*skill)))
                .fold(0.0, f64::max);
            (stake, stake.weight as f64 * (EVEN_UNMET + likely))
        })
        .collect()
    }
}

/// The worth of knowing that a stake is not met, relative to the weight of the stake. The chance that it is met is added.
const EVEN_UNMET: f64 = 0.5;

/// The count of each level before the first answer.
const BEFOREHAND: f64 = 3.0;

/// The probability of each level of a skill before the interview asks about it, up to a factor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prior([f64; 5]);

impl Prior {
    /// Returns the prior after some ratings. At first all levels are equally likely. Each rating moves the prior towards the
    /// levels that this person gives.
    ///
    /// Compared with levels that stay equally likely (`cargo bench --bench interview`), beginners get about a seventh fewer
    /// questions, and the others get as many.
    pub(crate) fn of(ratings: &Ratings) -> Prior {
        let mut times = [BEFOREHAND; 5];
        for (_, level) in ratings.iter() {
            times[level.index()] += 1.0;
        }
        Prior(times)
    }

    fn weight(&self, level: Level) -> f64 {
        self.0[level.index()]
    }

    /// Returns the chance that the level of a skill is at least a target, if it is known to be in a range.
    fn at_least(&self, target: Level, (low, high): (Level, Level)) -> f64 {
        let among = |from: Level| -> f64 {
            self.0.get(from.index()..=high.index()).map_or(0.0, |levels| levels.iter().sum())
        };
        among(target.max(low)) / among(low)
    }
}
