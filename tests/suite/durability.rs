//! Nothing is lost: what was said to be saved is in the profile, whatever is killed and whoever else writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::support::command;
use skillgap::domain::maps::SkillMaps;
use skillgap::library::maps::{MapsFrom, load as load_maps};
use skillgap::library::profiles::{ProfileAt, load};

const SMALL: &str = "tests/fixtures/small";
const SKILLS: [&str; 4] = ["programming", "python", "sql", "tuning"];
const BEGINNING: &str = "format = 1 # mine\n[ratings]\njava = 1 # by hand\n";

/// An empty folder of this name.
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

/// A process that records one rating, with a text that tells it from all others.
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

/// The evidence of every dated rating, in the order of the file; the profile must be whole, with what was written by hand.
fn evidence(path: &Path, maps: &SkillMaps) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with(BEGINNING), "{text}");
    let at = ProfileAt::Named(path.to_path_buf());
    let (profile, _) = load(&at, maps).expect("the profile is whole").unwrap();
    let dated = profile.entries.into_iter().filter(|entry| entry.on.is_some());
    dated.map(|entry| entry.evidence.unwrap()).collect()
}

/// What lies beside a profile, once all is written: the lock, and what one killed process left behind at most.
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
            // At any moment of a run, and a little after.
            sleep(usual.mul_f64(share * 1.2));
        } else {
            // While the new file is being written, or a moment later.
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
    // The kills came before the write, and after it; else this test shows nothing.
    assert!(saved > 5 && lost > 5, "{saved} saved, {lost} lost");
    assert!(rate(&path, "sql", "at last").wait().unwrap().success());
    assert_eq!(evidence(&path, &maps).len(), kept.len() + 1);
    assert_eq!(beside(&folder), ["profile.toml.lock"]);
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
    assert_eq!(beside(&folder), ["profile.toml.lock"]);
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
    // Who may write everywhere, as root may, is not stopped by a folder.
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
