//! Precedence in every best order, beyond what the nodes need.

use super::kernel::Kernel;
use super::set::Set;

/// A set of nodes of a kernel as the bits of a number. The first node is the lowest bit.
pub(super) type Nodes = u128;

/// The number of nodes that [`Nodes`] can hold.
pub(super) const MOST_NODES: usize = Nodes::BITS as usize;

/// Returns the members of a set, in ascending order.
#[inline]
pub(super) fn members(nodes: Nodes) -> impl Iterator<Item = usize> {
    let mut rest = nodes;
    std::iter::from_fn(move || {
        let member = rest.trailing_zeros() as usize;
        rest &= rest.checked_sub(1)?;
        Some(member)
    })
}

/// Returns, for each node of a kernel of at most [`MOST_NODES`], the node itself and everything that comes before it in
/// every best order.
///
/// A node x comes before a less dense node y in every best order if, in every best order, everything that x needs comes
/// before y and everything that needs y comes after x. To prove this, take an order y M x, with some nodes M between.
/// Nothing in M needs y, and x needs nothing in M, so both x y M and M x y are feasible orders. If y M is less dense than
/// x, then x y M costs less. Otherwise M is at least as dense as x, because y is less dense. So M x is denser than y, and
/// M x y costs less. In both cases y M x is not a best order.
///
/// Each pair that is found can make other pairs valid, so the search repeats until it finds no new pair. If nodes wait for
/// everything that is much earlier, as with usual places, few pairs stay open.
pub(super) fn forced(kernel: &Kernel) -> Vec<Nodes> {
    let size = kernel.len();
    let needs: Vec<Nodes> = kernel
        .below
        .iter()
        .enumerate()
        .map(|(node, below)| below.iter().fold(0, |all, other| all | bit(other)) & !bit(node))
        .collect();
    let mut needed_by = vec![0; size];
    for (node, needs) in needs.iter().enumerate() {
        members(*needs).for_each(|need| needed_by[need] |= bit(node));
    }
    let less_dense = less_dense(kernel);
    // Each set includes the node itself.
    let mut before: Vec<Nodes> = (0..size).map(|node| needs[node] | bit(node)).collect();
    let mut after: Vec<Nodes> = (0..size).map(|node| needed_by[node] | bit(node)).collect();
    let mut is_new = true;
    while is_new {
        is_new = false;
        for x in 0..size {
            for y in members(less_dense[x] & !before[x] & !after[x]) {
                // An earlier pair may already have brought this pair.
                let is_open = after[x] & bit(y) == 0;
                if is_open && needs[x] & !before[y] == 0 && needed_by[y] & !after[x] == 0 {
                    let (earlier, later) = (before[x], after[y]);
                    members(earlier).for_each(|node| after[node] |= later);
                    members(later).for_each(|node| before[node] |= earlier);
                    is_new = true;
                }
            }
        }
    }
    before
}

/// Returns a kernel of at most [`MOST_NODES`] in which each node also needs what comes before it in every best order.
/// Returns any other kernel unchanged.
pub(super) fn with_forced(kernel: &Kernel) -> Kernel {
    let mut with = kernel.clone();
    if kernel.len() <= MOST_NODES {
        let before = forced(kernel);
        for node in 0..kernel.len() {
            with.below[node] = Set::of(kernel.len(), members(before[node]));
            with.needs[node] = members(direct(&before, node, Nodes::MAX)).collect();
        }
    }
    with
}

/// Returns the nodes of `of` that come before a node with no other node of `of` between.
#[inline]
pub(super) fn direct(before: &[Nodes], node: usize, of: Nodes) -> Nodes {
    let earlier = before[node] & of & !bit(node);
    members(earlier).fold(earlier, |direct, other| direct & !(before[other] & !bit(other)))
}

/// Returns, for each node, the nodes with less weight per hour.
fn less_dense(kernel: &Kernel) -> Vec<Nodes> {
    let by_density = |a: &usize, b: &usize| {
        let of = |node: usize, other: usize| kernel.weight[node] * u128::from(kernel.hours[other]);
        of(*a, *b).cmp(&of(*b, *a))
    };
    let mut nodes: Vec<usize> = (0..kernel.len()).collect();
    nodes.sort_by(by_density);
    let mut less_dense = vec![0; kernel.len()];
    let mut below: Nodes = 0;
    for equal in nodes.chunk_by(|a, b| by_density(a, b).is_eq()) {
        equal.iter().for_each(|node| less_dense[*node] = below);
        equal.iter().for_each(|node| below |= bit(*node));
    }
    less_dense
}

#[inline]
pub(super) fn bit(node: usize) -> Nodes {
    1 << node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::TaskGraph;
    use crate::tests::orders::tangle;
    use crate::tests::random::{Problem, Random};

    /// Returns the kernel of tasks, each with its hours, its weight and what it needs.
    fn kernel(tasks: &[(u32, u128, &[usize])]) -> Kernel {
        let needs = tasks.iter().map(|(.., needs)| needs.to_vec()).collect();
        let graph = TaskGraph::new(tasks.iter().map(|(hours, ..)| *hours).collect(), needs);
        let weight: Vec<u128> = tasks.iter().map(|(_, weight, _)| *weight).collect();
        Kernel::new(&graph, &weight)
    }

    /// Returns the kernel of a problem in which every reward goes to its first candidate.
    fn kernel_of(problem: &Problem) -> Kernel {
        let mut weight = vec![0; problem.hours.len()];
        for (worth, any_of) in &problem.rewards {
            weight[any_of[0]] += u128::from(*worth);
        }
        Kernel::new(&TaskGraph::new(problem.hours.clone(), problem.needs.clone()), &weight)
    }

    /// Returns whether [`forced`] finds that one task comes before another in every best order.
    fn is_forced(kernel: &Kernel, first: usize, then: usize) -> bool {
        let node =
            |task| kernel.members.iter().position(|members| members.contains(&task)).unwrap();
        forced(kernel)[node(then)] & bit(node(first)) != 0
    }

    /// Returns all orders of the nodes of a kernel that have the least cost.
    fn best_orders(kernel: &Kernel) -> Vec<Vec<usize>> {
        let mut orders = vec![(0, 0, Vec::new())];
        for _ in 0..kernel.len() {
            let longer = |(hours, cost, order): (u128, u128, Vec<usize>)| {
                let nodes = (0..kernel.len()).filter({
                    let order = order.clone();
                    move |node| {
                        let fits = |need: &usize| order.contains(need);
                        !order.contains(node) && kernel.needs[*node].iter().all(fits)
                    }
                });
                let with = move |node| {
                    let hours = hours + u128::from(kernel.hours[node]);
                    let order = [&order[..], &[node]].concat();
                    (hours, cost + kernel.weight[node] * hours, order)
                };
                nodes.map(with).collect::<Vec<_>>()
            };
            orders = orders.into_iter().flat_map(longer).collect();
        }
        let least = orders.iter().map(|(_, cost, _)| *cost).min();
        let best = orders.into_iter().filter(|(_, cost, _)| Some(*cost) == least);
        best.map(|(.., order)| order).collect()
    }

    #[test]
    fn every_best_order_keeps_to_what_is_forced() {
        let mut found = 0;
        for seed in 0..600 {
            let mut random = Random::new(seed);
            let problem =
                if seed % 3 == 0 { tangle(&mut random, 3, 4) } else { random.small(7, 0) };
            let kernel = kernel_of(&problem);
            let before = forced(&kernel);
            let orders = best_orders(&kernel);
            for (node, before) in before.iter().enumerate() {
                found += before.count_ones() as usize - kernel.below[node].len();
                for order in &orders {
                    let at = order.iter().position(|other| *other == node).unwrap();
                    let earlier = order[..=at].iter().fold(0, |all, node| all | bit(*node));
                    assert_eq!(before & !earlier, 0, "{seed}: {problem:?}\n{node} in {order:?}");
                }
            }
        }
        assert_eq!(found, 721, "pairs that nothing needs");
    }

    #[test]
    fn the_denser_one_comes_first_and_of_equal_ones_neither() {
        let free = |a, b| kernel(&[(a, 2, &[]), (b, 2, &[])]);
        assert!(is_forced(&free(3, 4), 0, 1) && !is_forced(&free(3, 4), 1, 0));
        assert!(!is_forced(&free(4, 4), 0, 1) && !is_forced(&free(4, 4), 1, 0));
    }

    #[test]
    fn what_the_denser_one_waits_for_leaves_it_open() {
        // Task 1 is denser than 2, but it waits for 0, which takes long.
        let waits = kernel(&[(9, 1, &[]), (1, 5, &[0]), (2, 5, &[])]);
        assert!(!is_forced(&waits, 1, 2));
        // If 2 also waits for 0, nothing is open.
        let both = kernel(&[(9, 1, &[]), (1, 5, &[0]), (2, 5, &[0])]);
        assert!(is_forced(&both, 1, 2));
    }

    #[test]
    fn what_waits_for_the_less_dense_one_leaves_it_open() {
        // Task 0 is denser than 1, but 1 opens 2.
        let opens = kernel(&[(1, 3, &[]), (1, 2, &[]), (1, 9, &[1])]);
        assert!(!is_forced(&opens, 0, 1));
        let both = kernel(&[(1, 3, &[]), (1, 2, &[]), (1, 9, &[0, 1])]);
        assert!(is_forced(&both, 0, 1));
    }

    #[test]
    fn a_pair_brings_others() {
        // Task 3 waits for 0. The pairs 0 before 1 and 1 before 2 are found first, then the pair 0 before 2.
        let chain = kernel(&[(1, 9, &[]), (1, 8, &[]), (1, 7, &[]), (1, 1, &[0])]);
        for (first, then) in [(0, 1), (1, 2), (0, 2), (2, 3)] {
            assert!(is_forced(&chain, first, then), "{first} before {then}");
        }
    }

    #[test]
    fn as_many_nodes_as_a_number_has_bits() {
        let tasks: Vec<(u32, u128, &[usize])> =
            (0..MOST_NODES as u32).map(|at| (at + 1, 1, &[][..])).collect();
        let before = forced(&kernel(&tasks));
        assert_eq!((before[0], before[MOST_NODES - 1]), (1, Nodes::MAX));
        assert_eq!(members(Nodes::MAX).count(), MOST_NODES);
    }
}
