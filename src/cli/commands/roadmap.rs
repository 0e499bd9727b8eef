//! `skillgap roadmap`: the way to a role, in order.

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::domain::roadmap::{Goal, plan};
use crate::report::roadmap::{RoadmapAnswer, document, json};

/// The flags of `roadmap`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap roadmap --role api-developer
  skillgap roadmap --role api-developer --rate python=2 --rate sql=1
  skillgap roadmap --role api-developer --prefer java
  skillgap roadmap --role web-application-developer --format markdown > plan.md")]
pub struct RoadmapArgs {
    /// The role to plan for; may be repeated, for one plan that serves all [default: the profile's goal]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// The member to take where any of several will do; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    prefer: Vec<String>,
}

/// Plans the way.
pub fn run(session: &Session<'_>, args: &RoadmapArgs) -> Result<String, Failure> {
    let maps = session.maps();
    let person = session.person()?;
    let mut prefer = Vec::new();
    for name in &args.prefer {
        prefer.push(session.skill(name)?);
    }
    prefer.extend(&person.profile.goal.prefer);
    let goal = Goal {
        roles: session.roles_or_goal(&args.role, &person)?,
        seniority: session.seniority(&person)?,
        prefer,
    };
    let roadmap = plan(maps, &person.assessment, &goal);
    let answer = RoadmapAnswer {
        maps,
        roadmap: &roadmap,
        notes: person.notes.clone(),
    };
    Ok(session.answer("roadmap", || document(&answer), || json(&answer)))
}
