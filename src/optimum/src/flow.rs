//! Minimum cuts: is a set of nodes as dense as its densest beginning?

use std::borrow::Cow;

use super::kernel::Kernel;
use super::set::Set;

/// What a minimum cut says about a set of nodes.
pub(super) enum Cut {
    /// A proper beginning (with every node all that it needs of the set) that is denser than the whole; the
    /// rest is less dense.
    Denser(Set),
    /// No beginning is denser than the whole: here are the finest parts of the whole's own density, in an order
    /// that is feasible.
    Even(Vec<Set>),
}

/// Cuts sets of one kernel at their mean density. A workspace: nothing is remembered from cut to cut.
///
/// In a set of weight W and hours H a node is worth w·H − h·W. Nodes that are worth something, the *givers*, send it to
/// the *takers* among all that they need, those that cost: what cannot be placed shows the beginning of greatest worth
/// (Picard 1976, Picard & Queyranne 1980), and that is denser than W/H. A giver reaches everything that it needs at
/// once, so that a way from giver to taker goes back only through takers that another giver has filled.
pub(super) struct Cutter<'k> {
    kernel: &'k Kernel,
    /// The weights to cut by: the kernel's own unless [`Cutter::weigh`] says others.
    weight: Cow<'k, [u128]>,
    /// What a node has still to place (> 0) or can still take (< 0).
    excess: Vec<i128>,
    /// Of each taker the givers that filled it, with how much they sent.
    filled: Vec<Vec<(usize, i128)>>,
    /// The nodes inside from which something can still be placed.
    live: Set,
    /// What a search has come to.
    reached: Set,
    /// From which giver a search came to a node.
    from: Vec<usize>,
    /// Back from which taker a search came to a giver.
    back_from: Vec<usize>,
    /// The givers that a search has come to, in the order in which it came: those at the front it has looked beyond.
    givers: Vec<usize>,
    /// The same as a set.
    is_giver: Set,
    tarjan: Tarjan,
}

/// What the search for strong components writes on: by node, but for the stacks.
#[derive(Default)]
struct Tarjan {
    number: Vec<usize>,
    low: Vec<usize>,
    open: Vec<usize>,
    is_open: Set,
    path: Vec<(usize, usize)>,
}

impl<'k> Cutter<'k> {
    pub(crate) fn new(kernel: &'k Kernel) -> Cutter<'k> {
        let size = kernel.len();
        Cutter {
            kernel,
            weight: Cow::Borrowed(&kernel.weight),
            excess: vec![0; size],
            filled: vec![Vec::new(); size],
            live: Set::empty(size),
            reached: Set::empty(size),
            from: vec![0; size],
            back_from: vec![0; size],
            givers: Vec::new(),
            is_giver: Set::empty(size),
            tarjan: Tarjan {
                number: vec![0; size],
                low: vec![0; size],
                is_open: Set::empty(size),
                ..Tarjan::default()
            },
        }
    }

    /// Cuts by other weights from now on.
    pub(crate) fn weigh(&mut self, weight: Vec<u128>) {
        self.weight = Cow::Owned(weight);
    }

    /// The weight of a set of nodes.
    pub(crate) fn total_weight(&self, nodes: &Set) -> u128 {
        nodes.iter().map(|node| self.weight[node]).sum()
    }

    /// Whether the set holds one node with weight: all else in it is there for that one.
    pub(crate) fn is_single(&self, inside: &Set) -> bool {
        inside.iter().filter(|node| self.weight[*node] > 0).nth(1).is_none()
    }

    /// Cuts a set at its mean density. The set is what one closed set has and another lacks.
    pub(crate) fn cut(&mut self, inside: &Set) -> Cut {
        let hours = self.kernel.total_hours(inside) as i128;
        let weight = self.total_weight(inside) as i128;
        for node in inside.iter() {
            self.excess[node] =
                self.weight[node] as i128 * hours - i128::from(self.kernel.hours[node]) * weight;
            self.filled[node].clear();
        }
        self.live.clone_from(inside);
        for node in inside.iter() {
            while self.excess[node] > 0 && self.live.contains(node) {
                self.place(node);
            }
        }
        let denser = inside.without(&self.live);
        if denser.is_empty() { Cut::Even(self.parts(inside)) } else { Cut::Denser(denser) }
    }

    /// Sends what a giver has to takers, the nearest first, until it has nothing, or nobody else is found, or a way has
    /// closed: then another search may find another one.
    ///
    /// A search that finds nobody has seen all that can be reached; nothing flows there later, so that it is dead.
    fn place(&mut self, source: usize) {
        self.reached.clear(self.kernel.len());
        self.givers.clear();
        self.givers.push(source);
        self.is_giver.clear(self.kernel.len());
        self.is_giver.insert(source);
        let mut found = false;
        let mut at = 0;
        while let Some(giver) = self.givers.get(at).copied() {
            at += 1;
            let below = &self.kernel.below[giver];
            for word in 0..below.words().len() {
                let mut new =
                    below.words()[word] & self.live.words()[word] & !self.reached.words()[word];
                self.reached.add_word(word, new);
                while new != 0 {
                    let taker = word * 64 + new.trailing_zeros() as usize;
                    new &= new - 1;
                    self.from[taker] = giver;
                    if self.excess[taker] < 0 {
                        found = true;
                        if !self.push(source, taker) || self.excess[source] == 0 {
                            return;
                        }
                    }
                    for (other, _) in &self.filled[taker] {
                        if !self.is_giver.contains(*other) {
                            self.is_giver.insert(*other);
                            self.back_from[*other] = taker;
                            self.givers.push(*other);
                        }
                    }
                }
            }
        }
        if !found {
            self.live.subtract(&self.reached);
        }
    }

    /// Moves as much as the way from `source` to `taker` allows, and returns whether the way is still open.
    fn push(&mut self, source: usize, taker: usize) -> bool {
        let mut amount = self.excess[source].min(-self.excess[taker]);
        let mut giver = self.from[taker];
        while giver != source {
            let back = self.back_from[giver];
            amount = amount.min(sent(&mut self.filled[back], giver).1);
            giver = self.from[back];
        }
        self.excess[source] -= amount;
        self.excess[taker] += amount;
        let mut is_open = true;
        let mut at = taker;
        loop {
            let giver = self.from[at];
            sent(&mut self.filled[at], giver).1 += amount;
            if giver == source {
                return is_open;
            }
            at = self.back_from[giver];
            sent(&mut self.filled[at], giver).1 -= amount;
            if sent(&mut self.filled[at], giver).1 == 0 {
                self.filled[at].retain(|(_, amount)| *amount > 0);
                is_open = false;
            }
        }
    }

    /// The strong components of what the flow leaves open, needs first: the minimum cuts are the closed sets of
    /// these (Picard & Queyranne 1980), so that no part has a beginning of the same density. Tarjan's algorithm
    /// with its own stack.
    fn parts(&mut self, inside: &Set) -> Vec<Set> {
        const UNSEEN: usize = usize::MAX;
        let size = self.kernel.len();
        let mut tarjan = std::mem::take(&mut self.tarjan);
        for node in inside.iter() {
            tarjan.number[node] = UNSEEN;
        }
        let mut count = 0;
        let mut parts = Vec::new();
        for root in inside.iter() {
            if tarjan.number[root] != UNSEEN {
                continue;
            }
            tarjan.path.push((root, 0));
            while let Some((node, at)) = tarjan.path.pop() {
                if at == 0 {
                    tarjan.number[node] = count;
                    tarjan.low[node] = count;
                    count += 1;
                    tarjan.open.push(node);
                    tarjan.is_open.insert(node);
                }
                match self.beyond(node, at) {
                    None => {
                        if tarjan.low[node] == tarjan.number[node] {
                            let is_first = |other: &usize| *other == node;
                            let first = tarjan.open.iter().rposition(is_first).unwrap_or(0);
                            let part = Set::of(size, tarjan.open.drain(first..));
                            tarjan.is_open.subtract(&part);
                            parts.push(part);
                        }
                        if let Some((parent, _)) = tarjan.path.last() {
                            tarjan.low[*parent] = tarjan.low[*parent].min(tarjan.low[node]);
                        }
                    }
                    Some(next) if inside.contains(next) => {
                        tarjan.path.push((node, at + 1));
                        if tarjan.number[next] == UNSEEN {
                            tarjan.path.push((next, 0));
                        } else if tarjan.is_open.contains(next) {
                            tarjan.low[node] = tarjan.low[node].min(tarjan.number[next]);
                        }
                    }
                    Some(_) => tarjan.path.push((node, at + 1)),
                }
            }
        }
        self.tarjan = tarjan;
        parts
    }

    /// The `at`-th neighbour of a node: its needs, then whoever sent something here.
    fn beyond(&self, node: usize, at: usize) -> Option<usize> {
        let needs = &self.kernel.needs[node];
        match needs.get(at) {
            Some(need) => Some(*need),
            None => self.filled[node].get(at - needs.len()).map(|(giver, _)| *giver),
        }
    }
}

/// What a giver has sent to a taker with these givers: nothing, if it is not among them.
fn sent(filled: &mut Vec<(usize, i128)>, giver: usize) -> &mut (usize, i128) {
    let at = filled.iter().position(|(other, _)| *other == giver).unwrap_or_else(|| {
        filled.push((giver, 0));
        filled.len() - 1
    });
    &mut filled[at]
}
