//! The milestones that a person reached, a sentence for each.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Document;
use super::phrases::roles_at;
use super::text::text;
use crate::domain::maps::SkillMaps;
use crate::domain::milestones::{Mark, Milestone};

/// A milestone that this change reached. It is announced once.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct MilestoneJson {
    /// The kind of the milestone.
    milestone: Mark,
    /// The id of the role; null for a project.
    role: Option<String>,
    /// The id of the project; null for a role.
    project: Option<String>,
    /// The milestone as a sentence.
    says: String,
}

/// Returns the JSON of milestones.
pub(crate) fn milestones_json(maps: &SkillMaps, milestones: &[Milestone]) -> Vec<MilestoneJson> {
    let one = |milestone: &Milestone| {
        let (role, project) = match milestone {
            Milestone::OfRole { role, .. } => (Some(maps[*role].id.clone()), None),
            Milestone::OfProject { project, .. } => (None, Some(maps[*project].id.clone())),
        };
        MilestoneJson { milestone: milestone.mark(), role, project, says: says(maps, milestone) }
    };
    milestones.iter().map(one).collect()
}

/// Adds a sentence for each milestone.
pub(crate) fn tell(maps: &SkillMaps, milestones: &[Milestone], document: &mut Document) {
    for milestone in milestones {
        document.say(text!("<good>{}</>", says(maps, milestone)));
    }
}

fn says(maps: &SkillMaps, milestone: &Milestone) -> String {
    match milestone {
        Milestone::OfProject { project, number: 1 } => {
            format!("Your first project is finished: {}.", maps[*project].name)
        }
        Milestone::OfProject { project, number } => {
            format!("That makes {number} projects finished, with {}.", maps[*project].name)
        }
        Milestone::OfRole { mark, role, seniority } => {
            let name = roles_at(maps, &[*role], *seniority);
            match mark {
                Mark::HalfWay => {
                    let comma = if maps[*role].asks_alike() { "" } else { "," };
                    format!("Half way: you meet half of what {name}{comma} asks, by weight.")
                }
                Mark::CoreMet => format!("You meet every core skill of {name}."),
                Mark::AllMet | Mark::ProjectDone => {
                    format!("You meet everything that this map asks of {name}.")
                }
            }
        }
    }
}
