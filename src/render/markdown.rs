//! The Markdown pen: what one pastes into an issue, a chat or a document.

use std::fmt::Write;

use super::graph;
use crate::report::document::{Align, Block, Cell, Document, Mark, Row, Table, Text, Tone};

/// Draws a document.
pub fn draw(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        draw_block(block, &mut out);
    }
    out
}

fn draw_block(block: &Block, out: &mut String) {
    match block {
        Block::Title(text) => line(out, &format!("# {}", plain(text))),
        Block::Heading(text) => line(out, &format!("## {}", plain(text))),
        Block::Paragraph(text) => line(out, &inline(text)),
        Block::Note(text) => line(out, &format!("> Note: {}", inline(text))),
        Block::List(items) => {
            for item in items {
                line(out, &format!("- {}", inline(item)));
            }
        }
        Block::Facts(facts) => {
            for (name, text) in facts {
                line(out, &format!("- **{}:** {}", escaped(name), inline(text)));
            }
        }
        Block::Commands(commands) => {
            for (command, what) in commands {
                line(out, &format!("- `{command}` {}", escaped(what)));
            }
        }
        Block::Table(table) => draw_table(table, out),
        Block::Graph(graph) => {
            line(out, &format!("## {}\n", escaped(&graph.title)));
            line(out, &format!("{}\n", escaped(&graph.caption)));
            line(out, &format!("```mermaid\n{}```", graph::flowchart(graph)));
        }
    }
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn draw_table(table: &Table, out: &mut String) {
    for (number, section) in table.sections.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        if let Some(heading) = &section.heading {
            line(out, &format!("### {}\n", plain(heading)));
        }
        let titles: Vec<String> = table.columns.iter().map(|c| escaped(c.title)).collect();
        line(out, &format!("| {} |", titles.join(" | ")));
        let rules: Vec<&str> = table
            .columns
            .iter()
            .map(|column| match column.align {
                Align::Left => "---",
                Align::Right => "---:",
            })
            .collect();
        line(out, &format!("| {} |", rules.join(" | ")));
        for row in &section.rows {
            draw_row(table, row, out);
        }
    }
}

/// A row; what is said under it stands in its first column of text.
fn draw_row(table: &Table, row: &Row, out: &mut String) {
    let home = table
        .columns
        .iter()
        .position(|column| column.align == Align::Left && !column.title.is_empty())
        .unwrap_or(0);
    out.push('|');
    for (at, cell) in row.cells.iter().enumerate() {
        let _ = write!(out, " {}", draw_cell(cell));
        if at == home {
            for detail in &row.details {
                let _ = write!(out, "<br>{}", inline(detail));
            }
        }
        out.push_str(" |");
    }
    out.push('\n');
}

fn draw_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text, tone) => toned(text, *tone),
        Cell::Mark(Mark::Yes) => "yes".to_string(),
        Cell::Mark(Mark::No) => "no".to_string(),
        Cell::Mark(Mark::Unknown) => "?".to_string(),
        Cell::Bar { part, possible } => {
            let percent = |share: f64| (share * 100.0 + 1e-9).floor() as u64;
            if percent(*possible) > percent(*part) {
                format!("{}–{} %", percent(*part), percent(*possible))
            } else {
                format!("{} %", percent(*part))
            }
        }
    }
}

fn plain(text: &Text) -> String {
    escaped(&text.plain())
}

fn inline(text: &Text) -> String {
    text.0
        .iter()
        .map(|span| toned(&span.text, span.tone))
        .collect()
}

/// Emphasis goes around the words, not the spaces beside them, or it would not be read as emphasis.
fn toned(text: &str, tone: Tone) -> String {
    let core = text.trim();
    let Some(start) = text.find(core).filter(|_| !core.is_empty()) else {
        return text.to_string();
    };
    let (before, after) = (&text[..start], &text[start + core.len()..]);
    match tone {
        Tone::Code if core.starts_with("https://") => format!("{before}<{core}>{after}"),
        Tone::Code => format!("{before}`{core}`{after}"),
        Tone::Strong => format!("{before}**{}**{after}", escaped(core)),
        Tone::Plain | Tone::Quiet | Tone::Good | Tone::Warn => {
            format!("{before}{}{after}", escaped(core))
        }
    }
}

/// Characters that mean something in Markdown, made to mean themselves.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_means_itself() {
        assert_eq!(escaped("C# | <b> a_b"), "C\\# \\| \\<b\\> a\\_b");
        assert_eq!(toned(" so ", Tone::Strong), " **so** ");
        assert_eq!(toned("a|b", Tone::Code), "`a|b`");
    }
}
