//! What a mentor sees of many people.

pub mod form;
pub mod import;
