//! How somebody's ratings went over time: where each role stood on each day of ratings, and what rose and fell.

use std::sync::Arc;

use jiff::civil::Date;

use super::assessment::Assessment;
use super::catalog::SkillIndex;
use super::gap::{RoleGap, find_gap};
use super::hours::Hours;
use super::interview::model::Model;
use super::level::Level;
use super::likely::{Likely, LikelyReadiness};
use super::maps::SkillMaps;
use super::profile::{Current, Profile, Ratings};
use super::rater::Rater;
use super::roadmap::{Goal, Needed};
use super::role::RoleIndex;

/// What counted on one day on which ratings were made or sentences answered.
#[derive(Clone, Debug)]
pub struct Day<'p> {
    /// The day; `None` for the ratings that have no day and are older than any that has one.
    pub on: Option<Date>,
    /// What counted for each skill of the catalog.
    pub standing: Vec<Current<'p>>,
}

impl Day<'_> {
    /// The levels that counted.
    pub fn ratings(&self) -> Ratings {
        Ratings::of(&self.standing)
    }
}

/// The days on which ratings were made that count, or sentences answered, oldest first.
///
/// With `since` the first is the last of the days before it, which the rest is measured against.
pub fn days<'p>(
    maps: &SkillMaps,
    profile: &'p Profile,
    rater: &Rater,
    since: Option<Date>,
) -> Vec<Day<'p>> {
    let entries = profile.entries.iter().map(|entry| (&entry.by, entry.on));
    let said = profile.said.iter().map(|said| (&said.by, said.on));
    let counting = entries.chain(said).filter(|(by, _)| by.is_own() || *by == rater);
    let mut days: Vec<Option<Date>> = counting.map(|(_, on)| on).collect();
    days.sort();
    days.dedup();
    let before = days.iter().take_while(|day| **day < since).count();
    days.drain(..before.saturating_sub(1));
    let day = |on| Day { on, standing: profile.current_on(maps, rater, on) };
    days.into_iter().map(day).collect()
}

/// What changed between the first of some days and the last.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Skills that were rated and are rated higher, in the order of the catalog. Where sentences left a range, those that
    /// are certainly higher.
    pub rose: Vec<Change>,
    /// Skills that were rated and are rated lower.
    pub fell: Vec<Change>,
    /// Skills rated for the first time after the first day, or for the first time by the rater who counts: something
    /// learned about the person, not by them.
    pub first_rated: Vec<FirstRating>,
    /// The ratings of the last day, each skill that rose or fell at its first level among these days: what the ratings would
    /// be if skills had only been rated, and nothing had risen or fallen.
    pub as_first_rated: Ratings,
}

/// A rating that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Of what.
    pub skill: SkillIndex,
    /// The level on the first day, or when it was first rated; of a range the end that is nearer to `to`.
    pub from: Level,
    /// The level on the last day; of a range the end that is nearer to `from`.
    pub to: Level,
    /// The day of the last change.
    pub on: Option<Date>,
}

/// The first rating of a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRating {
    /// Of what.
    pub skill: SkillIndex,
    /// How high it was then.
    pub level: Level,
    /// When.
    pub on: Option<Date>,
    /// By whom.
    pub by: Rater,
}

/// What changed between the first of the days and the last.
///
/// Only ratings by one and the same person are compared: that a mentor sees somebody otherwise than they do is no progress.
pub fn changes(maps: &SkillMaps, days: &[Day<'_>]) -> Changes {
    let mut changes = Changes {
        rose: Vec::new(),
        fell: Vec::new(),
        first_rated: Vec::new(),
        as_first_rated: Ratings::none(maps),
    };
    for skill in maps.skill_indices() {
        let mut first: Option<(&Current<'_>, &Rater)> = None;
        let mut last: Option<(&Current<'_>, Option<Date>)> = None;
        let mut first_level = None;
        for (at, day) in days.iter().enumerate() {
            let current = &day.standing[skill.0];
            let Some((on, by)) = current.newest() else {
                continue;
            };
            let is_other = first.is_none_or(|(_, before)| before != by);
            if is_other {
                first = Some((current, by));
                first_level = None;
            }
            if is_other || last.is_none_or(|(last, _)| last.range() != current.range()) {
                last = Some((current, on));
            }
            if let (None, Some(level)) = (&first_level, current.level()) {
                first_level = Some((at, FirstRating { skill, level, on, by: by.clone() }));
            }
        }
        let (Some((first, _)), Some((last, on))) = (first, last) else {
            continue;
        };
        changes.first_rated.extend(first_level.filter(|(at, _)| *at > 0).map(|(_, rating)| rating));
        let rose = last.low > first.high;
        let fell = last.high < first.low;
        let (low, high) = if rose || fell { first.range() } else { last.range() };
        changes.as_first_rated.set_range(skill, low, high);
        if rose {
            changes.rose.push(Change { skill, from: first.high, to: last.low, on });
        } else if fell {
            changes.fell.push(Change { skill, from: first.low, to: last.high, on });
        }
    }
    changes
}

/// Where one role stood.
#[derive(Clone, Debug)]
pub struct Measured<'m> {
    /// The gap.
    pub gap: RoleGap<'m>,
    /// The hours of the plan that closes it.
    pub hours: Hours,
    /// What was likely; `None` where the person was not interviewed by then.
    pub likely: Option<LikelyReadiness>,
}

impl<'m> Measured<'m> {
    fn new(maps: &'m SkillMaps, known: &Assessment, role: RoleIndex, goal: &Goal) -> Measured<'m> {
        Measured {
            gap: find_gap(maps, known, role, goal.seniority),
            hours: Needed::find(maps, known, &goal.of_role(role)).hours(maps),
            likely: None,
        }
    }
}

/// How one role went.
#[derive(Clone, Debug)]
pub struct Course<'m> {
    /// The role.
    pub role: RoleIndex,
    /// Where it stood on each of the days.
    pub days: Vec<Measured<'m>>,
    /// Where it would stand had skills only been rated and nothing risen or fallen: what lies between this and the
    /// first day was gained by rating, what lies between this and the last day by learning.
    pub as_first_rated: Measured<'m>,
}

/// Measures the roles of a goal on each of the days.
pub fn courses<'m>(
    maps: &'m SkillMaps,
    profile: &Profile,
    rater: &Rater,
    days: &[Day<'_>],
    changes: &Changes,
    goal: &Goal,
) -> Vec<Course<'m>> {
    let model = Arc::new(Model::of(maps));
    let standing = |day: &Day<'_>| {
        let ratings = day.ratings();
        let known = Assessment::new(maps, &ratings);
        let interviewed = profile.is_interviewed_by(rater, day.on);
        let likely = interviewed
            .then(|| Likely::of(maps, Arc::clone(&model), &known, profile.evidence(&day.standing)));
        (ratings, known, likely)
    };
    let standings: Vec<_> = days.iter().map(standing).collect();
    let as_first_rated = Assessment::new(maps, &changes.as_first_rated);
    let course = |role: &RoleIndex| {
        let mut found: Vec<Measured<'m>> = Vec::new();
        for (at, (ratings, known, likely)) in standings.iter().enumerate() {
            // Ratings that say again what they said before change nothing.
            let same = at.checked_sub(1).filter(|before| standings[*before].0 == *ratings);
            let measured = match same {
                Some(before) => found[before].clone(),
                None => Measured::new(maps, known, *role, goal),
            };
            let likely = likely.as_ref().map(|likely| likely.readiness(&measured.gap));
            found.push(Measured { likely, ..measured });
        }
        let as_first_rated = Measured::new(maps, &as_first_rated, *role, goal);
        Course { role: *role, days: found, as_first_rated }
    };
    goal.roles.iter().map(course).collect()
}
