//! How far the searches come with a given number of nodes.
//!
//! A weaker bound, or a search that looks at the worse half first, still finds the best answer, only later. So tests of the
//! answers do not notice it. These sums are exact because the same input takes the same way on every machine. A change that
//! improves the search also changes the sums, and records the new ones here.

use super::super::{Alternatives, NodeLimit, Part, Set, best_order, reach_most};
use super::orders::{parts, tangle};
use super::random::{Problem, Random};

/// Returns problems that take a search: maps of skills, and foundations that many tasks share, with rewards of several
/// candidates.
fn problems() -> Vec<Problem> {
    let mut problems = Vec::new();
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let mut problem = match seed % 3 {
            0 => random.skill_map(50, 14, 4, true),
            1 => random.skill_map(70, 18, 5, false),
            _ => tangle(&mut random, 6, 10),
        };
        let candidates: Vec<usize> = problem.rewards.iter().map(|(_, of)| of[0]).collect();
        for _ in 0..random.below(4) {
            let any_of = (0..2 + random.below(2)).map(|_| candidates[random.below(10)]).collect();
            problem.rewards.push((1 + random.below(4) as u64, any_of));
        }
        problems.push(problem);
    }
    problems
}

#[test]
fn an_order_is_found_and_proved_in_so_many_nodes() {
    let (mut nodes, mut blocks) = (0, 0);
    for problem in problems() {
        let (graph, rewards) = parts(&problem);
        let order = best_order(&graph, &rewards, NodeLimit::default());
        assert!(order.optimal());
        nodes += order.nodes;
        blocks += order.block_sizes.iter().map(|size| size * size).sum::<usize>();
    }
    assert_eq!((nodes, blocks), (746, 5755));
}

#[test]
fn an_order_past_the_limit_is_so_far_from_what_is_proved() {
    let mut found = Vec::new();
    for limit in [0, 2, 10, 40] {
        let (mut open, mut objectives, mut bounds) = (0, 0, 0);
        for problem in problems() {
            let (graph, rewards) = parts(&problem);
            let order = best_order(&graph, &rewards, NodeLimit(limit));
            open += usize::from(!order.optimal());
            objectives += order.objective;
            bounds += order.lower_bound;
        }
        found.push((limit, open, objectives, bounds));
    }
    let expected = [
        (0, 55, 1_016_332, 1_012_294),
        (2, 45, 1_016_332, 1_012_529),
        (10, 29, 1_016_326, 1_013_169),
        (40, 0, 1_016_116, 1_016_116),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_selection_is_found_and_proved_in_so_many_nodes() {
    let mut found = Vec::new();
    for limit in [0, 3, 20, NodeLimit::default().0] {
        let (mut open, mut nodes, mut earned, mut bounds) = (0, 0, 0, 0);
        for problem in problems() {
            let (graph, rewards) = parts(&problem);
            let all: u64 = problem.hours.iter().map(|hours| u64::from(*hours)).sum();
            for share in [3, 6] {
                let selection = reach_most(&graph, &rewards, all * share / 10, NodeLimit(limit));
                open += usize::from(!selection.optimal());
                nodes += selection.nodes;
                earned += selection.reward;
                bounds += selection.upper_bound;
            }
        }
        found.push((limit, open, nodes, earned, bounds));
    }
    let expected = [
        (0, 96, 0, 2209, 2849),
        (3, 63, 351, 2504, 2759),
        (20, 39, 1405, 2531, 2699),
        (5000, 0, 5563, 2535, 2535),
    ];
    assert_eq!(found, expected);
}

/// Returns groups whose members share foundations of a map of skills. One task in three is there already.
fn groups(seed: u64) -> Alternatives {
    let mut random = Random::new(seed);
    let problem = random.skill_map(80, 30, 4, seed.is_multiple_of(2));
    let size = problem.hours.len();
    let part = |(task, hours): (usize, &u32)| Part {
        misfit: u32::from(task % 11 == 5),
        hours: if task % 3 == 0 { 0 } else { *hours },
        worth: if task % 3 == 0 { *hours } else { 0 },
    };
    let parts: Vec<Part> = problem.hours.iter().enumerate().map(part).collect();
    let groups: Vec<Vec<Set>> = (0..7)
        .map(|_| (0..5).map(|_| problem.closed(problem.rewards[random.below(30)].1[0])).collect())
        .collect();
    Alternatives::new(&parts, &Set::of(size, [0, 1]), &groups)
}

#[test]
fn a_choice_is_proved_as_far_within_so_many_nodes() {
    let mut found = Vec::new();
    for limit in [0, 6, 20, 30, 40, 60, 120] {
        let (mut proved, mut misfit, mut hours, mut worth) = (0, 0, 0, 0);
        for seed in 0..40 {
            let alternatives = groups(seed);
            let level = alternatives.least_hours(NodeLimit(limit)) + 60 * (seed % 4);
            let choice = alternatives.choose(level, NodeLimit(limit));
            proved += choice.proved.iter().filter(|proved| **proved).count();
            misfit += choice.misfit;
            hours += choice.hours;
            worth += choice.worth;
        }
        found.push((limit, proved, misfit, hours, worth));
    }
    let expected = [
        (0, 0, 6, 10_601, 8849),
        (6, 0, 5, 9936, 7929),
        (20, 7, 5, 10_403, 8644),
        (30, 35, 5, 13_272, 13_553),
        (40, 83, 5, 13_313, 14_144),
        (60, 168, 5, 13_446, 14_343),
        (120, 239, 5, 13_567, 14_653),
    ];
    assert_eq!(found, expected);
}
