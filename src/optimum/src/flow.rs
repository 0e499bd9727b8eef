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
/// In a set of weight W and hours H a node is worth w·H − h·W. Nodes that are worth something send it along
/// their needs to those that cost: what cannot be placed shows the beginning of greatest worth (Picard 1976,
/// Picard & Queyranne 1980), and that is denser than W/H.
pub(super) struct Cutter<'k> {
    kernel: &'k Kernel,
    /// The weights to cut by: the kernel's own unless [`Cutter::weigh`] says others.
    weight: Cow<'k, [u128]>,
    /// Arc a runs from `from[a]` to what it needs, `to[a]`; those of a node stand together.
    from: Vec<usize>,
    to: Vec<usize>,
    /// Where the arcs of a node begin, with one entry more.
    begin: Vec<usize>,
    /// The arcs that end in a node.
    into: Vec<Vec<usize>>,
    flow: Vec<i128>,
    /// What a node has still to place (> 0) or can still take (< 0).
    excess: Vec<i128>,
    seen: Vec<Mark>,
    came_by: Vec<Step>,
    /// The nodes that a search has come to, in the order in which it came: those at the front it has looked beyond.
    reached: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Outside,
    Fresh,
    Seen,
    /// From here nothing can be placed any more.
    Dead,
}

#[derive(Clone, Copy)]
enum Step {
    Start,
    Along(usize),
    Back(usize),
}

impl<'k> Cutter<'k> {
    pub fn new(kernel: &'k Kernel) -> Cutter<'k> {
        let size = kernel.len();
        let mut cutter = Cutter {
            kernel,
            weight: Cow::Borrowed(&kernel.weight),
            from: Vec::new(),
            to: Vec::new(),
            begin: vec![0],
            into: vec![Vec::new(); size],
            flow: Vec::new(),
            excess: vec![0; size],
            seen: vec![Mark::Outside; size],
            came_by: vec![Step::Start; size],
            reached: Vec::with_capacity(size),
        };
        for (node, needs) in kernel.needs.iter().enumerate() {
            for need in needs {
                cutter.into[*need].push(cutter.to.len());
                cutter.from.push(node);
                cutter.to.push(*need);
            }
            cutter.begin.push(cutter.to.len());
        }
        cutter.flow = vec![0; cutter.to.len()];
        cutter
    }

    /// Cuts by other weights from now on.
    pub fn weigh(&mut self, weight: Vec<u128>) {
        self.weight = Cow::Owned(weight);
    }

    /// The weight of a set of nodes.
    pub fn total_weight(&self, nodes: &Set) -> u128 {
        nodes.iter().map(|node| self.weight[node]).sum()
    }

    /// Whether the set holds one node with weight: all else in it is there for that one.
    pub fn is_single(&self, inside: &Set) -> bool {
        inside.iter().filter(|node| self.weight[*node] > 0).nth(1).is_none()
    }

    /// Cuts a set at its mean density. The set is what one closed set has and another lacks.
    pub fn cut(&mut self, inside: &Set) -> Cut {
        let hours = self.kernel.total_hours(inside) as i128;
        let weight = self.total_weight(inside) as i128;
        self.seen.fill(Mark::Outside);
        for node in inside.iter() {
            self.seen[node] = Mark::Fresh;
            self.excess[node] =
                self.weight[node] as i128 * hours - i128::from(self.kernel.hours[node]) * weight;
            self.flow[self.begin[node]..self.begin[node + 1]].fill(0);
        }
        for node in inside.iter() {
            self.place(node);
        }
        let denser =
            Set::of(self.kernel.len(), inside.iter().filter(|node| self.seen[*node] == Mark::Dead));
        if denser.is_empty() { Cut::Even(self.parts(inside)) } else { Cut::Denser(denser) }
    }

    /// Sends what the node has to nodes that can take it, by shortest ways, until it has nothing or finds
    /// nobody.
    ///
    /// A search that finds nobody has seen all that can be reached; nothing flows there later, so that it stays
    /// dead.
    fn place(&mut self, source: usize) {
        let mut reached = std::mem::take(&mut self.reached);
        while self.excess[source] > 0 && self.seen[source] != Mark::Dead {
            reached.clear();
            reached.push(source);
            self.seen[source] = Mark::Seen;
            self.came_by[source] = Step::Start;
            let mut taker = None;
            let mut at = 0;
            while let Some(node) = reached.get(at).copied() {
                at += 1;
                if self.excess[node] < 0 {
                    taker = Some(node);
                    break;
                }
                for arc in self.begin[node]..self.begin[node + 1] {
                    let next = self.to[arc];
                    if self.seen[next] == Mark::Fresh {
                        self.seen[next] = Mark::Seen;
                        self.came_by[next] = Step::Along(arc);
                        reached.push(next);
                    }
                }
                for arc in &self.into[node] {
                    let next = self.from[*arc];
                    if self.seen[next] == Mark::Fresh && self.flow[*arc] > 0 {
                        self.seen[next] = Mark::Seen;
                        self.came_by[next] = Step::Back(*arc);
                        reached.push(next);
                    }
                }
            }
            let mark = if taker.is_some() { Mark::Fresh } else { Mark::Dead };
            for node in &reached {
                self.seen[*node] = mark;
            }
            if let Some(taker) = taker {
                self.push(source, taker);
            }
        }
        self.reached = reached;
    }

    /// Moves as much as the way from `source` to `taker` allows.
    fn push(&mut self, source: usize, taker: usize) {
        let mut amount = self.excess[source].min(-self.excess[taker]);
        let mut at = taker;
        loop {
            match self.came_by[at] {
                Step::Start => break,
                Step::Along(arc) => at = self.from[arc],
                Step::Back(arc) => {
                    amount = amount.min(self.flow[arc]);
                    at = self.to[arc];
                }
            }
        }
        self.excess[source] -= amount;
        self.excess[taker] += amount;
        at = taker;
        loop {
            match self.came_by[at] {
                Step::Start => break,
                Step::Along(arc) => {
                    self.flow[arc] += amount;
                    at = self.from[arc];
                }
                Step::Back(arc) => {
                    self.flow[arc] -= amount;
                    at = self.to[arc];
                }
            }
        }
    }

    /// The strong components of what the flow leaves open, needs first: the minimum cuts are the closed sets of
    /// these (Picard & Queyranne 1980), so that no part has a beginning of the same density. Tarjan's algorithm
    /// with its own stack.
    fn parts(&self, inside: &Set) -> Vec<Set> {
        let size = self.kernel.len();
        let mut number = vec![usize::MAX; size];
        let mut low = vec![usize::MAX; size];
        let mut open = Vec::new();
        let mut is_open = Set::empty(size);
        let mut path: Vec<(usize, usize)> = Vec::new();
        let mut count = 0;
        let mut parts = Vec::new();
        for root in inside.iter() {
            if number[root] != usize::MAX {
                continue;
            }
            path.push((root, 0));
            while let Some((node, at)) = path.pop() {
                if at == 0 {
                    number[node] = count;
                    low[node] = count;
                    count += 1;
                    open.push(node);
                    is_open.insert(node);
                }
                match self.beyond(node, at) {
                    Beyond::Nothing => {
                        if low[node] == number[node] {
                            let first = open.iter().rposition(|other| *other == node).unwrap_or(0);
                            let part: Vec<usize> = open.drain(first..).collect();
                            for member in &part {
                                is_open.remove(*member);
                            }
                            parts.push(Set::of(size, part));
                        }
                        if let Some((parent, _)) = path.last() {
                            low[*parent] = low[*parent].min(low[node]);
                        }
                    }
                    Beyond::Node(next) if inside.contains(next) => {
                        path.push((node, at + 1));
                        if number[next] == usize::MAX {
                            path.push((next, 0));
                        } else if is_open.contains(next) {
                            low[node] = low[node].min(number[next]);
                        }
                    }
                    _ => path.push((node, at + 1)),
                }
            }
        }
        parts
    }

    /// The `at`-th neighbour of a node: its needs, then whoever sent something here.
    fn beyond(&self, node: usize, at: usize) -> Beyond {
        let needs = self.begin[node + 1] - self.begin[node];
        if at < needs {
            return Beyond::Node(self.to[self.begin[node] + at]);
        }
        match self.into[node].get(at - needs) {
            None => Beyond::Nothing,
            Some(arc) if self.seen[self.from[*arc]] != Mark::Outside && self.flow[*arc] > 0 => {
                Beyond::Node(self.from[*arc])
            }
            Some(_) => Beyond::Closed,
        }
    }
}

/// Where an arc that the flow leaves open leads.
enum Beyond {
    Node(usize),
    Closed,
    Nothing,
}
