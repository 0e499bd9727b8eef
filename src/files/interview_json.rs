//! Reading the answers of an interview from JSON lines, for `assess --protocol json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::fit::Lean;
use crate::domain::interview::Answer;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::HOURS_PER_WEEK;
use crate::files::json_faults::fault_in_line;

/// The contents of one line.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// One or more answers, in order.
    Answers(Vec<Answer>),
    /// The request to end the interview here.
    Stop,
}

/// An answer as it is written: an object with one key. Only `evidence` may be beside `level`, and `not` beside `can`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    /// Ids or names of the roles.
    roles: Option<Vec<String>>,
    /// True: the person does not know the role yet.
    unsure: Option<bool>,
    /// True: ask first which of two activities the person would rather do, six times.
    contrasts: Option<bool>,
    /// The preferred activity of the two: left, right or either.
    lean: Option<String>,
    /// The seniority: junior, mid or senior.
    seniority: Option<String>,
    /// Hours a week for learning, 0.5 to 168. Null means that the plan has no dates.
    #[serde(default, deserialize_with = "said")]
    hours_per_week: Option<Option<f64>>,
    /// Ids or names of the members that the person has used. The other members get level 0.
    ticked: Option<Vec<String>>,
    /// The sentences of a checklist that the person can do, by `id`, as in `sql:2`. Sentences that are neither here nor in `not` stay open.
    can: Option<Vec<String>>,
    /// The sentences of a checklist that the person cannot do yet, by `id`.
    not: Option<Vec<String>>,
    /// The level, 0 to 4.
    #[schemars(range(min = 0, max = 4))]
    level: Option<i64>,
    /// A link, commit or note that shows the level.
    evidence: Option<String>,
    /// True: do not ask for evidence again.
    no_more_evidence: Option<bool>,
    /// Levels of any skills, by id or name. The question stays open.
    ratings: Option<BTreeMap<String, i64>>,
    /// A skill to ask about instead, by id or name.
    ask: Option<String>,
    /// True: go back to the previous question.
    back: Option<bool>,
    /// True: leave this question out.
    skip: Option<bool>,
    /// True: end the interview here. Everything is saved.
    stop: Option<bool>,
}

/// Distinguishes null from a missing key.
fn said<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<f64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// Reads one line.
///
/// # Errors
/// Returns one sentence that says what is wrong and how to fix it.
pub fn read_line(maps: &SkillMaps, line: &str) -> Result<Line, String> {
    let written: Written = serde_json::from_str(line).map_err(|error| {
        let fault = fault_in_line(&error);
        format!("this is not an answer: {fault}; an answer is one JSON object on one line, such as {{\"level\": 2}}")
    })?;
    let one = |answer: Answer| Ok(Line::Answers(vec![answer]));
    match written {
        Written { stop: Some(true), .. } => Ok(Line::Stop),
        Written { back: Some(true), .. } => one(Answer::Back),
        Written { skip: Some(true), .. } => one(Answer::Skip),
        Written { unsure: Some(true), .. } => one(Answer::Unsure),
        Written { contrasts: Some(true), .. } => one(Answer::Contrasts),
        Written { no_more_evidence: Some(true), .. } => one(Answer::NoMoreEvidence),
        Written { ask: Some(name), .. } => one(Answer::Ask(skill(maps, &name)?)),
        Written { level: Some(number), evidence, .. } => {
            one(Answer::Level { level: level(number)?, evidence })
        }
        Written { evidence: Some(text), .. } => one(Answer::Evidence(text)),
        Written { ticked: Some(names), .. } => {
            let ticked: Result<_, _> = names.iter().map(|name| skill(maps, name)).collect();
            one(Answer::Ticked(ticked?))
        }
        Written { can, not, .. } if can.is_some() || not.is_some() => {
            let steps = |ids: Option<Vec<String>>| -> Result<Vec<Step>, String> {
                ids.unwrap_or_default().iter().map(|id| sentence(maps, id)).collect()
            };
            one(Answer::Said { can: steps(can)?, not: steps(not)? })
        }
        Written { roles: Some(names), .. } => {
            let role = |name: &String| {
                maps.role(name).map_err(|unknown| format!("{unknown}; {}", unknown.repair()))
            };
            one(Answer::Roles(names.iter().map(role).collect::<Result<_, _>>()?))
        }
        Written { lean: Some(word), .. } => Lean::parse(&word)
            .map(|lean| Line::Answers(vec![Answer::Lean(lean)]))
            .ok_or_else(|| format!("`{word}` is not a side; write left, right or either")),
        Written { seniority: Some(word), .. } => Seniority::parse(&word)
            .map(|seniority| Line::Answers(vec![Answer::Seniority(seniority)]))
            .ok_or_else(|| format!("`{word}` is not a seniority; write junior, mid or senior")),
        Written { hours_per_week: Some(hours), .. } => match hours {
            Some(hours) if !HOURS_PER_WEEK.contains(&hours) => {
                Err(format!("{hours} is not a number of hours a week; write 0.5 to 168, or null"))
            }
            hours => one(Answer::Hours(hours)),
        },
        Written { ratings: Some(ratings), .. } => {
            let rating = |(name, number): (&String, &i64)| {
                let (skill, level) = (skill(maps, name)?, level(*number)?);
                Ok(Answer::Other { skill, level })
            };
            let answers: Result<_, String> = ratings.iter().map(rating).collect();
            Ok(Line::Answers(answers?))
        }
        _ => {
            Err("this answers nothing; write an object with one of the keys in `answers`"
                .to_string())
        }
    }
}

/// Reads the id of a sentence, such as `sql:2`.
fn sentence(maps: &SkillMaps, id: &str) -> Result<Step, String> {
    let unreadable = || format!("`{id}` is not a sentence; write the `id` of one, as in `sql:2`");
    let (name, number) = id.rsplit_once(':').ok_or_else(unreadable)?;
    let level = Level::parse(number).filter(|level| *level > Level::NONE).ok_or_else(unreadable)?;
    Ok(Step { skill: skill(maps, name)?, level })
}

fn level(number: i64) -> Result<Level, String> {
    Level::new(number).ok_or_else(|| format!("{number} is not a level; write 0 to 4"))
}

fn skill(maps: &SkillMaps, name: &str) -> Result<SkillIndex, String> {
    maps.skill(name).map_err(|unknown| format!("{unknown}; {}", unknown.repair()))
}
