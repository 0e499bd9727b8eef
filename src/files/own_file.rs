//! Reading a file about one person into ratings and claims: the ticks of a page, a table of levels, a JSON Resume,
//! the skills of LinkedIn, or a plain list.
//!
//! Levels from 0 to 4 become ratings. What a résumé says in its own words becomes a claim: it is not a rating, and
//! the interview asks about it first.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::json_faults::fault;
use super::limits::BYTES_OF_OWN_FILE;
use super::people::delimited::{open_quote, records};
use super::people::encoding;
use super::people::levels::{self, LevelCell};
use super::people::mapping::Mapping;
use crate::domain::catalog::{RetiredIndex, SkillIndex};
use crate::domain::level::Level;
use crate::domain::maps::{KnownSkill, SkillMaps};
use crate::domain::names::normalised_name;
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace, Span};
use crate::domain::words::words;

words! {
    /// The kind of a file about one person.
    pub(crate) enum OwnKind {
        /// The ticks of a page.
        Ticks = "ticks",
        /// A table with levels 0 to 4.
        Levels = "levels",
        /// A JSON Resume.
        JsonResume = "json-resume",
        /// The `Skills.csv` of LinkedIn's archive.
        LinkedIn = "linkedin-skills",
        /// A list with a name on each line.
        List = "list",
    }
}

/// The contents of a file about one person.
#[derive(Clone, Debug)]
pub struct OwnFile {
    /// The kind of the file.
    pub(crate) kind: OwnKind,
    /// Rated skills with their levels, and their days if the file has them.
    pub ratings: Vec<(SkillIndex, Level, Option<Date>)>,
    /// Rated skills that are retired but have replacements, in the same form.
    pub(crate) carried: Vec<(RetiredIndex, Level, Option<Date>)>,
    /// The retired skills that are named, each once. Those without a replacement are also in `unknown`.
    pub(crate) retired: Vec<RetiredIndex>,
    /// The ids of projects that are marked as done, and their days.
    pub projects: Vec<(String, Option<Date>)>,
    /// Skills that are named without a level from 0 to 4. If the file has a word for the level, its level is there
    /// too.
    pub claims: Vec<Claimed>,
    /// Names that are not in the maps, each once.
    pub(crate) unknown: Vec<String>,
    /// Cells that could not be read, with their places.
    pub problems: Vec<Problem>,
}

/// A skill that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The skill.
    pub skill: SkillIndex,
    /// The word in the file for the level.
    pub word: Option<String>,
    /// The level that the word stands for in [`LEVEL_WORDS`].
    pub(crate) level: Option<Level>,
}

/// The words of résumés for each level. Every writer has a scale of their own, so these words make claims and not
/// ratings.
pub(crate) const LEVEL_WORDS: [(Level, &[&str]); 4] = [
    (Level::ABOVE_NONE[0], &["awareness", "beginner", "novice", "basic", "elementary", "familiar"]),
    (Level::ABOVE_NONE[1], &["working", "intermediate", "competent", "proficient", "good"]),
    (Level::ABOVE_NONE[2], &["practitioner", "advanced", "experienced", "strong", "senior"]),
    (Level::EXPERT, &["expert", "master", "guru", "excellent"]),
];

/// The header of the file in which a page saves its ticks.
const TICKS: [&str; 4] = ["kind", "id", "level", "on"];

/// Reads a file about one person. Its kind is recognised from its contents.
///
/// # Errors
/// Returns a problem if the file has none of the known kinds or is damaged.
pub fn read(bytes: &[u8], maps: &SkillMaps) -> Result<OwnFile, Problem> {
    if bytes.len() > BYTES_OF_OWN_FILE {
        return Err(Problem::new(
            Code::TooLarge,
            format!("the file is larger than {} MB", BYTES_OF_OWN_FILE >> 20),
            "give a file about only one person",
        ));
    }
    let text = encoding::decode(bytes)?.text;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Problem::new(Code::NoAnswers, "the file is empty", SHAPES));
    }
    if text.contains('\0') {
        return Err(Problem::new(Code::NoSkills, "this is not a text file", SHAPES));
    }
    match text.trim_start().chars().next() {
        Some('{') => return json_resume(text, maps),
        Some('[') => {
            return Err(match serde_json::from_str::<IgnoredAny>(text) {
                Ok(_) => no_resume(text, (1, 1), "it is a list, and not an object"),
                Err(error) => no_json(text, &error),
            });
        }
        _ => {}
    }
    let table = Table::read(text)?;
    let header: Vec<String> = table.header.iter().map(|cell| normalised_name(cell)).collect();
    let at = |names: &[&str]| header.iter().position(|cell| names.contains(&cell.as_str()));
    if header == TICKS {
        return Ok(ticks(&table, maps));
    }
    let skill = at(&["skill", "skills", "id", "name", "technology"]);
    let level = at(&["level", "rating", "score"]);
    if let (Some(skill), Some(level)) = (skill, level) {
        return Ok(long(&table, maps, skill, level, at(&["on", "date", "day"])));
    }
    if header == ["name"] {
        return Ok(list(OwnKind::LinkedIn, table.rows.iter().map(|row| row.cell(0)), maps));
    }
    if header.iter().any(|cell| maps.find_known(cell).is_some()) && table.header.len() > 1 {
        return wide(&table, maps);
    }
    if table.header.len() == 1 {
        return Ok(list(OwnKind::List, text.lines(), maps));
    }
    let seen: Vec<&str> = table.header.iter().take(8).map(String::as_str).collect();
    Err(Problem::new(
        Code::NoSkills,
        format!("no column has levels of skills; the columns are {}", seen.join(", ")),
        SHAPES,
    ))
}

const SHAPES: &str = "`import` reads the ticks of a page, a CSV with the columns skill and level, a CSV with a column for each skill and one row, a JSON Resume, LinkedIn's Skills.csv, or a list with a skill on each line";

/// The rows of a delimited text.
struct Table {
    header: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    line: usize,
    cells: Vec<String>,
}

impl Row {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }

    fn problem(&self, at: usize, header: &str, problem: Problem) -> Problem {
        problem.in_sheet(SheetPlace {
            line: Some(self.line),
            column: Some(SheetColumn { number: Some(at), header: header.to_string() }),
            found: self.cell(at).to_string(),
            ..SheetPlace::default()
        })
    }
}

impl Table {
    fn read(text: &str) -> Result<Table, Problem> {
        let first = text.lines().next().unwrap_or_default();
        let often = |delimiter: &&u8| first.bytes().filter(|byte| byte == *delimiter).count();
        // If several are equally frequent, the comma wins, because it is the last.
        let delimiter = b"\t;,".iter().max_by_key(often).copied().unwrap_or(b',');
        let (read, open) = records(text, delimiter, usize::MAX)?;
        if open.is_some() {
            return Err(open_quote(open));
        }
        let mut rows: Vec<Row> =
            read.into_iter().map(|row| Row { line: row.line, cells: row.cells }).collect();
        let header = rows.remove(0).cells.iter().map(|cell| cell.trim().to_string()).collect();
        Ok(Table { header, rows })
    }
}

impl OwnFile {
    fn new(kind: OwnKind) -> OwnFile {
        OwnFile {
            kind,
            ratings: Vec::new(),
            carried: Vec::new(),
            retired: Vec::new(),
            projects: Vec::new(),
            claims: Vec::new(),
            unknown: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn unknown(&mut self, name: &str) {
        if !self.unknown.iter().any(|known| known == name) {
            self.unknown.push(name.to_string());
        }
    }

    /// Finds a skill by its name. A name that is not in the maps, or a retired skill without a replacement, is kept
    /// as unknown.
    fn skill(&mut self, maps: &SkillMaps, name: &str) -> Option<KnownSkill> {
        let found = maps.find_known(name);
        match found {
            Some(KnownSkill::Skill(_)) => {}
            Some(KnownSkill::Retired(retired)) => {
                if !self.retired.contains(&retired) {
                    self.retired.push(retired);
                }
                if maps[retired].split_into.is_empty() {
                    self.unknown(name);
                    return None;
                }
            }
            None => self.unknown(name),
        }
        found
    }

    fn claim(&mut self, maps: &SkillMaps, name: &str, word: Option<&str>) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        let word = word.map(str::trim).filter(|word| !word.is_empty());
        match self.skill(maps, name) {
            None => {}
            Some(KnownSkill::Skill(skill)) => {
                self.claim_skill(skill, word, word.and_then(level_of))
            }
            // A word for the retired skill is not a level of its replacements, so the interview asks about each.
            Some(KnownSkill::Retired(retired)) => {
                for skill in &maps[retired].split_into {
                    self.claim_skill(*skill, word, None);
                }
            }
        }
    }

    fn claim_skill(&mut self, skill: SkillIndex, word: Option<&str>, level: Option<Level>) {
        match self.claims.iter_mut().find(|claim| claim.skill == skill) {
            Some(claim) => {
                if level > claim.level {
                    claim.level = level;
                    claim.word = word.map(str::to_string);
                }
            }
            None => self.claims.push(Claimed { skill, word: word.map(str::to_string), level }),
        }
    }

    /// Adds a rating. If a skill is rated twice, the higher level counts.
    fn rate(&mut self, skill: KnownSkill, level: Level, on: Option<Date>) {
        match skill {
            KnownSkill::Skill(skill) => keep_higher(&mut self.ratings, skill, level, on),
            KnownSkill::Retired(retired) => keep_higher(&mut self.carried, retired, level, on),
        }
    }
}

/// Adds a rating, unless there is one with the same or a higher level.
fn keep_higher<T: PartialEq>(
    ratings: &mut Vec<(T, Level, Option<Date>)>,
    skill: T,
    level: Level,
    on: Option<Date>,
) {
    match ratings.iter_mut().find(|(other, ..)| *other == skill) {
        Some(known) if level > known.1 => *known = (skill, level, on),
        Some(_) => {}
        None => ratings.push((skill, level, on)),
    }
}

/// Returns the level that a word of a résumé stands for.
fn level_of(word: &str) -> Option<Level> {
    let word = normalised_name(word);
    let stands = |(_, words): &&(Level, &[&str])| words.contains(&word.as_str());
    LEVEL_WORDS.iter().find(stands).map(|(level, _)| *level)
}

fn day(row: &Row, at: usize, header: &str, own: &mut OwnFile) -> Option<Date> {
    let text = row.cell(at);
    if text.is_empty() {
        return None;
    }
    let day = text.get(..10).unwrap_or(text).parse::<Date>().ok();
    if day.is_none() {
        own.problems.push(row.problem(
            at,
            header,
            Problem::new(Code::BadDate, "this is not a date", "write it as 2026-11-30"),
        ));
    }
    day
}

fn level(row: &Row, at: usize, header: &str, skill: &str, own: &mut OwnFile) -> Option<Level> {
    match levels::read_alone(&Mapping::default(), row.cell(at)) {
        LevelCell::Level(level) => Some(level),
        LevelCell::Empty => None,
        LevelCell::Two(..)
        | LevelCell::OtherScale(_)
        | LevelCell::ForeignWords
        | LevelCell::NoLevel => {
            own.problems.push(row.problem(
                at,
                header,
                Problem::new(
                    Code::NoLevel,
                    format!("this is not a level of {skill}"),
                    "write 0 none, 1 awareness, 2 working, 3 practitioner or 4 expert",
                ),
            ));
            None
        }
    }
}

fn ticks(table: &Table, maps: &SkillMaps) -> OwnFile {
    let mut own = OwnFile::new(OwnKind::Ticks);
    for row in &table.rows {
        // A truncated file ends in the middle of a row.
        let needed = if row.cell(0) == "step" { 3 } else { 2 };
        if let Some(missing) = (0..needed).find(|at| row.cell(*at).is_empty()) {
            let problem = Problem::new(
                Code::NoLevel,
                "this tick is incomplete",
                "save the ticks of the page again",
            );
            own.problems.push(row.problem(missing, TICKS[missing], problem));
            continue;
        }
        let on = day(row, 3, TICKS[3], &mut own);
        match row.cell(0) {
            "project" => own.projects.push((row.cell(1).to_string(), on)),
            "step" => {
                if let Some(skill) = own.skill(maps, row.cell(1))
                    && let Some(level) = level(row, 2, TICKS[2], row.cell(1), &mut own)
                {
                    own.rate(skill, level, on);
                }
            }
            _ => own.problems.push(row.problem(
                0,
                TICKS[0],
                Problem::new(
                    Code::UnknownWord,
                    "this is not a tick",
                    "a tick is a step or a project",
                ),
            )),
        }
    }
    own
}

fn long(table: &Table, maps: &SkillMaps, skill: usize, at: usize, on: Option<usize>) -> OwnFile {
    let mut own = OwnFile::new(OwnKind::Levels);
    for row in &table.rows {
        let name = row.cell(skill);
        let Some(skill) = own.skill(maps, name).filter(|_| !name.is_empty()) else { continue };
        let on = on.and_then(|on| day(row, on, &table.header[on], &mut own));
        if let Some(level) = level(row, at, &table.header[at], name, &mut own) {
            own.rate(skill, level, on);
        }
    }
    own.unknown.retain(|name| !name.is_empty());
    own
}

fn wide(table: &Table, maps: &SkillMaps) -> Result<OwnFile, Problem> {
    let mut own = OwnFile::new(OwnKind::Levels);
    let [row] = table.rows.as_slice() else {
        return Err(Problem::new(
            Code::NoPerson,
            format!(
                "there are {} rows, but `import` reads the levels of one person",
                table.rows.len()
            ),
            "keep your own row; `skillgap cohort import` reads many people",
        ));
    };
    for (at, header) in table.header.iter().enumerate() {
        if row.cell(at).is_empty() {
            continue;
        }
        if let Some(skill) = own.skill(maps, header)
            && let Some(level) = level(row, at, header, header, &mut own)
        {
            own.rate(skill, level, None);
        }
    }
    Ok(own)
}

fn list<'t>(kind: OwnKind, names: impl Iterator<Item = &'t str>, maps: &SkillMaps) -> OwnFile {
    let mut own = OwnFile::new(kind);
    for name in names {
        own.claim(maps, name.trim().trim_start_matches(['-', '*', '•']), None);
    }
    own
}

/// The parts of a JSON Resume that are about skills.
#[derive(Deserialize)]
struct Resume {
    #[serde(default)]
    skills: Vec<ResumeSkill>,
    #[serde(default)]
    work: Vec<Highlights>,
    #[serde(default)]
    projects: Vec<Highlights>,
}

#[derive(Deserialize)]
struct ResumeSkill {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    level: Option<String>,
    #[serde(default)]
    keywords: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Highlights {
    #[serde(default)]
    highlights: Option<Vec<String>>,
    #[serde(default)]
    keywords: Option<Vec<String>>,
}

/// Makes the problem of a text that is JSON, but not a résumé. The place is as in [`span_at`].
fn no_resume(text: &str, at: (usize, usize), why: &str) -> Problem {
    Problem::at(
        &span_at(text, at),
        Code::NotJson,
        format!("this is not a JSON Resume: {why}"),
        "its `skills` are a list of {\"name\": …, \"level\": …, \"keywords\": […]}",
    )
}

/// Makes the problem of a text that begins like JSON, and is not JSON.
fn no_json(text: &str, error: &serde_json::Error) -> Problem {
    Problem::at(
        &span_at(text, (error.line(), error.column())),
        Code::NotJson,
        format!("this begins like JSON, but it is not: {}", fault(error)),
        "correct it here, or export the file again; a plain list has one skill on each line, without brackets",
    )
}

/// Returns the place at a line and a column of bytes, both from 1.
fn span_at(text: &str, (line, column): (usize, usize)) -> Span {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1));
    let at = before.map(str::len).sum::<usize>() + column.saturating_sub(1);
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    Span { file: 0, range: at..at }
}

fn json_resume(text: &str, maps: &SkillMaps) -> Result<OwnFile, Problem> {
    let resume: Resume = serde_json::from_str(text).map_err(|error| match error.is_data() {
        true => no_resume(text, (error.line(), error.column()), &fault(&error)),
        false => no_json(text, &error),
    })?;
    let mut own = OwnFile::new(OwnKind::JsonResume);
    for skill in &resume.skills {
        let word = skill.level.as_deref();
        // `skillgap export` writes the area of a skill as its only keyword. This keyword is not a skill.
        let found = skill.name.as_deref().and_then(|name| maps.find_known(name));
        let area = match found {
            Some(KnownSkill::Skill(found)) => Some(&maps[maps[found].area].name),
            Some(KnownSkill::Retired(_)) | None => None,
        };
        let keywords = skill.keywords.as_ref().filter(|keywords| match keywords.as_slice() {
            [keyword] => area != Some(keyword),
            _ => true,
        });
        // A heading such as "Web development" above keywords is not a skill, even if it is an ambiguous name of one.
        let is_skill = |name: &&str| match found {
            Some(KnownSkill::Skill(found)) => keywords.is_none() || !means_more(maps, found, name),
            Some(KnownSkill::Retired(_)) => true,
            None => false,
        };
        let known = skill.name.as_deref().filter(is_skill);
        match (known, keywords) {
            (Some(name), _) => own.claim(maps, name, word),
            (None, None) => own.claim(maps, skill.name.as_deref().unwrap_or_default(), word),
            (None, Some(_)) => {}
        }
        for keyword in keywords.into_iter().flatten() {
            own.claim(maps, keyword, if known.is_some() { None } else { word });
        }
    }
    for part in resume.work.iter().chain(&resume.projects) {
        for keyword in part.keywords.iter().flatten() {
            own.claim(maps, keyword, None);
        }
        for sentence in part.highlights.iter().flatten() {
            for skill in named_in(sentence, maps) {
                own.claim(maps, &maps[skill].id, None);
            }
        }
    }
    Ok(own)
}

/// Returns whether a name of a skill also has another meaning.
fn means_more(maps: &SkillMaps, skill: SkillIndex, name: &str) -> bool {
    maps[skill].homonyms.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Returns the skills that a sentence names. Names that also have another meaning are ignored.
fn named_in(sentence: &str, maps: &SkillMaps) -> Vec<SkillIndex> {
    let words: Vec<&str> = sentence
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/'))
        .map(|word| word.trim_matches(['.', ':', '"', '\'', '!', '?']))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    for from in 0..words.len() {
        for until in from + 1..=(from + 3).min(words.len()) {
            let name = words[from..until].join(" ");
            let Some(skill) = maps.find_skill(&name) else { continue };
            if !means_more(maps, skill, &name) && !found.contains(&skill) {
                found.push(skill);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_resumes_stand_for_levels() {
        assert_eq!(level_of("Intermediate"), Some(Level::ABOVE_NONE[1]));
        assert_eq!(level_of(" MASTER "), Some(Level::EXPERT));
        assert_eq!(level_of("8 years"), None);
    }
}
