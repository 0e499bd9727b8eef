//! Who learns in one group: people of a class in groups of nearly one size, so that helpers are spread.
//!
//! What somebody learns in a group is what the one member who can help them most can help them with; who can help with
//! what is as in [`pairs`](super::pairs). Of all ways to split the class into groups of the sizes that [`sizes`] gives,
//! wanted is the one in which the fewest people are together again who were to be kept apart; of those the one in which
//! the most people have a helper in their group; and of those the one with the greatest sum of what everybody learns.
//! Since one helper serves a whole group, that spreads the helpers.
//!
//! Up to [`EXACT`] people it is found by trying all ways (dynamic programming over sets of people). Above that it is
//! looked for: the helpers are dealt out, and then two people of different groups change places as long as that is
//! better, from several beginnings. That need not find the best. `optimal` says when it is proved: when nobody could
//! learn more in any group.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::pairs::{Fits, Lesson};
use super::{Learner, Needs};
use crate::domain::maps::SkillMaps;

/// Up to so many people the best way is found by trying all.
pub(crate) const EXACT: usize = 11;
/// From so many beginnings a good way is looked for in a larger class: the helpers dealt out in several ways.
const STARTS: usize = 4;
/// In a class that is not too large from more: so many, divided by the people, with the people mixed.
const EFFORT: usize = 1200;
/// From so many at most.
const MOST_STARTS: usize = 40;
/// Everybody is tried against everybody so often at most.
const MOST_ROUNDS: usize = 30;

/// A class in groups. People are places in the list of learners.
#[derive(Clone, Debug)]
pub(crate) struct Grouping {
    /// The groups, in the order of their first member.
    pub(crate) groups: Vec<Group>,
    /// Whether no way of grouping is better.
    pub(crate) optimal: bool,
    /// Those who were to be kept apart and are together all the same.
    pub(crate) together_again: Vec<(usize, usize)>,
}

/// People who learn together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// The members, in the order of the learners.
    pub(crate) people: Vec<usize>,
    /// Who helps each member who has a helper here, and with what.
    pub(crate) helps: Vec<Help>,
}

/// What one member learns from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Help {
    /// Who learns.
    pub(crate) learner: usize,
    /// Who helps.
    pub(crate) helper: usize,
    /// With what.
    pub(crate) lessons: Vec<Lesson>,
}

/// The sizes of groups for so many people, each from `least` to `most`, as equal as can be; `None` where there are none.
///
/// There are as many groups as bring the sizes nearest to the middle of `least` and `most`.
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

/// Splits people, with what each lacks, into groups of these sizes, which together hold them all.
pub(crate) fn group(
    maps: &SkillMaps,
    learners: &[Learner<'_>],
    needs: &[Needs],
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

/// What a way of grouping is worth: the greater the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Value {
    /// Pairs that are together again, counted down.
    again: i64,
    /// People with a helper.
    helped: i64,
    /// What everybody learns, in parts of [`WHOLE`](super::WHOLE).
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

/// What everybody can learn from everybody, and who is to be kept apart.
struct Class {
    count: usize,
    /// By learner and then helper.
    learns: Vec<u64>,
    apart: Vec<bool>,
}

impl Class {
    fn learns(&self, learner: usize, helper: usize) -> u64 {
        self.learns[learner * self.count + helper]
    }

    /// The member from whom somebody learns most; of equal ones the first.
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

    /// What no way of grouping can exceed: everybody with the one of all from whom they learn most.
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

    /// The best of all ways: for each set of people the best way to group them, smaller sets first asked for.
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
            // The first of those who are left is in the group, so that each way is tried once.
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

    /// A good way for many people.
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

    /// People dealt to groups, the most helpful first, each start from another group and every second time backwards.
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

    /// Two people change places as long as that is better.
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

/// How many of the sizes are the larger of the two that there can be: with the people who are left that tells them all.
fn larger(sizes: &[usize]) -> usize {
    sizes.iter().filter(|size| Some(*size) == sizes.iter().max()).count()
}

/// The same people in another order, one for each number, the same every time.
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

/// The sets of so many of these people.
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

    /// SplitMix64.
    fn number(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A class in which few can help, each with something of their own, and a few are to be kept apart.
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

    /// Everybody into any group that has room, all ways.
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

    /// What the search is asked for beyond the size where all ways are tried: beside the best way it leaves nobody without
    /// a helper more, and of what can be learnt at most a twentieth, on average over sixty classes at most a hundredth.
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
