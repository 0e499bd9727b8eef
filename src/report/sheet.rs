//! Rows for spreadsheets and data frames: the content of `--format csv`.

use serde::Serialize;
use serde_json::Value as Json;

use crate::domain::gap::Fraction;
use crate::domain::level::Level;

/// The part of a JSON document that becomes CSV, a row for each item of a list. It names the lists that lead to the
/// items, the outermost first. For each list it names the fields of its objects that become columns.
///
/// The column of a nested field such as `hours.low` is called `hours_low`. A list of texts becomes one cell, separated
/// by semicolons. A test compares every field with the schema of its document.
pub struct Csv(pub &'static [(&'static str, &'static [&'static str])]);

/// A header row, and rows with a cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The names of the columns: the names of the JSON fields if the rows come from JSON.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// The content of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Text from a file or a person. It must be written so that a spreadsheet does not read it as a formula.
    Text(String),
    /// A number, never rounded.
    Number(f64),
    /// An empty cell: the value is not known.
    Empty,
}

impl Sheet {
    /// Creates a sheet with these columns and no rows.
    pub(crate) fn new(columns: impl IntoIterator<Item = impl Into<String>>) -> Sheet {
        Sheet { columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Starts a sheet with a row for each item, for rows that are not a list of a JSON document. The columns are added
    /// one by one.
    pub(crate) fn of<R>(items: impl IntoIterator<Item = R>) -> SheetColumns<R> {
        let items: Vec<R> = items.into_iter().collect();
        let rows = vec![Vec::new(); items.len()];
        SheetColumns { sheet: Sheet { columns: Vec::new(), rows }, items }
    }
}

/// A sheet that is built column by column: each column adds its title, and a cell to the row of each item.
#[derive(Clone, Debug)]
pub(crate) struct SheetColumns<R> {
    sheet: Sheet,
    items: Vec<R>,
}

impl<R> SheetColumns<R> {
    /// Adds a column.
    #[must_use]
    pub(crate) fn column<V: Into<Value>>(
        mut self,
        title: impl Into<String>,
        cell: impl Fn(&R) -> V,
    ) -> SheetColumns<R> {
        self.sheet.columns.push(title.into());
        for (row, item) in self.sheet.rows.iter_mut().zip(&self.items) {
            row.push(cell(item).into());
        }
        self
    }
}

impl<R> From<SheetColumns<R>> for Sheet {
    fn from(columns: SheetColumns<R>) -> Sheet {
        columns.sheet
    }
}

/// Returns the rows of a list of a document. The cells hold the values of the JSON.
pub(crate) fn rows_of(document: &impl Serialize, csv: &Csv) -> Sheet {
    let columns = csv.0.iter().flat_map(|(_, fields)| *fields);
    let mut sheet = Sheet::new(columns.map(|field| field.replace('.', "_")));
    let document = serde_json::to_value(document).unwrap_or_default();
    add_rows(&mut sheet, csv.0, &document, &[]);
    sheet
}

fn add_rows(sheet: &mut Sheet, lists: &[(&str, &[&str])], around: &Json, outer: &[Value]) {
    let Some(((list, fields), inner)) = lists.split_first() else {
        sheet.rows.push(outer.to_vec());
        return;
    };
    for object in around.get(list).and_then(Json::as_array).into_iter().flatten() {
        let cells = fields.iter().map(|path| field(object, path).map_or(Value::Empty, value));
        let cells: Vec<Value> = outer.iter().cloned().chain(cells).collect();
        add_rows(sheet, inner, object, &cells);
    }
}

/// Returns a field of an object. The path of a nested field has dots.
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

impl From<Level> for Value {
    fn from(level: Level) -> Value {
        level.number().into()
    }
}

impl From<Fraction> for Value {
    fn from(fraction: Fraction) -> Value {
        fraction.fraction().into()
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
    fn a_row_has_the_fields_of_the_objects_around_it_before_its_own() {
        let document = json!({ "roles": [
            { "role": "a", "met": 1, "needs": [
                { "skill": "x", "met": true, "hours": { "low": 2 }, "any_of": ["y", "z"] },
                { "skill": null, "met": false },
            ] },
            { "role": "b", "needs": [] },
        ] });
        let csv = Csv(&[("roles", &["role"]), ("needs", &["skill", "met", "hours.low", "any_of"])]);
        let sheet = rows_of(&document, &csv);
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
