//! Reading one row: who answered, when, the levels, and the ticked sentences.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};

use super::DateOrder;
use super::checklists::Checklists;
use super::headers::says_who;
use super::levels::{self, LevelCell};
use super::mapping::Mapping;
use super::sheet::{Row, without_escapes};
use super::times;
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::checklist::NONE_YET;
use crate::domain::form::NONE_OF_THESE;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{KnownSkill, SkillMaps, Step};
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, ResponseColumn};
use crate::domain::role::RoleIndex;
use crate::files::limits::LONGEST_NAME;

/// A reader for the rows of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowReader<'r> {
    /// The meanings of the columns.
    pub(crate) columns: &'r [ResponseColumn],
    pub(crate) maps: &'r SkillMaps,
    /// The user's mapping of answers.
    pub(crate) mapping: &'r Mapping,
    /// The checklists of the file.
    pub(crate) lists: &'r Checklists,
    /// The rater of rows that do not name one.
    pub(crate) by: &'r Rater,
}

/// The key that identifies a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// An e-mail address in lower case.
    Email(String),
    /// A normalised name.
    Name(String),
}

/// The answer of a row about a skill.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The skill.
    pub(crate) skill: SkillIndex,
    /// The retired skill of the question, if the level is carried over from it.
    pub(crate) carried_from: Option<RetiredIndex>,
    /// The level, or `None` if the skill is only ticked.
    pub(crate) level: Option<Level>,
    /// The column of the answer.
    pub(crate) column: usize,
    /// The rater.
    pub(crate) by: Rater,
    /// The name of the skill in the row, if rows name skills.
    pub(crate) named: Option<String>,
    /// Whether the answer is a word and not a number.
    pub(crate) by_word: bool,
}

/// The answer of a row to one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tick {
    /// The sentence.
    pub(crate) step: Step,
    /// Whether the sentence is ticked. Otherwise it was offered and not ticked.
    pub(crate) can: bool,
    /// The column of the answer.
    pub(crate) column: usize,
    /// The rater.
    pub(crate) by: Rater,
}

/// A cell about a skill that could not be read as a level.
#[derive(Clone, Debug)]
pub(crate) struct Unread {
    /// The line of the row.
    pub(crate) line: usize,
    /// The column of the cell.
    pub(crate) column: usize,
    /// The skill that the column asks about.
    pub(crate) skill: SkillIndex,
    /// The text of the cell, shortened.
    pub(crate) text: String,
    /// The kind of the contents.
    pub(crate) cell: LevelCell,
    /// The problem of this cell by itself.
    pub(crate) problem: Problem,
}

/// What is reported about the rows that were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    /// Cells that could not be read as levels.
    pub(crate) unread: Vec<Unread>,
    /// All other problems.
    pub(crate) problems: Vec<Problem>,
    /// Pairs of columns that name one skill differently and have different levels: the column that counted, and the
    /// other.
    pub(crate) higher_counted: Vec<(usize, usize)>,
    /// Retired skills that rows name.
    pub(crate) retired: BTreeSet<RetiredIndex>,
}

/// The goal of a person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aim {
    pub(crate) roles: Vec<RoleIndex>,
    /// The seniority whose targets count.
    pub(crate) seniority: Option<Seniority>,
}

impl RowReader<'_> {
    /// Returns the person of a row: the e-mail address, otherwise the name.
    pub(crate) fn who(&self, row: &Row) -> Result<(Who, Option<String>), Problem> {
        let first = |wanted: Meaning| {
            let cells = self.columns.iter().enumerate().filter(|(_, c)| c.meaning == wanted);
            let mut said = cells.map(|(at, _)| row.cell(at)).filter(|text| !is_nobody(text));
            said.next()
        };
        let parts = [first(Meaning::FirstName), first(Meaning::LastName)];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let parts = parts.join(" ");
        let said = first(Meaning::Name).or(Some(parts.as_str()).filter(|parts| !parts.is_empty()));
        let is_email = |text: &&str| {
            text.find('@').is_some_and(|at| at > 0) && !text.contains(char::is_whitespace)
        };
        let email = first(Meaning::Email).or(said.filter(is_email)).map(cleaned);
        let name = said.filter(|name| !is_email(name)).map(cleaned).filter(|name| !name.is_empty());
        let refused = |code, found: &str, message: &str, repair: &str| {
            let place = SheetPlace { found: found.to_string(), ..row.place() };
            Err(Problem::new(code, message, repair).in_sheet(place))
        };
        let damaged = [&email, &name].into_iter().flatten().find(|text| text.contains('\u{fffd}'));
        if let Some(damaged) = damaged {
            return refused(
                Code::BadBytes,
                &shortened(damaged),
                "the name contains an invalid byte, so it is not clear whose row this is",
                "export the answers again as CSV UTF-8",
            );
        }
        match (email.filter(|email| !email.is_empty()), &name) {
            (Some(email), _) => Ok((Who::Email(email.to_lowercase()), name)),
            (None, Some(name)) => Ok((Who::Name(normalised_name(name)), Some(name.clone()))),
            (None, None) => refused(
                Code::NoPerson,
                "",
                "the row has neither a name nor an e-mail, so it is not clear whose answers these are",
                "write a name into the row, or let the form ask for one",
            ),
        }
    }

    /// Returns whether a row has anything that could be a name or an e-mail address.
    pub(crate) fn names_somebody(&self, row: &Row) -> bool {
        let who = self.columns.iter().enumerate().filter(|(_, c)| says_who(&c.meaning));
        who.map(|(at, _)| row.cell(at)).any(|text| !is_nobody(text))
    }

    /// Returns when a row was completed, otherwise when it was started, or `None` if it does not say.
    ///
    /// # Errors
    /// Returns a problem if the text is not a time, or the time is in the future. The row then counts as undated.
    pub(crate) fn moment(
        &self,
        row: &Row,
        order: DateOrder,
        today: Date,
    ) -> Result<Option<DateTime>, Problem> {
        let of = |wanted: Meaning| {
            let mut there =
                self.columns.iter().enumerate().filter(move |(_, c)| c.meaning == wanted);
            there.find(|(at, _)| !row.cell(*at).is_empty())
        };
        let Some((at, _)) = of(Meaning::Time).or_else(|| of(Meaning::StartTime)) else {
            return Ok(None);
        };
        let text = row.cell(at);
        let problem = |code, message: String, repair: &str| {
            Problem::new(code, message, repair).in_sheet(self.place(row, at, text))
        };
        let Some(moment) = times::read(text).map(|read| read.moment(order)) else {
            return Err(problem(
                Code::BadTime,
                "this is not a date that can be read, so the row counts as of today, or of --on DATE"
                    .to_string(),
                "write it as 2026-11-22 14:28",
            ));
        };
        // At the place where the form was filled in, the next day may have begun.
        let tomorrow = today.tomorrow().unwrap_or(today);
        if moment.date() > tomorrow {
            return Err(problem(
                Code::FutureTime,
                format!(
                    "{} is in the future, so the row counts as of today, or of --on DATE",
                    moment.date()
                ),
                "correct the date, or choose with --dates us|eu which number is the month",
            ));
        }
        Ok(Some(moment))
    }

    /// Returns the goal that a row states. An unknown role is noted once and ignored, because a column with this name
    /// may have people's present jobs.
    pub(crate) fn aim(&self, row: &Row, notes: &mut Vec<String>) -> Aim {
        let mut aim = Aim::default();
        for (at, column) in self.columns.iter().enumerate() {
            let said = row.cell(at).trim();
            if said.is_empty() {
                continue;
            }
            let known = match column.meaning {
                Meaning::Role => {
                    let role = self.maps.find_role(said);
                    aim.roles.extend(role);
                    role.is_some()
                }
                Meaning::Seniority => {
                    aim.seniority = Seniority::parse(said);
                    aim.seniority.is_some()
                }
                _ => true,
            };
            let note = || {
                format!(
                    "`{}` in the column `{}` is not in these maps, and is left out",
                    shortened(said),
                    shortened(&column.at.header)
                )
            };
            if !known && !notes.contains(&note()) {
                notes.push(note());
            }
        }
        aim
    }

    /// Returns the answers of a row, one for each skill. Cells that cannot be read are added to the findings.
    pub(crate) fn answers(&self, row: &Row, findings: &mut Findings) -> Vec<Answer> {
        let by = self.rater(row);
        let at_name = self.columns.iter().position(|c| c.meaning == Meaning::SkillName);
        let named = at_name.map(|at| normalised_name(row.cell(at)));
        let mut levels: BTreeMap<SkillIndex, (Level, usize)> = BTreeMap::new();
        let mut carried: BTreeMap<RetiredIndex, (Level, usize)> = BTreeMap::new();
        let mut contradicted = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let skill = match column.meaning {
                Meaning::Skill(skill) => KnownSkill::Skill(skill),
                Meaning::Retired(retired) => KnownSkill::Retired(retired),
                Meaning::SkillLevel => match self.named_skill(row, &mut findings.problems) {
                    Some(skill) => skill,
                    None => continue,
                },
                _ => continue,
            };
            let skill = match skill {
                KnownSkill::Skill(skill) => skill,
                KnownSkill::Retired(retired) => {
                    if column.meaning == Meaning::SkillLevel {
                        findings.retired.insert(retired);
                    }
                    let level = self.retired_level(row, at, retired, &mut findings.unread);
                    if let Some(level) = level {
                        let known = carried.entry(retired).or_insert((level, at));
                        if level > known.0 {
                            *known = (level, at);
                        }
                    }
                    continue;
                }
            };
            let Some(level) = self.level(row, at, skill, &mut findings.unread) else {
                continue;
            };
            match levels.get(&skill) {
                Some((other, before)) if *other != level => {
                    if self.is_one_name(*before, at) {
                        let problem = self.differ(row, skill, (*other, *before), (level, at));
                        findings.problems.push(problem);
                        contradicted.push(skill);
                        continue;
                    }
                    let (higher, lower) =
                        if level > *other { (at, *before) } else { (*before, at) };
                    if !findings.higher_counted.contains(&(higher, lower)) {
                        findings.higher_counted.push((higher, lower));
                    }
                    if higher == at {
                        levels.insert(skill, (level, at));
                    }
                }
                Some(_) => {}
                None => {
                    levels.insert(skill, (level, at));
                }
            }
        }
        let mut ticked = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            if let Meaning::Screening(members) = &column.meaning {
                let Some(ticks) = self.ticks(row, at, members, &mut findings.problems) else {
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
        let carried = carried.into_iter().flat_map(|(retired, (level, column))| {
            let skills = self.maps[retired].split_into.iter();
            skills.map(move |skill| (*skill, Some(level), column, Some(retired)))
        });
        let direct = answered.chain(open);
        direct
            .map(|(skill, level, column)| (skill, level, column, None))
            .chain(carried)
            .map(|(skill, level, column, carried_from)| {
                let named = named.clone();
                let by_word = row.cell(column).starts_with(char::is_alphabetic)
                    && !matches!(self.columns[column].meaning, Meaning::Screening(_));
                Answer { skill, carried_from, level, column, by: by.clone(), named, by_word }
            })
            .collect()
    }

    /// Returns the sentences that a row answers. Cells that cannot be read are added to the problems.
    pub(crate) fn ticked(&self, row: &Row, problems: &mut Vec<Problem>) -> Vec<Tick> {
        let by = self.rater(row);
        let mut ticked: BTreeMap<Step, (bool, usize)> = BTreeMap::new();
        for (at, column) in self.columns.iter().enumerate() {
            let cell = row.cell(at);
            if cell.is_empty() || !matches!(column.meaning, Meaning::Checklist(_)) {
                continue;
            }
            let cell = without_escapes(cell);
            let read = self.lists.read(&cell);
            if read.none && !(read.steps.is_empty() && read.left.is_empty()) {
                let problem = Problem::new(
                    Code::Contradiction,
                    format!("something is ticked, and “{NONE_YET}” as well"),
                    "untick one of them",
                );
                problems.push(self.at(row, at, problem));
                continue;
            }
            if !read.left.is_empty() {
                let problem = Problem::new(
                    Code::UnknownOption,
                    "this is not a sentence of the list or similar to one, so the sentences that are not ticked stay open",
                    "write the sentence as the form had it, or remove it",
                );
                problems.push(self.at_text(row, at, &read.left.join(", "), problem));
            }
            let not = self.lists.offered(at).difference(&read.steps);
            let not = not.filter(|_| read.left.is_empty()).map(|step| (*step, false));
            for (step, can) in not.chain(read.steps.iter().map(|step| (*step, true))) {
                let known = ticked.entry(step).or_insert((can, at));
                if can {
                    *known = (true, at);
                }
            }
        }
        // A person who has the higher level also has the lower one, even if it is not ticked.
        let is_below = |step: &Step| {
            let higher = ticked.range(Step { level: step.level, ..*step }..);
            let mut higher = higher.take_while(|(other, _)| other.skill == step.skill);
            higher.any(|(other, (can, _))| *can && other.level > step.level)
        };
        let told = ticked.iter().filter(|(step, (can, _))| *can || !is_below(step));
        let tick = |(step, (can, column)): (&Step, &(bool, usize))| Tick {
            step: *step,
            can: *can,
            column: *column,
            by: by.clone(),
        };
        told.map(tick).collect()
    }

    /// Returns whether two columns use the same name for their skill. With different names they ask about two
    /// products that are one skill here.
    fn is_one_name(&self, one: usize, other: usize) -> bool {
        let header = |at: usize| normalised_name(&self.columns[at].at.header);
        let numbered =
            |at: usize| header(at).trim_end_matches(|c: char| c.is_ascii_digit()).to_string();
        header(one) == header(other) || numbered(one) == numbered(other)
    }

    /// Returns the rater that the row names, which may be the person themselves.
    pub(crate) fn rater(&self, row: &Row) -> Rater {
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

    fn named_skill(&self, row: &Row, problems: &mut Vec<Problem>) -> Option<KnownSkill> {
        let at = self.columns.iter().position(|column| column.meaning == Meaning::SkillName)?;
        let problem = match self.maps.skill(row.cell(at)) {
            Ok(skill) => return Some(KnownSkill::Skill(skill)),
            Err(_) if let Some(retired) = self.maps.find_retired(row.cell(at)) => {
                return Some(KnownSkill::Retired(retired));
            }
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
        row: &Row,
        at: usize,
        skill: SkillIndex,
        unread: &mut Vec<Unread>,
    ) -> Option<Level> {
        let text = row.cell(at);
        let cell = levels::read(self.maps, &self.maps[skill], self.mapping, text);
        cell.level(&self.maps[skill].name, self.mapping).unwrap_or_else(|problem| {
            unread.push(Unread {
                line: row.line,
                column: at,
                skill,
                text: shortened(text),
                cell,
                problem: self.at(row, at, problem),
            });
            None
        })
    }

    /// Returns the level in a cell about a retired skill, or `None` if the skill has no replacement.
    fn retired_level(
        &self,
        row: &Row,
        at: usize,
        retired: RetiredIndex,
        unread: &mut Vec<Unread>,
    ) -> Option<Level> {
        let skill = *self.maps[retired].split_into.first()?;
        let text = row.cell(at);
        let cell = levels::read_alone(self.mapping, text);
        cell.level(&self.maps[retired].id, self.mapping).unwrap_or_else(|problem| {
            let problem = self.at(row, at, problem);
            let text = shortened(text);
            unread.push(Unread { line: row.line, column: at, skill, text, cell, problem });
            None
        })
    }

    /// Returns the members that are ticked, or `None` if the cell is empty or cannot be read completely.
    fn ticks(
        &self,
        row: &Row,
        at: usize,
        members: &[SkillIndex],
        problems: &mut Vec<Problem>,
    ) -> Option<Vec<SkillIndex>> {
        let text = without_escapes(row.cell(at));
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
            // A name may contain the separator, so the longest run of parts that is an option counts.
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
                "this was not offered, so the options that are not ticked stay open",
                "use the name of a skill, and ask for its level in a question of its own",
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
        row: &Row,
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
            "both columns have the same name: give each its own, or `ignore` one in a file for --map",
        );
        self.at(row, now.1, problem)
    }

    /// Adds the place of a cell to a problem.
    fn at(&self, row: &Row, at: usize, problem: Problem) -> Problem {
        self.at_text(row, at, row.cell(at), problem)
    }

    /// Adds the place of a cell to a problem about part of it.
    fn at_text(&self, row: &Row, at: usize, text: &str, problem: Problem) -> Problem {
        problem.in_sheet(self.place(row, at, text))
    }

    /// Returns the place of a cell. `text` is the part of the cell that the problem is about.
    fn place(&self, row: &Row, at: usize, text: &str) -> SheetPlace {
        let column = &self.columns[at];
        SheetPlace {
            line: column.line.or(Some(row.line)),
            column: Some(row.column.clone().unwrap_or_else(|| column.at.clone())),
            found: shortened(text),
            ..SheetPlace::default()
        }
    }
}

/// Returns whether a text is empty or the word that form products write for an anonymous person.
fn is_nobody(text: &str) -> bool {
    text.is_empty()
        || ["anonymous", "anonym", "anonyme", "anónimo"].contains(&text.to_lowercase().as_str())
}

/// Cleans a name: one line, without characters that control a terminal or change the direction of writing.
fn cleaned(text: &str) -> String {
    let steers = |c: &char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text: String = text.chars().filter(|c| !steers(c)).take(LONGEST_NAME).collect();
    let text = text.strip_prefix('\'').unwrap_or(&text);
    // Wikis put a sign before the names of people whom they mention.
    let text = text
        .strip_prefix('@')
        .filter(|name| name.starts_with(char::is_alphabetic) && !name.contains('('))
        .unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_a_terminal_or_turn_the_writing_around() {
        assert_eq!(cleaned("\u{1b}[31mAda\u{0} \u{202e}L\n\tX "), "[31mAda L X");
        assert_eq!(cleaned("'=Ada"), "=Ada");
        assert_eq!(cleaned("@Ada L"), "Ada L");
        assert_eq!(cleaned("@SUM(A1)"), "@SUM(A1)");
        assert_eq!(cleaned(&"a".repeat(9999)).len(), LONGEST_NAME);
    }
}
