//! `skillgap maps`: which maps are in use, a template for a new map, and the shipped maps as files.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Document, Table};
use super::phrases::count;
use super::text::text;
use crate::domain::maps::SkillMaps;

/// The maps that were read, and their files.
pub(crate) struct MapsAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The digest of all files.
    pub(crate) digest: &'m str,
    /// The files that were read, in order.
    pub(crate) files: Vec<&'m str>,
}

impl Answer for MapsAnswer<'_> {
    const KIND: &'static str = "maps";
    const ABOUT: &'static str = "which maps are in use";
    type Json = MapsJson;

    fn json(&self) -> MapsJson {
        MapsJson {
            sound: true,
            areas: self.maps.areas().len(),
            skills: self.maps.skills().len(),
            roles: self.maps.roles().len(),
            sources: self.maps.sources().len(),
            files: self.files.iter().map(|file| (*file).to_string()).collect(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title(text!(
            "<good>The maps are sound</><quiet> · version {}, {}</>",
            maps.version(),
            self.digest
        ));
        document.say(text!(
            "{} in {}, {}, {}.",
            count(maps.skills().len(), "skill", "skills"),
            count(maps.areas().len(), "area", "areas"),
            count(maps.roles().len(), "role", "roles"),
            count(maps.sources().len(), "source", "sources")
        ));
        document.table(
            Table::of(&self.files).text("Read from, later files over earlier ones", |file| **file),
        );
        document
    }
}

/// The content of a `maps` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MapsJson {
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

/// A template for a map.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct NewMapAnswer {
    /// The text of the file to begin with.
    pub(crate) file: String,
}

impl Answer for NewMapAnswer {
    const KIND: &'static str = "maps-new";
    const ABOUT: &'static str = "a start for a map";
    type Json = NewMapAnswer;

    fn json(&self) -> NewMapAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        Document::raw(&self.file)
    }
}

/// The shipped maps as files.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct ExportAnswer {
    /// The folder that the files are in.
    pub(crate) folder: String,
    /// Each file, by its path in the folder.
    pub(crate) files: Vec<String>,
    /// What to do with them: a command, and what it does.
    #[serde(skip)]
    pub(crate) next: Option<(String, &'static str)>,
}

impl Answer for ExportAnswer {
    const KIND: &'static str = "maps-export";
    const ABOUT: &'static str = "what `maps export` wrote";
    type Json = ExportAnswer;

    fn json(&self) -> ExportAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.say(format!("Wrote {} files to {}.", self.files.len(), self.folder));
        document.commands(self.next.clone());
        document
    }
}
