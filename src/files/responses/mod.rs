//! Files of answers → people: form exports, tables and JSON lines, each as it comes.
//!
//! Bytes become a `Grid` of cells (from text, a workbook or JSON lines), the header says what each column
//! means (`columns`), and the rows become people (`people`). What could not be read is told with its line and column;
//! nothing is guessed.

mod columns;
mod delimited;
mod encoding;
mod grid;
mod head;
mod json_lines;
mod levels;
pub mod mapping;
mod people;
mod row;
mod times;
mod workbook;

use jiff::civil::Date;

use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, ResponseColumn, Responses};
use crate::domain::words::words;
use mapping::Mapping;

/// How to read what can be read in two ways.
#[derive(Clone, Debug)]
pub struct HowToRead {
    /// What the user says of headers and answers.
    pub mapping: Mapping,
    /// Whether 9/8 is the ninth of August or the eighth of September; `None` leaves it to what the file shows.
    pub dates: Option<DateOrder>,
    /// No answer is from after this day.
    pub today: Date,
    /// Who rated, where the file does not say.
    pub by: Rater,
}

words! {
    /// Which number of a date is the month.
    pub enum DateOrder {
        /// The first: 9/8 is in September.
        MonthFirst = "us",
        /// The second: 9/8 is in August.
        DayFirst = "eu",
    }
}

/// Larger files are refused: no class fills 64 MB.
pub const MOST_BYTES: usize = 64 << 20;

/// Reads a file of answers, whatever its shape.
///
/// # Errors
/// When it cannot be read as a table at all, or says nowhere who answers or what.
pub fn read(bytes: &[u8], maps: &SkillMaps, how: &HowToRead) -> Result<Responses, Problem> {
    let mut grid = grid_of(bytes)?;
    let columns = columns::recognise(&grid, maps, &how.mapping)?;
    let (people, rows) = people::gather(&mut grid, &columns, maps, how);
    let mut problems = std::mem::take(&mut grid.problems);
    problems.extend(columns::unknown(&grid, &columns, maps, &how.mapping));
    let problems = Problem::in_order(problems);
    let mut notes = how.mapping.unused(&grid.header);
    notes.extend(grid.notes);
    Ok(Responses {
        read_as: format!("{}: {}", kind(&columns), grid.read_as),
        rows,
        columns,
        people,
        problems,
        notes,
    })
}

fn grid_of(bytes: &[u8]) -> Result<grid::Grid, Problem> {
    if bytes.len() > MOST_BYTES {
        return Err(Problem::new(
            Code::TooLarge,
            format!("the file is larger than {} MB", MOST_BYTES >> 20),
            "split it, or leave out the columns that hold no answers",
        ));
    }
    if workbook::is_zip(bytes) {
        return workbook::read(bytes);
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
        json_lines::read(decoded)
    } else {
        delimited::read(decoded)
    }
}

/// What the columns show the file to be.
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
