//! A Word document that Microsoft Forms imports as a form: numbered questions, and answers with a letter each.
//!
//! Microsoft describes this format for its quick import: <https://support.microsoft.com/office> (“Convert a Word
//! document to Microsoft Forms”). The document contains only text in paragraphs, and a question is only the name of a
//! skill, by which its answers are read back. Anything that an import could misread is left out.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Handout;
use crate::domain::catalog::SkillIndex;
use crate::domain::checklist::{NONE_YET, option, title as question_of};
use crate::domain::form::{NONE_OF_THESE, choice, screening_title};
use crate::domain::level::Level;

/// Returns the bytes of the document.
///
/// # Errors
/// Returns an error if the document cannot be written.
pub(crate) fn draw(handout: &Handout<'_>) -> Result<Vec<u8>, ZipError> {
    let mut pack = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        // With a fixed time, the same form always gives the same bytes.
        .last_modified_time(zip::DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", CONTENT_TYPES.to_string()),
        ("_rels/.rels", RELATIONS.to_string()),
        ("word/document.xml", document(handout)),
    ] {
        pack.start_file(name, options)?;
        pack.write_all(text.as_bytes())?;
    }
    Ok(pack.finish()?.into_inner())
}

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn document(handout: &Handout<'_>) -> String {
    let Handout { maps, form, checklists, title, introduction, length, .. } = handout;
    let mut paragraphs = vec![title.clone()];
    paragraphs.extend(introduction.lines().filter(|line| !line.is_empty()).map(str::to_string));
    paragraphs.push(length.clone());
    let mut number = 0;
    let mut ask = |question: &str, options: &[String], paragraphs: &mut Vec<String>| {
        number += 1;
        paragraphs.push(String::new());
        paragraphs.push(format!("{number}. {question}"));
        let letters = 'A'..='Z';
        paragraphs
            .extend(letters.zip(options).map(|(letter, option)| format!("{letter}. {option}")));
    };
    ask("Name", &[], &mut paragraphs);
    ask("Email", &[], &mut paragraphs);
    let levels = |skill: &SkillIndex| Level::ALL.map(|level| choice(&maps[*skill], level));
    for list in checklists.iter().flatten() {
        let options = list.sentences.iter().map(|step| option(maps, *step));
        let options: Vec<String> = options.chain([NONE_YET.to_string()]).collect();
        ask(&question_of(&list.name), &options, &mut paragraphs);
    }
    for section in form.sections.iter().filter(|_| checklists.is_none()) {
        for skill in &section.questions {
            ask(&maps[*skill].name, &levels(skill), &mut paragraphs);
        }
        for screening in &section.screenings {
            let names = screening.members.iter().map(|member| maps[*member].name.clone());
            let options: Vec<String> = names.chain([NONE_OF_THESE.to_string()]).collect();
            ask(&screening_title(&screening.group), &options, &mut paragraphs);
            for member in &screening.members {
                ask(&maps[*member].name, &levels(member), &mut paragraphs);
            }
        }
    }
    let mut body = String::new();
    for paragraph in paragraphs {
        let text = escaped(&paragraph);
        let _ = write!(body, r#"<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>"#);
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    )
}

/// Escapes a text for XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
