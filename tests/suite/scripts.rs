//! What scripts rely on, for every command: JSON that its schema describes, also for errors; the same bytes in every
//! run; only results on standard output; and an error if the disk is full.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use crate::support::{command, skillgap, skillgap_reading};
use serde_json::{Value, json};

/// Calls of every command. `{here}` is a folder for one call, with a profile in it.
const CALLS: &[&[&str]] = &[
    &["--quiet"],
    &["assess", "--role", "api-developer"],
    &["undo", "--profile", "{here}/profile.toml"],
    &["goal", "--profile", "{here}/profile.toml"],
    &["goal", "devops-engineer", "--skip", "graphql", "--profile", "{here}/profile.toml"],
    &["rate", "python=2", "sql=1", "--profile", "{here}/profile.toml"],
    &["rate", "git=3", "--by", "Grace", "--evidence", "a review", "--profile", "{here}/new.toml"],
    &["done", "python", "--profile", "{here}/profile.toml"],
    &["done", "git", "--role", "api-developer", "--profile", "{here}/profile.toml"],
    &["done", "unit-converter", "--role", "api-developer", "--profile", "{here}/profile.toml"],
    &["done", "disk-report", "--evidence", "a link", "--profile", "{here}/new.toml"],
    &["gap"],
    &["gap", "--profile", "{here}/profile.toml"],
    &["gap", "--profile", "{here}/asked.toml"],
    &["roadmap", "--profile", "{here}/asked.toml"],
    &["next", "--profile", "{here}/asked.toml"],
    &["why", "unit-testing", "--profile", "{here}/asked.toml"],
    &["progress", "--profile", "{here}/asked.toml"],
    &["assess", "--plain", "--profile", "{here}/asked.toml"],
    &["gap", "--role", "api-developer,devops-engineer", "--seniority", "all", "--rate", "python=2"],
    &["gap", "--role", "api-developer", "--min", "90", "--min-core", "100%"],
    &["roadmap", "--role", "api-developer"],
    &["roadmap", "--profile", "{here}/profile.toml", "--first", "core"],
    &[
        "roadmap",
        "--role",
        "api-developer,database-developer",
        "--hours-per-week",
        "8",
        "--deadline",
        "2027-03-01",
        "--prefer",
        "java",
        "--pin",
        "containers",
        "--skip",
        "graphql",
        "--limit",
        "5",
    ],
    &["roadmap", "--role", "security-developer", "--until", "40", "--seniority", "senior"],
    &["next", "--role", "middleware-developer"],
    &["next", "--profile", "{here}/profile.toml", "-n", "1", "--hours-per-week", "5"],
    &["why", "containers", "--role", "api-developer"],
    &["why", "wordpress", "--role", "api-developer"],
    &["why", "library-lending-api", "--role", "api-developer"],
    &["why", "sql", "--profile", "{here}/profile.toml", "--rater", "Grace"],
    &["match", "tests/fixtures/adverts/job.txt", "--profile", "{here}/profile.toml"],
    &["match", "tests/fixtures/adverts/job.txt", "--save", "pools", "--maps", "{here}/own"],
    &["match", "tests/fixtures/adverts/job.txt", "tests/fixtures/adverts/page.html"],
    &["match", "tests/fixtures/broken/bad-link.toml"],
    &["roles"],
    &["roles", "api-developer", "devops-engineer"],
    &["skills"],
    &["skills", "python", "sql"],
    &["sources"],
    &["maps", "check"],
    &["maps", "check", "tests/fixtures/small", "--maps-only", "tests/fixtures/small"],
    &["maps", "list", "--maps-only", "tests/fixtures/small"],
    &["maps", "new", "role", "data-engineer"],
    &["maps", "new", "skill", "clickhouse"],
    &["maps", "export", "{here}/maps"],
    &["maps", "graph", "api-developer"],
    &["assess", "--role", "api-developer", "--plain", "--profile", "{here}/new.toml"],
    &["assess", "--plain", "--profile", "{here}/profile.toml"],
    &["progress", "--profile", "{here}/profile.toml"],
    &["progress", "--profile", "{here}/profile.toml", "--since", "2026-05-15", "--rater", "Grace"],
    &["profile", "show", "--profile", "{here}/profile.toml"],
    &["profile", "path", "--profile", "{here}/profile.toml"],
    &["profile", "new", "--name", "Bo", "--profile", "{here}/begun.toml"],
    &["profile", "migrate", "--profile", "{here}/profile.toml"],
    &["profile", "forget", "sql", "--profile", "{here}/profile.toml"],
    &["profile", "forget", "sql", "--for-good", "--profile", "{here}/profile.toml"],
    &["cohort", "form", "--role", "api-developer"],
    &["cohort", "import", "tests/fixtures/answers/google.csv", "-o", "{here}/imported"],
    &["cohort", "import", "tests/fixtures/answers/broken/no-level.csv", "-o", "{here}/imported"],
    &["cohort", "summary", "tests/fixtures/cohort", "--skills"],
    &["cohort", "session", "tests/fixtures/cohort"],
    &["cohort", "forget", "{here}", "Ada"],
    &["cohort", "session", "tests/fixtures/cohort", "--minutes", "90", "--first", "reach"],
    &["cohort", "session", "tests/fixtures/cohort", "--anonymous", "--sessions", "9"],
    &["cohort", "summary", "tests/fixtures/cohort", "--anonymous"],
    &["cohort", "pairs", "tests/fixtures/cohort"],
    &["cohort", "groups", "tests/fixtures/cohort", "--size", "2-4"],
    &["cohort", "compare", "tests/fixtures/cohort", "--from", "2026-06-01", "--to", "2026-11-01"],
    &["cohort", "compare", "tests/fixtures/cohort", "--raters"],
    &["batch", "tests/fixtures/people.jsonl", "--role", "api-developer"],
    &["assess", "--plain", "--cohort", "{here}/group"],
    &["schema"],
    &["schema", "gap"],
    &["completions", "bash"],
    &["man", "{here}/man"],
    &["report", "-o", "{here}/page.html"],
    &["report", "-o", "{here}/page.html", "--profile", "{here}/profile.toml"],
    &["cohort", "report", "tests/fixtures/cohort", "-o", "{here}/page.html"],
    &["export"],
    &["import", "{here}/ticks.csv", "--dry-run"],
    &["fit", "--answers", "left,right,either,left,right,left"],
];

/// Kinds whose documents are one of many lines.
const LINES: [&str; 5] =
    ["assess-question", "assess-answer", "assess-error", "batch", "batch-error"];

/// Calls that fail, in every way in which a call can fail.
const WRONG: &[&[&str]] = &[
    &["gap", "--role", "no-such-role"],
    &["gap", "--min", "80"],
    &["gap", "--role", "api-developer", "--min", "0.8"],
    &["gap", "--format", "dot"],
    &["gap", "--today", "yesterday"],
    &["gap", "--profile", "{here}/nothing-here.toml"],
    &["gap", "--maps-only", "tests/fixtures/broken/no-catalog"],
    &[
        "maps",
        "check",
        "--maps-only",
        "tests/fixtures/small",
        "tests/fixtures/broken/many-at-once.toml",
    ],
    &["rate", "python"],
    &["roadmap"],
    &["roadmap", "--role", "api-developer", "--until", "high"],
    &["schema", "gpa"],
    &["no-such-command"],
];

const PROFILE: &str = "format = 1
name = \"Ada\"

[goal]
roles = [\"api-developer\"]
hours_per_week = 6

[ratings]
python = 1
cobol = 2

[[rating]]
skill = \"sql\"
level = 2
on = 2026-05-01

[[rating]]
skill = \"sql\"
level = 3
on = 2026-06-01
by = \"Grace\"
";

/// A person who was interviewed by sentences: much of what the role asks for is likely, but not known.
const INTERVIEWED: &str = "format = 1

[goal]
roles = [\"api-developer\"]

[[said]]
skill = \"python\"
level = 2
can = true
on = 2026-11-01

[[said]]
skill = \"sql\"
level = 2
can = true
on = 2026-11-01

[[said]]
skill = \"containers\"
level = 2
can = false
on = 2026-11-01
";

/// Makes an empty folder for one call.
fn fresh(test: &str, number: usize) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("scripts").join(format!("{test}-{number}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("profile.toml"), PROFILE).unwrap();
    fs::write(folder.join("asked.toml"), INTERVIEWED).unwrap();
    let earlier = folder.join(".profile.toml.skillgap-earlier");
    fs::write(earlier, "format = 1\n[ratings]\npython = 2\n").unwrap();
    fs::write(folder.join("ticks.csv"), "kind,id,level,on\nstep,git,1,2026-11-01\n").unwrap();
    folder
}

fn arguments(call: &[&str], here: &Path) -> Vec<String> {
    let here = here.to_str().unwrap();
    let call = call.iter().map(|word| word.replace("{here}", here));
    call.chain(["--today".to_string(), "2026-11-22".to_string()]).collect()
}

fn run(call: &[&str], here: &Path, more: &[&str]) -> Output {
    command().args(arguments(call, here)).args(more).stdin(Stdio::null()).output().unwrap()
}

/// Collects the words of every command that has no subcommands.
fn leaves(command: &clap::Command, path: &[String], found: &mut Vec<Vec<String>>) {
    let mut within = command.get_subcommands().peekable();
    if within.peek().is_none() {
        found.push(path.to_vec());
    }
    for subcommand in within {
        let mut path = path.to_vec();
        path.push(subcommand.get_name().to_string());
        leaves(subcommand, &path, found);
    }
}

/// Returns the schema of a kind, closed: it refuses everything that it does not describe.
fn closed_schema(kind: &str) -> Value {
    let text = skillgap(&["schema", kind]).stdout;
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    let close = |object: &mut Value| {
        if object.get("properties").is_some() {
            object["unevaluatedProperties"] = json!(false);
        }
    };
    close(&mut schema);
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        definitions.values_mut().for_each(close);
    }
    schema
}

fn assert_described(document: &Value, kind: &str, what: &str) {
    let validator = jsonschema::draft202012::new(&closed_schema(kind)).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{what}");
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_command_is_called_here_and_has_examples_and_its_help_in_the_transcripts() {
    let root = skillgap::cli::command();
    let mut paths = Vec::new();
    leaves(&root, &[], &mut paths);
    let help = fs::read_to_string("tests/cmd/help.md").unwrap();
    for path in &paths {
        let called = CALLS
            .iter()
            .any(|call| call.starts_with(&path.iter().map(String::as_str).collect::<Vec<_>>()));
        assert!(called, "{path:?} has no call");
    }
    let mut open = vec![(root.clone(), "skillgap".to_string())];
    while let Some((command, name)) = open.pop() {
        let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let shows = |line: &str| line.trim_start().starts_with(&name);
        assert!(
            examples.contains("Examples:") && examples.lines().any(shows),
            "{name} has no examples: {examples}"
        );
        assert!(
            help.contains(&format!("$ {name} --help\n")),
            "the help of {name} is in no transcript"
        );
        for subcommand in command.get_subcommands() {
            open.push((subcommand.clone(), format!("{name} {}", subcommand.get_name())));
        }
    }
}

#[test]
fn every_answer_as_json_is_what_its_schema_describes() {
    let mut kinds = BTreeSet::new();
    for (number, call) in CALLS.iter().enumerate() {
        let output = run(call, &fresh("json", number), &["--json"]);
        let code = output.status.code().unwrap();
        if code != 0 {
            let error: Value = serde_json::from_slice(&output.stderr).unwrap();
            assert_described(&error, "error", &format!("{call:?}"));
        }
        if output.stdout.is_empty() {
            assert_ne!(code, 0, "{call:?} says nothing");
            continue;
        }
        if call[0] == "batch" {
            continue;
        }
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        if call[0] == "schema" && call.len() > 1 {
            assert!(document["$schema"].as_str().unwrap().contains("2020-12"));
            continue;
        }
        if call == &["gap", "--profile", "{here}/asked.toml"] {
            let role = &document["roles"][0];
            assert!(role["likely_readiness"].is_number(), "{role}");
            let requirements = role["requirements"].as_array().unwrap().iter();
            let likely = requirements.filter(|one| one["basis"] == "likely").collect::<Vec<_>>();
            assert!(likely.iter().any(|one| one["chance"].is_number()), "{likely:?}");
        }
        let kind = document["kind"].as_str().unwrap().to_string();
        assert_described(&document, &kind, &format!("{call:?}"));
        kinds.insert(kind);
    }
    let all: BTreeSet<String> =
        serde_json::from_str::<Value>(&skillgap(&["schema", "--json"]).stdout).unwrap()["schemas"]
            .as_array()
            .unwrap()
            .iter()
            .map(|schema| schema["kind"].as_str().unwrap().to_string())
            .filter(|kind| kind != "error" && !kind.ends_with("-file") && !LINES.contains(&&**kind))
            .collect();
    assert_eq!(kinds, all, "a kind without a document, or the other way round");
}

#[test]
fn lines_are_what_their_schemas_describe() {
    let batch = |more: &[&str]| {
        let call = [&["batch", "tests/fixtures/people.jsonl"], more].concat();
        skillgap(&call).stdout
    };
    let lines = batch(&[]) + &batch(&["--role", "api-developer", "--hours", "--roadmap", "3"]);
    let mut seen = BTreeSet::new();
    for line in lines.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let kind = if record.get("error").is_some() { "batch-error" } else { "batch" };
        assert_described(&record, kind, line);
        seen.insert(kind.to_string());
    }
    let answers = [
        json!({"unsure": true}),
        json!({"level": "two"}),
        json!({"seniority": "mid"}),
        json!({"hours_per_week": null}),
        json!({"ticked": []}),
        json!({"ratings": {"git": 2}}),
        json!({"can": ["sql:2"], "not": ["query-tuning:1"]}),
        json!({"skip": true}),
        json!({"level": 3, "evidence": "a link"}),
        json!({"stop": true}),
    ];
    for answer in answers.iter().filter(|answer| answer["level"] != "two") {
        assert_described(answer, "assess-answer", &answer.to_string());
    }
    seen.insert("assess-answer".to_string());
    let input: Vec<String> = answers.iter().map(Value::to_string).collect();
    let profile = fresh("protocol", 0).join("asked.toml");
    let call = ["assess", "--protocol", "json", "--profile", profile.to_str().unwrap()];
    let run = crate::support::skillgap_reading(&call, &input.join("\n"));
    for line in run.stdout.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let kind = match line["type"].as_str().unwrap() {
            "question" => "assess-question",
            "error" => "assess-error",
            _ => continue,
        };
        assert_described(&line, kind, &line.to_string());
        seen.insert(kind.to_string());
    }
    assert_eq!(seen, LINES.iter().map(ToString::to_string).collect());
}

#[test]
fn answers_are_described_whatever_the_role_the_seniority_and_the_ratings() {
    let ratings = [
        "",
        "python=2",
        "python=0,sql=0,git=0,http=0",
        "sql=4,relational-databases=1,linux=3",
        "java=3,spring-boot=4,docker=2,aws=1,git=2",
    ];
    let roles = crate::support::json(&["roles", "--json"]);
    let mut turn = 0;
    for role in roles["roles"].as_array().unwrap() {
        for seniority in ["junior", "mid", "senior"] {
            let ratings = ratings[turn % ratings.len()];
            turn += 1;
            for command in ["gap", "roadmap", "next"] {
                let mut call = vec![command, "--json", "--role", role["role"].as_str().unwrap()];
                call.extend(["--seniority", seniority]);
                if !ratings.is_empty() {
                    call.extend(["--rate", ratings]);
                }
                let document = crate::support::json(&call);
                assert_described(&document, command, &format!("{call:?}"));
            }
        }
    }
    assert!(turn >= 21);
}

#[test]
fn what_goes_wrong_is_one_json_object_on_standard_error() {
    for (number, call) in WRONG.iter().enumerate() {
        let here = fresh("wrong", number);
        let mut words = arguments(call, &here);
        if !call.contains(&"--format") {
            words.push("--json".to_string());
        }
        if call.contains(&"dot") {
            continue;
        }
        let output = command().args(&words).stdin(Stdio::null()).output().unwrap();
        let code = output.status.code().unwrap();
        assert!((1..=4).contains(&code), "{call:?}: {code}");
        assert_eq!(text(&output.stdout), "", "{call:?}");
        let error: Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_described(&error, "error", &format!("{call:?}"));
        assert_eq!(text(&output.stderr).lines().count(), 1, "{call:?}");
    }
}

/// A text with every kind of control character, as TOML writes it.
const STEERING: &str =
    r"Ada\u202E\u2066\u200E\u200B\u2028\u009B31m\u001B]0;x\u0007\uFEFF\U000E0041";

#[test]
fn no_free_text_steers_in_any_answer() {
    let steers = |c: char| skillgap::domain::clean::steers(c) && c != '\n' && c != '\t';
    let mut shown = BTreeSet::new();
    for (number, call) in CALLS.iter().enumerate() {
        for format in ["table", "markdown", "json", "csv", "ics", "tasks-csv", "toml"] {
            let here = fresh("steering", number);
            let profile = PROFILE
                .replace("\"Ada\"", &format!("\"{STEERING}\""))
                .replace(
                    "\"Grace\"",
                    &format!("\"Grace{STEERING}\"\nevidence = \"see {STEERING}\""),
                )
                .replace("cobol", &format!("\"cobol{STEERING}\""));
            fs::write(here.join("profile.toml"), &profile).unwrap();
            fs::create_dir(here.join("people")).unwrap();
            fs::write(here.join("people").join("ada.toml"), &profile).unwrap();
            let here_cohort = here.join("people").to_string_lossy().into_owned();
            let words: Vec<&str> = call
                .iter()
                .map(|word| if *word == "tests/fixtures/cohort" { &*here_cohort } else { word })
                .collect();
            let output = run(&words, &here, &["--format", format]);
            let page = fs::read_to_string(here.join("page.html")).unwrap_or_default();
            let said = text(&output.stdout).to_string() + text(&output.stderr) + &page;
            assert!(!said.contains(steers), "{call:?} {format}: {said:?}");
            if said.contains("Ada\u{fffd}") || said.contains("Ada\\u202e") {
                shown.insert(call[0]);
            }
        }
    }
    // The text was really displayed.
    for command in ["profile", "gap", "cohort", "goal", "progress", "report"] {
        assert!(shown.contains(command), "{command} shows no free text: {shown:?}");
    }
}

#[test]
fn the_same_call_gives_the_same_bytes() {
    for (number, call) in CALLS.iter().enumerate() {
        for format in ["table", "json", "markdown"] {
            let once = || run(call, &fresh("same", number), &["--format", format]);
            let (first, second) = (once(), once());
            assert_eq!(text(&first.stdout), text(&second.stdout), "{call:?}");
            assert_eq!(text(&first.stderr), text(&second.stderr), "{call:?}");
        }
    }
}

#[test]
fn a_full_disk_is_told_and_ends_with_1() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    for (number, call) in CALLS.iter().enumerate() {
        let usual = run(call, &fresh("full", number), &[]);
        if usual.stdout.is_empty() {
            continue;
        }
        let output = command()
            .args(arguments(call, &fresh("full", number)))
            .stdin(Stdio::null())
            .stdout(File::options().write(true).open("/dev/full").unwrap())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{call:?}");
        assert!(
            text(&output.stderr).contains("cannot write the answer"),
            "{call:?}: {}",
            text(&output.stderr)
        );
    }
}

/// Returns the contents of every file in a folder and its subfolders.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn whoever_misses_the_answer_is_told_whether_the_change_is_saved() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let (mut saved, mut unchanged) = (0, 0);
    let more: [&[&str]; 4] = [
        &["profile", "forget", "cobol", "--profile", "{here}/profile.toml"],
        &["import", "{here}/ticks.csv", "--profile", "{here}/profile.toml"],
        &["cohort", "import", "tests/fixtures/form.csv", "-o", "{here}/class"],
        &["undo", "--profile", "{here}/begun.toml"],
    ];
    for (number, call) in CALLS.iter().chain(&more).enumerate() {
        let here = fresh("saved", number);
        // A profile without an earlier version: the undo deletes it.
        fs::write(here.join("begun.toml"), PROFILE).unwrap();
        fs::write(here.join(".begun.toml.skillgap-earlier"), "").unwrap();
        let before = contents(&here);
        let output = command()
            .args(arguments(call, &here))
            .stdin(Stdio::null())
            .stdout(File::options().write(true).open("/dev/full").unwrap())
            .output()
            .unwrap();
        let said = text(&output.stderr);
        if !said.contains("cannot write the answer") {
            continue;
        }
        let is_changed = contents(&here) != before;
        let is_told = said.contains("help: the change before that")
            || said.contains("help: the changes before that");
        assert_eq!(is_told, is_changed, "{call:?}: {said}");
        let at = if is_changed { &mut saved } else { &mut unchanged };
        *at += 1;
        if call[0] == "rate" {
            assert!(said.contains(".toml is saved"), "{said}");
        }
        if call.contains(&"{here}/begun.toml") && call[0] == "undo" {
            assert!(said.contains("begun.toml is deleted"), "{said}");
        }
    }
    assert!(saved > 15 && unchanged > 30, "{saved} {unchanged}");
}

#[test]
fn results_are_the_same_where_nobody_hears_the_talk() {
    if !Path::new("/bin/sh").exists() {
        return;
    }
    for (number, call) in CALLS.iter().enumerate() {
        let usual = run(call, &fresh("closed", number), &[]);
        let program = command();
        let mut shell = std::process::Command::new("/bin/sh");
        shell.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear();
        for (name, value) in program.get_envs() {
            shell.env(name, value.unwrap());
        }
        let output = shell
            .args(["-c", "exec \"$0\" \"$@\" 2>&-"])
            .arg(program.get_program())
            .args(arguments(call, &fresh("closed", number)))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), usual.status.code(), "{call:?}");
        assert_eq!(text(&output.stdout), text(&usual.stdout), "{call:?}");
    }
}

#[test]
fn csv_has_as_many_cells_in_every_row_as_in_its_header() {
    let calls: [&[&str]; 11] = [
        &["gap"],
        &["gap", "--role", "api-developer", "--rate", "python=2"],
        &["gap", "--role", "api-developer", "--seniority", "all"],
        &["roadmap", "--role", "api-developer"],
        &["next", "--role", "api-developer"],
        &["roles"],
        &["roles", "devops-engineer"],
        &["skills"],
        &["skills", "python", "sql"],
        &["sources"],
        &["next", "--role", "api-developer", "--hours-per-week", "10"],
    ];
    for call in calls {
        let output = run(call, Path::new(""), &["--format", "csv"]);
        let mut rows = csv::Reader::from_reader(output.stdout.as_slice());
        let columns = rows.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{call:?}");
        for (at, column) in columns.iter().enumerate() {
            let empty = rows.iter().all(|row| row[at].is_empty());
            let may_be = ["level", "starts_typical", "ends_typical", "attribution"];
            // Nobody was interviewed here.
            let is_likely = column.starts_with("likely_") || column == "chance";
            assert!(!empty || is_likely || may_be.contains(&column), "{call:?}: {column} is empty");
        }
    }
}

#[test]
fn a_gate_says_by_how_much_it_is_missed_and_prints_the_answer_all_the_same() {
    let ask = |gate: &[&str]| {
        let mut call = vec!["gap", "--role", "maker", "--maps-only", "tests/fixtures/small"];
        call.extend(["--rate", "python=3", "--json"]);
        call.extend(gate);
        let run = skillgap(&call);
        let gap: Value = serde_json::from_str(&run.stdout).unwrap();
        (run, gap["roles"][0].clone())
    };
    let (run, role) = ask(&[]);
    assert_eq!(run.code, 0);
    let percent = role["readiness"].as_f64().unwrap() * 100.0;
    let floor = percent.floor() as u64;
    assert!(floor > 0 && percent < 100.0, "{percent}");
    assert_eq!(ask(&["--min", &floor.to_string()]).0.code, 0);
    let (run, _) = ask(&["--min", "100"]);
    assert_eq!(run.code, 4);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["error"]["code"], "below-min");
    let tenths = (percent * 10.0).floor() / 10.0;
    let message = error["error"]["message"].as_str().unwrap();
    let short = format!("{} points below --min 100", ((100.0 - tenths) * 10.0).round() / 10.0);
    assert!(message.contains(&short), "{message}: {short}");
    assert!(message.contains(" % is known to be met"), "{message}");
    let core = 100 * role["core_met"].as_u64().unwrap() / role["core_asked"].as_u64().unwrap();
    assert_eq!(ask(&["--min-core", &core.to_string()]).0.code, 0);
    assert_eq!(ask(&["--min-core", &(core + 1).to_string()]).0.code, 4);
    assert_eq!(ask(&["--min", "0", "--min-core", "0"]).0.code, 0);
}

#[test]
fn the_program_alone_and_its_version_are_json_where_json_is_asked_for() {
    for call in [&["--json"][..], &["--version", "--json"], &["-V", "--format", "json"]] {
        let run = skillgap(call);
        let document: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!((run.code, &document["kind"]), (0, &json!("about")), "{call:?}");
        assert_eq!(document["tool"]["version"], env!("CARGO_PKG_VERSION"));
        let commands = document["commands"].as_array().unwrap();
        assert_eq!(commands.len(), skillgap::cli::command().get_subcommands().count());
    }
    assert_eq!(
        skillgap(&["--version"]).stdout,
        format!("skillgap {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_share_is_no_percentage_and_the_hint_says_what_is_meant() {
    for (typed, hint) in
        [("0.8", "--min 80"), ("101", "0 to 100"), ("-5", "0 to 100"), ("most", "0 to 100")]
    {
        let run = skillgap(&["gap", "--role", "api-developer", &format!("--min={typed}")]);
        assert_eq!(run.code, 2, "{typed}");
        assert!(run.stderr.contains(hint), "{typed}: {}", run.stderr);
    }
}

#[test]
fn a_rating_with_too_few_or_too_many_signs_is_repaired_truly() {
    let cases = [
        ("sql==2", "there is no skill `sql=`", "write `sql=2`, with one `=`"),
        ("sql=2=2", "there is no skill `sql=2`", "write `sql=2`, with one `=`"),
        ("sql=2=3", "there is no skill `sql=2`", "keep one level: `sql=2` or `sql=3`"),
        ("sql=", "`sql=` has no level after the `=`", "write SKILL=LEVEL, as in python=2"),
        ("sql=2=", "`sql=2=` has no level after the `=`", "write SKILL=LEVEL, as in python=2"),
        ("=2", "`=2` names no skill", "write SKILL=LEVEL, as in python=2"),
        ("=", "`=` names no skill", "write SKILL=LEVEL, as in python=2"),
        ("sql==9", "`9` is not a level of sql", "levels are 0 none"),
    ];
    for (typed, message, hint) in cases {
        for call in [&["rate", typed][..], &["gap", "--role", "api-developer", "--rate", typed]] {
            let run = skillgap(&[call, &["--json"]].concat());
            let error: Value = serde_json::from_str(&run.stderr).unwrap();
            assert_eq!((run.code, &error["error"]["message"]), (2, &json!(message)), "{call:?}");
            let hints = error["error"]["hints"].to_string();
            assert!(hints.contains(hint) && !hints.contains("takes no level"), "{hints}");
        }
        let line = format!("{typed}\n");
        let call = ["assess", "--plain", "--role", "api-developer"];
        let asked = skillgap_reading(&call, &line);
        assert!(asked.stderr.contains(message) && asked.stderr.contains(hint), "{}", asked.stderr);
    }
    // A space beside the sign is allowed.
    let spaced = skillgap(&["gap", "--role", "api-developer", "--rate", "sql =2"]);
    assert_eq!(spaced.code, 0, "{}", spaced.stderr);
    // An empty name is near to no name.
    let empty = skillgap(&["skills", ""]);
    assert!(!empty.stderr.contains("did you mean"), "{}", empty.stderr);
}

#[test]
fn a_group_of_commands_without_one_names_its_commands() {
    let error = |call: &[&str]| -> Value {
        let run = skillgap(call);
        assert_eq!(run.code, 2, "{call:?}");
        serde_json::from_str::<Value>(&run.stderr).unwrap()["error"].take()
    };
    let program = skillgap::cli::command();
    let groups: Vec<&clap::Command> =
        program.get_subcommands().filter(|group| group.has_subcommands()).collect();
    assert!(groups.len() >= 3);
    for group in groups {
        let name = group.get_name();
        let missing = error(&[name, "--json"]);
        assert_eq!(missing["code"], "missing-command", "{missing}");
        let message = format!("`skillgap {name}` needs one of its commands");
        assert_eq!(missing["message"], message);
        for command in group.get_subcommands().filter(|one| one.get_name() != "help") {
            assert!(missing["hints"].to_string().contains(command.get_name()), "{missing}");
        }
    }
    let unknown = error(&["cohort", "profile", "--json"]);
    assert_eq!(unknown["message"], "`skillgap cohort` has no command `profile`");
    let hints = unknown["hints"].to_string();
    assert!(hints.contains("`skillgap profile` is a command of its own"), "{hints}");
    assert!(hints.contains("summary") && !hints.contains("did you mean"), "{hints}");
    let near = error(&["--profile", "maps", "profile", "shw", "--json"]);
    assert_eq!(near["message"], "`skillgap profile` has no command `shw`");
    assert_eq!(near["hints"][0], "did you mean `show`?");
    assert_eq!(error(&["gpa", "--json"])["hints"][0], "did you mean `gap`?");
}

#[test]
fn days_after_the_year_9999_are_told_of() {
    const SAID: &str = "with 0.5 hours a week the plan goes on after the year 9999";
    let late = |call: &[&str]| {
        let profile = fresh("late", 0).join("profile.toml");
        let shared = ["--profile", profile.to_str().unwrap(), "--today", "9990-01-01"];
        let run = skillgap(&[call, &shared].concat());
        assert_eq!(run.code, 0, "{call:?}: {}", run.stderr);
        (run.stdout.split_whitespace().collect::<Vec<_>>().join(" "), run.stderr)
    };
    let few = ["--hours-per-week", "0.5"];
    for call in [&["roadmap"][..], &["next"], &["export"]] {
        for format in ["table", "json"] {
            let (said, _) = late(&[call, &few, &["--format", format]].concat());
            assert!(said.contains(SAID), "{call:?} as {format}: {said}");
            let (said, _) =
                late(&[call, &["--hours-per-week", "40"], &["--format", format]].concat());
            assert!(!said.contains("year 9999"), "{call:?} as {format}: {said}");
        }
    }
    for format in ["ics", "tasks-csv"] {
        let (_, told) = late(&[&["export"], &few[..], &["--format", format]].concat());
        assert!(told.contains(SAID), "{format}: {told}");
    }
    let profile = fresh("late", 1).join("profile.toml");
    fs::write(&profile, PROFILE.replace("hours_per_week = 6", "hours_per_week = 0.5")).unwrap();
    let home = skillgap(&["--profile", profile.to_str().unwrap(), "--today", "9990-01-01"]);
    assert!(home.stdout.contains("after the year 9999"), "{}", home.stdout);
    let page = profile.with_file_name("page.html");
    let page_text = page.to_str().unwrap();
    let shared = ["--profile", profile.to_str().unwrap(), "--today", "9990-01-01"];
    let report = skillgap(&[&["report", "-o", page_text], &shared[..]].concat());
    assert_eq!(report.code, 0, "{}", report.stderr);
    assert!(fs::read_to_string(page).unwrap().contains("after the year 9999"));
    let blocks = ["--format", "ics", "--blocks", "sat 9-10"];
    let (_, told) = late(&[&["export"], &blocks[..], &["--start", "9999-11-01"]].concat());
    assert!(told.contains("The year 9999 ends after the one on 9999-12-25"), "{told}");
    let (_, told) = late(&[&["export"], &blocks[..], &["--start", "9999-12-31"]].concat());
    assert!(told.contains("No block lies before the end of the year 9999"), "{told}");
}

#[test]
fn completions_know_the_ids_of_skills_and_roles_those_of_own_maps_too() {
    let own = ["--maps-only", "tests/fixtures/small"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let shipped = skillgap(&["completions", shell]).stdout;
        assert!(shipped.contains("roadmap"), "{shell}");
        assert!(shipped.contains("min-core"), "{shell}");
        // The scripts of the other two shells contain no values.
        if ["bash", "zsh", "fish"].contains(&shell) {
            assert!(shipped.contains("api-developer"), "{shell}");
            assert!(shipped.contains("relational-databases"), "{shell}");
            let own = skillgap(&["completions", shell, own[0], own[1]]).stdout;
            assert!(own.contains("maker"), "{shell}");
            assert!(!own.contains("api-developer"), "{shell}");
        }
    }
}

/// Writes the completion script of a shell into a file.
fn completions(shell: &str) -> PathBuf {
    let script = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("completions.{shell}"));
    fs::write(&script, skillgap(&["completions", shell]).stdout).unwrap();
    script
}

/// Returns what a shell prints; `None` if it is not installed.
fn shell(program: &str, arguments: &[&str]) -> Option<String> {
    let output = std::process::Command::new(program).args(arguments).output().ok()?;
    Some(String::from_utf8(output.stdout).unwrap().trim().to_string())
}

#[test]
fn bash_completes_commands_flags_skills_roles_and_levels() {
    let script = completions("bash");
    // Bash splits words at `=`, which becomes a separate word.
    let complete = |line: &str| {
        let try_it = format!(
            "source {}; COMP_WORDS=({line}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); cur=\"${{COMP_WORDS[COMP_CWORD]}}\"; if [[ $cur == = ]]; then cur=; fi; _skillgap_equals skillgap \"$cur\" \"${{COMP_WORDS[COMP_CWORD-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
            script.display()
        );
        shell("bash", &["--norc", "-c", &try_it])
    };
    for (line, expected) in [
        ("skillgap roadm", "roadmap"),
        ("skillgap maps gra", "graph"),
        ("skillgap why relational-d", "relational-databases"),
        ("skillgap gap --role api-d", "api-developer"),
        ("skillgap gap --role = api-d", "api-developer"),
        ("skillgap roadmap --pin relational-d", "relational-databases"),
        ("skillgap roles devops-e", "devops-engineer"),
        ("skillgap rate relational-d", "relational-databases="),
        ("skillgap rate python =", "0 1 2 3 4"),
        ("skillgap rate python = 2", "2"),
        ("skillgap gap --rate relational-d", "relational-databases="),
        ("skillgap gap --rate = relational-d", "relational-databases="),
        ("skillgap gap --rate python =", "0 1 2 3 4"),
        ("skillgap schema profile-fi", "profile-file"),
    ] {
        let Some(completed) = complete(line) else { return };
        assert_eq!(completed, expected, "{line}");
    }
}

#[test]
fn fish_completes_arguments_as_well_as_flags() {
    let script = completions("fish");
    for (line, expected) in [
        ("skillgap done relational-d", "relational-databases"),
        ("skillgap why relational-d", "relational-databases"),
        ("skillgap skills relational-d", "relational-databases"),
        ("skillgap profile forget relational-d", "relational-databases"),
        ("skillgap roles devops-e", "devops-engineer"),
        ("skillgap maps graph devops-e", "devops-engineer"),
        ("skillgap goal devops-e", "devops-engineer"),
        ("skillgap schema profile-fi", "profile-file"),
        ("skillgap rate relational-d", "relational-databases="),
        ("skillgap rate python=2", "python=2\tworking"),
        ("skillgap gap --role devops-e", "devops-engineer"),
        ("skillgap gap --rate relational-d", "relational-databases="),
        ("skillgap gap --rate=python=4", "--rate=python=4\texpert"),
    ] {
        let try_it = format!("source {}; complete -C '{line}'", script.display());
        let Some(completed) = shell("fish", &["--no-config", "-c", &try_it]) else { return };
        assert_eq!(completed, expected, "{line}");
    }
}

#[test]
fn the_script_for_zsh_can_be_read_and_completes_ratings_by_its_own_function() {
    let script = completions("zsh");
    let text = fs::read_to_string(&script).unwrap();
    assert!(text.contains("SKILL=LEVEL:_skillgap_ratings'"), "no rating is completed");
    assert!(!text.contains("SKILL=LEVEL:_default'"));
    let read = format!("zsh -n {} && echo fine", script.display());
    if let Some(said) = shell("zsh", &["-f", "-c", &read]) {
        assert_eq!(said, "fine");
    }
}

#[test]
fn every_command_has_its_manual_page_with_its_examples() {
    let here = fresh("man", 0);
    let folder = here.join("pages");
    let run = skillgap(&["man", folder.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let mut open = vec![(skillgap::cli::command(), "skillgap".to_string())];
    let mut expected = BTreeSet::new();
    while let Some((command, name)) = open.pop() {
        let page = fs::read_to_string(folder.join(format!("{name}.1"))).unwrap();
        assert!(page.contains("Examples:"), "{name}");
        expected.insert(format!("{name}.1"));
        for subcommand in command.get_subcommands() {
            open.push((subcommand.clone(), format!("{name}-{}", subcommand.get_name())));
        }
    }
    let written: BTreeSet<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(written, expected);
    assert_eq!(skillgap(&["man", folder.to_str().unwrap()]).code, 0, "again, over the same pages");
}

#[test]
fn a_calendar_of_blocks_says_how_many_hours_a_week_they_are_and_when_they_end() {
    let words = ["export", "--format", "ics", "--role", "api-developer", "--today", "2026-11-22"];
    let with = |more: &[&str]| skillgap(&[&words[..], more].concat());
    let few = with(&["--blocks", "Mon, Wed 19-20", "--hours-per-week", "10"]);
    assert_eq!(few.code, 0, "{}", few.stderr);
    let ends = few.stdout.rsplit("DTSTART:").next().unwrap();
    let last = format!("{}-{}-{}", &ends[..4], &ends[4..6], &ends[6..8]);
    let said = format!(
        "The blocks are 2 hours a week and end on {last}. With 10 hours a week, as you said, the plan ends on 202"
    );
    assert!(few.stderr.starts_with(&said), "{}", few.stderr);
    let enough = with(&["--blocks", "sat 8-18", "--hours-per-week", "10"]);
    assert!(!enough.stderr.contains("as you said"), "{}", enough.stderr);
    let never = with(&["--blocks", "sun 9:00-9:15"]);
    let said = "The blocks are 0.3 hours a week. The calendar ends after 1000 of them, on 2046-01-";
    assert!(never.stderr.starts_with(said), "{}", never.stderr);
    assert_eq!(with(&["--blocks", "sat 8-18", "--quiet"]).stderr, "");
}
