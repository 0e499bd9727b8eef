//! `skillgap cohort form`: the empty self-assessment.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::people::give;
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::values::DATE;
use crate::domain::form::{Form, Terms};
use crate::files::forms::{Handout, apps_script, docx, profile, workbook};
use crate::report::answer::{Answer, Format};
use crate::report::cohort::form::FormAnswer;

/// The flags of `cohort form`.
#[derive(Args, Debug)]
#[command(
    after_help = "It asks about what the roles require at --seniority [default: junior]. Requirements that are only helpful are left out unless you use --full. The targets are not shown, so that nobody sees which answer would look good.

People tick sentences, in a few lists by area: one sentence for each requirement, and for a core requirement also a lower one. Each list ends with “None of these yet”. With --levels each skill is a separate question with five sentences to choose from. This takes about four times as long, but tells every level. Tables (csv, xlsx, toml), in which nothing can be ticked, always ask for levels.

  --format apps-script   a Google Apps Script: paste it at https://script.new, run it, and the form is there
  --format docx          a document that Microsoft Forms can import as a form (\"Quick import\"); then turn on \"Multiple answers\" for each list. This was not tested in Microsoft Forms, so check the form before you hand it out
  --format xlsx          a workbook to fill in, a row for each person, with the levels to choose from and a legend
  --format markdown      text to paste; without --format, the same text to read
  --format csv           the header row of a table: a row for each person, a column for each skill, levels 0 to 4
  --format toml          a profile for one person to fill in

Each form begins with who sees the answers, what they are for, and how long they are kept; --seen-by, --kept-until and --answer-by set this. A docx or xlsx goes into the FILE of --output, or to standard output if that is not a terminal.

`skillgap cohort import` reads the answers to all of these except the last. It also reads the answers to your own form, if its questions are or begin with the names of skills, and the answers begin with the number of the level.

Examples:
  skillgap cohort form --role back-end-developer --format apps-script > form.gs
  skillgap cohort form --role api-developer --format xlsx -o form.xlsx --seen-by \"Grace and Noor\" --kept-until 2026-12-18
  skillgap cohort form --role api-developer --role devops-engineer --format csv > answers.csv
  skillgap cohort form --role security-developer --seniority mid --full --format markdown"
)]
pub(crate) struct FormArgs {
    /// Ask about the requirements of this role; may be repeated
    #[arg(long, value_name = "ROLE", required = true)]
    role: Vec<String>,
    /// Who sees the answers
    #[arg(long, value_name = "WHO", default_value = "your mentor")]
    seen_by: String,
    /// How long the answers are kept [default: until the course ends]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    kept_until: Option<Date>,
    /// The last day for answers
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    answer_by: Option<Date>,
    /// Write the form into this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Ask about helpful requirements too
    #[arg(long)]
    full: bool,
    /// Ask for the level of each skill, one question each, instead of sentences to tick
    #[arg(long)]
    levels: bool,
}

impl Run for FormArgs {
    fn formats(&self) -> &'static [Format] {
        FormAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let roles = context.roles(&self.role)?;
        let seniority = context.seniority_asked()?.unwrap_or_default();
        let form = Form::new(maps, &roles, seniority, self.full);
        let terms = Terms {
            seen_by: self.seen_by.trim().trim_end_matches('.').to_string(),
            kept_until: self.kept_until,
            answer_by: self.answer_by,
        };
        let is_table = matches!(context.format(), Format::Csv | Format::Xlsx | Format::Toml);
        let by_level = self.levels || is_table;
        let answer = FormAnswer { maps, form: &form, terms: &terms, by_level };
        let sheet = Handout {
            maps,
            form: &form,
            checklists: (!by_level).then(|| form.checklists(maps)),
            title: answer.title(),
            introduction: terms.introduction(answer.how()),
            length: answer.length(),
            next: answer.next(),
        };
        let failed = |error: &dyn std::fmt::Display| {
            Failure::new(Exit::System, "form", format!("cannot make the form: {error}"))
        };
        let bytes = match context.format() {
            Format::AppsScript => apps_script::draw(&sheet).into_bytes(),
            Format::Toml => profile::draw(&sheet).into_bytes(),
            Format::Docx => docx::draw(&sheet).map_err(|error| failed(&error))?,
            Format::Xlsx => workbook::draw(&sheet).map_err(|error| failed(&error))?,
            _ => context.bytes(&answer, self.output.is_some())?,
        };
        give(context, self.output.as_deref(), &bytes)?;
        // These notes are for the person who hands the form out, and not part of the form.
        if !context.shared.quiet && context.format() != Format::Json {
            if let Some(left_out) = answer.left_out() {
                screen::talk(&format!("Note: {left_out}\n"));
            }
            if context.format() == Format::Docx && !by_level {
                screen::talk("In Microsoft Forms: turn on “Multiple answers” for each list.\n");
            }
            if !matches!(context.format(), Format::Table) {
                screen::talk(&format!("It asks {}\n", sheet.length));
            }
            screen::talk(&format!("When you have the answers: {}\n", sheet.next));
        }
        Ok(String::new())
    }
}
