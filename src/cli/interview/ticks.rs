//! A list of sentences or names to tick, each answered with yes or not yet.
//!
//! The list scrolls by whole items. Enter does not end the list before every item was on the screen.

use console::{Key, Term};

use super::keys::{Event, KeyReader};
use super::scroll::{self, Above, Head, Scroll};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::screen;
use crate::render::terminal::Pen;
use crate::report::document::{Text, Tone};

/// The result of a list: the marks, and the next action.
pub(crate) struct Ticked {
    /// The mark of each item: yes, not yet or none.
    pub(crate) marks: Vec<Option<bool>>,
    /// The action that the last key asked for.
    pub(crate) then: Then,
}

/// The action that the last key of a list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Take the answers. Items without a mark count as not yet.
    Done,
    /// Return to the previous question.
    Back,
    /// Skip the question.
    Skip,
    /// Save and stop.
    Stop,
    /// End the program, after Ctrl-C.
    Interrupt,
    /// Show the other levels of this item.
    Levels(usize),
    /// Show the answers in the area of this item.
    Area(usize),
}

/// A list to tick.
pub(crate) struct TickList<'s> {
    /// The terminal to draw on.
    pub(crate) term: &'s Term,
    /// The source of the keys.
    pub(crate) reader: &'s KeyReader,
    /// The flags for drawing, such as colour.
    pub(crate) shared: &'s Shared,
    /// A remark to show above the title.
    pub(crate) remark: Option<Text>,
    /// The title of the list.
    pub(crate) title: Text,
    /// The question.
    pub(crate) prompt: Text,
    pub(crate) items: Vec<Text>,
    /// The question to confirm that nothing is marked.
    pub(crate) none: &'static str,
    /// Whether the items are sentences, so that keys can show other levels and the answers in the area.
    pub(crate) are_sentences: bool,
}

/// The state of the list on the screen.
struct View {
    marks: Vec<Option<bool>>,
    cursor: usize,
    scroll: Scroll,
    seen: Vec<bool>,
    asks_none: bool,
}

impl TickList<'_> {
    /// Asks until a key ends it.
    ///
    /// # Errors
    /// When the terminal fails.
    pub(crate) fn ask(&self, marks: Vec<Option<bool>>) -> Result<Ticked, Failure> {
        let number = self.items.len();
        let cursor = marks.iter().position(Option::is_none).unwrap_or(0);
        let mut view = View {
            marks,
            cursor,
            scroll: Scroll::default(),
            seen: vec![false; number],
            asks_none: false,
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

    /// Does what a key asks for, and returns the action if the key ends the list. `shown` items are on the screen.
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
            Key::PageDown => view.cursor = (view.scroll.top + shown).min(last),
            Key::PageUp => view.cursor = view.scroll.top.saturating_sub(1),
            Key::Home => view.cursor = 0,
            Key::End => view.cursor = last,
            Key::Enter => match view.seen.iter().position(|seen| !seen) {
                Some(unseen) => {
                    view.cursor = unseen;
                    view.scroll.top = unseen;
                }
                None if view.marks.iter().all(Option::is_none) => view.asks_none = true,
                None => return Some(Then::Done),
            },
            Key::Char('?') if self.are_sentences => return Some(Then::Levels(view.cursor)),
            Key::Char('a') if self.are_sentences => return Some(Then::Area(view.cursor)),
            Key::Char('b') | Key::ArrowLeft | Key::Backspace => return Some(Then::Back),
            Key::Char('s') => return Some(Then::Skip),
            // The end of the input stops too, and so does the key that is read when the terminal has gone away.
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown => return Some(Then::Stop),
            Key::CtrlC => return Some(Then::Interrupt),
            _ => {}
        }
        None
    }

    /// Draws the items that there is room for, and returns how many they are.
    fn show(&self, view: &mut View) -> Result<usize, Failure> {
        let pen = screen::stderr_pen(self.shared);
        let items: Vec<Vec<String>> =
            (0..self.items.len()).map(|at| self.item(view, at, pen)).collect();
        let head =
            Head { remark: self.remark.as_ref(), title: Some(&self.title), prompt: &self.prompt };
        let asks_none = view.asks_none;
        let tail = |above: Above| {
            let text = if asks_none {
                Text::new(self.none, Tone::Warn)
            } else {
                scroll::keys(self.keys(matches!(above, Above::Title | Above::Nothing)))
            };
            scroll::tail(text, above, pen)
        };
        let cursor = view.cursor;
        let shown = view.scroll.show(
            (self.term, pen),
            &items,
            cursor,
            |above| head.draw(above, pen),
            tail,
        )?;
        for at in shown.items.clone() {
            // An item that is too tall for the window is cut, and does not count as seen.
            view.seen[at] |= items[at].len() <= shown.room;
        }
        Ok(shown.items.len())
    }

    fn keys(&self, short: bool) -> &'static [(&'static str, &'static str)] {
        match (short, self.are_sentences) {
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
        }
    }

    /// Returns the lines of one item: the cursor and the mark, with the text to the right of them.
    fn item(&self, view: &View, at: usize, pen: Pen) -> Vec<String> {
        let mark = match view.marks[at] {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "[.] ",
        };
        scroll::item(&self.items[at], mark, at == view.cursor, pen)
    }
}
