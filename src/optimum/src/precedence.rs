//! Which tasks come before which, built one edge at a time.

use super::set::Set;

/// A strict partial order of tasks 0..n that grows edge by edge and never closes a circle.
#[derive(Clone, Debug)]
pub struct Precedence {
    before: Vec<Set>,
    after: Vec<Set>,
}

impl Precedence {
    /// Returns the order in which every task comes after what it needs. A need that would close a circle is left
    /// out.
    pub fn new(needs: &[Vec<usize>]) -> Precedence {
        let none = vec![Set::empty(needs.len()); needs.len()];
        let mut precedence = Precedence { before: none.clone(), after: none };
        for (task, needs) in needs.iter().enumerate() {
            for need in needs {
                precedence.add(*need, task);
            }
        }
        precedence
    }

    /// Returns whether one task comes before another.
    #[inline]
    pub fn is_before(&self, first: usize, then: usize) -> bool {
        self.before[then].contains(first)
    }

    /// Puts one task before another, with everything that follows from this. Returns `false`, and changes nothing,
    /// if this would close a circle.
    ///
    /// Only pairs that become comparable are touched, so all edges together take at most n² steps of n bits.
    pub fn add(&mut self, first: usize, then: usize) -> bool {
        if first == then || self.is_before(then, first) {
            return false;
        }
        if self.is_before(first, then) {
            return true;
        }
        if self.before[first].is_subset(&self.before[then])
            && self.after[then].is_subset(&self.after[first])
        {
            self.after[first].insert(then);
            self.before[then].insert(first);
            return true;
        }
        let with = |set: &Set, task: usize| {
            let mut set = set.clone();
            set.insert(task);
            set
        };
        let (until, since) = (with(&self.before[first], first), with(&self.after[then], then));
        let (earlier, later) =
            (until.without(&self.before[then]), since.without(&self.after[first]));
        for task in earlier.iter() {
            self.after[task].add(&since);
        }
        for task in later.iter() {
            self.before[task].add(&until);
        }
        true
    }

    /// Returns, for each task, the tasks that come right before it with no task between. This is the transitive
    /// reduction.
    pub fn direct(&self) -> Vec<Vec<usize>> {
        let direct = |before: &Set| {
            let mut between = Set::empty(self.before.len());
            // If tasks are numbered roughly in their order, the last ones bring most of the others.
            let mut left = before.clone();
            while let Some(task) = left.last() {
                between.add(&self.before[task]);
                left.subtract(&self.before[task]);
                left.remove(task);
            }
            before.without(&between).iter().collect()
        };
        self.before.iter().map(direct).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::random::Random;

    /// Returns whether a walk along edges leads from one task to another.
    fn reached(edges: &[(usize, usize)], from: usize, to: usize) -> bool {
        edges.iter().any(|(a, b)| *a == from && (*b == to || reached(edges, *b, to)))
    }

    #[test]
    fn an_edge_is_left_out_if_and_only_if_it_closes_a_circle() {
        for seed in 0..200 {
            let mut random = Random::new(seed);
            let tasks = 8;
            let mut precedence = Precedence::new(&vec![Vec::new(); tasks]);
            let mut edges = Vec::new();
            for _ in 0..20 {
                let (a, b) = (random.below(tasks), random.below(tasks));
                let closes = a == b || reached(&edges, b, a);
                assert_eq!(precedence.add(a, b), !closes);
                if !closes {
                    edges.push((a, b));
                }
            }
            let direct: Vec<(usize, usize)> = precedence
                .direct()
                .iter()
                .enumerate()
                .flat_map(|(then, firsts)| firsts.iter().map(move |first| (*first, then)))
                .collect();
            for a in 0..tasks {
                for b in 0..tasks {
                    assert_eq!(precedence.is_before(a, b), reached(&edges, a, b));
                    assert_eq!(reached(&direct, a, b), reached(&edges, a, b));
                }
            }
            for at in 0..direct.len() {
                let mut others = direct.clone();
                let (a, b) = others.remove(at);
                assert!(!reached(&others, a, b), "{a} to {b} is not needed");
            }
        }
    }
}
