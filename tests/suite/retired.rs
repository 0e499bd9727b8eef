//! Retired skills: how a map lists them, what happens to everything that names one, and `profile migrate`.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;

use crate::support::{Run, json, skillgap, skillgap_reading};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Profile;
use skillgap::domain::rater::Rater;
use skillgap::files::profile_migration::migrate;
use skillgap::files::profile_toml::read_profile;
use skillgap::library::maps::{MapsFrom, load};

/// The small maps with three retired skills: `backend-languages`, split into python and java; `dba`, now part of sql;
/// and `punch-cards`, without a successor.
const MAPS: &str = "tests/fixtures/retired";
const SMALL: &str = "tests/fixtures/small";

fn maps() -> SkillMaps {
    load(&MapsFrom { without_shipped: true, over: vec![MAPS.into()] }).unwrap().maps
}

/// Makes an empty folder with this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("retired").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Makes a profile with this text in a folder with this name.
fn profile(name: &str, text: &str) -> PathBuf {
    let path = folder(name).join("profile.toml");
    fs::write(&path, text).unwrap();
    path
}

fn run(words: &[&str]) -> Run {
    skillgap(&[words, &["--maps-only", MAPS, "--today", "2026-11-22"]].concat())
}

fn run_on(path: &Path, words: &[&str]) -> Run {
    run(&[words, &["--profile", path.to_str().unwrap()]].concat())
}

fn json_on(path: &Path, words: &[&str]) -> Value {
    let run = run_on(path, &[words, &["--json"]].concat());
    assert_eq!(run.code, 0, "{words:?}: {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

fn read(text: &str) -> Profile {
    let (draft, found) = read_profile(0, text);
    draft.validate(&maps(), found).unwrap_or_else(|why| panic!("{text}: {why:?}"))
}

/// Returns what counts in a profile: skill, lowest and highest level.
fn counts(text: &str, by: &Rater) -> Vec<(String, u8, u8)> {
    let maps = maps();
    let ratings = read(text).ratings(&maps, by);
    let level = |(skill, (low, high)): (skillgap::domain::catalog::SkillIndex, _)| {
        let (low, high): (skillgap::domain::level::Level, skillgap::domain::level::Level) =
            (low, high);
        (maps[skill].id.to_string(), low.number(), high.number())
    };
    ratings.ranges().map(level).collect()
}

fn check(text: &str, expected: &[(&str, u8)]) {
    let text = format!("format = 1\n{text}");
    let found = counts(&text, &Rater::OWN);
    let expected: Vec<(String, u8, u8)> =
        expected.iter().map(|(skill, level)| (skill.to_string(), *level, *level)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_level_of_a_split_skill_counts_for_each_that_took_its_place() {
    check("[ratings]\nbackend-languages = 3\n", &[("python", 3), ("java", 3)]);
    check(
        "[ratings]\n\"Backend languages\" = 1\ndba = 2\n",
        &[("python", 1), ("java", 1), ("sql", 2)],
    );
    check("[[rating]]\nskill = \"dba\"\nlevel = 2\non = 2026-01-01\n", &[("sql", 2)]);
}

#[test]
fn what_was_said_of_the_skill_itself_counts_whatever_its_day() {
    let split = "[[rating]]\nskill = \"backend-languages\"\nlevel = 3\non = 2026-05-01\n";
    for own in ["2026-01-01", "2026-05-01", "2026-09-01"] {
        let text = format!("{split}[[rating]]\nskill = \"java\"\nlevel = 1\non = {own}\n");
        check(&text, &[("python", 3), ("java", 1)]);
    }
    check(&format!("[ratings]\njava = 0\n{split}"), &[("python", 3), ("java", 0)]);
    // An answer to one sentence is also a statement about the skill, but says nothing about the ratings of another
    // rater.
    let said = format!(
        "format = 1\n{split}[[said]]\nskill = \"java\"\nlevel = 1\ncan = true\non = 2026-01-01\n"
    );
    assert_eq!(counts(&said, &Rater::OWN)[1], ("java".to_string(), 1, 4));
    let grace = format!("{split}by = \"Grace\"\n[[rating]]\nskill = \"java\"\nlevel = 1\n");
    let found = counts(&format!("format = 1\n{grace}"), &Rater::named("Grace"));
    assert_eq!(found[1], ("java".to_string(), 3, 3));
}

#[test]
fn of_several_levels_of_a_split_skill_the_newest_counts() {
    let of =
        |level: u8, on: &str| format!("[[rating]]\nskill = \"dba\"\nlevel = {level}\non = {on}\n");
    check(&(of(3, "2026-02-01") + &of(1, "2026-01-01")), &[("sql", 3)]);
    check(&(of(3, "2026-02-01") + &of(1, "2026-02-01")), &[("sql", 1)]);
    // The same skill twice in the short form is an error, also under a retired name.
    let (draft, found) = read_profile(
        0,
        "format = 1\n[ratings]\nbackend-languages = 1\n\"Backend languages\" = 2\n",
    );
    let problems = draft.validate(&maps(), found).unwrap_err();
    assert_eq!(problems[0].code.name(), "duplicate-rating");
}

#[test]
fn claims_and_goals_stand_for_what_took_the_place_and_sentences_do_not() {
    let profile = read(
        "format = 1\n[goal]\nprefer = [\"java\", \"backend-languages\"]\nskip = [\"dba\", \"punch-cards\"]\n\
         [[claim]]\nskill = \"Backend languages\"\nsource = \"cv\"\n\
         [[said]]\nskill = \"backend-languages\"\nlevel = 2\ncan = true\n",
    );
    let maps = maps();
    let ids = |skills: &[skillgap::domain::catalog::SkillIndex]| -> Vec<String> {
        skills.iter().map(|skill| maps[*skill].id.to_string()).collect()
    };
    assert_eq!(ids(&profile.goal.prefer), ["java", "python"]);
    assert_eq!(ids(&profile.goal.skip), ["sql"]);
    let claimed: Vec<_> = profile.claims.iter().map(|claim| claim.skill).collect();
    assert_eq!(ids(&claimed), ["python", "java"]);
    assert_eq!((profile.said.len(), profile.entries.len(), profile.unknown.len()), (0, 0, 0));
}

#[test]
fn everything_that_is_retired_is_told_of_once_with_what_became_of_it() {
    let text = "format = 1\n[ratings]\nbackend-languages = 3\npunch-cards = 2\n\n[[rating]]\nskill = \"punch-cards\"\nlevel = 4\n\n\
                [[said]]\nskill = \"backend-languages\"\nlevel = 2\ncan = true\n";
    let path = profile("told", text);
    let gap = json_on(&path, &["gap", "--role", "maker"]);
    let notes: Vec<&str> =
        gap["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    let expected = [
        "line 3 of the profile names `backend-languages`, which was split into `python` and `java`: its level counts for Python and Java until they are rated; `skillgap profile migrate` writes the current names",
        "line 11 of the profile answers a sentence of `backend-languages`, which was split into `python` and `java`: it was about something else, so kept and not counted",
        "line 4 of the profile names `punch-cards`, which was retired: Nobody has a reader any more (as 1 more line does); it is kept and not counted",
    ];
    assert_eq!(notes, expected);
    // After a rating of a successor nothing more is reported about it, and a rating of one successor does not affect
    // the other.
    assert_eq!(run_on(&path, &["rate", "java=1"]).code, 0);
    let one = json_on(&path, &["gap", "--role", "maker"])["notes"][0].to_string();
    assert!(one.contains("its level counts for Python until that is rated"), "{one}");
    // What is said of another skill says nothing about Python, and what is said of Python does.
    let of_now = fs::read_to_string(&path).unwrap();
    let and_said = |skill: &str| {
        let said = format!("\n[[said]]\nskill = \"{skill}\"\nlevel = 1\ncan = true\n");
        let path = profile("told-said", &format!("{of_now}{said}"));
        json_on(&path, &["gap", "--role", "maker"])["notes"].to_string()
    };
    assert!(and_said("sql").contains("counts for Python until"), "{}", and_said("sql"));
    assert!(!and_said("python").contains("counts for Python"), "{}", and_said("python"));
    assert_eq!(run_on(&path, &["rate", "python=1"]).code, 0);
    let none = json_on(&path, &["gap", "--role", "maker"])["notes"].to_string();
    assert!(!none.contains("until"), "{none}");
    let shown = json_on(&path, &["profile", "show", "--history"]);
    let carried = "rated as backend-languages, which was split into python and java";
    let noted = |entry: &&Value| entry["note"] == carried;
    assert_eq!(shown["entries"].as_array().unwrap().iter().filter(noted).count(), 2);
    assert!(fs::read_to_string(&path).unwrap().starts_with(text), "reading writes nothing");
}

#[test]
fn a_retired_name_that_is_typed_is_refused_with_what_took_its_place() {
    for words in [
        &["skills", "backend-languages"][..],
        &["why", "backend-languages"],
        &["rate", "backend-languages=2"],
        &["goal", "--skip", "Backend languages"],
        &["roadmap", "--role", "maker", "--pin", "backend-languages"],
    ] {
        let path = profile("typed", "format = 1\n");
        let run = run(&[words, &["--profile", path.to_str().unwrap(), "--rate", "sql=1"]].concat());
        assert_eq!(run.code, 2, "{words:?}: {}", run.stderr);
        assert!(
            run.stderr.contains("was split into `python` and `java`"),
            "{words:?}: {}",
            run.stderr
        );
        assert!(
            run.stderr.contains("name `python` or `java` instead"),
            "{words:?}: {}",
            run.stderr
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "format = 1\n", "{words:?}");
    }
    let gone = run(&["skills", "Punched cards", "--json"]);
    assert_eq!(gone.code, 2);
    let error: Value = serde_json::from_str(&gone.stderr).unwrap();
    assert_eq!(error["error"]["code"], "retired-skill");
    let message = "the skill `Punched cards` was retired: Nobody has a reader any more";
    assert_eq!(error["error"]["message"], message);
}

#[test]
fn a_level_of_a_split_skill_in_rate_counts_where_nothing_is_rated_itself() {
    let path = profile("rate-flag", "format = 1\n[ratings]\njava = 1\n");
    let words = [
        "gap",
        "--role",
        "maker",
        "--rate",
        "backend-languages=3",
        "--rate",
        "dba=1",
        "--rate",
        "sql=2",
    ];
    let gap = json_on(&path, &words);
    let requirements = gap["roles"][0]["requirements"].as_array().unwrap();
    let level = |skill: &str| {
        let is_it = |one: &&Value| one["skill"] == skill || one["best"] == skill;
        requirements.iter().find(is_it).map(|one| one["level"].clone())
    };
    assert_eq!(level("sql"), Some(2.into()), "{gap}");
    assert_eq!(level("python"), Some(3.into()), "{gap}");
    assert!(
        gap["notes"].to_string().contains("`backend-languages` of --rate was split into"),
        "{gap}"
    );
    let batch = skillgap_reading(
        &["batch", "--maps-only", MAPS, "--role", "maker", "--rate", "dba=2", "--quiet"],
        "{\"id\":1,\"ratings\":{\"sql\":1}}\n{\"id\":2,\"ratings\":{}}\n",
    );
    let same = skillgap_reading(
        &["batch", "--maps-only", MAPS, "--role", "maker"],
        "{\"id\":1,\"ratings\":{\"sql\":1}}\n{\"id\":2,\"ratings\":{\"sql\":2}}\n",
    );
    assert_eq!((batch.code, &batch.stdout), (0, &same.stdout), "{}", batch.stderr);
}

/// Returns the answers of `batch` to a text, without the lists of unknown names.
fn batch(text: &str, from: &str) -> (Vec<Value>, String) {
    let run =
        skillgap_reading(&["batch", "--maps-only", MAPS, "--role", "maker", "--from", from], text);
    assert_eq!(run.code, 0, "{text}: {}", run.stderr);
    let lines = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (lines, run.stderr)
}

#[test]
fn batch_reads_retired_names_as_a_profile_does_line_by_line_and_row_by_row() {
    // In each pair the first text names the retired skill, and the second its meaning.
    for (retired, meant) in [
        (
            "{\"id\":1,\"ratings\":{\"backend-languages\":2}}",
            "{\"id\":1,\"ratings\":{\"python\":2,\"java\":2}}",
        ),
        (
            "{\"id\":1,\"ratings\":{\"java\":1,\"Backend languages\":\"3\",\"dba\":1}}",
            "{\"id\":1,\"ratings\":{\"python\":3,\"java\":1,\"sql\":1}}",
        ),
        (
            "{\"id\":1,\"rating\":[{\"skill\":\"dba\",\"level\":1,\"on\":\"2026-01-02\"}],\"ratings\":{\"sql\":3}}",
            "{\"id\":1,\"ratings\":{\"sql\":3}}",
        ),
        (
            "{\"id\":1,\"rating\":[{\"skill\":\"dba\",\"level\":1},{\"skill\":\"dba\",\"level\":2,\"on\":\"2026-01-02\"}]}",
            "{\"id\":1,\"ratings\":{\"sql\":2}}",
        ),
    ] {
        assert_eq!(batch(retired, "jsonl").0, batch(meant, "jsonl").0, "{retired}");
    }
    let (lines, _) = batch(
        "{\"id\":1,\"ratings\":{\"punch-cards\":2},\"said\":[{\"skill\":\"dba\",\"level\":1,\"can\":true}]}",
        "jsonl",
    );
    assert_eq!(lines[0]["unknown"], serde_json::json!(["punch-cards", "dba"]));
    // The fast reader handles plain digits, and the slow one words.
    for (retired, meant) in [
        ("id,backend-languages,java\n1,2,\n2,3,1\n3,,2\n", "id,python,java\n1,2,2\n2,3,1\n3,,2\n"),
        (
            "id,Backend languages,java\n1,working,\n2,\"3\",1\n3,,2\n",
            "id,python,java\n1,2,2\n2,3,1\n3,,2\n",
        ),
        ("id,dba (0-4),python\n1,2,\n", "id,sql,python\n1,2,\n"),
        ("id,by,dba\n1,,2\n", "id,sql\n1,2\n"),
    ] {
        let (found, told) = batch(retired, "csv");
        assert_eq!(found, batch(meant, "csv").0, "{retired}");
        assert!(told.contains("so its level counts for each replacement"), "{told}");
    }
    let (lines, told) = batch("id,punch-cards,sql\n1,2,1\n", "csv");
    assert_eq!(lines[0]["unknown"], serde_json::json!(["punch-cards"]));
    assert!(
        told.contains("which was retired: Nobody has a reader any more, so it is not read"),
        "{told}"
    );
    assert!(!told.contains("not the names of skills"), "{told}");
}

#[test]
fn a_class_that_answered_an_old_form_is_imported_under_the_name_that_it_was_asked_by_and_once() {
    let folder = folder("class");
    let answers = folder.join("answers.csv");
    fs::write(&answers, "Date,Name,Backend languages (0-4),Java,punch-cards\n2026-11-01,Ada,3,1,2\n2026-11-01,Bo,2,,\n").unwrap();
    let class = folder.join("class");
    let import = ["cohort", "import", answers.to_str().unwrap(), "-o", class.to_str().unwrap()];
    let first = run(&[&import[..], &["--json"]].concat());
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first.stdout.contains("asks for `backend-languages`, which was split into"),
        "{}",
        first.stdout
    );
    assert!(first.stdout.contains("asks for `punch-cards`, which was retired"), "{}", first.stdout);
    let ada = fs::read_to_string(class.join("ada.toml")).unwrap();
    assert_eq!(ada.matches("skill = \"backend-languages\"").count(), 1, "{ada}");
    assert!(ada.contains("skill = \"java\"") && !ada.contains("python"), "{ada}");
    assert_eq!(
        counts(&ada, &Rater::OWN),
        [("python".to_string(), 3, 3), ("java".to_string(), 1, 1)]
    );
    assert_eq!(run(&import).code, 0);
    assert_eq!(
        fs::read_to_string(class.join("ada.toml")).unwrap(),
        ada,
        "a second import adds nothing"
    );
    let summary = run(&["cohort", "summary", class.to_str().unwrap(), "--role", "maker", "--json"]);
    assert_eq!(summary.code, 0, "{}", summary.stderr);
    assert!(
        summary.stdout.contains("`backend-languages` was split into `python` and `java`"),
        "{}",
        summary.stdout
    );
}

#[test]
fn a_table_with_a_row_for_each_answer_may_name_retired_skills() {
    let folder = folder("long");
    let answers = folder.join("answers.csv");
    fs::write(&answers, "Name,Skill,Level\nAda,dba,2\nAda,punch-cards,1\nAda,java,1\n").unwrap();
    let class = folder.join("class");
    let import =
        ["cohort", "import", answers.to_str().unwrap(), "-o", class.to_str().unwrap(), "--json"];
    let run = run(&import);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("rows name `punch-cards`, which was retired"), "{}", run.stdout);
    let ada = fs::read_to_string(class.join("ada.toml")).unwrap();
    assert_eq!(counts(&ada, &Rater::OWN), [("java".to_string(), 1, 1), ("sql".to_string(), 2, 2)]);
}

#[test]
fn a_file_about_oneself_may_name_retired_skills() {
    let path = profile("own", "format = 1\n[ratings]\njava = 2\n");
    let table = path.with_file_name("levels.csv");
    fs::write(&table, "skill,level\nbackend-languages,3\npunch-cards,1\n").unwrap();
    let import = ["import", table.to_str().unwrap()];
    let first = run_on(&path, &import);
    assert_eq!(first.code, 0, "{}", first.stderr);
    for said in
        ["1 rating", "backend-languages was split into python and java", "punch-cards was retired"]
    {
        assert!(first.stdout.contains(said), "{said}: {}", first.stdout);
    }
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("backend-languages").count(), 1, "{text}");
    assert_eq!(
        counts(&text, &Rater::OWN),
        [("python".to_string(), 3, 3), ("java".to_string(), 2, 2)]
    );
    assert_eq!(run_on(&path, &import).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text, "a second import adds nothing");
    let list = path.with_file_name("list.txt");
    fs::write(&list, "Backend languages\ndba\n").unwrap();
    let listed = json_on(&path, &["import", list.to_str().unwrap(), "--dry-run"]);
    let claims: Vec<&Value> =
        listed["claims"].as_array().unwrap().iter().map(|c| &c["skill"]).collect();
    assert_eq!(claims, ["sql"], "python and java are rated already: {listed}");
}

#[test]
fn settings_of_a_cohort_and_maps_of_columns_may_name_retired_skills() {
    let folder = folder("settings");
    fs::write(
        folder.join("cohort.toml"),
        "format = 1\nrole = \"maker\"\nprefer = [\"backend-languages\"]\n",
    )
    .unwrap();
    fs::write(folder.join("ada.toml"), "format = 1\nname = \"Ada\"\n[ratings]\ndba = 2\n").unwrap();
    let summary = run(&["cohort", "summary", folder.to_str().unwrap(), "--json"]);
    assert_eq!(summary.code, 0, "{}", summary.stderr);
    let answers = folder.join("answers.csv");
    fs::write(&answers, "Name,Our question\nBo,3\n").unwrap();
    let map = folder.join("map.txt");
    fs::write(&map, "format = 1\n[columns]\n\"Our question\" = \"dba\"\n").unwrap();
    let (answers, map) = (answers.to_str().unwrap(), map.to_str().unwrap());
    let import = run(&["cohort", "import", answers, "--map", map, "-o", folder.to_str().unwrap()]);
    assert_eq!(import.code, 0, "{}", import.stderr);
    let bo = fs::read_to_string(folder.join("bo.toml")).unwrap();
    assert!(bo.contains("skill = \"dba\""), "{bo}");
}

#[test]
fn own_maps_may_retire_a_skill_and_have_again_what_was_retired_below() {
    let folder = folder("own-maps");
    let over = |text: &str| {
        let path = folder.join("over.toml");
        fs::write(&path, format!("format = 1\narea = \"code\"\n{text}")).unwrap();
        let run = skillgap(&["maps", "check", "--maps-only", MAPS, path.to_str().unwrap()]);
        (run.code, run.stderr)
    };
    assert_eq!(
        over("[[retired]]\nid = \"fortran\"\nreason = \"We do not teach it.\"\n"),
        (0, String::new())
    );
    // A skill that others need cannot simply be retired: every entry that names it is reported.
    let (code, said) = over("[[retired]]\nid = \"sql\"\nsplit_into = [\"tuning\"]\n");
    assert_eq!(code, 3);
    assert!(said.contains("the skill `sql` is retired") && said.contains("retired/"), "{said}");
    let code_file = fs::read_to_string(Path::new(SMALL).join("code.toml")).unwrap();
    let python = code_file.split("[[skill]]").nth(2).unwrap();
    let skill = python
        .replace("\"python\"", "\"dba\"")
        .replace("\"Python\"", "\"Punched cards\"")
        .replace("python2", "dba2");
    assert_eq!(over(&format!("[[skill]]{skill}")), (0, String::new()), "both names live again");
}

/// Migrates a profile, and checks that the same counts for everybody; if no sentence is answered, on every day.
fn migrated(before: &str) -> String {
    let maps = maps();
    let profile = read(before);
    let migration =
        migrate(before, &profile, &maps).unwrap_or_else(|why| panic!("{before}: {why:?}"));
    let after = read(&migration.text);
    let raters = [Rater::OWN, Rater::named("Grace")];
    let days = ["2025-12-31", "2026-01-01", "2026-02-01", "2026-03-01", "2027-01-01"];
    for rater in &raters {
        let on = |profile: &Profile, day| {
            let current = profile.current_on(&maps, rater, day);
            current.iter().map(|current| current.range()).collect::<Vec<_>>()
        };
        let past = if before.contains("[[said]]") { 4 } else { 0 };
        for day in days[past..].iter().map(|day| Some(day.parse().unwrap())) {
            assert_eq!(
                on(&profile, day),
                on(&after, day),
                "{rater} on {day:?}:\n{before}\n{}",
                migration.text
            );
        }
    }
    let again = migrate(&migration.text, &after, &maps).unwrap();
    assert_eq!(again.migrated.changes, [], "{}", migration.text);
    assert_eq!(again.text, migration.text);
    migration.text
}

#[test]
fn a_migration_changes_former_names_and_no_other_byte() {
    for (before, after) in [
        ("format = 1 # mine\n", "format = 1 # mine\n"),
        (
            "format = 1\n[ratings]\npython2 = 3 # since school\nPython = 2\n"
                .replace("Python = 2\n", "sql = 1\n")
                .as_str(),
            "format = 1\n[ratings]\npython = 3 # since school\nsql = 1\n",
        ),
        ("format = 1\n[ratings]\n'python2' = 3", "format = 1\n[ratings]\n'python' = 3"),
        (
            "format = 1\r\n[ratings]\r\n  \"Backend languages\" = 3 # both\r\nsql = 1\r\n",
            "format = 1\r\n[ratings]\r\n  \"python\" = 3 # both\r\n  \"java\" = 3 # both\r\nsql = 1\r\n",
        ),
        (
            "format = 1\n[ratings]\nbackend-languages = 3",
            "format = 1\n[ratings]\npython = 3\njava = 3",
        ),
        (
            "format = 1\nratings . backend-languages = 3\n",
            "format = 1\nratings . python = 3\nratings . java = 3\n",
        ),
        (
            "format = 1\nratings = { sql = 1, backend-languages = 3 }\n",
            "format = 1\nratings = { sql = 1, python = 3, java = 3 }\n",
        ),
        (
            "format = 1\n[ratings]\njava = 1\nbackend-languages = 3\n",
            "format = 1\n[ratings]\njava = 1\npython = 3\n",
        ),
        (
            "format = 1\n[goal]\nprefer = [\"sql\", 'backend-languages'] # x\nskip = [\"dba\"]\n",
            "format = 1\n[goal]\nprefer = [\"sql\", 'python', 'java'] # x\nskip = [\"sql\"]\n",
        ),
        (
            "format = 1\n[[claim]]\nskill = \"backend-languages\"\nsource = \"cv\"\n",
            "format = 1\n[[claim]]\nskill = \"python\"\nsource = \"cv\"\n\n[[claim]]\nskill = \"java\"\nsource = \"cv\"\n",
        ),
    ] {
        assert_eq!(migrated(before), after);
    }
}

#[test]
fn a_dated_rating_is_written_for_each_with_its_day_rater_evidence_and_a_note() {
    let block = "\n[[rating]] # long ago\nlevel = 3\nskill = \"backend-languages\" # all of it\non = 2026-02-01\nby = \"Grace\"\nevidence = \"a link\"\n";
    let after = migrated(&format!("format = 1\n{block}\n# end\n"));
    let noted = "note = \"rated as backend-languages, which was split into python and java\"\n";
    let of = |id: &str| {
        let block = block.replace("backend-languages", id);
        block.replace("# all of it\n", &format!("# all of it\n{noted}"))
    };
    assert_eq!(after, format!("format = 1\n{}{}\n# end\n", of("python"), of("java")));
    // The user's own note stays as it is.
    let own = "format = 1\n[[rating]]\nskill = \"dba\"\nlevel = 1\nnote = \"mine\"\n";
    assert_eq!(migrated(own), own.replace("dba", "sql"));
    let inline = "format = 1\nrating = [{ skill = \"dba\", level = 1 }, { skill = \"backend-languages\", level = 2 }]\n";
    let text = migrated(inline);
    assert_eq!(text.matches("note = ").count(), 3, "{text}");
    assert!(text.starts_with("format = 1\nrating = [{ skill = \"sql\", note = \"rated as dba, which became part of sql\", level = 1 }, { skill = \"python\""), "{text}");
}

#[test]
fn what_was_rated_itself_before_is_not_written_again() {
    let of = |skill: &str, level: u8, on: &str| {
        format!("\n[[rating]]\nskill = \"{skill}\"\nlevel = {level}\non = {on}\n")
    };
    let split = of("backend-languages", 3, "2026-02-01");
    let before = migrated(&format!("format = 1\n{}{split}", of("java", 1, "2026-01-01")));
    assert_eq!(
        (before.matches("\"java\"").count(), before.matches("\"python\"").count()),
        (1, 1),
        "{before}"
    );
    let later = migrated(&format!("format = 1\n{split}{}", of("java", 1, "2026-03-01")));
    assert_eq!(later.matches("\"java\"").count(), 2, "{later}");
    let all = format!("format = 1\n[ratings]\njava = 1\npython = 1\n{split}");
    assert_eq!(migrated(&all), all, "nothing is lost, and nothing counts twice");
    let others =
        format!("format = 1\n[[rating]]\nskill = \"java\"\nlevel = 1\nby = \"Grace\"\n{split}");
    assert_eq!(migrated(&others).matches("\"java\"").count(), 2, "what Grace said is hers");
    let said = "\n[[said]]\nskill = \"backend-languages\"\nlevel = 2\ncan = false\n";
    let kept = format!("format = 1\n{said}[ratings]\npunch-cards = 4\n");
    assert_eq!(migrated(&kept), kept);
}

#[test]
fn migrate_shows_what_it_would_write_writes_it_and_undo_takes_it_back() {
    let text = "format = 1\nname = \"Ada\"\n\n[ratings]\npython2 = 2\npunch-cards = 1\n\n[[rating]]\nskill = \"dba\"\nlevel = 3\non = 2026-02-01\nby = \"Grace\"\n";
    let path = profile("command", text);
    let dry = run_on(&path, &["profile", "migrate", "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.stderr);
    for said in [
        "2 entries under former names",
        "python2",
        "2026-02-01",
        "Grace",
        "Nothing is written yet",
        "Nobody has a reader any more",
    ] {
        assert!(dry.stdout.contains(said), "{said}: {}", dry.stdout);
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing lies beside");
    let told = json_on(&path, &["profile", "migrate"]);
    let one = &told["profiles"][0];
    assert_eq!((&told["dry_run"], &one["written"]), (&false.into(), &true.into()));
    assert_eq!(
        one["changes"][1],
        serde_json::json!({
            "table": "[[rating]]", "line": 9, "name": "dba", "skills": ["sql"], "level": 3, "on": "2026-02-01", "by": "Grace",
        })
    );
    assert_eq!(one["kept"][0]["why"], "retired");
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.contains("python = 2\n") && after.contains("punch-cards = 1\n"), "{after}");
    let nothing = run_on(&path, &["profile", "migrate"]);
    assert!(nothing.stdout.contains("Nothing to migrate"), "{}", nothing.stdout);
    assert_eq!(run_on(&path, &["undo"]).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(
        run_on(&path, &["profile", "forget", "Punched cards"]).code,
        0,
        "by any of its names"
    );
    assert!(!fs::read_to_string(&path).unwrap().contains("punch-cards"));
    assert_eq!(run_on(Path::new("-"), &["profile", "migrate"]).code, 2);
    assert_eq!(run_on(&path.with_file_name("no.toml"), &["profile", "migrate"]).code, 1);
}

#[test]
fn who_forgets_what_took_the_place_is_told_that_the_old_level_counts_again() {
    let path = profile("forget", "format = 1\n[ratings]\nsql = 1\ndba = 3\n");
    let forgot = run_on(&path, &["profile", "forget", "sql"]);
    assert_eq!(forgot.code, 0, "{}", forgot.stderr);
    let said = "the level of `dba` counts for `sql` now";
    assert!(forgot.stdout.contains(said), "{}", forgot.stdout);
    let again = run_on(&path, &["profile", "forget", "sql"]);
    assert_eq!(again.code, 2, "{}", again.stdout);
    assert!(again.stderr.contains(said), "{}", again.stderr);
    assert_eq!(run_on(&path, &["profile", "forget", "dba"]).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), "format = 1\n[ratings]\n");
}

#[test]
fn the_profiles_of_a_cohort_are_migrated_together_or_not_at_all() {
    let folder = folder("together");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    let is = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    write("ada.toml", "format = 1\n[ratings]\ndba = 2\n");
    write("bo.toml", "format = 2\n[ratings]\ndba = 2\n");
    write("cleo.toml", "format = 1\n[ratings]\nsql = 2\n");
    write("cohort.toml", "format = 1\nprefer = [\"dba\"]\n");
    let migrate = ["profile", "migrate", "--cohort", folder.to_str().unwrap(), "--json"];
    let newer = run(&migrate);
    assert_eq!(newer.code, 3, "{}", newer.stdout);
    assert!(
        newer.stderr.contains("format-version") && newer.stderr.contains("bo.toml"),
        "{}",
        newer.stderr
    );
    assert_eq!(
        (is("ada.toml").as_str(), is("bo.toml").as_str()),
        ("format = 1\n[ratings]\ndba = 2\n", "format = 2\n[ratings]\ndba = 2\n")
    );
    fs::remove_file(folder.join("bo.toml")).unwrap();
    let told: Value = serde_json::from_str(&run(&migrate).stdout).unwrap();
    let written: Vec<&Value> =
        told["profiles"].as_array().unwrap().iter().map(|one| &one["written"]).collect();
    assert_eq!(written, [&Value::from(true), &Value::from(false)]);
    assert_eq!(is("ada.toml"), "format = 1\n[ratings]\nsql = 2\n");
    assert_eq!(run(&[&migrate[..], &["--profile", "x.toml"]].concat()).code, 2);
    let shipped =
        json(&["profile", "migrate", "--cohort", "tests/fixtures/cohort", "--dry-run", "--json"]);
    assert!(
        shipped["profiles"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["changes"] == serde_json::json!([]))
    );
}

/// Generates a profile from parts in any order, each with another name.
fn any_profile() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec![
        "backend-languages",
        "Backend languages",
        "dba",
        "punch-cards",
        "python2",
        "python",
        "java",
        "sql",
        "cobol",
    ]);
    let day = prop::sample::select(vec!["", "on = 2026-01-01\n", "on = 2026-02-01\n"]);
    let by = prop::sample::select(vec!["", "by = \"Grace\"\n", "note = 'mine'\n"]);
    let piece = (0..4, name, 0..5u8, day, by).prop_map(|(kind, name, level, day, by)| match kind {
        0 => format!("[[rating]]\nskill = '{name}' # a\nlevel = {level}\n{day}{by}"),
        1 => format!("# why\n[[rating]]\nlevel = {level}\n{by}{day}skill = \"{name}\"\n\n"),
        2 => {
            let by = if by.starts_with("by") { by } else { "" };
            let level = level.max(1);
            format!("[[said]]\nskill = \"{name}\"\nlevel = {level}\ncan = true\n{day}{by}")
        }
        _ => format!("[[claim]]\nskill = \"{name}\"\n"),
    });
    let short = prop::sample::subsequence(
        vec!["java = 1\n", "\"Backend languages\" = 2 # b\n", "dba = 3\n", "'python' = 4\n"],
        0..5,
    );
    let goal = prop::sample::select(vec![
        "",
        "[goal]\nprefer = ['dba', \"java\",\n  'backend-languages', # c\n]\n",
        "goal.skip = ['backend-languages', 'dba', 'sql', 'punch-cards']\n",
    ]);
    let pieces = prop::collection::vec(piece, 0..6);
    (goal, short.prop_shuffle(), pieces).prop_map(|(goal, short, pieces)| {
        format!("format = 1\n{goal}[ratings]\n{}{}", short.concat(), pieces.concat())
    })
}

proptest! {
    #[test]
    fn what_counts_is_the_same_after_any_migration(text in any_profile(), crlf: bool) {
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let after = migrated(&text);
        prop_assert!(!crlf || !after.replace("\r\n", "").contains('\n'));
    }
}
