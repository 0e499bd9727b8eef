//! The command line: arguments, prompts, progress, exit codes. The only part that prints.

mod args;
mod commands;
mod context;
mod failure;
mod flags;
mod interrupt;
mod interview;
mod output;
mod pager;
mod plan;
mod screen;
mod values;
mod working;

use std::mem::ManuallyDrop;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser};

use args::Cli;
use context::Context;
use failure::{Exit, Failure};

use crate::domain::names::{did_you_mean, nearest};
use crate::render::terminal::Pen;
use crate::report::about::{AboutAnswer, CommandJson};
use crate::report::answer::Format;

/// Reads the command line, does what it says, and tells how that went.
pub fn run() -> ExitCode {
    interrupt::outlive_the_file_size_limit();
    let exit = match Cli::try_parse() {
        Ok(cli) => {
            let done = answer(&cli).and_then(|text| screen::show(&text, &cli.shared));
            match done {
                Ok(()) => Exit::Done,
                Err(failure) => {
                    let json = output::format(&cli.shared) == Format::Json;
                    tell(&failure, json, screen::stderr_pen(&cli.shared))
                }
            }
        }
        Err(error) => tell_usage(&error),
    };
    ExitCode::from(exit as u8)
}

/// Every command and flag of the program, for what is made of them: completions, manual pages, tests.
pub fn command() -> clap::Command {
    Cli::command()
}

fn answer(cli: &Cli) -> Result<String, Failure> {
    let Some(command) = &cli.command else {
        output::refuse_formats_but(&[], &cli.shared)?;
        let context = ManuallyDrop::new(Context::open(&cli.shared)?);
        return Ok(context.answer(&about()));
    };
    let command = command.chosen();
    output::refuse_formats_but(command.formats(), &cli.shared)?;
    // The program ends with the answer: freeing the maps before that costs time and frees nothing that matters.
    let context = ManuallyDrop::new(command.open(&cli.shared)?);
    command.run(&context)
}

/// What the program says of itself.
fn about() -> AboutAnswer {
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
    }
}

/// `--version --json`, which clap takes for `--version` alone; `None` when no JSON is asked for.
fn version_as_json(words: &[String]) -> Option<Result<String, Failure>> {
    let rest = words.iter().filter(|word| !["--version", "-V"].contains(&word.as_str()));
    let shared = Cli::try_parse_from(rest).ok()?.shared;
    let json = output::format(&shared) == Format::Json;
    json.then(|| Context::open(&shared).map(|context| context.answer(&about())))
}

fn tell(failure: &Failure, json: bool, pen: Pen) -> Exit {
    screen::talk(&if json { failure.to_json() } else { failure.to_text(pen.colour, pen.ascii) });
    failure.exit
}

/// Tells what clap found: help and version are answers, the rest is a failure.
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
    let text = error.render().to_string();
    let until_usage = text.split("\n\n").next().unwrap_or_default();
    let message = until_usage.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut failure = Failure::usage("usage", message.trim_start_matches("error: "));
    if let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) {
        failure = Failure::usage("unknown-command", format!("there is no command `{typed}`"));
        let command = Cli::command();
        let names = command.get_subcommands().map(clap::Command::get_name);
        if let Some(meant) = did_you_mean(&nearest(typed, names)) {
            failure = failure.hint(meant);
        }
    } else if !json {
        let _ = error.print();
        return Exit::Usage;
    }
    tell(&failure.hint("`skillgap --help` lists every command"), json, pen)
}
