//! `skillgap gap`: where somebody stands.

use clap::Args;

use crate::cli::args::SeniorityArg;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::domain::gap::find_gap;
use crate::domain::level::Seniority;
use crate::domain::roadmap::{Goal, Needed};
use crate::report::gap::{GapAnswer, RoleAnswer, document, json};

/// The flags of `gap`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap gap                                     every role side by side
  skillgap gap --role api-developer                every requirement of one
  skillgap gap --role devops-engineer --seniority all
                                                   junior, mid and senior
  skillgap gap --rate python=2 --rate sql=1        what if, without a profile")]
pub struct GapArgs {
    /// A role, to see every requirement of it; may be repeated
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
}

/// Compares the person with every role, or with those asked for.
pub fn run(session: &Session<'_>, args: &GapArgs) -> Result<String, Failure> {
    let maps = session.maps();
    let person = session.person()?;
    let named = session.roles(&args.role)?;
    let in_detail = !named.is_empty();
    let roles = if in_detail {
        named
    } else {
        maps.role_indices().collect()
    };
    let seniorities = match session.shared.seniority {
        Some(SeniorityArg::All) => Seniority::ALL.to_vec(),
        _ => vec![session.seniority(&person)?],
    };
    let mut answers = Vec::new();
    for seniority in &seniorities {
        for role in &roles {
            let goal =
                Goal::new(vec![*role], *seniority).preferring(person.profile.goal.prefer.clone());
            answers.push(RoleAnswer {
                gap: find_gap(maps, &person.assessment, *role, *seniority),
                hours: Needed::find(maps, &person.assessment, &goal).hours(maps),
            });
        }
    }
    let answer = GapAnswer {
        maps,
        name: person.profile.name.as_deref(),
        assessment: &person.assessment,
        seniorities,
        roles: answers,
        in_detail,
        notes: person.notes.clone(),
    };
    Ok(session.answer("gap", || document(&answer), || json(&answer)))
}
