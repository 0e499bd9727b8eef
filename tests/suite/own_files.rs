//! Files about oneself: a broken file is refused with exit code 3 and the place of the problem, and nothing is written;
//! a valid file is recorded as the guide says.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{fresh, skillgap};

/// A line, and a column if there is one.
type Place = (u64, Option<u64>);

/// The name of each case, the content of the file, and the place of the problem.
const BROKEN: [(&str, &str, Option<Place>); 17] = [
    (
        "cut.json",
        "{\"basics\": {},\n\"skills\": [{\"name\": \"Python\", \"level\": \"Adv",
        Some((2, Some(43))),
    ),
    ("skills.json", "{\"skills\": \"Python\"}", Some((1, Some(19)))),
    ("name.json", "{\"skills\": [{\"name\": 5}]}", Some((1, Some(22)))),
    ("highlights.json", "{\"work\": [\n{\"highlights\": 7}]}", Some((2, Some(16)))),
    ("list.json", "[{\"name\": \"Python\"}]", Some((1, Some(1)))),
    ("cut-list.json", "[\n\"Python\",\n\"SQL\"", Some((3, Some(5)))),
    ("bare.json", "[Python, SQL]", Some((1, Some(2)))),
    ("two.json", " [\"Python\"] [\"SQL\"]", Some((1, Some(13)))),
    (
        "level.csv",
        "kind,id,level,on\nstep,git,1,\nstep,python,two,2026-01-01\n",
        Some((3, Some(3))),
    ),
    ("day.csv", "kind,id,level,on\nstep,python,2,2026-13-01\n", Some((2, Some(4)))),
    ("quote.csv", "kind,id,level,on\nstep,git,1,\nstep,\"python,2", Some((3, None))),
    ("cut.csv", "kind,id,level,on\nstep,git,1,\nstep,python", Some((3, Some(3)))),
    ("kind.csv", "kind,id,level,on\nstop,git,1,\n", Some((2, Some(1)))),
    ("long.csv", "skill,level\npython,9\nsql,2\n", Some((2, Some(2)))),
    ("wide.csv", "python,sql\n2,many\n", Some((2, Some(2)))),
    ("nothing.csv", "", None),
    ("packed.csv", "PK\u{3}\u{4}\0\0skills", None),
];

#[test]
fn a_broken_file_about_oneself_is_refused_with_its_place() {
    let here = fresh("own-files");
    let profile = here.join("profile.toml");
    let import = |name: &str| {
        let (file, profile) = (here.join(name), profile.to_string_lossy().into_owned());
        skillgap(&[
            "import",
            &file.to_string_lossy(),
            "--profile",
            &profile,
            "--today",
            "2026-11-28",
            "--json",
        ])
    };
    for (name, text, place) in BROKEN {
        fs::write(here.join(name), text).unwrap();
        let run = import(name);
        assert_eq!(run.code, 3, "{name}: {}{}", run.stdout, run.stderr);
        let is_told = run.stderr.contains("this begins like JSON, but it is not");
        let is_broken = ["cut.json", "cut-list.json", "bare.json", "two.json"].contains(&name);
        assert_eq!(is_told, is_broken, "{name}: {}", run.stderr);
        let error: Value = serde_json::from_str(&run.stderr).unwrap();
        let problems = error["error"]["problems"].as_array().unwrap();
        let said =
            problems.first().map(|one| (one["line"].as_u64().unwrap(), one["column"].as_u64()));
        assert_eq!(said, place, "{name}: {}", run.stderr);
        for problem in problems {
            assert!(problem["file"].as_str().unwrap().ends_with(name), "{}", run.stderr);
        }
    }
    // Only as much is read of a file of 50 MB as is needed to see that it is too large. The file is sparse and uses no
    // disk space.
    let large = here.join("large.csv");
    fs::File::create(&large).unwrap().set_len(50 << 20).unwrap();
    let run = import("large.csv");
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stderr.contains("larger than 8 MB"), "{}", run.stderr);
    assert!(!profile.exists(), "nothing is written");
}

/// An area of the person's own gives its level to its keywords and is not a skill, even if its name contains the name
/// of a skill. A skill keeps its level for itself.
#[test]
fn an_area_of_a_resume_is_no_skill_and_lends_its_level_to_its_keywords() {
    let folder = fresh("own-areas");
    let (file, profile) = (folder.join("resume.json"), folder.join("ada.toml"));
    let resume = r#"{"skills": [
        {"name": "Web development", "level": "Advanced", "keywords": ["Python", "Django"]},
        {"name": "Everything else", "level": "Beginner", "keywords": ["Redis"]},
        {"name": "Git", "level": "Expert", "keywords": ["Jenkins"]}
    ], "projects": [{"highlights": ["Ran it on Kubernetes."]}]}"#;
    fs::write(&file, resume).unwrap();
    let shared = ["--profile", profile.to_str().unwrap(), "--today", "2026-11-20"];
    let run = skillgap(&[&["import", file.to_str().unwrap()][..], &shared].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    for seen in ["Python (Advanced)", "Django (Advanced)", "Redis (Beginner)", "(Expert)"] {
        assert!(run.stdout.contains(seen), "{seen}: {}", run.stdout);
    }
    let written = fs::read_to_string(&profile).unwrap();
    for claimed in ["python", "django", "redis", "git", "kubernetes"] {
        assert!(written.contains(&format!("[[claim]]\nskill = \"{claimed}\"")), "{written}");
    }
    assert!(!written.contains("web-frameworks") && !written.contains("[[rating]]"), "{written}");
}

/// Answers to sentences are exported as the level that they imply, also for a skill whose name has another meaning. The
/// person's own export is read back without the headings of its areas.
#[test]
fn what_was_said_by_sentences_is_exported_and_ones_own_export_is_read_back_whole() {
    let folder = fresh("own-export");
    let (from, to) = (folder.join("ada.toml"), folder.join("new.toml"));
    let said = |skill: &str, level: u8, can: bool| {
        format!("\n[[said]]\nskill = \"{skill}\"\nlevel = {level}\ncan = {can}\non = 2026-11-20\n")
    };
    let answers = [said("sql", 2, true), said("python", 2, false), said("rest-design", 1, true)];
    let text = format!("format = 1\n[ratings]\ngo = 3\n{}", answers.concat());
    fs::write(&from, text).unwrap();
    let export = |format: &str| {
        let run = skillgap(&["export", "--format", format, "--profile", from.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    for (format, name) in [("json-resume", "resume.json"), ("csv", "skills.csv")] {
        let file = folder.join(name);
        fs::write(&file, export(format)).unwrap();
        let run = skillgap(&[
            "import",
            file.to_str().unwrap(),
            "--accept-levels",
            "--dry-run",
            "--json",
            "--profile",
            to.to_str().unwrap(),
        ]);
        let read: Value = serde_json::from_str(&run.stdout).unwrap();
        let ratings = read["ratings"].as_array().unwrap();
        let mut levels: Vec<(&str, u64)> = ratings
            .iter()
            .map(|one| (one["skill"].as_str().unwrap(), one["to"].as_u64().unwrap()))
            .collect();
        levels.sort();
        // Of Python it is only known that it is below 2, which is not a level to export.
        assert_eq!(levels, [("go", 3), ("rest-design", 1), ("sql", 2)], "{name}");
        assert_eq!(read["unknown"], serde_json::json!([]), "{name}");
    }
}

/// Every key that the guide shows is valid in a profile.
#[test]
fn the_profile_of_the_guide_is_one() {
    let guide = include_str!("../../src/guide/profile.md");
    let (_, rest) = guide.split_once("```toml\n").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("profile-of-the-guide.toml");
    fs::write(&path, example).unwrap();
    for table in ["[goal]", "[ratings]", "[[rating]]", "[[said]]", "[[claim]]", "[[project]]"] {
        assert!(example.contains(table), "{table}");
    }
    let run = skillgap(&["profile", "show", "--profile", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stdout.contains("do not have"), "{}", run.stdout);
}
