//! The gap as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::{GapAnswer, KnownCounts, RoleAnswer, areas};
use crate::domain::assessment::{Assessment, Standing, StandingKind};
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::gap::{Fraction, RequirementGap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniorities, Seniority};
use crate::domain::likely::reasons;
use crate::domain::likely::{Likely, Verdict};
use crate::domain::maps::SkillMaps;
use crate::domain::role::Importance;
use crate::report::json::{KnownLevel, RoleNumbers, RoleRef, ids};
use crate::report::likely::{LikelyNumbers, VerdictJson};
use crate::report::notes::Note;
use crate::report::roles::What;
use crate::report::sheet::Csv;

/// The CSV columns of the overview: a row for each role.
pub(super) const ROLES: Csv = Csv(&[(
    "roles",
    &[
        "role",
        "name",
        "seniority",
        "readiness",
        "readiness_high",
        "coverage",
        "met",
        "asked",
        "core_met",
        "core_asked",
        "gap_sum",
        "hours.low",
        "hours.typical",
        "hours.high",
        "likely_readiness",
        "likely_low",
        "likely_high",
    ],
)]);

/// The CSV columns of the details: a row for each requirement.
pub(super) const REQUIREMENTS: Csv = Csv(&[
    ("roles", &["role", "seniority"]),
    (
        "requirements",
        &[
            "skill",
            "any_of",
            "group",
            "best",
            "area",
            "importance",
            "weight",
            "target",
            "standing",
            "level",
            "level_low",
            "level_high",
            "met",
            "gap",
            "basis",
            "chance",
        ],
    ),
]);

/// The content of a `gap` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct GapJson {
    /// Which column of targets counts; `all` where each is shown.
    seniority: Seniorities,
    /// Whose gap it is, and how much is known.
    profile: ProfileJson,
    /// One entry for each role and seniority.
    roles: Vec<RoleGapJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct ProfileJson {
    /// What the person is called; null when the profile does not say.
    name: Option<String>,
    /// How many of the skills that count here are rated.
    rated: usize,
    /// How many are inferred from other ratings, or known as a range from single sentences.
    inferred: usize,
    /// How many are not known at all.
    not_rated: usize,
}

/// The gap of one role at one seniority.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RoleGapJson {
    #[serde(flatten)]
    role: RoleRef,
    /// Which column of targets counts.
    seniority: Seniority,
    #[serde(flatten)]
    numbers: RoleNumbers,
    #[serde(flatten)]
    likely: LikelyNumbers,
    /// The levels that are missing, over all requirements.
    gap_sum: u32,
    /// The hours of learning until ready, by the shortest plan, without projects.
    hours: Hours,
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
    readiness: Fraction,
    /// The share of the weight for which it is settled whether the target is met: 0 to 1.
    coverage: Fraction,
}

#[derive(Debug, JsonSchema, Serialize)]
struct RequirementGapJson {
    /// The skill or the group.
    #[serde(flatten)]
    what: What,
    /// The skill nearest to its target: of a group its best member.
    best: String,
    /// The id of the area.
    area: String,
    /// How much it counts, in a word.
    importance: Importance,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u64,
    /// The level that is asked.
    target: Level,
    /// What is known about it.
    standing: StandingKind,
    #[serde(flatten)]
    known: KnownLevel,
    /// Whether the level is at or above the target.
    met: bool,
    /// Whether no rating can change that any more.
    settled: bool,
    /// How many levels are missing.
    #[schemars(range(min = 0, max = 4))]
    gap: u8,
    #[serde(flatten)]
    verdict: VerdictJson,
    /// Keys into the public sources behind it: a source, a colon and a locator.
    evidence: Vec<Str>,
}

pub(super) fn json(answer: &GapAnswer<'_>) -> GapJson {
    let known = KnownCounts::of(answer);
    GapJson {
        seniority: match answer.seniorities.as_slice() {
            [one] => Seniorities::One(*one),
            _ => Seniorities::All,
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
            .map(|role| role_json(answer.maps, answer.assessment, answer.likely, role))
            .collect(),
        notes: answer.notes.clone(),
    }
}

pub(crate) fn role_json(
    maps: &SkillMaps,
    known: &Assessment,
    likely: Option<&Likely>,
    role: &RoleAnswer<'_>,
) -> RoleGapJson {
    let gap = &role.gap;
    let mut not_rated = gap.skills();
    not_rated.retain(|skill| *known.standing(*skill) == Standing::NotRated);
    let unmet = gap.requirements.iter().filter(|requirement| !requirement.met());
    let below: Vec<SkillIndex> = unmet.map(|requirement| requirement.best).collect();
    let area = |area| {
        let part = gap.of_area(area);
        let (readiness, coverage) = (part.readiness(), part.coverage());
        AreaJson { area: maps[area].id.clone(), readiness, coverage }
    };
    RoleGapJson {
        role: RoleRef::new(maps, gap.role),
        seniority: gap.seniority,
        numbers: gap.into(),
        likely: likely.map(|likely| likely.readiness(gap)).into(),
        gap_sum: gap.gap_sum(),
        hours: role.hours,
        not_rated: ids(maps, &not_rated),
        below_target: ids(maps, &below),
        areas: areas(maps, gap).into_iter().map(area).collect(),
        requirements: gap
            .requirements
            .iter()
            .map(|gap| requirement_json(maps, known, likely, gap))
            .collect(),
    }
}

fn requirement_json(
    maps: &SkillMaps,
    known: &Assessment,
    likely: Option<&Likely>,
    gap: &RequirementGap<'_>,
) -> RequirementGapJson {
    let requirement = gap.requirement;
    let reasons = reasons(maps, known, likely, gap);
    RequirementGapJson {
        what: What::of(maps, requirement),
        best: maps[gap.best].id.clone(),
        area: maps[requirement.area].id.clone(),
        importance: requirement.importance,
        weight: gap.weight(),
        target: gap.target,
        standing: gap.standing.kind(),
        known: KnownLevel::new(&gap.standing, gap.most),
        met: gap.met(),
        settled: gap.settled(),
        gap: gap.gap(),
        verdict: VerdictJson::new(maps, Verdict::of(known, likely, gap), &reasons),
        evidence: requirement.evidence.clone(),
    }
}
