//! The tasks that earn the most within a budget of hours.

use std::cmp::Ordering;

use super::credit::earliest;
use super::flow::Cutter;
use super::graph::TaskGraph;
use super::kernel::Kernel;
use super::order::{Order, best_order};
use super::set::Set;
use super::sidney::blocks;
use super::{NodeLimit, Reward};

/// The tasks to do by a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The chosen tasks with everything that they need, in the best order for the rewards that they earn.
    pub order: Order,
    /// The hours of all these tasks.
    pub hours: u64,
    /// The weight that they earn.
    pub reward: u128,
    /// An upper bound of the weight for every selection within the budget.
    pub upper_bound: u128,
    /// The number of nodes that the search for the selection visited.
    pub nodes: u64,
}

impl Selection {
    /// Returns whether no selection within the budget earns more.
    pub fn optimal(&self) -> bool {
        self.reward == self.upper_bound
    }
}

/// Returns the set of tasks that earns the most, among all sets that take at most `budget` hours and hold
/// everything that their tasks need. Of sets that earn the same, the one with the fewest hours is taken; of
/// those, the lexicographically first by its tasks in ascending order. The result is exact unless the limit is
/// reached.
///
/// This is the precedence-constrained knapsack problem. Its relaxation fills the budget with Sidney's blocks,
/// the last one in part: this is the concave hull of what can be earned in given hours. In the relaxation a
/// reward with several candidates counts for each of them until one of them is taken. This can only raise the
/// bound.
pub fn reach_most(
    graph: &TaskGraph,
    rewards: &[Reward],
    budget: u64,
    limit: NodeLimit,
) -> Selection {
    let mut weight = vec![0; graph.len()];
    let mut wanted: Vec<(u128, Vec<usize>)> = Vec::new();
    for reward in rewards.iter().filter(|reward| reward.weight > 0) {
        let candidates = earliest(graph, &reward.any_of);
        for task in &candidates {
            weight[*task] += u128::from(reward.weight);
        }
        wanted.push((u128::from(reward.weight), candidates));
    }
    let kernel = Kernel::new(graph, &weight);
    let mut node_of = vec![0; graph.len()];
    for (node, members) in kernel.members.iter().enumerate() {
        for task in members {
            node_of[*task] = node;
        }
    }
    for task in wanted.iter_mut().flat_map(|(_, candidates)| candidates) {
        *task = node_of[*task];
    }
    let mut search = Search {
        kernel: &kernel,
        cutter: Cutter::new(&kernel),
        wanted,
        budget: u128::from(budget),
        best: Best { reward: 0, hours: 0, tasks: Vec::new() },
        upper_bound: 0,
        nodes: 0,
        limit: limit.0,
    };
    search.visit(&Set::empty(kernel.len()), &Set::empty(kernel.len()));

    let Search { best, upper_bound, nodes, .. } = search;
    Selection {
        order: order_of(graph, rewards, &best.tasks, limit),
        hours: graph.total_hours(&Set::of(graph.len(), best.tasks.iter().copied())),
        reward: best.reward,
        upper_bound: upper_bound.max(best.reward),
        nodes,
    }
}

/// Returns the best order of a closed set of tasks. `tasks` is in ascending order.
fn order_of(graph: &TaskGraph, rewards: &[Reward], tasks: &[usize], limit: NodeLimit) -> Order {
    let place = |task: &usize| tasks.binary_search(task).ok();
    let part = TaskGraph::new(
        tasks.iter().map(|task| graph.hours(*task)).collect(),
        tasks.iter().map(|task| graph.needs(*task).iter().filter_map(place).collect()).collect(),
    );
    let own = |reward: &Reward| Reward {
        weight: reward.weight,
        any_of: reward.any_of.iter().filter_map(place).collect(),
    };
    let mut order = best_order(&part, &rewards.iter().map(own).collect::<Vec<_>>(), limit);
    for task in &mut order.sequence {
        *task = tasks[*task];
    }
    order
}

struct Best {
    reward: u128,
    hours: u128,
    /// The tasks, in ascending order.
    tasks: Vec<usize>,
}

struct Search<'k> {
    kernel: &'k Kernel,
    cutter: Cutter<'k>,
    /// The weight of each reward, and the nodes that can earn it.
    wanted: Vec<(u128, Vec<usize>)>,
    budget: u128,
    best: Best,
    /// The greatest bound of the selections that were left out past the limit.
    upper_bound: u128,
    nodes: u64,
    limit: u64,
}

/// What can still be earned in addition to what is taken.
struct Outlook {
    earned: u128,
    hours: u128,
    /// The blocks within reach, by falling density.
    blocks: Vec<Set>,
    /// The weight of each node. An open reward counts for each of its candidates.
    weight: Vec<u128>,
    /// A candidate of an open reward that has several candidates.
    shared: Option<usize>,
    /// The weight of all open rewards that can still be earned.
    open: u128,
}

impl Search<'_> {
    /// Searches all selections that hold `taken` (a closed set) and no node of `out`.
    fn visit(&mut self, taken: &Set, out: &Set) {
        let outlook = self.outlook(taken, out);
        let (upper, critical) = self.fill(taken, &outlook);
        if !self.can_win(taken, &outlook, upper) {
            return;
        }
        if self.nodes >= self.limit {
            self.upper_bound = self.upper_bound.max(upper);
            return;
        }
        self.nodes += 1;
        // If everything fits and no reward would be earned twice, the best of these selections is found
        // already.
        let Some(node) = critical.map(|at| self.densest(taken, &outlook, at)).or(outlook.shared)
        else {
            return;
        };
        let mut with = taken.clone();
        with.add(&self.kernel.below[node]);
        self.visit(&with, out);
        let mut without = out.clone();
        without.insert(node);
        self.visit(taken, &without);
    }

    fn outlook(&mut self, taken: &Set, out: &Set) -> Outlook {
        let kernel = self.kernel;
        let hours = kernel.total_hours(taken);
        let mut outlook = Outlook {
            earned: 0,
            hours,
            blocks: Vec::new(),
            weight: vec![0; kernel.len()],
            shared: None,
            open: 0,
        };
        let mut within_reach = Set::empty(kernel.len());
        for (weight, candidates) in &self.wanted {
            if candidates.iter().any(|node| taken.contains(*node)) {
                outlook.earned += weight;
                continue;
            }
            let fits = |node: &&usize| {
                let below = &kernel.below[**node];
                below.is_disjoint(out)
                    && hours + kernel.total_hours(&below.without(taken)) <= self.budget
            };
            let candidates: Vec<usize> = candidates.iter().filter(fits).copied().collect();
            for node in &candidates {
                outlook.weight[*node] += weight;
                within_reach.add(&kernel.below[*node]);
            }
            if candidates.len() > 1 {
                outlook.shared = outlook.shared.or(candidates.first().copied());
            }
            if !candidates.is_empty() {
                outlook.open += weight;
            }
        }
        self.cutter.weigh(outlook.weight.clone());
        outlook.blocks = blocks(&mut self.cutter, &within_reach.without(taken));
        outlook
    }

    /// Fills the budget with blocks. Returns the bound on what can be earned, and the first block that does
    /// not fit. The blocks that fit are offered as a selection.
    fn fill(&mut self, taken: &Set, outlook: &Outlook) -> (u128, Option<usize>) {
        let mut bound = outlook.earned;
        let mut critical = None;
        let mut full = taken.clone();
        let mut room = self.budget - outlook.hours;
        for (at, block) in outlook.blocks.iter().enumerate() {
            let (weight, hours) = (self.cutter.total_weight(block), self.kernel.total_hours(block));
            if hours <= room {
                if critical.is_none() {
                    bound += weight;
                }
                if block.iter().all(|node| self.kernel.below[node].without(block).is_subset(&full))
                {
                    full.add(block);
                    room -= hours;
                }
            } else if critical.is_none() {
                critical = Some(at);
                bound += weight * room / hours;
            }
        }
        self.offer(&full);
        (bound.min(outlook.earned + outlook.open), critical)
    }

    /// Keeps a selection if it is better than the best one so far.
    fn offer(&mut self, nodes: &Set) {
        let earned = |(_, candidates): &&(u128, Vec<usize>)| {
            candidates.iter().any(|node| nodes.contains(*node))
        };
        let reward = self.wanted.iter().filter(earned).map(|(weight, _)| weight).sum::<u128>();
        let hours = self.kernel.total_hours(nodes);
        let tasks = || self.tasks(nodes);
        let compared = self.best.reward.cmp(&reward).then(hours.cmp(&self.best.hours));
        if compared.then_with(|| tasks().cmp(&self.best.tasks)).is_lt() {
            self.best = Best { reward, hours, tasks: tasks() };
        }
    }

    /// Returns whether a selection that extends `taken` can be better than the best one so far. It must earn
    /// more, or earn as much in fewer hours, or earn as much in as many hours and come earlier in the order of
    /// the tasks.
    fn can_win(&self, taken: &Set, outlook: &Outlook, upper: u128) -> bool {
        match upper.cmp(&self.best.reward) {
            Ordering::Less => return false,
            Ordering::Greater => return true,
            Ordering::Equal => {}
        }
        match self.least_hours(outlook, self.best.reward).cmp(&self.best.hours) {
            Ordering::Less => return true,
            Ordering::Greater => return false,
            Ordering::Equal => {}
        }
        let mut allowed = taken.clone();
        for block in &outlook.blocks {
            allowed.add(block);
        }
        let allowed = self.tasks(&allowed);
        // Such a selection takes as many hours as the best one and has other tasks. So it leaves out a task of
        // the best one, and to come first it must have another task before that one.
        let differs = allowed.iter().zip(&self.best.tasks).find(|(a, b)| a != b);
        differs.is_some_and(|(allowed, best)| allowed < best)
    }

    /// Returns a lower bound of the hours of every selection that earns this much, from the same hull.
    fn least_hours(&self, outlook: &Outlook, reward: u128) -> u128 {
        let mut hours = outlook.hours;
        let mut missing = reward.saturating_sub(outlook.earned);
        for block in &outlook.blocks {
            let (weight, own) = (self.cutter.total_weight(block), self.kernel.total_hours(block));
            if weight >= missing {
                return hours + (own * missing).div_ceil(weight.max(1));
            }
            missing -= weight;
            hours += own;
        }
        hours
    }

    /// Returns the node of a block that earns the most per hour when it is taken with everything that it
    /// needs.
    fn densest(&self, taken: &Set, outlook: &Outlook, block: usize) -> usize {
        let own = |node: usize| self.kernel.total_hours(&self.kernel.below[node].without(taken));
        let mut best = (0, 1, 0);
        for node in outlook.blocks[block].iter() {
            let (weight, hours) = (outlook.weight[node], own(node));
            if weight * best.1 > best.0 * hours {
                best = (weight, hours, node);
            }
        }
        best.2
    }

    /// Returns the tasks of some nodes, in ascending order.
    fn tasks(&self, nodes: &Set) -> Vec<usize> {
        let mut tasks: Vec<usize> =
            nodes.iter().flat_map(|node| self.kernel.members[node].iter().copied()).collect();
        tasks.sort_unstable();
        tasks
    }
}
