//! The shared vocabulary: areas, and the skills in them with everything that is known about each level.

use std::borrow::Cow;

use super::hours::{Effort, Hours};
use super::level::Level;
use super::words::words;

/// A text of the maps: borrowed where it is compiled into the program, owned where it was read from a file.
pub type Str = Cow<'static, str>;

/// A skill by its place in the catalog. It means something only together with the maps that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillIndex(pub usize);

/// An area by its place in the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaIndex(pub usize);

/// One of the fields that skills belong to.
#[derive(Clone, Debug)]
pub struct Area {
    /// Kebab-case id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What belongs here, in one sentence.
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

/// Something that one would rate by itself.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Kebab-case id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What else people call it, and what job advertisements print.
    pub aliases: Vec<Str>,
    /// Those of its names that also mean something else, so that free text is not misread.
    pub homonyms: Vec<Str>,
    /// Ids that it had in earlier maps.
    pub renamed_from: Vec<Str>,
    /// The area that it belongs to.
    pub area: AreaIndex,
    /// Concept, practice or tool.
    pub(crate) kind: SkillKind,
    /// Of a language, framework or product: the general skill that is learned with it.
    pub belongs_to: Option<SkillIndex>,
    /// Where on the way teachers usually begin it; `None` where nobody said so.
    pub place: Option<Place>,
    /// What it is, in one sentence.
    pub summary: Str,
    /// Why the hours do not rise from level to level, where they do not.
    pub hours_note: Option<Str>,
    /// What each level needs of other skills.
    pub prerequisites: Vec<Prerequisite>,
    /// What a person at level 0 to 4 does: a can-do sentence each.
    pub anchors: [Str; 5],
    /// For each level 0 to 4, things that one could observe.
    pub signs: [Vec<Str>; 5],
    /// For each level 1 to 4, the time from the level below (index 0 is level 1).
    pub efforts: [Effort; 4],
    /// For each level 1 to 4, a small piece of work that shows it (index 0 is level 1).
    pub(crate) proofs: [Option<Proof>; 4],
    /// Where to learn it.
    pub resources: Vec<Resource>,
}

/// A skill that is no more, by its place in the list of the maps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RetiredIndex(pub usize);

/// A skill that earlier maps had and these have no more. Profiles that name it stay readable.
#[derive(Clone, Debug)]
pub struct Retired {
    /// The id that it had.
    pub id: String,
    /// What else it was called.
    pub names: Vec<Str>,
    /// The skills that took its place: a rating of it counts for each, until that is rated itself. Empty where it counts nowhere.
    pub(crate) split_into: Vec<SkillIndex>,
    /// Why it is no more; there where nothing took its place.
    pub reason: Option<Str>,
}

impl Skill {
    /// The can-do sentence of a level.
    pub fn can_do(&self, level: Level) -> &str {
        &self.anchors[level.index()]
    }

    /// The time from the level below to this one; none for level 0.
    pub fn hours_to(&self, level: Level) -> Hours {
        match level.index() {
            0 => Hours::ZERO,
            above => self.efforts[above - 1].hours,
        }
    }

    /// The piece of work that shows a level, where there is one.
    pub fn proof(&self, level: Level) -> Option<&Proof> {
        level.index().checked_sub(1).and_then(|index| self.proofs[index].as_ref())
    }
}

/// To reach level `for_level` of the skill that holds this, one needs `level` of `skill`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prerequisite {
    /// What is needed.
    pub skill: SkillIndex,
    /// How much of it.
    pub level: Level,
    /// For which level. In files and JSON the key is `for`.
    pub for_level: Level,
    /// Nobody who has the one lacks the other, so a rating of the one says something of the other. Other prerequisites
    /// shape plans, and nothing is concluded from them.
    pub certain: bool,
}

/// Where on the way teachers usually begin a skill. It orders a plan and asks for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The place of level 1, in hundredths; what comes earlier has the smaller number. Only differences mean something.
    pub at: i32,
    /// What it rests on.
    pub basis: PlaceBasis,
    /// How many curricula hold the skill.
    pub curricula: u32,
    /// The skill that most clearly comes before it, as an explanation.
    pub after: Option<PlacedAfter>,
}

words! {
    /// What a place rests on.
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
    /// How many of the curricula that hold both begin with it.
    pub agree: u32,
    /// How many curricula hold both.
    pub of: u32,
}

/// A small piece of work that shows a level.
#[derive(Clone, Debug)]
pub struct Proof {
    /// What to build or to show.
    pub task: Str,
    /// How long it takes somebody who is at the level.
    pub hours: u32,
}

/// Somewhere to learn from.
#[derive(Clone, Debug)]
pub struct Resource {
    /// What it is called.
    pub title: Str,
    /// Where it is; https.
    pub url: Str,
    /// What it is.
    pub kind: ResourceKind,
    /// The level that it helps to reach.
    pub level: Level,
    /// Whether it costs nothing.
    pub free: bool,
}

words! {
    /// What a resource is.
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
