//! A reader of TOML files that is driven by types. It reports every problem of a file, not only the first.
//!
//! [`file_tables!`] declares a table of a file with its keys, each once. The reader, the list of known keys and the
//! JSON Schema all come from that declaration. The type of a key is a [`FileValue`]: it says what the value may be
//! (`file_values` has the scalars). The reader reports a wrong value with its span and continues with a valid
//! substitute. serde's derive cannot do this, because it stops at the first wrong value.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use toml::de::{DeTable, DeValue};

use crate::domain::names::{did_you_mean, nearest, shortened};
use crate::domain::problem::{Code, Problem, Span, Spanned};

/// The newest file format that this program reads.
pub(crate) const FORMAT: u8 = 1;

/// A type that says what the value of a key may be.
pub(crate) trait FileValue: Sized {
    /// A description of the type, as the end of "`key` must be …".
    const IS: &'static str;

    /// Reads the value. It returns `None` if it has reported a problem instead.
    fn read(value: &Value<'_, '_>) -> Option<Self>;

    /// Returns the substitute for a value that is missing or wrong. `span` is where the value should be.
    fn stand_in(span: &Span) -> Self;

    /// Reads the value of a key. The key is required, unless the type says otherwise.
    fn read_key(table: &Table<'_, '_>, key: &'static str) -> Self {
        match table.get(key) {
            Some(value) => Self::read(&value).unwrap_or_else(|| Self::stand_in(&value.span())),
            None => {
                table.report_missing(key);
                Self::stand_in(&table.span())
            }
        }
    }
}

/// A table of a file, declared with [`file_tables!`].
pub(crate) trait FileTable: FileValue {
    /// The keys of the table, in the order in which they are declared.
    const KEYS: &'static [&'static str];

    /// Reads every key, and reports the unknown ones.
    fn read_table(table: &Table<'_, '_>) -> Self;
}

/// Declares tables of files. The name of a field is the key. After `=` a field gives another key, for names that Rust
/// does not allow. The comments become the descriptions in the published schema.
macro_rules! file_tables {
    ($(
        $(#[$about:meta])*
        $public:vis struct $name:ident {
            $($(#[$said:meta])* $field:ident $(= $key:literal)?: $type:ty,)+
        }
    )+) => {$(
        #[derive(Clone, Debug, PartialEq, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        $(#[$about])*
        $public struct $name {
            $($(#[$said])* $(#[schemars(rename = $key)])? pub(crate) $field: $type,)+
        }

        impl $crate::files::file_reader::FileValue for $name {
            const IS: &'static str = "a table";

            fn read(value: &$crate::files::file_reader::Value<'_, '_>) -> Option<$name> {
                use $crate::files::file_reader::FileTable;
                Some($name::read_table(&value.table::<$name>()?))
            }

            fn stand_in(span: &$crate::domain::problem::Span) -> $name {
                use $crate::files::file_reader::FileValue;
                $name { $($field: FileValue::stand_in(span),)+ }
            }
        }

        impl $crate::files::file_reader::FileTable for $name {
            const KEYS: &'static [&'static str] =
                &[$($crate::files::file_reader::key!($field $($key)?)),+];

            fn read_table(table: &$crate::files::file_reader::Table<'_, '_>) -> $name {
                use $crate::files::file_reader::{FileValue, key};
                let read = $name {
                    $($field: FileValue::read_key(table, key!($field $($key)?)),)+
                };
                table.report_unknown($name::KEYS);
                read
            }
        }
    )+};
}

/// Expands to the key of a field: the literal if there is one, otherwise the name of the field.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

pub(crate) use {file_tables, key};

/// Reads a file that is one table. If the text is not TOML or has a newer format, the table is a substitute, and the
/// only problem is that one.
pub(crate) fn read_file<T: FileTable>(file: usize, text: &str) -> (T, Vec<Problem>) {
    let (read, problems) = read_root(file, text, T::read_table);
    (read.unwrap_or_else(|| T::stand_in(&Span { file, range: 0..0 })), problems)
}

/// Reads a file with `read`. If the text is not TOML or has a newer format, `read` is not called.
pub(crate) fn read_root<T>(
    file: usize,
    text: &str,
    read: impl FnOnce(&Table<'_, '_>) -> T,
) -> (Option<T>, Vec<Problem>) {
    let reader = Reader { file, problems: RefCell::new(Vec::new()) };
    let read = match DeTable::parse(text) {
        Ok(root) if let Some(range) = number_without_digits(root.get_ref()) => {
            reader.report(
                range,
                Code::Syntax,
                "this is not TOML: a number has no digits",
                "write the digits, as in 0x2, or remove the prefix",
            );
            None
        }
        Ok(root) => {
            let key = Key { within: "", own: "" };
            let root = Table { reader: &reader, table: root.get_ref(), range: 0..0, key };
            root.is_of_known_format().then(|| read(&root))
        }
        Err(error) => {
            reader.report(
                error.span().unwrap_or(0..0),
                Code::Syntax,
                format!("this is not TOML: {}", error.message()),
                "fix it here; https://toml.io shows the format",
            );
            None
        }
    };
    (read, reader.problems.into_inner())
}

/// Returns the span of the first number without digits, such as `0x`. The parser accepts such numbers.
fn number_without_digits(root: &DeTable<'_>) -> Option<Range<usize>> {
    let mut open: Vec<&toml::Spanned<DeValue<'_>>> = root.values().collect();
    let mut first: Option<Range<usize>> = None;
    while let Some(value) = open.pop() {
        match value.get_ref() {
            DeValue::Array(list) => open.extend(list.iter()),
            DeValue::Table(table) => open.extend(table.values()),
            DeValue::Integer(number)
                if !number.as_str().contains(|c: char| c.is_alphanumeric()) =>
            {
                let before = first.as_ref().is_none_or(|first| value.span().start < first.start);
                first = if before { Some(value.span()) } else { first };
            }
            _ => {}
        }
    }
    first
}

/// The collector of the problems of one file.
struct Reader {
    file: usize,
    problems: RefCell<Vec<Problem>>,
}

impl Reader {
    fn report(
        &self,
        range: Range<usize>,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        let span = Span { file: self.file, range };
        self.problems.borrow_mut().push(Problem::at(&span, code, message, repair));
    }
}

/// The name of a value in messages: its own key, after the key of the table around it if its own key is only a number
/// or a name.
#[derive(Clone, Copy)]
struct Key<'r> {
    within: &'r str,
    own: &'r str,
}

impl Key<'_> {
    fn name(self) -> String {
        if self.within.is_empty() {
            return self.own.to_string();
        }
        format!("{}.{}", self.within, self.own)
    }
}

/// A value of a file that is not converted yet.
#[derive(Clone, Copy)]
pub(crate) struct Value<'r, 't> {
    reader: &'r Reader,
    value: &'r toml::Spanned<DeValue<'t>>,
    key: Key<'r>,
}

impl<'r, 't> Value<'r, 't> {
    /// Returns the span of the value.
    pub(crate) fn span(&self) -> Span {
        Span { file: self.reader.file, range: self.value.span() }
    }

    /// Reports a problem of this value.
    pub(crate) fn report(&self, code: Code, message: impl Into<String>, repair: impl Into<String>) {
        self.reader.report(self.value.span(), code, message, repair);
    }

    /// Returns a number as it is written in the file, shortened for a message.
    pub(crate) fn number_as_written(&self) -> String {
        match self.value.get_ref() {
            DeValue::Float(number) => shortened(number.as_str()),
            DeValue::Integer(number) => shortened(number.as_str()),
            _ => String::new(),
        }
    }

    /// Returns the value as text that is not empty, without leading and trailing spaces.
    pub(crate) fn text<T: FileValue>(&self) -> Option<String> {
        let Some(text) = self.value.get_ref().as_str() else {
            return self.wrong_type::<T, _>();
        };
        if text.trim().is_empty() {
            self.report(
                Code::EmptyText,
                format!("`{}` is empty", self.key.name()),
                "write something, or remove the line if the key is optional",
            );
            return None;
        }
        Some(text.trim().to_string())
    }

    /// Returns the value as text. A date of TOML is returned as TOML writes it.
    pub(crate) fn text_or_date<T: FileValue>(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::Datetime(date) => Some(date.to_string()),
            _ => self.text::<T>(),
        }
    }

    /// Returns the value as a table.
    pub(crate) fn table<T: FileValue>(&self) -> Option<Table<'r, 't>> {
        let Some(table) = self.value.get_ref().as_table() else {
            return self.wrong_type::<T, _>();
        };
        Some(Table { reader: self.reader, table, range: self.value.span(), key: self.key })
    }

    /// Reports that the value does not have the type `T`.
    fn wrong_type<T: FileValue, N>(&self) -> Option<N> {
        let found = match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(
            Code::WrongType,
            format!("`{}` must be {}, but this is {found}", self.key.name(), T::IS),
            format!("write {}", T::IS),
        );
        None
    }
}

/// A table of a file.
pub(crate) struct Table<'r, 't> {
    reader: &'r Reader,
    table: &'r DeTable<'t>,
    range: Range<usize>,
    key: Key<'r>,
}

impl<'r, 't> Table<'r, 't> {
    /// Returns the span of the table.
    pub(crate) fn span(&self) -> Span {
        Span { file: self.reader.file, range: self.range.clone() }
    }

    /// Returns the value of a key.
    pub(crate) fn get(&self, key: &'r str) -> Option<Value<'r, 't>> {
        let value = self.table.get(key)?;
        Some(Value { reader: self.reader, value, key: Key { within: "", own: key } })
    }

    /// Returns whether the value of a key is a list.
    pub(crate) fn has_list(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// Returns every entry with its key, in the order of the file.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Spanned<&'r str>, Value<'r, 't>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        entries.into_iter().map(|(name, value)| {
            let span = Span { file: self.reader.file, range: name.span() };
            let name: &str = name.get_ref();
            let key = Key { within: self.key.own, own: name };
            (Spanned { value: name, span }, Value { reader: self.reader, value, key })
        })
    }

    /// Reports a problem at a span in the table.
    pub(crate) fn report(
        &self,
        span: Span,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        self.reader.report(span.range, code, message, repair);
    }

    /// Reports that a key is missing.
    pub(crate) fn report_missing(&self, key: &str) {
        self.report(
            self.span(),
            Code::MissingKey,
            format!("{} has no `{key}`", self.name()),
            format!("add `{key} = …`"),
        );
    }

    /// Reports each key that is not in `known`.
    pub(crate) fn report_unknown(&self, known: &[&str]) {
        if self.table.keys().all(|key| known.contains(&&**key.get_ref())) {
            return;
        }
        for (key, _) in self.entries().filter(|(key, _)| !known.contains(&key.value)) {
            let near = nearest(key.value, known.iter().copied());
            self.report(
                key.span,
                Code::UnknownKey,
                format!("{} has no key `{}`", self.name(), key.value),
                did_you_mean(&near)
                    .unwrap_or_else(|| format!("the keys here are: {}", known.join(", "))),
            );
        }
    }

    /// Returns the name of the table in messages, with its id if it has one.
    fn name(&self) -> String {
        let key = self.key.name();
        match self.table.get("id").and_then(|id| id.get_ref().as_str()) {
            _ if key.is_empty() => "the file".to_string(),
            Some(id) => format!("{key} `{id}`"),
            None => format!("`{key}`"),
        }
    }

    /// Returns whether this program can read the format of the file, and reports the format if not.
    fn is_of_known_format(&self) -> bool {
        let Some(format) = self.get("format") else {
            self.report_missing("format");
            return true;
        };
        let Some(number) = i64::read(&format) else {
            return true;
        };
        if number > i64::from(FORMAT) {
            format.report(
                Code::FormatVersion,
                format!("this file has format {number}, but this version of skillgap reads only up to {FORMAT}"),
                "install a newer skillgap",
            );
        } else if number < 1 {
            format.report(
                Code::FormatVersion,
                format!("there is no format {number}"),
                format!("write `format = {FORMAT}`"),
            );
        }
        (1..=i64::from(FORMAT)).contains(&number)
    }
}

/// An optional key.
impl<T: FileValue> FileValue for Option<T> {
    const IS: &'static str = T::IS;

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        T::read(value).map(Some)
    }

    fn stand_in(_: &Span) -> Self {
        None
    }

    fn read_key(table: &Table<'_, '_>, key: &'static str) -> Self {
        T::read(&table.get(key)?)
    }
}

/// A list. A missing list is read as an empty one, because a separate rule decides whether it may be empty.
impl<T: FileValue> FileValue for Vec<T> {
    const IS: &'static str = "a list in brackets";

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        let Some(list) = value.value.get_ref().as_array() else {
            return value.wrong_type::<Self, _>();
        };
        Some(list.iter().filter_map(|item| T::read(&Value { value: item, ..*value })).collect())
    }

    fn stand_in(_: &Span) -> Self {
        Vec::new()
    }

    fn read_key(table: &Table<'_, '_>, key: &'static str) -> Self {
        table.get(key).and_then(|value| Self::read(&value)).unwrap_or_default()
    }
}

/// A value with its span.
impl<T: FileValue> FileValue for Spanned<T> {
    const IS: &'static str = T::IS;

    fn read(value: &Value<'_, '_>) -> Option<Self> {
        Some(Spanned { value: T::read(value)?, span: value.span() })
    }

    fn stand_in(span: &Span) -> Self {
        Spanned { value: T::stand_in(span), span: span.clone() }
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl FileValue for i64 {
    const IS: &'static str = "a whole number";

    fn read(value: &Value<'_, '_>) -> Option<i64> {
        let Some(number) = value.value.get_ref().as_integer() else {
            return value.wrong_type::<i64, _>();
        };
        let read = i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok();
        if read.is_none() {
            value.report(
                Code::WrongType,
                format!("`{}` has too many digits", value.key.name()),
                "write a whole number of fewer digits",
            );
        }
        read
    }

    fn stand_in(_: &Span) -> i64 {
        1
    }
}

impl FileValue for f64 {
    const IS: &'static str = "a number";

    fn read(value: &Value<'_, '_>) -> Option<f64> {
        let digits = match value.value.get_ref() {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) if number.radix() == 10 => number.as_str(),
            DeValue::Integer(_) => return i64::read(value).map(|number| number as f64),
            _ => return value.wrong_type::<f64, _>(),
        };
        match digits.replace('_', "").parse() {
            Ok(number) => Some(number),
            Err(_) => value.wrong_type::<f64, _>(),
        }
    }

    fn stand_in(_: &Span) -> f64 {
        1.0
    }
}

impl FileValue for bool {
    const IS: &'static str = "true or false";

    fn read(value: &Value<'_, '_>) -> Option<bool> {
        value.value.get_ref().as_bool().or_else(|| value.wrong_type::<bool, _>())
    }

    fn stand_in(_: &Span) -> bool {
        false
    }
}
