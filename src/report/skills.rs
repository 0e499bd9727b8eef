//! `skillgap skills`: a list of all skills by area, or the details of some.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::areas::sections;
use super::document::{Cell, Document, Table, Text, Tone};
use super::json::{SkillRef, StepJson, ids};
use super::phrases::{count, hours, requirement_name, usual_place};
use super::roles::level_or_dash;
use super::sheet::Csv;
use super::text::text;
use crate::domain::catalog::{ResourceKind, SkillIndex, SkillKind, Str};
use crate::domain::hours::{Basis, Hours};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::{Importance, Requirement, RoleIndex};

/// The skills to show.
pub(crate) struct SkillsAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The skills to show in full; empty for a list of all.
    pub(crate) skills: Vec<SkillIndex>,
}

impl Answer for SkillsAnswer<'_> {
    const KIND: &'static str = "skills";
    const ABOUT: &'static str = "the skills, and what each level means";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[SKILLS, HOURS];
    type Json = SkillsJson;

    fn json(&self) -> SkillsJson {
        let all = || self.maps.skill_indices().collect();
        let skills = if self.skills.is_empty() { all() } else { self.skills.clone() };
        SkillsJson {
            skills: skills.into_iter().map(|skill| skill_json(self.maps, skill)).collect(),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.skills.is_empty() {
            list(self.maps, &mut document);
        }
        for skill in &self.skills {
            in_full(self.maps, *skill, &mut document);
        }
        document
    }

    fn csv(&self) -> usize {
        usize::from(!self.skills.is_empty())
    }
}

/// The CSV columns of the list: a row for each skill.
const SKILLS: Csv = Csv(&[("skills", &["skill", "name", "area", "kind", "aliases", "summary"])]);

/// The CSV columns of the details: a row for each level of each skill.
const HOURS: Csv = Csv(&[
    ("skills", &["skill"]),
    ("hours", &["level", "low", "typical", "high", "basis", "from"]),
]);

fn list(maps: &SkillMaps, document: &mut Document) {
    document.title(format!(
        "{} in {}",
        count(maps.skills().len(), "skill", "skills"),
        count(maps.areas().len(), "area", "areas")
    ));
    document.table(
        sections(maps, |area| maps.skills().iter().filter(|skill| skill.area == area).collect())
            .word("Id", |skill| Cell::toned(&skill.id, Tone::Code))
            .text("Name", |skill| &skill.name)
            .text("What it is", |skill| Cell::quiet(&*skill.summary))
            .if_room(1),
    );
    document.commands([("skillgap skills SKILL", "everything about one of them")]);
}

fn in_full(maps: &SkillMaps, index: SkillIndex, document: &mut Document) {
    let skill = &maps[index];
    document.title(text!(
        "**{}**<quiet> · {} · {}</>",
        skill.name,
        skill.id,
        maps[skill.area].name
    ));
    document.say(&*skill.summary);
    if !skill.aliases.is_empty() {
        document.say(text!("<quiet>Also called {}</>", skill.aliases.join(", ")));
    }
    let roles: Vec<RoleIndex> = maps.role_indices().collect();
    let place = usual_place(maps, index, &roles);
    if !place.is_empty() {
        document.say(text!("<quiet>{}</>", place.join(" ")));
    }
    for level in Level::ALL {
        level_of(maps, index, level, document);
    }
    document.notes(&skill.hours_note);
    let needed = needed_by(maps, index);
    if !needed.is_empty() {
        document.heading("What needs it");
        document.list(needed.iter().map(|(step, level)| {
            text!("{} {} needs {} {}", maps[step.skill].name, step.level, skill.name, level)
        }));
    }
    let asked = asked_by(maps, index);
    if !asked.is_empty() {
        document.heading("Who asks for it");
        let target = |asked: &AskingRole<'_>, seniority: Seniority| {
            level_or_dash(asked.requirement.targets[seniority as usize])
        };
        let group = |asked: &AskingRole<'_>| match asked.requirement.is_group() {
            true => requirement_name(maps, asked.requirement),
            false => String::new(),
        };
        document.table(
            Table::of(asked)
                .text("Role", |asked| &maps[asked.role].name)
                .number("Junior", |asked| target(asked, Seniority::Junior))
                .number("Mid", |asked| target(asked, Seniority::Mid))
                .number("Senior", |asked| target(asked, Seniority::Senior))
                .word("Importance", |asked| asked.requirement.importance.word())
                .if_room(2)
                .word("As one of", |asked| Cell::quiet(group(asked)))
                .if_room(1),
        );
    }
    if skill.resources.is_empty() {
        return;
    }
    document.heading("Where to learn it");
    document.list(skill.resources.iter().map(|resource| {
        text!(
            "{}<quiet> ({}, {}, to level {})  </>`{}`",
            resource.title,
            resource.kind.word(),
            if resource.free { "free" } else { "not free" },
            resource.level,
            resource.url
        )
    }));
}

fn level_of(maps: &SkillMaps, index: SkillIndex, level: Level, document: &mut Document) {
    let skill = &maps[index];
    document.heading(if level == Level::NONE {
        text!("**{} {}**", level, level.name())
    } else {
        text!(
            "**{} {}**<quiet> · {} of {} from the level below</>",
            level,
            level.name(),
            hours(skill.hours_to(level)),
            level.gained_by()
        )
    });
    document.say(skill.can_do(level));
    let signs = skill.signs[level.index()].iter().map(|sign| Text::from(&**sign));
    let needs = maps
        .prerequisites(Step { skill: index, level })
        .map(|needed| text!("<quiet>Needs {} {}</>", maps[needed.skill].name, needed.level));
    let show = skill
        .proof(level)
        .map(|proof| text!("<good>Show it: </>{} ({} h)", proof.task, proof.hours));
    document.list(signs.chain(needs).chain(show));
}

/// Returns the steps that need a skill, each with the level that it needs.
fn needed_by(maps: &SkillMaps, index: SkillIndex) -> Vec<(Step, Level)> {
    let mut found = Vec::new();
    for other in maps.skill_indices() {
        for needed in maps[other].prerequisites.iter().filter(|n| n.skill == index) {
            let step = Step { skill: other, level: needed.for_level };
            found.push((step, needed.level));
        }
    }
    found
}

/// A requirement that a skill can meet, and its role.
struct AskingRole<'m> {
    role: RoleIndex,
    requirement: &'m Requirement,
}

/// Returns the requirements that a skill can meet.
fn asked_by(maps: &SkillMaps, index: SkillIndex) -> Vec<AskingRole<'_>> {
    let of_role = |role: RoleIndex| {
        let requirements = maps[role].requirements.iter();
        requirements
            .filter(move |requirement| requirement.any_of.contains(&index))
            .map(move |requirement| AskingRole { role, requirement })
    };
    maps.role_indices().flat_map(of_role).collect()
}

/// The content of a `skills` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SkillsJson {
    /// The skills that were asked for, else all.
    skills: Vec<SkillJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct SkillJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// What else people call it.
    aliases: Vec<Str>,
    /// Ids that it had in earlier maps.
    renamed_from: Vec<Str>,
    /// The id of the area.
    area: String,
    /// What kind of thing it is.
    kind: SkillKind,
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
    level: Level,
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
    level: Level,
    /// For which level.
    r#for: Level,
}

#[derive(Debug, JsonSchema, Serialize)]
struct LevelHoursJson {
    /// The level.
    level: Level,
    /// The time from the level below.
    #[serde(flatten)]
    hours: Hours,
    /// Whether it is gained by study or by practice.
    #[schemars(extend("enum" = ["study", "practice"]))]
    by: &'static str,
    /// What the hours rest on.
    basis: Basis,
    /// The source of stated or derived hours; null where there is none.
    from: Option<Str>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProofJson {
    /// The level.
    level: Level,
    /// What to build or to show.
    task: Str,
    /// The hours that it takes somebody who is at the level.
    hours: u32,
}

/// Somewhere to learn from.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct ResourceJson {
    /// What it is called.
    title: Str,
    /// Where it is.
    url: Str,
    /// What it is.
    kind: ResourceKind,
    /// The level that it helps to reach.
    level: Level,
    /// Whether it costs nothing.
    free: bool,
}

impl ResourceJson {
    /// Returns the resources of a skill for one level, or for all levels.
    pub(crate) fn of(
        maps: &SkillMaps,
        skill: SkillIndex,
        level: Option<Level>,
    ) -> Vec<ResourceJson> {
        maps[skill]
            .resources
            .iter()
            .filter(|resource| level.is_none_or(|level| resource.level == level))
            .map(|resource| ResourceJson {
                title: resource.title.clone(),
                url: resource.url.clone(),
                kind: resource.kind,
                level: resource.level,
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
    needs: Level,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AskedJson {
    /// The id of the role.
    role: String,
    /// The ids of the skills of which any will do: the one alone, or the members of a group.
    any_of: Vec<String>,
    /// How much it counts, in a word.
    importance: Importance,
    /// The level that is asked at each seniority; 0 where it is not asked.
    target: TargetJson,
}

/// A target for each seniority.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct TargetJson {
    /// For a first job.
    junior: Level,
    /// For somebody who works alone on most things.
    mid: Level,
    /// For somebody who shapes how others work.
    senior: Level,
}

impl TargetJson {
    /// Converts the target levels of a requirement.
    pub(crate) fn new(targets: &[Level; 3]) -> TargetJson {
        let of = |seniority: Seniority| targets[seniority as usize];
        TargetJson {
            junior: of(Seniority::Junior),
            mid: of(Seniority::Mid),
            senior: of(Seniority::Senior),
        }
    }
}

fn skill_json(maps: &SkillMaps, index: SkillIndex) -> SkillJson {
    let skill = &maps[index];
    let effort = |level: Level| &skill.efforts[level.index() - 1];
    let asked =
        asked_by(maps, index).into_iter().map(|AskingRole { role, requirement }| AskedJson {
            role: maps[role].id.clone(),
            any_of: ids(maps, &requirement.any_of),
            importance: requirement.importance,
            target: TargetJson::new(&requirement.targets),
        });
    SkillJson {
        skill: SkillRef::new(maps, index),
        aliases: skill.aliases.clone(),
        renamed_from: skill.renamed_from.clone(),
        area: maps[skill.area].id.clone(),
        kind: skill.kind,
        summary: skill.summary.clone(),
        anchors: Level::ALL
            .iter()
            .map(|level| AnchorJson {
                level: *level,
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
                level: needed.level,
                r#for: needed.for_level,
            })
            .collect(),
        hours: Level::ABOVE_NONE
            .iter()
            .map(|level| LevelHoursJson {
                level: *level,
                hours: effort(*level).hours,
                by: level.gained_by(),
                basis: effort(*level).basis,
                from: effort(*level).from.clone(),
            })
            .collect(),
        hours_note: skill.hours_note.clone(),
        proofs: Level::ABOVE_NONE
            .iter()
            .filter_map(|level| {
                skill.proof(*level).map(|proof| ProofJson {
                    level: *level,
                    task: proof.task.clone(),
                    hours: proof.hours,
                })
            })
            .collect(),
        resources: ResourceJson::of(maps, index, None),
        needed_by: needed_by(maps, index)
            .into_iter()
            .map(|(step, level)| NeededByJson { step: StepJson::new(maps, step), needs: level })
            .collect(),
        roles: asked.collect(),
    }
}
