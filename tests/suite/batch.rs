//! `skillgap batch` as a filter: the answer to a line, the effect of a bad line, and how the program ends.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::sync::LazyLock;
use std::thread;

use crate::support::{Run, command, json, skillgap_reading};
use proptest::prelude::*;
use serde_json::Value;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::rater::Rater;
use skillgap::files::people::checklists::FormOf;
use skillgap::files::people::stream::Line;
use skillgap::files::people::stream::json::JsonReader;
use skillgap::files::people::stream::table::TableReader;
use skillgap::library::maps::{MapsFrom, load};

static SHIPPED: LazyLock<SkillMaps> = LazyLock::new(|| load(&MapsFrom::default()).unwrap().maps);

static READER: LazyLock<JsonReader<'static>> =
    LazyLock::new(|| JsonReader::new(&SHIPPED, &Rater::OWN));

fn batch(flags: &[&str], input: &str) -> Run {
    skillgap_reading(&[&["batch"], flags].concat(), input)
}

fn lines(run: &Run) -> Vec<Value> {
    let line = |line: &str| serde_json::from_str(line).unwrap();
    run.stdout.lines().map(line).collect()
}

/// Runs the command with bytes that need not be text. The input is written while the answers are read.
fn batch_bytes(flags: &[&str], input: Vec<u8>) -> (i32, String) {
    let mut child = command()
        .arg("batch")
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writing = thread::spawn(move || stdin.write_all(&input));
    let mut answers = String::new();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_to_string(&mut answers).unwrap();
    let _ = writing.join().unwrap();
    (child.wait().unwrap().code().unwrap(), answers)
}

/// Makes a few hundred different people.
fn people() -> String {
    let mut text = String::new();
    let skills = SHIPPED.skills();
    for person in 0..3000 {
        let _ = write!(text, "{{\"id\":\"p{person}\",\"ratings\":{{");
        for nth in 0..person % 40 {
            let skill = &skills[(person * 7 + nth * 3) % skills.len()].id;
            let comma = if nth == 0 { "" } else { "," };
            let _ = write!(text, "{comma}\"{skill}\":{}", (person + nth) % 5);
        }
        text.push_str("}}\n");
    }
    text
}

#[test]
fn the_numbers_are_those_of_gap() {
    let run = batch(
        &["--hours", "--seniority", "mid"],
        "{\"id\":1,\"ratings\":{\"python\":3,\"sql\":0,\"rest-design\":4}}",
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let gap =
        json(&["gap", "--json", "--seniority", "mid", "--rate", "python=3,sql=0,rest-design=4"]);
    let line = &lines(&run)[0];
    assert_eq!(line["id"], 1);
    let roles = gap["roles"].as_array().unwrap();
    assert_eq!(line["roles"].as_array().unwrap().len(), roles.len());
    for (ours, theirs) in line["roles"].as_array().unwrap().iter().zip(roles) {
        for (field, value) in ours.as_object().unwrap() {
            assert_eq!(value, &theirs[field], "{field}");
        }
    }
}

#[test]
fn the_first_steps_are_those_of_the_roadmap() {
    let flags = ["--role", "api-developer", "--hours", "--roadmap", "3"];
    let run = batch(&flags, "{\"ratings\":{\"python\":2}}");
    let plan = json(&["roadmap", "--json", "--role", "api-developer", "--rate", "python=2"]);
    let role = &lines(&run)[0]["roles"][0];
    assert_eq!(role["hours"], plan["hours"]);
    assert_eq!(role["steps"].as_array().unwrap().len(), 3);
    for (ours, theirs) in
        role["steps"].as_array().unwrap().iter().zip(plan["steps"].as_array().unwrap())
    {
        for (field, value) in ours.as_object().unwrap() {
            assert_eq!(value, &theirs[field], "{field}");
        }
    }
}

#[test]
fn a_whole_profile_is_read_as_one_the_newest_rating_counts() {
    let same = [
        r#"{"id":"a","ratings":{"sql":2}}"#,
        r#"{"ratings":{"sql":4},"rating":[{"skill":"SQL","level":2,"on":"2026-01-01"}],"id":"a","goal":{"x":[1,{}]}}"#,
        r#"{"id":"a","rating":[{"skill":"sql","level":2,"on":"2026-01-02"},{"skill":"sql","level":3,"on":"2026-01-01"},{"skill":"sql","level":0,"by":"Grace"}]}"#,
        r#"{"id":"\u0061","ratings":{"sql":"working"}}"#,
        r#" { "id" : "a" , "ratings" : { "SQL" : 2.0 , "python" : null } } "#,
    ];
    let run = batch(&["--role", "api-developer"], &same.join("\n"));
    assert_eq!(run.code, 0, "{}", run.stderr);
    let answers: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(answers.len(), same.len());
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{}", run.stdout);
    let grace = batch(&["--rater", "grace", "--role", "api-developer"], same[2]);
    assert_ne!(grace.stdout.trim_end(), answers[0]);
}

#[test]
fn what_is_wrong_in_a_line_is_told_and_the_rest_goes_on() {
    let deep = format!("{{\"x\":{}", "[".repeat(1_000_000));
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(3_000_000));
    let cases: [(&str, &str); 19] = [
        ("nonsense", "json-syntax"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":1}", "json-syntax"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":1}} x", "json-syntax"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":1e400}}", "json-syntax"),
        ("{\"id\":\"a\",\"ratings\":{},\"x\":1e400}", "json-syntax"),
        (&deep, "json-syntax"),
        (&long, "line-too-long"),
        ("[]", "wrong-type"),
        ("{\"id\":1.5,\"ratings\":{}}", "wrong-type"),
        ("{\"id\":\"a\",\"ratings\":[]}", "wrong-type"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":true}}", "wrong-type"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":5}}", "level-off-scale"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":2.5}}", "level-off-scale"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":1,\"sql\":1}}", "repeated-key"),
        ("{\"id\":\"a\",\"id\":\"a\",\"ratings\":{}}", "repeated-key"),
        ("{\"id\":\"a\",\"ratings\":{\"sql\":1,\"SQL\":1}}", "duplicate-rating"),
        ("{\"id\":\"a\"}", "missing-key"),
        ("{\"rating\":[{\"skill\":\"sql\"}]}", "missing-key"),
        ("{\"rating\":[{\"skill\":\"sql\",\"level\":1,\"on\":\"2026-02-30\"}]}", "bad-date"),
    ];
    let good = "{\"id\":\"good\",\"ratings\":{}}";
    let mut input = String::new();
    for (line, _) in &cases {
        let _ = writeln!(input, "{line}\n{good}");
    }
    let run = batch(&["--from", "jsonl", "--role", "api-developer"], &input);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("19 of 38 lines"), "{}", run.stderr);
    let answers = lines(&run);
    assert_eq!(answers.len(), 38);
    for (at, (case, code)) in cases.iter().enumerate() {
        let (bad, next) = (&answers[2 * at], &answers[2 * at + 1]);
        let start: String = case.chars().take(60).collect();
        assert_eq!(bad["line"], 2 * at + 1, "{start}");
        assert_eq!(bad["error"]["code"], *code, "{start}");
        assert_eq!(next["id"], "good");
    }
}

#[test]
fn bytes_that_are_no_text_are_told_of() {
    let (code, answers) = batch_bytes(
        &[],
        b"{\"id\":\"\xff\",\"ratings\":{}}\n{\"id\":\"\xc3\xa9\",\"ratings\":{}}\n".to_vec(),
    );
    assert_eq!(code, 3);
    let answers: Vec<&str> = answers.lines().collect();
    assert!(answers[0].contains("\"not-utf8\""), "{}", answers[0]);
    assert!(answers[1].starts_with("{\"id\":\"é\""), "{}", answers[1]);
}

#[test]
fn a_skill_that_the_maps_do_not_have_is_named_and_the_rest_counts() {
    let run =
        batch(&["--role", "api-developer"], "{\"ratings\":{\"pyhton\":2,\"sql\":1,\"jazz\":4}}");
    assert_eq!(run.code, 0);
    let line = &lines(&run)[0];
    assert_eq!(line["unknown"], serde_json::json!(["pyhton", "jazz"]));
    assert_eq!(line["id"], Value::Null);
}

#[test]
fn strictly_it_stops_at_the_first_bad_line() {
    let input = "{\"id\":1,\"ratings\":{}}\n\n{\"id\":2}\n{\"id\":3,\"ratings\":{}}\n";
    for flags in [vec!["--strict", "--json"], vec!["--strict", "--json", "--unordered"]] {
        let run = batch(&flags, input);
        assert_eq!(run.code, 3);
        assert_eq!(run.stdout.lines().count(), 1);
        let failure: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(failure["error"]["code"], "missing-key");
        let message = failure["error"]["message"].as_str().unwrap();
        assert!(message.starts_with("line 3 of standard input"), "{message}");
    }
}

#[test]
fn a_table_says_the_same_as_lines_do() {
    let table =
        "Person;Python;\"SQL\";team\r\nada;2;;x\r\n\"o\"\"b\";working;\"3\";\r\n\r\n=1;;;\r\n";
    let lined = "{\"id\":\"ada\",\"ratings\":{\"python\":2}}\n{\"id\":\"o\\\"b\",\"ratings\":{\"python\":2,\"sql\":3}}\n{\"id\":\"=1\",\"ratings\":{}}\n";
    let of_table = batch(&["--seniority", "senior"], table);
    let of_lines = batch(&["--seniority", "senior"], lined);
    assert_eq!(of_table.stdout, of_lines.stdout);
    assert_eq!(of_table.stderr, "Note: these columns are not the names of skills: team\n");
    assert_eq!(of_table.code, 0);
    let drawn = batch(&["--format", "csv", "--quiet"], table);
    let mut reader = csv::Reader::from_reader(drawn.stdout.as_bytes());
    let titles = reader.headers().unwrap().clone();
    let people = lines(&of_lines);
    let roles = people[0]["roles"].as_array().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3 * roles);
    assert_eq!(&rows[roles][0], "o\"b");
    assert_eq!(&rows[2 * roles][0], "'=1");
    for field in
        ["role", "readiness", "coverage", "met", "asked", "core_met", "core_asked", "gap_sum"]
    {
        assert!(titles.iter().any(|title| title == field), "{field}");
    }
}

/// Tables that `cohort` and `batch` must read in the same way, with words, marks and delimiters of every kind.
const TABLES: [&str; 5] = [
    "Vollständiger Name|python|sql\nAda|2|1\nBo|expert|\n",
    "sep=;\nName;Python;SQL\nAda;2 - working;n/a\nBo;3.0;-\n",
    "First name\tLast name\tHow well? [Python]\t2. SQL?\nAda\tL\tWorking\t'-\nBo\tM\t4 (expert)\t2\n",
    "id,Name,Timestamp,Score,Python,SQL\n1,Ada,2026-09-08,12,none,2\n2,Bo,2026-09-08,12,2,3\n",
    "Name,SQL,git\n\"Lovelace, Ada\",3,\"1\"\n\"o\"\"b\",2,\"practitioner\"\n",
];

#[test]
fn a_table_means_the_same_to_a_cohort_and_to_a_stream() {
    for table in TABLES {
        let flags = ["--role", "api-developer", "--json"];
        let run = skillgap_reading(&[&["cohort", "summary", "-"], &flags[..]].concat(), table);
        assert_eq!(run.code, 0, "{table}: {}", run.stderr);
        let summary: Value = serde_json::from_str(&run.stdout).unwrap();
        let streamed = batch(&flags, table);
        assert_eq!((streamed.code, streamed.stderr.as_str()), (0, ""), "{table}");
        let (people, lines) = (summary["people"].as_array().unwrap(), lines(&streamed));
        assert_eq!(people.len(), lines.len(), "{table}");
        for line in &lines {
            let id = line["id"].as_str().unwrap();
            let known = |person: &&Value| person["name"] == id || table.starts_with("id,");
            let role = &line["roles"][0];
            let same = |person: &&Value| {
                ["readiness", "coverage", "met", "core_met"].iter().all(|f| person[f] == role[f])
            };
            assert!(people.iter().filter(known).any(|person| same(&person)), "{table}: {line}");
        }
    }
}

#[test]
fn a_bad_cell_costs_a_stream_the_line_and_a_cohort_the_cell() {
    let table = "Name,Python,SQL\nAda,2-3,2\nBo,1,1\n";
    let streamed = batch(&["--role", "api-developer"], table);
    let lines = lines(&streamed);
    assert_eq!((streamed.code, lines.len()), (3, 2));
    assert_eq!(lines[0]["error"]["code"], "level-off-scale");
    let message = "column B “Python”: “2-3”: this is not a level of Python (0 to 4)";
    assert_eq!(lines[0]["error"]["message"], message);
    let flags = ["cohort", "summary", "-", "--role", "api-developer", "--skills", "--json"];
    let run = skillgap_reading(&flags, table);
    let summary: Value = serde_json::from_str(&run.stdout).unwrap();
    let of_ada = summary["people"][0]["skills"].as_array().unwrap();
    let level = |skill: &str| of_ada.iter().find(|stand| stand["skill"] == skill).unwrap();
    assert_eq!(level("sql")["level_low"], 2);
    let error: Value = serde_json::from_str(&run.stderr).unwrap();
    assert_eq!(error["error"]["problems"][0]["rule"], "no-level");
}

#[test]
fn what_was_ticked_and_who_rated_count_in_a_stream_too() {
    let rated = |more: &[&str], header: &str, row: &str| {
        let run =
            batch(&[&["--role", "api-developer"], more].concat(), &format!("{header}\n{row}\n"));
        assert_eq!(run.code, 0, "{}", run.stderr);
        lines(&run)[0]["roles"].clone()
    };
    let none = rated(&[], "id,Python", "a,");
    let python = rated(&[], "id,Python", "a,3");
    assert_ne!(none, python);
    assert_eq!(rated(&[], "id,by,Python", "a,Grace,3"), none);
    assert_eq!(rated(&["--rater", "grace"], "id,by,Python", "a,Grace,3"), python);
    assert_eq!(rated(&[], "id,by,Python", "a,self,3"), python);
    let ticked = "id,Which of these have you used? (a back-end language),Python,Java,Go";
    let one = rated(&[], ticked, "a,\"Python, Java\",3,,");
    assert_eq!(one, rated(&[], "id,Python,Java,Go", "a,3,,0"));
}

#[test]
fn a_table_in_utf_16_is_read_by_its_mark() {
    let table = "Name\tSQL\nZoë\t2\n";
    let wide: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (code, answers) = batch_bytes(&[], [&[0xff, 0xfe], wide.as_slice()].concat());
    assert_eq!((code, answers), batch_bytes(&[], table.as_bytes().to_vec()));
}

#[test]
fn a_reader_that_goes_away_ends_it_also_while_the_input_is_open() {
    let mut child = command()
        .args(["batch", "--role", "api-developer", "--threads", "3"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    writeln!(stdin, "{{\"ratings\":{{}}}}").unwrap();
    answers.next().unwrap().unwrap();
    drop(answers);
    while child.try_wait().unwrap().is_none() {
        // Nobody reads this answer. The program ends as soon as it has one, although more input could come.
        let _ = writeln!(stdin, "{{\"ratings\":{{}}}}");
        thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn rows_that_are_wrong_are_told_of_in_lines_and_in_tables() {
    let table = "id,sql\na,7\nb\nc,1,2\nd,\"1\"x\ne,\"never closed\nf,1\n";
    let run = batch(&["--role", "api-developer"], table);
    assert_eq!(run.code, 3);
    let answers = lines(&run);
    let codes: Vec<&str> =
        answers[..5].iter().map(|line| line["error"]["code"].as_str().unwrap()).collect();
    assert_eq!(
        codes,
        ["level-off-scale", "cell-count", "cell-count", "csv-syntax", "unclosed-quote"]
    );
    assert_eq!(answers[4]["line"], 6);
    assert_eq!(answers[5]["id"], "f");
    let drawn = batch(&["--role", "api-developer", "--format", "csv"], table);
    let mut reader = csv::Reader::from_reader(drawn.stdout.as_bytes());
    let titles = reader.headers().unwrap().clone();
    let place = |title| titles.iter().position(|t| t == title).unwrap();
    let (line, code) = (place("line"), place("error_code"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((&rows[1][line], &rows[1][code]), ("3", "cell-count"));
}

/// Problems that occur only in lines, not in whole files: the code, and the code under which they are reported.
pub(crate) const LINE_PROBLEMS: [(&str, &str, &str); 4] = [
    ("csv-syntax", "csv-syntax", "id,sql\na,\"1\"x\n"),
    ("line-too-long", "line-too-long", LONG),
    ("repeated-key", "repeated-key", "{\"id\":1,\"id\":2,\"ratings\":{}}\n"),
    ("row-too-short", "cell-count", "id,sql\na\n"),
];

/// A line of more than one MiB.
const LONG: &str = match std::str::from_utf8(&[b'{'; (1 << 20) + 2]) {
    Ok(text) => text,
    Err(_) => panic!("this is ASCII"),
};

#[test]
fn a_problem_of_a_line_has_the_code_that_was_released() {
    for (_, code, input) in LINE_PROBLEMS {
        let (exit, answers) = batch_bytes(&[], input.as_bytes().to_vec());
        let answer: Value = serde_json::from_str(answers.trim_end()).unwrap();
        assert_eq!((exit, answer["error"]["code"].as_str()), (3, Some(code)));
    }
}

#[test]
fn a_table_without_skills_and_a_list_are_refused_whole() {
    for (input, code) in [
        ("one,two\n1,2\n", "no-skill-column"),
        ("id,sql,SQL\n1,2,3\n", "duplicate-rating"),
        ("[{}]", "json-array"),
    ] {
        let run = batch(&["--json"], input);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""));
        let failure: Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!(failure["error"]["code"], code);
    }
}

#[test]
fn the_order_is_that_of_the_input_however_many_threads() {
    let answers = |flags: &[&str]| {
        let (code, answers) = batch_bytes(flags, people().into_bytes());
        assert_eq!(code, 0);
        answers
    };
    let alone = answers(&["--threads", "1"]);
    assert_eq!(alone.lines().count(), 3000);
    assert_eq!(answers(&["--threads", "5"]), alone);
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        lines.sort();
        lines
    };
    let unordered = answers(&["--threads", "5", "--unordered"]);
    assert_eq!(sorted(&unordered), sorted(&alone));
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut child = command()
        .args(["batch", "--role", "api-developer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in 0..3 {
        writeln!(stdin, "{{\"id\":{id},\"ratings\":{{}}}}").unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert!(answer.starts_with(&format!("{{\"id\":{id},")), "{answer}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    // This is repeated, because each thread may be at another point when the reader closes the pipe.
    for _ in 0..8 {
        let mut child = command()
            .arg("batch")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writing = thread::spawn(move || {
            // The program ends before it has read all of this.
            for _ in 0..20 {
                let _ = stdin.write_all(people().as_bytes());
            }
        });
        let mut answers = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        answers.read_line(&mut first).unwrap();
        drop(answers);
        writing.join().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_with_130_also_before_the_first_line() {
    let mut child = command().arg("batch").stdin(Stdio::piped()).spawn().unwrap();
    thread::sleep(std::time::Duration::from_millis(1500));
    let signal = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(signal.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_is_told_of() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut child = command()
        .args(["batch", "--json"])
        .stdin(Stdio::piped())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(people().as_bytes());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let failure: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(failure["error"]["code"], "output");
}

#[test]
fn what_makes_no_sense_for_many_people_is_a_wrong_command_line() {
    for flags in [
        ["--format", "markdown"],
        ["--seniority", "all"],
        ["--profile", "x.toml"],
        ["--role", "nobody"],
        ["--rate", "nothing=1"],
    ] {
        assert_eq!(batch(&flags, "").code, 2, "{flags:?}");
    }
    assert_eq!(batch(&["no-such-file.jsonl"], "").code, 1);
}

#[test]
fn a_rating_of_the_call_overrides_that_of_each_person() {
    let over = batch(&["--rate", "sql=3"], "{\"id\":1,\"ratings\":{\"sql\":1,\"git\":2}}");
    let own = batch(&[], "{\"id\":1,\"ratings\":{\"sql\":3,\"git\":2}}");
    assert_eq!(over.stdout, own.stdout);
}

/// Generates a part of a line: most have the plain form, some have another form or are wrong.
fn piece() -> impl Strategy<Value = String> {
    let said = |text: &'static str| Just(text.to_string());
    prop_oneof![
        (0usize..400, 0u8..6).prop_map(|(at, level)| {
            let skills = SHIPPED.skills();
            let skill = &skills[at % skills.len()];
            let name = if at % 3 == 0 { &skill.name } else { &skill.id };
            format!("\"{name}\":{level},")
        }),
        said("\"id\":\"a\","),
        said("\"id\" : 12 ,"),
        said("\"ratings\":{"),
        said("\"ratings\": {"),
        said("}"),
        said("}}"),
        said("{"),
        said(" "),
        said(","),
        said("\"sql\":2}"),
        said("\"sql\" : 2 }"),
        said("\"s\\u0071l\":1,"),
        said("\"sql\":01,"),
        said("\"sql\":2.0,"),
        said("\"id\":\"é\\n\","),
        said("\"id\":0123,"),
        said("\u{1}"),
        said("\""),
    ]
}

/// Generates lines: a plain one with changed bytes, or parts in any order.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(piece(), 0..8);
    let body = prop::collection::vec(piece(), 0..5);
    let change = prop::option::weighted(0.5, (any::<prop::sample::Index>(), any::<u8>()));
    let plain = (body, change).prop_map(|(body, change)| {
        let body = body.concat();
        let mut line =
            format!("{{\"id\":\"a\",\"ratings\":{{{}}}}}", body.trim_end_matches(',')).into_bytes();
        if let Some((at, byte)) = change {
            let at = at.index(line.len());
            line[at] = byte;
        }
        line
    });
    prop_oneof![plain, pieces.prop_map(|pieces| pieces.concat().into_bytes())]
}

static TABLE: LazyLock<TableReader<'static>> = LazyLock::new(|| {
    let header = "team;Python;Vorname;SQL;by;Nachname".as_bytes();
    TableReader::new(header, b';', &SHIPPED, &Rater::OWN, &FormOf::default()).unwrap()
});

/// Generates a cell of a table: most contain a level, in any notation.
fn cell() -> impl Strategy<Value = String> {
    let texts = ["", "", " ", "0", "3", "4", "5", "2.0", "Working", "expert: all", "3 - so", "n/a"];
    let more =
        ["Ada", "\"Ada\"", "\"o\"\"b\"", "\"", "\"a;b\"", "\"1\"", "self", "3 - working", "é"];
    let any: Vec<String> = texts.iter().chain(&more).map(ToString::to_string).collect();
    prop::sample::select(any)
}

/// `batch` reads a table below titles as `cohort` does: with the same header and the same levels.
#[test]
fn a_header_is_found_below_titles_as_in_whole_files() {
    let table = "Name,Python,SQL\nIda,1,2\nJon,3,0\n";
    let plain = skillgap_reading(&["batch", "--role", "api-developer"], table);
    for above in [
        "Self-assessment,,\nAutumn 2026,,\n,,\n",
        "Skill matrix of the team\n\n",
        "\"A title, with a comma\",,\n",
    ] {
        let titled =
            skillgap_reading(&["batch", "--role", "api-developer"], &format!("{above}{table}"));
        assert_eq!((titled.code, &titled.stdout), (0, &plain.stdout), "{above}{}", titled.stderr);
    }
    // A row about a person is not a header, although it names a skill.
    let long = "Person name,What,How much\nIda,Python,2\nJon,SQL,1\n";
    let refused = skillgap_reading(&["batch", "--json"], long);
    assert_eq!(refused.code, 3, "{}", refused.stdout);
    assert!(refused.stderr.contains("no-skill-column"), "{}", refused.stderr);
}

/// Ticked sentences count in `batch` too. Unticked ones count as not yet if it is known that they were offered.
#[test]
fn ticks_are_read_in_a_stream() {
    let form = json(&["cohort", "form", "--role", "api-developer", "--json"]);
    let question = &form["checklists"]["questions"][0];
    let option = question["sentences"][1]["option"].as_str().unwrap();
    let title = question["title"].as_str().unwrap();
    let table = format!("Name,\"{title}\"\nIda,\"{option}\"\nJon,None of these yet\n");
    let words = ["batch", "--role", "api-developer", "--seniority", "junior"];
    let run = skillgap_reading(&words, &table);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let number = |at: usize, field: &str| lines[at]["roles"][0][field].as_f64().unwrap();
    assert!(number(0, "readiness") > 0.0 && number(1, "readiness") == 0.0, "{}", run.stdout);
    assert!(number(0, "coverage") > 0.0 && number(1, "coverage") > 0.0, "{}", run.stdout);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_scanned_is_what_the_full_parser_reads(text in any_line()) {
        let (mut quick, mut full) = (Line::new(&SHIPPED), Line::new(&SHIPPED));
        let quickly = READER.read(&text, &mut quick);
        let fully = READER.read_any(&text, &mut full);
        prop_assert_eq!(&quickly, &fully);
        if fully.is_ok() {
            prop_assert_eq!(quick, full);
        }
    }

    #[test]
    fn what_is_read_cell_by_cell_is_what_whole_rows_say(cells in prop::collection::vec(cell(), 4..9)) {
        let row = cells.join(";");
        let (mut quick, mut whole) = (Line::new(&SHIPPED), Line::new(&SHIPPED));
        let quickly = TABLE.read(row.as_bytes(), &mut quick);
        let wholly = TABLE.read_row(row.as_bytes(), &mut whole);
        prop_assert_eq!(&quickly, &wholly);
        if wholly.is_ok() {
            prop_assert_eq!(quick, whole);
        }
    }
}

#[test]
fn a_line_that_cannot_be_read_says_whose_it_is() {
    let cases = [
        // In a table, every cell that identifies the person is read before the other cells.
        (
            "csv",
            "sql,id\n7,ada\n1,bo\n",
            serde_json::json!([{"line": 2, "id": "ada"}, {"id": "bo"}]),
        ),
        // If a cell is missing, every cell except the first may have moved.
        ("csv", "id,sql\nada\n", serde_json::json!([{"line": 2, "id": "ada"}])),
        ("csv", "sql,id\n1\n", serde_json::json!([{"line": 2, "id": null}])),
        (
            "jsonl",
            "{\"ratings\":{\"sql\":7},\"id\":\"ada\"}\n{\"ratings\":{\"sql\":7},\"id\":3}\nnone\n",
            serde_json::json!([{"line": 1, "id": "ada"}, {"line": 2, "id": 3}, {"line": 3, "id": null}]),
        ),
    ];
    for (from, input, expected) in cases {
        let words = ["--from", from, "--role", "api-developer"];
        let run = batch(&words, input);
        assert_eq!(run.code, 3, "{input}");
        let answers = lines(&run);
        for (answer, expected) in answers.iter().zip(expected.as_array().unwrap()) {
            for (key, value) in expected.as_object().unwrap() {
                assert_eq!(answer.get(key), Some(value), "{input}: {answer}");
            }
            assert_eq!(answer.get("error").is_some(), expected.get("line").is_some(), "{answer}");
        }
        let drawn = batch(&[&words[..], &["--format", "csv"]].concat(), input);
        let mut reader = csv::Reader::from_reader(drawn.stdout.as_bytes());
        for (row, expected) in reader.records().zip(expected.as_array().unwrap()) {
            let id = match &expected["id"] {
                Value::Null => String::new(),
                Value::String(id) => id.clone(),
                number => number.to_string(),
            };
            assert_eq!(row.unwrap()[0], id, "{}", drawn.stdout);
        }
    }
}

#[test]
fn nothing_in_is_nothing_out_and_is_told_of() {
    for input in ["", "\n\n", "\u{feff}", "id,sql\n"] {
        let run = batch(&["--role", "api-developer"], input);
        let said = "Note: there are no people in standard input\n";
        assert_eq!((run.code, &*run.stdout, &*run.stderr), (0, "", said), "{input:?}");
        assert_eq!(batch(&["--role", "api-developer", "--quiet"], input).stderr, "");
    }
}
