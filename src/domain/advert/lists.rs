//! The closed lists of small words, ready to look a word up.

use std::collections::HashSet;

use super::rules::{List, ListRule};

/// The lists of small words.
pub struct Lists<'r>([HashSet<&'r str>; List::WORDS.len()]);

impl<'r> Lists<'r> {
    /// The lists of the rules; those of one use are one.
    pub(crate) fn new(rules: &'r [ListRule]) -> Lists<'r> {
        let mut lists = Lists(std::array::from_fn(|_| HashSet::new()));
        for ListRule { list, words } in rules {
            lists.0[*list as usize].extend(words.iter().map(|word| &**word));
        }
        lists
    }

    /// Whether a word in lower case is of a list.
    pub(crate) fn has(&self, list: List, word: &str) -> bool {
        self.0[list as usize].contains(word)
    }
}
