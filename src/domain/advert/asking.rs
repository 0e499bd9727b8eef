//! How each mention is asked for: its importance and level, or why it is not asked for.

use std::ops::Range;

use super::WhyNot;
use super::page::{Page, Part};
use super::rules::{List, Sign};
use super::terms::Mention;
use crate::domain::level::Level;
use crate::domain::role::Importance;

/// How a mention is asked for.
#[derive(Clone, Debug)]
pub struct Judged {
    /// How much it counts.
    pub importance: Importance,
    /// The level, where a word says one.
    pub level: Option<Level>,
    /// The tokens that decide the importance.
    pub because: Option<Range<usize>>,
}

/// Judges each mention by its sentence and its part of the page.
pub fn judge(page: &Page<'_>, mentions: &[Mention]) -> Vec<Result<Judged, WhyNot>> {
    mentions.iter().map(|mention| judge_one(page, mentions, mention)).collect()
}

fn judge_one(page: &Page<'_>, mentions: &[Mention], mention: &Mention) -> Result<Judged, WhyNot> {
    let at = mention.tokens.start;
    let sentence = page.sentence(at);
    let (mut part, mut heading) = page.part(at);
    if page.title.as_ref().is_some_and(|title| title.contains(&at)) {
        let because = page.title.clone();
        return Ok(Judged { importance: Importance::Core, level: None, because });
    }
    let first = |sign| {
        let signs = page.signs(sign, &sentence);
        signs.min_by_key(|sign| (sign.start, std::cmp::Reverse(sign.end)))
    };
    let (requires, works) = (first(Sign::Requires), first(Sign::Works));
    let asks = requires.is_some() || works.is_some();
    if works.is_some() && matches!(part, Part::Required | Part::Nice) && page.is_after_points(at) {
        (part, heading) = (Part::Open, None);
    }
    // "Build our pension calculation": among the work and what it needs, one such word is what the work is about.
    let is_headed = matches!(part, Part::Required | Part::Work | Part::Nice);
    let law: Vec<Range<usize>> = page.signs(Sign::Boilerplate, &sentence).collect();
    let is_law = law.len() > usize::from(is_headed) || law.iter().any(|sign| sign.len() > 1);
    if is_law || part == Part::Offer {
        return Err(WhyNot::Offer);
    }
    if part == Part::Not {
        return Err(WhyNot::Negated);
    }
    let tells =
        matches!(part, Part::Open | Part::Company) || !page.is_in_a_point(at) && is_prose(page, at);
    let of_employer = page.says(Sign::Company, &page.whole_sentence(at));
    // "The first version was written in PHP": what an employer tells of its work is no work to do.
    if part == Part::Company && (!asks || requires.is_none() && of_employer)
        || tells && !asks && of_employer
    {
        return Err(WhyNot::Company);
    }
    if is_negated(page, mentions, mention, &sentence) {
        return Err(WhyNot::Negated);
    }
    let level = level(page, mention, &sentence);
    if let Some(because) = nice(page, mentions, mention, &sentence) {
        return Ok(Judged { importance: Importance::Helpful, level, because: Some(because) });
    }
    let required =
        page.signs(Sign::RequiredBefore, &sentence).find(|sign| sign.start >= mention.tokens.end);
    let (importance, because) = match part {
        _ if required.is_some() => (Importance::Core, required),
        Part::Required => (Importance::Core, heading.cloned()),
        Part::Nice => (Importance::Helpful, heading.cloned()),
        // "Knowledge of MySQL" among the work is no work.
        Part::Work
            if requires.as_ref().is_some_and(|requires| {
                begins_with(page, &sentence, requires)
                    && works.as_ref().is_none_or(|works| works.start > requires.start)
            }) =>
        {
            (Importance::Core, requires)
        }
        Part::Work => (Importance::Important, heading.cloned()),
        // "Node or .NET, REST": a list of names is what is asked, where no heading says anything else.
        Part::Open if !asks && is_bare_list(page, mentions, &sentence) => (Importance::Core, None),
        Part::Open | Part::Company | Part::Offer | Part::Not => match (requires, works) {
            (Some(requires), works)
                // "You will have" begins as "you will" does, and says more.
                if works.as_ref().is_none_or(|works| {
                    (works.start, requires.end) > (requires.start, works.end)
                }) =>
            {
                (Importance::Core, Some(requires))
            }
            (requires, works) => (Importance::Important, works.or(requires)),
        },
    };
    Ok(Judged { importance, level, because })
}

/// Whether a sentence begins with a sign, but for marks and a number.
fn begins_with(page: &Page<'_>, sentence: &Range<usize>, sign: &Range<usize>) -> bool {
    let words = &page.tokens[sentence.start..sign.start];
    !words.iter().any(|token| token.is_word() && !token.text.starts_with(char::is_numeric))
}

/// Whether a token stands in a line that ends as a sentence does.
fn is_prose(page: &Page<'_>, at: usize) -> bool {
    let line = page.lines.partition_point(|line| line.end <= at);
    let last = page.lines.get(line).map(|line| &page.tokens[line.end - 1]);
    last.is_some_and(|last| last.ends_sentence())
}

/// Whether a sentence has no word but names and what joins them, on a page that has no heading for what is required.
fn is_bare_list(page: &Page<'_>, mentions: &[Mention], sentence: &Range<usize>) -> bool {
    let is_named = |at: usize| mentions.iter().any(|mention| mention.tokens.contains(&at));
    let joins = |at: usize| page.is_of(List::BetweenNames, at);
    !page.has_required()
        && sentence.clone().all(|at| !page.tokens[at].is_word() || joins(at) || is_named(at))
}

/// The words that make a mention only nice to have, if some do.
fn nice(
    page: &Page<'_>,
    mentions: &[Mention],
    mention: &Mention,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let at = mention.tokens.start;
    let before = page.signs(Sign::NiceBefore, sentence).find(|sign| {
        // "Bonus points for …" begins as "bonus points" does, and speaks of what comes after it.
        let goes_on = |after: Range<usize>| {
            after.start <= sign.start && after.end > sign.end && after.end < sentence.end
        };
        sign.start >= mention.tokens.end
            && !page.signs(Sign::NiceAfter, sentence).any(goes_on)
            && governed_before(page, mentions, sign, sentence).contains(&at)
    });
    before.or_else(|| {
        page.signs(Sign::NiceAfter, sentence).find(|sign| {
            let end = match page.brackets(sign.start, sentence) {
                Some(brackets) => brackets.end,
                None => sentence.end,
            };
            (sign.end..end).contains(&at)
        })
    })
}

/// What a sign governs that stands before it.
fn governed_before(
    page: &Page<'_>,
    mentions: &[Mention],
    sign: &Range<usize>,
    sentence: &Range<usize>,
) -> Range<usize> {
    // A name that the maps do not have is one too: "Strong Kafka skills, some MQTT a plus".
    let is_capital = |at: usize| {
        at > sentence.start
            && page.tokens[at].is_word()
            && page.text[page.on_page(&(at..at + 1))].starts_with(char::is_uppercase)
    };
    let names_in = |range: &Range<usize>| {
        mentions.iter().any(|mention| range.contains(&mention.tokens.start))
            || range.clone().any(is_capital)
    };
    if let Some(brackets) = page.brackets(sign.start, sentence) {
        let inside = brackets.start..sign.start;
        if names_in(&inside) {
            return inside;
        }
        let from = begins(page, brackets.start, sentence);
        return from..brackets.start;
    }
    // The last part between commas stands alone where it begins anew, or where the rest is asked in other words.
    let from = begins(page, sign.start, sentence);
    let last = from..sign.start;
    let rest = sentence.start..from;
    if !names_in(&last) || rest.is_empty() {
        return sentence.start..sign.start;
    }
    let asks_anew = page.says(Sign::Requires, &last)
        || page.says(Sign::LevelOne, &last)
        || page.is_of(List::AsksAnew, from);
    let rest_is_asked = page.says(Sign::Requires, &rest)
        || page.says(Sign::LevelThree, &rest)
        || page.says(Sign::YearsOf, &rest)
        || page.says(Sign::RequiredBefore, &rest);
    let list = (sentence.start..sign.start).any(|at| page.is_of(List::Or, at));
    if asks_anew || rest_is_asked && !list { last } else { sentence.start..sign.start }
}

/// Where the part of a sentence begins that ends before a token: after a comma, a dash, or a word that begins anew.
fn begins(page: &Page<'_>, end: usize, sentence: &Range<usize>) -> usize {
    let text = |at: usize| page.tokens[at].text;
    let mark = (sentence.start..end).rev().find(|at| {
        // The comma right before the sign belongs to it: "Kafka, a plus".
        (matches!(text(*at), "," | ":" | "–" | "—" | "-" | "|") && *at + 1 < end)
            || page.says(Sign::Begins, &(*at..*at + 1))
    });
    mark.map_or(
        sentence.start,
        |mark| {
            if page.is_of(List::AsksAnew, mark) { mark } else { mark + 1 }
        },
    )
}

/// The words and marks of an answer that decide what it says.
const ANSWER: usize = 5;

/// Whether the sentence says that a mention is not wanted.
fn is_negated(
    page: &Page<'_>,
    mentions: &[Mention],
    mention: &Mention,
    sentence: &Range<usize>,
) -> bool {
    let at = mention.tokens.start;
    let text = |at: usize| page.tokens[at].text;
    let is_named = |token: usize| mentions.iter().any(|mention| mention.tokens.contains(&token));
    let mut after = page.signs(Sign::NotAfter, &(sentence.start..at.max(sentence.start)));
    let negated = after.any(|sign| {
        // "No-SQL" is a name.
        let mut but = page.signs(Sign::ButAsked, &(sign.start..mention.tokens.end));
        if but.any(|but| but.end > sign.end) || is_named(sign.start) {
            return false;
        }
        // It reaches to the comma, and over it only as long as names follow: "no PHP, Perl or Java".
        let commas = (sign.end..at)
            .filter(|at| matches!(text(*at), "," | ")" | "–" | "—"))
            .collect::<Vec<_>>();
        // "Without looking things up, Rust or Go", "we don't expect it: Docker": what it negates stands before.
        let ends = commas.first().is_some_and(|comma| !(sign.end..*comma).any(is_named))
            || (sign.end + 1..at).any(|at| text(at) == ":" && page.is_of(List::PointsBack, at - 1));
        if ends {
            return false;
        }
        commas.iter().enumerate().all(|(number, comma)| {
            let until = commas.get(number + 1).copied().unwrap_or(at);
            (comma + 1..until)
                .all(|at| is_named(at) || text(at) == "/" || page.is_of(List::NeitherNor, at))
        })
    });
    let left_behind = page
        .signs(Sign::NotFrom, &(sentence.start..at))
        .any(|sign| !(sign.end..at).any(|at| page.is_of(List::MovedTo, at)));
    // "Never used Kafka? No problem": the answer belongs to the question.
    let asks = page.tokens.get(sentence.end).is_some_and(|token| token.text == "?");
    let reach = if asks { ANSWER } else { 0 };
    let answered = sentence.start..(sentence.end + reach).min(page.tokens.len());
    // "The data team works in R; you will not need it."
    let not_at_all = page
        .signs(Sign::NotAll, &page.whole_sentence(at))
        .any(|sign| sign.start >= mention.tokens.end);
    negated
        || left_behind
        || not_at_all
        || page.signs(Sign::NotBefore, &answered).any(|sign| {
            let reach = begins(page, sign.start, sentence)..sign.start;
            // "Go experience (years don't matter)" asks for Go.
            let opens = |at: usize| matches!(text(at), "(" | "[");
            // "Kafka is not required but a plus".
            let is_nice = page
                .signs(Sign::NiceBefore, sentence)
                .any(|nice| nice.start >= sign.end && !(sign.end..nice.start).any(is_named));
            sign.start >= mention.tokens.end
                && !is_nice
                && (reach.contains(&at) || sign.start < mention.tokens.end + 4)
                && !(mention.tokens.end + 1..sign.start).any(opens)
        })
}

/// The level that the words around a mention say.
fn level(page: &Page<'_>, mention: &Mention, sentence: &Range<usize>) -> Option<Level> {
    let signs = [
        (Sign::LevelOne, Level::AWARENESS),
        (Sign::LevelTwo, Level::WORKING),
        (Sign::LevelThree, Level::PRACTITIONER),
        (Sign::LevelFour, Level::EXPERT),
    ];
    let before = sentence.start..mention.tokens.end;
    let said = signs
        .iter()
        .flat_map(|(sign, level)| page.signs(*sign, &before).map(move |hit| (hit.start, *level)));
    let years = page.signs(Sign::YearsOf, &before).filter_map(|hit| {
        let years = super::facts::number_before(page, hit.start)?;
        let level = if years.0 >= 3 { Level::PRACTITIONER } else { Level::WORKING };
        Some((hit.start, level))
    });
    if let Some((_, level)) = said.chain(years).max_by_key(|(at, _)| *at) {
        return Some(level);
    }
    // "Java (expert)", "Java: advanced".
    let after = mention.tokens.end..sentence.end.min(mention.tokens.end + 3);
    let marked = after.start < sentence.end
        && matches!(page.tokens[after.start].text, "(" | ":" | "–" | "-" | "—");
    let after = signs.iter().find_map(|(sign, level)| page.says(*sign, &after).then_some(*level));
    after.filter(|_| marked)
}
