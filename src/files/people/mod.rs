//! Reading files of people and their ratings: form exports, tables and JSON lines.
//!
//! | from | to | by |
//! |---|---|---|
//! | bytes | text | `encoding` |
//! | text, a workbook, a zip | rows of cells | `delimited`, `json_lines`, `workbook`, `archive` |
//! | rows of cells | a sheet: cells under a header | `layout` |
//! | the header of a sheet | what each column means | `headers` with `header_words` and `questions`, `raters`, and `mapping` for what the user says |
//! | a cell | a level, ticked sentences, a time | `levels`, `checklists`, `times`; for stars and moons `signs` only proposes levels |
//! | a row | who, when and what; or not a person | `row`, `summaries` |
//! | rows | respondents | `respondents`, and `foreign` for answers on other scales or in other words |
//!
//! [`read`] reads a whole file and reports every cell that it cannot read. [`stream`] reads very many people, one
//! from each line. Both use `headers`, `levels` and `row`. Nothing is guessed.

mod archive;
pub mod checklists;
pub(crate) mod delimited;
pub(crate) mod encoding;
mod foreign;
mod header_words;
mod headers;
mod json;
mod json_lines;
mod layout;
pub(crate) mod levels;
pub mod mapping;
mod questions;
mod raters;
mod respondents;
mod row;
mod sheet;
mod signs;
pub mod stream;
mod summaries;
mod times;
mod workbook;

pub(super) use encoding::decode;

use std::io::Read;

use jiff::civil::Date;

use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, ResponseColumn, Responses};
use crate::domain::words::words;
use crate::files::limits::BYTES_OF_ANSWERS;
use checklists::{Checklists, FormOf};
use mapping::Mapping;
use sheet::Sheet;
use workbook::Content;

/// The choices for input that can be read in two ways.
#[derive(Clone, Debug)]
pub struct HowToRead {
    /// The user's mapping of headers and answers.
    pub mapping: Mapping,
    /// What the user says about the form that was handed out.
    pub form: FormOf,
    /// The order of day and month in dates such as 9/8. If it is `None`, the file has to show it.
    pub dates: Option<DateOrder>,
    /// Whether the newest row is used if several rows have the same name and no e-mail address. Otherwise none of
    /// them is used.
    pub newest: bool,
    /// The current day. No answer can be later.
    pub today: Date,
    /// The rater, if the file does not name one.
    pub by: Rater,
}

words! {
    /// The position of the month in a date.
    pub enum DateOrder {
        /// The first: 9/8 is in September.
        MonthFirst = "us",
        /// The second: 9/8 is in August.
        DayFirst = "eu",
    }
}

/// Converts a stream of people to UTF-8 if it begins with the byte order mark of UTF-16.
pub(crate) fn utf8_stream(source: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(encoding::Utf8Stream::new(source))
}

/// Reads a file of responses of any kind.
///
/// # Errors
/// Returns a problem if the file cannot be read as a table, or if no column says who answers or what they answer.
pub fn read(bytes: &[u8], maps: &SkillMaps, how: &HowToRead) -> Result<Responses, Problem> {
    let mut sheet = sheet_of(bytes, maps, &how.mapping)?;
    let mut columns = headers::recognise(&sheet, maps, &how.mapping);
    headers::check(&columns)?;
    let lists = Checklists::learn(&sheet, &mut columns, maps, &how.mapping, &how.form);
    let gathered = respondents::gather(&mut sheet, &columns, &lists, maps, how)?;
    let mut problems = std::mem::take(&mut sheet.problems);
    problems.extend(headers::unknown(&sheet, &columns, maps, &how.mapping));
    let sentences = checklists::called(maps, &columns);
    let said = sheet.header.iter().chain(&sheet.groups).cloned().chain(sentences);
    let said: Vec<String> = said.collect();
    let left_out = headers::left_out(&sheet, &columns, &how.mapping);
    let mut notes = how.mapping.unused(&said);
    notes.extend(headers::other_questions(&columns));
    notes.extend(headers::of_retired(&columns, maps));
    notes.extend(lists.notes);
    notes.extend(sheet.notes);
    Ok(Responses {
        read_as: format!("{}: {}", kind(&columns), sheet.read_as),
        rows: gathered.rows,
        shares: how.mapping.shares(),
        tallies: gathered.tallies,
        ticks: gathered.ticks,
        form: lists.form.map(|form| (form.roles, form.seniority)),
        left_out,
        columns,
        people: gathered.people,
        problems: Problem::in_order(problems),
        notes,
    })
}

fn sheet_of(bytes: &[u8], maps: &SkillMaps, mapping: &Mapping) -> Result<Sheet, Problem> {
    if bytes.len() > BYTES_OF_ANSWERS {
        return Err(Problem::new(
            Code::TooLarge,
            format!("the file is larger than {} MB", BYTES_OF_ANSWERS >> 20),
            "split it, or leave out the columns without answers",
        ));
    }
    if archive::is_zip(bytes) {
        return match workbook::read(bytes, maps, mapping)? {
            Content::Sheet(sheet) => Ok(sheet),
            Content::File(bytes) if !archive::is_zip(&bytes) => sheet_of(&bytes, maps, mapping),
            Content::File(bytes) => match workbook::read(&bytes, maps, mapping)? {
                Content::Sheet(sheet) => Ok(sheet),
                Content::File(_) => Err(archive::broken(&"it contains another archive")),
            },
        };
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Problem::new(
            Code::OldWorkbook,
            "this is an old Excel workbook (.xls), or one with a password",
            "save it as .xlsx without a password, or as CSV UTF-8",
        ));
    }
    let decoded = encoding::decode(bytes)?;
    if json_lines::looks_so(&decoded.text) {
        return json_lines::read(decoded);
    }
    let is_known = |header: &str| layout::is_known(header, maps, mapping);
    layout::lay_out(delimited::read(decoded, is_known)?, maps, mapping)
}

/// Returns what kind of file the columns show.
fn kind(columns: &[ResponseColumn]) -> &'static str {
    let has = |meaning: &Meaning| columns.iter().any(|column| column.meaning == *meaning);
    let first_is_time = columns.first().is_some_and(|column| {
        let by_hand = ["date", "day", "on", "time", "datum"];
        column.meaning == Meaning::Time
            && column.at.number.is_some()
            && !by_hand.contains(&normalised_name(&column.at.header).as_str())
    });
    if has(&Meaning::SkillName) {
        "a row for each answer"
    } else if has(&Meaning::StartTime) {
        "a Microsoft Forms export"
    } else if first_is_time {
        "a Google Forms export"
    } else {
        "a row for each person"
    }
}
