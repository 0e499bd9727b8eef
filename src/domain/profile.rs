//! The profile of a person: what they said about their skills, and their goal.

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

/// The range of hours a week that a person may have for learning.
pub(crate) const HOURS_PER_WEEK: RangeInclusive<f64> = 0.5..=168.0;

/// The append-only record of one person.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The name of the person.
    pub name: Option<String>,
    /// The person's e-mail, if the user asked to keep it.
    pub email: Option<String>,
    /// The goal: defaults for the flags of the same names.
    pub goal: Goal,
    /// Ratings, in the order of the file; those of the short form first.
    pub entries: Vec<Entry>,
    /// Answers to single sentences, in the order of the file.
    pub said: Vec<Said>,
    /// Skills that were seen somewhere but not rated.
    pub claims: Vec<Claim>,
    /// Projects that are done, in the order of the file.
    pub projects: Vec<DoneProject>,
    /// Names of skills, roles and projects that the maps do not have. They are kept and reported to the user.
    pub unknown: Vec<Unknown>,
    /// Names of retired skills, in the order of the file. The file keeps these entries; what still counts of them is
    /// also in the other fields.
    pub retired: Vec<NamesRetired>,
}

/// The goal of a person.
#[derive(Clone, Debug, Default)]
pub struct Goal {
    /// The roles.
    pub roles: Vec<RoleIndex>,
    /// The seniority to aim at.
    pub seniority: Option<Seniority>,
    /// Hours a week for learning.
    pub hours_per_week: Option<f64>,
    /// The pace: 1 is the usual pace, 2 takes twice as long.
    pub pace: Option<f64>,
    /// The preferred members of groups.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out of the plan.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out of the plan.
    pub skip_projects: Vec<ProjectIndex>,
    /// How plans are ordered.
    pub order: Option<Order>,
}

words! {
    /// A part of a goal.
    pub(crate) enum GoalKey {
        /// The roles.
        Roles = "roles",
        /// The seniority whose targets count.
        Seniority = "seniority",
        /// Hours a week for learning.
        HoursPerWeek = "hours-per-week",
        /// The pace of learning.
        Pace = "pace",
        /// The preferred skills.
        Prefer = "prefer",
        /// The skills and projects left out of every plan.
        Skip = "skip",
        /// The order of the steps.
        Order = "order",
    }
}

impl GoalKey {
    /// Returns the key in a profile.
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
    /// The skill.
    pub skill: SkillIndex,
    /// The level.
    pub level: Level,
    /// The day; `None` in the short form, which is older than any dated entry.
    pub on: Option<Date>,
    /// The rater.
    pub by: Rater,
    /// How the rating was made.
    pub method: Method,
    /// A link, commit or note that proves it.
    pub evidence: Option<String>,
    /// Any other note.
    pub note: Option<String>,
    /// The position in the file: of two records of the same day the later one is newer.
    pub place: usize,
    /// The retired skill from which the level is carried over. Such an entry counts only if the same rater said nothing
    /// about the skill itself.
    pub carried_from: Option<RetiredIndex>,
}

/// The [`place`](Entry::place) of an entry that is not in the file yet: after all that are.
pub(crate) const NOT_WRITTEN: usize = usize::MAX;

impl Entry {
    /// Makes a rating by the person, without a day.
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

    /// Makes ratings by the person, without a day, for all skills that replace a retired skill.
    pub fn carried(maps: &SkillMaps, retired: RetiredIndex, level: Level) -> Vec<Entry> {
        let carried =
            |skill: &SkillIndex| Entry { carried_from: Some(retired), ..Entry::own(*skill, level) };
        maps[retired].split_into.iter().map(carried).collect()
    }

    /// Returns whether the rating is written to the file. Of the ratings carried over from one rating, only the first
    /// is written and stands for all.
    pub(crate) fn is_written(&self, maps: &SkillMaps) -> bool {
        self.carried_from
            .is_none_or(|retired| maps[retired].split_into.first() == Some(&self.skill))
    }

    /// Returns the note of the rating, or else a note about the retired skill from which it is carried over.
    pub(crate) fn remark(&self, maps: &SkillMaps) -> Option<String> {
        self.note.clone().or_else(|| self.carried_from.map(|retired| carried_note(maps, retired)))
    }
}

/// Returns the note about a level that is carried over from a retired skill.
pub(crate) fn carried_note(maps: &SkillMaps, retired: RetiredIndex) -> String {
    format!("rated as {}, which {}", maps[retired].id, maps.fate(retired).replace('`', ""))
}

/// The answer to one sentence: whether the person can do today what a level of a skill means.
///
/// Yes means that level or a higher one, no means a lower one. A sentence that was shown but not answered is not
/// recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The skill.
    pub skill: SkillIndex,
    /// The level that the sentence describes, 1 to 4.
    pub level: Level,
    /// Whether the person can do it.
    pub can: bool,
    /// The day; without a day the answer is older than any dated record.
    pub on: Option<Date>,
    /// The rater.
    pub by: Rater,
    /// The position in the file: of two records of the same day the later one is newer.
    pub place: usize,
}

impl Said {
    /// Makes an answer by the person, without a day.
    pub fn own(skill: SkillIndex, level: Level, can: bool) -> Said {
        Said { skill, level, can, on: None, by: Rater::OWN, place: NOT_WRITTEN }
    }
}

words! {
    /// How a rating was made.
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
    /// Returns the usual method for ratings by this rater.
    pub(crate) fn usual(by: &Rater) -> Method {
        if by.is_own() { Method::Own } else { Method::Mentor }
    }
}

/// A skill that was seen somewhere but not rated.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The skill.
    pub skill: SkillIndex,
    /// Where it was seen.
    pub source: Option<String>,
}

/// A finished project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneProject {
    /// The project.
    pub project: ProjectIndex,
    /// The day on which it was finished.
    pub on: Option<Date>,
    /// The person who says so.
    pub by: Rater,
    /// A link, commit or note that proves it.
    pub evidence: Option<String>,
}

/// The kind of thing that a name in a profile refers to.
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

/// The source of claims that were ticked by name in an interview.
pub(crate) const TICKED: &str = "assess";

/// The kind of entry in which a profile names a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NamedIn {
    /// In a rating.
    Rating,
    /// In the answer to a sentence. An answer about a retired skill is not carried over to another skill, because its
    /// sentence was about something else.
    Sentence,
    /// In a claim or the goal.
    Other,
}

/// A name in a profile that only a retired skill has.
#[derive(Clone, Debug)]
pub struct NamesRetired {
    /// The retired skill.
    pub retired: RetiredIndex,
    /// The kind of entry that contains the name.
    pub(crate) named_in: NamedIn,
    /// The place of the name.
    pub span: Span,
}

/// A name in a profile that no map has.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The name as it is written.
    pub name: String,
    /// The kind of thing that it should refer to.
    pub of: NameOf,
    /// The place of the name.
    pub span: Span,
}

impl Unknown {
    /// Returns `did you mean "a" or "b"?`, or `None` if no name is near.
    pub(crate) fn did_you_mean(&self, maps: &SkillMaps) -> Option<String> {
        match self.of {
            NameOf::Role => maps.role(&self.name).err()?.did_you_mean(),
            NameOf::Skill => maps.skill(&self.name).err()?.did_you_mean(),
            NameOf::Project => did_you_mean(&maps.nearest_projects(&self.name)),
            NameOf::SkillOrProject => did_you_mean(&maps.nearest_skills_and_projects(&self.name)),
        }
    }
}

/// The rating of each skill, by its index in the catalog: a level, or the range that sentences leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings(Vec<u8>);

/// Encodes the lowest and highest possible level of a skill as one number.
pub(super) const fn range(low: u8, high: u8) -> u8 {
    low * 8 + high
}

/// The value in [`Ratings`] for a skill about which nothing is said.
pub(super) const NOT_RATED: u8 = range(0, Level::EXPERT.number());

impl Ratings {
    /// Makes ratings for all skills of a catalog, in which nothing is said.
    pub fn none(maps: &SkillMaps) -> Ratings {
        Ratings(vec![NOT_RATED; maps.skills().len()])
    }

    /// Collects the ranges that count for each skill of the catalog.
    pub fn of(current: &[Current<'_>]) -> Ratings {
        Ratings(current.iter().map(|said| range(said.low.number(), said.high.number())).collect())
    }

    /// Returns the level of a skill, if it is rated or sentences leave only one level.
    pub fn get(&self, skill: SkillIndex) -> Option<Level> {
        self.range(skill).filter(|(low, high)| low == high).map(|(low, _)| low)
    }

    /// Returns the lowest and highest possible level of a skill by its ratings and sentences; `None` if there are none.
    pub fn range(&self, skill: SkillIndex) -> Option<(Level, Level)> {
        let level = |number: u8| Level::ALL[usize::from(number)];
        let range = self.0[skill.0];
        (range != NOT_RATED).then(|| (level(range / 8), level(range % 8)))
    }

    /// Sets the level of a skill.
    pub fn set(&mut self, skill: SkillIndex, level: Level) {
        self.set_range(skill, level, level);
    }

    /// Sets the lowest and highest possible level of a skill.
    pub fn set_range(&mut self, skill: SkillIndex, low: Level, high: Level) {
        self.0[skill.0] = range(low.number(), high.number());
    }

    /// Removes all ratings.
    pub fn clear(&mut self) {
        self.0.fill(NOT_RATED);
    }

    /// Iterates over the rated skills with their levels, in the order of the catalog.
    pub fn iter(&self) -> impl Iterator<Item = (SkillIndex, Level)> + '_ {
        self.ranges().filter(|(_, (low, high))| low == high).map(|(skill, (low, _))| (skill, low))
    }

    /// Iterates over the skills with ratings or sentences, with the lowest and highest level that these allow.
    pub fn ranges(&self) -> impl Iterator<Item = (SkillIndex, (Level, Level))> + '_ {
        let skills = (0..self.0.len()).map(SkillIndex);
        skills.filter_map(|skill| Some((skill, self.range(skill)?)))
    }

    /// Returns the [`range`] of each skill.
    pub(super) fn numbers(&self) -> &[u8] {
        &self.0
    }

    /// Returns the number of rated skills: those whose level is known.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Returns whether nothing is said about any skill.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|range| *range == NOT_RATED)
    }
}

/// What counts of all records about one skill.
///
/// The newest rating and the newest answer to each sentence count. A rating means that its level is reached and the
/// next one is not. If two records contradict each other, the newer one counts and the older one lapses.
#[derive(Clone, Copy, Debug)]
pub struct Current<'p> {
    /// The newest rating, even if newer sentences contradict it.
    pub entry: Option<&'p Entry>,
    /// The newest answer to the sentence of each level from 1 to 4, unless something newer contradicts it.
    pub said: [Option<&'p Said>; 4],
    /// The lowest possible level.
    pub low: Level,
    /// The highest possible level.
    pub high: Level,
}

impl<'p> Current<'p> {
    const NOTHING: Current<'static> =
        Current { entry: None, said: [None; 4], low: Level::NONE, high: Level::EXPERT };

    /// Returns whether there is a record about the skill itself, not only one carried over from a retired skill.
    pub(crate) fn is_direct(&self) -> bool {
        !self.is_nothing() && self.entry.is_none_or(|entry| entry.carried_from.is_none())
    }

    /// Returns whether there is no record.
    pub(crate) fn is_nothing(&self) -> bool {
        self.entry.is_none() && self.said.iter().all(Option::is_none)
    }

    /// Returns the lowest and highest possible level.
    pub fn range(&self) -> (Level, Level) {
        (self.low, self.high)
    }

    /// Returns the newest rating, if newer sentences leave its level possible.
    pub(crate) fn counting_entry(&self) -> Option<&'p Entry> {
        self.entry.filter(|entry| (self.low..=self.high).contains(&entry.level))
    }

    /// Returns the level, if it is known.
    pub fn level(&self) -> Option<Level> {
        (self.low == self.high).then_some(self.low)
    }

    /// Returns the day and the rater of the newest record.
    pub fn newest(&self) -> Option<(Option<Date>, &'p Rater)> {
        let said = self.said.iter().flatten().map(|said| (said.on, said.place, &said.by));
        let entry = self.entry.iter().map(|entry| (entry.on, entry.place, &entry.by));
        let newest = said.chain(entry).max_by_key(|(on, place, _)| (*on, *place));
        newest.map(|(on, _, by)| (on, by))
    }

    /// Computes the range, and removes the sentences that newer records contradict.
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
    /// Returns what counts for each skill: the records of `rater` where there are any, else those of the person.
    pub fn current(&self, maps: &SkillMaps, rater: &Rater) -> Vec<Current<'_>> {
        self.current_among(maps, rater, |_| true)
    }

    /// Returns what counted at the end of a day. For `None`, only records without a day count.
    pub fn current_on(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        day: Option<Date>,
    ) -> Vec<Current<'_>> {
        self.current_among(maps, rater, |on| on <= day)
    }

    /// Returns the ratings that count.
    pub fn ratings(&self, maps: &SkillMaps, rater: &Rater) -> Ratings {
        Ratings::of(&self.current(maps, rater))
    }

    /// Returns the skills for which the level of a retired skill counts, because its rater said nothing about them.
    pub(crate) fn carries(&self, maps: &SkillMaps, retired: RetiredIndex) -> Vec<SkillIndex> {
        let carries = |skill: &SkillIndex| {
            let from_it = |entry: &&Entry| entry.carried_from == Some(retired);
            let mut entries = self.entries.iter().filter(from_it).filter(|e| e.skill == *skill);
            entries.any(|entry| !self.speaks_of(*skill, &entry.by))
        };
        maps[retired].split_into.iter().copied().filter(carries).collect()
    }

    /// Returns whether a rater said anything about the skill itself.
    pub(crate) fn speaks_of(&self, skill: SkillIndex, rater: &Rater) -> bool {
        let rated = |entry: &Entry| {
            entry.skill == skill && entry.by == *rater && entry.carried_from.is_none()
        };
        let said = |said: &Said| said.skill == skill && said.by == *rater;
        self.entries.iter().any(rated) || self.said.iter().any(said)
    }

    /// Iterates over the skills that the person ticked by name in an interview, as used before. Later answers may
    /// contradict this.
    pub fn ticked(&self) -> impl Iterator<Item = SkillIndex> {
        let ticked = self.claims.iter().filter(|claim| claim.source.as_deref() == Some(TICKED));
        ticked.map(|claim| claim.skill)
    }

    /// Returns whether a project is finished.
    pub(crate) fn has_done(&self, project: ProjectIndex) -> bool {
        self.projects.iter().any(|done| done.project == project)
    }

    /// Returns everybody who rated this person or answered for them, in the order of the file; raters come first.
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

    /// Returns what counts of one rater's records: the newest, and of the same day the later one in the file.
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
