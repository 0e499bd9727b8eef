//! Many people: what a mentor has, and what they decide with it.
//!
//! [`summary`] says where everybody stands, [`session`] what to teach next and to whom, [`agenda`] how that may go,
//! [`pairs`] and [`groups`] who can help whom, and [`compare`] what moved. Each looks at one person through [`Aims::learner`], so that its numbers are those of `gap` and
//! `roadmap` for the same person.

pub(crate) mod agenda;
pub(crate) mod alias;
pub(crate) mod compare;
pub(crate) mod groups;
pub mod pairs;
pub mod person_name;
pub mod session;
pub mod summary;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use self::person_name::PersonName;
use super::assessment::Assessment;
use super::catalog::SkillIndex;
use super::gap::{Fraction, RequirementGap, RoleGap, find_gap};
use super::interview::model::Model;
use super::level::{Level, Seniority};
use super::likely::{Likely, LikelyReadiness};
use super::maps::{SkillMaps, Step};
use super::profile::{Claim, Entry, Profile, Ratings, TICKED};
use super::rater::Rater;
use super::roadmap::{Credit, Goal, Needed, Wishes, closure};
use super::role::RoleIndex;

/// People who learn together, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// The people.
    pub members: Vec<Member>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Member {
    /// What tells this person from the others: the profile's file name without its ending, or the row's person.
    pub id: String,
    /// What the person is called: the profile's name, else the id.
    pub name: String,
    /// What an alias is made of: the name of the profile's file without its ending, also where the profile is not written
    /// yet, so that a person has one alias in a file of answers and in the folder that was made of it.
    pub key: String,
    /// What is known about the person.
    pub profile: Profile,
}

impl Member {
    /// The same person under an alias: with what they rated and learn for, and nothing that they or others wrote.
    #[must_use]
    pub(crate) fn hidden_as(&self, alias: String) -> Member {
        let entry = |entry: &Entry| Entry { evidence: None, note: None, ..entry.clone() };
        let is_ours = |claim: &&Claim| claim.source.as_deref() == Some(TICKED);
        Member {
            name: alias.clone(),
            key: alias.clone(),
            id: alias,
            profile: Profile {
                goal: self.profile.goal.clone(),
                entries: self.profile.entries.iter().map(entry).collect(),
                said: self.profile.said.clone(),
                claims: self.profile.claims.iter().filter(is_ours).cloned().collect(),
                ..Profile::default()
            },
        }
    }
}

/// The word for each one's own goal, where a role could stand.
pub(crate) const OWN: &str = "own";

/// What the mentor decided for the whole cohort: a `cohort.toml`, read against the maps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The roles that everybody learns for; empty when each has a goal of their own.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Option<Seniority>,
    /// Members of groups that are taught.
    pub prefer: Vec<SkillIndex>,
    /// The first day of the course: what moved is asked since then.
    pub start: Option<Date>,
    /// The last day of the course.
    pub end: Option<Date>,
    /// The roster: the names, or e-mails, of everybody who is to answer; empty when there is none.
    pub people: Vec<String>,
    /// What makes the aliases of this cohort its own.
    pub salt: Option<String>,
}

/// What everybody is measured against, and by whose ratings.
#[derive(Clone, Debug, Default)]
pub struct Aims {
    /// The roles that were asked for, or those of the cohort; empty for each one's own goal.
    pub roles: Vec<RoleIndex>,
    /// The column of targets that was asked for.
    pub seniority: Option<Seniority>,
    /// What the mentor decided.
    pub settings: Settings,
    /// Whose ratings count where they have one; a person's own otherwise.
    pub rater: Rater,
    /// What says how likely the rest is of those who answered sentences; made when it is first asked for.
    pub model: OnceLock<Arc<Model>>,
}

impl Aims {
    /// What a person learns for; `None` when that is nothing.
    ///
    /// The seniority is the one asked for. Else, with a role for everybody, it is the cohort's before the person's, and
    /// with each one's own role the person's before the cohort's. Of the members of a group the person's own wish comes
    /// before the cohort's.
    pub fn goal(&self, profile: &Profile) -> Option<Goal> {
        let own = &profile.goal;
        let (of_cohort, theirs) = (self.settings.seniority, own.seniority);
        let (roles, usual) = if self.roles.is_empty() {
            (own.roles.clone(), theirs.or(of_cohort))
        } else {
            (self.roles.clone(), of_cohort.or(theirs))
        };
        if roles.is_empty() {
            return None;
        }
        let seniority = self.seniority.or(usual);
        let mut goal = Goal::of(profile, Wishes { roles, seniority, ..Wishes::default() });
        goal.prefer.extend(&self.settings.prefer);
        Some(goal)
    }

    /// A person, measured.
    pub fn learner<'m>(&self, maps: &'m SkillMaps, member: &Member) -> Learner<'m> {
        let profile = &member.profile;
        let current = profile.current(maps, &self.rater);
        let ratings = Ratings::of(&current);
        let assessment = Assessment::new(maps, &ratings);
        let goal = self.goal(profile);
        let gaps = goal.as_ref().map_or(Vec::new(), |goal| {
            let gap = |role: &RoleIndex| find_gap(maps, &assessment, *role, goal.seniority);
            goal.roles.iter().map(gap).collect()
        });
        let likely = profile.is_interviewed(&self.rater).then(|| {
            let model = Arc::clone(self.model.get_or_init(|| Arc::new(Model::of(maps))));
            Likely::of(maps, model, &assessment, profile.evidence(&current))
        });
        Learner {
            id: member.id.clone(),
            name: PersonName::new(&member.name),
            likely,
            rated: ratings.len(),
            has_answered: !ratings.is_empty(),
            goal,
            assessment,
            gaps,
        }
    }
}

/// A profile as it stood at the end of a day.
pub(crate) fn until(profile: &Profile, day: Date) -> Profile {
    let by_then = |on: Option<Date>| on.is_none_or(|on| on <= day);
    Profile {
        name: profile.name.clone(),
        goal: profile.goal.clone(),
        entries: profile.entries.iter().filter(|entry| by_then(entry.on)).cloned().collect(),
        said: profile.said.iter().filter(|said| by_then(said.on)).cloned().collect(),
        ..Profile::default()
    }
}

/// One person, measured against what they learn for.
#[derive(Clone, Debug)]
pub struct Learner<'m> {
    /// What tells this person from the others.
    pub id: String,
    /// What the person is called.
    pub name: PersonName,
    /// How many skills are rated.
    pub rated: usize,
    /// Whether anything is said of any skill: by a rating, or by the answer to a sentence.
    pub(crate) has_answered: bool,
    /// What they learn for; `None` when that is not known.
    pub goal: Option<Goal>,
    /// What is known of every skill.
    pub assessment: Assessment,
    /// Each role's gap, in the order of the goal.
    pub gaps: Vec<RoleGap<'m>>,
    /// What is likely beside it; `None` of somebody who answered no sentence. No figure of a group counts it.
    pub likely: Option<Likely>,
}

impl Learner<'_> {
    /// The readiness; of several roles the mean.
    pub fn readiness(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::readiness))
    }

    /// The readiness with everything inferred or unrated at its most; of several roles the mean.
    pub fn readiness_high(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::readiness_high))
    }

    /// The share of the weight for which it is settled whether it is met; of several roles the mean.
    pub fn coverage(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::coverage))
    }

    /// The readiness with what is likely; of several roles the mean. `None` of somebody who answered no sentence, and where
    /// it is not known what they learn for.
    pub fn likely_readiness(&self) -> Option<LikelyReadiness> {
        let likely = self.likely.as_ref().filter(|_| !self.gaps.is_empty())?;
        let all: Vec<LikelyReadiness> = self.gaps.iter().map(|gap| likely.readiness(gap)).collect();
        let of = |part: fn(&LikelyReadiness) -> Fraction| mean(all.iter().map(part));
        Some(LikelyReadiness {
            likely: of(|one| one.likely),
            low: of(|one| one.low),
            high: of(|one| one.high),
        })
    }

    /// The chance that a requirement is met, 0 to 1; `None` where that is known, and of somebody who answered no sentence.
    pub fn chance(&self, gap: &RequirementGap<'_>) -> Option<f64> {
        let likely = self.likely.as_ref().filter(|_| !gap.settled())?;
        Some(likely.chance(gap))
    }

    /// The chance that a person has a step that is not known of them, 0 to 1; `None` where it is known, and of somebody who
    /// answered no sentence.
    pub(crate) fn chance_of(&self, step: Step) -> Option<f64> {
        let likely = self.likely.as_ref().filter(|_| self.may_have(step))?;
        Some(likely.at_least(step.skill, step.level))
    }

    /// Requirements met and asked, of all roles together.
    pub fn met_of_asked(&self) -> (usize, usize) {
        total(self.gaps.iter().map(RoleGap::met_of_asked))
    }

    /// Core requirements met and asked, of all roles together.
    pub fn core_met_of_asked(&self) -> (usize, usize) {
        total(self.gaps.iter().map(RoleGap::core_met_of_asked))
    }

    /// What the person lacks; nothing when it is not known what they learn for.
    pub fn needs(&self, maps: &SkillMaps) -> Needs {
        let Some(goal) = &self.goal else {
            return Needs::default();
        };
        let needed = Needed::find(maps, &self.assessment, goal);
        let credit = Credit::new(&needed);
        let whole = credit.now.whole.max(1);
        // One number for all weights of a person, so that theirs keep their proportions exactly.
        let one = ((WHOLE + whole / 2) / whole).max(1);
        let unmet = credit.unmet.into_iter().filter(|unmet| !unmet.by.is_empty());
        Needs {
            unmet: unmet.map(|unmet| Unmet { worth: unmet.weight * one, by: unmet.by }).collect(),
            steps: needed.steps,
        }
    }

    /// What of a step's needs the person does not have.
    pub fn missing(&self, maps: &SkillMaps, step: Step) -> Vec<Step> {
        let lacks = |needed: &Step| self.level(needed.skill) < needed.level;
        maps.needs(step).filter(lacks).collect()
    }

    /// Whether a step is taken as one that the person does not have, though they may: the skill is not rated, and nothing
    /// that was said rules the step out.
    pub(crate) fn may_have(&self, step: Step) -> bool {
        let standing = self.assessment.standing(step.skill);
        self.level(step.skill) < step.level && standing.high() >= step.level
    }

    /// The level of a skill that counts.
    pub fn level(&self, skill: SkillIndex) -> Level {
        self.assessment.level(skill)
    }
}

/// All of one person's readiness, in whole numbers: so what requirements of different roles are worth can be compared,
/// to the millionth of a millionth; what those of one role are worth keeps its proportions exactly.
pub const WHOLE: u64 = 1_000_000_000_000;

/// What one person lacks for what they learn for.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// Every step of their plan, in the order of the catalog.
    pub steps: Vec<Step>,
    /// The unmet requirements that the plan meets.
    pub unmet: Vec<Unmet>,
}

/// A requirement that one person's plan meets.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// How much readiness it brings, in parts of [`WHOLE`].
    pub worth: u64,
    /// The steps of the plan of which the first one done meets it.
    pub by: Vec<Step>,
}

impl Needs {
    /// Whether a step is part of the plan.
    pub fn holds(&self, step: Step) -> bool {
        self.steps.binary_search(&step).is_ok()
    }

    /// The readiness, in parts of [`WHOLE`], of the requirements that this step is on the way to: those it meets, and those
    /// that cannot be met without it.
    pub fn standing_on(&self, maps: &SkillMaps, assessment: &Assessment) -> Vec<u64> {
        let mut worth = vec![0; self.steps.len()];
        for unmet in &self.unmet {
            let mut ways = unmet.by.iter().map(|by| closure(maps, assessment, vec![*by]));
            let Some(mut always) = ways.next() else {
                continue;
            };
            for way in ways {
                always.retain(|step| way.contains(step));
            }
            // Where several members of a group are on the plan anyway, the nearest counts as the way.
            for step in always.iter().chain(unmet.by.iter().filter(|by| !always.contains(by))) {
                if let Ok(at) = self.steps.binary_search(step) {
                    worth[at] += unmet.worth;
                }
            }
        }
        worth
    }
}

/// The mean of shares, exact.
pub(crate) fn mean(shares: impl Iterator<Item = Fraction>) -> Fraction {
    let shares: Vec<Fraction> = shares.filter(|share| share.whole > 0).collect();
    let common = shares.iter().fold(1, |a, share| lcm(a, share.whole));
    Fraction {
        part: shares.iter().map(|share| share.part * (common / share.whole)).sum(),
        whole: common * shares.len() as u64,
    }
}

fn total(counts: impl Iterator<Item = (usize, usize)>) -> (usize, usize) {
    counts.fold((0, 0), |(met, asked), (m, a)| (met + m, asked + a))
}

fn lcm(a: u64, b: u64) -> u64 {
    let (mut x, mut y) = (a, b);
    while y > 0 {
        (x, y) = (y, x % y);
    }
    a / x.max(1) * b
}
