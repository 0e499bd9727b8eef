//! The roadmap as JSON.

use serde::Serialize;

use super::{Deadline, RoadmapAnswer, WEEKS, milestone_name};
use crate::domain::catalog::Str;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::timeline::{Days, Period, Timeline};
use crate::domain::roadmap::{PlannedStep, Roadmap, Why};
use crate::report::json::{HoursJson, StepJson, ids};
use crate::report::roles::What;
use crate::report::skills::ResourceJson;

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
    steps_shown: usize,
    steps_in_all: usize,
    projects: Vec<ProjectJson>,
    can_start: Vec<String>,
    skipped: Vec<String>,
    dropped: Vec<String>,
    left_out: Vec<LeftOutJson>,
    prices: Vec<PriceJson>,
    hours_per_week: Option<f64>,
    pace: Option<f64>,
    start: Option<String>,
    deadline: Option<DeadlineJson>,
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

impl From<Days> for DatesJson {
    fn from(days: Days) -> DatesJson {
        DatesJson {
            low: days.low.to_string(),
            typical: days.typical.to_string(),
            high: days.high.to_string(),
        }
    }
}

#[derive(Debug, Serialize)]
struct LeftOutJson {
    role: String,
    #[serde(flatten)]
    what: What,
    importance: &'static str,
    weight: u32,
    target: u8,
}

/// What a wish changes.
#[derive(Debug, Serialize)]
pub struct PriceJson {
    wish: &'static str,
    skill: Option<String>,
    hours: i64,
    readiness: Vec<ComparedJson>,
}

#[derive(Debug, Serialize)]
struct ComparedJson {
    weeks: u32,
    hours: u64,
    free: f64,
    with: f64,
}

impl PriceJson {
    /// The price of a wish.
    pub fn new(maps: &SkillMaps, price: &Price) -> PriceJson {
        let (wish, skill) = match price.wish {
            Wish::Pin(skill) => ("pin", Some(skill)),
            Wish::Skip(skill) => ("skip", Some(skill)),
            Wish::CoreFirst => ("core-first", None),
            Wish::Last(skill) => ("last", Some(skill)),
        };
        let compared = WEEKS.iter().zip(&price.readiness);
        PriceJson {
            wish,
            skill: skill.map(|skill| maps[skill].id.clone()),
            hours: price.hours,
            readiness: compared
                .map(|(weeks, (hours, free, with))| ComparedJson {
                    weeks: *weeks,
                    hours: *hours,
                    free: free.fraction(),
                    with: with.fraction(),
                })
                .collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct DeadlineJson {
    on: String,
    hours: u64,
    after_step: usize,
    readiness: f64,
    projects: Vec<String>,
    better: Option<BetterJson>,
}

#[derive(Debug, Serialize)]
struct BetterJson {
    readiness: f64,
    optimal: bool,
    at_most: f64,
    hours: u64,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
struct RoleJson {
    role: String,
    name: String,
    ready_after: Option<HoursJson>,
}

#[derive(Debug, Serialize)]
struct ChosenJson {
    any_of: Vec<String>,
    group: Option<Str>,
    skill: String,
    reason: &'static str,
    optimal: bool,
    next_best_hours: Option<u64>,
}

/// One step of a plan.
#[derive(Debug, Serialize)]
pub struct PlannedStepJson {
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
    task: Str,
    hours: u32,
}

#[derive(Debug, Serialize)]
struct ProjectJson {
    role: String,
    project: String,
    name: String,
    brief: Str,
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
    let timeline = answer.timeline.as_ref();
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
                ready_after: after.map(hours_after),
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
        steps: steps_json(maps, roadmap, timeline, answer.shown),
        steps_shown: answer.shown,
        steps_in_all: roadmap.steps.len(),
        projects: projects_json(answer),
        can_start: ids(maps, &roadmap.can_start),
        skipped: ids(maps, &roadmap.goal.skip),
        dropped: ids(maps, &roadmap.dropped),
        left_out: roadmap
            .left_out
            .iter()
            .map(|left| LeftOutJson {
                role: maps[left.role].id.clone(),
                what: What::of(maps, &left.requirement),
                importance: left.requirement.importance.word(),
                weight: left.requirement.importance.weight(),
                target: left.target.number(),
            })
            .collect(),
        prices: answer
            .prices
            .iter()
            .map(|price| PriceJson::new(maps, price))
            .collect(),
        hours_per_week: timeline.map(|timeline| timeline.pace.hours_per_week),
        pace: timeline.map(|timeline| timeline.pace.factor),
        start: timeline.map(|timeline| timeline.pace.start.to_string()),
        deadline: answer
            .deadline
            .as_ref()
            .map(|deadline| deadline_json(answer, deadline)),
        ready_on: timeline
            .filter(|_| roadmap.left_out.is_empty())
            .map(|timeline| timeline.ready_on.into()),
        milestones: roadmap
            .milestones
            .iter()
            .map(|milestone| MilestoneJson {
                name: milestone_name(milestone),
                readiness: milestone.readiness.fraction(),
                after_step: milestone.after_step,
                hours_after: milestone.hours_after.into(),
                on: timeline.map(|timeline| timeline.after(milestone.after_step).into()),
            })
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn projects_json(answer: &RoadmapAnswer<'_>) -> Vec<ProjectJson> {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut projects = Vec::new();
    for (at, planned) in roadmap.projects.iter().enumerate() {
        if planned.after_step.is_some_and(|after| after > answer.shown) {
            continue;
        }
        let project = &maps[planned.role].projects[planned.project];
        let period = answer
            .timeline
            .as_ref()
            .and_then(|timeline| timeline.projects[at]);
        projects.push(ProjectJson {
            role: maps[planned.role].id.clone(),
            project: project.id.clone(),
            name: project.name.clone(),
            brief: project.brief.clone(),
            after_step: planned.after_step,
            hours: project.hours.into(),
            starts: period.map(|period| period.starts.into()),
            ends: period.map(|period| period.ends.into()),
        });
    }
    projects
}

fn deadline_json(answer: &RoadmapAnswer<'_>, deadline: &Deadline) -> DeadlineJson {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let reached = &deadline.reached;
    let project = |at: &usize| {
        let planned = &roadmap.projects[*at];
        maps[planned.role].projects[planned.project].id.clone()
    };
    DeadlineJson {
        on: deadline.on.to_string(),
        hours: reached.budget,
        after_step: reached.steps,
        readiness: reached.readiness.fraction(),
        projects: reached.projects.iter().map(project).collect(),
        better: reached.better.as_ref().map(|better| BetterJson {
            readiness: better.readiness.fraction(),
            optimal: better.readiness == better.most,
            at_most: better.most.fraction(),
            hours: better.hours,
            steps: better
                .steps
                .iter()
                .map(|step| StepJson::new(maps, *step))
                .collect(),
        }),
    }
}

/// The first steps of a plan.
pub fn steps_json(
    maps: &SkillMaps,
    roadmap: &Roadmap,
    timeline: Option<&Timeline>,
    shown: usize,
) -> Vec<PlannedStepJson> {
    let steps = roadmap.steps.iter().take(shown).enumerate();
    steps
        .map(|(at, step)| {
            let period = timeline.map(|timeline| timeline.steps[at]);
            step_json(maps, at + 1, step, period)
        })
        .collect()
}

fn step_json(
    maps: &SkillMaps,
    order: usize,
    planned: &PlannedStep,
    period: Option<Period>,
) -> PlannedStepJson {
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
        why: WhyJson::new(maps, &planned.why),
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
        starts: period.map(|period| period.starts.into()),
        ends: period.map(|period| period.ends.into()),
    }
}

impl WhyJson {
    fn new(maps: &SkillMaps, why: &Why) -> WhyJson {
        match why {
            Why::Requirement(roles) => WhyJson {
                kind: "requirement",
                of: roles.iter().map(|role| maps[*role].id.clone()).collect(),
            },
            Why::Prerequisite(skills) => WhyJson {
                kind: "prerequisite",
                of: ids(maps, skills),
            },
        }
    }
}
