//! The choice of one member of each group: by misfit, by hours less worth, and by the order of the members.

use super::NodeLimit;
use super::set::{BySet, Set};

/// A part of which members are made, with what it counts. A part counts once, however many members have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The misfit of the part.
    pub misfit: u32,
    /// The hours that the part takes.
    pub hours: u32,
    /// The worth of using the part.
    pub worth: u32,
}

/// Groups of members. One member of each group is chosen, with all its parts.
///
/// A combination takes one member of each group. Three criteria decide, each among the combinations that the criteria
/// before it leave: the least misfit, the least *value*, and the given order. By the given order the first group takes its
/// earliest possible member, then the second group, and so on. The value of a combination is its hours less its worth.
/// Hours below a given level count as that level, so up to the level all hours are the same.
///
/// A choice therefore stays when it is followed. If parts of it gain worth, its own value falls by all of that gain, and
/// no other value falls by more.
#[derive(Clone, Debug)]
pub struct Alternatives {
    groups: Vec<Group>,
    /// The misfit times [`Alternatives::scale`], plus the hours, for each set of parts that tells members apart. Parts
    /// that the same members have are merged into one.
    weight: Vec<u128>,
    /// The worth of the parts that tell members apart, merged in the same way.
    worth: Vec<u64>,
    /// A number above the sum of all hours.
    scale: u128,
    /// The misfit, hours and worth of the parts that are taken whatever is chosen.
    taken: (u64, u64, u64),
}

/// The member that each group takes, with what is proved of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// For each group, the place of its chosen member.
    pub chosen: Vec<usize>,
    /// For each group, whether the criteria are proved to ask for this member. It is `false` only if the limit was
    /// reached.
    pub proved: Vec<bool>,
    /// The misfit of the combination, with the parts that are taken whatever is chosen.
    pub misfit: u64,
    /// The hours of the combination, with the parts that are taken whatever is chosen.
    pub hours: u64,
    /// The worth of the combination, with the parts that are taken whatever is chosen.
    pub worth: u64,
    aim: Aim,
    value: i128,
}

/// The criterion that rules out the other members of a group. The criteria are in the order in which they apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// The group has no other member.
    Only,
    /// Every other member causes more misfit.
    Misfit,
    /// Every other member that fits takes more hours, and more than the level.
    Hours,
    /// Every other member that fits and takes no longer has less worth.
    Worth,
    /// Only the given order decides: another member would do as well.
    Order,
}

/// The reason why a group takes its member, given the members that the groups before it take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The last criterion that rules out another member. If another member would do as well, only the members *before* the
    /// chosen one count; if the chosen one is the first, this is [`Criterion::Order`].
    pub by: Criterion,
    /// The place of the first other member that would do as well, if there is one.
    pub as_good: Option<usize>,
}

impl Alternatives {
    /// Creates the choice among groups of members. Each member is the set of its parts; `taken` holds the parts that are
    /// taken whatever is chosen. The sets have the size of the list of parts.
    ///
    /// # Panics
    /// If a group has no member, because then there is no combination.
    pub fn new(parts: &[Part], taken: &Set, groups: &[Vec<Set>]) -> Alternatives {
        assert!(groups.iter().all(|members| !members.is_empty()), "every group has a member");
        let count = groups.iter().map(Vec::len).sum();
        let mut held_by: Vec<Option<Set>> = vec![None; parts.len()];
        for (number, member) in groups.iter().flatten().enumerate() {
            for part in member.without(taken).iter() {
                held_by[part].get_or_insert_with(|| Set::empty(count)).insert(number);
            }
        }
        let mut costs = Merged::default();
        let mut worths = Merged::default();
        for (part, held_by) in parts.iter().zip(&held_by) {
            let Some(held_by) = held_by else { continue };
            costs.add(held_by, (u64::from(part.misfit), u64::from(part.hours)));
            worths.add(held_by, (u64::from(part.worth), 0));
        }
        let scale = costs.counts.iter().map(|(_, hours)| u128::from(*hours)).sum::<u128>() + 1;
        let mut number = 0;
        let mut group = |(at, members): (usize, &Vec<Set>)| Group {
            at,
            members: (0..members.len())
                .map(|place| {
                    number += 1;
                    Member { place, cost: costs.of(number - 1), worth: worths.of(number - 1) }
                })
                .collect(),
        };
        let sum = |count: fn(&Part) -> u32| {
            taken.iter().map(|part| u64::from(count(&parts[part]))).sum::<u64>()
        };
        Alternatives {
            groups: groups.iter().enumerate().map(&mut group).collect(),
            weight: costs
                .counts
                .iter()
                .map(|(misfit, hours)| u128::from(*misfit) * scale + u128::from(*hours))
                .collect(),
            worth: worths.counts.iter().map(|(worth, _)| *worth).collect(),
            scale,
            taken: (sum(|part| part.misfit), sum(|part| part.hours), sum(|part| part.worth)),
        }
    }

    /// Keeps only the given members of a group. They keep their places.
    ///
    /// # Panics
    /// If no member is left.
    pub fn keep(&mut self, group: usize, places: &[usize]) {
        let members = &mut self.groups[group].members;
        members.retain(|member| places.contains(&member.place));
        assert!(!members.is_empty(), "every group has a member");
    }

    /// Returns the combination that the criteria ask for. Hours up to `level` all count the same.
    pub fn choose(&self, level: u64, limit: NodeLimit) -> Choice {
        let mut search = Search::new(self, limit);
        let nothing = self.nothing();
        let best = search.fewest(&nothing.cost, &self.groups, u128::MAX);
        let mut chosen = vec![0; self.groups.len()];
        best.note(&mut chosen);
        let aim = Aim {
            misfit: best.weight / self.scale * self.scale,
            level: u128::from(level.saturating_sub(self.taken.1)),
        };
        let mut value = aim.value(best.weight, self.worth_of(&chosen));
        let mut certain = best.lower >= aim.misfit;

        let least = search.least(&nothing, &self.groups, aim, value, i128::MIN);
        if let Some((found, found_value)) = &least.found {
            found.note(&mut chosen);
            value = *found_value;
        }
        certain &= least.lower.is_none_or(|lower| lower >= value);

        let mut proved = Vec::with_capacity(self.groups.len());
        let mut done = nothing;
        for (at, group) in self.groups.iter().enumerate() {
            // The combination found so far has the least value, so only earlier members have to be tried.
            let earlier = chosen[at];
            for member in group.members.iter().filter(|member| member.place < earlier) {
                let rest = &self.groups[at + 1..];
                let found = search.least(&done.with(member), rest, aim, value + 1, value);
                if let Some((found, _)) = found.found {
                    chosen[at] = member.place;
                    found.note(&mut chosen);
                    break;
                }
                certain &= found.lower.is_none_or(|lower| lower > value);
            }
            proved.push(certain);
            done = done.with(group.member(chosen[at]));
        }

        let weight = search.weigh(&done.cost);
        let worth = search.value(&done.worth);
        Choice {
            chosen,
            proved,
            misfit: to_u64(weight / self.scale) + self.taken.0,
            hours: to_u64(weight % self.scale) + self.taken.1,
            worth: worth + self.taken.2,
            aim,
            value,
        }
    }

    /// Returns the least misfit of any combination, with the misfit of the parts that are taken whatever is chosen.
    pub fn least_misfit(&self, limit: NodeLimit) -> u64 {
        let best = Search::new(self, limit).fewest(&self.nothing().cost, &self.groups, u128::MAX);
        to_u64(best.weight / self.scale) + self.taken.0
    }

    /// Returns the fewest hours of any combination of least misfit, with the hours of the parts that are taken whatever is
    /// chosen.
    pub fn least_hours(&self, limit: NodeLimit) -> u64 {
        let best = Search::new(self, limit).fewest(&self.nothing().cost, &self.groups, u128::MAX);
        to_u64(best.weight % self.scale) + self.taken.1
    }

    /// Returns the reason why a group takes its member. Past the limit, a combination that was not found counts as ruled
    /// out.
    pub fn decided(&self, choice: &Choice, group: usize, limit: NodeLimit) -> Decided {
        let members = &self.groups[group].members;
        let own = choice.chosen[group];
        if members.len() == 1 {
            return Decided { by: Criterion::Only, as_good: None };
        }
        let mut search = Search::new(self, limit);
        let mut before = self.nothing();
        for (group, place) in self.groups[..group].iter().zip(&choice.chosen) {
            before = before.with(group.member(*place));
        }
        let rest = &self.groups[group + 1..];
        let (aim, value) = (choice.aim, choice.value);
        let others = || members.iter().filter(|member| member.place != own);
        let as_good = others().find(|member| {
            search.least(&before.with(member), rest, aim, value + 1, value).found.is_some()
        });
        let as_good = as_good.map(|member| member.place);
        if as_good.is_some() && members[0].place == own {
            return Decided { by: Criterion::Order, as_good };
        }
        let hours = u128::from(choice.hours - self.taken.1).max(aim.level).min(self.scale - 1);
        let mut by = Criterion::Misfit;
        for member in others().filter(|member| as_good.is_none() || member.place < own) {
            let least = search.fewest(&before.with(member).cost, rest, u128::MAX).weight;
            if least <= aim.misfit + hours {
                by = Criterion::Worth;
                break;
            }
            if least < aim.misfit + self.scale {
                by = Criterion::Hours;
            }
        }
        Decided { by, as_good }
    }

    /// Returns the hours of the best combination in which a group takes another member than the given one; `None` if there
    /// is no other. The best combination has the least misfit and, among those, the fewest hours.
    pub fn next_best(&self, group: usize, member: usize, limit: NodeLimit) -> Option<u64> {
        let mut groups = self.groups.clone();
        groups[group].members.retain(|other| other.place != member);
        if groups[group].members.is_empty() {
            return None;
        }
        let best = Search::new(self, limit).fewest(&self.nothing().cost, &groups, u128::MAX);
        Some(to_u64(best.weight % self.scale) + self.taken.1)
    }

    fn nothing(&self) -> Done {
        Done { cost: Set::empty(self.weight.len()), worth: Set::empty(self.worth.len()) }
    }

    fn worth_of(&self, chosen: &[usize]) -> u64 {
        let mut all = Set::empty(self.worth.len());
        for (group, place) in self.groups.iter().zip(chosen) {
            all.add(&group.member(*place).worth);
        }
        all.iter().map(|part| self.worth[part]).sum()
    }
}

/// Converts a number to `u64`. Hours, misfit and worth are sums of numbers below 2³².
fn to_u64(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Converts a number to `i128`. Weights are far below 2¹²⁷.
fn signed(number: u128) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}

/// Parts, with those that the same members have merged into one.
#[derive(Default)]
struct Merged {
    held_by: Vec<Set>,
    counts: Vec<(u64, u64)>,
    place: BySet<usize>,
}

impl Merged {
    fn add(&mut self, held_by: &Set, (first, second): (u64, u64)) {
        if first == 0 && second == 0 {
            return;
        }
        let place = *self.place.entry(held_by.clone()).or_insert_with(|| {
            self.held_by.push(held_by.clone());
            self.counts.push((0, 0));
            self.counts.len() - 1
        });
        let counts = &mut self.counts[place];
        *counts = (counts.0 + first, counts.1 + second);
    }

    /// Returns the merged parts of a member.
    fn of(&self, member: usize) -> Set {
        let has = |part: &usize| self.held_by[*part].contains(member);
        Set::of(self.counts.len(), (0..self.counts.len()).filter(has))
    }
}

/// The goal with which combinations are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Aim {
    /// The least misfit times the scale.
    misfit: u128,
    /// The hours, without those that are taken whatever is chosen, up to which all hours count the same.
    level: u128,
}

impl Aim {
    /// Returns the value of a combination of least misfit.
    fn value(self, weight: u128, worth: u64) -> i128 {
        signed(weight.saturating_sub(self.misfit).max(self.level)) - i128::from(worth)
    }
}

/// The parts of the members taken so far.
#[derive(Clone)]
struct Done {
    cost: Set,
    worth: Set,
}

impl Done {
    fn with(&self, member: &Member) -> Done {
        let mut with = self.clone();
        with.add(member);
        with
    }

    fn add(&mut self, member: &Member) {
        self.cost.add(&member.cost);
        self.worth.add(&member.worth);
    }
}

#[derive(Clone, Debug)]
struct Group {
    /// The place of the group among all groups.
    at: usize,
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    /// The place of the member in its group.
    place: usize,
    /// The parts of the member that have weight; during a search, only those not taken yet.
    cost: Set,
    /// The parts of the member that have worth; during a search, only those not taken yet.
    worth: Set,
}

impl Group {
    /// Returns the member with this place. The group must have it.
    fn member(&self, place: usize) -> &Member {
        self.members.iter().find(|member| member.place == place).unwrap_or(&self.members[0])
    }

    /// Returns the group with what each member still adds to `done`. A member is left out if another one is no worse.
    fn beyond(&self, done: &Done, no_worse: fn(&Member, &Member) -> bool) -> Group {
        let rest: Vec<Member> = self
            .members
            .iter()
            .map(|member| Member {
                place: member.place,
                cost: member.cost.without(&done.cost),
                worth: member.worth.without(&done.worth),
            })
            .collect();
        let mut members: Vec<Member> = Vec::new();
        for (at, member) in rest.iter().enumerate() {
            let is_better = |(other_at, other): (usize, &Member)| {
                other_at != at
                    && no_worse(other, member)
                    && (!no_worse(member, other) || other_at < at)
            };
            if !rest.iter().enumerate().any(is_better) {
                members.push(member.clone());
            }
        }
        Group { at: self.at, members }
    }

    /// Returns the parts with weight of all members together.
    fn reach(&self, size: usize) -> Set {
        let mut reach = Set::empty(size);
        for member in &self.members {
            reach.add(&member.cost);
        }
        reach
    }
}

/// Returns whether `one` has no part with weight that `other` lacks.
fn no_heavier(one: &Member, other: &Member) -> bool {
    one.cost.is_subset(&other.cost)
}

/// Returns whether `one` is no heavier than `other` and has every part with worth that `other` has.
fn no_heavier_nor_less_worth(one: &Member, other: &Member) -> bool {
    no_heavier(one, other) && other.worth.is_subset(&one.worth)
}

/// A combination, with what is proved about it.
#[derive(Clone)]
struct Found {
    weight: u128,
    lower: u128,
    picks: Picks,
}

impl Found {
    fn note(&self, chosen: &mut [usize]) {
        self.picks.note(chosen);
    }
}

/// The chosen members, each as the place of its group and its place in the group.
#[derive(Clone, Default)]
struct Picks(Vec<(usize, usize)>);

impl Picks {
    fn note(&self, chosen: &mut [usize]) {
        for (group, place) in &self.0 {
            chosen[*group] = *place;
        }
    }
}

/// The result of a search for the least value.
#[derive(Default)]
struct Least {
    /// The best combination below the given value, with its own value.
    found: Option<(Picks, i128)>,
    /// A lower bound of the value of every combination of least misfit; `None` if there is no combination of that misfit.
    lower: Option<i128>,
}

/// The number of shares that make up one unit of weight.
const ONE: u128 = 1 << 16;

/// The number of halves in one. The bound on weight and worth together is counted in halves.
const HALVES: i128 = 2;

struct Search<'a> {
    of: &'a Alternatives,
    nodes: u64,
    limit: u64,
}

impl<'a> Search<'a> {
    fn new(of: &'a Alternatives, limit: NodeLimit) -> Search<'a> {
        Search { of, nodes: 0, limit: limit.0 }
    }

    fn weigh(&self, parts: &Set) -> u128 {
        parts.iter().map(|part| self.of.weight[part]).sum()
    }

    fn value(&self, parts: &Set) -> u64 {
        parts.iter().map(|part| self.of.worth[part]).sum()
    }

    /// Returns the combination of least misfit that adds to `done` and has the least value below `below`. Stops at the
    /// first one whose value is at most `enough`.
    fn least(
        &mut self,
        done: &Done,
        groups: &[Group],
        aim: Aim,
        below: i128,
        enough: i128,
    ) -> Least {
        let mut done = done.clone();
        let mut picks = Picks::default();
        let mut open = settle(&mut done, groups, &mut picks, no_heavier_nor_less_worth);
        let own = self.value(&done.worth);
        let gain = |group: &Group| {
            group.members.iter().map(|member| self.value(&member.worth)).max().unwrap_or(0)
        };
        let by_group: Vec<u64> = open.iter().map(gain).collect();
        let gains = by_group.iter().sum::<u64>().min(self.most_worth(&open));
        let misfits = aim.misfit + self.of.scale;
        let done_weight = self.weigh(&done.cost);
        let weight = done_weight + self.bound(&open);
        if weight >= misfits {
            return Least::default();
        }
        let mut lower = aim.value(weight, own + gains);
        if gains > 0 && lower < below {
            // Every value is at least any weighted mean of the hours and the level, less the worth.
            let hours = signed(done_weight) - signed(aim.misfit);
            for halves in [1, HALVES] {
                let mean = halves * hours + (HALVES - halves) * signed(aim.level);
                let least = mean + self.bound_with_worth(&open, halves);
                lower = lower.max(-(-least).div_euclid(HALVES) - i128::from(own));
            }
        }
        if lower >= below {
            return Least { found: None, lower: Some(lower) };
        }
        if gains == 0 {
            // This is more than the level, because the bound is below `below`.
            let hours = u128::try_from(below + i128::from(own)).unwrap_or(u128::MAX);
            let ceiling = aim.misfit + hours.min(self.of.scale);
            let found = self.fewest(&done.cost, &open, ceiling);
            let lower = (found.lower < misfits).then(|| aim.value(found.lower, own));
            if found.weight >= ceiling {
                return Least { found: None, lower };
            }
            picks.0.extend(found.picks.0);
            return Least { found: Some((picks, aim.value(found.weight, own))), lower };
        }
        self.nodes += 1;
        let widest = (0..open.len()).max_by_key(|at| (by_group[*at], usize::MAX - open[*at].at));
        let Some(widest) = widest.filter(|_| self.nodes < self.limit) else {
            return Least { found: None, lower: Some(lower) };
        };
        let mut group = open.remove(widest);
        group.members.sort_by_cached_key(|member| {
            (u64::MAX - self.value(&member.worth), self.weigh(&member.cost))
        });
        let mut least = Least::default();
        let mut below = below;
        for member in &group.members {
            let tried = self.least(&done.with(member), &open, aim, below, enough);
            least.lower = [least.lower, tried.lower].into_iter().flatten().min();
            if let Some((found, value)) = tried.found {
                let mut all = picks.clone();
                all.0.push((group.at, member.place));
                all.0.extend(found.0);
                least.found = Some((all, value));
                if value <= enough {
                    return least;
                }
                below = value;
            }
        }
        least
    }

    /// Returns the lightest combination that adds to `done`, with the weight of `done` included, or a proof that none is
    /// below `ceiling`.
    fn fewest(&mut self, done: &Set, groups: &[Group], ceiling: u128) -> Found {
        let before = self.weigh(done);
        let mut found = self.beyond(done, groups, ceiling.saturating_sub(before));
        found.weight += before;
        found.lower += before;
        found
    }

    /// Returns the least additional weight, or a proof that none is below `ceiling`.
    fn beyond(&mut self, done: &Set, groups: &[Group], ceiling: u128) -> Found {
        let mut done = Done { cost: done.clone(), worth: Set::full(self.of.worth.len()) };
        let before = self.weigh(&done.cost);
        let mut picks = Picks::default();
        let open = settle(&mut done, groups, &mut picks, no_heavier);
        let taken = self.weigh(&done.cost) - before;
        let mut all = Found { weight: taken, lower: taken, picks };
        let mut parts: Vec<(Vec<Group>, u128)> = Vec::new();
        for part in self.independent(open) {
            let bound = self.bound(&part);
            all.lower += bound;
            parts.push((part, bound));
        }
        for (part, bound) in parts {
            let room = ceiling.saturating_sub(all.lower - bound);
            let found = self.branch(&done.cost, &part, bound, room);
            all.weight += found.weight;
            all.lower += found.lower - bound;
            all.picks.0.extend(found.picks.0);
        }
        all
    }

    /// Branches on the members of one group. Every group here shares parts with other groups.
    fn branch(&mut self, done: &Set, groups: &[Group], bound: u128, ceiling: u128) -> Found {
        self.nodes += 1;
        let mut best = self.greedy(done, groups);
        if best.weight == bound || bound >= ceiling || self.nodes >= self.limit {
            best.lower = bound;
            return best;
        }
        let mut rest = groups.to_vec();
        rest.sort_by_cached_key(|group| (self.regret(group), usize::MAX - group.at));
        let Some(group) = rest.pop() else { return best };
        let mut lower = u128::MAX;
        let mut members: Vec<&Member> = group.members.iter().collect();
        members.sort_by_cached_key(|member| self.weigh(&member.cost));
        for member in members {
            let own = self.weigh(&member.cost);
            let mut with = done.clone();
            with.add(&member.cost);
            let mut found = self.beyond(&with, &rest, ceiling.min(best.weight).saturating_sub(own));
            found.weight += own;
            lower = lower.min(found.lower + own);
            if found.weight < best.weight {
                found.picks.0.push((group.at, member.place));
                best = found;
            }
        }
        best.lower = lower.max(bound).min(best.weight);
        best
    }

    /// Takes the lightest member of each group, one group after the other.
    fn greedy(&self, done: &Set, groups: &[Group]) -> Found {
        let mut done = done.clone();
        let mut found = Found { weight: 0, lower: 0, picks: Picks::default() };
        for group in groups {
            let cost = |member: &&Member| self.weigh(&member.cost.without(&done));
            if let Some(member) = group.members.iter().min_by_key(cost) {
                found.weight += cost(&member);
                found.picks.0.push((group.at, member.place));
                done.add(&member.cost);
            }
        }
        found
    }

    /// Returns a lower bound of the weight of the groups together. If a part can serve k groups, it costs each of them one
    /// k-th of its weight. Each group takes the member that is lightest by these shares.
    fn bound(&self, groups: &[Group]) -> u128 {
        let shares = self.shares(groups);
        let cost = |member: &Member| member.cost.iter().map(|part| shares[part]).sum::<u128>();
        let least = |group: &Group| group.members.iter().map(cost).min();
        groups.iter().filter_map(least).sum::<u128>().div_ceil(ONE)
    }

    /// Returns what each part costs each group that it can serve, in units of 1 / [`ONE`].
    fn shares(&self, groups: &[Group]) -> Vec<u128> {
        let mut serves = vec![0; self.of.weight.len()];
        for group in groups {
            for part in group.reach(self.of.weight.len()).iter() {
                serves[part] += 1;
            }
        }
        let share = |(part, count): (usize, &u128)| self.of.weight[part] * ONE / count.max(&1);
        serves.iter().enumerate().map(share).collect()
    }

    /// Returns an upper bound of the worth of one member of each group. A part that several groups can reach counts once.
    fn most_worth(&self, groups: &[Group]) -> u64 {
        let size = self.of.worth.len();
        let (mut once, mut shared) = (Set::empty(size), Set::empty(size));
        for group in groups {
            let mut reach = Set::empty(size);
            for member in &group.members {
                reach.add(&member.worth);
            }
            for part in reach.iter() {
                if once.contains(part) { shared.insert(part) } else { once.insert(part) }
            }
        }
        let own = |member: &Member| self.value(&member.worth.without(&shared));
        let most = |group: &Group| group.members.iter().map(own).max().unwrap_or(0);
        self.value(&shared) + groups.iter().map(most).sum::<u64>()
    }

    /// Returns a lower bound of `halves` halves of the weight less the worth, counted in halves. Each group takes its best
    /// member by this measure, with weights shared as in [`Search::bound`].
    fn bound_with_worth(&self, groups: &[Group], halves: i128) -> i128 {
        let shares = self.shares(groups);
        let value = |member: &Member| {
            let weight: u128 = member.cost.iter().map(|part| shares[part]).sum();
            let worth = i128::from(self.value(&member.worth));
            halves * signed(weight) - HALVES * signed(ONE) * worth
        };
        let least = |group: &Group| group.members.iter().map(value).min();
        groups.iter().filter_map(least).sum::<i128>().div_euclid(signed(ONE))
    }

    /// Returns by how much the second lightest member is heavier than the lightest.
    fn regret(&self, group: &Group) -> u128 {
        let mut weights: Vec<u128> =
            group.members.iter().map(|member| self.weigh(&member.cost)).collect();
        weights.sort_unstable();
        weights.get(1).map_or(0, |second| second - weights[0])
    }

    /// Splits the groups into lists that share no part with each other.
    fn independent(&self, groups: Vec<Group>) -> Vec<Vec<Group>> {
        let mut parts: Vec<(Set, Vec<Group>)> = Vec::new();
        for group in groups {
            let mut reach = group.reach(self.of.weight.len());
            let (meets, apart): (Vec<_>, Vec<_>) =
                parts.into_iter().partition(|(tasks, _)| !tasks.is_disjoint(&reach));
            parts = apart;
            let mut part = Vec::new();
            for (tasks, groups) in meets {
                reach.add(&tasks);
                part.extend(groups);
            }
            part.push(group);
            parts.push((reach, part));
        }
        parts.into_iter().map(|(_, groups)| groups).collect()
    }
}

/// Takes every member that needs no decision: it is the only one left in its group, or no other one is better. Returns the
/// groups that are still open, with what their members still add.
fn settle(
    done: &mut Done,
    groups: &[Group],
    picks: &mut Picks,
    no_worse: fn(&Member, &Member) -> bool,
) -> Vec<Group> {
    let mut open: Vec<Group> = groups.to_vec();
    loop {
        open = open.iter().map(|group| group.beyond(done, no_worse)).collect();
        let (one, many): (Vec<Group>, Vec<Group>) =
            open.into_iter().partition(|group| group.members.len() == 1);
        open = many;
        if one.is_empty() {
            return open;
        }
        for group in one {
            picks.0.push((group.at, group.members[0].place));
            done.add(&group.members[0]);
        }
    }
}
