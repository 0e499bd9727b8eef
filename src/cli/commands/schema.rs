//! `skillgap schema`: prints the JSON Schema of a document or a file.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{ErrorJson, Failure};
use crate::cli::output::format;
use crate::domain::names::{did_you_mean, nearest};
use crate::files::cohort_toml::CohortFile;
use crate::files::interview_json;
use crate::files::maps_toml::{AdvertsFile, AreasFile, RoleFile, SkillsFile, SourcesFile};
use crate::files::people::mapping::MappingFile;
use crate::files::profile_toml::ProfileFile;
use crate::report::answer::Format;
use crate::report::schema::Described;
use crate::report::scripts::{CompletionsAnswer, ManAnswer, SchemasAnswer};
use crate::report::{
    about, advert, assess, batch, cohort, done, export, fit, gap, goal, graph, interview, maps,
    next, own_import, profile, progress, ratings, roadmap, roles, skills, sources, undo, why,
    why_project, written,
};

/// The flags of `schema`.
#[derive(Args, Debug)]
#[command(
    after_help = "Documents begin with format_version, kind, tool and maps. A minor step of format_version only adds fields; programs that read documents should ignore fields that they do not know. The schemas are JSON Schema 2020-12; a schema for a file describes its TOML converted to JSON.

Examples:
  skillgap schema                      lists all schemas
  skillgap schema gap > gap.schema.json
  skillgap schema profile-file         for an editor that checks TOML"
)]
pub(crate) struct SchemaArgs {
    /// The kind of document or file
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

/// All documents and files that have a schema.
pub(crate) const DESCRIBED: &[Described] = &[
    Described::answer::<gap::GapAnswer>(),
    Described::answer::<roadmap::RoadmapAnswer>(),
    Described::answer::<advert::MatchAnswer>(),
    Described::answer::<advert::market::MarketAnswer>(),
    Described::answer::<next::NextAnswer>(),
    Described::answer::<why::WhyAnswer>(),
    Described::answer::<why_project::WhyProjectAnswer>(),
    Described::answer::<ratings::RatingsAnswer>(),
    Described::answer::<done::DoneAnswer>(),
    Described::answer::<done::DoneProjectAnswer>(),
    Described::answer::<undo::UndoAnswer>(),
    Described::answer::<goal::GoalAnswer>(),
    Described::answer::<about::AboutAnswer>(),
    Described::answer::<assess::AssessAnswer>(),
    Described::answer::<cohort::live::SeatedAnswer>(),
    Described::answer::<progress::ProgressAnswer>(),
    Described::answer::<fit::FitAnswer>(),
    Described::answer::<written::ReportAnswer>(),
    Described::answer::<export::ExportAnswer>(),
    Described::answer::<own_import::OwnImportAnswer>(),
    Described::answer::<profile::ProfileAnswer>(),
    Described::answer::<profile::PathAnswer>(),
    Described::answer::<profile::NewProfileAnswer>(),
    Described::answer::<profile::ForgetAnswer>(),
    Described::answer::<profile::MigrateAnswer>(),
    Described::answer::<cohort::form::FormAnswer>(),
    Described::answer::<cohort::import::ImportAnswer>(),
    Described::answer::<cohort::summary::SummaryAnswer>(),
    Described::answer::<cohort::session::SessionAnswer>(),
    Described::answer::<cohort::pairs::PairsAnswer>(),
    Described::answer::<cohort::groups::GroupsAnswer>(),
    Described::answer::<cohort::forget::ForgetPersonAnswer>(),
    Described::answer::<cohort::compare::CompareAnswer>(),
    Described::answer::<cohort::compare::RatersAnswer>(),
    Described::bare::<interview::protocol::QuestionLine>(),
    Described::bare::<interview::protocol::ErrorLine<'static>>(),
    Described::bare::<batch::PersonJson<'static>>(),
    Described::bare::<batch::RefusedJson<'static>>(),
    Described::file::<interview_json::Written>(
        "assess-answer",
        "a line that `assess --protocol json` reads",
    ),
    Described::answer::<roles::RolesAnswer>(),
    Described::answer::<skills::SkillsAnswer>(),
    Described::answer::<sources::SourcesAnswer>(),
    Described::answer::<maps::MapsAnswer>(),
    Described::answer::<maps::NewMapAnswer>(),
    Described::answer::<maps::ExportAnswer>(),
    Described::answer::<graph::GraphAnswer>(),
    Described::answer::<CompletionsAnswer>(),
    Described::answer::<ManAnswer>(),
    Described::answer::<SchemasAnswer>(),
    Described::bare::<ErrorJson<'static>>(),
    Described::file::<ProfileFile>("profile-file", "a profile"),
    Described::file::<CohortFile>("cohort-file", "a cohort.toml"),
    Described::file::<MappingFile>("mapping-file", "the file of --map for `cohort import`"),
    Described::file::<AreasFile>("areas-file", "a map's areas and levels"),
    Described::file::<SkillsFile>("skills-file", "a map's skills of one area"),
    Described::file::<RoleFile>("role-file", "a map's role"),
    Described::file::<AdvertsFile>("adverts-file", "a map's rules for advertisements"),
    Described::file::<SourcesFile>("sources-file", "a map's public sources"),
];

impl Run for SchemaArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let Some(kind) = &self.kind else {
            return Ok(context.answer(&SchemasAnswer(DESCRIBED)));
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
                Err(failure
                    .hint(meant.unwrap_or_else(|| "`skillgap schema` lists them".to_string())))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// Finds the schemas of a field of an object. An object with several shapes may have the field in each of them.
    fn fields<'s>(root: &'s Value, schema: &'s Value, name: &str) -> Vec<&'s Value> {
        let mut found: Vec<&Value> = schema["properties"].get(name).into_iter().collect();
        if let Some(reference) = schema["$ref"].as_str() {
            let definition = root.pointer(reference.trim_start_matches('#'));
            found.extend(definition.into_iter().flat_map(|schema| fields(root, schema, name)));
        }
        for shapes in ["anyOf", "oneOf", "allOf"] {
            let shapes = schema[shapes].as_array().into_iter().flatten();
            found.extend(shapes.flat_map(|schema| fields(root, schema, name)));
        }
        found
    }

    #[test]
    fn every_csv_column_is_a_field_of_its_document() {
        let mut unknown = Vec::new();
        for described in DESCRIBED {
            let root = described.schema();
            for csv in described.csv {
                let mut around = vec![&root];
                for (list, columns) in csv.0 {
                    let lists = around.iter().flat_map(|schema| fields(&root, schema, list));
                    around = lists.map(|list| &list["items"]).collect();
                    for column in *columns {
                        let found = column.split('.').fold(around.clone(), |objects, name| {
                            objects.iter().flat_map(|object| fields(&root, object, name)).collect()
                        });
                        if found.is_empty() {
                            unknown.push(format!("{}: {list}.{column}", described.kind));
                        }
                    }
                }
            }
        }
        assert_eq!(unknown, Vec::<String>::new());
    }
}
