//! The empty self-assessment: which questions roles make, and in which words they are asked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::catalog::{AreaIndex, Skill, SkillIndex};
use super::checklist::levels_of;
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::role::{Importance, Requirement, RoleIndex};

/// A questionnaire.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    /// The roles that it asks for.
    pub(crate) roles: Vec<RoleIndex>,
    /// Whose targets decide what is asked.
    pub(crate) seniority: Seniority,
    /// Whether also what is only helpful is asked.
    pub(crate) full: bool,
    /// The questions by area.
    pub(crate) sections: Vec<FormSection>,
    /// The levels of each skill of which there is a sentence to tick.
    pub(super) levels: BTreeMap<SkillIndex, BTreeSet<Level>>,
    /// How many skills the roles ask for and this form does not.
    pub(crate) left_out: usize,
}

/// The questions of one area.
#[derive(Clone, Debug)]
pub(crate) struct FormSection {
    pub(crate) area: AreaIndex,
    /// Skills that everybody is asked about.
    pub(crate) questions: Vec<SkillIndex>,
    /// Skills of which any will do: first which of them, then the level of those.
    pub(crate) screenings: Vec<Screening>,
}

/// Skills of which any will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Screening {
    /// What they are called together, as in "a back-end language".
    pub(crate) group: String,
    /// The skills, by demand.
    pub(crate) members: Vec<SkillIndex>,
}

/// What stands above the questions: it flatters nobody and shows no target.
pub(crate) const INTRODUCTION: &str = "Choose for each skill the sentence that is true of you today, not the one that you would like to be true. Looking things up is normal at every level. Where two fit, take the lower one. Nobody is expected to be high everywhere; what you answer decides what you learn first, and nothing else.";

/// What people are told before the first question: who sees their answers, what for and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Who sees the answers.
    pub(crate) seen_by: String,
    /// The last day on which they are kept; else they are kept until the course ends.
    pub(crate) kept_until: Option<Date>,
    /// The day by which to answer.
    pub(crate) answer_by: Option<Date>,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { seen_by: "your mentor".to_string(), kept_until: None, answer_by: None }
    }
}

impl Terms {
    /// The first lines of a form.
    pub(crate) fn lines(&self) -> Vec<String> {
        let kept = match self.kept_until {
            Some(day) => format!("until {day}"),
            None => "until the course ends".to_string(),
        };
        let mut lines = vec![
            format!("Who sees your answers: {}.", self.seen_by),
            "What for: to decide what is taught first, and who can help whom.".to_string(),
            format!("How long: they are kept {kept}."),
        ];
        lines.extend(self.answer_by.map(|day| format!("Please answer by {day}.")));
        lines
    }

    /// Everything that stands above the questions, of which `how` says how to answer them.
    pub(crate) fn introduction(&self, how: &str) -> String {
        format!("{}\n\n{how}", self.lines().join("\n"))
    }
}

/// What a member of a group is asked under.
pub(crate) const ONLY_IF_TICKED: &str = "Only if you ticked it above.";

/// The box to tick for having used none of a group.
pub(crate) const NONE_OF_THESE: &str = "None of these";

/// What a screening question begins with.
const WHICH: &str = "Which of these have you used?";

/// What stands between the names of groups that became one.
const JOINED: &str = " / ";

/// The words with which somebody chooses a level: `2 - …`, with the can-do sentence.
pub(crate) fn choice(skill: &Skill, level: Level) -> String {
    format!("{level} - {}", skill.can_do(level))
}

/// The question which members of a group somebody has used.
pub(crate) fn screening_title(group: &str) -> String {
    format!("{WHICH} ({group})")
}

/// The members of the groups that a screening question is about, in any role; `None` when it is no such question.
pub(crate) fn screened(maps: &SkillMaps, title: &str) -> Option<Vec<SkillIndex>> {
    let groups = screened_group(title)?;
    let mut members: Vec<SkillIndex> = Vec::new();
    let requirements = maps.roles().iter().flat_map(|role| &role.requirements);
    for requirement in requirements.filter(|requirement| requirement.is_group()) {
        let name = group_name(maps, requirement);
        if groups.split(JOINED).any(|group| group == name) {
            members.extend(&requirement.any_of);
        }
    }
    members.sort();
    members.dedup();
    (!members.is_empty()).then_some(members)
}

fn screened_group(title: &str) -> Option<&str> {
    let group = title.trim().strip_prefix(WHICH)?.trim();
    group.strip_prefix('(')?.strip_suffix(')')
}

/// What a group is called: its own name, else its members.
fn group_name(maps: &SkillMaps, requirement: &Requirement) -> String {
    let named = requirement.group.as_ref().map(ToString::to_string);
    named.unwrap_or_else(|| {
        let names = requirement.any_of.iter().map(|member| &*maps[*member].name);
        names.collect::<Vec<_>>().join(", ")
    })
}

impl Form {
    /// The questions that roles make for people who aim at a seniority. Without `full` only of what is core or important.
    pub(crate) fn new(
        maps: &SkillMaps,
        roles: &[RoleIndex],
        seniority: Seniority,
        full: bool,
    ) -> Form {
        let asked = || {
            let of = |role: &RoleIndex| maps[*role].asked(seniority);
            roles.iter().flat_map(of)
        };
        let kept = |asked: &&Requirement| full || asked.importance != Importance::Helpful;
        let levels = levels_of(asked().filter(|(requirement, _)| kept(requirement)));
        let asked = || asked().map(|(requirement, _)| requirement);
        let plain: BTreeSet<SkillIndex> = asked()
            .filter(kept)
            .filter(|requirement| !requirement.is_group())
            .flat_map(|requirement| requirement.any_of.iter().copied())
            .collect();
        let groups = asked().filter(kept).filter(|one| one.is_group());
        let screenings = screenings(maps, groups, &plain);
        let mut sections = Vec::new();
        for at in 0..maps.areas().len() {
            let area = AreaIndex(at);
            let here = |skill: &&SkillIndex| maps[**skill].area == area;
            let alone = screenings
                .iter()
                .filter(|(_, one)| one.members.len() == 1)
                .map(|(_, one)| &one.members[0]);
            let questions: BTreeSet<SkillIndex> =
                plain.iter().chain(alone).filter(here).copied().collect();
            let screenings: Vec<Screening> = screenings
                .iter()
                .filter(|(of, one)| *of == area && one.members.len() > 1)
                .map(|(_, one)| one.clone())
                .collect();
            if !questions.is_empty() || !screenings.is_empty() {
                sections.push(FormSection {
                    area,
                    questions: questions.into_iter().collect(),
                    screenings,
                });
            }
        }
        let roles = roles.to_vec();
        let mut form = Form { roles, seniority, full, sections, levels, left_out: 0 };
        let every: BTreeSet<SkillIndex> =
            asked().flat_map(|requirement| requirement.any_of.iter().copied()).collect();
        form.left_out = every.len() - form.skills().len();
        form
    }

    /// Every skill that is asked about, in the order of the questions.
    pub(crate) fn skills(&self) -> Vec<SkillIndex> {
        let of = |section: &FormSection| {
            let members = section.screenings.iter().flat_map(|one| one.members.clone());
            let mut skills = section.questions.clone();
            skills.extend(members);
            skills
        };
        self.sections.iter().flat_map(of).collect()
    }

    /// The only role, if there is one, whose form asks about exactly these skills, with the seniority where no other form
    /// of the role asks about the same.
    pub(crate) fn recognised(
        maps: &SkillMaps,
        asked: &BTreeSet<SkillIndex>,
    ) -> Option<(RoleIndex, Option<Seniority>)> {
        if asked.is_empty() {
            return None;
        }
        let mut found: Option<(RoleIndex, Vec<Seniority>)> = None;
        for role in maps.role_indices() {
            let is_it = |seniority: &&Seniority| {
                [false, true].into_iter().any(|full| {
                    let form = Form::new(maps, &[role], **seniority, full);
                    form.skills().into_iter().collect::<BTreeSet<_>>() == *asked
                })
            };
            let seniorities: Vec<Seniority> =
                Seniority::ALL.iter().filter(is_it).copied().collect();
            match (&found, seniorities.is_empty()) {
                (_, true) => {}
                (None, false) => found = Some((role, seniorities)),
                (Some(_), false) => return None,
            }
        }
        let (role, seniorities) = found?;
        Some((role, (seniorities.len() == 1).then(|| seniorities[0])))
    }

    /// Whole minutes that answering takes: all that everybody reads, and two members of each group, at 200 words a
    /// minute, which is slow reading with a choice at its end.
    pub(crate) fn minutes(&self, maps: &SkillMaps) -> usize {
        const WORDS_A_MINUTE: usize = 200;
        const USUAL_MEMBERS: usize = 2;
        let words = |text: &str| text.split_whitespace().count();
        let question = |skill: &SkillIndex| {
            let skill = &maps[*skill];
            let choices: usize = Level::ALL.iter().map(|l| words(skill.can_do(*l)) + 2).sum();
            words(&skill.name) + words(&skill.summary) + choices
        };
        let screening = |one: &Screening| {
            let names: usize = one.members.iter().map(|m| words(&maps[*m].name)).sum();
            let questions: usize = one.members.iter().map(question).sum();
            let usual = USUAL_MEMBERS.min(one.members.len());
            words(&screening_title(&one.group)) + names + questions * usual / one.members.len()
        };
        let section = |section: &FormSection| {
            section.questions.iter().map(question).sum::<usize>()
                + section.screenings.iter().map(screening).sum::<usize>()
        };
        let all: usize = self.sections.iter().map(section).sum();
        all.div_ceil(WORDS_A_MINUTE).max(1)
    }
}

/// The groups, each with its area; groups that share a member become one, and what everybody is asked anyway is in none.
fn screenings<'m>(
    maps: &'m SkillMaps,
    groups: impl Iterator<Item = &'m Requirement>,
    plain: &BTreeSet<SkillIndex>,
) -> Vec<(AreaIndex, Screening)> {
    let mut found: Vec<(AreaIndex, Screening)> = Vec::new();
    for requirement in groups {
        let open = |skill: &&SkillIndex| !plain.contains(skill);
        let members: Vec<SkillIndex> = requirement.any_of.iter().filter(open).copied().collect();
        if members.is_empty() {
            continue;
        }
        let mut merged = Screening { group: group_name(maps, requirement), members };
        let mut area = requirement.area;
        let mut apart = Vec::new();
        for (its_area, other) in found {
            if touches(&other, &merged) {
                (area, merged) = (its_area, join(other, merged));
            } else {
                apart.push((its_area, other));
            }
        }
        apart.push((area, merged));
        found = apart;
    }
    found
}

fn touches(one: &Screening, other: &Screening) -> bool {
    one.group == other.group || one.members.iter().any(|skill| other.members.contains(skill))
}

fn join(mut one: Screening, other: Screening) -> Screening {
    for group in other.group.split(JOINED) {
        if !one.group.split(JOINED).any(|known| known == group) {
            one.group = format!("{}{JOINED}{group}", one.group);
        }
    }
    for member in other.members {
        if !one.members.contains(&member) {
            one.members.push(member);
        }
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screening_question_tells_its_group() {
        assert_eq!(
            screened_group(&screening_title("a language / a shell (any)")),
            Some("a language / a shell (any)")
        );
        assert_eq!(screened_group("Which of these do you like?"), None);
    }

    #[test]
    fn groups_that_share_a_member_become_one() {
        let one = |group: &str, members: &[usize]| Screening {
            group: group.to_string(),
            members: members.iter().copied().map(SkillIndex).collect(),
        };
        assert_eq!(join(one("a", &[1, 2]), one("b", &[2, 3])), one("a / b", &[1, 2, 3]));
        assert_eq!(join(one("a", &[1]), one("a", &[4])), one("a", &[1, 4]));
    }
}
