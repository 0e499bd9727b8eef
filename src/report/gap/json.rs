//! The gap as JSON.

use serde::Serialize;

use super::{GapAnswer, Known, RoleAnswer, areas};
use crate::domain::assessment::Standing;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{RequirementGap, Share};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::json::{HoursJson, ids};
use crate::report::roles::What;

/// The content of a `gap` document.
#[derive(Debug, Serialize)]
pub struct GapJson {
    seniority: &'static str,
    profile: ProfileJson,
    roles: Vec<RoleGapJson>,
    notes: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ProfileJson {
    name: Option<String>,
    rated: usize,
    inferred: usize,
    not_rated: usize,
}

#[derive(Debug, Serialize)]
struct RoleGapJson {
    role: String,
    name: String,
    seniority: &'static str,
    readiness: f64,
    readiness_high: f64,
    coverage: f64,
    met: usize,
    asked: usize,
    core_met: usize,
    core_asked: usize,
    gap_sum: u32,
    hours: HoursJson,
    not_rated: Vec<String>,
    below_target: Vec<String>,
    areas: Vec<AreaJson>,
    requirements: Vec<RequirementGapJson>,
}

#[derive(Debug, Serialize)]
struct AreaJson {
    area: String,
    readiness: f64,
    coverage: f64,
}

#[derive(Debug, Serialize)]
struct RequirementGapJson {
    #[serde(flatten)]
    what: What,
    best: String,
    area: String,
    importance: &'static str,
    weight: u64,
    target: u8,
    standing: &'static str,
    level: Option<u8>,
    level_low: u8,
    level_high: u8,
    met: bool,
    settled: bool,
    gap: u8,
    evidence: Vec<Str>,
}

/// The answer for scripts.
pub fn json(answer: &GapAnswer<'_>) -> GapJson {
    let known = Known::of(answer);
    GapJson {
        seniority: match answer.seniorities.as_slice() {
            [one] => one.id(),
            _ => "all",
        },
        profile: ProfileJson {
            name: answer.name.map(str::to_string),
            rated: known.rated,
            inferred: known.inferred,
            not_rated: known.not_rated,
        },
        roles: answer
            .roles
            .iter()
            .map(|role| role_json(answer, role))
            .collect(),
        notes: answer.notes.clone(),
    }
}

fn role_json(answer: &GapAnswer<'_>, role: &RoleAnswer<'_>) -> RoleGapJson {
    let maps = answer.maps;
    let gap = &role.gap;
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    let fraction = Share::fraction;
    let not_rated: Vec<SkillIndex> = gap
        .skills()
        .into_iter()
        .filter(|skill| *answer.assessment.standing(*skill) == Standing::NotRated)
        .collect();
    let below: Vec<SkillIndex> = gap
        .requirements
        .iter()
        .filter(|requirement| !requirement.met())
        .map(|requirement| requirement.best)
        .collect();
    RoleGapJson {
        role: maps[gap.role].id.clone(),
        name: maps[gap.role].name.clone(),
        seniority: gap.seniority.id(),
        readiness: fraction(gap.readiness()),
        readiness_high: fraction(gap.readiness_high()),
        coverage: fraction(gap.coverage()),
        met,
        asked,
        core_met,
        core_asked,
        gap_sum: gap.gap_sum(),
        hours: role.hours.into(),
        not_rated: ids(maps, &not_rated),
        below_target: ids(maps, &below),
        areas: areas(maps, gap)
            .into_iter()
            .map(|area| {
                let part = gap.of_area(area);
                AreaJson {
                    area: maps[area].id.clone(),
                    readiness: fraction(part.readiness()),
                    coverage: fraction(part.coverage()),
                }
            })
            .collect(),
        requirements: gap
            .requirements
            .iter()
            .map(|requirement| requirement_json(maps, requirement))
            .collect(),
    }
}

fn requirement_json(maps: &SkillMaps, gap: &RequirementGap<'_>) -> RequirementGapJson {
    let requirement = gap.requirement;
    RequirementGapJson {
        what: What::of(maps, requirement),
        best: maps[gap.best].id.clone(),
        area: maps[requirement.area].id.clone(),
        importance: requirement.importance.word(),
        weight: gap.weight(),
        target: gap.target.number(),
        standing: gap.standing.word(),
        level: gap.standing.rated().map(Level::number),
        level_low: gap.standing.low().number(),
        level_high: gap.most.number(),
        met: gap.met(),
        settled: gap.settled(),
        gap: gap.gap(),
        evidence: requirement.evidence.clone(),
    }
}
