//! A role as CSV that Moodle imports as a competency framework (Site administration, Competencies, Import).
//!
//! The columns are in the order of Moodle's own importer, which reads them by position. The first row is the
//! framework. After it, each area is followed by its requirements. The scale is the scale of the maps, and a level is
//! proficient if it reaches the target of the role.

use std::fmt::Write;

use crate::domain::catalog::AreaIndex;
use crate::domain::clean::clean_but;
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::SkillMaps;
use crate::domain::role::{Requirement, RoleIndex};

/// The columns of Moodle's importer, with the names in its English interface.
const COLUMNS: [&str; 14] = [
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
];

/// The most characters of a name or an id that Moodle keeps.
const LONGEST_NAME: usize = 100;

/// Returns the framework of a role at a seniority.
pub(crate) fn framework(maps: &SkillMaps, role: RoleIndex, seniority: Seniority) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [&str; COLUMNS.len()]| {
        // Writing to memory does not fail.
        let _ = rows.write_record(row);
    };
    put(COLUMNS);
    let map = &maps[role];
    let id = format!("skillgap-{}-{seniority}", map.id);
    let values: Vec<&str> = Level::ALL.iter().map(|level| level.name()).collect();
    let values = values.join(",");
    let name = short(&format!("{}, {seniority}", map.name));
    let taxonomy = "domain,competency,competency,competency";
    let summary = paragraph(&map.summary);
    let usual = proficient_from(Level::ABOVE_NONE[1]);
    put(["", &id, &name, &summary, "1", &values, &usual, "", "", "", "", "", "1", taxonomy]);
    for area in (0..maps.areas().len()).map(AreaIndex) {
        let of_area = |(requirement, _): &(&Requirement, Level)| requirement.area == area;
        let asked: Vec<_> = map.asked(seniority).filter(of_area).collect();
        if asked.is_empty() {
            continue;
        }
        let area = &maps[area];
        let summary = paragraph(&area.summary);
        put(["", &area.id, &short(&area.name), &summary, "1", "", "", "", "", "", "", "", "", ""]);
        for (requirement, target) in asked {
            let (id, name) = named(maps, requirement);
            let description = described(maps, requirement, target);
            let scale = proficient_from(target);
            put([
                &area.id,
                &short(&id),
                &short(&name),
                &description,
                "1",
                &values,
                &scale,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
            ]);
        }
    }
    String::from_utf8(rows.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Returns the scale configuration of Moodle. Moodle replaces the id in the first object by the id of its own scale.
/// The items count from 1.
fn proficient_from(target: Level) -> String {
    let mut text = String::from("[{\"scaleid\":\"0\"}");
    for level in Level::ALL {
        let default = u8::from(level == target);
        let proficient = u8::from(level >= target);
        let item = level.number() + 1;
        let _ = write!(
            text,
            ",{{\"id\":{item},\"scaledefault\":{default},\"proficient\":{proficient}}}"
        );
    }
    text.push(']');
    text
}

fn named(maps: &SkillMaps, requirement: &Requirement) -> (String, String) {
    let first = &maps[requirement.any_of[0]];
    match &requirement.group {
        Some(group) => (format!("any-of-{}", first.id), group.to_string()),
        None => (first.id.clone(), first.name.clone()),
    }
}

/// Returns the target of a requirement, with the can-do sentences of each skill that meets it, as HTML.
fn described(maps: &SkillMaps, requirement: &Requirement, target: Level) -> String {
    let mut html = format!(
        "<p>{}, level {target} ({}).</p>",
        capital(requirement.importance.word()),
        target.name()
    );
    for skill in &requirement.any_of {
        let skill = &maps[*skill];
        let _ = write!(
            html,
            "<p><strong>{}</strong>: {}</p><ol>",
            escaped(&skill.name),
            escaped(&skill.summary)
        );
        for level in Level::ABOVE_NONE {
            let _ = write!(html, "<li>{}</li>", escaped(skill.can_do(level)));
        }
        html.push_str("</ol>");
    }
    html
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escaped(text))
}

fn escaped(text: &str) -> String {
    clean_but(text, &['\n']).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST_NAME).collect()
}
