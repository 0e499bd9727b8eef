//! `skillgap undo`: takes back the last change of the profile.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::profile::{Profile, Ratings};
use crate::library::profiles::{self, ProfileRead};
use crate::report::undo::{LevelChange, UndoAnswer};

/// The flags of `undo`.
#[derive(Args, Debug)]
#[command(
    after_help = "Every command that changes the profile keeps one copy of the earlier profile beside it: a hidden file that only its owner can read, with a name that ends in .skillgap-earlier. `undo` restores this copy, whatever the last change was: rate, done, goal, profile forget, or a whole interview, which counts as one change. Edits that you made by hand since then are also taken back.

A second `undo` reverses the first one. `skillgap profile forget SKILL --for-good` deletes the copy.

Examples:
  skillgap undo
  skillgap undo --profile team/ada.toml"
)]
pub(crate) struct UndoArgs {}

impl Run for UndoArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let at = context.profile_to_write()?;
        let undone = profiles::undo(&at, maps)?;
        let rater = context.shared.rater.clone().unwrap_or_default();
        let ratings = |found: &Option<ProfileRead>| -> Ratings {
            found.as_ref().map_or(&Profile::default(), |(profile, _)| profile).ratings(maps, &rater)
        };
        let (before, now) = (ratings(&undone.before), ratings(&undone.now));
        let change = |skill| LevelChange { skill, from: before.get(skill), to: now.get(skill) };
        let levels = maps.skill_indices().map(change).filter(|change| change.from != change.to);
        let text = |found: Option<ProfileRead>| found.map(|(_, file)| file.text.into_owned());
        let answer = UndoAnswer {
            maps,
            path: at.name(),
            levels: levels.collect(),
            before: text(undone.before),
            now: text(undone.now),
        };
        Ok(context.answer(&answer))
    }
}
