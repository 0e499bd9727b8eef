//! Keys of map files that other tests do not need, and their values in the maps.

use std::fs;
use std::path::{Path, PathBuf};

use skillgap::domain::catalog::PlaceBasis;
use skillgap::domain::maps::SkillMaps;
use skillgap::library::maps::{MapsFrom, load};

use crate::support::{fresh, json, skillgap};

/// Loads the small maps with one more file.
fn small_maps_with(name: &str, text: &str) -> (PathBuf, SkillMaps) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).unwrap();
    let over = vec!["tests/fixtures/small".into(), path.clone()];
    (path, load(&MapsFrom { without_shipped: true, over }).unwrap().maps)
}

const SKILL: &str = r#"
format = 1
area = "code"

[[skill]]
id = "spring"
name = "Spring"
aliases = ["Spring Boot"]
homonyms = ["Spring"]
kind = "tool"
belongs_to = "java"
place = { at = 1.25, basis = "curricula", curricula = 14, after = { skill = "java", agree = 14, of = 15 } }
summary = "A framework."
prerequisites = [
  { skill = "java", level = 1, for = 1, certain = true },
  { skill = "sql", level = 1, for = 2 },
]

[skill.anchors]
1 = "Starts a server by example."
2 = "Writes one alone."
3 = "Picks its parts."
4 = "Shapes it."

[skill.hours]
1 = { low = 5, typical = 10, high = 20, basis = "judgement" }
2 = { low = 15, typical = 30, high = 60, basis = "judgement" }
3 = { low = 40, typical = 90, high = 180, basis = "judgement" }
4 = { low = 90, typical = 200, high = 400, basis = "judgement" }
"#;

#[test]
fn a_skill_says_where_it_belongs_when_it_is_taught_and_which_prerequisites_are_certain() {
    let (_, maps) = small_maps_with("spring.toml", SKILL);
    let skill = |name: &str| maps.find_skill(name).unwrap();
    let spring = &maps[skill("spring")];
    assert_eq!(spring.homonyms, ["Spring"]);
    assert_eq!(spring.belongs_to, Some(skill("java")));
    let place = spring.place.unwrap();
    assert_eq!((place.at, place.basis, place.curricula), (125, PlaceBasis::Curricula, 14));
    let after = place.after.unwrap();
    assert_eq!((after.skill, after.agree, after.of), (skill("java"), 14, 15));
    let certain: Vec<bool> = spring.prerequisites.iter().map(|p| p.certain).collect();
    assert_eq!(certain, [true, false]);
    let java = &maps[skill("java")];
    assert_eq!((java.belongs_to, java.place), (None, None));
}

const ROLE: &str = r#"
format = 1
id = "caller"
name = "Caller"
summary = "Calls things."
work = "Calls in the morning."
workplace = "In an office, with two others."
leads_to = "Maker."
front_end = "Nothing is drawn."

[[requirement]]
skill = "sql"
importance = "core"
target = { junior = 1, mid = 2, senior = 3 }
judgement = "So."

[[project]]
id = "call"
name = "A call"
brief = "Call once."
needs = [{ any_of = ["python", "java"], level = 1 }, { skill = "sql", level = 2 }]
hours = { low = 1, typical = 2, high = 3 }
"#;

#[test]
fn a_role_says_how_one_works_and_what_its_projects_need_of_any_of_several_skills() {
    let (path, maps) = small_maps_with("caller.toml", ROLE);
    let role = &maps[maps.find_role("caller").unwrap()];
    let members = |at: usize| -> Vec<&str> {
        role.projects[0].needs[at].any_of.iter().map(|skill| maps[*skill].id.as_str()).collect()
    };
    assert_eq!((members(0), members(1)), (vec!["python", "java"], vec!["sql"]));
    let path = path.to_str().unwrap();
    let document = json(&["roles", "caller", "--json", "--maps", path]);
    let role = &document["roles"][0];
    assert_eq!(role["work"], "Calls in the morning.");
    assert_eq!(role["workplace"], "In an office, with two others.");
    assert_eq!(role["leads_to"], "Maker.");
    assert_eq!(role["front_end"], "Nothing is drawn.");
    let needs = &role["projects"][0]["needs"];
    assert_eq!(
        needs,
        &serde_json::json!([
            { "skill": "python", "any_of": ["python", "java"], "level": 1 },
            { "skill": "sql", "any_of": [], "level": 2 },
        ])
    );
    let after_step = |rated: &str| {
        let rated = rated.split(' ').flat_map(|rated| ["--rate", rated]);
        let mut arguments = vec!["roadmap", "--role", "caller", "--json", "--maps", path];
        arguments.extend(rated);
        json(&arguments)["projects"][0]["after_step"].clone()
    };
    assert_eq!(after_step("sql=2 java=1"), 0);
    assert_eq!(after_step("sql=2 python=3"), 0);
    assert_eq!(after_step("sql=2"), serde_json::Value::Null);
}

/// Makes a role that asks for Java and SQL, with its own places for some skills.
fn role_with_places(id: &str, places: &[(&str, f64)]) -> String {
    let mut role = format!("format = 1\nid = \"{id}\"\nname = \"{id}\"\nsummary = \"So.\"\n");
    for skill in ["java", "sql"] {
        role += &format!(
            "[[requirement]]\nskill = \"{skill}\"\nimportance = \"core\"\ntarget = {{ junior = 1, mid = 2, senior = 3 }}\njudgement = \"So.\"\n"
        );
    }
    for (skill, at) in places {
        role += &format!("[[place]]\nskill = \"{skill}\"\nat = {at}\nreason = \"So.\"\n");
    }
    role
}

#[test]
fn a_role_begins_skills_where_it_says_and_several_roles_where_the_earliest_of_them_does() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("role-places");
    fs::create_dir_all(&folder).unwrap();
    for (id, places) in
        [("late", [("sql", 1.0), ("java", -1.0)]), ("early", [("sql", -2.0), ("java", 1.0)])]
    {
        fs::write(folder.join(format!("{id}.toml")), role_with_places(id, &places)).unwrap();
    }
    let maps = ["--json", "--maps", folder.to_str().unwrap()];
    let first = |roles: &[&str]| {
        let mut arguments = vec!["roadmap"];
        arguments.extend(maps);
        arguments.extend(roles.iter().flat_map(|role| ["--role", role]));
        let plan = json(&arguments);
        let steps = plan["steps"].as_array().unwrap();
        let asked = steps.iter().find(|step| step["skill"] == "sql" || step["skill"] == "java");
        asked.unwrap()["skill"].as_str().unwrap().to_string()
    };
    assert_eq!(first(&["late"]), "java");
    assert_eq!(first(&["early"]), "sql");
    assert_eq!(first(&["early", "late"]), "sql");
    assert_eq!(first(&["late", "early"]), "sql");
    let early = json(&[&["roles", "early"][..], &maps[..]].concat());
    let places = &early["roles"][0]["places"];
    assert_eq!(places[0], serde_json::json!({ "skill": "sql", "at": -2.0, "reason": "So." }));
}

#[test]
fn the_examples_of_new_entries_name_nothing_that_the_shipped_maps_have() {
    let help = skillgap(&["maps", "new", "--help"]).stdout;
    let examples: Vec<Vec<&str>> = help
        .lines()
        .filter_map(|line| line.trim().strip_prefix("skillgap maps new "))
        .map(|rest| rest.split_whitespace().take(2).collect())
        .collect();
    assert_eq!(examples.len(), 2, "{help}");
    for example in examples {
        let command = if example[0] == "role" { "roles" } else { "skills" };
        assert_eq!(skillgap(&[command, example[1]]).code, 2, "{example:?} is in the maps");
    }
}

#[test]
fn what_own_maps_and_shipped_maps_both_have_is_repaired_in_the_own_file() {
    let folder = fresh("own-and-shipped");
    let file = folder.join("own.toml");
    let problems = |text: &str| -> Vec<(String, String, String)> {
        fs::write(&file, text).unwrap();
        let run = skillgap(&["maps", "check", file.to_str().unwrap(), "--json"]);
        assert_eq!(run.code, 3, "{}", run.stdout);
        let error: serde_json::Value = serde_json::from_str(&run.stderr).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_string();
        let all = error["error"]["problems"].as_array().unwrap().iter();
        all.map(|one| (text(&one["file"]), text(&one["message"]), text(&one["repair"]))).collect()
    };
    let own = file.display().to_string();
    let skill = SKILL
        .replace("\"code\"", "\"languages\"")
        .replace("\"Spring Boot\"", "\"FinOps\", \"psql\"");
    let skill = skill.replace("\"spring\"", "\"my-own\"").replace("\"Spring\"", "\"My own\"");
    let remove = |what: &str, id: &str| {
        format!(
            "remove it here; or give this {what} the id `{id}`, and it replaces the shipped one"
        )
    };
    let means = |name: &str, what: &str, id: &str| {
        let message = format!("`{name}` already means the {what} `{id}` of the shipped maps");
        (own.clone(), message, remove(what, id))
    };
    // The area of the own skill comes before the areas of the other two.
    assert_eq!(
        problems(&skill),
        [means("FinOps", "skill", "cloud-cost"), means("psql", "skill", "postgresql")]
    );
    let [retired] = problems("format = 1\narea = \"languages\"\n[[retired]]\nid = \"old\"\nnames = [\"FinOps\"]\nreason = \"None.\"\n").try_into().unwrap();
    let message =
        "`FinOps` is retired here, and is a name of the skill `cloud-cost` of the shipped maps";
    assert_eq!((retired.0, retired.1.as_str()), (own.clone(), message));
    // A role that replaces the first shipped one stands before the others.
    for id in ["my-role", "api-developer"] {
        let template = skillgap(&["maps", "new", "role", "my-role"]).stdout;
        let role = template
            .replace("\"my-role\"", &format!("\"{id}\""))
            .replace("\"first-project\"", "\"disk-report\"");
        let found = problems(&role);
        let message = "a project of the shipped maps has the id `disk-report` too";
        let wanted = (own.clone(), message.to_string(), "give this project another id".to_string());
        assert!(found.contains(&wanted), "{found:?}");
    }
    // What no longer fits in a shipped file says that nobody has this file.
    let found = problems(
        "format = 1\narea = \"languages\"\n[[retired]]\nid = \"sql\"\nreason = \"None.\"\n",
    );
    let first = &found[0];
    assert!(first.2.contains("this place is in the shipped maps"), "{first:?}");
}
