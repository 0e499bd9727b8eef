//! The catalog as an answer: all skills, or everything about some.

use schemars::JsonSchema;
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
    document.push(Block::Title(
        Text::new(&skill.name, Tone::Strong)
            .and(format!(" · {} · {}", skill.id, maps[skill.area].name), Tone::Quiet),
    ));
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
                cells.push(Cell::toned(asked.group.clone().unwrap_or_default(), Tone::Quiet));
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
            sections: vec![Section { heading: None, rows }],
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
    let mut points: Vec<Text> =
        skill.signs[level.index()].iter().map(|sign| Text::from(&**sign)).collect();
    for needed in maps.prerequisites(Step { skill: index, level }) {
        points.push(
            Text::new("Needs ", Tone::Quiet)
                .and(format!("{} {}", maps[needed.skill].name, needed.level), Tone::Quiet),
        );
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
    if level == Level::NONE { "–".to_string() } else { level.to_string() }
}

/// The steps that need a skill, each with the level that it needs.
fn needed_by(maps: &SkillMaps, index: SkillIndex) -> Vec<(Step, Level)> {
    let mut found = Vec::new();
    for other in maps.skill_indices() {
        for needed in maps[other].prerequisites.iter().filter(|n| n.skill == index) {
            let step = Step { skill: other, level: needed.reach };
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
                    group: requirement.is_group().then(|| requirement_name(maps, requirement)),
                    target: requirement.targets,
                });
            }
        }
    }
    asked
}

/// The content of a `skills` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct SkillsJson {
    /// The skills that were asked for, else all.
    skills: Vec<SkillJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    /// The id of the skill.
    skill: String,
    /// What it is called.
    name: String,
    /// What else people call it.
    aliases: Vec<Str>,
    /// Ids that it had in earlier maps.
    renamed_from: Vec<Str>,
    /// The id of the area.
    area: String,
    /// What kind of thing it is.
    #[schemars(extend("enum" = ["concept", "practice", "tool"]))]
    kind: &'static str,
    /// What it is, in one sentence.
    summary: Str,
    /// What somebody at each level does.
    anchors: Vec<AnchorJson>,
    /// What each level needs of other skills.
    prerequisites: Vec<PrerequisiteJson>,
    /// The time from the level below to each level.
    hours: Vec<LevelHoursJson>,
    /// Why the hours do not rise from level to level; null where they do.
    hours_note: Option<Str>,
    /// Small pieces of work that show a level.
    proofs: Vec<ProofJson>,
    /// Where to learn it.
    resources: Vec<ResourceJson>,
    /// Which steps need it.
    needed_by: Vec<NeededByJson>,
    /// Which roles ask for it.
    roles: Vec<AskedJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AnchorJson {
    /// The level.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
    /// What the level is called.
    name: &'static str,
    /// What somebody at that level does.
    can_do: String,
    /// Things that one could observe.
    signs: Vec<Str>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PrerequisiteJson {
    /// The id of the skill that is needed.
    skill: String,
    /// How much of it.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
    /// For which level.
    #[schemars(range(min = 0, max = 4))]
    r#for: u8,
}

#[derive(Debug, JsonSchema, Serialize)]
struct LevelHoursJson {
    /// The level.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
    /// The time from the level below.
    #[serde(flatten)]
    hours: HoursJson,
    /// Whether it is gained by study or by practice.
    #[schemars(extend("enum" = ["study", "practice"]))]
    by: &'static str,
    /// What the hours rest on.
    #[schemars(extend("enum" = ["stated", "derived", "judgement"]))]
    basis: &'static str,
    /// The source of stated or derived hours; null where there is none.
    from: Option<Str>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProofJson {
    /// The level.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
    /// What to build or to show.
    task: Str,
    /// The hours that it takes somebody who is at the level.
    hours: u32,
}

/// Somewhere to learn from.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ResourceJson {
    /// What it is called.
    title: Str,
    /// Where it is.
    url: Str,
    /// What it is.
    #[schemars(extend("enum" = ["documentation", "specification", "book", "course", "tutorial", "exercise"]))]
    kind: &'static str,
    /// The level that it helps to reach.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
    /// Whether it costs nothing.
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

#[derive(Debug, JsonSchema, Serialize)]
struct NeededByJson {
    /// The step that needs it.
    #[serde(flatten)]
    step: StepJson,
    /// How much it needs of it.
    #[schemars(range(min = 0, max = 4))]
    needs: u8,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AskedJson {
    /// The id of the role.
    role: String,
    /// The ids of the skills of which any will do: the one alone, or the members of a group.
    any_of: Vec<String>,
    /// How much it counts, in a word.
    #[schemars(extend("enum" = ["core", "important", "helpful"]))]
    importance: &'static str,
    /// The level that is asked at each seniority; 0 where it is not asked.
    target: TargetJson,
}

/// A target for each seniority.
#[derive(Debug, JsonSchema, Serialize)]
pub struct TargetJson {
    /// For a first job.
    #[schemars(range(min = 0, max = 4))]
    junior: u8,
    /// For somebody who works alone on most things.
    #[schemars(range(min = 0, max = 4))]
    mid: u8,
    /// For somebody who shapes how others work.
    #[schemars(range(min = 0, max = 4))]
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
    let all: Vec<SkillIndex> =
        if skills.is_empty() { maps.skill_indices().collect() } else { skills.to_vec() };
    SkillsJson { skills: all.into_iter().map(|skill| skill_json(maps, skill)).collect() }
}

fn skill_json(maps: &SkillMaps, index: SkillIndex) -> SkillJson {
    let skill = &maps[index];
    let effort = |level: Level| &skill.efforts[level.index() - 1];
    let asked = maps.role_indices().flat_map(|role| {
        let requirements = maps[role].requirements.iter();
        requirements.filter(|r| r.any_of.contains(&index)).map(move |r| AskedJson {
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
