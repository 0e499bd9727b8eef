//! Files of responses: every layout, every problem, and what an import writes.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test suite -- answers` rewrites the snapshots; read the difference before you
//! commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, check_snapshot, skillgap, skillgap_reading};
use serde_json::Value;
use skillgap::domain::profile::Profile;
use skillgap::domain::rater::Rater;
use skillgap::files::people::checklists::FormOf;
use skillgap::files::people::mapping::Mapping;
use skillgap::files::people::{HowToRead, read};
use skillgap::library::maps::{MapsFrom, load};
use skillgap::library::profiles::{self, ProfileAt};

const FIXTURES: &str = "tests/fixtures/answers";
const SMALL: [&str; 4] = ["--maps-only", "tests/fixtures/small", "--today", "2026-11-22"];

/// Returns a path to a folder that does not exist yet.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers").join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// Imports a file with the small maps.
fn import(file: &str, arguments: &[&str]) -> Run {
    let begin = ["cohort", "import", file];
    let all: Vec<&str> = begin.iter().chain(&SMALL).chain(arguments).copied().collect();
    skillgap(&all)
}

fn import_text(text: &str, folder: &Path, arguments: &[&str]) -> Run {
    let begin = ["cohort", "import", "-", "-o", folder.to_str().unwrap()];
    let all: Vec<&str> = begin.iter().chain(&SMALL).chain(arguments).copied().collect();
    skillgap_reading(&all, text)
}

fn parsed(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))
}

/// Returns the text of each profile in a folder, by file name.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .filter(|path| path.file_name().is_some_and(|name| name != "cohort.toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn small() -> skillgap::domain::maps::SkillMaps {
    let from =
        MapsFrom { without_shipped: true, over: vec![PathBuf::from("tests/fixtures/small")] };
    load(&from).unwrap().maps
}

/// Lists the levels that count in a profile, as `python 3`.
fn levels(profile: &Profile) -> Vec<String> {
    let maps = small();
    let ratings = profile.ratings(&maps, &Rater::OWN);
    let all = ratings.iter().map(|(skill, level)| format!("{} {level}", maps[skill].id));
    all.collect()
}

/// Lists the levels of everybody in a folder, by name.
fn levels_in(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let maps = small();
    let load = |file: &String| {
        let at = ProfileAt::Named(folder.join(file));
        let (profile, _) = profiles::load(&at, &maps).unwrap().unwrap();
        (profile.name.clone().unwrap_or_default(), levels(&profile))
    };
    files(folder).keys().map(load).collect()
}

#[test]
fn every_shape_gives_the_same_levels() {
    for file in ["microsoft.csv", "wide.csv", "long.csv", "lines.jsonl", "forms.xlsx"] {
        let folder = folder(&format!("shape-{file}"));
        let run = import(&format!("{FIXTURES}/{file}"), &["-o", folder.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{file}: {}{}", run.stdout, run.stderr);
        let found = levels_in(&folder);
        assert_eq!(found["Ada Lovelace"], ["python 2", "sql 3", "tuning 1"], "{file}");
        assert_eq!(found["Grace Hopper"], ["python 3", "java 1", "sql 2", "tuning 2"], "{file}");
        if let Some(zoe) = found.get("Zoë Müller") {
            assert_eq!(*zoe, ["python 2", "sql 1"], "{file}");
        }
    }
}

#[test]
fn a_google_export_is_read_with_its_screening_question() {
    let folder = folder("google");
    let run =
        import(&format!("{FIXTURES}/google.csv"), &["-o", folder.to_str().unwrap(), "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let people = parsed(&run)["people"].as_array().unwrap().clone();
    let names: Vec<&str> = people.iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ada Lovelace", "Grace Hopper", "Ada Lovelace"]);
    let file = |at: usize| folder.join(people[at]["file"].as_str().unwrap());
    let maps = small();
    let of = |at| profiles::load(&ProfileAt::Named(file(at)), &maps).unwrap().unwrap().0;
    // Ada answered twice: the newest answers count, and those that she did not repeat stay.
    assert_eq!(levels(&of(0)), ["python 3", "java 0", "sql 3", "tuning 1"]);
    // There are two columns for SQL, and one is filled in.
    assert_eq!(levels(&of(1)), ["python 3", "java 1", "sql 2", "tuning 2"]);
    // Another person called Ada, with none of the languages.
    assert_eq!(levels(&of(2)), ["python 0", "java 0", "sql 0"]);
}

#[test]
fn what_is_ticked_without_a_level_is_not_rated() {
    let text = "Name,Which of these have you used? (a language),Python,Java\nAda,Python;Java;,2,\n";
    let folder = folder("ticked");
    let run = import_text(text, &folder, &["--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(levels_in(&folder)["Ada"], ["python 2"]);
    assert!(run.stdout.contains("ticked but have no level"), "{}", run.stdout);
}

/// The line of the first problem of each file in `broken`.
pub(crate) const LINES: [(&str, Option<u64>); 16] = [
    ("bad-bytes", Some(3)),
    ("bad-time", Some(3)),
    ("contradiction", Some(2)),
    ("error-cell", Some(3)),
    ("foreign-words", Some(2)),
    ("future-time", Some(3)),
    ("no-level", Some(2)),
    ("no-person", Some(2)),
    ("not-json", Some(2)),
    ("open-quote", Some(3)),
    ("row-too-long", Some(2)),
    ("two-levels", Some(2)),
    ("two-of-one-name", Some(2)),
    ("unknown-column", None),
    ("unknown-option", Some(2)),
    ("unknown-skill", Some(3)),
];

/// The codes of problems for which a whole file is refused.
pub(crate) const REFUSED: [(&str, &[u8]); 10] = [
    ("bad-workbook", b"PK\x03\x04nothing of the kind"),
    ("json-array", b"[{\"name\": \"Ada\"}]"),
    ("no-answers", b"\n\n,,\n"),
    ("no-skills", b"Name,Colour\nAda,red\n"),
    ("no-text", b"\x00\x01\x02\x03\x04\x05"),
    ("nobody", b"a,b\n1,2\n"),
    ("old-workbook", b"\xd0\xcf\x11\xe0"),
    ("other-scale", b"Name,SQL\nAda,5\n"),
    ("one-column", b"only one column\nand a row\n"),
    ("too-large", &[b'x'; (64 << 20) + 1]),
];

fn broken(name: &str) -> String {
    let ending = match name {
        "not-json" => "jsonl",
        "error-cell" => "xlsx",
        _ => "csv",
    };
    format!("{FIXTURES}/broken/{name}.{ending}")
}

#[test]
fn every_broken_file_of_answers_is_told_with_its_line() {
    for (name, line) in LINES {
        let run = import(&broken(name), &["--dry-run", "--json"]);
        assert_eq!(run.code, 3, "{name}");
        let problems = parsed(&run)["problems"].clone();
        assert_eq!(problems[0]["code"], name, "{name}: {problems:#}");
        assert_eq!(problems[0]["line"].as_u64(), line, "{name}: {problems:#}");
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(error["error"]["code"], "unread-answers");
        let run = import(&broken(name), &["--dry-run"]);
        let path = PathBuf::from(broken(name)).with_extension("stdout");
        check_snapshot(&path, &run.stdout);
    }
}

#[test]
fn a_file_that_is_refused_as_a_whole_says_why() {
    for (code, bytes) in REFUSED {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refused");
        fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        let imported = import(file, &["--dry-run", "--json"]);
        let summary = skillgap(&["cohort", "summary", file, "--json"]);
        for run in [imported, summary] {
            assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{code}");
            let error: Value = serde_json::from_str(&run.stderr).unwrap();
            assert_eq!(error["error"]["code"], code);
            assert_eq!(error["error"]["hints"].as_array().unwrap().len(), 1, "{code}");
        }
    }
}

#[test]
fn a_problem_of_a_cell_is_the_same_in_a_summary_and_in_an_import() {
    for (name, line) in LINES {
        let file = broken(name);
        let problems = |run: Run| {
            let error: Value = serde_json::from_str(&run.stderr).unwrap();
            error["error"]["problems"].clone()
        };
        let imported = problems(import(&file, &["--dry-run", "--json"]));
        let begin = ["cohort", "summary", &file, "--json"];
        let all: Vec<&str> = begin.iter().chain(&SMALL).copied().collect();
        assert_eq!(problems(skillgap(&all)), imported, "{name}");
        assert_eq!(imported[0]["rule"], name);
        assert_eq!(imported[0]["file"], file.as_str());
        assert_eq!(imported[0]["line"].as_u64(), line);
    }
}

#[test]
fn what_can_be_read_beside_a_problem_is_imported_unless_it_is_strict() {
    let file = broken("no-level");
    let folder = folder("strict");
    let named = folder.to_str().unwrap();
    let run = import(&file, &["-o", named, "--strict"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("nothing is written"), "{}", run.stderr);
    assert_eq!(files(&folder).len(), 0);
    assert_eq!(import(&file, &["-o", named]).code, 3);
    assert_eq!(levels_in(&folder)["Ada"], ["python 2"]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder("dry");
    let run =
        import(&format!("{FIXTURES}/google.csv"), &["-o", folder.to_str().unwrap(), "--dry-run"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.starts_with("Would import 3 people"), "{}", run.stdout);
    assert!(!folder.exists());
}

#[test]
fn a_second_import_changes_no_byte_and_a_hand_edit_stays() {
    for file in ["google.csv", "microsoft.csv", "wide.csv", "long.csv", "lines.jsonl", "forms.xlsx"]
    {
        let folder = folder(&format!("twice-{file}"));
        let named = folder.to_str().unwrap();
        let path = format!("{FIXTURES}/{file}");
        assert_eq!(import(&path, &["-o", named]).code, 0);
        for (name, text) in files(&folder) {
            let edited = text.replace("format = 1\n", "format = 1   # checked by hand\n");
            assert_ne!(edited, text);
            fs::write(folder.join(name), edited).unwrap();
        }
        let before = files(&folder);
        let again = import(&path, &["-o", named, "--json", "--on", "2026-11-21"]);
        assert_eq!(again.code, 0, "{file}: {}", again.stderr);
        for person in parsed(&again)["people"].as_array().unwrap() {
            assert_eq!(person["added"].as_array().unwrap().len(), 0, "{file}: {person}");
            assert_eq!(person["new"], false, "{file}: {person}");
            assert!(person["as_before"].as_u64().unwrap() > 0, "{file}: {person}");
        }
        assert_eq!(files(&folder), before, "{file}");
    }
}

#[test]
fn a_later_export_adds_what_is_new_and_the_newest_counts_whatever_the_order() {
    let early = "Timestamp,Email,Name,SQL\n2026-09-08 10:00,a@b.c,Ada,1\n";
    let late =
        "Timestamp,Email,Name,SQL\n2026-09-08 10:00,a@b.c,Ada,1\n2026-10-08 10:00,A@b.c,Ada L.,2\n";
    let there = folder("later");
    import_text(early, &there, &[]);
    let before = files(&there);
    let (name, text) = before.iter().next().unwrap();
    import_text(late, &there, &[]);
    let after = files(&there);
    assert_eq!(after.len(), 1, "found again by the e-mail, under another name");
    assert!(after[name].starts_with(text.as_str()));
    assert_eq!(levels_in(&there)["Ada"], ["sql 2"]);
    let back = folder("later-first");
    import_text("Timestamp,Email,Name,SQL\n2026-10-08 10:00,a@b.c,Ada,2\n", &back, &[]);
    import_text(early, &back, &[]);
    assert_eq!(levels_in(&back)["Ada"], ["sql 2"]);
    assert_eq!(files(&back).values().next().unwrap().matches("[[rating]]").count(), 2);
}

#[test]
fn answers_of_one_day_are_a_sequence_that_is_never_repeated_and_never_cut() {
    let head = "Timestamp,Email,SQL\n";
    let rows =
        ["2026-09-08 08:00,a@b.c,2\n", "2026-09-08 12:00,a@b.c,3\n", "2026-09-08 20:00,a@b.c,2\n"];
    let folder = folder("one-day");
    let counted =
        |folder: &Path| files(folder).values().next().unwrap().matches("[[rating]]").count();
    for until in [1, 2, 3, 3, 1] {
        import_text(&format!("{head}{}", rows[..until].concat()), &folder, &[]);
    }
    assert_eq!(counted(&folder), 3);
    assert_eq!(levels_in(&folder)[""], ["sql 2"]);
}

#[test]
fn an_old_table_without_dates_does_not_overrule_what_was_rated_since() {
    let folder = folder("undated");
    let table = "Name,SQL\nAda,2\n";
    import_text(table, &folder, &[]);
    let file = folder.join("ada.toml");
    let rate = ["rate", "sql=3", "--on", "2026-11-23", "--profile", file.to_str().unwrap()];
    let all: Vec<&str> = rate.iter().chain(&SMALL).copied().collect();
    assert_eq!(skillgap(&all).code, 0);
    import_text(table, &folder, &["--on", "2026-12-01"]);
    assert_eq!(levels_in(&folder)["Ada"], ["sql 3"]);
    // A table with new answers counts.
    import_text("Name,SQL\nAda,4\n", &folder, &["--on", "2026-12-01"]);
    assert_eq!(levels_in(&folder)["Ada"], ["sql 4"]);
}

#[test]
fn the_e_mail_is_not_stored_unless_asked_for() {
    let text = "Email,Name,SQL\nAda@Example.org,Ada,2\n";
    let plain = folder("no-email");
    import_text(text, &plain, &[]);
    let stored = files(&plain);
    assert_eq!(stored.keys().collect::<Vec<_>>(), ["ada-cfe00dde.toml"]);
    assert!(!stored["ada-cfe00dde.toml"].contains("xample"));
    let kept = folder("keep-email");
    import_text(text, &kept, &["--keep-email"]);
    let file = kept.join("ada-cfe00dde.toml");
    assert!(fs::read_to_string(&file).unwrap().contains("email = \"ada@example.org\""));
    // If the profile contains the e-mail, the file can have any name.
    fs::rename(file, kept.join("ada.toml")).unwrap();
    let again = import_text(text, &kept, &["--json"]);
    assert_eq!(parsed(&again)["people"][0]["new"], false);
    assert_eq!(files(&kept).len(), 1);
}

#[test]
fn a_person_without_an_e_mail_is_found_by_name_and_a_namesake_is_told() {
    let folder = folder("by-name");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("my-best.toml"), "format = 1\nname = \"Ada  LOVELACE\"\n").unwrap();
    let run = import_text("Name,SQL\nada lovelace,2\n", &folder, &["--json"]);
    assert_eq!(parsed(&run)["people"][0]["file"], "my-best.toml");
    let run = import_text("Name,Email,SQL\nAda Lovelace,ada@example.org,3\n", &folder, &["--json"]);
    let note = parsed(&run)["notes"].to_string();
    assert!(note.contains("rename my-best.toml to ada-lovelace-cfe00dde.toml"), "{note}");
    let run = import_text("Name,SQL\nada lovelace,2\n", &folder, &["--json"]);
    assert_eq!(run.code, 3);
    assert_eq!(parsed(&run)["problems"][0]["code"], "two-of-one-name");
}

#[test]
fn names_stay_inside_the_folder_and_steer_no_terminal() {
    let folder = folder("names/inside");
    let text = "Name,SQL\n../../escaped,1\n/etc/passwd,1\nCON,1\n\"\u{1b}[31mRed\u{7}\",1\n\"=HYPERLINK(\"\"x\"\")\",1\n...,1\n";
    let run = import_text(text, &folder, &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains('\u{1b}'));
    let names: Vec<String> = files(&folder).into_keys().collect();
    assert_eq!(names.len(), 6, "{names:?}");
    assert!(names.contains(&"person-con.toml".to_string()), "{names:?}");
    assert_eq!(fs::read_dir(folder.parent().unwrap()).unwrap().count(), 1);
    let sheet = import_text(text, &folder, &["--format", "csv"]);
    assert!(sheet.stdout.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{}", sheet.stdout);
}

#[test]
fn a_map_says_what_headers_and_answers_mean() {
    let map = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers-map.toml");
    let text = "format = 1\n[columns]\n\"Wie heißt du?\" = \"name\"\n\"Wie gut ist dein SQL?\" = \"sql\"\n\"Alter\" = \"ignore\"\n\"Nirgends\" = \"java\"\n[answers]\n\"Noch nie\" = 0\n";
    fs::write(&map, text).unwrap();
    let folder = folder("map");
    let answers = "Wie heißt du?,Wie gut ist dein SQL?,Alter\nAda,Noch nie,3\nGrace,2,4\n";
    let run = import_text(answers, &folder, &["--map", map.to_str().unwrap(), "--json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(levels_in(&folder)["Ada"], ["sql 0"]);
    assert!(parsed(&run)["notes"].to_string().contains("nirgends"));
    fs::write(&map, "format = 1\n[columns]\nA = \"sqll\"\n[answers]\nB = 9\n").unwrap();
    let run = import_text(answers, &folder, &["--map", map.to_str().unwrap()]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("error[unknown-skill]"), "{}", run.stderr);
    assert!(run.stderr.contains("error[level-off-scale]"), "{}", run.stderr);
}

#[test]
fn dates_that_may_be_read_in_two_ways_are_told_and_can_be_settled() {
    let text = "Timestamp,Name,SQL\n9/8/2026 10:00,Ada,2\n";
    let first = |arguments: &[&str]| {
        let run = import_text(text, &folder("dates"), &[&["--json"], arguments].concat());
        let answer = parsed(&run);
        (answer["people"][0]["added"][0]["on"].clone(), answer["notes"].to_string())
    };
    let (on, notes) = first(&[]);
    assert_eq!(on, "2026-09-08");
    assert!(notes.contains("--dates eu"), "{notes}");
    assert_eq!(first(&["--dates", "eu"]), (Value::from("2026-08-09"), "[]".to_string()));
    // If the day came first, the date would be in the future.
    let text = "Timestamp,Name,SQL\n10/12/2026 10:00,Ada,2\n";
    let run = import_text(text, &folder("dates"), &["--json"]);
    assert_eq!(parsed(&run)["people"][0]["added"][0]["on"], "2026-10-12");
    assert!(parsed(&run)["read_as"].as_str().unwrap().ends_with("dates month first"));
}

#[test]
fn a_mentors_sheet_is_the_mentors() {
    let folder = folder("mentor");
    let run = import_text("Name,SQL\nAda,2\n", &folder, &["--by", "Grace"]);
    assert_eq!(run.code, 0);
    let text = files(&folder).remove("ada.toml").unwrap();
    assert!(text.contains("by = \"Grace\"\nmethod = \"import\""), "{text}");
    assert_eq!(levels_in(&folder)["Ada"], Vec::<String>::new(), "it is not her own");
}

#[test]
fn an_unsound_profile_in_the_folder_stops_everything_before_anything_is_written() {
    let folder = folder("unsound");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("grace.toml"), "format = 1\n[ratings]\nsql = 9\n").unwrap();
    let run = import_text("Name,SQL\nAda,2\n", &folder, &[]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("level-off-scale"), "{}", run.stderr);
    assert_eq!(files(&folder).len(), 1);
}

#[test]
fn hostile_files_are_refused_or_read_and_never_break_anything() {
    let wide: Vec<String> = (0..10_000).map(|at| format!("q{at}")).collect();
    let levels = vec!["3"; 10_000].join(",");
    let huge = "x".repeat(10 << 20);
    for (text, code, said) in [
        (String::new(), 3, "the file is empty"),
        ("\n\n,,\n".to_string(), 3, "the file is empty"),
        ("only one column\nand a row\n".to_string(), 3, "one column only"),
        ("a,b\n1,2\n".to_string(), 3, "no column says who"),
        ("Name,Colour\nAda,red\n".to_string(), 3, "no column is about a skill"),
        ("[{\"name\": \"Ada\"}]".to_string(), 3, "one JSON array"),
        (format!("Name,SQL,{}\nAda,2,{levels}\n", wide.join(",")), 3, "10000 problems"),
        (format!("Name,SQL\n{huge},{huge}\nAda,2\n"), 3, "1 problem"),
        (format!("Name,{huge},SQL\nAda,3,2\n"), 3, "1 problem"),
        ("Name,SQL\nA\u{0}da,2\u{0}\nGrace Hopper,2\n".to_string(), 3, "1 problem"),
        ("\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}".to_string(), 3, "neither text nor"),
        ("{".repeat(5000), 3, "no line is a JSON object"),
    ] {
        let begin: String = text.chars().take(30).collect();
        let run = import_text(&text, &folder("hostile"), &[]);
        assert_eq!(run.code, code, "{begin:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{begin:?}: {}", run.stderr);
        assert!(run.stdout.len() < 100_000, "{begin:?}: {} bytes", run.stdout.len());
    }
    let many = format!("Name,SQL\n{}", "Ada,2\n".repeat(40_000));
    assert_eq!(import_text(&many, &folder("hostile"), &["--dry-run"]).code, 3);
}

#[test]
fn a_file_read_directly_says_the_same_as_its_import() {
    let maps = small();
    let how = HowToRead {
        mapping: Mapping::default(),
        form: FormOf::default(),
        dates: None,
        newest: false,
        today: jiff::civil::date(2026, 11, 22),
        by: Rater::OWN,
    };
    for file in ["google.csv", "microsoft.csv", "wide.csv", "long.csv", "lines.jsonl", "forms.xlsx"]
    {
        let path = format!("{FIXTURES}/{file}");
        let folder = folder(&format!("direct-{file}"));
        assert_eq!(import(&path, &["-o", folder.to_str().unwrap()]).code, 0);
        let answers = read(&fs::read(&path).unwrap(), &maps, &how).unwrap();
        let cohort = answers.cohort(how.today);
        let mut direct: Vec<_> =
            cohort.members.iter().map(|m| (m.name.clone(), levels(&m.profile))).collect();
        let mut imported = Vec::new();
        for name in files(&folder).keys() {
            let at = ProfileAt::Named(folder.join(name));
            let (profile, _) = profiles::load(&at, &maps).unwrap().unwrap();
            imported.push((profile.name.clone().unwrap(), levels(&profile)));
        }
        direct.sort();
        imported.sort();
        assert_eq!(direct, imported, "{file}");
    }
}

#[test]
fn imports_at_once_double_nothing_and_lose_nothing() {
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers-at-once");
    fs::create_dir_all(&tmp).unwrap();
    let at_once = |folder: &Path, files: Vec<String>| {
        let import = |file: &String| {
            let arguments = ["cohort", "import", file, "-o", folder.to_str().unwrap()];
            let run = skillgap(&[&arguments[..], &SMALL].concat());
            assert_eq!(run.code, 0, "{}", run.stderr);
        };
        std::thread::scope(|scope| {
            for file in &files {
                scope.spawn(|| import(file));
            }
        });
    };
    let write = |name: &str, text: &str| {
        let path = tmp.join(name);
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let same = folder("same-at-once");
    let one = write("one.csv", "Name,Date,SQL\nAda,2026-09-01,2\n");
    at_once(&same, vec![one; 8]);
    assert_eq!(files(&same)["ada.toml"].matches("[[rating]]").count(), 1);
    // Each process writes its own person, and its own day of a shared person.
    let many = folder("many-at-once");
    let own = |at: usize| {
        let day = at % 28 + 1;
        let month = at / 28 + 1;
        let date = format!("2026-{month:02}-{day:02}");
        write(&format!("{at}.csv"), &format!("Name,Date,SQL\nAda,{date},2\nPerson {at},{date},1\n"))
    };
    at_once(&many, (0..50).map(own).collect());
    let there = files(&many);
    assert_eq!(there.len(), 51);
    assert_eq!(there["ada.toml"].matches("[[rating]]").count(), 50);
}

/// Returns the text that an import proposes for a `--map` file.
fn proposed(run: &Run) -> String {
    let lines = run.stdout.lines().skip_while(|line| line.trim() != "format = 1");
    let block: Vec<&str> = lines.take_while(|line| !line.is_empty()).map(str::trim).collect();
    block.join("\n")
}

#[test]
fn a_proposed_block_is_toml_and_takes_the_numbers_in_front_where_each_answer_has_its_own() {
    let here = folder("proposed");
    fs::create_dir_all(&here).unwrap();
    let map = here.join("map.toml");
    let import = |answers: [&str; 4], more: &[&str]| {
        let rows = answers.iter().zip(["Ada", "Bo", "Cy", "Di"]);
        let rows: Vec<String> = rows.map(|(answer, name)| format!("{name},{answer}\n")).collect();
        let text = format!("Name,SQL\n{}", rows.concat());
        import_text(&text, &here.join("class"), &[&["--dry-run"], more].concat())
    };
    let blocks = [
        // The numbers are the levels, and the mentor is asked to check them.
        (["0 - not at all", "1 - a little", "2 - some", "4 - all"], 4, "numbers at the beginning"),
        // A known word contradicts its number, so nothing is proposed from the numbers.
        (
            ["0 - excellent", "1 - a little", "2 - some", "3 - a lot"],
            1,
            "check the proposed level\n",
        ),
        // Two answers have the same number.
        (["1 - a little", "1 - a bit", "2 - some", "3 - a lot"], 0, "in a file for --map\n"),
        (["a little", "a bit", "some", "a lot"], 0, "in a file for --map\n"),
        (["never", "beginner", "some", "a lot"], 2, "check the proposed levels"),
    ];
    for (answers, levels, said) in blocks {
        let run = import(answers, &[]);
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
        let block = proposed(&run);
        let file: toml::Table = block.parse().unwrap_or_else(|why| panic!("{why}: {block}"));
        assert_eq!(file["answers"].as_table().unwrap().len(), levels, "{block}");
        assert_eq!(block.lines().count(), 2 + 4, "{block}");
        fs::write(&map, &block).unwrap();
        let with_map = import(answers, &["--map", map.to_str().unwrap()]);
        assert_eq!(with_map.code, if levels == 4 { 0 } else { 3 }, "{}", with_map.stderr);
        if levels == 4 {
            assert!(
                block.contains("\"2 - some\" = 2    # by its number: check the words"),
                "{block}"
            );
        }
    }
}

#[test]
fn columns_that_name_no_skill_are_named_with_what_they_hold() {
    let text = "Name,SQL,How many hours per week can you study?,Sqll,Anything else?\n\
        Ada,1,5,2 - some,no\nBo,2,8,3 - a lot,\nCy,0,3,2 - some,yes\n";
    let run = import_text(text, &folder("named"), &["--dry-run"]);
    let said = [
        "“How many hours per week can you study?” and “Anything else?” name no skill, so these columns are left out",
        "“Sqll” names no skill, so the column is left out; it holds “2 - some” and “3 - a lot”.",
    ];
    said.iter().for_each(|said| assert!(run.stdout.contains(said), "{}", run.stdout));
}

/// The lines of a help text that form a TOML file.
#[test]
fn the_sample_of_a_map_in_the_help_is_read_as_it_stands_there() {
    let help = skillgap(&["cohort", "import", "--help"]).stdout;
    let from = help.find("  format = 1\n").unwrap();
    let (sample, _) = help[from..].split_once("\n\n").unwrap();
    let sample: Vec<&str> = sample.lines().map(str::trim).collect();
    let here = folder("sample");
    fs::create_dir_all(&here).unwrap();
    let map = here.join("map.toml");
    fs::write(&map, sample.join("\n")).unwrap();
    let answers = here.join("answers.csv");
    fs::write(&answers, "\n\n\nName,How are your queries?\nAda,Never heard of it\nBo,2\n").unwrap();
    let map = map.to_str().unwrap();
    let run = skillgap(&["cohort", "import", answers.to_str().unwrap(), "--dry-run", "--map", map]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("2 new answers"), "{}", run.stdout);
}
