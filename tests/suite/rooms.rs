//! The modules of the architecture: which modules each may import, what must not occur in each, and what is at the top
//! level.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and our modules that it may import.
const ROOMS: [(&str, &[&str]); 6] = [
    ("domain", &[]),
    ("files", &["domain"]),
    ("library", &["domain", "files"]),
    ("report", &["domain"]),
    ("render", &["domain::clean", "report::document", "report::page", "report::sheet"]),
    ("cli", &["domain", "files", "library", "report", "render"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the code of a file, without its comments and unit tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Returns the lines of a module that contain one of some words.
fn lines_with(room: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for path in sources(&Path::new("src").join(room)) {
        for line in code(&path).lines() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    found
}

const NOTHING: [String; 0] = [];

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for (room, allowed) in ROOMS {
        for path in sources(&Path::new("src").join(room)) {
            for part in code(&path).split("crate::").skip(1) {
                let own = part.starts_with(&format!("{room}::"));
                let other = allowed.iter().any(|other| part.starts_with(&format!("{other}::")));
                if !own && !other {
                    let import = part.lines().next().unwrap_or_default();
                    wrong.push(format!("{}: crate::{import}", path.display()));
                }
            }
        }
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn only_validation_and_the_compact_decoder_make_skill_maps() {
    let mut makers = Vec::new();
    for path in sources(Path::new("src")) {
        let code = code(&path);
        let makes = code.lines().any(|line| {
            let made = line.contains("SkillMaps {");
            made && !line.contains("impl") && !line.contains("struct") && !line.contains("->")
        });
        if makes {
            makers.push(path.display().to_string());
        }
    }
    assert_eq!(makers, ["src/files/maps_compact.rs", "src/files/maps_validation/mod.rs"]);
    let takers = lines_with("", &["decode_maps("]);
    let expected = [
        "src/files/maps_compact.rs: pub(crate) fn decode_maps(",
        "src/library/maps.rs: maps: decode_maps(",
    ];
    let short: Vec<&str> = takers
        .iter()
        .map(|line| line.split_inclusive("decode_maps(").next().unwrap_or_default())
        .collect();
    assert_eq!(short, expected);
}

#[test]
fn every_folder_under_src_is_a_room() {
    let folders: BTreeSet<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let rooms = ROOMS.iter().map(|(room, _)| (*room).to_string());
    // The order engine is a separate crate, and the guide is text for users and contains no code.
    let others = ["optimum", "guide"].map(str::to_string);
    let expected: BTreeSet<String> = rooms.chain(others).collect();
    assert_eq!(folders, expected);
}

#[test]
fn the_domain_reads_no_file_clock_environment_or_terminal() {
    let world = [
        "std::fs",
        "std::io",
        "std::env",
        "std::time",
        "ZonedDateTime::now",
        "Timestamp::now",
        "serde",
        "toml::",
        "console",
        "clap",
    ];
    assert_eq!(lines_with("domain", &world), NOTHING);
}

#[test]
fn reports_have_no_colour_and_pens_know_no_skill_or_role() {
    let ink = ["anstyle", "\\x1b", "\\u{1b}", "width"];
    assert_eq!(lines_with("report", &ink), NOTHING);
    let nouns = ["skill", "Skill", "role", "Role", "readiness"];
    let of_html = |line: &String| line.contains("role=\"");
    let known = lines_with("render", &nouns);
    let known: Vec<&String> = known.iter().filter(|line| !of_html(line)).collect();
    assert!(known.is_empty(), "{known:?}");
}

#[test]
fn only_the_command_line_prints() {
    let printing = ["print!", "println!", "eprint", "stdout()", "stderr()"];
    for (room, _) in ROOMS.iter().filter(|(room, _)| *room != "cli") {
        assert_eq!(lines_with(room, &printing), NOTHING);
    }
}

/// Returns the files of the project; none if there is no repository, as in an unpacked archive.
fn listed() -> Vec<String> {
    let listed =
        std::process::Command::new("git").args(["ls-files"]).output().expect("git lists the files");
    String::from_utf8(listed.stdout).unwrap().lines().map(String::from).collect()
}

#[test]
fn no_file_was_built_or_names_a_folder_of_somebodys_machine() {
    let built = ["target", "node_modules"];
    let is_built = |path: &&String| path.split('/').any(|folder| built.contains(&folder));
    assert_eq!(listed().iter().filter(is_built).collect::<Vec<_>>(), [""; 0]);
    // The search patterns are composed, so that this file does not match.
    let folders = ["root", "work"].map(|folder| format!("[\"' ]/{folder}/"));
    let found = std::process::Command::new("git")
        .args(["grep", "-lIE", &folders.join("|")])
        .output()
        .expect("git searches the files");
    assert_eq!(String::from_utf8(found.stdout).unwrap(), "");
}

#[test]
fn the_visible_top_level_stays_as_it_is() {
    let listed = listed();
    let top: BTreeSet<&str> = listed
        .iter()
        .filter_map(|path| path.split('/').next())
        .filter(|name| !name.starts_with('.'))
        .collect();
    let expected = BTreeSet::from([
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "skillmaps",
        "src",
        "tests",
    ]);
    assert!(top.is_empty() || top == expected, "{top:?}");
}

#[test]
fn every_path_that_the_crate_docs_name_is_there() {
    let docs = fs::read_to_string("src/lib.rs").unwrap();
    let docs: Vec<&str> = docs.lines().filter_map(|line| line.strip_prefix("//! ")).collect();
    let docs = docs.join(" ");
    let words = docs.split('`').skip(1).step_by(2);
    let paths: BTreeSet<&str> =
        words.filter(|word| word.contains('/') && !word.contains(['<', ' '])).collect();
    assert!(paths.len() > 20, "{paths:?}");
    let there = |path: &str| Path::new(path).exists() || Path::new("src").join(path).exists();
    let missing: Vec<&&str> = paths.iter().filter(|path| !there(path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_file_of_the_suite_is_a_module_of_it() {
    let main = fs::read_to_string("tests/suite/main.rs").unwrap();
    let mut forgotten = Vec::new();
    for entry in fs::read_dir("tests/suite").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name != "main" && !main.contains(&format!("mod {name};")) {
            forgotten.push(name);
        }
    }
    assert_eq!(forgotten, NOTHING);
}
