//! Answers to single sentences: which of them count, what they imply, and how files and commands treat them.

use std::fs;
use std::path::PathBuf;

use jiff::civil::Date;
use skillgap::domain::assessment::{Assessment, Standing, StandingKind};
use skillgap::domain::gap::{Fraction, find_gap};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::{Profile, Said};
use skillgap::domain::rater::Rater;
use skillgap::domain::role::RoleIndex;
use skillgap::files::profile_toml::{read_profile, with_additions};
use skillgap::library::maps::{MapsFrom, load};

use crate::support::{Run, json, skillgap, skillgap_reading};

const SMALL: &str = "tests/fixtures/small";

fn small() -> SkillMaps {
    load(&MapsFrom { without_shipped: true, over: vec![SMALL.into()] }).unwrap().maps
}

fn level(number: i64) -> Level {
    Level::new(number).unwrap()
}

/// Makes a profile from records: `sql 2` is a rating, `sql yes 2` and `sql no 3` are answers, each optionally with a
/// day and a rater.
fn text(records: &[&str]) -> String {
    let mut text = String::from("format = 1\n");
    for record in records {
        let words: Vec<&str> = record.split(' ').collect();
        let (skill, rest) = words.split_first().unwrap();
        let (table, rest) = match rest {
            ["yes", number, rest @ ..] => (format!("said]]\ncan = true\nlevel = {number}"), rest),
            ["no", number, rest @ ..] => (format!("said]]\ncan = false\nlevel = {number}"), rest),
            [number, rest @ ..] => (format!("rating]]\nlevel = {number}"), rest),
            [] => panic!("{record}"),
        };
        text += &format!("\n[[{table}\nskill = \"{skill}\"\n");
        for word in rest {
            let is_day = word.parse::<Date>().is_ok();
            text += &if is_day { format!("on = {word}\n") } else { format!("by = \"{word}\"\n") };
        }
    }
    text
}

fn profile(maps: &SkillMaps, records: &[&str]) -> Profile {
    let (draft, problems) = read_profile(0, &text(records));
    draft.validate(maps, problems).unwrap()
}

/// Checks the lowest and highest level of SQL by these records, in their order in the file, as this rater sees it.
fn check_as(rater: &str, records: &[&str], low: i64, high: i64) {
    let maps = small();
    let profile = profile(&maps, records);
    let ratings = profile.ratings(&maps, &Rater::maybe_named(Some(rater)));
    let sql = maps.find_skill("sql").unwrap();
    let range = (low, high) != (0, 4);
    assert_eq!(ratings.range(sql), range.then(|| (level(low), level(high))), "{records:?}");
}

fn check(records: &[&str], low: i64, high: i64) {
    check_as("self", records, low, high);
}

#[test]
fn yes_is_at_least_and_no_is_below() {
    check(&["sql yes 2"], 2, 4);
    check(&["sql no 3"], 0, 2);
    check(&["sql yes 1", "sql no 4"], 1, 3);
    check(&["sql yes 1", "sql yes 3", "sql no 4"], 3, 3);
}

#[test]
fn a_level_is_known_where_yes_and_no_meet_and_at_either_end_of_the_scale() {
    check(&["sql yes 2", "sql no 3"], 2, 2);
    check(&["sql no 1"], 0, 0);
    check(&["sql yes 4"], 4, 4);
    let maps = small();
    let profile = profile(&maps, &["sql yes 2", "sql no 3", "python yes 1"]);
    let known = Assessment::new(&maps, &profile.ratings(&maps, &Rater::OWN));
    assert_eq!(*known.standing(maps.find_skill("sql").unwrap()), Standing::Rated(level(2)));
    let python = maps.find_skill("python").unwrap();
    let from = vec![(python, level(1))];
    let expected = Standing::Inferred { low: level(1), high: level(4), from };
    assert_eq!(*known.standing(python), expected);
    assert_eq!(known.standing(python).kind(), StandingKind::Inferred);
}

#[test]
fn the_newest_answer_to_a_sentence_counts_and_older_ones_that_contradict_it_lapse() {
    check(&["sql yes 2 2026-01-01", "sql no 2 2026-01-02"], 0, 1);
    check(&["sql yes 3 2026-01-01", "sql no 2 2026-01-02"], 0, 1);
    check(&["sql no 2 2026-01-02", "sql yes 3 2026-01-01"], 0, 1);
    // An answer that lapsed counts again when the answer that contradicted it is replaced.
    check(&["sql yes 3 2026-01-01", "sql no 2 2026-01-02", "sql yes 2 2026-01-03"], 3, 4);
    // Of the same day, the later record in the file is newer; a record without a day is older than any day.
    check(&["sql yes 3 2026-01-01", "sql no 3 2026-01-01"], 0, 2);
    check(&["sql yes 3 2026-01-01", "sql no 3"], 3, 4);
}

#[test]
fn a_rating_is_a_yes_to_its_level_and_a_no_to_the_next() {
    // Yes to 3 replaces the statement that 3 is not reached, but not the one that 2 is.
    check(&["sql 2 2026-01-01", "sql yes 3 2026-01-02"], 3, 4);
    check(&["sql 2 2026-01-01", "sql no 2 2026-01-02"], 0, 1);
    check(&["sql 2 2026-01-01", "sql no 4 2026-01-02"], 2, 2);
    check(&["sql yes 3 2026-01-01", "sql 2 2026-01-02"], 2, 2);
    // Of the same day the later record in the file is newer, for ratings and answers.
    check(&["sql yes 3 2026-01-01", "sql 2 2026-01-01"], 2, 2);
    check(&["sql 2 2026-01-01", "sql yes 3 2026-01-01"], 3, 4);
    // Only the newest rating counts: the older rating 1 does not state again that 1 is reached.
    check(&["sql 1 2026-01-01", "sql 3 2026-01-02", "sql no 2 2026-01-03"], 0, 1);
}

#[test]
fn the_short_form_is_older_than_any_answer() {
    let maps = small();
    let text =
        "format = 1\n[[said]]\nskill = \"sql\"\nlevel = 3\ncan = true\n\n[ratings]\nsql = 1\n";
    let (draft, problems) = read_profile(0, text);
    let profile = draft.validate(&maps, problems).unwrap();
    let sql = maps.find_skill("sql").unwrap();
    let ratings = profile.ratings(&maps, &Rater::OWN);
    assert_eq!(ratings.range(sql), Some((level(3), level(4))));
}

#[test]
fn of_somebody_elses_answers_those_count_where_they_gave_any() {
    let records = ["sql 1 2026-01-05", "sql yes 2 2026-01-01 Grace"];
    check_as("self", &records, 1, 1);
    check_as("Grace", &records, 2, 4);
    check_as("Grace", &["sql 1", "python yes 1 Grace"], 1, 1);
}

#[test]
fn what_follows_from_a_sentence_is_what_follows_from_a_rating() {
    let maps = small();
    let standing = |records: &[&str], skill: &str| {
        let ratings = profile(&maps, records).ratings(&maps, &Rater::OWN);
        let known = Assessment::new(&maps, &ratings);
        let standing = known.standing(maps.find_skill(skill).unwrap());
        (standing.low().number(), standing.high().number())
    };
    // Tuning certainly needs SQL 2.
    assert_eq!(standing(&["tuning yes 1"], "sql"), (2, 4));
    assert_eq!(standing(&["sql no 2"], "tuning"), (0, 0));
    assert_eq!(standing(&["tuning yes 1", "sql no 3"], "sql"), (2, 2));
    // Yes to SQL 1 rules nothing out, and no to tuning 1 implies nothing about SQL.
    assert_eq!(standing(&["sql yes 1"], "tuning"), (0, 4));
    assert_eq!(standing(&["tuning no 1"], "sql"), (0, 4));
}

#[test]
fn what_was_said_stands_against_what_follows_and_the_two_are_noted() {
    let maps = small();
    let ratings = profile(&maps, &["tuning yes 1", "sql no 2"]).ratings(&maps, &Rater::OWN);
    let known = Assessment::new(&maps, &ratings);
    let (sql, tuning) = (maps.find_skill("sql").unwrap(), maps.find_skill("tuning").unwrap());
    assert_eq!((known.standing(sql).low(), known.standing(sql).high()), (level(0), level(1)));
    assert_eq!((known.standing(tuning).low(), known.standing(tuning).high()), (level(1), level(4)));
    let [contradiction] = known.contradictions.as_slice() else { panic!("{known:?}") };
    assert_eq!(contradiction.rated, (tuning, level(1)));
    assert_eq!((contradiction.under, contradiction.needed), ((sql, level(1)), level(2)));
}

#[test]
fn readiness_counts_a_yes_and_settles_a_no() {
    let maps = small();
    let numbers = |records: &[&str]| {
        let ratings = profile(&maps, records).ratings(&maps, &Rater::OWN);
        let known = Assessment::new(&maps, &ratings);
        let gap = find_gap(&maps, &known, RoleIndex(0), Seniority::Junior);
        (gap.readiness().part, gap.coverage().part)
    };
    // Of 8: a language at 2 is 3, SQL at 1 is 3, tuning at 1 is 2.
    assert_eq!(numbers(&["sql yes 1"]), (3, 3));
    // Without SQL 2 tuning 1 is not possible either.
    assert_eq!(numbers(&["sql no 1"]), (0, 5));
    // Yes to Python 2 meets the group. Yes to Python 1 alone leaves it open, even though nothing is said about Java.
    assert_eq!(numbers(&["python yes 2"]), (3, 3));
    assert_eq!(numbers(&["python yes 1"]), (0, 0));
    // No to Python 2 settles the group once yes to Python 1 shows that Python is the language.
    assert_eq!(numbers(&["python yes 1", "python no 2"]), (0, 3));
    assert_eq!(numbers(&["python no 2"]), (0, 0));
}

#[test]
fn appended_answers_read_back_and_every_byte_before_them_stays() {
    let maps = small();
    let before = "# mine\r\nformat = 1\r\n[ratings]\r\npython = 2 # too low?";
    let said = Said {
        on: Some("2026-11-20".parse().unwrap()),
        ..Said::own(maps.find_skill("sql").unwrap(), level(3), false)
    };
    let after = with_additions(before, &maps, &[said.clone().into()]);
    assert!(after.starts_with(before) && !after.replace("\r\n", "").contains('\n'), "{after}");
    let (draft, problems) = read_profile(0, &after);
    let profile = draft.validate(&maps, problems).unwrap();
    assert_eq!(profile.said, [Said { place: profile.said[0].place, ..said }]);
}

fn written(name: &str, text: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    let named = path.to_string_lossy().into_owned();
    (path, named)
}

fn run(command: &[&str], profile: &str) -> Run {
    let shared = ["--maps-only", SMALL, "--today", "2026-11-22", "--profile", profile];
    skillgap(&[command, &shared].concat())
}

#[test]
fn an_answer_is_at_a_level_from_1_to_4_and_says_yes_or_no() {
    for (wrong, code) in [
        ("level = 0\ncan = true", "level-off-scale"),
        ("level = 5\ncan = true", "level-off-scale"),
        ("level = 2", "missing-key"),
        ("level = 2\ncan = \"yes\"", "wrong-type"),
        ("level = 2\ncan = true\nevidence = \"x\"", "unknown-key"),
    ] {
        let text = format!("format = 1\n[[said]]\nskill = \"sql\"\n{wrong}\n");
        let command = ["profile", "show", "--json", "--profile", "-", "--maps-only", SMALL];
        let run = skillgap_reading(&command, &text);
        assert_eq!(run.code, 3);
        assert!(run.stderr.contains(&format!("\"{code}\"")), "{wrong}: {}", run.stderr);
    }
}

/// What an edition without `[[said]]` does with it: unknown tables have been refused since the first edition.
#[test]
fn a_table_that_is_not_known_yet_stops_every_command_and_nothing_is_changed() {
    let text = "format = 1\n\n[[later]]\nskill = \"sql\"\n";
    let (path, named) = written("said-later.toml", text);
    for command in [&["gap"][..], &["rate", "sql=2"], &["profile", "forget", "sql"]] {
        let run = run(command, &named);
        assert_eq!(run.code, 3, "{command:?}");
        assert!(run.stderr.contains("no key `later`"), "{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn forgetting_a_skill_takes_its_answers_and_leaves_the_others() {
    let kept = "format = 1\n\n[[said]]\ncan = true\nlevel = 1\nskill = \"python\"\n";
    let gone = "\n[[said]]\ncan = false\nlevel = 2\nskill = \"sql\"\non = 2026-11-20\n";
    let (path, named) = written("said-forget.toml", &format!("{kept}{gone}"));
    let forgot = run(&["profile", "forget", "SQL", "--json"], &named);
    assert_eq!(forgot.code, 0, "{}", forgot.stderr);
    let forgot: serde_json::Value = serde_json::from_str(&forgot.stdout).unwrap();
    assert_eq!(forgot["taken"][0]["table"], "[[said]]");
    assert_eq!(fs::read_to_string(&path).unwrap(), kept);
}

#[test]
fn show_says_every_answer_and_which_of_them_count() {
    let records = [
        "sql 1 2026-11-01",
        "sql yes 2 2026-11-20",
        "sql no 4 2026-11-20",
        "python no 1 2026-11-21",
        "python yes 2 2026-11-20",
        "java yes 1 2026-11-20 Grace",
    ];
    let (_, named) = written("said-show.toml", &text(&records));
    let shared = ["--json", "--maps-only", SMALL, "--today", "2026-11-22", "--profile", &named];
    let shown = json(&[&["profile", "show"][..], &shared].concat());
    let said: Vec<String> = shown["said"]
        .as_array()
        .unwrap()
        .iter()
        .map(|said| {
            format!("{} {} {} {}", said["skill"], said["level"], said["can"], said["counts"])
        })
        .collect();
    let expected = [
        "\"python\" 1 false true",
        "\"python\" 2 true false",
        "\"java\" 1 true false",
        "\"sql\" 2 true true",
        "\"sql\" 4 false true",
    ];
    assert_eq!(said, expected);
    // SQL is now 2 or 3, and no longer 1.
    assert_eq!(shown["entries"][0]["counts"], false);
    assert_eq!(shown["raters"], serde_json::json!(["self", "Grace"]));
    let text = run(&["profile", "show", "--history"], &named).stdout;
    for line in ["Python      0", "SQL       2–3  2    4", "Java 1: can · 2026-11-20 · Grace"] {
        let found = text.lines().any(|shown| {
            shown
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(&line.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        assert!(found, "{line}\n{text}");
    }
}

#[test]
fn a_rating_of_the_same_day_recorded_after_the_answers_counts() {
    let (_, named) =
        written("said-then-rated.toml", &text(&["sql yes 2 2026-11-22", "sql no 3 2026-11-22"]));
    assert_eq!(run(&["rate", "sql=3"], &named).code, 0);
    let shared = ["--json", "--maps-only", SMALL, "--profile", &named];
    let gap = json(&[&["gap", "--role", "maker"][..], &shared].concat());
    assert_eq!(gap["roles"][0]["requirements"][1]["level"], 3);
    assert_eq!(run(&["done", "sql"], &named).code, 0);
    let gap = json(&[&["gap", "--role", "maker"][..], &shared].concat());
    assert_eq!(gap["roles"][0]["requirements"][1]["level"], 4);
}

#[test]
fn progress_tells_what_rose_from_what_became_known() {
    let records = [
        "sql yes 1 2026-01-10",
        "python no 2 2026-01-10",
        "sql no 3 2026-02-10",
        "python yes 2 2026-03-10",
    ];
    let shared = ["--json", "--maps-only", SMALL, "--today", "2026-04-01", "--profile", "-"];
    let run = skillgap_reading(&[&["progress"][..], &shared].concat(), &text(&records));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let days: Vec<f64> = answer["days"]
        .as_array()
        .unwrap()
        .iter()
        .map(|day| day["roles"][0]["readiness"].as_f64().unwrap())
        .collect();
    // SQL 1 is 3 of 8; from the third day on, Python 2 adds 3 more.
    assert_eq!(days, [0.375, 0.375, 0.75]);
    // Python was at most 1 and is now at least 2. SQL is now 1 to 2, which it may have been before.
    assert_eq!(answer["rose"].as_array().unwrap().len(), 1);
    assert_eq!(answer["rose"][0]["skill"], "python");
    assert_eq!((&answer["rose"][0]["from"], &answer["rose"][0]["to"]), (&1.into(), &2.into()));
    assert_eq!(answer["fell"].as_array().unwrap().len(), 0);
    let ready = Fraction { part: 3, whole: 8 }.fraction();
    assert_eq!(answer["roles"][0]["if_only_rated"]["readiness"], ready);
}

#[test]
fn batch_reads_the_answers_of_a_whole_profile() {
    let lines = concat!(
        r#"{"id": "a", "said": [{"skill": "sql", "level": 1, "can": true, "on": "2026-11-20", "by": "self"}]}"#,
        "\n",
        r#"{"id": "b", "ratings": {"python": 2}, "said": [{"skill": "sql", "level": 1, "can": false}]}"#,
        "\n",
        r#"{"id": "c", "said": [{"skill": "sql", "level": 0, "can": true}]}"#,
        "\n",
        r#"{"id": "d", "said": [{"skill": "sql", "level": 1}]}"#,
        "\n",
    );
    let run = skillgap_reading(&["batch", "--role", "maker", "--maps-only", SMALL], lines);
    let answers: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // Of 8: SQL at 1 is 3, and a language at 2 is 3. Without SQL 1, tuning is not possible, which is 2.
    assert_eq!(answers[0]["roles"][0]["readiness"], 0.375);
    assert_eq!(answers[1]["roles"][0]["readiness"], 0.375);
    assert_eq!(answers[1]["roles"][0]["coverage"], 1.0);
    assert_eq!(answers[2]["error"]["code"], "level-off-scale");
    assert_eq!(answers[3]["error"]["code"], "missing-key");
}
