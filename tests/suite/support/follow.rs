//! Following plans step by step: whether the members that they chose stay the same.

#![allow(dead_code)] // each binary uses a part of it

use std::collections::BTreeSet;

use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed, plan};

use super::learners::{Dice, Kind, Learner, Strength};

/// The steps of every role's junior plan from nothing, for people who came by their skills that way.
pub fn courses(maps: &SkillMaps) -> Vec<Vec<Step>> {
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let course = |role| {
        let roadmap = plan(maps, &nothing, &Goal::new(vec![role], Seniority::Junior));
        roadmap.steps.iter().map(|planned| planned.step).collect()
    };
    maps.role_indices().map(course).collect()
}

/// Forty people whose levels keep to the prerequisites: one who knows nothing, three with one language, and of each kind
/// and strength two. Every other one is rated only in what they have.
pub fn people(maps: &SkillMaps, courses: &[Vec<Step>]) -> Vec<Ratings> {
    let mut dice = Dice(40);
    let nothing = || Learner(vec![Level::NONE; maps.skills().len()]);
    let with = |skill: &str, level: i64| {
        let mut learner = nothing();
        learner.0[maps.find_skill(skill).unwrap().0] = Level::new(level).unwrap();
        learner
    };
    let mut learners =
        vec![nothing(), with("typescript", 2), with("java", 3), with("javascript", 3)];
    for kind in Kind::ALL {
        for strength in Strength::ALL {
            for _ in 0..2 {
                learners.push(kind.draw(maps, courses, strength, &mut dice, false));
            }
        }
    }
    assert_eq!(learners.len(), 40);
    let ratings = |(number, learner): (usize, Learner)| {
        let mut ratings = Ratings::none(maps);
        for skill in maps.skill_indices() {
            let level = learner.level(skill);
            if level > Level::NONE || number % 2 == 1 {
                ratings.set(skill, level);
            }
        }
        ratings
    };
    learners.into_iter().enumerate().map(ratings).collect()
}

/// Follows a plan, and at each step that is to be tried looks which members it would be planned with from there. Returns
/// how many steps were tried, and each change.
pub fn changes(
    maps: &SkillMaps,
    ratings: &Ratings,
    goal: &Goal,
    is_tried: impl Fn(usize) -> bool,
) -> (usize, Vec<String>) {
    let mut ratings = ratings.clone();
    let roadmap = plan(maps, &Assessment::new(maps, &ratings), goal);
    let planned: BTreeSet<SkillIndex> = roadmap.chosen.iter().map(|chosen| chosen.skill).collect();
    let mut tried = 0;
    let mut changes = Vec::new();
    for (at, step) in roadmap.steps.iter().map(|planned| planned.step).enumerate() {
        ratings.set(step.skill, step.level);
        if !is_tried(at) {
            continue;
        }
        tried += 1;
        let now = Needed::find(maps, &Assessment::new(maps, &ratings), goal);
        for member in now.members().filter(|member| !planned.contains(member)) {
            let (step, after) = (&maps[step.skill].id, at + 1);
            changes.push(format!("{} after step {after}, {step}", maps[member].id));
        }
    }
    (tried, changes)
}
