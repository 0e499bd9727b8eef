//! `skillgap man`: writes a manual page for every command.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::{Args, Command};
use clap_mangen::Man;

use crate::cli::command;
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::library::whole;
use crate::report::scripts::ManAnswer;

/// The flags of `man`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap man ~/.local/share/man/man1      then `man skillgap-gap`
  skillgap man man && man -l man/skillgap.1")]
pub(crate) struct ManArgs {
    /// The folder for the pages; it is created if necessary
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Run for ManArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let folder = &self.folder;
        let failed = |error: io::Error| {
            Failure::new(
                Exit::System,
                "man",
                format!("cannot write to {}: {error}", folder.display()),
            )
        };
        let mut root = command();
        root.build();
        let mut pages = Vec::new();
        collect(&root, "skillgap", &mut pages).map_err(failed)?;
        fs::create_dir_all(folder).map_err(failed)?;
        for (name, page) in &pages {
            whole::write(&folder.join(name), page).map_err(failed)?;
        }
        let files: Vec<String> = pages.into_iter().map(|(name, _)| name).collect();
        Ok(context.answer(&ManAnswer { folder: folder.display().to_string(), files }))
    }
}

/// Collects the page of a command and the pages of its subcommands, each with its file name.
fn collect(command: &Command, name: &str, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let mut page = Vec::new();
    let named = command.clone().display_name(name).disable_help_subcommand(true);
    Man::new(named).title(name).render(&mut page)?;
    pages.push((format!("{name}.1"), page));
    let shown = |command: &&Command| !command.is_hide_set() && command.get_name() != "help";
    for subcommand in command.get_subcommands().filter(shown) {
        let name = format!("{name}-{}", subcommand.get_name());
        collect(subcommand, &name, pages)?;
    }
    Ok(())
}
