//! The answers of `batch`: one JSON document a line, without an envelope, so that a script can split and join the
//! lines.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Bare;
use crate::domain::clean::{clean_json, steers};
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::domain::scoring::Score;

/// One person: what a line holds.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct PersonJson<'a> {
    /// As it stands in the input: text, a whole number, or null.
    pub(crate) id: Id<'a>,
    /// Rated skills that the maps do not have; they count nowhere.
    pub(crate) unknown: &'a [String],
    /// The person against each role.
    pub(crate) roles: Vec<RoleJson<'a>>,
}

impl Bare for PersonJson<'_> {
    const KIND: &'static str = "batch";
    const ABOUT: &'static str = "a line of `batch` about one person";
}

/// One person against one role.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RoleJson<'a> {
    /// The id of the role.
    role: &'a str,
    /// The readiness for it: the weight of the met requirements as a share of all that is asked, 0 to 1.
    readiness: f64,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1.
    coverage: f64,
    /// How many requirements are met.
    met: u32,
    /// How many requirements are asked.
    asked: u32,
    /// How many core requirements are met.
    core_met: u32,
    /// How many core requirements are asked.
    core_asked: u32,
    /// The levels that are missing, over all requirements.
    gap_sum: u32,
    /// The hours of learning until ready, without projects; null unless requested.
    hours: Option<Hours>,
    /// Not there unless asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepJson<'a>>>,
}

/// A step of a plan, in short.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct StepJson<'a> {
    /// The id of the skill.
    skill: &'a str,
    /// The level before the step, 0 to 3.
    from: u8,
    /// The level that the step reaches, 1 to 4.
    to: u8,
    /// The hours that the step takes.
    hours: Hours,
}

/// A line that could not be read: what a line holds then.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RefusedJson<'a> {
    /// The number of the line in the input of this process, from 1. If another program splits the input, each part
    /// counts from 1.
    pub(crate) line: u64,
    /// The id of the person as in the input; null if it could not be read.
    pub(crate) id: Id<'a>,
    /// Why.
    pub(crate) error: RefusalJson<'a>,
}

impl Bare for RefusedJson<'_> {
    const KIND: &'static str = "batch-error";
    const ABOUT: &'static str = "a line of `batch` that could not be read";
}

/// Why a line could not be read.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct RefusalJson<'a> {
    /// Kebab-case, for scripts.
    pub(crate) code: &'a str,
    /// For people.
    pub(crate) message: &'a str,
}

/// What tells a person from the others.
#[derive(Clone, Copy, Debug, JsonSchema, Serialize)]
#[serde(untagged)]
pub(crate) enum Id<'a> {
    /// Nothing.
    Missing,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Number(i128),
}

/// The figures of a plan that are added to a score on request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Planned {
    /// The hours of all steps.
    pub(crate) hours: Option<Hours>,
    /// The first steps, each with its hours.
    pub(crate) steps: Option<Vec<(Step, Hours)>>,
}

/// Writes the line of one person.
///
/// Most of a line is the same for everybody, and there are few different fractions. The texts of both are prepared
/// once, in [`JsonLines::new`].
#[derive(Clone, Debug)]
pub(crate) struct JsonLines<'m> {
    maps: &'m SkillMaps,
    roles: Vec<RoleText>,
}

/// For each value that a field may have, the text from the end of the field before it to the end of this field.
#[derive(Clone, Debug)]
struct RoleText {
    readiness: Vec<String>,
    coverage: Vec<String>,
    met: Vec<String>,
    core_met: Vec<String>,
    gap_sum: Vec<String>,
}

/// The texts of all fractions of one whole, from 0 to 1.
#[derive(Clone, Debug)]
pub(crate) struct Fractions(Vec<String>);

impl Fractions {
    /// Prepares the texts of all fractions of `whole`, each written by `write`.
    pub(crate) fn new(whole: u64, write: impl Fn(f64) -> String) -> Fractions {
        let fraction = |part| write(Fraction { part, whole }.fraction());
        Fractions((0..=whole).map(fraction).collect())
    }

    /// Returns the text of a fraction of that whole.
    pub(crate) fn text(&self, share: Fraction) -> &str {
        self.0.get(share.part as usize).map_or("", String::as_str)
    }
}

impl<'m> JsonLines<'m> {
    /// Prepares the lines for these roles. `asked` holds, for each role, the score of a person about whom nothing is known:
    /// its counts are the totals.
    pub(crate) fn new(
        maps: &'m SkillMaps,
        roles: &[RoleIndex],
        asked: impl Iterator<Item = Score>,
    ) -> JsonLines<'m> {
        let text = |(role, asked): (&RoleIndex, Score)| RoleText::new(&maps[*role].id, asked);
        JsonLines { maps, roles: roles.iter().zip(asked).map(text).collect() }
    }

    /// Writes the line of one person: the scores, and the plan of each role if plans were made.
    pub(crate) fn push(
        &self,
        out: &mut Vec<u8>,
        id: Id<'_>,
        unknown: &[String],
        scores: impl Iterator<Item = Score>,
        plans: &[Planned],
    ) {
        out.extend(b"{\"id\":");
        match id {
            Id::Missing => out.extend(b"null"),
            Id::Number(number) => out.extend(itoa::Buffer::new().format(number).as_bytes()),
            Id::Text(text) => push_quoted(out, text),
        }
        out.extend(b",\"unknown\":[");
        for (at, name) in unknown.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            push_quoted(out, name);
        }
        out.extend(b"],\"roles\":[");
        for (at, (text, score)) in self.roles.iter().zip(scores).enumerate() {
            if at > 0 {
                out.push(b',');
            }
            text.push(out, &score);
            match plans.get(at) {
                None => out.extend(b"null}"),
                Some(planned) => self.push_plan(out, planned),
            }
        }
        out.extend(b"]}\n");
    }

    fn push_plan(&self, out: &mut Vec<u8>, planned: &Planned) {
        push_json(out, &planned.hours);
        if let Some(steps) = &planned.steps {
            out.extend(b",\"steps\":");
            let json = |(step, hours): &(Step, Hours)| StepJson {
                skill: &self.maps[step.skill].id,
                from: step.level.previous().number(),
                to: step.level.number(),
                hours: *hours,
            };
            push_json(out, &steps.iter().map(json).collect::<Vec<_>>());
        }
        out.push(b'}');
    }
}

impl RoleText {
    fn new(role: &str, asked: Score) -> RoleText {
        let whole = asked.readiness.whole;
        let fractions =
            Fractions::new(whole, |fraction| serde_json::to_string(&fraction).unwrap_or_default());
        let after = |before: String| {
            let text = |fraction: &String| format!("{before}{fraction}");
            fractions.0.iter().map(text).collect()
        };
        let up_to = |most: u32, before: String| {
            let text = |number| format!("{before}{number}");
            (0..=most).map(text).collect()
        };
        let Score { asked, core_asked, gap_sum, .. } = asked;
        RoleText {
            readiness: after(format!("{{\"role\":{},\"readiness\":", quoted(role))),
            coverage: after(",\"coverage\":".to_string()),
            met: up_to(asked, ",\"met\":".to_string()),
            core_met: up_to(core_asked, format!(",\"asked\":{asked},\"core_met\":")),
            gap_sum: up_to(gap_sum, format!(",\"core_asked\":{core_asked},\"gap_sum\":")),
        }
    }

    fn push(&self, out: &mut Vec<u8>, score: &Score) {
        let fields = [
            (&self.readiness, score.readiness.part as usize),
            (&self.coverage, score.coverage.part as usize),
            (&self.met, score.met as usize),
            (&self.core_met, score.core_met as usize),
            (&self.gap_sum, score.gap_sum as usize),
        ];
        for (texts, number) in fields {
            out.extend_from_slice(texts.get(number).map_or(b"", |text| text.as_bytes()));
        }
        out.extend(b",\"hours\":");
    }
}

/// Writes the line that reports an input line that could not be read.
pub(crate) fn push_refused(out: &mut Vec<u8>, line: u64, id: Id<'_>, code: &str, message: &str) {
    let error = RefusalJson { code, message };
    push_json(out, &RefusedJson { line, id, error });
    out.push(b'\n');
}

fn push_quoted(out: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\' | 0x7f);
    if text.bytes().all(plain) && (text.is_ascii() || !text.contains(steers)) {
        out.push(b'"');
        out.extend(text.as_bytes());
        out.push(b'"');
    } else {
        push_json(out, &text);
    }
}

fn push_json<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    // Serialising to memory cannot fail here: every key of these types is a text.
    let json = serde_json::to_string(value).unwrap_or_default();
    out.extend(clean_json(json).as_bytes());
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::SkillIndex;
    use crate::domain::level::{Level, Seniority};
    use crate::domain::profile::Ratings;
    use crate::domain::scoring::{Bounds, Scorer};
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn a_line_is_its_shape() {
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let roles: Vec<RoleIndex> = maps.role_indices().collect();
        let scorer = Scorer::new(&maps, &roles, Seniority::Mid, true);
        let lines = JsonLines::new(&maps, &roles, scorer.asked());
        let mut ratings = Ratings::none(&maps);
        ratings.set(maps.find_skill("python").unwrap(), Level::EXPERT);
        ratings.set(maps.find_skill("sql").unwrap(), Level::NONE);
        let scores: Vec<Score> = scorer.score(&ratings, &mut Bounds::default()).collect();
        let hours = Hours { low: 1, typical: 2, high: 30 };
        let step = Step { skill: SkillIndex(3), level: Level::EXPERT };
        let planned = Planned { hours: Some(hours), steps: Some(vec![(step, hours); 2]) };
        let unknown = ["a \"b\"".to_string(), "c\n".to_string()];
        for id in [Id::Missing, Id::Text("Zoë \\ \u{1}"), Id::Text("x"), Id::Number(-7)] {
            for plan in [false, true] {
                let plans = if plan { vec![planned.clone(); roles.len()] } else { Vec::new() };
                let role = |(role, score): (&RoleIndex, &Score)| RoleJson {
                    role: &maps[*role].id,
                    readiness: score.readiness.fraction(),
                    coverage: score.coverage.fraction(),
                    met: score.met,
                    asked: score.asked,
                    core_met: score.core_met,
                    core_asked: score.core_asked,
                    gap_sum: score.gap_sum,
                    hours: plan.then_some(hours),
                    steps: plan.then(|| {
                        let short =
                            || StepJson { skill: &maps[step.skill].id, from: 3, to: 4, hours };
                        vec![short(), short()]
                    }),
                };
                let shape = PersonJson {
                    id,
                    unknown: &unknown,
                    roles: roles.iter().zip(&scores).map(role).collect(),
                };
                let mut out = Vec::new();
                lines.push(&mut out, id, &unknown, scores.iter().copied(), &plans);
                let line = String::from_utf8(out).unwrap();
                assert_eq!(line, serde_json::to_string(&shape).unwrap() + "\n");
            }
        }
    }
}
