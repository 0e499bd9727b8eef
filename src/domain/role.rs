//! Roles: the requirements of a specialization.

use super::catalog::{AreaIndex, SkillIndex, Str};
use super::hours::Hours;
use super::level::{Level, Seniority};
use super::words::words;

/// The word for each person's own goal, used in place of the id of a role. No role has this id.
pub(crate) const OWN: &str = "own";

/// The index of a role in the maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleIndex(pub usize);

/// The index of a project: its role, and its position in the list of the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectIndex {
    /// The role.
    pub role: RoleIndex,
    /// The position in [`RoleMap::projects`].
    pub place: usize,
}

/// A specialization: its requirements, and what is known about the job.
#[derive(Clone, Debug)]
pub struct RoleMap {
    /// The id, in kebab-case.
    pub id: String,
    /// The display name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<Str>,
    /// A sentence about what the role is.
    pub summary: Str,
    /// The usual tasks of the job.
    pub duties: Vec<Str>,
    /// How the role differs from similar roles.
    pub differs: Option<Str>,
    /// The usual way into the job, and whether it is a first job.
    pub entry: Option<Str>,
    /// Interests that people in the job often have; only a hint.
    pub interests: Option<Str>,
    /// A typical day and week.
    pub work: Option<Str>,
    /// The usual workplace and colleagues.
    pub workplace: Option<Str>,
    /// The jobs that people move on to.
    pub leads_to: Option<Str>,
    /// How the work differs from front-end development, and which skills carry over.
    pub front_end: Option<Str>,
    /// What no public source says about the role.
    pub not_covered: Option<Str>,
    /// The codes of the role in public classifications.
    pub codes: Codes,
    /// The requirements, in the order of the file.
    pub requirements: Vec<Requirement>,
    /// The projects: milestones that use several skills.
    pub projects: Vec<Project>,
    /// Skills that plans for this role begin earlier or later than usual.
    pub places: Vec<RolePlace>,
}

/// The place of a skill in plans for one role, if it differs from the usual place: for example, because the skill is
/// the subject of the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolePlace {
    /// The skill.
    pub skill: SkillIndex,
    /// The place of level 1, in hundredths, on the scale of [`Place::at`](super::catalog::Place::at).
    pub at: i32,
    /// The reason for the different place.
    pub reason: Str,
}

/// Codes of a role in public classifications.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    /// O*NET-SOC codes.
    pub onet_soc: Vec<Str>,
    /// ESCO occupation addresses.
    pub esco: Vec<Str>,
    /// SFIA skill codes.
    pub sfia: Vec<Str>,
}

words! {
    /// The importance of a requirement.
    pub enum Importance {
        /// Without it the job cannot be done.
        Core = "core",
        /// Asked for by most.
        Important = "important",
        /// Makes the work easier.
        Helpful = "helpful",
    }
}

impl Importance {
    /// Returns the weight: 3 for core, 2 for important, 1 for helpful.
    pub fn weight(self) -> u32 {
        match self {
            Importance::Core => 3,
            Importance::Important => 2,
            Importance::Helpful => 1,
        }
    }
}

/// A requirement of a role: one skill, or any of several.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The skill, or the members of a group, ordered by demand; never empty.
    pub any_of: Vec<SkillIndex>,
    /// The name of a group, as in "a back-end language"; `None` for one skill.
    pub group: Option<Str>,
    /// The area to which the requirement belongs.
    pub area: AreaIndex,
    /// The importance.
    pub importance: Importance,
    /// The target level at each seniority; 0 if the requirement does not apply there.
    pub targets: [Level; 3],
    /// Keys that refer to the public sources behind the requirement.
    pub evidence: Vec<Str>,
    /// The reason for the requirement or its importance, if the sources alone do not show it.
    pub judgement: Option<Str>,
}

impl Requirement {
    /// Returns the target level at a seniority; `None` if the requirement does not apply there.
    pub fn target(&self, seniority: Seniority) -> Option<Level> {
        Some(self.targets[seniority as usize]).filter(|level| *level > Level::NONE)
    }

    /// Returns whether any of several skills is enough.
    pub fn is_group(&self) -> bool {
        self.any_of.len() > 1
    }
}

/// A milestone that uses several skills.
#[derive(Clone, Debug)]
pub struct Project {
    /// The id, in kebab-case.
    pub id: String,
    /// The display name.
    pub name: String,
    /// The task: what to build.
    pub brief: Str,
    /// The levels that are needed before the start.
    pub needs: Vec<ProjectNeed>,
    /// The hours that it takes.
    pub hours: Hours,
}

/// A level that a project needs, of one skill or of any of several skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectNeed {
    /// The skill, or the skills of which any is enough, ordered by demand; never empty.
    pub any_of: Vec<SkillIndex>,
    /// The level.
    pub level: Level,
}

impl RoleMap {
    /// Returns whether the requirements are the same at every seniority, as in the map of a single job.
    pub(crate) fn asks_alike(&self) -> bool {
        let alike = |requirement: &Requirement| {
            requirement.targets.iter().all(|level| *level == requirement.targets[0])
        };
        self.requirements.iter().all(alike)
    }

    /// Returns the requirements that apply at a seniority, each with its target.
    pub fn asked(&self, seniority: Seniority) -> impl Iterator<Item = (&Requirement, Level)> {
        self.requirements
            .iter()
            .filter_map(move |requirement| Some((requirement, requirement.target(seniority)?)))
    }
}
