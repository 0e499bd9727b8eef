//! The choice of the candidate that earns each reward with several candidates.

use std::cmp::Reverse;

use super::graph::TaskGraph;
use super::order::{Order, Plan, order};
use super::set::Set;
use super::{NodeLimit, Reward};

/// Returns the best order over all ways to name the candidate that earns each reward.
///
/// For any names, the real objective is at most the objective counted with these names, and for the right names both are
/// equal. So the least objective over all names is exact. The search branches on the names reward by reward and continues
/// where the bound is least. A reward that is not decided yet counts at the least that it can cost ([`Shared::early`]).
pub(super) fn best(graph: &TaskGraph, rewards: &[Reward], limit: NodeLimit) -> Order {
    let mut weight = vec![0; graph.len()];
    let shared = settle(graph, rewards, &mut weight);
    if shared.is_empty() {
        return order(graph, &Plan::new(graph, &weight), limit.0);
    }
    let mut search = Search {
        graph,
        weight,
        shared: &shared,
        turn: (0..shared.len()).collect(),
        limit: limit.0,
        nodes: 0,
        best: None,
        lower: u128::MAX,
    };
    search.costliest_first();
    search.run();
    let (mut best, _) = search
        .best
        .unwrap_or_else(|| (order(graph, &Plan::new(graph, &search.weight), 0), Vec::new()));
    best.objective = graph.objective(&best.sequence, rewards);
    best.lower_bound = search.lower.min(best.objective);
    best.nodes = search.nodes;
    best
}

/// A reward that more than one task can earn first.
struct Shared {
    weight: u128,
    candidates: Vec<usize>,
    /// A task that all candidates need, and the least hours that every candidate takes beyond it. If there is no such task,
    /// the least hours of any candidate.
    early: (Option<usize>, u128),
}

/// Gives every reward that only one task can earn to that task. Returns the other rewards.
fn settle(graph: &TaskGraph, rewards: &[Reward], weight: &mut [u128]) -> Vec<Shared> {
    let mut shared: Vec<Shared> = Vec::new();
    for reward in rewards.iter().filter(|reward| reward.weight > 0) {
        let candidates = earliest(graph, &reward.any_of);
        match candidates[..] {
            [] => {}
            [only] => weight[only] += u128::from(reward.weight),
            _ => match shared.iter_mut().find(|other| other.candidates == candidates) {
                Some(other) => other.weight += u128::from(reward.weight),
                None => {
                    let early = early(graph, &candidates);
                    shared.push(Shared { weight: u128::from(reward.weight), candidates, early });
                }
            },
        }
    }
    shared
}

/// Returns the candidates that can be the first one done, in their order. A candidate that needs another candidate is never
/// the first.
pub(super) fn earliest(graph: &TaskGraph, any_of: &[usize]) -> Vec<usize> {
    if let [only] = any_of {
        return vec![*only];
    }
    let mut first = Vec::new();
    for task in any_of {
        let closed = graph.closed([*task]);
        let needs_other = any_of.iter().any(|other| other != task && closed.contains(*other));
        if !needs_other && !first.contains(task) {
            first.push(*task);
        }
    }
    first
}

/// Returns [`Shared::early`]. Of the tasks that all candidates need, it takes the one that gives the highest bound.
fn early(graph: &TaskGraph, candidates: &[usize]) -> (Option<usize>, u128) {
    let closed: Vec<Set> = candidates.iter().map(|task| graph.closed([*task])).collect();
    let hours = |set: &Set| u128::from(graph.total_hours(set));
    let least = closed.iter().map(hours).min().unwrap_or(0);
    let mut common = Set::full(graph.len());
    for set in &closed {
        common = common.and(set);
    }
    let beyond = |task: usize| {
        let mut above = graph.above(task);
        above.remove(task);
        closed.iter().map(|set| hours(&set.and(&above))).min().unwrap_or(0)
    };
    let told = |task: usize| (hours(&graph.closed([task])) + beyond(task), usize::MAX - task);
    match common.iter().max_by_key(|task| told(*task)) {
        Some(task) => (Some(task), beyond(task)),
        None => (None, least),
    }
}

/// The number of tasks for which a bound counts as one more node of the search. A bound splits all tasks into blocks, so it
/// counts as one node, plus one for every this many tasks. A limit then means about as much work for a thousand skills as
/// for a hundred.
const TASKS_A_NODE: u64 = 64;

struct Search<'a> {
    graph: &'a TaskGraph,
    /// The weights of the rewards with one candidate.
    weight: Vec<u128>,
    shared: &'a [Shared],
    /// The order in which the rewards are decided.
    turn: Vec<usize>,
    limit: u64,
    nodes: u64,
    best: Option<(Order, Vec<usize>)>,
    /// The least lower bound of everything that was finished or left open.
    lower: u128,
}

/// The names of some rewards: the candidates that earn them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// A lower bound for every order with these candidates.
    lower: u128,
    /// For each reward, the place of its candidate among the candidates; 0 if it is not decided yet.
    names: Vec<usize>,
    /// The number of rewards that are decided, in the order of [`Search::turn`].
    decided: usize,
}

impl Search<'_> {
    /// Finds a first order depth first, then continues where the bound is least. So the bound of what is left open at the
    /// limit is as high as it can be.
    fn run(&mut self) {
        let mut open = vec![self.nothing_named()];
        while let Some(named) = self.take(&mut open) {
            if named.decided == self.shared.len() {
                self.finish(named);
            } else {
                let mut ways = self.ways(&named);
                ways.sort_by(|a, b| b.cmp(a));
                open.extend(ways);
            }
        }
        let left = open.iter().map(|named| named.lower);
        self.lower = left.fold(self.lower, u128::min);
    }

    /// Removes and returns the names to continue with, if any can still win and the limit allows it.
    fn take(&self, open: &mut Vec<Named>) -> Option<Named> {
        let Some((best, names)) = &self.best else {
            return open.pop();
        };
        // An order with the same objective also wins if its candidates are listed earlier.
        open.retain(|named| (named.lower, &named.names) < (best.objective, names));
        if self.nodes >= self.limit {
            return None;
        }
        let least = (0..open.len()).min_by_key(|at| &open[*at])?;
        Some(open.swap_remove(least))
    }

    fn nothing_named(&self) -> Named {
        Named { lower: 0, names: vec![0; self.shared.len()], decided: 0 }
    }

    /// Sorts the rewards so that those that cost the most, whoever earns them, are decided first. A reward that is decided
    /// early raises the bounds of everything that follows.
    fn costliest_first(&mut self) {
        if self.shared.len() == 1 {
            return;
        }
        let nothing = self.nothing_named();
        let mut least = Vec::new();
        for at in 0..self.shared.len() {
            self.turn.swap(0, at);
            least.push(self.ways(&nothing).iter().map(|way| way.lower).min());
            self.turn.swap(0, at);
        }
        self.turn.sort_by_key(|at| Reverse(least[*at]));
    }

    /// Returns every way to decide the next reward.
    fn ways(&mut self, named: &Named) -> Vec<Named> {
        let at = self.turn[named.decided];
        let candidates = self.shared[at].candidates.len();
        let way = |name| {
            let mut way =
                Named { lower: 0, names: named.names.clone(), decided: named.decided + 1 };
            way.names[at] = name;
            way.lower = self.relaxed(&way);
            way
        };
        (0..candidates).map(way).collect()
    }

    fn finish(&mut self, named: Named) {
        let plan = Plan::new(self.graph, &self.weighed(&named));
        let found = order(self.graph, &plan, self.limit.saturating_sub(self.nodes));
        self.nodes += found.nodes;
        self.lower = self.lower.min(found.lower_bound);
        let is_better = |(best, names): &(Order, Vec<usize>)| {
            (found.objective, &named.names) < (best.objective, names)
        };
        if self.best.as_ref().is_none_or(is_better) {
            self.best = Some((found, named.names));
        }
    }

    /// Returns the weights, including those of the rewards that are decided.
    fn weighed(&self, named: &Named) -> Vec<u128> {
        let mut weight = self.weight.clone();
        for at in &self.turn[..named.decided] {
            let shared = &self.shared[*at];
            weight[shared.candidates[named.names[*at]]] += shared.weight;
        }
        weight
    }

    /// Returns a lower bound for every order with these names. Each reward that is not decided yet counts at the least that
    /// it can cost.
    fn relaxed(&mut self, named: &Named) -> u128 {
        self.nodes += 1 + self.graph.len() as u64 / TASKS_A_NODE;
        let mut weight = self.weighed(named);
        let mut beyond = 0;
        for at in &self.turn[named.decided..] {
            let shared = &self.shared[*at];
            if let Some(task) = shared.early.0 {
                weight[task] += shared.weight;
            }
            beyond += shared.weight * shared.early.1;
        }
        Plan::new(self.graph, &weight).lower_bound() + beyond
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_reward_is_early_at_a_foundation_and_what_lies_beyond_it() {
        // Task 0 (4 h) opens 1 (2 h) and 2 (1 h); 2 opens 3 (5 h). The candidates are 1 and 3.
        let graph = TaskGraph::new(vec![4, 2, 1, 5], vec![vec![], vec![0], vec![0], vec![2]]);
        assert_eq!(early(&graph, &[1, 3]), (Some(0), 2));
    }

    #[test]
    fn without_a_common_foundation_it_is_early_after_the_least_hours() {
        let graph = TaskGraph::new(vec![4, 2, 1, 5], vec![vec![], vec![0], vec![], vec![2]]);
        assert_eq!(early(&graph, &[1, 3]), (None, 6));
    }

    #[test]
    fn a_candidate_that_needs_another_is_never_first() {
        let graph = TaskGraph::new(vec![1; 3], vec![vec![], vec![0], vec![]]);
        assert_eq!(earliest(&graph, &[1, 2, 0, 2]), [2, 0]);
    }
}
