//! The user's mapping of headers and answers that are not recognised: the file of `--map`, and `--scale`.

use std::fmt;
use std::ops::RangeInclusive;

use super::levels::plain;
use crate::domain::level::Level;
use crate::domain::maps::{KnownSkill, SkillMaps};
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem};
use crate::domain::responses::{Meaning, Share};
use crate::files::file_reader::{file_tables, read_file};
use crate::files::file_values::{AnyLevel, Entries, Format, Text};

/// The meanings of headers and answers, and where they are in the file.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    columns: Vec<(String, Meaning)>,
    answers: Vec<(String, Level)>,
    /// Answers that are numbers. If there are any, no other number is a level.
    numbers: Vec<(i64, Level)>,
    /// The scale of the numbers.
    pub scale: Option<Scale>,
    /// The name of the worksheet to read.
    pub sheet: Option<String>,
    /// The line of the header, from 1.
    pub(crate) header_row: Option<usize>,
}

/// A scale of whole numbers in equal steps. It has at least as many numbers as there are levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// The number that means level 0.
    lowest: i64,
    /// The number that means level 4.
    highest: i64,
}

/// The reason why a text is not a [`Scale`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoScale {
    /// It is not a range of whole numbers.
    NoRange,
    /// It has fewer numbers than there are levels. Only the form can say which levels these are.
    TooFew,
    /// It has more numbers than a form offers. Marks and percentages do not show levels by themselves.
    TooMany,
}

impl Scale {
    /// The number of steps from the lowest number to the highest. The least is that of the levels, and the most is
    /// what forms offer.
    const STEPS: RangeInclusive<u64> = 4..=20;

    /// Makes the scale between two numbers. The first means level 0.
    ///
    /// # Errors
    /// Returns an error if there are fewer numbers than levels, or too many.
    pub fn new(lowest: i64, highest: i64) -> Result<Scale, NoScale> {
        match highest.abs_diff(lowest) {
            0 => Err(NoScale::NoRange),
            steps if steps < *Scale::STEPS.start() => Err(NoScale::TooFew),
            steps if steps > *Scale::STEPS.end() => Err(NoScale::TooMany),
            _ => Ok(Scale { lowest, highest }),
        }
    }

    /// Reads `1-5` or `0-10`, or `5-1` if 1 is the best.
    ///
    /// # Errors
    /// Returns an error if the text is not a range, or [`Scale::new`] returns one.
    pub fn parse(text: &str) -> Result<Scale, NoScale> {
        let ends = text.trim().split_once(['-', '–', ':']).and_then(|(lowest, highest)| {
            Some((lowest.trim().parse().ok()?, highest.trim().parse().ok()?))
        });
        let (lowest, highest) = ends.ok_or(NoScale::NoRange)?;
        Scale::new(lowest, highest)
    }

    /// Returns the level of a number, in proportion to its distance from the lowest number. A number half-way between
    /// two levels gets the lower one, because half-way is not reached.
    pub fn level(self, number: i64) -> Option<Level> {
        let (least, most) = self.ends();
        if !(least..=most).contains(&number) {
            return None;
        }
        let steps = most - least;
        let at = if self.highest > self.lowest { number - least } else { most - number };
        // ⌈4·at/steps − ½⌉ in whole numbers.
        Level::new((8 * at + steps - 1) / (2 * steps))
    }

    /// Returns whether each number is a level of its own.
    pub fn is_one_to_one(self) -> bool {
        self.highest.abs_diff(self.lowest) == *Scale::STEPS.start()
    }

    /// Returns which numbers count as which level, from 0 to 4.
    pub fn shares(self) -> Vec<Share> {
        let (least, most) = self.ends();
        let share = |level: Level| {
            let mut numbers = (least..=most).filter(|number| self.level(*number) == Some(level));
            let first = numbers.next()?;
            Some(Share { first, last: numbers.next_back().unwrap_or(first), level })
        };
        Level::ALL.into_iter().filter_map(share).collect()
    }

    /// Returns whether this is the scale of the maps.
    fn is_own(self) -> bool {
        (self.lowest, self.highest) == (0, 4)
    }

    /// Returns the smallest and the largest number.
    pub fn ends(self) -> (i64, i64) {
        (self.lowest.min(self.highest), self.lowest.max(self.highest))
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.lowest, self.highest)
    }
}

/// The words for meanings that are not a skill.
static WORDS: [(&str, Meaning); 13] = [
    ("name", Meaning::Name),
    ("first name", Meaning::FirstName),
    ("last name", Meaning::LastName),
    ("email", Meaning::Email),
    ("date", Meaning::Time),
    ("role", Meaning::Role),
    ("seniority", Meaning::Seniority),
    ("by", Meaning::Rater),
    ("skill", Meaning::SkillName),
    ("level", Meaning::SkillLevel),
    ("checklist", Meaning::Checklist(Vec::new())),
    ("ignore", Meaning::Ignored),
    ("-", Meaning::Ignored),
];

file_tables! {
    /// The meanings of headers and answers of a form: the file of `--map`.
    pub(crate) struct MappingFile {
        /// The file format.
        format: Format,
        /// The name of the worksheet with the answers, if it is not the first one that has answers.
        sheet: Option<Text>,
        /// The line of the header, from 1, if it is not found automatically.
        header_row: Option<i64>,
        /// A header and its meaning: a skill by any of its names, or name, first name, last name, email, date, role, seniority, by, checklist, ignore. A sentence of a checklist, such as `SQL 2`, may be ignore. In a table with a row for each answer, skill and level are also possible. The question of a grid, without the brackets at its end, may be level or ignore.
        columns: Option<Entries<Text>>,
        /// An answer and its level. If any of the answers is a number alone, no other number is a level.
        answers: Option<Entries<AnyLevel>>,
    }
}

/// Reads a mapping:
///
/// ```toml
/// format = 1
/// sheet = "Answers"                     # which worksheet
/// header_row = 4                        # the line of the header
/// [columns]
/// "Wie gut kannst du SQL?" = "sql"      # a skill by any name, or name, email, date, by, skill, level, ignore
/// [answers]
/// "Noch nie" = 0
/// ```
///
/// # Errors
/// Returns all problems of the file.
pub fn read_mapping(text: &str, maps: &SkillMaps) -> Result<Mapping, Vec<Problem>> {
    let (file, mut problems) = read_file::<MappingFile>(0, text);
    let mut mapping = Mapping {
        sheet: file.sheet.map(|sheet| sheet.value.to_string()),
        header_row: file.header_row.map(|row| usize::try_from(row).unwrap_or_default()),
        ..Mapping::default()
    };
    for (header, said) in file.columns.into_iter().flat_map(|columns| columns.0) {
        let word = WORDS.iter().find(|(word, _)| *word == &*said.value);
        let meaning = match word {
            Some((_, meaning)) => Ok(meaning.clone()),
            None => match maps.find_known(&said.value) {
                Some(KnownSkill::Retired(retired)) => Ok(Meaning::Retired(retired)),
                _ => maps.skill(&said.value).map(Meaning::Skill),
            },
        };
        match meaning {
            Ok(meaning) => mapping.columns.push((normalised_name(&header.value), meaning)),
            Err(unknown) => problems.push(Problem::at(
                &said.span,
                Code::UnknownSkill,
                unknown.to_string(),
                unknown.did_you_mean().unwrap_or_else(|| {
                    "name a skill, or write name, email, date, by, skill, level or ignore"
                        .to_string()
                }),
            )),
        }
    }
    for (answer, level) in file.answers.into_iter().flat_map(|answers| answers.0) {
        if let Ok(number) = answer.value.trim().parse() {
            mapping.numbers.push((number, level.0));
        }
        mapping.answers.push((plain(&answer.value), level.0));
    }
    if problems.is_empty() { Ok(mapping) } else { Err(Problem::in_order(problems)) }
}

impl Mapping {
    /// Returns the meaning that the user gives to a header.
    pub fn meaning(&self, header: &str) -> Option<&Meaning> {
        if self.columns.is_empty() {
            return None;
        }
        let header = normalised_name(header);
        self.columns.iter().find(|(said, _)| *said == header).map(|(_, meaning)| meaning)
    }

    /// Returns the level that the user gives to an answer.
    pub fn level(&self, answer: &str) -> Option<Level> {
        if self.answers.is_empty() {
            return None;
        }
        let answer = plain(answer);
        self.answers.iter().find(|(said, _)| *said == answer).map(|(_, level)| *level)
    }

    /// Returns the level of a number.
    pub fn number(&self, number: i64) -> Option<Level> {
        if !self.numbers.is_empty() {
            let said = self.numbers.iter().find(|(said, _)| *said == number);
            return said.map(|(_, level)| *level);
        }
        self.scale.map_or_else(|| Level::new(number), |scale| scale.level(number))
    }

    /// Describes the numbers that are levels.
    pub(crate) fn numbers_that_count(&self) -> String {
        if self.numbers.is_empty() {
            let (least, largest) = self.scale.map_or((0, 4), Scale::ends);
            return format!("{least} to {largest}");
        }
        let numbers: Vec<String> =
            self.numbers.iter().map(|(number, _)| number.to_string()).collect();
        numbers.join(", ")
    }

    /// Returns whether each number from 0 to 4 is the level with this number.
    pub(crate) fn reads_numbers_as_levels(&self) -> bool {
        self.numbers.is_empty() && self.scale.is_none_or(Scale::is_own)
    }

    /// Returns whether the user stated another scale than that of the maps.
    pub(crate) fn has_another_scale(&self) -> bool {
        !self.reads_numbers_as_levels()
    }

    /// Returns whether the scale that the user stated ends with this number.
    pub(crate) fn scale_ends_with(&self, top: i64) -> bool {
        match self.numbers.iter().map(|(number, _)| *number).max() {
            Some(largest) => largest == top,
            None => self.scale.is_some_and(|scale| scale.ends().1 == top),
        }
    }

    /// Returns which numbers count as which level, if several numbers of the stated scale are one level.
    pub fn shares(&self) -> Vec<Share> {
        let scale = self.scale.filter(|scale| self.numbers.is_empty() && !scale.is_one_to_one());
        scale.map_or_else(Vec::new, Scale::shares)
    }

    /// Returns whether the user stated which numbers are which levels.
    pub(crate) fn says_scale(&self) -> bool {
        self.scale.is_some() || !self.numbers.is_empty()
    }

    /// Returns a note for each header of the mapping that the file has neither as a header nor as the question of a
    /// grid.
    pub fn unused(&self, headers: &[String]) -> Vec<String> {
        let question = |header: &String| {
            header.rsplit_once('[').map(|(question, _)| normalised_name(question))
        };
        let there: Vec<String> = headers
            .iter()
            .map(|header| normalised_name(header))
            .chain(headers.iter().filter_map(question))
            .collect();
        self.columns
            .iter()
            .filter(|(said, _)| !there.iter().any(|there| there.trim_end() == said.trim_end()))
            .map(|(said, _)| {
                format!("the map names a column “{said}”, which the file does not have")
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the levels of all numbers of a scale, from the smallest to the largest.
    fn levels(text: &str) -> String {
        let scale = Scale::parse(text).unwrap();
        let (least, most) = scale.ends();
        let level = |number| scale.level(number).unwrap().number().to_string();
        assert_eq!((scale.level(least - 1), scale.level(most + 1)), (None, None), "{text}");
        (least..=most).map(level).collect()
    }

    #[test]
    fn a_number_is_the_level_at_its_share_of_the_scale() {
        for (scale, expected) in [
            ("0-4", "01234"),
            ("1-5", "01234"),
            ("5-1", "43210"),
            ("0-5", "012234"),
            ("1-6", "012234"),
            // School marks with 1 as the best.
            ("6-1", "432210"),
            ("1-7", "0112334"),
            ("1-8", "01122334"),
            // On 1-9, the number 2 is at 0.5, and half-way is not reached.
            ("1-9", "001122334"),
            ("9-1", "433221100"),
            ("1-10", "0011223344"),
            // 4 · 3/10 = 1.2, 4 · 4/10 = 1.6
            ("0-10", "00112223344"),
            ("0-20", "000111112222233333444"),
        ] {
            assert_eq!(levels(scale), expected, "{scale}");
        }
    }

    #[test]
    fn a_scale_is_a_range_of_no_fewer_numbers_than_levels() {
        for (text, why) in [
            ("five", NoScale::NoRange),
            ("-5", NoScale::NoRange),
            ("1-5-9", NoScale::NoRange),
            ("3-3", NoScale::NoRange),
            ("1-4", NoScale::TooFew),
            ("3-0", NoScale::TooFew),
            ("0-100", NoScale::TooMany),
            ("1-22", NoScale::TooMany),
        ] {
            assert_eq!(Scale::parse(text), Err(why), "{text}");
        }
    }

    #[test]
    fn shares_are_told_where_several_numbers_are_one_level() {
        let mapping = |text| Mapping { scale: Scale::parse(text).ok(), ..Mapping::default() };
        assert_eq!(mapping("1-5").shares(), []);
        let shares = mapping("0-10").shares();
        let told: Vec<_> = shares.iter().map(|s| (s.first, s.last, s.level.number())).collect();
        assert_eq!(told, [(0, 1, 0), (2, 3, 1), (4, 6, 2), (7, 8, 3), (9, 10, 4)]);
        let said = Mapping { numbers: vec![(3, Level::NONE)], ..mapping("0-10") };
        assert_eq!(said.shares(), []);
    }
}
