//! The interview as a function from answers to questions, and through the two front ends that need no terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::{Value, json};
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::fit::{CONTRASTS, Lean};
use skillgap::domain::gap::find_gap;
use skillgap::domain::interview::model::{Clock, Mode, at_least};
use skillgap::domain::interview::outlook::Stakes;
use skillgap::domain::interview::{
    About, Answer, Asking, Interview, Question, Record, Remark, Start, Told, Why,
};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};
use skillgap::report::interview::role_choices;

use crate::support::learners::{self, Dice, Kind, Learner, Strength};
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
    let role = maps.find_role(role).unwrap();
    learners::start(maps, role, Seniority::Junior, Asking::Levels { every: false })
}

/// Answers as a learner would until the end, and returns every question that was asked.
fn to_the_end(interview: &mut Interview<'_>, learner: &Learner) -> Vec<Question> {
    let mut asked = Vec::new();
    while let Some(question) = interview.question().cloned() {
        let answer = match &question {
            Question::Rate { skill, .. } => rated(learner.level(*skill)),
            other => learner.answer(other),
        };
        asked.push(question);
        interview.answer(answer);
    }
    asked
}

/// Answers screening questions with none until a question about a skill comes.
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
    // A ticked skill is at least 1, and its exact level is still asked.
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
fn a_group_is_decided_once_a_member_is_rated_and_the_others_are_not_asked_about() {
    let maps = shipped();
    let skill = |name| maps.find_skill(name).unwrap();
    let role = &maps[maps.find_role("api-developer").unwrap()];
    let languages = role.requirements.iter().find(|r| r.any_of.contains(&skill("python"))).unwrap();
    let learner = Learner::draw(&maps, Strength::Senior, &mut Dice(3), 0.0);
    let asked_about = |is_rated: bool| {
        let mut start = start(&maps, "api-developer");
        if is_rated {
            start.ratings.set(skill("python"), level(1));
        }
        let mut interview = Interview::new(&maps, start);
        let mut asked = 0;
        while let Some(question) = interview.question().cloned() {
            let answer = match question {
                // Whoever skips the list of names leaves them open.
                Question::Screen { .. } => Answer::Skip,
                Question::Rate { skill, .. } => {
                    asked += usize::from(languages.any_of.contains(&skill));
                    rated(learner.level(skill))
                }
                other => learner.answer(&other),
            };
            interview.answer(answer);
        }
        asked
    };
    assert!(asked_about(false) > 0);
    assert_eq!(asked_about(true), 0);
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
        let mut interview = Interview::new(
            &maps,
            Start { asking: Asking::Levels { every: true }, ..start(&maps, "api-developer") },
        );
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
    // Confirming an old answer makes it an answer of today.
    assert_eq!(interview.answer(rated(level(2))).len(), 1);
}

#[test]
fn full_asks_every_skill_of_the_role_once() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(8), 0.0);
    let mut interview = Interview::new(
        &maps,
        Start { asking: Asking::Levels { every: true }, ..start(&maps, "api-developer") },
    );
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
    assert_eq!(interview.question(), Some(&Question::Roles { told: Told::Nothing }));
    interview.answer(Answer::Unsure);
    interview.answer(Answer::Seniority(Seniority::Junior));
    interview.answer(Answer::Hours(Some(10.0)));
    let (mut questions, mut telling, mut ratings) = (0, 0, 0);
    while interview.question() != Some(&Question::Roles { told: Told::Skills }) {
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
    // The other questions are asked because of what follows from their answers.
    assert!(telling * 3 >= ratings * 2, "{telling} of {ratings}");
    // Preferences are asked only on request, and lead back to the same choice.
    assert_eq!(interview.leanings(), None);
    interview.answer(Answer::Contrasts);
    for at in 0..CONTRASTS.len() {
        assert_eq!(interview.question(), Some(&Question::Contrast { at }));
        interview.answer(if at == 0 { Answer::Lean(Lean::Right) } else { Answer::Skip });
    }
    assert_eq!(interview.question(), Some(&Question::Roles { told: Told::Skills }));
    let leanings = interview.leanings().unwrap();
    assert_eq!((leanings[0], leanings[1]), (Lean::Right, Lean::Either));
    let devops = maps.find_role("devops-engineer").unwrap();
    let choices = role_choices(&maps, &interview, Told::Skills);
    // The progress, the preference, and the summary of the role.
    let ending = format!("more of keeping systems running. {}", maps[devops].summary);
    assert!(choices[devops.0].ends_with(&ending), "{choices:#?}");
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

#[test]
fn whoever_knows_no_role_may_say_first_what_they_would_rather_do_and_choose_by_it() {
    let maps = shipped();
    let begins = Start {
        roles: Vec::new(),
        seniority: None,
        ask_hours: true,
        ..by_sentences(&maps, "api-developer", Mode::Standard)
    };
    let mut interview = Interview::new(&maps, begins);
    interview.answer(Answer::Contrasts);
    for at in 0..CONTRASTS.len() {
        assert_eq!(interview.question(), Some(&Question::Contrast { at }));
        interview.answer(Answer::Lean(Lean::Right));
    }
    // Nothing was asked of what they can do: neither of which job, nor a sentence.
    assert_eq!(interview.question(), Some(&Question::Roles { told: Told::Work }));
    assert_eq!(interview.progress().answered, 0);
    assert!(interview.is_undecided());
    let devops = maps.find_role("devops-engineer").unwrap();
    let choice = role_choices(&maps, &interview, Told::Work).swap_remove(devops.0);
    assert!(choice.starts_with("DevOps engineer: more of keeping systems running"), "{choice}");
    // Who chooses is asked about that role alone.
    let mut chosen = interview.clone();
    chosen.answer(Answer::Roles(vec![devops]));
    chosen.answer(Answer::Seniority(Seniority::Junior));
    chosen.answer(Answer::Hours(None));
    assert_eq!((chosen.roles(), chosen.is_undecided()), ([devops].as_slice(), false));
    assert!(matches!(chosen.question(), Some(Question::Checklist { .. })));
    // Who does not is asked a little about all, and then which, with what they lean to beside how ready they are.
    interview.answer(Answer::Unsure);
    assert_eq!(interview.question(), Some(&Question::Seniority));
    interview.answer(Answer::Seniority(Seniority::Junior));
    interview.answer(Answer::Hours(None));
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(2), 0.0);
    while interview.question() != Some(&Question::Roles { told: Told::Skills }) {
        let question = interview.question().cloned().unwrap();
        interview.answer(learner.answer(&question));
    }
    let choice = role_choices(&maps, &interview, Told::Skills).swap_remove(devops.0);
    assert!(choice.starts_with("DevOps engineer: ready "), "{choice}");
    assert!(choice.contains(", more of keeping systems running"), "{choice}");
}

#[test]
fn whoever_goes_back_from_what_they_would_rather_do_is_not_asked_it_again() {
    let maps = shipped();
    let begins =
        Start { roles: Vec::new(), ..by_sentences(&maps, "api-developer", Mode::Standard) };
    let mut interview = Interview::new(&maps, begins);
    interview.answer(Answer::Contrasts);
    interview.answer(Answer::Lean(Lean::Left));
    interview.answer(Answer::Back);
    interview.answer(Answer::Back);
    assert_eq!(interview.question(), Some(&Question::Roles { told: Told::Nothing }));
    interview.answer(Answer::Roles(vec![RoleIndex(2)]));
    assert!(matches!(interview.question(), Some(Question::Checklist { .. })));
}

fn by_sentences(maps: &SkillMaps, role: &str, mode: Mode) -> Start {
    Start { asking: Asking::Sentences { mode, clock: Clock::default() }, ..start(maps, role) }
}

/// Returns every question of an interview by sentences.
fn checklists(interview: &mut Interview<'_>, learner: &Learner) -> Vec<Question> {
    let mut asked = Vec::new();
    while let Some(question) = interview.question().cloned() {
        assert!(asked.len() < 100, "it ends");
        interview.answer(learner.answer(&question));
        asked.push(question);
    }
    asked
}

fn sentences(asked: &[Question]) -> Vec<Step> {
    let of = |question: &Question| match question {
        Question::Checklist { sentences, .. } => sentences.clone(),
        _ => Vec::new(),
    };
    asked.iter().flat_map(of).collect()
}

/// Answers with none until a checklist comes, and returns its sentences.
fn until_checklist(interview: &mut Interview<'_>) -> Vec<Step> {
    loop {
        match interview.question().cloned().unwrap() {
            Question::Checklist { sentences, .. } => return sentences,
            Question::Screen { .. } => interview.answer(Answer::Ticked(Vec::new())),
            other => panic!("{other:?}"),
        };
    }
}

#[test]
fn an_interview_by_sentences_asks_each_once_in_the_order_of_the_catalog_and_ends() {
    let maps = shipped();
    for mode in [Mode::Quick, Mode::Standard, Mode::Full] {
        for (strength, seed) in Strength::ALL.into_iter().zip(1..) {
            let learner = Learner::draw(&maps, strength, &mut Dice(seed), 0.0);
            let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", mode));
            let asked = checklists(&mut interview, &learner);
            for question in &asked {
                if let Question::Checklist { about, sentences } = question {
                    assert!((1..=7).contains(&sentences.len()));
                    assert!(sentences.is_sorted());
                    if let About::Area(area) = about {
                        assert!(sentences.iter().all(|step| maps[step.skill].area == *area));
                    }
                }
            }
            let mut put = sentences(&asked);
            let number = put.len();
            put.sort();
            put.dedup();
            assert_eq!(put.len(), number, "no sentence is put twice");
            assert_eq!(interview.progress().expected, 0);
        }
    }
}

#[test]
fn what_is_said_of_a_consistent_learner_is_never_wrong() {
    let maps = shipped();
    for seed in 0..6 {
        let strength = Strength::ALL[seed as usize % 3];
        let learner = Learner::draw(&maps, strength, &mut Dice(seed), 0.0);
        let role = &maps.roles()[seed as usize].id;
        let mut interview = Interview::new(&maps, by_sentences(&maps, role, Mode::Standard));
        checklists(&mut interview, &learner);
        for skill in maps.skill_indices() {
            let (low, high) = interview.range(skill);
            let is = learner.level(skill);
            assert!(low <= is && is <= high, "{}: {low} to {high}, is {is}", maps[skill].id);
        }
    }
}

#[test]
fn a_quick_interview_keeps_to_its_time_and_says_it_beforehand() {
    let maps = shipped();
    for (seniority, budget) in [(Seniority::Junior, 210.0), (Seniority::Senior, 285.0)] {
        let begins = by_sentences(&maps, "back-end-developer", Mode::Quick);
        let mut interview = Interview::new(&maps, Start { seniority: Some(seniority), ..begins });
        let first = interview.time().unwrap();
        assert_eq!(first.spent, 0.0);
        assert!(first.left > 60.0 && first.left <= budget, "{first:?}");
        let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(1), 0.0);
        checklists(&mut interview, &learner);
        assert!(interview.time().unwrap().spent <= budget);
    }
}

#[test]
fn most_people_need_as_long_as_the_first_screen_says() {
    let maps = shipped();
    let kinds = [Kind::Graph, Kind::Latent, Kind::Stack, Kind::Islands, Kind::Alone];
    for seniority in Seniority::ALL {
        let (mut kept, mut people, mut said, mut needed) = (0, 0, 0.0, 0.0);
        for (seed, kind) in kinds.into_iter().cycle().take(2 * kinds.len()).enumerate() {
            for strength in Strength::ALL {
                let learner = kind.draw(&maps, &[], strength, &mut Dice(seed as u64), false);
                let role = &maps.roles()[(seed + strength as usize) % maps.roles().len()];
                let begins = by_sentences(&maps, &role.id, Mode::Standard);
                let mut interview =
                    Interview::new(&maps, Start { seniority: Some(seniority), ..begins });
                let (least, most) = interview.time().unwrap().minutes_left();
                assert!(least < most, "nobody can know it to the minute");
                checklists(&mut interview, &learner);
                let minutes = interview.time().unwrap().spent / 60.0;
                kept += usize::from((least as f64..=most as f64).contains(&minutes));
                people += 1;
                said += (least + most) as f64 / 2.0;
                needed += minutes;
            }
        }
        assert!(kept * 3 >= people * 2, "{seniority}: {kept} of {people}");
        // The middle of what is said is within a fifth of what it comes to.
        assert!((0.8..1.2).contains(&(said / needed)), "{seniority}: {said} for {needed}");
    }
}

#[test]
fn no_verdict_that_could_be_asked_about_is_left_open() {
    let maps = shipped();
    let mut decided = 0;
    for (seed, kind) in [Kind::Latent, Kind::Islands, Kind::Alone].into_iter().enumerate() {
        for (role_at, seniority) in maps.role_indices().zip(Seniority::ALL.into_iter().cycle()) {
            let (role, strength) = (&maps[role_at], Strength::ALL[seed]);
            let learner = kind.draw(&maps, &[], strength, &mut Dice(seed as u64), false);
            let begins = by_sentences(&maps, &role.id, Mode::Standard);
            let mut interview =
                Interview::new(&maps, Start { seniority: Some(seniority), ..begins });
            checklists(&mut interview, &learner);
            let levels = &interview.beliefs().unwrap().levels;
            for stake in &Stakes::of(&maps, &[role_at], seniority).0 {
                let [skill] = stake.members[..] else { continue };
                let level = stake.target;
                let is_open = (0.1..0.8).contains(&at_least(&levels[skill.0], level));
                let is_asked = interview.said(Step { skill, level }).is_some();
                assert!(!is_open || is_asked, "{}: {} {level}", role.id, maps[skill].id);
                decided += usize::from(!is_open);
            }
        }
    }
    assert!(decided > 500, "{decided}");
}

#[test]
fn whoever_knows_no_role_is_told_the_time_until_they_are_asked_again() {
    let maps = shipped();
    let begins =
        Start { roles: Vec::new(), ..by_sentences(&maps, "api-developer", Mode::Standard) };
    let mut interview = Interview::new(&maps, begins);
    interview.answer(Answer::Unsure);
    assert_eq!(interview.time().unwrap().minutes_left(), (2, 3));
}

#[test]
fn a_slow_reader_is_told_a_longer_time() {
    let maps = shipped();
    let left = |clock| {
        let asking = Asking::Sentences { mode: Mode::Standard, clock };
        let begins = Start { asking, ..start(&maps, "api-developer") };
        Interview::new(&maps, begins).time().unwrap().left
    };
    assert!(left(Clock::reading(119)) > 1.5 * left(Clock::reading(238)));
}

#[test]
fn sentences_are_recorded_and_what_is_in_neither_list_stays_open() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let put = until_checklist(&mut interview);
    let (can, not) = (put[0], put[1]);
    let kept = interview.answer(Answer::Said { can: vec![can], not: vec![not] });
    assert_eq!(
        kept,
        [Record::Said { step: can, can: true }, Record::Said { step: not, can: false }]
    );
    assert_eq!(interview.said(can), Some(true));
    for open in &put[2..] {
        assert_eq!(interview.said(*open), None);
    }
    let rest = sentences(&checklists(&mut interview, &Learner::nobody(&maps)));
    assert!(put.iter().all(|step| !rest.contains(step)), "not in this session again");
}

#[test]
fn after_going_back_only_what_changed_is_recorded_and_the_older_answer_lapses() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let put = until_checklist(&mut interview);
    let all = |can: &[Step]| Answer::Said {
        can: can.to_vec(),
        not: put.iter().copied().filter(|step| !can.contains(step)).collect(),
    };
    interview.answer(all(&put));
    interview.answer(Answer::Back);
    assert!(
        matches!(interview.question(), Some(Question::Checklist { sentences, .. }) if *sentences == put)
    );
    assert_eq!(interview.answer(all(&put)), [], "the same answers are not recorded twice");
    interview.answer(Answer::Back);
    let changed = interview.answer(all(&put[1..]));
    assert_eq!(changed, [Record::Said { step: put[0], can: false }]);
    assert!(interview.range(put[0].skill).1 < put[0].level);
}

#[test]
fn a_skipped_checklist_is_not_put_again_and_records_nothing() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let mut asked = Vec::new();
    while let Some(question) = interview.question().cloned() {
        assert!(interview.answer(Answer::Skip).is_empty());
        asked.push(question);
    }
    let mut put = sentences(&asked);
    let number = put.len();
    put.sort();
    put.dedup();
    assert_eq!(put.len(), number);
    assert!(interview.ratings().is_empty());
}

#[test]
fn a_name_that_was_not_ticked_and_then_was_is_kept_in_every_kind_of_interview() {
    let maps = shipped();
    let sentences = Asking::Sentences { mode: Mode::Standard, clock: Clock::default() };
    for asking in [sentences, Asking::Levels { every: false }] {
        let mut interview =
            Interview::new(&maps, Start { asking, ..start(&maps, "api-developer") });
        let members = loop {
            match interview.question().cloned().unwrap() {
                Question::Screen { members, .. } => break members,
                question => interview.answer(Learner::expert(&maps).answer(&question)),
            };
        };
        interview.answer(Answer::Ticked(Vec::new()));
        interview.answer(Answer::Back);
        let kept = interview.answer(Answer::Ticked(vec![members[0]]));
        let step = Step { skill: members[0], level: level(1) };
        assert_eq!(kept, [Record::Said { step, can: true }]);
        assert_eq!(interview.range(members[0]), (level(1), Level::EXPERT));
    }
}

#[test]
fn a_list_of_names_left_in_the_middle_keeps_what_was_marked() {
    let maps = shipped();
    let mut interview =
        Interview::new(&maps, by_sentences(&maps, "back-end-developer", Mode::Standard));
    let members = loop {
        match interview.question().cloned().unwrap() {
            Question::Screen { members, .. } => break members,
            question => interview.answer(Learner::expert(&maps).answer(&question)),
        };
    };
    let kept = interview.answer(Answer::Named { used: vec![members[1]], unused: vec![members[0]] });
    let first = Step { skill: members[0], level: level(1) };
    assert_eq!(kept, [Record::Claim(members[1]), Record::Said { step: first, can: false }]);
}

#[test]
fn whoever_does_not_programme_is_asked_for_the_names_of_no_language_or_framework() {
    let maps = shipped();
    let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let asked = checklists(&mut interview, &Learner::nobody(&maps));
    let Some(Question::Checklist { about: About::Beginnings, sentences: beginnings }) =
        asked.first()
    else {
        panic!("{:?}", asked.first());
    };
    let programming = maps.find_skill("programming").unwrap();
    assert!(beginnings.contains(&Step { skill: programming, level: level(1) }));
    for question in &asked {
        if let Question::Screen { group, .. } = question {
            assert!(!group.contains("language") && !group.contains("framework"), "{group}");
        }
    }
}

#[test]
fn claims_come_first_as_sentences_then_what_is_old() {
    let maps = shipped();
    let skill = |name| maps.find_skill(name).unwrap();
    let mut begins = by_sentences(&maps, "api-developer", Mode::Standard);
    let day = jiff::civil::date(2026, 1, 2);
    begins.ratings.set(skill("git"), level(2));
    begins.stale = vec![(skill("git"), day)];
    begins.claims = vec![(skill("docker"), Some("resume.json".to_string()))];
    let mut interview = Interview::new(&maps, begins);
    let Some(Question::Checklist { about, sentences }) = interview.question().cloned() else {
        panic!("{:?}", interview.question());
    };
    assert_eq!(about, About::Claimed(Some("resume.json".to_string())));
    assert_eq!(sentences[0].skill, skill("docker"));
    interview.answer(Answer::Said { can: sentences, not: Vec::new() });
    let git = Step { skill: skill("git"), level: level(2) };
    let second = Question::Checklist { about: About::Stale(day), sentences: vec![git] };
    assert_eq!(interview.question(), Some(&second));
    // Confirming an old answer makes it an answer of today.
    let kept = interview.answer(Answer::Said { can: vec![git], not: Vec::new() });
    assert_eq!(kept, [Record::Said { step: git, can: true }]);
    assert!(!matches!(
        interview.question(),
        Some(Question::Checklist { about: About::Stale(_) | About::Claimed(_), .. })
    ));
}

#[test]
fn two_roles_ask_no_sentence_and_no_name_twice() {
    let maps = shipped();
    let role = |name: &str| maps.find_role(name).unwrap();
    let roles = vec![role("api-developer"), role("back-end-developer")];
    let begins = Start { roles, ..by_sentences(&maps, "api-developer", Mode::Standard) };
    let mut interview = Interview::new(&maps, begins);
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(5), 0.0);
    let asked = checklists(&mut interview, &learner);
    let mut put = sentences(&asked);
    let mut names: Vec<SkillIndex> = asked
        .iter()
        .flat_map(|question| match question {
            Question::Screen { members, .. } => members.clone(),
            _ => Vec::new(),
        })
        .collect();
    let (of_sentences, of_names) = (put.len(), names.len());
    put.sort();
    put.dedup();
    names.sort();
    names.dedup();
    assert_eq!((put.len(), names.len()), (of_sentences, of_names));
}

#[test]
fn a_resumed_interview_asks_nothing_that_was_said() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(4), 0.0);
    let mut first = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let mut said = Vec::new();
    let mut ticked = BTreeSet::new();
    for _ in 0..5 {
        let question = first.question().cloned().unwrap();
        for record in first.answer(learner.answer(&question)) {
            match record {
                Record::Said { step, can } => said.push((step, can)),
                Record::Claim(skill) => drop(ticked.insert(skill)),
                other => panic!("{other:?}"),
            }
        }
    }
    let mut again = Interview::new(
        &maps,
        Start {
            ratings: first.ratings().clone(),
            said: said.clone(),
            ticked,
            ..by_sentences(&maps, "api-developer", Mode::Standard)
        },
    );
    let asked = checklists(&mut again, &learner);
    let rest = sentences(&asked);
    assert!(said.iter().all(|(step, _)| !rest.contains(step)));
    let named = |skill: &SkillIndex| said.iter().any(|(step, _)| step.skill == *skill);
    for question in &asked {
        if let Question::Screen { members, .. } = question {
            assert!(!members.iter().any(named));
        }
    }
}

/// A person who ticks one member of every list and cannot do what is asked of it: the plan contains that member, so the
/// interview asks whether its first level is reached.
#[test]
fn the_first_level_of_a_ticked_name_is_asked_before_the_end() {
    let maps = shipped();
    let [python, flask] = ["python", "flask"].map(|skill| maps.find_skill(skill).unwrap());
    let mut interview = Interview::new(&maps, by_sentences(&maps, "api-developer", Mode::Standard));
    let mut put = Vec::new();
    while let Some(question) = interview.question().cloned() {
        let answer = match &question {
            Question::Screen { members, .. } => {
                let used = members.iter().copied().filter(|skill| [python, flask].contains(skill));
                Answer::Ticked(used.collect())
            }
            Question::Checklist { sentences, .. } => {
                put.extend(sentences.iter().copied());
                let general = |step: &&Step| ![python, flask].contains(&step.skill);
                let can = |step: &&Step| step.level == level(1) || general(step);
                let (can, not) = sentences.iter().partition(can);
                Answer::Said { can, not }
            }
            _ => Answer::Skip,
        };
        interview.answer(answer);
    }
    for skill in [python, flask] {
        assert_eq!(interview.said(Step { skill, level: level(2) }), Some(false));
        assert!(put.contains(&Step { skill, level: level(1) }), "{}", maps[skill].name);
    }
}

#[test]
fn sentences_that_contradict_each_other_are_put_once_and_a_rating_answers_a_sentence() {
    let maps = shipped();
    let skill = |name| maps.find_skill(name).unwrap();
    let mut interview =
        Interview::new(&maps, by_sentences(&maps, "devops-engineer", Mode::Standard));
    let put = until_checklist(&mut interview);
    interview.answer(Answer::Other { skill: skill("cloud-basics"), level: Level::NONE });
    interview.answer(Answer::Other { skill: put[0].skill, level: level(3) });
    // The checklist stays, without the sentence that the rating answers.
    let left: Vec<Step> = put
        .iter()
        .copied()
        .filter(|step| step.skill != put[0].skill && step.skill != skill("cloud-basics"))
        .collect();
    match interview.question() {
        Some(Question::Checklist { sentences, .. }) if !left.is_empty() => {
            assert_eq!(*sentences, left);
        }
        _ => assert!(left.is_empty()),
    }
    interview.answer(Answer::Ask(skill("aws")));
    interview.answer(Answer::Level { level: level(3), evidence: Some("an account".to_string()) });
    let Some(Question::Reconcile { rated, .. }) = interview.question().cloned() else {
        panic!("{:?}", interview.question());
    };
    assert_eq!(rated, (skill("aws"), level(3)));
    interview.answer(Answer::Skip);
    assert!(!matches!(interview.question(), Some(Question::Reconcile { .. })));
}

#[test]
fn whoever_knows_no_role_is_asked_by_sentences_for_some_minutes_and_may_still_not_choose() {
    let maps = shipped();
    let begins =
        Start { roles: Vec::new(), ..by_sentences(&maps, "api-developer", Mode::Standard) };
    let mut interview = Interview::new(&maps, begins);
    interview.answer(Answer::Unsure);
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(2), 0.0);
    while interview.question() != Some(&Question::Roles { told: Told::Skills }) {
        let question = interview.question().cloned().unwrap();
        interview.answer(learner.answer(&question));
    }
    assert!(interview.time().unwrap().spent < 240.0);
    let mut chosen = interview.clone();
    interview.answer(Answer::Unsure);
    assert_eq!(interview.question(), None);
    assert!(interview.is_undecided());
    assert_eq!(interview.roles().len(), maps.roles().len());
    chosen.answer(Answer::Roles(vec![RoleIndex(2)]));
    assert!(!chosen.is_undecided());
    assert!(chosen.question().is_some());
}

#[test]
fn the_first_version_of_the_protocol_is_still_spoken() {
    let folder = PathBuf::from("tests/fixtures/dialogue");
    let calls: [(&str, &[&str]); 2] = [
        ("", &["--maps-only", "tests/fixtures/first-edition"]),
        ("full-", &["--maps-only", "tests/fixtures/small", "--full", "--role", "maker"]),
    ];
    for (name, arguments) in calls {
        let (_, text) = profile(&format!("dialogue-{name}.toml"));
        let read = |what: &str| fs::read_to_string(folder.join(format!("{name}{what}"))).unwrap();
        let mut all = vec!["--protocol", "json", "--every-level"];
        all.extend(arguments);
        let run = assess(&all, &text, &read("answers.jsonl"));
        assert_eq!(run.code, 0, "{}", run.stderr);
        let recorded = read("lines.jsonl");
        assert_eq!(run.stdout.lines().count(), recorded.lines().count());
        for (now, then) in run.stdout.lines().zip(recorded.lines()) {
            let now: Value = serde_json::from_str(now).unwrap();
            let mut then: Value = serde_json::from_str(then).unwrap();
            if then["type"] == "error" {
                // The text of a refusal is for people and may change.
                then["message"] = now["message"].clone();
            }
            then["saved_in"] = now["saved_in"].clone();
            then["tool"] = now["tool"].clone();
            if now["saved_in"].is_null() {
                then.as_object_mut().unwrap().remove("saved_in");
                then.as_object_mut().unwrap().remove("tool");
            }
            then.as_object_mut().unwrap().remove("notes");
            // The content of the result depends on how plans are made; its structure does not.
            if then["type"] == "result" {
                assert_same_keys(&now, &then);
            } else {
                assert_only_added(&now, &then);
            }
        }
    }
}

/// Checks that every earlier key still exists.
fn assert_same_keys(now: &Value, then: &Value) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (key, value) in then {
                let now = now.get(key).unwrap_or_else(|| panic!("{key} is gone"));
                assert_same_keys(now, value);
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            assert!(now.is_empty() == then.is_empty(), "{now:?}");
            now.iter().zip(then).for_each(|(now, then)| assert_same_keys(now, then));
        }
        (now, then) => {
            let kind = |value: &Value| std::mem::discriminant(value);
            assert!(then.is_null() || kind(now) == kind(then), "{now} was {then}");
        }
    }
}

/// Checks that everything earlier still exists and is unchanged.
fn assert_only_added(now: &Value, then: &Value) {
    match (now, then) {
        (Value::Object(now), Value::Object(then)) => {
            for (key, value) in then {
                let now = now.get(key).unwrap_or_else(|| panic!("{key} is gone"));
                assert_only_added(now, value);
            }
        }
        (Value::Array(now), Value::Array(then)) => {
            assert_eq!(now.len(), then.len(), "{now:?}");
            now.iter().zip(then).for_each(|(now, then)| assert_only_added(now, then));
        }
        (now, then) => assert_eq!(now, then),
    }
}

#[test]
fn a_program_is_asked_by_checklists_and_bytes_that_are_no_text_leave_the_question_standing() {
    let (path, text) = profile("protocol-checklists.toml");
    let small = ["--protocol", "json", "--role", "maker", "--maps-only", "tests/fixtures/small"];
    let mut input = b"\xff\n".to_vec();
    input.extend(b"{\"can\": [\"programming:7\"]}\n{\"can\": [\"programming:1\"]}\n");
    input.extend(b"{\"ticked\": [\"python\"]}\n{\"level\": 2}\n{\"can\": [], \"not\": []}\n");
    let arguments: Vec<&str> =
        ["assess", "--today", "2026-11-20", "--profile", &text].into_iter().chain(small).collect();
    let run = crate::support::skillgap_reading_bytes(&arguments, &input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines
        .iter()
        .map(|line| {
            line["question"]["kind"].as_str().unwrap_or_else(|| line["type"].as_str().unwrap())
        })
        .collect();
    assert_eq!(kinds[..6], ["checklist", "error", "error", "screen", "checklist", "error"]);
    assert_eq!(kinds.last(), Some(&"result"));
    assert_eq!(lines[0]["format_version"], "2.0");
    assert_eq!(lines[0]["question"]["about"], "beginnings");
    assert_eq!(lines[0]["question"]["sentences"][0]["id"], "programming:1");
    assert_eq!(lines[0]["answers"][0], json!("can"));
    assert!(lines[0]["progress"]["minutes_left"].as_f64().unwrap() > 0.0);
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("[[said]]\nskill = \"programming\"\nlevel = 1\ncan = true"), "{saved}");
}

#[test]
fn a_line_that_is_no_answer_is_refused_in_plain_words_and_the_question_stands() {
    let cases = [
        ("[1]", "this is a list, and not an object; an answer is one JSON object on one line"),
        ("\"can\"", "this is not an object"),
        ("{\"can\": \"programming:1\"}", "`can` has a wrong value; write a list of sentences"),
        ("{\"can\": [5]}", "`can` has a wrong value; write a list of sentences"),
        ("{\"level\": \"2\"}", "`level` has a wrong value; write a whole number from 0 to 4"),
        ("{\"level\": 99999999999999999999}", "`level` has a wrong value"),
        ("{\"stop\": \"yes\"}", "`stop` has a wrong value; write true"),
        ("{\"ratings\": [\"git\"]}", "`ratings` has a wrong value; write an object"),
        ("{\"ratings\": {}}", "this answers nothing"),
        ("{\"lvl\": 2}", "`lvl` is not a key of an answer"),
        ("{\"skip\": true, \"skip\": true}", "a key stands twice"),
        (
            "{\"can\": [\"programming:1\"], \"not\": [\"programming:1\"]}",
            "`programming:1` stands in `can` and in `not`",
        ),
        ("{\"can\": [\"tuning:4\"]}", "`tuning:4` is not a sentence of this question"),
        ("{\"not\": [\"tuning:4\"]}", "`tuning:4` is not a sentence of this question"),
        ("{\"can\": [\"programming:1\"], \"stop\": true}", "`can` and `stop` are two answers"),
        ("{\"can\": [], \"evidence\": \"a link\"}", "`can` and `evidence` are two answers"),
        ("{\"skip\": true, \"back\": true}", "`back` and `skip` are two answers"),
        (
            "{\"level\": 2, \"hours_per_week\": null}",
            "`hours_per_week` and `level` are two answers",
        ),
    ];
    // All values in the order of the keys, without the keys.
    let values = format!("[{}true]", "null, ".repeat(16));
    let cases = [&cases[..], &[(&values, "this is a list")]].concat();
    let lines: Vec<&str> = cases.iter().map(|(line, _)| *line).collect();
    // Keys that say nothing stand beside an answer, as some programs write them.
    let input =
        lines.join("\n") + "\n{\"can\": [\"programming:1\"], \"skip\": false, \"level\": null}\n";
    let (_, text) = profile("protocol-refusals.toml");
    let run = assess(
        &["--protocol", "json", "--role", "maker", "--maps-only", "tests/fixtures/small"],
        &text,
        &input,
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let lines: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for ((typed, expected), line) in cases.iter().zip(&lines[1..]) {
        assert_eq!(line["type"], "error", "{typed}: {line}");
        let message = line["message"].as_str().unwrap();
        assert!(message.starts_with(expected), "{typed}: {message}");
        let foreign = ["struct", "sequence", "i64", "invalid type", "unknown field", "EOF"];
        assert!(foreign.iter().all(|word| !message.contains(word)), "{typed}: {message}");
    }
    assert_eq!(lines[cases.len() + 1]["type"], "question");
    assert_eq!(lines[cases.len() + 1]["progress"]["answered"], 1);
}

#[test]
fn the_result_for_two_roles_says_nothing_twice() {
    let (_, text) = profile("two-roles.toml");
    let run = assess(&["--plain", "--role", "api-developer,back-end-developer"], &text, "1\nq\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stdout.matches("The first steps").count(), 1, "{}", run.stdout);
    let mut rated = run.stdout.lines().filter(|line| line.starts_with("  • ")).collect::<Vec<_>>();
    let number = rated.len();
    rated.sort();
    rated.dedup();
    assert_eq!(rated.len(), number, "{}", run.stdout);
}

#[test]
fn whoever_chooses_no_role_is_shown_what_each_is_like_and_how_it_begins() {
    let (path, text) = profile("undecided.toml");
    let maps = shipped();
    let run = assess(&["--plain"], &text, "?\n1\n\n1 2\nq\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    for role in maps.roles() {
        assert!(run.stdout.contains(&*role.summary.replace('\n', " ")), "{}", run.stdout);
    }
    assert_eq!(run.stdout.matches("The first steps").count(), maps.roles().len());
    assert!(!fs::read_to_string(path).unwrap().contains("[goal]"), "nothing was chosen");
}

#[test]
fn whoever_stops_after_what_they_would_rather_do_sees_which_roles_have_more_of_it() {
    let (path, text) = profile("contrasts.toml");
    let maps = shipped();
    let run = assess(&["--plain"], &text, "c\n2\n3\n3\n3\n3\n3\nq\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let choice = "DevOps engineer: more of keeping systems running. Builds and runs";
    assert!(run.stderr.contains(choice), "{}", run.stderr);
    let more = "More of what you chose: Keep a system running that nobody notices while it works.";
    assert!(run.stdout.contains(more), "{}", run.stdout);
    assert_eq!(run.stdout.matches("The first steps").count(), maps.roles().len());
    assert!(!path.exists(), "nothing was said that a profile keeps");
}

#[test]
fn a_program_is_asked_contrasts_only_where_it_answers_with_them() {
    // Which kinds of question follow some answers.
    let kinds = |name: &str, input: &str| -> Vec<String> {
        let (_, text) = profile(name);
        let run = assess(&["--protocol", "json"], &text, input);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let lines = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let questions = lines.filter(|line| line["type"] == "question");
        questions
            .map(|line| {
                assert_eq!(line["format_version"], "2.0");
                let question = &line["question"];
                format!("{} {}", question["kind"].as_str().unwrap(), question["told"])
            })
            .collect()
    };
    let unsure = kinds("protocol-unsure.toml", "{\"unsure\":true}\n{\"stop\":true}\n");
    assert_eq!(unsure, ["roles false", "seniority null"]);
    let lean = "{\"lean\":\"left\"}\n".repeat(6);
    let input = format!(
        "{{\"contrasts\":true}}\n{lean}{{\"unsure\":true}}\n{{\"back\":true}}\n{{\"roles\":[\"api-developer\"]}}\n"
    );
    let contrasts = kinds("protocol-contrasts.toml", &input);
    let mut expected = vec!["roles false"];
    expected.extend(["contrast null"; 6]);
    expected.extend(["roles true", "seniority null", "roles true", "seniority null"]);
    assert_eq!(contrasts, expected);
}

#[test]
fn piped_lines_answer_checklists_by_number() {
    let (path, text) = profile("plain-checklists.toml");
    let small = ["--plain", "--role", "maker", "--maps-only", "tests/fixtures/small"];
    let run = assess(&small, &text, "?\n? 1\n9\n1\n1\n0\nq\n");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("`9` is not one of the numbers"), "{}", run.stderr);
    assert!(run.stderr.contains("Splits a program into parts."), "{}", run.stderr);
    assert_eq!(run.stderr.matches("and the others not yet").count(), 2, "once, and on `?`");
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("roles = [\"maker\"]"), "the role is kept as the goal: {saved}");
    assert!(saved.contains("skill = \"programming\"\nlevel = 1\ncan = true"), "{saved}");
    assert!(run.stdout.contains("skillgap next"), "{}", run.stdout);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// For a person whose levels are consistent with the prerequisites, no decision is wrong.
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

    /// With any answers the interview ends, asks nothing twice, and can be undone back to the beginning.
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
                Question::Rate { .. } => rated(Level::ALL[dice.below(5)]),
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
    let begin = assess(
        &["--plain", "--every-level"],
        &text,
        "1\n1\n10\n1\nfastapi\n1\n2\nrubbish\n?\na\ngit=2\n1\n",
    );
    assert_eq!(begin.code, 0, "{}", begin.stderr);
    assert!(begin.stdout.contains("The first steps"), "{}", begin.stdout);
    assert!(begin.stderr.contains("`rubbish` is not a level"));
    assert!(begin.stderr.contains("your answers so far"));
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved.contains("roles = [\"api-developer\"]") && saved.contains("hours_per_week = 10"));
    assert!(saved.contains("skill = \"git\"\nlevel = 2"));
    let again = assess(&["--plain", "--every-level"], &text, "");
    assert!(!again.stderr.contains("Which roles"), "{}", again.stderr);
    assert!(!again.stderr.contains("which of these have you used"), "{}", again.stderr);
    let roadmap =
        crate::support::skillgap(&["roadmap", "--profile", &text, "--today", "2026-11-20"]);
    assert_eq!(roadmap.code, 0, "{}", roadmap.stderr);
}

#[test]
fn a_program_that_speaks_the_protocol_reaches_the_result() {
    let (_, text) = profile("protocol.toml");
    // A program would answer each line; here the answers are known in advance.
    let run = assess(
        &["--protocol", "json", "--every-level"],
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
    assert_eq!(run.stderr.matches("Thank you").count(), 2, "{}", run.stderr);
    assert!(!run.stderr.contains("Which roles"), "{}", run.stderr);
    assert!(run.stdout.contains("Ada Lovelace: ") && run.stdout.contains("cohort summary"));
    let ada = fs::read_to_string(folder.join("ada-lovelace.toml")).unwrap();
    assert!(ada.contains("name = \"Ada Lovelace\"") && ada.contains("can = true"), "{ada}");
    assert!(
        fs::read_to_string(folder.join("bo.toml")).unwrap().contains("skill = \"git\"\nlevel = 2")
    );
    // Entering the same name continues where that person stopped.
    ask("ada lovelace\nsql=1\nq\n\n");
    let more = fs::read_to_string(folder.join("ada-lovelace.toml")).unwrap();
    assert!(more.starts_with(&ada) && more.contains("skill = \"sql\""));
}

#[test]
fn a_line_without_end_is_refused_and_the_question_stays() {
    let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("long-line.toml");
    let _ = fs::remove_file(&profile);
    let lines = format!("{}\n{{\"stop\":true}}\n", "x".repeat(3 << 20));
    let call = ["assess", "--protocol", "json", "--role", "api-developer", "--profile"];
    let call = [&call[..], &[profile.to_str().unwrap()]].concat();
    let run = skillgap_reading(&call, &lines);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains("longer than 1 MB"), "{}", run.stdout.len());
    assert!(run.stdout.lines().last().unwrap().starts_with("{\"type\":\"result\""));
}
