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
    after_help = "It asks for what the roles ask for at --seniority [default: junior]. What is only helpful is left out unless you give --full. No target is shown: nobody sees the answer that would flatter them.

People tick sentences, in a few lists by area: one sentence for each thing that is asked, and a lower one beside it for what is core. Each list ends with “None of these yet”. With --levels each skill is a question of its own with five sentences to choose from, which takes some four times as long and tells every level; tables (csv, xlsx, toml), where nothing can be ticked, always ask for levels.

  --format apps-script   a Google Apps Script: paste it at https://script.new, run it, and the form is there
  --format docx          a document that Microsoft Forms can import as a form (\"Quick import\"); then turn on \"Multiple answers\" for each list. This was not tried there, so look through the form before you hand it out
  --format xlsx          a workbook to fill in, a row for each person, with the levels to choose from and a legend
  --format markdown      text to paste; without --format the same to read
  --format csv           the header row of a table: a row for each person, a column for each skill, levels 0 to 4
  --format toml          a profile for one person to fill in

Each begins with who sees the answers, what for, and how long they are kept: say it with --seen-by, --kept-until and --answer-by. A docx or xlsx goes into the FILE of --output, or to standard output where that is no terminal.

`skillgap cohort import` reads what comes back of all but the last. A form of your own comes back too when its questions begin with, or are, the names of skills, and its answers with the number of the level.

Examples:
  skillgap cohort form --role back-end-developer --format apps-script > form.gs
  skillgap cohort form --role api-developer --format xlsx -o form.xlsx --seen-by \"Grace and Noor\" --kept-until 2026-12-18
  skillgap cohort form --role api-developer --role devops-engineer --format csv > answers.csv
  skillgap cohort form --role security-developer --seniority mid --full --format markdown"
)]
pub(crate) struct FormArgs {
    /// A role to ask for; may be repeated
    #[arg(long, value_name = "ROLE", required = true)]
    role: Vec<String>,
    /// Who sees the answers
    #[arg(long, value_name = "WHO", default_value = "your mentor")]
    seen_by: String,
    /// How long the answers are kept [default: until the course ends]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    kept_until: Option<Date>,
    /// By when to answer
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    answer_by: Option<Date>,
    /// Write the form into this file
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Ask also about what is only helpful
    #[arg(long)]
    full: bool,
    /// Ask for the level of each skill, a question each, instead of sentences to tick
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
        // This concerns who hands the form out, and is no part of it.
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
            screen::talk(&format!("When the answers are there: {}\n", sheet.next));
        }
        Ok(String::new())
    }
}
