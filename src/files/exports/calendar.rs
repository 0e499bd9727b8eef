//! A plan as a calendar (.ics, RFC 5545): an event for each task, or study blocks at fixed times of the week.
//!
//! Times are written in UTC. They are computed from the person's time zone for each day, so that a change to or from
//! summer time does not move them.

use icalendar::{Calendar, Component, Event, Property};
use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::Task;

/// The most blocks that are written: about ten years with two blocks a week.
pub(crate) const MOST_BLOCKS: usize = 1000;

/// The times of the week at which somebody studies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// The days of the week.
    pub weekdays: Vec<Weekday>,
    /// The time at which a block begins.
    pub from: Time,
    /// The time at which a block ends.
    pub until: Time,
}

impl Blocks {
    /// Reads text such as `mon,wed 19:00-21:00`. The days may also have spaces between them, be in any case, and be
    /// written in full.
    ///
    /// # Errors
    /// Returns a sentence that says what is wrong.
    pub fn read(text: &str) -> Result<Blocks, String> {
        let form =
            || format!("`{text}` is not a block of study; write it as in \"mon,wed 19:00-21:00\"");
        let begins = text.find(|c: char| c.is_ascii_digit()).ok_or_else(form)?;
        let (days, hours) = text.split_at(begins);
        let (from, until) = hours.trim().split_once(['-', '–']).ok_or_else(form)?;
        let time = |text: &str| {
            let text = text.trim();
            let whole = if text.contains(':') { text.to_string() } else { format!("{text}:00") };
            let padded = if whole.find(':') == Some(1) { format!("0{whole}") } else { whole };
            format!("{padded}:00").parse::<Time>().map_err(|_| form())
        };
        let (from, until) = (time(from)?, time(until)?);
        if from >= until {
            return Err(format!("`{text}` ends before it begins; a block stays within one day"));
        }
        let mut weekdays = Vec::new();
        for day in days.split([',', ' ', ';', '/']).filter(|day| !day.is_empty()) {
            let day = weekday(day).ok_or_else(form)?;
            if !weekdays.contains(&day) {
                weekdays.push(day);
            }
        }
        if weekdays.is_empty() {
            return Err(form());
        }
        Ok(Blocks { weekdays, from, until })
    }

    /// Returns the hours of study in a week.
    pub fn hours_per_week(&self) -> f64 {
        f64::from(self.minutes()) * self.weekdays.len() as f64 / 60.0
    }

    /// Returns the length of one block in minutes.
    fn minutes(&self) -> u32 {
        let span = self.from.duration_until(self.until);
        u32::try_from(span.as_secs() / 60).unwrap_or(0)
    }
}

/// Finds a day by its name. At least three letters are needed, and the plural is allowed.
fn weekday(text: &str) -> Option<Weekday> {
    let days = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let text = text.to_ascii_lowercase();
    let text = text.strip_suffix("days").map_or(text.clone(), |day| format!("{day}day"));
    let fits = |(name, _): &&(&str, Weekday)| text.len() >= 3 && name.starts_with(&text);
    days.iter().find(fits).map(|(_, day)| *day)
}

/// A calendar of study blocks.
#[derive(Debug)]
pub struct BlockCalendar {
    /// The text of the file.
    pub text: String,
    /// The number of blocks.
    pub blocks: usize,
    /// The day of the last block, or `None` if there is nothing to do.
    pub last: Option<Date>,
    /// Whether all tasks fit into [`MOST_BLOCKS`] blocks.
    pub is_whole: bool,
}

/// Returns a calendar with an event for each task that has days.
pub(crate) fn of_tasks(name: &str, tasks: &[Task], made: Timestamp) -> String {
    let mut calendar = begin(name);
    for task in tasks {
        let Some((starts, by)) = task.days else { continue };
        let mut event = event(&task.id, &task.title, &task.details, made);
        // The end date of an all-day event is the day after its last day.
        let end = by.tomorrow().unwrap_or(by);
        event.append_property(day("DTSTART", starts)).append_property(day("DTEND", end));
        calendar.push(event.add_property("TRANSP", "TRANSPARENT").done());
    }
    calendar.to_string()
}

/// Returns a calendar with study blocks until every task is done. Each block says which tasks it is for.
pub(crate) fn of_blocks(
    name: &str,
    tasks: &[Task],
    blocks: &Blocks,
    start: Date,
    pace: f64,
    zone: &TimeZone,
    made: Timestamp,
) -> BlockCalendar {
    let mut calendar = begin(name);
    let minutes = |task: &Task| f64::from(task.hours) * 60.0 * pace;
    let mut rest: Vec<(&Task, f64)> =
        tasks.iter().rev().map(|task| (task, minutes(task))).collect();
    let (mut number, mut last) = (0, None);
    let mut on = start;
    while !rest.is_empty() && number < MOST_BLOCKS {
        if blocks.weekdays.contains(&on.weekday()) {
            let here = fill(&mut rest, f64::from(blocks.minutes()));
            let titles: Vec<&str> = here.iter().map(|task| task.title.as_str()).collect();
            let details: Vec<&str> = here.iter().map(|task| task.details.as_str()).collect();
            let id = format!("block-{on}-{:02}{:02}", blocks.from.hour(), blocks.from.minute());
            let mut event = event(&id, &titles.join(", "), &details.join("\n\n"), made);
            event.append_property(moment("DTSTART", on, blocks.from, zone));
            event.append_property(moment("DTEND", on, blocks.until, zone));
            calendar.push(event.done());
            number += 1;
            last = Some(on);
        }
        match on.checked_add(1.day()) {
            Ok(next) => on = next,
            Err(_) => break,
        }
    }
    BlockCalendar { text: calendar.to_string(), blocks: number, last, is_whole: rest.is_empty() }
}

/// Returns the tasks for one block. A task that does not fit continues in the next block.
fn fill<'t>(rest: &mut Vec<(&'t Task, f64)>, mut room: f64) -> Vec<&'t Task> {
    let mut here = Vec::new();
    while room > 0.0 {
        let Some((task, left)) = rest.last_mut() else { break };
        here.push(*task);
        if *left > room {
            *left -= room;
            break;
        }
        room -= *left;
        rest.pop();
    }
    here
}

fn begin(name: &str) -> Calendar {
    let mut calendar = Calendar::new();
    // The method `name` would also write NAME, but without the escapes that RFC 5545 requires.
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    calendar
}

fn event(id: &str, title: &str, details: &str, made: Timestamp) -> Event {
    let mut event = Event::new();
    event
        .uid(&format!("{id}@skillgap"))
        .add_property("DTSTAMP", utc(made))
        .summary(title)
        .description(details);
    event
}

fn day(name: &str, day: Date) -> Property {
    let text = day.strftime("%Y%m%d").to_string();
    Property::new(name, text).add_parameter("VALUE", "DATE").done()
}

fn moment(name: &str, day: Date, time: Time, zone: &TimeZone) -> Property {
    let moment = zone.to_ambiguous_zoned_datetime(day.to_datetime(time)).compatible();
    let text = moment.map_or(String::new(), |moment| utc(moment.timestamp()));
    Property::new(name, text).done()
}

fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn task(id: &str, hours: u32) -> Task {
        Task {
            id: id.into(),
            title: format!("{id}, to 1; a\\b"),
            details: "One\nTwo".into(),
            stage: "First".into(),
            hours,
            days: Some((date(2026, 12, 1), date(2026, 12, 3))),
        }
    }

    #[test]
    fn blocks_are_read() {
        let read = Blocks::read("mon,Wednesday 19:00-21:30").unwrap();
        assert_eq!(read.weekdays, [Weekday::Monday, Weekday::Wednesday]);
        assert_eq!((read.from, read.until), (time(19, 0, 0, 0), time(21, 30, 0, 0)));
        assert_eq!(Blocks::read("sat 9-12").unwrap().minutes(), 180);
        assert_eq!(Blocks::read("Tuesdays 9-12").unwrap().weekdays, [Weekday::Tuesday]);
        for spaced in ["Mon, Wed 19:00-21:30", "MON , WED 19:00 - 21:30", "mon wed mon 19:00–21:30"]
        {
            let read = Blocks::read(spaced).unwrap();
            assert_eq!(read.weekdays, [Weekday::Monday, Weekday::Wednesday], "{spaced}");
            assert_eq!(read.hours_per_week(), 5.0, "{spaced}");
        }
        let wrong = [
            "",
            "mon",
            "mon 19",
            "xyz 19:00-20:00",
            "monkey 9-10",
            "mo 9-10",
            "19:00-20:00",
            "mon 25:00-26:00",
            "mon 21:00-19:00",
        ];
        for wrong in wrong {
            assert!(Blocks::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn blocks_follow_the_clock_of_the_zone_and_hold_what_fits() {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let blocks = Blocks::read("sat 10:00-12:00").unwrap();
        // A block has two hours, the first task takes three and the second two. So the second block has the end of the
        // first task and the beginning of the second.
        let tasks = [task("a", 3), task("b", 2)];
        let made = Timestamp::UNIX_EPOCH;
        let written = of_blocks("P", &tasks, &blocks, date(2027, 3, 20), 1.0, &zone, made);
        assert_eq!((written.blocks, written.is_whole), (3, true));
        assert_eq!(written.last, Some(date(2027, 4, 3)));
        let text = written.text;
        // Before the clocks go forward on 28 March, local time is one hour ahead of UTC, and afterwards two hours.
        assert!(text.contains("DTSTART:20270320T090000Z"), "{text}");
        assert!(text.contains("DTSTART:20270327T090000Z"), "{text}");
        assert!(text.contains("DTSTART:20270403T080000Z"), "{text}");
        assert!(text.contains("SUMMARY:a\\, to 1\\; a\\\\b\\, b\\, to 1\\; a\\\\b"), "{text}");
        assert!(text.contains("UID:block-2027-03-20-1000@skillgap"), "{text}");
    }

    #[test]
    fn an_event_of_days_ends_after_its_last() {
        let text = of_tasks("Plan", &[task("step-git-1", 3)], Timestamp::UNIX_EPOCH);
        assert!(text.contains("DTSTART;VALUE=DATE:20261201"), "{text}");
        assert!(text.contains("DTEND;VALUE=DATE:20261204"), "{text}");
        assert!(text.contains("DESCRIPTION:One\\nTwo"), "{text}");
        let named = of_tasks("A, B; C", &[], Timestamp::UNIX_EPOCH);
        assert!(named.contains("X-WR-CALNAME:A\\, B\\; C"), "{named}");
        assert!(!named.contains("A, B"), "{named}");
        assert_eq!(text, of_tasks("Plan", &[task("step-git-1", 3)], Timestamp::UNIX_EPOCH));
    }
}
