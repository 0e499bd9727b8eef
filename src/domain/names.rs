//! Finding things by their names, and suggesting similar names.

use std::borrow::Cow;
use std::fmt;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::catalog::{SkillIndex, Str};

/// Normalises a name for comparison: lower case, composed letters, and every run of spaces, dashes and underscores as
/// one space.
pub fn normalised_name(name: &str) -> String {
    let name = composed(name);
    let mut folded = String::with_capacity(name.len());
    let mut gap = false;
    for c in name.chars() {
        if matches!(c, '-' | '_') || c.is_whitespace() {
            gap = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Returns a text with its letters composed (NFC): macOS and some phones write `é` as an `e` and an accent.
fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// Returns two normalised spellings of a name without accents: one with the plain letters, and one with the usual
/// replacements, such as `mueller` for `müller`. The first is the normalised name itself if it has no accents.
pub fn without_accents(name: &str) -> [String; 2] {
    let name = normalised_name(name);
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    let spelt = |c: char| {
        let two = SPELT_IN_TWO.iter().find(|(letter, _)| *letter == c).map(|(_, two)| *two);
        two.map_or_else(|| plain_letter(c).to_string(), str::to_string)
    };
    [
        name.chars().filter(|c| !is_mark(c)).map(plain_letter).collect(),
        name.replace("u\u{308}", "ue")
            .replace("o\u{308}", "oe")
            .replace("a\u{308}", "ae")
            .chars()
            .filter(|c| !is_mark(c))
            .map(spelt)
            .collect(),
    ]
}

/// Letters that are often written as two letters.
const SPELT_IN_TWO: [(char, &str); 8] = [
    ('ä', "ae"),
    ('ö', "oe"),
    ('ü', "ue"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "oe"),
    ('å', "aa"),
];

/// Returns a lower-case Latin letter without its accent.
fn plain_letter(letter: char) -> char {
    const LETTERS: [(char, &str); 19] = [
        ('a', "àáâãäåāăąǎạảấầẩẫậắằẳẵặ"),
        ('c', "çćĉċč"),
        ('d', "ďđð"),
        ('e', "èéêëēĕėęěẹẻẽếềểễệ"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįıǐỉị"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľłŀ"),
        ('n', "ñńņňŉ"),
        ('o', "òóôõöøōŏőǒọỏốồổỗộớờởỡợơ"),
        ('r', "ŕŗř"),
        ('s', "śŝşšșß"),
        ('t', "ţťŧț"),
        ('u', "ùúûüũūŭůűųǔụủứừửữựư"),
        ('w', "ŵ"),
        ('y', "ýÿŷỳỵỷỹ"),
        ('z', "źżž"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    let found = LETTERS.iter().find(|(_, accented)| accented.contains(letter));
    found.map_or(letter, |(plain, _)| *plain)
}

/// Returns other ways to write a job title, nearest first: without the seniority, with `developer`, `engineer` and
/// `programmer` exchanged, and without `software` before it, as in *Senior Java software engineer*. Empty for a title
/// of one word.
pub(crate) fn titles(title: &str) -> Vec<String> {
    const SENIORITY: [&str; 10] =
        ["entry", "graduate", "jr", "jr.", "junior", "lead", "mid", "senior", "sr", "sr."];
    const WHO: [&str; 3] = ["developer", "engineer", "programmer"];
    let name = normalised_name(title);
    let mut words: Vec<&str> = name.split(' ').collect();
    let all = words.len();
    while words.first().is_some_and(|first| SENIORITY.contains(first)) {
        words.remove(0);
        if words.first() == Some(&"level") {
            words.remove(0);
        }
    }
    let mut titles = Vec::new();
    if words.len() < all {
        titles.push(words.join(" "));
    }
    let [what @ .., who] = words.as_slice() else { return titles };
    if what.is_empty() || !WHO.contains(who) {
        return titles;
    }
    let plain = match what {
        [plain @ .., "software"] if !plain.is_empty() => plain,
        _ => what,
    };
    for what in [what, plain] {
        for who in WHO {
            titles.push(format!("{} {who}", what.join(" ")));
        }
    }
    titles.retain(|other| *other != name);
    titles
}

/// An index of things by id, name, alias and former id, in any case.
#[derive(Clone, Debug)]
pub(crate) struct Names<T> {
    /// Every thing with its id, in order.
    pub(crate) things: Vec<(Str, T)>,
    /// Every normalised name, sorted, with the index of its thing.
    pub(crate) by_name: Vec<(Str, usize)>,
}

/// An index of skills by their names.
pub(crate) type SkillNames = Names<SkillIndex>;

impl<T: Copy> Names<T> {
    /// Makes an empty index.
    pub(crate) fn new() -> Names<T> {
        Names { things: Vec::new(), by_name: Vec::new() }
    }

    /// Adds a thing under its id and its other names. A name that is already taken keeps its thing, unless the new name
    /// is the id.
    pub(crate) fn add<'a>(&mut self, id: &str, others: impl Iterator<Item = &'a str>, thing: T) {
        let at = self.things.len();
        self.things.push((id.to_string().into(), thing));
        match self.place(id) {
            Ok(place) => self.by_name[place].1 = at,
            Err(place) => self.by_name.insert(place, (normalised_name(id).into(), at)),
        }
        for name in others {
            if let Err(place) = self.place(name) {
                self.by_name.insert(place, (normalised_name(name).into(), at));
            }
        }
    }

    /// Finds a thing by any of its names.
    pub(crate) fn find(&self, name: &str) -> Option<T> {
        self.find_normalised(&normalised_name(name))
    }

    /// Finds a thing by a name that is already normalised.
    pub(crate) fn find_normalised(&self, name: &str) -> Option<T> {
        let place = self.place_of_normalised(name).ok()?;
        Some(self.things[self.by_name[place].1].1)
    }

    /// Iterates over all normalised names, sorted, with their things.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, T)> {
        self.by_name.iter().map(|(name, at)| (&**name, self.things[*at].1))
    }

    /// Finds a thing, or returns an error that describes the unknown name. `what` is the kind of thing, for example
    /// `skill`.
    ///
    /// # Errors
    /// When nothing has that name.
    pub(crate) fn get<'a>(
        &'a self,
        what: &'static str,
        name: &'a str,
    ) -> Result<T, UnknownName<'a, T>> {
        self.find(name).ok_or(UnknownName { what, name: name.trim(), names: self, retired: None })
    }

    /// Returns the ids of up to three things with names similar to `name`, nearest first; of equally near ones the
    /// earlier comes first.
    pub(crate) fn nearest(&self, name: &str) -> Vec<String> {
        let mut near = by_nearness(name, self.by_name.iter().map(|(name, _)| &**name));
        near.sort_by_key(|near| (near.far, self.by_name[near.at].1));
        let mut ids: Vec<String> = Vec::new();
        for near in near {
            let (id, _) = &self.things[self.by_name[near.at].1];
            if !ids.iter().any(|other| other == id) && ids.len() < 3 {
                ids.push(id.to_string());
            }
        }
        ids
    }

    /// Finds the position of a name in the sorted list, or where it would be inserted.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.place_of_normalised(&normalised_name(name))
    }

    fn place_of_normalised(&self, name: &str) -> Result<usize, usize> {
        self.by_name.binary_search_by(|(other, _)| (**other).cmp(name))
    }
}

impl<T: Copy> Default for Names<T> {
    fn default() -> Names<T> {
        Names::new()
    }
}

/// A name that nothing has. Similar names are searched for only on request.
#[derive(Clone, Debug)]
pub struct UnknownName<'a, T> {
    what: &'static str,
    name: &'a str,
    names: &'a Names<T>,
    retired: Option<Fate<'a>>,
}

/// What happened to a thing that had this name earlier.
#[derive(Clone, Debug)]
struct Fate<'a> {
    /// The end of a sentence about it.
    said: String,
    /// The ids of the things that replace it.
    ids: Vec<&'a str>,
}

impl<'a, T: Copy> UnknownName<'a, T> {
    /// Adds what happened to a retired thing of this name, and the ids of the things that replace it.
    pub(super) fn retired(self, said: String, ids: Vec<&'a str>) -> UnknownName<'a, T> {
        UnknownName { retired: Some(Fate { said, ids }), ..self }
    }

    /// Returns whether a retired thing had the name.
    pub(crate) fn is_retired(&self) -> bool {
        self.retired.is_some()
    }

    /// Returns `did you mean "a" or "b"?`, or `None` if no name is near. For a retired thing it suggests what replaces
    /// it.
    pub(crate) fn did_you_mean(&self) -> Option<String> {
        let Some(Fate { ids, .. }) = &self.retired else {
            return did_you_mean(&self.names.nearest(self.name));
        };
        let quoted: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        (!quoted.is_empty()).then(|| format!("name {} instead", quoted.join(" or ")))
    }

    /// Returns a hint: similar names, or else how to list all names.
    pub fn repair(&self) -> String {
        self.did_you_mean().unwrap_or_else(|| format!("`skillgap {}s` lists them", self.what))
    }
}

impl<T> fmt::Display for UnknownName<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.retired {
            None => write!(f, "there is no {} `{}`", self.what, shortened(self.name)),
            Some(Fate { said, .. }) => {
                write!(f, "the {} `{}` {said}", self.what, shortened(self.name))
            }
        }
    }
}

/// Shortens a text to its first characters, on one line.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let mut short: String =
        text.chars().take(MOST).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}

/// Returns up to three candidates similar to `name`, nearest first; of equally near ones the earlier comes first.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let candidates: Vec<&str> = candidates.collect();
    let normalised: Vec<String> = candidates.iter().map(|name| normalised_name(name)).collect();
    let near = by_nearness(name, normalised.iter().map(String::as_str));
    near.iter().take(3).map(|near| candidates[near.at].to_string()).collect()
}

/// A candidate that is similar to the typed name.
struct Near {
    /// The distance.
    far: u64,
    /// The index of the candidate.
    at: usize,
}

/// The length of the longest name. Longer texts are not names, and nothing is near to them.
const LONGEST_NAME: usize = 64;

/// Returns the normalised candidates that are near, nearest first.
///
/// A name is near if it differs by at most two typing errors (one in a short word), has a common beginning, or has a
/// Jaro-Winkler similarity above 0.88. A profile may contain a thousand unknown names, so [`Letters`] rules out most
/// candidates first.
fn by_nearness<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<Near> {
    if name.len() > 4 * LONGEST_NAME {
        return Vec::new();
    }
    let wanted = normalised_name(name);
    let letters = Letters::of(&wanted);
    if letters.length > LONGEST_NAME || wanted.is_empty() {
        return Vec::new();
    }
    let allowed = if letters.length <= 4 { 1 } else { 2 };
    let mut found = Vec::new();
    for (at, have) in candidates.enumerate() {
        let begins = letters.length >= 3 && have.starts_with(&wanted);
        if !begins && !letters.may_be_near(Letters::of(have)) {
            continue;
        }
        let alike = strsim::jaro_winkler(&wanted, have);
        if begins || alike > ALIKE || strsim::damerau_levenshtein(&wanted, have) <= allowed {
            let far = ((1.0 - alike) * 1e6) as u64;
            found.push(Near { far, at });
        }
    }
    found.sort_by_key(|near| (near.far, near.at));
    found
}

/// Names with a higher Jaro-Winkler similarity are near.
const ALIKE: f64 = 0.88;

/// The length of a name and the set of its letters; several rare letters share a bit.
#[derive(Clone, Copy)]
struct Letters {
    length: usize,
    which: u64,
}

impl Letters {
    fn of(name: &str) -> Letters {
        let none = Letters { length: 0, which: 0 };
        name.chars().fold(none, |Letters { length, which }, c| Letters {
            length: length + 1,
            which: which | 1 << (c as u32 % 64),
        })
    }

    /// Returns false if the letters of two names show that they cannot be near.
    fn may_be_near(self, other: Letters) -> bool {
        // A letter that only one of the names has occurs in it at least once.
        let common = |a: Letters, b: Letters| a.length - (a.which & !b.which).count_ones() as usize;
        let common = common(self, other).min(common(other, self));
        // A typing error changes one letter. Two swapped letters are one error, and both remain common letters.
        if self.length.max(other.length) <= common + 2 {
            return true;
        }
        // At most the common letters match; in the best case they are in the same order and the first four are equal.
        let matching = |length: usize| common as f64 / length.max(1) as f64;
        let jaro = (matching(self.length) + matching(other.length) + 1.0) / 3.0;
        jaro + 0.4 * (1.0 - jaro) > ALIKE
    }
}

/// Returns `did you mean "a" or "b"?`, or `None` if there are no suggestions.
pub(crate) fn did_you_mean(suggestions: &[String]) -> Option<String> {
    let quoted: Vec<String> = suggestions.iter().map(|s| format!("`{s}`")).collect();
    match quoted.as_slice() {
        [] => None,
        [one] => Some(format!("did you mean {one}?")),
        [rest @ .., last] => Some(format!("did you mean {} or {last}?", rest.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_any_case_and_with_any_dashes() {
        let mut names = Names::new();
        names.add("rest-design", ["REST", "REST API"].into_iter(), 7);
        for name in ["rest-design", "REST Design", "rest_api", "  Rest  API "] {
            assert_eq!(names.find(name), Some(7), "{name:?}");
        }
        assert_eq!(names.find("soap"), None);
        assert_eq!(names.nearest("rest desing"), ["rest-design"]);
    }

    #[test]
    fn a_name_is_also_written_without_its_accents() {
        let may_be_same = |one: &str, other: &str| {
            let other = without_accents(other);
            without_accents(one).iter().any(|way| other.contains(way))
        };
        for (one, other) in [
            ("José García", "Jose Garcia"),
            ("JOSE\u{301}", "jose"),
            ("Zoë Müller", "Zoe Mueller"),
            ("Zoë Müller", "Zoe Muller"),
            ("Mu\u{308}ller", "Mueller"),
            ("Łukasz Żak", "Lukasz Zak"),
            ("Søren", "Soeren"),
            ("Nguyễn", "Nguyen"),
            ("Strauß", "Strauss"),
        ] {
            assert!(may_be_same(one, other), "{one} and {other}");
        }
        for (one, other) in [("José", "Josef"), ("Müller", "Miller"), ("李雷", "李蕾")] {
            assert!(!may_be_same(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn nothing_is_near_to_a_text_that_is_too_long_for_a_name() {
        let longest = "a".repeat(LONGEST_NAME);
        let near = |name: &str| nearest(name, [&*longest].into_iter());
        assert_eq!(near(&longest[1..]), [&*longest]);
        assert!(near(&format!("{longest}a")).is_empty());
        assert!(near(&format!("{longest}aa")).is_empty());
    }

    #[test]
    fn a_title_is_also_written_without_its_seniority_and_with_another_word_for_who_develops() {
        assert_eq!(titles("Senior Java Developer")[0], "java developer");
        assert_eq!(titles("mid-level PHP developer")[0], "php developer");
        assert!(titles("Golang engineer").contains(&"golang developer".to_string()));
        assert!(titles(".NET software engineer").contains(&".net developer".to_string()));
        assert_eq!(titles("Senior programmer"), ["programmer"]);
        for whole in ["developer", "Lead", "DBA", "site reliability"] {
            assert!(!titles(whole).iter().any(|title| title.contains("engineer")), "{whole}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_finds_its_word() {
        let words = ["postgresql", "mysql", "python", "gap"];
        let near = |name| nearest(name, words.into_iter());
        assert_eq!(near("postgressql"), ["postgresql"]);
        assert_eq!(near("pyhton"), ["python"]);
        assert_eq!(near("gpa"), ["gap"]);
        assert!(near("cobol").is_empty());
    }

    #[test]
    fn only_names_that_are_not_near_are_ruled_out_by_their_letters() {
        let words = ["sql", "mysql", "rest api", "continuous delivery", "c", "c++", "zoë", "go"];
        let begin = |word: &str| word.chars().skip(1).collect::<String>();
        let slip = |word: &str| word.chars().rev().take(9).collect::<String>();
        let typed = words.iter().flat_map(|word| [word.to_string(), begin(word), slip(word)]);
        for wanted in typed.chain([String::new(), "continous delivry".to_string()]) {
            for have in words {
                let near = strsim::damerau_levenshtein(&wanted, have) <= 2
                    || strsim::jaro_winkler(&wanted, have) > ALIKE;
                let may = Letters::of(&wanted).may_be_near(Letters::of(have));
                assert!(may || !near, "{wanted:?} and {have:?}");
            }
        }
        assert!(!Letters::of("python").may_be_near(Letters::of("continuous delivery")));
    }

    #[test]
    fn nothing_is_near_to_a_text_that_is_no_name() {
        assert!(nearest(&"x".repeat(1_000_000), ["x".repeat(65).as_str()].into_iter()).is_empty());
    }

    #[test]
    fn a_name_is_as_long_as_its_letters_and_not_as_its_bytes() {
        // Forty letters of two bytes each.
        let name = "разработка".repeat(4);
        let slip = format!("{name}х");
        assert_eq!(nearest(&slip, [name.as_str()].into_iter()), [name.as_str()]);
        let longer = "а".repeat(LONGEST_NAME + 1);
        assert!(nearest(&longer, [longer.as_str()].into_iter()).is_empty());
    }
}
