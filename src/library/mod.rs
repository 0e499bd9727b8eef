//! Where maps and profiles live on disk, and how they get there without anything being lost.

pub mod cohorts;
pub mod error;
pub mod folders;
pub mod forgetting;
pub mod imports;
mod lock;
pub mod maps;
pub mod profiles;
pub mod shipped;
pub mod whole;
