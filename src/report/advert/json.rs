//! An advertisement as JSON.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::MatchAnswer;
use crate::domain::advert::{Asked, Lines, Seen, WhyNot};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::roadmap::{Order, Roadmap};
use crate::domain::role::Importance;
use crate::report::gap::RoleGapJson;
use crate::report::json::{RoleRef, StepJson, ids};
use crate::report::notes::Note;
use crate::report::sheet::Csv;

/// The CSV columns: a row for each requirement of an advertisement.
pub(crate) const REQUIREMENTS: Csv =
    Csv(&[("requirements", &["skill", "any_of", "importance", "target", "assumed"])]);

/// The content of a `match` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MatchJson {
    /// Where the advertisement was read.
    file: String,
    /// The id of the nearest role of the maps; null when nothing speaks for any.
    role: Option<String>,
    /// The seniority that the advertisement says; null where it says none.
    seniority: Option<Seniority>,
    /// The years of experience that it asks for: the lowest figure that is said of experience in general, else the largest
    /// for one skill; null where none is said.
    years: Option<u32>,
    /// What it asks for, in the order in which it first does. A skill may stand in several requirements.
    requirements: Vec<AskedJson>,
    /// Skills that stand in it and are not asked for.
    not_asked: Vec<NotAskedJson>,
    /// Words that look like names of technologies and that the maps do not have.
    unknown_terms: Vec<TermJson>,
    /// The line that names the job; null where there is none.
    title: Option<SpanJson>,
    /// Where the seniority is said; null where it is not.
    seniority_span: Option<SpanJson>,
    /// Where the years are said; null where they are not.
    years_span: Option<SpanJson>,
    /// The text that was read: without markup, with line feeds at the ends of lines. All spans are bytes of it in UTF-8.
    text: String,
    /// The gap to this job, as `gap` says it of a role. Each skill counts once here.
    gap: RoleGapJson,
    /// The nearest role, and how the job differs from it; null when nothing speaks for any.
    difference: Option<DifferenceJson>,
    /// The ids of skills that are asked for in more than one way, and that count once in `gap` and in the plan.
    merged: Vec<String>,
    /// The way to the job: in the usual order, and in the one that brings readiness soonest.
    ways: Vec<WayJson>,
    /// The file that the job was saved to as a role; null unless that was asked for.
    saved: Option<String>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// One thing that an advertisement asks for: either `skill` or `any_of` is there.
#[derive(Debug, JsonSchema, Serialize)]
struct AskedJson {
    /// The id of the skill; left out for a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<String>,
    /// The ids of the skills of which any will do; left out for one skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    any_of: Option<Vec<String>>,
    /// core: required; important: part of the work; helpful: nice to have.
    importance: Importance,
    /// The level.
    target: Level,
    /// Whether no word says the level, so that 2 is assumed.
    assumed: bool,
    /// Where it stands.
    spans: Vec<SeenJson>,
}

/// Bytes of the text.
#[derive(Debug, JsonSchema, Serialize)]
struct SpanJson {
    /// The first byte.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, from 1.
    line: usize,
    /// What stands there.
    text: String,
}

/// A place where a skill is asked for.
#[derive(Debug, JsonSchema, Serialize)]
struct SeenJson {
    #[serde(flatten)]
    span: SpanJson,
    /// The id of the skill.
    skill: String,
    /// The phrase of the duty by which it was found, as the rules write it; null where it is named.
    duty: Option<String>,
    /// How much it counts here.
    importance: Importance,
    /// The words that decide how much; null where none do.
    because: Option<SpanJson>,
}

/// A skill that stands in an advertisement and is not asked for.
#[derive(Debug, JsonSchema, Serialize)]
struct NotAskedJson {
    /// The id of the skill that the words could mean.
    skill: String,
    #[serde(flatten)]
    span: SpanJson,
    /// Why it is not asked for.
    why: WhyNot,
}

/// A word that the maps do not have.
#[derive(Debug, JsonSchema, Serialize)]
struct TermJson {
    /// The word.
    term: String,
    #[serde(flatten)]
    span: SpanJson,
}

/// How a job differs from a role.
#[derive(Debug, JsonSchema, Serialize)]
struct DifferenceJson {
    #[serde(flatten)]
    role: RoleRef,
    /// The ids of the skills that both ask for.
    both: Vec<String>,
    /// The ids of the skills that only the job asks for.
    only_job: Vec<String>,
    /// The ids of the skills at the core of the role that the job does not name; of a group the first member.
    only_role: Vec<String>,
}

/// A plan to the job, in short.
#[derive(Debug, JsonSchema, Serialize)]
struct WayJson {
    /// What decides the order beside prerequisites.
    order: Order,
    /// The hours of all steps.
    hours: Hours,
    /// The steps, in order.
    steps: Vec<StepJson>,
}

pub(crate) fn json(answer: &MatchAnswer<'_>) -> MatchJson {
    let MatchAnswer { maps, reading, text, .. } = answer;
    let lines = &Lines::new(text);
    let span = |range: &Range<usize>| span(text, lines, range);
    MatchJson {
        file: answer.file.to_string(),
        role: answer.nearest.as_ref().map(|(role, _)| maps[*role].id.clone()),
        seniority: reading.seniority.as_ref().map(|(seniority, _)| *seniority),
        years: reading.years.as_ref().map(|(years, _)| *years),
        requirements: reading
            .requirements
            .iter()
            .map(|asked| asked_json(answer, lines, asked))
            .collect(),
        not_asked: reading
            .not_asked
            .iter()
            .map(|not| NotAskedJson {
                skill: maps[not.skill].id.clone(),
                span: span(&not.range),
                why: not.why,
            })
            .collect(),
        unknown_terms: reading
            .unknown
            .iter()
            .map(|range| TermJson { term: text[range.clone()].to_string(), span: span(range) })
            .collect(),
        title: reading.title.as_ref().map(span),
        seniority_span: reading.seniority.as_ref().map(|(_, range)| span(range)),
        years_span: reading.years.as_ref().map(|(_, range)| span(range)),
        text: (*text).to_string(),
        gap: answer.job.json(maps, answer.known),
        difference: answer.nearest.as_ref().map(|(role, difference)| DifferenceJson {
            role: RoleRef::new(maps, *role),
            both: ids(maps, &difference.both),
            only_job: ids(maps, &difference.only_job),
            only_role: ids(maps, &difference.only_role),
        }),
        merged: merged(answer),
        ways: answer.ways.iter().map(|way| way_json(answer, way)).collect(),
        saved: answer.saved.as_ref().map(|(path, _)| path.clone()),
        notes: answer.notes.clone(),
    }
}

fn merged(answer: &MatchAnswer<'_>) -> Vec<String> {
    let mut skills = Vec::new();
    for merged in answer.merged {
        use crate::domain::advert::job::Merged::{GroupMet, GroupsJoined};
        let (GroupMet(skill) | GroupsJoined(skill)) = merged;
        if !skills.contains(skill) {
            skills.push(*skill);
        }
    }
    ids(answer.maps, &skills)
}

fn asked_json(answer: &MatchAnswer<'_>, lines: &Lines, asked: &Asked) -> AskedJson {
    let all = ids(answer.maps, &asked.any_of);
    let (skill, any_of) = match asked.is_group() {
        true => (None, Some(all)),
        false => (all.into_iter().next(), None),
    };
    let seen = |seen: &Seen| SeenJson {
        span: span(answer.text, lines, &seen.range),
        skill: answer.maps[seen.skill].id.clone(),
        duty: seen.duty.clone(),
        importance: seen.importance,
        because: seen.because.as_ref().map(|range| span(answer.text, lines, range)),
    };
    AskedJson {
        skill,
        any_of,
        importance: asked.importance,
        target: asked.target,
        assumed: asked.assumed,
        spans: asked.seen.iter().map(seen).collect(),
    }
}

fn way_json(answer: &MatchAnswer<'_>, way: &Roadmap) -> WayJson {
    let steps = way.steps.iter().map(|planned| StepJson::new(answer.maps, planned.step));
    WayJson { order: way.goal.order, hours: way.hours, steps: steps.collect() }
}

fn span(text: &str, lines: &Lines, range: &Range<usize>) -> SpanJson {
    let (line, _) = lines.line_at(range.start);
    SpanJson { start: range.start, end: range.end, line, text: text[range.clone()].to_string() }
}
