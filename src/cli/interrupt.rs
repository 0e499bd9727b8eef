//! Ctrl-C: the terminal is put back as it was, and the program ends with 130.
//!
//! While somebody is being asked every answer is on disk before the next question, so there is nothing to save.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use console::Term;

use super::failure::{Exit, Failure};
use super::screen;

/// What is said when somebody is interrupted.
pub(crate) const SAVED: &str =
    "stopped; every answer given is saved, and `skillgap assess` goes on from here";

/// How long the signal leaves to whoever is asking, before it ends the program itself.
const GRACE: Duration = Duration::from_millis(500);

/// Whether the signal came. A key Ctrl-C is read as a key while one is waited for, and is a signal at any other moment.
static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How the terminal was before prompts drew on it.
static BEFORE: Mutex<mode::Mode> = Mutex::new(mode::NONE);

/// Keeps the terminal sane while prompts draw on it: the cursor and the line mode come back however the prompts end.
///
/// A prompt reads raw only while it waits for a key. So that a key that comes while a screen is drawn waits too, instead of
/// being written on the screen or taken back by the Backspace behind it, the terminal neither echoes nor edits lines meanwhile.
pub(crate) struct Guard {
    term: Term,
    mode: mode::Mode,
}

impl Guard {
    /// Remembers the terminal as it is, and puts it back on an interrupt.
    ///
    /// A prompt library leaves the cursor hidden on Ctrl-C, and the signal may come at any moment, also before a prompt
    /// has set its own mode.
    pub(crate) fn new(term: &Term) -> Guard {
        let mode = mode::read();
        if let Ok(mut before) = BEFORE.lock() {
            before.clone_from(&mode);
        }
        mode::take_keys(&mode);
        let of_handler = term.clone();
        let of_handler_mode = mode.clone();
        // A second handler cannot be set; then the first, which does the same, stays.
        let _ = ctrlc::set_handler(move || {
            let put_back = || {
                mode::restore(&of_handler_mode);
                let _ = of_handler.show_cursor();
            };
            put_back();
            IS_INTERRUPTED.store(true, Ordering::SeqCst);
            // The prompt notices it too, and first saves what is marked on the screen.
            std::thread::sleep(GRACE);
            if is_first_to_say() {
                screen::talk(&format!("\n{SAVED}\n"));
                // A prompt that was just being drawn has hidden the cursor since.
                put_back();
                std::process::exit(Exit::Interrupted as i32);
            }
        });
        Guard { term: term.clone(), mode }
    }
}

/// Makes an interrupt end the program with 130 at once, after `before`.
pub(crate) fn end_at_once(before: impl Fn() + Send + 'static) {
    let _ = ctrlc::set_handler(move || {
        before();
        std::process::exit(Exit::Interrupted as i32);
    });
}

/// Makes a write beyond the limit of file sizes (`ulimit -f`) fail, as one on a full disk does, instead of ending the
/// program without a message.
pub(crate) fn outlive_the_file_size_limit() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        mode::restore(&self.mode);
        let _ = self.term.show_cursor();
    }
}

/// Whether the program was told to stop.
pub(crate) fn is_interrupted() -> bool {
    IS_INTERRUPTED.load(Ordering::SeqCst)
}

/// Whether no message yet says that the program was interrupted: a prompt and the handler of the signal both notice it.
fn is_first_to_say() -> bool {
    static IS_SAID: AtomicBool = AtomicBool::new(false);
    !IS_SAID.swap(true, Ordering::SeqCst)
}

/// Stops the program until its shell continues it, as Ctrl-Z does outside of prompts.
pub(crate) fn pause(term: &Term) {
    let _ = term.show_cursor();
    let _ = term.write_line("");
    // Whoever has the terminal meanwhile gets it as it was before.
    let asking = mode::read();
    if let Ok(before) = BEFORE.lock() {
        mode::restore(&before);
    }
    mode::stop();
    mode::restore(&asking);
}

/// Forgets what was typed and not read yet.
pub(crate) fn drop_typed_ahead() {
    mode::drop_input();
}

/// What a terminal that fails means: an interrupt, or that nobody can be asked.
pub(crate) fn interrupted_or(error: std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::Interrupted {
        while !is_first_to_say() {
            // The handler of the signal has said it, and ends the program.
            std::thread::sleep(Duration::from_secs(1));
        }
        return Failure::new(Exit::Interrupted, "interrupted", SAVED);
    }
    Failure::new(Exit::System, "prompt", format!("cannot ask: {error}"))
}

#[cfg(unix)]
mod mode {
    use rustix::process::{Signal, kill_current_process_group};
    use rustix::termios::{
        LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr,
        tcsetattr,
    };

    /// How the terminal treats what is typed, where there is one.
    pub(crate) type Mode = Option<Termios>;

    pub(crate) const NONE: Mode = None;

    pub(crate) fn read() -> Mode {
        tcgetattr(std::io::stdin()).ok()
    }

    /// Each key by itself and unseen; Ctrl-C and Ctrl-Z are still signals.
    pub(crate) fn take_keys(before: &Mode) {
        let Some(mut mode) = before.clone() else { return };
        mode.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON);
        mode.special_codes[SpecialCodeIndex::VMIN] = 1;
        mode.special_codes[SpecialCodeIndex::VTIME] = 0;
        restore(&Some(mode));
    }

    pub(crate) fn restore(mode: &Mode) {
        if let Some(mode) = mode {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, mode);
        }
    }

    pub(crate) fn stop() {
        let _ = kill_current_process_group(Signal::TSTP);
    }

    pub(crate) fn drop_input() {
        let _ = tcflush(std::io::stdin(), QueueSelector::IFlush);
    }
}

#[cfg(not(unix))]
mod mode {
    #[derive(Clone)]
    pub(crate) struct Mode;

    pub(crate) const NONE: Mode = Mode;

    pub(crate) fn read() -> Mode {
        Mode
    }

    pub(crate) fn take_keys(_mode: &Mode) {}

    pub(crate) fn restore(_mode: &Mode) {}

    pub(crate) fn stop() {}

    pub(crate) fn drop_input() {}
}
