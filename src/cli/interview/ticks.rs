//! A list to tick: sentences, or names, each answered with yes or not yet.
//!
//! It scrolls by whole items, and Enter takes none that was not seen.

use console::{Key, Term};

use super::keys::{Event, KeyReader};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;
use crate::render::terminal::{self, Pen};
use crate::report::document::{Document, Text, Tone};
use crate::report::phrases::count;

/// What came of a list: the marks as they stand, and what is to happen.
pub struct Ticked {
    /// Yes, not yet or nothing, an item each.
    pub marks: Vec<Option<bool>>,
    /// What the last key asked for.
    pub then: Then,
}

/// What a key asked for at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Every item is answered; those without a mark are not yet.
    Done,
    /// To the question before.
    Back,
    /// Not now.
    Skip,
    /// Save and stop.
    Stop,
    /// Ctrl-C.
    Interrupt,
    /// The other levels of this item.
    Levels(usize),
    /// The answers of the area of this item.
    Area(usize),
}

/// A list to tick.
pub struct TickList<'s> {
    /// Where it is drawn.
    pub term: &'s Term,
    /// Where keys come from.
    pub reader: &'s KeyReader,
    /// The flags that say how.
    pub shared: &'s Shared,
    /// Something to mention first.
    pub remark: Option<String>,
    /// What it is about.
    pub title: Text,
    /// What is asked.
    pub prompt: Text,
    /// The items.
    pub items: Vec<Text>,
    /// What is asked when nothing is marked.
    pub none: &'static str,
    /// Whether items have other levels and an area to look at.
    pub are_sentences: bool,
}

/// What is drawn.
struct View {
    marks: Vec<Option<bool>>,
    cursor: usize,
    top: usize,
    seen: Vec<bool>,
    asks_none: bool,
    is_drawn: bool,
}

impl TickList<'_> {
    /// Asks until a key ends it.
    ///
    /// # Errors
    /// When the terminal fails.
    pub fn ask(&self, marks: Vec<Option<bool>>) -> Result<Ticked, Failure> {
        let number = self.items.len();
        let cursor = marks.iter().position(Option::is_none).unwrap_or(0);
        let mut view = View {
            marks,
            cursor,
            top: 0,
            seen: vec![false; number],
            asks_none: false,
            is_drawn: false,
        };
        let then = loop {
            let shown = self.show(&mut view)?;
            let key = match self.reader.next()? {
                Event::Redraw => continue,
                Event::Key(key) => key,
            };
            if let Some(then) = self.pressed(key, &mut view, shown) {
                break then;
            }
        };
        let _ = self.term.show_cursor();
        Ok(Ticked { marks: view.marks, then })
    }

    /// What a key does; `shown` items are on the screen.
    fn pressed(&self, key: Key, view: &mut View, shown: usize) -> Option<Then> {
        let last = self.items.len() - 1;
        if std::mem::take(&mut view.asks_none) && matches!(key, Key::Char('y') | Key::Enter) {
            return Some(Then::Done);
        }
        let mark = |view: &mut View, mark: Option<bool>| {
            view.marks[view.cursor] = mark;
        };
        match key {
            Key::Char('y') => {
                mark(view, Some(true));
                view.cursor = (view.cursor + 1).min(last);
            }
            Key::Char('n') => {
                mark(view, Some(false));
                view.cursor = (view.cursor + 1).min(last);
            }
            Key::Char(' ' | 'x') => {
                let now = view.marks[view.cursor] == Some(true);
                mark(view, Some(!now));
            }
            Key::ArrowDown | Key::Char('j') | Key::Tab => {
                view.cursor = (view.cursor + 1).min(last);
            }
            Key::ArrowUp | Key::Char('k') | Key::BackTab => {
                view.cursor = view.cursor.saturating_sub(1);
            }
            Key::PageDown => view.cursor = (view.top + shown).min(last),
            Key::PageUp => view.cursor = view.top.saturating_sub(1),
            Key::Home => view.cursor = 0,
            Key::End => view.cursor = last,
            Key::Enter => match view.seen.iter().position(|seen| !seen) {
                Some(unseen) => {
                    view.cursor = unseen;
                    view.top = unseen;
                }
                None if view.marks.iter().all(Option::is_none) => view.asks_none = true,
                None => return Some(Then::Done),
            },
            Key::Char('?') if self.are_sentences => return Some(Then::Levels(view.cursor)),
            Key::Char('a') if self.are_sentences => return Some(Then::Area(view.cursor)),
            Key::Char('b') | Key::ArrowLeft | Key::Backspace => return Some(Then::Back),
            Key::Char('s') => return Some(Then::Skip),
            // The end of the input, and what comes of a terminal that went away, stop too.
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown => return Some(Then::Stop),
            Key::CtrlC => return Some(Then::Interrupt),
            _ => {}
        }
        None
    }

    /// Draws as many whole items as there is room for, the one under the cursor among them, and gives how many.
    fn show(&self, view: &mut View) -> Result<usize, Failure> {
        let pen = screen::stderr_pen(self.shared);
        let rows = usize::from(self.term.size().0);
        let items: Vec<Vec<String>> =
            (0..self.items.len()).map(|at| self.item(view, at, pen)).collect();
        let (head, tail, room) = self.around(view, rows, &items[view.cursor], pen);
        // Of the lines between, one says what is above and below.
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
        view.top = view.top.min(view.cursor);
        while view.top + fits(view.top) <= view.cursor {
            view.top += 1;
        }
        // What fits above fills a window that grew.
        while view.top > 0 && view.top - 1 + fits(view.top - 1) == self.items.len() {
            view.top -= 1;
        }
        let shown = fits(view.top);
        let mut text = head;
        for (at, item) in items.iter().enumerate().skip(view.top).take(shown) {
            // An item that is taller than the whole window is cut, and not seen.
            view.seen[at] |= item.len() <= room;
            for line in item.iter().take(room.max(1)) {
                text.push_str(line);
                text.push('\n');
            }
        }
        let below = self.items.len() - view.top - shown;
        text.push_str(&beyond(view.top, below, pen));
        text.push_str(&tail);
        let _ = self.term.hide_cursor();
        self.draw(text.trim_end_matches('\n'), std::mem::replace(&mut view.is_drawn, true))
            .map_err(interrupted_or)?;
        Ok(shown)
    }

    /// Puts a text on the screen: over the one before, so that not every key leaves a screen among the lines that one can
    /// scroll back to.
    fn draw(&self, text: &str, is_drawn: bool) -> std::io::Result<()> {
        if !is_drawn {
            self.term.clear_screen()?;
        }
        self.term.move_cursor_to(0, 0)?;
        self.term.write_str(&(text.replace('\n', END_OF_LINE) + CLEAR_REST))
    }

    /// What stands above and below the items, as much of it as leaves room for the one under the cursor; and that room.
    fn around(
        &self,
        view: &View,
        rows: usize,
        item: &[String],
        pen: Pen,
    ) -> (String, String, usize) {
        for (above, below) in [
            (Above::Whole, false),
            (Above::Tight, false),
            (Above::Title, true),
            (Above::Nothing, true),
        ] {
            let head = self.head(above, pen);
            let tail = self.tail(view, below, above == Above::Whole, pen);
            let around = head.lines().count() + tail.lines().count();
            if around + item.len() < rows || above == Above::Nothing {
                return (head, tail, rows.saturating_sub(around));
            }
        }
        (String::new(), String::new(), rows)
    }

    fn head(&self, above: Above, pen: Pen) -> String {
        let mut document = Document::default();
        if above == Above::Nothing {
            return String::new();
        }
        if let Some(remark) = self.remark.as_ref().filter(|_| above == Above::Whole) {
            document.say(Text::new(remark, Tone::Warn));
        }
        document.title(self.title.clone());
        if above != Above::Title {
            document.say(self.prompt.clone());
        }
        let drawn = terminal::draw(&document, pen);
        let tight = drawn.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n"));
        let tight = tight.collect::<String>();
        if above == Above::Whole { tight + "\n" } else { tight }
    }

    fn tail(&self, view: &View, short: bool, roomy: bool, pen: Pen) -> String {
        let mut document = Document::default();
        let keys: &[(&str, &str)] = match (short, self.are_sentences) {
            (true, _) => {
                &[("y", " can, "), ("n", " not yet, "), ("Enter", " done, "), ("q", " stop")]
            }
            (false, true) => &[
                ("y", " can, "),
                ("n", " not yet, "),
                ("space", " changes, "),
                ("Enter", " done, "),
                ("?", " other levels, "),
                ("a", " answers so far, "),
                ("s", " skip, "),
                ("b", " back, "),
                ("q", " save and stop"),
            ],
            (false, false) => &[
                ("y", " used, "),
                ("n", " not, "),
                ("space", " changes, "),
                ("Enter", " done, "),
                ("s", " skip, "),
                ("b", " back, "),
                ("q", " save and stop"),
            ],
        };
        let keys = keys.iter().fold(Text::default(), |text, (key, what)| {
            text.and(*key, Tone::Code).and(*what, Tone::Quiet)
        });
        if view.asks_none {
            document.say(Text::new(self.none, Tone::Warn));
        } else {
            document.say(keys);
        }
        let drawn = terminal::draw(&document, pen);
        if roomy { format!("\n{drawn}") } else { drawn }
    }

    /// The lines of one item: cursor, mark, and its text beside them.
    fn item(&self, view: &View, at: usize, pen: Pen) -> Vec<String> {
        const BEFORE: usize = 6;
        let here = at == view.cursor;
        let mark = match view.marks[at] {
            Some(true) => "[x]",
            Some(false) => "[ ]",
            None => "[.]",
        };
        let cursor = if here { ">" } else { " " };
        let mut document = Document::default();
        let strong = |text: &Text| {
            let spans = text.0.iter().map(|span| match span.tone {
                Tone::Plain => Text::new(&span.text, Tone::Strong),
                tone => Text::new(&span.text, tone),
            });
            Text(spans.flat_map(|text| text.0).collect())
        };
        document.say(if here { strong(&self.items[at]) } else { self.items[at].clone() });
        let width = pen.width.map(|width| width.saturating_sub(BEFORE));
        let drawn = terminal::draw(&document, Pen { width, ..pen });
        let line = |(number, line): (usize, &str)| {
            if number == 0 { format!("{cursor} {mark} {line}") } else { format!("      {line}") }
        };
        drawn.lines().enumerate().map(line).collect()
    }
}

/// Clears what stands behind the cursor in its line, and goes to the next.
const END_OF_LINE: &str = "\u{1b}[K\n";

/// Clears everything behind the cursor.
const CLEAR_REST: &str = "\u{1b}[J";

/// How much stands above the items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Above {
    Whole,
    Tight,
    Title,
    Nothing,
}

/// `2 above, 3 more below`, where there is something.
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
