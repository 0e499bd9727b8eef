//! The questions of an interview as JSON, one on each line: the output of `assess --protocol json`.
//!
//! Every line is one object with a `type`: `question`, `error` (the answer was refused, and the question still waits
//! for an answer) or, at the end, `result`.

use schemars::JsonSchema;
use serde::Serialize;

use super::RateView;
use crate::domain::catalog::SkillIndex;
use crate::domain::fit::{CONTRASTS, Contrast};
use crate::domain::interview::{About, Interview, Question, Remark, Told, Why};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::report::answer::Bare;
use crate::report::json::{FORMAT_VERSION, StepJson, ids};

/// The version of the lines with checklists. A minor step only adds fields; a major step breaks readers. Without
/// checklists (`--every-level`) the lines are those of the first version, which follows the version of the JSON
/// documents.
const CHECKLISTS: &str = "2.0";

/// A line that asks something.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct QuestionLine {
    /// Always `question`.
    r#type: &'static str,
    /// The version of these lines: `2.0` with checklists, and that of the JSON documents with `--every-level`. A minor
    /// step only adds fields; a major step breaks readers.
    format_version: &'static str,
    /// What is asked.
    question: QuestionJson,
    /// The keys that an answer may have; each answer is an object with one of them (`evidence` may stand beside `level`).
    answers: Vec<&'static str>,
    /// Something to mention to the person, once.
    remark: Option<RemarkJson>,
    /// How far the interview is.
    progress: ProgressJson,
}

impl Bare for QuestionLine {
    const KIND: &'static str = "assess-question";
    const ABOUT: &'static str = "a line that `assess --protocol json` asks";
}

/// What is asked, by `kind`.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum QuestionJson {
    /// The choice of roles. Answer with `roles`, `unsure` or, if it is listed, `contrasts`.
    Roles {
        /// Whether what tells the roles apart was asked before.
        told: bool,
        /// Every role that can be chosen.
        roles: Vec<RoleJson>,
    },
    /// Which of two activities the person would rather do. Answer with `lean`. It is asked only after the answer
    /// `contrasts`.
    Contrast {
        /// The id of the contrast.
        id: &'static str,
        /// The one activity.
        left: &'static str,
        /// The other activity.
        right: &'static str,
    },
    /// Which column of targets. Answer with `seniority`.
    Seniority {
        /// The words to choose from: `junior`, `mid` and `senior`.
        seniorities: Vec<&'static str>,
    },
    /// Hours a week for learning. Answer with `hours_per_week`, null for no dates.
    Hours,
    /// Which of a group somebody has used at all; the others are none. Answer with `ticked`.
    Screen {
        /// What the group is called, as in `a back-end language`.
        group: String,
        /// The members of which nothing is known yet.
        skills: Vec<SkillJson>,
    },
    /// Sentences to tick. Answer with `can` and `not`, which list sentences by their `id`. A sentence in neither list
    /// stays open.
    Checklist {
        /// What the sentences have in common: `area`, `several` (of several areas), `beginnings` (needed for everything
        /// later), `claimed` (seen somewhere, such as in a résumé) or `stale` (answered long ago).
        about: &'static str,
        /// The id of the area, if they are of one area.
        area: Option<String>,
        /// Where the skills were seen, if they were.
        source: Option<String>,
        /// The day of the oldest answer that is asked again.
        since: Option<String>,
        /// The sentences, in the order of the catalog.
        sentences: Vec<SentenceJson>,
    },
    /// How well somebody can do a skill. Answer with `level`.
    Rate {
        /// The id of the skill.
        skill: String,
        /// What the skill is called.
        name: String,
        /// The id of the area.
        area: String,
        /// What the skill is about, in a sentence.
        summary: String,
        /// The levels to choose from, 0 to 4 in order.
        levels: Vec<LevelJson>,
        /// Why it is asked now: `claimed`, `stale`, `decides`, `in-turn` or `wanted`.
        why: &'static str,
        /// The answer given before.
        earlier: Option<u8>,
        /// The least that follows from other answers.
        low: u8,
        /// The most that follows from other answers.
        high: u8,
    },
    /// What shows a high level. Answer with `evidence`, `skip`, or `no_more_evidence`.
    Evidence {
        /// The id of the skill.
        skill: String,
        /// The level that was answered, 0 to 4.
        level: u8,
    },
    /// Ratings that contradict each other. Answer with `ask` and the skill to think over, or `skip`.
    Reconcile {
        /// The rating that needs the others to be higher: a skill and its level.
        rated: StepJson,
        /// The skills that are rated lower than it needs.
        under: Vec<UnderJson>,
    },
}

/// A role to choose from.
#[derive(Debug, JsonSchema, Serialize)]
struct RoleJson {
    /// The id of the role.
    role: String,
    /// What the role is called.
    name: String,
    /// What the role is about, in a sentence.
    summary: String,
}

/// A skill by id and name.
#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
}

/// A sentence that the person can tick.
#[derive(Debug, JsonSchema, Serialize)]
struct SentenceJson {
    /// The id of the sentence in an answer: the id of the skill, a colon and the level, as in `sql:2`.
    id: String,
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
    /// The level that the sentence describes, 1 to 4.
    level: u8,
    /// What somebody at this level can do with the skill.
    can_do: String,
    /// The earlier answer; null if there is none.
    earlier: Option<bool>,
}

/// A level to choose from.
#[derive(Debug, JsonSchema, Serialize)]
struct LevelJson {
    /// The level, 0 to 4.
    level: u8,
    /// What the level is called.
    name: &'static str,
    /// What somebody at this level can do with the skill, in a sentence.
    can_do: String,
    /// Signs by which the level can be told; empty where the maps have none.
    signs: Vec<String>,
}

/// A skill that is rated lower than another rating needs.
#[derive(Debug, JsonSchema, Serialize)]
struct UnderJson {
    /// The id of the skill.
    skill: String,
    /// The level that it is rated at, 0 to 4.
    rated: u8,
    /// The level that the other rating needs, 0 to 4.
    needed: u8,
}

/// Something to mention, by `kind`.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum RemarkJson {
    /// Many answers in a row were the same level.
    SameAnswer {
        /// The level that was answered, 0 to 4.
        level: u8,
        /// How many times in a row.
        times: usize,
    },
}

/// How far an interview is.
#[derive(Debug, JsonSchema, Serialize)]
struct ProgressJson {
    /// How many answers were given in this session.
    answered: usize,
    /// How many questions are left if the answers are middling.
    expected: usize,
    /// How many questions are left at most.
    at_most: usize,
    /// The share of the requirement weight that is decided, 0 to 1.
    decided: f64,
    /// The minutes that are left, estimated from the reading speed and two seconds for each decision. Null with
    /// `--every-level`, where the time depends on the person.
    minutes_left: Option<f64>,
}

/// A line that refuses an answer.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ErrorLine<'e> {
    /// Always `error`.
    r#type: &'static str,
    /// What is wrong with the answer, and how to mend it, in a sentence.
    message: &'e str,
}

impl Bare for ErrorLine<'_> {
    const KIND: &'static str = "assess-error";
    const ABOUT: &'static str = "a line that refuses an answer";
}

/// Returns the line of a question.
pub(crate) fn question_line(
    maps: &SkillMaps,
    interview: &Interview<'_>,
    question: &Question,
    remark: Option<Remark>,
) -> QuestionLine {
    let progress = interview.progress();
    QuestionLine {
        r#type: "question",
        format_version: if interview.mode().is_some() { CHECKLISTS } else { FORMAT_VERSION },
        question: question_json(maps, interview, question),
        answers: answers(interview, question),
        remark: remark.map(|Remark::SameAnswer { level, times }| RemarkJson::SameAnswer {
            level: level.number(),
            times,
        }),
        progress: ProgressJson {
            answered: progress.answered,
            expected: progress.expected,
            at_most: progress.at_most,
            decided: progress.decided.fraction(),
            minutes_left: interview.time().map(|time| time.left / 60.0),
        },
    }
}

/// Returns the line that refuses an answer.
pub(crate) fn error_line(message: &str) -> ErrorLine<'_> {
    ErrorLine { r#type: "error", message }
}

/// Returns the keys that an answer to the question may have.
fn answers(interview: &Interview<'_>, question: &Question) -> Vec<&'static str> {
    let mut own = match question {
        Question::Roles { .. } if interview.mode().is_some() => {
            vec!["roles", "unsure", "contrasts"]
        }
        Question::Roles { told: Told::Skills } => vec!["roles"],
        Question::Roles { .. } => vec!["roles", "unsure"],
        Question::Contrast { .. } => vec!["lean", "skip"],
        Question::Seniority => vec!["seniority", "skip"],
        Question::Hours => vec!["hours_per_week", "skip"],
        Question::Screen { .. } => vec!["ticked", "skip"],
        Question::Checklist { .. } => vec!["can", "not", "skip"],
        Question::Rate { .. } => vec!["level", "skip"],
        Question::Evidence { .. } => vec!["evidence", "no_more_evidence", "skip"],
        Question::Reconcile { .. } => vec!["skip"],
    };
    own.extend(["ask", "ratings", "back", "stop"]);
    own
}

fn question_json(maps: &SkillMaps, interview: &Interview<'_>, question: &Question) -> QuestionJson {
    match question {
        Question::Roles { told } => QuestionJson::Roles {
            told: *told != Told::Nothing,
            roles: maps.roles().iter().map(role_json).collect(),
        },
        Question::Contrast { at } => {
            let Contrast { id, left, right, .. } = CONTRASTS[*at];
            QuestionJson::Contrast { id, left, right }
        }
        Question::Seniority => {
            QuestionJson::Seniority { seniorities: Seniority::ALL.map(Seniority::word).to_vec() }
        }
        Question::Hours => QuestionJson::Hours,
        Question::Screen { group, members } => QuestionJson::Screen {
            group: group.clone(),
            skills: members.iter().map(|skill| skill_json(maps, *skill)).collect(),
        },
        Question::Checklist { about, sentences } => {
            checklist_json(maps, interview, about, sentences)
        }
        Question::Rate { skill, why } => {
            rate_json(&RateView::of(maps, interview, *skill, why), why)
        }
        Question::Evidence { skill, level } => {
            QuestionJson::Evidence { skill: maps[*skill].id.clone(), level: level.number() }
        }
        Question::Reconcile { rated, under } => QuestionJson::Reconcile {
            rated: StepJson::of(maps, rated.0, rated.1),
            under: under
                .iter()
                .map(|(skill, rated, needed)| UnderJson {
                    skill: ids(maps, &[*skill]).remove(0),
                    rated: rated.number(),
                    needed: needed.number(),
                })
                .collect(),
        },
    }
}

fn checklist_json(
    maps: &SkillMaps,
    interview: &Interview<'_>,
    about: &About,
    sentences: &[Step],
) -> QuestionJson {
    let (word, area, source, since) = match about {
        About::Area(area) => ("area", Some(maps[*area].id.clone()), None, None),
        About::Several => ("several", None, None, None),
        About::Beginnings => ("beginnings", None, None, None),
        About::Claimed(source) => ("claimed", None, source.clone(), None),
        About::Stale(since) => ("stale", None, None, Some(since.to_string())),
    };
    let sentence = |step: &Step| {
        let skill = &maps[step.skill];
        SentenceJson {
            id: format!("{}:{}", skill.id, step.level),
            skill: skill.id.clone(),
            name: skill.name.clone(),
            level: step.level.number(),
            can_do: skill.can_do(step.level).to_string(),
            earlier: interview.said(*step),
        }
    };
    let sentences = sentences.iter().map(sentence).collect();
    QuestionJson::Checklist { about: word, area, source, since, sentences }
}

fn role_json(role: &crate::domain::role::RoleMap) -> RoleJson {
    RoleJson { role: role.id.clone(), name: role.name.clone(), summary: role.summary.to_string() }
}

fn skill_json(maps: &SkillMaps, skill: SkillIndex) -> SkillJson {
    SkillJson { skill: maps[skill].id.clone(), name: maps[skill].name.clone() }
}

fn rate_json(view: &RateView<'_>, why: &Why) -> QuestionJson {
    let skill = &view.maps[view.skill];
    QuestionJson::Rate {
        skill: skill.id.clone(),
        name: skill.name.clone(),
        area: view.maps[skill.area].id.clone(),
        summary: skill.summary.to_string(),
        levels: Level::ALL
            .into_iter()
            .map(|level| LevelJson {
                level: level.number(),
                name: level.name(),
                can_do: skill.can_do(level).to_string(),
                signs: skill.signs[level.index()].iter().map(ToString::to_string).collect(),
            })
            .collect(),
        why: match why {
            Why::Claimed(_) => "claimed",
            Why::Stale(_) => "stale",
            Why::Decides => "decides",
            Why::InTurn => "in-turn",
            Why::Wanted => "wanted",
        },
        earlier: view.earlier.map(Level::number),
        low: view.standing.low().number(),
        high: view.standing.high().number(),
    }
}
