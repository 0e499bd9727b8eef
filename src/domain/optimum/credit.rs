//! Rewards with several candidates: which of them earns it?

use super::graph::TaskGraph;
use super::order::{Order, Plan, order};
use super::set::Set;
use super::{NodeLimit, Reward};

/// The best order over all ways to say which candidate earns each reward.
///
/// Whoever is named, the real objective is at most the one counted with that name, and with the right names
/// equal: so the least over the names is exact. Names are branched on reward by reward; a reward not decided
/// yet is counted at the least that it can cost ([`Shared::early`]).
pub(super) fn best(graph: &TaskGraph, rewards: &[Reward], limit: NodeLimit) -> Order {
    let mut weight = vec![0; graph.len()];
    let shared = settle(graph, rewards, &mut weight);
    if shared.is_empty() {
        return order(graph, &Plan::new(graph, &weight), limit.0);
    }
    let mut search = Search {
        graph,
        shared: &shared,
        limit: limit.0,
        nodes: 0,
        names: Vec::new(),
        best: None,
        lower: u128::MAX,
    };
    search.branch(&mut weight);
    let (mut best, _) = search
        .best
        .unwrap_or_else(|| (order(graph, &Plan::new(graph, &weight), 0), Vec::new()));
    best.objective = graph.objective(&best.sequence, rewards);
    best.lower_bound = search.lower.min(best.objective);
    best.nodes = search.nodes;
    best
}

/// A reward that more than one task can earn first.
struct Shared {
    weight: u128,
    candidates: Vec<usize>,
    /// A task that all candidates need, and the hours that every one of them takes at least beyond it; without
    /// such a task the least hours of any candidate.
    early: (Option<usize>, u128),
}

/// Gives every reward that only one task can earn to that task, and returns the others.
fn settle(graph: &TaskGraph, rewards: &[Reward], weight: &mut [u128]) -> Vec<Shared> {
    let mut shared: Vec<Shared> = Vec::new();
    for reward in rewards.iter().filter(|reward| reward.weight > 0) {
        let candidates = earliest(graph, &reward.any_of);
        match candidates[..] {
            [] => {}
            [only] => weight[only] += u128::from(reward.weight),
            _ => match shared
                .iter_mut()
                .find(|other| other.candidates == candidates)
            {
                Some(other) => other.weight += u128::from(reward.weight),
                None => {
                    let early = early(graph, &candidates);
                    shared.push(Shared {
                        weight: u128::from(reward.weight),
                        candidates,
                        early,
                    });
                }
            },
        }
    }
    shared
}

/// The candidates that can be the first one done, in their order: a candidate that needs another candidate
/// never is.
pub(super) fn earliest(graph: &TaskGraph, any_of: &[usize]) -> Vec<usize> {
    let mut first = Vec::new();
    for task in any_of {
        let closed = graph.closed([*task]);
        let needs_other = any_of
            .iter()
            .any(|other| other != task && closed.contains(*other));
        if !needs_other && !first.contains(task) {
            first.push(*task);
        }
    }
    first
}

/// See [`Shared::early`]; of the tasks that all candidates need the one that says most.
fn early(graph: &TaskGraph, candidates: &[usize]) -> (Option<usize>, u128) {
    let closed: Vec<Set> = candidates
        .iter()
        .map(|task| graph.closed([*task]))
        .collect();
    let hours = |set: &Set| u128::from(graph.total_hours(set));
    let least = closed.iter().map(hours).min().unwrap_or(0);
    let mut common = Set::full(graph.len());
    for set in &closed {
        common = common.and(set);
    }
    let beyond = |task: usize| {
        let mut above = graph.above(task);
        above.remove(task);
        closed
            .iter()
            .map(|set| hours(&set.and(&above)))
            .min()
            .unwrap_or(0)
    };
    let told = |task: usize| {
        (
            hours(&graph.closed([task])) + beyond(task),
            usize::MAX - task,
        )
    };
    match common.iter().max_by_key(|task| told(*task)) {
        Some(task) => (Some(task), beyond(task)),
        None => (None, least),
    }
}

struct Search<'a> {
    graph: &'a TaskGraph,
    shared: &'a [Shared],
    limit: u64,
    nodes: u64,
    /// For the rewards decided so far the place of the candidate among the candidates.
    names: Vec<usize>,
    best: Option<(Order, Vec<usize>)>,
    /// The least lower bound of what was finished or left.
    lower: u128,
}

impl Search<'_> {
    /// Decides the next reward in every way that can still be best.
    fn branch(&mut self, weight: &mut Vec<u128>) {
        let Some(next) = self.shared.get(self.names.len()) else {
            return;
        };
        let is_last = self.names.len() + 1 == self.shared.len();
        let mut ways = Vec::new();
        for (name, candidate) in next.candidates.iter().enumerate() {
            weight[*candidate] += next.weight;
            self.names.push(name);
            let (lower, plan) = self.relaxed(weight);
            ways.push((lower, name, plan));
            self.names.pop();
            weight[*candidate] -= next.weight;
        }
        ways.sort_by_key(|(lower, name, _)| (*lower, *name));
        for (lower, name, plan) in ways {
            self.names.push(name);
            if !self.can_win(lower) {
                self.lower = self.lower.min(lower);
            } else if is_last {
                self.finish(&plan);
            } else {
                weight[next.candidates[name]] += next.weight;
                self.branch(weight);
                weight[next.candidates[name]] -= next.weight;
            }
            self.names.pop();
        }
    }

    /// Whether an order with these names and this bound can be better than the best, or as good and named
    /// earlier.
    fn can_win(&self, lower: u128) -> bool {
        match &self.best {
            None => true,
            Some(_) if self.nodes >= self.limit => false,
            Some((best, names)) => {
                lower < best.objective
                    || lower == best.objective && self.names[..] < names[..self.names.len()]
            }
        }
    }

    fn finish(&mut self, plan: &Plan) {
        let found = order(self.graph, plan, self.limit.saturating_sub(self.nodes));
        self.nodes += found.nodes;
        self.lower = self.lower.min(found.lower_bound);
        let is_better = |(best, names): &(Order, Vec<usize>)| {
            (found.objective, &self.names) < (best.objective, names)
        };
        if self.best.as_ref().is_none_or(is_better) {
            self.best = Some((found, self.names.clone()));
        }
    }

    /// What no order with the names so far can go under, and the plan that says so: the plan itself if no name is
    /// missing.
    fn relaxed(&mut self, weight: &[u128]) -> (u128, Plan) {
        self.nodes += 1;
        let mut weight = weight.to_vec();
        let mut beyond = 0;
        for shared in &self.shared[self.names.len()..] {
            if let Some(task) = shared.early.0 {
                weight[task] += shared.weight;
            }
            beyond += shared.weight * shared.early.1;
        }
        let plan = Plan::new(self.graph, &weight);
        (plan.lower_bound() + beyond, plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_reward_is_early_at_a_foundation_and_what_lies_beyond_it() {
        // 0 (4 h) opens 1 (2 h) and 2 (1 h), 2 opens 3 (5 h); the candidates are 1 and 3.
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
