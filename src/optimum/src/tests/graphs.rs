use super::super::{Precedence, Reward, TaskGraph};

/// Returns a graph in which 0 opens 1 and 2, and both open 3. Task 4 stands alone.
fn diamond() -> TaskGraph {
    TaskGraph::new(vec![1, 2, 3, 4, 5], vec![vec![], vec![0], vec![0, 0], vec![2, 1], vec![]])
}

#[test]
fn a_graph_says_its_tasks_and_what_they_need() {
    let graph = diamond();
    assert_eq!((graph.len(), graph.is_empty(), graph.hours(3)), (5, false, 4));
    assert_eq!(graph.closure(&[3]), [0, 1, 2, 3]);
    assert_eq!(graph.closure(&[4, 1]), [0, 1, 4]);
    assert_eq!(graph.closure(&[]), []);
    assert!(TaskGraph::new(vec![], vec![]).is_empty());
}

#[test]
fn a_sequence_is_feasible_if_every_task_stands_once_and_after_its_needs() {
    let graph = diamond();
    for feasible in [&[0, 1, 2, 3, 4][..], &[4, 0, 2, 1, 3], &[0, 2], &[]] {
        assert!(graph.is_feasible(feasible), "{feasible:?}");
    }
    for infeasible in [&[1, 0][..], &[0, 1, 3, 2], &[0, 0], &[3]] {
        assert!(!graph.is_feasible(infeasible), "{infeasible:?}");
    }
}

#[test]
fn a_reward_is_earned_when_its_first_candidate_is_done_and_otherwise_counts_nothing() {
    let reward = |weight, any_of: &[usize]| Reward { weight, any_of: any_of.to_vec() };
    // Task 4 is done after 5 hours, 0 after 6 and 1 after 8; 3 is not done: 10·6 + 100·5.
    let rewards = [reward(10, &[1, 0]), reward(100, &[4]), reward(1000, &[3]), reward(7, &[])];
    assert_eq!(diamond().objective(&[4, 0, 1], &rewards), 560);
}

#[test]
#[should_panic(expected = "at least an hour")]
fn a_task_of_no_hours_is_refused() {
    TaskGraph::new(vec![0], vec![vec![]]);
}

#[test]
fn precedence_from_needs_leaves_out_the_need_that_closes_a_circle() {
    let precedence = Precedence::new(&[vec![2], vec![0], vec![1]]);
    let pairs = [(2, 0), (0, 1), (2, 1)];
    for (first, then) in (0..3).flat_map(|first| (0..3).map(move |then| (first, then))) {
        assert_eq!(precedence.is_before(first, then), pairs.contains(&(first, then)));
    }
    assert_eq!(precedence.direct(), [vec![2], vec![0], vec![]]);
}
