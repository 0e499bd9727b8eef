//! The compact form of the shipped maps → drafts: what the TOML says, as JSON, without places.
//!
//! It is read at every start. What is wrong with the content shows at the door, and then the TOML is read for the places.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::catalog::{ResourceKind, SkillKind};
use crate::domain::draft::{
    AreaDraft, Draft, HoursDraft, LevelDraft, PrerequisiteDraft, ProjectDraft, ProofDraft,
    RequirementDraft, ResourceDraft, RoleDraft, SkillDraft, SourceDraft, Text,
};
use crate::domain::hours::Basis;
use crate::domain::level::Level;
use crate::domain::problem::{Place, Placed};
use crate::domain::role::{Codes, Importance};

/// Reads one file into the draft of its layer; `None` when it is not of the compact form.
pub fn read_compact(json: &str, draft: &mut Draft) -> Option<()> {
    match serde_json::from_str(json).ok()? {
        MapFile::Level(file) => {
            draft.version = Some(file.version);
            for level in file.level {
                draft.levels.push(LevelDraft {
                    level: level_at(level.level)?,
                    meaning: at(level.meaning),
                });
            }
            let areas = file.area.into_iter().map(|area| AreaDraft {
                id: at(area.id),
                name: at(area.name),
                summary: at(area.summary),
            });
            draft.areas.extend(areas);
        }
        MapFile::Source(file) => {
            let sources = file.source.into_iter().map(|source| SourceDraft {
                id: at(source.id),
                name: at(source.name),
                publisher: at(source.publisher),
                family: at(source.family),
                license: at(source.license),
                attribution: source.attribution.map(at),
                url: at(source.url),
            });
            draft.sources.extend(sources);
        }
        MapFile::Skill(file) => {
            for skill in file.skill {
                draft.skills.push(read_skill(skill, &file.area)?);
            }
        }
        MapFile::Requirement(role) => draft.roles.push(read_role(*role)?),
    }
    Some(())
}

fn read_skill(skill: SkillJson, area: &str) -> Option<SkillDraft> {
    let mut draft = SkillDraft {
        id: at(skill.id),
        name: at(skill.name),
        aliases: texts(skill.aliases),
        renamed_from: texts(skill.renamed_from),
        area: at(area.to_string()),
        kind: word(&SkillKind::WORDS, &skill.kind)?,
        summary: at(skill.summary),
        hours_note: skill.hours_note.map(at),
        prerequisites: Vec::new(),
        anchors: Default::default(),
        signs: Default::default(),
        hours: Default::default(),
        proofs: Default::default(),
        resources: Vec::new(),
    };
    for needed in skill.prerequisites {
        draft.prerequisites.push(PrerequisiteDraft {
            skill: at(needed.skill),
            level: level_at(needed.level)?,
            reach: level_at(needed.r#for)?,
        });
    }
    for (level, text) in skill.anchors {
        draft.anchors[Level::parse(&level)?.index()] = Some(at(text));
    }
    for (level, signs) in skill.signs {
        draft.signs[Level::parse(&level)?.index()] = texts(signs);
    }
    for (level, hours) in skill.hours {
        let slot = Level::parse(&level)?.index().checked_sub(1)?;
        draft.hours[slot] = Some(read_hours(hours)?);
    }
    for (level, proof) in skill.proof {
        let slot = Level::parse(&level)?.index().checked_sub(1)?;
        draft.proofs[slot] = Some(ProofDraft {
            task: at(proof.task),
            hours: placed(proof.hours),
        });
    }
    for resource in skill.resource {
        draft.resources.push(ResourceDraft {
            title: at(resource.title),
            url: at(resource.url),
            kind: word(&ResourceKind::WORDS, &resource.kind)?,
            level: level_at(resource.level)?,
            free: resource.free.unwrap_or(true),
        });
    }
    Some(draft)
}

fn read_hours(hours: HoursJson) -> Option<HoursDraft> {
    let basis = match hours.basis {
        Some(basis) => word(&Basis::WORDS, &basis)?,
        None => Basis::Judgement,
    };
    Some(HoursDraft {
        low: placed(hours.low),
        typical: placed(hours.typical),
        high: placed(hours.high),
        basis: placed(basis),
        from: hours.from.map(at),
    })
}

fn read_role(role: RoleJson) -> Option<RoleDraft> {
    let mut draft = RoleDraft {
        id: at(role.id),
        name: at(role.name),
        aliases: texts(role.aliases),
        summary: at(role.summary),
        duties: texts(role.duties),
        differs: role.differs.map(at),
        entry: role.entry.map(at),
        interests: role.interests.map(at),
        not_covered: role.not_covered.map(at),
        codes: Codes {
            onet_soc: role.codes.onet_soc,
            esco: role.codes.esco,
            sfia: role.codes.sfia,
        },
        requirements: Vec::new(),
        projects: Vec::new(),
    };
    for asked in role.requirement {
        let target = asked.target;
        draft.requirements.push(RequirementDraft {
            place: nowhere(),
            skill: asked.skill.map(at),
            any_of: asked.any_of.map(|members| placed(texts(members))),
            group: asked.group.map(at),
            area: asked.area.map(at),
            importance: word(&Importance::WORDS, &asked.importance)?,
            targets: [
                level_at(target.junior)?,
                level_at(target.mid)?,
                level_at(target.senior)?,
            ],
            evidence: texts(asked.evidence),
            judgement: asked.judgement.map(at),
        });
    }
    for project in role.project {
        let mut needs = Vec::new();
        for need in project.needs {
            needs.push((at(need.skill), level_at(need.level)?));
        }
        draft.projects.push(ProjectDraft {
            id: at(project.id),
            name: at(project.name),
            brief: at(project.brief),
            needs,
            hours: read_hours(project.hours)?,
        });
    }
    Some(draft)
}

fn nowhere() -> Place {
    Place {
        file: 0,
        span: 0..0,
    }
}

fn placed<T>(value: T) -> Placed<T> {
    Placed {
        value,
        place: nowhere(),
    }
}

/// A text as the TOML reader would give it: without the space around it.
fn at(text: String) -> Text {
    if text.trim().len() == text.len() {
        placed(text)
    } else {
        placed(text.trim().to_string())
    }
}

fn texts(texts: Vec<String>) -> Vec<Text> {
    texts.into_iter().map(at).collect()
}

fn level_at(number: i64) -> Option<Placed<Level>> {
    Level::new(number).map(placed)
}

fn word<T: Copy>(words: &[(&'static str, T)], text: &str) -> Option<T> {
    let found = words.iter().find(|(word, _)| *word == text)?;
    Some(found.1)
}

/// Each kind of file by the key that only it has.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum MapFile {
    Level(AreasJson),
    Source(SourcesJson),
    Skill(SkillsJson),
    Requirement(Box<RoleJson>),
}

#[derive(Deserialize)]
struct AreasJson {
    version: String,
    level: Vec<LevelJson>,
    area: Vec<AreaJson>,
}

#[derive(Deserialize)]
struct LevelJson {
    level: i64,
    meaning: String,
}

#[derive(Deserialize)]
struct AreaJson {
    id: String,
    name: String,
    summary: String,
}

#[derive(Deserialize)]
struct SourcesJson {
    source: Vec<SourceJson>,
}

#[derive(Deserialize)]
struct SourceJson {
    id: String,
    name: String,
    publisher: String,
    family: String,
    license: String,
    attribution: Option<String>,
    url: String,
}

#[derive(Deserialize)]
struct SkillsJson {
    area: String,
    skill: Vec<SkillJson>,
}

#[derive(Deserialize)]
struct SkillJson {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    renamed_from: Vec<String>,
    kind: String,
    summary: String,
    hours_note: Option<String>,
    #[serde(default)]
    prerequisites: Vec<PrerequisiteJson>,
    #[serde(default)]
    anchors: BTreeMap<String, String>,
    #[serde(default)]
    signs: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    hours: BTreeMap<String, HoursJson>,
    #[serde(default)]
    proof: BTreeMap<String, ProofJson>,
    #[serde(default)]
    resource: Vec<ResourceJson>,
}

#[derive(Deserialize)]
struct PrerequisiteJson {
    skill: String,
    level: i64,
    r#for: i64,
}

#[derive(Deserialize)]
struct HoursJson {
    low: i64,
    typical: i64,
    high: i64,
    basis: Option<String>,
    from: Option<String>,
}

#[derive(Deserialize)]
struct ProofJson {
    task: String,
    hours: i64,
}

#[derive(Deserialize)]
struct ResourceJson {
    title: String,
    url: String,
    kind: String,
    level: i64,
    free: Option<bool>,
}

#[derive(Deserialize)]
struct RoleJson {
    id: String,
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    summary: String,
    #[serde(default)]
    duties: Vec<String>,
    differs: Option<String>,
    entry: Option<String>,
    interests: Option<String>,
    not_covered: Option<String>,
    #[serde(default)]
    codes: CodesJson,
    requirement: Vec<RequirementJson>,
    #[serde(default)]
    project: Vec<ProjectJson>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CodesJson {
    onet_soc: Vec<String>,
    esco: Vec<String>,
    sfia: Vec<String>,
}

#[derive(Deserialize)]
struct RequirementJson {
    skill: Option<String>,
    any_of: Option<Vec<String>>,
    group: Option<String>,
    area: Option<String>,
    importance: String,
    target: TargetJson,
    #[serde(default)]
    evidence: Vec<String>,
    judgement: Option<String>,
}

#[derive(Deserialize)]
struct TargetJson {
    junior: i64,
    mid: i64,
    senior: i64,
}

#[derive(Deserialize)]
struct ProjectJson {
    id: String,
    name: String,
    brief: String,
    #[serde(default)]
    needs: Vec<NeedJson>,
    hours: HoursJson,
}

#[derive(Deserialize)]
struct NeedJson {
    skill: String,
    level: i64,
}
