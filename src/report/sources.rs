//! The public sources behind the maps, with the attribution that their licences want.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::document::{Block, Cell, Column, Document, Row, Section, Table, Text, Tone};
use crate::domain::catalog::Str;
use crate::domain::maps::{SkillMaps, Source};

/// The answer for people.
pub fn document(maps: &SkillMaps) -> Document {
    let mut document = Document::default();
    document.push(Block::Title("The sources behind the maps".into()));
    document.say("Requirements cite facts of these sources by keys, source:locator; their sentences are not copied. `skillgap roles ROLE --json` gives the keys of a role.");
    let cited = citations(maps);
    let rows = maps
        .sources()
        .iter()
        .map(|source| Row {
            cells: vec![
                Cell::toned(&source.id, Tone::Code),
                Cell::plain(cited.get(source.id.as_str()).unwrap_or(&0).to_string()),
                Cell::plain(&*source.license),
            ],
            details: vec![
                Text::new(&source.name, Tone::Strong)
                    .and(format!(", {}  ", source.publisher), Tone::Plain)
                    .and(&*source.url, Tone::Code),
            ],
        })
        .collect();
    document.push(Block::Table(Table {
        columns: vec![Column::word("Source"), Column::number("Cited"), Column::text("Licence")],
        sections: vec![Section { heading: None, rows }],
    }));
    document.heading("Attributions");
    document.push(Block::List(attributions(maps.sources()).into_iter().map(Text::from).collect()));
    document
}

/// How often each source is cited.
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

/// Every attribution once, in the order of the sources.
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
pub struct SourcesJson {
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

/// The answer for scripts.
pub fn json(maps: &SkillMaps) -> SourcesJson {
    let cited = citations(maps);
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
    SourcesJson { sources: maps.sources().iter().map(source).collect() }
}
