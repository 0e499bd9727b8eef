//! One of each group, so that everything together takes the fewest hours.

use super::NodeLimit;
use super::graph::TaskGraph;
use super::set::Set;

/// Which member each group takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The fewest hours of any combination, with all that it needs and all that is required.
    pub least: u64,
    /// The hours of the combination chosen.
    pub hours: u64,
    /// For each group the place of its chosen member in the group.
    pub chosen: Vec<usize>,
    /// For each group whether its choice and its `next_best` are proved; not so past the limit only.
    pub proved: Vec<bool>,
    /// For each group the fewest hours of any combination in which it takes another member; `None` if it has no
    /// other.
    pub next_best: Vec<Option<u64>>,
}

/// Of the combinations whose hours are within `tolerance` of the fewest the first in the given order: the first
/// group takes the earliest member that it can, then the second, and so on.
///
/// # Panics
/// If a group has no member: there is no combination then.
pub fn choose(
    graph: &TaskGraph,
    required: &[usize],
    groups: &[Vec<usize>],
    tolerance: u64,
    limit: NodeLimit,
) -> Choice {
    let (base, open, mut search) = begin(graph, required, groups, limit);
    let best = search.fewest(&base, &open, u64::MAX);
    let budget = best.hours.saturating_add(tolerance);
    let mut chosen = best.picks(groups.len());
    let mut proved = vec![best.exact(); groups.len()];
    let mut done = base.clone();
    let mut certain = best.exact();
    for (at, group) in open.iter().enumerate() {
        for member in &group.members {
            // What is chosen so far is within the budget: only an earlier member has to be tried.
            if member.place >= chosen[at] {
                break;
            }
            let mut with = done.clone();
            with.add(&member.closed);
            let found = search.fewest(&with, &open[at + 1..], budget.saturating_add(1));
            if found.hours <= budget {
                chosen[at] = member.place;
                for (group, place) in &found.picks {
                    chosen[*group] = *place;
                }
                break;
            }
            certain &= found.lower > budget;
        }
        proved[at] &= certain;
        done.add(&group.members[chosen[at]].closed);
    }

    let mut next_best = Vec::with_capacity(groups.len());
    for at in 0..groups.len() {
        let mut others = open.clone();
        others[at].members.remove(chosen[at]);
        if others[at].members.is_empty() {
            next_best.push(None);
            continue;
        }
        let found = search.fewest(&base, &others, u64::MAX);
        proved[at] &= found.exact();
        next_best.push(Some(found.hours));
    }
    Choice { least: best.hours, hours: graph.total_hours(&done), chosen, proved, next_best }
}

/// [`Choice::least`] alone, which is found first.
///
/// # Panics
/// As [`choose`].
pub fn least_hours(
    graph: &TaskGraph,
    required: &[usize],
    groups: &[Vec<usize>],
    limit: NodeLimit,
) -> u64 {
    let (base, open, mut search) = begin(graph, required, groups, limit);
    search.fewest(&base, &open, u64::MAX).hours
}

/// What is done whatever is chosen, the groups, and a search that has seen nothing yet.
fn begin<'g>(
    graph: &'g TaskGraph,
    required: &[usize],
    groups: &[Vec<usize>],
    limit: NodeLimit,
) -> (Set, Vec<Group>, Search<'g>) {
    assert!(groups.iter().all(|members| !members.is_empty()), "every group has a member");
    let group = |(at, members): (usize, &Vec<usize>)| Group::new(graph, at, members);
    let search = Search { graph, nodes: 0, limit: limit.0 };
    (graph.closed(required.iter().copied()), groups.iter().enumerate().map(group).collect(), search)
}

#[derive(Clone)]
struct Group {
    /// Its place among all groups.
    at: usize,
    members: Vec<Member>,
}

#[derive(Clone)]
struct Member {
    /// Its place in the group.
    place: usize,
    /// What it needs, itself included; in a search what of that is not there yet.
    closed: Set,
}

impl Group {
    fn new(graph: &TaskGraph, at: usize, members: &[usize]) -> Group {
        let member =
            |(place, task): (usize, &usize)| Member { place, closed: graph.closed([*task]) };
        Group { at, members: members.iter().enumerate().map(member).collect() }
    }

    /// What is still to be done for each member. A member that takes all that another one takes, and more, is
    /// left out.
    fn beyond(&self, done: &Set) -> Group {
        let rest: Vec<Member> = self
            .members
            .iter()
            .map(|member| Member { place: member.place, closed: member.closed.without(done) })
            .collect();
        let mut members: Vec<Member> = Vec::new();
        for (at, member) in rest.iter().enumerate() {
            let is_worse = |(other_at, other): (usize, &Member)| {
                other_at != at
                    && other.closed.is_subset(&member.closed)
                    && (other.closed != member.closed || other_at < at)
            };
            if !rest.iter().enumerate().any(is_worse) {
                members.push(member.clone());
            }
        }
        Group { at: self.at, members }
    }

    /// Everything that any member takes.
    fn reach(&self, size: usize) -> Set {
        let mut reach = Set::empty(size);
        for member in &self.members {
            reach.add(&member.closed);
        }
        reach
    }
}

/// A combination, and what is proved about it.
#[derive(Clone)]
struct Found {
    hours: u64,
    lower: u64,
    /// (group, place of the member).
    picks: Vec<(usize, usize)>,
}

impl Found {
    fn exact(&self) -> bool {
        self.hours == self.lower
    }

    fn picks(&self, groups: usize) -> Vec<usize> {
        let mut picks = vec![0; groups];
        for (group, place) in &self.picks {
            picks[*group] = *place;
        }
        picks
    }
}

struct Search<'g> {
    graph: &'g TaskGraph,
    nodes: u64,
    limit: u64,
}

impl Search<'_> {
    /// The combination of fewest hours on top of what is done, hours of what is done included; or a proof that
    /// there is none below `ceiling`.
    fn fewest(&mut self, done: &Set, groups: &[Group], ceiling: u64) -> Found {
        let before = self.graph.total_hours(done);
        let mut found = self.beyond(done, groups, ceiling.saturating_sub(before));
        found.hours += before;
        found.lower += before;
        found
    }

    /// The fewest further hours, or a proof that there are none below `ceiling`.
    fn beyond(&mut self, done: &Set, groups: &[Group], ceiling: u64) -> Found {
        let mut done = done.clone();
        let before = self.graph.total_hours(&done);
        let mut picks = Vec::new();
        let open = settle(&mut done, groups, &mut picks);
        let taken = self.graph.total_hours(&done) - before;
        let mut all = Found { hours: taken, lower: taken, picks };
        let mut parts: Vec<(Vec<Group>, u64)> = Vec::new();
        for part in self.independent(open) {
            let bound = self.bound(&part);
            all.lower += bound;
            parts.push((part, bound));
        }
        for (part, bound) in parts {
            let room = ceiling.saturating_sub(all.lower - bound);
            let found = self.branch(&done, &part, bound, room);
            all.hours += found.hours;
            all.lower += found.lower - bound;
            all.picks.extend(found.picks);
        }
        all
    }

    /// Tries the members of one group; its tasks meet those of the other groups.
    fn branch(&mut self, done: &Set, groups: &[Group], bound: u64, ceiling: u64) -> Found {
        self.nodes += 1;
        let mut best = self.greedy(done, groups);
        if best.hours == bound || bound >= ceiling || self.nodes >= self.limit {
            best.lower = bound;
            return best;
        }
        let mut rest = groups.to_vec();
        rest.sort_by_cached_key(|group| (self.regret(group), usize::MAX - group.at));
        let Some(group) = rest.pop() else { return best };
        let mut lower = u64::MAX;
        let mut members: Vec<&Member> = group.members.iter().collect();
        members.sort_by_cached_key(|member| self.graph.total_hours(&member.closed));
        for member in members {
            let own = self.graph.total_hours(&member.closed);
            let mut with = done.clone();
            with.add(&member.closed);
            let mut found = self.beyond(&with, &rest, ceiling.min(best.hours).saturating_sub(own));
            found.hours += own;
            lower = lower.min(found.lower + own);
            if found.hours < best.hours {
                found.picks.push((group.at, member.place));
                best = found;
            }
        }
        best.lower = lower.max(bound).min(best.hours);
        best
    }

    /// Takes what is cheapest, group by group.
    fn greedy(&self, done: &Set, groups: &[Group]) -> Found {
        let mut done = done.clone();
        let mut found = Found { hours: 0, lower: 0, picks: Vec::new() };
        for group in groups {
            let cost = |member: &&Member| self.graph.total_hours(&member.closed.without(&done));
            if let Some(member) = group.members.iter().min_by_key(cost) {
                found.hours += cost(&member);
                found.picks.push((group.at, member.place));
                done.add(&member.closed);
            }
        }
        found
    }

    /// What the groups take at least together: a task that serves k groups costs each of them the k-th part of
    /// its hours, and each takes its cheapest member.
    fn bound(&self, groups: &[Group]) -> u64 {
        const ONE: u64 = 1 << 16;
        let mut serves = vec![0; self.graph.len()];
        for group in groups {
            for task in group.reach(self.graph.len()).iter() {
                serves[task] += 1;
            }
        }
        let share =
            |(task, count): (usize, &u64)| u64::from(self.graph.hours(task)) * ONE / count.max(&1);
        let share: Vec<u64> = serves.iter().enumerate().map(share).collect();
        let cost = |member: &Member| member.closed.iter().map(|task| share[task]).sum::<u64>();
        let least = |group: &Group| group.members.iter().map(cost).min();
        groups.iter().filter_map(least).sum::<u64>().div_ceil(ONE)
    }

    /// What the second best member takes more than the best.
    fn regret(&self, group: &Group) -> u64 {
        let mut hours: Vec<u64> =
            group.members.iter().map(|member| self.graph.total_hours(&member.closed)).collect();
        hours.sort_unstable();
        hours.get(1).map_or(0, |second| second - hours[0])
    }

    /// Splits the groups into parts that share no task.
    fn independent(&self, groups: Vec<Group>) -> Vec<Vec<Group>> {
        let mut parts: Vec<(Set, Vec<Group>)> = Vec::new();
        for group in groups {
            let mut reach = group.reach(self.graph.len());
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

/// Takes what needs no decision (a member that costs nothing more, or is the only one left) and returns the
/// groups still open, with what is left to do for them.
fn settle(done: &mut Set, groups: &[Group], picks: &mut Vec<(usize, usize)>) -> Vec<Group> {
    let mut open: Vec<Group> = groups.to_vec();
    loop {
        open = open.iter().map(|group| group.beyond(done)).collect();
        let (one, many): (Vec<Group>, Vec<Group>) =
            open.into_iter().partition(|group| group.members.len() == 1);
        open = many;
        if one.is_empty() {
            return open;
        }
        for group in one {
            picks.push((group.at, group.members[0].place));
            done.add(&group.members[0].closed);
        }
    }
}
