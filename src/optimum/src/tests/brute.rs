//! Answers found by trying everything. The bits of a number are a set of tasks.

use std::collections::HashMap;

use super::random::Problem;

impl Problem {
    pub(crate) fn len(&self) -> usize {
        self.hours.len()
    }

    pub(crate) fn hours_of(&self, set: u32) -> u64 {
        members(set).map(|task| u64::from(self.hours[task])).sum()
    }

    pub(crate) fn is_closed(&self, set: u32) -> bool {
        members(set).all(|task| self.needs[task].iter().all(|need| set >> need & 1 == 1))
    }

    pub(crate) fn closure(&self, tasks: impl IntoIterator<Item = usize>) -> u32 {
        let mut set = 0;
        let mut open: Vec<usize> = tasks.into_iter().collect();
        while let Some(task) = open.pop() {
            if set >> task & 1 == 0 {
                set |= 1 << task;
                open.extend(&self.needs[task]);
            }
        }
        set
    }

    pub(crate) fn reward_of(&self, set: u32) -> u128 {
        self.rewards
            .iter()
            .filter(|(_, any_of)| any_of.iter().any(|task| set >> task & 1 == 1))
            .map(|(w, _)| u128::from(*w))
            .sum()
    }

    /// Returns all orders of the tasks of `set` after those of `done`.
    pub(crate) fn orders(&self, done: u32, set: u32) -> Vec<Vec<usize>> {
        if set == 0 {
            return vec![Vec::new()];
        }
        let ready = members(set).filter(|task| self.is_closed(done | 1 << task));
        ready
            .flat_map(|task| {
                let rest = self.orders(done | 1 << task, set & !(1 << task));
                rest.into_iter().map(move |order| [vec![task], order].concat())
            })
            .collect()
    }

    /// Returns the least objective, found by dynamic programming over the closed sets without any reduction.
    pub(crate) fn least_objective(&self) -> u128 {
        let all = full(self.len());
        let mut least: HashMap<u32, u128> = HashMap::from([(0, 0)]);
        let mut layer = vec![0];
        for _ in 0..self.len() {
            let mut next: HashMap<u32, u128> = HashMap::new();
            for set in layer {
                for task in members(all & !set)
                    .filter(|task| self.needs[*task].iter().all(|need| set >> need & 1 == 1))
                {
                    let with = set | 1 << task;
                    let gain = self.reward_of(with) - self.reward_of(set);
                    let cost = least[&set] + gain * u128::from(self.hours_of(with));
                    next.entry(with).and_modify(|other| *other = cost.min(*other)).or_insert(cost);
                }
            }
            layer = next.keys().copied().collect();
            least = next;
        }
        least[&all]
    }

    /// Returns the order that the rules for ties ask for, if every reward has one candidate. Blocks of
    /// greatest density, as small as possible, come by their lowest task. Inside a block, the
    /// lexicographically first of the best orders is taken.
    pub(crate) fn first_best_order(&self) -> Vec<usize> {
        let all = full(self.len());
        let mut done = 0;
        let mut sequence = Vec::new();
        while done != all {
            let gain = |set: u32| self.reward_of(done | set) - self.reward_of(done);
            let denser = |a: u32, b: u32| {
                gain(a) * u128::from(self.hours_of(b)) > gain(b) * u128::from(self.hours_of(a))
            };
            let beginnings: Vec<u32> =
                (1..=all).filter(|set| set & done == 0 && self.is_closed(done | set)).collect();
            let densest = beginnings
                .iter()
                .copied()
                .filter(|set| !beginnings.iter().any(|other| denser(*other, *set)));
            let densest: Vec<u32> = densest.collect();
            let smallest = densest.iter().filter(|set| {
                !densest.iter().any(|other| other != *set && other & **set == *other)
            });
            let block =
                *smallest.min_by_key(|set| set.trailing_zeros()).expect("something is left");
            let cost = |order: &Vec<usize>| {
                let mut clock = 0;
                let mut set = done;
                let mut cost = 0;
                for task in order {
                    clock += u128::from(self.hours[*task]);
                    cost += (self.reward_of(set | 1 << task) - self.reward_of(set)) * clock;
                    set |= 1 << task;
                }
                cost
            };
            let best = self
                .orders(done, block)
                .into_iter()
                .min_by_key(|order| (cost(order), order.clone()));
            sequence.extend(best.expect("a closed set has an order"));
            done |= block;
        }
        sequence
    }
}

pub(crate) fn full(size: usize) -> u32 {
    (1 << size) - 1
}

pub(crate) fn members(set: u32) -> impl Iterator<Item = usize> {
    (0..32).filter(move |task| set >> task & 1 == 1)
}
