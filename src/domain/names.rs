//! Finding things by what people call them, and guessing what they meant.

use super::catalog::{SkillIndex, Str};

/// A name as it is compared: lower case, with every run of spaces, dashes and underscores as one space.
pub fn normalised_name(name: &str) -> String {
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

/// Things by id, name, alias and former id, in any case.
#[derive(Clone, Debug)]
pub struct Names<T> {
    /// Each thing by its id, in order.
    pub(crate) things: Vec<(Str, T)>,
    /// Every name as it is compared, sorted, with the place of its thing.
    pub(crate) by_name: Vec<(Str, usize)>,
}

/// Skills by what they are called.
pub type SkillNames = Names<SkillIndex>;

impl<T: Copy> Names<T> {
    /// No names yet.
    pub fn new() -> Names<T> {
        Names { things: Vec::new(), by_name: Vec::new() }
    }

    /// Adds something under its id and everything else that it is called. What is there already stays, unless it is the id.
    pub fn add<'a>(&mut self, id: &str, others: impl Iterator<Item = &'a str>, thing: T) {
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

    /// What is called so.
    pub fn find(&self, name: &str) -> Option<T> {
        let place = self.place(name).ok()?;
        Some(self.things[self.by_name[place].1].1)
    }

    /// The ids of up to three things that somebody who typed `name` may have meant, nearest first; of two equal ones the earlier.
    pub fn nearest(&self, name: &str) -> Vec<String> {
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

    /// Where a name stands among the sorted ones, or where it would.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let name = normalised_name(name);
        self.by_name.binary_search_by(|(other, _)| (**other).cmp(&name))
    }
}

impl<T: Copy> Default for Names<T> {
    fn default() -> Names<T> {
        Names::new()
    }
}

/// Up to three of the candidates that are near to `name`, nearest first; of two equal ones the earlier.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<String> {
    let near = by_nearness(name, candidates);
    near.iter().take(3).map(|near| near.name.to_string()).collect()
}

/// A candidate that is near to what was typed.
struct Near<'a> {
    /// How far it is.
    far: u64,
    /// Its place among the candidates.
    at: usize,
    name: &'a str,
}

/// The candidates that are near, nearest first.
///
/// Near is at most two slips of the finger (one in a short word), a common beginning, or a Jaro-Winkler similarity above 0.88.
fn by_nearness<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<Near<'a>> {
    let wanted = normalised_name(name);
    let mut found = Vec::new();
    for (at, name) in candidates.enumerate() {
        let have = normalised_name(name);
        let slips = strsim::damerau_levenshtein(&wanted, &have);
        let allowed = if wanted.chars().count() <= 4 { 1 } else { 2 };
        let alike = strsim::jaro_winkler(&wanted, &have);
        let begins = wanted.chars().count() >= 3 && have.starts_with(&wanted);
        if slips <= allowed || alike > 0.88 || begins {
            let far = ((1.0 - alike) * 1e6) as u64;
            found.push(Near { far, at, name });
        }
    }
    found.sort_by_key(|near| (near.far, near.at));
    found
}

/// `did you mean "a" or "b"?`, or nothing when nothing is near.
pub fn did_you_mean(suggestions: &[String]) -> Option<String> {
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
    fn a_slip_of_the_finger_finds_its_word() {
        let words = ["postgresql", "mysql", "python", "gap"];
        let near = |name| nearest(name, words.into_iter());
        assert_eq!(near("postgressql"), ["postgresql"]);
        assert_eq!(near("pyhton"), ["python"]);
        assert_eq!(near("gpa"), ["gap"]);
        assert!(near("cobol").is_empty());
    }
}
