//! What maps there are.

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
        Text::new("The maps are sound", Tone::Good).and(
            format!(" · version {}, {}", maps.version(), answer.digest),
            Tone::Quiet,
        ),
    ));
    document.say(format!(
        "{} in {}, {}, {}.",
        count(maps.skills().len(), "skill", "skills"),
        count(maps.areas().len(), "area", "areas"),
        count(maps.roles().len(), "role", "roles"),
        count(maps.sources().len(), "source", "sources"),
    ));
    let rows = answer
        .files
        .iter()
        .map(|file| Row::new(vec![Cell::plain(*file)]))
        .collect();
    document.push(Block::Table(Table {
        columns: vec![Column::text("Read from, later files over earlier ones")],
        sections: vec![Section {
            heading: None,
            rows,
        }],
    }));
    document
}

/// The content of a `maps` document.
#[derive(Debug, Serialize)]
pub struct MapsJson {
    sound: bool,
    areas: usize,
    skills: usize,
    roles: usize,
    sources: usize,
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
        files: answer
            .files
            .iter()
            .map(|file| (*file).to_string())
            .collect(),
    }
}
