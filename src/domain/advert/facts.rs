//! What an advertisement says about the job itself: years, seniority and role. It also finds words that look like
//! technologies but are not in the maps.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Asked;
use super::asking::Judged;
use super::page::{Covered, Page, Part};
use super::rules::{List, Sign};
use super::terms::{FoundBy, Index, Mention};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::role::{Importance, RoleIndex};

/// A role, and how similar an advertisement is to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// The role.
    pub role: RoleIndex,
    /// The similarity: the weight of the title words, and of the requirements that both have. Only the order of the
    /// values is meaningful.
    pub(crate) points: f64,
    /// Whether the job title names the role.
    pub(crate) by_title: bool,
}

/// The number of months in a year.
const MONTHS: u32 = 12;

/// The largest number of tokens in a line that states only a seniority.
const LONGEST_LEVEL: usize = 5;

/// Larger numbers of years are the age of a company.
const MOST_YEARS: u32 = 20;

/// Reads a number of years that ends right before a token: "5", "3-5", "five (5)", "2+". Returns the lower number of a
/// range, and its first token.
pub(crate) fn number_before(page: &Page<'_>, at: usize) -> Option<(u32, usize)> {
    let text = |at: usize| page.tokens[at].text;
    let number = |at: usize| {
        let word = text(at).trim_end_matches('+');
        let written = word.parse::<u32>().ok();
        written.or_else(|| page.number(word)).filter(|years| *years <= 60)
    };
    let mut last = at.checked_sub(1)?;
    while matches!(text(last), "(" | ")" | "+") || page.is_of(List::AfterNumber, last) {
        last = last.checked_sub(1)?;
    }
    let mut found = (number(last)?, last);
    // "3-5 years" is "3 5" here, without its dash; also "3 to 5" and "five (5)".
    for _ in 0..2 {
        let Some(mut before) = found.1.checked_sub(1) else {
            break;
        };
        let joins = |at: usize| {
            matches!(text(at), "–" | "—" | "-" | "(" | ")") || page.is_of(List::BetweenNumbers, at)
        };
        while before > 0 && joins(before) {
            before -= 1;
        }
        match number(before) {
            Some(years) if found.1 - before <= 3 => found = (years.min(found.0), before),
            _ => break,
        }
    }
    Some(found)
}

/// Reads the number after a label for years: "Years of experience: 5+". Returns the lower number of a range, and the
/// position of the label.
fn number_after(
    page: &Page<'_>,
    label: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<(u32, usize)> {
    const REACH: usize = 4;
    let marks = |at: &usize| matches!(page.tokens[*at].text, ":" | "|");
    let mark = (label.end..sentence.end.min(label.end + REACH)).find(marks)?;
    let word = page.tokens.get(mark + 1).filter(|_| mark + 1 < sentence.end)?.text;
    let years = word.trim_end_matches('+').parse::<u32>().ok().or_else(|| page.number(word))?;
    (label.start == sentence.start).then_some((years, label.start))
}

/// Returns the judged mentions that begin within some tokens; the mentions are sorted.
fn starting_in(asked: &[(Mention, Judged)], tokens: Range<usize>) -> &[(Mention, Judged)] {
    let first = asked.partition_point(|(mention, _)| mention.tokens.start < tokens.start);
    let length = asked[first..].partition_point(|(mention, _)| mention.tokens.start < tokens.end);
    &asked[first..first + length]
}

/// Returns the required years of experience: the lowest overall number, else the largest number for a skill.
pub(crate) fn years(page: &Page<'_>, asked: &[(Mention, Judged)]) -> Option<(u32, Range<usize>)> {
    let mut overall: Vec<(u32, Range<usize>)> = Vec::new();
    let mut of_skills: Vec<(u32, Range<usize>)> = Vec::new();
    for sentence in page.sentences() {
        let in_years = page.signs(Sign::YearsOf, sentence).map(|sign| (sign, 1));
        let in_months = page.signs(Sign::MonthsOf, sentence).map(|sign| (sign, MONTHS));
        for (sign, a_year) in in_years.chain(in_months) {
            let before = number_before(page, sign.start);
            let Some((number, first)) = before.or_else(|| number_after(page, &sign, sentence))
            else {
                continue;
            };
            let years = number / a_year;
            // "12 months" alone is the duration of a contract.
            let is_least =
                page.says(Sign::AtLeast, &(first.saturating_sub(4).max(sentence.start)..first));
            if a_year > 1 && !(is_least && years > 0) {
                continue;
            }
            let (part, _) = page.part(sign.start);
            let near = first.saturating_sub(6).max(sentence.start)..sentence.end.min(sign.end + 8);
            let company = part == Part::Company && !page.says(Sign::Requires, sentence);
            if years > MOST_YEARS
                || company
                || matches!(part, Part::Offer | Part::Nice | Part::Not)
                || page.says(Sign::YearsNot, &near)
            {
                continue;
            }
            let says_experience = sentence.clone().any(|at| page.is_of(List::Experience, at));
            let is_named = !starting_in(asked, sign.end..sentence.end.min(sign.end + 3)).is_empty();
            let experience = says_experience
                || page.says(Sign::Requires, sentence)
                || is_named
                || page.says(Sign::YearsOverall, sentence)
                || part == Part::Required
                || page.title.as_ref().is_some_and(|title| title.contains(&sign.start));
            if !experience {
                continue;
            }
            let found = (years, page.on_page(&(first..sign.end)));
            let until = page
                .signs(Sign::YearsOf, &(sign.end..sentence.end))
                .next()
                .map_or(sentence.end, |next| next.start);
            let stops = |at: &usize| matches!(page.tokens[*at].text, "," | "(" | ")" | ":");
            let until = (sign.end..until).find(stops).unwrap_or(until);
            let says_what = sign.end..until.min(sign.end + 9);
            let before = first.saturating_sub(2).max(sentence.start)..first;
            let of_all = page.signs(Sign::YearsOverall, &before).next();
            let general = of_all.or_else(|| page.signs(Sign::YearsOverall, &says_what).next());
            let named = starting_in(asked, says_what.clone())
                .iter()
                .filter(|(mention, _)| matches!(mention.by, FoundBy::Name(_)))
                .map(|(mention, _)| mention.tokens.start)
                .min();
            let near = first.saturating_sub(5).max(sentence.start)..first;
            let is_part = page.says(Sign::YearsPart, &near);
            let is_overall = match (&general, named) {
                _ if is_part => false,
                (Some(general), Some(named)) => general.start <= named,
                (Some(_), None) => true,
                (None, None) => !names_something(page, &says_what),
                (None, Some(_)) => false,
            };
            if is_overall { overall.push(found) } else { of_skills.push(found) }
        }
    }
    let lowest = overall.into_iter().min_by_key(|(years, range)| (*years, range.start));
    lowest.or_else(|| {
        of_skills.into_iter().max_by_key(|(years, range)| (*years, std::cmp::Reverse(range.start)))
    })
}

/// Returns whether "with", "in" or "using" is followed by a name, even one that is not in the maps: "with Salesforce".
fn names_something(page: &Page<'_>, within: &Range<usize>) -> bool {
    let mut leads = within.clone().filter(|at| page.is_of(List::LeadsToWhat, *at));
    leads.any(|at| {
        let next = at + 1;
        within.contains(&next) && page.written(next).starts_with(char::is_uppercase)
    })
}

/// Returns the seniority stated in the title, else after a label, else in a sentence about the job.
pub(crate) fn seniority(page: &Page<'_>) -> Option<(Seniority, Range<usize>)> {
    let kinds = [
        (Sign::SaysJunior, Seniority::Junior),
        (Sign::SaysMid, Seniority::Mid),
        (Sign::SaysSenior, Seniority::Senior),
    ];
    let first = |within: &Range<usize>| {
        let hits = kinds
            .iter()
            .flat_map(|(sign, kind)| page.signs(*sign, within).map(move |hit| (*kind, hit)));
        // For "mid senior" the longer phrase counts.
        hits.min_by_key(|(_, hit)| (hit.start, std::cmp::Reverse(hit.end)))
    };
    let found = |(seniority, hit): (Seniority, Range<usize>)| (seniority, page.on_page(&hit));
    if let Some(title) = &page.title
        && let Some(hit) = first(title)
    {
        return Some(found(hit));
    }
    for (number, sentence) in page.sentences().iter().enumerate() {
        for label in page.signs(Sign::LevelLabel, sentence) {
            // "Seniority level", with the value on the next line.
            let next = page.sentences().get(number + 1).filter(|next| next.len() <= LONGEST_LEVEL);
            let after = match next {
                Some(next) if label.end == sentence.end => next.clone(),
                _ => label.end..sentence.end.min(label.end + 5),
            };
            if let Some(hit) = first(&after) {
                return Some(found(hit));
            }
        }
    }
    for sentence in page.sentences() {
        for hires in page.signs(Sign::Hires, sentence) {
            let after = hires.end..sentence.end.min(hires.end + 8);
            // "As a developer you are the architect of …": the first word for a job is the job.
            let job = page.signs(Sign::JobTitle, &after).next().map_or(after.end, |job| job.end);
            // "The post of web developer (mid-level, grade 7)".
            if page.tokens.get(job).is_some_and(|token| token.text == "(")
                && let Some(closes) = page.bracket_end(job + 1)
                && let Some(hit) = first(&(job..closes.min(job + 8)))
            {
                return Some(found(hit));
            }
            let after = after.start..job;
            let hit = first(&after).filter(|(_, hit)| {
                !page.says(Sign::OtherPeople, &(hires.start..hit.end))
                    && page.says(Sign::JobTitle, &(hit.start..sentence.end.min(hit.end + 7)))
            });
            if let Some(hit) = hit {
                return Some(found(hit));
            }
        }
    }
    for sentence in page.sentences() {
        for (sign, kind) in kinds {
            for hit in page.signs(sign, sentence) {
                let around = hit.start.saturating_sub(5).max(sentence.start)..hit.end;
                let mut job = hit.end..sentence.end.min(hit.end + 2);
                let is_the_job = job.any(|at| page.is_of(List::TheJob, at));
                if is_the_job && !page.says(Sign::OtherPeople, &around) {
                    return Some(found((kind, hit)));
                }
            }
        }
    }
    None
}

/// Returns the roles that are similar to an advertisement, nearest first.
///
/// Words in the title suggest a role, and so does each skill that both ask for. Such a skill counts more if it is
/// important to both, and if few roles ask for it.
pub(crate) fn nearest(maps: &SkillMaps, page: &Page<'_>, requirements: &[Asked]) -> Vec<Nearest> {
    let mut points = vec![0.0; maps.roles().len()];
    let mut by_title = vec![false; maps.roles().len()];
    let title = page.title.clone().or_else(|| hired(page));
    if let Some(title) = &title {
        let parts = |at: &usize| matches!(page.tokens[*at].text, "," | "-" | "–" | "—" | "|" | "(");
        let name = title.start..title.clone().find(parts).unwrap_or(title.end);
        let is_named = page.titles(&name).any(|(_, weight, _)| weight >= SURE);
        for (role, weight, at) in page.titles(title) {
            // "Backend Engineer, API Platform": the job comes first, then the team.
            let share = if is_named && !name.contains(&at) { OF_TEAM } else { 1.0 };
            points[role.0] += share * f64::from(weight);
            by_title[role.0] = true;
        }
    }
    let weight = |importance: Importance| f64::from(importance.weight());
    // How important each skill is to each role.
    let wants = |role: RoleIndex, skill| {
        let requirements = maps[role].requirements.iter();
        let of_skill = requirements.filter(|requirement| requirement.any_of.contains(&skill));
        of_skill.map(|requirement| weight(requirement.importance)).fold(0.0, f64::max)
    };
    let mut shared = vec![0.0; maps.roles().len()];
    let mut all = 0.0;
    let mut wanted_of: HashMap<SkillIndex, Vec<f64>> = HashMap::new();
    for asked in requirements {
        for skill in &asked.any_of {
            let wanted = &*wanted_of
                .entry(*skill)
                .or_insert_with(|| maps.role_indices().map(|role| wants(role, *skill)).collect());
            let sum: f64 = wanted.iter().sum();
            let mean = sum / wanted.len().max(1) as f64;
            let counts = weight(asked.importance).min(2.0) / asked.any_of.len() as f64;
            for (shared, wanted) in shared.iter_mut().zip(wanted) {
                *shared += counts * (wanted - mean);
            }
            all += counts;
        }
    }
    if all > 0.0 {
        for (points, shared) in points.iter_mut().zip(&shared) {
            *points += BY_SKILLS * shared / all;
        }
    }
    let mut nearest: Vec<Nearest> = maps
        .role_indices()
        .map(|role| Nearest { role, points: points[role.0], by_title: by_title[role.0] })
        .collect();
    if all == 0.0 && !by_title.contains(&true) {
        return Vec::new();
    }
    nearest.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.role.cmp(&b.role)));
    nearest
}

/// The factor for words about the team in a title, relative to words about the job.
const OF_TEAM: f64 = 0.3;

/// A word with this weight names a role by itself; "developer" has less.
const SURE: u32 = 9;

/// The weight of the skills of a page, relative to the words of its title.
const BY_SKILLS: f64 = 10.0;

/// Returns the job in a sentence such as "we are looking for a …", if there is no title.
fn hired(page: &Page<'_>) -> Option<Range<usize>> {
    page.sentences().iter().find_map(|sentence| {
        let hires = page.signs(Sign::Hires, sentence).next()?;
        let after = hires.end..sentence.end.min(hires.end + 10);
        page.says(Sign::JobTitle, &after).then_some(after)
    })
}

/// Finds words that look like names of technologies, in places where skills are asked for, but are not names of skills.
pub(crate) fn unknown(
    page: &Page<'_>,
    index: &Index<'_>,
    asked: &[(Mention, Judged)],
    rejected: &[Range<usize>],
) -> Vec<Range<usize>> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let counts =
        |mention: &&Mention| matches!(mention.by, FoundBy::Name(_)) || mention.tokens.len() <= 2;
    let named = asked.iter().map(|(mention, _)| mention).filter(counts);
    let named = Covered::new(page.tokens.len(), named.map(|mention| &mention.tokens));
    let is_named = |at: usize| named.has(at);
    let rejected = Covered::new(page.tokens.len(), rejected.iter());
    for line in &page.lines {
        if page.title.as_ref() == Some(line) {
            continue;
        }
        if page.is_in_a_heading(line.start) {
            continue;
        }
        for at in line.clone() {
            let token = &page.tokens[at];
            let (part, _) = page.part(at);
            if !token.is_word()
                || matches!(part, Part::Company | Part::Offer | Part::Not)
                || is_named(at)
                || rejected.has(at)
            {
                continue;
            }
            let range = page.on_page(&(at..at + 1));
            let written = &page.text[range.clone()];
            if index.is_ordinary(token.text) || !looks_like_a_name(written) {
                continue;
            }
            let mark = |at: usize| page.tokens.get(at).map_or("", |token| token.text);
            let joins = |at: usize| {
                matches!(mark(at), "," | "/" | "(" | ")" | "&" | "|")
                    || page.is_of(List::And, at)
                    || page.is_of(List::Or, at)
            };
            let before = at.checked_sub(1).is_some_and(joins);
            // An unknown name is in a list beside a known one.
            let beside = before && at >= 2 && is_named(at - 2) || joins(at + 1) && is_named(at + 2);
            let telling = written.chars().skip(1).any(char::is_uppercase)
                || written.contains(|c: char| c.is_ascii_digit());
            let opens = at == line.start
                || page.tokens[at - 1].ends_sentence()
                || mark(at.saturating_sub(1)) == ":";
            let asks = matches!(part, Part::Required | Part::Nice) && telling && !opens;
            // "Administer and troubleshoot": a sentence also begins with a capital.
            let begins = opens && !telling && mark(at + 1) != ",";
            if (beside && !begins || asks) && seen.insert(token.text.to_string()) {
                found.push(range);
            }
        }
    }
    found
}

/// Returns whether a word looks like a name: it begins with a capital and has at least two letters.
fn looks_like_a_name(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && word.chars().next().is_some_and(|c| c.is_uppercase())
}

/// Returns whether a page is in English: at least half of its letters are Latin, and its common words are not mostly
/// those of another language. A page with few words of another language, such as a list of names, counts as English.
pub(crate) fn is_english(page: &Page<'_>) -> bool {
    let count =
        |sign| page.sentences().iter().map(|at| page.signs(sign, at).count()).sum::<usize>();
    let (english, other) = (count(Sign::English), count(Sign::OtherLanguage));
    let letters = || page.text.chars().filter(|c| c.is_alphabetic());
    let latin = letters().filter(|c| *c < '\u{250}').count();
    2 * latin >= letters().count() && (other <= english || other < FEW)
}

/// So few common words do not show the language of a page.
const FEW: usize = 8;
