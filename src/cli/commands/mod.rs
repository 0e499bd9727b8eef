//! The commands. Each is a file with the flags of a command, whose comments are its help, and with what it does.

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

/// What a command does with its flags.
pub(crate) trait Run {
    /// The formats of its answer beside [`Format::OF_ALL`].
    fn formats(&self) -> &'static [Format] {
        &[]
    }

    /// Opens what it starts from.
    ///
    /// # Errors
    /// When the maps cannot be read or are unsound.
    fn open<'a>(&self, shared: &'a Shared) -> Result<Context<'a>, Failure> {
        Context::open(shared)
    }

    /// Does it, and returns the text of the answer.
    ///
    /// # Errors
    /// When it cannot be done.
    fn run(&self, context: &Context<'_>) -> Result<String, Failure>;
}

/// Declares commands: for clap an enum, whose comments are the help, and for all else what was chosen of it.
macro_rules! commands {
    ($(#[$attribute:meta])* $public:vis enum $name:ident {
        $($(#[doc = $help:literal])+ $command:ident($flags:ty),)+
    }) => {
        $(#[$attribute])*
        #[derive(Debug, clap::Subcommand)]
        $public enum $name { $($(#[doc = $help])+ $command($flags),)+ }

        impl $name {
            /// The command with its flags.
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
        /// Rate yourself: sentences to tick, every answer saved at once
        Assess(assess::AssessArgs),
        /// Record ratings without questions, or pick a skill from a list
        Rate(rate::RateArgs),
        /// Record that you have reached the next level of a skill
        Done(done::DoneArgs),
        /// Take the last change of the profile back
        Undo(undo::UndoArgs),
        /// Show what you aim at, or set it: the roles, the hours a week, what you prefer
        Goal(goal::GoalArgs),
        /// Show where you stand: every role side by side, or every requirement of one
        Gap(gap::GapArgs),
        /// Show what a job advertisement asks for, and your gap to it
        Match(match_advert::MatchArgs),
        /// Show the steps to a role, in order
        Roadmap(roadmap::RoadmapArgs),
        /// Show the first steps, each with all that you need to begin
        Next(next::NextArgs),
        /// Show why a skill or a project has its place in the plan
        Why(why::WhyArgs),
        /// Show how your readiness and remaining hours changed
        Progress(progress::ProgressArgs),
        /// Write a page to look at: where you stand, what is missing, the way there
        Report(report::ReportArgs),
        /// Take skills and plan along: for a résumé, a calendar, a project board
        Export(export::ExportArgs),
        /// Read a file about yourself: the ticks of a page, a table of levels, a résumé
        Import(import::ImportArgs),
        /// Show the profile, find it, begin one, or remove a skill from it
        Profile(profile::ProfileArgs),
        /// Find out which specialization you would like: six choices, no score
        Fit(fit::FitArgs),
        /// Show the roles, and what each asks for
        Roles(roles::RolesArgs),
        /// Show the skills, and what each level of them means
        Skills(skills::SkillsArgs),
        /// Show the public sources behind the maps
        Sources(sources::SourcesArgs),
        /// For mentors: hand out a form, read the answers, see where a group stands, what to teach next and who can help whom
        Cohort(cohort::CohortArgs),
        /// Compare very many people with every role, one line for each person
        Batch(batch::BatchArgs),
        /// Check, list, begin, export and draw maps
        Maps(maps::MapsArgs),
        /// Print the JSON Schema of a document or of a file
        Schema(schema::SchemaArgs),
        /// Print the script with which a shell completes commands, flags, skills and roles
        Completions(completions::CompletionsArgs),
        /// Write a manual page for every command into a folder
        Man(man::ManArgs),
    }
}
