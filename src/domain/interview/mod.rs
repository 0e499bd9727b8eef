//! The interview: takes the answers so far and returns the next question.
//!
//! The interview asks as little as possible, in one of two ways. By *sentences*, it asks checklists of can-do sentences, each
//! answered with yes or not yet. A small probability [`model`] chooses the sentences until none is worth the time to read it.
//! By *levels*, it asks for the level of one skill at a time. The skill whose answer is expected to decide the most requirement
//! weight comes first, until nine tenths of the weight are decided. In both ways, certain prerequisites limit the possible
//! levels of skills that were not asked about ([`outlook`]). The interview does not know the terminal: the full screen, plain
//! lines, the JSON protocol and the tests all use the same interview.

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

/// The number of equal answers in a row that leads to a remark, once.
const STRAIGHT_LINE: usize = 8;

/// The lowest level for which the interview asks for evidence.
const SHOWN_FROM: u8 = 3;

/// The way in which the interview asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Asking {
    /// By checklists of sentences.
    Sentences {
        /// How thoroughly to ask.
        mode: Mode,
        /// The clock for the person's reading speed.
        clock: Clock,
    },
    /// By levels: each question shows the five levels of one skill.
    Levels {
        /// Whether to ask also about skills whose level follows from other answers.
        every: bool,
    },
}

/// The facts that are known before the first question.
#[derive(Clone, Debug)]
pub struct Start {
    /// The roles, if they are known; empty if the interview has to ask for them.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets count, if it is known.
    pub seniority: Option<Seniority>,
    /// Whether to ask for the hours a week for learning.
    pub ask_hours: bool,
    /// The levels by the ratings and the answers to sentences that count.
    pub ratings: Ratings,
    /// The answers to sentences that count.
    pub said: Vec<(Step, bool)>,
    /// Skills that were found in a source, such as a résumé, and were not rated; each with its source. They come first.
    pub claims: Vec<(SkillIndex, Option<String>)>,
    /// Skills that were ticked in an earlier session and not rated yet.
    pub ticked: BTreeSet<SkillIndex>,
    /// Skills whose answer is old, each with its day. The interview asks about them again.
    pub stale: Vec<(SkillIndex, Date)>,
    /// How to ask.
    pub asking: Asking,
}

/// The progress of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The number of answers given in this session.
    pub answered: usize,
    /// The number of answers that count, from this session and from before. Each is about a sentence, a name in a list or the
    /// level of a skill.
    pub(crate) counting: usize,
    /// The number of questions or screens that are expected from here.
    pub expected: usize,
    /// The greatest number of questions or screens that can come from here, as if everything in each list were ticked.
    pub(crate) at_most: usize,
    /// The share of the requirement weight that is decided.
    pub decided: Fraction,
}

/// An interview with one person.
#[derive(Clone, Debug)]
pub struct Interview<'m> {
    maps: &'m SkillMaps,
    /// Whether to ask about every skill; used only when asking by levels.
    every: bool,
    /// The state when asking by sentences; `None` when asking by levels.
    sentences: Option<Sentences>,
    roles: Vec<RoleIndex>,
    /// What the interview asks now to tell the roles apart.
    telling: Telling,
    /// Whether the person was asked what tells the roles apart and still chose no role.
    undecided: bool,
    /// The answer to each contrast, so far; `None` if the contrasts are not asked.
    leanings: Option<[Option<Lean>; CONTRASTS.len()]>,
    seniority: Option<Seniority>,
    hours: Hours,
    stakes: Stakes,
    ratings: Ratings,
    claims: Vec<(SkillIndex, Option<String>)>,
    stale: Vec<(SkillIndex, Date)>,
    ticked: BTreeSet<SkillIndex>,
    /// The skills about which this session does not ask again.
    left_alone: BTreeSet<SkillIndex>,
    screened: BTreeSet<Vec<SkillIndex>>,
    again: Vec<SkillIndex>,
    put: BTreeSet<(SkillIndex, SkillIndex)>,
    asks_evidence: bool,
    /// For each skill for which evidence was requested or given: the level at that time.
    shown: BTreeMap<SkillIndex, Level>,
    streak: (Level, usize),
    remark: Option<Remark>,
    remarked: bool,
    answered: usize,
    /// The number of ratings since the person said that they do not know their role.
    told: usize,
    current: Option<Question>,
    history: Vec<Question>,
}

/// The subject of the questions that tell the roles apart, for a person who does not know their role yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// What the person would rather do.
    Work,
    /// What the person can do.
    Skills,
    Nothing,
}

/// The state of the question about hours a week: still to ask, answered, or not to be asked.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hours {
    Ask,
    Known(Option<f64>),
    Leave,
}

impl<'m> Interview<'m> {
    /// Begins an interview with what is known.
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

    /// Returns the goal to save at the end for a person who has none yet: the roles of this interview. Returns nothing if the
    /// person answered nothing or does not know their role.
    pub fn goal_to_keep(&self) -> Vec<Record> {
        let Some(seniority) = self.seniority.filter(|_| self.answered > 0) else {
            return Vec::new();
        };
        if self.roles.is_empty() || self.is_undecided() {
            return Vec::new();
        }
        vec![Record::Goal { roles: self.roles.clone(), seniority, hours_per_week: None }]
    }

    /// Returns the question to ask now; `None` at the end.
    pub fn question(&self) -> Option<&Question> {
        self.current.as_ref()
    }

    /// Takes the remark to show before the question, if there is one.
    pub fn take_remark(&mut self) -> Option<Remark> {
        self.remark.take()
    }

    /// Returns the roles of the interview; empty until they are chosen.
    pub fn roles(&self) -> &[RoleIndex] {
        &self.roles
    }

    /// Returns the seniority whose targets count.
    pub fn seniority(&self) -> Seniority {
        self.seniority.unwrap_or_default()
    }

    /// Returns whether the person does not know their role. The interview is then about all roles.
    pub fn is_undecided(&self) -> bool {
        self.undecided || self.telling != Telling::Nothing
    }

    /// Returns whether the interview asks what the person would rather do, instead of what they can do.
    pub(crate) fn is_about_work(&self) -> bool {
        self.telling == Telling::Work
    }

    /// Returns the answers to all contrasts; `None` until every contrast is answered.
    pub fn leanings(&self) -> Option<[Lean; CONTRASTS.len()]> {
        let leanings = self.leanings?;
        let every = leanings.iter().all(Option::is_some);
        every.then(|| leanings.map(|lean| lean.unwrap_or(Lean::Either)))
    }

    /// Returns the answer to one contrast; `None` if there is none yet.
    pub fn leaned(&self, at: usize) -> Option<Lean> {
        *self.leanings?.get(at)?
    }

    /// Returns the likely levels after the answers so far; `None` when asking by levels.
    pub fn likely(&self) -> Option<Likely> {
        Some(self.sentences.as_ref()?.likely(self.maps, &self.ratings))
    }

    /// Returns the answer to a sentence, from this session or before; `None` if there is none, and when asking by levels.
    pub fn said(&self, step: Step) -> Option<bool> {
        self.sentences.as_ref()?.said(step)
    }

    /// Returns whether the person said that they have used a skill at all; `None` if they said nothing, and when asking by
    /// levels.
    pub fn used(&self, skill: SkillIndex) -> Option<bool> {
        self.sentences.as_ref()?.used(skill)
    }

    /// Returns how thoroughly the interview asks; `None` when asking by levels.
    pub fn mode(&self) -> Option<Mode> {
        Some(self.sentences.as_ref()?.mode())
    }

    /// Returns the probability of each level of each skill; `None` when asking by levels.
    pub fn beliefs(&self) -> Option<&Beliefs> {
        Some(self.sentences.as_ref()?.beliefs())
    }

    /// Returns the time that the interview takes; `None` when asking by levels.
    pub fn time(&self) -> Option<Time> {
        Some(self.time_of(self.sentences.as_ref()?))
    }

    /// Returns the levels by all answers, from this session and from before.
    pub fn ratings(&self) -> &Ratings {
        &self.ratings
    }

    /// Returns the lowest and highest possible level of a skill after the answers so far.
    pub fn range(&self, skill: SkillIndex) -> (Level, Level) {
        self.outlook().range(skill)
    }

    /// Returns every skill that the interview is about, in the order of the catalog.
    pub fn asked_skills(&self) -> Vec<SkillIndex> {
        self.stakes.skills().into_iter().collect()
    }

    /// Returns the progress so far.
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

    /// Returns the number of answers that count, from this session and from before.
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

    /// Takes the answer to the current question, and returns the records to save before the next question is asked.
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

    /// Sets what the interview asks from now on to tell the roles apart. Discards contrasts that were left unfinished, so that
    /// they are not asked again unless the person wants them.
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

    /// Recalculates the probabilities when asking by sentences.
    fn update(&mut self) {
        let Some(sentences) = &mut self.sentences else {
            return;
        };
        let nobody = BTreeSet::new();
        let outlook = Outlook::of(self.maps, &self.ratings, &nobody);
        let bounds = self.maps.skill_indices().map(|skill| outlook.range(skill)).collect();
        sentences.update(self.maps, &self.ratings, bounds);
    }

    /// Removes the sentences of a skill that was rated from the current checklist.
    fn leave_out(&mut self, skill: SkillIndex) {
        let Some(Question::Checklist { sentences, .. }) = &mut self.current else {
            return;
        };
        sentences.retain(|step| step.skill != skill);
        if sentences.is_empty() {
            self.current = self.next();
        }
    }

    /// Takes the answers to the sentences of a checklist, and returns the records to save.
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

    /// Takes the answer to one sentence, and returns its record.
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

    /// Ends a checklist that was answered or skipped. Its claims and old answers are not asked about again.
    fn end_of_checklist(&mut self, put: &[Step]) {
        let was_put = |skill: SkillIndex| put.iter().any(|step| step.skill == skill);
        self.claims.retain(|(skill, _)| !was_put(*skill));
        self.stale.retain(|(skill, _)| !was_put(*skill));
        if let Some(sentences) = &mut self.sentences {
            sentences.show(self.maps, put);
        }
    }

    /// Returns the record of the goal once roles, seniority and hours are all answered.
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

    /// Takes the ticks of a list of names. A skill that is not ticked is at level 0. The level of a ticked skill is still to be
    /// asked.
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
                // The skill was not ticked before. That was a mistake, so a new record has to correct the file.
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
        // Beginners rightly rate many skills at level 0.
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

    /// Returns a question about the answer just given: for its evidence, or about ratings that contradict it.
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
