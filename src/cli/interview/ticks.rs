//! A list to tick: sentences, or names, each answered with yes or not yet.
//!
//! It scrolls by whole items, and Enter takes none that was not seen.

use console::{Key, Term};

use super::keys::{Event, KeyReader};
use super::scroll::{self, Above, Head, Scroll};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::screen;
use crate::render::terminal::Pen;
use crate::report::document::{Text, Tone};

/// What came of a list: the marks as they stand, and what is to happen.
pub(crate) struct Ticked {
    /// Yes, not yet or nothing, an item each.
    pub(crate) marks: Vec<Option<bool>>,
    /// What the last key asked for.
    pub(crate) then: Then,
}

/// What a key asked for at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
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
pub(crate) struct TickList<'s> {
    /// Where it is drawn.
    pub(crate) term: &'s Term,
    /// Where keys come from.
    pub(crate) reader: &'s KeyReader,
    /// The flags that say how.
    pub(crate) shared: &'s Shared,
    /// Something to mention first.
    pub(crate) remark: Option<Text>,
    /// What it is about.
    pub(crate) title: Text,
    /// What is asked.
    pub(crate) prompt: Text,
    pub(crate) items: Vec<Text>,
    /// What is asked when nothing is marked.
    pub(crate) none: &'static str,
    /// Whether items have other levels and an area to look at.
    pub(crate) are_sentences: bool,
}

/// What is drawn.
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
            // The end of the input, and what comes of a terminal that went away, stop too.
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown => return Some(Then::Stop),
            Key::CtrlC => return Some(Then::Interrupt),
            _ => {}
        }
        None
    }

    /// Draws the items that there is room for, and gives how many.
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
            // An item that is taller than the whole window is cut, and not seen.
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

    /// The lines of one item: cursor, mark, and its text beside them.
    fn item(&self, view: &View, at: usize, pen: Pen) -> Vec<String> {
        let mark = match view.marks[at] {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "[.] ",
        };
        scroll::item(&self.items[at], mark, at == view.cursor, pen)
    }
}
