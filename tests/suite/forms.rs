//! The empty self-assessment: filled in by people and form software, it is read back exactly.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{json, skillgap};
use serde_json::Value;

const SHIPPED: [&str; 2] = ["--today", "2026-11-22"];

fn form(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["cohort", "form"].iter().chain(arguments).copied().collect();
    let run = skillgap(&all);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

fn place(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forms").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    path
}

/// Imports a CSV, and returns the levels of its only person by skill id.
fn imported(name: &str, csv: &str) -> BTreeMap<String, u64> {
    let file = place(&format!("{name}.csv"));
    fs::write(&file, csv).unwrap();
    let folder = place(name);
    let arguments =
        ["cohort", "import", file.to_str().unwrap(), "-o", folder.to_str().unwrap(), "--json"];
    let answer = json(&[arguments.as_slice(), SHIPPED.as_slice()].concat());
    let people = answer["people"].as_array().unwrap();
    assert_eq!(people.len(), 1);
    let added = people[0]["added"].as_array().unwrap().iter();
    added
        .map(|one| (one["skill"].as_str().unwrap().to_string(), one["level"].as_u64().unwrap()))
        .collect()
}

fn quoted(cells: &[String]) -> String {
    let cells: Vec<String> =
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    cells.join(",") + "\r\n"
}

/// Returns the data in a script: the value of `var NAME = …;`.
fn data(script: &str, name: &str) -> Value {
    let begin = format!("var {name} = ");
    let from = script.find(&begin).unwrap() + begin.len();
    let value = serde_json::Deserializer::from_str(&script[from..]).into_iter().next();
    value.unwrap().unwrap()
}

/// Returns the id of each skill that a form asks about, by name.
fn skills_of(form: &Value) -> BTreeMap<String, String> {
    let mut skills = BTreeMap::new();
    for section in form["sections"].as_array().unwrap() {
        let screened = section["screenings"].as_array().unwrap().iter();
        let questions = screened.flat_map(|screening| screening["questions"].as_array().unwrap());
        for question in questions.chain(section["questions"].as_array().unwrap()) {
            let title = question["title"].as_str().unwrap().to_string();
            let skill = question["skill"].as_str().unwrap().to_string();
            assert_eq!(skills.insert(title, skill), None, "a skill is asked about twice");
        }
    }
    skills
}

/// A generated form that is filled in and exported as Google does; every third member of a group is ticked.
#[test]
fn a_google_form_comes_back_with_the_levels_that_were_chosen() {
    for roles in [
        &["--role", "back-end-developer"][..],
        &[
            "--role",
            "devops-engineer",
            "--role",
            "database-developer",
            "--full",
            "--seniority",
            "senior",
        ],
    ] {
        let script = form(&[roles, &["--levels", "--format", "apps-script"]].concat());
        let skills =
            skills_of(&serde_json::from_str(&form(&[roles, &["--json"]].concat())).unwrap());
        let mut header: Vec<String> =
            ["Timestamp", "Email Address", "Name"].map(str::to_string).to_vec();
        let mut row: Vec<String> =
            ["9/18/2026 14:28:27", "ada@example.org", "Ada"].map(str::to_string).to_vec();
        let mut expected = BTreeMap::new();
        let mut ticked: Vec<String> = Vec::new();
        let mut at = 0;
        for section in data(&script, "sections").as_array().unwrap() {
            for question in section["questions"].as_array().unwrap() {
                let title = question["title"].as_str().unwrap().to_string();
                assert!(!header.contains(&title), "two questions are called {title}");
                header.push(title.clone());
                if let Some(options) = question["options"].as_array() {
                    let options: Vec<&str> = options.iter().map(|o| o.as_str().unwrap()).collect();
                    assert_eq!(options.last(), Some(&"None of these"));
                    ticked = options
                        .iter()
                        .step_by(3)
                        .filter(|o| **o != "None of these")
                        .map(|o| o.to_string())
                        .collect();
                    for option in &options[..options.len() - 1] {
                        expected.insert(skills[*option].clone(), 0);
                    }
                    row.push(ticked.join(", "));
                    continue;
                }
                let choices = question["choices"].as_array().unwrap();
                assert_eq!(choices.len(), 5);
                let asked = question["required"] == true || ticked.contains(&title);
                if asked {
                    at += 1;
                    expected.insert(skills[&title].clone(), at % 5);
                    row.push(choices[at as usize % 5].as_str().unwrap().to_string());
                } else {
                    row.push(String::new());
                }
            }
        }
        assert_eq!(expected.len(), skills.len());
        let csv = quoted(&header) + &quoted(&row);
        assert_eq!(imported(&format!("google-{}", roles.len()), &csv), expected);
    }
}

#[test]
fn a_filled_table_comes_back_with_its_levels() {
    let roles = ["--role", "security-developer", "--role", "middleware-developer", "--full"];
    let header = form(&[&roles[..], &["--format", "csv"]].concat());
    let skills =
        skills_of(&serde_json::from_str(&form(&[&roles[..], &["--json"]].concat())).unwrap());
    let mut reader = csv::Reader::from_reader(header.as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    assert_eq!(names[..2], ["Name", "Email"]);
    assert_eq!(names.len(), skills.len() + 2);
    let row: Vec<String> = (0..names.len() - 2).map(|at| (at % 5).to_string()).collect();
    let expected: BTreeMap<String, u64> = names[2..]
        .iter()
        .enumerate()
        .map(|(at, name)| (skills[name].clone(), at as u64 % 5))
        .collect();
    let csv = format!("{header}Ada,ada@example.org,{}\r\n", row.join(","));
    assert_eq!(imported("table", &csv), expected);
}

#[test]
fn a_profile_to_fill_in_is_sound_as_it_is_and_once_it_is_filled_in() {
    let roles = ["--role", "web-application-developer"];
    let text = form(&[&roles[..], &["--format", "toml"]].concat());
    let skills =
        skills_of(&serde_json::from_str(&form(&[&roles[..], &["--json"]].concat())).unwrap());
    let file = place("profile.toml");
    fs::write(&file, &text).unwrap();
    let named = file.to_str().unwrap();
    let gap = json(&["gap", "--json", "--role", "web-application-developer", "--profile", named]);
    assert_eq!(gap["profile"]["rated"], 0);
    let mut rated = 0;
    let filled: Vec<String> = text
        .lines()
        .map(|line| match line.strip_prefix("# ").filter(|rest| rest.ends_with(" =")) {
            Some(rest) => {
                rated += 1;
                format!("{rest} 2")
            }
            None => line.to_string(),
        })
        .collect();
    assert_eq!(rated, skills.len());
    fs::write(&file, filled.join("\n")).unwrap();
    let gap = json(&["gap", "--json", "--role", "web-application-developer", "--profile", named]);
    assert_eq!(gap["profile"]["rated"], skills.len());
    for requirement in gap["roles"][0]["requirements"].as_array().unwrap() {
        if skills.values().any(|skill| requirement["best"] == skill.as_str()) {
            assert_eq!(requirement["level"], 2, "{requirement}");
        }
    }
}

#[test]
fn the_full_form_asks_for_everything_that_is_asked_and_the_short_one_for_what_is_not_only_helpful()
{
    let roles = json(&["roles", "web-application-developer", "--json"]);
    let mut asked: BTreeMap<&str, bool> = BTreeMap::new();
    for requirement in roles["roles"][0]["requirements"].as_array().unwrap() {
        if requirement["target"]["senior"] == 0 {
            continue;
        }
        let helpful = requirement["importance"] == "helpful";
        let skills: Vec<&str> = match requirement["any_of"].as_array() {
            Some(any_of) if !any_of.is_empty() => {
                any_of.iter().map(|s| s.as_str().unwrap()).collect()
            }
            _ => vec![requirement["skill"].as_str().unwrap()],
        };
        for skill in skills {
            let only_helpful = asked.entry(skill).or_insert(true);
            *only_helpful &= helpful;
        }
    }
    let of = |more: &[&str]| {
        let begin = [
            "cohort",
            "form",
            "--role",
            "web-application-developer",
            "--seniority",
            "senior",
            "--json",
        ];
        let form = json(&[&begin, more].concat());
        let mut skills: Vec<String> = skills_of(&form).into_values().collect();
        skills.sort();
        (skills, form["left_out"].as_u64().unwrap() as usize)
    };
    let every: Vec<&str> = asked.keys().copied().collect();
    let weighty: Vec<&str> = asked.iter().filter(|(_, only)| !**only).map(|(s, _)| *s).collect();
    assert_eq!(of(&["--full"]), (every.iter().map(|s| s.to_string()).collect(), 0));
    let left_out = every.len() - weighty.len();
    assert!(left_out > 0);
    assert_eq!(of(&[]), (weighty.iter().map(|s| s.to_string()).collect(), left_out));
}

#[test]
fn nothing_on_the_form_tells_a_target() {
    for format in ["table", "markdown", "csv", "apps-script"] {
        let text =
            form(&["--role", "api-developer", "--levels", "--format", format]).to_lowercase();
        for word in ["junior", "target", "senior developer"] {
            assert!(!text.contains(word), "{format}: {word}");
        }
    }
}

#[test]
fn the_formats_of_a_form_are_refused_elsewhere() {
    for arguments in [["roles", "--format", "toml"], ["skills", "--format", "apps-script"]] {
        let run = skillgap(&arguments);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains("cohort form"), "{}", run.stderr);
    }
}
