//! Where everybody stands, as an answer.

mod json;

pub use json::{SummaryJson, json, sheet};

use jiff::civil::Date;

use super::{measured_against, step_name};
use crate::domain::catalog::AreaIndex;
use crate::domain::cohort::Aims;
use crate::domain::cohort::summary::{Count, FEWEST, Line, Stand, Topics};
use crate::domain::gap::Fraction;
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::report::document::{
    Block, Cell, Column, Document, Grid, GridRow, Row, Section, Span, Table, Text, Tone,
};
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, percent, requirement_name};

/// So many people are shown one by one; of more only what they have in common.
const MOST_SHOWN: usize = 200;
/// So many skills that people are below are listed unless all are asked for.
const MOST_SKILLS: usize = 10;
/// So many people are named in a list.
const MOST_NAMED: usize = 40;
/// So many letters of an area's name stand above its column.
const LETTERS: usize = 6;

/// Where everybody stands.
pub struct SummaryAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What the roles ask for.
    pub topics: &'m Topics<'m>,
    /// What everybody is measured against.
    pub aims: &'m Aims,
    /// The people.
    pub lines: Vec<Line>,
    /// How many stand how to what is asked.
    pub counts: Vec<Count>,
    /// Whom the next sessions reach; `None` where that was not worked out.
    pub reach: Option<Reach>,
    /// The day since when it is asked what moved.
    pub since: Option<Date>,
    /// Whether everybody's level of every skill is shown.
    pub in_detail: bool,
    /// Whether nobody is to be recognised: the names are aliases, and figures about few people are withheld.
    pub anonymous: bool,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// Whom the next sessions reach.
pub struct Reach {
    /// How many sessions were looked at.
    pub sessions: usize,
    /// Those whom none of them serves.
    pub unserved: Vec<Unreached>,
}

/// Somebody who lacks something and whom none of the next sessions serves.
pub struct Unreached {
    /// The person's id.
    pub id: String,
    /// Whether they would be lost there; else the sessions teach nothing that they lack.
    pub is_lost: bool,
    /// What they could begin today instead.
    pub could_begin: Option<Step>,
}

impl SummaryAnswer<'_> {
    fn unreached(&self, line: &Line) -> Option<&Unreached> {
        let mut unserved = self.reach.iter().flat_map(|reach| &reach.unserved);
        unserved.find(|unreached| unreached.id == line.id)
    }

    fn is_withheld(&self, count: &Count) -> bool {
        self.anonymous && count.is_about_few()
    }
}

/// The answer for people.
pub fn document(answer: &SummaryAnswer<'_>) -> Document {
    let mut document = Document::default();
    let people = count(answer.lines.len(), "person", "people");
    document.push(Block::Title(Text::new("Where everybody stands", Tone::Strong).and(
        format!(" · {people} · {}", measured_against(answer.maps, answer.aims)),
        Tone::Quiet,
    )));
    if answer.lines.len() <= MOST_SHOWN {
        document.push(Block::Grid(areas_grid(answer)));
        document.say(legend(answer));
        if answer.in_detail {
            document.heading("Skill by skill");
            document.push(Block::Grid(skills_grid(answer)));
            document.say(Text::new(
                "Columns are the people by number. A level stands alone where it is known, with + where it is that or more, with < where it is less; ? is not known, – is not asked.",
                Tone::Quiet,
            ));
        }
    } else {
        document.say(
            "So many people are not shown one by one: --format csv or --json has a line for each.",
        );
    }
    below_target(answer, &mut document);
    to_look_after(answer, &mut document);
    missing_answers(answer, &mut document);
    document.notes(&answer.notes);
    document.push(Block::Commands(vec![
        ("skillgap cohort session COHORT".to_string(), "what to teach next".to_string()),
        ("skillgap cohort pairs COHORT".to_string(), "who can help whom".to_string()),
    ]));
    document
}

fn areas_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let areas = asked_areas(answer);
    let short = |area: &AreaIndex| maps[*area].name.chars().take(LETTERS).collect::<String>();
    let mut columns = vec!["Ready".to_string(), "Core".to_string()];
    columns.extend(areas.iter().map(|area| short(area).trim_end().to_string()));
    let rows = answer.lines.iter().enumerate().map(|(at, line)| {
        let mut cells = if line.roles.is_empty() {
            vec![quiet("–"), quiet("–")]
        } else {
            let (met, asked) = line.core_met;
            let all = if met == asked { Tone::Good } else { Tone::Plain };
            vec![
                figure(line.readiness, line.coverage),
                Span { text: format!("{met}/{asked}"), tone: all },
            ]
        };
        cells.extend(areas.iter().map(|area| match line.areas[area.0] {
            Some((readiness, coverage)) => figure(readiness, coverage),
            None => quiet("–"),
        }));
        GridRow { heading: None, label: label(answer, at), cells }
    });
    Grid { corner: String::new(), rows: rows.collect(), columns }
}

/// The areas of which something is asked of somebody.
fn asked_areas(answer: &SummaryAnswer<'_>) -> Vec<AreaIndex> {
    let asked = |area: &AreaIndex| answer.lines.iter().any(|line| line.areas[area.0].is_some());
    (0..answer.maps.areas().len()).map(AreaIndex).filter(asked).collect()
}

/// A person's name, with the number of their column where there is one.
fn label(answer: &SummaryAnswer<'_>, at: usize) -> String {
    let name = &answer.lines[at].name;
    if answer.in_detail { format!("{} {name}", at + 1) } else { name.clone() }
}

/// Whole percent, or `?` where less than half is known.
fn figure(readiness: Fraction, coverage: Fraction) -> Span {
    if coverage.part * 2 < coverage.whole {
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
    Text::new(
        "Ready and the areas: percent of what is asked that is met, by weight (",
        Tone::Quiet,
    )
    .and("75 and more", Tone::Good)
    .and(", ", Tone::Quiet)
    .and("under 25", Tone::Warn)
    .and(
        format!(
            "), ? where less than half is known, – where nothing is asked. Core: core requirements met. Areas: {}.",
            and_list(&areas)
        ),
        Tone::Quiet,
    )
}

fn skills_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let mut area = None;
    let asked = (0..answer.topics.all.len()).filter(|topic| {
        let asks = |line: &Line| line.stands.iter().any(|stand| stand.topic == *topic);
        answer.lines.iter().any(asks)
    });
    let rows = asked.map(|topic| {
        let requirement = answer.topics.all[topic];
        let begins = area.replace(requirement.area) != Some(requirement.area);
        let cell = |line: &Line| {
            let stand = line.stands.iter().find(|stand| stand.topic == topic);
            stand.map_or_else(|| quiet("–"), |stand| level(*stand))
        };
        GridRow {
            heading: begins.then(|| Text::new(&maps[requirement.area].name, Tone::Strong)),
            label: requirement_name(maps, requirement),
            cells: answer.lines.iter().map(cell).collect(),
        }
    });
    Grid {
        corner: String::new(),
        rows: rows.collect(),
        columns: (1..=answer.lines.len()).map(|number| number.to_string()).collect(),
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
    let row = |count: &&Count| {
        let name = requirement_name(answer.maps, answer.topics.all[count.topic]);
        Row::new(vec![
            Cell::plain(name),
            Cell::toned(count.below.to_string(), Tone::Strong),
            Cell::plain(count.unknown.to_string()),
            Cell::plain(count.met.to_string()),
            Cell::plain(count.asked.to_string()),
        ])
    };
    let rows: Vec<Row> = counts.iter().take(most).map(row).collect();
    if !rows.is_empty() {
        document.heading(if counts.len() > most {
            "What most people lack"
        } else {
            "What people lack"
        });
        document.push(Block::Table(Table {
            columns: vec![
                Column::text("Skill"),
                Column::number("Below"),
                Column::number("Not known").if_room(1),
                Column::number("Met"),
                Column::number("Asked of").if_room(2),
            ],
            sections: vec![Section { heading: None, rows }],
        }));
    }
    let mut more: Vec<String> = Vec::new();
    if counts.len() > most {
        let left = counts.len() - most;
        more.push(format!("and {left} more; --skills shows all, person by person."));
    }
    if withheld > 0 {
        let skills = count(withheld, "skill is", "skills are");
        more.push(format!(
            "{skills} withheld: a figure of theirs is about fewer than {FEWEST} people."
        ));
    }
    if !more.is_empty() {
        document.say(Text::new(more.join(" "), Tone::Quiet));
    }
}

/// Those for whom nothing of the next sessions is within reach, or for whom nothing moved.
fn to_look_after(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let mut items = Vec::new();
    for line in &answer.lines {
        let mut said: Vec<String> = Vec::new();
        if let (Some(unreached), Some(reach)) = (answer.unreached(line), &answer.reach) {
            said.push(not_served(maps, unreached, reach.sessions));
        }
        if let (Some(false), Some(since)) = (line.moved, answer.since) {
            said.push(format!("no rating has risen since {since}"));
        }
        if !said.is_empty() {
            items.push(
                Text::new(&line.name, Tone::Strong)
                    .and(format!(": {}", said.join("; ")), Tone::Plain),
            );
        }
    }
    list("Who may need a word", items, document);
}

/// What is said of somebody whom none of so many sessions serves.
fn not_served(maps: &SkillMaps, unreached: &Unreached, sessions: usize) -> String {
    let next = match sessions {
        1 => "the next session".to_string(),
        many => format!("the next {many} sessions"),
    };
    let why = match (sessions, unreached.is_lost) {
        (0, _) => "no step serves two people who are ready for it".to_string(),
        (_, true) => format!("nothing of {next} is within reach"),
        (1, false) => format!("{next} teaches nothing that they lack"),
        (_, false) => format!("{next} teach nothing that they lack"),
    };
    match unreached.could_begin {
        Some(step) => format!("{why}; could begin {} today", step_name(maps, step)),
        None => why,
    }
}

fn missing_answers(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let item = |line: &Line| {
        let open = line.stands.iter().filter(|stand| !stand.settled()).count();
        let said = if line.roles.is_empty() {
            "no goal is known; --role ROLE measures everybody against one".to_string()
        } else if line.rated == 0 {
            "has rated nothing yet".to_string()
        } else {
            let open = count(open, "skill", "skills");
            format!("{} settled, {open} open", percent(line.coverage))
        };
        Text::new(&line.name, Tone::Strong).and(format!(": {said}"), Tone::Plain)
    };
    let missing = answer.lines.iter().filter(|line| !line.is_known_enough());
    list("Whose answers are missing", missing.map(item).collect(), document);
}

fn list(heading: &str, mut items: Vec<Text>, document: &mut Document) {
    if items.is_empty() {
        return;
    }
    let more = items.len().saturating_sub(MOST_NAMED);
    items.truncate(MOST_NAMED);
    if more > 0 {
        items.push(Text::new(format!("and {more} more"), Tone::Quiet));
    }
    document.heading(heading);
    document.push(Block::List(items));
}
