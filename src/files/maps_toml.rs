//! The files of maps: what may stand in them, and reading one. A file shows what it is by what it holds: areas, skills, a
//! role, sources or the rules for advertisements.
//!
//! A key is written here, once: it is read, checked for its shape and published (`skillgap schema skills-file`) from here.
//! [`maps_validation`](super::maps_validation) says what becomes of it in the maps, and holds the rules between several keys.

use super::file_reader::{FileTable, file_tables, read_root};
use super::file_values::{
    AnyLevel, ByLevel, Curricula, EvidenceKey, Format, Id, Link, Members, NonEmptyText, OneOf,
    Phrase, PlaceNumber, Reached, SmallWord, SourceId, Text, TitleWeight, WholeHours,
};
use crate::domain::advert::rules::{List, Sign};
use crate::domain::catalog::{PlaceBasis, ResourceKind, SkillKind};
use crate::domain::hours::Basis;
use crate::domain::problem::{Code, Problem, Spanned};
use crate::domain::role::Importance;

/// One layer of maps: all that was read from one folder, or from what is shipped.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The version of the maps, as their areas file states it.
    pub(crate) version: Option<NonEmptyText>,
    /// What the levels mean.
    pub(crate) levels: Vec<LevelTable>,
    /// The areas, in order.
    pub(crate) areas: Vec<AreaTable>,
    /// The skills in order, each with the id of its area.
    pub(crate) skills: Vec<(Text, SkillTable)>,
    /// The skills that are no more.
    pub(crate) retired: Vec<RetiredTable>,
    /// The roles, in order.
    pub roles: Vec<RoleFile>,
    /// The sources that evidence keys point into.
    pub(crate) sources: Vec<SourceTable>,
    /// The rules by which advertisements are read.
    pub(crate) adverts: Vec<AdvertsFile>,
}

/// Reads one file of maps into its layer, and returns what is wrong with it.
pub fn read_map(file: usize, text: &str, layer: &mut Layer) -> Vec<Problem> {
    let (_, problems) = read_root(file, text, |root| {
        if root.has_list("area") || root.has_list("level") {
            let file = AreasFile::read_table(root);
            layer.version = file.version;
            layer.levels.extend(file.level.into_iter().flatten());
            layer.areas.extend(file.area.into_iter().flatten());
        } else if root.has_list("skill") || root.has_list("retired") {
            let SkillsFile { area, skill, retired, .. } = SkillsFile::read_table(root);
            let skills = skill.into_iter().flatten();
            layer.skills.extend(skills.map(|skill| (area.clone(), skill)));
            layer.retired.extend(retired.into_iter().flatten());
        } else if ["sign", "homonym", "duty", "title"].iter().any(|list| root.has_list(list)) {
            layer.adverts.push(AdvertsFile::read_table(root));
        } else if root.has_list("source") {
            layer.sources.extend(SourcesFile::read_table(root).source);
        } else if root.has_list("requirement") || root.get("id").is_some() {
            layer.roles.push(RoleFile::read_table(root));
        } else {
            root.report(
                root.span(),
                Code::UnknownFile,
                "this file holds no skills, role, areas, sources or rules for advertisements",
                "begin with `skillgap maps new skill ID` or `skillgap maps new role ID`",
            );
        }
    });
    problems
}

file_tables! {
    /// The areas of a map, and what the levels mean.
    pub(crate) struct AreasFile {
        /// The file format.
        format: Format,
        /// The version of the maps: year.month of the last change of content.
        version: Option<NonEmptyText>,
        /// One for each level.
        level: Option<Vec<LevelTable>>,
        /// In the order in which they are shown.
        area: Option<Vec<AreaTable>>,
    }

    /// What a level means whatever the skill.
    pub(crate) struct LevelTable {
        /// The level.
        level: AnyLevel,
        /// What it means.
        meaning: NonEmptyText,
    }

    /// A field that skills belong to.
    pub(crate) struct AreaTable {
        /// Stable: skills and roles refer to it.
        id: Spanned<Id>,
        /// As people read it.
        name: NonEmptyText,
        /// What belongs here, in one sentence.
        summary: NonEmptyText,
    }

    /// The public sources that evidence keys point into.
    pub(crate) struct SourcesFile {
        /// The file format.
        format: Format,
        /// The sources.
        source: Vec<SourceTable>,
    }

    /// A public source.
    pub(crate) struct SourceTable {
        /// The part of evidence keys before the colon; dots are allowed.
        id: Spanned<SourceId>,
        /// Its name, with its version.
        name: NonEmptyText,
        /// Who publishes it.
        publisher: NonEmptyText,
        /// Sources of one family count as one.
        family: NonEmptyText,
        /// Under which licence.
        license: NonEmptyText,
        /// The attribution that the licence wants.
        attribution: Option<NonEmptyText>,
        /// Where it is.
        url: NonEmptyText,
    }

    /// How job advertisements are read.
    pub(crate) struct AdvertsFile {
        /// The file format.
        format: Format,
        /// Numbers as words, from zero.
        numbers: Option<Vec<NonEmptyText>>,
        /// Words with capitals that are no technologies, in lower case.
        ordinary: Option<Vec<NonEmptyText>>,
        /// Phrases that say how something is asked.
        sign: Option<Vec<SignTable>>,
        /// Names of skills that also mean something else.
        homonym: Option<Vec<HomonymTable>>,
        /// Small words, each list of one use.
        list: Option<Vec<ListTable>>,
        /// What shows a skill without naming it.
        duty: Option<Vec<DutyTable>>,
        /// What the title of a job says about its role.
        title: Option<Vec<TitleTable>>,
    }

    /// Phrases of one meaning.
    pub(crate) struct SignTable {
        /// The meaning.
        sign: OneOf<Sign>,
        /// The phrases.
        phrases: Vec<Spanned<Phrase>>,
    }

    /// Small words of one use.
    pub(crate) struct ListTable {
        /// The use.
        list: OneOf<List>,
        /// The words.
        words: Vec<SmallWord>,
    }

    /// Names of skills that also mean something else.
    pub(crate) struct HomonymTable {
        /// The names in lower case, with dashes as spaces.
        names: Vec<NonEmptyText>,
        /// The only ways of writing them that count.
        written: Option<Vec<NonEmptyText>>,
        /// Phrases around the name, written `@`, that say that it means something else.
        unless: Option<Vec<NonEmptyText>>,
        /// Phrases of which one must stand around the name, where no other technology stands beside it.
        only: Option<Vec<NonEmptyText>>,
    }

    /// What shows a skill without naming it.
    pub(crate) struct DutyTable {
        /// The skill.
        skill: Text,
        /// The phrases.
        phrases: Vec<Spanned<Phrase>>,
        /// Phrases that say something else, where they overlap with one of the others.
        unless: Option<Vec<Spanned<Phrase>>>,
    }

    /// What the title of a job says about its role.
    pub(crate) struct TitleTable {
        /// The role.
        role: Text,
        /// How strongly; what the whole text asks for weighs some 10 points at most.
        weight: TitleWeight,
        /// The phrases.
        phrases: Vec<Spanned<Phrase>>,
    }

    /// Skills of one area.
    pub(crate) struct SkillsFile {
        /// The file format.
        format: Format,
        /// The id of the area.
        area: Text,
        /// In the order in which they are listed. A file may hold retired skills alone.
        #[schemars(with = "Vec<SkillTable>", default)]
        skill: Option<Vec<SkillTable>>,
        /// Skills that earlier maps had and these have no more.
        retired: Option<Vec<RetiredTable>>,
    }

    /// A skill that is no more: it says what took its place, or why nothing did. Profiles that name it stay readable.
    #[schemars(extend("anyOf" = [{ "required": ["split_into"] }, { "required": ["reason"] }]))]
    pub(crate) struct RetiredTable {
        /// The id that it had.
        id: Spanned<Id>,
        /// What else it was called.
        names: Option<Vec<Text>>,
        /// The skills that took its place: a rating of it counts for each of them, until that is rated itself.
        split_into: Option<Vec<Text>>,
        /// Why it is no more. Where nothing took its place, it has to be said.
        reason: Option<NonEmptyText>,
    }

    /// Something that one would rate by itself.
    pub(crate) struct SkillTable {
        /// Stable: roles, prerequisites and profiles refer to it.
        id: Spanned<Id>,
        /// As people read it.
        name: Text,
        /// What people type and advertisements print.
        aliases: Option<Vec<Text>>,
        /// Those of its names that are also an ordinary word or something else, so that free text is not misread.
        homonyms: Option<Vec<Text>>,
        /// Former ids.
        renamed_from: Option<Vec<Text>>,
        /// What kind of thing it is.
        kind: OneOf<SkillKind>,
        /// Of a language, framework or product: the general skill that is learned with it.
        belongs_to: Option<Text>,
        /// Where on the way teachers usually begin it. It orders a plan and asks for nothing.
        place: Option<PlaceTable>,
        /// What it is, in one sentence.
        summary: NonEmptyText,
        /// Why the hours do not rise from level to level, where they do not.
        hours_note: Option<NonEmptyText>,
        /// What one cannot do without.
        prerequisites: Option<Vec<PrerequisiteTable>>,
        /// What somebody at each level does.
        anchors: ByLevel<NonEmptyText, 0, true>,
        /// For each level, things that one could observe.
        signs: Option<ByLevel<Vec<NonEmptyText>, 0, false>>,
        /// To each level from the level below, for somebody who has the prerequisites.
        hours: ByLevel<EffortTable, 1, true>,
        /// Small pieces of work that show a level.
        proof: Option<ByLevel<ProofTable, 1, false>>,
        /// Where to learn it.
        resource: Option<Vec<ResourceTable>>,
    }

    /// To reach level `for` of the skill, one needs `level` of `skill`.
    pub(crate) struct PrerequisiteTable {
        /// What is needed.
        skill: Text,
        /// How much of it.
        level: Spanned<Reached>,
        /// For which level.
        for_level = "for": Reached,
        /// Whether nobody who can do the one lacks the other, so that a rating may be concluded from it; false where nothing is said.
        certain: Option<bool>,
    }

    /// Where on the way teachers usually begin a skill.
    pub(crate) struct PlaceTable {
        /// The place of level 1; what comes earlier has the smaller number.
        at: PlaceNumber,
        /// What it rests on.
        basis: Spanned<OneOf<PlaceBasis>>,
        /// How many curricula hold the skill.
        curricula: Option<Curricula>,
        /// The skill that most clearly comes before it.
        after: Option<PlacedAfterTable>,
    }

    /// How many curricula begin a skill after another one.
    pub(crate) struct PlacedAfterTable {
        /// The skill that comes before.
        skill: Text,
        /// How many of the curricula that hold both begin with it.
        agree: Spanned<Curricula>,
        /// How many curricula hold both.
        of: Curricula,
    }

    /// Whole hours as a range of pace, and what they rest on.
    pub(crate) struct EffortTable {
        /// At a fast pace.
        low: WholeHours,
        /// At the usual pace.
        typical: Spanned<WholeHours>,
        /// At a slow pace.
        high: WholeHours,
        /// What they rest on.
        basis: Spanned<OneOf<Basis>>,
        /// The source of stated or derived hours.
        from: Option<NonEmptyText>,
    }

    /// A small piece of work that shows a level.
    pub(crate) struct ProofTable {
        /// What to build or to show.
        task: NonEmptyText,
        /// What it takes somebody who is at the level.
        hours: WholeHours,
    }

    /// Somewhere to learn from.
    pub(crate) struct ResourceTable {
        /// What it is called.
        title: NonEmptyText,
        /// Where it is.
        url: Link,
        /// What it is.
        kind: OneOf<ResourceKind>,
        /// The level that it helps to reach.
        level: Reached,
        /// Whether it costs nothing; it does where nothing is said.
        free: Option<bool>,
    }

    /// One specialization.
    pub struct RoleFile {
        /// The file format.
        format: Format,
        /// Stable: profiles refer to it.
        id: Spanned<Id>,
        /// As people read it.
        name: Text,
        /// What else people call it.
        aliases: Option<Vec<Text>>,
        /// What the role is, in one sentence.
        summary: NonEmptyText,
        /// What people in it do.
        duties: Option<Vec<NonEmptyText>>,
        /// How it differs from its neighbours.
        differs: Option<NonEmptyText>,
        /// The usual way in.
        entry: Option<NonEmptyText>,
        /// Interests that people in it often have.
        interests: Option<NonEmptyText>,
        /// A typical day and week.
        work: Option<NonEmptyText>,
        /// Where one works, and with whom.
        workplace: Option<NonEmptyText>,
        /// What people move on to.
        leads_to: Option<NonEmptyText>,
        /// How the work differs from front-end development, and what carries over.
        front_end: Option<NonEmptyText>,
        /// What no public source says about it.
        not_covered: Option<NonEmptyText>,
        /// Its codes in public classifications.
        codes: Option<CodesTable>,
        /// What it asks for.
        requirement: Vec<Spanned<RequirementTable>>,
        /// Milestones across skills.
        project: Option<Vec<ProjectTable>>,
        /// Where its plans begin skills elsewhere than is usual.
        place: Option<Vec<RolePlaceTable>>,
    }

    /// Where a role's plans begin a skill elsewhere than is usual.
    pub(crate) struct RolePlaceTable {
        /// The skill.
        skill: Text,
        /// The place of level 1, on the same scale as the places of skills.
        at: PlaceNumber,
        /// Why it is another one than the usual.
        reason: NonEmptyText,
    }

    /// Codes in public classifications.
    pub(crate) struct CodesTable {
        /// O*NET-SOC codes.
        onet_soc: Option<Vec<NonEmptyText>>,
        /// ESCO occupation addresses.
        esco: Option<Vec<NonEmptyText>>,
        /// SFIA skill codes.
        sfia: Option<Vec<NonEmptyText>>,
    }

    /// One thing that a role asks for: either one `skill`, or `any_of` several.
    #[schemars(extend("oneOf" = [{ "required": ["skill"] }, { "required": ["any_of"] }]))]
    pub(crate) struct RequirementTable {
        /// The one skill.
        skill: Option<Text>,
        /// The members of a group, by demand.
        any_of: Option<Members>,
        /// What the group is called.
        group: Option<NonEmptyText>,
        /// Where a group across areas belongs.
        area: Option<Text>,
        /// How much it counts.
        importance: OneOf<Importance>,
        /// The level that is asked at each seniority; 0 where it is not asked.
        target: TargetTable,
        /// Keys into the public sources behind it.
        evidence: Option<Vec<Spanned<EvidenceKey>>>,
        /// Why it is there, where the sources alone do not say so.
        judgement: Option<NonEmptyText>,
    }

    /// A level for each seniority.
    pub(crate) struct TargetTable {
        /// For a first job.
        junior: Spanned<AnyLevel>,
        /// For somebody who works alone on most things.
        mid: Spanned<AnyLevel>,
        /// For somebody who shapes how others work.
        senior: Spanned<AnyLevel>,
    }

    /// A milestone across skills.
    pub(crate) struct ProjectTable {
        /// Stable within its role.
        id: Spanned<Id>,
        /// What it is called.
        name: NonEmptyText,
        /// What to build.
        brief: NonEmptyText,
        /// The levels that one needs before starting.
        needs: Option<Vec<Spanned<NeedTable>>>,
        /// How long it takes.
        hours: HoursTable,
    }

    /// A level of one `skill`, or of `any_of` several.
    pub(crate) struct NeedTable {
        /// The one skill.
        #[schemars(with = "NonEmptyText", default)]
        skill: Option<Text>,
        /// Several skills, any of which serves, by demand.
        any_of: Option<Members>,
        /// The level.
        level: Reached,
    }

    /// Whole hours as a range of pace.
    pub(crate) struct HoursTable {
        /// At a fast pace.
        low: WholeHours,
        /// At the usual pace.
        typical: Spanned<WholeHours>,
        /// At a slow pace.
        high: WholeHours,
    }
}
