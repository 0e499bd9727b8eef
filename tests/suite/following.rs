//! What following the shipped plans is like: how much is begun at once, and whether the plan changes its mind on the way.

use crate::support::follow;
use skillgap::domain::assessment::Assessment;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Roadmap, plan};
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};

fn maps() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

/// A person who is rated in everything, at nothing.
fn nobody(maps: &SkillMaps) -> Ratings {
    let mut ratings = Ratings::none(maps);
    for skill in maps.skill_indices() {
        ratings.set(skill, Level::NONE);
    }
    ratings
}

/// The most requirements that are begun and not yet met at one time.
fn most_begun(maps: &SkillMaps, role: RoleIndex, seniority: Seniority, roadmap: &Roadmap) -> usize {
    let mut level = vec![Level::NONE; maps.skills().len()];
    let mut most = 0;
    for planned in &roadmap.steps {
        level[planned.step.skill.0] = planned.step.level;
        let begun = maps[role].asked(seniority).filter(|(requirement, target)| {
            let levels = || requirement.any_of.iter().map(|skill| level[skill.0]);
            levels().any(|level| level > Level::NONE) && levels().all(|level| level < *target)
        });
        most = most.max(begun.count());
    }
    most
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are for readers of the log")]
fn the_order_of_every_shipped_plan_is_proved_optimal() {
    let maps = maps();
    let nothing = Assessment::new(&maps, &nobody(&maps));
    for role in maps.role_indices() {
        let mut most = Vec::new();
        for seniority in Seniority::ALL {
            let roadmap = plan(&maps, &nothing, &Goal::new(vec![role], seniority));
            assert!(roadmap.optimal(), "{} {seniority}", maps[role].id);
            most.push(most_begun(&maps, role, seniority, &roadmap));
        }
        println!("{}: at most {most:?} begun at once (junior, mid, senior)", maps[role].id);
    }
}

/// A share of all plans and of their prefixes; `cargo run --example places -- follow` tries every one of them.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are for readers of the log")]
fn following_a_plan_seldom_changes_a_member() {
    let maps = maps();
    let courses = follow::courses(&maps);
    let (mut tried, mut changed) = (0, 0);
    for (number, ratings) in follow::people(&maps, &courses).into_iter().enumerate() {
        let role = RoleIndex(number % maps.roles().len());
        let seniority = Seniority::ALL[number / maps.roles().len() % 3];
        let goal = Goal::new(vec![role], seniority);
        let is_tried = |step: usize| step % 4 == number % 4;
        let (prefixes, changes) = follow::changes(&maps, &ratings, &goal, is_tried);
        for change in &changes {
            println!("person {number}, {} {seniority}: {change}", maps[role].id);
        }
        tried += prefixes;
        changed += changes.len();
    }
    assert!(tried > 500, "{tried}");
    assert!(changed * 100 <= tried, "{changed} of {tried}");
}
