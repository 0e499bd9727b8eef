//! `skillgap cohort compare`: compares two times, or a person's own ratings with a mentor's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::people::{self, COHORT_HELP, FORMATS, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::values::DATE;
use crate::domain::cohort::compare::{Difference, Movement, Snapshot, by_skill, differences};
use crate::domain::cohort::person_name::{PersonName, tell_apart};
use crate::domain::cohort::{Member, until};
use crate::domain::names::normalised_name;
use crate::domain::profile::Profile;
use crate::library::cohorts::new_salt;
use crate::report::answer::Format;
use crate::report::cohort::compare::{CompareAnswer, RatersAnswer};
use crate::report::notes::Note;

/// The flags of `cohort compare`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

Two folders or files are compared as two times, and people are matched by their ids. One folder alone is compared with itself at the end of two days. Both times are measured against the later goal. --raters does not compare times: it shows each person's own ratings beside those of others (the `by` of a rating).

Examples:
  skillgap cohort compare september/ november/
  skillgap cohort compare class/ --from 2026-09-01
  skillgap cohort compare class/ --from 2026-09-01 --to 2026-10-15
  skillgap cohort compare class/ --raters
  skillgap cohort compare class/ --from 2026-09-01 --anonymous"))]
pub(crate) struct CompareArgs {
    /// The people at the earlier time, or at both
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The people at the later time
    #[arg(value_name = "AFTER", conflicts_with_all = ["from", "to", "raters"])]
    after: Option<PathBuf>,
    #[command(flatten)]
    people: PeopleArgs,
    /// The earlier day; ratings of that day count [default: the cohort's start]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    from: Option<Date>,
    /// The later day; ratings of that day count [default: the cohort's end, if that is past, else today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    to: Option<Date>,
    /// Compare each person's own ratings with those of others
    #[arg(long, conflicts_with_all = ["from", "to"])]
    raters: bool,
}

impl Run for CompareArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        match &self.after {
            _ if self.raters => raters(context, self),
            Some(after) => two_places(context, self, after),
            None => two_days(context, self),
        }
    }
}

fn raters(context: &Context<'_>, args: &CompareArgs) -> Result<String, Failure> {
    if args.people.anonymous {
        return Err(Failure::usage(
            "raters-anonymous",
            "--raters compares the ratings of single people, so it cannot be anonymous",
        )
        .hint("leave out one of the two"));
    }
    let maps = context.maps();
    let found = args.people.find(context, &args.before)?;
    let mut people = people::read(context, &args.people, found.source, |member| {
        (member.id.clone(), PersonName::new(&member.name), differences(maps, member))
    })?;
    let broken = people.take_broken();
    let mut notes = found.notes;
    notes.append(&mut people.notes);
    tell_apart(people.rows.iter_mut().map(|(id, name, _)| (id.as_str(), name)));
    let named = |(_, name, found): (String, PersonName, Vec<Difference>)| {
        found.into_iter().map(move |one| Difference { name: name.clone(), ..one })
    };
    let answer = RatersAnswer {
        maps,
        people: people.rows.len(),
        differences: people.rows.into_iter().flat_map(named).collect(),
        notes,
    };
    args.people.deliver(context, broken, &answer)
}

fn two_days(context: &Context<'_>, args: &CompareArgs) -> Result<String, Failure> {
    let maps = context.maps();
    let found = args.people.find(context, &args.before)?;
    let aims = &found.aims;
    let (from, to) = days(context, args, aims.settings.start, aims.settings.end)?;
    let mut people = people::read(context, &args.people, found.source, |member| {
        let answers = |profile: &Profile| profile.entries.len() + profile.said.len();
        let on = |day: Date| {
            let profile = until(&member.profile, day);
            let answers = answers(&profile);
            let then = Member { profile, ..member.clone() };
            (Snapshot::of(maps, aims, &then, &member.profile), answers)
        };
        let ((before, answers_before), (after, answers_after)) = (on(from), on(to));
        let has_answered_since = answers_after > answers_before;
        Movement { has_answered_since, ..Movement::between(before, after) }
    })?;
    let broken = people.take_broken();
    let mut rows = std::mem::take(&mut people.rows);
    name_apart(&mut rows, &mut []);
    let (rated, unrated): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|person| !person.after.ratings.is_empty());
    let mut notes = found.notes;
    notes.append(&mut people.notes);
    if !unrated.is_empty() {
        let people = unrated.into_iter().map(|person| person.after.name.to_string());
        notes.push(Note::RatedNothingBy { day: to.to_string(), people: people.collect() });
    }
    let mut answer = CompareAnswer {
        maps,
        aims,
        times: (from.to_string(), to.to_string()),
        skills: by_skill(maps, &rated),
        people: rated,
        only_before: Vec::new(),
        only_after: Vec::new(),
        anonymous: false,
        notes,
    };
    if args.people.anonymous {
        answer.hide_few();
    }
    args.people.deliver(context, broken, &answer)
}

/// Returns the two days to compare, the earlier first.
fn days(
    context: &Context<'_>,
    args: &CompareArgs,
    start: Option<Date>,
    end: Option<Date>,
) -> Result<(Date, Date), Failure> {
    let from = args.from.or(start).ok_or_else(|| {
        Failure::usage("no-times", "comparing needs two times")
            .hint("name a second folder, or a day with --from (or `start` in cohort.toml)")
            .hint("or compare self and mentor with --raters")
    })?;
    let today = context.today();
    let to = args.to.unwrap_or_else(|| end.filter(|end| *end < today).unwrap_or(today));
    if from >= to {
        return Err(Failure::usage("days-order", format!("{from} is not before {to}"))
            .hint("--from is the earlier day and --to the later one"));
    }
    Ok((from, to))
}

/// Makes equal names distinct, among the people present at both times and those present at one.
fn name_apart(both: &mut [Movement], one: &mut [(String, PersonName)]) {
    let of_both = both.iter_mut().map(|person| (person.after.id.as_str(), &mut person.after.name));
    tell_apart(of_both.chain(one.iter_mut().map(|(id, name)| (id.as_str(), name))));
}

fn two_places(context: &Context<'_>, args: &CompareArgs, after: &Path) -> Result<String, Failure> {
    let maps = context.maps();
    let mut later = args.people.find(context, after)?;
    // A person has the same alias at both times.
    let salt = later.aims.settings.salt.clone();
    let mut earlier = args.people.find_with_salt(context, &args.before, salt.as_deref())?;
    if salt.is_none() && earlier.aims.settings.salt.is_some() {
        let salt = earlier.aims.settings.salt.clone();
        later = args.people.find_with_salt(context, after, salt.as_deref())?;
    } else if salt.is_none() && args.people.anonymous {
        let salt = new_salt().map_err(|error| {
            Failure::new(Exit::System, "no-salt", format!("cannot get random numbers: {error}"))
        })?;
        earlier.source.hide_names(&salt);
        later.source.hide_names(&salt);
    }
    let aims = &later.aims;
    // Both times are measured against the later goal, so the goals are read first. The rater may have begun to rate
    // between the two times, so the earlier time need not know the rater.
    let mut then =
        people::read_with_any_rater(context, &args.people, earlier.source, Member::clone)?;
    let before: BTreeMap<String, Member> =
        then.rows.drain(..).map(|member| (normalised_name(&member.id), member)).collect();
    let mut now = people::read(context, &args.people, later.source, |member| {
        let earlier = before.get(&normalised_name(&member.id)).map(|then| {
            let with_goal = if member.profile.goal.roles.is_empty() { then } else { member };
            let at = |time: &Member| Snapshot::of(maps, aims, time, &with_goal.profile);
            Movement::between(at(then), at(member))
        });
        earlier.ok_or_else(|| (member.id.clone(), PersonName::new(&member.name)))
    })?;
    let broken = then.take_broken().or(now.take_broken());
    let mut notes = later.notes;
    notes.extend(then.notes);
    notes.extend(now.notes);
    notes.dedup();
    let (mut people, mut only_after) = (Vec::new(), Vec::new());
    for row in now.rows {
        match row {
            Ok(movement) => people.push(movement),
            Err(person) => only_after.push(person),
        }
    }
    name_apart(&mut people, &mut only_after);
    let still_here: BTreeSet<String> =
        people.iter().map(|person| normalised_name(&person.after.id)).collect();
    let gone = before.iter().filter(|(id, _)| !still_here.contains(*id));
    let mut only_before: Vec<(String, PersonName)> =
        gone.map(|(_, member)| (member.id.clone(), PersonName::new(&member.name))).collect();
    name_apart(&mut [], &mut only_before);
    let mut answer = CompareAnswer {
        maps,
        aims,
        times: (args.before.display().to_string(), after.display().to_string()),
        skills: by_skill(maps, &people),
        people,
        only_before,
        only_after,
        anonymous: false,
        notes,
    };
    if args.people.anonymous {
        answer.hide_few();
    }
    args.people.deliver(context, broken, &answer)
}
