//! The threads of `batch`: one reads blocks, several answer them, and the calling thread writes the answers in order.
//!
//! ```text
//!             blocks                 parts of answers
//!  reader ──▶ ▒▒▒▒▒▒ ──▶ workers ──▶ a channel a block ──▶ writer
//!     └─────▶ the channels, in the order of the blocks ──────┘
//! ```
//!
//! Every channel is bounded: a thread that is ahead waits, so memory does not grow with the input.

use std::io::{self, Read, Write};
use std::panic::resume_unwind;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded, select, unbounded};

use super::progress::Progress;
use super::worker::Batch;
use crate::domain::problem::Problem;
use crate::files::people::stream::blocks::{Block, Blocks};

/// The settings of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// The number of threads that answer.
    pub(crate) workers: usize,
    /// Whether the answers keep the order of the input.
    pub(crate) ordered: bool,
    /// Whether to stop at the first line that cannot be read.
    pub strict: bool,
    /// The size of a block, in bytes.
    pub block: usize,
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The number of lines.
    pub(crate) tally: Tally,
    /// How the run ended.
    pub ended: Ended,
}

/// The number of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// All lines except blank ones.
    pub lines: u64,
    /// The lines that could not be read.
    pub refused: u64,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// All input was read and all answers were written.
    Whole,
    /// The input could not be read to the end.
    Unreadable(io::Error),
    /// The program that reads the answers closed the pipe.
    Closed,
    /// The answers could not be written.
    Unwritable(io::Error),
    /// With --strict, a line could not be read: its number and its problem.
    Strictly(u64, Problem),
}

/// A part of the answers to a block.
pub(crate) enum Part {
    /// Whole lines.
    Text(Vec<u8>),
    /// With --strict, a line that cannot be read: its number and its problem. The run stops here.
    Stop(u64, Problem),
}

/// A block, and the channel for its answers.
type Task = (Block, Sender<Part>);

/// The channel with the answers to write next, or the error that ends the input.
type Turn = io::Result<Receiver<Part>>;

/// Reads, answers and writes until the input ends or the output is closed.
pub(crate) fn run(
    blocks: Blocks<impl Read + Send + 'static>,
    batch: &Batch<'_>,
    out: &mut impl Write,
    options: Options,
    progress: &Progress,
) -> Outcome {
    let (to_workers, tasks) = bounded(options.workers);
    let (to_writer, turns) = bounded(2 * options.workers);
    let (give_back, rooms) = unbounded();
    let shown = progress.clone();
    // This thread is not joined: when the output is closed, it may still be waiting for input.
    thread::spawn(move || {
        feed(blocks, options.ordered, &to_workers, &to_writer, &rooms, &shown);
    });
    // When the writer ends, this channel closes. It wakes workers that wait for a block or wait to send an answer.
    let (still_writing, writer_gone) = bounded::<()>(0);
    thread::scope(|scope| {
        let work = |tasks: Receiver<Task>| {
            let mut worker = batch.worker();
            loop {
                let task = select! {
                    recv(tasks) -> task => task,
                    recv(writer_gone) -> _ => break,
                };
                let Ok((block, parts)) = task else { break };
                let flow = worker.answer(&block, &parts, &writer_gone, options.strict);
                // A long line may have enlarged the buffer; it shrinks again here.
                let mut room = block.bytes;
                room.truncate(options.block);
                room.shrink_to(options.block);
                // The send fails after the reader has reached the end of the input. It needs no more buffers then.
                let _ = give_back.send(room);
                if flow.is_break() {
                    break;
                }
            }
            worker.tally
        };
        let start = |tasks| scope.spawn(move || work(tasks));
        let workers: Vec<_> = std::iter::repeat_n(tasks, options.workers).map(start).collect();
        let ended = write(batch.header(), turns, out);
        drop(still_writing);
        let mut tally = Tally::default();
        for worker in workers {
            let of_worker = worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            tally.lines += of_worker.lines;
            tally.refused += of_worker.refused;
        }
        Outcome { tally, ended }
    })
}

/// Reads blocks until the input ends or the other threads stop. If no block is waiting, a worker is idle or soon will
/// be.
fn feed(
    mut blocks: Blocks<impl Read>,
    ordered: bool,
    to_workers: &Sender<Task>,
    to_writer: &Sender<Turn>,
    rooms: &Receiver<Vec<u8>>,
    progress: &Progress,
) {
    // If the order does not matter, all answers share one channel.
    let shared = (!ordered).then(|| bounded(1));
    if let Some((_, parts)) = &shared
        && to_writer.send(Ok(parts.clone())).is_err()
    {
        return;
    }
    loop {
        let room = rooms.try_recv().unwrap_or_default();
        let block = match blocks.next(room, || to_workers.is_empty()) {
            Ok(Some(block)) => block,
            Ok(None) => return,
            Err(error) => {
                // If the writer has ended, this error cannot be reported.
                let _ = to_writer.send(Err(error));
                return;
            }
        };
        progress.read(blocks.bytes(), blocks.lines());
        let to = match &shared {
            Some((to, _)) => to.clone(),
            None => {
                let (to, parts) = bounded(1);
                if to_writer.send(Ok(parts)).is_err() {
                    return;
                }
                to
            }
        };
        if to_workers.send((block, to)).is_err() {
            return;
        }
    }
}

/// Writes the answers, one channel after another.
fn write(header: &str, turns: Receiver<Turn>, out: &mut impl Write) -> Ended {
    let mut write = |text: &[u8]| out.write_all(text).and_then(|()| out.flush());
    // If the pipe is closed, the first answer reports it.
    let _ = write(header.as_bytes());
    for turn in turns {
        let parts = match turn {
            Ok(parts) => parts,
            Err(error) => return Ended::Unreadable(error),
        };
        for part in parts {
            let text = match part {
                Part::Text(text) => text,
                Part::Stop(line, problem) => return Ended::Strictly(line, problem),
            };
            match write(&text) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ended::Closed,
                Err(error) => return Ended::Unwritable(error),
            }
        }
    }
    Ended::Whole
}
