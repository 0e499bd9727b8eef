//! The questioner: what somebody has said so far in, the next question out.
//!
//! It asks as little as it can, in one of two ways. By *sentences*: a checklist of can-do sentences, each yes or not yet,
//! which a small [`model`] of what is likely chooses until no sentence is worth its reading. By *levels*: the five sentences
//! of one skill at a time, the one first whose answer can be expected to decide the most requirement weight, until nine
//! tenths of the weight are decided. In both, prerequisites that are certain bound what was not asked ([`outlook`]).
//! It knows no terminal: a screen, lines of text and a program are fronts of the same questioner, and so is a test.

pub mod model;
pub mod outlook;
mod question;
mod sentences;
mod sequence;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::assessment::Assessment;
use super::catalog::SkillIndex;
use super::fit::{CONTRASTS, Lean};
use super::gap::Fraction;
use super::level::{Level, Seniority};
use super::likely::Likely;
use super::maps::{SkillMaps, Step};
use super::profile::Ratings;
use super::role::RoleIndex;

use model::{Beliefs, Clock, Mode};
use outlook::{Outlook, Stakes};
use sentences::Sentences;

pub use question::{About, Answer, Question, Record, Remark, Told, Why};
pub use sentences::Time;

/// So many equal answers in a row are mentioned, once.
const STRAIGHT_LINE: usize = 8;

/// From this level on one is asked for something that shows it.
const SHOWN_FROM: u8 = 3;

/// How somebody is asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asking {
    /// By checklists of sentences.
    Sentences {
        /// How thoroughly.
        mode: Mode,
        /// How fast somebody reads.
        clock: Clock,
    },
    /// By the five levels of one skill a question.
    Levels {
        /// Whether also about skills whose answer follows from others.
        every: bool,
    },
}

/// What is known before the first question.
#[derive(Clone, Debug)]
pub struct Start {
    /// The roles, when they are known; empty when somebody is to be asked.
    pub roles: Vec<RoleIndex>,
    /// The column of targets, when it is known.
    pub seniority: Option<Seniority>,
    /// Whether to ask how many hours a week there are.
    pub ask_hours: bool,
    /// What counts of ratings and of answers to sentences.
    pub ratings: Ratings,
    /// The answers to sentences that count.
    pub said: Vec<(Step, bool)>,
    /// Skills that were seen somewhere and not rated, with where: they are asked about first.
    pub claims: Vec<(SkillIndex, Option<String>)>,
    /// Skills that were ticked in an earlier session and not rated yet.
    pub ticked: BTreeSet<SkillIndex>,
    /// Skills whose rating is old, with its day: they are asked about again.
    pub stale: Vec<(SkillIndex, Date)>,
    /// How to ask.
    pub asking: Asking,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Answers given in this session.
    pub answered: usize,
    /// Answers that count, of this session and from before: a sentence, the name of a list or the level of a skill each.
    pub(crate) counting: usize,
    /// Questions that are left if the answers are middling.
    pub expected: usize,
    /// Questions that are left at most; those after a screening question counted as if everything were ticked.
    pub(crate) at_most: usize,
    /// The share of the requirement weight that is decided.
    pub decided: Fraction,
}

/// An interview with one person.
#[derive(Clone, Debug)]
pub struct Interview<'m> {
    maps: &'m SkillMaps,
    /// Whether to ask about everything, where it is asked by levels.
    every: bool,
    /// Where it is asked by sentences.
    sentences: Option<Sentences>,
    roles: Vec<RoleIndex>,
    /// Whether what tells the roles apart is asked.
    telling: Telling,
    /// Whether the person has seen enough and chosen no role.
    undecided: bool,
    /// What the person would rather do, a contrast each, as far as they were asked.
    leanings: Option<[Option<Lean>; CONTRASTS.len()]>,
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

/// What is asked to tell the roles apart, since somebody does not know theirs yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// What they would rather do.
    Work,
    /// What they can do.
    Skills,
    Nothing,
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
        let (every, sentences) = match start.asking {
            Asking::Levels { every } => (every, None),
            Asking::Sentences { mode, clock } => {
                let used = start.ticked.iter().copied();
                (false, Some(Sentences::new(maps, mode, clock, start.said, used)))
            }
        };
        let mut interview = Interview {
            maps,
            every,
            sentences,
            roles: start.roles,
            telling: Telling::Nothing,
            undecided: false,
            leanings: None,
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
        interview.update();
        interview.current = interview.next();
        interview
    }

    /// What is kept at the end as the goal of somebody who has none yet: the roles that they were asked about, if they have
    /// answered anything.
    pub fn goal_to_keep(&self) -> Vec<Record> {
        let Some(seniority) = self.seniority.filter(|_| self.answered > 0) else {
            return Vec::new();
        };
        if self.roles.is_empty() || self.is_undecided() {
            return Vec::new();
        }
        vec![Record::Goal { roles: self.roles.clone(), seniority, hours_per_week: None }]
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

    /// Whether the person does not know their role: then it is about all of them.
    pub fn is_undecided(&self) -> bool {
        self.undecided || self.telling != Telling::Nothing
    }

    /// Whether the person is asked what they would rather do, and not what they can do.
    pub(crate) fn is_about_work(&self) -> bool {
        self.telling == Telling::Work
    }

    /// What the person would rather do, once every contrast was answered.
    pub fn leanings(&self) -> Option<[Lean; CONTRASTS.len()]> {
        let leanings = self.leanings?;
        let every = leanings.iter().all(Option::is_some);
        every.then(|| leanings.map(|lean| lean.unwrap_or(Lean::Either)))
    }

    /// What was answered to one contrast, so far.
    pub fn leaned(&self, at: usize) -> Option<Lean> {
        *self.leanings?.get(at)?
    }

    /// What is likely after the answers so far; `None` where it is asked by levels.
    pub fn likely(&self) -> Option<Likely> {
        Some(self.sentences.as_ref()?.likely(self.maps, &self.ratings))
    }

    /// What was said of a sentence, so far and before; `None` also where it is asked by levels.
    pub fn said(&self, step: Step) -> Option<bool> {
        self.sentences.as_ref()?.said(step)
    }

    /// Whether a skill was said to be used at all; `None` also where it is asked by levels.
    pub fn used(&self, skill: SkillIndex) -> Option<bool> {
        self.sentences.as_ref()?.used(skill)
    }

    /// How thoroughly it asks; `None` where it is asked by levels.
    pub fn mode(&self) -> Option<Mode> {
        Some(self.sentences.as_ref()?.mode())
    }

    /// How likely each level of each skill is; `None` where it is asked by levels.
    pub fn beliefs(&self) -> Option<&Beliefs> {
        Some(self.sentences.as_ref()?.beliefs())
    }

    /// How long it takes; `None` where it is asked by levels.
    pub fn time(&self) -> Option<Time> {
        Some(self.time_of(self.sentences.as_ref()?))
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
        let (expected, at_most) = match (&self.sentences, &self.current) {
            (Some(sentences), Some(_)) => self.screens_left(sentences),
            (Some(_), None) => (0, 0),
            (None, _) => self.left(),
        };
        Progress {
            answered: self.answered,
            counting: self.counting(),
            expected,
            at_most,
            decided: self.outlook().decided(&self.stakes),
        }
    }

    /// How many answers count, of this session and from before.
    fn counting(&self) -> usize {
        let nothing = (BTreeMap::new(), BTreeMap::new());
        let (said, used) = match &self.sentences {
            Some(sentences) => sentences.answers(),
            None => (&nothing.0, &nothing.1),
        };
        let by_sentence: BTreeSet<SkillIndex> = said.keys().map(|step| step.skill).collect();
        let rated = self.ratings.iter().map(|(skill, _)| skill);
        let named = rated.chain(used.keys().copied()).chain(self.ticked.iter().copied());
        let others: BTreeSet<SkillIndex> = named.filter(|s| !by_sentence.contains(s)).collect();
        said.len() + others.len()
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
                self.undecided = false;
                self.tell(Telling::Nothing);
                self.goal()
            }
            (Question::Roles { told: Told::Nothing | Told::Work }, Answer::Unsure) => {
                self.roles = self.maps.role_indices().collect();
                self.told = 0;
                self.tell(Telling::Skills);
                Vec::new()
            }
            (Question::Roles { told: Told::Skills }, Answer::Unsure) => {
                self.undecided = true;
                Vec::new()
            }
            (Question::Roles { told }, Answer::Contrasts) => {
                if *told == Told::Nothing {
                    self.roles = self.maps.role_indices().collect();
                    self.tell(Telling::Work);
                }
                self.leanings = Some([None; CONTRASTS.len()]);
                Vec::new()
            }
            (Question::Contrast { at }, Answer::Lean(lean)) => {
                self.lean(*at, lean);
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
            (Question::Screen { .. }, Answer::Named { used, unused }) => {
                let named: Vec<SkillIndex> = used.iter().chain(&unused).copied().collect();
                self.tick(&named, &used)
            }
            (Question::Checklist { about, sentences }, Answer::Said { can, not }) => {
                self.hear(about, sentences, &can, &not)
            }
            (Question::Rate { skill, why }, Answer::Level { level, evidence }) => {
                self.rate(*skill, why, level, evidence)
            }
            (_, Answer::Other { skill, level }) => {
                let records = self.rate(skill, &Why::Wanted, level, None);
                self.update();
                self.leave_out(skill);
                return records;
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
        self.update();
        self.current = self.aside(&question).or_else(|| self.next());
        records
    }

    fn outlook(&self) -> Outlook<'_> {
        Outlook::of(self.maps, &self.ratings, &self.ticked)
    }

    /// What tells the roles apart from now on. Contrasts that somebody went back from are not asked again by themselves.
    fn tell(&mut self, telling: Telling) {
        self.telling = telling;
        self.leanings = self.leanings.filter(|known| known.iter().all(Option::is_some));
        self.set_stakes();
    }

    fn set_stakes(&mut self) {
        let (roles, seniority) = (&self.roles, self.seniority.unwrap_or_default());
        self.stakes = match self.telling {
            Telling::Work | Telling::Skills => Stakes::telling_apart(self.maps, roles, seniority),
            Telling::Nothing => Stakes::of(self.maps, roles, seniority),
        };
        if let Some(sentences) = self.sentences.as_mut().filter(|_| !roles.is_empty()) {
            sentences.set_subject(self.maps, &self.stakes, roles, seniority, self.telling);
        }
    }

    /// Works out what is likely, where it is asked by sentences.
    fn update(&mut self) {
        let Some(sentences) = &mut self.sentences else {
            return;
        };
        let nobody = BTreeSet::new();
        let outlook = Outlook::of(self.maps, &self.ratings, &nobody);
        let bounds = self.maps.skill_indices().map(|skill| outlook.range(skill)).collect();
        sentences.update(self.maps, &self.ratings, bounds);
    }

    /// Takes the sentences of a skill that was rated out of a checklist that stands.
    fn leave_out(&mut self, skill: SkillIndex) {
        let Some(Question::Checklist { sentences, .. }) = &mut self.current else {
            return;
        };
        sentences.retain(|step| step.skill != skill);
        if sentences.is_empty() {
            self.current = self.next();
        }
    }

    /// The answers to the sentences of a checklist.
    fn hear(&mut self, about: &About, put: &[Step], can: &[Step], not: &[Step]) -> Vec<Record> {
        let mut records = Vec::new();
        for step in put {
            let said =
                if can.contains(step) { Some(true) } else { not.contains(step).then_some(false) };
            let Some(can) = said else {
                self.leave_open(*step);
                continue;
            };
            self.answered += 1;
            if self.said(*step) != Some(can) || matches!(about, About::Stale(_)) {
                records.push(self.say(*step, can));
            }
        }
        self.end_of_checklist(put);
        records
    }

    /// Keeps the answer to one sentence.
    fn say(&mut self, step: Step, can: bool) -> Record {
        if let Some(sentences) = &mut self.sentences {
            let (low, high) = sentences.say(&self.ratings, step, can);
            self.ratings.set_range(step.skill, low, high);
        }
        Record::Said { step, can }
    }

    fn leave_open(&mut self, step: Step) {
        if let Some(sentences) = &mut self.sentences {
            sentences.leave_open(step);
        }
    }

    /// A checklist was answered or skipped: its claims and old answers were asked about.
    fn end_of_checklist(&mut self, put: &[Step]) {
        let was_put = |skill: SkillIndex| put.iter().any(|step| step.skill == skill);
        self.claims.retain(|(skill, _)| !was_put(*skill));
        self.stale.retain(|(skill, _)| !was_put(*skill));
        if let Some(sentences) = &mut self.sentences {
            sentences.show(self.maps, put);
        }
    }

    /// The goal, once it was asked for whole.
    fn goal(&self) -> Vec<Record> {
        match (self.telling, self.seniority, self.hours) {
            (Telling::Nothing, Some(seniority), Hours::Known(hours_per_week)) => {
                vec![Record::Goal { roles: self.roles.clone(), seniority, hours_per_week }]
            }
            _ => Vec::new(),
        }
    }

    fn lean(&mut self, at: usize, lean: Lean) {
        if let Some(leanings) = &mut self.leanings {
            leanings[at] = Some(lean);
        }
    }

    /// Those that are not ticked are none; of the others it is still to be asked how much.
    fn tick(&mut self, members: &[SkillIndex], ticked: &[SkillIndex]) -> Vec<Record> {
        self.answered += 1;
        let first = |skill: SkillIndex| Step { skill, level: Level::ABOVE_NONE[0] };
        let mut records = Vec::new();
        for skill in members.iter().copied() {
            let known = self.ratings.range(skill);
            let used = ticked.contains(&skill);
            if let Some(sentences) = &mut self.sentences {
                sentences.name(self.maps, skill, used);
            }
            if used && self.ratings.get(skill) == Some(Level::NONE) {
                // It was not ticked before: that was a mistake, and the file has to say so.
                self.ratings.set_range(skill, first(skill).level, Level::EXPERT);
                records.push(match self.sentences {
                    Some(_) => self.say(first(skill), true),
                    None => Record::Said { step: first(skill), can: true },
                });
                if self.sentences.is_none() {
                    self.again.push(skill);
                }
            } else if used {
                if known.is_none() && self.ticked.insert(skill) {
                    records.push(Record::Claim(skill));
                }
            } else if known.is_none_or(|(low, high)| low == Level::NONE && high > Level::NONE) {
                self.ticked.remove(&skill);
                records.push(if self.sentences.is_some() {
                    self.say(first(skill), false)
                } else {
                    self.ratings.set(skill, Level::NONE);
                    Record::Rating { skill, level: Level::NONE, evidence: None }
                });
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
        if let Some(sentences) = &mut self.sentences {
            sentences.forget(skill);
        }
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
            Question::Checklist { sentences, .. } => {
                sentences.iter().for_each(|step| self.leave_open(*step));
                self.end_of_checklist(sentences);
            }
            Question::Rate { skill, .. } => {
                self.left_alone.insert(*skill);
                self.again.retain(|other| other != skill);
                self.claims.retain(|(other, _)| other != skill);
                self.stale.retain(|(other, _)| other != skill);
            }
            Question::Contrast { at } => self.lean(*at, Lean::Either),
            Question::Hours => self.hours = Hours::Known(None),
            Question::Seniority => self.seniority = Some(Seniority::default()),
            Question::Roles { .. } | Question::Evidence { .. } | Question::Reconcile { .. } => {}
        }
    }

    /// A question that belongs to the answer just given: what shows it, and what contradicts it.
    fn aside(&mut self, question: &Question) -> Option<Question> {
        let skills: Vec<SkillIndex> = match question {
            Question::Rate { skill, .. } | Question::Evidence { skill, .. } => vec![*skill],
            Question::Checklist { sentences, .. } => {
                sentences.iter().map(|step| step.skill).collect()
            }
            _ => return None,
        };
        if let Question::Rate { skill, why } = question
            && let Some(level) = self.ratings.get(*skill)
            && level.number() >= SHOWN_FROM
            && self.asks_evidence
            && !matches!(why, Why::Stale(_))
            && self.shown.get(skill) != Some(&level)
        {
            self.shown.insert(*skill, level);
            return Some(Question::Evidence { skill: *skill, level });
        }
        let assessment = Assessment::new(self.maps, &self.ratings);
        let new = |c: &&super::assessment::Contradiction| {
            (skills.contains(&c.rated.0) || skills.contains(&c.under.0))
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
