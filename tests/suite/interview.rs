//! The questioner as a function: answers in, questions out; and through its two fronts that need no terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::gap::find_gap;
use skillgap::domain::interview::{Answer, Interview, Question, Record, Remark, Start, Why};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};

use crate::support::learners::{Dice, Learner, Strength};
use crate::support::{Run, skillgap_reading};

fn shipped() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

fn level(number: i64) -> Level {
    Level::new(number).unwrap()
}

fn rated(level: Level) -> Answer {
    Answer::Level { level, evidence: None }
}

fn start(maps: &SkillMaps, role: &str) -> Start {
    Start {
        roles: vec![maps.find_role(role).unwrap()],
        seniority: Some(Seniority::Junior),
        ask_hours: false,
        ratings: Ratings::none(maps),
        claims: Vec::new(),
        ticked: BTreeSet::new(),
        stale: Vec::new(),
        full: false,
    }
}

/// Answers as a learner would, to the end, and gives every question that was asked.
fn to_the_end(interview: &mut Interview<'_>, learner: &Learner) -> Vec<Question> {
    let mut asked = Vec::new();
    while let Some(question) = interview.question().cloned() {
        let answer = match &question {
            Question::Screen { members, .. } => {
                let used = |skill: &SkillIndex| learner.level(*skill) > Level::NONE;
                Answer::Ticked(members.iter().copied().filter(used).collect())
            }
            Question::Rate { skill, .. } => rated(learner.level(*skill)),
            _ => Answer::Skip,
        };
        asked.push(question);
        interview.answer(answer);
    }
    asked
}

/// Answers screening questions with nothing until a skill is asked about.
fn until_rated(interview: &mut Interview<'_>) -> SkillIndex {
    loop {
        match interview.question().cloned().unwrap() {
            Question::Rate { skill, .. } => return skill,
            Question::Screen { .. } => interview.answer(Answer::Ticked(Vec::new())),
            other => panic!("{other:?}"),
        };
    }
}

#[test]
fn it_ends_when_nine_tenths_of_the_weight_are_decided() {
    let maps = shipped();
    for strength in Strength::ALL {
        let learner = Learner::draw(&maps, strength, &mut Dice(1), 0.0);
        for role in maps.roles() {
            let mut interview = Interview::new(&maps, start(&maps, &role.id));
            to_the_end(&mut interview, &learner);
            let decided = interview.progress().decided;
            assert!(decided.fraction() >= 0.9, "{} {}: {decided:?}", role.id, strength.name());
        }
    }
}

#[test]
fn screening_questions_come_before_ratings_and_what_is_not_ticked_is_none() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "api-developer"));
    let Some(Question::Screen { members, .. }) = interview.question().cloned() else {
        panic!("{:?}", interview.question());
    };
    let python = maps.find_skill("python").unwrap();
    let records = interview.answer(Answer::Ticked(vec![python]));
    assert_eq!(records.len(), members.len());
    assert!(records.contains(&Record::Claim(python)));
    for skill in members.iter().filter(|skill| **skill != python) {
        assert_eq!(interview.ratings().get(*skill), Some(Level::NONE));
    }
    assert_eq!(interview.ratings().get(python), None);
    // What is ticked is at least 1, and how much is still asked.
    assert_eq!(interview.range(python), (level(1), Level::EXPERT));
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(3), 0.0);
    let asked = to_the_end(&mut interview, &learner);
    let first_rating = asked.iter().position(|q| matches!(q, Question::Rate { .. })).unwrap();
    let screens = |questions: &[Question]| {
        questions.iter().filter(|q| matches!(q, Question::Screen { .. })).count()
    };
    assert!(screens(&asked[..first_rating]) > 0);
    assert_eq!(screens(&asked[first_rating..]), 0);
}

#[test]
fn an_inferred_skill_is_not_asked_about_and_never_recorded() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "devops-engineer"));
    let skill = |name| maps.find_skill(name).unwrap();
    interview.answer(Answer::Other { skill: skill("aws"), level: level(3) });
    let (low, _) = interview.range(skill("cloud-basics"));
    assert!(low >= level(2));
    let learner = Learner::draw(&maps, Strength::Senior, &mut Dice(5), 0.0);
    let asked = to_the_end(&mut interview, &learner);
    let cloud = skill("cloud-basics");
    assert!(!asked.iter().any(|q| matches!(q, Question::Rate { skill, .. } if *skill == cloud)));
    assert_eq!(interview.ratings().get(cloud), None);
}

#[test]
fn a_contradiction_is_put_once_and_both_answers_stay() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "devops-engineer"));
    let skill = |name| maps.find_skill(name).unwrap();
    let (aws, cloud) = (skill("aws"), skill("cloud-basics"));
    interview.answer(Answer::Other { skill: cloud, level: Level::NONE });
    interview.answer(Answer::Ask(aws));
    interview.answer(Answer::Level { level: level(3), evidence: Some("an account".to_string()) });
    let Some(Question::Reconcile { rated, under }) = interview.question().cloned() else {
        panic!("{:?}", interview.question());
    };
    assert_eq!(rated, (aws, level(3)));
    assert!(under.iter().any(|(skill, said, _)| (*skill, *said) == (cloud, Level::NONE)));
    interview.answer(Answer::Skip);
    interview.answer(Answer::Ask(aws));
    interview.answer(Answer::Level { level: level(3), evidence: Some("an account".to_string()) });
    assert!(!matches!(interview.question(), Some(Question::Reconcile { .. })));
    assert_eq!(interview.ratings().get(cloud), Some(Level::NONE));
    assert_eq!(interview.ratings().get(aws), Some(level(3)));
}

#[test]
fn a_high_level_is_asked_for_evidence_and_nothing_is_an_answer() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "api-developer"));
    let first = until_rated(&mut interview);
    interview.answer(rated(level(3)));
    let evidence = Question::Evidence { skill: first, level: level(3) };
    assert_eq!(interview.question(), Some(&evidence));
    let kept = interview.answer(Answer::Evidence("https://example.org".to_string()));
    assert!(matches!(&kept[..], [Record::Rating { evidence: Some(_), .. }]));
    let second = until_rated(&mut interview);
    assert_ne!(first, second);
    interview.answer(rated(level(4)));
    assert_eq!(interview.answer(Answer::NoMoreEvidence), []);
    until_rated(&mut interview);
    interview.answer(rated(level(4)));
    assert!(!matches!(interview.question(), Some(Question::Evidence { .. })));
}

#[test]
fn back_returns_to_the_question_before_and_its_answer_can_change() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "api-developer"));
    let first = until_rated(&mut interview);
    interview.answer(rated(level(1)));
    interview.answer(Answer::Back);
    assert!(matches!(interview.question(), Some(Question::Rate { skill, .. }) if *skill == first));
    assert_eq!(interview.answer(rated(level(1))), [], "the same answer is not recorded twice");
    interview.answer(Answer::Back);
    let changed = interview.answer(rated(level(2)));
    assert_eq!(changed, [Record::Rating { skill: first, level: level(2), evidence: None }]);
}

#[test]
fn what_is_ticked_after_going_back_is_asked_about() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "api-developer"));
    let Some(Question::Screen { members, .. }) = interview.question().cloned() else {
        panic!("a screening question comes first");
    };
    interview.answer(Answer::Ticked(Vec::new()));
    interview.answer(Answer::Back);
    interview.answer(Answer::Ticked(vec![members[0]]));
    let again = Question::Rate { skill: members[0], why: Why::Wanted };
    assert_eq!(interview.question(), Some(&again));
}

#[test]
fn a_skipped_skill_is_not_asked_again() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, start(&maps, "api-developer"));
    let mut skipped = BTreeSet::new();
    while let Some(question) = interview.question().cloned() {
        if let Question::Rate { skill, .. } = question {
            assert!(skipped.insert(skill), "{} twice", maps[skill].id);
        }
        assert!(interview.answer(Answer::Skip).is_empty());
    }
    assert!(interview.ratings().is_empty());
}

#[test]
fn eight_equal_answers_are_mentioned_once_but_not_eight_times_none() {
    let maps = shipped();
    let remarks = |number| {
        let mut interview =
            Interview::new(&maps, Start { full: true, ..start(&maps, "api-developer") });
        let mut remarks = Vec::new();
        while let Some(question) = interview.question().cloned() {
            interview.answer(match question {
                Question::Rate { .. } => rated(level(number)),
                _ => Answer::Skip,
            });
            remarks.extend(interview.take_remark());
        }
        remarks
    };
    assert_eq!(remarks(2), [Remark::SameAnswer { level: level(2), times: 8 }]);
    assert_eq!(remarks(0), []);
}

#[test]
fn claims_come_first_then_what_is_stale() {
    let maps = shipped();
    let skill = |name| maps.find_skill(name).unwrap();
    let mut begins = start(&maps, "api-developer");
    let day = jiff::civil::date(2026, 1, 2);
    begins.ratings.set(skill("git"), level(2));
    begins.stale = vec![(skill("git"), day)];
    begins.claims = vec![(skill("docker"), Some("resume.json".to_string()))];
    let mut interview = Interview::new(&maps, begins);
    let claimed = Why::Claimed(Some("resume.json".to_string()));
    let first = Question::Rate { skill: skill("docker"), why: claimed };
    assert_eq!(interview.question(), Some(&first));
    interview.answer(rated(level(1)));
    let second = Question::Rate { skill: skill("git"), why: Why::Stale(day) };
    assert_eq!(interview.question(), Some(&second));
    // To confirm an old answer is an answer of today.
    assert_eq!(interview.answer(rated(level(2))).len(), 1);
}

#[test]
fn full_asks_every_skill_of_the_role_once() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(8), 0.0);
    let mut interview =
        Interview::new(&maps, Start { full: true, ..start(&maps, "api-developer") });
    let asked = to_the_end(&mut interview, &learner);
    let skills: Vec<SkillIndex> = asked
        .iter()
        .filter_map(|question| match question {
            Question::Rate { skill, .. } => Some(*skill),
            _ => None,
        })
        .collect();
    let unique: BTreeSet<SkillIndex> = skills.iter().copied().collect();
    assert_eq!(unique.len(), skills.len());
    assert_eq!(unique.into_iter().collect::<Vec<_>>(), interview.asked_skills());
}

#[test]
fn somebody_who_does_not_know_the_role_is_asked_what_tells_them_apart_and_then_which() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(2), 0.0);
    let mut interview = Interview::new(
        &maps,
        Start {
            roles: Vec::new(),
            seniority: None,
            ask_hours: true,
            ..start(&maps, "api-developer")
        },
    );
    assert_eq!(interview.question(), Some(&Question::Roles { told: false }));
    interview.answer(Answer::Unsure);
    interview.answer(Answer::Seniority(Seniority::Junior));
    interview.answer(Answer::Hours(Some(10.0)));
    let (mut questions, mut telling, mut ratings) = (0, 0, 0);
    while interview.question() != Some(&Question::Roles { told: true }) {
        let question = interview.question().cloned().unwrap();
        let answer = match question {
            Question::Rate { skill, .. } => {
                let everywhere = maps.roles().iter().all(|role| {
                    role.asked(Seniority::Junior).any(|(r, _)| r.any_of.contains(&skill))
                });
                telling += usize::from(!everywhere);
                ratings += 1;
                rated(learner.level(skill))
            }
            Question::Screen { members, .. } => Answer::Ticked(vec![members[0]]),
            _ => Answer::Skip,
        };
        questions += 1;
        interview.answer(answer);
    }
    assert!((5..=20).contains(&questions), "{questions}");
    // The rest is asked for what follows from it.
    assert!(telling * 3 >= ratings * 2, "{telling} of {ratings}");
    let goal = interview.answer(Answer::Roles(vec![RoleIndex(2)]));
    assert_eq!(
        goal,
        [Record::Goal {
            roles: vec![RoleIndex(2)],
            seniority: Seniority::Junior,
            hours_per_week: Some(10.0)
        }]
    );
    assert_eq!(interview.roles(), [RoleIndex(2)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// For somebody whose levels keep to the prerequisites, what is decided is never decided wrongly.
    #[test]
    fn what_is_decided_of_a_consistent_learner_is_right(seed in 0u64..1000, strength in 0usize..3, role in 0usize..7) {
        let maps = shipped();
        let learner = Learner::draw(&maps, Strength::ALL[strength], &mut Dice(seed), 0.0);
        let role = RoleIndex(role);
        let mut interview = Interview::new(&maps, start(&maps, &maps[role].id));
        to_the_end(&mut interview, &learner);
        let mut all = Ratings::none(&maps);
        for skill in maps.skill_indices() {
            all.set(skill, learner.level(skill));
        }
        let known = find_gap(&maps, &Assessment::new(&maps, interview.ratings()), role, Seniority::Junior);
        let truth = find_gap(&maps, &Assessment::new(&maps, &all), role, Seniority::Junior);
        for (known, truth) in known.requirements.iter().zip(&truth.requirements) {
            prop_assert!(!known.met() || truth.met());
            if !known.requirement.is_group() && known.settled() {
                prop_assert_eq!(known.met(), truth.met());
            }
        }
    }

    /// Whatever is answered, it ends, asks nothing twice, and can be taken back to the beginning.
    #[test]
    fn any_answers_lead_to_an_end(seed in 0u64..1000) {
        let maps = shipped();
        let mut dice = Dice(seed);
        let mut interview = Interview::new(&maps, start(&maps, "back-end-developer"));
        let mut questions = 0;
        while let Some(question) = interview.question().cloned() {
            questions += 1;
            prop_assert!(questions < 400);
            let answer = match question {
                Question::Screen { members, .. } => {
                    Answer::Ticked(members.into_iter().filter(|_| dice.chance(0.3)).collect())
                }
                Question::Rate { .. } if dice.chance(0.1) => Answer::Back,
                Question::Rate { .. } => rated(Level::ALL[(dice.number() % 5) as usize]),
                Question::Reconcile { rated, .. } if dice.chance(0.3) => Answer::Ask(rated.0),
                _ => Answer::Skip,
            };
            interview.answer(answer);
        }
    }
}

fn profile(name: &str) -> (PathBuf, String) {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_file(&path);
    let text = path.to_string_lossy().into_owned();
    (path, text)
}

fn assess(arguments: &[&str], profile: &str, input: &str) -> Run {
    let shared = ["--today", "2026-11-20", "--profile", profile];
    let all: Vec<&str> = ["assess"].iter().chain(arguments).chain(&shared).copied().collect();
    skillgap_reading(&all, input)
}

#[test]
fn piped_lines_reach_the_roadmap_and_the_next_call_goes_on() {
    let (path, text) = profile("plain-lines.toml");
    let begin =
        assess(&["--plain"], &text, "1\n1\n10\n1\nfastapi\n1\n2\nrubbish\n?\na\ngit=2\n1\n");
    assert_eq!(begin.code, 0, "{}", begin.stderr);
    assert!(begin.stdout.contains("The first steps"), "{}", begin.stdout);
    assert!(begin.stderr.contains("`rubbish` is no level"));
    assert!(begin.stderr.contains("your answers so far"));
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("roles = [\"api-developer\"]") && saved.contains("hours_per_week = 10"));
    assert!(saved.contains("skill = \"git\"\nlevel = 2"));
    let again = assess(&["--plain"], &text, "");
    assert!(!again.stderr.contains("Which roles"), "{}", again.stderr);
    assert!(!again.stderr.contains("which of these have you used"), "{}", again.stderr);
    let roadmap =
        crate::support::skillgap(&["roadmap", "--profile", &text, "--today", "2026-11-20"]);
    assert_eq!(roadmap.code, 0, "{}", roadmap.stderr);
}

#[test]
fn a_program_that_speaks_the_protocol_reaches_the_result() {
    let (_, text) = profile("protocol.toml");
    // A program would answer each line; here the answers are known beforehand.
    let run = assess(
        &["--protocol", "json"],
        &text,
        "{\"roles\": [\"API developer\"]}\n{\"level\": 7}\nnonsense\n{\"seniority\": \"junior\"}\n\
         {\"hours_per_week\": null}\n{\"ticked\": [\"python\"]}\n{\"skip\": true}\n{\"skip\": true}\n\
         {\"ratings\": {\"git\": 2, \"sql\": 1}}\n{\"level\": 2, \"evidence\": \"a program\"}\n{\"stop\": true}\n",
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr, "");
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| {
            line["question"]["kind"].as_str().unwrap_or_else(|| line["type"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "roles",
            "seniority",
            "error",
            "error",
            "hours",
            "screen",
            "screen",
            "screen",
            "rate",
            "rate",
            "rate",
            "result"
        ]
    );
    let last = lines.last().unwrap();
    assert_eq!(last["kind"], "assess");
    assert_eq!(last["roles"][0]["role"], "api-developer");
    assert!(!last["first_steps"].as_array().unwrap().is_empty());
    assert_eq!(lines[8]["question"]["levels"].as_array().unwrap().len(), 5);
    assert_eq!(lines[8]["answers"][0], json!("level"));
}

#[test]
fn without_a_terminal_there_is_no_prompt_and_the_other_ways_are_named() {
    let (path, text) = profile("no-terminal.toml");
    let run = assess(&[], &text, "2\n2\n");
    assert_eq!(run.code, 2);
    for way in ["skillgap rate", "--rate", "--plain", "--protocol json"] {
        assert!(run.stderr.contains(way), "{}", run.stderr);
    }
    assert!(!path.exists());
}

#[test]
fn a_group_is_asked_one_after_another_each_into_a_profile_of_their_own() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("live-group");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("cohort.toml"),
        "format = 1\nrole = \"api-developer\"\nseniority = \"mid\"\n",
    )
    .unwrap();
    let named = folder.to_string_lossy().into_owned();
    let ask = |input: &str| {
        let arguments = ["assess", "--plain", "--cohort", &named, "--today", "2026-11-20"];
        let run = skillgap_reading(&arguments, input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    };
    let run = ask("Ada Lovelace\n1\nq\nBo\ngit=2\nq\n\n");
    assert!(!run.stderr.contains("Which roles"), "{}", run.stderr);
    assert!(run.stdout.contains("Ada Lovelace: 1 answer") && run.stdout.contains("cohort summary"));
    let ada = fs::read_to_string(folder.join("ada-lovelace.toml")).unwrap();
    assert!(ada.contains("name = \"Ada Lovelace\"") && ada.contains("level = 0"), "{ada}");
    assert!(
        fs::read_to_string(folder.join("bo.toml")).unwrap().contains("skill = \"git\"\nlevel = 2")
    );
    // The same name goes on where it stopped.
    ask("ada lovelace\nsql=1\nq\n\n");
    let more = fs::read_to_string(folder.join("ada-lovelace.toml")).unwrap();
    assert!(more.starts_with(&ada) && more.contains("skill = \"sql\""));
}
