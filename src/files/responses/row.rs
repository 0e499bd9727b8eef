//! One row → its answers: levels, and what was ticked.

use std::collections::BTreeMap;

use super::grid::GridRow;
use super::levels::{self, Said};
use super::mapping::Mapping;
use crate::domain::catalog::SkillIndex;
use crate::domain::form::NONE_OF_THESE;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, ResponseColumn};

/// What it takes to read a row.
pub struct Reading<'r> {
    /// What the columns mean.
    pub columns: &'r [ResponseColumn],
    /// The maps.
    pub maps: &'r SkillMaps,
    /// What the user says of answers.
    pub mapping: &'r Mapping,
    /// Who rated, where a row does not say.
    pub by: &'r Rater,
}

/// What a row says about a skill.
#[derive(Clone, Debug)]
pub struct Answer {
    /// About what.
    pub skill: SkillIndex,
    /// How high; `None` when it is only ticked.
    pub level: Option<Level>,
    /// In which column.
    pub column: usize,
    /// By whom.
    pub by: Rater,
}

impl Reading<'_> {
    /// The answers of a row, one a skill. What cannot be read is added to the problems.
    pub fn answers(&self, row: &GridRow, problems: &mut Vec<Problem>) -> Vec<Answer> {
        let by = self.rater(row);
        let mut levels: BTreeMap<SkillIndex, (Level, usize)> = BTreeMap::new();
        let mut contradicted = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let skill = match column.meaning {
                Meaning::Skill(skill) => skill,
                Meaning::SkillLevel => match self.named_skill(row, problems) {
                    Some(skill) => skill,
                    None => continue,
                },
                _ => continue,
            };
            let Some(level) = self.level(row, at, skill, problems) else {
                continue;
            };
            match levels.get(&skill) {
                Some((other, before)) if *other != level => {
                    problems.push(self.differ(row, skill, (*other, *before), (level, at)));
                    contradicted.push(skill);
                }
                _ => {
                    levels.insert(skill, (level, at));
                }
            }
        }
        let mut ticked = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if let Meaning::Screening(members) = &column.meaning {
                let Some(ticks) = self.ticks(row, at, members, problems) else {
                    continue;
                };
                for member in members {
                    if ticks.contains(member) {
                        ticked.push((*member, at));
                    } else {
                        levels.entry(*member).or_insert((Level::NONE, at));
                    }
                }
            }
        }
        let rated: Vec<SkillIndex> = levels.keys().copied().collect();
        let answered = levels
            .into_iter()
            .filter(|(skill, _)| !contradicted.contains(skill))
            .map(|(skill, (level, column))| (skill, Some(level), column));
        let open = ticked
            .into_iter()
            .filter(|(skill, _)| !rated.contains(skill) && !contradicted.contains(skill))
            .map(|(skill, column)| (skill, None, column));
        answered
            .chain(open)
            .map(|(skill, level, column)| Answer { skill, level, column, by: by.clone() })
            .collect()
    }

    /// Who rated: whom the row names, be it the person.
    fn rater(&self, row: &GridRow) -> Rater {
        let said = |wanted: Meaning| {
            let mut at = (0..self.columns.len()).filter(|at| self.columns[*at].meaning == wanted);
            at.next().map(|at| row.cell(at)).filter(|text| !text.is_empty())
        };
        let Some(by) = said(Meaning::Rater).map(Rater::named) else {
            return self.by.clone();
        };
        let own = said(Meaning::Name).is_some_and(|name| Rater::named(name) == by);
        if own { Rater::OWN } else { by }
    }

    fn named_skill(&self, row: &GridRow, problems: &mut Vec<Problem>) -> Option<SkillIndex> {
        let at = self.columns.iter().position(|column| column.meaning == Meaning::SkillName)?;
        let problem = match self.maps.skill(row.cell(at)) {
            Ok(skill) => return Some(skill),
            Err(_) if row.cell(at).is_empty() => {
                Problem::new(Code::UnknownSkill, "the row names no skill", "write one")
            }
            Err(unknown) => {
                Problem::new(Code::UnknownSkill, "there is no such skill", unknown.repair())
            }
        };
        problems.push(self.at(row, at, problem));
        None
    }

    fn level(
        &self,
        row: &GridRow,
        at: usize,
        skill: SkillIndex,
        problems: &mut Vec<Problem>,
    ) -> Option<Level> {
        let text = row.cell(at);
        if let Some(level) = self.mapping.level(text).filter(|_| !text.is_empty()) {
            return Some(level);
        }
        let (code, message, repair) = match levels::read(self.maps, &self.maps[skill], text) {
            Said::Nothing => return None,
            Said::Level(level) => return Some(level),
            Said::Two(number, sentence) => (
                Code::TwoLevels,
                format!("the number says {number} and the words say {sentence}"),
                "make them one; the sentences are in `skillgap skills SKILL`",
            ),
            Said::Unclear => (
                Code::NoLevel,
                format!("this is no level of {}", self.maps[skill].name),
                "write 0 to 4, or say what it means under [answers] of a file for --map",
            ),
        };
        problems.push(self.at(row, at, Problem::new(code, message, repair)));
        None
    }

    /// The members that are ticked; `None` when nothing was answered, or not all of it can be read.
    fn ticks(
        &self,
        row: &GridRow,
        at: usize,
        members: &[SkillIndex],
        problems: &mut Vec<Problem>,
    ) -> Option<Vec<SkillIndex>> {
        let text = row.cell(at);
        if text.is_empty() {
            return None;
        }
        let mut ticks = Vec::new();
        let mut none = false;
        let mut strange = Vec::new();
        let separator = if text.contains(';') { ';' } else { ',' };
        let parts: Vec<&str> = text.split(separator).collect();
        let mut from = 0;
        while from < parts.len() {
            // A name may hold the separator itself: the longest run of parts that is an option counts.
            let run = (from + 1..=parts.len().min(from + 4)).rev().find_map(|to| {
                let option = parts[from..to].join(&separator.to_string());
                let found =
                    self.maps.find_skill(option.trim()).filter(|skill| members.contains(skill));
                let is_none = normalised_name(&option) == normalised_name(NONE_OF_THESE);
                (found.is_some() || is_none).then_some((to, found))
            });
            match run {
                Some((to, found)) => {
                    none |= found.is_none();
                    ticks.extend(found);
                    from = to;
                }
                None => {
                    if !parts[from].trim().is_empty() {
                        strange.push(parts[from].trim());
                    }
                    from += 1;
                }
            }
        }
        if !strange.is_empty() {
            let problem = Problem::new(
                Code::UnknownOption,
                "this was not offered, so what is not ticked beside it is left open",
                "name it as a skill is named, and ask for its level in a question of its own",
            );
            problems.push(self.at_text(row, at, &strange.join(", "), problem));
            return None;
        }
        if none && !ticks.is_empty() {
            let problem = Problem::new(
                Code::Contradiction,
                "something is ticked, and “None of these” as well",
                "untick one of them",
            );
            problems.push(self.at(row, at, problem));
            return None;
        }
        Some(ticks)
    }

    fn differ(
        &self,
        row: &GridRow,
        skill: SkillIndex,
        before: (Level, usize),
        now: (Level, usize),
    ) -> Problem {
        let other = &self.columns[before.1].at;
        let place = other.letter().unwrap_or_else(|| other.header.clone());
        let problem = Problem::new(
            Code::Contradiction,
            format!(
                "{} is answered {} here and {} in column {place}",
                self.maps[skill].name, now.0, before.0
            ),
            "keep one of the two columns, or `ignore` one in a file for --map",
        );
        self.at(row, now.1, problem)
    }

    /// A problem of a cell.
    fn at(&self, row: &GridRow, at: usize, problem: Problem) -> Problem {
        self.at_text(row, at, row.cell(at), problem)
    }

    /// A problem of part of a cell.
    fn at_text(&self, row: &GridRow, at: usize, text: &str, problem: Problem) -> Problem {
        let column = Some(self.columns[at].at.clone());
        problem.in_sheet(SheetPlace { column, found: shortened(text), ..row.place() })
    }
}
