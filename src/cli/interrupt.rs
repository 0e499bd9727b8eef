//! Ctrl-C: the terminal is put back as it was, and the program ends with 130.
//!
//! While somebody is being asked every answer is on disk before the next question, so there is nothing to save.

use console::Term;

use super::failure::{Exit, Failure};
use super::screen;

/// What is said when somebody is interrupted.
pub const SAVED: &str =
    "stopped; every answer given is saved, and `skillgap assess` goes on from here";

/// Keeps the terminal sane while prompts draw on it: the cursor and the line mode come back however the prompts end.
pub struct Guard {
    term: Term,
}

impl Guard {
    /// Remembers the terminal as it is, and puts it back on an interrupt.
    ///
    /// A prompt library leaves the cursor hidden on Ctrl-C, and the signal may come at any moment, also before a prompt
    /// has set its own mode.
    pub fn new(term: &Term) -> Guard {
        let mode = mode::read();
        let of_handler = term.clone();
        // A second handler cannot be set; then the first, which does the same, stays.
        let _ = ctrlc::set_handler(move || {
            mode::restore(&mode);
            let _ = of_handler.show_cursor();
            screen::talk(&format!("\n{SAVED}\n"));
            std::process::exit(Exit::Interrupted as i32);
        });
        Guard { term: term.clone() }
    }
}

/// Has an interrupt end the program with 130 at once, after `before`.
pub fn end_at_once(before: impl Fn() + Send + 'static) {
    let _ = ctrlc::set_handler(move || {
        before();
        std::process::exit(Exit::Interrupted as i32);
    });
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.term.show_cursor();
    }
}

/// What a terminal that fails means: an interrupt, or that nobody can be asked.
pub fn interrupted_or(error: std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::Interrupted {
        return Failure::new(Exit::Interrupted, "interrupted", SAVED);
    }
    Failure::new(Exit::System, "prompt", format!("cannot ask: {error}"))
}

#[cfg(unix)]
mod mode {
    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    pub fn read() -> Option<Termios> {
        tcgetattr(std::io::stdin()).ok()
    }

    pub fn restore(mode: &Option<Termios>) {
        if let Some(mode) = mode {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, mode);
        }
    }
}

#[cfg(not(unix))]
mod mode {
    pub fn read() {}

    pub fn restore(_mode: &()) {}
}
