//! The notes beside an answer, and their wording.

use std::fmt;

use jiff::civil::Date;

use super::document::Document;
use super::phrases::{count, first_few};
use crate::domain::level::{Level, Seniority};
use crate::domain::roadmap::timeline::Timeline;

/// A note beside an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// Nothing is rated, so the answer starts at level 0 everywhere.
    NothingRated {
        /// Whether there is a profile.
        profile: bool,
    },
    /// The profile has a name that is not in the maps.
    UnknownInProfile {
        /// The line in the profile, from 1.
        line: usize,
        /// The name.
        name: String,
        /// A question that suggests the right name.
        meant: Option<String>,
        /// The number of further lines with the same name.
        more: usize,
    },
    /// The profile has a skill that was replaced by other skills.
    Split {
        /// The line in the profile, from 1.
        line: usize,
        /// The former id of the skill.
        id: String,
        /// What happened to the skill, as the end of a sentence.
        fate: String,
        /// The skills for which its level counts, because they have no rating of their own.
        counts_for: Vec<String>,
    },
    /// The profile has answers to sentences of a skill that was replaced by other skills.
    SentencesOfSplit {
        /// The line in the profile, from 1.
        line: usize,
        /// The former id of the skill.
        id: String,
        /// What happened to the skill, as the end of a sentence.
        fate: String,
        /// The number of answers.
        answers: usize,
    },
    /// The profile has a skill that was removed from the maps without a replacement.
    Retired {
        /// The line in the profile, from 1.
        line: usize,
        /// The former id of the skill.
        id: String,
        /// Why it was removed, as the end of a sentence.
        fate: String,
        /// The number of further lines with the same name.
        more: usize,
    },
    /// `--rate` names a skill that was replaced by other skills.
    SplitInRate {
        /// The former id of the skill.
        id: String,
        /// What happened to the skill, as the end of a sentence.
        fate: String,
    },
    /// The profiles of a cohort have skills that were removed from the maps: a sentence for each.
    RetiredInCohort(Vec<String>),
    /// Two ratings contradict each other.
    Contradiction {
        /// The skill and level with the higher rating.
        rated: (String, Level),
        /// The skill and level that this rating needs.
        needed: (String, Level),
        /// The level at which the needed skill is rated.
        under: Level,
    },
    /// The number of pairs of ratings that contradict each other. Another command lists them.
    Contradictions(usize),
    /// The ratings by this rater count instead of the person's own.
    RaterCounts(String),
    /// These raters also rated the person, but their ratings do not count.
    AlsoRatedBy(Vec<String>),
    /// A rating was recorded but does not count, because there is a newer one.
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
    /// The readiness of `--until` is already reached.
    ReachedAlready {
        /// The requested percentage.
        percent: u64,
        /// The readiness now, such as `61 %`.
        now: String,
    },
    /// The plan has days after the year 9999.
    AfterTheCalendar {
        /// The hours of learning a week.
        hours_per_week: f64,
    },
    /// The ratings of `--rate` are not saved in any profile.
    RateFlagIsNotSaved,
    /// A skill was removed from the profile, but the goal still names it.
    GoalStillNamesIt,
    /// A skill was removed from the profile, but the rating of the skill that it replaced still counts for it.
    StillCarried {
        /// The id of the skill.
        skill: String,
        /// The id of the former skill.
        from: String,
    },
    /// The number of problems in the files of a cohort.
    CohortProblems(usize),
    /// Names in the profiles of a cohort that are not in the maps.
    UnknownInCohort(Vec<String>),
    /// People of a cohort who rated nothing.
    RatedNothing(Vec<String>),
    /// People of a cohort who had rated nothing by a day.
    RatedNothingBy {
        /// The day.
        day: String,
        /// The people.
        people: Vec<String>,
    },
    /// People of a cohort without a known goal.
    NoGoal(Vec<String>),
    /// Nobody in the cohort has a known goal.
    NoGoalAtAll,
    /// Skills that the cohort needs, but that nobody in it was asked about.
    NotAsked {
        /// The names of the skills.
        skills: Vec<String>,
        /// The command that makes a form about these skills.
        form: String,
    },
    /// There are too few people for aliases to hide anybody.
    FewPeople,
    /// The aliases are valid for this call only, because there is no salt.
    AliasesOfThisCall,
    /// Names in earlier pairs that nobody in the cohort has.
    UnknownPairs(Vec<String>),
    /// The cohort is too large to plan sessions for a summary.
    TooManyToReach {
        /// The largest number of people for whom sessions are planned.
        most: usize,
    },
    /// The cohort is too large for its page to make groups.
    TooManyToGroup {
        /// The largest number of people who are grouped at once.
        most: usize,
    },
    /// A form leaves out skills that are only helpful.
    LeftOutOfForm {
        /// The number of skills.
        skills: usize,
        /// The seniority of the form.
        seniority: Seniority,
    },
    /// A remark by the reader of a file with responses, in its own words.
    OfFile(String),
}

/// The largest number of people that a note lists; the rest is counted.
const MOST_NAMES: usize = 10;
/// The largest number of unknown names that a note lists; the rest is counted.
const MOST_UNKNOWN: usize = 5;

impl Note {
    /// Returns whether a note may stand in an anonymous answer: it repeats no name and nothing that a person wrote.
    pub(crate) fn is_anonymous(&self) -> bool {
        match self {
            Note::NothingRated { .. }
            | Note::Contradictions(_)
            | Note::ReachedAlready { .. }
            | Note::AfterTheCalendar { .. }
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
    /// Returns whether the note is about a name in the profile that is not in the maps.
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

/// Returns the note on the days of a plan, if there is one to make.
pub(crate) fn note_on_days(timeline: Option<&Timeline>) -> Option<Note> {
    let cut = timeline.filter(|timeline| timeline.is_cut)?;
    Some(Note::AfterTheCalendar { hours_per_week: cut.pace.hours_per_week })
}

/// Adds the notes of an answer about one person: those about names that do not count below the title, the others at the
/// end.
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
                    write!(f, ", as {}", count(*more, "more line does", "more lines do"))?;
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
                f.write_str("; `skillgap profile migrate` writes the current names")
            }
            Note::SentencesOfSplit { line, id, fate, answers } => write!(
                f,
                "line {line} of the profile answers a sentence of `{id}`, which {fate}: {} about something else, so kept and not counted",
                if *answers == 1 { "it was".to_string() } else { format!("{answers} answers were") }
            ),
            Note::Retired { line, id, fate, more } => {
                write!(f, "line {line} of the profile names `{id}`, which {fate}")?;
                if *more > 0 {
                    write!(f, " (as {})", count(*more, "more line does", "more lines do"))?;
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
            Note::AfterTheCalendar { hours_per_week } => {
                let hours = if *hours_per_week == 1.0 { "hour" } else { "hours" };
                write!(
                    f,
                    "with {hours_per_week} {hours} a week the plan goes on after the year 9999, where the calendar ends; {} stands for every later day",
                    Date::MAX
                )
            }
            Note::RateFlagIsNotSaved => {
                f.write_str("ratings of --rate are for this call only, and are not saved in a profile")
            }
            Note::GoalStillNamesIt => f.write_str("[goal] of the profile still names it"),
            Note::StillCarried { skill, from } => write!(
                f,
                "the level of `{from}` counts for `{skill}` now, which replaced it; `skillgap profile forget {from}` removes that too"
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
                "no goal is known for anybody here; --role ROLE measures everybody against one, and `skillgap roles` lists the roles",
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
                "the aliases are for this output only, because there is no cohort.toml with a `salt`; `skillgap cohort import` writes one, and --cohort DIR names its folder",
            ),
            Note::UnknownPairs(names) => {
                write!(f, "earlier pairs name people who are not in this cohort: {}", names.join(", "))
            }
            Note::TooManyToReach { most } => write!(
                f,
                "the summary plans sessions for up to {most} people; `skillgap cohort session` does it for more"
            ),
            Note::TooManyToGroup { most } => write!(
                f,
                "up to {most} people are grouped at once, so this page has no groups; `skillgap cohort groups` groups a part of the people, in a folder of its own"
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

/// Joins names, such as `one, two and three`.
fn in_words(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        names => names.join(", "),
    }
}
