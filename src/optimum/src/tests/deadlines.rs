use super::super::{NodeLimit, reach_most};
use super::brute::{full, members};
use super::orders::parts;
use super::random::Random;

#[test]
fn no_selection_within_the_budget_earns_more_or_as_much_in_less() {
    for seed in 0..1_500 {
        let problem = Random::new(seed).small(9, 3);
        let (graph, rewards) = parts(&problem);
        let all = problem.hours_of(full(problem.len()));
        for budget in [0, all / 4, all / 2, all - 1, all + 3] {
            let fits = (0..=full(problem.len()))
                .filter(|set| problem.is_closed(*set) && problem.hours_of(*set) <= budget);
            let value = |set: u32| {
                (
                    u128::MAX - problem.reward_of(set),
                    problem.hours_of(set),
                    members(set).collect::<Vec<_>>(),
                )
            };
            let best = fits.map(value).min().expect("the empty set fits");
            let selection = reach_most(&graph, &rewards, budget, NodeLimit(1_000_000));
            let mut tasks = selection.order.sequence.clone();
            tasks.sort_unstable();
            assert_eq!(
                (u128::MAX - selection.reward, selection.hours, tasks),
                best,
                "{seed}, {budget}: {problem:?}"
            );
            assert!(
                selection.optimal() && graph.is_feasible(&selection.order.sequence),
                "{seed}, {budget}: {problem:?}"
            );
            assert_eq!(
                graph.objective(&selection.order.sequence, &rewards),
                selection.order.objective,
                "{seed}, {budget}: {problem:?}"
            );
        }
    }
}

#[test]
fn past_the_limit_the_bounds_hold() {
    for seed in 0..500 {
        let problem = Random::new(seed).small(10, 3);
        let (graph, rewards) = parts(&problem);
        let budget = problem.hours_of(full(problem.len())) / 2;
        let fits = (0..=full(problem.len()))
            .filter(|set| problem.is_closed(*set) && problem.hours_of(*set) <= budget);
        let most = fits.map(|set| problem.reward_of(set)).max().expect("the empty set fits");
        for limit in [0, 1, 3] {
            let selection = reach_most(&graph, &rewards, budget, NodeLimit(limit));
            assert!(
                selection.reward <= most
                    && most <= selection.upper_bound
                    && selection.hours <= budget,
                "{seed}: {problem:?}"
            );
        }
    }
}

#[test]
fn equal_tasks_do_not_explode() {
    let (graph, rewards) = parts(&super::random::Problem {
        hours: vec![10; 30],
        needs: vec![Vec::new(); 30],
        rewards: (0..30).map(|task| (1, vec![task])).collect(),
    });
    let selection = reach_most(&graph, &rewards, 155, NodeLimit::default());
    assert_eq!(selection.order.sequence, (0..15).collect::<Vec<_>>());
    assert!(selection.nodes < 5_000);
}

#[test]
fn skill_maps_are_solved_within_the_default_limit() {
    for seed in 0..10 {
        let mut random = Random::new(seed);
        let problem = random.skill_map(140, 35, 4, seed % 2 == 0);
        let (graph, rewards) = parts(&problem);
        let all: u64 = problem.hours.iter().map(|hours| u64::from(*hours)).sum();
        for share in 1..10 {
            let selection = reach_most(&graph, &rewards, all * share / 10, NodeLimit::default());
            assert!(
                selection.optimal(),
                "{seed}: {share}: {} of {}",
                selection.reward,
                selection.upper_bound
            );
        }
    }
}
