//! `skillgap sources`: the public sources behind the maps, with the attribution that their licences require.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::{Answer, Format};
use super::document::{Cell, Document, Table, Text, Tone};
use super::sheet::Csv;
use super::text::text;
use crate::domain::catalog::Str;
use crate::domain::maps::{SkillMaps, Source};

/// The public sources behind the maps.
pub(crate) struct SourcesAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
}

impl Answer for SourcesAnswer<'_> {
    const KIND: &'static str = "sources";
    const ABOUT: &'static str = "the public sources behind the maps";
    const FORMATS: &'static [Format] = &[Format::Csv];
    const CSV: &'static [Csv] = &[SOURCES];
    type Json = SourcesJson;

    fn json(&self) -> SourcesJson {
        let cited = citations(self.maps);
        let source = |source: &Source| SourceJson {
            source: source.id.clone(),
            name: source.name.clone(),
            publisher: source.publisher.clone(),
            family: source.family.clone(),
            license: source.license.clone(),
            attribution: source.attribution.clone(),
            url: source.url.clone(),
            cited: *cited.get(source.id.as_str()).unwrap_or(&0),
        };
        SourcesJson { sources: self.maps.sources().iter().map(source).collect() }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title("The sources behind the maps");
        document.say("Requirements cite facts of these sources by keys, source:locator; their sentences are not copied. `skillgap roles ROLE --json` gives the keys of a role.");
        let cited = citations(self.maps);
        document.table(
            Table::of(self.maps.sources())
                .word("Source", |source| Cell::toned(&source.id, Tone::Code))
                .number("Cited", |source| cited.get(&*source.id).unwrap_or(&0).to_string())
                .text("Licence", |source| &*source.license)
                .details(|source| {
                    vec![text!("**{}**, {}  `{}`", source.name, source.publisher, source.url)]
                }),
        );
        document.heading("Attributions");
        document.list(attributions(self.maps.sources()).into_iter().map(Text::from));
        document
    }
}

/// The CSV columns: a row for each source.
const SOURCES: Csv = Csv(&[(
    "sources",
    &["source", "name", "publisher", "family", "license", "attribution", "url", "cited"],
)]);

/// Returns how often each source is cited.
fn citations(maps: &SkillMaps) -> BTreeMap<&str, usize> {
    let mut cited = BTreeMap::new();
    for role in maps.roles() {
        for key in role.requirements.iter().flat_map(|r| &r.evidence) {
            if let Some((source, _)) = key.split_once(':') {
                *cited.entry(source).or_insert(0) += 1;
            }
        }
    }
    cited
}

/// Returns every attribution once, in the order of the sources.
fn attributions(sources: &[Source]) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for attribution in sources.iter().filter_map(|s| s.attribution.as_deref()) {
        if !found.contains(&attribution) {
            found.push(attribution);
        }
    }
    found
}

/// The content of a `sources` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct SourcesJson {
    /// Every source.
    sources: Vec<SourceJson>,
}

#[derive(Debug, JsonSchema, Serialize)]
struct SourceJson {
    /// Its id: the part of evidence keys before the colon.
    source: String,
    /// Its name, with its version.
    name: String,
    /// Who publishes it.
    publisher: Str,
    /// Sources of one family count as one, as the years of a survey do.
    family: Str,
    /// Under which licence.
    license: Str,
    /// The attribution that the licence wants; null where it wants none.
    attribution: Option<Str>,
    /// Where it is.
    url: Str,
    /// How many requirements cite it.
    cited: usize,
}
