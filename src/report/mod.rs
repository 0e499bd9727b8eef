//! Answers → what is said: a [`document::Document`] for people, and explicit JSON shapes for scripts.
//!
//! Nothing here has a colour or a width, and nothing here prints.

pub mod areas;
pub mod batch;
pub mod document;
pub mod done;
pub mod gap;
pub mod graph;
pub mod json;
pub mod maps;
pub mod next;
pub mod phrases;
pub mod ratings;
pub mod roadmap;
pub mod roles;
pub mod sheet;
pub mod skills;
pub mod sources;
pub mod why;
