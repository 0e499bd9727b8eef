//! `skillgap why PROJECT`: why a project has its place in the plan.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Document, Table};
use super::json::{ProjectRef, ids};
use super::notes::Note;
use super::phrases::{count, hours, sentence_case, some_names};
use super::roadmap::{PriceJson, price_words};
use super::text::text;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::Start;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::price::Price;
use crate::domain::roadmap::{Roadmap, Unplanned};
use crate::domain::role::{ProjectIndex, ProjectNeed};

/// The place of a project in a plan, with the reasons.
pub(crate) struct WhyProjectAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    pub(crate) project: ProjectIndex,
    /// The levels that the plan starts from.
    pub(crate) start: &'m Start,
    /// The plan.
    pub(crate) roadmap: &'m Roadmap,
    /// The price of leaving the project out; `None` if it is not in the plan.
    pub(crate) without: Option<Price>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// A need of the project, and when it is met.
struct Need<'m> {
    need: &'m ProjectNeed,
    /// The member of the need that meets it first; the first member if the need is never met.
    skill: SkillIndex,
    there: There,
}

/// When a need is met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum There {
    /// It is met already.
    Now,
    /// It is met after this step of the plan, counted from 1.
    After(usize),
    /// The plan does not meet it.
    Never,
}

impl<'m> WhyProjectAnswer<'m> {
    fn needs(&self) -> Vec<Need<'m>> {
        let there = |step: Step| {
            if self.start.assessment.level(step.skill) >= step.level {
                return There::Now;
            }
            let at = self.roadmap.steps.iter().position(|planned| planned.step == step);
            at.map_or(There::Never, |at| There::After(at + 1))
        };
        let need = |need: &'m ProjectNeed| {
            let members = need.any_of.iter();
            let members =
                members.map(|skill| (there(Step { skill: *skill, level: need.level }), *skill));
            // If several members meet the need at the same time, the first one listed counts.
            let (there, skill) = members.min_by_key(|(there, _)| *there)?;
            Some(Need { need, skill, there })
        };
        self.maps[self.project].needs.iter().filter_map(need).collect()
    }

    /// Returns the number of the project among the projects of the plan, from 1, and the number of steps before it.
    fn place(&self) -> Option<(usize, usize)> {
        let at = self.roadmap.reached_projects().position(|p| p.project == self.project)?;
        Some((at + 1, self.roadmap.projects[at].after_step?))
    }

    fn left_out(&self) -> Option<Unplanned> {
        let project = self.roadmap.unplanned_projects.iter().find(|p| p.project == self.project);
        project.map(|project| project.why)
    }

    /// Returns the hours of the steps before the project, and the hours of the projects up to this one.
    fn hours_until(&self) -> Option<(Hours, Hours)> {
        let (number, after) = self.place()?;
        let learning = self.roadmap.steps[..after].iter().map(|step| step.hours).sum();
        let projects = self.roadmap.projects[..number].iter().map(|project| project.hours).sum();
        Some((learning, projects))
    }

    /// Returns the skills that the project shows: those that it needs and that the roles of the plan ask for.
    fn shows(&self) -> Vec<SkillIndex> {
        let goal = &self.roadmap.goal;
        let asked = |skill: &SkillIndex| {
            let mut requirements =
                goal.roles.iter().flat_map(|role| self.maps[*role].asked(goal.seniority));
            requirements.any(|(requirement, _)| requirement.any_of.contains(skill))
        };
        self.needs().iter().map(|need| need.skill).filter(asked).collect()
    }
}

impl Answer for WhyProjectAnswer<'_> {
    const KIND: &'static str = "why-project";
    const ABOUT: &'static str = "why a project has its place in the plan";
    type Json = WhyProjectJson;

    fn json(&self) -> WhyProjectJson {
        let maps = self.maps;
        let place = self.place();
        let need = |need: &Need<'_>| ProjectNeedJson {
            skill: maps[need.skill].id.clone(),
            any_of: if need.need.any_of.len() > 1 {
                ids(maps, &need.need.any_of)
            } else {
                Vec::new()
            },
            level: need.need.level,
            met: need.there == There::Now,
            met_after: match need.there {
                There::Now => Some(0),
                There::After(step) => Some(step),
                There::Never => None,
            },
        };
        WhyProjectJson {
            project: ProjectRef::new(maps, self.project),
            role: maps[self.project.role].id.clone(),
            brief: maps[self.project].brief.clone(),
            hours: maps[self.project].hours,
            seniority: self.roadmap.goal.seniority,
            needs: self.needs().iter().map(need).collect(),
            shows: ids(maps, &self.shows()),
            order: place.map(|(number, _)| number),
            projects_in_all: self.roadmap.reached_projects().count(),
            after_step: place.map(|(_, after)| after),
            steps_in_all: self.roadmap.steps.len(),
            hours_before: self.hours_until().map(|(learning, _)| learning),
            left_out: self.left_out(),
            without: self.without.as_ref().map(|price| PriceJson::new(maps, price)),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let project = &maps[self.project];
        let mut document = Document::default();
        document.title(text!(
            "**{}**<quiet> · a project of {} · {}</>",
            project.name,
            maps[self.project.role].name,
            hours(project.hours)
        ));
        document.say(&*project.brief);
        let needs = self.needs();
        document.say(self.because(&needs));
        let (roadmap, start) = (self.roadmap, self.start);
        document.heading("What it needs");
        document.table(
            Table::of(needs)
                .word("Skill", |need| maps[need.skill].name.as_str())
                .number("Level", |need| need.need.level.to_string())
                .word("Met", |need| match need.there {
                    There::Now => format!("now, at level {}", start.assessment.level(need.skill)),
                    There::After(at) => format!("after step {at} of {}", roadmap.steps.len()),
                    There::Never => "not by this plan".to_string(),
                }),
        );
        let mut facts = Vec::new();
        let shows = self.shows();
        if !shows.is_empty() {
            facts.push(("It shows", some_names(maps, &shows, 12).into()));
        }
        if let Some((learning, projects)) = self.hours_until() {
            let until = text!(
                "{} of learning before it, {} of projects with it",
                hours(learning),
                hours(projects)
            );
            facts.push(("Hours", until));
        }
        if let Some(price) = &self.without {
            facts.push(("Without it", sentence_case(&price_words(price)).into()));
        }
        document.facts(facts);
        if self.place().is_some() {
            document.commands([
                (format!("skillgap done {}", project.id), "when you have finished it"),
                (format!("skillgap roadmap --skip {}", project.id), "the plan without it"),
            ]);
        }
        document.notes(&self.notes);
        document
    }
}

impl WhyProjectAnswer<'_> {
    /// Returns why the project has its place, or why it is not in the plan.
    fn because(&self, needs: &[Need<'_>]) -> String {
        let maps = self.maps;
        let name = |need: &Need<'_>| format!("{} {}", maps[need.skill].name, need.need.level);
        let place = self.place();
        let last = needs.iter().max_by_key(|need| need.there);
        match (place, self.left_out(), last) {
            (_, Some(Unplanned::Done), _) => "You have done it, so it is not planned.".to_string(),
            (_, Some(Unplanned::Skipped), _) => {
                "You leave it out. Without that wish it would come when its needs are met."
                    .to_string()
            }
            (_, Some(Unplanned::Covered), _) => {
                "It is not planned: you could do it today, and a later one of the list too, which shows more.".to_string()
            }
            (Some((number, 0)), ..) => format!(
                "You have all that it needs, so it is the first thing to do: project {number} of {}.",
                self.roadmap.reached_projects().count()
            ),
            (Some((number, after)), _, Some(last)) => format!(
                "Project {number} of {}, after step {after} of {}: {} is the last of what it needs, and the project comes as soon as that is reached.",
                self.roadmap.reached_projects().count(),
                self.roadmap.steps.len(),
                name(last)
            ),
            (None, _, Some(last)) if last.there == There::Never => {
                let missing: Vec<String> =
                    needs.iter().filter(|need| need.there == There::Never).map(name).collect();
                format!(
                    "It is not in the plan, because the plan does not reach {} that it needs ({}).",
                    count(missing.len(), "level", "levels"),
                    missing.join(", ")
                )
            }
            _ => "It is a project of a role that the goal does not name.".to_string(),
        }
    }
}

/// The content of a `why-project` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct WhyProjectJson {
    #[serde(flatten)]
    project: ProjectRef,
    /// The id of the role that the project belongs to.
    role: String,
    /// What to build.
    brief: Str,
    /// How long it takes.
    hours: Hours,
    /// Which column of targets counts.
    seniority: Seniority,
    /// The needs of the project, and when each is met.
    needs: Vec<ProjectNeedJson>,
    /// The ids of the skills that it shows: those that it needs and that the roles of the goal ask for.
    shows: Vec<String>,
    /// Its number among the projects of the plan, from 1; null if it is not in the plan.
    order: Option<usize>,
    /// The number of projects in the plan.
    projects_in_all: usize,
    /// The number of steps before it; null if it is not in the plan.
    after_step: Option<usize>,
    /// How many steps the whole plan has.
    steps_in_all: usize,
    /// The hours of learning before it; null if it is not in the plan.
    hours_before: Option<Hours>,
    /// Why it is not in the plan; null if it is, or if its needs are not met.
    left_out: Option<Unplanned>,
    /// The price of leaving it out; null if it is not in the plan.
    without: Option<PriceJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProjectNeedJson {
    /// The id of the skill; of several, any of which is enough, the one that meets the need first, or else the first.
    skill: String,
    /// The ids of the skills, any of which is enough; empty for a single skill.
    any_of: Vec<String>,
    /// The level.
    level: Level,
    /// Whether it is met already.
    met: bool,
    /// The number of steps of the plan after which it is met: 0 if it is met already; null if the plan does not meet
    /// it.
    met_after: Option<usize>,
}
