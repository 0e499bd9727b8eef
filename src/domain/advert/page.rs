//! An advertisement divided by its headings: which section of the page each word belongs to.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use super::lists::Lists;
use super::phrase::Hit;
use super::rules::{List, Sign};
use super::source::{Folded, Token};
use super::terms::{FoundBy, Index, Mention, Says};
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::role::RoleIndex;

/// The subject of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// There is no heading.
    Open,
    /// Requirements.
    Required,
    /// The work and its tools.
    Work,
    /// What is nice to have.
    Nice,
    /// What is not asked for.
    Not,
    /// The employer.
    Company,
    /// Benefits, how to apply, legal text.
    Offer,
}

/// A section of a page, from its heading to the next.
#[derive(Clone, Debug)]
struct Section {
    /// The first token after the heading.
    from: usize,
    part: Part,
    /// The tokens of the heading.
    heading: Option<Range<usize>>,
}

/// A page, with the phrases of the rules that were found in it.
pub(crate) struct Page<'p> {
    /// The original text.
    pub(crate) text: &'p str,
    /// The normalised text.
    pub(crate) folded: &'p Folded,
    /// The words and marks of the normalised text.
    pub(crate) tokens: &'p [Token<'p>],
    /// The line with the job title.
    pub(crate) title: Option<Range<usize>>,
    hits: Vec<Hit<Says>>,
    /// The tokens of each line.
    pub(crate) lines: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
    /// For each token, and for the end, the index of the first phrase that begins there or later.
    first_hit: Vec<u32>,
    sections: Vec<Section>,
    /// The tokens of the headings, sorted and without overlaps.
    in_heading: Vec<Range<usize>>,
    /// For each token, and for the end, the number of words before it.
    words_before: Vec<u32>,
    /// For each line, and for the end, the number of list items before it.
    points_before: Vec<u32>,
    numbers: &'p [Str],
    lists: &'p Lists<'p>,
}

/// The largest number of sentences on each side that semicolons join to one.
const MOST_JOINED: usize = 3;

/// The largest number of tokens in a sentence. A longer one is split, so that a page without full stops takes no longer
/// to read. The longest lists of skills that people write have half as many.
pub const LONGEST_SENTENCE: usize = 200;

/// A line with this many words and no full stop is more than one sentence.
const NO_SENTENCE: usize = 30;

/// Finds where sentences begin in a line whose line breaks were lost: "3 years of Java Solid knowledge of SQL Exposure
/// to AWS".
fn starts_without_stops(
    text: &str,
    folded: &Folded,
    tokens: &[Token<'_>],
    hits: &[Hit<Says>],
    line: &Range<usize>,
) -> Vec<usize> {
    let stops = line.clone().filter(|at| tokens[*at].ends_sentence()).count();
    let words = line.clone().filter(|at| tokens[*at].is_word()).count();
    if words / (stops + 1) < NO_SENTENCE {
        return Vec::new();
    }
    let is_capital = |at: usize| {
        let token = &tokens[at];
        let on_page = folded.on_page(text, &(token.start..token.end()));
        text[on_page].starts_with(char::is_uppercase)
    };
    let asks = |what: Says| {
        let signs =
            [Sign::Requires, Sign::LevelOne, Sign::LevelTwo, Sign::LevelThree, Sign::LevelFour];
        signs.into_iter().any(|sign| what == Says::Sign(sign))
    };
    let first = hits.partition_point(|hit| hit.tokens.start < line.start);
    let mut starts: Vec<usize> = hits[first..]
        .iter()
        .take_while(|hit| hit.tokens.start < line.end)
        .filter(|hit| asks(hit.what))
        .map(|hit| hit.tokens.start)
        .filter(|at| line.start < *at)
        .filter(|at| {
            is_capital(*at) && !is_capital(*at - 1) && tokens[*at - 1].is_word()
                || is_capital(*at) && tokens[*at - 1].text == ")"
        })
        .collect();
    starts.dedup();
    starts
}

/// The largest number of tokens in a phrase of an exception.
const LONGEST_PHRASE: usize = 12;

/// The largest number of words in a line with a job title.
const LONGEST_TITLE: usize = 16;
/// A line with at most this many words can be a job title even if it says that somebody is wanted.
const SURE_TITLE: usize = 8;
/// The number of lines at the top of a page in which the title is searched.
const TITLE_WITHIN: usize = 6;
/// The largest number of words in a heading.
const LONGEST_HEADING: usize = 10;
/// The number of words in a heading that its phrase need not cover.
const SPARE_WORDS: usize = 3;

/// The tokens that are covered by some ranges.
pub(crate) struct Covered(Vec<bool>);

impl Covered {
    /// Marks those tokens that the ranges cover.
    pub(crate) fn new<'r>(
        tokens: usize,
        ranges: impl Iterator<Item = &'r Range<usize>>,
    ) -> Covered {
        let mut covered = vec![false; tokens];
        for range in ranges {
            covered[range.clone()].fill(true);
        }
        Covered(covered)
    }

    /// Returns whether a token is covered.
    pub(crate) fn has(&self, token: usize) -> bool {
        self.0.get(token).copied().unwrap_or(false)
    }
}

/// Returns for each token, and for the end, the index of the first phrase that begins there or later.
fn first_hits(hits: &[Hit<Says>], tokens: usize) -> Vec<u32> {
    let mut first = Vec::with_capacity(tokens + 1);
    let mut at = 0;
    for token in 0..=tokens {
        while hits.get(at).is_some_and(|hit| hit.tokens.start < token) {
            at += 1;
        }
        first.push(at as u32);
    }
    first
}

/// Returns for each item, and for the end, how many items before it are true.
fn counts(are: impl Iterator<Item = bool>) -> Vec<u32> {
    let mut counts = vec![0];
    let mut count = 0;
    for is in are {
        count += u32::from(is);
        counts.push(count);
    }
    counts
}

impl<'p> Page<'p> {
    /// Finds the sentences, headings and sections of a page.
    pub(crate) fn new(
        text: &'p str,
        folded: &'p Folded,
        tokens: &'p [Token<'p>],
        index: &'p Index<'_>,
    ) -> Page<'p> {
        let hits = index.phrases(tokens);
        let at = |byte: usize| tokens.partition_point(|token| token.start < byte);
        let lines: Vec<Range<usize>> =
            folded.lines.iter().map(|line| at(line.range.start)..at(line.range.end)).collect();
        let mut sentences = Vec::new();
        for line in &lines {
            let mut start = line.start;
            let starts = starts_without_stops(text, folded, tokens, &hits, line);
            for at in line.clone() {
                if tokens[at].ends_sentence() {
                    sentences.push(start..at);
                    start = at + 1;
                } else if starts.binary_search(&at).is_ok() || at - start >= LONGEST_SENTENCE {
                    sentences.push(start..at);
                    start = at;
                }
            }
            sentences.push(start..line.end);
        }
        sentences.retain(|sentence| !sentence.is_empty());
        let first_hit = first_hits(&hits, tokens.len());
        let words_before = counts(tokens.iter().map(Token::is_word));
        let points_before = counts(folded.lines.iter().map(|line| line.is_point));
        let sections = vec![Section { from: 0, part: Part::Open, heading: None }];
        let mut page = Page {
            text,
            folded,
            tokens,
            title: None,
            hits,
            lines,
            sentences,
            first_hit,
            sections,
            in_heading: Vec::new(),
            words_before,
            points_before,
            numbers: index.numbers,
            lists: &index.lists,
        };
        page.title = page.find_title();
        page.find_sections();
        page
    }

    /// Returns a token as it is written in the page.
    pub(crate) fn written(&self, at: usize) -> &str {
        let token = &self.tokens[at];
        &self.text[self.folded.on_page(self.text, &(token.start..token.end()))]
    }

    /// Converts a range of tokens to a range of bytes in the page.
    pub(crate) fn on_page(&self, tokens: &Range<usize>) -> Range<usize> {
        let last = tokens.end.max(tokens.start + 1) - 1;
        self.folded.on_page(self.text, &(self.tokens[tokens.start].start..self.tokens[last].end()))
    }

    /// Iterates over the phrases with this meaning that lie completely within some tokens, in order.
    pub(crate) fn signs(
        &self,
        sign: Sign,
        within: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + '_ {
        let (start, end) = (within.start, within.end);
        let first = self.first_hit[start.min(self.tokens.len())] as usize;
        self.hits[first..]
            .iter()
            .take_while(move |hit| hit.tokens.start < end)
            .filter(move |hit| hit.what == Says::Sign(sign) && hit.tokens.end <= end)
            .map(|hit| hit.tokens.clone())
    }

    /// Returns whether a phrase with this meaning lies within some tokens.
    pub(crate) fn says(&self, sign: Sign, within: &Range<usize>) -> bool {
        self.signs(sign, within).next().is_some()
    }

    /// Returns whether a token is a word of a list.
    pub(crate) fn is_of(&self, list: List, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| self.lists.has(list, token.text))
    }

    /// Iterates over the title phrases within some tokens: the role, the weight and the place of each.
    pub(crate) fn titles(
        &self,
        within: &Range<usize>,
    ) -> impl Iterator<Item = (RoleIndex, u32, usize)> + '_ {
        let within = within.clone();
        self.hits.iter().filter_map(move |hit| match hit.what {
            Says::Title(role, weight)
                if within.start <= hit.tokens.start && hit.tokens.end <= within.end =>
            {
                Some((role, weight, hit.tokens.start))
            }
            _ => None,
        })
    }

    /// Finds the duties that show skills. Of overlapping duties of the same skill, the longest counts.
    pub(crate) fn duties(&self) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        let mut last_of: HashMap<SkillIndex, usize> = HashMap::new();
        for (number, hit) in self.hits.iter().enumerate() {
            let Says::Duty(skill, place) = hit.what else {
                continue;
            };
            let says_no = |other: &Hit<Says>| {
                other.what == Says::NoDuty(skill)
                    && other.tokens.start < hit.tokens.end
                    && hit.tokens.start < other.tokens.end
            };
            let near = |other: &&Hit<Says>| other.tokens.start + LONGEST_PHRASE > hit.tokens.start;
            let before = self.hits[..number].iter().rev().take_while(near);
            let after = self.hits[number..].iter();
            let after = after.take_while(|other| other.tokens.start < hit.tokens.end);
            let is_none = before.chain(after).any(says_no);
            // "#docker" is a hashtag, by which others find the page.
            let is_label = hit.tokens.start > 0 && self.tokens[hit.tokens.start - 1].text == "#";
            let crosses = self.sentence(hit.tokens.start).end < hit.tokens.end;
            if is_none || is_label || crosses {
                continue;
            }
            let last = &self.tokens[hit.tokens.end - 1];
            let range = self.tokens[hit.tokens.start].start..last.end();
            let mention =
                Mention { skill, tokens: hit.tokens.clone(), range, by: FoundBy::Duty(place) };
            // The duties are sorted, so only the last one of a skill can overlap with this one.
            let last = last_of.get(&skill).map(|at| &mut found[*at]);
            match last.filter(|other| hit.tokens.start < other.tokens.end) {
                Some(other) if other.tokens.end < mention.tokens.end => {
                    other.tokens.end = mention.tokens.end;
                    other.range.end = mention.range.end;
                }
                Some(_) => {}
                None => {
                    last_of.insert(skill, found.len());
                    found.push(mention);
                }
            }
        }
        found
    }

    /// Returns the sentence around a token.
    pub(crate) fn sentence(&self, token: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|sentence| sentence.end <= token);
        match self.sentences.get(at) {
            Some(sentence) if sentence.start <= token => sentence.clone(),
            _ => token..token + 1,
        }
    }

    /// Returns the sentence around a token, with the sentences that semicolons join to it.
    pub(crate) fn whole_sentence(&self, token: usize) -> Range<usize> {
        let Range { mut start, mut end } = self.sentence(token);
        let joins = |at: usize| self.tokens.get(at).is_some_and(|token| token.text == ";");
        for _ in 0..MOST_JOINED {
            if start > 0 && joins(start - 1) {
                start = self.sentence(start.saturating_sub(2)).start;
            }
            if joins(end) && end + 1 < self.tokens.len() {
                end = self.sentence(end + 1).end;
            }
        }
        start..end
    }

    /// Returns the tokens of the brackets around a token, within a sentence.
    pub(crate) fn brackets(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let text = |at: usize| self.tokens[at].text;
        let is_bracket = |at: &usize| matches!(text(*at), "(" | ")" | "[" | "]");
        let open = (sentence.start..at).rev().find(is_bracket)?;
        if !matches!(text(open), "(" | "[") {
            return None;
        }
        let close =
            (at..sentence.end).find(|at| matches!(text(*at), ")" | "]")).unwrap_or(sentence.end);
        Some(open..close + 1)
    }

    /// Returns where the brackets around a token close, if there are any.
    pub(crate) fn bracket_end(&self, at: usize) -> Option<usize> {
        self.brackets(at, &self.sentence(at)).map(|brackets| brackets.end - 1)
    }

    /// Returns every sentence.
    pub(crate) fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Returns the subject of the section around a token, and its heading.
    pub(crate) fn part(&self, token: usize) -> (Part, Option<&Range<usize>>) {
        let at = self.sections.partition_point(|section| section.from <= token);
        let section = &self.sections[at.saturating_sub(1)];
        (section.part, section.heading.as_ref())
    }

    /// Returns whether a token is in a list item.
    pub(crate) fn is_in_a_point(&self, token: usize) -> bool {
        let at = self.lines.partition_point(|line| line.end <= token);
        self.folded.lines.get(at).is_some_and(|line| line.is_point)
    }

    /// Returns the number that a word means.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        let at = self.numbers.iter().position(|number| number == word)?;
        u32::try_from(at).ok()
    }

    /// Returns whether a token is in running text after the list items of its section. The heading does not apply to
    /// such text.
    pub(crate) fn is_after_points(&self, token: usize) -> bool {
        let at = self.sections.partition_point(|section| section.from <= token);
        let from = self.sections[at.saturating_sub(1)].from;
        let of = |token: usize| self.lines.partition_point(|line| line.end <= token);
        let points = |line: usize| self.points_before.get(line);
        !self.is_in_a_point(token) && points(of(from)) < points(of(token))
    }

    /// Returns whether a token is in a heading.
    pub(crate) fn is_in_a_heading(&self, token: usize) -> bool {
        self.in_heading
            .binary_search_by(|heading| {
                if heading.end <= token {
                    Ordering::Less
                } else if heading.start > token {
                    Ordering::Greater
                } else {
                    Ordering::Equal
                }
            })
            .is_ok()
    }

    /// Returns whether some tokens are a complete item of a list, with only marks beside them.
    pub(crate) fn is_whole_item(&self, item: &Range<usize>) -> bool {
        let mark = |at: Option<usize>| {
            at.and_then(|at| self.tokens.get(at)).map_or("\n", |token| token.text)
        };
        let starts_line = self.lines.binary_search_by_key(&item.start, |line| line.start).is_ok();
        let ends_line = self.lines.binary_search_by_key(&item.end, |line| line.end).is_ok();
        (starts_line
            || matches!(
                mark(item.start.checked_sub(1)),
                "," | ";" | ":" | "|" | "(" | "/" | "•" | "–" | "-"
            ))
            && (ends_line
                || matches!(
                    mark(Some(item.end)),
                    "," | ";" | "." | "|" | ")" | "/" | "•" | "(" | "–" | "-"
                ))
    }

    /// Returns the number of words in some tokens, without marks.
    pub(crate) fn words(&self, within: &Range<usize>) -> usize {
        let before = |at: usize| self.words_before[at] as usize;
        before(within.end).saturating_sub(before(within.start))
    }

    fn find_title(&self) -> Option<Range<usize>> {
        let names_a_job = |line: &&Range<usize>| {
            let words = self.words(line);
            (1..=LONGEST_TITLE).contains(&words)
                && !(line.start..line.end).any(|at| self.tokens[at].text == ".")
                && self.says(Sign::JobTitle, line)
                && (words <= SURE_TITLE || !self.says(Sign::Hires, line))
        };
        let whole = self.lines.iter().take(TITLE_WITHIN).find(names_a_job).cloned();
        whole.or_else(|| self.title_in_the_first_line()).or_else(|| self.title_without_a_job())
    }

    /// Recognises a first line that is a heading and names the seniority or the role, but no word for a job: "Senior
    /// Backend Java".
    fn title_without_a_job(&self) -> Option<Range<usize>> {
        let line = self.lines.first()?;
        let says_who = [Sign::SaysJunior, Sign::SaysMid, Sign::SaysSenior]
            .into_iter()
            .any(|sign| self.says(sign, line))
            || self.titles(line).next().is_some();
        let is_heading = self.folded.lines[0].is_marked || self.is_title_case(line);
        let is_short = (1..=LONGEST_TITLE).contains(&self.words(line));
        let heads_nothing = self.heads(line).is_empty() && !self.says(Sign::Hires, line);
        (says_who && is_heading && is_short && heads_nothing).then(|| line.clone())
    }

    /// Finds the job title in a first line with other parts: "Tidewater | Senior Web Engineer | Remote", "DBA - Leeds -
    /// we look for …".
    fn title_in_the_first_line(&self) -> Option<Range<usize>> {
        let line = self.lines.first()?;
        let parts = |at: &usize| {
            let token = &self.tokens[*at];
            token.ends_sentence() || matches!(token.text, "|" | "-" | "–" | "—" | "·" | "(" | ",")
        };
        let mut start = line.start;
        let ends = line.clone().filter(parts).chain([line.end]);
        for end in ends.take(TITLE_WITHIN) {
            let part = start..end;
            start = end + 1;
            let words = self.words(&part);
            if (1..=SURE_TITLE).contains(&words)
                && self.says(Sign::JobTitle, &part)
                && !self.says(Sign::Hires, &part)
            {
                return Some(part);
            }
        }
        None
    }

    fn find_sections(&mut self) {
        let mut found = Vec::new();
        let mut in_table = 0;
        let mut goes_on_from: Option<usize> = None;
        for (number, line) in self.lines.iter().enumerate() {
            let before = found.last().map_or(Part::Open, |section: &Section| section.part);
            if self.title.as_ref() == Some(line) || number < in_table {
                continue;
            }
            if let Some(columns) = self.columns(line) {
                let rows = self.sections_of_table(number, &columns, &mut found);
                if rows > 0 {
                    in_table = number + 1 + rows;
                    continue;
                }
            }
            let sections = found.len();
            self.sections_of_line(number, line, &mut found);
            if found.len() > sections {
                goes_on_from = None;
            }
            // A line that was split where words were glued together is still one line: "You need: 4 years of
            // experienceKubernetesTerraform".
            let next = self.folded.lines.get(number + 1);
            if next.is_some_and(|next| next.is_glued) {
                continue;
            }
            let is_glued = |number: &usize| self.folded.lines[*number].is_glued;
            let glued = (0..=number).rev().take_while(is_glued).count();
            let start = self.lines[number - glued.min(number)].start;
            // "Our stack: Go" applies to its own line, and to list items directly after it.
            let is_point = self.folded.lines[number].is_point;
            let inline = found.last().is_some_and(|section: &Section| {
                section.from > start
                    && section.from < line.end
                    && (section.part != Part::Offer || is_point)
            });
            let next_is_point = next.is_some_and(|next| next.is_point);
            // "Requirements: 5 years of Go", if the next line continues with requirements.
            let goes_on = self.lines.get(number + 1).is_some_and(|next| self.asks(next));
            let required = found.last().is_some_and(|section| section.part == Part::Required);
            let inline = inline || goes_on_from.is_some();
            goes_on_from = (inline && required && goes_on && !is_point).then_some(number);
            if goes_on_from.is_some() {
                continue;
            }
            if inline && (!next_is_point || is_point) {
                let part = if is_point { before } else { Part::Open };
                found.push(Section { from: line.end, part, heading: None });
            }
        }
        let headings = found.iter().filter_map(|section| section.heading.clone());
        let mut headings: Vec<Range<usize>> = headings.collect();
        headings.sort_unstable_by_key(|heading| (heading.start, heading.end));
        for heading in headings {
            match self.in_heading.last_mut() {
                Some(last) if heading.start < last.end => last.end = last.end.max(heading.end),
                _ => self.in_heading.push(heading),
            }
        }
        self.sections.extend(found);
    }

    /// Finds the headings in a line: the whole line, its beginning, or a part before a colon.
    fn sections_of_line(&self, number: usize, line: &Range<usize>, found: &mut Vec<Section>) {
        let marks = &self.folded.lines[number];
        let text = |at: usize| self.tokens.get(at).map_or("", |token| token.text);
        let ends_with_colon = text(line.end - 1) == ":";
        let words = self.words(line);
        let followed_by_points =
            self.folded.lines.get(number + 1).is_some_and(|next| next.is_point) && !marks.is_point;
        let heads = self.heads(line);
        let before = found.last().map_or(Part::Open, |section: &Section| section.part);
        let mut is_headed = false;
        let mut covered = line.start;
        let may_lead =
            |at: &usize| !self.tokens[*at].is_word() || self.is_of(List::BeforeHeading, *at);
        let numbered = self.without_number(line);
        let lead_ends = numbered.start + numbered.clone().take_while(may_lead).count();
        for (part, hit) in heads {
            if hit.start < covered {
                continue;
            }
            let first = hit.start <= lead_ends;
            let rest = self.words(&(hit.end..line.end));
            // "Application development" and "Growth of the platform" are not headings about benefits, but "Benefits
            // package" is.
            let stands_alone = matches!(part, Part::Offer | Part::Company)
                && hit.len() == 1
                && !self.is_of(List::HeadsWithMore, hit.start);
            // "Technical skills (must have)".
            let in_brackets = text(hit.end) == "(" && text(line.end - 1) == ")";
            let whole = first
                && words <= LONGEST_HEADING
                && (rest == 0
                    || in_brackets && rest <= SPARE_WORDS
                    || !stands_alone
                        && rest <= SPARE_WORDS
                        && (ends_with_colon
                            || marks.is_marked
                            || followed_by_points
                            || self.is_title_case(&numbered))
                    || rest <= LONGEST_HEADING
                        && !stands_alone
                        && followed_by_points
                        && !self.says_no_heading(line)
                    || rest <= LONGEST_HEADING
                        && ends_with_colon
                        && !self.has_colon(&(hit.end..line.end - 1))
                        && followed_by_points)
                && (!marks.is_point || ends_with_colon || marks.is_marked || rest == 0);
            if whole {
                found.push(Section { from: line.end, part, heading: Some(line.clone()) });
                is_headed = true;
                break;
            }
            // "Requirements: Python", and in a glued paragraph "… Requirements: Python".
            let reach = if stands_alone { 1 } else { SPARE_WORDS + 1 };
            let colon = (hit.end..line.end.min(hit.end + reach))
                .find(|at| matches!(text(*at), ":" | "–" | "—") || text(*at) == "-" && first);
            let begins = first
                || hit.start > line.start
                    && (self.tokens[hit.start - 1].ends_sentence()
                        || matches!(text(hit.start - 1), ")" | "|" | "-" | "–" | "—"));
            // A list item "Tools: Git, Maven" in a section of requirements names required tools.
            let names_a_kind = part == Part::Work
                && marks.is_point
                && hit.start == line.start
                && matches!(before, Part::Required | Part::Nice);
            if let Some(colon) = colon.filter(|_| begins && !names_a_kind) {
                found.push(Section { from: colon + 1, part, heading: Some(hit.start..colon) });
                covered = colon + 1;
                is_headed = true;
            } else if begins && text(hit.end) == "|" {
                found.push(Section { from: hit.end + 1, part, heading: Some(hit.clone()) });
                covered = hit.end + 1;
                is_headed = true;
            }
        }
        if is_headed {
            return;
        }
        // "Minimum Education Requirements": any words may come before the word that decides.
        let end = line.end - usize::from(ends_with_colon);
        let ends = self.heads(line).into_iter().find(|(_, hit)| hit.end == end);
        if let Some((part, _)) = ends.filter(|(_, hit)| {
            words <= LONGEST_HEADING
                && !marks.is_point
                && end > line.start + 1
                && (self.is_of(List::EndsHeading, end - 1) || hit.len() > 2)
                && (marks.is_marked || ends_with_colon || self.is_title_case(line))
        }) {
            let nice = self.says(Sign::NiceBefore, line) || self.says(Sign::NiceAfter, line);
            let part = if part == Part::Required && nice { Part::Nice } else { part };
            found.push(Section { from: line.end, part, heading: Some(line.clone()) });
            return;
        }
        let leads = ends_with_colon && followed_by_points;
        let is_heading = marks.is_marked && words <= LONGEST_HEADING && !marks.is_point
            || leads && words <= LONGEST_HEADING + 2
            || ends_with_colon && words <= 5 && !marks.is_point
            || followed_by_points && words <= LONGEST_HEADING && !self.says_no_heading(line);
        // "We look for somebody who brings five years of hands on experience and technical expertise with:", followed
        // by list items.
        let leads_far = leads && !is_heading && !marks.is_point;
        if !is_heading && !leads_far {
            return;
        }
        let line = if leads_far { &self.sentence(line.end - 1) } else { line };
        // A heading in its own words: "To succeed here you must know:".
        let part = [
            (Sign::NiceBefore, Part::Nice),
            (Sign::NiceAfter, Part::Nice),
            (Sign::Requires, Part::Required),
            (Sign::Works, Part::Work),
            (Sign::Company, Part::Company),
        ]
        .into_iter()
        .find_map(|(sign, part)| self.says(sign, line).then_some(part));
        let before = found.last().map_or(Part::Open, |section: &Section| section.part);
        let part =
            part.or_else(|| matches!(before, Part::Company | Part::Offer).then_some(Part::Open));
        if let Some(part) = part {
            found.push(Section { from: line.end, part, heading: Some(line.clone()) });
        }
    }

    /// Finds the headings among the phrases of a line. Of those that begin at the same word, the longest counts.
    fn heads(&self, line: &Range<usize>) -> Vec<(Part, Range<usize>)> {
        let kinds = [
            (Sign::HeadsRequired, Part::Required),
            (Sign::HeadsWork, Part::Work),
            (Sign::HeadsNice, Part::Nice),
            (Sign::HeadsNot, Part::Not),
            (Sign::HeadsCompany, Part::Company),
            (Sign::HeadsOffer, Part::Offer),
        ];
        let mut heads: Vec<(Part, Range<usize>)> = kinds
            .into_iter()
            .flat_map(|(sign, part)| self.signs(sign, line).map(move |hit| (part, hit)))
            .collect();
        heads.sort_by_key(|(_, hit)| (hit.start, std::cmp::Reverse(hit.end)));
        heads
    }

    /// Returns whether the words of a line are capitalised as in a heading, and no full stop ends the line.
    fn is_title_case(&self, line: &Range<usize>) -> bool {
        let words = || line.clone().filter(|at| self.tokens[*at].is_word());
        let small = words().filter(|at| self.written(*at).starts_with(char::is_lowercase));
        small.count() <= 1 && words().count() > 1 && !self.tokens[line.end - 1].ends_sentence()
    }

    /// Removes the number or letter at the beginning of a line: "(b) Requirements", "IV) Duties".
    fn without_number(&self, line: &Range<usize>) -> Range<usize> {
        const LONGEST_NUMBER: usize = 4;
        let text = |at: usize| if at < line.end { self.tokens[at].text } else { "" };
        let opened = usize::from(text(line.start) == "(");
        let number = self.tokens[line.start + opened.min(line.len() - 1)];
        let is_number = number.is_word() && number.text.len() <= LONGEST_NUMBER;
        let closes = line.start + opened + 1;
        let is_closed =
            text(closes) == ")" || opened == 0 && number.text.len() == 1 && text(closes) == ".";
        if is_number && is_closed && closes + 1 < line.end {
            closes + 1..line.end
        } else {
            line.clone()
        }
    }

    /// Returns whether a line is a sentence and not a heading: it ends with a full stop, or contains a comma. A heading
    /// may be a question, even with commas.
    fn says_no_heading(&self, line: &Range<usize>) -> bool {
        let asks = usize::from(self.tokens[line.end - 1].text == "?");
        let stops = |token: &Token<'_>| token.ends_sentence() || asks == 0 && token.text == ",";
        self.tokens[line.start..line.end - asks].iter().any(stops)
    }

    /// Returns whether some tokens ask for something, with a phrase or with years.
    fn asks(&self, within: &Range<usize>) -> bool {
        let signs =
            [Sign::Requires, Sign::LevelOne, Sign::LevelTwo, Sign::LevelThree, Sign::YearsOf];
        signs.into_iter().any(|sign| self.says(sign, within))
    }

    /// Returns whether a token is in running text without a heading, in a sentence that asks for nothing, describes no
    /// work, and contains no unambiguous name of a technology. `plain` are the first tokens of such names, sorted.
    pub(crate) fn only_tells(&self, token: usize, plain: &[usize]) -> bool {
        let (part, _) = self.part(token);
        let sentence = self.sentence(token);
        let first = plain.partition_point(|name| *name < sentence.start);
        matches!(part, Part::Open | Part::Company)
            && !self.is_in_a_point(token)
            && plain.get(first).is_none_or(|name| *name >= sentence.end)
            && !self.asks(&sentence)
            && ![Sign::Works, Sign::NiceBefore, Sign::NiceAfter, Sign::RequiredBefore]
                .into_iter()
                .any(|sign| self.says(sign, &sentence))
    }

    /// Returns whether any heading announces requirements.
    pub(crate) fn has_required(&self) -> bool {
        self.sections.iter().any(|section| section.part == Part::Required)
    }

    /// Returns the cells of a table row, between its bars.
    fn cells(&self, line: &Range<usize>) -> Vec<Range<usize>> {
        let mut cells = Vec::new();
        let mut start = line.start;
        for at in line.clone().filter(|at| self.tokens[*at].text == "|") {
            cells.push(start..at);
            start = at + 1;
        }
        cells.push(start..line.end);
        cells
    }

    /// Returns the subjects that the header row of a table gives to its columns, if any: "| Area | Essential |
    /// Desirable |".
    fn columns(&self, line: &Range<usize>) -> Option<Vec<(Part, Range<usize>)>> {
        let cells = self.cells(line);
        if cells.len() < 2 {
            return None;
        }
        let part = |cell: &Range<usize>| {
            let words = self.words(cell);
            let headed = self.heads(cell).into_iter().next().map(|(part, _)| part);
            let said = [
                (Sign::NiceBefore, Part::Nice),
                (Sign::NiceAfter, Part::Nice),
                (Sign::RequiredBefore, Part::Required),
                (Sign::Requires, Part::Required),
            ]
            .into_iter()
            .find_map(|(sign, part)| self.says(sign, cell).then_some(part));
            let named = headed.or(said).filter(|_| (1..=LONGEST_HEADING).contains(&words));
            (named.unwrap_or(Part::Open), cell.clone())
        };
        let columns: Vec<(Part, Range<usize>)> = cells.iter().map(part).collect();
        let has = |wanted: Part| columns.iter().any(|(part, _)| *part == wanted);
        (has(Part::Required) && has(Part::Nice)).then_some(columns)
    }

    /// Adds the sections of the rows below the header of a table: each cell has the subject of its column.
    fn sections_of_table(
        &self,
        number: usize,
        columns: &[(Part, Range<usize>)],
        found: &mut Vec<Section>,
    ) -> usize {
        let rows = self.lines[number + 1..].iter();
        let rows: Vec<&Range<usize>> = rows.take_while(|row| self.cells(row).len() > 1).collect();
        for row in &rows {
            let cells = self.cells(row);
            for (cell, (part, heading)) in cells.into_iter().zip(columns) {
                let heading = (*part != Part::Open).then(|| heading.clone());
                found.push(Section { from: cell.start, part: *part, heading });
            }
        }
        if let Some(last) = rows.last() {
            found.push(Section { from: last.end, part: Part::Open, heading: None });
        }
        rows.len()
    }

    fn has_colon(&self, within: &Range<usize>) -> bool {
        self.tokens[within.clone()].iter().any(|token| token.text == ":")
    }
}
