//! TOML ⇄ profiles: reading one whole, and the text of what is appended to one.

use std::fmt::Write;

use super::toml_reader::{Reader, Table};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::Problem;
use crate::domain::profile::{Claim, Entry, EntryDraft, Goal, Method, ProfileDraft};

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
        let words = Seniority::ALL.map(|seniority| (seniority.word(), seniority));
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
            method: table.maybe_word("method", &Method::WORDS).map(|word| word.value),
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

/// Something to append to a profile.
#[derive(Clone, Debug)]
pub enum Addition {
    /// A rating.
    Rating(Entry),
    /// A skill that was seen somewhere and not rated.
    Claim(Claim),
    /// The roles, the seniority and the hours that the person aims at; left out where the profile has a goal already.
    Goal(Goal),
}

impl From<Entry> for Addition {
    fn from(rating: Entry) -> Addition {
        Addition::Rating(rating)
    }
}

/// The text of a profile with nothing in it but the name and the e-mail, as far as there are any.
pub fn new_profile(name: Option<&str>, email: Option<&str>) -> String {
    let mut text = String::from(
        "# A skillgap profile. Edit it as you like: skillgap appends to it and leaves what you write as it is.\n\nformat = 1\n",
    );
    if let Some(name) = name {
        let _ = writeln!(text, "name = {}", quoted(name));
    }
    if let Some(email) = email {
        let _ = writeln!(text, "email = {}", quoted(email));
    }
    text
}

/// What a profile is begun with.
#[derive(Clone, Debug, Default)]
pub struct Beginning {
    /// What the person is called.
    pub name: Option<String>,
    /// The ids of the roles aimed at.
    pub roles: Vec<String>,
    /// Which column of targets.
    pub seniority: Option<Seniority>,
    /// Hours a week for learning.
    pub hours_per_week: Option<f64>,
}

impl Beginning {
    /// Whether anything is said about what the person aims at.
    fn aims(&self) -> bool {
        !self.roles.is_empty() || self.seniority.is_some() || self.hours_per_week.is_some()
    }
}

/// The text of a profile to begin with and to edit: what is known, and in comments what else may be said.
pub fn commented_profile(beginning: &Beginning) -> String {
    let roles: Vec<String> = beginning.roles.iter().map(|role| quoted(role)).collect();
    let line = |known: bool, key: &str, value: String| {
        let unsaid = if known { "" } else { "# " };
        format!("{unsaid}{key} = {value}")
    };
    let name = beginning.name.as_deref();
    let roles = if roles.is_empty() { vec![quoted("api-developer")] } else { roles };
    let seniority = beginning.seniority.unwrap_or_default();
    let hours = beginning.hours_per_week.unwrap_or(10.0);
    format!(
        "\
# A skillgap profile: what you can do, and what you aim at. Edit it as you like.
# skillgap appends your ratings at the end and leaves what you write as it is.

format = 1
{}

# What you aim at: the defaults of the flags of the same names. All of it may be left out.
{}
{}   # `skillgap roles` lists them
{}   # or mid, senior
{}   # dates every step of a roadmap
# pace = 1.5   # times the usual hours: 1 is the usual pace, 2 takes twice as long
# prefer = [\"python\"]   # where any of several will do, take this one
# skip = [\"wordpress\"]   # left out of every plan

# What you can do. 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert;
# `skillgap skills SKILL` says what each level of a skill means, and `skillgap assess` asks you.
[ratings]
# python = 2
",
        line(name.is_some(), "name", quoted(name.unwrap_or("Ada"))),
        if beginning.aims() { "[goal]" } else { "# [goal]" },
        line(!beginning.roles.is_empty(), "roles", format!("[{}]", roles.join(", "))),
        line(beginning.seniority.is_some(), "seniority", quoted(seniority.word())),
        line(beginning.hours_per_week.is_some(), "hours_per_week", hours.to_string()),
    )
}

/// The text of a profile with more at its end. What stood there stays as it is, byte for byte.
pub fn with_additions(text: &str, maps: &SkillMaps, additions: &[Addition]) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut added = String::new();
    if !text.is_empty() && !text.ends_with('\n') {
        added.push('\n');
    }
    for addition in additions {
        match addition {
            Addition::Rating(rating) => write_rating(rating, maps, &mut added),
            Addition::Claim(Claim { skill, source }) => {
                let _ = write!(added, "\n[[claim]]\nskill = {}\n", quoted(&maps[*skill].id));
                if let Some(source) = source {
                    let _ = writeln!(added, "source = {}", quoted(source));
                }
            }
            Addition::Goal(_) if has_goal(text) => {}
            Addition::Goal(Goal { roles, seniority, hours_per_week, .. }) => {
                let roles: Vec<String> = roles.iter().map(|role| quoted(&maps[*role].id)).collect();
                let _ = write!(added, "\n[goal]\nroles = [{}]\n", roles.join(", "));
                if let Some(seniority) = seniority {
                    let _ = writeln!(added, "seniority = \"{seniority}\"");
                }
                if let Some(hours) = hours_per_week {
                    let _ = writeln!(added, "hours_per_week = {hours}");
                }
            }
        }
    }
    format!("{text}{}", added.replace('\n', newline))
}

/// Whether a profile has a `[goal]`, in whichever way it is written.
fn has_goal(text: &str) -> bool {
    toml::de::DeTable::parse(text).is_ok_and(|root| root.get_ref().contains_key("goal"))
}

fn write_rating(rating: &Entry, maps: &SkillMaps, added: &mut String) {
    let skill = quoted(&maps[rating.skill].id);
    let _ = write!(added, "\n[[rating]]\nskill = {skill}\nlevel = {}\n", rating.level);
    if let Some(on) = rating.on {
        let _ = writeln!(added, "on = {on}");
    }
    let (by, method) = (quoted(rating.by.name()), quoted(rating.method.word()));
    let _ = write!(added, "by = {by}\nmethod = {method}\n");
    let texts = [("evidence", &rating.evidence), ("note", &rating.note)];
    for (key, text) in texts {
        if let Some(text) = text {
            let _ = writeln!(added, "{key} = {}", quoted(text));
        }
    }
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
    use crate::domain::rater::Rater;
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn appending_keeps_every_byte_and_reads_back() {
        let before = "format = 1 # mine\r\n[ratings]\r\npython = 2";
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let rating = Entry {
            on: Some(jiff::civil::date(2026, 11, 20)),
            by: Rater::named("Ada \"the\" \\ \u{7f}é"),
            method: Method::Mentor,
            evidence: Some("line one\nline two".to_string()),
            ..Entry::own(maps.find_skill("sql").unwrap(), Level::new(3).unwrap())
        };
        let after = with_additions(before, &maps, &[rating.clone().into()]);
        assert!(after.starts_with(before));
        assert!(!after.replace("\r\n", "").contains('\n'));
        let (draft, problems) = read_profile(0, &after);
        assert_eq!(problems, []);
        assert_eq!(draft.short.len(), 1);
        assert_eq!(draft.entries[0].by.as_deref(), Some(rating.by.name()));
        assert_eq!(draft.entries[0].evidence, rating.evidence);
    }

    #[test]
    fn a_profile_to_edit_holds_what_is_known_and_says_the_rest_in_comments() {
        let empty = commented_profile(&Beginning::default());
        let (draft, problems) = read_profile(0, &empty);
        assert_eq!(problems, []);
        assert_eq!((draft.name, draft.roles.len()), (None, 0));
        assert_eq!((draft.seniority, draft.short.len()), (None, 0));
        let known = commented_profile(&Beginning {
            name: Some("Ada \"L\"".to_string()),
            roles: vec!["api-developer".to_string(), "web".to_string()],
            seniority: Some(Seniority::Mid),
            hours_per_week: Some(7.5),
        });
        let (draft, problems) = read_profile(0, &known);
        assert_eq!(problems, []);
        assert_eq!(draft.name.as_deref(), Some("Ada \"L\""));
        assert_eq!(draft.roles[1].value, "web");
        assert_eq!(draft.seniority, Some(Seniority::Mid));
        assert_eq!(draft.hours_per_week.map(|hours| hours.value), Some(7.5));
        // Every comment that begins with a key is one that a profile may have.
        let key = |line: &str| line.strip_prefix("# ").map(str::to_string);
        let said = known.lines().filter_map(key).filter(|line| line.contains(" = "));
        for line in said {
            let goal = !line.starts_with("python");
            let table = if goal { "goal" } else { "ratings" };
            let text = format!("format = 1\n[{table}]\n{line}\n");
            assert_eq!(read_profile(0, &text).1, [], "{line}");
        }
    }

    #[test]
    fn an_empty_profile_is_a_profile() {
        let (draft, problems) = read_profile(0, &new_profile(Some("Ada \"L\""), Some("a@b.c")));
        assert_eq!(problems, []);
        assert_eq!(draft.email.as_deref(), Some("a@b.c"));
        assert_eq!(draft.name.as_deref(), Some("Ada \"L\""));
    }
}
