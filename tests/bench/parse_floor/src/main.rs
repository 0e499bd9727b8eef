//! `parse_floor FILE SKILLS THREADS`: parses every line of FILE into its id and a level for each skill, and does nothing else.
//!
//! SKILLS is a file with an id a line. Each thread reads its own part of FILE, in blocks. It prints the seconds, the number
//! of lines and the sum of all levels.

use std::fmt;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::thread;
use std::time::Instant;

use memchr::memchr;
use rustc_hash::FxHashMap;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

const BLOCK: usize = 1 << 18;
const NOT_RATED: u8 = u8::MAX;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, skills, threads] = arguments.as_slice() else {
        panic!("usage: parse_floor FILE SKILLS THREADS");
    };
    let threads: u64 = threads.parse().expect("a number");
    let skills = fs::read_to_string(skills).expect("a list of skills");
    let skills: FxHashMap<&str, usize> = skills.lines().zip(0..).collect();
    let size = fs::metadata(file).expect("a file").len();
    let began = Instant::now();
    let sums: Vec<(u64, u64)> = thread::scope(|scope| {
        let part = |at| {
            let (from, to) = (size * at / threads, size * (at + 1) / threads);
            let skills = &skills;
            scope.spawn(move || parse(file, from, to, skills))
        };
        let running: Vec<_> = (0..threads).map(part).collect();
        let done = |thread: thread::ScopedJoinHandle<'_, _>| thread.join().expect("a sum");
        running.into_iter().map(done).collect()
    });
    let seconds = began.elapsed().as_secs_f64();
    let lines: u64 = sums.iter().map(|sum| sum.0).sum();
    let levels: u64 = sums.iter().map(|sum| sum.1).sum();
    println!("{seconds} {lines} {levels}");
}

/// Parses the lines that begin in a part of the file: how many there are, and the sum of their levels.
fn parse(file: &str, from: u64, to: u64, skills: &FxHashMap<&str, usize>) -> (u64, u64) {
    let mut file = File::open(file).expect("a file");
    // A line that begins at `from` belongs to this part, so look at the byte before it.
    let mut at = from.saturating_sub(1);
    file.seek(SeekFrom::Start(at)).expect("a place");
    let mut skipping = from > 0;
    let mut levels = vec![NOT_RATED; skills.len()];
    let mut block = vec![0; BLOCK];
    let mut filled = 0;
    let (mut lines, mut sum) = (0, 0);
    loop {
        let read = file.read(&mut block[filled..]).expect("bytes");
        filled += read;
        let mut begin = 0;
        while let Some(length) = memchr(b'\n', &block[begin..filled]) {
            let line = &block[begin..begin + length];
            if at + begin as u64 >= to {
                return (lines, sum);
            }
            begin += length + 1;
            if std::mem::replace(&mut skipping, false) {
                continue;
            }
            levels.fill(NOT_RATED);
            let profile = Profile {
                skills,
                levels: &mut levels,
            };
            let mut parser = sonic_rs::Deserializer::from_slice(line);
            profile.deserialize(&mut parser).expect("a profile");
            lines += 1;
            sum += sum_of(&levels);
        }
        if read == 0 {
            return (lines, sum);
        }
        block.copy_within(begin..filled, 0);
        filled -= begin;
        at += begin as u64;
    }
}

/// Looks at every level, so that none is left unread.
fn sum_of(levels: &[u8]) -> u64 {
    let rated = levels.iter().filter(|level| **level != NOT_RATED);
    rated.map(|level| u64::from(*level)).sum()
}

struct Profile<'p> {
    skills: &'p FxHashMap<&'p str, usize>,
    levels: &'p mut [u8],
}

impl<'de> DeserializeSeed<'de> for Profile<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Profile<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a profile")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Profile { skills, levels } = self;
        while let Some(key) = map.next_key::<&str>()? {
            match key {
                "id" => {
                    std::hint::black_box(map.next_value::<&str>()?);
                }
                "ratings" => map.next_value_seed(Ratings {
                    skills,
                    levels: &mut *levels,
                })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Ratings<'p> {
    skills: &'p FxHashMap<&'p str, usize>,
    levels: &'p mut [u8],
}

impl<'de> DeserializeSeed<'de> for Ratings<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Ratings<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ratings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, level)) = map.next_entry::<&str, u8>()? {
            self.levels[self.skills[key]] = level;
        }
        Ok(())
    }
}
