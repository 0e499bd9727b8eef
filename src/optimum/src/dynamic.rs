//! The order of a block by dynamic programming over its beginnings.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::forced::{MOST_NODES, Nodes, bit, direct, forced, members};
use super::kernel::Kernel;
use super::set::WordHasher;

/// All best orders of a block.
pub(super) struct Dynamic<'k> {
    kernel: &'k Kernel,
    /// For each node what comes before it in every best order, and itself.
    before: Vec<Nodes>,
    /// The beginnings, those of fewer nodes with weight first. The first is empty, the last one is the whole block.
    beginnings: Vec<Beginning>,
    /// The ways from one beginning to the next, in the order of those that they start from.
    ways: Vec<Way>,
}

/// Some nodes with weight and all that comes before them.
struct Beginning {
    done: Nodes,
    /// The nodes with weight that wait for no other one.
    ready: Nodes,
    hours: u64,
    /// The weight of what is done.
    weight: u128,
    /// The least Σ weight · hours of what is done.
    cost: u128,
    /// What the nodes that are left add to the bound: see [`Bound`].
    steps_left: u128,
    /// The place of the first way that starts here.
    first_way: usize,
    /// Whether some best order begins so; known when all is done.
    is_best: bool,
}

/// Doing one more node with weight, and right before it what it still waits for.
#[derive(Clone, Copy)]
struct Way {
    from: usize,
    to: usize,
    first: usize,
}

impl<'k> Dynamic<'k> {
    /// All best orders of a block; `None` where it has more nodes than a number holds, or where more beginnings than so many
    /// would have to be looked at.
    ///
    /// The least cost of a beginning is that of a beginning without its last node with weight, and this node's weight times
    /// all hours (Schrage & Baker 1978, Lawler 1979). Only what keeps to [`forced`] is looked at, and of that only what
    /// could be part of an order that costs no more than one found at once.
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

    /// How many beginnings were looked at.
    pub(crate) fn looked_at(&self) -> u64 {
        self.beginnings.len() as u64
    }

    /// The least cost of the block.
    pub(crate) fn cost(&self) -> u128 {
        self.beginnings.last().map_or(0, |all| all.cost)
    }

    /// A best order: its nodes with weight, each after what is done right before it. Where several of them can be next,
    /// `choose` says which, by what would be done.
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

    /// What the last node of a way costs.
    fn cost_of(&self, way: Way) -> u128 {
        self.kernel.weight[way.first] * u128::from(self.beginnings[way.to].hours)
    }

    /// Whether a way is part of some best order, when that is known of its end.
    fn is_best(&self, way: Way) -> bool {
        let (from, to) = (&self.beginnings[way.from], &self.beginnings[way.to]);
        to.is_best && from.cost + self.cost_of(way) == to.cost
    }

    /// Notes which beginnings some best order has, from the last one back.
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

/// The nodes with weight.
struct Weighted {
    all: Nodes,
    /// Those that wait for no other one.
    ready: Nodes,
    /// For each of them those that wait for it, and for nothing that waits for it.
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

    /// Those that are ready when one more node is done, which was ready, and all this with it.
    fn ready_after(&self, before: &[Nodes], ready: Nodes, node: usize, done: Nodes) -> Nodes {
        let waits = |next: usize| before[next] & self.all & !done & !bit(next) != 0;
        let new = members(self.next[node]).filter(|next| !waits(*next));
        new.fold(ready & !bit(node), |ready, next| ready | bit(next))
    }

    /// What the order costs that always brings the most weight per hour next.
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

/// What no order that begins in some way can go under.
///
/// No beginning of a block is denser than the whole block, of weight W and hours H. So after a beginning of weight w and
/// h hours the next stretch of weight is earned at h at the earliest, and weight v in all at v · H/W at the earliest. The
/// least area between this and the weight axis is ½ W·H + ½ h²·W/H − w·h. Beside it counts what the steps of the staircase
/// add, each node by itself (see `staircase` in the search): half of its weight times its hours; and where the node is
/// less dense than the whole, weight · hours − ½ weight² · H/W. All is counted 2 H times, so that it is whole.
struct Bound {
    /// 2 H.
    scale: u128,
    weight: u128,
    /// What each node adds.
    steps: Vec<u128>,
    /// What may not be exceeded, less W·H².
    ceiling: u128,
    /// Whether the numbers are small enough to be multiplied so.
    holds: bool,
}

impl Bound {
    /// The bound of a block, for orders that cost this much or less.
    fn of(kernel: &Kernel, cost: u128) -> Bound {
        let hours: u128 = kernel.hours.iter().map(|hours| u128::from(*hours)).sum();
        let weight: u128 = kernel.weight.iter().sum();
        let steps = || {
            // No sum of the bound is greater.
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
            // No order costs less than half of W·H.
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

    /// Whether every order that begins so costs more.
    fn exceeds(&self, begun: &Beginning) -> bool {
        let hours = u128::from(begun.hours);
        self.holds
            && self.scale * begun.cost + self.weight * hours * hours + begun.steps_left
                > self.scale * begun.weight * hours + self.ceiling
    }
}
