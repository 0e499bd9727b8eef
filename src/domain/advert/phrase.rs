//! The phrases of the rules: a small language for what people write in many ways.
//!
//! `review* .. code|changes` is any word that begins with "review", then "code" or "changes" at most four words later.
//! `_` is exactly one word, `word?` may be missing, `@` is the name that the rule is about, `$` is where no word goes on.
//! Dashes are spaces.

use std::collections::HashMap;
use std::ops::Range;

use super::source::Token;

/// How many words and commas a gap spans at most.
const GAP: usize = 4;

/// One phrase.
#[derive(Clone, Debug)]
pub struct Phrase(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    /// Any of some words.
    Words { any: Vec<Form>, optional: bool },
    /// Exactly one word.
    OneWord,
    /// A few words, or none.
    Gap,
    /// The name that the rule is about.
    Name,
    /// No word follows: a mark, or the end.
    NoWord,
}

#[derive(Clone, Debug)]
struct Form {
    text: String,
    /// Whether the word may go on.
    open: bool,
}

impl Form {
    fn fits(&self, word: &str) -> bool {
        if self.open { word.starts_with(&self.text) } else { word == self.text }
    }
}

impl Phrase {
    /// The phrase that a rule writes so.
    pub fn new(written: &str) -> Phrase {
        let part = |part: &str| match part {
            "_" => Part::OneWord,
            ".." => Part::Gap,
            "@" => Part::Name,
            "$" => Part::NoWord,
            "|" => Part::Words {
                any: vec![Form { text: "|".to_string(), open: false }],
                optional: false,
            },
            words => {
                let (words, optional) = match words.strip_suffix('?') {
                    Some(words) if !words.is_empty() => (words, true),
                    _ => (words, false),
                };
                let any = words.split('|').map(|word| match word.strip_suffix('*') {
                    Some(beginning) if !beginning.is_empty() => {
                        Form { text: beginning.to_string(), open: true }
                    }
                    _ => Form { text: word.to_string(), open: false },
                });
                Part::Words { any: any.collect(), optional }
            }
        };
        Phrase(written.split_whitespace().map(part).collect())
    }

    /// Where the phrase ends that begins with a token, if it stands there. `name` are the tokens of the name.
    pub fn ends(
        &self,
        tokens: &[Token<'_>],
        at: usize,
        name: Option<&Range<usize>>,
    ) -> Option<usize> {
        ends(&self.0, tokens, at, name)
    }

    /// Whether the phrase stands around a name.
    pub fn is_around(&self, tokens: &[Token<'_>], name: &Range<usize>) -> bool {
        let first = name.start.saturating_sub(2 * GAP);
        let spans =
            |at: usize| self.ends(tokens, at, Some(name)).is_some_and(|end| end >= name.end);
        (first..=name.start).any(spans)
    }

    /// The words with which the phrase may begin.
    fn beginnings(&self) -> impl Iterator<Item = &str> {
        let first = match self.0.first() {
            Some(Part::Words { any, .. }) => any.as_slice(),
            _ => &[],
        };
        first.iter().map(|form| form.text.as_str())
    }
}

fn ends(
    parts: &[Part],
    tokens: &[Token<'_>],
    at: usize,
    name: Option<&Range<usize>>,
) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
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
                tokens.get(at).is_some_and(|token| any.iter().any(|form| form.fits(token.text)));
            let here = || ends(rest, tokens, at + 1, name);
            let without = || ends(rest, tokens, at, name);
            fits.then(here).flatten().or_else(|| optional.then(without).flatten())
        }
    }
}

/// Phrases to look for all at once, each with what it stands for.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    phrases: Vec<(Phrase, T)>,
    by_beginning: HashMap<[u8; 2], Vec<usize>>,
}

/// A phrase where it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<T> {
    /// What the phrase stands for.
    pub what: T,
    /// The tokens.
    pub tokens: Range<usize>,
}

impl<T: Copy> Phrases<T> {
    /// All of some phrases.
    pub fn new<'p>(written: impl Iterator<Item = (&'p str, T)>) -> Phrases<T> {
        let mut all = Phrases { phrases: Vec::new(), by_beginning: HashMap::new() };
        for (written, what) in written {
            let phrase = Phrase::new(written);
            for word in phrase.beginnings() {
                let places: &mut Vec<usize> = all.by_beginning.entry(beginning(word)).or_default();
                if places.last() != Some(&all.phrases.len()) {
                    places.push(all.phrases.len());
                }
            }
            all.phrases.push((phrase, what));
        }
        all
    }

    /// Whether a phrase begins with a word.
    pub fn is_beginning(&self, word: &str) -> bool {
        let places = self.by_beginning.get(&beginning(word)).into_iter().flatten();
        places.map(|place| &self.phrases[*place].0).any(|phrase| match phrase.0.first() {
            Some(Part::Words { any, .. }) => any.iter().any(|form| form.fits(word)),
            _ => false,
        })
    }

    /// Every phrase that stands in a text, by where it begins.
    pub fn find(&self, tokens: &[Token<'_>]) -> Vec<Hit<T>> {
        let mut hits = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            for place in self.by_beginning.get(&beginning(token.text)).into_iter().flatten() {
                let (phrase, what) = &self.phrases[*place];
                if let Some(end) = phrase.ends(tokens, at, None) {
                    hits.push(Hit { what: *what, tokens: at..end });
                }
            }
        }
        hits
    }
}

/// The first two bytes of a word.
fn beginning(word: &str) -> [u8; 2] {
    let bytes = word.as_bytes();
    [bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(0)]
}
