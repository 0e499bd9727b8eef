//! The roadmap as an answer.

use serde::Serialize;

use super::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use super::json::{HoursJson, StepJson, ids};
use super::phrases::{count, hours, percent, role_names, sentence_case, some_names};
use super::skills::ResourceJson;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::{
    Chosen, Milestone, MilestoneKind, PlannedProject, PlannedStep, Reason, Roadmap, Why,
};

/// A plan, with the maps that it was made from.
pub struct RoadmapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The plan.
    pub roadmap: &'m Roadmap,
    /// Things to know beside the rest.
    pub notes: Vec<String>,
}

/// The answer for people.
pub fn document(answer: &RoadmapAnswer<'_>) -> Document {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut document = Document::default();
    let names = role_names(maps, &roadmap.goal.roles);
    document.push(Block::Title(
        Text::new(format!("The way to {names}"), Tone::Strong)
            .and(format!(" · {}", roadmap.goal.seniority), Tone::Quiet),
    ));
    if roadmap.steps.is_empty() {
        document.say(Text::new(
            format!(
                "Everything that this map asks of a {} is met.",
                roadmap.goal.seniority
            ),
            Tone::Good,
        ));
        return with_notes(document, answer);
    }
    document.say(
        Text::new(count(roadmap.steps.len(), "step", "steps"), Tone::Strong)
            .and(", ", Tone::Plain)
            .and(hours(roadmap.hours), Tone::Strong)
            .and(
                format!(
                    ", from {} to {} of this map's targets.",
                    percent(roadmap.readiness_now),
                    roadmap
                        .steps
                        .last()
                        .map_or(String::new(), |s| percent(s.readiness_after)),
                ),
                Tone::Plain,
            ),
    );
    let assumed = roadmap.steps.iter().filter(|step| step.assumed).count();
    if assumed > 0 {
        document.say(
            Text::new(
                format!(
                    "{assumed} of these steps start from a level that is assumed, marked with *. "
                ),
                Tone::Warn,
            )
            .and(
                "Rate those skills, and the way may get shorter: ",
                Tone::Plain,
            )
            .and("skillgap assess", Tone::Code)
            .and(" or ", Tone::Plain)
            .and("skillgap rate SKILL=LEVEL", Tone::Code)
            .and(".", Tone::Plain),
        );
    }
    document.say(
        Text::new("You could start today: ", Tone::Strong)
            .and(some_names(maps, &roadmap.can_start, 8), Tone::Plain)
            .and(".", Tone::Plain),
    );
    if !roadmap.chosen.is_empty() {
        document.heading("Chosen where any of several will do");
        document.push(Block::List(
            roadmap
                .chosen
                .iter()
                .map(|chosen| choice(maps, chosen))
                .collect(),
        ));
    }
    document.heading("The steps, in order");
    document.push(Block::Table(steps_table(answer)));
    if !roadmap.milestones.is_empty() {
        document.heading("On the way");
        let facts = roadmap.milestones.iter().map(|milestone| {
            let after = format!(
                "after {}, {}",
                count(milestone.after_step, "step", "steps"),
                hours(milestone.hours_after)
            );
            (sentence_case(&milestone_name(milestone)), after.into())
        });
        document.push(Block::Facts(facts.collect()));
    }
    document.say(Text::new(how_good(roadmap), Tone::Quiet));
    document.push(Block::Commands(vec![
        (
            format!("skillgap done {}", maps[roadmap.steps[0].step.skill].id),
            "when you have reached the first step".to_string(),
        ),
        (
            format!("skillgap skills {}", maps[roadmap.steps[0].step.skill].id),
            "what it means, and where to learn it".to_string(),
        ),
    ]));
    with_notes(document, answer)
}

fn with_notes(mut document: Document, answer: &RoadmapAnswer<'_>) -> Document {
    for note in &answer.notes {
        document.push(Block::Note(note.as_str().into()));
    }
    document
}

/// What is proved of the order.
fn how_good(roadmap: &Roadmap) -> String {
    let order = match roadmap.bound() {
        Some(0.0) => "This is the best order for these hours and weights: no other brings readiness sooner on the whole.".to_string(),
        Some(bound) => format!(
            "This order is at most {:.1} % from the best one for these hours and weights.",
            bound * 100.0
        ),
        None => "Every step comes after what it needs, and the best chains come first.".to_string(),
    };
    format!("{order} It is advice, not a lock.")
}

fn choice(maps: &SkillMaps, chosen: &Chosen) -> Text {
    let group = chosen
        .group
        .clone()
        .unwrap_or_else(|| "one of several".to_string());
    let skill = &maps[chosen.skill];
    let why = match chosen.reason {
        Reason::Preferred => "because you prefer it".to_string(),
        Reason::Known => "because you have some of it already".to_string(),
        Reason::Shared => "because the plan needs it anyway".to_string(),
        Reason::Shortest => "because it takes the fewest hours".to_string(),
        Reason::ListedFirst => {
            let other = chosen.any_of.iter().find(|other| **other != chosen.skill);
            format!(
                "listed first by demand; nothing you rated decides it, so choose: --prefer {}",
                other.map_or("SKILL", |other| maps[*other].id.as_str())
            )
        }
    };
    Text::new(format!("{}: ", sentence_case(&group)), Tone::Plain)
        .and(&skill.name, Tone::Strong)
        .and(format!(", {why}"), Tone::Quiet)
}

/// Steps of one skill that follow each other, shown as one.
struct Stretch<'p> {
    first: &'p PlannedStep,
    last: &'p PlannedStep,
    hours: Hours,
    assumed: bool,
    last_at: usize,
}

fn stretches(roadmap: &Roadmap) -> Vec<Stretch<'_>> {
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (at, planned) in roadmap.steps.iter().enumerate() {
        let between = roadmap.projects.iter().any(|p| p.after_step == Some(at));
        match stretches.last_mut() {
            Some(stretch) if stretch.last.step.skill == planned.step.skill && !between => {
                stretch.last = planned;
                stretch.hours += planned.hours;
                stretch.assumed |= planned.assumed;
                stretch.last_at = at;
            }
            _ => stretches.push(Stretch {
                first: planned,
                last: planned,
                hours: planned.hours,
                assumed: planned.assumed,
                last_at: at,
            }),
        }
    }
    stretches
}

fn steps_table(answer: &RoadmapAnswer<'_>) -> Table {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut rows: Vec<Row> = Vec::new();
    let mut projects = roadmap
        .projects
        .iter()
        .filter(|p| p.after_step.is_some())
        .peekable();
    let mut place_projects = |rows: &mut Vec<Row>, after: usize| {
        while let Some(project) = projects.next_if(|p| p.after_step <= Some(after)) {
            rows.push(project_row(maps, project));
        }
    };
    place_projects(&mut rows, 0);
    for (number, stretch) in stretches(roadmap).iter().enumerate() {
        let skill = &maps[stretch.last.step.skill];
        let star = if stretch.assumed { "*" } else { "" };
        let mut details = vec![Text::from(skill.can_do(stretch.last.step.level))];
        if let Why::Prerequisite(of) = &stretch.last.why {
            details.push(Text::new(
                format!("needed by {}", some_names(maps, of, 4)),
                Tone::Quiet,
            ));
        }
        rows.push(Row {
            cells: vec![
                Cell::toned((number + 1).to_string(), Tone::Quiet),
                Cell::toned(&skill.name, Tone::Strong),
                Cell::plain(format!(
                    "{}{star} to {}",
                    stretch.first.step.level.previous(),
                    stretch.last.step.level
                )),
                Cell::plain(hours(stretch.hours)),
                Cell::plain(percent(stretch.last.readiness_after)),
            ],
            details,
        });
        place_projects(&mut rows, stretch.last_at + 1);
    }
    Table {
        columns: vec![
            Column::number(""),
            Column::text("Skill"),
            Column::word("Level"),
            Column::number("Hours"),
            Column::number("Ready after"),
        ],
        sections: vec![Section {
            heading: None,
            rows,
        }],
    }
}

fn project_row(maps: &SkillMaps, planned: &PlannedProject) -> Row {
    let project = &maps[planned.role].projects[planned.project];
    Row {
        cells: vec![
            Cell::plain(""),
            Cell::toned(format!("Project: {}", project.name), Tone::Good),
            Cell::plain(""),
            Cell::plain(hours(project.hours)),
            Cell::plain(""),
        ],
        details: vec![Text::new(&project.brief, Tone::Plain)],
    }
}

fn milestone_name(milestone: &Milestone) -> String {
    match milestone.kind {
        MilestoneKind::Core => "all core met".to_string(),
        MilestoneKind::Percent(percent) => format!("{percent} % ready"),
    }
}

/// The content of a `roadmap` document.
#[derive(Debug, Serialize)]
pub struct RoadmapJson {
    seniority: &'static str,
    roles: Vec<RoleJson>,
    readiness_now: f64,
    hours: HoursJson,
    objective: f64,
    optimal: bool,
    bound: Option<f64>,
    chosen: Vec<ChosenJson>,
    steps: Vec<PlannedStepJson>,
    projects: Vec<ProjectJson>,
    can_start: Vec<String>,
    ready_on: Option<DatesJson>,
    milestones: Vec<MilestoneJson>,
    notes: Vec<String>,
}

/// Days at a fast, the usual and a slow pace.
#[derive(Clone, Debug, Serialize)]
pub struct DatesJson {
    low: String,
    typical: String,
    high: String,
}

#[derive(Debug, Serialize)]
struct RoleJson {
    role: String,
    name: String,
    ready_after: HoursJson,
}

#[derive(Debug, Serialize)]
struct ChosenJson {
    any_of: Vec<String>,
    group: Option<String>,
    skill: String,
    reason: &'static str,
    optimal: bool,
    next_best_hours: Option<u64>,
}

#[derive(Debug, Serialize)]
struct PlannedStepJson {
    order: usize,
    skill: String,
    name: String,
    area: String,
    from: u8,
    to: u8,
    assumed: bool,
    hours: HoursJson,
    gain: f64,
    readiness_after: f64,
    hours_after: HoursJson,
    why: WhyJson,
    needs: Vec<StepJson>,
    unlocks: Vec<String>,
    can_do: String,
    proof: Option<ProofJson>,
    resources: Vec<ResourceJson>,
    starts: Option<DatesJson>,
    ends: Option<DatesJson>,
}

#[derive(Debug, Serialize)]
struct WhyJson {
    kind: &'static str,
    of: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ProofJson {
    task: String,
    hours: u32,
}

#[derive(Debug, Serialize)]
struct ProjectJson {
    role: String,
    project: String,
    name: String,
    brief: String,
    after_step: Option<usize>,
    hours: HoursJson,
    starts: Option<DatesJson>,
    ends: Option<DatesJson>,
}

#[derive(Debug, Serialize)]
struct MilestoneJson {
    name: String,
    readiness: f64,
    after_step: usize,
    hours_after: HoursJson,
    on: Option<DatesJson>,
}

/// The answer for scripts.
pub fn json(answer: &RoadmapAnswer<'_>) -> RoadmapJson {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let hours_after = |steps: usize| {
        let last = steps.checked_sub(1).map(|at| roadmap.steps[at].hours_after);
        HoursJson::from(last.unwrap_or_default())
    };
    let roles = roadmap.goal.roles.iter().zip(&roadmap.ready_after);
    RoadmapJson {
        seniority: roadmap.goal.seniority.id(),
        roles: roles
            .map(|(role, after)| RoleJson {
                role: maps[*role].id.clone(),
                name: maps[*role].name.clone(),
                ready_after: hours_after(*after),
            })
            .collect(),
        readiness_now: roadmap.readiness_now.fraction(),
        hours: roadmap.hours.into(),
        objective: roadmap.objective as f64 / roadmap.readiness_now.whole as f64,
        optimal: roadmap.optimal(),
        bound: roadmap.bound(),
        chosen: roadmap
            .chosen
            .iter()
            .map(|chosen| ChosenJson {
                any_of: ids(maps, &chosen.any_of),
                group: chosen.group.clone(),
                skill: maps[chosen.skill].id.clone(),
                reason: chosen.reason.word(),
                optimal: chosen.optimal,
                next_best_hours: chosen.next_best_hours,
            })
            .collect(),
        steps: roadmap
            .steps
            .iter()
            .enumerate()
            .map(|(at, step)| step_json(maps, at + 1, step))
            .collect(),
        projects: roadmap
            .projects
            .iter()
            .map(|planned| {
                let project = &maps[planned.role].projects[planned.project];
                ProjectJson {
                    role: maps[planned.role].id.clone(),
                    project: project.id.clone(),
                    name: project.name.clone(),
                    brief: project.brief.clone(),
                    after_step: planned.after_step,
                    hours: project.hours.into(),
                    starts: None,
                    ends: None,
                }
            })
            .collect(),
        can_start: ids(maps, &roadmap.can_start),
        ready_on: None,
        milestones: roadmap
            .milestones
            .iter()
            .map(|milestone| MilestoneJson {
                name: milestone_name(milestone),
                readiness: milestone.readiness.fraction(),
                after_step: milestone.after_step,
                hours_after: milestone.hours_after.into(),
                on: None,
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn step_json(maps: &SkillMaps, order: usize, planned: &PlannedStep) -> PlannedStepJson {
    let skill = &maps[planned.step.skill];
    let level: Level = planned.step.level;
    PlannedStepJson {
        order,
        skill: skill.id.clone(),
        name: skill.name.clone(),
        area: maps[skill.area].id.clone(),
        from: level.previous().number(),
        to: level.number(),
        assumed: planned.assumed,
        hours: planned.hours.into(),
        gain: planned.gain.fraction(),
        readiness_after: planned.readiness_after.fraction(),
        hours_after: planned.hours_after.into(),
        why: match &planned.why {
            Why::Requirement(roles) => WhyJson {
                kind: "requirement",
                of: roles.iter().map(|role| maps[*role].id.clone()).collect(),
            },
            Why::Prerequisite(skills) => WhyJson {
                kind: "prerequisite",
                of: ids(maps, skills),
            },
        },
        needs: planned
            .needs
            .iter()
            .map(|step| StepJson::new(maps, *step))
            .collect(),
        unlocks: ids(maps, &planned.unlocks),
        can_do: skill.can_do(level).to_string(),
        proof: skill.proof(level).map(|proof| ProofJson {
            task: proof.task.clone(),
            hours: proof.hours,
        }),
        resources: ResourceJson::of(maps, planned.step.skill, Some(level)),
        starts: None,
        ends: None,
    }
}
