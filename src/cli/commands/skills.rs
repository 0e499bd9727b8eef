//! `skillgap skills`: the skills, and what each level of them means.

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::report::sheet::rows_of;
use crate::report::skills::{document, json};

/// The flags of `skills`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap skills                  all of them, by area
  skillgap skills postgres         everything about one, by any of its names")]
pub struct SkillsArgs {
    /// The skills to see in full
    #[arg(value_name = "SKILL")]
    skills: Vec<String>,
}

/// Shows the skills.
pub fn run(context: &Context<'_>, args: &SkillsArgs) -> Result<String, Failure> {
    let mut skills = Vec::new();
    for name in &args.skills {
        skills.push(context.skill(name)?);
    }
    let maps = context.maps();
    let sheet = || {
        let content = json(maps, &skills);
        if skills.is_empty() {
            let columns = ["skill", "name", "area", "kind", "aliases", "summary"];
            return rows_of(&content, "skills", &columns);
        }
        let columns = ["skill", "level", "low", "typical", "high", "basis", "from"];
        rows_of(&content, "skills.hours", &columns)
    };
    Ok(context.answer_or_sheet("skills", || document(maps, &skills), || json(maps, &skills), sheet))
}
