use super::super::{Alternatives, Choice, Criterion, Decided, NodeLimit, Part, Set};
use super::random::Random;

const MANY: NodeLimit = NodeLimit(1_000_000);

/// A small problem: parts, the parts that are taken whatever is chosen, and groups of members.
#[derive(Debug)]
struct Small {
    parts: Vec<Part>,
    taken: Set,
    groups: Vec<Vec<Set>>,
}

/// Returns a problem of up to five groups with up to four members each. Some problems have no misfit, some no
/// worth.
fn small(random: &mut Random) -> Small {
    let size = 1 + random.below(12);
    let (misfit, longest, dearest) =
        ([0, 1, 2][random.below(3)], [1, 4, 9][random.below(3)], [0, 3, 9][random.below(3)]);
    let parts = (0..size)
        .map(|_| Part {
            misfit: (random.below(misfit + 1) * random.below(2)) as u32,
            hours: random.below(longest + 1) as u32,
            worth: (random.below(dearest + 1) * random.below(2)) as u32,
        })
        .collect();
    let most = 1 + random.below(6);
    let some = |random: &mut Random, most: usize| {
        Set::of(size, (0..random.below(most + 1)).map(|_| random.below(size)).collect::<Vec<_>>())
    };
    let taken = some(random, 2);
    let groups = (0..random.below(6))
        .map(|_| (0..1 + random.below(4)).map(|_| some(random, most)).collect())
        .collect();
    Small { parts, taken, groups }
}

/// A combination: the places of its members, and its misfit, hours and worth.
type Combination = (Vec<usize>, [u64; 3]);

impl Small {
    fn alternatives(&self) -> Alternatives {
        Alternatives::new(&self.parts, &self.taken, &self.groups)
    }

    /// Returns every combination, in lexicographic order.
    fn combinations(&self) -> Vec<Combination> {
        let places = self.groups.iter().fold(vec![Vec::new()], |all: Vec<Vec<usize>>, members| {
            all.iter()
                .flat_map(|places| {
                    (0..members.len()).map(move |place| [places.clone(), vec![place]].concat())
                })
                .collect()
        });
        places.into_iter().map(|places| (places.clone(), self.counts(&places))).collect()
    }

    fn counts(&self, places: &[usize]) -> [u64; 3] {
        let mut all = self.taken.clone();
        for (members, place) in self.groups.iter().zip(places) {
            all.add(&members[*place]);
        }
        let mut counts = [0; 3];
        for part in all.iter() {
            let Part { misfit, hours, worth } = self.parts[part];
            for (count, of_part) in counts.iter_mut().zip([misfit, hours, worth]) {
                *count += u64::from(of_part);
            }
        }
        counts
    }
}

/// Returns the value of a combination: its hours, or the level if it has fewer, less its worth.
fn value([_, hours, worth]: &[u64; 3], level: u64) -> i64 {
    *hours.max(&level) as i64 - *worth as i64
}

/// Returns the combinations that remain after each of the first criteria. Only the order tells the last ones
/// apart.
fn left(all: &[Combination], level: u64) -> [Vec<Combination>; 3] {
    let keep = |from: &[Combination], holds: &dyn Fn(&[u64; 3]) -> bool| -> Vec<Combination> {
        from.iter().filter(|(_, counts)| holds(counts)).cloned().collect()
    };
    let misfit = all.iter().map(|(_, counts)| counts[0]).min().unwrap();
    let fitting = keep(all, &|counts| counts[0] == misfit);
    let least = fitting.iter().map(|(_, counts)| value(counts, level)).min().unwrap();
    let best = keep(&fitting, &|counts| value(counts, level) == least);
    [all.to_vec(), fitting, best]
}

/// Returns why a group takes its member, found by trying all combinations that agree with the groups before
/// it.
fn decided(
    left: &[Vec<Combination>; 3],
    (chosen, hours): (&[usize], u64),
    group: usize,
    members: usize,
) -> Decided {
    let own = chosen[group];
    let others = || (0..members).filter(|place| *place != own);
    if others().next().is_none() {
        return Decided { by: Criterion::Only, as_good: None };
    }
    let ruled_out_by = |place: usize| {
        let with = |(places, _): &&Combination| {
            places[..group] == chosen[..group] && places[group] == place
        };
        let mut fitting = left[1].iter().filter(with);
        match () {
            () if left[2].iter().any(|c| with(&c)) => Criterion::Order,
            () if fitting.clone().any(|(_, counts)| counts[1] <= hours) => Criterion::Worth,
            () if fitting.next().is_some() => Criterion::Hours,
            () => Criterion::Misfit,
        }
    };
    let as_good = others().find(|place| ruled_out_by(*place) == Criterion::Order);
    if as_good.is_some() && own == 0 {
        return Decided { by: Criterion::Order, as_good };
    }
    let against = others().filter(|place| as_good.is_none() || *place < own);
    Decided { by: against.map(ruled_out_by).max().unwrap(), as_good }
}

#[test]
fn enumeration_finds_the_same_choice_and_the_same_reasons() {
    for seed in 0..6_000 {
        let mut random = Random::new(seed);
        let small = small(&mut random);
        let alternatives = small.alternatives();
        let all = small.combinations();
        let [_, fitting, _] = left(&all, 0);
        let least = fitting.iter().map(|(_, counts)| counts[1]).min().unwrap();
        assert_eq!(alternatives.least_hours(MANY), least, "{seed}");
        assert_eq!(alternatives.least_misfit(MANY), fitting[0].1[0], "{seed}");
        for tolerance in [0, 1, 5] {
            let level = least + tolerance;
            let left = left(&all, level);
            let (chosen, [misfit, hours, worth]) = left[2][0].clone();
            let choice = alternatives.choose(level, MANY);
            assert_eq!(choice.chosen, chosen, "{seed} {tolerance}: {small:?}");
            assert_eq!(
                (choice.misfit, choice.hours, choice.worth),
                (misfit, hours, worth),
                "{seed} {tolerance}: {small:?}"
            );
            assert!(choice.proved.iter().all(|proved| *proved), "{seed}");
            for (group, members) in small.groups.iter().enumerate() {
                assert_eq!(
                    alternatives.decided(&choice, group, MANY),
                    decided(&left, (&chosen, hours.max(level)), group, members.len()),
                    "{seed} {tolerance} {group}: {small:?}"
                );
                let other = all.iter().filter(|(places, _)| places[group] != chosen[group]);
                let other = other.map(|(_, counts)| (counts[0], counts[1])).min();
                assert_eq!(
                    alternatives.next_best(group, chosen[group], MANY),
                    other.map(|(_, hours)| hours),
                    "{seed} {tolerance} {group}: {small:?}"
                );
            }
        }
    }
}

/// A chosen combination stays the choice when parts of it gain worth.
#[test]
fn a_choice_that_is_followed_stays() {
    let mut followed = 0;
    for seed in 0..3_000 {
        let mut random = Random::new(seed);
        let mut small = small(&mut random);
        let level = small.alternatives().least_hours(MANY) + random.below(4) as u64;
        let choice = small.alternatives().choose(level, MANY);
        let mut own = Set::empty(small.parts.len());
        for (members, place) in small.groups.iter().zip(&choice.chosen) {
            own.add(&members[*place]);
        }
        for part in own.iter() {
            small.parts[part].worth += 1 + random.below(9) as u32;
            let now = small.alternatives().choose(level, MANY);
            assert_eq!(now.chosen, choice.chosen, "{seed} {part}: {small:?}");
            followed += 1;
        }
    }
    assert!(followed > 3_000, "{followed}");
}

#[test]
fn members_that_are_not_kept_are_as_if_they_had_never_been() {
    for seed in 0..2_000 {
        let mut random = Random::new(seed);
        let small = small(&mut random);
        let mut alternatives = small.alternatives();
        let level = alternatives.least_hours(MANY) + random.below(4) as u64;
        let kept: Vec<Vec<usize>> = small
            .groups
            .iter()
            .map(|members| {
                let all = 0..members.len();
                let some: Vec<usize> = all.filter(|_| random.below(2) == 0).collect();
                if some.is_empty() { vec![random.below(members.len())] } else { some }
            })
            .collect();
        for (group, places) in kept.iter().enumerate() {
            alternatives.keep(group, places);
        }
        let all = small.combinations().into_iter();
        let all: Vec<Combination> = all
            .filter(|(places, _)| {
                places.iter().zip(&kept).all(|(place, kept)| kept.contains(place))
            })
            .collect();
        let best = left(&all, level)[2][0].0.clone();
        assert_eq!(alternatives.choose(level, MANY).chosen, best, "{seed}: {small:?}");
    }
}

#[test]
fn past_the_limit_a_choice_is_a_combination_and_what_is_proved_is_right() {
    let mut open = 0;
    for seed in 0..3_000 {
        let mut random = Random::new(seed);
        let small = small(&mut random);
        let alternatives = small.alternatives();
        let right = alternatives.choose(9, MANY);
        for limit in [0, 1, 3] {
            let choice: Choice = alternatives.choose(9, NodeLimit(limit));
            assert_eq!(
                small.counts(&choice.chosen),
                [choice.misfit, choice.hours, choice.worth],
                "{seed}: {small:?}"
            );
            let first_open = choice.proved.iter().position(|proved| !proved);
            let proved = first_open.unwrap_or(choice.proved.len());
            open += usize::from(first_open.is_some());
            assert_eq!(
                choice.chosen[..proved],
                right.chosen[..proved],
                "{seed} {limit}: {small:?}"
            );
        }
    }
    assert!(open > 0, "some limit is reached");
}

#[test]
fn many_groups_over_shared_foundations_are_proved() {
    let mut random = Random::new(3);
    let problem = random.skill_map(140, 45, 4, false);
    let size = problem.hours.len();
    // One task in three is there already.
    let parts: Vec<Part> = problem
        .hours
        .iter()
        .enumerate()
        .map(|(task, hours)| match task % 3 {
            0 => Part { worth: *hours, ..Part::default() },
            _ => Part { hours: *hours, ..Part::default() },
        })
        .collect();
    let groups: Vec<Vec<Set>> = (0..12)
        .map(|_| (0..6).map(|_| problem.closed(problem.rewards[random.below(45)].1[0])).collect())
        .collect();
    let alternatives = Alternatives::new(&parts, &Set::empty(size), &groups);
    let level = alternatives.least_hours(NodeLimit::default()) + 40;
    let choice = alternatives.choose(level, NodeLimit::default());
    assert_eq!(choice.proved, [true; 12]);
}
