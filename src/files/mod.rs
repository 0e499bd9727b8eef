//! Text ⇄ domain: every file format that skillgap reads or writes. No disk, no terminal.

pub mod batch;
pub mod map_templates;
pub mod maps_compact;
pub mod maps_toml;
pub mod profile_toml;
pub mod text;
pub mod toml_reader;
