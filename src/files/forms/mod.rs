//! The empty self-assessment as files to hand out.

pub mod apps_script;
pub mod profile;
