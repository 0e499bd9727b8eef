//! The file of a profile as JSON: where it is, and what one was begun with.

use schemars::JsonSchema;
use serde::Serialize;

/// The content of a `profile-path` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct PathJson {
    /// Where the profile is.
    pub path: String,
    /// Whether it is there already.
    pub is_there: bool,
}

/// The content of a `profile-new` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct BegunJson {
    /// Where the profile is.
    pub path: String,
    /// What the person is called.
    pub name: Option<String>,
    /// The ids of the roles aimed at.
    pub roles: Vec<String>,
    /// Which column of targets.
    pub seniority: Option<&'static str>,
    /// Hours a week for learning.
    pub hours_per_week: Option<f64>,
}
