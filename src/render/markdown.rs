//! Renders Markdown, for pasting into an issue, a chat or a document.

use std::fmt::Write;

use super::graph;
use crate::domain::clean::{clean, clean_but, steers};
use crate::report::document::{
    Align, Block, Cell, Document, Grid, Mark, Row, Table, Text, Tone, explanations,
};

/// Renders a document.
pub(crate) fn draw(document: &Document) -> String {
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
        Block::Verbatim(lines) => {
            let ticks = lines.iter().flat_map(|line| line.split(|c| c != '`'));
            let fence = "`".repeat(ticks.map(str::len).max().unwrap_or(0).max(2) + 1);
            line(out, &format!("{fence}toml"));
            for text in lines {
                line(out, &clean_but(text, &['\t']));
            }
            line(out, &fence);
        }
        Block::Raw(text) => out.push_str(text),
        Block::Commands(commands) => {
            for (command, what) in commands {
                line(out, &format!("- `{command}` {}", escaped(what)));
            }
        }
        Block::Table(table) => draw_table(table, out),
        Block::Grid(grid) => draw_grid(grid, out),
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
    let shown = columns_that_say_something(table);
    let line_of =
        |out: &mut String, cells: Vec<String>| line(out, &format!("| {} |", cells.join(" | ")));
    for (number, section) in table.sections.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        if let Some(heading) = &section.heading {
            line(out, &format!("### {}\n", plain(heading)));
        }
        let title = |at: &usize| escaped(table.columns[*at].title);
        line_of(out, shown.iter().map(title).collect());
        let rule = |at: &usize| match table.columns[*at].align {
            Align::Left => "---".to_string(),
            Align::Right => "---:".to_string(),
        };
        line_of(out, shown.iter().map(rule).collect());
        for row in &section.rows {
            line_of(out, cells_of(table, row, &shown));
        }
    }
    if let Some(explanations) = explanations(shown.iter().map(|at| &table.columns[*at])) {
        line(out, &format!("\n{}", escaped(&explanations)));
    }
}

fn draw_grid(grid: &Grid, out: &mut String) {
    let header: Vec<String> = grid.columns.iter().map(|title| escaped(title)).collect();
    line(out, &format!("| {} | {} |", escaped(&grid.corner), header.join(" | ")));
    line(out, &format!("| --- |{}", " ---: |".repeat(grid.columns.len())));
    for row in &grid.rows {
        if let Some(heading) = &row.heading {
            let empty = " |".repeat(grid.columns.len());
            line(out, &format!("| **{}** |{empty}", plain(heading)));
        }
        let cells: Vec<String> = row.cells.iter().map(|cell| escaped(&cell.text)).collect();
        line(out, &format!("| {} | {} |", escaped(&row.label), cells.join(" | ")));
    }
}

/// Returns the indices of the columns that are not empty.
fn columns_that_say_something(table: &Table) -> Vec<usize> {
    let rows = || table.sections.iter().flat_map(|section| &section.rows);
    let says = |at: &usize| {
        let mut cells = rows().filter_map(|row| row.cells.get(*at));
        cells.any(|cell| !draw_cell(cell).is_empty())
    };
    (0..table.columns.len()).filter(says).collect()
}

/// Returns the cells of a row. The lines below the row become part of its first column of text.
fn cells_of(table: &Table, row: &Row, shown: &[usize]) -> Vec<String> {
    let is_text = |at: &&usize| table.columns[**at].align == Align::Left;
    let is_titled = |at: &&usize| is_text(at) && !table.columns[**at].title.is_empty();
    let home = shown.iter().find(is_titled).or(shown.iter().find(is_text)).or(shown.first());
    let home = home.copied();
    let cell = |at: &usize| {
        let mut text = row.cells.get(*at).map(draw_cell).unwrap_or_default();
        if Some(*at) == home {
            for detail in &row.details {
                let _ = write!(text, "<br>{}", inline(detail));
            }
        }
        text
    };
    shown.iter().map(cell).collect()
}

fn draw_cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text, tone) => toned(text, *tone),
        Cell::Mark(Mark::Yes) => "yes".to_string(),
        Cell::Mark(Mark::No) => "no".to_string(),
        Cell::Mark(Mark::Unknown) => "?".to_string(),
        Cell::Trend(shares) => {
            let percent = |share: &Option<f64>| {
                let whole = |share: f64| (share * 100.0 + 1e-9).floor();
                share.map_or("?".to_string(), |share| whole(share).to_string())
            };
            let all: Vec<String> = shares.iter().map(percent).collect();
            format!("{} %", all.join(", "))
        }
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
    text.0.iter().map(|span| toned(&span.text, span.tone)).collect()
}

/// Adds the marks of a tone. They enclose the words but not the spaces beside them; otherwise Markdown would not read
/// them as emphasis.
fn toned(text: &str, tone: Tone) -> String {
    let core = text.trim();
    let Some(start) = text.find(core).filter(|_| !core.is_empty()) else {
        return text.to_string();
    };
    let (before, after) = (&text[..start], &text[start + core.len()..]);
    match tone {
        Tone::Code if core.starts_with("https://") => format!("{before}<{core}>{after}"),
        Tone::Code => format!("{before}`{}`{after}", escaped_code(core)),
        Tone::Strong => format!("{before}**{}**{after}", escaped(core)),
        Tone::Plain | Tone::Quiet | Tone::Good | Tone::Warn => {
            format!("{before}{}{after}", escaped(core))
        }
    }
}

/// Escapes code between backquotes: backquotes and control characters are replaced.
fn escaped_code(text: &str) -> String {
    clean(text).replace('`', "'")
}

/// Escapes characters that have a meaning in Markdown. Addresses are escaped too, so that a viewer does not turn them
/// into links.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | '&' | '~' => {
                out.push('\\');
                out.push(c);
            }
            // It begins or ends a heading only beside a space; in C# it has no meaning.
            '#' if out.is_empty() || out.ends_with(' ') => out.push_str("\\#"),
            ':' if text[at..].starts_with("://") => out.push_str("\\:"),
            '.' if ends_with_www(&text[..at]) => out.push_str("\\."),
            '\n' | '\r' => out.push(' '),
            c if steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Returns whether a text ends with `www`, which can turn an address without `https://` into a link.
fn ends_with_www(before: &str) -> bool {
    before.len() >= 3 && before.as_bytes()[before.len() - 3..].eq_ignore_ascii_case(b"www")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_means_itself() {
        assert_eq!(escaped("# C# | <b> a_b #"), "\\# C# \\| \\<b\\> a\\_b \\#");
        assert_eq!(escaped("R&amp;D ~~x~~ &lt;"), "R\\&amp;D \\~\\~x\\~\\~ \\&lt;");
        assert_eq!(escaped("http://a.example www.b.example"), "http\\://a.example www\\.b.example");
        assert_eq!(escaped("a\u{202e}b\u{9b}"), "a\u{fffd}b\u{fffd}");
        assert_eq!(toned(" so ", Tone::Strong), " **so** ");
        assert_eq!(toned("a|b", Tone::Code), "`a|b`");
    }
}
