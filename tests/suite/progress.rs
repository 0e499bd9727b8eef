//! Progress calculated by hand, on the small maps in tests/fixtures/small (their numbers are in
//! tests/suite/arithmetic.rs).

use std::path::PathBuf;

use crate::support::skillgap_reading;
use jiff::civil::{Date, date};
use skillgap::domain::gap::Fraction;
use skillgap::domain::level::Seniority;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Profile;
use skillgap::domain::progress::{Changes, Course, changes, courses, days};
use skillgap::domain::rater::Rater;
use skillgap::domain::roadmap::Goal;
use skillgap::domain::role::RoleIndex;
use skillgap::files::profile_toml::read_profile;
use skillgap::library::maps::{MapsFrom, load};

fn small() -> SkillMaps {
    let from =
        MapsFrom { without_shipped: true, over: vec![PathBuf::from("tests/fixtures/small")] };
    load(&from).unwrap().maps
}

/// Makes a profile with ratings, each `day skill level rater`.
fn text(ratings: &[&str]) -> String {
    let mut text = "format = 1\n".to_string();
    for rating in ratings {
        let words: Vec<&str> = rating.split(' ').collect();
        let [day, skill, level, by] = words[..] else { panic!("{rating}") };
        text += &format!("[[rating]]\nskill = \"{skill}\"\nlevel = {level}\nby = \"{by}\"\n");
        if day != "-" {
            text += &format!("on = {day}\n");
        }
    }
    text
}

fn profile(maps: &SkillMaps, ratings: &[&str]) -> Profile {
    let (draft, problems) = read_profile(0, &text(ratings));
    draft.validate(maps, problems).unwrap()
}

/// Python rises, SQL falls, and two skills are rated for the first time in between.
const ADA: [&str; 6] = [
    "2026-01-10 programming 2 self",
    "2026-01-10 python 1 self",
    "2026-02-10 sql 2 self",
    "2026-03-10 python 2 self",
    "2026-03-20 tuning 1 self",
    "2026-03-20 sql 1 self",
];

fn on(profile: &Profile, maps: &SkillMaps, since: Option<Date>) -> Vec<Option<Date>> {
    let days = days(maps, profile, &Rater::OWN, since);
    days.iter().map(|day| day.on).collect()
}

fn whole_course<'m>(
    maps: &'m SkillMaps,
    profile: &Profile,
    rater: &Rater,
) -> (Changes, Course<'m>) {
    let days = days(maps, profile, rater, None);
    let changes = changes(maps, &days);
    let goal = Goal::new(vec![RoleIndex(0)], Seniority::Junior);
    let course = courses(maps, profile, rater, &days, &changes, &goal).remove(0);
    (changes, course)
}

fn rose_and_fell(maps: &SkillMaps, changes: &Changes) -> Vec<String> {
    let all = changes.rose.iter().chain(&changes.fell);
    all.map(|c| format!("{} {} {}", maps[c.skill].id, c.from, c.to)).collect()
}

fn first_rated(maps: &SkillMaps, changes: &Changes) -> Vec<String> {
    let all = changes.first_rated.iter();
    all.map(|f| format!("{} {} {}", maps[f.skill].id, f.level, f.by)).collect()
}

#[test]
fn each_day_is_measured_with_the_ratings_up_to_it() {
    let maps = small();
    let (_, course) = whole_course(&maps, &profile(&maps, &ADA), &Rater::OWN);
    let eighths = |part| Fraction { part, whole: 8 };
    let readiness: Vec<Fraction> = course.days.iter().map(|day| day.gap.readiness()).collect();
    // The language is 3, SQL 3, tuning 2. On the days: Python 1 does not meet the language; SQL 2 is met; Python 2 is
    // met; tuning 1 is met, and SQL 1 is still met.
    assert_eq!(readiness, [0, 3, 6, 8].map(eighths));
    let coverage: Vec<Fraction> = course.days.iter().map(|day| day.gap.coverage()).collect();
    assert_eq!(coverage[..2], [3, 6].map(eighths));
    // The first day: Python to 2 (30), SQL to 1 (6) and to 2 (24) for tuning to 1 (4). Then without SQL, then without
    // Python.
    let hours: Vec<u32> = course.days.iter().map(|day| day.hours.typical).collect();
    assert_eq!(hours, [64, 34, 4, 0]);
}

#[test]
fn what_rating_brought_is_told_apart_from_what_learning_brought() {
    let maps = small();
    let (changes, course) = whole_course(&maps, &profile(&maps, &ADA), &Rater::OWN);
    assert_eq!(rose_and_fell(&maps, &changes), ["python 1 2", "sql 2 1"]);
    assert_eq!(first_rated(&maps, &changes), ["sql 2 self", "tuning 1 self"]);
    assert_eq!(changes.rose[0].on, Some(date(2026, 3, 10)));
    assert_eq!(changes.fell[0].on, Some(date(2026, 3, 20)));
    // With ratings only: Python 1 as first rated, SQL 2 and tuning 1. SQL (3) and tuning (2) are met, and Python to 2
    // (30) remains.
    let between = &course.as_first_rated;
    assert_eq!(between.gap.readiness(), Fraction { part: 5, whole: 8 });
    assert_eq!(between.hours.typical, 30);
}

#[test]
fn since_compares_with_the_last_day_before() {
    let maps = small();
    let ada = profile(&maps, &ADA);
    let [jan, feb, mar, end] =
        [(1, 10), (2, 10), (3, 10), (3, 20)].map(|(m, d)| Some(date(2026, m, d)));
    assert_eq!(on(&ada, &maps, None), [jan, feb, mar, end]);
    assert_eq!(on(&ada, &maps, Some(date(2026, 3, 1))), [feb, mar, end]);
    assert_eq!(on(&ada, &maps, Some(date(2026, 3, 10))), [feb, mar, end]);
    assert_eq!(on(&ada, &maps, Some(date(2026, 1, 1))), [jan, feb, mar, end]);
    assert_eq!(on(&ada, &maps, Some(date(2027, 1, 1))), [end]);
    let days = days(&maps, &ada, &Rater::OWN, Some(date(2026, 3, 1)));
    let changes = changes(&maps, &days);
    assert_eq!(first_rated(&maps, &changes), ["tuning 1 self"]);
}

#[test]
fn ratings_without_a_day_come_before_all_others() {
    let maps = small();
    let ada = profile(&maps, &["2026-01-10 python 2 self", "- python 1 self", "- sql 1 self"]);
    assert_eq!(on(&ada, &maps, None), [None, Some(date(2026, 1, 10))]);
    let (changes, _) = whole_course(&maps, &ada, &Rater::OWN);
    assert_eq!(rose_and_fell(&maps, &changes), ["python 1 2"]);
    assert_eq!(first_rated(&maps, &changes), [""; 0]);
}

#[test]
fn of_one_day_the_later_rating_counts_and_a_return_is_no_change() {
    let maps = small();
    let ada = profile(
        &maps,
        &[
            "2026-01-10 python 1 self",
            "2026-02-10 python 3 self",
            "2026-02-10 python 2 self",
            "2026-03-10 python 1 self",
        ],
    );
    let (changes, course) = whole_course(&maps, &ada, &Rater::OWN);
    assert_eq!(rose_and_fell(&maps, &changes), [""; 0]);
    let met: Vec<u64> = course.days.iter().map(|day| day.gap.readiness().part).collect();
    assert_eq!(met, [0, 3, 0]);
}

#[test]
fn that_a_mentor_rates_otherwise_is_no_progress() {
    let maps = small();
    let ada = profile(
        &maps,
        &["2026-01-10 python 1 self", "2026-02-10 python 3 Grace", "2026-03-10 python 2 Grace"],
    );
    // Her own ratings are from one day.
    assert_eq!(on(&ada, &maps, None), [Some(date(2026, 1, 10))]);
    let (changes, course) = whole_course(&maps, &ada, &Rater::named("grace"));
    assert_eq!(course.days.len(), 3);
    assert_eq!(first_rated(&maps, &changes), ["python 3 Grace"]);
    assert_eq!(rose_and_fell(&maps, &changes), ["python 3 2"]);
}

fn progress(ratings: &[&str], more: &[&str]) -> String {
    let shared = ["progress", "--profile", "-", "--today", "2026-04-01"];
    let maps = ["--maps-only", "tests/fixtures/small"];
    let arguments: Vec<&str> = shared.iter().chain(&maps).chain(more).copied().collect();
    let run = skillgap_reading(&arguments, &text(ratings));
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

#[test]
fn of_one_day_there_is_nothing_to_compare() {
    let one = progress(&ADA[..2], &[]);
    assert!(one.contains("nothing to compare yet"), "{one}");
    assert!(!one.contains("What rose"), "{one}");
    let none = progress(&[], &[]);
    assert!(none.contains("There are no ratings yet"), "{none}");
}

#[test]
fn a_rating_of_this_call_counts_as_todays() {
    let today = progress(&ADA[..2], &["--rate", "python=2", "--format", "csv"]);
    assert!(today.lines().last().unwrap().starts_with("2026-04-01,maker,0.375"), "{today}");
}

#[test]
fn readiness_that_rose_merely_because_more_is_rated_is_said_to_have() {
    let rated = progress(
        &["2026-01-10 python 1 self", "2026-01-10 sql 0 self", "2026-02-10 tuning 1 self"],
        &[],
    );
    // Tuning 1 is 2 of 8, and its 4 hours no longer remain.
    assert!(rated.contains("readiness rose by 25 points only because more is rated"), "{rated}");
    assert!(
        rated.contains("No skill that was rated before is rated higher or lower now."),
        "{rated}"
    );
}

#[test]
fn json_holds_every_day_and_the_table_the_last_twelve() {
    let ratings: Vec<String> =
        (1..=20).map(|day| format!("2026-01-{day:02} python {} self", day % 3)).collect();
    let ratings: Vec<&str> = ratings.iter().map(String::as_str).collect();
    let answer = progress(&ratings, &["--json"]);
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["days"].as_array().unwrap().len(), 20);
    assert_eq!(answer["days"][19]["roles"][0]["readiness"], 0.375);
    let table = progress(&ratings, &[]);
    assert!(table.contains("8 earlier days are not shown"), "{table}");
    assert!(!table.contains("2026-01-08") && table.contains("2026-01-09"), "{table}");
    let all = progress(&ratings, &["--all"]);
    assert!(all.contains("2026-01-01") && !all.contains("not shown"), "{all}");
}
