#![doc = include_str!("../README.md")]
//!
//! # Where to look
//!
//! 1. `kernel`: the reduction. 2. `flow` and `sidney`: the decomposition. 3. `sequence`: the order of a block, by `dynamic` with
//!    what `forced` finds, or by the search in `block`. 4. `credit`: who earns a reward. `choice` and `deadline` answer the other
//!    two questions.
//!
//! # Sources
//!
//! W. E. Smith, *Various optimizers for single-stage production*, Naval Research Logistics Quarterly 3
//! (1956); J. B. Sidney, *Decomposition algorithms for single-machine sequencing with precedence relations and
//! deferral costs*, Operations Research 23 (1975); E. L. Lawler, *Sequencing jobs to minimize total weighted
//! completion time subject to precedence constraints*, Annals of Discrete Mathematics 2 (1978); L. Schrage & K. R. Baker,
//! *Dynamic programming solution of sequencing problems with precedence constraints*, Operations Research 26 (1978); J.-C. Picard,
//! *Maximal closure of a graph and applications to combinatorial problems*, Management Science 22 (1976);
//! J.-C. Picard & M. Queyranne, *On the structure of all minimum cuts in a network and applications*,
//! Mathematical Programming Study 13 (1980); C. Chekuri & R. Motwani, *Precedence constrained scheduling to minimize sum of weighted
//! completion times on a single machine*, Discrete Applied Mathematics 98 (1999); F. Margot, M. Queyranne & Y.
//! Wang, *Decompositions, network flows, and a precedence constrained single-machine scheduling problem*,
//! Operations Research 51 (2003).

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

/// A weight that is earned when the first of several tasks is done. A reward that no task can earn counts
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reward {
    /// What it is worth. All weights together times all hours together stay under 2¹²⁷.
    pub weight: u64,
    /// The tasks of which the first one done earns it.
    pub any_of: Vec<usize>,
}

/// How many nodes a search may visit until the best that it found stands, together with what it has proved:
/// never a time, so that the same input gives the same answer on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLimit(pub u64);

impl Default for NodeLimit {
    /// Several times what the hardest random role needed, and well under a second for thousands of tasks.
    fn default() -> NodeLimit {
        NodeLimit(5_000)
    }
}
