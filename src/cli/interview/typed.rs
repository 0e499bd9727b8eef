//! A line that somebody types.

use console::{Key, Term};
use dialoguer::Input;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::keys::{Event, KeyReader};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;

/// A line that somebody types, with a short prompt before it; `None` where the input ends instead. `above` draws the screen on
/// which it stands.
///
/// dialoguer edits the line. It reads the terminal raw, knows nothing of a window that changes its size and swallows Ctrl-Z, so
/// we wait for the first letter ourselves: only in the middle of a line Ctrl-Z does nothing. It reads each key from the terminal
/// itself and leaves no place between two of them, so that this would take an editor of our own, with paste, wide characters and
/// all: too much for lines that are a name or a number.
///
/// # Errors
/// When the terminal fails, or somebody interrupts.
pub(crate) fn line(
    (term, reader): (&Term, &KeyReader),
    shared: &Shared,
    prompt: &str,
    above: impl Fn() -> Result<(), Failure>,
) -> Result<Option<String>, Failure> {
    let theme: Box<dyn Theme> = if screen::stderr_pen(shared).ascii {
        Box::new(SimpleTheme)
    } else {
        Box::new(ColorfulTheme::default())
    };
    let mut shown = String::new();
    let drawn = theme.format_input_prompt(&mut shown, prompt, None);
    drawn.map_err(|error| interrupted_or(std::io::Error::other(error)))?;
    let first = loop {
        above()?;
        term.write_str(&shown).map_err(interrupted_or)?;
        match reader.next()? {
            Event::Key(Key::Char(letter)) if !letter.is_control() => break letter,
            Event::Key(Key::Enter) => {
                term.write_line("").map_err(interrupted_or)?;
                return Ok(Some(String::new()));
            }
            Event::Key(Key::CtrlC) => {
                return Err(interrupted_or(std::io::ErrorKind::Interrupted.into()));
            }
            Event::Key(Key::Char('\u{4}') | Key::Unknown) => return Ok(None),
            Event::Key(_) | Event::Redraw => {}
        }
    };
    term.clear_line().map_err(interrupted_or)?;
    let input = Input::<String>::with_theme(&*theme).with_prompt(prompt).allow_empty(true);
    let typed = input.with_initial_text(first).interact_text_on(term);
    typed.map(Some).map_err(|dialoguer::Error::IO(error)| interrupted_or(error))
}
