//! Rows for spreadsheets and data frames: what `--format csv` gives.

use serde::Serialize;
use serde_json::Value as Json;

/// A header line, and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What the columns hold: the names of the JSON fields where there are such.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Somebody's words: a spreadsheet must not take them for a formula.
    Text(String),
    /// A number, never rounded.
    Number(f64),
    /// Nothing is known.
    Empty,
}

impl Sheet {
    /// A sheet with these columns and no rows.
    pub fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Sheet {
        Sheet { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }
}

/// The chosen fields of a list of a document: so the rows say what the JSON says.
///
/// `list` leads to the list, as in `roles.requirements`: a row each, which may also name the fields of the objects around
/// it. A column of fields one in the other, as `hours.low`, is called `hours_low`; lists of texts stand in one cell, with
/// semicolons.
pub fn rows_of(document: &impl Serialize, list: &str, columns: &[&str]) -> Sheet {
    let mut sheet = Sheet::new(columns.iter().map(|column| column.replace('.', "_")));
    let document = serde_json::to_value(document).unwrap_or_default();
    let path: Vec<&str> = list.split('.').collect();
    add_rows(&mut sheet, &path, columns, &mut vec![&document]);
    sheet
}

fn add_rows(sheet: &mut Sheet, path: &[&str], columns: &[&str], around: &mut Vec<&Json>) {
    let Some((list, rest)) = path.split_first() else {
        let cell = |column: &&str| {
            let found = around.iter().rev().find_map(|object| field(object, column));
            found.map_or(Value::Empty, value)
        };
        sheet.rows.push(columns.iter().map(cell).collect());
        return;
    };
    let Some(Json::Array(objects)) = around.last().and_then(|object| object.get(list)) else {
        return;
    };
    for object in objects {
        around.push(object);
        add_rows(sheet, rest, columns, around);
        around.pop();
    }
}

/// A field of an object, or a field of its field.
fn field<'d>(object: &'d Json, path: &str) -> Option<&'d Json> {
    path.split('.').try_fold(object, |object, key| object.get(key))
}

fn value(json: &Json) -> Value {
    match json {
        Json::Null | Json::Object(_) => Value::Empty,
        Json::Bool(holds) => Value::from(*holds),
        Json::Number(number) => number.as_f64().into(),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => {
            let texts: Vec<&str> = items.iter().filter_map(Json::as_str).collect();
            Value::Text(texts.join(";"))
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<bool> for Value {
    fn from(holds: bool) -> Value {
        Value::Text(holds.to_string())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Value {
        Value::Number(f64::from(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(f64::from(number))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(number as f64)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Empty, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_has_its_own_fields_and_those_around_it() {
        let document = json!({ "roles": [
            { "role": "a", "met": 1, "needs": [
                { "skill": "x", "met": true, "hours": { "low": 2 }, "any_of": ["y", "z"] },
                { "skill": null, "met": false },
            ] },
            { "role": "b", "needs": [] },
        ] });
        let sheet =
            rows_of(&document, "roles.needs", &["role", "skill", "met", "hours.low", "any_of"]);
        assert_eq!(sheet.columns, ["role", "skill", "met", "hours_low", "any_of"]);
        assert_eq!(
            sheet.rows,
            [
                vec!["a".into(), "x".into(), true.into(), 2.0.into(), "y;z".into()],
                vec!["a".into(), Value::Empty, false.into(), Value::Empty, Value::Empty],
            ]
        );
    }
}
