//! `skillgap progress`: shows how readiness and remaining hours changed over time.

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::format;
use crate::cli::values::DATE;
use crate::domain::profile::Entry;
use crate::domain::progress::{changes, courses, days};
use crate::domain::roadmap::{Goal, Wishes};
use crate::report::answer::{Answer, Format};
use crate::report::notes::Note;
use crate::report::progress::{ProgressAnswer, USUAL_DAYS};

/// The flags of `progress`.
#[derive(Args, Debug)]
#[command(
    after_help = "Each day with new ratings is one row, measured with all ratings up to that day; ratings without a day count as the oldest. With --since the first row is the last day before that date, and the other rows are compared with it. First ratings are listed separately from levels that rose: they show what was not known before, but are not progress by themselves. The hours are hours of learning; projects are not counted.

Examples:
  skillgap progress                                the roles of the goal, else all roles
  skillgap progress --role api-developer --since 2026-09-01
  skillgap progress --format csv > progress.csv    every day, for a spreadsheet"
)]
pub(crate) struct ProgressArgs {
    /// Measure against this role; may be repeated [default: the profile's goal, else every role]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Show only changes on or after this day
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    since: Option<Date>,
    /// Show every day, not only the last 12, and every change (JSON and CSV always contain everything)
    #[arg(long)]
    all: bool,
}

impl Run for ProgressArgs {
    fn formats(&self) -> &'static [Format] {
        ProgressAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let mut person = context.person()?;
        let rater = context.rater(&person.profile)?;
        let since = self.since;
        let today = context.today();
        for entry in context.rates()? {
            person.profile.entries.push(Entry { on: Some(today), by: rater.clone(), ..entry });
        }
        let profile = &person.profile;
        let wishes = Wishes {
            roles: context.roles(&self.role)?,
            seniority: context.seniority_asked()?,
            ..Wishes::default()
        };
        let mut goal = Goal::of(profile, wishes);
        if goal.roles.is_empty() {
            goal.roles.extend(maps.role_indices());
        }
        let mut shown = days(maps, profile, &rater, since);
        let whole = self.all || matches!(format(context.shared), Format::Json | Format::Csv);
        let earlier_days = if whole { 0 } else { shown.len().saturating_sub(USUAL_DAYS) };
        shown.drain(..earlier_days);
        let changes = changes(maps, &shown);
        // `gap` lists the ratings that contradict each other; here their number is enough.
        let mut notes = person.notes.clone();
        notes.retain(|note| !matches!(note, Note::Contradiction { .. }));
        if notes.len() < person.notes.len() {
            notes.push(Note::Contradictions(person.notes.len() - notes.len()));
        }
        let answer = ProgressAnswer {
            maps,
            name: profile.name.as_deref(),
            rater: &rater,
            seniority: goal.seniority,
            since,
            days: shown.iter().map(|day| day.on).collect(),
            earlier_days,
            all: self.all,
            courses: courses(maps, profile, &rater, &shown, &changes, &goal),
            changes,
            notes,
        };
        Ok(context.answer(&answer))
    }
}
