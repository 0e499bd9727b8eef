//! How far one comes by a day: in the order of the plan, and with the best choice of steps for just that day.

use super::credit::Credit;
use super::needed::{Needed, task_graph};
use super::{Goal, Roadmap, stages};
use crate::domain::assessment::Assessment;
use crate::domain::gap::Fraction;
use crate::domain::maps::{SkillMaps, Step};
use precedence_optimum::{NodeLimit, reach_most};

/// How far one comes within some hours.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The typical hours that there are.
    pub budget: u64,
    /// After how many steps of the plan, projects on the way included.
    pub steps: usize,
    /// The readiness there.
    pub readiness: Fraction,
    /// The projects that are done by then, by their place in [`Roadmap::projects`].
    pub projects: Vec<usize>,
    /// Another choice of steps that reaches more by then, if there is one.
    pub better: Option<Better>,
}

/// A choice of steps that reaches more by a day than the plan does.
#[derive(Clone, Debug)]
pub struct Better {
    /// The readiness that it reaches.
    pub readiness: Fraction,
    /// What no choice with these members can exceed.
    pub most: Fraction,
    /// The typical hours that it takes; it leaves the projects out.
    pub hours: u64,
    /// Its steps, in the order of the goal.
    pub steps: Vec<Step>,
}

/// Finds how far one comes within some hours.
///
/// The better choice is a precedence-constrained knapsack with the members of the groups as they were chosen. Usual places
/// have no say in it: they order what it takes.
pub fn reach(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    roadmap: &Roadmap,
    budget: u64,
) -> Reached {
    let mut reached = in_order(maps, roadmap, budget);
    let needed = Needed::find(maps, assessment, goal);
    let credit = Credit::new(&needed);
    let (graph, place) = task_graph(maps, &needed.steps);
    let rewards = credit.rewards(&[], &place);
    let best = reach_most(&graph, &rewards, budget, NodeLimit::default());
    let share = |reward: u128| Fraction {
        part: credit.now.part + u64::try_from(reward).unwrap_or(u64::MAX - credit.now.part),
        whole: credit.now.whole,
    };
    if share(best.reward).part > reached.readiness.part {
        let steps = best.order.sequence.iter().map(|at| needed.steps[*at]);
        reached.better = Some(Better {
            readiness: share(best.reward),
            most: share(best.upper_bound),
            hours: best.hours,
            steps: stages::best_of(maps, steps.collect(), &credit, goal),
        });
    }
    reached
}

fn in_order(maps: &SkillMaps, roadmap: &Roadmap, budget: u64) -> Reached {
    let mut reached = Reached {
        budget,
        steps: 0,
        readiness: roadmap.readiness_now,
        projects: Vec::new(),
        better: None,
    };
    let mut spent: u64 = 0;
    for after in 0..=roadmap.steps.len() {
        for (at, planned) in roadmap.projects.iter().enumerate() {
            if planned.after_step == Some(after) {
                spent += u64::from(maps[planned.role].projects[planned.project].hours.typical);
                if spent <= budget {
                    reached.projects.push(at);
                }
            }
        }
        let Some(planned) = roadmap.steps.get(after) else {
            break;
        };
        spent += u64::from(planned.hours.typical);
        if spent > budget {
            break;
        }
        reached.steps = after + 1;
        reached.readiness = planned.readiness_after;
    }
    reached
}
