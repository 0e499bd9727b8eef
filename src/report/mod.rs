//! Answers, as a [`document::Document`] for people and as explicit JSON shapes for scripts.
//!
//! Nothing here has a colour or a width, and nothing here prints.

pub(crate) mod about;
pub(crate) mod advert;
pub mod answer;
pub(crate) mod areas;
pub(crate) mod assess;
pub(crate) mod batch;
pub(crate) mod cohort;
pub mod document;
pub(crate) mod done;
pub(crate) mod export;
pub mod fit;
pub mod gap;
pub(crate) mod goal;
pub mod graph;
pub mod interview;
pub mod json;
pub(crate) mod likely;
pub(crate) mod maps;
pub(crate) mod milestones;
pub(crate) mod next;
pub mod notes;
pub(crate) mod own_import;
pub mod page;
pub(crate) mod phrases;
pub(crate) mod profile;
pub(crate) mod progress;
pub(crate) mod ratings;
pub mod roadmap;
pub(crate) mod roles;
pub(crate) mod schema;
pub(crate) mod scripts;
pub(crate) mod sheet;
pub(crate) mod skills;
pub(crate) mod sources;
pub(crate) mod text;
pub(crate) mod to_do;
pub(crate) mod undo;
pub(crate) mod why;
pub(crate) mod why_project;
pub(crate) mod written;
