//! The terminal pen: tables, bars and wrapped text, with or without colour, in any width.

mod grid;

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthStr;

use super::sparkline::sparkline;
use crate::domain::clean::clean;
use crate::report::document::{
    Align, Block, Cell, Column, Document, Keep, Mark, Row, Span, Table, Text, Tone,
};

/// How to draw.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    /// Columns to keep within; `None` does not wrap at all.
    pub(crate) width: Option<usize>,
    /// Whether to use colour.
    pub(crate) colour: bool,
    /// Whether to keep to ASCII.
    pub(crate) ascii: bool,
    /// Whether the terminal follows links (OSC 8).
    pub(crate) links: bool,
}

/// Lines longer than this are hard to read, however wide the window is.
const WIDEST: usize = 100;
/// Narrower than this nothing can be laid out.
const NARROWEST: usize = 30;
/// The space between columns.
const GAP: usize = 2;
/// The columns of a bar.
const BAR: usize = 10;
/// The least width to which a column of text is squeezed.
const LEAST_TEXT: usize = 14;

/// Draws a document.
pub(crate) fn draw(document: &Document, pen: Pen) -> String {
    let width = pen.width.map(|width| width.clamp(NARROWEST, WIDEST));
    let pen = Pen { width, ..pen };
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    let drawn = |block: &&Block| !matches!(block, Block::Graph(_));
    for block in document.blocks.iter().filter(drawn) {
        let together = matches!(
            (before, block),
            (Some(Block::Heading(_)), _) | (Some(Block::Note(_)), Block::Note(_))
        );
        if before.is_some() && !together {
            out.push('\n');
        }
        let from = out.len();
        pen.block(block, &mut out);
        if pen.ascii && !matches!(block, Block::Raw(_)) {
            let drawn = to_ascii(&out[from..]);
            out.truncate(from);
            out.push_str(&drawn);
        }
        before = Some(block);
    }
    out
}

impl Pen {
    fn block(self, block: &Block, out: &mut String) {
        match block {
            Block::Title(text) | Block::Heading(text) => {
                let strong = |span: &Span| match span.tone {
                    Tone::Plain => Text::new(&span.text, Tone::Strong),
                    tone => Text::new(&span.text, tone),
                };
                let spans = text.0.iter().flat_map(|span| strong(span).0).collect();
                self.lines(&Text(spans), "", "", out);
            }
            Block::Paragraph(text) => self.lines(text, "", "", out),
            Block::List(items) => {
                for item in items {
                    self.lines(item, "  • ", "    ", out);
                }
            }
            Block::Facts(facts) => {
                let widest = facts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
                for (name, text) in facts {
                    let pad = " ".repeat(widest - name.width());
                    let rest = " ".repeat(widest + 4);
                    let name = escape_control_characters(name);
                    self.lines(text, &format!("  {name}{pad}  "), &rest, out);
                }
            }
            Block::Table(table) => self.table(table, out),
            Block::Verbatim(lines) => {
                for line in lines {
                    let line =
                        format!("    {}", escape_control_characters(&line.replace('\t', "    ")));
                    out.push_str(line.trim_end());
                    out.push('\n');
                }
            }
            Block::Raw(text) => out.push_str(text),
            Block::Grid(grid) => self.grid(grid, out),
            Block::Commands(commands) => {
                let widest = commands.iter().map(|(c, _)| c.width()).max().unwrap_or(0);
                for (command, what) in commands {
                    let fits = self.width.is_none_or(|width| widest + 4 + what.width() <= width);
                    let gap = if fits {
                        " ".repeat(widest - command.width() + 2)
                    } else {
                        "\n    ".to_string()
                    };
                    out.push_str(&format!(
                        "  {}{gap}{}\n",
                        self.ink(command, Tone::Code),
                        self.ink(what, Tone::Quiet)
                    ));
                }
            }
            Block::Note(text) => self.lines(text, "Note: ", "      ", out),
            Block::Graph(_) => {}
        }
    }

    /// Wrapped text, with what stands before the first line and before the others.
    fn lines(self, text: &Text, first: &str, rest: &str, out: &mut String) {
        let words = words(text);
        let room = |before: &str| match self.width {
            Some(width) => width.saturating_sub(before.width()).max(10) as f64,
            None => f64::INFINITY,
        };
        let lines = wrap_first_fit(&words, &[room(first), room(rest)]);
        for (number, line) in lines.iter().enumerate() {
            out.push_str(if number == 0 { first } else { rest });
            for (at, word) in line.iter().enumerate() {
                let space = if at + 1 == line.len() { "" } else { word.space };
                if self.is_bare(word.tone) {
                    out.push_str(&escape_control_characters(word.text));
                    out.push_str(space);
                } else {
                    out.push_str(&self.ink(&format!("{}{space}", word.text), word.tone));
                }
            }
            out.push('\n');
        }
    }

    /// Whether a text of this tone is written without anything around it.
    fn is_bare(self, tone: Tone) -> bool {
        let is_link = self.links && tone == Tone::Code;
        !is_link && (!self.colour || tone == Tone::Plain)
    }

    fn ink(self, text: &str, tone: Tone) -> String {
        let style = match tone {
            Tone::Plain => Style::new(),
            Tone::Strong => Style::new().bold(),
            Tone::Quiet => Style::new().dimmed(),
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Warn => AnsiColor::Yellow.on_default(),
            Tone::Code => AnsiColor::Cyan.on_default(),
        };
        let text = escape_control_characters(text);
        if self.links && tone == Tone::Code && text.starts_with("https://") {
            let style = AnsiColor::Cyan.on_default();
            let (on, off) = if self.colour {
                (style.render().to_string(), "\u{1b}[0m")
            } else {
                (String::new(), "")
            };
            return format!("\u{1b}]8;;{text}\u{1b}\\{on}{text}{off}\u{1b}]8;;\u{1b}\\");
        }
        if self.is_bare(tone) || text.trim().is_empty() {
            return text.into_owned();
        }
        format!("{style}{text}{style:#}")
    }

    fn table(self, table: &Table, out: &mut String) {
        let layout = Layout::of(table, self.width);
        let header = Row {
            cells: table
                .columns
                .iter()
                .map(|column| Cell::toned(column.title, Tone::Quiet))
                .collect(),
            details: Vec::new(),
        };
        if table.columns.iter().any(|column| !column.title.is_empty()) {
            self.row(&layout, &header, out);
        }
        for section in &table.sections {
            if let Some(heading) = &section.heading {
                self.lines(heading, "  ", "  ", out);
            }
            for row in &section.rows {
                self.row(&layout, row, out);
                for detail in &row.details {
                    let before = " ".repeat(layout.indent());
                    self.lines(detail, &before, &before, out);
                }
            }
        }
    }

    fn row(self, layout: &Layout<'_>, row: &Row, out: &mut String) {
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(presets::NOTHING).set_content_arrangement(match self.width {
            Some(_) => ContentArrangement::Dynamic,
            None => ContentArrangement::Disabled,
        });
        let cells = layout.columns.iter().map(|shown| {
            let align = match shown.column.align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            };
            let text = row.cells.get(shown.at).map(|cell| words_of(cell).0).unwrap_or_default();
            comfy_table::Cell::new(escape_control_characters(&text)).set_alignment(align)
        });
        drawn.add_row(cells);
        for (at, shown) in layout.columns.iter().enumerate() {
            if let Some(column) = drawn.column_mut(at) {
                let width = u16::try_from(shown.width + GAP).unwrap_or(u16::MAX);
                column.set_padding((0, GAP as u16));
                column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            }
        }
        let lines: Vec<String> = drawn.lines().collect();
        // A link is one text: a part of it would lead elsewhere.
        let pen = Pen { links: self.links && lines.len() == 1, ..self };
        for line in &lines {
            let mut inked = "  ".to_string();
            let mut rest = line.as_str();
            for shown in &layout.columns {
                let tone = row.cells.get(shown.at).map_or(Tone::Plain, |cell| words_of(cell).1);
                let (part, after) = split_at_width(rest, shown.width + GAP);
                let text = part.trim();
                let begins = part.len() - part.trim_start().len();
                inked.push_str(&part[..begins]);
                inked.push_str(&pen.ink(text, tone));
                inked.push_str(&part[begins + text.len()..]);
                rest = after;
            }
            out.push_str(inked.trim_end());
            out.push('\n');
        }
    }
}

/// A line up to so many columns of the terminal, and what comes after.
fn split_at_width(line: &str, width: usize) -> (&str, &str) {
    if line.is_ascii() {
        return line.split_at(width.min(line.len()));
    }
    let ends = line.char_indices().map(|(at, c)| at + c.len_utf8());
    // What has no width of its own belongs to the character before it.
    let end = ends.take_while(|end| line[..*end].width() <= width).last().unwrap_or(0);
    line.split_at(end)
}

/// Which columns of a table are drawn, and how wide.
struct Layout<'t> {
    columns: Vec<Shown<'t>>,
}

struct Shown<'t> {
    column: &'t Column,
    at: usize,
    width: usize,
}

impl<'t> Layout<'t> {
    /// Leaves out what may be left out and squeezes what may wrap, until the table fits.
    fn of(table: &'t Table, width: Option<usize>) -> Layout<'t> {
        let rows = || table.sections.iter().flat_map(|section| &section.rows);
        let natural = |(at, column): (usize, &'t Column)| {
            let cells = rows().filter_map(|row| row.cells.get(at));
            let content = cells.map(|cell| words_of(cell).0.width()).max().unwrap_or(0);
            Shown { column, at, width: content.max(column.title.width()) }
        };
        let mut layout =
            Layout { columns: table.columns.iter().enumerate().map(natural).collect() };
        let Some(width) = width else { return layout };
        layout.columns.retain(|shown| shown.width > 0);
        while layout.least() > width {
            let rank = |shown: &Shown<'_>| match shown.column.keep {
                Keep::IfRoom(rank) => rank,
                Keep::Always | Keep::Wrap => 0,
            };
            let Some(highest) = layout.columns.iter().map(rank).max().filter(|rank| *rank > 0)
            else {
                break;
            };
            layout.columns.retain(|shown| rank(shown) != highest);
        }
        while layout.total() > width {
            let widest = layout
                .columns
                .iter_mut()
                .filter(|shown| shown.can_wrap() && shown.width > LEAST_TEXT)
                .max_by_key(|shown| shown.width);
            let Some(widest) = widest else { break };
            widest.width -= 1;
        }
        layout
    }

    fn total(&self) -> usize {
        self.columns.iter().map(|shown| shown.width + GAP).sum::<usize>() + 2 - GAP
    }

    /// The width with all that may wrap squeezed.
    fn least(&self) -> usize {
        let least = |shown: &Shown<'_>| {
            if shown.can_wrap() { shown.width.min(LEAST_TEXT) } else { shown.width }
        };
        self.columns.iter().map(|shown| least(shown) + GAP).sum::<usize>() + 2 - GAP
    }

    /// Where the first column of text begins: lines under a row stand there.
    fn indent(&self) -> usize {
        let before = self.columns.iter().take_while(|shown| !shown.can_wrap());
        let indent = 2 + before.map(|shown| shown.width + GAP).sum::<usize>();
        if indent < 12 { indent } else { 4 }
    }
}

impl Shown<'_> {
    fn can_wrap(&self) -> bool {
        self.column.keep == Keep::Wrap
    }
}

/// The characters of a cell, and their tone.
fn words_of(cell: &Cell) -> (String, Tone) {
    match cell {
        Cell::Text(text, tone) => (text.clone(), *tone),
        Cell::Mark(Mark::Yes) => ("✓".to_string(), Tone::Good),
        Cell::Mark(Mark::No) => ("✗".to_string(), Tone::Warn),
        Cell::Mark(Mark::Unknown) => ("?".to_string(), Tone::Quiet),
        Cell::Bar { part, possible } => (bar(*part, *possible), Tone::Plain),
        Cell::Trend(shares) => (sparkline(shares), Tone::Good),
    }
}

/// `████▒▒░░░░ 41–63 %`: what is certain, what is possible, and the rest.
fn bar(part: f64, possible: f64) -> String {
    let cells = |share: f64| (share * BAR as f64).floor() as usize;
    let percent = |share: f64| (share * 100.0 + 1e-9).floor() as u64;
    let (full, half) = (cells(part), cells(possible).max(cells(part)));
    let range = if percent(possible) > percent(part) {
        format!("{}–{} %", percent(part), percent(possible))
    } else {
        format!("{} %", percent(part))
    };
    format!("{}{}{} {range}", "█".repeat(full), "▒".repeat(half - full), "░".repeat(BAR - half))
}

/// A word with the spaces behind it.
#[derive(Debug)]
struct Word<'t> {
    text: &'t str,
    space: &'t str,
    tone: Tone,
}

impl Fragment for Word<'_> {
    fn width(&self) -> f64 {
        self.text.width() as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.space.width() as f64
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn words(text: &Text) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for span in &text.0 {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            let end = rest.find(' ').unwrap_or(rest.len());
            let after = rest[end..].find(|c| c != ' ').map_or(rest.len(), |at| end + at);
            words.push(Word { text: &rest[..end], space: &rest[end..after], tone: span.tone });
            rest = &rest[after..];
        }
    }
    words
}

/// A text without what steers: what a file holds never turns, hides or colours what stands beside it.
pub(crate) fn escape_control_characters(text: &str) -> Cow<'_, str> {
    clean(text)
}

/// The same text in ASCII: signs have ASCII forms, and what has none becomes a question mark.
fn to_ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '–' | '—' | '−' => out.push('-'),
            '·' | '•' => out.push('*'),
            '…' => out.push_str("..."),
            '▁' => out.push('_'),
            '▂' => out.push('.'),
            '▃' => out.push('-'),
            '▄' => out.push('='),
            '▅' => out.push('+'),
            '▆' => out.push('%'),
            '▇' => out.push('@'),
            '█' => out.push('#'),
            '→' => out.push_str("->"),
            '▒' => out.push('='),
            '░' => out.push('.'),
            '✓' => out.push('+'),
            '✗' => out.push('-'),
            '≤' => out.push_str("<="),
            '‘' | '’' => out.push('\''),
            '“' | '”' => out.push('"'),
            '\u{a0}' => out.push(' '),
            _ => out.push('?'),
        }
    }
    out
}
