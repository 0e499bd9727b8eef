//! The tasks, with their hours and needs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Reward;
use super::set::Set;

/// Tasks 0..n. Each task takes a positive number of whole hours and has the tasks that must be done before it.
/// The graph is always acyclic.
#[derive(Clone, Debug)]
pub struct TaskGraph {
    hours: Vec<u32>,
    needs: Vec<Vec<usize>>,
    needed_by: Vec<Vec<usize>>,
    topological: Vec<usize>,
}

impl TaskGraph {
    /// Creates the graph of tasks that take `hours[t]` and need all of `needs[t]` before they begin.
    ///
    /// # Panics
    /// If the two lists differ in length, if an hour is 0, if a need is not a task, or if tasks need each other
    /// in a circle. A caller rules these out when it reads its data.
    pub fn new(hours: Vec<u32>, mut needs: Vec<Vec<usize>>) -> TaskGraph {
        assert_eq!(hours.len(), needs.len(), "every task has its hours and its needs");
        assert!(hours.iter().all(|h| *h > 0), "every task takes at least an hour");
        let mut needed_by = vec![Vec::new(); hours.len()];
        for (task, needs) in needs.iter_mut().enumerate() {
            needs.sort_unstable();
            needs.dedup();
            for need in needs {
                needed_by[*need].push(task);
            }
        }
        let mut graph = TaskGraph { hours, needs, needed_by, topological: Vec::new() };
        graph.topological = graph.in_index_order(0..graph.len());
        assert_eq!(graph.topological.len(), graph.len(), "no task needs itself, by whatever way");
        graph
    }

    /// Returns the number of tasks.
    pub fn len(&self) -> usize {
        self.hours.len()
    }

    /// Returns whether there is no task at all.
    pub fn is_empty(&self) -> bool {
        self.hours.is_empty()
    }

    /// Returns the hours of one task.
    pub fn hours(&self, task: usize) -> u32 {
        self.hours[task]
    }

    /// Returns the given tasks and everything that they need, in ascending order.
    pub fn closure(&self, tasks: &[usize]) -> Vec<usize> {
        self.closed(tasks.iter().copied()).iter().collect()
    }

    /// Returns whether no task comes twice or before a task that it needs. A sequence of some of the tasks is
    /// feasible if it holds everything that they need.
    pub fn is_feasible(&self, sequence: &[usize]) -> bool {
        let mut done = Set::empty(self.len());
        sequence.iter().all(|task| {
            let ready =
                !done.contains(*task) && self.needs[*task].iter().all(|need| done.contains(*need));
            done.insert(*task);
            ready
        })
    }

    /// Returns Σ weight · hours until the first candidate of each reward is done. A reward without a candidate
    /// in the sequence counts nothing.
    pub fn objective(&self, sequence: &[usize], rewards: &[Reward]) -> u128 {
        let mut clock = 0;
        let mut done_at = vec![None; self.len()];
        for task in sequence {
            clock += u128::from(self.hours[*task]);
            done_at[*task] = Some(clock);
        }
        let earned = |reward: &Reward| reward.any_of.iter().filter_map(|task| done_at[*task]).min();
        rewards.iter().map(|reward| u128::from(reward.weight) * earned(reward).unwrap_or(0)).sum()
    }

    pub(super) fn needs(&self, task: usize) -> &[usize] {
        &self.needs[task]
    }

    /// Returns all tasks. Each task comes after what it needs; apart from that they are in order of index.
    pub(super) fn topological(&self) -> &[usize] {
        &self.topological
    }

    /// Returns the hours of a set of tasks.
    pub(super) fn total_hours(&self, tasks: &Set) -> u64 {
        tasks.iter().map(|task| u64::from(self.hours[task])).sum()
    }

    /// Returns the given tasks and everything that they need.
    pub(super) fn closed(&self, tasks: impl IntoIterator<Item = usize>) -> Set {
        self.reached(tasks, &self.needs)
    }

    fn reached(&self, tasks: impl IntoIterator<Item = usize>, next: &[Vec<usize>]) -> Set {
        let mut set = Set::empty(self.len());
        let mut open: Vec<usize> = tasks.into_iter().collect();
        while let Some(task) = open.pop() {
            if !set.contains(task) {
                set.insert(task);
                open.extend(&next[task]);
            }
        }
        set
    }

    /// Returns the given task and everything that needs it.
    pub(super) fn above(&self, task: usize) -> Set {
        self.reached([task], &self.needed_by)
    }

    /// Returns the lexicographically first feasible order of a set of tasks. Only needs within the set count.
    pub(super) fn in_index_order(&self, tasks: impl IntoIterator<Item = usize>) -> Vec<usize> {
        let tasks = Set::of(self.len(), tasks);
        let inside = |other: &&usize| tasks.contains(**other);
        let mut waits_for = vec![0; self.len()];
        let mut ready = BinaryHeap::new();
        for task in tasks.iter() {
            waits_for[task] = self.needs[task].iter().filter(inside).count();
            if waits_for[task] == 0 {
                ready.push(Reverse(task));
            }
        }
        let mut order = Vec::with_capacity(tasks.len());
        while let Some(Reverse(task)) = ready.pop() {
            order.push(task);
            for next in self.needed_by[task].iter().filter(inside) {
                waits_for[*next] -= 1;
                if waits_for[*next] == 0 {
                    ready.push(Reverse(*next));
                }
            }
        }
        order
    }
}
