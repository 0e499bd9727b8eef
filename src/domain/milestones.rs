//! Milestones on the way to a role: half of the requirements, all core requirements or all requirements are met, or a
//! project is finished. Only what is known counts, and each milestone is reached once: it is not reported again if it
//! was already reached on an earlier day.

use super::assessment::Assessment;
use super::gap::{RoleGap, find_gap};
use super::level::Seniority;
use super::maps::SkillMaps;
use super::profile::{Profile, Ratings};
use super::progress::days;
use super::rater::Rater;
use super::role::{ProjectIndex, RoleIndex};
use super::words::words;

words! {
    /// The kind of a milestone.
    pub(crate) enum Mark {
        /// Half of what the role asks is met, by weight.
        HalfWay = "half-way",
        /// Every core requirement of the role is met.
        CoreMet = "core-met",
        /// Everything that the role asks is met.
        AllMet = "all-met",
        /// A project is finished.
        ProjectDone = "project-done",
    }
}

/// A milestone that one change of a profile reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Milestone {
    /// A milestone on the way to a role.
    OfRole {
        /// The kind of milestone.
        mark: Mark,
        /// The role.
        role: RoleIndex,
        /// The seniority whose targets count.
        seniority: Seniority,
    },
    /// A project is finished.
    OfProject {
        /// The project.
        project: ProjectIndex,
        /// The number of projects that the person has finished, including this one.
        number: usize,
    },
}

impl Milestone {
    /// Returns the kind of the milestone.
    pub(crate) fn mark(self) -> Mark {
        match self {
            Milestone::OfRole { mark, .. } => mark,
            Milestone::OfProject { .. } => Mark::ProjectDone,
        }
    }
}

/// Returns the milestones that a change of a profile reached, for some roles at a seniority: for each role those that
/// were not reached before, on any day; then each project that was finished. If everything is met, the milestones for
/// half and for the core are left out.
pub(crate) fn reached(
    maps: &SkillMaps,
    before: &Profile,
    after: &Profile,
    roles: &[RoleIndex],
    seniority: Seniority,
) -> Vec<Milestone> {
    let now = Ratings::of(&after.current(maps, &Rater::OWN));
    let then = Ratings::of(&before.current(maps, &Rater::OWN));
    let mut found = Vec::new();
    if now != then {
        let known = Assessment::new(maps, &now);
        // The earlier days are computed only if they are needed.
        let earlier = std::cell::OnceCell::new();
        let earlier = || {
            earlier.get_or_init(|| {
                let days = days(maps, before, &Rater::OWN, None);
                days.iter().map(|day| Assessment::new(maps, &day.ratings())).collect::<Vec<_>>()
            })
        };
        for role in roles {
            let gap = find_gap(maps, &known, *role, seniority);
            let is_new = |mark: &Mark| {
                holds(*mark, &gap)
                    && !earlier()
                        .iter()
                        .any(|known| holds(*mark, &find_gap(maps, known, *role, seniority)))
            };
            let marks: Vec<Mark> = match is_new(&Mark::AllMet) {
                true => vec![Mark::AllMet],
                false => [Mark::HalfWay, Mark::CoreMet].into_iter().filter(is_new).collect(),
            };
            let of_role = |mark| Milestone::OfRole { mark, role: *role, seniority };
            found.extend(marks.into_iter().map(of_role));
        }
    }
    let mut finished: Vec<ProjectIndex> = Vec::new();
    for done in &after.projects {
        if finished.contains(&done.project) {
            continue;
        }
        finished.push(done.project);
        if !before.has_done(done.project) {
            found.push(Milestone::OfProject { project: done.project, number: finished.len() });
        }
    }
    found
}

/// Returns whether a role's milestone is reached.
fn holds(mark: Mark, gap: &RoleGap<'_>) -> bool {
    let all = |(met, asked): (usize, usize)| asked > 0 && met == asked;
    match mark {
        Mark::HalfWay => {
            let readiness = gap.readiness();
            readiness.whole > 0 && readiness.part * 2 >= readiness.whole
        }
        Mark::CoreMet => all(gap.core_met_of_asked()),
        Mark::AllMet => all(gap.met_of_asked()),
        Mark::ProjectDone => false,
    }
}
