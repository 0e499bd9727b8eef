//! `skillgap import`: what was read from a file about the person.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Cell, Document, Table};
use super::json::{Day, SkillRef};
use super::milestones::{MilestoneJson, milestones_json, tell};
use super::phrases::{and_list, count, first_few};
use super::text::text;
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::milestones::Milestone;

/// What was read from a file about the person.
pub(crate) struct OwnImportAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The format that was recognised.
    pub(crate) read_as: &'static str,
    /// The ratings to record: the level before, the level now, and the day.
    pub(crate) ratings: Vec<(SkillIndex, Option<Level>, Level, Date)>,
    /// The names of the projects to record as done.
    pub(crate) projects: Vec<String>,
    /// The skills to record as claims, that is, seen but not rated. Each has the file's word for the level.
    pub(crate) claims: Vec<(SkillIndex, Option<String>)>,
    /// The number of entries that the profile already holds.
    pub(crate) as_before: usize,
    /// Names that are not in the maps.
    pub(crate) unknown: Vec<String>,
    /// Skills in the file that were removed from the maps.
    pub(crate) retired: Vec<RetiredIndex>,
    /// The profile that was written; `None` if nothing was written.
    pub(crate) saved_in: Option<String>,
    /// The milestones that the import reached. They are announced once.
    pub(crate) milestones: Vec<Milestone>,
}

impl OwnImportAnswer<'_> {
    /// Returns whether there is nothing to record.
    pub(crate) fn is_empty(&self) -> bool {
        self.ratings.is_empty() && self.projects.is_empty() && self.claims.is_empty()
    }
}

impl Answer for OwnImportAnswer<'_> {
    const KIND: &'static str = "import";
    const ABOUT: &'static str = "what was read of a file about oneself";
    type Json = OwnImportJson;

    fn json(&self) -> OwnImportJson {
        let rating =
            |(skill, from, to, on): &(SkillIndex, Option<Level>, Level, Date)| ImportedRatingJson {
                skill: SkillRef::new(self.maps, *skill),
                from: *from,
                to: *to,
                on: Day(*on),
            };
        let claim = |(skill, word): &(SkillIndex, Option<String>)| ImportedClaimJson {
            skill: SkillRef::new(self.maps, *skill),
            word: word.clone(),
        };
        OwnImportJson {
            read_as: self.read_as,
            ratings: self.ratings.iter().map(rating).collect(),
            projects: self.projects.clone(),
            claims: self.claims.iter().map(claim).collect(),
            as_before: self.as_before,
            unknown: self.unknown.clone(),
            profile: self.saved_in.clone(),
            milestones: milestones_json(self.maps, &self.milestones),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        let parts = [
            (self.ratings.len(), "rating", "ratings"),
            (self.projects.len(), "project", "projects"),
            (self.claims.len(), "skill to ask about", "skills to ask about"),
        ];
        let some = parts.iter().filter(|(number, ..)| *number > 0);
        let words: Vec<String> =
            some.map(|(number, one, many)| count(*number, one, many)).collect();
        let what = if words.is_empty() { "nothing new".to_string() } else { and_list(&words) };
        document.title(text!("**{}**<quiet> · read as {}</>", what, self.read_as));
        if !self.ratings.is_empty() {
            document.table(
                Table::of(&self.ratings)
                    .text("Skill", |(skill, ..)| Cell::strong(&maps[*skill].name))
                    .number("Before", |(_, from, ..)| {
                        from.map_or("?".to_string(), |from| from.to_string())
                    })
                    .number("Now", |(.., to, _)| to.to_string())
                    .word("", |(.., to, _)| to.name())
                    .word("On", |(.., on)| on.to_string()),
            );
        }
        if !self.projects.is_empty() {
            document.say(text!("<good>Done: </>{}", and_list(&self.projects)));
        }
        if !self.claims.is_empty() {
            let named = |(skill, word): &(SkillIndex, Option<String>)| match word {
                Some(word) => format!("{} ({word})", maps[*skill].name),
                None => maps[*skill].name.clone(),
            };
            let named: Vec<String> = self.claims.iter().map(named).collect();
            document.say(text!(
                "Seen, and not rated: {}. A résumé has no common scale, so `skillgap assess` asks about these first; `--accept-levels` takes its words as levels.",
                first_few(&named, 40)
            ));
        }
        if self.as_before > 0 {
            document.say(text!(
                "<quiet>{} in your profile already.</>",
                count(self.as_before, "entry is", "entries are")
            ));
        }
        if !self.unknown.is_empty() {
            document.say(text!("<quiet>Not in the maps: {}.</>", first_few(&self.unknown, 20)));
        }
        for retired in &self.retired {
            let counts = match maps[*retired].split_into.as_slice() {
                [] => "it counts nowhere",
                _ => "what is said about it counts for each of them that has no answer of its own",
            };
            let (id, fate) = (&maps[*retired].id, maps.fate(*retired));
            document.say(text!("<quiet>{} {}: {}.</>", id, fate.replace('`', ""), counts));
        }
        tell(maps, &self.milestones, &mut document);
        match &self.saved_in {
            Some(file) => document.say(text!(
                "<quiet>Saved in {}. </>`skillgap undo`<quiet> takes it back.</>",
                file
            )),
            None if self.is_empty() => {}
            None => document.say(text!("<warn>Nothing is written yet.</>")),
        }
        document
    }
}

/// The content of an `import` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct OwnImportJson {
    /// The format that was recognised.
    read_as: &'static str,
    /// The ratings that are recorded.
    ratings: Vec<ImportedRatingJson>,
    /// The names of the projects that are recorded as done.
    projects: Vec<String>,
    /// The skills that are kept as claims, that is, seen but not rated.
    claims: Vec<ImportedClaimJson>,
    /// The number of entries of the file that the profile already holds.
    as_before: usize,
    /// Names that are not in the maps.
    unknown: Vec<String>,
    /// The profile that was written; null if nothing was written.
    profile: Option<String>,
    /// The milestones that were reached, each announced once; most often empty.
    milestones: Vec<MilestoneJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ImportedRatingJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level before; null if the skill was not rated.
    from: Option<Level>,
    /// The level now.
    to: Level,
    /// The day of the rating.
    on: Day,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ImportedClaimJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The file's word for the level; null if it has none.
    word: Option<String>,
}
