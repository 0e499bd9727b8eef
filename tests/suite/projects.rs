//! Projects and stages: their place in a plan, the effect of finishing a project, and how the shipped plans read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Run, json, skillgap};
use serde_json::Value;
use skillgap::domain::assessment::Assessment;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::deadline::best_by_deadline;
use skillgap::domain::roadmap::stages::{LEAST, MOST, stages};
use skillgap::domain::roadmap::timeline::{Pace, Timeline};
use skillgap::domain::roadmap::{Goal, Planned, Roadmap, StageEnd, Unplanned, plan};
use skillgap::domain::role::ProjectIndex;
use skillgap::library::maps::{MapsFrom, load};

const NOTHING: Vec<String> = Vec::new();

fn shipped() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

fn rated(maps: &SkillMaps, levels: &[(&str, i64)]) -> Assessment {
    let mut ratings = Ratings::none(maps);
    for (skill, level) in levels {
        ratings.set(maps.find_skill(skill).unwrap(), Level::new(*level).unwrap());
    }
    Assessment::new(maps, &ratings)
}

fn of_role(maps: &SkillMaps, role: &str, seniority: Seniority) -> Goal {
    Goal::new(vec![maps.find_role(role).unwrap()], seniority)
}

fn project(maps: &SkillMaps, id: &str) -> ProjectIndex {
    maps.find_project(id).unwrap()
}

/// Returns the ids of the projects in a plan, in order.
fn brought<'m>(maps: &'m SkillMaps, roadmap: &Roadmap) -> Vec<&'m str> {
    roadmap.reached_projects().map(|planned| maps[planned.project].id.as_str()).collect()
}

#[test]
fn every_junior_plan_from_nothing_brings_projects_early_and_never_far_apart() {
    let maps = shipped();
    let nothing = rated(&maps, &[]);
    let mut wrong = NOTHING;
    for role in maps.role_indices() {
        let roadmap = plan(&maps, &nothing, &Goal::new(vec![role], Seniority::Junior));
        let all = roadmap.hours.typical;
        let hours = |steps: usize| match steps {
            0 => 0,
            steps => roadmap.steps[steps - 1].hours_after.typical,
        };
        let at: Vec<u32> =
            roadmap.reached_projects().map(|p| hours(p.after_step.unwrap())).collect();
        let mut say = |what: String| wrong.push(format!("{}: {what}", maps[role].id));
        if at.len() < 3 {
            say(format!("{} projects, at least three are wanted", at.len()));
        }
        let first = at.first().copied().unwrap_or(all);
        if first > 150 || first * 100 > all * 30 {
            say(format!("the first project comes after {first} of {all} h"));
        }
        let points: Vec<u32> = at.iter().copied().chain([all]).collect();
        for pair in points.windows(2).filter(|pair| pair[1] - pair[0] > 160) {
            say(format!("{} h of steps without a project after {} h", pair[1] - pair[0], pair[0]));
        }
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn every_planned_project_is_possible_with_the_steps_before_it_alone() {
    let maps = shipped();
    for role in maps.role_indices() {
        for seniority in Seniority::ALL {
            let roadmap = plan(&maps, &rated(&maps, &[]), &Goal::new(vec![role], seniority));
            let mut levels = vec![Level::NONE; maps.skills().len()];
            for planned in roadmap.sequence() {
                match planned {
                    Planned::Step(_, step) => levels[step.step.skill.0] = step.step.level,
                    Planned::Project(_, planned) => {
                        for need in &maps[planned.project].needs {
                            let has = need.any_of.iter().any(|s| levels[s.0] >= need.level);
                            assert!(has, "{} {need:?}", maps[planned.project].id);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn every_project_needs_git_and_those_with_tests_need_a_skill_of_testing() {
    let maps = shipped();
    let mut wrong = NOTHING;
    for index in maps.project_indices() {
        let project = &maps[index];
        let needs = |skill: &str| {
            let skill = maps.find_skill(skill).unwrap();
            project.needs.iter().any(|need| need.any_of.contains(&skill))
        };
        if !needs("git") {
            wrong.push(format!("{} does not need Git", project.id));
        }
        let tested = ["has a test", "tests ", "a test "].iter().any(|t| project.brief.contains(t));
        let testing =
            ["unit-testing", "integration-testing", "api-testing"].iter().any(|s| needs(s));
        if tested && !testing {
            wrong.push(format!("{} has tests and needs no skill of testing", project.id));
        }
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn no_project_is_called_like_a_skill_or_another_project() {
    let maps = shipped();
    for index in maps.project_indices() {
        let project = &maps[index];
        for name in [&project.id, &project.name] {
            assert_eq!(maps.find_skill(name), None, "{name}");
            assert_eq!(maps.find_project(name), Some(index), "{name}");
        }
    }
}

#[test]
fn of_the_projects_that_one_could_do_on_the_first_day_only_the_last_is_planned() {
    let maps = shipped();
    let goal = of_role(&maps, "back-end-developer", Seniority::Junior);
    let known = rated(
        &maps,
        &[
            ("programming", 2),
            ("python", 1),
            ("json-xml", 1),
            ("git", 1),
            ("error-handling", 1),
            ("debugging", 1),
        ],
    );
    let roadmap = plan(&maps, &known, &goal);
    assert_eq!(brought(&maps, &roadmap)[0], "word-trainer");
    let covered = &roadmap.unplanned_projects;
    let why = |id: &str| covered.iter().find(|p| p.project == project(&maps, id)).map(|p| p.why);
    assert_eq!(why("spending-report"), Some(Unplanned::Covered));
    // A project that is left out on request proves nothing, so the one before it is planned.
    let skipping = Goal { skip_projects: vec![project(&maps, "word-trainer")], ..goal.clone() };
    assert_eq!(brought(&maps, &plan(&maps, &known, &skipping))[0], "spending-report");
    // A finished project proves what the ones before it would prove.
    let done = Goal { done_projects: vec![project(&maps, "word-trainer")], ..goal };
    let then = plan(&maps, &known, &done);
    assert!(!brought(&maps, &then).contains(&"word-trainer"));
    assert!(!brought(&maps, &then).contains(&"spending-report"));
}

#[test]
fn a_project_that_is_done_does_not_return_and_the_others_stay_where_they_are() {
    let maps = shipped();
    let known = rated(&maps, &[("programming", 1)]);
    for role in maps.role_indices() {
        let goal = Goal::new(vec![role], Seniority::Junior);
        let before = plan(&maps, &known, &goal);
        let first = before.projects[0].project;
        let after = plan(&maps, &known, &Goal { done_projects: vec![first], ..goal });
        assert_eq!(after.projects.len() + 1, before.projects.len());
        for (then, now) in before.projects[1..].iter().zip(&after.projects) {
            assert_eq!((then.project, then.after_step), (now.project, now.after_step));
        }
        assert_eq!(after.hours, before.hours);
        let less = before.project_hours().typical - maps[first].hours.typical;
        assert_eq!(after.project_hours().typical, less);
        // The days of all other steps and projects are the same as in a plan without the project.
        let pace =
            Pace { hours_per_week: 10.0, factor: 1.0, start: jiff::civil::date(2026, 11, 30) };
        let skipping =
            Goal { skip_projects: vec![first], ..Goal::new(vec![role], Seniority::Junior) };
        let without = Timeline::new(&plan(&maps, &known, &skipping), pace);
        assert_eq!(Timeline::new(&after, pace).ready_on, without.ready_on);
    }
}

#[test]
fn a_project_after_the_last_step_counts_until_the_plan_is_done() {
    let maps = shipped();
    let goal = of_role(&maps, "api-developer", Seniority::Junior);
    let roadmap = plan(&maps, &rated(&maps, &[]), &goal);
    let pace = Pace { hours_per_week: 7.0, factor: 1.0, start: jiff::civil::date(2026, 1, 1) };
    let timeline = Timeline::new(&roadmap, pace);
    let days = pace.start.until(timeline.ready_on.typical).unwrap().get_days();
    // At seven hours a week, one hour is one day.
    assert_eq!(days as u32, roadmap.hours.typical + roadmap.project_hours().typical);
}

#[test]
fn what_fits_before_a_deadline_counts_the_projects_on_the_way() {
    let maps = shipped();
    let nothing = rated(&maps, &[]);
    for role in maps.role_indices() {
        let goal = Goal::new(vec![role], Seniority::Junior);
        let roadmap = plan(&maps, &nothing, &goal);
        for budget in [100, 300] {
            let reached = best_by_deadline(&maps, &nothing, &goal, &roadmap, budget);
            let of = |hours: u32| u64::from(hours);
            let steps: u64 =
                roadmap.steps[..reached.within.steps].iter().map(|s| of(s.hours.typical)).sum();
            let projects = reached.within.projects.iter();
            let projects: u64 = projects.map(|at| of(roadmap.projects[*at].hours.typical)).sum();
            assert!(steps + projects <= budget);
            let Some(better) = reached.better else { continue };
            assert!(better.readiness.part > reached.within.readiness.part);
            let projects: u64 = better.projects.iter().map(|p| of(maps[*p].hours.typical)).sum();
            assert!(better.hours + projects <= budget, "{} + {projects}", better.hours);
            assert!(better.readiness.part <= better.most.part);
        }
    }
}

/// Checks the rules for the stages of a plan: together they are the whole plan, and none is too short or too long
/// without a reason.
fn check_stages(maps: &SkillMaps, roadmap: &Roadmap) {
    let stages = stages(roadmap);
    let (mut steps, mut projects) = (0, 0);
    for (at, stage) in stages.iter().enumerate() {
        assert_eq!((stage.steps.start, stage.projects.start), (steps, projects));
        (steps, projects) = (stage.steps.end, stage.projects.end);
        let total = u64::from(stage.hours.typical);
        let large = roadmap.steps[stage.steps.clone()]
            .iter()
            .any(|step| u64::from(step.hours.typical) > MOST);
        let only = roadmap.sequence().len() == stage.steps.len() + stage.projects.len();
        // A single step that is too large to be combined with the neighbouring stage.
        let beside_large = |other: Option<&skillgap::domain::roadmap::Stage>| {
            other.is_some_and(|other| {
                u64::from(other.hours.typical) + total > MOST && other.steps.len() == 1
            })
        };
        let squeezed =
            beside_large(stages.get(at + 1)) || at > 0 && beside_large(stages.get(at - 1));
        assert!(!large || stage.steps.len() == 1, "a large step with others in stage {at}");
        assert!(large || total <= MOST, "{total} h in stage {at}");
        assert!(total >= LEAST || only || squeezed, "{total} h in stage {at}");
        match stage.end {
            StageEnd::Project(last) => assert_eq!(last + 1, stage.projects.end),
            StageEnd::Step(last) => assert_eq!(last + 1, stage.steps.end),
        }
    }
    assert_eq!(steps, roadmap.steps.len());
    assert_eq!(projects, brought(maps, roadmap).len());
}

#[test]
fn the_stages_of_every_shipped_plan_are_the_plan_in_pieces_of_40_to_120_hours() {
    let maps = shipped();
    for role in maps.role_indices() {
        for seniority in [Seniority::Junior, Seniority::Mid] {
            for known in [&[][..], &[("python", 2), ("git", 2)]] {
                let goal = Goal::new(vec![role], seniority);
                check_stages(&maps, &plan(&maps, &rated(&maps, known), &goal));
            }
        }
    }
}

#[test]
fn most_stages_of_a_junior_end_with_a_project() {
    let maps = shipped();
    for role in maps.role_indices() {
        let goal = Goal::new(vec![role], Seniority::Junior);
        let stages = stages(&plan(&maps, &rated(&maps, &[]), &goal));
        let ended = stages.iter().filter(|s| matches!(s.end, StageEnd::Project(_))).count();
        assert!(ended * 2 >= stages.len(), "{}: {ended} of {}", maps[role].id, stages.len());
    }
}

const SMALL: &str = "tests/fixtures/small";

/// Returns the path of a profile in an empty folder.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder.join("profile.toml")
}

fn run(command: &[&str], profile: &Path) -> Run {
    let profile = profile.to_string_lossy();
    let shared = ["--maps-only", SMALL, "--today", "2026-11-22", "--profile"];
    skillgap(&[command, &shared, &[&*profile]].concat())
}

fn answer(command: &[&str], profile: &Path) -> Value {
    let profile = profile.to_string_lossy();
    let shared = ["--json", "--maps-only", SMALL, "--today", "2026-11-22", "--profile"];
    json(&[command, &shared, &[&*profile]].concat())
}

#[test]
fn done_records_a_project_says_what_changed_and_forget_takes_it_back() {
    let path = place("projects-done");
    let text = "format = 1\n[goal]\nroles = [\"maker\"]\n[ratings]\nprogramming = 2\nsql = 1\n";
    fs::write(&path, text).unwrap();
    let next = answer(&["next", "-n", "1"], &path);
    assert_eq!(next["sequence"][0]["project"], "shop");
    assert_eq!(next["sequence"][1]["order"], 1);
    assert_eq!(next["projects"][0]["project"], "shop");
    let done = answer(&["done", "a shop", "--evidence", "a link"], &path);
    assert_eq!(done["kind"], "done-project");
    assert_eq!(
        (&done["project"], &done["role"], &done["on"]),
        (&"shop".into(), &"maker".into(), &"2026-11-22".into())
    );
    assert_eq!(done["plan"]["project_hours_before"]["typical"], 20);
    assert_eq!(done["plan"]["project_hours"]["typical"], 0);
    assert_eq!(done["plan"]["hours"], done["plan"]["hours_before"]);
    assert_eq!(done["plan"]["next_project"], Value::Null);
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(
        written,
        format!(
            "{text}\n[[project]]\nproject = \"shop\"\non = 2026-11-22\nby = \"self\"\nevidence = \"a link\"\n"
        )
    );
    let roadmap = answer(&["roadmap"], &path);
    assert_eq!(roadmap["projects"], serde_json::json!([]));
    assert_eq!(roadmap["projects_left_out"][0]["why"], "done");
    assert_eq!(answer(&["next"], &path)["projects"], serde_json::json!([]));
    let shown = answer(&["profile", "show"], &path);
    assert_eq!(shown["projects"][0]["project"], "shop");
    assert_eq!(shown["projects"][0]["evidence"], "a link");
    assert!(run(&["profile", "show"], &path).stdout.contains("A shop, 2026-11-22, today: a link"));
    // The same project is only recorded again with new evidence.
    let again = run(&["done", "shop"], &path);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("is already done"), "{}", again.stderr);
    let forgot = answer(&["profile", "forget", "shop"], &path);
    assert_eq!((&forgot["project"], &forgot["name"]), (&"shop".into(), &"A shop".into()));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_name_of_nothing_suggests_skills_and_projects() {
    let path = place("projects-unknown");
    let wrong = run(&["done", "shopp"], &path);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("no skill or project `shopp`"), "{}", wrong.stderr);
    assert!(wrong.stderr.contains("did you mean `shop`?"), "{}", wrong.stderr);
    assert!(run(&["done", "pythn"], &path).stderr.contains("did you mean `python`?"));
    assert!(!path.exists());
    // A profile, and a project in it, may outlive a map.
    fs::write(&path, "format = 1\n[[project]]\nproject = \"shup\"\n").unwrap();
    let shown = answer(&["profile", "show"], &path);
    assert_eq!(shown["projects"], serde_json::json!([]));
    assert_eq!(shown["unknown"][0]["name"], "shup");
    assert_eq!(shown["unknown"][0]["meant"], "did you mean `shop`?");
    assert_eq!(run(&["profile", "forget", "shup"], &path).code, 0);
}

#[test]
fn a_project_is_left_out_by_a_flag_or_by_the_goal_of_the_profile() {
    let path = place("projects-skip");
    fs::write(&path, "format = 1\n").unwrap();
    let skipping = ["roadmap", "--role", "maker", "--rate", "sql=0", "--skip", "shop"];
    let flag = answer(&skipping, &path);
    assert_eq!(
        (&flag["projects"], &flag["project_hours"]["typical"]),
        (&serde_json::json!([]), &0.into())
    );
    assert_eq!(flag["projects_left_out"][0]["why"], "skipped");
    fs::write(&path, "format = 1\n[goal]\nroles = [\"maker\"]\nskip = [\"shop\", \"java\"]\n")
        .unwrap();
    let goal = answer(&["roadmap"], &path);
    assert_eq!(goal["projects"], serde_json::json!([]));
    assert_eq!(goal["skipped"], serde_json::json!(["java"]));
    assert_eq!(answer(&["profile", "show"], &path)["goal"]["skip_projects"][0], "shop");
}

#[test]
fn two_projects_of_different_roles_with_one_id_are_refused() {
    let folder = place("projects-twice").with_file_name("maps");
    fs::create_dir_all(&folder).unwrap();
    for file in ["areas", "code", "data", "role", "sources"] {
        fs::copy(format!("{SMALL}/{file}.toml"), folder.join(format!("{file}.toml"))).unwrap();
    }
    let role = fs::read_to_string(folder.join("role.toml")).unwrap();
    let other = role
        .replace("id = \"maker\"", "id = \"mender\"")
        .replace("name = \"Maker\"", "name = \"Mender\"")
        .replace("[\"builder\"]", "[]");
    fs::write(folder.join("other.toml"), other).unwrap();
    let checked = skillgap(&["maps", "check", "--maps-only", &folder.to_string_lossy()]);
    assert_eq!(checked.code, 3);
    let said = format!("{}{}", checked.stdout, checked.stderr);
    assert!(said.contains("a second project has the id `shop`"), "{said}");
}

#[test]
fn why_says_of_a_project_what_it_needs_when_that_is_there_and_what_it_costs() {
    let path = place("projects-why");
    fs::write(&path, "format = 1\n[goal]\nroles = [\"maker\"]\n[ratings]\nprogramming = 2\n")
        .unwrap();
    let steps = answer(&["roadmap"], &path)["steps"].clone();
    let is_sql = |step: &Value| step["skill"] == "sql" && step["to"] == 1;
    let sql = steps.as_array().unwrap().iter().position(is_sql).unwrap() + 1;
    let why = answer(&["why", "a shop"], &path);
    assert_eq!((&why["kind"], &why["project"]), (&"why-project".into(), &"shop".into()));
    assert_eq!((&why["order"], &why["after_step"]), (&1.into(), &sql.into()));
    assert_eq!(why["shows"], serde_json::json!(["sql"]));
    let need = |at: usize| (&why["needs"][at]["skill"], &why["needs"][at]["met_after"]);
    assert_eq!(need(0), (&"programming".into(), &0.into()));
    assert_eq!(need(1), (&"sql".into(), &sql.into()));
    let said = run(&["why", "shop"], &path).stdout;
    assert!(said.contains("SQL 1 is the last of what it needs"), "{said}");
    // Leaving the project out costs the same as the same wish in a plan.
    let skipped = answer(&["roadmap", "--skip", "shop"], &path);
    let prices = skipped["prices"].as_array().unwrap().iter();
    let price = prices.clone().find(|price| price["wish"] == "skip-project").unwrap();
    assert_eq!((&price["project"], &price["hours"]), (&"shop".into(), &0.into()));
    assert_eq!(price["project_hours"], -20);
    assert_eq!(&why["without"], price);
    let said = run(&["roadmap", "--skip", "shop"], &path).stdout;
    assert!(said.contains("Without the project A shop: the projects take 20 h less"), "{said}");
    // A project that is not planned has a reason.
    let left_out = |arguments: &[&str]| answer(arguments, &path)["left_out"].clone();
    assert_eq!(left_out(&["why", "shop", "--skip", "shop"]), "skipped");
    let without_sql = answer(&["why", "shop", "--skip", "sql"], &path);
    assert_eq!(
        (&without_sql["order"], &without_sql["needs"][1]["met_after"]),
        (&Value::Null, &Value::Null)
    );
    answer(&["done", "shop"], &path);
    assert_eq!(left_out(&["why", "shop"]), "done");
}
