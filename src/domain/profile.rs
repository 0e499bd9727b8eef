//! One person: what they said about their skills, and what they aim at.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::catalog::{RetiredIndex, SkillIndex};
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::names::did_you_mean;
use super::problem::Span;
use super::rater::Rater;
use super::roadmap::Order;
use super::role::{ProjectIndex, RoleIndex};
use super::words::words;

/// How many hours a week somebody may have for learning.
pub(crate) const HOURS_PER_WEEK: RangeInclusive<f64> = 0.5..=168.0;

/// One person's append-only record.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What the person is called.
    pub name: Option<String>,
    /// The person's e-mail, where somebody asked for it to be kept.
    pub email: Option<String>,
    /// The defaults of the flags of the same name.
    pub goal: Goal,
    /// Ratings, in the order of the file; those of the short form first.
    pub entries: Vec<Entry>,
    /// Answers to single sentences, in the order of the file.
    pub said: Vec<Said>,
    /// Skills that were seen somewhere and not rated.
    pub claims: Vec<Claim>,
    /// Projects that are done, in the order of the file.
    pub projects: Vec<DoneProject>,
    /// Names of skills, roles and projects that the maps do not have: kept, and named to the user.
    pub unknown: Vec<Unknown>,
    /// Names of retired skills, in the order of the file. What they are named in stays; what of it counts is among the rest.
    pub retired: Vec<NamesRetired>,
}

/// What somebody aims at.
#[derive(Clone, Debug, Default)]
pub struct Goal {
    /// The roles.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Option<Seniority>,
    /// Hours a week for learning.
    pub hours_per_week: Option<f64>,
    /// How much more time than the usual pace; 1 is the usual pace, 2 twice as long.
    pub pace: Option<f64>,
    /// Members of groups that are wanted.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out of the plan.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out of the plan.
    pub skip_projects: Vec<ProjectIndex>,
    /// What decides the order of a plan.
    pub order: Option<Order>,
}

words! {
    /// A part of what somebody aims at.
    pub(crate) enum GoalKey {
        /// The roles.
        Roles = "roles",
        /// Which targets count.
        Seniority = "seniority",
        /// Hours a week for learning.
        HoursPerWeek = "hours-per-week",
        /// How much more time than the usual pace.
        Pace = "pace",
        /// The members that are wanted.
        Prefer = "prefer",
        /// What is left out of every plan.
        Skip = "skip",
        /// What decides the order.
        Order = "order",
    }
}

impl GoalKey {
    /// The key in a profile.
    pub(crate) fn in_file(self) -> &'static str {
        match self {
            GoalKey::HoursPerWeek => "hours_per_week",
            other => other.word(),
        }
    }
}

/// One rating.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Of what.
    pub skill: SkillIndex,
    /// How high.
    pub level: Level,
    /// When; `None` in the short form, which is older than any dated entry.
    pub on: Option<Date>,
    /// By whom.
    pub by: Rater,
    /// How.
    pub method: Method,
    /// A link, commit or note that shows it.
    pub evidence: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands in the file: of two records of one day the one further on is newer.
    pub place: usize,
    /// The retired skill that was rated, where the level is carried over from it. It counts only where the same rater said
    /// nothing of the skill itself.
    pub carried_from: Option<RetiredIndex>,
}

/// The [`place`](Entry::place) of what is not in a file yet: after everything that is.
pub(crate) const NOT_WRITTEN: usize = usize::MAX;

impl Entry {
    /// A rating without a day by the person.
    pub fn own(skill: SkillIndex, level: Level) -> Entry {
        Entry {
            skill,
            level,
            on: None,
            by: Rater::OWN,
            method: Method::Own,
            evidence: None,
            note: None,
            place: NOT_WRITTEN,
            carried_from: None,
        }
    }

    /// A rating of a retired skill without a day by the person: one for each skill that took its place.
    pub fn carried(maps: &SkillMaps, retired: RetiredIndex, level: Level) -> Vec<Entry> {
        let carried =
            |skill: &SkillIndex| Entry { carried_from: Some(retired), ..Entry::own(*skill, level) };
        maps[retired].split_into.iter().map(carried).collect()
    }

    /// Whether a file holds this rating by itself: of those that are carried over from one rating the first stands for all.
    pub(crate) fn is_written(&self, maps: &SkillMaps) -> bool {
        self.carried_from
            .is_none_or(|retired| maps[retired].split_into.first() == Some(&self.skill))
    }

    /// What is noted of it: what the profile says, else from which retired skill it is carried over.
    pub(crate) fn remark(&self, maps: &SkillMaps) -> Option<String> {
        self.note.clone().or_else(|| self.carried_from.map(|retired| carried_note(maps, retired)))
    }
}

/// What is noted of a level that is carried over from a retired skill.
pub(crate) fn carried_note(maps: &SkillMaps, retired: RetiredIndex) -> String {
    format!("rated as {}, which {}", maps[retired].id, maps.fate(retired).replace('`', ""))
}

/// The answer to one sentence: whether somebody can do today what a level of a skill means.
///
/// Yes means that level at least, no means below it. A sentence that was shown and not answered is not kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Of what.
    pub skill: SkillIndex,
    /// The level that the sentence describes, 1 to 4.
    pub level: Level,
    /// Whether they can do it.
    pub can: bool,
    /// When; without a day it is older than any dated record.
    pub on: Option<Date>,
    /// By whom.
    pub by: Rater,
    /// Where it stands in the file: of two records of one day the one further on is newer.
    pub place: usize,
}

impl Said {
    /// The person's own answer, without a day.
    pub fn own(skill: SkillIndex, level: Level, can: bool) -> Said {
        Said { skill, level, can, on: None, by: Rater::OWN, place: NOT_WRITTEN }
    }
}

words! {
    /// How a rating came about.
    pub enum Method {
        /// The person rated themselves.
        Own = "self",
        /// Somebody who knows them rated them.
        Mentor = "mentor",
        /// It was read from somewhere else.
        Import = "import",
    }
}

impl Method {
    /// How a rating by somebody came about, where nothing else is said.
    pub(crate) fn usual(by: &Rater) -> Method {
        if by.is_own() { Method::Own } else { Method::Mentor }
    }
}

/// A skill that was seen somewhere and not rated.
#[derive(Clone, Debug)]
pub struct Claim {
    /// What was seen.
    pub skill: SkillIndex,
    /// Where.
    pub source: Option<String>,
}

/// A project that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneProject {
    /// Which one.
    pub project: ProjectIndex,
    /// When it was finished.
    pub on: Option<Date>,
    /// Who says so.
    pub by: Rater,
    /// A link, commit or note that shows it.
    pub evidence: Option<String>,
}

/// What a name in a profile stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOf {
    /// A skill.
    Skill,
    /// A role.
    Role,
    /// A project.
    Project,
    /// A skill or a project.
    SkillOrProject,
}

/// The source of a claim that was ticked by name in an interview.
pub(crate) const TICKED: &str = "assess";

/// In what a profile names a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedIn {
    /// In a rating.
    Rating,
    /// In the answer to a sentence. Of a retired skill it is carried over to no other: it was about another thing.
    Sentence,
    /// In a claim or the goal.
    Other,
}

/// A name in a profile that only a retired skill had.
#[derive(Clone, Debug)]
pub struct NamesRetired {
    /// The skill.
    pub retired: RetiredIndex,
    /// In what.
    pub(crate) named_in: NamedIn,
    /// Where.
    pub span: Span,
}

/// A name in a profile that no map has.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The name as it stands there.
    pub name: String,
    /// What it should be the name of.
    pub of: NameOf,
    /// Where.
    pub span: Span,
}

impl Unknown {
    /// `did you mean "a" or "b"?`, or nothing when no name is near.
    pub(crate) fn did_you_mean(&self, maps: &SkillMaps) -> Option<String> {
        match self.of {
            NameOf::Role => maps.role(&self.name).err()?.did_you_mean(),
            NameOf::Skill => maps.skill(&self.name).err()?.did_you_mean(),
            NameOf::Project => did_you_mean(&maps.nearest_projects(&self.name)),
            NameOf::SkillOrProject => did_you_mean(&maps.nearest_skills_and_projects(&self.name)),
        }
    }
}

/// What is said of each skill, by its place in the catalog: a level, or the range that single sentences leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings(Vec<u8>);

/// The least and the most of a skill as one number.
pub(super) const fn range(low: u8, high: u8) -> u8 {
    low * 8 + high
}

/// What stands in [`Ratings`] for a skill of which nothing is said.
pub(super) const NOT_RATED: u8 = range(0, Level::EXPERT.number());

impl Ratings {
    /// No ratings for a catalog of this many skills.
    pub fn none(maps: &SkillMaps) -> Ratings {
        Ratings(vec![NOT_RATED; maps.skills().len()])
    }

    /// What counts of each skill of the catalog.
    pub fn of(current: &[Current<'_>]) -> Ratings {
        Ratings(current.iter().map(|said| range(said.low.number(), said.high.number())).collect())
    }

    /// The level of a skill, where it is rated, or where sentences leave only one.
    pub fn get(&self, skill: SkillIndex) -> Option<Level> {
        self.range(skill).filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// The least and the most that a skill can be by what is said of it; `None` when nothing is.
    pub fn range(&self, skill: SkillIndex) -> Option<(Level, Level)> {
        let level = |number: u8| Level::ALL[usize::from(number)];
        let range = self.0[skill.0];
        (range != NOT_RATED).then(|| (level(range / 8), level(range % 8)))
    }

    /// Rates a skill, whatever it was before.
    pub fn set(&mut self, skill: SkillIndex, level: Level) {
        self.set_range(skill, level, level);
    }

    /// Says the least and the most that a skill can be, whatever was said before.
    pub fn set_range(&mut self, skill: SkillIndex, low: Level, high: Level) {
        self.0[skill.0] = range(low.number(), high.number());
    }

    /// Forgets everything that was said.
    pub fn clear(&mut self) {
        self.0.fill(NOT_RATED);
    }

    /// The rated skills with their levels, in the order of the catalog.
    pub fn iter(&self) -> impl Iterator<Item = (SkillIndex, Level)> + '_ {
        self.ranges().filter(|(_, (low, high))| low == high).map(|(skill, (low, _))| (skill, low))
    }

    /// The skills of which something is said, with the least and the most that they can be by that.
    pub fn ranges(&self) -> impl Iterator<Item = (SkillIndex, (Level, Level))> + '_ {
        let skills = (0..self.0.len()).map(SkillIndex);
        skills.filter_map(|skill| Some((skill, self.range(skill)?)))
    }

    /// Each skill's [`range`].
    pub(super) fn numbers(&self) -> &[u8] {
        &self.0
    }

    /// How many skills are rated: those whose level is known.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether nothing is said of any skill.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|range| *range == NOT_RATED)
    }
}

/// What counts of everything that was recorded about one skill.
///
/// Of the ratings it is the newest, of the answers to each sentence the newest. A rating says that its level is there and
/// that the next is not. Where two contradict each other, the newer counts and the older lapses.
#[derive(Clone, Copy, Debug)]
pub struct Current<'p> {
    /// The newest rating, also where newer sentences leave nothing of it.
    pub entry: Option<&'p Entry>,
    /// The newest answer to the sentence of each level from 1 to 4, where nothing newer contradicts it.
    pub said: [Option<&'p Said>; 4],
    /// The least that the skill can be by this.
    pub low: Level,
    /// The most that it can be.
    pub high: Level,
}

impl<'p> Current<'p> {
    const NOTHING: Current<'static> =
        Current { entry: None, said: [None; 4], low: Level::NONE, high: Level::EXPERT };

    /// Whether anything was said of the skill itself, not only of a retired one that it took the place of.
    pub(crate) fn is_direct(&self) -> bool {
        !self.is_nothing() && self.entry.is_none_or(|entry| entry.carried_from.is_none())
    }

    /// Whether anything was recorded.
    pub(crate) fn is_nothing(&self) -> bool {
        self.entry.is_none() && self.said.iter().all(Option::is_none)
    }

    /// The least and the most.
    pub fn range(&self) -> (Level, Level) {
        (self.low, self.high)
    }

    /// The newest rating, where newer sentences leave its level possible.
    pub(crate) fn counting_entry(&self) -> Option<&'p Entry> {
        self.entry.filter(|entry| (self.low..=self.high).contains(&entry.level))
    }

    /// The level, where it is known.
    pub fn level(&self) -> Option<Level> {
        (self.low == self.high).then_some(self.low)
    }

    /// The newest of it: its day, and who said it.
    pub fn newest(&self) -> Option<(Option<Date>, &'p Rater)> {
        let said = self.said.iter().flatten().map(|said| (said.on, said.place, &said.by));
        let entry = self.entry.iter().map(|entry| (entry.on, entry.place, &entry.by));
        let newest = said.chain(entry).max_by_key(|(on, place, _)| (*on, *place));
        newest.map(|(on, _, by)| (on, by))
    }

    /// Works out the range, and leaves out the sentences that something newer contradicts.
    fn settle(&mut self) {
        let said = self.said.iter().enumerate().filter_map(|(at, said)| Some((at, (*said)?)));
        let mut statements: Vec<_> = said
            .map(|(at, said)| {
                let (low, high) = match said.can {
                    true => (said.level, Level::EXPERT),
                    false => (Level::NONE, said.level.previous()),
                };
                ((said.on, said.place), low, high, Some(at))
            })
            .collect();
        if let Some(entry) = self.entry {
            let (when, level) = ((entry.on, entry.place), entry.level);
            statements.push((when, level, Level::EXPERT, None));
            statements.push((when, Level::NONE, level, None));
        }
        statements.sort_by_key(|(when, ..)| std::cmp::Reverse(*when));
        for (_, low, high, sentence) in statements {
            if low <= self.high && high >= self.low {
                self.low = self.low.max(low);
                self.high = self.high.min(high);
            } else if let Some(at) = sentence {
                self.said[at] = None;
            }
        }
    }
}

impl Profile {
    /// What counts for each skill: what the person said; with `rater`, what that one said where they said anything.
    pub fn current(&self, maps: &SkillMaps, rater: &Rater) -> Vec<Current<'_>> {
        self.current_among(maps, rater, |_| true)
    }

    /// The same of the records up to a day, as one would have seen it then; of `None` those that have no day.
    pub fn current_on(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        day: Option<Date>,
    ) -> Vec<Current<'_>> {
        self.current_among(maps, rater, |on| on <= day)
    }

    /// The ratings that count.
    pub fn ratings(&self, maps: &SkillMaps, rater: &Rater) -> Ratings {
        Ratings::of(&self.current(maps, rater))
    }

    /// The skills for which a level of a retired one counts, since its rater said nothing of them.
    pub(crate) fn carries(&self, maps: &SkillMaps, retired: RetiredIndex) -> Vec<SkillIndex> {
        let carries = |skill: &SkillIndex| {
            let from_it = |entry: &&Entry| entry.carried_from == Some(retired);
            let mut entries = self.entries.iter().filter(from_it).filter(|e| e.skill == *skill);
            entries.any(|entry| !self.speaks_of(*skill, &entry.by))
        };
        maps[retired].split_into.iter().copied().filter(carries).collect()
    }

    /// Whether a rater said anything of a skill itself.
    pub(crate) fn speaks_of(&self, skill: SkillIndex, rater: &Rater) -> bool {
        let rated = |entry: &Entry| {
            entry.skill == skill && entry.by == *rater && entry.carried_from.is_none()
        };
        let said = |said: &Said| said.skill == skill && said.by == *rater;
        self.entries.iter().any(rated) || self.said.iter().any(said)
    }

    /// The skills that the person ticked by name in an interview, as used at all. What they said later may be against it.
    pub fn ticked(&self) -> impl Iterator<Item = SkillIndex> {
        let ticked = self.claims.iter().filter(|claim| claim.source.as_deref() == Some(TICKED));
        ticked.map(|claim| claim.skill)
    }

    /// Whether a project is done.
    pub(crate) fn has_done(&self, project: ProjectIndex) -> bool {
        self.projects.iter().any(|done| done.project == project)
    }

    /// Everybody who rated this person or answered for them, in the order of the file, those who rated first.
    pub fn raters(&self) -> Vec<&Rater> {
        let mut raters: Vec<&Rater> = Vec::new();
        let said = self.said.iter().map(|said| &said.by);
        for by in self.entries.iter().map(|entry| &entry.by).chain(said) {
            if !raters.contains(&by) {
                raters.push(by);
            }
        }
        raters
    }

    fn current_among(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        counts: impl Fn(Option<Date>) -> bool,
    ) -> Vec<Current<'_>> {
        let mut current = self.newest_by(maps, &Rater::OWN, &counts);
        if !rater.is_own() {
            let theirs = self.newest_by(maps, rater, &counts);
            for (current, theirs) in current.iter_mut().zip(theirs) {
                if !theirs.is_nothing() {
                    *current = theirs;
                }
            }
        }
        for current in current.iter_mut().filter(|current| !current.is_nothing()) {
            current.settle();
        }
        current
    }

    /// Of one rater's records that count the newest; of the same day the later in the file.
    fn newest_by(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        counts: impl Fn(Option<Date>) -> bool,
    ) -> Vec<Current<'_>> {
        let mut newest = vec![Current::NOTHING; maps.skills().len()];
        let theirs = || self.entries.iter().filter(|entry| entry.by == *rater && counts(entry.on));
        for entry in theirs().filter(|entry| entry.carried_from.is_none()) {
            let slot = &mut newest[entry.skill.0].entry;
            if slot.is_none_or(|old| old.on <= entry.on) {
                *slot = Some(entry);
            }
        }
        for said in self.said.iter().filter(|said| said.by == *rater && counts(said.on)) {
            let slot = &mut newest[said.skill.0].said[said.level.index() - 1];
            if slot.is_none_or(|old| old.on <= said.on) {
                *slot = Some(said);
            }
        }
        for entry in theirs().filter(|entry| entry.carried_from.is_some()) {
            let Current { entry: slot, said, .. } = &mut newest[entry.skill.0];
            let gives_way = |old: &Entry| old.carried_from.is_some() && old.on <= entry.on;
            if said.iter().all(Option::is_none) && slot.is_none_or(gives_way) {
                *slot = Some(entry);
            }
        }
        newest
    }
}
