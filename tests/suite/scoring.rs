//! The fast numbers for many people equal those of the gap, on the shipped maps, for every role and seniority.

use std::sync::LazyLock;

use proptest::prelude::*;
use skillgap::domain::assessment::Assessment;
use skillgap::domain::gap::find_gap;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::role::RoleIndex;
use skillgap::domain::scoring::{Bounds, Score, Scorer};
use skillgap::library::maps::{MapsFrom, load};

static SHIPPED: LazyLock<SkillMaps> = LazyLock::new(|| load(&MapsFrom::default()).unwrap().maps);

static SCORERS: LazyLock<Vec<(Seniority, bool, Scorer)>> = LazyLock::new(|| {
    let both = |seniority| [(seniority, true), (seniority, false)];
    let all = Seniority::ALL.into_iter().flat_map(both);
    let scorer = |(seniority, infer)| {
        let scorer = Scorer::new(&SHIPPED, &roles(), seniority, infer);
        (seniority, infer, scorer)
    };
    all.map(scorer).collect()
});

fn roles() -> Vec<RoleIndex> {
    SHIPPED.role_indices().collect()
}

/// Computes the numbers with `find_gap`.
fn by_the_gap(ratings: &Ratings, seniority: Seniority, infer: bool) -> Vec<Score> {
    let known = if infer {
        Assessment::new(&SHIPPED, ratings)
    } else {
        Assessment::without_inference(&SHIPPED, ratings)
    };
    let score = |role: &RoleIndex| Score::of(&find_gap(&SHIPPED, &known, *role, seniority));
    roles().iter().map(score).collect()
}

fn compare(ratings: &Ratings) {
    let mut bounds = Bounds::default();
    for (seniority, infer, scorer) in SCORERS.iter() {
        let quick: Vec<Score> = scorer.score(ratings, &mut bounds).collect();
        assert_eq!(quick, by_the_gap(ratings, *seniority, *infer));
    }
}

/// Generates a person with random ratings of some skills; most such people contradict themselves.
fn anybody() -> impl Strategy<Value = Ratings> {
    let skills = SHIPPED.skills().len();
    (0.0..=1.0f64).prop_flat_map(move |share| {
        let rating = prop::option::weighted(share, 0u8..=4);
        prop::collection::vec(rating, skills).prop_map(|levels| rated(&levels))
    })
}

/// Generates a person with consistent ratings: everything that a rated level needs is reached.
fn consistent() -> impl Strategy<Value = Ratings> {
    let skills = SHIPPED.skills().len();
    let of_few = prop::option::weighted(0.1, 0u8..=4);
    let shown = prop::collection::vec(any::<bool>(), skills);
    (prop::collection::vec(of_few, skills), shown).prop_map(|(levels, shown)| {
        let known = Assessment::new(&SHIPPED, &rated(&levels));
        let mut ratings = Ratings::none(&SHIPPED);
        for (skill, shown) in SHIPPED.skill_indices().zip(shown) {
            if shown {
                ratings.set(skill, known.level(skill));
            }
        }
        ratings
    })
}

fn rated(levels: &[Option<u8>]) -> Ratings {
    let mut ratings = Ratings::none(&SHIPPED);
    for (skill, level) in SHIPPED.skill_indices().zip(levels) {
        if let Some(level) = level.and_then(|level| Level::new(i64::from(level))) {
            ratings.set(skill, level);
        }
    }
    ratings
}

/// Generates a person who answered single sentences: a range is known for some skills, and nothing for others.
fn by_sentences() -> impl Strategy<Value = Ratings> {
    let range = prop::option::weighted(0.5, (0usize..=4, 0usize..=4));
    prop::collection::vec(range, SHIPPED.skills().len()).prop_map(|ranges| {
        let mut ratings = Ratings::none(&SHIPPED);
        for (skill, range) in SHIPPED.skill_indices().zip(ranges) {
            if let Some((one, other)) = range {
                let (low, high) = (one.min(other), one.max(other));
                ratings.set_range(skill, Level::ALL[low], Level::ALL[high]);
            }
        }
        ratings
    })
}

#[test]
fn somebody_of_whom_nothing_is_known() {
    compare(&Ratings::none(&SHIPPED));
}

#[test]
fn every_single_rating() {
    for skill in SHIPPED.skill_indices() {
        for level in Level::ALL {
            let mut ratings = Ratings::none(&SHIPPED);
            ratings.set(skill, level);
            compare(&ratings);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anybody_also_who_contradicts_themselves(ratings in anybody()) {
        compare(&ratings);
    }

    #[test]
    fn who_answered_single_sentences(ratings in by_sentences()) {
        compare(&ratings);
    }

    #[test]
    fn whoever_does_not(ratings in consistent()) {
        compare(&ratings);
    }
}
