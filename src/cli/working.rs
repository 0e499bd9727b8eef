//! A progress bar for long work, on standard error and only at a terminal.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::flags::Shared;
use super::screen;

/// Shorter work shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A progress bar. It appears when the work has taken half a second, and disappears when it is dropped.
pub(crate) struct Bar {
    begun: Instant,
    doing: &'static str,
    ascii: bool,
    quiet: bool,
    drawn: OnceLock<ProgressBar>,
}

impl Bar {
    /// Makes a bar for work that begins now; `doing` describes the work, for example `Reading people`.
    pub(crate) fn new(shared: &Shared, doing: &'static str) -> Bar {
        Bar {
            begun: Instant::now(),
            doing,
            ascii: screen::stderr_pen(shared).ascii,
            quiet: shared.quiet,
            drawn: OnceLock::new(),
        }
    }

    /// Shows that `done` of `all` items are done.
    pub(crate) fn set(&self, done: usize, all: usize) {
        if self.quiet || self.begun.elapsed() < PATIENCE {
            return;
        }
        let bar = self.drawn.get_or_init(|| {
            // If standard error is not a terminal, this draws nothing.
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(all as u64), target);
            bar.with_style(style("{msg} {bar:20} {pos} of {len}", self.ascii))
                .with_message(self.doing)
        });
        bar.set_position(done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.drawn.get() {
            bar.finish_and_clear();
        }
    }
}

/// Returns the style that every bar of the program shares.
pub(crate) fn style(template: &str, ascii: bool) -> ProgressStyle {
    let (bar, ticks) = if ascii { ("#>.", "-\\|/ ") } else { ("█▓░", "⠋⠙⠸⠴⠦⠇ ") };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars(bar)
        .tick_chars(ticks)
}
