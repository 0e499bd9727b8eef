//! Reading times in the formats of the world. Whether the day or the month comes first is decided for a whole file,
//! never for a single cell.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::DateOrder;

/// A time as it was read. The order of day and month may still be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParsedTime {
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

/// Reads a time. The formats are:
///
/// - ISO (`2026-09-08T14:28:27Z`, `2026/09/08 2:28:27 PM MEZ`)
/// - day first with dots (`8.9.2026`)
/// - two numbers and a year with slashes or dashes (`9/8/2026 14:28:27`)
/// - the month as a word (`8-Sep-26`, `September 8, 2026`)
/// - a day number of Excel (`46273.6`)
///
/// Time zones are ignored, so the day is the day in the form's own zone.
pub(crate) fn read(text: &str) -> Option<ParsedTime> {
    let text = text.trim();
    if let Some(read) = counted(text) {
        return Some(read);
    }
    if text.chars().any(char::is_alphabetic)
        && let Some(read) = with_month_word(text)
    {
        return Some(read);
    }
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
    Some(ParsedTime { day, time: clock(rest.trim_start_matches(['T', ',', ' ']))? })
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads a day number of Excel, which counts from the end of 1899. Only days of this century are accepted, so that a
/// year or a level is not taken for a day.
fn counted(text: &str) -> Option<ParsedTime> {
    const FIRST: f64 = 36_526.0;
    const LAST: f64 = 73_050.0;
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let number: f64 = text.replace(',', ".").parse().ok().filter(|_| is_number)?;
    let moment = excel(number, false).filter(|_| (FIRST..=LAST).contains(&number))?;
    Some(ParsedTime { day: Day::Settled(moment.date()), time: moment.time() })
}

/// Converts a day number of Excel into a date and time. Returns `None` for a time without a day and for a number that
/// is not a valid day.
pub(crate) fn excel(number: f64, from_1904: bool) -> Option<DateTime> {
    const SECONDS_A_DAY: f64 = 86_400.0;
    /// The last day of the year 9999.
    const LAST: f64 = 2_958_466.0;
    // Excel counts 29 February 1900, which did not exist.
    let begin = match number {
        _ if from_1904 => Date::constant(1904, 1, 1),
        number if number < 60.0 => Date::constant(1899, 12, 31),
        _ => Date::constant(1899, 12, 30),
    };
    let is_day = (1.0..LAST).contains(&number) && (from_1904 || !(60.0..61.0).contains(&number));
    if !is_day {
        return None;
    }
    let day = number.trunc();
    let seconds = ((number - day) * SECONDS_A_DAY).round().min(SECONDS_A_DAY - 1.0);
    let begin = begin.to_datetime(Time::midnight());
    let days = begin.checked_add((day as i64).days()).ok()?;
    days.checked_add((seconds as i64).seconds()).ok()
}

/// Reads a day whose month is a word: `Nov 20, 2026 10:00`, `20-Nov-26`, `Friday, 20 November 2026`, `20 de noviembre
/// de 2026`.
fn with_month_word(text: &str) -> Option<ParsedTime> {
    let at_clock = text.char_indices().filter(|(_, c)| *c == ':').find_map(|(at, _)| {
        let digits =
            text[..at].len() - text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (1..=2).contains(&digits).then(|| at - digits)
    });
    let (day, rest) = text.split_at(at_clock.unwrap_or(text.len()));
    let parts: Vec<&str> =
        day.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let at = parts.iter().position(|part| month(part).is_some())?;
    let number = |part: &&str| {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        let ordinal = ["", "st", "nd", "rd", "th", "er", "e", "º", "ª"];
        let rest = part[digits.len()..].to_lowercase();
        digits
            .parse::<i16>()
            .ok()
            .filter(|_| ordinal.contains(&rest.as_str()))
            .map(|n| (n, digits.len()))
    };
    let numbers: Vec<(i16, usize)> = parts.iter().filter_map(number).collect();
    let [first, second, ..] = numbers.as_slice() else {
        return None;
    };
    // The year comes last, unless a number with four digits comes first.
    let ((day, _), (year, digits)) =
        if first.1 == 4 { (*second, *first) } else { (*first, *second) };
    let year = match digits {
        4 => year,
        2 => year + 2000,
        _ => return None,
    };
    let day = date(year, i16::from(month(parts[at])?), day)?;
    Some(ParsedTime { day: Day::Settled(day), time: clock(rest)? })
}

/// Returns the number of the month that a word names, in full or shortened, in the languages of common forms.
pub(crate) fn month(word: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &[
            "january", "januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari",
            "ene", "gen",
        ],
        &[
            "february",
            "februar",
            "février",
            "fevrier",
            "febrero",
            "fevereiro",
            "febbraio",
            "februari",
        ],
        &["march", "märz", "maerz", "mars", "marzo", "março", "maart", "mrz", "mär", "mrt"],
        &["april", "avril", "abril", "aprile"],
        &["may", "mai", "mayo", "maio", "maggio", "mei", "mag"],
        &["june", "juni", "juin", "junio", "junho", "giugno"],
        &["july", "juli", "juillet", "julio", "julho", "luglio"],
        &["august", "août", "aout", "agosto", "augustus"],
        &["september", "septembre", "septiembre", "setembro", "settembre", "sept"],
        &["october", "oktober", "octobre", "octubre", "outubro", "ottobre"],
        &["november", "novembre", "noviembre", "novembro"],
        &["december", "dezember", "décembre", "decembre", "diciembre", "dezembro", "dicembre"],
    ];
    let word = word.to_lowercase();
    if word.chars().count() < 3 || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let is = |names: &&[&str]| names.iter().any(|name| name.starts_with(&word));
    let mut named = (1..).zip(MONTHS).filter(|(_, names)| is(names));
    let (number, _) = named.next()?;
    // The French `jui` may be two months.
    named.next().is_none().then_some(number)
}

/// Reads the time of day: `14:28`, `2:28:27 PM`, `14h28`. An empty text is midnight. A time zone after the time is
/// ignored.
fn clock(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let hours = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let of_hours = text[hours..].strip_prefix(['h', 'H']).filter(|_| (1..=2).contains(&hours));
    if let Some(minutes) = of_hours {
        let minutes =
            if minutes.starts_with(|c: char| c.is_ascii_digit()) { minutes } else { "00" };
        return clock(&format!("{}:{minutes}", &text[..hours]));
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

impl ParsedTime {
    /// Returns the date and time, with day and month in the given order.
    pub(crate) fn moment(self, order: DateOrder) -> DateTime {
        let day = match (self.day, order) {
            (Day::Settled(date), _) => Some(date),
            (Day::Open { year, first, second }, DateOrder::MonthFirst) => {
                Date::new(year, first, second).ok()
            }
            (Day::Open { year, first, second }, DateOrder::DayFirst) => {
                Date::new(year, second, first).ok()
            }
        };
        // When an open day was read, both of its readings were checked to be valid days.
        day.unwrap_or(Date::MIN).to_datetime(self.time)
    }
}

/// The order of day and month that a file shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The order does not matter, because no day is open.
    Settled,
    /// The file shows this order.
    Order(DateOrder),
    /// Both orders are possible.
    Open,
}

/// Finds the order of day and month. A number above 12 decides it for all cells, and so does a day after today.
///
/// `texts` are the original cells, because only they show the order of a day that a number above 12 has settled.
pub(crate) fn order<'t>(texts: impl Iterator<Item = &'t str> + Clone, today: Date) -> Shown {
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
            ("46346.43", "2026-11-20T10:19:12"),
            ("46346", "2026-11-20T00:00:00"),
            ("Nov 20, 2026 10:00", "2026-11-20T10:00:00"),
            ("20 November 2026", "2026-11-20T00:00:00"),
            ("20-Nov-26", "2026-11-20T00:00:00"),
            ("20.11.26 10h30", "2026-11-20T10:30:00"),
            ("Friday, November 20th, 2026 at 2:05 PM", "2026-11-20T14:05:00"),
            ("20. März 2026", "2026-03-20T00:00:00"),
            ("20 de noviembre de 2026, 10:00", "2026-11-20T10:00:00"),
            ("20 févr. 2026", "2026-02-20T00:00:00"),
            ("2026-Nov-20", "2026-11-20T00:00:00"),
        ] {
            assert_eq!(with(DateOrder::MonthFirst, text).as_deref(), Some(moment), "{text:?}");
        }
        assert_eq!(with(DateOrder::DayFirst, "9/8/2026").as_deref(), Some("2026-08-09T00:00:00"));
        for text in [
            "",
            "yesterday",
            "0",
            "-1",
            "NaN",
            "-inf",
            "1e5",
            "14:05",
            "2026",
            "Nov 2026",
            "20 or 2026",
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
    fn a_number_of_excel_is_a_day_only_from_1_on() {
        let day = |number, from_1904| excel(number, from_1904).map(|moment| moment.date());
        assert_eq!(day(46346.43, false), Some(date(2026, 11, 20)));
        assert_eq!(day(1.0, false), Some(date(1900, 1, 1)));
        assert_eq!(day(59.0, false), Some(date(1900, 2, 28)));
        assert_eq!(day(61.0, false), Some(date(1900, 3, 1)));
        assert_eq!(day(44884.0, true), Some(date(2026, 11, 20)));
        for number in [0.0, 0.58, -1.0, 60.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e9] {
            assert_eq!(day(number, false), None, "{number}");
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
        // 10 December is still in the future.
        assert_eq!(shown(&["10/12/2026"]), Shown::Order(DateOrder::MonthFirst));
    }
}
