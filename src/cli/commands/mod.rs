//! One file a command: its flags, and what it does. Each returns the text of its answer.

pub mod assess;
pub mod batch;
pub mod cohort;
pub mod completions;
pub mod done;
pub mod gap;
pub mod man;
pub mod maps;
pub mod next;
pub mod profile;
pub mod progress;
pub mod rate;
pub mod roadmap;
pub mod roles;
pub mod schema;
pub mod skills;
pub mod sources;
pub mod why;
