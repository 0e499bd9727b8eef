//! TOML → what a mentor decided for a whole cohort: the `cohort.toml` of a folder of profiles.
//!
//! ```toml
//! format = 1
//! role = "api-developer"     # or roles = [..]; "own" or left out: each one's goal
//! seniority = "junior"
//! prefer = ["python"]        # what is taught where any of several will do
//! start = 2026-09-01         # the first day of the course, and the last
//! end = 2026-12-18
//! ```

use super::toml_reader::{Reader, Table};
use crate::domain::cohort::SettingsDraft;
use crate::domain::level::Seniority;
use crate::domain::problem::Problem;

/// Reads a `cohort.toml`.
pub fn read_settings(file: usize, text: &str) -> (SettingsDraft, Vec<Problem>) {
    Reader::read(file, text, read_root)
}

fn read_root(root: &Table<'_, '_>) -> SettingsDraft {
    let words = Seniority::ALL.map(|seniority| (seniority.word(), seniority));
    let mut roles: Vec<_> = root.maybe_text("role").into_iter().collect();
    roles.extend(root.texts("roles"));
    SettingsDraft {
        roles,
        seniority: root.maybe_word("seniority", &words).map(|word| word.value),
        prefer: root.texts("prefer"),
        start: root.maybe_day("start"),
        end: root.maybe_day("end"),
    }
}
