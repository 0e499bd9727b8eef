//! The usual places, and how far plans agree with the order of curricula. The figures are printed by
//! `cargo run --example places -- agree`.

#[path = "../places/curricula.rs"]
mod curricula;

use curricula::{ENOUGH, Pair};
use skillgap::domain::roadmap::Spacing;

#[test]
fn the_pairs_are_those_that_the_curricula_order_alike() {
    let curricula = curricula::all();
    let mut counted = curricula::consensus(&curricula.iter().collect::<Vec<_>>(), 4, 3);
    let mut pairs = curricula::pairs();
    let key = |pair: &Pair| (pair.before, pair.after);
    counted.sort_by_key(key);
    pairs.sort_by_key(key);
    let odd: Vec<&Pair> = counted
        .iter()
        .filter(|pair| !pairs.contains(pair))
        .chain(pairs.iter().filter(|pair| !counted.contains(pair)))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}

#[test]
fn every_skill_has_a_place() {
    let curricula = curricula::all();
    let maps =
        curricula::maps_with(&curricula::lines(&curricula.iter().collect::<Vec<_>>(), ENOUGH));
    let without = maps.skills().iter().filter(|skill| skill.place.is_none());
    assert_eq!(without.map(|skill| skill.id.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn first_contacts_come_in_the_order_of_the_curricula() {
    let curricula = curricula::all();
    let maps =
        curricula::maps_with(&curricula::lines(&curricula.iter().collect::<Vec<_>>(), ENOUGH));
    let pairs = curricula::pairs();
    let usual = curricula::agreement_by_role(&maps, Some(Spacing::default()), &pairs);
    for (role, agreement) in &usual {
        assert!(agreement.of >= 200, "{role}: {agreement:?}");
        assert!(agreement.percent() >= 90.0, "{role}: {agreement:?}");
    }
    let (usual, fastest) = (
        curricula::total(&usual),
        curricula::total(&curricula::agreement_by_role(&maps, None, &pairs)),
    );
    assert!(usual.percent() >= 95.0, "{usual:?}");
    assert!(fastest.percent() < 60.0, "{fastest:?}");
}
