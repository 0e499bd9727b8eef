//! `skillgap schema`: the JSON Schema of every document and of every file.

use clap::Args;

use crate::cli::context::Context;
use crate::cli::failure::{ErrorJson, Failure};
use crate::cli::flags::Format;
use crate::cli::output::format;
use crate::domain::names::{did_you_mean, nearest};
use crate::files::{interview_json, shapes};
use crate::report::schema::{Described, schema_of_document, schema_of_file, schema_of_output};
use crate::report::scripts::{self, CompletionsJson, ManJson, SchemasJson};
use crate::report::{
    assess, batch, cohort, done, gap, graph, interview, maps, next, profile, progress, ratings,
    roadmap, roles, skills, sources, why,
};

/// The flags of `schema`.
#[derive(Args, Debug)]
#[command(
    after_help = "Documents begin with format_version, kind, tool and maps. A minor step of format_version only adds; readers ignore what they do not know. Schemas are JSON Schema 2020-12; those of files are for the TOML read as JSON.

Examples:
  skillgap schema                      what there is
  skillgap schema gap > gap.schema.json
  skillgap schema profile-file         for an editor that checks TOML"
)]
pub struct SchemaArgs {
    /// The kind of document or file
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

/// Everything that has a schema.
pub const DESCRIBED: &[Described] = &[
    Described::new("gap", "where somebody stands", schema_of_document::<gap::GapJson>),
    Described::new(
        "roadmap",
        "the way to a role, in order",
        schema_of_document::<roadmap::RoadmapJson>,
    ),
    Described::new("next", "the first steps of it", schema_of_document::<next::NextJson>),
    Described::new("why", "why a skill stands where it stands", schema_of_document::<why::WhyJson>),
    Described::new("rate", "what `rate` recorded", schema_of_document::<ratings::RatingsJson>),
    Described::new("done", "what `done` changed", schema_of_document::<done::DoneJson>),
    Described::new("assess", "what an interview came to", schema_of_document::<assess::AssessJson>),
    Described::new(
        "assess-cohort",
        "who was asked one after another",
        schema_of_document::<cohort::live::SeatedJson>,
    ),
    Described::new(
        "progress",
        "how readiness went over time",
        schema_of_document::<progress::ProgressJson>,
    ),
    Described::new(
        "profile",
        "every rating with its age, rater and evidence",
        schema_of_document::<profile::ProfileJson>,
    ),
    Described::new("profile-path", "where the profile is", schema_of_document::<profile::PathJson>),
    Described::new(
        "profile-new",
        "what a profile was begun with",
        schema_of_document::<profile::BegunJson>,
    ),
    Described::new(
        "profile-forget",
        "what was taken out of a profile",
        schema_of_document::<profile::ForgetJson>,
    ),
    Described::new(
        "cohort-form",
        "the questions to hand out",
        schema_of_document::<cohort::form::FormJson>,
    ),
    Described::new(
        "cohort-import",
        "what an import read and made",
        schema_of_document::<cohort::import::ImportJson>,
    ),
    Described::new(
        "cohort-summary",
        "where a group stands",
        schema_of_document::<cohort::summary::SummaryJson>,
    ),
    Described::new(
        "cohort-session",
        "what to teach next",
        schema_of_document::<cohort::session::SessionsJson>,
    ),
    Described::new(
        "cohort-pairs",
        "who can help whom",
        schema_of_document::<cohort::pairs::PairsJson>,
    ),
    Described::new(
        "cohort-compare",
        "what moved between two days",
        schema_of_document::<cohort::compare::CompareJson>,
    ),
    Described::new(
        "cohort-raters",
        "how far self and mentor are apart",
        schema_of_document::<cohort::compare::RatersJson>,
    ),
    Described::new(
        "assess-question",
        "a line that `assess --protocol json` asks",
        schema_of_output::<interview::protocol::QuestionLine>,
    ),
    Described::new(
        "assess-error",
        "a line that refuses an answer",
        schema_of_output::<interview::protocol::ErrorLine<'static>>,
    ),
    Described::new(
        "batch",
        "a line of `batch` about one person",
        schema_of_output::<batch::PersonJson<'static>>,
    ),
    Described::new(
        "batch-error",
        "a line of `batch` that could not be read",
        schema_of_output::<batch::RefusedJson<'static>>,
    ),
    Described::new(
        "assess-answer",
        "a line that `assess --protocol json` reads",
        schema_of_file::<interview_json::Written>,
    ),
    Described::new(
        "roles",
        "the roles, and what each asks for",
        schema_of_document::<roles::RolesJson>,
    ),
    Described::new(
        "skills",
        "the skills, and what each level means",
        schema_of_document::<skills::SkillsJson>,
    ),
    Described::new(
        "sources",
        "the public sources behind the maps",
        schema_of_document::<sources::SourcesJson>,
    ),
    Described::new("maps", "which maps are in use", schema_of_document::<maps::MapsJson>),
    Described::new("maps-new", "a start for a map", schema_of_document::<maps::NewMapJson>),
    Described::new(
        "maps-export",
        "what `maps export` wrote",
        schema_of_document::<maps::ExportedJson>,
    ),
    Described::new(
        "graph",
        "what a role asks for and needs",
        schema_of_document::<graph::GraphJson>,
    ),
    Described::new("completions", "the script for a shell", schema_of_document::<CompletionsJson>),
    Described::new("man", "what `man` wrote", schema_of_document::<ManJson>),
    Described::new("schemas", "this list", schema_of_document::<SchemasJson>),
    Described::new(
        "error",
        "what stands on standard error when something went wrong",
        schema_of_output::<ErrorJson<'static>>,
    ),
    Described::new("profile-file", "a profile", schema_of_file::<shapes::ProfileFile>),
    Described::new("areas-file", "a map's areas and levels", schema_of_file::<shapes::AreasFile>),
    Described::new(
        "skills-file",
        "a map's skills of one area",
        schema_of_file::<shapes::SkillsFile>,
    ),
    Described::new("role-file", "a map's role", schema_of_file::<shapes::RoleFile>),
    Described::new("sources-file", "a map's public sources", schema_of_file::<shapes::SourcesFile>),
];

/// Prints a schema, or which there are.
pub fn run(context: &Context<'_>, args: &SchemaArgs) -> Result<String, Failure> {
    let Some(kind) = &args.kind else {
        return Ok(context.answer(
            "schemas",
            || scripts::document(DESCRIBED),
            || scripts::json(DESCRIBED),
        ));
    };
    if format(context.shared) == Format::Markdown {
        return Err(Failure::usage("format", "a schema is JSON")
            .hint("leave out --format, or use --format json"));
    }
    match DESCRIBED.iter().find(|described| described.kind == kind) {
        Some(described) => Ok(described.to_text()),
        None => {
            let kinds = DESCRIBED.iter().map(|described| described.kind);
            let meant = did_you_mean(&nearest(kind, kinds));
            let failure = Failure::usage("unknown-kind", format!("there is no kind `{kind}`"));
            Err(failure.hint(meant.unwrap_or_else(|| "`skillgap schema` lists them".to_string())))
        }
    }
}
