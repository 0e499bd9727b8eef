//! Answers in the order of the blocks, however the workers come by them.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::exchange::wait;
use crate::files::batch::Refusal;

/// Where answers go.
#[derive(Debug)]
pub struct Output<W> {
    state: Mutex<State<W>>,
    turn: Condvar,
    ordered: bool,
    /// How many blocks may be done before their turn.
    early_at_most: usize,
}

#[derive(Debug)]
struct State<W> {
    out: W,
    /// The block whose turn it is.
    next: u64,
    /// Blocks that were done before their turn.
    early: BTreeMap<u64, Vec<u8>>,
    tally: Tally,
    ended: Ended,
}

/// How many lines there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All but blank ones.
    pub lines: u64,
    /// Those that could not be read.
    pub refused: u64,
}

/// How it ended.
#[derive(Debug)]
pub enum Ended {
    /// Everything is written.
    Whole,
    /// The reader of the answers went away.
    Closed,
    /// They could not be written.
    Failed(io::Error),
    /// At a line that could not be read, as was asked.
    Strictly(u64, Refusal),
}

impl<W: Write> Output<W> {
    /// An output; with `ordered`, blocks that are done before their turn wait for it, up to a number.
    pub fn new(out: W, ordered: bool, early_at_most: usize) -> Output<W> {
        Output {
            state: Mutex::new(State {
                out,
                next: 0,
                early: BTreeMap::new(),
                tally: Tally::default(),
                ended: Ended::Whole,
            }),
            turn: Condvar::new(),
            ordered,
            early_at_most,
        }
    }

    /// Writes what stands before all answers.
    pub fn begin(&self, header: &str) {
        // That nobody reads it is told again at the first answer.
        let _ = self.lock().write(header.as_bytes());
    }

    /// Writes a part of the answers to a block, when its turn has come; the text is empty then.
    pub fn push(&self, block: u64, text: &mut Vec<u8>) -> ControlFlow<()> {
        let mut state = self.wait_for(block, self.lock());
        let flow = state.write(text);
        drop(state);
        text.clear();
        self.told(flow)
    }

    /// Takes the last part of the answers to a block, and writes it now or when its turn has come.
    pub fn finish(&self, block: u64, text: &mut Vec<u8>, tally: Tally) -> ControlFlow<()> {
        let mut state = self.lock();
        state.tally.lines += tally.lines;
        state.tally.refused += tally.refused;
        if self.ordered && state.next != block {
            if state.early.len() < self.early_at_most {
                state.early.insert(block, std::mem::take(text));
                return state.flow();
            }
            state = self.wait_for(block, state);
        }
        let mut flow = state.write(text);
        text.clear();
        state.next += 1;
        loop {
            let next = state.next;
            let Some(early) = state.early.remove(&next) else {
                break;
            };
            flow = state.write(&early);
            state.next += 1;
        }
        drop(state);
        self.turn.notify_all();
        self.told(flow)
    }

    /// Writes what came before a line that could not be read, and then no more.
    pub fn stop_at(&self, block: u64, text: &[u8], line: u64, refusal: Refusal) {
        let mut state = self.wait_for(block, self.lock());
        if state.write(text).is_continue() {
            state.ended = Ended::Strictly(line, refusal);
        }
        drop(state);
        self.turn.notify_all();
    }

    /// How many lines there were, and how it ended.
    pub fn end(self) -> (Tally, Ended) {
        let state = self.state.into_inner();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        (state.tally, state.ended)
    }

    fn wait_for<'g>(
        &self,
        block: u64,
        mut state: MutexGuard<'g, State<W>>,
    ) -> MutexGuard<'g, State<W>> {
        while self.ordered && state.next != block && state.flow().is_continue() {
            state = wait(&self.turn, state);
        }
        state
    }

    /// Those who wait for their turn are told when there will be none.
    fn told(&self, flow: ControlFlow<()>) -> ControlFlow<()> {
        if flow.is_break() {
            self.turn.notify_all();
        }
        flow
    }

    fn lock(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write> State<W> {
    fn write(&mut self, text: &[u8]) -> ControlFlow<()> {
        self.flow()?;
        if let Err(error) = self.out.write_all(text).and_then(|()| self.out.flush()) {
            self.ended = if error.kind() == io::ErrorKind::BrokenPipe {
                Ended::Closed
            } else {
                Ended::Failed(error)
            };
        }
        self.flow()
    }

    fn flow(&self) -> ControlFlow<()> {
        match self.ended {
            Ended::Whole => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}
