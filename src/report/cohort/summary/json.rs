//! Where everybody stands, for scripts and for spreadsheets.

use schemars::JsonSchema;
use serde::Serialize;

use super::{SummaryAnswer, asked_areas};
use crate::domain::cohort::summary::{Count, FEWEST, Line, Stand};
use crate::domain::maps::SkillMaps;
use crate::report::json::StepJson;
use crate::report::notes::Note;
use crate::report::phrases::requirement_name;
use crate::report::roles::What;
use crate::report::sheet::{Sheet, Value};

/// The content of a `cohort-summary` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SummaryJson {
    /// Empty for each one's own goal.
    roles: Vec<String>,
    /// Which column of targets counts for everybody: `junior`, `mid` or `senior`; null for each one's own.
    seniority: Option<&'static str>,
    /// The day since which `moved` looks, as in 2026-11-22; null where none was named.
    since: Option<String>,
    /// Group figures about fewer people than this are null; `None` when nothing is withheld.
    withheld_below: Option<usize>,
    /// How many sessions `next_sessions` speaks of; `None` where that was not worked out.
    sessions: Option<usize>,
    /// Where each person stands.
    people: Vec<LineJson>,
    /// How many people stand how to each thing that is asked of somebody: most below first.
    skills: Vec<CountJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// Where one person stands.
#[derive(Debug, JsonSchema, Serialize)]
struct LineJson {
    /// The id of the person; an alias where nobody is to be recognised.
    person: String,
    /// What the person is called; an alias where nobody is to be recognised.
    name: String,
    /// The ids of the roles that the person is measured against; empty when none are known.
    roles: Vec<String>,
    /// Which column of targets counts: `junior`, `mid` or `senior`; null without roles.
    seniority: Option<&'static str>,
    /// How many skills are rated.
    rated: usize,
    /// The weight of the met requirements as a share of all that is asked, 0 to 1, the mean of the roles; null
    /// without roles.
    readiness: Option<f64>,
    /// The readiness with everything that is inferred or not rated at its most, 0 to 1; null without roles.
    readiness_high: Option<f64>,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1; null without roles.
    coverage: Option<f64>,
    /// How many requirements are met, of all roles together.
    met: usize,
    /// How many requirements are asked, of all roles together.
    asked: usize,
    /// How many core requirements are met, of all roles together.
    core_met: usize,
    /// How many core requirements are asked, of all roles together.
    core_asked: usize,
    /// How many requirements are not settled.
    open: usize,
    /// Only of what is asked.
    areas: Vec<AreaJson>,
    /// Empty without `--skills`.
    skills: Vec<StandJson>,
    /// Whether a rating has risen since that day; null where nothing was rated then, or no day was named.
    moved: Option<bool>,
    /// What the next sessions are to the person: `served`, `lost`, or `nothing-new` where they teach nothing that the
    /// person lacks; null where that was not worked out or nothing is known.
    next_sessions: Option<&'static str>,
    /// A step that the person could begin today, where no session serves them; null otherwise, and where there is
    /// none.
    could_begin: Option<StepJson>,
}

/// Where one person stands in one area.
#[derive(Debug, JsonSchema, Serialize)]
struct AreaJson {
    /// The id of the area.
    area: String,
    /// The readiness in this area alone, 0 to 1.
    readiness: f64,
    /// The share of this area's weight for which it is settled whether the target is met, 0 to 1.
    coverage: f64,
}

/// How one person stands to one thing that is asked.
#[derive(Debug, JsonSchema, Serialize)]
struct StandJson {
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// The level that is asked, 0 to 4; where two roles ask for it the higher one.
    target: u8,
    /// The least that the level can be, 0 to 4: the one that counts.
    level_low: u8,
    /// The most that the level can be, 0 to 4.
    level_high: u8,
    /// Whether the level is at or above the target.
    met: bool,
    /// Whether it is known that the target is met, or that it is not.
    settled: bool,
}

/// How many people stand how to one thing that is asked.
#[derive(Debug, JsonSchema, Serialize)]
struct CountJson {
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// The id of the area.
    area: String,
    /// How many people it is asked of; null where that is withheld.
    asked: Option<usize>,
    /// How many are at or above the target; null where that is withheld.
    met: Option<usize>,
    /// How many are known to be below the target; null where that is withheld.
    below: Option<usize>,
    /// Of how many it is not settled; null where that is withheld.
    unknown: Option<usize>,
}

/// The answer for scripts.
pub fn json(answer: &SummaryAnswer<'_>) -> SummaryJson {
    let maps = answer.maps;
    let seniority = answer.aims.seniority.or(answer.aims.settings.seniority);
    SummaryJson {
        roles: super::super::role_ids(maps, answer.aims),
        seniority: seniority.map(|seniority| seniority.word()),
        since: answer.since.map(|day| day.to_string()),
        withheld_below: answer.anonymous.then_some(FEWEST),
        sessions: answer.reach.as_ref().map(|reach| reach.sessions),
        people: answer.lines.iter().map(|line| line_json(answer, line)).collect(),
        skills: counts_to_show(answer).into_iter().map(|count| count_json(answer, count)).collect(),
        notes: answer.notes.clone(),
    }
}

fn line_json(answer: &SummaryAnswer<'_>, line: &Line) -> LineJson {
    let maps = answer.maps;
    let measured = !line.roles.is_empty();
    let areas = line.areas.iter().zip(maps.areas());
    LineJson {
        person: line.id.clone(),
        name: line.name.clone(),
        roles: roles_of(maps, line),
        seniority: measured.then(|| line.seniority.word()),
        rated: line.rated,
        readiness: measured.then(|| line.readiness.fraction()),
        readiness_high: measured.then(|| line.readiness_high.fraction()),
        coverage: measured.then(|| line.coverage.fraction()),
        met: line.met.0,
        asked: line.met.1,
        core_met: line.core_met.0,
        core_asked: line.core_met.1,
        open: open(line),
        areas: areas
            .filter_map(|(of_area, area)| {
                let (readiness, coverage) = (*of_area)?;
                Some(AreaJson {
                    area: area.id.clone(),
                    readiness: readiness.fraction(),
                    coverage: coverage.fraction(),
                })
            })
            .collect(),
        skills: if answer.in_detail {
            line.stands.iter().map(|stand| stand_json(answer, stand)).collect()
        } else {
            Vec::new()
        },
        moved: line.moved,
        next_sessions: next_sessions(answer, line),
        could_begin: answer
            .unreached(line)
            .and_then(|unreached| unreached.could_begin)
            .map(|step| StepJson::new(maps, step)),
    }
}

fn stand_json(answer: &SummaryAnswer<'_>, stand: &Stand) -> StandJson {
    StandJson {
        what: What::of(answer.maps, answer.topics.all[stand.topic]),
        target: stand.target.number(),
        level_low: stand.low.number(),
        level_high: stand.high.number(),
        met: stand.met(),
        settled: stand.settled(),
    }
}

/// Those that are withheld come last, in the order of the topics, since their place would say what they hold.
fn counts_to_show<'a>(answer: &'a SummaryAnswer<'_>) -> Vec<&'a Count> {
    let (mut withheld, shown): (Vec<&Count>, Vec<&Count>) =
        answer.counts.iter().partition(|count| answer.is_withheld(count));
    withheld.sort_by_key(|count| count.topic);
    shown.into_iter().chain(withheld).collect()
}

fn count_json(answer: &SummaryAnswer<'_>, count: &Count) -> CountJson {
    let requirement = answer.topics.all[count.topic];
    let shown = |people: usize| (!answer.is_withheld(count)).then_some(people);
    let few = answer.anonymous && count.asked < FEWEST;
    CountJson {
        what: What::of(answer.maps, requirement),
        area: answer.maps[requirement.area].id.clone(),
        asked: (!few).then_some(count.asked),
        met: shown(count.met),
        below: shown(count.below),
        unknown: shown(count.unknown),
    }
}

fn roles_of(maps: &SkillMaps, line: &Line) -> Vec<String> {
    line.roles.iter().map(|role| maps[*role].id.clone()).collect()
}

fn open(line: &Line) -> usize {
    line.stands.iter().filter(|stand| !stand.settled()).count()
}

fn next_sessions(answer: &SummaryAnswer<'_>, line: &Line) -> Option<&'static str> {
    let known = answer.reach.is_some() && !line.roles.is_empty() && line.rated > 0;
    known.then(|| match answer.unreached(line) {
        Some(unreached) if unreached.is_lost => "lost",
        Some(_) => "nothing-new",
        None if line.met.0 == line.met.1 => "nothing-new",
        None => "served",
    })
}

/// The answer for spreadsheets: a row a person, with a column for each area, and with `--skills` one for each skill.
pub fn sheet(answer: &SummaryAnswer<'_>) -> Sheet {
    let maps = answer.maps;
    let areas = asked_areas(answer);
    let mut sheet = Sheet::new([
        "person",
        "name",
        "roles",
        "seniority",
        "rated",
        "readiness",
        "readiness_high",
        "coverage",
        "met",
        "asked",
        "core_met",
        "core_asked",
        "open",
        "moved",
        "next_sessions",
    ]);
    sheet.columns.extend(areas.iter().map(|area| maps[*area].id.clone()));
    let mut topics: Vec<usize> = Vec::new();
    if answer.in_detail {
        topics.extend(answer.counts.iter().map(|count| count.topic));
        topics.sort_unstable();
        let name = |topic: &usize| requirement_name(maps, answer.topics.all[*topic]);
        sheet.columns.extend(topics.iter().map(name));
    }
    for line in &answer.lines {
        let measured = !line.roles.is_empty();
        let share = |share: f64| Value::from(measured.then_some(share));
        let mut row: Vec<Value> = vec![
            line.id.as_str().into(),
            line.name.as_str().into(),
            roles_of(maps, line).join(" ").into(),
            measured.then(|| line.seniority.word()).into(),
            line.rated.into(),
            share(line.readiness.fraction()),
            share(line.readiness_high.fraction()),
            share(line.coverage.fraction()),
            line.met.0.into(),
            line.met.1.into(),
            line.core_met.0.into(),
            line.core_met.1.into(),
            open(line).into(),
            line.moved.into(),
            next_sessions(answer, line).into(),
        ];
        let readiness = |area: usize| line.areas[area].map(|(readiness, _)| readiness.fraction());
        row.extend(areas.iter().map(|area| readiness(area.0).into()));
        row.extend(topics.iter().map(|topic| {
            let stand = line.stands.iter().find(|stand| stand.topic == *topic);
            let known = stand.filter(|stand| stand.low == stand.high);
            known.map(|stand| stand.low.number()).into()
        }));
        sheet.rows.push(row);
    }
    sheet
}
