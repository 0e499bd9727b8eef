//! The summary of a cohort as JSON and for spreadsheets.

use schemars::JsonSchema;
use serde::Serialize;

use super::{PersonLine, RosterAnswer, SummaryAnswer, asked_areas};
use crate::domain::catalog::AreaIndex;
use crate::domain::cohort::session::{Reached, Unserved};
use crate::domain::cohort::summary::{Count, FEWEST, GroupFigure, Line, Stand};
use crate::domain::gap::Fraction;
use crate::domain::level::{Level, Seniority};
use crate::report::cohort::{PersonJson, is_few, role_ids};
use crate::report::json::{Day, Share, StepJson};
use crate::report::likely::LikelyNumbers;
use crate::report::notes::Note;
use crate::report::phrases::requirement_name;
use crate::report::roles::What;
use crate::report::sheet::Sheet;

/// The content of a `cohort-summary` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SummaryJson {
    /// The ids of the roles that everybody is measured against; empty if each person has their own goal.
    roles: Vec<String>,
    /// The seniority whose targets count for everybody; null if each person has their own.
    seniority: Option<Seniority>,
    /// The day since which `moved` looks, as in 2026-11-22; null where none was named.
    since: Option<Day>,
    /// Figures about fewer people than this are null; null if nothing is withheld.
    withheld_below: Option<usize>,
    /// The number of sessions that `next_sessions` is about; null if no sessions were planned.
    sessions: Option<usize>,
    /// The figures of the whole group: the mean of those with at least half of the weight known; null if there is
    /// nobody, or if withheld.
    group: Option<GroupJson>,
    /// The people who were asked to answer; null without a roster.
    roster: Option<RosterJson>,
    /// Where each person stands.
    people: Vec<LineJson>,
    /// How many people stand how to each thing that is asked of somebody: most below first.
    skills: Vec<CountJson>,
    /// Things to know beside the rest: warnings stand here, so that standard error stays free for an error.
    notes: Vec<Note>,
}

/// The figures of the whole group.
#[derive(Debug, JsonSchema, Serialize)]
struct GroupJson {
    /// The mean over all areas.
    #[serde(flatten)]
    figure: GroupFigureJson,
    /// The mean likely readiness; null if nobody answered sentences, or if withheld.
    likely: Option<GroupLikelyJson>,
    /// The mean of each area in which somebody is asked for something, except withheld areas.
    areas: Vec<GroupAreaJson>,
}

/// The likely readiness of those who answered sentences. No other figure of the group includes it.
#[derive(Debug, JsonSchema, Serialize)]
struct GroupLikelyJson {
    /// The mean of their likely readiness, 0 to 1.
    likely_readiness: Share,
    /// The number of these people.
    counted: usize,
}

/// The mean of one area.
#[derive(Debug, JsonSchema, Serialize)]
struct GroupAreaJson {
    /// The id of the area.
    area: String,
    /// The mean.
    #[serde(flatten)]
    figure: GroupFigureJson,
}

/// A mean, and the number of people that it is about.
#[derive(Debug, JsonSchema, Serialize)]
struct GroupFigureJson {
    /// The mean readiness of those with at least half of the weight known, 0 to 1.
    readiness: Share,
    /// The number of these people.
    counted: usize,
    /// The mean coverage of everybody who is asked for something, 0 to 1.
    coverage: Share,
}

impl From<GroupFigure> for GroupFigureJson {
    fn from(figure: GroupFigure) -> GroupFigureJson {
        GroupFigureJson {
            readiness: Share(figure.readiness),
            counted: figure.people,
            coverage: Share(figure.coverage),
        }
    }
}

/// The people who were asked to answer.
#[derive(Debug, JsonSchema, Serialize)]
struct RosterJson {
    /// The number of people on the roster.
    people: usize,
    /// The number of people who have answered; null if withheld.
    answered: Option<usize>,
    /// The names on the roster of those who have not answered; empty in an anonymous answer.
    not_answered: Vec<String>,
}

impl RosterJson {
    fn new(roster: &RosterAnswer, anonymous: bool) -> RosterJson {
        let (people, missing) = (roster.people, roster.not_answered.len());
        let is_withheld = anonymous && (is_few(missing) || is_few(people - missing));
        RosterJson {
            people,
            answered: (!is_withheld).then_some(people - missing),
            not_answered: if anonymous { Vec::new() } else { roster.not_answered.clone() },
        }
    }
}

/// Where one person stands.
#[derive(Debug, JsonSchema, Serialize)]
struct LineJson {
    /// The person's id and name.
    #[serde(flatten)]
    person: PersonJson,
    /// The ids of the roles that the person is measured against; empty when none are known.
    roles: Vec<String>,
    /// The seniority whose targets count; null without roles.
    seniority: Option<Seniority>,
    /// How many skills are rated.
    rated: usize,
    /// The weight of the met requirements as a share of all that is asked, 0 to 1, the mean of the roles; null
    /// without roles.
    readiness: Option<Fraction>,
    /// The readiness with everything that is inferred or not rated at its most, 0 to 1; null without roles.
    readiness_high: Option<Fraction>,
    /// The share of the weight for which it is settled whether the target is met, 0 to 1; null without roles.
    coverage: Option<Fraction>,
    /// The likely readiness.
    #[serde(flatten)]
    likely: LikelyNumbers,
    /// How many requirements are met, of all roles together.
    met: usize,
    /// How many requirements are asked, of all roles together.
    asked: usize,
    /// How many core requirements are met, of all roles together.
    core_met: usize,
    /// How many core requirements are asked, of all roles together.
    core_asked: usize,
    /// How many requirements are not settled.
    open: usize,
    /// The areas in which something is asked.
    areas: Vec<AreaJson>,
    /// The person's level for each requirement; empty without `--skills`.
    skills: Vec<StandJson>,
    /// Whether a rating has risen since that day; null if nothing was rated then, if everything was rated on one day,
    /// if no day was named, or if the answer is anonymous.
    moved: Option<bool>,
    /// What the next sessions offer the person: one serves them, or they would be lost in the sessions that they need,
    /// or the sessions teach nothing that they lack; null if no sessions were planned or nothing is known about the
    /// person.
    next_sessions: Option<Reached>,
    /// A step that the person could begin today, where no session serves them; null otherwise, and where there is
    /// none.
    could_begin: Option<StepJson>,
}

/// Where one person stands in one area.
#[derive(Debug, JsonSchema, Serialize)]
struct AreaJson {
    /// The id of the area.
    area: String,
    /// The readiness in this area alone, 0 to 1.
    readiness: Fraction,
    /// The share of this area's weight for which it is settled whether the target is met, 0 to 1.
    coverage: Fraction,
}

/// How one person stands to one thing that is asked.
#[derive(Debug, JsonSchema, Serialize)]
struct StandJson {
    /// The skill or the group.
    #[serde(flatten)]
    what: What,
    /// The target level; if two roles ask for it, the higher one.
    target: Level,
    /// The lowest level that the person can have: the one that counts.
    level_low: Level,
    /// The highest level that the person can have.
    level_high: Level,
    /// Whether the level is at or above the target.
    met: bool,
    /// Whether it is known that the target is met, or that it is not.
    settled: bool,
    /// The chance that the target is met, 0 to 1; null if it is settled, and if the person answered no sentence.
    chance: Option<Share>,
}

/// How many people stand how to one thing that is asked.
#[derive(Debug, JsonSchema, Serialize)]
struct CountJson {
    /// The skill or the group.
    #[serde(flatten)]
    what: What,
    /// The id of the area.
    area: String,
    /// How many people it is asked of; null where that is withheld.
    asked: Option<usize>,
    /// How many are at or above the target; null where that is withheld.
    met: Option<usize>,
    /// How many are known to be below the target; null where that is withheld.
    below: Option<usize>,
    /// Of how many it is not settled; null where that is withheld.
    unknown: Option<usize>,
    /// How many of these are likely at the target, with a chance of 0.7 or more; null if withheld.
    likely_met: Option<usize>,
    /// How many of these are likely below it, with a chance of 0.3 or less; null if withheld.
    likely_below: Option<usize>,
}

impl SummaryJson {
    pub(super) fn new(answer: &SummaryAnswer<'_>) -> SummaryJson {
        let counts = counts_to_show(answer).into_iter();
        SummaryJson {
            roles: role_ids(answer.maps, answer.aims),
            seniority: answer.aims.seniority.or(answer.aims.settings.seniority),
            since: answer.since.map(Day),
            withheld_below: answer.anonymous.then_some(FEWEST),
            sessions: answer.sessions,
            group: answer.group_figure(None).map(|figure| GroupJson {
                figure: figure.into(),
                likely: answer.group_likely().map(|(likely, counted)| GroupLikelyJson {
                    likely_readiness: Share(likely),
                    counted,
                }),
                areas: asked_areas(answer)
                    .into_iter()
                    .filter_map(|area| {
                        let figure = answer.group_figure(Some(area))?.into();
                        Some(GroupAreaJson { area: answer.maps[area].id.clone(), figure })
                    })
                    .collect(),
            }),
            roster: answer.roster.as_ref().map(|roster| RosterJson::new(roster, answer.anonymous)),
            people: answer.people.iter().map(|person| LineJson::new(answer, person)).collect(),
            skills: counts.map(|count| CountJson::new(answer, count)).collect(),
            notes: answer.notes.clone(),
        }
    }
}

impl LineJson {
    fn new(answer: &SummaryAnswer<'_>, person: &PersonLine) -> LineJson {
        let maps = answer.maps;
        let line = &person.line;
        let is_measured = !line.roles.is_empty();
        let areas = line.areas.iter().zip(maps.areas()).enumerate();
        let areas = areas.filter(|(at, _)| answer.shows_area(AreaIndex(*at))).map(|(_, area)| area);
        let stands = if answer.in_detail { line.stands.as_slice() } else { &[] };
        let could_begin = person.unserved.as_ref().and_then(Unserved::could_begin);
        LineJson {
            person: PersonJson::new(&line.id, &line.name),
            roles: line.roles.iter().map(|role| maps[*role].id.clone()).collect(),
            seniority: is_measured.then_some(line.seniority),
            rated: line.rated,
            readiness: is_measured.then_some(line.readiness),
            readiness_high: is_measured.then_some(line.readiness_high),
            coverage: is_measured.then_some(line.coverage),
            likely: line.likely.into(),
            met: line.met.0,
            asked: line.met.1,
            core_met: line.core_met.0,
            core_asked: line.core_met.1,
            open: person.open(),
            areas: areas
                .filter_map(|(of_area, area)| {
                    let (readiness, coverage) = (*of_area)?;
                    Some(AreaJson { area: area.id.clone(), readiness, coverage })
                })
                .collect(),
            skills: stands
                .iter()
                .filter(|stand| answer.shows_topic(stand.topic))
                .map(|stand| StandJson::new(answer, stand))
                .collect(),
            moved: line.moved,
            next_sessions: answer.reached(person),
            could_begin: could_begin.map(|step| StepJson::new(maps, step)),
        }
    }
}

impl StandJson {
    fn new(answer: &SummaryAnswer<'_>, stand: &Stand) -> StandJson {
        StandJson {
            what: What::of(answer.maps, answer.topics.all[stand.topic]),
            target: stand.target,
            level_low: stand.low,
            level_high: stand.high,
            met: stand.met(),
            settled: stand.settled(),
            chance: stand.chance.map(Share),
        }
    }
}

/// Returns the counts in the order of the JSON. The withheld counts come last, in the order of the topics, because
/// their usual place would show how large they are.
fn counts_to_show<'a>(answer: &'a SummaryAnswer<'_>) -> Vec<&'a Count> {
    let (mut withheld, shown): (Vec<&Count>, Vec<&Count>) =
        answer.counts.iter().partition(|count| answer.is_withheld(count));
    withheld.sort_by_key(|count| count.topic);
    shown.into_iter().chain(withheld).collect()
}

impl CountJson {
    fn new(answer: &SummaryAnswer<'_>, count: &Count) -> CountJson {
        let requirement = answer.topics.all[count.topic];
        let shown = |people: usize| (!answer.is_withheld(count)).then_some(people);
        let is_of_few = answer.anonymous && count.asked < FEWEST;
        let tells_likely = !(answer.anonymous && count.is_likely_of_few());
        CountJson {
            what: What::of(answer.maps, requirement),
            area: answer.maps[requirement.area].id.clone(),
            asked: (!is_of_few).then_some(count.asked),
            met: shown(count.met),
            below: shown(count.below),
            unknown: shown(count.unknown),
            likely_met: shown(count.likely_met).filter(|_| tells_likely),
            likely_below: shown(count.likely_below).filter(|_| tells_likely),
        }
    }
}

/// Returns a row for each person, with a column for each area and, with `--skills`, a column for each skill.
pub(super) fn sheet(answer: &SummaryAnswer<'_>) -> Sheet {
    let maps = answer.maps;
    let rows = answer.people.iter().map(|person| (&person.line, LineJson::new(answer, person)));
    let mut columns = Sheet::of(rows)
        .column("person", |(line, _)| line.id.as_str())
        .column("name", |(line, _)| line.name.plain())
        .column("roles", |(_, json)| json.roles.join(" "))
        .column("seniority", |(_, json)| json.seniority.map(Seniority::word))
        .column("rated", |(_, json)| json.rated)
        .column("readiness", |(_, json)| json.readiness)
        .column("readiness_high", |(_, json)| json.readiness_high)
        .column("coverage", |(_, json)| json.coverage)
        .column("met", |(_, json)| json.met)
        .column("asked", |(_, json)| json.asked)
        .column("core_met", |(_, json)| json.core_met)
        .column("core_asked", |(_, json)| json.core_asked)
        .column("open", |(_, json)| json.open)
        .column("moved", |(_, json)| json.moved)
        .column("next_sessions", |(_, json)| json.next_sessions.map(Reached::word));
    for area in asked_areas(answer).into_iter().filter(|area| answer.shows_area(*area)) {
        let readiness = |line: &Line| line.areas[area.0].map(|(readiness, _)| readiness);
        columns = columns.column(maps[area].id.as_str(), |(line, _)| readiness(line));
    }
    if answer.people.iter().any(|person| person.line.likely.is_some()) {
        columns = columns
            .column("likely_readiness", |(line, _)| line.likely.map(|likely| likely.likely))
            .column("likely_low", |(line, _)| line.likely.map(|likely| likely.low))
            .column("likely_high", |(line, _)| line.likely.map(|likely| likely.high));
    }
    if answer.in_detail {
        let counts = answer.counts.iter().map(|count| count.topic);
        let mut topics: Vec<usize> = counts.filter(|topic| answer.shows_topic(*topic)).collect();
        topics.sort_unstable();
        for topic in topics {
            let name = requirement_name(maps, answer.topics.all[topic]);
            columns = columns.column(name, |(line, _)| {
                let stand = line.stands.iter().find(|stand| stand.topic == topic);
                stand.filter(|stand| stand.low == stand.high).map(|stand| stand.low)
            });
        }
    }
    columns.into()
}
