//! A line of JSON as a tree of values that keeps the order of keys.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Number;

use crate::domain::problem::{Code, Problem};
use crate::files::json_faults::fault_in_line;

/// A JSON value. Unlike `serde_json::Value` it keeps repeated keys and borrows its texts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json<'t> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'t, str>),
    List(Vec<Json<'t>>),
    Object(Vec<(Cow<'t, str>, Json<'t>)>),
}

impl<'t> Json<'t> {
    /// Reads a text that is one JSON value.
    ///
    /// # Errors
    /// Returns a problem if the text is not one JSON value.
    pub(crate) fn parse(text: &'t str) -> Result<Json<'t>, Problem> {
        serde_json::from_str(text).map_err(|error| {
            Problem::new(
                Code::NotJson,
                format!("this is not JSON: {}", fault_in_line(&error)),
                "write one object on the line, as in {\"name\": \"Ada\", \"sql\": 2}",
            )
        })
    }

    /// Returns the value of a key of an object.
    pub(crate) fn field(&self, wanted: &str) -> Option<&Json<'t>> {
        let Json::Object(fields) = self else {
            return None;
        };
        fields.iter().find(|(key, _)| key == wanted).map(|(_, value)| value)
    }

    /// Returns the type of the value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "true or false",
            Json::Number(_) => "a number",
            Json::Text(_) => "a text",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }
}

/// Returns the first key that occurs a second time in an object.
pub(crate) fn repeated_key<'f>(fields: &'f [(Cow<'_, str>, Json<'_>)]) -> Option<&'f str> {
    let mut seen = HashSet::with_capacity(fields.len());
    fields.iter().map(|(key, _)| &**key).find(|key| !seen.insert(*key))
}

impl fmt::Display for Json<'_> {
    /// Writes a text without quotes, null as an empty text, and everything else similar to JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Json::Null => Ok(()),
            Json::Bool(holds) => write!(f, "{holds}"),
            Json::Number(number) => write!(f, "{number}"),
            Json::Text(text) => f.write_str(text),
            Json::List(items) => {
                let items: Vec<String> = items.iter().map(Json::to_string).collect();
                write!(f, "[{}]", items.join(","))
            }
            Json::Object(fields) => {
                let field = |(key, value): &(Cow<'_, str>, Json<'_>)| format!("{key}: {value}");
                write!(f, "{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Json<'de>, D::Error> {
        from.deserialize_any(ReadJson)
    }
}

struct ReadJson;

impl<'de> Visitor<'de> for ReadJson {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, holds: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(holds))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json<'de>, E> {
        let finite = Number::from_f64(number).map(Json::Number);
        finite.ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            fields.push((key, map.next_value()?));
        }
        Ok(Json::Object(fields))
    }
}

/// A key of an object. It is borrowed unless it has an escape.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Key<'de>, D::Error> {
        match from.deserialize_str(ReadJson)? {
            Json::Text(text) => Ok(Key(text)),
            other => Err(D::Error::invalid_type(Unexpected::Other(other.kind()), &"a key")),
        }
    }
}
