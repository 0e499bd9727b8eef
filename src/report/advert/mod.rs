//! `skillgap match`: what one job advertisement asks for, and how the person compares with it.

mod json;
pub(crate) mod market;

use std::ops::Range;

use crate::domain::advert::job::{Difference, Merged};
use crate::domain::advert::{Lines, NotAsked, Reading, Seen, WhyNot};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::RequirementGap;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::{MilestoneKind, Order, Roadmap};
use crate::domain::role::RoleIndex;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Mark, Table, Text, Tone};
use crate::report::gap::{RoleAnswer, how_little, importance_cell};
use crate::report::notes::Note;
use crate::report::phrases::{
    and_list, count, first_few, hours, known_level, or_list, percent, requirement_name, some_names,
    usual_hours,
};
use crate::report::sheet::Csv;
use crate::report::text::text;

pub(crate) use json::MatchJson;

/// One advertisement, and how one person compares with it.
pub(crate) struct MatchAnswer<'m> {
    /// The maps, with the job as their last role.
    pub(crate) maps: &'m SkillMaps,
    /// The file of the advertisement.
    pub(crate) file: &'m str,
    pub(crate) text: &'m str,
    /// What the rules found in its text.
    pub(crate) reading: &'m Reading,
    /// What is known about the person.
    pub(crate) known: &'m Assessment,
    /// The gap between the person and the job.
    pub(crate) job: RoleAnswer<'m>,
    /// For each requirement of the job, the indices of the advertisement's requirements that it was made from.
    pub(crate) made_of: &'m [Vec<usize>],
    /// The requirements that were merged into one.
    pub(crate) merged: &'m [Merged],
    /// The nearest role, and how the job differs from it.
    pub(crate) nearest: Option<(RoleIndex, Difference)>,
    /// Two plans for the job: in the usual order, and in the order that brings readiness soonest.
    pub(crate) ways: [Roadmap; 2],
    /// The file that the job was saved to, and the id of the saved role.
    pub(crate) saved: Option<(String, &'m str)>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for MatchAnswer<'_> {
    const KIND: &'static str = "match";
    const ABOUT: &'static str =
        "what a job advertisement asks for, and where a person stands against it";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[json::REQUIREMENTS];
    type Json = MatchJson;

    fn json(&self) -> MatchJson {
        json::json(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let title = self.reading.title.clone().map(|title| one_line(&self.text[title]));
        document.title(text!(
            "**{}**<quiet> · {}</>",
            title.as_deref().unwrap_or("The job of this advertisement"),
            self.file
        ));
        what_job(self, &mut document);
        readiness(&self.job, &mut document);
        document.heading("What it asks for");
        document.table(requirements_table(self));
        document.say(text!(
            "<quiet>Level: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert, ? not rated; * no word says the level, so 2 is assumed. Core is required, important is part of the work, helpful is nice to have.</>"
        ));
        document.heading("Where the text says so");
        document.list(marked_lines(self));
        document.say(text!(
            "<quiet>Words that ask for a skill are in [brackets]; words about a skill that is not asked for are in (? brackets with question marks ?).</>"
        ));
        beside_the_rest(self, &mut document);
        ways(self, &mut document);
        document.say(text!(
            "<quiet>Readiness is the share of what this advertisement asks for that you meet, by weight, as the rules read it. It is not a chance of being hired: whoever hires also looks at people, and advertisements ask for more than is needed.</>"
        ));
        if let Some((path, id)) = &self.saved {
            document.say(text!("<good>Saved</> as the role `{}` in {}.", id, path));
            document.commands([
                (format!("skillgap assess --role {id}"), "answer what this job asks for"),
                (format!("skillgap gap --role {id}"), "what you meet of it, and what is missing"),
                (format!("skillgap roadmap --role {id}"), "the steps to this job, in order"),
            ]);
        } else {
            document.commands([(
                format!("skillgap match {} --save ID", self.file),
                "save it as a role, for gap, roadmap and cohort",
            )]);
        }
        document.notes(&self.notes);
        document
    }
}

/// Adds the role, the seniority and the years that the advertisement names.
fn what_job(answer: &MatchAnswer<'_>, document: &mut Document) {
    let MatchAnswer { maps, reading, .. } = answer;
    let role = match &answer.nearest {
        Some((role, _)) => text!("{}", maps[*role].name),
        None => text!("<quiet>none of the maps</>"),
    };
    let seniority = match &reading.seniority {
        Some((seniority, at)) => {
            text!("{}<quiet> (“{}”)</>", seniority, one_line(&answer.text[at.clone()]))
        }
        None => text!("<quiet>not said</>"),
    };
    let years = match &reading.years {
        Some((years, at)) => text!(
            "{}<quiet> (“{}”); skillgap does not measure years</>",
            count(*years as usize, "year", "years"),
            one_line(&answer.text[at.clone()])
        ),
        None => text!("<quiet>not said</>"),
    };
    document.facts([("Nearest role", role), ("Seniority", seniority), ("Experience", years)]);
}

/// Adds how much of what the job asks for the person meets.
fn readiness(job: &RoleAnswer<'_>, document: &mut Document) {
    let gap = &job.gap;
    let unknown: Vec<&RoleAnswer<'_>> =
        [job].into_iter().filter(|job| !job.known_enough()).collect();
    if let Some(text) = how_little(&unknown, true) {
        document.say(text);
    } else {
        let (now, high) = (gap.readiness(), gap.readiness_high());
        let up_to = match high.part > now.part {
            true => format!(", up to {} once everything is rated", percent(high)),
            false => String::new(),
        };
        document.say(text!("You meet **{}** of what it asks for{}.", percent(now), up_to));
    }
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    document.facts([
        ("Core met", text!("{} of {}", core_met, core_asked)),
        ("Met", text!("{} of {}", met, asked)),
        ("Hours to ready", hours(job.hours).into()),
    ]);
}

fn requirements_table(answer: &MatchAnswer<'_>) -> Table {
    let maps = answer.maps;
    let assumed = |gap: &RequirementGap<'_>| {
        let place = answer
            .job
            .gap
            .requirements
            .iter()
            .position(|other| std::ptr::eq(other.requirement, gap.requirement));
        let made_of = place.and_then(|place| answer.made_of.get(place));
        made_of.is_some_and(|made_of| {
            made_of.iter().all(|at| answer.reading.requirements[*at].assumed)
        })
    };
    let mark = |gap: &RequirementGap<'_>| match (gap.met(), gap.settled()) {
        (true, _) => Mark::Yes,
        (false, true) => Mark::No,
        (false, false) => Mark::Unknown,
    };
    let mut gaps: Vec<&RequirementGap<'_>> = answer.job.gap.requirements.iter().collect();
    gaps.sort_by_key(|gap| gap.requirement.importance);
    Table::of(gaps)
        .word("", |gap| Cell::Mark(mark(gap)))
        .text("Skill", |gap| requirement_name(maps, gap.requirement))
        .word("Importance", |gap| importance_cell(gap.requirement.importance))
        .if_room(1)
        .number("Level", |gap| known_level(gap))
        .number("Target", |gap| format!("{}{}", gap.target, if assumed(gap) { "*" } else { "" }))
        .word("Missing", |gap| match mark(gap) {
            Mark::Yes => Cell::from(""),
            Mark::No => Cell::toned(count(usize::from(gap.gap()), "level", "levels"), Tone::Warn),
            Mark::Unknown => Cell::quiet("rate it"),
        })
        .details(|gap| match gap.requirement.any_of.len() {
            0..=3 => Vec::new(),
            _ => vec![text!("<quiet>any of {}</>", some_names(maps, &gap.requirement.any_of, 8))],
        })
        .into()
}

/// A passage of the text that names a skill.
enum Recognised<'a> {
    Asked(&'a Seen),
    Not(&'a NotAsked),
}

impl Recognised<'_> {
    fn range(&self) -> &Range<usize> {
        match self {
            Recognised::Asked(seen) => &seen.range,
            Recognised::Not(not) => &not.range,
        }
    }
}

/// Returns each line of the advertisement in which a skill was recognised, with the skills marked.
fn marked_lines(answer: &MatchAnswer<'_>) -> Vec<Text> {
    let asked = answer.reading.requirements.iter().flat_map(|asked| &asked.seen);
    let not = answer.reading.not_asked.iter().map(Recognised::Not);
    let mut all: Vec<Recognised<'_>> = asked.map(Recognised::Asked).chain(not).collect();
    all.sort_by_key(|one| (one.range().start, one.range().end));
    let of_text = Lines::new(answer.text);
    let mut lines: Vec<(usize, Range<usize>, Vec<Recognised<'_>>)> = Vec::new();
    for one in all {
        let (number, line) = of_text.line_at(one.range().start);
        match lines.last_mut() {
            Some((last, _, of_line)) if *last == number => of_line.push(one),
            _ => lines.push((number, line, vec![one])),
        }
    }
    lines
        .into_iter()
        .map(|(number, line, of_line)| marked(answer, number, line, &of_line))
        .collect()
}

fn marked(
    answer: &MatchAnswer<'_>,
    number: usize,
    line: Range<usize>,
    recognised: &[Recognised<'_>],
) -> Text {
    let page = answer.text;
    let mut said = text!("<quiet>line {}: </>", number);
    let mut at = line.start;
    for one in recognised {
        let range = one.range();
        if range.start < at {
            continue;
        }
        said = said.and(spaced(&page[at..range.start]), Tone::Plain);
        let words = spaced(&page[range.clone()]);
        said = match one {
            Recognised::Asked(_) => said.and(format!("[{words}]"), Tone::Strong),
            Recognised::Not(_) => said.and(format!("(? {words} ?)"), Tone::Quiet),
        };
        at = range.end;
    }
    said = said.and(spaced(&page[at.min(line.end.max(at))..line.end.max(at)]), Tone::Plain);
    let mut means: Vec<String> = Vec::new();
    for one in recognised {
        let meaning = match one {
            Recognised::Asked(seen) => {
                let by = match &seen.duty {
                    Some(duty) => format!(" by the duty “{duty}”"),
                    None => String::new(),
                };
                let because = match &seen.because {
                    Some(range) => format!(", since “{}”", first_words(&page[range.clone()])),
                    None => String::new(),
                };
                format!(
                    "{} is {}{by}{because}",
                    answer.maps[seen.skill].name,
                    seen.importance.word()
                )
            }
            Recognised::Not(not) => {
                format!("{} is not asked for: {}", answer.maps[not.skill].name, why_not(not.why))
            }
        };
        if !means.contains(&meaning) {
            means.push(meaning);
        }
    }
    said.and(format!(" → {}", means.join("; ")), Tone::Quiet)
}

fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::OtherMeaning => "the word means something else here",
        WhyNot::Negated => "the sentence says so",
        WhyNot::Company => "this is about the employer",
        WhyNot::Offer => "this is about the offer or the law",
    }
}

/// Adds how the job differs from the nearest role, and the terms that are not in the maps.
fn beside_the_rest(answer: &MatchAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let names = |skills: &[SkillIndex]| some_names(maps, skills, 12);
    if let Some((role, Difference { both, only_job, only_role })) = &answer.nearest {
        document.heading(format!("Compared with the role {}", maps[*role].name));
        let rows = &answer.job.gap.requirements;
        let is_common = |gap: &&RequirementGap<'_>| {
            gap.requirement.any_of.iter().any(|skill| both.contains(skill))
        };
        let common = rows.iter().filter(is_common).count();
        let mut items =
            vec![text!("the role asks for {} of the {} in the table too", common, rows.len())];
        if !only_job.is_empty() {
            items.push(text!("the advertisement also asks for {}", names(only_job)));
        }
        if !only_role.is_empty() {
            items.push(text!(
                "core skills of the role that the advertisement does not name: {}<quiet>. They are not counted here.</>",
                names(only_role)
            ));
        }
        document.list(items);
    }
    if !answer.merged.is_empty() {
        let skills: Vec<String> = answer
            .merged
            .iter()
            .map(|merged| match merged {
                Merged::GroupsJoined(skill) | Merged::GroupMet(skill) => maps[*skill].name.clone(),
            })
            .collect();
        document.say(text!(
            "<quiet>Asked for more than once, but counted once: {}.</>",
            and_list(&unique(skills))
        ));
    }
    if !answer.reading.unknown.is_empty() {
        let unknown: Vec<&str> =
            answer.reading.unknown.iter().map(|range| &answer.text[range.clone()]).collect();
        document.say(text!(
            "<warn>Not in the maps, and so not counted: </>{}.",
            first_few(&unknown, 12)
        ));
    }
}

fn unique(words: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for word in words {
        if !unique.contains(&word) {
            unique.push(word);
        }
    }
    unique
}

/// Adds the two plans for the job.
fn ways(answer: &MatchAnswer<'_>, document: &mut Document) {
    const FIRST: usize = 6;
    let maps = answer.maps;
    let [usual, _] = &answer.ways;
    if usual.steps.is_empty() {
        document.say(text!("<good>You meet everything that it asks for.</>"));
        return;
    }
    document.heading("The plan");
    let items = answer.ways.iter().map(|way| {
        let name = match way.goal.order {
            Order::Usual => "in the usual order",
            Order::Fastest => "in the order that brings readiness soonest",
        };
        let steps: Vec<String> = way
            .steps
            .iter()
            .take(FIRST)
            .map(|planned| format!("{} {}", maps[planned.step.skill].name, planned.step.level))
            .collect();
        let half =
            way.milestones.iter().find(|milestone| milestone.kind == MilestoneKind::Percent(50));
        let half = match half {
            Some(half) => format!(", half of it met after {}", usual_hours(half.hours_after)),
            None => String::new(),
        };
        text!(
            "**{}**, {} {}{}: {}",
            hours(way.hours),
            count(way.steps.len(), "step", "steps"),
            name,
            half,
            first_few(&steps, steps.len()) + if way.steps.len() > FIRST { " …" } else { "" }
        )
    });
    document.list(items);
    let chosen = usual.chosen.iter().map(|chosen| {
        let group: Vec<String> =
            chosen.any_of.iter().map(|skill| maps[*skill].name.clone()).collect();
        format!("{} of {}", maps[chosen.skill].name, or_list(&group))
    });
    let chosen: Vec<String> = chosen.collect();
    if !chosen.is_empty() {
        document.say(text!(
            "<quiet>Chosen where any of several skills is enough: {}.</>",
            chosen.join("; ")
        ));
    }
}

/// Replaces each run of white space by one space.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            spaced.push(c);
        } else if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
    }
    spaced
}

/// Returns a text of the page on one line, without white space at its ends.
fn one_line(text: &str) -> String {
    spaced(text).trim().to_string()
}

/// Returns the first characters of a heading or a cue, without punctuation at its ends.
fn first_words(text: &str) -> String {
    const MOST: usize = 48;
    let line = one_line(text.trim_matches(|c: char| !c.is_alphanumeric()));
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
