//! Rows by area: the sections of every table that goes through the catalog.

use super::document::{Row, Section, Text, Tone};
use crate::domain::catalog::AreaIndex;
use crate::domain::maps::SkillMaps;

/// A section for each area that has rows, under the area's name.
pub fn sections(maps: &SkillMaps, rows: impl Fn(AreaIndex) -> Vec<Row>) -> Vec<Section> {
    let mut sections = Vec::new();
    for (at, area) in maps.areas().iter().enumerate() {
        let rows = rows(AreaIndex(at));
        if !rows.is_empty() {
            sections.push(Section { heading: Some(Text::new(&area.name, Tone::Strong)), rows });
        }
    }
    sections
}
