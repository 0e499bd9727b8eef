//! What is asked, and what can be answered.

use jiff::civil::Date;

use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::fit::Lean;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::Step;
use crate::domain::role::RoleIndex;

/// Something to ask.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Which roles it is about.
    Roles {
        /// What the person, who did not know at first, was asked since to tell the roles apart.
        told: Told,
    },
    /// Which of two activities somebody would rather do: one of [`CONTRASTS`](crate::domain::fit::CONTRASTS).
    Contrast {
        /// Where it stands there.
        at: usize,
    },
    /// Which column of targets counts.
    Seniority,
    /// How many hours a week there are for learning.
    Hours,
    /// Which of the members of a group the person has used at all; the others are none.
    Screen {
        /// What the group is called, as in "a back-end language".
        group: String,
        /// The members of which nothing is known yet.
        members: Vec<SkillIndex>,
    },
    /// Which of some sentences the person could do today, alone; each is the sentence of one level of one skill.
    Checklist {
        /// What they have in common.
        about: About,
        /// The sentences, in the order of the catalog.
        sentences: Vec<Step>,
    },
    /// How well the person can do a skill.
    Rate {
        /// Which.
        skill: SkillIndex,
        /// Why it is asked now.
        why: Why,
    },
    /// Something that shows a high level; no answer is an answer.
    Evidence {
        /// Of what.
        skill: SkillIndex,
        /// The level that was said.
        level: Level,
    },
    /// Ratings that contradict each other: which of them to think over, if any. Put once.
    Reconcile {
        /// The rating that needs the others to be higher.
        rated: (SkillIndex, Level),
        /// Each skill that is rated lower, its rating, and the level that is needed.
        under: Vec<(SkillIndex, Level, Level)>,
    },
}

/// What somebody who does not know their role was asked before they choose one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Nothing yet.
    Nothing,
    /// What they would rather do.
    Work,
    /// A little of what they can do.
    Skills,
}

/// What the sentences of a checklist have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// The skills of this area.
    Area(AreaIndex),
    /// Nothing: they are what is left of several areas.
    Several,
    /// Everything that comes later needs one of them.
    Beginnings,
    /// The skills were seen somewhere, as in a résumé.
    Claimed(Option<String>),
    /// The answers are of this day or later, and old.
    Stale(Date),
}

/// Why a skill is asked about now.
#[derive(Clone, Debug, PartialEq)]
pub enum Why {
    /// It was seen somewhere, as in a résumé.
    Claimed(Option<String>),
    /// The rating is of this day.
    Stale(Date),
    /// Its answer decides the most.
    Decides,
    /// Everything is asked.
    InTurn,
    /// The person wanted to be asked.
    Wanted,
}

/// What somebody answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// These roles.
    Roles(Vec<RoleIndex>),
    /// Not known yet: ask a little about all of them first. Said again, after that was asked, it ends the interview.
    Unsure,
    /// Not known yet: ask first what somebody would rather do, which tells the roles apart too.
    Contrasts,
    /// The one, the other or either of a contrast.
    Lean(Lean),
    /// This column of targets.
    Seniority(Seniority),
    /// So many hours a week; `None` for no plan with dates.
    Hours(Option<f64>),
    /// These members of the group.
    Ticked(Vec<SkillIndex>),
    /// Which members of the group were used and which not, where the list was left in the middle: the others stay open.
    Named {
        /// Used, however little.
        used: Vec<SkillIndex>,
        /// Never used.
        unused: Vec<SkillIndex>,
    },
    /// Which sentences the person can do, and which not yet. What is in neither stays open.
    Said {
        /// They can.
        can: Vec<Step>,
        /// Not yet.
        not: Vec<Step>,
    },
    /// This level, and what shows it.
    Level {
        /// How well.
        level: Level,
        /// A link, commit or note.
        evidence: Option<String>,
    },
    /// This level, of any skill; the question stands, unless it is about that skill.
    Other {
        /// Which.
        skill: SkillIndex,
        /// How well.
        level: Level,
    },
    /// This shows the level.
    Evidence(String),
    /// Nothing shows it, and do not ask again.
    NoMoreEvidence,
    /// Ask about this skill instead.
    Ask(SkillIndex),
    /// To the question before.
    Back,
    /// Not now.
    Skip,
}

/// What is to be kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// What the person aims at.
    Goal {
        /// The roles.
        roles: Vec<RoleIndex>,
        /// The column of targets.
        seniority: Seniority,
        /// Hours a week for learning.
        hours_per_week: Option<f64>,
    },
    /// A rating.
    Rating {
        /// Of what.
        skill: SkillIndex,
        /// How high.
        level: Level,
        /// What shows it.
        evidence: Option<String>,
    },
    /// The answer to one sentence.
    Said {
        /// The level of the skill that it describes.
        step: Step,
        /// Whether the person can do it today.
        can: bool,
    },
    /// A skill that the person has used, and not rated yet.
    Claim(SkillIndex),
}

/// Something to mention, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Many answers in a row were the same.
    SameAnswer {
        /// Which.
        level: Level,
        /// How many.
        times: usize,
    },
}

impl Question {
    /// Whether an answer fits this question.
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
