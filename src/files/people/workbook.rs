//! Reading an Excel workbook into a sheet. Only the needed parts are unpacked: the texts, the formats of numbers, and
//! worksheets one by one until one has responses.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::archive::{Archive, Next, broken, listed, only_file};
use super::headers;
use super::layout::{lay_out, legend_of};
use super::mapping::Mapping;
use super::questions::words;
use super::respondents;
use super::sheet::{CellError, Grid, Row, Sheet, too_large};
use super::times::excel;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::files::limits::{CELLS, COLUMNS, ROWS, SHEETS};

/// The contents of an archive.
pub(crate) enum Content {
    /// The responses in a workbook.
    Sheet(Sheet),
    /// The bytes of another file.
    File(Vec<u8>),
}

/// Reads a zip archive. If it is a workbook, the result is the first worksheet that says who answered and what.
/// Otherwise it is the only file in the archive.
///
/// # Errors
/// Returns a problem if the archive cannot be read, unpacks to more than allowed, or has no worksheet with responses.
pub(crate) fn read(bytes: &[u8], maps: &SkillMaps, mapping: &Mapping) -> Result<Content, Problem> {
    let mut archive = Archive::open(bytes)?;
    if !archive.has("[Content_Types].xml") {
        return only_file(&mut archive).map(Content::File);
    }
    let book = Book::open(&mut archive)?;
    answers(&mut archive, &book, maps, mapping).map(Content::Sheet)
}

/// Returns the worksheet to read: the one that the user names, otherwise the first that says who answered and what.
fn answers(
    archive: &mut Archive<'_>,
    book: &Book,
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Result<Sheet, Problem> {
    let names: Vec<String> = book.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let named = |sheet: &&SheetPart| match &mapping.sheet {
        Some(wanted) => sheet.name.trim().eq_ignore_ascii_case(wanted.trim()),
        None => true,
    };
    let mut read: Vec<&str> = Vec::new();
    let mut refused: Option<(String, Problem)> = None;
    let (mut found, mut nobodies) = (None, None);
    let mut legends: Vec<String> = Vec::new();
    // Hidden worksheets are mostly old, or have lists for choices, so they come last.
    let shown = book.sheets.iter().filter(|sheet| !sheet.is_hidden);
    let in_order = shown.chain(book.sheets.iter().filter(|sheet| sheet.is_hidden));
    for sheet in in_order.filter(named) {
        // Several worksheets may refer to the same part.
        if read.contains(&sheet.part.as_str()) {
            continue;
        }
        if read.len() == SHEETS {
            break;
        }
        read.push(&sheet.part);
        let Some(mut grid) = book.grid(archive, sheet)? else { continue };
        let others: Vec<String> =
            names.iter().filter(|name| **name != sheet.name).cloned().collect();
        if !others.is_empty() {
            grid.notes.push(format!(
                "only the worksheet “{}” is read; the workbook also has {}",
                sheet.name,
                listed(&others)
            ));
        }
        if sheet.is_hidden {
            grid.notes.push(format!("the worksheet “{}” is hidden", sheet.name));
        }
        let legend = legend_of(&grid.rows, is_called_legend(&sheet.name));
        match lay_out(grid, maps, mapping) {
            Ok(answers) => {
                let columns = headers::recognise(&answers, maps, mapping);
                // A table of targets looks like a table of answers.
                if respondents::has_people(&answers, &columns) {
                    found = Some(answers);
                    break;
                }
                nobodies = nobodies.or(Some(answers));
            }
            Err(problem) => {
                legends.extend(legend);
                refused = refused.or(Some((sheet.name.clone(), problem)));
            }
        }
    }
    if let Some(mut answers) = found.or(nobodies) {
        let legend_behind = |sheet: &&SheetPart| {
            !read.contains(&sheet.part.as_str()) && is_called_legend(&sheet.name)
        };
        for sheet in book.sheets.iter().filter(legend_behind).take(LEGENDS) {
            // A legend that cannot be read is not needed.
            let grid = book.grid(archive, sheet).ok().flatten();
            legends.extend(grid.and_then(|grid| legend_of(&grid.rows, true)));
        }
        answers.above.extend(legends);
        return Ok(answers);
    }
    Err(match (refused, &mapping.sheet) {
        (None, Some(wanted)) => Problem::new(
            Code::NoAnswers,
            format!(
                "there is no worksheet “{wanted}”, or it is empty; the workbook has {}",
                listed(&names)
            ),
            "correct `sheet` in the file for --map",
        ),
        (None, None) => Problem::new(
            Code::NoAnswers,
            "the workbook is empty",
            "export the answers again, with a header line that names the columns",
        ),
        (Some((name, problem)), _) if names.len() > 1 => Problem::new(
            problem.code,
            format!(
                "in the worksheet “{name}” {}; the worksheets are {}",
                problem.message,
                listed(&names)
            ),
            format!("{}; `sheet` in that file says which worksheet it is", problem.repair),
        ),
        (Some((_, problem)), _) => problem,
    })
}

/// The most worksheets after the answers that are searched for the meaning of the numbers.
const LEGENDS: usize = 4;

/// Returns whether the name of a worksheet says that it explains the others.
fn is_called_legend(name: &str) -> bool {
    const CALLED: [&str; 24] = [
        "legend",
        "key",
        "scale",
        "scales",
        "rating",
        "ratings",
        "level",
        "levels",
        "readme",
        "read",
        "instructions",
        "help",
        "guide",
        "info",
        "legende",
        "skala",
        "stufen",
        "anleitung",
        "hinweise",
        "légende",
        "échelle",
        "leyenda",
        "escala",
        "niveles",
    ];
    words(name).iter().any(|word| CALLED.contains(&word.as_str()))
}

/// A worksheet: its name, and the part of the archive that contains it.
struct SheetPart {
    name: String,
    is_hidden: bool,
    part: String,
}

/// The parts of a workbook that all worksheets use.
struct Book {
    sheets: Vec<SheetPart>,
    from_1904: bool,
    texts: Texts,
    formats: Formats,
}

impl Book {
    fn open(archive: &mut Archive<'_>) -> Result<Book, Problem> {
        let of_archive = relations(archive, "_rels/.rels", "")?;
        let main = of_archive.into_iter().find(|one| one.kind.ends_with("/officeDocument"));
        let main = main.map_or_else(|| "xl/workbook.xml".to_string(), |one| one.target);
        if !archive.has(&main) {
            return Err(Problem::new(
                Code::BadWorkbook,
                "this is a zip archive and not an .xlsx workbook",
                "save the answers as .xlsx, or as CSV UTF-8",
            ));
        }
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let beside = |file: &str| {
            if folder.is_empty() { file.to_string() } else { format!("{folder}/{file}") }
        };
        let relations = relations(archive, &beside(&format!("_rels/{file}.rels")), folder)?;
        let mut sheets = Vec::new();
        let mut from_1904 = false;
        archive.xml(&main, |event| {
            if let Event::Start(tag) | Event::Empty(tag) = event {
                match tag.local_name().as_ref() {
                    "workbookPr" => {
                        from_1904 =
                            matches!(attribute(&tag, "date1904")?.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let id = attribute(&tag, "id")?.unwrap_or_default();
                        let name = attribute(&tag, "name")?.unwrap_or_default();
                        let state = attribute(&tag, "state")?.unwrap_or_default();
                        let is_hidden = state.eq_ignore_ascii_case("hidden")
                            || state.eq_ignore_ascii_case("veryHidden");
                        let of = relations.iter().find(|one| one.id == id);
                        if let Some(one) = of.filter(|one| one.kind.ends_with("/worksheet")) {
                            sheets.push(SheetPart { name, is_hidden, part: one.target.clone() });
                        }
                    }
                    _ => {}
                }
            }
            Ok(Next::More)
        })?;
        let of = |kind: &str| relations.iter().find(|one| one.kind.ends_with(kind));
        let texts = match of("/sharedStrings").filter(|one| archive.has(&one.target)) {
            Some(one) => Texts::read(archive, &one.target)?,
            None => Texts::default(),
        };
        let formats = match of("/styles").filter(|one| archive.has(&one.target)) {
            Some(one) => Formats::read(archive, &one.target)?,
            None => Formats::default(),
        };
        Ok(Book { sheets, from_1904, texts, formats })
    }

    /// Returns the rows of a worksheet, or `None` if they are all empty.
    fn grid(&self, archive: &mut Archive<'_>, sheet: &SheetPart) -> Result<Option<Grid>, Problem> {
        if !archive.has(&sheet.part) {
            return Err(broken(&format!("the worksheet “{}” is missing", sheet.name)));
        }
        let mut cells = Cells::of(self);
        archive.xml(&sheet.part, |event| cells.take(&event))?;
        cells.fill_merged();
        let Cells { rows, errors, .. } = cells;
        let row =
            |(at, cells): (u32, Vec<String>)| Row { line: at as usize + 1, cells, column: None };
        let rows: Vec<Row> = rows.into_iter().map(row).collect();
        if rows.iter().all(Row::is_empty) {
            return Ok(None);
        }
        let mut grid = Grid::new(rows, format!("worksheet “{}” of a workbook", sheet.name))?;
        grid.is_worksheet = true;
        grid.errors = errors;
        Ok(Some(grid))
    }
}

/// A reference from one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(
    archive: &mut Archive<'_>,
    part: &str,
    folder: &str,
) -> Result<Vec<Relation>, Problem> {
    let mut found = Vec::new();
    if !archive.has(part) {
        return Ok(found);
    }
    archive.xml(part, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "Relationship"
        {
            let of = |name| Ok::<String, Problem>(attribute(&tag, name)?.unwrap_or_default());
            let target = of("Target")?;
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_string(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            found.push(Relation { id: of("Id")?, kind: of("Type")?, target });
        }
        Ok(Next::More)
    })?;
    Ok(found)
}

/// Returns the value of an attribute with this local name, whatever its prefix.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Problem> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| broken(&error))?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            return value.map(|value| Some(value.into_owned())).map_err(|error| broken(&error));
        }
    }
    Ok(None)
}

/// Appends the characters of an event to a text.
fn add_text(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(part),
        Event::CData(part) => text.push_str(part),
        Event::GeneralRef(part) => match quick_xml::escape::resolve_xml_entity(part) {
            Some(sign) => text.push_str(sign),
            None => text.extend(part.resolve_char_ref().ok().flatten()),
        },
        _ => {}
    }
}

/// Shared texts that cells refer to by number. They are stored in one string, one after the other.
#[derive(Default)]
struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    fn read(archive: &mut Archive<'_>, part: &str) -> Result<Texts, Problem> {
        let mut texts = Texts::default();
        let mut inside = InText::default();
        archive.xml(part, |event| {
            inside.take(&event, &mut texts.all);
            if let Event::End(tag) = &event
                && tag.local_name().as_ref() == "si"
            {
                texts.ends.push(texts.all.len() as u32);
            }
            if let Event::Empty(tag) = &event
                && tag.local_name().as_ref() == "si"
            {
                texts.ends.push(texts.all.len() as u32);
            }
            Ok(Next::More)
        })?;
        Ok(texts)
    }

    fn get(&self, at: usize) -> Option<&str> {
        let begin = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.all.get(begin as usize..*self.ends.get(at)? as usize)
    }
}

/// Whether the reader is inside the letters of a text, and whether it is inside a pronunciation guide, which is
/// ignored.
#[derive(Default)]
struct InText {
    letters: bool,
    pronounced: bool,
}

impl InText {
    fn take(&mut self, event: &Event<'_>, text: &mut String) {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => self.letters = true,
                "rPh" => self.pronounced = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => self.letters = false,
                "rPh" => self.pronounced = false,
                _ => {}
            },
            event if self.letters && !self.pronounced => add_text(event, text),
            _ => {}
        }
    }
}

/// The formats of numbers.
#[derive(Default)]
struct Formats {
    /// The format of each cell style.
    styles: Vec<Shown>,
    /// The texts before and after numbers.
    around: Vec<(String, String)>,
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Shown {
    /// As a plain number.
    #[default]
    Plain,
    /// As a day, a time of day, or both.
    Date,
    /// As a percentage.
    Percent,
    /// With text around it. The value is an index in [`Formats::around`].
    Around(u16),
}

impl Formats {
    fn read(archive: &mut Archive<'_>, part: &str) -> Result<Formats, Problem> {
        let mut formats = Formats::default();
        let mut own: BTreeMap<u32, Shown> = BTreeMap::new();
        let mut of_cells = false;
        archive.xml(part, |event| {
            match &event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "cellXfs" => of_cells = true,
                    "numFmt" => {
                        let id = attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok());
                        let code = attribute(tag, "formatCode")?.unwrap_or_default();
                        if let Some(id) = id {
                            own.insert(id, shown(&code, &mut formats.around));
                        }
                    }
                    "xf" if of_cells => {
                        let id = attribute(tag, "numFmtId")?.and_then(|id| id.parse().ok());
                        let id: u32 = id.unwrap_or_default();
                        formats.styles.push(own.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => {
                    return Ok(Next::Enough);
                }
                _ => {}
            }
            Ok(Next::More)
        })?;
        Ok(formats)
    }

    /// Returns a number as the cell shows it, if the format changes its meaning.
    fn text(&self, raw: &str, style: usize, from_1904: bool) -> String {
        let shown = self.styles.get(style).copied().unwrap_or_default();
        let Ok(number) = raw.trim().parse::<f64>() else {
            return raw.to_string();
        };
        match shown {
            Shown::Plain => number.to_string(),
            Shown::Percent => format!("{}%", (number * 1e8).round() / 1e6),
            Shown::Around(at) => {
                let (before, behind) = &self.around[usize::from(at)];
                format!("{before}{number}{behind}")
            }
            Shown::Date => match excel(number, from_1904) {
                Some(moment) => moment.strftime("%Y-%m-%d %H:%M:%S").to_string(),
                None if (0.0..1.0).contains(&number) => {
                    let seconds = (number * 86_400.0).round() as u32;
                    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
                }
                None => format!("{number} (no day)"),
            },
        }
    }
}

/// Returns the format of a number format that is built into every workbook.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// Returns what a format code shows. Only its first section counts. The others are for negative numbers, zero and
/// text.
fn shown(code: &str, around: &mut Vec<(String, String)>) -> Shown {
    const MOST_AROUND: usize = 1_000;
    let (mut before, mut behind) = (String::new(), String::new());
    let (mut has_digits, mut has_date, mut percent) = (false, false, false);
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        let follows_text = has_digits && !behind.is_empty();
        let text = if has_digits { &mut behind } else { &mut before };
        match c {
            ';' => break,
            '"' => text.extend(rest.by_ref().take_while(|c| *c != '"')),
            '\\' => text.extend(rest.next()),
            '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = !inside.is_empty()
                    && inside.chars().all(|c| matches!(c.to_ascii_lowercase(), 'h' | 'm' | 's'));
                has_date |= elapsed;
            }
            '0' | '#' | '?' => has_digits = true,
            '%' => percent = true,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => has_date = true,
            'G' | 'g' => {
                // The format General.
                has_digits = true;
                rest.by_ref().take_while(|c| *c != 'l').for_each(drop);
            }
            '/' if follows_text => text.push(c),
            _ => {}
        }
    }
    let has_letters =
        |text: &str| text.chars().any(|c| c.is_alphanumeric() || c == '/' || c == '%');
    if percent {
        Shown::Percent
    } else if has_date {
        Shown::Date
    } else if (has_letters(&before) || has_letters(&behind)) && around.len() < MOST_AROUND {
        around.push((before, behind));
        Shown::Around((around.len() - 1) as u16)
    } else {
        Shown::Plain
    }
}

/// The type of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Number,
    SharedText,
    Text,
    Truth,
    Error,
}

/// The cells of a worksheet while they are read.
struct Cells<'b> {
    book: &'b Book,
    rows: BTreeMap<u32, Vec<String>>,
    errors: Vec<CellError>,
    /// Merged cells: first row, last row, column.
    merged: Vec<(u32, u32, usize)>,
    count: usize,
    row: u32,
    column: usize,
    /// The type and the style of the current cell.
    cell: Option<(Kind, usize)>,
    in_value: bool,
    in_text: InText,
    value: String,
}

impl<'b> Cells<'b> {
    fn of(book: &'b Book) -> Cells<'b> {
        Cells {
            book,
            rows: BTreeMap::new(),
            errors: Vec::new(),
            merged: Vec::new(),
            count: 0,
            row: 0,
            column: 0,
            cell: None,
            in_value: false,
            in_text: InText::default(),
            value: String::new(),
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<Next, Problem> {
        match event {
            Event::Start(tag) => self.begin(tag)?,
            Event::Empty(tag) => {
                self.begin(tag)?;
                self.end(tag.local_name().as_ref())?;
            }
            Event::End(tag) => self.end(tag.local_name().as_ref())?,
            event if self.in_value => add_text(event, &mut self.value),
            _ => {}
        }
        if self.cell.is_some() {
            self.in_text.take(event, &mut self.value);
        }
        Ok(Next::More)
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        match tag.local_name().as_ref() {
            "row" => {
                if let Some(row) = attribute(tag, "r")?.and_then(|row| row.parse::<u32>().ok()) {
                    self.row = row.saturating_sub(1);
                }
                self.column = 0;
            }
            "c" => {
                if let Some((row, column)) = attribute(tag, "r")?.as_deref().and_then(position) {
                    (self.row, self.column) = (row, column);
                }
                let kind = match attribute(tag, "t")?.as_deref() {
                    Some("s") => Kind::SharedText,
                    Some("str" | "inlineStr" | "d") => Kind::Text,
                    Some("b") => Kind::Truth,
                    Some("e") => Kind::Error,
                    _ => Kind::Number,
                };
                let style = attribute(tag, "s")?.and_then(|style| style.parse().ok());
                self.cell = Some((kind, style.unwrap_or_default()));
                self.value.clear();
            }
            "v" => self.in_value = true,
            "mergeCell" => {
                let range = attribute(tag, "ref")?.unwrap_or_default();
                let corners = range.split_once(':');
                if let Some(((first, column), (last, _))) =
                    corners.and_then(|(one, other)| Some((position(one)?, position(other)?)))
                    && last > first
                    && self.merged.len() < COLUMNS
                {
                    self.merged.push((first, last.min(ROWS), column));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &str) -> Result<(), Problem> {
        match tag {
            "row" => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            "v" => self.in_value = false,
            "c" => {
                if let Some((kind, style)) = self.cell.take() {
                    let text = self.text(kind, style);
                    self.keep(text)?;
                }
                self.column += 1;
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the text that the cell shows. An error is recorded with its place, and its text is empty.
    fn text(&mut self, kind: Kind, style: usize) -> String {
        const MOST_ERRORS: usize = 10_000;
        let value = &self.value;
        match kind {
            Kind::Number if value.is_empty() => String::new(),
            Kind::Number => self.book.formats.text(value, style, self.book.from_1904),
            Kind::SharedText => {
                let text = value.trim().parse().ok().and_then(|at| self.book.texts.get(at));
                unescaped(text.unwrap_or_default())
            }
            Kind::Text => unescaped(value),
            Kind::Truth => (if value.trim() == "1" { "true" } else { "false" }).to_string(),
            Kind::Error => {
                if self.errors.len() < MOST_ERRORS {
                    let (line, column) = (self.row as usize + 1, self.column);
                    self.errors.push(CellError { line, column, text: value.clone() });
                }
                String::new()
            }
        }
    }

    fn keep(&mut self, text: String) -> Result<(), Problem> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.column >= COLUMNS {
            return Err(too_large(format!("more than {COLUMNS} columns")));
        }
        if self.row >= ROWS {
            return Err(too_large(format!("more than {ROWS} rows")));
        }
        let row = self.rows.entry(self.row).or_default();
        if row.len() <= self.column {
            self.count += self.column + 1 - row.len();
            row.resize(self.column + 1, String::new());
        }
        if self.count > CELLS {
            return Err(too_large(format!("more than {CELLS} cells")));
        }
        row[self.column] = text;
        Ok(())
    }

    /// Copies the text of a merged cell into each of its rows, so that a name counts for all of them. Numbers are not
    /// copied.
    fn fill_merged(&mut self) {
        for (first, last, column) in std::mem::take(&mut self.merged) {
            let text = self.rows.get(&first).and_then(|row| row.get(column)).cloned();
            let Some(text) = text.filter(|text| text.parse::<f64>().is_err()) else { continue };
            for (_, row) in self.rows.range_mut(first + 1..=last) {
                if row.len() > column && row[column].is_empty() {
                    row[column].clone_from(&text);
                }
            }
        }
    }
}

/// Returns the row and the column of a cell, from 0, from its name, such as `B3`.
fn position(name: &str) -> Option<(u32, usize)> {
    let name = name.trim_start_matches('$');
    let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (letters, number) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let value = |letter: u8| usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, letter| column * 26 + value(letter));
    let row: u32 = number.trim_start_matches('$').parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// Decodes the escapes of workbooks, such as `_x000A_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        plain.push_str(before);
        let code = escape.get(2..6).filter(|_| escape.as_bytes().get(6) == Some(&b'_'));
        match code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                plain.push(c);
                rest = &escape[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &escape[2..];
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_by_its_name() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("AA12"), Some((11, 26)));
        assert_eq!(position("$B$3"), Some((2, 1)));
        for name in ["", "A", "1", "A0", "ABCD1", "Ä1"] {
            assert_eq!(position(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_format_says_whether_a_number_is_one() {
        let mut around = Vec::new();
        let mut kind = |code: &str| shown(code, &mut around);
        for code in ["General", "0", "0.00", "#,##0", "_-* #,##0_-", "[Red]0;[Blue]-0", "@"] {
            assert_eq!(kind(code), Shown::Plain, "{code}");
        }
        for code in ["yyyy-mm-dd", "[h]:mm", "d. mmm yy", "dd/mm/yyyy h:mm", "[$-409]d-mmm-yy"] {
            assert_eq!(kind(code), Shown::Date, "{code}");
        }
        assert_eq!(kind("0 %"), Shown::Percent);
        assert_eq!(kind("0\" of 5\""), Shown::Around(0));
        assert_eq!(around, [(String::new(), " of 5".to_string())]);
    }

    #[test]
    fn what_a_workbook_escapes_is_written_out() {
        assert_eq!(unescaped("a_x000A_b_x_c_xZZZZ_"), "a\nb_x_c_xZZZZ_");
    }
}
