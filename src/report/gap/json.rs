//! The gap as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{GapAnswer, Known, RoleAnswer, areas};
use crate::domain::assessment::Standing;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{Fraction, RequirementGap};
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::json::{HoursJson, ids};
use crate::report::roles::What;

/// The content of a `gap` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct GapJson {
    /// Which column of targets counts; `all` where each is shown.
    #[schemars(extend("enum" = ["junior", "mid", "senior", "all"]))]
    seniority: &'static str,
    /// Whose gap it is, and how much is known.
    profile: ProfileJson,
    /// One entry a role and seniority.
    roles: Vec<RoleGapJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<String>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProfileJson {
    /// What the person is called; null when the profile does not say.
    name: Option<String>,
    /// How many of the skills that count here are rated.
    rated: usize,
    /// How many follow from other ratings.
    inferred: usize,
    /// How many are not known at all.
    not_rated: usize,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RoleGapJson {
    /// The id of the role.
    role: String,
    /// What it is called.
    name: String,
    /// Which column of targets counts.
    #[schemars(extend("enum" = ["junior", "mid", "senior"]))]
    seniority: &'static str,
    /// The weight of the met requirements as a share of the weight of all that are asked: 0 to 1, not rounded.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness: f64,
    /// The same, with everything that is inferred or not rated at its most.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness_high: f64,
    /// The share of the weight for which it is settled whether the target is met: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    coverage: f64,
    /// How many requirements are met.
    met: usize,
    /// How many requirements are asked.
    asked: usize,
    /// How many core requirements are met.
    core_met: usize,
    /// How many core requirements are asked.
    core_asked: usize,
    /// The levels that are missing, over all requirements.
    gap_sum: u32,
    /// The hours to ready, for the plan that takes the fewest.
    hours: HoursJson,
    /// The ids of the skills of which nothing is known.
    not_rated: Vec<String>,
    /// Of every requirement that is not met, the id of the skill nearest to its target.
    below_target: Vec<String>,
    /// The same by area.
    areas: Vec<AreaJson>,
    /// Everything that is asked.
    requirements: Vec<RequirementGapJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AreaJson {
    /// The id of the area.
    area: String,
    /// The weight of the met requirements as a share of the weight of all that are asked: 0 to 1, not rounded.
    #[schemars(range(min = 0.0, max = 1.0))]
    readiness: f64,
    /// The share of the weight for which it is settled whether the target is met: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    coverage: f64,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RequirementGapJson {
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// The skill nearest to its target: of a group its best member.
    best: String,
    /// The id of the area.
    area: String,
    /// How much it counts, in a word.
    #[schemars(extend("enum" = ["core", "important", "helpful"]))]
    importance: &'static str,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u64,
    /// The level that is asked.
    #[schemars(range(min = 0, max = 4))]
    target: u8,
    /// What is known about it.
    #[schemars(extend("enum" = ["rated", "inferred", "not-rated"]))]
    standing: &'static str,
    /// The rated level; null unless rated.
    #[schemars(range(min = 0, max = 4))]
    level: Option<u8>,
    /// The least that it can be: the one that counts.
    #[schemars(range(min = 0, max = 4))]
    level_low: u8,
    /// The most that it can be.
    #[schemars(range(min = 0, max = 4))]
    level_high: u8,
    /// Whether the level is at or above the target.
    met: bool,
    /// Whether no rating can change that any more.
    settled: bool,
    /// How many levels are missing.
    #[schemars(range(min = 0, max = 4))]
    gap: u8,
    /// Keys into the public sources behind it: a source, a colon and a locator.
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
        roles: answer.roles.iter().map(|role| role_json(answer, role)).collect(),
        notes: answer.notes.clone(),
    }
}

fn role_json(answer: &GapAnswer<'_>, role: &RoleAnswer<'_>) -> RoleGapJson {
    let maps = answer.maps;
    let gap = &role.gap;
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    let fraction = Fraction::fraction;
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
