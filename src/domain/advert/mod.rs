//! What a job advertisement asks for.
//!
//! [`read`] is the agenda: the page is folded (`source`), the rules' phrases and the names of skills are found in it
//! (`phrase`, `terms`), headings cut it into sections (`page`), each mention is judged by its sentence (`asking`),
//! alternatives become groups (`groups`), and what remains is the job itself: years, seniority, role (`facts`).
//! Every word that decides stands in [`rules`], and none in the code of this room. The code has only what is written alike in
//! every language: stops, commas, brackets, bars, bullets and Markdown (`source`), links and versions (`terms`), marks between
//! names (`groups`); and one rule of English grammar, that a plural has an "s". What of HTML is markup stands in
//! [`advert_text`](crate::files::advert_text).

mod asking;
mod facts;
mod groups;
pub mod job;
mod lists;
pub(crate) mod market;
mod page;
mod phrase;
pub(crate) mod rules;
mod source;
mod terms;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

pub(crate) use facts::Nearest;
pub use groups::LONGEST_LIST;
pub use page::LONGEST_SENTENCE;
pub use terms::Index;

use self::asking::{Judged, judge};
use self::page::Page;
use self::source::Folded;
use self::terms::{Found, Meaning, Mention};
use super::catalog::{SkillIndex, SkillKind};
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::role::Importance;
use super::words::words;

/// What an advertisement says.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The line that names the job, where there is one.
    pub title: Option<Range<usize>>,
    /// What it asks for, in the order in which it first does.
    pub requirements: Vec<Asked>,
    /// The nearest roles of the maps, the nearest first; empty when nothing speaks for any.
    pub nearest: Vec<Nearest>,
    /// The seniority that it says, and where.
    pub seniority: Option<(Seniority, Range<usize>)>,
    /// The years of experience that it asks for, and where.
    pub years: Option<(u32, Range<usize>)>,
    /// Skills that stand in it and are not asked for.
    pub not_asked: Vec<NotAsked>,
    /// Words that look like names of technologies and that the maps do not have, each where it first stands.
    pub unknown: Vec<Range<usize>>,
    /// Whether the page is written in English, which is what the rules are for.
    pub(crate) is_english: bool,
}

/// One thing that an advertisement asks for: a skill, or any of several.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The skill, or the members of a group in the order of the text.
    pub any_of: Vec<SkillIndex>,
    /// Core where it is required, important where it is part of the work, helpful where it is nice to have.
    pub importance: Importance,
    /// The level.
    pub target: Level,
    /// Whether no word says the level.
    pub assumed: bool,
    /// Where it stands.
    pub seen: Vec<Seen>,
}

impl Asked {
    /// Whether any of several skills will do.
    pub fn is_group(&self) -> bool {
        self.any_of.len() > 1
    }
}

/// A place where a skill is asked for.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The skill.
    pub skill: SkillIndex,
    /// The bytes of the page.
    pub range: Range<usize>,
    /// The phrase of a duty by which it was found, as the rules write it; `None` where it is named.
    pub duty: Option<String>,
    /// How much it counts here.
    pub importance: Importance,
    /// The words that decide how much it counts; `None` where none do.
    pub because: Option<Range<usize>>,
}

/// A skill that stands in an advertisement and is not asked for.
#[derive(Clone, Debug)]
pub struct NotAsked {
    /// The skill that the words could mean.
    pub skill: SkillIndex,
    /// The bytes of the page.
    pub range: Range<usize>,
    /// Why it is not asked for.
    pub why: WhyNot,
}

words! {
    /// Why something that stands in an advertisement is not asked for.
    pub enum WhyNot {
        /// The word means something else here.
        OtherMeaning = "other-meaning",
        /// The sentence says that it is not wanted or not needed.
        Negated = "negated",
        /// It is about the employer, its product or its customers.
        Company = "company",
        /// It belongs to what is offered, to how one applies, or to law.
        Offer = "offer",
    }
}

/// The lines of a text, to say in which one something stands.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// The byte of each line feed, and the end.
    ends: Vec<usize>,
}

impl Lines {
    /// The lines of a text.
    pub(crate) fn new(text: &str) -> Lines {
        let feeds = text.match_indices('\n').map(|(at, _)| at);
        Lines { ends: feeds.chain([text.len()]).collect() }
    }

    /// The number of the line of a byte, from 1, and the bytes of that line without its end.
    pub(crate) fn line_at(&self, at: usize) -> (usize, Range<usize>) {
        let line = self.ends.partition_point(|end| *end < at).min(self.ends.len() - 1);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        (line + 1, start..self.ends[line])
    }
}

/// No name of a skill has more words and marks.
const LONGEST_NAME: usize = 16;

/// Reads an advertisement.
pub fn read(maps: &SkillMaps, index: &Index<'_>, text: &str) -> Reading {
    let folded = Folded::new(
        text,
        &index.lists,
        |word| index.is_word_of_a_name(word),
        |word| index.is_beginning(word),
    );
    let tokens = folded.tokens(&index.lists);
    let page = Page::new(text, &folded, &tokens, index);
    let names = index.names_in(text, &folded, &tokens);
    let mut not_asked = Vec::new();
    let mut asked: Vec<(Mention, Judged)> = Vec::new();
    let plain = names.iter().filter(|name| index.is_plain(name));
    let plain: Vec<usize> = plain.map(|name| name.tokens.start).collect();
    let beside = groups::beside(&page, &names, |mention| index.is_plain(mention));
    let in_title = |mention: &Mention| {
        page.title.as_ref().is_some_and(|title| title.contains(&mention.tokens.start))
    };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut rejected: Vec<Range<usize>> = Vec::new();
    for (mention, beside) in names.into_iter().zip(beside) {
        let in_heading = page.is_in_a_heading(mention.tokens.start);
        let is_listed = !in_heading && !in_title(&mention);
        let beside = beside || is_listed && page.is_whole_item(&mention.tokens);
        let meaning = match index.meaning(&mention, text, &folded, &tokens, beside) {
            // "We meet at the Chef on Fridays": in a tale with nothing technical in it a word is what it is in every tale.
            Meaning::Skill
                if !beside
                    && !in_title(&mention)
                    && !index.is_plain(&mention)
                    && page.only_tells(mention.tokens.start, &plain) =>
            {
                Meaning::Other
            }
            meaning => meaning,
        };
        match meaning {
            Meaning::Skill => {
                mentions.push(mention);
                continue;
            }
            Meaning::Other if !in_heading => {
                not_asked.push(NotAsked {
                    skill: mention.skill,
                    range: folded.on_page(text, &mention.range),
                    why: WhyNot::OtherMeaning,
                });
            }
            Meaning::Other | Meaning::OrdinaryWord => {}
        }
        rejected.push(mention.tokens);
    }
    let mut duties = Vec::new();
    // A title names the job: a language or a product in it is asked for, "software" and "web" are what the job is called.
    mentions.retain(|mention| !in_title(mention) || maps[mention.skill].kind == SkillKind::Tool);
    for duty in page.duties() {
        let inside =
            |name: &Range<usize>| name.start <= duty.tokens.start && duty.tokens.end <= name.end;
        // Both come in order, and none that touches the duty begins before its sentence, but for a name that goes over a stop.
        let from = page.sentence(duty.tokens.start).start.saturating_sub(LONGEST_NAME);
        let near_rejected = rejected.partition_point(|name| name.start < from)
            ..rejected.partition_point(|name| name.start < duty.tokens.end);
        let near_rejected = &rejected[near_rejected];
        let near_names = mentions.partition_point(|name| name.tokens.start < from)
            ..mentions.partition_point(|name| name.tokens.start < duty.tokens.end);
        let near_names = &mut mentions[near_names];
        // "cloud" says nothing of its own in "cloud architecture".
        let in_a_name =
            near_names.iter().any(|name| inside(&name.tokens) && name.tokens != duty.tokens);
        if in_title(&duty) || near_rejected.iter().any(inside) || in_a_name {
            continue;
        }
        let overlaps = |name: &&mut Mention| {
            name.skill == duty.skill
                && name.tokens.start < duty.tokens.end
                && duty.tokens.start < name.tokens.end
        };
        match near_names.iter_mut().find(overlaps) {
            // "a messaging queue": the name with the rest of what it is called, so that lists are read as such.
            Some(name) => name.tokens.end = name.tokens.end.max(duty.tokens.end),
            None => duties.push(duty),
        }
    }
    mentions.extend(duties);
    mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
    let verdicts = judge(&page, &mentions);
    for (mention, verdict) in mentions.into_iter().zip(verdicts) {
        match verdict {
            Ok(judged) => asked.push((mention, judged)),
            Err(why) => not_asked.push(NotAsked {
                skill: mention.skill,
                range: folded.on_page(text, &mention.range),
                why,
            }),
        }
    }
    let requirements = requirements(maps, index, &page, &asked);
    // What is asked elsewhere is asked; a page may name it in its history too.
    let unknown = facts::unknown(&page, index, &asked, &rejected);
    not_asked.sort_by_key(|not| not.range.start);
    Reading {
        title: page.title.clone().map(|title| page.on_page(&title)),
        nearest: facts::nearest(maps, &page, &requirements),
        seniority: facts::seniority(&page),
        years: facts::years(&page, &asked),
        is_english: facts::is_english(&page),
        requirements,
        not_asked,
        unknown,
    }
}

/// One requirement for each skill, and one for each group.
fn requirements(
    maps: &SkillMaps,
    index: &Index<'_>,
    page: &Page<'_>,
    asked: &[(Mention, Judged)],
) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    let mut place_of: HashMap<Vec<SkillIndex>, usize> = HashMap::new();
    for group in groups::groups(maps, page, asked) {
        let mut any_of: Vec<SkillIndex> = Vec::new();
        for (mention, _) in group.iter().map(|at| &asked[*at]) {
            if !any_of.contains(&mention.skill) {
                any_of.push(mention.skill);
            }
        }
        let seen = group.iter().map(|at| {
            let (mention, judged) = &asked[*at];
            Seen {
                skill: mention.skill,
                range: page.folded.on_page(page.text, &mention.range),
                duty: match mention.by {
                    Found::Duty(at) => Some(index.duties[at].to_string()),
                    Found::Name(_) => None,
                },
                importance: judged.importance,
                because: judged.because.as_ref().map(|because| reason(page, because)),
            }
        });
        let judged = |at: &usize| &asked[*at].1;
        // `Core` is the first of the importances.
        let importance = group.iter().map(|at| judged(at).importance).min();
        let level = group.iter().filter_map(|at| judged(at).level).max();
        let Some(importance) = importance else {
            continue;
        };
        let mut key = any_of.clone();
        key.sort_unstable();
        let one = Asked {
            importance,
            target: level.unwrap_or(ASSUMED),
            assumed: level.is_none(),
            seen: seen.collect(),
            any_of,
        };
        match place_of.entry(key) {
            Entry::Occupied(place) => merge(&mut all[*place.get()], one),
            Entry::Vacant(place) => {
                place.insert(all.len());
                all.push(one);
            }
        }
    }
    all
}

/// The most bytes of the words that decide: a heading may be a line of any length, and stands with everything below it.
const LONGEST_REASON: usize = 400;

/// The bytes of the words that decide how much something counts.
fn reason(page: &Page<'_>, because: &Range<usize>) -> Range<usize> {
    let mut range = page.on_page(because);
    if range.len() > LONGEST_REASON {
        let most = range.start + LONGEST_REASON;
        range.end =
            (range.start..=most).rev().find(|at| page.text.is_char_boundary(*at)).unwrap_or(most);
    }
    range
}

/// The level of what no word says the level of.
const ASSUMED: Level = Level::WORKING;

/// What is asked twice counts as the more important, at the higher of the levels that are said.
fn merge(into: &mut Asked, other: Asked) {
    into.importance = into.importance.min(other.importance);
    if !other.assumed && (into.assumed || other.target > into.target) {
        into.target = other.target;
        into.assumed = false;
    }
    into.seen.extend(other.seen);
}
