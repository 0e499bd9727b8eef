//! `skillgap roles`: a list of all roles, or the details of some.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::areas::sections;
use super::document::{Cell, Document, Table, Tone};
use super::gap::importance_cell;
use super::json::{RoleRef, ids};
use super::phrases::{hours, requirement_name, seniority_words, sentence_case, some_names};
use super::sheet::Csv;
use super::skills::TargetJson;
use super::text::text;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::Str;
use crate::domain::gap::{Fraction, find_gap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Ratings;
use crate::domain::role::{Importance, ProjectNeed, Requirement, RoleIndex, RoleMap};

/// The roles to show.
pub(crate) struct RolesAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The roles to show in full; empty for a list of all.
    pub(crate) roles: Vec<RoleIndex>,
}

impl Answer for RolesAnswer<'_> {
    const KIND: &'static str = "roles";
    const ABOUT: &'static str = "the roles, and what each asks for";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[ROLES, REQUIREMENTS];
    type Json = RolesJson;

    fn json(&self) -> RolesJson {
        let all = || self.maps.role_indices().collect();
        let roles = if self.roles.is_empty() { all() } else { self.roles.clone() };
        RolesJson { roles: roles.into_iter().map(|role| role_json(self.maps, role)).collect() }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.roles.is_empty() {
            list(self.maps, &mut document);
        }
        for role in &self.roles {
            in_full(self.maps, &self.maps[*role], &mut document);
        }
        document
    }

    fn csv(&self) -> usize {
        usize::from(!self.roles.is_empty())
    }
}

/// The CSV columns of the list: a row for each role.
const ROLES: Csv = Csv(&[("roles", &["role", "name", "aliases", "summary"])]);

/// The CSV columns of the details: a row for each requirement.
const REQUIREMENTS: Csv = Csv(&[
    ("roles", &["role"]),
    (
        "requirements",
        &[
            "skill",
            "any_of",
            "group",
            "area",
            "importance",
            "weight",
            "target.junior",
            "target.mid",
            "target.senior",
            "evidence",
        ],
    ),
]);

fn list(maps: &SkillMaps, document: &mut Document) {
    let asked = |map: &RoleMap, seniority| map.asked(seniority).count().to_string();
    document.title("The roles");
    document.say(text!("<quiet>Junior, Mid and Senior: how many things the role asks for, each a skill or one of several skills.</>"));
    document.table(
        Table::of(maps.roles())
            .word("Role", |map| Cell::toned(&map.id, Tone::Code))
            .number("Junior", |map| asked(map, Seniority::Junior))
            .number("Mid", |map| asked(map, Seniority::Mid))
            .number("Senior", |map| asked(map, Seniority::Senior))
            .details(|map| vec![text!("**{}**: {}", map.name, map.summary)]),
    );
    document.commands([
        ("skillgap roles ROLE", "everything about one of them"),
        ("skillgap gap --role ROLE", "where you stand against it"),
    ]);
}

fn in_full(maps: &SkillMaps, map: &RoleMap, document: &mut Document) {
    document.title(text!("**{}**<quiet> · {}</>", map.name, map.id));
    document.say(&*map.summary);
    if !map.aliases.is_empty() {
        document.say(text!("<quiet>Also known as {}</>", map.aliases.join(", ")));
    }
    if !map.duties.is_empty() {
        document.heading("What people in it do");
        document.list(map.duties.iter().map(|duty| (&**duty).into()));
    }
    document.heading("What it asks for");
    document.table(requirements(maps, map));
    document.say(text!(
        "<quiet>Levels: 1 awareness, 2 working, 3 practitioner, 4 expert; – is not asked. `skillgap skills SKILL` says what each level means.</>"
    ));
    let meant = Seniority::ALL.map(|seniority| {
        format!("{}: {}", sentence_case(&seniority.to_string()), seniority_words(seniority))
    });
    document.say(text!(
        "{}. The hours to mid and senior are mostly years at work, not study; the years are a judgement.",
        meant.join(". ")
    ));
    if !map.projects.is_empty() {
        document.heading("Projects that show it");
        document.list(map.projects.iter().map(|project| {
            let needs: Vec<String> = project
                .needs
                .iter()
                .map(|need| {
                    let members = need.any_of.iter().map(|skill| maps[*skill].name.as_str());
                    format!("{} {}", members.collect::<Vec<_>>().join(" or "), need.level)
                })
                .collect();
            text!(
                "**{}**<quiet> · </>`{}`<quiet> · {}: </>{}<quiet> Needs {}.</>",
                project.name,
                project.id,
                hours(project.hours),
                project.brief,
                needs.join(", ")
            )
        }));
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
        about.extend(text.as_ref().map(|text| (name, (&**text).into())));
    }
    for (name, codes) in
        [("O*NET-SOC", &map.codes.onet_soc), ("ESCO", &map.codes.esco), ("SFIA", &map.codes.sfia)]
    {
        if !codes.is_empty() {
            about.push((name, codes.join(", ").into()));
        }
    }
    if !about.is_empty() {
        document.heading("About the job");
        document.facts(about);
    }
    document
        .commands([(format!("skillgap roadmap --role {}", map.id), "the steps to it, in order")]);
}

fn requirements(maps: &SkillMaps, map: &RoleMap) -> Table {
    let target = |requirement: &Requirement, seniority: Seniority| {
        level_or_dash(requirement.targets[seniority as usize])
    };
    let members = |requirement: &Requirement| some_names(maps, &requirement.any_of, 20);
    sections(maps, |area| map.requirements.iter().filter(|r| r.area == area).collect())
        .text("Skill", |requirement| requirement_name(maps, requirement))
        .number("Junior", |requirement| target(requirement, Seniority::Junior))
        .number("Mid", |requirement| target(requirement, Seniority::Mid))
        .number("Senior", |requirement| target(requirement, Seniority::Senior))
        .word("Importance", |requirement| importance_cell(requirement.importance))
        .details(|requirement| match requirement.is_group() {
            true => vec![text!("<quiet>any of {}</>", members(requirement))],
            false => Vec::new(),
        })
        .into()
}

/// Returns the cell of a target level; a dash if the skill is not asked for.
pub(super) fn level_or_dash(level: Level) -> Cell {
    if level == Level::NONE { Cell::quiet("–") } else { level.to_string().into() }
}

/// The content of a `roles` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RolesJson {
    /// The roles that were asked for, else all.
    roles: Vec<RoleJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleJson {
    #[serde(flatten)]
    role: RoleRef,
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
    /// A typical day and week; null if the map does not say.
    work: Option<Str>,
    /// The workplace and the colleagues; null if the map does not say.
    workplace: Option<Str>,
    /// What people move on to; null if the map does not say.
    leads_to: Option<Str>,
    /// How the work differs from front-end development, and what carries over; null if the map does not say.
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
    /// The skills that its plans begin earlier or later than usual.
    places: Vec<RolePlaceJson>,
}

/// The place of a skill in the plans of a role, on the scale of the usual places.
#[derive(Debug, JsonSchema, Serialize)]
struct RolePlaceJson {
    /// The id of the skill.
    skill: String,
    /// The place of level 1. A smaller number comes earlier.
    at: f64,
    /// Why it differs from the usual place.
    reason: Str,
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
    /// The skill or the group.
    #[serde(flatten)]
    what: What,
    /// The id of the area.
    area: String,
    /// How much it counts, in a word.
    importance: Importance,
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
pub(crate) enum What {
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
    /// Returns what a requirement asks for.
    pub(crate) fn of(maps: &SkillMaps, requirement: &Requirement) -> What {
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
    hours: Hours,
}

/// A level that a project needs.
#[derive(Debug, JsonSchema, Serialize)]
struct NeedJson {
    /// The id of the skill; of several, any of which is enough, the first.
    skill: String,
    /// The ids of the skills, any of which is enough; empty for a single skill.
    any_of: Vec<String>,
    /// The level.
    level: Level,
}

impl NeedJson {
    fn new(maps: &SkillMaps, need: &ProjectNeed) -> NeedJson {
        let members = ids(maps, &need.any_of);
        NeedJson {
            skill: members[0].clone(),
            any_of: if members.len() > 1 { members } else { Vec::new() },
            level: need.level,
        }
    }
}

fn role_json(maps: &SkillMaps, role: RoleIndex) -> RoleJson {
    let map = &maps[role];
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let weight = |seniority| {
        let Fraction { whole, .. } = find_gap(maps, &nothing, role, seniority).readiness();
        whole
    };
    RoleJson {
        role: RoleRef::new(maps, role),
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
                importance: requirement.importance,
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
                hours: project.hours,
            })
            .collect(),
        places: map
            .places
            .iter()
            .map(|place| RolePlaceJson {
                skill: maps[place.skill].id.clone(),
                at: f64::from(place.at) / 100.0,
                reason: place.reason.clone(),
            })
            .collect(),
    }
}
