//! Progress as JSON.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::ProgressAnswer;
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::progress::{ChangedRating, Course, FirstRating, Measured};
use crate::report::json::{Day, RoleNumbers, RoleRef, SkillRef};
use crate::report::likely::LikelyNumbers;
use crate::report::notes::Note;
use crate::report::sheet::Csv;

/// The CSV columns: a row for each role on each day.
pub(super) const DAYS: Csv = Csv(&[
    ("days", &["on"]),
    (
        "roles",
        &[
            "role",
            "readiness",
            "readiness_high",
            "coverage",
            "met",
            "asked",
            "core_met",
            "core_asked",
            "hours.low",
            "hours.typical",
            "hours.high",
            "likely_readiness",
            "likely_low",
            "likely_high",
        ],
    ),
]);

/// The content of a `progress` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ProgressJson {
    /// Which column of targets counts.
    seniority: Seniority,
    /// The name of the rater whose ratings count; null when it is the person.
    rater: Option<String>,
    /// The day since which progress was asked for, as in 2026-11-22; null for all of it.
    since: Option<Day>,
    /// The days on which ratings were made, oldest first; with `since` the first is the last one before it.
    days: Vec<DayJson>,
    /// Each role from the first of the days to the last.
    roles: Vec<CourseJson>,
    /// The skills that are rated higher than on the first day, or than at first.
    rose: Vec<ChangeJson>,
    /// The skills that are rated lower than on the first day, or than at first.
    fell: Vec<ChangeJson>,
    /// The skills that were first rated after the first day, or then first rated by the rater who counts.
    first_rated: Vec<FirstRatedJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// A day on which ratings were made; null for ratings without a day.
#[derive(Debug, JsonSchema, Serialize)]
struct DayJson {
    /// The day, as in 2026-11-22; null for the ratings without one, which are older than any other.
    on: Option<Day>,
    /// Where each role stood when the day was over.
    roles: Vec<RoleOnDayJson>,
}

/// Where one role stood.
#[derive(Debug, JsonSchema, Serialize)]
struct RoleOnDayJson {
    /// The id of the role.
    role: String,
    #[serde(flatten)]
    numbers: RoleNumbers,
    #[serde(flatten)]
    likely: LikelyNumbers,
    /// The hours of learning until ready, by the shortest plan, without projects.
    hours: Hours,
}

/// One role from the first day to the last: `if_only_rated` is where it would stand had skills only been rated, and
/// none risen or fallen.
#[derive(Debug, JsonSchema, Serialize)]
struct CourseJson {
    #[serde(flatten)]
    role: RoleRef,
    /// Where it stood on the first day; null without ratings.
    first: Option<RoleOnDayJson>,
    /// The figures if every skill had the first level at which it was rated on these days; null without ratings. Its
    /// likely readiness is null.
    if_only_rated: Option<RoleOnDayJson>,
    /// Where it stood on the last day; null without ratings.
    last: Option<RoleOnDayJson>,
}

/// A skill that is rated otherwise than it was.
#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level on the first day, or when the skill was first rated.
    from: Level,
    /// The level on the last day.
    to: Level,
    /// The day of the last change, as in 2026-11-22; null when the rating has no day.
    on: Option<Day>,
}

/// The first rating of a skill.
#[derive(Debug, JsonSchema, Serialize)]
struct FirstRatedJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level that it was rated at, 0 to 4.
    level: Level,
    /// The day of the rating, as in 2026-11-22; null when it has none.
    on: Option<Day>,
    /// Who rated: `self` for the person, else a name.
    by: String,
}

pub(super) fn json(answer: &ProgressAnswer<'_>) -> ProgressJson {
    let maps = answer.maps;
    let on_days = |(at, on): (usize, &Option<Date>)| DayJson {
        on: on.map(Day),
        roles: answer.courses.iter().map(|course| on_day(maps, course, &course.days[at])).collect(),
    };
    let change = |change: &ChangedRating| ChangeJson {
        skill: SkillRef::new(maps, change.skill),
        from: change.from,
        to: change.to,
        on: change.on.map(Day),
    };
    let first_rated = |first: &FirstRating| FirstRatedJson {
        skill: SkillRef::new(maps, first.skill),
        level: first.level,
        on: first.on.map(Day),
        by: first.by.to_string(),
    };
    ProgressJson {
        seniority: answer.seniority,
        rater: (!answer.rater.is_own()).then(|| answer.rater.name().to_string()),
        since: answer.since.map(Day),
        days: answer.days.iter().enumerate().map(on_days).collect(),
        roles: answer.courses.iter().map(|course| course_json(maps, course)).collect(),
        rose: answer.changes.rose.iter().map(change).collect(),
        fell: answer.changes.fell.iter().map(change).collect(),
        first_rated: answer.changes.first_rated.iter().map(first_rated).collect(),
        notes: answer.notes.clone(),
    }
}

fn course_json(maps: &SkillMaps, course: &Course<'_>) -> CourseJson {
    let on_day = |measured| on_day(maps, course, measured);
    let between = (!course.days.is_empty()).then_some(&course.as_first_rated);
    CourseJson {
        role: RoleRef::new(maps, course.role),
        first: course.days.first().map(on_day),
        if_only_rated: between.map(on_day),
        last: course.days.last().map(on_day),
    }
}

fn on_day(maps: &SkillMaps, course: &Course<'_>, measured: &Measured<'_>) -> RoleOnDayJson {
    RoleOnDayJson {
        role: maps[course.role].id.clone(),
        numbers: (&measured.gap).into(),
        likely: measured.likely.into(),
        hours: measured.hours,
    }
}
