//! The output of the program: width, colours and characters of the terminal, and the functions that print.

use std::env;
use std::io::{self, IsTerminal, Write};

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use console::Term;

use super::failure::{Exit, Failure};
use super::flags::{ColorArg, Shared};
use super::pager;
use crate::render::terminal::Pen;

/// The width when the terminal does not report one, in columns.
const USUAL_WIDTH: usize = 80;

/// Returns the style for standard output.
pub(crate) fn stdout_pen(shared: &Shared) -> Pen {
    pen(shared.color, shared.ascii, &io::stdout(), &Term::stdout())
}

/// Returns the style for standard error.
pub(crate) fn stderr_pen(shared: &Shared) -> Pen {
    pen(shared.color, shared.ascii, &io::stderr(), &Term::stderr())
}

/// Returns the style for standard error when the flags are not known.
pub(crate) fn stderr_pen_without_flags() -> Pen {
    pen(ColorArg::Auto, false, &io::stderr(), &Term::stderr())
}

/// Returns the terminal on standard error, where questions are asked.
pub(crate) fn terminal_to_ask(shared: &Shared) -> Term {
    console::set_colors_enabled_stderr(stderr_pen(shared).colour);
    Term::stderr()
}

fn pen(color: ColorArg, ascii: bool, stream: &impl RawStream, term: &Term) -> Pen {
    let said = term.size_checked().map(|(_, columns)| usize::from(columns));
    let columns = || env::var("COLUMNS").ok()?.parse().ok();
    let width = said.filter(|width| *width > 0).or_else(columns).unwrap_or(USUAL_WIDTH);
    Pen {
        width: stream.is_terminal().then_some(width),
        colour: match color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            // `choice` respects NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb.
            ColorArg::Auto => AutoStream::choice(stream) != ColorChoice::Never,
        },
        ascii: ascii || !locale_is_utf8(),
        links: stream.is_terminal() && !is_dumb() && supports_hyperlinks::supports_hyperlinks(),
    }
}

/// Returns whether the terminal says that it can only print lines.
pub(crate) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Returns whether answers are plain text without tables and bars: on request, or on a terminal that can do nothing
/// else.
pub(crate) fn is_plain(shared: &Shared) -> bool {
    shared.plain || (is_dumb() && io::stdout().is_terminal())
}

/// Prints a result on standard output, through a pager if it is longer than the window.
///
/// # Errors
/// When standard output cannot be written.
pub(crate) fn show(text: &str, shared: &Shared) -> Result<(), Failure> {
    if !shared.no_pager && !is_plain(shared) && pager::show(text) {
        return Ok(());
    }
    print(text)
}

/// Returns whether the locale uses UTF-8. Windows and macOS always do, whatever the variables say.
fn locale_is_utf8() -> bool {
    if cfg!(any(windows, target_os = "macos")) {
        return true;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default()
        .to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// Returns whether standard output is a terminal, which cannot show a workbook.
pub(crate) fn shows_text() -> bool {
    io::stdout().is_terminal()
}

/// Returns whether the user can be asked: both standard input and standard error are terminals.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Prints a result on standard output. A closed pipe is not an error.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_bytes(text.as_bytes())
}

/// Prints the bytes of a result on standard output. A closed pipe is not an error.
pub(crate) fn print_bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::System, "output", format!("cannot write the answer: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints messages on standard error; an error of the write is ignored.
pub(crate) fn talk(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
