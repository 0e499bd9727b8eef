//! `skillgap gap`: all roles side by side, or one role with every requirement.

mod json;

pub(crate) use json::{GapJson, RoleGapJson};

use crate::domain::assessment::{Assessment, Standing};
use crate::domain::catalog::{AreaIndex, SkillIndex};
use crate::domain::gap::{Fraction, RequirementGap, RoleGap};
use crate::domain::hours::Hours;
use crate::domain::level::{Level, Seniority};
use crate::domain::likely::{Basis, Likely, LikelyReadiness, Verdict, reasons};
use crate::domain::maps::SkillMaps;
use crate::domain::role::Importance;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Mark, Table, Text, Tone};
use crate::report::likely::{because, ends, likely_range, verdict_words};
use crate::report::notes::{Note, put_notes};
use crate::report::phrases::{
    and_list, at_seniority, count, hours, hours_range, known_level, of_seniority, percent,
    requirement_name, some_names, usual_hours,
};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// Returns whether enough is settled to rank roles and to say how ready somebody is: at least half of the weight.
pub(crate) fn is_known_enough(coverage: Fraction) -> bool {
    coverage.part * 2 >= coverage.whole
}

/// One person compared with some roles.
#[derive(Clone)]
pub struct GapAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// The person's name.
    pub name: Option<&'m str>,
    /// What is known about the person.
    pub assessment: &'m Assessment,
    /// The likely levels; `None` unless the person was interviewed.
    pub likely: Option<&'m Likely>,
    /// The seniorities that were requested.
    pub seniorities: Vec<Seniority>,
    /// The roles, each at each seniority.
    pub roles: Vec<RoleAnswer<'m>>,
    /// Whether the user named roles, so that every requirement is shown.
    pub in_detail: bool,
    /// The notes of the answer.
    pub notes: Vec<Note>,
}

/// The gap of one role, with the hours that close it.
#[derive(Clone)]
pub struct RoleAnswer<'m> {
    /// The gap.
    pub gap: RoleGap<'m>,
    /// The hours of the plan that closes it.
    pub hours: Hours,
}

impl RoleAnswer<'_> {
    /// Returns the gap for scripts.
    pub(super) fn json(&self, maps: &SkillMaps, known: &Assessment) -> RoleGapJson {
        json::role_json(maps, known, None, self)
    }

    pub(super) fn known_enough(&self) -> bool {
        is_known_enough(self.gap.coverage())
    }
}

/// How many of the skills that the roles ask for are rated, inferred and not rated.
struct KnownCounts {
    rated: usize,
    inferred: usize,
    not_rated: usize,
}

impl KnownCounts {
    fn of(answer: &GapAnswer<'_>) -> KnownCounts {
        let mut skills: Vec<SkillIndex> = Vec::new();
        for role in &answer.roles {
            skills.extend(role.gap.skills());
        }
        skills.sort();
        skills.dedup();
        let mut known = KnownCounts { rated: 0, inferred: 0, not_rated: 0 };
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

impl GapAnswer<'_> {
    pub(super) fn likely_readiness(&self, role: &RoleAnswer<'_>) -> Option<LikelyReadiness> {
        self.likely.map(|likely| likely.readiness(&role.gap))
    }

    fn verdict(&self, gap: &RequirementGap<'_>) -> Verdict {
        Verdict::of(self.assessment, self.likely, gap)
    }
}

impl Answer for GapAnswer<'_> {
    const KIND: &'static str = "gap";
    const ABOUT: &'static str = "where a person stands against roles";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[json::ROLES, json::REQUIREMENTS];
    type Json = GapJson;

    fn json(&self) -> GapJson {
        json::json(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        if self.in_detail {
            for role in &self.roles {
                in_detail(self, role, &mut document);
            }
        } else {
            side_by_side(self, &mut document);
        }
        put_notes(&self.notes, &mut document);
        document
    }

    fn csv(&self) -> usize {
        usize::from(self.in_detail)
    }
}

fn side_by_side(answer: &GapAnswer<'_>, document: &mut Document) {
    let KnownCounts { rated, inferred, not_rated } = KnownCounts::of(answer);
    let whose = answer.name.map_or("Where you stand".into(), |name| format!("Where {name} stands"));
    document.title(text!(
        "**{}**<quiet> · {} rated, {} inferred, {} not rated</>",
        whose,
        rated,
        inferred,
        not_rated
    ));
    let unknown: Vec<&RoleAnswer<'_>> = answer.roles.iter().filter(|r| !r.known_enough()).collect();
    if let Some(text) = how_little(&unknown, unknown.len() == answer.roles.len())
        && answer.likely.is_none()
    {
        document.say(text);
    }
    can_already(answer, &strengths(answer, answer.maps.skill_indices()), document);
    for seniority in &answer.seniorities {
        let mut roles: Vec<&RoleAnswer<'_>> =
            answer.roles.iter().filter(|role| role.gap.seniority == *seniority).collect();
        if answer.likely.is_some() || roles.iter().all(|role| role.known_enough()) {
            let readiness = |role: &RoleAnswer<'_>| {
                answer.likely_readiness(role).map_or(role.gap.readiness(), |likely| likely.likely)
            };
            roles.sort_by(|a, b| {
                let (a, b) = (readiness(a), readiness(b));
                (b.part * a.whole).cmp(&(a.part * b.whole))
            });
        }
        document.heading(format!("Against each role, {seniority}"));
        document.table(roles_table(answer.maps, answer.likely, roles));
    }
    document.commands([
        ("skillgap gap --role ROLE", "every requirement of a role"),
        ("skillgap roadmap --role ROLE", "the steps to a role, in order"),
    ]);
}

/// Returns a warning that too little is known about these roles; `None` if there are none. `all` says that no other
/// roles are shown.
pub(super) fn how_little(unknown: &[&RoleAnswer<'_>], all: bool) -> Option<Text> {
    let settled = |role: &&RoleAnswer<'_>| role.gap.coverage().percent();
    let least = unknown.iter().map(settled).min()?;
    let most = unknown.iter().map(settled).max()?;
    let range = if least == most { format!("{least} %") } else { format!("{least} to {most} %") };
    let of = if all { "" } else { " for some of these roles" };
    Some(text!(
        "<warn>Too little is known yet to say how ready you are{}: </>your ratings settle {} of what is asked. To change that, answer more: `skillgap assess` in a terminal, or `skillgap rate SKILL=LEVEL …`.",
        of,
        range
    ))
}

/// Explains the column of readiness.
pub(crate) const READINESS: &str = "Readiness is the share of this map's targets that you meet, by weight. It is not a chance of being hired.";

/// Explains the column of what is settled.
pub(crate) const SETTLED: &str = "Settled is the share that your ratings decide.";

/// Explains the column of hours.
const TO_READY: &str = "To ready are the hours of learning at the usual pace, without projects.";

/// Returns how ready somebody is for a role, as a bar. After an interview it is the likely readiness, or a range if
/// only few questions were answered. Otherwise it is the known readiness, if enough is known.
pub(super) fn how_far(likely: Option<&Likely>, role: &RoleAnswer<'_>) -> Cell {
    if let Some(likely) = likely {
        let readiness = likely.readiness(&role.gap);
        let (part, possible) = match readiness.is_vague() {
            true => (readiness.low, readiness.high),
            false => (readiness.likely, readiness.likely),
        };
        return Cell::Bar { part: part.fraction(), possible: possible.fraction() };
    }
    match role.known_enough() {
        true => Cell::Bar {
            part: role.gap.readiness().fraction(),
            possible: role.gap.readiness_high().fraction(),
        },
        false => Cell::quiet("not known"),
    }
}

/// Returns a table of roles side by side. After an interview it shows likely readiness.
pub(super) fn roles_table<'a>(
    maps: &SkillMaps,
    likely: Option<&Likely>,
    roles: impl IntoIterator<Item = &'a RoleAnswer<'a>>,
) -> Table {
    let of = |(met, asked): (usize, usize)| format!("{met} of {asked}");
    if let Some(likely) = likely {
        let roles = roles.into_iter().map(|role| (role, likely.readiness(&role.gap)));
        return Table::of(roles.collect::<Vec<_>>())
            .text("Role", |(role, _)| Cell::strong(&maps[role.gap.role].name))
            .word("Likely", |(role, _)| how_far(Some(likely), role))
            .explained("Likely is the share of this map's targets, by weight, that you meet or probably meet, also of those that you were not asked about. It is not a chance of being hired.")
            .number("Between", |(_, likely)| likely_range(*likely))
            .explained("Between says how sure that is: its ends only count what is almost certain.")
            .number("Known", |(role, _)| percent(role.gap.readiness()))
            .explained("Known counts only what you answered and what certainly follows from it.")
            .if_room(1)
            .number("Met", |(role, _)| of(role.gap.met_of_asked()))
            .if_room(3)
            .number("To ready", |(role, _)| usual_hours(role.hours))
            .explained(TO_READY)
            .if_room(2)
            .into();
    }
    Table::of(roles)
        .text("Role", |role| Cell::strong(&maps[role.gap.role].name))
        .word("Readiness", |role| how_far(None, role))
        .explained(READINESS)
        .number("Core met", |role| of(role.gap.core_met_of_asked()))
        .if_room(1)
        .number("Met", |role| of(role.gap.met_of_asked()))
        .if_room(3)
        .number("Settled", |role| percent(role.gap.coverage()))
        .explained(SETTLED)
        .if_room(4)
        .number("To ready", |role| usual_hours(role.hours))
        .explained(TO_READY)
        .number("Fast–slow", |role| Cell::quiet(hours_range(role.hours)))
        .explained("Fast–slow are the hours at a fast and at a slow pace.")
        .if_room(2)
        .into()
}

fn in_detail(answer: &GapAnswer<'_>, role: &RoleAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let gap = &role.gap;
    document.title(text!(
        "**{}**<quiet> · {}</>",
        maps[gap.role].name,
        at_seniority(maps, &[gap.role], gap.seniority)
    ));
    summary(answer, role, document);
    can_already(answer, &strengths(answer, gap.skills().into_iter()), document);
    document.heading("What is asked");
    document.table(requirements_table(answer, gap));
    document.say(text!(
        "<quiet>Level: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert, ? not rated; a range such as 1–3 follows from other ratings.</>"
    ));
    document.commands([
        (format!("skillgap roadmap --role {}", maps[gap.role].id), "the steps to it, in order"),
        ("skillgap skills SKILL".to_string(), "what each level of a skill means"),
    ]);
}

pub(super) fn summary(answer: &GapAnswer<'_>, role: &RoleAnswer<'_>, document: &mut Document) {
    let gap = &role.gap;
    let unknown: Vec<&RoleAnswer<'_>> = [role].into_iter().filter(|r| !r.known_enough()).collect();
    let likely = answer.likely_readiness(role).filter(|_| !gap.coverage().is_whole());
    let asked_of = of_seniority(answer.maps, &[gap.role], gap.seniority);
    if let Some(likely) = likely {
        document.say(likely_text(likely, &asked_of));
        document.say(text!("<quiet>{}</>", from_what(answer, gap)));
    } else if let Some(text) = how_little(&unknown, true) {
        document.say(text);
    } else {
        let (now, high) = (gap.readiness(), gap.readiness_high());
        let up_to = match high.part > now.part {
            true => format!(", up to {} once everything is rated", percent(high)),
            false => String::new(),
        };
        document.say(text!(
            "**{}** of what this map asks{} is met{}.",
            percent(now),
            asked_of,
            up_to
        ));
    }
    let (met, asked) = gap.met_of_asked();
    let (core_met, core_asked) = gap.core_met_of_asked();
    document.facts([
        ("Core met", text!("{} of {}", core_met, core_asked)),
        ("Met", text!("{} of {}", met, asked)),
        ("Settled", percent(gap.coverage()).into()),
        ("Hours of learning", hours(role.hours).into()),
    ]);
}

fn likely_text(readiness: LikelyReadiness, asked_of: &str) -> Text {
    let LikelyReadiness { likely, low, high } = readiness;
    if readiness.is_vague() {
        return text!(
            "**Between {}** of what this map asks{} is met: too little is known yet to say more.",
            ends(readiness),
            asked_of
        );
    }
    let range = match low == high {
        true => String::new(),
        false => format!(", between {},", ends(readiness)),
    };
    text!("**Likely {}**{} of what this map asks{} is met.", percent(likely), range, asked_of)
}

/// Returns how many verdicts have which basis: `Of 41 requirements 19 are answered, 3 follow, 16 are guessed and 3 are
/// open.`
fn from_what(answer: &GapAnswer<'_>, gap: &RoleGap<'_>) -> String {
    let of = |basis| {
        let here = gap.requirements.iter().filter(|gap| answer.verdict(gap).basis == basis);
        here.count()
    };
    let parts = [
        (of(Basis::Said), "is answered", "are answered"),
        (of(Basis::Follows), "follows", "follow"),
        (of(Basis::Likely), "is guessed", "are guessed"),
        (of(Basis::Open), "is open", "are open"),
    ];
    let parts = parts.into_iter().filter(|(number, ..)| *number > 0);
    let parts: Vec<String> = parts.map(|(number, one, many)| count(number, one, many)).collect();
    let all = count(gap.requirements.len(), "requirement", "requirements");
    format!("Of {all} {}. {} is known to be met.", and_list(&parts), percent(gap.readiness()))
}

fn requirements_table(answer: &GapAnswer<'_>, gap: &RoleGap<'_>) -> Table {
    let maps = answer.maps;
    let section = |area: AreaIndex| {
        let of_area = |gap: &&RequirementGap<'_>| gap.requirement.area == area;
        let (met, asked) = gap.of_area(area).met_of_asked();
        let heading = text!("**{}**<quiet> · {} of {} met</>", maps[area].name, met, asked);
        (Some(heading), gap.requirements.iter().filter(of_area).collect())
    };
    let mark = |gap: &RequirementGap<'_>| match (gap.met(), gap.settled()) {
        (true, _) => Mark::Yes,
        (false, true) => Mark::No,
        (false, false) => Mark::Unknown,
    };
    Table::in_sections(areas(maps, gap).into_iter().map(section))
        .word("", |gap| Cell::Mark(mark(gap)))
        .text("Skill", |gap| requirement_name(maps, gap.requirement))
        .word("Importance", |gap| importance_cell(gap.requirement.importance))
        .if_room(1)
        .number("Level", |gap| known_level(gap))
        .number("Target", |gap| gap.target.to_string())
        .word("Missing", |gap| match mark(gap) {
            Mark::Yes => Cell::from(""),
            Mark::No => Cell::toned(count(usize::from(gap.gap()), "level", "levels"), Tone::Warn),
            Mark::Unknown => {
                let likely = verdict_words(answer.verdict(gap));
                Cell::quiet(likely.unwrap_or_else(|| "rate it".to_string()))
            }
        })
        .details(|gap| {
            let members = gap.requirement.is_group().then(|| members(maps, gap));
            members.into_iter().chain(why_likely(answer, gap)).collect()
        })
        .into()
}

/// Returns the reasons why a requirement is likely met or likely not met.
fn why_likely(answer: &GapAnswer<'_>, gap: &RequirementGap<'_>) -> Option<Text> {
    let is_likely = answer.verdict(gap).basis == Basis::Likely;
    is_likely.then(|| {
        let reasons = reasons(answer.maps, answer.assessment, answer.likely, gap);
        text!("<quiet>{}</>", because(answer.maps, gap, &reasons))
    })
}

fn members(maps: &SkillMaps, gap: &RequirementGap<'_>) -> Text {
    let members = some_names(maps, &gap.requirement.any_of, 8);
    if gap.level() > Level::NONE {
        text!("<quiet>any of {}</>; nearest: {}", members, maps[gap.best].name)
    } else {
        text!("<quiet>any of {}</>", members)
    }
}

/// Returns the table cell of an importance.
pub(super) fn importance_cell(importance: Importance) -> Cell {
    let tone = match importance {
        Importance::Core => Tone::Strong,
        Importance::Important => Tone::Plain,
        Importance::Helpful => Tone::Quiet,
    };
    Cell::toned(importance.word(), tone)
}

/// Returns the areas in which a role asks for something.
fn areas(maps: &SkillMaps, gap: &RoleGap<'_>) -> Vec<AreaIndex> {
    (0..maps.areas().len())
        .map(AreaIndex)
        .filter(|area| {
            let of_area = |requirement: &RequirementGap<'_>| requirement.requirement.area == *area;
            gap.requirements.iter().any(of_area)
        })
        .collect()
}

/// Returns the skills of which the person can do something, strongest first.
pub(super) fn strengths(
    answer: &GapAnswer<'_>,
    skills: impl Iterator<Item = SkillIndex>,
) -> Vec<(SkillIndex, Level)> {
    let mut found: Vec<(SkillIndex, Level)> = skills
        .filter_map(|skill| {
            let (level, _) = answer.assessment.said(skill)?;
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
    let name =
        |(skill, level): &(SkillIndex, Level)| format!("{} {level}", answer.maps[*skill].name);
    document.heading(answer.name.map_or("What you can already do".to_string(), |name| {
        format!("What {name} can already do")
    }));
    let mut items: Vec<Text> = strengths
        .iter()
        .take(MOST)
        .map(|strength| {
            let (skill, level) = *strength;
            text!("<good>{}</>: {}", name(strength), answer.maps[skill].can_do(level))
        })
        .collect();
    if strengths.len() > MOST {
        let names: Vec<String> = strengths[MOST..].iter().map(name).collect();
        items.push(text!("<quiet>and {}</>", and_list(&names)));
    }
    document.list(items);
}
