//! Likely levels of a person who was interviewed: likely readiness calculated by hand, verdicts with their reasons, and
//! the output in documents and tables.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use skillgap::domain::assessment::Assessment;
use skillgap::domain::gap::{Fraction, find_gap};
use skillgap::domain::interview::model::{Model, Source};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::likely::{Basis, Likely, Reason, Start, StartsFrom, Verdict, reasons};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::{Profile, Ratings};
use skillgap::domain::rater::Rater;
use skillgap::domain::roadmap::{Goal, plan};
use skillgap::files::profile_toml::read_profile;
use skillgap::library::maps::{MapsFrom, load};

use crate::support::{json, skillgap, skillgap_reading};

fn shipped() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

fn small() -> SkillMaps {
    let over = vec!["tests/fixtures/small".into()];
    load(&MapsFrom { without_shipped: true, over }).unwrap().maps
}

fn level(number: i64) -> Level {
    Level::new(number).unwrap()
}

/// Makes a profile of answers such as `sql 2 yes` and `sql 3 no`, and of ratings such as `git 2`.
fn text(records: &[&str]) -> String {
    let mut text = String::from("format = 1\n");
    for record in records {
        let words: Vec<&str> = record.split(' ').collect();
        text += &match words.as_slice() {
            [skill, level] => format!("\n[[rating]]\nskill = \"{skill}\"\nlevel = {level}\n"),
            [skill, level, answer] => {
                let can = *answer == "yes";
                format!(
                    "\n[[said]]\nskill = \"{skill}\"\nlevel = {level}\ncan = {can}\non = 2026-11-20\n"
                )
            }
            _ => panic!("{record}"),
        };
    }
    text
}

struct Somebody {
    maps: SkillMaps,
    profile: Profile,
    known: Assessment,
    likely: Likely,
}

impl Somebody {
    fn who_said(maps: SkillMaps, records: &[&str]) -> Somebody {
        let (draft, problems) = read_profile(0, &text(records));
        let profile = draft.validate(&maps, problems).unwrap();
        let current = profile.current(&maps, &Rater::OWN);
        let known = Assessment::new(&maps, &Ratings::of(&current));
        let evidence = profile.evidence(&current);
        let likely = Likely::of(&maps, Arc::new(Model::of(&maps)), &known, evidence);
        Somebody { maps, profile, known, likely }
    }
}

/// The answers of a junior who is good at databases and programming, and cannot do operations at all.
const ADA: [&str; 12] = [
    "git 2",
    "programming 2 yes",
    "sql 2 yes",
    "sql 3 no",
    "relational-databases 1 yes",
    "transactions 1 yes",
    "linux 1 no",
    "docker 1 no",
    "ci-cd 1 no",
    "http 1 yes",
    "http 2 yes",
    "python 2 yes",
];

#[test]
fn likely_readiness_is_the_weight_of_what_is_met_or_more_likely_than_not() {
    let ada = Somebody::who_said(small(), &["sql 1 yes", "python 1 yes"]);
    let gap =
        find_gap(&ada.maps, &ada.known, ada.maps.find_role("maker").unwrap(), Seniority::Junior);
    // Of 8: SQL at 1 is 3 and known to be met. The language at 2 is 3; of its members only Python is possible, because
    // it is known at 1 and nothing is said about Java. Tuning at 1 is 2.
    let skill = |name| ada.maps.find_skill(name).unwrap();
    let language = ada.likely.at_least(skill("python"), level(2));
    let tuning = ada.likely.at_least(skill("tuning"), level(1));
    assert_eq!(ada.likely.chance(&gap.requirements[0]), 1.0 - (1.0 - language));
    assert_eq!(ada.likely.chance(&gap.requirements[2]), 1.0 - (1.0 - tuning));
    let counted = |least: f64| {
        3 + if language >= least { 3 } else { 0 } + if tuning >= least { 2 } else { 0 }
    };
    let likely = ada.likely.readiness(&gap);
    assert_eq!(likely.likely, Fraction { part: counted(0.5), whole: 8 });
    assert_eq!(likely.low, Fraction { part: counted(0.9), whole: 8 });
    assert_eq!(likely.high, Fraction { part: counted(0.1), whole: 8 });
    // What is known does not change.
    assert_eq!(gap.readiness(), Fraction { part: 3, whole: 8 });
}

#[test]
fn a_group_is_met_when_any_of_its_members_is() {
    let ada = Somebody::who_said(small(), &["programming 3 yes"]);
    let gap =
        find_gap(&ada.maps, &ada.known, ada.maps.find_role("maker").unwrap(), Seniority::Junior);
    let at_least = |name| ada.likely.at_least(ada.maps.find_skill(name).unwrap(), level(2));
    let (python, java) = (at_least("python"), at_least("java"));
    assert!(python > 0.0 && java > 0.0);
    let neither = (1.0 - python) * (1.0 - java);
    assert!((ada.likely.chance(&gap.requirements[0]) - (1.0 - neither)).abs() < 1e-12);
}

#[test]
fn where_everything_is_known_likely_readiness_is_readiness() {
    let ada =
        Somebody::who_said(small(), &["sql 2 yes", "sql 3 no", "tuning 1 no", "python 2 yes"]);
    let gap =
        find_gap(&ada.maps, &ada.known, ada.maps.find_role("maker").unwrap(), Seniority::Junior);
    let likely = ada.likely.readiness(&gap);
    let six = Fraction { part: 6, whole: 8 };
    assert_eq!((gap.readiness(), likely.likely, likely.low, likely.high), (six, six, six, six));
    for requirement in &gap.requirements {
        let verdict = Verdict::of(&ada.known, Some(&ada.likely), requirement);
        assert_eq!(verdict, Verdict { basis: Basis::Said, chance: None });
    }
}

#[test]
fn a_verdict_is_said_or_follows_or_is_likely_or_open() {
    let ada = Somebody::who_said(shipped(), &ADA);
    let role = ada.maps.find_role("api-developer").unwrap();
    let gap = find_gap(&ada.maps, &ada.known, role, Seniority::Junior);
    let mut bases = Vec::new();
    for found in &gap.requirements {
        let verdict = Verdict::of(&ada.known, Some(&ada.likely), found);
        let unasked = Verdict::of(&ada.known, None, found);
        match verdict.chance {
            None => assert_eq!(unasked, verdict),
            Some(chance) => {
                assert!(!found.settled() && (0.0..=1.0).contains(&chance));
                let sure = chance >= 0.7 || chance <= 0.3;
                assert_eq!(verdict.basis, if sure { Basis::Likely } else { Basis::Open });
                assert_eq!(unasked, Verdict { basis: Basis::Open, chance: None });
            }
        }
        bases.push(verdict.basis);
    }
    for basis in [Basis::Said, Basis::Likely, Basis::Open] {
        assert!(bases.contains(&basis), "{bases:?}");
    }
}

#[test]
fn what_is_known_has_the_answer_that_says_it_as_its_reason() {
    let ada = Somebody::who_said(small(), &["tuning 1 yes", "python 2 no", "java 2 no"]);
    let gap =
        find_gap(&ada.maps, &ada.known, ada.maps.find_role("maker").unwrap(), Seniority::Junior);
    let skill = |name| ada.maps.find_skill(name).unwrap();
    let found = |at: usize| reasons(&ada.maps, &ada.known, None, &gap.requirements[at]);
    let answer = |source, name, number, can| Reason::Answer {
        source,
        skill: skill(name),
        level: level(number),
        can,
    };
    let neither = [answer(Source::Own, "python", 2, false), answer(Source::Own, "java", 2, false)];
    assert_eq!(found(0), neither);
    // Tuning 1 needs SQL 2.
    assert_eq!(found(1), [answer(Source::Prerequisite, "tuning", 1, true)]);
    assert_eq!(found(2), [answer(Source::Own, "tuning", 1, true)]);
    let basis = |at: usize| Verdict::of(&ada.known, None, &gap.requirements[at]).basis;
    assert_eq!([basis(0), basis(1), basis(2)], [Basis::Said, Basis::Follows, Basis::Said]);
}

#[test]
fn a_likely_verdict_names_the_answers_without_which_it_would_be_less_so() {
    // Nothing is said about SQL itself. A rating of a skill that needs it, even if that is not certain, is evidence for
    // it.
    let maps = shipped();
    let role = maps.find_role("api-developer").unwrap();
    let sql = maps.find_skill("sql").unwrap();
    let ada = Somebody::who_said(maps, &["transactions 2 yes", "data-modelling 2 yes"]);
    let gap = find_gap(&ada.maps, &ada.known, role, Seniority::Junior);
    let found = gap.requirements.iter().find(|gap| gap.requirement.any_of == [sql]).unwrap();
    if !found.settled() {
        let reasons = reasons(&ada.maps, &ada.known, Some(&ada.likely), found);
        assert!(!reasons.is_empty());
        assert!(ada.likely.chance(found) > 0.5);
    }
    // Every answer that is named was given, and supports the verdict.
    for found in gap.requirements.iter().filter(|gap| !gap.settled()) {
        let met = ada.likely.chance(found) >= 0.5;
        for reason in reasons(&ada.maps, &ada.known, Some(&ada.likely), found) {
            match reason {
                Reason::Answer { skill, level, can, .. } => {
                    let (low, high) = ada.known.said(skill).unwrap();
                    assert_eq!(can, met);
                    assert!(if can { low >= level } else { high < level });
                }
                Reason::Share { reached, answered, .. } => {
                    assert!(answered > 0 && reached <= answered);
                }
            }
        }
    }
}

#[test]
fn a_plan_from_what_is_likely_starts_at_likely_readiness() {
    let ada = Somebody::who_said(shipped(), &ADA);
    for role in ada.maps.role_indices() {
        for seniority in Seniority::ALL {
            let goal = Goal::new(vec![role], seniority);
            let from = Some(StartsFrom::Likely);
            let start = Start::of(&ada.maps, &ada.known, Some(&ada.likely), &goal, from);
            let roadmap = plan(&ada.maps, &start.assessment, &goal);
            let gap = find_gap(&ada.maps, &ada.known, role, seniority);
            assert_eq!(roadmap.readiness_now, ada.likely.readiness(&gap).likely);
            let gains: u64 = roadmap.steps.iter().map(|step| step.gain.part).sum();
            assert_eq!(gains, roadmap.readiness_now.whole - roadmap.readiness_now.part);
            for presumed in &start.presumed {
                assert!(presumed.level > ada.known.level(presumed.skill));
                assert_eq!(start.assessment.level(presumed.skill), presumed.level);
                let first = roadmap.steps.iter().find(|step| step.step.skill == presumed.skill);
                assert!(first.is_none_or(|step| step.step.level > presumed.level));
            }
        }
    }
    assert!(ada.profile.is_interviewed(&Rater::OWN));
    let goal = Goal::new(vec![ada.maps.find_role("api-developer").unwrap()], Seniority::Junior);
    let start = Start::of(&ada.maps, &ada.known, Some(&ada.likely), &goal, Some(StartsFrom::Known));
    assert_eq!((start.from, start.presumed.len()), (StartsFrom::Known, 0));
}

#[test]
fn roadmap_and_next_say_what_they_start_from_and_what_they_presume() {
    let (_, named) = written("likely-plan.toml", &ADA);
    let shared =
        ["--json", "--role", "api-developer", "--profile", &named, "--today", "2026-11-22"];
    let answer = |command: &[&str]| json(&[command, &shared].concat());
    let gap = answer(&["gap"]);
    for command in ["roadmap", "next"] {
        let likely = answer(&[command, "--from", "likely"]);
        assert_eq!(likely["starts_from"], "likely");
        assert_eq!(likely["readiness_now"], gap["roles"][0]["likely_readiness"]);
        let presumed = likely["presumed"].as_array().unwrap();
        assert!(presumed.iter().any(|there| there["chance"].as_f64() >= Some(0.5)), "{presumed:?}");
        let known = answer(&[command, "--from", "known"]);
        assert_eq!(known["starts_from"], "known");
        assert_eq!(known["presumed"], serde_json::json!([]));
        assert_eq!(known["readiness_now"], gap["roles"][0]["readiness"]);
        assert_eq!(known["hours"], gap["roles"][0]["hours"]);
        let hours = |answer: &serde_json::Value| answer["hours"]["typical"].as_u64().unwrap();
        assert!(hours(&likely) < hours(&known));
    }
    let roadmap = answer(&["roadmap"]);
    let gains: f64 = roadmap["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["gain"].as_f64().unwrap())
        .sum();
    assert!((gains - (1.0 - roadmap["readiness_now"].as_f64().unwrap())).abs() < 1e-9);
    let from = ["--from", "likely"];
    let shown = ["roadmap", "--role", "api-developer", "--profile", &named];
    let plain = skillgap(&[&shown[..], &from].concat());
    assert!(plain.stdout.contains("because you likely have it"), "{}", plain.stdout);
    // The plan of a person who was not interviewed starts from what is known.
    let (_, rated) = written("likely-plan-rated.toml", &["git 2"]);
    let known = json(&["roadmap", "--json", "--role", "api-developer", "--profile", &rated]);
    assert_eq!(known["starts_from"], "known");
}

#[test]
fn done_goes_on_from_the_level_that_the_plan_presumes() {
    let (path, named) = written("likely-done.toml", &ADA);
    let mut goal = fs::read_to_string(&path).unwrap();
    goal += "\n[goal]\nroles = [\"api-developer\"]\n";
    fs::write(&path, goal).unwrap();
    let shared = ["--json", "--profile", &named, "--today", "2026-11-22"];
    let answer = |command: &[&str]| json(&[command, &shared].concat());
    let next = answer(&["next"]);
    let first = &next["steps"][0];
    let done = answer(&["done", first["skill"].as_str().unwrap()]);
    assert_eq!((&done["from"], &done["to"]), (&first["from"], &first["to"]));
    assert_eq!(done["plan"]["next"]["skill"], answer(&["next"])["steps"][0]["skill"]);
}

fn written(name: &str, records: &[&str]) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text(records)).unwrap();
    let named = path.to_string_lossy().into_owned();
    (path, named)
}

#[test]
fn likely_fields_are_null_where_nobody_was_interviewed_and_change_nothing_else() {
    let rated = ["git 2", "sql 2", "programming 2"];
    let (_, without) = written("likely-without.toml", &rated);
    // One more answer, which says the same as the rating.
    let (_, with) = written("likely-with.toml", &[&rated[..], &["sql 2 yes"]].concat());
    let gap =
        |profile: &str| json(&["gap", "--json", "--role", "api-developer", "--profile", profile]);
    let (without, with) = (gap(&without), gap(&with));
    let (plain, likely) = (&without["roles"][0], &with["roles"][0]);
    for field in ["likely_readiness", "likely_low", "likely_high"] {
        assert!(plain[field].is_null(), "{field}");
        assert!(likely[field].is_f64(), "{field}");
    }
    assert!(likely["likely_low"].as_f64() <= likely["likely_readiness"].as_f64());
    assert!(likely["likely_readiness"].as_f64() <= likely["likely_high"].as_f64());
    for field in ["readiness", "readiness_high", "coverage", "met", "hours", "gap_sum"] {
        assert_eq!(plain[field], likely[field], "{field}");
    }
    let both = plain["requirements"].as_array().unwrap().iter();
    for (plain, likely) in both.zip(likely["requirements"].as_array().unwrap()) {
        assert!(plain["chance"].is_null());
        assert_eq!(plain["standing"], likely["standing"]);
        if likely["settled"] == true {
            assert!(likely["chance"].is_null());
            assert!(likely["basis"] == "said" || likely["basis"] == "follows", "{likely}");
        } else {
            assert_eq!(plain["basis"], "open");
            assert!(likely["chance"].is_f64(), "{likely}");
        }
    }
}

#[test]
fn tables_say_what_is_likely_first_and_from_what() {
    let (_, named) = written("likely-tables.toml", &ADA);
    let run = |command: &[&str]| {
        let run = skillgap(&[command, &["--profile", &named, "--today", "2026-11-22"]].concat());
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let gap = run(&["gap", "--role", "api-developer"]);
    let first = gap.lines().nth(2).unwrap();
    // Twelve answers leave more than half unknown: the output shows a range and no percentage.
    assert!(first.starts_with("Between ") && first.contains("too little is known"), "{gap}");
    assert!(gap.contains("likely, 9 of 10") || gap.contains("likely, 8 of 10"), "{gap}");
    assert!(gap.contains("you have "), "{gap}");
    let side_by_side = run(&["gap"]);
    let likely: Vec<u64> = side_by_side
        .lines()
        .filter(|line| line.contains('–') && line.contains('%'))
        .filter_map(|line| {
            let range = line.split_once('%')?.0.split_whitespace().last()?;
            range.split('–').next()?.parse().ok()
        })
        .collect();
    assert!(likely.len() >= 7, "{side_by_side}");
    assert!(!side_by_side.contains("Too little is known"), "{side_by_side}");
    let gap = json(&["gap", "--role", "api-developer", "--profile", &named, "--json"]);
    let requirements = gap["roles"][0]["requirements"].as_array().unwrap();
    let likely = requirements.iter().find(|asked| asked["basis"] == "likely");
    let why = run(&["why", likely.unwrap()["best"].as_str().unwrap(), "--role", "api-developer"]);
    assert!(why.contains("ikely"), "{why}");
    let progress = run(&["progress", "--role", "api-developer"]);
    assert!(progress.contains("Likely"), "{progress}");
}

#[test]
fn what_is_likely_opens_no_gate() {
    let (_, named) = written("likely-gate.toml", &ADA);
    let gap = ["gap", "--role", "api-developer", "--profile", &named];
    let answer = json(&[&gap[..], &["--json"]].concat());
    let share = |field: &str| answer["roles"][0][field].as_f64().unwrap();
    let (known, likely) = (share("readiness"), share("likely_readiness"));
    assert!(known < likely);
    let between = format!("{}", ((known + likely) * 50.0).ceil());
    assert_eq!(skillgap(&[&gap[..], &["--min", &between]].concat()).code, 4);
}

#[test]
fn progress_is_likely_from_the_day_of_the_interview_on() {
    let (path, named) = written("likely-progress.toml", &["git 2"]);
    let mut both = fs::read_to_string(&path).unwrap();
    both += &text(&["sql 2 yes", "docker 1 no"]).replace("format = 1\n", "");
    fs::write(&path, both).unwrap();
    let shared = ["--role", "api-developer", "--profile", &named, "--today", "2026-11-22"];
    let answer = json(&[&["progress", "--json"][..], &shared].concat());
    let days = answer["days"].as_array().unwrap();
    assert_eq!(days.len(), 2);
    assert!(days[0]["roles"][0]["likely_readiness"].is_null());
    assert!(days[1]["roles"][0]["likely_readiness"].is_f64());
    assert!(answer["roles"][0]["if_only_rated"]["likely_readiness"].is_null());
}

#[test]
fn a_few_answers_make_nobody_ready() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("few-answers.toml");
    let _ = std::fs::remove_file(&path);
    let profile = path.to_str().unwrap();
    let asked = ["assess", "--plain", "--role", "api-developer", "--profile", profile];
    let shown = skillgap_reading(&asked, "1 2 3 4\nq\n");
    assert!(!shown.stdout.contains("Likely 100"), "{}", shown.stdout);
    let plan = json(&["roadmap", "--json", "--profile", profile]);
    assert_eq!(plan["starts_from"], "known");
    assert!(plan["steps"].as_array().unwrap().len() > 20);
    for command in [&[][..], &["gap"], &["roadmap"], &["next"], &["progress"]] {
        let arguments = [command, &["--profile", profile]].concat();
        let shown = skillgap(&arguments).stdout;
        let is_ready = ["You meet everything", "likely 100 %", "██████████ 100 %", " 100 % ("];
        assert!(!is_ready.iter().any(|words| shown.contains(words)), "{command:?}: {shown}");
    }
    let class = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("few-answers-class");
    let _ = std::fs::remove_dir_all(&class);
    std::fs::create_dir(&class).unwrap();
    std::fs::copy(&path, class.join("ada.toml")).unwrap();
    let class = class.to_str().unwrap();
    let summary = skillgap(&["cohort", "summary", class, "--role", "api-developer"]).stdout;
    assert!(summary.contains("9–100"), "{summary}");
    // A plan from likely levels is still possible on request.
    let likely = json(&["roadmap", "--json", "--profile", profile, "--from", "likely"]);
    assert_eq!(likely["starts_from"], "likely");
}

#[test]
fn done_goes_one_level_up_from_what_is_known_where_the_plan_has_no_step() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("done-after-answers.toml");
    for (said, level) in [("linux", 2), ("git", 2), ("http", 2)] {
        std::fs::write(
            &path,
            format!("format = 1\n\n[[said]]\nskill = \"{said}\"\nlevel = 1\ncan = true\non = 2026-11-20\n"),
        )
        .unwrap();
        let profile = path.to_str().unwrap();
        let done = skillgap(&["done", said, "--profile", profile, "--today", "2026-11-22"]);
        assert_eq!(done.code, 0, "{}", done.stderr);
        let written = std::fs::read_to_string(&path).unwrap();
        assert!(written.contains(&format!("level = {level}")), "{said}: {written}");
    }
}

/// The answers of a person who has used Flask a little.
const FLASK: [&str; 4] =
    ["web-frameworks 1 yes", "object-oriented-design 1 yes", "error-handling 1 yes", "flask 2 no"];

/// Makes the profile of a person who ticked Flask and no other framework in an interview, and answered not yet to its
/// second sentence.
fn who_ticked_flask(name: &str) -> String {
    let maps = shipped();
    let role = &maps[maps.find_role("api-developer").unwrap()];
    let flask = maps.find_skill("flask").unwrap();
    let group = role.requirements.iter().find(|one| one.any_of.contains(&flask)).unwrap();
    let others = group.any_of.iter().filter(|member| **member != flask);
    let unused: Vec<String> =
        others.map(|member| format!("{} 1 no", maps[*member].id.as_str())).collect();
    let unused: Vec<&str> = unused.iter().map(String::as_str).collect();
    let (path, named) = written(name, &[&ADA[..], &unused, &FLASK].concat());
    let mut profile = fs::read_to_string(&path).unwrap();
    profile += "\n[[claim]]\nskill = \"flask\"\nsource = \"assess\"\n";
    fs::write(&path, profile).unwrap();
    named
}

#[test]
fn a_name_that_was_ticked_stays_likely_after_a_no_to_a_higher_sentence() {
    let named = who_ticked_flask("ticked-likely.toml");
    let shared = ["--role", "api-developer", "--profile", &named, "--today", "2026-11-22"];
    let roadmap = json(&[&["roadmap", "--json", "--from", "likely"][..], &shared].concat());
    let presumed = roadmap["presumed"].as_array().unwrap();
    let flask = presumed.iter().find(|there| there["skill"] == "flask").unwrap();
    assert_eq!(flask["level"], 1, "{flask}");
    // The group may already be at 1, so it is not shown as level 0.
    let gap = skillgap(&[&["gap"][..], &shared].concat());
    let group = gap.stdout.lines().find(|line| line.contains("A server-side framework")).unwrap();
    assert!(group.contains(" 0–1 "), "{group}");
    let why = skillgap(&[&["why", "flask", "--from", "likely"][..], &shared].concat());
    assert!(why.stdout.contains("likely 1 now"), "{}", why.stdout);
}

#[test]
fn a_name_that_was_ticked_decides_among_members_that_fit_and_says_so() {
    let named = who_ticked_flask("ticked-chosen.toml");
    let shared = ["--role", "api-developer", "--profile", &named, "--today", "2026-11-22"];
    for from in ["known", "likely"] {
        let run = skillgap(&[&["roadmap", "--from", from][..], &shared].concat());
        assert!(run.stdout.contains("Flask, because you ticked it as used"), "{}", run.stdout);
        // A rating is newer than the tick, and says that there is no level.
        let rated = [&["roadmap", "--from", from, "--rate", "flask=0"][..], &shared].concat();
        assert!(!skillgap(&rated).stdout.contains("ticked it as used"), "{from}");
    }
}

#[test]
fn done_says_what_the_level_was_before_and_from_what() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("done-said.toml");
    let profile = path.to_str().unwrap();
    let done = |said: &str| {
        let text = "format = 1\n\n[goal]\nroles = [\"api-developer\"]\n";
        std::fs::write(&path, format!("{text}{said}")).unwrap();
        skillgap(&["done", "linux", "--profile", profile, "--today", "2026-11-22"]).stdout
    };
    let said = |level: u8, can: bool| {
        format!("\n[[said]]\nskill = \"linux\"\nlevel = {level}\ncan = {can}\non = 2026-11-20\n")
    };
    let yes = done(&said(1, true));
    assert!(yes.contains("before at least 1, as you said"), "{yes}");
    assert!(
        yes.contains("which asks for level 1 of it; you had said that you have that level"),
        "{yes}"
    );
    let no = done(&said(2, false));
    assert!(no.contains("before at most 1, as you said"), "{no}");
    assert!(done("").contains("before not rated"));
}
