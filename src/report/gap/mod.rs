//! The gap as an answer: every specialization side by side, or one with every requirement.

mod json;

pub use json::{GapJson, json};

use crate::domain::assessment::{Assessment, Standing};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::gap::{Fraction, RequirementGap, RoleGap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::role::Importance;
use crate::report::document::{
    Block, Cell, Column, Document, Mark, Row, Section, Table, Text, Tone,
};
use crate::report::phrases::{
    and_list, count, hours, hours_range, known_level, percent, requirement_name, some_names,
    usual_hours,
};

/// Whether enough is settled to rank anything, or to say how ready somebody is: at least a half.
pub fn is_known_enough(coverage: Fraction) -> bool {
    coverage.part * 2 >= coverage.whole
}

/// One person against some roles.
#[derive(Clone)]
pub struct GapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What the person is called.
    pub name: Option<&'m str>,
    /// What is known about the person.
    pub assessment: &'m Assessment,
    /// The columns of targets that were asked for.
    pub seniorities: Vec<Seniority>,
    /// The roles, each at each seniority.
    pub roles: Vec<RoleAnswer<'m>>,
    /// Whether the user named roles: then every requirement is shown.
    pub in_detail: bool,
    /// Things to know beside the rest.
    pub notes: Vec<String>,
}

/// One role's gap, with the hours that close it.
#[derive(Clone)]
pub struct RoleAnswer<'m> {
    /// The gap.
    pub gap: RoleGap<'m>,
    /// The hours of the plan that closes it.
    pub hours: Hours,
}

impl RoleAnswer<'_> {
    pub(super) fn known_enough(&self) -> bool {
        is_known_enough(self.gap.coverage())
    }
}

/// What is known of the skills that roles ask for: how many are rated, inferred and not rated.
struct Known {
    rated: usize,
    inferred: usize,
    not_rated: usize,
}

impl Known {
    fn of(answer: &GapAnswer<'_>) -> Known {
        let mut skills: Vec<SkillIndex> = Vec::new();
        for role in &answer.roles {
            skills.extend(role.gap.skills());
        }
        skills.sort();
        skills.dedup();
        let mut known = Known { rated: 0, inferred: 0, not_rated: 0 };
        for skill in skills {
            match answer.assessment.standing(skill) {
                Standing::Rated(_) => known.rated += 1,
                Standing::Inferred { .. } => known.inferred += 1,
                Standing::NotRated => known.not_rated += 1,
            }
        }
        known
    }
}

/// The answer for people.
pub fn document(answer: &GapAnswer<'_>) -> Document {
    let mut document = Document::default();
    if answer.in_detail {
        for role in &answer.roles {
            in_detail(answer, role, &mut document);
        }
    } else {
        side_by_side(answer, &mut document);
    }
    for note in &answer.notes {
        document.push(Block::Note(note.as_str().into()));
    }
    document
}

fn side_by_side(answer: &GapAnswer<'_>, document: &mut Document) {
    let known = Known::of(answer);
    let whose =
        answer.name.map_or("Where you stand".to_string(), |name| format!("Where {name} stands"));
    document.push(Block::Title(Text::new(whose, Tone::Strong).and(
        format!(
            " · {} rated, {} inferred, {} not rated",
            known.rated, known.inferred, known.not_rated
        ),
        Tone::Quiet,
    )));
    let unknown: Vec<&RoleAnswer<'_>> = answer.roles.iter().filter(|r| !r.known_enough()).collect();
    if let Some(text) = how_little(&unknown, unknown.len() == answer.roles.len()) {
        document.say(text);
    }
    can_already(answer, &strengths(answer, answer.maps.skill_indices()), document);
    for seniority in &answer.seniorities {
        let mut roles: Vec<&RoleAnswer<'_>> =
            answer.roles.iter().filter(|role| role.gap.seniority == *seniority).collect();
        if roles.iter().all(|role| role.known_enough()) {
            let readiness = |role: &&RoleAnswer<'_>| role.gap.readiness();
            roles.sort_by(|a, b| {
                let (a, b) = (readiness(a), readiness(b));
                (b.part * a.whole).cmp(&(a.part * b.whole))
            });
        }
        document.heading(format!("Against each role, {seniority}"));
        document.push(Block::Table(roles_table(answer.maps, &roles)));
    }
    document.say(Text::new(
        "Readiness is the weight of this map's targets that are met, not a chance of being hired. Settled is how much of that weight your ratings decide. To ready are the hours at the usual pace, and from a fast to a slow one.",
        Tone::Quiet,
    ));
    document.push(Block::Commands(vec![
        ("skillgap gap --role ROLE".to_string(), "every requirement of a role".to_string()),
        ("skillgap roadmap --role ROLE".to_string(), "the way there, in order".to_string()),
    ]));
}

/// What to say first when too little is known.
pub(super) fn how_little(unknown: &[&RoleAnswer<'_>], all: bool) -> Option<Text> {
    let settled = |role: &&RoleAnswer<'_>| role.gap.coverage().percent();
    let least = unknown.iter().map(settled).min()?;
    let most = unknown.iter().map(settled).max()?;
    let range = if least == most { format!("{least} %") } else { format!("{least} to {most} %") };
    Some(
        Text::new(
            if all {
                "Too little is known yet to say how ready you are: "
            } else {
                "Of some roles too little is known yet to say how ready you are: "
            },
            Tone::Warn,
        )
        .and(
            format!("your ratings settle {range} of what is asked. To change that, answer more: "),
            Tone::Plain,
        )
        .and("skillgap assess", Tone::Code)
        .and(" in a terminal, or ", Tone::Plain)
        .and("skillgap rate SKILL=LEVEL …", Tone::Code)
        .and(".", Tone::Plain),
    )
}

pub(super) fn roles_table(maps: &SkillMaps, roles: &[&RoleAnswer<'_>]) -> Table {
    let rows = roles
        .iter()
        .map(|role| {
            let gap = &role.gap;
            let (met, asked) = gap.met_of_asked();
            let (core_met, core_asked) = gap.core_met_of_asked();
            let known = role.known_enough();
            Row::new(vec![
                Cell::toned(&maps[gap.role].name, Tone::Strong),
                if known {
                    Cell::Bar {
                        part: gap.readiness().fraction(),
                        possible: gap.readiness_high().fraction(),
                    }
                } else {
                    Cell::toned("not known", Tone::Quiet)
                },
                Cell::plain(format!("{core_met} of {core_asked}")),
                Cell::plain(format!("{met} of {asked}")),
                Cell::plain(percent(gap.coverage())),
                Cell::plain(usual_hours(role.hours)),
                Cell::toned(hours_range(role.hours), Tone::Quiet),
            ])
        })
        .collect();
    Table {
        columns: vec![
            Column::text("Role"),
            Column::word("Readiness"),
            Column::number("Core met").if_room(1),
            Column::number("Met").if_room(3),
            Column::number("Settled").if_room(4),
            Column::number("To ready"),
            Column::number("Fast–slow").if_room(2),
        ],
        sections: vec![Section { heading: None, rows }],
    }
}

fn in_detail(answer: &GapAnswer<'_>, role: &RoleAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let gap = &role.gap;
    document.push(Block::Title(
        Text::new(&maps[gap.role].name, Tone::Strong)
            .and(format!(" · {}", gap.seniority), Tone::Quiet),
    ));
    summary(role, document);
    can_already(answer, &strengths(answer, gap.skills().into_iter()), document);
    let mut sections = Vec::new();
    for area in areas(maps, gap) {
        let part = gap.of_area(area);
        let (met, asked) = part.met_of_asked();
        let heading = Text::new(&maps[area].name, Tone::Strong)
            .and(format!(" · {met} of {asked} met"), Tone::Quiet);
        sections.push(Section {
            heading: Some(heading),
            rows: part
                .requirements
                .iter()
                .map(|requirement| requirement_row(maps, requirement))
                .collect(),
        });
    }
    document.heading("What is asked");
    document.push(Block::Table(Table {
        columns: vec![
            Column::word(""),
            Column::text("Skill"),
            Column::word("Importance").if_room(1),
            Column::number("Level"),
            Column::number("Target"),
            Column::word("Missing"),
        ],
        sections,
    }));
    document.say(Text::new(
        "Level: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert, ? not rated; 1–3 follows from other ratings.",
        Tone::Quiet,
    ));
    document.push(Block::Commands(vec![
        (
            format!("skillgap roadmap --role {}", maps[gap.role].id),
            "the way there, in order".to_string(),
        ),
        ("skillgap skills SKILL".to_string(), "what each level of a skill means".to_string()),
    ]));
}

pub(super) fn summary(role: &RoleAnswer<'_>, document: &mut Document) {
    let gap = &role.gap;
    let unknown: Vec<_> = [role].into_iter().filter(|r| !r.known_enough()).collect();
    if let Some(text) = how_little(&unknown, true) {
        document.say(text);
    } else {
        let now = gap.readiness();
        let high = gap.readiness_high();
        let mut text = Text::new(percent(now), Tone::Strong)
            .and(format!(" of what this map asks of a {} is met", gap.seniority), Tone::Plain);
        if high.part > now.part {
            text = text
                .and(format!(", up to {} once everything is rated", percent(high)), Tone::Plain);
        }
        document.say(text.and(".", Tone::Plain));
    }
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    document.push(Block::Facts(vec![
        ("Core met".to_string(), format!("{core_met} of {core_asked}").into()),
        ("Met".to_string(), format!("{met} of {asked}").into()),
        ("Settled".to_string(), percent(gap.coverage()).into()),
        ("Hours to ready".to_string(), hours(role.hours).into()),
    ]));
}

fn requirement_row(maps: &SkillMaps, gap: &RequirementGap<'_>) -> Row {
    let requirement = gap.requirement;
    let mark = match (gap.met(), gap.settled()) {
        (true, _) => Mark::Yes,
        (false, true) => Mark::No,
        (false, false) => Mark::Unknown,
    };
    let missing = match mark {
        Mark::Yes => Cell::toned("", Tone::Plain),
        Mark::No => Cell::toned(count(usize::from(gap.gap()), "level", "levels"), Tone::Warn),
        Mark::Unknown => Cell::toned("rate it", Tone::Quiet),
    };
    let importance = match requirement.importance {
        Importance::Core => Tone::Strong,
        Importance::Important => Tone::Plain,
        Importance::Helpful => Tone::Quiet,
    };
    let mut details = Vec::new();
    if requirement.is_group() {
        let mut text =
            Text::new(format!("any of {}", some_names(maps, &requirement.any_of, 8)), Tone::Quiet);
        if gap.level() > Level::NONE {
            text = text.and(format!("; nearest: {}", maps[gap.best].name), Tone::Plain);
        }
        details.push(text);
    }
    Row {
        cells: vec![
            Cell::Mark(mark),
            Cell::plain(requirement_name(maps, requirement)),
            Cell::toned(requirement.importance.word(), importance),
            Cell::plain(known_level(gap)),
            Cell::plain(gap.target.to_string()),
            missing,
        ],
        details,
    }
}

/// The areas in which a role asks for something.
fn areas(maps: &SkillMaps, gap: &RoleGap<'_>) -> Vec<AreaIndex> {
    (0..maps.areas().len())
        .map(AreaIndex)
        .filter(|area| {
            let of_area = |requirement: &RequirementGap<'_>| requirement.requirement.area == *area;
            gap.requirements.iter().any(of_area)
        })
        .collect()
}

/// The skills of which the person can do something, strongest first.
pub(super) fn strengths(
    answer: &GapAnswer<'_>,
    skills: impl Iterator<Item = SkillIndex>,
) -> Vec<(SkillIndex, Level)> {
    let mut found: Vec<(SkillIndex, Level)> = skills
        .filter_map(|skill| {
            let level = answer.assessment.standing(skill).rated()?;
            (level > Level::NONE).then_some((skill, level))
        })
        .collect();
    found.sort_by_key(|(skill, level)| (std::cmp::Reverse(*level), *skill));
    found
}

pub(super) fn can_already(
    answer: &GapAnswer<'_>,
    strengths: &[(SkillIndex, Level)],
    document: &mut Document,
) {
    const MOST: usize = 5;
    if strengths.is_empty() {
        return;
    }
    let whose = answer.name.map_or("What you can already do".to_string(), |name| {
        format!("What {name} can already do")
    });
    document.heading(whose);
    let mut items: Vec<Text> = strengths
        .iter()
        .take(MOST)
        .map(|(skill, level)| {
            let skill = &answer.maps[*skill];
            Text::new(format!("{} {level}", skill.name), Tone::Good)
                .and(format!(": {}", skill.can_do(*level)), Tone::Plain)
        })
        .collect();
    if strengths.len() > MOST {
        let names: Vec<String> = strengths[MOST..]
            .iter()
            .map(|(skill, level)| format!("{} {level}", answer.maps[*skill].name))
            .collect();
        items.push(Text::new(format!("and {}", and_list(&names)), Tone::Quiet));
    }
    document.push(Block::List(items));
}
