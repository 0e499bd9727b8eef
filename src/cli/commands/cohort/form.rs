//! `skillgap cohort form`: the empty self-assessment.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::screen;
use crate::domain::form::Form;
use crate::files::forms::{apps_script, profile};
use crate::report::answer::{Answer, Format};
use crate::report::cohort::form::FormAnswer;

/// The flags of `cohort form`.
#[derive(Args, Debug)]
#[command(
    after_help = "It asks for what the roles ask for at --seniority [default: junior], each skill once, and of groups of which any will do first which of them, then the level of those. What is only helpful is left out unless you give --full. No target is shown: nobody sees the answer that would flatter them.

  --format apps-script   a Google Apps Script: paste it at https://script.new, run it, and the form is there
  --format markdown      text to paste, into Microsoft Forms for example; without --format the same to read
  --format csv           the header row of a table: a row for each person, a column for each skill, levels 0 to 4
  --format toml          a profile for one person to fill in

`skillgap cohort import` reads what comes back of the first three. A form of your own comes back too when its questions begin with, or are, the names of skills, and its answers with the number of the level.

Examples:
  skillgap cohort form --role back-end-developer --format apps-script > form.gs
  skillgap cohort form --role api-developer --role devops-engineer --format csv > answers.csv
  skillgap cohort form --role security-developer --seniority mid --full --format markdown"
)]
pub struct FormArgs {
    /// A role to ask for; may be repeated
    #[arg(long, value_name = "ROLE", required = true)]
    role: Vec<String>,
    /// Ask also about what is only helpful
    #[arg(long)]
    full: bool,
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
        // What is left out concerns who hands the form out, and is no part of it.
        let answer = FormAnswer { maps, form: &form };
        let left_out = answer.left_out().filter(|_| !context.shared.quiet);
        if let Some(left_out) = left_out.filter(|_| context.format() != Format::Json) {
            screen::talk(&format!("Note: {left_out}\n"));
        }
        Ok(match context.format() {
            Format::AppsScript => apps_script::draw(maps, &form, &answer.title(), &answer.length()),
            Format::Toml => profile::draw(maps, &form, &answer.title(), &answer.length()),
            _ => context.answer(&answer),
        })
    }
}
