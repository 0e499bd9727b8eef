//! The learning roadmap: which steps, in which order, and what each brings.
//!
//! [`Needed`] says what a plan is made of, `choice` which member of each group, `credit` what the steps are worth,
//! `ordering` in which order they come, and [`projects`] which projects come between them. [`stages`] cuts the whole into
//! pieces to read, [`price`] says what the person's wishes cost, [`timeline`] turns hours into days, and
//! [`deadline`] says how far one comes by a day.

mod choice;
mod credit;
pub mod deadline;
mod needed;
mod ordering;
pub(crate) mod places;
pub mod price;
pub(crate) mod projects;
pub mod stages;
pub mod timeline;

use choice::Picked;
pub use choice::{Chosen, Reason};
pub(super) use credit::Credit;
pub use needed::Needed;
pub(super) use needed::{closure, hours_to};
pub(super) use places::Places;
pub use places::{Order, Spacing};
pub use projects::Unplanned;
pub(crate) use projects::{PlannedProject, UnplannedProject};
pub use stages::{Stage, StageEnd};

use super::assessment::{Assessment, Standing};
use super::catalog::SkillIndex;
use super::gap::{Fraction, RoleGap};
use super::hours::Hours;
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Step};
use super::profile::Profile;
use ordering::Ordered;
use projects::Projects;

use super::role::{ProjectIndex, Requirement, RoleIndex};

/// What a roadmap is for, and what the person wishes of it.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The roles; at least one.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Seniority,
    /// Members of groups that the person wants.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out, with all that cannot be had without them.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out.
    pub skip_projects: Vec<ProjectIndex>,
    /// Projects that the person has done: they do not return.
    pub done_projects: Vec<ProjectIndex>,
    /// Skills to bring first, in this order, with what they need.
    pub pin: Vec<SkillIndex>,
    /// Skills that the person has used at all by their own account. Where nothing is said against it, that decides among
    /// members of a group as their first level would.
    pub used: Vec<SkillIndex>,
    /// Whether everything core comes before the rest.
    pub core_first: bool,
    /// What decides the order of what all this leaves open.
    pub order: Order,
    /// How far apart usual places decide.
    pub spacing: Spacing,
    /// A skill to leave for last, with what needs it.
    pub last: Option<SkillIndex>,
}

/// What somebody asks of one plan, beside what their profile says. What is empty is left to the profile.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The roles to plan for.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Option<Seniority>,
    /// Members of groups that are wanted.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out.
    pub skip_projects: Vec<ProjectIndex>,
    /// Skills to bring first.
    pub pin: Vec<SkillIndex>,
    /// Whether everything core comes before the rest.
    pub core_first: bool,
    /// What decides the order of what all this leaves open.
    pub order: Option<Order>,
}

impl Goal {
    /// The goal of somebody with a profile: the wishes come first, and what the profile says against them does not count.
    pub fn of(profile: &Profile, wishes: Wishes) -> Goal {
        let Wishes {
            roles,
            seniority,
            mut prefer,
            mut skip,
            mut skip_projects,
            pin,
            core_first,
            order,
        } = wishes;
        let own = &profile.goal;
        let roles = if roles.is_empty() { own.roles.clone() } else { roles };
        prefer.extend(own.prefer.iter().filter(|skill| !skip.contains(skill)));
        let wished = |skill: &&SkillIndex| prefer.contains(skill) || pin.contains(skill);
        skip.extend(own.skip.iter().filter(|skill| !wished(skill)));
        let seniority = seniority.or(own.seniority).unwrap_or_default();
        let order = order.or(own.order).unwrap_or_default();
        skip_projects.extend(&own.skip_projects);
        Goal {
            prefer,
            skip,
            skip_projects,
            done_projects: profile.projects.iter().map(|done| done.project).collect(),
            pin,
            used: profile.ticked().collect(),
            core_first,
            order,
            ..Goal::new(roles, seniority)
        }
    }

    /// Roles at a seniority, without a wish.
    pub fn new(roles: Vec<RoleIndex>, seniority: Seniority) -> Goal {
        Goal {
            roles,
            seniority,
            prefer: Vec::new(),
            skip: Vec::new(),
            skip_projects: Vec::new(),
            done_projects: Vec::new(),
            pin: Vec::new(),
            used: Vec::new(),
            core_first: false,
            order: Order::default(),
            spacing: Spacing::default(),
            last: None,
        }
    }

    /// The same for one of its roles alone.
    #[must_use]
    pub fn of_role(&self, role: RoleIndex) -> Goal {
        Goal { roles: vec![role], ..self.clone() }
    }
}

/// An ordered plan.
#[derive(Clone, Debug)]
pub struct Roadmap {
    /// What it is for.
    pub goal: Goal,
    /// The readiness before the first step: of several roles the mean.
    pub readiness_now: Fraction,
    /// Of each role the share of the weight for which it is settled whether it is met.
    pub coverage: Vec<Fraction>,
    /// The hours of all steps.
    pub hours: Hours,
    /// Σ gain · typical hours until the step is done, in the weight of [`Roadmap::readiness_now`]: the area over the readiness curve.
    pub objective: u128,
    /// What no order can go under.
    pub lower_bound: u128,
    /// The members chosen for the groups.
    pub chosen: Vec<Chosen>,
    /// How they were chosen, for the same plan in another order.
    picked: Picked,
    /// The steps, in order.
    pub steps: Vec<PlannedStep>,
    /// The projects, in the order in which they come; at the end those whose needs the plan does not meet.
    pub projects: Vec<PlannedProject>,
    /// The projects of the roles that the plan leaves out, and why.
    pub unplanned_projects: Vec<UnplannedProject>,
    /// The skills whose next step could be started today, in plan order.
    pub can_start: Vec<SkillIndex>,
    /// Points on the way.
    pub milestones: Vec<Milestone>,
    /// For each role, after how many steps it is ready; `None` when something of it is left out.
    pub ready_after: Vec<Option<usize>>,
    /// The unmet requirements that stay so, since they cannot be had without a skipped skill.
    pub left_out: Vec<LeftOut>,
    /// The skills of which steps would be in the plan if nothing were skipped, and are not.
    pub dropped: Vec<SkillIndex>,
}

/// How far one comes in a plan within some hours.
#[derive(Clone, Debug)]
pub struct Within {
    /// How many steps are done.
    pub steps: usize,
    /// The projects that are done, by their place in [`Roadmap::projects`].
    pub projects: Vec<usize>,
    /// The readiness then.
    pub readiness: Fraction,
}

/// A requirement that the plan leaves unmet.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The role that asks for it.
    pub role: RoleIndex,
    /// What is asked.
    pub requirement: Requirement,
    /// The level that is asked.
    pub target: Level,
}

/// One step of a plan.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// The skill and the level that it reaches.
    pub step: Step,
    /// Whether the level that it starts from is assumed: rating the skill may make the step unnecessary.
    pub assumed: bool,
    /// How long it takes.
    pub hours: Hours,
    /// The weight of the requirements that it meets.
    pub gain: Fraction,
    /// The readiness after it.
    pub readiness_after: Fraction,
    /// The hours of it and everything before it.
    pub hours_after: Hours,
    /// Why it is there.
    pub why: Why,
    /// Every prerequisite of the step, met already or not.
    pub needs: Vec<Step>,
    /// The steps that come right before it by their usual places alone.
    pub after: Vec<Step>,
    /// The skills that wait for it directly.
    pub unlocks: Vec<SkillIndex>,
}

/// Why a step is in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// These roles ask for it.
    Requirement(Vec<RoleIndex>),
    /// These skills need it.
    Prerequisite(Vec<SkillIndex>),
}

/// A step or a project at its place in a plan, by its place among the steps or among the projects.
#[derive(Clone, Copy, Debug)]
pub enum Planned<'r> {
    /// A step.
    Step(usize, &'r PlannedStep),
    /// A project.
    Project(usize, &'r PlannedProject),
}

impl Planned<'_> {
    /// How long it takes.
    pub fn hours(&self) -> Hours {
        match self {
            Planned::Step(_, step) => step.hours,
            Planned::Project(_, project) => project.hours,
        }
    }
}

/// A point on the way.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// What is reached.
    pub kind: MilestoneKind,
    /// The readiness there.
    pub readiness: Fraction,
    /// After how many steps.
    pub after_step: usize,
    /// The hours until there.
    pub hours_after: Hours,
}

/// What a milestone stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneKind {
    /// Every core requirement of every role is met.
    Core,
    /// This many percent of readiness.
    Percent(u64),
}

/// Plans the way to a goal: all that is needed, the members chosen as [`Needed`] says, in the order with the least area
/// over the readiness curve that the person's wishes allow. Each project comes as soon as the steps have brought what it
/// needs; the order of the steps knows nothing of projects.
pub fn plan(maps: &SkillMaps, assessment: &Assessment, goal: &Goal) -> Roadmap {
    let needed = Needed::find(maps, assessment, goal);
    let chosen = needed.chosen(maps, assessment, goal);
    in_order(maps, assessment, goal, needed, chosen)
}

/// The steps of a plan in order and the hours of all of them, without what there is to say of either.
pub(crate) fn steps_in_order(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
) -> (Vec<Step>, Hours) {
    let needed = Needed::find(maps, assessment, goal);
    let sequence = ordering::sequence(maps, assessment, &needed, &Credit::new(&needed), goal);
    (sequence, needed.hours(maps))
}

/// A plan in another order. What it is made of does not hang on the order, and is not looked for again.
pub fn reordered(
    maps: &SkillMaps,
    assessment: &Assessment,
    roadmap: &Roadmap,
    order: Order,
) -> Roadmap {
    let goal = Goal { order, ..roadmap.goal.clone() };
    let needed = Needed::of(maps, assessment, &goal, roadmap.picked.clone());
    in_order(maps, assessment, &goal, needed, roadmap.chosen.clone())
}

/// The plan of what is needed.
fn in_order(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    needed: Needed<'_>,
    chosen: Vec<Chosen>,
) -> Roadmap {
    let credit = Credit::new(&needed);
    let ordered = ordering::order(maps, assessment, &needed, &credit, goal);
    let steps = follow(maps, assessment, &needed, &credit, &ordered);
    let ready_after = |gap| ready_after(gap, &steps);
    let projects = Projects::find(maps, assessment, goal, &ordered.sequence);
    Roadmap {
        goal: goal.clone(),
        readiness_now: credit.now,
        coverage: needed.gaps.iter().map(RoleGap::coverage).collect(),
        hours: needed.hours(maps),
        objective: ordered.objective,
        lower_bound: ordered.lower_bound,
        projects: projects.planned,
        unplanned_projects: projects.unplanned,
        can_start: can_start(maps, &ordered.sequence),
        milestones: milestones(&credit, &steps),
        ready_after: needed.gaps.iter().map(ready_after).collect(),
        left_out: needed
            .left_out()
            .map(|(role, gap)| LeftOut {
                role,
                requirement: gap.requirement.clone(),
                target: gap.target,
            })
            .collect(),
        dropped: dropped(maps, assessment, &needed),
        chosen,
        picked: needed.picked,
        steps,
    }
}

impl Roadmap {
    /// The steps and the projects, one after the other.
    pub fn sequence(&self) -> Vec<Planned<'_>> {
        let mut projects = self.projects.iter().enumerate().peekable();
        let mut sequence = Vec::new();
        for after in 0..=self.steps.len() {
            while let Some((at, project)) = projects.next_if(|(_, p)| p.after_step == Some(after)) {
                sequence.push(Planned::Project(at, project));
            }
            sequence.extend(self.steps.get(after).map(|step| Planned::Step(after, step)));
        }
        sequence
    }

    /// The hours of all projects that the plan brings.
    pub fn project_hours(&self) -> Hours {
        self.reached_projects().map(|project| project.hours).sum()
    }

    /// The projects that the plan brings.
    pub fn reached_projects(&self) -> impl Iterator<Item = &PlannedProject> {
        self.projects.iter().filter(|project| project.after_step.is_some())
    }

    /// How far one comes within some typical hours of steps and projects, each begun when the one before is done.
    pub fn within(&self, hours: u64) -> Within {
        let mut within = Within { steps: 0, projects: Vec::new(), readiness: self.readiness_now };
        let mut spent: u64 = 0;
        for planned in self.sequence() {
            spent += u64::from(planned.hours().typical);
            if spent > hours {
                break;
            }
            match planned {
                Planned::Step(at, step) => {
                    within.steps = at + 1;
                    within.readiness = step.readiness_after;
                }
                Planned::Project(at, _) => within.projects.push(at),
            }
        }
        within
    }

    /// Whether the order is proved to be the best.
    pub fn optimal(&self) -> bool {
        self.objective == self.lower_bound
    }

    /// By how much of the optimum the order can exceed it at most; `None` when nothing is proved.
    pub fn bound(&self) -> Option<f64> {
        if self.optimal() {
            return Some(0.0);
        }
        (self.lower_bound > 0)
            .then(|| (self.objective - self.lower_bound) as f64 / self.lower_bound as f64)
    }
}

/// The steps in this order, each with what it brings.
fn follow(
    maps: &SkillMaps,
    assessment: &Assessment,
    needed: &Needed<'_>,
    credit: &Credit,
    ordered: &Ordered,
) -> Vec<PlannedStep> {
    let sequence = &ordered.sequence;
    let after = ordered.after.as_ref();
    let mut readiness = credit.now;
    let mut hours_after = Hours::ZERO;
    let mut steps = Vec::new();
    for (step, gain) in sequence.iter().zip(credit.gains(sequence)) {
        readiness.part += gain;
        let hours = maps[step.skill].hours_to(step.level);
        hours_after += hours;
        steps.push(PlannedStep {
            step: *step,
            assumed: is_assumed(assessment, *step),
            hours,
            gain: Fraction { part: gain, whole: readiness.whole },
            readiness_after: readiness,
            hours_after,
            why: why(maps, sequence, needed, *step),
            needs: maps.prerequisites(*step).collect(),
            after: after.and_then(|after| after.get(step)).cloned().unwrap_or_default(),
            unlocks: waiting(maps, sequence, step.skill, |needed| needed == *step),
        });
    }
    steps
}

/// When all core is met, and when half, three quarters and all of the readiness is reached; what is reached already is no milestone.
fn milestones(credit: &Credit, steps: &[PlannedStep]) -> Vec<Milestone> {
    let mut milestones = Vec::new();
    let core: Vec<&Vec<Step>> = credit.unmet.iter().filter(|u| u.core).map(|u| &u.by).collect();
    let mut core_left = core;
    let mut core_said = core_left.is_empty();
    let mut percents = vec![50, 75, 100];
    percents.retain(|percent| credit.now.part * 100 < percent * credit.now.whole);
    for (at, planned) in steps.iter().enumerate() {
        let mut reach = |kind| {
            milestones.push(Milestone {
                kind,
                readiness: planned.readiness_after,
                after_step: at + 1,
                hours_after: planned.hours_after,
            });
        };
        core_left.retain(|by| !by.contains(&planned.step));
        if core_left.is_empty() && !core_said {
            core_said = true;
            reach(MilestoneKind::Core);
        }
        let readiness = planned.readiness_after;
        percents.retain(|percent| {
            let reached = readiness.part * 100 >= percent * readiness.whole;
            if reached {
                reach(MilestoneKind::Percent(*percent));
            }
            !reached
        });
    }
    milestones
}

/// The skills that the left out requirements would need and that the plan does not touch.
fn dropped(maps: &SkillMaps, assessment: &Assessment, needed: &Needed<'_>) -> Vec<SkillIndex> {
    let targets = needed
        .left_out()
        .map(|(_, gap)| Step { skill: gap.requirement.any_of[0], level: gap.target });
    let mut dropped: Vec<SkillIndex> = needed::closure(maps, assessment, targets.collect())
        .into_iter()
        .filter(|step| needed.steps.binary_search(step).is_err())
        .map(|step| step.skill)
        .collect();
    dropped.dedup();
    dropped
}

/// The other skills that have a step in the sequence which needs something, in its order.
fn waiting(
    maps: &SkillMaps,
    sequence: &[Step],
    skill: SkillIndex,
    something: impl Fn(Step) -> bool,
) -> Vec<SkillIndex> {
    let mut found = Vec::new();
    for step in sequence.iter().filter(|step| step.skill != skill) {
        let needs_it = maps.prerequisites(*step).any(&something);
        if needs_it && !found.contains(&step.skill) {
            found.push(step.skill);
        }
    }
    found
}

/// Whether a better knowledge of the skill could make the step unnecessary.
fn is_assumed(assessment: &Assessment, step: Step) -> bool {
    let standing = assessment.standing(step.skill);
    !matches!(standing, Standing::Rated(_)) && step.level <= standing.high()
}

/// The roles that ask for a step, or the skills that need it.
fn why(maps: &SkillMaps, sequence: &[Step], needed: &Needed<'_>, step: Step) -> Why {
    let mut roles = Vec::new();
    for gap in &needed.gaps {
        let asks = gap.requirements.iter().filter(|gap| !gap.met()).any(|gap| {
            let target = Step { skill: step.skill, level: gap.target };
            step.level <= gap.target
                && gap.requirement.any_of.contains(&step.skill)
                && sequence.contains(&target)
        });
        if asks {
            roles.push(gap.role);
        }
    }
    if !roles.is_empty() {
        return Why::Requirement(roles);
    }
    let serves = |needed: Step| needed.skill == step.skill && needed.level >= step.level;
    Why::Prerequisite(waiting(maps, sequence, step.skill, serves))
}

/// The skills whose next step needs nothing that is still to be done.
fn can_start(maps: &SkillMaps, sequence: &[Step]) -> Vec<SkillIndex> {
    let free = |step: &&Step| maps.needs(**step).all(|needed| !sequence.contains(&needed));
    sequence.iter().filter(free).map(|step| step.skill).collect()
}

/// After how many steps every requirement of a role is met; `None` if one never is.
fn ready_after(gap: &RoleGap<'_>, steps: &[PlannedStep]) -> Option<usize> {
    let met_after = |members: &[SkillIndex], target: Level| {
        let reaches = |planned: &PlannedStep| {
            planned.step.level == target && members.contains(&planned.step.skill)
        };
        steps.iter().position(reaches).map(|at| at + 1)
    };
    let unmet = gap.requirements.iter().filter(|gap| !gap.met());
    let after: Option<Vec<usize>> =
        unmet.map(|gap| met_after(&gap.requirement.any_of, gap.target)).collect();
    Some(after?.into_iter().max().unwrap_or(0))
}
