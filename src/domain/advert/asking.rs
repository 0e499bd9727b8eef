//! How each mention of a skill is asked for: its importance and level, or why it is not asked for.

use std::ops::{Range, RangeInclusive};

use super::WhyNot;
use super::page::{Covered, Page, Part};
use super::rules::{List, Sign};
use super::terms::Mention;
use crate::domain::level::Level;
use crate::domain::role::Importance;

/// How a mention is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    /// The importance.
    pub(crate) importance: Importance,
    /// The level, if a word states one.
    pub(crate) level: Option<Level>,
    /// The tokens that decide the importance.
    pub(crate) because: Option<Range<usize>>,
}

/// Judges each mention by its sentence and its section of the page.
pub(crate) fn judge(page: &Page<'_>, mentions: &[Mention]) -> Vec<Result<Judged, WhyNot>> {
    let named = Named::new(page, mentions);
    let mut sentence: Option<Sentence> = None;
    let mut judge = |mention: &Mention| {
        let tokens = page.sentence(mention.tokens.start);
        let read = match sentence.take().filter(|read| read.tokens == tokens) {
            Some(read) => read,
            None => Sentence::new(page, &named, tokens),
        };
        judge_one(page, sentence.insert(read), mention)
    };
    mentions.iter().map(&mut judge).collect()
}

/// The positions of all mentions.
struct Named {
    /// All tokens of the mentions.
    tokens: Covered,
    /// The first token of each mention.
    starts: Covered,
}

impl Named {
    fn new(page: &Page<'_>, mentions: &[Mention]) -> Named {
        let first = |mention: &Mention| mention.tokens.start..mention.tokens.start + 1;
        let starts: Vec<Range<usize>> = mentions.iter().map(first).collect();
        let tokens = mentions.iter().map(|mention| &mention.tokens);
        Named {
            tokens: Covered::new(page.tokens.len(), tokens),
            starts: Covered::new(page.tokens.len(), starts.iter()),
        }
    }
}

/// What a sentence says about the mentions in it. It is computed once for all of them.
struct Sentence {
    tokens: Range<usize>,
    /// The first phrase that requires something.
    requires: Option<Range<usize>>,
    /// The first phrase that describes work.
    works: Option<Range<usize>>,
    /// The number of legal phrases.
    law: usize,
    /// Whether any of them has more than one word.
    is_surely_law: bool,
    /// Whether the sentence is about the employer.
    of_employer: bool,
    /// Whether the sentence contains only names and words that join them.
    is_bare_list: bool,
    /// Phrases that make what comes before them required.
    required_before: Vec<Range<usize>>,
    /// Phrases that make what comes before them nice to have, each with the tokens that it applies to.
    nice_before: Vec<(Range<usize>, Range<usize>)>,
    /// Phrases that make what comes after them nice to have, each with the tokens that it applies to.
    nice_after: Vec<(Range<usize>, Range<usize>)>,
    /// Phrases that state a level.
    levels: Vec<(Range<usize>, Level)>,
    not: Negations,
}

/// The negations in a sentence.
struct Negations {
    after: Vec<NotAfter>,
    before: Vec<NotBefore>,
    /// Everything that ends before this token is negated.
    all: Option<usize>,
}

/// A negation of what comes after it.
struct NotAfter {
    /// The tokens at which a negated mention can begin.
    reach: RangeInclusive<usize>,
    /// The end of a phrase that ends the negation: a mention that ends there or later is not negated.
    but: usize,
}

/// A negation of what comes before it.
struct NotBefore {
    start: usize,
    /// The tokens that it applies to.
    reach: Range<usize>,
    /// The last bracket that opens before the negation.
    opens: Option<usize>,
}

impl Sentence {
    fn new(page: &Page<'_>, named: &Named, tokens: Range<usize>) -> Sentence {
        let of_employer: Vec<Range<usize>> = page.signs(Sign::Company, &tokens).collect();
        // "Was written in" describes the past, but contains "written in", which describes the present.
        let is_told = |sign: &Range<usize>| {
            of_employer.iter().any(|told| {
                told.start <= sign.start && sign.end <= told.end && sign.len() < told.len()
            })
        };
        let first = |sign| {
            let signs = page.signs(sign, &tokens).filter(|sign| !is_told(sign));
            signs.min_by_key(|sign| (sign.start, std::cmp::Reverse(sign.end)))
        };
        let law: Vec<Range<usize>> = page.signs(Sign::Boilerplate, &tokens).collect();
        let signs = |sign| page.signs(sign, &tokens).collect::<Vec<_>>();
        let nice_after = signs(Sign::NiceAfter);
        // "Bonus points for …" contains "bonus points", but applies to what comes after it.
        let goes_on = |sign: &Range<usize>| {
            let longer = |after: &Range<usize>| {
                after.start <= sign.start && after.end > sign.end && after.end < tokens.end
            };
            nice_after.iter().any(longer)
        };
        // "Kafka? Even better.": the answer applies to the whole question before it.
        let answer = answered(page, &tokens);
        let answer = page.signs(Sign::NiceBefore, &(tokens.end..answer.end));
        let answer = answer.filter(|sign| sign.start == tokens.end);
        let nice_before = page
            .signs(Sign::NiceBefore, &tokens)
            .chain(answer)
            .filter(|sign| !goes_on(sign))
            .map(|sign| {
                let governed = governed_before(page, named, &sign, &tokens);
                (sign, governed)
            })
            .collect();
        let governed_after = |sign: &Range<usize>| {
            let brackets = page.brackets(sign.start, &tokens);
            sign.end..brackets.map_or(tokens.end, |brackets| brackets.end)
        };
        let joins = |at: usize| page.is_of(List::BetweenNames, at);
        let is_bare = |at: usize| !page.tokens[at].is_word() || joins(at) || named.tokens.has(at);
        Sentence {
            requires: first(Sign::Requires),
            works: first(Sign::Works),
            law: law.len(),
            is_surely_law: law.iter().any(|sign| sign.len() > 1),
            of_employer: page.says(Sign::Company, &page.whole_sentence(tokens.start)),
            is_bare_list: tokens.clone().all(is_bare),
            required_before: signs(Sign::RequiredBefore),
            nice_before,
            nice_after: nice_after
                .iter()
                .map(|sign| (sign.clone(), governed_after(sign)))
                .collect(),
            levels: levels(page, &tokens),
            not: Negations::new(page, named, &tokens),
            tokens,
        }
    }

    /// Returns the phrase that makes a mention only nice to have, if there is one.
    fn nice(&self, mention: &Mention) -> Option<Range<usize>> {
        let at = mention.tokens.start;
        let mut before = self.nice_before.iter();
        let before = before
            .find(|(sign, governed)| sign.start >= mention.tokens.end && governed.contains(&at));
        let after = || self.nice_after.iter().find(|(_, governed)| governed.contains(&at));
        before.or_else(after).map(|(sign, _)| sign.clone())
    }
}

fn judge_one(page: &Page<'_>, sentence: &Sentence, mention: &Mention) -> Result<Judged, WhyNot> {
    let at = mention.tokens.start;
    let (mut part, mut heading) = page.part(at);
    if page.title.as_ref().is_some_and(|title| title.contains(&at)) {
        let because = page.title.clone();
        return Ok(Judged { importance: Importance::Core, level: None, because });
    }
    let (requires, works) = (sentence.requires.clone(), sentence.works.clone());
    let asks = requires.is_some() || works.is_some();
    if works.is_some() && matches!(part, Part::Required | Part::Nice) && page.is_after_points(at) {
        (part, heading) = (Part::Open, None);
    }
    // "Build our pension calculation": in a section about the work or its requirements, a single legal word is the
    // subject of the work.
    let is_headed = matches!(part, Part::Required | Part::Work | Part::Nice);
    let is_law = sentence.law > usize::from(is_headed) || sentence.is_surely_law;
    if is_law || part == Part::Offer {
        return Err(WhyNot::Offer);
    }
    if part == Part::Not {
        return Err(WhyNot::Negated);
    }
    let tells =
        matches!(part, Part::Open | Part::Company) || !page.is_in_a_point(at) && is_prose(page, at);
    // "The first version was written in PHP": what an employer says about its past work is not a requirement.
    if part == Part::Company && (!asks || requires.is_none() && sentence.of_employer)
        || tells && !asks && sentence.of_employer
    {
        return Err(WhyNot::Company);
    }
    if sentence.not.negates(mention) {
        return Err(WhyNot::Negated);
    }
    let level = level(page, mention, sentence);
    if let Some(because) = sentence.nice(mention) {
        return Ok(Judged { importance: Importance::Helpful, level, because: Some(because) });
    }
    let mut required = sentence.required_before.iter();
    let required = required.find(|sign| sign.start >= mention.tokens.end).cloned();
    let (importance, because) = match part {
        _ if required.is_some() => (Importance::Core, required),
        Part::Required => (Importance::Core, heading.cloned()),
        Part::Nice => (Importance::Helpful, heading.cloned()),
        // "Knowledge of MySQL" in a section about the work is a requirement, not work.
        Part::Work
            if requires.as_ref().is_some_and(|requires| {
                begins_with(page, &sentence.tokens, requires)
                    && works.as_ref().is_none_or(|works| works.start > requires.start)
            }) =>
        {
            (Importance::Core, requires)
        }
        Part::Work => (Importance::Important, heading.cloned()),
        // "Node or .NET, REST": a plain list of names is required, if no heading on the page says what is required.
        Part::Open if !asks && sentence.is_bare_list && !page.has_required() => {
            (Importance::Core, None)
        }
        Part::Open | Part::Company | Part::Offer | Part::Not => match (requires, works) {
            (Some(requires), works)
                // "You will have" contains "you will", but is the more specific phrase.
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

/// Returns whether a sentence begins with a phrase, ignoring marks and a number.
fn begins_with(page: &Page<'_>, sentence: &Range<usize>, sign: &Range<usize>) -> bool {
    let words = &page.tokens[sentence.start..sign.start];
    !words.iter().any(|token| token.is_word() && !token.text.starts_with(char::is_numeric))
}

/// Returns whether a token is in a line that ends like a sentence.
fn is_prose(page: &Page<'_>, at: usize) -> bool {
    let line = page.lines.partition_point(|line| line.end <= at);
    let last = page.lines.get(line).map(|line| &page.tokens[line.end - 1]);
    last.is_some_and(|last| last.ends_sentence())
}

/// Returns the tokens before a phrase that it applies to.
fn governed_before(
    page: &Page<'_>,
    named: &Named,
    sign: &Range<usize>,
    sentence: &Range<usize>,
) -> Range<usize> {
    // A capitalised word that is not in the maps also counts as a name: "Strong Kafka skills, some MQTT a plus".
    let is_capital = |at: usize| {
        at > sentence.start
            && page.tokens[at].is_word()
            && page.written(at).starts_with(char::is_uppercase)
    };
    let names_in =
        |range: &Range<usize>| range.clone().any(|at| named.starts.has(at) || is_capital(at));
    if let Some(brackets) = page.brackets(sign.start, sentence) {
        let inside = brackets.start..sign.start;
        if names_in(&inside) {
            return inside;
        }
        let from = begins(page, brackets.start, sentence);
        return from..brackets.start;
    }
    // The phrase applies only to the last part between commas if that part begins anew, or if the rest is asked for in
    // other words.
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

/// Returns where the part of a sentence begins that ends before a token: after a comma, a dash, or a word that begins a
/// new part.
fn begins(page: &Page<'_>, end: usize, sentence: &Range<usize>) -> usize {
    let text = |at: usize| page.tokens[at].text;
    let mark = (sentence.start..end).rev().find(|at| {
        // The comma right before the phrase belongs to it: "Kafka, a plus".
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

/// The number of tokens of an answer that are read.
const ANSWER: usize = 5;

/// Returns a sentence; if it is a question, with the answer after it: "Never used Kafka? No problem".
fn answered(page: &Page<'_>, sentence: &Range<usize>) -> Range<usize> {
    let asks = page.tokens.get(sentence.end).is_some_and(|token| token.text == "?");
    let reach = if asks { ANSWER } else { 0 };
    sentence.start..(sentence.end + reach).min(page.tokens.len())
}

impl Negations {
    fn new(page: &Page<'_>, named: &Named, sentence: &Range<usize>) -> Negations {
        let text = |at: usize| page.tokens[at].text;
        let is_named = |at: usize| named.tokens.has(at);
        let not = page.signs(Sign::NotAfter, sentence);
        // "No-SQL" is a name, and "Nice, but not needed: Kafka" is a heading, which applies to what is below it.
        let not = not.filter(|sign| !is_named(sign.start) && !page.is_in_a_heading(sign.start));
        let not = not.map(|sign| {
            let but = page.signs(Sign::ButAsked, &(sign.start..sentence.end));
            let but = but.map(|but| but.end).filter(|end| *end > sign.end).min();
            let reach = sign.end..=reach_of_not(page, named, &sign, sentence);
            NotAfter { reach, but: but.unwrap_or(usize::MAX) }
        });
        let left_behind = page.signs(Sign::NotFrom, sentence).map(|sign| {
            let moved = (sign.end..sentence.end).find(|at| page.is_of(List::MovedTo, *at));
            NotAfter { reach: sign.end..=moved.unwrap_or(sentence.end), but: usize::MAX }
        });
        let answered = answered(page, sentence);
        // "Kafka is not required but a plus": nice to have, not negated.
        let is_nice = |sign: &Range<usize>| {
            page.signs(Sign::NiceBefore, sentence)
                .any(|nice| nice.start >= sign.end && !(sign.end..nice.start).any(is_named))
        };
        let before = page.signs(Sign::NotBefore, &answered).filter(|sign| !is_nice(sign));
        let before = before.map(|sign| NotBefore {
            start: sign.start,
            reach: begins(page, sign.start, sentence)..sign.start,
            opens: (sentence.start..sign.start).rev().find(|at| matches!(text(*at), "(" | "[")),
        });
        // "The data team works in R; you will not need it.": applies to the whole text before it.
        let all = page.signs(Sign::NotAll, &page.whole_sentence(sentence.start));
        Negations {
            after: not.chain(left_behind).collect(),
            before: before.collect(),
            all: all.map(|sign| sign.start).max(),
        }
    }

    /// Returns whether the sentence says that a mention is not wanted.
    fn negates(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens.clone();
        self.after.iter().any(|not| not.reach.contains(&start) && end < not.but)
            || self.all.is_some_and(|all| all >= end)
            || self.before.iter().any(|not| {
                // "Go experience (years don't matter)" asks for Go.
                let is_outside = not.opens.is_some_and(|opens| opens > end);
                not.start >= end
                    && (not.reach.contains(&start) || not.start < end + 4)
                    && !is_outside
            })
    }
}

/// Returns the last token at which a negated mention can begin after a negation.
fn reach_of_not(
    page: &Page<'_>,
    named: &Named,
    sign: &Range<usize>,
    sentence: &Range<usize>,
) -> usize {
    // The negation applies up to the comma, and beyond it only while names follow: "no PHP, Perl or Java".
    let (mut is_over, mut has_name) = (false, false);
    for at in sign.end..sentence.end {
        let text = page.tokens[at].text;
        let is_named = named.tokens.has(at);
        // "Without looking things up, Rust or Go", "we don't expect it: Docker": what is negated comes before the name.
        let points_back = text == ":" && at > sign.end && page.is_of(List::PointsBack, at - 1);
        let parts = matches!(text, "," | ")" | "–" | "—");
        let goes_on = is_named || text == "/" || page.is_of(List::NeitherNor, at);
        if points_back || parts && !has_name || is_over && !parts && !goes_on {
            return at;
        }
        is_over |= parts;
        has_name |= is_named;
    }
    sentence.end
}

/// Finds the phrases that state a level in a sentence. The range of a number of years begins at the number.
fn levels(page: &Page<'_>, sentence: &Range<usize>) -> Vec<(Range<usize>, Level)> {
    let said = LEVELS
        .iter()
        .flat_map(|(sign, level)| page.signs(*sign, sentence).map(move |hit| (hit, *level)));
    let years = page.signs(Sign::YearsOf, sentence).filter_map(|hit| {
        let (years, first) = super::facts::number_before(page, hit.start)?;
        let level = if years >= 3 { Level::PRACTITIONER } else { Level::WORKING };
        Some((first..hit.end, level))
    });
    said.chain(years).collect()
}

const LEVELS: [(Sign, Level); 4] = [
    (Sign::LevelOne, Level::AWARENESS),
    (Sign::LevelTwo, Level::WORKING),
    (Sign::LevelThree, Level::PRACTITIONER),
    (Sign::LevelFour, Level::EXPERT),
];

/// Returns the level that the words around a mention state.
fn level(page: &Page<'_>, mention: &Mention, sentence: &Sentence) -> Option<Level> {
    let leads = |at: usize| matches!(page.tokens[at].text, "(" | ":" | "–" | "-" | "—");
    // "Java (expert)", "Java: 3 years", "Experience: 3 years": these words speak of what stands before them, and of no name
    // that follows.
    let stands_alone = |hit: &Range<usize>| {
        hit.start > sentence.tokens.start
            && leads(hit.start - 1)
            && (hit.end >= sentence.tokens.end || !page.tokens[hit.end].is_word())
    };
    let own = |hit: &Range<usize>| hit.start == mention.tokens.end + 1 && stands_alone(hit);
    if let Some((_, level)) = sentence.levels.iter().find(|(hit, _)| own(hit)) {
        return Some(*level);
    }
    let before = sentence.levels.iter().filter(|(hit, _)| hit.end <= mention.tokens.end);
    let before = before.filter(|(hit, _)| !stands_alone(hit));
    if let Some((_, level)) = before.max_by_key(|(hit, _)| hit.start) {
        return Some(*level);
    }
    // "Java (at expert level)".
    let after = mention.tokens.end..sentence.tokens.end.min(mention.tokens.end + 3);
    let after = LEVELS.iter().find_map(|(sign, level)| page.says(*sign, &after).then_some(*level));
    let marked = mention.tokens.end < sentence.tokens.end && leads(mention.tokens.end);
    after.filter(|_| marked)
}
