//! `skillgap completions`: what a shell needs to complete commands, flags, skills and roles.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command};
use clap_complete::{Shell, generate};

use crate::cli::command;
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::maps::SkillMaps;
use crate::report::scripts::CompletionsAnswer;

/// The flags of `completions`.
#[derive(Args, Debug)]
#[command(
    after_help = "In bash, zsh and fish, skills and roles are completed by their ids, those of your own maps too.

Examples:
  skillgap completions bash > ~/.local/share/bash-completion/completions/skillgap
  skillgap completions zsh > ~/.zfunc/_skillgap       with ~/.zfunc in $fpath
  skillgap completions fish > ~/.config/fish/completions/skillgap.fish
  skillgap completions powershell >> $PROFILE"
)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

impl Run for CompletionsArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let mut script = Vec::new();
        let mut command = with_ids(command(), context.maps());
        generate(self.shell, &mut command, "skillgap", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        Ok(context.answer(&CompletionsAnswer { shell: self.shell.to_string(), script }))
    }
}

/// The command with the ids of the maps wherever a skill or a role is asked for.
fn with_ids(command: Command, maps: &SkillMaps) -> Command {
    command
        .mut_args(|arg| known_values(arg, maps))
        .mut_subcommands(|subcommand| with_ids(subcommand, maps))
}

fn known_values(arg: Arg, maps: &SkillMaps) -> Arg {
    let name = arg.get_value_names().and_then(|names| names.first());
    let ids: Vec<String> = match name.map(|name| name.as_str()) {
        Some("SKILL") => maps.skills().iter().map(|skill| skill.id.clone()).collect(),
        Some("ROLE") => maps.roles().iter().map(|role| role.id.clone()).collect(),
        // As flags that every command has, these would make the script many times as long.
        Some("SKILL=LEVEL") if arg.is_positional() => maps
            .skills()
            .iter()
            .flat_map(|skill| (1..=4).map(|level| format!("{}={level}", skill.id)))
            .collect(),
        _ => return arg,
    };
    // The command keeps its words for as long as the program runs.
    let words = ids.into_iter().map(|id| &*id.leak());
    arg.value_parser(PossibleValuesParser::new(words))
}
