//! How a person's ratings changed over time: the gap of each role on each day with ratings, and which skills rose and
//! fell.

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

/// What counted on a day on which ratings were made or sentences answered.
#[derive(Clone, Debug)]
pub struct Day<'p> {
    /// The day; `None` for records without a day, which are older than all others.
    pub on: Option<Date>,
    /// What counted for each skill of the catalog.
    pub standing: Vec<Current<'p>>,
}

impl Day<'_> {
    /// Returns the levels that counted.
    pub fn ratings(&self) -> Ratings {
        Ratings::of(&self.standing)
    }
}

/// Returns the days on which ratings that count were made, or sentences answered; oldest first.
///
/// With `since`, the list begins with the last day before it, as the day to compare with.
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

/// The changes between the first and the last of some days.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Skills whose rating rose, in the order of the catalog. If sentences left a range, only skills that certainly
    /// rose.
    pub rose: Vec<ChangedRating>,
    /// Skills whose rating fell.
    pub fell: Vec<ChangedRating>,
    /// Skills rated for the first time after the first day, or for the first time by the rater who counts. Such a
    /// rating tells something about the person, but the person did not learn it in between.
    pub first_rated: Vec<FirstRating>,
    /// The ratings of the last day, but each skill that rose or fell has its first level among these days. These would
    /// be the ratings if skills had only been rated, and none had risen or fallen.
    pub as_first_rated: Ratings,
}

/// A rating that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRating {
    /// The skill.
    pub skill: SkillIndex,
    /// The level on the first day, or when the skill was first rated; of a range the end nearer to `to`.
    pub from: Level,
    /// The level on the last day; of a range the end nearer to `from`.
    pub to: Level,
    /// The day of the last change.
    pub on: Option<Date>,
}

/// The first rating of a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstRating {
    /// The skill.
    pub skill: SkillIndex,
    /// The level of the first rating.
    pub level: Level,
    /// The day of the rating.
    pub on: Option<Date>,
    /// The rater.
    pub by: Rater,
}

/// Finds the changes between the first and the last of the days.
///
/// Only ratings by the same person are compared: it is not progress if a mentor rates a person differently than they
/// rate themselves.
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
            changes.rose.push(ChangedRating { skill, from: first.high, to: last.low, on });
        } else if fell {
            changes.fell.push(ChangedRating { skill, from: first.low, to: last.high, on });
        }
    }
    changes
}

/// The gap of one role on one day.
#[derive(Clone, Debug)]
pub struct Measured<'m> {
    /// The gap.
    pub gap: RoleGap<'m>,
    /// The hours of the plan that closes the gap.
    pub hours: Hours,
    /// The likely readiness; `None` if the person had not been interviewed by then.
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

/// The history of one role.
#[derive(Clone, Debug)]
pub struct Course<'m> {
    /// The role.
    pub role: RoleIndex,
    /// The gap on each of the days.
    pub days: Vec<Measured<'m>>,
    /// The gap if skills had only been rated, and none had risen or fallen. The difference to the first day comes from
    /// rating, and the difference to the last day comes from learning.
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
            // If the ratings of a day are those of the day before, its gap is the same too.
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
