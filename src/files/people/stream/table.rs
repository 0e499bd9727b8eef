//! Reading a wide table as a stream: each row is a person, and each column is a skill.

use std::borrow::Cow;
use std::io::{self, Read};
use std::str;

use memchr::{memchr, memchr_iter};

use super::blocks::{Blocks, Framing, Rows, open_quote, too_long};
use super::{IdKind, Line};
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, ResponseColumn};
use crate::files::people::checklists::{Checklists, FormOf};
use crate::files::people::delimited::{best_delimiter, records, without_separator_line};
use crate::files::people::headers;
use crate::files::people::layout::{FIRST_ROWS, header_line, is_known};
use crate::files::people::levels::{self, LevelCell};
use crate::files::people::mapping::Mapping;
use crate::files::people::row::{Findings, RowReader};
use crate::files::people::sheet::{Row as SheetRow, Sheet, tidy};

/// A reader for the rows of a table.
#[derive(Clone, Debug)]
pub struct TableReader<'m> {
    maps: &'m SkillMaps,
    delimiter: u8,
    titles: Vec<String>,
    columns: Vec<ResponseColumn>,
    uses: Vec<Use>,
    rater: &'m Rater,
    mapping: Mapping,
    lists: Checklists,
}

/// The use of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Part of the person's id.
    Id,
    /// The level of a skill.
    Skill(SkillIndex),
    /// The level of a retired skill.
    Retired(RetiredIndex),
    /// Not known. If it has a level, its header is a skill that the maps do not have.
    Unknown,
    /// Not used.
    Nothing,
    /// Information about the whole row: the rater, or the ticked sentences.
    Row,
}

impl<'m> TableReader<'m> {
    /// Takes the header of a table from the beginning of a stream. From then on, rows end as this table requires.
    /// Returns `None` if there are only blank lines. Besides the person's own ratings, those of `rater` count.
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read. Returns a problem if the header names no skill, or one skill
    /// twice, because then no row has a meaning.
    pub fn begin(
        blocks: &mut Blocks<impl Read>,
        maps: &'m SkillMaps,
        rater: &'m Rater,
        form: &FormOf,
    ) -> io::Result<Result<Option<TableReader<'m>>, Problem>> {
        let mut said = None;
        loop {
            if blocks.peek_line()?.is_empty() && blocks.is_at_end() {
                return Ok(Ok(None));
            }
            let Ok(text) = str::from_utf8(blocks.peek_line()?) else {
                return Ok(Err(not_utf8("the header line")));
            };
            let separator = without_separator_line(text).0.filter(|_| said.is_none());
            let is_blank = text.trim().is_empty();
            if !is_blank && separator.is_none() {
                let is_known = |header: &str| is_known(header, maps, &Mapping::default());
                let delimiter = said.unwrap_or_else(|| best_delimiter(text, is_known));
                blocks.set_framing(Framing::Rows(delimiter));
                let header = blocks.take_line()?;
                let of = |header: Vec<u8>, delimiter: u8| {
                    TableReader::new(&header, delimiter, maps, rater, form)
                };
                let read = header.ok_or_else(too_long).and_then(|header| of(header, delimiter));
                let no_header = |why: &Problem| why.code == Code::NoSkills;
                if read.as_ref().is_err_and(no_header)
                    && let Some((header, delimiter)) = under_titles(blocks, maps)?
                {
                    return Ok(of(header, delimiter).map(Some));
                }
                return Ok(read.map(Some));
            }
            said = said.or(separator);
            if blocks.take_line()?.is_none() {
                return Ok(Err(too_long()));
            }
        }
    }

    /// Makes a reader for the rows under a header.
    ///
    /// # Errors
    /// Returns a problem if the header names no skill, or one skill twice.
    pub fn new(
        header: &[u8],
        delimiter: u8,
        maps: &'m SkillMaps,
        rater: &'m Rater,
        form: &FormOf,
    ) -> Result<TableReader<'m>, Problem> {
        let text = str::from_utf8(header).map_err(|_| not_utf8("the header line"))?;
        let (rows, open) = records(text, delimiter, 2)?;
        if open.is_some() {
            return Err(open_quote());
        }
        let titles: Vec<String> = rows
            .first()
            .map_or(Vec::new(), |row| row.cells.iter().map(|cell| tidy(cell)).collect());
        let sheet = Sheet { header: titles.clone(), lettered: true, ..Sheet::default() };
        let mapping = Mapping::default();
        let mut columns = headers::recognise(&sheet, maps, &mapping);
        let lists = Checklists::learn(&sheet, &mut columns, maps, &mapping, form);
        let is_skill = |column: &ResponseColumn| matches!(column.meaning, Meaning::Skill(_));
        let is_list = |column: &ResponseColumn| matches!(column.meaning, Meaning::Checklist(_));
        if !columns.iter().any(|column| headers::asks_for_level(&column.meaning) || is_list(column))
        {
            return Err(headers::no_skills(&columns));
        }
        for (at, column) in columns.iter().enumerate().filter(|(_, column)| is_skill(column)) {
            let name = |at: usize| normalised_name(&titles[at]);
            let first = (0..at).find(|other| {
                columns[*other].meaning == column.meaning && name(*other) == name(at)
            });
            if let Some(other) = first.filter(|first| *first < at) {
                return Err(Problem::new(
                    Code::DuplicateRating,
                    format!(
                        "the columns `{}` and `{}` are about the same skill",
                        columns[other].at.header, column.at.header
                    ),
                    "keep one of the two columns",
                ));
            }
        }
        let used_for = |column: &ResponseColumn| used_for(&column.meaning, maps);
        let mut uses: Vec<Use> = columns.iter().map(used_for).collect();
        for at in ids(&titles, &columns) {
            uses[at] = Use::Id;
        }
        Ok(TableReader { maps, delimiter, titles, columns, uses, rater, mapping, lists })
    }

    /// Returns a note for each column that asks for the level of a retired skill.
    pub fn notes(&self) -> Vec<String> {
        headers::of_retired(&self.columns, self.maps)
    }

    /// Returns the headers of the columns without a known meaning.
    pub(crate) fn unknown_headers(&self) -> impl Iterator<Item = &str> {
        let columns = self.uses.iter().zip(&self.columns).zip(&self.titles);
        let is_unknown = |used: &Use, column: &ResponseColumn| {
            *used == Use::Unknown && !matches!(column.meaning, Meaning::Retired(_))
        };
        let unknown = columns.filter(move |((used, column), _)| is_unknown(used, column));
        unknown.map(|(_, title)| title.as_str())
    }

    /// Returns the rows in the text of a block.
    pub(super) fn rows<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = Row<'t>> + use<'t> {
        let framing = Framing::Rows(self.delimiter);
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
    /// Returns the first problem of the row.
    pub fn read(&self, row: &[u8], line: &mut Line) -> Result<(), Problem> {
        if self.read_cells(row, line).is_some() {
            return Ok(());
        }
        line.clear();
        self.read_row(row, line)
    }

    /// Reads a row cell by cell, which is the fast path. Returns `None` if there is a problem or if the row must be
    /// read as a whole. In this case the contents of `line` are undefined.
    fn read_cells(&self, row: &[u8], line: &mut Line) -> Option<()> {
        let mut cells = Cells::new(row, self.delimiter);
        for (used, title) in self.uses.iter().zip(&self.titles) {
            if cells.pass_empty() {
                continue;
            }
            if let Use::Skill(skill) = used
                && let Some(level) = cells.plain_level()
            {
                line.set_highest(*skill, level);
                continue;
            }
            let cell = cells.next().ok()??;
            match used {
                Use::Id => line.add_to_id(&cell),
                Use::Skill(skill) => {
                    match levels::read(self.maps, &self.maps[*skill], &self.mapping, &cell) {
                        LevelCell::Level(level) => line.set_highest(*skill, level),
                        LevelCell::Empty => {}
                        _ => return None,
                    }
                }
                Use::Retired(retired) => match levels::read_alone(&self.mapping, &cell) {
                    LevelCell::Level(level) => line.carry_highest(*retired, level),
                    LevelCell::Empty => {}
                    _ => return None,
                },
                Use::Unknown => {
                    if let LevelCell::Level(_) = levels::read_alone(&self.mapping, &cell) {
                        line.unknown.push(title.clone());
                    }
                }
                Use::Nothing => {}
                Use::Row => return None,
            }
        }
        line.settle_carried(self.maps);
        cells.is_at_end().then_some(())
    }

    /// Reads a row in the same way as the rows of whole files.
    ///
    /// # Errors
    /// Returns the same problems as [`TableReader::read`].
    pub fn read_row(&self, row: &[u8], line: &mut Line) -> Result<(), Problem> {
        let mut cells = Cells::new(row, self.delimiter);
        let mut row =
            SheetRow { cells: Vec::with_capacity(self.columns.len()), ..SheetRow::default() };
        while let Some(cell) = cells.next()? {
            row.cells.push(cell.into_owned());
        }
        if row.cells.len() != self.columns.len() {
            // Only the first cell is certainly under its header.
            let is_id = |used: &&Use| matches!(used, Use::Id);
            if self.uses.iter().position(|used| is_id(&used)) == Some(0)
                && self.uses.iter().filter(is_id).count() == 1
                && let Some(cell) = row.cells.first()
            {
                line.add_to_id(cell);
            }
            return Err(self.cell_count(row.cells.len()));
        }
        let ids = self.uses.iter().zip(&row.cells).filter(|(used, _)| matches!(used, Use::Id));
        ids.for_each(|(_, cell)| line.add_to_id(cell));
        let reader = RowReader {
            columns: &self.columns,
            maps: self.maps,
            mapping: &self.mapping,
            lists: &self.lists,
            by: &Rater::OWN,
        };
        let mut findings = Findings::default();
        for answer in reader.answers(&row, &mut findings) {
            let counts = answer.by.is_own() || answer.by == *self.rater;
            match (answer.level.filter(|_| counts), answer.carried_from) {
                (None, _) => {}
                (Some(level), None) => line.ratings.set(answer.skill, level),
                (Some(level), Some(retired)) => line.carry_highest(retired, level),
            }
        }
        for tick in reader.ticked(&row, &mut findings.problems) {
            if tick.by.is_own() || tick.by == *self.rater {
                line.say(tick.step, tick.can);
            }
        }
        line.settle_carried(self.maps);
        let unread = findings.unread.into_iter().map(|unread| unread.problem);
        if let Some(problem) = unread.chain(findings.problems).next() {
            return Err(problem);
        }
        for ((used, title), cell) in self.uses.iter().zip(&self.titles).zip(&row.cells) {
            match used {
                Use::Unknown => {
                    if let LevelCell::Level(_) = levels::read_alone(&self.mapping, cell) {
                        line.unknown.push(title.clone());
                    }
                }
                Use::Id | Use::Skill(_) | Use::Retired(_) | Use::Nothing | Use::Row => {}
            }
        }
        Ok(())
    }

    fn cell_count(&self, cells: usize) -> Problem {
        let columns = self.columns.len();
        match self.titles.get(cells) {
            Some(title) => Problem::new(
                Code::RowTooShort,
                format!("the row ends before `{title}`: the header has {columns} columns"),
                "write a cell for each column, even if it is empty",
            ),
            None => Problem::new(
                Code::RowTooLong,
                format!("the row has more cells than the {columns} columns of the header"),
                "put answers that contain the delimiter or a line break into double quotes",
            ),
        }
    }
}

/// Takes the header of a table that is below titles, and returns it with its delimiter. Returns `None` if there is no
/// such header.
fn under_titles(
    blocks: &mut Blocks<impl Read>,
    maps: &SkillMaps,
) -> io::Result<Option<(Vec<u8>, u8)>> {
    let mapping = Mapping::default();
    let Ok(text) = str::from_utf8(blocks.peek_lines(FIRST_ROWS)?) else {
        return Ok(None);
    };
    let delimiter = best_delimiter(text, |header| is_known(header, maps, &mapping));
    let rows = records(text, delimiter, FIRST_ROWS).map_or(Vec::new(), |(rows, _)| rows);
    let Some(line) = header_line(&rows, maps, &mapping) else {
        return Ok(None);
    };
    blocks.set_framing(Framing::Lines);
    for _ in 1..line {
        blocks.take_line()?;
    }
    blocks.set_framing(Framing::Rows(delimiter));
    Ok(blocks.take_line()?.map(|header| (header, delimiter)))
}

fn used_for(meaning: &Meaning, maps: &SkillMaps) -> Use {
    match meaning {
        Meaning::Skill(skill) => Use::Skill(*skill),
        Meaning::Retired(retired) if maps[*retired].split_into.is_empty() => Use::Unknown,
        Meaning::Retired(retired) => Use::Retired(*retired),
        Meaning::Unknown | Meaning::OpenQuestion(_) => Use::Unknown,
        Meaning::Screening(_)
        | Meaning::Checklist(_)
        | Meaning::Rater
        | Meaning::SkillName
        | Meaning::SkillLevel => Use::Row,
        Meaning::Name
        | Meaning::FirstName
        | Meaning::LastName
        | Meaning::Email
        | Meaning::Time
        | Meaning::StartTime
        | Meaning::Role
        | Meaning::Seniority
        | Meaning::OfTheForm
        | Meaning::OtherQuestion(_)
        | Meaning::Ignored => Use::Nothing,
    }
}

/// Returns the columns of the person's id: a number, otherwise the name, otherwise the e-mail address, otherwise
/// first and last name.
fn ids(titles: &[String], columns: &[ResponseColumn]) -> Vec<usize> {
    let called = |wanted: &str| titles.iter().position(|title| normalised_name(title) == wanted);
    let meaning = |wanted: Meaning| columns.iter().position(|column| column.meaning == wanted);
    let one = titles
        .iter()
        .position(|title| headers::is_id(title))
        .or_else(|| called("person"))
        .or_else(|| meaning(Meaning::Name))
        .or_else(|| meaning(Meaning::Email));
    match one {
        Some(at) => vec![at],
        None => [meaning(Meaning::FirstName), meaning(Meaning::LastName)]
            .into_iter()
            .flatten()
            .collect(),
    }
}

impl Line {
    /// Sets the level of a skill, unless it already has a higher one. Two columns may ask about two products that are
    /// one skill here.
    fn set_highest(&mut self, skill: SkillIndex, level: Level) {
        if self.ratings.get(skill).is_none_or(|known| known < level) {
            self.ratings.set(skill, level);
        }
    }

    /// Keeps the level of a retired skill, unless a higher one is known.
    fn carry_highest(&mut self, retired: RetiredIndex, level: Level) {
        match self.carried.iter_mut().find(|(other, _)| *other == retired) {
            Some((_, known)) => *known = level.max(*known),
            None => self.carried.push((retired, level)),
        }
    }

    /// Uses the levels of retired skills for those of their replacements that have no answer of their own.
    fn settle_carried(&mut self, maps: &SkillMaps) {
        // Two retired skills may have the same replacement. As in a profile, the later one counts.
        for (retired, level) in std::mem::take(&mut self.carried).into_iter().rev() {
            for skill in &maps[retired].split_into {
                if self.ratings.range(*skill).is_none() {
                    self.ratings.set(*skill, level);
                }
            }
        }
    }

    /// Notes whether the person can do a sentence. An answer that contradicts a rating is ignored.
    fn say(&mut self, step: Step, can: bool) {
        let (low, high) = self.ratings.range(step.skill).unwrap_or((Level::NONE, Level::EXPERT));
        let (low, high) = match can {
            true => (low.max(step.level), high),
            false => (low, high.min(step.level.previous())),
        };
        if low <= high {
            self.ratings.set_range(step.skill, low, high);
        }
    }

    /// Appends a cell to the person's id.
    fn add_to_id(&mut self, cell: &str) {
        if cell.trim().is_empty() {
            return;
        }
        if self.id.kind == IdKind::Text {
            self.id.text.push(' ');
            self.id.text.push_str(cell);
        } else {
            self.set_id(IdKind::Text, cell);
        }
    }
}

/// A row without its line end, and the number of lines that it takes.
pub(super) struct Row<'t> {
    pub(super) text: &'t [u8],
    pub(super) lines: u64,
}

/// An iterator over the cells of a row.
struct Cells<'t> {
    text: &'t [u8],
    delimiter: u8,
    /// The offset of the next cell. It is one more than the length of the text if there is none.
    at: usize,
}

impl<'t> Cells<'t> {
    fn new(text: &'t [u8], delimiter: u8) -> Cells<'t> {
        Cells { text, delimiter, at: 0 }
    }

    fn is_at_end(&self) -> bool {
        self.at > self.text.len()
    }

    fn ends_at(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|byte| *byte == self.delimiter)
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

    /// Takes the next cell, or returns `None` after the last one.
    fn next(&mut self) -> Result<Option<Cow<'t, str>>, Problem> {
        if self.is_at_end() {
            return Ok(None);
        }
        let rest = &self.text[self.at..];
        let Some(quoted) = rest.strip_prefix(b"\"") else {
            let end = memchr(self.delimiter, rest).unwrap_or(rest.len());
            let cell = utf8(&rest[..end])?;
            self.at += end + 1;
            return Ok(Some(cell.into()));
        };
        let mut end = 0;
        let mut doubled = false;
        loop {
            let Some(quote) = memchr(b'"', &quoted[end..]) else {
                return Err(open_quote());
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
            return Err(Problem::new(
                Code::CsvSyntax,
                format!("there is text after the quote that closes a cell (byte {})", self.at),
                "write a quote that belongs to the text twice",
            ));
        }
        self.at += 1;
        Ok(Some(if doubled { cell.replace("\"\"", "\"").into() } else { cell.into() }))
    }
}

fn utf8(cell: &[u8]) -> Result<&str, Problem> {
    str::from_utf8(cell).map_err(|_| not_utf8("a cell of this row"))
}

fn not_utf8(what: &str) -> Problem {
    Problem::new(Code::NotUtf8, format!("{what} is not UTF-8 text"), "save the file as UTF-8")
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
        let header = b"Name;Python;\"REST API\";team\r";
        let reader =
            TableReader::new(header, b';', &maps, &Rater::OWN, &FormOf::default()).unwrap();
        assert_eq!(reader.unknown_headers().collect::<Vec<_>>(), ["team"]);
        let mut line = Line::new(&maps);
        reader.read("Ada Lövelace;3;working;2.0".as_bytes(), &mut line).unwrap();
        assert_eq!(line.id.text, "Ada Lövelace");
        assert_eq!(line.ratings.len(), 2);
        assert_eq!(line.unknown, ["team"]);
    }
}
