//! Writes an answer in the requested format, or refuses a format that the command does not have.

use super::context::Context;
use super::failure::{Exit, Failure};
use super::flags::Shared;
use super::screen;
use crate::render::terminal::Pen;
use crate::render::{csv, graph, markdown, plain, terminal, xlsx};
use crate::report::answer::{Answer, Format};
use crate::report::json::{self, MapsJson};
use crate::report::phrases::or_list;

impl Context<'_> {
    /// Formats an answer in the requested format.
    pub(crate) fn answer(&self, answer: &impl Answer) -> String {
        match self.format() {
            // All of these except `Table` are files that single commands write themselves.
            Format::Table
            | Format::Xlsx
            | Format::AppsScript
            | Format::Docx
            | Format::Toml
            | Format::JsonResume
            | Format::Ics
            | Format::TasksCsv => {
                if screen::is_plain(self.shared) {
                    return plain::draw(&answer.document());
                }
                terminal::draw(&answer.document(), screen::stdout_pen(self.shared))
            }
            Format::Markdown => markdown::draw(&answer.document()),
            Format::Dot => graph::dot(&answer.document()),
            Format::Mermaid => graph::mermaid(&answer.document()),
            Format::Json => json::to_text(&self.envelope(answer)),
            Format::Csv => csv::draw(&answer.sheet()),
        }
    }

    /// Returns the bytes of an answer. With `to_file` they go to a file or another program, so text is neither wrapped
    /// nor coloured.
    ///
    /// # Errors
    /// When a workbook cannot be made.
    pub(crate) fn bytes(&self, answer: &impl Answer, to_file: bool) -> Result<Vec<u8>, Failure> {
        match self.format() {
            Format::Xlsx => xlsx::draw(&answer.document()).map_err(|error| {
                Failure::new(Exit::System, "workbook", format!("cannot make the workbook: {error}"))
            }),
            Format::Table if to_file => {
                let pen =
                    Pen { width: None, colour: false, ascii: self.shared.ascii, links: false };
                Ok(terminal::draw(&answer.document(), pen).into_bytes())
            }
            _ => Ok(self.answer(answer).into_bytes()),
        }
    }

    /// Returns an answer as a JSON document, with the fields that every document begins with.
    pub(crate) fn envelope<A: Answer>(&self, answer: &A) -> json::Envelope<A::Json> {
        let maps =
            MapsJson { version: self.maps().version().to_string(), digest: self.loaded.digest() };
        json::envelope(A::KIND, &maps, answer.json())
    }

    /// Returns the requested format.
    pub(crate) fn format(&self) -> Format {
        format(self.shared)
    }
}

/// Returns the requested format.
pub(crate) fn format(shared: &Shared) -> Format {
    if shared.json { Format::Json } else { shared.format }
}

/// Refuses the formats that the command does not have.
///
/// # Errors
/// When one of them is requested.
pub(crate) fn refuse_formats_but(more: &[Format], shared: &Shared) -> Result<(), Failure> {
    let asked = format(shared);
    if Format::OF_ALL.contains(&asked) || more.contains(&asked) {
        return Ok(());
    }
    let word = |format: &Format| format.word().to_string();
    let fit: Vec<String> = Format::OF_ALL.iter().chain(more).map(word).collect();
    let failure = Failure::usage("format", format!("this command has no {} output", asked.word()))
        .hint(format!("use --format {}", or_list(&fit)));
    Err(match asked {
        Format::Dot | Format::Mermaid => failure.hint(format!(
            "`skillgap maps graph ROLE --format {}` draws what a role asks for",
            asked.word()
        )),
        Format::JsonResume | Format::Ics | Format::TasksCsv => failure.hint(format!(
            "`skillgap export --format {}` writes a file for other programs",
            asked.word()
        )),
        Format::AppsScript | Format::Docx | Format::Toml => failure.hint(format!(
            "`skillgap cohort form --role ROLE --format {}` makes a self-assessment to hand out",
            asked.word()
        )),
        _ => failure,
    })
}
