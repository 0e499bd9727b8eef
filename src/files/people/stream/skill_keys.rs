//! A lookup table from the names of skills, as bytes, to skills. Most lines name skills exactly as the maps do.

use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillMaps;

/// A hash table of every id, name and alias with its skill.
///
/// It uses open addressing. A slot has the length and the first and last eight bytes of a name. For names of up to
/// sixteen bytes this is the whole name.
#[derive(Clone, Debug)]
pub(crate) struct SkillKeys {
    slots: Vec<Slot>,
    /// The bytes of all names, one after the other.
    names: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    first: u64,
    last: u64,
    /// The length of the name. It is 0 in a free slot.
    length: u32,
    /// The offset of the name in [`SkillKeys::names`].
    begins: u32,
    skill: SkillIndex,
}

const FREE: Slot = Slot { first: 0, last: 0, length: 0, begins: 0, skill: SkillIndex(0) };

impl SkillKeys {
    /// Makes the table for the names in the maps.
    pub(crate) fn new(maps: &SkillMaps) -> SkillKeys {
        let mut said: Vec<&str> = Vec::new();
        for skill in maps.skills() {
            said.push(&skill.id);
            said.push(&skill.name);
            said.extend(skill.aliases.iter().map(AsRef::as_ref));
        }
        let mut keys = SkillKeys {
            slots: vec![FREE; (said.len() * 4).next_power_of_two()],
            names: Vec::new(),
        };
        for name in said {
            if let Some(skill) = maps.find_skill(name) {
                keys.add(name.as_bytes(), skill);
            }
        }
        keys
    }

    fn add(&mut self, name: &[u8], skill: SkillIndex) {
        if name.is_empty() || self.find(name).is_some() {
            return;
        }
        let (first, last) = ends(name);
        let mut at = self.place(first, last, name.len());
        while self.slots[at].length > 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] =
            Slot { first, last, length: name.len() as u32, begins: self.names.len() as u32, skill };
        self.names.extend(name);
    }

    /// Returns the skill with exactly this name.
    pub(crate) fn find(&self, name: &[u8]) -> Option<SkillIndex> {
        let (first, last) = ends(name);
        let mut at = self.place(first, last, name.len());
        loop {
            let slot = &self.slots[at];
            if slot.length == 0 {
                return None;
            }
            if slot.first == first
                && slot.last == last
                && slot.length as usize == name.len()
                && (name.len() <= 16 || self.names[slot.begins as usize..].starts_with(name))
            {
                return Some(slot.skill);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn place(&self, first: u64, last: u64, length: usize) -> usize {
        let mixed = (first ^ last.rotate_left(23)).wrapping_add(length as u64);
        let spread = mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (spread >> 40) as usize & (self.slots.len() - 1)
    }
}

/// Returns the first and the last eight bytes of a name. A shorter name is returned twice, filled up with zeros.
fn ends(name: &[u8]) -> (u64, u64) {
    match (name.first_chunk(), name.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => {
            let mut word = [0; 8];
            word[..name.len()].copy_from_slice(name);
            let word = u64::from_le_bytes(word);
            (word, word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::maps::{MapsFrom, load};

    #[test]
    fn every_name_finds_what_the_maps_find_and_nothing_else_does() {
        let maps = load(&MapsFrom::default()).unwrap().maps;
        let keys = SkillKeys::new(&maps);
        for skill in maps.skills() {
            let own = [skill.id.as_str(), skill.name.as_str()];
            let aliases = skill.aliases.iter().map(AsRef::as_ref).chain(own);
            for name in aliases {
                assert_eq!(keys.find(name.as_bytes()), maps.find_skill(name), "{name}");
                for wrong in [format!("{name}."), format!(".{name}"), String::new()] {
                    assert_eq!(keys.find(wrong.as_bytes()), None, "{wrong}");
                }
            }
        }
    }
}
