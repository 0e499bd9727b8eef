//! A list of all skills that shrinks while one types.

use console::Term;

use super::choices::{ChoiceList, Leave};
use super::keys::KeyReader;
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillMaps;
use crate::domain::names::normalised_name;
use crate::domain::profile::Ratings;
use crate::report::document::{Text, Tone};

/// Lets somebody pick a skill; `None` when they leave the list.
///
/// Only where [`screen::can_ask`](crate::cli::screen::can_ask): this prompt would wait for ever without a terminal.
///
/// # Errors
/// When the terminal fails, or somebody interrupts.
pub(crate) fn skill(
    (term, reader): (&Term, &KeyReader),
    shared: &Shared,
    maps: &SkillMaps,
    ratings: &Ratings,
) -> Result<Option<SkillIndex>, Failure> {
    let item = |(skill, matching): (SkillIndex, Option<&str>)| {
        let known = &maps[skill];
        let level = ratings.get(skill).map_or(String::new(), |level| format!(" {level}"));
        let beside = match matching {
            Some(alias) => format!(" ({}): {alias}", known.id),
            None => format!(" ({})", known.id),
        };
        (skill, Text::from(format!("{}{level}", known.name)).and(beside, Tone::Quiet))
    };
    let list = ChoiceList {
        term,
        reader,
        shared,
        remark: None,
        prompt: "Type to search:".into(),
        items: Vec::new(),
        earlier: Vec::new(),
        leave: Leave::Aside,
    };
    list.searched(|typed| matches(maps, typed).into_iter().map(item).collect())
}

/// The skills that somebody who typed this may look for: called exactly so, with a name that begins so, with each typed word in
/// one of their names, and at last those of which a name has the letters in this order. In each kind the order is the catalog's.
/// Beside each the alias for which it is there, unless its name or id says it.
fn matches<'m>(maps: &'m SkillMaps, typed: &str) -> Vec<(SkillIndex, Option<&'m str>)> {
    let typed = normalised_name(typed);
    let words: Vec<&str> = typed.split(' ').collect();
    let rank = |name: &str| {
        let name = normalised_name(name);
        let mut letters = name.chars();
        if name == typed {
            Some(0)
        } else if name.starts_with(&typed) {
            Some(1)
        } else if words.iter().all(|word| name.contains(word)) {
            Some(2)
        } else {
            let mut wanted = typed.chars().filter(|c| *c != ' ');
            wanted.all(|wanted| letters.any(|c| c == wanted)).then_some(3)
        }
    };
    let found = |skill: SkillIndex| {
        let known = &maps[skill];
        let own = [&*known.name, &*known.id].map(|name| (name, None));
        let aliases = known.aliases.iter().map(|alias| (&**alias, Some(&**alias)));
        let ranked = own.into_iter().chain(aliases);
        let ranked = ranked.filter_map(|(name, alias)| Some((rank(name)?, alias)));
        let (rank, alias) = ranked.min_by_key(|(rank, _)| *rank)?;
        Some((rank, skill, alias))
    };
    let mut found: Vec<_> = maps.skill_indices().filter_map(found).collect();
    found.sort_by_key(|(rank, skill, _)| (*rank, skill.0));
    found.into_iter().map(|(_, skill, alias)| (skill, alias)).collect()
}
