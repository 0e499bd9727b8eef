//! Keys, and the other events while the user thinks: a new window size, and a pause by Ctrl-Z.

use std::cell::Cell;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use console::{Key, Term};

use crate::cli::failure::Failure;
use crate::cli::interrupt::{interrupted_or, is_interrupted, pause};

/// The interval at which the window size is checked.
const LOOK: Duration = Duration::from_millis(150);

/// The least time without running that means that the program was stopped from outside. The shell has then written to the
/// screen.
const STOPPED: Duration = Duration::from_millis(1000);

/// The key that is read for Ctrl-Z.
const PAUSE: Key = Key::Char('\u{1a}');

/// An event of a screen.
pub(crate) enum Event {
    /// A key was pressed.
    Key(Key),
    /// The screen has to be redrawn.
    Redraw,
}

/// Reads keys from a terminal, one at a time. It reads a key only on request, so that the next reader of the terminal misses
/// none.
///
/// A blocking read does not notice a new window size, so it runs on a thread of its own.
pub(crate) struct KeyReader {
    term: Term,
    wanted: Sender<()>,
    pressed: Receiver<io::Result<Key>>,
    is_waiting: Cell<bool>,
    size: Cell<(u16, u16)>,
}

impl KeyReader {
    /// Returns a reader of the keys of this terminal.
    pub(crate) fn of(term: &Term) -> KeyReader {
        let (wanted, requests) = channel::<()>();
        let (send, pressed) = channel();
        let reader = term.clone();
        thread::spawn(move || {
            while requests.recv().is_ok() {
                if send.send(reader.read_key_raw()).is_err() {
                    break;
                }
            }
        });
        KeyReader {
            term: term.clone(),
            wanted,
            pressed,
            is_waiting: Cell::new(false),
            size: Cell::new(term.size()),
        }
    }

    /// Waits for the next event.
    ///
    /// # Errors
    /// When the terminal fails.
    pub(crate) fn next(&self) -> Result<Event, Failure> {
        if !self.is_waiting.replace(true) {
            let _ = self.wanted.send(());
        }
        loop {
            let began = Instant::now();
            match self.pressed.recv_timeout(LOOK) {
                Ok(key) => {
                    self.is_waiting.set(false);
                    let key = key.map_err(interrupted_or)?;
                    if key != PAUSE {
                        return Ok(Event::Key(key));
                    }
                    pause(&self.term);
                    return Ok(Event::Redraw);
                }
                Err(RecvTimeoutError::Timeout) if is_interrupted() => {
                    return Ok(Event::Key(Key::CtrlC));
                }
                Err(RecvTimeoutError::Timeout) => {
                    let size = self.term.size();
                    if self.size.replace(size) != size || began.elapsed() >= STOPPED {
                        return Ok(Event::Redraw);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(interrupted_or(io::ErrorKind::BrokenPipe.into()));
                }
            }
        }
    }
}
