//! Sets of small numbers, stored as bits.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// The number of words that a set holds without allocating memory. It is enough for every role of a common size.
const FEW: usize = 4;

/// A set of numbers below a size that is fixed when the set is created. The sets in one operation must have the
/// same size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Set {
    words: Words,
}

/// The words of a set. Unused words of `Few` are zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Words {
    Few { words: [u64; FEW], used: usize },
    Many(Box<[u64]>),
}

impl Hash for Set {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        for word in self.words() {
            state.write_u64(*word);
        }
    }
}

/// A map from sets to values. A search makes these sets itself, so their hash need not resist deliberate
/// collisions.
pub(crate) type BySet<V> = HashMap<Set, V, BuildHasherDefault<WordHasher>>;

/// Mixes words with one multiplication each (Fibonacci hashing: Knuth, *The Art of Computer Programming* 3, 6.4).
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl WordHasher {
    /// 2⁶⁴ divided by the golden ratio.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(WordHasher::FACTOR);
        self.0 ^= self.0 >> 32;
    }

    #[inline]
    fn write_u128(&mut self, bits: u128) {
        self.write_u64(bits as u64);
        self.write_u64((bits >> 64) as u64);
    }

    /// The highest bits of a product are mixed best, but a hash table uses the lowest bits too.
    #[inline]
    fn finish(&self) -> u64 {
        let mixed = self.0.wrapping_mul(WordHasher::FACTOR);
        mixed ^ (mixed >> 32)
    }
}

impl Default for Set {
    fn default() -> Set {
        Set::empty(0)
    }
}

impl Set {
    /// Returns the empty set of numbers below `size`.
    #[inline]
    pub fn empty(size: usize) -> Set {
        let used = size.div_ceil(64);
        Set {
            words: if used <= FEW {
                Words::Few { words: [0; FEW], used }
            } else {
                Words::Many(vec![0; used].into())
            },
        }
    }

    /// Removes all numbers, and makes this a set of numbers below `size`.
    #[inline]
    pub fn clear(&mut self, size: usize) {
        if self.words().len() == size.div_ceil(64) {
            self.words_mut().fill(0);
        } else {
            *self = Set::empty(size);
        }
    }

    /// Returns the set of all numbers below `size`.
    #[inline]
    pub fn full(size: usize) -> Set {
        Set::of(size, 0..size)
    }

    /// Returns the set of the given numbers, all below `size`.
    #[inline]
    pub fn of(size: usize, members: impl IntoIterator<Item = usize>) -> Set {
        let mut set = Set::empty(size);
        for member in members {
            set.insert(member);
        }
        set
    }

    /// Adds a number.
    #[inline]
    pub fn insert(&mut self, member: usize) {
        self.words_mut()[member / 64] |= 1 << (member % 64);
    }

    /// Removes a number.
    #[inline]
    pub fn remove(&mut self, member: usize) {
        self.words_mut()[member / 64] &= !(1 << (member % 64));
    }

    /// Returns whether the set contains a number.
    #[inline]
    pub fn contains(&self, member: usize) -> bool {
        self.words()[member / 64] >> (member % 64) & 1 == 1
    }

    /// Returns whether the set is empty.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.words().iter().all(|word| *word == 0)
    }

    /// Returns the greatest number of the set.
    #[inline]
    pub(crate) fn last(&self) -> Option<usize> {
        let words = self.words();
        let at = words.iter().rposition(|word| *word != 0)?;
        Some(at * 64 + words[at].ilog2() as usize)
    }

    /// Returns how many numbers the set contains.
    #[inline]
    pub fn len(&self) -> usize {
        self.words().iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Returns whether `other` contains every number of this set.
    #[inline]
    pub fn is_subset(&self, other: &Set) -> bool {
        self.words().iter().zip(other.words()).all(|(a, b)| a & !b == 0)
    }

    /// Returns whether `other` contains no number of this set.
    #[inline]
    pub fn is_disjoint(&self, other: &Set) -> bool {
        self.words().iter().zip(other.words()).all(|(a, b)| a & b == 0)
    }

    /// Adds all numbers of `other`.
    #[inline]
    pub fn add(&mut self, other: &Set) {
        for (a, b) in self.words_mut().iter_mut().zip(other.words()) {
            *a |= b;
        }
    }

    /// Removes all numbers of `other`.
    #[inline]
    pub fn subtract(&mut self, other: &Set) {
        for (a, b) in self.words_mut().iter_mut().zip(other.words()) {
            *a &= !b;
        }
    }

    /// Returns the intersection with `other`.
    #[inline]
    pub fn and(&self, other: &Set) -> Set {
        self.zip(other, |a, b| a & b)
    }

    /// Returns the numbers of this set that are not in `other`.
    #[inline]
    pub fn without(&self, other: &Set) -> Set {
        self.zip(other, |a, b| a & !b)
    }

    /// Adds the numbers of these bits to the word with this index.
    #[inline]
    pub(crate) fn add_word(&mut self, word: usize, bits: u64) {
        self.words_mut()[word] |= bits;
    }

    /// Returns the bits. The lowest number is the lowest bit of the first word.
    #[inline]
    pub fn words(&self) -> &[u64] {
        match &self.words {
            Words::Few { words, used } => &words[..*used],
            Words::Many(words) => words,
        }
    }

    #[inline]
    fn words_mut(&mut self) -> &mut [u64] {
        match &mut self.words {
            Words::Few { words, used } => &mut words[..*used],
            Words::Many(words) => words,
        }
    }

    /// Returns the numbers of the set, in ascending order.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        self.words().iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = rest.trailing_zeros() as usize;
                rest &= rest.checked_sub(1)?;
                Some(at * 64 + bit)
            })
        })
    }

    #[inline]
    fn zip(&self, other: &Set, bits: impl Fn(u64, u64) -> u64) -> Set {
        let mut zipped = self.clone();
        for (a, b) in zipped.words_mut().iter_mut().zip(other.words()) {
            *a = bits(*a, *b);
        }
        zipped
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;
    use crate::tests::random::Random;

    fn hash(set: &Set) -> u64 {
        let mut hasher = WordHasher::default();
        set.hash(&mut hasher);
        hasher.finish()
    }

    /// Sizes around the ends of words, and around the largest size that needs no allocation.
    const SIZES: [usize; 9] = [1, 63, 64, 65, 128, 255, 256, 257, 400];

    #[test]
    fn sets_are_what_the_standard_library_makes_of_them() {
        for size in SIZES {
            for seed in 0..20 {
                let mut random = Random::new(seed);
                let mut some = || -> BTreeSet<usize> {
                    (0..random.below(size + 1)).map(|_| random.below(size)).collect()
                };
                let (a, b) = (some(), some());
                let of = |members: &BTreeSet<usize>| Set::of(size, members.iter().copied());
                let back = |set: &Set| set.iter().collect::<BTreeSet<usize>>();
                let (x, y) = (of(&a), of(&b));
                assert_eq!(back(&x), a);
                assert_eq!((x.len(), x.is_empty()), (a.len(), a.is_empty()));
                assert_eq!(x.last(), a.last().copied());
                assert_eq!(back(&x.and(&y)), &a & &b);
                assert_eq!(back(&x.without(&y)), &a - &b);
                assert_eq!(x.is_subset(&y), a.is_subset(&b));
                assert_eq!(x.is_disjoint(&y), a.is_disjoint(&b));
                assert!(x.and(&y).is_subset(&y) && x.without(&y).is_disjoint(&y));
                assert!((0..size).all(|number| x.contains(number) == a.contains(&number)));
                let mut added = x.clone();
                added.add(&y);
                assert_eq!(back(&added), &a | &b);
                added.subtract(&y);
                assert_eq!(added, x.without(&y));
                added.add_word(0, 1);
                added.remove(size - 1);
                let mut expected = &(&a - &b) | &BTreeSet::from([0]);
                expected.remove(&(size - 1));
                assert_eq!(back(&added), expected);
                assert_eq!(x == y, a == b);
            }
            assert_eq!(Set::full(size).len(), size);
            assert_eq!(Set::full(size).words().len(), size.div_ceil(64));
        }
    }

    #[test]
    fn a_cleared_set_is_an_empty_one_of_the_new_size() {
        for (from, to) in SIZES.into_iter().flat_map(|from| SIZES.map(|to| (from, to))) {
            let mut set = Set::full(from);
            set.clear(to);
            assert_eq!(set, Set::empty(to), "{from} to {to}");
            set.insert(to - 1);
            assert_eq!(set.len(), 1);
        }
        assert_eq!(Set::default(), Set::empty(0));
    }

    #[test]
    fn sets_that_are_alike_spread_over_a_table() {
        for size in [64, 256, 300] {
            let sets: Vec<Set> = (0..size)
                .flat_map(|a| (0..8).map(move |b| Set::of(size, [a, (a + b * 7) % size])))
                .collect();
            let sets: HashSet<Set> = sets.into_iter().collect();
            let hashes: HashSet<u64> = sets.iter().map(hash).collect();
            assert_eq!(hashes.len(), sets.len(), "no two of {size} have one hash");
            // A hash table uses the lowest bits and the highest seven bits.
            for place in [|hash: &u64| hash % 64, |hash: &u64| hash >> 58] {
                let mut places = [0; 64];
                hashes.iter().for_each(|hash| places[place(hash) as usize] += 1);
                let fullest = places.iter().max().unwrap();
                assert!(fullest * 64 < sets.len() * 4, "{size}: {places:?}");
            }
        }
        let (mut bytes, mut words) = (WordHasher::default(), WordHasher::default());
        bytes.write(&[3, 5]);
        words.write_u64(3);
        words.write_u64(5);
        assert_eq!(bytes.finish(), words.finish());
    }
}
