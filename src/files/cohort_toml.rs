//! The settings that a mentor makes for a whole cohort: the `cohort.toml` in a folder of profiles.
//!
//! ```toml
//! format = 1
//! role = "api-developer"     # or roles = [..]; "own" or left out: everybody has their own goal
//! seniority = "junior"
//! prefer = ["python"]        # what is taught if any of several is enough
//! start = 2026-09-01         # the first day and the last day of the course
//! end = 2026-12-18
//! people = ["Ada Lovelace"]  # the roster: who should answer
//! salt = "0f1e2d3c4b5a6978"  # makes the aliases of --anonymous specific to this cohort
//! ```
//!
//! The file belongs to the mentor. The program adds to it and leaves every other line as it is.

use std::str::FromStr;

use toml_edit::{Array, DocumentMut, Value, value};

use super::file_reader::{file_tables, read_file};
use super::file_values::{Format, OneOf, Text};
use super::profile_toml::Day;
use crate::domain::cohort::Settings;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::domain::role::OWN;

file_tables! {
    /// The settings of a mentor for a whole cohort: `cohort.toml` in the folder of its profiles.
    pub struct CohortFile {
        /// The file format.
        format: Format,
        /// The role that everybody learns for, or `own` if everybody has their own goal.
        role: Option<Text>,
        /// Several roles that everybody learns for.
        roles: Option<Vec<Text>>,
        /// The seniority whose targets count.
        seniority: Option<OneOf<Seniority>>,
        /// The members of groups that are taught.
        prefer: Option<Vec<Text>>,
        /// The first day of the course.
        start: Option<Day>,
        /// The last day of the course.
        end: Option<Day>,
        /// The roster: the name or e-mail address of everybody who should answer.
        people: Option<Vec<Text>>,
        /// A secret text that makes the aliases of `--anonymous` specific to this cohort.
        salt: Option<Text>,
    }
}

/// Reads a `cohort.toml`, and returns it with its problems.
pub fn read_settings(file: usize, text: &str) -> (CohortFile, Vec<Problem>) {
    read_file(file, text)
}

impl CohortFile {
    /// Validates the settings against the maps.
    ///
    /// # Errors
    /// Returns every problem, together with those that the reader `found` before.
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
                // A retired skill is replaced by all the skills that replaced it. If there are none, it adds no
                // preference.
                Err(_) if let Some(retired) = maps.find_retired(&name.value) => {
                    prefer.extend(&maps[retired].split_into);
                }
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
            people: self.people.into_iter().flatten().map(|name| name.value.0).collect(),
            salt: self.salt.map(|salt| salt.value.0),
        })
    }
}

/// The text that a new `cohort.toml` begins with.
const BEGINNING: &str = "# What everybody of this cohort has in common; `skillgap schema cohort-file` describes every key.
# `salt` makes the aliases of --anonymous: who knows it can work out whose they are.

format = 1
";

/// Values for the keys that a `cohort.toml` does not have yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSettings {
    /// The ids of the roles that everybody learns for.
    pub roles: Vec<String>,
    /// The seniority whose targets count.
    pub seniority: Option<Seniority>,
    /// More people for the roster.
    pub people: Vec<String>,
    /// The salt of the aliases.
    pub salt: String,
}

/// Adds the missing settings to the text of a `cohort.toml`. Returns `None` if nothing is new. If the file has a
/// role, the role and its seniority stay as the mentor wrote them.
///
/// # Errors
/// Returns an error if the text is not TOML.
pub fn with_settings(
    text: Option<&str>,
    new: &NewSettings,
) -> Result<Option<String>, toml_edit::TomlError> {
    let mut file = DocumentMut::from_str(text.unwrap_or(BEGINNING))?;
    let says = |file: &DocumentMut, key: &str| file.contains_key(key);
    if !new.roles.is_empty() && !says(&file, "role") && !says(&file, "roles") {
        match new.roles.as_slice() {
            [one] => file["role"] = value(one.as_str()),
            several => file["roles"] = value(several.iter().collect::<Array>()),
        }
        if let Some(seniority) = new.seniority.filter(|_| !says(&file, "seniority")) {
            file["seniority"] = value(seniority.word());
        }
    }
    let missing: Vec<&String> = {
        let there: Vec<&str> =
            names(&file).into_iter().flatten().filter_map(Value::as_str).collect();
        new.people.iter().filter(|name| !there.contains(&name.as_str())).collect()
    };
    if !missing.is_empty() {
        if names(&file).is_none() {
            file["people"] = value(Array::new());
        }
        if let Some(people) = file["people"].as_array_mut() {
            people.extend(missing);
            let lines = people.iter_mut();
            lines.for_each(|name| name.decor_mut().set_prefix("\n    "));
            people.set_trailing("\n");
            people.set_trailing_comma(true);
        }
    }
    if !says(&file, "salt") {
        file["salt"] = value(new.salt.as_str());
    }
    let after = file.to_string();
    Ok((text != Some(after.as_str())).then_some(after))
}

/// Removes the people for whom `is_gone` returns true from the roster of a `cohort.toml`. Returns `None` if nobody is
/// removed.
///
/// # Errors
/// Returns an error if the text is not TOML.
pub fn without_people(
    text: &str,
    is_gone: impl Fn(&str) -> bool,
) -> Result<Option<String>, toml_edit::TomlError> {
    let mut file = DocumentMut::from_str(text)?;
    let Some(people) = file.get_mut("people").and_then(|people| people.as_array_mut()) else {
        return Ok(None);
    };
    let before = people.len();
    people.retain(|name| !name.as_str().is_some_and(&is_gone));
    Ok((people.len() < before).then(|| file.to_string()))
}

/// Returns the names on the roster of a text. The list is empty if there is no roster or the text is not TOML.
pub fn roster(text: &str) -> Vec<String> {
    let Ok(file) = DocumentMut::from_str(text) else { return Vec::new() };
    let people = names(&file).into_iter().flatten().filter_map(Value::as_str);
    people.map(str::to_string).collect()
}

/// Returns the roster of a file, if it has one.
fn names(file: &DocumentMut) -> Option<&Array> {
    file.get("people").and_then(|people| people.as_array())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewSettings {
        NewSettings {
            roles: vec!["api-developer".to_string()],
            seniority: Some(Seniority::Junior),
            people: vec!["Ada".to_string(), "Bo \"B\"".to_string()],
            salt: "00ff".to_string(),
        }
    }

    #[test]
    fn a_new_file_says_everything_and_the_next_import_changes_nothing() {
        let text = with_settings(None, &new()).unwrap().unwrap();
        let (_, problems) = read_settings(0, &text);
        assert_eq!(problems, []);
        for line in [
            "role = \"api-developer\"",
            "seniority = \"junior\"",
            "    \"Ada\",",
            "salt = \"00ff\"",
        ] {
            assert!(text.lines().any(|other| other == line), "{line} in {text}");
        }
        assert_eq!(with_settings(Some(&text), &new()).unwrap(), None);
    }

    #[test]
    fn what_a_mentor_wrote_stays() {
        let own = "# ours\nformat = 1\nrole = \"own\" # each one's\nsalt = \"mine\"\npeople = [\"Ada\"]\n";
        let text = with_settings(Some(own), &new()).unwrap().unwrap();
        assert!(
            text.starts_with("# ours\nformat = 1\nrole = \"own\" # each one's\nsalt = \"mine\"\n"),
            "{text}"
        );
        assert!(!text.contains("seniority") && text.contains("Bo"), "{text}");
        let gone = without_people(&text, |name| name == "Ada").unwrap().unwrap();
        assert!(!gone.contains("Ada") && gone.contains("Bo"), "{gone}");
        assert_eq!(without_people(&gone, |name| name == "Ada").unwrap(), None);
    }
}
