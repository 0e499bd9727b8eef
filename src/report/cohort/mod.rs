//! Answers about many people for a mentor: where they stand, what to teach, who helps whom, and what changed.

pub(crate) mod compare;
pub(crate) mod forget;
pub(crate) mod form;
pub(crate) mod groups;
pub(crate) mod hand_out;
pub(crate) mod import;
pub(crate) mod live;
pub(crate) mod pairs;
pub(crate) mod session;
pub(crate) mod summary;

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Document, Text};
use super::json::{Share, StepJson};
use super::phrases::{and_list, role_names};
use super::text::text;
use crate::domain::cohort::person_name::PersonName;
use crate::domain::cohort::summary::FEWEST;
use crate::domain::cohort::{Aims, Learner, WHOLE};
use crate::domain::gap::Fraction;
use crate::domain::maps::{SkillMaps, Step};

/// One person in JSON: what tells them from the others, and what they are called.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct PersonJson {
    /// The id of the person: the profile's file name without its extension, or the id in the row; an alias in an
    /// anonymous answer.
    person: String,
    /// The person's name; the id if no name is known, an alias in an anonymous answer.
    name: String,
}

impl PersonJson {
    /// A person by id and name.
    pub(crate) fn new(id: &str, name: &PersonName) -> PersonJson {
        PersonJson { person: id.to_string(), name: name.plain().to_string() }
    }

    /// Returns everybody who was read.
    fn all(learners: &[Learner<'_>]) -> Vec<PersonJson> {
        learners.iter().map(|learner| PersonJson::new(&learner.id, &learner.name)).collect()
    }
}

/// Returns the ids of the people with these indices.
fn ids(learners: &[Learner<'_>], people: &[usize]) -> Vec<String> {
    people.iter().map(|person| learners[*person].id.clone()).collect()
}

/// Returns the names of the people with these indices as one text.
fn names(learners: &[Learner<'_>], people: &[usize]) -> String {
    let names: Vec<String> =
        people.iter().map(|person| learners[*person].name.to_string()).collect();
    and_list(&names)
}

/// Returns a word as it is typed in a shell. It is quoted if it has characters other than letters, digits and those
/// usual in paths.
pub(crate) fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+=:,@%~\\".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_string()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// Adds the next `cohort` commands for the same people; nothing if `again` is `None`.
fn next_commands(
    again: Option<&String>,
    commands: &[(&str, &'static str)],
    document: &mut Document,
) {
    let Some(again) = again else { return };
    document.commands(commands.iter().map(|(command, what)| {
        let (name, flags) = command.split_once(' ').unwrap_or((command, ""));
        let flags = if flags.is_empty() { String::new() } else { format!(" {flags}") };
        (format!("skillgap cohort {name} {again}{flags}"), *what)
    }));
}

/// Returns whether a figure is about at least one person, but about fewer than an anonymous answer may show.
fn is_few(people: usize) -> bool {
    (1..FEWEST).contains(&people)
}

/// Returns the text that replaces a figure that is kept back.
fn kept_back() -> Text {
    text!("<quiet>kept back: a figure here would be about fewer than {} people</>", FEWEST)
}

/// Returns the mean coverage of these people, 0 to 1. It is `None` if nothing is asked, and for an anonymous answer
/// about fewer than five people.
fn mean_coverage(learners: &[Learner<'_>], anonymous: bool) -> Option<f64> {
    let coverage = learners.iter().map(Learner::coverage).filter(|coverage| coverage.whole > 0);
    let coverage: Vec<f64> = coverage.map(Fraction::fraction).collect();
    let is_told = !(coverage.is_empty() || anonymous && coverage.len() < FEWEST);
    is_told.then(|| coverage.iter().sum::<f64>() / coverage.len() as f64)
}

/// Returns a sentence about the mean coverage, if somebody answered sentences and so has likely levels too.
fn known_words(learners: &[Learner<'_>], anonymous: bool) -> Option<Text> {
    let known = mean_coverage(learners, anonymous)?;
    learners.iter().any(|learner| learner.likely.is_some()).then(|| {
        text!(
            "<quiet>Only what is known counts: {} % of what is asked, on average. What is merely likely, of those who answered sentences, is marked and counts nowhere.</>",
            format!("{:.0}", known * 100.0)
        )
    })
}

/// Returns whole percent, rounded. Only the whole is 100, and only nothing is 0.
fn rounded(share: Fraction) -> u64 {
    let percent = (share.part * 200 + share.whole).checked_div(share.whole * 2).unwrap_or(0);
    let most = if share.part < share.whole { 99 } else { 100 };
    percent.clamp(u64::from(share.part > 0), most)
}

/// Returns a step as a text, such as `Git 2`.
fn step_name(maps: &SkillMaps, step: Step) -> String {
    format!("{} {}", maps[step.skill].name, step.level)
}

/// Returns steps as a text, such as `Git 2 and HTTP 1`.
fn step_names(maps: &SkillMaps, steps: &[Step]) -> String {
    let names: Vec<String> = steps.iter().map(|step| step_name(maps, *step)).collect();
    and_list(&names)
}

/// Returns steps with the ids of their skills for one cell of a spreadsheet, such as `git 2; http 1`.
fn step_ids<'s>(maps: &SkillMaps, steps: impl IntoIterator<Item = &'s Step>) -> String {
    let step = |step: &Step| format!("{} {}", maps[step.skill].id, step.level);
    steps.into_iter().map(step).collect::<Vec<_>>().join("; ")
}

fn steps_json(maps: &SkillMaps, steps: &[Step]) -> Vec<StepJson> {
    steps.iter().map(|step| StepJson::new(maps, *step)).collect()
}

/// Returns what everybody is measured against, such as `API developer, junior` or `each one's own goal`.
fn measured_against(maps: &SkillMaps, aims: &Aims) -> String {
    if aims.roles.is_empty() {
        return "each one's own goal".to_string();
    }
    let roles = role_names(maps, &aims.roles);
    match aims.seniority.or(aims.settings.seniority) {
        Some(seniority) => format!("{roles}, {seniority}"),
        None => roles,
    }
}

/// Returns the ids of the roles that everybody is measured against; none if each person has their own goal.
fn role_ids(maps: &SkillMaps, aims: &Aims) -> Vec<String> {
    aims.roles.iter().map(|role| maps[*role].id.clone()).collect()
}

/// Returns the mean gain of readiness per person. `worth` is the sum in parts of one person's readiness.
fn per_person(worth: u64, people: usize) -> Share {
    // The parts of one person are rounded, so their sum may be a little more than the whole.
    Share((worth as f64 / WHOLE as f64 / people.max(1) as f64).min(1.0))
}

/// Returns a share in points, such as `3 points`: percent of readiness, rounded. A share above 0 that rounds to 0 is
/// `less than a point`.
fn points(share: Share) -> String {
    match (share.0 * 100.0).round() as u64 {
        0 if share.0 > 0.0 => "less than a point".to_string(),
        1 => "1 point".to_string(),
        points => format!("{points} points"),
    }
}
