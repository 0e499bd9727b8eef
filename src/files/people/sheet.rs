//! Cells in rows under a header: what every file of people is first.

use crate::domain::problem::{Code, Problem, SheetPlace};

/// The most cells that are read.
pub const MOST_CELLS: usize = 4_000_000;
/// The most columns that are read: as many as a worksheet has.
pub const MOST_COLUMNS: usize = 16_384;

/// A table of texts.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The header.
    pub header: Vec<String>,
    /// The rows that hold anything, none longer than the header.
    pub rows: Vec<Row>,
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
pub struct Row {
    /// Its line in the file, from 1: where it begins.
    pub line: usize,
    /// Its cells; those at its end may be missing.
    pub cells: Vec<String>,
}

impl Row {
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

impl Sheet {
    /// Rows as they stand in a file: the first that holds anything is the header.
    ///
    /// # Errors
    /// When there is no header, or more than can be read.
    pub fn of_rows(rows: Vec<Row>, read_as: String) -> Result<Sheet, Problem> {
        let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
        if cells > MOST_CELLS {
            return Err(too_large(format!("{cells} cells")));
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
            return Err(too_large(format!("{} columns", header.len())));
        }
        let mut sheet = Sheet { header, lettered: true, read_as, ..Sheet::default() };
        for row in full {
            sheet.add(row);
        }
        let read = sheet.rows.len() + sheet.problems.len() + 1;
        if all > read {
            let empty = all - read;
            let rows = if empty == 1 { "row" } else { "rows" };
            sheet.notes.push(format!("{empty} empty {rows} skipped"));
        }
        Ok(sheet)
    }

    /// Adds a row, unless it is longer than the header: then its cells stand under wrong headers.
    fn add(&mut self, row: Row) {
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
pub fn too_large(what: String) -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("the file has {what}, which no form has"),
        "export the answers again, or leave out what holds no answers",
    )
}

/// A header on one line, without what spreadsheets put before text to keep it text.
pub fn tidy(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let guarded = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    guarded.map_or(text.clone(), str::to_string)
}
