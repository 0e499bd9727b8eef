//! What came back of a questionnaire: who answered what when, and everything that could not be read.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::catalog::SkillIndex;
use super::cohort::{Cohort, Member};
use super::level::{Level, Seniority};
use super::names::normalised_name;
use super::problem::{Problem, SheetColumn};
use super::profile::{Entry, Goal, Method, Profile, SELF};
use super::role::RoleIndex;

/// Everything that was read from one file of answers.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// What the file was taken for, as in "a Google Forms export: CSV, comma-separated, UTF-8".
    pub read_as: String,
    /// How many rows there are, without the header and empty ones.
    pub rows: usize,
    /// What each column was taken for, in the order of the file.
    pub columns: Vec<AnswerColumn>,
    /// The people, in the order of their first rows.
    pub people: Vec<Answerer>,
    /// What could not be read, in the order of the file.
    pub problems: Vec<Problem>,
    /// Things to know beside the rest.
    pub notes: Vec<String>,
}

/// One column of a file of answers.
#[derive(Clone, Debug)]
pub struct AnswerColumn {
    /// Which one.
    pub at: SheetColumn,
    /// What it was taken for.
    pub meaning: Meaning,
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
    /// Which of these skills somebody has used: the ones that are not ticked are 0.
    Screening(Vec<SkillIndex>),
    /// What a form adds of itself: numbers, points, feedback.
    OfTheForm,
    /// Left out because the user said so.
    Ignored,
    /// Nothing that is known.
    Unknown,
}

/// One person who answered.
#[derive(Clone, Debug)]
pub struct Answerer {
    /// The name, if one was given.
    pub name: Option<String>,
    /// The e-mail in lower case, if one was given: what tells this person from the others.
    pub email: Option<String>,
    /// The roles that the newest row which names some says are aimed at.
    pub roles: Vec<RoleIndex>,
    /// The column of targets, likewise.
    pub seniority: Option<Seniority>,
    /// The line of the newest row.
    pub line: usize,
    /// What was answered, older answers first; undated ones last, and of those one a skill.
    pub given: Vec<Given>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// About what.
    pub skill: SkillIndex,
    /// How high.
    pub level: Level,
    /// When; `None` where the file does not say.
    pub on: Option<Date>,
    /// Who rated, where the file says so.
    pub by: Option<String>,
}

impl Answers {
    /// The people as a cohort, without anything written to disk. Answers without a date count as of `on`; those that name no
    /// rater are by `by`, or each person's own.
    ///
    /// What counts of a person is what would count of the profile that an import writes. E-mails stay out of it: two people
    /// of one name are told apart by their lines.
    pub fn cohort(&self, on: Date, by: Option<&str>) -> Cohort {
        let mut named: BTreeMap<String, usize> = BTreeMap::new();
        for name in self.people.iter().filter_map(|person| person.name.as_ref()) {
            *named.entry(normalised_name(name)).or_default() += 1;
        }
        let member = |person: &Answerer| {
            let entry = |given: &Given| Entry {
                skill: given.skill,
                level: given.level,
                on: Some(given.on.unwrap_or(on)),
                by: given.by.as_deref().or(by).unwrap_or(SELF).to_string(),
                method: Method::Import,
                evidence: None,
                note: None,
            };
            let name = person.name.clone();
            let name = name.unwrap_or_else(|| format!("the person in line {}", person.line));
            let same = named.get(&normalised_name(&name)).copied().unwrap_or_default();
            Member {
                id: if same > 1 { format!("{name}, line {}", person.line) } else { name.clone() },
                name,
                profile: Profile {
                    name: person.name.clone(),
                    goal: Goal {
                        roles: person.roles.clone(),
                        seniority: person.seniority,
                        ..Goal::default()
                    },
                    entries: person.given.iter().map(entry).collect(),
                    ..Profile::default()
                },
            }
        };
        Cohort { members: self.people.iter().map(member).collect() }
    }
}

impl Answerer {
    /// Somebody of whom only the name is known.
    pub fn named(name: &str) -> Answerer {
        Answerer {
            name: Some(name.trim().to_string()),
            email: None,
            roles: Vec::new(),
            seniority: None,
            line: 0,
            given: Vec::new(),
        }
    }

    /// What to call the person: the name, else the e-mail.
    pub fn called(&self) -> String {
        let said = self.name.clone().or_else(|| self.email.clone());
        said.unwrap_or_default()
    }

    /// Whether the person has this name, in any case.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|own| normalised_name(own) == normalised_name(name))
    }
}
