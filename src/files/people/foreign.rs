//! Answers in another scale or in other words than the maps': one report for the whole file, with what to paste.

use std::collections::{BTreeMap, BTreeSet};

use super::headers::{asks_for_level, quoted};
use super::levels::{LevelCell, plain};
use super::mapping::Mapping;
use super::questions::{as_step, scale, scale_of_legend};
use super::row::Unread;
use crate::domain::level::Level;
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::domain::responses::ResponseColumn;

/// Words of ladders that schools and companies use, with the level that is proposed for them. Nothing is read by them.
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

/// Stops a file whose numbers are of another scale: then nobody knows what its other numbers mean.
///
/// # Errors
/// When a cell, a header, or a title or legend `beside` the table shows another scale, and nobody said which one it is.
pub fn check_scale(
    unread: &[Unread],
    columns: &[ResponseColumn],
    headers: &[String],
    beside: &[String],
    mapping: &Mapping,
) -> Result<(), Problem> {
    if mapping.says_scale() {
        return Ok(());
    }
    let mut off = unread.iter().filter(|one| matches!(one.cell, LevelCell::OtherScale(_)));
    if let Some(first) = off.clone().next() {
        let more = match off.clone().count() - 1 {
            0 => String::new(),
            1 => " and in 1 more cell".to_string(),
            more => format!(" and in {more} more cells"),
        };
        let place = first.problem.sheet_place().map_or(String::new(), SheetPlace::to_string);
        let top = off.clone().filter_map(|one| top(one.cell)).max().unwrap_or_default();
        let message = format!(
            "the answers are on another scale than 0 to 4, so nothing is read: “{}” stands in {place}{more}",
            first.text
        );
        return Err(Problem::new(Code::OtherScale, message, say_scale(1, top, off.by_ref())));
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
                "“{}” beside the table names a scale from {least} to {top}, and the levels are 0 to 4, so nothing is read",
                shortened(text)
            ),
            say_scale(least, top, &mut std::iter::empty()),
        ));
    }
    match other {
        None => Ok(()),
        Some((column, (least, top))) => Err(Problem::new(
            Code::OtherScale,
            format!(
                "`{}` asks for {least} to {top}, and the levels are 0 to 4, so nothing is read",
                column.at.header
            ),
            say_scale(least, top, &mut std::iter::empty()),
        )),
    }
}

fn top(cell: LevelCell) -> Option<i64> {
    match cell {
        LevelCell::OtherScale(top) => Some(top),
        _ => None,
    }
}

/// How to say what the numbers of a scale mean.
fn say_scale(least: i64, top: i64, off: &mut dyn Iterator<Item = &Unread>) -> String {
    let (least, top, turned) = (least.min(top), least.max(top), top < least);
    let labelled: BTreeSet<String> = off.map(|one| one.text.clone()).collect();
    let correct = if labelled.len() < 3 {
        "correct what is a slip of the finger and import with --scale 0-4, or "
    } else {
        ""
    };
    let how = if top - least == 4 && turned {
        format!("{correct}say the scale with --scale {top}-{least}, or with such a file for --map")
    } else if top == 5 {
        format!(
            "{correct}say the scale with --scale 1-5 (5-1 where 1 is the best), or with such a file for --map"
        )
    } else {
        format!("{correct}say what each number means in a file for --map")
    };
    let numbers: Vec<String> = if top <= 10 {
        (least..=top).map(|number| number.to_string()).collect()
    } else {
        labelled.into_iter().take(MOST_WORDS).collect()
    };
    let level = |at: usize| {
        let level = u8::try_from(at).ok().filter(|level| *level <= 4 && top - least == 4)?;
        Some(if turned { 4 - level } else { level })
    };
    let lines = numbers.iter().enumerate().map(|(at, number)| line(number, level(at)));
    format!("{how}:\n{}", block(lines))
}

/// The most answers that a block lists.
const MOST_WORDS: usize = 24;

/// The lines of a block to paste into a file for `--map`.
fn block(lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<String> = lines.collect();
    format!("format = 1\n[answers]\n{}", lines.join("\n"))
}

/// One answer with its level, or with room for one.
fn line(answer: &str, level: Option<u8>) -> String {
    match level {
        Some(level) => format!("{} = {level}", quoted(answer)),
        // TOML knows no key without a value.
        None => format!(
            "# {} =    # write a level from 0 to 4, without the # before it",
            quoted(answer)
        ),
    }
}

/// The columns that hold words which are none of the maps', and the one report about them. Where the words are a ladder of
/// their own, so are those of `by_word`, the columns that are answered in words: half of a ladder says nothing.
pub fn columns_in_other_words(
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
    let columns = if at.len() == 1 { "column" } else { "columns" };
    let are = if words.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{}{more} {are} none of the maps' words for a level, so nothing of {columns} {}{rest} is read",
        quoted.join(", "),
        named.join(", "),
    );
    words.truncate(MOST_WORDS);
    // As far as they are usual words, in the order of their levels; where all have numbers, in theirs.
    let texts: Vec<&str> = words.iter().map(|(_, word)| word.as_str()).collect();
    if by_number(&texts).is_some() {
        words.sort_by(|one, other| one.1.cmp(&other.1));
    } else {
        words.sort_by_key(|(_, word)| (proposed(word).is_none(), proposed(word)));
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
                "; the levels that are proposed are the numbers in front: check that they mean these levels here, 0 none to 4 expert",
            )
        }
        None => {
            let check = match texts.iter().filter(|word| proposed(word).is_some()).count() {
                0 => "",
                1 => "; check the level that is proposed",
                _ => "; check the levels that are proposed",
            };
            (texts.iter().map(|word| line(word, proposed(word))).collect(), check)
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

/// The levels that the numbers in front of answers propose: where every answer begins with a number from 0 to 4 of its own,
/// and no word that is known says another level.
fn by_number(answers: &[&str]) -> Option<Vec<u8>> {
    let number = |answer: &&str| {
        let step = as_step(answer)?;
        let (number, _) = step.split_once(" = ")?;
        let level = number.parse().ok().filter(|level| *level <= 4)?;
        proposed(answer).is_none_or(|known| known == level).then_some(level)
    };
    let levels: Vec<u8> = answers.iter().map(number).collect::<Option<_>>()?;
    let distinct: BTreeSet<u8> = levels.iter().copied().collect();
    (distinct.len() == levels.len() && levels.len() > 1).then_some(levels)
}

/// The level that is proposed for a word.
fn proposed(word: &str) -> Option<u8> {
    let words = plain(word);
    let words = words.trim_start_matches(|c: char| c.is_ascii_digit() || " -:.)".contains(c));
    let own = || Level::ALL.into_iter().find(|level| level.name() == words).map(Level::number);
    let listed = PROPOSED.iter().find(|(_, known)| known.contains(&words));
    own().or(listed.map(|(level, _)| *level))
}
