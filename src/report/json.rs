//! What all JSON documents share: their first fields, and the types of fields.
//!
//! A level, a fraction, hours or an enum is a field by itself. Its range or its words are defined here, with its type,
//! so that no field repeats them.

use std::borrow::Cow;

use super::cohort::import::ColumnKind;
use super::cohort::session::AbsentWord;
use super::notes::Note;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::domain::advert::WhyNot;
use crate::domain::assessment::{Standing, StandingKind};
use crate::domain::catalog::{ResourceKind, SkillIndex, SkillKind};
use crate::domain::clean::clean_json;
use crate::domain::cohort::agenda::Part;
use crate::domain::cohort::pairs::Why;
use crate::domain::cohort::session::{First, Reached};
use crate::domain::gap::{Fraction, RoleGap};
use crate::domain::hours::{Basis, Hours};
use crate::domain::interview::model::Source;
use crate::domain::level::{Level, Seniorities, Seniority};
use crate::domain::likely::{Basis as VerdictBasis, StartsFrom};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::milestones::Mark;
use crate::domain::profile::Method;
use crate::domain::roadmap::Order;
use crate::domain::roadmap::{Reason, Unplanned};
use crate::domain::role::{Importance, ProjectIndex, RoleIndex};
use crate::domain::words::Word;

/// The version of the JSON documents. A minor step only adds fields; a major step breaks readers.
pub const FORMAT_VERSION: &str = "1.1";

/// A JSON document: what every one begins with, and its own content.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct Envelope<T> {
    /// The version of the documents: a minor step only adds, a major step breaks.
    format_version: &'static str,
    /// What kind of document this is.
    kind: &'static str,
    /// What wrote it.
    tool: Tool,
    /// The maps that it was computed with.
    maps: MapsJson,
    /// The content of the document.
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
pub(crate) struct MapsJson {
    /// The version that the maps state.
    pub version: String,
    /// A digest of all files that they were read from.
    pub digest: String,
}

/// Wraps the content of a document in its envelope.
pub(crate) fn envelope<T: Serialize>(
    kind: &'static str,
    maps: &MapsJson,
    content: T,
) -> Envelope<T> {
    Envelope {
        format_version: FORMAT_VERSION,
        kind,
        tool: Tool { name: "skillgap", version: env!("CARGO_PKG_VERSION") },
        maps: maps.clone(),
        content,
    }
}

/// Returns a document as text with a final newline.
pub(crate) fn to_text<T: Serialize>(document: &T) -> String {
    let mut text = clean_json(serde_json::to_string_pretty(document).unwrap_or_default());
    text.push('\n');
    text
}

/// Implements the JSON of a domain type and its schema.
macro_rules! stands_as {
    ($type:ident, |$value:ident| $json:expr, $schema:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                $json.serialize(serializer)
            }
        }

        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                $schema(generator)
            }
        }
    };
}

stands_as!(Level, |level| level.number(), |_: &mut SchemaGenerator| json_schema!({
    "type": "integer", "format": "uint8", "minimum": 0, "maximum": 4,
}));
stands_as!(Fraction, |fraction| fraction.fraction(), Share::json_schema);
stands_as!(Importance, |value| value.word(), words::<Importance>);
stands_as!(WhyNot, |value| value.word(), words::<WhyNot>);
stands_as!(Seniority, |value| value.word(), words::<Seniority>);
stands_as!(Order, |value| value.word(), words::<Order>);
stands_as!(Seniorities, |value| value.word(), words::<Seniorities>);
stands_as!(StandingKind, |value| value.word(), words::<StandingKind>);
stands_as!(VerdictBasis, |value| value.word(), words::<VerdictBasis>);
stands_as!(StartsFrom, |value| value.word(), words::<StartsFrom>);
stands_as!(Source, |value| value.word(), words::<Source>);
stands_as!(Method, |value| value.word(), words::<Method>);
stands_as!(SkillKind, |value| value.word(), words::<SkillKind>);
stands_as!(Basis, |value| value.word(), words::<Basis>);
stands_as!(ResourceKind, |value| value.word(), words::<ResourceKind>);
stands_as!(Reason, |value| value.word(), words::<Reason>);
stands_as!(Unplanned, |value| value.word(), words::<Unplanned>);
stands_as!(Why, |value| value.word(), words::<Why>);
stands_as!(Reached, |value| value.word(), words::<Reached>);
stands_as!(First, |value| value.word(), words::<First>);
stands_as!(Mark, |value| value.word(), words::<Mark>);
stands_as!(Part, |value| value.word(), words::<Part>);
stands_as!(AbsentWord, |value| value.word(), words::<AbsentWord>);
stands_as!(ColumnKind, |value| value.word(), words::<ColumnKind>);

/// Returns the schema of an enum. The schema of output lists the words; the schema of input also describes each word.
fn words<T: Word>(generator: &mut SchemaGenerator) -> Schema {
    if generator.contract().is_serialize() {
        let words: Vec<&str> = T::ALL.iter().map(|value| value.word()).collect();
        return json_schema!({ "type": "string", "enum": words });
    }
    let meanings = T::ALL.iter().map(|value| {
        let about = format!("{}.", value.about());
        json_schema!({ "type": "string", "const": value.word(), "description": about })
    });
    json_schema!({ "oneOf": meanings.collect::<Vec<_>>() })
}

/// A number from 0 to 1 that is not a single exact [`Fraction`].
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(transparent)]
#[schemars(inline)]
pub(crate) struct Share(#[schemars(range(min = 0.0, max = 1.0))] pub f64);

/// A calendar day, such as 2026-11-22.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day(pub Date);

stands_as!(Day, |day| day.0.to_string(), String::json_schema);
stands_as!(Note, |note| note.to_string(), String::json_schema);

/// Hours at three paces.
#[derive(JsonSchema, Serialize)]
struct HoursJson {
    /// Whole hours at a fast pace.
    low: u32,
    /// Whole hours at the usual pace: the ones that orders and totals are computed with.
    typical: u32,
    /// Whole hours at a slow pace.
    high: u32,
}

impl Serialize for Hours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        HoursJson { low: self.low, typical: self.typical, high: self.high }.serialize(serializer)
    }
}

impl JsonSchema for Hours {
    fn schema_name() -> Cow<'static, str> {
        HoursJson::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        HoursJson::json_schema(generator)
    }
}

/// A role by its id and its name.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct RoleRef {
    /// The id of the role.
    role: String,
    /// What the role is called.
    name: String,
}

impl RoleRef {
    /// Refers to a role of these maps.
    pub(crate) fn new(maps: &SkillMaps, role: RoleIndex) -> RoleRef {
        RoleRef { role: maps[role].id.clone(), name: maps[role].name.clone() }
    }
}

/// A project by its id and its name.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct ProjectRef {
    /// The id of the project.
    project: String,
    /// The name of the project.
    name: String,
}

impl ProjectRef {
    /// Refers to a project of these maps.
    pub(crate) fn new(maps: &SkillMaps, project: ProjectIndex) -> ProjectRef {
        ProjectRef { project: maps[project].id.clone(), name: maps[project].name.clone() }
    }
}

/// A skill by its id and its name.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct SkillRef {
    /// The id of the skill.
    skill: String,
    /// What the skill is called.
    name: String,
}

impl SkillRef {
    /// Refers to a skill of these maps.
    pub(crate) fn new(maps: &SkillMaps, skill: SkillIndex) -> SkillRef {
        SkillRef { skill: maps[skill].id.clone(), name: maps[skill].name.clone() }
    }
}

/// How ready somebody is for a role.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub(crate) struct RoleNumbers {
    /// The weight of the met requirements as a share of the weight of all that are asked: 0 to 1, not rounded.
    readiness: Fraction,
    /// The same, with everything that is inferred or not rated at its most.
    readiness_high: Fraction,
    /// The share of the weight for which it is settled whether the target is met: 0 to 1.
    coverage: Fraction,
    /// How many requirements are met.
    met: usize,
    /// How many requirements are asked.
    asked: usize,
    /// How many core requirements are met.
    core_met: usize,
    /// How many core requirements are asked.
    core_asked: usize,
}

impl From<&RoleGap<'_>> for RoleNumbers {
    fn from(gap: &RoleGap<'_>) -> RoleNumbers {
        let (met, asked) = gap.met_of_asked();
        let (core_met, core_asked) = gap.core_met_of_asked();
        RoleNumbers {
            readiness: gap.readiness(),
            readiness_high: gap.readiness_high(),
            coverage: gap.coverage(),
            met,
            asked,
            core_met,
            core_asked,
        }
    }
}

/// What is known about a level.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub(crate) struct KnownLevel {
    /// The rated level; null unless rated.
    level: Option<Level>,
    /// The least that it can be: the one that counts.
    level_low: Level,
    /// The most that it can be.
    level_high: Level,
}

impl KnownLevel {
    /// Returns what a standing says about the level. `high` is the highest level that is possible.
    pub(crate) fn new(standing: &Standing, high: Level) -> KnownLevel {
        KnownLevel { level: standing.rated(), level_low: standing.low(), level_high: high }
    }
}

/// One level of one skill.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct StepJson {
    /// The id of the skill.
    skill: String,
    /// The level that is reached.
    level: Level,
}

impl StepJson {
    /// Refers to a step by the id of its skill.
    pub(crate) fn new(maps: &SkillMaps, step: Step) -> StepJson {
        StepJson { skill: maps[step.skill].id.clone(), level: step.level }
    }

    /// Refers to a level of a skill.
    pub(crate) fn of(maps: &SkillMaps, skill: SkillIndex, level: Level) -> StepJson {
        StepJson::new(maps, Step { skill, level })
    }
}

/// Returns the ids of skills.
pub(crate) fn ids(maps: &SkillMaps, skills: &[SkillIndex]) -> Vec<String> {
    skills.iter().map(|skill| maps[*skill].id.clone()).collect()
}
