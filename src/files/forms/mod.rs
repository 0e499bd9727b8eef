//! Empty self-assessment forms in several file formats, for mentors to hand out.

pub(crate) mod apps_script;
pub(crate) mod docx;
pub(crate) mod profile;
pub(crate) mod workbook;

use crate::domain::checklist::Checklist;
use crate::domain::form::Form;
use crate::domain::maps::SkillMaps;

/// A form with the texts around its questions.
pub(crate) struct Handout<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The questions.
    pub(crate) form: &'m Form,
    /// The sentences to tick, or `None` if the form asks for the level of each skill.
    pub(crate) checklists: Option<Vec<Checklist>>,
    /// The title of the form.
    pub(crate) title: String,
    /// The text above the questions.
    pub(crate) introduction: String,
    /// A sentence with the number of questions and the time that they take.
    pub(crate) length: String,
    /// The command to run when the responses are there.
    pub(crate) next: String,
}
