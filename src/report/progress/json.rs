//! Progress as JSON, and its days for spreadsheets.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::ProgressAnswer;
use crate::domain::hours::Hours;
use crate::domain::progress::{Change, Course, Measured};
use crate::report::notes::Note;
use crate::report::sheet::Sheet;

/// The content of a `progress` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ProgressJson {
    /// Which column of targets counts: `junior`, `mid` or `senior`.
    seniority: &'static str,
    /// The name of the rater whose ratings count; null when it is the person.
    rater: Option<String>,
    /// The day since which progress was asked for, as in 2026-11-22; null for all of it.
    since: Option<String>,
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
    on: Option<String>,
    /// Where each role stood when the day was over.
    roles: Vec<RoleOnDayJson>,
}

/// Where one role stood.
#[derive(Debug, JsonSchema, Serialize)]
struct RoleOnDayJson {
    /// The id of the role.
    role: String,
    /// The readiness for it: the weight of the met requirements as a share of all that is asked, 0 to 1.
    readiness: f64,
    /// The readiness with everything that is inferred or not rated at its most, 0 to 1.
    readiness_high: f64,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1.
    coverage: f64,
    /// How many requirements are met.
    met: usize,
    /// How many requirements are asked.
    asked: usize,
    /// How many core requirements are met.
    core_met: usize,
    /// How many core requirements are asked.
    core_asked: usize,
    /// The hours to ready from there, for the plan that takes the fewest.
    hours: Hours,
}

/// One role from the first day to the last: `if_only_rated` is where it would stand had skills only been rated, and
/// none risen or fallen.
#[derive(Debug, JsonSchema, Serialize)]
struct CourseJson {
    /// The id of the role.
    role: String,
    /// What the role is called.
    name: String,
    /// Where it stood on the first day; null without ratings.
    first: Option<RoleOnDayJson>,
    /// Where it would stand with every skill at its first level among these days; null without ratings.
    if_only_rated: Option<RoleOnDayJson>,
    /// Where it stood on the last day; null without ratings.
    last: Option<RoleOnDayJson>,
}

/// A skill that is rated otherwise than it was.
#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// The level on the first day, or when the skill was first rated, 0 to 4.
    from: u8,
    /// The level on the last day, 0 to 4.
    to: u8,
    /// The day of the last change, as in 2026-11-22; null when the rating has no day.
    on: Option<String>,
}

/// The first rating of a skill.
#[derive(Debug, JsonSchema, Serialize)]
struct FirstRatedJson {
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// The level that it was rated at, 0 to 4.
    level: u8,
    /// The day of the rating, as in 2026-11-22; null when it has none.
    on: Option<String>,
    /// Who rated: `self` for the person, else a name.
    by: String,
}

/// The answer for scripts.
pub fn json(answer: &ProgressAnswer<'_>) -> ProgressJson {
    let maps = answer.maps;
    let text = |day: &Option<Date>| day.map(|day| day.to_string());
    let days = answer.days.iter().enumerate();
    let change = |change: &Change| ChangeJson {
        skill: maps[change.skill].id.clone(),
        name: maps[change.skill].name.clone(),
        from: change.from.number(),
        to: change.to.number(),
        on: text(&change.on),
    };
    ProgressJson {
        seniority: answer.seniority.word(),
        rater: (!answer.rater.is_own()).then(|| answer.rater.name().to_string()),
        since: text(&answer.since),
        days: days
            .map(|(at, on)| DayJson {
                on: text(on),
                roles: answer
                    .courses
                    .iter()
                    .map(|course| on_day(answer, course, &course.days[at]))
                    .collect(),
            })
            .collect(),
        roles: answer.courses.iter().map(|course| course_json(answer, course)).collect(),
        rose: answer.changes.rose.iter().map(change).collect(),
        fell: answer.changes.fell.iter().map(change).collect(),
        first_rated: answer
            .changes
            .first_rated
            .iter()
            .map(|first| FirstRatedJson {
                skill: maps[first.skill].id.clone(),
                name: maps[first.skill].name.clone(),
                level: first.level.number(),
                on: text(&first.on),
                by: first.by.name().to_string(),
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn course_json(answer: &ProgressAnswer<'_>, course: &Course<'_>) -> CourseJson {
    let on_day = |measured| on_day(answer, course, measured);
    let between = (!course.days.is_empty()).then_some(&course.as_first_rated);
    CourseJson {
        role: answer.maps[course.role].id.clone(),
        name: answer.maps[course.role].name.clone(),
        first: course.days.first().map(on_day),
        if_only_rated: between.map(on_day),
        last: course.days.last().map(on_day),
    }
}

fn on_day(
    answer: &ProgressAnswer<'_>,
    course: &Course<'_>,
    measured: &Measured<'_>,
) -> RoleOnDayJson {
    let gap = &measured.gap;
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    RoleOnDayJson {
        role: answer.maps[course.role].id.clone(),
        readiness: gap.readiness().fraction(),
        readiness_high: gap.readiness_high().fraction(),
        coverage: gap.coverage().fraction(),
        met,
        asked,
        core_met,
        core_asked,
        hours: measured.hours,
    }
}

/// The answer for spreadsheets: a row for each role on each day.
pub fn sheet(answer: &ProgressAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new([
        "on",
        "role",
        "readiness",
        "readiness_high",
        "coverage",
        "met",
        "asked",
        "core_met",
        "core_asked",
        "hours_low",
        "hours_typical",
        "hours_high",
    ]);
    for (at, on) in answer.days.iter().enumerate() {
        for course in &answer.courses {
            let Measured { gap, hours } = &course.days[at];
            let (met, asked) = gap.met_of_asked();
            let (core_met, core_asked) = gap.core_met_of_asked();
            sheet.rows.push(vec![
                on.map(|on| on.to_string()).into(),
                answer.maps[course.role].id.clone().into(),
                gap.readiness().fraction().into(),
                gap.readiness_high().fraction().into(),
                gap.coverage().fraction().into(),
                met.into(),
                asked.into(),
                core_met.into(),
                core_asked.into(),
                hours.low.into(),
                hours.typical.into(),
                hours.high.into(),
            ]);
        }
    }
    sheet
}
