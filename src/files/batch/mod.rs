//! Profiles as a stream: one a line of JSON, or one a row of a wide CSV table.
//!
//! [`blocks`] cuts a stream into pieces of whole lines, [`json`] and [`wide_csv`] read a line each. A line that cannot be
//! read is a [`Refusal`], and the next one is read as if nothing had been.

pub mod blocks;
pub mod json;
mod json_values;
mod scan;
mod skill_keys;
pub mod wide_csv;

use std::ops::ControlFlow;

use self::blocks::Block;
use self::json::JsonReader;
use self::wide_csv::Columns;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
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

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Kebab-case, for scripts.
    pub code: &'static str,
    /// What is wrong, and where in the line.
    pub message: String,
}

/// A message repeats what stands in a line; of a very long text the beginning will do.
const LONGEST_MESSAGE: usize = 300;

impl Refusal {
    /// A refusal; a very long message is cut short.
    pub fn new(code: &'static str, message: impl Into<String>) -> Refusal {
        let mut message = message.into();
        if let Some((at, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
            message.truncate(at);
            message.push('…');
        }
        Refusal { code, message }
    }
}

impl Line {
    /// A line that says nothing.
    pub fn new(maps: &SkillMaps) -> Line {
        Line { id: Id::default(), ratings: Ratings::none(maps), unknown: Vec::new() }
    }

    fn clear(&mut self) {
        self.id.kind = IdKind::Missing;
        self.id.text.clear();
        self.ratings.clear();
        self.unknown.clear();
    }

    fn set_id(&mut self, kind: IdKind, text: &str) {
        self.id.kind = kind;
        self.id.text.clear();
        self.id.text.push_str(text);
    }
}

/// What reads the lines of a stream.
#[derive(Clone, Debug)]
pub enum Reader<'m> {
    /// JSON lines.
    Json(JsonReader<'m>),
    /// The rows of a table.
    Csv(&'m Columns),
}

impl Reader<'_> {
    /// Reads the lines of a block one after the other, until `each`, which is told the number of the line, has enough.
    pub fn read(
        &self,
        block: &Block,
        line: &mut Line,
        mut each: impl FnMut(u64, Result<&mut Line, Refusal>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if let Some(refusal) = &block.refused {
            return each(block.first_line, Err(refusal.clone()));
        }
        match self {
            Reader::Json(reader) => {
                for (number, text) in (block.first_line..).zip(block.lines()) {
                    if !text.trim_ascii().is_empty() {
                        line.clear();
                        let read = reader.read(text, line);
                        each(number, read.map(|()| &mut *line))?;
                    }
                }
            }
            Reader::Csv(columns) => {
                let mut number = block.first_line;
                for row in columns.rows(block.text()) {
                    if !row.text.is_empty() {
                        line.clear();
                        let read = columns.read(row.text, line);
                        each(number, read.map(|()| &mut *line))?;
                    }
                    number += row.lines;
                }
            }
        }
        ControlFlow::Continue(())
    }
}

/// A level as it stands in a table or in quotes: a number, also one as 2.0, or its word.
fn level_of_text(text: &str) -> Option<Level> {
    Level::parse(text).or_else(|| level_of_number(text.trim().parse().ok()?))
}

/// A level as a number, which programs that know only one kind of number write with a point.
fn level_of_number(number: f64) -> Option<Level> {
    Level::ALL.into_iter().find(|level| f64::from(level.number()) == number)
}

fn off_scale(said: &str, of: &str) -> Refusal {
    Refusal::new(
        "level-off-scale",
        format!(
            "{said} is no level of {of}; levels are 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert"
        ),
    )
}
