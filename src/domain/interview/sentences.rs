//! Asking by sentences: the order of the lists of names and the checklists, and the time that they take.
//!
//! 1. Skills that were found in a source, such as a résumé, and then old answers.
//! 2. Steps that every member of a group needs, so that people who do not programme are not asked about frameworks.
//! 3. The names of groups.
//! 4. The sentences that the [`model`](super::model) chooses, until none is worth asking.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::model::{Beliefs, Clock, Evidence, Mode, Model, Naming, Subject, at_least};
use super::outlook::Stakes;
use super::question::About;
use super::{Interview, Question, Telling};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::Likely;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::Ratings;
use crate::domain::roadmap::{Goal, Needed};
use crate::domain::role::RoleIndex;

/// The greatest number of sentences on a screen that the model did not choose.
const SENTENCES: usize = 6;

/// The level to ask about for a skill that was found in a source but that no role of the interview asks for.
const USUAL_CLAIM: Level = Level::ABOVE_NONE[1];

/// The seconds of questions after which the answers tell the roles apart well enough to choose one.
const TOLD: f64 = 150.0;

/// The state of an interview by sentences.
#[derive(Clone, Debug)]
pub(super) struct Sentences {
    mode: Mode,
    clock: Clock,
    model: Arc<Model>,
    /// The requirements of the roles at the seniority, once these are known.
    subject: Option<Arc<Subject>>,
    /// The lists of names to show, each with its title.
    names: Vec<(String, Vec<SkillIndex>)>,
    /// The steps that every member of some list of names needs and that need no other skill themselves.
    beginnings: Vec<Step>,
    /// The answer to each sentence, if it counts.
    said: BTreeMap<Step, bool>,
    /// For each skill whose name was answered: whether the person has used it at all.
    used: BTreeMap<SkillIndex, bool>,
    /// The sentences that were shown and left open.
    left_open: BTreeSet<Step>,
    /// The sentences whose reading time is already counted.
    shown: BTreeSet<Step>,
    /// The seconds for everything shown so far, by the clock.
    seconds: f64,
    /// For each skill: the lowest and highest possible level, by the answers and by what certainly follows from them.
    bounds: Vec<(Level, Level)>,
    beliefs: Beliefs,
}

/// The time that an interview takes by its clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Time {
    /// The seconds for everything shown so far.
    pub spent: f64,
    /// The seconds that are expected from here.
    pub left: f64,
    /// The seconds from here that few people fall below.
    pub(crate) least: f64,
    /// The seconds from here that few people exceed.
    pub(crate) most: f64,
}

impl Time {
    /// Returns the range of minutes that most people still need, in whole minutes: the least and the most.
    pub fn minutes_left(self) -> (usize, usize) {
        let most = (self.most / MINUTE).ceil().max(1.0);
        let least = (self.least / MINUTE).floor().clamp(1.0, most);
        (least as usize, most as usize)
    }
}

const MINUTE: f64 = 60.0;

impl Sentences {
    pub(crate) fn new(
        maps: &SkillMaps,
        mode: Mode,
        clock: Clock,
        said: impl IntoIterator<Item = (Step, bool)>,
        used: impl IntoIterator<Item = SkillIndex>,
    ) -> Sentences {
        let model = Arc::new(Model::of(maps));
        let nothing = Evidence::none(maps.skills().len());
        let anything = vec![(Level::NONE, Level::EXPERT); maps.skills().len()];
        Sentences {
            mode,
            clock,
            beliefs: model.beliefs(&nothing, &anything),
            bounds: anything,
            model,
            subject: None,
            names: Vec::new(),
            beginnings: Vec::new(),
            said: said.into_iter().collect(),
            used: used.into_iter().map(|skill| (skill, true)).collect(),
            left_open: BTreeSet::new(),
            shown: BTreeSet::new(),
            seconds: 0.0,
        }
    }

    /// Sets the roles and the seniority that the interview is about from now on.
    pub(crate) fn set_subject(
        &mut self,
        maps: &SkillMaps,
        stakes: &Stakes,
        roles: &[RoleIndex],
        seniority: Seniority,
        telling: Telling,
    ) {
        let nothing = Assessment::new(maps, &Ratings::none(maps));
        let goal = Goal::new(roles.to_vec(), seniority);
        let hours = Needed::find(maps, &nothing, &goal).hours(maps).typical;
        let subject = Subject::of(maps, &self.model, stakes, hours);
        // A person who does not know their role is not asked about every name of every role.
        let (mode, naming) = match telling {
            Telling::Work | Telling::Skills => (Mode::Quick, Naming::CoreGroups),
            Telling::Nothing => (self.mode, Naming::of(self.mode, seniority)),
        };
        self.names = subject.names(maps, &self.model, stakes, naming);
        self.beginnings = match mode {
            Mode::Quick => Vec::new(),
            Mode::Standard | Mode::Full => self.beginnings(),
        };
        self.subject = Some(Arc::new(subject));
        self.seconds = 0.0;
    }

    /// Returns the steps that every member of some list needs for its first level and that need no other skill themselves.
    fn beginnings(&self) -> Vec<Step> {
        let first = |skill: SkillIndex| Step { skill, level: Level::ABOVE_NONE[0] };
        let mut beginnings = BTreeSet::new();
        for (_, members) in &self.names {
            let Some(member) = members.first() else {
                continue;
            };
            for (skill, level) in self.model.needed(first(*member)) {
                let step = Step { skill: *skill, level: *level };
                let is_beginning = self.model.needed(step).is_empty();
                if is_beginning && members.iter().all(|one| self.needs(first(*one), step)) {
                    beginnings.insert(step);
                }
            }
        }
        beginnings.into_iter().collect()
    }

    fn needs(&self, step: Step, needed: Step) -> bool {
        self.model.needed(step).contains(&(needed.skill, needed.level))
    }

    pub(crate) fn mode(&self) -> Mode {
        self.mode
    }

    pub(crate) fn said(&self, step: Step) -> Option<bool> {
        self.said.get(&step).copied()
    }

    /// Returns all answers to sentences, and all answers to names.
    pub(crate) fn answers(&self) -> (&BTreeMap<Step, bool>, &BTreeMap<SkillIndex, bool>) {
        (&self.said, &self.used)
    }

    pub(crate) fn used(&self, skill: SkillIndex) -> Option<bool> {
        self.used.get(&skill).copied()
    }

    pub(crate) fn beliefs(&self) -> &Beliefs {
        &self.beliefs
    }

    /// Takes the answer to a name: whether the person has used the skill at all.
    pub(crate) fn name(&mut self, maps: &SkillMaps, skill: SkillIndex, used: bool) {
        if self.used.insert(skill, used).is_none() {
            self.seconds += self.clock.seconds(&maps[skill].name);
        }
    }

    /// Counts the reading time of sentences that were shown.
    pub(crate) fn show(&mut self, maps: &SkillMaps, sentences: &[Step]) {
        for step in sentences {
            if self.shown.insert(*step) {
                self.seconds += self.clock.seconds(maps[step.skill].can_do(step.level));
            }
        }
    }

    /// Notes that a sentence was shown and left open.
    pub(crate) fn leave_open(&mut self, step: Step) {
        self.left_open.insert(step);
    }

    /// Takes the answer to a sentence, and returns the lowest and highest possible level of the skill after it. Removes older
    /// answers that contradict it.
    pub(crate) fn say(&mut self, ratings: &Ratings, step: Step, can: bool) -> (Level, Level) {
        let Step { skill, level } = step;
        self.left_open.remove(&step);
        self.said.retain(|older, could| {
            let contradicts =
                if can { !*could && older.level <= level } else { *could && older.level >= level };
            older.skill != skill || !contradicts
        });
        self.said.insert(step, can);
        let (low, high) = ratings.range(skill).unwrap_or((Level::NONE, Level::EXPERT));
        let levels = |could: bool| {
            let of_skill = self.said.iter().filter(move |(step, _)| step.skill == skill);
            of_skill.filter(move |(_, said)| **said == could).map(|(step, _)| step.level)
        };
        if can {
            let lowest_no = levels(false).min().map_or(Level::EXPERT, Level::previous);
            (low.max(level), if high < level { lowest_no } else { high })
        } else {
            let highest_yes = levels(true).max().unwrap_or_default();
            (if low >= level { highest_yes } else { low }, high.min(level.previous()))
        }
    }

    /// Removes the answers to the sentences and the name of a skill that was rated later.
    pub(crate) fn forget(&mut self, skill: SkillIndex) {
        self.said.retain(|step, _| step.skill != skill);
        self.used.remove(&skill);
    }

    /// Returns the likely levels after all answers.
    pub(crate) fn likely(&self, maps: &SkillMaps, ratings: &Ratings) -> Likely {
        let known = Assessment::new(maps, ratings);
        Likely::of(maps, Arc::clone(&self.model), &known, self.evidence(maps, ratings))
    }

    /// Returns all answers as evidence for the model.
    fn evidence(&self, maps: &SkillMaps, ratings: &Ratings) -> Evidence {
        let mut evidence = Evidence::none(maps.skills().len());
        let mut by_sentence = BTreeSet::new();
        for (step, can) in &self.said {
            by_sentence.insert(step.skill);
            // A name that was not ticked is saved as a no to the first level. It must count as evidence only once.
            if self.used(step.skill) != Some(false) {
                evidence.say(step.skill, step.level, *can);
            }
        }
        for (skill, used) in &self.used {
            evidence.say(*skill, Level::NONE, *used);
        }
        for (skill, level) in ratings.iter().filter(|(skill, _)| !by_sentence.contains(skill)) {
            evidence.rate(skill, level);
        }
        evidence
    }

    /// Recalculates the probabilities after all answers.
    pub(crate) fn update(
        &mut self,
        maps: &SkillMaps,
        ratings: &Ratings,
        bounds: Vec<(Level, Level)>,
    ) {
        self.beliefs = self.model.beliefs(&self.evidence(maps, ratings), &bounds);
        self.bounds = bounds;
    }

    /// Returns whether there were enough questions to tell the roles apart.
    pub(crate) fn is_told(&self) -> bool {
        self.seconds >= TOLD
    }
}

impl Interview<'_> {
    /// Returns the next list of names or checklist; `None` if nothing is worth asking.
    pub(super) fn next_checklist(&self, sentences: &Sentences) -> Option<Question> {
        self.claimed(sentences)
            .or_else(|| self.said_long_ago(sentences))
            .or_else(|| self.beginning(sentences))
            .or_else(|| self.names(sentences))
            .or_else(|| self.chosen(sentences))
    }

    /// Returns a checklist about skills that were found in a source: can the person do what the roles ask for?
    fn claimed(&self, sentences: &Sentences) -> Option<Question> {
        let open = self.open_claims(sentences);
        let (_, source) = open.first()?;
        let here = open.iter().filter(|(_, other)| other == source).map(|(step, _)| *step);
        let here: BTreeSet<Step> = here.take(SENTENCES).collect();
        Some(Question::Checklist {
            about: About::Claimed((*source).clone()),
            sentences: here.into_iter().collect(),
        })
    }

    /// Returns the open sentences about skills that were found in a source, each with the source.
    fn open_claims(&self, sentences: &Sentences) -> Vec<(Step, &Option<String>)> {
        let step = |skill: SkillIndex| {
            let asked = self.stakes.0.iter().find(|stake| stake.members.contains(&skill));
            Step { skill, level: asked.map_or(USUAL_CLAIM, |stake| stake.target) }
        };
        let claims = self.claims.iter().map(|(skill, source)| (step(*skill), source));
        claims.filter(|(step, _)| self.is_open(sentences, *step)).collect()
    }

    /// Returns a checklist that asks whether old answers are still true.
    fn said_long_ago(&self, sentences: &Sentences) -> Option<Question> {
        let mut old = self.old_answers(sentences);
        old.truncate(SENTENCES);
        let since = old.iter().map(|(_, on)| *on).min()?;
        Some(Question::Checklist {
            about: About::Stale(since),
            sentences: old.into_iter().map(|(step, _)| step).collect(),
        })
    }

    /// Returns the sentences to ask again, each with the day of its old answer. For each skill it is the highest level that the
    /// person has for certain; if there is none, it is the lowest level that the person does not have.
    fn old_answers(&self, sentences: &Sentences) -> Vec<(Step, Date)> {
        let asked = self.stakes.skills();
        let step = |skill: SkillIndex| {
            let (low, high) = self.ratings.range(skill)?;
            let level = if low > Level::NONE { low } else { high.next()? };
            Some(Step { skill, level })
        };
        let old = self.stale.iter().filter(|(skill, _)| asked.contains(skill));
        let mut old: Vec<(Step, Date)> = old
            .filter_map(|(skill, on)| Some((step(*skill)?, *on)))
            .filter(|(step, _)| !sentences.left_open.contains(step))
            .collect();
        old.sort();
        old
    }

    /// Returns a checklist of the steps that every member of some list of names needs.
    fn beginning(&self, sentences: &Sentences) -> Option<Question> {
        let open = sentences.beginnings.iter().filter(|step| self.is_open(sentences, **step));
        let open: Vec<Step> = open.copied().take(SENTENCES).collect();
        (!open.is_empty())
            .then_some(Question::Checklist { about: About::Beginnings, sentences: open })
    }

    /// Returns the next list of names.
    fn names(&self, sentences: &Sentences) -> Option<Question> {
        sentences.names.iter().find_map(|(group, members)| {
            let open = self.open_names(sentences, members);
            (!open.is_empty()).then(|| Question::Screen { group: group.clone(), members: open })
        })
    }

    /// Returns whether there is a stake with exactly these members, and one of them meets every such stake.
    fn is_met(&self, members: &[SkillIndex]) -> bool {
        let outlook = self.outlook();
        let mut stakes = self.stakes.0.iter().filter(|stake| stake.members == members).peekable();
        stakes.peek().is_some() && stakes.all(|stake| outlook.reaches_any(stake))
    }

    /// Returns whether nothing is known about a skill, not even whether it was used at all.
    fn is_name_open(&self, sentences: &Sentences, skill: SkillIndex) -> bool {
        sentences.used(skill).is_none() && sentences.bounds[skill.0] == (Level::NONE, Level::EXPERT)
    }

    /// Returns whether the person lacks something that the first level of a skill needs.
    fn is_out_of_reach(&self, sentences: &Sentences, skill: SkillIndex) -> bool {
        let first = Step { skill, level: Level::ABOVE_NONE[0] };
        let missing = |(needed, level): &(SkillIndex, Level)| sentences.bounds[needed.0].1 < *level;
        sentences.model.needed(first).iter().any(missing)
    }

    /// Returns the names of a list that are still to be asked; empty if the list need not be shown.
    fn open_names(&self, sentences: &Sentences, members: &[SkillIndex]) -> Vec<SkillIndex> {
        let is_open = |skill: &SkillIndex| self.is_name_open(sentences, *skill);
        let open: Vec<SkillIndex> = members.iter().copied().filter(is_open).collect();
        let put = |members: &Vec<SkillIndex>| open.iter().all(|skill| members.contains(skill));
        let is_needless = open.len() < 2
            || open.iter().all(|skill| self.is_out_of_reach(sentences, *skill))
            || self.is_met(members)
            || self.screened.iter().any(put);
        if is_needless { Vec::new() } else { open }
    }

    /// Returns a checklist of the sentences that are most worth asking.
    fn chosen(&self, sentences: &Sentences) -> Option<Question> {
        let subject = sentences.subject.as_ref()?;
        let open = |skill, level| self.is_open(sentences, Step { skill, level });
        let left =
            self.seconds_of_mode(sentences).map(|all| (sentences.clock, all - sentences.seconds));
        let screen = subject.screen(
            self.maps,
            &sentences.model,
            sentences.mode,
            &sentences.beliefs,
            open,
            left,
        )?;
        let steps = screen.sentences.into_iter().map(|(skill, level)| Step { skill, level });
        Some(Question::Checklist {
            about: screen.area.map_or(About::Several, About::Area),
            sentences: steps.collect(),
        })
    }

    /// Returns the seconds that the mode allows; `None` if there is no limit.
    fn seconds_of_mode(&self, sentences: &Sentences) -> Option<f64> {
        (sentences.mode == Mode::Quick).then(|| Clock::quick(self.seniority()))
    }

    /// Returns whether the answer to a sentence is unknown. A sentence is not open if it, or its skill, was skipped in this
    /// session.
    fn is_open(&self, sentences: &Sentences, step: Step) -> bool {
        let (low, high) = sentences.bounds[step.skill.0];
        low < step.level
            && step.level <= high
            && !sentences.left_open.contains(&step)
            && !self.left_alone.contains(&step.skill)
    }

    /// Returns the time by the clock, so far and from here.
    pub(super) fn time_of(&self, sentences: &Sentences) -> Time {
        let spent = sentences.seconds;
        let Some(subject) = &sentences.subject else {
            return Time { spent, left: 0.0, least: 0.0, most: 0.0 };
        };
        let seconds =
            |step: &Step| sentences.clock.seconds(self.maps[step.skill].can_do(step.level));
        let mut left = 0.0;
        let mut unnamed = BTreeSet::new();
        for (_, members) in &sentences.names {
            for skill in self.open_names(sentences, members) {
                left += sentences.clock.seconds(&self.maps[skill].name);
                unnamed.insert(skill);
            }
        }
        let beginnings = sentences.beginnings.iter().filter(|step| self.is_open(sentences, **step));
        left += beginnings.map(seconds).sum::<f64>();
        left += self.open_claims(sentences).iter().map(|(step, _)| seconds(step)).sum::<f64>();
        left += self.old_answers(sentences).iter().map(|(step, _)| seconds(step)).sum::<f64>();
        let open = |skill, level| self.is_open(sentences, Step { skill, level });
        let (mode, beliefs) = (sentences.mode, &sentences.beliefs);
        for (_, skill, level) in
            subject.worth_asking(self.maps, &sentences.model, mode, beliefs, open)
        {
            // If a name is not ticked, the sentences of its skill are not asked.
            let used = at_least(&beliefs.levels[skill.0], Level::ABOVE_NONE[0]);
            let share = if unnamed.contains(&skill) { used } else { 1.0 };
            let sentences = self.sentences_to_come(sentences, skill);
            left += share * sentences * seconds(&Step { skill, level });
        }
        // A person who does not know their role is asked until the answers tell the roles apart.
        let of_mode = match self.telling {
            Telling::Work | Telling::Skills => Some(TOLD),
            Telling::Nothing => self.seconds_of_mode(sentences),
        };
        let at_most = of_mode.map_or(f64::INFINITY, |all| (all - spent).max(0.0));
        let (least, most) = spread(self.seniority());
        Time {
            spent,
            left: left.min(at_most),
            least: (least * left).min(LEAST_OF_MODE * at_most),
            most: (most * left).min(at_most),
        }
    }

    /// Returns the number of sentences that are expected about a skill that is worth asking about. The number grows with the
    /// number of open levels up to the target.
    fn sentences_to_come(&self, sentences: &Sentences, skill: SkillIndex) -> f64 {
        let stakes = self.stakes.0.iter().filter(|stake| stake.members.contains(&skill));
        let target = stakes.map(|stake| stake.target).max().unwrap_or_default();
        let (low, _) = sentences.bounds[skill.0];
        let levels = target.number().saturating_sub(low.number()).max(1);
        let (a_skill, a_level) = sentences_of(sentences.mode);
        a_skill + a_level * f64::from(levels)
    }

    /// Returns how many screens are left: the expected number and the greatest number.
    pub(super) fn screens_left(&self, sentences: &Sentences) -> (usize, usize) {
        let lists = sentences.names.iter();
        let names = lists.filter(|(_, members)| !self.open_names(sentences, members).is_empty());
        let names = names.count();
        let open = self.stakes.skills().into_iter().flat_map(|skill| {
            Level::ABOVE_NONE
                .into_iter()
                .filter(move |level| self.is_open(sentences, Step { skill, level: *level }))
        });
        let at_most = names + open.count().div_ceil(SENTENCES);
        let left = self.time_of(sentences).left;
        let expected = (left / SECONDS_A_SCREEN).ceil() as usize;
        (expected, at_most.max(expected))
    }
}

/// Returns how many sentences a mode is expected to ask about a skill that is worth asking about: a constant, and the addition
/// for each open level up to its target. Both are fitted to simulated learners (`cargo bench --bench interview`), so that on
/// average the interview takes the time that is expected at its first screen.
fn sentences_of(mode: Mode) -> (f64, f64) {
    match mode {
        // The time nearly always runs out first.
        Mode::Quick => (0.3, 0.38),
        Mode::Standard => (0.65, 0.27),
        Mode::Full => (0.47, 0.42),
    }
}

/// Returns the range of the time as shares of the expected time. Nearly nine in ten simulated learners need a time in this
/// range (`cargo bench --bench interview`).
///
/// If a person can do hardly anything that is asked, or all of it, the model soon concludes the rest. A person in between, or
/// with unrelated skills, is asked nearly everything. Only the answers tell which case it is, and higher targets leave more
/// cases in between. The interview therefore states a range instead of one number: within a fifth of one number are three
/// quarters of the people at junior, and half at senior.
fn spread(seniority: Seniority) -> (f64, f64) {
    match seniority {
        Seniority::Junior => (0.7, 1.2),
        Seniority::Mid => (0.6, 1.3),
        Seniority::Senior => (0.5, 1.35),
    }
}

/// The share of the allowed time that most people use.
const LEAST_OF_MODE: f64 = 0.9;

/// The seconds for a usual screen.
const SECONDS_A_SCREEN: f64 = 33.0;
