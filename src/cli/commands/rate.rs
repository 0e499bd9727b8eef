//! `skillgap rate`: records ratings from the command line, or one that is picked from a list.

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::{Context, contradictions};
use crate::cli::failure::Failure;
use crate::cli::interrupt::{Guard, Left};
use crate::cli::interview::keys::KeyReader;
use crate::cli::interview::levels::{Keys, LevelScreen, Pressed};
use crate::cli::interview::picker;
use crate::cli::screen;
use crate::cli::values::{DATE, RATER, RATING, TypedRating};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::milestones::reached;
use crate::domain::profile::{Entry, Method, Ratings};
use crate::domain::rater::{Rater, SELF};
use crate::library::profiles;
use crate::report::interview::RateView;
use crate::report::notes::Note;
use crate::report::ratings::{NewLevel, RatingsAnswer};

/// The flags of `rate`.
#[derive(Args, Debug)]
#[command(
    after_help = "Levels: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert; `skillgap skills SKILL` says what each means.

Examples:
  skillgap rate                                    pick a skill from a list, then its level
  skillgap rate python=2 sql=1 git=working
  skillgap rate docker=2 --evidence https://example.org/my-compose-file
  skillgap rate sql=2 --by Grace --profile ada.toml"
)]
pub(crate) struct RateArgs {
    /// A skill by any of its names, and its level [default: pick from a list, in a terminal]
    #[arg(value_name = "SKILL=LEVEL", value_parser = RATING)]
    ratings: Vec<TypedRating>,
    /// The person who rates, if it is not you
    #[arg(long, value_name = "NAME", default_value = SELF, value_parser = RATER)]
    by: Rater,
    /// A link, commit or note that proves it
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// The day of the rating [default: today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    on: Option<Date>,
}

impl Run for RateArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let by = &self.by;
        let on = self.on.unwrap_or_else(|| context.today());
        if self.ratings.is_empty() {
            return pick(context, self, by, on);
        }
        let mut new = Vec::new();
        for typed in &self.ratings {
            let (skill, level) = context.rating(typed)?;
            if new.contains(&(skill, level)) {
                continue;
            }
            if new.iter().any(|(other, _)| *other == skill) {
                return Err(Failure::usage(
                    "duplicate-rating",
                    format!("{} is rated twice here, with two levels", maps[skill].name),
                )
                .hint("keep one of the two"));
            }
            new.push((skill, level));
        }
        record(context, &new, by, on, self.evidence.as_deref())
    }
}

/// Asks for a skill and its level.
fn pick(context: &Context<'_>, args: &RateArgs, by: &Rater, on: Date) -> Result<String, Failure> {
    if !screen::can_ask() {
        return Err(Failure::usage("no-rating", "which skill do you want to rate?")
            .hint("write SKILL=LEVEL, as in `skillgap rate python=2`")
            .hint("in a terminal, `skillgap rate` without arguments shows a list to pick from"));
    }
    let at = context.profile_to_write()?;
    let maps = context.maps();
    let before = profiles::load(&at, maps)?.map(|(profile, _)| profile.ratings(maps, by));
    profiles::check_writable(&at)?;
    let ratings = before.unwrap_or_else(|| Ratings::none(maps));
    let term = screen::terminal_to_ask(context.shared);
    let _guard = Guard::new(&term, Left::Nothing);
    let reader = KeyReader::of(&term);
    let picked = picker::skill((&term, &reader), context.shared, maps, &ratings)?;
    let _ = term.clear_screen();
    let Some(skill) = picked else {
        return Ok(String::new());
    };
    let view = RateView {
        maps,
        skill,
        why: None,
        earlier: ratings.get(skill),
        standing: Assessment::new(maps, &ratings).standing(skill).clone(),
    };
    let screen = LevelScreen {
        term: &term,
        reader: &reader,
        shared: context.shared,
        keys: Keys::Alone,
        bar: None,
        remark: None,
    };
    let pressed = screen.ask(&view)?;
    let _ = term.clear_screen();
    match pressed {
        Pressed::Level(level, evidence) => {
            let evidence = evidence.or_else(|| args.evidence.clone());
            record(context, &[(skill, level)], by, on, evidence.as_deref())
        }
        Pressed::Back | Pressed::Skip | Pressed::Area | Pressed::Stop => Ok(String::new()),
    }
}

/// Appends ratings to the profile, and returns the answer with the ratings that now count.
fn record(
    context: &Context<'_>,
    new: &[(SkillIndex, Level)],
    by: &Rater,
    on: Date,
    evidence: Option<&str>,
) -> Result<String, Failure> {
    let maps = context.maps();
    let at = context.profile_to_write()?;
    let earlier = profiles::load(&at, maps)?.map(|(profile, _)| profile);
    let before = earlier.as_ref().map(|profile| profile.ratings(maps, by));
    let entry = |(skill, level): &(SkillIndex, Level)| Entry {
        on: Some(on),
        by: by.clone(),
        method: Method::usual(by),
        evidence: evidence.filter(|text| !text.trim().is_empty()).map(str::to_string),
        ..Entry::own(*skill, *level)
    };
    let entries: Vec<Entry> = new.iter().map(entry).collect();
    let profile = profiles::append(&at, maps, &entries)?;
    let seniority = context.seniority_asked()?.or(profile.goal.seniority).unwrap_or_default();
    let earlier = earlier.unwrap_or_default();
    let milestones = reached(maps, &earlier, &profile, &profile.goal.roles, seniority);
    let counting = profile.current(maps, by);
    let outdated = new.iter().filter_map(|(skill, level)| {
        let counts = counting[skill.0].level().filter(|counts| counts != level)?;
        let on = counting[skill.0].newest().and_then(|(on, _)| on);
        Some(Note::NewerRatingCounts {
            skill: maps[*skill].name.clone(),
            counts,
            recorded: *level,
            on: on.map(|on| on.to_string()),
        })
    });
    let notes = outdated.chain(contradictions(maps, &profile.ratings(maps, by))).collect();
    let answer = RatingsAnswer {
        maps,
        changes: new
            .iter()
            .map(|(skill, to)| NewLevel {
                skill: *skill,
                from: before.as_ref().and_then(|ratings| ratings.get(*skill)),
                to: *to,
            })
            .collect(),
        by,
        saved_in: at.name(),
        milestones,
        notes,
    };
    Ok(context.answer(&answer))
}
