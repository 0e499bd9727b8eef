//! Answers on another scale or in other words than those of the maps. There is one report for the whole file, with
//! lines to copy into a mapping.

use std::collections::{BTreeMap, BTreeSet};

use super::headers::{asks_for_level, quoted};
use super::levels::{LevelCell, plain};
use super::mapping::{Mapping, NoScale, Scale};
use super::questions::{as_step, scale, scale_of_legend};
use super::row::Unread;
use super::signs::Signs;
use crate::domain::level::Level;
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::responses::{ResponseColumn, Share};

/// Words of the scales that schools and companies use, with the level to propose for each. No answer is read by these
/// words.
const PROPOSED: [(u8, &[&str]); 5] = [
    (
        0,
        &[
            "never",
            "no experience",
            "no knowledge",
            "not at all",
            "nothing",
            "no",
            "never used",
            "never used it",
            "unknown",
            "keine",
            "aucun",
            "aucune",
            "ninguno",
            "nie",
        ],
    ),
    (
        1,
        &[
            "beginner",
            "novice",
            "basic",
            "basics",
            "elementary",
            "fundamental awareness",
            "low",
            "poor",
            "a beginner",
            "anfänger",
            "grundlagen",
            "grundkenntnisse",
            "débutant",
            "principiante",
            "básico",
            "iniciante",
            "base",
            "beginnend",
        ],
    ),
    (
        2,
        &[
            "intermediate",
            "competent",
            "medium",
            "fair",
            "average",
            "some experience",
            "comfortable",
            "mittel",
            "fortgeschritten",
            "intermédiaire",
            "intermedio",
            "intermediário",
            "medio",
            "gemiddeld",
        ],
    ),
    (
        3,
        &[
            "advanced",
            "proficient",
            "good",
            "high",
            "experienced",
            "sehr gut",
            "gut",
            "avancé",
            "confirmé",
            "avanzado",
            "avançado",
            "avanzato",
            "gevorderd",
        ],
    ),
    (
        4,
        &[
            "master",
            "mastery",
            "excellent",
            "very high",
            "authority",
            "experte",
            "experto",
            "especialista",
            "esperto",
            "expert",
        ],
    ),
];

/// Stops a file whose numbers are on another scale, because the meaning of all its numbers is then unclear.
///
/// `has_none` says whether anybody answered 0.
///
/// # Errors
/// Returns a problem if a cell, a header, or a title or legend `beside` the table shows another scale, and the user
/// has not stated the scale.
pub(crate) fn check_scale(
    unread: &[Unread],
    has_none: bool,
    columns: &[ResponseColumn],
    headers: &[String],
    beside: &[String],
    mapping: &Mapping,
) -> Result<(), Problem> {
    if mapping.says_scale() {
        return Ok(());
    }
    let off = unread.iter().filter(|one| matches!(one.cell, LevelCell::OtherScale(_)));
    if let Some(first) = off.clone().next() {
        let more = match off.clone().count() - 1 {
            0 => String::new(),
            1 => " and in 1 more cell".to_string(),
            more => format!(" and in {more} more cells"),
        };
        let place = first.problem.sheet_place().map_or(String::new(), SheetPlace::to_string);
        let message = format!(
            "the answers are on another scale than 0 to 4, so nothing is read: “{}” is in {place}{more}",
            first.text
        );
        return Err(Problem::new(Code::OtherScale, message, of_answers(off, has_none)));
    }
    const OWN: (i64, i64) = (0, 4);
    let said = columns.iter().zip(headers);
    let said = said.filter(|(column, _)| asks_for_level(&column.meaning));
    let ends = |header: &str| scale(header).or_else(|| scale_of_legend(header));
    let mut other = said.filter_map(|(column, header)| Some((column, ends(header)?)));
    let other = other.find(|(_, ends)| *ends != OWN);
    let legend = beside
        .iter()
        .find_map(|text| Some((text, scale_of_legend(text).filter(|ends| *ends != OWN)?)));
    if let Some((text, (least, top))) = legend {
        return Err(Problem::new(
            Code::OtherScale,
            format!(
                "“{}” beside the table names a scale from {least} to {top}, but the levels are 0 to 4, so nothing is read",
                shortened(text)
            ),
            say_scale(least, top),
        ));
    }
    match other {
        None => Ok(()),
        Some((column, (least, top))) => Err(Problem::new(
            Code::OtherScale,
            format!(
                "`{}` asks for {least} to {top}, but the levels are 0 to 4, so nothing is read",
                column.at.header
            ),
            say_scale(least, top),
        )),
    }
}

/// Returns advice on how to state a scale that a header or a legend names.
fn say_scale(worst: i64, best: i64) -> String {
    match Scale::new(worst, best) {
        Ok(scale) => format!(
            "say the scale with --scale {scale}{}, or with such a file for --map:\n{}",
            shared(scale),
            block(lines_of(scale))
        ),
        Err(why) => without_scale(why, worst.min(best), worst.max(best)),
    }
}

/// Returns the same advice for numbers that cannot be a [`Scale`], with room to fill in each level.
fn without_scale(why: NoScale, least: i64, top: i64) -> String {
    let why = match why {
        NoScale::TooFew => {
            let numbers = top - least + 1;
            format!(
                "there are only {numbers} numbers for five levels, and only the form says which levels they are: "
            )
        }
        _ => String::new(),
    };
    let numbers = (least..=top).take(MOST_WORDS).map(|number| line(&number.to_string(), None));
    format!("{why}say what each number means in a file for --map:\n{}", block(numbers))
}

/// Returns the same advice if only the answers are known. Their largest number is all that they show of the scale.
fn of_answers<'u>(off: impl Iterator<Item = &'u Unread> + Clone, has_none: bool) -> String {
    let labelled: BTreeSet<&str> = off.clone().map(|one| one.text.as_str()).collect();
    let correct = if labelled.len() < 3 {
        "correct typing errors and import with --scale 0-4, or "
    } else {
        ""
    };
    let tops = || {
        off.clone().filter_map(|one| match one.cell {
            LevelCell::OtherScale(top) => Some((top, !one.text.starts_with(&top.to_string()))),
            _ => None,
        })
    };
    // The tops of scales that answers such as `3 of 5` name.
    let named: BTreeSet<i64> = tops().filter(|(_, is_named)| *is_named).map(|it| it.0).collect();
    let top = tops().map(|(top, _)| top).max().unwrap_or_default();
    let least = i64::from(!has_none);
    match Scale::new(least, top) {
        Ok(scale) if named.len() < 2 => {
            let mut asides = Vec::new();
            if named.is_empty() && ![5, 10, 20].contains(&top) {
                asides.push(format!("if {top} was the most that could be chosen"));
            }
            if !has_none {
                asides.push(format!("{top}-{least} where {least} is the best"));
                asides.push(format!("0-{top} where 0 could be chosen"));
            }
            let asides = match asides.as_slice() {
                [] => String::new(),
                asides => format!(" ({})", asides.join(", ")),
            };
            format!(
                "{correct}say the scale with --scale {scale}{asides}{}, or with such a file for --map:\n{}",
                shared(scale),
                block(lines_of(scale))
            )
        }
        Err(NoScale::TooFew) => without_scale(NoScale::TooFew, least, top),
        _ => {
            let lines = labelled.into_iter().take(MOST_WORDS).map(|answer| line(answer, None));
            format!("{correct}say what each answer means in a file for --map:\n{}", block(lines))
        }
    }
}

/// Returns which numbers of a longer scale count as one level, as an addition to a sentence.
fn shared(scale: Scale) -> String {
    if scale.is_one_to_one() {
        return String::new();
    }
    let share = |share: Share| match share.last - share.first {
        0 => format!("{} → {}", share.first, share.level),
        _ => format!("{}-{} → {}", share.first, share.last, share.level),
    };
    let shares: Vec<String> = scale.shares().into_iter().map(share).collect();
    format!(", which converts them to levels: {}", shares.join(", "))
}

/// Returns a line for each number of a scale, with its level.
fn lines_of(scale: Scale) -> impl Iterator<Item = String> {
    let (least, most) = scale.ends();
    (least..=most)
        .map(move |number| line(&number.to_string(), scale.level(number).map(Level::number)))
}

/// The most answers in a block.
const MOST_WORDS: usize = 24;

/// Returns a block to copy into a file for `--map`.
fn block(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    format!("format = 1\n[answers]\n{}", lines.join("\n"))
}

/// Returns a line for one answer, with its level or room for one.
fn line(answer: &str, level: Option<u8>) -> String {
    match level {
        Some(level) => format!("{} = {level}", quoted(answer)),
        // TOML has no key without a value, so the line is a comment.
        None => format!(
            "# {} =    # write a level from 0 to 4, without the # before it",
            quoted(answer)
        ),
    }
}

/// Returns the columns with words that are not in the maps, and the one report about them. If the words are a scale
/// of their own, the columns in `by_word`, which also have words as answers, are included, because half of a scale
/// means nothing.
pub(crate) fn columns_in_other_words(
    unread: &[Unread],
    by_word: BTreeSet<usize>,
    columns: &[ResponseColumn],
) -> (BTreeSet<usize>, Option<Problem>) {
    let foreign = || unread.iter().filter(|one| one.cell == LevelCell::ForeignWords);
    let mut at: BTreeSet<usize> = foreign().map(|one| one.column).collect();
    if foreign().any(|one| one.text.starts_with(char::is_alphabetic)) {
        at.extend(by_word);
    }
    let Some(first) = foreign().next() else {
        return (at, None);
    };
    let mut words: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for one in foreign() {
        words.entry(plain(&one.text)).or_insert((0, one.text.clone())).0 += 1;
    }
    let mut words: Vec<(usize, String)> = words.into_values().collect();
    words.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let quoted: Vec<String> = words.iter().take(6).map(|(_, word)| format!("“{word}”")).collect();
    let more = if words.len() > quoted.len() { " and others" } else { "" };
    let named: Vec<String> = at
        .iter()
        .take(6)
        .map(|at| match columns[*at].at.letter() {
            Some(letter) => format!("{letter} “{}”", columns[*at].at.header),
            None => format!("“{}”", columns[*at].at.header),
        })
        .collect();
    let rest = if at.len() > named.len() { " …" } else { "" };
    let (columns, is) = if at.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let are = if words.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{}{more} {are} not among the maps' words for a level, so {columns} {}{rest} {is} not read",
        quoted.join(", "),
        named.join(", "),
    );
    words.truncate(MOST_WORDS);
    let signs = Signs::of(words.iter().map(|(_, word)| word.as_str()));
    let level = |word: &str| proposed(word).or_else(|| signs.level(word));
    // Words with a known level come first, in the order of their levels. If all answers begin with numbers, these
    // decide the order.
    let texts: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    if by_number(&texts).is_some() {
        words.sort_by(|one, other| one.1.cmp(&other.1));
    } else {
        words.sort_by_key(|(_, word)| (level(word).is_none(), level(word)));
    }
    let texts: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    let (lines, check): (Vec<String>, &str) = match by_number(&texts) {
        Some(levels) => {
            let line = |(word, level): (&&str, u8)| match proposed(word) {
                Some(_) => line(word, Some(level)),
                None => line(word, Some(level)) + "    # by its number: check the words",
            };
            (
                texts.iter().zip(levels).map(line).collect(),
                "; the proposed levels are the numbers at the beginning: check that they mean these levels here, 0 none to 4 expert",
            )
        }
        None => {
            let check = match texts.iter().filter(|word| level(word).is_some()).count() {
                0 => "",
                1 => "; check the proposed level",
                _ => "; check the proposed levels",
            };
            (texts.iter().map(|word| line(word, level(word))).collect(), check)
        }
    };
    let repair = format!(
        "write 0 to 4, or say what they mean in a file for --map{check}:\n{}",
        block(lines.into_iter())
    );
    let place = first.problem.sheet_place().cloned().unwrap_or_default();
    let place = SheetPlace { found: String::new(), ..place };
    (at, Some(Problem::new(Code::ForeignWords, message, repair).in_sheet(place)))
}

/// Returns the levels that the numbers at the beginning of answers propose. Every answer must begin with a different
/// number from 0 to 4, and no known word may contradict its number.
fn by_number(answers: &[&str]) -> Option<Vec<u8>> {
    let number = |answer: &&str| {
        let step = as_step(answer)?;
        let (number, _) = step.split_once(" = ")?;
        let level = number.parse::<u8>().ok().filter(|level| *level <= 4)?;
        proposed(answer).is_none_or(|known| known == level).then_some(level)
    };
    let levels: Vec<u8> = answers.iter().map(number).collect::<Option<_>>()?;
    let distinct: BTreeSet<u8> = levels.iter().copied().collect();
    (distinct.len() == levels.len() && levels.len() > 1).then_some(levels)
}

/// Returns the level to propose for a word.
fn proposed(word: &str) -> Option<u8> {
    let words = plain(word);
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || " -:.)".contains(c));
    let own = || Level::ALL.into_iter().find(|level| level.name() == words).map(Level::number);
    let listed = PROPOSED.iter().find(|(_, known)| known.contains(&words));
    own().or(listed.map(|(level, _)| *level))
}
