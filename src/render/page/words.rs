//! Words and tables as HTML. [`maud`] escapes every text. An address becomes a link only if it begins with https or
//! http.

use maud::{Markup, html};

use super::pictures;
use crate::report::document::{
    Align, Block, Cell, Column, Document, Grid, Keep, Mark, Row, Section, Table, Text, Tone,
    explanations,
};

/// Renders a document. It leaves out graphs, which need a picture, and raw files, which are not text to read.
pub(crate) fn document(document: &Document) -> Markup {
    let has_title = document.blocks.iter().any(|block| matches!(block, Block::Title(_)));
    html! {
        @for block in &document.blocks { (self::block(block, has_title)) }
    }
}

/// Renders a block of a document. If the document has a title, its headings are one level below the title.
fn block(block: &Block, has_title: bool) -> Markup {
    html! {
        @match block {
            Block::Title(text) => { h3 { (inline(text)) } }
            Block::Heading(text) if has_title => { h4 { (inline(text)) } }
            Block::Heading(text) => { h3 { (inline(text)) } }
            Block::Paragraph(text) => { p { (inline(text)) } }
            Block::List(items) => { ul { @for item in items { li { (inline(item)) } } } }
            Block::Facts(facts) => {
                dl { @for (name, text) in facts { dt { (name) } dd { (inline(text)) } } }
            }
            Block::Table(table) => { (self::table(table)) }
            Block::Verbatim(lines) => { pre { @for line in lines { (line) "\n" } } }
            Block::Commands(commands) => {
                ul { @for (command, what) in commands { li { code { (command) } " " (what) } } }
            }
            Block::Note(text) => { p.note { (inline(text)) } }
            Block::Grid(grid) => { (self::grid(grid)) }
            Block::Raw(_) | Block::Graph(_) => {}
        }
    }
}

/// Renders a text with its emphasis.
pub(crate) fn inline(text: &Text) -> Markup {
    html! {
        @for span in &text.0 { (toned(&span.text, span.tone)) }
    }
}

fn toned(text: &str, tone: Tone) -> Markup {
    html! {
        @match tone {
            Tone::Plain => { (with_code(text)) }
            Tone::Strong => { strong { (with_code(text)) } }
            Tone::Quiet => { span.quiet { (with_code(text)) } }
            Tone::Good => { span.good { (with_code(text)) } }
            Tone::Warn => { span.warn { (with_code(text)) } }
            Tone::Code => {
                @if is_address(text) { (link(text, text)) } @else { code { (text) } }
            }
        }
    }
}

/// Renders a sentence in which commands are between backquotes, as in sentences for a terminal.
fn with_code(text: &str) -> Markup {
    let mut parts: Vec<&str> = text.split('`').collect();
    // A backquote without a second one is an ordinary character.
    if parts.len().is_multiple_of(2) {
        parts = vec![text];
    }
    html! {
        @for (at, part) in parts.into_iter().enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// Renders a link out of the page.
pub(crate) fn link(address: &str, title: &str) -> Markup {
    html! {
        @if is_address(address) { a href=(address) rel="noopener noreferrer" { (title) } }
        @else { (title) }
    }
}

fn is_address(text: &str) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Renders a table. It scrolls by itself if it is wider than the page.
pub(crate) fn table(table: &Table) -> Markup {
    let shown = shown(table);
    html! {
        div.scroll tabindex="0" role="region" aria-label="Table" {
            table {
                thead { tr {
                    @for at in &shown {
                        @let column = &table.columns[*at];
                        @if column.title.is_empty() { td class=(class(column)) {} }
                        @else { th scope="col" class=(class(column)) { (column.title) } }
                    }
                } }
                @for section in &table.sections { (rows(table, section, &shown)) }
            }
        }
        @if let Some(explanations) = explanations(shown.iter().map(|at| &table.columns[*at])) {
            p.quiet { (explanations) }
        }
    }
}

/// Renders a heat map. The colours repeat what the figures say.
fn grid(grid: &Grid) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(grid.corner) {
            table.grid {
                thead { tr {
                    th scope="col" { (grid.corner) }
                    @for column in &grid.columns { th scope="col" { (column) } }
                } }
                tbody {
                    @for row in &grid.rows {
                        @if let Some(heading) = &row.heading {
                            tr { th scope="rowgroup" colspan=(grid.columns.len() + 1) { (inline(heading)) } }
                        }
                        tr {
                            th scope="row" { (row.label) }
                            @for cell in &row.cells { td class=[shade(cell.tone)] { (cell.text) } }
                        }
                    }
                }
            }
        }
    }
}

fn shade(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Good => Some("high"),
        Tone::Warn => Some("low"),
        Tone::Plain | Tone::Strong | Tone::Quiet | Tone::Code => None,
    }
}

/// Returns the classes of a column: its alignment, and whether it may disappear on narrow screens.
fn class(column: &Column) -> &'static str {
    match (column.align, column.keep) {
        (Align::Right, Keep::IfRoom(_)) => "number if-room",
        (Align::Right, _) => "number",
        (Align::Left, Keep::IfRoom(_)) => "if-room",
        (Align::Left, _) => "words",
    }
}

/// Returns the indices of the columns that are not empty.
fn shown(table: &Table) -> Vec<usize> {
    let rows = || table.sections.iter().flat_map(|section| &section.rows);
    let says = |at: &usize| {
        rows().filter_map(|row| row.cells.get(*at)).any(|cell| match cell {
            Cell::Text(text, _) => !text.is_empty(),
            _ => true,
        })
    };
    (0..table.columns.len()).filter(says).collect()
}

fn rows(table: &Table, section: &Section, shown: &[usize]) -> Markup {
    // The lines below a row become part of its first column of text.
    let home = shown.iter().find(|at| {
        let column = &table.columns[**at];
        column.align == Align::Left && !column.title.is_empty()
    });
    html! {
        tbody {
            @if let Some(heading) = &section.heading {
                tr { th scope="rowgroup" colspan=(shown.len()) { (inline(heading)) } }
            }
            @for row in &section.rows { tr {
                @for at in shown { (cell(table, row, *at, home == Some(at))) }
            } }
        }
    }
}

fn cell(table: &Table, row: &Row, at: usize, home: bool) -> Markup {
    html! {
        td class=(class(&table.columns[at])) {
            @if let Some(cell) = row.cells.get(at) { (content(cell)) }
            @if home { @for detail in &row.details { div.detail { (inline(detail)) } } }
        }
    }
}

fn content(cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::Text(text, tone) => { (toned(text, *tone)) }
            Cell::Mark(Mark::Yes) => { "yes" }
            Cell::Mark(Mark::No) => { "no" }
            Cell::Mark(Mark::Unknown) => { "?" }
            Cell::Trend(shares) => { (trend(shares)) }
            Cell::Bar { part, possible } => { (pictures::bar(*part, *possible)) " " span.share { (share(*part, *possible)) } }
        }
    }
}

fn trend(shares: &[Option<f64>]) -> String {
    let one = |share: &Option<f64>| share.map_or("?".to_string(), percent);
    shares.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn share(part: f64, possible: f64) -> String {
    let (low, high) = (percent(part), percent(possible));
    if low == high { low } else { format!("{low} to {high}") }
}

/// Returns whole percent, rounded down as in all answers.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0 + 1e-9).floor())
}

#[cfg(test)]
mod tests {
    use super::inline;
    use crate::report::document::{Text, Tone};

    #[test]
    fn a_command_in_a_sentence_is_code_and_a_single_backtick_is_itself() {
        let shown = |text: &str| inline(&Text::new(text.to_owned(), Tone::Plain)).into_string();
        assert_eq!(
            shown("To ask: `skillgap cohort form --full`, then <import>."),
            "To ask: <code>skillgap cohort form --full</code>, then &lt;import&gt;."
        );
        assert_eq!(shown("A ` alone"), "A ` alone");
    }
}
