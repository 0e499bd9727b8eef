//! Why a skill stands where it stands in a plan.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Document, Text, Tone};
use super::json::ids;
use super::notes::Note;
use super::phrases::{hours, percent, requirement_name, some_names};
use super::roadmap::{PriceJson, price_words};
use super::roles::What;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::{Fraction, find_gap};
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::price::Price;
use crate::domain::roadmap::{PlannedStep, Roadmap, Why};
use crate::domain::role::{Requirement, RoleIndex};

/// One skill's place in a plan.
pub struct WhyAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What is known about the person.
    pub assessment: &'m Assessment,
    /// The skill.
    pub skill: SkillIndex,
    /// The plan.
    pub roadmap: &'m Roadmap,
    /// What it would cost to do the skill first, and last; `None` when it is not in the plan.
    pub moved: Option<[Price; 2]>,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// A requirement that asks for the skill.
struct Asked<'m> {
    role: RoleIndex,
    requirement: &'m Requirement,
    target: Level,
    met: bool,
    /// Its part of the weight of all that its role asks.
    share: Fraction,
}

impl<'m> WhyAnswer<'m> {
    fn asked(&self) -> Vec<Asked<'m>> {
        let goal = &self.roadmap.goal;
        let mut asked = Vec::new();
        for role in &goal.roles {
            let gap = find_gap(self.maps, self.assessment, *role, goal.seniority);
            let whole = gap.readiness().whole;
            for found in &gap.requirements {
                if found.requirement.any_of.contains(&self.skill) {
                    asked.push(Asked {
                        role: *role,
                        requirement: found.requirement,
                        target: found.target,
                        met: found.met(),
                        share: Fraction { part: found.weight(), whole },
                    });
                }
            }
        }
        asked
    }

    /// The steps of the skill in the plan, each with its place from 1.
    fn steps(&self) -> Vec<(usize, &'m PlannedStep)> {
        let steps = self.roadmap.steps.iter().enumerate();
        steps
            .filter(|(_, planned)| planned.step.skill == self.skill)
            .map(|(at, planned)| (at + 1, planned))
            .collect()
    }

    /// From the skill to a requirement, by way of what needs it: each needs the one before.
    fn chain(&self) -> Vec<SkillIndex> {
        let mut chain = vec![self.skill];
        loop {
            let last = chain[chain.len() - 1];
            let planned = self.roadmap.steps.iter().find(|p| p.step.skill == last);
            let next = match planned.map(|planned| &planned.why) {
                Some(Why::Prerequisite(of)) => of.iter().find(|skill| !chain.contains(skill)),
                _ => None,
            };
            match next {
                Some(next) => chain.push(*next),
                None => return chain,
            }
        }
    }

    fn unlocks(&self) -> Vec<SkillIndex> {
        let mut unlocks = Vec::new();
        for (_, planned) in self.steps() {
            for skill in &planned.unlocks {
                if !unlocks.contains(skill) {
                    unlocks.push(*skill);
                }
            }
        }
        unlocks
    }

    /// Every skill of the plan that cannot be finished before this one, directly or by way of others.
    fn waiting(&self) -> Vec<SkillIndex> {
        let mut waiting = vec![self.skill];
        let mut grown = 0;
        while grown < waiting.len() {
            grown = waiting.len();
            for planned in &self.roadmap.steps {
                let needs = planned.needs.iter().any(|step| {
                    waiting.contains(&step.skill) && self.assessment.level(step.skill) < step.level
                });
                if needs && !waiting.contains(&planned.step.skill) {
                    waiting.push(planned.step.skill);
                }
            }
        }
        waiting.remove(0);
        waiting
    }
}

/// The answer for people.
pub fn document(answer: &WhyAnswer<'_>) -> Document {
    let maps = answer.maps;
    let skill = &maps[answer.skill];
    let steps = answer.steps();
    let level = answer.assessment.level(answer.skill);
    let mut document = Document::default();
    document.push(Block::Title(
        Text::new(&skill.name, Tone::Strong)
            .and(format!(" · {}", maps[skill.area].name), Tone::Quiet),
    ));
    let asked = answer.asked();
    for found in &asked {
        document.say(asked_text(answer, found));
    }
    let chain = answer.chain();
    if asked.is_empty() && chain.len() > 1 {
        let names: Vec<&str> = chain.iter().rev().map(|s| maps[*s].name.as_str()).collect();
        document.say(
            Text::new("No requirement names it, but ", Tone::Plain)
                .and(names.join(", which needs "), Tone::Strong)
                .and(".", Tone::Plain),
        );
    }
    if steps.is_empty() {
        document.say(if asked.is_empty() {
            Text::from("It is not in this plan: nothing that is asked here and missing needs it.")
        } else if asked.iter().all(|found| found.met) {
            Text::new("What is asked of it is met, so it is not in the plan.", Tone::Good)
        } else {
            Text::from("It is not in this plan: another member of its group is, or you skip it.")
        });
    } else {
        place(answer, &steps, level, &mut document);
    }
    document.notes(&answer.notes);
    document
}

fn asked_text(answer: &WhyAnswer<'_>, asked: &Asked<'_>) -> Text {
    let maps = answer.maps;
    let what = if asked.requirement.is_group() {
        format!(" as one of {}", requirement_name(maps, asked.requirement).to_lowercase())
    } else {
        String::new()
    };
    Text::new(&maps[asked.role].name, Tone::Strong).and(
        format!(
            " asks a {} for level {}{what}: {}, {} of its weight{}.",
            answer.roadmap.goal.seniority,
            asked.target,
            asked.requirement.importance.word(),
            percent(asked.share),
            if asked.met { ", met" } else { "" }
        ),
        Tone::Plain,
    )
}

fn place(
    answer: &WhyAnswer<'_>,
    steps: &[(usize, &PlannedStep)],
    level: Level,
    document: &mut Document,
) {
    let maps = answer.maps;
    let all = answer.roadmap.steps.len();
    let total: Hours = steps.iter().map(|(_, planned)| planned.hours).sum();
    let places: Vec<String> = steps
        .iter()
        .map(|(at, planned)| format!("to {} at {at} of {all}", planned.step.level))
        .collect();
    let mut facts = vec![
        (
            "Level".to_string(),
            Text::from(format!(
                "{level} now, {} to reach",
                steps.last().map_or(level, |(_, planned)| planned.step.level)
            )),
        ),
        ("In the plan".to_string(), places.join(", ").into()),
        ("Hours".to_string(), hours(total).into()),
    ];
    let gain: u64 = steps.iter().map(|(_, planned)| planned.gain.part).sum();
    let gain = Fraction { part: gain, whole: answer.roadmap.readiness_now.whole };
    facts.push(("Gain".to_string(), format!("{} of readiness", percent(gain)).into()));
    let unlocks = answer.unlocks();
    if !unlocks.is_empty() {
        facts.push(("Unlocks".to_string(), some_names(maps, &unlocks, 8).into()));
    }
    let waiting = answer.waiting();
    if waiting.len() > unlocks.len() {
        facts.push(("Waiting for it".to_string(), some_names(maps, &waiting, 8).into()));
    }
    if let Some([first, last]) = &answer.moved {
        facts.push(("Done first".to_string(), price_words(first).into()));
        facts.push(("Done last".to_string(), price_words(last).into()));
    }
    document.push(Block::Facts(facts));
}

/// The content of a `why` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct WhyJson {
    /// The id of the skill.
    skill: String,
    /// What it is called.
    name: String,
    /// Which column of targets counts.
    #[schemars(extend("enum" = ["junior", "mid", "senior"]))]
    seniority: &'static str,
    /// The rated level; null unless rated.
    #[schemars(range(min = 0, max = 4))]
    level: Option<u8>,
    /// The least that it can be: the one that counts.
    #[schemars(range(min = 0, max = 4))]
    level_low: u8,
    /// The most that it can be.
    #[schemars(range(min = 0, max = 4))]
    level_high: u8,
    /// The requirements that ask for it.
    requirements: Vec<AskedJson>,
    /// The ids of the skills from this one to one that is asked: each needs the one before.
    chain: Vec<String>,
    /// Its steps in the plan.
    steps: Vec<PlaceJson>,
    /// How many steps the whole plan has.
    steps_in_all: usize,
    /// The hours of its steps.
    hours: Hours,
    /// The rise of readiness that its steps bring: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    gain: f64,
    /// The skills of which a step waits for this one.
    unlocks: Vec<String>,
    /// The ids of the skills of the plan that cannot be finished before this one.
    waiting: Vec<String>,
    /// What it would change to do it first; null when it is not in the plan.
    first: Option<PriceJson>,
    /// What it would change to do it last; null when it is not in the plan.
    last: Option<PriceJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct AskedJson {
    /// The id of the role.
    role: String,
    /// Which skill, or which group.
    #[serde(flatten)]
    what: What,
    /// How much it counts, in a word.
    #[schemars(extend("enum" = ["core", "important", "helpful"]))]
    importance: &'static str,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u32,
    /// Its part of the weight of all that the role asks: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    share: f64,
    /// The level that is asked.
    #[schemars(range(min = 0, max = 4))]
    target: u8,
    /// Whether it is met.
    met: bool,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PlaceJson {
    /// Its place in the plan, from 1.
    order: usize,
    /// The level that the step reaches.
    #[schemars(range(min = 0, max = 4))]
    to: u8,
    /// How long it takes.
    hours: Hours,
    /// The rise of readiness that it brings at its place in the order: 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    gain: f64,
}

/// The answer for scripts.
pub fn json(answer: &WhyAnswer<'_>) -> WhyJson {
    let maps = answer.maps;
    let standing = answer.assessment.standing(answer.skill);
    let steps = answer.steps();
    let moved = answer.moved.as_ref();
    WhyJson {
        skill: maps[answer.skill].id.clone(),
        name: maps[answer.skill].name.clone(),
        seniority: answer.roadmap.goal.seniority.word(),
        level: standing.rated().map(Level::number),
        level_low: standing.low().number(),
        level_high: standing.high().number(),
        requirements: answer
            .asked()
            .iter()
            .map(|asked| AskedJson {
                role: maps[asked.role].id.clone(),
                what: What::of(maps, asked.requirement),
                importance: asked.requirement.importance.word(),
                weight: asked.requirement.importance.weight(),
                share: asked.share.fraction(),
                target: asked.target.number(),
                met: asked.met,
            })
            .collect(),
        chain: ids(maps, &answer.chain()),
        steps_in_all: answer.roadmap.steps.len(),
        hours: steps.iter().map(|(_, planned)| planned.hours).sum(),
        gain: steps.iter().map(|(_, planned)| planned.gain.fraction()).sum(),
        unlocks: ids(maps, &answer.unlocks()),
        waiting: ids(maps, &answer.waiting()),
        first: moved.map(|[first, _]| PriceJson::new(maps, first)),
        last: moved.map(|[_, last]| PriceJson::new(maps, last)),
        notes: answer.notes.clone(),
        steps: steps
            .into_iter()
            .map(|(order, planned)| PlaceJson {
                order,
                to: planned.step.level.number(),
                hours: planned.hours,
                gain: planned.gain.fraction(),
            })
            .collect(),
    }
}
