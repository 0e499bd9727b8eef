//! What can be wrong with anything that is read: every problem has a code, its place, what is wrong and the repair.

use std::fmt;
use std::ops::Range;

/// Part of a text: the file, by its place in the list of files that were read, and the bytes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The file's place in the list.
    pub file: usize,
    /// The bytes.
    pub range: Range<usize>,
}

/// A value with the text that it was read from. Two are equal when their values are, wherever they stand.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Spanned<T>) -> bool {
        self.value == other.value
    }
}

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In no file.
    Nowhere,
    /// In a text.
    Text(Span),
    /// In a table of people.
    Sheet(Box<SheetPlace>),
}

/// A place in a table of people: a CSV, a worksheet or JSON lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetPlace {
    /// The file's place in the list of files that were read.
    pub file: usize,
    /// The line of the file where the row begins, or the row of a worksheet; from 1. `None` for the whole file.
    pub line: Option<usize>,
    /// The column; `None` for the whole row.
    pub column: Option<SheetColumn>,
    /// What stands there, shortened.
    pub found: String,
}

impl fmt::Display for SheetPlace {
    /// `line 7, column D “SQL”`, as far as it is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}")?;
        }
        let Some(column) = &self.column else {
            return Ok(());
        };
        if self.line.is_some() {
            f.write_str(", ")?;
        }
        match column.letter() {
            Some(letter) if column.header.is_empty() || column.header == self.found => {
                write!(f, "column {letter}")
            }
            Some(letter) => write!(f, "column {letter} “{}”", column.header),
            None => write!(f, "key “{}”", column.header),
        }
    }
}

/// A column of a table of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Its number from 0; `None` where the file has keys instead of columns.
    pub number: Option<usize>,
    /// Its header, or its key.
    pub header: String,
}

impl SheetColumn {
    /// The letter that spreadsheets use for it: `A`, `B`, … `AA`.
    pub(crate) fn letter(&self) -> Option<String> {
        let mut letters = Vec::new();
        let mut rest = self.number? + 1;
        while rest > 0 {
            rest -= 1;
            letters.push((b'A' + (rest % 26) as u8) as char);
            rest /= 26;
        }
        Some(letters.iter().rev().collect())
    }
}

/// One thing that is wrong, with its place and its repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of problem it is.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub repair: String,
}

impl Problem {
    /// A problem that is in no file, or whose place is added later.
    pub fn new(code: Code, message: impl Into<String>, repair: impl Into<String>) -> Problem {
        Problem { code, place: Place::Nowhere, message: message.into(), repair: repair.into() }
    }

    /// A problem in a text.
    pub fn at(
        span: &Span,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Problem {
        Problem { place: Place::Text(span.clone()), ..Problem::new(code, message, repair) }
    }

    /// The same problem at a place in a table of people.
    #[must_use]
    pub(crate) fn in_sheet(self, place: SheetPlace) -> Problem {
        Problem { place: Place::Sheet(Box::new(place)), ..self }
    }

    /// The place, if it is in a table of people.
    pub fn sheet_place(&self) -> Option<&SheetPlace> {
        match &self.place {
            Place::Sheet(place) => Some(place),
            Place::Nowhere | Place::Text(_) => None,
        }
    }

    /// The file's place in the list of files that were read.
    pub fn file(&self) -> Option<usize> {
        match &self.place {
            Place::Nowhere => None,
            Place::Text(span) => Some(span.file),
            Place::Sheet(place) => Some(place.file),
        }
    }

    /// The same problem of another file in the list.
    #[must_use]
    pub(crate) fn in_file(mut self, file: usize) -> Problem {
        match &mut self.place {
            Place::Nowhere => {}
            Place::Text(span) => span.file = file,
            Place::Sheet(place) => place.file = file,
        }
        self
    }

    /// Problems in the order of the files and of the places in them, each once.
    pub(crate) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
        let start = |problem: &Problem| match &problem.place {
            Place::Nowhere => None,
            Place::Text(span) => Some((span.file, span.range.start)),
            Place::Sheet(place) => Some((place.file, place.line.unwrap_or_default())),
        };
        problems.sort_by_key(start);
        problems.dedup();
        problems
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// Every kind of problem, each with its name. The comment says what holds when there is no such problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$code,)+];

            /// The name, in kebab-case: stable, for people and scripts.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)+
                }
            }
        }
    };
}

codes! {
    /// A file is UTF-8 text.
    NotUtf8 = "not-utf8",
    /// A file is TOML.
    Syntax = "toml-syntax",
    /// A file holds skills, a role, areas or sources.
    UnknownFile = "unknown-file",
    /// The file's format is one that this program reads.
    FormatVersion = "format-version",
    /// Only keys that mean something.
    UnknownKey = "unknown-key",
    /// What is needed is there.
    MissingKey = "missing-key",
    /// A value has the type that its key asks for.
    WrongType = "wrong-type",
    /// A word is one of those that its key allows.
    UnknownWord = "unknown-word",
    /// Texts say something.
    EmptyText = "empty-text",
    /// Ids are short and in kebab-case.
    BadId = "bad-id",
    /// Levels are 0 to 4, and 1 to 4 where one is reached.
    LevelOffScale = "level-off-scale",
    /// No two things of a kind have one id.
    DuplicateId = "duplicate-id",
    /// A name or alias means one skill, or one role.
    DuplicateAlias = "duplicate-alias",
    /// What is retired is no skill any more, under none of its names.
    RetiredAndLiving = "retired-and-living",
    /// A retired skill says what took its place, or why nothing did.
    RetiredReason = "retired-reason",
    /// An area that is named exists.
    UnknownArea = "unknown-area",
    /// A skill that is named exists.
    UnknownSkill = "unknown-skill",
    /// A role that is named exists.
    UnknownRole = "unknown-role",
    /// Each level of a skill has its can-do sentence.
    MissingAnchor = "missing-anchor",
    /// Each level of a skill has its hours.
    MissingHours = "missing-hours",
    /// Hours are positive and not beyond reason.
    HoursNotPositive = "hours-not-positive",
    /// Hours are low, typical, high in rising order.
    HoursOrder = "hours-order",
    /// Hours that are stated or derived name their source.
    HoursSource = "hours-source",
    /// A skill is not, by way of others, its own prerequisite.
    PrerequisiteLoop = "prerequisite-loop",
    /// A prerequisite asks for no less than its own chain already does.
    PrerequisiteContradicted = "prerequisite-contradicted",
    /// A prerequisite is said once for a level.
    DuplicatePrerequisite = "duplicate-prerequisite",
    /// A homonym of a skill is one of its names.
    UnknownHomonym = "unknown-homonym",
    /// A skill does not, by way of others, belong to itself.
    BelongsToLoop = "belongs-to-loop",
    /// A place by curricula says how many there are.
    PlaceBasis = "place-basis",
    /// A role gives a skill two places.
    DuplicatePlace = "duplicate-place",
    /// A link begins with https://.
    BadLink = "bad-link",
    /// A requirement names one skill, or a group: not both, not neither.
    RequirementShape = "requirement-shape",
    /// A group has two members or more.
    AnyOfTooFew = "any-of-too-few",
    /// A group across areas says where it belongs.
    AnyOfArea = "any-of-area",
    /// A role asks for a skill once.
    DuplicateRequirement = "duplicate-requirement",
    /// Targets do not fall with seniority.
    TargetsFall = "targets-fall",
    /// A requirement is asked at some seniority.
    NeverAsked = "never-asked",
    /// A role asks for something, at every seniority.
    EmptyRole = "empty-role",
    /// A requirement has evidence or a judgement.
    NoEvidence = "no-evidence",
    /// An evidence key is a source, a colon and a locator.
    BadEvidence = "bad-evidence",
    /// A phrase of the rules for advertisements can be looked for.
    BadPhrase = "bad-phrase",
    /// The source of an evidence key is listed.
    UnknownSource = "unknown-source",
    /// The maps that stand alone have areas and skills.
    NoCatalog = "no-catalog",
    /// A profile rates a skill once in the short form.
    DuplicateRating = "duplicate-rating",
    /// A date is a day of the calendar, as in 2026-11-22.
    BadDate = "bad-date",
    /// A number is within its range.
    OutOfRange = "out-of-range",

    /// A file of people's answers holds something.
    NoAnswers = "no-answers",
    /// It is not larger than any form's.
    TooLarge = "too-large",
    /// It is text, or a workbook.
    NoText = "no-text",
    /// A workbook is an .xlsx.
    OldWorkbook = "old-workbook",
    /// A workbook can be unpacked and read.
    BadWorkbook = "bad-workbook",
    /// A cell of a worksheet shows no error.
    ErrorCell = "error-cell",
    /// JSON is a line for each person, not one list.
    JsonArray = "json-array",
    /// A table has more than one column.
    OneColumn = "one-column",
    /// A column says who the person is.
    Nobody = "nobody",
    /// A column is about a skill.
    NoSkills = "no-skills",
    /// A column that holds levels has a header that names a skill.
    UnknownColumn = "unknown-column",
    /// The numbers of a file of answers are on the scale of the levels.
    OtherScale = "other-scale",
    /// The words of a column of answers are the maps' own.
    ForeignWords = "foreign-words",
    /// An answer is a level.
    NoLevel = "no-level",
    /// The number of an answer and its sentence say the same level.
    TwoLevels = "two-levels",
    /// Two columns, or two rows, of one skill say the same.
    Contradiction = "contradiction",
    /// What is ticked was offered.
    UnknownOption = "unknown-option",
    /// A time is a time.
    BadTime = "bad-time",
    /// An answer is not from the future.
    FutureTime = "future-time",
    /// A row says whose it is.
    NoPerson = "no-person",
    /// Two people of one name have e-mails to tell them apart.
    TwoOfOneName = "two-of-one-name",
    /// A row has no more cells than the header.
    RowTooLong = "row-too-long",
    /// A row has no fewer cells than the header.
    RowTooShort = "row-too-short",
    /// A quote that is opened is closed.
    OpenQuote = "open-quote",
    /// A line of JSON lines is a JSON object.
    NotJson = "not-json",
    /// A row of CSV has nothing behind the quote that closes a cell.
    CsvSyntax = "csv-syntax",
    /// A line is not longer than what can be held.
    LineTooLong = "line-too-long",
    /// An object holds a key once.
    RepeatedKey = "repeated-key",
    /// A name is text in the encoding of the file.
    BadBytes = "bad-bytes",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let letter =
            |number| SheetColumn { number: Some(number), header: String::new() }.letter().unwrap();
        assert_eq!(letter(0), "A");
        assert_eq!(letter(25), "Z");
        assert_eq!(letter(26), "AA");
        assert_eq!(letter(701), "ZZ");
        assert_eq!(letter(702), "AAA");
    }
}
