// What the crate docs of skillgap show. It compiles against the library as another crate would use it, without the program;
// the tests of the docs run it.

use skillgap::domain::assessment::Assessment;
use skillgap::domain::gap::find_gap;
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, plan};
use skillgap::library::maps::{MapsFrom, load};
use skillgap::report::answer::Answer;
use skillgap::report::gap::{GapAnswer, RoleAnswer};

fn main() {
    let maps = load(&MapsFrom::default()).expect("the shipped maps are sound").maps;
    let role = maps.find_role("API developer").expect("a shipped role");
    let python = maps.find_skill("Python").expect("a shipped skill");

    let mut ratings = Ratings::none(&maps);
    ratings.set(python, Level::new(2).expect("on the scale"));
    let known = Assessment::new(&maps, &ratings);

    let gap = find_gap(&maps, &known, role, Seniority::Junior);
    assert!(gap.readiness().part > 0);

    let goal = Goal::new(vec![role], Seniority::Junior);
    let roadmap = plan(&maps, &known, &goal);
    assert_eq!(roadmap.steps.last().map(|step| step.readiness_after.percent()), Some(100));

    // The content of `skillgap gap --json`.
    let answer = GapAnswer {
        maps: &maps,
        name: None,
        assessment: &known,
        likely: None,
        seniorities: vec![Seniority::Junior],
        roles: vec![RoleAnswer { gap, hours: roadmap.hours }],
        in_detail: true,
        notes: Vec::new(),
    };
    let json = serde_json::to_value(answer.json()).expect("plain data");
    assert_eq!(json["roles"][0]["role"], "api-developer");
}
