//! `skillgap profile path` and `skillgap profile new`: the path of the profile, and a newly created profile.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::level::Seniority;
use crate::report::answer::Answer;
use crate::report::document::Document;

/// The path of a profile.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct PathAnswer {
    /// Where the profile is.
    pub(crate) path: String,
    /// Whether it is there already.
    pub(crate) is_there: bool,
}

impl Answer for PathAnswer {
    const KIND: &'static str = "profile-path";
    const ABOUT: &'static str = "where the profile is";
    type Json = PathAnswer;

    fn json(&self) -> PathAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        Document::raw(format!("{}\n", self.path))
    }
}

/// A profile that was created.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct NewProfileAnswer {
    /// Where the profile is.
    pub(crate) path: String,
    /// What the person is called.
    pub(crate) name: Option<String>,
    /// The ids of the roles aimed at.
    pub(crate) roles: Vec<String>,
    /// Which column of targets.
    pub(crate) seniority: Option<Seniority>,
    /// Hours a week for learning.
    pub(crate) hours_per_week: Option<f64>,
}

impl Answer for NewProfileAnswer {
    const KIND: &'static str = "profile-new";
    const ABOUT: &'static str = "the profile that was created";
    type Json = NewProfileAnswer;

    fn json(&self) -> NewProfileAnswer {
        self.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.say(format!("Created {}. Its comments say what it may contain.", self.path));
        document.commands([
            ("skillgap assess", "tick what you can do, every answer saved"),
            ("skillgap rate SKILL=LEVEL", "record a rating"),
        ]);
        document
    }
}
