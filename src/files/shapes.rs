//! What the TOML files look like, as types that only their JSON Schemas are made from.
//!
//! The reader (`maps_toml`, `profile_toml`) goes through a file value by value, to report every problem with its place;
//! these types say the same shape to editors and other tools. Tests hold that the schemas take every shipped map, and
//! refuse the files that are broken in their shape. What needs more than one value to be seen, such as hours that do not
//! rise or a skill that is not there, only `skillgap maps check` sees.

use std::collections::BTreeMap;

use schemars::JsonSchema;

/// A profile: what one person said about their skills, and what they aim at.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ProfileFile {
    /// The file format.
    pub format: Format,
    /// What the person is called.
    pub name: Option<Words>,
    /// The defaults of the flags of the same name.
    pub goal: Option<Goal>,
    /// The short form: a level for a skill by any of its names. It is older than any dated rating.
    pub ratings: Option<BTreeMap<String, Level>>,
    /// The full form, appended.
    pub rating: Option<Vec<Rating>>,
    /// Skills that were seen somewhere and not rated.
    pub claim: Option<Vec<Claim>>,
}

/// What somebody aims at.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Goal {
    /// Names of the roles.
    pub roles: Option<Vec<Words>>,
    /// Which column of targets counts.
    pub seniority: Option<Seniority>,
    /// Hours a week for learning.
    #[schemars(range(min = 0.5, max = 168.0))]
    pub hours_per_week: Option<f64>,
    /// How much more time than the usual pace; 1 is the usual pace, 2 twice as long.
    #[schemars(range(min = 0.1, max = 10.0))]
    pub pace: Option<f64>,
    /// Members of groups that are wanted.
    pub prefer: Option<Vec<Words>>,
    /// Skills to leave out of the plan.
    pub skip: Option<Vec<Words>>,
}

/// One rating.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rating {
    /// The skill, by any of its names.
    pub skill: Words,
    /// How high.
    pub level: Level,
    /// When.
    pub on: Option<Day>,
    /// By whom: `self`, or a name.
    pub by: Option<Words>,
    /// How it came about.
    pub method: Option<Method>,
    /// A link, commit or note that shows it.
    pub evidence: Option<Words>,
    /// Anything else.
    pub note: Option<Words>,
}

/// A skill that was seen somewhere and not rated.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Claim {
    /// The skill, by any of its names.
    pub skill: Words,
    /// Where it was seen.
    pub source: Option<Words>,
}

/// The areas of a map, and what the levels mean.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AreasFile {
    /// The file format.
    pub format: Format,
    /// The version of the maps: year.month of the last change of content.
    pub version: Option<Words>,
    /// One for each level.
    pub level: Option<Vec<LevelMeaning>>,
    /// In the order in which they are shown.
    pub area: Option<Vec<Area>>,
}

/// What a level means whatever the skill.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LevelMeaning {
    /// The level.
    pub level: Level,
    /// What it means.
    pub meaning: Words,
}

/// A field that skills belong to.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Area {
    /// Stable: skills and roles refer to it.
    pub id: Id,
    /// As people read it.
    pub name: Words,
    /// What belongs here, in one sentence.
    pub summary: Words,
}

/// The public sources that evidence keys point into.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SourcesFile {
    /// The file format.
    pub format: Format,
    /// The sources.
    pub source: Vec<Source>,
}

/// A public source.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// The part of evidence keys before the colon; dots are allowed.
    #[schemars(regex(pattern = r"^[a-z0-9.]+(-[a-z0-9.]+)*$"), length(max = 60))]
    pub id: String,
    /// Its name, with its version.
    pub name: Words,
    /// Who publishes it.
    pub publisher: Words,
    /// Sources of one family count as one.
    pub family: Words,
    /// Under which licence.
    pub license: Words,
    /// The attribution that the licence wants.
    pub attribution: Option<Words>,
    /// Where it is.
    pub url: Words,
}

/// Skills of one area.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct SkillsFile {
    /// The file format.
    pub format: Format,
    /// The id of the area.
    pub area: Words,
    /// In the order in which they are listed.
    pub skill: Vec<Skill>,
}

/// Something that one would rate by itself.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Skill {
    /// Stable: roles, prerequisites and profiles refer to it.
    pub id: Id,
    /// As people read it.
    pub name: Words,
    /// What people type and advertisements print.
    pub aliases: Option<Vec<Words>>,
    /// Those of its names that are also an ordinary word or something else, so that free text is not misread.
    pub homonyms: Option<Vec<Words>>,
    /// Former ids.
    pub renamed_from: Option<Vec<Words>>,
    /// What kind of thing it is.
    pub kind: SkillKind,
    /// Of a language, framework or product: the general skill that is learned with it.
    pub belongs_to: Option<Words>,
    /// Where on the way teachers usually begin it. It orders a plan and asks for nothing.
    pub place: Option<Place>,
    /// What it is, in one sentence.
    pub summary: Words,
    /// Why the hours do not rise from level to level, where they do not.
    pub hours_note: Option<Words>,
    /// What one cannot do without.
    pub prerequisites: Option<Vec<Prerequisite>>,
    /// What somebody at each level does.
    pub anchors: Anchors,
    /// For each level, things that one could observe.
    pub signs: Option<Signs>,
    /// To each level from the level below, for somebody who has the prerequisites.
    pub hours: Efforts,
    /// Small pieces of work that show a level.
    pub proof: Option<Proofs>,
    /// Where to learn it.
    pub resource: Option<Vec<Resource>>,
}

/// To reach level `for` of the skill, one needs `level` of `skill`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Prerequisite {
    /// What is needed.
    pub skill: Words,
    /// How much of it.
    pub level: Reached,
    /// For which level.
    pub r#for: Reached,
    /// Whether nobody who can do the one lacks the other, so that a rating may be concluded from it; false where nothing is said.
    pub certain: Option<bool>,
}

/// Where on the way teachers usually begin a skill.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Place {
    /// The place of level 1; what comes earlier has the smaller number.
    #[schemars(range(min = -100.0, max = 100.0))]
    pub at: f64,
    /// What it rests on.
    pub basis: PlaceBasis,
    /// How many curricula hold the skill.
    pub curricula: Option<Curricula>,
    /// The skill that most clearly comes before it.
    pub after: Option<PlacedAfter>,
}

/// How many curricula begin a skill after another one.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PlacedAfter {
    /// The skill that comes before.
    pub skill: Words,
    /// How many of the curricula that hold both begin with it.
    pub agree: Curricula,
    /// How many curricula hold both.
    pub of: Curricula,
}

/// Can-do sentences by level.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Anchors {
    /// Said kindly.
    #[schemars(rename = "0")]
    pub none: Option<Words>,
    /// With help, or by example.
    #[schemars(rename = "1")]
    pub awareness: Words,
    /// Alone, with the manual open.
    #[schemars(rename = "2")]
    pub working: Words,
    /// Chooses, prevents and mends in production.
    #[schemars(rename = "3")]
    pub practitioner: Words,
    /// Shapes how others work.
    #[schemars(rename = "4")]
    pub expert: Words,
}

/// Things to observe by level.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Signs {
    /// At none.
    #[schemars(rename = "0")]
    pub none: Option<Vec<Words>>,
    /// At awareness.
    #[schemars(rename = "1")]
    pub awareness: Option<Vec<Words>>,
    /// At working.
    #[schemars(rename = "2")]
    pub working: Option<Vec<Words>>,
    /// At practitioner.
    #[schemars(rename = "3")]
    pub practitioner: Option<Vec<Words>>,
    /// At expert.
    #[schemars(rename = "4")]
    pub expert: Option<Vec<Words>>,
}

/// Hours by level.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Efforts {
    /// To awareness.
    #[schemars(rename = "1")]
    pub awareness: Effort,
    /// To working.
    #[schemars(rename = "2")]
    pub working: Effort,
    /// To practitioner.
    #[schemars(rename = "3")]
    pub practitioner: Effort,
    /// To expert.
    #[schemars(rename = "4")]
    pub expert: Effort,
}

/// Whole hours as a range of pace, and what they rest on.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Effort {
    /// At a fast pace.
    pub low: WholeHours,
    /// At the usual pace.
    pub typical: WholeHours,
    /// At a slow pace.
    pub high: WholeHours,
    /// What they rest on.
    pub basis: Basis,
    /// The source of stated or derived hours.
    pub from: Option<Words>,
}

/// Pieces of work by level.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Proofs {
    /// For awareness.
    #[schemars(rename = "1")]
    pub awareness: Option<Proof>,
    /// For working.
    #[schemars(rename = "2")]
    pub working: Option<Proof>,
    /// For practitioner.
    #[schemars(rename = "3")]
    pub practitioner: Option<Proof>,
    /// For expert.
    #[schemars(rename = "4")]
    pub expert: Option<Proof>,
}

/// A small piece of work that shows a level.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Proof {
    /// What to build or to show.
    pub task: Words,
    /// What it takes somebody who is at the level.
    pub hours: WholeHours,
}

/// Somewhere to learn from.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Resource {
    /// What it is called.
    pub title: Words,
    /// Where it is.
    #[schemars(regex(pattern = r"^https://\S+$"))]
    pub url: String,
    /// What it is.
    pub kind: ResourceKind,
    /// The level that it helps to reach.
    pub level: Reached,
    /// Whether it costs nothing; it does where nothing is said.
    pub free: Option<bool>,
}

/// One specialization.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RoleFile {
    /// The file format.
    pub format: Format,
    /// Stable: profiles refer to it.
    pub id: Id,
    /// As people read it.
    pub name: Words,
    /// What else people call it.
    pub aliases: Option<Vec<Words>>,
    /// What the role is, in one sentence.
    pub summary: Words,
    /// What people in it do.
    pub duties: Option<Vec<Words>>,
    /// How it differs from its neighbours.
    pub differs: Option<Words>,
    /// The usual way in.
    pub entry: Option<Words>,
    /// Interests that people in it often have.
    pub interests: Option<Words>,
    /// A typical day and week.
    pub work: Option<Words>,
    /// Where one works, and with whom.
    pub workplace: Option<Words>,
    /// What people move on to.
    pub leads_to: Option<Words>,
    /// How the work differs from front-end development, and what carries over.
    pub front_end: Option<Words>,
    /// What no public source says about it.
    pub not_covered: Option<Words>,
    /// Its codes in public classifications.
    pub codes: Option<Codes>,
    /// What it asks for.
    pub requirement: Vec<Requirement>,
    /// Milestones across skills.
    pub project: Option<Vec<Project>>,
}

/// Codes in public classifications.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Codes {
    /// O*NET-SOC codes.
    pub onet_soc: Option<Vec<Words>>,
    /// ESCO occupation addresses.
    pub esco: Option<Vec<Words>>,
    /// SFIA skill codes.
    pub sfia: Option<Vec<Words>>,
}

/// One thing that a role asks for: either one `skill`, or `any_of` several.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, extend("oneOf" = [{ "required": ["skill"] }, { "required": ["any_of"] }]))]
pub struct Requirement {
    /// The one skill.
    pub skill: Option<Words>,
    /// The members of a group, by demand.
    #[schemars(length(min = 2))]
    pub any_of: Option<Vec<Words>>,
    /// What the group is called.
    pub group: Option<Words>,
    /// Where a group across areas belongs.
    pub area: Option<Words>,
    /// How much it counts.
    pub importance: Importance,
    /// The level that is asked at each seniority; 0 where it is not asked.
    pub target: Targets,
    /// Keys into the public sources behind it.
    pub evidence: Option<Vec<EvidenceKey>>,
    /// Why it is there, where the sources alone do not say so.
    pub judgement: Option<Words>,
}

/// A level for each seniority.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Targets {
    /// For a first job.
    pub junior: Level,
    /// For somebody who works alone on most things.
    pub mid: Level,
    /// For somebody who shapes how others work.
    pub senior: Level,
}

/// A milestone across skills.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Project {
    /// Stable within its role.
    pub id: Id,
    /// What it is called.
    pub name: Words,
    /// What to build.
    pub brief: Words,
    /// The levels that one needs before starting.
    pub needs: Option<Vec<Need>>,
    /// How long it takes.
    pub hours: Pace,
}

/// A level of one `skill`, or of `any_of` several.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Need {
    /// The one skill.
    #[schemars(default)]
    pub skill: Words,
    /// Several skills, any of which serves, by demand.
    #[schemars(length(min = 2))]
    pub any_of: Option<Vec<Words>>,
    /// The level.
    pub level: Reached,
}

/// Whole hours as a range of pace.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Pace {
    /// At a fast pace.
    pub low: WholeHours,
    /// At the usual pace.
    pub typical: WholeHours,
    /// At a slow pace.
    pub high: WholeHours,
}

/// The file format that this program reads.
#[derive(JsonSchema)]
pub struct Format(#[schemars(range(min = 1, max = 1))] pub u8);

/// A text that says something.
#[derive(Default, JsonSchema)]
pub struct Words(#[schemars(regex(pattern = r"\S"))] pub String);

/// Up to 60 small letters, digits and single dashes.
#[derive(JsonSchema)]
pub struct Id(
    #[schemars(regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 60))] pub String,
);

/// A source, a colon and a locator.
#[derive(JsonSchema)]
pub struct EvidenceKey(#[schemars(regex(pattern = r"^[^\s:]+:\S+$"))] pub String);

/// A day of the calendar, as in 2026-11-22.
#[derive(JsonSchema)]
pub struct Day(#[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] pub String);

/// 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert.
#[derive(JsonSchema)]
pub struct Level(#[schemars(range(min = 0, max = 4))] pub u8);

/// A level above none.
#[derive(JsonSchema)]
pub struct Reached(#[schemars(range(min = 1, max = 4))] pub u8);

/// Whole hours.
#[derive(JsonSchema)]
pub struct WholeHours(#[schemars(range(min = 1, max = 20000))] pub u32);

/// A number of curricula.
#[derive(JsonSchema)]
pub struct Curricula(#[schemars(range(min = 0, max = 100000))] pub u32);

/// What a place rests on.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum PlaceBasis {
    /// Computed from the order of topics in curricula.
    Curricula,
    /// Judged by what the skill needs and by skills like it.
    Judgement,
}

/// Which column of targets counts.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Seniority {
    /// The first job.
    Junior,
    /// Works alone on most things.
    Mid,
    /// Shapes how others work.
    Senior,
}

/// How a rating came about.
#[derive(JsonSchema)]
pub enum Method {
    /// The person rated themselves.
    #[schemars(rename = "self")]
    Own,
    /// Somebody who knows them rated them.
    #[schemars(rename = "mentor")]
    Mentor,
    /// It was read from somewhere else.
    #[schemars(rename = "import")]
    Import,
}

/// What kind of thing a skill is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum SkillKind {
    /// Something to think with.
    Concept,
    /// Something to do.
    Practice,
    /// Something to work with.
    Tool,
}

/// What hours rest on.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Basis {
    /// A source states it for about this step.
    Stated,
    /// Computed from what a source states.
    Derived,
    /// The author's judgement.
    Judgement,
}

/// What a resource is.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum ResourceKind {
    /// Official documentation.
    Documentation,
    /// A standard or specification.
    Specification,
    /// A book.
    Book,
    /// A course.
    Course,
    /// A guide to follow.
    Tutorial,
    /// Something to practise with.
    Exercise,
}

/// How much a requirement counts.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Importance {
    /// Without it the job cannot be done.
    Core,
    /// Asked for by most.
    Important,
    /// Makes the work easier.
    Helpful,
}
