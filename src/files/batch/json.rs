//! One line of JSON as a profile: the short form, or the full one with its dated `rating`s.
//!
//! Most lines are of the plainest shape, and `scan` reads them. All others come here, and what is wrong in
//! them is told here.

use std::collections::HashSet;
use std::fmt;
use std::str;

use jiff::civil::Date;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::json_values::{Passed, ReadId, ReadLevel};
use super::scan::scan;
use super::skill_keys::SkillKeys;
use super::{Line, Refusal};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::Code;
use crate::domain::profile::{Entry, Method, Profile};
use crate::domain::rater::Rater;

/// Reads lines of JSON against the maps.
#[derive(Clone, Debug)]
pub struct JsonReader<'m> {
    maps: &'m SkillMaps,
    keys: SkillKeys,
    rater: &'m Rater,
}

impl<'m> JsonReader<'m> {
    /// A reader that takes a rater's ratings where there are some, else the person's own.
    pub fn new(maps: &'m SkillMaps, rater: &'m Rater) -> JsonReader<'m> {
        JsonReader { maps, keys: SkillKeys::new(maps), rater }
    }

    /// Reads a line.
    ///
    /// # Errors
    /// With the first thing that is wrong in it.
    pub fn read(&self, text: &[u8], line: &mut Line) -> Result<(), Refusal> {
        if scan(&self.keys, text, line).is_some() {
            return Ok(());
        }
        line.clear();
        self.read_any(text, line)
    }

    /// Reads a line of any shape with the full parser.
    ///
    /// # Errors
    /// As [`JsonReader::read`].
    pub fn read_any(&self, text: &[u8], line: &mut Line) -> Result<(), Refusal> {
        let text = str::from_utf8(text).map_err(|error| {
            let at = error.valid_up_to() + 1;
            Refusal::new(Code::NotUtf8.name(), format!("from byte {at} on this is not UTF-8 text"))
        })?;
        let mut draft = Draft {
            maps: self.maps,
            line,
            entries: Vec::new(),
            unknown: HashSet::new(),
            has_ratings: false,
            refusal: None,
        };
        let mut parser = serde_json::Deserializer::from_str(text);
        let read = Object(&mut draft).deserialize(&mut parser);
        read.and_then(|()| parser.end()).map_err(|error| refusal(&error, draft.refusal.take()))?;
        if !draft.has_ratings {
            return Err(Refusal::new(
                Code::MissingKey.name(),
                "there are neither `ratings`, as in {\"id\": \"ada\", \"ratings\": {\"python\": 2}}, nor a list `rating`",
            ));
        }
        if !draft.entries.is_empty() {
            draft.weigh_entries(self.rater);
        }
        Ok(())
    }
}

/// What is wrong, in our words if we said it, else in the parser's; with its place.
fn refusal(error: &serde_json::Error, said: Option<Refusal>) -> Refusal {
    let column = error.column();
    if let Some(said) = said {
        return Refusal::new(said.code, format!("{} (column {column})", said.message));
    }
    let text = error.to_string();
    let what = text.rfind(" at line ").map_or(&*text, |at| &text[..at]);
    let code = match error.classify() {
        Category::Data => Code::WrongType.name(),
        _ => "json-syntax",
    };
    Refusal::new(code, format!("{what} (column {column})"))
}

/// A line on its way.
pub(super) struct Draft<'d> {
    maps: &'d SkillMaps,
    pub(super) line: &'d mut Line,
    /// The ratings of the full form.
    entries: Vec<Entry>,
    unknown: HashSet<String>,
    has_ratings: bool,
    /// What is wrong, where the parser does not know it.
    refusal: Option<Refusal>,
}

impl Draft<'_> {
    pub(super) fn refuse<E: Error>(&mut self, code: &'static str, message: impl Into<String>) -> E {
        self.refusal = Some(Refusal::new(code, message));
        E::custom(code)
    }

    fn skill(&mut self, name: &str) -> Option<SkillIndex> {
        let found = self.maps.find_skill(name);
        if found.is_none() && self.unknown.insert(name.to_string()) {
            self.line.unknown.push(name.to_string());
        }
        found
    }

    /// Of the short form and the full one, the ratings that count.
    fn weigh_entries(&mut self, rater: &Rater) {
        let ratings = &mut self.line.ratings;
        let short = ratings.iter().map(|(skill, level)| Entry::own(skill, level));
        let profile = Profile {
            entries: short.chain(self.entries.drain(..)).collect(),
            ..Profile::default()
        };
        *ratings = profile.ratings(self.maps, rater);
    }
}

/// The keys of a kind of object, and what they mean.
trait Fields {
    /// What the object is, for people.
    const WHAT: &'static str;

    fn refuse<E: Error>(&mut self, code: &'static str, message: String) -> E;

    fn field<'de, A: MapAccess<'de>>(&mut self, key: &str, value: &mut A) -> Result<(), A::Error>;

    /// What is to be done when every key has been read.
    fn end<E: Error>(&mut self) -> Result<(), E> {
        Ok(())
    }
}

/// An object of a kind, in which no key comes twice.
struct Object<'f, F>(&'f mut F);

impl<'de, F: Fields> DeserializeSeed<'de> for Object<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, F: Fields> Visitor<'de> for Object<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(F::WHAT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(self.0.refuse("repeated-key", format!("`{key}` is there twice")));
            }
            self.0.field(&key, &mut map)?;
            seen.insert(key);
        }
        self.0.end()
    }
}

impl Fields for Draft<'_> {
    const WHAT: &'static str = "an object for a profile";

    fn refuse<E: Error>(&mut self, code: &'static str, message: String) -> E {
        Draft::refuse(self, code, message)
    }

    fn field<'de, A: MapAccess<'de>>(&mut self, key: &str, value: &mut A) -> Result<(), A::Error> {
        match key {
            "id" => value.next_value_seed(ReadId(self)),
            "ratings" => {
                self.has_ratings = true;
                value.next_value_seed(Object(&mut Short(self)))
            }
            "rating" => {
                self.has_ratings = true;
                value.next_value_seed(List(self))
            }
            _ => value.next_value_seed(Passed),
        }
    }
}

/// `ratings`: levels by the names of skills.
struct Short<'d, 'l>(&'d mut Draft<'l>);

impl Fields for Short<'_, '_> {
    const WHAT: &'static str = "an object of skills with their levels";

    fn refuse<E: Error>(&mut self, code: &'static str, message: String) -> E {
        self.0.refuse(code, message)
    }

    fn field<'de, A: MapAccess<'de>>(&mut self, key: &str, value: &mut A) -> Result<(), A::Error> {
        let draft = &mut *self.0;
        let Some(level) = value.next_value_seed(ReadLevel { draft, of: key })? else {
            return Ok(());
        };
        let Some(skill) = self.0.skill(key) else {
            return Ok(());
        };
        if self.0.line.ratings.get(skill).is_some() {
            let id = &self.0.maps[skill].id;
            let message = format!("`{id}` is rated twice, also as `{key}`");
            return Err(self.refuse(Code::DuplicateRating.name(), message));
        }
        self.0.line.ratings.set(skill, level);
        Ok(())
    }
}

/// `rating`: the entries of the full form.
struct List<'d, 'l>(&'d mut Draft<'l>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of ratings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            let mut rating = Rating { draft: self.0, skill: None, level: None, on: None, by: None };
            if list.next_element_seed(Object(&mut rating))?.is_none() {
                return Ok(());
            }
        }
    }
}

/// One entry of the full form.
struct Rating<'d, 'l> {
    draft: &'d mut Draft<'l>,
    skill: Option<String>,
    level: Option<Level>,
    on: Option<Date>,
    by: Option<String>,
}

impl Fields for Rating<'_, '_> {
    const WHAT: &'static str = "a rating, as in {\"skill\": \"sql\", \"level\": 2}";

    fn refuse<E: Error>(&mut self, code: &'static str, message: String) -> E {
        self.draft.refuse(code, message)
    }

    fn field<'de, A: MapAccess<'de>>(&mut self, key: &str, value: &mut A) -> Result<(), A::Error> {
        match key {
            "skill" => self.skill = Some(value.next_value()?),
            "level" => {
                let draft = &mut *self.draft;
                let of = "a skill";
                self.level = value.next_value_seed(ReadLevel { draft, of })?;
            }
            "on" => {
                if let Some(text) = value.next_value::<Option<String>>()? {
                    let day = text.parse().ok().filter(|_| text.len() == 10);
                    let message =
                        format!("`{text}` is not a day of the calendar, as 2026-11-22 is one");
                    self.on = Some(day.ok_or_else(|| self.refuse(Code::BadDate.name(), message))?);
                }
            }
            "by" => self.by = value.next_value()?,
            "method" => {
                if let Some(word) = value.next_value::<Option<String>>()?
                    && !Method::WORDS.iter().any(|(known, _)| *known == word)
                {
                    let message = format!("`{word}` is no method; use self, mentor or import");
                    return Err(self.refuse(Code::UnknownWord.name(), message));
                }
            }
            _ => value.next_value_seed(Passed)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self) -> Result<(), E> {
        let (Some(skill), Some(level)) = (self.skill.take(), self.level) else {
            let message = "a rating needs a `skill` and a `level`".to_string();
            return Err(self.refuse(Code::MissingKey.name(), message));
        };
        if let Some(skill) = self.draft.skill(&skill) {
            let by = Rater::maybe_named(self.by.take().as_deref());
            let entry = Entry { on: self.on, by, ..Entry::own(skill, level) };
            self.draft.entries.push(entry);
        }
        Ok(())
    }
}
