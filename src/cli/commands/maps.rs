//! `skillgap maps`: commands for authors of maps.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::commands::Run;
use crate::cli::context::{Context, maps_from};
use crate::cli::failure::{Exit, Failure};
use crate::cli::flags::Shared;
use crate::cli::output::format;
use crate::domain::graph::role_graph;
use crate::domain::role::RoleIndex;
use crate::files::exports::moodle;
use crate::files::map_templates;
use crate::library::maps::{MapsFrom, load};
use crate::library::shipped;
use crate::library::whole;
use crate::report::answer::{Answer, Format};
use crate::report::graph::GraphAnswer;
use crate::report::maps::{ExportAnswer, MapsAnswer, NewMapAnswer};

/// The flags of `maps`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap maps check my-maps           checks a folder together with the shipped maps
  skillgap maps export my-maps          the shipped maps, to read or to change")]
pub(crate) struct MapsArgs {
    #[command(subcommand)]
    command: MapsCommand,
}

/// The commands about maps.
#[derive(Debug, Subcommand)]
enum MapsCommand {
    /// Check maps: report the problems of all files at once, each with its place and its repair
    #[command(
        after_help = "Files and folders are added to the shipped maps in this order, and later ones override earlier ones; with --maps-only DIR the shipped maps are not used.

Examples:
  skillgap maps check                   the maps in use
  skillgap maps check my-maps           a folder, together with the shipped maps
  skillgap maps check my-role.toml      one file, together with the shipped maps; - is standard input"
    )]
    Check {
        /// Files and folders to check [default: the maps in use]
        #[arg(value_name = "DIR|FILE")]
        paths: Vec<PathBuf>,
    },
    /// List the maps in use and the files that they come from
    #[command(after_help = "Examples:
  skillgap maps list
  skillgap maps list --maps my-maps")]
    List,
    /// Print a template with comments for a new role or skill
    #[command(after_help = "Examples:
  skillgap maps new role data-engineer > my-maps/data-engineer.toml
  skillgap maps new skill cobol > my-maps/cobol.toml")]
    New {
        /// The kind of entry
        kind: NewKind,
        /// Its id: lower-case letters, digits and dashes
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write the shipped maps into a folder, to read or to change
    #[command(after_help = "Examples:
  skillgap maps export my-maps
  skillgap gap --maps-only my-maps
  skillgap maps export frameworks --as moodle --seniority junior
                                        a CSV for each role, for Moodle's import of competency frameworks")]
    Export {
        /// The folder to write; it must be empty or not exist
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// What to export
        #[arg(long = "as", value_name = "KIND", default_value = "maps")]
        kind: ExportKind,
    },
    /// Draw the requirements of a role and all their prerequisites
    #[command(
        after_help = "Each skill is shown with the level that the role or another skill needs, at --seniority [default: junior]; the profile is not read. An arrow leads from a prerequisite to the skill that needs it: `2 for 1` means level 2 of the first for level 1 of the second. Without --format the same is listed by area; markdown contains the drawing and the list.

Examples:
  skillgap maps graph api-developer
  skillgap maps graph api-developer --format dot | dot -Tsvg > api-developer.svg
  skillgap maps graph api-developer --seniority senior --format mermaid
  skillgap maps graph my-role --maps my-maps --format markdown > my-role.md"
    )]
    Graph {
        /// The role to draw
        #[arg(value_name = "ROLE")]
        role: String,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum NewKind {
    /// A role
    Role,
    /// A skill
    Skill,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ExportKind {
    /// The shipped maps as they are
    Maps,
    /// The roles in use, as competency frameworks for Moodle
    Moodle,
}

impl Run for MapsArgs {
    fn formats(&self) -> &'static [Format] {
        match self.command {
            MapsCommand::Graph { .. } => GraphAnswer::FORMATS,
            _ => &[],
        }
    }

    fn open<'a>(&self, shared: &'a Shared) -> Result<Context<'a>, Failure> {
        let from = match &self.command {
            MapsCommand::Check { paths } if !paths.is_empty() => {
                let only = shared.maps_only.iter();
                let over = only.chain(paths).cloned().collect();
                MapsFrom { without_shipped: maps_from(shared).without_shipped, over }
            }
            // These commands use no maps, except for the header of JSON output. So they also work when the author's own
            // maps are not valid.
            MapsCommand::New { .. } | MapsCommand::Export { kind: ExportKind::Maps, .. }
                if format(shared) != Format::Json =>
            {
                MapsFrom::default()
            }
            _ => maps_from(shared),
        };
        Ok(Context { shared, loaded: load(&from)? })
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        match &self.command {
            MapsCommand::Check { .. } | MapsCommand::List => Ok(show(context)),
            MapsCommand::New { kind, id } => {
                Ok(context.answer(&NewMapAnswer { file: new(*kind, id)? }))
            }
            MapsCommand::Export { folder, kind } => {
                let files = match kind {
                    ExportKind::Maps => shipped_files(),
                    ExportKind::Moodle => frameworks(context)?,
                };
                write_into(folder, &files)?;
                let files = files.into_iter().map(|(path, _)| path).collect();
                let folder = folder.display().to_string();
                let next = (*kind == ExportKind::Maps).then(|| {
                    let command = format!("skillgap gap --maps-only {folder}");
                    (command, "use them alone, once you have changed them")
                });
                Ok(context.answer(&ExportAnswer { folder, files, next }))
            }
            MapsCommand::Graph { role } => draw(context, role),
        }
    }
}

fn draw(context: &Context<'_>, role: &str) -> Result<String, Failure> {
    let maps = context.maps();
    let role = context.role(role)?;
    let seniority = context.seniority_asked()?.unwrap_or_default();
    let graph = role_graph(maps, role, seniority);
    Ok(context.answer(&GraphAnswer { maps, graph }))
}

fn show(context: &Context<'_>) -> String {
    let digest = context.loaded.digest();
    let answer = MapsAnswer {
        maps: context.maps(),
        digest: &digest,
        files: context.loaded.files.iter().map(|file| file.name.as_str()).collect(),
    };
    context.answer(&answer)
}

fn new(kind: NewKind, id: &str) -> Result<String, Failure> {
    let kebab = id.split('-').all(|part| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    });
    if !kebab || id.len() > 60 {
        return Err(Failure::usage("bad-id", format!("`{id}` is not an id")).hint(
            "use up to 60 lower-case letters, digits and single dashes, as in `data-engineer`",
        ));
    }
    Ok(match kind {
        NewKind::Role => map_templates::role(id),
        NewKind::Skill => map_templates::skill(id),
    })
}

/// Returns the shipped maps as paths and texts.
fn shipped_files() -> Vec<(String, String)> {
    shipped::FILES.iter().map(|file| (file.path.to_string(), file.text.to_string())).collect()
}

/// Returns a competency framework for each role.
fn frameworks(context: &Context<'_>) -> Result<Vec<(String, String)>, Failure> {
    let maps = context.maps();
    let seniority = context.seniority_asked()?.unwrap_or_default();
    let file = |role: RoleIndex| {
        let path = format!("{}-{seniority}.csv", maps[role].id);
        (path, moodle::framework(maps, role, seniority))
    };
    Ok(maps.role_indices().map(file).collect())
}

/// Writes files into a folder that is empty or does not exist.
fn write_into(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            Exit::System,
            "export",
            format!("cannot write to {}: {error}", folder.display()),
        )
    };
    let in_use = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(failed(error)),
    };
    if in_use {
        return Err(Failure::new(
            Exit::System,
            "folder-in-use",
            format!("{} is not empty, and nothing in it is overwritten", folder.display()),
        )
        .hint("name a new folder"));
    }
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        whole::write(&path, text.as_bytes()).map_err(failed)?;
    }
    Ok(())
}
