//! The usual places, and how well plans agree with the order of curricula. `cargo run --example places -- agree` prints
//! the figures.

#[path = "../places/curricula.rs"]
mod curricula;

use curricula::{ENOUGH, Pair};
use skillgap::domain::catalog::{PlaceBasis, SkillIndex};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::roadmap::{Goal, Roadmap, Spacing, plan};
use skillgap::library::maps::{MapsFrom, load};

use crate::support::skillgap;

#[test]
fn the_pairs_are_those_that_the_curricula_order_alike() {
    let curricula = curricula::all();
    let mut counted = curricula::consensus(&curricula.iter().collect::<Vec<_>>(), 4, 3);
    let mut pairs = curricula::pairs();
    let key = |pair: &Pair| (pair.before, pair.after);
    counted.sort_by_key(key);
    pairs.sort_by_key(key);
    let odd: Vec<&Pair> = counted
        .iter()
        .filter(|pair| !pairs.contains(pair))
        .chain(pairs.iter().filter(|pair| !counted.contains(pair)))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn every_skill_has_a_place() {
    let curricula = curricula::all();
    let maps =
        curricula::maps_with(&curricula::lines(&curricula.iter().collect::<Vec<_>>(), ENOUGH));
    let without = maps.skills().iter().filter(|skill| skill.place.is_none());
    assert_eq!(without.map(|skill| skill.id.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_skill_says_after_what_curricula_begin_it_and_which_roles_do_otherwise() {
    let said = |arguments: &[&str]| skillgap(arguments).stdout;
    let maps = maps();
    for skill in maps.skills() {
        let Some(after) = skill.place.as_ref().and_then(|place| place.after) else { continue };
        let sentence = format!(
            "In {} of {} curricula that teach both, it comes after {}.",
            after.agree, after.of, maps[after.skill].name
        );
        // Each check is a run of the program, so one in eight is done.
        if after.skill.0 % 8 == 0 {
            let text = said(&["skills", &skill.id]).replace("\n", " ");
            assert!(text.contains(&sentence), "{}: {text}", skill.id);
        }
    }
    let databases = ["why", "sql", "--role", "database-developer", "--rate", "git=1"];
    let own = "Database developer has a place of its own for it";
    assert!(said(&databases).contains(own));
    assert!(!said(&["why", "sql", "--role", "api-developer", "--rate", "git=1"]).contains(own));
    let fastest = [&databases[..], &["--order", "fastest"]].concat();
    assert!(!said(&fastest).contains(own), "places have no say in the fastest order");
}

fn maps() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

/// Returns every role's plan at every seniority for a person with these ratings.
fn plans(maps: &SkillMaps, rated: &[(&str, i64)]) -> Vec<(String, Roadmap)> {
    let person = curricula::person(maps, rated);
    let all =
        maps.role_indices().flat_map(|role| Seniority::ALL.map(|seniority| (role, seniority)));
    all.map(|(role, seniority)| {
        let roadmap = plan(maps, &person, &Goal::new(vec![role], seniority));
        (format!("{} {seniority} {rated:?}", maps[role].id), roadmap)
    })
    .collect()
}

/// Returns after how many steps a plan reaches a level of a skill.
fn reached(roadmap: &Roadmap, skill: SkillIndex, level: usize) -> Option<usize> {
    let step = Step { skill, level: Level::ABOVE_NONE[level - 1] };
    roadmap.steps.iter().position(|planned| planned.step == step).map(|at| at + 1)
}

#[test]
fn a_plan_from_nothing_begins_with_programming_and_with_nothing_whose_place_is_only_judged() {
    let maps = maps();
    let skill = |id: &str| maps.find_skill(id).unwrap();
    for (plan, roadmap) in plans(&maps, &[]) {
        let begins = reached(&roadmap, skill("programming"), 1).unwrap();
        let linux = reached(&roadmap, skill("linux"), 1);
        let by_linux = plan.starts_with("devops") && linux.is_some_and(|at| at <= 6);
        assert!(begins <= 6 || by_linux, "{plan}: step {begins}");
        let begin = if by_linux { linux.unwrap().min(begins) } else { begins };
        let begun = roadmap.steps[begin - 1].step;
        let needed: Vec<Step> = maps.needs(begun).collect();
        for planned in &roadmap.steps[..begin - 1] {
            let skill = planned.step.skill;
            let of_role = maps[roadmap.goal.roles[0]].places.iter().any(|own| own.skill == skill);
            let judged = of_role
                || maps[skill].place.is_none_or(|place| place.basis == PlaceBasis::Judgement);
            assert!(
                !judged || needed.contains(&planned.step),
                "{plan}: {}",
                maps[planned.step.skill].id
            );
        }
    }
}

#[test]
fn the_chosen_language_comes_soon_after_programming_and_before_frameworks_need_it() {
    let maps = maps();
    let skill = |id: &str| maps.find_skill(id).unwrap();
    let (programming, frameworks) = (skill("programming"), skill("web-frameworks"));
    let mut compared = 0;
    for rated in [&[][..], &[("programming", 1)], &[("programming", 2)], &[("programming", 3)]] {
        for (plan, roadmap) in plans(&maps, rated) {
            let begun = reached(&roadmap, programming, 1).unwrap_or(0);
            let is_language = |skill: &SkillIndex| maps[*skill].belongs_to == Some(programming);
            for language in roadmap.chosen.iter().map(|chosen| chosen.skill).filter(is_language) {
                let id = &maps[language].id;
                let first = reached(&roadmap, language, 1).unwrap();
                assert!(first <= begun + 10, "{plan}: {id} 1 is step {first}, {begun}");
                for level in [1, 2] {
                    let (own, framework) =
                        (reached(&roadmap, language, level), reached(&roadmap, frameworks, level));
                    if let (Some(own), Some(framework)) = (own, framework) {
                        assert!(own < framework, "{plan}: {id} {level}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn first_contacts_come_in_the_order_of_the_curricula() {
    let curricula = curricula::all();
    let maps =
        curricula::maps_with(&curricula::lines(&curricula.iter().collect::<Vec<_>>(), ENOUGH));
    let pairs = curricula::pairs();
    let usual = curricula::agreement_by_role(&maps, Some(Spacing::default()), &pairs);
    for (role, agreement) in &usual {
        assert!(agreement.of >= 200, "{role}: {agreement:?}");
        assert!(agreement.percent() >= 88.0, "{role}: {agreement:?}");
    }
    let (usual, fastest) = (
        curricula::total(&usual),
        curricula::total(&curricula::agreement_by_role(&maps, None, &pairs)),
    );
    assert!(usual.percent() >= 93.0, "{usual:?}");
    assert!(fastest.percent() < 60.0, "{fastest:?}");
}
