//! What can be wrong with a map or a profile: every rule by name, and a problem with its place.

use std::fmt;
use std::ops::Range;

/// Where something stands: a file, by its place in the list of files that were read, and a byte range in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which file: an index into the list of texts that came with the drafts.
    pub file: usize,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
}

/// A value together with where it was read.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// One thing that is wrong, with its place and its repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Where; `None` when it is about something that is in no file.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub repair: String,
}

impl Problem {
    /// Problems in the order of the files and of the places in them, each once.
    pub fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
        let place = |problem: &Problem| {
            let place = problem.place.as_ref();
            place.map(|place| (place.file, place.span.start))
        };
        problems.sort_by_key(place);
        problems.dedup();
        problems
    }

    /// A problem at a place.
    pub fn at(
        place: &Place,
        rule: Rule,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) -> Problem {
        Problem { rule, place: Some(place.clone()), message: message.into(), repair: repair.into() }
    }
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $rule:ident = $name:literal,)+) => {
        /// Everything that a map or a profile has to hold, each rule with its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $rule,)+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Rule] = &[$(Rule::$rule,)+];

            /// The rule's name, in kebab-case: stable, for people and scripts.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => $name,)+
                }
            }
        }
    };
}

rules! {
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
    /// An area that is named exists.
    UnknownArea = "unknown-area",
    /// A skill that is named exists.
    UnknownSkill = "unknown-skill",
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
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
