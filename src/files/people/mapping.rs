//! What the user says of headers and answers that nothing else explains: the file of `--map`.

use super::levels::plain;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem};
use crate::domain::responses::Meaning;
use crate::files::file_reader::{file_tables, read_file};
use crate::files::file_values::{AnyLevel, Entries, Format, Text};

/// Headers and answers with their meanings.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    columns: Vec<(String, Meaning)>,
    answers: Vec<(String, Level)>,
}

/// The words for what is no skill.
const WORDS: [(&str, Meaning); 10] = [
    ("name", Meaning::Name),
    ("first name", Meaning::FirstName),
    ("last name", Meaning::LastName),
    ("email", Meaning::Email),
    ("date", Meaning::Time),
    ("role", Meaning::Role),
    ("seniority", Meaning::Seniority),
    ("by", Meaning::Rater),
    ("ignore", Meaning::Ignored),
    ("-", Meaning::Ignored),
];

file_tables! {
    /// What headers and answers of a form mean: the file of `--map`.
    pub struct MappingFile {
        /// The file format.
        format: Format,
        /// A header with what it is about: a skill by any of its names, or name, first name, last name, email, date, role, seniority, by, ignore.
        columns: Option<Entries<Text>>,
        /// An answer with its level.
        answers: Option<Entries<AnyLevel>>,
    }
}

/// Reads a mapping:
///
/// ```toml
/// format = 1
/// [columns]
/// "Wie gut kannst du SQL?" = "sql"      # a skill by any name, or name, email, date, by, ignore
/// [answers]
/// "Noch nie" = 0
/// ```
///
/// # Errors
/// Everything that is wrong in it.
pub fn read_mapping(text: &str, maps: &SkillMaps) -> Result<Mapping, Vec<Problem>> {
    let (file, mut problems) = read_file::<MappingFile>(0, text);
    let mut mapping = Mapping::default();
    for (header, said) in file.columns.into_iter().flat_map(|columns| columns.0) {
        let word = WORDS.iter().find(|(word, _)| *word == &*said.value);
        let meaning = match word {
            Some((_, meaning)) => Ok(meaning.clone()),
            None => maps.skill(&said.value).map(Meaning::Skill),
        };
        match meaning {
            Ok(meaning) => mapping.columns.push((normalised_name(&header.value), meaning)),
            Err(unknown) => problems.push(Problem::at(
                &said.span,
                Code::UnknownSkill,
                unknown.to_string(),
                unknown.did_you_mean().unwrap_or_else(|| {
                    "name a skill, or write name, email, date, by or ignore".to_string()
                }),
            )),
        }
    }
    for (answer, level) in file.answers.into_iter().flat_map(|answers| answers.0) {
        mapping.answers.push((plain(&answer.value), level.0));
    }
    if problems.is_empty() { Ok(mapping) } else { Err(Problem::in_order(problems)) }
}

impl Mapping {
    /// What the user says of a header.
    pub fn meaning(&self, header: &str) -> Option<&Meaning> {
        let header = normalised_name(header);
        self.columns.iter().find(|(said, _)| *said == header).map(|(_, meaning)| meaning)
    }

    /// What the user says of an answer.
    pub fn level(&self, answer: &str) -> Option<Level> {
        if self.answers.is_empty() {
            return None;
        }
        let answer = plain(answer);
        self.answers.iter().find(|(said, _)| *said == answer).map(|(_, level)| *level)
    }

    /// A note for each header of the mapping that the file does not have.
    pub fn unused(&self, headers: &[String]) -> Vec<String> {
        let there: Vec<String> = headers.iter().map(|header| normalised_name(header)).collect();
        self.columns
            .iter()
            .filter(|(said, _)| !there.contains(said))
            .map(|(said, _)| format!("the map names a column “{said}”, which is not there"))
            .collect()
    }
}
