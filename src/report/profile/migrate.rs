//! `skillgap profile migrate`: the entries that were rewritten under the names of the current maps.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::migration::{Former, Migrated, WhyKept};
use crate::report::answer::Answer;
use crate::report::document::{Cell, Document, Table, Text};
use crate::report::json::Day;
use crate::report::phrases::{and_list, count};
use crate::report::text::text;

/// The entries that were rewritten under the names of the current maps, profile by profile.
pub(crate) struct MigrateAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// Whether the command only showed what it would write.
    pub(crate) dry_run: bool,
    /// The profiles, each with its file.
    pub(crate) profiles: Vec<(String, Migrated)>,
}

impl MigrateAnswer<'_> {
    fn changed(&self) -> usize {
        self.profiles.iter().filter(|(_, migration)| !migration.changes.is_empty()).count()
    }

    /// Returns a sentence about why an entry stays as it is.
    fn why(&self, kept: &(Former, WhyKept)) -> Text {
        let (Former { line, name, table, .. }, why) = kept;
        match why {
            WhyKept::Sentence => text!(
                "Line {}, {}: an answer to a sentence of `{}` is not about what replaced it.",
                line,
                table,
                name
            ),
            WhyKept::Retired(retired) => {
                let fate = self.maps.fate(*retired);
                text!("Line {}, {}: `{}` {}.", line, table, name, fate)
            }
            WhyKept::SaidAlready => {
                text!("Line {}, {}: what replaced `{}` is already named there.", line, table, name)
            }
        }
    }

    fn file(&self, migration: &Migrated, document: &mut Document) {
        let ids = |skills: &[SkillIndex]| -> Vec<String> {
            skills.iter().map(|skill| self.maps[*skill].id.to_string()).collect()
        };
        if !migration.changes.is_empty() {
            document.table(
                Table::of(&migration.changes)
                    .number("Line", |former| former.line.to_string())
                    .word("In", |former| Cell::quiet(former.table))
                    .if_room(1)
                    .text("Was", |former| former.name.clone())
                    .text("Now", |former| Cell::strong(and_list(&ids(&former.into))))
                    .number("Level", |former| {
                        former.level.map_or(String::new(), |level| level.to_string())
                    })
                    .word("On", |former| former.on.map_or(String::new(), |on| on.to_string()))
                    .if_room(2)
                    .word("By", |former| {
                        former.by.as_ref().map_or(String::new(), ToString::to_string)
                    })
                    .if_room(3),
            );
        }
        if !migration.kept.is_empty() {
            document.say("These lines stay as they are, and count nowhere:");
            document.list(migration.kept.iter().map(|kept| self.why(kept)));
        }
    }
}

impl Answer for MigrateAnswer<'_> {
    const KIND: &'static str = "profile-migrate";
    const ABOUT: &'static str = "what was rewritten under the names of the current maps";
    type Json = MigrateJson;

    fn json(&self) -> MigrateJson {
        let ids = |skills: &[SkillIndex]| -> Vec<String> {
            skills.iter().map(|skill| self.maps[*skill].id.to_string()).collect()
        };
        let former = |former: &Former| FormerJson {
            table: former.table,
            line: former.line,
            name: former.name.clone(),
            skills: ids(&former.into),
            level: former.level,
            on: former.on.map(|on: Date| Day(on)),
            by: former.by.as_ref().map(|by| by.name().to_string()),
        };
        let kept = |(kept, why): &(Former, WhyKept)| KeptJson {
            table: kept.table,
            line: kept.line,
            name: kept.name.clone(),
            why: match why {
                WhyKept::Sentence => "sentence",
                WhyKept::Retired(_) => "retired",
                WhyKept::SaidAlready => "named-already",
            },
            reason: match why {
                WhyKept::Retired(retired) => {
                    self.maps[*retired].reason.as_ref().map(ToString::to_string)
                }
                WhyKept::Sentence | WhyKept::SaidAlready => None,
            },
        };
        let profile = |(path, migration): &(String, Migrated)| MigratedJson {
            profile: path.clone(),
            written: !self.dry_run && !migration.changes.is_empty(),
            changes: migration.changes.iter().map(former).collect(),
            kept: migration.kept.iter().map(kept).collect(),
        };
        MigrateJson { dry_run: self.dry_run, profiles: self.profiles.iter().map(profile).collect() }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let lines: usize = self.profiles.iter().map(|(_, one)| one.changes.len()).sum();
        let many = self.profiles.len() > 1;
        if lines == 0 {
            document.title(text!("**Nothing to migrate**"));
        } else {
            let what = count(lines, "entry under a former name", "entries under former names");
            let whose = match (many, self.profiles.first()) {
                (false, Some((path, _))) => path.clone(),
                _ => count(self.changed(), "profile", "profiles"),
            };
            document.title(text!("**{}**<quiet> · in {}</>", what, whose));
        }
        for (path, migration) in &self.profiles {
            let says = !migration.changes.is_empty() || !migration.kept.is_empty();
            if many && says {
                document.heading(text!("{}", path));
            }
            self.file(migration, &mut document);
        }
        if lines > 0 && self.dry_run {
            document.say(text!("<warn>Nothing is written yet.</>"));
        } else if lines > 0 {
            document.say("Everything else in the file is unchanged.");
            if !many {
                document.commands([("skillgap undo", "restore the former names")]);
            }
        }
        document
    }
}

/// The content of a `profile-migrate` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct MigrateJson {
    /// Whether the command only showed what it would write.
    dry_run: bool,
    /// The profiles that were examined.
    profiles: Vec<MigratedJson>,
}

/// One profile.
#[derive(Debug, JsonSchema, Serialize)]
struct MigratedJson {
    /// The file of the profile.
    profile: String,
    /// Whether the file was written.
    written: bool,
    /// The entries that have another name now, in the order of the file.
    changes: Vec<FormerJson>,
    /// The entries under a name that no skill has. They count nowhere. They are in the order of the file.
    kept: Vec<KeptJson>,
}

/// An entry under a former name of its skill.
#[derive(Debug, JsonSchema, Serialize)]
struct FormerJson {
    /// The table of the entry: `[ratings]`, `[[rating]]`, `[[said]]`, `[[claim]]` or `[goal]`.
    table: &'static str,
    /// The line of the name, from 1.
    line: usize,
    /// The former name.
    name: String,
    /// The ids of the skills that the entry is about now: one, or those that the skill was split into.
    skills: Vec<String>,
    /// The level; null if there is none.
    level: Option<Level>,
    /// The day; null if there is none.
    on: Option<Day>,
    /// The rater: `self` or a name; null if there is none.
    by: Option<String>,
}

/// An entry that keeps its former name.
#[derive(Debug, JsonSchema, Serialize)]
struct KeptJson {
    /// The table of the entry.
    table: &'static str,
    /// The line of the name, from 1.
    line: usize,
    /// The name.
    name: String,
    /// Why it stays: `sentence` answers a sentence of a skill that was split; `retired` names a skill that was removed
    /// without a replacement; `named-already` only repeats what is said about every skill that replaced it.
    why: &'static str,
    /// Why the skill was removed; null unless it was retired.
    reason: Option<String>,
}
