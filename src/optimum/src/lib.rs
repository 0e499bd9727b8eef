#![doc = include_str!("../README.md")]
//!
//! # Where to look
//!
//! 1. `kernel` reduces the tasks to nodes.
//! 2. `flow` and `sidney` decompose the nodes into blocks.
//! 3. `sequence` orders a block, by `dynamic` with what `forced` finds, or by the search in `block`.
//! 4. `credit` chooses which candidate earns a reward.
//!
//! `order` puts these together. `choice` and `deadline` solve the other two problems.
//!
//! # Sources
//!
//! W. E. Smith, *Various optimizers for single-stage production*, Naval Research Logistics Quarterly 3 (1956); J. B.
//! Sidney, *Decomposition algorithms for single-machine sequencing with precedence relations and deferral costs*,
//! Operations Research 23 (1975); E. L. Lawler, *Sequencing jobs to minimize total weighted completion time subject to
//! precedence constraints*, Annals of Discrete Mathematics 2 (1978); L. Schrage & K. R. Baker, *Dynamic programming
//! solution of sequencing problems with precedence constraints*, Operations Research 26 (1978); J.-C. Picard, *Maximal
//! closure of a graph and applications to combinatorial problems*, Management Science 22 (1976); J.-C. Picard & M.
//! Queyranne, *On the structure of all minimum cuts in a network and applications*, Mathematical Programming Study 13
//! (1980); C. Chekuri & R. Motwani, *Precedence constrained scheduling to minimize sum of weighted completion times on a
//! single machine*, Discrete Applied Mathematics 98 (1999); F. Margot, M. Queyranne & Y. Wang, *Decompositions, network
//! flows, and a precedence constrained single-machine scheduling problem*, Operations Research 51 (2003).

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod block;
mod choice;
mod credit;
mod deadline;
mod dynamic;
mod flow;
mod forced;
mod graph;
mod kernel;
mod order;
mod precedence;
mod sequence;
mod set;
mod sidney;
#[cfg(test)]
mod tests;

pub use choice::{Alternatives, Choice, Criterion, Decided, Part};
pub use deadline::{Selection, reach_most};
pub use graph::TaskGraph;
pub use order::{Order, best_order};
pub use precedence::Precedence;
pub use set::Set;

/// A weight that is earned when the first of several tasks is done. A reward that no task can earn counts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reward {
    /// The weight. The sum of all weights times the sum of all hours must stay below 2¹²⁷.
    pub weight: u64,
    /// The tasks that can earn the reward. The first one done earns it.
    pub any_of: Vec<usize>,
}

/// The number of nodes that a search may visit. At the limit the search returns the best result that it found, and what it
/// has proved. The limit is never a time, so the same input gives the same answer on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLimit(pub u64);

impl Default for NodeLimit {
    /// Returns a limit several times higher than the hardest random role needed. Up to it a search takes well under a
    /// second for thousands of tasks.
    fn default() -> NodeLimit {
        NodeLimit(5_000)
    }
}
