//! The phrases of the rules: a small pattern language for the many ways in which people write something.
//!
//! `review* .. code|changes` matches any word that begins with "review", followed by "code" or "changes" at most four
//! words later. `_` is exactly one word, `word?` is optional, `@` is the name that the rule is about, and `$` matches
//! where no word follows. Dashes count as spaces, and one space separates two parts.

use std::ops::Range;

use super::source::Token;

/// The largest number of words and commas in a gap.
const GAP: usize = 4;

/// A phrase, as it is written in a rule. It is parsed only where it is tried: a page contains few of the thousands of
/// phrases, so parsing all of them first would take longer than the search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase<'r>(&'r str);

#[derive(Clone, Copy, Debug)]
enum Part<'r> {
    /// Any of some words.
    Words { any: &'r [u8], optional: bool },
    /// Exactly one word.
    OneWord,
    /// Up to four words.
    Gap,
    /// The name that the rule is about.
    Name,
    /// No word follows, but a mark or the end.
    NoWord,
}

impl<'r> Part<'r> {
    /// Parses a part of a phrase.
    fn new(written: &'r [u8]) -> Part<'r> {
        match written {
            b"_" => Part::OneWord,
            b".." => Part::Gap,
            b"@" => Part::Name,
            b"$" => Part::NoWord,
            [any @ .., b'?'] if !any.is_empty() => Part::Words { any, optional: true },
            any => Part::Words { any, optional: false },
        }
    }
}

/// A word that matches at a position.
#[derive(Clone, Copy, Debug)]
struct Form<'r> {
    text: &'r [u8],
    /// Whether other letters may follow.
    open: bool,
}

impl<'r> Form<'r> {
    fn new(written: &'r [u8]) -> Form<'r> {
        match written {
            [text @ .., b'*'] if !text.is_empty() => Form { text, open: true },
            text => Form { text, open: false },
        }
    }

    fn fits(&self, word: &str) -> bool {
        let word = word.as_bytes();
        if self.open { word.starts_with(self.text) } else { word == self.text }
    }
}

/// Iterates over the words that match at a position; a bar alone is the mark itself.
fn forms(any: &[u8]) -> impl Iterator<Item = Form<'_>> {
    let is_bar = any == b"|";
    any.split(move |byte| *byte == b'|' && !is_bar).map(Form::new)
}

impl<'r> Phrase<'r> {
    /// Makes a phrase from its text in a rule.
    pub(crate) fn new(written: &'r str) -> Phrase<'r> {
        Phrase(written)
    }

    /// Returns where the phrase ends if it begins at a token and matches. `name` are the tokens of the name.
    pub(crate) fn ends(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        name: Option<&Range<usize>>,
    ) -> Option<usize> {
        ends(self.0.as_bytes(), tokens, at, name)
    }

    /// Returns whether the phrase matches around a name.
    pub(crate) fn is_around(&self, tokens: &[Token<'_>], name: &Range<usize>) -> bool {
        let first = name.start.saturating_sub(2 * GAP);
        let spans =
            |at: usize| self.ends(tokens, at, Some(name)).is_some_and(|end| end >= name.end);
        (first..=name.start).any(spans)
    }

    /// Iterates over the words with which the phrase can begin.
    fn beginnings(&self) -> impl Iterator<Item = Form<'r>> + use<'r> {
        let first = match first_part(self.0.as_bytes()) {
            Some((Part::Words { any, .. }, _)) => Some(any),
            _ => None,
        };
        first.into_iter().flat_map(forms)
    }
}

/// Splits off the first part of a phrase.
fn first_part(phrase: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let space = phrase.iter().position(|byte| *byte == b' ');
    let (part, rest) = match space {
        Some(space) => (&phrase[..space], &phrase[space + 1..]),
        None => (phrase, [].as_slice()),
    };
    (!part.is_empty()).then(|| (Part::new(part), rest))
}

fn ends(
    phrase: &[u8],
    tokens: &[Token<'_>],
    at: usize,
    name: Option<&Range<usize>>,
) -> Option<usize> {
    let Some((part, rest)) = first_part(phrase) else {
        return Some(at);
    };
    match part {
        Part::Name => {
            let name = name.filter(|name| name.start == at)?;
            ends(rest, tokens, name.end, Some(name))
        }
        Part::Gap => (0..=GAP)
            .take_while(|skipped| {
                *skipped == 0
                    || tokens.get(at + skipped - 1).is_some_and(|token| !token.ends_sentence())
            })
            .find_map(|skipped| ends(rest, tokens, at + skipped, name)),
        Part::NoWord => {
            let goes_on = tokens.get(at).is_some_and(Token::is_word);
            (!goes_on).then(|| ends(rest, tokens, at, name)).flatten()
        }
        Part::OneWord => {
            tokens.get(at).filter(|token| token.is_word())?;
            ends(rest, tokens, at + 1, name)
        }
        Part::Words { any, optional } => {
            let fits =
                tokens.get(at).is_some_and(|token| forms(any).any(|form| form.fits(token.text)));
            let here = || ends(rest, tokens, at + 1, name);
            let without = || ends(rest, tokens, at, name);
            fits.then(here).flatten().or_else(|| optional.then(without).flatten())
        }
    }
}

/// A set of phrases that are searched for together, each with a value.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<'r, T> {
    phrases: Vec<(Phrase<'r>, T)>,
    /// The indices of phrases, by the complete words with which they begin.
    by_word: Places,
    /// The indices of phrases that begin with a word to which letters may be added, by the beginning of that word.
    by_beginning: Places,
}

/// A phrase that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit<T> {
    /// The value of the phrase.
    pub(crate) what: T,
    pub(crate) tokens: Range<usize>,
}

impl<'r, T: Copy> Phrases<'r, T> {
    /// Makes a set of phrases.
    pub(crate) fn new(written: impl Iterator<Item = (&'r str, T)>) -> Phrases<'r, T> {
        let phrases: Vec<_> = written.map(|(written, what)| (Phrase::new(written), what)).collect();
        let (mut whole, mut open) = (Vec::with_capacity(phrases.len()), Vec::new());
        for (place, (phrase, _)) in phrases.iter().enumerate() {
            for form in phrase.beginnings() {
                let of_its_kind = if form.open { &mut open } else { &mut whole };
                of_its_kind.push((first_bytes(form.text), place as u32));
            }
        }
        Phrases { by_word: Places::new(&whole), by_beginning: Places::new(&open), phrases }
    }

    /// Returns whether any phrase begins with a word.
    pub(crate) fn is_beginning(&self, word: &str) -> bool {
        let mut places = Vec::new();
        self.places(word, &mut places);
        let mut phrases = places.iter().map(|place| &self.phrases[*place].0);
        phrases.any(|phrase| phrase.beginnings().any(|form| form.fits(word)))
    }

    /// Finds every phrase in a text, in the order of where they begin.
    pub(crate) fn find(&self, tokens: &[Token<'_>]) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        let mut places = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            self.places(token.text, &mut places);
            for place in &places {
                let (phrase, what) = &self.phrases[*place];
                if let Some(end) = phrase.ends(tokens, at, None) {
                    hits.push(Hit { what: *what, tokens: at..end });
                }
            }
        }
        hits
    }

    /// Collects the indices of all phrases that may begin with a word, in order.
    fn places(&self, word: &str, places: &mut Vec<usize>) {
        places.clear();
        places.extend(self.by_word.of(word.as_bytes()));
        for length in 1..=word.len().min(KEY) {
            places.extend(self.by_beginning.of(&word.as_bytes()[..length]));
        }
        places.sort_unstable();
        places.dedup();
    }
}

/// A map from words to indices. It uses only the first bytes of each word, so the caller must check whether the whole
/// word matches.
///
/// It is built at every start and therefore consists of numbers only: building a map with text keys takes ten times as
/// long.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// The first bytes of each word with its index, grouped by bucket.
    places: Vec<(u64, u32)>,
    /// For each bucket, and for the end, the position of its first entry.
    starts: Vec<u32>,
}

/// The number of bytes of a word that are used.
const KEY: usize = 8;

/// The number of buckets as a power of two: about as many as there are phrases.
const BUCKETS: u32 = 12;

impl Places {
    /// Makes a map from the first bytes of words and their indices, in the order of the indices.
    pub(crate) fn new(words: &[(u64, u32)]) -> Places {
        let mut starts = vec![0; (1 << BUCKETS) + 1];
        for (key, _) in words {
            starts[bucket(*key) + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); words.len()];
        for word in words {
            let next = &mut next[bucket(word.0)];
            places[*next as usize] = *word;
            *next += 1;
        }
        Places { places, starts }
    }

    /// Iterates over the indices of all words that begin with the same bytes, in order.
    pub(crate) fn of(&self, word: &[u8]) -> impl Iterator<Item = usize> + '_ {
        let key = first_bytes(word);
        let bucket = bucket(key);
        let of_bucket = self.starts[bucket] as usize..self.starts[bucket + 1] as usize;
        let same = self.places[of_bucket].iter().filter(move |(other, _)| *other == key);
        same.map(|(_, place)| *place as usize)
    }
}

/// Returns the bucket for the first bytes of a word, by Fibonacci hashing.
fn bucket(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BUCKETS)) as usize
}

/// Returns the first bytes of a word as a number.
pub(crate) fn first_bytes(word: &[u8]) -> u64 {
    if let Some(whole) = word.first_chunk::<KEY>() {
        return u64::from_le_bytes(*whole);
    }
    let mut key = 0;
    for byte in word.iter().rev() {
        key = key << u8::BITS | u64::from(*byte);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the indices of the phrases that are found in a text, and the number of words of each.
    fn found(phrases: &[&str], text: &str) -> Vec<(usize, usize)> {
        let phrases = Phrases::new(phrases.iter().zip(0..).map(|(phrase, place)| (*phrase, place)));
        let mut start = 0;
        let tokens: Vec<Token<'_>> = text
            .split(' ')
            .map(|text| {
                let token = Token { text, start };
                start += text.len() + 1;
                token
            })
            .collect();
        phrases.find(&tokens).into_iter().map(|hit| (hit.what, hit.tokens.len())).collect()
    }

    #[test]
    fn a_phrase_is_found_by_its_first_word_of_any_length() {
        assert_eq!(found(&["a", "responsible", "responsibility"], "responsible"), [(1, 1)]);
        assert_eq!(
            found(&["re*", "responsib*", "responsive*", "responsible*"], "responsibly"),
            [(0, 1), (1, 1)]
        );
        assert_eq!(found(&["r*", "s*", "é*", "étu*"], "étude"), [(2, 1), (3, 1)]);
    }

    #[test]
    fn a_phrase_whose_words_begin_alike_is_found_once() {
        let alike = ["responsibly|responsible|respons*|responsibl* for", "responsible .. for"];
        assert_eq!(found(&alike, "responsible for"), [(0, 2), (1, 2)]);
    }

    #[test]
    fn a_bar_between_words_is_a_choice_and_alone_it_is_the_mark() {
        assert_eq!(found(&["| must", "a|b must?"], "| must b a must"), [(0, 2), (1, 1), (1, 2)]);
    }

    #[test]
    fn a_phrase_begins_with_a_word_that_fits_one_of_its_forms() {
        let phrases = Phrases::new([("maintain*|keep", ())].into_iter());
        let begins = |word: &str| phrases.is_beginning(word);
        assert!(begins("maintaining") && begins("maintain") && begins("keep"));
        assert!(!begins("maintai") && !begins("keeps") && !begins("mainta"));
    }
}
