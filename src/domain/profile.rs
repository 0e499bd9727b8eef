//! One person: what they said about their skills, and what they aim at.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::catalog::SkillIndex;
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::problem::Span;
use super::rater::Rater;
use super::roadmap::Order;
use super::role::RoleIndex;
use super::words::words;

/// How many hours a week somebody may have for learning.
pub const HOURS_PER_WEEK: RangeInclusive<f64> = 0.5..=168.0;

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
    /// Skills that were seen somewhere and not rated.
    pub claims: Vec<Claim>,
    /// Ratings and claims of skills that the maps do not have: kept, and named to the user.
    pub unknown: Vec<Unknown>,
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
    /// What decides the order of a plan.
    pub order: Option<Order>,
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
}

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
        }
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
    pub fn usual(by: &Rater) -> Method {
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

/// A name in a profile that no map has.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// The name as it stands there.
    pub name: String,
    /// Whether it should be a role's, not a skill's.
    pub is_role: bool,
    /// Where.
    pub span: Span,
}

impl Unknown {
    /// `did you mean "a" or "b"?`, or nothing when no name is near.
    pub fn did_you_mean(&self, maps: &SkillMaps) -> Option<String> {
        if self.is_role {
            maps.role(&self.name).err()?.did_you_mean()
        } else {
            maps.skill(&self.name).err()?.did_you_mean()
        }
    }
}

/// A level for each skill that has one, by the skill's place in the catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings(Vec<u8>);

/// What stands in [`Ratings`] for a skill that is not rated.
pub(super) const NOT_RATED: u8 = u8::MAX;

impl Ratings {
    /// No ratings for a catalog of this many skills.
    pub fn none(maps: &SkillMaps) -> Ratings {
        Ratings(vec![NOT_RATED; maps.skills().len()])
    }

    /// The levels of entries, one or none for each skill of the catalog.
    pub fn of(entries: &[Option<&Entry>]) -> Ratings {
        let level = |entry: &Option<&Entry>| entry.map_or(NOT_RATED, |entry| entry.level.number());
        Ratings(entries.iter().map(level).collect())
    }

    /// The level of a skill, where it is rated.
    pub fn get(&self, skill: SkillIndex) -> Option<Level> {
        Level::new(i64::from(self.0[skill.0]))
    }

    /// Rates a skill, whatever it was before.
    pub fn set(&mut self, skill: SkillIndex, level: Level) {
        self.0[skill.0] = level.number();
    }

    /// Forgets every rating.
    pub fn clear(&mut self) {
        self.0.fill(NOT_RATED);
    }

    /// The rated skills with their levels, in the order of the catalog.
    pub fn iter(&self) -> impl Iterator<Item = (SkillIndex, Level)> + '_ {
        self.0
            .iter()
            .enumerate()
            .filter_map(|(at, level)| Some((SkillIndex(at), Level::new(i64::from(*level))?)))
    }

    /// Each skill's level as a number, or [`NOT_RATED`].
    pub(super) fn numbers(&self) -> &[u8] {
        &self.0
    }

    /// How many skills are rated.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether nothing is rated.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl Profile {
    /// The entry that counts for each skill: the person's own newest; with `rater`, theirs where they have one.
    pub fn current_entries(&self, maps: &SkillMaps, rater: &Rater) -> Vec<Option<&Entry>> {
        self.current_among(maps, rater, |_| true)
    }

    /// The same of the entries up to a day, as one would have seen it then; of `None` those that have no day.
    pub fn current_entries_on(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        day: Option<Date>,
    ) -> Vec<Option<&Entry>> {
        self.current_among(maps, rater, |entry| entry.on <= day)
    }

    /// The ratings that count.
    pub fn ratings(&self, maps: &SkillMaps, rater: &Rater) -> Ratings {
        Ratings::of(&self.current_entries(maps, rater))
    }

    /// Everybody who rated this person, in the order of the file.
    pub fn raters(&self) -> Vec<&Rater> {
        let mut raters: Vec<&Rater> = Vec::new();
        for entry in &self.entries {
            if !raters.contains(&&entry.by) {
                raters.push(&entry.by);
            }
        }
        raters
    }

    fn current_among(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        counts: impl Fn(&Entry) -> bool,
    ) -> Vec<Option<&Entry>> {
        let own = self.newest_by(maps, &Rater::OWN, &counts);
        if rater.is_own() {
            return own;
        }
        let theirs = self.newest_by(maps, rater, &counts);
        theirs.into_iter().zip(own).map(|(theirs, own)| theirs.or(own)).collect()
    }

    /// Of one rater's entries that count the newest; of the same day the later in the file.
    fn newest_by(
        &self,
        maps: &SkillMaps,
        rater: &Rater,
        counts: impl Fn(&Entry) -> bool,
    ) -> Vec<Option<&Entry>> {
        let mut newest: Vec<Option<&Entry>> = vec![None; maps.skills().len()];
        let theirs = |entry: &&Entry| entry.by == *rater && counts(entry);
        for entry in self.entries.iter().filter(theirs) {
            let slot = &mut newest[entry.skill.0];
            if slot.is_none_or(|old| old.on <= entry.on) {
                *slot = Some(entry);
            }
        }
        newest
    }
}
