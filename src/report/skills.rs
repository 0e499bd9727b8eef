//! The catalog as an answer: all skills, or everything about some.

use serde::Serialize;

use super::areas::sections;
use super::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use super::json::{HoursJson, StepJson, ids, word};
use super::phrases::{count, hours, requirement_name};
use crate::domain::catalog::{ResourceKind, Skill, SkillIndex, SkillKind, Str};
use crate::domain::hours::Basis;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;

/// All skills by area, or everything about the ones asked for.
pub fn document(maps: &SkillMaps, skills: &[SkillIndex]) -> Document {
    if skills.is_empty() {
        return catalog(maps);
    }
    let mut document = Document::default();
    for skill in skills {
        one(maps, *skill, &mut document);
    }
    document
}

fn catalog(maps: &SkillMaps) -> Document {
    let mut document = Document::default();
    document.push(Block::Title(
        format!(
            "{} in {}",
            count(maps.skills().len(), "skill", "skills"),
            count(maps.areas().len(), "area", "areas")
        )
        .into(),
    ));
    let sections = sections(maps, |area| {
        let of_area = maps.skills().iter().filter(|skill| skill.area == area);
        let row = |skill: &Skill| {
            Row::new(vec![
                Cell::toned(&skill.id, Tone::Code),
                Cell::plain(&skill.name),
                Cell::toned(&*skill.summary, Tone::Quiet),
            ])
        };
        of_area.map(row).collect()
    });
    document.push(Block::Table(Table {
        columns: vec![
            Column::word("Id"),
            Column::text("Name"),
            Column::text("What it is").if_room(1),
        ],
        sections,
    }));
    document.push(Block::Commands(vec![(
        "skillgap skills SKILL".to_string(),
        "everything about one of them".to_string(),
    )]));
    document
}

fn one(maps: &SkillMaps, index: SkillIndex, document: &mut Document) {
    let skill = &maps[index];
    document.push(Block::Title(Text::new(&skill.name, Tone::Strong).and(
        format!(" · {} · {}", skill.id, maps[skill.area].name),
        Tone::Quiet,
    )));
    document.say(&*skill.summary);
    if !skill.aliases.is_empty() {
        document
            .say(Text::new("Also called ", Tone::Quiet).and(skill.aliases.join(", "), Tone::Quiet));
    }
    for level in Level::ALL {
        level_of(maps, index, level, document);
    }
    if let Some(note) = &skill.hours_note {
        document.push(Block::Note((&**note).into()));
    }
    let needed = needed_by(maps, index);
    if !needed.is_empty() {
        document.heading("What needs it");
        document.push(Block::List(
            needed
                .iter()
                .map(|(step, level)| {
                    Text::from(format!(
                        "{} {} needs {} {level}",
                        maps[step.skill].name, step.level, skill.name
                    ))
                })
                .collect(),
        ));
    }
    let asked = asked_by(maps, index);
    if !asked.is_empty() {
        document.heading("Who asks for it");
        let rows = asked
            .iter()
            .map(|asked| {
                let mut cells = vec![Cell::plain(&maps[asked.role].name)];
                for target in asked.target {
                    cells.push(Cell::plain(dash_for_none(target)));
                }
                cells.push(Cell::plain(asked.importance));
                cells.push(Cell::toned(
                    asked.group.clone().unwrap_or_default(),
                    Tone::Quiet,
                ));
                Row::new(cells)
            })
            .collect();
        document.push(Block::Table(Table {
            columns: vec![
                Column::text("Role"),
                Column::number("Junior"),
                Column::number("Mid"),
                Column::number("Senior"),
                Column::word("Importance").if_room(2),
                Column::word("As one of").if_room(1),
            ],
            sections: vec![Section {
                heading: None,
                rows,
            }],
        }));
    }
    document.heading("Where to learn it");
    document.push(Block::List(
        skill
            .resources
            .iter()
            .map(|resource| {
                let free = if resource.free { "free" } else { "not free" };
                Text::new(&*resource.title, Tone::Plain)
                    .and(
                        format!(
                            " ({}, {free}, to level {})  ",
                            word(&ResourceKind::WORDS, &resource.kind),
                            resource.level
                        ),
                        Tone::Quiet,
                    )
                    .and(&*resource.url, Tone::Code)
            })
            .collect(),
    ));
}

fn level_of(maps: &SkillMaps, index: SkillIndex, level: Level, document: &mut Document) {
    let skill = &maps[index];
    let heading = Text::new(format!("{level} {}", level.name()), Tone::Strong);
    document.heading(if level == Level::NONE {
        heading
    } else {
        heading.and(
            format!(
                " · {} of {} from the level below",
                hours(skill.hours_to(level)),
                level.gained_by()
            ),
            Tone::Quiet,
        )
    });
    document.say(skill.can_do(level));
    let mut points: Vec<Text> = skill.signs[level.index()]
        .iter()
        .map(|sign| Text::from(&**sign))
        .collect();
    for needed in maps.prerequisites(Step {
        skill: index,
        level,
    }) {
        points.push(Text::new("Needs ", Tone::Quiet).and(
            format!("{} {}", maps[needed.skill].name, needed.level),
            Tone::Quiet,
        ));
    }
    if let Some(proof) = skill.proof(level) {
        points.push(
            Text::new("Show it: ", Tone::Good)
                .and(format!("{} ({} h)", proof.task, proof.hours), Tone::Plain),
        );
    }
    if !points.is_empty() {
        document.push(Block::List(points));
    }
}

fn dash_for_none(level: Level) -> String {
    if level == Level::NONE {
        "–".to_string()
    } else {
        level.to_string()
    }
}

/// The steps that need a skill, each with the level that it needs.
fn needed_by(maps: &SkillMaps, index: SkillIndex) -> Vec<(Step, Level)> {
    let mut found = Vec::new();
    for other in maps.skill_indices() {
        for needed in maps[other]
            .prerequisites
            .iter()
            .filter(|n| n.skill == index)
        {
            let step = Step {
                skill: other,
                level: needed.reach,
            };
            found.push((step, needed.level));
        }
    }
    found
}

struct Asked {
    role: RoleIndex,
    importance: &'static str,
    group: Option<String>,
    target: [Level; 3],
}

/// The roles that ask for a skill.
fn asked_by(maps: &SkillMaps, index: SkillIndex) -> Vec<Asked> {
    let mut asked = Vec::new();
    for role in maps.role_indices() {
        for requirement in &maps[role].requirements {
            if requirement.any_of.contains(&index) {
                asked.push(Asked {
                    role,
                    importance: requirement.importance.word(),
                    group: requirement
                        .is_group()
                        .then(|| requirement_name(maps, requirement)),
                    target: requirement.targets,
                });
            }
        }
    }
    asked
}

/// The content of a `skills` document.
#[derive(Debug, Serialize)]
pub struct SkillsJson {
    skills: Vec<SkillJson>,
}

#[derive(Debug, Serialize)]
struct SkillJson {
    skill: String,
    name: String,
    aliases: Vec<Str>,
    renamed_from: Vec<Str>,
    area: String,
    kind: &'static str,
    summary: Str,
    anchors: Vec<AnchorJson>,
    prerequisites: Vec<PrerequisiteJson>,
    hours: Vec<LevelHoursJson>,
    hours_note: Option<Str>,
    proofs: Vec<ProofJson>,
    resources: Vec<ResourceJson>,
    needed_by: Vec<NeededByJson>,
    roles: Vec<AskedJson>,
}

#[derive(Debug, Serialize)]
struct AnchorJson {
    level: u8,
    name: &'static str,
    can_do: String,
    signs: Vec<Str>,
}

#[derive(Debug, Serialize)]
struct PrerequisiteJson {
    skill: String,
    level: u8,
    r#for: u8,
}

#[derive(Debug, Serialize)]
struct LevelHoursJson {
    level: u8,
    #[serde(flatten)]
    hours: HoursJson,
    by: &'static str,
    basis: &'static str,
    from: Option<Str>,
}

#[derive(Debug, Serialize)]
struct ProofJson {
    level: u8,
    task: Str,
    hours: u32,
}

/// Somewhere to learn from.
#[derive(Debug, Serialize)]
pub struct ResourceJson {
    title: Str,
    url: Str,
    kind: &'static str,
    level: u8,
    free: bool,
}

impl ResourceJson {
    /// The resources of a skill that help to reach a level, or all of them.
    pub fn of(maps: &SkillMaps, skill: SkillIndex, level: Option<Level>) -> Vec<ResourceJson> {
        maps[skill]
            .resources
            .iter()
            .filter(|resource| level.is_none_or(|level| resource.level == level))
            .map(|resource| ResourceJson {
                title: resource.title.clone(),
                url: resource.url.clone(),
                kind: word(&ResourceKind::WORDS, &resource.kind),
                level: resource.level.number(),
                free: resource.free,
            })
            .collect()
    }
}

#[derive(Debug, Serialize)]
struct NeededByJson {
    #[serde(flatten)]
    step: StepJson,
    needs: u8,
}

#[derive(Debug, Serialize)]
struct AskedJson {
    role: String,
    any_of: Vec<String>,
    importance: &'static str,
    target: TargetJson,
}

/// A target for each seniority.
#[derive(Debug, Serialize)]
pub struct TargetJson {
    junior: u8,
    mid: u8,
    senior: u8,
}

impl TargetJson {
    /// From the levels of a requirement.
    pub fn new(targets: &[Level; 3]) -> TargetJson {
        let of = |seniority: Seniority| targets[seniority as usize].number();
        TargetJson {
            junior: of(Seniority::Junior),
            mid: of(Seniority::Mid),
            senior: of(Seniority::Senior),
        }
    }
}

/// All skills, or the ones asked for, as JSON.
pub fn json(maps: &SkillMaps, skills: &[SkillIndex]) -> SkillsJson {
    let all: Vec<SkillIndex> = if skills.is_empty() {
        maps.skill_indices().collect()
    } else {
        skills.to_vec()
    };
    SkillsJson {
        skills: all
            .into_iter()
            .map(|skill| skill_json(maps, skill))
            .collect(),
    }
}

fn skill_json(maps: &SkillMaps, index: SkillIndex) -> SkillJson {
    let skill = &maps[index];
    let effort = |level: Level| &skill.efforts[level.index() - 1];
    let asked = maps.role_indices().flat_map(|role| {
        let requirements = maps[role].requirements.iter();
        requirements
            .filter(|r| r.any_of.contains(&index))
            .map(move |r| AskedJson {
                role: maps[role].id.clone(),
                any_of: ids(maps, &r.any_of),
                importance: r.importance.word(),
                target: TargetJson::new(&r.targets),
            })
    });
    SkillJson {
        skill: skill.id.clone(),
        name: skill.name.clone(),
        aliases: skill.aliases.clone(),
        renamed_from: skill.renamed_from.clone(),
        area: maps[skill.area].id.clone(),
        kind: word(&SkillKind::WORDS, &skill.kind),
        summary: skill.summary.clone(),
        anchors: Level::ALL
            .iter()
            .map(|level| AnchorJson {
                level: level.number(),
                name: level.name(),
                can_do: skill.can_do(*level).to_string(),
                signs: skill.signs[level.index()].clone(),
            })
            .collect(),
        prerequisites: skill
            .prerequisites
            .iter()
            .map(|needed| PrerequisiteJson {
                skill: maps[needed.skill].id.clone(),
                level: needed.level.number(),
                r#for: needed.reach.number(),
            })
            .collect(),
        hours: Level::ABOVE_NONE
            .iter()
            .map(|level| LevelHoursJson {
                level: level.number(),
                hours: effort(*level).hours.into(),
                by: level.gained_by(),
                basis: word(&Basis::WORDS, &effort(*level).basis),
                from: effort(*level).from.clone(),
            })
            .collect(),
        hours_note: skill.hours_note.clone(),
        proofs: Level::ABOVE_NONE
            .iter()
            .filter_map(|level| {
                skill.proof(*level).map(|proof| ProofJson {
                    level: level.number(),
                    task: proof.task.clone(),
                    hours: proof.hours,
                })
            })
            .collect(),
        resources: ResourceJson::of(maps, index, None),
        needed_by: needed_by(maps, index)
            .into_iter()
            .map(|(step, level)| NeededByJson {
                step: StepJson::new(maps, step),
                needs: level.number(),
            })
            .collect(),
        roles: asked.collect(),
    }
}
