//! Reading the answers of an interview from JSON lines, for `assess --protocol json`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::domain::catalog::SkillIndex;
use crate::domain::fit::Lean;
use crate::domain::interview::{Answer, Question};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::names::shortened;
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
    // The parser would also read a list of all values, in the order of the keys.
    if line.trim_start().starts_with('[') {
        return Err(format!("this is a list, and not an object; {FORM}"));
    }
    let written: Written = serde_json::from_str(line).map_err(|error| refused(line, &error))?;
    one_kind(&written)?;
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
        Written { ratings: Some(ratings), .. } if !ratings.is_empty() => {
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

const FORM: &str = "an answer is one JSON object on one line, such as {\"level\": 2}";

/// The keys of an answer, and what stands after each.
const FORMS: [(&str, &str); 17] = [
    ("roles", "a list of ids or names, such as [\"api-developer\"]"),
    ("unsure", "true"),
    ("contrasts", "true"),
    ("lean", "\"left\", \"right\" or \"either\""),
    ("seniority", "\"junior\", \"mid\" or \"senior\""),
    ("hours_per_week", "a number from 0.5 to 168, or null"),
    ("ticked", "a list of ids or names, such as [\"python\"]"),
    ("can", "a list of sentences by their `id`, such as [\"sql:2\"]"),
    ("not", "a list of sentences by their `id`, such as [\"sql:2\"]"),
    ("level", "a whole number from 0 to 4"),
    ("evidence", "a text"),
    ("no_more_evidence", "true"),
    ("ratings", "an object with a level from 0 to 4 for each skill, such as {\"git\": 2}"),
    ("ask", "the id or name of a skill, as a text"),
    ("back", "true"),
    ("skip", "true"),
    ("stop", "true"),
];

/// Says why a line is not an answer, by the first key that is wrong.
fn refused(line: &str, error: &serde_json::Error) -> String {
    let keys: Map<String, Value> = match serde_json::from_str(line) {
        Ok(Value::Object(keys)) => keys,
        Ok(_) => return format!("this is not an object; {FORM}"),
        Err(_) => return format!("this is not an answer: {}; {FORM}", fault_in_line(error)),
    };
    for (key, value) in keys {
        let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == key) else {
            let key = shortened(&key);
            return format!("`{key}` is not a key of an answer; write one of those in `answers`");
        };
        let alone = Map::from_iter([(key.clone(), value)]);
        if serde_json::from_value::<Written>(Value::Object(alone)).is_err() {
            return format!("`{key}` has a wrong value; write {form}");
        }
    }
    "a key stands twice in this object; write each key once".to_string()
}

/// Checks that a line has one kind of answer.
///
/// # Errors
/// Returns the first two keys that do not belong together.
fn one_kind(written: &Written) -> Result<(), String> {
    let is = |flag: Option<bool>| flag == Some(true);
    // Keys of the same kind have the same number. `evidence` belongs to `level` and is also an answer by itself.
    let evidence = if written.level.is_some() { 9 } else { 10 };
    let keys = [
        ("roles", 0, written.roles.is_some()),
        ("unsure", 1, is(written.unsure)),
        ("contrasts", 2, is(written.contrasts)),
        ("lean", 3, written.lean.is_some()),
        ("seniority", 4, written.seniority.is_some()),
        ("hours_per_week", 5, written.hours_per_week.is_some()),
        ("ticked", 6, written.ticked.is_some()),
        ("can", 7, written.can.is_some()),
        ("not", 7, written.not.is_some()),
        ("level", 9, written.level.is_some()),
        ("evidence", evidence, written.evidence.is_some()),
        ("no_more_evidence", 11, is(written.no_more_evidence)),
        ("ratings", 12, written.ratings.is_some()),
        ("ask", 13, written.ask.is_some()),
        ("back", 14, is(written.back)),
        ("skip", 15, is(written.skip)),
        ("stop", 16, is(written.stop)),
    ];
    let mut there = keys.into_iter().filter(|(.., is_there)| *is_there);
    let Some((first, kind, _)) = there.next() else { return Ok(()) };
    match there.find(|(_, other, _)| *other != kind) {
        Some((second, ..)) => Err(format!(
            "`{first}` and `{second}` are two answers; write one of them, or each on a line of its own"
        )),
        None => Ok(()),
    }
}

/// Says why answers do not answer a question; `None` if they do.
pub(crate) fn why_not(maps: &SkillMaps, question: &Question, answers: &[Answer]) -> Option<String> {
    let wrong = answers.iter().find(|answer| !question.takes(answer))?;
    let id = |step: &Step| format!("{}:{}", maps[step.skill].id, step.level);
    Some(match (question, wrong) {
        (Question::Checklist { sentences, .. }, Answer::Said { can, not }) => {
            match can.iter().chain(not).find(|step| !sentences.contains(step)) {
                Some(other) => format!(
                    "`{}` is not a sentence of this question; write the `id` of those in `sentences`",
                    id(other)
                ),
                None => {
                    let both = can.iter().find(|step| not.contains(step)).map_or(String::new(), id);
                    format!("`{both}` stands in `can` and in `not`; write it in one of them")
                }
            }
        }
        (Question::Screen { members, .. }, Answer::Ticked(ticked)) => {
            let other = ticked.iter().find(|skill| !members.contains(skill));
            let other = other.map_or(String::new(), |skill| maps[*skill].id.clone());
            format!("`{other}` is not a skill of this question; write those in `skills`")
        }
        (Question::Roles { .. }, Answer::Roles(_)) => {
            "`roles` names no role; write at least one of the question".to_string()
        }
        _ => "this does not answer the question; `answers` of the question lists the keys that do"
            .to_string(),
    })
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
