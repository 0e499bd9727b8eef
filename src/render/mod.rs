//! Document → text. Nothing here knows a skill or a role, and nothing here prints.

pub mod csv;
pub mod graph;
pub mod markdown;
pub mod page;
#[cfg(feature = "cli")]
pub mod plain;
pub mod sparkline;
#[cfg(feature = "cli")]
pub mod terminal;
pub mod xlsx;
