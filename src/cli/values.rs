//! Flags whose values are more than text. They are parsed with the command line, so that a command only sees valid
//! values.
//!
//! An invalid value gives a [`Failure`] with its own code; `cli/mod.rs` takes it out of the error of clap.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::{Arg, Command};
use jiff::civil::Date;

use super::failure::Failure;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::HOURS_PER_WEEK;
use crate::domain::rater::Rater;
use crate::files::people::mapping::{NoScale, Scale};

/// A parser of one value. The second argument is the flag as the user types it, for the hints.
type ParseValue<T> = fn(&str, &str) -> Result<T, Failure>;

/// A value that is parsed by a function.
#[derive(Clone, Copy)]
pub(crate) struct Value<T: 'static>(ParseValue<T>);

/// A calendar day.
pub(crate) const DATE: Value<Date> = Value(date);
/// Hours a week for learning.
pub(crate) const HOURS: Value<f64> = Value(hours);
/// A whole percentage.
pub(crate) const PERCENT: Value<u64> = Value(percent);
/// A number of steps, at least 1.
pub(crate) const STEPS: Value<u32> = Value(steps);
/// A skill and a level.
pub(crate) const RATING: Value<TypedRating> = Value(rating);
/// A scale of numbers, for example `1-5` or `0-10`.
pub(crate) const SCALE: Value<Scale> = Value(scale);
/// The name of a rater.
pub(crate) const RATER: Value<Rater> = Value(rater);

/// The size of a group of people.
pub(crate) const GROUP_SIZE: Value<GroupSize> = Value(group_size);

/// The smallest and the largest size of a group, written as `4` or `3-5`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GroupSize {
    /// The smallest size, at least 2.
    pub(crate) least: usize,
    /// The largest size, not below `least`.
    pub(crate) most: usize,
}

/// A skill by any of its names, and a level: `python=2` or `"rest api=working"`.
#[derive(Clone, Debug)]
pub(crate) struct TypedRating {
    /// The skill as it was typed.
    pub(crate) skill: String,
    pub(crate) level: Level,
}

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Value<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let flag = arg.and_then(Arg::get_long).map_or(String::new(), |long| format!("--{long} "));
        let Value(read) = *self;
        let read = move |text: &str| read(text, &flag);
        read.parse_ref(command, arg, value)
    }
}

fn date(text: &str, flag: &str) -> Result<Date, Failure> {
    text.parse().ok().filter(|_| text.len() == 10).ok_or_else(|| {
        Failure::usage("bad-date", format!("`{text}` is not a day of the calendar"))
            .hint(format!("write {flag}as 2026-11-22"))
    })
}

fn group_size(text: &str, flag: &str) -> Result<GroupSize, Failure> {
    let (least, most) = text.split_once(['-', '–']).unwrap_or((text, text));
    let size = |text: &str| text.trim().parse().ok().filter(|size| (2..=100).contains(size));
    match (size(least), size(most)) {
        (Some(least), Some(most)) if least <= most => Ok(GroupSize { least, most }),
        _ => Err(Failure::usage("bad-size", format!("`{text}` is not the size of a group")).hint(
            format!("write {flag}4, or {flag}3-5 for a range; the smallest group has two people"),
        )),
    }
}

fn scale(text: &str, flag: &str) -> Result<Scale, Failure> {
    let refused = |what: &str| Failure::usage("bad-scale", format!("`{}` {what}", text.trim()));
    Scale::parse(text).map_err(|why| match why {
        NoScale::NoRange => refused("is not a scale")
            .hint(format!("write {flag}as 1-5 or 0-10, or 5-1 where 1 is the best"))
            .hint("for answers that are not on a scale, say what they mean under [answers] in a file for --map"),
        NoScale::TooFew => refused("has fewer numbers than there are levels, so one level could never be chosen")
            .hint("say which level each number means under [answers] in a file for --map")
            .hint(format!("if its numbers are the levels of the maps, use {flag}0-4")),
        NoScale::TooMany => refused("has more numbers than a scale to rate skills on")
            .hint("marks and percentages are not levels; if these numbers are, say which level each means under [answers] in a file for --map"),
    })
}

fn hours(text: &str, _: &str) -> Result<f64, Failure> {
    text.trim().parse().ok().filter(|hours| HOURS_PER_WEEK.contains(hours)).ok_or_else(|| {
        Failure::usage("bad-hours", format!("`{text}` is not a number of hours a week")).hint(
            format!("write a number from {} to {}", HOURS_PER_WEEK.start(), HOURS_PER_WEEK.end()),
        )
    })
}

fn percent(text: &str, flag: &str) -> Result<u64, Failure> {
    let bare = text.trim().trim_end_matches('%').trim_end();
    if let Some(percent) = bare.parse().ok().filter(|percent| *percent <= 100) {
        return Ok(percent);
    }
    let failure = Failure::usage("bad-percentage", format!("`{text}` is not a percentage"));
    Err(match bare.parse::<f64>() {
        Ok(fraction) if fraction > 0.0 && fraction < 1.0 => failure.hint(format!(
            "{flag}is a percentage: write {flag}{} for that fraction",
            (fraction * 100.0).round()
        )),
        _ => failure.hint(format!("write {flag}as a whole number from 0 to 100")),
    })
}

fn steps(text: &str, flag: &str) -> Result<u32, Failure> {
    text.trim().parse().ok().filter(|steps| *steps > 0).ok_or_else(|| {
        Failure::usage("bad-number", format!("`{text}` is not a number of steps"))
            .hint(format!("write {flag}as a whole number from 1"))
    })
}

fn rating(text: &str, _: &str) -> Result<TypedRating, Failure> {
    TypedRating::read(text).map_err(|why| Failure::usage(why.code, why.message).hint(why.repair))
}

/// Why a text is not a rating.
#[derive(Debug)]
pub(crate) struct NoRating {
    /// The code for scripts.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) repair: String,
}

impl TypedRating {
    /// Reads a skill and a level. The level stands after the last `=`, because the name of a skill may contain one.
    pub(crate) fn read(text: &str) -> Result<TypedRating, NoRating> {
        let refused = |code, message: String, repair: &str| {
            Err(NoRating { code, message, repair: repair.to_string() })
        };
        let form = "write SKILL=LEVEL, as in python=2";
        let Some((skill, level)) = text.rsplit_once('=') else {
            return refused("bad-rating", format!("`{text}` is not a rating"), form);
        };
        if skill.trim().is_empty() {
            return refused("bad-rating", format!("`{text}` names no skill"), form);
        }
        match Level::parse(level) {
            Some(level) => Ok(TypedRating { skill: skill.to_string(), level }),
            None if level.trim().is_empty() => {
                refused("bad-rating", format!("`{text}` has no level after the `=`"), form)
            }
            None => refused(
                "level-off-scale",
                format!(
                    "`{}` is not a level of {}",
                    level.trim(),
                    skill.trim_end_matches('=').trim()
                ),
                "levels are 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert",
            ),
        }
    }

    /// Finds the skill by any of its names.
    pub(crate) fn find(&self, maps: &SkillMaps) -> Result<SkillIndex, NoRating> {
        maps.skill(&self.skill).map_err(|unknown| NoRating {
            code: if unknown.is_retired() { "retired-skill" } else { "unknown-skill" },
            message: unknown.to_string(),
            repair: match self.skill.split_once('=') {
                Some((skill, between)) if maps.find_skill(skill).is_some() => {
                    self.with_one_sign(skill.trim(), between)
                }
                _ => unknown.repair(),
            },
        })
    }

    /// Returns the repair of a rating with more than one `=`, where the name of the skill ends before the first.
    fn with_one_sign(&self, skill: &str, between: &str) -> String {
        let last = self.level;
        match between.trim_matches('=').trim() {
            "" => format!("write `{skill}={last}`, with one `=`"),
            between => match Level::parse(between).filter(|first| *first != last) {
                Some(first) => format!("keep one level: `{skill}={first}` or `{skill}={last}`"),
                None => format!("write `{skill}={last}`, with one `=`"),
            },
        }
    }
}

fn rater(text: &str, flag: &str) -> Result<Rater, Failure> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Failure::usage("no-rater", format!("{flag}has no name"))
            .hint("write a name, or leave the flag out"));
    }
    Ok(Rater::named(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_or_refused_with_a_code_and_what_to_do_next() {
        let refused = |failure: Failure| (failure.headline.code, failure.headline.hints.join(" "));
        let of = refused(date("tomorrow", "--since ").unwrap_err());
        assert_eq!(of, ("bad-date", "write --since as 2026-11-22".to_string()));
        assert!(date("2026-11-22", "").is_ok());
        for text in ["2026-11-2", "2026-13-01", "20261122", ""] {
            assert_eq!(date(text, "").unwrap_err().headline.code, "bad-date", "{text}");
        }
        for text in ["0.4", "169", "NaN", "ten"] {
            assert_eq!(hours(text, "").unwrap_err().headline.code, "bad-hours", "{text}");
        }
        assert_eq!(hours("7.5", "").ok(), Some(7.5));
        assert_eq!(percent("80 %", "").ok(), Some(80));
        let of = refused(percent("0.8", "--min ").unwrap_err());
        assert_eq!(of.0, "bad-percentage");
        assert!(of.1.contains("--min 80"), "{}", of.1);
        for text in ["0", "-1", "some", "4294967296"] {
            let of = refused(steps(text, "--limit ").unwrap_err());
            assert_eq!(of, ("bad-number", "write --limit as a whole number from 1".to_string()));
        }
        let read = rating("rest api=working", "").unwrap();
        assert_eq!((read.skill.as_str(), read.level.number()), ("rest api", 2));
        assert_eq!(rating("python", "").unwrap_err().headline.code, "bad-rating");
        assert_eq!(rating("python=5", "").unwrap_err().headline.code, "level-off-scale");
        assert_eq!(rater(" ", "--by ").unwrap_err().headline.code, "no-rater");
    }
}
