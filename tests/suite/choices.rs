//! Which member of each group the shipped plans choose, and the reason that is printed.

use std::collections::BTreeSet;

use crate::support::follow;
use crate::support::{json, skillgap};
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::price::prices;
use skillgap::domain::roadmap::{Chosen, Goal, Needed, Order, Reason, plan};
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};

/// The roles that ask a junior for a framework.
const WITH_FRAMEWORK: [&str; 4] =
    ["api-developer", "back-end-developer", "middleware-developer", "web-application-developer"];

fn maps() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

fn ratings(maps: &SkillMaps, rated: &[(&str, i64)]) -> Ratings {
    let mut ratings = Ratings::none(maps);
    for (skill, level) in rated {
        ratings.set(maps.find_skill(skill).unwrap(), Level::new(*level).unwrap());
    }
    ratings
}

fn goal(maps: &SkillMaps, roles: &[&str], seniority: Seniority, prefer: &[&str]) -> Goal {
    let roles = roles.iter().map(|role| maps.find_role(role).unwrap()).collect();
    let prefer = prefer.iter().map(|skill| maps.find_skill(skill).unwrap()).collect();
    Goal { prefer, ..Goal::new(roles, seniority) }
}

fn chosen(maps: &SkillMaps, rated: &[(&str, i64)], goal: &Goal) -> Vec<Chosen> {
    let known = Assessment::new(maps, &ratings(maps, rated));
    Needed::find(maps, &known, goal).chosen(maps, &known, goal)
}

/// Lists the chosen languages and frameworks with the reasons.
fn stack(maps: &SkillMaps, chosen: &[Chosen]) -> String {
    let general = ["programming", "web-frameworks"].map(|skill| maps.find_skill(skill));
    let of_stack = |chosen: &&Chosen| general.contains(&maps[chosen.skill].belongs_to);
    let text = |chosen: &Chosen| format!("{} {}", maps[chosen.skill].id, chosen.reason.word());
    chosen.iter().filter(of_stack).map(text).collect::<Vec<String>>().join(", ")
}

#[test]
fn who_has_a_language_is_sent_to_its_framework_at_every_seniority() {
    let maps = maps();
    for (language, frameworks) in [
        ("java", &["spring-boot"][..]),
        ("php", &["laravel", "symfony"]),
        ("csharp", &["aspnet-core"]),
    ] {
        for role in WITH_FRAMEWORK {
            let asked = maps[maps.find_role(role).unwrap()].requirements.iter();
            let mut members = asked.flat_map(|requirement| &requirement.any_of);
            if !members.any(|skill| maps[*skill].id == language) {
                continue;
            }
            for seniority in Seniority::ALL {
                let goal = goal(&maps, &[role], seniority, &[]);
                let chosen = chosen(&maps, &[(language, 3)], &goal);
                let stack = stack(&maps, &chosen);
                // If a language has several frameworks, the others take longer.
                let expected = frameworks.iter().flat_map(|framework| {
                    ["fits", "shortest"].map(|reason| format!("{framework} {reason}"))
                });
                assert!(expected.clone().any(|one| one == stack), "{language}, {role}: {stack}");
            }
        }
    }
}

#[test]
fn who_has_javascript_and_begins_node_stays_with_it() {
    let maps = maps();
    for role in WITH_FRAMEWORK {
        for seniority in Seniority::ALL {
            let goal = goal(&maps, &[role], seniority, &[]);
            let chosen = chosen(&maps, &[("javascript", 3), ("nodejs", 1)], &goal);
            let stack = stack(&maps, &chosen);
            let (language, framework) = stack.split_once(", ").unwrap();
            assert!(["nodejs known", "typescript known"].contains(&language), "{role}: {stack}");
            let expected = ["express fits", "express shortest", "nestjs fits", "nestjs shortest"];
            assert!(expected.contains(&framework), "{role} {seniority}: {stack}");
        }
    }
}

#[test]
fn a_preferred_language_takes_its_framework_with_it() {
    let maps = maps();
    for role in WITH_FRAMEWORK {
        for seniority in Seniority::ALL {
            let of = |rated: &[(&str, i64)], prefer| {
                stack(&maps, &chosen(&maps, rated, &goal(&maps, &[role], seniority, &[prefer])))
            };
            assert_eq!(of(&[], "java"), "java preferred, spring-boot fits", "{role} {seniority}");
            assert_eq!(of(&[], "go"), "go preferred, gin fits", "{role} {seniority}");
            assert_eq!(of(&[], "flask"), "python fits, flask preferred", "{role} {seniority}");
        }
        // This is also true if another language is known well enough for a junior.
        let goal = goal(&maps, &[role], Seniority::Mid, &["java"]);
        let stack = stack(&maps, &chosen(&maps, &[("python", 2)], &goal));
        assert_eq!(stack, "java preferred, spring-boot fits", "{role}");
    }
}

#[test]
fn a_beginner_gets_the_same_stack_at_every_seniority_and_the_first_by_demand() {
    let maps = maps();
    for role in maps.role_indices() {
        let members = |seniority| -> BTreeSet<SkillIndex> {
            let known = Assessment::new(&maps, &Ratings::none(&maps));
            Needed::find(&maps, &known, &Goal::new(vec![role], seniority)).members().collect()
        };
        let [junior, mid, senior] = Seniority::ALL.map(members);
        assert!(junior.is_subset(&mid) && mid.is_subset(&senior), "{}", maps[role].id);
    }
    for (role, expected) in [
        ("api-developer", "python listed-first, fastapi listed-first"),
        ("middleware-developer", "java listed-first, spring-boot fits"),
        ("web-application-developer", "python listed-first, django listed-first"),
    ] {
        for seniority in Seniority::ALL {
            let chosen = chosen(&maps, &[], &goal(&maps, &[role], seniority, &[]));
            assert_eq!(stack(&maps, &chosen), expected, "{role} {seniority}");
        }
    }
}

#[test]
fn a_message_broker_is_the_same_at_every_seniority() {
    let maps = maps();
    for seniority in Seniority::ALL {
        let goal = goal(&maps, &["middleware-developer"], seniority, &[]);
        let chosen = chosen(&maps, &[], &goal);
        assert!(chosen.iter().any(|chosen| maps[chosen.skill].id == "kafka"), "{seniority}");
    }
}

#[test]
fn the_language_that_is_had_at_the_highest_level_is_the_one_that_goes_on() {
    let maps = maps();
    let goal = goal(&maps, &["api-developer"], Seniority::Mid, &[]);
    let of = |rated: &[(&str, i64)]| stack(&maps, &chosen(&maps, rated, &goal));
    assert_eq!(of(&[("go", 2)]), "go known, gin fits");
    assert_eq!(of(&[("python", 1), ("java", 2)]), "java known, spring-boot fits");
    // Of two languages that are good enough for a junior, the plan continues with the one that the framework needs.
    assert_eq!(of(&[("python", 2), ("java", 2)]), "java known, spring-boot fits");
}

#[test]
fn a_skipped_member_is_said_to_be_the_reason() {
    let maps = maps();
    let of = |skip: &[&str]| {
        let skip = skip.iter().map(|skill| maps.find_skill(skill).unwrap()).collect();
        let free = goal(&maps, &["middleware-developer"], Seniority::Junior, &[]);
        let chosen = chosen(&maps, &[], &Goal { skip, ..free });
        let broker = maps.find_skill("messaging");
        let of_broker = |chosen: &&Chosen| maps[chosen.skill].belongs_to == broker;
        let chosen = chosen.iter().find(of_broker).unwrap();
        format!("{} {}", maps[chosen.skill].id, chosen.reason.word())
    };
    assert_eq!(of(&[]), "kafka listed-first");
    assert_eq!(of(&["kafka"]), "rabbitmq without-skipped");
    assert_eq!(of(&["kafka", "rabbitmq"]), "cloud-queues without-skipped");
}

/// Lists skills of a group in a plan that were neither chosen for the group nor meet it.
fn foreign(maps: &SkillMaps, known: &Assessment, goal: &Goal) -> Vec<String> {
    let needed = Needed::find(maps, known, goal);
    let members: BTreeSet<SkillIndex> = needed.members().collect();
    let mut foreign = Vec::new();
    for gap in needed.gaps.iter().flat_map(|gap| &gap.requirements) {
        for skill in gap.requirement.any_of.iter().filter(|_| gap.requirement.is_group()) {
            let brought = needed.steps.iter().any(|step| step.skill == *skill);
            if brought && !members.contains(skill) && known.level(*skill) < gap.target {
                foreign.push(maps[*skill].id.clone());
            }
        }
    }
    foreign
}

#[test]
fn a_beginner_learns_no_second_language_for_the_sake_of_a_framework() {
    let maps = maps();
    let nothing = Assessment::new(&maps, &Ratings::none(&maps));
    for seniority in Seniority::ALL {
        for one in maps.role_indices() {
            for other in maps.role_indices() {
                let roles: BTreeSet<RoleIndex> = BTreeSet::from([one, other]);
                let goal = Goal::new(roles.into_iter().collect(), seniority);
                // Security counts JavaScript as a separate language; a person who needs it for the browser learns it
                // anyway. The same is true for Redis, which a senior needs for rate limiting.
                let foreign: Vec<String> = foreign(&maps, &nothing, &goal)
                    .into_iter()
                    .filter(|skill| !["javascript", "redis"].contains(&skill.as_str()))
                    .collect();
                let roles = format!("{} {} {seniority}", maps[one].id, maps[other].id);
                assert_eq!(foreign, [""; 0], "{roles}");
            }
        }
    }
}

#[test]
fn spring_boot_never_goes_with_python() {
    let maps = maps();
    let skill = |id: &str| maps.find_skill(id).unwrap();
    let (python, spring_boot) = (skill("python"), skill("spring-boot"));
    let courses = follow::courses(&maps);
    for ratings in follow::people(&maps, &courses) {
        let known = Assessment::new(&maps, &ratings);
        for other in WITH_FRAMEWORK {
            let goal = goal(&maps, &["middleware-developer", other], Seniority::Junior, &[]);
            let members: Vec<SkillIndex> = Needed::find(&maps, &known, &goal).members().collect();
            assert!(!(members.contains(&python) && members.contains(&spring_boot)), "{other}");
        }
    }
}

#[test]
fn every_choice_is_proved_and_only_the_first_is_said_to_be_listed_first() {
    let maps = maps();
    let courses = follow::courses(&maps);
    for (number, ratings) in follow::people(&maps, &courses).into_iter().enumerate() {
        let known = Assessment::new(&maps, &ratings);
        let role = RoleIndex(number % maps.roles().len());
        let goal = Goal::new(vec![role], Seniority::ALL[number % 3]);
        for chosen in Needed::find(&maps, &known, &goal).chosen(&maps, &known, &goal) {
            assert!(chosen.optimal);
            let first = chosen.any_of[0] == chosen.skill;
            assert!(chosen.reason != Reason::ListedFirst || first, "{}", maps[chosen.skill].id);
            if chosen.reason == Reason::ListedFirst {
                assert!(chosen.as_good.is_some());
            }
        }
    }
}

#[test]
fn the_reasons_are_printed() {
    let run = skillgap(&["roadmap", "--role", "api-developer", "--rate", "java=3"]);
    assert!(run.stdout.contains("Spring Boot, because it goes with Java"), "{}", run.stdout);
    let document =
        json(&["roadmap", "--role", "api-developer", "--rate", "java=3", "--format", "json"]);
    assert_eq!(document["chosen"][0]["skill"], "spring-boot");
    assert_eq!(document["chosen"][0]["goes_with"], serde_json::json!(["java"]));
}

#[test]
fn no_two_members_are_each_others_reason() {
    let run = skillgap(&["roadmap", "--role", "api-developer,back-end-developer"]);
    let reasons: Vec<(&str, &str)> = run
        .stdout
        .lines()
        .filter_map(|line| line.trim_start_matches([' ', '•']).split_once(": "))
        .filter_map(|(_, choice)| choice.split_once(", because it goes with "))
        .collect();
    let is_circle = |(one, other): &(&str, &str)| reasons.contains(&(*other, *one));
    assert!(!reasons.iter().any(is_circle), "{}", run.stdout);
    assert!(
        run.stdout.contains("FastAPI, as above, so that one of them is enough"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_price_of_the_usual_order_is_told_with_its_reason() {
    let reason = "The usual order is still the default";
    let of =
        |order: &str| skillgap(&["roadmap", "--role", "api-developer", "--order", order]).stdout;
    let usual = of("usual");
    assert!(
        usual.find("In the usual order instead of the fastest") < usual.find(reason),
        "{usual}"
    );
    assert!(usual.contains("skillgap roadmap --order fastest"), "{usual}");
    assert!(!of("fastest").contains(reason));
}

#[test]
fn a_name_that_was_ticked_counts_for_nothing_once_it_is_known_to_be_zero() {
    let maps = maps();
    let plain = goal(&maps, &["api-developer"], Seniority::Junior, &[]);
    let ticked = Goal { used: vec![maps.find_skill("flask").unwrap()], ..plain.clone() };
    let of = |rated: &[(&str, i64)], goal: &Goal| stack(&maps, &chosen(&maps, rated, goal));
    let (open, zero) = ([("python", 2)], [("python", 2), ("flask", 0)]);
    assert_ne!(of(&open, &ticked), of(&open, &plain));
    assert_eq!(of(&zero, &ticked), of(&zero, &plain));
}

#[test]
fn a_wish_is_compared_within_the_order_of_the_goal() {
    let maps = maps();
    let known = Assessment::new(&maps, &ratings(&maps, &[("python", 2), ("git", 2)]));
    let hours = [60, 120, 240, 480];
    let compared = |order: Order| {
        let free = Goal { order, ..goal(&maps, &["api-developer"], Seniority::Mid, &[]) };
        let with = Goal { pin: vec![maps.find_skill("docker").unwrap()], ..free.clone() };
        let [free, with] = [free, with].map(|goal| plan(&maps, &known, &goal));
        let price = prices(&maps, &known, &with, &hours).swap_remove(0);
        let expected =
            hours.map(|after| (after, free.within(after).readiness, with.within(after).readiness));
        assert_eq!(price.readiness, expected, "{order:?}");
        price.readiness
    };
    assert_ne!(compared(Order::Usual), compared(Order::Fastest));
}

#[test]
fn who_is_planned_for_first_changes_nothing_for_the_next() {
    /// What somebody has rated, and what they prefer.
    type Person = (&'static [(&'static str, i64)], &'static [&'static str]);
    let shared = maps();
    let people: [Person; 5] = [
        (&[("java", 3), ("sql", 2)], &[]),
        (&[], &["php"]),
        (&[], &[]),
        (&[("php", 3), ("python", 1)], &[]),
        (&[("javascript", 3), ("nodejs", 1)], &["java"]),
    ];
    let members = |maps: &SkillMaps, role: &str, seniority, rated, prefer: &[&str]| {
        let known = Assessment::new(maps, &ratings(maps, rated));
        let needed = Needed::find(maps, &known, &goal(maps, &[role], seniority, prefer));
        needed.members().collect::<Vec<SkillIndex>>()
    };
    for role in WITH_FRAMEWORK {
        for (rated, prefer) in people {
            for seniority in [Seniority::Senior, Seniority::Junior] {
                let alone = members(&maps(), role, seniority, rated, prefer);
                assert_eq!(
                    members(&shared, role, seniority, rated, prefer),
                    alone,
                    "{role}: {rated:?}"
                );
            }
        }
    }
}
