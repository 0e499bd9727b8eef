//! `skillgap rate`: ratings without prompts.

use clap::Args;

use crate::cli::failure::Failure;
use crate::cli::session::{Session, contradictions, day};
use crate::domain::profile::{Method, SELF};
use crate::files::profile_toml::NewRating;
use crate::library::profiles;
use crate::report::ratings::{Change, RatingsAnswer, document, json};

/// The flags of `rate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Levels: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert; `skillgap skills SKILL` says what each means.

Examples:
  skillgap rate python=2 sql=1 git=working
  skillgap rate docker=2 --evidence https://example.org/my-compose-file
  skillgap rate sql=2 --by Grace --profile ada.toml"
)]
pub struct RateArgs {
    /// A skill by any of its names, and its level
    #[arg(value_name = "SKILL=LEVEL", required = true)]
    ratings: Vec<String>,
    /// Who rates, when it is not the person
    #[arg(long, value_name = "NAME", default_value = SELF)]
    by: String,
    /// A link, commit or note that shows it
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// The day of the rating [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

/// Appends the ratings to the profile.
pub fn run(session: &Session<'_>, args: &RateArgs) -> Result<String, Failure> {
    let maps = session.maps();
    let by = args.by.trim();
    if by.is_empty() {
        return Err(
            Failure::usage("no-rater", "--by names nobody").hint("write a name, or leave it out")
        );
    }
    let on = match &args.on {
        Some(text) => day(text, "--on")?,
        None => session.today()?,
    };
    let mut new = Vec::new();
    for text in &args.ratings {
        let (skill, level) = session.rating(text)?;
        if new.iter().any(|(other, _)| *other == skill) {
            return Err(Failure::usage(
                "duplicate-rating",
                format!("{} is rated twice here", maps[skill].name),
            )
            .hint("keep one of the two"));
        }
        new.push((skill, level));
    }
    let at = session.profile_to_write()?;
    let before = profiles::load(&at, maps)?.map(|(profile, _)| profile.ratings(maps, Some(by)));
    let method = if by.eq_ignore_ascii_case(SELF) {
        Method::Own
    } else {
        Method::Mentor
    };
    let entries: Vec<NewRating> = new
        .iter()
        .map(|(skill, level)| NewRating {
            skill: maps[*skill].id.clone(),
            level: *level,
            on,
            by: by.to_string(),
            method,
            evidence: args.evidence.clone().filter(|text| !text.trim().is_empty()),
        })
        .collect();
    let profile = profiles::append(&at, maps, &entries)?;
    let counting = profile.standing_entries(maps, Some(by));
    let outdated = new.iter().filter_map(|(skill, level)| {
        let entry = counting[skill.0].filter(|entry| entry.level != *level)?;
        let day = entry.on.map_or(String::new(), |on| format!(", of {on}"));
        Some(format!(
            "{} {} counts, not {level}: it is the newest rating{day}",
            maps[*skill].name, entry.level
        ))
    });
    let notes = outdated
        .chain(contradictions(maps, &profile.ratings(maps, Some(by))))
        .collect();
    let answer = RatingsAnswer {
        maps,
        changes: new
            .into_iter()
            .map(|(skill, to)| Change {
                skill,
                from: before.as_ref().and_then(|ratings| ratings.get(skill)),
                to,
            })
            .collect(),
        by,
        saved_in: at.name(),
        notes,
    };
    Ok(session.answer("rate", || document(&answer), || json(&answer)))
}
