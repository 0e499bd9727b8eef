//! `rate` and `done` on real files: what they write, what they say, and what they refuse.

use std::fs;
use std::path::PathBuf;

use crate::support::{Run, json, skillgap};

const SMALL: &str = "tests/fixtures/small";

/// Makes a profile with this name and text.
fn profile(name: &str, text: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    fs::write(&path, text).unwrap();
    let named = path.to_string_lossy().into_owned();
    (path, named)
}

fn run(command: &[&str], profile: &str) -> Run {
    let shared = ["--maps-only", SMALL, "--today", "2026-11-22", "--profile", profile];
    let arguments: Vec<&str> = command.iter().chain(&shared).copied().collect();
    skillgap(&arguments)
}

#[test]
fn a_rating_is_appended_and_every_byte_before_it_stays() {
    let before = "# mine\nformat = 1   # kept\n\n[ratings]\nsql = 1 # too low?\n";
    let (path, named) = profile("rate-appends.toml", before);
    assert_eq!(run(&["rate", "sql=2", "--evidence", "a \"link\""], &named).code, 0);
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with(before), "{after}");
    assert!(after.contains("skill = \"sql\"\nlevel = 2\non = 2026-11-22\nby = \"self\""));
    let gap =
        json(&["gap", "--role", "maker", "--json", "--maps-only", SMALL, "--profile", &named]);
    assert_eq!(gap["roles"][0]["requirements"][1]["level"], 2);
}

#[test]
fn what_is_refused_leaves_the_file_as_it_was() {
    let text = "format = 1\n[ratings]\nsql = 9\n";
    let (path, named) = profile("rate-refused.toml", text);
    assert_eq!(run(&["rate", "sql=2"], &named).code, 3);
    assert_eq!(run(&["rate", "sql=2", "sql=1"], &named).code, 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn an_older_rating_is_kept_and_said_not_to_count() {
    let (_, named) = profile("rate-older.toml", "format = 1\n");
    assert_eq!(run(&["rate", "sql=1", "--on", "2030-01-01"], &named).code, 0);
    let older = run(&["rate", "sql=3"], &named);
    assert!(older.stdout.contains("SQL 1 counts, not 3"), "{}", older.stdout);
    let done = run(&["done", "sql"], &named);
    assert_eq!(done.code, 2);
    assert!(done.stderr.contains("2030-01-01"), "{}", done.stderr);
}

#[test]
fn done_is_one_level_up_and_says_what_that_changed() {
    let ratings = "format = 1\n[ratings]\nsql = 1\npython = 0\ntuning = 0\n";
    let (_, named) = profile("done-one-up.toml", ratings);
    let done = run(&["done", "sql", "--role", "maker"], &named);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("SQL 2 · working, before 1"), "{}", done.stdout);
    assert!(done.stdout.contains("Ready  37 %, before 37 %"), "{}", done.stdout);
    // SQL 2 takes 24 h of the 116 h of learning and 20 h of a project that remained.
    assert!(
        done.stdout.contains("To go  112 h, before 136 h, to Maker, junior"),
        "{}",
        done.stdout
    );
    assert!(done.stdout.contains("Next   Query tuning 1, 4 h"), "{}", done.stdout);
    assert!(done.stdout.contains("skillgap done tuning"), "{}", done.stdout);
    // The answer easily fits on a screen.
    assert!(done.stdout.lines().count() <= 12, "{}", done.stdout);
    let top = run(&["rate", "sql=4"], &named);
    assert_eq!(top.code, 0);
    assert_eq!(run(&["done", "sql"], &named).code, 2);
}

#[test]
fn where_too_little_is_known_nobody_is_told_how_ready_they_are() {
    // A rating of Python settles the language, which is 3 of the 9 for a senior.
    let (_, named) = profile("done-little-known.toml", "format = 1\n[ratings]\npython = 1\n");
    let done = run(&["done", "python", "--role", "maker", "--seniority", "senior"], &named);
    assert!(!done.stdout.contains('%'), "{}", done.stdout);
    let (_, named) = profile("next-little-known.toml", "format = 1\n[ratings]\nprogramming = 1\n");
    let next = run(&["next", "--role", "maker"], &named);
    assert!(!next.stdout.contains('%'), "{}", next.stdout);
}

#[cfg(unix)]
#[test]
fn a_linked_profile_stays_a_link() {
    let (target, _) = profile("linked-target.toml", "format = 1\n");
    let link = target.with_file_name("linked.toml");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert_eq!(run(&["rate", "sql=2"], &link.to_string_lossy()).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert!(fs::read_to_string(&target).unwrap().contains("level = 2"));
}

#[test]
fn every_command_plans_for_the_same_goal() {
    // Tuning is skipped, and so is SQL 2, which only tuning needs; Java is preferred.
    let text = "format = 1\n[goal]\nroles = [\"maker\"]\nskip = [\"tuning\"]\nprefer = [\"java\"]\n\
                [ratings]\nprogramming = 0\njava = 0\n";
    let (_, named) = profile("same-goal.toml", text);
    let answer = |command: &[&str]| {
        let shared = ["--json", "--maps-only", SMALL, "--today", "2026-11-22", "--profile", &named];
        json(&command.iter().chain(&shared).copied().collect::<Vec<&str>>())
    };
    let done = answer(&["done", "programming"]);
    let next = answer(&["next"]);
    assert_eq!(done["plan"]["next"]["skill"], next["steps"][0]["skill"]);
    // The steps are programming 2, Java 1 and 2, and SQL 1.
    let hours = 40 + 10 + 30 + 6;
    assert_eq!(done["plan"]["hours"]["typical"], hours);
    assert_eq!(answer(&["roadmap"])["hours"]["typical"], hours);
    assert_eq!(answer(&["gap"])["roles"][0]["hours"]["typical"], hours);
    assert_eq!(answer(&["progress"])["roles"][0]["last"]["hours"]["typical"], hours);
}
