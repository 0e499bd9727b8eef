//! The page of one person: where they stand, what is missing, and the plan.

use jiff::civil::Date;

use super::{Axis, Curve, Figure, Page, PageSection, Part, Picture, Plan, Shape};
use crate::domain::assessment::Assessment;
use crate::domain::catalog::AreaIndex;
use crate::domain::gap::{RequirementGap, RoleGap};
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::Likely;
use crate::domain::maps::SkillMaps;
use crate::domain::progress::Course;
use crate::domain::roadmap::timeline::{Pace, Timeline};
use crate::domain::roadmap::{PlannedStep, Roadmap};
use crate::report::document::{Cell, Document, Graph, State, Table, Text};
use crate::report::gap::{RoleAnswer, is_known_enough, roles_table};
use crate::report::graph::plan_graph;
use crate::report::likely::{ends, likely_range};
use crate::report::notes::{Note, note_on_days};
use crate::report::phrases::{
    count, known_level, learning_and_projects, percent, requirement_name, role_names, usual_hours,
};
use crate::report::text::text;
use crate::report::to_do::to_do;

/// The answers that the page of a person is made from.
pub(crate) struct PersonPage<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The person's name; `None` if the page leaves it out.
    pub(crate) name: Option<&'m str>,
    /// The date of the page.
    pub(crate) today: Date,
    /// What is known about the person.
    pub(crate) known: &'m Assessment,
    /// The likely levels; `None` unless the person was interviewed.
    pub(crate) likely: Option<&'m Likely>,
    /// The seniority whose targets count.
    pub(crate) seniority: Seniority,
    /// Every role, compared with the person.
    pub(crate) roles: Vec<RoleAnswer<'m>>,
    /// The plan to the goal; `None` if there is no goal.
    pub(crate) roadmap: Option<Roadmap>,
    /// The hours a week and the pace; `None` if the hours are not known.
    pub(crate) pace: Option<Pace>,
    /// The days with ratings.
    pub(crate) days: Vec<Date>,
    /// For each role of the goal, the measurements on those days.
    pub(crate) courses: Vec<Course<'m>>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl PersonPage<'_> {
    /// Returns the page.
    pub(crate) fn page(&self) -> Page {
        let mut sections = vec![self.standing()];
        if let Some(roadmap) = &self.roadmap {
            sections.extend(self.gaps(roadmap));
            sections.extend(self.way(roadmap));
            sections.extend(self.waiting(roadmap));
        }
        sections.extend(self.progress());
        sections.extend(self.notes());
        sections.push(self.sources());
        Page {
            title: self.title(),
            figures: self.figures(),
            about: self.about(),
            sections,
            footer: footer(self.maps, true),
        }
    }

    fn title(&self) -> String {
        let way = match &self.roadmap {
            Some(roadmap) => format!(
                "The way to {}, {}",
                role_names(self.maps, &roadmap.goal.roles),
                self.seniority
            ),
            None => "Where you stand".to_string(),
        };
        self.name.map_or(way.clone(), |name| format!("{name}: {}", lower_first(&way)))
    }

    /// Returns the most important figures about the person's progress.
    fn figures(&self) -> Vec<Figure> {
        let Some(roadmap) = &self.roadmap else { return Vec::new() };
        let mut figures = Vec::new();
        if let Some(gap) = self.of_goal(roadmap) {
            let likely = self.likely.map(|likely| likely.readiness(gap));
            if let Some(likely) = likely {
                let ready = match likely.is_vague() {
                    true => likely_range(likely),
                    false => format!("likely {}", percent(likely.likely)),
                };
                let share = (likely.low.fraction(), likely.high.fraction());
                figures.push(Figure::new("Ready", ready).with_share(share.0, share.1));
            } else if is_known_enough(gap.coverage()) {
                let (now, most) = (gap.readiness(), gap.readiness_high());
                let ready = Figure::new("Ready", percent(now));
                figures.push(ready.with_share(now.fraction(), most.fraction()));
            } else {
                let known = gap.coverage();
                let settled = Figure::new("Known so far", percent(known));
                figures.push(settled.with_share(known.fraction(), known.fraction()));
            }
            let (core, core_asked) = gap.core_met_of_asked();
            figures.push(Figure::new("Core skills met", format!("{core} of {core_asked}")));
        }
        figures.push(Figure::new("Steps to go", roadmap.steps.len().to_string()));
        let projects = roadmap.reached_projects().count();
        if projects > 0 {
            figures.push(Figure::new("Projects", projects.to_string()));
        }
        let all: u32 = roadmap.hours.typical + roadmap.project_hours().typical;
        figures.push(Figure::new("Hours, about", format!("{all} h")));
        figures
    }

    fn about(&self) -> Vec<Text> {
        let mut about = Vec::new();
        if let Some(roadmap) = &self.roadmap {
            let gap = self.of_goal(roadmap);
            let likely = self.likely.zip(gap).map(|(likely, gap)| likely.readiness(gap));
            if let Some(likely) = likely.filter(|likely| likely.is_vague()) {
                about.push(text!(
                    "Between **{}** of the targets of this map are met: too little is known yet to say more. Answer more with `skillgap assess`.",
                    ends(likely)
                ));
            } else if let Some(likely) = likely {
                about.push(text!(
                    "By your answers **{}** of the targets of this map are likely met, between {} and {}.",
                    percent(likely.likely),
                    percent(likely.low),
                    percent(likely.high)
                ));
            } else if let Some(gap) = gap.filter(|gap| is_known_enough(gap.coverage())) {
                let (met, asked) = gap.met_of_asked();
                about.push(text!(
                    "**{}** of the targets of this map are met by weight: {} of {}.",
                    percent(gap.readiness()),
                    met,
                    asked
                ));
            } else if gap.is_some() {
                about.push(text!("Too little is known yet to say how ready you are: answer more with `skillgap assess`."));
            }
            if !roadmap.steps.is_empty() {
                about.push(text!("The plan: {}.", learning_and_projects(roadmap)));
            }
        }
        about.push(text!("<quiet>As of {}.</>", self.today));
        about
    }

    /// Returns the gap of the first role of the goal.
    fn of_goal(&self, roadmap: &Roadmap) -> Option<&RoleGap<'_>> {
        let first = roadmap.goal.roles.first()?;
        self.roles.iter().map(|role| &role.gap).find(|gap| gap.role == *first)
    }

    fn standing(&self) -> PageSection {
        let mut words = Document::default();
        words.table(roles_table(self.maps, self.likely, &self.roles));
        PageSection {
            id: "standing",
            heading: format!("Where you stand against each role, {}", self.seniority),
            parts: vec![Part::Words(words)],
        }
    }

    fn gaps(&self, roadmap: &Roadmap) -> Option<PageSection> {
        let gap = self.of_goal(roadmap)?;
        let maps = self.maps;
        let areas: Vec<Area<'_>> =
            (0..maps.areas().len()).map(AreaIndex).filter_map(|area| Area::of(gap, area)).collect();
        let mut parts = vec![Part::Picture(radar(maps, &areas))];
        for area in &areas {
            let (met, asked) = area.gap.met_of_asked();
            let mut inside = Document::default();
            let open = || area.gap.requirements.iter().filter(|gap| !gap.met());
            if open().next().is_some() {
                inside.table(missing(maps, open()));
            }
            let done = area.gap.requirements.iter().filter(|gap| gap.met());
            let done: Vec<String> =
                done.map(|gap| requirement_name(maps, gap.requirement)).collect();
            if !done.is_empty() {
                inside.say(text!("<good>Met: </>{}.", done.join(", ")));
            }
            parts.push(Part::Folded {
                summary: text!("**{}**<quiet> · {} of {} met</>", maps[area.area].name, met, asked),
                inside,
            });
        }
        Some(PageSection {
            id: "gap",
            heading: format!("What is missing for {}", maps[gap.role].name),
            parts,
        })
    }

    fn way(&self, roadmap: &Roadmap) -> Option<PageSection> {
        if roadmap.steps.is_empty() {
            return None;
        }
        let parts = vec![Part::Plan(self.plan(roadmap))];
        Some(PageSection { id: "plan", heading: "The plan".to_string(), parts })
    }

    /// Returns the days of the plan, if the hours a week are known.
    fn timeline(&self) -> Option<Timeline> {
        self.roadmap.as_ref().zip(self.pace).map(|(roadmap, pace)| Timeline::new(roadmap, pace))
    }

    fn plan(&self, roadmap: &Roadmap) -> Plan {
        let stages = to_do(self.maps, roadmap, self.timeline().as_ref());
        Plan {
            start: Some(self.pace.map_or(self.today, |pace| pace.start)),
            hours_per_week: self.pace.map(|pace| pace.hours_per_week),
            pace: self.pace.map_or(1.0, |pace| pace.factor),
            how_to_keep: text!(
                "Save them, and read them into your profile with `skillgap import FILE`."
            ),
            stages,
        }
    }

    fn waiting(&self, roadmap: &Roadmap) -> Option<PageSection> {
        if roadmap.steps.is_empty() {
            return None;
        }
        let mut graph = plan_graph(self.maps, self.known, roadmap, &roadmap.steps);
        in_plan_order(self.maps, roadmap, &mut graph);
        drop_detours(&mut graph);
        let needs = |at: usize| -> Vec<String> {
            let into = graph.edges.iter().filter(|edge| edge.to == at);
            into.map(|edge| graph.nodes[edge.from].label.clone()).collect()
        };
        let table = Table::of(graph.nodes.iter().enumerate())
            .text("Skill", |(_, node)| Cell::strong(&node.label))
            .word("State", |(_, node)| match node.state {
                State::Done => "done",
                State::Next => "next",
                _ => "later",
            })
            .text("Builds on", |(at, _)| needs(*at).join(", "));
        let picture = Picture {
            title: "What builds on what".to_string(),
            description: format!(
                "{} from top to bottom in the order of the plan. An arc leads from a skill down to one that needs it; where two arcs lead there through a third skill, the direct arc is left out. Filled: done. Thick edge: you could start it today. Thin edge: it waits for something before it.",
                count(graph.nodes.len(), "skill", "skills")
            ),
            table: table.into(),
            shape: Shape::Arcs(graph),
        };
        Some(PageSection {
            id: "graph",
            heading: "What builds on what".to_string(),
            parts: vec![Part::Picture(picture)],
        })
    }

    fn progress(&self) -> Option<PageSection> {
        if self.days.len() < 2 || self.courses.is_empty() {
            return None;
        }
        let curve = |course: &Course<'_>| Curve {
            label: self.maps[course.role].name.clone(),
            points: self
                .days
                .iter()
                .zip(&course.days)
                .map(|(day, measured)| (*day, measured.gap.readiness().fraction()))
                .collect(),
        };
        let mut rows = Vec::new();
        for course in &self.courses {
            rows.extend(self.days.iter().zip(&course.days).map(move |(day, at)| (course, day, at)));
        }
        let table = Table::of(rows)
            .word("Day", |(_, day, _)| day.to_string())
            .text("Role", |(course, ..)| self.maps[course.role].name.clone())
            .number("Readiness", |(.., at)| percent(at.gap.readiness()))
            .number("Hours to go", |(.., at)| usual_hours(at.hours));
        let picture = Picture {
            title: "Readiness over time".to_string(),
            description: "A point for each day with ratings. A first rating of a skill makes more known; it is not progress by itself.".to_string(),
            shape: Shape::Curves(self.courses.iter().map(curve).collect()),
            table: table.into(),
        };
        Some(PageSection {
            id: "progress",
            heading: "Progress".to_string(),
            parts: vec![Part::Picture(picture)],
        })
    }

    /// What the program noticed in the profile. It stands near the end, because it helps the person who keeps the
    /// profile and nobody to whom they send the page.
    fn notes(&self) -> Option<PageSection> {
        let timeline = self.timeline();
        let on_days = note_on_days(timeline.as_ref());
        let mut notes = self.notes.iter().chain(&on_days).peekable();
        notes.peek()?;
        let mut words = Document::default();
        words.list(notes.map(|note| Text::from(note.to_string())));
        Some(PageSection {
            id: "notes",
            heading: "Notes on the profile".to_string(),
            parts: vec![Part::Words(words)],
        })
    }

    fn sources(&self) -> PageSection {
        let cited = self.roadmap.as_ref().map(|roadmap| {
            let requirements =
                roadmap.goal.roles.iter().flat_map(|role| &self.maps[*role].requirements);
            let keys = requirements.flat_map(|requirement| &requirement.evidence);
            let ids = keys.map(|key| key.split(':').next().unwrap_or_default());
            ids.map(str::to_string).collect::<std::collections::BTreeSet<String>>()
        });
        let sources = self.maps.sources().iter();
        let sources: Vec<_> = sources
            .filter(|source| cited.as_ref().is_none_or(|ids| ids.contains(&source.id)))
            .collect();
        let mut words = Document::default();
        words.say("What the roles ask for is based on these public sources.");
        words.list(sources.iter().map(|source| {
            text!(
                "{}<quiet>, {} · {}  </>`{}`",
                source.name,
                source.publisher,
                source.license,
                source.url
            )
        }));
        PageSection {
            id: "sources",
            heading: "Sources".to_string(),
            parts: vec![Part::Folded {
                summary: count(sources.len(), "source", "sources").into(),
                inside: words,
            }],
        }
    }
}

/// Returns the lines at the end of every page. `has_ticks` adds a sentence about ticks.
pub(super) fn footer(maps: &SkillMaps, has_ticks: bool) -> Vec<Text> {
    let ticks =
        if has_ticks { " What you tick stays in this browser until you save it." } else { "" };
    vec![
        text!(
            "<quiet>Made by skillgap with maps of {}. Readiness is measured against these maps only; it is not a chance of being hired.</>",
            maps.version()
        ),
        text!("<quiet>The page sends nothing anywhere.{}</>", ticks),
    ]
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The requirements of a role in one area.
struct Area<'m> {
    area: AreaIndex,
    gap: RoleGap<'m>,
}

impl<'m> Area<'m> {
    fn of(gap: &RoleGap<'m>, area: AreaIndex) -> Option<Area<'m>> {
        let gap = gap.of_area(area);
        (!gap.requirements.is_empty()).then_some(Area { area, gap })
    }

    /// Returns two means over the requirements: of the level now, counted up to the target, and of the target.
    fn levels(&self) -> (f64, f64) {
        let asked = self.gap.requirements.len() as f64;
        let sum = |level: &dyn Fn(&RequirementGap<'_>) -> Level| -> f64 {
            self.gap.requirements.iter().map(|gap| level(gap).index() as f64).sum()
        };
        (sum(&|gap| gap.level().min(gap.target)) / asked, sum(&|gap| gap.target) / asked)
    }
}

fn radar(maps: &SkillMaps, areas: &[Area<'_>]) -> Picture {
    let axis = |area: &Area<'_>| {
        let (now, target) = area.levels();
        Axis { label: maps[area.area].name.clone(), now, target }
    };
    let axes: Vec<Axis> = areas.iter().map(axis).collect();
    let levels = axes.iter().map(|axis| axis.target.ceil() as u8).max().unwrap_or_default().max(1);
    let table = Table::of(areas)
        .text("Area", |area| Cell::strong(&maps[area.area].name))
        .word("Readiness", |area| Cell::Bar {
            part: area.gap.readiness().fraction(),
            possible: area.gap.readiness_high().fraction(),
        })
        .number("Level now", |area| format!("{:.1}", area.levels().0))
        .number("Asked", |area| format!("{:.1}", area.levels().1))
        .number("Met", |area| {
            let (met, asked) = area.gap.met_of_asked();
            format!("{met} of {asked}")
        });
    Picture {
        title: "The areas, now and as asked".to_string(),
        description: format!(
            "An axis for each area, from level 0 in the middle to level {levels} at the rim. The filled shape is the mean level of what is asked there, counted up to each target; the dashed line is the mean target."
        ),
        shape: Shape::Radar { axes, levels },
        table: table.into(),
    }
}

/// Returns a table of the requirements that are not met, with the can-do sentences of the level now and of the target.
fn missing<'a>(maps: &SkillMaps, gaps: impl Iterator<Item = &'a RequirementGap<'a>>) -> Table {
    let sentence =
        |gap: &RequirementGap<'_>, level: Level| maps[gap.best].can_do(level).to_string();
    Table::of(gaps)
        .text("Skill", |gap| Cell::strong(requirement_name(maps, gap.requirement)))
        .word("Importance", |gap| gap.requirement.importance.word())
        .number("Level", |gap| known_level(gap))
        .number("Target", |gap| gap.target.to_string())
        .details(|gap| {
            let mut details = Vec::new();
            if gap.requirement.is_group() {
                let names: Vec<&str> =
                    gap.requirement.any_of.iter().map(|skill| maps[*skill].name.as_str()).collect();
                details.push(text!(
                    "<quiet>any of {}; shown for {}</>",
                    names.join(", "),
                    maps[gap.best].name
                ));
            }
            if gap.level() > Level::NONE {
                details.push(text!("<quiet>Now: </>{}", sentence(gap, gap.level())));
            }
            details.push(text!("<quiet>Target: </>{}", sentence(gap, gap.target)));
            details
        })
        .into()
}

/// Sorts the nodes of a graph by the order of the plan. What the person already has comes first.
fn in_plan_order(maps: &SkillMaps, roadmap: &Roadmap, graph: &mut Graph) {
    let place = |id: &str| {
        let step = |planned: &PlannedStep| maps[planned.step.skill].id == id;
        roadmap.steps.iter().position(step).map_or(0, |at| at + 1)
    };
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|at| place(&graph.nodes[*at].id));
    let mut now_at = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        now_at[*old] = new;
    }
    graph.nodes = order.iter().map(|old| graph.nodes[*old].clone()).collect();
    for edge in &mut graph.edges {
        edge.from = now_at[edge.from];
        edge.to = now_at[edge.to];
    }
}

/// Removes each edge from a node down to another if a longer path of downward edges joins the same two nodes.
fn drop_detours(graph: &mut Graph) {
    let all = graph.nodes.len();
    // `far[a][b]`: a path of at least two edges leads down from a to b.
    let mut far = vec![vec![false; all]; all];
    let mut reached = vec![vec![false; all]; all];
    for from in (0..all).rev() {
        let down = graph.edges.iter().filter(|edge| edge.from == from && edge.to > from);
        for edge in down {
            reached[from][edge.to] = true;
            for to in 0..all {
                if reached[edge.to][to] {
                    far[from][to] = true;
                    reached[from][to] = true;
                }
            }
        }
    }
    graph.edges.retain(|edge| edge.to < edge.from || !far[edge.from][edge.to]);
}
