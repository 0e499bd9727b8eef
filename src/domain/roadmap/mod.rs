//! The learning roadmap: which steps, in which order, and what each brings.

mod needed;

use std::collections::BTreeMap;

pub use needed::{Chosen, Needed, Reason};

use super::assessment::{Assessment, Standing};
use super::catalog::SkillIndex;
use super::gap::{RoleGap, Share};
use super::hours::Hours;
use super::level::{Level, Seniority};
use super::maps::{SkillMaps, Step};
use super::optimum::{self, NodeLimit, Reward};
use super::role::{Importance, RoleIndex};

/// What a roadmap is for.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The roles; at least one.
    pub roles: Vec<RoleIndex>,
    /// Which column of targets.
    pub seniority: Seniority,
    /// Members of groups that the person wants.
    pub prefer: Vec<SkillIndex>,
}

/// An ordered plan.
#[derive(Clone, Debug)]
pub struct Roadmap {
    /// What it is for.
    pub goal: Goal,
    /// The readiness before the first step: of several roles the mean.
    pub readiness_now: Share,
    /// The hours of all steps.
    pub hours: Hours,
    /// Σ gain · typical hours until the step is done, in the weight of [`Roadmap::readiness_now`]: the area over the readiness curve.
    pub objective: u128,
    /// What no order can go under.
    pub lower_bound: u128,
    /// The members chosen for the groups.
    pub chosen: Vec<Chosen>,
    /// The steps, in order.
    pub steps: Vec<PlannedStep>,
    /// The milestones across skills, each where its needs are met.
    pub projects: Vec<PlannedProject>,
    /// The skills whose next step could be started today, in plan order.
    pub can_start: Vec<SkillIndex>,
    /// Points on the way.
    pub milestones: Vec<Milestone>,
    /// For each role, after how many steps it is ready.
    pub ready_after: Vec<usize>,
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
    pub gain: Share,
    /// The readiness after it.
    pub readiness_after: Share,
    /// The hours of it and everything before it.
    pub hours_after: Hours,
    /// Why it is there.
    pub why: Why,
    /// Every prerequisite of the step, met already or not.
    pub needs: Vec<Step>,
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

/// A project at its place in the plan.
#[derive(Clone, Debug)]
pub struct PlannedProject {
    /// The role that it belongs to.
    pub role: RoleIndex,
    /// Its place in the role's list.
    pub project: usize,
    /// After how many steps its needs are met; `None` if the plan does not meet them.
    pub after_step: Option<usize>,
}

/// A point on the way.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// What is reached.
    pub kind: MilestoneKind,
    /// The readiness there.
    pub readiness: Share,
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
/// over the readiness curve.
pub fn plan(maps: &SkillMaps, assessment: &Assessment, goal: &Goal) -> Roadmap {
    let needed = Needed::find(maps, assessment, goal);
    let credit = Credit::new(&needed);
    let (graph, place) = needed::task_graph(maps, &needed.steps);
    let rewards = credit.rewards(&place);
    let order = optimum::best_order(&graph, &rewards, NodeLimit::default());
    let sequence: Vec<Step> = order.sequence.iter().map(|at| needed.steps[*at]).collect();
    let steps = credit.follow(maps, assessment, &sequence, &needed);
    let can_start = can_start(maps, &sequence);
    let milestones = credit.milestones(&steps);
    let ready_after = needed
        .gaps
        .iter()
        .map(|gap| ready_after(gap, &steps))
        .collect();
    Roadmap {
        goal: goal.clone(),
        readiness_now: credit.now(),
        hours: needed.hours(maps),
        objective: order.objective,
        lower_bound: order.lower_bound,
        projects: projects(maps, assessment, goal, &sequence),
        chosen: needed.chosen,
        steps,
        can_start,
        milestones,
        ready_after,
    }
}

impl Roadmap {
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

/// What meeting the requirements is worth: each role's weights normalised to one, and averaged.
struct Credit {
    rewards: Vec<(u64, Vec<Step>, bool)>,
    now: Share,
}

impl Credit {
    fn new(needed: &Needed<'_>) -> Credit {
        let wholes: Vec<u64> = needed
            .gaps
            .iter()
            .map(|gap| gap.readiness().whole)
            .collect();
        let common = wholes.iter().fold(1, |a, b| lcm(a, (*b).max(1)));
        let mut rewards = Vec::new();
        let mut met = 0;
        for (gap, whole) in needed.gaps.iter().zip(&wholes) {
            let scale = common / (*whole).max(1);
            met += gap.readiness().part * scale;
            for requirement in gap.requirements.iter().filter(|r| !r.met()) {
                let level = requirement.target;
                let members = &requirement.requirement.any_of;
                let reached = members
                    .iter()
                    .map(|skill| Step {
                        skill: *skill,
                        level,
                    })
                    .filter(|step| needed.steps.binary_search(step).is_ok());
                let core = requirement.requirement.importance == Importance::Core;
                rewards.push((requirement.weight() * scale, reached.collect(), core));
            }
        }
        let whole = common * needed.gaps.len() as u64;
        Credit {
            rewards,
            now: Share { part: met, whole },
        }
    }

    fn now(&self) -> Share {
        self.now
    }

    fn rewards(&self, place: &BTreeMap<Step, usize>) -> Vec<Reward> {
        self.rewards
            .iter()
            .map(|(weight, steps, _)| Reward {
                weight: *weight,
                any_of: steps.iter().map(|step| place[step]).collect(),
            })
            .collect()
    }

    /// The steps in this order, each with what it brings.
    fn follow(
        &self,
        maps: &SkillMaps,
        assessment: &Assessment,
        sequence: &[Step],
        needed: &Needed<'_>,
    ) -> Vec<PlannedStep> {
        let mut earned = vec![false; self.rewards.len()];
        let mut readiness = self.now;
        let mut hours_after = Hours::ZERO;
        let mut steps = Vec::new();
        for step in sequence {
            let mut gain = 0;
            for (earned, (weight, by, _)) in earned.iter_mut().zip(&self.rewards) {
                if !*earned && by.contains(step) {
                    *earned = true;
                    gain += weight;
                }
            }
            readiness.part += gain;
            let hours = maps[step.skill].hours_to(step.level);
            hours_after += hours;
            steps.push(PlannedStep {
                step: *step,
                assumed: is_assumed(assessment, *step),
                hours,
                gain: Share {
                    part: gain,
                    whole: readiness.whole,
                },
                readiness_after: readiness,
                hours_after,
                why: why(maps, sequence, needed, *step),
                needs: maps.prerequisites(*step).collect(),
                unlocks: waiting(maps, sequence, step.skill, |needed| needed == *step),
            });
        }
        steps
    }

    /// When all core is met, and when half, three quarters and all of the readiness is reached; what is reached already is no milestone.
    fn milestones(&self, steps: &[PlannedStep]) -> Vec<Milestone> {
        let mut milestones = Vec::new();
        let mut core: Vec<&Vec<Step>> = Vec::new();
        core.extend(self.rewards.iter().filter(|r| r.2).map(|r| &r.1));
        let had_core = !core.is_empty();
        let mut core_said = !had_core;
        let mut percents = vec![50, 75, 100];
        percents.retain(|percent| self.now.part * 100 < percent * self.now.whole);
        for (at, planned) in steps.iter().enumerate() {
            let mut reach = |kind| {
                milestones.push(Milestone {
                    kind,
                    readiness: planned.readiness_after,
                    after_step: at + 1,
                    hours_after: planned.hours_after,
                });
            };
            core.retain(|by| !by.contains(&planned.step));
            if core.is_empty() && !core_said {
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
            let target = Step {
                skill: step.skill,
                level: gap.target,
            };
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
    sequence
        .iter()
        .filter(free)
        .map(|step| step.skill)
        .collect()
}

/// After how many steps every requirement of a role is met.
fn ready_after(gap: &RoleGap<'_>, steps: &[PlannedStep]) -> usize {
    let met_after = |members: &[SkillIndex], target: Level| {
        let reaches = |planned: &PlannedStep| {
            planned.step.level == target && members.contains(&planned.step.skill)
        };
        steps.iter().position(reaches).map_or(0, |at| at + 1)
    };
    gap.requirements
        .iter()
        .filter(|requirement| !requirement.met())
        .map(|requirement| met_after(&requirement.requirement.any_of, requirement.target))
        .max()
        .unwrap_or(0)
}

/// The roles' projects, each at the first point where its needs are met; those of one point in the roles' order.
fn projects(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    sequence: &[Step],
) -> Vec<PlannedProject> {
    let reached = |skill: SkillIndex, level: Level| {
        if assessment.level(skill) >= level {
            return Some(0);
        }
        let step = Step { skill, level };
        sequence.iter().position(|s| *s == step).map(|at| at + 1)
    };
    let mut projects = Vec::new();
    for role in &goal.roles {
        for (project, draft) in maps[*role].projects.iter().enumerate() {
            let after: Option<Vec<usize>> = draft
                .needs
                .iter()
                .map(|(skill, level)| reached(*skill, *level))
                .collect();
            projects.push(PlannedProject {
                role: *role,
                project,
                after_step: after.map(|after| after.into_iter().max().unwrap_or(0)),
            });
        }
    }
    projects.sort_by_key(|project| project.after_step.unwrap_or(usize::MAX));
    projects
}

fn lcm(a: u64, b: u64) -> u64 {
    let gcd = |mut a: u64, mut b: u64| {
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    a / gcd(a, b) * b
}
