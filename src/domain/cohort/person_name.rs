//! What people are called, so that two of one name can be told apart.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::names::normalised_name;

/// What a person is called. Shown, it tells people of one name apart; JSON and CSV, which have the id beside it, say it
/// [plainly](PersonName::plain).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    plain: String,
    /// What stands after it, where somebody else here has the same name.
    mark: Option<String>,
}

impl PersonName {
    /// A name of which it is not known yet whether others have it.
    pub fn new(plain: impl Into<String>) -> PersonName {
        PersonName { plain: plain.into(), mark: None }
    }

    /// The name alone.
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

/// Marks the names that several people have, each with what its id says beside the name. People are given by id and name;
/// where all of a name are one person, who stands there several times, nothing is marked.
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

/// What an id says beside a name with which it begins: of `ada-58d1` the `58d1`, of `Ada, line 2` the `line 2`. The whole
/// of another id.
fn beside<'i>(name: &str, id: &'i str) -> &'i str {
    let is_after = |(at, _): &(usize, char)| normalised_name(&id[..*at]) == name;
    let rest = id.char_indices().find(is_after).map_or("", |(at, _)| &id[at..]);
    let is_bare = |c: char| !c.is_alphanumeric();
    // A letter that follows belongs to the name.
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
