//! The single values of a line of JSON: a level, an id, and what is passed over.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::json::Draft;
use super::{IdKind, level_of_number, level_of_text, off_scale};
use crate::domain::level::Level;

/// A level: a number or its word; null says that there is none.
pub(super) struct ReadLevel<'d, 'l, 'n> {
    pub(super) draft: &'d mut Draft<'l>,
    pub(super) of: &'n str,
}

impl ReadLevel<'_, '_, '_> {
    fn on_scale<E: Error>(self, level: Option<Level>, said: &str) -> Result<Option<Level>, E> {
        if level.is_some() {
            return Ok(level);
        }
        let refusal = off_scale(said, self.of);
        Err(self.draft.refuse(refusal.code, refusal.message))
    }
}

impl<'de> DeserializeSeed<'de> for ReadLevel<'_, '_, '_> {
    type Value = Option<Level>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<Level>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ReadLevel<'_, '_, '_> {
    type Value = Option<Level>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a level from 0 to 4")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Option<Level>, E> {
        let level = i64::try_from(number).ok().and_then(Level::new);
        self.on_scale(level, &number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Option<Level>, E> {
        self.on_scale(Level::new(number), &number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Option<Level>, E> {
        self.on_scale(level_of_number(number), &number.to_string())
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Option<Level>, E> {
        self.on_scale(level_of_text(word), &format!("`{word}`"))
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Level>, E> {
        Ok(None)
    }
}

/// An id: text or a whole number; null says that there is none.
pub(super) struct ReadId<'d, 'l>(pub(super) &'d mut Draft<'l>);

impl<'de> DeserializeSeed<'de> for ReadId<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ReadId<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id: text or a whole number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.0.line.set_id(IdKind::Text, text);
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.0.line.set_id(IdKind::Number, &number.to_string());
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.0.line.set_id(IdKind::Number, &number.to_string());
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// A value that means nothing here. It is read through all the same, so that what is no JSON, too deep or no number is
/// refused wherever it stands.
pub(super) struct Passed;

impl<'de> DeserializeSeed<'de> for Passed {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Passed {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if number.is_finite() {
            Ok(())
        } else {
            Err(E::invalid_value(Unexpected::Float(number), &self))
        }
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Passed)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            map.next_value_seed(Passed)?;
        }
        Ok(())
    }
}
