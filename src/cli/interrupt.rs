//! Ctrl-C: restores the terminal and ends the program with exit code 130.
//!
//! During an interview every answer is on disk before the next question, so an interrupt loses nothing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use console::Term;

use super::failure::{Exit, Failure};
use super::screen;

/// What an interrupt leaves behind, for the message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Left {
    /// Every answer is saved, and the same command asks the rest.
    Answers,
    /// Nothing is saved before the end.
    Nothing,
}

impl Left {
    fn message(self) -> &'static str {
        match self {
            Left::Answers => {
                "stopped; every answer is saved, and the same command continues from here"
            }
            Left::Nothing => "stopped; nothing is changed",
        }
    }
}

/// The message of the command that asks; the first one stays.
static LEFT: OnceLock<Left> = OnceLock::new();

/// Returns the message after an interrupt.
fn message() -> &'static str {
    LEFT.get().copied().unwrap_or(Left::Answers).message()
}

/// The time that a prompt has to end the program after the signal, before the signal handler ends it.
const GRACE: Duration = Duration::from_millis(500);

/// Whether the signal arrived. Ctrl-C is read as a key while a prompt waits for one, and is a signal at any other
/// moment.
static IS_INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The mode of the terminal before prompts used it.
static BEFORE: Mutex<mode::Mode> = Mutex::new(mode::NONE);

/// Restores the terminal after prompts used it: the cursor and the line mode come back however the prompts end.
///
/// A prompt reads raw input only while it waits for a key. Between prompts the terminal neither echoes nor edits lines,
/// so that a key pressed while a screen is drawn waits too. Otherwise it would appear on the screen, or the next
/// Backspace would remove it.
pub(crate) struct Guard {
    term: Term,
    mode: mode::Mode,
}

impl Guard {
    /// Saves the mode of the terminal, and restores it on an interrupt.
    ///
    /// A prompt library leaves the cursor hidden on Ctrl-C. The signal may also arrive before a prompt has set its own
    /// mode.
    pub(crate) fn new(term: &Term, left: Left) -> Guard {
        let _ = LEFT.set(left);
        let mode = mode::read();
        if let Ok(mut before) = BEFORE.lock() {
            before.clone_from(&mode);
        }
        mode::take_keys(&mode);
        let of_handler = term.clone();
        let of_handler_mode = mode.clone();
        // Only one handler can be set; if there is one already, it does the same and stays.
        let _ = ctrlc::set_handler(move || {
            let put_back = || {
                mode::restore(&of_handler_mode);
                let _ = of_handler.show_cursor();
            };
            put_back();
            IS_INTERRUPTED.store(true, Ordering::SeqCst);
            // The prompt also notices the interrupt. It saves the marks on the screen first.
            std::thread::sleep(GRACE);
            if is_first_to_say() {
                screen::talk(&format!("\n{}\n", message()));
                // The prompt that was being drawn may have hidden the cursor in the meantime.
                put_back();
                std::process::exit(Exit::Interrupted as i32);
            }
        });
        Guard { term: term.clone(), mode }
    }
}

/// Makes an interrupt call `before` and then end the program with exit code 130.
pub(crate) fn end_at_once(before: impl Fn() + Send + 'static) {
    let _ = ctrlc::set_handler(move || {
        before();
        std::process::exit(Exit::Interrupted as i32);
    });
}

/// Makes a write beyond the file size limit (`ulimit -f`) return an error, as on a full disk. By default the signal
/// SIGXFSZ would end the program without a message.
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

/// Returns whether an interrupt arrived.
pub(crate) fn is_interrupted() -> bool {
    IS_INTERRUPTED.load(Ordering::SeqCst)
}

/// Returns true on the first call only. A prompt and the signal handler both notice an interrupt, and only one of them
/// prints the message.
fn is_first_to_say() -> bool {
    static IS_SAID: AtomicBool = AtomicBool::new(false);
    !IS_SAID.swap(true, Ordering::SeqCst)
}

/// Stops the program until its shell continues it, as Ctrl-Z does outside prompts.
pub(crate) fn pause(term: &Term) {
    let _ = term.show_cursor();
    let _ = term.write_line("");
    // Other programs that use the terminal in the meantime get its original mode.
    let asking = mode::read();
    if let Ok(before) = BEFORE.lock() {
        mode::restore(&before);
    }
    mode::stop();
    mode::restore(&asking);
}

/// Discards input that was typed but not read yet.
pub(crate) fn drop_typed_ahead() {
    mode::drop_input();
}

/// Converts an error of the terminal to a failure: an interrupt, or a prompt that cannot be shown.
pub(crate) fn interrupted_or(error: std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::Interrupted {
        while !is_first_to_say() {
            // The signal handler has printed the message and is about to end the program.
            std::thread::sleep(Duration::from_secs(1));
        }
        return Failure::new(Exit::Interrupted, "interrupted", message());
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

    /// The mode of the terminal, if there is one.
    pub(crate) type Mode = Option<Termios>;

    pub(crate) const NONE: Mode = None;

    pub(crate) fn read() -> Mode {
        tcgetattr(std::io::stdin()).ok()
    }

    /// Makes the terminal deliver each key at once, without echo; Ctrl-C and Ctrl-Z still send signals.
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
