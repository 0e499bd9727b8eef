//! Everything that was released stays readable: files of every format and edition, and every id that a map ever had.
//!
//! A file in `tests/fixtures/released` never changes. A new key or format gets a new file there.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use skillgap::domain::maps::{KnownSkill, SkillMaps};
use skillgap::files::cohort_toml::read_settings;
use skillgap::library::maps::{MapsFrom, load as load_maps};
use skillgap::library::profiles::{ProfileAt, load};

use crate::support::{json, skillgap};

const FIRST_EDITION: &str = "tests/fixtures/first-edition";
const RELEASED: &str = "tests/fixtures/released";

/// Projects that were shipped earlier and have been removed. A person who has finished one keeps it.
const RETIRED: [&str; 1] = ["break-and-mend"];

fn today() -> SkillMaps {
    load_maps(&MapsFrom::default()).unwrap().maps
}

fn first_edition() -> SkillMaps {
    let from = MapsFrom { without_shipped: true, over: vec![FIRST_EDITION.into()] };
    load_maps(&from).expect("the first edition's maps are read as they were").maps
}

#[test]
fn the_maps_of_the_first_edition_are_sound() {
    let maps = first_edition();
    let projects = maps.project_indices().count();
    assert_eq!((maps.skills().len(), maps.roles().len(), projects), (186, 7, 21));
}

#[test]
fn every_id_that_was_shipped_is_understood_as_itself_or_renamed_or_retired() {
    let (before, now) = (first_edition(), today());
    for skill in before.skills() {
        let found = match now.find_known(&skill.id) {
            None => panic!("{} is gone", skill.id),
            // A retired skill names its successors, or the reason for having none; otherwise the maps would not be
            // valid.
            Some(KnownSkill::Retired(_)) => continue,
            Some(KnownSkill::Skill(found)) => found,
        };
        let is_it = *now[found].id == *skill.id;
        let is_renamed = now[found].renamed_from.iter().any(|former| **former == *skill.id);
        assert!(is_it || is_renamed, "{} means {} now", skill.id, now[found].id);
    }
    for role in before.roles() {
        assert!(now.find_role(&role.id).is_some(), "{} is gone", role.id);
    }
    for project in before.project_indices() {
        let id = &*before[project].id;
        assert_eq!(now.find_project(id).is_none(), RETIRED.contains(&id), "{id}");
    }
}

fn profile(name: &str) -> skillgap::domain::profile::Profile {
    let at = ProfileAt::Named(Path::new(RELEASED).join(name));
    let maps = today();
    let (profile, _) = load(&at, &maps).unwrap_or_else(|why| panic!("{name}: {why:?}")).unwrap();
    profile
}

#[test]
fn profiles_of_every_edition_are_read_whole() {
    let first = profile("first-edition-profile.toml");
    assert_eq!((first.entries.len(), first.claims.len(), first.unknown.len()), (4, 2, 0));
    assert_eq!(first.goal.roles.len() + first.goal.prefer.len() + first.goal.skip.len(), 3);
    assert_eq!((first.goal.hours_per_week, first.goal.pace), (Some(7.5), Some(1.2)));
    let rated = first.entries.iter().find(|entry| entry.note.is_some()).unwrap();
    assert_eq!((rated.by.name(), rated.evidence.as_deref()), ("Grace", Some("a link")));
    let now = profile("profile.toml");
    let counts = (now.entries.len(), now.said.len(), now.claims.len(), now.projects.len());
    assert_eq!(counts, (3, 1, 1, 1));
    assert_eq!((now.goal.skip.len(), now.goal.skip_projects.len()), (1, 1));
    // A retired project is neither lost nor a problem: it stays in the file, and is reported.
    let unknown: Vec<&str> = now.unknown.iter().map(|unknown| unknown.name.as_str()).collect();
    assert_eq!(unknown, RETIRED);
    let path = format!("{RELEASED}/profile.toml");
    let gap = json(&["gap", "--role", "api-developer", "--profile", &path, "--json"]);
    assert!(gap["notes"].to_string().contains(RETIRED[0]), "{}", gap["notes"]);
}

#[test]
fn settings_of_cohorts_of_every_edition_are_read_whole() {
    let maps = today();
    let read = |name: &str| {
        let text = fs::read_to_string(Path::new(RELEASED).join(name)).unwrap();
        let (draft, found) = read_settings(0, &text);
        draft.validate(&maps, found).unwrap_or_else(|why| panic!("{name}: {why:?}"))
    };
    let first = read("first-edition-cohort.toml");
    assert_eq!((first.roles.len(), first.prefer.len()), (2, 1));
    assert!(first.start.is_some() && first.end.is_some() && first.seniority.is_some());
    let now = read("cohort.toml");
    assert_eq!((now.roles.len(), now.people.len(), now.salt.as_deref()), (1, 2, Some("00ff")));
}

#[test]
fn a_rating_under_a_former_id_counts_for_the_skill_of_today() {
    let folder = folder("renamed");
    let path = folder.join("profile.toml");
    let before = "format = 1\n[ratings]\npython2 = 3\n";
    fs::write(&path, before).unwrap();
    let path = path.to_str().unwrap();
    let small = ["--maps-only", "tests/fixtures/small", "--profile", path];
    let shown = json(&[&["profile", "show", "--json"][..], &small].concat());
    assert!(shown.to_string().contains("\"python\""), "{shown}");
    // A new rating is written under the current id, and the old line stays.
    let run = skillgap(&[&["rate", "python=4", "--today", "2026-11-29"][..], &small].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let after = fs::read_to_string(path).unwrap();
    assert!(after.starts_with(before) && after.contains("skill = \"python\""), "{after}");
}

/// Makes an empty folder with this name.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("released").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn maps_that_retire_skills_are_read_as_they_were() {
    let released = format!("{RELEASED}/retired-skills.toml");
    let over = vec!["tests/fixtures/small".into(), released.into()];
    let maps = load_maps(&MapsFrom { without_shipped: true, over }).unwrap().maps;
    let fates: Vec<String> = ["scripting", "Batch scripts", "punch-cards"]
        .iter()
        .map(|name| maps.fate(maps.find_retired(name).unwrap()))
        .collect();
    let split = "was split into `python` and `programming`";
    assert_eq!(fates, [split, split, "was retired: Nobody has a reader any more"]);
}

#[test]
fn a_newer_format_is_refused_by_every_command_and_not_touched() {
    let folder = folder("newer");
    let files: BTreeMap<&str, &str> = BTreeMap::from([
        ("profile.toml", "format = 2\nname = \"Ada\"\nhue = \"blue\"\n"),
        ("class/cohort.toml", "format = 2\nrole = \"maker\"\n"),
        ("class/ada.toml", "format = 2\nname = \"Ada\"\n"),
        ("ticks.csv", "kind,id,level,on\nstep,sql,2,2026-11-01\n"),
    ]);
    fs::create_dir(folder.join("class")).unwrap();
    for (name, text) in &files {
        fs::write(folder.join(name), text).unwrap();
    }
    let path = |name: &str| folder.join(name).to_str().unwrap().to_string();
    let (profile, class, ticks) = (path("profile.toml"), path("class"), path("ticks.csv"));
    for words in [
        &["gap"][..],
        &["rate", "sql=2"],
        &["done", "sql"],
        &["goal", "maker"],
        &["profile", "forget", "sql"],
        &["profile", "migrate"],
        &["profile", "migrate", "--dry-run"],
        &["import", &ticks],
        &["assess", "--role", "maker", "--plain"],
        &["cohort", "summary", &class, "--role", "maker"],
        &["cohort", "import", "tests/fixtures/answers/google.csv", "-o", &class],
    ] {
        let small = ["--maps-only", "tests/fixtures/small", "--profile", &profile];
        let run = skillgap(&[words, &small, &["--json"]].concat());
        assert_eq!(run.code, 3, "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("format-version"), "{words:?}: {}", run.stderr);
        assert!(run.stderr.contains("install a newer skillgap"), "{words:?}: {}", run.stderr);
    }
    for (name, text) in &files {
        assert_eq!(fs::read_to_string(folder.join(name)).unwrap(), *text, "{name}");
    }
    let names = |folder: &Path| fs::read_dir(folder).unwrap().count();
    assert_eq!((names(&folder), names(&folder.join("class"))), (3, 2), "something lies beside");
}
