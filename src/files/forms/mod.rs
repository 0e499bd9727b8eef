//! The empty self-assessment as files to hand out.

pub(crate) mod apps_script;
pub(crate) mod docx;
pub(crate) mod profile;
pub(crate) mod workbook;

use crate::domain::checklist::Checklist;
use crate::domain::form::Form;
use crate::domain::maps::SkillMaps;

/// A form, with the words that stand around its questions.
pub(crate) struct Handout<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// What is asked.
    pub(crate) form: &'m Form,
    /// The sentences to tick; `None` where each skill is asked for its level.
    pub(crate) checklists: Option<Vec<Checklist>>,
    /// What the form is called.
    pub(crate) title: String,
    /// What stands above the questions.
    pub(crate) introduction: String,
    /// How many questions there are and how long they take.
    pub(crate) length: String,
    /// What to type when the answers are there.
    pub(crate) next: String,
}
