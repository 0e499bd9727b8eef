//! One member of each group: by what fits, by hours less what is there already, and by the order of the members.

use super::NodeLimit;
use super::set::{BySet, Set};

/// What one of the parts counts that members are made of. A part counts once, however many members have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How much it is out of place.
    pub misfit: u32,
    /// The hours that it takes.
    pub hours: u32,
    /// What it is worth to make use of it.
    pub worth: u32,
}

/// Groups of which one member each is chosen, every member with all its parts.
///
/// A combination takes one member of each group. The one that is chosen is found by three criteria, each among what the
/// one before leaves: the least misfit; the least *value*; and of these the first in the given order: the first group
/// takes the earliest member that it can, then the second, and so on. The value of a combination is its hours, or a level
/// where it has fewer, less what it is worth: up to the level hours are all the same.
///
/// So a choice stays when it is followed. Whatever of it becomes worth something lowers its own value by all of that, and
/// no other value by more.
#[derive(Clone, Debug)]
pub struct Alternatives {
    groups: Vec<Group>,
    /// The misfit, times [`Alternatives::scale`], and the hours of what sets the members apart. Parts that the same
    /// members have are one here.
    weight: Vec<u128>,
    /// The worth of what sets the members apart, likewise.
    worth: Vec<u64>,
    /// More than all hours together.
    scale: u128,
    /// What is taken whatever is chosen.
    taken: (u64, u64, u64),
}

/// Which member each group takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// For each group the place of its chosen member in the group.
    pub chosen: Vec<usize>,
    /// For each group whether it is proved that the criteria ask for this member; not so past the limit only.
    pub proved: Vec<bool>,
    /// The misfit of what is chosen, with all that is taken anyway.
    pub misfit: u64,
    /// Its hours, likewise.
    pub hours: u64,
    /// Its worth, likewise.
    pub worth: u64,
    aim: Aim,
    value: i128,
}

/// What rules the other members of a group out, from the first criterion to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// There is no other member.
    Only,
    /// With any other there is more misfit.
    Misfit,
    /// With any other that fits it takes more hours, and more than the level.
    Hours,
    /// With any other that fits and takes no longer there is less worth.
    Worth,
    /// Only the given order: another one would do as well.
    Order,
}

/// Why a group takes its member, given what the groups before it take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The last criterion that rules another member out; where another one would do as well, another member *before* the
    /// chosen one, and [`Criterion::Order`] if that is the first.
    pub by: Criterion,
    /// The first other member that would do as well, if there is one.
    pub as_good: Option<usize>,
}

impl Alternatives {
    /// Groups of members, each the set of its parts, beside the parts that are taken whatever is chosen. The sets have the
    /// size of the list of parts.
    ///
    /// # Panics
    /// If a group has no member: there is no combination then.
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

    /// Leaves a group only these of its members; they keep their places.
    ///
    /// # Panics
    /// If none is left.
    pub fn keep(&mut self, group: usize, places: &[usize]) {
        let members = &mut self.groups[group].members;
        members.retain(|member| places.contains(&member.place));
        assert!(!members.is_empty(), "every group has a member");
    }

    /// The combination that the criteria ask for, where hours up to this level are all the same.
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
            // What is chosen so far has the least value: only an earlier member has to be tried.
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

    /// The least misfit of any combination, with that of all that is taken anyway.
    pub fn least_misfit(&self, limit: NodeLimit) -> u64 {
        let best = Search::new(self, limit).fewest(&self.nothing().cost, &self.groups, u128::MAX);
        to_u64(best.weight / self.scale) + self.taken.0
    }

    /// The fewest hours of any combination of the least misfit, with all that is taken anyway.
    pub fn least_hours(&self, limit: NodeLimit) -> u64 {
        let best = Search::new(self, limit).fewest(&self.nothing().cost, &self.groups, u128::MAX);
        to_u64(best.weight % self.scale) + self.taken.1
    }

    /// Why a group takes its member. Past the limit it counts as ruled out what was not found.
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

    /// The hours of the best combination, by misfit and then by hours, in which a group takes another member than this
    /// one; `None` if it has no other.
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

/// Hours, misfit and worth are sums of numbers below 2³².
fn to_u64(number: u128) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Weights are far below 2¹²⁷.
fn signed(number: u128) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}

/// Parts that the same members have, as one.
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

    /// What a member has.
    fn of(&self, member: usize) -> Set {
        let has = |part: &usize| self.held_by[*part].contains(member);
        Set::of(self.counts.len(), (0..self.counts.len()).filter(has))
    }
}

/// What combinations are held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Aim {
    /// The least misfit, times the scale.
    misfit: u128,
    /// Up to these hours, beside what is taken anyway, all are the same.
    level: u128,
}

impl Aim {
    /// The value of a combination of the least misfit.
    fn value(self, weight: u128, worth: u64) -> i128 {
        signed(weight.saturating_sub(self.misfit).max(self.level)) - i128::from(worth)
    }
}

/// What the members taken so far have.
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
    /// Its place among all groups.
    at: usize,
    members: Vec<Member>,
}

#[derive(Clone, Debug)]
struct Member {
    /// Its place in the group.
    place: usize,
    /// The parts of it that weigh something; in a search those that are not there yet.
    cost: Set,
    /// The parts of it that are worth something, likewise.
    worth: Set,
}

impl Group {
    /// The member with this place, which it has.
    fn member(&self, place: usize) -> &Member {
        self.members.iter().find(|member| member.place == place).unwrap_or(&self.members[0])
    }

    /// What is still to be done for each member. A member that another one is no worse than is left out.
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

    /// Everything that any member takes.
    fn reach(&self, size: usize) -> Set {
        let mut reach = Set::empty(size);
        for member in &self.members {
            reach.add(&member.cost);
        }
        reach
    }
}

/// Whether one member takes nothing that another one does not take.
fn no_heavier(one: &Member, other: &Member) -> bool {
    one.cost.is_subset(&other.cost)
}

/// The same, and has every worth of it.
fn no_heavier_nor_less_worth(one: &Member, other: &Member) -> bool {
    no_heavier(one, other) && other.worth.is_subset(&one.worth)
}

/// A combination, and what is proved about it.
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

/// (group, place of the member).
#[derive(Clone, Default)]
struct Picks(Vec<(usize, usize)>);

impl Picks {
    fn note(&self, chosen: &mut [usize]) {
        for (group, place) in &self.0 {
            chosen[*group] = *place;
        }
    }
}

/// What a search for the least value has found.
#[derive(Default)]
struct Least {
    /// The best combination below what was asked, and its value.
    found: Option<(Picks, i128)>,
    /// No combination of the least misfit has a value below this; `None` if there is none of that misfit at all.
    lower: Option<i128>,
}

/// Shares of weights are whole numbers of this part.
const ONE: u128 = 1 << 16;

/// Weights are bounded together with worth in halves.
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

    /// The combination of the least misfit on top of what is done with the least value below this one; the first one whose
    /// value is `enough`.
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
            // No value is less than any mean of the hours and the level, less the worth.
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
            // More than the level, since the bound is below.
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

    /// The lightest combination on top of what is done, what is done included; or a proof that there is none below
    /// `ceiling`.
    fn fewest(&mut self, done: &Set, groups: &[Group], ceiling: u128) -> Found {
        let before = self.weigh(done);
        let mut found = self.beyond(done, groups, ceiling.saturating_sub(before));
        found.weight += before;
        found.lower += before;
        found
    }

    /// The least further weight, or a proof that there is none below `ceiling`.
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

    /// Tries the members of one group; its parts meet those of the other groups.
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

    /// Takes what is lightest, group by group.
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

    /// What the groups weigh at least together: a part that serves k groups costs each of them the k-th part of its
    /// weight, and each takes its lightest member.
    fn bound(&self, groups: &[Group]) -> u128 {
        let shares = self.shares(groups);
        let cost = |member: &Member| member.cost.iter().map(|part| shares[part]).sum::<u128>();
        let least = |group: &Group| group.members.iter().map(cost).min();
        groups.iter().filter_map(least).sum::<u128>().div_ceil(ONE)
    }

    /// What each part costs each of the groups that it serves, in parts of 1 : [`ONE`].
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

    /// No more worth than this is in one member of each group: what several groups reach counts once.
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

    /// The least of some halves of the weight less the worth, in halves: of each group at least that of its best member,
    /// whose weight is shared as in [`Search::bound`].
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

    /// What the second best member weighs more than the best.
    fn regret(&self, group: &Group) -> u128 {
        let mut weights: Vec<u128> =
            group.members.iter().map(|member| self.weigh(&member.cost)).collect();
        weights.sort_unstable();
        weights.get(1).map_or(0, |second| second - weights[0])
    }

    /// Splits the groups into those that share no part.
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

/// Takes what needs no decision (a member that nothing is better than, or the only one left) and returns the groups still
/// open, with what is left to do for them.
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
