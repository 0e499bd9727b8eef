//! A Google Apps Script that builds the whole form in one run.

use serde_json::{Value, json};

use super::Handout;
use crate::domain::catalog::SkillIndex;
use crate::domain::checklist::{Checklist, NONE_YET, option, title as question_of};
use crate::domain::clean::clean_json;
use crate::domain::form::{NONE_OF_THESE, ONLY_IF_TICKED, choice, screening_title};
use crate::domain::level::Level;

/// Returns the script, with the questions as data in it.
pub(crate) fn draw(handout: &Handout<'_>) -> String {
    let Handout { maps, form, checklists, title, introduction, length, next } = handout;
    let question = |skill: &SkillIndex, required: bool| {
        let skill = &maps[*skill];
        let help = if required {
            skill.summary.to_string()
        } else {
            format!("{ONLY_IF_TICKED} {}", skill.summary)
        };
        json!({
            "title": skill.name,
            "help": help,
            "choices": Level::ALL.map(|level| choice(skill, level)),
            "required": required,
        })
    };
    let boxes = |list: &Checklist| {
        let options = list.sentences.iter().map(|step| option(maps, *step));
        json!({
            "title": question_of(&list.name),
            "help": if list.any_will_do {
                "Look for those that you have used; nobody knows them all."
            } else {
                "Tick all that are true."
            },
            "options": options.chain([NONE_YET.to_string()]).collect::<Vec<_>>(),
            "required": true,
        })
    };
    let mut sections = Vec::new();
    for section in &form.sections {
        let area = &maps[section.area];
        if let Some(lists) = checklists {
            let here = lists.iter().filter(|list| list.area == section.area);
            sections.push(json!({
                "title": area.name,
                "help": area.summary,
                "questions": here.map(boxes).collect::<Vec<Value>>(),
            }));
            continue;
        }
        let mut questions: Vec<Value> =
            section.questions.iter().map(|skill| question(skill, true)).collect();
        for screening in &section.screenings {
            let names = screening.members.iter().map(|member| maps[*member].name.as_str());
            questions.push(json!({
                "title": screening_title(&screening.group),
                "help": "Tick all that you have written or built something with.",
                "options": names.chain([NONE_OF_THESE]).collect::<Vec<_>>(),
                "required": true,
            }));
            questions.extend(screening.members.iter().map(|skill| question(skill, false)));
        }
        sections.push(json!({
            "title": area.name,
            "help": area.summary,
            "questions": questions,
        }));
    }
    let stays = match checklists {
        Some(_) => STAYS_OF_SENTENCES,
        None => STAYS,
    };
    SCRIPT
        .replace("STAYS", stays)
        .replace("IMPORT", &next.replace("*/", "* /"))
        .replace("TITLE", &literal(&json!(title)))
        .replace("DESCRIPTION", &literal(&json!(format!("{introduction}\n\n{length}"))))
        .replace("SECTIONS", &literal(&json!(sections)))
}

/// Returns a value as JavaScript: JSON without characters that would end a line or a script element, or that control
/// a terminal.
fn literal(value: &Value) -> String {
    clean_json(serde_json::to_string_pretty(value).unwrap_or_default()).replace("</", "<\\/")
}

/// The parts of a form that should stay the same, so that the responses can be read.
const STAYS: &str = "You may move or delete questions in the form; keep their titles and the numbers of the choices.";

/// The same note for a form with sentences to tick.
const STAYS_OF_SENTENCES: &str = "You may move or delete questions in the form; keep their titles. You may reword a sentence. A sentence that\n * you delete counts as not yet, unless a file for --map says ignore; the import explains this.";

const SCRIPT: &str = r#"/*
 * Builds a self-assessment in Google Forms:
 *   1. Open https://script.new, and replace the code there with this.
 *   2. Press Run, and allow it to make forms in your Google Drive.
 *   3. The execution log shows the address to hand out and the one to edit the form.
 * For the answers: the form's tab Responses, "Download responses (.csv)"; then
 *   IMPORT
 * STAYS
 */
function buildForm() {
  var form = FormApp.create(title);
  form.setDescription(description);
  form.setCollectEmail(true);
  form.setAllowResponseEdits(true);
  form.setProgressBar(true);
  form.setShowLinkToRespondAgain(false);
  form.addTextItem().setTitle("Name").setRequired(true);
  sections.forEach(function (section) {
    form.addPageBreakItem().setTitle(section.title).setHelpText(section.help);
    section.questions.forEach(function (question) {
      var item = question.options ? form.addCheckboxItem() : form.addMultipleChoiceItem();
      item
        .setTitle(question.title)
        .setHelpText(question.help)
        .setChoiceValues(question.options || question.choices)
        .setRequired(question.required);
    });
  });
  try {
    form.setPublished(true);
  } catch (error) {
    Logger.log("Publish the form by hand: " + error);
  }
  Logger.log("To hand out: " + form.getPublishedUrl());
  Logger.log("To edit:     " + form.getEditUrl());
}

var title = TITLE;

var description = DESCRIPTION;

var sections = SECTIONS;
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_quotes() {
        let nasty = "\"; alert(1) //\n\u{2028}</script>\\";
        assert_eq!(literal(&json!(nasty)), "\"\\\"; alert(1) //\\n\\u2028<\\/script>\\\\\"");
    }
}
