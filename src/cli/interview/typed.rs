//! A prompt for a typed line.

use console::{Key, Term};
use dialoguer::Input;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};

use super::keys::{Event, KeyReader};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;

/// Asks for a typed line after a short prompt; `None` if the input ends instead. `above` draws the screen above the prompt.
///
/// dialoguer edits the line. It reads the terminal in raw mode, does not notice a new window size and swallows Ctrl-Z. This
/// function therefore waits for the first letter itself, so that Ctrl-Z does nothing only in the middle of a line. dialoguer
/// reads every key itself, without a hook between two keys. To handle Ctrl-Z there too, we would need our own line editor, with
/// paste and wide characters. That is too much for lines that are a name or a number.
///
/// # Errors
/// When the terminal fails, or the user interrupts.
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
