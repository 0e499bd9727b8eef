//! Aliases that hide names. They stay the same from day to day, and when other people join or leave.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::domain::names::normalised_name;

const FIRST: [&str; 32] = [
    "amber", "azure", "bold", "brisk", "bright", "calm", "clear", "cool", "coral", "deep", "early",
    "fair", "fresh", "gentle", "golden", "grand", "green", "jolly", "keen", "kind", "light",
    "lucky", "merry", "noble", "quick", "quiet", "royal", "silver", "steady", "sunny", "swift",
    "warm",
];
const SECOND: [&str; 32] = [
    "badger", "beaver", "bison", "crane", "dolphin", "eagle", "falcon", "ferret", "finch", "fox",
    "gecko", "heron", "ibex", "jay", "koala", "lark", "lemur", "lynx", "marten", "moose", "newt",
    "otter", "owl", "panda", "puffin", "raven", "robin", "seal", "stork", "swan", "tern", "wren",
];

/// Returns an alias for each id, in the order of the ids: `amber-otter-417`.
///
/// An alias depends only on a hash of the salt and the id. So it stays when people join or leave, and changes with the
/// salt. If two aliases would be equal (the probability is about one in a thousand for 45 people), a longer part of the
/// hash tells them apart, and the lower hash keeps the short form. Anybody who has the ids and the salt can compute the
/// same aliases.
pub(crate) fn aliases(salt: &str, ids: &[&str]) -> Vec<String> {
    let digest = |id: &&str| {
        let mut hash = Sha256::new();
        hash.update(salt.as_bytes());
        hash.update([0]);
        hash.update(normalised_name(id).as_bytes());
        hash.finalize().into()
    };
    let digests: Vec<[u8; 32]> = ids.iter().map(digest).collect();
    let mut by_alias: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, digest) in digests.iter().enumerate() {
        by_alias.entry(short(digest)).or_default().push(at);
    }
    let mut aliases = vec![String::new(); ids.len()];
    for (alias, mut people) in by_alias {
        people.sort_by_key(|at| digests[*at]);
        for (rank, at) in people.into_iter().enumerate() {
            aliases[at] = match rank {
                0 => alias.clone(),
                _ => format!("{alias}-{:02x}{:02x}{rank}", digests[at][4], digests[at][5]),
            };
        }
    }
    aliases
}

fn short(digest: &[u8; 32]) -> String {
    let number = u16::from_be_bytes([digest[2], digest[3]]) % 1000;
    let word = |words: &[&'static str; 32], byte: u8| words[usize::from(byte % 32)];
    format!("{}-{}-{number:03}", word(&FIRST, digest[0]), word(&SECOND, digest[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_stays_when_others_come_or_go_and_is_nobody_elses() {
        let all: Vec<String> = (0..20_000).map(|number| format!("person-{number}")).collect();
        let ids: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(aliases("x", &ids[..30])[..], aliases("x", &ids[..300])[..30]);
        assert_ne!(aliases("x", &ids[..30]), aliases("y", &ids[..30]));
        let many = aliases("x", &ids);
        let mut unique = many.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), many.len());
    }

    #[test]
    fn an_alias_says_nothing_of_the_id() {
        let alias = &aliases("", &["ada@example.org"])[0];
        assert!(!alias.contains("ada") && !alias.contains('@'), "{alias}");
    }
}
