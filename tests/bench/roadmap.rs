//! How long a roadmap takes: `cargo bench`, or `cargo bench -- large` for the benches with that in their name.
//!
//! | bench | measures | target (median) |
//! |---|---|---|
//! | `senior`, `junior` | `plan` for one shipped role, of somebody who knows nothing | under 2 ms |
//! | `needed` | the part of it that chooses members and gathers the steps: `Needed::find` at senior | within those 2 ms |
//! | `large` | `plan` for one role of 400 requirements, 40 of them groups, on a random map of 1,000 skills with places, in the usual order | under 1 s, and at most 2 % above the bound |
//! | `large_fastest` | the same in the fastest order | the same |
//! | `maps_from_toml` | the shipped maps from their TOML, read and proved | none: the price of a map of one's own |
//! | `maps_compact` | the same as the build proved them, from their compact form | none: what every command pays before it begins |
//!
//! From nothing is the longest way that a role can ask for.

mod synthetic;

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use skillgap::domain::assessment::Assessment;
use skillgap::domain::level::Seniority;
use skillgap::domain::maps::SkillMaps;
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed, Order, Roadmap, plan};
use skillgap::library::maps::{LoadedMaps, MapsFrom, load, load_text};

static SHIPPED: LazyLock<SkillMaps> = LazyLock::new(|| load_shipped().maps);

fn main() {
    divan::main();
}

fn load_shipped() -> LoadedMaps {
    load(&MapsFrom::default()).expect("the shipped maps are sound")
}

fn shipped_roles() -> impl Iterator<Item = &'static str> {
    SHIPPED.roles().iter().map(|role| role.id.as_str())
}

fn nothing(maps: &SkillMaps) -> Assessment {
    Assessment::new(maps, &Ratings::none(maps))
}

fn goal(maps: &SkillMaps, role: &str, seniority: Seniority) -> Goal {
    let role = maps.find_role(role).expect("a role of these maps");
    Goal::new(vec![role], seniority)
}

fn bench_plan(bencher: Bencher<'_, '_>, maps: &SkillMaps, goal: &Goal) {
    let known = nothing(maps);
    bencher.bench_local(|| plan(maps, black_box(&known), goal));
}

#[divan::bench(args = shipped_roles())]
fn senior(bencher: Bencher<'_, '_>, role: &str) {
    bench_plan(bencher, &SHIPPED, &goal(&SHIPPED, role, Seniority::Senior));
}

#[divan::bench(args = shipped_roles())]
fn junior(bencher: Bencher<'_, '_>, role: &str) {
    bench_plan(bencher, &SHIPPED, &goal(&SHIPPED, role, Seniority::Junior));
}

#[divan::bench(args = shipped_roles())]
fn needed(bencher: Bencher<'_, '_>, role: &str) {
    let goal = goal(&SHIPPED, role, Seniority::Senior);
    let known = nothing(&SHIPPED);
    bencher.bench_local(|| Needed::find(&SHIPPED, black_box(&known), &goal));
}

#[divan::bench(args = [1, 2, 3], sample_count = 10)]
fn large(bencher: Bencher<'_, '_>, seed: u64) {
    bench_large(bencher, seed, Order::Usual);
}

#[divan::bench(args = [1, 2, 3], sample_count = 10)]
fn large_fastest(bencher: Bencher<'_, '_>, seed: u64) {
    bench_large(bencher, seed, Order::Fastest);
}

fn bench_large(bencher: Bencher<'_, '_>, seed: u64, order: Order) {
    let maps = synthetic::maps(seed, 1_000, 360, 40);
    let goal = Goal { order, ..goal(&maps, "role", Seniority::Senior) };
    tell_bound(seed, &plan(&maps, &nothing(&maps), &goal));
    bench_plan(bencher, &maps, &goal);
}

#[expect(clippy::print_stderr, reason = "a bench has no other way to say it")]
fn tell_bound(seed: u64, roadmap: &Roadmap) {
    let bound = roadmap.bound().expect("something is proved");
    eprintln!(
        "large {seed}, order {}: {} steps, at most {:.3} % above the best order",
        roadmap.goal.order.word(),
        roadmap.steps.len(),
        bound * 100.0
    );
    // What is usual leaves readiness less room than the search's bound can tell from it.
    assert!(bound <= 0.02 || roadmap.goal.order == Order::Usual, "the target is 2 %");
}

#[divan::bench]
fn maps_from_toml() -> LoadedMaps {
    load_text(&MapsFrom::default()).expect("the shipped maps are sound")
}

#[divan::bench]
fn maps_compact() -> LoadedMaps {
    load_shipped()
}
