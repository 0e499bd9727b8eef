//! Every number, calculated by hand, on the small maps in tests/fixtures/small.
//!
//! The only role, Maker, asks for a language (Python or Java, core: 2, 3, 3), SQL (core: 1, 2, 3), query tuning
//! (important: 1, 2, 3) and programming (helpful: not for a junior, 3, 4). So the weights sum to 3 + 3 + 2 = 8 for a
//! junior and to 9 for mid. Tuning needs SQL 2 for its level 1; Python 1 needs programming 1, and Python 2 needs
//! programming 2; the same holds for Java. Typical hours to levels 1 and 2: programming 10, 40; Python 8, 30; Java 10,
//! 30; SQL 6, 24; tuning 4, 16.

use std::fs;
use std::path::PathBuf;

use skillgap::domain::assessment::{Assessment, Standing};
use skillgap::domain::gap::{Fraction, RoleGap, find_gap};
use skillgap::domain::hours::Hours;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::deadline::best_by_deadline;
use skillgap::domain::roadmap::price::{Wish, prices};
use skillgap::domain::roadmap::timeline::{Pace, Timeline};
use skillgap::domain::roadmap::{
    Goal, MilestoneKind, Needed, Order, Reason, Roadmap, Why, plan, reordered,
};
use skillgap::domain::role::RoleIndex;
use skillgap::files::maps_toml::{Layer, read_map};
use skillgap::files::maps_validation::validate;
use skillgap::library::maps::{MapsFrom, load};

fn small() -> SkillMaps {
    let from =
        MapsFrom { without_shipped: true, over: vec![PathBuf::from("tests/fixtures/small")] };
    load(&from).unwrap().maps
}

/// Makes the small maps with changed texts.
fn small_with(change: impl Fn(String) -> String) -> SkillMaps {
    let mut layer = Layer::default();
    for file in ["areas", "code", "data", "role", "sources"] {
        let text = fs::read_to_string(format!("tests/fixtures/small/{file}.toml")).unwrap();
        assert_eq!(read_map(0, &change(text), &mut layer), []);
    }
    validate(vec![layer], Vec::new()).unwrap()
}

fn level(number: u8) -> Level {
    Level::new(i64::from(number)).unwrap()
}

fn ratings(maps: &SkillMaps, rated: &[(&str, u8)]) -> Ratings {
    let mut ratings = Ratings::none(maps);
    for (skill, number) in rated {
        ratings.set(maps.find_skill(skill).unwrap(), level(*number));
    }
    ratings
}

fn assess(maps: &SkillMaps, rated: &[(&str, u8)]) -> Assessment {
    Assessment::new(maps, &ratings(maps, rated))
}

fn standing<'a>(maps: &SkillMaps, assessment: &'a Assessment, skill: &str) -> &'a Standing {
    assessment.standing(maps.find_skill(skill).unwrap())
}

fn gap<'m>(maps: &'m SkillMaps, rated: &[(&str, u8)], seniority: Seniority) -> RoleGap<'m> {
    find_gap(maps, &assess(maps, rated), RoleIndex(0), seniority)
}

fn junior<'m>(maps: &'m SkillMaps, rated: &[(&str, u8)]) -> RoleGap<'m> {
    gap(maps, rated, Seniority::Junior)
}

fn goal(maps: &SkillMaps, prefer: &[&str]) -> Goal {
    let prefer = prefer.iter().map(|s| maps.find_skill(s).unwrap()).collect();
    Goal { prefer, ..Goal::new(vec![RoleIndex(0)], Seniority::Junior) }
}

fn roadmap(maps: &SkillMaps, rated: &[(&str, u8)], prefer: &[&str]) -> Roadmap {
    plan(maps, &assess(maps, rated), &goal(maps, prefer))
}

fn share(part: u64, whole: u64) -> Fraction {
    Fraction { part, whole }
}

#[test]
fn nothing_rated_is_nothing_met_and_nothing_known() {
    let maps = small();
    let gap = junior(&maps, &[]);
    assert_eq!(gap.readiness(), share(0, 8));
    assert_eq!(gap.readiness_high(), share(8, 8));
    assert_eq!(gap.coverage(), share(0, 8));
    assert_eq!(gap.met_of_asked(), (0, 3));
    assert_eq!(gap.core_met_of_asked(), (0, 2));
    assert_eq!(gap.gap_sum(), 2 + 1 + 1);
}

#[test]
fn readiness_is_the_weight_of_the_met_of_the_weight_asked() {
    let maps = small();
    // Python 2 meets the language (3), and SQL 1 meets SQL (3). SQL 1 rules out tuning 1, which needs SQL 2.
    let gap = junior(&maps, &[("python", 2), ("sql", 1)]);
    assert_eq!(gap.readiness(), share(6, 8));
    assert_eq!(gap.readiness_high(), share(6, 8));
    assert_eq!(gap.coverage(), share(8, 8));
    assert_eq!(gap.core_met_of_asked(), (2, 2));
    assert_eq!(gap.met_of_asked(), (2, 3));
}

#[test]
fn half_way_is_not_met() {
    let maps = small();
    let gap = junior(&maps, &[("python", 1)]);
    assert_eq!(gap.readiness(), share(0, 8));
    assert_eq!(gap.requirements[0].gap(), 1);
}

#[test]
fn one_member_meets_its_group_and_the_unrated_ones_count_as_none() {
    let maps = small();
    let met = junior(&maps, &[("java", 2)]);
    assert!(met.requirements[0].met());
    assert_eq!(maps[met.requirements[0].best].id, "java");
    // With Python rated 1 it is known that the group is not met, although nothing is said about Java.
    let unmet = junior(&maps, &[("python", 1)]);
    assert!(unmet.requirements[0].settled());
    assert_eq!(maps[unmet.requirements[0].best].id, "python");
    // Without a rating of either it is not known.
    assert!(!junior(&maps, &[]).requirements[0].settled());
}

#[test]
fn a_member_that_is_rated_as_none_says_nothing_of_the_others() {
    let maps = small();
    assert!(!junior(&maps, &[("java", 0)]).requirements[0].settled());
    let both = junior(&maps, &[("java", 0), ("python", 0)]);
    assert!(both.requirements[0].settled());
}

#[test]
fn what_is_not_asked_at_a_seniority_does_not_count() {
    let maps = small();
    assert_eq!(junior(&maps, &[("programming", 4)]).requirements.len(), 3);
    let mid = gap(&maps, &[("programming", 3)], Seniority::Mid);
    assert_eq!(mid.readiness(), share(1, 9));
}

#[test]
fn a_rating_implies_its_prerequisites_and_a_low_one_rules_out_what_needs_it() {
    let maps = small();
    let known = assess(&maps, &[("tuning", 1), ("programming", 1)]);
    let from = |skill: &str, number| vec![(maps.find_skill(skill).unwrap(), level(number))];
    assert_eq!(
        *standing(&maps, &known, "sql"),
        Standing::Inferred { low: level(2), high: level(4), from: from("tuning", 1) }
    );
    // Python 2 needs programming 2, so Python is at most 1.
    assert_eq!(
        *standing(&maps, &known, "python"),
        Standing::Inferred { low: level(0), high: level(1), from: from("programming", 1) }
    );
    assert_eq!(*standing(&maps, &known, "programming"), Standing::Rated(level(1)));
}

#[test]
fn a_prerequisite_that_is_not_certain_shapes_the_plan_and_concludes_nothing() {
    let maps = small_with(|text| {
        text.replace("\"sql\", level = 2, for = 1, certain = true", "\"sql\", level = 2, for = 1")
    });
    let known = assess(&maps, &[("sql", 0), ("python", 2)]);
    assert_eq!(*standing(&maps, &known, "tuning"), Standing::NotRated);
    let tuned = assess(&maps, &[("tuning", 1)]);
    assert_eq!(*standing(&maps, &tuned, "sql"), Standing::NotRated);
    // The other prerequisites still imply something.
    assert!(matches!(*standing(&maps, &known, "programming"), Standing::Inferred { .. }));
    let order: Vec<&str> = plan(&maps, &known, &goal(&maps, &[]))
        .steps
        .iter()
        .map(|planned| maps[planned.step.skill].id.as_str())
        .collect();
    assert_eq!(order, ["sql", "sql", "tuning"]);
}

#[test]
fn an_inferred_standing_counts_at_its_least_and_readiness_high_at_its_most() {
    let maps = small();
    let gap = junior(&maps, &[("tuning", 1)]);
    // Tuning 1 is met (2) and implies SQL 2 (3); the language (3) is not known.
    assert_eq!(gap.readiness(), share(5, 8));
    assert_eq!(gap.readiness_high(), share(8, 8));
    assert_eq!(gap.coverage(), share(5, 8));
}

#[test]
fn ratings_that_contradict_each_other_are_both_kept_and_named() {
    let maps = small();
    let known = assess(&maps, &[("tuning", 2), ("sql", 0)]);
    assert_eq!(*standing(&maps, &known, "sql"), Standing::Rated(level(0)));
    assert_eq!(*standing(&maps, &known, "tuning"), Standing::Rated(level(2)));
    assert_eq!(known.contradictions.len(), 1);
    let found = &known.contradictions[0];
    assert_eq!(maps[found.rated.0].id, "tuning");
    assert_eq!(maps[found.under.0].id, "sql");
    assert_eq!(found.needed, level(2));
}

#[test]
fn hours_to_ready_are_those_of_the_steps_that_are_missing() {
    let maps = small();
    let hours = |rated: &[(&str, u8)]| {
        let known = assess(&maps, rated);
        Needed::find(&maps, &known, &goal(&maps, &[])).hours(&maps)
    };
    // programming 10 + 40, Python 8 + 30, SQL 6 + 24, tuning 4.
    assert_eq!(hours(&[]), Hours { low: 61, typical: 122, high: 244 });
    // Java 1 is reached and stays, although programming is not reached. Java 2 needs programming 2: 10 + 40 + 30 hours,
    // plus 34 for data.
    assert_eq!(hours(&[("java", 1), ("programming", 0)]).typical, 114);
    assert_eq!(hours(&[("java", 2), ("sql", 2), ("tuning", 1)]), Hours::ZERO);
}

#[test]
fn the_gains_of_the_steps_are_what_readiness_lacks() {
    let maps = small();
    let roadmap = roadmap(&maps, &[("sql", 1)], &[]);
    assert_eq!(roadmap.readiness_now, share(3, 8));
    let gained: u64 = roadmap.steps.iter().map(|step| step.gain.part).sum();
    assert_eq!(gained, 8 - 3);
    let last = roadmap.steps.last().unwrap();
    assert_eq!(last.readiness_after, share(8, 8));
    assert_eq!(last.hours_after, roadmap.hours);
}

#[test]
fn the_order_has_the_least_area_over_the_readiness_curve() {
    let maps = small();
    let roadmap = roadmap(&maps, &[("programming", 1), ("sql", 2)], &[]);
    let order: Vec<(&str, u8)> = roadmap
        .steps
        .iter()
        .map(|planned| (maps[planned.step.skill].id.as_str(), planned.step.level.number()))
        .collect();
    // Tuning 1 brings 2 of 8 after 4 hours; the language 3 of 8 after 8 + 40 + 30 more.
    assert_eq!(order[0], ("tuning", 1));
    assert_eq!(order.last(), Some(&("python", 2)));
    assert_eq!(roadmap.objective, 2 * 4 + 3 * (4 + 78));
}

#[test]
fn a_preferred_member_is_taken_and_a_known_one_saves_hours() {
    let maps = small();
    let preferred = roadmap(&maps, &[], &["java"]);
    assert_eq!(maps[preferred.chosen[0].skill].id, "java");
    assert_eq!(preferred.chosen[0].reason, Reason::Preferred);
    assert_eq!(preferred.hours.typical, 124);
    let known = roadmap(&maps, &[("java", 1), ("programming", 2)], &[]);
    assert_eq!(maps[known.chosen[0].skill].id, "java");
    assert_eq!(known.chosen[0].reason, Reason::Known);
    assert!(roadmap(&maps, &[("java", 2)], &["python"]).chosen.is_empty());
}

#[test]
fn every_step_says_why_and_what_it_unlocks() {
    let maps = small();
    let roadmap = roadmap(&maps, &[], &[]);
    let of = |skill: &str, number: u8| {
        roadmap
            .steps
            .iter()
            .find(|p| maps[p.step.skill].id == skill && p.step.level == level(number))
            .unwrap()
    };
    let skill = |id: &str| maps.find_skill(id).unwrap();
    assert_eq!(of("sql", 1).why, Why::Requirement(vec![RoleIndex(0)]));
    assert_eq!(of("sql", 2).why, Why::Prerequisite(vec![skill("tuning")]));
    assert_eq!(of("sql", 2).unlocks, vec![skill("tuning")]);
    assert_eq!(of("programming", 1).unlocks, vec![skill("python")]);
    assert_eq!(roadmap.can_start.len(), 2);
    assert!(roadmap.steps.iter().all(|planned| planned.assumed));
}

#[test]
fn a_project_stands_where_its_needs_are_met_and_adds_no_hours_to_readiness() {
    let maps = small();
    let roadmap = roadmap(&maps, &[], &[]);
    let after = roadmap.projects[0].after_step.unwrap();
    let before = &roadmap.steps[..after];
    let has = |skill: &str, number: u8| {
        before.iter().any(|p| maps[p.step.skill].id == skill && p.step.level == level(number))
    };
    assert!(has("programming", 2) && has("sql", 1));
    assert_eq!(roadmap.hours.typical, 122);
    assert_eq!(roadmap.project_hours(), Hours { low: 10, typical: 20, high: 40 });
    // SQL 1, SQL 2, tuning 1, programming 1 and 2 take 6 + 24 + 4 + 10 + 40 = 84 h; then comes the shop.
    assert_eq!((after, roadmap.steps[after - 1].hours_after.typical), (5, 84));
    let within = |hours: u64| roadmap.within(hours);
    assert_eq!((within(84).steps, within(84).projects), (5, vec![]));
    assert_eq!((within(104).steps, within(104).projects), (5, vec![0]));
    // Python 1 takes 8 h. It is done 112 h after the start, because the shop comes before it.
    assert_eq!((within(111).steps, within(112).steps), (5, 6));
}

#[test]
fn milestones_stand_where_they_are_first_reached() {
    let maps = small();
    let roadmap = roadmap(&maps, &[], &[]);
    for milestone in &roadmap.milestones {
        let reached = |steps: usize| roadmap.steps[steps - 1].readiness_after;
        if let MilestoneKind::Percent(percent) = milestone.kind {
            assert!(reached(milestone.after_step).part * 100 >= percent * 8);
            assert!(
                milestone.after_step == 1
                    || reached(milestone.after_step - 1).part * 100 < percent * 8
            );
        }
    }
    let core =
        roadmap.milestones.iter().find(|milestone| milestone.kind == MilestoneKind::Core).unwrap();
    assert_eq!(core.hours_after.typical, 122);
}

/// Formats the order of a plan: `sql 1, sql 2, …`.
fn order(maps: &SkillMaps, roadmap: &Roadmap) -> String {
    order_of(maps, roadmap.steps.iter().map(|planned| &planned.step))
}

fn order_of<'s>(maps: &SkillMaps, steps: impl Iterator<Item = &'s Step>) -> String {
    let step = |step: &Step| format!("{} {}", maps[step.skill].id, step.level);
    steps.map(step).collect::<Vec<String>>().join(", ")
}

#[test]
fn the_best_order_finishes_what_it_begins() {
    let maps = small();
    // SQL 1 brings 3 of 8 after 6 h (0.5 an hour), SQL 2 and tuning 1 bring 2 after 28 more, the language brings 3
    // after 88 more.
    let roadmap = roadmap(&maps, &[], &[]);
    assert_eq!(
        order(&maps, &roadmap),
        "sql 1, sql 2, tuning 1, programming 1, programming 2, python 1, python 2"
    );
    assert_eq!(roadmap.objective, 3 * 6 + 2 * (6 + 28) + 3 * (6 + 28 + 88));
    assert!(roadmap.optimal());
    assert_eq!(roadmap.bound(), Some(0.0));
}

#[test]
fn a_pinned_skill_comes_first_with_what_it_needs_and_the_price_is_stated() {
    let maps = small();
    let python = maps.find_skill("python").unwrap();
    let known = assess(&maps, &[]);
    let goal = Goal { pin: vec![python], ..goal(&maps, &[]) };
    let roadmap = plan(&maps, &known, &goal);
    assert_eq!(
        order(&maps, &roadmap),
        "programming 1, programming 2, python 1, python 2, sql 1, sql 2, tuning 1"
    );
    assert_eq!(roadmap.objective, 3 * 88 + 3 * (88 + 6) + 2 * (88 + 34));
    let prices = prices(&maps, &known, &roadmap, &[10, 90]);
    assert_eq!(prices.len(), 1);
    assert_eq!(prices[0].wish, Wish::Pin(python));
    assert_eq!(prices[0].hours, 0);
    // After 10 h the plan without pins has SQL 1; after 90 h it has SQL and tuning, and the pinned plan has the
    // language.
    let expected = [(10, share(3, 8), share(0, 8)), (90, share(5, 8), share(3, 8))];
    assert_eq!(prices[0].readiness, expected);
}

#[test]
fn a_skipped_skill_takes_with_it_what_cannot_be_had_without_it() {
    let maps = small();
    let sql = maps.find_skill("sql").unwrap();
    let goal = Goal { skip: vec![sql], ..goal(&maps, &[]) };
    let roadmap = plan(&maps, &assess(&maps, &[]), &goal);
    assert_eq!(order(&maps, &roadmap), "programming 1, programming 2, python 1, python 2");
    let left: Vec<&str> =
        roadmap.left_out.iter().map(|left| maps[left.requirement.any_of[0]].id.as_str()).collect();
    assert_eq!(left, ["sql", "tuning"]);
    let dropped: Vec<&str> = roadmap.dropped.iter().map(|s| maps[*s].id.as_str()).collect();
    assert_eq!(dropped, ["sql", "tuning"]);
    assert_eq!(roadmap.steps.last().unwrap().readiness_after, share(3, 8));
    assert_eq!(roadmap.ready_after, [None]);
    // A known level of a skipped skill still counts: with SQL 2, tuning is possible.
    let with_sql = plan(&maps, &assess(&maps, &[("sql", 2)]), &goal);
    assert!(with_sql.left_out.is_empty());
}

#[test]
fn of_a_group_the_member_without_the_skipped_skill_is_taken() {
    let maps = small();
    let goal = Goal { skip: vec![maps.find_skill("python").unwrap()], ..goal(&maps, &[]) };
    let roadmap = plan(&maps, &assess(&maps, &[]), &goal);
    assert_eq!(maps[roadmap.chosen[0].skill].id, "java");
    assert!(roadmap.left_out.is_empty());
}

#[test]
fn core_first_brings_everything_core_before_the_rest() {
    let maps = small();
    let goal = Goal { core_first: true, ..goal(&maps, &[]) };
    let roadmap = plan(&maps, &assess(&maps, &[]), &goal);
    assert_eq!(
        order(&maps, &roadmap),
        "sql 1, programming 1, programming 2, python 1, python 2, sql 2, tuning 1"
    );
    assert_eq!(roadmap.objective, 3 * 6 + 3 * (6 + 88) + 2 * (6 + 88 + 28));
    assert!(roadmap.optimal());
}

/// Makes the small maps with places: programming is usually begun long before SQL, and Python belongs to programming.
fn small_with_places() -> SkillMaps {
    small_with(|text| {
        let place = |at: &str| format!("place = {{ at = {at}, basis = \"judgement\" }}\n");
        text.replace("id = \"programming\"\n", &format!("id = \"programming\"\n{}", place("-1.0")))
            .replace("id = \"sql\"\n", &format!("id = \"sql\"\n{}", place("1.0")))
            .replace("id = \"python\"\n", "id = \"python\"\nbelongs_to = \"programming\"\n")
    })
}

#[test]
fn what_is_usually_taught_earlier_comes_earlier_and_has_its_price() {
    let maps = small_with_places();
    let known = assess(&maps, &[]);
    let usual = roadmap(&maps, &[], &[]);
    // Python gets the place of programming 1, which it needs, and tuning gets the place of SQL 2.
    assert_eq!(
        order(&maps, &usual),
        "programming 1, python 1, programming 2, python 2, sql 1, sql 2, tuning 1"
    );
    assert_eq!(usual.objective, 3 * 88 + 3 * (88 + 6) + 2 * (88 + 34));
    assert!(usual.optimal());
    // By their places, Python 1 is the last step before programming 2, and Python 2 the last before SQL 1.
    let after = |at: usize| order_of(&maps, usual.steps[at].after.iter());
    assert_eq!([after(1), after(2), after(4)], ["", "python 1", "python 2"]);
    let fastest = Goal { order: Order::Fastest, ..goal(&maps, &[]) };
    let fastest = plan(&maps, &known, &fastest);
    assert_eq!(fastest.objective, 3 * 6 + 2 * 34 + 3 * 122);
    let prices = prices(&maps, &known, &usual, &[10, 90]);
    assert_eq!(prices.len(), 1);
    assert_eq!((prices[0].wish, prices[0].hours), (Wish::Usual, 0));
    let again = reordered(&maps, &known, &usual, Order::Fastest);
    assert_eq!(
        (again.objective, order(&maps, &again)),
        (fastest.objective, order(&maps, &fastest))
    );
    assert_eq!(format!("{:?}", again.chosen), format!("{:?}", fastest.chosen));
    let expected = [(10, share(3, 8), share(0, 8)), (90, share(5, 8), share(3, 8))];
    assert_eq!(prices[0].readiness, expected);
}

#[test]
fn a_pin_and_core_first_go_before_what_is_usual() {
    let maps = small_with_places();
    let known = assess(&maps, &[]);
    let sql = maps.find_skill("sql").unwrap();
    let pinned = plan(&maps, &known, &Goal { pin: vec![sql], ..goal(&maps, &[]) });
    assert_eq!(
        order(&maps, &pinned),
        "sql 1, sql 2, programming 1, python 1, programming 2, python 2, tuning 1"
    );
    let core = plan(&maps, &known, &Goal { core_first: true, ..goal(&maps, &[]) });
    assert_eq!(
        order(&maps, &core),
        "programming 1, python 1, programming 2, python 2, sql 1, sql 2, tuning 1"
    );
}

#[test]
fn a_deadline_chooses_without_places_and_orders_with_them() {
    let maps = small_with_places();
    let known = assess(&maps, &[]);
    let goal = goal(&maps, &[]);
    // In 34 h SQL and tuning are possible, although the plan begins with the language.
    let reached = best_by_deadline(&maps, &known, &goal, &plan(&maps, &known, &goal), 34);
    let better = reached.better.unwrap();
    assert_eq!(better.readiness, share(5, 8));
    assert_eq!(order_of(&maps, better.steps.iter()), "sql 1, sql 2, tuning 1");
    // Places do not affect what could be started today.
    assert_eq!(plan(&maps, &known, &goal).can_start.len(), 2);
}

#[test]
fn two_roles_are_planned_as_one_with_each_role_counted_alike() {
    let from = MapsFrom::default();
    let maps = load(&from).unwrap().maps;
    let role = |id: &str| maps.find_role(id).unwrap();
    let roles = vec![role("api-developer"), role("middleware-developer")];
    let known = Assessment::new(&maps, &Ratings::none(&maps));
    let goal = |roles| Goal::new(roles, Seniority::Junior);
    let both = plan(&maps, &known, &goal(roles));
    let first = plan(&maps, &known, &goal(vec![role("api-developer")]));
    assert!(both.hours.typical >= first.hours.typical);
    assert!(both.optimal());
    let last = both.ready_after.iter().map(|after| after.unwrap()).max();
    assert_eq!(last, Some(both.steps.len()));
    // After the step that makes the person ready for the second role, at least half of the total readiness is reached.
    let of_second = both.ready_after[1].unwrap();
    assert!(both.steps[of_second - 1].readiness_after.fraction() >= 0.5);
    let gained: u64 = both.steps.iter().map(|step| step.gain.part).sum();
    assert_eq!(gained, both.readiness_now.whole);
}

#[test]
fn by_a_deadline_the_plan_reaches_what_fits_and_another_choice_may_reach_more() {
    let maps = small();
    let known = assess(&maps, &[("sql", 0)]);
    let goal = Goal { pin: vec![maps.find_skill("programming").unwrap()], ..goal(&maps, &[]) };
    let roadmap = plan(&maps, &known, &goal);
    // Beginning with programming takes 50 h and gains nothing; in 40 h SQL and tuning bring 5 of 8.
    let reached = best_by_deadline(&maps, &known, &goal, &roadmap, 40);
    assert_eq!((reached.within.steps, reached.within.readiness), (1, share(0, 8)));
    let better = reached.better.unwrap();
    assert_eq!((better.readiness, better.hours), (share(5, 8), 34));
    assert_eq!(better.most, better.readiness);
    // With enough time for everything there is no better choice.
    assert!(best_by_deadline(&maps, &known, &goal, &roadmap, 1_000).better.is_none());
}

#[test]
fn dates_follow_the_hours_and_count_the_projects_on_the_way() {
    let maps = small();
    let roadmap = roadmap(&maps, &[], &[]);
    let pace = Pace { hours_per_week: 7.0, factor: 1.0, start: jiff::civil::date(2026, 1, 1) };
    let timeline = Timeline::new(&roadmap, pace);
    // At seven hours a week, one hour is one day. SQL 1 takes six hours; everything takes 122, and the shop 20.
    assert_eq!(timeline.steps[0].starts.typical, jiff::civil::date(2026, 1, 1));
    assert_eq!(timeline.steps[0].ends.typical, jiff::civil::date(2026, 1, 7));
    let days = pace.start.until(timeline.ready_on.typical).unwrap().get_days();
    assert_eq!(days, 122 + 20);
    let shop = timeline.projects[0].unwrap();
    let days = shop.starts.typical.until(shop.ends.typical).unwrap().get_days();
    assert_eq!(days, 20);
    assert!(timeline.ready_on.low < timeline.ready_on.typical);
    assert!(timeline.ready_on.typical < timeline.ready_on.high);
}

#[test]
fn a_range_without_inference_follows_from_the_ends_that_were_said() {
    let maps = load(&MapsFrom::default()).unwrap().maps;
    let [sql, git] = ["sql", "git"].map(|id| maps.find_skill(id).unwrap());
    let mut ratings = Ratings::none(&maps);
    ratings.set_range(sql, level(2), Level::EXPERT);
    ratings.set_range(git, level(1), level(2));
    let known = Assessment::without_inference(&maps, &ratings);
    let from = |skill| match known.standing(skill) {
        Standing::Inferred { from, .. } => from.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(from(sql), [(sql, level(2))]);
    assert_eq!(from(git), [(git, level(1)), (git, level(2))]);
}
