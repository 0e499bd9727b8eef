//! JSON Schemas (2020-12), made from the types that are written, or that describe what is read.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::json::{Envelope, to_text};

/// A kind of document or file that has a schema.
pub struct Described {
    /// The kind, as `skillgap schema KIND` takes it and as the documents say it.
    pub kind: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    schema: fn(&'static str) -> Value,
}

impl Described {
    /// A kind with its schema.
    pub const fn new(
        kind: &'static str,
        about: &'static str,
        schema: fn(&'static str) -> Value,
    ) -> Described {
        Described { kind, about, schema }
    }

    /// Its schema.
    pub fn schema(&self) -> Value {
        (self.schema)(self.kind)
    }

    /// Its schema as text, with a line end.
    pub fn to_text(&self) -> String {
        to_text(&self.schema())
    }
}

/// The schema of a document: the envelope with its content.
pub fn schema_of_document<T: JsonSchema>(kind: &'static str) -> Value {
    let mut schema = schema_of_output::<Envelope<T>>(kind);
    if let Some(said) = schema.pointer_mut("/properties/kind") {
        *said = json!({ "description": "What kind of document this is.", "const": kind });
    }
    schema
}

/// The schema of something that is written.
pub fn schema_of_output<T: JsonSchema>(kind: &'static str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    titled(kind, settings.into_generator().into_root_schema_for::<T>())
}

/// The schema of something that is read.
pub fn schema_of_file<T: JsonSchema>(kind: &'static str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    titled(kind, settings.into_generator().into_root_schema_for::<T>())
}

fn titled(kind: &str, schema: Schema) -> Value {
    let mut schema = Value::from(schema);
    schema["title"] = json!(format!("skillgap {kind}"));
    schema
}
