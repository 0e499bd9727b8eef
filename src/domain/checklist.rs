//! Checklists: the sentences to tick in a form. Each question is a list that is short enough to read to the end.

use std::collections::{BTreeMap, BTreeSet};

use super::catalog::{AreaIndex, SkillIndex};
use super::form::Form;
use super::interview::model::Clock;
use super::level::Level;
use super::maps::{SkillMaps, Step};
use super::role::{Importance, Requirement};

/// A question with sentences to tick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checklist {
    /// The area of the sentences.
    pub(crate) area: AreaIndex,
    /// The name: the area or the group, with a number if there are several. Names are unique in a form.
    pub(crate) name: String,
    /// Whether any of the skills is enough, so that people do not read all of the sentences.
    pub(crate) any_will_do: bool,
    /// The sentences, in the order of the catalog; lower levels of a skill first.
    pub(crate) sentences: Vec<Step>,
}

/// The option for people who can do none of it.
pub(crate) const NONE_YET: &str = "None of these yet";

/// The instructions above checklists. They do not flatter, and do not show the targets.
pub(crate) const INTRODUCTION: &str = "Tick what you could do today, alone. Looking things up is normal. What you do not tick counts as not yet; where none of a list is true, tick “None of these yet”. Nobody is expected to tick everything; what you answer decides what you learn first, and nothing else.";

/// The text after the name of a checklist in its question.
const WHICH: &str = ": which of these could you do today, alone?";

/// The largest number of sentences in a list: in longer lists people tick fewer sentences than are true.
const MOST: usize = 8;

/// The largest number of sentences in a list where any skill is enough: people look for the few skills that they know.
const MOST_OF_ANY: usize = 24;

/// The number of skills in such a list that a person has usually used, and so reads.
const USUAL_MEMBERS: usize = 2;

/// Returns the question of a checklist.
pub(crate) fn title(name: &str) -> String {
    format!("{name}{WHICH}")
}

/// Returns the name of the checklist with this question; `None` if it is not such a question.
pub(crate) fn named(title: &str) -> Option<&str> {
    let title = title.trim_end_matches(|c: char| c.is_whitespace() || "?*:.".contains(c));
    let which = WHICH.trim_end_matches('?');
    let begin = title.len().checked_sub(which.len())?;
    let ends = title.get(begin..).is_some_and(|end| end.eq_ignore_ascii_case(which));
    ends.then(|| title[..begin].trim())
}

/// Returns the name of a checklist from its question, even if the end of the question is cut off; else the whole text.
pub(crate) fn name_in(title: &str) -> &str {
    const BEGIN: &str = ": which of these";
    title.split_once(BEGIN).map_or(title, |(name, _)| name)
}

/// Returns a sentence as an option: `SQL: Answers a business question …`.
pub(crate) fn option(maps: &SkillMaps, step: Step) -> String {
    format!("{}: {}", maps[step.skill].name, maps[step.skill].can_do(step.level))
}

/// Returns the levels of a requirement that are asked as sentences: the target, and for a core requirement also the
/// level below.
pub(super) fn levels_asked(requirement: &Requirement, target: Level) -> Vec<Level> {
    let below = Some(target.previous()).filter(|below| *below > Level::NONE);
    let below = below.filter(|_| requirement.importance == Importance::Core);
    below.into_iter().chain([target]).collect()
}

impl Form {
    /// Returns the checklists of the form: for each area the sentences for everybody, and for each group the sentences
    /// of its members.
    pub(crate) fn checklists(&self, maps: &SkillMaps) -> Vec<Checklist> {
        let mut lists = Vec::new();
        for section in &self.sections {
            let name = maps[section.area].name.clone();
            lists.extend(self.lists(section.area, name, &section.questions, false));
            for screening in &section.screenings {
                let name = capitalised(&screening.group);
                lists.extend(self.lists(section.area, name, &screening.members, true));
            }
        }
        lists
    }

    /// Splits sentences into lists of nearly equal length. The sentences of one skill stay together.
    fn lists(
        &self,
        area: AreaIndex,
        name: String,
        skills: &[SkillIndex],
        any_will_do: bool,
    ) -> Vec<Checklist> {
        let most = if any_will_do { MOST_OF_ANY } else { MOST };
        let of = |skill: &SkillIndex| {
            let levels = self.levels.get(skill).into_iter().flatten();
            levels.map(|level| Step { skill: *skill, level: *level }).collect::<Vec<Step>>()
        };
        let skills: Vec<Vec<Step>> = skills.iter().map(of).collect();
        let all: usize = skills.iter().map(Vec::len).sum();
        let number = all.div_ceil(most);
        let mut lists: Vec<Vec<Step>> = vec![Vec::new()];
        let mut before = 0;
        for steps in skills {
            // A list is full when it has its share of all sentences.
            if before * number >= all * lists.len() {
                lists.push(Vec::new());
            }
            before += steps.len();
            if let Some(list) = lists.last_mut() {
                list.extend(steps);
            }
        }
        lists.retain(|list| !list.is_empty());
        let number = lists.len();
        let called = |at: usize| match number {
            1 => name.clone(),
            _ => format!("{name}, {at} of {number}"),
        };
        let lists = (1..).zip(lists).map(|(at, sentences)| (called(at), sentences));
        lists.map(|(name, sentences)| Checklist { area, name, any_will_do, sentences }).collect()
    }

    /// Returns the minutes that ticking takes, by the clock of the interview: everything that everybody reads, and for
    /// each group the names and two members.
    pub(crate) fn minutes_of_checklists(&self, maps: &SkillMaps) -> usize {
        let clock = Clock::default();
        let read = |steps: &[Step]| -> f64 {
            steps.iter().map(|step| clock.seconds(&option(maps, *step))).sum()
        };
        let seconds = |list: &Checklist| {
            let skills: BTreeSet<SkillIndex> = list.sentences.iter().map(|one| one.skill).collect();
            if !list.any_will_do {
                return read(&list.sentences);
            }
            let names: Vec<&str> = skills.iter().map(|skill| maps[*skill].name.as_str()).collect();
            let usual = USUAL_MEMBERS.min(skills.len()) as f64 / skills.len().max(1) as f64;
            clock.seconds(&names.join(" ")) + read(&list.sentences) * usual
        };
        let all: f64 = self.checklists(maps).iter().map(seconds).sum();
        ((all / 60.0).ceil() as usize).max(1)
    }
}

/// Collects the levels of each skill that the requirements ask for.
pub(super) fn levels_of<'m>(
    asked: impl Iterator<Item = (&'m Requirement, Level)>,
) -> BTreeMap<SkillIndex, BTreeSet<Level>> {
    let mut levels: BTreeMap<SkillIndex, BTreeSet<Level>> = BTreeMap::new();
    for (requirement, target) in asked {
        for skill in &requirement.any_of {
            levels.entry(*skill).or_default().extend(levels_asked(requirement, target));
        }
    }
    levels
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_tells_its_list() {
        assert_eq!(named(&title("Security, 2 of 4")), Some("Security, 2 of 4"));
        assert_eq!(named("APIs: Which of these could you do today, alone *"), Some("APIs"));
        assert_eq!(named("Which of these do you like?"), None);
        assert_eq!(named("é"), None);
    }

    #[test]
    fn a_question_that_is_cut_off_still_tells_its_list() {
        assert_eq!(name_in(&title("APIs")), "APIs");
        assert_eq!(name_in("APIs: which of these could"), "APIs");
        assert_eq!(name_in("Do you like APIs?"), "Do you like APIs?");
    }
}
