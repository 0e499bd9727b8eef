//! Where maps and profiles live on disk, and how they get there without anything being lost.

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
