//! Files of answers as mentors have them: every kind that was once recorded wrongly, or refused although it can be
//! read.
//!
//! The files are in `tests/fixtures/answers/real`; variants of each are written here.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::support::{Run, skillgap, skillgap_reading};
use serde_json::Value;

const REAL: &str = "tests/fixtures/answers/real";
const TODAY: [&str; 3] = ["--dry-run", "--today", "2026-11-22"];

fn import_file(file: &str, more: &[&str]) -> Run {
    let begin = ["cohort", "import", file];
    skillgap(&[&begin[..], &TODAY, more].concat())
}

fn import_text(text: &str, more: &[&str]) -> Run {
    let begin = ["cohort", "import", "-"];
    skillgap_reading(&[&begin[..], &TODAY, more].concat(), text)
}

/// Returns who would get which levels, as `Ida: python 1, sql 2`.
fn people(run: &Run) -> Vec<String> {
    if run.stdout.is_empty() {
        return Vec::new();
    }
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let person = |person: &Value| {
        let added = person["added"].as_array().unwrap().iter();
        let levels: Vec<String> = added
            .map(|one| format!("{} {}", one["skill"].as_str().unwrap(), one["level"]))
            .collect();
        format!("{}: {}", person["name"].as_str().unwrap(), levels.join(", "))
    };
    answer["people"].as_array().unwrap().iter().map(person).collect()
}

/// Returns the codes of what could not be read.
fn codes(run: &Run) -> Vec<String> {
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let problems = answer["problems"].as_array().unwrap().iter();
    problems.map(|problem| problem["code"].as_str().unwrap().to_string()).collect()
}

fn notes(run: &Run) -> String {
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    answer["notes"].to_string()
}

/// Returns the days of the answers.
fn days(run: &Run) -> Vec<String> {
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let people = answer["people"].as_array().unwrap().iter();
    people.map(|person| person["added"][0]["on"].as_str().unwrap().to_string()).collect()
}

fn error(run: &Run) -> Value {
    serde_json::from_str::<Value>(&run.stderr).unwrap()["error"].clone()
}

/// Checks which people a file gives, and the exit code.
#[track_caller]
fn check(file: &str, more: &[&str], code: i32, expected: &[&str]) -> Run {
    let run = import_file(&format!("{REAL}/{file}"), &[&["--json"], more].concat());
    assert_eq!(people(&run), expected, "{file}: {}", run.stderr);
    assert_eq!(run.code, code, "{file}: {}{}", run.stdout, run.stderr);
    run
}

/// Checks which people a text gives, and the exit code.
#[track_caller]
fn check_text(text: &str, more: &[&str], code: i32, expected: &[&str]) -> Run {
    let run = import_text(text, &[&["--json"], more].concat());
    assert_eq!(people(&run), expected, "{text}: {}", run.stderr);
    assert_eq!(run.code, code, "{text}: {}{}", run.stdout, run.stderr);
    run
}

/// Writes a file for `--map`.
fn map(name: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("spreadsheets-{name}.toml"));
    fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

#[test]
fn words_behind_a_number_must_be_the_maps_own() {
    let run = check("a01-words-contradict-number.csv", &[], 3, &[]);
    assert_eq!(codes(&run), ["foreign-words"]);
    let said = run.stdout;
    assert!(said.contains("[answers]") && said.contains("no experience at all"), "{said}");
    for answer in
        ["3 (years)", "3: weeks", "2 - anders", "1 – jamais", "4 !! top", "3 years", "mostly 3"]
    {
        check_text(&format!("Name,SQL\nIda,{answer}\n"), &[], 3, &[]);
    }
    check("a09-word-then-denial.csv", &[], 3, &[]);
    let own = "Name,Git\nIda,2 - working\nJon,3 (Practitioner)\nLea,expert\n";
    check_text(own, &[], 0, &["Ida: git 2", "Jon: git 3", "Lea: git 4"]);
}

#[test]
fn a_sentence_of_the_form_may_be_shortened() {
    let sentence = skillgap(&["skills", "git", "--json"]);
    let skill: Value = serde_json::from_str(&sentence.stdout).unwrap();
    let anchors = skill["skills"][0]["anchors"].to_string();
    let can: Value = serde_json::from_str(&anchors).unwrap();
    let can = can.as_array().unwrap().iter().find(|anchor| anchor["level"] == 2).unwrap();
    let can = can["can_do"].as_str().unwrap().to_string();
    let begin: Vec<&str> = can.split_whitespace().take(3).collect();
    let text = format!("Name,Git\nIda,\"2 - {can}\"\nJon,\"2 - {}\"\n", begin.join(" "));
    check_text(&text, &[], 0, &["Ida: git 2", "Jon: git 2"]);
    check_text(&format!("Name,Git\nJon,\"3 - {}\"\n", begin.join(" ")), &[], 3, &[]);
}

#[test]
fn a_file_on_another_scale_stops_until_the_scale_is_said() {
    for file in
        ["a02-one-to-five-with-fives.csv", "a03-one-to-five-labelled.csv", "a04-out-of-five.csv"]
    {
        let run = check(file, &[], 3, &[]);
        assert_eq!(error(&run)["code"], "other-scale", "{file}");
        let hint = error(&run)["hints"].to_string();
        assert!(hint.contains("[answers]"), "{file}: {hint}");
        assert!(error(&run)["message"].as_str().unwrap().contains("line "), "{}", run.stderr);
    }
    let expected = [
        "Ida Voss: python 0, sql 0, git 4",
        "Jon Petry: python 4, sql 0, git 3",
        "Lea Brandt: python 3, sql 2, git 4",
    ];
    let file = "a02-one-to-five-with-fives.csv";
    let sorted = |people: Vec<String>| {
        let sort = |person: String| {
            let (name, levels) = person.split_once(": ").unwrap();
            let mut levels: Vec<&str> = levels.split(", ").collect();
            levels.sort_unstable();
            format!("{name}: {}", levels.join(", "))
        };
        people.into_iter().map(sort).collect::<Vec<String>>()
    };
    let expect = sorted(expected.map(String::from).to_vec());
    let scale = import_file(&format!("{REAL}/{file}"), &["--json", "--scale", "1-5"]);
    assert_eq!((sorted(people(&scale)), scale.code), (expect.clone(), 0), "{}", scale.stderr);
    let block = map(
        "one-to-five",
        "format = 1\n[answers]\n\"1\" = 0\n\"2\" = 1\n\"3\" = 2\n\"4\" = 3\n\"5\" = 4\n",
    );
    let mapped = import_file(&format!("{REAL}/{file}"), &["--json", "--map", &block]);
    assert_eq!((sorted(people(&mapped)), mapped.code), (expect, 0), "{}", mapped.stderr);
    for how in [["--scale", "1-5"], ["--map", &block]] {
        let run = import_file(
            &format!("{REAL}/a03-one-to-five-labelled.csv"),
            &[&["--json"], &how[..]].concat(),
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert!(
            people(&run).iter().any(|person| person.contains("python 4")),
            "{:?}",
            people(&run)
        );
    }
    let run = import_file(&format!("{REAL}/a04-out-of-five.csv"), &["--json", "--scale", "1-5"]);
    assert!(people(&run)[1].contains("python 3"), "{:?}", people(&run));
}

#[test]
fn a_longer_scale_is_shared_out_and_shown_before_anything_is_written() {
    let text = "Name,Python,SQL,Git\nIda,0,3,10\nJon,6,8,1\n";
    let expected = ["Ida: git 4, python 0, sql 1", "Jon: git 0, python 2, sql 3"];
    let sorted = |run: &Run| {
        let sort = |person: String| {
            let (name, levels) = person.split_once(": ").unwrap();
            let mut levels: Vec<&str> = levels.split(", ").collect();
            levels.sort_unstable();
            format!("{name}: {}", levels.join(", "))
        };
        people(run).into_iter().map(sort).collect::<Vec<String>>()
    };
    let run = import_text(text, &["--json", "--scale", "0-10"]);
    assert_eq!((sorted(&run), run.code), (expected.map(String::from).to_vec(), 0));
    let said = "0-1 counts as level 0, 2-3 as 1, 4-6 as 2, 7-8 as 3 and 9-10 as 4";
    assert!(notes(&run).contains(said), "{}", notes(&run));
    let table = import_text(text, &["--scale", "0-10", "--color", "never"]).stdout;
    for row in ["In the file  Level", "4-6          2 working", "9-10         4 expert"] {
        assert!(table.contains(row), "{table}");
    }
    // If each number is a level, the table about the scale is not shown.
    let table = import_text("Name,SQL\nIda,5\n", &["--scale", "1-5", "--color", "never"]).stdout;
    assert!(!table.contains("In the file"), "{table}");
    for (answers, scale, level) in [
        ("4/6", "1-6", 2),
        ("3 of 5", "0-5", 2),
        ("2", "6-1", 3),
        ("4 ★", "1-5", 3),
        ("17 - gut", "0-20", 3),
    ] {
        let text = format!("Name,SQL\nIda,{answers}\n");
        check_text(&text, &["--scale", scale], 0, &[&format!("Ida: sql {level}")]);
    }
    // A number between two numbers of the scale, or outside it, is not an answer.
    check_text("Name,SQL\nIda,7.5\nJon,11\n", &["--scale", "1-10"], 3, &[]);
}

#[test]
fn the_report_of_another_scale_names_the_flag_that_says_it() {
    let hint = |text: &str| error(&check_text(text, &[], 3, &[]))["hints"][0].to_string();
    for (text, flag) in [
        (
            "Name,SQL,Git\nIda,7,3\nJon,10,2\n",
            "--scale 1-10 (10-1 where 1 is the best, 0-10 where 0",
        ),
        (
            "Name,SQL,Git\nIda,7,0\nJon,10,2\n",
            "--scale 0-10, which converts them to levels: 0-1 → 0",
        ),
        (
            "Name,SQL,Git\nIda,5,0\nJon,3,2\n",
            "--scale 0-5, which converts them to levels: 0 → 0, 1 → 1, 2-3 → 2",
        ),
        ("Name,SQL,Git\nIda,5,1\nJon,3,2\n", "--scale 1-5 (5-1 where 1 is the best"),
        ("Name,SQL,Git\nIda,7,1\nJon,3,2\n", "--scale 1-7 (if 7 was the most that could be chosen"),
        ("Name,SQL,Git\nIda,3/6,1/6\n", "--scale 1-6 (6-1 where"),
        ("Name,SQL (0-10),Git (0-10)\nIda,3,1\n", "--scale 0-10, which"),
        ("Name,SQL (1-6),Git (1-6)\nIda,3,1\n", "--scale 1-6, which"),
    ] {
        assert!(hint(text).contains(flag), "{text}: {}", hint(text));
    }
    // Marks, two scales at once, and scales with fewer numbers than levels are refused.
    for text in [
        "Name,SQL,Git\nIda,70,35\n",
        "Name,SQL,Git\nIda,3 of 5,4 of 10\n",
        "Name,SQL (1-4),Git (1-4)\nIda,3,1\n",
    ] {
        let hint = hint(text);
        assert!(!hint.contains("say the scale") && hint.contains("[answers]"), "{text}: {hint}");
    }
    for (scale, said) in [
        ("1-4", "fewer numbers than there are levels"),
        ("0-100", "more numbers than a scale"),
        ("good", "is not a scale"),
    ] {
        let run = import_text("Name,SQL\nIda,3\n", &["--scale", scale]);
        assert_eq!(run.code, 2, "{scale}");
        assert!(run.stderr.contains(said), "{}", run.stderr);
    }
}

#[test]
fn stars_and_moons_cost_their_columns_and_one_report_with_what_to_paste() {
    for (text, name, block, expected) in [
        (
            "Name,SQL,Git\nIda,★★★☆☆,3\nJon,★☆☆☆☆,2\nLea,★★★★★,0\n",
            "five",
            "\"★☆☆☆☆\" = 0\n\"★★★☆☆\" = 2\n\"★★★★★\" = 4",
            ["Ida: sql 2, git 3", "Jon: sql 0, git 2", "Lea: sql 4, git 0"],
        ),
        (
            "Name,SQL,Git\nIda,🌗,3\nJon,🌑,2\nLea,🌕,0\n",
            "moons",
            "\"🌑\" = 0\n\"🌗\" = 2\n\"🌕\" = 4",
            ["Ida: sql 2, git 3", "Jon: sql 0, git 2", "Lea: sql 4, git 0"],
        ),
        (
            "Name,SQL,Git\nIda,***,3\nJon,*,2\nLea,*****,0\n",
            "asterisks",
            "\"*\" = 0\n\"***\" = 2\n\"*****\" = 4",
            ["Ida: sql 2, git 3", "Jon: sql 0, git 2", "Lea: sql 4, git 0"],
        ),
    ] {
        let run = check_text(text, &[], 3, &["Ida: git 3", "Jon: git 2", "Lea: git 0"]);
        assert_eq!(codes(&run), ["foreign-words"], "{text}");
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        let repair = answer["problems"][0]["repair"].as_str().unwrap();
        let (_, pasted) = repair.split_once(":\n").unwrap();
        assert!(pasted.contains(block), "{repair}");
        let run = import_text(text, &["--json", "--map", &map(name, pasted)]);
        let mut read = people(&run);
        for person in &mut read {
            *person = person.replace("git 3, sql 2", "sql 2, git 3");
        }
        assert_eq!((read.len(), run.code), (3, 0), "{}", run.stderr);
        for (read, expected) in read.iter().zip(expected) {
            let levels = expected.split_once(": ").unwrap().1;
            assert!(levels.split(", ").all(|level| read.contains(level)), "{read} {expected}");
        }
    }
    // Three signs do not show which levels they mean, so the proposal leaves room for the level.
    let run = check_text("Name,SQL\nIda,●●○\nJon,●●●\n", &[], 3, &[]);
    assert!(run.stdout.contains("\\\"●●○\\\" =    # write a level"), "{}", run.stdout);
}

#[test]
fn every_other_scale_is_seen() {
    for (answers, scale) in [
        ("7,3", "numbers"),
        ("10,2", "numbers"),
        ("80,3", "numbers"),
        ("3/5,2", "--scale 1-5"),
        ("5 - Experte,2", "--scale 1-5"),
        ("٥,2", "--scale 1-5"),
    ] {
        let run = check_text(&format!("Name,Git,SQL\nIda,{answers}\n"), &[], 3, &[]);
        assert_eq!(error(&run)["code"], "other-scale", "{answers}");
        let hint = error(&run)["hints"].to_string();
        assert!(hint.contains(scale) || scale == "numbers", "{answers}: {hint}");
    }
    // A header can state the scale too.
    for header in ["Python (1-5)", "Python - rate 1 to 10", "Python, 1–5"] {
        let run = import_text(&format!("Name,\"{header}\"\nIda,3\n"), &["--json"]);
        assert_eq!(run.code, 3, "{header}: {}", run.stdout);
    }
    // A title and a legend can do so as well.
    for text in [
        "Rate yourself from 1 to 5,\nName,Python\nIda,3\n",
        "1 = new to it,5 = expert\n,\nName,Python\nIda,3\n",
        "Name,Python\nIda,3\nScale: 1-5,\n",
    ] {
        let run = check_text(text, &[], 3, &[]);
        assert_eq!(error(&run)["code"], "other-scale", "{text}");
    }
    check_text("Name,Python (1-5)\nIda,3\n", &["--scale", "1-5"], 0, &["Ida: python 2"]);
    check_text("Name,Python\nIda,2\n", &["--scale", "5-1"], 0, &["Ida: python 3"]);
    // If the user says that the scale is that of the maps, only answers outside it are lost.
    let run = check_text("Name,Python\nIda,2\nJon,7\n", &["--scale", "0-4"], 3, &["Ida: python 2"]);
    assert_eq!(codes(&run), ["no-level"]);
}

#[test]
fn nobody_who_answered_0_is_worth_a_note() {
    let text = "Name,Git,SQL\nIda,1,2\nJon,3,4\nLea,2,2\n";
    let run = import_text(text, &["--json"]);
    assert!(notes(&run).contains("nobody answered 0"), "{}", notes(&run));
    let run = import_text(text, &["--json", "--scale", "0-4"]);
    assert!(!notes(&run).contains("nobody answered 0"), "{}", notes(&run));
}

#[test]
fn a_grid_that_asks_for_something_else_is_not_read() {
    let run = check("a05-grid-asks-interest.csv", &[], 3, &[]);
    assert_eq!(error(&run)["code"], "no-skills");
    for question in [
        "How important is this for your job?",
        "How hard was this session?",
        "Wie wichtig ist dir das?",
        "Souhaitez-vous apprendre cela ?",
        "¿Qué tan difícil fue?",
        "Target level",
        "Years of experience",
    ] {
        let text = format!("Name,{question} [SQL],How well can you do this? [SQL]\nIda,4,1\n");
        let run = check_text(&text, &[], 0, &["Ida: sql 1"]);
        assert!(notes(&run).contains("not ask for a level"), "{question}: {}", notes(&run));
    }
    for header in
        ["SQL importance", "SQL (years)", "SQL - target", "SQL: how much do you want to learn it?"]
    {
        check_text(&format!("Name,Git,{header}\nIda,2,4\n"), &[], 0, &["Ida: git 2"]);
    }
    // An unknown question is reported, and read once the user says that it asks for a level.
    let text = "Name,Back end [SQL],Git\nIda,4,2\n";
    let run = check_text(text, &[], 3, &["Ida: git 2"]);
    assert_eq!(codes(&run), ["unknown-column"]);
    let map = map("question", "format = 1\n[columns]\n\"Back end\" = \"level\"\n");
    check_text(text, &["--map", &map], 0, &["Ida: sql 4, git 2"]);
}

#[test]
fn rows_and_columns_that_are_no_people_are_left_out() {
    let both = ["Ida Voss: python 1, sql 2, git 3", "Jon Petry: python 3, sql 2, git 1"];
    for file in ["a06-average-and-total-rows.csv", "a07-required-level-row.csv"] {
        let run = import_file(&format!("{REAL}/{file}"), &["--json"]);
        assert_eq!((people(&run).len(), run.code), (2, 0), "{file}: {:?}", both);
        assert!(notes(&run).contains("left out"), "{}", notes(&run));
    }
    let run = import_file(&format!("{REAL}/a10-legend-rows.csv"), &["--json"]);
    assert_eq!((people(&run).len(), run.code), (1, 0), "{}", run.stdout);
    for name in [
        "Ø",
        "Durchschnitt",
        "Soll",
        "Moyenne",
        "Points Possible",
        "Weight",
        "Team average",
        "Max. Punkte",
    ] {
        check_text(&format!("Name,SQL\nIda,1\n{name},3\n"), &[], 0, &["Ida: sql 1"]);
    }
    // Max is a person, unless a row "Min" stands beside it.
    check_text("Name,SQL\nIda,1\nMax,3\n", &[], 0, &["Ida: sql 1", "Max: sql 3"]);
    check_text("Name,SQL\nIda,1\nMin,1\nMax,3\n", &[], 0, &["Ida: sql 1"]);
    // A row with an e-mail is a person.
    check_text("Name,Email,SQL\nTotal,t@example.org,1\n", &[], 0, &["Total: sql 1"]);
    check_text("Name,SQL,Average\nIda,1,3\n", &[], 0, &["Ida: sql 1"]);
}

#[test]
fn percents_dates_and_times_are_no_levels() {
    let run = check("a08-percent-cells.xlsx", &[], 3, &[]);
    assert_eq!(codes(&run).len(), 6, "{}", run.stdout);
    for cell in ["50%", "100 %", "03.Apr", "1-Feb", "2. März", "3:00", "2026-11-03", "1. Januar"] {
        let run = check_text(&format!("Name,SQL\nIda,{cell}\n"), &[], 3, &[]);
        assert_eq!(codes(&run), ["no-level"], "{cell}");
    }
    check("b16-comma-zero.csv", &[], 3, &["Ida Voss: sql 1", "Jon Petry: python 3, sql 2"]);
}

#[test]
fn the_language_of_the_headers_decides_open_dates() {
    let run = import_file(&format!("{REAL}/a11-french-open-dates.csv"), &["--json"]);
    assert_eq!(days(&run), ["2026-11-03", "2026-11-04"], "{}", run.stdout);
    assert!(notes(&run).contains("day first"), "{}", notes(&run));
    for header in [
        "Zeitstempel;Name",
        "Marca temporal;Name",
        "Carimbo de data/hora;Name",
        "Datum;Name",
        "Date;Nom",
    ] {
        let run = import_text(&format!("{header};SQL\n03/11/2026;Ida;2\n"), &["--json"]);
        assert_eq!(days(&run), ["2026-11-03"], "{header}: {}", run.stdout);
    }
    let run = import_text("Timestamp,Name,SQL\n03/11/2026,Ida,2\n", &["--json"]);
    assert_eq!(days(&run), ["2026-03-11"]);
    let run =
        import_file(&format!("{REAL}/a11-french-open-dates.csv"), &["--json", "--dates", "us"]);
    assert_eq!(days(&run), ["2026-03-11", "2026-04-11"]);
}

#[test]
fn names_are_found_in_every_usual_column() {
    check(
        "a12-msforms-second-name.csv",
        &[],
        0,
        &["Ida Voss: python 1, sql 2", "Jon Petry: python 3, sql 2"],
    );
    check(
        "b08-employee-header.csv",
        &[],
        0,
        &["Ida Voss: python 1, sql 2", "Jon Petry: python 3, sql 2"],
    );
    check(
        "b10-nombre-apellidos.csv",
        &[],
        0,
        &["Ida Voss: python 1, sql 2", "Ida Roth: python 3, sql 3"],
    );
    for header in [
        "What is your name?",
        "Trainees",
        "Nome completo",
        "Vor- und Nachname",
        "Login",
        "Student name",
        "employee_id",
        "Participant",
        "Wie heißt du?",
        "Quel est votre nom ?",
        "Team member",
        "Name of student",
        "Full Name *",
        "姓名",
        "Имя",
    ] {
        check_text(&format!("{header},SQL\nIda,1\n"), &[], 0, &["Ida: sql 1"]);
    }
    for (header, row, name) in [
        ("Nom,Prénom", "Voss,Ida", "Ida Voss"),
        ("Name,Vorname", "Voss,Ida", "Ida Voss"),
        ("First name,Name", "Ida,Voss", "Ida Voss"),
        ("Employee ID,Name", "E7,Ida Voss", "Ida Voss"),
        ("Cognome,Nome", "Voss,Ida", "Ida Voss"),
    ] {
        check_text(&format!("{header},SQL\n{row},1\n"), &[], 0, &[&format!("{name}: sql 1")]);
    }
    let run = import_text("Company name,SQL\nAcme,1\n", &["--json"]);
    assert_eq!(error(&run)["code"], "nobody");
    assert!(run.stderr.contains("Company name"), "{}", run.stderr);
}

#[test]
fn the_header_is_found_below_titles_legends_and_groups() {
    let both = ["Ida Voss: python 1, sql 2, git 3", "Jon Petry: python 3, sql 2, git 1"];
    let same = |run: &Run| {
        let found = people(run);
        assert_eq!(found.len(), 2, "{}{}", run.stdout, run.stderr);
        for (found, expected) in found.iter().zip(both) {
            let (name, levels) = expected.split_once(": ").unwrap();
            assert!(found.starts_with(name), "{found}");
            assert!(levels.split(", ").all(|level| found.contains(level)), "{found}");
        }
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    for (file, line) in [("b01-title-rows.csv", "line 4"), ("b02-title-and-legend.xlsx", "line 4")]
    {
        let run = import_file(&format!("{REAL}/{file}"), &["--json"]);
        same(&run);
        assert!(notes(&run).contains(line), "{}", notes(&run));
    }
    let rows = import_file(&format!("{REAL}/b03-people-in-columns.csv"), &["--json"]);
    same(&rows);
    let run = import_file(&format!("{REAL}/b04-two-header-rows.csv"), &["--json"]);
    assert_eq!((people(&run).len(), run.code), (2, 0));
    assert!(people(&run)[0].contains("java 0"), "{:?}", people(&run));
    // The names are in the first of two header rows, and the skills in the second.
    check_text("Name,Languages,\n,Python,SQL\nIda,1,2\n", &[], 0, &["Ida: python 1, sql 2"]);
    // A group of columns that asks for something else.
    let text = "Name,Interest,,Level,\n,Git,SQL,Git,SQL\nIda,4,4,1,2\n";
    let run = import_text(text, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (1, 0), "{}{}", run.stdout, run.stderr);
    assert!(
        people(&run)[0].contains("git 1") && people(&run)[0].contains("sql 2"),
        "{:?}",
        people(&run)
    );
    // Two groups of columns, and it is not known which of them counts.
    let text = ",Before,,After,\nName,Git,SQL,Git,SQL\nIda,1,1,2,2\n";
    let run = import_text(text, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (0, 3), "{}", run.stdout);
    let before = map("before", "format = 1\n[columns]\nBefore = \"ignore\"\n");
    let run = import_text(text, &["--json", "--map", &before]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(people(&run)[0].contains("git 2"), "{:?}", people(&run));
    // The header is repeated on every page.
    check_text("Name,SQL\nIda,1\nName,SQL\nJon,2\n", &[], 0, &["Ida: sql 1", "Jon: sql 2"]);
    // The header row is given by hand.
    let third = map("third", "format = 1\nheader_row = 3\n[columns]\nWer = \"name\"\n");
    check_text("Name,SQL\nalt,alt\nWer,SQL\nIda,2\n", &["--map", &third], 0, &["Ida: sql 2"]);
}

#[test]
fn people_may_stand_in_columns() {
    let text = "Area,Skill,Required,Ida,Ruby,Average\nData,SQL,3,1,2,2\nData,Git,3,0,3,2\nAverage,,3,1,2,2\n";
    let run = import_text(text, &["--json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let found = people(&run);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("Ida:") && found[0].contains("git 0"), "{found:?}");
    let run = import_text("Skill,Ida,Jon\nSQL,1,x\nGit,2,3\n", &["--json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let problem = &answer["problems"][0];
    assert_eq!((&problem["line"], &problem["column"]), (&Value::from(2), &Value::from("C")));
    // A person may have the name of a skill, and a header may say Name above the skills.
    let run = import_text("Name,Ruby,Ida\nPython,1,3\nSQL,2,2\n", &["--json"]);
    assert_eq!(people(&run).len(), 2, "{}", run.stdout);
}

/// Returns who would get which levels from whom.
fn by_whom(run: &Run) -> Vec<String> {
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let one = |person: &Value| {
        let mut levels: Vec<String> = person["added"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                format!(
                    "{} {} {}",
                    one["by"].as_str().unwrap(),
                    one["skill"].as_str().unwrap(),
                    one["level"]
                )
            })
            .collect();
        levels.sort_unstable();
        format!("{}: {}", person["name"].as_str().unwrap(), levels.join(", "))
    };
    answer["people"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn own_ratings_and_those_of_a_mentor_stand_beside_each_other() {
    let expected = [
        "Ida Voss: Mentor python 2, Mentor sql 2, self python 1, self sql 0",
        "Jon Petry: Mentor python 3, Mentor sql 1, self python 3, self sql 2",
    ];
    let under = "Python,1,2,3,3\nSQL,0,2,2,1\n";
    for text in [
        format!("Skill,Ida Voss,,Jon Petry,\n,Self,Mentor,Self,Mentor\n{under}"),
        format!(",Ida Voss,,Jon Petry,\nSkill,Me,Mentor,Me,Mentor\n{under}"),
        format!("Skill,Ida Voss,Ida Voss,Jon Petry,Jon Petry\n,Selbst,Mentor,Selbst,Mentor\n{under}"),
        format!("Skill,Ida Voss (self),Ida Voss (Mentor),Jon Petry (self),Jon Petry (Mentor)\n{under}"),
        "Name,Python,,SQL,\n,Self,Mentor,Self,Mentor\nIda Voss,1,2,0,2\nJon Petry,3,3,2,1\n".to_string(),
        "Name,Python (self),Python (Mentor),SQL (self),SQL (Mentor)\nIda Voss,1,2,0,2\nJon Petry,3,3,2,1\n".to_string(),
        "Name,Self,,Mentor,\n,Python,SQL,Python,SQL\nIda Voss,1,0,2,2\nJon Petry,3,2,3,1\n".to_string(),
        "Name,Skill,Self,Mentor rating\nIda Voss,Python,1,2\nIda Voss,SQL,0,2\nJon Petry,Python,3,3\nJon Petry,SQL,2,1\n".to_string(),
        "Name,By,Python,SQL\nIda Voss,self,1,0\nIda Voss,Mentor,2,2\nJon Petry,self,3,2\nJon Petry,Mentor,3,1\n".to_string(),
    ] {
        let run = import_text(&text, &["--json"]);
        assert_eq!((by_whom(&run), run.code), (expected.map(String::from).to_vec(), 0), "{text}{}", run.stdout);
    }
    // A number beside the pair of columns is not a person, and a pair with one empty column is still a person.
    let text = "Skill,Ida Voss,,,Jon Petry,,\n,Self,Coach,Gap,Self,Coach,Gap\nPython,1,2,1,3,,\nSQL,0,2,2,2,,\n";
    let run = import_text(text, &["--json"]);
    let expected = [
        "Ida Voss: Coach python 2, Coach sql 2, self python 1, self sql 0",
        "Jon Petry: self python 3, self sql 2",
    ];
    assert_eq!(by_whom(&run), expected, "{}", run.stdout);
    assert!(notes(&run).contains("ratings by “Coach” are kept beside"), "{}", notes(&run));
    // A column without a rater is the person's own, even if the other columns of the row are the mentor's.
    let text = "Name,Self: Python,Mentor: Python,Git\nIda,1,2,3\nJon,,1,2\n";
    let run = import_text(text, &["--json"]);
    let expected =
        ["Ida: Mentor python 2, self git 3, self python 1", "Jon: Mentor python 1, self git 2"];
    assert_eq!(by_whom(&run), expected, "{}", run.stdout);
    // A cell that cannot be read is reported with its column, whoever the rater is.
    let text = "Name,SQL (self),SQL (mentor)\nIda,1,4.5\n";
    let run = import_text(text, &["--json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        (answer["problems"][0]["line"].as_u64(), &answer["problems"][0]["column"]),
        (Some(2), &Value::from("C"))
    );
}

#[test]
fn words_for_raters_are_nobody_and_what_somebody_is_called_is_no_rater() {
    // Nothing says whose ratings these are.
    let run = check_text("Skill,Me,Coach\nPython,1,2\nSQL,2,2\n", &[], 3, &[]);
    assert!(error(&run)["message"].as_str().unwrap().contains("“Coach”"), "{}", run.stderr);
    assert!(error(&run)["hints"][0].as_str().unwrap().contains("line 1 names raters"));
    let people = ["Ida (trainee): python 1, sql 2", "Hugo Boss: python 2, sql 2"];
    check_text("Skill,Ida (trainee),Hugo Boss\nPython,1,2\nSQL,2,2\n", &[], 0, &people);
    // Two rows with the same name from two other raters may be two people.
    let text = "Name,By,Python\nIda,Grace,1\nIda,Hal,2\n";
    assert_eq!(codes(&check_text(text, &[], 3, &[])), ["two-of-one-name"; 2]);
    // If the same rater occurs twice, it is not clear which rating counts.
    let text = "Skill,Ida,,Ida,\n,Self,Mentor,Self,Mentor\nPython,1,2,3,3\nSQL,0,2,2,1\n";
    assert_eq!(codes(&check_text(text, &[], 3, &[])), ["two-of-one-name"; 4]);
    // If only a mentor rated a skill, that is not read as the person's own rating.
    let run = check_text("Name,Python (mentor),SQL\nIda,2,1\n", &[], 3, &["Ida: sql 1"]);
    assert_eq!(codes(&run), ["unknown-column"]);
}

#[test]
fn names_that_differ_by_accents_alone_are_two_people_and_a_note() {
    let text = "Name,SQL\nJosé,1\nJose,2\nZoë Müller,1\nZoe Mueller,3\nJosef,2\n";
    let run = import_text(text, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (5, 0));
    let notes = notes(&run);
    assert!(notes.contains("“Jose” and “José” may be the same person"), "{notes}");
    assert!(notes.contains("“Zoe Mueller” and “Zoë Müller” may be the same"), "{notes}");
    assert!(!notes.contains("Josef"), "{notes}");
    // This also holds for a person who was imported before.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("spreadsheets-accents");
    let _ = fs::remove_dir_all(&folder);
    let folder = folder.to_string_lossy().into_owned();
    let import = |text: &str| {
        let run = ["cohort", "import", "-", "-o", &folder, "--json", "--today", "2026-11-22"];
        skillgap_reading(&run, text)
    };
    import("Name,SQL\nJosé,1\n");
    let run = import("Name,SQL\nJose,2\n");
    assert!(self::notes(&run).contains("“Jose” and “José” may be the same"), "{}", run.stdout);
    let run = import("Name,SQL\nLea,2\n");
    assert!(!self::notes(&run).contains("may be the same"), "{}", run.stdout);
}

#[test]
fn the_worksheet_with_the_answers_is_found() {
    let run = check("b05-second-sheet.xlsx", &[], 0, &["Ida Voss: python 1, sql 2"]);
    assert!(notes(&run).contains("Read me"), "{}", notes(&run));
    let wrong = map("sheet", "format = 1\nsheet = \"Read me\"\n");
    let run = import_file(&format!("{REAL}/b05-second-sheet.xlsx"), &["--json", "--map", &wrong]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("Read me"), "{}", run.stderr);
    let run = import_file(&format!("{REAL}/b17-google.csv.zip"), &["--json"]);
    assert_eq!((people(&run).len(), run.code), (3, 0), "{}", run.stderr);
}

#[test]
fn tables_with_a_row_for_each_answer_have_any_usual_headers() {
    let run = import_file(&format!("{REAL}/b06-employee-skill-name-proficiency.csv"), &["--json"]);
    assert_eq!((codes(&run), run.code), (vec!["foreign-words".to_string()], 3));
    let words = map("words", "format = 1\n[answers]\nBeginner = 1\nIntermediate = 2\nExpert = 4\n");
    let run = import_file(
        &format!("{REAL}/b06-employee-skill-name-proficiency.csv"),
        &["--json", "--map", &words],
    );
    assert_eq!(people(&run), ["E7: python 2, git 4", "E8: sql 1"]);
    let run = check(
        "b07-skill-id-beside-skill.csv",
        &[],
        0,
        &["Ida Voss: python 2, sql 1", "Jon Petry: python 3"],
    );
    assert!(run.stdout.contains("a row for each answer"));
    for (skill, level) in [
        ("Technology", "Proficiency"),
        ("Skills", "Rating"),
        ("Competency", "Current level"),
        ("Kompetenz", "Stufe"),
    ] {
        check_text(&format!("Name,{skill},{level}\nIda,SQL,2\n"), &[], 0, &["Ida: sql 2"]);
    }
    let own = map("long", "format = 1\n[columns]\nWas = \"skill\"\n\"Wie gut\" = \"level\"\n");
    check_text("Name,Was,Wie gut\nIda,SQL,2\n", &["--map", &own], 0, &["Ida: sql 2"]);
    // A target beside the level is not a level.
    check_text("Name,Skill,Target level,Current level\nIda,SQL,4,2\n", &[], 0, &["Ida: sql 2"]);
    // A name that applies to several rows.
    let run = check_text(
        "Name,Skill,Level\nIda,SQL,2\n,Git,1\nJon,SQL,3\n",
        &[],
        0,
        &["Ida: sql 2, git 1", "Jon: sql 3"],
    );
    assert!(notes(&run).contains("person above"), "{}", notes(&run));
}

#[test]
fn a_header_may_say_more_than_the_name_of_a_skill() {
    let run = import_file(&format!("{REAL}/b09-header-with-words.csv"), &["--json"]);
    let found = people(&run);
    assert!(found[0].contains("python 1") && found[0].contains("sql 2"), "{found:?}");
    assert!(run.stdout.contains("did you mean `git`"), "{}", run.stdout);
    for header in [
        "SQL skills",
        "SQL (0 to 4)",
        "SQL proficiency",
        "SQL - Kenntnisse",
        "SQL: niveau",
        "1. SQL",
        "SQL*",
    ] {
        check_text(&format!("Name,{header}\nIda,2\n"), &[], 0, &["Ida: sql 2"]);
    }
}

#[test]
fn words_of_another_ladder_cost_their_columns_and_one_report() {
    let run = check("b11-beginner-to-expert.csv", &[], 3, &[]);
    assert_eq!(codes(&run), ["foreign-words"]);
    let table = import_file(&format!("{REAL}/b11-beginner-to-expert.csv"), &[]).stdout;
    for line in ["[answers]", "\"Beginner\" = 1", "\"Intermediate\" = 2", "\"Advanced\" = 3"] {
        assert!(table.contains(line), "{line}: {table}");
    }
    // The printed block is a valid file for --map.
    let block: Vec<&str> = table
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != "format = 1")
        .take_while(|line| !line.is_empty())
        .collect();
    let pasted = map("pasted", &block.join("\n"));
    let run =
        import_file(&format!("{REAL}/b11-beginner-to-expert.csv"), &["--json", "--map", &pasted]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(people(&run).len(), 2);
    // The other columns are read.
    check_text("Name,SQL,Git\nIda,Fortgeschritten,2\n", &[], 3, &["Ida: git 2"]);
    // A single sign leaves out only its cell.
    check_text("Name,SQL\nIda,Ø\nJon,2\n", &[], 3, &["Jon: sql 2"]);
}

#[test]
fn of_two_products_of_one_skill_the_higher_counts() {
    let run = import_file(&format!("{REAL}/b12-two-products-of-one-skill.csv"), &["--json"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let levels: Vec<String> = people(&run)[0]
        .split(' ')
        .filter_map(|word| word.trim_matches(',').parse::<u8>().ok())
        .map(|l| l.to_string())
        .collect();
    let mut sorted = levels.clone();
    sorted.sort();
    assert_eq!(sorted, ["2", "2", "3"]);
    assert!(notes(&run).contains("the higher"), "{}", notes(&run));
    let long = "Name,Skill,Level\nIda,Docker,1\nIda,Podman,3\n";
    let run = import_text(long, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (1, 0), "{}", run.stdout);
    assert!(people(&run)[0].ends_with('3'), "{:?}", people(&run));
    // If two columns have the same name, it is not known which counts.
    let run = import_text("Name,Docker,Docker\nIda,1,3\n", &["--json"]);
    assert_eq!(codes(&run), ["contradiction"]);
}

#[test]
fn days_are_read_as_they_are_written() {
    let run = import_file(&format!("{REAL}/b13-dates.csv"), &["--json"]);
    assert_eq!(days(&run), ["2026-11-20"; 6], "{}", run.stdout);
    assert_eq!(run.code, 0);
    // If a time is not a date, the answers are still read.
    let run = check_text("Timestamp,Name,SQL\nlast week,Ida,2\n", &[], 3, &["Ida: sql 2"]);
    assert_eq!(
        (codes(&run), days(&run)),
        (vec!["bad-time".to_string()], vec!["2026-11-22".to_string()])
    );
    for day in ["0", "-1", "NaN", "-inf", "14:05", "60"] {
        let run = import_text(&format!("Timestamp,Name,SQL\n{day},Ida,2\n"), &["--json"]);
        assert_eq!(codes(&run), ["bad-time"], "{day}");
    }
    let run = import_file(&format!("{REAL}/c01-time-only.xlsx"), &["--json"]);
    assert_eq!((codes(&run), run.code), (vec!["bad-time".to_string()], 3), "{}", run.stdout);
    assert!(!run.stdout.contains("1899"), "{}", run.stdout);
}

#[test]
fn what_was_pasted_from_markdown_is_read() {
    check("b14-own-form-pasted.csv", &[], 0, &["Ida Voss: python 1, csharp 2"]);
}

#[test]
fn the_newest_of_several_rows_of_one_name_is_taken_when_asked() {
    let run = check("b15-answered-twice-no-email.csv", &[], 3, &["Jon Petry: python 3, sql 2"]);
    assert!(run.stdout.contains("--newest"), "{}", run.stdout);
    let run = check(
        "b15-answered-twice-no-email.csv",
        &["--newest"],
        0,
        &["Ida Voss: python 2, sql 1", "Jon Petry: python 3, sql 2"],
    );
    assert!(notes(&run).contains("line 2"), "{}", notes(&run));
    check_text("Name,SQL\nIda,1\nIda,2\n", &["--newest"], 0, &["Ida: sql 2"]);
}

#[test]
fn a_scale_is_seen_in_questions_titles_and_legends() {
    let other = |text: &str| {
        let run = import_text(text, &["--json"]);
        assert_eq!(run.code, 3, "{text}{}", run.stdout);
        let error = error(&run);
        assert_eq!(error["code"], "other-scale", "{text}{error}");
        error["hints"][0].as_str().unwrap_or_default().to_string()
    };
    other("Name,\"How sure are you? (1 = strongly disagree, 5 = strongly agree) [SQL]\"\nIda,3\n");
    other("Rate from 0 (never heard) to 10 (guru),\nName,SQL\nIda,3\n");
    other("Name,SQL (1-4)\nIda,3\n");
    let turned = other("\"1 = expert, 5 = never used\",\nName,SQL\nIda,1\n");
    assert!(turned.contains("--scale 5-1") && turned.contains("\"1\" = 4"), "{turned}");
    // A legend below the table, and one to its right.
    other("Name,SQL\nIda,3\n1 - Beginner,\n2 - Medium,\n3 - Good,\n4 - Expert,\n");
    other("Name,SQL,,Legend,\nIda,3,,1,Beginner\nJon,2,,3,Good\nMia,1,,5,Guru\n");
    // A scale below each skill, or as the largest possible value.
    other("Name,SQL,Git\n,1-5,1-5\nIda,3,1\n");
    other("Name,SQL,Git\nMax points,5,5\nIda,3,1\n");
    // Fractions of 1.
    other("Name,SQL,Git\nIda,1,0.5\nJon,0,0.25\n");
    other("Name,SQL,Git\nIda,1,100%\n");
    // The maps' own scale may have a legend.
    let own = "Name,SQL\nIda,3\n0 = none,\n3 = good,4 = expert\n";
    check_text(own, &[], 0, &["Ida: sql 3"]);
    // An additional delimiter moves answers below other headers.
    let moved = import_text("Name,Git,SQL,\nVoss, Ida,3,2\nPetry, Jon,1,0\n", &["--json"]);
    assert_eq!((people(&moved).len(), moved.code), (0, 3), "{}", moved.stdout);
}

#[test]
fn what_else_is_asked_of_a_skill_is_no_level() {
    for text in [
        "Name,How well did the instructor explain this? [SQL],Git\nIda,4,1\n",
        "Name,Rank these by how strong you feel [SQL],Git\nIda,4,1\n",
        "Name,How much did you know before the course? [SQL],Git\nIda,4,1\n",
        "Name,How interested are you in SQL?,How well do you know Git?\nIda,4,1\n",
        // A second row says what each column of a skill asks for.
        "Name,SQL,,Git,\n,Target,Interest,Current,Target\nIda,4,3,1,3\n",
        ",SQL,Git,\nName,Importance,Skill,Importance\nIda,4,1,3\n",
    ] {
        check_text(text, &[], 0, &["Ida: git 1"]);
    }
    let names = "Employee,,SQL,\nFirst name,Last name,Level,Comment\nIda,Voss,3,none\n";
    check_text(names, &[], 0, &["Ida Voss: sql 3"]);
    let two = import_text("Name,How well do you know Git and SQL?,Git\nIda,4,1\n", &["--json"]);
    assert_eq!((people(&two), two.code), (vec!["Ida: git 1".to_string()], 3), "{}", two.stdout);
}

#[test]
fn figures_under_and_beside_a_table_are_no_people() {
    let rows = "Name,SQL\nTeam Red,1\nIda,1\n# of people with level 2+,0\nBus factor,1\nSprint goal,3\nSubtotal A,1\nPrevious cohort,2\nIndustry benchmark,2\nIdeal candidate,4\nStand: 20.11.2026,1\nVacant,0\nExample person,2\nJunior,1\nMid,2\n";
    check_text(rows, &[], 0, &["Ida: sql 1"]);
    let columns = "Skill,Ida,Delta,Prio,Experts,Confidence,Manager score,Jan 2026,Week 2,Ok?\nSQL,1,1,1,1,1,1,1,1,1\nGit,2,2,2,2,2,2,2,2,2\n";
    let run = import_text(columns, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (1, 0), "{}{}", run.stdout, run.stderr);
    for nobody in [
        "Skill,Junior,Mid,Senior\nSQL,1,2,3\nGit,2,3,4\n",
        "Skill,Self,Mentor,Agreed\nSQL,1,2,3\nGit,2,3,4\n",
    ] {
        let run = import_text(nobody, &["--json"]);
        assert_eq!((people(&run).len(), run.code), (0, 3), "{}{}", run.stdout, run.stderr);
    }
}

#[test]
fn a_column_of_names_beside_one_of_skills_has_a_row_for_each_answer() {
    let text =
        "Team member,Competency,Self-score,Manager score\nIda,SQL,3,2\nIda,Git,1,1\nJon,SQL,2,3\n";
    let run = import_text(text, &["--json"]);
    assert_eq!(people(&run).len(), 2, "{}{}", run.stdout, run.stderr);
    assert!(people(&run)[0].contains("sql 3"), "{:?}", people(&run));
    let text = "Person,Skill (from Skills),Self rating\nIda,SQL,3\nIda,Git,1\nJon,SQL,2\n";
    let run = import_text(text, &["--json"]);
    assert_eq!((people(&run).len(), run.code), (2, 0), "{}{}", run.stdout, run.stderr);
    // A skill that a person would like to learn is not one that they have.
    let text = "Name,Technology you would like to learn,Level\nIda,SQL,3\nJon,Git,2\n";
    assert_eq!(import_text(text, &["--json"]).code, 3);
}

#[test]
fn half_an_answer_costs_its_cell_and_no_answer_costs_nothing() {
    let text = "Name,SQL\nIda,between 1 and 2\nJon,don't know\nMia,2 or 3\nTom,Mar-04\nKim,n.a.\nZoe,2\nUma,3️⃣\n";
    let run = check_text(text, &[], 3, &["Zoe: sql 2", "Uma: sql 3"]);
    assert_eq!(codes(&run), ["no-level"; 4]);
}

#[test]
fn targets_and_hidden_worksheets_are_not_taken_for_the_answers() {
    let targets = cells(&[&["Name", "SQL"], &["Target", "3"]]);
    let answers = cells(&[&["Name", "SQL"], &["Ida", "2"]]);
    let legend = cells(&[&["1", "Never"], &["5", "Expert"]]);
    let file = workbook("targets", &[("T", 0), ("D", 1)], &[&targets, &answers], &[]);
    assert_eq!(people(&import_file(&file, &["--json"])), ["Ida: sql 2"]);
    let old = cells(&[&["Name", "SQL"], &["Old", "4"]]);
    let hidden = [("Old\" state=\"hidden", 0), ("D", 1)];
    let file = workbook("hidden", &hidden, &[&old, &answers], &[]);
    assert_eq!(people(&import_file(&file, &["--json"])), ["Ida: sql 2"]);
    let file = workbook("legend", &[("D", 0), ("Legend", 1)], &[&answers, &legend], &[]);
    assert_eq!(error(&import_file(&file, &["--json"]))["code"], "other-scale");
}

#[test]
fn an_error_of_excel_costs_its_cell() {
    let run = import_file(&format!("{REAL}/c02-spill-error-cell.xlsx"), &["--json"]);
    assert_eq!((people(&run).len(), run.code), (1, 3), "{}{}", run.stdout, run.stderr);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let problem = &answer["problems"][0];
    assert_eq!(
        (&problem["code"], &problem["line"], &problem["column"]),
        (&Value::from("error-cell"), &Value::from(3), &Value::from("D"))
    );
}

#[test]
fn a_refusal_lists_what_was_seen() {
    for (text, seen) in [
        ("Wann,Was\n1,2\n", "“Wann”"),
        ("Name,Colour\nIda,red\n", "“Colour”"),
        ("Skills,,\nof the team,,\n", "“of the team”"),
    ] {
        let run = import_text(text, &["--json"]);
        assert_eq!(run.code, 3);
        assert!(run.stderr.contains(seen), "{text}: {}", run.stderr);
    }
}

#[test]
fn how_the_answers_of_each_column_fell_is_shown_before_anything_is_written() {
    let text = "Name,SQL,Git\nIda,0,2\nJon,2,x\nLea,2,3\n";
    let table = import_text(text, &[]).stdout;
    assert!(table.contains("“x”"), "{table}");
    let run = import_text(text, &["--json"]);
    let answer: Value = serde_json::from_str(&run.stdout).unwrap();
    let sql = &answer["answered"][0];
    assert_eq!((&sql["column"], &sql["skill"]), (&Value::from("B"), &Value::from("sql")));
    assert_eq!(sql["levels"], serde_json::json!([1, 0, 2, 0, 0]));
    let git = &answer["answered"][1];
    assert_eq!((&git["not_read"], &git["examples"]), (&Value::from(1), &serde_json::json!(["x"])));
}

#[test]
fn what_a_real_file_makes_is_the_same_in_a_summary() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(REAL).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let file = path.to_str().unwrap();
        let imported = import_file(file, &["--json"]);
        let summary = skillgap(&[
            "cohort",
            "summary",
            file,
            "--role",
            "api-developer",
            "--today",
            "2026-11-22",
            "--json",
        ]);
        if people(&imported).is_empty() {
            assert_eq!((summary.code, summary.stdout.as_str()), (3, ""), "{file}");
            continue;
        }
        assert_eq!(summary.code, imported.code, "{file}: {}", summary.stderr);
        let summary: Value = serde_json::from_str(&summary.stdout).unwrap();
        assert_eq!(summary["people"].as_array().unwrap().len(), people(&imported).len(), "{file}");
    }
}

/// Makes a workbook of these worksheets, each with the content of `<worksheet>`, and with these number formats.
fn workbook(name: &str, sheets: &[(&str, usize)], parts: &[&str], formats: &[&str]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("spreadsheets-{name}.xlsx"));
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    let mut add = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |all: &str| format!("<Relationships>{all}</Relationships>");
    let relation = |id: &str, of: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}/{of}\" Target=\"{target}\"/>")
    };
    add("[Content_Types].xml", "<Types/>");
    add("_rels/.rels", &relations(&relation("r", "officeDocument", "xl/workbook.xml")));
    let listed: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, _))| format!("<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"s{at}\"/>"))
        .collect();
    add("xl/workbook.xml", &format!("<workbook><sheets>{listed}</sheets></workbook>"));
    let mut all: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (_, part))| {
            relation(&format!("s{at}"), "worksheet", &format!("worksheets/{part}.xml"))
        })
        .collect();
    all.push_str(&relation("t", "styles", "styles.xml"));
    add("xl/_rels/workbook.xml.rels", &relations(&all));
    let codes: String = (200..)
        .zip(formats)
        .map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"))
        .collect();
    let styles: String =
        (200..).zip(formats).map(|(id, _)| format!("<xf numFmtId=\"{id}\"/>")).collect();
    add(
        "xl/styles.xml",
        &format!(
            "<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>"
        ),
    );
    for (at, inside) in parts.iter().enumerate() {
        add(&format!("xl/worksheets/{at}.xml"), &format!("<worksheet>{inside}</worksheet>"));
    }
    zip.finish().unwrap();
    path.to_string_lossy().into_owned()
}

/// Returns the rows of a worksheet: a text that is a number becomes a number, `e:` begins an error, and `f1:` a number
/// in the first format.
fn cells(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        if let Some(error) = text.strip_prefix("e:") {
            format!("<c t=\"e\"><v>{error}</v></c>")
        } else if let Some(number) = text.strip_prefix("f1:") {
            format!("<c s=\"1\"><v>{number}</v></c>")
        } else if text.parse::<f64>().is_ok() {
            format!("<c><v>{text}</v></c>")
        } else {
            format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    };
    let row = |row: &&[&str]| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

#[test]
fn the_format_of_a_number_says_whether_it_is_a_level() {
    let table = cells(&[&["Name", "SQL", "Git"], &["Ida", "f1:3", "2"]]);
    for (format, code, exit) in [
        ("0.0", None, 0),
        ("0%", Some("no-level"), 3),
        ("yyyy-mm-dd", Some("no-level"), 3),
        ("h:mm", Some("no-level"), 3),
        ("0&quot; years&quot;", Some("foreign-words"), 3),
    ] {
        let file = workbook("format", &[("S", 0)], &[&table], &[format]);
        let run = import_file(&file, &["--json"]);
        assert_eq!(run.code, exit, "{format}: {}{}", run.stdout, run.stderr);
        assert_eq!(codes(&run).first().map(String::as_str), code, "{format}");
        let sql = if code.is_none() { "Ida: sql 3, git 2" } else { "Ida: git 2" };
        assert_eq!(people(&run), [sql], "{format}");
    }
    let file = workbook("of-five", &[("S", 0)], &[&table], &["0&quot; / 5&quot;"]);
    assert_eq!(error(&import_file(&file, &["--json"]))["code"], "other-scale");
}

#[test]
fn every_error_of_excel_costs_its_cell_alone() {
    let errors = [
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#BUSY!",
        "#GETTING_DATA",
        "#PYTHON!",
        "#N/A",
        "#DIV/0!",
        "#NEW!",
    ];
    for found in errors {
        let table = cells(&[
            &["Name", "SQL", "Git"],
            &["Ida", &format!("e:{found}"), "2"],
            &["Jon", "1", "1"],
        ]);
        let file = workbook("errors", &[("S", 0)], &[&table], &[]);
        let run = import_file(&file, &["--json"]);
        assert_eq!(people(&run), ["Ida: git 2", "Jon: sql 1, git 1"], "{found}");
        let answer: Value = serde_json::from_str(&run.stdout).unwrap();
        let problem = &answer["problems"][0];
        assert_eq!(
            (&problem["line"], &problem["column"]),
            (&Value::from(2), &Value::from("B")),
            "{found}"
        );
        assert_eq!(problem["found"], found);
    }
}

#[test]
fn only_the_worksheet_that_counts_is_read() {
    let blank = cells(&[&["How to fill this in"], &["Rate yourself"]]);
    let good = cells(&[&["Name", "SQL"], &["Ida", "2"]]);
    // Thousands of worksheets that share one part are read only once.
    let names: Vec<String> = (0..5_000).map(|at| format!("S{at}")).collect();
    let mut sheets: Vec<(&str, usize)> = names.iter().map(|name| (name.as_str(), 0)).collect();
    let file = workbook("many", &sheets, &[&blank, &good], &[]);
    assert_eq!(import_file(&file, &["--json"]).code, 3);
    sheets.push(("Answers", 1));
    let file = workbook("many-good", &sheets, &[&blank, &good], &[]);
    assert_eq!(people(&import_file(&file, &["--json"])), ["Ida: sql 2"]);
    // A later worksheet is not unpacked; this one is not even XML.
    let file = workbook("broken-behind", &[("A", 0), ("B", 1)], &[&good, "<<<"], &[]);
    assert_eq!(people(&import_file(&file, &["--json"])), ["Ida: sql 2"]);
    // A merged cell counts for all of its rows.
    let merged = format!(
        "{}<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>",
        cells(&[&["Name", "Skill", "Level"], &["Ida", "SQL", "2"], &["", "Git", "1"]])
    );
    let file = workbook("merged", &[("S", 0)], &[&merged], &[]);
    assert_eq!(people(&import_file(&file, &["--json"])), ["Ida: sql 2, git 1"]);
}
