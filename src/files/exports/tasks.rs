//! Tasks as CSV in the columns that Todoist imports. Notion makes a property of each column.

use super::Task;

/// The columns in the order of Todoist's help page on CSV files.
const COLUMNS: [&str; 10] = [
    "TYPE",
    "CONTENT",
    "DESCRIPTION",
    "PRIORITY",
    "INDENT",
    "AUTHOR",
    "RESPONSIBLE",
    "DATE",
    "DATE_LANG",
    "TIMEZONE",
];

/// Returns the tasks as CSV, with a section for each stage.
pub(crate) fn todoist(tasks: &[Task]) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [&str; COLUMNS.len()]| {
        // Writing to memory does not fail.
        let _ = rows.write_record(row);
    };
    put(COLUMNS);
    let mut stage = "";
    for task in tasks {
        if task.stage != stage {
            stage = &task.stage;
            put(["section", &without_formula_or_label(stage), "", "", "", "", "", "", "", ""]);
        }
        let title = without_formula_or_label(&task.title);
        let title = format!("{title} ({} h)", task.hours);
        let day = task.days.map_or(String::new(), |(_, by)| by.to_string());
        let language = if day.is_empty() { "" } else { "en" };
        put([
            "task",
            &title,
            &without_formula_or_label(&task.details),
            "4",
            "1",
            "",
            "",
            &day,
            language,
            "",
        ]);
    }
    String::from_utf8(rows.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Prevents a text from being a formula in a spreadsheet, or a label (`@`) or comment in Todoist.
fn without_formula_or_label(text: &str) -> String {
    let text = text.replace('@', "at ");
    if text.starts_with(['=', '+', '-', '\t', '\r']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_section_for_each_stage_and_a_task_for_each_step() {
        let task = |title: &str, stage: &str| Task {
            id: "step-git-1".into(),
            title: title.into(),
            details: "Records, \"pushes\"".into(),
            stage: stage.into(),
            hours: 8,
            days: Some((date(2026, 12, 1), date(2026, 12, 7))),
        };
        let text = todoist(&[task("Git: level 1", "First"), task("=SUM(A1) @home", "Second")]);
        assert_eq!(
            text,
            "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\n\
             section,First,,,,,,,,\n\
             task,Git: level 1 (8 h),\"Records, \"\"pushes\"\"\",4,1,,,2026-12-07,en,\n\
             section,Second,,,,,,,,\n\
             task,'=SUM(A1) at home (8 h),\"Records, \"\"pushes\"\"\",4,1,,,2026-12-07,en,\n"
        );
    }
}
