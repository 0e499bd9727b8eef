//! The command line: arguments, prompts, progress, exit codes. The only part that prints.

mod args;
mod commands;
mod context;
mod failure;
mod flags;
mod interrupt;
mod interview;
mod output;
#[cfg(unix)]
mod pager;
mod plan;
mod screen;
mod values;
mod working;

/// Other systems have no pager that is always there.
#[cfg(not(unix))]
mod pager {
    pub(crate) fn show(_: &str) -> bool {
        false
    }
}

use std::io;
use std::mem::ManuallyDrop;
use std::path::Path;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use args::Cli;
use context::Context;
use failure::{Exit, Failure};

use crate::domain::gap::find_gap;
use crate::domain::names::{did_you_mean, nearest};
use crate::domain::roadmap::timeline::{Pace, Timeline};
use crate::domain::roadmap::{Goal, Needed, Wishes, plan};
use crate::domain::role::RoleIndex;
use crate::render::terminal::Pen;
use crate::report::about::{AboutAnswer, CommandJson, Home};
use crate::report::answer::Format;
use crate::report::gap::RoleAnswer;

/// Reads the command line, runs the command, and returns the exit code.
pub fn run() -> ExitCode {
    interrupt::outlive_the_file_size_limit();
    let exit = match Cli::try_parse() {
        Ok(cli) => {
            let done = answer(&cli).and_then(|text| screen::show(&text, &cli.shared));
            match done {
                Ok(()) => Exit::Done,
                Err(failure) => {
                    let json = output::format(&cli.shared) == Format::Json;
                    tell(&failure.with_what_is_changed(), json, screen::stderr_pen(&cli.shared))
                }
            }
        }
        Err(error) => tell_usage(&error),
    };
    ExitCode::from(exit as u8)
}

/// Returns every command and flag of the program, for completions, manual pages and tests.
pub fn command() -> clap::Command {
    Cli::command()
}

fn answer(cli: &Cli) -> Result<String, Failure> {
    let Some(command) = &cli.command else {
        output::refuse_formats_but(&[], &cli.shared)?;
        let context = ManuallyDrop::new(Context::open(&cli.shared)?);
        return bare(&context);
    };
    let command = command.chosen();
    output::refuse_formats_but(command.formats(), &cli.shared)?;
    // The program ends after the answer: freeing the maps before that costs time and frees nothing that matters.
    let context = ManuallyDrop::new(command.open(&cli.shared)?);
    command.run(&context)
}

/// Returns the output of `skillgap` without a command: what the program is, or, for a person with a profile, their
/// current readiness. A missing profile is not an error; a broken profile is, as in every command that reads it.
fn bare(context: &Context<'_>) -> Result<String, Failure> {
    let person = match context.format() {
        Format::Json => None,
        _ if !has_profile(context) => None,
        _ => Some(context.person()?),
    };
    let maps = context.maps();
    let home = person.as_ref().filter(|person| person.is_somebody()).map(|person| {
        let profile = &person.profile;
        let goal = Goal::of(profile, Wishes::default());
        let start = person.start(maps, &goal, None);
        let roadmap = (!goal.roles.is_empty()).then(|| plan(maps, &start.assessment, &goal));
        let hours = profile.goal.hours_per_week;
        let timeline = roadmap.as_ref().zip(hours).map(|(roadmap, hours_per_week)| {
            let factor = profile.goal.pace.unwrap_or(1.0);
            let pace = Pace { hours_per_week, factor, start: context.today() };
            Timeline::new(roadmap, pace)
        });
        let role = |role: &RoleIndex| RoleAnswer {
            gap: find_gap(maps, &person.assessment, *role, goal.seniority),
            hours: Needed::find(maps, &person.assessment, &goal.of_role(*role)).hours(maps),
        };
        Home {
            maps,
            name: profile.name.as_deref(),
            rated: person.rated(),
            seniority: goal.seniority,
            roles: goal.roles.iter().map(role).collect(),
            likely: person.likely.as_ref(),
            roadmap,
            timeline,
        }
    });
    Ok(context.answer(&AboutAnswer { home, ..about() }))
}

/// Returns whether there is a profile file to read, valid or not.
fn has_profile(context: &Context<'_>) -> bool {
    let is_there = |path: &Path| match path.symlink_metadata() {
        Err(error) => error.kind() != io::ErrorKind::NotFound,
        Ok(_) => true,
    };
    context.profile_at().is_ok_and(|at| at.path().is_none_or(is_there))
}

/// Describes the program.
fn about() -> AboutAnswer<'static> {
    let command = Cli::command();
    let said =
        |command: &clap::Command| command.get_about().map_or(String::new(), ToString::to_string);
    let commands = command.get_subcommands();
    AboutAnswer {
        about: said(&command),
        commands: commands
            .map(|command| CommandJson {
                command: command.get_name().to_string(),
                about: said(command),
            })
            .collect(),
        home: None,
    }
}

/// Answers `--version --json`, which clap reads as `--version` alone; `None` if JSON is not requested.
fn version_as_json(words: &[String]) -> Option<Result<String, Failure>> {
    let rest = words.iter().filter(|word| !["--version", "-V"].contains(&word.as_str()));
    let shared = Cli::try_parse_from(rest).ok()?.shared;
    let json = output::format(&shared) == Format::Json;
    json.then(|| Context::open(&shared).map(|context| context.answer(&about())))
}

fn tell(failure: &Failure, json: bool, pen: Pen) -> Exit {
    screen::talk(&if json { failure.to_json() } else { failure.to_text(pen) });
    failure.exit
}

/// Prints an error of clap. Help and version also arrive as errors, but are answers; the rest is a failure.
fn tell_usage(error: &clap::Error) -> Exit {
    let words: Vec<String> =
        std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    if !error.use_stderr() {
        let said = match error.kind() {
            ErrorKind::DisplayVersion => version_as_json(&words),
            _ => None,
        };
        let said = said.unwrap_or_else(|| Ok(error.render().to_string()));
        return match said.and_then(|text| screen::print(&text)) {
            Ok(()) => Exit::Done,
            Err(failure) => failure.exit,
        };
    }
    let json = words.iter().any(|word| word == "--json" || word == "--format=json")
        || words.windows(2).any(|pair| pair == ["--format", "json"]);
    let typed =
        std::error::Error::source(error).and_then(|source| source.downcast_ref::<Failure>());
    let pen = screen::stderr_pen_without_flags();
    if let Some(failure) = typed {
        return tell(failure, json, pen);
    }
    if let Some(failure) = about_commands(error, json) {
        return tell(&failure, json, pen);
    }
    if !json {
        let _ = error.print();
        return Exit::Usage;
    }
    let text = error.render().to_string();
    let until_usage = text.split("\n\n").next().unwrap_or_default();
    let message = until_usage.split_whitespace().collect::<Vec<_>>().join(" ");
    let failure = Failure::usage("usage", message.trim_start_matches("error: "));
    tell(&failure.hint("`skillgap --help` lists every command"), json, pen)
}

/// Returns the failure if a command is unknown, or missing after the name of its group. `None` for a missing one without
/// JSON: the help of clap is better then.
fn about_commands(error: &clap::Error, json: bool) -> Option<Failure> {
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let program = Cli::command();
    let group = group_of(error, &program);
    let (path, names) = group.map_or(("skillgap".to_string(), subcommands(&program)), |group| {
        (format!("skillgap {}", group.get_name()), subcommands(group))
    });
    if error.kind() != ErrorKind::InvalidSubcommand {
        let failure =
            Failure::usage("missing-command", format!("`{path}` needs one of its commands"))
                .hint(format!("write `{path} COMMAND`; its commands are {}", names.join(", ")));
        return json.then_some(failure);
    }
    let failure = match group {
        None => Failure::usage("unknown-command", format!("there is no command `{typed}`")),
        Some(_) => Failure::usage("unknown-command", format!("`{path}` has no command `{typed}`")),
    };
    let failure = match did_you_mean(&nearest(typed, names.iter().copied())) {
        Some(meant) => failure.hint(meant),
        None if group.is_some() && program.find_subcommand(typed).is_some() => {
            failure.hint(format!("`skillgap {typed}` is a command of its own"))
        }
        None => failure,
    };
    Some(failure.hint(match group {
        None => "`skillgap --help` lists every command".to_string(),
        Some(_) => format!("the commands of `{path}` are {}", names.join(", ")),
    }))
}

/// Returns the names of the commands in a group.
fn subcommands(group: &clap::Command) -> Vec<&str> {
    group.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help").collect()
}

/// Returns the group that an error of clap is about: its usage line begins as in `Usage: skillgap cohort`. A word of the
/// command line could also be the value of a flag.
fn group_of<'p>(error: &clap::Error, program: &'p clap::Command) -> Option<&'p clap::Command> {
    let usage = error.get(ContextKind::Usage).map_or(String::new(), ToString::to_string);
    let words = usage.split_whitespace().skip_while(|word| *word != "skillgap").skip(1);
    program.find_subcommand(words.take(1).collect::<String>())
}
