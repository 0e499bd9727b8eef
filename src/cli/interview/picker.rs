//! A list of all skills that is filtered while the user types.

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

/// Lets the user pick a skill; `None` if they leave the list.
///
/// Call it only if [`screen::can_ask`](crate::cli::screen::can_ask) is true. Without a terminal, this prompt would wait for
/// ever.
///
/// # Errors
/// When the terminal fails, or the user interrupts.
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

/// Returns the skills that match a typed text. The kinds of matches come in this order: a name equals the text, a name begins
/// with the text, a name contains every typed word, a name contains the letters in this order. Within a kind, the order is that
/// of the catalog. Each skill comes with the alias that matches, unless its name or id matches as well.
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
