//! `skillgap cohort summary`: where everybody stands.

mod json;

pub use json::SummaryJson;

use jiff::civil::Date;

use super::{measured_against, step_name};
use crate::domain::catalog::AreaIndex;
use crate::domain::cohort::Aims;
use crate::domain::cohort::alias::aliases;
use crate::domain::cohort::session::{Curriculum, Reached, Unserved};
use crate::domain::cohort::summary::{Count, FEWEST, Line, Stand, Topics, counts};
use crate::domain::gap::Fraction;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Block, Cell, Document, Grid, GridRow, Span, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, percent, requirement_name};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// The most people who are shown one by one.
const MOST_SHOWN: usize = 200;
/// The most skills that people are below that are listed, unless all are asked for.
const MOST_SKILLS: usize = 10;
/// The most people who are named in a list.
const MOST_NAMED: usize = 40;
/// The letters of an area's name that stand above its column.
const LETTERS: usize = 6;

/// Where everybody stands.
pub struct SummaryAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What the roles ask for.
    pub topics: &'m Topics<'m>,
    /// What everybody is measured against.
    pub aims: &'m Aims,
    /// The day since when it is asked what moved.
    pub since: Option<Date>,
    /// Whether everybody's level of every skill is shown.
    pub in_detail: bool,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
    people: Vec<PersonLine>,
    /// How many people stand how to what is asked.
    counts: Vec<Count>,
    /// How many of the next sessions were looked at; `None` where that was not worked out.
    sessions: Option<usize>,
    /// Whether nobody is to be recognised: the names are aliases, and figures about few people are withheld.
    anonymous: bool,
}

/// Where one person stands, and what the next sessions are to them.
struct PersonLine {
    line: Line,
    /// Set where the person lacks something and none of the next sessions serves them.
    unserved: Option<Unserved>,
}

impl PersonLine {
    /// How many requirements are not settled.
    fn open(&self) -> usize {
        self.line.stands.iter().filter(|stand| !stand.settled()).count()
    }
}

impl<'m> SummaryAnswer<'m> {
    /// Where these people stand.
    pub fn new(
        maps: &'m SkillMaps,
        topics: &'m Topics<'m>,
        aims: &'m Aims,
        lines: Vec<Line>,
    ) -> SummaryAnswer<'m> {
        SummaryAnswer {
            maps,
            topics,
            aims,
            since: None,
            in_detail: false,
            notes: Vec::new(),
            counts: counts(topics, &lines),
            people: lines.into_iter().map(|line| PersonLine { line, unserved: None }).collect(),
            sessions: None,
            anonymous: false,
        }
    }

    /// Adds what the next sessions are to each of the same people, in the same order.
    pub fn add_sessions(&mut self, curriculum: Curriculum) {
        self.sessions = Some(curriculum.sessions.len());
        for unserved in curriculum.unserved {
            let person = unserved.person;
            self.people[person].unserved = Some(unserved);
        }
    }

    /// Makes everybody unrecognisable: calls them by aliases, in the order of these, withholds figures about few people,
    /// and drops the notes that repeat what somebody wrote or is called.
    pub fn hide_names(&mut self) {
        let ids: Vec<&str> = self.people.iter().map(|person| person.line.id.as_str()).collect();
        let aliases = aliases(&ids);
        for (person, alias) in self.people.iter_mut().zip(aliases) {
            person.line.name.clone_from(&alias);
            person.line.id = alias;
        }
        self.people.sort_by(|a, b| a.line.id.cmp(&b.line.id));
        self.notes.retain(Note::is_anonymous);
        self.anonymous = true;
    }

    fn is_withheld(&self, count: &Count) -> bool {
        self.anonymous && count.is_about_few()
    }

    /// What the next sessions are to a person; `None` where that was not worked out or nothing is known.
    fn reached(&self, person: &PersonLine) -> Option<Reached> {
        let line = &person.line;
        let is_known = self.sessions.is_some() && !line.roles.is_empty() && line.rated > 0;
        is_known.then_some(match &person.unserved {
            Some(unserved) if unserved.is_lost => Reached::Lost,
            Some(_) => Reached::NothingNew,
            None if line.met.0 == line.met.1 => Reached::NothingNew,
            None => Reached::Served,
        })
    }
}

impl Answer for SummaryAnswer<'_> {
    const KIND: &'static str = "cohort-summary";
    const ABOUT: &'static str = "where a group stands";
    const FORMATS: &'static [Format] = &[Format::Csv];
    type Json = SummaryJson;

    fn json(&self) -> SummaryJson {
        SummaryJson::new(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(text!(
            "**Where everybody stands**<quiet> · {} · {}</>",
            count(self.people.len(), "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        if self.people.len() <= MOST_SHOWN {
            document.push(Block::Grid(areas_grid(self)));
            document.say(legend(self));
            if self.in_detail {
                document.heading("Skill by skill");
                document.push(Block::Grid(skills_grid(self)));
                document.say(text!(
                    "<quiet>Columns are the people by number. A level stands alone where it is known, with + where it is that or more, with < where it is less; ? is not known, – is not asked.</>"
                ));
            }
        } else {
            document.say(
                "These are too many people to show one by one: --format csv or --json has a line for each.",
            );
        }
        below_target(self, &mut document);
        to_look_after(self, &mut document);
        missing_answers(self, &mut document);
        document.notes(&self.notes);
        document.commands([
            ("skillgap cohort session COHORT", "what to teach next"),
            ("skillgap cohort pairs COHORT", "who can help whom"),
        ]);
        document
    }

    fn sheet(&self) -> Sheet {
        json::sheet(self)
    }
}

fn areas_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let areas = asked_areas(answer);
    let short = |area: &AreaIndex| maps[*area].name.chars().take(LETTERS).collect::<String>();
    let mut columns = vec!["Ready".to_string(), "Core".to_string()];
    columns.extend(areas.iter().map(|area| short(area).trim_end().to_string()));
    let rows = answer.people.iter().enumerate().map(|(at, PersonLine { line, .. })| {
        let mut cells = if line.roles.is_empty() {
            vec![quiet("–"), quiet("–")]
        } else {
            let (met, asked) = line.core_met;
            let tone = if met == asked { Tone::Good } else { Tone::Plain };
            vec![
                figure(line.readiness, line.coverage),
                Span { text: format!("{met}/{asked}"), tone },
            ]
        };
        cells.extend(areas.iter().map(|area| match line.areas[area.0] {
            Some((readiness, coverage)) => figure(readiness, coverage),
            None => quiet("–"),
        }));
        // With a grid of skills, a person has a number there.
        let number = if answer.in_detail { format!("{} ", at + 1) } else { String::new() };
        GridRow { heading: None, label: format!("{number}{}", line.name), cells }
    });
    Grid { corner: String::new(), rows: rows.collect(), columns }
}

/// The areas of which something is asked of somebody.
fn asked_areas(answer: &SummaryAnswer<'_>) -> Vec<AreaIndex> {
    let asked =
        |area: &AreaIndex| answer.people.iter().any(|person| person.line.areas[area.0].is_some());
    (0..answer.maps.areas().len()).map(AreaIndex).filter(asked).collect()
}

/// Whole percent, or `?` where less than half is known.
fn figure(readiness: Fraction, coverage: Fraction) -> Span {
    if !is_known_enough(coverage) {
        return quiet("?");
    }
    let percent = readiness.percent();
    let tone = match percent {
        75.. => Tone::Good,
        25..=74 => Tone::Plain,
        _ => Tone::Warn,
    };
    Span { text: percent.to_string(), tone }
}

fn quiet(text: &str) -> Span {
    Span { text: text.to_string(), tone: Tone::Quiet }
}

fn legend(answer: &SummaryAnswer<'_>) -> Text {
    let areas: Vec<String> =
        asked_areas(answer).iter().map(|area| answer.maps[*area].name.clone()).collect();
    text!(
        "<quiet>Ready and the areas: percent of what is asked that is met, by weight (</><good>75 and more</><quiet>, </><warn>under 25</><quiet>), ? where less than half is known, – where nothing is asked. Core: core requirements met. Areas: {}.</>",
        and_list(&areas)
    )
}

fn skills_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let stand = |person: &PersonLine, topic: usize| {
        person.line.stands.iter().find(|stand| stand.topic == topic).copied()
    };
    let asked = (0..answer.topics.all.len())
        .filter(|topic| answer.people.iter().any(|person| stand(person, *topic).is_some()));
    let mut area = None;
    let rows = asked.map(|topic| {
        let requirement = answer.topics.all[topic];
        let begins = area.replace(requirement.area) != Some(requirement.area);
        let cell = |person| stand(person, topic).map_or_else(|| quiet("–"), level);
        GridRow {
            heading: begins.then(|| text!("**{}**", maps[requirement.area].name)),
            label: requirement_name(maps, requirement),
            cells: answer.people.iter().map(cell).collect(),
        }
    });
    Grid {
        corner: String::new(),
        rows: rows.collect(),
        columns: (1..=answer.people.len()).map(|number| number.to_string()).collect(),
    }
}

fn level(stand: Stand) -> Span {
    let text = match (stand.low, stand.high) {
        (low, high) if low == high => low.to_string(),
        (_, high) if stand.below() => format!("<{}", high.number() + 1),
        (Level::NONE, _) => "?".to_string(),
        (low, _) => format!("{low}+"),
    };
    let tone = match (stand.met(), stand.below()) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Warn,
        (false, false) => Tone::Quiet,
    };
    Span { text, tone }
}

fn below_target(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let shown = |count: &&Count| !answer.is_withheld(count);
    let counts: Vec<&Count> = answer.counts.iter().filter(shown).collect();
    let withheld = answer.counts.len() - counts.len();
    let most = if answer.in_detail { counts.len() } else { MOST_SKILLS };
    let left = counts.len().saturating_sub(most);
    if !counts.is_empty() {
        document.heading(if left > 0 { "What most people lack" } else { "What people lack" });
        document.table(
            Table::of(counts.into_iter().take(most))
                .text("Skill", |count| {
                    requirement_name(answer.maps, answer.topics.all[count.topic])
                })
                .number("Below", |count| Cell::strong(count.below.to_string()))
                .number("Not known", |count| count.unknown.to_string())
                .if_room(1)
                .number("Met", |count| count.met.to_string())
                .number("Asked of", |count| count.asked.to_string())
                .if_room(2),
        );
    }
    let mut more: Vec<String> = Vec::new();
    if left > 0 {
        more.push(format!("and {left} more; --skills shows all, person by person."));
    }
    if withheld > 0 {
        let skills = count(withheld, "skill is", "skills are");
        more.push(format!(
            "{skills} withheld: a figure of theirs is about fewer than {FEWEST} people."
        ));
    }
    if !more.is_empty() {
        document.say(text!("<quiet>{}</>", more.join(" ")));
    }
}

/// Those whom none of the next sessions serves, or none of whose ratings has risen.
fn to_look_after(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let mut items = Vec::new();
    for person in &answer.people {
        let mut said: Vec<String> = Vec::new();
        if let (Some(unserved), Some(sessions)) = (&person.unserved, answer.sessions) {
            said.push(not_served(answer.maps, unserved, sessions));
        }
        if let (Some(false), Some(since)) = (person.line.moved, answer.since) {
            said.push(format!("no rating has risen since {since}"));
        }
        if !said.is_empty() {
            items.push(text!("**{}**: {}", person.line.name, said.join("; ")));
        }
    }
    list("Who may need a word", items, document);
}

/// What is said of somebody whom none of so many sessions serves.
fn not_served(maps: &SkillMaps, unserved: &Unserved, sessions: usize) -> String {
    let next = match sessions {
        1 => "the next session".to_string(),
        many => format!("the next {many} sessions"),
    };
    let why = match (sessions, unserved.is_lost) {
        (0, _) => "no step serves two people who are ready for it".to_string(),
        (_, true) => format!("nothing of {next} is within reach"),
        (1, false) => format!("{next} teaches nothing that they lack"),
        (_, false) => format!("{next} teach nothing that they lack"),
    };
    match unserved.could_begin {
        Some(step) => format!("{why}; could begin {} today", step_name(maps, step)),
        None => why,
    }
}

fn missing_answers(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let missing = answer.people.iter().filter(|person| !person.line.is_known_enough());
    let items = missing.map(|person| {
        let line = &person.line;
        let said = if line.roles.is_empty() {
            "no goal is known; --role ROLE measures everybody against one".to_string()
        } else if line.rated == 0 {
            "has rated nothing yet".to_string()
        } else {
            let open = count(person.open(), "skill", "skills");
            format!("{} settled, {open} open", percent(line.coverage))
        };
        text!("**{}**: {}", line.name, said)
    });
    list("Whose answers are missing", items.collect(), document);
}

fn list(heading: &str, mut items: Vec<Text>, document: &mut Document) {
    if items.is_empty() {
        return;
    }
    let more = items.len().saturating_sub(MOST_NAMED);
    items.truncate(MOST_NAMED);
    if more > 0 {
        items.push(text!("<quiet>and {} more</>", more));
    }
    document.heading(heading);
    document.list(items);
}
