//! Where maps and profiles live on disk, and how they get there without anything being lost.

pub mod cohorts;
pub mod folders;
pub mod imports;
pub mod maps;
pub mod profiles;
pub mod shipped;
