//! skillgap
pub mod cli;
pub mod domain;
pub mod files;
pub mod library;
pub mod render;
pub mod report;
