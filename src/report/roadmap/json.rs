//! The roadmap as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Deadline, RoadmapAnswer, WEEKS, milestone_name};
use crate::domain::catalog::{Proof, Str};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::timeline::{Days, Period, Timeline};
use crate::domain::roadmap::{Order, PlannedStep, Reason, Roadmap, Why};
use crate::domain::role::Importance;
use crate::report::json::{Day, RoleRef, SkillRef, StepJson, ids};
use crate::report::likely::StartJson;
use crate::report::notes::Note;
use crate::report::roles::What;
use crate::report::sheet::Csv;
use crate::report::skills::ResourceJson;

/// A row for each step.
pub const STEPS: Csv = Csv(&[(
    "steps",
    &[
        "order",
        "skill",
        "name",
        "area",
        "from",
        "to",
        "assumed",
        "hours.low",
        "hours.typical",
        "hours.high",
        "gain",
        "readiness_after",
        "hours_after.typical",
        "why.kind",
        "why.of",
        "starts.typical",
        "ends.typical",
    ],
)]);

/// The content of a `roadmap` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct RoadmapJson {
    /// Which column of targets counts.
    seniority: Seniority,
    /// The roles that the plan serves.
    roles: Vec<RoleJson>,
    /// The readiness before the first step: 0 to 1. From what is likely where the plan starts from that.
    readiness_now: Fraction,
    #[serde(flatten)]
    starts_from: StartJson,
    /// The hours of the whole plan.
    hours: Hours,
    /// What decides the order beside prerequisites: `usual`, what teachers usually bring earlier comes earlier; `fastest`,
    /// only readiness.
    order: Order,
    /// In the usual order, of two steps the one whose place is earlier by this much or more comes first; null in the
    /// fastest order.
    place_window: Option<f64>,
    /// In the usual order, so much later than the level below is the place of a level; null in the fastest order.
    place_depth: Option<f64>,
    /// What the order minimises: the sum over all steps of gain × typical hours until it is done.
    objective: f64,
    /// Whether it is proved that no order is better, for the members chosen and the wishes made.
    optimal: bool,
    /// By how much of its value the objective is above the best at most: 0 when optimal, null when nothing is proved.
    bound: Option<f64>,
    /// Of every group that is not met, the member that the plan brings to its target.
    chosen: Vec<ChosenJson>,
    /// The steps in order, each one level of one skill.
    steps: Vec<PlannedStepJson>,
    /// How many of them are listed here.
    steps_shown: usize,
    /// How many steps the whole plan has.
    steps_in_all: usize,
    /// Milestones across skills, each after the last step that it needs.
    projects: Vec<ProjectJson>,
    /// The ids of the skills that could be started today.
    can_start: Vec<String>,
    /// The ids of the skills that are left out by wish.
    skipped: Vec<String>,
    /// The ids of the skills that fall away with those.
    dropped: Vec<String>,
    /// The requirements that cannot be met without a skipped skill.
    left_out: Vec<LeftOutJson>,
    /// What each wish changes.
    prices: Vec<PriceJson>,
    /// Hours a week for learning; null when they are not known.
    hours_per_week: Option<f64>,
    /// How much more time than the usual pace, 1 being the usual one; null without hours a week.
    pace: Option<f64>,
    /// The first day; null without hours a week.
    start: Option<Day>,
    /// What is reached by a day; null unless one was asked about.
    deadline: Option<DeadlineJson>,
    /// When everything that is asked is met; null without hours a week, or when the plan leaves something out.
    ready_on: Option<DatesJson>,
    /// What is reached on the way.
    milestones: Vec<MilestoneJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// Days at a fast, the usual and a slow pace.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub struct DatesJson {
    /// The day at a fast pace.
    low: Day,
    /// The day at the usual pace.
    typical: Day,
    /// The day at a slow pace.
    high: Day,
}

impl From<Days> for DatesJson {
    fn from(days: Days) -> DatesJson {
        DatesJson { low: Day(days.low), typical: Day(days.typical), high: Day(days.high) }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
struct LeftOutJson {
    /// The id of the role.
    role: String,
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// How much it counts, in a word.
    importance: Importance,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u32,
    /// The level that is asked.
    target: Level,
}

/// What a wish changes.
#[derive(Debug, JsonSchema, Serialize)]
pub struct PriceJson {
    /// What is wished.
    wish: WishKind,
    /// The id of the skill that it is about; null when it is about the whole plan.
    skill: Option<String>,
    /// The typical hours that the whole plan takes more, or less.
    hours: i64,
    /// What it changes on the way.
    readiness: Vec<ComparedJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum WishKind {
    Pin,
    Skip,
    CoreFirst,
    Last,
    Usual,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ComparedJson {
    /// After so many weeks.
    weeks: u32,
    /// The hours that fit into them.
    hours: u64,
    /// The readiness without the wish: 0 to 1.
    free: Fraction,
    /// The readiness with it: 0 to 1.
    with: Fraction,
}

impl PriceJson {
    /// The price of a wish.
    pub fn new(maps: &SkillMaps, price: &Price) -> PriceJson {
        let (wish, skill) = match price.wish {
            Wish::Pin(skill) => (WishKind::Pin, Some(skill)),
            Wish::Skip(skill) => (WishKind::Skip, Some(skill)),
            Wish::CoreFirst => (WishKind::CoreFirst, None),
            Wish::Last(skill) => (WishKind::Last, Some(skill)),
            Wish::Usual => (WishKind::Usual, None),
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
                    free: *free,
                    with: *with,
                })
                .collect(),
        }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
struct DeadlineJson {
    /// The day.
    on: Day,
    /// The hours until then.
    hours: u64,
    /// How many steps of the plan are done by then.
    after_step: usize,
    /// The readiness that is reached by then: 0 to 1.
    readiness: Fraction,
    /// The ids of the projects that can be started by then.
    projects: Vec<String>,
    /// A choice of steps that reaches more by then; null when there is none.
    better: Option<BetterJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct BetterJson {
    /// The readiness that it reaches: 0 to 1.
    readiness: Fraction,
    /// Whether it is proved that nothing is better.
    optimal: bool,
    /// What no choice can exceed: 0 to 1.
    at_most: Fraction,
    /// The hours that it takes.
    hours: u64,
    /// The steps.
    steps: Vec<StepJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleJson {
    #[serde(flatten)]
    role: RoleRef,
    /// The hours after which everything that it asks is met; null when the plan leaves something out.
    ready_after: Option<Hours>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ChosenJson {
    /// The ids of the members, by demand.
    any_of: Vec<String>,
    /// What the group is called; null where the map gives it no name.
    group: Option<Str>,
    /// The id of the member that is chosen.
    skill: String,
    /// Why this one.
    reason: Reason,
    /// Whether it is proved that nothing is better.
    optimal: bool,
    /// The typical hours of the best plan with another member; null where there is no other, or none was looked for.
    next_best_hours: Option<u64>,
}

/// One step of a plan.
#[derive(Debug, JsonSchema, Serialize)]
pub struct PlannedStepJson {
    /// Its place in the plan, from 1.
    order: usize,
    #[serde(flatten)]
    skill: SkillRef,
    /// The id of the area.
    area: String,
    /// The level before.
    from: Level,
    /// The level after: always one more.
    to: Level,
    /// Whether the level before is assumed, since the skill is not rated.
    assumed: bool,
    /// How long it takes.
    hours: Hours,
    /// The rise of readiness that it brings at its place in the order: 0 to 1.
    gain: Fraction,
    /// The readiness when it is done: 0 to 1.
    readiness_after: Fraction,
    /// The hours until it is done.
    hours_after: Hours,
    /// What it is for.
    why: WhyJson,
    /// What must be there before: every prerequisite of the step, met already or not; the level below is implied.
    needs: Vec<StepJson>,
    /// What comes right before it because it is usually taught earlier, beside what must be there before: these steps, and
    /// what comes before them.
    after: Vec<StepJson>,
    /// The skills of which a step waits for this one.
    unlocks: Vec<String>,
    /// What somebody at the new level does.
    can_do: String,
    /// A small piece of work that shows the level; null where there is none.
    proof: Option<ProofJson>,
    /// Where to learn it.
    resources: Vec<ResourceJson>,
    /// When it begins, at each pace; null when the hours a week are not known.
    starts: Option<DatesJson>,
    /// When it is done, at each pace; null when the hours a week are not known.
    ends: Option<DatesJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct WhyJson {
    /// Whether a role asks for it, or only other skills do.
    kind: WhyKind,
    /// The ids of the roles, or of the skills.
    of: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum WhyKind {
    Requirement,
    Prerequisite,
}

/// An exercise that shows a level.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ProofJson {
    /// What to build or to show.
    task: Str,
    /// The hours that it takes somebody who is at the level.
    hours: u32,
}

impl From<&Proof> for ProofJson {
    fn from(proof: &Proof) -> ProofJson {
        ProofJson { task: proof.task.clone(), hours: proof.hours }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProjectJson {
    /// The id of the role that it belongs to.
    role: String,
    /// The id of the project.
    project: String,
    /// What it is called.
    name: String,
    /// What to build.
    brief: Str,
    /// After how many steps what it needs is met; null when the plan does not meet it.
    after_step: Option<usize>,
    /// How long it takes.
    hours: Hours,
    /// When it begins, at each pace; null when the hours a week are not known.
    starts: Option<DatesJson>,
    /// When it is done, at each pace; null when the hours a week are not known.
    ends: Option<DatesJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct MilestoneJson {
    /// What is reached.
    name: String,
    /// The readiness then: 0 to 1.
    readiness: Fraction,
    /// After how many steps.
    after_step: usize,
    /// The hours until then.
    hours_after: Hours,
    /// The day, at each pace; null without hours a week.
    on: Option<DatesJson>,
}

pub(super) fn json(answer: &RoadmapAnswer<'_>) -> RoadmapJson {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let timeline = answer.timeline.as_ref();
    let usual = Some(roadmap.goal.spacing).filter(|_| roadmap.goal.order == Order::Usual);
    let hours_after = |steps: usize| {
        let last = steps.checked_sub(1).map(|at| roadmap.steps[at].hours_after);
        last.unwrap_or_default()
    };
    let roles = roadmap.goal.roles.iter().zip(&roadmap.ready_after);
    RoadmapJson {
        seniority: roadmap.goal.seniority,
        roles: roles
            .map(|(role, after)| RoleJson {
                role: RoleRef::new(maps, *role),
                ready_after: after.map(hours_after),
            })
            .collect(),
        readiness_now: roadmap.readiness_now,
        starts_from: StartJson::new(maps, answer.start),
        hours: roadmap.hours,
        order: roadmap.goal.order,
        place_window: usual.map(|spacing| f64::from(spacing.window) / 100.0),
        place_depth: usual.map(|spacing| f64::from(spacing.depth) / 100.0),
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
                reason: chosen.reason,
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
                importance: left.requirement.importance,
                weight: left.requirement.importance.weight(),
                target: left.target,
            })
            .collect(),
        prices: answer.prices.iter().map(|price| PriceJson::new(maps, price)).collect(),
        hours_per_week: timeline.map(|timeline| timeline.pace.hours_per_week),
        pace: timeline.map(|timeline| timeline.pace.factor),
        start: timeline.map(|timeline| Day(timeline.pace.start)),
        deadline: answer.deadline.as_ref().map(|deadline| deadline_json(answer, deadline)),
        ready_on: timeline
            .filter(|_| roadmap.left_out.is_empty())
            .map(|timeline| timeline.ready_on.into()),
        milestones: roadmap
            .milestones
            .iter()
            .map(|milestone| MilestoneJson {
                name: milestone_name(milestone),
                readiness: milestone.readiness,
                after_step: milestone.after_step,
                hours_after: milestone.hours_after,
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
        let period = answer.timeline.as_ref().and_then(|timeline| timeline.projects[at]);
        projects.push(ProjectJson {
            role: maps[planned.role].id.clone(),
            project: project.id.clone(),
            name: project.name.clone(),
            brief: project.brief.clone(),
            after_step: planned.after_step,
            hours: project.hours,
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
        on: Day(deadline.on),
        hours: reached.budget,
        after_step: reached.steps,
        readiness: reached.readiness,
        projects: reached.projects.iter().map(project).collect(),
        better: reached.better.as_ref().map(|better| BetterJson {
            readiness: better.readiness,
            optimal: better.readiness == better.most,
            at_most: better.most,
            hours: better.hours,
            steps: better.steps.iter().map(|step| StepJson::new(maps, *step)).collect(),
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
        skill: SkillRef::new(maps, planned.step.skill),
        area: maps[skill.area].id.clone(),
        from: level.previous(),
        to: level,
        assumed: planned.assumed,
        hours: planned.hours,
        gain: planned.gain,
        readiness_after: planned.readiness_after,
        hours_after: planned.hours_after,
        why: WhyJson::new(maps, &planned.why),
        needs: planned.needs.iter().map(|step| StepJson::new(maps, *step)).collect(),
        after: planned.after.iter().map(|step| StepJson::new(maps, *step)).collect(),
        unlocks: ids(maps, &planned.unlocks),
        can_do: skill.can_do(level).to_string(),
        proof: skill.proof(level).map(ProofJson::from),
        resources: ResourceJson::of(maps, planned.step.skill, Some(level)),
        starts: period.map(|period| period.starts.into()),
        ends: period.map(|period| period.ends.into()),
    }
}

impl WhyJson {
    fn new(maps: &SkillMaps, why: &Why) -> WhyJson {
        match why {
            Why::Requirement(roles) => WhyJson {
                kind: WhyKind::Requirement,
                of: roles.iter().map(|role| maps[*role].id.clone()).collect(),
            },
            Why::Prerequisite(skills) => {
                WhyJson { kind: WhyKind::Prerequisite, of: ids(maps, skills) }
            }
        }
    }
}
