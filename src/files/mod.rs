//! Conversion between text and domain types, for every file format that skillgap reads or writes. It uses no disk and
//! no terminal.

pub mod advert_role;
pub mod advert_text;
pub mod cohort_toml;
pub mod earlier_pairs;
pub mod exports;
pub(crate) mod file_reader;
pub(crate) mod file_values;
pub(crate) mod forms;
pub mod interview_json;
mod json_faults;
pub mod limits;
pub(crate) mod map_templates;
pub mod maps_compact;
pub mod maps_toml;
pub mod maps_validation;
pub mod own_file;
pub mod people;
pub mod profile_cuts;
pub mod profile_goal;
pub mod profile_migration;
pub mod profile_toml;
pub mod roster;
pub mod text;
pub(crate) mod toml_layout;
