//! What a job advertisement asks for.
//!
//! [`read`] shows the steps: the page is normalised (`source`), the phrases of the rules and the names of skills are
//! found in it (`phrase`, `terms`), headings divide it into sections (`page`), each mention of a skill is judged by its
//! sentence (`asking`), and alternatives are grouped (`groups`). The rest is about the job itself: years, seniority,
//! role (`facts`). Every word that decides something is in the [`rules`], and none in this module. The code knows only
//! what is written in the same way in every language: full stops, commas, brackets, bars, bullets and Markdown
//! (`source`), links and versions (`terms`), marks between names (`groups`); and one rule of English grammar, that a
//! plural ends in "s". HTML markup is handled in [`advert_text`](crate::files::advert_text).

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
use self::terms::{FoundBy, Meaning, Mention};
use super::catalog::{SkillIndex, SkillKind};
use super::level::{Level, Seniority};
use super::maps::SkillMaps;
use super::role::Importance;
use super::words::words;

/// The result of reading an advertisement.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The line with the job title, if there is one.
    pub title: Option<Range<usize>>,
    /// The requirements, in the order in which they first appear.
    pub requirements: Vec<Asked>,
    /// The roles of the maps that are most similar, nearest first; empty if nothing suggests any role.
    pub nearest: Vec<Nearest>,
    /// The seniority of the job, and its place.
    pub seniority: Option<(Seniority, Range<usize>)>,
    /// The required years of experience, and their place.
    pub years: Option<(u32, Range<usize>)>,
    /// Skills that are mentioned but not asked for.
    pub not_asked: Vec<NotAsked>,
    /// Words that look like names of technologies but are not in the maps, each at its first place.
    pub unknown: Vec<Range<usize>>,
    /// Whether the page is in English, the language of the rules.
    pub(crate) is_english: bool,
}

/// A requirement of an advertisement: a skill, or any of several skills.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The skill, or the members of a group in the order of the text.
    pub any_of: Vec<SkillIndex>,
    /// Core if it is required, important if it is part of the work, helpful if it is nice to have.
    pub importance: Importance,
    /// The target level.
    pub target: Level,
    /// Whether the level is assumed, because no word states it.
    pub assumed: bool,
    /// The places where it is asked for.
    pub seen: Vec<Seen>,
}

impl Asked {
    /// Returns whether any of several skills is enough.
    pub fn is_group(&self) -> bool {
        self.any_of.len() > 1
    }
}

/// A place where a skill is asked for.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The skill.
    pub skill: SkillIndex,
    /// The range of bytes in the page.
    pub range: Range<usize>,
    /// The phrase for a duty by which the skill was found, as written in the rules; `None` if the skill is named.
    pub duty: Option<String>,
    /// The importance at this place.
    pub importance: Importance,
    /// The words that decide the importance; `None` if no words do.
    pub because: Option<Range<usize>>,
}

/// A skill that is mentioned in an advertisement but not asked for.
#[derive(Clone, Debug)]
pub struct NotAsked {
    /// The skill that the words could mean.
    pub skill: SkillIndex,
    /// The range of bytes in the page.
    pub range: Range<usize>,
    /// The reason why it is not asked for.
    pub why: WhyNot,
}

words! {
    /// The reason why a mentioned skill is not asked for.
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

/// The lines of a text, to find the line of a position.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    /// The position of each line feed, and the end of the text.
    ends: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    pub(crate) fn new(text: &str) -> Lines {
        let feeds = text.match_indices('\n').map(|(at, _)| at);
        Lines { ends: feeds.chain([text.len()]).collect() }
    }

    /// Returns the number of the line that contains a byte, from 1, and the range of that line without its end.
    pub(crate) fn line_at(&self, at: usize) -> (usize, Range<usize>) {
        let line = self.ends.partition_point(|end| *end < at).min(self.ends.len() - 1);
        let start = line.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        (line + 1, start..self.ends[line])
    }
}

/// The largest number of tokens in the name of a skill.
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
            // "We meet at the Chef on Fridays": in running text without other technical words, an ambiguous name has
            // its everyday meaning.
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
    // In a title, only languages and products are asked for; words such as "software" and "web" belong to the name of
    // the job.
    mentions.retain(|mention| !in_title(mention) || maps[mention.skill].kind == SkillKind::Tool);
    for duty in page.duties() {
        let inside =
            |name: &Range<usize>| name.start <= duty.tokens.start && duty.tokens.end <= name.end;
        // Both lists are sorted. A name that overlaps the duty cannot begin before the sentence of the duty, except a
        // name that spans a full stop.
        let from = page.sentence(duty.tokens.start).start.saturating_sub(LONGEST_NAME);
        let near_rejected = rejected.partition_point(|name| name.start < from)
            ..rejected.partition_point(|name| name.start < duty.tokens.end);
        let near_rejected = &rejected[near_rejected];
        let near_names = mentions.partition_point(|name| name.tokens.start < from)
            ..mentions.partition_point(|name| name.tokens.start < duty.tokens.end);
        let near_names = &mut mentions[near_names];
        // "cloud" is not a separate mention in "cloud architecture".
        let in_a_name =
            near_names.iter().any(|name| inside(&name.tokens) && name.tokens != duty.tokens);
        if in_title(&duty) || near_rejected.iter().any(inside) || in_a_name {
            continue;
        }
        // All of them begin before the duty ends.
        let overlaps =
            |name: &&mut Mention| name.skill == duty.skill && duty.tokens.start < name.tokens.end;
        match near_names.iter_mut().find(overlaps) {
            // "a messaging queue": the name is extended to the whole phrase, so that lists are recognised.
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
            Err(why) => {
                not_asked.push(NotAsked {
                    skill: mention.skill,
                    range: folded.on_page(text, &mention.range),
                    why,
                });
                // "No PHP": the name is known all the same.
                if matches!(mention.by, FoundBy::Name(_)) {
                    rejected.push(mention.tokens);
                }
            }
        }
    }
    let requirements = requirements(maps, index, &page, &asked);
    // A skill that is asked for somewhere counts as asked for, even if the page also mentions it elsewhere.
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

/// Makes one requirement for each skill, and one for each group.
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
                    FoundBy::Duty(at) => Some(index.duties[at].to_string()),
                    FoundBy::Name(_) => None,
                },
                importance: judged.importance,
                because: judged.because.as_ref().map(|because| reason(page, because)),
            }
        });
        let judged = |at: &usize| &asked[*at].1;
        // `Core` is the smallest value of `Importance`.
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

/// The largest number of bytes to quote as a reason: a heading can be a line of any length, and is the reason for
/// everything below it.
const LONGEST_REASON: usize = 400;

/// Returns the range of the words that decide the importance.
fn reason(page: &Page<'_>, because: &Range<usize>) -> Range<usize> {
    let mut range = page.on_page(because);
    if range.len() > LONGEST_REASON {
        let most = range.start + LONGEST_REASON;
        range.end =
            (range.start..=most).rev().find(|at| page.text.is_char_boundary(*at)).unwrap_or(most);
    }
    range
}

/// The level if no word states one.
const ASSUMED: Level = Level::WORKING;

/// Merges two mentions of a requirement: the higher importance and the highest stated level count.
fn merge(into: &mut Asked, other: Asked) {
    into.importance = into.importance.min(other.importance);
    if !other.assumed && (into.assumed || other.target > into.target) {
        into.target = other.target;
        into.assumed = false;
    }
    into.seen.extend(other.seen);
}
