//! Groups of people: what a mentor has, and the decisions that it supports.
//!
//! [`summary`] shows where everybody stands, [`session`] what to teach next and to whom, [`agenda`] how such a session
//! may go, [`pairs`] and [`groups`] who can help whom, and [`compare`] what changed. All of them look at a person
//! through [`Aims::learner`], so their numbers are those of `gap` and `roadmap` for the same person.

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

/// A member of a cohort.
#[derive(Clone, Debug)]
pub struct Member {
    /// The id, which is unique: the file name of the profile without its extension, or the person of a row.
    pub id: String,
    /// The name: the one in the profile, else the id.
    pub name: String,
    /// The key for the alias: the file name of the profile without its extension, even if the profile is not written
    /// yet. So a person has the same alias in a file of answers and in the folder made from it.
    pub key: String,
    /// The profile of the person.
    pub profile: Profile,
}

impl Member {
    /// Returns the person under an alias: with ratings and goal, but without any text that they or others wrote.
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

/// The decisions of the mentor for the whole cohort: the content of a `cohort.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The roles that everybody learns for; empty if each person has their own goal.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets count.
    pub seniority: Option<Seniority>,
    /// The members of groups that are taught.
    pub prefer: Vec<SkillIndex>,
    /// The first day of the course; changes are measured from this day.
    pub start: Option<Date>,
    /// The last day of the course.
    pub end: Option<Date>,
    /// The roster: the names or e-mails of everybody who should answer; empty if there is none.
    pub people: Vec<String>,
    /// The salt for the aliases of this cohort.
    pub salt: Option<String>,
}

/// The goals to compare people with, and whose ratings count.
#[derive(Clone, Debug, Default)]
pub struct Aims {
    /// The roles of the flags, or those of the cohort; empty for each person's own goal.
    pub roles: Vec<RoleIndex>,
    /// The seniority of the flags.
    pub seniority: Option<Seniority>,
    /// The settings of the cohort.
    pub settings: Settings,
    /// The rater whose ratings count if there are any; otherwise the person's own ratings count.
    pub rater: Rater,
    /// The model that estimates what is not known of people who answered sentences; built on first use.
    pub model: OnceLock<Arc<Model>>,
}

impl Aims {
    /// Returns the goal of a person; `None` if they have none.
    ///
    /// The seniority of the flags comes first. Otherwise, the cohort's seniority comes before the person's if everybody
    /// has the same role, and the person's comes before the cohort's if each has their own role. For the members of a
    /// group, the person's preferences come before the cohort's.
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

    /// Measures a person against their goal.
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

/// Returns a profile as it was at the end of a day.
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

/// A person, measured against their goal.
#[derive(Clone, Debug)]
pub struct Learner<'m> {
    /// The id of the person.
    pub id: String,
    /// The name of the person.
    pub name: PersonName,
    /// The number of rated skills.
    pub rated: usize,
    /// Whether the person has a rating or an answer to a sentence.
    pub(crate) has_answered: bool,
    /// The goal; `None` if it is not known.
    pub goal: Option<Goal>,
    /// What is known about every skill.
    pub assessment: Assessment,
    /// The gap to each role, in the order of the goal.
    pub gaps: Vec<RoleGap<'m>>,
    /// The likely levels; `None` if the person answered no sentence. Figures about groups do not use them.
    pub likely: Option<Likely>,
}

impl Learner<'_> {
    /// Returns the readiness; the mean if there are several roles.
    pub fn readiness(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::readiness))
    }

    /// Returns the readiness with everything inferred or unrated at its highest possible level; the mean if there are
    /// several roles.
    pub fn readiness_high(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::readiness_high))
    }

    /// Returns the fraction of the weight for which it is known whether the target is met; the mean if there are
    /// several roles.
    pub fn coverage(&self) -> Fraction {
        mean(self.gaps.iter().map(RoleGap::coverage))
    }

    /// Returns the likely readiness; the mean if there are several roles. `None` if the person answered no sentence, or
    /// the goal is not known.
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

    /// Returns the chance that a requirement is met, from 0 to 1; `None` if it is known, or the person answered no
    /// sentence.
    pub fn chance(&self, gap: &RequirementGap<'_>) -> Option<f64> {
        let likely = self.likely.as_ref().filter(|_| !gap.settled())?;
        Some(likely.chance(gap))
    }

    /// Returns the chance that a person has reached a step, from 0 to 1; `None` if it is known, or the person answered
    /// no sentence.
    pub(crate) fn chance_of(&self, step: Step) -> Option<f64> {
        let likely = self.likely.as_ref().filter(|_| self.may_have(step))?;
        Some(likely.at_least(step.skill, step.level))
    }

    /// Returns how many requirements of all roles are met, and how many there are.
    pub fn met_of_asked(&self) -> (usize, usize) {
        total(self.gaps.iter().map(RoleGap::met_of_asked))
    }

    /// Returns how many core requirements of all roles are met, and how many there are.
    pub fn core_met_of_asked(&self) -> (usize, usize) {
        total(self.gaps.iter().map(RoleGap::core_met_of_asked))
    }

    /// Returns what the person lacks; nothing if the goal is not known.
    pub fn needs(&self, maps: &SkillMaps) -> LearnerNeeds {
        let Some(goal) = &self.goal else {
            return LearnerNeeds::default();
        };
        let needed = Needed::find(maps, &self.assessment, goal);
        let credit = Credit::new(&needed);
        let whole = credit.now.whole.max(1);
        // One common factor for all weights of a person keeps their proportions exact.
        let one = ((WHOLE + whole / 2) / whole).max(1);
        let unmet = credit.unmet.into_iter().filter(|unmet| !unmet.by.is_empty());
        LearnerNeeds {
            unmet: unmet.map(|unmet| Unmet { worth: unmet.weight * one, by: unmet.by }).collect(),
            steps: needed.steps,
        }
    }

    /// Returns those direct prerequisites of a step that the person lacks.
    pub fn missing(&self, maps: &SkillMaps, step: Step) -> Vec<Step> {
        let lacks = |needed: &Step| self.level(needed.skill) < needed.level;
        maps.needs(step).filter(lacks).collect()
    }

    /// Returns whether the person may have reached a step that counts as not reached: the skill is not rated, and
    /// nothing rules the step out.
    pub(crate) fn may_have(&self, step: Step) -> bool {
        let standing = self.assessment.standing(step.skill);
        self.level(step.skill) < step.level && standing.high() >= step.level
    }

    /// Returns the level of a skill that counts.
    pub fn level(&self, skill: SkillIndex) -> Level {
        self.assessment.level(skill)
    }
}

/// The whole readiness of one person, as an integer. With it, requirements of different roles can be compared to the
/// millionth of a millionth, and the proportions within one role are exact.
pub const WHOLE: u64 = 1_000_000_000_000;

/// What a person lacks for their goal.
#[derive(Clone, Debug, Default)]
pub struct LearnerNeeds {
    /// Every step of their plan, in the order of the catalog.
    pub steps: Vec<Step>,
    /// The unmet requirements that the plan meets.
    pub unmet: Vec<Unmet>,
}

/// A requirement that the plan of a person meets.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// The readiness that it brings, in parts of [`WHOLE`].
    pub worth: u64,
    /// The steps of the plan, any of which meets it.
    pub by: Vec<Step>,
}

impl LearnerNeeds {
    /// Returns whether a step is part of the plan.
    pub fn holds(&self, step: Step) -> bool {
        self.steps.binary_search(&step).is_ok()
    }

    /// Returns for each step the readiness, in parts of [`WHOLE`], of the requirements that depend on it: those that it
    /// meets, and those that cannot be met without it.
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
            // If the plan contains several members of a group anyway, only the nearest one is used.
            for step in always.iter().chain(unmet.by.iter().filter(|by| !always.contains(by))) {
                if let Ok(at) = self.steps.binary_search(step) {
                    worth[at] += unmet.worth;
                }
            }
        }
        worth
    }
}

/// Returns the exact mean of fractions.
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
