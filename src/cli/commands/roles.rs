//! `skillgap roles`: the roles, and what each asks for.

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::report::roles::{document, json};

/// The flags of `roles`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap roles                   all of them
  skillgap roles api-developer     everything about one")]
pub struct RolesArgs {
    /// The roles to see in full
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
}

/// Shows the roles.
pub fn run(session: &Session<'_>, args: &RolesArgs) -> Result<String, Failure> {
    let roles = session.roles(&args.roles)?;
    let maps = session.maps();
    Ok(session.answer("roles", || document(maps, &roles), || json(maps, &roles)))
}
