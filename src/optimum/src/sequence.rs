//! The order of one block: the lexicographically first of the best orders, or the best order that was found.

use std::cmp::Ordering;

use super::block::{Beginning, Search};
use super::dynamic::Dynamic;
use super::forced::{Nodes, members, with_forced};
use super::graph::TaskGraph;
use super::kernel::Kernel;
use super::set::Set;

/// The tasks of a block in order, with what is proved of the order.
pub(super) struct Sequenced {
    pub tasks: Vec<usize>,
    /// Σ weight · hours since the block began.
    pub cost: u128,
    pub lower: u128,
    pub nodes: u64,
}

/// The number of beginnings that dynamic programming looks at for the work of one node of the search.
const BEGINNINGS_A_NODE: u64 = 64;

/// The number of beginnings for each node with weight past which the search is faster. It holds for plans and for larger
/// maps.
const BEGINNINGS_A_WEIGHT: u64 = 64;

/// Orders the tasks of a kernel that is one block. Returns the lexicographically first of the best orders, unless the limit
/// is reached before that order is known.
pub(super) fn sequence(graph: &TaskGraph, block: &Kernel, limit: u64) -> Sequenced {
    let all = Set::full(block.len());
    if block.weighted.len() == 1 {
        let cost = block.total_weight(&all) * block.total_hours(&all);
        let tasks = tasks_of(graph, block, all.iter());
        return Sequenced { tasks, cost, lower: cost, nodes: 0 };
    }
    let most = BEGINNINGS_A_WEIGHT * block.weighted.len() as u64;
    let most = most.min(limit.saturating_mul(BEGINNINGS_A_NODE));
    match Dynamic::solve(block, most) {
        Some(dynamic) => first_best(graph, block, &dynamic),
        None => search(graph, &with_forced(block), limit),
    }
}

/// Returns the lexicographically first of the best orders of a block.
fn first_best(graph: &TaskGraph, block: &Kernel, dynamic: &Dynamic<'_>) -> Sequenced {
    let tasks = |chunk: Nodes| tasks_of(graph, block, members(chunk));
    let first =
        |chunks: &[Nodes]| (0..chunks.len()).min_by_key(|at| tasks(chunks[*at])).unwrap_or(0);
    let tasks = dynamic.best(first).into_iter().flat_map(tasks).collect();
    let nodes = dynamic.looked_at().div_ceil(BEGINNINGS_A_NODE);
    Sequenced { tasks, cost: dynamic.cost(), lower: dynamic.cost(), nodes }
}

/// Orders the tasks of a block by branch and bound.
fn search(graph: &TaskGraph, block: &Kernel, limit: u64) -> Sequenced {
    let all = Set::full(block.len());
    let mut walk = Walk { graph, block, search: Search::new(block, limit) };
    let known = walk.search.validate(&all, u128::MAX);
    let mut firsts = walk.firsts(all.clone());
    let nodes = walk.search.nodes;
    if !known.exact() {
        improve(block, &mut firsts);
        // A search that stops at the limit can mislead. The order without a search is sometimes better.
        walk.search = Search::new(block, 0);
        let mut other = walk.firsts(all);
        improve(block, &mut other);
        if cost(block, &other) < cost(block, &firsts) {
            firsts = other;
        }
    }
    let mut done = Set::empty(block.len());
    let mut tasks = Vec::new();
    for first in &firsts {
        let chunk = block.below[*first].without(&done);
        tasks.extend(walk.tasks(&chunk));
        done.add(&chunk);
    }
    Sequenced { tasks, cost: cost(block, &firsts), lower: known.lower, nodes }
}

struct Walk<'a> {
    graph: &'a TaskGraph,
    block: &'a Kernel,
    search: Search<'a>,
}

impl Walk<'_> {
    /// Returns the nodes with weight in the order in which they are done.
    ///
    /// Every best order does the blocks that are left one after the other. Only blocks of equal density may change places.
    /// The rest of a block that has begun is denser than the whole block, so it stays in front.
    fn firsts(&mut self, all: Set) -> Vec<usize> {
        let mut firsts = Vec::new();
        // The last block of the list is the next one.
        let mut open = vec![all];
        while !open.is_empty() {
            let next = self.next(&open);
            let part = open.remove(next);
            let beginning = self.choose(&part);
            firsts.push(beginning.first);
            open.extend(beginning.rest.iter().rev().cloned());
        }
        firsts
    }

    /// Returns the place of the block to do next. The blocks considered have the greatest density and need nothing of each
    /// other. The one whose first tasks come first in lexicographic order is next.
    fn next(&mut self, open: &[Set]) -> usize {
        let last = open.len() - 1;
        let mut earlier = open[last].clone();
        let mut ready = vec![last];
        for at in (0..last).rev() {
            if self.block.compare_density(&open[at], &open[last]) != Ordering::Equal {
                break;
            }
            if self.block.is_free_of(&open[at], &earlier) {
                ready.push(at);
            }
            earlier.add(&open[at]);
        }
        if ready.len() == 1 {
            return last;
        }
        let begins = |at: &usize| {
            let first = self.choose(&open[*at]).first;
            self.tasks(&self.block.below[first].and(&open[*at]))
        };
        ready.into_iter().min_by_key(begins).unwrap_or(last)
    }

    /// Returns the way to begin a block: the lexicographically first of the beginnings that are proved best, or the most
    /// promising one if nothing is proved.
    fn choose(&mut self, part: &Set) -> Beginning {
        let known = self.search.known(part);
        let Some((best, first)) = known.found.filter(|_| known.exact()) else {
            // There is a beginning: a block has nodes with weight, and one of them needs no other.
            return self.search.some_beginnings(part).swap_remove(0);
        };
        if part.and(&self.block.weighted).len() == 1 {
            return Beginning::only(first, best);
        }
        let mut ways = self.search.beginnings(part);
        ways.retain(|way| way.lower <= best);
        if ways.len() > 1 {
            ways.sort_by_cached_key(|way| self.tasks(&self.block.below[way.first].and(part)));
        }
        let is_best =
            |way: &mut Beginning| self.search.prove_beginning(way, best + 1) && way.lower == best;
        let at = match ways.iter_mut().position(is_best) {
            Some(at) => at,
            None => ways.iter().position(|way| way.first == first).unwrap_or(0),
        };
        ways.swap_remove(at)
    }

    /// Returns the tasks of some nodes in the lexicographically first order.
    fn tasks(&self, nodes: &Set) -> Vec<usize> {
        tasks_of(self.graph, self.block, nodes.iter())
    }
}

/// Returns the tasks of some nodes in the lexicographically first order.
fn tasks_of(graph: &TaskGraph, block: &Kernel, nodes: impl Iterator<Item = usize>) -> Vec<usize> {
    let tasks: Vec<usize> = nodes.flat_map(|node| block.members[node].iter().copied()).collect();
    if tasks.len() < 2 { tasks } else { graph.in_index_order(tasks) }
}

/// Moves nodes with weight to better places until no single move helps.
fn improve(block: &Kernel, firsts: &mut [usize]) {
    const REACH: usize = 16;
    let mut begun = Begun::of(block, firsts);
    let mut from = 0_usize;
    let mut since = 0_usize;
    while since < firsts.len() {
        let moved = (from.saturating_sub(REACH)..(from + REACH + 1).min(firsts.len()))
            .filter(|to| *to != from)
            .find_map(|to| {
                // A move changes nothing before or after the stretch that it touches.
                let touched = from.min(to)..from.max(to) + 1;
                let before = &begun[touched.start];
                let mut other = firsts[touched.clone()].to_vec();
                let node = other.remove(from - touched.start);
                other.insert(to - touched.start, node);
                let is_better = || {
                    before.then(block, &other).cost
                        < before.then(block, &firsts[touched.clone()]).cost
                };
                (feasible(block, &other) && is_better()).then_some((touched, other))
            });
        since += 1;
        if let Some((touched, other)) = moved {
            firsts[touched.clone()].copy_from_slice(&other);
            for at in touched {
                begun[at + 1] = begun[at].then(block, &firsts[at..=at]);
            }
            since = 0;
        }
        from = (from + 1) % firsts.len();
    }
}

/// Returns whether no node of this stretch comes before a node that it needs.
fn feasible(block: &Kernel, stretch: &[usize]) -> bool {
    let mut later = Set::empty(block.len());
    stretch.iter().rev().all(|node| {
        let fine = block.below[*node].is_disjoint(&later);
        later.insert(*node);
        fine
    })
}

/// Returns Σ weight · hours of nodes with weight in this order. What a node needs is done right before it.
fn cost(block: &Kernel, firsts: &[usize]) -> u128 {
    Begun::nothing(block).then(block, firsts).cost
}

/// The beginning of an order, up to some node with weight.
#[derive(Clone)]
struct Begun {
    done: Set,
    clock: u128,
    /// Σ weight · hours of the nodes that are done.
    cost: u128,
}

impl Begun {
    fn nothing(block: &Kernel) -> Begun {
        Begun { done: Set::empty(block.len()), clock: 0, cost: 0 }
    }

    /// Returns the beginnings before each of some nodes with weight, and the one after the last node.
    fn of(block: &Kernel, firsts: &[usize]) -> Vec<Begun> {
        let mut begun = vec![Begun::nothing(block)];
        for at in 0..firsts.len() {
            begun.push(begun[at].then(block, &firsts[at..=at]));
        }
        begun
    }

    /// Returns this beginning with more nodes with weight. What a node needs is done right before it.
    fn then(&self, block: &Kernel, firsts: &[usize]) -> Begun {
        let mut then = self.clone();
        for first in firsts {
            let chunk = block.below[*first].without(&then.done);
            then.clock += block.total_hours(&chunk);
            then.cost += block.weight[*first] * then.clock;
            then.done.add(&chunk);
        }
        then
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::Cutter;
    use crate::sidney::blocks;
    use crate::tests::orders::tangle;
    use crate::tests::random::{Problem, Random};

    /// Returns the blocks of a problem in which every reward goes to its first candidate.
    fn blocks_of(problem: &Problem) -> (TaskGraph, Vec<Kernel>) {
        let graph = TaskGraph::new(problem.hours.clone(), problem.needs.clone());
        let mut weight = vec![0; graph.len()];
        for (worth, any_of) in &problem.rewards {
            weight[any_of[0]] += u128::from(*worth);
        }
        let kernel = Kernel::new(&graph, &weight);
        let blocks = blocks(&mut Cutter::new(&kernel), &Set::full(kernel.len()));
        (graph, blocks.iter().map(|block| kernel.restrict(block)).collect())
    }

    /// Returns blocks with more than one node with weight, each with its graph.
    fn hard_blocks() -> impl Iterator<Item = (TaskGraph, Kernel)> {
        (0..120).flat_map(|seed| {
            let mut random = Random::new(seed);
            let problem = match seed % 4 {
                0 => random.skill_map(50, 14, 4, true),
                1 => random.skill_map(60, 16, 5, false),
                2 => tangle(&mut random, 6, 10),
                _ => random.small(18, 0),
            };
            let (graph, blocks) = blocks_of(&problem);
            let hard = blocks.into_iter().filter(|block| block.weighted.len() > 1);
            hard.map(move |block| (graph.clone(), block)).collect::<Vec<_>>()
        })
    }

    #[test]
    fn dynamic_programming_and_the_search_find_the_same_order() {
        let mut compared = 0;
        for (graph, block) in hard_blocks() {
            let searched = search(&graph, &block, 1_000_000);
            let with_forced = search(&graph, &with_forced(&block), 1_000_000);
            assert_eq!((with_forced.cost, &with_forced.tasks), (searched.cost, &searched.tasks));
            let dynamic = Dynamic::solve(&block, 1_000_000).unwrap();
            let found = first_best(&graph, &block, &dynamic);
            assert_eq!((found.cost, &found.tasks), (searched.cost, &searched.tasks), "{block:?}");
            assert_eq!((found.lower, searched.lower), (found.cost, found.cost));
            compared += 1;
        }
        assert_eq!(compared, 157);
    }

    #[test]
    fn the_search_proves_its_orders_in_so_many_nodes() {
        let searched = |limit| {
            let (mut nodes, mut open, mut costs, mut bounds) = (0, 0, 0, 0);
            for (graph, block) in hard_blocks() {
                let searched = search(&graph, &block, limit);
                nodes += searched.nodes;
                open += usize::from(searched.lower < searched.cost);
                costs += searched.cost;
                bounds += searched.lower;
            }
            (limit, nodes, open, costs, bounds)
        };
        let expected = [
            (0, 610, 142, 111_337, 107_847),
            (2, 658, 43, 111_337, 110_861),
            (10, 695, 14, 111_337, 111_243),
            (40, 711, 0, 111_336, 111_336),
        ];
        assert_eq!([0, 2, 10, 40].map(searched), expected);
    }

    #[test]
    fn so_many_beginnings_are_looked_at() {
        let mut all = 0;
        for (graph, block) in hard_blocks() {
            let looked_at = Dynamic::solve(&block, u64::MAX).unwrap().looked_at();
            assert!(Dynamic::solve(&block, looked_at).is_some());
            assert!(Dynamic::solve(&block, looked_at - 1).is_none());
            let nodes = sequence(&graph, &block, 5_000).nodes;
            assert_eq!(nodes, looked_at.div_ceil(BEGINNINGS_A_NODE));
            all += looked_at;
        }
        assert_eq!(all, 2_423);
    }

    #[test]
    fn past_the_limit_of_beginnings_there_is_a_search() {
        // This block has more beginnings than a limit of two nodes allows.
        let (graph, block) = hard_blocks()
            .find(|(_, block)| Dynamic::solve(block, 2 * BEGINNINGS_A_NODE).is_none())
            .unwrap();
        let searched = search(&graph, &with_forced(&block), 2);
        let found = sequence(&graph, &block, 2);
        assert_eq!((found.nodes, found.lower), (searched.nodes, searched.lower));
        assert!(found.lower < found.cost);
    }

    /// Returns whether a single move improves the order of these tasks by index. A task has its hours, its weight and the
    /// task that it needs.
    fn is_improved(tasks: &[(u32, u128, Option<usize>)]) -> bool {
        let needs = tasks.iter().map(|(.., need)| need.iter().copied().collect()).collect();
        let graph = TaskGraph::new(tasks.iter().map(|(hours, ..)| *hours).collect(), needs);
        let weight: Vec<u128> = tasks.iter().map(|(_, weight, _)| *weight).collect();
        let block = Kernel::new(&graph, &weight);
        let node = |task| block.members.iter().position(|members| members == &[task]).unwrap();
        let begun: Vec<usize> = (0..tasks.len()).map(node).collect();
        let mut firsts = begun.clone();
        improve(&block, &mut firsts);
        assert!(feasible(&block, &firsts));
        assert_eq!(firsts != begun, cost(&block, &firsts) < cost(&block, &begun));
        firsts != begun
    }

    #[test]
    fn a_task_moves_sixteen_places_either_way_and_no_more() {
        for (places, moves) in [(1, true), (15, true), (16, true), (17, false)] {
            // A task that may go anywhere, a chain of the same density, and a denser task at its end. Only a place behind
            // the denser task is better for the first task.
            let mut later = vec![(1, 1, None)];
            later.extend((1..places).map(|task| (1, 1, (task > 1).then(|| task - 1))));
            later.push((1, 2, (places > 1).then(|| places - 1)));
            assert_eq!(is_improved(&later), moves, "later by {places}");
            // A task of less density, a chain that needs it, and a task that may go anywhere. Only a place in front of all
            // is better for the last task.
            let mut earlier = vec![(2, 1, None)];
            earlier.extend((1..places).map(|task| (1, 1, Some(task - 1))));
            earlier.push((1, 1, None));
            assert_eq!(is_improved(&earlier), moves, "earlier by {places}");
        }
    }
}
