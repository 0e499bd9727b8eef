//! Sessions and pairs, compared with an exhaustive search on small groups.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use skillgap::domain::cohort::pairs::{LESSONS, Pairing, Why, pair};
use skillgap::domain::cohort::session::{
    Curriculum, First, Wanted, WhyAbsent, curriculum, not_asked,
};
use skillgap::domain::cohort::{Aims, Learner, LearnerNeeds, Member, WHOLE};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::{Entry, Goal, Profile};
use skillgap::domain::roadmap::plan;
use skillgap::library::maps::{MapsFrom, load};

fn small() -> SkillMaps {
    let from =
        MapsFrom { without_shipped: true, over: vec![PathBuf::from("tests/fixtures/small")] };
    load(&from).unwrap().maps
}

fn member(maps: &SkillMaps, id: &str, seniority: Seniority, rated: &[(&str, i64)]) -> Member {
    let entry = |(skill, level): &(&str, i64)| {
        Entry::own(maps.find_skill(skill).unwrap(), Level::new(*level).unwrap())
    };
    Member {
        id: id.to_string(),
        name: id.to_string(),
        key: id.to_string(),
        profile: Profile {
            goal: Goal {
                roles: vec![maps.find_role("maker").unwrap()],
                seniority: Some(seniority),
                ..Goal::default()
            },
            entries: rated.iter().map(entry).collect(),
            ..Profile::default()
        },
    }
}

fn class<'m>(maps: &'m SkillMaps, members: &[Member]) -> (Vec<Learner<'m>>, Vec<LearnerNeeds>) {
    let aims = Aims::default();
    let learners: Vec<Learner<'m>> = members.iter().map(|m| aims.learner(maps, m)).collect();
    let needs = learners.iter().map(|learner| learner.needs(maps)).collect();
    (learners, needs)
}

fn step(maps: &SkillMaps, skill: &str, level: i64) -> Step {
    Step { skill: maps.find_skill(skill).unwrap(), level: Level::new(level).unwrap() }
}

/// A pseudo-random generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    fn members(&mut self, maps: &SkillMaps, most: usize) -> Vec<Member> {
        let skills = ["programming", "python", "java", "sql", "tuning"];
        let count = 1 + self.below(most);
        (0..count)
            .map(|number| {
                let mut rated = Vec::new();
                for skill in skills {
                    if self.below(4) > 0 {
                        rated.push((skill, self.below(5) as i64));
                    }
                }
                let seniority = Seniority::ALL[self.below(2)];
                member(maps, &format!("p{number}"), seniority, &rated)
            })
            .collect()
    }
}

fn random(seed: u64) -> Random {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..8 {
        random.below(2);
    }
    random
}

/// Returns the steps that anybody lacks, and for each the steps that it waits for: those that half of the people who
/// need it lack.
fn waits(maps: &SkillMaps, needs: &[LearnerNeeds]) -> BTreeMap<Step, Vec<Step>> {
    let all: BTreeSet<Step> = needs.iter().flat_map(|n| n.steps.iter().copied()).collect();
    let lacks = |needs: &&LearnerNeeds, step: Step| needs.steps.contains(&step);
    all.iter()
        .map(|step| {
            let wanting: Vec<&LearnerNeeds> = needs.iter().filter(|n| lacks(n, *step)).collect();
            let held_up = |needed: &Step| {
                let lacking = wanting.iter().filter(|n| lacks(n, *needed)).count();
                all.contains(needed) && 2 * lacking >= wanting.len()
            };
            (*step, maps.needs(*step).filter(held_up).collect())
        })
        .collect()
}

/// Returns the smallest Σ gain · hours of any order, by dynamic programming over all sets of steps.
fn least_objective(maps: &SkillMaps, needs: &[LearnerNeeds]) -> u128 {
    let waits = waits(maps, needs);
    let steps: Vec<Step> = waits.keys().copied().collect();
    let place = |step: &Step| steps.iter().position(|s| s == step).unwrap();
    let before: Vec<u32> =
        steps.iter().map(|step| waits[step].iter().fold(0, |set, s| set | 1 << place(s))).collect();
    let hours = |at: usize| u128::from(maps[steps[at].skill].hours_to(steps[at].level).typical);
    let earned = |set: u32| -> u128 {
        let unmet = needs.iter().flat_map(|needs| &needs.unmet);
        let met = unmet.filter(|unmet| unmet.by.iter().any(|by| set >> place(by) & 1 == 1));
        met.map(|unmet| u128::from(unmet.worth)).sum()
    };
    let mut least: HashMap<u32, (u128, u128)> = HashMap::from([(0, (0, 0))]);
    for _ in 0..steps.len() {
        let mut next: HashMap<u32, (u128, u128)> = HashMap::new();
        for (set, (cost, clock)) in least {
            for at in (0..steps.len()).filter(|at| set >> at & 1 == 0 && before[*at] & !set == 0) {
                let (with, clock) = (set | 1 << at, clock + hours(at));
                let cost = cost + (earned(with) - earned(set)) * clock;
                let slot = next.entry(with).or_insert((cost, clock));
                slot.0 = slot.0.min(cost);
            }
        }
        least = next;
    }
    least.into_values().next().unwrap().0
}

#[test]
fn the_order_for_a_group_is_the_best_of_all_orders() {
    let maps = small();
    let mut most_steps = 0;
    for seed in 1..=60 {
        let members = random(seed).members(&maps, 5);
        let (learners, needs) = class(&maps, &members);
        let planned = curriculum(&maps, &learners, &needs, Wanted::default());
        most_steps = most_steps.max(planned.order.len());
        assert_eq!(planned.objective, least_objective(&maps, &needs), "seed {seed}");
        assert_eq!(planned.objective, planned.lower_bound, "seed {seed}");
        let waits = waits(&maps, &needs);
        for (at, step) in planned.order.iter().enumerate() {
            let fits = waits[step].iter().all(|before| planned.order[..at].contains(before));
            assert!(fits, "seed {seed}: {step:?} comes before what it waits for");
        }
    }
    assert!(most_steps >= 8, "the groups are too small to say anything: {most_steps}");
}

#[test]
fn the_order_for_one_person_is_their_roadmap() {
    let maps = load(&MapsFrom::default()).unwrap().maps;
    let mut compared = 0;
    for role in maps.role_indices() {
        let mut alone = member(&small(), "alone", Seniority::Junior, &[]);
        alone.profile.goal.roles = vec![role];
        let (learners, needs) = class(&maps, &[alone]);
        let planned = curriculum(&maps, &learners, &needs, Wanted::default());
        let goal = learners[0].goal.clone().unwrap();
        let roadmap = plan(&maps, &learners[0].assessment, &goal);
        let steps: Vec<Step> = roadmap.steps.iter().map(|planned| planned.step).collect();
        assert_eq!(planned.order, steps);
        compared += steps.len();
    }
    assert!(compared > 100);
}

#[test]
fn a_session_serves_those_who_have_what_it_needs_and_names_what_the_others_lack() {
    let maps = small();
    let mut planned_in_all = 0;
    for seed in 1..=60 {
        let members = random(seed).members(&maps, 6);
        let (learners, needs) = class(&maps, &members);
        let Curriculum { sessions, unserved, .. } =
            curriculum(&maps, &learners, &needs, Wanted::default());
        planned_in_all += sessions.len();
        let mut served = BTreeSet::new();
        let open = not_asked(&maps, &learners);
        for (number, session) in sessions.iter().enumerate() {
            let has = |person: usize, step: Step| learners[person].level(step.skill) >= step.level;
            assert!(!open.contains(&session.step.skill), "seed {seed}");
            for person in &session.ready {
                let fine = |need: Step| has(*person, need) || session.not_asked.contains(&need);
                assert!(maps.needs(session.step).all(fine), "seed {seed}");
            }
            assert!(session.not_asked.iter().all(|need| open.contains(&need.skill)));
            for later in &session.after {
                assert!(!later.sessions.is_empty() && later.sessions.iter().all(|at| *at < number));
                let taught = |need: Step| {
                    let earlier = later.sessions.iter().map(|at| &sessions[*at]);
                    has(later.person, need)
                        || open.contains(&need.skill)
                        || earlier.clone().any(|session| session.step == need)
                };
                assert!(maps.needs(session.step).all(taught), "seed {seed}");
            }
            for lost in &session.lost {
                assert!(!lost.lacks.is_empty(), "seed {seed}");
                assert!(lost.lacks.iter().all(|step| !has(lost.person, *step)), "seed {seed}");
            }
            for person in &session.have {
                assert!(has(*person, session.step), "seed {seed}");
            }
            let need = needs.iter().filter(|needs| needs.steps.contains(&session.step));
            assert_eq!(need.count(), session.needed_by(), "seed {seed}");
            assert!(2 * session.serves().count() >= session.needed_by(), "seed {seed}");
            served.extend(session.serves());
        }
        for (person, needs) in needs.iter().enumerate() {
            let left = unserved.iter().any(|unserved| unserved.person == person);
            let lacks = !needs.steps.is_empty();
            assert_eq!(left, lacks && !served.contains(&person), "seed {seed}");
        }
    }
    assert!(planned_in_all > 60, "{planned_in_all} sessions say little");
}

/// Maker at junior has weight 8: a language 3, SQL 3, tuning 2. Both people have SQL 2, so both can begin tuning 1,
/// which brings 2 of 8. Python 1 and 2 need programming 1 and 2, which only the second person has.
#[test]
fn one_beginner_does_not_hold_up_the_others() {
    let maps = small();
    let skilled = [("sql", 2), ("programming", 2), ("python", 1), ("tuning", 1)];
    let mut members: Vec<Member> = (0..3)
        .map(|number| member(&maps, &format!("s{number}"), Seniority::Junior, &skilled))
        .collect();
    let beginner = [("sql", 2), ("programming", 0), ("python", 0), ("java", 0), ("tuning", 1)];
    members.push(member(&maps, "beginner", Seniority::Junior, &beginner));
    let (learners, needs) = class(&maps, &members);
    let planned = curriculum(&maps, &learners, &needs, Wanted { sessions: 1, ..Wanted::default() });
    let session = &planned.sessions[0];
    assert_eq!(session.step, step(&maps, "python", 2));
    assert_eq!(session.ready, [0, 1, 2]);
    assert_eq!(session.lost[0].person, 3);
    let lacks = [step(&maps, "python", 1), step(&maps, "programming", 2)];
    assert_eq!(session.lost[0].lacks, lacks);
    // The language is 3 of 8, for each of the four people.
    assert_eq!((session.gain, session.standing_on), (4 * 3 * WHOLE / 8, 4 * 3 * WHOLE / 8));
    assert!(planned.unserved[0].is_lost);
    assert_eq!(planned.unserved[0].could_begin(), Some(step(&maps, "programming", 1)));
}

#[test]
fn a_session_can_build_on_an_earlier_one() {
    let maps = small();
    let rated = [("programming", 2), ("python", 2), ("sql", 1), ("tuning", 0)];
    let members = ["a", "b"].map(|id| member(&maps, id, Seniority::Junior, &rated));
    let (learners, needs) = class(&maps, &members);
    let planned = curriculum(&maps, &learners, &needs, Wanted::default());
    let steps: Vec<Step> = planned.sessions.iter().map(|session| session.step).collect();
    // For SQL only SQL 1 is asked; tuning 1 needs SQL 2.
    assert_eq!(steps, [step(&maps, "sql", 2), step(&maps, "tuning", 1)]);
    assert!(planned.sessions[1].ready.is_empty());
    assert_eq!(planned.sessions[1].after[0].sessions, [0]);
}

/// Returns the best of all ways to pair people, as (number of pairs, weight).
fn best_matching(weights: &[Vec<u64>], free: &[usize]) -> (usize, u64) {
    let Some((first, rest)) = free.split_first() else {
        return (0, 0);
    };
    let mut best = best_matching(weights, rest);
    for (at, other) in rest.iter().enumerate().filter(|(_, other)| weights[*first][**other] > 0) {
        let mut left = rest.to_vec();
        left.remove(at);
        let (pairs, weight) = best_matching(weights, &left);
        best = best.max((pairs + 1, weight + weights[*first][*other]));
    }
    best
}

fn value(pairing: &Pairing) -> (usize, u64) {
    (pairing.pairs.len(), pairing.pairs.iter().map(|pair| pair.weight()).sum())
}

#[test]
fn the_pairs_are_the_best_of_all_ways_to_pair() {
    let maps = small();
    let (mut three_or_more, mut left_over) = (0, 0);
    for seed in 1..=200 {
        let mut random = random(seed);
        let members = random.members(&maps, 8);
        let (learners, needs) = class(&maps, &members);
        let count = members.len();
        let avoid: Vec<(usize, usize)> =
            (0..random.below(4)).map(|_| (random.below(count), random.below(count))).collect();
        let weight = &|a: usize, b: usize| {
            let of = |at: usize| (learners[at].clone(), needs[at].clone());
            let (two, lacks): (Vec<_>, Vec<_>) = [of(a), of(b)].into_iter().unzip();
            value(&pair(&maps, &two, &lacks, &[])).1
        };
        let allowed = &|a, b| a < b && !avoid.contains(&(a, b)) && !avoid.contains(&(b, a));
        let row = |a| (0..count).map(move |b| if allowed(a, b) { weight(a, b) } else { 0 });
        let weights: Vec<Vec<u64>> = (0..count).map(|a| row(a).collect()).collect();
        let pairing = pair(&maps, &learners, &needs, &avoid);
        let everybody: Vec<usize> = (0..count).collect();
        assert_eq!(value(&pairing), best_matching(&weights, &everybody), "seed {seed}");
        let again = pair(&maps, &learners, &needs, &avoid);
        assert_eq!(
            (pairing.pairs.clone(), pairing.left_over.clone()),
            (again.pairs, again.left_over)
        );
        let paired: Vec<usize> =
            pairing.pairs.iter().flat_map(|p| [p.people.0, p.people.1]).collect();
        let left = pairing.left_over.iter().map(|left| left.person);
        let mut all: Vec<usize> = paired.into_iter().chain(left).collect();
        all.sort_unstable();
        assert_eq!(all, everybody, "seed {seed}: everybody is somewhere, once");
        three_or_more += usize::from(pairing.pairs.len() >= 3);
        left_over += pairing.left_over.len();
    }
    assert!(three_or_more > 20 && left_over > 20, "{three_or_more}, {left_over}");
}

/// Of Maker at junior, the first person lacks the language (Python 2, 3 of 8), and the second lacks tuning 1 (2 of 8).
/// The first is at tuning 2, one level above the level that the second needs; the second is at Python 3.
#[test]
fn a_pair_in_which_both_gain_counts_the_lesser_gain_twice() {
    let maps = small();
    let first = [("programming", 2), ("python", 1), ("java", 0), ("sql", 2), ("tuning", 2)];
    let second = [("programming", 3), ("python", 3), ("sql", 2), ("tuning", 0)];
    let members = [
        member(&maps, "first", Seniority::Junior, &first),
        member(&maps, "second", Seniority::Junior, &second),
    ];
    let (learners, needs) = class(&maps, &members);
    let pairing = pair(&maps, &learners, &needs, &[]);
    let only = &pairing.pairs[0];
    assert_eq!(only.first_learns[0].step, step(&maps, "python", 2));
    assert_eq!(only.second_learns[0].step, step(&maps, "tuning", 1));
    assert_eq!(only.weight(), 3 * WHOLE / 8 + 2 * (2 * WHOLE / 8));
    assert!(only.is_mutual() && only.first_learns.len() <= LESSONS);
}

#[test]
fn a_helper_at_the_very_level_that_is_needed_is_too_near() {
    let maps = small();
    let learner = [("programming", 2), ("python", 1), ("java", 0), ("sql", 2), ("tuning", 1)];
    let near = [("programming", 2), ("python", 2), ("sql", 2), ("tuning", 1)];
    let ahead = [("programming", 3), ("python", 3), ("sql", 2), ("tuning", 1)];
    for (helper, pairs) in [(&near, 0), (&ahead, 1)] {
        let members = [
            member(&maps, "learner", Seniority::Junior, &learner),
            member(&maps, "helper", Seniority::Junior, helper),
        ];
        let (learners, needs) = class(&maps, &members);
        let pairing = pair(&maps, &learners, &needs, &[]);
        assert_eq!(pairing.pairs.len(), pairs);
        if pairs == 0 {
            assert_eq!(pairing.left_over[0].why, Why::NobodyFits);
        }
    }
}

#[test]
fn who_is_left_over_and_why_is_said() {
    let maps = small();
    let ahead = [("programming", 3), ("python", 3), ("sql", 3), ("tuning", 3)];
    let learner = [("programming", 2), ("python", 1), ("java", 0), ("sql", 2), ("tuning", 1)];
    let members = [
        member(&maps, "ahead", Seniority::Junior, &ahead),
        member(&maps, "one", Seniority::Junior, &learner),
        member(&maps, "two", Seniority::Junior, &learner),
    ];
    let (learners, needs) = class(&maps, &members);
    let pairing = pair(&maps, &learners, &needs, &[]);
    assert_eq!(pairing.pairs.len(), 1);
    assert_eq!(pairing.left_over[0].why, Why::AllPaired);
    assert_eq!(pairing.left_over[0].could_join, Some(0));
    let pairing = pair(&maps, &learners, &needs, &[(1, 0)]);
    assert_eq!(pairing.pairs[0].people, (0, 2));
    assert_eq!(pairing.left_over[0].why, Why::OnlyAvoided);
    assert_eq!(pairing.left_over[0].could_join, None);
}

/// Three of five people lack only SQL 1; all lack programming 1, which Python 1 needs.
#[test]
fn the_session_that_serves_most_comes_first_where_that_is_wanted() {
    let maps = small();
    let mut members: Vec<Member> = (0..3)
        .map(|at| {
            let rated = [("programming", 2), ("python", 2), ("sql", 0), ("tuning", 0)];
            member(&maps, &format!("s{at}"), Seniority::Junior, &rated)
        })
        .collect();
    members.extend((0..2).map(|at| {
        let rated = [("programming", 0), ("python", 0), ("java", 0), ("sql", 0), ("tuning", 0)];
        member(&maps, &format!("b{at}"), Seniority::Junior, &rated)
    }));
    let (learners, needs) = class(&maps, &members);
    let sessions = |first: First, least: usize| {
        let wanted = Wanted { first, least: Some(least), ..Wanted::default() };
        curriculum(&maps, &learners, &needs, wanted).sessions
    };
    let reach = sessions(First::Reach, 2);
    assert_eq!((reach[0].step, reach[0].serves().count()), (step(&maps, "sql", 1), 5));
    for (at, session) in reach.iter().enumerate() {
        let later = reach[at + 1..].iter().filter(|later| later.after.is_empty());
        let most = later.map(|later| later.ready.len()).max().unwrap_or(0);
        assert!(session.serves().count() >= most);
    }
    assert!(sessions(First::Hours, 4).iter().all(|session| session.serves().count() >= 4));
}

/// Nobody rated tuning, so there is no session about it, although both need it. What they rated is taught as before.
#[test]
fn what_nobody_was_asked_about_is_no_session() {
    let maps = small();
    let rated = [("programming", 2), ("python", 1), ("sql", 2)];
    let members = ["a", "b"].map(|id| member(&maps, id, Seniority::Junior, &rated));
    let (learners, needs) = class(&maps, &members);
    let wanted = Wanted { absent: true, ..Wanted::default() };
    let planned = curriculum(&maps, &learners, &needs, wanted);
    let tuning = maps.find_skill("tuning").unwrap();
    assert!(planned.not_asked.contains(&tuning));
    assert!(planned.order.iter().any(|step| step.skill == tuning));
    assert!(planned.sessions.iter().all(|session| session.step.skill != tuning));
    assert!(!planned.sessions.is_empty());
    let absent = planned.absent.iter().find(|absent| absent.step.skill == tuning).unwrap();
    assert_eq!((absent.people, &absent.why), (2, &WhyAbsent::NotAsked));
    let (alone, needs) = class(&maps, &members[..1]);
    let planned = curriculum(&maps, &alone, &needs, Wanted::default());
    assert!(planned.not_asked.is_empty(), "of one person it is not known what they were asked");
}
