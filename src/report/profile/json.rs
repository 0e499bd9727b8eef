//! A profile as JSON, and its ratings for spreadsheets.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Place, ProfileAnswer};
use crate::domain::profile::Entry;
use crate::report::json::ids;
use crate::report::sheet::Sheet;

/// The content of a `profile` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ProfileJson {
    path: String,
    is_there: bool,
    name: Option<String>,
    goal: GoalJson,
    raters: Vec<String>,
    entries: Vec<EntryJson>,
    claims: Vec<ClaimJson>,
    unknown: Vec<UnknownJson>,
    notes: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct GoalJson {
    roles: Vec<String>,
    seniority: Option<&'static str>,
    hours_per_week: Option<f64>,
    pace: Option<f64>,
    prefer: Vec<String>,
    skip: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct EntryJson {
    skill: String,
    name: String,
    area: String,
    level: u8,
    on: Option<String>,
    age_days: Option<i64>,
    by: String,
    method: &'static str,
    evidence: Option<String>,
    note: Option<String>,
    counts: bool,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ClaimJson {
    skill: String,
    name: String,
    source: Option<String>,
    rated: bool,
}

#[derive(Debug, JsonSchema, Serialize)]
struct UnknownJson {
    name: String,
    line: usize,
    meant: Option<String>,
}

/// The answer for scripts: every entry, in the order of the catalog.
pub fn json(answer: &ProfileAnswer<'_>) -> ProfileJson {
    let maps = answer.maps;
    let profile = answer.profile;
    let goal = &profile.goal;
    let rated = profile.ratings(maps, answer.rater);
    let claims = profile.claims.iter();
    ProfileJson {
        path: answer.path.clone(),
        is_there: answer.is_there,
        name: profile.name.clone(),
        goal: GoalJson {
            roles: goal
                .roles
                .iter()
                .map(|role| maps[*role].id.clone())
                .collect(),
            seniority: goal.seniority.map(|seniority| seniority.id()),
            hours_per_week: goal.hours_per_week,
            pace: goal.pace,
            prefer: ids(maps, &goal.prefer),
            skip: ids(maps, &goal.skip),
        },
        raters: profile.raters().into_iter().map(str::to_string).collect(),
        entries: entries(answer)
            .map(|(entry, place)| entry_json(answer, entry, place))
            .collect(),
        claims: claims
            .filter(|claim| answer.shows(claim.skill))
            .map(|claim| ClaimJson {
                skill: maps[claim.skill].id.clone(),
                name: maps[claim.skill].name.clone(),
                source: claim.source.clone(),
                rated: rated.get(claim.skill).is_some(),
            })
            .collect(),
        unknown: answer
            .unknown
            .iter()
            .map(|unknown| UnknownJson {
                name: unknown.name.clone(),
                line: unknown.line,
                meant: unknown.meant.clone(),
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn entries<'a>(answer: &'a ProfileAnswer<'_>) -> impl Iterator<Item = (&'a Entry, Place)> {
    let shown = |skill: &_| answer.shows(*skill);
    let skills = answer.maps.skill_indices().filter(shown);
    skills.flat_map(|skill| answer.entries_of(skill))
}

fn entry_json(answer: &ProfileAnswer<'_>, entry: &Entry, place: Place) -> EntryJson {
    let skill = &answer.maps[entry.skill];
    EntryJson {
        skill: skill.id.clone(),
        name: skill.name.clone(),
        area: answer.maps[skill.area].id.clone(),
        level: entry.level.number(),
        on: entry.on.map(|on| on.to_string()),
        age_days: entry.on.map(|on| answer.age_of(on)),
        by: entry.by.clone(),
        method: entry.method.word(),
        evidence: entry.evidence.clone(),
        note: entry.note.clone(),
        counts: place == Place::Counts,
    }
}

/// The answer for spreadsheets: a row for each entry.
pub fn sheet(answer: &ProfileAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new([
        "skill", "name", "area", "level", "on", "age_days", "by", "method", "evidence", "note",
        "counts",
    ]);
    for (entry, place) in entries(answer) {
        let entry = entry_json(answer, entry, place);
        sheet.rows.push(vec![
            entry.skill.into(),
            entry.name.into(),
            entry.area.into(),
            entry.level.into(),
            entry.on.into(),
            entry.age_days.map(|days| days as f64).into(),
            entry.by.into(),
            entry.method.into(),
            entry.evidence.into(),
            entry.note.into(),
            entry.counts.into(),
        ]);
    }
    sheet
}
