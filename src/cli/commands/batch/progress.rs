//! How far the reading is, on standard error while somebody watches.

use std::fs;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::working::style;

/// A bar when it is known how much there is to read, else a count.
#[derive(Clone, Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Nothing to be seen.
    pub(crate) fn hidden() -> Progress {
        Progress(ProgressBar::hidden())
    }

    /// A bar over so many bytes, or a count of the lines.
    pub(crate) fn shown(bytes: Option<u64>, ascii: bool) -> Progress {
        let template = match bytes {
            Some(_) => "{wide_bar} {percent:>3} %  {msg} lines  {eta} left ",
            None => "{spinner} {bytes}  {msg} lines  {elapsed} ",
        };
        let style = style(template, ascii);
        let target = ProgressDrawTarget::stderr();
        let shown = ProgressBar::with_draw_target(bytes, target).with_style(style);
        shown.enable_steady_tick(Duration::from_millis(200));
        Progress(shown)
    }

    /// So many bytes and lines have been read.
    pub(crate) fn read(&self, bytes: u64, lines: u64) {
        if !self.0.is_hidden() {
            self.0.set_position(bytes);
            self.0.set_message(lines.to_string());
        }
    }

    /// Leaves nothing behind on the screen.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// How many bytes there are to read, if that is known.
pub(crate) fn size(file: Option<&Path>) -> Option<u64> {
    let metadata = match file {
        Some(path) if path.as_os_str() != "-" => fs::metadata(path).ok()?,
        _ => of_stdin()?,
    };
    Some(metadata.len()).filter(|bytes| metadata.is_file() && *bytes > 0)
}

/// Standard input may well be a file.
#[cfg(unix)]
fn of_stdin() -> Option<fs::Metadata> {
    use std::os::fd::AsFd;
    let stdin = std::io::stdin().as_fd().try_clone_to_owned().ok()?;
    fs::File::from(stdin).metadata().ok()
}

#[cfg(not(unix))]
fn of_stdin() -> Option<fs::Metadata> {
    None
}
