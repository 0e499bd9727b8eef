use super::super::{NodeLimit, Order, Reward, TaskGraph, best_order};
use super::brute::full;
use super::random::{Problem, Random};

const ENOUGH: NodeLimit = NodeLimit(1_000_000);

pub(crate) fn parts(problem: &Problem) -> (TaskGraph, Vec<Reward>) {
    let reward =
        |(weight, any_of): &(u64, Vec<usize>)| Reward { weight: *weight, any_of: any_of.clone() };
    (
        TaskGraph::new(problem.hours.clone(), problem.needs.clone()),
        problem.rewards.iter().map(reward).collect(),
    )
}

fn solve(problem: &Problem, limit: NodeLimit) -> Order {
    let (graph, rewards) = parts(problem);
    let order = best_order(&graph, &rewards, limit);
    assert_eq!(order.sequence.len(), problem.len(), "{problem:?}");
    assert!(graph.is_feasible(&order.sequence), "{problem:?}\n{order:?}");
    assert_eq!(
        graph.objective(&order.sequence, &rewards),
        order.objective,
        "{problem:?}\n{order:?}"
    );
    assert!(order.lower_bound <= order.objective, "{problem:?}\n{order:?}");
    order
}

#[test]
fn an_order_by_hand() {
    // A foundation of 4 hours opens two tasks of 1 hour and weight 3 each. A separate task of 2 hours earns
    // 1. Weight 6 in 6 hours beats weight 1 in 2 hours: 3·5 + 3·6 + 1·8.
    let problem = Problem {
        hours: vec![2, 4, 1, 1],
        needs: vec![vec![], vec![], vec![1], vec![1]],
        rewards: vec![(1, vec![0]), (3, vec![2]), (3, vec![3])],
    };
    let order = solve(&problem, ENOUGH);
    assert_eq!((order.sequence, order.objective, order.lower_bound), (vec![1, 2, 3, 0], 41, 41));
}

#[test]
fn no_order_of_all_is_better() {
    for seed in 0..1_500 {
        let problem = Random::new(seed).small(7, 2);
        let (graph, rewards) = parts(&problem);
        let orders = problem.orders(0, full(problem.len()));
        let least = orders.iter().map(|order| graph.objective(order, &rewards)).min();
        let order = solve(&problem, ENOUGH);
        assert_eq!(least, Some(order.objective), "{seed}: {problem:?}");
        assert!(order.optimal(), "{seed}: {problem:?}");
    }
}

#[test]
fn dynamic_programming_over_closed_sets_finds_the_same_objective() {
    for (tasks, seeds) in [(11, 0..3_000), (15, 3_000..3_200), (18, 4_000..4_030)] {
        for seed in seeds {
            let problem = Random::new(seed).small(tasks, 3);
            let order = solve(&problem, ENOUGH);
            assert_eq!(
                (problem.least_objective(), true),
                (order.objective, order.optimal()),
                "{seed}: {problem:?}"
            );
        }
    }
}

/// Returns foundations without weight under tasks that share them. They form large blocks that no cut splits.
pub(crate) fn tangle(random: &mut Random, foundations: usize, targets: usize) -> Problem {
    let hours = (0..foundations + targets).map(|_| 1 + random.below(4) as u32).collect();
    let mut needs = vec![Vec::new(); foundations];
    for target in 0..targets {
        let mut own: Vec<usize> = (0..3).map(|_| random.below(foundations)).collect();
        if random.below(4) == 0 {
            own.push(random.below(foundations + target));
        }
        needs.push(own);
    }
    let rewards = (0..targets)
        .map(|target| (1 + random.below(3) as u64, vec![foundations + target]))
        .collect();
    Problem { hours, needs, rewards }
}

#[test]
fn tangled_foundations_are_solved_exactly() {
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let mut problem = tangle(&mut random, 5, 8);
        for _ in 0..random.below(3) {
            problem
                .rewards
                .push((1 + random.below(4) as u64, (0..3).map(|_| 5 + random.below(8)).collect()));
        }
        let order = solve(&problem, ENOUGH);
        assert_eq!(
            (problem.least_objective(), true),
            (order.objective, order.optimal()),
            "{seed}: {problem:?}"
        );
    }
}

#[test]
fn ties_go_to_the_lowest_block_and_in_it_to_the_first_sequence() {
    for seed in 0..2_500 {
        let problem = Random::new(seed).small(8, 0);
        assert_eq!(
            solve(&problem, ENOUGH).sequence,
            problem.first_best_order(),
            "{seed}: {problem:?}"
        );
    }
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let problem = tangle(&mut random, 3, 5);
        assert_eq!(
            solve(&problem, ENOUGH).sequence,
            problem.first_best_order(),
            "{seed}: {problem:?}"
        );
    }
}

#[test]
fn ties_between_candidates_go_to_the_one_listed_first() {
    for seed in 0..1_500 {
        let problem = Random::new(seed).small(6, 3);
        let mut best: Option<(u128, Vec<usize>)> = None;
        for names in combinations(&problem) {
            let mut named = problem.clone();
            for (reward, name) in named.rewards.iter_mut().zip(names) {
                reward.1 = vec![reward.1[name]];
            }
            // A candidate that needs another one cannot be the first.
            let late =
                problem.rewards.iter().zip(&named.rewards).any(|((weight, any_of), (_, named))| {
                    *weight > 0
                        && any_of.iter().any(|other| {
                            *other != named[0] && problem.closure([named[0]]) >> other & 1 == 1
                        })
                });
            let least = named.least_objective();
            if !late && best.as_ref().is_none_or(|(objective, _)| least < *objective) {
                best = Some((least, named.first_best_order()));
            }
        }
        let order = solve(&problem, ENOUGH);
        assert_eq!(best, Some((order.objective, order.sequence)), "{seed}: {problem:?}");
    }
}

/// Returns every way to name a candidate for each reward. The name of the first reward changes last.
fn combinations(problem: &Problem) -> Vec<Vec<usize>> {
    problem.rewards.iter().fold(vec![Vec::new()], |names, (_, any_of)| {
        names
            .iter()
            .flat_map(|names| {
                (0..any_of.len()).map(move |name| [names.clone(), vec![name]].concat())
            })
            .collect()
    })
}

#[test]
fn past_the_limit_the_order_is_feasible_and_its_bounds_hold() {
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let mut problem = tangle(&mut random, 5, 8);
        problem.rewards.push((2, vec![5, 6, 7]));
        let least = problem.least_objective();
        for limit in [0, 1, 2, 5, 20] {
            let order = solve(&problem, NodeLimit(limit));
            assert!(
                order.lower_bound <= least && least <= order.objective,
                "{seed}, {limit}: {problem:?}\n{order:?}"
            );
        }
    }
}

#[test]
fn tasks_that_earn_nothing_come_last_by_index() {
    let problem = Problem {
        hours: vec![1; 5],
        needs: vec![vec![3], vec![], vec![], vec![], vec![1]],
        rewards: vec![(1, vec![2])],
    };
    assert_eq!(solve(&problem, ENOUGH).sequence, [2, 1, 3, 0, 4]);
}

#[test]
fn nothing_to_do_is_an_order() {
    let problem = Problem { hours: vec![], needs: vec![], rewards: vec![(3, vec![])] };
    assert_eq!(solve(&problem, ENOUGH).objective, 0);
}

#[test]
fn the_greatest_numbers_do_not_overflow() {
    let mut random = Random::new(7);
    for _ in 0..50 {
        let mut problem = tangle(&mut random, 5, 8);
        problem.hours.iter_mut().for_each(|hours| *hours = u32::MAX - *hours);
        problem.rewards.iter_mut().for_each(|(weight, _)| *weight = u64::MAX - *weight);
        assert_eq!(solve(&problem, ENOUGH).objective, problem.least_objective());
    }
}

#[test]
fn skill_maps_are_solved_within_the_default_limit() {
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let targets = 25 + random.below(21);
        let problem = random.skill_map(140, targets, 3 + seed as usize % 3, seed % 2 == 0);
        let order = solve(&problem, NodeLimit::default());
        assert!(order.optimal(), "{seed}");
        assert_eq!(order, solve(&problem, NodeLimit::default()), "{seed}: the same twice");
    }
}

#[test]
fn a_map_of_a_thousand_skills_is_within_two_percent() {
    let problem = Random::new(1).skill_map(1_000, 400, 8, true);
    let order = solve(&problem, NodeLimit(500));
    assert!((order.objective - order.lower_bound) * 50 <= order.objective, "{order:?}");
}

#[test]
#[should_panic(expected = "no task needs itself")]
fn a_circle_is_no_graph() {
    TaskGraph::new(vec![1, 1], vec![vec![1], vec![0]]);
}
