//! What one specialization asks for.

use super::catalog::{AreaIndex, SkillIndex, Str};
use super::hours::Hours;
use super::level::{Level, Seniority};
use super::words::words;

/// A role by its place in the maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleIndex(pub usize);

/// A project by its role and its place in the role's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectIndex {
    /// The role that it belongs to.
    pub role: RoleIndex,
    /// Its place in [`RoleMap::projects`].
    pub place: usize,
}

/// One specialization: what it asks for, and what is known about it as a job.
#[derive(Clone, Debug)]
pub struct RoleMap {
    /// Kebab-case id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<Str>,
    /// What the role is, in one sentence.
    pub summary: Str,
    /// What people in it do.
    pub duties: Vec<Str>,
    /// How it differs from its neighbours.
    pub differs: Option<Str>,
    /// The usual way in, and whether it is a first job.
    pub entry: Option<Str>,
    /// Interests that people in it often have: a soft hint.
    pub interests: Option<Str>,
    /// A typical day and week.
    pub work: Option<Str>,
    /// Where one works, and with whom.
    pub workplace: Option<Str>,
    /// What people move on to.
    pub leads_to: Option<Str>,
    /// How the work differs from front-end development, and what carries over.
    pub front_end: Option<Str>,
    /// What no public source says about it.
    pub not_covered: Option<Str>,
    /// Its codes in public classifications.
    pub codes: Codes,
    /// What it asks for, in the order of the file.
    pub requirements: Vec<Requirement>,
    /// Milestones across skills.
    pub projects: Vec<Project>,
    /// Where its plans begin skills elsewhere than is usual.
    pub places: Vec<RolePlace>,
}

/// Where a role's plans begin a skill, since it is the role's own subject or comes to it in another way than elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolePlace {
    /// The skill.
    pub skill: SkillIndex,
    /// The place of level 1, in hundredths, on the scale of [`Place::at`](super::catalog::Place::at).
    pub at: i32,
    /// Why it is another one than the usual.
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
    /// How much a requirement counts.
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
    /// 3 for core, 2 for important, 1 for helpful.
    pub fn weight(self) -> u32 {
        match self {
            Importance::Core => 3,
            Importance::Important => 2,
            Importance::Helpful => 1,
        }
    }
}

/// One thing that a role asks for: one skill, or any of several.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The skill, or the members of a group by demand; never empty.
    pub any_of: Vec<SkillIndex>,
    /// What a group is called, as in "a back-end language"; `None` for one skill.
    pub group: Option<Str>,
    /// Where it belongs.
    pub area: AreaIndex,
    /// How much it counts.
    pub importance: Importance,
    /// The level that is asked at each seniority; 0 where it is not asked.
    pub targets: [Level; 3],
    /// Keys into the public sources behind it.
    pub evidence: Vec<Str>,
    /// Why it is there, or as important as it is, when the sources alone do not say so.
    pub judgement: Option<Str>,
}

impl Requirement {
    /// The level that is asked at a seniority, or `None` where nothing is.
    pub fn target(&self, seniority: Seniority) -> Option<Level> {
        Some(self.targets[seniority as usize]).filter(|level| *level > Level::NONE)
    }

    /// Whether any of several skills will do.
    pub fn is_group(&self) -> bool {
        self.any_of.len() > 1
    }
}

/// A milestone across skills.
#[derive(Clone, Debug)]
pub struct Project {
    /// Kebab-case id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What to build.
    pub brief: Str,
    /// The levels that one needs before starting.
    pub needs: Vec<ProjectNeed>,
    /// How long it takes.
    pub hours: Hours,
}

/// A level that a project needs, of one skill or of any of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectNeed {
    /// The skill, or those of which any serves, by demand; never empty.
    pub any_of: Vec<SkillIndex>,
    /// The level.
    pub level: Level,
}

impl RoleMap {
    /// Whether it asks the same at every seniority, as the map of one job does.
    pub(crate) fn asks_alike(&self) -> bool {
        let alike = |requirement: &Requirement| {
            requirement.targets.iter().all(|level| *level == requirement.targets[0])
        };
        self.requirements.iter().all(alike)
    }

    /// The requirements that are asked at a seniority, each with its target.
    pub fn asked(&self, seniority: Seniority) -> impl Iterator<Item = (&Requirement, Level)> {
        self.requirements
            .iter()
            .filter_map(move |requirement| Some((requirement, requirement.target(seniority)?)))
    }
}
