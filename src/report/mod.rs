//! Answers → what is said: a [`document::Document`] for people, and explicit JSON shapes for scripts.
//!
//! Nothing here has a colour or a width, and nothing here prints.

pub mod about;
pub mod advert;
pub mod answer;
pub mod areas;
pub mod assess;
pub mod batch;
pub mod cohort;
pub mod document;
pub mod done;
pub mod export;
pub mod fit;
pub mod gap;
pub mod goal;
pub mod graph;
pub mod interview;
pub mod json;
pub mod likely;
pub mod maps;
pub mod milestones;
pub mod next;
pub mod notes;
pub mod own_import;
pub mod page;
pub mod phrases;
pub mod profile;
pub mod progress;
pub mod ratings;
pub mod roadmap;
pub mod roles;
pub mod schema;
pub mod scripts;
pub mod sheet;
pub mod skills;
pub mod sources;
pub mod text;
pub mod to_do;
pub mod undo;
pub mod why;
pub mod why_project;
pub mod written;
