//! Turns hours into days: the days of each step, project and milestone of a roadmap at a fast, a usual and a slow
//! pace.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Planned, Roadmap};
use crate::domain::hours::Hours;

/// How fast somebody learns, and when they start.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The hours of learning a week; above zero.
    pub hours_per_week: f64,
    /// The factor by which learning takes longer than the hours of the maps: 1 is as long, 2 is twice as long.
    pub factor: f64,
    /// The first day.
    pub start: Date,
}

/// Days at a fast, the usual and a slow pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// At a fast pace.
    pub low: Date,
    /// At the usual pace.
    pub typical: Date,
    /// At a slow pace.
    pub high: Date,
}

/// The days on which something begins and ends.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// The first day.
    pub starts: Days,
    /// The days by which it is done.
    pub ends: Days,
}

/// The days of a roadmap.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The pace and the first day.
    pub pace: Pace,
    /// The period of each step.
    pub steps: Vec<Period>,
    /// The period of each project; `None` if the plan does not meet its needs.
    pub projects: Vec<Option<Period>>,
    /// The days by which the last step and the last project are done.
    pub ready_on: Days,
    /// Whether a day lies after the year 9999, where the calendar ends. Then the last day of that year stands for it.
    pub is_cut: bool,
}

impl Pace {
    /// Returns the day by which this many hours are done.
    pub(crate) fn day_after(&self, hours: u32) -> Date {
        self.day(self.days_for(hours))
    }

    /// Returns the day on which something begins that comes after this many hours.
    pub(crate) fn day_from(&self, hours: u32) -> Date {
        let days = (f64::from(hours) * self.factor / self.hours_per_week * 7.0).floor();
        self.day(days)
    }

    /// Returns the hours of the maps that fit before a day; 0 if the day is not after the start.
    pub(crate) fn hours_until(&self, day: Date) -> u64 {
        let days = self.start.until(day).map_or(0, |span| span.get_days());
        let hours = f64::from(days.max(0)) / 7.0 * self.hours_per_week / self.factor;
        hours.floor() as u64
    }

    /// Returns the hours of the maps that fit into some weeks.
    pub(crate) fn hours_in(&self, weeks: u32) -> u64 {
        (f64::from(weeks) * self.hours_per_week / self.factor).floor() as u64
    }

    /// Returns the day after some days. A plan ends at the latest with the year 9999, where the calendar ends.
    fn day(&self, days: f64) -> Date {
        self.known_day(days).unwrap_or(Date::MAX)
    }

    /// Returns the day after some days; `None` after the year 9999.
    fn known_day(&self, days: f64) -> Option<Date> {
        let days = days.min(4_000_000.0) as i32;
        self.start.checked_add(days.days()).ok()
    }

    /// Returns the number of days in which this many hours are done. A part of a day counts as a whole day.
    fn days_for(&self, hours: u32) -> f64 {
        (f64::from(hours) * self.factor / self.hours_per_week * 7.0).ceil()
    }

    fn days_after(&self, hours: Hours) -> Days {
        Days {
            low: self.day_after(hours.low),
            typical: self.day_after(hours.typical),
            high: self.day_after(hours.high),
        }
    }

    fn days_from(&self, hours: Hours) -> Days {
        Days {
            low: self.day_from(hours.low),
            typical: self.day_from(hours.typical),
            high: self.day_from(hours.high),
        }
    }
}

impl Timeline {
    /// Returns the days of a roadmap. One step or project comes after the other, in the order of the plan.
    pub fn new(roadmap: &Roadmap, pace: Pace) -> Timeline {
        let mut spent = Hours::ZERO;
        let mut projects = vec![None; roadmap.projects.len()];
        let mut steps = Vec::new();
        for planned in roadmap.sequence() {
            let starts = pace.days_from(spent);
            spent += planned.hours();
            let period = Period { starts, ends: pace.days_after(spent) };
            match planned {
                Planned::Step(..) => steps.push(period),
                Planned::Project(at, _) => projects[at] = Some(period),
            }
        }
        let ready_on = match spent {
            Hours::ZERO => pace.days_from(spent),
            hours => pace.days_after(hours),
        };
        let is_cut = pace.known_day(pace.days_for(spent.high)).is_none();
        Timeline { pace, steps, projects, ready_on, is_cut }
    }

    /// Returns the days by which this many steps are done.
    pub fn after(&self, steps: usize) -> Days {
        steps
            .checked_sub(1)
            .and_then(|last| self.steps.get(last))
            .map_or(self.pace.days_from(Hours::ZERO), |last| last.ends)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn pace(hours_per_week: f64, factor: f64) -> Pace {
        Pace { hours_per_week, factor, start: date(2026, 11, 23) }
    }

    #[test]
    fn ten_hours_at_ten_a_week_end_after_seven_days() {
        assert_eq!(pace(10.0, 1.0).day_after(10), date(2026, 11, 30));
        assert_eq!(pace(10.0, 2.0).day_after(10), date(2026, 12, 7));
        // 4 hours are 2.8 days. They are done on the third day after the start, and the next step begins on the
        // second.
        assert_eq!(pace(10.0, 1.0).day_after(4), date(2026, 11, 26));
        assert_eq!(pace(10.0, 1.0).day_from(4), date(2026, 11, 25));
        assert_eq!(pace(10.0, 2.0).day_from(4), date(2026, 11, 28));
    }

    #[test]
    fn a_plan_ends_with_the_calendar_at_the_latest() {
        assert_eq!(pace(0.5, 10.0).day_after(u32::MAX), Date::MAX);
    }

    #[test]
    fn hours_until_a_day_are_whole_and_none_before_the_start() {
        assert_eq!(pace(10.0, 1.0).hours_until(date(2026, 12, 3)), 14);
        assert_eq!(pace(10.0, 1.0).hours_until(date(2026, 11, 1)), 0);
        assert_eq!(pace(10.0, 2.0).hours_until(date(2026, 12, 7)), 10);
        assert_eq!(pace(7.5, 1.5).hours_in(4), 20);
    }
}
