//! Access to the disk: where maps and profiles are, and how files are written without losing data.

pub mod cohorts;
pub(crate) mod error;
pub(crate) mod folders;
pub(crate) mod forgetting;
pub mod imports;
mod lock;
pub mod maps;
pub mod profiles;
pub mod shipped;
pub(crate) mod whole;
