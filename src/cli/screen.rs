//! What the program finds out about where it writes: width, colour, characters.

use std::env;
use std::io::{self, IsTerminal, Write};

use super::failure::{Exit, Failure};
use super::flags::{ColorArg, Shared};
use crate::render::terminal::Pen;

/// The width to assume of a terminal that does not say.
const USUAL_WIDTH: usize = 80;

/// How to write to a stream.
fn pen(
    shared: &Shared,
    is_terminal: bool,
    size: Option<(terminal_size::Width, terminal_size::Height)>,
) -> Pen {
    let said = size.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
    let columns = || env::var("COLUMNS").ok()?.parse().ok();
    Pen {
        width: is_terminal.then(|| said.or_else(columns).unwrap_or(USUAL_WIDTH)),
        colour: colour(shared.color, is_terminal),
        ascii: shared.ascii || !locale_is_utf8(),
    }
}

/// How to write to standard output.
pub fn stdout_pen(shared: &Shared) -> Pen {
    let out = io::stdout();
    pen(shared, out.is_terminal(), terminal_size::terminal_size_of(&out))
}

/// How to write to standard error.
pub fn stderr_pen(shared: &Shared) -> Pen {
    let out = io::stderr();
    pen(shared, out.is_terminal(), terminal_size::terminal_size_of(&out))
}

/// Colour only on a terminal, honouring NO_COLOR, CLICOLOR_FORCE and TERM=dumb; the flag decides before all of them.
fn colour(flag: ColorArg, is_terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match flag {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto if set("NO_COLOR") => false,
        ColorArg::Auto
            if env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") =>
        {
            true
        }
        ColorArg::Auto => is_terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// Whether the locale writes UTF-8. Windows and macOS do, whatever the variables say.
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

/// Whether somebody can be asked: both the keyboard and the screen are theirs.
pub fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Writes a result to standard output. A reader that went away is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::System, "output", format!("cannot write the answer: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes talk to standard error, as well as it can.
pub fn talk(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
