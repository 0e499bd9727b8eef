//! `skillgap gap`: compares a person with the requirements of the roles.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::values::PERCENT;
use crate::domain::gap::{Fraction, RoleGap, find_gap};
use crate::domain::level::{Seniorities, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::roadmap::{Goal, Needed, Wishes};
use crate::report::answer::{Answer, Format};
use crate::report::gap::{GapAnswer, RoleAnswer, is_known_enough};
use crate::report::phrases::percent;

/// The flags of `gap`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap gap                                     every role side by side
  skillgap gap --role api-developer                every requirement of one
  skillgap gap --role devops-engineer --seniority all
                                                   junior, mid and senior
  skillgap gap --rate python=2 --rate sql=1        what if, without a profile
  skillgap gap --role api-developer --min 80       a gate: exits with 4 below 80 %")]
pub(crate) struct GapArgs {
    /// Show every requirement of this role; may be repeated
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Exit with code 4 if the readiness of a role is below this percentage
    #[arg(long, value_name = "PERCENT", value_parser = PERCENT)]
    min: Option<u64>,
    /// Exit with code 4 if less than this percentage of a role's core requirements is met
    #[arg(long, value_name = "PERCENT", value_parser = PERCENT)]
    min_core: Option<u64>,
}

impl GapArgs {
    /// Returns the name of the gate flag, if one is used.
    fn gate(&self) -> Option<&'static str> {
        let core = self.min_core.map(|_| "--min-core");
        self.min.map(|_| "--min").or(core)
    }
}

impl Run for GapArgs {
    fn formats(&self) -> &'static [Format] {
        GapAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        if let Some(flag) = self.gate().filter(|_| self.role.is_empty()) {
            return Err(Failure::usage(
                "gate-without-role",
                format!("{flag} needs a role to measure"),
            )
            .hint("name one with --role"));
        }
        let person = context.person()?;
        let named = context.roles(&self.role)?;
        let in_detail = !named.is_empty();
        let roles = if in_detail { named } else { maps.role_indices().collect() };
        let seniorities = match context.shared.seniority {
            Some(Seniorities::All) => Seniority::ALL.to_vec(),
            _ => vec![context.seniority(&person)?],
        };
        let mut answers = Vec::new();
        for seniority in &seniorities {
            for role in &roles {
                let wishes =
                    Wishes { roles: vec![*role], seniority: Some(*seniority), ..Wishes::default() };
                let goal = Goal::of(&person.profile, wishes);
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
            likely: person.likely.as_ref(),
            seniorities,
            roles: answers,
            in_detail,
            notes: person.notes.clone(),
        };
        let text = context.answer(&answer);
        let missed: Vec<String> =
            answer.roles.iter().flat_map(|role| missed(self, maps, &role.gap)).collect();
        if missed.is_empty() {
            return Ok(text);
        }
        // A gate that is not passed does not change the answer.
        screen::print(&text)?;
        let failure = Failure::new(Exit::Gate, "below-min", missed.join("; "));
        Err(failure.hint(format!(
            "`skillgap roadmap --role {}` shows how to get there",
            self.role.join(" --role ")
        )))
    }
}

/// Returns a sentence for each gate that a role does not pass.
fn missed(args: &GapArgs, maps: &SkillMaps, gap: &RoleGap<'_>) -> Vec<String> {
    let (core_met, core_asked) = gap.core_met_of_asked();
    let of = format!("{}, {}", maps[gap.role].name, gap.seniority);
    let ready = gap.readiness();
    let core = Fraction { part: core_met as u64, whole: core_asked as u64 };
    let of_core = format!(" of the core ({core_met} of {core_asked})");
    let gates = [(args.min, "--min", ready, ""), (args.min_core, "--min-core", core, &*of_core)];
    let little = match is_known_enough(gap.coverage()) {
        true => String::new(),
        false => format!("; your ratings settle {} of what is asked", percent(gap.coverage())),
    };
    let mut missed = Vec::new();
    for (least, flag, Fraction { part, whole }, what) in gates {
        let Some(least) = least.filter(|least| part * 100 < least * whole) else {
            continue;
        };
        // In tenths of a percent, rounded down. Otherwise a gate that is missed by very little would seem to be missed
        // by 0.
        let tenths = part * 1000 / whole;
        let short = least * 10 - tenths;
        missed.push(format!(
            "{of}: {} %{what} is known to be met, {} points below {flag} {least}{little}",
            in_tenths(tenths),
            in_tenths(short)
        ));
    }
    missed
}

fn in_tenths(tenths: u64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}
