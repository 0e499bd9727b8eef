//! Which member of each group a plan goes for.
//!
//! The least hours of any combination are found exactly; of the combinations within a tolerance of them the one that
//! comes first in the maps' order is taken. From nothing the members of a group often differ by less than the hours are
//! worth, and then demand decides.

use crate::domain::assessment::Assessment;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{RequirementGap, RoleGap, find_gap};
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::profile::Ratings;
use crate::domain::role::RoleIndex;
use crate::domain::words::words;
use precedence_optimum::{NodeLimit, TaskGraph, choose, least_hours};

use super::Goal;
use super::needed::{closure, task_graph};

/// Among combinations whose hours are within this share of the least hours from nothing, the maps' order decides: one in twenty.
const TOLERANCE: u64 = 20;

words! {
    /// Why a member of a group was chosen.
    pub enum Reason {
        /// The person asked for it.
        Preferred = "preferred",
        /// Some of it is known already.
        Known = "known",
        /// Something else in the plan needs it anyway.
        Shared = "shared",
        /// Every other member takes noticeably longer.
        Shortest = "shortest",
        /// Several take about as long, and of these it is the one that the map lists first: nothing known decided it.
        ListedFirst = "listed-first",
    }
}

/// A group of which the plan brings one member to its target.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The members, in the map's order.
    pub any_of: Vec<SkillIndex>,
    /// What the group is called.
    pub group: Option<Str>,
    /// The member that the plan brings to the target.
    pub skill: SkillIndex,
    /// Why this one.
    pub reason: Reason,
    /// Whether it is proved that the choice is the one that the rules ask for.
    pub optimal: bool,
    /// The typical hours of the best plan with another member; `None` where there is no other, or none was looked for.
    pub next_best_hours: Option<u64>,
}

/// The targets that a plan goes for.
pub struct Picked {
    /// The members chosen, in the order of the gaps.
    pub chosen: Vec<Chosen>,
    /// The targets: of every unmet requirement that can be had, one.
    pub targets: Vec<Step>,
    /// The unmet requirements that cannot be had without a skipped skill: the role, and the requirement's place in its gap.
    pub left_out: Vec<(RoleIndex, usize)>,
    /// The fewest typical hours of any combination of members.
    pub least: u64,
}

impl Picked {
    /// Picks for a goal.
    pub fn find(
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &[RoleGap<'_>],
        goal: &Goal,
    ) -> Picked {
        let problem = Problem::new(maps, assessment, gaps, goal);
        let mut targets = problem.single.clone();
        let decided = problem.open.iter().all(|open| open.members.len() == 1);
        let tolerance = if decided { 0 } else { least_from_nothing(maps, goal) / TOLERANCE };
        let choice = problem.choose(tolerance);
        let picks: Vec<Step> = problem
            .open
            .iter()
            .zip(&choice.chosen)
            .map(|(open, pick)| open.members[*pick])
            .collect();
        targets.extend(&picks);
        let chosen = problem.open.iter().enumerate().map(|(at, open)| {
            let reason = if open.preferred {
                Reason::Preferred
            } else {
                reason(maps, assessment, &choice, at, &picks, &problem, tolerance)
            };
            Chosen {
                any_of: open.gap.requirement.any_of.clone(),
                group: open.gap.requirement.group.clone(),
                skill: picks[at].skill,
                reason,
                optimal: choice.proved[at],
                next_best_hours: choice.next_best[at],
            }
        });
        Picked {
            chosen: chosen.collect(),
            targets,
            left_out: problem.left_out,
            least: choice.least,
        }
    }
}

/// The least typical hours that roles take from nothing: what the tolerance is a share of, so that following a plan does not change its mind.
fn least_from_nothing(maps: &SkillMaps, goal: &Goal) -> u64 {
    let goal = Goal::new(goal.roles.clone(), goal.seniority);
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let gaps: Vec<RoleGap<'_>> =
        goal.roles.iter().map(|role| find_gap(maps, &nothing, *role, goal.seniority)).collect();
    let problem = Problem::new(maps, &nothing, &gaps, &goal);
    let limit = NodeLimit::default();
    least_hours(&problem.graph, &problem.required, &problem.groups, limit)
}

/// The choice of members as the optimiser sees it.
struct Problem<'g, 'm> {
    graph: TaskGraph,
    required: Vec<usize>,
    groups: Vec<Vec<usize>>,
    /// The targets that are asked without a choice.
    single: Vec<Step>,
    /// The unmet groups.
    open: Vec<OpenGroup<'g, 'm>>,
    left_out: Vec<(RoleIndex, usize)>,
}

/// A group that is not met.
struct OpenGroup<'g, 'm> {
    gap: &'g RequirementGap<'m>,
    /// The targets of the members that may be chosen; never empty.
    members: Vec<Step>,
    /// Whether the person settled it by hand.
    preferred: bool,
}

impl<'g, 'm> Problem<'g, 'm> {
    fn new(
        maps: &SkillMaps,
        assessment: &Assessment,
        gaps: &'g [RoleGap<'m>],
        goal: &Goal,
    ) -> Problem<'g, 'm> {
        let skipped = |target: &Step| {
            !goal.skip.is_empty()
                && closure(maps, assessment, vec![*target])
                    .iter()
                    .any(|step| goal.skip.contains(&step.skill))
        };
        let mut single: Vec<Step> = Vec::new();
        let mut open: Vec<OpenGroup<'g, 'm>> = Vec::new();
        let mut left_out = Vec::new();
        for role in gaps {
            for (at, gap) in role.requirements.iter().enumerate() {
                if gap.met() {
                    continue;
                }
                let level = gap.target;
                let any_of = &gap.requirement.any_of;
                let mut members: Vec<Step> = any_of
                    .iter()
                    .map(|skill| Step { skill: *skill, level })
                    .filter(|target| !skipped(target))
                    .collect();
                if members.is_empty() {
                    left_out.push((role.role, at));
                } else if gap.requirement.is_group() {
                    let wanted = |skill: &&SkillIndex| members.iter().any(|m| m.skill == **skill);
                    let preferred = goal.prefer.iter().find(wanted).copied();
                    members.retain(|member| preferred.is_none_or(|only| only == member.skill));
                    open.push(OpenGroup { gap, members, preferred: preferred.is_some() });
                } else {
                    single.extend(members);
                }
            }
        }
        let members = open.iter().flat_map(|open| &open.members);
        let targets = single.iter().chain(members).copied().collect();
        let steps: Vec<Step> = closure(maps, assessment, targets).into_iter().collect();
        let (graph, place) = task_graph(maps, &steps);
        let places = |steps: &[Step]| steps.iter().map(|step| place[step]).collect();
        Problem {
            required: places(&single),
            groups: open.iter().map(|open| places(&open.members)).collect(),
            graph,
            single,
            open,
            left_out,
        }
    }

    fn choose(&self, tolerance: u64) -> precedence_optimum::Choice {
        let limit = NodeLimit::default();
        choose(&self.graph, &self.required, &self.groups, tolerance, limit)
    }
}

fn reason(
    maps: &SkillMaps,
    assessment: &Assessment,
    choice: &precedence_optimum::Choice,
    at: usize,
    picks: &[Step],
    problem: &Problem<'_, '_>,
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
    let shared =
        Level::NONE.up_to(pick.level).any(|level| elsewhere.contains(&Step { level, ..pick }));
    if shared {
        return Reason::Shared;
    }
    let close = choice.next_best[at].is_some_and(|hours| hours <= choice.least + tolerance);
    if close { Reason::ListedFirst } else { Reason::Shortest }
}
