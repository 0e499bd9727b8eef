//! The shared vocabulary: areas, skills, and what is known about each level of a skill.

use std::borrow::Cow;

use super::hours::{Effort, Hours};
use super::level::Level;
use super::words::words;

/// A text of the maps: borrowed if it is compiled into the program, owned if it was read from a file.
pub type Str = Cow<'static, str>;

/// The index of a skill in the catalog. It is meaningful only together with the maps that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillIndex(pub usize);

/// The index of an area in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaIndex(pub usize);

/// A field to which skills belong.
#[derive(Clone, Debug)]
pub struct Area {
    /// The id, in kebab-case.
    pub id: String,
    /// The display name.
    pub name: String,
    /// A sentence about what belongs to the area.
    pub summary: Str,
}

words! {
    /// What kind of thing a skill is.
    pub(crate) enum SkillKind {
        /// Something to think with.
        Concept = "concept",
        /// Something to do.
        Practice = "practice",
        /// Something to work with.
        Tool = "tool",
    }
}

/// A skill that a person can rate.
#[derive(Clone, Debug)]
pub struct Skill {
    /// The id, in kebab-case.
    pub id: String,
    /// The display name.
    pub name: String,
    /// Other names that people and job advertisements use.
    pub aliases: Vec<Str>,
    /// Those names of the skill that also mean something else, so that free text is not misread.
    pub homonyms: Vec<Str>,
    /// The ids that the skill had in earlier maps.
    pub renamed_from: Vec<Str>,
    /// The area that it belongs to.
    pub area: AreaIndex,
    /// The kind: concept, practice or tool.
    pub(crate) kind: SkillKind,
    /// For a language, framework or product: the general skill that is learned with it.
    pub belongs_to: Option<SkillIndex>,
    /// When teachers usually begin the skill; `None` if that is not known.
    pub place: Option<Place>,
    /// A sentence about what the skill is.
    pub summary: Str,
    /// The reason why the hours do not rise from level to level, if they do not.
    pub hours_note: Option<Str>,
    /// The other skills that each level needs.
    pub prerequisites: Vec<Prerequisite>,
    /// A can-do sentence for each level from 0 to 4.
    pub anchors: [Str; 5],
    /// For each level from 0 to 4, observable signs.
    pub signs: [Vec<Str>; 5],
    /// For each level from 1 to 4, the time from the level below (index 0 is level 1).
    pub efforts: [Effort; 4],
    /// For each level from 1 to 4, a small piece of work that proves it (index 0 is level 1).
    pub(crate) proofs: [Option<Proof>; 4],
    /// The resources to learn from.
    pub resources: Vec<Resource>,
}

/// The index of a retired skill in the maps' list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RetiredIndex(pub usize);

/// A skill that earlier maps had and these maps no longer have. Profiles that name it stay readable.
#[derive(Clone, Debug)]
pub struct Retired {
    /// The id that the skill had.
    pub id: String,
    /// Its other names.
    pub names: Vec<Str>,
    /// The skills that replace it. A rating of the retired skill counts for each of them until it has a rating of its
    /// own. Empty if the rating no longer counts.
    pub(crate) split_into: Vec<SkillIndex>,
    /// The reason for its removal; set if no skill replaces it.
    pub reason: Option<Str>,
}

impl Skill {
    /// Returns the can-do sentence of a level.
    pub fn can_do(&self, level: Level) -> &str {
        &self.anchors[level.index()]
    }

    /// Returns the time from the level below to this one; zero for level 0.
    pub fn hours_to(&self, level: Level) -> Hours {
        match level.index() {
            0 => Hours::ZERO,
            above => self.efforts[above - 1].hours,
        }
    }

    /// Returns the piece of work that proves a level, if there is one.
    pub fn proof(&self, level: Level) -> Option<&Proof> {
        level.index().checked_sub(1).and_then(|index| self.proofs[index].as_ref())
    }
}

/// To reach level `for_level` of the skill that contains this value, a person needs `level` of `skill`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prerequisite {
    /// The skill that is needed.
    pub skill: SkillIndex,
    /// The level that is needed.
    pub level: Level,
    /// The level that needs it. In files and JSON the key is `for`.
    pub for_level: Level,
    /// Whether everybody at `for_level` has the prerequisite, so that a rating of one implies something about the
    /// other. Other prerequisites shape plans, but nothing is inferred from them.
    pub certain: bool,
}

/// When teachers usually begin a skill, as a number. It orders a plan, but adds no steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place of level 1, in hundredths; a smaller number means earlier. Only differences are meaningful.
    pub at: i32,
    /// The basis of the number.
    pub basis: PlaceBasis,
    /// The number of curricula that contain the skill.
    pub curricula: u32,
    /// The skill that most clearly comes before it, for an explanation.
    pub after: Option<PlacedAfter>,
}

words! {
    /// The basis of a place.
    pub enum PlaceBasis {
        /// Computed from the order of topics in curricula.
        Curricula = "curricula",
        /// Judged by what the skill needs and by skills like it.
        Judgement = "judgement",
    }
}

/// How many curricula begin a skill after another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedAfter {
    /// The skill that comes before.
    pub skill: SkillIndex,
    /// The number of curricula that begin the other skill first, of those that contain both.
    pub agree: u32,
    /// The number of curricula that contain both skills.
    pub of: u32,
}

/// A small piece of work that proves a level.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The task: what to build or to show.
    pub task: Str,
    /// The hours that it takes a person at this level.
    pub hours: u32,
}

/// A resource to learn from.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The title.
    pub title: Str,
    /// The address, with https.
    pub url: Str,
    /// The kind of resource.
    pub kind: ResourceKind,
    /// The level that it helps to reach.
    pub level: Level,
    /// Whether it is free of charge.
    pub free: bool,
}

words! {
    /// The kind of a resource.
    pub enum ResourceKind {
        /// Official documentation.
        Documentation = "documentation",
        /// A standard or specification.
        Specification = "specification",
        /// A book.
        Book = "book",
        /// A course.
        Course = "course",
        /// A guide to follow.
        Tutorial = "tutorial",
        /// Something to practise with.
        Exercise = "exercise",
    }
}
