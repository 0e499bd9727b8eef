//! Cells in rows, and cells under a header: what every file of people is first.

use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::files::limits::{CELLS, LONGEST_HEADER};

/// Rows as they stand in a file, before it is known which is the header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// The rows that hold anything.
    pub(crate) rows: Vec<Row>,
    /// Whether every cell is surely in its column: in a worksheet it is, in CSV a quote that is missing moves it.
    pub(crate) is_worksheet: bool,
    /// Cells of a worksheet that show an error. They count as empty.
    pub(crate) errors: Vec<CellError>,
    /// What the file was taken for.
    pub(crate) read_as: String,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
    /// Things to know.
    pub(crate) notes: Vec<String>,
}

/// A cell of a worksheet that shows an error of Excel, as `#SPILL!`.
#[derive(Clone, Debug)]
pub(crate) struct CellError {
    /// Its row, from 1.
    pub(crate) line: usize,
    /// Its column, from 0.
    pub(crate) column: usize,
    /// What it shows.
    pub(crate) text: String,
}

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) header: Vec<String>,
    /// Texts above the header: titles and legends.
    pub(crate) above: Vec<String>,
    /// What stands above the header of each column, where there are two header rows; empty otherwise.
    pub(crate) groups: Vec<String>,
    /// The line of each column, where skills stand in rows; empty otherwise.
    pub(crate) lines: Vec<Option<usize>>,
    /// The rows that hold anything, none longer than the header.
    pub(crate) rows: Vec<Row>,
    /// Whether the columns have letters, or only keys.
    pub(crate) lettered: bool,
    /// What the file was taken for.
    pub(crate) read_as: String,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
    /// Things to know.
    pub(crate) notes: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// Its line in the file, from 1: where it begins.
    pub(crate) line: usize,
    /// Its cells; those at its end may be missing.
    pub(crate) cells: Vec<String>,
    /// The column that it is, where people stand in columns.
    pub(crate) column: Option<SheetColumn>,
}

impl Row {
    /// The text of a cell without the spaces around it; empty where there is none.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Where the row is.
    pub(crate) fn place(&self) -> SheetPlace {
        SheetPlace { line: Some(self.line), column: self.column.clone(), ..SheetPlace::default() }
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The cells that hold anything, with their places.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.cells.iter().map(|cell| cell.trim()).enumerate();
        cells.filter(|(_, cell)| !cell.is_empty())
    }
}

impl CellError {
    /// What there is to say of it.
    pub(crate) fn problem(&self, header: &str) -> Problem {
        let column = SheetColumn { number: Some(self.column), header: shortened(header) };
        let place = SheetPlace {
            line: Some(self.line),
            column: Some(column),
            found: shortened(&self.text),
            ..SheetPlace::default()
        };
        Problem::new(
            Code::ErrorCell,
            "the worksheet shows an error here, so the cell counts as empty",
            "correct its formula, or empty the cell",
        )
        .in_sheet(place)
    }
}

impl Grid {
    /// The rows of a file, without those that hold nothing.
    ///
    /// # Errors
    /// When there are none, or more than can be read.
    pub(crate) fn new(rows: Vec<Row>, read_as: String) -> Result<Grid, Problem> {
        let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        if cells > CELLS {
            return Err(too_large(format!("{cells} cells")));
        }
        let all = rows.len();
        let rows: Vec<Row> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        if rows.is_empty() {
            return Err(Problem::new(
                Code::NoAnswers,
                "there is nothing in the file",
                "export the answers again; a line says what the columns hold",
            ));
        }
        let mut grid = Grid { read_as, ..Grid::default() };
        let empty = all - rows.len();
        if empty > 0 {
            let rows = if empty == 1 { "row" } else { "rows" };
            grid.notes.push(format!("{empty} empty {rows} skipped"));
        }
        grid.rows = rows;
        Ok(grid)
    }
}

impl Sheet {
    /// Adds a row of a text, unless it is longer than the header: then its cells stand under wrong headers.
    pub(crate) fn add(&mut self, row: Row) {
        let width = self.header.len();
        let more = row.cells.iter().skip(width);
        if more.into_iter().all(|cell| cell.trim().is_empty()) {
            self.rows.push(row);
            return;
        }
        let cells = row.cells.len();
        let problem = Problem::new(
            Code::RowTooLong,
            format!(
                "the row has {cells} cells and the header {width}, so it is not clear which answer is which"
            ),
            "put answers that hold the delimiter or a line break into double quotes",
        );
        self.problems.push(problem.in_sheet(row.place()));
    }
}

/// More than is read.
pub(crate) fn too_large(what: String) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("the file has {what}, which no form has"),
        "export the answers again, or leave out what holds no answers",
    )
}

/// A header on one line, without what spreadsheets put before text to keep it text, and without what Markdown puts before
/// a sign. Of one that is longer than any, the beginning.
pub(crate) fn tidy(text: &str) -> String {
    let most = (2 * LONGEST_HEADER).min(text.len());
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let text = &text[..end];
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guarded = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    without_escapes(guarded.unwrap_or(&text))
}

/// A text without the backslash that Markdown puts before a sign: `C\# and .NET`.
pub(crate) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        plain.push(if escapes { rest.next().unwrap_or(c) } else { c });
    }
    plain
}
