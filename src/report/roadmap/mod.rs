//! `skillgap roadmap`: the steps to a role, in order.

mod json;

pub use json::{PlannedStepJson, PriceJson, ProofJson, RoadmapJson, STEPS, steps_json};

use jiff::civil::Date;

use crate::domain::catalog::SkillIndex;
use crate::domain::hours::Hours;
use crate::domain::likely::{Presumed, Start, StartsFrom};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::deadline::Reached;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{
    Chosen, LeftOut, Milestone, MilestoneKind, PlannedProject, PlannedStep, Reason, Roadmap, Why,
};
use crate::report::answer::{Answer, Format};
use crate::report::document::{Block, Cell, Document, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::graph::plan_graph;
use crate::report::notes::Note;
use crate::report::phrases::{
    and_list, count, hours, hours_range, percent, requirement_name, role_names, sentence_case,
    some_names, usual_hours,
};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// The weeks after which readiness is compared.
pub const WEEKS: [u32; 3] = [4, 12, 26];

/// A plan, with the maps that it was made from.
pub struct RoadmapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What it starts from.
    pub start: &'m Start,
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
    pub notes: Vec<Note>,
}

/// What is reached by a day.
pub struct Deadline {
    /// The day.
    pub on: Date,
    /// What is reached.
    pub reached: Reached,
}

impl Answer for RoadmapAnswer<'_> {
    const KIND: &'static str = "roadmap";
    const ABOUT: &'static str = "the steps to a role, in order";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[STEPS];
    type Json = RoadmapJson;

    fn json(&self) -> RoadmapJson {
        json::json(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let names = role_names(self.maps, &self.roadmap.goal.roles);
        let seniority = self.roadmap.goal.seniority;
        document.title(text!("**The way to {}**<quiet> · {}</>", names, seniority));
        if self.roadmap.steps.is_empty() {
            document
                .say(text!("<good>You meet everything that this map asks of a {}.</>", seniority));
        } else {
            in_short(self, &mut document);
            in_order(self, &mut document);
        }
        document.notes(&self.notes);
        document
    }
}

/// How long the plan takes, where it leads, and what it leaves out.
fn in_short(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    document.say(text!(
        "**{}**, **{}**{}",
        count(roadmap.steps.len(), "step", "steps"),
        hours(roadmap.hours),
        how_far(roadmap, answer.start)
    ));
    let assumed = roadmap.steps.iter().filter(|step| step.assumed).count();
    if assumed > 0 {
        document.say(text!(
            "<warn>{} from a level that is assumed, marked with *. </>Rate what you know of it, and the plan may get shorter: `skillgap assess` or `skillgap rate SKILL=LEVEL`.",
            count(assumed, "step starts", "steps start")
        ));
    }
    likely_had(answer, document);
    if let Some(Timeline { ready_on, pace, .. }) = &answer.timeline {
        document.say(text!(
            "Done by **{}**, at a fast pace by {}, at a slow one by {}: {} hours a week from {}, including the projects.",
            ready_on.typical,
            ready_on.low,
            ready_on.high,
            pace.hours_per_week,
            pace.start
        ));
    }
    if let Some(deadline) = &answer.deadline {
        document.say(by_the_deadline(answer, deadline));
    }
    document.say(text!("**You could start today: **{}.", some_names(maps, &roadmap.can_start, 8)));
    if !roadmap.chosen.is_empty() {
        document.heading("Chosen where any of several will do");
        document.list(roadmap.chosen.iter().map(|chosen| choice(maps, chosen)));
    }
    if !roadmap.left_out.is_empty() {
        document.heading("Left out, because it needs a skill that you skip");
        document.list(roadmap.left_out.iter().map(|left| left_out(maps, left)));
    }
    if !answer.prices.is_empty() {
        document.heading("What your wishes cost");
        document.list(answer.prices.iter().map(|price| price_line(maps, price)));
    }
}

/// The steps, what is reached on the way, and how good the order is.
fn in_order(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    if answer.shown > 0 {
        let steps = &roadmap.steps[..answer.shown];
        document.push(Block::Graph(plan_graph(maps, &answer.start.assessment, roadmap, steps)));
    }
    let all = roadmap.steps.len();
    document.heading(if answer.shown < all {
        format!("The first {} of {}, in order", answer.shown, count(all, "step", "steps"))
    } else {
        "The steps, in order".to_string()
    });
    document.table(steps_table(answer));
    if !roadmap.milestones.is_empty() {
        document.heading("On the way");
        let milestone = |milestone: &Milestone| {
            let on = answer.timeline.as_ref().map_or(String::new(), |timeline| {
                format!(", by {}", timeline.after(milestone.after_step).typical)
            });
            let steps = count(milestone.after_step, "step", "steps");
            let after = text!("after {}, {}{}", steps, hours(milestone.hours_after), on);
            (sentence_case(&milestone_name(milestone)), after)
        };
        document.facts(roadmap.milestones.iter().map(milestone).chain(roles_ready(answer)));
    }
    document.say(text!("<quiet>{}</>", how_good(roadmap)));
    let first = &maps[roadmap.steps[0].step.skill].id;
    document.commands([
        (format!("skillgap done {first}"), "when you have reached the first step"),
        (format!("skillgap skills {first}"), "what it means, and where to learn it"),
    ]);
}

/// Whether enough is settled of every role to say how ready the person is.
pub fn start_is_known(roadmap: &Roadmap) -> bool {
    roadmap.coverage.iter().all(|share| is_known_enough(*share))
}

/// What the plan leaves out because it is likely had, and why its hours are other than those of `gap`.
fn likely_had(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let (maps, start) = (answer.maps, answer.start);
    if start.spared.is_empty() {
        return;
    }
    let spared = start.presumed.iter().filter(|there| start.spared.contains(&there.skill));
    let name = |there: &Presumed| format!("{} {}", maps[there.skill].name, there.level);
    let names: Vec<String> = spared.map(name).collect();
    document.say(text!("**Left out, because you likely have it: **{}.", and_list(&names)));
    document.say(text!(
        "<quiet>Counted from what is known alone, as </>`skillgap gap`<quiet> counts, the way takes {}. What you do not have you can rate, or plan with </>`--from known`<quiet>.</>",
        hours(start.hours_from_known)
    ));
}

/// From where to where the plan goes. Where it starts is not said while too little is known to say it.
fn how_far(roadmap: &Roadmap, start: &Start) -> String {
    let now = percent(roadmap.readiness_now);
    let then =
        roadmap.steps.last().map_or_else(|| now.clone(), |step| percent(step.readiness_after));
    if start.from == StartsFrom::Likely {
        format!(", from likely {now} to {then} of this map's targets.")
    } else if start_is_known(roadmap) {
        format!(", from {now} to {then} of this map's targets.")
    } else {
        format!(
            ", to {then} of this map's targets. Too little is known yet to say where you start."
        )
    }
}

/// What is proved of the order.
fn how_good(roadmap: &Roadmap) -> String {
    let goal = &roadmap.goal;
    let usual = roadmap.steps.iter().any(|planned| !planned.after.is_empty());
    let order = match roadmap.bound() {
        Some(bound) if usual => {
            let best = match bound {
                0.0 => String::new(),
                bound => format!(" It is at most {:.1} % from the best such order.", bound * 100.0),
            };
            format!("In the order in which these things are usually taught; where teachers leave it open, what brings readiness sooner comes first.{best}")
        }
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
    text!("{}: **{}**<quiet>, {}</>", sentence_case(&group), skill.name, why)
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
    let text = text!(
        "By {}: **{}** of the targets, after {}{} ({} h).",
        deadline.on,
        percent(reached.readiness),
        count(reached.steps, "step", "steps"),
        projects,
        reached.budget
    );
    let Some(better) = &reached.better else {
        return text;
    };
    let mut skills: Vec<_> = better.steps.iter().map(|step| step.skill).collect();
    skills.sort();
    skills.dedup();
    let most = if better.readiness == better.most {
        String::new()
    } else {
        format!(", and none reaches more than {}", percent(better.most))
    };
    text.with(text!(
        " For just that day another choice reaches {}{}, without projects, in {} h: {}.",
        percent(better.readiness),
        most,
        better.hours,
        some_names(answer.maps, &skills, 40)
    ))
}

fn left_out(maps: &SkillMaps, left: &LeftOut) -> Text {
    text!(
        "<warn>{}</> {}, {} of {}: stays unmet",
        requirement_name(maps, &left.requirement),
        left.target,
        left.requirement.importance.word(),
        maps[left.role].name
    )
}

fn price_line(maps: &SkillMaps, price: &Price) -> Text {
    let name = |skill: SkillIndex| maps[skill].name.as_str();
    let wish = match price.wish {
        Wish::Pin(skill) => format!("{} first", name(skill)),
        Wish::Skip(skill) => format!("without {}", name(skill)),
        Wish::CoreFirst => "core first".to_string(),
        Wish::Last(skill) => format!("{} last", name(skill)),
        Wish::Usual => "in the usual order".to_string(),
    };
    text!("**{}**: {}", sentence_case(&wish), price_words(price))
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
        return format!("{hours}; readiness after {} weeks is unchanged", and_list(&weeks));
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

/// A row of the plan.
enum Line<'p> {
    Steps(Stretch<'p>),
    Project(&'p PlannedProject),
}

/// The steps that are shown, with the projects between them.
fn lines<'p>(answer: &RoadmapAnswer<'p>) -> Vec<Line<'p>> {
    let roadmap = answer.roadmap;
    let mut projects = roadmap.projects.iter().filter(|p| p.after_step.is_some()).peekable();
    let mut lines = Vec::new();
    let mut add_projects = |lines: &mut Vec<Line<'p>>, after: usize| {
        while let Some(project) = projects.next_if(|p| p.after_step <= Some(after)) {
            lines.push(Line::Project(project));
        }
    };
    add_projects(&mut lines, 0);
    for stretch in stretches(roadmap, answer.shown) {
        let after = stretch.last_at + 1;
        lines.push(Line::Steps(stretch));
        add_projects(&mut lines, after);
    }
    lines
}

fn steps_table(answer: &RoadmapAnswer<'_>) -> Table {
    let maps = answer.maps;
    let project = |planned: &PlannedProject| &maps[planned.role].projects[planned.project];
    let hours_of = |line: &Line<'_>| match line {
        Line::Steps(stretch) => stretch.hours,
        Line::Project(planned) => project(planned).hours,
    };
    let of_steps = |line: &Line<'_>, cell: &dyn Fn(&Stretch<'_>) -> String| match line {
        Line::Steps(stretch) => cell(stretch),
        Line::Project(_) => String::new(),
    };
    let level = |stretch: &Stretch<'_>| {
        let star = if stretch.assumed { "*" } else { "" };
        format!("{}{star} to {}", stretch.first.step.level.previous(), stretch.last.step.level)
    };
    let day = |stretch: &Stretch<'_>| match &answer.timeline {
        Some(timeline) => timeline.steps[stretch.last_at].ends.typical.to_string(),
        None => String::new(),
    };
    Table::of(lines(answer))
        .number("", |line| Cell::quiet(of_steps(line, &|stretch| stretch.numbers())))
        .text("Skill", |line| match line {
            Line::Steps(stretch) => Cell::strong(&maps[stretch.last.step.skill].name),
            Line::Project(planned) => {
                Cell::toned(format!("Project: {}", project(planned).name), Tone::Good)
            }
        })
        .word("Level", |line| of_steps(line, &level))
        .number("Hours", |line| usual_hours(hours_of(line)))
        .number("Fast–slow", |line| Cell::quiet(hours_range(hours_of(line))))
        .if_room(2)
        .number("Ready", |line| of_steps(line, &|stretch| percent(stretch.last.readiness_after)))
        .word(if answer.timeline.is_some() { "By" } else { "" }, |line| of_steps(line, &day))
        .if_room(1)
        .details(|line| match line {
            Line::Steps(stretch) => details(maps, stretch.last),
            Line::Project(planned) => vec![(&*project(planned).brief).into()],
        })
        .into()
}

/// What somebody can do after a step, and what needs it.
fn details(maps: &SkillMaps, planned: &PlannedStep) -> Vec<Text> {
    let mut details = vec![Text::from(maps[planned.step.skill].can_do(planned.step.level))];
    if let Why::Prerequisite(of) = &planned.why {
        details.push(text!("<quiet>needed by {}</>", some_names(maps, of, 4)));
    }
    details
}

fn milestone_name(milestone: &Milestone) -> String {
    match milestone.kind {
        MilestoneKind::Core => "all core met".to_string(),
        MilestoneKind::Percent(percent) => format!("{percent} % ready"),
    }
}
