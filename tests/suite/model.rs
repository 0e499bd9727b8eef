//! The model of an interview as a function: answers in; the chance of each level and the next screen out.

use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::interview::model::{
    Beliefs, Clock, Evidence, Mode, Model, Naming, Screen, Subject, at_least,
};
use skillgap::domain::interview::outlook::Stakes;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::library::maps::{MapsFrom, load};

use crate::support::learners::{Dice, Learner, Strength};

fn shipped() -> SkillMaps {
    load(&MapsFrom::default()).unwrap().maps
}

fn level(number: i64) -> Level {
    Level::new(number).unwrap()
}

struct Asking<'m> {
    maps: &'m SkillMaps,
    model: Model,
    subject: Subject,
    stakes: Stakes,
}

impl Asking<'_> {
    fn about<'m>(maps: &'m SkillMaps, role: &str, seniority: Seniority) -> Asking<'m> {
        let model = Model::of(maps);
        let stakes = Stakes::of(maps, &[maps.find_role(role).unwrap()], seniority);
        let subject = Subject::of(maps, &model, &stakes, 1000);
        Asking { maps, model, subject, stakes }
    }

    fn beliefs(&self, evidence: &Evidence) -> Beliefs {
        let anything = vec![(Level::NONE, Level::EXPERT); self.maps.skills().len()];
        self.model.beliefs(evidence, &anything)
    }

    fn screen(&self, mode: Mode, evidence: &Evidence, seconds: Option<f64>) -> Option<Screen> {
        let open = |skill, level| evidence.said(skill, level).is_none();
        let left = seconds.map(|seconds| (Clock::default(), seconds));
        self.subject.screen(self.maps, &self.model, mode, &self.beliefs(evidence), open, left)
    }

    /// Returns every screen for a person, until the end.
    fn to_the_end(&self, mode: Mode, learner: &Learner) -> Vec<Screen> {
        let mut evidence = Evidence::none(self.maps.skills().len());
        let mut screens = Vec::new();
        while let Some(screen) = self.screen(mode, &evidence, None) {
            for (skill, level) in &screen.sentences {
                evidence.say(*skill, *level, learner.level(*skill) >= *level);
            }
            screens.push(screen);
        }
        screens
    }
}

fn nothing(maps: &SkillMaps) -> Evidence {
    Evidence::none(maps.skills().len())
}

#[test]
fn chances_of_levels_are_a_whole_and_a_yes_raises_them_as_a_no_lowers_them() {
    let maps = shipped();
    let asking = Asking::about(&maps, "api-developer", Seniority::Junior);
    let sql = maps.find_skill("sql").unwrap();
    let chance = |can: Option<bool>| {
        let mut evidence = nothing(&maps);
        if let Some(can) = can {
            evidence.say(sql, level(2), can);
        }
        let beliefs = asking.beliefs(&evidence);
        for levels in &beliefs.levels {
            assert!((levels.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{levels:?}");
        }
        at_least(&beliefs.levels[sql.0], level(2))
    };
    assert!(chance(Some(true)) > 0.9, "{}", chance(Some(true)));
    assert!(chance(Some(false)) < 0.1, "{}", chance(Some(false)));
    assert!(chance(None) > chance(Some(false)) && chance(None) < chance(Some(true)));
}

#[test]
fn an_answer_speaks_of_what_it_needs_and_of_what_needs_it() {
    let maps = shipped();
    let asking = Asking::about(&maps, "api-developer", Seniority::Junior);
    let skill = |id| maps.find_skill(id).unwrap();
    let (tuning, sql) = (skill("query-tuning"), skill("sql"));
    let chance = |of: SkillIndex, said: SkillIndex, can: bool| {
        let mut evidence = nothing(&maps);
        evidence.say(said, level(2), can);
        at_least(&asking.beliefs(&evidence).levels[of.0], level(2))
    };
    assert!(chance(sql, tuning, true) > chance(sql, tuning, false) + 0.1);
    assert!(chance(tuning, sql, true) > chance(tuning, sql, false) + 0.1);
}

#[test]
fn what_follows_for_certain_bounds_what_is_likely() {
    let maps = shipped();
    let model = Model::of(&maps);
    let mut ranges = vec![(Level::NONE, Level::EXPERT); maps.skills().len()];
    ranges[3] = (level(2), level(3));
    let beliefs = model.beliefs(&nothing(&maps), &ranges);
    assert_eq!(beliefs.levels[3][0] + beliefs.levels[3][1] + beliefs.levels[3][4], 0.0);
    assert!((at_least(&beliefs.levels[3], level(2)) - 1.0).abs() < 1e-12);
}

#[test]
fn the_order_of_answers_does_not_matter_and_the_same_answers_give_the_same_screen() {
    let maps = shipped();
    let asking = Asking::about(&maps, "devops-engineer", Seniority::Mid);
    let answers: Vec<(SkillIndex, Level, bool)> =
        (0..20).map(|at| (SkillIndex(at * 5), level(1 + at as i64 % 3), at % 3 > 0)).collect();
    let mut one = nothing(&maps);
    let mut other = nothing(&maps);
    answers.iter().for_each(|(skill, level, can)| one.say(*skill, *level, *can));
    answers.iter().rev().for_each(|(skill, level, can)| other.say(*skill, *level, *can));
    assert_eq!(asking.beliefs(&one).levels, asking.beliefs(&other).levels);
    let screen = |evidence| asking.screen(Mode::Standard, evidence, None);
    assert_eq!(screen(&one), screen(&other));
    assert!(screen(&one).is_some());
}

#[test]
fn a_screen_holds_a_few_sentences_in_the_order_of_the_catalog_each_of_another_skill() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(4), 0.0);
    for (mode, most) in [(Mode::Quick, 5), (Mode::Standard, 6), (Mode::Full, 7)] {
        let asking = Asking::about(&maps, "back-end-developer", Seniority::Mid);
        let screens = asking.to_the_end(mode, &learner);
        assert!(screens.len() > 3);
        let mut put = Vec::new();
        for screen in screens {
            let skills: Vec<SkillIndex> =
                screen.sentences.iter().map(|(skill, _)| *skill).collect();
            assert!((1..=most).contains(&skills.len()));
            assert!(skills.is_sorted_by(|a, b| a < b), "{skills:?}");
            if let Some(area) = screen.area {
                assert!(skills.iter().all(|skill| maps[*skill].area == area));
            }
            put.extend(screen.sentences);
        }
        let number = put.len();
        put.sort();
        put.dedup();
        assert_eq!(put.len(), number, "no sentence is put twice");
    }
}

#[test]
fn the_thorough_modes_ask_more() {
    let maps = shipped();
    let learner = Learner::draw(&maps, Strength::TwoYears, &mut Dice(9), 0.0);
    let asking = Asking::about(&maps, "api-developer", Seniority::Junior);
    let sentences = |mode| -> usize {
        asking.to_the_end(mode, &learner).iter().map(|screen| screen.sentences.len()).sum()
    };
    assert!(sentences(Mode::Standard) < sentences(Mode::Full));
}

#[test]
fn a_screen_fits_into_the_time_that_is_left() {
    let maps = shipped();
    let asking = Asking::about(&maps, "api-developer", Seniority::Senior);
    for seconds in [0.0, 10.0, 20.0, 30.0, 60.0] {
        let screen = asking.screen(Mode::Quick, &nothing(&maps), Some(seconds));
        let sentences = screen.map_or(Vec::new(), |screen| screen.sentences);
        let needed: f64 = sentences
            .iter()
            .map(|(skill, level)| Clock::default().seconds(maps[*skill].can_do(*level)))
            .sum();
        assert!(needed <= seconds, "{needed} of {seconds}");
        assert_eq!(sentences.is_empty(), seconds == 0.0, "{seconds}");
    }
}

#[test]
fn words_at_the_reading_speed_and_two_seconds_a_decision_are_the_clock() {
    // 12 words at 120 a minute are 6 seconds.
    let text = "Takes a slow query from a log and makes it fast alone";
    assert_eq!(Clock::reading(120).seconds(text), 6.0 + 2.0);
    assert_eq!(Clock::default(), Clock::reading(238));
}

#[test]
fn groups_are_named_first_but_in_a_hurry_only_a_junior_is_asked_for_names() {
    let maps = shipped();
    let asking = Asking::about(&maps, "api-developer", Seniority::Senior);
    let groups = asking.stakes.0.iter().filter(|stake| stake.members.len() > 1);
    let names = |asking: &Asking<'_>, naming| {
        asking.subject.names(&maps, &asking.model, &asking.stakes, naming)
    };
    for seniority in [Seniority::Mid, Seniority::Senior] {
        assert_eq!(Naming::of(Mode::Standard, seniority), Naming::Groups);
        assert_eq!(Naming::of(Mode::Quick, seniority), Naming::Nothing);
    }
    assert_eq!(names(&asking, Naming::Groups).len(), groups.clone().count());
    let core = groups.filter(|stake| stake.weight == 3).count();
    assert_eq!(names(&asking, Naming::CoreGroups).len(), core);
    assert_eq!(names(&asking, Naming::Nothing), Vec::new());
    let junior = Asking::about(&maps, "api-developer", Seniority::Junior);
    let list = names(&junior, Naming::of(Mode::Quick, Seniority::Junior));
    assert!(list.iter().all(|(_, names)| names.len() <= 30), "no list is too long to look over");
    let named: Vec<SkillIndex> = list.iter().flat_map(|(_, names)| names.clone()).collect();
    assert_eq!(named, junior.stakes.skills().into_iter().collect::<Vec<_>>());
}

#[test]
fn of_somebody_whose_skills_do_not_go_together_nothing_is_sure() {
    let maps = shipped();
    let model = Model::of(&maps);
    let databases = maps.skill_indices().filter(|skill| maps[maps[*skill].area].id == "databases");
    let mut databases: Vec<SkillIndex> = databases.collect();
    let not_asked = databases.pop().unwrap();
    let mut evidence = Evidence::none(maps.skills().len());
    for (at, skill) in databases.into_iter().enumerate() {
        if at % 2 == 0 {
            evidence.say(skill, Level::EXPERT, true);
        } else {
            evidence.say(skill, level(1), false);
        }
    }
    let anything = vec![(Level::NONE, Level::EXPERT); maps.skills().len()];
    let levels = model.beliefs(&evidence, &anything).levels[not_asked.0];
    assert!(levels.iter().all(|chance| *chance < 0.5), "{levels:?}");
}

#[test]
fn a_group_comes_after_the_groups_that_it_needs() {
    let maps = shipped();
    for role in maps.roles() {
        let asking = Asking::about(&maps, &role.id, Seniority::Mid);
        let lists = asking.subject.names(&maps, &asking.model, &asking.stakes, Naming::Groups);
        let groups: Vec<&str> = lists.iter().map(|(group, _)| group.as_str()).collect();
        let place = |word: &str| groups.iter().position(|group| group.contains(word));
        if let (Some(language), Some(framework)) = (place("language"), place("framework")) {
            assert!(language < framework, "{}: {groups:?}", role.id);
        }
    }
}
