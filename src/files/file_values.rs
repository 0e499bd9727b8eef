//! The types that a key of a file may have: texts, numbers, levels and words, each with its check and its schema.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::file_reader::{FORMAT, FileValue, Table, Value};
use crate::domain::level::Level;
use crate::domain::names::{did_you_mean, nearest};
use crate::domain::problem::{Code, Span, Spanned};
use crate::domain::words::Word;

/// A text with its span.
pub(crate) type Text = Spanned<NonEmptyText>;

/// Declares kinds of text. The pattern and the greatest length go into the schema, and the check accepts the same
/// texts.
macro_rules! texts {
    ($(
        $(#[$about:meta])+
        $name:ident: $pattern:literal $(, $most:literal)?
            $(=> $holds:expr, $code:ident, $is:literal, $repair:literal)?;
    )+) => {$(
        $(#[$about])+
        #[derive(Clone, Debug, Default, PartialEq, Eq, JsonSchema)]
        pub(crate) struct $name(
            #[schemars(regex(pattern = $pattern) $(, length(max = $most))?)] pub(crate) String,
        );

        impl FileValue for $name {
            const IS: &'static str = "a text in quotes";

            fn read(value: &Value<'_, '_>) -> Option<$name> {
                let text = value.text::<$name>()?;
                $(
                    let holds: fn(&str) -> bool = $holds;
                    if !holds(&text) {
                        value.report(Code::$code, format!("`{text}` is not {}", $is), $repair);
                    }
                )?
                Some($name(text))
            }

            fn stand_in(_: &Span) -> $name {
                $name::default()
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    )+};
}

texts! {
    /// A text that is not empty.
    NonEmptyText: r"\S";

    /// Up to 60 small letters, digits and single dashes.
    Id: r"^[a-z0-9]+(-[a-z0-9]+)*$", 60 =>
        |text| is_kebab_case(text, ""), BadId, "an id",
        "use up to 60 small letters, digits and single dashes, as in `rest-design`";

    /// Up to 60 small letters, digits, dots and single dashes.
    SourceId: r"^[a-z0-9.]+(-[a-z0-9.]+)*$", 60 =>
        |text| is_kebab_case(text, "."), BadId, "an id",
        "use up to 60 small letters, digits, dots and single dashes, as in `pyyaml-6.0`";

    /// A source, a colon and a locator.
    EvidenceKey: r"^[^\s:]+:\S+$" =>
        is_evidence_key, BadEvidence, "an evidence key",
        "write a source, a colon and a locator, as in `dora:version-control`";

    /// A phrase of an advertisement: it begins with a word or a mark.
    Phrase: r"^[^\sA-Z@][^A-Z]*$" =>
        begins_with_a_word, BadPhrase, "a phrase that can be looked for",
        "begin it with a word, and write it in lower case with spaces for dashes";

    /// One word in lower case.
    SmallWord: r"^[^\sA-Z|*?_@-]+$" =>
        is_one_word, BadPhrase, "one word of a list",
        "write one word in lower case; a list has no signs such as `|` and `*`";

    /// An address that begins with https.
    Link: r"^https://\S+$" =>
        |text| text.len() > 8 && text.starts_with("https://") && !text.contains(char::is_whitespace),
        BadLink, "a link", "write the whole address, beginning with https://";
}

fn begins_with_a_word(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let optional = first.len() > 1 && first.ends_with('?');
    !optional && !matches!(first, "_" | ".." | "@" | "$") && !text.chars().any(char::is_uppercase)
}

fn is_one_word(text: &str) -> bool {
    let is_none = |c: char| c.is_whitespace() || c.is_uppercase() || "|*?_@-".contains(c);
    !text.is_empty() && !text.contains(is_none)
}

fn is_kebab_case(text: &str, more: &str) -> bool {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c);
    text.len() <= 60 && text.split('-').all(|part| !part.is_empty() && part.chars().all(fine))
}

fn is_evidence_key(text: &str) -> bool {
    let parts =
        text.split_once(':').filter(|(source, place)| !source.is_empty() && !place.is_empty());
    parts.is_some() && !text.contains(char::is_whitespace)
}

/// Declares kinds of number, each with its least and greatest value.
macro_rules! numbers {
    ($(
        $(#[$about:meta])+
        $name:ident($number:ty): $least:expr, $most:expr => $code:ident, $is:literal;
    )+) => {$(
        $(#[$about])+
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd, schemars::JsonSchema)]
        #[schemars(inline)]
        pub(crate) struct $name(
            #[schemars(range(min = $least, max = $most))] pub(crate) $number,
        );

        impl $crate::files::file_reader::FileValue for $name {
            const IS: &'static str = <$number>::IS;

            fn read(value: &$crate::files::file_reader::Value<'_, '_>) -> Option<$name> {
                let number = <$number>::read(value)?;
                let range = $least..=$most;
                if !range.contains(&number) {
                    value.report(
                        $crate::domain::problem::Code::$code,
                        format!("{} is not {}", value.number_as_written(), $is),
                        format!("write {} from {} to {}", Self::IS, range.start(), range.end()),
                    );
                }
                Some($name(number))
            }

            fn stand_in(span: &$crate::domain::problem::Span) -> $name {
                $name(<$number>::stand_in(span))
            }
        }
    )+};
}

pub(crate) use numbers;

numbers! {
    /// Whole hours.
    WholeHours(i64): 1, 20_000 => HoursNotPositive, "a number of hours";

    /// A place in the order of learning, in levels of depth.
    PlaceNumber(f64): -100.0, 100.0 => OutOfRange, "a place on the way";

    /// How strongly the words of a title speak for a role.
    TitleWeight(i64): 1, 100 => OutOfRange, "a weight";

    /// A number of curricula.
    Curricula(i64): 0, 100_000 => OutOfRange, "a number of curricula";
}

impl PlaceNumber {
    /// Returns the place in hundredths, so that places can be compared exactly.
    pub(crate) fn hundredths(self) -> i32 {
        (self.0 * 100.0).round() as i32
    }
}

/// A level from `LEAST` to 4. `LEAST` is 0 for a level that somebody has, and 1 for a level that somebody reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LevelFrom<const LEAST: u8>(pub Level);

/// 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert.
pub(crate) type AnyLevel = LevelFrom<0>;

/// A level above none.
pub(crate) type Reached = LevelFrom<1>;

impl<const LEAST: u8> FileValue for LevelFrom<LEAST> {
    const IS: &'static str = i64::IS;

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        let number = i64::read(value)?;
        let (least, most) = (i64::from(LEAST), i64::from(Level::EXPERT.number()));
        if !(least..=most).contains(&number) {
            value.report(
                Code::LevelOffScale,
                format!("{number} is not a level here"),
                format!("levels here are {least} to {most}"),
            );
        }
        Level::new(number.clamp(least, most)).map(LevelFrom)
    }

    fn stand_in(_: &Span) -> Self {
        LevelFrom(Level::ABOVE_NONE[0])
    }
}

impl<const LEAST: u8> JsonSchema for LevelFrom<LEAST> {
    fn schema_name() -> Cow<'static, str> {
        if LEAST == 0 { "Level".into() } else { "Reached".into() }
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let about = if LEAST == 0 {
            "0 none, 1 awareness, 2 working, 3 practitioner, 4 expert."
        } else {
            "A level above none."
        };
        json_schema!({
            "description": about, "type": "integer", "format": "uint8", "minimum": LEAST, "maximum": 4,
        })
    }
}

/// One of the words of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OneOf<T>(pub T);

impl<T: Word> FileValue for OneOf<T> {
    const IS: &'static str = NonEmptyText::IS;

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        let text = value.text::<Self>()?;
        let words = || T::ALL.iter().map(|value| value.word());
        if let Some(at) = words().position(|word| word == text) {
            return Some(OneOf(T::ALL[at]));
        }
        let all: Vec<&str> = words().collect();
        value.report(
            Code::UnknownWord,
            format!("`{text}` is not one of {}", all.join(", ")),
            did_you_mean(&nearest(&text, words()))
                .unwrap_or_else(|| "use one of these words".to_string()),
        );
        None
    }

    /// Returns the last word of the enum, which demands the least.
    fn stand_in(_: &Span) -> Self {
        OneOf(T::ALL[T::ALL.len() - 1])
    }
}

impl<T: Word> JsonSchema for OneOf<T> {
    fn schema_name() -> Cow<'static, str> {
        let name = std::any::type_name::<T>();
        name.rsplit("::").next().unwrap_or(name).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words = T::ALL.iter().map(|value| {
            json_schema!({
                "description": format!("{}.", value.about()), "type": "string", "const": value.word(),
            })
        });
        json_schema!({ "oneOf": words.collect::<Vec<_>>() })
    }
}

/// A value for each level, under the keys `LEAST` to 4. If `ALL` is true, the levels 1 to 4 are required, and a rule
/// reports those that are missing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByLevel<T, const LEAST: u8, const ALL: bool>([Option<T>; 5]);

impl<T, const LEAST: u8, const ALL: bool> ByLevel<T, LEAST, ALL> {
    /// Returns the value of a level.
    pub(crate) fn get(&self, level: Level) -> Option<&T> {
        self.0[level.index()].as_ref()
    }

    /// Removes the value of a level and returns it.
    pub(crate) fn take(&mut self, level: Level) -> Option<T> {
        self.0[level.index()].take()
    }
}

impl<T, const LEAST: u8, const ALL: bool> Default for ByLevel<T, LEAST, ALL> {
    fn default() -> Self {
        ByLevel(std::array::from_fn(|_| None))
    }
}

impl<T: FileValue, const LEAST: u8, const ALL: bool> FileValue for ByLevel<T, LEAST, ALL> {
    const IS: &'static str = "a table";

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        let mut levels = Self::default();
        let table = value.table::<Self>()?;
        for (key, value) in table.entries() {
            let level = key.value.parse().ok().and_then(Level::new);
            match level.filter(|level| level.number() >= LEAST) {
                Some(level) => levels.0[level.index()] = T::read(&value),
                None => table.report(
                    key.span,
                    Code::LevelOffScale,
                    format!("`{}` is not a level", key.value),
                    format!("levels here are {LEAST} to 4"),
                ),
            }
        }
        Some(levels)
    }

    fn stand_in(_: &Span) -> Self {
        Self::default()
    }

    fn read_key(table: &Table<'_, '_>, key: &'static str) -> Self {
        table.get(key).and_then(|value| Self::read(&value)).unwrap_or_default()
    }
}

impl<T: JsonSchema, const LEAST: u8, const ALL: bool> JsonSchema for ByLevel<T, LEAST, ALL> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ByLevel", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = BTreeMap::new();
        let mut required = Vec::new();
        for level in Level::ALL.into_iter().filter(|level| level.number() >= LEAST) {
            let is_required = ALL && level > Level::NONE;
            let mut schema = if is_required {
                required.push(level.to_string());
                generator.subschema_for::<T>()
            } else {
                generator.subschema_for::<Option<T>>()
            };
            schema.insert(
                "description".to_string(),
                format!("At level {level}, {}.", level.name()).into(),
            );
            properties.insert(level.to_string(), schema);
        }
        let mut schema = json_schema!({
            "type": "object", "properties": properties, "additionalProperties": false,
        });
        if !required.is_empty() {
            schema.insert("required".to_string(), required.into());
        }
        schema
    }
}

/// Two names or more, any of which is enough.
#[derive(Clone, Debug, PartialEq, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Members(#[schemars(length(min = 2))] pub Vec<Text>);

impl FileValue for Members {
    const IS: &'static str = <Vec<Text>>::IS;

    fn read(value: &Value<'_, '_>) -> Option<Members> {
        let names = <Vec<Text>>::read(value)?;
        if names.len() < 2 {
            value.report(
                Code::AnyOfTooFew,
                "a group needs two members or more",
                "write `skill = \"…\"` for one skill",
            );
        }
        Some(Members(names))
    }

    fn stand_in(_: &Span) -> Members {
        Members(Vec::new())
    }
}

/// A table whose keys the author chooses: names with a value each, in the order of the file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entries<T>(pub Vec<(Spanned<String>, T)>);

impl<T: FileValue> FileValue for Entries<T> {
    const IS: &'static str = "a table";

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        let table = value.table::<Self>()?;
        let read = table.entries().filter_map(|(key, value)| {
            let name = Spanned { value: key.value.to_string(), span: key.span };
            Some((name, T::read(&value)?))
        });
        Some(Entries(read.collect()))
    }

    fn stand_in(_: &Span) -> Self {
        Entries(Vec::new())
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}ByName", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() })
    }
}

/// The version of the file format, which is checked before anything else is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
pub(crate) struct Format(#[schemars(range(min = 1, max = FORMAT))] pub u8);

impl FileValue for Format {
    const IS: &'static str = i64::IS;

    fn read(_: &Value<'_, '_>) -> Option<Format> {
        Some(Format(FORMAT))
    }

    fn stand_in(_: &Span) -> Format {
        Format(FORMAT)
    }

    fn read_key(_: &Table<'_, '_>, _: &'static str) -> Format {
        Format(FORMAT)
    }
}
