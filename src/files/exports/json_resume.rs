//! The `skills` of a [JSON Resume](https://jsonresume.org/schema). Everything else in a résumé stays the same.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use crate::domain::level::Level;
use crate::domain::problem::{Code, Problem, Span};
use crate::files::json_faults::fault;

/// One skill in the format of JSON Resume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResumeSkill {
    /// The name of the skill.
    pub name: String,
    /// The level as a word.
    pub level: &'static str,
    /// Keywords of the skill.
    pub keywords: Vec<String>,
}

/// Returns the word for a level in a résumé: the name of the level with a capital letter.
pub(crate) fn level_word(level: Level) -> &'static str {
    ["None", "Awareness", "Working", "Practitioner", "Expert"][level.index()]
}

/// Returns a résumé that contains only skills.
pub(crate) fn new_resume(skills: &[ResumeSkill]) -> String {
    #[derive(Serialize)]
    struct Resume<'s> {
        skills: &'s [ResumeSkill],
    }
    let mut text = serde_json::to_string_pretty(&Resume { skills }).unwrap_or_default();
    text.push('\n');
    text
}

/// Replaces the skills of a résumé. Every byte outside `skills` stays the same.
///
/// # Errors
/// Returns a problem if the text is not a JSON object.
pub fn with_skills(resume: &str, skills: &[ResumeSkill]) -> Result<String, Problem> {
    let fields: BTreeMap<String, &RawValue> =
        serde_json::from_str(resume).map_err(|error| not_a_resume(resume, &error))?;
    let new = serde_json::to_string_pretty(skills).unwrap_or_default().replace('\n', "\n  ");
    if let Some(old) = fields.get("skills") {
        // The raw value is a slice of the text itself, so its address gives its offset.
        let from = old.get().as_ptr() as usize - resume.as_ptr() as usize;
        let until = from + old.get().len();
        return Ok(format!("{}{new}{}", &resume[..from], &resume[until..]));
    }
    let end = resume.rfind('}').unwrap_or(resume.len());
    let before = resume[..end].trim_end();
    let comma = if fields.is_empty() { "" } else { "," };
    Ok(format!("{before}{comma}\n  \"skills\": {new}\n{}", &resume[end..]))
}

fn not_a_resume(text: &str, error: &serde_json::Error) -> Problem {
    let line_start = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let message = fault(error);
    Problem::at(
        &Span { file: 0, range: at..at },
        Code::NotJson,
        format!("this is not a JSON résumé: {message}"),
        "a JSON Resume is one object, as in {\"basics\": {…}, \"skills\": […]}",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skills() -> Vec<ResumeSkill> {
        vec![ResumeSkill {
            name: "C#".into(),
            level: "Working",
            keywords: vec!["Languages".into()],
        }]
    }

    const NEW: &str = "[\n    {\n      \"name\": \"C#\",\n      \"level\": \"Working\",\n      \"keywords\": [\n        \"Languages\"\n      ]\n    }\n  ]";

    #[test]
    fn every_byte_outside_skills_stays() {
        let before = "{ \"basics\":{\"name\":\"Ä \\u00e9\"},\t\"skills\" : [ 1, {\"skills\": 2} ] ,\r\n\"x\":1e5}  \n";
        let after = with_skills(before, &skills()).unwrap();
        assert_eq!(after, before.replace("[ 1, {\"skills\": 2} ]", NEW));
    }

    #[test]
    fn skills_are_added_where_there_are_none() {
        assert_eq!(
            with_skills("{\n  \"a\": 1\n}\n", &skills()).unwrap(),
            format!("{{\n  \"a\": 1,\n  \"skills\": {NEW}\n}}\n")
        );
        assert_eq!(with_skills("{}", &skills()).unwrap(), format!("{{\n  \"skills\": {NEW}\n}}"));
    }

    #[test]
    fn what_is_no_object_is_refused_with_its_place() {
        for text in ["", "[1]", "{\"a\": 1,", "{\"a\": 1} x"] {
            let problem = with_skills(text, &skills()).unwrap_err();
            assert!(problem.message.starts_with("this is not a JSON résumé: "), "{text}");
        }
    }
}
