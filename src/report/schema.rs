//! JSON Schemas (2020-12), made from the types that are written or read.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::answer::{Answer, Bare};
use super::json::{Envelope, to_text};
use super::sheet::Csv;

/// A kind of document or file that has a schema.
pub(crate) struct Described {
    /// The name of the kind, as in `skillgap schema KIND` and in the documents.
    pub(crate) kind: &'static str,
    /// A few words about the kind.
    pub(crate) about: &'static str,
    /// The lists of the document that can be written as CSV.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares its paths with the schema"))]
    pub(crate) csv: &'static [Csv],
    schema: fn(&'static str) -> Value,
}

impl Described {
    /// Describes the answer of a command.
    pub(crate) const fn answer<A: Answer>() -> Described {
        let schema = schema_of_document::<A::Json>;
        Described { kind: A::KIND, about: A::ABOUT, csv: A::CSV, schema }
    }

    /// Describes JSON that is written without an envelope.
    pub(crate) const fn bare<T: Bare>() -> Described {
        Described { kind: T::KIND, about: T::ABOUT, csv: &[], schema: schema_of_output::<T> }
    }

    /// Describes a file that is read.
    pub(crate) const fn file<T: JsonSchema>(kind: &'static str, about: &'static str) -> Described {
        Described { kind, about, csv: &[], schema: schema_of_file::<T> }
    }

    /// Returns the schema.
    pub(crate) fn schema(&self) -> Value {
        (self.schema)(self.kind)
    }

    /// Returns the schema as text with a final newline.
    pub(crate) fn to_text(&self) -> String {
        to_text(&self.schema())
    }
}

/// Returns the schema of a document: the envelope with its content.
fn schema_of_document<T: JsonSchema>(kind: &'static str) -> Value {
    let mut schema = schema_of_output::<Envelope<T>>(kind);
    if let Some(said) = schema.pointer_mut("/properties/kind") {
        *said = json!({ "description": "What kind of document this is.", "const": kind });
    }
    schema
}

fn schema_of_output<T: JsonSchema>(kind: &'static str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    titled(kind, settings.into_generator().into_root_schema_for::<T>())
}

fn schema_of_file<T: JsonSchema>(kind: &'static str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    titled(kind, settings.into_generator().into_root_schema_for::<T>())
}

fn titled(kind: &str, schema: Schema) -> Value {
    let mut schema = Value::from(schema);
    schema["title"] = json!(format!("skillgap {kind}"));
    schema
}
