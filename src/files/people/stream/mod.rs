//! People as a stream: one a line of JSON, or one a row of a wide table.
//!
//! [`blocks`] cuts a stream into pieces of whole lines, [`json`] and [`table`] read a line each. Both read a plain line
//! by a fast path, and pass any other to the reader of whole files; tests check that the two agree. A line that cannot be
//! read is a [`Problem`], and reading goes on with the next one.

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

/// What one line says. It is used again for the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What tells this person from the others.
    pub id: Id,
    /// The ratings that count.
    pub ratings: Ratings,
    /// Rated skills that the maps do not have, each once.
    pub unknown: Vec<String>,
    /// Levels of skills that are no more, while the line is read.
    carried: Vec<(RetiredIndex, Level)>,
}

/// What tells a person from the others, as it stands in the line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Id {
    /// Whether there is one, and what it is.
    pub kind: IdKind,
    /// The text, or the digits.
    pub text: String,
}

/// What an id is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IdKind {
    /// There is none.
    #[default]
    Missing,
    /// Text.
    Text,
    /// A whole number.
    Number,
}

impl Line {
    /// A line that says nothing.
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
    /// Whose it is, as far as that could be read.
    pub id: Id,
    /// What is wrong.
    pub problem: Problem,
}

/// What reads the lines of a stream.
#[derive(Clone, Debug)]
pub enum LineReader<'m> {
    /// JSON lines.
    Json(JsonReader<'m>),
    /// The rows of a table.
    Table(&'m TableReader<'m>),
}

impl LineReader<'_> {
    /// Reads the lines of a block one after the other, until `each`, which is told the number of the line, has enough.
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

/// The code that `batch` says of a problem. Where this is not the code's own name, `batch` was released with another one.
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

/// What `batch` says of a problem: the column, what stands there and what is wrong. Of a very long text the beginning.
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
