//! Things to know beside an answer: what there is to say, and how it is worded.

use std::fmt;

use super::document::Document;
use super::phrases::{count, first_few};
use crate::domain::level::{Level, Seniority};

/// Something to know beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing is rated, so the answer starts from nothing.
    NothingRated {
        /// Whether there is a profile.
        profile: bool,
    },
    /// A name in the profile that the maps do not have.
    UnknownInProfile {
        /// The line of the profile, from 1.
        line: usize,
        /// The name.
        name: String,
        /// What may have been meant, as a question.
        meant: Option<String>,
        /// How many more lines have the same name.
        more: usize,
    },
    /// A skill in the profile that other skills took the place of.
    Split {
        /// The line of the profile, from 1.
        line: usize,
        /// The id that it had.
        id: String,
        /// What became of it, as the end of a sentence.
        fate: String,
        /// The skills for which its level counts; nobody rated them themselves.
        counts_for: Vec<String>,
    },
    /// Answers to sentences of a skill that others took the place of.
    SentencesOfSplit {
        /// The line of the profile, from 1.
        line: usize,
        /// The id that it had.
        id: String,
        /// What became of it, as the end of a sentence.
        fate: String,
        /// How many answers.
        answers: usize,
    },
    /// A skill in the profile that is no more, and that nothing took the place of.
    Retired {
        /// The line of the profile, from 1.
        line: usize,
        /// The id that it had.
        id: String,
        /// Why, as the end of a sentence.
        fate: String,
        /// How many more lines name it.
        more: usize,
    },
    /// A rating of `--rate` is of a skill that others took the place of.
    SplitInRate {
        /// The id that it had.
        id: String,
        /// What became of it, as the end of a sentence.
        fate: String,
    },
    /// Skills in the profiles of a cohort that are no more, each as a sentence.
    RetiredInCohort(Vec<String>),
    /// Two ratings that cannot both be.
    Contradiction {
        /// The higher rating.
        rated: (String, Level),
        /// What that one needs.
        needed: (String, Level),
        /// How that is rated.
        under: Level,
    },
    /// Pairs of ratings that contradict each other, which another command names.
    Contradictions(usize),
    /// The ratings of somebody else count.
    RaterCounts(String),
    /// Others rated the person, and their ratings do not count.
    AlsoRatedBy(Vec<String>),
    /// A rating that was recorded does not count, since there is a newer one.
    NewerRatingCounts {
        /// The skill.
        skill: String,
        /// The level that counts.
        counts: Level,
        /// The level that was recorded.
        recorded: Level,
        /// The day of the rating that counts.
        on: Option<String>,
    },
    /// `--until` names a readiness that is reached already.
    ReachedAlready {
        /// The percentage that was asked for.
        percent: u64,
        /// The readiness now, as in `61 %`.
        now: String,
    },
    /// Ratings of `--rate` are in no profile.
    RateFlagIsNotSaved,
    /// The goal of a profile names a skill that was removed from it.
    GoalStillNamesIt,
    /// A skill that was removed from a profile is still rated there, as one that it took the place of.
    StillCarried {
        /// The id of the skill.
        skill: String,
        /// The id that the other one had.
        from: String,
    },
    /// Files of a cohort that could not be read whole.
    CohortProblems(usize),
    /// Names in the profiles of a cohort that the maps do not have.
    UnknownInCohort(Vec<String>),
    /// People of a cohort who rated nothing.
    RatedNothing(Vec<String>),
    /// People of a cohort who rated nothing until a day.
    RatedNothingBy {
        /// The day.
        day: String,
        /// The people.
        people: Vec<String>,
    },
    /// People of a cohort of whom no goal is known.
    NoGoal(Vec<String>),
    /// It is not known of anybody in the cohort what they learn for.
    NoGoalAtAll,
    /// Skills that the cohort needs and that nobody in it was asked about.
    NotAsked {
        /// Their names.
        skills: Vec<String>,
        /// What to type for a form that asks for them.
        form: String,
    },
    /// The people are too few for aliases to hide anybody.
    FewPeople,
    /// The aliases are of this call alone, since there is no salt.
    AliasesOfThisCall,
    /// Names of earlier pairs that nobody in the cohort has.
    UnknownPairs(Vec<String>),
    /// The cohort is too large to say whom the next sessions reach.
    TooManyToReach {
        /// The most people for whom that is worked out.
        most: usize,
    },
    /// The cohort is too large to be grouped on its page.
    TooManyToGroup {
        /// The most people who are grouped at once.
        most: usize,
    },
    /// Skills that a form leaves out, since they are only helpful.
    LeftOutOfForm {
        /// How many.
        skills: usize,
        /// For whom.
        seniority: Seniority,
    },
    /// What the reader of an answer file noticed, in its own words.
    OfFile(String),
}

/// People whom a note lists; of more it says the number.
const MOST_NAMES: usize = 10;
/// Unknown names that a note lists.
const MOST_UNKNOWN: usize = 5;

impl Note {
    /// Whether a note repeats nothing that a person wrote or is called, so that it can stand beside an anonymous answer.
    pub(crate) fn is_anonymous(&self) -> bool {
        match self {
            Note::NothingRated { .. }
            | Note::Contradictions(_)
            | Note::ReachedAlready { .. }
            | Note::RateFlagIsNotSaved
            | Note::SplitInRate { .. }
            | Note::StillCarried { .. }
            | Note::RetiredInCohort(_)
            | Note::GoalStillNamesIt
            | Note::CohortProblems(_)
            | Note::NoGoalAtAll
            | Note::NotAsked { .. }
            | Note::AliasesOfThisCall
            | Note::FewPeople
            | Note::TooManyToReach { .. }
            | Note::TooManyToGroup { .. }
            | Note::LeftOutOfForm { .. } => true,
            Note::UnknownInProfile { .. }
            | Note::Split { .. }
            | Note::SentencesOfSplit { .. }
            | Note::Retired { .. }
            | Note::Contradiction { .. }
            | Note::RaterCounts(_)
            | Note::AlsoRatedBy(_)
            | Note::NewerRatingCounts { .. }
            | Note::UnknownInCohort(_)
            | Note::RatedNothing(_)
            | Note::RatedNothingBy { .. }
            | Note::NoGoal(_)
            | Note::UnknownPairs(_)
            | Note::OfFile(_) => false,
        }
    }
}

impl Note {
    /// Whether it is about a name in the profile that these maps do not have.
    pub(crate) fn is_about_names(&self) -> bool {
        matches!(
            self,
            Note::UnknownInProfile { .. }
                | Note::Split { .. }
                | Note::SentencesOfSplit { .. }
                | Note::Retired { .. }
        )
    }
}

/// Puts the notes of an answer about one person into its text: those on names that do not count below the title, the others
/// at the end.
pub(super) fn put_notes(notes: &[Note], document: &mut Document) {
    let (names, others): (Vec<&Note>, Vec<&Note>) =
        notes.iter().partition(|note| note.is_about_names());
    document.notes_below_title(names);
    document.notes(others);
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::NothingRated { profile } => {
                let what =
                    if *profile { "the profile holds no ratings" } else { "there are no ratings" };
                write!(
                    f,
                    "{what} yet, so this starts from nothing; begin with `skillgap assess` in a terminal, `skillgap rate SKILL=LEVEL`, or `--rate SKILL=LEVEL` to try it out"
                )
            }
            Note::UnknownInProfile { line, name, meant, more } => {
                write!(
                    f,
                    "line {line} of the profile names `{name}`, which these maps do not have"
                )?;
                if let Some(meant) = meant {
                    write!(f, " ({meant})")?;
                }
                if *more > 0 {
                    write!(f, ", and so {}", count(*more, "more line does", "more lines do"))?;
                }
                f.write_str("; it is kept and not counted")
            }
            Note::Split { line, id, fate, counts_for } => {
                write!(f, "line {line} of the profile names `{id}`, which {fate}: ")?;
                match counts_for.as_slice() {
                    [] => f.write_str("that is what it stands for")?,
                    [one] => write!(f, "its level counts for {one} until that is rated")?,
                    several => {
                        let skills = in_words(several);
                        write!(f, "its level counts for {skills} until they are rated")?;
                    }
                }
                f.write_str("; `skillgap profile migrate` writes the names of today")
            }
            Note::SentencesOfSplit { line, id, fate, answers } => write!(
                f,
                "line {line} of the profile answers a sentence of `{id}`, which {fate}: {} about another thing, so kept and not counted",
                if *answers == 1 { "it was".to_string() } else { format!("{answers} answers were") }
            ),
            Note::Retired { line, id, fate, more } => {
                write!(f, "line {line} of the profile names `{id}`, which {fate}")?;
                if *more > 0 {
                    write!(f, " (and so {})", count(*more, "more line does", "more lines do"))?;
                }
                f.write_str("; it is kept and not counted")
            }
            Note::SplitInRate { id, fate } => write!(
                f,
                "`{id}` of --rate {fate}: its level counts for each of them that is not rated itself"
            ),
            Note::RetiredInCohort(sentences) => {
                write!(f, "names in the profiles that the maps no longer have: {}", sentences.join("; "))
            }
            Note::Contradiction { rated, needed, under } => write!(
                f,
                "{} {} needs {} {}, which is rated {under}; both are kept as they are",
                rated.0, rated.1, needed.0, needed.1
            ),
            Note::Contradictions(pairs) => write!(
                f,
                "{} each other; `skillgap gap` names them",
                count(*pairs, "pair of ratings contradicts", "pairs of ratings contradict")
            ),
            Note::RaterCounts(rater) => {
                write!(f, "computed with the ratings of {rater} where there are some")
            }
            Note::AlsoRatedBy(raters) => write!(
                f,
                "also rated by {}; --rater NAME computes with their ratings",
                raters.join(", ")
            ),
            Note::NewerRatingCounts { skill, counts, recorded, on } => {
                write!(f, "{skill} {counts} counts, not {recorded}: it is the newest rating")?;
                on.as_ref().map_or(Ok(()), |on| write!(f, ", of {on}"))
            }
            Note::ReachedAlready { percent, now } => write!(
                f,
                "you are at {now} already, so no step comes before {percent} %; without --until all steps are shown"
            ),
            Note::RateFlagIsNotSaved => {
                f.write_str("ratings of --rate are for this call only, and are in no profile")
            }
            Note::GoalStillNamesIt => f.write_str("[goal] of the profile still names it"),
            Note::StillCarried { skill, from } => write!(
                f,
                "the level of `{from}` counts for `{skill}` now, which took its place; `skillgap profile forget {from}` removes that too"
            ),
            Note::CohortProblems(problems) => write!(
                f,
                "{} in the files of the cohort: what could not be read is left out here",
                count(*problems, "problem", "problems")
            ),
            Note::UnknownInCohort(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                write!(
                    f,
                    "these maps do not have {}: kept in the profiles and not counted",
                    first_few(&names, MOST_UNKNOWN)
                )
            }
            Note::RatedNothing(people) => write!(
                f,
                "nothing is known of {}: they rated nothing yet",
                first_few(people, MOST_NAMES)
            ),
            Note::RatedNothingBy { day, people } => {
                write!(f, "{} had rated nothing by {day}", people.join(", "))
            }
            Note::NoGoal(people) => write!(
                f,
                "no goal is known of {}: --role ROLE measures everybody against one",
                first_few(people, MOST_NAMES)
            ),
            Note::NoGoalAtAll => f.write_str(
                "it is not known what anybody here learns for; --role ROLE measures everybody against one, and `skillgap roles` lists the roles",
            ),
            Note::NotAsked { skills, form } => write!(
                f,
                "nobody has answered about {}, so no session is about {}; to ask: `{form}`",
                first_few(skills, MOST_NAMES),
                if skills.len() == 1 { "it" } else { "these" }
            ),
            Note::FewPeople => f.write_str(
                "these are fewer than five people, so everybody can guess who is who in spite of the aliases",
            ),
            Note::AliasesOfThisCall => f.write_str(
                "the aliases are of this print-out alone, since no cohort.toml with a `salt` is there; `skillgap cohort import` writes one, and --cohort DIR names its folder",
            ),
            Note::UnknownPairs(names) => {
                write!(f, "nobody here is called {}, as in earlier pairs", names.join(", "))
            }
            Note::TooManyToReach { most } => write!(
                f,
                "whom the next sessions reach is worked out for up to {most} people; `skillgap cohort session` does it for more"
            ),
            Note::TooManyToGroup { most } => write!(
                f,
                "up to {most} people are grouped at once, so this page has no groups; `skillgap cohort groups` makes them of a part, in a folder of its own"
            ),
            Note::LeftOutOfForm { skills, seniority } => {
                let verb = if *skills == 1 { "is" } else { "are" };
                write!(
                    f,
                    "{} that {verb} only helpful for a {seniority} {verb} left out; --full asks about everything",
                    count(*skills, "skill", "skills")
                )
            }
            Note::OfFile(text) => f.write_str(text),
        }
    }
}

/// `one, two and three`.
fn in_words(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.join(", "),
    }
}
