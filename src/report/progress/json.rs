//! Progress as JSON, and its days for spreadsheets.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::ProgressAnswer;
use crate::domain::progress::{Change, Course, Measured};
use crate::report::json::HoursJson;
use crate::report::sheet::Sheet;

/// The content of a `progress` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ProgressJson {
    seniority: &'static str,
    rater: Option<String>,
    since: Option<String>,
    days: Vec<DayJson>,
    roles: Vec<CourseJson>,
    rose: Vec<ChangeJson>,
    fell: Vec<ChangeJson>,
    first_rated: Vec<FirstRatedJson>,
    notes: Vec<String>,
}

/// A day on which ratings were made; null for ratings without a day.
#[derive(Debug, JsonSchema, Serialize)]
struct DayJson {
    on: Option<String>,
    roles: Vec<RoleOnDayJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleOnDayJson {
    role: String,
    readiness: f64,
    readiness_high: f64,
    coverage: f64,
    met: usize,
    asked: usize,
    core_met: usize,
    core_asked: usize,
    hours: HoursJson,
}

/// One role from the first day to the last: `if_only_rated` is where it would stand had skills only been rated, and
/// none risen or fallen.
#[derive(Debug, JsonSchema, Serialize)]
struct CourseJson {
    role: String,
    name: String,
    first: Option<RoleOnDayJson>,
    if_only_rated: Option<RoleOnDayJson>,
    last: Option<RoleOnDayJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChangeJson {
    skill: String,
    name: String,
    from: u8,
    to: u8,
    on: Option<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct FirstRatedJson {
    skill: String,
    name: String,
    level: u8,
    on: Option<String>,
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
        seniority: answer.seniority.id(),
        rater: answer.rater.map(str::to_string),
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
        roles: answer
            .courses
            .iter()
            .map(|course| course_json(answer, course))
            .collect(),
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
                by: first.by.clone(),
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
        hours: measured.hours.into(),
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
