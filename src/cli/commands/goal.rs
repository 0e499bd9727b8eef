//! `skillgap goal`: shows or sets the goal of the profile.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::plan::{check_preferences, check_wishes};
use crate::cli::values::HOURS;
use crate::domain::catalog::SkillIndex;
use crate::domain::profile::{Goal, GoalKey, Profile, Ratings};
use crate::domain::rater::Rater;
use crate::domain::roadmap::Order;
use crate::domain::words::Word;
use crate::files::profile_goal::{GoalEdit, with_goal};
use crate::files::profile_toml::new_profile;
use crate::library::error::Error;
use crate::library::profiles::{self, Before, OneChange, ProfileAt, ProfileRead};
use crate::report::goal::GoalAnswer;
use crate::report::notes::Note;

/// The flags of `goal`.
#[derive(Args, Debug)]
#[command(
    after_help = "The goal sets the defaults of the flags with the same names, so that `skillgap next`, `roadmap`, `done` and `progress` know what you are learning for. A new value replaces the old one; parts that you do not name stay. `skillgap undo` takes the change back.

Examples:
  skillgap goal                                    shows the goal
  skillgap goal api-developer --hours-per-week 8
  skillgap goal --seniority mid --prefer java --skip graphql
  skillgap goal --clear=prefer,skip                removes two parts
  skillgap goal --clear                            removes the whole goal"
)]
pub(crate) struct GoalArgs {
    /// The roles to learn for [default: show the goal]
    #[arg(value_name = "ROLE", value_delimiter = ',')]
    roles: Vec<String>,
    /// The same as naming the roles without a flag, as in the other commands
    #[arg(long = "role", value_name = "ROLE", value_delimiter = ',')]
    more_roles: Vec<String>,
    /// Hours a week for learning; with them every step has dates
    #[arg(long, value_name = "HOURS", value_parser = HOURS)]
    hours_per_week: Option<f64>,
    /// Learn this skill where a role asks for any of several; may be repeated
    #[arg(long, value_name = "SKILL", value_delimiter = ',')]
    prefer: Vec<String>,
    /// Leave this skill or project out of every plan; may be repeated
    #[arg(long, value_name = "SKILL|PROJECT", value_delimiter = ',')]
    skip: Vec<String>,
    /// Order the steps in this way within their prerequisites
    #[arg(long, value_name = "ORDER")]
    order: Option<Order>,
    /// Remove these parts of the goal; without a value, all of it
    #[arg(long, value_name = "PART", num_args = 0..=1, require_equals = true, value_delimiter = ',')]
    clear: Option<Vec<GoalKey>>,
}

impl Run for GoalArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let wanted = self.wanted(context)?;
        let cleared = self.cleared();
        if cleared.is_empty() && GoalEdit::all_of(&wanted, context.maps()).is_empty() {
            return answer(context, &context.profile_at()?, false);
        }
        let at = context.profile_to_write()?;
        self.set(context, &at, &wanted, &cleared)?;
        answer(context, &at, true)
    }
}

impl GoalArgs {
    /// Returns the goal that the flags set.
    fn wanted(&self, context: &Context<'_>) -> Result<Goal, Failure> {
        let skills = |names: &[String]| -> Result<Vec<SkillIndex>, Failure> {
            names.iter().map(|name| context.skill(name)).collect()
        };
        let (skip, skip_projects) = context.skills_and_projects(&self.skip)?;
        let wanted = Goal {
            roles: context.roles(&[&self.roles[..], &self.more_roles].concat())?,
            seniority: context.seniority_asked()?,
            hours_per_week: self.hours_per_week,
            prefer: skills(&self.prefer)?,
            skip,
            skip_projects,
            order: self.order,
            ..Goal::default()
        };
        check_wishes(context.maps(), &wanted.prefer, &wanted.skip)?;
        Ok(wanted)
    }

    /// Returns the parts of the goal to remove.
    fn cleared(&self) -> Vec<GoalKey> {
        match &self.clear {
            None => Vec::new(),
            Some(parts) if parts.is_empty() => GoalKey::ALL.to_vec(),
            Some(parts) => parts.clone(),
        }
    }

    /// Writes the goal to the profile, if the resulting goal is valid.
    fn set(
        &self,
        context: &Context<'_>,
        at: &ProfileAt,
        wanted: &Goal,
        cleared: &[GoalKey],
    ) -> Result<(), Failure> {
        let maps = context.maps();
        let old = profiles::load(at, maps)?.map(|(profile, _)| profile.goal).unwrap_or_default();
        let stays = !cleared.contains(&GoalKey::Skip)
            && wanted.skip.is_empty()
            && wanted.skip_projects.is_empty();
        check_wishes(maps, &wanted.prefer, if stays { &old.skip } else { &wanted.skip })?;
        let roles = match wanted.roles.as_slice() {
            [] if cleared.contains(&GoalKey::Roles) => Vec::new(),
            [] => old.roles,
            roles => roles.to_vec(),
        };
        if !roles.is_empty() {
            let seniority = wanted.seniority.or(old.seniority).unwrap_or_default();
            check_preferences(maps, &wanted.prefer, &roles, seniority)?;
        }
        let mut edits: Vec<GoalEdit> = cleared.iter().map(|key| GoalEdit::clear(*key)).collect();
        edits.extend(GoalEdit::all_of(wanted, maps));
        let edit = |found: Option<&ProfileRead>| {
            let beginning = new_profile(None, None);
            let text = found.map_or(&*beginning, |(_, file)| &file.text);
            let stuck = || Error::Stuck { name: at.name(), line: goal_line(text) };
            Ok((with_goal(text, &edits).ok_or_else(stuck)?, ()))
        };
        let mut one = OneChange::default();
        profiles::change(at, maps, Before::Kept(&mut one), edit)?;
        Ok(())
    }
}

/// Returns the first line that contains the word "goal", counted from 1.
fn goal_line(text: &str) -> usize {
    text.lines().position(|line| line.contains("goal")).map_or(1, |at| at + 1)
}

/// Returns the answer that shows the goal of the profile.
fn answer(context: &Context<'_>, at: &ProfileAt, changed: bool) -> Result<String, Failure> {
    let maps = context.maps();
    let found = profiles::load(at, maps)?;
    let file = found.as_ref().map(|(_, file)| file);
    let none = Profile::default();
    let profile = found.as_ref().map_or(&none, |(profile, _)| profile);
    let mut notes = context.notes_on(profile, file, &Rater::OWN, &Ratings::none(maps));
    notes.retain(Note::is_about_names);
    Ok(context.answer(&GoalAnswer { maps, profile, path: at.name(), changed, notes }))
}
