//! The usual places of skills: `cargo run --example places -- COMMAND`.
//!
//! | command | does |
//! |---|---|
//! | `list` | prints every skill with its place, from curricula or judged, and where it is judged the proposal by what it needs and by skills like it |
//! | `write` | writes the places into `skillmaps/skills/` |
//! | `agree [WINDOW DEPTH]` | prints how well the plans agree with the curricula, also with schools that had no part in the places, and when they bring the first project, language and framework |
//! | `follow` | follows every plan of every role and seniority for forty people, and prints where it would change a member |
//! | `validate` | tries other windows and depths: places from one half of the schools, agreement with the other half |

#![expect(clippy::print_stdout, reason = "it is a program for authors of maps")]

mod curricula;
#[path = "../suite/support/follow.rs"]
mod follow;
#[path = "../suite/support/learners.rs"]
mod learners;

use std::fs;

use curricula::Curriculum;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::roadmap::{Roadmap, Spacing};
use skillgap::library::maps::{MapsFrom, load};

fn main() {
    let curricula = curricula::all();
    let all: Vec<&Curriculum> = curricula.iter().collect();
    match std::env::args().nth(1).as_deref() {
        Some("list") => list(&all),
        Some("write") => write(&all),
        Some("agree") => agree(&all),
        Some("validate") => validate(&all),
        Some("follow") => follow(),
        _ => println!(
            "cargo run --example places -- list | write | agree [WINDOW DEPTH] | validate | follow"
        ),
    }
}

/// Every skill with its place, in the order of places; the proposals are for a person to review.
fn list(curricula: &[&Curriculum]) {
    let computed = curricula::fit(curricula);
    let judged = curricula::judged();
    let maps = curricula::maps_with(&curricula::lines(curricula, curricula::ENOUGH));
    let mut lines: Vec<(f64, String)> = maps
        .skills()
        .iter()
        .enumerate()
        .map(|(at, skill)| {
            let id = skill.id.as_str();
            let by_curricula = computed
                .get(id)
                .filter(|place| place.curricula >= curricula::ENOUGH && !judged.contains_key(id));
            if let Some(place) = by_curricula {
                return (
                    place.at,
                    format!("{:>6.2}  {id}  ({} curricula)", place.at, place.curricula),
                );
            }
            let proposed = propose(&maps, SkillIndex(at));
            let seen = computed
                .get(id)
                .map_or(String::new(), |place| format!(", {:.2} by {}", place.at, place.curricula));
            match judged.get(id) {
                Some((at, reason)) => (
                    *at,
                    format!("{at:>6.2}  {id}  (judged: {reason}; proposed {proposed:.2}{seen})"),
                ),
                None => (proposed, format!("     ?  {id}  (proposed {proposed:.2}{seen})")),
            }
        })
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, line) in lines {
        println!("{line}");
    }
}

/// A place for a skill that has none: a little after what its level 1 needs, between that and the mean of the skills that
/// belong to the same general skill, or else of those of its area.
fn propose(maps: &SkillMaps, skill: SkillIndex) -> f64 {
    let place = |skill: SkillIndex| maps[skill].place.map(|place| f64::from(place.at) / 100.0);
    let one = Level::ABOVE_NONE[0];
    let needed = maps[skill].prerequisites.iter().filter(|needed| needed.for_level == one);
    let after = needed
        .filter_map(|needed| Some(place(needed.skill)? + f64::from(needed.level.number() - 1)))
        .fold(f64::MIN, f64::max);
    let mean_of = |alike: &dyn Fn(SkillIndex) -> bool| {
        let like: Vec<f64> = maps
            .skill_indices()
            .filter(|other| *other != skill && alike(*other))
            .filter_map(place)
            .collect();
        (!like.is_empty()).then(|| like.iter().sum::<f64>() / like.len() as f64)
    };
    let belongs_to = maps[skill].belongs_to;
    let alike = belongs_to
        .and_then(|general| mean_of(&|other| maps[other].belongs_to == Some(general)))
        .or_else(|| mean_of(&|other| maps[other].area == maps[skill].area))
        .unwrap_or(0.0);
    if after == f64::MIN { alike } else { after.max((after + 0.2 + alike) / 2.0) }
}

/// Writes the places into the files of the skills.
fn write(curricula: &[&Curriculum]) {
    let lines = curricula::lines(curricula, curricula::ENOUGH);
    for file in fs::read_dir("skillmaps/skills").expect("run it where skillmaps/ is").flatten() {
        let text = fs::read_to_string(file.path()).expect("a file of skills");
        fs::write(file.path(), curricula::with_places(&text, &lines)).expect("a file to write");
    }
}

/// How well the plans agree with the curricula, and when they bring what.
fn agree(curricula: &[&Curriculum]) {
    let maps = curricula::maps_with(&curricula::lines(curricula, curricula::ENOUGH));
    let pairs = curricula::pairs();
    let asked = |at: usize| std::env::args().nth(at).and_then(|text| text.parse::<f64>().ok());
    let mut spacing = Spacing::default();
    if let (Some(window), Some(depth)) = (asked(2), asked(3)) {
        spacing = Spacing { window: (window * 100.0) as i32, depth: (depth * 100.0) as i32 };
    }
    let (kept, pairs_kept) = by_fifths(curricula, spacing);
    println!(
        "fitted on four fifths of the schools, judged on the fifth, in turn: {kept:.1} % of {pairs_kept} pairs"
    );
    for (name, spacing) in [("usual", Some(spacing)), ("fastest", None)] {
        let by_role = curricula::agreement_by_role(&maps, spacing, &pairs);
        println!("order {name}: {:.1} % of the pairs", curricula::total(&by_role).percent());
        for (role, agreement) in &by_role {
            println!("  {:<28} {:>5.1} % of {}", role, agreement.percent(), agreement.of);
        }
        println!(
            "  junior from nothing: share of the hours until the first project, language 1, language 2, framework 1; waiting for readiness"
        );
        for (role, start, seniority, roadmap) in curricula::plans(&maps, spacing) {
            if seniority != Seniority::Junior || !start.is_empty() {
                continue;
            }
            let of = |group: &'static str, level: usize| {
                let general = maps.find_skill(group);
                share_of_hours(&roadmap, |skill, reached| {
                    let belongs = maps[skill].belongs_to;
                    belongs.is_some()
                        && belongs == general
                        && reached.index() == level
                        && roadmap.chosen.iter().any(|chosen| chosen.skill == skill)
                })
            };
            let project = roadmap.projects.iter().filter_map(|project| project.after_step).min();
            let project = project.map(|steps| {
                let after = steps.checked_sub(1).map(|last| roadmap.steps[last].hours_after);
                f64::from(after.unwrap_or_default().typical) / f64::from(roadmap.hours.typical)
            });
            let shares =
                [project, of("programming", 1), of("programming", 2), of("web-frameworks", 1)];
            let shares: Vec<String> = shares
                .iter()
                .map(|share| {
                    share.map_or("   –".to_string(), |s| format!("{:>3.0} %", s * 100.0))
                })
                .collect();
            println!(
                "  {:<28} {}  {:>4.0} h{}",
                role,
                shares.join("  "),
                roadmap.objective as f64 / roadmap.readiness_now.whole as f64,
                roadmap.bound().map_or(String::new(), |bound| if bound > 0.0 {
                    format!(", at most {:.1} % above the best", bound * 100.0)
                } else {
                    String::new()
                })
            );
        }
    }
}

/// After how much of the hours a plan first reaches this level of one of some skills, or of a step that fits.
fn share_of_hours(roadmap: &Roadmap, fits: impl Fn(SkillIndex, Level) -> bool) -> Option<f64> {
    let planned =
        roadmap.steps.iter().find(|planned| fits(planned.step.skill, planned.step.level))?;
    Some(f64::from(planned.hours_after.typical) / f64::from(roadmap.hours.typical))
}

/// How well plans agree with schools that had no part in the places: each fifth of them in turn, all roles and starting points
/// together. A pair counts that at least three curricula of two schools of the fifth hold.
fn by_fifths(curricula: &[&Curriculum], spacing: Spacing) -> (f64, usize) {
    const FIFTHS: usize = 5;
    let mut schools: Vec<&str> = curricula.iter().map(|curriculum| curriculum.school).collect();
    schools.sort_unstable();
    schools.dedup();
    schools.sort_by_key(|school| mix(school.bytes().map(u64::from).sum()));
    let fifth =
        |school: &str| schools.iter().position(|other| *other == school).unwrap_or(0) % FIFTHS;
    let mut kept = curricula::Agreement::default();
    for turn in 0..FIFTHS {
        let (judges, known): (Vec<&Curriculum>, Vec<&Curriculum>) =
            curricula.iter().partition(|curriculum| fifth(curriculum.school) == turn);
        let maps = curricula::maps_with(&curricula::lines(&known, curricula::ENOUGH));
        let pairs = curricula::consensus(&judges, 3, 2);
        kept.add(curricula::total(&curricula::agreement_by_role(&maps, Some(spacing), &pairs)));
    }
    (kept.percent(), kept.of)
}

/// Other windows and depths, by places from one half of the schools and agreement with the other half.
fn validate(curricula: &[&Curriculum]) {
    const SPLITS: u64 = 4;
    let mut schools: Vec<&str> = curricula.iter().map(|curriculum| curriculum.school).collect();
    schools.sort_unstable();
    schools.dedup();
    let mut halves = Vec::new();
    for split in 0..SPLITS {
        let first = |school: &str| {
            let at = schools.binary_search(&school).expect("one of the schools") as u64;
            mix(at * SPLITS + split).is_multiple_of(2)
        };
        for side in [true, false] {
            let (known, kept): (Vec<&Curriculum>, Vec<&Curriculum>) =
                curricula.iter().partition(|curriculum| first(curriculum.school) == side);
            let maps = curricula::maps_with(&curricula::lines(&known, 2));
            halves.push((maps, curricula::consensus(&kept, 3, 2)));
        }
    }
    let all_places = curricula::maps_with(&curricula::lines(curricula, curricula::ENOUGH));
    let pairs = curricula::pairs();
    println!(
        "window  depth  kept back  all   least role   waiting for readiness, junior from nothing"
    );
    for window in [25, 40, 50, 75, 100, 150] {
        for depth in [0, 50, 75, 100, 150, 200] {
            let spacing = Some(Spacing { window, depth });
            let mut kept = curricula::Agreement::default();
            for (maps, pairs) in &halves {
                kept.add(curricula::total(&curricula::agreement_by_role(maps, spacing, pairs)));
            }
            let by_role = curricula::agreement_by_role(&all_places, spacing, &pairs);
            let least = by_role.values().map(|agreement| agreement.percent());
            let waiting: f64 = curricula::plans(&all_places, spacing)
                .filter(|(_, start, seniority, _)| {
                    *seniority == Seniority::Junior && start.is_empty()
                })
                .map(|(.., roadmap)| roadmap.objective as f64 / roadmap.readiness_now.whole as f64)
                .sum();
            println!(
                "{:>6.2}  {:>5.2}  {:>7.1} %  {:.1} %  {:>6.1} %  {:>6.0} h",
                f64::from(window) / 100.0,
                f64::from(depth) / 100.0,
                kept.percent(),
                curricula::total(&by_role).percent(),
                least.fold(100.0, f64::min),
                waiting / all_places.roles().len() as f64
            );
        }
    }
}

/// Follows every plan, and prints where it would change a member.
fn follow() {
    let maps = load(&MapsFrom::default()).expect("the shipped maps are sound").maps;
    let people = follow::people(&maps, &follow::courses(&maps));
    let (tried, changes) = follow::all_changes(&maps, &people);
    for change in &changes {
        println!("{change}");
    }
    println!("{} changes of members in {tried} steps", changes.len());
}

/// A number that looks random.
fn mix(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32
}
