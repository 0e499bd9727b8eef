//! Follows plans step by step, and checks whether their choices stay the same.

#![allow(dead_code)] // each binary uses a part of it

use std::collections::BTreeSet;

use rayon::prelude::*;
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed, plan};

use super::learners::{Dice, Kind, Learner, Strength};

/// Returns the steps of every role's junior plan from the beginning, for people who learned their skills in this way.
pub(crate) fn courses(maps: &SkillMaps) -> Vec<Vec<Step>> {
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let course = |role| {
        let roadmap = plan(maps, &nothing, &Goal::new(vec![role], Seniority::Junior));
        roadmap.steps.iter().map(|planned| planned.step).collect()
    };
    maps.role_indices().map(course).collect()
}

/// Makes forty people with consistent levels: one who knows nothing, three with one language, and two of each kind and
/// strength. Every second one is rated only in the skills that they have.
pub(crate) fn people(maps: &SkillMaps, courses: &[Vec<Step>]) -> Vec<Ratings> {
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

/// Follows a plan, and after each step makes a new plan from there. Returns the number of steps, and each change of a
/// choice: a skill that was not planned before, and one that is no longer planned before it is reached.
pub(crate) fn changes(maps: &SkillMaps, ratings: &Ratings, goal: &Goal) -> (usize, Vec<String>) {
    let mut ratings = ratings.clone();
    let known = Assessment::new(maps, &ratings);
    let needed = Needed::find(maps, &known, goal);
    let members: BTreeSet<SkillIndex> = needed.members().collect();
    let groups = needed.gaps.iter().flat_map(|gap| &gap.requirements).filter(|gap| !gap.met());
    let planned: Vec<Step> = groups
        .filter(|gap| gap.requirement.is_group())
        .filter_map(|gap| {
            let member = gap.requirement.any_of.iter().find(|skill| members.contains(skill))?;
            Some(Step { skill: *member, level: gap.target })
        })
        .collect();
    let steps: Vec<Step> =
        plan(maps, &known, goal).steps.iter().map(|planned| planned.step).collect();
    let mut changes = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        ratings.set(step.skill, step.level);
        let known = Assessment::new(maps, &ratings);
        let now = Needed::find(maps, &known, goal);
        let (now, after) = (now.members().collect::<BTreeSet<_>>(), at + 1);
        let place = format!("after step {after}, {} {}", maps[step.skill].id, step.level);
        for member in now.difference(&members) {
            changes.push(format!("{} comes {place}", maps[*member].id));
        }
        for left in planned.iter().filter(|left| known.level(left.skill) < left.level) {
            if !now.contains(&left.skill) {
                changes.push(format!("{} goes {place}", maps[left.skill].id));
            }
        }
    }
    (steps.len(), changes)
}

/// Follows every plan of every role and seniority for all of these people, in parallel.
pub(crate) fn all_changes(maps: &SkillMaps, people: &[Ratings]) -> (usize, Vec<String>) {
    let goals: Vec<Goal> = maps
        .role_indices()
        .flat_map(|role| Seniority::ALL.map(|seniority| Goal::new(vec![role], seniority)))
        .collect();
    let cases = goals.iter().flat_map(|goal| people.iter().enumerate().map(move |p| (goal, p)));
    cases
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(goal, (number, ratings))| {
            let (tried, changes) = changes(maps, ratings, goal);
            let named = |change: &String| {
                format!("person {number}, {} {}: {change}", maps[goal.roles[0]].id, goal.seniority)
            };
            (tried, changes.iter().map(named).collect::<Vec<String>>())
        })
        .reduce(Default::default, |(tried, changes), (more, others)| {
            (tried + more, [changes, others].concat())
        })
}
