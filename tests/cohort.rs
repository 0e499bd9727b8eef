//! Cohorts: the domain against trying everything on small groups, and the commands on real files.

mod support;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use skillgap::domain::cohort::pairs::{LESSONS, Pairing, Why, pair};
use skillgap::domain::cohort::session::{Curriculum, curriculum};
use skillgap::domain::cohort::{Aims, Learner, Member, Needs};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::{Entry, Goal, Method, Profile, SELF};
use skillgap::library::maps::{MapsFrom, load};
use support::{json, skillgap, skillgap_reading};

const COHORT: &str = "tests/fixtures/cohort";
const FORM: &str = "tests/fixtures/form.csv";

fn small() -> SkillMaps {
    let from = MapsFrom {
        without_shipped: true,
        over: vec![PathBuf::from("tests/fixtures/small")],
    };
    load(&from).unwrap().maps
}

fn member(maps: &SkillMaps, id: &str, seniority: Seniority, rated: &[(&str, i64)]) -> Member {
    let entry = |(skill, level): &(&str, i64)| Entry {
        skill: maps.find_skill(skill).unwrap(),
        level: Level::new(*level).unwrap(),
        on: None,
        by: SELF.to_string(),
        method: Method::Own,
        evidence: None,
        note: None,
    };
    Member {
        id: id.to_string(),
        name: id.to_string(),
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

fn class<'m>(maps: &'m SkillMaps, members: &[Member]) -> (Vec<Learner<'m>>, Vec<Needs>) {
    let aims = Aims::default();
    let learners: Vec<Learner<'m>> = members.iter().map(|m| aims.learner(maps, m)).collect();
    let needs = learners.iter().map(|learner| learner.needs(maps)).collect();
    (learners, needs)
}

fn step(maps: &SkillMaps, skill: &str, level: i64) -> Step {
    Step {
        skill: maps.find_skill(skill).unwrap(),
        level: Level::new(level).unwrap(),
    }
}

/// Numbers by xorshift.
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

/// The steps that somebody lacks, and which of them each waits for: those that half of those who want it lack.
fn waits(maps: &SkillMaps, needs: &[Needs]) -> BTreeMap<Step, Vec<Step>> {
    let all: BTreeSet<Step> = needs.iter().flat_map(|n| n.steps.iter().copied()).collect();
    let lacks = |needs: &&Needs, step: Step| needs.steps.contains(&step);
    all.iter()
        .map(|step| {
            let wanting: Vec<&Needs> = needs.iter().filter(|n| lacks(n, *step)).collect();
            let held_up = |needed: &Step| {
                let lacking = wanting.iter().filter(|n| lacks(n, *needed)).count();
                all.contains(needed) && 2 * lacking >= wanting.len()
            };
            (*step, maps.needs(*step).filter(held_up).collect())
        })
        .collect()
}

/// The least Σ gain · hours of any order, by dynamic programming over all sets of steps.
fn least_objective(maps: &SkillMaps, needs: &[Needs]) -> u128 {
    let waits = waits(maps, needs);
    let steps: Vec<Step> = waits.keys().copied().collect();
    let place = |step: &Step| steps.iter().position(|s| s == step).unwrap();
    let before: Vec<u32> = steps
        .iter()
        .map(|step| waits[step].iter().fold(0, |set, s| set | 1 << place(s)))
        .collect();
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
        let planned = curriculum(&maps, &learners, &needs, 4);
        most_steps = most_steps.max(planned.order.len());
        assert_eq!(
            planned.objective,
            least_objective(&maps, &needs),
            "seed {seed}"
        );
        assert_eq!(planned.objective, planned.lower_bound, "seed {seed}");
        let waits = waits(&maps, &needs);
        for (at, step) in planned.order.iter().enumerate() {
            let fits = waits[step]
                .iter()
                .all(|before| planned.order[..at].contains(before));
            assert!(fits, "seed {seed}: {step:?} comes before what it waits for");
        }
    }
    assert!(
        most_steps >= 8,
        "the groups are too small to say anything: {most_steps}"
    );
}

#[test]
fn a_session_serves_those_who_have_what_it_needs_and_names_what_the_others_lack() {
    let maps = small();
    let mut planned_in_all = 0;
    for seed in 1..=60 {
        let members = random(seed).members(&maps, 6);
        let (learners, needs) = class(&maps, &members);
        let Curriculum {
            sessions, unserved, ..
        } = curriculum(&maps, &learners, &needs, 4);
        planned_in_all += sessions.len();
        let mut served = BTreeSet::new();
        for (number, session) in sessions.iter().enumerate() {
            let has = |person: usize, step: Step| learners[person].level(step.skill) >= step.level;
            for person in &session.ready {
                assert!(
                    maps.needs(session.step).all(|need| has(*person, need)),
                    "seed {seed}"
                );
            }
            for later in &session.after {
                assert!(!later.sessions.is_empty() && later.sessions.iter().all(|at| *at < number));
                let taught = |need: Step| {
                    let earlier = later.sessions.iter().map(|at| &sessions[*at]);
                    has(later.person, need) || earlier.clone().any(|session| session.step == need)
                };
                assert!(maps.needs(session.step).all(taught), "seed {seed}");
            }
            for lost in &session.lost {
                assert!(!lost.lacks.is_empty(), "seed {seed}");
                assert!(
                    lost.lacks.iter().all(|step| !has(lost.person, *step)),
                    "seed {seed}"
                );
            }
            for person in &session.have {
                assert!(has(*person, session.step), "seed {seed}");
            }
            let need = needs
                .iter()
                .filter(|needs| needs.steps.contains(&session.step));
            assert_eq!(need.count(), session.needed_by(), "seed {seed}");
            assert!(
                2 * session.serves().count() >= session.needed_by(),
                "seed {seed}"
            );
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

/// Maker at junior weighs 8: a language 3, SQL 3, tuning 2. Both have SQL 2, so tuning 1 stands open to both and brings 2
/// of 8, 250,000 millionths. Python 1 and 2 need programming 1 and 2, which only the second has.
#[test]
fn one_beginner_does_not_hold_up_the_others() {
    let maps = small();
    let skilled = [("sql", 2), ("programming", 2), ("python", 1), ("tuning", 1)];
    let mut members: Vec<Member> = (0..3)
        .map(|number| member(&maps, &format!("s{number}"), Seniority::Junior, &skilled))
        .collect();
    let beginner = [
        ("sql", 2),
        ("programming", 0),
        ("python", 0),
        ("java", 0),
        ("tuning", 1),
    ];
    members.push(member(&maps, "beginner", Seniority::Junior, &beginner));
    let (learners, needs) = class(&maps, &members);
    let planned = curriculum(&maps, &learners, &needs, 1);
    let session = &planned.sessions[0];
    assert_eq!(session.step, step(&maps, "python", 2));
    assert_eq!(session.ready, [0, 1, 2]);
    assert_eq!(session.lost[0].person, 3);
    let lacks = [step(&maps, "python", 1), step(&maps, "programming", 2)];
    assert_eq!(session.lost[0].lacks, lacks);
    // The language is 3 of the 8, to each of the four.
    assert_eq!(
        (session.gain, session.standing_on),
        (4 * 375_000, 4 * 375_000)
    );
    assert!(planned.unserved[0].is_lost);
    assert_eq!(
        planned.unserved[0].could_begin,
        Some(step(&maps, "programming", 1))
    );
}

#[test]
fn a_session_can_build_on_an_earlier_one() {
    let maps = small();
    let rated = [("programming", 2), ("python", 2), ("sql", 1), ("tuning", 0)];
    let members = ["a", "b"].map(|id| member(&maps, id, Seniority::Junior, &rated));
    let (learners, needs) = class(&maps, &members);
    let planned = curriculum(&maps, &learners, &needs, 4);
    let steps: Vec<Step> = planned
        .sessions
        .iter()
        .map(|session| session.step)
        .collect();
    // SQL 1 is all that is asked of SQL; tuning 1 needs SQL 2.
    assert_eq!(steps, [step(&maps, "sql", 2), step(&maps, "tuning", 1)]);
    assert!(planned.sessions[1].ready.is_empty());
    assert_eq!(planned.sessions[1].after[0].sessions, [0]);
}

/// All ways to pair people, each as (pairs, weight); the best of them.
fn best_matching(weights: &[Vec<u64>], free: &[usize]) -> (usize, u64) {
    let Some((first, rest)) = free.split_first() else {
        return (0, 0);
    };
    let mut best = best_matching(weights, rest);
    for (at, other) in rest
        .iter()
        .enumerate()
        .filter(|(_, other)| weights[*first][**other] > 0)
    {
        let mut left = rest.to_vec();
        left.remove(at);
        let (pairs, weight) = best_matching(weights, &left);
        best = best.max((pairs + 1, weight + weights[*first][*other]));
    }
    best
}

fn value(pairing: &Pairing) -> (usize, u64) {
    (
        pairing.pairs.len(),
        pairing.pairs.iter().map(|pair| pair.weight()).sum(),
    )
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
        let avoid: Vec<(usize, usize)> = (0..random.below(4))
            .map(|_| (random.below(count), random.below(count)))
            .collect();
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
        assert_eq!(
            value(&pairing),
            best_matching(&weights, &everybody),
            "seed {seed}"
        );
        let again = pair(&maps, &learners, &needs, &avoid);
        assert_eq!(
            (pairing.pairs.clone(), pairing.left_over.clone()),
            (again.pairs, again.left_over)
        );
        let paired: Vec<usize> = pairing
            .pairs
            .iter()
            .flat_map(|p| [p.people.0, p.people.1])
            .collect();
        let left = pairing.left_over.iter().map(|left| left.person);
        let mut all: Vec<usize> = paired.into_iter().chain(left).collect();
        all.sort_unstable();
        assert_eq!(all, everybody, "seed {seed}: everybody is somewhere, once");
        three_or_more += usize::from(pairing.pairs.len() >= 3);
        left_over += pairing.left_over.len();
    }
    assert!(
        three_or_more > 20 && left_over > 20,
        "{three_or_more}, {left_over}"
    );
}

/// Of Maker at junior the first lacks the language (Python 2, 3 of 8) and the second tuning 1 (2 of 8). The first is at
/// tuning 2, a level above the 1 that the second needs; the second at Python 3.
#[test]
fn a_pair_in_which_both_gain_counts_the_lesser_gain_twice() {
    let maps = small();
    let first = [
        ("programming", 2),
        ("python", 1),
        ("java", 0),
        ("sql", 2),
        ("tuning", 2),
    ];
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
    assert_eq!(only.weight(), 375_000 + 250_000 + 250_000);
    assert!(only.is_mutual() && only.first_learns.len() <= LESSONS);
}

#[test]
fn a_helper_at_the_very_level_that_is_needed_is_too_near() {
    let maps = small();
    let learner = [
        ("programming", 2),
        ("python", 1),
        ("java", 0),
        ("sql", 2),
        ("tuning", 1),
    ];
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
    let learner = [
        ("programming", 2),
        ("python", 1),
        ("java", 0),
        ("sql", 2),
        ("tuning", 1),
    ];
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

/// A folder of its own for a test, with these files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    for (file, text) in files {
        fs::write(path.join(file), text).unwrap();
    }
    path.to_string_lossy().into_owned()
}

fn person<'v>(people: &'v Value, id: &str) -> &'v Value {
    let found = people
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["person"] == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_person_has_the_same_numbers_as_in_gap_and_roadmap() {
    let role = ["--role", "own", "--json", "--today", "2026-11-22"];
    let summary = json(&[&["cohort", "summary", COHORT], &role[..]].concat());
    let mut compared = 0;
    for id in ["ada", "bo", "cleo", "eve", "finn", "gwen", "hugo"] {
        let line = person(&summary["people"], id);
        let profile = format!("{COHORT}/{id}.toml");
        let wanted = line["roles"][0].as_str().unwrap();
        let gap = json(&["gap", "--role", wanted, "--profile", &profile, "--json"]);
        let gap = &gap["roles"][0];
        for field in [
            "seniority",
            "readiness",
            "readiness_high",
            "coverage",
            "met",
            "asked",
            "core_met",
            "core_asked",
            "areas",
        ] {
            assert_eq!(line[field], gap[field], "{id}: {field}");
        }
        compared += 1;
    }
    assert_eq!(compared, 7);
    assert_eq!(person(&summary["people"], "dan")["readiness"], Value::Null);
}

#[test]
fn a_role_for_everybody_counts_before_each_ones_goal() {
    let summary = json(&["cohort", "summary", COHORT, "--json"]);
    assert_eq!(summary["roles"][0], "api-developer");
    assert_eq!(
        person(&summary["people"], "cleo")["roles"][0],
        "api-developer"
    );
    let summary = json(&[
        "cohort",
        "summary",
        COHORT,
        "--role",
        "devops-engineer",
        "--seniority",
        "mid",
        "--json",
    ]);
    let ada = person(&summary["people"], "ada");
    assert_eq!(
        (&ada["roles"][0], &ada["seniority"]),
        (&Value::from("devops-engineer"), &Value::from("mid"))
    );
}

#[test]
fn each_skill_is_counted_for_those_whose_role_asks_for_it() {
    let summary = json(&[
        "cohort", "summary", COHORT, "--role", "own", "--skills", "--json",
    ]);
    let people = summary["people"].as_array().unwrap();
    for count in summary["skills"].as_array().unwrap() {
        let same = |stand: &&Value| {
            stand.get("skill") == count.get("skill") && stand.get("any_of") == count.get("any_of")
        };
        let stands: Vec<&Value> = people
            .iter()
            .flat_map(|person| person["skills"].as_array().unwrap().iter().filter(same))
            .collect();
        let number = |holds: &dyn Fn(&Value) -> bool| stands.iter().filter(|s| holds(s)).count();
        assert_eq!(count["asked"], stands.len());
        assert_eq!(count["met"], number(&|s| s["met"] == true));
        assert_eq!(
            count["below"],
            number(&|s| s["met"] == false && s["settled"] == true)
        );
        assert_eq!(count["unknown"], number(&|s| s["settled"] == false));
    }
}

#[test]
fn nobody_is_to_be_recognised_in_an_anonymous_summary() {
    let broken = "format = 1\nname = \"Zacharias\"\n[ratings]\npython = 9\n";
    let good = "format = 1\nname = \"Melchior Quist\"\n[ratings]\npython = 2\n[[rating]]\nskill = \"git\"\nlevel = 2\non = 2026-10-01\nby = \"Professor Xu\"\nevidence = \"https://example.org/melchior\"\nnote = \"secret\"\n[[claim]]\nskill = \"Balthasars thing\"\n";
    let path = folder(
        "anonymous",
        &[
            ("zacharias.toml", broken),
            ("m.quist@example.org.toml", good),
        ],
    );
    let hidden = [
        "Zacharias",
        "zacharias",
        "Melchior",
        "melchior",
        "quist",
        "Xu",
        "secret",
        "Balthasar",
    ];
    for format in ["table", "json", "markdown", "csv"] {
        let run = skillgap(&[
            "cohort",
            "summary",
            &path,
            "--role",
            "api-developer",
            "--anonymous",
            "--skills",
            "--format",
            format,
        ]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(!run.stdout.is_empty());
        for word in hidden {
            assert!(
                !run.stdout.contains(word),
                "{format}: {word} in {}",
                run.stdout
            );
            assert!(
                !run.stderr.contains(word),
                "{format}: {word} in {}",
                run.stderr
            );
        }
    }
}

#[test]
fn an_anonymous_summary_withholds_figures_about_fewer_than_five() {
    let summary = json(&[
        "cohort",
        "summary",
        FORM,
        "--role",
        "api-developer",
        "--anonymous",
        "--json",
    ]);
    let skills = summary["skills"].as_array().unwrap();
    let (mut shown, mut withheld) = (0, 0);
    for count in skills {
        let figures = ["met", "below", "unknown"].map(|field| &count[field]);
        if figures.iter().all(|figure| figure.is_null()) {
            withheld += 1;
            continue;
        }
        shown += 1;
        for figure in figures {
            let people = figure.as_u64().unwrap();
            assert!(people == 0 || people >= 5, "{count}");
        }
    }
    assert!(shown > 0 && withheld > 0, "{shown}, {withheld}");
    let open = json(&[
        "cohort",
        "summary",
        FORM,
        "--role",
        "api-developer",
        "--json",
    ]);
    assert_eq!(open["withheld_below"], Value::Null);
    assert!(
        open["skills"]
            .as_array()
            .unwrap()
            .iter()
            .all(|count| count["met"].is_u64())
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_the_rest_is_used() {
    let path = folder(
        "one-broken",
        &[
            ("ada.toml", "format = 1\n[ratings]\npython = 2\n"),
            ("bo.toml", "format = 1\n[ratings]\npython = 7\n"),
            (".hidden.toml", "not read"),
            ("notes.txt", "not read"),
        ],
    );
    let run = skillgap(&[
        "cohort",
        "summary",
        &path,
        "--role",
        "api-developer",
        "--json",
    ]);
    assert_eq!(run.code, 3);
    let summary: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(summary["people"].as_array().unwrap().len(), 1);
    assert_eq!(summary["notes"].as_array().unwrap().len(), 1);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    let problem = &error["error"]["problems"][0];
    assert!(problem["file"].as_str().unwrap().ends_with("bo.toml"));
    assert_eq!(
        (&problem["line"], &problem["rule"]),
        (&Value::from(3), &Value::from("level-off-scale"))
    );
}

#[test]
fn what_is_no_cohort_is_refused() {
    let check = |arguments: &[&str], code: i32, words: &str| {
        let run = skillgap(&[&["cohort", "summary"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    };
    let empty = folder("nobody", &[("readme.txt", "")]);
    check(&[&empty], 3, "nobody in this cohort");
    check(
        &["tests/no-such-folder"],
        1,
        "cannot read tests/no-such-folder",
    );
    check(
        &[COHORT, "--rate", "python=2"],
        2,
        "--rate is about one person",
    );
    check(
        &[COHORT, "--role", "own,api-developer"],
        2,
        "`own` or roles",
    );
    check(
        &[COHORT, "--role", "api-develloper"],
        2,
        "did you mean `api-developer`",
    );
    check(&[COHORT, "--since", "yesterday"], 2, "not a day");
    let settings = "format = 1\nrole = \"api-develper\"\nseniorty = \"mid\"\nprefer = [\"pyhton\"]\nstart = 2026-13-40\n";
    let wrong = folder(
        "wrong-settings",
        &[("cohort.toml", settings), ("ada.toml", "format = 1\n")],
    );
    let settings = settings.replace("2026-13-40", "\"2026-13-40\"");
    fs::write(format!("{wrong}/cohort.toml"), settings).unwrap();
    check(&[&wrong], 3, "4 problems");
    check(&[&wrong], 3, "there is no role `api-develper`");
    check(&[&wrong], 3, "did you mean `python`?");
}

#[test]
fn a_name_is_no_formula_and_steers_no_terminal() {
    let csv = "person,python,git\n=1+2,2,1\n\u{1b}[31mred,1,1\n";
    let arguments = [
        "cohort",
        "summary",
        "-",
        "--role",
        "api-developer",
        "--format",
        "csv",
    ];
    let run = skillgap_reading(&arguments, csv);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\n'=1+2,'=1+2,"), "{}", run.stdout);
    for command in ["summary", "session", "pairs"] {
        let run = skillgap_reading(&["cohort", command, "-", "--role", "api-developer"], csv);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!run.stdout.contains('\u{1b}'), "{command}: {}", run.stdout);
    }
}

#[test]
fn json_lines_and_csv_of_the_same_people_give_the_same_answer() {
    let csv = "name,role,seniority,python,git\nAda,api-developer,mid,2 – working,1\nBo,devops-engineer,,none,\n";
    let lines = "{\"id\": \"Ada\", \"role\": \"api-developer\", \"seniority\": \"mid\", \"ratings\": {\"python\": 2, \"git\": 1}}\n\n{\"name\": \"Bo\", \"role\": \"devops-engineer\", \"ratings\": {\"python\": 0}}\n";
    let answer = |input: &str| {
        let run = skillgap_reading(&["cohort", "summary", "-", "--json"], input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    assert_eq!(answer(csv), answer(lines));
    assert!(answer(csv).contains("\"seniority\": \"mid\""));
}

#[test]
fn earlier_pairs_do_not_come_again() {
    let tmp = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let pairs = |csv: &str| -> BTreeSet<(String, String)> {
        csv.lines()
            .skip(1)
            .filter_map(|line| {
                let mut cells = line.split(',').map(str::to_string);
                Some((
                    cells.next()?,
                    cells.next().filter(|second| !second.is_empty())?,
                ))
            })
            .collect()
    };
    let mut arguments: Vec<String> = [
        "cohort",
        "pairs",
        FORM,
        "--role",
        "api-developer",
        "--format",
        "csv",
    ]
    .map(String::from)
    .to_vec();
    let mut seen = BTreeSet::new();
    for week in 1..=3 {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let run = skillgap(&words);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let now = pairs(&run.stdout);
        assert!(now.len() >= 14, "{now:?}");
        assert!(seen.is_disjoint(&now), "week {week}");
        seen.extend(now);
        let path = tmp.join(format!("week-{week}.csv"));
        fs::write(&path, &run.stdout).unwrap();
        arguments.extend(["--avoid".to_string(), path.to_string_lossy().into_owned()]);
    }
}

#[test]
fn two_folders_and_two_days_of_one_give_the_same_movement() {
    let before = folder(
        "before",
        &[
            (
                "ada.toml",
                "format = 1\nname = \"Ada\"\n[ratings]\npython = 1\ngit = 2\nsql = 1\n",
            ),
            ("gone.toml", "format = 1\n[ratings]\ngit = 1\n"),
        ],
    );
    let later = "\n[[rating]]\nskill = \"python\"\nlevel = 2\non = 2026-10-01\n[[rating]]\nskill = \"git\"\nlevel = 1\non = 2026-10-02\n[[rating]]\nskill = \"http\"\nlevel = 1\non = 2026-10-02\n";
    let after =
        format!("format = 1\nname = \"Ada\"\n[ratings]\npython = 1\ngit = 2\nsql = 1\n{later}");
    let after = folder(
        "after",
        &[("Ada.toml", &after), ("new.toml", "format = 1\n")],
    );
    let shared = ["--role", "api-developer", "--json"];
    let places = json(&[&["cohort", "compare", &before, &after], &shared[..]].concat());
    let days = json(
        &[
            &[
                "cohort",
                "compare",
                &after,
                "--from",
                "2026-09-01",
                "--to",
                "2026-10-02",
            ],
            &shared[..],
        ]
        .concat(),
    );
    assert_eq!(places["people"], days["people"]);
    let ada = &places["people"][0];
    assert_eq!(ada["changes"].as_array().unwrap().len(), 2);
    assert_eq!(ada["newly_rated"], serde_json::json!(["http"]));
    assert_eq!(
        (&ada["rated_twice"], &ada["moved"]),
        (&Value::from(3), &Value::from(true))
    );
    assert_eq!(places["only_before"][0]["person"], "gone");
    assert_eq!(places["only_after"][0]["person"], "new");
    let text = skillgap(&[
        "cohort",
        "compare",
        &before,
        &after,
        "--role",
        "api-developer",
    ])
    .stdout;
    assert!(
        text.contains("1 rating of 1 person fell") && text.contains("response shift"),
        "{text}"
    );
    let half_way = json(&[
        "cohort",
        "compare",
        &after,
        "--from",
        "2026-09-01",
        "--to",
        "2026-10-01",
        "--json",
    ]);
    assert_eq!(
        half_way["people"][0]["changes"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn self_and_mentor_are_compared_by_the_size_of_their_differences() {
    let raters = json(&["cohort", "compare", COHORT, "--raters", "--json"]);
    assert_eq!(
        (&raters["compared"], &raters["within_one"]),
        (&Value::from(5), &Value::from(3))
    );
    let sizes: u64 = raters["sizes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|size| size["ratings"].as_u64().unwrap())
        .sum();
    assert_eq!(sizes, 5);
    let talk = raters["talk_about"].as_array().unwrap();
    assert_eq!(talk.len(), 2);
    for difference in talk {
        let level = |field: &str| difference[field].as_i64().unwrap();
        assert!((level("own") - level("theirs")).abs() > 1);
    }
}

#[test]
fn the_shown_case_gives_a_heat_map_four_sessions_and_fifteen_pairs() {
    let role = ["--role", "api-developer", "--seniority", "junior", "--json"];
    let of = |command: &str| json(&[&["cohort", command, FORM], &role[..]].concat());
    assert_eq!(of("summary")["people"].as_array().unwrap().len(), 30);
    assert_eq!(of("session")["sessions"].as_array().unwrap().len(), 4);
    assert_eq!(of("pairs")["pairs"].as_array().unwrap().len(), 15);
}
