//! TOML ⇄ profiles: reading one whole, and the text of what is appended to one.

use std::fmt::Write;

use jiff::civil::Date;

use super::toml_reader::{Reader, Table};
use crate::domain::level::{Level, Seniority};
use crate::domain::problem::Problem;
use crate::domain::profile::{EntryDraft, Method, ProfileDraft};

/// Reads a profile.
pub fn read_profile(file: usize, text: &str) -> (ProfileDraft, Vec<Problem>) {
    Reader::read(file, text, read_root)
}

fn read_root(root: &Table<'_, '_>) -> ProfileDraft {
    let mut profile = ProfileDraft {
        name: root.maybe_text("name").map(|text| text.value),
        email: root.maybe_text("email").map(|text| text.value),
        ..ProfileDraft::default()
    };
    if let Some(goal) = root.maybe_table("goal") {
        let words = Seniority::ALL.map(|seniority| (seniority.id(), seniority));
        profile.roles = goal.texts("roles");
        profile.seniority = goal.maybe_word("seniority", &words).map(|word| word.value);
        profile.hours_per_week = goal.maybe_number("hours_per_week");
        profile.pace = goal.maybe_number("pace");
        profile.prefer = goal.texts("prefer");
        profile.skip = goal.texts("skip");
        goal.finish();
    }
    if let Some(ratings) = root.maybe_table("ratings") {
        for (skill, entry) in ratings.entries() {
            if let Some(level) = ratings.entry_level("a rating", entry) {
                profile.short.push((skill, level.value));
            }
        }
    }
    for table in root.tables("rating") {
        profile.entries.push(EntryDraft {
            skill: table.text("skill"),
            level: table.level("level", Level::NONE).value,
            on: table.maybe_day("on"),
            by: table.maybe_text("by").map(|text| text.value),
            method: table
                .maybe_word("method", &Method::WORDS)
                .map(|word| word.value),
            evidence: table.maybe_text("evidence").map(|text| text.value),
            note: table.maybe_text("note").map(|text| text.value),
        });
        table.finish();
    }
    for table in root.tables("claim") {
        let source = table.maybe_text("source").map(|text| text.value);
        profile.claims.push((table.text("skill"), source));
        table.finish();
    }
    profile
}

/// A rating to append to a profile.
#[derive(Clone, Debug)]
pub struct NewRating {
    /// The id of the skill.
    pub skill: String,
    /// How high.
    pub level: Level,
    /// When.
    pub on: Date,
    /// By whom.
    pub by: String,
    /// How.
    pub method: Method,
    /// A link, commit or note.
    pub evidence: Option<String>,
}

/// The text of a profile with nothing in it but the name and the e-mail, as far as there are any.
pub fn new_profile(name: Option<&str>, email: Option<&str>) -> String {
    let mut text = String::from(
        "# A skillgap profile. You may edit it by hand; skillgap only ever appends to it.\n\nformat = 1\n",
    );
    if let Some(name) = name {
        let _ = writeln!(text, "name = {}", quoted(name));
    }
    if let Some(email) = email {
        let _ = writeln!(text, "email = {}", quoted(email));
    }
    text
}

/// The text of a profile with ratings appended. What stood there stays as it is, byte for byte.
pub fn with_ratings(text: &str, ratings: &[NewRating]) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut added = String::new();
    if !text.is_empty() && !text.ends_with('\n') {
        added.push('\n');
    }
    for rating in ratings {
        let _ = write!(
            added,
            "\n[[rating]]\nskill = {}\nlevel = {}\non = {}\nby = {}\nmethod = {}\n",
            quoted(&rating.skill),
            rating.level,
            rating.on,
            quoted(&rating.by),
            quoted(rating.method.word()),
        );
        if let Some(evidence) = &rating.evidence {
            let _ = writeln!(added, "evidence = {}", quoted(evidence));
        }
    }
    format!("{text}{}", added.replace('\n', newline))
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_keeps_every_byte_and_reads_back() {
        let before = "format = 1 # mine\r\n[ratings]\r\npython = 2";
        let rating = NewRating {
            skill: "sql".to_string(),
            level: Level::new(3).unwrap(),
            on: jiff::civil::date(2026, 11, 20),
            by: "Ada \"the\" \\ \u{7f}é".to_string(),
            method: Method::Mentor,
            evidence: Some("line one\nline two".to_string()),
        };
        let after = with_ratings(before, std::slice::from_ref(&rating));
        assert!(after.starts_with(before));
        assert!(!after.replace("\r\n", "").contains('\n'));
        let (draft, problems) = read_profile(0, &after);
        assert_eq!(problems, []);
        assert_eq!(draft.short.len(), 1);
        assert_eq!(draft.entries[0].by.as_deref(), Some(rating.by.as_str()));
        assert_eq!(draft.entries[0].evidence, rating.evidence);
    }

    #[test]
    fn an_empty_profile_is_a_profile() {
        let (draft, problems) = read_profile(0, &new_profile(Some("Ada \"L\""), Some("a@b.c")));
        assert_eq!(problems, []);
        assert_eq!(draft.email.as_deref(), Some("a@b.c"));
        assert_eq!(draft.name.as_deref(), Some("Ada \"L\""));
    }
}
