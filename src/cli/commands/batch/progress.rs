//! Progress of the reading, on standard error at a terminal.

use std::fs;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

use crate::cli::working::style;

/// A bar if the size of the input is known, else a counter.
#[derive(Clone, Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Makes a progress display that shows nothing.
    pub(crate) fn hidden() -> Progress {
        Progress(ProgressBar::hidden())
    }

    /// Makes a bar for `bytes` bytes, or a counter of lines if the size is not known.
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

    /// Shows how many bytes and lines have been read.
    pub(crate) fn read(&self, bytes: u64, lines: u64) {
        if !self.0.is_hidden() {
            self.0.set_position(bytes);
            self.0.set_message(lines.to_string());
        }
    }

    /// Removes the display from the screen.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// Returns the size of the input in bytes, if it is known.
pub(crate) fn size(file: Option<&Path>) -> Option<u64> {
    let metadata = match file {
        Some(path) if path.as_os_str() != "-" => fs::metadata(path).ok()?,
        _ => of_stdin()?,
    };
    Some(metadata.len()).filter(|bytes| metadata.is_file() && *bytes > 0)
}

/// Returns the metadata of standard input, which may be a file.
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
