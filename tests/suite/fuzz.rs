//! Runs every target of tests/fuzz with its seeds, with slightly changed seeds, and with inputs that once showed a bug.
//! The changes are the same in every run; `tests/fuzz/run` is the long run, which makes its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use targets::{TARGETS, Target};

#[expect(unreachable_pub, reason = "the program of `tests/fuzz` uses them too")]
#[path = "../fuzz/src/targets.rs"]
mod targets;

/// The number of changed seeds for each target.
const CHANGED: u32 = 48;

/// Longer seeds are only used in the long run, because tests are not optimised.
const LONGEST: usize = 8192;

/// Returns the files of a folder; none if the folder does not exist.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let files = paths.into_iter().filter(|path| path.is_file());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn fuzz(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder)
}

/// Returns the seeds of a target: its own, and those of the folders that `seeds.txt` lists.
fn seeds((name, _): Target) -> Vec<Vec<u8>> {
    let listed = fs::read_to_string(fuzz("seeds.txt")).unwrap();
    let of_target = listed.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let mut seeds = files(&fuzz("seeds").join(name));
    for folder in of_target {
        let more = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        assert!(!more.is_empty(), "{folder} is empty");
        seeds.extend(more);
    }
    seeds.into_iter().map(|(_, seed)| seed).filter(|seed| seed.len() <= LONGEST).collect()
}

fn run((name, target): Target, input: &[u8]) {
    let began = Instant::now();
    target(input);
    let took = began.elapsed();
    // The long run allows one second. Here nothing is optimised, and other tests run at the same time.
    assert!(took < Duration::from_secs(20), "{name}: {took:?}");
}

/// A change of an input.
#[derive(Clone, Debug)]
enum Change {
    Put(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Repeat(Index, usize),
    Cut(Index),
}

impl Change {
    fn any() -> impl Strategy<Value = Change> {
        let words: &[&[u8]] = &[
            b"\"",
            b"'",
            b"[",
            b"]",
            b"{",
            b"}",
            b"=",
            b",",
            b";",
            b"\r",
            b"\n",
            b"\0",
            b"\xff",
            b"<",
            b"&#1;",
            b"\xef\xbb\xbf",
            b"\xe2\x80\xae",
            b"-1",
            b"5",
            b"9999999999999999999",
            b"1e308",
            b"NaN",
            b"0x",
            b"2026-02-30",
            b"null",
            b"=1+1",
            b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
        ];
        let word = select(words).prop_map(<[u8]>::to_vec);
        let at = any::<Index>;
        prop_oneof![
            (at(), any::<u8>()).prop_map(|(at, byte)| Change::Put(at, byte)),
            (at(), word).prop_map(|(at, word)| Change::Insert(at, word)),
            (at(), 1..40usize).prop_map(|(at, length)| Change::Remove(at, length)),
            (at(), 1..200usize).prop_map(|(at, length)| Change::Repeat(at, length)),
            at().prop_map(Change::Cut),
        ]
    }

    fn apply(&self, input: &mut Vec<u8>) {
        let place = |at: &Index| at.index(input.len() + 1);
        match self {
            Change::Put(at, byte) => {
                let at = place(at);
                match input.get_mut(at) {
                    Some(there) => *there = *byte,
                    None => input.push(*byte),
                }
            }
            Change::Insert(at, word) => {
                let at = place(at);
                input.splice(at..at, word.iter().copied());
            }
            Change::Remove(at, length) => {
                let at = place(at);
                input.drain(at..(at + length).min(input.len()));
            }
            Change::Repeat(at, length) => {
                let at = place(at);
                let again = input[at..(at + length).min(input.len())].to_vec();
                input.splice(at..at, again);
            }
            Change::Cut(at) => {
                let at = place(at);
                input.truncate(at);
            }
        }
    }
}

/// Gives a target its seeds and `cases` changed seeds; `number` determines the changes.
fn change_seeds(target: Target, cases: u32, number: u64) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "{} has no seed", target.0);
    run(target, b"");
    seeds.iter().for_each(|seed| run(target, seed));
    let config = ProptestConfig { cases, failure_persistence: None, ..Default::default() };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    let dice = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let changed = (select(seeds), prop::collection::vec(Change::any(), 1..6));
    let tried = TestRunner::new_with_rng(config, dice).run(&changed, |(mut input, changes)| {
        changes.iter().for_each(|change| change.apply(&mut input));
        run(target, &input);
        Ok(())
    });
    tried.unwrap_or_else(|why| panic!("{}: {why}", target.0));
}

#[test]
fn seeds_and_seeds_that_are_changed_a_little_are_read_or_refused() {
    TARGETS.into_iter().for_each(|target| change_seeds(target, CHANGED, 0));
}

#[test]
#[ignore = "as long as one likes: FUZZ_TARGET=maps FUZZ_CASES=200000 FUZZ_NUMBER=1 cargo test --test suite fuzz::long -- --ignored"]
#[expect(clippy::print_stderr, reason = "the figures are for readers of the log")]
fn long_run_of_one_target_without_libfuzzer() {
    let said = |name: &str| std::env::var(name).ok();
    let wanted = said("FUZZ_TARGET").expect("FUZZ_TARGET names a target");
    let target = TARGETS.into_iter().find(|(name, _)| *name == wanted);
    let cases = said("FUZZ_CASES").and_then(|text| text.parse().ok()).unwrap_or(200_000);
    let number = said("FUZZ_NUMBER").and_then(|text| text.parse().ok()).unwrap_or(1);
    change_seeds(target.expect("there is such a target"), cases, number);
    eprintln!("{wanted}: {cases} changed seeds");
}

#[test]
#[expect(clippy::print_stderr, reason = "the file that fails is for readers of the log")]
fn what_once_found_a_fault_finds_none_any_more() {
    for target in TARGETS {
        for (path, input) in files(&fuzz("found").join(target.0)) {
            eprintln!("{}", path.display());
            run(target, &input);
        }
    }
}
