//! The rules for reading advertisements: the content of `skillmaps/adverts.toml`, whose first lines explain the format.

use crate::domain::catalog::Str;
use crate::domain::words::words;

/// All rules for reading an advertisement. A rule about a skill or a role that is not in the maps has no effect.
#[derive(Clone, Debug, Default)]
pub struct AdvertRules {
    /// Phrases that say how something is asked for, or that it is not.
    pub(crate) signs: Vec<SignRule>,
    /// Phrases for duties that show a skill without naming it.
    pub(crate) duties: Vec<DutyRule>,
    /// Names that also mean something else.
    pub homonyms: Vec<HomonymRule>,
    /// Phrases in job titles that suggest a role.
    pub(crate) titles: Vec<TitleRule>,
    /// Numbers as words, from zero.
    pub(crate) numbers: Vec<Str>,
    /// Words that look like names of technologies but are not.
    pub(crate) ordinary: Vec<Str>,
    /// Lists of small words, each list with one use.
    pub(crate) lists: Vec<ListRule>,
}

/// A list of words with one use.
#[derive(Clone, Debug)]
pub(crate) struct ListRule {
    /// The use of the list.
    pub(crate) list: List,
    /// The words, in lower case.
    pub(crate) words: Vec<Str>,
}

/// Phrases with one meaning.
#[derive(Clone, Debug)]
pub(crate) struct SignRule {
    /// The meaning.
    pub(crate) sign: Sign,
    pub(crate) phrases: Vec<Str>,
}

/// Phrases for duties that show one skill.
#[derive(Clone, Debug)]
pub(crate) struct DutyRule {
    /// The id of the skill.
    pub(crate) skill: Str,
    pub(crate) phrases: Vec<Str>,
    /// Exceptions: phrases with another meaning that may overlap with those above.
    pub(crate) unless: Vec<Str>,
}

/// Rules for ambiguous names: when they mean the skill.
#[derive(Clone, Debug)]
pub struct HomonymRule {
    /// The names, in lower case.
    pub names: Vec<Str>,
    /// The only spellings that count; empty if all count.
    pub(crate) written: Vec<Str>,
    /// Phrases around a name, written with `@` for the name, that give it another meaning.
    pub(crate) unless: Vec<Str>,
    /// Phrases around a name: one of them is needed for the name to count, unless another technology stands beside it.
    /// Empty if none is needed.
    pub(crate) only: Vec<Str>,
}

/// Phrases in a job title that suggest one role.
#[derive(Clone, Debug)]
pub(crate) struct TitleRule {
    /// The id of the role.
    pub(crate) role: Str,
    /// The weight of the suggestion.
    pub(crate) weight: u32,
    pub(crate) phrases: Vec<Str>,
}

words! {
    /// The meaning of a phrase in an advertisement.
    pub(crate) enum Sign {
        /// Heads what is required.
        HeadsRequired = "heads-required",
        /// Heads the work, or what it is done with.
        HeadsWork = "heads-work",
        /// Heads what is nice to have.
        HeadsNice = "heads-nice",
        /// Heads what is not asked.
        HeadsNot = "heads-not",
        /// Heads what the employer says about itself.
        HeadsCompany = "heads-company",
        /// Heads what the employer offers, how to apply, and law.
        HeadsOffer = "heads-offer",
        /// The sentence requires something.
        Requires = "requires",
        /// The sentence tells the work, or what it is done with.
        Works = "works",
        /// What stands before it is nice to have.
        NiceBefore = "nice-before",
        /// What comes after it is nice to have.
        NiceAfter = "nice-after",
        /// What stands before it is required, whatever the heading.
        RequiredBefore = "required-before",
        /// What comes after it is not asked.
        NotAfter = "not-after",
        /// What comes after it is not asked, up to "to": "we moved from … to …".
        NotFrom = "not-from",
        /// What stands before it is not asked.
        NotBefore = "not-before",
        /// Nothing that stands before it in its sentence is asked.
        NotAll = "not-all",
        /// It ends what is not asked, inside a sentence.
        ButAsked = "but-asked",
        /// The sentence is about the employer, its product or its customers.
        Company = "company",
        /// The sentence is law or an offer, wherever it stands.
        Boilerplate = "boilerplate",
        /// Any of what follows will do.
        AnyAfter = "any-after",
        /// The one before and the one after will each do.
        Or = "or",
        /// Awareness is asked.
        LevelOne = "level-1",
        /// Working knowledge is asked.
        LevelTwo = "level-2",
        /// A practitioner is asked.
        LevelThree = "level-3",
        /// An expert is asked.
        LevelFour = "level-4",
        /// Years of what somebody has done.
        YearsOf = "years-of",
        /// Months of what somebody has done.
        MonthsOf = "months-of",
        /// The years after it are part of others.
        YearsPart = "years-part",
        /// Years that are about something else.
        YearsNot = "years-not",
        /// Years of work in general, not with one skill.
        YearsOverall = "years-overall",
        /// The sentence says what job it is, where there is no title.
        Hires = "hires",
        /// A title or a sentence about the job says junior.
        SaysJunior = "says-junior",
        /// The same, for mid.
        SaysMid = "says-mid",
        /// The same, for senior.
        SaysSenior = "says-senior",
        /// People of a seniority whom the job works with: it says nothing of the job.
        OtherPeople = "other-people",
        /// The least of a number.
        AtLeast = "at-least",
        /// A label before the seniority of the job.
        LevelLabel = "level-label",
        /// Begins a new part of a sentence.
        Begins = "begins",
        /// A word of the title of a job.
        JobTitle = "job-title",
        /// A common word of English.
        English = "english",
        /// A common word of another language that English does not have.
        OtherLanguage = "other-language",
    }
}

words! {
    /// The use of a list of small words.
    pub(crate) enum List {
        /// The stop after it ends no sentence.
        Abbreviation = "abbreviation",
        /// A word of one letter that can begin a sentence glued to the one before.
        OneLetter = "one-letter",
        /// It may stand before a heading.
        BeforeHeading = "before-heading",
        /// It joins names that are all asked for.
        And = "and",
        /// It joins names of which any will do.
        Or = "or",
        /// It may stand between two alternatives, beside the word that joins them.
        BesideOr = "beside-or",
        /// After "or": something like the names before it.
        OrAnother = "or-another",
        /// It joins the names of a sentence that has nothing but names.
        BetweenNames = "between-names",
        /// It begins a part of a sentence that is asked in another way than the part before.
        AsksAnew = "asks-anew",
        /// It goes on with what is not asked: "no PHP, nor Perl".
        NeitherNor = "neither-nor",
        /// After a word that negates and before a colon: what is negated stands before.
        PointsBack = "points-back",
        /// What is used now comes after it: "we moved from X to Y".
        MovedTo = "moved-to",
        /// It may be glued to a number: "5years".
        AfterDigits = "after-digits",
        /// It may stand between a number and its "years".
        AfterNumber = "after-number",
        /// It joins the two numbers of a range.
        BetweenNumbers = "between-numbers",
        /// It says that years are years of experience.
        Experience = "experience",
        /// It leads from years to what they were spent with.
        LeadsToWhat = "leads-to-what",
        /// A heading of this one word about the employer or the offer stays one with more words after it: "Benefits package".
        HeadsWithMore = "heads-with-more",
        /// The last word of a heading whose other words may be any: "Minimum Education Requirements".
        EndsHeading = "ends-heading",
        /// The job itself, after a word for its seniority.
        TheJob = "the-job",
    }
}
