//! Learning groups: splits a class into groups of nearly equal size, so that helpers are spread over the groups.
//!
//! A person in a group learns from one other member: the one who can help them most. The rules for helping are those of
//! [`pairs`](super::pairs). Of all ways to split the class into groups of the sizes that [`sizes`] returns, the best
//! one has the fewest pairs together that should be kept apart; then the most people with a helper in their group; then
//! the greatest sum of what people learn. Since one helper serves a whole group, this spreads the helpers.
//!
//! For up to [`EXACT`] people, all ways are tried by dynamic programming over sets of people. Larger classes use a
//! local search: the helpers are distributed over the groups, then two people of different groups are exchanged as long
//! as the result improves, from several starting points. The search may miss the best way. `optimal` says whether the
//! result is proved to be the best: that is so if nobody could learn more in any group.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::pairs::{Fits, Lesson};
use super::{Learner, LearnerNeeds};
use crate::domain::maps::SkillMaps;

/// The largest number of people for which all ways are tried.
pub(crate) const EXACT: usize = 11;
/// The number of starting points of the search in a large class, with the helpers distributed in different ways.
const STARTS: usize = 4;
/// A class that is not too large has more starting points: this number divided by the number of people, each with the
/// people in another order.
const EFFORT: usize = 1200;
/// The largest number of starting points.
const MOST_STARTS: usize = 40;
/// The largest number of rounds in which everybody is compared with everybody.
const MOST_ROUNDS: usize = 30;

/// A class in groups. People are indices into the list of learners.
#[derive(Clone, Debug)]
pub(crate) struct Grouping {
    /// The groups, in the order of their first member.
    pub(crate) groups: Vec<Group>,
    /// Whether it is proved that no way of grouping is better.
    pub(crate) optimal: bool,
    /// The pairs that should be kept apart but are in the same group.
    pub(crate) together_again: Vec<(usize, usize)>,
}

/// People who learn together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// The members, in the order of the learners.
    pub(crate) people: Vec<usize>,
    /// The help that members get in this group, one entry for each member with a helper.
    pub(crate) helps: Vec<Help>,
}

/// What one member learns from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Help {
    /// The learner.
    pub(crate) learner: usize,
    /// The helper.
    pub(crate) helper: usize,
    /// The steps to learn.
    pub(crate) lessons: Vec<Lesson>,
}

/// Returns the sizes of groups for a number of people, each from `least` to `most` and as equal as possible; `None` if
/// that is impossible.
///
/// The number of groups is chosen so that the sizes are nearest to the middle of `least` and `most`.
pub(crate) fn sizes(people: usize, least: usize, most: usize) -> Option<Vec<usize>> {
    let (fewest, greatest) = (people.div_ceil(most.max(1)), people / least.max(1));
    if people == 0 || fewest > greatest {
        return None;
    }
    let middle = least + most;
    let groups = ((4 * people + middle) / (2 * middle)).clamp(fewest, greatest);
    let (size, larger) = (people / groups, people % groups);
    Some((0..groups).map(|group| size + usize::from(group < larger)).collect())
}

/// Splits people, with what each lacks, into groups of these sizes. The sizes must add up to the number of people.
pub(crate) fn group(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[LearnerNeeds],
    sizes: &[usize],
    avoid: &[(usize, usize)],
) -> Grouping {
    let fits = Fits::of(maps, learners, needs);
    let count = learners.len();
    let mut class =
        Class { count, learns: vec![0; count * count], apart: vec![false; count * count] };
    for learner in 0..count {
        for helper in (0..count).filter(|helper| *helper != learner) {
            let lessons = fits.lessons(learner, helper);
            class.learns[learner * count + helper] = lessons.iter().map(|one| one.worth).sum();
        }
    }
    for (a, b) in avoid {
        class.apart[a * count + b] = true;
        class.apart[b * count + a] = true;
    }
    let (groups, is_exact) =
        if count <= EXACT { (class.exact(sizes), true) } else { (class.search(sizes), false) };
    let value = class.total(&groups);
    let optimal = is_exact || value == class.bound();
    let mut together_again = Vec::new();
    for people in &groups {
        for (at, a) in people.iter().enumerate() {
            let again = people[at + 1..].iter().filter(|b| class.apart[a * count + **b]);
            together_again.extend(again.map(|b| (*a, *b)));
        }
    }
    let helps = |people: &[usize]| {
        let help = |learner: &usize| {
            let helper = class.best_helper(*learner, people)?;
            let lessons = fits.lessons(*learner, helper);
            Some(Help { learner: *learner, helper, lessons })
        };
        people.iter().filter_map(help).collect()
    };
    let groups = groups.into_iter().map(|people| Group { helps: helps(&people), people });
    Grouping { groups: groups.collect(), optimal, together_again }
}

/// The value of a way of grouping; greater is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Value {
    /// The number of pairs together that should be kept apart, as a negative number.
    again: i64,
    /// The number of people with a helper.
    helped: i64,
    /// The sum of what people learn, in parts of [`WHOLE`](super::WHOLE).
    worth: u128,
}

impl Value {
    fn and(self, other: Value) -> Value {
        Value {
            again: self.again + other.again,
            helped: self.helped + other.helped,
            worth: self.worth + other.worth,
        }
    }
}

/// What people can learn from each other, and who should be kept apart.
struct Class {
    count: usize,
    /// Indexed by learner, then by helper.
    learns: Vec<u64>,
    apart: Vec<bool>,
}

impl Class {
    fn learns(&self, learner: usize, helper: usize) -> u64 {
        self.learns[learner * self.count + helper]
    }

    /// Returns the member from whom a learner learns most; the first one if several are equal.
    fn best_helper(&self, learner: usize, people: &[usize]) -> Option<usize> {
        let helpers = people.iter().copied().filter(|helper| self.learns(learner, *helper) > 0);
        helpers.min_by_key(|helper| (Reverse(self.learns(learner, *helper)), *helper))
    }

    fn value(&self, people: &[usize]) -> Value {
        let mut value = Value::default();
        for (at, learner) in people.iter().enumerate() {
            let most = people.iter().map(|helper| self.learns(*learner, *helper)).max();
            let most = most.unwrap_or(0);
            value.helped += i64::from(most > 0);
            value.worth += u128::from(most);
            let again = people[at + 1..].iter().filter(|b| self.apart[learner * self.count + **b]);
            value.again -= again.count() as i64;
        }
        value
    }

    fn total(&self, groups: &[Vec<usize>]) -> Value {
        groups.iter().fold(Value::default(), |all, people| all.and(self.value(people)))
    }

    /// Returns an upper bound for the value: everybody learns from the best helper in the class.
    fn bound(&self) -> Value {
        let mut bound = Value::default();
        for learner in 0..self.count {
            let most =
                (0..self.count).map(|helper| self.learns(learner, helper)).max().unwrap_or(0);
            bound.helped += i64::from(most > 0);
            bound.worth += u128::from(most);
        }
        bound
    }

    /// Finds the best of all ways: computes the best grouping for each set of people, on demand and only once.
    fn exact(&self, sizes: &[usize]) -> Vec<Vec<usize>> {
        let all: u32 = (1 << self.count) - 1;
        let mut known: BTreeMap<(u32, usize), (Value, u32)> = BTreeMap::new();
        self.best_of(all, sizes, &mut known);
        let mut groups = Vec::new();
        let (mut left, mut sizes) = (all, sizes.to_vec());
        while left != 0 {
            let Some((_, chosen)) = known.get(&(left, larger(&sizes))) else { break };
            let chosen = *chosen;
            remove(&mut sizes, chosen.count_ones() as usize);
            groups.push(members(chosen));
            left &= !chosen;
        }
        groups
    }

    fn best_of(
        &self,
        left: u32,
        sizes: &[usize],
        known: &mut BTreeMap<(u32, usize), (Value, u32)>,
    ) -> Value {
        if left == 0 {
            return Value::default();
        }
        if let Some((value, _)) = known.get(&(left, larger(sizes))) {
            return *value;
        }
        let people = members(left);
        let mut distinct = sizes.to_vec();
        distinct.dedup();
        let mut best: Option<(Value, u32)> = None;
        for size in distinct {
            let mut rest = sizes.to_vec();
            remove(&mut rest, size);
            // The first remaining person is always in the group, so that each way is tried only once.
            for chosen in subsets(&people[1..], size - 1) {
                let chosen = chosen | 1 << people[0];
                let of_rest = self.best_of(left & !chosen, &rest, known);
                let value = of_rest.and(self.value(&members(chosen)));
                if best.is_none_or(|(most, _)| value > most) {
                    best = Some((value, chosen));
                }
            }
        }
        let best = best.unwrap_or_default();
        known.insert((left, larger(sizes)), best);
        best.0
    }

    /// Searches for a good grouping of many people.
    fn search(&self, sizes: &[usize]) -> Vec<Vec<usize>> {
        let helpful = |person: usize| -> u128 {
            (0..self.count).map(|learner| u128::from(self.learns(learner, person))).sum()
        };
        let mut by_help: Vec<usize> = (0..self.count).collect();
        by_help.sort_by_key(|person| (Reverse(helpful(*person)), *person));
        let starts = (EFFORT / self.count.max(1)).clamp(STARTS, MOST_STARTS);
        let starts = (0..starts).map(|start| {
            let mut groups = match start {
                0..STARTS => self.dealt(&by_help, sizes, start),
                _ => self.dealt(&mixed(&by_help, start), sizes, 0),
            };
            self.improve(&mut groups);
            groups.iter_mut().for_each(|people| people.sort_unstable());
            groups.sort_unstable();
            groups
        });
        let mut best: Option<(Value, Vec<Vec<usize>>)> = None;
        for groups in starts {
            let value = self.total(&groups);
            if best.as_ref().is_none_or(|(most, _)| value > *most) {
                best = Some((value, groups));
            }
        }
        best.map(|(_, groups)| groups).unwrap_or_default()
    }

    /// Distributes people over the groups, the most helpful first. Each start begins with another group. Odd starts go
    /// backwards in every second round.
    fn dealt(&self, people: &[usize], sizes: &[usize], start: usize) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = sizes.iter().map(|_| Vec::new()).collect();
        for (dealt, person) in people.iter().enumerate() {
            let backwards = start % 2 == 1 && dealt / sizes.len() % 2 == 1;
            let mut at = (start * sizes.len() / STARTS + dealt) % sizes.len();
            if backwards {
                at = sizes.len() - 1 - at;
            }
            while groups[at].len() == sizes[at] {
                at = (at + 1) % sizes.len();
            }
            groups[at].push(*person);
        }
        groups
    }

    /// Exchanges pairs of people as long as that improves the value.
    fn improve(&self, groups: &mut [Vec<usize>]) {
        for _ in 0..MOST_ROUNDS {
            let mut is_better = false;
            for first in 0..groups.len() {
                for second in first + 1..groups.len() {
                    is_better |= self.exchange(groups, first, second);
                }
            }
            if !is_better {
                return;
            }
        }
    }

    fn exchange(&self, groups: &mut [Vec<usize>], first: usize, second: usize) -> bool {
        let mut is_better = false;
        for a in 0..groups[first].len() {
            for b in 0..groups[second].len() {
                let before = self.value(&groups[first]).and(self.value(&groups[second]));
                let (one, other) = (groups[first][a], groups[second][b]);
                (groups[first][a], groups[second][b]) = (other, one);
                if self.value(&groups[first]).and(self.value(&groups[second])) > before {
                    is_better = true;
                } else {
                    (groups[first][a], groups[second][b]) = (one, other);
                }
            }
        }
        is_better
    }
}

/// Returns how many sizes are the larger one of the two possible sizes. Together with the number of remaining people
/// this determines all sizes.
fn larger(sizes: &[usize]) -> usize {
    sizes.iter().filter(|size| Some(*size) == sizes.iter().max()).count()
}

/// Returns the people in another order, which depends only on `number`.
fn mixed(people: &[usize], number: usize) -> Vec<usize> {
    // The steps of SplitMix64 (G. Steele and others, 2014).
    let hash = |person: &usize| {
        let mut z = (((number as u64) << 32) | *person as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut mixed = people.to_vec();
    mixed.sort_by_key(|person| (hash(person), *person));
    mixed
}

fn remove(sizes: &mut Vec<usize>, size: usize) {
    if let Some(at) = sizes.iter().position(|other| *other == size) {
        sizes.remove(at);
    }
}

fn members(set: u32) -> Vec<usize> {
    (0..u32::BITS as usize).filter(|person| set >> person & 1 == 1).collect()
}

/// Returns the sets of `size` of these people, as bit sets.
fn subsets(people: &[usize], size: usize) -> Vec<u32> {
    if size == 0 {
        return vec![0];
    }
    let Some((first, rest)) = people.split_first() else {
        return Vec::new();
    };
    let with = subsets(rest, size - 1).into_iter().map(|set| set | 1 << first);
    with.chain(subsets(rest, size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pseudo-random number, by SplitMix64.
    fn number(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A random class in which few people can help, each with different skills, and a few should be kept apart.
    fn random(count: usize, seed: u64) -> Class {
        let mut state = seed;
        let helps: Vec<bool> = (0..count).map(|_| number(&mut state).is_multiple_of(3)).collect();
        let mut class =
            Class { count, learns: vec![0; count * count], apart: vec![false; count * count] };
        for learner in 0..count {
            for helper in (0..count).filter(|helper| *helper != learner) {
                if helps[helper] && !number(&mut state).is_multiple_of(4) {
                    class.learns[learner * count + helper] = number(&mut state) % 100;
                }
                if learner < helper && number(&mut state).is_multiple_of(10) {
                    class.apart[learner * count + helper] = true;
                    class.apart[helper * count + learner] = true;
                }
            }
        }
        class
    }

    /// Tries all ways to put everybody into a group that is not full.
    fn enumerated(
        class: &Class,
        sizes: &[usize],
        person: usize,
        groups: &mut Vec<Vec<usize>>,
    ) -> Value {
        if person == class.count {
            return class.total(groups);
        }
        let mut best = None;
        for at in 0..sizes.len() {
            if groups[at].len() == sizes[at] {
                continue;
            }
            groups[at].push(person);
            best = best.max(Some(enumerated(class, sizes, person + 1, groups)));
            groups[at].pop();
        }
        best.unwrap_or_default()
    }

    #[test]
    fn sizes_are_as_equal_as_can_be_and_nobody_is_alone() {
        let cases: [(usize, usize, usize, &[usize]); 7] = [
            (24, 3, 5, &[4; 6]),
            (30, 3, 5, &[4, 4, 4, 4, 4, 4, 3, 3]),
            (7, 3, 5, &[4, 3]),
            (5, 3, 5, &[5]),
            (3, 3, 5, &[3]),
            (8, 4, 4, &[4, 4]),
            (11, 2, 3, &[3, 3, 3, 2]),
        ];
        for (people, least, most, expected) in cases {
            assert_eq!(sizes(people, least, most).as_deref(), Some(expected), "{people}");
        }
        assert_eq!(sizes(7, 4, 4), None);
        assert_eq!(sizes(2, 3, 5), None);
        for people in 6..700 {
            let sizes = sizes(people, 3, 5).unwrap();
            assert_eq!(sizes.iter().sum::<usize>(), people);
            assert!(sizes.iter().all(|size| (3..=5).contains(size)), "{people}");
        }
    }

    #[test]
    fn a_small_class_is_grouped_in_the_best_of_all_ways() {
        for seed in 0..40 {
            let count = 6 + seed as usize % 3;
            let class = random(count, seed);
            let sizes = sizes(count, 2, 4).unwrap();
            let mut groups = vec![Vec::new(); sizes.len()];
            let best = enumerated(&class, &sizes, 0, &mut groups);
            let found = class.exact(&sizes);
            assert_eq!(class.total(&found), best, "seed {seed}");
            let mut people: Vec<usize> = found.concat();
            people.sort_unstable();
            assert_eq!(people, (0..count).collect::<Vec<_>>());
        }
    }

    /// The quality required of the search for classes that are small enough to try all ways: compared with the best
    /// way, nobody more is without a helper, and at most a twentieth of what can be learned is lost; on average over
    /// sixty classes at most a hundredth.
    #[test]
    fn the_search_comes_close_to_the_best_of_all_ways() {
        let (mut most, mut got) = (0, 0);
        for seed in 0..60 {
            let count = 9 + seed as usize % 3;
            let class = random(count, 1000 + seed);
            let sizes = sizes(count, 3, 4).unwrap();
            let best = class.total(&class.exact(&sizes));
            let found = class.total(&class.search(&sizes));
            assert!(found <= best && best <= class.bound(), "seed {seed}");
            assert_eq!((found.again, found.helped), (best.again, best.helped), "seed {seed}");
            assert!(found.worth * 20 >= best.worth * 19, "seed {seed}: {found:?} of {best:?}");
            most += best.worth;
            got += found.worth;
        }
        assert!(got * 100 >= most * 99, "{got} of {most}");
    }
}
