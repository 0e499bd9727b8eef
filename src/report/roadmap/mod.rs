//! The roadmap as an answer.

mod json;

pub use json::{PlannedStepJson, PriceJson, RoadmapJson, json, steps_json};

use jiff::civil::Date;

use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::hours::Hours;
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::deadline::Reached;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::timeline::{Days, Timeline};
use crate::domain::roadmap::{
    Chosen, LeftOut, Milestone, MilestoneKind, PlannedProject, PlannedStep, Reason, Roadmap, Why,
};
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::graph::plan_graph;
use crate::report::phrases::{
    and_list, count, hours, hours_range, percent, requirement_name, role_names, sentence_case,
    some_names, usual_hours,
};

/// The weeks after which readiness is compared.
pub const WEEKS: [u32; 3] = [4, 12, 26];

/// A plan, with the maps that it was made from.
pub struct RoadmapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What is known of the person.
    pub known: &'m Assessment,
    /// The plan.
    pub roadmap: &'m Roadmap,
    /// How many of its steps to show.
    pub shown: usize,
    /// Its days, when the hours a week are known.
    pub timeline: Option<Timeline>,
    /// What is reached by a day, when one is given.
    pub deadline: Option<Deadline>,
    /// What the person's wishes cost.
    pub prices: Vec<Price>,
    /// Things to know beside the rest.
    pub notes: Vec<String>,
}

/// What is reached by a day.
pub struct Deadline {
    /// The day.
    pub on: Date,
    /// What is reached.
    pub reached: Reached,
}

/// The answer for people.
pub fn document(answer: &RoadmapAnswer<'_>) -> Document {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut document = Document::default();
    let names = role_names(maps, &roadmap.goal.roles);
    document.push(Block::Title(
        Text::new(format!("The way to {names}"), Tone::Strong)
            .and(format!(" · {}", roadmap.goal.seniority), Tone::Quiet),
    ));
    if roadmap.steps.is_empty() {
        document.say(Text::new(
            format!("Everything that this map asks of a {} is met.", roadmap.goal.seniority),
            Tone::Good,
        ));
        return with_notes(document, answer);
    }
    document.say(
        Text::new(count(roadmap.steps.len(), "step", "steps"), Tone::Strong)
            .and(", ", Tone::Plain)
            .and(hours(roadmap.hours), Tone::Strong)
            .and(how_far(roadmap), Tone::Plain),
    );
    let assumed = roadmap.steps.iter().filter(|step| step.assumed).count();
    if assumed > 0 {
        document.say(
            Text::new(
                format!(
                    "{assumed} of these steps start from a level that is assumed, marked with *. "
                ),
                Tone::Warn,
            )
            .and("Rate those skills, and the way may get shorter: ", Tone::Plain)
            .and("skillgap assess", Tone::Code)
            .and(" or ", Tone::Plain)
            .and("skillgap rate SKILL=LEVEL", Tone::Code)
            .and(".", Tone::Plain),
        );
    }
    if let Some(timeline) = &answer.timeline {
        let Days { low, typical, high } = timeline.ready_on;
        document.say(
            Text::new("Done by ", Tone::Plain)
                .and(typical.to_string(), Tone::Strong)
                .and(
                    format!(
                        ", at a fast pace by {low}, at a slow one by {high}: {} hours a week from {}, projects on the way included.",
                        timeline.pace.hours_per_week, timeline.pace.start
                    ),
                    Tone::Plain,
                ),
        );
    }
    if let Some(deadline) = &answer.deadline {
        document.say(by_the_deadline(answer, deadline));
    }
    document.say(
        Text::new("You could start today: ", Tone::Strong)
            .and(some_names(maps, &roadmap.can_start, 8), Tone::Plain)
            .and(".", Tone::Plain),
    );
    if !roadmap.chosen.is_empty() {
        document.heading("Chosen where any of several will do");
        document
            .push(Block::List(roadmap.chosen.iter().map(|chosen| choice(maps, chosen)).collect()));
    }
    if !roadmap.left_out.is_empty() {
        document.heading("Left out, because it cannot be had without what you skip");
        document
            .push(Block::List(roadmap.left_out.iter().map(|left| left_out(maps, left)).collect()));
    }
    if !answer.prices.is_empty() {
        document.heading("What your wishes cost");
        let lines = answer.prices.iter().map(|price| price_line(answer, price));
        document.push(Block::List(lines.collect()));
    }
    if answer.shown > 0 {
        let steps = &roadmap.steps[..answer.shown];
        document.push(Block::Graph(plan_graph(maps, answer.known, roadmap, steps)));
    }
    let all = roadmap.steps.len();
    document.heading(if answer.shown < all {
        format!("The first {} of {}, in order", answer.shown, count(all, "step", "steps"))
    } else {
        "The steps, in order".to_string()
    });
    document.push(Block::Table(steps_table(answer)));
    if !roadmap.milestones.is_empty() {
        document.heading("On the way");
        let facts = roadmap.milestones.iter().map(|milestone| {
            let on = answer.timeline.as_ref().map_or(String::new(), |timeline| {
                format!(", by {}", timeline.after(milestone.after_step).typical)
            });
            let after = format!(
                "after {}, {}{on}",
                count(milestone.after_step, "step", "steps"),
                hours(milestone.hours_after)
            );
            (sentence_case(&milestone_name(milestone)), after.into())
        });
        let mut facts: Vec<(String, Text)> = facts.collect();
        facts.extend(roles_ready(answer));
        document.push(Block::Facts(facts));
    }
    document.say(Text::new(how_good(roadmap), Tone::Quiet));
    document.push(Block::Commands(vec![
        (
            format!("skillgap done {}", maps[roadmap.steps[0].step.skill].id),
            "when you have reached the first step".to_string(),
        ),
        (
            format!("skillgap skills {}", maps[roadmap.steps[0].step.skill].id),
            "what it means, and where to learn it".to_string(),
        ),
    ]));
    with_notes(document, answer)
}

/// Whether enough is settled of every role to say how ready the person is.
pub fn start_is_known(roadmap: &Roadmap) -> bool {
    roadmap.coverage.iter().all(|share| is_known_enough(*share))
}

/// From where to where the plan goes. Where it starts is not said while too little is known to say it.
fn how_far(roadmap: &Roadmap) -> String {
    let now = percent(roadmap.readiness_now);
    let then =
        roadmap.steps.last().map_or_else(|| now.clone(), |step| percent(step.readiness_after));
    if start_is_known(roadmap) {
        format!(", from {now} to {then} of this map's targets.")
    } else {
        format!(
            ", to {then} of this map's targets. Too little is known yet to say where you start."
        )
    }
}

fn with_notes(mut document: Document, answer: &RoadmapAnswer<'_>) -> Document {
    for note in &answer.notes {
        document.push(Block::Note(note.as_str().into()));
    }
    document
}

/// What is proved of the order.
fn how_good(roadmap: &Roadmap) -> String {
    let goal = &roadmap.goal;
    let order = match roadmap.bound() {
        Some(0.0) if goal.core_first || !goal.pin.is_empty() => "This is the best order for these hours and weights that your wishes allow.".to_string(),
        Some(0.0) => "This is the best order for these hours and weights: no other brings readiness sooner on the whole.".to_string(),
        Some(bound) => format!(
            "This order is at most {:.1} % from the best one for these hours and weights.",
            bound * 100.0
        ),
        None => "Every step comes after what it needs, and the best chains come first.".to_string(),
    };
    format!("{order} It is advice, not a lock.")
}

fn choice(maps: &SkillMaps, chosen: &Chosen) -> Text {
    let group = chosen.group.clone().unwrap_or_else(|| "one of several".into());
    let skill = &maps[chosen.skill];
    let why = match chosen.reason {
        Reason::Preferred => "because you prefer it".to_string(),
        Reason::Known => "because you have some of it already".to_string(),
        Reason::Shared => "because the plan needs it anyway".to_string(),
        Reason::Shortest => "because it takes the fewest hours".to_string(),
        Reason::ListedFirst => {
            let other = chosen.any_of.iter().find(|other| **other != chosen.skill);
            format!(
                "listed first by demand; nothing you rated decides it, so choose: --prefer {}",
                other.map_or("SKILL", |other| maps[*other].id.as_str())
            )
        }
    };
    Text::new(format!("{}: ", sentence_case(&group)), Tone::Plain)
        .and(&skill.name, Tone::Strong)
        .and(format!(", {why}"), Tone::Quiet)
}

/// When each of several roles is ready; of one role the milestones say it.
fn roles_ready(answer: &RoadmapAnswer<'_>) -> Vec<(String, Text)> {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    if roadmap.goal.roles.len() < 2 {
        return Vec::new();
    }
    let roles = roadmap.goal.roles.iter().zip(&roadmap.ready_after);
    roles
        .map(|(role, after)| {
            let when = match after {
                None => "not ready, since something of it is left out".to_string(),
                Some(0) => "ready now".to_string(),
                Some(steps) => format!(
                    "ready after {}, {}",
                    count(*steps, "step", "steps"),
                    hours(roadmap.steps[steps - 1].hours_after)
                ),
            };
            (maps[*role].name.clone(), when.into())
        })
        .collect()
}

/// How far one comes by the deadline.
fn by_the_deadline(answer: &RoadmapAnswer<'_>, deadline: &Deadline) -> Text {
    let reached = &deadline.reached;
    let projects = match reached.projects.len() {
        0 => String::new(),
        number => format!(" and {}", count(number, "project", "projects")),
    };
    let mut text = Text::new(format!("By {}: ", deadline.on), Tone::Plain)
        .and(percent(reached.readiness), Tone::Strong)
        .and(
            format!(
                " of the targets, after {}{projects} ({} h).",
                count(reached.steps, "step", "steps"),
                reached.budget
            ),
            Tone::Plain,
        );
    if let Some(better) = &reached.better {
        let mut skills: Vec<_> = better.steps.iter().map(|step| step.skill).collect();
        skills.sort();
        skills.dedup();
        let most = if better.readiness == better.most {
            String::new()
        } else {
            format!(", and none reaches more than {}", percent(better.most))
        };
        text = text.and(
            format!(
                " For just that day another choice reaches {}{most}, without projects, in {} h: {}.",
                percent(better.readiness),
                better.hours,
                some_names(answer.maps, &skills, 40)
            ),
            Tone::Plain,
        );
    }
    text
}

fn left_out(maps: &SkillMaps, left: &LeftOut) -> Text {
    Text::new(requirement_name(maps, &left.requirement), Tone::Warn).and(
        format!(
            " {}, {} of {}: stays unmet",
            left.target,
            left.requirement.importance.word(),
            maps[left.role].name
        ),
        Tone::Plain,
    )
}

fn price_line(answer: &RoadmapAnswer<'_>, price: &Price) -> Text {
    let name = |skill: SkillIndex| answer.maps[skill].name.clone();
    let wish = match price.wish {
        Wish::Pin(skill) => format!("{} first", name(skill)),
        Wish::Skip(skill) => format!("without {}", name(skill)),
        Wish::CoreFirst => "core first".to_string(),
        Wish::Last(skill) => format!("{} last", name(skill)),
    };
    Text::new(sentence_case(&wish), Tone::Strong)
        .and(format!(": {}", price_words(price)), Tone::Plain)
}

/// What a wish changes, in words.
pub fn price_words(price: &Price) -> String {
    let hours = match price.hours {
        0 => "the hours stay the same".to_string(),
        more if more > 0 => format!("it takes {more} h more"),
        fewer => format!("it takes {} h less", -fewer),
    };
    let compared = || WEEKS.iter().zip(&price.readiness);
    let changed: Vec<String> = compared()
        .filter(|(_, (_, free, with))| free != with)
        .map(|(weeks, (spent, free, with))| {
            let (with, free) = (percent(*with), percent(*free));
            format!("{with} ready instead of {free} after {weeks} weeks ({spent} h)")
        })
        .collect();
    if changed.is_empty() {
        let weeks: Vec<String> = compared().map(|(weeks, _)| weeks.to_string()).collect();
        return format!("{hours}; readiness after {} weeks is no other", and_list(&weeks));
    }
    format!("{hours}; {}", and_list(&changed))
}

/// Steps of one skill that follow each other, shown as one.
struct Stretch<'p> {
    first: &'p PlannedStep,
    last: &'p PlannedStep,
    hours: Hours,
    assumed: bool,
    first_at: usize,
    last_at: usize,
}

impl Stretch<'_> {
    /// `3`, or `3–5` for the third to the fifth step.
    fn numbers(&self) -> String {
        if self.first_at == self.last_at {
            (self.last_at + 1).to_string()
        } else {
            format!("{}–{}", self.first_at + 1, self.last_at + 1)
        }
    }
}

fn stretches(roadmap: &Roadmap, shown: usize) -> Vec<Stretch<'_>> {
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for (at, planned) in roadmap.steps.iter().take(shown).enumerate() {
        let between = roadmap.projects.iter().any(|p| p.after_step == Some(at));
        match stretches.last_mut() {
            Some(stretch) if stretch.last.step.skill == planned.step.skill && !between => {
                stretch.last = planned;
                stretch.hours += planned.hours;
                stretch.assumed |= planned.assumed;
                stretch.last_at = at;
            }
            _ => stretches.push(Stretch {
                first: planned,
                last: planned,
                hours: planned.hours,
                assumed: planned.assumed,
                first_at: at,
                last_at: at,
            }),
        }
    }
    stretches
}

fn steps_table(answer: &RoadmapAnswer<'_>) -> Table {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut rows: Vec<Row> = Vec::new();
    let mut projects = roadmap.projects.iter().filter(|p| p.after_step.is_some()).peekable();
    let mut place_projects = |rows: &mut Vec<Row>, after: usize| {
        while let Some(project) = projects.next_if(|p| p.after_step <= Some(after)) {
            rows.push(project_row(maps, project));
        }
    };
    place_projects(&mut rows, 0);
    for stretch in stretches(roadmap, answer.shown) {
        let skill = &maps[stretch.last.step.skill];
        let star = if stretch.assumed { "*" } else { "" };
        let mut details = vec![Text::from(skill.can_do(stretch.last.step.level))];
        if let Why::Prerequisite(of) = &stretch.last.why {
            details.push(Text::new(format!("needed by {}", some_names(maps, of, 4)), Tone::Quiet));
        }
        rows.push(Row {
            cells: vec![
                Cell::toned(stretch.numbers(), Tone::Quiet),
                Cell::toned(&skill.name, Tone::Strong),
                Cell::plain(format!(
                    "{}{star} to {}",
                    stretch.first.step.level.previous(),
                    stretch.last.step.level
                )),
                Cell::plain(usual_hours(stretch.hours)),
                Cell::toned(hours_range(stretch.hours), Tone::Quiet),
                Cell::plain(percent(stretch.last.readiness_after)),
                Cell::plain(day_done(answer, stretch.last_at)),
            ],
            details,
        });
        place_projects(&mut rows, stretch.last_at + 1);
    }
    Table {
        columns: vec![
            Column::number(""),
            Column::text("Skill"),
            Column::word("Level"),
            Column::number("Hours"),
            Column::number("Fast–slow").if_room(2),
            Column::number("Ready"),
            Column::word(if answer.timeline.is_some() { "By" } else { "" }).if_room(1),
        ],
        sections: vec![Section { heading: None, rows }],
    }
}

/// The day by which a step is done at the usual pace; nothing when no hours a week are known.
fn day_done(answer: &RoadmapAnswer<'_>, step: usize) -> String {
    answer
        .timeline
        .as_ref()
        .map_or(String::new(), |timeline| timeline.steps[step].ends.typical.to_string())
}

fn project_row(maps: &SkillMaps, planned: &PlannedProject) -> Row {
    let project = &maps[planned.role].projects[planned.project];
    Row {
        cells: vec![
            Cell::plain(""),
            Cell::toned(format!("Project: {}", project.name), Tone::Good),
            Cell::plain(""),
            Cell::plain(usual_hours(project.hours)),
            Cell::toned(hours_range(project.hours), Tone::Quiet),
            Cell::plain(""),
            Cell::plain(""),
        ],
        details: vec![Text::new(&*project.brief, Tone::Plain)],
    }
}

fn milestone_name(milestone: &Milestone) -> String {
    match milestone.kind {
        MilestoneKind::Core => "all core met".to_string(),
        MilestoneKind::Percent(percent) => format!("{percent} % ready"),
    }
}
