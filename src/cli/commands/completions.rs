//! `skillgap completions`: completion of commands, flags, skills and roles in a shell.

use std::fmt::Write;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Args, Command};
use clap_complete::{Shell, generate};

use crate::cli::command;
use crate::cli::commands::Run;
use crate::cli::commands::schema::DESCRIBED;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;
use crate::report::scripts::CompletionsAnswer;

/// The flags of `completions`.
#[derive(Args, Debug)]
#[command(
    after_help = "In bash, zsh and fish, skills and roles are completed by their ids, including those of your own maps; after `python=` the levels are completed.

Examples:
  skillgap completions bash > ~/.local/share/bash-completion/completions/skillgap
  skillgap completions zsh > ~/.zfunc/_skillgap       with ~/.zfunc in $fpath
  skillgap completions fish > ~/.config/fish/completions/skillgap.fish
  skillgap completions powershell >> $PROFILE"
)]
pub(crate) struct CompletionsArgs {
    /// The shell to complete in
    shell: Shell,
}

impl Run for CompletionsArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let mut script = Vec::new();
        let mut command = with_ids(command(), maps);
        generate(self.shell, &mut command, "skillgap", &mut script);
        let script = String::from_utf8_lossy(&script).into_owned();
        let script = match self.shell {
            Shell::Bash => script + &bash_ratings(maps),
            Shell::Zsh => with_zsh_ratings(&script, maps),
            Shell::Fish => script + &fish_arguments(&command) + &fish_ratings(maps),
            _ => script,
        };
        Ok(context.answer(&CompletionsAnswer { shell: self.shell.to_string(), script }))
    }
}

/// Adds the ids of the maps as possible values of every argument that takes a skill or a role.
fn with_ids(command: Command, maps: &SkillMaps) -> Command {
    command
        .mut_args(|arg| known_values(arg, maps))
        .mut_subcommands(|subcommand| with_ids(subcommand, maps))
}

fn known_values(arg: Arg, maps: &SkillMaps) -> Arg {
    let ids: Vec<String> = match value_name(&arg) {
        Some("SKILL") => skill_ids(maps).map(str::to_string).collect(),
        Some("SKILL|PROJECT") => {
            let projects = maps.roles().iter().flat_map(|role| &role.projects);
            let projects = projects.map(|project| project.id.as_str());
            skill_ids(maps).chain(projects).map(str::to_string).collect()
        }
        Some("ROLE") => maps.roles().iter().map(|role| role.id.clone()).collect(),
        Some("KIND") if arg.get_possible_values().is_empty() => {
            DESCRIBED.iter().map(|described| described.kind.to_string()).collect()
        }
        _ => return arg,
    };
    // `PossibleValuesParser` needs strings that live as long as the program.
    let words = ids.into_iter().map(|id| &*id.leak());
    arg.value_parser(PossibleValuesParser::new(words))
}

fn value_name(arg: &Arg) -> Option<&str> {
    arg.get_value_names().and_then(|names| names.first()).map(|name| name.as_str())
}

fn skill_ids(maps: &SkillMaps) -> impl Iterator<Item = &str> {
    maps.skills().iter().map(|skill| &*skill.id)
}

/// Lists the ids of the skills as shell words, each followed by `behind`.
fn words(maps: &SkillMaps, behind: &str) -> String {
    skill_ids(maps).map(|id| format!("{id}{behind}")).collect::<Vec<_>>().join(" ")
}

fn levels() -> impl Iterator<Item = Level> {
    (0..=4).filter_map(Level::new)
}

fn level_numbers() -> String {
    levels().map(|level| level.to_string()).collect::<Vec<_>>().join(" ")
}

/// Returns the bash function that completes ratings and `--flag=VALUE`, which bash splits at the `=`.
fn bash_ratings(maps: &SkillMaps) -> String {
    format!(
        r#"
_skillgap_equals() {{
    local cur="$2" prev="$3" name="" word rating=""
    COMPREPLY=()
    if [[ "${{COMP_WORDS[COMP_CWORD]}}" == "=" ]]; then
        name="${{COMP_WORDS[COMP_CWORD-1]}}"
        cur=""
    elif [[ ${{COMP_CWORD}} -gt 1 && "${{COMP_WORDS[COMP_CWORD-1]}}" == "=" ]]; then
        name="${{COMP_WORDS[COMP_CWORD-2]}}"
    fi
    if [[ -n "${{name}}" && "${{name}}" != -* ]]; then
        COMPREPLY=( $(compgen -W "{levels}" -- "${{cur}}") )
        return 0
    fi
    if [[ -n "${{name}}" ]]; then
        prev="${{name}}"
    fi
    if [[ "${{prev}}" == "--rate" ]]; then
        rating=yes
    elif [[ "${{prev}}" != -* && "${{cur}}" != -* ]]; then
        for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
            if [[ "${{word}}" == "rate" ]]; then rating=yes; fi
        done
    fi
    if [[ -n "${{rating}}" ]]; then
        COMPREPLY=( $(compgen -W "{ratings}" -- "${{cur}}") )
        compopt -o nospace 2> /dev/null
        return 0
    fi
    _skillgap "$1" "${{cur}}" "${{prev}}"
}}

complete -F _skillgap_equals -o bashdefault -o default skillgap
"#,
        levels = level_numbers(),
        ratings = words(maps, "="),
    )
}

/// Adds the completion of ratings to the script for zsh.
fn with_zsh_ratings(script: &str, maps: &SkillMaps) -> String {
    let functions = format!(
        "_skillgap_ratings() {{
    if compset -P '*='; then
        compadd -- {}
    else
        compadd -S = -- {}
    fi
}}

",
        level_numbers(),
        words(maps, "")
    );
    let mut whole = String::with_capacity(script.len() + functions.len());
    for line in script.split_inclusive('\n') {
        if line.starts_with("if [ \"$funcstack[1]\"") {
            whole.push_str(&functions);
        }
        if line.contains(":SKILL=LEVEL:_default'") || line.starts_with("'*::ratings --") {
            whole.push_str(&line.replace(":_default'", ":_skillgap_ratings'"));
        } else {
            whole.push_str(line);
        }
    }
    whole
}

/// Returns the fish commands that complete positional arguments: the generator leaves them out.
fn fish_arguments(command: &Command) -> String {
    let mut lines = String::from("\n");
    let mut open: Vec<(Vec<&str>, &Command)> = vec![(Vec::new(), command)];
    while let Some((path, command)) = open.pop() {
        for within in command.get_subcommands() {
            open.push((path.iter().copied().chain([within.get_name()]).collect(), within));
        }
        for arg in command.get_positionals() {
            let words: Vec<String> = arg
                .get_possible_values()
                .iter()
                .map(|value| value.get_name().to_string())
                .collect();
            if !words.is_empty() {
                let at = fish_condition(&path);
                let _ = writeln!(
                    lines,
                    "complete -c skillgap -n \"{at}\" -f -a \"{}\"",
                    words.join(" ")
                );
            }
        }
    }
    lines
}

/// Returns the fish condition that is true while the command of this path is being typed.
fn fish_condition(path: &[&str]) -> String {
    let (first, within) = path.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let within = within.iter().map(|name| format!("; and __fish_seen_subcommand_from {name}"));
    format!("__fish_skillgap_using_subcommand {first}{}", within.collect::<String>())
}

/// Returns the fish function that completes ratings.
fn fish_ratings(maps: &SkillMaps) -> String {
    let levels: String =
        levels().map(|level| format!(" $skill={level} {}", level.name())).collect();
    format!(
        r"
function __fish_skillgap_ratings
    set -l word (commandline -ct | string replace -r '^--rate=' '')
    if string match -q '*=*' -- $word
        set -l skill (string split -m 1 = -- $word)[1]
        printf '%s\t%s\n'{levels}
    else
        printf '%s=\n' {}
    end
end

complete -c skillgap -n '__fish_skillgap_using_subcommand rate' -f -a '(__fish_skillgap_ratings)'
complete -c skillgap -l rate -x -a '(__fish_skillgap_ratings)'
",
        words(maps, "")
    )
}
