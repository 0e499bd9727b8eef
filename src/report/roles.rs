//! The roles as an answer: all of them, or everything about one.

use schemars::JsonSchema;
use serde::Serialize;

use super::areas::sections;
use super::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use super::json::{HoursJson, ids};
use super::phrases::{hours, requirement_name, some_names};
use super::skills::TargetJson;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::Str;
use crate::domain::gap::{Fraction, find_gap};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Ratings;
use crate::domain::role::{Importance, ProjectNeed, Requirement, RoleIndex, RoleMap};

/// All roles, or everything about the ones asked for.
pub fn document(maps: &SkillMaps, roles: &[RoleIndex]) -> Document {
    if roles.is_empty() {
        return all(maps);
    }
    let mut document = Document::default();
    for role in roles {
        one(maps, *role, &mut document);
    }
    document
}

fn all(maps: &SkillMaps) -> Document {
    let mut document = Document::default();
    document.push(Block::Title("The roles".into()));
    let rows = maps
        .role_indices()
        .map(|role| {
            let map = &maps[role];
            let asked = |seniority| map.asked(seniority).count().to_string();
            let mut cells = vec![Cell::toned(&map.id, Tone::Code)];
            cells.extend(Seniority::ALL.map(|seniority| Cell::plain(asked(seniority))));
            Row {
                cells,
                details: vec![
                    Text::new(&map.name, Tone::Strong)
                        .and(format!(": {}", map.summary), Tone::Plain),
                ],
            }
        })
        .collect();
    document.push(Block::Table(Table {
        columns: vec![
            Column::word("Role"),
            Column::number("Junior"),
            Column::number("Mid"),
            Column::number("Senior"),
        ],
        sections: vec![Section { heading: None, rows }],
    }));
    document.push(Block::Commands(vec![
        ("skillgap roles ROLE".to_string(), "everything about one of them".to_string()),
        ("skillgap gap --role ROLE".to_string(), "where you stand against it".to_string()),
    ]));
    document
}

fn one(maps: &SkillMaps, role: RoleIndex, document: &mut Document) {
    let map = &maps[role];
    document.push(Block::Title(
        Text::new(&map.name, Tone::Strong).and(format!(" · {}", map.id), Tone::Quiet),
    ));
    document.say(&*map.summary);
    if !map.aliases.is_empty() {
        document.say(Text::new(format!("Also known as {}", map.aliases.join(", ")), Tone::Quiet));
    }
    if !map.duties.is_empty() {
        document.heading("What people in it do");
        document.push(Block::List(map.duties.iter().map(|duty| (&**duty).into()).collect()));
    }
    document.heading("What it asks for");
    document.push(Block::Table(requirements(maps, map)));
    document.say(Text::new(
        "Levels: 1 awareness, 2 working, 3 practitioner, 4 expert; – is not asked. `skillgap skills SKILL` says what each level means.",
        Tone::Quiet,
    ));
    if !map.projects.is_empty() {
        document.heading("Projects that show it");
        let items = map.projects.iter().map(|project| {
            let needs: Vec<String> = project
                .needs
                .iter()
                .map(|need| {
                    let members = need.any_of.iter().map(|skill| maps[*skill].name.as_str());
                    format!("{} {}", members.collect::<Vec<_>>().join(" or "), need.level)
                })
                .collect();
            Text::new(&project.name, Tone::Strong)
                .and(format!(" · {}: ", hours(project.hours)), Tone::Quiet)
                .and(project.brief.clone(), Tone::Plain)
                .and(format!(" Needs {}.", needs.join(", ")), Tone::Quiet)
        });
        document.push(Block::List(items.collect()));
    }
    let mut about = Vec::new();
    for (name, text) in [
        ("Neighbours", &map.differs),
        ("The way in", &map.entry),
        ("The work", &map.work),
        ("The workplace", &map.workplace),
        ("Where it leads", &map.leads_to),
        ("Front end", &map.front_end),
        ("Interests", &map.interests),
        ("Not covered", &map.not_covered),
    ] {
        about.extend(text.as_ref().map(|text| (name.to_string(), (&**text).into())));
    }
    for (name, codes) in
        [("O*NET-SOC", &map.codes.onet_soc), ("ESCO", &map.codes.esco), ("SFIA", &map.codes.sfia)]
    {
        if !codes.is_empty() {
            about.push((name.to_string(), codes.join(", ").into()));
        }
    }
    if !about.is_empty() {
        document.heading("About the job");
        document.push(Block::Facts(about));
    }
    document.push(Block::Commands(vec![(
        format!("skillgap roadmap --role {}", map.id),
        "the way there, in order".to_string(),
    )]));
}

fn requirements(maps: &SkillMaps, map: &RoleMap) -> Table {
    let sections = sections(maps, |area| {
        let of_area = map.requirements.iter().filter(|requirement| requirement.area == area);
        of_area.map(|requirement| row(maps, requirement)).collect()
    });
    Table {
        columns: vec![
            Column::text("Skill"),
            Column::number("Junior"),
            Column::number("Mid"),
            Column::number("Senior"),
            Column::word("Importance"),
        ],
        sections,
    }
}

fn row(maps: &SkillMaps, requirement: &Requirement) -> Row {
    let mut cells = vec![Cell::plain(requirement_name(maps, requirement))];
    for level in requirement.targets {
        cells.push(if level == Level::NONE {
            Cell::toned("–", Tone::Quiet)
        } else {
            Cell::plain(level.to_string())
        });
    }
    let tone = match requirement.importance {
        Importance::Core => Tone::Strong,
        Importance::Important => Tone::Plain,
        Importance::Helpful => Tone::Quiet,
    };
    cells.push(Cell::toned(requirement.importance.word(), tone));
    let mut details = Vec::new();
    if requirement.is_group() {
        details.push(Text::new(
            format!("any of {}", some_names(maps, &requirement.any_of, 20)),
            Tone::Quiet,
        ));
    }
    Row { cells, details }
}

/// The content of a `roles` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct RolesJson {
    /// The roles that were asked for, else all.
    roles: Vec<RoleJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleJson {
    /// The id of the role.
    role: String,
    /// What it is called.
    name: String,
    /// What else people call it.
    aliases: Vec<Str>,
    /// What it is, in one sentence.
    summary: Str,
    /// What people in it do.
    duties: Vec<Str>,
    /// How it differs from its neighbours; null where the map does not say.
    differs: Option<Str>,
    /// The usual way in; null where the map does not say.
    entry: Option<Str>,
    /// Interests that people in it often have; null where the map does not say.
    interests: Option<Str>,
    /// A typical day and week; null where the map does not say.
    work: Option<Str>,
    /// Where one works, and with whom; null where the map does not say.
    workplace: Option<Str>,
    /// What people move on to; null where the map does not say.
    leads_to: Option<Str>,
    /// How the work differs from front-end development, and what carries over; null where the map does not say.
    front_end: Option<Str>,
    /// What no public source says about it; null where the map does not say.
    not_covered: Option<Str>,
    /// Its codes in public classifications.
    codes: CodesJson,
    /// The weight of all that is asked.
    weight: WeightJson,
    /// What it asks for.
    requirements: Vec<RequirementJson>,
    /// Milestones across skills.
    projects: Vec<ProjectJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct CodesJson {
    /// O*NET-SOC codes.
    onet_soc: Vec<Str>,
    /// ESCO occupation addresses.
    esco: Vec<Str>,
    /// SFIA skill codes.
    sfia: Vec<Str>,
}

/// The weight of all that is asked at each seniority.
#[derive(Debug, JsonSchema, Serialize)]
struct WeightJson {
    /// For a first job.
    junior: u64,
    /// For somebody who works alone on most things.
    mid: u64,
    /// For somebody who shapes how others work.
    senior: u64,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RequirementJson {
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// The id of the area.
    area: String,
    /// How much it counts, in a word.
    #[schemars(extend("enum" = ["core", "important", "helpful"]))]
    importance: &'static str,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u32,
    /// The level that is asked at each seniority; 0 where it is not asked.
    target: TargetJson,
    /// Keys into the public sources behind it: a source, a colon and a locator.
    evidence: Vec<Str>,
    /// Why it is there, where the sources alone do not say so; else null.
    judgement: Option<Str>,
}

/// One skill, or a group: a key each, as in the maps.
#[derive(Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub enum What {
    /// One skill.
    One {
        /// Its id.
        skill: String,
    },
    /// Any of several.
    Group {
        /// Their ids, by demand.
        any_of: Vec<String>,
        /// What the group is called.
        group: Option<Str>,
    },
}

impl What {
    /// What a requirement asks for.
    pub fn of(maps: &SkillMaps, requirement: &Requirement) -> What {
        if requirement.is_group() {
            What::Group { any_of: ids(maps, &requirement.any_of), group: requirement.group.clone() }
        } else {
            What::One { skill: maps[requirement.any_of[0]].id.clone() }
        }
    }
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProjectJson {
    /// The id of the project.
    project: String,
    /// What it is called.
    name: String,
    /// What to build.
    brief: Str,
    /// The levels that one needs before starting.
    needs: Vec<NeedJson>,
    /// How long it takes.
    hours: HoursJson,
}

/// A level that a project needs.
#[derive(Debug, JsonSchema, Serialize)]
struct NeedJson {
    /// The id of the skill; of several of which any serves, the first.
    skill: String,
    /// The ids of the skills of which any serves; empty where only one does.
    any_of: Vec<String>,
    /// The level.
    #[schemars(range(min = 0, max = 4))]
    level: u8,
}

impl NeedJson {
    fn new(maps: &SkillMaps, need: &ProjectNeed) -> NeedJson {
        let members = ids(maps, &need.any_of);
        NeedJson {
            skill: members[0].clone(),
            any_of: if members.len() > 1 { members } else { Vec::new() },
            level: need.level.number(),
        }
    }
}

/// All roles, or the ones asked for, as JSON.
pub fn json(maps: &SkillMaps, roles: &[RoleIndex]) -> RolesJson {
    let all: Vec<RoleIndex> =
        if roles.is_empty() { maps.role_indices().collect() } else { roles.to_vec() };
    RolesJson { roles: all.into_iter().map(|role| role_json(maps, role)).collect() }
}

fn role_json(maps: &SkillMaps, role: RoleIndex) -> RoleJson {
    let map = &maps[role];
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let weight = |seniority| {
        let Fraction { whole, .. } = find_gap(maps, &nothing, role, seniority).readiness();
        whole
    };
    RoleJson {
        role: map.id.clone(),
        name: map.name.clone(),
        aliases: map.aliases.clone(),
        summary: map.summary.clone(),
        duties: map.duties.clone(),
        differs: map.differs.clone(),
        entry: map.entry.clone(),
        interests: map.interests.clone(),
        work: map.work.clone(),
        workplace: map.workplace.clone(),
        leads_to: map.leads_to.clone(),
        front_end: map.front_end.clone(),
        not_covered: map.not_covered.clone(),
        codes: CodesJson {
            onet_soc: map.codes.onet_soc.clone(),
            esco: map.codes.esco.clone(),
            sfia: map.codes.sfia.clone(),
        },
        weight: WeightJson {
            junior: weight(Seniority::Junior),
            mid: weight(Seniority::Mid),
            senior: weight(Seniority::Senior),
        },
        requirements: map
            .requirements
            .iter()
            .map(|requirement| RequirementJson {
                what: What::of(maps, requirement),
                area: maps[requirement.area].id.clone(),
                importance: requirement.importance.word(),
                weight: requirement.importance.weight(),
                target: TargetJson::new(&requirement.targets),
                evidence: requirement.evidence.clone(),
                judgement: requirement.judgement.clone(),
            })
            .collect(),
        projects: map
            .projects
            .iter()
            .map(|project| ProjectJson {
                project: project.id.clone(),
                name: project.name.clone(),
                brief: project.brief.clone(),
                needs: project.needs.iter().map(|need| NeedJson::new(maps, need)).collect(),
                hours: project.hours.into(),
            })
            .collect(),
    }
}
