//! The responses to a questionnaire: who answered what and when, and everything that could not be read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::catalog::{RetiredIndex, SkillIndex};
use super::cohort::{Cohort, Member};
use super::level::{Level, Seniority};
use super::maps::Step;
use super::names::normalised_name;
use super::problem::{Problem, SheetColumn};
use super::profile::{Entry, Goal, Profile, Said};
use super::role::RoleIndex;

/// Everything that was read from a file of responses.
#[derive(Clone, Debug, Default)]
pub struct Responses {
    /// How the file was read, as in "a Google Forms export: CSV, comma-separated, UTF-8".
    pub(crate) read_as: String,
    /// The number of rows, without the header and empty rows.
    pub(crate) rows: usize,
    /// The meaning of each column, in the order of the file.
    pub(crate) columns: Vec<ResponseColumn>,
    /// For a scale that is longer than the levels: which numbers count as which level. Empty if each number is a level.
    pub(crate) shares: Vec<Share>,
    /// The columns that name no skill and are not part of the form itself.
    pub(crate) left_out: Vec<LeftOut>,
    /// The distribution of the answers in each column, in the order of the file.
    pub(crate) tallies: Vec<Tally>,
    /// The distribution of the ticks for each sentence, in the order of the file.
    pub(crate) ticks: Vec<TickTally>,
    /// The roles whose form this is, with the seniority of its targets; only if sentences were ticked and exactly one
    /// form matches.
    pub(crate) form: Option<(Vec<RoleIndex>, Option<Seniority>)>,
    /// The people, in the order of their first rows.
    pub people: Vec<Respondent>,
    /// Problems with what could not be read, in the order of the file.
    pub problems: Vec<Problem>,
    /// Notes for the user.
    pub(crate) notes: Vec<String>,
}

/// A column of a file of responses.
#[derive(Clone, Debug)]
pub(crate) struct ResponseColumn {
    /// The position and header of the column.
    pub(crate) at: SheetColumn,
    /// The line of the skill, if the rows are skills and the columns are people.
    pub(crate) line: Option<usize>,
    /// The meaning of the column.
    pub(crate) meaning: Meaning,
}

/// The numbers of a longer scale that count as one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The smallest number.
    pub first: i64,
    /// The largest number.
    pub last: i64,
    /// The level.
    pub level: Level,
}

/// A column that names no skill and is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The index of the column.
    pub column: usize,
    /// Different answers as they are written, if they look like levels.
    pub examples: Vec<String>,
}

/// The distribution of the answers about one skill in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// The index of the column.
    pub(crate) column: usize,
    pub(crate) skill: SkillIndex,
    /// The number of answers for each level, from 0 to 4.
    pub(crate) levels: [usize; 5],
    /// The number of answers that could not be read, or that are dropped because of others in the column.
    pub(crate) not_read: usize,
    /// Some of these answers as they are written, without duplicates.
    pub(crate) examples: Vec<String>,
}

/// The distribution of the ticks for one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TickTally {
    /// The index of the column.
    pub(crate) column: usize,
    /// The sentence.
    pub(crate) step: Step,
    /// The number of people who ticked the sentence.
    pub(crate) can: usize,
    /// The number of people who answered the question and did not tick the sentence.
    pub(crate) not: usize,
}

/// The meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The name of the respondent.
    Name,
    /// The first name of the respondent.
    FirstName,
    /// The last name of the respondent.
    LastName,
    /// The e-mail of the respondent.
    Email,
    /// The time of the response.
    Time,
    /// The time when the response was begun; used if there is no other time.
    StartTime,
    /// The role that the respondent aims at.
    Role,
    /// The seniority that the respondent aims at.
    Seniority,
    /// The rater, if it is not the respondent.
    Rater,
    /// The name of the skill in a table with a row for each answer.
    SkillName,
    /// The level in a table with a row for each answer.
    SkillLevel,
    /// The level of a skill.
    Skill(SkillIndex),
    /// The level of a retired skill.
    Retired(RetiredIndex),
    /// A question about a skill that does not ask for its level: interest, importance, a target.
    OtherQuestion(SkillIndex),
    /// A question about a skill for which it is not known whether it asks for the level.
    OpenQuestion(SkillIndex),
    /// Which of these skills the respondent has used. A skill that is not ticked has level 0.
    Screening(Vec<SkillIndex>),
    /// Which of these sentences are true for the respondent. A sentence that is not ticked counts as not yet.
    Checklist(Vec<Step>),
    /// A column that the form software adds: numbers, points, feedback.
    OfTheForm,
    /// Ignored, as the user asked.
    Ignored,
    /// Not recognised.
    Unknown,
}

/// A person who answered.
#[derive(Clone, Debug)]
pub struct Respondent {
    /// The name, if one was given.
    pub name: Option<String>,
    /// The e-mail in lower case, if one was given. It identifies the person.
    pub email: Option<String>,
    /// The roles that the respondent aims at, from the newest row that names any.
    pub(crate) roles: Vec<RoleIndex>,
    /// The seniority that the respondent aims at, from the newest row that names one.
    pub(crate) seniority: Option<Seniority>,
    /// The line of the newest row.
    pub(crate) line: usize,
    /// The ratings, oldest first; those without a day come last, with only one for each skill.
    pub entries: Vec<Entry>,
    /// The answers to sentences, in the same order.
    pub said: Vec<Said>,
}

impl Responses {
    /// Returns the skills that the columns ask about.
    pub(crate) fn skills_asked(&self) -> BTreeSet<SkillIndex> {
        let of = |column: &ResponseColumn| match &column.meaning {
            Meaning::Skill(skill) => vec![*skill],
            Meaning::Screening(skills) => skills.clone(),
            _ => Vec::new(),
        };
        self.columns.iter().flat_map(of).collect()
    }

    /// Returns the people as a cohort, without writing anything to disk. Responses without a day get the day `on`.
    ///
    /// For each person the same ratings count as in the profile that an import would write. E-mails are left out:
    /// people with the same name are distinguished by their lines.
    pub fn cohort(&self, on: Date) -> Cohort {
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for name in self.people.iter().filter_map(|person| person.name.as_ref()) {
            *named.entry(normalised_name(name)).or_default() += 1;
        }
        let member = |person: &Respondent| {
            let name = person.name.clone();
            let name = name.unwrap_or_else(|| format!("the person in line {}", person.line));
            let same = named.get(&normalised_name(&name)).copied().unwrap_or_default();
            Member {
                id: if same > 1 { format!("{name}, line {}", person.line) } else { name.clone() },
                key: name.clone(),
                name,
                profile: Profile {
                    name: person.name.clone(),
                    goal: Goal {
                        roles: person.roles.clone(),
                        seniority: person.seniority,
                        ..Goal::default()
                    },
                    entries: person.entries.iter().map(|entry| dated(entry, on)).collect(),
                    said: person.said.iter().map(|said| said_on(said, on)).collect(),
                    ..Profile::default()
                },
            }
        };
        Cohort { members: self.people.iter().map(member).collect() }
    }
}

/// Returns an entry with a day: its own, or else `on`.
pub(crate) fn dated(entry: &Entry, on: Date) -> Entry {
    Entry { on: Some(entry.on.unwrap_or(on)), ..entry.clone() }
}

/// Returns an answer to a sentence with a day: its own, or else `on`.
pub(crate) fn said_on(said: &Said, on: Date) -> Said {
    Said { on: Some(said.on.unwrap_or(on)), ..said.clone() }
}

impl Respondent {
    /// Makes a respondent of whom only the name is known.
    pub(crate) fn named(name: &str) -> Respondent {
        Respondent {
            name: Some(name.trim().to_string()),
            email: None,
            roles: Vec::new(),
            seniority: None,
            line: 0,
            entries: Vec::new(),
            said: Vec::new(),
        }
    }

    /// Returns what to call the person: the name, else the e-mail.
    pub(crate) fn called(&self) -> String {
        let said = self.name.clone().or_else(|| self.email.clone());
        said.unwrap_or_default()
    }

    /// Returns whether the person has this name, in any case.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| normalised_name(own) == normalised_name(name))
    }
}
