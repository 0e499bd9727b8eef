//! `skillgap roles`: shows the roles and their requirements.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::answer::{Answer, Format};
use crate::report::roles::RolesAnswer;

/// The flags of `roles`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap roles                   all of them
  skillgap roles api-developer     everything about one")]
pub(crate) struct RolesArgs {
    /// Show these roles in full
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
}

impl Run for RolesArgs {
    fn formats(&self) -> &'static [Format] {
        RolesAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let roles = context.roles(&self.roles)?;
        Ok(context.answer(&RolesAnswer { maps: context.maps(), roles }))
    }
}
