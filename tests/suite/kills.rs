//! Kills every command that writes files at random moments, a thousand times in total. Each file must then be as before
//! or as after the command, and the next run must remove leftover files.
//!
//! `cargo test --test suite kills:: -- --ignored --nocapture` runs it and prints what was killed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::command;
use crate::support::learners::Dice;

/// The number of processes that are killed while they run, over all commands.
const KILLS: usize = 1000;

/// The files in the folder before each call; the fixed `salt` keeps an import from making a random one.
const BEFORE: &[(&str, &str)] = &[
    (
        "profile.toml",
        "format = 1 # mine\nname = \"Ada\"\n[goal]\nroles = [\"maker\"]\nseniority = \"junior\"\n[ratings]\npython = 1\njava = 2\n",
    ),
    (".profile.toml.skillgap-earlier", "format = 1\nname = \"Ada\"\n[ratings]\npython = 1\n"),
    ("former.toml", "format = 1\n[ratings]\npython2 = 1\n"),
    ("class/ada.toml", "format = 1\nname = \"Ada\"\n[ratings]\npython = 1\n"),
    ("class/bo.toml", "format = 1\nname = \"Bo\"\n[ratings]\npython = 2\n"),
    (
        "class/cohort.toml",
        "format = 1\nrole = \"maker\"\nsalt = \"00ff\"\npeople = [\"Ada\", \"Bo\"]\n",
    ),
    ("answers.csv", "name,sql,python,java\nAda,2,3,1\nBo,1,1,2\nCleo,3,0,0\nDan,0,1,4\n"),
    ("ticks.csv", "kind,id,level,on\nstep,sql,2,2026-11-01\n"),
];

/// Every command that writes files, with its standard input.
const CALLS: &[(&[&str], &str)] = &[
    (&["rate", "sql=2", "python=2", "--evidence", "a link"], ""),
    (&["rate", "sql=2", "--profile", "{here}/begun/new.toml"], ""),
    (&["done", "python"], ""),
    (&["undo"], ""),
    (&["goal", "maker", "--seniority", "mid", "--hours-per-week", "7"], ""),
    (&["profile", "new", "--name", "Cleo", "--profile", "{here}/begun.toml"], ""),
    (&["profile", "migrate", "--profile", "{here}/former.toml"], ""),
    (&["profile", "forget", "java"], ""),
    (&["profile", "forget", "java", "--for-good"], ""),
    (
        &["assess", "--role", "maker", "--protocol", "json", "--every-level"],
        "{\"ratings\": {\"sql\": 2}}\n{\"ratings\": {\"programming\": 1}}\n{\"ratings\": {\"tuning\": 0}}\n{\"stop\": true}\n",
    ),
    (&["import", "{here}/ticks.csv"], ""),
    (&["cohort", "import", "{here}/answers.csv", "-o", "{here}/class"], ""),
    (&["cohort", "forget", "{here}/class", "Bo"], ""),
    (&["cohort", "session", "{here}/class", "--hand-outs", "{here}/pages"], ""),
    (&["cohort", "form", "--role", "maker", "--format", "toml", "-o", "{here}/form.toml"], ""),
    (&["report", "-o", "{here}/page.html"], ""),
    (&["export", "--format", "ics", "--hours-per-week", "5", "-o", "{here}/plan.ics"], ""),
    (&["maps", "export", "{here}/exported"], ""),
    (&["man", "{here}/man"], ""),
];

/// Returns the files under a folder, by relative path.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                found.insert(path.strip_prefix(folder).unwrap().to_path_buf(), bytes);
            }
        }
    }
    found
}

fn fresh(folder: &Path) {
    let _ = fs::remove_dir_all(folder);
    for (name, text) in BEFORE {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn start(words: &[&str], input: &str, folder: &Path) -> Child {
    let here = folder.to_str().unwrap();
    let stdin = folder.with_extension("stdin");
    fs::write(&stdin, input).unwrap();
    let words: Vec<String> = words.iter().map(|word| word.replace("{here}", here)).collect();
    let mut command = command();
    if !words.iter().any(|word| word == "--profile") {
        command.arg("--profile").arg(folder.join("profile.toml"));
    }
    command
        .args(words)
        .args(["--today", "2026-11-22", "--maps-only", "tests/fixtures/small"])
        .stdin(fs::File::open(stdin).unwrap())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Returns whether a file is a temporary file or a lock.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_string_lossy();
    name.ends_with(".skillgap-new") || name.ends_with(".lock")
}

/// Kills one command `kills` times. Returns how many kills came before its first write, and how many after it.
fn kill(number: usize, kills: usize, dice: &mut Dice) -> (usize, usize) {
    let (words, input) = CALLS[number];
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kills");
    fs::create_dir_all(&root).unwrap();
    let folder = root.join(number.to_string());
    let mut usual = Duration::MAX;
    // First runs the command without a kill, and records each state of an interview with several writes.
    fresh(&folder);
    let before = files(&folder);
    for _ in 0..3 {
        fresh(&folder);
        let began = Instant::now();
        let status = start(words, input, &folder).wait().unwrap();
        assert!(status.success(), "{words:?}: {status}");
        usual = usual.min(began.elapsed());
    }
    let after = files(&folder);
    assert_ne!(before, after, "{words:?} writes nothing");
    assert!(!after.keys().any(|path| is_unfinished(path)), "{words:?}: {:?}", after.keys());
    let several_writes = words[0] == "assess";
    let (mut early, mut late, mut tries) = (0, 0, 0);
    while early + late < kills {
        tries += 1;
        assert!(tries < kills * 20, "{words:?} ends before it can be killed");
        fresh(&folder);
        let mut child = start(words, input, &folder);
        if dice.chance(0.5) {
            sleep(usual.mul_f64(dice.share() * 1.1));
        } else {
            // From the first write on, or shortly after.
            let began = Instant::now();
            while files(&folder) == before && began.elapsed() < usual * 3 {}
            sleep(Duration::from_micros((dice.share() * 2000.0) as u64));
        }
        let _ = child.kill();
        if child.wait().unwrap().signal() != Some(9) {
            continue;
        }
        let now = files(&folder);
        if now == before {
            early += 1
        } else {
            late += 1
        }
        for (path, bytes) in &now {
            if is_unfinished(path) {
                continue;
            }
            let known = [before.get(path), after.get(path)].into_iter().flatten();
            // An earlier copy may be any complete state of its profile.
            let of_profile = path.ends_with(".profile.toml.skillgap-earlier");
            let profile = [before.get(Path::new("profile.toml"))].into_iter().flatten();
            let whole = known.chain(profile.filter(|_| of_profile)).any(|known| known == bytes);
            // An interview saves after every answer: each state extends the one before, and the last one contains them
            // all.
            let last = after.get(path).filter(|_| several_writes);
            let is_part = last.is_some_and(|last| {
                last.starts_with(bytes) && (bytes.is_empty() || bytes.ends_with(b"\n"))
            });
            assert!(whole || is_part, "{words:?}: {} is torn", path.display());
        }
        for path in before.keys().filter(|path| after.contains_key(*path)) {
            assert!(now.contains_key(path), "{words:?}: {} is gone", path.display());
        }
        // The next process that writes must clean up.
        let unfinished: BTreeSet<&PathBuf> =
            now.keys().filter(|path| is_unfinished(path)).collect();
        assert!(unfinished.len() <= 3, "{words:?}: {unfinished:?}");
        for path in &unfinished {
            assert!(clears_up(&folder, words, input, path), "{words:?} leaves {}", path.display());
        }
    }
    (early, late)
}

/// Runs a command that writes the file beside which a leftover file exists, and checks that the leftover file is then
/// gone.
fn clears_up(folder: &Path, words: &[&str], input: &str, unfinished: &Path) -> bool {
    if words[0] == "maps" {
        // An export needs an empty folder and would refuse this one.
        fs::remove_dir_all(folder.join("exported")).unwrap();
    }
    let _ = start(words, input, folder).wait().unwrap();
    if folder.join(unfinished).exists() {
        // Some commands have nothing to write the second time; then the next rating must clean up.
        let name = unfinished.file_name().unwrap().to_string_lossy().into_owned();
        let endings = [".skillgap-new", ".skillgap-earlier", ".lock"];
        let bare = endings.iter().fold(name.trim_start_matches('.'), |name, ending| {
            name.strip_suffix(ending).unwrap_or(name)
        });
        if bare == "cohort.toml" {
            let import = ["cohort", "import", "{here}/answers.csv", "-o", "{here}/class"];
            let _ = start(&import, "", folder).wait().unwrap();
        }
        let profile = folder.join(unfinished).with_file_name(bare);
        let rate = ["rate", "sql=1", "--profile", profile.to_str().unwrap()];
        let _ = start(&rate, "", folder).wait().unwrap();
    }
    !folder.join(unfinished).exists()
}

#[test]
#[ignore = "takes minutes: `cargo test --test suite kills:: -- --ignored --nocapture`"]
#[expect(clippy::print_stderr, reason = "the figures are for readers of the log")]
fn a_thousand_kills_of_every_command_that_writes_lose_nothing_and_leave_no_litter() {
    let each = KILLS.div_ceil(CALLS.len());
    let mut dice = Dice(20_261_129);
    let mut all = 0;
    for (number, (words, _)) in CALLS.iter().enumerate() {
        let (early, late) = kill(number, each, &mut dice);
        eprintln!(
            "{:>3} kills before the first write, {:>3} after: {}",
            early,
            late,
            words.join(" ")
        );
        all += early + late;
    }
    eprintln!("{all} kills");
    assert!(all >= KILLS);
}

#[test]
fn a_kill_of_every_command_that_writes_loses_nothing() {
    let mut dice = Dice(7);
    for number in 0..CALLS.len() {
        kill(number, 1, &mut dice);
    }
}
