//! What came back of a questionnaire: who answered what when, and everything that could not be read.

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

/// Everything that was read from one file of answers.
#[derive(Clone, Debug, Default)]
pub struct Responses {
    /// What the file was taken for, as in "a Google Forms export: CSV, comma-separated, UTF-8".
    pub(crate) read_as: String,
    /// How many rows there are, without the header and empty ones.
    pub(crate) rows: usize,
    /// What each column was taken for, in the order of the file.
    pub(crate) columns: Vec<ResponseColumn>,
    /// Which numbers count as which level, where a longer scale was said; empty where each number is a level of its own.
    pub(crate) shares: Vec<Share>,
    /// The columns that name no skill, and are no part of the form itself.
    pub(crate) left_out: Vec<LeftOut>,
    /// How the answers of each column fell, in the order of the file.
    pub(crate) tallies: Vec<Tally>,
    /// How the ticks of each sentence fell, likewise.
    pub(crate) ticks: Vec<TickTally>,
    /// The roles whose form this is, where sentences were ticked and only one form fits, and whose targets it asks for.
    pub(crate) form: Option<(Vec<RoleIndex>, Option<Seniority>)>,
    /// The people, in the order of their first rows.
    pub people: Vec<Respondent>,
    /// What could not be read, in the order of the file.
    pub problems: Vec<Problem>,
    /// Things to know beside the rest.
    pub(crate) notes: Vec<String>,
}

/// One column of a file of answers.
#[derive(Clone, Debug)]
pub(crate) struct ResponseColumn {
    /// Which one.
    pub(crate) at: SheetColumn,
    /// Its line, where skills stand in rows and people in columns.
    pub(crate) line: Option<usize>,
    /// What it was taken for.
    pub(crate) meaning: Meaning,
}

/// The numbers of a longer scale that count as one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The least of them.
    pub first: i64,
    /// The largest of them.
    pub last: i64,
    /// The level.
    pub level: Level,
}

/// A column that names no skill, from which nothing is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// The column, by its place among the columns.
    pub column: usize,
    /// Where its answers look like levels, some of them as they stand there, each once.
    pub examples: Vec<String>,
}

/// How the answers about one skill in one column fell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    /// The column, by its place among the columns.
    pub(crate) column: usize,
    pub(crate) skill: SkillIndex,
    /// How many answered each level, from 0 to 4.
    pub(crate) levels: [usize; 5],
    /// How many answers could not be read, or are not kept because of others in the column.
    pub(crate) not_read: usize,
    /// Some of these as they stand there, each once.
    pub(crate) examples: Vec<String>,
}

/// How many ticked one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TickTally {
    /// The column, by its place among the columns.
    pub(crate) column: usize,
    /// The sentence.
    pub(crate) step: Step,
    /// How many ticked it.
    pub(crate) can: usize,
    /// How many answered the question and did not tick it.
    pub(crate) not: usize,
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Who answers.
    Name,
    /// The first part of who answers.
    FirstName,
    /// The second part of who answers.
    LastName,
    /// The answerer's e-mail.
    Email,
    /// When it was answered.
    Time,
    /// When answering began; counts where nothing better is known.
    StartTime,
    /// The role that the answerer aims at.
    Role,
    /// The column of targets that the answerer aims at.
    Seniority,
    /// Who rates, when it is not the answerer.
    Rater,
    /// Which skill the row is about.
    SkillName,
    /// The level that the row says.
    SkillLevel,
    /// The level of a skill.
    Skill(SkillIndex),
    /// The level of a skill that is no more.
    Retired(RetiredIndex),
    /// Something about a skill that is no level: interest, importance, a target.
    OtherQuestion(SkillIndex),
    /// Something about a skill, and it is not known whether it is a level.
    OpenQuestion(SkillIndex),
    /// Which of these skills somebody has used: the ones that are not ticked are 0.
    Screening(Vec<SkillIndex>),
    /// Which of these sentences somebody can do: the ones that are not ticked are not yet.
    Checklist(Vec<Step>),
    /// What a form adds of itself: numbers, points, feedback.
    OfTheForm,
    /// Left out because the user said so.
    Ignored,
    /// Nothing that is known.
    Unknown,
}

/// One person who answered.
#[derive(Clone, Debug)]
pub struct Respondent {
    /// The name, if one was given.
    pub name: Option<String>,
    /// The e-mail in lower case, if one was given: what tells this person from the others.
    pub email: Option<String>,
    /// The roles that the newest row which names some says are aimed at.
    pub(crate) roles: Vec<RoleIndex>,
    /// The column of targets, likewise.
    pub(crate) seniority: Option<Seniority>,
    /// The line of the newest row.
    pub(crate) line: usize,
    /// What was answered, older answers first; those without a day last, and of those one a skill.
    pub entries: Vec<Entry>,
    /// The sentences that were answered, likewise.
    pub said: Vec<Said>,
}

impl Responses {
    /// The skills that a column asks about.
    pub(crate) fn skills_asked(&self) -> BTreeSet<SkillIndex> {
        let of = |column: &ResponseColumn| match &column.meaning {
            Meaning::Skill(skill) => vec![*skill],
            Meaning::Screening(skills) => skills.clone(),
            _ => Vec::new(),
        };
        self.columns.iter().flat_map(of).collect()
    }

    /// The people as a cohort, without anything written to disk. Responses without a day count as of `on`.
    ///
    /// What counts of a person is what would count of the profile that an import writes. E-mails stay out of it: two people
    /// of one name are told apart by their lines.
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

/// An entry as a profile holds it: of the day `on`, where its form does not say a day.
pub(crate) fn dated(entry: &Entry, on: Date) -> Entry {
    Entry { on: Some(entry.on.unwrap_or(on)), ..entry.clone() }
}

/// The same of the answer to a sentence.
pub(crate) fn said_on(said: &Said, on: Date) -> Said {
    Said { on: Some(said.on.unwrap_or(on)), ..said.clone() }
}

impl Respondent {
    /// Somebody of whom only the name is known.
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

    /// What to call the person: the name, else the e-mail.
    pub(crate) fn called(&self) -> String {
        let said = self.name.clone().or_else(|| self.email.clone());
        said.unwrap_or_default()
    }

    /// Whether the person has this name, in any case.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| normalised_name(own) == normalised_name(name))
    }
}
