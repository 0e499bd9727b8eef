//! Minimum cuts, which tell whether some beginning of a set of nodes is denser than the whole set.

use std::borrow::Cow;

use super::kernel::Kernel;
use super::set::Set;

/// The result of a minimum cut of a set of nodes.
pub(super) enum Cut {
    /// A proper beginning that is denser than the whole set; the rest is less dense. It holds everything of the set
    /// that its nodes need.
    Denser(Set),
    /// No beginning is denser than the whole set. These are the smallest parts of the same density as the whole, in a
    /// feasible order.
    Even(Vec<Set>),
}

/// Cuts sets of nodes of one kernel at their mean density. It is a workspace: no cut depends on earlier ones.
///
/// In a set of weight W and hours H, a node is worth w·H − h·W. The *givers* are the nodes of positive worth, the
/// *takers* those of negative worth. A giver sends its worth to takers among the nodes that it needs. The worth that
/// cannot be placed shows the beginning of greatest worth (Picard 1976, Picard & Queyranne 1980), which is denser than
/// W/H. A giver reaches everything that it needs in one step, so a way from a giver to a taker goes back only through
/// takers that another giver has filled.
pub(super) struct Cutter<'k> {
    kernel: &'k Kernel,
    /// The weights to cut by: those of the kernel, unless [`Cutter::weigh`] sets others.
    weight: Cow<'k, [u128]>,
    /// What a node still has to place (> 0) or can still take (< 0).
    excess: Vec<i128>,
    /// For each taker, the givers that filled it and how much each of them sent.
    filled: Vec<Vec<(usize, i128)>>,
    /// The nodes of the set from which something can still be placed.
    live: Set,
    /// The nodes that a search has reached.
    reached: Set,
    /// For each node, the giver from which a search reached it.
    from: Vec<usize>,
    /// For each giver, the taker from which a search came back to it.
    back_from: Vec<usize>,
    /// The givers that a search has reached, in the order in which it reached them. The search has already looked
    /// beyond those at the front.
    givers: Vec<usize>,
    /// The same givers as a set.
    is_giver: Set,
    tarjan: Tarjan,
}

/// The working memory of the search for strong components. `open` and `path` are stacks; the other fields are by node.
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

    /// Sets other weights to cut by.
    pub(crate) fn weigh(&mut self, weight: Vec<u128>) {
        self.weight = Cow::Owned(weight);
    }

    /// Returns the weight of a set of nodes.
    pub(crate) fn total_weight(&self, nodes: &Set) -> u128 {
        nodes.iter().map(|node| self.weight[node]).sum()
    }

    /// Returns whether the set has at most one node with weight. All other nodes are then there for that one.
    pub(crate) fn is_single(&self, inside: &Set) -> bool {
        inside.iter().filter(|node| self.weight[*node] > 0).nth(1).is_none()
    }

    /// Cuts a set at its mean density. The set is the difference of two closed sets.
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

    /// Sends the worth of a giver to takers, the nearest first. Stops when the giver has nothing left, when no other
    /// taker is found, or when a way has closed. In the last case another search may find another way.
    ///
    /// A search that finds no taker has seen everything that can be reached. Nothing can flow there later, so those
    /// nodes leave `live`.
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

    /// Moves as much as the way from `source` to `taker` allows. Returns whether the way is still open.
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

    /// Returns the strong components of what the flow leaves open, with needs first. The minimum cuts are the closed
    /// sets of these components (Picard & Queyranne 1980), so no part has a beginning of the same density. This is
    /// Tarjan's algorithm with an explicit stack.
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

    /// Returns the neighbour of a node with this number: first come its needs, then the givers that sent something to
    /// it.
    fn beyond(&self, node: usize, at: usize) -> Option<usize> {
        let needs = &self.kernel.needs[node];
        match needs.get(at) {
            Some(need) => Some(*need),
            None => self.filled[node].get(at - needs.len()).map(|(giver, _)| *giver),
        }
    }
}

/// Returns what a giver has sent to a taker whose givers are `filled`. A giver that is not among them is added with 0.
fn sent(filled: &mut Vec<(usize, i128)>, giver: usize) -> &mut (usize, i128) {
    let at = filled.iter().position(|(other, _)| *other == giver).unwrap_or_else(|| {
        filled.push((giver, 0));
        filled.len() - 1
    });
    &mut filled[at]
}
