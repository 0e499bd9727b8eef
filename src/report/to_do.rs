//! A plan as tasks, for pages, calendars and task boards.

use jiff::civil::Date;

use crate::domain::hours::Hours;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::stages::stages;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Planned, Roadmap};
use crate::report::roadmap::stage_title;

/// One stage of a plan.
#[derive(Clone, Debug)]
pub(crate) struct ToDoStage {
    /// The title: what the person can do at the end of the stage.
    pub(crate) title: String,
    /// The hours of all tasks of the stage.
    pub(crate) hours: Hours,
    /// The day by which the stage is done, at the usual pace.
    pub(crate) ends: Option<Date>,
    /// The tasks.
    pub(crate) items: Vec<ToDo>,
}

/// A task.
#[derive(Clone, Debug)]
pub(crate) struct ToDo {
    /// The tick that records the task as done.
    pub(crate) tick: Tick,
    /// The name of the skill or project.
    pub(crate) name: String,
    /// The area of the skill; `Projects` for a project.
    pub(crate) field: String,
    /// The hours of the task.
    pub(crate) hours: Hours,
    /// The usual hours of this task and of all tasks before it.
    pub(crate) hours_after: u32,
    /// The first and the last day of the task, at the usual pace.
    pub(crate) days: Option<(Date, Date)>,
    /// What the person can do afterwards, or what they are to build.
    pub(crate) goal: String,
    /// A small piece of work that shows the level.
    pub(crate) proof: Option<String>,
    /// Learning resources: titles and addresses.
    pub(crate) links: Vec<(String, String)>,
}

/// What ticking off a task records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tick {
    /// A level of a skill was reached.
    Step {
        /// The id of the skill.
        id: String,
        /// The level, 1 to 4.
        level: u8,
    },
    /// A project was finished.
    Project {
        /// The id of the project.
        id: String,
    },
}

impl ToDo {
    /// Returns the id of the task. It is the same in every plan, and has lower-case letters, digits and hyphens.
    pub(crate) fn id(&self) -> String {
        match &self.tick {
            Tick::Step { id, level } => format!("step-{id}-{level}"),
            Tick::Project { id } => format!("project-{id}"),
        }
    }

    /// Returns the title, such as `Python: level 2` or `Project: A converter of units`.
    pub(crate) fn title(&self) -> String {
        match &self.tick {
            Tick::Step { level, .. } => format!("{}: level {level}", self.name),
            Tick::Project { .. } => format!("Project: {}", self.name),
        }
    }

    /// Returns what the person can do afterwards, how to show it, and where to learn it.
    pub(crate) fn details(&self) -> Vec<String> {
        let mut details = vec![self.goal.clone()];
        details.extend(self.proof.iter().map(|proof| format!("To show it: {proof}")));
        details.extend(self.links.iter().map(|(title, address)| format!("{title}: {address}")));
        details
    }
}

/// Returns the tasks of a plan, stage by stage.
pub(crate) fn to_do(
    maps: &SkillMaps,
    roadmap: &Roadmap,
    timeline: Option<&Timeline>,
) -> Vec<ToDoStage> {
    let sequence = roadmap.sequence();
    let mut spent = 0;
    stages(roadmap)
        .iter()
        .map(|stage| {
            let of_stage = sequence.iter().filter(|planned| match planned {
                Planned::Step(at, _) => stage.steps.contains(at),
                Planned::Project(at, _) => stage.projects.contains(at),
            });
            let items: Vec<ToDo> = of_stage
                .map(|planned| {
                    spent += planned.hours().typical;
                    item(maps, planned, spent, timeline)
                })
                .collect();
            ToDoStage {
                title: stage_title(maps, roadmap, stage).to_string(),
                hours: items.iter().map(|item| item.hours).sum(),
                ends: items.last().and_then(|last| last.days).map(|(_, ends)| ends),
                items,
            }
        })
        .collect()
}

fn item(
    maps: &SkillMaps,
    planned: &Planned<'_>,
    hours_after: u32,
    timeline: Option<&Timeline>,
) -> ToDo {
    let hours = planned.hours();
    match planned {
        Planned::Step(at, planned) => {
            let skill = &maps[planned.step.skill];
            let level = planned.step.level;
            let learn = skill.resources.iter().filter(|resource| resource.level == level);
            ToDo {
                tick: Tick::Step { id: skill.id.clone(), level: level.number() },
                name: skill.name.clone(),
                field: maps[skill.area].name.clone(),
                hours,
                hours_after,
                days: timeline.map(|all| {
                    let period = &all.steps[*at];
                    (period.starts.typical, period.ends.typical)
                }),
                goal: skill.can_do(level).to_string(),
                proof: skill.proof(level).map(|proof| proof.task.to_string()),
                links: learn
                    .map(|resource| (resource.title.to_string(), resource.url.to_string()))
                    .collect(),
            }
        }
        Planned::Project(at, planned) => {
            let project = &maps[planned.project];
            ToDo {
                tick: Tick::Project { id: project.id.clone() },
                name: project.name.clone(),
                field: "Projects".to_string(),
                hours,
                hours_after,
                days: timeline
                    .and_then(|all| all.projects[*at])
                    .map(|period| (period.starts.typical, period.ends.typical)),
                goal: project.brief.to_string(),
                proof: None,
                links: Vec::new(),
            }
        }
    }
}
