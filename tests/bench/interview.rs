//! How few questions are enough: synthetic learners are asked as `assess` asks, and compared with asking everything.
//!
//! `cargo bench --bench interview` prints the table. Each learner is asked about each role; the numbers are means.

#[path = "../suite/support/learners.rs"]
mod learners;

use std::collections::BTreeSet;

use skillgap::domain::assessment::Assessment;
use skillgap::domain::gap::find_gap;
use skillgap::domain::interview::{Answer, Interview, Question, Start};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed};
use skillgap::domain::role::RoleIndex;
use skillgap::library::maps::{MapsFrom, load};

use learners::{Dice, Learner, Strength};

/// Learners of each strength, each asked about every role.
const LEARNERS: usize = 60;

/// Sums over interviews.
#[derive(Default)]
struct Sums {
    interviews: f64,
    asked: f64,
    worst_asked: f64,
    met: Agreement,
    unmet: Agreement,
    all: Agreement,
    guessed: Agreement,
    hours: f64,
    worst_hours: f64,
}

#[derive(Default)]
struct Agreement {
    same: f64,
    of: f64,
}

impl Agreement {
    fn count(&mut self, same: bool) {
        self.same += f64::from(u8::from(same));
        self.of += 1.0;
    }

    fn percent(&self) -> f64 {
        100.0 * self.same / self.of
    }
}

#[expect(clippy::print_stdout, reason = "a bench reports")]
fn main() {
    let maps = load(&MapsFrom::default()).expect("the shipped maps are sound").maps;
    println!(
        "{:<28} {:>6} {:>6} {:>7} {:>7} {:>7} {:>9} {:>8} {:>8}",
        "learners", "asked", "worst", "met", "unmet", "all", "all unmet", "hours", "worst"
    );
    for broken in [false, true] {
        for seniority in Seniority::ALL {
            for strength in Strength::ALL {
                let sums = interviews(&maps, strength, seniority, broken);
                let kind = if broken { "broken" } else { "consistent" };
                println!(
                    "{:<28} {:>5.1}% {:>5.1}% {:>6.1}% {:>6.1}% {:>6.1}% {:>8.1}% {:>7.1}% {:>7.1}%",
                    format!("{kind}, {}, {seniority}", strength.name()),
                    100.0 * sums.asked / sums.interviews,
                    100.0 * sums.worst_asked,
                    sums.met.percent(),
                    sums.unmet.percent(),
                    sums.all.percent(),
                    sums.guessed.percent(),
                    100.0 * sums.hours / sums.interviews,
                    100.0 * sums.worst_hours,
                );
            }
        }
    }
}

fn interviews(maps: &SkillMaps, strength: Strength, seniority: Seniority, broken: bool) -> Sums {
    let mut dice = Dice(2026);
    let mut sums = Sums::default();
    for _ in 0..LEARNERS {
        let mut learner = Learner::draw(maps, strength, &mut dice, if broken { 0.15 } else { 0.0 });
        if broken {
            learner = learner.answering_off(0.1, &mut dice);
        }
        for role in maps.role_indices() {
            compare(maps, &learner, role, seniority, &mut sums);
        }
    }
    sums
}

fn compare(
    maps: &SkillMaps,
    learner: &Learner,
    role: RoleIndex,
    seniority: Seniority,
    sums: &mut Sums,
) {
    let (questions, ratings) = interview(maps, learner, role, seniority);
    let mut all = Ratings::none(maps);
    for skill in maps.skill_indices() {
        all.set(skill, learner.level(skill));
    }
    let (some, all) = (Assessment::new(maps, &ratings), Assessment::new(maps, &all));
    let gap = find_gap(maps, &some, role, seniority);
    let truth = find_gap(maps, &all, role, seniority);
    let share = questions as f64 / truth.skills().len() as f64;
    sums.interviews += 1.0;
    sums.asked += share;
    sums.worst_asked = sums.worst_asked.max(share);
    for (said, is) in gap.requirements.iter().zip(&truth.requirements) {
        let same = said.met() == is.met();
        if is.met() { &mut sums.met } else { &mut sums.unmet }.count(same);
        sums.all.count(same);
        sums.guessed.count(!is.met());
    }
    let goal = Goal::new(vec![role], seniority);
    let hours = |known| f64::from(Needed::find(maps, known, &goal).hours(maps).typical);
    let nothing = Assessment::new(maps, &Ratings::none(maps));
    let off = (hours(&some) - hours(&all)).abs() / hours(&nothing);
    sums.hours += off;
    sums.worst_hours = sums.worst_hours.max(off);
}

/// How many questions somebody is asked, and what is known then.
fn interview(
    maps: &SkillMaps,
    learner: &Learner,
    role: RoleIndex,
    seniority: Seniority,
) -> (usize, Ratings) {
    let mut interview = Interview::new(
        maps,
        Start {
            roles: vec![role],
            seniority: Some(seniority),
            ask_hours: false,
            ratings: Ratings::none(maps),
            claims: Vec::new(),
            ticked: BTreeSet::new(),
            stale: Vec::new(),
            full: false,
        },
    );
    let mut questions = 0;
    while let Some(question) = interview.question().cloned() {
        let answer = match question {
            Question::Screen { members, .. } => {
                questions += 1;
                let used = |skill: &_| learner.level(*skill) > Level::NONE;
                Answer::Ticked(members.into_iter().filter(used).collect())
            }
            Question::Rate { skill, .. } => {
                questions += 1;
                Answer::Level { level: learner.level(skill), evidence: None }
            }
            _ => Answer::Skip,
        };
        interview.answer(answer);
    }
    (questions, interview.ratings().clone())
}
