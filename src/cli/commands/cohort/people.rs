//! What every `cohort` command starts from: the people, and what they are measured against.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::working::Bar;
use crate::domain::cohort::{Aims, Learner, Member, Needs, OWN};
use crate::files::text::Problems;
use crate::library::cohorts::{self, Read, Source};
use crate::report::notes::Note;

/// The help that every `cohort` command shares about its input.
pub const COHORT_HELP: &str = "COHORT is a folder with a profile a person (its cohort.toml may hold role, seniority, prefer, start and end), a CSV with a person a row and a skill a column, JSON lines, or - for these on standard input. What cannot be read is left out and named on standard error, and the exit code is 3.";

/// What everybody is measured against.
#[derive(Args, Debug)]
pub struct AimArgs {
    /// The role to measure everybody against, or `own` for each one's goal; may be repeated [default: the cohort's, else own]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
}

/// A cohort that was found, and what its people are measured against.
pub struct Found {
    /// Where its people come from.
    pub source: Source,
    /// What they are measured against.
    pub aims: Aims,
}

impl AimArgs {
    /// Finds a cohort.
    ///
    /// # Errors
    /// When it cannot be read, its `cohort.toml` is wrong, or a flag names what is not there.
    pub fn find(&self, context: &Context<'_>, path: &Path) -> Result<Found, Failure> {
        if !context.shared.rate.is_empty() {
            return Err(
                Failure::usage("rate-of-many", "--rate is about one person, not a cohort")
                    .hint("write it into that person's profile: `skillgap rate SKILL=LEVEL --profile FILE`"),
            );
        }
        let own = self.role.iter().any(|role| role.trim().eq_ignore_ascii_case(OWN));
        if own && self.role.len() > 1 {
            return Err(Failure::usage("own-and-role", "--role is `own` or roles, not both")
                .hint("leave out one of the two"));
        }
        let source = cohorts::open(path, context.maps(), context.today())?;
        let settings = source.settings.clone();
        let roles = if own {
            Vec::new()
        } else if self.role.is_empty() {
            settings.roles.clone()
        } else {
            context.roles(&self.role)?
        };
        let aims = Aims {
            roles,
            seniority: context.seniority_asked()?,
            settings,
            rater: context.shared.rater.clone().unwrap_or_default(),
        };
        Ok(Found { source, aims })
    }
}

/// People as they were read, and what could not be.
pub struct People<R> {
    /// What was made of each.
    pub rows: Vec<R>,
    /// Things to tell.
    pub notes: Vec<Note>,
    /// Whether --rater, if it names somebody, names one who rated somebody here.
    knows_rater: bool,
    /// What could not be read, as the failure that the command ends with.
    broken: Option<Failure>,
}

/// Makes something of every person of a cohort, with a bar when it takes longer than half a second.
///
/// # Errors
/// When there is nobody at all, or --rater names somebody who rated nobody.
pub fn read<R: Send>(
    context: &Context<'_>,
    source: Source,
    each: impl Fn(&Member) -> R + Sync,
) -> Result<People<R>, Failure> {
    let people = read_with_any_rater(context, source, each)?;
    match &context.shared.rater {
        Some(rater) if !people.knows_rater => {
            let message = format!("`{rater}` rated nobody in this cohort");
            Err(Failure::usage("unknown-rater", message)
                .hint("`skillgap cohort compare COHORT --raters` shows who did"))
        }
        _ => Ok(people),
    }
}

/// The same, also when --rater names somebody who rated nobody here.
///
/// # Errors
/// When there is nobody at all.
pub fn read_with_any_rater<R: Send>(
    context: &Context<'_>,
    source: Source,
    each: impl Fn(&Member) -> R + Sync,
) -> Result<People<R>, Failure> {
    let rater = context.shared.rater.clone().unwrap_or_default();
    let rated_somebody = AtomicBool::new(rater.is_own());
    let each = |member: &Member| {
        if member.profile.entries.iter().any(|entry| entry.by == rater) {
            rated_somebody.store(true, Ordering::Relaxed);
        }
        each(member)
    };
    let bar = Bar::new(context.shared, "Reading people");
    let read = source.read(context.maps(), each, |done, all| bar.set(done, all));
    drop(bar);
    let notes = notes(&read);
    let Read { rows, problems, files, .. } = read;
    let problems = Problems { found: problems, files };
    let by_map = problems.found.iter().any(|problem| problem.repair.contains("--map"));
    let broken = (!problems.found.is_empty()).then(|| Failure::unsound("the cohort", problems));
    let broken = broken.map(|failure| match by_map {
        true => failure.hint("--map is a flag of `skillgap cohort import`"),
        false => failure,
    });
    match broken {
        Some(failure) if rows.is_empty() => Err(failure),
        None if rows.is_empty() => Err(Failure::new(Exit::Input, "nobody", "there is nobody in this cohort")
            .hint("a cohort is a folder with a .toml profile a person, a CSV with a person a row, or JSON lines")),
        broken => Ok(People {
            rows,
            notes,
            knows_rater: rated_somebody.into_inner(),
            broken,
        }),
    }
}

/// The answer, when everything could be read; else it is printed, and what could not be read is the failure.
///
/// # Errors
/// What could not be read.
pub fn conclude(broken: Option<Failure>, answer: String) -> Result<String, Failure> {
    match broken {
        None => Ok(answer),
        Some(failure) => {
            screen::print(&answer)?;
            Err(failure)
        }
    }
}

impl<R> People<R> {
    /// What could not be read, taken out; with `anonymous`, without the problems, which may name people.
    pub fn take_broken(&mut self, anonymous: bool) -> Option<Failure> {
        let broken = self.broken.take()?;
        Some(if anonymous { hidden(broken) } else { broken })
    }
}

/// A failure without its problems, which may name people.
pub fn hidden(failure: Failure) -> Failure {
    if failure.problems.found.is_empty() {
        return failure;
    }
    Failure::new(Exit::Input, failure.headline.code, failure.headline.message)
        .hint("without --anonymous it says what, and where")
}

/// What there is to tell of a cohort beside its people.
fn notes<R>(read: &Read<R>) -> Vec<Note> {
    let mut notes = Vec::new();
    if !read.problems.is_empty() {
        notes.push(Note::CohortProblems(read.problems.len()));
    }
    if !read.unknown.is_empty() {
        notes.push(Note::UnknownInCohort(read.unknown.iter().map(ToString::to_string).collect()));
    }
    notes
}

/// People with what each lacks.
pub struct Class<'m> {
    /// The people.
    pub learners: Vec<Learner<'m>>,
    /// What each lacks.
    pub needs: Vec<Needs>,
}

impl<'m> Class<'m> {
    /// People who were read with what they lack.
    pub fn of(people: Vec<(Learner<'m>, Needs)>) -> Class<'m> {
        let (learners, needs) = people.into_iter().unzip();
        Class { learners, needs }
    }
}

/// One person with what they lack.
pub fn with_needs<'m>(
    context: &'m Context<'_>,
    aims: &Aims,
    member: &Member,
) -> (Learner<'m>, Needs) {
    let learner = aims.learner(context.maps(), member);
    // Of somebody who rated nothing it is not known what they lack.
    let needs = if learner.rated == 0 { Needs::default() } else { learner.needs(context.maps()) };
    (learner, needs)
}

/// Notes on those of whom it is not known what they lack.
pub fn unknown_needs(learners: &[Learner<'_>]) -> Vec<Note> {
    let names = |which: fn(&Learner<'_>) -> bool| -> Vec<String> {
        let people = learners.iter().filter(|learner| which(learner));
        people.map(|learner| learner.name.clone()).collect()
    };
    let unrated = names(|learner| learner.rated == 0);
    let aimless = names(|learner| learner.rated > 0 && learner.goal.is_none());
    let unrated = (!unrated.is_empty()).then_some(Note::RatedNothing(unrated));
    let aimless = (!aimless.is_empty()).then_some(Note::NoGoal(aimless));
    unrated.into_iter().chain(aimless).collect()
}
