//! A profile to fill in: a commented line for each skill, below the can-do sentences of its levels.

use std::fmt::Write;

use super::Handout;
use crate::domain::catalog::SkillIndex;
use crate::domain::clean::steers;
use crate::domain::level::Level;

/// Returns the profile. It is valid as it is, and rates no skill.
pub(crate) fn draw(handout: &Handout<'_>) -> String {
    let Handout { maps, form, title, introduction, length, .. } = handout;
    let mut text = format!("# {}\n#\n", commented(title));
    for line in introduction.lines().flat_map(|line| wrapped(&commented(line))) {
        let _ = writeln!(text, "# {line}");
    }
    let _ = writeln!(text, "#\n# {length}");
    text.push_str(
        "# Remove the # before each skill that you rate, and end its line with a number, as in sql = 2\n\
         # Then: skillgap gap --profile THIS-FILE\n\n\
         format = 1\n\
         # name = \"Your name\"\n\n[goal]\n",
    );
    let roles: Vec<&str> = form.roles.iter().map(|role| maps[*role].id.as_str()).collect();
    let _ = writeln!(text, "roles = {roles:?}\nseniority = \"{}\"\n\n[ratings]", form.seniority);
    let ask = |skill: &SkillIndex, text: &mut String| {
        let skill = &maps[*skill];
        let _ = writeln!(text, "\n# {}: {}", commented(&skill.name), commented(&skill.summary));
        for level in Level::ALL {
            let _ = writeln!(text, "#   {level} - {}", commented(skill.can_do(level)));
        }
        let _ = writeln!(text, "# {} =", skill.id);
    };
    for section in &form.sections {
        let _ = writeln!(text, "\n## {}", commented(&maps[section.area].name));
        for skill in &section.questions {
            ask(skill, &mut text);
        }
        for screening in &section.screenings {
            let _ = writeln!(
                text,
                "\n## Any of these is enough ({}): rate the ones that you have used.",
                commented(&screening.group)
            );
            for member in &screening.members {
                ask(member, &mut text);
            }
        }
    }
    text
}

/// Replaces the characters that could end a comment.
fn commented(text: &str) -> String {
    text.replace(steers, " ")
}

/// Breaks a text into lines of about a hundred characters.
fn wrapped(text: &str) -> Vec<String> {
    const WIDEST: usize = 100;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, String::len);
        if line > 0 && line + word.len() >= WIDEST {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}
