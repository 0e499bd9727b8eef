//! How long ten thousand people take: `cargo bench --bench cohort`.
//!
//! | bench | measures | target (median) |
//! |---|---|---|
//! | `folder_of_profiles` | what `cohort summary` makes of 10,000 profiles of 30 ratings, a file each | under 2 s |
//! | `one_csv` | the same of one CSV | under 2 s |
//! | `session_of_thirty` | `cohort session` of the thirty answers of tests/fixtures/form.csv, people read before | none |
//! | `import` | reading a table of so many names, and finding each in a folder of as many | four times the people, four times as long |
//! | `pairs` | `pair` of so many people, what they lack known before | none: it grows with the cube |
//!
//! The file system is a part of it: a first run, with nothing in the system's cache, takes longer.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use skillgap::domain::cohort::pairs::pair;
use skillgap::domain::cohort::session::{Wanted, curriculum};
use skillgap::domain::cohort::summary::{Line, Topics, counts};
use skillgap::domain::cohort::{Aims, Learner, LearnerNeeds};
use skillgap::domain::level::Seniority;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::rater::Rater;
use skillgap::files::people::checklists::FormOf;
use skillgap::files::people::mapping::Mapping;
use skillgap::files::people::{HowToRead, read};
use skillgap::library::cohorts::open;
use skillgap::library::imports::{HowToKeep, compare};
use skillgap::library::maps::{MapsFrom, load};

const PEOPLE: usize = 10_000;
const RATED: usize = 30;

static SHIPPED: LazyLock<SkillMaps> =
    LazyLock::new(|| load(&MapsFrom::default()).expect("the shipped maps are sound").maps);

fn main() {
    divan::main();
}

/// A level by xorshift.
fn level(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 40) % 4
}

/// The skills that people rate: the first of the role.
fn skills() -> Vec<&'static str> {
    let role = SHIPPED.find_role("api-developer").expect("a shipped role");
    let asked = SHIPPED[role].asked(Seniority::Mid);
    let firsts = asked.map(|(requirement, _)| SHIPPED[requirement.any_of[0]].id.as_str());
    firsts.take(RATED).collect()
}

fn aims() -> Aims {
    Aims {
        roles: vec![SHIPPED.find_role("api-developer").expect("a shipped role")],
        ..Aims::default()
    }
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn folder() -> PathBuf {
    let path = place("ten-thousand");
    if fs::read_dir(&path).is_ok_and(|entries| entries.count() == PEOPLE) {
        return path;
    }
    fs::create_dir_all(&path).expect("a folder for the bench");
    let mut state = 7;
    for person in 0..PEOPLE {
        let mut text = format!("format = 1\nname = \"Person {person}\"\n\n[ratings]\n");
        for skill in skills() {
            let _ = writeln!(text, "{skill} = {}", level(&mut state));
        }
        fs::write(path.join(format!("p{person:05}.toml")), text).expect("a profile for the bench");
    }
    path
}

fn csv() -> PathBuf {
    let path = place("ten-thousand.csv");
    let mut state = 7;
    let mut text = format!("person,{}\n", skills().join(","));
    for person in 0..PEOPLE {
        let _ = write!(text, "p{person:05}");
        for _ in skills() {
            let _ = write!(text, ",{}", level(&mut state));
        }
        text.push('\n');
    }
    fs::write(&path, text).expect("a CSV for the bench");
    path
}

fn summarize(path: &Path) -> usize {
    let (topics, aims) = (Topics::of(&SHIPPED), aims());
    let source = open(path, None, &SHIPPED, &FormOf::default(), jiff::civil::date(2026, 11, 22))
        .expect("a cohort");
    let read = source.read(
        &SHIPPED,
        |member, _| Line::of(&SHIPPED, &topics, &aims, member, None),
        |_, _| {},
    );
    assert_eq!((read.rows.len(), read.problems.len()), (PEOPLE, 0));
    counts(&topics, &read.rows).len()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn folder_of_profiles(bencher: Bencher<'_, '_>) {
    let path = folder();
    bencher.bench_local(|| summarize(black_box(&path)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_csv(bencher: Bencher<'_, '_>) {
    let path = csv();
    bencher.bench_local(|| summarize(black_box(&path)));
}

/// The first so many people of a cohort, with what each lacks.
fn class(path: &Path, people: usize) -> (Vec<Learner<'static>>, Vec<LearnerNeeds>) {
    let aims = aims();
    let each = |member: &_, _: &_| {
        let learner = aims.learner(&SHIPPED, member);
        let needs = learner.needs(&SHIPPED);
        (learner, needs)
    };
    let source = open(path, None, &SHIPPED, &FormOf::default(), jiff::civil::date(2026, 11, 22))
        .expect("a cohort");
    let mut rows = source.read(&SHIPPED, each, |_, _| {}).rows;
    rows.truncate(people);
    rows.into_iter().unzip()
}

#[divan::bench]
fn session_of_thirty(bencher: Bencher<'_, '_>) {
    let (learners, needs) = class(Path::new("tests/fixtures/form.csv"), 30);
    bencher.bench_local(|| curriculum(&SHIPPED, black_box(&learners), &needs, Wanted::default()));
}

#[divan::bench(args = [500, 2_000, 8_000], sample_count = 3, sample_size = 1)]
fn import(bencher: Bencher<'_, '_>, people: usize) {
    let on = jiff::civil::date(2026, 11, 22);
    let rows: String = (0..people).map(|person| format!("Person {person},1,2\n")).collect();
    let text = format!("Name,Python,SQL\n{rows}");
    let folder = place(&format!("import-{people}"));
    fs::create_dir_all(&folder).expect("a folder for the bench");
    for person in 0..people {
        let profile = format!("format = 1\nname = \"Person {person}\"\n");
        fs::write(folder.join(format!("person-{person}.toml")), profile).expect("a profile");
    }
    let how = HowToRead {
        mapping: Mapping::default(),
        form: FormOf::default(),
        dates: None,
        newest: false,
        today: on,
        by: Rater::OWN,
    };
    bencher.bench_local(|| {
        let answers = read(black_box(text.as_bytes()), &SHIPPED, &how).expect("a table");
        let keep = HowToKeep { on, keep_email: false };
        let changes = compare(Some(&folder), &SHIPPED, &answers, &keep).expect("a folder");
        assert_eq!(changes.people.iter().filter(|change| !change.is_new).count(), people);
    });
}

#[divan::bench(args = [30, 100, 300], sample_count = 3, sample_size = 1)]
fn pairs(bencher: Bencher<'_, '_>, people: usize) {
    let text = fs::read_to_string(csv()).expect("the CSV of the bench");
    let lines: Vec<&str> = text.lines().take(people + 1).collect();
    let path = place(&format!("pairs-{people}.csv"));
    fs::write(&path, lines.join("\n")).expect("a CSV for the bench");
    let (learners, needs) = class(&path, people);
    bencher.bench_local(|| pair(&SHIPPED, black_box(&learners), &needs, &[]));
}
