//! Limits on input: src/guide/limits.md states the values of `files/limits.rs`, and the readers enforce them.

use std::fs;
use std::path::Path;

use skillgap::domain::cohort::pairs::MOST_PEOPLE;
use skillgap::files::limits::*;
use skillgap::report::page::MOST_ON_PAGE;

use crate::support::{skillgap, skillgap_reading};

/// Formats 1048576 as 1,048,576.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let from_the_end = digits.chars().rev().enumerate();
    let mut text: Vec<char> = Vec::new();
    for (at, digit) in from_the_end {
        if at > 0 && at % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text.into_iter().rev().collect()
}

#[test]
fn the_guide_tells_every_limit() {
    let guide =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide/limits.md"))
            .unwrap();
    let section = guide;
    let mb = |bytes: usize| format!("{} MB", bytes >> 20);
    let toml = BYTES_OF_TOML as usize;
    for (what, limit) in [
        ("a profile, a map, a `cohort.toml`, a file for `--map`", mb(toml)),
        ("a file about yourself, for `import`", mb(BYTES_OF_OWN_FILE)),
        ("an advertisement", mb(BYTES_OF_ADVERT)),
        ("a file of answers, and a roster", mb(BYTES_OF_ANSWERS)),
        ("what a workbook or a zip unpacks to", mb(BYTES_UNPACKED as usize)),
        ("worksheets that are looked at", SHEETS.to_string()),
        ("rows of a worksheet", grouped(ROWS as usize)),
        ("columns, cells of a table", format!("{}, {}", grouped(COLUMNS), grouped(CELLS))),
        (
            "a line of `batch`, or of an interview by lines",
            format!("{}; lines without end", mb(BYTES_OF_LINE)),
        ),
        ("tables and lists inside each other, TOML", DEPTH_OF_TOML.to_string()),
        ("objects and lists inside each other, JSON", DEPTH_OF_JSON.to_string()),
        ("words and marks of a sentence of an advertisement", LONGEST_SENTENCE.to_string()),
        ("names in one list of an advertisement", LONGEST_LIST.to_string()),
        ("tags inside each other in a saved page", DEPTH_OF_HTML.to_string()),
        ("people who are paired or grouped at once", MOST_PEOPLE.to_string()),
        ("people on the page of a cohort", grouped(MOST_ON_PAGE)),
    ] {
        let row = format!("| {what} | {limit} |\n");
        assert!(section.contains(&row), "src/guide/limits.md has no {row}");
    }
    for text in [format!("{LONGEST_HEADER} bytes"), format!("{LONGEST_NAME} characters")] {
        assert!(section.contains(&text), "{text}");
    }
    assert_eq!(LONGEST_HEADER, LONGEST_ANSWER);
}

#[test]
fn what_lies_too_deep_is_refused_with_its_place_and_what_lies_less_deep_is_read() {
    let profile = |depth: usize| {
        let text = format!("format = 1\nx = {}{}\n", "[".repeat(depth), "]".repeat(depth));
        skillgap_reading(&["gap", "--role", "api-developer", "--profile", "-", "--json"], &text)
    };
    // A list is read completely before its key is found to be unknown.
    assert!(profile(DEPTH_OF_TOML).stderr.contains("unknown-key"));
    for depth in [DEPTH_OF_TOML + 1, 100_000] {
        let run = profile(depth);
        assert_eq!(run.code, 3);
        assert!(run.stderr.contains("toml-syntax"), "{}", run.stderr);
        assert!(run.stderr.contains("\"line\":2"), "{}", run.stderr);
    }
    let batch = |depth: usize| {
        let inside = format!("{}{}", "[".repeat(depth - 1), "]".repeat(depth - 1));
        let line = format!("{{\"ratings\":{{\"python\":2}},\"x\":{inside}}}\n");
        skillgap_reading(&["batch", "--role", "api-developer"], &line)
    };
    assert_eq!(batch(DEPTH_OF_JSON).code, 0);
    for depth in [DEPTH_OF_JSON + 1, 100_000] {
        let run = batch(depth);
        assert_eq!(run.code, 3);
        assert!(run.stdout.contains("json-syntax") && run.stdout.contains("\"line\":1"));
    }
}

#[test]
fn no_role_is_saved_under_the_name_of_a_device() {
    for id in ["con", "nul", "com1", "lpt9"] {
        let advert = "tests/fixtures/adverts/job.txt";
        let run = skillgap(&["match", advert, "--save", id, "--maps", "no-such-folder", "--json"]);
        assert_eq!(run.code, 2, "{id}: {}", run.stderr);
        assert!(run.stderr.contains("bad-id"), "{id}: {}", run.stderr);
    }
}

#[test]
fn a_table_that_is_too_wide_is_refused_before_its_header_is_looked_up() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("too-wide");
    fs::create_dir_all(&folder).unwrap();
    let table = folder.join("wide.csv");
    let header: Vec<String> = (0..=COLUMNS).map(|at| format!("c{at}")).collect();
    fs::write(&table, format!("person,{}\nA,1\n", header.join(","))).unwrap();
    let run = skillgap(&["cohort", "summary", &table.to_string_lossy(), "--role", "api-developer"]);
    assert_eq!(run.code, 3);
    let said = format!("the file has {} columns, more than any form has", COLUMNS + 2);
    assert!(run.stderr.contains(&said), "{}", run.stderr);
}
