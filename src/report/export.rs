//! `skillgap export`: a person's skills and plan for other programs.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::areas::sections;
use super::document::{Cell, Document, Text};
use super::json::{Day, SkillRef};
use super::notes::{Note, note_on_days};
use super::phrases::{count, role_names};
use super::sheet::Csv;
use super::text::text;
use super::to_do::{ToDoStage, to_do};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::Roadmap;
use crate::domain::roadmap::timeline::Timeline;

/// A person's skills and plan.
pub(crate) struct ExportAnswer<'m> {
    /// The maps.
    pub(crate) maps: &'m SkillMaps,
    /// The skills that are rated above none, or with a sentence that the person can do. Each has its level (the highest
    /// one that the person can do) and the day of the newest record. They are in the order of the catalog.
    pub(crate) skills: Vec<(SkillIndex, Level, Option<Date>)>,
    /// The plan; `None` if there is no goal.
    pub(crate) roadmap: Option<Roadmap>,
    /// The dates of the plan; `None` if the hours a week are not known.
    pub(crate) timeline: Option<Timeline>,
}

impl ExportAnswer<'_> {
    /// Returns the tasks of the plan, stage by stage; empty if there is no goal.
    pub(crate) fn to_do(&self) -> Vec<ToDoStage> {
        let plan = self.roadmap.iter();
        plan.flat_map(|roadmap| to_do(self.maps, roadmap, self.timeline.as_ref())).collect()
    }
}

impl Answer for ExportAnswer<'_> {
    const KIND: &'static str = "export";
    const ABOUT: &'static str = "skills and plan for other programs";
    const FORMATS: &'static [Format] =
        &[Format::Csv, Format::JsonResume, Format::Ics, Format::TasksCsv];
    const CSV: &'static [Csv] = &[SKILLS];
    type Json = ExportJson;

    fn json(&self) -> ExportJson {
        let skill = |(skill, level, on): &(SkillIndex, Level, Option<Date>)| SkillJson {
            skill: SkillRef::new(self.maps, *skill),
            area: self.maps[self.maps[*skill].area].id.clone(),
            level: *level,
            on: on.map(Day),
        };
        let mut tasks = Vec::new();
        for stage in self.to_do() {
            tasks.extend(stage.items.iter().map(|task| TaskJson {
                id: task.id(),
                title: task.title(),
                details: task.details(),
                stage: stage.title.clone(),
                hours: task.hours.typical,
                starts: task.days.map(|(starts, _)| Day(starts)),
                ends: task.days.map(|(_, ends)| Day(ends)),
            }));
        }
        ExportJson {
            skills: self.skills.iter().map(skill).collect(),
            tasks,
            notes: note_on_days(self.timeline.as_ref()).into_iter().collect(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title(count(self.skills.len(), "skill", "skills"));
        if !self.skills.is_empty() {
            document.table(
                sections(maps, |area| {
                    self.skills.iter().filter(|(skill, ..)| maps[*skill].area == area).collect()
                })
                .text("Skill", |(skill, ..)| Cell::strong(&maps[*skill].name))
                .number("Level", |(_, level, _)| level.to_string())
                .word("", |(_, level, _)| level.name())
                .word("Since", |(.., on)| on.map_or(String::new(), |on| on.to_string())),
            );
        }
        if let Some(roadmap) = &self.roadmap {
            document.heading(format!("The way to {}", role_names(maps, &roadmap.goal.roles)));
            for stage in self.to_do() {
                document.say(text!("**{}**", stage.title));
                document.list(stage.items.iter().map(|task| {
                    let by = task.days.map_or(String::new(), |(_, by)| format!(", by {by}"));
                    Text::from(format!("[ ] {}, {} h{by}", task.title(), task.hours.typical))
                }));
            }
        }
        document.notes(note_on_days(self.timeline.as_ref()));
        document
    }
}

/// The CSV columns: a row for each skill.
const SKILLS: Csv = Csv(&[("skills", &["skill", "name", "area", "level", "on"])]);

/// The content of an `export` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ExportJson {
    /// The skills that are rated above 0, or with a sentence that the person can do, in the order of the catalog.
    skills: Vec<SkillJson>,
    /// The plan as tasks, in order; empty without a goal.
    tasks: Vec<TaskJson>,
    /// Notes on the plan.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The id of the area.
    area: String,
    /// The level, 1 to 4: the rated one, or the highest with a sentence that the person can do.
    level: Level,
    /// The day of the newest rating or answer; null if it has none.
    on: Option<Day>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct TaskJson {
    /// The id of the task. It is the same in every export.
    id: String,
    /// The title of the task.
    title: String,
    /// What the person can do afterwards, how to show it, and where to learn it.
    details: Vec<String>,
    /// The title of the stage.
    stage: String,
    /// The typical hours.
    hours: u32,
    /// The first day at the usual pace; null if the hours a week are not known.
    starts: Option<Day>,
    /// The day by which it is done at the usual pace; null if the hours a week are not known.
    ends: Option<Day>,
}
