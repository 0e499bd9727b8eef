//! Cells in rows, and cells under a header: the first forms that a file of people is read into.

use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::files::limits::{CELLS, LONGEST_HEADER};

/// The rows of a file, before the header is found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// The rows that are not empty.
    pub(crate) rows: Vec<Row>,
    /// Whether every cell is certainly in its column. This is so in a worksheet, but in CSV a missing quote moves
    /// cells.
    pub(crate) is_worksheet: bool,
    /// Cells of a worksheet that show an error. They count as empty.
    pub(crate) errors: Vec<CellError>,
    /// A description of the kind of file, for people.
    pub(crate) read_as: String,
    /// Parts that could not be read.
    pub(crate) problems: Vec<Problem>,
    /// Remarks for the user.
    pub(crate) notes: Vec<String>,
}

/// A cell of a worksheet that shows an error of Excel, such as `#SPILL!`.
#[derive(Clone, Debug)]
pub(crate) struct CellError {
    /// The row of the cell, from 1.
    pub(crate) line: usize,
    /// The column of the cell, from 0.
    pub(crate) column: usize,
    /// The error that the cell shows.
    pub(crate) text: String,
}

/// A table of texts under a header.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) header: Vec<String>,
    /// The texts above the header: titles and legends.
    pub(crate) above: Vec<String>,
    /// The text above the header of each column if there are two header rows, otherwise empty.
    pub(crate) groups: Vec<String>,
    /// The line of each column if skills are in rows, otherwise empty.
    pub(crate) lines: Vec<Option<usize>>,
    /// The rows that are not empty. None is longer than the header.
    pub(crate) rows: Vec<Row>,
    /// Whether the columns have letters as in a spreadsheet. Otherwise they have only keys.
    pub(crate) lettered: bool,
    /// A description of the kind of file, for people.
    pub(crate) read_as: String,
    /// Parts that could not be read.
    pub(crate) problems: Vec<Problem>,
    /// Remarks for the user.
    pub(crate) notes: Vec<String>,
}

/// One row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The line of the file on which the row begins, from 1.
    pub(crate) line: usize,
    /// The cells of the row. Cells at the end may be missing.
    pub(crate) cells: Vec<String>,
    /// The column that this row was made from, if people are in columns.
    pub(crate) column: Option<SheetColumn>,
}

impl Row {
    /// Returns the text of a cell without spaces around it. It is empty if there is no such cell.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Returns the place of the row.
    pub(crate) fn place(&self) -> SheetPlace {
        SheetPlace { line: Some(self.line), column: self.column.clone(), ..SheetPlace::default() }
    }

    /// Returns whether all cells are empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Returns the cells that are not empty, with their columns.
    pub(crate) fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.cells.iter().map(|cell| cell.trim()).enumerate();
        cells.filter(|(_, cell)| !cell.is_empty())
    }
}

impl CellError {
    /// Returns the problem to report for this cell.
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
    /// Makes a grid from the rows of a file, without the empty ones.
    ///
    /// # Errors
    /// Returns a problem if all rows are empty, or if there are more cells than allowed.
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
                "the file is empty",
                "export the answers again, with a header line that names the columns",
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
    /// Adds a row of a text file. A row that is longer than the header is reported instead, because its cells may be
    /// under the wrong headers.
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
            "put answers that contain the delimiter or a line break into double quotes",
        );
        self.problems.push(problem.in_sheet(row.place()));
    }
}

/// Returns the problem for a file that is larger than allowed.
pub(crate) fn too_large(what: String) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("the file has {what}, more than any form has"),
        "export the answers again, or leave out the parts without answers",
    )
}

/// Puts a header on one line. It removes the quote that spreadsheets put before a text and the backslash that
/// Markdown puts before a sign, and cuts a header that is too long.
pub(crate) fn tidy(text: &str) -> String {
    let most = (2 * LONGEST_HEADER).min(text.len());
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let text = &text[..end];
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guarded = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    without_escapes(guarded.unwrap_or(&text))
}

/// Removes the backslashes that Markdown puts before signs, as in `C\# and .NET`.
pub(crate) fn without_escapes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let escapes = c == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        plain.push(if escapes { rest.next().unwrap_or(c) } else { c });
    }
    plain
}
