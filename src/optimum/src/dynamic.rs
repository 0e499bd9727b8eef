//! The best orders of a block, found by dynamic programming over its beginnings.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::forced::{MOST_NODES, Nodes, bit, direct, forced, members};
use super::kernel::Kernel;
use super::set::WordHasher;

/// All best orders of a block.
pub(super) struct Dynamic<'k> {
    kernel: &'k Kernel,
    /// For each node, the node itself and everything that comes before it in every best order.
    before: Vec<Nodes>,
    /// The beginnings, by ascending number of nodes with weight. The first is empty; the last is the whole block.
    beginnings: Vec<Beginning>,
    /// The ways from one beginning to the next, in the order of the beginnings at which they start.
    ways: Vec<Way>,
}

/// A set of nodes with weight, with everything that comes before them.
struct Beginning {
    done: Nodes,
    /// The nodes with weight that wait for no other node with weight.
    ready: Nodes,
    hours: u64,
    /// The weight of the nodes done.
    weight: u128,
    /// The least Σ weight · hours of the nodes done.
    cost: u128,
    /// What the nodes that are left add to the bound. See [`Bound`].
    steps_left: u128,
    /// The place of the first way that starts at this beginning.
    first_way: usize,
    /// Whether some best order has this beginning. It is known only after all beginnings are found.
    is_best: bool,
}

/// One step from a beginning to the next: a node with weight, and right before it everything that it still waits for.
#[derive(Clone, Copy)]
struct Way {
    from: usize,
    to: usize,
    first: usize,
}

impl<'k> Dynamic<'k> {
    /// Finds all best orders of a block. Returns `None` if the block has more than [`MOST_NODES`] nodes, or if more than
    /// `most` beginnings would have to be looked at.
    ///
    /// The least cost of a beginning is the least, over its possible last nodes with weight, of the cost of the beginning
    /// without that node, plus the weight of the node times all hours of the beginning (Schrage & Baker 1978, Lawler 1979).
    /// Only beginnings that keep to [`forced`] are looked at. Of these, only those are continued that could be part of an
    /// order that costs no more than a first greedy order.
    pub(crate) fn solve(kernel: &'k Kernel, most: u64) -> Option<Dynamic<'k>> {
        if kernel.len() > MOST_NODES || most == 0 {
            return None;
        }
        let before = forced(kernel);
        let weighted = Weighted::of(kernel, &before);
        let bound = Bound::of(kernel, weighted.greedy(kernel, &before));
        let mut dynamic = Dynamic {
            kernel,
            before,
            beginnings: Vec::with_capacity(8 * kernel.len()),
            ways: Vec::with_capacity(24 * kernel.len()),
        };
        dynamic.beginnings.push(Beginning {
            done: 0,
            ready: weighted.ready,
            hours: 0,
            weight: 0,
            cost: 0,
            steps_left: bound.steps.iter().sum(),
            first_way: 0,
            is_best: false,
        });
        let mut places: HashMap<Nodes, usize, BuildHasherDefault<WordHasher>> =
            HashMap::with_capacity_and_hasher(8 * kernel.len(), BuildHasherDefault::default());
        let mut at = 0;
        while at < dynamic.beginnings.len() {
            if at as u64 >= most {
                return None;
            }
            let first_way = dynamic.ways.len();
            let begun = &mut dynamic.beginnings[at];
            begun.first_way = first_way;
            let (done, cost) = (begun.done, begun.cost);
            let ready = if bound.exceeds(begun) { 0 } else { begun.ready };
            for first in members(ready) {
                let new = dynamic.before[first] & !done;
                let to = *places.entry(done | new).or_insert(dynamic.beginnings.len());
                if to == dynamic.beginnings.len() {
                    let begun = &dynamic.beginnings[at];
                    let hours = members(new).map(|node| kernel.hours[node]).sum::<u64>();
                    let beginning = Beginning {
                        done: done | new,
                        ready: weighted.ready_after(
                            &dynamic.before,
                            begun.ready,
                            first,
                            done | new,
                        ),
                        hours: begun.hours + hours,
                        weight: begun.weight + kernel.weight[first],
                        cost: u128::MAX,
                        steps_left: begun.steps_left - bound.steps[first],
                        first_way: 0,
                        is_best: false,
                    };
                    dynamic.beginnings.push(beginning);
                }
                let way = Way { from: at, to, first };
                let cost = cost + dynamic.cost_of(way);
                let best = &mut dynamic.beginnings[to].cost;
                *best = cost.min(*best);
                dynamic.ways.push(way);
            }
            at += 1;
        }
        dynamic.mark();
        Some(dynamic)
    }

    /// Returns the number of beginnings that were looked at.
    pub(crate) fn looked_at(&self) -> u64 {
        self.beginnings.len() as u64
    }

    /// Returns the least cost of the block.
    pub(crate) fn cost(&self) -> u128 {
        self.beginnings.last().map_or(0, |all| all.cost)
    }

    /// Returns a best order, as one set of nodes for each node with weight: the node and what is done right before it. If
    /// several sets can come next, `choose` returns the place of one of them.
    pub(crate) fn best(&self, choose: impl Fn(&[Nodes]) -> usize) -> Vec<Nodes> {
        let mut order = Vec::new();
        let mut at = 0;
        loop {
            let ways = self.ways[self.beginnings[at].first_way..].iter();
            let best: Vec<&Way> =
                ways.take_while(|way| way.from == at).filter(|way| self.is_best(**way)).collect();
            let done = self.beginnings[at].done;
            let chunks: Vec<Nodes> =
                best.iter().map(|way| self.before[way.first] & !done).collect();
            let chosen = match chunks.len() {
                0 => return order,
                1 => 0,
                _ => choose(&chunks),
            };
            order.push(chunks[chosen]);
            at = best[chosen].to;
        }
    }

    /// Returns the cost of the last node of a way.
    fn cost_of(&self, way: Way) -> u128 {
        self.kernel.weight[way.first] * u128::from(self.beginnings[way.to].hours)
    }

    /// Returns whether a way is part of some best order. For the end of the way this must be known.
    fn is_best(&self, way: Way) -> bool {
        let (from, to) = (&self.beginnings[way.from], &self.beginnings[way.to]);
        to.is_best && from.cost + self.cost_of(way) == to.cost
    }

    /// Marks the beginnings of best orders, from the last beginning back to the first.
    fn mark(&mut self) {
        if let Some(all) = self.beginnings.last_mut() {
            all.is_best = true;
        }
        for at in (0..self.ways.len()).rev() {
            if self.is_best(self.ways[at]) {
                let from = self.ways[at].from;
                self.beginnings[from].is_best = true;
            }
        }
    }
}

/// The nodes with weight, and how they wait for each other.
struct Weighted {
    all: Nodes,
    /// The nodes with weight that wait for no other one.
    ready: Nodes,
    /// For each node with weight, the nodes with weight that wait for it directly.
    next: Vec<Nodes>,
}

impl Weighted {
    fn of(kernel: &Kernel, before: &[Nodes]) -> Weighted {
        let all = kernel.weighted.iter().fold(0, |all, node| all | bit(node));
        let mut weighted = Weighted { all, ready: 0, next: vec![0; kernel.len()] };
        for node in members(all) {
            let direct = direct(before, node, all);
            members(direct).for_each(|other| weighted.next[other] |= bit(node));
            if direct == 0 {
                weighted.ready |= bit(node);
            }
        }
        weighted
    }

    /// Returns the nodes that are ready after one more ready node is done. `done` holds everything that is done then.
    fn ready_after(&self, before: &[Nodes], ready: Nodes, node: usize, done: Nodes) -> Nodes {
        let waits = |next: usize| before[next] & self.all & !done & !bit(next) != 0;
        let new = members(self.next[node]).filter(|next| !waits(*next));
        new.fold(ready & !bit(node), |ready, next| ready | bit(next))
    }

    /// Returns the cost of the greedy order, which always takes next the node with the most weight per hour.
    fn greedy(&self, kernel: &Kernel, before: &[Nodes]) -> u128 {
        let (mut done, mut ready, mut hours, mut cost) = (0, self.ready, 0, 0);
        loop {
            let takes = |node: usize| {
                members(before[node] & !done).map(|node| kernel.hours[node]).sum::<u64>()
            };
            let next = members(ready).map(|node| (node, takes(node))).reduce(|best, other| {
                let is_denser = kernel.weight[other.0] * u128::from(best.1)
                    > kernel.weight[best.0] * u128::from(other.1);
                if is_denser { other } else { best }
            });
            let Some((node, takes)) = next else { return cost };
            done |= before[node];
            ready = self.ready_after(before, ready, node, done);
            hours += takes;
            cost += kernel.weight[node] * u128::from(hours);
        }
    }
}

/// A lower bound for all orders that begin in a given way.
///
/// No beginning of a block is denser than the whole block, of weight W and hours H. So after a beginning of weight w and h
/// hours, the next weight is earned at h at the earliest, and a total weight of v is earned at v · H/W at the earliest. The
/// least area between this curve and the weight axis is ½ W·H + ½ h²·W/H − w·h. The steps of the staircase add to it, each
/// node by itself (see `staircase` in the search): half of its weight times its hours, or, if the node is less dense than
/// the whole block, weight · hours − ½ weight² · H/W. Everything is multiplied by 2 H, so that the numbers are whole.
struct Bound {
    /// The factor 2 H by which everything is multiplied.
    scale: u128,
    weight: u128,
    /// What each node adds to the bound.
    steps: Vec<u128>,
    /// The cost that must not be exceeded, less W·H² and in the scale of the bound.
    ceiling: u128,
    /// Whether the numbers are small enough to be multiplied without overflow. If not, the bound rules out nothing.
    holds: bool,
}

impl Bound {
    /// Returns the bound of a block for orders that cost at most `cost`.
    fn of(kernel: &Kernel, cost: u128) -> Bound {
        let hours: u128 = kernel.hours.iter().map(|hours| u128::from(*hours)).sum();
        let weight: u128 = kernel.weight.iter().sum();
        let steps = || {
            // No sum in the bound exceeds this product.
            weight.checked_mul(hours)?.checked_mul(hours)?.checked_mul(8)?;
            let step = |(w, h): (&u128, &u64)| {
                let (by_weight, by_hours) = (w * hours, u128::from(*h) * weight);
                let corner = by_weight * u128::from(*h);
                if by_weight > by_hours {
                    return Some(corner);
                }
                Some(2 * corner - by_weight.checked_mul(by_weight)?.div_ceil(weight))
            };
            kernel.weight.iter().zip(&kernel.hours).map(step).collect::<Option<Vec<u128>>>()
        };
        match steps() {
            // Every order costs at least half of W·H, so this does not go below zero.
            Some(steps) => Bound {
                scale: 2 * hours,
                weight,
                steps,
                ceiling: 2 * hours * cost - weight * hours * hours,
                holds: true,
            },
            None => {
                let steps = vec![0; kernel.len()];
                Bound { scale: 0, weight, steps, ceiling: 0, holds: false }
            }
        }
    }

    /// Returns whether every order with this beginning costs more than the ceiling.
    fn exceeds(&self, begun: &Beginning) -> bool {
        let hours = u128::from(begun.hours);
        self.holds
            && self.scale * begun.cost + self.weight * hours * hours + begun.steps_left
                > self.scale * begun.weight * hours + self.ceiling
    }
}
