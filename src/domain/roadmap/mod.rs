//! The learning roadmap: its steps, their order, and what each step brings.
//!
//! [`Needed`] holds the steps of a plan. `choice` chooses the member of each group, `credit` tells what the steps are
//! worth, `ordering` orders them, and [`projects`] places the projects between them. [`stages`] cuts the plan into stages,
//! [`price`] tells what the person's wishes cost, [`timeline`] turns hours into days, and [`deadline`] tells how far a
//! person comes by a day.

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

/// The goal of a roadmap, and the person's wishes for it.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The roles; at least one.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets apply.
    pub seniority: Seniority,
    /// Members of groups that the person wants.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out, with everything that cannot be reached without them.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out.
    pub skip_projects: Vec<ProjectIndex>,
    /// Projects that the person has done. The plan does not bring them again.
    pub done_projects: Vec<ProjectIndex>,
    /// Skills to bring first, in this order, with everything that they need.
    pub pin: Vec<SkillIndex>,
    /// Skills that the person reports to have used at all. If nothing contradicts this, such a skill counts as reached at
    /// its first level when a member of a group is chosen.
    pub used: Vec<SkillIndex>,
    /// Whether every core requirement comes before the rest.
    pub core_first: bool,
    /// What decides the order of steps that the wishes above leave open.
    pub order: Order,
    /// How far apart the usual places of two steps must be to decide their order.
    pub spacing: Spacing,
    /// A skill to bring last, together with everything that needs it.
    pub last: Option<SkillIndex>,
}

/// What somebody asks of one plan in addition to their profile. The profile decides what is left empty here.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The roles to plan for.
    pub roles: Vec<RoleIndex>,
    /// The seniority whose targets apply.
    pub seniority: Option<Seniority>,
    /// Members of groups that the person wants.
    pub prefer: Vec<SkillIndex>,
    /// Skills to leave out.
    pub skip: Vec<SkillIndex>,
    /// Projects to leave out.
    pub skip_projects: Vec<ProjectIndex>,
    /// Skills to bring first.
    pub pin: Vec<SkillIndex>,
    /// Whether every core requirement comes before the rest.
    pub core_first: bool,
    /// What decides the order of steps that the wishes above leave open.
    pub order: Option<Order>,
}

impl Goal {
    /// Returns the goal of somebody with a profile. The wishes take precedence: what the profile says against them is
    /// ignored.
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

    /// Returns a goal for some roles at a seniority, without wishes.
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

    /// Returns the same goal for one of its roles alone.
    #[must_use]
    pub fn of_role(&self, role: RoleIndex) -> Goal {
        Goal { roles: vec![role], ..self.clone() }
    }
}

/// An ordered plan.
#[derive(Clone, Debug)]
pub struct Roadmap {
    /// The goal of the plan.
    pub goal: Goal,
    /// The readiness before the first step; for several roles, their mean.
    pub readiness_now: Fraction,
    /// For each role, the share of the weight whose requirements are known to be met or unmet.
    pub coverage: Vec<Fraction>,
    /// The hours of all steps.
    pub hours: Hours,
    /// The area over the readiness curve: Σ gain · typical hours until the step is done. Gains are parts of the whole of
    /// [`Roadmap::readiness_now`].
    pub objective: u128,
    /// A lower bound of the objective for every order that the goal allows.
    pub lower_bound: u128,
    /// The members chosen for the groups.
    pub chosen: Vec<Chosen>,
    /// The targets and the choices behind them, for the same plan in another order.
    picked: Picked,
    /// The steps, in order.
    pub steps: Vec<PlannedStep>,
    /// The projects, in the order in which they come. Projects whose needs the plan does not meet come last.
    pub projects: Vec<PlannedProject>,
    /// The projects of the roles that the plan leaves out, with the reasons.
    pub unplanned_projects: Vec<UnplannedProject>,
    /// The skills whose next step could be started today, in the order of the plan.
    pub can_start: Vec<SkillIndex>,
    /// The milestones, in order.
    pub milestones: Vec<Milestone>,
    /// For each role, the number of steps after which it is ready; `None` if a requirement of the role is left out.
    pub ready_after: Vec<Option<usize>>,
    /// The requirements that stay unmet because they cannot be met without a skipped skill.
    pub left_out: Vec<LeftOut>,
    /// The skills of steps that the plan lacks because something is skipped.
    pub dropped: Vec<SkillIndex>,
}

/// How far a person comes in a plan within some hours.
#[derive(Clone, Debug)]
pub struct Within {
    /// The number of steps that are done.
    pub steps: usize,
    /// The projects that are done, by their places in [`Roadmap::projects`].
    pub projects: Vec<usize>,
    /// The readiness after these steps.
    pub readiness: Fraction,
}

/// A requirement that the plan leaves unmet.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The role that asks for it.
    pub role: RoleIndex,
    /// The requirement.
    pub requirement: Requirement,
    /// The level that the role asks for.
    pub target: Level,
}

/// One step of a plan.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// The skill and the level that it reaches.
    pub step: Step,
    /// Whether the level that the step starts from is assumed. If so, rating the skill may make the step unnecessary.
    pub assumed: bool,
    /// The hours that the step takes.
    pub hours: Hours,
    /// The weight of the requirements that the step meets.
    pub gain: Fraction,
    /// The readiness after the step.
    pub readiness_after: Fraction,
    /// The hours of the step and of everything before it.
    pub hours_after: Hours,
    /// The reason why the step is in the plan.
    pub why: Why,
    /// Every prerequisite of the step, met already or not.
    pub needs: Vec<Step>,
    /// The steps that come right before this one only because of their usual places.
    pub after: Vec<Step>,
    /// The skills that directly wait for this step.
    pub unlocks: Vec<SkillIndex>,
}

/// The reason why a step is in the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// These roles ask for it.
    Requirement(Vec<RoleIndex>),
    /// These skills need it.
    Prerequisite(Vec<SkillIndex>),
}

/// A step or a project of a plan, with its place among the steps or among the projects.
#[derive(Clone, Copy, Debug)]
pub enum Planned<'r> {
    /// A step.
    Step(usize, &'r PlannedStep),
    /// A project.
    Project(usize, &'r PlannedProject),
}

impl Planned<'_> {
    /// Returns the hours that the step or project takes.
    pub fn hours(&self) -> Hours {
        match self {
            Planned::Step(_, step) => step.hours,
            Planned::Project(_, project) => project.hours,
        }
    }
}

/// A milestone on the way to the goal.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// What is reached at the milestone.
    pub kind: MilestoneKind,
    /// The readiness at the milestone.
    pub readiness: Fraction,
    /// The number of steps before the milestone.
    pub after_step: usize,
    /// The hours of the steps before the milestone.
    pub hours_after: Hours,
}

/// What is reached at a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneKind {
    /// Every core requirement of every role is met.
    Core,
    /// The readiness reaches this many percent.
    Percent(u64),
}

/// Plans the way to a goal. The plan has every step that is needed, with the members that [`Needed`] chooses. Of all orders
/// that the person's wishes and the usual places allow, it has the one with the least area over the readiness curve. Each
/// project comes as soon as the steps have met its needs; projects have no influence on the order of the steps.
pub fn plan(maps: &SkillMaps, assessment: &Assessment, goal: &Goal) -> Roadmap {
    let needed = Needed::find(maps, assessment, goal);
    let chosen = needed.chosen(maps, assessment, goal);
    in_order(maps, assessment, goal, needed, chosen)
}

/// Returns the steps of a plan in order, and the hours of all of them, without the other parts of a roadmap.
pub(crate) fn steps_in_order(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
) -> (Vec<Step>, Hours) {
    let needed = Needed::find(maps, assessment, goal);
    let credit = Credit::new(&needed);
    let sequence =
        ordering::order(Ordered::default(), maps, assessment, &needed, &credit, goal).sequence;
    (sequence, needed.hours(maps))
}

/// Returns the same plan in another order. The members and steps do not depend on the order, so they are not searched for
/// again.
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

/// Returns the plan for what is needed.
fn in_order(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    needed: Needed<'_>,
    chosen: Vec<Chosen>,
) -> Roadmap {
    let credit = Credit::new(&needed);
    let ordered = ordering::order(Ordered::with_after(), maps, assessment, &needed, &credit, goal);
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
    /// Returns the steps and the projects in the order in which they come.
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

    /// Returns the hours of all projects that the plan brings.
    pub fn project_hours(&self) -> Hours {
        self.reached_projects().map(|project| project.hours).sum()
    }

    /// Returns the projects that the plan brings.
    pub fn reached_projects(&self) -> impl Iterator<Item = &PlannedProject> {
        self.projects.iter().filter(|project| project.after_step.is_some())
    }

    /// Returns how far a person comes within some typical hours of steps and projects. Each step or project begins when the
    /// one before it is done.
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

    /// Returns whether the order is proved to be the best.
    pub fn optimal(&self) -> bool {
        self.objective == self.lower_bound
    }

    /// Returns the greatest share of the optimum by which the order can exceed it; `None` if nothing is proved.
    pub fn bound(&self) -> Option<f64> {
        if self.optimal() {
            return Some(0.0);
        }
        (self.lower_bound > 0)
            .then(|| (self.objective - self.lower_bound) as f64 / self.lower_bound as f64)
    }
}

/// Returns the steps in the given order, each with what it brings.
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

/// Returns the milestones: all core requirements met, and half, three quarters and all of the readiness reached. What is
/// reached before the first step is not a milestone.
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

/// Returns the skills of steps that the left-out requirements would need and that the plan does not have.
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

/// Returns the other skills that have a step in the sequence that needs `something`, in the order of the sequence.
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

/// Returns whether a rating of the skill could make the step unnecessary.
fn is_assumed(assessment: &Assessment, step: Step) -> bool {
    let standing = assessment.standing(step.skill);
    !matches!(standing, Standing::Rated(_)) && step.level <= standing.high()
}

/// Returns the roles that ask for a step or, if there is none, the skills that need it.
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

/// Returns the skills whose next step needs no step of the sequence.
fn can_start(maps: &SkillMaps, sequence: &[Step]) -> Vec<SkillIndex> {
    let free = |step: &&Step| maps.needs(**step).all(|needed| !sequence.contains(&needed));
    sequence.iter().filter(free).map(|step| step.skill).collect()
}

/// Returns the number of steps after which every requirement of a role is met; `None` if one is never met.
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
