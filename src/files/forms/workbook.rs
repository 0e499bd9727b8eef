//! A workbook to fill in. It has a row for each person, a check of the levels in each cell, and a legend that
//! explains the levels.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::Handout;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;

/// The number of blank rows that the form has for people.
const PEOPLE: u32 = 300;
/// The columns before those of the skills.
const WHO: [&str; 2] = ["Name", "Email"];

/// Returns the bytes of the workbook.
///
/// # Errors
/// Returns an error if the workbook cannot be written.
pub(crate) fn draw(handout: &Handout<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = rust_xlsxwriter::DocProperties::new();
    // With a fixed date, the same form always gives the same bytes.
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&properties.set_creation_datetime(&day));
    answers(handout, workbook.add_worksheet())?;
    legend(handout, workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

fn answers(handout: &Handout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Answers")?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Bottom);
    for (at, title) in (0..).zip(WHO) {
        sheet.write_string_with_format(0, at, title, &head)?;
        sheet.set_column_width(at, 24)?;
    }
    let skills = handout.form.skills();
    for (at, skill) in (WHO.len() as u16..).zip(&skills) {
        sheet.write_string_with_format(0, at, &handout.maps[*skill].name, &head)?;
        sheet.set_column_width(at, 14)?;
        let message: String = handout.maps[*skill].summary.chars().take(250).collect();
        let levels = DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(0, 4))
            .set_input_title("0 to 4")?
            .set_input_message(message)?
            .set_error_title("Not a level")?
            .set_error_message(
                "Write a whole number from 0 to 4; the sheet Legend says what each means.",
            )?;
        sheet.add_data_validation(1, at, PEOPLE, at, &levels)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

fn legend(handout: &Handout<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let Handout { maps, form, title, introduction, length, .. } = handout;
    sheet.set_name("Legend")?;
    let strong = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_text_wrap();
    sheet.write_string_with_format(0, 0, title, &strong)?;
    let mut row = 1;
    for line in introduction.lines().chain([length.as_str()]).filter(|line| !line.is_empty()) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    sheet.write_string(
        row,
        0,
        "In the sheet Answers, write a number from 0 to 4 for each skill; leave a cell empty where you were not asked.",
    )?;
    row += 2;
    sheet.write_string_with_format(row, 0, "Skill", &head)?;
    sheet.write_string_with_format(row, 1, "What it is about", &head)?;
    for (at, level) in (2..).zip(Level::ALL) {
        let title = format!("{level} {}", level.name());
        sheet.write_string_with_format(row, at, title, &head)?;
    }
    row += 1;
    let mut line = |skill: &SkillIndex, row: u32| -> Result<(), XlsxError> {
        let skill = &maps[*skill];
        sheet.write_string_with_format(row, 0, &skill.name, &wrapped)?;
        sheet.write_string_with_format(row, 1, skill.summary.to_string(), &wrapped)?;
        for (at, level) in (2..).zip(Level::ALL) {
            sheet.write_string_with_format(row, at, skill.can_do(level), &wrapped)?;
        }
        Ok(())
    };
    let mut groups: Vec<(u32, String)> = Vec::new();
    for section in &form.sections {
        groups.push((row, maps[section.area].name.clone()));
        row += 1;
        for skill in &section.questions {
            line(skill, row)?;
            row += 1;
        }
        for screening in &section.screenings {
            let said = format!(
                "Any of these is enough ({}): write a level for those that you have used, and 0 for the others.",
                screening.group
            );
            groups.push((row, said));
            row += 1;
            for member in &screening.members {
                line(member, row)?;
                row += 1;
            }
        }
    }
    for (row, said) in groups {
        sheet.write_string_with_format(row, 0, said, &strong)?;
    }
    sheet.set_column_width(0, 26)?;
    for column in 1..=6 {
        sheet.set_column_width(column, 32)?;
    }
    Ok(())
}
