//! TOML → drafts of maps. What a file is shows in what it holds: areas, skills, a role, or sources.

use super::toml_reader::{Reader, Table};
use crate::domain::catalog::{PlaceBasis, ResourceKind, SkillKind};
use crate::domain::draft::{
    AreaDraft, Draft, HoursDraft, LevelDraft, PlaceDraft, PlacedAfterDraft, PrerequisiteDraft,
    ProjectDraft, ProjectNeedDraft, ProofDraft, RequirementDraft, ResourceDraft, RoleDraft,
    SkillDraft, SourceDraft, Text,
};
use crate::domain::hours::Basis;
use crate::domain::level::{Level, Seniority};
use crate::domain::problem::{Code, Problem, Spanned};
use crate::domain::role::{Codes, Importance};

/// Reads one file of maps into the draft of its layer, and returns what is wrong with it.
pub fn read_map(file: usize, text: &str, draft: &mut Draft) -> Vec<Problem> {
    let ((), problems) = Reader::read(file, text, |root| {
        if root.has_tables("area") || root.has_tables("level") {
            read_areas(root, draft);
        } else if root.has_tables("skill") {
            read_skills(root, draft);
        } else if root.has_tables("source") {
            read_sources(root, draft);
        } else if root.has_tables("requirement") || root.maybe_text("id").is_some() {
            draft.roles.push(read_role(root));
        } else {
            root.report(
                &root.span(),
                Code::UnknownFile,
                "this file holds no skills, role, areas or sources",
                "begin with `skillgap maps new skill ID` or `skillgap maps new role ID`",
            );
        }
    });
    let unknown_file = problems.iter().any(|p| p.code == Code::UnknownFile);
    problems.into_iter().filter(|p| !unknown_file || p.code != Code::UnknownKey).collect()
}

fn read_areas(root: &Table<'_, '_>, draft: &mut Draft) {
    draft.version = root.maybe_text("version").map(|text| text.value);
    for table in root.tables("level") {
        draft.levels.push(LevelDraft {
            level: table.level("level", Level::NONE),
            meaning: table.text("meaning"),
        });
        table.finish();
    }
    for table in root.tables("area") {
        draft.areas.push(AreaDraft {
            id: table.text("id"),
            name: table.text("name"),
            summary: table.text("summary"),
        });
        table.finish();
    }
}

fn read_sources(root: &Table<'_, '_>, draft: &mut Draft) {
    for table in root.tables("source") {
        draft.sources.push(SourceDraft {
            id: table.text("id"),
            name: table.text("name"),
            publisher: table.text("publisher"),
            family: table.text("family"),
            license: table.text("license"),
            attribution: table.maybe_text("attribution"),
            url: table.text("url"),
        });
        table.finish();
    }
}

fn read_skills(root: &Table<'_, '_>, draft: &mut Draft) {
    let area = root.text("area");
    for table in root.tables("skill") {
        draft.skills.push(read_skill(&table, &area));
        table.finish();
    }
}

fn read_skill(table: &Table<'_, '_>, area: &Text) -> SkillDraft {
    let mut skill = SkillDraft {
        id: table.text("id"),
        name: table.text("name"),
        aliases: table.texts("aliases"),
        homonyms: table.texts("homonyms"),
        kind: table.word("kind", &SkillKind::WORDS).value,
        belongs_to: table.maybe_text("belongs_to"),
        place: read_place(table),
        summary: table.text("summary"),
        renamed_from: table.texts("renamed_from"),
        hours_note: table.maybe_text("hours_note"),
        area: area.clone(),
        prerequisites: read_prerequisites(table),
        anchors: Default::default(),
        signs: Default::default(),
        hours: Default::default(),
        proofs: Default::default(),
        resources: Vec::new(),
    };
    for (level, text) in
        table.by_level("anchors", Level::NONE, |table, _, entry| table.entry_text("anchors", entry))
    {
        skill.anchors[level.index()] = Some(text);
    }
    for (level, texts) in
        table.by_level("signs", Level::NONE, |table, _, entry| table.entry_texts("signs", entry))
    {
        skill.signs[level.index()] = texts;
    }
    let one = Level::ABOVE_NONE[0];
    for (level, hours) in table.by_level("hours", one, |table, _, entry| {
        let table = table.entry_table("hours", entry)?;
        let basis = table.word("basis", &Basis::WORDS);
        let hours = read_hours(&table, basis);
        table.finish();
        Some(hours)
    }) {
        skill.hours[level.index() - 1] = Some(hours);
    }
    for (level, proof) in table.by_level("proof", one, |table, _, entry| {
        let table = table.entry_table("proof", entry)?;
        let proof = ProofDraft { task: table.text("task"), hours: table.integer("hours") };
        table.finish();
        Some(proof)
    }) {
        skill.proofs[level.index() - 1] = Some(proof);
    }
    for table in table.tables("resource") {
        skill.resources.push(ResourceDraft {
            title: table.text("title"),
            url: table.text("url"),
            kind: table.word("kind", &ResourceKind::WORDS).value,
            level: table.level("level", one),
            free: table.flag("free", true),
        });
        table.finish();
    }
    skill
}

fn read_prerequisites(table: &Table<'_, '_>) -> Vec<PrerequisiteDraft> {
    let one = Level::ABOVE_NONE[0];
    let tables = table.tables("prerequisites").into_iter();
    tables
        .map(|table| {
            let needed = PrerequisiteDraft {
                skill: table.text("skill"),
                level: table.level("level", one),
                reach: table.level("for", one),
                certain: table.flag("certain", false),
            };
            table.finish();
            needed
        })
        .collect()
}

fn read_place(skill: &Table<'_, '_>) -> Option<PlaceDraft> {
    let table = skill.maybe_table("place")?;
    let place = PlaceDraft {
        at: table.number("at"),
        basis: table.word("basis", &PlaceBasis::WORDS),
        curricula: table.maybe_integer("curricula"),
        after: table.maybe_table("after").map(|table| {
            let after = PlacedAfterDraft {
                skill: table.text("skill"),
                agree: table.integer("agree"),
                of: table.integer("of"),
            };
            table.finish();
            after
        }),
    };
    table.finish();
    Some(place)
}

fn read_hours(table: &Table<'_, '_>, basis: Spanned<Basis>) -> HoursDraft {
    HoursDraft {
        low: table.integer("low"),
        typical: table.integer("typical"),
        high: table.integer("high"),
        basis,
        from: table.maybe_text("from"),
    }
}

fn read_role(root: &Table<'_, '_>) -> RoleDraft {
    let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value.into()).collect();
    let mut codes = Codes::default();
    let mut role = RoleDraft {
        id: root.text("id"),
        name: root.text("name"),
        aliases: root.texts("aliases"),
        summary: root.text("summary"),
        duties: root.texts("duties"),
        differs: root.maybe_text("differs"),
        entry: root.maybe_text("entry"),
        interests: root.maybe_text("interests"),
        work: root.maybe_text("work"),
        workplace: root.maybe_text("workplace"),
        leads_to: root.maybe_text("leads_to"),
        front_end: root.maybe_text("front_end"),
        not_covered: root.maybe_text("not_covered"),
        codes: Codes::default(),
        requirements: Vec::new(),
        projects: Vec::new(),
    };
    if let Some(table) = root.maybe_table("codes") {
        codes.onet_soc = values(table.texts("onet_soc"));
        codes.esco = values(table.texts("esco"));
        codes.sfia = values(table.texts("sfia"));
        table.finish();
    }
    role.codes = codes;
    for table in root.tables("requirement") {
        role.requirements.push(read_requirement(&table));
        table.finish();
    }
    for table in root.tables("project") {
        role.projects.push(read_project(&table));
        table.finish();
    }
    role
}

fn read_requirement(table: &Table<'_, '_>) -> RequirementDraft {
    let nothing = || Spanned { value: Level::NONE, span: table.span() };
    let importance = table.word("importance", &Importance::WORDS).value;
    let targets = match table.table("target") {
        Some(targets) => {
            let read = Seniority::ALL.map(|s| targets.level(s.word(), Level::NONE));
            targets.finish();
            read
        }
        None => [nothing(), nothing(), Spanned { value: Level::EXPERT, span: table.span() }],
    };
    RequirementDraft {
        span: table.span(),
        skill: table.maybe_text("skill"),
        any_of: table.maybe_texts("any_of"),
        group: table.maybe_text("group"),
        area: table.maybe_text("area"),
        importance,
        targets,
        evidence: table.texts("evidence"),
        judgement: table.maybe_text("judgement"),
    }
}

fn read_project(table: &Table<'_, '_>) -> ProjectDraft {
    let needs = table.tables("needs").into_iter();
    let needs = needs
        .map(|need| {
            let read = ProjectNeedDraft {
                span: need.span(),
                skill: need.maybe_text("skill"),
                any_of: need.maybe_texts("any_of"),
                level: need.level("level", Level::ABOVE_NONE[0]),
            };
            need.finish();
            read
        })
        .collect();
    let judgement = Spanned { value: Basis::Judgement, span: table.span() };
    let one = || Spanned { value: 1, span: table.span() };
    let hours = match table.table("hours") {
        Some(hours) => {
            let read = HoursDraft {
                low: hours.integer("low"),
                typical: hours.integer("typical"),
                high: hours.integer("high"),
                basis: judgement,
                from: None,
            };
            hours.finish();
            read
        }
        None => {
            HoursDraft { low: one(), typical: one(), high: one(), basis: judgement, from: None }
        }
    };
    ProjectDraft {
        id: table.text("id"),
        name: table.text("name"),
        brief: table.text("brief"),
        needs,
        hours,
    }
}
