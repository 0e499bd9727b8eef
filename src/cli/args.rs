//! The command line: its commands and flags. Their doc comments are the help.

use clap::{Parser, Subcommand};

use super::commands::{
    assess, batch, cohort, completions, done, gap, man, maps, next, profile, progress, rate,
    roadmap, roles, schema, skills, why,
};
use super::flags::Shared;
use crate::report::answer::Format;

/// See what stands between you and a back-end job, and the best order to learn it in.
#[derive(Debug, Parser)]
#[command(
    name = "skillgap",
    version,
    about,
    propagate_version = true,
    max_term_width = 100,
    after_help = "Examples:
  skillgap assess                                  rate yourself, one key an answer
  skillgap gap                                     where you stand, every role side by side
  skillgap roadmap --role api-developer            the way to one, in order
  skillgap roadmap --role api-developer --rate python=2
                                                   try it out without answering anything"
)]
pub struct Cli {
    /// The flags that every command shares.
    #[command(flatten)]
    pub shared: Shared,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Rate yourself: some twenty questions, every answer saved at once
    Assess(assess::AssessArgs),
    /// Record ratings without questions, or pick one from a list
    Rate(rate::RateArgs),
    /// Say that you have reached the next level of a skill
    Done(done::DoneArgs),
    /// See where you stand: every role side by side, or one with every requirement
    Gap(gap::GapArgs),
    /// See the way to a role, in order
    Roadmap(roadmap::RoadmapArgs),
    /// See the first steps, each with all that you need to begin
    Next(next::NextArgs),
    /// See why a skill stands where it stands in the plan
    Why(why::WhyArgs),
    /// See how readiness and hours to go went, and what rose and what fell
    Progress(progress::ProgressArgs),
    /// See the profile, find it, begin one, or take a skill out of it
    Profile(profile::ProfileArgs),
    /// See the roles, and what each asks for
    Roles(roles::RolesArgs),
    /// See the skills, and what each level of them means
    Skills(skills::SkillsArgs),
    /// See the public sources that the maps rest on
    #[command(after_help = "Examples:
  skillgap sources
  skillgap sources --format csv > sources.csv")]
    Sources,
    /// For mentors: a form out and answers in, where a group stands, what to teach next, who helps whom, what moved
    Cohort(cohort::CohortArgs),
    /// Compare very many people with every role, a line each
    Batch(batch::BatchArgs),
    /// Check, list, begin, export and draw maps
    Maps(maps::MapsArgs),
    /// Print the JSON Schema of a document or of a file
    Schema(schema::SchemaArgs),
    /// Print what a shell needs to complete commands, flags, skills and roles
    Completions(completions::CompletionsArgs),
    /// Write a manual page for every command into a folder
    Man(man::ManArgs),
}

impl Command {
    /// The formats in which the answer can be had, beside table, JSON and Markdown.
    pub fn more_formats(&self) -> &'static [Format] {
        match self {
            Command::Profile(args) if args.shows() => &[Format::Csv],
            Command::Gap(_)
            | Command::Roadmap(_)
            | Command::Next(_)
            | Command::Roles(_)
            | Command::Skills(_)
            | Command::Progress(_)
            | Command::Sources => &[Format::Csv],
            Command::Maps(args) if args.draws() => &[Format::Dot, Format::Mermaid],
            Command::Cohort(args) => args.more_formats(),
            Command::Batch(_) => &[Format::Csv],
            _ => &[],
        }
    }
}
