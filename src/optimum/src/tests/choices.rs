use super::super::{Choice, NodeLimit, choose, least_hours};
use super::orders::parts;
use super::random::{Problem, Random};

/// A graph with required tasks and groups; the tasks of a group may need each other, stand in several groups or
/// be required anyway.
fn alternatives(random: &mut Random, tasks: usize) -> (Problem, Vec<usize>, Vec<Vec<usize>>) {
    let problem = random.small(tasks, 0);
    let size = problem.len();
    let required = (0..random.below(3)).map(|_| random.below(size)).collect();
    let groups = (0..random.below(5))
        .map(|_| (0..1 + random.below(4)).map(|_| random.below(size)).collect())
        .collect();
    (problem, required, groups)
}

/// Every combination with its hours, in lexicographic order.
fn combinations(
    problem: &Problem,
    required: &[usize],
    groups: &[Vec<usize>],
) -> Vec<(Vec<usize>, u64)> {
    let places = groups.iter().fold(vec![Vec::new()], |all: Vec<Vec<usize>>, members| {
        all.iter()
            .flat_map(|places| {
                (0..members.len()).map(move |place| [places.clone(), vec![place]].concat())
            })
            .collect()
    });
    let hours = |places: &Vec<usize>| {
        let picked = groups.iter().zip(places).map(|(members, place)| members[*place]);
        problem.hours_of(problem.closure(required.iter().copied().chain(picked)))
    };
    places.into_iter().map(|places| (places.clone(), hours(&places))).collect()
}

fn expected(
    problem: &Problem,
    required: &[usize],
    groups: &[Vec<usize>],
    tolerance: u64,
) -> Option<Choice> {
    let all = combinations(problem, required, groups);
    let least = all.iter().map(|(_, hours)| *hours).min()?;
    let (chosen, hours) = all.iter().find(|(_, hours)| *hours <= least + tolerance)?.clone();
    let other = |group: usize| {
        all.iter()
            .filter(|(places, _)| places[group] != chosen[group])
            .map(|(_, hours)| *hours)
            .min()
    };
    let next_best = (0..groups.len()).map(other).collect();
    Some(Choice { least, hours, chosen, proved: vec![true; groups.len()], next_best })
}

#[test]
fn enumeration_finds_the_same_least_choice_and_next_best() {
    for seed in 0..6_000 {
        let mut random = Random::new(seed);
        let (problem, required, groups) = alternatives(&mut random, 14);
        let (graph, _) = parts(&problem);
        for tolerance in [0, 1, 5] {
            let choice = choose(&graph, &required, &groups, tolerance, NodeLimit(1_000_000));
            assert_eq!(
                Some(choice),
                expected(&problem, &required, &groups, tolerance),
                "{seed}: {problem:?} {required:?} {groups:?}"
            );
        }
    }
}

#[test]
fn past_the_limit_a_choice_is_a_combination_and_what_is_proved_is_right() {
    for seed in 0..2_000 {
        let mut random = Random::new(seed);
        let (problem, required, groups) = alternatives(&mut random, 14);
        let (graph, _) = parts(&problem);
        for limit in [0, 1, 3] {
            let limit = NodeLimit(limit);
            let choice = choose(&graph, &required, &groups, 2, limit);
            let least = least_hours(&graph, &required, &groups, limit);
            assert_eq!(least, choice.least, "{seed}");
            let all = combinations(&problem, &required, &groups);
            assert!(all.contains(&(choice.chosen.clone(), choice.hours)), "{seed}");
            let right = expected(&problem, &required, &groups, 2);
            for group in (0..groups.len()).filter(|group| choice.proved[*group]) {
                let answer = |choice: &Choice| (choice.chosen[group], choice.next_best[group]);
                assert_eq!(
                    Some(answer(&choice)),
                    right.as_ref().map(answer),
                    "{seed}: {problem:?} {required:?} {groups:?}"
                );
            }
        }
    }
}

#[test]
fn many_groups_over_shared_foundations_are_proved() {
    let mut random = Random::new(3);
    let problem = random.skill_map(140, 45, 4, false);
    let (graph, _) = parts(&problem);
    let target = |at: &usize| problem.rewards[*at].1[0];
    let groups: Vec<Vec<usize>> =
        (0..12).map(|_| (0..6).map(|_| target(&random.below(45))).collect()).collect();
    let choice = choose(&graph, &[], &groups, 40, NodeLimit::default());
    assert_eq!(choice.proved, [true; 12]);
}
