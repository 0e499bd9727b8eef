//! A cell → a level: a number, `3 - I can …`, a level word, or the can-do sentence.

use crate::domain::catalog::Skill;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};

/// What a cell about a skill says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelCell {
    /// Nothing: it is empty, or holds a sign for that.
    Empty,
    /// A level.
    Level(Level),
    /// One level by its number, and another by what follows.
    Two(Level, Level),
    /// Something else.
    NoLevel,
}

impl LevelCell {
    /// The level, if there is one.
    ///
    /// # Errors
    /// When it is not clear which level of the skill of this name is meant.
    pub fn level(self, skill: &str) -> Result<Option<Level>, Problem> {
        match self {
            LevelCell::Empty => Ok(None),
            LevelCell::Level(level) => Ok(Some(level)),
            LevelCell::Two(number, sentence) => Err(Problem::new(
                Code::TwoLevels,
                format!("the number says {number} and the words say {sentence}"),
                "make them one; the sentences are in `skillgap skills SKILL`",
            )),
            LevelCell::NoLevel => Err(Problem::new(
                Code::NoLevel,
                format!("this is not a level of {skill} (0 to 4)"),
                "write 0 to 4, or say what it means under [answers] of a file for --map",
            )),
        }
    }
}

/// Signs that stand for no answer.
const NO_ANSWER: [&str; 6] = ["-", "–", "—", "?", "n/a", "#n/a"];

/// Reads a cell about a skill.
pub fn read(maps: &SkillMaps, skill: &Skill, text: &str) -> LevelCell {
    read_with(text, |words| {
        let words = plain(words);
        let is = |level: &Level| {
            words == level.name()
                || words == plain(skill.can_do(*level))
                || words == plain(maps.meaning(*level))
        };
        Level::ALL.into_iter().find(is).filter(|_| !words.is_empty())
    })
}

/// Reads a cell about a skill that is not known: by numbers and level words alone.
pub fn read_alone(text: &str) -> LevelCell {
    read_with(text, |words| {
        let words = plain(words);
        Level::ALL.into_iter().find(|level| level.name() == words)
    })
}

/// A number that programs write which know only one kind of number: 2.0.
pub fn of_number(number: f64) -> Option<Level> {
    Level::ALL.into_iter().find(|level| f64::from(level.number()) == number)
}

fn read_with(text: &str, by_words: impl Fn(&str) -> Option<Level>) -> LevelCell {
    let text = text.trim();
    // Most cells are read here; what follows compares sentences.
    if let Some(level) = Level::parse(text).or_else(|| of_number(text.parse().ok()?)) {
        return LevelCell::Level(level);
    }
    let text = match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    };
    if text.is_empty() || NO_ANSWER.contains(&text.to_lowercase().as_str()) {
        return LevelCell::Empty;
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 {
        // `Practitioner: chooses …`, and sentences that hold a dash themselves.
        let whole = by_words(text);
        let first = || text.find(SEPARATORS).and_then(|at| Level::parse(&text[..at]));
        return whole.or_else(first).map_or(LevelCell::NoLevel, LevelCell::Level);
    }
    let (number, rest) = text.split_at(digits);
    let number = number.parse().ok().and_then(Level::new);
    let words = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let separated = rest.trim_start().starts_with(SEPARATORS);
    let Some(number) = number else {
        return LevelCell::NoLevel;
    };
    if words.is_empty() {
        return LevelCell::Level(number);
    }
    match by_words(words) {
        Some(level) if level != number => LevelCell::Two(number, level),
        Some(_) => LevelCell::Level(number),
        None if separated && !words.starts_with(|c: char| c.is_ascii_digit()) => {
            LevelCell::Level(number)
        }
        None => LevelCell::NoLevel,
    }
}

/// What stands between a level and its sentence.
const SEPARATORS: [char; 10] = ['-', '–', '—', '−', ':', '.', ')', '(', '=', '|'];

/// A text as it is compared: in lower case, with one kind of quotes and dashes, without what ends a sentence.
pub fn plain(text: &str) -> String {
    let same = |c: char| match c {
        '‘' | '’' | '`' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '−' => '-',
        c => c,
    };
    let text: String = text.chars().map(same).flat_map(char::to_lowercase).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(['.', ')', '(', ' ', '"']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: i64) -> LevelCell {
        LevelCell::Level(Level::new(number).unwrap())
    }

    #[test]
    fn a_level_is_read_from_every_usual_form() {
        for (text, number) in [
            ("3", 3),
            (" 0 ", 0),
            ("3.0", 3),
            ("3 - I can do it", 3),
            ("3 – I can do it", 3),
            ("3: I can do it", 3),
            ("3) whatever", 3),
            ("3. whatever", 3),
            ("2 (Working)", 2),
            ("2 working", 2),
            ("Practitioner", 3),
            ("practitioner - chooses", 3),
            ("None", 0),
            ("'-2", -1),
        ] {
            if number < 0 {
                assert_eq!(read_alone(text), LevelCell::NoLevel, "{text:?}");
            } else {
                assert_eq!(read_alone(text), level(number), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_level_is_not_guessed() {
        for text in [
            "3.5", "3,5", "5", "33", "2-3", "2 – 3", "3/5", "3 of 5", "3 years", "yes", "x", "-1",
            "good", "4 5",
        ] {
            assert_eq!(read_alone(text), LevelCell::NoLevel, "{text:?}");
        }
        for text in ["", "  ", "-", "–", "n/a", "N/A", "?"] {
            assert_eq!(read_alone(text), LevelCell::Empty, "{text:?}");
        }
        assert_eq!(
            read_alone("3 - working"),
            LevelCell::Two(Level::new(3).unwrap(), Level::new(2).unwrap())
        );
    }
}
