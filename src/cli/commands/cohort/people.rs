//! What the `cohort` commands about people share: reading the people, the roles to compare with, aliases, and where the
//! answer goes.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::working::Bar;
use crate::domain::catalog::RetiredIndex;
use crate::domain::cohort::person_name::tell_apart;
use crate::domain::cohort::{Aims, Learner, LearnerNeeds, Member};
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::role::OWN;
use crate::files::earlier_pairs::read_pairs;
use crate::files::people::checklists::FormOf;
use crate::files::text::Problems;
use crate::library::cohorts::{self, CohortRead, Source, new_salt};
use crate::library::imports::is_named;
use crate::library::whole;
use crate::report::answer::{Answer, Format};
use crate::report::cohort::shell_word;
use crate::report::notes::Note;

/// The help that every `cohort` command shares about its input and output.
pub(crate) const COHORT_HELP: &str = "COHORT is a folder with one profile for each person (its cohort.toml may hold role, seniority, prefer, start, end, people and salt), a CSV with one person a row and one skill a column, JSON lines, or - for CSV or JSON lines on standard input. Input that cannot be read is left out and listed on standard error, and the exit code is 3.

--format xlsx makes a workbook with coloured cells. It goes into the FILE of --output, or to standard output if that is not a terminal.

--anonymous shows aliases instead of names. Each person still has a row with their own figures, so somebody who knows the class well may guess whose row it is. Every format leaves out the figures about fewer than five people, the figures from which those could be computed, and who learns what from whom. An alias is made from the person's id and the `salt` in cohort.toml, which `skillgap cohort import` writes. So it stays the same from day to day, in the folder and in the file of answers beside it. Without a salt the aliases are new each time. Anybody who knows the salt can find out which person an alias stands for.";

/// The formats of these commands beside those that every command has.
pub(crate) const FORMATS: &[Format] = &[Format::Csv, Format::Xlsx];

/// The flags that say which people to read, what to compare them with, and how to show them.
#[derive(Args, Debug)]
pub(crate) struct PeopleArgs {
    /// Compare everybody with this role, or with `own` each with their own goal; may be repeated [default: the
    /// cohort's, else own]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Use the cohort.toml of this folder when the people are in a file
    #[arg(id = "settings", long = "cohort", value_name = "DIR")]
    cohort: Option<PathBuf>,
    /// Use aliases instead of names, and leave out figures about fewer than five people
    #[arg(long)]
    pub(crate) anonymous: bool,
    /// Write the answer into this file
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A cohort, and the goals to compare its people with.
pub(crate) struct CohortAt {
    /// The source of the people.
    pub(crate) source: Source,
    /// The goals to compare them with.
    pub(crate) aims: Aims,
    /// The arguments that name the same people and roles in another command; `None` if that is not possible.
    pub(crate) again: Option<String>,
    /// Notes to show.
    pub(crate) notes: Vec<Note>,
}

impl PeopleArgs {
    /// Finds a cohort.
    ///
    /// # Errors
    /// When the cohort cannot be read, its `cohort.toml` is wrong, or a flag names something that does not exist.
    pub(crate) fn find(&self, context: &Context<'_>, path: &Path) -> Result<CohortAt, Failure> {
        self.find_with_salt(context, path, None)
    }

    /// Finds a cohort and makes the aliases with `salt` instead of its own salt. Two cohorts that are compared need the
    /// same salt.
    ///
    /// # Errors
    /// As [`PeopleArgs::find`].
    pub(crate) fn find_with_salt(
        &self,
        context: &Context<'_>,
        path: &Path,
        salt: Option<&str>,
    ) -> Result<CohortAt, Failure> {
        if !context.shared.rate.is_empty() {
            return Err(
                Failure::usage("rate-of-many", "--rate is about one person, not a cohort")
                    .hint("write it into that person's profile: `skillgap rate SKILL=LEVEL --profile FILE`"),
            );
        }
        let own = self.role.iter().any(|role| role.trim().eq_ignore_ascii_case(OWN));
        if own && self.role.len() > 1 {
            return Err(Failure::usage(
                "own-and-role",
                "--role takes either `own` or roles, not both",
            )
            .hint("leave out one of the two"));
        }
        let today = context.today();
        let form = FormOf {
            roles: if own { Vec::new() } else { context.roles(&self.role)? },
            seniority: context.seniority_asked()?,
        };
        let opened = cohorts::open(path, self.cohort.as_deref(), context.maps(), &form, today);
        let mut source = opened.map_err(|error| self.hide(error.into()))?;
        let settings = source.settings.clone();
        let roles = if own {
            Vec::new()
        } else if self.role.is_empty() {
            settings.roles.clone()
        } else {
            form.roles
        };
        let mut notes = Vec::new();
        if self.anonymous {
            match salt.or(settings.salt.as_deref()) {
                Some(salt) => source.hide_names(salt),
                None => {
                    source.hide_names(&new_salt().map_err(|error| {
                        Failure::new(
                            Exit::System,
                            "no-salt",
                            format!("cannot get random numbers: {error}"),
                        )
                    })?);
                    notes.push(Note::AliasesOfThisCall);
                }
            }
        }
        let aims = Aims {
            roles,
            seniority: context.seniority_asked()?,
            settings,
            rater: context.shared.rater.clone().unwrap_or_default(),
            ..Aims::default()
        };
        Ok(CohortAt { source, aims, again: self.again(context, path), notes })
    }

    /// Returns the arguments that name the same people and roles, for commands to type next.
    fn again(&self, context: &Context<'_>, path: &Path) -> Option<String> {
        if self.anonymous || path.as_os_str() == "-" {
            return None;
        }
        let mut words = shell_word(&path.display().to_string());
        let mut add = |flag: &str, value: String| {
            let _ = write!(words, " {flag} {}", shell_word(&value));
        };
        if !self.role.is_empty() {
            add("--role", self.role.join(","));
        }
        if let Some(folder) = &self.cohort {
            add("--cohort", folder.display().to_string());
        }
        if let Ok(Some(seniority)) = context.seniority_asked() {
            add("--seniority", seniority.to_string());
        }
        for (flag, folder) in
            [("--maps", &context.shared.maps), ("--maps-only", &context.shared.maps_only)]
        {
            if let Some(folder) = folder {
                add(flag, folder.display().to_string());
            }
        }
        Some(words)
    }

    /// Removes the problems of a failure under --anonymous, since they may name people.
    fn hide(&self, failure: Failure) -> Failure {
        if !self.anonymous || failure.problems.found.is_empty() {
            return failure;
        }
        Failure::new(Exit::Input, failure.headline.code, failure.headline.message)
            .hint("without --anonymous, the problems and their places are shown")
    }

    /// Writes the answer into the file of --output, else to standard output. If something could not be read, returns
    /// that failure.
    ///
    /// # Errors
    /// When something could not be read or written.
    pub(crate) fn deliver(
        &self,
        context: &Context<'_>,
        broken: Option<Failure>,
        answer: &impl Answer,
    ) -> Result<String, Failure> {
        give(context, self.output.as_deref(), &context.bytes(answer, self.output.is_some())?)?;
        match broken {
            None => Ok(String::new()),
            Some(failure) => Err(failure),
        }
    }
}

/// Writes the bytes of an answer into `output`, else to standard output.
///
/// # Errors
/// When the output cannot be written, or a binary file would go to a terminal.
pub(crate) fn give(
    context: &Context<'_>,
    output: Option<&Path>,
    bytes: &[u8],
) -> Result<(), Failure> {
    let format = context.format();
    let is_workbook = |path: &Path| path.extension().is_some_and(|ending| ending == "xlsx");
    match output {
        Some(path) if is_workbook(path) && format != Format::Xlsx => Err(Failure::usage(
            "no-workbook",
            format!("{} would not be a workbook", path.display()),
        )
        .hint("add --format xlsx, or use another file extension")),
        Some(path) => whole::write(path, bytes).map_err(|error| {
            let message = format!("cannot write {}: {error}", path.display());
            Failure::new(Exit::System, "output", message)
        }),
        None if matches!(format, Format::Xlsx | Format::Docx) && screen::shows_text() => {
            Err(Failure::usage("no-text", "a terminal cannot show this file")
                .hint("name a file with --output FILE, or redirect the output"))
        }
        None => screen::print_bytes(bytes),
    }
}

/// The people that were read, and the failure if some could not be.
pub(crate) struct People<R> {
    /// The result for each person.
    pub(crate) rows: Vec<R>,
    /// The identity of each person.
    pub(crate) who: Vec<Who>,
    /// Notes to show.
    pub(crate) notes: Vec<Note>,
    /// The roster, if there is one.
    pub(crate) roster: Option<Roster>,
    /// Whether the person of --rater rated somebody here; true without the flag.
    knows_rater: bool,
    /// The failure with which the command ends, if something could not be read.
    broken: Option<Failure>,
}

/// The identity of a person. It is kept when the person is shown under an alias.
pub(crate) struct Who {
    id: String,
    name: String,
    key: String,
    has_answered: bool,
}

/// The people who should answer, and those who have not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Roster {
    /// The number of people on the roster.
    pub(crate) people: usize,
    /// The people who have rated nothing yet, in the order of the roster.
    pub(crate) not_answered: Vec<String>,
}

/// Applies a function to every person of a cohort, with a progress bar if it takes longer than half a second.
///
/// # Errors
/// When there are no people, or the person of --rater rated nobody.
pub(crate) fn read<R: Send>(
    context: &Context<'_>,
    args: &PeopleArgs,
    source: Source,
    each: impl Fn(&Member) -> R + Sync,
) -> Result<People<R>, Failure> {
    let people = read_with_any_rater(context, args, source, each)?;
    match &context.shared.rater {
        Some(rater) if !people.knows_rater => {
            let message = format!("`{rater}` rated nobody in this cohort");
            Err(Failure::usage("unknown-rater", message)
                .hint("`skillgap cohort compare COHORT --raters` shows who did"))
        }
        _ => Ok(people),
    }
}

/// Like [`read`], but the person of --rater need not have rated anybody.
///
/// # Errors
/// When there are no people.
pub(crate) fn read_with_any_rater<R: Send>(
    context: &Context<'_>,
    args: &PeopleArgs,
    source: Source,
    each: impl Fn(&Member) -> R + Sync,
) -> Result<People<R>, Failure> {
    let rater = context.shared.rater.clone().unwrap_or_default();
    let rated_somebody = AtomicBool::new(rater.is_own());
    let each = |shown: &Member, member: &Member| {
        if member.profile.raters().contains(&&rater) {
            rated_somebody.store(true, Ordering::Relaxed);
        }
        let who = Who {
            id: member.id.clone(),
            name: member.name.clone(),
            key: member.key.clone(),
            has_answered: !member.profile.entries.is_empty() || !member.profile.said.is_empty(),
        };
        (who, each(shown))
    };
    let roster = source.settings.people.clone();
    let bar = Bar::new(context.shared, "Reading people");
    let read = source.read(context.maps(), each, |done, all| bar.set(done, all));
    drop(bar);
    let notes = notes(&read, context.maps());
    let CohortRead { rows, problems, files, .. } = read;
    let problems = Problems { found: problems, files };
    let by_map = problems.found.iter().any(|problem| problem.repair.contains("--map"));
    let broken = (!problems.found.is_empty()).then(|| Failure::unsound("the cohort", problems));
    let broken = broken.map(|failure| match by_map {
        true => failure.hint("--map is a flag of `skillgap cohort import`"),
        false => failure,
    });
    let broken = broken.map(|failure| args.hide(failure));
    let (who, rows): (Vec<Who>, Vec<R>) = rows.into_iter().unzip();
    match broken {
        Some(failure) if rows.is_empty() => Err(failure),
        None if rows.is_empty() => Err(Failure::new(Exit::Input, "nobody", "there are no people in this cohort")
            .hint("a cohort is a folder with one .toml profile for each person, a CSV with one person a row, or JSON lines")),
        broken => Ok(People {
            roster: (!roster.is_empty()).then(|| Roster {
                people: roster.len(),
                not_answered: roster.into_iter().filter(|name| !has_answered(name, &who)).collect(),
            }),
            rows,
            who,
            notes,
            knows_rater: rated_somebody.into_inner(),
            broken,
        }),
    }
}

fn has_answered(of_roster: &str, who: &[Who]) -> bool {
    who.iter().any(|one| {
        let is_they = is_named(of_roster, &one.name, &one.key)
            || normalised_name(&one.id) == normalised_name(of_roster);
        is_they && one.has_answered
    })
}

impl<R> People<R> {
    /// Takes out the failure of what could not be read.
    pub(crate) fn take_broken(&mut self) -> Option<Failure> {
        self.broken.take()
    }
}

/// Returns the notes about a cohort as a whole.
fn notes<R>(read: &CohortRead<R>, maps: &SkillMaps) -> Vec<Note> {
    let mut notes = Vec::new();
    if !read.problems.is_empty() {
        notes.push(Note::CohortProblems(read.problems.len()));
    }
    if !read.unknown.is_empty() {
        notes.push(Note::UnknownInCohort(read.unknown.iter().map(ToString::to_string).collect()));
    }
    if !read.retired.is_empty() {
        let sentence = |retired: &RetiredIndex| {
            let counts = match maps[*retired].split_into.as_slice() {
                [] => "kept and not counted",
                _ => {
                    "its level counts for those skills that took its place and have no rating of their own"
                }
            };
            format!("`{}` {}, {counts}", maps[*retired].id, maps.fate(*retired))
        };
        notes.push(Note::RetiredInCohort(read.retired.iter().map(sentence).collect()));
    }
    notes
}

/// People, with what each of them lacks.
pub(crate) struct Class<'m> {
    /// The people.
    pub(crate) learners: Vec<Learner<'m>>,
    /// What each lacks.
    pub(crate) needs: Vec<LearnerNeeds>,
}

impl<'m> Class<'m> {
    /// Makes a class from people and what they lack.
    pub(crate) fn of(people: Vec<(Learner<'m>, LearnerNeeds)>) -> Class<'m> {
        let (mut learners, needs): (Vec<Learner<'m>>, _) = people.into_iter().unzip();
        tell_apart(learners.iter_mut().map(|learner| (learner.id.as_str(), &mut learner.name)));
        Class { learners, needs }
    }
}

/// A limit on the number of people, and the message when there are more.
pub(crate) struct Most {
    /// The limit.
    pub(crate) people: usize,
    /// What the command does with the people, as a verb for the message, for example `pair`.
    pub(crate) to: &'static str,
    /// The hint: what to do instead.
    pub(crate) instead: &'static str,
}

impl Most {
    /// Refuses a cohort that is larger than the limit.
    ///
    /// # Errors
    /// When there are more people.
    pub(crate) fn refuse_more(&self, source: &Source) -> Result<(), Failure> {
        let Most { people, to, instead } = *self;
        if source.at_most(people) {
            return Ok(());
        }
        let message = format!("there are more than {people} people, too many to {to} at once");
        Err(Failure::new(Exit::Input, "too-many", message).hint(instead))
    }
}

/// A cohort that was read, with what each person lacks.
pub(crate) struct ReadClass<'m> {
    /// The goals to compare the people with.
    pub(crate) aims: Aims,
    /// The people.
    pub(crate) class: Class<'m>,
    /// The identity of each person.
    who: Vec<Who>,
    /// The arguments that name the same people and roles in another command; `None` if that is not possible.
    pub(crate) again: Option<String>,
    /// Notes to show.
    pub(crate) notes: Vec<Note>,
    /// The failure with which the command ends, if something could not be read.
    pub(crate) broken: Option<Failure>,
}

impl PeopleArgs {
    /// Finds a cohort, and reads its people with what they lack.
    ///
    /// # Errors
    /// As [`PeopleArgs::find`] and [`read`], and when there are more than `most` people.
    pub(crate) fn read_class<'m>(
        &self,
        context: &'m Context<'_>,
        path: &Path,
        most: Option<Most>,
    ) -> Result<ReadClass<'m>, Failure> {
        let CohortAt { source, aims, again, mut notes } = self.find(context, path)?;
        if let Some(most) = most {
            most.refuse_more(&source)?;
        }
        let read = read(context, self, source, |member| with_needs(context, &aims, member))?;
        notes.extend(read.notes);
        let class = Class::of(read.rows);
        notes.extend(unknown_needs(&class.learners));
        Ok(ReadClass { aims, class, who: read.who, again, notes, broken: read.broken })
    }

    /// Returns the notes to show: with --anonymous only those that name nobody.
    pub(crate) fn told(&self, mut notes: Vec<Note>) -> Vec<Note> {
        if self.anonymous {
            notes.retain(Note::is_anonymous);
        }
        notes
    }
}

impl ReadClass<'_> {
    /// See [`apart`].
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn apart(&mut self, files: &[PathBuf]) -> Result<Vec<(usize, usize)>, Failure> {
        apart(files, &self.class.learners, &self.who, &mut self.notes)
    }
}

/// Returns a person as a learner, with what they lack.
pub(crate) fn with_needs<'m>(
    context: &'m Context<'_>,
    aims: &Aims,
    member: &Member,
) -> (Learner<'m>, LearnerNeeds) {
    let learner = aims.learner(context.maps(), member);
    // If a person has rated nothing, it is not known what they lack.
    let needs =
        if !learner.has_answered { LearnerNeeds::default() } else { learner.needs(context.maps()) };
    (learner, needs)
}

/// Returns the notes about people for whom it is not known what they lack.
pub(crate) fn unknown_needs(learners: &[Learner<'_>]) -> Vec<Note> {
    let names = |which: fn(&Learner<'_>) -> bool| -> Vec<String> {
        let people = learners.iter().filter(|learner| which(learner));
        people.map(|learner| learner.name.to_string()).collect()
    };
    let unrated = names(|learner| !learner.has_answered);
    let aimless = names(|learner| learner.has_answered && learner.goal.is_none());
    let unrated = (!unrated.is_empty()).then_some(Note::RatedNothing(unrated));
    let aimless = match aimless.len() {
        0 => None,
        all if all == learners.iter().filter(|learner| learner.has_answered).count() => {
            Some(Note::NoGoalAtAll)
        }
        _ => Some(Note::NoGoal(aimless)),
    };
    unrated.into_iter().chain(aimless).collect()
}

/// Reads the pairs to keep apart, as indices into the list of people. Adds a note about people who are not in the list.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn apart(
    files: &[PathBuf],
    learners: &[Learner<'_>],
    who: &[Who],
    notes: &mut Vec<Note>,
) -> Result<Vec<(usize, usize)>, Failure> {
    let mut earlier = Vec::new();
    for path in files {
        let text = whole::read_text(path).map_err(|error| {
            let message = format!("cannot read {}: {error}", path.display());
            Failure::new(Exit::System, "avoid-io", message)
        })?;
        earlier.extend(read_pairs(&text));
    }
    let mut gone: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for (first, second) in earlier {
        let place = |name: &String| {
            let wanted = normalised_name(name);
            let is = |other: &str| normalised_name(other) == wanted;
            let by_id = learners.iter().zip(who).position(|(one, who)| is(&one.id) || is(&who.id));
            by_id.or_else(|| {
                learners
                    .iter()
                    .zip(who)
                    .position(|(one, who)| is(one.name.plain()) || is(&who.name))
            })
        };
        match (place(&first), place(&second)) {
            (Some(first), Some(second)) => places.push((first, second)),
            (first_at, second_at) => {
                gone.extend(first_at.is_none().then_some(first));
                gone.extend(second_at.is_none().then_some(second));
            }
        }
    }
    gone.sort_unstable();
    gone.dedup();
    if !gone.is_empty() {
        notes.push(Note::UnknownPairs(gone));
    }
    Ok(places)
}
