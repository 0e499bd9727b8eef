//! What maps there are.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use super::phrases::count;
use crate::domain::maps::SkillMaps;

/// The maps that were read, and from where.
pub struct MapsAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The digest of all files.
    pub digest: &'m str,
    /// The files that were read, in order.
    pub files: Vec<&'m str>,
}

/// The answer for people.
pub fn document(answer: &MapsAnswer<'_>) -> Document {
    let maps = answer.maps;
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new("The maps are sound", Tone::Good)
            .and(format!(" · version {}, {}", maps.version(), answer.digest), Tone::Quiet),
    ));
    document.say(format!(
        "{} in {}, {}, {}.",
        count(maps.skills().len(), "skill", "skills"),
        count(maps.areas().len(), "area", "areas"),
        count(maps.roles().len(), "role", "roles"),
        count(maps.sources().len(), "source", "sources"),
    ));
    let rows = answer.files.iter().map(|file| Row::new(vec![Cell::plain(*file)])).collect();
    document.push(Block::Table(Table {
        columns: vec![Column::text("Read from, later files over earlier ones")],
        sections: vec![Section { heading: None, rows }],
    }));
    document
}

/// The content of a `maps` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct MapsJson {
    /// Whether every rule holds: always true, since unsound maps are an error.
    sound: bool,
    /// How many areas.
    areas: usize,
    /// How many skills.
    skills: usize,
    /// How many roles.
    roles: usize,
    /// How many public sources.
    sources: usize,
    /// Every file that was read, in order.
    files: Vec<String>,
}

/// The answer for scripts.
pub fn json(answer: &MapsAnswer<'_>) -> MapsJson {
    MapsJson {
        sound: true,
        areas: answer.maps.areas().len(),
        skills: answer.maps.skills().len(),
        roles: answer.maps.roles().len(),
        sources: answer.maps.sources().len(),
        files: answer.files.iter().map(|file| (*file).to_string()).collect(),
    }
}

/// The content of a `maps-new` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct NewMapJson {
    /// The text of the file to begin with.
    pub file: String,
}

/// The content of a `maps-export` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ExportedJson {
    /// The folder that the files are in.
    pub folder: String,
    /// Each file, by its path in the folder.
    pub files: Vec<&'static str>,
}
