//! Names of people, with a mark if several people have the same name.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::names::normalised_name;

/// The name of a person. When it is displayed, a mark distinguishes people with the same name. JSON and CSV, which also
/// contain the id, use the [plain](PersonName::plain) name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    plain: String,
    /// The text after the name, if somebody else has the same name.
    mark: Option<String>,
}

impl PersonName {
    /// Makes a name without a mark.
    pub fn new(plain: impl Into<String>) -> PersonName {
        PersonName { plain: plain.into(), mark: None }
    }

    /// Returns the name alone.
    pub fn plain(&self) -> &str {
        &self.plain
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.plain)?;
        self.mark.as_ref().map_or(Ok(()), |mark| write!(f, " ({mark})"))
    }
}

/// Marks the names that several people have with the part of the id that differs. People are given by id and name.
/// Several entries for the same person do not need a mark.
pub fn tell_apart<'a>(people: impl IntoIterator<Item = (&'a str, &'a mut PersonName)>) {
    let mut by_name: BTreeMap<String, Vec<(&str, &mut PersonName)>> = BTreeMap::new();
    for (id, name) in people {
        by_name.entry(normalised_name(&name.plain)).or_default().push((id, name));
    }
    let is_shared = |people: &Vec<(&str, &mut PersonName)>| {
        people.iter().any(|(id, _)| people.first().is_some_and(|(first, _)| first != id))
    };
    for (name, people) in by_name.into_iter().filter(|(_, people)| is_shared(people)) {
        for (id, person) in people {
            person.mark = Some(beside(&name, id).to_string());
        }
    }
}

/// Returns the part of an id after the name with which it begins: `58d1` for `ada-58d1`, `line 2` for `Ada, line 2`. An
/// id that does not begin with the name is returned whole.
fn beside<'i>(name: &str, id: &'i str) -> &'i str {
    let is_after = |(at, _): &(usize, char)| normalised_name(&id[..*at]) == name;
    let rest = id.char_indices().find(is_after).map_or("", |(at, _)| &id[at..]);
    let is_bare = |c: char| !c.is_alphanumeric();
    // A letter directly after the name belongs to a longer name.
    let rest = if rest.starts_with(is_bare) { rest.trim_matches(is_bare) } else { "" };
    if rest.is_empty() { id } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(people: &[(&str, &str)]) -> Vec<String> {
        let mut names: Vec<PersonName> =
            people.iter().map(|(_, name)| PersonName::new(*name)).collect();
        tell_apart(people.iter().map(|(id, _)| *id).zip(&mut names));
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn people_of_one_name_have_their_ids_beside_it() {
        let people = [("a@x.org", "Amélie Dupont"), ("bo", "Bo"), ("a2", "amélie  dupont")];
        assert_eq!(shown(&people), ["Amélie Dupont (a@x.org)", "Bo", "amélie  dupont (a2)"]);
    }

    #[test]
    fn an_id_that_begins_with_the_name_says_the_rest_alone() {
        let people = [("jo-li-58d1", "Jo Li"), ("Jo Li, line 3", "Jo Li"), ("jo-li", "Jo Li")];
        assert_eq!(shown(&people), ["Jo Li (58d1)", "Jo Li (line 3)", "Jo Li (jo-li)"]);
        assert_eq!(shown(&[("ada2", "Ada"), ("a", "ada")]), ["Ada (ada2)", "ada (a)"]);
    }

    #[test]
    fn one_person_who_stands_there_twice_is_not_marked() {
        assert_eq!(shown(&[("ada", "Ada"), ("ada", "Ada")]), ["Ada", "Ada"]);
    }

    #[test]
    fn a_name_that_one_person_has_stands_alone() {
        assert_eq!(shown(&[("a", "Ada"), ("b", "Bo")]), ["Ada", "Bo"]);
    }
}
