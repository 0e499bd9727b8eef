//! The commands. Each file holds the flags of one command, whose doc comments are its help, and its code.

mod assess;
mod batch;
mod cohort;
mod completions;
mod done;
mod export;
mod fit;
mod gap;
mod goal;
mod import;
mod man;
mod maps;
mod match_advert;
mod next;
mod profile;
mod progress;
mod rate;
mod report;
mod roadmap;
mod roles;
mod schema;
mod skills;
mod sources;
mod undo;
mod why;

use super::context::Context;
use super::failure::Failure;
use super::flags::Shared;
use crate::report::answer::Format;

/// A command with its flags.
pub(crate) trait Run {
    /// Returns the formats that the command has beside [`Format::OF_ALL`].
    fn formats(&self) -> &'static [Format] {
        &[]
    }

    /// Loads the maps, which every command needs first.
    ///
    /// # Errors
    /// When the maps cannot be read or are not valid.
    fn open<'a>(&self, shared: &'a Shared) -> Result<Context<'a>, Failure> {
        Context::open(shared)
    }

    /// Runs the command and returns the text of its answer.
    ///
    /// # Errors
    /// When the command fails.
    fn run(&self, context: &Context<'_>) -> Result<String, Failure>;
}

/// Declares commands: an enum for clap, whose doc comments are the help, and a method that returns the chosen command
/// as a [`Run`].
macro_rules! commands {
    ($(#[$attribute:meta])* $public:vis enum $name:ident {
        $($(#[doc = $help:literal])+ $command:ident($flags:ty),)+
    }) => {
        $(#[$attribute])*
        #[derive(Debug, clap::Subcommand)]
        $public enum $name { $($(#[doc = $help])+ $command($flags),)+ }

        impl $name {
            /// Returns the command with its flags.
            $public fn chosen(&self) -> &dyn $crate::cli::commands::Run {
                match self { $($name::$command(flags) => flags,)+ }
            }
        }
    };
}

use commands;

commands! {
    /// The commands of the program.
    pub(crate) enum Command {
        /// Rate yourself by ticking sentences; every answer is saved at once
        Assess(assess::AssessArgs),
        /// Record ratings without questions, or pick a skill from a list
        Rate(rate::RateArgs),
        /// Record that you have reached the next level of a skill
        Done(done::DoneArgs),
        /// Take back the last change of the profile
        Undo(undo::UndoArgs),
        /// Show or set your goal: the roles, the hours a week, your preferences
        Goal(goal::GoalArgs),
        /// Show where you stand: all roles side by side, or every requirement of one role
        Gap(gap::GapArgs),
        /// Show what a job advertisement asks for, and how you compare
        Match(match_advert::MatchArgs),
        /// Show the steps to a role, in order
        Roadmap(roadmap::RoadmapArgs),
        /// Show the first steps, each with everything you need to begin
        Next(next::NextArgs),
        /// Show why a skill or a project has its place in the plan
        Why(why::WhyArgs),
        /// Show how your readiness and remaining hours changed
        Progress(progress::ProgressArgs),
        /// Write a page that shows where you stand, what is missing, and your plan
        Report(report::ReportArgs),
        /// Export your skills and your plan: for a résumé, a calendar or a task list
        Export(export::ExportArgs),
        /// Import a file about yourself: the ticks of a page, a table of levels, a résumé
        Import(import::ImportArgs),
        /// Show the profile or its path, create one, or remove a skill from it
        Profile(profile::ProfileArgs),
        /// Find out which specialization you may like: six choices, no score
        Fit(fit::FitArgs),
        /// Show the roles and their requirements
        Roles(roles::RolesArgs),
        /// Show the skills and the meaning of their levels
        Skills(skills::SkillsArgs),
        /// Show the public sources behind the maps
        Sources(sources::SourcesArgs),
        /// For mentors: hand out a form, read the answers, see where a group stands, what to teach next and who can
        /// help whom
        Cohort(cohort::CohortArgs),
        /// Compare very many people with every role, one person a line
        Batch(batch::BatchArgs),
        /// Check, list, create, export and draw maps
        Maps(maps::MapsArgs),
        /// Print the JSON Schema of a document or of a file
        Schema(schema::SchemaArgs),
        /// Print the completion script of a shell, for commands, flags, skills and roles
        Completions(completions::CompletionsArgs),
        /// Write a manual page for every command into a folder
        Man(man::ManArgs),
    }
}
