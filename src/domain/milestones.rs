//! What is worth telling on the way to a role: half of what is asked is met, all that is core, everything, or a project is
//! finished. It is what is known that counts, and each is reached once: what was so on an earlier day is not told again.

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
    /// What was reached.
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

/// Something that was reached by one change of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Milestone {
    /// A mark on the way to a role.
    OfRole {
        /// What was reached.
        mark: Mark,
        /// The role.
        role: RoleIndex,
        /// Which column of targets counts.
        seniority: Seniority,
    },
    /// A project is finished.
    OfProject {
        /// Which.
        project: ProjectIndex,
        /// How many projects the person has finished, this one included.
        number: usize,
    },
}

impl Milestone {
    /// What was reached.
    pub(crate) fn mark(self) -> Mark {
        match self {
            Milestone::OfRole { mark, .. } => mark,
            Milestone::OfProject { .. } => Mark::ProjectDone,
        }
    }
}

/// The milestones that a change of a profile reached, for some roles at a seniority: of each role what was not so before, and
/// on no earlier day; then each project that was finished. Where everything is met, it is not told that half or the core is.
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
        // The days are looked at only where there is something to tell.
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

/// Whether a mark of a role is reached.
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
