//! Reading JSON lines into a sheet: each line is an object, and its keys are columns.

use std::borrow::Cow;
use std::collections::HashMap;

use super::delimited::bad_bytes;
use super::encoding::Decoded;
use super::json::Json;
use super::sheet::{Row, Sheet, too_large};
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem, SheetPlace};
use crate::files::limits::{CELLS, COLUMNS};

/// Keys whose value is an object, or a list of objects, with skills and levels.
const NESTED: [&str; 4] = ["ratings", "levels", "skills", "answers"];

/// Returns whether a text begins like JSON.
pub(crate) fn looks_so(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Reads a text with one object on each line.
///
/// # Errors
/// Returns a problem if the text is one JSON array, if no line is an object, or if there are more keys or values than
/// allowed.
pub(crate) fn read(decoded: Decoded) -> Result<Sheet, Problem> {
    if decoded.text.trim_start().starts_with('[') {
        return Err(Problem::new(
            Code::JsonArray,
            "this is one JSON array, and JSON lines are read: an object a line",
            "write each element on a line of its own, as `jq -c '.[]'` does",
        ));
    }
    let mut sheet =
        Sheet { read_as: format!("JSON lines, {}", decoded.encoding), ..Sheet::default() };
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    for (at, line) in decoded.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fields = match Json::parse(line) {
            Ok(Json::Object(fields)) => Ok(fields),
            Ok(other) => Err(Problem::new(
                Code::NotJson,
                format!("this is {}, not an object", other.kind()),
                "write one object on the line, as in {\"name\": \"Ada\", \"sql\": 2}",
            )),
            Err(problem) => Err(problem),
        };
        let fields = match fields {
            Ok(fields) => fields,
            Err(problem) => {
                let found = shortened(line);
                let place = SheetPlace { line: Some(at + 1), found, ..SheetPlace::default() };
                sheet.problems.push(problem.in_sheet(place));
                continue;
            }
        };
        let mut cells = Vec::new();
        for (key, text) in flat(fields) {
            let next = keys.len();
            let column = *keys.entry(key).or_insert_with_key(|key| {
                sheet.header.push(key.clone());
                next
            });
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        all += cells.len();
        if keys.len() > COLUMNS {
            return Err(too_large(format!("more than {COLUMNS} keys")));
        }
        if all > CELLS {
            return Err(too_large(format!("more than {CELLS} values")));
        }
        sheet.rows.push(Row { line: at + 1, cells, column: None });
    }
    if let (true, Some(first)) = (sheet.rows.is_empty(), sheet.problems.first()) {
        let line = first.sheet_place().and_then(|place| place.line).unwrap_or(1);
        return Err(Problem::new(
            Code::NotJson,
            format!("no line is a JSON object; line {line}: {}", first.message),
            first.repair.clone(),
        ));
    }
    let damaged = decoded.damaged;
    sheet.notes.extend(damaged.map(|line| bad_bytes(line, decoded.encoding)));
    Ok(sheet)
}

/// Returns the keys of an object with their values as text. Nested ratings become keys of the object itself.
fn flat(fields: Vec<(Cow<'_, str>, Json<'_>)>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (key, value) in fields {
        match value {
            Json::Object(inner) if NESTED.contains(&&*key) => {
                found.extend(inner.into_iter().map(|(key, value)| (key.into(), value.to_string())));
            }
            Json::List(items) if NESTED.contains(&&*key) => {
                for item in items {
                    let (skill, level) = (item.field("skill"), item.field("level"));
                    match (skill, level) {
                        (Some(Json::Text(skill)), Some(level)) => {
                            found.push((skill.to_string(), level.to_string()));
                        }
                        _ => found.push((key.to_string(), item.to_string())),
                    }
                }
            }
            _ => found.push((key.into(), value.to_string())),
        }
    }
    found
}
