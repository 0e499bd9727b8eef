//! What a plan is made of: the unmet requirements, the members chosen for its groups, and every step that these need.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::{RequirementGap, RoleGap, find_gap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::optimum::{Choice, NodeLimit, TaskGraph, choose};
use crate::domain::profile::Ratings;
use crate::domain::role::RoleIndex;

use super::Goal;

/// Among combinations whose hours are within this share of the least hours from nothing, the maps' order decides: one in twenty.
const TOLERANCE: u64 = 20;

/// Why a member of a group was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The person asked for it.
    Preferred,
    /// Some of it is known already.
    Known,
    /// Something else in the plan needs it anyway.
    Shared,
    /// Every other member takes noticeably longer.
    Shortest,
    /// Several take about as long, and it is the one that the map lists first: nothing known decided it.
    ListedFirst,
}

impl Reason {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Reason::Preferred => "preferred",
            Reason::Known => "known",
            Reason::Shared => "shared",
            Reason::Shortest => "shortest",
            Reason::ListedFirst => "listed-first",
        }
    }
}

/// A group of which the plan brings one member to its target.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The members, in the map's order.
    pub any_of: Vec<SkillIndex>,
    /// What the group is called.
    pub group: Option<String>,
    /// The member that the plan brings to the target.
    pub skill: SkillIndex,
    /// Why this one.
    pub reason: Reason,
    /// Whether it is proved that the choice is the one that the rules ask for.
    pub optimal: bool,
    /// The typical hours of the best plan with another member; `None` where there is no other, or none was looked for.
    pub next_best_hours: Option<u64>,
}

/// Everything that a plan is made of, before it has an order.
pub struct Needed<'m> {
    /// Each role's gap.
    pub gaps: Vec<RoleGap<'m>>,
    /// The members chosen, a group each, in the order of the roles and their maps.
    pub chosen: Vec<Chosen>,
    /// The steps, in the order of the catalog.
    pub steps: Vec<Step>,
}

impl<'m> Needed<'m> {
    /// What a person needs for a goal.
    pub fn find(maps: &'m SkillMaps, assessment: &Assessment, goal: &Goal) -> Needed<'m> {
        let gaps: Vec<RoleGap<'m>> = goal
            .roles
            .iter()
            .map(|role| find_gap(maps, assessment, *role, goal.seniority))
            .collect();
        let found = Picked::find(maps, assessment, &gaps, &goal.prefer, || {
            least_from_nothing(maps, &goal.roles, goal.seniority) / TOLERANCE
        });
        Needed {
            chosen: found.chosen,
            steps: closure(maps, assessment, found.targets)
                .into_iter()
                .collect(),
            gaps,
        }
    }

    /// The hours of all steps.
    pub fn hours(&self, maps: &SkillMaps) -> Hours {
        let hours = |step: &Step| maps[step.skill].hours_to(step.level);
        self.steps.iter().map(hours).sum()
    }
}

/// Everything that the targets need and the person does not have. What somebody can do stands, even above an unmet prerequisite.
pub fn closure(maps: &SkillMaps, assessment: &Assessment, targets: Vec<Step>) -> BTreeSet<Step> {
    let mut needed = BTreeSet::new();
    let mut open = targets;
    while let Some(step) = open.pop() {
        if step.level > assessment.level(step.skill) && needed.insert(step) {
            open.extend(maps.needs(step));
        }
    }
    needed
}

/// The least typical hours that roles take from nothing: what the tolerance is a share of, so that following a plan does not change its mind.
fn least_from_nothing(maps: &SkillMaps, roles: &[RoleIndex], seniority: Seniority) -> u64 {
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let gaps: Vec<RoleGap<'_>> = roles
        .iter()
        .map(|role| find_gap(maps, &nothing, *role, seniority))
        .collect();
    let problem = ChoiceProblem::new(maps, &nothing, &gaps, &[]);
    choose(
        &problem.graph,
        &problem.required,
        &problem.groups,
        0,
        NodeLimit::default(),
    )
    .least
}

/// The targets that a plan goes for.
struct Picked {
    chosen: Vec<Chosen>,
    targets: Vec<Step>,
}

impl Picked {
    fn find(
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &[RoleGap<'_>],
        prefer: &[SkillIndex],
        tolerance: impl FnOnce() -> u64,
    ) -> Picked {
        let problem = ChoiceProblem::new(maps, assessment, gaps, prefer);
        let mut targets = problem.single.clone();
        let mut chosen = Vec::new();
        if problem.open.is_empty() {
            return Picked { chosen, targets };
        }
        let free = problem
            .open
            .iter()
            .any(|(_, preferred)| preferred.is_none());
        let tolerance = if free { tolerance() } else { 0 };
        let choice = choose(
            &problem.graph,
            &problem.required,
            &problem.groups,
            tolerance,
            NodeLimit::default(),
        );
        let picks: Vec<Step> = problem
            .open
            .iter()
            .zip(&choice.chosen)
            .map(|((gap, preferred), pick)| Step {
                skill: preferred.unwrap_or(gap.requirement.any_of[*pick]),
                level: gap.target,
            })
            .collect();
        targets.extend(&picks);
        for (at, (gap, preferred)) in problem.open.iter().enumerate() {
            let reason = match preferred {
                Some(_) => Reason::Preferred,
                None => reason(maps, assessment, &choice, at, &picks, &problem, tolerance),
            };
            chosen.push(Chosen {
                any_of: gap.requirement.any_of.clone(),
                group: gap.requirement.group.clone(),
                skill: picks[at].skill,
                reason,
                optimal: choice.proved[at],
                next_best_hours: choice.next_best[at],
            });
        }
        Picked { chosen, targets }
    }
}

/// The choice of members as the optimiser sees it.
struct ChoiceProblem<'g, 'm> {
    graph: TaskGraph,
    required: Vec<usize>,
    groups: Vec<Vec<usize>>,
    /// The targets that are asked without a choice.
    single: Vec<Step>,
    /// The unmet groups, each with the member that the person prefers.
    open: Vec<(&'g RequirementGap<'m>, Option<SkillIndex>)>,
}

impl<'g, 'm> ChoiceProblem<'g, 'm> {
    fn new(
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &'g [RoleGap<'m>],
        prefer: &[SkillIndex],
    ) -> ChoiceProblem<'g, 'm> {
        let unmet = || {
            gaps.iter()
                .flat_map(|gap| &gap.requirements)
                .filter(|r| !r.met())
        };
        let mut single: Vec<Step> = Vec::new();
        let mut open = Vec::new();
        for gap in unmet() {
            let members = &gap.requirement.any_of;
            if gap.requirement.is_group() {
                let preferred = prefer.iter().find(|skill| members.contains(skill));
                open.push((gap, preferred.copied()));
            } else {
                single.push(Step {
                    skill: members[0],
                    level: gap.target,
                });
            }
        }
        let members = |(gap, preferred): &(&RequirementGap<'_>, Option<SkillIndex>)| -> Vec<Step> {
            let level = gap.target;
            let wanted = |skill: &&SkillIndex| preferred.is_none_or(|only| only == **skill);
            let skills = gap.requirement.any_of.iter().filter(wanted);
            skills
                .map(|skill| Step {
                    skill: *skill,
                    level,
                })
                .collect()
        };
        let groups: Vec<Vec<Step>> = open.iter().map(members).collect();
        let targets = single.iter().chain(groups.iter().flatten()).copied();
        let steps: Vec<Step> = closure(maps, assessment, targets.collect())
            .into_iter()
            .collect();
        let (graph, place) = task_graph(maps, &steps);
        ChoiceProblem {
            required: single.iter().map(|step| place[step]).collect(),
            groups: groups
                .iter()
                .map(|steps| steps.iter().map(|step| place[step]).collect())
                .collect(),
            graph,
            single,
            open,
        }
    }
}

/// Steps as tasks of the optimiser, in their order, and each step's number.
pub fn task_graph(maps: &SkillMaps, steps: &[Step]) -> (TaskGraph, BTreeMap<Step, usize>) {
    let place: BTreeMap<Step, usize> = steps
        .iter()
        .enumerate()
        .map(|(at, step)| (*step, at))
        .collect();
    let hours = steps
        .iter()
        .map(|step| maps[step.skill].hours_to(step.level).typical)
        .collect();
    let needs = steps
        .iter()
        .map(|step| {
            maps.needs(*step)
                .filter_map(|needed| place.get(&needed).copied())
                .collect()
        })
        .collect();
    (TaskGraph::new(hours, needs), place)
}

fn reason(
    maps: &SkillMaps,
    assessment: &Assessment,
    choice: &Choice,
    at: usize,
    picks: &[Step],
    problem: &ChoiceProblem<'_, '_>,
    tolerance: u64,
) -> Reason {
    let pick = picks[at];
    if assessment.level(pick.skill) > Level::NONE {
        return Reason::Known;
    }
    let others: Vec<Step> = picks
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, step)| *step)
        .chain(problem.single.iter().copied())
        .collect();
    let elsewhere = closure(maps, assessment, others);
    let shared = Level::NONE
        .up_to(pick.level)
        .any(|level| elsewhere.contains(&Step { level, ..pick }));
    if shared {
        return Reason::Shared;
    }
    let close = choice.next_best[at].is_some_and(|hours| hours <= choice.least + tolerance);
    let first = problem.open[at].0.requirement.any_of[0] == pick.skill;
    if close && first {
        Reason::ListedFirst
    } else {
        Reason::Shortest
    }
}
