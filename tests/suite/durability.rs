//! Durability: what was reported as saved is in the profile, even if processes are killed or other processes write.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::support::{command, skillgap_reading};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use skillgap::domain::maps::SkillMaps;
use skillgap::library::maps::{MapsFrom, load as load_maps};
use skillgap::library::profiles::{ProfileAt, load};

const SMALL: &str = "tests/fixtures/small";
const SKILLS: [&str; 4] = ["programming", "python", "sql", "tuning"];
const BEGINNING: &str = "format = 1 # mine\n[ratings]\njava = 1 # by hand\n";

/// Makes an empty folder with this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn begun(folder: &Path) -> PathBuf {
    let path = folder.join("profile.toml");
    fs::write(&path, BEGINNING).unwrap();
    path
}

fn small() -> SkillMaps {
    let from = MapsFrom { without_shipped: true, over: vec![PathBuf::from(SMALL)] };
    load_maps(&from).unwrap().maps
}

/// Starts a process that records one rating, with a text that identifies it.
fn rate(profile: &Path, skill: &str, evidence: &str) -> Child {
    let rating = format!("{skill}=2");
    let mut command = command();
    command
        .args(["rate", &rating, "--evidence", evidence, "--maps-only", SMALL])
        .args(["--today", "2026-11-22", "--profile"])
        .arg(profile)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Returns the evidence of every dated rating, in the order of the file. The profile must be complete, including the
/// text that was written by hand.
fn evidence(path: &Path, maps: &SkillMaps) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with(BEGINNING), "{text}");
    let at = ProfileAt::Named(path.to_path_buf());
    let (profile, _) = load(&at, maps).expect("the profile is whole").unwrap();
    let dated = profile.entries.into_iter().filter(|entry| entry.on.is_some());
    dated.map(|entry| entry.evidence.unwrap()).collect()
}

/// The only file beside a profile after a complete write.
const EARLIER: &str = ".profile.toml.skillgap-earlier";

/// Lists the files beside a profile.
fn beside(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "profile.toml")
        .collect();
    names.sort();
    names
}

#[cfg(unix)] // where to kill is SIGKILL
#[test]
fn a_process_killed_while_it_writes_loses_its_own_rating_at_most() {
    let maps = small();
    let folder = folder("killed");
    let path = begun(&folder);
    let mut runs = Vec::new();
    for number in 0..5 {
        let begun = Instant::now();
        assert!(rate(&path, "sql", &format!("calm {number}")).wait().unwrap().success());
        runs.push(begun.elapsed());
    }
    runs.sort();
    let usual = runs[2];
    let mut kept = evidence(&path, &maps);
    assert_eq!(kept.len(), 5);
    let new = folder.join(".profile.toml.skillgap-new");
    let mut random = 20_261_122_u64;
    let (mut saved, mut lost) = (0, 0);
    for number in 0..200 {
        let name = format!("write {number}");
        let mut child = rate(&path, SKILLS[number % 4], &name);
        random =
            random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (random >> 40) as f64 / (1 << 24) as f64;
        if number % 2 == 0 {
            // At any moment of a run, or shortly after it.
            sleep(usual.mul_f64(share * 1.2));
        } else {
            // While the new file is being written, or shortly after.
            let begun = Instant::now();
            while !new.exists() && begun.elapsed() < usual * 3 {
                std::hint::spin_loop();
            }
            sleep(Duration::from_micros((share * 2000.0) as u64));
        }
        let _ = child.kill();
        let said = child.wait().unwrap().success();
        let now = evidence(&path, &maps);
        let is_there = now.last() == Some(&name);
        let before = if is_there { &now[..now.len() - 1] } else { &now[..] };
        assert_eq!(before, kept, "an earlier rating is gone or changed");
        assert!(is_there || !said, "{name} was said to be saved and is not");
        saved += usize::from(is_there);
        lost += usize::from(!is_there);
        kept = now;
    }
    // Some kills must come before the write and some after it; otherwise this test shows nothing.
    assert!(saved > 5 && lost > 5, "{saved} saved, {lost} lost");
    assert!(rate(&path, "sql", "at last").wait().unwrap().success());
    assert_eq!(evidence(&path, &maps).len(), kept.len() + 1);
    assert_eq!(beside(&folder), [EARLIER]);
}

fn at_once(name: &str, writers: usize, times: usize) {
    let maps = small();
    let folder = folder(name);
    let path = begun(&folder);
    scope(|scope| {
        for (writer, skill) in SKILLS.iter().enumerate().take(writers) {
            let path = &path;
            scope.spawn(move || {
                for time in 0..times {
                    let name = format!("writer {writer} time {time}");
                    let mut child = rate(path, skill, &name);
                    assert!(child.wait().unwrap().success(), "{name}");
                }
            });
        }
    });
    let mut of_writer: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for evidence in evidence(&path, &maps) {
        let (writer, time) = evidence.split_once(" time ").unwrap();
        of_writer.entry(writer.to_string()).or_default().push(time.to_string());
    }
    let all: Vec<String> = (0..times).map(|time| time.to_string()).collect();
    assert_eq!(of_writer.len(), writers);
    assert!(of_writer.values().all(|said| *said == all), "{of_writer:?}");
    assert_eq!(beside(&folder), [EARLIER]);
}

#[test]
fn two_who_rate_at_once_both_have_their_ratings() {
    at_once("two-at-once", 2, 25);
}

#[test]
fn four_who_rate_at_once_all_have_their_ratings() {
    at_once("four-at-once", 4, 12);
}

#[test]
fn one_who_rates_and_one_who_forgets_do_not_undo_each_other() {
    let maps = small();
    let folder = folder("rate-and-forget");
    let path = begun(&folder);
    scope(|scope| {
        scope.spawn(|| {
            for time in 0..20 {
                let mut child = rate(&path, "sql", &format!("kept {time}"));
                assert!(child.wait().unwrap().success());
            }
        });
        scope.spawn(|| {
            for time in 0..10 {
                let mut child = rate(&path, "python", &format!("gone {time}"));
                assert!(child.wait().unwrap().success());
                let forget = ["profile", "forget", "python", "--maps-only", SMALL, "--profile"];
                let forgot = command().args(forget).arg(&path).output().unwrap();
                assert!(forgot.status.success(), "{forgot:?}");
            }
        });
    });
    let kept: Vec<String> = (0..20).map(|time| format!("kept {time}")).collect();
    assert_eq!(evidence(&path, &maps), kept);
}

#[cfg(unix)]
#[test]
fn the_mode_of_a_profile_stays() {
    use std::os::unix::fs::PermissionsExt;
    let path = begun(&folder("mode"));
    for mode in [0o640, 0o600, 0o664] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert!(rate(&path, "sql", "mode").wait().unwrap().success());
        let now = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(now, mode, "{now:o}");
    }
}

#[cfg(unix)]
#[test]
fn a_profile_that_may_not_be_written_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("read-only");
    let path = begun(&folder);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(rate(&path, "sql", "no").wait().unwrap().code(), Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    // A user who can write everywhere, such as root, is not stopped by the permissions of a folder.
    let may_anyway = fs::write(folder.join("probe"), "").is_ok();
    let code = rate(&path, "sql", "no").wait().unwrap().code();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    if !may_anyway {
        assert_eq!(code, Some(1));
        assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    }
}

#[test]
fn a_folder_that_is_in_the_way_of_the_new_file_changes_nothing() {
    let folder = folder("in-the-way");
    let path = begun(&folder);
    fs::create_dir(folder.join(".profile.toml.skillgap-new")).unwrap();
    assert_eq!(rate(&path, "sql", "no").wait().unwrap().code(), Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
}

/// Runs a command with the small maps on a profile, and returns its exit code and its error as JSON.
fn fails(words: &[&str], profile: &Path) -> (i32, serde_json::Value) {
    let output = command()
        .args(words)
        .args(["--json", "--maps-only", SMALL, "--profile"])
        .arg(profile)
        .output()
        .unwrap();
    let error = serde_json::from_slice(&output.stderr).unwrap_or_default();
    (output.status.code().unwrap(), error)
}

#[test]
fn a_lock_that_is_held_is_waited_for_a_short_while_and_then_said_with_whose_it_is() {
    let folder = folder("held");
    let path = begun(&folder);
    let lock = folder.join("profile.toml.lock");
    let held = fs::File::create(&lock).unwrap();
    held.lock().unwrap();
    let began = Instant::now();
    let (code, error) = fails(&["rate", "sql=2"], &path);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert_eq!((code, &error["error"]["code"]), (1, &"profile-locked".into()));
    if cfg!(target_os = "linux") {
        let message = error["error"]["message"].as_str().unwrap();
        assert!(message.contains(&format!("process {} (", std::process::id())), "{message}");
    }
    let hints = error["error"]["hints"].to_string();
    assert!(hints.contains("profile.toml.lock"), "{hints}");
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    // A lock that is released in the meantime can be taken.
    let child = rate(&path, "sql", "later");
    sleep(Duration::from_millis(200));
    drop(held);
    let mut child = child;
    assert!(child.wait().unwrap().success());
    if cfg!(unix) {
        assert_eq!(beside(&folder), [EARLIER]);
    }
}

/// Runs an interview about the small maps that is answered with one line. Returns the exit code, and what was printed.
fn interview(more: &[&str]) -> (i32, String, String) {
    let arguments = ["assess", "--role", "maker", "--maps-only", SMALL, "--today", "2026-11-22"];
    let run = skillgap_reading(&[&arguments[..], more].concat(), "0\n");
    (run.code, run.stdout, run.stderr)
}

#[test]
fn a_profile_that_cannot_be_written_is_noticed_before_the_first_question() {
    let folder = folder("unwritable");
    let path = begun(&folder);
    let text = path.to_str().unwrap();
    let refused = |at: &str| {
        let errors = [&["--plain"][..], &["--protocol", "json"]].map(|front| {
            let (code, stdout, stderr) = interview(&[front, &["--profile", at]].concat());
            assert_eq!((code, stdout.as_str()), (1, ""), "{front:?}: {stderr}");
            assert!(stderr.starts_with("error: cannot "), "something was asked: {stderr}");
            stderr
        });
        assert_eq!(errors[0], errors[1]);
        let rated = skillgap_reading(&["rate", "sql=2", "--maps-only", SMALL, "--profile", at], "");
        assert_eq!(errors[0], rated.stderr, "the error of the first answer");
    };
    // Something stands in the way of the new file, or of the earlier copy.
    let in_the_way = folder.join(".profile.toml.skillgap-new");
    fs::create_dir(&in_the_way).unwrap();
    refused(text);
    fs::remove_dir(in_the_way).unwrap();
    let mut only_read = fs::metadata(&path).unwrap().permissions();
    let usual = only_read.clone();
    only_read.set_readonly(true);
    fs::set_permissions(&path, only_read).unwrap();
    refused(text);
    fs::set_permissions(&path, usual).unwrap();
    refused(&format!("{text}/below-a-file.toml"));
    if Path::new("/proc").exists() {
        refused("/proc/no-such-folder/profile.toml");
        let (code, stdout, stderr) = interview(&["--plain", "--cohort", "/proc/no-such-folder"]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
        assert!(stderr.starts_with("error: cannot make /proc/no-such-folder"), "{stderr}");
    }
    // The check leaves nothing behind, neither files nor folders.
    assert_eq!(beside(&folder), Vec::<String>::new());
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    let deep = folder.join("not").join("yet").join("profile.toml");
    let stop = ["assess", "--plain", "--role", "maker", "--maps-only", SMALL, "--profile"];
    let run = skillgap_reading(&[&stop[..], &[deep.to_str().unwrap()]].concat(), "");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let asked = interview(&["--plain", "--cohort", folder.join("none").to_str().unwrap()]);
    assert_eq!(asked.0, 0, "{}", asked.2);
    assert!(!folder.join("not").exists());
}

#[cfg(unix)]
#[test]
fn a_name_that_is_too_long_is_called_so_and_not_a_link() {
    let folder = folder("long-names");
    let long = |length: usize| folder.join("a".repeat(length));
    // The second name is short enough itself, but the copy beside it has a longer one.
    for path in [long(300), long(250)] {
        for words in [&["undo"][..], &["profile", "new"], &["rate", "sql=2"]] {
            let (code, error) = fails(words, &path);
            if error["error"]["code"] == "nothing-to-undo" {
                continue;
            }
            assert_eq!(code, 1, "{words:?}: {error}");
            let (message, hints) = (&error["error"]["message"], &error["error"]["hints"]);
            assert!(message.as_str().unwrap().contains("name too long"), "{words:?}: {message}");
            assert!(!message.as_str().unwrap().contains("link"), "{words:?}: {message}");
            assert!(hints.to_string().contains("choose a shorter one"), "{words:?}: {hints}");
        }
    }
    let (_, error) = fails(&["undo"], &begun(&folder).join("below-a-file.toml"));
    assert!(!error["error"]["message"].to_string().contains("link"), "{error}");
    assert_eq!(beside(&folder), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_refused_and_not_waited_for() {
    use std::os::unix::fs::symlink;
    let folder = folder("irregular");
    let fifo = |name: &str| {
        let path = folder.join(name);
        let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        path
    };
    let message = |words: &[&str], path: &Path| {
        let (code, error) = fails(words, path);
        assert_eq!(code, 1, "{words:?}: {error}");
        error["error"]["message"].as_str().unwrap().to_string()
    };
    let pipe = fifo("pipe.toml");
    for words in [&["gap"][..], &["rate", "sql=2"], &["profile", "forget", "sql"]] {
        let said = message(words, &pipe);
        assert!(said.contains("pipe"), "{words:?}: {said}");
    }
    assert!(message(&["gap"], Path::new("/dev/zero")).contains("device"));
    assert!(message(&["gap"], &folder).contains("folder"));
    let path = begun(&folder);
    fifo("profile.toml.lock");
    assert!(message(&["rate", "sql=2"], &path).contains("cannot lock"));
    fs::remove_file(folder.join("profile.toml.lock")).unwrap();
    let elsewhere = folder.join("elsewhere");
    fs::write(&elsewhere, "mine").unwrap();
    symlink(&elsewhere, folder.join("profile.toml.lock")).unwrap();
    assert!(message(&["rate", "sql=2"], &path).contains("link"));
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    // If the file of one person cannot be read, the others of the cohort are still read.
    let cohort = folder.join("cohort");
    fs::create_dir(&cohort).unwrap();
    fs::write(cohort.join("ada.toml"), "format = 1\n[ratings]\nsql = 1\n").unwrap();
    let made = std::process::Command::new("mkfifo").arg(cohort.join("bo.toml")).status().unwrap();
    assert!(made.success());
    let cohort = cohort.to_string_lossy();
    let run = crate::support::skillgap(&[
        "cohort",
        "summary",
        &cohort,
        "--role",
        "maker",
        "--maps-only",
        SMALL,
        "--json",
    ]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("bo.toml") && run.stderr.contains("pipe"), "{}", run.stderr);
    assert!(run.stdout.contains("\"person\": \"ada\""), "{}", run.stdout);
}

#[test]
fn a_file_larger_than_the_limit_is_refused_with_the_limit() {
    let folder = folder("huge");
    let huge = folder.join("huge.toml");
    // The file is sparse and uses no disk space.
    fs::File::create(&huge).unwrap().set_len(3 << 30).unwrap();
    let cohort = folder.join("cohort");
    fs::create_dir(&cohort).unwrap();
    fs::write(cohort.join("ada.toml"), "format = 1\n").unwrap();
    fs::File::create(cohort.join("cohort.toml")).unwrap().set_len(3 << 30).unwrap();
    let (huge, cohort) = (huge.to_string_lossy(), cohort.to_string_lossy());
    for words in [
        &["gap", "--profile", &huge][..],
        &["rate", "python=2", "--profile", &huge],
        &["roles", "--maps", &huge],
        &["cohort", "summary", &cohort, "--role", "api-developer"],
        &["cohort", "import", "tests/fixtures/answers/google.csv", "--dry-run", "--map", &huge],
    ] {
        let run = crate::support::skillgap(&[words, &["--json"]].concat());
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        assert_eq!((run.code, &error["error"]["code"]), (3, &"too-large".into()), "{words:?}");
        assert!(run.stderr.contains("8 MB"), "{words:?}: {}", run.stderr);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_told_of_with_their_place_in_every_file() {
    let folder = folder("latin-1");
    fs::write(folder.join("a.toml"), "format = 1\n").unwrap();
    fs::write(folder.join("cohort.toml"), b"format = 1\n# caf\xe9\nrole = \"maker\"\n").unwrap();
    let map = folder.join("map.txt");
    fs::write(&map, b"format = 1\n[columns]\n\"f\xfcr SQL\" = \"sql\"\n").unwrap();
    let answers = "tests/fixtures/answers/google.csv";
    let (cohort, map) = (folder.to_string_lossy(), map.to_string_lossy());
    for (words, line, column) in [
        (&["cohort", "summary", &cohort][..], 2, 6),
        (&["cohort", "import", answers, "--dry-run", "--map", &map], 3, 3),
    ] {
        let run = crate::support::skillgap(&[words, &["--json"]].concat());
        assert_eq!(run.code, 3, "{words:?}: {}", run.stderr);
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        let problem = &error["error"]["problems"][0];
        assert_eq!(problem["rule"], "not-utf8", "{words:?}");
        assert_eq!((&problem["line"], &problem["column"]), (&line.into(), &column.into()));
    }
}

#[cfg(unix)]
#[test]
fn folders_and_copies_that_are_made_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = folder("private");
    let path = folder.join("new").join("deeper").join("profile.toml");
    assert!(rate(&path, "sql", "first").wait().unwrap().success());
    assert_eq!(mode(path.parent().unwrap()), 0o700);
    assert_eq!(mode(&folder.join("new")), 0o700);
    assert_eq!(mode(&path), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    assert!(rate(&path, "sql", "second").wait().unwrap().success());
    assert_eq!(mode(&path.with_file_name(EARLIER)), 0o600);
    assert_eq!(mode(&path), 0o664);
}

#[cfg(unix)]
#[test]
fn the_owner_of_a_profile_stays_also_when_root_writes() {
    use std::os::unix::fs::{MetadataExt, chown};
    let folder = folder("owner");
    let path = begun(&folder);
    if chown(&path, Some(1234), Some(1235)).is_err() {
        // Only root can change the owner of a file.
        return;
    }
    assert!(rate(&path, "sql", "as root").wait().unwrap().success());
    for path in [&path, &folder.join(EARLIER)] {
        let now = fs::metadata(path).unwrap();
        assert_eq!((now.uid(), now.gid()), (1234, 1235), "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_one_into_a_missing_folder_is_told() {
    use std::os::unix::fs::symlink;
    let folder = folder("links");
    let path = begun(&folder);
    fs::create_dir(folder.join("by")).unwrap();
    let link = folder.join("by").join("link.toml");
    symlink("../profile.toml", &link).unwrap();
    assert!(rate(&link, "sql", "through").wait().unwrap().success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(evidence(&path, &small()), ["through"]);
    let dangling = folder.join("dangling.toml");
    symlink("not-yet.toml", &dangling).unwrap();
    assert!(rate(&dangling, "sql", "begun").wait().unwrap().success());
    assert!(folder.join("not-yet.toml").is_file());
    let lost = folder.join("lost.toml");
    symlink("nowhere/profile.toml", &lost).unwrap();
    let (code, error) = fails(&["rate", "sql=2"], &lost);
    assert_eq!(code, 1);
    let message = error["error"]["message"].as_str().unwrap();
    assert!(message.contains("whose folder is not there"), "{message}");
    let circle = folder.join("circle.toml");
    symlink("circle.toml", &circle).unwrap();
    assert_eq!(fails(&["rate", "sql=2"], &circle).0, 1);
}

#[cfg(unix)]
#[test]
fn a_limit_of_file_sizes_is_told_and_leaves_nothing_behind() {
    let folder = folder("file-size");
    let path = begun(&folder);
    let program = command();
    let mut shell = std::process::Command::new("/bin/sh");
    let output = shell
        .args(["-c", "ulimit -f 0; exec \"$0\" \"$@\""])
        .arg(program.get_program())
        .args(["rate", "sql=2", "--maps-only", SMALL, "--profile"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), BEGINNING);
    assert_eq!(beside(&folder), Vec::<String>::new());
}

#[test]
fn days_are_those_of_the_time_zone_that_is_named() {
    let folder = folder("zone");
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "LINT-14"] {
        let path = folder.join(format!("{}.toml", zone.replace('/', "-")));
        let known = TimeZone::get(zone).or_else(|_| TimeZone::posix(zone)).unwrap();
        let day = || Timestamp::now().to_zoned_datetime(known.clone()).date();
        let before = day();
        let output = command()
            .env("TZ", zone)
            .args(["rate", "sql=2", "--maps-only", SMALL, "--profile"])
            .arg(&path)
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{zone}");
        let text = fs::read_to_string(&path).unwrap();
        let on = |day: jiff::civil::Date| text.contains(&format!("on = {day}\n"));
        assert!(on(before) || on(day()), "{zone}: {text}");
    }
    let unknown = command().env("TZ", "Nowhere/Town").args(["roles"]).output().unwrap();
    let said = String::from_utf8_lossy(&unknown.stderr);
    assert!(unknown.status.success() && said.contains("Nowhere/Town"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_second_name_of_a_profile_is_told_of() {
    let folder = folder("hard-link");
    let path = begun(&folder);
    fs::hard_link(&path, folder.join("second.toml")).unwrap();
    let output = command()
        .args(["rate", "sql=2", "--maps-only", SMALL, "--profile"])
        .arg(&path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("hard link"), "{said}");
    assert_eq!(fs::read_to_string(folder.join("second.toml")).unwrap(), BEGINNING);
}

#[cfg(target_os = "linux")] // where a disk of 64 KB is made in a namespace of one's own
#[test]
fn a_full_disk_changes_nothing_and_leaves_nothing_behind() {
    let folder = folder("full-disk");
    let script = "mount -t tmpfs -o size=64k none \"$1\" || exit 77
        printf '%s' \"$3\" >\"$1/profile.toml\"
        cat /dev/zero >\"$1/fill\" 2>/dev/null
        \"$2\" rate sql=2 --maps-only \"$4\" --profile \"$1/profile.toml\"
        code=$?
        cat \"$1/profile.toml\"
        ls -A \"$1\"
        exit $code";
    let mut unshare = std::process::Command::new("unshare");
    let output = unshare
        .args(["--mount", "--map-root-user", "sh", "-c", script, "sh"])
        .arg(&folder)
        .arg(command().get_program())
        .args([BEGINNING, SMALL])
        .output();
    let Ok(output) = output else { return };
    let said = String::from_utf8_lossy(&output.stdout);
    // If nobody can mount anything, this test shows nothing.
    if output.status.code() == Some(77) || said.is_empty() {
        return;
    }
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(said, format!("{BEGINNING}fill\nprofile.toml\n"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("No space left on device"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_gone_is_told_of() {
    let folder = folder("vanished");
    let mut shell = std::process::Command::new("/bin/sh");
    let output = shell
        .args(["-c", "cd \"$1\" && rmdir \"$1\" && shift && exec \"$@\"", "sh"])
        .arg(&folder)
        .arg(command().get_program())
        .args(["rate", "python=2", "--profile", "profile.toml"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!folder.exists());
}

#[test]
fn who_is_forgotten_while_others_import_stays_forgotten_and_nobody_else_does() {
    let maps = small();
    for round in 0..6 {
        let folder = folder("forget-and-import");
        let class = folder.join("class");
        fs::create_dir(&class).unwrap();
        fs::write(class.join("bo.toml"), "format = 1\nname = \"Bo\"\n").unwrap();
        fs::write(class.join("cohort.toml"), "format = 1\nsalt = \"00\"\npeople = [\"Bo\"]\n")
            .unwrap();
        let start = |words: &[&str], roster: Option<&Path>| {
            let mut command = command();
            command.args(words).args(["--maps-only", SMALL]).stdout(Stdio::null());
            if let Some(roster) = roster {
                command.arg("--roster").arg(roster);
            }
            command.stderr(Stdio::piped()).spawn().unwrap()
        };
        let class_name = class.to_str().unwrap();
        let mut children = Vec::new();
        for writer in 0..3 {
            let name = format!("writer {writer}");
            let answers = folder.join(format!("{writer}.csv"));
            let roster = folder.join(format!("{writer}.txt"));
            fs::write(&answers, format!("name,sql\n{name},2\n")).unwrap();
            fs::write(&roster, format!("{name}\n")).unwrap();
            let answers = answers.to_str().unwrap();
            children.push(start(&["cohort", "import", answers, "-o", class_name], Some(&roster)));
        }
        children.push(start(&["cohort", "forget", class_name, "Bo"], None));
        for child in children {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "round {round}: {said}");
        }
        let settings = skillgap::library::cohorts::settings(&class, &maps).unwrap();
        let mut people = settings.people;
        people.sort();
        assert_eq!(people, ["writer 0", "writer 1", "writer 2"], "round {round}");
        let mut files: Vec<String> = fs::read_dir(&class)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.ends_with(EARLIER.trim_start_matches(".profile.toml")))
            .collect();
        files.sort();
        let expected = ["cohort.toml", "writer-0.toml", "writer-1.toml", "writer-2.toml"];
        assert_eq!(files, expected, "round {round}");
    }
}

#[test]
fn two_who_write_the_same_page_at_once_leave_a_whole_one() {
    let folder = folder("same-page");
    let page = folder.join("page.html");
    let start = |name: &str| {
        let profile = folder.join(format!("{name}.toml"));
        fs::write(&profile, format!("format = 1\nname = \"{name}\"\n")).unwrap();
        let mut command = command();
        command.args(["report", "--role", "maker", "--maps-only", SMALL, "--profile"]);
        command.arg(profile).arg("-o").arg(&page);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    for round in 0..6 {
        for mut child in ["ada", "bo", "cleo"].map(start) {
            assert!(child.wait().unwrap().success(), "round {round}");
        }
        let text = fs::read_to_string(&page).unwrap();
        assert!(text.trim_end().ends_with("</html>"), "round {round}");
        assert!(!folder.join(".page.html.skillgap-new").exists());
    }
}
