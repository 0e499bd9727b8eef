//! `skillgap why`: why a skill has its place in the plan.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Document, Table, Text};
use super::json::{KnownLevel, Share, SkillRef, ids};
use super::likely::{VerdictJson, because, verdict_words};
use super::notes::{Note, put_notes};
use super::phrases::{
    and_list, hours, percent, requirement_name, sentence_case, some_names, usual_place,
};
use super::roadmap::PriceJson;
use super::roles::What;
use super::text::text;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::{Fraction, RequirementGap, find_gap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::{Likely, Reason, Start, Verdict, reasons};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::price::Price;
use crate::domain::roadmap::{Order, PlannedStep, Roadmap, Why};
use crate::domain::role::{Importance, RoleIndex};

/// The place of a skill in a plan, with the reasons.
pub(crate) struct WhyAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// What is known about the person.
    pub(crate) assessment: &'m Assessment,
    /// The likely levels; `None` unless the person was interviewed.
    pub(crate) likely: Option<&'m Likely>,
    pub(crate) skill: SkillIndex,
    /// The levels that the plan starts from.
    pub(crate) start: &'m Start,
    /// The plan.
    pub(crate) roadmap: &'m Roadmap,
    /// The price of doing the skill first, and of doing it last; `None` if it is not in the plan.
    pub(crate) moved: Option<[Price; 2]>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

/// A requirement that asks for the skill.
struct AskingRole<'m> {
    role: RoleIndex,
    gap: RequirementGap<'m>,
    verdict: Verdict,
    reasons: Vec<Reason>,
    /// The share of the weight of its role that the requirement has.
    share: Fraction,
}

impl<'m> WhyAnswer<'m> {
    fn asked(&self) -> Vec<AskingRole<'m>> {
        let goal = &self.roadmap.goal;
        let mut asked = Vec::new();
        for role in &goal.roles {
            let gap = find_gap(self.maps, self.assessment, *role, goal.seniority);
            let whole = gap.readiness().whole;
            for found in &gap.requirements {
                if found.requirement.any_of.contains(&self.skill) {
                    asked.push(AskingRole {
                        role: *role,
                        gap: found.clone(),
                        verdict: Verdict::of(self.assessment, self.likely, found),
                        reasons: reasons(self.maps, self.assessment, self.likely, found),
                        share: Fraction { part: found.weight(), whole },
                    });
                }
            }
        }
        asked
    }

    /// Returns the steps of the skill in the plan, each with its number from 1.
    fn steps(&self) -> Vec<(usize, &'m PlannedStep)> {
        let steps = self.roadmap.steps.iter().enumerate();
        steps
            .filter(|(_, planned)| planned.step.skill == self.skill)
            .map(|(at, planned)| (at + 1, planned))
            .collect()
    }

    /// Returns a chain of skills from this one to a required one. Each skill needs the one before it.
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

    /// Returns every skill of the plan that cannot be finished before this one, because it needs this one directly or
    /// through other skills.
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

impl Answer for WhyAnswer<'_> {
    const KIND: &'static str = "why";
    const ABOUT: &'static str = "why a skill has its place in the plan";
    type Json = WhyJson;

    fn json(&self) -> WhyJson {
        let maps = self.maps;
        let standing = self.assessment.standing(self.skill);
        let steps = self.steps();
        let moved = self.moved.as_ref();
        let asked = |asked: &AskingRole<'_>| AskedJson {
            role: maps[asked.role].id.clone(),
            what: What::of(maps, asked.gap.requirement),
            importance: asked.gap.requirement.importance,
            weight: asked.gap.requirement.importance.weight(),
            share: asked.share,
            target: asked.gap.target,
            met: asked.gap.met(),
            verdict: VerdictJson::new(maps, asked.verdict, &asked.reasons),
        };
        let place = |(order, planned): &(usize, &PlannedStep)| PlaceJson {
            order: *order,
            to: planned.step.level,
            hours: planned.hours,
            gain: planned.gain,
        };
        WhyJson {
            skill: SkillRef::new(maps, self.skill),
            seniority: self.roadmap.goal.seniority,
            known: KnownLevel::new(standing, standing.high()),
            requirements: self.asked().iter().map(asked).collect(),
            chain: ids(maps, &self.chain()),
            steps: steps.iter().map(place).collect(),
            steps_in_all: self.roadmap.steps.len(),
            hours: steps.iter().map(|(_, planned)| planned.hours).sum(),
            gain: Share(steps.iter().map(|(_, planned)| planned.gain.fraction()).sum()),
            unlocks: ids(maps, &self.unlocks()),
            waiting: ids(maps, &self.waiting()),
            first: moved.map(|[first, _]| PriceJson::new(maps, first)),
            last: moved.map(|[_, last]| PriceJson::new(maps, last)),
            notes: self.notes.clone(),
        }
    }

    fn document(&self) -> Document {
        let maps = self.maps;
        let skill = &maps[self.skill];
        let mut document = Document::default();
        document.title(text!("**{}**<quiet> · {}</>", skill.name, maps[skill.area].name));
        let steps = self.steps();
        if steps.is_empty() {
            document.say(&*skill.summary);
        }
        let asked = self.asked();
        for found in &asked {
            document.say(asked_text(self, found));
        }
        let chain = self.chain();
        if asked.is_empty() && chain.len() > 1 {
            let names: Vec<&str> = chain.iter().rev().map(|s| maps[*s].name.as_str()).collect();
            document
                .say(text!("No requirement names it, but **{}**.", names.join(", which needs ")));
        }
        if !steps.is_empty() {
            place(self, &steps, &mut document);
        } else if self.start.spared.contains(&self.skill) {
            document.say(text!("It is not in this plan: you likely have it. If you do not, rate it, or plan with `--from known`."));
        } else if asked.is_empty() {
            document.say("It is not in this plan: nothing that you lack for this goal needs it.");
        } else if asked.iter().all(|found| found.gap.met()) {
            document.say(met_text(self, &asked));
        } else {
            document.say("It is not in this plan: another member of its group is, or you skip it.");
        }
        put_notes(&self.notes, &mut document);
        document
    }
}

/// Returns what meets all requirements so that there is nothing to learn: the skill itself, or other members of its
/// groups.
fn met_text(answer: &WhyAnswer<'_>, asked: &[AskingRole<'_>]) -> Text {
    let maps = answer.maps;
    let own = answer.assessment.standing(answer.skill).low();
    if asked.iter().all(|found| own >= found.gap.target) {
        return text!(
            "<good>You are at level {}, so there is nothing to learn for this goal:</> {}",
            own,
            maps[answer.skill].can_do(own)
        );
    }
    let mut others: Vec<String> = Vec::new();
    for found in asked.iter().filter(|found| own < found.gap.target) {
        let name = &maps[found.gap.best].name;
        if !others.contains(name) {
            others.push(name.clone());
        }
    }
    text!(
        "<good>You meet it with {}, so there is nothing to learn for this goal.</>",
        and_list(&others)
    )
}

fn asked_text(answer: &WhyAnswer<'_>, asked: &AskingRole<'_>) -> Text {
    let maps = answer.maps;
    let requirement = asked.gap.requirement;
    let of_whom = match maps[asked.role].asks_alike() {
        true => String::new(),
        false => format!(" a {}", answer.roadmap.goal.seniority),
    };
    let what = if requirement.is_group() {
        format!(
            " in this skill or another one ({})",
            requirement_name(maps, requirement).to_lowercase()
        )
    } else {
        String::new()
    };
    let stands = match verdict_words(asked.verdict) {
        Some(words) => {
            format!(". {}: {}", sentence_case(&words), because(maps, &asked.gap, &asked.reasons))
        }
        None if asked.gap.met() => ", met".to_string(),
        None => String::new(),
    };
    text!(
        "**{}** asks{} for level {}{}: {}, {} of its weight{}.",
        maps[asked.role].name,
        of_whom,
        asked.gap.target,
        what,
        requirement.importance.word(),
        percent(asked.share),
        stands
    )
}

fn place(answer: &WhyAnswer<'_>, steps: &[(usize, &PlannedStep)], document: &mut Document) {
    let maps = answer.maps;
    let all = answer.roadmap.steps.len();
    let now = answer.start.assessment.level(answer.skill);
    let is_presumed = answer.start.presumed.iter().any(|there| there.skill == answer.skill);
    let likely = if is_presumed { "likely " } else { "" };
    let top = steps.last().map_or(now, |(_, planned)| planned.step.level);
    let places =
        steps.iter().map(|(at, planned)| format!("to {} at {at} of {all}", planned.step.level));
    let gain = Fraction {
        part: steps.iter().map(|(_, planned)| planned.gain.part).sum(),
        whole: answer.roadmap.readiness_now.whole,
    };
    let mut facts = vec![
        ("Level", text!("{}{} now, {} to reach", likely, now, top)),
        ("In the plan", places.collect::<Vec<_>>().join(", ").into()),
        ("Hours", hours(steps.iter().map(|(_, planned)| planned.hours).sum()).into()),
        ("Gain", text!("{} of readiness", percent(gain))),
    ];
    let unlocks = answer.unlocks();
    if !unlocks.is_empty() {
        facts.push(("Unlocks", some_names(maps, &unlocks, 8).into()));
    }
    let waiting = answer.waiting();
    if waiting.len() > unlocks.len() {
        facts.push(("Waiting for it", some_names(maps, &waiting, 8).into()));
    }
    document.facts(facts);
    let goal = &answer.roadmap.goal;
    if goal.order == Order::Usual {
        let place = usual_place(maps, answer.skill, &goal.roles);
        if !place.is_empty() {
            document.say(text!("<quiet>{}</>", place.join(" ")));
        }
    }
    if let Some(moved) = &answer.moved {
        if_moved(moved, document);
    }
}

/// Adds what changes if the skill is done first, or last.
fn if_moved([first, last]: &[Price; 2], document: &mut Document) {
    struct Line {
        when: &'static str,
        hours: String,
        ready: Vec<Fraction>,
    }
    let more = |price: &Price| match price.hours {
        0 => "the same".to_string(),
        hours => format!("{hours:+} h"),
    };
    let with = |price: &Price| price.readiness.iter().map(|(_, _, with)| *with).collect();
    let planned = first.readiness.iter().map(|(_, free, _)| *free).collect();
    let lines = [
        Line { when: "As planned", hours: String::new(), ready: planned },
        Line { when: "Done first", hours: more(first), ready: with(first) },
        Line { when: "Done last", hours: more(last), ready: with(last) },
    ];
    let ready =
        |at: usize| move |line: &Line| line.ready.get(at).copied().map_or(String::new(), percent);
    document.heading("How ready you are, depending on when you do it");
    document.table(
        Table::of(lines)
            .word("", |line| line.when)
            .number("Hours", |line| line.hours.clone())
            .number("4 weeks", ready(0))
            .number("12 weeks", ready(1))
            .number("26 weeks", ready(2)),
    );
    let spent: Vec<String> = first.readiness.iter().map(|(hours, ..)| hours.to_string()).collect();
    document.say(text!(
        "<quiet>These weeks are {} hours, for learning and for projects.</>",
        and_list(&spent)
    ));
}

/// The content of a `why` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct WhyJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// Which column of targets counts.
    seniority: Seniority,
    #[serde(flatten)]
    known: KnownLevel,
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
    gain: Share,
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
    /// The skill or the group.
    #[serde(flatten)]
    what: What,
    /// How much it counts, in a word.
    importance: Importance,
    /// How much it counts: 3 core, 2 important, 1 helpful.
    weight: u32,
    /// Its part of the weight of all that the role asks: 0 to 1.
    share: Fraction,
    /// The level that is asked.
    target: Level,
    /// Whether it is met.
    met: bool,
    #[serde(flatten)]
    verdict: VerdictJson,
}

#[derive(Debug, JsonSchema, Serialize)]
struct PlaceJson {
    /// Its place in the plan, from 1.
    order: usize,
    /// The level that the step reaches.
    to: Level,
    /// How long it takes.
    hours: Hours,
    /// The rise of readiness that it brings at its place in the order: 0 to 1.
    gain: Fraction,
}
