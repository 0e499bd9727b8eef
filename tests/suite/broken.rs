//! Every kind of problem has a file that causes it, named after it, with the whole message as a snapshot beside it.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test suite -- broken` rewrites the snapshots; read the difference before you commit
//! it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{check_snapshot, skillgap};
use crate::{answers, batch};
use skillgap::domain::problem::Code;

const BROKEN: &str = "tests/fixtures/broken";
const SMALL: &str = "tests/fixtures/small";

/// Rules for profiles; the other rules are for maps.
const OF_PROFILES: [&str; 4] =
    ["duplicate-rating", "bad-date", "out-of-range", "profile-many-at-once"];

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(BROKEN)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_none_or(|extension| extension == "toml"))
        .collect();
    cases.sort();
    cases
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn arguments(case: &Path) -> Vec<&str> {
    let path = case.to_str().unwrap();
    let name = stem(case);
    if OF_PROFILES.contains(&name.as_str()) {
        vec!["gap", "--maps-only", SMALL, "--profile", path]
    } else if case.is_dir() {
        vec!["maps", "check", "--maps-only", path]
    } else {
        vec!["maps", "check", "--maps-only", SMALL, path]
    }
}

#[test]
fn every_broken_file_is_told_of_whole_and_ends_with_3() {
    for case in cases() {
        let run = skillgap(&arguments(&case));
        assert_eq!(run.code, 3, "{}: {}{}", case.display(), run.stdout, run.stderr);
        assert_eq!(run.stdout, "", "{}", case.display());
        check_snapshot(&case.with_extension("stderr"), &run.stderr);
    }
}

#[test]
fn every_code_has_a_file_that_provokes_it() {
    let stems: BTreeSet<String> = cases().iter().map(|case| stem(case)).collect();
    let told = answers::LINES.iter().map(|(code, _)| *code);
    let refused = answers::REFUSED.iter().map(|(code, _)| *code);
    let lines = batch::LINE_PROBLEMS.iter().map(|(code, ..)| *code);
    let elsewhere: BTreeSet<&str> = told.chain(refused).chain(lines).collect();
    for code in Code::ALL.iter().map(|code| code.name()) {
        if elsewhere.contains(code) {
            continue;
        }
        assert!(stems.contains(code), "no file provokes {code}");
        let snapshot = fs::read_to_string(format!("{BROKEN}/{code}.stderr")).unwrap();
        assert!(snapshot.contains(&format!("error[{code}]")), "{code}.toml does not provoke it");
    }
}

#[test]
fn as_json_every_problem_has_its_file_line_column_and_repair() {
    let case = format!("{BROKEN}/many-at-once.toml");
    let run = skillgap(&["maps", "check", "--json", "--maps-only", SMALL, &case]);
    assert_eq!(run.code, 3);
    let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
    let problems = error["error"]["problems"].as_array().unwrap();
    let rules: BTreeSet<&str> = problems.iter().map(|p| p["rule"].as_str().unwrap()).collect();
    let expected = BTreeSet::from([
        "bad-id",
        "duplicate-alias",
        "hours-not-positive",
        "hours-order",
        "level-off-scale",
        "missing-anchor",
        "unknown-area",
        "unknown-key",
        "unknown-skill",
        "unknown-word",
    ]);
    assert_eq!(rules, expected);
    for problem in problems {
        assert_eq!(problem["file"], case.as_str());
        assert!(problem["line"].as_u64().unwrap() >= 1);
        assert!(problem["column"].as_u64().unwrap() >= 1);
        assert!(!problem["repair"].as_str().unwrap().is_empty());
    }
}
