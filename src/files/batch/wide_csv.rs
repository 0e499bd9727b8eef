//! A wide table as profiles: a person a row, a skill a column, a level a cell.

use std::borrow::Cow;
use std::str;

use memchr::{memchr, memchr_iter};

use super::blocks::{Framing, Rows};
use super::{IdKind, Line, Refusal, level_of_text, off_scale};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::problem::Code;

/// What may stand between two cells, the usual one first.
const BETWEEN: [u8; 3] = [b',', b';', b'\t'];

/// What the column that names the person may be called, the best first.
const IDS: [&str; 6] = ["id", "person", "name", "email", "e mail", "email address"];

/// What the columns of a table mean.
#[derive(Clone, Debug)]
pub struct Columns {
    between: u8,
    columns: Vec<Column>,
    titles: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Id,
    Skill(SkillIndex),
    Other,
}

impl Columns {
    /// Reads the header line.
    ///
    /// # Errors
    /// When it names no skill, or one twice: then no row means anything.
    pub fn read_header(header: &[u8], maps: &SkillMaps) -> Result<Columns, Refusal> {
        let header = header.strip_suffix(b"\r").unwrap_or(header);
        let count = |between: &u8| memchr_iter(*between, header).count();
        let between = BETWEEN.into_iter().rev().max_by_key(count);
        let mut cells = Cells::new(header, between.unwrap_or(b','));
        let mut titles = Vec::new();
        while let Some(cell) = cells.next()? {
            titles.push(cell.trim().to_string());
        }
        let mut columns = Vec::new();
        for title in &titles {
            let column = maps.find_skill(title).map_or(Column::Other, Column::Skill);
            if column != Column::Other
                && let Some(other) = columns.iter().position(|other| *other == column)
            {
                return Err(Refusal::new(
                    Code::DuplicateRating.name(),
                    format!("the columns `{}` and `{title}` are of one skill", titles[other]),
                ));
            }
            columns.push(column);
        }
        if columns.iter().all(|column| *column == Column::Other) {
            return Err(Refusal::new(
                "no-skill-column",
                "no column of the header line is called as a skill is",
            ));
        }
        let place = |wanted: &str| {
            let mut named = titles.iter().zip(&columns);
            named.position(|(title, column)| {
                *column == Column::Other && normalised_name(title) == wanted
            })
        };
        if let Some(at) = IDS.iter().find_map(|wanted| place(wanted)) {
            columns[at] = Column::Id;
        }
        Ok(Columns { between: cells.between, columns, titles })
    }

    /// Where the rows of this table end.
    pub fn framing(&self) -> Framing {
        Framing::Rows(self.between)
    }

    /// The titles of the columns that are neither a skill nor the id.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        let titles = self.titles.iter().zip(&self.columns);
        titles.filter(|(_, column)| **column == Column::Other).map(|(title, _)| title.as_str())
    }

    /// The rows of a block's text.
    pub(super) fn rows<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = Row<'t>> + use<'t> {
        let framing = self.framing();
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let first = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            let mut row = Row { text: &rest[..first], lines: 1 };
            if memchr(b'"', row.text).is_some() {
                let end = Rows::new(framing).first_end(rest).unwrap_or(rest.len());
                row.text = &rest[..end];
                row.lines = memchr_iter(b'\n', row.text).count() as u64;
            }
            at += row.text.len();
            row.text = row.text.strip_suffix(b"\n").unwrap_or(row.text);
            row.text = row.text.strip_suffix(b"\r").unwrap_or(row.text);
            Some(row)
        })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// With the first thing that is wrong in it.
    pub fn read(&self, row: &[u8], line: &mut Line) -> Result<(), Refusal> {
        let mut cells = Cells::new(row, self.between);
        for (column, title) in self.columns.iter().zip(&self.titles) {
            if cells.pass_empty() {
                continue;
            }
            if let Column::Skill(skill) = column
                && let Some(level) = cells.plain_level()
            {
                line.ratings.set(*skill, level);
                continue;
            }
            let Some(cell) = cells.next()? else {
                let cells = self.columns.len();
                return Err(Refusal::new(
                    "cell-count",
                    format!("the row ends before `{title}`: the header has {cells} columns"),
                ));
            };
            match column {
                _ if cell.trim().is_empty() => {}
                Column::Id => line.set_id(IdKind::Text, &cell),
                Column::Skill(skill) => {
                    let level = level_of_text(&cell)
                        .ok_or_else(|| off_scale(&format!("`{}`", cell.trim()), title))?;
                    line.ratings.set(*skill, level);
                }
                Column::Other => {
                    if level_of_text(&cell).is_some() {
                        line.unknown.push(title.clone());
                    }
                }
            }
        }
        if !cells.is_at_end() {
            let cells = self.columns.len();
            return Err(Refusal::new(
                "cell-count",
                format!("the row has more cells than the {cells} columns of the header"),
            ));
        }
        Ok(())
    }
}

/// A row without its end, and how many lines it takes.
pub(super) struct Row<'t> {
    pub(super) text: &'t [u8],
    pub(super) lines: u64,
}

/// The cells of a row, one after the other.
struct Cells<'t> {
    text: &'t [u8],
    between: u8,
    /// Where the next cell begins: one behind the text when there is none.
    at: usize,
}

impl<'t> Cells<'t> {
    fn new(text: &'t [u8], between: u8) -> Cells<'t> {
        Cells { text, between, at: 0 }
    }

    fn is_at_end(&self) -> bool {
        self.at > self.text.len()
    }

    fn ends_at(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|byte| *byte == self.between)
    }

    /// Takes the next cell if it is empty.
    fn pass_empty(&mut self) -> bool {
        let empty = !self.is_at_end() && self.ends_at(self.at);
        self.at += usize::from(empty);
        empty
    }

    /// Takes the next cell if it is a single digit from 0 to 4.
    fn plain_level(&mut self) -> Option<Level> {
        let digit = self.text.get(self.at)?.wrapping_sub(b'0');
        let level = Level::new(i64::from(digit)).filter(|_| self.ends_at(self.at + 1))?;
        self.at += 2;
        Some(level)
    }

    /// Takes the next cell; `None` behind the last.
    fn next(&mut self) -> Result<Option<Cow<'t, str>>, Refusal> {
        if self.is_at_end() {
            return Ok(None);
        }
        let rest = &self.text[self.at..];
        let Some(quoted) = rest.strip_prefix(b"\"") else {
            let end = memchr(self.between, rest).unwrap_or(rest.len());
            let cell = utf8(&rest[..end])?;
            self.at += end + 1;
            return Ok(Some(cell.into()));
        };
        let mut end = 0;
        let mut doubled = false;
        loop {
            let Some(quote) = memchr(b'"', &quoted[end..]) else {
                return Err(Refusal::new(
                    "unclosed-quote",
                    "a quote that opens in this row is never closed",
                ));
            };
            end += quote + 1;
            if quoted.get(end) != Some(&b'"') {
                break;
            }
            doubled = true;
            end += 1;
        }
        let cell = utf8(&quoted[..end - 1])?;
        self.at += end + 1;
        if !self.ends_at(self.at) {
            return Err(Refusal::new(
                "csv-syntax",
                format!("there is more behind the quote that closes a cell (byte {})", self.at),
            ));
        }
        self.at += 1;
        Ok(Some(if doubled { cell.replace("\"\"", "\"").into() } else { cell.into() }))
    }
}

fn utf8(cell: &[u8]) -> Result<&str, Refusal> {
    str::from_utf8(cell)
        .map_err(|_| Refusal::new(Code::NotUtf8.name(), "a cell of this row is not UTF-8 text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::maps::{MapsFrom, load};

    fn cells(text: &str) -> Option<Vec<String>> {
        let mut cells = Cells::new(text.as_bytes(), b',');
        let mut found = Vec::new();
        while let Ok(Some(cell)) = cells.next() {
            found.push(cell.into_owned());
        }
        cells.is_at_end().then_some(found)
    }

    #[test]
    fn cells_are_those_of_the_csv_crate_or_the_row_is_refused() {
        // Every row of up to six of these characters.
        let signs = ['a', ',', '"', ' '];
        for length in 1..=6u32 {
            for number in 0..4usize.pow(length) {
                let sign = |place| signs[number / 4usize.pow(place) % 4];
                let row: String = (0..length).map(sign).collect();
                let mut reader =
                    csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
                let theirs = reader.records().next().unwrap().unwrap();
                let theirs: Vec<&str> = theirs.iter().collect();
                if let Some(ours) = cells(&row) {
                    assert_eq!(ours, theirs, "{row}");
                }
            }
        }
        assert_eq!(cells("a,\"b, \"\"c\"\"\",").unwrap(), ["a", "b, \"c\"", ""]);
        assert_eq!(cells("\"a\"b"), None);
        assert_eq!(cells("\"a"), None);
    }

    #[test]
    fn columns_are_found_by_any_name_and_the_rest_is_told_of() {
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let columns = Columns::read_header(b"Name;Python;\"REST API\";team\r", &maps).unwrap();
        assert_eq!(columns.others().collect::<Vec<_>>(), ["team"]);
        let mut line = Line::new(&maps);
        columns.read("Ada Lövelace;3;working;2.0".as_bytes(), &mut line).unwrap();
        assert_eq!(line.id.text, "Ada Lövelace");
        assert_eq!(line.ratings.len(), 2);
        assert_eq!(line.unknown, ["team"]);
    }
}
