//! Recognising what columns mean from their headers, by the words of `header_words`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::checklists::Checklists;
use super::header_words::{BESIDE_NAMES, HEADERS, IDS, NAMES, PEOPLE};
use super::levels::{LevelCell, read_alone};
use super::mapping::Mapping;
use super::questions::{Asks, as_step, asks, scale, words};
use super::raters::{self, Whose};
use super::sheet::{Row, Sheet};
use super::summaries;
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::checklist;
use crate::domain::form::screened;
use crate::domain::maps::{KnownSkill, SkillMaps};
use crate::domain::names::{did_you_mean, normalised_name, shortened};
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::domain::responses::{LeftOut, Meaning, ResponseColumn};
use crate::files::limits::LONGEST_HEADER;

/// The separators between a question and the skill that it asks about.
const SEPARATORS: [&str; 6] = [" - ", " – ", " — ", ": ", " > ", " | "];

/// Returns the meaning of each column of a sheet.
pub(crate) fn recognise(sheet: &Sheet, maps: &SkillMaps, mapping: &Mapping) -> Vec<ResponseColumn> {
    let header = &sheet.header;
    let meanings = meanings(header, &sheet.groups, &sheet.rows, maps, mapping);
    let column = |(number, (meaning, header)): (usize, (Meaning, &String))| ResponseColumn {
        at: SheetColumn {
            number: Some(number).filter(|_| sheet.lettered && sheet.lines.is_empty()),
            header: shortened(header),
        },
        line: sheet.lines.get(number).copied().flatten(),
        meaning,
    };
    meanings.into_iter().zip(header).enumerate().map(column).collect()
}

/// Returns the meanings of columns by their headers. `groups` are the texts above the header, and `rows` are the rows
/// below it. Both may be empty.
pub(crate) fn meanings(
    header: &[String],
    groups: &[String],
    rows: &[Row],
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Vec<Meaning> {
    let mut meanings: Vec<Meaning> =
        header.iter().map(|header| meaning(header, maps, mapping)).collect();
    for at in raters::alone(header) {
        if mapping.meaning(&header[at]).is_none() {
            meanings[at] = Meaning::OfTheForm;
        }
    }
    doubled(header, maps, mapping, &mut meanings);
    for (at, meaning) in meanings.iter_mut().enumerate() {
        let is_open = *meaning == Meaning::Unknown && mapping.meaning(&header[at]).is_none();
        if is_open && Checklists::holds_boxes(maps, rows, at) {
            *meaning = Meaning::Checklist(Vec::new());
        }
    }
    rows_of_answers(header, rows, maps, mapping, &mut meanings);
    parts_of_names(&mut meanings);
    // An id belongs to the form if there is a column with names. Otherwise it identifies the person.
    let other_id = if meanings.iter().any(says_who) { Meaning::OfTheForm } else { Meaning::Name };
    for (header, meaning) in header.iter().zip(&mut meanings) {
        // `Login` may also be a skill if another column says who answered.
        let is_open = *meaning == Meaning::Unknown
            || (other_id == Meaning::Name && matches!(meaning, Meaning::Skill(_)));
        if is_open && is_id(header) && mapping.meaning(header).is_none() {
            *meaning = other_id.clone();
        }
    }
    under_groups(groups, mapping, &mut meanings);
    offered(&mut meanings);
    meanings
}

/// Returns whether a header names an id: a number or a word that identifies a person.
pub(crate) fn is_id(header: &str) -> bool {
    IDS.contains(&normalised_name(header).as_str())
}

/// Returns whether the cells under a header name skills.
pub(crate) fn is_of_skills(header: &str) -> bool {
    let list = HEADERS.iter().find(|(meaning, ..)| *meaning == Meaning::SkillName);
    let header = normalised_name(without_marks(header));
    list.is_some_and(|(_, english, others)| {
        english.contains(&header.as_str()) || others.contains(&header.as_str())
    })
}

/// Returns the meaning of one header by itself.
pub(crate) fn meaning(header: &str, maps: &SkillMaps, mapping: &Mapping) -> Meaning {
    if header.len() > LONGEST_HEADER || header.is_empty() {
        return Meaning::Unknown;
    }
    if let Some(meaning) = mapping.meaning(header) {
        return meaning.clone();
    }
    let normalised = normalised_name(without_marks(header));
    if let Some((meaning, _)) = listed(&normalised) {
        return meaning;
    }
    if let Some(members) = screened(maps, header) {
        return Meaning::Screening(members);
    }
    if checklist::named(header).is_some() {
        return Meaning::Checklist(Vec::new());
    }
    if is_of_a_quiz(header) {
        return Meaning::OfTheForm;
    }
    // A can-do sentence does not ask for a level, even if it begins with the name of a skill.
    if Checklists::begins_with_box(maps, header) {
        return Meaning::Unknown;
    }
    match about(header, &|name| maps.find_skill(name), mapping) {
        About::Level(skill) => Meaning::Skill(skill),
        About::Other(skill) => Meaning::OtherQuestion(skill),
        About::Open(skill) => Meaning::OpenQuestion(skill),
        About::Ignored => Meaning::Ignored,
        About::Unknown if let Some((skill, by)) = rated(header, maps) => match by {
            Whose::Own => Meaning::Skill(skill),
            Whose::Other => Meaning::OpenQuestion(skill),
        },
        About::Unknown if is_persons(&normalised) => Meaning::Name,
        About::Unknown if is_persons_email(&normalised) => Meaning::Email,
        About::Unknown if summaries::is_figure(header) => Meaning::OfTheForm,
        About::Unknown => retired(header, maps, mapping).map_or(Meaning::Unknown, Meaning::Retired),
    }
}

/// Returns the skill and the rater that a header names, such as `SQL (mentor)`.
fn rated(header: &str, maps: &SkillMaps) -> Option<(SkillIndex, Whose)> {
    let (skill, by) = raters::split(header)?;
    Some((maps.find_skill(skill)?, raters::whose(by)?))
}

/// Returns the retired skill whose level a header asks for.
fn retired(header: &str, maps: &SkillMaps, mapping: &Mapping) -> Option<RetiredIndex> {
    if maps.retired().is_empty() {
        return None;
    }
    match about(header, &|name| maps.find_retired(name), mapping) {
        About::Level(retired) => Some(retired),
        _ => None,
    }
}

/// Returns the meaning of a listed header, and whether its language puts the day of a date before the month.
fn listed(normalised: &str) -> Option<(Meaning, bool)> {
    HEADERS.iter().find_map(|(meaning, english, others)| {
        let day_first = others.contains(&normalised);
        // Columns for skill names and levels are found later, because this needs all columns at once.
        let alone = !matches!(meaning, Meaning::SkillName | Meaning::SkillLevel);
        (alone && (day_first || english.contains(&normalised)))
            .then(|| (meaning.clone(), day_first && !english.contains(&normalised)))
    })
}

/// Returns the first header whose language puts the day of a date before the month.
pub(crate) fn of_day_first_language(header: &[String]) -> Option<&String> {
    header.iter().find(|header| {
        listed(&normalised_name(without_marks(header))).is_some_and(|(_, day_first)| day_first)
    })
}

/// Returns whether a header asks for a person: `Trainees`, `What is your name?`, `Student name`.
fn is_persons(normalised: &str) -> bool {
    if PEOPLE.contains(&normalised) {
        return true;
    }
    let words = words(normalised);
    let named = words.iter().any(|word| NAMES.contains(&word.as_str()));
    named
        && words.iter().all(|word| {
            [NAMES, BESIDE_NAMES, PEOPLE].iter().any(|known| known.contains(&word.as_str()))
        })
}

/// Returns whether a header asks for the e-mail address of a person: `Learner Email`.
fn is_persons_email(normalised: &str) -> bool {
    let words = words(normalised);
    let is_mail = |word: &String| ["email", "mail"].contains(&word.as_str());
    words.iter().any(is_mail)
        && words.iter().all(|word| {
            is_mail(word)
                || word == "address"
                || [BESIDE_NAMES, PEOPLE].iter().any(|known| known.contains(&word.as_str()))
        })
}

/// Returns the skill whose level a header or a key asks for: `SQL`, `SQL?`, `3. SQL`, `SQL (0-4)`, `SQL level`, or
/// `How well do you know these? [SQL]`.
pub(crate) fn skill(header: &str, maps: &SkillMaps) -> Option<SkillIndex> {
    match about(header, &|name| maps.find_skill(name), &Mapping::default()) {
        About::Level(skill) => Some(skill),
        _ => None,
    }
}

/// Returns the skill or retired skill whose level a header asks for.
pub(crate) fn known_skill(header: &str, maps: &SkillMaps) -> Option<KnownSkill> {
    let found = skill(header, maps).map(KnownSkill::Skill);
    found.or_else(|| retired(header, maps, &Mapping::default()).map(KnownSkill::Retired))
}

/// What a header asks about a skill or a retired skill.
enum About<T> {
    /// It asks for the level of the skill.
    Level(T),
    /// It asks for something that is not a level.
    Other(T),
    /// It is not clear whether it asks for the level.
    Open(T),
    /// The user's mapping says to ignore it.
    Ignored,
    /// It names no skill.
    Unknown,
}

/// Returns what a header asks about a skill. `find` looks up the skill by its name.
fn about<T: Copy>(header: &str, find: &dyn Fn(&str) -> Option<T>, mapping: &Mapping) -> About<T> {
    let name = without_marks(header);
    let unnumbered = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let unnumbered = unnumbered.strip_prefix(['.', ')']).filter(|_| unnumbered.len() < name.len());
    let names = [Some(header), Some(name), unnumbered];
    if let Some(skill) = names.into_iter().flatten().find_map(find) {
        return About::Level(skill);
    }
    let row = header.strip_suffix(']').and_then(|header| header.rsplit_once('['));
    let separated = || SEPARATORS.iter().find_map(|separator| name.rsplit_once(separator));
    if let Some((question, row)) = row.or_else(separated)
        && let Some(skill) = find(row.trim())
    {
        return asked(question, skill, mapping);
    }
    match with_more(unnumbered.unwrap_or(name), find) {
        About::Unknown => at_end(header, find, mapping),
        about => about,
    }
}

/// Reads a question that ends with the name of a skill: `How well do you know SQL? (0-4)`, `Niveau en Python`.
fn at_end<T: Copy>(header: &str, find: &dyn Fn(&str) -> Option<T>, mapping: &Mapping) -> About<T> {
    const MOST_WORDS: usize = 6;
    const JOINS: [&str; 9] = ["and", "or", "und", "oder", "et", "ou", "y", "e", "than"];
    let scale_behind = header.strip_suffix(')').and_then(|header| header.rsplit_once('('));
    let header = scale_behind.filter(|(_, aside)| scale(aside).is_some()).map_or(header, |it| it.0);
    let header = without_marks(header);
    let starts = header.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let starts: Vec<usize> = starts.collect();
    let longest = starts.iter().rev().take(MOST_WORDS).rev().find_map(|at| {
        let name = header[*at..].trim_matches(['*', '"', '“', '”', ' ']);
        find(name).map(|skill| (&header[..*at], skill))
    });
    let Some((question, skill)) = longest else {
        return About::Unknown;
    };
    // If a question names two skills, it is not clear which one was answered.
    let joins = question.ends_with(['/', '&', ',', '+'])
        || words(question).last().is_some_and(|word| JOINS.contains(&word.as_str()));
    match asks(question) {
        Asks::Level | Asks::Other if !joins => asked(question, skill, mapping),
        _ => About::Unknown,
    }
}

/// Returns what a question before a skill asks.
fn asked<T>(question: &str, skill: T, mapping: &Mapping) -> About<T> {
    let question = question.trim();
    match mapping.meaning(question) {
        Some(Meaning::SkillLevel) => return About::Level(skill),
        Some(Meaning::Ignored) => return About::Ignored,
        _ => {}
    }
    match asks(question) {
        _ if question.is_empty() => About::Level(skill),
        Asks::Level => About::Level(skill),
        Asks::Other => About::Other(skill),
        Asks::Unknown => About::Open(skill),
    }
}

/// Reads a header that begins with the name of a skill. The rest must ask for a level or name a scale.
fn with_more<T: Copy>(header: &str, find: &dyn Fn(&str) -> Option<T>) -> About<T> {
    const MOST_WORDS: usize = 12;
    let ends: Vec<usize> = header
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || matches!(c, '(' | ':' | '-' | '–' | '/' | ',' | '_'))
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .collect();
    if ends.len() > 3 * MOST_WORDS {
        return About::Unknown;
    }
    let longest = ends.iter().rev().find_map(|end| {
        let name = header[..*end].trim_end_matches([' ', ':', '-', '–', '(', ',', '/', '_']);
        find(name).map(|skill| (skill, &header[*end..]))
    });
    let Some((skill, rest)) = longest else {
        return About::Unknown;
    };
    // The rest is only a scale if it has no word of four letters or more.
    let is_scale = scale(rest).is_some() && words(rest).iter().all(|word| word.len() < 4);
    match asks(rest) {
        Asks::Level => About::Level(skill),
        Asks::Other => About::Other(skill),
        Asks::Unknown if is_scale => About::Level(skill),
        Asks::Unknown => About::Unknown,
    }
}

/// Removes the marks of a question or a required field from the end of a header.
fn without_marks(header: &str) -> &str {
    header.trim_end_matches(['?', ':', '*', ' '])
}

/// Returns whether a column says who answered.
pub(crate) fn says_who(meaning: &Meaning) -> bool {
    let who = [Meaning::Name, Meaning::FirstName, Meaning::LastName, Meaning::Email];
    who.contains(meaning)
}

/// Returns whether a column asks for the level of one skill, which may be retired.
pub(crate) fn asks_for_level(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Skill(_) | Meaning::Retired(_))
}

/// Returns whether a column is about a skill, even if it does not ask for a level.
pub(crate) fn is_about_skills(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Skill(_)
            | Meaning::Retired(_)
            | Meaning::Screening(_)
            | Meaning::Checklist(_)
            | Meaning::SkillLevel
            | Meaning::OtherQuestion(_)
            | Meaning::OpenQuestion(_)
    )
}

/// Recognises headers with a number at the end. Microsoft Forms numbers questions with the same name: `Name2` beside
/// `Name`, `SQL2` beside `SQL`.
fn doubled(header: &[String], maps: &SkillMaps, mapping: &Mapping, meanings: &mut [Meaning]) {
    let there: HashSet<&str> = header.iter().map(String::as_str).collect();
    for (header, found) in header.iter().zip(meanings) {
        let base = header.trim_end_matches(|c: char| c.is_ascii_digit());
        let numbered = (1..=2).contains(&(header.len() - base.len()));
        if *found != Meaning::Unknown || !numbered || mapping.meaning(header).is_some() {
            continue;
        }
        let base = base.trim_end();
        let is_who = listed(&normalised_name(base)).is_some_and(|(of_base, _)| says_who(&of_base));
        if is_who || there.contains(base) {
            *found = meaning(base, maps, mapping);
        }
    }
}

/// Finds the columns for the skill and for the level in a table with a row for each answer. If several columns may
/// name the skill, the one whose cells name the most skills wins.
fn rows_of_answers(
    header: &[String],
    rows: &[Row],
    maps: &SkillMaps,
    mapping: &Mapping,
    meanings: &mut [Meaning],
) {
    const ENOUGH: usize = 200;
    let is_wide =
        |meaning: &Meaning| asks_for_level(meaning) || matches!(meaning, Meaning::Screening(_));
    if meanings.iter().any(is_wide) {
        return;
    }
    let of = |wanted: &Meaning| {
        let list = HEADERS.iter().find(|(meaning, ..)| meaning == wanted);
        let place = |header: &str| {
            let header = normalised_name(without_marks(header));
            let (_, english, others) = list?;
            english.iter().chain(others.iter()).position(|name| *name == header)
        };
        // The order of the list decides first, then the order of the columns.
        let mut found: Vec<(usize, usize)> = (0..header.len())
            .filter(|at| mapping.meaning(&header[*at]).is_none())
            .filter_map(|at| Some((place(&header[at])?, at)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, at)| at).collect::<Vec<usize>>()
    };
    let said = |wanted: &Meaning| meanings.iter().position(|meaning| meaning == wanted);
    let names_skills = |at: &usize| {
        let named = |row: &&Row| maps.find_skill(row.cell(*at)).is_some();
        rows.iter().take(ENOUGH).filter(named).count()
    };
    let mut skills = of(&Meaning::SkillName);
    if skills.is_empty() {
        skills = called_skill(header, rows, maps, meanings);
    }
    // Of equal columns the first one wins.
    let best = skills.iter().rev().max_by_key(|at| names_skills(at)).copied();
    let skill = said(&Meaning::SkillName).or(best);
    let level = said(&Meaning::SkillLevel)
        .or_else(|| of(&Meaning::SkillLevel).into_iter().find(|at| Some(*at) != skill))
        .or_else(|| skill.and_then(|_| own_level(header, rows, mapping, meanings)));
    if let (Some(skill), Some(level)) = (skill, level) {
        for other in skills {
            meanings[other] = Meaning::OfTheForm;
        }
        meanings[skill] = Meaning::SkillName;
        meanings[level] = Meaning::SkillLevel;
    }
}

/// Returns the columns whose header begins with a word for skills, such as `Skill (from Skills)`, and whose cells
/// mostly name skills.
fn called_skill(
    header: &[String],
    rows: &[Row],
    maps: &SkillMaps,
    meanings: &[Meaning],
) -> Vec<usize> {
    const WORDS: [&str; 8] = [
        "skill",
        "skills",
        "competency",
        "competence",
        "technology",
        "tool",
        "topic",
        "capability",
    ];
    const ENOUGH: usize = 200;
    let is_called = |at: &usize| {
        meanings[*at] == Meaning::Unknown
            && words(&header[*at]).first().is_some_and(|word| WORDS.contains(&word.as_str()))
            && asks(&header[*at]) != Asks::Other
    };
    let mostly_named = |at: &usize| {
        let cells = rows.iter().take(ENOUGH).map(|row| row.cell(*at)).filter(|c| !c.is_empty());
        let (named, all) = cells.fold((0, 0), |(named, all), cell| {
            (named + usize::from(maps.find_skill(cell).is_some()), all + 1)
        });
        named > 0 && named * 2 >= all
    };
    (0..header.len()).filter(is_called).filter(mostly_named).collect()
}

/// Returns the only column that asks for a level, beside a column of skills. If there are several, it is the one for
/// the people's own rating.
fn own_level(
    header: &[String],
    rows: &[Row],
    mapping: &Mapping,
    meanings: &[Meaning],
) -> Option<usize> {
    const OWN: [&str; 4] = ["self", "own", "my", "your"];
    const ENOUGH: usize = 200;
    let holds_level = |at: usize| {
        let mut cells = rows.iter().take(ENOUGH).map(|row| read_alone(mapping, row.cell(at)));
        cells.any(|cell| matches!(cell, LevelCell::Level(_)))
    };
    let asks_level = |at: &usize| {
        meanings[*at] == Meaning::Unknown
            && mapping.meaning(&header[*at]).is_none()
            && asks(&header[*at]) == Asks::Level
            && holds_level(*at)
    };
    let asking: Vec<usize> = (0..header.len()).filter(asks_level).collect();
    let own = |at: &&usize| words(&header[**at]).iter().any(|word| OWN.contains(&word.as_str()));
    let mut owned = asking.iter().filter(own);
    match (asking.as_slice(), owned.next(), owned.next()) {
        ([only], ..) => Some(*only),
        (_, Some(own), None) => Some(*own),
        _ => None,
    }
}

/// Corrects the parts of names: `Nombre` beside `Apellidos` is a first name, and `Nom` beside `Prénom` is a last
/// name.
fn parts_of_names(meanings: &mut [Meaning]) {
    let has = |wanted: Meaning| meanings.contains(&wanted);
    let other = match (has(Meaning::FirstName), has(Meaning::LastName)) {
        (true, false) => Meaning::LastName,
        (false, true) => Meaning::FirstName,
        _ => return,
    };
    if let Some(name) = meanings.iter_mut().find(|meaning| **meaning == Meaning::Name) {
        *name = other;
    }
}

/// Applies the groups above the headers. A group may show that its columns do not ask for a level. If a skill is in
/// two groups, only one of them can count.
fn under_groups(groups: &[String], mapping: &Mapping, meanings: &mut [Meaning]) {
    for (group, meaning) in groups.iter().zip(meanings.iter_mut()) {
        let Meaning::Skill(skill) = *meaning else { continue };
        *meaning = match mapping.meaning(group) {
            Some(Meaning::Ignored) => Meaning::Ignored,
            Some(Meaning::SkillLevel) => continue,
            _ if asks(group) == Asks::Other => Meaning::OtherQuestion(skill),
            _ => continue,
        };
    }
    let mut columns: BTreeMap<SkillIndex, Vec<usize>> = BTreeMap::new();
    for (at, meaning) in meanings.iter().enumerate().take(groups.len()) {
        if let Meaning::Skill(skill) = meaning {
            columns.entry(*skill).or_default().push(at);
        }
    }
    for (skill, columns) in columns {
        let is_known = |at: &usize| {
            mapping.meaning(&groups[*at]) == Some(&Meaning::SkillLevel)
                || asks(&groups[*at]) == Asks::Level
        };
        let known: BTreeSet<&str> =
            columns.iter().filter(|at| is_known(at)).map(|at| groups[*at].as_str()).collect();
        let all: BTreeSet<&str> = columns.iter().map(|at| groups[*at].as_str()).collect();
        for at in columns.iter().filter(|_| all.len() > 1) {
            if known.len() != 1 || !is_known(at) {
                meanings[*at] = Meaning::OpenQuestion(skill);
            }
        }
    }
}

/// Limits each screening question to the members whose level the same file asks for.
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

/// Returns whether a header is for points or feedback, which quizzes add to each question.
fn is_of_a_quiz(header: &str) -> bool {
    let before = ["Points", "Feedback", "Punkte"].iter().any(|word| {
        header.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—']))
    });
    before || header.ends_with(" [Score]") || header.ends_with(" [Feedback]")
}

/// Checks that the columns say who answered and what.
///
/// # Errors
/// Returns a problem if no column says who answered, or if none is about a skill.
pub(crate) fn check(columns: &[ResponseColumn]) -> Result<(), Problem> {
    if !columns.iter().any(|column| says_who(&column.meaning)) {
        return Err(nobody(&listed_headers(columns)));
    }
    let is_answer = |column: &ResponseColumn| {
        let meaning = &column.meaning;
        matches!(
            meaning,
            Meaning::Skill(_)
                | Meaning::Retired(_)
                | Meaning::Screening(_)
                | Meaning::Checklist(_)
                | Meaning::SkillLevel
        )
    };
    if !columns.iter().any(is_answer) {
        return Err(no_skills(columns));
    }
    Ok(())
}

/// Returns the problem for a table that names no person. `seen` describes what it has instead.
pub(crate) fn nobody(seen: &str) -> Problem {
    Problem::new(
        Code::Nobody,
        format!("no column says who answered; {seen}"),
        "give a column the header Name or Email; --map FILE says which column it is, and which line is the header",
    )
}

/// Returns the problem for a table without a column about a skill.
pub(crate) fn no_skills(columns: &[ResponseColumn]) -> Problem {
    let asked = columns.iter().find(|column| {
        matches!(column.meaning, Meaning::OtherQuestion(_) | Meaning::OpenQuestion(_))
    });
    if let Some(column) = asked {
        return Problem::new(
            Code::NoSkills,
            format!(
                "no column clearly asks for the level of a skill; `{}` may ask for something else",
                column.at.header
            ),
            "if it asks for a level, say so in a file for --map: under [columns] the question, and `= \"level\"`",
        );
    }
    Problem::new(
        Code::NoSkills,
        format!("no column is about a skill; {}", listed_headers(columns)),
        "`skillgap skills` lists the names that a header may have; --map FILE says which column is which skill",
    )
}

/// Lists the first headers of a table for a message.
fn listed_headers(columns: &[ResponseColumn]) -> String {
    const MOST: usize = 8;
    let headers: Vec<String> = columns
        .iter()
        .map(|column| column.at.header.as_str())
        .filter(|header| !header.is_empty())
        .take(MOST)
        .map(|header| format!("“{header}”"))
        .collect();
    let first = if columns.len() > MOST { "the first headers are" } else { "the headers are" };
    format!("{first} {}", headers.join(", "))
}

/// Returns a problem for each column with levels whose header names no skill or asks an unclear question. Its
/// contents are lost unless the user says what the column means.
pub(crate) fn unknown(
    sheet: &Sheet,
    columns: &[ResponseColumn],
    maps: &SkillMaps,
    mapping: &Mapping,
) -> Vec<Problem> {
    /// The most columns for which a suggestion is computed.
    const MOST_MEANT: usize = 50;
    let mut problems = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let header = &sheet.header[at];
        let (message, repair) = match column.meaning {
            Meaning::Unknown if holds_levels(sheet, at, mapping) => {
                let what = if column.line.is_some() { "row" } else { "column" };
                let meant = (problems.len() < MOST_MEANT).then(|| meant(header, maps)).flatten();
                let say = meant.map_or("say".to_string(), |meant| format!("{meant} Say"));
                (
                    format!("this {what} has levels, but its header names no skill"),
                    format!("{say} what it is in a file for --map, or `ignore` it there"),
                )
            }
            Meaning::OpenQuestion(skill) if sheet.rows.iter().any(|r| !r.cell(at).is_empty()) => {
                let question = header.rsplit_once('[').map(|(question, _)| question.trim());
                let group = sheet.groups.get(at).map(String::as_str).filter(|g| !g.is_empty());
                let question = question.or(group).unwrap_or(header);
                (
                    format!(
                        "it is not clear whether “{}” asks for the level of {}, so it is not read",
                        shortened(question),
                        maps[skill].name
                    ),
                    format!(
                        "in a file for --map write under [columns] `{} = \"level\"`, or `= \"ignore\"`",
                        quoted(question)
                    ),
                )
            }
            _ => continue,
        };
        let place = SheetPlace {
            line: column.line,
            column: Some(column.at.clone()),
            found: shortened(header),
            ..SheetPlace::default()
        };
        problems.push(Problem::new(Code::UnknownColumn, message, repair).in_sheet(place));
    }
    problems
}

/// Returns the columns that were left out because they name no skill: those without a known meaning, and those that
/// look like a figure about people. Columns of the form itself, and columns that the user ignores, are not included.
pub(crate) fn left_out(
    sheet: &Sheet,
    columns: &[ResponseColumn],
    mapping: &Mapping,
) -> Vec<LeftOut> {
    const MOST_EXAMPLES: usize = 3;
    let is_open = |(at, column): &(usize, &ResponseColumn)| {
        let header = &sheet.header[*at];
        let is_figure = column.meaning == Meaning::OfTheForm
            && is_only_a_figure(header)
            && sheet.rows.iter().any(|row| !row.cell(*at).is_empty());
        column.meaning == Meaning::Unknown || is_figure
    };
    let examples = |at: usize| {
        let cells: Vec<&str> =
            sheet.rows.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
        let steps = cells.iter().filter(|cell| as_step(cell).is_some()).count();
        let mut examples: Vec<String> = Vec::new();
        if holds_levels(sheet, at, mapping) || (steps > 0 && steps * 2 >= cells.len()) {
            for cell in cells.into_iter().map(shortened) {
                if examples.len() < MOST_EXAMPLES && !examples.contains(&cell) {
                    examples.push(cell);
                }
            }
        }
        examples
    };
    let columns = columns.iter().enumerate().filter(is_open);
    // The numbers in a column about people are not levels.
    let examples = |(at, column): (usize, &ResponseColumn)| match column.meaning {
        Meaning::Unknown => LeftOut { column: at, examples: examples(at) },
        _ => LeftOut { column: at, examples: Vec::new() },
    };
    columns.map(examples).collect()
}

/// Returns whether a header counts as part of the form only because it looks like a figure about people.
fn is_only_a_figure(header: &str) -> bool {
    let normalised = normalised_name(without_marks(header));
    summaries::is_figure(header)
        && !is_id(header)
        && !is_of_a_quiz(header)
        && listed(&normalised).is_none()
}

/// Returns a note for each column that asks for the level of a retired skill.
pub(crate) fn of_retired(columns: &[ResponseColumn], maps: &SkillMaps) -> Vec<String> {
    let note = |column: &ResponseColumn| {
        let Meaning::Retired(retired) = column.meaning else { return None };
        Some(format!("“{}” asks for {}", column.at.header, becomes(retired, maps)))
    };
    columns.iter().filter_map(note).collect()
}

/// Describes a retired skill and how its levels count.
pub(crate) fn becomes(retired: RetiredIndex, maps: &SkillMaps) -> String {
    let counts = match maps[retired].split_into.as_slice() {
        [] => "so it is not read",
        _ => "so its level counts for each replacement that is not rated itself",
    };
    format!("`{}`, which {}, {counts}", maps[retired].id, maps.fate(retired))
}

/// Returns a note about columns that ask about skills but not for a level.
pub(crate) fn other_questions(columns: &[ResponseColumn]) -> Option<String> {
    const MOST: usize = 6;
    let other = columns.iter().filter(|c| matches!(c.meaning, Meaning::OtherQuestion(_)));
    let headers: Vec<String> = other.map(|column| format!("“{}”", column.at.header)).collect();
    let more = if headers.len() > MOST { " and more" } else { "" };
    let ask = if headers.len() == 1 {
        "does not ask for a level, so it is not read"
    } else {
        "do not ask for a level, so they are not read"
    };
    (!headers.is_empty()).then(|| {
        let first: Vec<&str> = headers.iter().take(MOST).map(String::as_str).collect();
        format!("{}{more} {ask}", first.join(", "))
    })
}

/// Quotes a text as a key of TOML.
pub(crate) fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}

/// Returns whether at least half of the filled cells of a column are levels.
fn holds_levels(sheet: &Sheet, at: usize, mapping: &Mapping) -> bool {
    let cells = sheet.rows.iter().map(|row| read_alone(mapping, row.cell(at)));
    let (levels, all) =
        cells.filter(|cell| *cell != LevelCell::Empty).fold((0, 0), |(levels, all), cell| {
            let is_level = matches!(cell, LevelCell::Level(_) | LevelCell::OtherScale(..=10));
            (levels + usize::from(is_level), all + 1)
        });
    all > 0 && levels * 2 >= all
}

/// Suggests what a header may mean: a skill with a similar name, or skills that the header names.
fn meant(header: &str, maps: &SkillMaps) -> Option<String> {
    let near = maps.skill(header).err().and_then(|unknown| unknown.did_you_mean());
    near.or_else(|| {
        let words: Vec<&str> = header
            .split(|c: char| {
                c.is_whitespace() || matches!(c, '(' | ')' | '?' | ',' | ':' | '[' | ']')
            })
            .filter(|word| !word.is_empty())
            .take(30)
            .collect();
        let runs = (1..=3).rev().flat_map(|length| words.windows(length));
        let named = runs.filter_map(|run| maps.find_skill(&run.join(" ")));
        let mut ids: Vec<String> = named.map(|skill| maps[skill].id.to_string()).collect();
        ids.dedup();
        ids.truncate(3);
        did_you_mean(&ids)
    })
}
