//! How an answer leaves the program: in the format that was asked for, or refused where it cannot hold the answer.

use serde::Serialize;

use super::context::Context;
use super::failure::Failure;
use super::flags::Shared;
use super::screen;
use crate::render::{csv, graph, markdown, terminal};
use crate::report::answer::{Answer, Format};
use crate::report::document::Document;
use crate::report::json::{self, MapsJson};
use crate::report::phrases::or_list;
use crate::report::sheet::Sheet;

impl Context<'_> {
    /// An answer in the format that was asked for.
    pub fn answer(&self, answer: &impl Answer) -> String {
        self.answer_or_sheet(
            kind_of(answer),
            || answer.document(),
            || answer.json(),
            || answer.sheet(),
        )
    }

    /// An answer that is not described as [`Answer`] yet.
    pub fn answer_or_sheet<T: Serialize>(
        &self,
        kind: &'static str,
        document: impl FnOnce() -> Document,
        content: impl FnOnce() -> T,
        sheet: impl FnOnce() -> Sheet,
    ) -> String {
        match self.format() {
            // The last two are files of a command's own, which it writes itself.
            Format::Table | Format::AppsScript | Format::Toml => {
                terminal::draw(&document(), screen::stdout_pen(self.shared))
            }
            Format::Markdown => markdown::draw(&document()),
            Format::Dot => graph::dot(&document()),
            Format::Mermaid => graph::mermaid(&document()),
            Format::Json => self.json(kind, content()),
            Format::Csv => csv::draw(&sheet()),
        }
    }

    /// A JSON document of a kind.
    fn json<T: Serialize>(&self, kind: &'static str, content: T) -> String {
        json::to_text(&json::envelope(kind, &self.maps_json(), content))
    }

    /// An answer as a JSON document, with what every one begins with.
    pub fn envelope<A: Answer>(&self, answer: &A) -> json::Envelope<A::Json> {
        json::envelope(A::KIND, &self.maps_json(), answer.json())
    }

    fn maps_json(&self) -> MapsJson {
        MapsJson { version: self.maps().version().to_string(), digest: self.loaded.digest() }
    }

    /// How the answer is written.
    pub fn format(&self) -> Format {
        format(self.shared)
    }
}

fn kind_of<A: Answer>(_: &A) -> &'static str {
    A::KIND
}

/// How the answer is written.
pub fn format(shared: &Shared) -> Format {
    if shared.json { Format::Json } else { shared.format }
}

/// Refuses the formats that cannot hold a command's answer.
///
/// # Errors
/// When one of them is asked for.
pub fn refuse_formats_but(more: &[Format], shared: &Shared) -> Result<(), Failure> {
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
            "`skillgap maps graph ROLE --format {}` draws what a role needs",
            asked.word()
        )),
        Format::AppsScript | Format::Toml => failure.hint(format!(
            "`skillgap cohort form --role ROLE --format {}` makes a self-assessment to hand out",
            asked.word()
        )),
        _ => failure,
    })
}
