//! The empty self-assessment: the questions that follow from roles, and their wording.

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
    /// The roles that the form asks about.
    pub(crate) roles: Vec<RoleIndex>,
    /// The seniority whose targets decide what is asked.
    pub(crate) seniority: Seniority,
    /// Whether helpful requirements are asked too.
    pub(crate) full: bool,
    /// The questions by area.
    pub(crate) sections: Vec<FormSection>,
    /// For each skill, the levels that have a sentence to tick.
    pub(super) levels: BTreeMap<SkillIndex, BTreeSet<Level>>,
    /// The number of skills that the roles ask for and this form does not.
    pub(crate) left_out: usize,
}

/// The questions of one area.
#[derive(Clone, Debug)]
pub(crate) struct FormSection {
    pub(crate) area: AreaIndex,
    /// The skills that everybody is asked about.
    pub(crate) questions: Vec<SkillIndex>,
    /// The groups of which any skill is enough: the form asks which skills a person has used, then the level of those.
    pub(crate) screenings: Vec<Screening>,
}

/// A group of skills of which any is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Screening {
    /// The name of the group, as in "a back-end language".
    pub(crate) group: String,
    /// The skills, ordered by demand.
    pub(crate) members: Vec<SkillIndex>,
}

/// The instructions above the questions. They do not flatter, and do not show the targets.
pub(crate) const INTRODUCTION: &str = "Choose for each skill the sentence that is true of you today, not the one that you would like to be true. Looking things up is normal at every level. Where two fit, take the lower one. Nobody is expected to be high everywhere; what you answer decides what you learn first, and nothing else.";

/// What people read before the first question: who sees their answers, what for, and how long they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    /// Who sees the answers.
    pub(crate) seen_by: String,
    /// The last day on which the answers are kept; without a day, until the course ends.
    pub(crate) kept_until: Option<Date>,
    /// The last day for answers.
    pub(crate) answer_by: Option<Date>,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms { seen_by: "your mentor".to_string(), kept_until: None, answer_by: None }
    }
}

impl Terms {
    /// Returns the first lines of a form.
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

    /// Returns everything above the questions; `how` says how to answer.
    pub(crate) fn introduction(&self, how: &str) -> String {
        format!("{}\n\n{how}", self.lines().join("\n"))
    }
}

/// The condition above the question about a member of a group.
pub(crate) const ONLY_IF_TICKED: &str = "Only if you ticked it above.";

/// The option for people who have used no member of a group.
pub(crate) const NONE_OF_THESE: &str = "None of these";

/// The beginning of a screening question.
const WHICH: &str = "Which of these have you used?";

/// The separator between the names of groups that were merged.
const JOINED: &str = " / ";

/// Returns the text of a level to choose: `2 - …`, with the can-do sentence.
pub(crate) fn choice(skill: &Skill, level: Level) -> String {
    format!("{level} - {}", skill.can_do(level))
}

/// Returns the question about which members of a group a person has used.
pub(crate) fn screening_title(group: &str) -> String {
    format!("{WHICH} ({group})")
}

/// Returns the members of the groups in a screening question, from any role; `None` if it is not such a question.
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

/// Returns the name of a group, or a list of its members if it has no name.
fn group_name(maps: &SkillMaps, requirement: &Requirement) -> String {
    let named = requirement.group.as_ref().map(ToString::to_string);
    named.unwrap_or_else(|| {
        let names = requirement.any_of.iter().map(|member| &*maps[*member].name);
        names.collect::<Vec<_>>().join(", ")
    })
}

impl Form {
    /// Makes the form for roles at a seniority. Without `full` it asks only about core and important requirements.
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

    /// Returns all skills of the form, in the order of the questions.
    pub(crate) fn skills(&self) -> Vec<SkillIndex> {
        let of = |section: &FormSection| {
            let members = section.screenings.iter().flat_map(|one| one.members.clone());
            let mut skills = section.questions.clone();
            skills.extend(members);
            skills
        };
        self.sections.iter().flat_map(of).collect()
    }

    /// Finds the role whose form asks about exactly these skills, if there is only one. The seniority is returned if no
    /// other seniority of the role gives the same skills.
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

    /// Returns the minutes that answering takes, at 200 words a minute, which is slow reading plus the time to choose.
    /// It counts everything that everybody reads, and two members of each group.
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

/// Returns the groups with their areas. Groups that share a member are merged, and skills that everybody is asked about
/// are left out.
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
