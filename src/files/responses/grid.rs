//! Cells in rows under a header: what every file of answers is first.

use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};

/// The most cells that are read.
pub const MOST_CELLS: usize = 4_000_000;
/// The most columns that are read: as many as a worksheet has.
pub const MOST_COLUMNS: usize = 16_384;

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// The header.
    pub header: Vec<String>,
    /// The rows that hold anything, none longer than the header.
    pub rows: Vec<GridRow>,
    /// Whether the columns have letters, or only keys.
    pub lettered: bool,
    /// What the file was taken for.
    pub read_as: String,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Things to know.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct GridRow {
    /// Its line in the file, from 1: where it begins.
    pub line: usize,
    /// Its cells; those at its end may be missing.
    pub cells: Vec<String>,
}

impl GridRow {
    /// The text of a cell without the spaces around it; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// Where the row is.
    pub fn place(&self) -> SheetPlace {
        SheetPlace { line: Some(self.line), ..SheetPlace::default() }
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

impl Grid {
    /// Rows as they stand in a file: the first that holds anything is the header.
    ///
    /// # Errors
    /// When there is no header, or more than can be read.
    pub fn of_rows(rows: Vec<GridRow>, read_as: String) -> Result<Grid, Problem> {
        let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        if cells > MOST_CELLS {
            return Err(too_many(format!("{cells} cells")));
        }
        let all = rows.len();
        let mut full = rows.into_iter().filter(|row| !row.is_empty());
        let Some(first) = full.next() else {
            return Err(Problem::new(
                Code::NoAnswers,
                "there is nothing in the file",
                "export the answers again; the first line says what the columns hold",
            ));
        };
        let mut header: Vec<String> = first.cells.iter().map(|cell| tidy(cell)).collect();
        while header.last().is_some_and(String::is_empty) {
            header.pop();
        }
        if header.len() > MOST_COLUMNS {
            return Err(too_many(format!("{} columns", header.len())));
        }
        let mut grid = Grid { header, lettered: true, read_as, ..Grid::default() };
        for row in full {
            grid.take(row);
        }
        let read = grid.rows.len() + grid.problems.len() + 1;
        if all > read {
            let empty = all - read;
            let rows = if empty == 1 { "row" } else { "rows" };
            grid.notes.push(format!("{empty} empty {rows} skipped"));
        }
        Ok(grid)
    }

    /// Adds a row, unless it is longer than the header: then its cells stand under wrong headers.
    fn take(&mut self, row: GridRow) {
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

    /// Where a column is.
    pub fn column(&self, number: usize) -> SheetColumn {
        let header = shortened(self.header.get(number).map_or("", String::as_str));
        SheetColumn { number: Some(number).filter(|_| self.lettered), header }
    }
}

/// More than is read.
pub fn too_many(what: String) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("the file has {what}, which no form has"),
        "export the answers again, or leave out what holds no answers",
    )
}

/// A header on one line, without what spreadsheets put before text to keep it text.
fn tidy(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guarded = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    guarded.map_or(text.clone(), str::to_string)
}
