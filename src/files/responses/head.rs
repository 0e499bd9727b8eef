//! The head of a row: who answered, and when.

use jiff::civil::{Date, DateTime};

use super::DateOrder;
use super::grid::GridRow;
use super::row::Reading;
use super::times;
use crate::domain::level::Seniority;
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::responses::{Meaning, ResponseColumn};
use crate::domain::role::RoleIndex;

/// What tells people apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// An e-mail, in lower case.
    Email(String),
    /// A name, folded.
    Name(String),
}

/// Who a row is of: the e-mail, else the name.
pub fn who(row: &GridRow, columns: &[ResponseColumn]) -> Result<(Who, Option<String>), Problem> {
    let first = |wanted: Meaning| {
        let cells = columns.iter().enumerate().filter(|(_, c)| c.meaning == wanted);
        let mut said = cells.map(|(at, _)| row.cell(at)).filter(|text| !is_nobody(text));
        said.next()
    };
    let parts = [first(Meaning::FirstName), first(Meaning::LastName)];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let said = first(Meaning::Name).or(Some(parts.as_str()).filter(|parts| !parts.is_empty()));
    let is_email = |text: &&str| text.contains('@') && !text.contains(char::is_whitespace);
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
            "the name holds a byte that is no character, so it is not clear whose row this is",
            "export the answers again as CSV UTF-8",
        );
    }
    match (email.filter(|email| !email.is_empty()), &name) {
        (Some(email), _) => Ok((Who::Email(email.to_lowercase()), name)),
        (None, Some(name)) => Ok((Who::Name(normalised_name(name)), Some(name.clone()))),
        (None, None) => refused(
            Code::NoPerson,
            "",
            "the row has neither a name nor an e-mail, so nobody can be given its answers",
            "write a name into the row, or let the form ask for one",
        ),
    }
}

/// What somebody aims at.
#[derive(Clone, Debug, Default)]
pub struct Aim {
    /// The roles.
    pub roles: Vec<RoleIndex>,
    /// The column of targets.
    pub seniority: Option<Seniority>,
}

/// What a row says that its person aims at. A role that the maps do not have is noted, once for each: a column of this name
/// may hold what people do today.
pub fn aim(row: &GridRow, reading: &Reading<'_>, notes: &mut Vec<String>) -> Aim {
    let mut aim = Aim::default();
    for (at, column) in reading.columns.iter().enumerate() {
        let said = row.cell(at).trim();
        if said.is_empty() {
            continue;
        }
        let known = match column.meaning {
            Meaning::Role => {
                let role = reading.maps.find_role(said);
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
                "`{}` in the column `{}` is none that these maps have, and is left out",
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

/// What Forms writes where it does not tell who answered.
fn is_nobody(text: &str) -> bool {
    text.is_empty()
        || ["anonymous", "anonym", "anonyme", "anónimo"].contains(&text.to_lowercase().as_str())
}

/// A name without what steers a terminal or turns the direction of writing around, on one line.
fn cleaned(text: &str) -> String {
    let steers = |c: &char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text: String = text.chars().filter(|c| !steers(c)).take(LONGEST_NAME).collect();
    let text = text.strip_prefix('\'').unwrap_or(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Longer names are cut: they are no names.
const LONGEST_NAME: usize = 200;

/// When a row was answered, if it says so: when it was completed, else when it was begun.
pub fn moment(
    row: &GridRow,
    columns: &[ResponseColumn],
    order: DateOrder,
    today: Date,
) -> Result<Option<DateTime>, Problem> {
    let of = |wanted: Meaning| {
        let mut there = columns.iter().enumerate().filter(move |(_, c)| c.meaning == wanted);
        there.find(|(at, _)| !row.cell(*at).is_empty())
    };
    let Some((at, column)) = of(Meaning::Time).or_else(|| of(Meaning::StartTime)) else {
        return Ok(None);
    };
    let text = row.cell(at);
    let problem = |code, message: String, repair: &str| {
        let column = Some(column.at.clone());
        let place = SheetPlace { column, found: shortened(text), ..row.place() };
        Problem::new(code, message, repair).in_sheet(place)
    };
    let Some(moment) = times::read(text).map(|read| read.moment(order)) else {
        return Err(problem(
            Code::BadTime,
            "this is no time that can be read, and without it nobody knows which answer is the newest".to_string(),
            "write it as 2026-11-22 14:28, or empty the cell to count the row as of today",
        ));
    };
    // Where the form was filled in it may be tomorrow already.
    let tomorrow = today.tomorrow().unwrap_or(today);
    if moment.date() > tomorrow {
        return Err(problem(
            Code::FutureTime,
            format!("{} is not there yet", moment.date()),
            "correct the date, or choose with --dates us|eu which number is the month",
        ));
    }
    Ok(Some(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_a_terminal_or_turn_the_writing_around() {
        assert_eq!(cleaned("\u{1b}[31mAda\u{0} \u{202e}L\n\tX "), "[31mAda L X");
        assert_eq!(cleaned("'=Ada"), "=Ada");
        assert_eq!(cleaned(&"a".repeat(9999)).len(), LONGEST_NAME);
    }
}
