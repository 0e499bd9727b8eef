//! `skillgap batch`: compares very many people with the roles, one person a line.
//!
//! The [`pipeline`] splits the input into blocks, gives each to a [`worker`], and writes the answers in order.

mod csv;
mod pipeline;
mod progress;
mod worker;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;
use std::thread;

use clap::{Args, ValueEnum};

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::interrupt;
use crate::cli::output::format;
use crate::cli::screen;
use crate::domain::level::Seniority;
use crate::domain::problem::Problem;
use crate::domain::rater::Rater;
use crate::domain::roadmap;
use crate::domain::scoring::Scorer;
use crate::files::people::checklists::FormOf;
use crate::files::people::stream::blocks::Blocks;
use crate::files::people::stream::json::JsonReader;
use crate::files::people::stream::table::TableReader;
use crate::files::people::stream::{LineReader, line_code, line_message};
use crate::files::people::utf8_stream;
use crate::render::terminal::escape_control_characters;
use crate::report::answer::Format;
use pipeline::{Ended, Options, Outcome, run as run_pipeline};
use progress::Progress;
use worker::{Batch, Wanted};

/// The size of a block in bytes, if there is enough to read.
const BLOCK: usize = 1 << 18;

/// The default limit on threads: a single thread reads the input for all, and each thread needs memory.
const THREADS_AT_MOST: usize = 32;

/// The flags of `batch`.
#[derive(Args, Debug)]
#[command(
    long_about = "Compare very many people with every role, one person a line

Each line of the input is one person, as JSON: {\"id\": \"ada\", \"ratings\": {\"python\": 2, \"sql\": 1}}, or a whole
profile with its dated `rating`s. Or the input is a table in CSV, with one person a row and one skill a column. Skills can have any of
their names; null or an empty cell means that a skill is not rated. Each line of the answer is also one person, in the order of
the input:

  {\"id\": …, \"unknown\": [skills that the maps do not have], \"roles\": [{\"role\", \"readiness\", \"coverage\", \"met\",
  \"asked\", \"core_met\", \"core_asked\", \"gap_sum\", \"hours\"}]}

A line that cannot be read becomes {\"line\": its number, \"id\": …, \"error\": {\"code\", \"message\"}}; the other lines are still read, and
the exit code is 3 at the end. The number counts the lines that this process read: if another program splits the input, each part
counts from 1. Blank lines are skipped; a line may have up to 1 MiB. The id is text or a whole number, else null.

The answer is in JSON lines, also without --json. With --format csv it has a row for each person and role, and a row with
`id`, `line`, `error_code` and `error_message` for a line that could not be read.",
    after_help = "Examples:
  skillgap batch people.jsonl > gaps.jsonl         every role
  skillgap batch people.csv --role api-developer --format csv > gaps.csv
  zcat people.jsonl.gz | skillgap batch --hours | jq -r 'select(.error) | .line'
  parallel --pipepart -a people.jsonl --block -1 skillgap batch --threads 1 > gaps.jsonl"
)]
pub(crate) struct BatchArgs {
    /// The file with the people; standard input if omitted or `-`
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The format of the input [default: recognised by the first byte]
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// Compare with this role; may be repeated [default: every role]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Add the hours of learning that are missing, without projects (makes a plan for each line: slower)
    #[arg(long)]
    hours: bool,
    /// Add the first steps to each role (orders a plan for each line: much slower)
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u32).range(1..))]
    roadmap: Option<u32>,
    /// Order the steps of a roadmap in this way within their prerequisites
    #[arg(long, value_name = "ORDER", default_value = "usual")]
    order: roadmap::Order,
    /// Do not infer unrated skills from rated ones: an unrated skill counts as none
    #[arg(long)]
    no_inference: bool,
    /// Stop at the first line that cannot be read
    #[arg(long)]
    strict: bool,
    /// Write answers as soon as they are ready, not in the order of the input
    #[arg(long)]
    unordered: bool,
    /// Number of threads that compute [default: one for each core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
}

/// The format of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// One JSON object a line
    Jsonl,
    /// A table with a header line
    Csv,
}

impl Run for BatchArgs {
    fn formats(&self) -> &'static [Format] {
        &[Format::Csv]
    }

    /// Writes the answers line by line on standard output, so the returned text is empty.
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let wanted = wanted(context, self)?;
        let progress = progress(context, self);
        let of_interrupt = progress.clone();
        interrupt::end_at_once(move || of_interrupt.clear());
        let (name, source) = open(self)?;
        let mut blocks = Blocks::new(source, BLOCK);
        let rater = context.shared.rater.clone().unwrap_or_default();
        let table = table(context, self, &mut blocks, &name, &rater)?;
        let maps = context.maps();
        let reader = match &table {
            Some(table) => LineReader::Table(table),
            None => LineReader::Json(JsonReader::new(maps, &rater)),
        };
        let scorer = Scorer::new(maps, &wanted.roles, wanted.seniority, wanted.infer);
        let batch = Batch::new(maps, reader, &scorer, wanted);
        let options = Options {
            workers: workers(self),
            ordered: !self.unordered,
            strict: self.strict,
            block: BLOCK,
        };
        let outcome = run_pipeline(blocks, &batch, &mut io::stdout(), options, &progress);
        progress.clear();
        if outcome.tally.lines == 0 && matches!(outcome.ended, Ended::Whole) {
            context.say(&format!("Note: there are no people in {name}"));
        }
        conclude(&name, outcome).map(|()| String::new())
    }
}

/// Returns the failure of an outcome, if there is one.
fn conclude(name: &str, outcome: Outcome) -> Result<(), Failure> {
    let Outcome { tally, ended } = outcome;
    match ended {
        Ended::Closed => return Ok(()),
        Ended::Unwritable(error) => {
            let message = format!("cannot write the answer: {error}");
            return Err(Failure::new(Exit::System, "output", message));
        }
        Ended::Unreadable(error) => return Err(unreadable(name, &error)),
        Ended::Strictly(line, problem) => {
            return Err(refused(&format!("line {line} of {name}"), &problem));
        }
        Ended::Whole => {}
    }
    if tally.refused == 0 {
        return Ok(());
    }
    let of = if tally.lines == 1 { "line" } else { "lines" };
    Err(Failure::new(
        Exit::Input,
        "refused-lines",
        format!("{} of {} {of} could not be read", tally.refused, tally.lines),
    )
    .hint("the answer has an `error` for each, with its line number; --strict stops at the first"))
}

fn refused(place: &str, problem: &Problem) -> Failure {
    let message = format!("{place}: {}", line_message(problem));
    Failure::new(Exit::Input, line_code(problem.code), message)
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::new(Exit::System, "unreadable", format!("cannot read {name}: {error}"))
}

/// Returns what the flags ask for.
fn wanted(context: &Context<'_>, args: &BatchArgs) -> Result<Wanted, Failure> {
    let csv = match format(context.shared) {
        Format::Csv => true,
        Format::Table | Format::Json => false,
        _ => {
            return Err(Failure::usage(
                "format",
                "`batch` has no such format, because it answers with one line for each person",
            )
            .hint("use --format json (JSON lines, as without the flag) or csv"));
        }
    };
    if context.shared.profile.is_some() {
        return Err(Failure::usage(
            "profile",
            "batch reads its people from FILE, not from a profile",
        )
        .hint("`skillgap gap --profile FILE` compares one person"));
    }
    let named = context.roles(&args.role)?;
    let over = context.rates()?;
    for note in context.notes_on_rates(&over) {
        context.say(&format!("Note: {note}"));
    }
    Ok(Wanted {
        roles: if named.is_empty() { context.maps().role_indices().collect() } else { named },
        seniority: context.seniority_asked()?.unwrap_or(Seniority::Junior),
        infer: !args.no_inference,
        over,
        hours: args.hours,
        steps: args.roadmap.map(|steps| steps as usize),
        order: args.order,
        csv,
    })
}

/// Opens the input, and returns its name for messages.
fn open(args: &BatchArgs) -> Result<(String, Box<dyn Read + Send>), Failure> {
    match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
            Ok((name, utf8_stream(file)))
        }
        None if io::stdin().is_terminal() => Err(Failure::usage("no-input", "no people to read")
            .hint("name a file, or pipe lines in: skillgap batch people.jsonl")
            .hint("each line is as {\"id\": \"ada\", \"ratings\": {\"python\": 2}}")),
        _ => Ok(("standard input".to_string(), utf8_stream(io::stdin()))),
    }
}

/// Returns the reader of a table, if the input is one. It has read the header line.
fn table<'m>(
    context: &'m Context<'_>,
    args: &BatchArgs,
    blocks: &mut Blocks<Box<dyn Read + Send>>,
    name: &str,
    rater: &'m Rater,
) -> Result<Option<TableReader<'m>>, Failure> {
    let first = blocks.first_byte().map_err(|error| unreadable(name, &error))?;
    let is_table = match (args.from, first) {
        (Some(from), _) => from == From::Csv,
        (None, Some(b'{') | None) => false,
        (None, Some(b'[')) => {
            return Err(Failure::new(
                Exit::Input,
                "json-array",
                format!("{name} is one JSON list, not a line for each person"),
            )
            .hint("`jq -c '.[]'` makes lines of a list"));
        }
        (None, Some(_)) => true,
    };
    if !is_table {
        return Ok(None);
    }
    // Without --role nothing says which role the form is for.
    let form = FormOf { roles: context.roles(&args.role)?, seniority: context.seniority_asked()? };
    let table = TableReader::begin(blocks, context.maps(), rater, &form);
    let table = table.map_err(|error| unreadable(name, &error))?.map_err(|problem| {
        refused(&format!("the header line of {name}"), &problem)
            .hint("a table begins with a line such as id,python,sql")
            .hint("if these are JSON lines, say --from jsonl")
    })?;
    for note in table.iter().flat_map(TableReader::notes) {
        context.say(&format!("Note: {note}"));
    }
    let unknown: Vec<&str> = table.iter().flat_map(|table| table.unknown_headers()).collect();
    if !unknown.is_empty() && !context.shared.quiet {
        let note =
            format!("Note: these columns are not the names of skills: {}", unknown.join(", "));
        screen::talk(&format!("{}\n", escape_control_characters(&note)));
    }
    Ok(table)
}

fn workers(args: &BatchArgs) -> usize {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let asked = args.threads.map(|threads| threads as usize);
    asked.unwrap_or_else(|| cores().min(THREADS_AT_MOST))
}

fn progress(context: &Context<'_>, args: &BatchArgs) -> Progress {
    let watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
    if !watched || context.shared.quiet {
        return Progress::hidden();
    }
    let pen = screen::stderr_pen(context.shared);
    Progress::shown(progress::size(args.file.as_deref()), pen.ascii)
}
