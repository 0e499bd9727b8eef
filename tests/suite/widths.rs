//! Narrow terminals: no output breaks a word, and none is wider than the window.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::{env, fs};

use unicode_width::UnicodeWidthStr;

use crate::support::{in_terminal, skillgap};

/// Returns what a command prints in a terminal with this number of columns.
fn printed(columns: u16, arguments: &[&str]) -> String {
    let (pty, mut command) = in_terminal(40, columns, arguments);
    command.env("TERM", "xterm");
    command.env("NO_COLOR", "1");
    command.env("SKILLGAP_PAGER", "");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    // If the program has ended, reading from its terminal is an error.
    while let Ok(number @ 1..) = reader.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..number]);
    }
    child.wait().unwrap();
    String::from_utf8(bytes).unwrap().replace('\r', "")
}

/// Returns whether a line may end inside a word after this part of it.
fn may_end(part: &str) -> bool {
    part.is_empty() || part.ends_with(['-', '/'])
}

/// Returns whether a word of the narrow output occurs in the wide output: complete, or from or up to a hyphen.
fn is_whole(word: &str, wide: &str) -> bool {
    wide.split_whitespace().any(|whole| {
        whole.match_indices(word).any(|(at, _)| {
            let (before, after) = (&whole[..at], &whole[at + word.len()..]);
            may_end(before) && (after.is_empty() || may_end(word))
        })
    })
}

/// Returns whether a line may be wider than the window: because it is to be copied unchanged, or is one word.
fn may_be_wide(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("skillgap ") || line.contains("://") || !line.contains(' ')
}

/// Makes a folder of profiles from the answers to a form.
fn class() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("widths");
    let _ = fs::remove_dir_all(&folder);
    let class = folder.join("class");
    let text = class.display().to_string();
    let run = skillgap(&[
        "cohort",
        "import",
        "tests/fixtures/form.csv",
        "-o",
        &text,
        "--role",
        "api-developer",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    class
}

#[test]
fn no_word_is_broken_and_no_line_is_wider_than_the_window() {
    let class = class().display().to_string();
    let commands = [
        // Without a profile the program welcomes a newcomer.
        "",
        "gap",
        "gap --role api-developer",
        "gap --role api-developer --seniority all",
        "roadmap",
        "roadmap --start 2026-12-01 --hours-per-week 8",
        "next",
        "why linux",
        "why object-oriented-design",
        "why unit-converter",
        "progress",
        "goal",
        "profile show",
        "roles",
        "roles api-developer",
        "skills",
        "skills object-oriented-design",
        "sources",
        "schema",
        "maps list",
        "maps check",
        "match tests/fixtures/adverts/job.txt",
        "match tests/fixtures/adverts/job.txt tests/fixtures/adverts/page.html",
        "cohort summary CLASS",
        "cohort summary CLASS --skills",
        "cohort session CLASS --minutes 60",
        "cohort groups CLASS",
        "cohort pairs CLASS",
        "cohort compare CLASS --from 2020-01-01",
        "cohort compare CLASS --raters",
        "cohort import tests/fixtures/form.csv -o CLASS --dry-run",
    ];
    let mut found = Vec::new();
    for command in commands {
        let mut arguments: Vec<&str> = command
            .split_whitespace()
            .map(|word| if word == "CLASS" { &class } else { word })
            .collect();
        arguments.extend(["--today", "2026-11-22"]);
        if !command.is_empty() && !command.starts_with("cohort") {
            arguments.extend(["--profile", "tests/pictures/lena.toml"]);
        }
        let run = skillgap(&arguments);
        assert_eq!(run.code, 0, "{command}: {}", run.stderr);
        let wide = run.stdout + &run.stderr;
        for columns in [40, 50, 60, 80] {
            for line in printed(columns, &arguments).lines() {
                let broken =
                    |word: &&str| !word.contains('…') && *word != "·" && !is_whole(word, &wide);
                let words: Vec<&str> = line.split_whitespace().filter(broken).collect();
                let is_wide = line.width() > usize::from(columns) && !may_be_wide(line);
                if !words.is_empty() || is_wide || line.trim_start().starts_with("% ") {
                    found.push(format!("{command} at {columns}: {words:?} in {line:?}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_help_of_an_error_fits_the_window_and_keeps_commands_whole() {
    let long = "a role that nobody has heard of, with a name of several words";
    let calls: [&[&str]; 6] = [
        &["gap", "--role", long],
        &["gap", "--profile", "no-such-profile.toml"],
        &["cohort", "impot"],
        &["rate", "python=2", "python=3"],
        &[
            "maps",
            "check",
            "tests/fixtures/broken/own-role.toml",
            "--maps-only",
            "tests/fixtures/small",
        ],
        &[
            "maps",
            "check",
            "tests/fixtures/broken/retired-reason.toml",
            "--maps-only",
            "tests/fixtures/small",
        ],
    ];
    let mut commands = 0;
    for call in calls {
        let wide = skillgap(call);
        assert!(wide.code != 0 && wide.stderr.contains("help: "), "{call:?}: {}", wide.stderr);
        let is_source = |line: &str| {
            let line = line.trim_start();
            line.starts_with(|c: char| c.is_ascii_digit())
                || line.contains('━')
                || line.contains('╭')
        };
        for columns in [40, 60, 80] {
            let narrow = printed(columns, call);
            for line in narrow.lines().filter(|line| !is_source(line)) {
                let is_wide = line.width() > usize::from(columns);
                let is_one_word = line.split_whitespace().count() <= 2;
                assert!(!is_wide || is_one_word, "{call:?} at {columns}: {line}");
                let broken =
                    |word: &&str| !is_whole(word, &wide.stderr) && *word != "│" && *word != "├";
                assert_eq!(
                    line.split_whitespace().find(broken),
                    None,
                    "{call:?} at {columns}: {line}"
                );
            }
            for command in wide.stderr.split('`').skip(1).step_by(2) {
                if command.starts_with("skillgap ") && command.width() + 16 < usize::from(columns) {
                    commands += 1;
                    let whole = format!("`{command}`");
                    assert!(narrow.contains(&whole), "{call:?} at {columns}: {narrow}");
                }
            }
        }
    }
    assert!(commands > 3, "{commands}");
}
