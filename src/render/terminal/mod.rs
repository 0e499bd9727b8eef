//! Renders text for a terminal: tables, bars and wrapped text, with or without colour, in any width.

mod grid;

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::sparkline::sparkline;
use crate::domain::clean::clean;
use crate::report::document::{
    Align, Block, Cell, Column, Document, Keep, Mark, Row, Span, Table, Text, Tone, explanations,
};

/// The options of the terminal output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pen {
    /// The width in columns; `None` for no wrapping.
    pub(crate) width: Option<usize>,
    /// Whether to use colour.
    pub(crate) colour: bool,
    /// Whether to use only ASCII characters.
    pub(crate) ascii: bool,
    /// Whether the terminal supports links (OSC 8).
    pub(crate) links: bool,
}

/// The largest width that is used, because longer lines are hard to read.
const WIDEST: usize = 100;
/// The smallest width that is used, because nothing can be laid out in less.
const NARROWEST: usize = 30;
/// The space between columns.
const GAP: usize = 2;
/// The width of a bar.
const BAR: usize = 10;
/// The smallest width of a column of text. A column with a longer word stays as wide as that word.
const LEAST_TEXT: usize = 14;
/// The largest width of a word that is never broken. A longer word, such as an address, may be broken anywhere.
const LONGEST_WORD: usize = 24;

/// Renders a document.
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
                let fits = |before: usize, what: &str| {
                    self.width.is_none_or(|width| before + 4 + what.width() <= width)
                };
                // One long command does not move the explanations of the others to lines of their own.
                let beside = commands.iter().filter(|(c, what)| fits(c.width(), what));
                let widest = beside.map(|(c, _)| c.width()).max().unwrap_or(0);
                for (command, what) in commands {
                    // A command is never wrapped, so that it can be copied.
                    out.push_str(&format!("  {}", self.ink(command, Tone::Code)));
                    if command.width() <= widest && fits(widest, what) {
                        let gap = " ".repeat(widest - command.width() + 2);
                        out.push_str(&format!("{gap}{}\n", self.ink(what, Tone::Quiet)));
                    } else {
                        out.push('\n');
                        self.lines(&Text::new(what.as_str(), Tone::Quiet), "    ", "    ", out);
                    }
                }
            }
            Block::Note(text) => self.lines(text, "Note: ", "      ", out),
            Block::Graph(_) => {}
        }
    }

    /// Writes wrapped text, with `first` before the first line and `rest` before the others.
    fn lines(self, text: &Text, first: &str, rest: &str, out: &mut String) {
        let words = chunks(words(text));
        let room = |before: &str| match self.width {
            Some(width) => width.saturating_sub(before.width()).max(10) as f64,
            None => f64::INFINITY,
        };
        let lines = wrap_first_fit(&words, &[room(first), room(rest)]);
        for (number, line) in lines.iter().enumerate() {
            out.push_str(if number == 0 { first } else { rest });
            let words: Vec<&Word<'_>> = line.iter().flat_map(|chunk| &chunk.0).collect();
            for (at, word) in words.iter().enumerate() {
                let space = if at + 1 == words.len() { "" } else { word.space };
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

    /// Returns whether a text of this tone is written without any escape sequence.
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
        let stands_in_columns = self.width.is_none_or(|width| layout.total() <= width);
        if stands_in_columns && table.columns.iter().any(|column| !column.title.is_empty()) {
            let title = |column: &Column| Cell::toned(column.title, Tone::Quiet);
            let cells = table.columns.iter().map(title).collect();
            self.row(&layout, &Row { cells, details: Vec::new() }, out);
        }
        for section in &table.sections {
            if let Some(heading) = &section.heading {
                self.lines(heading, "  ", "  ", out);
            }
            for row in &section.rows {
                let indent = if stands_in_columns {
                    self.row(&layout, row, out);
                    layout.indent()
                } else {
                    self.row_in_lines(&layout, row, out);
                    4
                };
                for detail in &row.details {
                    let before = " ".repeat(indent);
                    self.lines(detail, &before, &before, out);
                }
            }
        }
        if let Some(explanations) = explanations(layout.columns.iter().map(|shown| shown.column)) {
            out.push('\n');
            self.lines(&Text::new(explanations, Tone::Quiet), "", "", out);
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
            let text = escape_control_characters(&text);
            // The lines are broken here, at the ends of words, and not by the table.
            let text = match self.width {
                Some(_) => wrapped(&text, shown.width).join("\n"),
                None => text.into_owned(),
            };
            comfy_table::Cell::new(text).set_alignment(align)
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
        // A link must stay one text, because a part of the address would lead elsewhere.
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

    /// Writes a row of a table that is too wide for the window. The cells up to the first text are in one line; the
    /// others follow below it, each after its title.
    fn row_in_lines(self, layout: &Layout<'_>, row: &Row, out: &mut String) {
        let is_words = |shown: &Shown<'_>| {
            shown.can_wrap() || shown.column.align == Align::Left && !shown.column.title.is_empty()
        };
        let words = layout.columns.iter().position(is_words).unwrap_or(0);
        let (lead, rest) = layout.columns.split_at((words + 1).min(layout.columns.len()));
        let cells = |shown: &[Shown<'_>], titled: bool| {
            let mut text = Text::default();
            for shown in shown {
                let Some(cell) = row.cells.get(shown.at) else { continue };
                let (cell, tone) = words_of(cell);
                if cell.is_empty() {
                    continue;
                }
                if !text.0.is_empty() {
                    text = text.and(if titled { " · " } else { " " }, Tone::Quiet);
                }
                if titled && !shown.column.title.is_empty() {
                    text = text.and(format!("{} ", shown.column.title), Tone::Quiet);
                }
                text = text.and(cell, tone);
            }
            text
        };
        for (text, before) in [(cells(lead, false), "  "), (cells(rest, true), "    ")] {
            if !text.0.is_empty() {
                self.lines(&text, before, "    ", out);
            }
        }
    }
}

/// Breaks each line of a text into lines of at most this width, at spaces only. A command between backticks stays whole
/// where it fits on a line, so that it can be copied. A line that begins with a space is not broken.
pub(crate) fn wrapped_around_commands(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        if line.starts_with(' ') {
            lines.push(line.to_string());
            continue;
        }
        let mut current = String::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(end_of_word_or_command(rest, width));
            if !current.is_empty() && current.width() + 1 + word.width() > width {
                lines.push(std::mem::take(&mut current));
            } else if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
            rest = after.trim_start_matches(' ');
        }
        lines.push(current);
    }
    lines.join("\n")
}

/// Returns the end of the first word of a text, or of the command between backticks that begins in it, if that fits into
/// the width.
fn end_of_word_or_command(text: &str, width: usize) -> usize {
    let end_from = |at: usize| text[at..].find(' ').map_or(text.len(), |end| at + end);
    let end = end_from(0);
    if text[..end].matches('`').count().is_multiple_of(2) {
        return end;
    }
    let close = text[end..].find('`').map(|at| end_from(end + at + 1));
    close.filter(|close| text[..*close].width() <= width).unwrap_or(end)
}

/// Breaks a text into lines of at most this width. Lines end at spaces and after hyphens. Only a word that is longer
/// than a line is broken elsewhere.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut pieces: Vec<Word<'_>> = Vec::new();
    let text = Text::new(text, Tone::Plain);
    for word in words(&text) {
        for (part, is_last) in parts(word.text) {
            let mut rest = part;
            while rest.width() > width {
                let (head, tail) = split_at_width(rest, width);
                if head.is_empty() {
                    break;
                }
                pieces.push(Word { text: head, space: "", tone: word.tone });
                rest = tail;
            }
            let space = if is_last { word.space } else { "" };
            pieces.push(Word { text: rest, space, tone: word.tone });
        }
    }
    let line = |words: &[Word<'_>]| {
        let line: String = words.iter().flat_map(|word| [word.text, word.space]).collect();
        line.trim_end().to_string()
    };
    wrap_first_fit(&pieces, &[width as f64]).into_iter().map(line).collect()
}

/// Returns the parts of a word between which a line may end, each with whether it is the last. A part ends after a
/// hyphen between letters and, in a word as long as a path, after a slash between letters.
fn parts(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut from = 0;
    let mut ends: Vec<usize> = Vec::new();
    let is_path = word.width() > LONGEST_WORD;
    for (at, mark) in word.match_indices(['-', '/']) {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let (before, after) = (word[..at].chars().next_back(), word[at + 1..].chars().next());
        if (mark == "-" || is_path) && is_letter(before) && is_letter(after) {
            ends.push(at + 1);
        }
    }
    ends.push(word.len());
    ends.into_iter().map(move |end| {
        let part = &word[from..end];
        from = end;
        (part, end == word.len())
    })
}

/// Splits a text at a width in terminal columns.
fn split_at_width(text: &str, width: usize) -> (&str, &str) {
    if text.is_ascii() {
        return text.split_at(width.min(text.len()));
    }
    if text.chars().all(is_one_wide) {
        return text.split_at(text.char_indices().nth(width).map_or(text.len(), |(at, _)| at));
    }
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    // A character without a width belongs to the character before it. Joined characters are as wide as one.
    let end = ends.take_while(|end| text[..*end].width() <= width).last().unwrap_or(0);
    text.split_at(end)
}

/// Whether a character takes one column wherever it stands: European letters, signs and frames. None of these joins with
/// another character.
fn is_one_wide(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{2000}'..'\u{2e80}') && c.width() == Some(1)
}

/// The columns of a table that are shown, with their widths.
struct Layout<'t> {
    columns: Vec<Shown<'t>>,
}

struct Shown<'t> {
    column: &'t Column,
    at: usize,
    width: usize,
    /// The smallest width of the column. A column that may wrap needs the longest part of a word.
    least: usize,
}

impl<'t> Layout<'t> {
    /// Drops columns that may be dropped and narrows columns that may wrap, until the table fits.
    fn of(table: &'t Table, width: Option<usize>) -> Layout<'t> {
        let rows = || table.sections.iter().flat_map(|section| &section.rows);
        let natural = |(at, column): (usize, &'t Column)| {
            let cells = rows().filter_map(|row| row.cells.get(at));
            let texts = cells.map(|cell| words_of(cell).0).chain([column.title.to_string()]);
            let (mut width, mut least) = (0, LEAST_TEXT);
            for text in texts {
                width = width.max(text.width());
                if column.keep == Keep::Wrap {
                    let words = words_in(&text).map(|part| part.width().min(LONGEST_WORD));
                    least = words.fold(least, usize::max);
                }
            }
            let least = if column.keep == Keep::Wrap { least.min(width) } else { width };
            Shown { column, at, width, least }
        };
        let mut layout =
            Layout { columns: table.columns.iter().enumerate().map(natural).collect() };
        layout.columns.retain(|shown| shown.width > 0);
        let Some(width) = width else { return layout };
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
                .filter(|shown| shown.width > shown.least)
                .max_by_key(|shown| shown.width);
            let Some(widest) = widest else { break };
            widest.width -= 1;
        }
        layout
    }

    fn total(&self) -> usize {
        self.columns.iter().map(|shown| shown.width + GAP).sum::<usize>() + 2 - GAP
    }

    /// Returns the width of the table if all columns have their smallest width.
    fn least(&self) -> usize {
        self.columns.iter().map(|shown| shown.least + GAP).sum::<usize>() + 2 - GAP
    }

    /// Returns the position of the first column of text. The lines below a row begin there.
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

/// Returns the characters of a cell, and their tone.
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

/// Renders a bar such as `████▒▒░░░░ 41–63 %`: the certain share, the possible share, and the rest.
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

/// A word with the spaces after it.
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

/// Words with no space between them, of any tones. They stay together in one line.
#[derive(Debug)]
struct Chunk<'t>(Vec<Word<'t>>);

impl Fragment for Chunk<'_> {
    fn width(&self) -> f64 {
        self.0.iter().map(|word| word.text.width()).sum::<usize>() as f64
    }

    fn whitespace_width(&self) -> f64 {
        self.0.last().map_or(0.0, Word::whitespace_width)
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn chunks(words: Vec<Word<'_>>) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let mut goes_on = false;
    for word in words {
        let ends = !word.space.is_empty();
        match chunks.last_mut().filter(|_| goes_on) {
            Some(chunk) => chunk.0.push(word),
            None => chunks.push(Chunk(vec![word])),
        }
        goes_on = !ends;
    }
    chunks
}

/// Returns the parts of a text that are not broken: words, or the parts of words with hyphens.
fn words_in(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let word = move || {
        let end = end_of_word(rest);
        let word = (!rest.is_empty()).then(|| &rest[..end]);
        rest = rest[end..].trim_start_matches(' ');
        word
    };
    std::iter::from_fn(word).flat_map(|word| parts(word).map(|(part, _)| part))
}

/// Returns the end of the first word of a text. It is at a space, but not at the one in `41 %`.
fn end_of_word(text: &str) -> usize {
    let is_end = |at: &usize| !text[*at..].starts_with(" %");
    text.match_indices(' ').map(|(at, _)| at).find(is_end).unwrap_or(text.len())
}

fn words(text: &Text) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for span in &text.0 {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            let end = end_of_word(rest);
            let after = rest[end..].find(|c| c != ' ').map_or(rest.len(), |at| end + at);
            words.push(Word { text: &rest[..end], space: &rest[end..after], tone: span.tone });
            rest = &rest[after..];
        }
    }
    words
}

/// Replaces control characters, so that a text from a file cannot turn, hide or colour the text beside it.
pub(crate) fn escape_control_characters(text: &str) -> Cow<'_, str> {
    clean(text)
}

/// Returns the text in ASCII. Signs get ASCII forms; characters without such a form become a question mark.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Section;

    #[test]
    fn a_text_is_cut_where_its_beginning_is_as_wide() {
        let measured = |text: &str, width: usize| {
            let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
            ends.take_while(|end| text[..*end].width() <= width).last().unwrap_or(0)
        };
        for text in ["", "plain", "· a → b – c", "José ✓ ██░ ½", "✓ 李明 · Ada", "a❤️b → c"]
        {
            for width in 0..16 {
                assert_eq!(split_at_width(text, width).0.len(), measured(text, width), "{text}");
            }
        }
        for c in ('\0'..'\u{3000}').filter(|c| is_one_wide(*c)) {
            assert_eq!(format!("a{c}{c}✓{c}").width(), 5, "{:?} stands alone", c);
        }
        assert!(is_one_wide('é') && is_one_wide('█') && !is_one_wide('\u{301}'));
    }

    #[test]
    fn a_row_keeps_every_cell_whatever_characters_are_joined_in_the_first() {
        // A skin tone and a heart in colour: characters with widths that do not add up.
        for name in ["👍🏽 Bo", "❤️ Bo", "👨‍👩‍👧 Ada", "李明", "José"] {
            let cells = vec![Cell::plain(name), Cell::toned("seven", Tone::Good), Cell::plain("8")];
            let row = Row { cells, details: Vec::new() };
            let mut table = Table {
                columns: vec![Column::text("Name"), Column::word("Word"), Column::number("N")],
                ..Table::default()
            };
            table.sections.push(Section { heading: None, rows: vec![row] });
            let mut document = Document::default();
            document.push(Block::Table(table));
            for width in [None, Some(50)] {
                let pen = Pen { width, colour: true, ascii: false, links: false };
                let drawn = draw(&document, pen);
                let green = pen.ink("seven", Tone::Good);
                assert!(drawn.contains(&*green) && drawn.trim_end().ends_with('8'), "{drawn:?}");
            }
        }
    }

    #[test]
    fn one_long_command_leaves_the_explanations_of_the_others_beside_them() {
        let mut document = Document::default();
        document.commands([("a", "first"), ("a command that is long", "second"), ("bc", "third")]);
        let drawn = |width| {
            draw(&document, Pen { width: Some(width), colour: false, ascii: false, links: false })
        };
        let beside = "  a                       first\n  a command that is long  second\n";
        assert!(drawn(40).starts_with(beside), "{}", drawn(40));
        assert_eq!(drawn(20), "  a   first\n  a command that is long\n    second\n  bc  third\n");
    }

    #[test]
    fn only_the_columns_that_are_shown_are_explained() {
        let table: Table = Table::of(["API developer"])
            .text("Role", |name| Cell::plain(*name))
            .number("Met", |_| "2 of 44")
            .explained("Met is explained.")
            .number("Settled", |_| "12 %")
            .explained("Settled too.")
            .if_room(1)
            .into();
        let document = Document { blocks: vec![Block::Table(table)] };
        let drawn = |width| {
            let drawn = draw(
                &document,
                Pen { width: Some(width), colour: false, ascii: false, links: false },
            );
            drawn.lines().last().unwrap_or_default().to_string()
        };
        assert_eq!(drawn(60), "Met is explained. Settled too.");
        assert_eq!(drawn(20), "Met is explained.");
    }
}
