//! What every JSON document has in common.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

/// The version of the JSON documents: a minor step only adds, a major step breaks.
pub const FORMAT_VERSION: &str = "1.1";

/// A JSON document: what every one begins with, and its own content.
#[derive(Debug, JsonSchema, Serialize)]
pub struct Envelope<T> {
    /// The version of the documents: a minor step only adds, a major step breaks.
    format_version: &'static str,
    /// What kind of document this is.
    kind: &'static str,
    /// What wrote it.
    tool: Tool,
    /// The maps that it was computed with.
    maps: MapsJson,
    /// What is said.
    #[serde(flatten)]
    content: T,
}

#[derive(Debug, JsonSchema, Serialize)]
struct Tool {
    /// Its name.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// Which maps an answer was computed with.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct MapsJson {
    /// The version that the maps state.
    pub version: String,
    /// A digest of all files that they were read from.
    pub digest: String,
}

/// Wraps content as a document of a kind.
pub fn envelope<T: Serialize>(kind: &'static str, maps: &MapsJson, content: T) -> Envelope<T> {
    Envelope {
        format_version: FORMAT_VERSION,
        kind,
        tool: Tool { name: "skillgap", version: env!("CARGO_PKG_VERSION") },
        maps: maps.clone(),
        content,
    }
}

/// A document as text, with a line end.
pub fn to_text<T: Serialize>(document: &T) -> String {
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    text
}

/// Hours at three paces.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub struct HoursJson {
    /// Whole hours at a fast pace.
    low: u32,
    /// Whole hours at the usual pace: the ones that orders and totals are computed with.
    typical: u32,
    /// Whole hours at a slow pace.
    high: u32,
}

impl From<Hours> for HoursJson {
    fn from(hours: Hours) -> HoursJson {
        HoursJson { low: hours.low, typical: hours.typical, high: hours.high }
    }
}

/// One level of one skill.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct StepJson {
    /// The id of the skill.
    skill: String,
    /// The level that is reached.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
}

impl StepJson {
    /// A step by the id of its skill.
    pub fn new(maps: &SkillMaps, step: Step) -> StepJson {
        StepJson { skill: maps[step.skill].id.clone(), level: step.level.number() }
    }

    /// A level of a skill.
    pub fn of(maps: &SkillMaps, skill: SkillIndex, level: Level) -> StepJson {
        StepJson::new(maps, Step { skill, level })
    }
}

/// The ids of skills.
pub fn ids(maps: &SkillMaps, skills: &[SkillIndex]) -> Vec<String> {
    skills.iter().map(|skill| maps[*skill].id.clone()).collect()
}

/// The word for a value that stands for one in files and JSON.
pub fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, listed)| listed == value).map_or("", |(word, _)| word)
}
