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
    /// The file of the advertisement.
    file: String,
    /// The id of the nearest role of the maps; null if no role resembles the job.
    role: Option<String>,
    /// The seniority that the advertisement names; null if it names none.
    seniority: Option<Seniority>,
    /// The years of experience that it asks for: the lowest figure about experience in general, or else the largest
    /// figure about one skill; null if there is none.
    years: Option<u32>,
    /// What it asks for, in the order of the first mention. A skill may be in several requirements.
    requirements: Vec<AskedJson>,
    /// Skills that the text mentions but does not ask for.
    not_asked: Vec<NotAskedJson>,
    /// Words that look like names of technologies and are not in the maps.
    unknown_terms: Vec<TermJson>,
    /// The line that names the job; null if there is none.
    title: Option<SpanJson>,
    /// The words about the seniority; null if there are none.
    seniority_span: Option<SpanJson>,
    /// The words about the years; null if there are none.
    years_span: Option<SpanJson>,
    /// The text that was read, without markup and with line feeds as line ends. All spans count its bytes in UTF-8.
    text: String,
    /// The gap to this job, as in a `gap` document. Each skill counts once here.
    gap: RoleGapJson,
    /// The nearest role, and how the job differs from it; null if no role resembles the job.
    difference: Option<DifferenceJson>,
    /// The ids of skills that are asked for more than once. They count once in `gap` and in the plan.
    merged: Vec<String>,
    /// Two plans for the job: in the usual order, and in the order that brings readiness soonest.
    ways: Vec<WayJson>,
    /// The file that the job was saved to as a role; null unless saving was requested.
    saved: Option<String>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// One thing that an advertisement asks for. It has either `skill` or `any_of`.
#[derive(Debug, JsonSchema, Serialize)]
struct AskedJson {
    /// The id of the skill; left out for a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    skill: Option<String>,
    /// The ids of the skills, any of which is enough; left out for one skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    any_of: Option<Vec<String>>,
    /// core: required; important: part of the work; helpful: nice to have.
    importance: Importance,
    /// The level.
    target: Level,
    /// Whether no word says the level, so that 2 is assumed.
    assumed: bool,
    /// The places in the text that ask for it.
    spans: Vec<SeenJson>,
}

/// A range of bytes of the text.
#[derive(Debug, JsonSchema, Serialize)]
struct SpanJson {
    /// The first byte.
    start: usize,
    /// The byte after the last.
    end: usize,
    /// The line, from 1.
    line: usize,
    /// The text of the range.
    text: String,
}

/// A place where a skill is asked for.
#[derive(Debug, JsonSchema, Serialize)]
struct SeenJson {
    #[serde(flatten)]
    span: SpanJson,
    /// The id of the skill.
    skill: String,
    /// The phrase of a duty that shows the skill, as the rules have it; null if the text names the skill.
    duty: Option<String>,
    /// The importance at this place.
    importance: Importance,
    /// The words that decide the importance; null if no words do.
    because: Option<SpanJson>,
}

/// A skill that an advertisement mentions but does not ask for.
#[derive(Debug, JsonSchema, Serialize)]
struct NotAskedJson {
    /// The id of the skill that the words could mean.
    skill: String,
    #[serde(flatten)]
    span: SpanJson,
    /// Why it is not asked for.
    why: WhyNot,
}

/// A word that is not in the maps.
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
    /// The ids of the core skills of the role that the job does not name; for a group its first member.
    only_role: Vec<String>,
}

/// A plan for the job, in short.
#[derive(Debug, JsonSchema, Serialize)]
struct WayJson {
    /// What decides the order apart from prerequisites.
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
