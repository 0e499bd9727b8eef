//! How somebody's readiness and hours to go went over time, and what rose and what fell.

mod json;

pub use json::{ProgressJson, json, sheet};

use jiff::civil::Date;

use crate::domain::gap::Fraction;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::progress::{Change, Changes, Course, FirstRating, Measured};
use crate::domain::rater::Rater;
use crate::report::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::report::gap::is_known_enough;
use crate::report::notes::Note;
use crate::report::phrases::{count, percent, usual_hours};

/// Days shown unless all are asked for.
pub const USUAL_DAYS: usize = 12;
/// Roles shown day by day; more are shown side by side alone.
const FEW_ROLES: usize = 3;
/// Ratings named one by one; of more the rest is counted, unless all are asked for.
const FEW_RATINGS: usize = 12;

/// One person over time, against some roles.
pub struct ProgressAnswer<'m> {
    /// The maps.
    pub maps: &'m SkillMaps,
    /// What the person is called.
    pub name: Option<&'m str>,
    /// The rater whose ratings count, when it is not the person.
    pub rater: &'m Rater,
    /// Which column of targets.
    pub seniority: Seniority,
    /// The day since which progress was asked for.
    pub since: Option<Date>,
    /// The days on which ratings were made, oldest first; `None` for ratings without a day.
    pub days: Vec<Option<Date>>,
    /// How many days there are before the ones shown.
    pub earlier_days: usize,
    /// Whether to name all that changed, however much it is.
    pub all: bool,
    /// Each role, on each of the days.
    pub courses: Vec<Course<'m>>,
    /// What changed between the first of the days and the last.
    pub changes: Changes,
    /// Things to know beside the rest.
    pub notes: Vec<Note>,
}

/// The answer for people.
pub fn document(answer: &ProgressAnswer<'_>) -> Document {
    let mut document = Document::default();
    let whose =
        answer.name.map_or("Your progress".to_string(), |name| format!("The progress of {name}"));
    let days = count(answer.days.len(), "day of ratings", "days of ratings");
    document.push(Block::Title(
        Text::new(whose, Tone::Strong)
            .and(format!(" · {} · {days}", answer.seniority), Tone::Quiet),
    ));
    match answer.days.as_slice() {
        [] => document.say("There are no ratings yet, so there is nothing to show. Progress is seen from the second day of ratings on."),
        [one] => {
            document.say(nothing_to_compare(*one));
            document.push(Block::Table(side_by_side(answer)));
        }
        [first, ..] => {
            document.heading(format!("Since {}", day_name(*first)));
            document.push(Block::Table(side_by_side(answer)));
            for course in &answer.courses {
                document.say(why(answer.maps, course));
            }
            if answer.courses.len() <= FEW_ROLES {
                for course in &answer.courses {
                    day_by_day(answer, course, &mut document);
                }
            }
            what_changed(answer, &mut document);
        }
    }
    document.notes(&answer.notes);
    document.push(Block::Commands(commands(answer)));
    document
}

fn nothing_to_compare(day: Option<Date>) -> String {
    let all = match day {
        Some(day) => format!("All ratings that count here are of one day, {day}"),
        None => "No rating has a day".to_string(),
    };
    format!(
        "{all}: there is nothing to compare yet. Rate a skill anew when it has changed, and the next day stands beside this one."
    )
}

fn commands(answer: &ProgressAnswer<'_>) -> Vec<(String, String)> {
    let row = |command: &str, what: &str| (command.to_string(), what.to_string());
    let mut commands = Vec::new();
    if answer.days.is_empty() {
        commands.push(row("skillgap assess", "rate yourself, one key an answer"));
        return commands;
    }
    if answer.courses.len() > FEW_ROLES {
        commands.push(row("skillgap progress --role ROLE", "one role day by day"));
    }
    commands.push(row("skillgap done SKILL", "when you have reached a level"));
    commands.push(row("skillgap rate SKILL=LEVEL", "when a level has changed"));
    commands
}

/// `2026-11-22`, or what stands for no day.
fn day_name(day: Option<Date>) -> String {
    day.map_or("your undated ratings".to_string(), |day| day.to_string())
}

/// The readiness, where enough is known to say one.
fn said(measured: &Measured<'_>) -> Option<Fraction> {
    let known = is_known_enough(measured.gap.coverage());
    known.then(|| measured.gap.readiness())
}

/// Every role: where it stood first, where it stands last, and the way between.
fn side_by_side(answer: &ProgressAnswer<'_>) -> Table {
    let readiness = |measured: Option<&Measured<'_>>| {
        let share = measured.and_then(said);
        share.map_or(Cell::toned("not known", Tone::Quiet), |share| Cell::plain(percent(share)))
    };
    let hours = |measured: Option<&Measured<'_>>| {
        let hours = measured.map(|measured| usual_hours(measured.hours));
        Cell::plain(hours.unwrap_or_default())
    };
    let one = answer.days.len() < 2;
    let rows = answer.courses.iter().map(|course| {
        let (first, last) = (course.days.first(), course.days.last());
        let shares = course.days.iter().map(|day| said(day).map(Fraction::fraction));
        let mut cells = vec![Cell::toned(&answer.maps[course.role].name, Tone::Strong)];
        if !one {
            cells.push(Cell::Trend(shares.collect()));
            cells.push(readiness(first));
        }
        cells.push(readiness(last));
        if !one {
            cells.push(hours(first));
        }
        cells.push(hours(last));
        Row::new(cells)
    });
    let columns = if one {
        vec![Column::text("Role"), Column::number("Readiness"), Column::number("To ready")]
    } else {
        vec![
            Column::text("Role"),
            Column::word("Readiness").if_room(1),
            Column::number("Then").if_room(2),
            Column::number("Now"),
            Column::number("To go then").if_room(3),
            Column::number("To go"),
        ]
    };
    Table { columns, sections: vec![Section { heading: None, rows: rows.collect() }] }
}

/// Where a change came from: from knowing more, or from ratings that rose and fell.
fn why(maps: &SkillMaps, course: &Course<'_>) -> Text {
    let (Some(first), Some(last)) = (course.days.first(), course.days.last()) else {
        return Text::default();
    };
    let between = &course.as_first_rated;
    let name = Text::new(&maps[course.role].name, Tone::Strong);
    let hours = |measured: &Measured<'_>| i64::from(measured.hours.typical);
    let by_rating = hours(first) - hours(between);
    let by_learning = hours(between) - hours(last);
    let mut text = match (said(first), said(last)) {
        (Some(then), Some(now)) => {
            let points = |share: Fraction| share.percent() as i64;
            let rated = points(between.gap.readiness()) - points(then);
            let learned = points(now) - points(between.gap.readiness());
            let parts = parts(learned, rated, |points| count(points, "point", "points"));
            name.and(format!(": readiness {parts}; "), Tone::Plain)
        }
        (None, Some(_)) => {
            name.and(": too little was known at first to say how ready; ".to_string(), Tone::Plain)
        }
        _ => name.and(": too little is known to say how ready; ".to_string(), Tone::Plain),
    };
    let parts = parts(-by_learning, -by_rating, |hours| format!("{hours} h"));
    text = text.and(format!("the hours to go {parts}."), Tone::Plain);
    text
}

/// `rose by 30 points since levels changed, and by 12 points since more is rated`.
fn parts(learned: i64, rated: i64, unit: impl Fn(usize) -> String) -> String {
    let way = |number: i64| if number > 0 { "rose" } else { "fell" };
    let by = |number: i64| unit(usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX));
    let by_levels = "as levels changed";
    let by_rating = "only because more is rated";
    match (learned, rated) {
        (0, 0) => "stayed the same".to_string(),
        (_, 0) => format!("{} by {} {by_levels}", way(learned), by(learned)),
        (0, _) => format!("{} by {} {by_rating}", way(rated), by(rated)),
        _ => {
            let again = if way(rated) == way(learned) {
                "and".to_string()
            } else {
                format!("and {}", way(rated))
            };
            format!(
                "{} by {} {by_levels} {again} by {} {by_rating}",
                way(learned),
                by(learned),
                by(rated)
            )
        }
    }
}

fn day_by_day(answer: &ProgressAnswer<'_>, course: &Course<'_>, document: &mut Document) {
    let rows = answer.days.iter().zip(&course.days).map(|(day, measured)| {
        let gap = &measured.gap;
        let (core_met, core_asked) = gap.core_met_of_asked();
        Row::new(vec![
            Cell::plain(day.map_or("undated".to_string(), |day| day.to_string())),
            match said(measured) {
                Some(share) => {
                    Cell::Bar { part: share.fraction(), possible: gap.readiness_high().fraction() }
                }
                None => Cell::toned("not known", Tone::Quiet),
            },
            Cell::plain(format!("{core_met} of {core_asked}")),
            Cell::plain(percent(gap.coverage())),
            Cell::plain(usual_hours(measured.hours)),
        ])
    });
    document.heading(format!("{}, day by day", answer.maps[course.role].name));
    document.push(Block::Table(Table {
        columns: vec![
            Column::word("Day"),
            Column::word("Readiness"),
            Column::number("Core met").if_room(2),
            Column::number("Settled").if_room(1),
            Column::number("To go"),
        ],
        sections: vec![Section { heading: None, rows: rows.collect() }],
    }));
    if answer.earlier_days > 0 {
        let earlier = count(answer.earlier_days, "earlier day", "earlier days");
        document.say(
            Text::new(format!("{earlier} not shown: "), Tone::Quiet)
                .and("skillgap progress --all", Tone::Code),
        );
    }
}

fn what_changed(answer: &ProgressAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let changed = |change: &Change| {
        let on = change.on.map_or(String::new(), |on| format!(" · {on}"));
        Text::new(
            format!("{} {} → {}", maps[change.skill].name, change.from, change.to),
            Tone::Strong,
        )
        .and(format!(" {}{on}", change.to.name()), Tone::Quiet)
    };
    let changes = &answer.changes;
    if changes.rose.is_empty() && changes.fell.is_empty() {
        document.say("No skill that was rated before is rated higher or lower now.");
    }
    let few = if answer.all { usize::MAX } else { FEW_RATINGS };
    for (heading, list) in [("What rose", &changes.rose), ("What fell", &changes.fell)] {
        if list.is_empty() {
            continue;
        }
        let number = list.len();
        document.heading(
            Text::new(heading, Tone::Strong)
                .and(format!(" · {}", count(number, "skill", "skills")), Tone::Quiet),
        );
        let mut newest: Vec<&Change> = list.iter().collect();
        newest.sort_by_key(|change| std::cmp::Reverse(change.on));
        let shown = newest.into_iter().take(few).map(changed);
        document.push(Block::List(shown.collect()));
        if number > few {
            document.say(
                Text::new(format!("and {} more: ", number - few), Tone::Quiet)
                    .and("skillgap progress --all", Tone::Code),
            );
        }
    }
    if !changes.first_rated.is_empty() {
        document.heading(
            Text::new("Rated for the first time", Tone::Strong)
                .and(" · more is known; it says nothing of what was learned", Tone::Quiet),
        );
        let rated = |first: &FirstRating| {
            let by = if first.by.is_own() { String::new() } else { format!(" by {}", first.by) };
            format!("{} {}{by}", maps[first.skill].name, first.level)
        };
        let shown = changes.first_rated.iter().take(few).map(rated);
        let shown: Vec<String> = shown.collect();
        let more = changes.first_rated.len() - shown.len();
        let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
        document.say(format!("{}{rest}", shown.join(", ")));
    }
}
