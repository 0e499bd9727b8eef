//! Reading one line of JSON as a person: the short form, or the full form with dated entries in `rating`.
//!
//! Most lines have the simplest shape, and `scan` reads them. All other lines are parsed into a tree of values.

use std::borrow::Cow;
use std::collections::HashSet;
use std::str;

use jiff::civil::Date;

use super::scan::scan;
use super::skill_keys::SkillKeys;
use super::{IdKind, Line};
use crate::domain::catalog::RetiredIndex;
use crate::domain::level::Level;
use crate::domain::maps::{KnownSkill, SkillMaps};
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetColumn, SheetPlace};
use crate::domain::profile::{Entry, Method, Profile, Said};
use crate::domain::rater::Rater;
use crate::files::people::headers;
use crate::files::people::json::{Json, repeated_key};
use crate::files::people::levels::{self, LevelCell};
use crate::files::people::mapping::Mapping;

/// A reader for lines of JSON.
#[derive(Clone, Debug)]
pub struct JsonReader<'m> {
    maps: &'m SkillMaps,
    keys: SkillKeys,
    rater: &'m Rater,
}

type Fields<'t> = [(Cow<'t, str>, Json<'t>)];

impl<'m> JsonReader<'m> {
    /// Makes a reader. It uses the ratings of `rater` where there are some, otherwise the person's own ratings.
    pub fn new(maps: &'m SkillMaps, rater: &'m Rater) -> JsonReader<'m> {
        JsonReader { maps, keys: SkillKeys::new(maps), rater }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// Returns the first problem of the line.
    pub fn read(&self, text: &[u8], line: &mut Line) -> Result<(), Problem> {
        if scan(&self.keys, text, line).is_some() {
            return Ok(());
        }
        line.clear();
        self.read_any(text, line)
    }

    /// Reads a line of any shape, without the fast path.
    ///
    /// # Errors
    /// Returns the same problems as [`JsonReader::read`].
    pub fn read_any(&self, text: &[u8], line: &mut Line) -> Result<(), Problem> {
        let text = str::from_utf8(text).map_err(|error| {
            let from = error.valid_up_to() + 1;
            let message = format!("from byte {from} on this is not UTF-8 text");
            Problem::new(Code::NotUtf8, message, "save the file as UTF-8")
        })?;
        let json = Json::parse(text)?;
        let fields = object(&json, "a person")?;
        let mut reading =
            Reading { maps: self.maps, line, unknown: HashSet::new(), carried: Vec::new() };
        // The id is read first, so that a problem before it can still name the person.
        if let Some(value) = json.field("id") {
            reading.id(value)?;
        }
        let (mut entries, mut said) = (Vec::new(), Vec::new());
        let mut has_ratings = false;
        for (key, value) in fields {
            match &**key {
                "id" => reading.id(value)?,
                "ratings" => {
                    has_ratings = true;
                    reading.short(object(value, "`ratings`")?)?;
                }
                "rating" => {
                    has_ratings = true;
                    let Json::List(items) = value else {
                        return Err(wrong_type("`rating`", value, "a list of ratings"));
                    };
                    for item in items {
                        entries.extend(reading.entry(object(item, "a rating")?)?);
                    }
                }
                "said" => {
                    has_ratings = true;
                    let Json::List(items) = value else {
                        return Err(wrong_type("`said`", value, "a list of answers"));
                    };
                    for item in items {
                        said.extend(reading.said(object(item, "an answer")?)?);
                    }
                }
                _ => {}
            }
        }
        if !has_ratings {
            return Err(Problem::new(
                Code::MissingKey,
                "there are neither `ratings`, as in {\"id\": \"ada\", \"ratings\": {\"python\": 2}}, nor a list `rating`",
                "add one of the two",
            ));
        }
        let carried = reading.carried;
        if !entries.is_empty() || !said.is_empty() || !carried.is_empty() {
            let carried = carried
                .iter()
                .flat_map(|(retired, level)| Entry::carried(self.maps, *retired, *level));
            let short = line.ratings.iter().map(|(skill, level)| Entry::own(skill, level));
            let entries = short.chain(carried).chain(entries).collect();
            let profile = Profile { entries, said, ..Profile::default() };
            line.ratings = profile.ratings(self.maps, self.rater);
        }
        Ok(())
    }
}

/// The state while a line is read.
struct Reading<'r, 't> {
    maps: &'r SkillMaps,
    line: &'r mut Line,
    /// Skills that the maps do not have.
    unknown: HashSet<&'t str>,
    /// Levels of retired skills in the short form.
    carried: Vec<(RetiredIndex, Level)>,
}

impl<'t> Reading<'_, 't> {
    fn id(&mut self, value: &Json<'_>) -> Result<(), Problem> {
        match value {
            Json::Null => {}
            Json::Text(text) => self.line.set_id(IdKind::Text, text),
            Json::Number(number) if !number.is_f64() => {
                self.line.set_id(IdKind::Number, &number.to_string());
            }
            other => return Err(wrong_type("`id`", other, "a text or a whole number")),
        }
        Ok(())
    }

    /// Reads `ratings`: levels by the names of skills.
    fn short(&mut self, fields: &'t Fields<'_>) -> Result<(), Problem> {
        for (name, value) in fields {
            let Some(level) = self.level(name, value)? else {
                continue;
            };
            let (id, is_second) = match self.skill(name) {
                None => continue,
                Some(KnownSkill::Skill(skill)) => {
                    let is_second = self.line.ratings.get(skill).is_some();
                    self.line.ratings.set(skill, level);
                    (&self.maps[skill].id, is_second)
                }
                Some(KnownSkill::Retired(retired)) => {
                    let is_second = self.carried.iter().any(|(other, _)| *other == retired);
                    self.carried.push((retired, level));
                    (&self.maps[retired].id, is_second)
                }
            };
            if is_second {
                let message = format!("`{id}` is rated twice, also as `{}`", shortened(name));
                return Err(Problem::new(Code::DuplicateRating, message, "keep one of the two"));
            }
        }
        Ok(())
    }

    /// Returns the skill that a name means. A name that is not in the maps, or a retired skill without a replacement,
    /// is kept as unknown.
    fn skill(&mut self, name: &'t str) -> Option<KnownSkill> {
        let maps = self.maps;
        let counts = |known: &KnownSkill| match known {
            KnownSkill::Skill(_) => true,
            KnownSkill::Retired(retired) => !maps[*retired].split_into.is_empty(),
        };
        let known = headers::known_skill(name, maps).filter(counts);
        if known.is_none() {
            self.add_unknown(name);
        }
        known
    }

    /// Reads one entry of `rating`. The list of ratings is empty if the maps do not have the skill.
    fn entry(&mut self, fields: &'t Fields<'_>) -> Result<Vec<Entry>, Problem> {
        let (mut name, mut said, mut on, mut by) = (None, None, None, Rater::OWN);
        for (key, value) in fields {
            match (&**key, value) {
                ("skill", Json::Text(text)) => name = Some(text),
                ("level", value) => said = Some(value),
                ("on", Json::Text(text)) => on = Some(day(text)?),
                ("by", Json::Text(text)) => by = Rater::named(text),
                ("method", Json::Text(word)) => method(word)?,
                ("on" | "by" | "method", Json::Null) => {}
                ("skill" | "on" | "by" | "method", other) => {
                    return Err(wrong_type(&format!("`{key}`"), other, "a text"));
                }
                _ => {}
            }
        }
        let of = name.map_or("a skill", |name| &**name);
        let level = said.map_or(Ok(None), |value| self.level(of, value))?;
        let (Some(name), Some(level)) = (name, level) else {
            let message = "a rating needs a `skill` and a `level`";
            return Err(Problem::new(Code::MissingKey, message, "add what is missing"));
        };
        let entries = match self.skill(name) {
            None => Vec::new(),
            Some(KnownSkill::Skill(skill)) => vec![Entry::own(skill, level)],
            Some(KnownSkill::Retired(retired)) => Entry::carried(self.maps, retired, level),
        };
        Ok(entries.into_iter().map(|entry| Entry { on, by: by.clone(), ..entry }).collect())
    }

    /// Reads one entry of `said`, or returns `None` if the maps do not have the skill.
    fn said(&mut self, fields: &'t Fields<'_>) -> Result<Option<Said>, Problem> {
        let (mut name, mut number, mut can, mut on, mut by) = (None, None, None, None, Rater::OWN);
        for (key, value) in fields {
            match (&**key, value) {
                ("skill", Json::Text(text)) => name = Some(text),
                ("level", value) => number = Some(value),
                ("can", Json::Bool(holds)) => can = Some(*holds),
                ("on", Json::Text(text)) => on = Some(day(text)?),
                ("by", Json::Text(text)) => by = Rater::named(text),
                ("on" | "by", Json::Null) => {}
                ("can", other) => return Err(wrong_type("`can`", other, "true or false")),
                ("skill" | "on" | "by", other) => {
                    return Err(wrong_type(&format!("`{key}`"), other, "a text"));
                }
                _ => {}
            }
        }
        let of = name.map_or("a skill", |name| &**name);
        let level = number.map_or(Ok(None), |value| self.level(of, value))?;
        let (Some(name), Some(level), Some(can)) = (name, level, can) else {
            let message = "an answer needs a `skill`, a `level` and `can`";
            return Err(Problem::new(Code::MissingKey, message, "add what is missing"));
        };
        if level == Level::NONE {
            let message = "0 is not a level here";
            return Err(Problem::new(Code::LevelOffScale, message, "levels here are 1 to 4"));
        }
        let Some(skill) = headers::skill(name, self.maps) else {
            self.add_unknown(name);
            return Ok(None);
        };
        // A rating and an answer of the same day have no order in time, so the rating counts.
        Ok(Some(Said { on, by, place: 0, ..Said::own(skill, level, can) }))
    }

    /// Reads a level: a number, or a text that a cell of a table could have. Null means no level.
    fn level(&self, key: &str, value: &Json<'_>) -> Result<Option<Level>, Problem> {
        let mapping = Mapping::default();
        let read = match value {
            Json::Null => LevelCell::Empty,
            Json::Number(number) => {
                let level = number.as_f64().and_then(levels::of_number);
                level.map_or(LevelCell::NoLevel, LevelCell::Level)
            }
            Json::Text(text) => match headers::skill(key, self.maps) {
                Some(skill) => levels::read(self.maps, &self.maps[skill], &mapping, text),
                None => levels::read_alone(&mapping, text),
            },
            other => return Err(wrong_type(&format!("`{}`", shortened(key)), other, "a level")),
        };
        read.level(&shortened(key), &mapping).map_err(|problem| {
            problem.in_sheet(SheetPlace {
                column: Some(SheetColumn { number: None, header: shortened(key) }),
                found: shortened(&value.to_string()),
                ..SheetPlace::default()
            })
        })
    }

    fn add_unknown(&mut self, name: &'t str) {
        if self.unknown.insert(name) {
            self.line.unknown.push(name.to_string());
        }
    }
}

/// Returns the fields of an object, and checks that no key is repeated.
fn object<'j, 't>(value: &'j Json<'t>, what: &str) -> Result<&'j Fields<'t>, Problem> {
    let Json::Object(fields) = value else {
        return Err(wrong_type(what, value, "an object"));
    };
    match repeated_key(fields) {
        None => Ok(fields),
        Some(key) => {
            let message = format!("`{}` is there twice", shortened(key));
            Err(Problem::new(Code::RepeatedKey, message, "keep one of the two"))
        }
    }
}

/// Checks the word for the method of a rating. The method itself is not used here.
fn method(word: &str) -> Result<(), Problem> {
    if Method::WORDS.iter().any(|(known, _)| *known == word) {
        return Ok(());
    }
    let message = format!("`{}` is not a method", shortened(word));
    Err(Problem::new(Code::UnknownWord, message, "use self, mentor or import"))
}

fn day(text: &str) -> Result<Date, Problem> {
    let day = text.parse().ok().filter(|_| text.len() == 10);
    day.ok_or_else(|| {
        let message = format!("`{}` is not a day of the calendar", shortened(text));
        Problem::new(Code::BadDate, message, "write it as 2026-11-22")
    })
}

fn wrong_type(what: &str, value: &Json<'_>, expected: &str) -> Problem {
    let message = format!("{what} must be {expected}, but this is {}", value.kind());
    Problem::new(Code::WrongType, message, format!("write {expected}"))
}
