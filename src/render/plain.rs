//! Renders text for screen readers and for people who read line by line: words and percentages instead of bars and
//! tables, and a line for each item. Lines are not wrapped, because the terminal wraps them.

use super::terminal::escape_control_characters;
use crate::report::document::{Block, Cell, Document, Grid, Mark, Row, Table, Text, explanations};

/// Renders a document.
pub(crate) fn draw(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        let from = out.len();
        self::block(block, &mut out);
        if from > 0 && out.len() > from {
            out.insert(from, '\n');
        }
    }
    out
}

fn block(block: &Block, out: &mut String) {
    match block {
        Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) => {
            line(&text.plain(), out)
        }
        Block::List(items) => {
            let number = items.len();
            for (at, item) in items.iter().enumerate() {
                line(&format!("{} of {number}: {}", at + 1, item.plain()), out);
            }
        }
        Block::Facts(facts) => {
            for (name, text) in facts {
                line(&format!("{name}: {}", text.plain()), out);
            }
        }
        Block::Table(table) => self::table(table, out),
        Block::Grid(grid) => self::grid(grid, out),
        Block::Verbatim(lines) => lines.iter().for_each(|text| line(text, out)),
        Block::Raw(text) => out.push_str(text),
        Block::Commands(commands) => {
            for (command, what) in commands {
                line(&format!("{command}: {what}"), out);
            }
        }
        Block::Note(text) => line(&format!("Note: {}", text.plain()), out),
        Block::Graph(_) => {}
    }
}

fn line(text: &str, out: &mut String) {
    out.push_str(&escape_control_characters(text.trim_end()));
    out.push('\n');
}

/// Renders a table. Each row becomes a line with its name, then a line for each column that is not empty.
fn table(table: &Table, out: &mut String) {
    for section in &table.sections {
        if let Some(heading) = &section.heading {
            line(&heading.plain(), out);
        }
        section.rows.iter().for_each(|row| self::row(table, row, out));
    }
    if let Some(explanations) = explanations(&table.columns) {
        line(&explanations, out);
    }
}

fn row(table: &Table, row: &Row, out: &mut String) {
    let cells: Vec<(&str, String)> = table
        .columns
        .iter()
        .zip(&row.cells)
        .map(|(column, cell)| (column.title, words(cell)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    // Cells without a heading, such as a number or a mark, come before the name.
    let named = cells.iter().position(|(title, _)| !title.is_empty()).unwrap_or(0);
    let name: Vec<&str> = cells.iter().take(named + 1).map(|(_, words)| words.as_str()).collect();
    line(&name.join(" "), out);
    for (title, words) in cells.iter().skip(named + 1) {
        let text = if title.is_empty() { words.clone() } else { format!("{title}: {words}") };
        line(&format!("  {text}"), out);
    }
    for detail in &row.details {
        line(&format!("  {}", Text::plain(detail)), out);
    }
}

fn grid(grid: &Grid, out: &mut String) {
    for row in &grid.rows {
        if let Some(heading) = &row.heading {
            line(&heading.plain(), out);
        }
        let cells = grid.columns.iter().zip(&row.cells);
        let cells: Vec<String> =
            cells.map(|(column, cell)| format!("{column} {}", cell.text)).collect();
        line(&format!("{}: {}", row.label, cells.join(", ")), out);
    }
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text, _) => text.clone(),
        Cell::Mark(Mark::Yes) => "met,".to_string(),
        Cell::Mark(Mark::No) => "not met,".to_string(),
        Cell::Mark(Mark::Unknown) => "not known,".to_string(),
        Cell::Bar { part, possible } => {
            let (low, high) = (percent(*part), percent(*possible));
            if low == high { low } else { format!("{low}, up to {high}") }
        }
        Cell::Trend(shares) => {
            let one = |share: &Option<f64>| share.map_or("not known".to_string(), percent);
            shares.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

fn percent(share: f64) -> String {
    format!("{} percent", (share * 100.0 + 1e-9).floor())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Tone;

    #[test]
    fn a_table_is_a_name_and_a_line_for_each_column() {
        let table: Table = Table::of(["API developer", "DevOps"])
            .word("", |_| Cell::Mark(Mark::No))
            .text("Role", |role| Cell::strong(*role))
            .word("Readiness", |_| Cell::Bar { part: 0.41, possible: 0.6342 })
            .number("Hours", |role| if *role == "DevOps" { "" } else { "320 h" })
            .details(|_| vec![Text::new("More", Tone::Quiet)])
            .into();
        let document = Document { blocks: vec![Block::Table(table), Block::Note("So".into())] };
        assert_eq!(
            draw(&document),
            "not met, API developer\n  Readiness: 41 percent, up to 63 percent\n  Hours: 320 h\n  More\n\
             not met, DevOps\n  Readiness: 41 percent, up to 63 percent\n  More\n\nNote: So\n"
        );
    }
}
