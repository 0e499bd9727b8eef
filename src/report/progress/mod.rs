//! `skillgap progress`: how readiness and remaining hours changed over time, and which levels changed.

mod json;

pub(crate) use json::ProgressJson;

use jiff::civil::Date;

use crate::domain::gap::Fraction;
use crate::domain::level::Seniority;
use crate::domain::likely::LikelyReadiness;
use crate::domain::maps::SkillMaps;
use crate::domain::progress::{ChangedRating, Changes, Course, FirstRating, Measured};
use crate::domain::rater::Rater;
use crate::report::answer::{Answer, Format};
use crate::report::document::{Cell, Document, Table, Text};
use crate::report::gap::{READINESS, SETTLED, is_known_enough};
use crate::report::likely::likely_range;
use crate::report::notes::{Note, put_notes};
use crate::report::phrases::{count, first_few, percent, usual_hours};
use crate::report::sheet::Csv;
use crate::report::text::text;

/// The number of days that are shown, unless all are requested.
pub(crate) const USUAL_DAYS: usize = 12;
/// The largest number of roles that are shown day by day. More roles are only shown side by side.
const FEW_ROLES: usize = 3;
/// The largest number of ratings that a list names, unless all are requested; the rest is counted.
const FEW_RATINGS: usize = 12;

/// One person's progress towards some roles.
pub(crate) struct ProgressAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The person's name.
    pub(crate) name: Option<&'m str>,
    /// The rater whose ratings count.
    pub(crate) rater: &'m Rater,
    /// The seniority whose targets count.
    pub(crate) seniority: Seniority,
    /// The day from which on progress was requested.
    pub(crate) since: Option<Date>,
    /// The days with ratings, oldest first; `None` stands for ratings without a date.
    pub(crate) days: Vec<Option<Date>>,
    /// The number of days before the shown ones.
    pub(crate) earlier_days: usize,
    /// Whether to list all changes, however many there are.
    pub(crate) all: bool,
    /// For each role, the measurements on each of the days.
    pub(crate) courses: Vec<Course<'m>>,
    /// What changed between the first of the days and the last.
    pub(crate) changes: Changes,
    /// The notes of the answer.
    pub(crate) notes: Vec<Note>,
}

impl Answer for ProgressAnswer<'_> {
    const KIND: &'static str = "progress";
    const ABOUT: &'static str = "how readiness changed over time";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[json::DAYS];
    type Json = ProgressJson;

    fn json(&self) -> ProgressJson {
        json::json(self)
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        let whose =
            self.name.map_or("Your progress".into(), |name| format!("The progress of {name}"));
        let days = count(self.days.len(), "day of ratings", "days of ratings");
        document.title(text!("**{}**<quiet> · {} · {}</>", whose, self.seniority, days));
        match self.days.as_slice() {
            [] => document.say("There are no ratings yet, so there is nothing to show. Progress shows from the second day of ratings on."),
            [one] => {
                document.say(nothing_to_compare(*one));
                document.table(side_by_side(self));
            }
            [first, ..] => {
                document.heading(format!("Since {}", day_name(*first)));
                document.table(side_by_side(self));
                for course in &self.courses {
                    document.say(why(self.maps, course));
                }
                if self.courses.len() <= FEW_ROLES {
                    for course in &self.courses {
                        day_by_day(self, course, &mut document);
                    }
                }
                what_changed(self, &mut document);
            }
        }
        put_notes(&self.notes, &mut document);
        document.commands(commands(self));
        document
    }
}

fn nothing_to_compare(day: Option<Date>) -> String {
    let all = match day {
        Some(day) => format!("All ratings that count here are of one day, {day}"),
        None => "No rating has a day".to_string(),
    };
    format!(
        "{all}: there is nothing to compare yet. Rate a skill again when it has changed, and you can compare the two days."
    )
}

fn commands(answer: &ProgressAnswer<'_>) -> Vec<(&'static str, &'static str)> {
    if answer.days.is_empty() {
        return vec![("skillgap assess", "tick what you can do, every answer saved")];
    }
    let one_role = ("skillgap progress --role ROLE", "one role day by day");
    let mut commands = if answer.courses.len() > FEW_ROLES { vec![one_role] } else { Vec::new() };
    commands.push(("skillgap done SKILL", "when you have reached a level"));
    commands.push(("skillgap rate SKILL=LEVEL", "when a level has changed"));
    commands
}

/// Returns the name of a day, such as `2026-11-22`, or a phrase for ratings without a date.
fn day_name(day: Option<Date>) -> String {
    day.map_or("your undated ratings".to_string(), |day| day.to_string())
}

/// Returns the readiness if enough is known.
fn said(measured: &Measured<'_>) -> Option<Fraction> {
    let known = is_known_enough(measured.gap.coverage());
    known.then(|| measured.gap.readiness())
}

/// Returns the likely readiness, such as `64 % (57–70 %)`, or only the range if it is vague.
fn likely(likely: LikelyReadiness) -> String {
    match likely.is_vague() {
        true => likely_range(likely),
        false => format!("{} ({})", percent(likely.likely), likely_range(likely)),
    }
}

/// Returns a table with every role on the first and the last day, and a trend over all days.
fn side_by_side(answer: &ProgressAnswer<'_>) -> Table {
    let readiness = |measured: Option<&Measured<'_>>| {
        let share = measured.and_then(said).map(percent);
        share.map_or(Cell::quiet("not known"), Cell::from)
    };
    let hours = |measured: Option<&Measured<'_>>| {
        measured.map_or(String::new(), |measured| usual_hours(measured.hours))
    };
    let mut table = Table::of(&answer.courses)
        .text("Role", |course| Cell::strong(&answer.maps[course.role].name));
    let now = |course: &&Course<'_>| course.days.last().and_then(|day| day.likely);
    if answer.courses.iter().any(|course| now(&course).is_some()) {
        table = table.number("Likely now", |course| now(course).map_or(String::new(), likely));
    }
    if answer.days.len() < 2 {
        return table
            .number("Readiness", |course| readiness(course.days.last()))
            .number("To ready", |course| hours(course.days.last()))
            .into();
    }
    let shares = |course: &Course<'_>| {
        course.days.iter().map(|day| said(day).map(Fraction::fraction)).collect()
    };
    table
        .word("Readiness", |course| Cell::Trend(shares(course)))
        .if_room(1)
        .number("Then", |course| readiness(course.days.first()))
        .if_room(2)
        .number("Now", |course| readiness(course.days.last()))
        .number("To go then", |course| hours(course.days.first()))
        .if_room(3)
        .number("To go", |course| hours(course.days.last()))
        .into()
}

/// Returns where a change came from: from knowing more, or from ratings that rose or fell.
fn why(maps: &SkillMaps, course: &Course<'_>) -> Text {
    let (Some(first), Some(last)) = (course.days.first(), course.days.last()) else {
        return Text::default();
    };
    let between = &course.as_first_rated;
    let name = &maps[course.role].name;
    let hours = |measured: &Measured<'_>| i64::from(measured.hours.typical);
    let by_rating = hours(first) - hours(between);
    let by_learning = hours(between) - hours(last);
    let readiness = match (said(first), said(last)) {
        (Some(then), Some(now)) => {
            let points = |share: Fraction| share.percent() as i64;
            let rated = points(between.gap.readiness()) - points(then);
            let learned = points(now) - points(between.gap.readiness());
            let parts = parts(learned, rated, |points| count(points, "point", "points"));
            format!("readiness {parts}")
        }
        (None, Some(_)) => "too little was known at first to say how ready".to_string(),
        _ => "too little is known to say how ready".to_string(),
    };
    let parts = parts(-by_learning, -by_rating, |hours| format!("{hours} h"));
    text!("**{}**: {}; the hours of learning to go {}.", name, readiness, parts)
}

/// Returns the two parts of a change, such as `rose by 30 points as levels changed and by 12 points only because more
/// is rated`.
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
    let core = |measured: &Measured<'_>| {
        let (met, asked) = measured.gap.core_met_of_asked();
        format!("{met} of {asked}")
    };
    document.heading(format!("{}, day by day", answer.maps[course.role].name));
    let mut table = Table::of(answer.days.iter().zip(&course.days))
        .word("Day", |(day, _)| day.map_or("undated".to_string(), |day| day.to_string()));
    if course.days.iter().any(|day| day.likely.is_some()) {
        table = table.number("Likely", |(_, day)| day.likely.map_or(String::new(), likely));
    }
    document.table(
        table
            .word("Readiness", |(_, measured)| match said(measured) {
                Some(share) => Cell::Bar {
                    part: share.fraction(),
                    possible: measured.gap.readiness_high().fraction(),
                },
                None => Cell::quiet("not known"),
            })
            .explained(READINESS)
            .number("Core met", |(_, measured)| core(measured))
            .if_room(2)
            .number("Settled", |(_, measured)| percent(measured.gap.coverage()))
            .explained(SETTLED)
            .if_room(1)
            .number("To go", |(_, measured)| usual_hours(measured.hours)),
    );
    if answer.earlier_days > 0 {
        document.say(text!(
            "<quiet>{} not shown: </>`skillgap progress --all`",
            count(answer.earlier_days, "earlier day is", "earlier days are")
        ));
    }
}

fn what_changed(answer: &ProgressAnswer<'_>, document: &mut Document) {
    let maps = answer.maps;
    let changed = |change: &ChangedRating| {
        let on = change.on.map_or(String::new(), |on| format!(" · {on}"));
        let name = &maps[change.skill].name;
        let ChangedRating { from, to, .. } = change;
        text!("**{} {} → {}**<quiet> {}{}</>", name, from, to, to.name(), on)
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
        document.heading(text!("**{}**<quiet> · {}</>", heading, count(number, "skill", "skills")));
        let mut newest: Vec<&ChangedRating> = list.iter().collect();
        newest.sort_by_key(|change| std::cmp::Reverse(change.on));
        document.list(newest.into_iter().take(few).map(changed));
        if number > few {
            document.say(text!("<quiet>and {} more: </>`skillgap progress --all`", number - few));
        }
    }
    if !changes.first_rated.is_empty() {
        document.heading(text!(
            "**Rated for the first time**<quiet> · more is known; this does not show what was learned</>"
        ));
        let rated = |first: &FirstRating| {
            let by = if first.by.is_own() { String::new() } else { format!(" by {}", first.by) };
            format!("{} {}{by}", maps[first.skill].name, first.level)
        };
        let rated: Vec<String> = changes.first_rated.iter().map(rated).collect();
        document.say(first_few(&rated, few));
    }
}
