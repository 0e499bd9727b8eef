//! The lists of small words, prepared for lookup.

use std::collections::HashSet;

use super::rules::{List, ListRule};

/// The lists of small words, as sets.
pub struct Lists<'r>([HashSet<&'r str>; List::WORDS.len()]);

impl<'r> Lists<'r> {
    /// Collects the lists of the rules; lists with the same use are merged.
    pub(crate) fn new(rules: &'r [ListRule]) -> Lists<'r> {
        let mut lists = Lists(std::array::from_fn(|_| HashSet::new()));
        for ListRule { list, words } in rules {
            lists.0[*list as usize].extend(words.iter().map(|word| &**word));
        }
        lists
    }

    /// Returns whether a word in lower case is in a list.
    pub(crate) fn has(&self, list: List, word: &str) -> bool {
        self.0[list as usize].contains(word)
    }
}
