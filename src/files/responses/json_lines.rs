//! JSON lines → a grid: an object a line, its keys as columns.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::delimited::bad_bytes;
use super::encoding::Decoded;
use super::grid::{Grid, GridRow, MOST_CELLS, MOST_COLUMNS, too_many};
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetPlace};

/// Keys whose content is an object of skills and levels.
const NESTED: [&str; 4] = ["ratings", "levels", "skills", "answers"];

/// Whether a text begins as JSON does.
pub fn looks_so(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads a text of one object a line.
///
/// # Errors
/// When it is one JSON array, or there are more keys than can be read.
pub fn read(decoded: Decoded) -> Result<Grid, Problem> {
    if decoded.text.trim_start().starts_with('[') {
        return Err(Problem::new(
            Code::JsonArray,
            "this is one JSON array, and JSON lines are read: an object a line",
            "write each element on a line of its own, as `jq -c '.[]'` does",
        ));
    }
    let mut grid = Grid { read_as: format!("JSON lines, {}", decoded.encoding), ..Grid::default() };
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    for (at, line) in decoded.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let (object, why) = match serde_json::from_str(line) {
            Ok(Value::Object(object)) => (object, None),
            Ok(_) => (Map::new(), Some("this is JSON and no object".to_string())),
            Err(error) => {
                let said = format!("this is no JSON: {error}");
                (Map::new(), Some(said.replace(" at line 1 column", ", at character")))
            }
        };
        if let Some(message) = why {
            let repair = "write one object on the line, as in {\"name\": \"Ada\", \"sql\": 2}";
            let place =
                SheetPlace { line: Some(at + 1), found: shortened(line), ..SheetPlace::default() };
            grid.problems.push(Problem::new(Code::NotJson, message, repair).in_sheet(place));
            continue;
        }
        let mut cells = Vec::new();
        for (key, text) in flat(&object) {
            let next = keys.len();
            let column = *keys.entry(key).or_insert_with_key(|key| {
                grid.header.push(key.clone());
                next
            });
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        all += cells.len();
        if keys.len() > MOST_COLUMNS {
            return Err(too_many(format!("more than {MOST_COLUMNS} keys")));
        }
        if all > MOST_CELLS {
            return Err(too_many(format!("more than {MOST_CELLS} values")));
        }
        grid.rows.push(GridRow { line: at + 1, cells });
    }
    if let (true, Some(first)) = (grid.rows.is_empty(), grid.problems.first()) {
        let line = first.sheet_place().and_then(|place| place.line).unwrap_or(1);
        return Err(Problem::new(
            Code::NotJson,
            format!("no line is a JSON object; line {line}: {}", first.message),
            first.repair.clone(),
        ));
    }
    let damaged = decoded.damaged;
    grid.notes.extend(damaged.map(|line| bad_bytes(line, decoded.encoding)));
    Ok(grid)
}

/// The keys of an object with their values as texts; those of its ratings beside its own.
fn flat(object: &Map<String, Value>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in object {
        match value {
            Value::Object(inner) if NESTED.contains(&key.as_str()) => {
                found.extend(inner.iter().map(|(key, value)| (key.clone(), text_of(value))));
            }
            Value::Array(list) if NESTED.contains(&key.as_str()) => {
                for item in list {
                    match (item.get("skill"), item.get("level")) {
                        (Some(Value::String(skill)), Some(level)) => {
                            found.push((skill.clone(), text_of(level)));
                        }
                        _ => found.push((key.clone(), text_of(item))),
                    }
                }
            }
            _ => found.push((key.clone(), text_of(value))),
        }
    }
    found
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
