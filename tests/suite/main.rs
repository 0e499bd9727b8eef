//! All tests of the program and the library in one binary, so that there is one link and shared code is built once.
//!
//! `cargo test --test suite durability::` runs the tests of one file.

mod support;

mod adverts;
mod answers;
mod arithmetic;
mod batch;
mod broken;
mod checklists;
mod choices;
mod cohort;
mod curriculum;
mod durability;
mod following;
mod forms;
mod fuzz;
mod graphs;
mod interview;
#[cfg(unix)] // where to kill is SIGKILL
mod kills;
mod likely;
mod limits;
mod map_files;
mod mentors;
mod milestones;
mod model;
mod own_files;
#[cfg(unix)]
mod pictures;
mod places;
mod profile;
mod progress;
mod projects;
mod properties;
mod ratings;
mod readme;
mod recorded;
mod released;
mod retired;
mod rooms;
mod said;
mod schemas;
mod scoring;
mod scripts;
mod shipped;
mod spreadsheets;
mod supply;
#[cfg(unix)]
mod terminal;
mod transcripts;
mod undo;
mod widths;
