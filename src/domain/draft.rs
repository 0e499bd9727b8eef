//! Maps as they were read: every value with its place, nothing proved yet.
//!
//! The readers in `files` fill drafts and report what they could not read; [`SkillMaps::validate`](super::maps::SkillMaps::validate)
//! is the one door from drafts to maps. What a reader had to report as missing stands here as an empty text, on which
//! the rules of the door are silent, so that nothing is reported twice.

use super::catalog::{PlaceBasis, ResourceKind, SkillKind};
use super::hours::Basis;
use super::level::Level;
use super::problem::Spanned;
use super::role::{Codes, Importance};

/// A text with its place.
pub type Text = Spanned<String>;

/// One layer of maps: all that was read from one folder, or from what is shipped.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The version of the maps, as their areas file states it.
    pub version: Option<String>,
    /// What the levels mean in general.
    pub levels: Vec<LevelDraft>,
    /// The areas, in order.
    pub areas: Vec<AreaDraft>,
    /// The skills, in order.
    pub skills: Vec<SkillDraft>,
    /// The roles, in order.
    pub roles: Vec<RoleDraft>,
    /// The sources that evidence keys point into.
    pub sources: Vec<SourceDraft>,
}

/// What a level means in general.
#[derive(Clone, Debug)]
pub struct LevelDraft {
    /// Which level.
    pub level: Spanned<Level>,
    /// What it means.
    pub meaning: Text,
}

/// An area as read.
#[derive(Clone, Debug)]
pub struct AreaDraft {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// What belongs there.
    pub summary: Text,
}

/// A skill as read.
#[derive(Clone, Debug)]
pub struct SkillDraft {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Its other names.
    pub aliases: Vec<Text>,
    /// Those of its names that also mean something else.
    pub homonyms: Vec<Text>,
    /// Its former ids.
    pub renamed_from: Vec<Text>,
    /// The id of its area.
    pub area: Text,
    /// Concept, practice or tool.
    pub kind: SkillKind,
    /// The name of the general skill that is learned with it.
    pub belongs_to: Option<Text>,
    /// Where on the way teachers begin it.
    pub place: Option<PlaceDraft>,
    /// What it is.
    pub summary: Text,
    /// Why the hours do not rise.
    pub hours_note: Option<Text>,
    /// What it needs.
    pub prerequisites: Vec<PrerequisiteDraft>,
    /// The can-do sentences by level.
    pub anchors: [Option<Text>; 5],
    /// The signs by level.
    pub signs: [Vec<Text>; 5],
    /// The hours to level 1 to 4.
    pub hours: [Option<HoursDraft>; 4],
    /// The proofs of level 1 to 4.
    pub proofs: [Option<ProofDraft>; 4],
    /// The resources.
    pub resources: Vec<ResourceDraft>,
}

/// A prerequisite as read.
#[derive(Clone, Debug)]
pub struct PrerequisiteDraft {
    /// The name of the skill that is needed.
    pub skill: Text,
    /// How much of it.
    pub level: Spanned<Level>,
    /// For which level.
    pub reach: Spanned<Level>,
    /// Whether a rating may be concluded from it.
    pub certain: bool,
}

/// Where on the way teachers begin a skill, as read.
#[derive(Clone, Debug)]
pub struct PlaceDraft {
    /// The place of level 1.
    pub at: Spanned<f64>,
    /// What it rests on.
    pub basis: Spanned<PlaceBasis>,
    /// How many curricula hold the skill.
    pub curricula: Option<Spanned<i64>>,
    /// The skill that most clearly comes before it.
    pub after: Option<PlacedAfterDraft>,
}

/// How many curricula begin a skill after another one, as read.
#[derive(Clone, Debug)]
pub struct PlacedAfterDraft {
    /// The name of the skill that comes before.
    pub skill: Text,
    /// How many of the curricula that hold both begin with it.
    pub agree: Spanned<i64>,
    /// How many curricula hold both.
    pub of: Spanned<i64>,
}

/// A range of hours as read.
#[derive(Clone, Debug)]
pub struct HoursDraft {
    /// At a fast pace.
    pub low: Spanned<i64>,
    /// At the usual pace.
    pub typical: Spanned<i64>,
    /// At a slow pace.
    pub high: Spanned<i64>,
    /// What it rests on, where that is asked.
    pub basis: Spanned<Basis>,
    /// The source.
    pub from: Option<Text>,
}

/// A proof as read.
#[derive(Clone, Debug)]
pub struct ProofDraft {
    /// What to build or to show.
    pub task: Text,
    /// How long it takes.
    pub hours: Spanned<i64>,
}

/// A resource as read.
#[derive(Clone, Debug)]
pub struct ResourceDraft {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub url: Text,
    /// What it is.
    pub kind: ResourceKind,
    /// The level that it helps to reach.
    pub level: Spanned<Level>,
    /// Whether it costs nothing.
    pub free: bool,
}

/// A role as read.
#[derive(Clone, Debug)]
pub struct RoleDraft {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Its other names.
    pub aliases: Vec<Text>,
    /// What it is.
    pub summary: Text,
    /// What people in it do.
    pub duties: Vec<Text>,
    /// How it differs from its neighbours.
    pub differs: Option<Text>,
    /// The usual way in.
    pub entry: Option<Text>,
    /// Typical interests.
    pub interests: Option<Text>,
    /// A typical day and week.
    pub work: Option<Text>,
    /// Where one works, and with whom.
    pub workplace: Option<Text>,
    /// What people move on to.
    pub leads_to: Option<Text>,
    /// How the work differs from front-end development, and what carries over.
    pub front_end: Option<Text>,
    /// What no source covers.
    pub not_covered: Option<Text>,
    /// Codes in public classifications.
    pub codes: Codes,
    /// What it asks for.
    pub requirements: Vec<RequirementDraft>,
    /// Its milestones.
    pub projects: Vec<ProjectDraft>,
}

/// A requirement as read.
#[derive(Clone, Debug)]
pub struct RequirementDraft {
    /// Where it begins.
    pub span: super::problem::Span,
    /// The one skill.
    pub skill: Option<Text>,
    /// The members of a group.
    pub any_of: Option<Spanned<Vec<Text>>>,
    /// What the group is called.
    pub group: Option<Text>,
    /// The area that it is said to belong to.
    pub area: Option<Text>,
    /// How much it counts.
    pub importance: Importance,
    /// The targets for junior, mid and senior.
    pub targets: [Spanned<Level>; 3],
    /// Evidence keys.
    pub evidence: Vec<Text>,
    /// Why it is there.
    pub judgement: Option<Text>,
}

/// A project as read.
#[derive(Clone, Debug)]
pub struct ProjectDraft {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// What to build.
    pub brief: Text,
    /// What one needs before.
    pub needs: Vec<ProjectNeedDraft>,
    /// How long it takes.
    pub hours: HoursDraft,
}

/// What a project needs, as read.
#[derive(Clone, Debug)]
pub struct ProjectNeedDraft {
    /// Where it stands.
    pub span: super::problem::Span,
    /// The name of the one skill.
    pub skill: Option<Text>,
    /// The names of several skills, any of which serves.
    pub any_of: Option<Spanned<Vec<Text>>>,
    /// The level.
    pub level: Spanned<Level>,
}

/// A source as read.
#[derive(Clone, Debug)]
pub struct SourceDraft {
    /// The part of evidence keys before the colon.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Who publishes it.
    pub publisher: Text,
    /// Sources of one family count as one.
    pub family: Text,
    /// Under which licence.
    pub license: Text,
    /// The attribution that the licence wants, where it wants one.
    pub attribution: Option<Text>,
    /// Where it is.
    pub url: Text,
}
