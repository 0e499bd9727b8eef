//! Milestones are reported when they are reached, each once, by every command that records something.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{fresh, skillgap, skillgap_reading};

const GOAL: &str = "format = 1\n[goal]\nroles = [\"maker\"]\n";

fn profile(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("milestones-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("profile.toml");
    fs::write(&path, GOAL).unwrap();
    path
}

fn flags<'a>(command: &[&'a str], today: &'a str, profile: &'a str) -> Vec<&'a str> {
    let shared = ["--maps-only", "tests/fixtures/small", "--today", today, "--profile", profile];
    command.iter().copied().chain(shared).collect()
}

/// Returns the milestones that a command reports.
fn reached(command: &[&str], today: &str, profile: &Path) -> Vec<String> {
    let profile = profile.to_string_lossy();
    let run = skillgap(&[&flags(command, today, &profile)[..], &["--json"]].concat());
    assert_eq!(run.code, 0, "{command:?}: {}", run.stderr);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    words(&answer)
}

fn words(answer: &Value) -> Vec<String> {
    let milestones = answer["milestones"].as_array().unwrap().iter();
    milestones.map(|one| one["milestone"].as_str().unwrap().to_string()).collect()
}

/// Maker asks for a language and SQL, core with weight 3 each, and tuning, with weight 2.
#[test]
fn each_is_told_when_it_falls_and_once() {
    let path = profile("once");
    let nothing: [&str; 0] = [];
    assert_eq!(reached(&["rate", "python=2"], "2026-11-01", &path), nothing, "three of eight");
    assert_eq!(reached(&["done", "sql"], "2026-11-02", &path), ["half-way", "core-met"]);
    assert_eq!(reached(&["rate", "sql=0"], "2026-11-03", &path), nothing);
    assert_eq!(
        reached(&["rate", "sql=1"], "2026-11-04", &path),
        nothing,
        "it was so on 2 November"
    );
    assert_eq!(reached(&["rate", "tuning=1", "--by", "Grace"], "2026-11-05", &path), nothing);
    assert_eq!(reached(&["rate", "tuning=1"], "2026-11-06", &path), ["all-met"]);
    assert_eq!(reached(&["done", "shop"], "2026-11-07", &path), ["project-done"]);
    let again = ["done", "shop", "--evidence", "https://example.org/shop"];
    assert_eq!(reached(&again, "2026-11-08", &path), nothing);
}

#[test]
fn one_sentence_says_it() {
    let path = profile("says");
    let shown = path.to_string_lossy().into_owned();
    let run = skillgap(&flags(&["rate", "python=2", "sql=1"], "2026-11-01", &shown));
    for sentence in [
        "Half way: you meet half of what Maker, junior, asks, by weight.",
        "You meet every core skill of Maker, junior.",
    ] {
        assert_eq!(run.stdout.matches(sentence).count(), 1, "{}", run.stdout);
    }
}

#[test]
fn an_import_and_an_interview_tell_it_too() {
    let path = profile("import");
    let ticks = path.with_file_name("ticks.csv");
    fs::write(
        &ticks,
        "kind,id,level,on\nstep,python,2,2026-11-01\nstep,sql,1,2026-11-01\nproject,shop,,2026-11-01\n",
    )
    .unwrap();
    let file = ticks.to_string_lossy();
    let nothing: [&str; 0] = [];
    assert_eq!(reached(&["import", &file, "--dry-run"], "2026-11-02", &path), nothing);
    let told = reached(&["import", &file], "2026-11-02", &path);
    assert_eq!(told, ["half-way", "core-met", "project-done"]);
    assert_eq!(reached(&["import", &file], "2026-11-02", &path), nothing);

    let path = profile("assess");
    let shown = path.to_string_lossy().into_owned();
    let command = flags(&["assess", "--protocol", "json", "--every-level"], "2026-11-02", &shown);
    let answers = "{\"ratings\": {\"python\": 2, \"sql\": 1}}\n{\"stop\": true}\n";
    let run = skillgap_reading(&command, answers);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let result: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(result["type"], json!("result"));
    assert_eq!(words(&result), ["half-way", "core-met"]);
}

#[test]
fn each_of_a_group_is_told_theirs_once() {
    let folder = fresh("milestones-group");
    let shown = folder.to_string_lossy();
    let asked = |lines: &str| {
        let arguments = ["assess", "--plain", "--role", "maker", "--cohort", &shown];
        let maps = ["--maps-only", "tests/fixtures/small", "--today", "2026-11-01"];
        let run = skillgap_reading(&[&arguments[..], &maps].concat(), lines);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stderr.matches("Half way: you meet half of what Maker, junior, asks").count()
    };
    assert_eq!(asked("Ada\npython=2\nsql=1\nq\nBo\npython=1\nq\n\n"), 1);
    assert_eq!(asked("Ada\ntuning=0\nq\n\n"), 0, "she was told before");
}

/// `skillgap` without a command shows a person with a profile their readiness; without a profile, or as JSON, it
/// describes the program. If the profile is broken, it reports what is wrong and where.
#[test]
fn alone_it_says_where_one_stands() {
    let path = profile("alone");
    let shown = path.to_string_lossy().into_owned();
    fs::write(
        &path,
        format!("name = \"Ada\"\n{GOAL}hours_per_week = 5\n[ratings]\nsql = 1\ntuning = 1\n"),
    )
    .unwrap();
    for more in [&[][..], &["--plain"]] {
        let run = skillgap(&flags(more, "2026-11-01", &shown));
        assert_eq!(run.code, 0, "{}", run.stderr);
        for part in [
            "Ada",
            "Maker",
            "junior",
            "Next: ",
            "skillgap done ",
            "5 h a week by 2027-",
            "https://example.org/",
        ] {
            assert!(run.stdout.contains(part), "{more:?} {part}: {}", run.stdout);
        }
    }
    let welcome = skillgap(&flags(&[], "2026-11-01", "no-such-profile.toml"));
    assert!(welcome.stdout.contains("Start with one of these"), "{}", welcome.stdout);
    let json = skillgap(&flags(&["--json"], "2026-11-01", &shown));
    let without = skillgap(&flags(&["--json"], "2026-11-01", "no-such-profile.toml"));
    assert_eq!(json.stdout, without.stdout);
    fs::write(&path, "format = 1\n[ratings\npython = 1\n").unwrap();
    let broken = skillgap(&flags(&[], "2026-11-01", &shown));
    assert_eq!((broken.code, broken.stdout.as_str()), (3, ""));
    assert!(broken.stderr.contains("profile.toml:2:"), "{}", broken.stderr);
    let json = skillgap(&flags(&["--json"], "2026-11-01", &shown));
    assert_eq!((json.code, json.stdout), (0, without.stdout));
}
