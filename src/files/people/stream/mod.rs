//! Reading people as a stream: one person on each line of JSON, or in each row of a wide table.
//!
//! [`blocks`] cuts the stream into blocks of whole lines, and [`json`] and [`table`] read one line each. Both have a
//! fast path for simple lines, and pass other lines to the reader of whole files. Tests check that the two agree. A
//! line that cannot be read gives a [`Problem`], and reading continues with the next line.

pub mod blocks;
pub mod json;
mod scan;
mod skill_keys;
pub mod table;

use std::ops::ControlFlow;

use self::blocks::Block;
use self::json::JsonReader;
use self::table::TableReader;
use crate::domain::catalog::RetiredIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::profile::Ratings;

/// The contents of one line. The same value is used again for the next line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id of the person.
    pub id: Id,
    /// The ratings that count for the person.
    pub ratings: Ratings,
    /// Rated skills that the maps do not have, each once.
    pub unknown: Vec<String>,
    /// Levels of retired skills, while the line is read.
    carried: Vec<(RetiredIndex, Level)>,
}

/// The id of a person, as it is in the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Id {
    /// The type of the id, or that it is missing.
    pub kind: IdKind,
    /// The text of the id, or its digits.
    pub text: String,
}

/// The type of an id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdKind {
    /// There is no id.
    #[default]
    Missing,
    /// Text.
    Text,
    /// A whole number.
    Number,
}

impl Line {
    /// Makes an empty line.
    pub fn new(maps: &SkillMaps) -> Line {
        Line {
            id: Id::default(),
            ratings: Ratings::none(maps),
            unknown: Vec::new(),
            carried: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.id.kind = IdKind::Missing;
        self.id.text.clear();
        self.ratings.clear();
        self.unknown.clear();
        self.carried.clear();
    }

    fn set_id(&mut self, kind: IdKind, text: &str) {
        self.id.kind = kind;
        self.id.text.clear();
        self.id.text.push_str(text);
    }
}

/// A line that could not be read.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The id of the person, if it could be read.
    pub id: Id,
    /// The problem of the line.
    pub problem: Problem,
}

/// The reader of the lines of a stream.
#[derive(Clone, Debug)]
pub enum LineReader<'m> {
    /// JSON lines.
    Json(JsonReader<'m>),
    /// The rows of a table.
    Table(&'m TableReader<'m>),
}

impl LineReader<'_> {
    /// Reads the lines of a block in order. `each` gets the number of each line and its contents, and stops the
    /// reading by returning a break.
    pub fn read(
        &self,
        block: &Block,
        line: &mut Line,
        mut each: impl FnMut(u64, Result<&mut Line, Refused>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Some(problem) = &block.problem {
            let refused = Refused { id: Id::default(), problem: problem.clone() };
            return each(block.first_line, Err(refused));
        }
        match self {
            LineReader::Json(reader) => {
                for (number, text) in (block.first_line..).zip(block.lines()) {
                    if !text.trim_ascii().is_empty() {
                        line.clear();
                        let read = reader.read(text, line);
                        each(number, told(read, line))?;
                    }
                }
            }
            LineReader::Table(reader) => {
                let mut number = block.first_line;
                for row in reader.rows(block.text()) {
                    if !row.text.is_empty() {
                        line.clear();
                        let read = reader.read(row.text, line);
                        each(number, told(read, line))?;
                    }
                    number += row.lines;
                }
            }
        }
        ControlFlow::Continue(())
    }
}

fn told(read: Result<(), Problem>, line: &mut Line) -> Result<&mut Line, Refused> {
    match read {
        Ok(()) => Ok(line),
        Err(problem) => Err(Refused { id: std::mem::take(&mut line.id), problem }),
    }
}

/// Returns the code that `batch` prints for a problem. Some codes differ from their own names, because `batch` was
/// released with them.
pub(crate) fn line_code(code: Code) -> &'static str {
    match code {
        Code::NoLevel | Code::TwoLevels => Code::LevelOffScale.name(),
        Code::NoSkills => "no-skill-column",
        Code::NotJson => "json-syntax",
        Code::OpenQuote => "unclosed-quote",
        Code::RowTooLong | Code::RowTooShort => "cell-count",
        other => other.name(),
    }
}

/// Returns the message that `batch` prints for a problem: the column, the text of the cell and what is wrong. Very
/// long messages are cut.
pub(crate) fn line_message(problem: &Problem) -> String {
    const LONGEST: usize = 300;
    let mut message = String::new();
    if let Some(place) = problem.sheet_place() {
        if place.column.is_some() {
            let column = SheetPlace { line: None, ..place.clone() };
            message.push_str(&format!("{column}: "));
        }
        if !place.found.is_empty() {
            message.push_str(&format!("“{}”: ", place.found));
        }
    }
    message.push_str(&problem.message);
    if let Some((at, _)) = message.char_indices().nth(LONGEST) {
        message.truncate(at);
        message.push('…');
    }
    message
}
