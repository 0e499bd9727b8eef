//! Reading one value as what it should be: anything else is reported with its place, and stands as nothing.

use std::cell::RefCell;

use toml::de::DeValue;

use super::{Table, Value};
use crate::domain::draft::Text;
use crate::domain::level::Level;
use crate::domain::names::{did_you_mean, nearest};
use crate::domain::problem::{Code, Spanned};

impl<'r, 't> Table<'r, 't> {
    pub(super) fn nothing(&self) -> Text {
        Spanned { value: String::new(), span: self.span() }
    }

    pub(super) fn placed<T>(&self, value: &Value<'t>, inner: T) -> Spanned<T> {
        Spanned { value: inner, span: self.reader.span(value.span()) }
    }

    pub(super) fn as_text(&self, key: &str, value: &'r Value<'t>) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a text in quotes");
            return None;
        };
        if text.trim().is_empty() {
            self.reader.report(
                value.span(),
                Code::EmptyText,
                format!("`{key}` says nothing"),
                "write something, or leave the line out where it may be left out",
            );
            return None;
        }
        Some(self.placed(value, text.trim().to_string()))
    }

    pub(super) fn as_texts(&self, key: &str, value: &'r Value<'t>) -> Option<Vec<Text>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of texts, as in [\"a\", \"b\"]");
            return None;
        };
        let texts = list.iter().filter_map(|item| self.as_text(key, item));
        Some(texts.collect())
    }

    pub(super) fn as_integer(&self, key: &str, value: &'r Value<'t>) -> Option<Spanned<i64>> {
        let number = value.get_ref().as_integer().and_then(|integer| {
            i64::from_str_radix(&integer.as_str().replace('_', ""), integer.radix()).ok()
        });
        if number.is_none() {
            let expected = if value.get_ref().is_integer() {
                "a whole number of fewer digits"
            } else {
                "a whole number"
            };
            self.wrong_type(key, value, expected);
        }
        Some(self.placed(value, number?))
    }

    pub(super) fn as_level(&self, number: &Spanned<i64>, least: Level) -> Level {
        let level = Level::new(number.value).filter(|level| *level >= least);
        if level.is_none() {
            self.report(
                &number.span,
                Code::LevelOffScale,
                format!("{} is not a level here", number.value),
                format!("levels here are {least} to 4"),
            );
        }
        level.unwrap_or(Level::EXPERT)
    }

    pub(super) fn as_word<T: Copy>(&self, text: &Text, words: &[(&'static str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text.value);
        if found.is_none() {
            let near = nearest(&text.value, words.iter().map(|(word, _)| *word));
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.report(
                &text.span,
                Code::UnknownWord,
                format!("`{}` is not one of {}", text.value, all.join(", ")),
                did_you_mean(&near).unwrap_or_else(|| "use one of these words".to_string()),
            );
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn as_table(&self, what: String, value: &'r Value<'t>) -> Option<Table<'r, 't>> {
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(what.trim_matches('`'), value, "a table");
            return None;
        };
        let what = match table.get("id").and_then(|id| id.get_ref().as_str()) {
            Some(id) => format!("{} `{id}`", what.trim_matches('`')),
            None => what,
        };
        Some(Table {
            reader: self.reader,
            table,
            span: value.span(),
            what,
            asked: RefCell::new(Vec::new()),
        })
    }

    pub(super) fn wrong_type(&self, key: &str, value: &Value<'t>, expected: &str) {
        self.reader.report(
            value.span(),
            Code::WrongType,
            format!("`{key}` is {expected}, and this is {}", kind(value.get_ref())),
            format!("write {expected}"),
        );
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
