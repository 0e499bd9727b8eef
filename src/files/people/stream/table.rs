//! A wide table as a stream: a person a row, a skill a column, a level a cell.

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

/// Reads the rows of a table against the maps.
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

/// What a column is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Part of what tells the person from the others.
    Id,
    /// The level of a skill.
    Skill(SkillIndex),
    /// The level of a skill that is no more.
    Retired(RetiredIndex),
    /// Nothing that is known; if it holds a level, its header is a skill that the maps do not have.
    Unknown,
    /// Nothing.
    Nothing,
    /// What only whole rows tell: who rated, or what was ticked.
    Row,
}

impl<'m> TableReader<'m> {
    /// Takes the header of a table from the beginning of a stream, whose rows end as in this table from here on; `None` if
    /// there is nothing but blank lines. Of others than the person the ratings of `rater` count.
    ///
    /// # Errors
    /// When the stream cannot be read; and when the header names no skill, or one twice: then no row means anything.
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

    /// What reads the rows under a header.
    ///
    /// # Errors
    /// When the header names no skill, or one twice.
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
                        "the columns `{}` and `{}` are of one skill",
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

    /// A note for each column that asks for the level of a skill that is no more.
    pub fn notes(&self) -> Vec<String> {
        headers::of_retired(&self.columns, self.maps)
    }

    /// The headers of the columns that mean nothing that is known.
    pub(crate) fn unknown_headers(&self) -> impl Iterator<Item = &str> {
        let columns = self.uses.iter().zip(&self.columns).zip(&self.titles);
        let is_unknown = |used: &Use, column: &ResponseColumn| {
            *used == Use::Unknown && !matches!(column.meaning, Meaning::Retired(_))
        };
        let unknown = columns.filter(move |((used, column), _)| is_unknown(used, column));
        unknown.map(|(_, title)| title.as_str())
    }

    /// The rows of a block's text.
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
    /// With the first thing that is wrong in it.
    pub fn read(&self, row: &[u8], line: &mut Line) -> Result<(), Problem> {
        if self.read_cells(row, line).is_some() {
            return Ok(());
        }
        line.clear();
        self.read_row(row, line)
    }

    /// Reads a row cell by cell; `None`, with anything in `line`, when something in it is wrong or only whole rows tell it.
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

    /// Reads a row as the rows of whole files are read.
    ///
    /// # Errors
    /// As [`TableReader::read`].
    pub fn read_row(&self, row: &[u8], line: &mut Line) -> Result<(), Problem> {
        let mut cells = Cells::new(row, self.delimiter);
        let mut row =
            SheetRow { cells: Vec::with_capacity(self.columns.len()), ..SheetRow::default() };
        while let Some(cell) = cells.next()? {
            row.cells.push(cell.into_owned());
        }
        if row.cells.len() != self.columns.len() {
            // Only the first cell surely stands under its header.
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
                "write a cell for each column, if only an empty one",
            ),
            None => Problem::new(
                Code::RowTooLong,
                format!("the row has more cells than the {columns} columns of the header"),
                "put answers that hold the delimiter or a line break into double quotes",
            ),
        }
    }
}

/// Takes the header of a table that stands below titles, as in whole files, with its delimiter; where there is none, nothing.
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

/// The columns that tell a person from the others: a number, else the name, else the e-mail, else first and last name.
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
    /// Rates a skill, unless it is rated higher: two columns may ask for two products of one skill.
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

    /// Lets the levels of retired skills count for what took their place and is not answered itself.
    fn settle_carried(&mut self, maps: &SkillMaps) {
        // Two retired skills may have one successor: as in a profile, the later counts.
        for (retired, level) in std::mem::take(&mut self.carried).into_iter().rev() {
            for skill in &maps[retired].split_into {
                if self.ratings.range(*skill).is_none() {
                    self.ratings.set(*skill, level);
                }
            }
        }
    }

    /// Notes whether somebody can do a sentence. What a rating says already stays.
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

    /// Adds a cell that tells the person from the others, behind what is there.
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

/// A row without its end, and how many lines it takes.
pub(super) struct Row<'t> {
    pub(super) text: &'t [u8],
    pub(super) lines: u64,
}

/// The cells of a row, one after the other.
struct Cells<'t> {
    text: &'t [u8],
    delimiter: u8,
    /// Where the next cell begins: one behind the text when there is none.
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

    /// Takes the next cell; `None` behind the last.
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
                format!("there is more behind the quote that closes a cell (byte {})", self.at),
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
