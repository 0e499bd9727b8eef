//! Problems in input: each has a code, a place, a message and a repair.

use std::fmt;
use std::ops::Range;

/// A part of a text: a file and a range of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The index of the file in the list of files that were read.
    pub file: usize,
    /// The range of bytes in the file.
    pub range: Range<usize>,
}

/// A value and the place that it was read from. Two are equal if their values are equal; the place does not matter.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place that it was read from.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Spanned<T>) -> bool {
        self.value == other.value
    }
}

/// The place of a problem.
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
    /// The index of the file in the list of files that were read.
    pub file: usize,
    /// The line of the file where the row begins, or the row of a worksheet, from 1; `None` for the whole file.
    pub line: Option<usize>,
    /// The column; `None` for the whole row.
    pub column: Option<SheetColumn>,
    /// The content of the cell, shortened.
    pub found: String,
}

impl fmt::Display for SheetPlace {
    /// Formats as `line 7, column D “SQL”`, as far as the parts are known.
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
    /// The number, from 0; `None` if the file has keys instead of columns.
    pub number: Option<usize>,
    /// The header or the key.
    pub header: String,
}

impl SheetColumn {
    /// Returns the letter that spreadsheets use for the column: `A`, `B`, … `AA`.
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

/// A problem, with its place and its repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kind of problem.
    pub code: Code,
    /// The place.
    pub place: Place,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub repair: String,
}

impl Problem {
    /// Makes a problem that is in no file, or whose place is set later.
    pub fn new(code: Code, message: impl Into<String>, repair: impl Into<String>) -> Problem {
        Problem { code, place: Place::Nowhere, message: message.into(), repair: repair.into() }
    }

    /// Makes a problem in a text.
    pub fn at(
        span: &Span,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Problem {
        Problem { place: Place::Text(span.clone()), ..Problem::new(code, message, repair) }
    }

    /// Sets the place of the problem in a table of people.
    #[must_use]
    pub(crate) fn in_sheet(self, place: SheetPlace) -> Problem {
        Problem { place: Place::Sheet(Box::new(place)), ..self }
    }

    /// Returns the place, if it is in a table of people.
    pub fn sheet_place(&self) -> Option<&SheetPlace> {
        match &self.place {
            Place::Sheet(place) => Some(place),
            Place::Nowhere | Place::Text(_) => None,
        }
    }

    /// Returns the index of the file in the list of files that were read.
    pub fn file(&self) -> Option<usize> {
        match &self.place {
            Place::Nowhere => None,
            Place::Text(span) => Some(span.file),
            Place::Sheet(place) => Some(place.file),
        }
    }

    /// Moves the problem to another file in the list.
    #[must_use]
    pub(crate) fn in_file(mut self, file: usize) -> Problem {
        match &mut self.place {
            Place::Nowhere => {}
            Place::Text(span) => span.file = file,
            Place::Sheet(place) => place.file = file,
        }
        self
    }

    /// Sorts problems by file and place, and removes duplicates.
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
        /// Every kind of problem. The comment of a code states the rule that holds when there is no such problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$code,)+];

            /// Returns the name in kebab-case. It is stable, for people and scripts.
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
    /// Every key is known.
    UnknownKey = "unknown-key",
    /// Every required key is present.
    MissingKey = "missing-key",
    /// A value has the type that its key asks for.
    WrongType = "wrong-type",
    /// A word is one of those that its key allows.
    UnknownWord = "unknown-word",
    /// Texts are not empty.
    EmptyText = "empty-text",
    /// Ids are short and in kebab-case.
    BadId = "bad-id",
    /// Levels are 0 to 4, or 1 to 4 for a level that is reached.
    LevelOffScale = "level-off-scale",
    /// No two things of a kind have the same id.
    DuplicateId = "duplicate-id",
    /// A name or alias means one skill, or one role.
    DuplicateAlias = "duplicate-alias",
    /// A retired skill is not also a current skill, under any of its names.
    RetiredAndLiving = "retired-and-living",
    /// A retired skill names the skills that replace it, or the reason why none does.
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
    /// Hours are positive and not unreasonably large.
    HoursNotPositive = "hours-not-positive",
    /// Hours are low, typical, high in rising order.
    HoursOrder = "hours-order",
    /// Hours that are stated or derived name their source.
    HoursSource = "hours-source",
    /// A skill is not its own prerequisite, directly or through others.
    PrerequisiteLoop = "prerequisite-loop",
    /// A prerequisite asks for no less than its own prerequisites already imply.
    PrerequisiteContradicted = "prerequisite-contradicted",
    /// A prerequisite is listed once for a level.
    DuplicatePrerequisite = "duplicate-prerequisite",
    /// A homonym of a skill is one of its names.
    UnknownHomonym = "unknown-homonym",
    /// A skill does not belong to itself, directly or through others.
    BelongsToLoop = "belongs-to-loop",
    /// A place based on curricula says how many there are.
    PlaceBasis = "place-basis",
    /// A role gives a skill at most one place.
    DuplicatePlace = "duplicate-place",
    /// A link begins with https://.
    BadLink = "bad-link",
    /// A requirement names one skill, or a group: not both, not neither.
    RequirementShape = "requirement-shape",
    /// A group has two members or more.
    AnyOfTooFew = "any-of-too-few",
    /// A group across areas says which area it belongs to.
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
    /// A phrase of the rules for advertisements can be searched for.
    BadPhrase = "bad-phrase",
    /// The source of an evidence key is listed.
    UnknownSource = "unknown-source",
    /// Maps that are used without the shipped maps have areas and skills.
    NoCatalog = "no-catalog",
    /// A profile rates a skill once in the short form.
    DuplicateRating = "duplicate-rating",
    /// A date is a calendar day, as in 2026-11-22.
    BadDate = "bad-date",
    /// A number is within its range.
    OutOfRange = "out-of-range",

    /// A file of people's answers is not empty.
    NoAnswers = "no-answers",
    /// A file is within the size limit.
    TooLarge = "too-large",
    /// A file is text or a workbook.
    NoText = "no-text",
    /// A workbook is an .xlsx.
    OldWorkbook = "old-workbook",
    /// A workbook can be unpacked and read.
    BadWorkbook = "bad-workbook",
    /// A cell of a worksheet does not contain an error.
    ErrorCell = "error-cell",
    /// JSON input has a line for each person, not one list.
    JsonArray = "json-array",
    /// A table has more than one column.
    OneColumn = "one-column",
    /// A column identifies the people.
    Nobody = "nobody",
    /// A column is about a skill.
    NoSkills = "no-skills",
    /// A column that holds levels has a header that names a skill.
    UnknownColumn = "unknown-column",
    /// The numbers of a file of answers are on the scale of levels.
    OtherScale = "other-scale",
    /// The words of a column of answers are those of the maps.
    ForeignWords = "foreign-words",
    /// An answer is a level.
    NoLevel = "no-level",
    /// The number and the sentence of an answer mean the same level.
    TwoLevels = "two-levels",
    /// Two columns, or two rows, of one skill do not contradict each other.
    Contradiction = "contradiction",
    /// A ticked option is one of the options offered.
    UnknownOption = "unknown-option",
    /// A time can be parsed.
    BadTime = "bad-time",
    /// An answer is not from the future.
    FutureTime = "future-time",
    /// A row says which person it belongs to.
    NoPerson = "no-person",
    /// Two people with the same name have different e-mails.
    TwoOfOneName = "two-of-one-name",
    /// A row has no more cells than the header.
    RowTooLong = "row-too-long",
    /// A row has no fewer cells than the header.
    RowTooShort = "row-too-short",
    /// A quote that is opened is closed.
    OpenQuote = "open-quote",
    /// A line of JSON lines is a JSON object.
    NotJson = "not-json",
    /// In a row of CSV nothing follows the quote that closes a cell.
    CsvSyntax = "csv-syntax",
    /// A line is within the length limit.
    LineTooLong = "line-too-long",
    /// An object has each key only once.
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
