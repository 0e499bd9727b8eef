//! A list to choose from: one item, several items, or one item found by a search.
//!
//! These lists do not use dialoguer, not even to choose a role. The lists of dialoguer have four faults: they break an item in
//! the middle of a word at the edge of the window; they put as many items on a page as the window has rows, although an item
//! may take several rows; they notice a new window size only after a key; and they swallow Ctrl-Z. Typed lines, including
//! confirmations, do use dialoguer ([`typed`](super::typed)).

use console::{Key, Term};

use super::keys::{Event, KeyReader};
use super::scroll::{self, Above, Head, Scroll};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;
use crate::report::document::{Text, Tone};

/// The result of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Picked<T> {
    /// The positions of the chosen items.
    Items(T),
    /// Return to the previous question.
    Back,
    /// Skip the question.
    Skip,
    /// Save and stop.
    Stop,
}

/// The keys that leave a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Back and stop, and skip if the question allows it.
    Interview {
        /// Whether the question can be skipped.
        can_skip: bool,
    },
    /// Back and stop, for a list outside an interview: stopping saves nothing.
    Alone,
    /// Only back: the list was opened from another screen.
    Aside,
}

/// A list to choose from.
pub(crate) struct ChoiceList<'s> {
    /// The terminal to draw on.
    pub(crate) term: &'s Term,
    /// The source of the keys.
    pub(crate) reader: &'s KeyReader,
    /// The flags for drawing, such as colour.
    pub(crate) shared: &'s Shared,
    /// A remark to show above the prompt.
    pub(crate) remark: Option<Text>,
    /// The question.
    pub(crate) prompt: Text,
    /// The items.
    pub(crate) items: Vec<Text>,
    /// The positions of the items that were chosen when this was asked before. The cursor starts on the first of them; where
    /// several items can be chosen, they start ticked.
    pub(crate) earlier: Vec<usize>,
    /// The keys that leave the list.
    pub(crate) leave: Leave,
}

impl ChoiceList<'_> {
    /// Asks for one item.
    ///
    /// # Errors
    /// When the terminal fails, or the user interrupts.
    pub(crate) fn one(&self) -> Result<Picked<usize>, Failure> {
        let mut cursor = self.at_earlier();
        loop {
            let page = self.show(&mut cursor, None, &self.prompt)?;
            let Some(key) = self.key()? else { continue };
            match key {
                Key::Enter | Key::Char(' ') => return Ok(self.picked(cursor.at)),
                key if cursor.moved(&key, self.items.len(), page) => {}
                key => {
                    if let Some(left) = self.left(&key) {
                        return Ok(left);
                    }
                }
            }
        }
    }

    /// Asks for any number of items, at least one.
    ///
    /// # Errors
    /// As [`ChoiceList::one`].
    pub(crate) fn several(&self) -> Result<Picked<Vec<usize>>, Failure> {
        let last = self.items.len().saturating_sub(1);
        let mut ticks: Vec<bool> =
            (0..self.items.len()).map(|at| self.earlier.contains(&at)).collect();
        let mut cursor = self.at_earlier();
        let mut prompt = self.prompt.clone();
        loop {
            let page = self.show(&mut cursor, Some(&ticks), &prompt)?;
            let Some(key) = self.key()? else { continue };
            match key {
                Key::Char(' ' | 'x') => {
                    if let Some(tick) = ticks.get_mut(cursor.at) {
                        *tick = !*tick;
                    }
                }
                Key::Char(mark @ ('y' | 'n')) => {
                    if let Some(tick) = ticks.get_mut(cursor.at) {
                        *tick = mark == 'y';
                    }
                    cursor.at = (cursor.at + 1).min(last);
                }
                Key::Enter => {
                    let ticked = (0..ticks.len()).filter(|at| ticks[*at]).collect::<Vec<_>>();
                    if !ticked.is_empty() {
                        return Ok(Picked::Items(ticked));
                    }
                    prompt = self.prompt.clone().and(NOTHING_TICKED, Tone::Warn);
                }
                key if cursor.moved(&key, self.items.len(), page) => {}
                key => match self.left(&key) {
                    Some(Picked::Back) => return Ok(Picked::Back),
                    Some(Picked::Skip) => return Ok(Picked::Skip),
                    Some(Picked::Stop) => return Ok(Picked::Stop),
                    Some(Picked::Items(_)) | None => {}
                },
            }
        }
    }

    /// Asks for one of many items, which the user finds by typing. `matches` returns the items to show for the typed text, each
    /// with its own text, the best match first.
    ///
    /// # Errors
    /// As [`ChoiceList::one`].
    pub(crate) fn searched<T: Copy>(
        &self,
        matches: impl Fn(&str) -> Vec<(T, Text)>,
    ) -> Result<Option<T>, Failure> {
        let mut typed = String::new();
        let mut cursor = Cursor::default();
        loop {
            let found = matches(&typed);
            let listed: Vec<&Text> = found.iter().map(|(_, text)| text).collect();
            let prompt = self.prompt.clone().and(format!(" {typed}_"), Tone::Strong);
            let none =
                Text::new("Nothing is called so; Backspace takes a letter back.", Tone::Warn);
            let tail = if found.is_empty() { none } else { scroll::keys(SEARCH_KEYS) };
            let page = self.draw(&mut cursor, &listed, None, &prompt, |_| tail.clone())?;
            let Some(key) = self.key()? else { continue };
            match key {
                Key::Enter => {
                    if let Some((item, _)) = found.get(cursor.at) {
                        return Ok(Some(*item));
                    }
                }
                Key::Escape | Key::Char('\u{4}') | Key::Unknown => return Ok(None),
                Key::Backspace => {
                    typed.pop();
                    cursor = Cursor { scroll: cursor.scroll, at: 0 };
                }
                Key::Char(letter) if !letter.is_control() => {
                    typed.push(letter);
                    cursor = Cursor { scroll: cursor.scroll, at: 0 };
                }
                key => {
                    cursor.moved(&key, found.len(), page);
                }
            }
        }
    }

    /// Returns the cursor on the first item that was chosen before, or else on the first item.
    fn at_earlier(&self) -> Cursor {
        let at = self.earlier.first().copied().filter(|at| *at < self.items.len());
        Cursor { at: at.unwrap_or_default(), ..Cursor::default() }
    }

    /// Returns the next key; `None` if the screen has to be redrawn.
    fn key(&self) -> Result<Option<Key>, Failure> {
        let event = self.reader.next()?;
        let _ = self.term.show_cursor();
        match event {
            Event::Redraw => Ok(None),
            Event::Key(Key::CtrlC) => Err(interrupted_or(std::io::ErrorKind::Interrupted.into())),
            Event::Key(key) => Ok(Some(key)),
        }
    }

    fn picked(&self, at: usize) -> Picked<usize> {
        if self.items.is_empty() { Picked::Back } else { Picked::Items(at) }
    }

    /// Returns the result that a key asks for if it leaves the list.
    fn left(&self, key: &Key) -> Option<Picked<usize>> {
        let is_aside = self.leave == Leave::Aside;
        let can_skip = self.leave == (Leave::Interview { can_skip: true });
        match key {
            // The end of the input stops too, and so does the key that is read when the terminal has gone away.
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown if is_aside => Some(Picked::Back),
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown => Some(Picked::Stop),
            Key::Char('b') | Key::ArrowLeft | Key::Backspace => Some(Picked::Back),
            Key::Char('s') if can_skip => Some(Picked::Skip),
            _ => None,
        }
    }

    /// Draws the list, and returns how many items are shown.
    fn show(
        &self,
        cursor: &mut Cursor,
        ticks: Option<&[bool]>,
        prompt: &Text,
    ) -> Result<usize, Failure> {
        let listed: Vec<&Text> = self.items.iter().collect();
        self.draw(cursor, &listed, ticks, prompt, |above| {
            let is_short = matches!(above, Above::Title | Above::Nothing);
            scroll::keys(&self.keys(ticks.is_some(), is_short))
        })
    }

    fn keys(&self, ticks: bool, short: bool) -> Vec<(&'static str, &'static str)> {
        let mut keys: Vec<(&str, &str)> = match (ticks, short) {
            (true, true) => vec![("space", " ticks, "), ("Enter", " done, ")],
            (true, false) => {
                vec![("arrows", " move, "), ("space", " ticks, "), ("Enter", " done, ")]
            }
            (false, true) => vec![("Enter", " chooses, ")],
            (false, false) => vec![("arrows", " move, "), ("Enter", " chooses, ")],
        };
        if self.leave == Leave::Aside {
            keys.push(("b", " back"));
            return keys;
        }
        if !short {
            if self.leave == (Leave::Interview { can_skip: true }) {
                keys.push(("s", " skip, "));
            }
            keys.push(("b", " back, "));
        }
        let saves = !short && self.leave != Leave::Alone;
        keys.push(("q", if saves { " save and stop" } else { " stop" }));
        keys
    }

    fn draw(
        &self,
        cursor: &mut Cursor,
        items: &[&Text],
        ticks: Option<&[bool]>,
        prompt: &Text,
        tail: impl Fn(Above) -> Text,
    ) -> Result<usize, Failure> {
        let pen = screen::stderr_pen(self.shared);
        let lines = |(at, text): (usize, &&Text)| {
            let mark = match ticks.map(|ticks| ticks[at]) {
                None => "",
                Some(true) => "[x] ",
                Some(false) => "[ ] ",
            };
            scroll::item(text, mark, at == cursor.at, pen)
        };
        let lines: Vec<Vec<String>> = items.iter().enumerate().map(lines).collect();
        let head = Head { remark: self.remark.as_ref(), title: None, prompt };
        let shown = cursor.scroll.show(
            (self.term, pen),
            &lines,
            cursor.at,
            |above| head.draw(above, pen),
            |above| scroll::tail(tail(above), above, pen),
        )?;
        Ok(shown.items.len())
    }
}

/// The message for Enter while nothing is ticked.
const NOTHING_TICKED: &str = " Space ticks the one under the cursor; tick at least one.";

/// The keys of a list with a search.
const SEARCH_KEYS: &[(&str, &str)] =
    &[("letters", " search, "), ("arrows", " move, "), ("Enter", " chooses, "), ("Esc", " leaves")];

/// The item under the cursor.
#[derive(Default)]
struct Cursor {
    at: usize,
    scroll: Scroll,
}

impl Cursor {
    /// Moves the cursor if the key does that, and returns whether it does. Of `items` items, `page` are on the screen.
    fn moved(&mut self, key: &Key, items: usize, page: usize) -> bool {
        let last = items.saturating_sub(1);
        self.at = match key {
            Key::ArrowDown | Key::Char('j') | Key::Tab => (self.at + 1).min(last),
            Key::ArrowUp | Key::Char('k') | Key::BackTab => self.at.saturating_sub(1),
            Key::PageDown => (self.scroll.top + page).min(last),
            Key::PageUp => self.scroll.top.saturating_sub(1),
            Key::Home => 0,
            Key::End => last,
            _ => return false,
        };
        true
    }
}
