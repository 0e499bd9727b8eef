//! Keys, and what else happens while somebody thinks: another size of the window, and a pause with Ctrl-Z.

use std::cell::Cell;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use console::{Key, Term};

use crate::cli::failure::Failure;
use crate::cli::interrupt::{interrupted_or, is_interrupted, pause};

/// How often the size of the window is looked at.
const LOOK: Duration = Duration::from_millis(150);

/// If the program did not run for this long, it was stopped from outside, and the shell has written to the screen since.
const STOPPED: Duration = Duration::from_millis(1000);

/// Ctrl-Z, as it is read.
const PAUSE: Key = Key::Char('\u{1a}');

/// What happens to a screen.
pub(crate) enum Event {
    /// A key was pressed.
    Key(Key),
    /// What is on the screen is no longer right.
    Redraw,
}

/// Reads keys of a terminal one at a time, each only when it is asked for: what reads from the terminal next misses none.
///
/// A read cannot be told when the window changes, so it waits on a thread of its own.
pub(crate) struct KeyReader {
    term: Term,
    wanted: Sender<()>,
    pressed: Receiver<io::Result<Key>>,
    is_waiting: Cell<bool>,
    size: Cell<(u16, u16)>,
}

impl KeyReader {
    /// Keys of this terminal.
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

    /// The next thing that happens.
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
