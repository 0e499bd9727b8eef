//! What an interview came to: what the person can do, where that leaves them, and what to do first.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Block, Document, Text, Tone};
use super::gap::{GapAnswer, GapJson, RoleAnswer, can_already, roles_table, strengths, summary};
use super::interview::{range, rated};
use super::json::StepJson;
use super::phrases::{and_list, hours};
use super::roadmap::{PlannedStepJson, steps_json};
use crate::domain::assessment::Standing;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::roadmap::Roadmap;
use crate::domain::roadmap::timeline::Timeline;

/// The end of an interview.
pub struct AssessAnswer<'m> {
    /// The roles that it was about; none when it was stopped before they were chosen.
    pub gap: GapAnswer<'m>,
    /// The skills whose ratings would decide the most now, each with the share of the weight that it can be expected to.
    pub decides_next: Vec<(SkillIndex, f64)>,
    /// Every role at the same seniority.
    pub side_by_side: Vec<RoleAnswer<'m>>,
    /// The way from here; none without roles.
    pub roadmap: Option<Roadmap>,
    /// The days of the way, when the hours a week are known.
    pub timeline: Option<Timeline>,
    /// How many answers were given.
    pub answered: usize,
    /// The file.
    pub saved_in: String,
}

/// A skill of which something follows from other answers.
struct Inferred<'m> {
    skill: SkillIndex,
    low: Level,
    high: Level,
    from: &'m [(SkillIndex, Level)],
}

/// So many steps are shown.
const STEPS: usize = 3;

impl AssessAnswer<'_> {
    /// The skills of these roles of which something follows from other answers.
    fn inferred(&self) -> Vec<Inferred<'_>> {
        let mut skills: Vec<SkillIndex> =
            self.gap.roles.iter().flat_map(|role| role.gap.skills()).collect();
        skills.sort();
        skills.dedup();
        let inferred = |skill| match self.gap.assessment.standing(skill) {
            Standing::Inferred { low, high, from } => {
                Some(Inferred { skill, low: *low, high: *high, from })
            }
            Standing::NotRated | Standing::Rated(_) => None,
        };
        skills.into_iter().filter_map(inferred).collect()
    }
}

/// The answer for people.
pub fn document(answer: &AssessAnswer<'_>) -> Document {
    let maps = answer.gap.maps;
    let mut document = Document::default();
    if answer.gap.roles.is_empty() {
        document.say("Nothing was asked yet. `skillgap assess` begins again; `skillgap roles` shows the roles.");
        return document;
    }
    let asked = answer.gap.roles.iter().flat_map(|role| role.gap.skills());
    can_already(&answer.gap, &strengths(&answer.gap, asked), &mut document);
    for role in &answer.gap.roles {
        let name = Text::new(&maps[role.gap.role].name, Tone::Strong);
        document.push(Block::Title(name.and(format!(" · {}", role.gap.seniority), Tone::Quiet)));
        summary(role, &mut document);
    }
    if !answer.decides_next.is_empty() {
        let names: Vec<String> =
            answer.decides_next.iter().map(|(skill, _)| maps[*skill].name.clone()).collect();
        document.say(
            Text::new("These answers would settle the most: ", Tone::Plain)
                .and(and_list(&names), Tone::Strong)
                .and(". skillgap assess goes on with them, ", Tone::Quiet)
                .and("skillgap assess --full", Tone::Code)
                .and(" asks about everything.", Tone::Quiet),
        );
    }
    follows(answer, &mut document);
    document.heading(format!("Against each role, {}", answer.gap.seniorities[0]));
    let roles: Vec<&RoleAnswer<'_>> = answer.side_by_side.iter().collect();
    document.push(Block::Table(roles_table(maps, roles)));
    first_steps(answer, &mut document);
    document.notes(&answer.gap.notes);
    if answer.answered > 0 {
        document.push(Block::Note(format!("your answers are in {}", answer.saved_in).into()));
    }
    let roles: Vec<&str> =
        answer.gap.roles.iter().map(|role| maps[role.gap.role].id.as_str()).collect();
    document.push(Block::Commands(vec![
        (
            format!("skillgap roadmap --role {}", roles.join(",")),
            "the whole way, in order".to_string(),
        ),
        (format!("skillgap gap --role {}", roles.join(",")), "every requirement".to_string()),
    ]));
    document
}

/// What was not asked because it follows.
fn follows(answer: &AssessAnswer<'_>, document: &mut Document) {
    const MOST: usize = 6;
    let maps = answer.gap.maps;
    let inferred = answer.inferred();
    let items: Vec<Text> = inferred
        .iter()
        .take(MOST)
        .map(|known| {
            let skill = format!("{} {}", maps[known.skill].name, range(known.low, known.high));
            Text::new(skill, Tone::Strong)
                .and(format!(", from {}", rated(maps, known.from)), Tone::Quiet)
        })
        .collect();
    if items.is_empty() {
        return;
    }
    document.heading("Not asked, because it follows from your answers");
    document.push(Block::List(items));
    let more = inferred.len().saturating_sub(MOST);
    let more = if more > 0 { format!("{more} more follow so. ") } else { String::new() };
    document.say(
        Text::new(
            format!("{more}None of it stands in your profile; to overrule one, rate it: "),
            Tone::Quiet,
        )
        .and("skillgap rate SKILL=LEVEL", Tone::Code),
    );
}

fn first_steps(answer: &AssessAnswer<'_>, document: &mut Document) {
    let maps = answer.gap.maps;
    let Some(roadmap) = answer.roadmap.as_ref().filter(|roadmap| !roadmap.steps.is_empty()) else {
        return;
    };
    let step = |(at, planned): (usize, &crate::domain::roadmap::PlannedStep)| {
        let skill = &maps[planned.step.skill];
        let level = planned.step.level;
        let by = answer
            .timeline
            .as_ref()
            .map_or(String::new(), |timeline| format!(", by {}", timeline.steps[at].ends.typical));
        Text::new(format!("{} {level}", skill.name), Tone::Strong)
            .and(format!(" · {}{by}: ", hours(planned.hours)), Tone::Quiet)
            .and(skill.can_do(level), Tone::Plain)
    };
    let steps = roadmap.steps.iter().enumerate().take(STEPS).map(step);
    document.heading("The first steps");
    document.push(Block::List(steps.collect()));
}

/// The content of an `assess` document: that of a `gap` document for the roles that were chosen, and what follows.
#[derive(Debug, JsonSchema, Serialize)]
pub struct AssessJson {
    /// All that a `gap` document says, for the roles that were chosen.
    #[serde(flatten)]
    gap: GapJson,
    /// How many answers were given in this session.
    answered: usize,
    /// The file that they are in.
    saved_in: String,
    /// What was not asked because it follows from other answers.
    inferred: Vec<InferredJson>,
    /// The skills whose ratings would decide the most now, most first.
    decides_next: Vec<DecidesJson>,
    /// Every role at the same seniority.
    side_by_side: Vec<BesideJson>,
    /// The first steps of the roadmap.
    first_steps: Vec<PlannedStepJson>,
}

/// A skill of which something follows from other answers.
#[derive(Debug, JsonSchema, Serialize)]
struct InferredJson {
    /// The id of the skill.
    skill: String,
    /// The least that its level can be, 0 to 4.
    low: u8,
    /// The most that its level can be, 0 to 4.
    high: u8,
    /// The ratings from which it follows: skills and their levels.
    from: Vec<StepJson>,
}

/// A skill whose rating would decide much.
#[derive(Debug, JsonSchema, Serialize)]
struct DecidesJson {
    /// The id of the skill.
    skill: String,
    /// The share of the requirement weight that its rating can be expected to decide, 0 to 1.
    share: f64,
}

/// One role beside the others.
#[derive(Debug, JsonSchema, Serialize)]
struct BesideJson {
    /// The id of the role.
    role: String,
    /// What the role is called.
    name: String,
    /// The readiness for it: the weight of the met requirements as a share of all that is asked, 0 to 1.
    readiness: f64,
    /// The readiness with everything that is inferred or not rated at its most, 0 to 1.
    readiness_high: f64,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1.
    coverage: f64,
    /// How many requirements are met.
    met: usize,
    /// How many requirements are asked.
    asked: usize,
    /// How many core requirements are met.
    core_met: usize,
    /// How many core requirements are asked.
    core_asked: usize,
    /// The hours to ready, for the plan that takes the fewest.
    hours: Hours,
}

/// The answer for scripts.
pub fn json(answer: &AssessAnswer<'_>) -> AssessJson {
    let maps = answer.gap.maps;
    let id = |skill: SkillIndex| maps[skill].id.clone();
    let beside = |role: &RoleAnswer<'_>| {
        let gap = &role.gap;
        let (met, asked) = gap.met_of_asked();
        let (core_met, core_asked) = gap.core_met_of_asked();
        BesideJson {
            role: maps[gap.role].id.clone(),
            name: maps[gap.role].name.clone(),
            readiness: Fraction::fraction(gap.readiness()),
            readiness_high: Fraction::fraction(gap.readiness_high()),
            coverage: Fraction::fraction(gap.coverage()),
            met,
            asked,
            core_met,
            core_asked,
            hours: role.hours,
        }
    };
    AssessJson {
        gap: answer.gap.json(),
        answered: answer.answered,
        saved_in: answer.saved_in.clone(),
        inferred: answer
            .inferred()
            .into_iter()
            .map(|known| InferredJson {
                skill: id(known.skill),
                low: known.low.number(),
                high: known.high.number(),
                from: known
                    .from
                    .iter()
                    .map(|(skill, level)| StepJson::of(maps, *skill, *level))
                    .collect(),
            })
            .collect(),
        decides_next: answer
            .decides_next
            .iter()
            .map(|(skill, share)| DecidesJson { skill: id(*skill), share: *share })
            .collect(),
        side_by_side: answer.side_by_side.iter().map(beside).collect(),
        first_steps: answer.roadmap.as_ref().map_or(Vec::new(), |roadmap| {
            steps_json(maps, roadmap, answer.timeline.as_ref(), STEPS)
        }),
    }
}
