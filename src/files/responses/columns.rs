//! Headers → what the columns mean.

use super::grid::Grid;
use super::levels::{Said, read_alone};
use super::mapping::Mapping;
use crate::domain::catalog::SkillIndex;
use crate::domain::form::screened;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::responses::{Meaning, ResponseColumn};

/// Headers of what is no answer, folded, as the products and people write them in several languages.
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

/// What each column of a grid means.
///
/// # Errors
/// When no column says who answers, or none what.
pub fn recognise(
    grid: &Grid,
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Result<Vec<ResponseColumn>, Problem> {
    let mut meanings: Vec<Meaning> = grid
        .header
        .iter()
        .map(|header| match mapping.meaning(header) {
            Some(meaning) => meaning.clone(),
            None => meaning_of(header, maps),
        })
        .collect();
    rows_of_one_answer(grid, mapping, &mut meanings);
    let has =
        |meanings: &[Meaning], wanted: &[Meaning]| meanings.iter().any(|m| wanted.contains(m));
    let who = [Meaning::Name, Meaning::FirstName, Meaning::LastName, Meaning::Email];
    // `id` is the form's own number beside a name, and the person where there is nothing else.
    let ids = |at: &usize| {
        normalised_name(&grid.header[*at]) == "id" && meanings[*at] == Meaning::Unknown
    };
    let ids: Vec<usize> = (0..meanings.len()).filter(ids).collect();
    let named = has(&meanings, &who);
    for at in ids {
        meanings[at] = if named { Meaning::OfTheForm } else { Meaning::Name };
    }
    if !has(&meanings, &who) {
        return Err(Problem::new(
            Code::Nobody,
            "no column says who answered",
            "give a column the header Name or Email; --map FILE says which column it is",
        ));
    }
    offered(&mut meanings);
    let answers = |meaning: &Meaning| {
        matches!(meaning, Meaning::Skill(_) | Meaning::Screening(_) | Meaning::SkillLevel)
    };
    if !meanings.iter().any(answers) {
        let headers: Vec<String> = grid.header.iter().take(5).map(|h| shortened(h)).collect();
        return Err(Problem::new(
            Code::NoSkills,
            format!("no column is about a skill; the first are {}", headers.join(", ")),
            "`skillgap skills` lists the names that a header may have; --map FILE says which column is which skill",
        ));
    }
    let column = |(at, meaning)| ResponseColumn { at: grid.column(at), meaning };
    Ok(meanings.into_iter().enumerate().map(column).collect())
}

/// A row for each answer has a column for the skill and one for the level.
fn rows_of_one_answer(grid: &Grid, mapping: &Mapping, meanings: &mut [Meaning]) {
    let place = |names: &[&str]| {
        let is = |header: &String| {
            names.contains(&normalised_name(header).as_str()) && mapping.meaning(header).is_none()
        };
        grid.header.iter().position(is)
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

fn meaning_of(header: &str, maps: &SkillMaps) -> Meaning {
    let name = header.trim_end_matches(['?', ':', '*', ' ']);
    let known = normalised_name(name);
    let listed = HEADERS.iter().find(|(_, names)| names.contains(&known.as_str()));
    if let Some((meaning, _)) = listed {
        return meaning.clone();
    }
    if let Some(members) = screened(maps, header) {
        return Meaning::Screening(members);
    }
    if is_of_a_quiz(header) {
        return Meaning::OfTheForm;
    }
    let row = header.strip_suffix(']').and_then(|h| h.rsplit_once('[')).map(|(_, row)| row);
    let unnumbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.strip_prefix(['.', ')']).filter(|_| unnumbered.len() < name.len());
    let names = [Some(header), Some(name), row, unnumbered];
    let found = names.into_iter().flatten().find_map(|name| maps.find_skill(name));
    found.map_or(Meaning::Unknown, Meaning::Skill)
}

/// What quizzes put beside each question.
fn is_of_a_quiz(header: &str) -> bool {
    let before = ["Points", "Feedback", "Punkte"].iter().any(|word| {
        header.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—']))
    });
    before || header.ends_with(" [Score]") || header.ends_with(" [Feedback]")
}

/// The columns that hold levels and whose headers name no skill: what is in them is lost unless somebody says what it is.
pub fn unknown(
    grid: &Grid,
    columns: &[ResponseColumn],
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let unknown = columns.iter().enumerate().filter(|(_, c)| c.meaning == Meaning::Unknown);
    for (at, column) in unknown {
        let said = |text: &str| match mapping.level(text) {
            Some(level) => Said::Level(level),
            None => read_alone(text),
        };
        let answers =
            grid.rows.iter().map(|row| said(row.cell(at))).filter(|said| *said != Said::Nothing);
        let (levels, all) = answers.fold((0, 0), |(levels, all), said| {
            (levels + usize::from(matches!(said, Said::Level(_))), all + 1)
        });
        if all == 0 || levels * 2 < all {
            continue;
        }
        let header = &grid.header[at];
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
