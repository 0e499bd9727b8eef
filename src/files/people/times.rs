//! Times as the world writes them. Which of two numbers is the month is decided for a file, never for a cell.

use jiff::civil::{Date, DateTime, Time};

use super::DateOrder;

/// A time as it was read; its day may still be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Read {
    day: Day,
    time: Time,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Settled(Date),
    /// Two numbers, either of which may be the month.
    Open {
        year: i16,
        first: i8,
        second: i8,
    },
}

/// Reads a time: ISO (`2026-09-08T14:28:27Z`, `2026/09/08 2:28:27 PM MEZ`), day first with dots (`8.9.2026`), or two
/// numbers and a year with slashes or dashes (`9/8/2026 14:28:27`). Zones are left out: the day is the form's own.
pub fn read(text: &str) -> Option<Read> {
    let text = text.trim();
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, 'T' | ',')).unwrap_or(text.len());
    let (day, rest) = text.split_at(end);
    let separator = day.chars().find(|c| !c.is_ascii_digit())?;
    let day = day.trim_end_matches('.');
    let parts: Vec<&str> = day.split(separator).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str| match text.len() {
        1..=4 if text.bytes().all(|b| b.is_ascii_digit()) => text.parse::<i16>().ok(),
        _ => None,
    };
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let year = if c.len() == 2 { z + 2000 } else { z };
    let day = match (separator, a.len(), c.len()) {
        ('-' | '/' | '.', 4, 1 | 2) => Day::Settled(date(x, y, z)?),
        ('.', 1 | 2, 2 | 4) => Day::Settled(date(year, y, x)?),
        ('/' | '-', 1 | 2, 2 | 4) => match (date(year, x, y), date(year, y, x)) {
            (Some(month_first), Some(day_first)) if month_first != day_first => {
                Day::Open { year, first: i8::try_from(x).ok()?, second: i8::try_from(y).ok()? }
            }
            (Some(settled), _) | (None, Some(settled)) => Day::Settled(settled),
            (None, None) => return None,
        },
        _ => return None,
    };
    Some(Read { day, time: clock(rest.trim_start_matches(['T', ',', ' ']))? })
}

/// The time of day: `14:28`, `2:28:27 PM`; midnight where none is said. What follows is a zone.
fn clock(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let parts: Vec<i8> = digits.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let half: String = rest.chars().filter(char::is_ascii_alphabetic).take(2).collect();
    let hour = match half.to_ascii_lowercase().as_str() {
        "am" if hour == 12 => 0,
        "pm" if hour < 12 => hour + 12,
        _ => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}

impl Read {
    /// The moment, with the numbers in this order.
    pub fn moment(self, order: DateOrder) -> DateTime {
        let day = match (self.day, order) {
            (Day::Settled(date), _) => Some(date),
            (Day::Open { year, first, second }, DateOrder::MonthFirst) => {
                Date::new(year, first, second).ok()
            }
            (Day::Open { year, first, second }, DateOrder::DayFirst) => {
                Date::new(year, second, first).ok()
            }
        };
        // Both readings of an open day were days of the calendar when it was read.
        day.unwrap_or(Date::MIN).to_datetime(self.time)
    }
}

/// Which order the times of a file show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It does not matter: no day is open.
    Settled,
    /// This one.
    Order(DateOrder),
    /// Either would do.
    Open,
}

/// Finds the order: one value above 12 settles it for all, and so does a day after today.
///
/// `texts` are the cells themselves: a day that is settled by a part above 12 shows its order only there.
pub fn order<'t>(texts: impl Iterator<Item = &'t str> + Clone, today: Date) -> Shown {
    let reads = texts.clone().filter_map(read);
    if !reads.clone().any(|read| matches!(read.day, Day::Open { .. })) {
        return Shown::Settled;
    }
    let (mut month_first, mut day_first) = (false, false);
    for text in texts {
        let parts: Vec<i16> = text
            .split(|c: char| !c.is_ascii_digit())
            .take(3)
            .filter_map(|part| part.parse().ok())
            .collect();
        if let (Some(_), [first, second, _]) = (read(text), parts.as_slice()) {
            if text.contains('.') && !text.contains('/') {
                continue;
            }
            day_first |= (13..=31).contains(first);
            month_first |= (13..=31).contains(second) && *first <= 12;
        }
    }
    let late = |order| reads.clone().any(|read| read.moment(order).date() > today);
    match (month_first, day_first) {
        (true, false) => Shown::Order(DateOrder::MonthFirst),
        (false, true) => Shown::Order(DateOrder::DayFirst),
        (true, true) => Shown::Open,
        (false, false) => match (late(DateOrder::MonthFirst), late(DateOrder::DayFirst)) {
            (false, true) => Shown::Order(DateOrder::MonthFirst),
            (true, false) => Shown::Order(DateOrder::DayFirst),
            _ => Shown::Open,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn with(order: DateOrder, text: &str) -> Option<String> {
        read(text).map(|read| read.moment(order).to_string())
    }

    #[test]
    fn times_are_read_as_the_products_write_them() {
        for (text, moment) in [
            ("2026-09-08", "2026-09-08T00:00:00"),
            ("2026-09-08T14:28:27Z", "2026-09-08T14:28:27"),
            ("2026/09/08 2:28:27 PM MEZ", "2026-09-08T14:28:27"),
            ("2026/09/08 12:05:00 AM GMT+1", "2026-09-08T00:05:00"),
            ("8.9.2026 14:28", "2026-09-08T14:28:00"),
            ("9/8/2026 14:28:27", "2026-09-08T14:28:27"),
            ("9/8/26 14:28:27", "2026-09-08T14:28:27"),
            ("18/9/2026 14:28:27", "2026-09-18T14:28:27"),
        ] {
            assert_eq!(with(DateOrder::MonthFirst, text).as_deref(), Some(moment), "{text:?}");
        }
        assert_eq!(with(DateOrder::DayFirst, "9/8/2026").as_deref(), Some("2026-08-09T00:00:00"));
        for text in [
            "",
            "yesterday",
            "46273.6",
            "31/31/2026",
            "2026-02-30",
            "9/8",
            "9/8/2026 25:00",
            "1/2/3/4",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn one_value_settles_the_order_for_all() {
        let today = date(2026, 11, 22);
        let shown = |texts: &[&str]| order(texts.iter().copied(), today);
        assert_eq!(shown(&["9/8/2026", "9/18/2026"]), Shown::Order(DateOrder::MonthFirst));
        assert_eq!(shown(&["9/8/2026", "18/9/2026"]), Shown::Order(DateOrder::DayFirst));
        assert_eq!(shown(&["9/8/2026"]), Shown::Open);
        assert_eq!(shown(&["9/8/2026", "9/18/2026", "18/9/2026"]), Shown::Open);
        assert_eq!(shown(&["9/9/2026", "2026-11-22"]), Shown::Settled);
        // The tenth of December is not there yet.
        assert_eq!(shown(&["10/12/2026"]), Shown::Order(DateOrder::MonthFirst));
    }
}
