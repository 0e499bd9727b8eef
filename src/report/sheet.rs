//! Rows for spreadsheets and data frames: what `--format csv` gives.

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
        Sheet {
            columns: columns.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
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
