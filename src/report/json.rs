//! What every JSON document has in common.

use serde::Serialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};

/// The version of the JSON documents: a minor step only adds, a major step breaks.
pub const FORMAT_VERSION: &str = "1.0";

/// A JSON document: what every one begins with, and its own content.
#[derive(Debug, Serialize)]
pub struct Envelope<T> {
    format_version: &'static str,
    kind: &'static str,
    tool: Tool,
    maps: MapsJson,
    #[serde(flatten)]
    content: T,
}

#[derive(Debug, Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Which maps an answer was computed with.
#[derive(Clone, Debug, Serialize)]
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
        tool: Tool {
            name: "skillgap",
            version: env!("CARGO_PKG_VERSION"),
        },
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
#[derive(Clone, Copy, Debug, Serialize)]
pub struct HoursJson {
    low: u32,
    typical: u32,
    high: u32,
}

impl From<Hours> for HoursJson {
    fn from(hours: Hours) -> HoursJson {
        HoursJson {
            low: hours.low,
            typical: hours.typical,
            high: hours.high,
        }
    }
}

/// One level of one skill.
#[derive(Clone, Debug, Serialize)]
pub struct StepJson {
    skill: String,
    level: u8,
}

impl StepJson {
    /// A step by the id of its skill.
    pub fn new(maps: &SkillMaps, step: Step) -> StepJson {
        StepJson {
            skill: maps[step.skill].id.clone(),
            level: step.level.number(),
        }
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
    words
        .iter()
        .find(|(_, listed)| listed == value)
        .map_or("", |(word, _)| word)
}
