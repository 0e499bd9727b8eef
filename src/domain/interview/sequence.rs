//! The choice of the next question.

use super::outlook::{Outlook, Prior, Stake};
use super::sentences::Sentences;
use super::{Answer, Hours, Interview, Question, Telling, Told, Why};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::gap::Fraction;
use crate::domain::level::Level;

/// The share of the requirement weight that is enough to decide.
const ENOUGH: f64 = 0.9;

/// The share of the best question's promise from which a question of the last area is preferred. It tires people to jump
/// between areas.
const SAME_AREA: f64 = 0.75;

/// The number of ratings that tells the roles apart well enough to choose one.
const TOLD: usize = 8;

impl Interview<'_> {
    /// Returns the next question after all answers so far; `None` at the end.
    pub(super) fn next(&self) -> Option<Question> {
        if self.undecided {
            return None;
        }
        if self.roles.is_empty() {
            return Some(Question::Roles { told: Told::Nothing });
        }
        if let Some(at) = self.leanings.and_then(|known| known.iter().position(Option::is_none)) {
            return Some(Question::Contrast { at });
        }
        if self.telling == Telling::Work {
            return Some(Question::Roles { told: Told::Work });
        }
        if self.seniority.is_none() {
            return Some(Question::Seniority);
        }
        if self.hours == Hours::Ask {
            return Some(Question::Hours);
        }
        if let Some(sentences) = &self.sentences {
            return self.next_by_sentences(sentences);
        }
        if let Some(skill) = self.again.first() {
            return Some(Question::Rate { skill: *skill, why: Why::Wanted });
        }
        if let Some((skill, source)) = self.claims.first() {
            return Some(Question::Rate { skill: *skill, why: Why::Claimed(source.clone()) });
        }
        let asked = self.stakes.skills();
        if let Some((skill, on)) = self.stale.iter().find(|(skill, _)| asked.contains(skill)) {
            return Some(Question::Rate { skill: *skill, why: Why::Stale(*on) });
        }
        if self.every {
            return self.in_turn();
        }
        let question = self.screening().or_else(|| self.deciding());
        match question {
            Some(Question::Rate { .. }) if self.telling == Telling::Skills && self.told >= TOLD => {
                Some(Question::Roles { told: Told::Skills })
            }
            None if self.telling == Telling::Skills => Some(Question::Roles { told: Told::Skills }),
            question => question,
        }
    }

    /// Returns the next list or checklist, or the choice of a role once the answers tell the roles apart.
    fn next_by_sentences(&self, sentences: &Sentences) -> Option<Question> {
        if self.telling == Telling::Nothing {
            return self.next_checklist(sentences);
        }
        let next = self.next_checklist(sentences).filter(|_| !sentences.is_told());
        next.or(Some(Question::Roles { told: Told::Skills }))
    }

    /// Returns a question about the next skill that the roles ask for and that is not rated, area by area.
    fn in_turn(&self) -> Option<Question> {
        let open = |skill: &SkillIndex| {
            self.ratings.get(*skill).is_none() && !self.left_alone.contains(skill)
        };
        let asked = self.stakes.skills();
        let skill =
            asked.into_iter().filter(open).min_by_key(|skill| (self.maps[*skill].area, *skill))?;
        Some(Question::Rate { skill, why: Why::InTurn })
    }

    /// Returns a question about the members of the next open group that was not asked about yet.
    fn screening(&self) -> Option<Question> {
        let outlook = self.outlook();
        self.stakes
            .0
            .iter()
            .filter(|stake| stake.weight > 0)
            .find_map(|stake| self.screen(&outlook, stake))
    }

    fn screen(&self, outlook: &Outlook<'_>, stake: &Stake) -> Option<Question> {
        let group = stake.group.as_ref()?;
        if outlook.reaches_any(stake) {
            return None;
        }
        let unknown: Vec<SkillIndex> = stake
            .members
            .iter()
            .copied()
            .filter(|skill| self.is_unknown(outlook, *skill))
            .collect();
        let put = |members: &Vec<SkillIndex>| unknown.iter().all(|skill| members.contains(skill));
        if unknown.len() < 2 || self.screened.iter().any(put) {
            return None;
        }
        Some(Question::Screen { group: group.clone(), members: unknown })
    }

    /// Returns whether nothing is known about a member of a group: it is neither rated nor ticked, and nothing follows about
    /// it from other answers.
    fn is_unknown(&self, outlook: &Outlook<'_>, skill: SkillIndex) -> bool {
        self.ratings.get(skill).is_none()
            && !self.ticked.contains(&skill)
            && outlook.range(skill) == (Level::NONE, Level::EXPERT)
    }

    /// Returns a question about the skill whose rating is expected to decide the most; `None` once enough is decided.
    fn deciding(&self) -> Option<Question> {
        let outlook = self.outlook();
        if is_enough(outlook.decided(&self.stakes)) {
            return None;
        }
        let promises = self.promises(&outlook);
        // A person who has ticked a skill expects the question about it next.
        let ticked = promises.iter().filter(|(skill, _)| self.ticked.contains(skill));
        if let Some((skill, _)) = most(ticked) {
            return Some(Question::Rate { skill, why: Why::Decides });
        }
        let best = most(promises.iter())?;
        let near =
            promises.iter().filter(|(skill, _)| Some(self.maps[*skill].area) == self.last_area());
        let skill = match most(near) {
            Some((skill, promise)) if promise >= SAME_AREA * best.1 => skill,
            _ => best.0,
        };
        Some(Question::Rate { skill, why: Why::Decides })
    }

    /// Returns the skills whose ratings would decide the most now, most first, each with the share of the weight that its
    /// rating is expected to decide.
    pub(crate) fn would_decide_most(&self, number: usize) -> Vec<(SkillIndex, f64)> {
        let outlook = self.outlook();
        let whole = outlook.decided(&self.stakes).whole.max(1) as f64;
        let mut promises = self.promises(&outlook);
        promises.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        promises.truncate(number);
        promises.into_iter().map(|(skill, promise)| (skill, promise / whole)).collect()
    }

    /// Returns each skill that may be asked about, with the worth that its rating is expected to decide.
    fn promises(&self, outlook: &Outlook<'_>) -> Vec<(SkillIndex, f64)> {
        let prior = Prior::of(&self.ratings);
        let open = outlook.open(&self.stakes, &prior);
        self.open_skills(outlook)
            .into_iter()
            .map(|skill| (skill, outlook.promise(&open, skill, &prior)))
            .filter(|(_, promise)| *promise > 0.0)
            .collect()
    }

    /// Returns the skills of undecided stakes whose level is still open.
    fn open_skills(&self, outlook: &Outlook<'_>) -> Vec<SkillIndex> {
        let mut skills: Vec<SkillIndex> = self
            .stakes
            .0
            .iter()
            .filter(|stake| !outlook.decides(stake))
            .flat_map(|stake| stake.members.iter().copied())
            .filter(|skill| {
                let (low, high) = outlook.range(*skill);
                self.ratings.get(*skill).is_none() && low < high && !self.left_alone.contains(skill)
            })
            .collect();
        skills.sort();
        skills.dedup();
        skills
    }

    fn last_area(&self) -> Option<AreaIndex> {
        self.history.iter().rev().find_map(|question| match question {
            Question::Rate { skill, .. } => Some(self.maps[*skill].area),
            _ => None,
        })
    }

    /// Returns how many questions are left: the number for middling answers, and the greatest number.
    pub(super) fn left(&self) -> (usize, usize) {
        let Some(current) = &self.current else {
            return (0, 0);
        };
        let outlook = self.outlook();
        let open = self.open_skills(&outlook).len();
        let groups = self.stakes.0.iter().filter(|s| self.screen(&outlook, s).is_some()).count();
        let first = self.claims.len() + self.stale.len() + self.again.len();
        let at_most = first + open + groups;
        let mut trial = self.clone();
        trial.current = Some(current.clone());
        let mut expected = 0;
        while let Some(question) = trial.current.clone() {
            let is_choice = matches!(question, Question::Roles { told } if told != Told::Nothing);
            if is_choice || expected > at_most {
                break;
            }
            expected += 1;
            trial.answer(trial.middling(&question));
        }
        (expected, at_most.max(expected))
    }

    /// Returns a middling answer to a question.
    fn middling(&self, question: &Question) -> Answer {
        match question {
            Question::Screen { members, .. } => Answer::Ticked(members[..1].to_vec()),
            Question::Rate { skill, .. } => {
                let (low, high) = self.range(*skill);
                let middle = Level::ALL[(low.index() + high.index()) / 2];
                Answer::Level { level: middle, evidence: None }
            }
            _ => Answer::Skip,
        }
    }
}

/// Returns whether enough is decided.
fn is_enough(decided: Fraction) -> bool {
    decided.fraction() >= ENOUGH
}

fn most<'p>(promises: impl Iterator<Item = &'p (SkillIndex, f64)>) -> Option<(SkillIndex, f64)> {
    promises.copied().reduce(|best, next| if next.1 > best.1 { next } else { best })
}
