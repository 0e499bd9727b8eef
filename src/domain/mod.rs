//! The data types, calculations and rules.
//!
//! Nothing here reads a file, a clock, an environment or a terminal, and nothing here knows a file format.

pub mod advert;
pub mod assessment;
pub mod catalog;
pub(crate) mod checklist;
pub mod clean;
mod closure;
pub mod cohort;
pub mod fit;
pub(crate) mod form;
pub mod gap;
pub mod graph;
pub mod hours;
mod inference;
pub mod interview;
pub mod level;
pub mod likely;
pub mod maps;
pub(crate) mod migration;
pub(crate) mod milestones;
pub mod names;
pub(crate) mod prerequisites;
pub mod problem;
pub mod profile;
pub mod progress;
pub mod rater;
pub(crate) mod responses;
pub mod roadmap;
pub mod role;
pub mod scoring;
pub(crate) mod words;
