//! Finds mentions that are alternatives.

use std::ops::Range;

use super::asking::Judged;
use super::page::Page;
use super::rules::{List, Sign};
use super::terms::{FoundBy, Mention};
use crate::domain::catalog::{SkillIndex, SkillKind};
use crate::domain::maps::SkillMaps;

/// How two neighbouring names in a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    Comma,
    Slash,
    Or,
    And,
}

/// The longest list of names. A longer list is split, because each name is compared with all later ones.
pub const LONGEST_LIST: usize = 100;

/// The number of words that may come between a name and the mark after it: "Python 3", "Kafka streams".
const SPARE: usize = 2;

/// Returns how two mentions in a sentence are joined, if only marks and joining words are between them.
fn link(page: &Page<'_>, before: &Mention, after: &Mention) -> Option<Link> {
    let between = before.tokens.end..after.tokens.start;
    if before.tokens.end > after.tokens.start {
        return None;
    }
    let mut link = None;
    let mut spare = 0;
    for at in between {
        let this = match page.tokens[at].text {
            "," | "|" | "·" => Link::Comma,
            "/" => Link::Slash,
            "&" | "+" => Link::And,
            "(" | ")" => continue,
            _ if page.is_of(List::Or, at) => Link::Or,
            _ if page.is_of(List::And, at) => Link::And,
            _ if page.is_of(List::BesideOr, at) => continue,
            text if link.is_none()
                && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | 'x')) =>
            {
                spare += 1;
                if spare > SPARE {
                    return None;
                }
                continue;
            }
            _ => return None,
        };
        link = Some(match (link, this) {
            (_, Link::Or) | (Some(Link::Or), _) => Link::Or,
            (Some(Link::And), _) => Link::And,
            (_, this) => this,
        });
    }
    link
}

/// Returns for each mention whether an unambiguous name stands beside it, as in a list.
pub(crate) fn beside(
    page: &Page<'_>,
    mentions: &[Mention],
    is_plain: impl Fn(&Mention) -> bool,
) -> Vec<bool> {
    // In "Java, Go, Rust, C" an unambiguous name counts for the whole list.
    let mut beside = vec![false; mentions.len()];
    let joined = |a: usize, b: usize| link(page, &mentions[a], &mentions[b]).is_some();
    let mut start = 0;
    while start < mentions.len() {
        let mut end = start + 1;
        while end < mentions.len() && joined(end - 1, end) {
            end += 1;
        }
        let plain: Vec<usize> = (start..end).filter(|at| is_plain(&mentions[*at])).collect();
        for (at, beside) in beside.iter_mut().enumerate().take(end).skip(start) {
            *beside = plain.iter().any(|other| *other != at);
        }
        start = end;
    }
    beside
}

/// Splits the mentions into requirements: alternatives together, each other mention alone, in the order of the text.
pub(crate) fn groups(
    maps: &SkillMaps,
    page: &Page<'_>,
    asked: &[(Mention, Judged)],
) -> Vec<Vec<usize>> {
    let named: Vec<usize> =
        (0..asked.len()).filter(|at| matches!(asked[*at].0.by, FoundBy::Name(_))).collect();
    let mention = |at: usize| &asked[named[at]].0;
    let links: Vec<Option<Link>> =
        (1..named.len()).map(|at| link(page, mention(at - 1), mention(at))).collect();
    let mut group_of: Vec<Option<usize>> = vec![None; named.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut start = 0;
    while start < named.len() {
        let mut end = start + 1;
        while end < named.len() && links[end - 1].is_some() && end - start < LONGEST_LIST {
            end += 1;
        }
        for range in alternatives(maps, page, start..end, &links, &mention) {
            let group = outside_brackets(page, range, &mention);
            for at in &group {
                group_of[*at] = Some(groups.len());
            }
            groups.push(group);
        }
        start = end;
    }
    let mut all: Vec<Vec<usize>> =
        groups.into_iter().map(|group| group.into_iter().map(|at| named[at]).collect()).collect();
    let alone = (0..asked.len())
        .filter(|at| named.binary_search(at).map_or(true, |at| group_of[at].is_none()));
    all.extend(alone.map(|at| vec![at]));
    all.sort_by_key(|group| group[0]);
    all
}

/// Returns the members of a list of alternatives. In "AWS (EC2, Lambda) or Azure", the names in brackets belong to the
/// name before them, which is the alternative.
fn outside_brackets<'a>(
    page: &Page<'_>,
    run: Range<usize>,
    mention: &impl Fn(usize) -> &'a Mention,
) -> Vec<usize> {
    let start = |at: usize| mention(at).tokens.start;
    let first = page.brackets(start(run.start), &page.sentence(start(run.start)));
    let Some(brackets) = first.filter(|brackets| brackets.end <= start(run.end - 1)) else {
        return run.collect();
    };
    let before = run.start.checked_sub(1).filter(|at| mention(*at).tokens.end == brackets.start);
    before.into_iter().chain(run.filter(|at| start(*at) >= brackets.end)).collect()
}

/// Finds the parts of a list of which any member is enough. A part with a single member is asked for like a name that is in
/// no part.
fn alternatives<'a>(
    maps: &SkillMaps,
    page: &Page<'_>,
    list: Range<usize>,
    links: &[Option<Link>],
    mention: &impl Fn(usize) -> &'a Mention,
) -> Vec<Range<usize>> {
    if list.len() < 2 {
        return Vec::new();
    }
    let link = |at: usize| links[at - 1];
    // "one of Python, Java, Go": the cue stands before the list, or before a later member of it.
    let led = list.clone().find(|at| is_led(page, mention(*at)));
    let or_other = follows_or(page, mention(list.end - 1));
    let mut found = Vec::new();
    let mut at = list.start;
    if let Some(led) = led {
        // Names before the cue are separate, and so are names after the bracket that contains the cue: "CI/CD (e.g.
        // Jenkins, TeamCity), Terraform".
        let first = mention(led).tokens.start;
        let closes = page.bracket_end(first);
        let inside = |at: &usize| closes.is_none_or(|closes| mention(*at).tokens.start < closes);
        let end = (led..list.end).take_while(inside).count() + led;
        // "Such as PostgreSQL or MySQL, and Redis": the name after the "and" is asked for too.
        let ored = (led + 1..end).find(|at| link(*at) == Some(Link::Or));
        let anded = ored.and_then(|or| (or + 1..end).find(|at| link(*at) == Some(Link::And)));
        let end = anded.unwrap_or(end);
        found.extend(alternatives(maps, page, list.start..led, links, mention));
        found.push(led..end);
        found.extend(alternatives(maps, page, end..list.end, links, mention));
        return found;
    }
    while at + 1 < list.end {
        let mut end = at + 1;
        let fits = |a: usize, b: usize| alike(maps, mention(a).skill, mention(b).skill);
        match link(end) {
            Some(Link::Slash) if compatible(page, maps, mention(at), mention(end)) => {
                while end < list.end
                    && (link(end) == Some(Link::Slash) || link(end) == Some(Link::Or))
                    && compatible(page, maps, mention(end - 1), mention(end))
                {
                    end += 1;
                }
            }
            Some(Link::Or) => {
                while end < list.end && link(end) == Some(Link::Or) {
                    end += 1;
                }
            }
            Some(Link::Comma) => {
                // "Python, Java or Go", also "AWS, Azure or another cloud".
                let mut last = end;
                while last < list.end && link(last) == Some(Link::Comma) && fits(at, last) {
                    last += 1;
                }
                let closes = last < list.end && link(last) == Some(Link::Or);
                if closes {
                    end = last;
                    while end < list.end && link(end) == Some(Link::Or) {
                        end += 1;
                    }
                } else if last == list.end && or_other {
                    end = last;
                }
            }
            _ => {}
        }
        found.push(at..end);
        at = end;
    }
    found
}

/// Returns whether a cue such as "one of" leads to a mention.
fn is_led(page: &Page<'_>, mention: &Mention) -> bool {
    const REACH: usize = 6;
    let sentence = page.sentence(mention.tokens.start);
    let from = sentence.start.max(mention.tokens.start.saturating_sub(REACH + 4));
    page.signs(Sign::AnyAfter, &(from..mention.tokens.start)).any(|sign| {
        // "e.g., Python"
        let mark = page.tokens.get(sign.end).is_some_and(|token| matches!(token.text, "," | ":"));
        let between =
            (sign.end + usize::from(mark)).min(mention.tokens.start)..mention.tokens.start;
        let stops = |at: usize| {
            matches!(page.tokens[at].text, "," | ")")
                || page.is_of(List::And, at)
                || page.is_of(List::Or, at)
        };
        between.len() <= REACH && !between.into_iter().any(stops)
    })
}

/// Returns whether "or something similar" ends a list.
fn follows_or(page: &Page<'_>, last: &Mention) -> bool {
    let text = |at: usize| page.tokens.get(at).map_or("", |token| token.text);
    let mut at = last.tokens.end;
    while matches!(text(at), ")" | ",") {
        at += 1;
    }
    page.is_of(List::Or, at) && page.is_of(List::OrAnother, at + 1)
}

/// Returns whether two skills are of the same kind, so that a comma between them may mean "or".
fn alike(maps: &SkillMaps, a: SkillIndex, b: SkillIndex) -> bool {
    let (a, b) = (&maps[a], &maps[b]);
    match (a.belongs_to, b.belongs_to) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.area == b.area,
        _ => a.area == b.area,
    }
}

/// Returns whether a slash between two skills can mean "or"; it does not between a language and its framework.
fn compatible(page: &Page<'_>, maps: &SkillMaps, a: &Mention, b: &Mention) -> bool {
    let names_itself = |mention: &Mention| {
        page.text[page.folded.on_page(page.text, &mention.range)].starts_with(char::is_lowercase)
    };
    let (one, other) = (&maps[a.skill], &maps[b.skill]);
    if one.area != other.area {
        return false;
    }
    // "Authentication/authorization" and "monitoring/logging" are two practices each, and not alternatives.
    let general = |kind: SkillKind| kind != SkillKind::Tool;
    if general(one.kind) && general(other.kind) && (names_itself(a) || names_itself(b)) {
        return false;
    }
    match (one.belongs_to, other.belongs_to) {
        (Some(x), Some(y)) if x != y => {
            // Programming is a practice and web frameworks are a concept, so a language and its framework are not
            // alternatives; two databases of different kinds are.
            maps[x].kind == maps[y].kind
        }
        _ => true,
    }
}
