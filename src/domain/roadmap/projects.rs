//! The projects of a plan: which projects of a role are planned, and after which step each of them comes.

use crate::domain::assessment::Assessment;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::{ProjectIndex, ProjectNeed};
use crate::domain::words::words;

use super::Goal;

/// A project at its place in the plan.
#[derive(Clone, Debug)]
pub struct PlannedProject {
    /// The project.
    pub project: ProjectIndex,
    /// The number of steps after which the needs of the project are met; `None` if the plan does not meet them.
    pub after_step: Option<usize>,
    /// The hours that the project takes.
    pub hours: Hours,
}

/// A project that the plan leaves out.
#[derive(Clone, Debug)]
pub struct UnplannedProject {
    /// The project.
    pub project: ProjectIndex,
    /// The reason why it is left out.
    pub why: Unplanned,
}

words! {
    /// The reason why a plan leaves a project out.
    pub enum Unplanned {
        /// It is done.
        Done = "done",
        /// The person wants to leave it out.
        Skipped = "skipped",
        /// The person could do it on the first day, and also one that comes later in the role's list.
        Covered = "covered",
    }
}

/// The projects of the roles of a goal.
pub(super) struct Projects {
    /// The planned projects, in the order in which they come. Projects whose needs the plan does not meet come last.
    pub planned: Vec<PlannedProject>,
    /// The projects that are left out, in the order of the roles.
    pub(crate) unplanned: Vec<UnplannedProject>,
}

impl Projects {
    /// Puts each project at the first point of a sequence of steps at which its needs are met. Projects at the same point
    /// are in the order of the roles and of their lists.
    ///
    /// If several projects of a role could be done on the first day, only the last one is planned, because it shows what
    /// the others would show. A project that is done already counts as one of these.
    pub(super) fn find(
        maps: &SkillMaps,
        assessment: &Assessment,
        goal: &Goal,
        sequence: &[Step],
    ) -> Projects {
        let after = |project: ProjectIndex| after_step(maps, assessment, sequence, project);
        let mut projects = Projects { planned: Vec::new(), unplanned: Vec::new() };
        for role in &goal.roles {
            let of_role = 0..maps[*role].projects.len();
            let of_role: Vec<ProjectIndex> =
                of_role.map(|place| ProjectIndex { role: *role, place }).collect();
            let is_done = |project: &ProjectIndex| goal.done_projects.contains(project);
            let skipped = |project: &ProjectIndex| goal.skip_projects.contains(project);
            let could_be_done =
                |project: &&ProjectIndex| is_done(project) || after(**project) == Some(0);
            let last = of_role.iter().filter(|p| !skipped(p)).rfind(could_be_done);
            for project in &of_role {
                let after_step = after(*project);
                let covered = after_step == Some(0) && last.is_some_and(|last| project < last);
                let why = if is_done(project) {
                    Some(Unplanned::Done)
                } else if skipped(project) {
                    Some(Unplanned::Skipped)
                } else {
                    covered.then_some(Unplanned::Covered)
                };
                match why {
                    Some(why) => {
                        projects.unplanned.push(UnplannedProject { project: *project, why });
                    }
                    None => projects.planned.push(PlannedProject {
                        project: *project,
                        after_step,
                        hours: maps[*project].hours,
                    }),
                }
            }
        }
        projects.planned.sort_by_key(|project| project.after_step.unwrap_or(usize::MAX));
        projects
    }
}

/// Returns the number of steps of a sequence after which the needs of a project are met; `None` if they never are.
pub(super) fn after_step(
    maps: &SkillMaps,
    assessment: &Assessment,
    sequence: &[Step],
    project: ProjectIndex,
) -> Option<usize> {
    let reached = |step: Step| {
        if assessment.level(step.skill) >= step.level {
            return Some(0);
        }
        sequence.iter().position(|other| *other == step).map(|at| at + 1)
    };
    // Any member meets a need: one that the person has already, or the one that the plan brings first.
    let met = |need: &ProjectNeed| {
        let level: Level = need.level;
        need.any_of.iter().filter_map(|skill| reached(Step { skill: *skill, level })).min()
    };
    let after: Option<Vec<usize>> = maps[project].needs.iter().map(met).collect();
    Some(after?.into_iter().max().unwrap_or(0))
}
