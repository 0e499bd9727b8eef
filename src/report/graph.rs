//! Two graphs: what a role asks for with all prerequisites (`skillgap maps graph`), and which steps of a plan wait for
//! which.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::areas::sections;
use super::document::{
    Block, Cell, Cluster, Document, Edge, Graph, Node, State, Table, Text, Tone,
};
use super::json::{RoleRef, SkillRef, StepJson, ids};
use super::phrases::{at_seniority, count, requirement_name};
use super::roadmap::stage_title;
use super::roles::level_or_dash;
use super::text::text;
use crate::domain::assessment::Assessment;
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::graph::{self, RoleGraph};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::roadmap::stages::stages;
use crate::domain::roadmap::{PlannedStep, Roadmap};
use crate::domain::role::Requirement;

/// The skills that a role asks for, with their prerequisites.
pub struct GraphAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The graph.
    pub graph: RoleGraph<'m>,
}

impl Answer for GraphAnswer<'_> {
    const KIND: &'static str = "graph";
    const ABOUT: &'static str = "what a role asks for and needs";
    const FORMATS: &'static [Format] = &[Format::Dot, Format::Mermaid];
    type Json = GraphJson;

    fn json(&self) -> GraphJson {
        let GraphAnswer { maps, graph } = self;
        let node = |node: &graph::Node| NodeJson {
            skill: SkillRef::new(maps, node.skill),
            area: maps[maps[node.skill].area].id.clone(),
            level: node.level,
            asked: node.asked,
        };
        let edge = |edge: &graph::Edge| EdgeJson {
            from: StepJson::new(maps, edge.need),
            to: StepJson::new(maps, edge.of),
        };
        let group = |(group, target): &(&Requirement, Level)| GroupJson {
            any_of: ids(maps, &group.any_of),
            group: group.group.clone(),
            level: *target,
        };
        GraphJson {
            seniority: graph.seniority,
            role: RoleRef::new(maps, graph.role),
            nodes: graph.nodes.iter().map(node).collect(),
            edges: graph.edges.iter().map(edge).collect(),
            groups: graph.groups.iter().map(group).collect(),
        }
    }

    fn document(&self) -> Document {
        let GraphAnswer { maps, graph } = self;
        let mut document = Document::default();
        document.title(text!(
            "**{}**<quiet> · {}</>",
            maps[graph.role].name,
            at_seniority(maps, &[graph.role], graph.seniority)
        ));
        let asked = graph.nodes.iter().filter(|n| n.asked.is_some()).count();
        document.say(text!(
            "{}: {} that are asked for, {} that these need, and {} among them.",
            count(graph.nodes.len(), "skill", "skills"),
            asked,
            graph.nodes.len() - asked,
            count(graph.edges.len(), "prerequisite", "prerequisites")
        ));
        document.push(Block::Graph(drawn(maps, graph)));
        document.heading("Skill by skill");
        document.table(table(maps, graph));
        document.say(text!(
            "<quiet>Level is the highest that is asked for or needed. Needs are listed level by level: “2 for 1” means that level 1 of the skill needs level 2.</>"
        ));
        document.commands([(
            format!("skillgap maps graph {} --format dot | dot -Tsvg", maps[graph.role].id),
            "the same as a picture, with Graphviz",
        )]);
        document
    }
}

fn drawn(maps: &SkillMaps, graph: &RoleGraph<'_>) -> Graph {
    let nodes = graph.nodes.iter().map(|node| Node {
        id: maps[node.skill].id.clone(),
        label: match node.asked.filter(|asked| *asked < node.level) {
            Some(asked) => format!("{} {}, of which {asked}", maps[node.skill].name, node.level),
            None => format!("{} {}", maps[node.skill].name, node.level),
        },
        state: match node.asked {
            Some(_) => State::Asked,
            None => State::Needed,
        },
    });
    let places = places(graph.nodes.iter().map(|node| node.skill));
    let clusters = graph.groups.iter().map(|(group, target)| Cluster {
        label: format!("{} {target}, any of these", requirement_name(maps, group)),
        members: group.any_of.iter().map(|skill| places[skill]).collect(),
    });
    let edges = needs(graph).into_iter().map(|((of, need), label)| Edge {
        from: places[&need],
        to: places[&of],
        label,
    });
    Graph {
        title: format!("What {} needs · {}", maps[graph.role].name, at_seniority(maps, &[graph.role], graph.seniority)),
        caption: "An arrow leads from what is needed to what needs it: “2 for 1” is level 2 of the one for level 1 of the other."
            .to_string(),
        nodes: nodes.collect(),
        clusters: clusters.collect(),
        edges: edges.collect(),
    }
}

/// Returns which levels each skill needs of each other skill, such as `1 for 1, 2 for 2`. The keys are (the skill that
/// needs, the skill that is needed).
fn needs(graph: &RoleGraph<'_>) -> BTreeMap<(SkillIndex, SkillIndex), String> {
    let mut needs: BTreeMap<(SkillIndex, SkillIndex), String> = BTreeMap::new();
    for edge in &graph.edges {
        let levels = needs.entry((edge.of.skill, edge.need.skill)).or_default();
        if !levels.is_empty() {
            levels.push_str(", ");
        }
        levels.push_str(&format!("{} for {}", edge.need.level, edge.of.level));
    }
    needs
}

fn places(skills: impl Iterator<Item = SkillIndex>) -> BTreeMap<SkillIndex, usize> {
    skills.enumerate().map(|(at, skill)| (skill, at)).collect()
}

fn table(maps: &SkillMaps, graph: &RoleGraph<'_>) -> Table {
    let of_area = |area| graph.nodes.iter().filter(move |node| maps[node.skill].area == area);
    let tone = |node: &graph::Node| if node.asked.is_some() { Tone::Strong } else { Tone::Plain };
    sections(maps, |area| of_area(area).collect())
        .text("Skill", |node| Cell::toned(&maps[node.skill].name, tone(node)))
        .number("Level", |node| node.level.to_string())
        .number("Asked", |node| level_or_dash(node.asked.unwrap_or_default()))
        .details(|node| details(maps, graph, node))
        .into()
}

/// Returns the groups that a skill belongs to, and its prerequisites.
fn details(maps: &SkillMaps, graph: &RoleGraph<'_>, node: &graph::Node) -> Vec<Text> {
    let groups = graph.groups.iter().filter(|(group, _)| group.any_of.contains(&node.skill));
    let mut details: Vec<Text> = groups
        .map(|(group, _)| {
            let name = requirement_name(maps, group);
            text!("<quiet>{}: one of {}, any of which is enough</>", name, group.any_of.len())
        })
        .collect();
    let needs: Vec<String> = needs(graph)
        .into_iter()
        .filter(|((of, _), _)| *of == node.skill)
        .map(|((_, need), levels)| format!("{} {levels}", maps[need].name))
        .collect();
    if !needs.is_empty() {
        details.push(text!("<quiet>needs {}</>", needs.join("; ")));
    }
    details
}

/// Returns the graph of a plan: the skills of its steps, their prerequisites, and what the roles ask for and the person
/// already has.
pub fn plan_graph(
    maps: &SkillMaps,
    known: &Assessment,
    roadmap: &Roadmap,
    steps: &[PlannedStep],
) -> Graph {
    let planned: Vec<Step> = steps.iter().map(|planned| planned.step).collect();
    let mut levels: BTreeMap<SkillIndex, Level> = BTreeMap::new();
    for role in &roadmap.goal.roles {
        for (requirement, target) in maps[*role].asked(roadmap.goal.seniority) {
            let held = requirement.any_of.iter().map(|skill| (*skill, known.level(*skill)));
            levels.extend(held.filter(|(_, level)| *level >= target));
        }
    }
    let held_needs = steps
        .iter()
        .flat_map(|planned| &planned.needs)
        .filter(|need| known.level(need.skill) >= need.level);
    levels.extend(held_needs.map(|need| (need.skill, known.level(need.skill))));
    for step in &planned {
        let level = levels.entry(step.skill).or_default();
        *level = step.level.max(*level);
    }
    let nodes = levels.iter().map(|(skill, level)| {
        let name = &maps[*skill].name;
        let now = known.level(*skill);
        let (label, state) = if now >= *level {
            (format!("{name} {level}"), State::Done)
        } else if roadmap.can_start.contains(skill) {
            (format!("{name} {now} to {level}"), State::Next)
        } else {
            (format!("{name} {now} to {level}"), State::Later)
        };
        Node { id: maps[*skill].id.clone(), label, state }
    });
    let places = places(levels.keys().copied());
    let clusters = stage_clusters(maps, roadmap, steps.len(), &places);
    let in_stages = match clusters.as_slice() {
        [] => "",
        _ => " A skill is in the stage that finishes it.",
    };
    let mut edges: Vec<Edge> = Vec::new();
    for (skill, top) in &levels {
        let reached = Level::NONE.up_to(*top).map(|level| Step { skill: *skill, level });
        let mut from: Vec<usize> = reached
            .flat_map(|of| maps.prerequisites(of).map(move |need| (of, need)))
            .filter(|(of, need)| {
                if planned.contains(need) {
                    // A level that the person already has waits for nothing, even if the map puts another step before
                    // it.
                    planned.contains(of)
                } else {
                    // A level that the person already has delays nothing, even if the plan raises that skill further.
                    levels.get(&need.skill) <= Some(&known.level(need.skill))
                }
            })
            .filter_map(|(_, need)| places.get(&need.skill).copied())
            .collect();
        from.sort_unstable();
        from.dedup();
        edges.extend(from.into_iter().map(|from| Edge {
            from,
            to: places[skill],
            label: String::new(),
        }));
    }
    Graph {
        title: "What waits for what".to_string(),
        caption: format!(
            "An arrow leads from what is needed to what needs it. Done: you have it already. Next: you could start it today. Later: it waits for something before it.{in_stages}"
        ),
        nodes: nodes.collect(),
        clusters,
        edges,
    }
}

/// Returns the stages of a plan as clusters. A skill belongs to the stage with its last shown step.
fn stage_clusters(
    maps: &SkillMaps,
    roadmap: &Roadmap,
    shown: usize,
    places: &BTreeMap<SkillIndex, usize>,
) -> Vec<Cluster> {
    let mut last: BTreeMap<SkillIndex, usize> = BTreeMap::new();
    for (at, planned) in roadmap.steps.iter().take(shown).enumerate() {
        last.insert(planned.step.skill, at);
    }
    let stages = stages(roadmap);
    if stages.len() < 2 {
        return Vec::new();
    }
    let clusters = stages.into_iter().enumerate().map(|(at, stage)| Cluster {
        label: format!("Stage {}: {}", at + 1, stage_title(maps, roadmap, &stage)),
        members: stage
            .steps
            .clone()
            .filter_map(|step| {
                let skill = roadmap.steps.get(step)?.step.skill;
                (last.get(&skill) == Some(&step)).then(|| places.get(&skill).copied())?
            })
            .collect(),
    });
    clusters.filter(|cluster| !cluster.members.is_empty()).collect()
}

/// The content of a `graph` document.
#[derive(Debug, JsonSchema, Serialize)]
pub struct GraphJson {
    /// Which column of targets counts.
    seniority: Seniority,
    #[serde(flatten)]
    role: RoleRef,
    /// The skills that are asked or needed.
    nodes: Vec<NodeJson>,
    /// What needs what.
    edges: Vec<EdgeJson>,
    /// Where any of several skills will do.
    groups: Vec<GroupJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct NodeJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The id of the area.
    area: String,
    /// The highest level that is asked or needed.
    level: Level,
    /// The level that the role asks for; null when only other skills need it.
    asked: Option<Level>,
}

/// `to` needs `from`.
#[derive(Debug, JsonSchema, Serialize)]
struct EdgeJson {
    /// What is needed.
    from: StepJson,
    /// What needs it.
    to: StepJson,
}

#[derive(Debug, JsonSchema, Serialize)]
struct GroupJson {
    /// The ids of the members, by demand.
    any_of: Vec<String>,
    /// What the group is called; null where the map gives it no name.
    group: Option<Str>,
    /// The level that is asked of one of them.
    level: Level,
}
