//! The graphs of the shipped roles and of the plans to them.

use skillgap::domain::assessment::Assessment;
use skillgap::domain::graph::{RoleGraph, role_graph};
use skillgap::domain::level::{Level, Seniority};
use skillgap::domain::maps::{SkillMaps, Step};
use skillgap::domain::profile::Ratings;
use skillgap::domain::roadmap::{Goal, plan};
use skillgap::library::maps::{MapsFrom, load};
use skillgap::render::graph::{flowchart, mermaid};
use skillgap::report::answer::Answer;
use skillgap::report::document::{Graph, State};
use skillgap::report::graph::{GraphAnswer, plan_graph};

/// The limits of Mermaid with its default configuration, as on GitHub: `maxEdges` and `maxTextSize`.
const MOST_EDGES: usize = 500;
const MOST_CHARACTERS: usize = 50_000;

fn maps() -> SkillMaps {
    load(&MapsFrom::default()).expect("the shipped maps are sound").maps
}

fn role_graphs(maps: &SkillMaps) -> Vec<RoleGraph<'_>> {
    let of = |seniority| move |role| role_graph(maps, role, seniority);
    let all = Seniority::ALL.into_iter();
    all.flat_map(|seniority| maps.role_indices().map(of(seniority))).collect()
}

/// Returns the graphs of the plans for every role, for a person with no skills and for one with a few.
fn plan_graphs(maps: &SkillMaps) -> Vec<Graph> {
    let mut some = Ratings::none(maps);
    for (name, level) in [("python", 2), ("sql", 1), ("git", 3), ("linux", 2)] {
        let skill = maps.find_skill(name).expect("a shipped skill");
        some.set(skill, Level::new(level).expect("on the scale"));
    }
    let mut graphs = Vec::new();
    for ratings in [Ratings::none(maps), some] {
        let known = Assessment::new(maps, &ratings);
        for seniority in Seniority::ALL {
            for role in maps.role_indices() {
                let roadmap = plan(maps, &known, &Goal::new(vec![role], seniority));
                graphs.push(plan_graph(maps, &known, &roadmap, &roadmap.steps));
            }
        }
    }
    graphs
}

#[test]
fn a_role_needs_all_that_its_graph_holds_and_nothing_else() {
    let maps = maps();
    for graph in role_graphs(&maps) {
        let level = |skill| {
            let node = graph.nodes.iter().find(|node| node.skill == skill);
            node.map_or(Level::NONE, |node| node.level)
        };
        for node in &graph.nodes {
            let this = Step { skill: node.skill, level: node.level };
            let needed = graph.edges.iter().any(|edge| edge.need == this);
            assert!(node.asked == Some(node.level) || needed, "{:?}", maps[node.skill].id);
            for level in Level::NONE.up_to(node.level) {
                let of = Step { level, ..this };
                let drawn = graph.edges.iter().filter(|edge| edge.of == of);
                let drawn: Vec<Step> = drawn.map(|edge| edge.need).collect();
                let needs: Vec<Step> = maps.prerequisites(of).collect();
                assert_eq!(drawn, needs);
            }
        }
        for edge in &graph.edges {
            assert!(edge.of.level <= level(edge.of.skill));
            assert!(edge.need.level <= level(edge.need.skill));
        }
    }
}

#[test]
fn what_is_later_waits_for_something_that_is_not_done() {
    for graph in plan_graphs(&maps()) {
        for (at, node) in graph.nodes.iter().enumerate() {
            let waits = graph.edges.iter().any(|edge| {
                let before = graph.nodes[edge.from].state;
                edge.to == at && before != State::Done
            });
            assert!(node.state != State::Later || waits, "{}", node.label);
            assert!(node.state != State::Done || !waits, "{}", node.label);
        }
    }
}

#[test]
fn every_graph_is_small_enough_to_be_drawn_where_markdown_is_read() {
    let maps = maps();
    for graph in role_graphs(&maps) {
        let text = mermaid(&GraphAnswer { maps: &maps, graph }.document());
        assert!(text.matches("-->").count() <= MOST_EDGES);
        assert!(text.len() <= MOST_CHARACTERS);
    }
    for graph in plan_graphs(&maps) {
        assert!(graph.edges.len() <= MOST_EDGES);
        assert!(flowchart(&graph).len() <= MOST_CHARACTERS);
    }
}
