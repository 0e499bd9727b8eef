//! Making people from rows: who each row belongs to, when it was answered, and what it says.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::{Date, DateTime};

use super::checklists::Checklists;
use super::foreign;
use super::headers::{asks_for_level, becomes, of_day_first_language};
use super::questions::{as_step, scale, words};
use super::row::{Aim, Answer, Findings, RowReader, Tick, Unread, Who};
use super::sheet::{Row, Sheet};
use super::summaries;
use super::times::{self, Shown};
use super::{DateOrder, HowToRead};
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::domain::profile::{Entry, Method, Said};
use crate::domain::rater::Rater;
use crate::domain::responses::{Meaning, Respondent, ResponseColumn, Tally, TickTally};

/// A row after reading.
struct ReadRow {
    line: usize,
    who: Who,
    name: Option<String>,
    by: Rater,
    /// The column of the file that this row was made from, if people are in columns.
    column: Option<SheetColumn>,
    at: Option<DateTime>,
    aim: Aim,
    answers: Vec<Answer>,
    ticks: Vec<Tick>,
}

/// The contents of all rows of a sheet.
pub(crate) struct Gathered {
    /// The people who answered.
    pub(crate) people: Vec<Respondent>,
    /// The numbers of answers with each level, for each column.
    pub(crate) tallies: Vec<Tally>,
    /// The numbers of ticks for each sentence.
    pub(crate) ticks: Vec<TickTally>,
    /// The number of rows.
    pub(crate) rows: usize,
}

/// Reads the people of a sheet. Problems of single cells and rows are added to the problems of the sheet.
///
/// # Errors
/// Returns a problem if the answers use another scale than the levels, and the user has not stated the scale.
pub(crate) fn gather(
    sheet: &mut Sheet,
    columns: &[ResponseColumn],
    lists: &Checklists,
    maps: &SkillMaps,
    how: &HowToRead,
) -> Result<Gathered, Problem> {
    let reader = RowReader { columns, maps, mapping: &how.mapping, lists, by: &how.by };
    let long = columns.iter().any(|column| column.meaning == Meaning::SkillName);
    let order = date_order(sheet, columns, how);
    let legend = legend_in_rows(sheet);
    let highest = highest_in_rows(sheet, columns);
    let (mut notes, labels) = leave_out_nobodies(sheet, columns);
    let mut beside: Vec<String> = sheet.above.iter().cloned().chain(labels).collect();
    beside.push(legend);
    beside.extend(highest);
    if long {
        notes.extend(fill_down(sheet, columns));
    }
    let mut findings = Findings::default();
    let mut rows = Vec::new();
    for row in &sheet.rows {
        match read_row(row, &reader, order, how.today, &mut findings, &mut notes) {
            Ok(read) => rows.push(read),
            Err(problem) => findings.problems.push(problem),
        }
    }
    let has_none = has_zero(sheet, columns);
    let (unread, header) = (&findings.unread, &sheet.header);
    foreign::check_scale(unread, has_none, columns, header, &beside, &how.mapping)?;
    check_shares(&rows, &findings.unread, how)?;
    let by_word = rows.iter().flat_map(|row: &ReadRow| &row.answers).filter(|one| one.by_word);
    let by_word = by_word.map(|answer| answer.column).collect();
    let (foreign, report) = foreign::columns_in_other_words(&findings.unread, by_word, columns);
    let tallies = tallies(&rows, &findings.unread, &foreign);
    let ticks = tick_tallies(&rows);
    let number = sheet.rows.len();
    let mut lost = BTreeSet::new();
    for row in &mut rows {
        let before = row.answers.len();
        row.answers.retain(|answer| answer.level.is_none() || !foreign.contains(&answer.column));
        if row.answers.len() < before {
            lost.insert(row.line);
        }
    }
    let Findings { unread, mut problems, higher_counted, retired } = findings;
    notes
        .extend(retired.into_iter().map(|retired| format!("rows name {}", becomes(retired, maps))));
    notes.extend(higher_counted.iter().map(|pair| higher(*pair, columns)));
    notes.extend(without_answers(&mut rows, &unread, &problems, lost));
    let own_report = |one: &Unread| foreign.contains(&one.column) && report.is_some();
    problems.extend(unread.into_iter().filter(|one| !own_report(one)).map(|one| one.problem));
    problems.extend(report);
    if !long {
        if how.newest {
            notes.extend(keep_newest(&mut rows));
        } else {
            refuse_two_of_one_name(&mut rows, &mut problems);
        }
    }
    notes.extend(undated(&rows));
    notes.extend(unrated_ticks(&rows));
    notes.extend(nobody_answered_none(&tallies, &how.mapping));
    notes.extend(only_none_and_one(&tallies, &how.mapping));
    let people = people(rows, columns, maps, &mut problems);
    let answered = |person: &Respondent| !person.entries.is_empty() || !person.said.is_empty();
    let people = people.into_iter().filter(answered).collect();
    sheet.problems.extend(problems);
    sheet.notes.extend(notes);
    Ok(Gathered { people, tallies, ticks, rows: number })
}

/// Returns whether anybody answered 0.
fn has_zero(sheet: &Sheet, columns: &[ResponseColumn]) -> bool {
    let asks = |meaning: &Meaning| asks_for_level(meaning) || *meaning == Meaning::SkillLevel;
    let at = (0..columns.len()).filter(|at| asks(&columns[*at].meaning));
    let is_zero =
        |cell: &str| cell.trim_start_matches('0').trim_start_matches(['.', ',']).is_empty();
    let mut cells = at.flat_map(|at| sheet.rows.iter().map(move |row| row.cell(at)));
    cells.any(|cell| cell.starts_with('0') && is_zero(cell.split_whitespace().next().unwrap_or("")))
}

/// Returns whether any row of a sheet may belong to a person.
pub(crate) fn has_people(sheet: &Sheet, columns: &[ResponseColumn]) -> bool {
    let mut rows = sheet.rows.clone();
    rows.truncate(200);
    let mut copy = Sheet { rows, ..Sheet::default() };
    leave_out_nobodies(&mut copy, columns);
    !copy.rows.is_empty()
}

/// Returns the legend above or under a table as one text. Its lines look like `5 - expert` and contain nothing else.
fn legend_in_rows(sheet: &Sheet) -> String {
    let is_legend = |row: &&Row| row.filled().all(|(_, cell)| as_step(cell).is_some());
    let cells = sheet.rows.iter().filter(is_legend).flat_map(Row::filled).map(|(_, cell)| cell);
    let above = sheet.above.iter().map(String::as_str);
    let steps: Vec<String> = above.chain(cells).filter_map(as_step).collect();
    steps.join(", ")
}

/// Returns what a row of the table says about the scale: `1-5` under each skill, or the maximum of points.
fn highest_in_rows(sheet: &Sheet, columns: &[ResponseColumn]) -> Option<String> {
    let asked: Vec<usize> =
        (0..columns.len()).filter(|at| asks_for_level(&columns[*at].meaning)).collect();
    let says = |row: &Row| {
        let cells: Vec<&str> = asked.iter().map(|at| row.cell(*at)).collect();
        let first = *cells.first()?;
        if scale(first).is_some() && cells.iter().all(|cell| *cell == first) {
            let is_alone = cells.len() > 1 || row.filled().count() == 1;
            return is_alone.then(|| format!("scale: {first}"));
        }
        let label = row.filled().next().map(|(_, label)| words(label))?;
        let is_most =
            ["max", "maximum", "possible"].iter().any(|word| label.iter().any(|l| l == word));
        let most: i64 = first.parse().ok().filter(|most| is_most && *most > 4)?;
        Some(format!("{}: scale 0-{most}", label.join(" ")))
    };
    sheet.rows.iter().find_map(says)
}

/// Removes the rows that are not people from a sheet: averages, targets, legends. A row with an e-mail address is
/// always a person. Returns notes for the user, and the labels of the removed rows.
fn leave_out_nobodies(sheet: &mut Sheet, columns: &[ResponseColumn]) -> (Vec<String>, Vec<String>) {
    let has = |row: &Row, wanted: Meaning| {
        let mut cells = columns.iter().enumerate().filter(|(_, c)| c.meaning == wanted);
        cells.any(|(at, _)| row.cell(at).contains('@'))
    };
    let named = |row: &Row| -> String {
        let who = [Meaning::Name, Meaning::FirstName, Meaning::LastName];
        let cells = columns.iter().enumerate().filter(|(_, c)| who.contains(&c.meaning));
        let cells: Vec<&str> =
            cells.map(|(at, _)| row.cell(at)).filter(|c| !c.is_empty()).collect();
        // In a table with ids, such words are in the first filled cell.
        let label = row.filled().next().map(|(_, cell)| cell).filter(|_| cells.is_empty());
        label.map_or_else(|| cells.join(" "), str::to_string)
    };
    let names: Vec<String> = sheet.rows.iter().map(named).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let nobody = summaries::nobodies(&names);
    let mut left_out = Vec::new();
    let mut at = 0;
    sheet.rows.retain(|row| {
        let is_nobody = nobody[at] && !has(row, Meaning::Email) && row.column.is_none();
        if is_nobody {
            left_out.push((row.line, names[at].to_string()));
        }
        at += 1;
        !is_nobody
    });
    if left_out.is_empty() {
        return (Vec::new(), Vec::new());
    }
    const MOST: usize = 6;
    let one = |(line, name): &(usize, String)| format!("“{}” in line {line}", shortened(name));
    let said: Vec<String> = left_out.iter().take(MOST).map(one).collect();
    let more = if left_out.len() > MOST { " and more" } else { "" };
    let is = if left_out.len() == 1 { "is not a person and is" } else { "are not people and are" };
    let note = format!("{}{more} {is} left out", said.join(", "));
    (vec![note], left_out.into_iter().map(|(_, name)| name).collect())
}

/// Copies names down in a table with a row for each answer, where a name may be written only above the first of its
/// rows.
fn fill_down(sheet: &mut Sheet, columns: &[ResponseColumn]) -> Option<String> {
    let who: Vec<usize> =
        (0..columns.len()).filter(|at| super::headers::says_who(&columns[*at].meaning)).collect();
    let mut above: Option<(usize, Vec<String>)> = None;
    let mut filled = Vec::new();
    for row in &mut sheet.rows {
        let own: Vec<String> = who.iter().map(|at| row.cell(*at).to_string()).collect();
        if own.iter().any(|cell| !cell.is_empty()) {
            above = Some((row.line, own));
            continue;
        }
        let Some((line, cells)) = &mut above else { continue };
        if row.line != *line + 1 {
            above = None;
            continue;
        }
        *line = row.line;
        for (at, cell) in who.iter().zip(cells) {
            if row.cells.len() <= *at {
                row.cells.resize(at + 1, String::new());
            }
            row.cells[*at].clone_from(cell);
        }
        filled.push(row.line);
    }
    (!filled.is_empty()).then(|| {
        let of = if filled.len() == 1 { "has" } else { "have" };
        format!("{} {of} no name and counts for the person above", lines(filled.into_iter()))
    })
}

/// Counts the answers of each column. Columns with words from outside the maps count as not read.
fn tallies(rows: &[ReadRow], unread: &[Unread], foreign: &BTreeSet<usize>) -> Vec<Tally> {
    const MOST_EXAMPLES: usize = 3;
    let mut found: BTreeMap<(usize, SkillIndex), Tally> = BTreeMap::new();
    let mut of = |column: usize, skill: SkillIndex, change: &dyn Fn(&mut Tally)| {
        let new = || Tally { column, skill, levels: [0; 5], not_read: 0, examples: Vec::new() };
        change(found.entry((column, skill)).or_insert_with(new));
    };
    for answer in rows.iter().flat_map(|row| &row.answers) {
        let Some(level) = answer.level else { continue };
        let is_kept = !foreign.contains(&answer.column);
        of(answer.column, answer.skill, &|tally| {
            if is_kept {
                tally.levels[level.index()] += 1;
            } else {
                tally.not_read += 1;
            }
        });
    }
    for one in unread {
        of(one.column, one.skill, &|tally| {
            tally.not_read += 1;
            if tally.examples.len() < MOST_EXAMPLES && !tally.examples.contains(&one.text) {
                tally.examples.push(one.text.clone());
            }
        });
    }
    found.into_values().collect()
}

/// Counts the ticks of each sentence.
fn tick_tallies(rows: &[ReadRow]) -> Vec<TickTally> {
    let mut found: BTreeMap<(usize, Step), TickTally> = BTreeMap::new();
    for tick in rows.iter().flat_map(|row| &row.ticks) {
        let new = TickTally { column: tick.column, step: tick.step, can: 0, not: 0 };
        let tally = found.entry((tick.column, tick.step)).or_insert(new);
        if tick.can { tally.can += 1 } else { tally.not += 1 }
    }
    found.into_values().collect()
}

/// Stops a file whose numbers are fractions of 1. In such a file 1 means all of it and is not a level.
///
/// # Errors
/// Returns a problem if no number is above 1, and some number is between 0 and 1 or a percentage.
fn check_shares(rows: &[ReadRow], unread: &[Unread], how: &HowToRead) -> Result<(), Problem> {
    let mut levels = rows.iter().flat_map(|row| &row.answers).filter_map(|one| one.level);
    let is_share = |text: &str| {
        let percent = text.strip_suffix('%').map(str::trim_end);
        let number: Option<f64> = percent.unwrap_or(text).replace(',', ".").parse().ok();
        number.is_some_and(|number| percent.is_some() || (number > 0.0 && number < 1.0))
    };
    let share = unread.iter().find(|one| is_share(&one.text));
    let Some(share) = share.filter(|_| !how.mapping.says_scale()) else { return Ok(()) };
    if levels.clone().next().is_none() || levels.any(|level| level.number() > 1) {
        return Ok(());
    }
    let place = share.problem.sheet_place().map_or(String::new(), SheetPlace::to_string);
    Err(Problem::new(
        Code::OtherScale,
        format!(
            "no number is more than 1, and {place} has “{}”: these are fractions and not levels, so nothing is read",
            share.text
        ),
        "write 0 to 4, or say what each of them means under [answers] of a file for --map; if they are levels, import with --scale 0-4",
    ))
}

/// Returns a note if every number is 0 or 1, as when people answer yes or no.
fn only_none_and_one(tallies: &[Tally], mapping: &super::mapping::Mapping) -> Option<String> {
    const ENOUGH: usize = 6;
    let all = |level: usize| tallies.iter().map(|tally| tally.levels[level]).sum::<usize>();
    let (none, one) = (all(0), all(1));
    let higher = all(2) + all(3) + all(4);
    let open = !mapping.says_scale() && none > 0 && one > 0 && higher == 0;
    (open && none + one >= ENOUGH).then(|| {
        "nobody answered more than 1; if 1 stands for yes, say which level that is under [answers] of a file for --map".to_string()
    })
}

/// Returns a note if the numbers may belong to a scale that begins with 1.
fn nobody_answered_none(tallies: &[Tally], mapping: &super::mapping::Mapping) -> Option<String> {
    const ENOUGH: usize = 6;
    let all = |level: usize| tallies.iter().map(|tally| tally.levels[level]).sum::<usize>();
    let answers: usize = (0..5).map(all).sum();
    let open = !mapping.says_scale() && all(0) == 0 && answers >= ENOUGH;
    open.then(|| {
        "nobody answered 0; if the form asked for 1 to 5, import with --scale 1-5".to_string()
    })
}

/// Returns a note that two columns ask about two products that are one skill here.
fn higher((higher, lower): (usize, usize), columns: &[ResponseColumn]) -> String {
    format!(
        "“{}” and “{}” are the same skill in these maps; the higher of the two answers counts",
        columns[higher.min(lower)].at.header,
        columns[higher.max(lower)].at.header
    )
}

/// Removes rows without answers. Returns a note about those that no problem mentions.
fn without_answers(
    rows: &mut Vec<ReadRow>,
    unread: &[Unread],
    problems: &[Problem],
    lost: BTreeSet<usize>,
) -> Option<String> {
    let told: HashSet<usize> = problems
        .iter()
        .filter_map(|problem| problem.sheet_place()?.line)
        .chain(unread.iter().map(|one| one.line))
        .chain(lost)
        .collect();
    let mut empty = Vec::new();
    rows.retain(|row| {
        let says_nothing = row.answers.is_empty() && row.ticks.is_empty();
        if says_nothing && !told.contains(&row.line) {
            empty.push(row.line);
        }
        !says_nothing
    });
    (!empty.is_empty()).then(|| {
        let (has, is) = if empty.len() == 1 { ("has", "is") } else { ("have", "are") };
        format!("{} {has} no answers and {is} skipped", lines(empty.into_iter()))
    })
}

/// Keeps only the newest row of each name and rater without an e-mail address: the latest time, otherwise the last in
/// the file.
fn keep_newest(rows: &mut Vec<ReadRow>) -> Option<String> {
    let mut newest: HashMap<(Who, Rater), (Option<DateTime>, usize)> = HashMap::new();
    let of = |row: &ReadRow| (row.who.clone(), row.by.clone());
    for row in rows.iter() {
        let this = (row.at, row.line);
        let known = newest.entry(of(row)).or_insert(this);
        *known = (*known).max(this);
    }
    let mut older = Vec::new();
    rows.retain(|row| {
        let stays = matches!(row.who, Who::Email(_)) || newest[&of(row)].1 == row.line;
        if !stays {
            older.push(row.line);
        }
        stays
    });
    (!older.is_empty()).then(|| {
        let is = if older.len() == 1 { "is older and" } else { "are older and" };
        format!(
            "--newest: {} {is} left out, as the same name answered again",
            lines(older.into_iter())
        )
    })
}

/// Returns whether the month or the day comes first in dates. A note tells the user if this was not clear.
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
        (None, Shown::Open) if of_day_first_language(&sheet.header).is_some() => {
            let header = of_day_first_language(&sheet.header).map_or("", String::as_str);
            let note = format!(
                "dates like 9/8/2026 are read with the day first, because the header “{}” is in a language that writes the day first; --dates us reads the month first",
                shortened(header)
            );
            sheet.notes.push(note);
            DateOrder::DayFirst
        }
        (None, Shown::Open) => {
            sheet.notes.push(
                "the file does not show whether dates like 9/8/2026 have the month or the day first; the month is read first, and --dates eu reads the day first".to_string(),
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
    findings: &mut Findings,
    notes: &mut Vec<String>,
) -> Result<ReadRow, Problem> {
    let answers = reader.answers(row, findings);
    let ticks = reader.ticked(row, &mut findings.problems);
    let says_nothing = answers.is_empty() && ticks.is_empty();
    let (by, column) = (reader.rater(row), row.column.clone());
    if says_nothing && !reader.names_somebody(row) {
        // A sentence under the table has no answers, so nothing is lost.
        return Ok(ReadRow {
            line: row.line,
            who: Who::Name(String::new()),
            name: None,
            by,
            column,
            at: None,
            aim: Aim::default(),
            answers,
            ticks,
        });
    }
    let (who, name) = reader.who(row)?;
    let at = reader.moment(row, order, today).unwrap_or_else(|problem| {
        if !says_nothing {
            findings.problems.push(problem);
        }
        None
    });
    let aim = reader.aim(row, notes);
    Ok(ReadRow { line: row.line, who, name, by, column, at, aim, answers, ticks })
}

/// Reports names that occur in several rows of a table of people. A name without an e-mail address may be in one row
/// only, or in one row for each rater if the person's own row is among them.
fn refuse_two_of_one_name(rows: &mut Vec<ReadRow>, problems: &mut Vec<Problem>) {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if let Some(name) = &row.name {
            by_name.entry(normalised_name(name)).or_default().push(at);
        }
    }
    let mut refused = HashSet::new();
    for same in by_name.values().filter(|same| same.len() > 1) {
        let raters: BTreeSet<&Rater> = same.iter().map(|at| &rows[*at].by).collect();
        // These rows are one person, rated by themselves and by others.
        let is_one_person = raters.len() == same.len()
            && same.iter().any(|at| rows[*at].by.is_own() || rows[*at].column.is_some());
        if is_one_person {
            continue;
        }
        for at in same {
            let row = &rows[*at];
            if matches!(row.who, Who::Email(_)) {
                continue;
            }
            let others = same.iter().filter(|other| *other != at);
            let others = match row.column {
                Some(_) => "column of this name".to_string(),
                None => {
                    format!("row of this name, in {}", lines(others.map(|other| rows[*other].line)))
                }
            };
            let problem = Problem::new(
                Code::TwoOfOneName,
                format!(
                    "there is another {others}, and without an e-mail it is not clear whether it is the same person"
                ),
                "if they are one person, --newest takes the newest row of each name; otherwise write e-mails or full names",
            );
            problems.push(problem.in_sheet(SheetPlace {
                line: Some(row.line),
                column: row.column.clone(),
                found: row.name.clone().unwrap_or_default(),
                ..SheetPlace::default()
            }));
            refused.insert(row.line);
        }
    }
    rows.retain(|row| !refused.contains(&row.line));
}

/// Returns a note about rows without a time.
fn undated(rows: &[ReadRow]) -> Option<String> {
    let open = || rows.iter().filter(|row| row.at.is_none()).map(|row| row.line);
    if open().next().is_none() {
        None
    } else if open().count() == rows.len() {
        Some("the file does not say when it was answered; new answers count as of today, or of --on DATE".to_string())
    } else {
        Some(format!(
            "no time in {}; new answers there count as of today, or of --on DATE",
            lines(open())
        ))
    }
}

/// Returns a note about skills that were ticked but have no level.
fn unrated_ticks(rows: &[ReadRow]) -> Option<String> {
    let open = |row: &&ReadRow| row.answers.iter().any(|answer| answer.level.is_none());
    let open = || rows.iter().filter(open).map(|row| row.line);
    open().next()?;
    Some(format!("skills that are ticked but have no level are not rated: {}", lines(open())))
}

/// Lists lines for a message: `line 3`, `lines 3, 5 and 9`, `lines 3, 5, 9, 12, 13 and more`. It takes only as many
/// numbers as it shows.
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

/// Returns the people with all of their answers, in the order of their first rows.
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
    // Older rows come first and undated rows last. Rows of the same time keep the order of the file.
    rows.sort_by_key(|row| (row.at.is_none(), row.at, row.line));
    let mut people: Vec<Option<Respondent>> = (0..first.len()).map(|_| None).collect();
    let mut seen: BTreeMap<Slot, Vec<Seen>> = BTreeMap::new();
    let mut ticked: BTreeMap<TickSlot, Vec<(usize, bool)>> = BTreeMap::new();
    for row in rows {
        let place = first[&row.who];
        let person = people[place].get_or_insert_with(|| Respondent {
            name: None,
            email: None,
            roles: Vec::new(),
            seniority: None,
            line: row.line,
            entries: Vec::new(),
            said: Vec::new(),
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
        for Tick { step, can, by, .. } in row.ticks {
            let on = row.at.map(DateTime::date);
            let slot = (place, step, by.clone(), row.at);
            ticked.entry(slot).or_default().push((row.line, can));
            person.said.push(Said { on, by, ..Said::own(step.skill, step.level, can) });
        }
        for answer in row.answers {
            let Some(level) = answer.level else { continue };
            let entry = Entry {
                on: row.at.map(DateTime::date),
                by: answer.by,
                method: Method::Import,
                carried_from: answer.carried_from,
                ..Entry::own(answer.skill, level)
            };
            let slot = (place, (entry.skill, entry.carried_from), entry.by.clone(), row.at);
            let seen = seen.entry(slot).or_default();
            seen.push(Seen { line: row.line, column: answer.column, level, named: answer.named });
            person.entries.push(entry);
        }
    }
    let mut people: Vec<Respondent> = people.into_iter().flatten().collect();
    for ((place, (skill, carried_from), by, at), seen) in seen {
        let agree = seen.iter().all(|one| one.level == seen[0].level);
        if agree {
            continue;
        }
        let on = at.map(DateTime::date);
        let names: HashSet<&Option<String>> = seen.iter().map(|one| &one.named).collect();
        let highest = seen.iter().map(|one| one.level).max();
        // If two rows name two products that are one skill here, the higher level counts, as with two columns.
        let counts = highest.filter(|_| names.len() == seen.len());
        people[place].entries.retain(|entry| {
            let is_it = entry.skill == skill && entry.carried_from == carried_from;
            let is_here = is_it && entry.by == by && entry.on == on;
            !is_here || counts == Some(entry.level)
        });
        if counts.is_some() {
            continue;
        }
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
    for ((place, step, by, at), ticks) in ticked {
        if ticks.iter().all(|(_, can)| *can == ticks[0].1) {
            continue;
        }
        let on = at.map(DateTime::date);
        people[place].said.retain(|said| {
            let its = Step { skill: said.skill, level: said.level };
            !(its == step && said.by == by && said.on == on)
        });
        let problem = Problem::new(
            Code::Contradiction,
            format!(
                "{} {} is ticked in one of {} and not in the other, and nothing says which is newer",
                maps[step.skill].name,
                step.level,
                lines(ticks.iter().map(|(line, _)| *line))
            ),
            "keep one of them, or give each its own date",
        );
        problems
            .push(problem.in_sheet(SheetPlace { line: Some(ticks[0].0), ..SheetPlace::default() }));
    }
    for person in &mut people {
        tidy(&mut person.entries);
        tidy_said(&mut person.said);
    }
    people
}

/// The key of a person's answers about one skill by one rater at one time.
type Slot = (usize, (SkillIndex, Option<RetiredIndex>), Rater, Option<DateTime>);

/// The key of a person's answers to one sentence by one rater at one time.
type TickSlot = (usize, Step, Rater, Option<DateTime>);

struct Seen {
    line: usize,
    column: usize,
    level: Level,
    named: Option<String>,
}

/// Removes an answer with the same level and day as the previous one.
fn tidy(entries: &mut Vec<Entry>) {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut last: HashMap<(SkillIndex, Option<RetiredIndex>, Rater), usize> = HashMap::new();
    for one in entries.drain(..) {
        let slot = (one.skill, one.carried_from, one.by.clone());
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

/// Removes an answer to a sentence that is the same as the previous one on the same day.
fn tidy_said(said: &mut Vec<Said>) {
    let mut last: HashMap<(SkillIndex, Level, Rater), (Option<Date>, bool)> = HashMap::new();
    said.retain(|one| {
        let now = (one.on, one.can);
        last.insert((one.skill, one.level, one.by.clone()), now) != Some(now)
    });
}
