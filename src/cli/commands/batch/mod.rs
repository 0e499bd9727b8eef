//! `skillgap batch`: very many people at once, a line each.
//!
//! One thread reads and cuts the stream into blocks, which go by way of the [`exchange`] to as many workers as there are
//! cores; a worker's [`answers`] to a block are written in the [`order`] of the blocks. Blocks are used again, and none is
//! begun while too many are under way, so that memory does not grow with the input.

mod answers;
mod exchange;
mod order;
mod progress;
mod rows;

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use clap::{Args, ValueEnum};

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::interrupt;
use crate::cli::output::format;
use crate::cli::screen;
use crate::domain::level::Seniority;
use crate::domain::roadmap;
use crate::domain::scoring::Scorer;
use crate::files::batch::blocks::Blocks;
use crate::files::batch::json::JsonReader;
use crate::files::batch::wide_csv::Columns;
use crate::files::batch::{Reader, Refusal};
use crate::render::terminal::escape_control_characters;
use crate::report::answer::Format;
use answers::{Answers, Wanted};
use exchange::Exchange;
use order::{Ended, Output, Tally};
use progress::Progress;

/// How large a block is when there is enough to read, in bytes.
const BLOCK: usize = 1 << 18;

/// No more threads than this by themselves: one thread reads for all, and each takes its share of memory.
const THREADS_AT_MOST: usize = 32;

/// The flags of `batch`.
#[derive(Args, Debug)]
#[command(
    long_about = "Compare very many people with every role, a line each

Each line of the input is one person, as JSON: {\"id\": \"ada\", \"ratings\": {\"python\": 2, \"sql\": 1}}, or a whole
profile with its dated `rating`s. Or the input is a table in CSV, a person a row and a skill a column. Skills go by any of
their names; null or an empty cell says that one is not rated. Each line of the answer is one person too, in the order of
the input:

  {\"id\": …, \"unknown\": [skills that the maps do not have], \"roles\": [{\"role\", \"readiness\", \"coverage\", \"met\",
  \"asked\", \"core_met\", \"core_asked\", \"gap_sum\", \"hours\"}]}

A line that cannot be read becomes {\"line\": its number, \"error\": {\"code\", \"message\"}}, the rest goes on, and the exit
code is 3 at the end. Blank lines are passed over; a line may have 1 MiB. The id is text or a whole number, else null.

The answer is JSON lines, also without --json. With --format csv it is a row for each person and role, and a row with
`line`, `error_code` and `error_message` for a line that could not be read.",
    after_help = "Examples:
  skillgap batch people.jsonl > gaps.jsonl         every role
  skillgap batch people.csv --role api-developer --format csv > gaps.csv
  zcat people.jsonl.gz | skillgap batch --hours | jq -r 'select(.error) | .line'
  parallel --pipepart -a people.jsonl --block -1 skillgap batch --threads 1 > gaps.jsonl"
)]
pub struct BatchArgs {
    /// The people; - is standard input, as is no name at all
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// How the people are written [default: told from the first byte]
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// A role; may be repeated [default: every role]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// Say how many hours of learning are missing (a plan a line: slower)
    #[arg(long)]
    hours: bool,
    /// Say the first steps of the way to each role (an ordered plan a line: much slower)
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u32).range(1..))]
    roadmap: Option<u32>,
    /// What decides the order of a roadmap beside prerequisites
    #[arg(long, value_name = "ORDER", default_value = "usual")]
    order: roadmap::Order,
    /// Let nothing follow from a rating: what is not rated counts as none
    #[arg(long)]
    no_inference: bool,
    /// Stop at the first line that cannot be read
    #[arg(long)]
    strict: bool,
    /// Write answers as they come, not in the order of the input
    #[arg(long)]
    unordered: bool,
    /// How many threads compute [default: one a core]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=256))]
    threads: Option<u32>,
}

/// How people are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// A JSON object a line
    Jsonl,
    /// A table with a header line
    Csv,
}

impl Run for BatchArgs {
    fn formats(&self) -> &'static [Format] {
        &[Format::Csv]
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let wanted = wanted(context, self)?;
        let progress = progress(context, self);
        let of_interrupt = progress.clone();
        interrupt::end_at_once(move || of_interrupt.clear());
        let (name, source) = open(self)?;
        let mut blocks = Blocks::new(source, BLOCK);
        let columns = table(context, self, &mut blocks, &name)?;
        let maps = context.maps();
        let rater = context.shared.rater.clone().unwrap_or_default();
        let reader = match &columns {
            Some(columns) => Reader::Csv(columns),
            None => Reader::Json(JsonReader::new(maps, &rater)),
        };
        let infer = !self.no_inference;
        let scorer = Scorer::new(maps, &wanted.roles, wanted.seniority, infer);
        let answers = Answers::new(maps, reader, &scorer, wanted);
        let workers = workers(self);
        let output = Output::new(io::stdout(), !self.unordered, workers * 2);
        output.begin(answers.header());
        let exchange = Arc::new(Exchange::new(workers + 2, BLOCK));
        let of_reader = Arc::clone(&exchange);
        let shown = progress.clone();
        // Nobody waits for this thread: when the answers have nowhere to go it may still be waiting for input.
        thread::spawn(move || exchange::feed(&of_reader, blocks, &shown));
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| work(&exchange, &answers, &output, self.strict));
            }
        });
        progress.clear();
        let failed = exchange.failure();
        let (tally, ended) = output.end();
        outcome(&name, tally, ended, failed).map(|()| String::new())
    }
}

/// Answers blocks until there are none.
fn work(exchange: &Exchange, answers: &Answers<'_>, output: &Output<io::Stdout>, strict: bool) {
    let mut worker = answers.worker();
    while let Some(block) = exchange.take() {
        let flow = worker.answer(&block, output, strict);
        exchange.give_back(block.bytes);
        if flow.is_break() {
            exchange.stop();
        }
    }
}

/// What became of it.
fn outcome(
    name: &str,
    tally: Tally,
    ended: Ended,
    failed: Option<io::Error>,
) -> Result<(), Failure> {
    match ended {
        Ended::Closed => return Ok(()),
        Ended::Failed(error) => {
            return Err(Failure::new(
                Exit::System,
                "output",
                format!("cannot write the answer: {error}"),
            ));
        }
        Ended::Strictly(line, refusal) => {
            return Err(refused(&format!("line {line} of {name}"), &refusal));
        }
        Ended::Whole => {}
    }
    if let Some(error) = failed {
        return Err(unreadable(name, &error));
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
    .hint("each has its `error` in the answer, with its number; --strict stops at the first"))
}

fn refused(place: &str, refusal: &Refusal) -> Failure {
    Failure::new(Exit::Input, refusal.code, format!("{place}: {}", refusal.message))
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::new(Exit::System, "unreadable", format!("cannot read {name}: {error}"))
}

/// What the flags ask for.
fn wanted(context: &Context<'_>, args: &BatchArgs) -> Result<Wanted, Failure> {
    let csv = match format(context.shared) {
        Format::Csv => true,
        Format::Table | Format::Json => false,
        _ => {
            return Err(Failure::usage(
                "format",
                "this answer is a line for each person, and cannot be had so",
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
    let rate = context.shared.rate.iter();
    Ok(Wanted {
        roles: if named.is_empty() { context.maps().role_indices().collect() } else { named },
        seniority: context.seniority_asked()?.unwrap_or(Seniority::Junior),
        infer: !args.no_inference,
        over: rate.map(|typed| context.rating(typed)).collect::<Result<_, _>>()?,
        hours: args.hours,
        steps: args.roadmap.map(|steps| steps as usize),
        order: args.order,
        csv,
    })
}

/// The stream of people, and what to call it.
fn open(args: &BatchArgs) -> Result<(String, Box<dyn Read + Send>), Failure> {
    match &args.file {
        Some(path) if path.as_os_str() != "-" => {
            let name = path.display().to_string();
            let file = File::open(path).map_err(|error| unreadable(&name, &error))?;
            Ok((name, Box::new(file)))
        }
        None if io::stdin().is_terminal() => Err(Failure::usage("no-input", "no people to read")
            .hint("name a file, or pipe lines in: skillgap batch people.jsonl")
            .hint("each line is as {\"id\": \"ada\", \"ratings\": {\"python\": 2}}")),
        _ => Ok(("standard input".to_string(), Box::new(io::stdin()))),
    }
}

/// The columns, if the stream is a table; its header line is taken.
fn table(
    context: &Context<'_>,
    args: &BatchArgs,
    blocks: &mut Blocks<Box<dyn Read + Send>>,
    name: &str,
) -> Result<Option<Columns>, Failure> {
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
    let line = loop {
        let line = blocks.take_line().map_err(|error| unreadable(name, &error))?;
        match line {
            Some(line) if line.is_empty() && first.is_none() => return Ok(None),
            Some(line) if line.trim_ascii().is_empty() => {}
            line => break line,
        }
    };
    let columns = match line {
        Some(line) => Columns::read_header(&line, context.maps()),
        None => Err(Refusal::new("line-too-long", "it is longer than 1 MiB")),
    };
    let columns = columns.map_err(|refusal| {
        refused(&format!("the header line of {name}"), &refusal)
            .hint("a table begins with a line as id,python,sql")
            .hint("if these are JSON lines, say --from jsonl")
    })?;
    let others: Vec<&str> = columns.others().collect();
    if !others.is_empty() && !context.shared.quiet {
        let note = format!("Note: no skill is called as these columns are: {}", others.join(", "));
        screen::talk(&format!("{}\n", escape_control_characters(&note)));
    }
    blocks.set_framing(columns.framing());
    Ok(Some(columns))
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
