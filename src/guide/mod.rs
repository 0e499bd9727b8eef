//! The guide: what the README leaves out. Each page is a Markdown file in this folder. `tests/suite/transcripts.rs`
//! runs the commands in them and compares the output.

#[doc = include_str!("interview.md")]
pub mod interview {}

#[doc = include_str!("numbers.md")]
pub mod numbers {}

#[doc = include_str!("profile.md")]
pub mod profile {}

#[doc = include_str!("mentors.md")]
pub mod mentors {}

#[doc = include_str!("scripts.md")]
pub mod scripts {}

#[doc = include_str!("engines.md")]
pub mod engines {}

#[doc = include_str!("maps.md")]
pub mod maps {}

#[doc = include_str!("limits.md")]
pub mod limits {}
