//! How far a person comes by a day: in the order of the plan, and with the best choice of steps for that day.

use super::credit::Credit;
use super::needed::{Needed, task_graph};
use super::projects::Projects;
use super::{Goal, Roadmap, Within, ordering};
use crate::domain::assessment::Assessment;
use crate::domain::gap::Fraction;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::ProjectIndex;
use precedence_optimum::{NodeLimit, reach_most};

/// The number of attempts to choose steps. Each new attempt has fewer hours for steps, so that the projects that come with
/// them fit too.
const TRIES: usize = 6;

/// How far a person comes within some hours.
#[derive(Clone, Debug)]
pub struct Reached {
    /// The typical hours that are available.
    pub budget: u64,
    /// What of the plan fits into these hours, including the projects on the way.
    pub within: Within,
    /// Another choice of steps that reaches more within these hours, if one was found.
    pub better: Option<Better>,
}

/// A choice of steps that reaches more within some hours than the plan does.
#[derive(Clone, Debug)]
pub struct Better {
    /// The readiness that the choice reaches.
    pub readiness: Fraction,
    /// The readiness that no choice with these members can exceed, even without projects.
    pub most: Fraction,
    /// The typical hours of its steps.
    pub hours: u64,
    /// The projects whose needs its steps meet, in their order. Their hours fit too.
    pub projects: Vec<ProjectIndex>,
    /// Its steps, in the order of the goal.
    pub steps: Vec<Step>,
}

/// Finds how far a person comes within some hours.
///
/// The better choice is a precedence-constrained knapsack with the chosen members of the groups. Usual places do not
/// affect which steps are taken, only their order. The projects whose needs these steps meet must fit as well. If they do
/// not, the steps are chosen again, with the hours for steps reduced by the excess.
pub fn best_by_deadline(
    maps: &SkillMaps,
    assessment: &Assessment,
    goal: &Goal,
    roadmap: &Roadmap,
    budget: u64,
) -> Reached {
    let mut reached = Reached { budget, within: roadmap.within(budget), better: None };
    let needed = Needed::find(maps, assessment, goal);
    let credit = Credit::new(&needed);
    let (graph, place) = task_graph(maps, &needed.steps);
    let rewards = credit.rewards(&[], &place);
    let share = |reward: u128| Fraction {
        part: credit.now.part + u64::try_from(reward).unwrap_or(u64::MAX - credit.now.part),
        whole: credit.now.whole,
    };
    let mut most = None;
    let mut for_steps = budget;
    for _ in 0..TRIES {
        let best = reach_most(&graph, &rewards, for_steps, NodeLimit::default());
        let most = *most.get_or_insert(share(best.upper_bound));
        let readiness = share(best.reward);
        if readiness.part <= reached.within.readiness.part {
            break;
        }
        let steps = best.order.sequence.iter().map(|at| needed.steps[*at]);
        let steps = ordering::best_of(maps, steps.collect(), &credit, goal);
        let projects = Projects::find(maps, assessment, goal, &steps).planned.into_iter();
        let projects = projects.filter(|project| project.after_step.is_some());
        let (projects, hours): (Vec<ProjectIndex>, Vec<u64>) =
            projects.map(|project| (project.project, u64::from(project.hours.typical))).unzip();
        let over = (best.hours + hours.iter().sum::<u64>()).saturating_sub(budget);
        if over == 0 {
            let hours = best.hours;
            reached.better = Some(Better { readiness, most, hours, projects, steps });
            break;
        }
        for_steps = best.hours.saturating_sub(over);
    }
    reached
}
