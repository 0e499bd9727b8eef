//! The empty self-assessment as files to hand out.

pub mod apps_script;
pub mod docx;
pub mod profile;
pub mod workbook;

use crate::domain::checklist::Checklist;
use crate::domain::form::Form;
use crate::domain::maps::SkillMaps;

/// A form, with the words that stand around its questions.
pub struct Handout<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What is asked.
    pub form: &'m Form,
    /// The sentences to tick; `None` where each skill is asked for its level.
    pub checklists: Option<Vec<Checklist>>,
    /// What the form is called.
    pub title: String,
    /// What stands above the questions.
    pub introduction: String,
    /// How many questions there are and how long they take.
    pub length: String,
    /// What to type when the answers are there.
    pub next: String,
}
