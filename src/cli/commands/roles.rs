//! `skillgap roles`: the roles, and what each asks for.

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::roles::{document, json};
use crate::report::sheet::rows_of;

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

/// The columns of a requirement as CSV.
const REQUIREMENT: [&str; 11] = [
    "role",
    "skill",
    "any_of",
    "group",
    "area",
    "importance",
    "weight",
    "target.junior",
    "target.mid",
    "target.senior",
    "evidence",
];

/// Shows the roles.
pub fn run(context: &Context<'_>, args: &RolesArgs) -> Result<String, Failure> {
    let roles = context.roles(&args.roles)?;
    let maps = context.maps();
    let sheet = || {
        let content = json(maps, &roles);
        if roles.is_empty() {
            return rows_of(&content, "roles", &["role", "name", "aliases", "summary"]);
        }
        rows_of(&content, "roles.requirements", &REQUIREMENT)
    };
    Ok(context.answer_or_sheet("roles", || document(maps, &roles), || json(maps, &roles), sheet))
}
