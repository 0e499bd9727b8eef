//! `profile` on real files: what it creates, what it removes, and what it leaves unchanged.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, json, skillgap};
use proptest::prelude::*;
use skillgap::files::profile_cuts::remove_entries;
use skillgap::files::profile_toml::read_profile;

const SMALL: &str = "tests/fixtures/small";

/// Returns the path of a profile in an empty folder.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.join("profile.toml")
}

fn run(command: &[&str], profile: &Path) -> Run {
    let profile = profile.to_string_lossy();
    let shared = ["--maps-only", SMALL, "--today", "2026-11-22", "--profile"];
    let arguments: Vec<&str> = command.iter().chain(&shared).copied().collect();
    skillgap(&[&arguments[..], &[&*profile]].concat())
}

#[test]
fn a_new_profile_holds_what_was_said_and_is_never_replaced() {
    let path = place("profile-new");
    let path = path.with_file_name("deeper").join("ada.toml");
    let flags = ["--name", "Ada \"L\"", "--role", "Builder", "--hours-per-week", "7.5"];
    let new = [&["profile", "new", "--seniority", "mid"][..], &flags].concat();
    let first = run(&new, &path);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let text = fs::read_to_string(&path).unwrap();
    let shown = run(&["profile", "show", "--json"], &path);
    let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(shown["name"], "Ada \"L\"");
    assert_eq!(shown["goal"]["roles"][0], "maker");
    assert_eq!(shown["goal"]["seniority"], "mid");
    assert_eq!(shown["goal"]["hours_per_week"], 7.5);
    assert_eq!(shown["entries"].as_array().unwrap().len(), 0);
    let again = run(&["profile", "new"], &path);
    assert_eq!(again.code, 1);
    assert!(again.stderr.contains("is not replaced"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    for wrong in [["--hours-per-week", "0"], ["--role", "nobody"], ["--seniority", "all"]] {
        let path = path.with_file_name("wrong.toml");
        assert_eq!(run(&[&["profile", "new"][..], &wrong].concat(), &path).code, 2);
        assert!(!path.exists(), "{wrong:?}");
    }
}

#[test]
fn the_path_alone_is_on_standard_output_also_before_there_is_a_profile() {
    let path = place("profile-path");
    let said = format!("{}\n", path.display());
    let before = run(&["profile", "path"], &path);
    assert_eq!((before.code, &before.stdout), (0, &said));
    assert!(before.stderr.contains("no profile there yet"), "{}", before.stderr);
    assert_eq!(run(&["profile", "path", "--quiet"], &path).stderr, "");
    assert!(!path.exists());
    assert_eq!(run(&["profile", "new"], &path).code, 0);
    let after = run(&["profile", "path"], &path);
    assert_eq!((after.code, after.stdout, after.stderr.as_str()), (0, said, ""));
    assert_eq!(run(&["profile", "path"], Path::new("-")).code, 2);
}

/// Removes a skill from a profile with this text, and returns the remaining text.
fn forget(name: &str, text: &str, skill: &str) -> String {
    let path = place(name);
    fs::write(&path, text).unwrap();
    let run = run(&["profile", "forget", skill], &path);
    assert_eq!(run.code, 0, "{}", run.stderr);
    fs::read_to_string(&path).unwrap()
}

#[test]
fn every_form_of_a_rating_is_forgotten_under_any_name_of_the_skill() {
    let name = "forget-forms";
    let left =
        forget(name, "format = 1\r\nratings.sql = 1\r\nratings.coding = 2\r\n", "programming");
    assert_eq!(left, "format = 1\r\nratings.sql = 1\r\n");
    let left = forget(
        name,
        "format = 1\nratings = { 'structured query language' = 1, java = 0 }\n",
        "SQL",
    );
    assert_eq!(left, "format = 1\nratings = { java = 0 }\n");
    let left = forget(
        name,
        "format = 1\nrating = [\n  { skill = \"python2\", level = 2 }, # once\n]\n",
        "Python",
    );
    assert_eq!(left, "format = 1\nrating = [\n]\n");
    let ada = fs::read_to_string("tests/fixtures/ada.toml").unwrap();
    let left = forget(name, &ada, "python");
    let kept: Vec<&str> = ada.split("\n\n").filter(|part| !part.contains("\"python\"")).collect();
    // The file ended with a block that was removed.
    assert_eq!(left.trim_end(), kept.join("\n\n").trim_end());
}

#[test]
fn a_name_that_no_map_has_is_forgotten_too() {
    let text = "format = 1\n[ratings]\nCOBOL = 3\nsql = 1\n";
    assert_eq!(forget("forget-unknown", text, "cobol"), "format = 1\n[ratings]\nsql = 1\n");
}

#[test]
fn what_was_rated_and_forgotten_leaves_the_same_bytes() {
    let path = place("rate-and-forget");
    let before = "# mine\nformat = 1   # kept\n\n[ratings]\nsql = 1 # too low?\n";
    fs::write(&path, before).unwrap();
    assert_eq!(run(&["rate", "python=2", "--evidence", "a\nb"], &path).code, 0);
    let forgot = run(&["profile", "forget", "python", "--json"], &path);
    let forgot: serde_json::Value = serde_json::from_str(&forgot.stdout).unwrap();
    assert_eq!(forgot["skill"], "python");
    assert_eq!(forgot["taken"][0]["line"], 7);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    // The removed text can be pasted back at the end.
    let pasted = format!("{before}\n{}\n", forgot["taken"][0]["text"].as_str().unwrap());
    fs::write(&path, pasted).unwrap();
    let path = path.to_string_lossy().into_owned();
    let shown =
        json(&["profile", "show", "python", "--json", "--maps-only", SMALL, "--profile", &path]);
    assert_eq!(shown["entries"][0]["evidence"], "a\nb");
}

#[test]
fn what_cannot_be_forgotten_changes_nothing_and_leaves_no_lock() {
    let path = place("forget-refused");
    let text = "format = 1\n[ratings]\nsql = 1\n";
    fs::write(&path, text).unwrap();
    let absent = run(&["profile", "forget", "java"], &path);
    assert_eq!(absent.code, 2);
    assert!(absent.stderr.contains("says nothing about Java"), "{}", absent.stderr);
    assert!(run(&["profile", "forget", "sqll"], &path).stderr.contains("did you mean `sql`?"));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    fs::write(&path, "format = 1\n[ratings]\nsql = 9\n").unwrap();
    assert_eq!(run(&["profile", "forget", "sql"], &path).code, 3);
    assert_eq!(run(&["profile", "forget", "sql"], Path::new("-")).code, 2);
    assert_eq!(run(&["profile", "forget", "sql"], &path.with_file_name("no.toml")).code, 1);
}

/// Generates a part of a profile as people write it, and whether it is removed together with Python.
fn pieces() -> impl Strategy<Value = (String, bool)> {
    let skill = prop_oneof![Just("python"), Just("sql"), Just("c-sharp")];
    let block = prop_oneof![Just("rating"), Just("claim")];
    let comment = prop_oneof![Just(""), Just(" # said"), Just(" # [[rating]] \"python\"")];
    let more = prop_oneof![
        Just(String::new()),
        Just("# inside\n".to_string()),
        Just("evidence = '''\n[[rating]]\nskill = \"python\"\n'''\n".to_string()),
    ];
    let full = (skill, block, comment, more).prop_map(|(skill, block, comment, more)| {
        let rest = if block == "rating" {
            format!("{more}level = 2\n")
        } else {
            "source = \"cv\"\n".to_string()
        };
        let text = format!("[[{block}]]{comment}\nskill = \"{skill}\"{comment}\n{rest}");
        (text, skill == "python")
    });
    prop_oneof![4 => full, 1 => Just(("# alone\n".to_string(), false)), 1 => Just(("\n".to_string(), false))]
}

proptest! {
    #[test]
    fn whatever_stands_in_a_profile_only_the_skill_goes(
        pieces in prop::collection::vec(pieces(), 0..12),
        windows in any::<bool>(),
    ) {
        let join = |keep: &dyn Fn(bool) -> bool| {
            let kept = pieces.iter().filter(|(_, goes)| keep(*goes));
            let text: String = kept.map(|(text, _)| text.as_str()).collect();
            let text = format!("format = 1\n{text}");
            if windows { text.replace('\n', "\r\n") } else { text }
        };
        let cut = remove_entries(&join(&|_| true), |_, name| name == "python").unwrap();
        prop_assert_eq!(read_profile(0, &cut.text).1, vec![]);
        // Except empty lines: those around a removed block are removed with it.
        let said = |text: &str| -> Vec<String> {
            text.lines().filter(|line| !line.is_empty()).map(str::to_string).collect()
        };
        prop_assert_eq!(said(&cut.text), said(&join(&|goes| !goes)));
        prop_assert_eq!(cut.removed.len(), pieces.iter().filter(|(_, goes)| *goes).count());
        prop_assert_eq!(cut.text.contains('\r'), windows);
        prop_assert_eq!(cut.text.matches('\n').count(), cut.text.lines().count());
    }
}

#[test]
fn a_number_without_digits_is_no_toml_and_a_long_one_is_told_as_it_is_written() {
    let path = place("numbers");
    let problem = |text: &str| {
        fs::write(&path, text).unwrap();
        let run = run(&["profile", "show", "--json"], &path);
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        error["error"]["problems"][0].clone()
    };
    for text in [
        "format = 1\n[ratings]\nsql = 0x\n",
        "format = 1\n# mine\nown = [[1], [{ a = 0b }]]\n",
        "format = 1\n[goal]\nhours_per_week = 0o\n",
    ] {
        let found = problem(text);
        assert_eq!((&found["rule"], &found["line"]), (&"toml-syntax".into(), &3.into()), "{text}");
        assert!(found["message"].as_str().unwrap().contains("no digits"), "{found}");
    }
    let found = problem("format = 1\n[goal]\nhours_per_week = 1e308\n");
    assert_eq!(found["rule"], "out-of-range");
    assert!(found["message"].as_str().unwrap().starts_with("1e308 is not"), "{found}");
    fs::write(&path, "format = 1\n[goal]\nhours_per_week = 0x10\n").unwrap();
    let shown = run(&["goal", "--json"], &path);
    let shown: serde_json::Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(shown["goal"]["hours_per_week"], 16.0);
}

#[test]
fn many_ratings_of_a_skill_are_forgotten_without_much_work() {
    let path = place("forget-many");
    let block = |at: u32| {
        let skill = if at.is_multiple_of(2) { "python" } else { "sql" };
        format!("\n[[rating]]\nskill = \"{skill}\"\nlevel = {}\non = 2026-01-01\n", at % 5)
    };
    let items = "{ skill = \"python\" }, { skill = \"sql\" }, ".repeat(2000);
    let text: String = (0..8000).map(block).collect();
    let text = format!("format = 1\nclaim = [{}]\n{text}", items.trim_end_matches(", "));
    fs::write(&path, &text).unwrap();
    let forgot = run(&["profile", "forget", "python", "--json"], &path);
    assert_eq!(forgot.code, 0, "{}", forgot.stderr);
    let forgot: serde_json::Value = serde_json::from_str(&forgot.stdout).unwrap();
    assert_eq!(forgot["taken"].as_array().unwrap().len(), 6000);
    let left = fs::read_to_string(&path).unwrap();
    assert!(!left.contains("python"));
    assert_eq!(left.matches("[[rating]]").count(), 4000);
    assert_eq!(left.matches("{ skill = \"sql\" }").count(), 2000);
}

#[test]
fn what_was_meant_is_looked_for_only_where_few_names_are_unknown() {
    let path = place("unknown-names");
    let names: String = (0..300).map(|at| format!("sql{at} = 1\n")).collect();
    fs::write(&path, format!("format = 1\n[ratings]\n{names}")).unwrap();
    let gap = run(&["gap", "--role", "maker", "--json"], &path);
    let gap: serde_json::Value = serde_json::from_str(&gap.stdout).unwrap();
    let notes = gap["notes"].as_array().unwrap();
    let of = |words: &str| notes.iter().filter(|note| note.to_string().contains(words)).count();
    assert_eq!(of("these maps do not have"), 300);
    assert!((1..=20).contains(&of("did you mean")), "{}", of("did you mean"));
}

#[test]
fn a_mistyped_name_is_told_below_the_title_of_every_long_answer() {
    let path = place("mistyped");
    let text = "format = 1\n[goal]\nroles = [\"maker\"]\n[ratings]\npyton = 1\n\n[[said]]\nskill = \"jav\"\nlevel = 1\ncan = true\n";
    fs::write(&path, text).unwrap();
    for command in [&["gap"][..], &["gap", "--role", "maker"], &["next"], &["roadmap"]] {
        let told = run(command, &path).stdout;
        let beginning: Vec<&str> = told.lines().filter(|line| !line.is_empty()).take(3).collect();
        assert!(beginning[1].contains("line 5 of the profile names `pyton`"), "{told}");
        assert!(beginning[1].contains("did you mean `python`?"), "{told}");
        assert!(beginning[2].contains("line 8 of the profile names `jav`"), "{told}");
        assert_eq!(told.matches("pyton").count(), 1, "{told}");
    }
}

#[test]
fn notes_about_a_profile_stand_near_the_end_of_its_page() {
    let path = place("profile-page-notes");
    fs::write(&path, "format = 1\nname = \"Ada\"\n[ratings]\nbrewing = 2\n").unwrap();
    let page = path.with_file_name("page.html");
    let to = page.to_string_lossy();
    let made = run(&["report", "--role", "maker", "-o", &to], &path);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let html = fs::read_to_string(&page).unwrap();
    let at = |text: &str| html.rfind(text).unwrap_or_else(|| panic!("{text}: {html}"));
    assert!(at("<section id=\"standing\"") < at("<section id=\"notes\""));
    assert!(
        at("<section id=\"notes\"") < at("brewing")
            && at("brewing") < at("<section id=\"sources\"")
    );
    assert_eq!(html.matches("brewing").count(), 1, "it is said once");
}
