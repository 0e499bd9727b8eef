//! What came back of a questionnaire, and what was made of it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Problem, SheetColumn, SheetPlace};
use crate::domain::profile::Entry;
use crate::domain::responses::{Meaning, ResponseColumn, Responses};
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::json::ids;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count};
use crate::report::sheet::Sheet;

/// Answers, and what became of them.
pub struct ImportAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What was read.
    pub answers: &'m Responses,
    /// The people whose answers could be kept.
    pub people: Vec<Imported>,
    /// Where they are kept; `None` when only shown.
    pub folder: Option<String>,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Everything that could not be read or kept.
    pub problems: Vec<Problem>,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// What became of one person's answers.
pub struct Imported {
    /// What the person is called.
    pub name: String,
    /// The file inside the folder.
    pub file: String,
    /// Whether the file is new.
    pub is_new: bool,
    /// What was added.
    pub added: Vec<Entry>,
    /// How many answers were there before.
    pub as_before: usize,
}

/// More problems than these are counted and not listed for people.
const MOST_LISTED: usize = 30;

/// The answer for people.
pub fn document(answer: &ImportAnswer<'_>) -> Document {
    let mut document = Document::default();
    document.push(Block::Title(title(answer)));
    document.say(Text::new(
        format!(
            "Read as {}; {}.",
            answer.answers.read_as,
            count(answer.answers.rows, "row", "rows")
        ),
        Tone::Quiet,
    ));
    if !answer.people.is_empty() {
        document.push(Block::Table(people(answer)));
    }
    if !answer.problems.is_empty() {
        document.heading(Text::new("What could not be read", Tone::Warn));
        let mut items: Vec<Text> = Vec::new();
        let mut repairs: Vec<&str> = Vec::new();
        for problem in answer.problems.iter().take(MOST_LISTED) {
            // What to do is said once, with the first of its kind.
            let is_new = !repairs.contains(&problem.repair.as_str());
            items.push(said(problem, is_new));
            repairs.push(&problem.repair);
        }
        if answer.problems.len() > MOST_LISTED {
            let more = answer.problems.len() - MOST_LISTED;
            items.push(Text::new(format!("and {more} more; --format json lists all"), Tone::Quiet));
        }
        document.push(Block::List(items));
    }
    let left_out = left_out(answer.answers);
    if !left_out.is_empty() {
        document.push(Block::Note(
            format!(
                "no level is in {}, so {}",
                and_list(&some(&left_out)),
                if left_out.len() == 1 {
                    "the column is left out"
                } else {
                    "these columns are left out"
                }
            )
            .into(),
        ));
    }
    document.notes(&answer.notes);
    if let Some(folder) = answer.folder.as_ref().filter(|_| !answer.people.is_empty()) {
        let (command, what) = if answer.dry_run {
            ("the same without --dry-run".to_string(), "writes the profiles")
        } else {
            (format!("skillgap cohort summary {folder}"), "where they all stand")
        };
        document.push(Block::Commands(vec![(command, what.to_string())]));
    }
    document
}

fn title(answer: &ImportAnswer<'_>) -> Text {
    let people = count(answer.people.len(), "person", "people");
    let into = answer.folder.as_ref().map_or(String::new(), |folder| format!(" into {folder}"));
    let added: usize = answer.people.iter().map(|person| person.added.len()).sum();
    let doing = if answer.dry_run { "Would import" } else { "Imported" };
    let tone = if answer.problems.is_empty() { Tone::Good } else { Tone::Strong };
    let title = Text::new(format!("{doing} {people}{into}"), tone);
    let new = count(added, "new answer", "new answers");
    if answer.problems.is_empty() {
        title.and(format!(" · {new}"), Tone::Quiet)
    } else {
        title
            .and(format!(" · {new}, "), Tone::Quiet)
            .and(count(answer.problems.len(), "problem", "problems"), Tone::Warn)
    }
}

fn people(answer: &ImportAnswer<'_>) -> Table {
    let row = |person: &Imported| {
        let profile = if person.is_new {
            Cell::toned("new", Tone::Good)
        } else if person.added.is_empty() {
            Cell::toned("as it was", Tone::Quiet)
        } else {
            Cell::plain("more")
        };
        Row::new(vec![
            Cell::plain(&person.name),
            profile,
            Cell::plain(person.added.len().to_string()),
            Cell::toned(person.as_before.to_string(), Tone::Quiet),
            Cell::toned(&person.file, Tone::Quiet),
        ])
    };
    Table {
        columns: vec![
            Column::text("Person"),
            Column::word("Profile"),
            Column::number("New"),
            Column::number("Before"),
            Column::text("File").if_room(1),
        ],
        sections: vec![Section { heading: None, rows: answer.people.iter().map(row).collect() }],
    }
}

/// A problem in one sentence: where, what, and the repair unless it was said.
fn said(problem: &Problem, with_repair: bool) -> Text {
    let (place, found) = place(problem);
    let mut text = Text::new(place.clone(), Tone::Strong);
    if !place.is_empty() {
        text = text.and(": ", Tone::Strong);
    }
    if !found.is_empty() {
        text = text.and(format!("“{found}”: "), Tone::Plain);
    }
    let text = text.and(problem.message.as_str(), Tone::Plain);
    if with_repair { text.and(format!("; {}", problem.repair), Tone::Quiet) } else { text }
}

/// Where a problem is, and what stands there.
fn place(problem: &Problem) -> (String, &str) {
    let place = problem.sheet_place();
    place.map_or((String::new(), ""), |place| (place.to_string(), place.found.as_str()))
}

/// The headers of columns that hold nothing that is known, and are no problem.
fn left_out(answers: &Responses) -> Vec<String> {
    let is_problem = |column: &ResponseColumn| {
        let of_column =
            |place: &SheetPlace| place.line.is_none() && place.column.as_ref() == Some(&column.at);
        answers.problems.iter().filter_map(Problem::sheet_place).any(of_column)
    };
    answers
        .columns
        .iter()
        .filter(|column| column.meaning == Meaning::Unknown && !is_problem(column))
        .map(|column| match column.at.letter() {
            Some(letter) if column.at.header.is_empty() => format!("column {letter}"),
            _ => format!("“{}”", column.at.header),
        })
        .collect()
}

/// The first few of a list, and how many more there are.
fn some(list: &[String]) -> Vec<String> {
    const MOST: usize = 6;
    let mut shown: Vec<String> = list.iter().take(MOST).cloned().collect();
    if list.len() > MOST {
        shown.push(format!("{} more", list.len() - MOST));
    }
    shown
}

/// A row for each person.
pub fn sheet(answer: &ImportAnswer<'_>) -> Sheet {
    let mut sheet = Sheet::new(["name", "file", "new", "added", "as_before"]);
    for person in &answer.people {
        sheet.rows.push(vec![
            person.name.as_str().into(),
            person.file.as_str().into(),
            person.is_new.into(),
            person.added.len().into(),
            person.as_before.into(),
        ]);
    }
    sheet
}

/// The content of a `cohort-import` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct ImportJson {
    /// The folder for the profiles; null when none was named and answers are only shown.
    folder: Option<String>,
    /// Whether nothing was written, by wish or because `--strict` refused.
    dry_run: bool,
    /// What the file was taken for, as in `a Google Forms export: CSV, comma-separated, UTF-8`.
    read_as: String,
    /// How many rows the file has, without the header and empty ones.
    rows: usize,
    /// The people whose answers could be kept, or would be.
    people: Vec<ImportedJson>,
    /// What each column was taken for, in the order of the file.
    columns: Vec<ColumnJson>,
    /// Everything that could not be read or kept.
    problems: Vec<FindingJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// What became of one person's answers.
#[derive(Debug, JsonSchema, Serialize)]
struct ImportedJson {
    /// What the person is called.
    name: String,
    /// The person's profile: a file inside the folder.
    file: String,
    /// Whether that file is new.
    new: bool,
    /// The ratings that were added, or would be.
    added: Vec<Added>,
    /// How many answers were in the profile before.
    as_before: usize,
}

/// One rating that was added.
#[derive(Debug, JsonSchema, Serialize)]
struct Added {
    /// The id of the skill.
    skill: String,
    /// How high.
    level: u8,
    /// The day, as in 2026-11-22.
    on: String,
    /// By whom.
    by: String,
}

/// A column of the file, and what it was taken for.
#[derive(Debug, JsonSchema, Serialize)]
struct ColumnJson {
    /// Its letter, as in a spreadsheet; null where the file has keys instead of columns.
    column: Option<String>,
    /// What its header says.
    header: String,
    /// What it was taken for: `name`, `first-name`, `last-name`, `email`, `time`, `start-time`, `by`, `skill-name`,
    /// `skill-level`, `skill`, `screening`, `of-the-form`, `ignored` or `unknown`.
    meaning: &'static str,
    /// The ids of the skills that it is about; empty unless it is a `skill` or a `screening`.
    skills: Vec<String>,
}

/// Something that could not be read or kept.
#[derive(Debug, JsonSchema, Serialize)]
struct FindingJson {
    /// Of which kind it is: a word in kebab-case, for scripts.
    code: &'static str,
    /// The line, or the row of a worksheet, from 1; null when it is about no single one.
    line: Option<usize>,
    /// The letter of the column; null when it is about no single one, or the file has keys instead.
    column: Option<String>,
    /// The header of the column, or the key; null when it is about no single one.
    header: Option<String>,
    /// What stands there, shortened; empty when there is nothing to show.
    found: String,
    /// What is wrong with it.
    message: String,
    /// What to do about it.
    repair: String,
}

/// The answer for scripts.
pub fn json(answer: &ImportAnswer<'_>) -> ImportJson {
    let added = |entry: &Entry| Added {
        skill: answer.maps[entry.skill].id.clone(),
        level: entry.level.number(),
        on: entry.on.map_or(String::new(), |on| on.to_string()),
        by: entry.by.name().to_string(),
    };
    let person = |person: &Imported| ImportedJson {
        name: person.name.clone(),
        file: person.file.clone(),
        new: person.is_new,
        added: person.added.iter().map(added).collect(),
        as_before: person.as_before,
    };
    let column = |column: &ResponseColumn| ColumnJson {
        column: column.at.letter(),
        header: column.at.header.clone(),
        meaning: word(&column.meaning),
        skills: match &column.meaning {
            Meaning::Skill(skill) => ids(answer.maps, &[*skill]),
            Meaning::Screening(skills) => ids(answer.maps, skills),
            _ => Vec::new(),
        },
    };
    let problem = |problem: &Problem| {
        let place = problem.sheet_place();
        let column = place.and_then(|place| place.column.as_ref());
        FindingJson {
            code: problem.code.name(),
            line: place.and_then(|place| place.line),
            column: column.and_then(SheetColumn::letter),
            header: column.map(|column| column.header.clone()),
            found: place.map_or(String::new(), |place| place.found.clone()),
            message: problem.message.clone(),
            repair: problem.repair.clone(),
        }
    };
    ImportJson {
        folder: answer.folder.clone(),
        dry_run: answer.dry_run,
        read_as: answer.answers.read_as.clone(),
        rows: answer.answers.rows,
        people: answer.people.iter().map(person).collect(),
        columns: answer.answers.columns.iter().map(column).collect(),
        problems: answer.problems.iter().map(problem).collect(),
        notes: answer.notes.clone(),
    }
}

fn word(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Name => "name",
        Meaning::FirstName => "first-name",
        Meaning::LastName => "last-name",
        Meaning::Email => "email",
        Meaning::Time => "time",
        Meaning::StartTime => "start-time",
        Meaning::Role => "role",
        Meaning::Seniority => "seniority",
        Meaning::Rater => "by",
        Meaning::SkillName => "skill-name",
        Meaning::SkillLevel => "skill-level",
        Meaning::Skill(_) => "skill",
        Meaning::Screening(_) => "screening",
        Meaning::OfTheForm => "of-the-form",
        Meaning::Ignored => "ignored",
        Meaning::Unknown => "unknown",
    }
}
