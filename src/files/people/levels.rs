//! Reading a level from a cell: a number, `3 - I can …`, a level word, or the can-do sentence. Nothing else is a
//! level.

use super::mapping::Mapping;
use super::questions::words;
use super::signs::{is_pictures, is_signs};
use crate::domain::catalog::Skill;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::files::limits::LONGEST_ANSWER;

/// The contents of a cell about a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LevelCell {
    /// The cell is empty, or has a sign for no answer.
    Empty,
    /// A level.
    Level(Level),
    /// One level by the number, and another level by the words after it.
    Two(Level, Level),
    /// A number of another scale, with the top of the scale as far as the cell shows it: 5, 10, or the 5 of `3 out of
    /// 5`.
    OtherScale(i64),
    /// Words or signs that are not in the maps, alone or after a number.
    ForeignWords,
    /// Anything else.
    NoLevel,
}

impl LevelCell {
    /// Returns the level, or `None` for an empty cell.
    ///
    /// # Errors
    /// Returns a problem if the cell has no clear level. `skill` is the name of the skill for the message.
    pub(crate) fn level(self, skill: &str, mapping: &Mapping) -> Result<Option<Level>, Problem> {
        match self {
            LevelCell::Empty => Ok(None),
            LevelCell::Level(level) => Ok(Some(level)),
            LevelCell::Two(number, sentence) => Err(Problem::new(
                Code::TwoLevels,
                format!("the number means level {number}, but the words mean level {sentence}"),
                "correct one of them; the sentences are in `skillgap skills SKILL`",
            )),
            LevelCell::OtherScale(_) | LevelCell::ForeignWords | LevelCell::NoLevel => {
                let numbers = mapping.numbers_that_count();
                Err(Problem::new(
                    Code::NoLevel,
                    format!("this is not a level of {skill} ({numbers})"),
                    format!(
                        "write {numbers}, or say what it means under [answers] of a file for --map"
                    ),
                ))
            }
        }
    }
}

/// Signs that stand for no answer.
const NO_ANSWER: [&str; 19] = [
    "-",
    "–",
    "—",
    "--",
    "?",
    "??",
    "n/a",
    "#n/a",
    "n.a.",
    "na",
    "not applicable",
    "no answer",
    "not answered",
    "prefer not to say",
    "tbd",
    "k.a.",
    "k. a.",
    "keine angabe",
    "sans réponse",
];

/// Answers of people who cannot say their level.
const UNSURE: [&str; 14] = [
    "don't know",
    "dont know",
    "i don't know",
    "do not know",
    "i do not know",
    "not sure",
    "unsure",
    "no idea",
    "weiß nicht",
    "weiss nicht",
    "keine ahnung",
    "je ne sais pas",
    "no sé",
    "no lo sé",
];

/// Words that make a number uncertain: `between 1 and 2`, `2 or 3`, `about 3`, `less than 2`.
const HEDGES: [&str; 38] = [
    "between",
    "and",
    "or",
    "to",
    "about",
    "around",
    "approx",
    "approximately",
    "ca",
    "circa",
    "almost",
    "nearly",
    "maybe",
    "probably",
    "perhaps",
    "roughly",
    "more",
    "less",
    "than",
    "over",
    "under",
    "at",
    "least",
    "most",
    "half",
    "zwischen",
    "und",
    "oder",
    "bis",
    "etwa",
    "fast",
    "vielleicht",
    "entre",
    "et",
    "ou",
    "y",
    "o",
    "a",
];

/// Reads a cell about a skill.
pub(crate) fn read(maps: &SkillMaps, skill: &Skill, mapping: &Mapping, text: &str) -> LevelCell {
    let sentences = |level: Level| {
        [level.name().to_string(), plain(skill.can_do(level)), plain(maps.meaning(level))]
    };
    Reading { mapping, sentences: &sentences }.cell(text)
}

/// Reads a cell without knowing its skill. Only numbers and level words are read.
pub(crate) fn read_alone(mapping: &Mapping, text: &str) -> LevelCell {
    let sentences = |level: Level| [level.name().to_string(), String::new(), String::new()];
    Reading { mapping, sentences: &sentences }.cell(text)
}

/// Reads a level from a floating-point number. Some programs write every number as one: 2.0.
pub(crate) fn of_number(number: f64) -> Option<Level> {
    Level::ALL.into_iter().find(|level| f64::from(level.number()) == number)
}

/// The context for reading cells about one skill.
struct Reading<'r> {
    mapping: &'r Mapping,
    /// The texts that stand for a level: its word, its can-do sentence and its meaning. Texts that are not known are
    /// empty.
    sentences: &'r dyn Fn(Level) -> [String; 3],
}

impl Reading<'_> {
    fn cell(&self, text: &str) -> LevelCell {
        let text = text.trim();
        // This is the fast path for most cells. The code below compares sentences.
        if self.mapping.reads_numbers_as_levels()
            && let [digit @ b'0'..=b'4'] = text.as_bytes()
        {
            return Level::new(i64::from(digit - b'0'))
                .map_or(LevelCell::NoLevel, LevelCell::Level);
        }
        if text.is_empty() {
            return LevelCell::Empty;
        }
        if text.len() > LONGEST_ANSWER {
            return LevelCell::NoLevel;
        }
        if let Some(level) = self.mapping.level(text) {
            return LevelCell::Level(level);
        }
        let text = match text.strip_prefix('\'') {
            Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
            _ => text,
        };
        if NO_ANSWER.contains(&text.to_lowercase().as_str()) {
            return LevelCell::Empty;
        }
        let text = with_plain_digits(text);
        if is_unsure(&text) {
            return LevelCell::NoLevel;
        }
        if is_signs(&text) {
            return LevelCell::ForeignWords;
        }
        match number(&text) {
            Some((number, rest)) => self.with_number(number, rest),
            None => self.without_number(&text),
        }
    }

    /// Reads a cell that begins with a number. The rest may be part of a scale, words of the maps, or empty.
    fn with_number(&self, number: Number, rest: &str) -> LevelCell {
        let Number::Whole(number) = number else {
            return LevelCell::NoLevel;
        };
        if let Some(top) = out_of(rest) {
            return match self.mapping.number(number) {
                Some(level) if self.mapping.scale_ends_with(top) => LevelCell::Level(level),
                _ if (5..=MOST_OF_A_SCALE).contains(&top) => LevelCell::OtherScale(top),
                _ => LevelCell::NoLevel,
            };
        }
        let separated = rest.trim_start().starts_with(SEPARATORS);
        let words = rest.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        if rest.trim_start().starts_with('%') || words.starts_with(|c: char| c.is_ascii_digit()) {
            return LevelCell::NoLevel;
        }
        let stars_of_scale = self.mapping.has_another_scale() && is_pictures(words);
        if !words.is_empty() && !separated && !stars_of_scale && self.by_words(words).is_none() {
            return if has_meaning(words) { LevelCell::ForeignWords } else { LevelCell::NoLevel };
        }
        let Some(level) = self.mapping.number(number) else {
            return if (5..=MOST_OF_A_SCALE).contains(&number) || (0..=4).contains(&number) {
                LevelCell::OtherScale(number)
            } else {
                LevelCell::NoLevel
            };
        };
        if words.is_empty() {
            return LevelCell::Level(level);
        }
        match self.by_words(words) {
            Some(said) if said != level => LevelCell::Two(level, said),
            Some(_) => LevelCell::Level(level),
            None if self.begins_sentence(level, words) => LevelCell::Level(level),
            // The user stated the scale, so the words beside its numbers belong to it.
            None if self.mapping.has_another_scale() && has_meaning(words) => {
                LevelCell::Level(level)
            }
            None if is_month(words) => LevelCell::NoLevel,
            None if has_meaning(words) => LevelCell::ForeignWords,
            None => LevelCell::NoLevel,
        }
    }

    /// Reads a level word, a sentence, or both: `Practitioner: chooses …`.
    fn without_number(&self, text: &str) -> LevelCell {
        if let Some(level) = self.by_words(text) {
            return LevelCell::Level(level);
        }
        let word = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        if let Some(level) = Level::parse(&text[..word]).filter(|_| word > 1) {
            let rest = text[word..]
                .trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
            let is_own = text[word..].trim_start().starts_with(SEPARATORS)
                && (self.by_words(rest) == Some(level) || self.begins_sentence(level, rest));
            return if is_own { LevelCell::Level(level) } else { LevelCell::NoLevel };
        }
        let is_sign = text.starts_with(['#', '=', '+', '-', '<', '>', '~', '.', ',']);
        if !is_sign && has_words(text) { LevelCell::ForeignWords } else { LevelCell::NoLevel }
    }

    /// Returns the level whose word, sentence or meaning this is.
    fn by_words(&self, words: &str) -> Option<Level> {
        let words = plain(words);
        let is = |level: &Level| (self.sentences)(*level).contains(&words);
        Level::ALL.into_iter().find(is).filter(|_| !words.is_empty())
    }

    /// Returns whether a sentence of the level begins with these words, as when somebody shortened it in the form.
    fn begins_sentence(&self, level: Level, words: &str) -> bool {
        let words = plain(words);
        let begins = |sentence: &String| {
            let rest = sentence.strip_prefix(&words);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        !words.is_empty() && (self.sentences)(level).iter().any(begins)
    }
}

/// The largest number of any scale that a form may have.
const MOST_OF_A_SCALE: i64 = 100;

/// Characters between a level and its sentence.
const SEPARATORS: [char; 10] = ['-', '–', '—', '−', ':', '.', ')', '(', '=', '|'];

/// The number at the beginning of a cell.
enum Number {
    Whole(i64),
    Broken,
}

/// Splits a text into the number at its beginning and the rest. `3.0` and `3,0` are whole numbers.
fn number(text: &str) -> Option<(Number, &str)> {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(text);
    if whole == 0 {
        return None;
    }
    let (number, rest) = text.split_at(whole);
    let number = number.parse().map_or(Number::Broken, Number::Whole);
    let Some(fraction) = rest.strip_prefix(['.', ',']) else {
        return Some((number, rest));
    };
    match digits(fraction) {
        0 => Some((number, rest)),
        length if fraction[..length].bytes().all(|digit| digit == b'0') => {
            Some((number, &fraction[length..]))
        }
        length => Some((Number::Broken, &fraction[length..])),
    }
}

/// Returns the top of the scale if the cell names it after the number: `/5`, `of 5`, `(out of 10)`.
fn out_of(rest: &str) -> Option<i64> {
    const OF: [&str; 8] = ["of", "out of", "von", "sur", "de", "su", "van", "aus"];
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
    let begin = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let top = rest[begin.len()..].parse().ok()?;
    let begin = begin.trim().to_lowercase();
    (begin == "/" || OF.contains(&begin.as_str())).then_some(top)
}

/// Returns whether the text after a number has a meaning: words or stars.
fn has_meaning(text: &str) -> bool {
    has_words(text) || is_pictures(text)
}

/// Returns whether a text has a word: two or more letters in a row, or one character of a script such as Chinese.
fn has_words(text: &str) -> bool {
    words(text).iter().any(|word| {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        letters.clone().count() > 1 || letters.clone().any(|c| c > '\u{2e80}')
    })
}

/// Returns whether an answer says no level, or more than one. Other answers of the column are not affected.
fn is_unsure(text: &str) -> bool {
    if UNSURE.contains(&plain(text).as_str()) {
        return true;
    }
    let words = words(text);
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let hedges = words.iter().filter(|word| HEDGES.contains(&word.as_str())).count();
    let numbers = words.iter().filter(|word| is_number(word)).count();
    // In `Mar-04` a spreadsheet has made a date of the answer.
    let is_date = words.len() > 1
        && words.len() == numbers + 1
        && (is_month(&words[0]) || words.last().is_some_and(|word| is_month(word)));
    is_date || (hedges > 0 && numbers > 0 && hedges + numbers == words.len())
}

/// Returns whether a text is a month. A spreadsheet has then made a date of an answer such as `3-4`.
fn is_month(text: &str) -> bool {
    super::times::month(text.trim_end_matches('.')).is_some()
}

/// Replaces the digits and punctuation of the usual scripts by those of ASCII.
fn with_plain_digits(text: &str) -> String {
    const ZEROS: [char; 4] = ['０', '٠', '۰', '०'];
    let digit = |c: char| {
        let of = |zero: &char| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10);
        let value = ZEROS.iter().find_map(of)?;
        char::from_digit(value, 10)
    };
    let same = |c: char| match c {
        '，' => ',',
        '．' => '.',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '－' => '-',
        '／' => '/',
        '％' => '%',
        c => digit(c).unwrap_or(c),
    };
    // A keycap emoji such as 3️⃣ becomes its number.
    let is_key = |c: &char| !matches!(c, '\u{fe0f}' | '\u{20e3}');
    if text.is_ascii() {
        text.to_string()
    } else if text.contains('\u{20e3}') {
        text.chars().filter(is_key).map(same).collect()
    } else {
        text.chars().map(same).collect()
    }
}

/// Normalises a text for comparison: lower case, one kind of quotes and dashes, no backslashes of Markdown before
/// signs, and no punctuation at the ends.
pub(crate) fn plain(text: &str) -> String {
    let same = |c: char| match c {
        '‘' | '’' | '`' => '\'',
        '“' | '”' => '"',
        '–' | '—' | '−' => '-',
        c => c,
    };
    let text = super::sheet::without_escapes(text);
    let text: String = text.chars().map(same).flat_map(char::to_lowercase).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(['.', ')', '(', ' ', '"', '…']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_alone(text: &str) -> LevelCell {
        super::read_alone(&Mapping::default(), text)
    }

    fn level(number: i64) -> LevelCell {
        LevelCell::Level(Level::new(number).unwrap())
    }

    #[test]
    fn a_level_is_read_from_every_usual_form() {
        for (text, number) in [
            ("3", 3),
            (" 0 ", 0),
            ("3.0", 3),
            ("3,0", 3),
            ("3.", 3),
            ("2 (Working)", 2),
            ("2 working", 2),
            ("2 – Working.", 2),
            ("Practitioner", 3),
            ("None", 0),
            ("３", 3),
            ("٢", 2),
            ("3️⃣", 3),
        ] {
            assert_eq!(read_alone(text), level(number), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_level_is_not_guessed() {
        for text in [
            "3.5",
            "3,5",
            "2-3",
            "2 – 3",
            "1000",
            "-1",
            "'-2",
            "4 5",
            "50%",
            "100 %",
            "3:00",
            "03.Apr",
            "1-Feb",
            "2. März",
            "#SPILL!",
            "Ø",
            "x",
            "4.5 ★",
            "3*",
            "Expert (not yet)",
            "Working - not at all",
            "Practitioner?",
            "3/4",
            "3?",
            "between 1 and 2",
            "2 or 3",
            "1 bis 2",
            "about 3",
            "don't know",
            "Weiß nicht",
            "Mar-04",
            "2 Jan",
        ] {
            assert_eq!(read_alone(text), LevelCell::NoLevel, "{text:?}");
        }
        for text in ["", "  ", "-", "–", "n/a", "N/A", "n.a.", "?", "Keine Angabe"] {
            assert_eq!(read_alone(text), LevelCell::Empty, "{text:?}");
        }
        assert_eq!(
            read_alone("3 - working"),
            LevelCell::Two(Level::new(3).unwrap(), Level::new(2).unwrap())
        );
    }

    #[test]
    fn words_that_are_not_the_maps_own_are_foreign() {
        for text in [
            "good",
            "yes",
            "4 - no experience at all",
            "1 - very experienced",
            "3) whatever",
            "2 (years)",
            "4: weeks",
            "3 years",
            "Beginner",
            "mittel",
            "上級",
            "★★★☆☆",
            "***",
            "🌗",
            "3 ★",
            "++",
        ] {
            assert_eq!(read_alone(text), LevelCell::ForeignWords, "{text:?}");
        }
    }

    #[test]
    fn a_number_of_another_scale_is_recognised() {
        for (text, top) in [
            ("5", 5),
            ("5 - expert", 5),
            ("10", 10),
            ("80", 80),
            ("4/5", 5),
            ("3 of 5", 5),
            ("3 (out of 5)", 5),
            ("2 (of 10)", 10),
            ("4 - out of 10", 10),
            ("3 von 5", 5),
        ] {
            assert_eq!(read_alone(text), LevelCell::OtherScale(top), "{text:?}");
        }
    }
}
