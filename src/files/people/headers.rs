//! Headers → what the columns mean: the one place that knows what people and form products write above a column.

use super::levels::{LevelCell, read_alone};
use super::mapping::Mapping;
use super::sheet::Sheet;
use crate::domain::catalog::SkillIndex;
use crate::domain::form::screened;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::domain::responses::{Meaning, ResponseColumn};

/// Normalised headers of what is not a skill, as form products and people write them in several languages.
const HEADERS: [(Meaning, &[&str]); 10] = [
    (
        Meaning::Name,
        &[
            "name",
            "full name",
            "your name",
            "person",
            "student",
            "participant",
            "learner",
            "mentee",
            "nom",
            "nombre",
            "nome",
            "naam",
            "vollständiger name",
            "nom complet",
        ],
    ),
    (Meaning::FirstName, &["first name", "given name", "vorname", "prénom"]),
    (Meaning::LastName, &["last name", "surname", "family name", "nachname", "nom de famille"]),
    (
        Meaning::Email,
        &[
            "email",
            "e mail",
            "email address",
            "e mail address",
            "your email",
            "your e mail",
            "mail",
            "username",
            "user name",
            "e mail adresse",
            "adresse e mail",
            "adresse de messagerie",
            "correo electrónico",
            "dirección de correo electrónico",
            "endereço de e mail",
            "indirizzo email",
            "e mailadres",
            "nutzername",
        ],
    ),
    (
        Meaning::Time,
        &[
            "timestamp",
            "completion time",
            "submitted at",
            "submission time",
            "date",
            "on",
            "day",
            "time",
            "zeitstempel",
            "fertigstellungszeit",
            "horodateur",
            "heure de fin",
            "marca temporal",
            "hora de finalización",
            "carimbo de data/hora",
            "informazioni cronologiche",
            "tijdstempel",
            "datum",
        ],
    ),
    (Meaning::StartTime, &["start time", "startzeit", "heure de début", "hora de inicio"]),
    (Meaning::Role, &["role", "target role", "specialization", "specialisation"]),
    (Meaning::Seniority, &["seniority"]),
    (Meaning::Rater, &["by", "rater", "rated by"]),
    (
        Meaning::OfTheForm,
        &[
            "last modified time",
            "total points",
            "quiz feedback",
            "grade posted time",
            "score",
            "language",
            "uhrzeit der letzten änderung",
            "gesamtpunktzahl",
        ],
    ),
];

/// What each column means.
pub fn recognise(
    header: &[String],
    lettered: bool,
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Vec<ResponseColumn> {
    let mut meanings: Vec<Meaning> =
        header.iter().map(|header| meaning(header, maps, mapping)).collect();
    answer_rows(header, mapping, &mut meanings);
    // `id` is the form's own number beside a name, and the person where there is nothing else.
    let other_id = if meanings.iter().any(says_who) { Meaning::OfTheForm } else { Meaning::Name };
    for (header, meaning) in header.iter().zip(&mut meanings) {
        if *meaning == Meaning::Unknown && normalised_name(header) == ID {
            *meaning = other_id.clone();
        }
    }
    offered(&mut meanings);
    let column = |(number, (meaning, header)): (usize, (Meaning, &String))| ResponseColumn {
        at: SheetColumn { number: Some(number).filter(|_| lettered), header: shortened(header) },
        meaning,
    };
    meanings.into_iter().zip(header).enumerate().map(column).collect()
}

/// The header of a number that a form or a program gives each person.
pub const ID: &str = "id";

/// Longer headers, in bytes, are not looked at: no form asks so long a question.
const LONGEST_HEADER: usize = 4096;

/// What a header means by itself.
pub fn meaning(header: &str, maps: &SkillMaps, mapping: &Mapping) -> Meaning {
    if header.len() > LONGEST_HEADER {
        return Meaning::Unknown;
    }
    if let Some(meaning) = mapping.meaning(header) {
        return meaning.clone();
    }
    let normalised = normalised_name(without_marks(header));
    let listed = HEADERS.iter().find(|(_, names)| names.contains(&normalised.as_str()));
    if let Some((meaning, _)) = listed {
        return meaning.clone();
    }
    if let Some(members) = screened(maps, header) {
        return Meaning::Screening(members);
    }
    if is_of_a_quiz(header) {
        return Meaning::OfTheForm;
    }
    skill(header, maps).map_or(Meaning::Unknown, Meaning::Skill)
}

/// The skill that a header or a key names: `SQL`, `SQL?`, `3. SQL`, or `How well do you know these? [SQL]`.
pub fn skill(header: &str, maps: &SkillMaps) -> Option<SkillIndex> {
    let name = without_marks(header);
    let row = header.strip_suffix(']').and_then(|h| h.rsplit_once('[')).map(|(_, row)| row);
    let unnumbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.strip_prefix(['.', ')']).filter(|_| unnumbered.len() < name.len());
    let names = [Some(header), Some(name), row, unnumbered];
    names.into_iter().flatten().find_map(|name| maps.find_skill(name))
}

/// A header without what marks it as a question that must be answered.
fn without_marks(header: &str) -> &str {
    header.trim_end_matches(['?', ':', '*', ' '])
}

/// Whether a column says who answered.
pub fn says_who(meaning: &Meaning) -> bool {
    let who = [Meaning::Name, Meaning::FirstName, Meaning::LastName, Meaning::Email];
    who.contains(meaning)
}

/// A table with a row for each answer has a column for the skill and one for the level.
fn answer_rows(header: &[String], mapping: &Mapping, meanings: &mut [Meaning]) {
    let place = |names: &[&str]| {
        header.iter().position(|header| {
            names.contains(&normalised_name(header).as_str()) && mapping.meaning(header).is_none()
        })
    };
    let skill = place(&["skill", "skill id", "competence", "competency", "topic"]);
    let level = place(&["level", "rating", "answer", "score", "value"]);
    if let (Some(skill), Some(level)) = (skill, level) {
        meanings[skill] = Meaning::SkillName;
        meanings[level] = Meaning::SkillLevel;
    }
}

/// A screening question offers the members whose level is asked about in the same file.
fn offered(meanings: &mut [Meaning]) {
    let asked: Vec<SkillIndex> = meanings
        .iter()
        .filter_map(|meaning| match meaning {
            Meaning::Skill(skill) => Some(*skill),
            _ => None,
        })
        .collect();
    for meaning in meanings {
        if let Meaning::Screening(members) = meaning {
            members.retain(|member| asked.contains(member));
        }
    }
}

/// What quizzes put beside each question.
fn is_of_a_quiz(header: &str) -> bool {
    let before = ["Points", "Feedback", "Punkte"].iter().any(|word| {
        header.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—']))
    });
    before || header.ends_with(" [Score]") || header.ends_with(" [Feedback]")
}

/// Checks that some column says who answered, and some what.
///
/// # Errors
/// When none does.
pub fn check(columns: &[ResponseColumn]) -> Result<(), Problem> {
    if !columns.iter().any(|column| says_who(&column.meaning)) {
        return Err(Problem::new(
            Code::Nobody,
            "no column says who answered",
            "give a column the header Name or Email; --map FILE says which column it is",
        ));
    }
    let is_answer = |column: &ResponseColumn| {
        let meaning = &column.meaning;
        matches!(meaning, Meaning::Skill(_) | Meaning::Screening(_) | Meaning::SkillLevel)
    };
    if !columns.iter().any(is_answer) {
        return Err(no_skills(columns));
    }
    Ok(())
}

/// What there is to say of a table without a column about a skill.
pub fn no_skills(columns: &[ResponseColumn]) -> Problem {
    let headers: Vec<&str> =
        columns.iter().take(5).map(|column| column.at.header.as_str()).collect();
    Problem::new(
        Code::NoSkills,
        format!("no column is about a skill; the first are {}", headers.join(", ")),
        "`skillgap skills` lists the names that a header may have; --map FILE says which column is which skill",
    )
}

/// The columns that hold levels and whose headers name no skill: what is in them is lost unless somebody says what it is.
pub fn unknown(
    sheet: &Sheet,
    columns: &[ResponseColumn],
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let unknown = columns.iter().enumerate().filter(|(_, c)| c.meaning == Meaning::Unknown);
    for (at, column) in unknown {
        let read = |text: &str| match mapping.level(text) {
            Some(level) => LevelCell::Level(level),
            None => read_alone(text),
        };
        let cells = sheet.rows.iter().map(|row| read(row.cell(at)));
        let (levels, all) =
            cells.filter(|cell| *cell != LevelCell::Empty).fold((0, 0), |(levels, all), cell| {
                (levels + usize::from(matches!(cell, LevelCell::Level(_))), all + 1)
            });
        if all == 0 || levels * 2 < all {
            continue;
        }
        let header = &sheet.header[at];
        let meant = maps.skill(header).err().and_then(|unknown| unknown.did_you_mean());
        let meant = meant.map_or(String::new(), |meant| format!("{meant} "));
        let problem = Problem::new(
            Code::UnknownColumn,
            "this column holds levels, and its header names no skill",
            format!("{meant}Say what it is in a file for --map, or `ignore` it there"),
        );
        problems.push(problem.in_sheet(SheetPlace {
            column: Some(column.at.clone()),
            found: shortened(header),
            ..SheetPlace::default()
        }));
    }
    problems
}
