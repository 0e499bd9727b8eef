//! What a mentor decided for a whole cohort: the `cohort.toml` of a folder of profiles.
//!
//! ```toml
//! format = 1
//! role = "api-developer"     # or roles = [..]; "own" or left out: each one's goal
//! seniority = "junior"
//! prefer = ["python"]        # what is taught where any of several will do
//! start = 2026-09-01         # the first day of the course, and the last
//! end = 2026-12-18
//! ```

use super::file_reader::{file_tables, read_file};
use super::file_values::{Format, OneOf, Text};
use super::profile_toml::Day;
use crate::domain::cohort::{OWN, Settings};
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};

file_tables! {
    /// What a mentor decided for a whole cohort: `cohort.toml` in the folder of its profiles.
    pub struct CohortFile {
        /// The file format.
        format: Format,
        /// The role that everybody learns for, or `own` for each one's own goal.
        role: Option<Text>,
        /// Several roles that everybody learns for.
        roles: Option<Vec<Text>>,
        /// Which column of targets counts.
        seniority: Option<OneOf<Seniority>>,
        /// Members of groups that are taught.
        prefer: Option<Vec<Text>>,
        /// The first day of the course.
        start: Option<Day>,
        /// The last day of the course.
        end: Option<Day>,
    }
}

/// Reads a `cohort.toml`, and what is wrong with it.
pub fn read_settings(file: usize, text: &str) -> (CohortFile, Vec<Problem>) {
    read_file(file, text)
}

impl CohortFile {
    /// The settings, read against the maps.
    ///
    /// # Errors
    /// Every problem, together with those that the reader `found` before.
    pub fn validate(self, maps: &SkillMaps, found: Vec<Problem>) -> Result<Settings, Vec<Problem>> {
        let mut problems = found;
        let mut report = |name: &Text, code: Code, message: String, repair: String| {
            problems.push(Problem::at(&name.span, code, message, repair));
        };
        let mut roles = Vec::new();
        let named = |name: &&Text| !name.value.eq_ignore_ascii_case(OWN);
        for name in self.role.iter().chain(self.roles.iter().flatten()).filter(named) {
            match maps.role(&name.value) {
                Ok(role) if roles.contains(&role) => {}
                Ok(role) => roles.push(role),
                Err(unknown) => {
                    report(name, Code::UnknownWord, unknown.to_string(), unknown.repair());
                }
            }
        }
        let mut prefer = Vec::new();
        for name in self.prefer.iter().flatten() {
            match maps.skill(&name.value) {
                Ok(skill) => prefer.push(skill),
                Err(unknown) => {
                    report(name, Code::UnknownSkill, unknown.to_string(), unknown.repair());
                }
            }
        }
        if !problems.is_empty() {
            return Err(Problem::in_order(problems));
        }
        Ok(Settings {
            roles,
            seniority: self.seniority.map(|seniority| seniority.0),
            prefer,
            start: self.start.map(|day| day.0),
            end: self.end.map(|day| day.0),
        })
    }
}
