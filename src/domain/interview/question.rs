//! The questions of an interview, and the answers to them.

use jiff::civil::Date;

use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::fit::Lean;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::Step;
use crate::domain::role::RoleIndex;

/// A question of an interview.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Asks which roles the interview is about.
    Roles {
        /// The questions that a person who does not know their role was already asked to tell the roles apart.
        told: Told,
    },
    /// Asks which of two activities the person would rather do: one of [`CONTRASTS`](crate::domain::fit::CONTRASTS).
    Contrast {
        /// The position of the contrast in that list.
        at: usize,
    },
    /// Asks for the seniority whose targets count.
    Seniority,
    /// Asks for the hours a week for learning.
    Hours,
    /// Asks which members of a group the person has used at all; the others are at level 0.
    Screen {
        /// The name of the group, as in "a back-end language".
        group: String,
        /// The members about which nothing is known yet.
        members: Vec<SkillIndex>,
    },
    /// Asks which of some sentences the person could do today, alone. Each sentence describes one level of one skill.
    Checklist {
        /// The property that the sentences have in common.
        about: About,
        /// The sentences, in the order of the catalog.
        sentences: Vec<Step>,
    },
    /// Asks for the level of a skill.
    Rate {
        /// The skill.
        skill: SkillIndex,
        /// The reason to ask now.
        why: Why,
    },
    /// Asks for evidence of a high level. The answer may be empty.
    Evidence {
        /// The skill.
        skill: SkillIndex,
        /// The level that the person gave.
        level: Level,
    },
    /// Shows ratings that contradict each other, and asks which of them to reconsider, if any. It is asked only once.
    Reconcile {
        /// The rating that needs the others to be higher.
        rated: (SkillIndex, Level),
        /// Each skill that is rated too low, with its rating and the level that is needed.
        under: Vec<(SkillIndex, Level, Level)>,
    },
}

/// The questions that a person who does not know their role was asked before they choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// No questions yet.
    Nothing,
    /// Questions about what the person would rather do.
    Work,
    /// A few questions about what the person can do.
    Skills,
}

/// The property that the sentences of a checklist have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// Their skills are of this area.
    Area(AreaIndex),
    /// They have nothing in common: they come from several areas.
    Several,
    /// Every member of some group needs them.
    Beginnings,
    /// Their skills were found in this source, such as a résumé.
    Claimed(Option<String>),
    /// They have old answers; the oldest is of this day.
    Stale(Date),
}

/// The reason to ask about a skill now.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// The skill was found in this source, such as a résumé.
    Claimed(Option<String>),
    /// The rating is old: it is of this day.
    Stale(Date),
    /// The answer is expected to decide the most.
    Decides,
    /// The interview asks about every skill.
    InTurn,
    /// The person asked for this question, or corrected an earlier answer.
    Wanted,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The chosen roles.
    Roles(Vec<RoleIndex>),
    /// The person does not know their role. The interview first asks a little about the skills of all roles. If the person
    /// gives this answer again after those questions, the interview ends.
    Unsure,
    /// The person does not know their role. The interview first asks what they would rather do, which also tells the roles
    /// apart.
    Contrasts,
    /// The side of a contrast that the person prefers, or either.
    Lean(Lean),
    /// The seniority whose targets count.
    Seniority(Seniority),
    /// The hours a week for learning; `None` for a plan without dates.
    Hours(Option<f64>),
    /// The members of the group that the person has used. All others are unused.
    Ticked(Vec<SkillIndex>),
    /// The answers to a list of names that the person left before the end. Names in neither field stay open.
    Named {
        /// The members that the person has used, however little.
        used: Vec<SkillIndex>,
        /// The members that the person has never used.
        unused: Vec<SkillIndex>,
    },
    /// The answers to a checklist. Sentences in neither field stay open.
    Said {
        /// The sentences that the person can do.
        can: Vec<Step>,
        /// The sentences that the person cannot do yet.
        not: Vec<Step>,
    },
    /// The level of the skill that was asked about, with evidence.
    Level {
        /// The level.
        level: Level,
        /// The evidence: a link, commit or note.
        evidence: Option<String>,
    },
    /// The level of any skill. The current question stays, unless it asks for the level of that skill.
    Other {
        /// The skill.
        skill: SkillIndex,
        /// The level.
        level: Level,
    },
    /// The evidence of the level.
    Evidence(String),
    /// There is no evidence, and the interview asks for none again.
    NoMoreEvidence,
    /// A request to ask about this skill instead.
    Ask(SkillIndex),
    /// A request to return to the previous question.
    Back,
    /// A request to skip the question.
    Skip,
}

/// A record to save.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// The goal of the person.
    Goal {
        /// The roles.
        roles: Vec<RoleIndex>,
        /// The seniority whose targets count.
        seniority: Seniority,
        /// The hours a week for learning; `None` for a plan without dates.
        hours_per_week: Option<f64>,
    },
    /// A rating.
    Rating {
        /// The skill.
        skill: SkillIndex,
        /// The level.
        level: Level,
        /// The evidence: a link, commit or note.
        evidence: Option<String>,
    },
    /// The answer to one sentence.
    Said {
        /// The level of the skill that it describes.
        step: Step,
        /// Whether the person can do it today.
        can: bool,
    },
    /// A skill that the person has used but has not rated yet.
    Claim(SkillIndex),
}

/// A remark to show once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Many answers in a row were the same.
    SameAnswer {
        /// The level of these answers.
        level: Level,
        /// The number of answers.
        times: usize,
    },
}

impl Question {
    /// Returns whether an answer fits this question.
    pub fn takes(&self, answer: &Answer) -> bool {
        match answer {
            Answer::Roles(roles) => matches!(self, Question::Roles { .. }) && !roles.is_empty(),
            Answer::Unsure | Answer::Contrasts => matches!(self, Question::Roles { .. }),
            Answer::Lean(_) => matches!(self, Question::Contrast { .. }),
            Answer::Seniority(_) => *self == Question::Seniority,
            Answer::Hours(_) => *self == Question::Hours,
            Answer::Ticked(ticked) => match self {
                Question::Screen { members, .. } => ticked.iter().all(|t| members.contains(t)),
                _ => false,
            },
            Answer::Named { used, unused } => match self {
                Question::Screen { members, .. } => {
                    used.iter().chain(unused).all(|skill| members.contains(skill))
                }
                _ => false,
            },
            Answer::Said { can, not } => match self {
                Question::Checklist { sentences, .. } => {
                    can.iter().chain(not).all(|step| sentences.contains(step))
                        && !can.iter().any(|step| not.contains(step))
                }
                _ => false,
            },
            Answer::Level { .. } => matches!(self, Question::Rate { .. }),
            Answer::Evidence(_) | Answer::NoMoreEvidence => {
                matches!(self, Question::Evidence { .. })
            }
            Answer::Skip => !matches!(self, Question::Roles { .. }),
            Answer::Ask(_) | Answer::Other { .. } | Answer::Back => true,
        }
    }
}
