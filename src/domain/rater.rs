//! Who rated: the person, or somebody else with a name.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::names::normalised_name;

/// The name under which a person rates themselves.
pub(crate) const SELF: &str = "self";

/// A rater. Names are compared in any case, and with any spaces, dashes or underscores.
#[derive(Clone, Debug, Default)]
pub struct Rater(Option<Name>);

#[derive(Clone, Debug)]
struct Name {
    written: String,
    normalised: String,
}

impl Rater {
    /// The person.
    pub const OWN: Rater = Rater(None);

    /// Returns the rater with this name; the person if the name is [`SELF`].
    pub fn named(name: &str) -> Rater {
        let normalised = normalised_name(name);
        if normalised == SELF {
            return Rater::OWN;
        }
        Rater(Some(Name { written: name.to_string(), normalised }))
    }

    /// Returns the rater with this name; the person if there is no name.
    pub fn maybe_named(name: Option<&str>) -> Rater {
        name.map_or(Rater::OWN, Rater::named)
    }

    /// Returns whether the rater is the person.
    pub(crate) fn is_own(&self) -> bool {
        self.0.is_none()
    }

    /// Returns the name as it was written, or [`SELF`].
    pub fn name(&self) -> &str {
        self.0.as_ref().map_or(SELF, |name| &name.written)
    }

    /// Returns the key for comparisons. The person comes before everybody else.
    fn key(&self) -> Option<&str> {
        self.0.as_ref().map(|name| name.normalised.as_str())
    }
}

impl fmt::Display for Rater {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Rater {
    fn eq(&self, other: &Rater) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Rater {}

impl PartialOrd for Rater {
    fn partial_cmp(&self, other: &Rater) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rater {
    fn cmp(&self, other: &Rater) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for Rater {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rater_is_the_same_however_the_name_is_written() {
        assert_eq!(Rater::named("Grace Hopper"), Rater::named(" grace  HOPPER"));
        assert_ne!(Rater::named("Grace"), Rater::named("Ada"));
        for own in ["self", "Self", " SELF "] {
            assert!(Rater::named(own).is_own(), "{own:?}");
            assert_eq!(Rater::named(own).name(), "self");
        }
    }
}
