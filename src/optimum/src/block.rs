//! The exact search inside a block.

use std::rc::Rc;

use super::flow::Cutter;
use super::kernel::Kernel;
use super::set::{BySet, Set};
use super::sidney::blocks;

/// A branch and bound search over the node with weight that a block does first. It remembers what is known of each
/// block.
///
/// An order of a block is an order of its nodes with weight, because what else a node needs is done right before it
/// (see [`Kernel`]). After the first node with weight, the rest falls apart again into blocks that are independent
/// of each other. Each of them is looked up, bounded by [`staircase`] or searched.
pub(super) struct Search<'k> {
    kernel: &'k Kernel,
    cutter: Cutter<'k>,
    memory: BySet<Known>,
    /// The blocks of each set of nodes that is left after a beginning.
    rests: BySet<Rc<[Set]>>,
    /// The number of beginnings whose rest was decomposed into blocks.
    pub nodes: u64,
    limit: u64,
}

/// What is known of the least cost of a block: Σ weight · hours since the block began.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// A lower bound of the cost.
    pub lower: u128,
    /// The cost of the best order found, and the node with weight that it does first.
    pub found: Option<(u128, usize)>,
}

impl Known {
    /// Returns whether the best order found is proved to be the best.
    pub(crate) fn exact(&self) -> bool {
        self.found.is_some_and(|(cost, _)| cost == self.lower)
    }
}

/// One way to begin a block, with the blocks that are left after it.
pub(super) struct Beginning {
    /// The first node with weight.
    pub first: usize,
    /// The blocks of the rest, in the order in which they are done.
    pub rest: Rc<[Set]>,
    /// The part of the cost that does not depend on the order inside the blocks of the rest.
    fixed: u128,
    /// A lower bound for every order with this beginning.
    pub lower: u128,
}

impl Beginning {
    /// Returns the beginning of a block with a single node with weight, which is the whole block.
    pub(crate) fn only(first: usize, cost: u128) -> Beginning {
        Beginning { first, rest: Rc::new([]), fixed: cost, lower: cost }
    }
}

impl<'k> Search<'k> {
    pub(crate) fn new(kernel: &'k Kernel, limit: u64) -> Search<'k> {
        Search {
            kernel,
            cutter: Cutter::new(kernel),
            memory: BySet::default(),
            rests: BySet::default(),
            nodes: 0,
            limit,
        }
    }

    /// Searches until the least cost of the block is exact, is proved to be at least `ceiling`, or the limit is
    /// reached.
    pub(crate) fn validate(&mut self, block: &Set, ceiling: u128) -> Known {
        let mut known = self.known(block);
        if known.exact() || known.lower >= ceiling || self.nodes >= self.limit {
            return known;
        }
        let mut lower = u128::MAX;
        for mut beginning in self.beginnings(block) {
            let best = known.found.map_or(ceiling, |(cost, _)| cost.min(ceiling));
            if self.prove_beginning(&mut beginning, best) && beginning.lower < best {
                known.found = Some((beginning.lower, beginning.first));
            }
            lower = lower.min(beginning.lower);
        }
        known.lower = known.lower.max(lower);
        self.memory.insert(block.clone(), known);
        known
    }

    /// Raises the lower bound of a beginning until it is exact or at least `ceiling`, or the limit is reached.
    /// Returns whether it is exact.
    pub(crate) fn prove_beginning(&mut self, beginning: &mut Beginning, ceiling: u128) -> bool {
        let mut exact = true;
        // More may be known by now.
        beginning.lower = beginning.fixed
            + beginning.rest.iter().map(|part| self.known(part).lower).sum::<u128>();
        for part in beginning.rest.iter() {
            if beginning.lower >= ceiling {
                return false;
            }
            let others = beginning.lower - self.known(part).lower;
            let proved = self.validate(part, ceiling - others);
            beginning.lower = others + proved.lower;
            exact &= proved.exact();
        }
        exact
    }

    /// Returns what is known of a block without a search.
    pub(crate) fn known(&mut self, block: &Set) -> Known {
        let first = self.only(block);
        if first.is_none()
            && let Some(known) = self.memory.get(block)
        {
            return *known;
        }
        let lower = lower_bound(self.kernel, block);
        if let Some(first) = first {
            return Known { lower, found: Some((lower, first)) };
        }
        let known = Known { lower, found: None };
        self.memory.insert(block.clone(), known);
        known
    }

    /// Returns the only node with weight of a block; `None` if there are several.
    fn only(&self, block: &Set) -> Option<usize> {
        let weighted = block.and(&self.kernel.weighted);
        let mut weighted = weighted.iter();
        weighted.next().filter(|_| weighted.next().is_none())
    }

    /// Returns all ways to begin a block, the most promising first.
    pub(crate) fn beginnings(&mut self, block: &Set) -> Vec<Beginning> {
        let firsts = self.firsts(block);
        let mut beginnings: Vec<Beginning> =
            firsts.iter().map(|first| self.beginning(block, *first)).collect();
        beginnings.sort_by_key(|beginning| (beginning.lower, beginning.first));
        beginnings
    }

    /// Returns the few ways to begin a block that earn the most weight per hour at once, the most promising first.
    /// They serve orders past the limit.
    pub(crate) fn some_beginnings(&mut self, block: &Set) -> Vec<Beginning> {
        const SOME: usize = 4;
        let kernel = self.kernel;
        let mut firsts: Vec<(usize, u128)> = self
            .firsts(block)
            .into_iter()
            .map(|first| (first, kernel.total_hours(&kernel.below[first].and(block))))
            .collect();
        firsts.sort_by(|(a, a_hours), (b, b_hours)| {
            (kernel.weight[*b] * a_hours).cmp(&(kernel.weight[*a] * b_hours)).then(a.cmp(b))
        });
        firsts.truncate(SOME);
        let mut beginnings: Vec<Beginning> =
            firsts.iter().map(|(first, _)| self.beginning(block, *first)).collect();
        beginnings.sort_by_key(|beginning| (beginning.lower, beginning.first));
        beginnings
    }

    /// Returns the nodes with weight that need no other node with weight of the block.
    fn firsts(&self, block: &Set) -> Vec<usize> {
        let weighted = block.and(&self.kernel.weighted);
        weighted.iter().filter(|node| self.kernel.below[*node].and(&weighted).len() == 1).collect()
    }

    /// Returns the blocks of a set of nodes. A set that was not decomposed before counts as one node of the search.
    fn rest(&mut self, nodes: Set) -> Rc<[Set]> {
        let (cutter, count) = (&mut self.cutter, &mut self.nodes);
        let decompose = |nodes: &Set| {
            *count += 1;
            blocks(cutter, nodes).into()
        };
        self.rests.entry(nodes).or_insert_with_key(decompose).clone()
    }

    fn beginning(&mut self, block: &Set, first: usize) -> Beginning {
        let kernel = self.kernel;
        let chunk = kernel.below[first].and(block);
        let rest = self.rest(block.without(&chunk));
        let mut waiting = kernel.total_weight(block);
        let mut fixed = kernel.total_hours(&chunk) * waiting;
        waiting -= kernel.weight[first];
        for part in rest.iter() {
            waiting -= kernel.total_weight(part);
            fixed += kernel.total_hours(part) * waiting;
        }
        let lower = fixed + rest.iter().map(|part| self.known(part).lower).sum::<u128>();
        Beginning { first, rest, fixed, lower }
    }
}

/// Returns a lower bound for every order of a block. It is exact for a block with a single node with weight.
pub(super) fn lower_bound(kernel: &Kernel, block: &Set) -> u128 {
    let (weight, hours) = (kernel.total_weight(block), kernel.total_hours(block));
    if block.and(&kernel.weighted).len() == 1 {
        weight * hours
    } else {
        staircase(kernel, block, weight, hours)
    }
}

/// Returns the lower bound of a block by geometry.
///
/// Draw an order as a staircase, with hours to the right and weight earned upwards. The objective is the area
/// between the stairs and the weight axis. No beginning of a block is denser than the whole block, so the stairs
/// stay under the line from (0, 0) to (H, W). The triangle above the line is ½ W·H, and each stair adds what lies
/// between it and the line.
///
/// A stair of h hours and weight w is steep if w > r·h, with r = W/H. If horizontal lines through the ends of the
/// stairs cut the area into strips, a stair adds at least w²/2r if it is steep, else w·h − w²/2r. If vertical lines
/// cut it, a stair adds at least w·h − r·h²/2 if it is steep, else r·h²/2. Both sums are lower bounds. Stair by
/// stair, neither is below ½ w·h, so the result is at least the usual bound ½ (W·H + Σ w·h).
fn staircase(kernel: &Kernel, block: &Set, weight: u128, hours: u128) -> u128 {
    let sums = || {
        let (mut level, mut upright) = (0_u128, 0_u128);
        for node in block.iter() {
            let (w, h) = (kernel.weight[node], u128::from(kernel.hours[node]));
            let square = |a: u128, b: u128| a.checked_mul(a)?.checked_mul(b);
            let (by_weight, by_hours) = (square(w, hours)?, square(h, weight)?);
            let corner = (w * h).checked_mul(2)?;
            let (steep, flat) = (
                corner.checked_mul(hours)?.checked_sub(by_hours),
                corner.checked_mul(weight)?.checked_sub(by_weight),
            );
            let is_steep = w * hours > h * weight;
            level = level.checked_add(if is_steep { by_weight } else { flat? })?;
            upright = upright.checked_add(if is_steep { steep? } else { by_hours })?;
        }
        Some(level.div_ceil(weight).max(upright.div_ceil(hours)))
    };
    // With extremely large numbers the bound is weaker, but still valid.
    (weight * hours + sums().unwrap_or(0)).div_ceil(2)
}
