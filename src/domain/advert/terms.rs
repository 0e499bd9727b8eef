//! Where an advertisement names a skill, or tells a duty that shows one.

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

/// What a phrase of the rules stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// How something is asked.
    Sign(Sign),
    /// A duty of a skill: the place of its phrase among all phrases of duties.
    Duty(SkillIndex, usize),
    /// That overlapping duties of a skill are none.
    NoDuty(SkillIndex),
    /// The title of a role.
    Title(RoleIndex, u32),
}

/// A skill where it stands in the text.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The skill.
    pub skill: SkillIndex,
    pub(crate) tokens: Range<usize>,
    /// The bytes of the folded text.
    pub range: Range<usize>,
    /// By what it was found.
    pub by: Found,
}

/// What a name means where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The skill.
    Skill,
    /// Something else that is written the same.
    Other,
    /// A word that is not even written as the name is.
    OrdinaryWord,
}

/// By what a skill was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// By one of its names: the place in the list of names.
    Name(usize),
    /// By a duty: the place of its phrase.
    Duty(usize),
}

/// Everything that is looked for, ready to search.
pub struct Index<'r> {
    /// Each name as it is compared, sorted, with its skill.
    names: Vec<(Cow<'r, str>, SkillIndex)>,
    automaton: Option<AhoCorasick>,
    /// The places of names of several words by each of these words.
    words: Places,
    /// The phrases of duties, as the rules write them.
    pub duties: Vec<&'r str>,
    phrases: Phrases<'r, Says>,
    homonyms: &'r [HomonymRule],
    /// For each name that has a rule, which one.
    homonym_of: HashMap<&'r str, usize>,
    /// Names that the catalog marks as homonyms, as they are compared, with how the catalog writes them.
    marked: HashMap<String, &'r str>,
    ordinary: HashSet<&'r str>,
    /// Numbers as words, from zero.
    pub numbers: &'r [Str],
    /// The lists of small words.
    pub lists: Lists<'r>,
}

impl<'r> Index<'r> {
    /// What these maps and rules look for.
    pub fn new(maps: &'r SkillMaps, rules: &'r AdvertRules) -> Index<'r> {
        let names = names(maps);
        // The other kinds search faster and take longer to build than a page takes to search.
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

    /// Whether a word only looks like the name of a technology.
    pub(crate) fn is_ordinary(&self, word: &str) -> bool {
        self.ordinary.contains(word)
    }

    /// Whether a word in lower case is part of a name.
    pub(crate) fn is_word_of_a_name(&self, word: &str) -> bool {
        let has = |place: usize| words(&self.names[place].0).any(|other| other == word.as_bytes());
        self.words.of(word.as_bytes()).any(has)
            || self.names.binary_search_by(|(name, _)| (**name).cmp(word)).is_ok()
    }

    /// Whether a phrase of the rules begins with a word in lower case.
    pub(crate) fn is_beginning(&self, word: &str) -> bool {
        self.phrases.is_beginning(word)
    }

    /// Whether a mention has a name that cannot mean anything else.
    pub(crate) fn is_plain(&self, mention: &Mention) -> bool {
        let Found::Name(place) = mention.by else {
            return true;
        };
        let name = &*self.names[place].0;
        !self.homonym_of.contains_key(name) && !self.marked.contains_key(name)
    }

    /// Every phrase of the rules where it stands.
    pub(crate) fn phrases(&self, tokens: &[Token<'_>]) -> Vec<super::phrase::Hit<Says>> {
        self.phrases.find(tokens)
    }

    /// Every name where it stands as whole words, the longest of those that overlap.
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
        // Of "NATS" and the plural of "NAT" the one that is written so.
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
                by: Found::Name(place),
            });
        }
        mentions
    }

    /// What a name that may mean something else means here. `beside` says whether another technology stands beside it, as
    /// in a list.
    pub fn meaning(
        &self,
        mention: &Mention,
        page: &str,
        folded: &Folded,
        tokens: &[Token<'_>],
        beside: bool,
    ) -> Meaning {
        let Found::Name(place) = mention.by else {
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
        // A proper name has capitals, and an ordinary word of a sentence has none.
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

/// Every name of every skill as it is compared, and the singular of those that are written in the plural, sorted.
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
    // Most are sorted already, which a stable sort makes use of. Of two skills the one that comes first in the catalog.
    names.extend(others);
    names.sort();
    names.dedup_by(|later, first| later.0 == first.0);
    names
}

/// The words of a name.
fn words(name: &str) -> impl Iterator<Item = &[u8]> {
    name.as_bytes().split(|byte| matches!(byte, b' ' | b'/'))
}

/// The singular of a name of several words that ends as a plural does.
fn singular(name: &str) -> Option<&str> {
    let one = name.strip_suffix('s')?;
    (one.contains(' ') && !one.ends_with(['s', 'u', 'i'])).then_some(one)
}

/// The former ids that are no names any more: profiles have them, and advertisements do not.
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

/// Where the whole words end of which a name was found: a plural and a version belong to it. `None` inside a word.
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
        // `example.com` is an address, and `Docker.Then` two sentences without a space.
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

/// Whether what stands before a full stop before `at` is the rest of a word, as in `vue.js`.
fn joined(text: &str, at: usize) -> bool {
    text[..at - 1].ends_with(|c: char| c.is_alphanumeric() || c == '/')
}

/// Whether a byte stands in one of some ranges that come in order.
fn is_in_one(ranges: &[Range<usize>], at: usize) -> bool {
    let first = ranges.partition_point(|range| range.end <= at);
    ranges.get(first).is_some_and(|range| range.start <= at)
}

/// The links and mail addresses of a text: what stands in them names nothing.
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
