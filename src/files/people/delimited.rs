//! Reading CSV into a grid of cells, with any of the usual delimiters.

use csv::{ReaderBuilder, StringRecord};

use super::encoding::Decoded;
use super::sheet::{Grid, Row, tidy, too_large};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::files::limits::{CELLS, COLUMNS};

/// Each delimiter with its name.
const DELIMITERS: [(u8, &str); 4] = [
    (b',', "comma-separated"),
    (b';', "semicolon-separated"),
    (b'\t', "tab-separated"),
    (b'|', "bar-separated"),
];

/// Reads a text as rows of cells. `is_known` says whether a header has a meaning.
///
/// # Errors
/// Returns a problem if the text is empty or larger than allowed.
pub(crate) fn read(decoded: Decoded, is_known: impl Fn(&str) -> bool) -> Result<Grid, Problem> {
    let Decoded { text, encoding, damaged } = decoded;
    let (said, text, skipped) = without_separator_line(&text);
    let delimiter = said.unwrap_or_else(|| best_delimiter(text, is_known));
    let (mut rows, open) = records(text, delimiter, usize::MAX)?;
    for row in &mut rows {
        row.line += skipped;
    }
    let name =
        DELIMITERS.iter().find(|(listed, _)| *listed == delimiter).map_or("CSV", |(_, name)| name);
    let mut grid = Grid::new(rows, format!("CSV, {name}, {encoding}"))?;
    if let Some(line) = open {
        grid.rows.retain(|row| row.line != line + skipped);
        let problem = open_quote(Some(line + skipped));
        if grid.rows.is_empty() {
            let message = format!(
                "a double quote is opened in line {} and never closed, so nothing could be read",
                line + skipped
            );
            return Err(Problem { message, ..problem });
        }
        grid.problems.push(problem);
    }
    grid.notes.extend(damaged.map(|line| bad_bytes(line, encoding)));
    Ok(grid)
}

/// Returns the problem for a row with a quote that is never closed. `line` is the line in which the row begins.
pub(crate) fn open_quote(line: Option<usize>) -> Problem {
    let problem = Problem::new(
        Code::OpenQuote,
        "a double quote is opened in this row and never closed, so nothing from here on could be read",
        "close it, or write a quote that belongs to the text twice",
    );
    problem.in_sheet(SheetPlace { line, ..SheetPlace::default() })
}

/// Returns a note about invalid bytes. In a name they are a problem, but in other text they do not matter.
pub(crate) fn bad_bytes(line: usize, encoding: &str) -> String {
    format!(
        "some bytes are not valid {encoding}, the first in line {line}; they are shown as \u{fffd}"
    )
}

/// Removes the line `sep=;` that Excel writes before the header. Returns the delimiter, the rest of the text, and the
/// number of removed lines.
pub(crate) fn without_separator_line(text: &str) -> (Option<u8>, &str, usize) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end_matches('\r').strip_prefix("sep=").map(str::as_bytes) {
        Some([delimiter]) => (Some(*delimiter), rest, 1),
        _ => (None, text, 0),
    }
}

/// Returns the delimiter for which the most headers in one of the first rows have a meaning. If several are equal,
/// the best one splits this row into the most cells and the other rows into the same number.
pub(crate) fn best_delimiter(text: &str, is_known: impl Fn(&str) -> bool) -> u8 {
    const ENOUGH: usize = 50;
    const MAY_BE_HEADERS: usize = 20;
    let score = |delimiter: u8| {
        if !text.as_bytes().contains(&delimiter) {
            return (0, 0);
        }
        let rows = records(text, delimiter, ENOUGH).map_or(Vec::new(), |(rows, _)| rows);
        let known = |row: &Row| row.cells.iter().filter(|cell| is_known(&tidy(cell))).count();
        // Of equal rows the first one wins.
        let header = rows.iter().take(MAY_BE_HEADERS).rev().max_by_key(|row| known(row));
        let (known, width) = header.map_or((0, 0), |row| (known(row), row.cells.len()));
        let fit = rows.iter().filter(|row| row.cells.len() == width).count();
        if width < 2 { (0, 0) } else { (known, width * fit * 100 / rows.len()) }
    };
    // Of equal scores the first one in the list wins.
    let best = DELIMITERS.iter().rev().max_by_key(|(delimiter, _)| score(*delimiter));
    best.map_or(b',', |(delimiter, _)| *delimiter)
}

/// Returns the first `most` records, each with its line, and the line of a record with a quote that is never closed.
pub(crate) fn records(
    text: &str,
    delimiter: u8,
    most: usize,
) -> Result<(Vec<Row>, Option<usize>), Problem> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let (mut at, mut line, mut cells) = (0, 1, 0);
    let mut start = 0;
    while rows.len() < most && matches!(reader.read_record(&mut record), Ok(true)) {
        // Empty lines before a record do not belong to it.
        let from = record.position().map_or(at, |position| position.byte() as usize);
        let blank = text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
        start = from + blank;
        line += text[at..start].matches('\n').count();
        at = start;
        if record.len() > COLUMNS {
            return Err(too_large(format!("{} columns", record.len())));
        }
        cells += record.len();
        if cells > CELLS {
            return Err(too_large(format!("more than {CELLS} cells")));
        }
        let cells = record.iter().map(str::to_string).collect();
        rows.push(Row { line, cells, column: None });
    }
    let open = rows.len() < most && text[start..].matches('"').count() % 2 == 1;
    Ok((rows, open.then_some(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(text: &str) -> Grid {
        let known = |header: &str| ["Name", "SQL", "Git"].contains(&header);
        let text = text.to_string();
        read(Decoded { text, encoding: "UTF-8", damaged: None }, known).unwrap()
    }

    #[test]
    fn a_quote_that_is_never_closed_in_the_only_row_is_told_of_with_its_line() {
        for (text, line) in [("a{\"n aam", 1), ("\"name,sql\n", 1), ("sep=;\nname \"x;sql\n\"", 2)]
        {
            let decoded = Decoded { text: text.to_string(), encoding: "UTF-8", damaged: None };
            match read(decoded, |_| false) {
                Err(problem) => {
                    assert_eq!(problem.code, Code::OpenQuote, "{text}");
                    assert!(
                        problem.message.contains(&format!("line {line}")),
                        "{}",
                        problem.message
                    );
                }
                Ok(grid) => assert!(!grid.rows.is_empty(), "{text}"),
            }
        }
    }

    #[test]
    fn rows_have_the_line_where_they_begin() {
        let grid = grid("Name,SQL\r\n\r\n\"Ada\r\nLovelace\",3\r\n,\r\nGrace,2\r\n");
        let lines: Vec<usize> = grid.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 6]);
        assert_eq!(grid.notes, ["1 empty row skipped"]);
    }

    #[test]
    fn the_delimiter_is_found_by_the_header_and_the_rows() {
        for (text, width) in [
            ("Name;SQL, basics;Git\nAda;1;2\n", 3),
            ("Name\tSQL\nAda, L.\t1\n", 2),
            ("sep=;\nName;SQL\nAda;1\n", 2),
            ("Name,\"a;b;c;d\"\nAda,3\n", 2),
            ("Name|SQL\nAda|2", 2),
            ("Name|SQL;Git\n1;2\n3;4\n", 2),
            ("Skills, autumn, of all\n\nName;SQL;Git\nAda;1;2\n", 3),
        ] {
            let widest = grid(text).rows.iter().map(|row| row.cells.len()).max();
            assert_eq!(widest, Some(width), "{text:?}");
        }
        assert_eq!(grid("sep=;\nName;SQL\nAda;1\n").rows[1].line, 3);
    }

    #[test]
    fn a_quote_that_never_closes_is_named_and_the_rows_before_it_stay() {
        let grid = grid("Name,SQL\nAda,3\n\"Grace,2\nJoan,1\n");
        assert_eq!(grid.rows.len(), 2);
        assert_eq!(grid.problems[0].code, Code::OpenQuote);
        assert_eq!(grid.problems[0].sheet_place().unwrap().line, Some(3));
    }
}
