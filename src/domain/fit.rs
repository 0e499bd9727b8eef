//! Six pairs of contrasting activities, which show what a person would rather do at work. The result starts a
//! conversation: there is no score, and no role is ruled out.
//!
//! Which roles lean to which side is a judgement. It is based on the duties of the roles in the maps, and on the
//! interests that O*NET gives for the nearest occupations. Roles from other maps have no leanings.

use super::maps::SkillMaps;
use super::role::RoleIndex;
use super::words::words;

/// Two activities at work; a person would rather do one of them.
#[derive(Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The id, in kebab-case.
    pub id: &'static str,
    /// The first activity.
    pub left: &'static str,
    /// The second activity.
    pub right: &'static str,
    /// The first activity in a few words, as in "more of: building features".
    pub(crate) left_in_short: &'static str,
    /// The second activity in a few words.
    pub(crate) right_in_short: &'static str,
    /// The roles with more of the first activity.
    lean_left: &'static [&'static str],
    /// The roles with more of the second activity.
    lean_right: &'static [&'static str],
}

impl Contrast {
    /// Returns the chosen activity and the other one; `None` for no preference.
    pub fn chosen(&self, lean: Lean) -> Option<(&'static str, &'static str)> {
        match lean {
            Lean::Left => Some((self.left, self.right)),
            Lean::Right => Some((self.right, self.left)),
            Lean::Either => None,
        }
    }

    /// Returns the chosen activity in a few words; `None` for no preference.
    pub(crate) fn in_short(&self, lean: Lean) -> Option<&'static str> {
        match lean {
            Lean::Left => Some(self.left_in_short),
            Lean::Right => Some(self.right_in_short),
            Lean::Either => None,
        }
    }
}

words! {
    /// Which of two activities a person would rather do.
    pub enum Lean {
        /// The first.
        Left = "left",
        /// The second.
        Right = "right",
        /// Either.
        Either = "either",
    }
}

/// How well a role matches the answers.
#[derive(Clone, Debug)]
pub(crate) struct RoleFit {
    /// The role.
    pub role: RoleIndex,
    /// The contrasts in which the role has more of the chosen activity.
    pub(crate) agrees: Vec<&'static Contrast>,
    /// The contrasts in which the role has more of the other activity.
    pub differs: Vec<&'static Contrast>,
}

/// The contrasts, in the order of the questions.
pub const CONTRASTS: [Contrast; 6] = [
    Contrast {
        id: "show-or-run",
        left: "Build a feature that people use and talk about the same week.",
        right: "Keep a system running that nobody notices while it works.",
        left_in_short: "building features",
        right_in_short: "keeping systems running",
        lean_left: &["web-application-developer", "back-end-developer"],
        lean_right: &["devops-engineer", "database-developer", "middleware-developer"],
    },
    Contrast {
        id: "make-or-break",
        left: "Write a new part of a program.",
        right: "Look for the way in which a program can be misused, and close it.",
        left_in_short: "writing new parts",
        right_in_short: "closing security holes",
        lean_left: &[
            "web-application-developer",
            "back-end-developer",
            "api-developer",
            "middleware-developer",
        ],
        lean_right: &["security-developer"],
    },
    Contrast {
        id: "data-or-behaviour",
        left: "Find out what data means, and why a query is slow.",
        right: "Decide what a program does when somebody presses a button.",
        left_in_short: "data and queries",
        right_in_short: "what a program does",
        lean_left: &["database-developer"],
        lean_right: &["web-application-developer", "back-end-developer"],
    },
    Contrast {
        id: "between-or-inside",
        left: "Agree with other teams on how two programs talk to each other, and write it down.",
        right: "Work inside one program from end to end.",
        left_in_short: "agreements between programs",
        right_in_short: "one program from end to end",
        lean_left: &["api-developer", "middleware-developer"],
        lean_right: &["web-application-developer", "back-end-developer"],
    },
    Contrast {
        id: "surprise-or-plan",
        left: "Be called when something fails, and find the cause under pressure.",
        right: "Work through planned changes with few surprises.",
        left_in_short: "failures under pressure",
        right_in_short: "planned changes",
        lean_left: &["devops-engineer", "security-developer"],
        lean_right: &["api-developer", "database-developer"],
    },
    Contrast {
        id: "users-or-engineers",
        left: "Talk with the people who use the program.",
        right: "Talk with other engineers, and read what they wrote.",
        left_in_short: "talking with users",
        right_in_short: "talking with engineers",
        lean_left: &["web-application-developer"],
        lean_right: &[
            "security-developer",
            "devops-engineer",
            "middleware-developer",
            "api-developer",
        ],
    },
];

/// Compares every role with the answers, one for each of [`CONTRASTS`]. The best match comes first; equal matches keep
/// the order of the maps.
pub(crate) fn fit(maps: &SkillMaps, answers: &[Lean; 6]) -> Vec<RoleFit> {
    let of_role = |role: RoleIndex| {
        let id = maps[role].id.as_str();
        let mut fit = RoleFit { role, agrees: Vec::new(), differs: Vec::new() };
        for (contrast, answer) in CONTRASTS.iter().zip(answers) {
            let (with, against) = match answer {
                Lean::Left => (contrast.lean_left, contrast.lean_right),
                Lean::Right => (contrast.lean_right, contrast.lean_left),
                Lean::Either => continue,
            };
            if with.contains(&id) {
                fit.agrees.push(contrast);
            } else if against.contains(&id) {
                fit.differs.push(contrast);
            }
        }
        fit
    };
    let mut roles: Vec<RoleFit> = maps.role_indices().map(of_role).collect();
    let lean = |fit: &RoleFit| fit.differs.len() as i64 - fit.agrees.len() as i64;
    roles.sort_by_key(lean);
    roles
}
