//! `skillgap export`: one's skills and one's plan for other programs.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::areas::sections;
use super::document::{Cell, Document, Text};
use super::json::{Day, SkillRef};
use super::phrases::{count, role_names};
use super::sheet::Csv;
use super::text::text;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Planned, Roadmap};
use crate::report::roadmap::stage_title;

/// What somebody takes along.
pub struct ExportAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The skills that are rated above none, in the order of the catalog: the level, and the day of the rating.
    pub skills: Vec<(SkillIndex, Level, Option<Date>)>,
    /// The plan; `None` where there is no goal.
    pub roadmap: Option<Roadmap>,
    /// The days of the plan, when the hours a week are known.
    pub timeline: Option<Timeline>,
}

/// One thing to do.
pub struct ToDo {
    /// The same every time for the same thing.
    pub id: String,
    /// What is to do.
    pub title: String,
    /// What one can do afterwards, how to show it, and where to learn it.
    pub details: Vec<String>,
    /// What the stage leads to.
    pub stage: String,
    /// The usual hours.
    pub hours: u32,
    /// The first day and the day by which it is done.
    pub days: Option<(Date, Date)>,
}

impl ExportAnswer<'_> {
    /// What there is to do, in order.
    pub fn to_do(&self) -> Vec<ToDo> {
        let Some(roadmap) = &self.roadmap else { return Vec::new() };
        let maps = self.maps;
        let mut to_do = Vec::new();
        for stage in roadmap.stages() {
            let title = stage_title(maps, roadmap, &stage);
            for planned in roadmap.sequence_of(&stage) {
                to_do.push(self.one(&planned, &title));
            }
        }
        to_do
    }

    fn one(&self, planned: &Planned<'_>, stage: &str) -> ToDo {
        let maps = self.maps;
        let hours = planned.hours().typical;
        match planned {
            Planned::Step(at, planned) => {
                let skill = &maps[planned.step.skill];
                let level = planned.step.level;
                let mut details = vec![skill.can_do(level).to_string()];
                details.extend(skill.proof(level).map(|proof| format!("To show it: {}", proof.task)));
                let learn = skill.resources.iter().filter(|resource| resource.level == level);
                details.extend(learn.map(|resource| format!("{}: {}", resource.title, resource.url)));
                ToDo {
                    id: format!("step-{}-{level}", skill.id),
                    title: format!("{} to {level}", skill.name),
                    details,
                    stage: stage.to_string(),
                    hours,
                    days: self.timeline.as_ref().map(|all| {
                        (all.steps[*at].starts.typical, all.steps[*at].ends.typical)
                    }),
                }
            }
            Planned::Project(at, planned) => {
                let project = &maps[planned.role].projects[planned.project];
                ToDo {
                    id: format!("project-{}", project.id),
                    title: format!("Project: {}", project.name),
                    details: vec![project.brief.to_string()],
                    stage: stage.to_string(),
                    hours,
                    days: self.timeline.as_ref().and_then(|all| {
                        all.projects[*at].map(|of| (of.starts.typical, of.ends.typical))
                    }),
                }
            }
        }
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
        let task = |task: ToDo| TaskJson {
            id: task.id,
            title: task.title,
            details: task.details,
            stage: task.stage,
            hours: task.hours,
            starts: task.days.map(|(starts, _)| Day(starts)),
            ends: task.days.map(|(_, ends)| Day(ends)),
        };
        ExportJson {
            skills: self.skills.iter().map(skill).collect(),
            tasks: self.to_do().into_iter().map(task).collect(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let mut document = Document::default();
        document.title(format!("{} rated", count(self.skills.len(), "skill", "skills")));
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
            let mut stage = String::new();
            let mut items: Vec<Text> = Vec::new();
            document.heading(format!("The way to {}", role_names(maps, &roadmap.goal.roles)));
            for task in self.to_do() {
                if task.stage != stage {
                    document.list(std::mem::take(&mut items));
                    stage.clone_from(&task.stage);
                    document.say(text!("**{}**", stage));
                }
                let by = task.days.map_or(String::new(), |(_, by)| format!(", by {by}"));
                items.push(text!("[ ] {}<quiet>, {} h{}</>", task.title, task.hours, by));
            }
            document.list(items);
        }
        document
    }
}

/// A row for each skill.
const SKILLS: Csv = Csv(&[("skills", &["skill", "name", "area", "level", "on"])]);

/// The content of an `export` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ExportJson {
    /// The skills that are rated above 0, in the order of the catalog.
    skills: Vec<SkillJson>,
    /// The plan as things to do, in order; none where there is no goal.
    tasks: Vec<TaskJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The id of the area.
    area: String,
    /// The level, 1 to 4.
    level: Level,
    /// The day of the rating; null where it has none.
    on: Option<Day>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct TaskJson {
    /// The same every time for the same thing.
    id: String,
    /// What is to do.
    title: String,
    /// What one can do afterwards, how to show it, and where to learn it.
    details: Vec<String>,
    /// What the stage leads to.
    stage: String,
    /// The typical hours.
    hours: u32,
    /// The first day at the usual pace; null when the hours a week are not known.
    starts: Option<Day>,
    /// The day by which it is done at the usual pace; null when the hours a week are not known.
    ends: Option<Day>,
}
