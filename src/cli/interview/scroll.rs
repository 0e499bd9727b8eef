//! A list of items on a screen that scrolls by whole items.

use std::ops::Range;

use console::Term;

use crate::cli::failure::Failure;
use crate::cli::interrupt::interrupted_or;
use crate::render::terminal::{self, Pen};
use crate::report::document::{Document, Text, Tone};
use crate::report::phrases::count;

/// The amount of text above the items, depending on the room in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Above {
    /// Remark, title and prompt, followed by an empty line.
    Whole,
    /// Title and prompt.
    Tight,
    /// The title, or the prompt if there is no title.
    Title,
    /// Nothing.
    Nothing,
}

/// The text above a list.
pub(crate) struct Head<'t> {
    /// A remark to show first.
    pub(crate) remark: Option<&'t Text>,
    /// The title of the list.
    pub(crate) title: Option<&'t Text>,
    /// The question.
    pub(crate) prompt: &'t Text,
}

impl Head<'_> {
    /// Returns the text above the list, with the given amount of text.
    pub(crate) fn draw(&self, above: Above, pen: Pen) -> String {
        let mut document = Document::default();
        if above == Above::Nothing {
            return String::new();
        }
        if let Some(remark) = self.remark.filter(|_| above == Above::Whole) {
            document.say(remark.clone());
        }
        if let Some(title) = self.title {
            document.title(title.clone());
        }
        if above != Above::Title || self.title.is_none() {
            document.say(self.prompt.clone());
        }
        let drawn = terminal::draw(&document, pen);
        let tight = drawn.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n"));
        let tight = tight.collect::<String>();
        if above == Above::Whole { tight + "\n" } else { tight }
    }
}

/// The items that are on the screen.
pub(crate) struct Shown {
    /// The positions of these items.
    pub(crate) items: Range<usize>,
    /// The greatest number of lines of an item; a taller item is cut.
    pub(crate) room: usize,
}

/// The scroll position of a list.
#[derive(Default)]
pub(crate) struct Scroll {
    /// The first item that is shown.
    pub(crate) top: usize,
    is_drawn: bool,
}

impl Scroll {
    /// Draws as many whole items as there is room for, including the one under the cursor, and returns which they are. `head`
    /// returns the text above the items, `tail` the text below them.
    ///
    /// # Errors
    /// When the terminal fails.
    pub(crate) fn show(
        &mut self,
        (term, pen): (&Term, Pen),
        items: &[Vec<String>],
        cursor: usize,
        head: impl Fn(Above) -> String,
        tail: impl Fn(Above) -> String,
    ) -> Result<Shown, Failure> {
        let rows = usize::from(term.size().0);
        let tallest = items.get(cursor).map_or(0, Vec::len);
        let (head, tail, room) = around(rows, tallest, head, tail);
        // If not all items fit, one line says how many are above and below.
        let room = if items.iter().map(Vec::len).sum::<usize>() <= room {
            room
        } else {
            room.saturating_sub(1)
        };
        let fits = |from: usize| {
            let mut lines = 0;
            let fitting = items[from..].iter().take_while(|item| {
                lines += item.len();
                lines <= room
            });
            fitting.count().max(1)
        };
        self.top = self.top.min(cursor);
        while self.top + fits(self.top) <= cursor {
            self.top += 1;
        }
        // If the window has grown, items from above fill it.
        while self.top > 0 && self.top - 1 + fits(self.top - 1) == items.len() {
            self.top -= 1;
        }
        let shown = self.top..(self.top + fits(self.top)).min(items.len());
        let mut text = head;
        for item in &items[shown.clone()] {
            for line in item.iter().take(room.max(1)) {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.push_str(&beyond(shown.start, items.len() - shown.end, pen));
        text.push_str(&tail);
        let _ = term.hide_cursor();
        self.draw(term, text.trim_end_matches('\n')).map_err(interrupted_or)?;
        Ok(Shown { items: shown, room })
    }

    /// Writes a text over the previous one. Otherwise every key would add a screen to the scrollback of the terminal.
    fn draw(&mut self, term: &Term, text: &str) -> std::io::Result<()> {
        if !std::mem::replace(&mut self.is_drawn, true) {
            term.clear_screen()?;
        }
        term.move_cursor_to(0, 0)?;
        term.write_str(&(text.replace('\n', END_OF_LINE) + CLEAR_REST))
    }
}

/// Returns the text above the items, the text below them, and the number of lines left for items. It takes as much text as
/// leaves room for the item under the cursor.
fn around(
    rows: usize,
    item: usize,
    head: impl Fn(Above) -> String,
    tail: impl Fn(Above) -> String,
) -> (String, String, usize) {
    for above in [Above::Whole, Above::Tight, Above::Title] {
        let (head, tail) = (head(above), tail(above));
        let around = head.lines().count() + tail.lines().count();
        if around + item < rows {
            return (head, tail, rows - around);
        }
    }
    let tail = tail(Above::Nothing);
    let room = rows.saturating_sub(tail.lines().count());
    (String::new(), tail, room)
}

/// Returns the lines of one item: the cursor and `before`, with the text to the right of them. The item under the cursor is
/// strong.
pub(crate) fn item(text: &Text, before: &str, here: bool, pen: Pen) -> Vec<String> {
    let mut document = Document::default();
    let strong = |text: &Text| {
        let spans = text.0.iter().map(|span| match span.tone {
            Tone::Plain => Text::new(&span.text, Tone::Strong),
            tone => Text::new(&span.text, tone),
        });
        Text(spans.flat_map(|text| text.0).collect())
    };
    document.say(if here { strong(text) } else { text.clone() });
    let cursor = if here { ">" } else { " " };
    let before = format!("{cursor} {before}");
    let width = pen.width.map(|width| width.saturating_sub(before.len()));
    let drawn = terminal::draw(&document, Pen { width, ..pen });
    let line = |(number, line): (usize, &str)| {
        if number == 0 { format!("{before}{line}") } else { " ".repeat(before.len()) + line }
    };
    drawn.lines().enumerate().map(line).collect()
}

/// Returns a text that lists keys, each with what it does.
pub(crate) fn keys(keys: &[(&str, &str)]) -> Text {
    keys.iter().fold(Text::default(), |text, (key, what)| {
        text.and(*key, Tone::Code).and(what.replacen(' ', UNBROKEN, 1), Tone::Quiet)
    })
}

/// The space between a key and what it does: no line ends there.
const UNBROKEN: &str = "\u{a0}";

/// Returns the text below the items, with an empty line before it if there is room.
pub(crate) fn tail(text: Text, above: Above, pen: Pen) -> String {
    let mut document = Document::default();
    document.say(text);
    let drawn = draw_with_keys(&document, pen);
    if above == Above::Whole { format!("\n{drawn}") } else { drawn }
}

/// Draws a document that lists keys.
pub(crate) fn draw_with_keys(document: &Document, pen: Pen) -> String {
    terminal::draw(document, pen).replace(UNBROKEN, " ")
}

/// The sequence that clears the line after the cursor and starts the next line.
const END_OF_LINE: &str = "\u{1b}[K\n";

/// The sequence that clears everything after the cursor.
const CLEAR_REST: &str = "\u{1b}[J";

/// Returns a line like `2 above, 3 more below`; empty if all items are shown.
fn beyond(above: usize, below: usize, pen: Pen) -> String {
    let text = match (above, below) {
        (0, 0) => return String::new(),
        (above, 0) => format!("{above} above"),
        (0, below) => count(below, "more below", "more below"),
        (above, below) => format!("{above} above, {below} more below"),
    };
    let mut document = Document::default();
    document.say(Text::new(format!("      {text}"), Tone::Quiet));
    terminal::draw(&document, pen)
}
