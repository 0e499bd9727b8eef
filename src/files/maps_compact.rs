//! Binary form of validated maps: build.rs writes it, so that start-up skips parsing and validation.
//!
//! The build writes this form of the shipped maps, and the program decodes it at every start. All texts are stored in
//! one long text, one after the other. They are borrowed from there, so that texts that a command does not print are
//! never touched. Everything else is a sequence of small numbers in the order of the fields, with the lengths of the
//! texts among them.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use crate::domain::advert::rules::{
    AdvertRules, DutyRule, HomonymRule, List, ListRule, Sign, SignRule, TitleRule,
};
use crate::domain::catalog::{
    Area, AreaIndex, Place, PlaceBasis, PlacedAfter, Prerequisite, Proof, Resource, ResourceKind,
    Retired, RetiredIndex, Skill, SkillIndex, SkillKind, Str,
};
use crate::domain::hours::{Basis, Effort, Hours};
use crate::domain::level::Level;
use crate::domain::maps::{SkillMaps, Source, Step};
use crate::domain::names::Names;
use crate::domain::role::{
    Codes, Importance, Project, ProjectNeed, Requirement, RoleIndex, RoleMap, RolePlace,
};

/// Maps in the compact form.
#[derive(Default)]
pub struct Compact {
    /// Everything that is not text, as numbers of seven bits to a byte. The lowest bits come first, and the eighth
    /// bit is set while more bytes follow (LEB128).
    pub numbers: Vec<u8>,
    /// All texts, one after the other.
    pub texts: String,
}

impl Compact {
    /// Encodes maps in the compact form.
    pub fn of(maps: &SkillMaps) -> Compact {
        let mut compact = Compact::default();
        maps.write(&mut compact);
        compact
    }
}

/// Decodes maps from the compact form that the build wrote. Returns `None` if the data is not in this form.
///
/// Nothing is checked, so only validated maps may be passed in. For this reason the function is not public.
pub(crate) fn decode_maps(numbers: &'static [u8], texts: &'static str) -> Option<SkillMaps> {
    let mut reader = Reader { numbers, texts };
    let maps = SkillMaps::read(&mut reader)?;
    (reader.numbers.is_empty() && reader.texts.is_empty()).then_some(maps)
}

/// The data that is not read yet.
struct Reader {
    numbers: &'static [u8],
    texts: &'static str,
}

/// A value that has a compact form.
trait Value: Sized {
    fn write(&self, to: &mut Compact);
    fn read(from: &mut Reader) -> Option<Self>;
}

impl Value for usize {
    fn write(&self, to: &mut Compact) {
        let mut rest = *self;
        while rest >= 0x80 {
            to.numbers.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        to.numbers.push(rest as u8);
    }

    fn read(from: &mut Reader) -> Option<usize> {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let (byte, rest) = from.numbers.split_first()?;
            from.numbers = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

impl Value for u32 {
    fn write(&self, to: &mut Compact) {
        (*self as usize).write(to);
    }

    fn read(from: &mut Reader) -> Option<u32> {
        usize::read(from)?.try_into().ok()
    }
}

/// Signed numbers in zigzag encoding, as in protocol buffers: 0, -1, 1, -2, 2 …
impl Value for i32 {
    fn write(&self, to: &mut Compact) {
        (((self << 1) ^ (self >> 31)) as u32).write(to);
    }

    fn read(from: &mut Reader) -> Option<i32> {
        let number = u32::read(from)?;
        Some((number >> 1) as i32 ^ -((number & 1) as i32))
    }
}

impl Value for bool {
    fn write(&self, to: &mut Compact) {
        usize::from(*self).write(to);
    }

    fn read(from: &mut Reader) -> Option<bool> {
        Some(usize::read(from)? != 0)
    }
}

impl Value for Level {
    fn write(&self, to: &mut Compact) {
        self.index().write(to);
    }

    fn read(from: &mut Reader) -> Option<Level> {
        Level::new(usize::read(from)?.try_into().ok()?)
    }
}

impl Value for Str {
    fn write(&self, to: &mut Compact) {
        self.len().write(to);
        to.texts.push_str(self);
    }

    fn read(from: &mut Reader) -> Option<Str> {
        let length = usize::read(from)?;
        let (text, rest) = from.texts.split_at_checked(length)?;
        from.texts = rest;
        Some(Cow::Borrowed(text))
    }
}

impl Value for String {
    fn write(&self, to: &mut Compact) {
        self.len().write(to);
        to.texts.push_str(self);
    }

    fn read(from: &mut Reader) -> Option<String> {
        Str::read(from).map(Cow::into_owned)
    }
}

impl<T: Value> Value for Option<T> {
    fn write(&self, to: &mut Compact) {
        self.is_some().write(to);
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<Option<T>> {
        if bool::read(from)? {
            return T::read(from).map(Some);
        }
        Some(None)
    }
}

impl<T: Value> Value for Vec<T> {
    fn write(&self, to: &mut Compact) {
        self.len().write(to);
        for value in self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<Vec<T>> {
        let length = usize::read(from)?;
        let mut values = Vec::with_capacity(length);
        for _ in 0..length {
            values.push(T::read(from)?);
        }
        Some(values)
    }
}

impl<T: Value + Default, const N: usize> Value for [T; N] {
    fn write(&self, to: &mut Compact) {
        for value in self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader) -> Option<[T; N]> {
        let mut values: [T; N] = std::array::from_fn(|_| T::default());
        for value in &mut values {
            *value = T::read(from)?;
        }
        Some(values)
    }
}

impl<A: Value, B: Value> Value for (A, B) {
    fn write(&self, to: &mut Compact) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader) -> Option<(A, B)> {
        Some((A::read(from)?, B::read(from)?))
    }
}

/// Implements [`Value`] for structs, field by field.
macro_rules! fields {
    ($($type:ident { $($field:ident),+ })+) => {$(
        impl Value for $type {
            fn write(&self, to: &mut Compact) {
                $(self.$field.write(to);)+
            }

            fn read(from: &mut Reader) -> Option<$type> {
                Some($type { $($field: Value::read(from)?),+ })
            }
        }
    )+};
}

fields! {
    SkillMaps {
        version, meanings, areas, skills, roles, sources, adverts, retired, skill_names, retired_names, role_names, order,
        closure, prerequisite_closures, junior_hours
    }
    Retired { id, names, split_into, reason }
    AdvertRules { signs, duties, homonyms, titles, numbers, ordinary, lists }
    ListRule { list, words }
    SignRule { sign, phrases }
    DutyRule { skill, phrases, unless }
    HomonymRule { names, written, unless, only }
    TitleRule { role, weight, phrases }
    Area { id, name, summary }
    Skill {
        id, name, aliases, homonyms, renamed_from, area, kind, belongs_to, place, summary, hours_note, prerequisites,
        anchors, signs, efforts, proofs, resources
    }
    Place { at, basis, curricula, after }
    PlacedAfter { skill, agree, of }
    Prerequisite { skill, level, for_level, certain }
    Effort { hours, basis, from }
    Hours { low, typical, high }
    Proof { task, hours }
    Resource { title, url, kind, level, free }
    RoleMap {
        id, name, aliases, summary, duties, differs, entry, interests, work, workplace, leads_to, front_end, not_covered, codes,
        requirements, projects, places
    }
    RolePlace { skill, at, reason }
    Codes { onet_soc, esco, sfia }
    Requirement { any_of, group, area, importance, targets, evidence, judgement }
    ProjectNeed { any_of, level }
    Project { id, name, brief, needs, hours }
    Source { id, name, publisher, family, license, attribution, url }
    Step { skill, level }
}

impl<T: Value> Value for Arc<T> {
    fn write(&self, to: &mut Compact) {
        (**self).write(to);
    }

    fn read(from: &mut Reader) -> Option<Arc<T>> {
        T::read(from).map(Arc::new)
    }
}

/// Caches are not stored. They are filled when they are first used.
impl<T> Value for OnceLock<T> {
    fn write(&self, _: &mut Compact) {}

    fn read(_: &mut Reader) -> Option<OnceLock<T>> {
        Some(OnceLock::new())
    }
}

impl<T: Value> Value for Names<T> {
    fn write(&self, to: &mut Compact) {
        self.things.write(to);
        self.by_name.write(to);
    }

    fn read(from: &mut Reader) -> Option<Names<T>> {
        Some(Names { things: Value::read(from)?, by_name: Value::read(from)? })
    }
}

/// Implements [`Value`] for indices of lists.
macro_rules! indices {
    ($($type:ident)+) => {$(
        impl Value for $type {
            fn write(&self, to: &mut Compact) {
                self.0.write(to);
            }

            fn read(from: &mut Reader) -> Option<$type> {
                usize::read(from).map($type)
            }
        }
    )+};
}

indices! { SkillIndex AreaIndex RoleIndex RetiredIndex }

/// Implements [`Value`] for enums with a list of words, each as its index in that list.
macro_rules! words {
    ($($type:ident)+) => {$(
        impl Value for $type {
            fn write(&self, to: &mut Compact) {
                (*self as usize).write(to);
            }

            fn read(from: &mut Reader) -> Option<$type> {
                let (_, value) = $type::WORDS.get(usize::read(from)?)?;
                Some(*value)
            }
        }
    )+};
}

words! { Sign List SkillKind ResourceKind Basis Importance PlaceBasis }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn a_signed_number_comes_back() {
        let numbers: [i32; 7] = [0, -1, 1, -137, 5_000, i32::MIN, i32::MAX];
        let mut compact = Compact::default();
        for number in numbers {
            number.write(&mut compact);
        }
        let mut reader = Reader { numbers: Vec::leak(compact.numbers), texts: "" };
        assert_eq!(numbers.map(|_| i32::read(&mut reader)), numbers.map(Some));
    }

    #[test]
    fn retired_skills_come_back() {
        let from = MapsFrom { without_shipped: true, over: vec!["tests/fixtures/retired".into()] };
        let maps = load(&from).unwrap().maps;
        let Compact { numbers, texts } = Compact::of(&maps);
        let again = decode_maps(Vec::leak(numbers), String::leak(texts)).unwrap();
        assert_eq!(format!("{:?}", again.retired()), format!("{:?}", maps.retired()));
        for name in ["Backend languages", "dba", "punch-cards", "sql"] {
            assert_eq!(again.find_known(name), maps.find_known(name), "{name}");
        }
    }
}
