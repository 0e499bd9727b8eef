//! Work that may take long: a bar for it once it has taken half a second, at a terminal only.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::flags::Shared;
use super::screen;

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Something that is being done in steps.
pub struct Working {
    begun: Instant,
    done: u64,
    steps: u64,
    doing: &'static str,
    ascii: bool,
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Working {
    /// Begins work of so many steps.
    pub fn new(shared: &Shared, doing: &'static str, steps: usize) -> Working {
        Working {
            begun: Instant::now(),
            done: 0,
            steps: steps as u64,
            doing,
            ascii: screen::stderr_pen(shared).ascii,
            quiet: shared.quiet,
            bar: None,
        }
    }

    /// One more step is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.bar.is_none() && !self.quiet && self.begun.elapsed() >= PATIENCE {
            // Where standard error is no terminal this draws nothing.
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(self.steps), target);
            if let Ok(style) = ProgressStyle::with_template("{msg} {bar:20} {pos} of {len}") {
                bar.set_style(style.progress_chars(if self.ascii { "#>." } else { "█▓░" }));
            }
            bar.set_message(self.doing);
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_position(self.done);
        }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
