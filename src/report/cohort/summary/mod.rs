//! `skillgap cohort summary`: the progress of everybody in a cohort.

mod json;

pub(crate) use json::SummaryJson;

use jiff::civil::Date;

use super::{is_few, measured_against, next_commands, rounded, step_name};
use crate::domain::catalog::AreaIndex;
use crate::domain::cohort::Aims;
use crate::domain::cohort::person_name::tell_apart;
use crate::domain::cohort::session::{Curriculum, Reached, Unserved};
use crate::domain::cohort::summary::{Count, FEWEST, GroupFigure, Line, Stand, Topics, counts};
use crate::domain::gap::Fraction;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Block, Cell, Document, Grid, GridRow, Span, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::notes::Note;
use crate::report::phrases::{and_list, count, first_few, requirement_name};
use crate::report::sheet::Sheet;
use crate::report::text::text;

/// The largest number of people that the text lists.
const MOST_SHOWN: usize = 200;
/// The largest number of skills that the text lists, unless all are requested.
const MOST_SKILLS: usize = 10;
/// The largest number of people that a list names.
const MOST_NAMED: usize = 40;
/// The smallest number of requirements that an area needs for its figure to be shown when one of them is withheld. The
/// figure of a smaller area reveals too much about each requirement.
const FEWEST_OF_AREA: usize = 5;

/// The progress of everybody in a cohort.
pub(crate) struct SummaryAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The requirements of the roles.
    pub(crate) topics: &'m Topics<'m>,
    /// The roles and seniority that everybody is measured against.
    pub(crate) aims: &'m Aims,
    /// The day from which on changes are reported.
    pub(crate) since: Option<Date>,
    /// Whether everybody's level of every skill is shown.
    pub(crate) in_detail: bool,
    /// The arguments that name the same people in another command.
    pub(crate) again: Option<String>,
    /// The people who were asked to answer, if there is a roster.
    pub(crate) roster: Option<RosterAnswer>,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
    people: Vec<PersonLine>,
    /// For each requirement, how many people meet it, are below it or are unknown.
    counts: Vec<Count>,
    /// The number of next sessions that were planned; `None` if none were planned.
    sessions: Option<usize>,
    /// Whether the answer must not show who is who. The names are aliases, and figures about few people are withheld.
    anonymous: bool,
}

/// The people who were asked to answer.
pub(crate) struct RosterAnswer {
    /// The number of people on the roster.
    pub(crate) people: usize,
    /// The names of those who have not answered.
    pub(crate) not_answered: Vec<String>,
}

/// One person's progress, and whether the next sessions serve them.
struct PersonLine {
    line: Line,
    /// Set if the person lacks something and none of the next sessions serves them.
    unserved: Option<Unserved>,
}

impl PersonLine {
    /// Returns the number of requirements that are not settled.
    fn open(&self) -> usize {
        self.line.stands.iter().filter(|stand| !stand.settled()).count()
    }
}

impl<'m> SummaryAnswer<'m> {
    /// Summarises the progress of these people.
    pub(crate) fn new(
        maps: &'m SkillMaps,
        topics: &'m Topics<'m>,
        aims: &'m Aims,
        mut lines: Vec<Line>,
    ) -> SummaryAnswer<'m> {
        tell_apart(lines.iter_mut().map(|line| (line.id.as_str(), &mut line.name)));
        SummaryAnswer {
            maps,
            topics,
            aims,
            since: None,
            in_detail: false,
            again: None,
            roster: None,
            notes: Vec::new(),
            counts: counts(topics, &lines),
            people: lines.into_iter().map(|line| PersonLine { line, unserved: None }).collect(),
            sessions: None,
            anonymous: false,
        }
    }

    /// Adds what the next sessions offer each person. The curriculum must be about the same people in the same order.
    pub(crate) fn add_sessions(&mut self, curriculum: Curriculum) {
        self.sessions = Some(curriculum.sessions.len());
        for unserved in curriculum.unserved {
            let person = unserved.person;
            self.people[person].unserved = Some(unserved);
        }
    }

    /// Removes figures about fewer than five people, figures about single people, and notes that repeat what somebody
    /// wrote. The people have aliases already.
    pub(crate) fn hide_few(&mut self) {
        self.anonymous = true;
        self.sessions = None;
        for person in &mut self.people {
            person.unserved = None;
            person.line.moved = None;
        }
        self.notes.retain(Note::is_anonymous);
        if self.people.len() < FEWEST {
            self.notes.push(Note::FewPeople);
        }
    }

    /// Returns whether each person's level of a topic may be shown.
    fn shows_topic(&self, topic: usize) -> bool {
        !self.counts.iter().any(|count| count.topic == topic && self.is_withheld(count))
    }

    /// Returns whether each person's figure of an area may be shown. It may not if a figure about few people could be
    /// worked out from it.
    fn shows_area(&self, area: AreaIndex) -> bool {
        let of_area = |count: &&Count| self.topics.all[count.topic].area == area;
        let topics: Vec<&Count> = self.counts.iter().filter(of_area).collect();
        let is_withheld = topics.iter().any(|count| self.is_withheld(count));
        !is_withheld || !(self.in_detail || topics.len() < FEWEST_OF_AREA)
    }

    /// Returns the readiness of the whole group, in all areas or in one; `None` if too little is known about everybody,
    /// or if the figure is kept back.
    fn group_figure(&self, area: Option<AreaIndex>) -> Option<GroupFigure> {
        let of = |person: &PersonLine| match area {
            None => Some((person.line.readiness, person.line.coverage)),
            Some(area) => person.line.areas[area.0],
        };
        let figure = GroupFigure::of(self.people.iter().filter_map(of))?;
        (!self.anonymous || !figure.is_about_few()).then_some(figure)
    }

    /// Returns the mean likely readiness of those who answered sentences (0 to 1) and their number; `None` if there is
    /// nobody, or if the figure is kept back.
    fn group_likely(&self) -> Option<(f64, usize)> {
        let likely = self.people.iter().filter_map(|person| person.line.likely);
        let likely: Vec<f64> = likely.map(|likely| likely.likely.fraction()).collect();
        let (people, rest) = (likely.len(), self.people.len() - likely.len());
        let is_told = people > 0 && !(self.anonymous && (is_few(people) || is_few(rest)));
        is_told.then(|| (likely.iter().sum::<f64>() / people as f64, people))
    }

    /// Returns whether somebody answered sentences and so has likely levels.
    fn is_interviewed(&self) -> bool {
        self.people.iter().any(|person| person.line.likely.is_some())
    }

    /// Returns the people in the order in which they are shown: the least ready first, and at the end those about whom
    /// too little is known.
    fn by_need(&self) -> Vec<&PersonLine> {
        let mut people: Vec<&PersonLine> = self.people.iter().collect();
        people.sort_by(|a, b| {
            let known = |person: &PersonLine| {
                !person.line.roles.is_empty() && person.line.is_known_enough()
            };
            let (x, y) = (a.line.readiness, b.line.readiness);
            known(b).cmp(&known(a)).then_with(|| match known(a) {
                true => (u128::from(x.part) * u128::from(y.whole))
                    .cmp(&(u128::from(y.part) * u128::from(x.whole))),
                false => std::cmp::Ordering::Equal,
            })
        });
        people
    }

    fn is_withheld(&self, count: &Count) -> bool {
        self.anonymous && count.is_about_few()
    }

    /// Returns what the next sessions offer a person; `None` if no sessions were planned or nothing is known about the
    /// person.
    fn reached(&self, person: &PersonLine) -> Option<Reached> {
        let line = &person.line;
        let is_known = self.sessions.is_some() && !line.roles.is_empty() && line.has_answered;
        is_known.then_some(match &person.unserved {
            Some(unserved) if unserved.is_lost => Reached::Lost,
            Some(_) => Reached::NothingNew,
            None if line.met.0 == line.met.1 => Reached::NothingNew,
            None => Reached::Served,
        })
    }
}

impl SummaryAnswer<'_> {
    /// Returns the number of people.
    pub(crate) fn people(&self) -> usize {
        self.people.len()
    }

    /// Returns what everybody is measured against.
    pub(crate) fn measured_against(&self) -> String {
        measured_against(self.maps, self.aims)
    }

    /// Returns the mean readiness of those with at least half of the weight known, and the mean coverage of everybody,
    /// both 0 to 1. It is `None` for one person, if nobody is known well enough, or if the figure is kept back.
    pub(crate) fn mean(&self) -> Option<(f64, f64)> {
        let figure = self.group_figure(None).filter(|_| self.people.len() > 1)?;
        Some((figure.readiness, figure.coverage))
    }

    /// Returns whether no person has a goal.
    fn is_aimless(&self) -> bool {
        self.people.iter().all(|person| person.line.roles.is_empty())
    }

    /// Returns whether the tables count met requirements instead of showing percentages. They do if no person is known
    /// well enough, for example after a form about a small part of a role. Such counts are about few requirements, so
    /// an anonymous answer never shows them.
    fn counts_what_is_known(&self) -> bool {
        !self.anonymous && !self.people.iter().any(|person| person.line.is_known_enough())
    }

    /// Returns the mean coverage of everybody who is asked for something, 0 to 1.
    fn mean_coverage(&self) -> f64 {
        let coverage = self.people.iter().map(|person| person.line.coverage);
        let coverage: Vec<f64> =
            coverage.filter(|one| one.whole > 0).map(Fraction::fraction).collect();
        coverage.iter().sum::<f64>() / coverage.len().max(1) as f64
    }

    /// Returns the table of everybody by area.
    pub(crate) fn where_they_stand(&self) -> Document {
        let mut document = Document::default();
        if self.is_aimless() {
            document.say("No goal is known for anybody here, so nothing can be measured: name a role with --role, and everybody is measured against it.");
        } else if self.people.len() <= MOST_SHOWN {
            document.push(Block::Grid(areas_grid(self)));
            document.say(legend(self));
            if self.in_detail {
                document.heading("Skill by skill");
                document.push(Block::Grid(skills_grid(self)));
                document.say(text!(
                    "<quiet>Columns are the people by number. A level alone is known, + means that level or a higher one, < means a lower one; ? is not known, – is not asked.</>"
                ));
            }
        } else {
            document.say(
                "These are too many people to show one by one: --format csv or --json has a line for each.",
            );
        }
        document
    }

    /// Returns what most people lack, who may need support, and who has not answered.
    pub(crate) fn what_they_lack(&self) -> Document {
        let mut document = Document::default();
        if !self.is_aimless() {
            below_target(self, &mut document);
            if !self.anonymous {
                to_look_after(self, &mut document);
                missing_answers(self, &mut document);
            }
            answered_once(self, &mut document);
        }
        not_answered(self, &mut document);
        document
    }
}

impl Answer for SummaryAnswer<'_> {
    const KIND: &'static str = "cohort-summary";
    const ABOUT: &'static str = "where a group stands";
    const FORMATS: &'static [Format] = &[Format::Csv, Format::Xlsx];
    type Json = SummaryJson;

    fn json(&self) -> SummaryJson {
        SummaryJson::new(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(text!(
            "**Where everybody stands**<quiet> · {} · {}</>",
            count(self.people.len(), "person", "people"),
            measured_against(self.maps, self.aims)
        ));
        document.append(self.where_they_stand());
        document.append(self.what_they_lack());
        if self.is_aimless() {
            document.notes(&self.notes);
            document.commands([("skillgap roles", "the roles there are")]);
            return document;
        }
        document.notes(&self.notes);
        next_commands(
            self.again.as_ref(),
            &[
                ("session", "what to teach next"),
                ("groups", "who learns together"),
                ("pairs", "who can help whom"),
            ],
            &mut document,
        );
        document
    }

    fn sheet(&self) -> Sheet {
        json::sheet(self)
    }
}

fn areas_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let areas = asked_areas(answer);
    let mut columns = ["Ready", "Known", "Core"].map(str::to_string).to_vec();
    if answer.is_interviewed() {
        columns.insert(2, "Likely".to_string());
    }
    columns.extend(areas.iter().map(|area| maps[*area].name.clone()));
    let counts = answer.counts_what_is_known();
    let figure = |line: &Line, area: Option<AreaIndex>, (readiness, coverage)| {
        if counts {
            return known(line.met_of_settled(answer.topics, area));
        }
        figure(readiness, coverage)
    };
    let person = |(at, PersonLine { line, .. }): (usize, &PersonLine)| {
        let mut cells = if line.roles.is_empty() {
            vec![quiet("–"), quiet("–"), quiet("–")]
        } else {
            let (met, asked) = line.core_met;
            let tone = if met == asked { Tone::Good } else { Tone::Plain };
            vec![
                figure(line, None, (line.readiness, line.coverage)),
                quiet(&rounded(line.coverage).to_string()),
                Span { text: format!("{met}/{asked}"), tone },
            ]
        };
        if answer.is_interviewed() {
            let likely = line.likely.map(|likely| match likely.is_vague() {
                true => format!("{}–{}", rounded(likely.low), rounded(likely.high)),
                false => rounded(likely.likely).to_string(),
            });
            cells.insert(2, quiet(likely.as_deref().unwrap_or("–")));
        }
        cells.extend(areas.iter().map(|area| match line.areas[area.0] {
            Some(shares) if answer.shows_area(*area) => figure(line, Some(*area), shares),
            _ => quiet("–"),
        }));
        // The grid of skills refers to people by these numbers.
        let number = if answer.in_detail { format!("{} ", at + 1) } else { String::new() };
        GridRow { heading: None, label: format!("{number}{}", line.name), cells }
    };
    let mut rows: Vec<GridRow> = answer.by_need().into_iter().enumerate().map(person).collect();
    if answer.people.len() > 1 {
        let mean = |area: Option<AreaIndex>| match answer.group_figure(area) {
            Some(figure) => Span { text: whole(figure.readiness), tone: Tone::Strong },
            None if counts => {
                let lines = answer.people.iter().map(|person| &person.line);
                let of_each = lines.map(|line| line.met_of_settled(answer.topics, area));
                known(of_each.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1)))
            }
            None => quiet("–"),
        };
        let coverage = match answer.group_figure(None) {
            Some(all) => whole(all.coverage),
            None if counts => whole(answer.mean_coverage()),
            None => "–".to_string(),
        };
        let mut cells = vec![mean(None), quiet(&coverage), quiet("")];
        if answer.is_interviewed() {
            let likely = answer.group_likely().map(|(likely, _)| whole(likely));
            cells.insert(2, quiet(likely.as_deref().unwrap_or("–")));
        }
        cells.extend(areas.iter().map(|area| mean(Some(*area))));
        rows.push(GridRow { heading: None, label: "Everybody".to_string(), cells });
    }
    Grid { corner: String::new(), rows, columns }
}

/// Returns a share as whole percent.
fn whole(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Returns the areas in which at least one person is asked for something.
fn asked_areas(answer: &SummaryAnswer<'_>) -> Vec<AreaIndex> {
    let asked =
        |area: &AreaIndex| answer.people.iter().any(|person| person.line.areas[area.0].is_some());
    (0..answer.maps.areas().len()).map(AreaIndex).filter(asked).collect()
}

/// Returns the readiness in whole percent, or `?` if less than half of the weight is known.
fn figure(readiness: Fraction, coverage: Fraction) -> Span {
    if !is_known_enough(coverage) {
        return quiet("?");
    }
    let percent = rounded(readiness);
    let tone = match percent {
        75.. => Tone::Good,
        25..=74 => Tone::Plain,
        _ => Tone::Warn,
    };
    Span { text: percent.to_string(), tone }
}

/// Returns how many of the settled requirements are met.
fn known((met, settled): (usize, usize)) -> Span {
    match settled {
        0 => quiet("?"),
        _ => Span { text: format!("{met}/{settled}"), tone: Tone::Plain },
    }
}

fn quiet(text: &str) -> Span {
    Span { text: text.to_string(), tone: Tone::Quiet }
}

fn legend(answer: &SummaryAnswer<'_>) -> Text {
    let kept_back = asked_areas(answer).into_iter().any(|area| !answer.shows_area(area));
    let kept_back = if kept_back {
        " or if a figure about fewer than five people would follow from it"
    } else {
        ""
    };
    let likely = match answer.is_interviewed() {
        true => {
            " Likely: percent that is likely met by those who ticked sentences; no other figure here includes it."
        }
        false => "",
    };
    if answer.counts_what_is_known() {
        return text!(
            "<quiet>Less than half of what is asked is known for each person, so Ready and the areas count how many of the known requirements are met: 2/3 is two of three, ? means that nothing is known, – that nothing is asked. Known: percent of what is asked that is settled. Core: core requirements met.{} Everybody: the sum of all people; for Known the mean.</>",
            likely
        );
    }
    let nobody = if answer.people.len() > 1 && answer.group_figure(None).is_none() {
        ", which is nobody here, or is kept back"
    } else {
        ""
    };
    text!(
        "<quiet>Ready and the areas: percent of what is asked that is met, by weight (</><good>75 and more</><quiet> is high, </><warn>under 25</><quiet> low); ? if less than half is known, – if nothing is asked{}. Known: percent of what is asked that is settled. Core: core requirements met.{} Everybody: the mean of those with at least half known{}.</>",
        kept_back,
        likely,
        nobody
    )
}

fn skills_grid(answer: &SummaryAnswer<'_>) -> Grid {
    let maps = answer.maps;
    let stand = |person: &PersonLine, topic: usize| {
        person.line.stands.iter().find(|stand| stand.topic == topic).copied()
    };
    let people = answer.by_need();
    let asked = (0..answer.topics.all.len())
        .filter(|topic| answer.shows_topic(*topic))
        .filter(|topic| people.iter().any(|person| stand(person, *topic).is_some()));
    let mut area = None;
    let rows = asked.map(|topic| {
        let requirement = answer.topics.all[topic];
        let begins = area.replace(requirement.area) != Some(requirement.area);
        let cell = |person: &&PersonLine| stand(person, topic).map_or_else(|| quiet("–"), level);
        GridRow {
            heading: begins.then(|| text!("**{}**", maps[requirement.area].name)),
            label: requirement_name(maps, requirement),
            cells: people.iter().map(cell).collect(),
        }
    });
    Grid {
        corner: String::new(),
        rows: rows.collect(),
        columns: (1..=answer.people.len()).map(|number| number.to_string()).collect(),
    }
}

fn level(stand: Stand) -> Span {
    let text = match (stand.low, stand.high) {
        (low, high) if low == high => low.to_string(),
        (_, high) if stand.below() => format!("<{}", high.number() + 1),
        (Level::NONE, _) => "?".to_string(),
        (low, _) => format!("{low}+"),
    };
    let tone = match (stand.met(), stand.below()) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Warn,
        (false, false) => Tone::Quiet,
    };
    Span { text, tone }
}

fn below_target(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let (not_asked, asked): (Vec<&Count>, Vec<&Count>) =
        answer.counts.iter().partition(|count| count.is_not_asked() && !answer.is_withheld(count));
    let all = asked.len();
    let counts: Vec<&Count> =
        asked.into_iter().filter(|count| !answer.is_withheld(count)).collect();
    let withheld = all - counts.len();
    let most = if answer.in_detail { counts.len() } else { MOST_SKILLS };
    let left = counts.len().saturating_sub(most);
    if !counts.is_empty() {
        document.heading(if left > 0 { "What most people lack" } else { "What people lack" });
        let mut columns = Table::of(counts.into_iter().take(most))
            .text("Skill", |count| requirement_name(answer.maps, answer.topics.all[count.topic]))
            .number("Below", |count| Cell::strong(count.below.to_string()))
            .number("Not known", |count| count.unknown.to_string())
            .if_room(1);
        if answer.is_interviewed() {
            let likely_below = |count: &&Count| match answer.anonymous && count.is_likely_of_few() {
                true => Cell::quiet("–"),
                false => Cell::quiet(count.likely_below.to_string()),
            };
            columns = columns.number("of these likely below", likely_below).if_room(3);
        }
        let columns = columns
            .number("Met", |count| count.met.to_string())
            .number("Asked of", |count| count.asked.to_string())
            .if_room(2);
        document.table(columns);
    }
    let mut more: Vec<String> = Vec::new();
    if left > 0 {
        more.push(format!("and {left} more; --skills shows all, person by person."));
    }
    if withheld > 0 {
        let skills = count(withheld, "skill is", "skills are");
        more.push(format!(
            "{skills} withheld: a figure about each would cover fewer than {FEWEST} people."
        ));
    }
    if !not_asked.is_empty() {
        let names: Vec<String> = not_asked
            .iter()
            .map(|count| requirement_name(answer.maps, answer.topics.all[count.topic]))
            .collect();
        more.push(format!("Nobody has answered about {}.", and_list(&names)));
    }
    if !more.is_empty() {
        document.say(text!("<quiet>{}</>", more.join(" ")));
    }
}

/// Adds the people whom none of the next sessions serves, and those with no rating that has risen.
fn to_look_after(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let mut items = Vec::new();
    for person in &answer.people {
        let mut said: Vec<String> = Vec::new();
        if let (Some(unserved), Some(sessions)) = (&person.unserved, answer.sessions) {
            said.push(not_served(answer.maps, unserved, sessions));
        }
        if let (Some(false), Some(since)) = (person.line.moved, answer.since) {
            said.push(format!("no rating has risen since {since}"));
        }
        if !said.is_empty() {
            items.push(text!("**{}**: {}", person.line.name, said.join("; ")));
        }
    }
    list("Not served by the next sessions, or without progress", items, document);
}

/// Returns the sentence about a person whom none of the planned sessions serves.
fn not_served(maps: &SkillMaps, unserved: &Unserved, sessions: usize) -> String {
    let next = match sessions {
        1 => "the next session".to_string(),
        many => format!("the next {many} sessions"),
    };
    let why = match (sessions, unserved.is_lost) {
        (0, _) => "no step serves two people who are ready for it".to_string(),
        (_, true) => format!("cannot follow {next} yet"),
        (1, false) => format!("{next} has nothing new for them"),
        (_, false) => format!("{next} have nothing new for them"),
    };
    match unserved.could_begin() {
        Some(step) => format!("{why}; could begin {} today", step_name(maps, step)),
        None => why,
    }
}

fn missing_answers(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let (aimless, measured): (Vec<&PersonLine>, Vec<&PersonLine>) =
        answer.people.iter().partition(|person| person.line.roles.is_empty());
    let missing = measured.into_iter().filter(|person| !person.line.is_known_enough());
    let items = missing.map(|person| {
        let line = &person.line;
        let said = if !line.has_answered {
            "has rated nothing yet".to_string()
        } else {
            let open = count(person.open(), "skill", "skills");
            format!("{} % settled, {open} open", rounded(line.coverage))
        };
        text!("**{}**: {}", line.name, said)
    });
    let mut items: Vec<Text> = items.collect();
    if !aimless.is_empty() {
        let names: Vec<String> = aimless.iter().map(|one| one.line.name.to_string()).collect();
        items.push(text!(
            "No goal is known for {}; --role ROLE measures everybody against one.",
            and_list(&names)
        ));
    }
    list("Whose answers are missing", items, document);
}

/// Adds who has answered only once, if changes since a day were requested.
fn answered_once(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let once = answer.people.iter().filter(|person| person.line.answered_once);
    let names: Vec<String> = once.map(|person| person.line.name.to_string()).collect();
    let rest = answer.people.len() - names.len();
    let is_kept_back = answer.anonymous && (is_few(names.len()) || is_few(rest));
    if answer.since.is_none() || names.is_empty() || is_kept_back {
        return;
    }
    let people = count(names.len(), "person has", "people have");
    let who = match answer.anonymous {
        false if rest > 0 => format!(" ({})", first_few(&names, MOST_NAMED)),
        _ => String::new(),
    };
    document.say(text!(
        "{} answered once so far, so their progress is not known yet{}.",
        people,
        who
    ));
}

/// Adds the people on the roster who have not answered yet.
fn not_answered(answer: &SummaryAnswer<'_>, document: &mut Document) {
    let Some(RosterAnswer { people, not_answered }) = &answer.roster else { return };
    let missing = not_answered.len();
    if answer.anonymous {
        if !is_few(missing) && !is_few(people - missing) {
            document.say(format!("{missing} of {people} have not answered yet."));
        }
    } else if missing == 0 {
        document.say(format!("All {people} people on the roster have answered."));
    } else {
        let names = not_answered.iter().map(|name| text!("{}", name)).collect();
        list(&format!("Who has not answered yet: {missing} of {people}"), names, document);
    }
}

fn list(heading: &str, mut items: Vec<Text>, document: &mut Document) {
    if items.is_empty() {
        return;
    }
    let more = items.len().saturating_sub(MOST_NAMED);
    items.truncate(MOST_NAMED);
    if more > 0 {
        items.push(text!("<quiet>and {} more</>", more));
    }
    document.heading(heading);
    document.list(items);
}
