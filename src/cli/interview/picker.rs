//! A list of all skills that shrinks while one types.

use console::Term;
use dialoguer::FuzzySelect;

use super::terminal::{prompt_failed, theme};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::domain::catalog::SkillIndex;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Ratings;

/// Lets somebody pick a skill; `None` when they leave the list.
///
/// Only where [`screen::can_ask`](crate::cli::screen::can_ask): this prompt would wait for ever without a terminal.
///
/// # Errors
/// When the window is too small, the terminal fails, or somebody interrupts.
pub fn skill(
    term: &Term,
    shared: &Shared,
    maps: &SkillMaps,
    ratings: &Ratings,
) -> Result<Option<SkillIndex>, Failure> {
    let (rows, columns) = term.size();
    if rows < 6 || columns < 30 {
        return Err(Failure::usage("small-terminal", "the window is too small to choose in")
            .hint("make it larger, or name the skill: `skillgap rate SKILL=LEVEL`"));
    }
    let room = usize::from(columns) - 6;
    // The id makes every item its own: of two equal ones the prompt would always give the first.
    let item = |skill: SkillIndex| {
        let known = &maps[skill];
        let level = ratings.get(skill).map_or(String::new(), |level| format!(" {level}"));
        let aliases = known.aliases.join(", ");
        let text = format!("{}{level} ({}) {aliases}", known.name, known.id);
        console::truncate_str(&text, room, "…").into_owned()
    };
    let items: Vec<String> = maps.skill_indices().map(item).collect();
    let picked = FuzzySelect::with_theme(&*theme(shared))
        .with_prompt("Type to search, arrows, Enter")
        .items(&items)
        .default(0)
        .max_length(usize::from(rows) - 3)
        .interact_on_opt(term)
        .map_err(prompt_failed)?;
    Ok(picked.map(SkillIndex))
}
