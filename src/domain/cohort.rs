//! Many people: what a mentor has.

use super::profile::Profile;

/// People who learn together, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Cohort {
    /// The people.
    pub members: Vec<Member>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct Member {
    /// What tells this person from the others: the profile's file name without its ending, or the row's person.
    pub id: String,
    /// What the person is called: the profile's name, else the id.
    pub name: String,
    /// What is known about the person.
    pub profile: Profile,
}
