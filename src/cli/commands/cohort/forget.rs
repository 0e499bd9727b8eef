//! `skillgap cohort forget`: removes a person.

use std::path::PathBuf;

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::domain::names::did_you_mean;
use crate::library::error::Error;
use crate::library::forgetting::{Meant, forget, meant};
use crate::report::cohort::forget::ForgetPersonAnswer;
use crate::report::phrases::or_list;

/// The flags of `cohort forget`.
#[derive(Args, Debug)]
#[command(
    after_help = "It removes the person's profile with all answers, the files beside it with the same name, and the person's line of the roster in cohort.toml. It cannot be undone; --dry-run shows what would be removed. Nothing outside the folder changes: also delete the person's row in the file of answers, or the next import brings the person back.

Examples:
  skillgap cohort forget autumn \"Ada Lovelace\" --dry-run
  skillgap cohort forget autumn \"Ada Lovelace\""
)]
pub(crate) struct ForgetArgs {
    /// The folder of profiles
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The person to remove: a name, the name of the profile's file without .toml, or an e-mail
    #[arg(value_name = "NAME")]
    name: String,
    /// Show what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

impl Run for ForgetArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let folder = self.folder.display().to_string();
        let failed = |error: std::io::Error| {
            Failure::new(Exit::System, "forget-io", format!("cannot change {folder}: {error}"))
        };
        let known = match meant(&self.folder, context.maps(), &self.name).map_err(failed)? {
            Meant::One(known) => known,
            Meant::Several(people) => {
                let ids: Vec<String> = people.into_iter().map(|one| one.id).collect();
                let message = format!("several people are called `{}`", self.name);
                return Err(Failure::usage("several-people", message)
                    .hint(format!("name the file: {}", or_list(&ids))));
            }
            Meant::Nobody(near) => {
                let message = format!("nobody in {folder} is called `{}`", self.name);
                let failure = Failure::usage("unknown-person", message);
                return Err(match did_you_mean(&near) {
                    Some(meant) => failure.hint(meant),
                    None => {
                        failure.hint(format!("`skillgap cohort summary {folder}` shows everybody"))
                    }
                });
            }
        };
        let removed =
            forget(&self.folder, &self.name, known.as_ref(), self.dry_run).map_err(|error| {
                match error {
                    Error::Io { error, .. } => failed(error),
                    other => other.into(),
                }
            })?;
        let answer = ForgetPersonAnswer {
            name: known.map_or_else(|| self.name.clone(), |known| known.name),
            folder: folder.clone(),
            dry_run: self.dry_run,
            files: removed.files.iter().map(|file| file.display().to_string()).collect(),
            of_roster: removed.of_roster,
        };
        Ok(context.answer(&answer))
    }
}
