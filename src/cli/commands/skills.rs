//! `skillgap skills`: shows the skills and the meaning of their levels.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::answer::{Answer, Format};
use crate::report::skills::SkillsAnswer;

/// The flags of `skills`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap skills                  all of them, by area
  skillgap skills postgres         everything about one, by any of its names")]
pub(crate) struct SkillsArgs {
    /// Show these skills in full
    #[arg(value_name = "SKILL")]
    skills: Vec<String>,
}

impl Run for SkillsArgs {
    fn formats(&self) -> &'static [Format] {
        SkillsAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let skills =
            self.skills.iter().map(|name| context.skill(name)).collect::<Result<_, _>>()?;
        Ok(context.answer(&SkillsAnswer { maps: context.maps(), skills }))
    }
}
