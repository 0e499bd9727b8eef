//! The roadmap as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Deadline, RoadmapAnswer, WEEKS, first_of_sequence, milestone_name, stage_ends, stage_starts,
    stage_title,
};
use crate::domain::catalog::{Proof, Str};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::stages::stages;
use crate::domain::roadmap::timeline::{Days, Period, Timeline};
use crate::domain::roadmap::{
    Order, Planned, PlannedProject, PlannedStep, Reason, Roadmap, Stage, StageEnd, Unplanned, Why,
};
use crate::domain::role::{Importance, ProjectIndex};
use crate::report::json::{Day, ProjectRef, RoleRef, SkillRef, StepJson, ids};
use crate::report::likely::StartJson;
use crate::report::notes::Note;
use crate::report::roles::What;
use crate::report::sheet::Csv;
use crate::report::skills::ResourceJson;

/// The CSV columns: a row for each step.
pub(crate) const STEPS: Csv = Csv(&[(
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
    /// The readiness before the first step: 0 to 1. It is likely readiness if the plan starts from likely levels.
    readiness_now: Fraction,
    #[serde(flatten)]
    starts_from: StartJson,
    /// The hours of learning of the whole plan, that is, of its steps.
    hours: Hours,
    /// The hours of all projects of the plan.
    project_hours: Hours,
    /// The hours of the steps and the projects together. Dates count these.
    total_hours: Hours,
    /// What decides the order apart from prerequisites: `usual`, what teachers usually begin earlier comes earlier;
    /// `fastest`, only readiness.
    order: Order,
    /// In the usual order, of two steps whose places differ by at least this much, the one with the earlier place comes
    /// first; null in the fastest order.
    place_window: Option<f64>,
    /// In the usual order, the place of a level is later than that of the level below by this much; null in the fastest
    /// order.
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
    /// The projects of the roles that are not in the plan.
    projects_left_out: Vec<UnplannedJson>,
    /// The listed steps and the projects between them, in order.
    sequence: Vec<PlannedJson>,
    /// The whole plan in stages of about 40 to 120 hours of learning. A longer step is a stage of its own.
    stages: Vec<StageJson>,
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
    /// When everything that is asked is met and every project of the plan is done; null without hours a week, or if the
    /// plan leaves something out.
    ready_on: Option<DatesJson>,
    /// What is reached on the way.
    milestones: Vec<MilestoneJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// Days at a fast, the usual and a slow pace.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct DatesJson {
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
    /// The skill or the group.
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
pub(crate) struct PriceJson {
    /// What is wished.
    wish: WishKind,
    /// The id of the skill that it is about; null if it is about a project or the whole plan.
    skill: Option<String>,
    /// The id of the project that it is about; null if it is about a skill or the whole plan.
    project: Option<String>,
    /// How many typical hours of learning the whole plan takes more, or fewer if negative.
    hours: i64,
    /// How many typical hours its projects take more, or fewer if negative.
    project_hours: i64,
    /// What it changes on the way.
    readiness: Vec<ComparedJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum WishKind {
    Pin,
    Skip,
    SkipProject,
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
    /// Describes the price of a wish.
    pub(crate) fn new(maps: &SkillMaps, price: &Price) -> PriceJson {
        let (wish, skill, project) = match price.wish {
            Wish::Pin(skill) => (WishKind::Pin, Some(skill), None),
            Wish::Skip(skill) => (WishKind::Skip, Some(skill), None),
            Wish::SkipProject(project) => (WishKind::SkipProject, None, Some(project)),
            Wish::CoreFirst => (WishKind::CoreFirst, None, None),
            Wish::Last(skill) => (WishKind::Last, Some(skill), None),
            Wish::Usual => (WishKind::Usual, None, None),
        };
        let compared = WEEKS.iter().zip(&price.readiness);
        PriceJson {
            wish,
            skill: skill.map(|skill| maps[skill].id.clone()),
            project: project.map(|project| maps[project].id.clone()),
            hours: price.hours,
            project_hours: price.project_hours,
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
    /// The hours until the deadline, for steps and projects.
    hours: u64,
    /// How many steps of the plan are done by then.
    after_step: usize,
    /// The readiness that is reached by then: 0 to 1.
    readiness: Fraction,
    /// The ids of the projects of the plan that are done by the deadline.
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
    /// An upper limit for every choice, even without projects: 0 to 1.
    at_most: Fraction,
    /// The hours that its steps take.
    hours: u64,
    /// The ids of the projects that its steps allow and whose hours fit too.
    projects: Vec<String>,
    /// The steps.
    steps: Vec<StepJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleJson {
    #[serde(flatten)]
    role: RoleRef,
    /// The hours of learning after which everything that the role asks is met; null if the plan leaves something out.
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
    /// The ids of the members of other groups, planned or met, that it needs or that need it.
    goes_with: Vec<String>,
    /// The id of another member that would be as good; null if there is none.
    as_good: Option<String>,
    /// Whether it is proved that the rules of the choice lead to this member.
    optimal: bool,
    /// The typical hours of the best plan with another member; null where there is no other, or none was looked for.
    next_best_hours: Option<u64>,
}

/// One step of a plan.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PlannedStepJson {
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
    /// The hours of learning of this step and of all steps before it, without projects.
    hours_after: Hours,
    /// What it is for.
    why: WhyJson,
    /// What must be there before: every prerequisite of the step, met already or not; the level below is implied.
    needs: Vec<StepJson>,
    /// The steps that come directly before it because they are usually taught earlier, in addition to its
    /// prerequisites. The steps before those come earlier too.
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
pub(crate) struct ProofJson {
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

/// A project of a plan.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ProjectJson {
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

/// A project of the roles that is not in the plan.
#[derive(Debug, JsonSchema, Serialize)]
struct UnplannedJson {
    #[serde(flatten)]
    project: ProjectRef,
    /// The id of the role that it belongs to.
    role: String,
    /// Why: `done`; `skipped` on request; `covered`, it could be done on the first day, and so could a later project of
    /// the role's list.
    why: Unplanned,
}

/// A step or a project in the order of the plan.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PlannedJson {
    /// What it is.
    kind: PlannedKind,
    /// The number of the step among the steps, from 1; null for a project.
    order: Option<usize>,
    /// The id of the skill of the step; null for a project.
    skill: Option<String>,
    /// The level that the step reaches; null for a project.
    to: Option<Level>,
    /// The id of the project; null for a step.
    project: Option<String>,
    /// How long it takes.
    hours: Hours,
    /// The hours of it and of all steps and projects before it.
    total_hours_after: Hours,
}

#[derive(Debug, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum PlannedKind {
    Step,
    Project,
}

/// Returns the first `shown` steps of a plan, and the projects before, between and directly after them.
pub(crate) fn sequence_json(maps: &SkillMaps, roadmap: &Roadmap, shown: usize) -> Vec<PlannedJson> {
    let mut total = Hours::ZERO;
    let planned = |planned: Planned<'_>| {
        let hours = planned.hours();
        total += hours;
        let (step, project) = match planned {
            Planned::Step(at, step) => (Some((at, step.step)), None),
            Planned::Project(_, project) => (None, Some(project.project)),
        };
        PlannedJson {
            kind: if step.is_some() { PlannedKind::Step } else { PlannedKind::Project },
            order: step.map(|(at, _)| at + 1),
            skill: step.map(|(_, step)| maps[step.skill].id.clone()),
            to: step.map(|(_, step)| step.level),
            project: project.map(|project| maps[project].id.clone()),
            hours,
            total_hours_after: total,
        }
    };
    first_of_sequence(roadmap, shown).into_iter().map(planned).collect()
}

/// A stage of the plan.
#[derive(Debug, JsonSchema, Serialize)]
struct StageJson {
    /// The number of the stage, from 1.
    order: usize,
    /// What the person has built or can do at its end: the name of the project that ends it, or else the sentence of
    /// its last step.
    title: String,
    /// The id of the project that ends it; null if a step does.
    project: Option<String>,
    /// The number of its first step among the steps, from 1; null if it has none.
    first_step: Option<usize>,
    /// The number of its last step among the steps, from 1; null if it has none.
    last_step: Option<usize>,
    /// The ids of its projects, in order.
    projects: Vec<String>,
    /// The hours of its steps.
    hours: Hours,
    /// The hours of its projects.
    project_hours: Hours,
    /// The hours of steps and projects together.
    total_hours: Hours,
    /// The readiness when it is done: 0 to 1.
    readiness_after: Fraction,
    /// When it begins, at each pace; null when the hours a week are not known.
    starts: Option<DatesJson>,
    /// When it is done, at each pace; null when the hours a week are not known.
    ends: Option<DatesJson>,
}

fn stages_json(answer: &RoadmapAnswer<'_>) -> Vec<StageJson> {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let id = |planned: &PlannedProject| maps[planned.project].id.clone();
    let stage_json = |(at, stage): (usize, Stage)| {
        let has_steps = !stage.steps.is_empty();
        let timeline = answer.timeline.as_ref();
        StageJson {
            order: at + 1,
            title: stage_title(maps, roadmap, &stage).to_string(),
            project: match stage.end {
                StageEnd::Project(at) => Some(id(&roadmap.projects[at])),
                StageEnd::Step(_) => None,
            },
            first_step: has_steps.then_some(stage.steps.start + 1),
            last_step: has_steps.then_some(stage.steps.end),
            projects: roadmap.projects[stage.projects.clone()].iter().map(id).collect(),
            hours: stage.hours,
            project_hours: stage.project_hours,
            total_hours: stage.hours + stage.project_hours,
            readiness_after: stage.readiness_after,
            starts: timeline.and_then(|timeline| stage_starts(timeline, &stage)).map(Into::into),
            ends: timeline.and_then(|timeline| stage_ends(timeline, &stage)).map(Into::into),
        }
    };
    stages(roadmap).into_iter().enumerate().map(stage_json).collect()
}

#[derive(Debug, JsonSchema, Serialize)]
struct MilestoneJson {
    /// What is reached.
    name: String,
    /// The readiness then: 0 to 1.
    readiness: Fraction,
    /// After how many steps.
    after_step: usize,
    /// The hours of learning until the milestone, without projects.
    hours_after: Hours,
    /// The day at each pace, with projects; null without hours a week.
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
        project_hours: roadmap.project_hours(),
        total_hours: roadmap.hours + roadmap.project_hours(),
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
                goes_with: ids(maps, &chosen.goes_with),
                as_good: chosen.as_good.map(|skill| maps[skill].id.clone()),
                optimal: chosen.optimal,
                next_best_hours: chosen.next_best_hours,
            })
            .collect(),
        steps: steps_json(maps, roadmap, timeline, answer.shown),
        steps_shown: answer.shown,
        steps_in_all: roadmap.steps.len(),
        projects: projects_json(answer),
        projects_left_out: roadmap
            .unplanned_projects
            .iter()
            .map(|project| UnplannedJson {
                project: ProjectRef::new(maps, project.project),
                role: maps[project.project.role].id.clone(),
                why: project.why,
            })
            .collect(),
        sequence: sequence_json(maps, roadmap, answer.shown),
        stages: stages_json(answer),
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
    let is_shown =
        |at: &usize| roadmap.projects[*at].after_step.is_none_or(|after| after <= answer.shown);
    let places = (0..roadmap.projects.len()).filter(is_shown);
    places.map(|at| project_json(maps, roadmap, answer.timeline.as_ref(), at)).collect()
}

/// Returns the project with this index in the list of the plan.
pub(crate) fn project_json(
    maps: &SkillMaps,
    roadmap: &Roadmap,
    timeline: Option<&Timeline>,
    at: usize,
) -> ProjectJson {
    let planned = &roadmap.projects[at];
    let project = &maps[planned.project];
    let period = timeline.and_then(|timeline| timeline.projects[at]);
    ProjectJson {
        role: maps[planned.project.role].id.clone(),
        project: project.id.clone(),
        name: project.name.clone(),
        brief: project.brief.clone(),
        after_step: planned.after_step,
        hours: project.hours,
        starts: period.map(|period| period.starts.into()),
        ends: period.map(|period| period.ends.into()),
    }
}

fn deadline_json(answer: &RoadmapAnswer<'_>, deadline: &Deadline) -> DeadlineJson {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let reached = &deadline.reached;
    let id = |project: ProjectIndex| maps[project].id.clone();
    let done = reached.within.projects.iter();
    DeadlineJson {
        on: Day(deadline.on),
        hours: reached.budget,
        after_step: reached.within.steps,
        readiness: reached.within.readiness,
        projects: done.map(|at| id(roadmap.projects[*at].project)).collect(),
        better: reached.better.as_ref().map(|better| BetterJson {
            readiness: better.readiness,
            optimal: better.readiness == better.most,
            at_most: better.most,
            hours: better.hours,
            projects: better.projects.iter().copied().map(id).collect(),
            steps: better.steps.iter().map(|step| StepJson::new(maps, *step)).collect(),
        }),
    }
}

/// Returns the first `shown` steps of a plan.
pub(crate) fn steps_json(
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
