//! Renders documents as text. Nothing here knows a skill or a role, and nothing here prints.

pub(crate) mod csv;
pub mod graph;
pub(crate) mod markdown;
pub(crate) mod page;
#[cfg(feature = "cli")]
pub(crate) mod plain;
pub(crate) mod sparkline;
#[cfg(feature = "cli")]
pub(crate) mod terminal;
pub(crate) mod xlsx;
