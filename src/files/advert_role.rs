//! Conversion of a job advertisement into a role file for one's own maps. A comment says where each requirement came
//! from.

use std::collections::BTreeSet;
use std::fmt::Write;

use toml_writer::{ToTomlValue, TomlStringBuilder};

use crate::domain::advert::job::{Job, Merged};
use crate::domain::advert::{Lines, Reading};
use crate::domain::maps::SkillMaps;

/// The most characters of the advertisement that a comment quotes.
const EXCERPT: usize = 90;

/// Returns the text of a role file. `text` is the advertisement, and `from` is the place where it was read.
pub fn role_file(maps: &SkillMaps, reading: &Reading, job: &Job, text: &str, from: &str) -> String {
    let mut file = String::new();
    let string = |text: &str| TomlStringBuilder::new(text).as_basic().to_toml_value();
    let _ = writeln!(
        file,
        "# What one job advertisement asks for, read from {}.\n# Change what was read wrongly; `skillgap maps check` says whether the file is still valid.\n# Its levels are the same at every seniority: an advertisement asks for one.",
        one_line(from)
    );
    for merged in &job.merged {
        let (skill, what) = match merged {
            Merged::GroupsJoined(skill) => (skill, "is in two groups, which are merged here"),
            Merged::GroupMet(skill) => (
                skill,
                "is required both alone and in a group; the group is left out, because the skill alone meets it",
            ),
        };
        let _ = writeln!(file, "# {} {what}.", maps[*skill].name);
    }
    let _ = write!(
        file,
        "\nformat = 1\nid = {}\nname = {}\nsummary = {}\n",
        string(&job.role.id),
        string(&job.role.name),
        string(&job.role.summary)
    );
    let of_text = Lines::new(text);
    for (requirement, made_of) in job.role.requirements.iter().zip(&job.made_of) {
        file.push('\n');
        let asked = made_of.iter().filter_map(|at| reading.requirements.get(*at));
        let mut lines: BTreeSet<usize> = BTreeSet::new();
        for seen in asked.clone().flat_map(|asked| &asked.seen) {
            let (line, range) = of_text.line_at(seen.range.start);
            if lines.insert(line) {
                let _ = writeln!(file, "# line {line}: {}", excerpt(&text[range]));
            }
        }
        file.push_str("[[requirement]]\n");
        let ids: Vec<String> =
            requirement.any_of.iter().map(|skill| string(&maps[*skill].id)).collect();
        if requirement.is_group() {
            let areas = requirement.any_of.iter().map(|skill| maps[*skill].area);
            let _ = writeln!(file, "any_of = [{}]", ids.join(", "));
            if areas.clone().any(|area| area != requirement.area) {
                let _ = writeln!(file, "area = {}", string(&maps[requirement.area].id));
            }
        } else {
            let _ = writeln!(file, "skill = {}", ids.concat());
        }
        let level = requirement.targets[0];
        let assumed = if asked.clone().all(|asked| asked.assumed) {
            "    # assumed: no word shows the level"
        } else {
            ""
        };
        let _ = writeln!(
            file,
            "importance = {}\ntarget = {{ junior = {level}, mid = {level}, senior = {level} }}{assumed}",
            string(requirement.importance.word())
        );
        let judgement = match lines.first() {
            Some(line) => format!("Line {line} of the advertisement says so."),
            None => "The advertisement says so.".to_string(),
        };
        let _ = writeln!(file, "judgement = {}", string(&judgement));
    }
    file
}

/// Returns a line of the advertisement, shortened.
fn excerpt(line: &str) -> String {
    // Runs of spaces become one, so the code looks at a little more than the excerpt, but never at a whole long line.
    let head: String = line.chars().take(4 * EXCERPT).collect();
    let whole = one_line(&head);
    let mut excerpt: String = whole.chars().take(EXCERPT).collect();
    if excerpt.len() < whole.len() || head.len() < line.len() {
        excerpt.push('…');
    }
    excerpt
}

/// Returns a text without line feeds and control characters.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
