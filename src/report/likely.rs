//! The likely levels of somebody who was interviewed, in words and as JSON fields.

use schemars::JsonSchema;
use serde::Serialize;

use super::json::Share;
use super::phrases::{and_list, count, percent};
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::{Fraction, RequirementGap};
use crate::domain::interview::model::Source;
use crate::domain::level::Level;
use crate::domain::likely::{Basis, LikelyReadiness, Reason, Start, StartsFrom, Verdict};
use crate::domain::maps::SkillMaps;

/// The likely readiness for a role; every field is null unless the person was interviewed.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
pub(crate) struct LikelyNumbers {
    /// Readiness if every open requirement with a chance of 0.5 or more counts as met: 0 to 1; null unless the person
    /// was interviewed.
    likely_readiness: Option<Fraction>,
    /// The same if only requirements with a chance of 0.9 or more count as met; null unless the person was interviewed.
    likely_low: Option<Fraction>,
    /// The same if every requirement with a chance above 0.1 counts as met; null unless the person was interviewed.
    likely_high: Option<Fraction>,
}

impl From<Option<LikelyReadiness>> for LikelyNumbers {
    fn from(likely: Option<LikelyReadiness>) -> LikelyNumbers {
        LikelyNumbers {
            likely_readiness: likely.map(|likely| likely.likely),
            likely_low: likely.map(|likely| likely.low),
            likely_high: likely.map(|likely| likely.high),
        }
    }
}

/// What the verdict about a requirement is based on.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct VerdictJson {
    /// What it is based on: `said`, a rating or a sentence; `follows`, inferred from answers about other skills;
    /// `likely`, not known, but the chance is 0.7 or more, or 0.3 or less; `open`, none of these.
    basis: Basis,
    /// The chance that it is met, 0 to 1; null if it is known, and unless the person was interviewed.
    chance: Option<Share>,
    /// The answers with the most influence on the verdict or the chance; empty if no answer has any.
    from: Vec<ReasonJson>,
}

impl VerdictJson {
    /// Combines a verdict with its reasons.
    pub(crate) fn new(maps: &SkillMaps, verdict: Verdict, reasons: &[Reason]) -> VerdictJson {
        VerdictJson {
            basis: verdict.basis,
            chance: verdict.chance.map(Share),
            from: reasons.iter().map(|reason| ReasonJson::new(maps, reason)).collect(),
        }
    }
}

/// Where a plan starts.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct StartJson {
    /// Where the plan starts: from the `known` levels or, after an interview, from the `likely` levels.
    starts_from: StartsFrom,
    /// The skills with an assumed level above the known one, in the order of the catalog; empty if the plan starts from
    /// the known levels.
    presumed: Vec<PresumedJson>,
}

/// A level that a plan assumes though it is not known.
#[derive(Clone, Debug, JsonSchema, Serialize)]
struct PresumedJson {
    /// The id of the skill.
    skill: String,
    /// The assumed level.
    level: Level,
    /// The chance of at least this level: 0 to 1.
    chance: Share,
}

impl StartJson {
    /// Describes where a plan starts.
    pub(crate) fn new(maps: &SkillMaps, start: &Start) -> StartJson {
        let presumed = start.presumed.iter().map(|there| PresumedJson {
            skill: maps[there.skill].id.clone(),
            level: there.level,
            chance: Share(there.chance),
        });
        StartJson { starts_from: start.from, presumed: presumed.collect() }
    }
}

/// An answer, or the answers about an area, that influence a verdict or a chance.
#[derive(Clone, Debug, JsonSchema, Serialize)]
struct ReasonJson {
    /// `own`, an answer about the skill itself; `prerequisite`, an answer about a skill that needs it or that it needs;
    /// `area`, answers about other skills of its area; `elsewhere`, answers about skills of other areas.
    source: Source,
    /// The id of the skill that the answer is about; null for several skills.
    skill: Option<String>,
    /// The id of the area; null unless the source is `area`.
    area: Option<String>,
    /// The level that the answers are about.
    level: Level,
    /// Whether the person has that level; null for several skills.
    can: Option<bool>,
    /// How many of the skills that were asked about are at that level or above; null for one skill.
    reached: Option<usize>,
    /// How many skills were asked about; null for one skill.
    answered: Option<usize>,
}

impl ReasonJson {
    fn new(maps: &SkillMaps, reason: &Reason) -> ReasonJson {
        match reason {
            Reason::Answer { source, skill, level, can } => ReasonJson {
                source: *source,
                skill: Some(maps[*skill].id.clone()),
                area: None,
                level: *level,
                can: Some(*can),
                reached: None,
                answered: None,
            },
            Reason::Share { area, level, reached, answered } => ReasonJson {
                source: if area.is_some() { Source::Area } else { Source::Elsewhere },
                skill: None,
                area: area.map(|area| maps[area].id.clone()),
                level: *level,
                can: None,
                reached: Some(*reached),
                answered: Some(*answered),
            },
        }
    }
}

/// Returns a verdict in words, such as `likely, 9 of 10`, `likely not, 8 of 10` or `open`; `None` if the requirement is
/// settled.
pub(crate) fn verdict_words(verdict: Verdict) -> Option<String> {
    let chance = verdict.chance?;
    Some(match verdict.basis {
        Basis::Open => "open".to_string(),
        _ if chance < 0.5 => format!("likely not, {} of 10", tenths(1.0 - chance)),
        _ => format!("likely, {} of 10", tenths(chance)),
    })
}

/// Returns a chance in tenths. The highest is 9, because nothing that is only likely is certain.
fn tenths(chance: f64) -> u8 {
    (chance * 10.0).round().min(9.0) as u8
}

/// Returns the ends of the range as they follow "between", such as `57 and 70 %`.
pub(crate) fn ends(readiness: LikelyReadiness) -> String {
    format!("{} and {}", readiness.low.percent(), percent(readiness.high))
}

/// Returns the likely readiness, such as `64 %`, or the range if the readiness is too vague for one number.
pub(crate) fn likely_share(readiness: LikelyReadiness) -> String {
    match readiness.is_vague() {
        true => likely_range(readiness),
        false => percent(readiness.likely),
    }
}

/// Returns the range of the likely readiness, such as `57–70 %`.
pub(crate) fn likely_range(likely: LikelyReadiness) -> String {
    match likely.low == likely.high {
        true => percent(likely.low),
        false => format!("{}–{}", likely.low.percent(), percent(likely.high)),
    }
}

/// Returns why a requirement is likely or not likely met. The text follows a colon and has no full stop.
pub(crate) fn because(maps: &SkillMaps, gap: &RequirementGap<'_>, reasons: &[Reason]) -> String {
    let name = |skill: SkillIndex, level: Level| format!("{} {level}", maps[skill].name);
    let mut named = Vec::new();
    for reason in reasons {
        match reason {
            Reason::Answer { source: Source::Own, skill, level, can } => {
                let of = match gap.requirement.is_group() {
                    true => format!("level {level} of {}", maps[*skill].name),
                    false => format!("level {level} of it"),
                };
                return if *can {
                    format!("you have {of}")
                } else {
                    format!("you do not have {of} yet")
                };
            }
            Reason::Answer { skill, level, can, .. } => named.push((name(*skill, *level), *can)),
            Reason::Share { area, level, reached, answered } => {
                let skills = match area {
                    Some(area) => {
                        count(*answered, "other skill of", "other skills of")
                            + " "
                            + &maps[*area].name
                    }
                    None => count(*answered, "skill of other areas", "skills of other areas"),
                };
                return format!(
                    "of {skills} that you answered for, you have {reached} at level {level}"
                );
            }
        }
    }
    let names: Vec<String> = named.iter().map(|(name, _)| name.clone()).collect();
    match named.as_slice() {
        [] => "all your answers together say so, no single one of them".to_string(),
        [(_, true)] => format!("you have {}, which needs it", and_list(&names)),
        [(_, true), ..] => format!("you have {}, which need it", and_list(&names)),
        [(_, false), ..] => format!("it needs {}, which you do not have yet", and_list(&names)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::Assessment;
    use crate::domain::gap::find_gap;
    use crate::domain::level::Seniority;
    use crate::domain::profile::Ratings;
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn a_reason_names_the_answers_or_says_that_no_single_one_decides() {
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let known = Assessment::new(&maps, &Ratings::none(&maps));
        let role = maps.find_role("api-developer").unwrap();
        let gap = find_gap(&maps, &known, role, Seniority::Junior);
        let single = gap.requirements.iter().find(|gap| !gap.requirement.is_group()).unwrap();
        let group = gap.requirements.iter().find(|gap| gap.requirement.is_group()).unwrap();
        let answer = |source, skill: &str, can| Reason::Answer {
            source,
            skill: maps.find_skill(skill).unwrap(),
            level: Level::WORKING,
            can,
        };
        let share = |area, reached, answered| Reason::Share {
            area,
            level: Level::WORKING,
            reached,
            answered,
        };
        let area = Some(maps[maps.find_skill("sql").unwrap()].area);
        let [own, needs] = [Source::Own, Source::Prerequisite];
        for (gap, reasons, said) in [
            (single, vec![], "all your answers together say so, no single one of them"),
            (single, vec![answer(own, "sql", true)], "you have level 2 of it"),
            (single, vec![answer(own, "sql", false)], "you do not have level 2 of it yet"),
            (group, vec![answer(own, "java", true)], "you have level 2 of Java"),
            (single, vec![answer(needs, "java", true)], "you have Java 2, which needs it"),
            (
                single,
                vec![answer(needs, "java", true), answer(needs, "php", true)],
                "you have Java 2 and PHP 2, which need it",
            ),
            (
                single,
                vec![answer(needs, "java", false), answer(needs, "php", false)],
                "it needs Java 2 and PHP 2, which you do not have yet",
            ),
            (
                single,
                vec![share(area, 1, 3)],
                "of 3 other skills of Databases that you answered for, you have 1 at level 2",
            ),
            (
                single,
                vec![share(None, 1, 1)],
                "of 1 skill of other areas that you answered for, you have 1 at level 2",
            ),
        ] {
            assert_eq!(because(&maps, gap, &reasons), said);
        }
    }
}
