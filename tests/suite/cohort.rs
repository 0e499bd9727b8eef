//! `cohort` on real files: which numbers are shown, what is reported about whom, and what is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::support::{json, skillgap, skillgap_reading};
use serde_json::Value;

const COHORT: &str = "tests/fixtures/cohort";
const FORM: &str = "tests/fixtures/form.csv";

/// Makes a folder for one test, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    for (file, text) in files {
        fs::write(path.join(file), text).unwrap();
    }
    path.to_string_lossy().into_owned()
}

fn person<'v>(people: &'v Value, id: &str) -> &'v Value {
    let found = people.as_array().unwrap().iter().find(|person| person["person"] == id);
    found.unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_person_has_the_same_numbers_as_in_gap_and_roadmap() {
    let role = ["--role", "own", "--json", "--today", "2026-11-22"];
    let summary = json(&[&["cohort", "summary", COHORT], &role[..]].concat());
    let mut compared = 0;
    for id in ["ada", "bo", "cleo", "eve", "finn", "gwen", "hugo"] {
        let line = person(&summary["people"], id);
        let profile = format!("{COHORT}/{id}.toml");
        let wanted = line["roles"][0].as_str().unwrap();
        let gap = json(&["gap", "--role", wanted, "--profile", &profile, "--json"]);
        let gap = &gap["roles"][0];
        for field in [
            "seniority",
            "readiness",
            "readiness_high",
            "coverage",
            "met",
            "asked",
            "core_met",
            "core_asked",
            "areas",
        ] {
            assert_eq!(line[field], gap[field], "{id}: {field}");
        }
        compared += 1;
    }
    assert_eq!(compared, 7);
    assert_eq!(person(&summary["people"], "dan")["readiness"], Value::Null);
}

#[test]
fn a_role_for_everybody_counts_before_each_ones_goal() {
    let summary = json(&["cohort", "summary", COHORT, "--json"]);
    assert_eq!(summary["roles"][0], "api-developer");
    assert_eq!(person(&summary["people"], "cleo")["roles"][0], "api-developer");
    let summary = json(&[
        "cohort",
        "summary",
        COHORT,
        "--role",
        "devops-engineer",
        "--seniority",
        "mid",
        "--json",
    ]);
    let ada = person(&summary["people"], "ada");
    assert_eq!(
        (&ada["roles"][0], &ada["seniority"]),
        (&Value::from("devops-engineer"), &Value::from("mid"))
    );
}

#[test]
fn a_cohort_says_in_its_settings_what_the_flags_would() {
    let ada = "format = 1\n[goal]\nroles = [\"devops-engineer\"]\n[ratings]\ngit = 2\n";
    let seen = |settings: &str| {
        let files = [("cohort.toml", settings), ("ada.toml", ada)];
        let path = folder("settings", &files);
        let summary = json(&["cohort", "summary", &path, "--json"]);
        let line = person(&summary["people"], "ada");
        let text = |value: &Value| value.as_str().unwrap().to_string();
        (text(&line["roles"][0]), text(&line["seniority"]), summary["since"].clone())
    };
    let answer = |role: &str, seniority: &str, since: Value| {
        (role.to_string(), seniority.to_string(), since)
    };
    assert_eq!(seen("format = 1\n"), answer("devops-engineer", "junior", Value::Null));
    let all = "format = 1\nrole = \"API developer\"\nseniority = \"mid\"\nstart = 2026-09-01\n";
    assert_eq!(seen(all), answer("api-developer", "mid", "2026-09-01".into()));
    let own = "format = 1\nrole = \"own\"\nseniority = \"senior\"\n";
    assert_eq!(seen(own), answer("devops-engineer", "senior", Value::Null));
}

#[test]
fn a_raters_levels_count_where_they_have_some() {
    let rated = |more: &[&str]| {
        let arguments = ["cohort", "summary", COHORT, "--skills", "--json"];
        let summary = json(&[&arguments, more].concat());
        let skills = person(&summary["people"], "eve")["skills"].clone();
        let level = |skill: &str| {
            let stands = skills.as_array().unwrap();
            let stand = stands.iter().find(|stand| stand["skill"] == skill);
            stand.unwrap()["level_low"].as_u64().unwrap()
        };
        (level("secure-coding"), level("input-validation"))
    };
    assert_eq!(rated(&[]), (1, 1));
    assert_eq!(rated(&["--rater", "noor"]), (3, 1));
}

#[test]
fn each_skill_is_counted_for_those_whose_role_asks_for_it() {
    let summary = json(&["cohort", "summary", COHORT, "--role", "own", "--skills", "--json"]);
    let people = summary["people"].as_array().unwrap();
    for count in summary["skills"].as_array().unwrap() {
        let same = |stand: &&Value| {
            stand.get("skill") == count.get("skill") && stand.get("any_of") == count.get("any_of")
        };
        let stands: Vec<&Value> = people
            .iter()
            .flat_map(|person| person["skills"].as_array().unwrap().iter().filter(same))
            .collect();
        let number = |holds: &dyn Fn(&Value) -> bool| stands.iter().filter(|s| holds(s)).count();
        assert_eq!(count["asked"], stands.len());
        assert_eq!(count["met"], number(&|s| s["met"] == true));
        assert_eq!(count["below"], number(&|s| s["met"] == false && s["settled"] == true));
        assert_eq!(count["unknown"], number(&|s| s["settled"] == false));
    }
}

#[test]
fn nobody_is_to_be_recognised_in_an_anonymous_summary() {
    let broken = "format = 1\nname = \"Zacharias\"\n[ratings]\npython = 9\n";
    let good = "format = 1\nname = \"Melchior Quist\"\n[ratings]\npython = 2\n[[rating]]\nskill = \"git\"\nlevel = 2\non = 2026-10-01\nby = \"Professor Xu\"\nevidence = \"https://example.org/melchior\"\nnote = \"hush-hush\"\n[[claim]]\nskill = \"Balthasars thing\"\n";
    let path =
        folder("anonymous", &[("zacharias.toml", broken), ("m.quist@example.org.toml", good)]);
    let hidden =
        ["Zacharias", "zacharias", "Melchior", "melchior", "quist", "Xu", "hush", "Balthasar"];
    for format in ["table", "json", "markdown", "csv"] {
        let run = skillgap(&[
            "cohort",
            "summary",
            &path,
            "--role",
            "api-developer",
            "--anonymous",
            "--skills",
            "--format",
            format,
        ]);
        assert_eq!(run.code, 3, "{}", run.stderr);
        assert!(!run.stdout.is_empty());
        for word in hidden {
            assert!(!run.stdout.contains(word), "{format}: {word} in {}", run.stdout);
            assert!(!run.stderr.contains(word), "{format}: {word} in {}", run.stderr);
        }
    }
}

#[test]
fn an_anonymous_summary_of_files_that_are_all_broken_names_nobody() {
    let broken = "format = 1\nname = \"Zacharias\"\n[ratings]\npython = 9\n";
    let path = folder("all-broken", &[("zacharias.toml", broken)]);
    let arguments = ["cohort", "summary", &path, "--role", "api-developer"];
    let open = skillgap(&arguments);
    assert!(open.code == 3 && open.stderr.contains("zacharias.toml"), "{}", open.stderr);
    let hidden = skillgap(&[&arguments[..], &["--anonymous"]].concat());
    assert_eq!((hidden.code, hidden.stdout.as_str()), (3, ""));
    assert!(!hidden.stderr.contains("acharias"), "{}", hidden.stderr);
    assert!(hidden.stderr.contains("without --anonymous"), "{}", hidden.stderr);
}

#[test]
fn an_anonymous_summary_withholds_figures_about_fewer_than_five() {
    let summary =
        json(&["cohort", "summary", FORM, "--role", "api-developer", "--anonymous", "--json"]);
    let skills = summary["skills"].as_array().unwrap();
    let (mut shown, mut withheld) = (0, 0);
    for count in skills {
        let figures = ["met", "below", "unknown"].map(|field| &count[field]);
        if figures.iter().all(|figure| figure.is_null()) {
            withheld += 1;
            continue;
        }
        shown += 1;
        for figure in figures {
            let people = figure.as_u64().unwrap();
            assert!(people == 0 || people >= 5, "{count}");
        }
    }
    assert!(shown > 0 && withheld > 0, "{shown}, {withheld}");
    let open = json(&["cohort", "summary", FORM, "--role", "api-developer", "--json"]);
    assert_eq!(open["withheld_below"], Value::Null);
    assert!(open["skills"].as_array().unwrap().iter().all(|count| count["met"].is_u64()));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place_and_the_rest_is_used() {
    let path = folder(
        "one-broken",
        &[
            ("ada.toml", "format = 1\n[ratings]\npython = 2\n"),
            ("bo.toml", "format = 1\n[ratings]\npython = 7\n"),
            (".hidden.toml", "not read"),
            ("notes.txt", "not read"),
        ],
    );
    let run = skillgap(&["cohort", "summary", &path, "--role", "api-developer", "--json"]);
    assert_eq!(run.code, 3);
    let summary: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(summary["people"].as_array().unwrap().len(), 1);
    assert_eq!(summary["notes"].as_array().unwrap().len(), 1);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    let problem = &error["error"]["problems"][0];
    assert!(problem["file"].as_str().unwrap().ends_with("bo.toml"));
    assert_eq!(
        (&problem["line"], &problem["rule"]),
        (&Value::from(3), &Value::from("level-off-scale"))
    );
}

#[test]
fn what_is_no_cohort_is_refused() {
    let check = |arguments: &[&str], code: i32, words: &str| {
        let run = skillgap(&[&["cohort", "summary"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    };
    let empty = folder("nobody", &[("readme.txt", "")]);
    check(&[&empty], 3, "no people in this cohort");
    check(&["tests/no-such-folder"], 1, "cannot read tests/no-such-folder");
    check(&[COHORT, "--rate", "python=2"], 2, "--rate is about one person");
    check(&[COHORT, "--role", "own,api-developer"], 2, "`own` or roles");
    check(&[COHORT, "--role", "api-develloper"], 2, "did you mean `api-developer`");
    check(&[COHORT, "--rater", "Nora"], 2, "`Nora` rated nobody");
    check(&[COHORT, "--since", "yesterday"], 2, "not a day");
    let settings = "format = 1\nrole = \"api-develper\"\nseniorty = \"mid\"\nprefer = [\"pyhton\"]\nstart = 2026-13-40\n";
    let wrong =
        folder("wrong-settings", &[("cohort.toml", settings), ("ada.toml", "format = 1\n")]);
    let settings = settings.replace("2026-13-40", "\"2026-13-40\"");
    fs::write(format!("{wrong}/cohort.toml"), settings).unwrap();
    check(&[&wrong], 3, "4 problems");
    check(&[&wrong], 3, "there is no role `api-develper`");
    check(&[&wrong], 3, "did you mean `python`?");
}

#[test]
fn a_name_is_no_formula_and_steers_no_terminal() {
    let csv = "person,python,git\n=1+2,2,1\n\u{1b}[31mred,1,1\n";
    let arguments = ["cohort", "summary", "-", "--role", "api-developer", "--format", "csv"];
    let run = skillgap_reading(&arguments, csv);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("\n'=1+2,'=1+2,"), "{}", run.stdout);
    for command in ["summary", "session", "pairs"] {
        let run = skillgap_reading(&["cohort", command, "-", "--role", "api-developer"], csv);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(!run.stdout.contains('\u{1b}'), "{command}: {}", run.stdout);
    }
}

#[test]
fn json_lines_and_csv_of_the_same_people_give_the_same_answer() {
    let csv = "name,role,seniority,python,git\nAda,api-developer,mid,2 – working,1\nBo,devops-engineer,,none,\n";
    let lines = "{\"name\": \"Ada\", \"role\": \"api-developer\", \"seniority\": \"mid\", \"ratings\": {\"python\": 2, \"git\": 1}}\n\n{\"name\": \"Bo\", \"role\": \"devops-engineer\", \"ratings\": {\"python\": 0}}\n";
    let answer = |input: &str| {
        let run = skillgap_reading(&["cohort", "summary", "-", "--json"], input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    assert_eq!(answer(csv), answer(lines));
    assert!(answer(csv).contains("\"seniority\": \"mid\""));
}

#[test]
fn earlier_pairs_do_not_come_again() {
    let tmp = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let pairs = |csv: &str| -> BTreeSet<(String, String)> {
        csv.lines()
            .skip(1)
            .filter_map(|line| {
                let mut cells = line.split(',').map(str::to_string);
                Some((cells.next()?, cells.next().filter(|second| !second.is_empty())?))
            })
            .collect()
    };
    let mut arguments: Vec<String> =
        ["cohort", "pairs", FORM, "--role", "api-developer", "--format", "csv"]
            .map(String::from)
            .to_vec();
    let mut seen = BTreeSet::new();
    for week in 1..=3 {
        let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let run = skillgap(&words);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let now = pairs(&run.stdout);
        assert!(now.len() >= 14, "{now:?}");
        assert!(seen.is_disjoint(&now), "week {week}");
        seen.extend(now);
        let path = tmp.join(format!("week-{week}.csv"));
        fs::write(&path, &run.stdout).unwrap();
        arguments.extend(["--avoid".to_string(), path.to_string_lossy().into_owned()]);
    }
}

#[test]
fn two_folders_and_two_days_of_one_give_the_same_movement() {
    let before = folder(
        "before",
        &[
            ("ada.toml", "format = 1\nname = \"Ada\"\n[ratings]\npython = 1\ngit = 2\nsql = 1\n"),
            ("gone.toml", "format = 1\n[ratings]\ngit = 1\n"),
        ],
    );
    let later = "\n[[rating]]\nskill = \"python\"\nlevel = 2\non = 2026-10-01\n[[rating]]\nskill = \"git\"\nlevel = 1\non = 2026-10-02\n[[rating]]\nskill = \"http\"\nlevel = 1\non = 2026-10-02\n";
    let after =
        format!("format = 1\nname = \"Ada\"\n[ratings]\npython = 1\ngit = 2\nsql = 1\n{later}");
    let after = folder("after", &[("Ada.toml", &after), ("new.toml", "format = 1\n")]);
    let shared = ["--role", "api-developer", "--json"];
    let places = json(&[&["cohort", "compare", &before, &after], &shared[..]].concat());
    let days = json(
        &[
            &["cohort", "compare", &after, "--from", "2026-09-01", "--to", "2026-10-02"],
            &shared[..],
        ]
        .concat(),
    );
    assert_eq!(places["people"], days["people"]);
    let ada = &places["people"][0];
    assert_eq!(ada["changes"].as_array().unwrap().len(), 2);
    assert_eq!(ada["newly_rated"], serde_json::json!(["http"]));
    assert_eq!((&ada["rated_twice"], &ada["moved"]), (&Value::from(3), &Value::from(true)));
    assert_eq!(places["only_before"][0]["person"], "gone");
    assert_eq!(places["only_after"][0]["person"], "new");
    let text = skillgap(&["cohort", "compare", &before, &after, "--role", "api-developer"]).stdout;
    assert!(
        text.contains("1 rating of 1 person fell") && text.contains("response shift"),
        "{text}"
    );
    let half_way = json(&[
        "cohort",
        "compare",
        &after,
        "--from",
        "2026-09-01",
        "--to",
        "2026-10-01",
        "--json",
    ]);
    assert_eq!(half_way["people"][0]["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn self_and_mentor_are_compared_by_the_size_of_their_differences() {
    let raters = json(&["cohort", "compare", COHORT, "--raters", "--json"]);
    assert_eq!((&raters["compared"], &raters["within_one"]), (&Value::from(5), &Value::from(3)));
    let sizes: u64 = raters["sizes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|size| size["ratings"].as_u64().unwrap())
        .sum();
    assert_eq!(sizes, 5);
    let talk = raters["talk_about"].as_array().unwrap();
    assert_eq!(talk.len(), 2);
    for difference in talk {
        let level = |field: &str| difference[field].as_i64().unwrap();
        assert!((level("own") - level("theirs")).abs() > 1);
    }
}

#[test]
fn the_shown_case_gives_a_heat_map_four_sessions_and_fifteen_pairs() {
    let role = ["--role", "api-developer", "--seniority", "junior", "--json"];
    let of = |command: &str| json(&[&["cohort", command, FORM], &role[..]].concat());
    assert_eq!(of("summary")["people"].as_array().unwrap().len(), 30);
    assert_eq!(of("session")["sessions"].as_array().unwrap().len(), 4);
    assert_eq!(of("pairs")["pairs"].as_array().unwrap().len(), 15);
}

#[test]
fn a_name_is_one_person_whether_its_accents_are_composed_or_not() {
    const COMPOSED: &str = "Jos\u{e9} \u{c5}str\u{f6}m";
    const DECOMPOSED: &str = "Jose\u{301} A\u{30a}stro\u{308}m";
    let text = |name: &str, level: u8| format!("Name,SQL,Python\n{name},{level},1\n");
    let files = [
        ("composed.csv", text(COMPOSED, 2)),
        ("decomposed.csv", text(DECOMPOSED, 3)),
        ("both.csv", format!("{}{DECOMPOSED},3,1\n", text(COMPOSED, 2))),
        ("roster.txt", format!("{DECOMPOSED}\n{COMPOSED}\n")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    let profiles = |class: &str| {
        let names = fs::read_dir(class).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let is_profile = |name: &String| !name.starts_with('.') && name != "cohort.toml";
        names.filter(is_profile).collect::<Vec<String>>()
    };
    for (first, second) in [("composed", "decomposed"), ("decomposed", "composed")] {
        let here = folder(&format!("accents-{first}"), &files);
        let class = format!("{here}/class");
        let import = |name: &str, more: &[&str]| {
            let file = format!("{here}/{name}.csv");
            let call = ["cohort", "import", &file, "-o", &class, "--today", "2026-11-22"];
            let run = skillgap(&[&call[..], more].concat());
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert!(!run.stdout.contains("may be the same person"), "{}", run.stdout);
        };
        import(first, &[]);
        let before = profiles(&class);
        import(second, &["--roster", &format!("{here}/roster.txt")]);
        assert_eq!(profiles(&class), before, "no second profile, and its file keeps its name");
        let summary = json(&["cohort", "summary", &class, "--role", "api-developer", "--json"]);
        assert_eq!(summary["people"].as_array().unwrap().len(), 1, "{summary}");
        assert_eq!(summary["roster"]["people"], 1, "{summary}");
        assert_eq!(summary["roster"]["answered"], 1, "{summary}");
        // Somebody who answers at the mentor's machine is the same person, and is forgotten by either spelling.
        for name in [COMPOSED, DECOMPOSED] {
            let call = ["assess", "--plain", "--role", "api-developer", "--cohort", &class];
            assert_eq!(skillgap_reading(&call, &format!("{name}\nq\n")).code, 0);
            assert_eq!(profiles(&class), before);
            let run = skillgap(&["cohort", "forget", &class, name, "--dry-run"]);
            assert!(run.code == 0 && run.stdout.contains(&before[0]), "{name}: {}", run.stdout);
        }
        // Two rows of one file are two answers of one name.
        let both = format!("{here}/both.csv");
        let run = skillgap(&["cohort", "import", &both, "--dry-run", "--format", "json"]);
        assert!(run.stderr.contains("two-of-one-name"), "{}{}", run.stdout, run.stderr);
    }
}
