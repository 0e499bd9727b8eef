//! What it is like to follow the shipped plans: how much is begun at the same time, and whether the plan changes its
//! choices.

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

/// Makes the ratings of a person who is rated in every skill, as none.
fn nobody(maps: &SkillMaps) -> Ratings {
    let mut ratings = Ratings::none(maps);
    for skill in maps.skill_indices() {
        ratings.set(skill, Level::NONE);
    }
    ratings
}

/// Returns the largest number of requirements that are begun and not yet met at the same time.
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

/// `cargo run --example places -- follow` follows the plans of all forty people; this test follows one in four.
#[test]
fn following_a_plan_never_changes_a_member() {
    let maps = maps();
    let people = follow::people(&maps, &follow::courses(&maps));
    let some: Vec<Ratings> = people.into_iter().step_by(4).collect();
    let (tried, changes) = follow::all_changes(&maps, &some);
    assert_eq!(changes, [""; 0]);
    assert!(tried > 10_000, "{tried}");
}
