//! The reduction before every search, which keeps only what the order depends on.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::graph::TaskGraph;
use super::set::{Set, WordHasher};

/// The reduced problem. Its nodes take hours, and some of them have a weight. Each node has the nodes that it
/// needs (transitively reduced).
///
/// The objective depends only on *when* the tasks with weight are done. A task without weight is best left
/// until the first task with weight that needs it: if it moves later past a task with weight, that task is done
/// earlier and no task with weight is delayed. Two things follow. First, two tasks without weight that are
/// needed by the same tasks with weight are done together in some optimum. Second, a task without weight that
/// is needed by y and by whatever needs y is done right before y. Together they say that *tasks that serve the
/// same tasks with weight (a task with weight serves itself) are one node*, and this loses nothing. Two tasks
/// with weight never become one node, because each would have to need the other. This includes the usual rule,
/// "a task without weight that has a single successor merges into it", and goes further.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    pub hours: Vec<u64>,
    pub weight: Vec<u128>,
    /// The tasks that the node stands for.
    pub members: Vec<Vec<usize>>,
    /// The direct needs, without those that another need implies.
    pub needs: Vec<Vec<usize>>,
    /// The node itself and everything that it needs.
    pub below: Vec<Set>,
    pub weighted: Set,
}

impl Kernel {
    /// Creates the kernel of the tasks with weight and everything that they need. The other tasks do not affect
    /// the objective.
    pub(crate) fn new(graph: &TaskGraph, weight: &[u128]) -> Kernel {
        let serves = served(graph, weight);
        let mut nodes: Vec<(&Set, usize)> = Vec::new();
        let mut known: HashMap<&Set, usize, BuildHasherDefault<WordHasher>> = HashMap::default();
        let mut node_of = vec![None; graph.len()];
        for task in graph.topological() {
            if !serves[*task].is_empty() {
                let node = *known.entry(&serves[*task]).or_insert(nodes.len());
                if node == nodes.len() {
                    nodes.push((&serves[*task], *task));
                }
                node_of[*task] = Some(node);
            }
        }
        // A node serves fewer tasks with weight than any node that it needs, so this order is topological.
        let mut place: Vec<usize> = (0..nodes.len()).collect();
        place.sort_by_key(|node| (usize::MAX - nodes[*node].0.len(), *node));
        let mut rank = vec![0; nodes.len()];
        for (at, node) in place.iter().enumerate() {
            rank[*node] = at;
        }
        let size = nodes.len();
        let mut kernel = Kernel {
            hours: vec![0; size],
            weight: vec![0; size],
            members: vec![Vec::new(); size],
            needs: vec![Vec::new(); size],
            below: Vec::new(),
            weighted: Set::empty(size),
        };
        let node = |task: usize| node_of[task].map(|node: usize| rank[node]);
        for task in graph.topological() {
            let Some(at) = node(*task) else { continue };
            kernel.members[at].push(*task);
            kernel.hours[at] += u64::from(graph.hours(*task));
            if weight[*task] > 0 {
                kernel.weight[at] = weight[*task];
                kernel.weighted.insert(at);
            }
            kernel.needs[at].extend(
                graph.needs(*task).iter().filter_map(|need| node(*need)).filter(|need| *need != at),
            );
        }
        kernel.reduce();
        kernel
    }

    pub(crate) fn len(&self) -> usize {
        self.hours.len()
    }

    pub(crate) fn total_hours(&self, nodes: &Set) -> u128 {
        nodes.iter().map(|node| u128::from(self.hours[node])).sum()
    }

    pub(crate) fn total_weight(&self, nodes: &Set) -> u128 {
        nodes.and(&self.weighted).iter().map(|node| self.weight[node]).sum()
    }

    /// Compares the weight per hour of two sets.
    pub(crate) fn compare_density(&self, a: &Set, b: &Set) -> Ordering {
        (self.total_weight(a) * self.total_hours(b))
            .cmp(&(self.total_weight(b) * self.total_hours(a)))
    }

    /// Returns whether no node in `nodes` needs a node in `others`.
    pub(crate) fn is_free_of(&self, nodes: &Set, others: &Set) -> bool {
        nodes.iter().all(|node| self.below[node].is_disjoint(others))
    }

    /// Returns the kernel of these nodes alone, renumbered in their order. Nodes outside count as done before
    /// or as done later.
    pub(crate) fn restrict(&self, nodes: &Set) -> Kernel {
        let chosen: Vec<usize> = nodes.iter().collect();
        let mut place = vec![None; self.len()];
        for (at, node) in chosen.iter().enumerate() {
            place[*node] = Some(at);
        }
        let pick = |all: &[Set]| {
            chosen
                .iter()
                .map(|node| Set::of(chosen.len(), all[*node].iter().filter_map(|n| place[n])))
                .collect()
        };
        Kernel {
            hours: chosen.iter().map(|node| self.hours[*node]).collect(),
            weight: chosen.iter().map(|node| self.weight[*node]).collect(),
            members: chosen.iter().map(|node| self.members[*node].clone()).collect(),
            needs: chosen
                .iter()
                .map(|node| self.needs[*node].iter().filter_map(|n| place[*n]).collect())
                .collect(),
            below: pick(&self.below),
            weighted: Set::of(chosen.len(), self.weighted.iter().filter_map(|node| place[node])),
        }
    }

    /// Fills `below` and removes the needs that another need implies.
    fn reduce(&mut self) {
        for node in 0..self.len() {
            let needs = &mut self.needs[node];
            needs.sort_unstable();
            needs.dedup();
            let all = needs.clone();
            let below = &self.below;
            needs.retain(|need| {
                !all.iter().any(|other| other != need && below[*other].contains(*need))
            });
            let mut closed = Set::of(self.hours.len(), [node]);
            for need in needs {
                closed.add(&below[*need]);
            }
            self.below.push(closed);
        }
    }
}

/// Returns, for each task, the tasks with weight that need it, including itself, as positions among the tasks
/// with weight.
fn served(graph: &TaskGraph, weight: &[u128]) -> Vec<Set> {
    let count = weight.iter().filter(|weight| **weight > 0).count();
    let mut serves = vec![Set::empty(count); graph.len()];
    let mut next = 0;
    for task in graph.topological().iter().rev() {
        if weight[*task] > 0 {
            serves[*task].insert(next);
            next += 1;
        }
        let own = std::mem::take(&mut serves[*task]);
        for need in graph.needs(*task) {
            serves[*need].add(&own);
        }
        serves[*task] = own;
    }
    serves
}
