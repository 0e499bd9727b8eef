//! Rows → people: who each row is of, when it was answered, and what it says.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, DateTime};

use super::row::{Aim, Answer, RowReader, Who};
use super::sheet::{Row, Sheet};
use super::times::{self, Shown};
use super::{DateOrder, HowToRead};
use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::profile::{Entry, Method};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, Respondent, ResponseColumn};

/// A row that says who and what.
struct ReadRow {
    line: usize,
    who: Who,
    name: Option<String>,
    at: Option<DateTime>,
    aim: Aim,
    answers: Vec<Answer>,
}

/// The people of a sheet, and how many rows it has. What could not be read is added to the problems of the sheet.
pub fn gather(
    sheet: &mut Sheet,
    columns: &[ResponseColumn],
    maps: &SkillMaps,
    how: &HowToRead,
) -> (Vec<Respondent>, usize) {
    let reader = RowReader { columns, maps, mapping: &how.mapping, by: &how.by };
    let order = date_order(sheet, columns, how);
    let mut problems = Vec::new();
    let mut notes = Vec::new();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        match read_row(row, &reader, order, how.today, &mut problems, &mut notes) {
            Ok(read) => rows.push(read),
            Err(problem) => problems.push(problem),
        }
    }
    let number = sheet.rows.len();
    let long = columns.iter().any(|column| column.meaning == Meaning::SkillName);
    if !long {
        refuse_two_of_one_name(&mut rows, &mut problems);
    }
    notes.extend(undated(&rows));
    notes.extend(unrated_ticks(&rows));
    let people = people(rows, columns, maps, &mut problems);
    sheet.problems.extend(problems);
    sheet.notes.extend(notes);
    (people, number)
}

/// Which number of a date is the month; a note says so where it had to be decided.
fn date_order(sheet: &mut Sheet, columns: &[ResponseColumn], how: &HowToRead) -> DateOrder {
    let is_time =
        |column: &ResponseColumn| matches!(column.meaning, Meaning::Time | Meaning::StartTime);
    let at: Vec<usize> = (0..columns.len()).filter(|at| is_time(&columns[*at])).collect();
    let texts = sheet.rows.iter().flat_map(|row| at.iter().map(|at| row.cell(*at)));
    let shown = times::order(texts, how.today);
    let word = |order| match order {
        DateOrder::MonthFirst => "month first",
        DateOrder::DayFirst => "day first",
    };
    match (how.dates, shown) {
        (Some(order), _) => order,
        (None, Shown::Settled) => DateOrder::MonthFirst,
        (None, Shown::Order(order)) => {
            sheet.read_as.push_str(", dates ");
            sheet.read_as.push_str(word(order));
            order
        }
        (None, Shown::Open) => {
            sheet.notes.push(
                "nothing in the file settles whether dates like 9/8/2026 have the month or the day first; the month is taken, and --dates eu takes the day".to_string(),
            );
            DateOrder::MonthFirst
        }
    }
}

fn read_row(
    row: &Row,
    reader: &RowReader<'_>,
    order: DateOrder,
    today: Date,
    problems: &mut Vec<Problem>,
    notes: &mut Vec<String>,
) -> Result<ReadRow, Problem> {
    let (who, name) = reader.who(row)?;
    let at = reader.moment(row, order, today)?;
    Ok(ReadRow {
        line: row.line,
        who,
        name,
        at,
        aim: reader.aim(row, notes),
        answers: reader.answers(row, problems),
    })
}

/// In a table of people a name without an e-mail may stand in one row only.
fn refuse_two_of_one_name(rows: &mut Vec<ReadRow>, problems: &mut Vec<Problem>) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(name) = &row.name {
            by_name.entry(normalised_name(name)).or_default().push(at);
        }
    }
    let mut refused = HashSet::new();
    for same in by_name.values().filter(|same| same.len() > 1) {
        for at in same {
            let row = &rows[*at];
            if matches!(row.who, Who::Email(_)) {
                continue;
            }
            let others = same.iter().filter(|other| *other != at);
            let others = lines(others.map(|other| rows[*other].line));
            let problem = Problem::new(
                Code::TwoOfOneName,
                format!(
                    "there is another row of this name, in {others}, and no e-mail here to tell whether it is the same person"
                ),
                "delete the older row, or write e-mails or full names",
            );
            problems.push(problem.in_sheet(SheetPlace {
                line: Some(row.line),
                found: row.name.clone().unwrap_or_default(),
                ..SheetPlace::default()
            }));
            refused.insert(row.line);
        }
    }
    rows.retain(|row| !refused.contains(&row.line));
}

/// A note of rows without a time.
fn undated(rows: &[ReadRow]) -> Option<String> {
    let open = || rows.iter().filter(|row| row.at.is_none()).map(|row| row.line);
    if open().next().is_none() {
        None
    } else if open().count() == rows.len() {
        Some("the file says nowhere when it was answered; what is new counts as of today, or of --on DATE".to_string())
    } else {
        Some(format!(
            "no time in {}; what is new there counts as of today, or of --on DATE",
            lines(open())
        ))
    }
}

/// A note of what was ticked and given no level.
fn unrated_ticks(rows: &[ReadRow]) -> Option<String> {
    let open = |row: &&ReadRow| row.answers.iter().any(|answer| answer.level.is_none());
    let open = || rows.iter().filter(open).map(|row| row.line);
    open().next()?;
    Some(format!("ticked and given no level, so not rated: something in {}", lines(open())))
}

/// `line 3`, `lines 3, 5 and 9`, `lines 3, 5, 9, 12, 13 and more`: no further than is shown, so that it is quick.
fn lines(numbers: impl Iterator<Item = usize>) -> String {
    const MOST: usize = 5;
    let shown: Vec<String> = numbers.take(MOST + 1).map(|line| line.to_string()).collect();
    match shown.as_slice() {
        [one] => format!("line {one}"),
        [first @ .., _] if first.len() == MOST => format!("lines {} and more", first.join(", ")),
        [rest @ .., last] => format!("lines {} and {last}", rest.join(", ")),
        [] => String::new(),
    }
}

/// Everybody with all of their answers, in the order of their first rows.
fn people(
    mut rows: Vec<ReadRow>,
    columns: &[ResponseColumn],
    maps: &SkillMaps,
    problems: &mut Vec<Problem>,
) -> Vec<Respondent> {
    let mut first: HashMap<Who, usize> = HashMap::new();
    for row in &rows {
        let next = first.len();
        first.entry(row.who.clone()).or_insert(next);
    }
    // Older first, undated last; of one moment in the order of the file.
    rows.sort_by_key(|row| (row.at.is_none(), row.at, row.line));
    let mut people: Vec<Option<Respondent>> = (0..first.len()).map(|_| None).collect();
    let mut seen: BTreeMap<Slot, Vec<Seen>> = BTreeMap::new();
    for row in rows {
        let place = first[&row.who];
        let person = people[place].get_or_insert_with(|| Respondent {
            name: None,
            email: None,
            roles: Vec::new(),
            seniority: None,
            line: row.line,
            entries: Vec::new(),
        });
        if let Who::Email(email) = &row.who {
            person.email = Some(email.clone());
        }
        person.name = row.name.clone().or(person.name.take());
        person.line = row.line;
        if !row.aim.roles.is_empty() {
            person.roles = row.aim.roles;
        }
        person.seniority = row.aim.seniority.or(person.seniority);
        for answer in row.answers {
            let Some(level) = answer.level else { continue };
            let entry = Entry {
                on: row.at.map(DateTime::date),
                by: answer.by,
                method: Method::Import,
                ..Entry::own(answer.skill, level)
            };
            let slot = (place, entry.skill, entry.by.clone(), row.at);
            let seen = seen.entry(slot).or_default();
            seen.push(Seen { line: row.line, column: answer.column, level });
            person.entries.push(entry);
        }
    }
    let mut people: Vec<Respondent> = people.into_iter().flatten().collect();
    for ((place, skill, by, at), seen) in seen {
        let agree = seen.iter().all(|one| one.level == seen[0].level);
        if agree {
            continue;
        }
        let on = at.map(DateTime::date);
        people[place]
            .entries
            .retain(|entry| !(entry.skill == skill && entry.by == by && entry.on == on));
        for one in &seen {
            let others = seen.iter().filter(|other| other.level != one.level);
            let others = lines(others.map(|other| other.line));
            let problem = Problem::new(
                Code::Contradiction,
                format!(
                    "{} is answered {} here and otherwise in {others}, and nothing says which is newer",
                    maps[skill].name, one.level
                ),
                "keep one of them, or give each its own date",
            );
            problems.push(problem.in_sheet(SheetPlace {
                line: Some(one.line),
                column: columns.get(one.column).map(|column| column.at.clone()),
                found: one.level.to_string(),
                ..SheetPlace::default()
            }));
        }
    }
    for person in &mut people {
        tidy(&mut person.entries);
    }
    people
}

/// The answers of one person about one skill by one rater at one moment.
type Slot = (usize, SkillIndex, Rater, Option<DateTime>);

struct Seen {
    line: usize,
    column: usize,
    level: crate::domain::level::Level,
}

/// Leaves out an answer that says on the same day what the one before it says.
fn tidy(entries: &mut Vec<Entry>) {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut last: HashMap<(SkillIndex, Rater), usize> = HashMap::new();
    for one in entries.drain(..) {
        let slot = (one.skill, one.by.clone());
        let same = last
            .get(&slot)
            .is_some_and(|at| kept[*at].on == one.on && kept[*at].level == one.level);
        if !same {
            last.insert(slot, kept.len());
            kept.push(one);
        }
    }
    *entries = kept;
}
