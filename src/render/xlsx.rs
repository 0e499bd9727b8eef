//! Renders a workbook: worksheets with coloured cells for the figures of a document, and a last one for its words.
//!
//! Texts are written as texts and never as formulas, whatever their first character is.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::domain::clean::steers;
use crate::report::document::{Align, Block, Cell, Document, Grid, Mark, Span, Table, Text, Tone};

/// The largest number of characters in the name of a worksheet.
const LONGEST_NAME: usize = 31;
/// The smallest and the largest width of a column, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=60;

/// Renders a document as the bytes of a workbook.
///
/// # Errors
///
/// Fails if a table has more columns or rows than a worksheet can hold.
pub(crate) fn draw(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date, so that the same answer gives the same bytes.
    let day = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let mut names: Vec<String> = Vec::new();
    let mut heading: Option<String> = None;
    let mut words: Vec<(String, String)> = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Title(text) => {
                heading = None;
                words.push((String::new(), shown(text)));
            }
            Block::Heading(text) => {
                heading = Some(shown(text));
                words.push((String::new(), shown(text)));
            }
            Block::Paragraph(text) | Block::Note(text) => words.push((String::new(), shown(text))),
            Block::List(items) => {
                words.extend(items.iter().map(|item| (String::new(), shown(item))));
            }
            Block::Facts(facts) => {
                words.extend(facts.iter().map(|(name, text)| (tame(name), shown(text))));
            }
            Block::Verbatim(lines) => {
                words.extend(lines.iter().map(|line| (String::new(), tame(line))));
            }
            Block::Raw(text) => words.push((String::new(), tame(text))),
            Block::Table(table) => {
                let sheet = workbook.add_worksheet();
                sheet.set_name(name(heading.as_deref(), &mut names))?;
                draw_table(table, sheet)?;
            }
            Block::Grid(grid) => {
                let sheet = workbook.add_worksheet();
                sheet.set_name(name(heading.as_deref(), &mut names))?;
                draw_grid(grid, sheet)?;
            }
            Block::Commands(_) | Block::Graph(_) => {}
        }
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(name(Some("Notes"), &mut names))?;
    draw_words(&words, sheet)?;
    workbook.save_to_buffer()
}

fn draw_words(words: &[(String, String)], sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let strong = Format::new().set_bold().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 24)?;
    sheet.set_column_width(1, 100)?;
    for (row, (name, text)) in (0..).zip(words) {
        sheet.write_string_with_format(row, 0, name, &strong)?;
        sheet.write_string_with_format(row, 1, text, &wrapped)?;
    }
    Ok(())
}

fn draw_grid(grid: &Grid, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut widths = vec![0; grid.columns.len() + 1];
    write(sheet, (0, 0), &grid.corner, &head())?;
    for (at, title) in grid.columns.iter().enumerate() {
        write(sheet, (0, column(at + 1)), title, &head())?;
        let longest = title.split_whitespace().map(|word| word.chars().count()).max();
        widths[at + 1] = longest.unwrap_or(0) + 2;
    }
    let mut row = 1;
    for line in &grid.rows {
        if let Some(heading) = &line.heading {
            write(sheet, (row, 0), &shown(heading), &Format::new().set_bold())?;
            row += 1;
        }
        write(sheet, (row, 0), &line.label, &Format::new())?;
        widths[0] = widths[0].max(line.label.chars().count() + 2);
        for (at, Span { text, tone }) in line.cells.iter().enumerate() {
            write(sheet, (row, column(at + 1)), text, &ground(*tone))?;
        }
        row += 1;
    }
    sheet.set_freeze_panes(1, 1)?;
    set_widths(sheet, &widths)
}

fn draw_table(table: &Table, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let details =
        table.sections.iter().flat_map(|section| &section.rows).map(|row| row.details.len());
    let details = details.max().unwrap_or(0);
    let columns = table.columns.len();
    let mut widths = vec![0; columns + details];
    for (at, title) in table.columns.iter().enumerate() {
        let title_format = match title.align {
            Align::Left => head().set_align(FormatAlign::Left),
            Align::Right => head(),
        };
        write(sheet, (0, column(at)), title.title, &title_format)?;
        widths[at] = title.title.chars().count() + 2;
    }
    let mut row = 1;
    for section in &table.sections {
        if let Some(heading) = &section.heading {
            write(sheet, (row, 0), &shown(heading), &Format::new().set_bold())?;
            row += 1;
        }
        for line in &section.rows {
            for (at, cell) in line.cells.iter().enumerate() {
                let (text, tone) = words_of(cell);
                write(sheet, (row, column(at)), &text, &ground(tone))?;
                widths[at] = widths[at].max(text.chars().count() + 2);
            }
            for (at, detail) in line.details.iter().enumerate() {
                let text = shown(detail);
                write(sheet, (row, column(columns + at)), &text, &Format::new())?;
                widths[columns + at] = widths[columns + at].max(text.chars().count() + 2);
            }
            row += 1;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    set_widths(sheet, &widths)
}

/// Writes a whole number as a number, so that formulas can use it, and everything else as text.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let is_number = !text.is_empty() && text.len() < 10 && text.bytes().all(|c| c.is_ascii_digit());
    match text.parse::<f64>() {
        Ok(number) if is_number => sheet.write_number_with_format(row, column, number, format)?,
        _ => sheet.write_string_with_format(row, column, tame(text), format)?,
    };
    Ok(())
}

fn words_of(cell: &Cell) -> (String, Tone) {
    let percent = |share: f64| format!("{:.0}", share * 100.0);
    match cell {
        Cell::Text(text, tone) => (text.clone(), *tone),
        Cell::Mark(Mark::Yes) => ("yes".to_string(), Tone::Good),
        Cell::Mark(Mark::No) => ("no".to_string(), Tone::Warn),
        Cell::Mark(Mark::Unknown) => ("?".to_string(), Tone::Quiet),
        Cell::Bar { part, possible } if percent(*part) == percent(*possible) => {
            (format!("{} %", percent(*part)), Tone::Plain)
        }
        Cell::Bar { part, possible } => {
            (format!("{}–{} %", percent(*part), percent(*possible)), Tone::Plain)
        }
        Cell::Trend(shares) => {
            let share = |share: &Option<f64>| share.map_or("?".to_string(), percent);
            let all: Vec<String> = shares.iter().map(share).collect();
            (format!("{} %", all.join(", ")), Tone::Plain)
        }
    }
}

fn head() -> Format {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Bottom);
    format.set_align(FormatAlign::Right)
}

/// Returns the format of a tone: dark letters on a light background, so that they can be read on paper.
fn ground(tone: Tone) -> Format {
    let format = Format::new();
    match tone {
        Tone::Good => format.set_background_color(Color::RGB(0xC6_E0_B4)),
        Tone::Warn => format.set_background_color(Color::RGB(0xFF_E0_99)),
        Tone::Strong => format.set_bold(),
        Tone::Quiet => format.set_font_color(Color::RGB(0x59_59_59)),
        Tone::Plain | Tone::Code => format,
    }
}

fn set_widths(sheet: &mut Worksheet, widths: &[usize]) -> Result<(), XlsxError> {
    for (at, width) in widths.iter().enumerate() {
        let width = (*width).clamp(*WIDTHS.start(), *WIDTHS.end());
        sheet.set_column_width(column(at), width as f64)?;
    }
    Ok(())
}

/// Returns the number of a column. A number that no worksheet has is refused when the cell is written.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn shown(text: &Text) -> String {
    tame(&text.plain())
}

/// Replaces control characters other than line ends, and cuts what a workbook cannot hold: more than 32,000 characters.
fn tame(text: &str) -> String {
    const MOST: usize = 32_000;
    let tame = |c: char| if steers(c) && c != '\n' { '\u{fffd}' } else { c };
    text.chars().take(MOST).map(tame).collect()
}

/// Returns an unused name for the next worksheet, without the characters that are not allowed in names.
fn name(heading: Option<&str>, names: &mut Vec<String>) -> String {
    let heading = heading.unwrap_or("Overview");
    let plain = |c: &char| !"[]:*?/\\'".contains(*c) && !steers(*c);
    let name: String = heading.chars().filter(plain).take(LONGEST_NAME).collect();
    let name = if name.trim().is_empty() { "Sheet".to_string() } else { name.trim().to_string() };
    let is_taken = |name: &String, names: &[String]| {
        names.iter().any(|other| other.to_lowercase() == name.to_lowercase())
    };
    let mut free = name.clone();
    let mut number = 2;
    while is_taken(&free, names) {
        let short: String = name.chars().take(LONGEST_NAME - 5).collect();
        free = format!("{short} {number}");
        number += 1;
    }
    names.push(free.clone());
    free
}
