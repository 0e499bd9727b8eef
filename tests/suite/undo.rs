//! `undo` and `goal` on real files: what they change, and what they leave unchanged.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, skillgap, skillgap_reading};
use serde_json::{Value, json};
use skillgap::domain::level::Level;
use skillgap::domain::profile::Entry;
use skillgap::library::maps::{MapsFrom, load as load_maps};
use skillgap::library::profiles::{self, OneChange, ProfileAt};

const SMALL: &str = "tests/fixtures/small";
const ADA: &str = "# mine\r\nformat = 1   # kept\r\n\r\n[goal]\r\nroles = [\"maker\"] # for now\r\nskip = [\"java\"]\r\n\r\n[ratings]\r\npython = 1 # too low?\r\n";

/// Makes a profile with a text, in an empty folder with this name.
fn profile(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("profile.toml");
    fs::write(&path, text).unwrap();
    path
}

fn with_flags<'a>(command: &[&'a str], profile: &'a str) -> Vec<&'a str> {
    let shared = ["--maps-only", SMALL, "--today", "2026-11-22", "--profile", profile];
    command.iter().copied().chain(shared).collect()
}

fn run(command: &[&str], profile: &Path) -> Run {
    skillgap(&with_flags(command, &profile.to_string_lossy()))
}

/// Runs a command that must succeed, and returns its answer as JSON.
fn ask(command: &[&str], profile: &Path) -> Value {
    let run = run(&[command, &["--json"]].concat(), profile);
    assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn every_change_is_taken_back_and_taken_back_again() {
    for command in [
        &["rate", "sql=2", "java=0"][..],
        &["rate", "sql=1", "--by", "Grace"],
        &["done", "python"],
        &["goal", "--hours-per-week", "8"],
        &["goal", "--clear"],
        &["profile", "forget", "python"],
    ] {
        let path = profile("undo-every", ADA);
        assert_eq!(run(command, &path).code, 0, "{command:?}");
        let changed = read(&path);
        assert_ne!(changed, ADA, "{command:?}");
        for expected in [ADA, &changed, ADA] {
            assert_eq!(run(&["undo"], &path).code, 0, "{command:?}");
            assert_eq!(read(&path), expected, "{command:?}");
        }
    }
}

#[test]
fn what_was_taken_back_is_said() {
    let path = profile("undo-says", ADA);
    run(&["rate", "python=3", "sql=2"], &path);
    let undone = ask(&["undo"], &path);
    let of = |skill: &str, name: &str, from: Value, to: Value| json!({"skill": skill, "name": name, "from": from, "to": to});
    assert_eq!(
        undone["levels"],
        json!([
            of("python", "Python", 3.into(), 1.into()),
            of("sql", "SQL", 2.into(), Value::Null)
        ])
    );
    assert_eq!(
        (undone["restored"].as_array().unwrap().len(), undone["line"].as_u64()),
        (0, Some(10))
    );
    let removed = undone["removed"].to_string();
    assert!(removed.contains("skill = \\\"sql\\\""), "{removed}");
    let said = run(&["undo"], &path).stdout;
    assert!(said.contains("Python: 3, was 1") && said.contains("SQL: 2, was not rated"), "{said}");
}

#[test]
fn a_profile_that_was_begun_goes_with_its_first_change_and_comes_back() {
    let path = profile("undo-begun", "");
    fs::remove_file(&path).unwrap();
    assert_eq!(run(&["rate", "python=2"], &path).code, 0);
    let begun = read(&path);
    let undone = ask(&["undo"], &path);
    assert_eq!((&undone["was_there"], &undone["is_there"]), (&true.into(), &false.into()));
    assert!(!path.exists());
    let again = ask(&["undo"], &path);
    assert_eq!((&again["was_there"], &again["is_there"]), (&false.into(), &true.into()));
    assert_eq!(read(&path), begun);
}

#[test]
fn without_an_earlier_copy_there_is_nothing_to_take_back() {
    let path = profile("undo-nothing", ADA);
    for path in [&path, &path.with_file_name("no.toml"), &path.with_file_name("no").join("no.toml")]
    {
        let run = run(&["undo", "--json"], path);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!((run.code, &error["error"]["code"]), (1, &"nothing-to-undo".into()));
    }
    // A command that changes nothing makes no copy, and keeps the existing one.
    assert_eq!(run(&["rate", "python=2"], &path).code, 0);
    assert_eq!(run(&["profile", "forget", "java"], &path).code, 2);
    assert_eq!(run(&["goal", "maker"], &path).code, 0);
    assert_eq!(run(&["undo"], &path).code, 0);
    assert_eq!(read(&path), ADA);
    let folder = path.parent().unwrap();
    assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "the profile and its copy");
}

#[test]
fn one_interview_is_one_change() {
    let path = profile("undo-interview", ADA);
    let name = path.to_string_lossy().into_owned();
    let answers = "{\"level\":2}\n".repeat(3) + "{\"stop\":true}\n";
    let call = with_flags(
        &["assess", "--protocol", "json", "--role", "maker", "--full", "--every-level"],
        &name,
    );
    let run_of = skillgap_reading(&call, &answers);
    assert_eq!(run_of.code, 0, "{}", run_of.stderr);
    let asked = read(&path);
    assert!(asked.matches("[[rating]]").count() >= 2, "{asked}");
    assert_eq!(run(&["undo"], &path).code, 0);
    assert_eq!(read(&path), ADA);
}

#[test]
fn what_another_program_writes_between_two_answers_is_no_part_of_the_interview() {
    let path = profile("undo-between", ADA);
    let from = MapsFrom { without_shipped: true, over: vec![PathBuf::from(SMALL)] };
    let maps = load_maps(&from).unwrap().maps;
    let at = ProfileAt::Usual(path.clone());
    let rating = |skill| [Entry::own(maps.find_skill(skill).unwrap(), Level::EXPERT)];
    let mut one = OneChange::default();
    profiles::append_more(&at, &maps, &rating("sql"), &mut one).unwrap();
    profiles::append(&at, &maps, &rating("java")).unwrap();
    let between = read(&path);
    profiles::append_more(&at, &maps, &rating("python"), &mut one).unwrap();
    profiles::append_more(&at, &maps, &rating("tuning"), &mut one).unwrap();
    profiles::undo(&at, &maps).unwrap();
    assert_eq!(read(&path), between);
}

#[test]
fn what_is_forgotten_for_good_is_nowhere_on_the_disk() {
    let path = profile("undo-for-good", ADA);
    let names_it = |path: &Path| {
        let files = fs::read_dir(path.parent().unwrap()).unwrap();
        files.map(|file| read(&file.unwrap().path())).any(|text| text.contains("python"))
    };
    assert_eq!(run(&["profile", "forget", "python"], &path).code, 0);
    assert!(names_it(&path), "the earlier copy");
    // This also works after the skill was forgotten, because the copy still names it.
    let forgot = ask(&["profile", "forget", "python", "--for-good"], &path);
    assert_eq!((&forgot["taken"], &forgot["earlier_copy_deleted"]), (&json!([]), &true.into()));
    assert!(!names_it(&path));
    assert_eq!(run(&["profile", "forget", "python", "--for-good"], &path).code, 2);
    let path = profile("undo-for-good", ADA);
    assert_eq!(run(&["rate", "sql=1"], &path).code, 0);
    assert_eq!(run(&["profile", "forget", "python", "--for-good"], &path).code, 0);
    assert!(!names_it(&path));
    assert_eq!(run(&["undo"], &path).code, 1);
}

/// Sets a goal in a profile with this text, and returns the new text.
fn goal(text: &str, words: &[&str]) -> String {
    let path = profile("goal", text);
    let run = run(&[&["goal"], words].concat(), &path);
    assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
    read(&path)
}

#[test]
fn a_goal_takes_its_role_with_the_flag_of_the_other_commands_too() {
    let plain = goal("format = 1\n", &["maker"]);
    assert!(plain.contains("roles = [\"maker\"]"), "{plain}");
    assert_eq!(goal("format = 1\n", &["--role", "maker"]), plain);
}

#[test]
fn a_goal_is_set_wherever_it_stands_and_everything_else_stays() {
    for (before, after) in [
        (
            "format = 1\n[ratings]\nsql = 1 # a\n",
            "format = 1\n[ratings]\nsql = 1 # a\n\n[goal]\nroles = [\"maker\"]\nhours_per_week = 7.5\n",
        ),
        (
            "format = 1\r\n[goal] # g\r\nroles = []  # none\r\npace = 1.5\r\n\r\n[ratings]\r\nsql = 1\r\n",
            "format = 1\r\n[goal] # g\r\nroles = [\"maker\"]  # none\r\npace = 1.5\r\nhours_per_week = 7.5\r\n\r\n[ratings]\r\nsql = 1\r\n",
        ),
        (
            "goal = { hours_per_week = 3, pace = 2 } # g\nformat = 1\n",
            "goal = { hours_per_week = 7.5, pace = 2 , roles = [\"maker\"] } # g\nformat = 1\n",
        ),
        (
            "goal.hours_per_week = 3\nformat = 1\n",
            "goal.hours_per_week = 7.5\ngoal.roles = [\"maker\"]\nformat = 1\n",
        ),
    ] {
        let set = goal(before, &["Builder", "--hours-per-week", "7.5"]);
        // Spaces inside braces do not matter.
        assert_eq!(set.replace(" ,", ","), after.replace(" ,", ","), "{before:?}");
    }
    let later = goal(ADA, &["--seniority", "mid", "--order", "fastest"]);
    let expected = ADA.replace(
        "skip = [\"java\"]\r\n",
        "skip = [\"java\"]\r\nseniority = \"mid\"\r\norder = \"fastest\"\r\n",
    );
    assert_eq!(later, expected);
}

#[test]
fn parts_of_a_goal_are_taken_away_or_all_of_it() {
    let without = |line: &str| ADA.replace(line, "");
    assert_eq!(goal(ADA, &["--clear=skip"]), without("skip = [\"java\"]\r\n"));
    let all = goal(ADA, &["--clear"]);
    assert!(!all.contains("goal") && all.contains("python = 1 # too low?"), "{all}");
    let replaced = goal(ADA, &["--clear", "maker", "--hours-per-week", "8"]);
    assert!(!replaced.contains("skip") && replaced.contains("hours_per_week = 8"), "{replaced}");
}

#[test]
fn a_goal_is_shown_and_what_makes_no_sense_is_refused() {
    let path = profile("goal-shown", ADA);
    let shown = ask(&["goal"], &path);
    assert_eq!((&shown["changed"], &shown["goal"]["roles"]), (&false.into(), &json!(["maker"])));
    assert_eq!(read(&path), ADA);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    for (words, code) in [
        (&["goal", "nobody"][..], "unknown-role"),
        (&["goal", "--prefer", "java"], "wish-and-skip"),
        (&["goal", "--prefer", "sql", "--skip", "sql"], "wish-and-skip"),
        (&["goal", "--prefer", "tuning"], "not-in-a-group"),
        (&["goal", "--hours-per-week", "200"], "bad-hours"),
        (&["goal", "--seniority", "all"], "seniority-all"),
    ] {
        let run = run(&[words, &["--json"]].concat(), &path);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!((run.code, &error["error"]["code"]), (2, &code.into()), "{words:?}");
        assert_eq!(read(&path), ADA, "{words:?}");
    }
    let aimless = profile("goal-none", "format = 1\n");
    let run = run(&["next"], &aimless);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("skillgap goal ROLE"), "{}", run.stderr);
    assert_eq!(ask(&["goal", "maker"], &aimless)["changed"], true);
    assert_eq!(self::run(&["next"], &aimless).code, 0);
}

#[test]
fn a_step_beside_the_plan_is_recorded_and_says_how_to_take_it_back() {
    let done = |levels: &str, skill: &str| {
        let path = profile(
            "done-beside",
            &format!("format = 1\n[goal]\nroles = [\"maker\"]\n[ratings]\n{levels}"),
        );
        let planned = ask(&["done", skill], &path)["planned"].clone();
        assert_eq!(run(&["undo"], &path).code, 0);
        (planned, run(&["done", skill], &path).stdout)
    };
    let (planned, said) = done("python = 1\n", "python");
    assert_eq!(planned, true);
    assert!(!said.contains("undo"), "{said}");
    let (planned, said) = done("sql = 3\n", "sql");
    assert_eq!(planned, false);
    assert!(said.contains("beyond your plan") && said.contains("skillgap undo"), "{said}");
    let (planned, said) = done("python = 2\n", "java");
    assert_eq!(planned, false);
    assert!(said.contains("not in your plan") && said.contains("skillgap undo"), "{said}");
    let path = profile("done-beside", "format = 1\n");
    assert_eq!(ask(&["done", "java"], &path)["planned"], Value::Null);
}

#[test]
fn a_plan_says_what_its_flags_mean() {
    let path = profile("plan-flags", "format = 1\n[ratings]\npython = 2\nprogramming = 2\n");
    let plan = |more: &[&str]| run(&[&["roadmap", "--role", "maker"], more].concat(), &path);
    let until = plan(&["--until", "0"]).stdout;
    assert!(until.contains("already, so no step comes before 0 %"), "{until}");
    assert!(!until.contains("The first 0"), "{until}");
    let skip = plan(&["--skip", "sql"]).stdout;
    assert!(skip.contains("stays unmet, as you skip it"), "{skip}");
    assert!(skip.contains("stays unmet, as it needs a skill that you skip"), "{skip}");
    assert!(skip.contains("100 % ready") && skip.contains("not reached"), "{skip}");
    for (flags, said) in [
        (["--limit", "0"], "whole number from 1"),
        (["--pin", "sql=2"], "write `sql`"),
        (["--pin", "python"], "you already have the level"),
        (["--prefer", "programming"], "for a language: python, java"),
    ] {
        let run = plan(&flags);
        assert_eq!(run.code, 2, "{flags:?}");
        assert!(run.stderr.contains(said), "{flags:?}: {}", run.stderr);
    }
}
