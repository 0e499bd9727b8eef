//! The phrases of the rules: a small language for what people write in many ways.
//!
//! `review* .. code|changes` is any word that begins with "review", then "code" or "changes" at most four words later.
//! `_` is exactly one word, `word?` may be missing, `@` is the name that the rule is about, `$` is where no word goes on.
//! Dashes are spaces.

use std::ops::Range;

use super::source::Token;

/// How many words and commas a gap spans at most.
const GAP: usize = 4;

/// One phrase, as a rule writes it. It is taken apart where it is looked for: of the thousands of phrases a page has few, so
/// that to read them all beforehand takes longer than to search.
#[derive(Clone, Copy, Debug)]
pub struct Phrase<'r>(&'r str);

#[derive(Clone, Copy, Debug)]
enum Part<'r> {
    /// Any of some words.
    Words { any: &'r str, optional: bool },
    /// Exactly one word.
    OneWord,
    /// A few words, or none.
    Gap,
    /// The name that the rule is about.
    Name,
    /// No word follows: a mark, or the end.
    NoWord,
}

impl<'r> Part<'r> {
    /// The part that is written so.
    fn new(written: &'r str) -> Part<'r> {
        match written {
            "_" => Part::OneWord,
            ".." => Part::Gap,
            "@" => Part::Name,
            "$" => Part::NoWord,
            words => match words.strip_suffix('?') {
                Some(any) if !any.is_empty() => Part::Words { any, optional: true },
                _ => Part::Words { any: words, optional: false },
            },
        }
    }
}

/// One of the words that may stand at a place.
#[derive(Clone, Copy, Debug)]
struct Form<'r> {
    text: &'r str,
    /// Whether the word may go on.
    open: bool,
}

impl<'r> Form<'r> {
    fn new(written: &'r str) -> Form<'r> {
        match written.strip_suffix('*') {
            Some(text) if !text.is_empty() => Form { text, open: true },
            _ => Form { text: written, open: false },
        }
    }

    fn fits(&self, word: &str) -> bool {
        if self.open { word.starts_with(self.text) } else { word == self.text }
    }
}

/// The words of which any may stand at a place; a bar alone is the mark.
fn forms(any: &str) -> impl Iterator<Item = Form<'_>> {
    let bar = (any == "|").then_some(any);
    let words = any.split('|').filter(|word| !word.is_empty());
    bar.into_iter().chain(words).map(Form::new)
}

impl<'r> Phrase<'r> {
    /// The phrase that a rule writes so.
    pub fn new(written: &'r str) -> Phrase<'r> {
        Phrase(written)
    }

    /// Where the phrase ends that begins with a token, if it stands there. `name` are the tokens of the name.
    pub fn ends(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        name: Option<&Range<usize>>,
    ) -> Option<usize> {
        ends(self.0, tokens, at, name)
    }

    /// Whether the phrase stands around a name.
    pub fn is_around(&self, tokens: &[Token<'_>], name: &Range<usize>) -> bool {
        let first = name.start.saturating_sub(2 * GAP);
        let spans =
            |at: usize| self.ends(tokens, at, Some(name)).is_some_and(|end| end >= name.end);
        (first..=name.start).any(spans)
    }

    /// The words with which the phrase may begin.
    fn beginnings(&self) -> impl Iterator<Item = Form<'r>> + use<'r> {
        let first = match first_part(self.0) {
            Some((Part::Words { any, .. }, _)) => Some(any),
            _ => None,
        };
        first.into_iter().flat_map(forms)
    }
}

/// The first part of a phrase, and what follows it.
fn first_part(phrase: &str) -> Option<(Part<'_>, &str)> {
    let phrase = phrase.trim_start();
    let end = phrase.find(char::is_whitespace).unwrap_or(phrase.len());
    let (part, rest) = phrase.split_at(end);
    (!part.is_empty()).then(|| (Part::new(part), rest))
}

fn ends(
    phrase: &str,
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

/// Phrases to look for all at once, each with what it stands for.
#[derive(Clone, Debug)]
pub struct Phrases<'r, T> {
    phrases: Vec<(Phrase<'r>, T)>,
    /// The words with which phrases begin, by their first bytes, each with the place of its phrase.
    by_word: Vec<(u64, usize)>,
    /// The same for words that may go on.
    by_beginning: Vec<(u64, usize)>,
}

/// A phrase where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// What the phrase stands for.
    pub what: T,
    /// The tokens.
    pub tokens: Range<usize>,
}

impl<'r, T: Copy> Phrases<'r, T> {
    /// All of some phrases.
    pub fn new(written: impl Iterator<Item = (&'r str, T)>) -> Phrases<'r, T> {
        let phrases: Vec<_> = written.map(|(written, what)| (Phrase::new(written), what)).collect();
        let mut by_word = Vec::with_capacity(phrases.len());
        let mut by_beginning = Vec::new();
        for (place, (phrase, _)) in phrases.iter().enumerate() {
            for form in phrase.beginnings() {
                let of_its_kind = if form.open { &mut by_beginning } else { &mut by_word };
                of_its_kind.push((first_bytes(form.text, KEY), place));
            }
        }
        by_word.sort_unstable();
        by_beginning.sort_unstable();
        Phrases { phrases, by_word, by_beginning }
    }

    /// Whether a phrase begins with a word.
    pub fn is_beginning(&self, word: &str) -> bool {
        let mut places = Vec::new();
        self.places(word, &mut places);
        let mut phrases = places.iter().map(|place| &self.phrases[*place].0);
        phrases.any(|phrase| phrase.beginnings().any(|form| form.fits(word)))
    }

    /// Every phrase that stands in a text, by where it begins.
    pub fn find(&self, tokens: &[Token<'_>]) -> Vec<Hit<T>> {
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

    /// The places of all phrases that may begin with a word, in order.
    fn places(&self, word: &str, places: &mut Vec<usize>) {
        places.clear();
        let mut add = |sorted: &[(u64, usize)], key: u64| {
            let first = sorted.partition_point(|(other, _)| *other < key);
            let same = sorted[first..].iter().take_while(|(other, _)| *other == key);
            places.extend(same.map(|(_, place)| *place));
        };
        add(&self.by_word, first_bytes(word, KEY));
        for length in 1..=word.len().min(KEY) {
            add(&self.by_beginning, first_bytes(word, length));
        }
        places.sort_unstable();
        places.dedup();
    }
}

/// So many bytes of a word decide which phrases may begin with it.
const KEY: usize = 8;

/// The first bytes of a word as one number, up to `length` of them.
fn first_bytes(word: &str, length: usize) -> u64 {
    let mut bytes = [0; KEY];
    let length = word.len().min(length);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}
