//! Where the thread that reads hands blocks to those that answer them, and gets their room back.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::progress::Progress;
use crate::files::batch::blocks::{Block, Blocks};

/// The blocks that wait for a worker, and the room for more.
#[derive(Debug)]
pub struct Exchange {
    state: Mutex<State>,
    for_workers: Condvar,
    for_reader: Condvar,
    block: usize,
}

#[derive(Debug)]
struct State {
    ready: VecDeque<Block>,
    room: Vec<Vec<u8>>,
    /// Whether no more blocks come: the input has ended, or nobody wants more.
    over: bool,
    failure: Option<io::Error>,
}

/// Reads blocks for the workers until the stream ends or nobody wants more.
pub fn feed(exchange: &Exchange, mut blocks: Blocks<impl Read>, progress: &Progress) {
    while let Some(room) = exchange.room() {
        match blocks.next(room, || exchange.is_empty()) {
            Ok(Some(block)) => {
                progress.read(blocks.bytes(), blocks.lines());
                exchange.offer(block);
            }
            Ok(None) => break,
            Err(error) => {
                exchange.lock().failure = Some(error);
                break;
            }
        }
    }
    exchange.close();
}

impl Exchange {
    /// An exchange with room for so many blocks of a size.
    pub fn new(blocks: usize, block: usize) -> Exchange {
        Exchange {
            state: Mutex::new(State {
                ready: VecDeque::with_capacity(blocks),
                room: vec![Vec::new(); blocks],
                over: false,
                failure: None,
            }),
            for_workers: Condvar::new(),
            for_reader: Condvar::new(),
            block,
        }
    }

    /// The next block; nothing when no more come.
    pub fn take(&self) -> Option<Block> {
        let mut state = self.lock();
        loop {
            if let Some(block) = state.ready.pop_front() {
                return Some(block);
            }
            if state.over {
                return None;
            }
            state = wait(&self.for_workers, state);
        }
    }

    /// Gives the room of a block back. What a long line made it grow by is let go.
    pub fn give_back(&self, mut room: Vec<u8>) {
        room.truncate(self.block);
        room.shrink_to(self.block);
        self.lock().room.push(room);
        self.for_reader.notify_one();
    }

    /// Nobody wants more: what is waiting is dropped.
    pub fn stop(&self) {
        self.lock().ready.clear();
        self.close();
    }

    /// Why the stream could not be read to its end, if so.
    pub fn failure(&self) -> Option<io::Error> {
        self.lock().failure.take()
    }

    fn room(&self) -> Option<Vec<u8>> {
        let mut state = self.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some(room) = state.room.pop() {
                return Some(room);
            }
            state = wait(&self.for_reader, state);
        }
    }

    fn offer(&self, block: Block) {
        let mut state = self.lock();
        if !state.over {
            state.ready.push_back(block);
        }
        drop(state);
        self.for_workers.notify_one();
    }

    fn is_empty(&self) -> bool {
        self.lock().ready.is_empty()
    }

    fn close(&self) {
        self.lock().over = true;
        self.for_workers.notify_all();
        self.for_reader.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits to be told. That another thread broke down is not this one's to tell.
pub fn wait<'g, T>(until: &Condvar, guard: MutexGuard<'g, T>) -> MutexGuard<'g, T> {
    until.wait(guard).unwrap_or_else(PoisonError::into_inner)
}
