//! Properties that hold for every plan, on random valid maps and random people.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::prelude::*;
use skillgap::domain::assessment::Assessment;
use skillgap::domain::catalog::SkillIndex;
use skillgap::domain::gap::find_gap;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, Needed, Order, Spacing, plan};
use skillgap::domain::role::RoleIndex;
use skillgap::domain::scoring::{Bounds, Score, Scorer};
use skillgap::files::maps_toml::{Layer, read_map};
use skillgap::files::maps_validation::validate;

/// The prerequisites of one skill: the other skill (or how many positions back it is), its level, and the level that
/// needs it.
type Needs = Vec<(usize, u8, u8)>;

/// The values from which a random map is made.
#[derive(Clone, Debug)]
struct Recipe {
    /// For each skill: hours, and prerequisites as (how many positions back, level, for).
    skills: Vec<(u32, Needs)>,
    /// For each requirement: its members, its importance and its target.
    requirements: Vec<(BTreeSet<usize>, usize, u8)>,
    /// For each skill the rating, if it has one.
    ratings: Vec<Option<u8>>,
    /// For each skill its place in hundredths, if it has one, and how many positions back the skill is that it belongs
    /// to.
    places: Vec<(Option<i32>, usize)>,
    /// For each skill the place that the role gives it, if any.
    of_role: Vec<Option<i32>>,
}

fn recipe() -> impl Strategy<Value = Recipe> {
    (2usize..14).prop_flat_map(|skills| {
        let prerequisite = (1usize..5, 1u8..=3, 1u8..=4);
        let skill = (1u32..30, prop::collection::vec(prerequisite, 0..3));
        let requirement = (prop::collection::btree_set(0..skills, 1..4), 0usize..3, 1u8..=3);
        (
            prop::collection::vec(skill, skills),
            prop::collection::vec(requirement, 1..7),
            prop::collection::vec(prop::option::weighted(0.4, 0u8..=4), skills),
            prop::collection::vec((prop::option::weighted(0.8, -200i32..200), 0usize..6), skills),
            prop::collection::vec(prop::option::weighted(0.2, -200i32..200), skills),
        )
            .prop_map(|(skills, requirements, ratings, places, of_role)| Recipe {
                skills,
                requirements,
                ratings,
                places,
                of_role,
            })
    })
}

/// Makes valid maps from a recipe: prerequisites refer to earlier skills, and those that their own chain contradicts
/// are left out.
fn maps(recipe: &Recipe) -> SkillMaps {
    let mut kept: Vec<Needs> = Vec::new();
    for (at, (_, prerequisites)) in recipe.skills.iter().enumerate() {
        let mut mine: Needs = Vec::new();
        for (back, level, reach) in prerequisites {
            let other = at.checked_sub(*back);
            let Some(other) = other else { continue };
            if mine.iter().all(|(skill, ..)| *skill != other) {
                mine.push((other, *level, *reach));
            }
        }
        kept.push(mine);
    }
    loop {
        match validate(vec![layer_of(recipe, &kept)], Vec::new()) {
            Ok(maps) => return maps,
            Err(_) => {
                let longest = kept.iter_mut().max_by_key(|mine| mine.len()).unwrap();
                assert!(longest.pop().is_some(), "a map without prerequisites is sound");
            }
        }
    }
}

fn layer_of(recipe: &Recipe, prerequisites: &[Needs]) -> Layer {
    let mut skills = String::from("format = 1\narea = \"a\"\n");
    for (at, (hours, _)) in recipe.skills.iter().enumerate() {
        let _ = write!(
            skills,
            "[[skill]]\nid = \"s{at}\"\nname = \"S{at}\"\nkind = \"tool\"\nsummary = \"s\"\n"
        );
        let (place, back) = recipe.places[at];
        if let Some(place) = place {
            let place = f64::from(place) / 100.0;
            let _ = writeln!(skills, "place = {{ at = {place:.2}, basis = \"judgement\" }}");
        }
        if back > 0 && at >= back {
            let _ = writeln!(skills, "belongs_to = \"s{}\"", at - back);
        }
        skills.push_str("prerequisites = [");
        for (other, level, reach) in &prerequisites[at] {
            let certain = (level + reach) % 3 > 0;
            let _ = write!(
                skills,
                "{{ skill = \"s{other}\", level = {level}, for = {reach}, certain = {certain} }},"
            );
        }
        let _ = write!(
            skills,
            "]\n[skill.anchors]\n1=\"a\"\n2=\"b\"\n3=\"c\"\n4=\"d\"\n[skill.hours]\n"
        );
        for level in 1..=4 {
            let typical = hours * level;
            let _ = writeln!(
                skills,
                "{level} = {{ low = {typical}, typical = {typical}, high = {typical}, basis = \"judgement\" }}"
            );
        }
    }
    let mut role = String::from("format = 1\nid = \"r\"\nname = \"R\"\nsummary = \"r\"\n");
    let mut asked = BTreeSet::new();
    for (members, importance, target) in &recipe.requirements {
        let members: Vec<String> = members
            .iter()
            .filter(|member| asked.insert(**member))
            .map(|member| format!("\"s{member}\""))
            .collect();
        let importance = ["core", "important", "helpful"][*importance];
        let what = match members.as_slice() {
            [] => continue,
            [one] => format!("skill = {one}"),
            many => format!("any_of = [{}]", many.join(", ")),
        };
        let _ = write!(
            role,
            "[[requirement]]\n{what}\nimportance = \"{importance}\"\ntarget = {{ junior = {target}, mid = 4, senior = 4 }}\njudgement = \"j\"\n"
        );
    }
    for (at, place) in recipe.of_role.iter().enumerate() {
        if let Some(place) = place {
            let place = f64::from(*place) / 100.0;
            let _ = writeln!(role, "[[place]]\nskill = \"s{at}\"\nat = {place:.2}\nreason = \"p\"");
        }
    }
    let mut layer = Layer::default();
    let areas = "format = 1\n[[area]]\nid = \"a\"\nname = \"A\"\nsummary = \"a\"\n";
    for text in [areas, &skills, &role] {
        assert_eq!(read_map(0, text, &mut layer), []);
    }
    layer
}

fn person(maps: &SkillMaps, recipe: &Recipe) -> Ratings {
    let mut ratings = Ratings::none(maps);
    for (skill, level) in maps.skill_indices().zip(&recipe.ratings) {
        if let Some(level) = level.and_then(|level| Level::new(i64::from(level))) {
            ratings.set(skill, level);
        }
    }
    ratings
}

/// Computes the lowest and highest possible level of each skill, by applying the rules until nothing changes.
fn concluded(maps: &SkillMaps, ratings: &Ratings) -> (Vec<Level>, Vec<Level>) {
    let rated = |skill: &SkillIndex| ratings.get(*skill);
    let mut least: Vec<Level> =
        maps.skill_indices().map(|skill| rated(&skill).unwrap_or_default()).collect();
    let mut most: Vec<Level> =
        maps.skill_indices().map(|skill| rated(&skill).unwrap_or(Level::EXPERT)).collect();
    loop {
        let before = (least.clone(), most.clone());
        for skill in maps.skill_indices() {
            for needed in maps[skill].prerequisites.iter().filter(|needed| needed.certain) {
                // If a rating is lower than the level that is needed, the prerequisites of that level still follow.
                if least[skill.0] >= needed.for_level {
                    least[needed.skill.0] = least[needed.skill.0].max(needed.level);
                }
                if most[needed.skill.0] < needed.level && rated(&skill).is_none() {
                    most[skill.0] = most[skill.0].min(needed.for_level.previous());
                }
            }
        }
        if before == (least.clone(), most.clone()) {
            break;
        }
    }
    for skill in maps.skill_indices() {
        least[skill.0] = rated(&skill).unwrap_or(least[skill.0]);
        most[skill.0] = most[skill.0].max(least[skill.0]);
    }
    (least, most)
}

/// Returns the pairs of steps whose order is required, by applying the rules one after another: prerequisites; level 1
/// before level 2 of the skill that it belongs to; then the usual places, the largest difference first.
fn usual_edges(maps: &SkillMaps, steps: &[Step]) -> Vec<(Step, Step)> {
    let mut steps = steps.to_vec();
    steps.sort();
    let both = |first: Step, then: Step| steps.contains(&first).then_some((first, then));
    let mut edges: Vec<(Step, Step)> = steps
        .iter()
        .flat_map(|then| maps.needs(*then).map(|first| (first, *then)))
        .filter_map(|(first, then)| both(first, then))
        .collect();
    let [one, two, ..] = Level::ABOVE_NONE;
    let mut wanted = Vec::new();
    for product in steps.iter().filter(|step| step.level == one) {
        if let Some(skill) = maps[product.skill].belongs_to {
            let general = Step { skill, level: two };
            wanted.extend(steps.contains(&general).then_some((*product, general)));
        }
    }
    let Spacing { window, depth } = Spacing::default();
    let place =
        |step: Step| Some(first_place(maps, step.skill)? + (step.level.index() as i32 - 1) * depth);
    let mut apart = Vec::new();
    for first in &steps {
        for then in &steps {
            if let (Some(early), Some(late)) = (place(*first), place(*then))
                && late - early >= window
            {
                apart.push((early - late, *first, *then));
            }
        }
    }
    apart.sort();
    wanted.extend(apart.into_iter().map(|(_, first, then)| (first, then)));
    for (first, then) in wanted {
        if !leads(&edges, then, first) {
            edges.push((first, then));
        }
    }
    edges
}

/// Returns the place of level 1: the one that the role gives the skill, else its own, else the latest of its
/// prerequisites.
fn first_place(maps: &SkillMaps, skill: SkillIndex) -> Option<i32> {
    let of_role = maps[RoleIndex(0)].places.iter().find(|place| place.skill == skill);
    let own = of_role.map(|place| place.at).or(maps[skill].place.map(|place| place.at));
    let depth = Spacing::default().depth;
    let level = Level::ABOVE_NONE[0];
    own.or_else(|| {
        maps.prerequisites(Step { skill, level })
            .filter_map(|step| {
                Some(first_place(maps, step.skill)? + (step.level.index() as i32 - 1) * depth)
            })
            .max()
    })
}

/// Returns whether one step can be reached from another through pairs.
fn leads(edges: &[(Step, Step)], from: Step, to: Step) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(step) = open.pop() {
        for (_, next) in edges.iter().filter(|(first, _)| *first == step) {
            if *next == to {
                return true;
            }
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    false
}

fn goal(seniority: Seniority) -> Goal {
    Goal::new(vec![RoleIndex(0)], seniority)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_step_comes_after_what_it_needs(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        for seniority in Seniority::ALL {
            let roadmap = plan(&maps, &assessment, &goal(seniority));
            let mut done: BTreeSet<Step> = BTreeSet::new();
            for planned in &roadmap.steps {
                for needed in maps.needs(planned.step) {
                    let had = assessment.level(needed.skill) >= needed.level;
                    prop_assert!(had || done.contains(&needed), "{needed:?} of {:?}", planned.step);
                }
                prop_assert!(assessment.level(planned.step.skill) < planned.step.level);
                prop_assert!(done.insert(planned.step), "{:?} twice", planned.step);
            }
        }
    }

    #[test]
    fn what_follows_is_what_the_certain_prerequisites_say_one_after_the_other(recipe in recipe()) {
        let maps = maps(&recipe);
        let ratings = person(&maps, &recipe);
        let known = Assessment::new(&maps, &ratings);
        let (least, most) = concluded(&maps, &ratings);
        for skill in maps.skill_indices() {
            let standing = known.standing(skill);
            prop_assert_eq!((standing.low(), standing.high()), (least[skill.0], most[skill.0]));
        }
    }

    #[test]
    fn after_the_plan_everything_is_met(recipe in recipe()) {
        let maps = maps(&recipe);
        let ratings = person(&maps, &recipe);
        let assessment = Assessment::new(&maps, &ratings);
        let roadmap = plan(&maps, &assessment, &goal(Seniority::Mid));
        let mut after = ratings.clone();
        for planned in &roadmap.steps {
            after.set(planned.step.skill, planned.step.level);
        }
        let then = Assessment::new(&maps, &after);
        prop_assert!(plan(&maps, &then, &goal(Seniority::Mid)).steps.is_empty());
        let gained: u64 = roadmap.steps.iter().map(|planned| planned.gain.part).sum();
        prop_assert_eq!(roadmap.readiness_now.part + gained, roadmap.readiness_now.whole);
    }

    #[test]
    fn the_objective_is_what_the_steps_add_up_to_and_no_bound_is_above_it(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let roadmap = plan(&maps, &assessment, &goal(Seniority::Junior));
        let area: u128 = roadmap
            .steps
            .iter()
            .map(|planned| u128::from(planned.gain.part) * u128::from(planned.hours_after.typical))
            .sum();
        prop_assert_eq!(roadmap.objective, area);
        prop_assert!(roadmap.lower_bound <= roadmap.objective);
    }

    #[test]
    fn what_is_usually_earlier_comes_earlier_unless_that_closes_a_circle(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let roadmap = plan(&maps, &assessment, &goal(Seniority::Junior));
        let order: Vec<Step> = roadmap.steps.iter().map(|planned| planned.step).collect();
        let kept = usual_edges(&maps, &order);
        let at = |step: &Step| order.iter().position(|other| other == step);
        for (first, then) in &kept {
            prop_assert!(at(first) < at(then), "{first:?} comes before {then:?}");
        }
        // The stated prerequisites and stated predecessors of the steps imply all pairs.
        let mut told: Vec<(Step, Step)> = Vec::new();
        for planned in &roadmap.steps {
            let needed = maps.needs(planned.step).filter(|needed| order.contains(needed));
            told.extend(needed.chain(planned.after.iter().copied()).map(|first| (first, planned.step)));
        }
        for (first, then) in &kept {
            prop_assert!(leads(&told, *first, *then), "{first:?} comes before {then:?}");
        }
        for (first, then) in &told {
            prop_assert!(leads(&kept, *first, *then), "{first:?} comes before {then:?}");
        }
    }

    #[test]
    fn the_usual_order_takes_the_same_steps_and_never_beats_the_fastest(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let usual = plan(&maps, &assessment, &goal(Seniority::Mid));
        let fastest = Goal { order: Order::Fastest, ..goal(Seniority::Mid) };
        let fastest = plan(&maps, &assessment, &fastest);
        prop_assert_eq!(usual.hours, fastest.hours);
        prop_assert!(usual.objective >= fastest.lower_bound);
        prop_assert!(fastest.steps.iter().all(|planned| planned.after.is_empty()));
    }

    #[test]
    fn the_same_person_gets_the_same_plan(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let steps = || -> Vec<Step> {
            let roadmap = plan(&maps, &assessment, &goal(Seniority::Senior));
            roadmap.steps.iter().map(|planned| planned.step).collect()
        };
        prop_assert_eq!(steps(), steps());
    }

    #[test]
    fn hours_to_ready_are_the_same_with_and_without_an_order(recipe in recipe()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let goal = goal(Seniority::Senior);
        let needed = Needed::find(&maps, &assessment, &goal).hours(&maps);
        prop_assert_eq!(plan(&maps, &assessment, &goal).hours, needed);
    }

    #[test]
    fn wishes_keep_every_prerequisite_and_never_beat_the_free_plan(recipe in recipe(), wish in 0usize..14, core_first in any::<bool>()) {
        let maps = maps(&recipe);
        let assessment = Assessment::new(&maps, &person(&maps, &recipe));
        let free = Goal { order: Order::Fastest, ..goal(Seniority::Mid) };
        let free_plan = plan(&maps, &assessment, &free);
        let Some(pinned) = free_plan.steps.get(wish % free_plan.steps.len().max(1)) else {
            return Ok(());
        };
        let pin = pinned.step.skill;
        let with = plan(&maps, &assessment, &Goal { pin: vec![pin], core_first, ..free.clone() });
        let mut done: BTreeSet<Step> = BTreeSet::new();
        for planned in &with.steps {
            for needed in maps.needs(planned.step) {
                prop_assert!(assessment.level(needed.skill) >= needed.level || done.contains(&needed));
            }
            done.insert(planned.step);
        }
        prop_assert_eq!(with.hours, free_plan.hours);
        prop_assert!(with.objective >= free_plan.lower_bound);
        let skipping = plan(&maps, &assessment, &Goal { skip: vec![pin], ..free });
        prop_assert!(skipping.steps.iter().all(|planned| planned.step.skill != pin));
        let gained: u64 = skipping.steps.iter().map(|planned| planned.gain.part).sum();
        let lost: u64 = skipping.left_out.iter().map(|left| u64::from(left.requirement.importance.weight())).sum();
        prop_assert_eq!(skipping.readiness_now.part + gained + lost, skipping.readiness_now.whole);
    }

    #[test]
    fn with_the_same_members_a_higher_rating_never_makes_the_way_longer(recipe in recipe(), skill in 0usize..14) {
        let maps = maps(&recipe);
        let ratings = person(&maps, &recipe);
        let Some((skill, level)) = ratings.iter().nth(skill % ratings.len().max(1)) else {
            return Ok(());
        };
        let Some(higher) = level.next() else { return Ok(()) };
        let mut better = ratings.clone();
        better.set(skill, higher);
        let needed = |ratings: &Ratings, prefer: Vec<SkillIndex>| {
            let assessment = Assessment::new(&maps, ratings);
            Needed::find(&maps, &assessment, &Goal { prefer, ..goal(Seniority::Senior) })
        };
        let before = needed(&ratings, Vec::new());
        let after = needed(&better, before.members().collect());
        prop_assert!(after.hours(&maps).typical <= before.hours(&maps).typical);
    }

    #[test]
    fn after_the_first_step_the_rest_of_the_plan_is_the_same(recipe in recipe()) {
        let maps = maps(&recipe);
        // Everybody is rated in every skill, so that no step implies anything about another skill.
        let mut ratings = person(&maps, &recipe);
        for skill in maps.skill_indices() {
            if ratings.get(skill).is_none() {
                ratings.set(skill, Level::NONE);
            }
        }
        let assessment = Assessment::new(&maps, &ratings);
        let before = plan(&maps, &assessment, &goal(Seniority::Mid));
        let Some(first) = before.steps.first() else { return Ok(()) };
        let held: Vec<_> = before.chosen.iter().map(|chosen| chosen.skill).collect();
        ratings.set(first.step.skill, first.step.level);
        let after = Assessment::new(&maps, &ratings);
        let then = plan(&maps, &after, &Goal { prefer: held, ..goal(Seniority::Mid) });
        let rest: Vec<Step> = before.steps[1..].iter().map(|planned| planned.step).collect();
        let again: Vec<Step> = then.steps.iter().map(|planned| planned.step).collect();
        prop_assert_eq!(again, rest);
    }

    #[test]
    fn the_quick_numbers_are_those_of_the_gap(recipe in recipe(), infer: bool) {
        let maps = maps(&recipe);
        let ratings = person(&maps, &recipe);
        let known = if infer {
            Assessment::new(&maps, &ratings)
        } else {
            Assessment::without_inference(&maps, &ratings)
        };
        for seniority in Seniority::ALL {
            let scorer = Scorer::new(&maps, &[RoleIndex(0)], seniority, infer);
            let quick: Vec<Score> = scorer.score(&ratings, &mut Bounds::default()).collect();
            let gap = find_gap(&maps, &known, RoleIndex(0), seniority);
            prop_assert_eq!(quick, [Score::of(&gap)]);
        }
    }
}
