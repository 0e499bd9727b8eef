//! Tables with a section for each area of the catalog.

use super::document::{Columns, Table};
use super::text::text;
use crate::domain::catalog::AreaIndex;
use crate::domain::maps::SkillMaps;

/// Returns a table with a section for each area that has items. The heading of a section is the name of the area.
pub(crate) fn sections<R>(maps: &SkillMaps, items: impl Fn(AreaIndex) -> Vec<R>) -> Columns<R> {
    let areas = maps.areas().iter().enumerate();
    let sections = areas.map(|(at, area)| (Some(text!("**{}**", area.name)), items(AreaIndex(at))));
    Table::in_sections(sections.filter(|(_, items)| !items.is_empty()))
}
