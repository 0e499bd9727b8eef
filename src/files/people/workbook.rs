//! Excel workbooks → a sheet. Cells are taken one by one, so that a sheet of two far cells stays small.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::sheet::{MOST_CELLS, MOST_COLUMNS, Row, Sheet, too_large};
use crate::domain::problem::{Code, Problem};

/// The most bytes that a workbook may unpack to.
const MOST_UNPACKED: u64 = 256 << 20;

/// Whether bytes begin as a zip archive does.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Reads the first worksheet that holds anything.
///
/// # Errors
/// When it is no workbook, unpacks to more than can be read, or holds nothing.
pub fn read(bytes: &[u8]) -> Result<Sheet, Problem> {
    unpacks_to_little(bytes, MOST_UNPACKED)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| no_workbook(&error))?;
    let mut found: Option<(String, Vec<Row>)> = None;
    let mut others = Vec::new();
    for name in book.sheet_names() {
        let rows = match rows_of(&mut book, &name) {
            Ok(rows) => rows?,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(no_workbook(&error)),
        };
        if rows.is_empty() {
            continue;
        }
        match found {
            None => found = Some((name, rows)),
            Some(_) => others.push(name),
        }
    }
    let (name, rows) = found.unwrap_or_default();
    let mut sheet = Sheet::of_rows(rows, format!("worksheet “{name}” of a workbook"))?;
    if !others.is_empty() {
        sheet.notes.push(format!(
            "only the worksheet “{name}” is read; there is also {}",
            others.join(", ")
        ));
    }
    Ok(sheet)
}

/// The rows of a worksheet that hold anything.
fn rows_of(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Result<Vec<Row>, Problem>, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS {
            return Ok(Err(too_large(format!("more than {MOST_COLUMNS} columns"))));
        }
        let row = rows.entry(row).or_default();
        if row.len() <= column {
            cells += column + 1 - row.len();
            row.resize(column + 1, String::new());
        }
        if cells > MOST_CELLS {
            return Ok(Err(too_large(format!("more than {MOST_CELLS} cells"))));
        }
        row[column] = text;
    }
    let row = |(at, cells): (u32, Vec<String>)| Row { line: at as usize + 1, cells };
    Ok(Ok(rows.into_iter().map(row).collect()))
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_string(),
        DataRef::Bool(holds) => holds.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
    }
}

/// Unpacks everything once without keeping it: what a workbook says of its own size may be wrong.
fn unpacks_to_little(bytes: &[u8], most: u64) -> Result<(), Problem> {
    let broken = |error: &dyn std::fmt::Display| {
        Problem::new(
            Code::BadWorkbook,
            format!("this begins as an .xlsx workbook does and cannot be unpacked: {error}"),
            "save it again as .xlsx, or as CSV UTF-8",
        )
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| broken(&error))?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|error| broken(&error))?;
        if unpacked > left {
            return Err(too_large(format!("more than {} MB once unpacked", MOST_UNPACKED >> 20)));
        }
        left -= unpacked;
    }
    Ok(())
}

fn no_workbook(error: &XlsxError) -> Problem {
    Problem::new(
        Code::BadWorkbook,
        format!("this is a zip archive and no .xlsx workbook that can be read: {error}"),
        "save the answers as .xlsx, or as CSV UTF-8; an .ods file or a zip of a CSV is not read",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        writer.start_file("xl/workbook.xml", options).unwrap();
        writer.write_all(&vec![b' '; 3 << 20]).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 100_000, "{}", bytes.len());
        assert_eq!(unpacks_to_little(&bytes, 2 << 20).unwrap_err().code, Code::TooLarge);
        assert!(unpacks_to_little(&bytes, 4 << 20).is_ok());
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b"PK\x03\x04nothing of the kind"[..], b"PK\x05\x06"] {
            assert!(is_zip(bytes));
            assert_eq!(read(bytes).unwrap_err().code, Code::BadWorkbook);
        }
    }
}
