//! What the shipped maps say of forty people that the first edition said otherwise.
//!
//! `cargo bench --bench editions` prints every verdict of a junior role that differs, the numbers beside it, and how much a
//! single "none" settles. The first edition concluded from every prerequisite, so its copy here marks all as certain.
//! Batch computes the same numbers as `gap` (tests/suite/scoring.rs), so they stand for both.

#[path = "../suite/support/learners.rs"]
mod learners;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use skillgap::domain::assessment::Assessment;
use skillgap::domain::gap::{RequirementGap, RoleGap, find_gap};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::library::maps::{MapsFrom, load};

use learners::{Dice, Learner, Strength};

const PEOPLE: usize = 40;

#[expect(clippy::print_stdout, reason = "a bench reports")]
fn main() {
    let first = first_edition();
    let second = load(&MapsFrom::default()).expect("the shipped maps are sound").maps;
    let mut dice = Dice(12);
    let mut changed = BTreeMap::<&str, usize>::new();
    let mut verdicts = 0;
    for number in 0..PEOPLE {
        let strength = Strength::ALL[number % 3];
        let learner = Learner::draw(&first, strength, &mut dice, 0.0);
        // Each has rated about a third of what they were asked.
        let rated: Vec<(String, Level)> = first
            .skill_indices()
            .filter(|_| dice.chance(0.33))
            .map(|skill| (first[skill].id.clone(), learner.level(skill)))
            .collect();
        let (old, new) = (assess(&first, &rated), assess(&second, &rated));
        println!("\nperson {}: {}, {} ratings", number + 1, strength.name(), rated.len());
        for role in second.role_indices() {
            let id = &second[role].id;
            let before_role = first.find_role(id).expect("roles stay");
            let before = find_gap(&first, &old, before_role, Seniority::Junior);
            let after = find_gap(&second, &new, role, Seniority::Junior);
            let old_verdicts = named(&first, &before);
            let mut lines = Vec::new();
            for (name, verdict) in named(&second, &after) {
                verdicts += 1;
                let was = old_verdicts.get(&name).copied().unwrap_or("not asked");
                if was != verdict {
                    *changed.entry(kind(was, verdict)).or_default() += 1;
                    lines.push(format!("{name}: {was} → {verdict}"));
                }
            }
            if !lines.is_empty() {
                println!("  {id}: {} → {}", numbers(&before), numbers(&after));
                println!("    {}", lines.join("; "));
            }
        }
    }
    println!("\nof {verdicts} verdicts:");
    for (kind, number) in changed {
        println!("  {kind}: {number}");
    }
    println!("\na single \"none\" settles, beside the skill itself (over 5 % of the weight):");
    for role in second.role_indices() {
        for seniority in Seniority::ALL {
            for skill in second.skill_indices() {
                let now = settled_by_none(&second, &second[role].id, seniority, &second[skill].id);
                if now > 0.05 {
                    let was =
                        settled_by_none(&first, &second[role].id, seniority, &second[skill].id);
                    println!(
                        "  {} {seniority}: {} {:.1} % (first edition {:.1} %)",
                        second[role].id,
                        second[skill].id,
                        100.0 * now,
                        100.0 * was
                    );
                }
            }
        }
    }
}

/// The maps of the first edition, each of whose prerequisites concludes.
fn first_edition() -> SkillMaps {
    let from = Path::new("tests/fixtures/first-edition");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-edition");
    for folder in ["", "skills", "roles"] {
        fs::create_dir_all(to.join(folder)).expect("the folder of the build can be written");
        for entry in fs::read_dir(from.join(folder)).expect("the fixture is there") {
            let path = entry.expect("the fixture can be read").path();
            if path.is_file() {
                let text = fs::read_to_string(&path).expect("the fixture is text");
                let name = path.file_name().expect("a file has a name");
                let lines = text.lines().map(|line| {
                    // What projects of roles need is written alike, and concludes nothing.
                    let needs = folder == "skills" && line.trim_start().starts_with("{ skill = ");
                    if needs { line.replacen(" }", ", certain = true }", 1) } else { line.into() }
                });
                let text: Vec<String> = lines.collect();
                fs::write(to.join(folder).join(name), text.join("\n") + "\n")
                    .expect("the folder of the build can be written");
            }
        }
    }
    load(&MapsFrom { without_shipped: true, over: vec![to] })
        .expect("the first edition is sound")
        .maps
}

fn assess(maps: &SkillMaps, rated: &[(String, Level)]) -> Assessment {
    let mut ratings = Ratings::none(maps);
    for (id, level) in rated {
        ratings.set(maps.find_skill(id).expect("ids stay"), *level);
    }
    Assessment::new(maps, &ratings)
}

fn named(maps: &SkillMaps, gap: &RoleGap<'_>) -> BTreeMap<String, &'static str> {
    let name = |gap: &RequirementGap<'_>| {
        let first = maps[gap.requirement.any_of[0]].id.clone();
        if gap.requirement.is_group() { format!("one of {first} …") } else { first }
    };
    let verdict = |gap: &RequirementGap<'_>| match (gap.met(), gap.settled()) {
        (true, _) => "met",
        (false, true) => "not met",
        (false, false) => "open",
    };
    gap.requirements.iter().map(|gap| (name(gap), verdict(gap))).collect()
}

fn kind(was: &str, verdict: &str) -> &'static str {
    match (was, verdict) {
        ("not asked", _) => "newly asked",
        ("open", _) => "newly settled",
        (_, "open") => "settled before, open now",
        _ => "the other way round",
    }
}

fn numbers(gap: &RoleGap<'_>) -> String {
    format!("{} % ready, {} % settled", gap.readiness().percent(), gap.coverage().percent())
}

/// The share of a role's weight that is settled when one skill is rated as none, without what asks for the skill itself.
fn settled_by_none(maps: &SkillMaps, role: &str, seniority: Seniority, skill: &str) -> f64 {
    let (Some(role), Some(skill)) = (maps.find_role(role), maps.find_skill(skill)) else {
        return 0.0;
    };
    let mut ratings = Ratings::none(maps);
    ratings.set(skill, Level::NONE);
    let gap = find_gap(maps, &Assessment::new(maps, &ratings), role, seniority);
    let all: u64 = gap.requirements.iter().map(RequirementGap::weight).sum();
    let others = gap.requirements.iter().filter(|gap| !gap.requirement.any_of.contains(&skill));
    let settled: u64 = others.filter(|gap| gap.settled()).map(RequirementGap::weight).sum();
    settled as f64 / all as f64
}
