//! Edits of the goal in the text of a profile. They change some keys of the goal and no other byte.

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use super::profile_toml::{ProfileFile, read_profile};
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Seniority;
use crate::domain::maps::SkillMaps;
use crate::domain::profile::{Goal, GoalKey};
use crate::domain::roadmap::Order;

/// A key of a goal with its new value, or without a value to remove the key.
#[derive(Clone, Debug)]
pub struct GoalEdit(GoalKey, Option<Value>);

impl GoalEdit {
    /// Returns an edit that removes a key.
    pub(crate) fn clear(key: GoalKey) -> GoalEdit {
        GoalEdit(key, None)
    }

    /// Returns an edit for each value of a goal, with the names in these maps.
    pub fn all_of(goal: &Goal, maps: &SkillMaps) -> Vec<GoalEdit> {
        let roles: Vec<&str> = goal.roles.iter().map(|role| maps[*role].id.as_str()).collect();
        let ids = |skills: &[SkillIndex]| -> Vec<&str> {
            skills.iter().map(|skill| maps[*skill].id.as_str()).collect()
        };
        let mut skip = ids(&goal.skip);
        skip.extend(goal.skip_projects.iter().map(|project| maps[*project].id.as_str()));
        let list = |ids: Vec<&str>| (!ids.is_empty()).then(|| Value::Array(Array::from_iter(ids)));
        let mut skip = ids(&goal.skip);
        skip.extend(goal.skip_projects.iter().map(|project| maps[*project].id.as_str()));
        let Goal { seniority, hours_per_week, pace, order, .. } = goal;
        let said = [
            (GoalKey::Roles, list(roles)),
            (GoalKey::Seniority, seniority.map(|word| Seniority::word(word).into())),
            (GoalKey::HoursPerWeek, hours_per_week.map(number)),
            (GoalKey::Pace, pace.map(number)),
            (GoalKey::Prefer, list(ids(&goal.prefer))),
            (GoalKey::Skip, list(skip)),
            (GoalKey::Order, order.map(|word| Order::word(word).into())),
        ];
        said.into_iter().filter_map(|(key, value)| Some(GoalEdit(key, Some(value?)))).collect()
    }
}

/// Formats a number as people write it: 8, not 8.0.
fn number(number: f64) -> Value {
    if number.fract() == 0.0 { (number as i64).into() } else { number.into() }
}

/// Applies edits to the goal of a valid profile. Returns `None` if the rest of the profile would change.
pub fn with_goal(text: &str, edits: &[GoalEdit]) -> Option<String> {
    changed(text, edits, |_| true)
}

/// Applies the edits whose keys the goal does not have yet.
pub(crate) fn with_more_goal(text: &str, edits: &[GoalEdit]) -> Option<String> {
    changed(text, edits, |there| !there)
}

fn changed(text: &str, edits: &[GoalEdit], applies: impl Fn(bool) -> bool) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let goal = document.entry("goal").or_insert(Item::Table(Table::new()));
    let goal = goal.as_table_like_mut()?;
    for GoalEdit(key, value) in edits {
        let key = key.in_file();
        if !applies(goal.contains_key(key)) {
            continue;
        }
        match value {
            Some(value) => set(goal, key, value.clone()),
            None => {
                goal.remove(key);
            }
        }
    }
    if goal.is_empty() {
        document.remove("goal");
    }
    let after = as_before(text, document.to_string());
    let (left, problems) = read_profile(0, &after);
    let rest = |profile: ProfileFile| ProfileFile { goal: None, ..profile };
    let stays = problems.is_empty() && rest(left) == rest(read_profile(0, text).0);
    stays.then_some(after)
}

/// Sets a key, and keeps the spaces and the comment of the old value.
fn set(goal: &mut dyn TableLike, key: &str, mut value: Value) {
    if let Some(there) = goal.get_mut(key).and_then(Item::as_value_mut) {
        *value.decor_mut() = there.decor().clone();
        *there = value;
    } else {
        goal.insert(key, Item::Value(value));
    }
}

/// Restores the line ends and the byte order mark of the original text.
fn as_before(before: &str, after: String) -> String {
    let bare = after.strip_prefix('\u{feff}').unwrap_or(&after).replace("\r\n", "\n");
    let ends = if before.contains("\r\n") { bare.replace('\n', "\r\n") } else { bare };
    if before.starts_with('\u{feff}') { format!("\u{feff}{ends}") } else { ends }
}
