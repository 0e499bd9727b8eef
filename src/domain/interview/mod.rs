//! The questioner: what somebody has said so far in, the next question out.
//!
//! It asks as little as it can. Prerequisites bound what was not asked ([`outlook`]); the next question is the one whose
//! answer can be expected to decide the most requirement weight, and it ends when nine tenths of the weight are decided.
//! It knows no terminal: a screen, lines of text and a program are fronts of the same questioner, and so is a test.

pub mod model;
pub mod outlook;
mod question;
mod sequence;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::assessment::Assessment;
use super::catalog::SkillIndex;
use super::gap::Fraction;
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::profile::Ratings;
use super::role::RoleIndex;

use outlook::{Outlook, Stakes};

pub use question::{Answer, Question, Record, Remark, Why};

/// So many equal answers in a row are mentioned, once.
const STRAIGHT_LINE: usize = 8;

/// From this level on one is asked for something that shows it.
const SHOWN_FROM: u8 = 3;

/// What is known before the first question.
#[derive(Clone, Debug)]
pub struct Start {
    /// The roles, when they are known; empty when somebody is to be asked.
    pub roles: Vec<RoleIndex>,
    /// The column of targets, when it is known.
    pub seniority: Option<Seniority>,
    /// Whether to ask how many hours a week there are.
    pub ask_hours: bool,
    /// The ratings that count.
    pub ratings: Ratings,
    /// Skills that were seen somewhere and not rated, with where: they are asked about first.
    pub claims: Vec<(SkillIndex, Option<String>)>,
    /// Skills that were ticked in an earlier session and not rated yet.
    pub ticked: BTreeSet<SkillIndex>,
    /// Skills whose rating is old, with its day: they are asked about again.
    pub stale: Vec<(SkillIndex, Date)>,
    /// Whether to ask about everything.
    pub full: bool,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Answers given in this session.
    pub answered: usize,
    /// Questions that are left if the answers are middling.
    pub expected: usize,
    /// Questions that are left at most; those after a screening question counted as if everything were ticked.
    pub at_most: usize,
    /// The share of the requirement weight that is decided.
    pub decided: Fraction,
}

/// An interview with one person.
#[derive(Clone, Debug)]
pub struct Interview<'m> {
    maps: &'m SkillMaps,
    full: bool,
    roles: Vec<RoleIndex>,
    /// Whether the person does not know the role yet: then what tells the roles apart comes first.
    unsure: bool,
    seniority: Option<Seniority>,
    hours: Hours,
    stakes: Stakes,
    ratings: Ratings,
    claims: Vec<(SkillIndex, Option<String>)>,
    stale: Vec<(SkillIndex, Date)>,
    ticked: BTreeSet<SkillIndex>,
    /// Skills, and members of groups, that are not to be asked about in this session.
    left_alone: BTreeSet<SkillIndex>,
    screened: BTreeSet<Vec<SkillIndex>>,
    again: Vec<SkillIndex>,
    put: BTreeSet<(SkillIndex, SkillIndex)>,
    asks_evidence: bool,
    /// The level of each skill of which somebody was asked what shows it, or showed it unasked.
    shown: BTreeMap<SkillIndex, Level>,
    streak: (Level, usize),
    remark: Option<Remark>,
    remarked: bool,
    answered: usize,
    /// Ratings given since the person said that they do not know the role.
    told: usize,
    current: Option<Question>,
    history: Vec<Question>,
}

/// Whether the hours a week are still to be asked for, and what was said.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hours {
    Ask,
    Known(Option<f64>),
    Leave,
}

impl<'m> Interview<'m> {
    /// Begins with what is known.
    pub fn new(maps: &'m SkillMaps, start: Start) -> Interview<'m> {
        let rated = |skill: &SkillIndex| start.ratings.get(*skill).is_some();
        let mut interview = Interview {
            maps,
            full: start.full,
            roles: start.roles,
            unsure: false,
            seniority: start.seniority,
            hours: if start.ask_hours { Hours::Ask } else { Hours::Leave },
            stakes: Stakes(Vec::new()),
            claims: start.claims.into_iter().filter(|(skill, _)| !rated(skill)).collect(),
            ticked: start.ticked.iter().copied().filter(|skill| !rated(skill)).collect(),
            ratings: start.ratings,
            stale: start.stale,
            left_alone: BTreeSet::new(),
            screened: BTreeSet::new(),
            again: Vec::new(),
            put: BTreeSet::new(),
            asks_evidence: true,
            shown: BTreeMap::new(),
            streak: (Level::NONE, 0),
            remark: None,
            remarked: false,
            answered: 0,
            told: 0,
            current: None,
            history: Vec::new(),
        };
        interview.set_stakes();
        interview.current = interview.next();
        interview
    }

    /// The question to ask now; `None` at the end.
    pub fn question(&self) -> Option<&Question> {
        self.current.as_ref()
    }

    /// Something to say before the question, once.
    pub fn take_remark(&mut self) -> Option<Remark> {
        self.remark.take()
    }

    /// The roles that it is about; empty until they are chosen.
    pub fn roles(&self) -> &[RoleIndex] {
        &self.roles
    }

    /// The column of targets that it is about.
    pub fn seniority(&self) -> Seniority {
        self.seniority.unwrap_or_default()
    }

    /// What was said so far, and before.
    pub fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    /// The least and the most that a skill can be, after the answers so far.
    pub fn range(&self, skill: SkillIndex) -> (Level, Level) {
        self.outlook().range(skill)
    }

    /// Every skill that it is about, in the order of the catalog.
    pub fn asked_skills(&self) -> Vec<SkillIndex> {
        self.stakes.skills().into_iter().collect()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let (expected, at_most) = self.left();
        Progress {
            answered: self.answered,
            expected,
            at_most,
            decided: self.outlook().decided(&self.stakes),
        }
    }

    /// Takes the answer to the question, and gives what is to be kept on disk before the next is asked.
    ///
    /// An answer that does not fit the question changes nothing.
    pub fn answer(&mut self, answer: Answer) -> Vec<Record> {
        let Some(question) = self.current.clone() else {
            return Vec::new();
        };
        let answer = match (&question, answer) {
            (Question::Rate { skill, .. }, Answer::Other { skill: other, level })
                if *skill == other =>
            {
                Answer::Level { level, evidence: None }
            }
            (_, answer) => answer,
        };
        let records = match (&question, answer) {
            (_, Answer::Back) => {
                if let Some(before) = self.history.pop() {
                    self.current = Some(before);
                }
                return Vec::new();
            }
            (_, Answer::Ask(skill)) => {
                if !matches!(question, Question::Reconcile { .. } | Question::Evidence { .. }) {
                    self.history.push(question);
                }
                self.current = Some(Question::Rate { skill, why: Why::Wanted });
                return Vec::new();
            }
            (Question::Roles { .. }, Answer::Roles(roles)) if !roles.is_empty() => {
                self.roles = roles;
                self.unsure = false;
                self.set_stakes();
                self.goal()
            }
            (Question::Roles { told: false }, Answer::Unsure) => {
                self.roles = self.maps.role_indices().collect();
                self.unsure = true;
                self.told = 0;
                self.set_stakes();
                Vec::new()
            }
            (Question::Seniority, Answer::Seniority(seniority)) => {
                self.seniority = Some(seniority);
                self.set_stakes();
                self.goal()
            }
            (Question::Hours, Answer::Hours(hours)) => {
                self.hours = Hours::Known(hours);
                self.goal()
            }
            (Question::Screen { members, .. }, Answer::Ticked(ticked)) => {
                self.screened.insert(members.clone());
                self.tick(members, &ticked)
            }
            (Question::Rate { skill, why }, Answer::Level { level, evidence }) => {
                self.rate(*skill, why, level, evidence)
            }
            (_, Answer::Other { skill, level }) => {
                return self.rate(skill, &Why::Wanted, level, None);
            }
            (Question::Evidence { .. }, Answer::Evidence(text)) if text.trim().is_empty() => {
                Vec::new()
            }
            (Question::Evidence { skill, level }, Answer::Evidence(text)) => {
                let rating = Record::Rating { skill: *skill, level: *level, evidence: Some(text) };
                vec![rating]
            }
            (Question::Evidence { .. }, Answer::NoMoreEvidence) => {
                self.asks_evidence = false;
                Vec::new()
            }
            (question, Answer::Skip) => {
                self.skip(question);
                Vec::new()
            }
            _ => return Vec::new(),
        };
        let is_aside = matches!(question, Question::Evidence { .. } | Question::Reconcile { .. });
        if !is_aside {
            self.history.push(question.clone());
        }
        self.current = self.aside(&question).or_else(|| self.next());
        records
    }

    fn outlook(&self) -> Outlook<'_> {
        Outlook::of(self.maps, &self.ratings, &self.ticked)
    }

    fn set_stakes(&mut self) {
        let (roles, seniority) = (&self.roles, self.seniority.unwrap_or_default());
        self.stakes = if self.unsure {
            Stakes::telling_apart(self.maps, roles, seniority)
        } else {
            Stakes::of(self.maps, roles, seniority)
        };
    }

    /// The goal, once it was asked for whole.
    fn goal(&self) -> Vec<Record> {
        match (self.unsure, self.seniority, self.hours) {
            (false, Some(seniority), Hours::Known(hours_per_week)) => {
                vec![Record::Goal { roles: self.roles.clone(), seniority, hours_per_week }]
            }
            _ => Vec::new(),
        }
    }

    /// Those that are not ticked are none; of the others it is still to be asked how much.
    fn tick(&mut self, members: &[SkillIndex], ticked: &[SkillIndex]) -> Vec<Record> {
        self.answered += 1;
        let mut records = Vec::new();
        for skill in members {
            let rated = self.ratings.get(*skill);
            if ticked.contains(skill) {
                if rated == Some(Level::NONE) {
                    self.again.push(*skill);
                } else if rated.is_none() && self.ticked.insert(*skill) {
                    records.push(Record::Claim(*skill));
                }
            } else if rated.is_none() {
                self.ticked.remove(skill);
                self.ratings.set(*skill, Level::NONE);
                records.push(Record::Rating { skill: *skill, level: Level::NONE, evidence: None });
            }
        }
        records
    }

    fn rate(
        &mut self,
        skill: SkillIndex,
        why: &Why,
        level: Level,
        evidence: Option<String>,
    ) -> Vec<Record> {
        let evidence = evidence.filter(|text| !text.trim().is_empty());
        self.answered += 1;
        self.told += 1;
        self.again.retain(|other| *other != skill);
        self.claims.retain(|(other, _)| *other != skill);
        self.stale.retain(|(other, _)| *other != skill);
        self.ticked.remove(&skill);
        self.left_alone.remove(&skill);
        self.follow_streak(level);
        if evidence.is_some() {
            self.shown.insert(skill, level);
        }
        let as_before = self.ratings.get(skill) == Some(level);
        self.ratings.set(skill, level);
        if as_before && evidence.is_none() && !matches!(why, Why::Stale(_)) {
            return Vec::new();
        }
        vec![Record::Rating { skill, level, evidence }]
    }

    fn follow_streak(&mut self, level: Level) {
        let (last, times) = self.streak;
        self.streak = if last == level { (level, times + 1) } else { (level, 1) };
        // Somebody at the beginning has many skills at none, and is right.
        if self.streak.1 == STRAIGHT_LINE && level > Level::NONE && !self.remarked {
            self.remarked = true;
            self.remark = Some(Remark::SameAnswer { level, times: STRAIGHT_LINE });
        }
    }

    fn skip(&mut self, question: &Question) {
        match question {
            Question::Screen { members, .. } => {
                self.screened.insert(members.clone());
            }
            Question::Rate { skill, .. } => {
                self.left_alone.insert(*skill);
                self.again.retain(|other| other != skill);
                self.claims.retain(|(other, _)| other != skill);
                self.stale.retain(|(other, _)| other != skill);
            }
            Question::Hours => self.hours = Hours::Known(None),
            Question::Seniority => self.seniority = Some(Seniority::default()),
            Question::Roles { .. } | Question::Evidence { .. } | Question::Reconcile { .. } => {}
        }
    }

    /// A question that belongs to the answer just given: what shows it, and what contradicts it.
    fn aside(&mut self, question: &Question) -> Option<Question> {
        let skill = match question {
            Question::Rate { skill, .. } | Question::Evidence { skill, .. } => *skill,
            _ => return None,
        };
        let level = self.ratings.get(skill)?;
        if let Question::Rate { why, .. } = question
            && level.number() >= SHOWN_FROM
            && self.asks_evidence
            && !matches!(why, Why::Stale(_))
            && self.shown.get(&skill) != Some(&level)
        {
            self.shown.insert(skill, level);
            return Some(Question::Evidence { skill, level });
        }
        let assessment = Assessment::new(self.maps, &self.ratings);
        let new = |c: &&super::assessment::Contradiction| {
            (c.rated.0 == skill || c.under.0 == skill)
                && !self.put.contains(&(c.rated.0, c.under.0))
        };
        let rated = assessment.contradictions.iter().find(new)?.rated;
        let under: Vec<_> = assessment
            .contradictions
            .iter()
            .filter(|c| c.rated == rated)
            .filter(new)
            .map(|c| (c.under.0, c.under.1, c.needed))
            .collect();
        self.put.extend(under.iter().map(|(skill, _, _)| (rated.0, *skill)));
        Some(Question::Reconcile { rated, under })
    }
}
