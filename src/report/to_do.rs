//! A plan as things to do: what pages, calendars and boards are made from.

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
    /// What one can do at its end.
    pub(crate) title: String,
    /// The hours of everything in it.
    pub(crate) hours: Hours,
    /// The day by which it is done, at the usual pace.
    pub(crate) ends: Option<Date>,
    /// What is to do.
    pub(crate) items: Vec<ToDo>,
}

/// One thing to do.
#[derive(Clone, Debug)]
pub(crate) struct ToDo {
    /// How a tick of it is written down.
    pub(crate) tick: Tick,
    /// What it is called.
    pub(crate) name: String,
    /// The field that it belongs to.
    pub(crate) field: String,
    /// How long it takes.
    pub(crate) hours: Hours,
    /// The usual hours of it and of everything before it.
    pub(crate) hours_after: u32,
    /// The first day and the day by which it is done, at the usual pace.
    pub(crate) days: Option<(Date, Date)>,
    /// What one can do afterwards, or what is to be built.
    pub(crate) goal: String,
    /// A small piece of work that shows it.
    pub(crate) proof: Option<String>,
    /// Where to learn it: titles and addresses.
    pub(crate) links: Vec<(String, String)>,
}

/// What a tick of a plan says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tick {
    /// A level of a skill is reached.
    Step {
        /// The id of the skill.
        id: String,
        /// The level, 1 to 4.
        level: u8,
    },
    /// A project is finished.
    Project {
        /// The id of the project.
        id: String,
    },
}

impl ToDo {
    /// The same every time for the same thing: lower-case letters, digits and hyphens.
    pub(crate) fn id(&self) -> String {
        match &self.tick {
            Tick::Step { id, level } => format!("step-{id}-{level}"),
            Tick::Project { id } => format!("project-{id}"),
        }
    }

    /// `Python: level 2`, `Project: A converter of units`.
    pub(crate) fn title(&self) -> String {
        match &self.tick {
            Tick::Step { level, .. } => format!("{}: level {level}", self.name),
            Tick::Project { .. } => format!("Project: {}", self.name),
        }
    }

    /// What one can do afterwards, how to show it, and where to learn it.
    pub(crate) fn details(&self) -> Vec<String> {
        let mut details = vec![self.goal.clone()];
        details.extend(self.proof.iter().map(|proof| format!("To show it: {proof}")));
        details.extend(self.links.iter().map(|(title, address)| format!("{title}: {address}")));
        details
    }
}

/// What there is to do, stage by stage.
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
