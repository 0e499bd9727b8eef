//! `skillgap roadmap`: the steps to a role, in order.

mod json;

pub(crate) use json::{
    PlannedJson, PlannedStepJson, PriceJson, ProjectJson, ProofJson, RoadmapJson, STEPS,
    project_json, sequence_json, steps_json,
};

use jiff::civil::Date;

use crate::domain::catalog::{SkillIndex, SkillKind};
use crate::domain::hours::Hours;
use crate::domain::level::Level;
use crate::domain::likely::{Presumed, Start, StartsFrom};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::deadline::Reached;
use crate::domain::roadmap::price::{Price, Wish};
use crate::domain::roadmap::stages::stages;
use crate::domain::roadmap::timeline::{Days, Timeline};
use crate::domain::roadmap::{
    Chosen, LeftOut, Milestone, MilestoneKind, Planned, PlannedProject, PlannedStep, Reason,
    Roadmap, Stage, StageEnd, Unplanned, Why,
};
use crate::report::answer::{Answer, Format};
use crate::report::document::{Block, Cell, Document, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::graph::plan_graph;
use crate::report::notes::{Note, put_notes};
use crate::report::phrases::{
    and_list, at_seniority, count, hours, hours_range, learning_and_projects, of_seniority,
    percent, requirement_name, role_names, sentence_case, some_names, usual_hours,
};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// The numbers of weeks after which readiness is compared.
pub(crate) const WEEKS: [u32; 3] = [4, 12, 26];

/// A plan, and what is shown of it.
pub struct RoadmapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The levels that the plan starts from.
    pub start: &'m Start,
    /// The plan.
    pub roadmap: &'m Roadmap,
    /// The number of steps to show.
    pub shown: usize,
    /// The dates of the plan; `None` if the hours a week are not known.
    pub timeline: Option<Timeline>,
    /// What is reached by the deadline; `None` without a deadline.
    pub deadline: Option<Deadline>,
    /// The prices of the person's wishes.
    pub prices: Vec<Price>,
    /// The notes of the answer.
    pub notes: Vec<Note>,
}

/// What is reached by a deadline.
pub struct Deadline {
    /// The day of the deadline.
    pub on: Date,
    /// The steps and projects that are reached.
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
        let roles = &self.roadmap.goal.roles;
        let names = role_names(self.maps, roles);
        let seniority = self.roadmap.goal.seniority;
        document.title(text!(
            "**The way to {}**<quiet> · {}</>",
            names,
            at_seniority(self.maps, roles, seniority)
        ));
        if self.roadmap.steps.is_empty() {
            if self.roadmap.left_out.is_empty() {
                document.say(text!(
                    "<good>You meet everything that this map asks{}.</>",
                    of_seniority(self.maps, roles, seniority)
                ));
            } else {
                document.say("You meet everything else, so there is no step to plan.");
                left_out_list(self, &mut document);
                document.facts(roles_ready(self));
            }
            if self.roadmap.reached_projects().next().is_some() {
                document.heading("A project that shows it");
                staged_table(self, document_stages(self), &mut document);
            }
        } else {
            in_short(self, &mut document);
            in_order(self, &mut document);
        }
        put_notes(&self.notes, &mut document);
        document
    }
}

/// Adds how long the plan takes, what it reaches, and what it leaves out.
fn in_short(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let projects = roadmap.reached_projects().count();
    document.say(text!(
        "**{}**, **{}**{}",
        count(roadmap.steps.len(), "step", "steps"),
        learning_and_projects(roadmap),
        how_far(roadmap, answer.start)
    ));
    if let Some(years) = years_of_practice(roadmap) {
        document.say(text!("<quiet>At 10 hours a week this takes about {} years. Level 3 and above is practice, and most of it is done at work.</>", years));
    }
    let assumed = roadmap.steps.iter().filter(|step| step.assumed).count();
    if assumed > 0 {
        document.say(text!(
            "<warn>{} from a level that is assumed, marked with *. </>Rate these skills, and the plan may get shorter: `skillgap assess` or `skillgap rate SKILL=LEVEL`.",
            count(assumed, "step starts", "steps start")
        ));
    }
    likely_had(answer, document);
    if let Some(Timeline { ready_on, pace, .. }) = &answer.timeline {
        document.say(text!(
            "Done by **{}**, at a fast pace by {}, at a slow one by {}: {} hours a week from {}{}.",
            ready_on.typical,
            ready_on.low,
            ready_on.high,
            pace.hours_per_week,
            pace.start,
            if projects > 0 { ", the projects included" } else { "" }
        ));
    }
    if let Some(deadline) = &answer.deadline {
        document.say(by_the_deadline(answer, deadline));
    }
    document.say(text!("**You could start today: **{}.", some_names(maps, &roadmap.can_start, 8)));
    if !roadmap.chosen.is_empty() {
        document.heading("Chosen where any of several skills is enough");
        document.list(roadmap.chosen.iter().map(|chosen| choice(answer, chosen)));
    }
    left_out_list(answer, document);
    if !answer.prices.is_empty() {
        let is_usual = |price: &Price| price.wish == Wish::Usual;
        let (usual, wished) =
            (answer.prices.iter().any(is_usual), !answer.prices.iter().all(is_usual));
        document.heading(match (wished, usual) {
            (true, true) => "What your wishes and the usual order cost",
            (true, false) => "What your wishes cost",
            (false, _) => "What the usual order costs",
        });
        document.list(answer.prices.iter().map(|price| price_line(maps, price)));
        if usual {
            document.say(text!("<quiet>The usual order is still the default: these things are usually taught so, and each step finds what it builds on. The fastest order only keeps to prerequisites: </>`skillgap roadmap --order fastest`<quiet>.</>"));
        }
    }
}

/// Returns the years that a plan takes at ten hours a week. It is `None` for plans of up to two years, and for plans
/// without a step above level 2: such plans need no years of practice.
fn years_of_practice(roadmap: &Roadmap) -> Option<u32> {
    const YEAR: u32 = 52 * 10;
    let total = roadmap.hours.typical + roadmap.project_hours().typical;
    let practice = roadmap.steps.iter().any(|step| step.step.level > Level::WORKING);
    (practice && total > 2 * YEAR).then(|| (total + YEAR / 2) / YEAR)
}

/// Adds the requirements that stay unmet, if there are any.
fn left_out_list(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    if roadmap.left_out.is_empty() {
        return;
    }
    document.heading("Left out");
    let skip = &roadmap.goal.skip;
    document.list(roadmap.left_out.iter().map(|left| left_out(maps, skip, left)));
}

/// Adds the steps, the milestones, and how good the order is.
fn in_order(answer: &RoadmapAnswer<'_>, document: &mut Document) {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    if answer.shown > 0 {
        let steps = &roadmap.steps[..answer.shown];
        document.push(Block::Graph(plan_graph(maps, &answer.start.assessment, roadmap, steps)));
        let all = roadmap.steps.len();
        let stages = document_stages(answer);
        document.heading(if answer.shown < all {
            format!("The first {} of {}, in order", answer.shown, count(all, "step", "steps"))
        } else if stages.len() == 1 {
            "The steps, in order".to_string()
        } else {
            format!("The steps, in {}", count(stages.len(), "stage", "stages"))
        });
        staged_table(answer, stages, document);
    }
    if !roadmap.milestones.is_empty() {
        document.heading("On the way");
        let projects = roadmap.reached_projects().next().is_some();
        let milestone = |milestone: &Milestone| {
            let on = answer.timeline.as_ref().map_or(String::new(), |timeline| {
                format!(", by {}", timeline.after(milestone.after_step).typical)
            });
            let steps = count(milestone.after_step, "step", "steps");
            let learning = hours(milestone.hours_after);
            let of = if projects { " of learning" } else { "" };
            let after = text!("after {}, {}{}{}", steps, learning, of, on);
            (sentence_case(&milestone_name(milestone)), after)
        };
        document.facts(roadmap.milestones.iter().map(milestone).chain(roles_ready(answer)));
    }
    document.say(text!("<quiet>{}</>", how_good(roadmap)));
    let covered: Vec<String> = roadmap
        .unplanned_projects
        .iter()
        .filter(|project| project.why == Unplanned::Covered)
        .map(|project| maps[project.project].name.clone())
        .collect();
    if !covered.is_empty() {
        document.say(text!(
            "<quiet>Left out, since you could do more than that already: the {} {}.</>",
            if covered.len() == 1 { "project" } else { "projects" },
            and_list(&covered)
        ));
    }
    document.commands(first_commands(answer));
}

/// Returns the commands for the first step or project: to mark it as done, and to read about it.
fn first_commands(answer: &RoadmapAnswer<'_>) -> Vec<(String, &'static str)> {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    let mut commands = Vec::new();
    match roadmap.sequence().first() {
        None => {}
        Some(Planned::Step(_, planned)) => {
            let first = &maps[planned.step.skill].id;
            commands
                .push((format!("skillgap done {first}"), "when you have reached the first step"));
            commands
                .push((format!("skillgap skills {first}"), "what it means, and where to learn it"));
        }
        Some(Planned::Project(_, planned)) => {
            let first = &maps[planned.project].id;
            commands.push((format!("skillgap done {first}"), "when you have finished the project"));
            commands.push((format!("skillgap roadmap --skip {first}"), "the plan without it"));
        }
    }
    commands
}

/// Returns whether enough is settled about every role to say how ready the person is.
pub(crate) fn start_is_known(roadmap: &Roadmap) -> bool {
    roadmap.coverage.iter().all(|share| is_known_enough(*share))
}

/// Adds the skills that the plan leaves out because the person likely has them. It also says why the hours differ from
/// those of `gap`.
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
        "<quiet>If only what is known counts, as in </>`skillgap gap`<quiet>, the plan takes {}. If you lack something here, rate it, or plan with </>`--from known`<quiet>.</>",
        hours(start.hours_from_known)
    ));
}

/// Returns the readiness at the start and at the end of the plan. The start is left out if too little is known about
/// it.
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

/// Returns what is proved about the order.
fn how_good(roadmap: &Roadmap) -> String {
    let goal = &roadmap.goal;
    let usual = roadmap.steps.iter().any(|planned| !planned.after.is_empty());
    let order = match roadmap.bound() {
        Some(bound) if usual => {
            let best = match bound {
                0.0 => String::new(),
                bound => format!(" It is at most {:.1} % from the best such order.", bound * 100.0),
            };
            format!(
                "In the order in which these things are usually taught; of steps that teachers bring at about the same time, those that make you ready sooner come first.{best}"
            )
        }
        Some(0.0) => {
            let wished = goal.core_first || !goal.pin.is_empty() || !goal.skip.is_empty();
            let given = [
                (!roadmap.chosen.is_empty(), "the choices above"),
                (true, "what each step needs"),
                (wished, "your wishes"),
            ];
            let given = given.into_iter().filter(|(holds, _)| *holds);
            let given: Vec<String> = given.map(|(_, what)| what.to_string()).collect();
            format!(
                "Given {}, no other order brings readiness sooner on the whole, for these hours and weights.",
                and_list(&given)
            )
        }
        Some(bound) => format!(
            "This order is at most {:.1} % from the best one for these hours and weights.",
            bound * 100.0
        ),
        None => "Every step comes after what it needs, and the best chains come first.".to_string(),
    };
    format!("{order} It is advice, not a lock.")
}

fn choice(answer: &RoadmapAnswer<'_>, chosen: &Chosen) -> Text {
    let RoadmapAnswer { maps, start, .. } = answer;
    let known = &start.assessment;
    let group = chosen.group.clone().unwrap_or_else(|| "one of several".into());
    let skill = &maps[chosen.skill];
    let is_presumed = start.presumed.iter().any(|presumed| presumed.skill == chosen.skill);
    let is_only_ticked = answer.roadmap.goal.used.contains(&chosen.skill)
        && known.standing(chosen.skill).high() > Level::NONE
        && (is_presumed || known.level(chosen.skill) == Level::NONE);
    let all = &answer.roadmap.chosen;
    let place = all.iter().position(|other| std::ptr::eq(other, chosen)).unwrap_or(all.len());
    let (above, below) = all.split_at(place);
    // If two choices each go with the other, only the later one names the other as its reason.
    let is_circle = |skill: &SkillIndex| {
        below.iter().any(|other| other.skill == *skill && other.reason == Reason::Fits)
    };
    let mut goes_with = chosen.goes_with.clone();
    goes_with.retain(|skill| !is_circle(skill));
    let why = match chosen.reason {
        Reason::Fits if above.iter().any(|other| other.skill == chosen.skill) => {
            "as above, so that one of them is enough".to_string()
        }
        Reason::Preferred => "because you prefer it".to_string(),
        Reason::Known if is_only_ticked => "because you ticked it as used".to_string(),
        Reason::Known if known.level(chosen.skill) > Level::NONE => {
            "because you have some of it already".to_string()
        }
        Reason::Known => "because it uses most of what you have already".to_string(),
        Reason::Shared => "because the plan needs it anyway".to_string(),
        Reason::Shortest => "because every other one that fits takes longer".to_string(),
        Reason::Shorter => "because those listed before it do not fit or take longer".to_string(),
        Reason::Fits if goes_with.is_empty() => {
            "because any other one needs more than what is chosen here".to_string()
        }
        Reason::Fits => format!("because it goes with {}", some_names(maps, &goes_with, 3)),
        Reason::WithoutSkipped => {
            "because those listed before it need a skill that you skip".to_string()
        }
        Reason::ListedFirst => {
            let other = chosen.as_good.or(chosen.any_of.get(1).copied());
            let has_some = |member: &SkillIndex| known.level(*member) > Level::NONE;
            let decides = match chosen.any_of.iter().any(has_some) {
                true => "what you can already do saves hardly any time",
                false => "nothing you rated decides it",
            };
            format!(
                "listed first by demand; {decides}, so choose: --prefer {}",
                other.map_or("SKILL", |other| maps[other].id.as_str())
            )
        }
    };
    text!("{}: **{}**<quiet>, {}</>", sentence_case(&group), skill.name, why)
}

/// Returns when each of several roles is ready. For a single role the milestones say so, unless it is never ready.
fn roles_ready(answer: &RoadmapAnswer<'_>) -> Vec<(String, Text)> {
    let RoadmapAnswer { maps, roadmap, .. } = answer;
    if let [after] = roadmap.ready_after.as_slice() {
        let never = ("100 % ready".to_string(), "not reached, since something is left out".into());
        return if after.is_none() { vec![never] } else { Vec::new() };
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

/// Returns how much is reached by the deadline.
fn by_the_deadline(answer: &RoadmapAnswer<'_>, deadline: &Deadline) -> Text {
    let reached = &deadline.reached;
    let within = &reached.within;
    let projects = |number: usize| match number {
        0 => String::new(),
        number => format!(" and {}", count(number, "project", "projects")),
    };
    let text = text!(
        "By {}: **{}** of the targets, after {}{} ({} h in all).",
        deadline.on,
        percent(within.readiness),
        count(within.steps, "step", "steps"),
        projects(within.projects.len()),
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
        " For just that day another choice reaches {}{}, in {} h of learning{}: {}.",
        percent(better.readiness),
        most,
        better.hours,
        projects(better.projects.len()),
        some_names(answer.maps, &skills, 40)
    ))
}

fn left_out(maps: &SkillMaps, skip: &[SkillIndex], left: &LeftOut) -> Text {
    let skipped = left.requirement.any_of.iter().any(|skill| skip.contains(skill));
    text!(
        "<warn>{}</> {}, {} of {}: stays unmet, as {}",
        requirement_name(maps, &left.requirement),
        left.target,
        left.requirement.importance.word(),
        maps[left.role].name,
        if skipped { "you skip it" } else { "it needs a skill that you skip" }
    )
}

fn price_line(maps: &SkillMaps, price: &Price) -> Text {
    let name = |skill: SkillIndex| maps[skill].name.as_str();
    let wish = match price.wish {
        Wish::Pin(skill) => format!("{} first", name(skill)),
        Wish::Skip(skill) => format!("without {}", name(skill)),
        Wish::SkipProject(project) => format!("without the project {}", maps[project].name),
        Wish::CoreFirst => "core first".to_string(),
        Wish::Last(skill) => format!("{} last", name(skill)),
        Wish::Usual => "in the usual order instead of the fastest".to_string(),
    };
    text!("**{}**: {}", sentence_case(&wish), price_words(price))
}

/// Returns what a wish changes, in words.
pub(crate) fn price_words(price: &Price) -> String {
    let change = |hours: i64| match hours {
        more if more > 0 => format!("{more} h more"),
        fewer => format!("{} h less", -fewer),
    };
    let hours = match (price.hours, price.project_hours) {
        (0, 0) => "the hours stay the same".to_string(),
        (learning, 0) => format!("it takes {}", change(learning)),
        (0, projects) => format!("the projects take {}", change(projects)),
        (learning, projects) => {
            format!("learning takes {} and the projects {}", change(learning), change(projects))
        }
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

/// Consecutive steps of one skill, shown in one row.
struct Stretch<'p> {
    first: &'p PlannedStep,
    last: &'p PlannedStep,
    hours: Hours,
    assumed: bool,
    first_at: usize,
    last_at: usize,
}

impl Stretch<'_> {
    /// Returns the numbers of the steps, such as `3`, or `3–5` for the third to the fifth step.
    fn numbers(&self) -> String {
        if self.first_at == self.last_at {
            (self.last_at + 1).to_string()
        } else {
            format!("{}–{}", self.first_at + 1, self.last_at + 1)
        }
    }
}

fn stretches(roadmap: &Roadmap, steps: std::ops::Range<usize>) -> Vec<Stretch<'_>> {
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for at in steps {
        let planned = &roadmap.steps[at];
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

/// Returns the first steps of a plan, and the projects before, between and directly after them.
pub(crate) fn first_of_sequence(roadmap: &Roadmap, steps: usize) -> Vec<Planned<'_>> {
    let mut sequence = roadmap.sequence();
    sequence.retain(|planned| match planned {
        Planned::Step(at, _) => *at < steps,
        Planned::Project(_, project) => project.after_step <= Some(steps),
    });
    sequence
}

/// A row of the plan.
enum Line<'p> {
    Steps(Stretch<'p>),
    /// A project, with its index in the list of the plan.
    Project(usize, &'p PlannedProject),
}

/// Returns the stages with at least one shown step, each with its number from 1.
fn document_stages(answer: &RoadmapAnswer<'_>) -> Vec<(usize, Stage)> {
    let roadmap = answer.roadmap;
    let is_shown =
        |stage: &Stage| stage.steps.start < answer.shown || answer.shown == roadmap.steps.len();
    let stages = stages(roadmap).into_iter().enumerate();
    stages.map(|(at, stage)| (at + 1, stage)).filter(|(_, stage)| is_shown(stage)).collect()
}

/// Returns the shown steps of a stage, with the projects between them.
fn lines<'p>(answer: &RoadmapAnswer<'p>, stage: &Stage) -> Vec<Line<'p>> {
    let roadmap = answer.roadmap;
    let mut projects = stage.projects.clone().peekable();
    let mut lines = Vec::new();
    let mut add_projects = |lines: &mut Vec<Line<'p>>, after: usize| {
        let comes = |at: &usize| roadmap.projects[*at].after_step <= Some(after);
        while let Some(at) = projects.next_if(comes) {
            lines.push(Line::Project(at, &roadmap.projects[at]));
        }
    };
    add_projects(&mut lines, stage.steps.start);
    for stretch in stretches(roadmap, stage.steps.start..stage.steps.end.min(answer.shown)) {
        let after = stretch.last_at + 1;
        lines.push(Line::Steps(stretch));
        add_projects(&mut lines, after);
    }
    lines
}

/// Returns the title of a stage: what the person can do or has built at its end.
pub(crate) fn stage_title<'m>(maps: &'m SkillMaps, roadmap: &Roadmap, stage: &Stage) -> &'m str {
    match stage.end {
        StageEnd::Project(at) => &maps[roadmap.projects[at].project].name,
        StageEnd::Step(at) => {
            let step = roadmap.steps[at].step;
            maps[step.skill].can_do(step.level)
        }
    }
}

/// Returns the dates on which a stage begins.
fn stage_starts(timeline: &Timeline, stage: &Stage) -> Option<Days> {
    let steps = timeline.steps[stage.steps.clone()].iter().copied();
    let projects = timeline.projects[stage.projects.clone()].iter().flatten().copied();
    steps.chain(projects).map(|period| period.starts).min_by_key(|days| days.typical)
}

/// Returns the dates on which a stage ends.
fn stage_ends(timeline: &Timeline, stage: &Stage) -> Option<Days> {
    match stage.end {
        StageEnd::Project(at) => timeline.projects[at].map(|period| period.ends),
        StageEnd::Step(at) => Some(timeline.steps[at].ends),
    }
}

fn stage_heading(answer: &RoadmapAnswer<'_>, number: usize, stage: &Stage) -> Text {
    let title = stage_title(answer.maps, answer.roadmap, stage);
    let projects = match stage.project_hours {
        Hours::ZERO => String::new(),
        hours => format!(" and {} of project", usual_hours(hours)),
    };
    let learning = match stage.hours {
        Hours::ZERO => projects.trim_start_matches(" and ").to_string(),
        hours => format!("{}{projects}", usual_hours(hours)),
    };
    let ends = answer.timeline.as_ref().and_then(|timeline| stage_ends(timeline, stage));
    let by = ends.map_or(String::new(), |days| format!(", by {}", days.typical));
    text!("**Stage {}: {}**<quiet> · {}{}</>", number, title.trim_end_matches('.'), learning, by)
}

fn staged_table(answer: &RoadmapAnswer<'_>, stages: Vec<(usize, Stage)>, document: &mut Document) {
    let maps = answer.maps;
    // A plan with a single stage needs no heading for it.
    let alone = |stage: &Stage| {
        stage.steps.len() == answer.roadmap.steps.len()
            && stage.projects.len() == answer.roadmap.reached_projects().count()
    };
    let sections = stages.iter().map(|(number, stage)| {
        let heading = (!alone(stage)).then(|| stage_heading(answer, *number, stage));
        (heading, lines(answer, stage))
    });
    let of_steps = |line: &Line<'_>, cell: &dyn Fn(&Stretch<'_>) -> String| match line {
        Line::Steps(stretch) => cell(stretch),
        Line::Project(..) => String::new(),
    };
    let hours_of = |line: &Line<'_>| match line {
        Line::Steps(stretch) => stretch.hours,
        Line::Project(_, planned) => planned.hours,
    };
    let level = |stretch: &Stretch<'_>| {
        let star = if stretch.assumed { "*" } else { "" };
        format!("{}{star} to {}", stretch.first.step.level.previous(), stretch.last.step.level)
    };
    let day = |line: &Line<'_>| {
        let period = answer.timeline.as_ref().and_then(|timeline| match line {
            Line::Steps(stretch) => Some(timeline.steps[stretch.last_at]),
            Line::Project(at, _) => timeline.projects[*at],
        });
        period.map_or(String::new(), |period| period.ends.typical.to_string())
    };
    document.table(
        Table::in_sections(sections.filter(|(_, lines)| !lines.is_empty()))
            .number("", |line| Cell::quiet(of_steps(line, &|stretch| stretch.numbers())))
            .text("Skill", |line| match line {
                Line::Steps(stretch) => Cell::strong(&maps[stretch.last.step.skill].name),
                Line::Project(_, planned) => {
                    Cell::toned(format!("Project: {}", maps[planned.project].name), Tone::Good)
                }
            })
            .word("Level", |line| of_steps(line, &level))
            .number("Hours", |line| usual_hours(hours_of(line)))
            .number("Fast–slow", |line| Cell::quiet(hours_range(hours_of(line))))
            .if_room(2)
            .number("Ready", |line| {
                of_steps(line, &|stretch| percent(stretch.last.readiness_after))
            })
            .word(if answer.timeline.is_some() { "By" } else { "" }, day)
            .if_room(1)
            .details(|line| match line {
                Line::Steps(stretch) => details(maps, stretch.last),
                Line::Project(_, planned) => project_details(maps, planned),
            }),
    );
}

/// Returns what to build, and the command to mark it as done.
fn project_details(maps: &SkillMaps, planned: &PlannedProject) -> Vec<Text> {
    let project = &maps[planned.project];
    vec![
        (&*project.brief).into(),
        text!("<quiet>When it is finished: </>`skillgap done {}`", project.id),
    ]
}

/// Returns what the person can do after a step, and which skills need the step.
fn details(maps: &SkillMaps, planned: &PlannedStep) -> Vec<Text> {
    let Step { skill, level } = planned.step;
    let skill = &maps[skill];
    let mut details = vec![Text::from(skill.can_do(level))];
    // A practice is done at work with others. Its proof says what the person can do alone.
    if skill.kind == SkillKind::Practice
        && level == Level::ABOVE_NONE[0]
        && let Some(proof) = skill.proof(level)
    {
        details.push(text!("<good>Show it: </>{} ({} h)", proof.task, proof.hours));
    }
    if let Why::Prerequisite(of) = &planned.why {
        details.push(text!("<quiet>needed by {}</>", some_names(maps, of, 4)));
    }
    details
}

/// Returns the name of a milestone, such as `all core met` or `50 % ready`.
pub(crate) fn milestone_name(milestone: &Milestone) -> String {
    match milestone.kind {
        MilestoneKind::Core => "all core met".to_string(),
        MilestoneKind::Percent(percent) => format!("{percent} % ready"),
    }
}
