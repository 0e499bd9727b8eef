//! Reading TOML so that every problem of a file is found, not the first.
//!
//! serde's derive stops at the first wrong value, so tables are walked by hand: each key is asked for by what it should
//! be, a value of another kind is reported with its place and stands as something harmless, and [`Table::finish`]
//! reports the keys that nobody asked for.

mod values;

use std::cell::RefCell;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::domain::draft::Text;
use crate::domain::level::Level;
use crate::domain::names::{did_you_mean, nearest};
use crate::domain::problem::{Code, Problem, Span, Spanned};

/// The newest file format that this program reads.
pub const FORMAT: i64 = 1;

/// Collects the problems of one file while its tables are read.
pub struct Reader {
    file: usize,
    problems: RefCell<Vec<Problem>>,
}

impl Reader {
    /// Reads a whole file with `read`, and gives back what it made of it together with all problems.
    ///
    /// `read` is not called when the text is no TOML or of a newer format: then there is nothing but the problem.
    pub fn read<T: Default>(
        file: usize,
        text: &str,
        read: impl FnOnce(&Table<'_, '_>) -> T,
    ) -> (T, Vec<Problem>) {
        let reader = Reader { file, problems: RefCell::new(Vec::new()) };
        let value = match DeTable::parse(text) {
            Ok(root) => {
                let table = reader.root(root.get_ref());
                if table.is_readable() {
                    let value = read(&table);
                    table.finish();
                    value
                } else {
                    T::default()
                }
            }
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                reader.report(
                    span,
                    Code::Syntax,
                    format!("this is not TOML: {}", error.message()),
                    "mend it here; https://toml.io shows the format",
                );
                T::default()
            }
        };
        (value, reader.problems.into_inner())
    }

    fn root<'r, 't>(&'r self, table: &'r DeTable<'t>) -> Table<'r, 't> {
        Table {
            reader: self,
            table,
            span: 0..0,
            what: "the file".to_string(),
            asked: RefCell::new(Vec::new()),
        }
    }

    fn report(
        &self,
        range: Range<usize>,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        let span = self.span(range);
        self.problems.borrow_mut().push(Problem::at(&span, code, message, repair));
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { file: self.file, range }
    }
}

/// One table of a file, being read.
pub struct Table<'r, 't> {
    reader: &'r Reader,
    table: &'r DeTable<'t>,
    span: Range<usize>,
    what: String,
    asked: RefCell<Vec<&'static str>>,
}

type Value<'t> = toml::Spanned<DeValue<'t>>;

impl<'r, 't> Table<'r, 't> {
    /// Where the table begins.
    pub fn span(&self) -> Span {
        self.reader.span(self.span.clone())
    }

    /// Says something of the table, at a place of it.
    pub fn report(
        &self,
        span: &Span,
        code: Code,
        message: impl Into<String>,
        repair: impl Into<String>,
    ) {
        self.reader.report(span.range.clone(), code, message, repair);
    }

    /// Whether the key is there, and holds a list of tables.
    pub fn has_tables(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_array())
    }

    /// A text that must be there and say something.
    pub fn text(&self, key: &'static str) -> Text {
        match self.required(key).and_then(|value| self.as_text(key, value)) {
            Some(text) => text,
            None => self.nothing(),
        }
    }

    /// A text that may be left out.
    pub fn maybe_text(&self, key: &'static str) -> Option<Text> {
        self.value(key).and_then(|value| self.as_text(key, value))
    }

    /// A list of texts; empty when left out.
    pub fn texts(&self, key: &'static str) -> Vec<Text> {
        self.maybe_texts(key).map_or(Vec::new(), |list| list.value)
    }

    /// A list of texts that may be left out.
    pub fn maybe_texts(&self, key: &'static str) -> Option<Spanned<Vec<Text>>> {
        let value = self.value(key)?;
        let texts = self.as_texts(key, value)?;
        Some(self.placed(value, texts))
    }

    /// A whole number that must be there.
    pub fn integer(&self, key: &'static str) -> Spanned<i64> {
        match self.required(key).and_then(|value| self.as_integer(key, value)) {
            Some(number) => number,
            None => Spanned { value: 1, span: self.span() },
        }
    }

    /// A whole number that may be left out.
    pub fn maybe_integer(&self, key: &'static str) -> Option<Spanned<i64>> {
        self.value(key).and_then(|value| self.as_integer(key, value))
    }

    /// A number, whole or not, that must be there.
    pub fn number(&self, key: &'static str) -> Spanned<f64> {
        match self.required(key).and_then(|value| self.as_number(key, value)) {
            Some(number) => number,
            None => Spanned { value: 1.0, span: self.span() },
        }
    }

    /// A number, whole or not, that may be left out.
    pub fn maybe_number(&self, key: &'static str) -> Option<Spanned<f64>> {
        self.value(key).and_then(|value| self.as_number(key, value))
    }

    fn as_number(&self, key: &str, value: &'r Value<'t>) -> Option<Spanned<f64>> {
        let number = match value.get_ref() {
            DeValue::Float(float) => float.as_str().replace('_', "").parse().ok(),
            DeValue::Integer(whole) => whole.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "a number");
        }
        Some(self.placed(value, number?))
    }

    /// A level, at least `least`, that must be there.
    pub fn level(&self, key: &'static str, least: Level) -> Spanned<Level> {
        let number = self.integer(key);
        Spanned { value: self.as_level(&number, least), span: number.span }
    }

    /// `true` or `false`; `usual` when left out.
    pub fn flag(&self, key: &'static str, usual: bool) -> bool {
        let Some(value) = self.value(key) else {
            return usual;
        };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "true or false");
        }
        flag.unwrap_or(usual)
    }

    /// One of several words, which must be there.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Spanned<T> {
        let text = self.required(key).and_then(|value| self.as_text(key, value));
        let span = text.as_ref().map_or_else(|| self.span(), |t| t.span.clone());
        let value =
            text.and_then(|text| self.as_word(&text, words)).unwrap_or(words[words.len() - 1].1);
        Spanned { value, span }
    }

    /// One of several words, which may be left out.
    pub fn maybe_word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let text = self.maybe_text(key)?;
        let value = self.as_word(&text, words)?;
        Some(Spanned { value, span: text.span })
    }

    /// A day, as TOML writes it or as text; `None` when left out.
    pub fn maybe_day(&self, key: &'static str) -> Option<Text> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Datetime(day) => Some(self.placed(value, day.to_string())),
            DeValue::String(day) => Some(self.placed(value, day.to_string())),
            _ => {
                self.wrong_type(key, value, "a day, as in 2026-11-22");
                None
            }
        }
    }

    /// A table that may be left out.
    pub fn maybe_table(&self, key: &'static str) -> Option<Table<'r, 't>> {
        let value = self.value(key)?;
        self.as_table(format!("`{key}`"), value)
    }

    /// A table that must be there.
    pub fn table(&self, key: &'static str) -> Option<Table<'r, 't>> {
        let value = self.required(key)?;
        self.as_table(format!("`{key}`"), value)
    }

    /// A list of tables; empty when left out.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'r, 't>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of tables");
            return Vec::new();
        };
        list.iter().filter_map(|item| self.as_table(format!("`{key}`"), item)).collect()
    }

    /// The entries of a table whose keys are levels from `least` to 4, each given to `read`.
    pub fn by_level<T>(
        &self,
        key: &'static str,
        least: Level,
        mut read: impl FnMut(&Table<'r, 't>, Level, Entry<'r, 't>) -> Option<T>,
    ) -> Vec<(Level, T)> {
        let Some(table) = self.maybe_table(key) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (name, value) in table.in_order() {
            let level = name.get_ref().parse().ok().and_then(Level::new);
            match level.filter(|level| *level >= least) {
                Some(level) => {
                    found.extend(read(&table, level, Entry { value }).map(|read| (level, read)));
                }
                None => self.reader.report(
                    name.span(),
                    Code::LevelOffScale,
                    format!("`{}` is not a level", name.get_ref()),
                    format!("levels here are {least} to 4"),
                ),
            }
        }
        found
    }

    /// Every entry of the table, in the order of the file, with its key.
    pub fn entries(&self) -> Vec<(Text, Entry<'r, 't>)> {
        self.in_order()
            .into_iter()
            .map(|(name, value)| {
                let text = Spanned {
                    value: name.get_ref().to_string(),
                    span: self.reader.span(name.span()),
                };
                (text, Entry { value })
            })
            .collect()
    }

    /// Reads an entry as a text.
    pub fn entry_text(&self, key: &'static str, entry: Entry<'r, 't>) -> Option<Text> {
        self.as_text(key, entry.value)
    }

    /// Reads an entry as a list of texts.
    pub fn entry_texts(&self, key: &'static str, entry: Entry<'r, 't>) -> Option<Vec<Text>> {
        self.as_texts(key, entry.value)
    }

    /// Reads an entry as a table.
    pub fn entry_table(&self, key: &'static str, entry: Entry<'r, 't>) -> Option<Table<'r, 't>> {
        self.as_table(format!("an entry of `{key}`"), entry.value)
    }

    /// Reads an entry as a level.
    pub fn entry_level(&self, key: &'static str, entry: Entry<'r, 't>) -> Option<Spanned<Level>> {
        let number = self.as_integer(key, entry.value)?;
        let off_scale = Level::new(number.value).is_none();
        let value = self.as_level(&number, Level::NONE);
        (!off_scale).then_some(Spanned { value, span: number.span })
    }

    /// Reports the keys that were never asked for. Call it last.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (name, _) in self.in_order() {
            let key = name.get_ref().as_ref();
            if asked.contains(&key) {
                continue;
            }
            let near = nearest(key, asked.iter().copied());
            let known = asked.join(", ");
            self.reader.report(
                name.span(),
                Code::UnknownKey,
                format!("{} has no key `{key}`", self.what),
                did_you_mean(&near).unwrap_or_else(|| format!("the keys here are: {known}")),
            );
        }
    }

    /// Whether the file is of a format that this program reads.
    fn is_readable(&self) -> bool {
        let Some(format) =
            self.required("format").and_then(|value| self.as_integer("format", value))
        else {
            return true;
        };
        let span = &format.span;
        if format.value > FORMAT {
            self.report(
                span,
                Code::FormatVersion,
                format!(
                    "this file is of format {}, and this skillgap reads up to {FORMAT}",
                    format.value
                ),
                "install a newer skillgap",
            );
        } else if format.value < 1 {
            self.report(
                span,
                Code::FormatVersion,
                format!("there is no format {}", format.value),
                format!("write `format = {FORMAT}`"),
            );
        }
        (1..=FORMAT).contains(&format.value)
    }

    fn value(&self, key: &'static str) -> Option<&'r Value<'t>> {
        self.asked.borrow_mut().push(key);
        self.table.get(key)
    }

    fn required(&self, key: &'static str) -> Option<&'r Value<'t>> {
        let value = self.value(key);
        if value.is_none() {
            self.reader.report(
                self.span.clone(),
                Code::MissingKey,
                format!("{} has no `{key}`", self.what),
                format!("add `{key} = …`"),
            );
        }
        value
    }

    fn in_order(&self) -> Vec<(&'r toml::Spanned<std::borrow::Cow<'t, str>>, &'r Value<'t>)> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        entries
    }
}

/// One value of a table, not yet read as anything.
#[derive(Clone, Copy)]
pub struct Entry<'r, 't> {
    value: &'r Value<'t>,
}
