//! A list to choose from: one item, several, or one that is searched for.
//!
//! It is no list of dialoguer, also where a role is chosen: those break an item at the edge of the window in the middle of a
//! word, put as many items on a page as the window has rows, however many rows each takes, wait for a key to see that the
//! window has another size, and swallow Ctrl-Z. Lines that are typed, a confirmation among them, are dialoguer's
//! ([`typed`](super::typed)).

use console::{Key, Term};

use super::keys::{Event, KeyReader};
use super::scroll::{self, Above, Head, Scroll};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;
use crate::report::document::{Text, Tone};

/// How a list was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Picked<T> {
    /// These, by their places.
    Items(T),
    /// To the question before.
    Back,
    /// Not now.
    Skip,
    /// Save and stop.
    Stop,
}

/// Which keys work beside those that choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leave {
    /// Back and stop; skip where the question takes it.
    Interview {
        /// Whether the question can be skipped.
        can_skip: bool,
    },
    /// Back and stop, where nothing is saved on the way.
    Alone,
    /// Back alone: the list was opened from another screen.
    Aside,
}

/// A list to choose from.
pub(crate) struct ChoiceList<'s> {
    /// Where it is drawn.
    pub(crate) term: &'s Term,
    /// Where keys come from.
    pub(crate) reader: &'s KeyReader,
    /// The flags that say how.
    pub(crate) shared: &'s Shared,
    /// Something to mention first.
    pub(crate) remark: Option<Text>,
    /// What is asked.
    pub(crate) prompt: Text,
    /// The items.
    pub(crate) items: Vec<Text>,
    /// What was chosen when this was asked before: it is ticked, or under the cursor.
    pub(crate) earlier: Vec<usize>,
    /// The keys that leave it.
    pub(crate) leave: Leave,
}

impl ChoiceList<'_> {
    /// Asks for one item.
    ///
    /// # Errors
    /// When the terminal fails, or somebody interrupts.
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

    /// Asks for one of many items that one types to find. `matches` gives those to show for what is typed, the best first, each
    /// with its text.
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

    /// The cursor where something was chosen before, else at the first item.
    fn at_earlier(&self) -> Cursor {
        let at = self.earlier.first().copied().filter(|at| *at < self.items.len());
        Cursor { at: at.unwrap_or_default(), ..Cursor::default() }
    }

    /// The next key; nothing when the screen has to be drawn again.
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

    /// What a key that leaves the list asks for.
    fn left(&self, key: &Key) -> Option<Picked<usize>> {
        let is_aside = self.leave == Leave::Aside;
        let can_skip = self.leave == (Leave::Interview { can_skip: true });
        match key {
            // The end of the input, and what comes of a terminal that went away, stop too.
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown if is_aside => Some(Picked::Back),
            Key::Char('q' | '\u{4}') | Key::Escape | Key::Unknown => Some(Picked::Stop),
            Key::Char('b') | Key::ArrowLeft | Key::Backspace => Some(Picked::Back),
            Key::Char('s') if can_skip => Some(Picked::Skip),
            _ => None,
        }
    }

    /// Draws the list, and gives how many items are shown.
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

/// What is said when Enter comes before anything is ticked.
const NOTHING_TICKED: &str = " Space ticks the one under the cursor; tick at least one.";

/// The keys of a list that is searched.
const SEARCH_KEYS: &[(&str, &str)] =
    &[("letters", " search, "), ("arrows", " move, "), ("Enter", " chooses, "), ("Esc", " leaves")];

/// The item under the cursor.
#[derive(Default)]
struct Cursor {
    at: usize,
    scroll: Scroll,
}

impl Cursor {
    /// Moves it, if a key does that, among so many items, of which `page` are on the screen.
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
