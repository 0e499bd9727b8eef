//! The order with the least Σ weight · hours until earned.

use std::cmp::Ordering;

use super::credit;
use super::flow::Cutter;
use super::graph::TaskGraph;
use super::kernel::Kernel;
use super::sequence::{Sequenced, sequence};
use super::set::Set;
use super::sidney::blocks;
use super::{NodeLimit, Reward};

/// An order of all tasks, with what is proved about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// All tasks. Tasks that serve no reward come last, by index as far as their needs allow.
    pub sequence: Vec<usize>,
    /// Σ weight · hours until earned.
    pub objective: u128,
    /// A lower bound of the objective for every order.
    pub lower_bound: u128,
    /// The number of nodes in each block of the decomposition after the reduction, in the order of the blocks.
    pub block_sizes: Vec<usize>,
    /// The number of nodes that the search visited.
    pub nodes: u64,
}

impl Order {
    /// Returns whether no order is better.
    pub fn optimal(&self) -> bool {
        self.objective == self.lower_bound
    }
}

/// Returns the order of all tasks with the least Σ weight · hours until earned: 1|prec|Σ wⱼCⱼ. The order is
/// exact unless the limit is reached.
///
/// Ties are decided as follows. Blocks of equal density come by their lowest task, as far as their needs
/// allow. Inside a block, the lexicographically first of the best orders is taken. If several candidates of a
/// reward would do as well, the one listed first is taken; earlier rewards are decided first.
pub fn best_order(graph: &TaskGraph, rewards: &[Reward], limit: NodeLimit) -> Order {
    credit::best(graph, rewards, limit)
}

/// Returns the best order of the blocks of a plan, followed by the tasks that have no part in it.
pub(super) fn order(graph: &TaskGraph, plan: &Plan, limit: u64) -> Order {
    let blocks = plan.in_turn();
    let mut solved: Vec<Option<Sequenced>> = blocks.iter().map(|_| None).collect();
    let mut by_size: Vec<usize> = (0..blocks.len()).collect();
    by_size.sort_by_key(|at| blocks[*at].len());
    let mut nodes = 0;
    // The part of a small block's share of the limit that is not used is left for the larger blocks.
    for (done, at) in by_size.iter().enumerate() {
        let share = limit.saturating_sub(nodes) / (by_size.len() - done) as u64;
        let block = sequence(graph, &blocks[*at], share);
        nodes += block.nodes;
        solved[*at] = Some(block);
    }
    let mut tasks = Vec::with_capacity(graph.len());
    let (mut objective, mut lower_bound, mut clock) = (0, 0, 0);
    for (block, solved) in blocks.iter().zip(solved.into_iter().flatten()) {
        let all = Set::full(block.len());
        let before = clock * block.total_weight(&all);
        objective += before + solved.cost;
        lower_bound += before + solved.lower;
        clock += block.total_hours(&all);
        tasks.extend(solved.tasks);
    }
    let mut rest = Set::full(graph.len());
    for task in &tasks {
        rest.remove(*task);
    }
    tasks.extend(graph.in_index_order(rest.iter()));
    Order {
        sequence: tasks,
        objective,
        lower_bound,
        block_sizes: blocks.iter().map(Kernel::len).collect(),
        nodes,
    }
}

/// The whole problem with each weight given to one task, and its blocks in order.
pub(super) struct Plan {
    kernel: Kernel,
    blocks: Vec<Set>,
}

impl Plan {
    pub(crate) fn new(graph: &TaskGraph, weight: &[u128]) -> Plan {
        let kernel = Kernel::new(graph, weight);
        let blocks = blocks(&mut Cutter::new(&kernel), &Set::full(kernel.len()));
        Plan { kernel, blocks }
    }

    /// Returns a lower bound for every order of the plan, without a search.
    pub(crate) fn lower_bound(&self) -> u128 {
        let mut clock = 0;
        let mut lower = 0;
        for block in &self.blocks {
            lower += clock * self.kernel.total_weight(block)
                + super::block::lower_bound(&self.kernel, block);
            clock += self.kernel.total_hours(block);
        }
        lower
    }

    /// Returns the blocks in order, each as a problem of its own. Blocks of equal density come by their lowest
    /// task.
    fn in_turn(&self) -> Vec<Kernel> {
        let mut open = self.blocks.clone();
        open.reverse();
        let mut blocks = Vec::with_capacity(open.len());
        while !open.is_empty() {
            let next = next(&self.kernel, &open);
            blocks.push(self.kernel.restrict(&open.remove(next)));
        }
        blocks
    }
}

/// Returns the place of the next block. Among the blocks of greatest density that need nothing of each other,
/// it is the one with the lowest task. The last block has the greatest density.
fn next(kernel: &Kernel, open: &[Set]) -> usize {
    let last = open.len() - 1;
    let mut earlier = Set::empty(kernel.len());
    let mut best = (usize::MAX, last);
    for at in (0..open.len()).rev() {
        if kernel.compare_density(&open[at], &open[last]) != Ordering::Equal {
            break;
        }
        if kernel.is_free_of(&open[at], &earlier) {
            let lowest = open[at].iter().flat_map(|node| &kernel.members[node]).min();
            best = best.min((lowest.map_or(usize::MAX, |task| *task), at));
        }
        earlier.add(&open[at]);
    }
    best.1
}
