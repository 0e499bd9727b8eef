//! Finds where an advertisement names a skill, or describes a duty that shows one.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::lists::Lists;
use super::phrase::{Phrase, Phrases, Places, first_bytes};
use super::rules::{AdvertRules, DutyRule, HomonymRule, Sign};
use super::source::{Folded, Token};
use crate::domain::catalog::{SkillIndex, Str};
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::role::RoleIndex;

/// The meaning of a phrase of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// It says how something is asked for.
    Sign(Sign),
    /// A duty that shows a skill; the number is the index of its phrase among all phrases for duties.
    Duty(SkillIndex, usize),
    /// An exception: duties of this skill that overlap with the phrase do not count.
    NoDuty(SkillIndex),
    /// It suggests a role in a job title; the number is the weight.
    Title(RoleIndex, u32),
}

/// A mention of a skill in the text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The skill.
    pub skill: SkillIndex,
    pub(crate) tokens: Range<usize>,
    /// The range of bytes in the normalised text.
    pub range: Range<usize>,
    /// How it was found.
    pub by: FoundBy,
}

/// The meaning of a name at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The skill.
    Skill,
    /// Something else with the same name.
    Other,
    /// An ordinary word, which differs even in its spelling from the name.
    OrdinaryWord,
}

/// How a skill was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundBy {
    /// By one of its names: the index of the name.
    Name(usize),
    /// By a duty: the index of its phrase.
    Duty(usize),
}

/// All names and phrases, prepared for searching.
pub struct Index<'r> {
    /// Each normalised name, sorted, with its skill.
    names: Vec<(Cow<'r, str>, SkillIndex)>,
    automaton: Option<AhoCorasick>,
    /// The indices of names with several words, by each of those words.
    words: Places,
    /// The phrases for duties, as written in the rules.
    pub duties: Vec<&'r str>,
    phrases: Phrases<'r, Says>,
    homonyms: &'r [HomonymRule],
    /// For each name with a homonym rule, the index of the rule.
    homonym_of: HashMap<&'r str, usize>,
    /// The normalised names that the catalog marks as homonyms, with the spelling in the catalog.
    marked: HashMap<String, &'r str>,
    ordinary: HashSet<&'r str>,
    /// Numbers as words, from zero.
    pub numbers: &'r [Str],
    /// The lists of small words.
    pub lists: Lists<'r>,
}

impl<'r> Index<'r> {
    /// Prepares the names of the maps and the phrases of the rules.
    pub fn new(maps: &'r SkillMaps, rules: &'r AdvertRules) -> Index<'r> {
        let names = names(maps);
        // Other kinds of automaton search faster, but building one takes longer than searching a page.
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .match_kind(MatchKind::Standard)
            .build(names.iter().map(|(name, _)| name.as_bytes()))
            .ok();
        let words_of_names: Vec<(u64, u32)> = names
            .iter()
            .zip(0..)
            .flat_map(|((name, _), place)| words(name).map(move |word| (first_bytes(word), place)))
            .collect();
        let of_skills: Vec<(SkillIndex, &DutyRule)> = rules
            .duties
            .iter()
            .filter_map(|rule| Some((maps.find_skill(&rule.skill)?, rule)))
            .collect();
        let each_duty = of_skills
            .iter()
            .flat_map(|(skill, rule)| rule.phrases.iter().map(move |phrase| (*skill, &**phrase)));
        let of_duties = each_duty
            .clone()
            .enumerate()
            .map(|(at, (skill, phrase))| (phrase, Says::Duty(skill, at)));
        let of_signs = rules
            .signs
            .iter()
            .flat_map(|rule| rule.phrases.iter().map(|phrase| (&**phrase, Says::Sign(rule.sign))));
        let of_titles = rules.titles.iter().flat_map(|rule| {
            let role = maps.find_role(&rule.role);
            let phrases = rule.phrases.iter().map(|phrase| &**phrase);
            phrases.filter_map(move |phrase| Some((phrase, Says::Title(role?, rule.weight))))
        });
        let of_no_duties = of_skills.iter().flat_map(|(skill, rule)| {
            rule.unless.iter().map(move |phrase| (&**phrase, Says::NoDuty(*skill)))
        });
        let phrases = Phrases::new(of_signs.chain(of_duties).chain(of_no_duties).chain(of_titles));
        let homonym_of = rules
            .homonyms
            .iter()
            .enumerate()
            .flat_map(|(at, rule)| rule.names.iter().map(move |name| (&**name, at)))
            .collect();
        let marked = maps
            .skills()
            .iter()
            .flat_map(|skill| &skill.homonyms)
            .map(|name| (normalised_name(name), &**name))
            .collect();
        Index {
            homonyms: &rules.homonyms,
            words: Places::new(&words_of_names),
            names,
            automaton,
            duties: each_duty.map(|(_, phrase)| phrase).collect(),
            phrases,
            homonym_of,
            marked,
            ordinary: rules.ordinary.iter().map(|word| &**word).collect(),
            numbers: &rules.numbers,
            lists: Lists::new(&rules.lists),
        }
    }

    /// Returns whether a word only looks like the name of a technology.
    pub(crate) fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word)
    }

    /// Returns whether a word in lower case is part of a name.
    pub(crate) fn is_word_of_a_name(&self, word: &str) -> bool {
        let has = |place: usize| words(&self.names[place].0).any(|other| other == word.as_bytes());
        self.words.of(word.as_bytes()).any(has)
            || self.names.binary_search_by(|(name, _)| (**name).cmp(word)).is_ok()
    }

    /// Returns whether a phrase of the rules begins with a word in lower case.
    pub(crate) fn is_beginning(&self, word: &str) -> bool {
        self.phrases.is_beginning(word)
    }

    /// Returns whether a mention is by a name that has no other meaning.
    pub(crate) fn is_plain(&self, mention: &Mention) -> bool {
        let FoundBy::Name(place) = mention.by else {
            return true;
        };
        let name = &*self.names[place].0;
        !self.homonym_of.contains_key(name) && !self.marked.contains_key(name)
    }

    /// Finds every phrase of the rules.
    pub(crate) fn phrases(&self, tokens: &[Token<'_>]) -> Vec<super::phrase::Hit<Says>> {
        self.phrases.find(tokens)
    }

    /// Finds every name that consists of whole words; of overlapping names the longest counts.
    pub(crate) fn names_in(
        &self,
        page: &str,
        folded: &Folded,
        tokens: &[Token<'_>],
    ) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        let links = links(&folded.text);
        let mut found: Vec<(Range<usize>, usize, usize)> = Vec::new();
        for hit in automaton.find_overlapping_iter(&folded.text) {
            let place = hit.pattern().as_usize();
            if let Some(end) = whole_words(page, folded, hit.start(), hit.end())
                && !is_in_one(&links, hit.start())
            {
                found.push((hit.start()..end, end - hit.end(), place));
            }
        }
        // Of "NATS" and the plural of "NAT", the one with exactly this spelling comes first.
        found.sort_by_key(|(range, added, _)| (range.start, std::cmp::Reverse(range.end), *added));
        let mut mentions = Vec::new();
        let mut after = 0;
        for (range, _, place) in found {
            if range.start < after {
                continue;
            }
            after = range.end;
            let first = tokens.partition_point(|token| token.end() <= range.start);
            let end = tokens.partition_point(|token| token.start < range.end);
            mentions.push(Mention {
                skill: self.names[place].1,
                tokens: first..end.max(first + 1),
                range,
                by: FoundBy::Name(place),
            });
        }
        mentions
    }

    /// Decides what an ambiguous name means at one place. `beside` tells whether another technology stands beside it,
    /// as in a list.
    pub fn meaning(
        &self,
        mention: &Mention,
        page: &str,
        folded: &Folded,
        tokens: &[Token<'_>],
        beside: bool,
    ) -> Meaning {
        let FoundBy::Name(place) = mention.by else {
            return Meaning::Skill;
        };
        let name = &*self.names[place].0;
        let range = folded.on_page(page, &mention.range);
        let written = &page[range];
        let around = |phrases: &[Str]| {
            phrases.iter().any(|phrase| Phrase::new(phrase).is_around(tokens, &mention.tokens))
        };
        if let Some(rule) = self.homonym_of.get(name).map(|at| &self.homonyms[*at]) {
            let is_written =
                rule.written.is_empty() || rule.written.iter().any(|form| form == written);
            let holds =
                !around(&rule.unless) && (rule.only.is_empty() || beside || around(&rule.only));
            return match (is_written, holds) {
                (false, _) => Meaning::OrdinaryWord,
                (true, true) => Meaning::Skill,
                (true, false) => Meaning::Other,
            };
        }
        // A proper name has capitals, and an ordinary word in a sentence has none.
        match self.marked.get(name) {
            Some(form)
                if form.chars().any(char::is_uppercase)
                    && !written.contains(' ')
                    && !beside
                    && !written.chars().any(char::is_uppercase) =>
            {
                Meaning::OrdinaryWord
            }
            _ => Meaning::Skill,
        }
    }
}

/// Returns every normalised name of every skill, and the singular of names in the plural, sorted.
fn names(maps: &SkillMaps) -> Vec<(Cow<'_, str>, SkillIndex)> {
    let former = former_ids(maps);
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for (name, skill) in maps.skill_names.all().filter(|(name, _)| !former.contains(*name)) {
        let is_free =
            |name: &str| maps.skill_names.find_normalised(name).is_none_or(|found| found == skill);
        if !name.contains(" / ") {
            others.extend(singular(name).filter(|one| is_free(one)).map(|one| (one.into(), skill)));
            names.push((name.into(), skill));
            continue;
        }
        let name = name.replace(" / ", "/");
        let one = singular(&name).map(ToString::to_string);
        let written = [Some(name), one].into_iter().flatten().filter(|name| is_free(name));
        others.extend(written.map(|name| (name.into(), skill)));
    }
    // Most names are already sorted, which makes a stable sort fast. If two skills share a name, the first skill in the
    // catalog keeps it.
    names.extend(others);
    names.sort();
    names.dedup_by(|later, first| later.0 == first.0);
    names
}

/// Splits a name into words.
fn words(name: &str) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().split(|byte| matches!(byte, b' ' | b'/'))
}

/// Returns the singular of a name with several words that ends like a plural.
fn singular(name: &str) -> Option<&str> {
    let one = name.strip_suffix('s')?;
    (one.contains(' ') && !one.ends_with(['s', 'u', 'i'])).then_some(one)
}

/// Returns the former ids that are no longer names: profiles contain them, but advertisements do not.
fn former_ids(maps: &SkillMaps) -> HashSet<String> {
    let mut former = HashSet::new();
    for skill in maps.skills().iter().filter(|skill| !skill.renamed_from.is_empty()) {
        let aliases = skill.aliases.iter().map(|alias| &**alias);
        let names = [&*skill.id, &*skill.name].into_iter().chain(aliases);
        let names: Vec<String> = names.map(normalised_name).collect();
        let ids = skill.renamed_from.iter().map(|id| normalised_name(id));
        former.extend(ids.filter(|id| !names.contains(id)));
    }
    former
}

/// Returns the end of the whole word or words in which a name was found, including a plural ending and a version.
/// `None` if the name is only a part of a word.
fn whole_words(page: &str, folded: &Folded, start: usize, end: usize) -> Option<usize> {
    let text = &folded.text;
    let before = text[..start].chars().next_back();
    let name = &text[start..end];
    let first_is_word = name.starts_with(char::is_alphanumeric);
    if first_is_word
        && before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '#' | '@') || c == '.' && joined(text, start)
        })
    {
        return None;
    }
    if name.starts_with('.') && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let letters = name.len() > 2 && name.ends_with(|c: char| c.is_alphabetic());
    let mut end = end;
    if letters {
        let rest = &text[end..];
        let plural = if name.ends_with('s') { "" } else { "s" };
        if !plural.is_empty() && rest.starts_with(plural) && !next_is_word(rest, plural.len()) {
            end += plural.len();
        } else if rest.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 2 || next_is_word(rest, digits) {
                return None;
            }
            end += digits;
        }
    }
    let rest = &text[end..];
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() => None,
        Some('#') => None,
        Some('+') if name.len() < 3 => None,
        Some('.') if name.len() < 3 && chars.next().is_some_and(char::is_alphanumeric) => None,
        // `example.com` is an address, but `Docker.Then` is two sentences without a space between them.
        Some('.') => {
            let on_page = folded.on_page(page, &(end..end + 1)).end;
            let small = page[on_page..].starts_with(|c: char| c.is_lowercase());
            (!small).then_some(end)
        }
        _ => Some(end),
    }
}

fn next_is_word(text: &str, at: usize) -> bool {
    text[at..].starts_with(char::is_alphanumeric)
}

/// Returns whether the text before a full stop before `at` is part of a word, as in `vue.js`.
fn joined(text: &str, at: usize) -> bool {
    text[..at - 1].ends_with(|c: char| c.is_alphanumeric() || c == '/')
}

/// Returns whether a position lies in one of some sorted ranges.
fn is_in_one(ranges: &[Range<usize>], at: usize) -> bool {
    let first = ranges.partition_point(|range| range.end <= at);
    ranges.get(first).is_some_and(|range| range.start <= at)
}

/// Finds the links and e-mail addresses in a text: words inside them are not names of skills.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive([' ', '\n', '(', ')', '<', '>', '[', ']', '"']) {
        let is_link = word.contains("://")
            || word.contains("www.")
            || word.contains('@') && word.contains('.');
        if is_link {
            links.push(start..start + word.len());
        }
        start += word.len();
    }
    links
}
