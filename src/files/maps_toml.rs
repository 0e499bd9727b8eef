//! The files of maps: what each may contain, and how one is read. The tables in a file tell what kind it is: areas,
//! skills, a role, sources or rules for advertisements.
//!
//! Each key is declared here, once. Reading it, checking its type and publishing it (`skillgap schema skills-file`)
//! all follow from this declaration. [`maps_validation`](super::maps_validation) moves the value into the maps and
//! has the rules between several keys.

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

/// One layer of maps: everything that was read from one folder, or from the shipped maps.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The number of the first files that are shipped with the program; 0 in a layer of own maps. Nobody can change a
    /// shipped file, so a problem between the two is one of the own file.
    pub(crate) shipped_files: usize,
    /// The version of the maps, as the areas file states it.
    pub(crate) version: Option<NonEmptyText>,
    /// The meanings of the levels.
    pub(crate) levels: Vec<LevelTable>,
    /// The areas, in order.
    pub(crate) areas: Vec<AreaTable>,
    /// The skills in order, each with the id of its area.
    pub(crate) skills: Vec<(Text, SkillTable)>,
    /// The skills that were removed from the maps.
    pub(crate) retired: Vec<RetiredTable>,
    /// The roles, in order.
    pub roles: Vec<RoleFile>,
    /// The sources that evidence keys point into.
    pub(crate) sources: Vec<SourceTable>,
    /// The rules for reading advertisements.
    pub(crate) adverts: Vec<AdvertsFile>,
}

/// Reads one file of maps into its layer, and returns the problems of the file.
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
                "this file has no skills, role, areas, sources or rules for advertisements",
                "begin with `skillgap maps new skill ID` or `skillgap maps new role ID`",
            );
        }
    });
    problems
}

file_tables! {
    /// The areas of a map, and the meanings of the levels.
    pub(crate) struct AreasFile {
        /// The file format.
        format: Format,
        /// The version of the maps: year.month of the last change of content.
        version: Option<NonEmptyText>,
        /// The meaning of each level.
        level: Option<Vec<LevelTable>>,
        /// The areas, in the order in which they are shown.
        area: Option<Vec<AreaTable>>,
    }

    /// The meaning of one level, for any skill.
    pub(crate) struct LevelTable {
        /// The level.
        level: AnyLevel,
        /// The meaning of the level.
        meaning: NonEmptyText,
    }

    /// A field that skills belong to.
    pub(crate) struct AreaTable {
        /// The id of the area. Skills and roles refer to it, so it stays the same.
        id: Spanned<Id>,
        /// The name of the area, for people.
        name: NonEmptyText,
        /// The skills that belong to the area, in one sentence.
        summary: NonEmptyText,
    }

    /// The public sources that evidence keys point into.
    pub(crate) struct SourcesFile {
        /// The file format.
        format: Format,
        /// The sources.
        source: Vec<SourceTable>,
    }

    /// One public source.
    pub(crate) struct SourceTable {
        /// The id of the source: the part of an evidence key before the colon. Dots are allowed.
        id: Spanned<SourceId>,
        /// The name of the source, with its version.
        name: NonEmptyText,
        /// The publisher of the source.
        publisher: NonEmptyText,
        /// The family of the source. Sources of one family count as one source.
        family: NonEmptyText,
        /// The licence of the source.
        license: NonEmptyText,
        /// The attribution that the licence requires.
        attribution: Option<NonEmptyText>,
        /// The address of the source.
        url: NonEmptyText,
    }

    /// The rules for reading job advertisements.
    pub(crate) struct AdvertsFile {
        /// The file format.
        format: Format,
        /// Numbers as words, from zero.
        numbers: Option<Vec<NonEmptyText>>,
        /// Ordinary words with a capital letter that are not technologies, in lower case.
        ordinary: Option<Vec<NonEmptyText>>,
        /// Phrases that say how a skill is required.
        sign: Option<Vec<SignTable>>,
        /// Names of skills that also mean something else.
        homonym: Option<Vec<HomonymTable>>,
        /// Lists of small words. Each list has one use.
        list: Option<Vec<ListTable>>,
        /// Phrases that show a skill without naming it.
        duty: Option<Vec<DutyTable>>,
        /// What the title of a job says about its role.
        title: Option<Vec<TitleTable>>,
    }

    /// Phrases with the same meaning.
    pub(crate) struct SignTable {
        /// The meaning of the phrases.
        sign: OneOf<Sign>,
        /// The phrases.
        phrases: Vec<Spanned<Phrase>>,
    }

    /// Small words with the same use.
    pub(crate) struct ListTable {
        /// The use of the words.
        list: OneOf<List>,
        /// The words.
        words: Vec<SmallWord>,
    }

    /// Names of skills that also mean something else.
    pub(crate) struct HomonymTable {
        /// The names, in lower case and with spaces for dashes.
        names: Vec<NonEmptyText>,
        /// The spellings that count. Other spellings are not taken for the skill.
        written: Option<Vec<NonEmptyText>>,
        /// Phrases around the name that show another meaning. `@` stands for the name.
        unless: Option<Vec<NonEmptyText>>,
        /// Phrases of which one must be around the name if no other technology is beside it.
        only: Option<Vec<NonEmptyText>>,
    }

    /// Phrases that show a skill without naming it.
    pub(crate) struct DutyTable {
        /// The skill.
        skill: Text,
        /// The phrases.
        phrases: Vec<Spanned<Phrase>>,
        /// Phrases with another meaning. They cancel a phrase that they overlap with.
        unless: Option<Vec<Spanned<Phrase>>>,
    }

    /// What the title of a job says about its role.
    pub(crate) struct TitleTable {
        /// The role.
        role: Text,
        /// How strongly the phrases speak for the role. The rest of the text adds at most about 10 points.
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
        /// The skills, in the order in which they are listed. A file may contain only retired skills.
        #[schemars(with = "Vec<SkillTable>", default)]
        skill: Option<Vec<SkillTable>>,
        /// Skills that were in earlier maps and are not in these.
        retired: Option<Vec<RetiredTable>>,
    }

    /// A removed skill, with its replacements or the reason. Profiles that name it stay readable.
    #[schemars(extend("anyOf" = [{ "required": ["split_into"] }, { "required": ["reason"] }]))]
    pub(crate) struct RetiredTable {
        /// The former id of the skill.
        id: Spanned<Id>,
        /// Other names of the skill.
        names: Option<Vec<Text>>,
        /// The replacements. A rating of the retired skill counts for each of them, until that one is rated.
        split_into: Option<Vec<Text>>,
        /// Why the skill was removed. It is required if no skill replaced it.
        reason: Option<NonEmptyText>,
    }

    /// A skill: something that a person would rate by itself.
    pub(crate) struct SkillTable {
        /// The id of the skill. Roles, prerequisites and profiles refer to it, so it stays the same.
        id: Spanned<Id>,
        /// The name of the skill, for people.
        name: Text,
        /// Other names: what people type and what advertisements print.
        aliases: Option<Vec<Text>>,
        /// Names of the skill that are also ordinary words or have another meaning, so that text is not misread.
        homonyms: Option<Vec<Text>>,
        /// Former ids of the skill.
        renamed_from: Option<Vec<Text>>,
        /// The kind of the skill.
        kind: OneOf<SkillKind>,
        /// The general skill that is learned with this language, framework or product.
        belongs_to: Option<Text>,
        /// When teachers usually begin the skill. It affects only the order of a plan and is not a prerequisite.
        place: Option<PlaceTable>,
        /// What the skill is, in one sentence.
        summary: NonEmptyText,
        /// The reason, if the hours do not rise from level to level.
        hours_note: Option<NonEmptyText>,
        /// The prerequisites: what one cannot do without.
        prerequisites: Option<Vec<PrerequisiteTable>>,
        /// What somebody at each level can do.
        anchors: ByLevel<NonEmptyText, 0, true>,
        /// Observable signs of each level.
        signs: Option<ByLevel<Vec<NonEmptyText>, 0, false>>,
        /// Hours from the level below to each level, for somebody who has the prerequisites.
        hours: ByLevel<EffortTable, 1, true>,
        /// Small pieces of work that show a level.
        proof: Option<ByLevel<ProofTable, 1, false>>,
        /// Resources for learning the skill.
        resource: Option<Vec<ResourceTable>>,
    }

    /// To reach level `for` of the skill, one needs `level` of `skill`.
    pub(crate) struct PrerequisiteTable {
        /// The skill that is needed.
        skill: Text,
        /// The level of that skill that is needed.
        level: Spanned<Reached>,
        /// The level of this skill that needs it.
        for_level = "for": Reached,
        /// Whether everybody at level `for` has the prerequisite, so that it is inferred from ratings. The default is false.
        certain: Option<bool>,
    }

    /// When teachers usually begin a skill.
    pub(crate) struct PlaceTable {
        /// The place of level 1. An earlier skill has a smaller number.
        at: PlaceNumber,
        /// The basis of the place.
        basis: Spanned<OneOf<PlaceBasis>>,
        /// The number of curricula that include the skill.
        curricula: Option<Curricula>,
        /// The skill that most clearly comes before this one.
        after: Option<PlacedAfterTable>,
    }

    /// How many curricula begin a skill after another one.
    pub(crate) struct PlacedAfterTable {
        /// The skill that comes before.
        skill: Text,
        /// The number of curricula that include both skills and begin with that one.
        agree: Spanned<Curricula>,
        /// The number of curricula that include both skills.
        of: Curricula,
    }

    /// Whole hours as a range of pace, with their basis.
    pub(crate) struct EffortTable {
        /// Hours at a fast pace.
        low: WholeHours,
        /// Hours at the usual pace.
        typical: Spanned<WholeHours>,
        /// Hours at a slow pace.
        high: WholeHours,
        /// The basis of the hours.
        basis: Spanned<OneOf<Basis>>,
        /// The source of stated or derived hours.
        from: Option<NonEmptyText>,
    }

    /// A small piece of work that shows a level.
    pub(crate) struct ProofTable {
        /// What to build or to show.
        task: NonEmptyText,
        /// The hours that the work takes somebody who is at the level.
        hours: WholeHours,
    }

    /// A resource for learning.
    pub(crate) struct ResourceTable {
        /// The title of the resource.
        title: NonEmptyText,
        /// The address of the resource.
        url: Link,
        /// The kind of the resource.
        kind: OneOf<ResourceKind>,
        /// The level that it helps to reach.
        level: Reached,
        /// Whether the resource is free of charge. The default is true.
        free: Option<bool>,
    }

    /// One specialization.
    pub struct RoleFile {
        /// The file format.
        format: Format,
        /// The id of the role. Profiles refer to it, so it stays the same.
        id: Spanned<Id>,
        /// The name of the role, for people.
        name: Text,
        /// Other names of the role.
        aliases: Option<Vec<Text>>,
        /// What the role is, in one sentence.
        summary: NonEmptyText,
        /// What people in this role do.
        duties: Option<Vec<NonEmptyText>>,
        /// How the role differs from similar roles.
        differs: Option<NonEmptyText>,
        /// How people usually enter the role.
        entry: Option<NonEmptyText>,
        /// Interests that people in this role often have.
        interests: Option<NonEmptyText>,
        /// A typical day and week.
        work: Option<NonEmptyText>,
        /// Where people in this role work, and with whom.
        workplace: Option<NonEmptyText>,
        /// What people in this role move on to.
        leads_to: Option<NonEmptyText>,
        /// How the work differs from front-end development, and which skills carry over.
        front_end: Option<NonEmptyText>,
        /// What no public source says about the role.
        not_covered: Option<NonEmptyText>,
        /// The codes of the role in public classifications.
        codes: Option<CodesTable>,
        /// The requirements of the role.
        requirement: Vec<Spanned<RequirementTable>>,
        /// Projects: milestones that combine several skills.
        project: Option<Vec<ProjectTable>>,
        /// Skills that plans for this role begin at another place than usual.
        place: Option<Vec<RolePlaceTable>>,
    }

    /// Another place for one skill in the plans for a role.
    pub(crate) struct RolePlaceTable {
        /// The skill.
        skill: Text,
        /// The place of level 1, on the same scale as the places of skills.
        at: PlaceNumber,
        /// Why the place differs from the usual one.
        reason: NonEmptyText,
    }

    /// Codes in public classifications.
    pub(crate) struct CodesTable {
        /// Codes of O*NET-SOC occupations.
        onet_soc: Option<Vec<NonEmptyText>>,
        /// Addresses of ESCO occupations.
        esco: Option<Vec<NonEmptyText>>,
        /// Codes of SFIA skills.
        sfia: Option<Vec<NonEmptyText>>,
    }

    /// One requirement of a role: either one `skill`, or `any_of` several.
    #[schemars(extend("oneOf" = [{ "required": ["skill"] }, { "required": ["any_of"] }]))]
    pub(crate) struct RequirementTable {
        /// The one skill.
        skill: Option<Text>,
        /// The members of a group, the most in demand first.
        any_of: Option<Members>,
        /// The name of the group.
        group: Option<NonEmptyText>,
        /// The area of the group, if its members are of several areas.
        area: Option<Text>,
        /// How much the requirement counts.
        importance: OneOf<Importance>,
        /// The level that is required at each seniority, or 0 if none is required.
        target: TargetTable,
        /// Keys of the public sources that support the requirement.
        evidence: Option<Vec<Spanned<EvidenceKey>>>,
        /// The reason for the requirement, if the sources alone do not show it.
        judgement: Option<NonEmptyText>,
    }

    /// A level for each seniority.
    pub(crate) struct TargetTable {
        /// The level for a first job.
        junior: Spanned<AnyLevel>,
        /// The level for somebody who does most work alone.
        mid: Spanned<AnyLevel>,
        /// The level for somebody who guides the work of others.
        senior: Spanned<AnyLevel>,
    }

    /// A project: a milestone that combines several skills.
    pub(crate) struct ProjectTable {
        /// The id of the project. It stays the same and is used once in its role.
        id: Spanned<Id>,
        /// The name of the project.
        name: NonEmptyText,
        /// What to build.
        brief: NonEmptyText,
        /// The levels that are needed before the project begins.
        needs: Option<Vec<Spanned<NeedTable>>>,
        /// The hours that the project takes.
        hours: HoursTable,
    }

    /// A level of one `skill`, or of `any_of` several.
    pub(crate) struct NeedTable {
        /// The one skill.
        #[schemars(with = "NonEmptyText", default)]
        skill: Option<Text>,
        /// Several skills, any of which is enough, the most in demand first.
        any_of: Option<Members>,
        /// The level.
        level: Reached,
    }

    /// Whole hours as a range of pace.
    pub(crate) struct HoursTable {
        /// Hours at a fast pace.
        low: WholeHours,
        /// Hours at the usual pace.
        typical: Spanned<WholeHours>,
        /// Hours at a slow pace.
        high: WholeHours,
    }
}
