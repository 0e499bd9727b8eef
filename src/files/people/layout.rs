//! Finding the table in the rows of a file: which row is the header, and whether people are in rows or in columns.
//!
//! The header is searched for in the first rows, because tables often have titles, legends and group names above it.

use super::headers::{self, asks_for_level, is_about_skills, is_id, meaning, says_who};
use super::levels::{LevelCell, read_alone};
use super::mapping::Mapping;
use super::questions::{Asks, as_step, asks, scale_of_legend, words};
use super::raters::{self, Rated, Whose, whose};
use super::sheet::{Grid, Row, Sheet, tidy, too_large};
use super::summaries;
use super::times;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetColumn};
use crate::domain::responses::Meaning;
use crate::files::limits::COLUMNS;

/// The number of first rows that may contain the header.
pub(crate) const FIRST_ROWS: usize = 20;

/// Finds the header of a table and the rows under it.
///
/// # Errors
/// Returns a problem if no row says who answered and what. The problem lists what the rows contain.
pub(crate) fn lay_out(grid: Grid, maps: &SkillMaps, mapping: &Mapping) -> Result<Sheet, Problem> {
    let widest = grid.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    if let Some(line) = mapping.header_row {
        return match grid.rows.iter().position(|row| row.line == line) {
            Some(at) => under(grid, Header::at(at), maps, mapping),
            None => Err(Problem::new(
                Code::NoAnswers,
                format!(
                    "the map says that line {line} is the header, but that line is empty; {}",
                    seen(&grid)
                ),
                "correct `header_row` in the file for --map",
            )),
        };
    }
    if let Some(header) = find(&grid.rows, maps, mapping) {
        return under(grid, header, maps, mapping);
    }
    if let Some(sheet) = in_columns(&grid, maps, mapping) {
        return Ok(sheet);
    }
    if widest < 2 {
        return Err(Problem::new(
            Code::OneColumn,
            format!("there is one column only, `{}`", shortened(&tidy(grid.rows[0].cell(0)))),
            "export the answers as CSV: a line for each person, with commas, semicolons or tabs between the answers",
        ));
    }
    refuse(grid, maps, mapping)
}

/// The position of the header.
struct Header {
    /// The rows of the header: one, or two if the second adds to the first.
    rows: Vec<usize>,
    /// The row above with the names of column groups.
    groups: Option<usize>,
}

impl Header {
    fn at(at: usize) -> Header {
        Header { rows: vec![at], groups: None }
    }

    fn cells(&self, rows: &[Row], maps: &SkillMaps, mapping: &Mapping) -> Vec<String> {
        let width = self.rows.iter().map(|at| rows[*at].cells.len()).max().unwrap_or_default();
        let cell = |column: usize| {
            let mut cells = self.rows.iter().rev().map(|at| tidy(rows[*at].cell(column)));
            cells.find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let mut cells: Vec<String> = (0..width).map(cell).collect();
        if let [upper, lower] = self.rows.as_slice() {
            let is_skill = |text: &str| asks_for_level(&meaning(text, maps, mapping));
            let mut skill = None;
            for (at, cell) in cells.iter_mut().enumerate() {
                let above = tidy(rows[*upper].cell(at));
                if !above.is_empty() {
                    skill = Some(above.clone()).filter(|above| is_skill(above));
                }
                let below = rows[*lower].cell(at);
                // A word such as `Mentor` names the rater here, even if it is also the name of a skill.
                let says_itself = (is_skill(cell) || says_who(&meaning(cell, maps, mapping)))
                    && whose(below).is_none();
                // A cell under a skill says what is asked about it, such as its level or its importance.
                if let Some(skill) = skill.as_ref().filter(|_| !below.is_empty() && !says_itself) {
                    *cell = format!("{skill} - {cell}");
                }
            }
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    }

    /// Returns the group above each header. A group continues until the next one begins.
    fn groups(&self, rows: &[Row], width: usize) -> Vec<String> {
        let Some(above) = self.groups else {
            return Vec::new();
        };
        let mut group = String::new();
        let mut next = |column: usize| {
            let cell = tidy(rows[above].cell(column));
            if !cell.is_empty() {
                group = cell;
            }
            group.clone()
        };
        (0..width).map(&mut next).collect()
    }
}

/// Whether a row, taken as a header, says who answered and what they answered.
#[derive(Clone, Copy, Debug, Default)]
struct Says {
    who: bool,
    what: bool,
}

fn says(cells: &[String], rows: &[Row], maps: &SkillMaps, mapping: &Mapping) -> Says {
    let meanings = headers::meanings(cells, &[], rows, maps, mapping);
    let rated_beside =
        || cells.iter().any(|cell| headers::is_of_skills(cell)) && !raters::alone(cells).is_empty();
    Says {
        who: meanings.iter().any(says_who),
        what: meanings.iter().any(is_about_skills) || rated_beside(),
    }
}

/// Returns the first row that says who answered and what, or the first two rows that say it together.
fn find(rows: &[Row], maps: &SkillMaps, mapping: &Mapping) -> Option<Header> {
    let first = rows.len().min(FIRST_ROWS);
    for at in 0..first {
        let header = Header::at(at);
        let says = says(&header.cells(rows, maps, mapping), &rows[at + 1..], maps, mapping);
        if says.who && says.what && !names_skills(rows, at, maps, mapping) {
            if let Some(below) = rows.get(at + 1).filter(|below| below.line == rows[at].line + 1)
                && says_what_is_asked(&rows[at], below, maps, mapping)
            {
                return Some(Header { rows: vec![at, at + 1], groups: Some(at) });
            }
            let groups = at.checked_sub(1).filter(|above| is_row_of_groups(rows, *above, at));
            return Some(Header { groups, ..header });
        }
        if !says.who && !says.what {
            continue;
        }
        let Some(below) = rows.get(at + 1).filter(|below| below.line == rows[at].line + 1) else {
            continue;
        };
        let both = Header { rows: vec![at, at + 1], groups: Some(at) };
        let more = says_more(&rows[at], below, maps, mapping);
        let together = self::says(&both.cells(rows, maps, mapping), &rows[at + 2..], maps, mapping);
        if more && together.who && together.what {
            return Some(both);
        }
    }
    None
}

/// Returns the line of the header of a table, from 1, if the header is one line among the first rows.
pub(crate) fn header_line(rows: &[Row], maps: &SkillMaps, mapping: &Mapping) -> Option<usize> {
    match find(rows, maps, mapping)?.rows.as_slice() {
        [at] => Some(rows[*at].line),
        _ => None,
    }
}

/// Returns whether skills are in the column of names, under a row that only looks like a header: `Name, Ruby, Ida`.
fn names_skills(rows: &[Row], header: usize, maps: &SkillMaps, mapping: &Mapping) -> bool {
    const ENOUGH: usize = 100;
    let cells = Header::at(header).cells(rows, maps, mapping);
    let names = cells.iter().position(|cell| meaning(cell, maps, mapping) == Meaning::Name);
    let Some(names) = names else { return false };
    let under = rows[header + 1..].iter().take(ENOUGH).map(|row| row.cell(names));
    let (mut skills, mut all) = (0, 0);
    for name in under.filter(|name| !name.is_empty()) {
        all += 1;
        skills += usize::from(maps.find_skill(name).is_some());
    }
    skills > 1 && skills * 2 > all
}

/// Returns whether a row belongs to the header above it: it has no answers, and it names skills or people itself.
fn says_more(above: &Row, below: &Row, maps: &SkillMaps, mapping: &Mapping) -> bool {
    let is_answer =
        |(_, cell): (usize, &str)| matches!(read_alone(mapping, cell), LevelCell::Level(_));
    let known = |(at, cell): (usize, &str)| {
        above.cell(at) != cell && meaning(&tidy(cell), maps, mapping) != Meaning::Unknown
    };
    !below.filled().any(is_answer) && below.filled().any(known)
}

/// Returns whether a row under a header says what is asked about the skills above: `Python, , SQL` over `current,
/// target, current`.
fn says_what_is_asked(above: &Row, below: &Row, maps: &SkillMaps, mapping: &Mapping) -> bool {
    const MOST_WORDS: usize = 3;
    let is_answer = |cell: &str| {
        matches!(
            read_alone(mapping, cell),
            LevelCell::Level(_) | LevelCell::Two(..) | LevelCell::OtherScale(_)
        )
    };
    let is_who = |cell: &str| says_who(&meaning(&tidy(cell), maps, mapping));
    let names_nobody = above
        .filled()
        .all(|(at, cell)| !is_who(cell) || below.cell(at).is_empty() || is_who(below.cell(at)));
    let is_short = |cell: &str| words(cell).len() <= MOST_WORDS;
    names_nobody
        && below.filled().count() > 1
        && below.filled().all(|(_, cell)| is_short(cell) && !is_answer(cell))
        && below.filled().any(|(at, _)| above.cell(at).is_empty())
        && below.filled().any(|(_, cell)| {
            asks(cell) != Asks::Unknown || BESIDE_SKILLS.contains(&normalised_name(cell).as_str())
        })
}

/// Returns whether a row directly above the header names groups of columns. A title is alone in the first cell.
fn is_row_of_groups(rows: &[Row], above: usize, header: usize) -> bool {
    let mut filled = rows[above].filled();
    rows[above].line + 1 == rows[header].line
        && filled.next().is_some_and(|(at, _)| at > 0 || filled.next().is_some())
}

/// Returns the sheet with the rows under a header.
fn under(
    grid: Grid,
    header: Header,
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Result<Sheet, Problem> {
    let mut cells = header.cells(&grid.rows, maps, mapping);
    let drawn = header.rows.iter().map(|at| grid.rows[*at].cells.len()).max().unwrap_or_default();
    if cells.len() > COLUMNS {
        return Err(too_large(format!("{} columns", cells.len())));
    }
    let last = header.rows.last().copied().unwrap_or_default();
    // If every row is as long as the header, the cells without a header are columns too.
    let rows = &grid.rows[last + 1..];
    let named = cells.len();
    // An answer without a header shows that a delimiter moved the row.
    let is_moved = |row: &Row| {
        let out_there = row.cells.iter().skip(named);
        let mut read = out_there.map(|cell| read_alone(mapping, cell));
        read.any(|cell| !matches!(cell, LevelCell::Empty | LevelCell::ForeignWords))
    };
    if rows.iter().all(|row| row.cells.len() == drawn && !is_moved(row)) {
        cells.resize(drawn.min(COLUMNS), String::new());
    }
    let mut sheet = Sheet {
        groups: header.groups(&grid.rows, cells.len()),
        header: cells,
        lettered: true,
        read_as: grid.read_as,
        problems: grid.problems,
        notes: grid.notes,
        ..Sheet::default()
    };
    sheet.above = texts_above(&grid.rows[..header.rows[0]]);
    let header_line = grid.rows[last].line;
    for error in grid.errors.iter().filter(|error| error.line > header_line) {
        let above = sheet.header.get(error.column).map_or("", String::as_str);
        sheet.problems.push(error.problem(above));
    }
    if last > 0 {
        let line = header_line;
        sheet.notes.push(match header.rows.len() {
            1 => format!("the header is line {line}"),
            _ => format!("the header is lines {} and {line}", grid.rows[header.rows[0]].line),
        });
    }
    sheet.above.extend(legends(&sheet.header, &grid.rows[last + 1..]));
    let mut repeated = Vec::new();
    let mut beside = None;
    for mut row in grid.rows.into_iter().skip(last + 1) {
        if repeats_header(&row, &sheet.header, maps, mapping) {
            repeated.push(row.line.to_string());
            continue;
        }
        if grid.is_worksheet && row.cells.len() > sheet.header.len() {
            beside = beside.or(Some(row.line));
            row.cells.truncate(sheet.header.len());
            if row.is_empty() {
                continue;
            }
        }
        sheet.add(row);
    }
    if !repeated.is_empty() {
        let lines = repeated.join(", ");
        sheet.notes.push(match repeated.len() {
            1 => format!("line {lines} repeats the header and is skipped"),
            _ => format!("lines {lines} repeat the header and are skipped"),
        });
    }
    if let Some(line) = beside {
        sheet
            .notes
            .push(format!("cells to the right of the table are not read, first in line {line}"));
    }
    by_rater(&mut sheet, maps, mapping);
    Ok(sheet)
}

/// Splits rows by rater. This applies if the columns are pairs of raters, such as `SQL (self)` and `SQL (mentor)`, or
/// `SQL` under each of them, or `Self` and `Mentor` beside the name of a skill. Each row becomes one row for each
/// rater with an answer in it.
fn by_rater(sheet: &mut Sheet, maps: &SkillMaps, mapping: &Mapping) {
    let means = |header: &str| meaning(header, maps, mapping);
    if sheet.header.iter().any(|header| means(header) == Meaning::Rater) {
        return;
    }
    let alone = raters::alone(&sheet.header);
    let alone: Vec<usize> =
        alone.into_iter().filter(|at| mapping.meaning(&sheet.header[*at]).is_none()).collect();
    let is_long = sheet.header.iter().any(|header| headers::is_of_skills(header));
    let raters =
        if is_long { by_rater_alone(sheet, &alone) } else { by_rater_of_skill(sheet, &means) };
    if !raters.is_empty() {
        sheet.notes.push(beside_own(&raters));
    }
}

/// Splits rows by the columns `Self` and `Mentor` beside the name of a skill. Their cells become levels.
fn by_rater_alone(sheet: &mut Sheet, alone: &[usize]) -> Vec<String> {
    let width = sheet.header.len();
    let raters: Vec<String> = alone.iter().map(|at| sheet.header[*at].clone()).collect();
    if raters.is_empty() {
        return raters;
    }
    sheet.header.extend(["Level".to_string(), "By".to_string()]);
    let of_rater = |row: &Row, at: usize| {
        let mut row = row.clone();
        row.cells.resize(width, String::new());
        let level = row.cells[at].clone();
        for at in alone {
            row.cells[*at].clear();
        }
        row.cells.extend([level, raters::by(&sheet.header[at])]);
        row
    };
    let rows = sheet.rows.iter().flat_map(|row| {
        let said = alone.iter().filter(|at| !row.cell(**at).is_empty());
        said.map(|at| of_rater(row, *at)).collect::<Vec<Row>>()
    });
    sheet.rows = rows.collect();
    raters
}

/// Splits rows by columns that name a skill and a rater. A column that names only a skill has the person's own
/// rating.
fn by_rater_of_skill(sheet: &mut Sheet, means: &dyn Fn(&str) -> Meaning) -> Vec<String> {
    let with_group = |at: usize| match sheet.groups.get(at).filter(|group| whose(group).is_some()) {
        Some(group) => format!("{} ({group})", sheet.header[at]),
        None => sheet.header[at].clone(),
    };
    let named: Vec<(usize, String)> = (0..sheet.header.len())
        .map(|at| (at, with_group(at)))
        .filter(|(at, header)| {
            let is_said = *header == sheet.header[*at] && means(header) == Meaning::Ignored;
            !is_said
                && raters::split(header).is_some_and(|(skill, _)| asks_for_level(&means(skill)))
        })
        .collect();
    let Some(columns) = raters::pairs(&named, &|_| String::new()) else {
        return Vec::new();
    };
    let mut raters: Vec<String> = Vec::new();
    let mut place = |rater: String| {
        let same = raters.iter().position(|known| raters::is_same(known, &rater));
        same.unwrap_or_else(|| {
            raters.push(rater);
            raters.len() - 1
        })
    };
    let mut rater_of: Vec<Option<usize>> = vec![None; sheet.header.len()];
    for column in columns {
        let Some(rater) = column.rater else { continue };
        rater_of[column.at] = Some(place(rater));
        sheet.header[column.at] = column.name;
        if let Some(group) = sheet.groups.get_mut(column.at) {
            group.clear();
        }
    }
    let own = raters.iter().position(|rater| whose(rater) == Some(Whose::Own));
    let own = own.unwrap_or(raters.len());
    for (of, header) in rater_of.iter_mut().zip(&sheet.header) {
        if is_about_skills(&means(header)) {
            of.get_or_insert(own);
        }
    }
    let width = sheet.header.len();
    sheet.header.push("By".to_string());
    let of_rater = |row: &Row, which: usize| {
        let mut row = row.clone();
        row.cells.resize(width, String::new());
        for (cell, of) in row.cells.iter_mut().zip(&rater_of) {
            if of.is_some_and(|of| of != which) {
                cell.clear();
            }
        }
        row.cells.push(raters.get(which).map_or(String::new(), |rater| raters::by(rater)));
        row
    };
    let says_something = |row: &Row, which: usize| {
        row.filled().any(|(at, _)| rater_of.get(at).copied().flatten() == Some(which))
    };
    let rows = sheet.rows.iter().flat_map(|row| {
        let mut by: Vec<usize> = (0..=raters.len()).filter(|at| says_something(row, *at)).collect();
        if by.is_empty() {
            by.push(own);
        }
        by.into_iter().map(|which| of_rater(row, which)).collect::<Vec<Row>>()
    });
    sheet.rows = rows.collect();
    raters
}

/// Returns a note that ratings by these raters are kept.
fn beside_own(raters: &[String]) -> String {
    let others = raters.iter().filter(|rater| whose(rater) != Some(Whose::Own));
    let others: Vec<String> =
        others.map(|rater| format!("“{}”", shortened(&raters::by(rater)))).collect();
    format!("ratings by {} are kept beside each person's own rating", others.join(", "))
}

/// Returns the scale that a worksheet without answers describes. In a worksheet that is called a legend, a number
/// with a word beside it is a step of the scale.
pub(crate) fn legend_of(rows: &[Row], is_called_so: bool) -> Option<String> {
    let rows = &rows[..rows.len().min(2 * FIRST_ROWS)];
    let cells = || rows.iter().flat_map(Row::filled).map(|(_, cell)| cell);
    let text = cells().find(|cell| scale_of_legend(cell).is_some()).map(str::to_string);
    text.or_else(|| {
        let steps = cells().filter(|cell| cell.contains('=')).filter_map(as_step);
        let steps = steps.collect::<Vec<String>>().join(", ");
        Some(steps).filter(|steps| scale_of_legend(steps).is_some())
    })
    .or_else(|| legends(&[], rows).filter(|_| is_called_so))
}

/// Returns the legends to the right of a table as one text: `1 = beginner, 2 = …`.
fn legends(header: &[String], rows: &[Row]) -> Option<String> {
    const MOST_STEPS: usize = 12;
    const LEGENDS: [&str; 9] =
        ["legend", "key", "scale", "legende", "skala", "légende", "échelle", "leyenda", "escala"];
    let is_legend = |at: usize| {
        let Some(header) = header.get(at).filter(|header| !header.is_empty()) else {
            return at >= header.len();
        };
        words(header).iter().any(|word| LEGENDS.contains(&word.as_str()))
    };
    let step = |(row, at): (&Row, usize)| {
        let (cell, next) = (row.cell(at), row.cell(at + 1));
        let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        let pair = is_number && next.starts_with(char::is_alphabetic);
        if pair { Some(format!("{cell} = {next}")) } else { as_step(cell) }
    };
    let steps: Vec<String> = rows
        .iter()
        .flat_map(|row| (0..row.cells.len()).filter(|at| is_legend(*at)).map(move |at| (row, at)))
        .filter_map(step)
        .take(MOST_STEPS)
        .collect();
    (!steps.is_empty()).then(|| steps.join(", "))
}

/// Returns the texts above a header.
fn texts_above(rows: &[Row]) -> Vec<String> {
    rows.iter().flat_map(Row::filled).map(|(_, text)| tidy(text)).collect()
}

/// Returns whether a row repeats the header. Printed tables do this on each page, and some exports have three header
/// rows.
fn repeats_header(row: &Row, header: &[String], maps: &SkillMaps, mapping: &Mapping) -> bool {
    let mut filled = 0;
    for (at, cell) in row.filled() {
        let cell = tidy(cell);
        let is_same = header.get(at) == Some(&cell) || cell.starts_with("{\"ImportId\"");
        // The first cell must be the same. Otherwise a row of words for skills would be taken for a header.
        if !is_same && (filled == 0 || meaning(&cell, maps, mapping) == Meaning::Unknown) {
            return false;
        }
        filled += 1;
    }
    filled > 1
}

/// Headers that may be beside skills in a row and are not people.
const BESIDE_SKILLS: &[&str] = &[
    "area",
    "category",
    "group",
    "team",
    "department",
    "description",
    "descriptions",
    "definition",
    "comment",
    "comments",
    "notes",
    "type",
    "topic",
    "module",
    "domain",
    "section",
    "unit",
    "week",
    "role",
    "level",
    "rating",
    "priority",
    "importance",
    "required",
    "target",
    "id",
    "no",
    "nr",
    "#",
    "summary",
    "details",
    "status",
    "link",
    "resources",
    "gap",
    "owner",
    "trend",
    "self",
    "mentor",
    "manager",
    "peer",
    "peers",
    "lead",
    "experts",
    "beginners",
    "have",
    "after",
    "junior",
    "mid",
    "mid level",
    "senior",
    "entry",
    "principal",
    "agreed",
    "final",
    "delta",
    "selbst",
    "moi",
    "bereich",
    "kategorie",
    "beschreibung",
    "gruppe",
    "thema",
    "modul",
    "kommentar",
    "catégorie",
    "domaine",
    "description",
    "groupe",
    "categoría",
    "área",
    "descripción",
    "categoria",
    "descrição",
    "descrizione",
    "categorie",
    "omschrijving",
];

/// Returns whether the text above a column is a question, such as `Confidence` or `Manager score`, and not a name.
fn is_question(name: &str) -> bool {
    // These words are also names of people in some language.
    const NAMES: [&str; 13] = [
        "will", "max", "love", "sai", "fun", "ans", "peso", "meta", "leren", "note", "master",
        "sabe", "order",
    ];
    const TIMES: [&str; 8] = ["week", "day", "month", "sprint", "quarter", "woche", "monat", "tag"];
    let words = words(name);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |word: &String| {
        TIMES.contains(&word.as_str())
            || times::month(word).is_some()
            || (word.len() == 2 && word.starts_with('q') && is_number(&word[1..]))
    };
    let of_time = times::read(name).is_some()
        || (words.len() == 2 && words.iter().any(is_time) && words.iter().any(|w| is_number(w)));
    let is_name = words.iter().any(|word| NAMES.contains(&word.as_str()));
    of_time || name.ends_with('?') || (asks(name) != Asks::Unknown && !is_name)
}

/// Reads a table in which skills are in rows and people in columns.
fn in_columns(grid: &Grid, maps: &SkillMaps, mapping: &Mapping) -> Option<Sheet> {
    const FIRST_COLUMNS: usize = 6;
    const MOST_ROWS: usize = 5_000;
    const MOST_WORDS: usize = 6;
    let rows = &grid.rows[..grid.rows.len().min(MOST_ROWS)];
    let names_skill = |row: &Row, column: usize| {
        // A sentence that ends with the name of a skill is not a label.
        let label = tidy(row.cell(column));
        let is_label = maps.find_skill(&label).is_some() || words(&label).len() <= MOST_WORDS;
        is_label && asks_for_level(&meaning(&label, maps, mapping))
    };
    let count = |column: &usize| rows.iter().filter(|row| names_skill(row, *column)).count();
    let skills = (0..FIRST_COLUMNS).rev().max_by_key(count).filter(|column| count(column) > 1)?;
    let first = rows.iter().take(FIRST_ROWS).position(|row| names_skill(row, skills))?;
    let is_beside = |name: &str| {
        let plain = normalised_name(name);
        let meaning = meaning(name, maps, mapping);
        let may_be_name = meaning == Meaning::Unknown || asks_for_level(&meaning);
        BESIDE_SKILLS.contains(&plain.as_str()) || !may_be_name || is_question(name)
    };
    let holds_answers = |column: usize| {
        let cells = rows[first..].iter().map(|row| row.cell(column)).filter(|c| !c.is_empty());
        let (mut answers, mut all) = (0, 0);
        for cell in cells {
            all += 1;
            answers += usize::from(match read_alone(mapping, cell) {
                LevelCell::Level(_) | LevelCell::Two(..) | LevelCell::OtherScale(_) => true,
                LevelCell::ForeignWords => words(cell).len() <= 3,
                LevelCell::Empty | LevelCell::NoLevel => false,
            });
        }
        answers > 0 && answers * 2 >= all
    };
    let header = rows[..first].iter().rposition(|row| row.filled().any(|(at, _)| at > skills))?;
    let named: Vec<(usize, String)> = rows[header]
        .filled()
        .filter(|(at, _)| *at > skills)
        .map(|(at, name)| (at, tidy(name)))
        .collect();
    // With a column of names, the table has a row for each answer.
    let is_who = |(at, name): (usize, &str)| {
        at != skills && says_who(&meaning(&tidy(name), maps, mapping)) && !holds_answers(at)
    };
    if rows[header].filled().any(is_who) {
        return None;
    }
    let above = header.checked_sub(1).map(|above| &rows[above]);
    let above = above.filter(|above| above.line + 1 == rows[header].line);
    let named_above = |at: usize| match above.filter(|_| at > skills) {
        Some(row) => tidy(row.cell(at)),
        None => String::new(),
    };
    let holding: Vec<(usize, String)> =
        named.iter().filter(|(at, _)| holds_answers(*at)).cloned().collect();
    let pairs = raters::pairs(&holding, &named_above);
    let has_raters = pairs.is_some();
    let own = |(at, name)| Rated { at, name, rater: None };
    let columns = pairs.unwrap_or_else(|| holding.into_iter().map(own).collect());
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let nobody = summaries::nobodies(&names);
    let mut people = Vec::new();
    for (column, nobody) in columns.into_iter().zip(nobody) {
        // A rater without a person is not a person.
        let is_rater = column.rater.is_none() && whose(&column.name).is_some();
        if !nobody && !is_beside(&column.name) && !is_rater {
            people.push(column);
        }
    }
    let left_out: Vec<String> = named
        .iter()
        .filter(|(at, _)| !people.iter().any(|column| column.at == *at))
        .map(|(_, name)| format!("“{}”", shortened(name)))
        .collect();
    if people.is_empty() {
        return None;
    }
    let is_asked = |row: &&Row| {
        let label = row.cell(skills);
        !label.is_empty()
            && people.iter().any(|column| !row.cell(column.at).is_empty())
            && !summaries::is_summary(label)
    };
    let asked: Vec<&Row> = grid.rows[header + 1..].iter().filter(is_asked).collect();
    let above = texts_above(&rows[..header]);
    // If the columns name raters, a second column says who rated.
    let by = |rated: &Rated| raters::by(rated.rater.as_deref().unwrap_or_default());
    let who: Vec<&str> = ["Name", "By"].into_iter().take(1 + usize::from(has_raters)).collect();
    let person = |rated: &Rated| Row {
        line: rows[header].line,
        cells: std::iter::once(rated.name.clone())
            .chain(has_raters.then(|| by(rated)))
            .chain(asked.iter().map(|row| row.cell(rated.at).to_string()))
            .collect(),
        column: Some(SheetColumn {
            number: Some(rated.at),
            header: match &rated.rater {
                Some(rater) => shortened(&format!("{} – {rater}", rated.name)),
                None => shortened(&rated.name),
            },
        }),
    };
    let mut sheet = Sheet {
        header: who
            .iter()
            .map(|header| header.to_string())
            .chain(asked.iter().map(|row| tidy(row.cell(skills))))
            .collect(),
        above,
        lines: who.iter().map(|_| None).chain(asked.iter().map(|row| Some(row.line))).collect(),
        rows: people.iter().map(person).collect(),
        lettered: true,
        read_as: grid.read_as.clone(),
        problems: grid
            .problems
            .iter()
            .cloned()
            .chain(grid.errors.iter().map(|error| error.problem("")))
            .collect(),
        notes: grid.notes.clone(),
        ..Sheet::default()
    };
    sheet.notes.push(if has_raters {
        let mut raters: Vec<String> = Vec::new();
        for rater in people.iter().filter_map(|rated| rated.rater.as_ref()) {
            if !raters.iter().any(|known| raters::is_same(known, rater)) {
                raters.push(rater.clone());
            }
        }
        let kept = beside_own(&raters);
        format!("skills are in rows here, and each column is one person rated by one rater; {kept}")
    } else {
        "skills are in rows here, and each column is a person".to_string()
    });
    if !left_out.is_empty() {
        sheet.notes.push(format!("left out because they are not people: {}", left_out.join(", ")));
    }
    Some(sheet)
}

/// Returns the problem for a table without a header.
fn refuse(grid: Grid, maps: &SkillMaps, mapping: &Mapping) -> Result<Sheet, Problem> {
    let rows = &grid.rows[..grid.rows.len().min(FIRST_ROWS)];
    let of = |at: usize| says(&Header::at(at).cells(rows, maps, mapping), &[], maps, mapping);
    // A row that says who answered, but not what, shows best what is missing.
    let best = (0..rows.len()).find(|at| of(*at).who);
    match best {
        Some(at) => {
            let sheet = under(grid, Header::at(at), maps, mapping)?;
            let columns = headers::recognise(&sheet, maps, mapping);
            Err(headers::check(&columns).err().unwrap_or_else(|| headers::no_skills(&columns)))
        }
        None => {
            let mut problem = headers::nobody(&seen(&grid));
            let is_of_raters = |row: &Row| {
                !raters::alone(&row.cells.iter().map(|cell| tidy(cell)).collect::<Vec<_>>())
                    .is_empty()
            };
            if let Some(row) = rows.iter().find(|row| is_of_raters(row)) {
                problem.repair = format!(
                    "line {} names raters but not the person whom they rate: write the person's name above them, or in front of each, such as `Ida Voss (self)`",
                    row.line
                );
            }
            Err(problem)
        }
    }
}

/// Describes the first rows for a message.
fn seen(grid: &Grid) -> String {
    const ROWS: usize = 3;
    const CELLS: usize = 6;
    let row = |row: &Row| {
        let cells: Vec<String> =
            row.filled().take(CELLS).map(|(_, cell)| format!("“{}”", shortened(cell))).collect();
        let more = if row.filled().nth(CELLS).is_some() { " …" } else { "" };
        format!("line {}: {}{more}", row.line, cells.join(", "))
    };
    let rows: Vec<String> = grid.rows.iter().take(ROWS).map(row).collect();
    format!("the first lines are {}", rows.join("; "))
}

/// Returns whether a header has a meaning. This is used to choose the delimiter.
pub(crate) fn is_known(header: &str, maps: &SkillMaps, mapping: &Mapping) -> bool {
    is_id(header) || meaning(header, maps, mapping) != Meaning::Unknown
}
