//! The empty self-assessment as files to hand out.

pub mod apps_script;
pub mod docx;
pub mod profile;
pub mod workbook;

use crate::domain::form::Form;
use crate::domain::maps::SkillMaps;

/// A form, with the words that stand around its questions.
pub struct Handout<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What is asked.
    pub form: &'m Form,
    /// What the form is called.
    pub title: String,
    /// What stands above the questions.
    pub introduction: String,
    /// How many questions there are and how long they take.
    pub length: String,
    /// What to type when the answers are there.
    pub next: String,
}
