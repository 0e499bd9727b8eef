//! Renders CSV (RFC 4180) in UTF-8 that is safe to open in a spreadsheet.

use std::borrow::Cow;

use crate::domain::clean::clean_but;
use crate::report::sheet::{Sheet, Value};

/// Renders a sheet: the header row, then the rows.
pub(crate) fn draw(sheet: &Sheet) -> String {
    let mut pen = csv::Writer::from_writer(Vec::new());
    let header = sheet.columns.iter().map(|title| disarmed(title));
    // Writing to memory cannot fail, and every row has as many cells as the header.
    let _ = write(&mut pen, header);
    for row in &sheet.rows {
        let _ = write(&mut pen, row.iter().map(cell));
    }
    let bytes = pen.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn write<'a>(
    pen: &mut csv::Writer<Vec<u8>>,
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> csv::Result<()> {
    for cell in cells {
        pen.write_field(cell.as_bytes())?;
    }
    pen.write_record(None::<&[u8]>)
}

/// Appends one cell to a row that the caller builds, disarmed and quoted if necessary.
pub(crate) fn push_cell(row: &mut Vec<u8>, text: &str) {
    let text = disarmed(text);
    if !text.contains([',', '"', '\n', '\r']) {
        row.extend(text.as_bytes());
        return;
    }
    row.push(b'"');
    row.extend(text.replace('"', "\"\"").as_bytes());
    row.push(b'"');
}

fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => disarmed(text),
        Value::Number(number) => Cow::Owned(number.to_string()),
        Value::Empty => Cow::Borrowed(""),
    }
}

/// Replaces control characters other than line ends and tabs. If a spreadsheet would read the text as a formula, an
/// apostrophe is put before it, which marks it as text.
///
/// The first characters of formulas are those that OWASP lists under CSV injection, also in the full-width form of East
/// Asian keyboards.
fn disarmed(text: &str) -> Cow<'_, str> {
    let text = clean_but(text, &['\n', '\r', '\t']);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_ones_own_is_as_the_pen_draws_it() {
        for text in ["", "a", "a,b", "\"a\"", "=1+2", "-a\nb", "a\rb", "é ü", "@,\""] {
            let mut row = Vec::new();
            push_cell(&mut row, text);
            row.extend(b",x\n");
            let mut sheet = Sheet::new(["t", "x"]);
            sheet.rows.push(vec![text.into(), "x".into()]);
            assert_eq!(format!("t,x\n{}", String::from_utf8(row).unwrap()), draw(&sheet));
        }
    }

    #[test]
    fn words_are_quoted_and_formulas_disarmed_and_numbers_left_alone() {
        let mut sheet = Sheet::new(["name", "hours"]);
        sheet.rows.push(vec!["=1+2".into(), (-3.5).into()]);
        sheet.rows.push(vec!["a, \"b\"".into(), Value::Empty]);
        sheet.rows.push(vec!["＝1\u{1b}\u{202e}".into(), Value::Empty]);
        let expected = "name,hours\n'=1+2,-3.5\n\"a, \"\"b\"\"\",\n'＝1\u{fffd}\u{fffd},\n";
        assert_eq!(draw(&sheet), expected);
    }
}
