//! Checks TOML files against the schemas that `skillgap schema` publishes for them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use super::command;

/// Converts a TOML file to JSON, with days as texts. `None` if it is not TOML.
pub(crate) fn read(path: &Path) -> Option<Value> {
    let text = String::from_utf8(fs::read(path).unwrap()).ok()?;
    let table: toml::Table = toml::from_str(&text).ok()?;
    Some(as_json(toml::Value::Table(table)))
}

fn as_json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(holds) => json!(holds),
        toml::Value::Datetime(day) => json!(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, as_json(value))).collect()
        }
    }
}

/// Returns the kind of a file, by its name and its content.
fn kind(path: &Path, file: &Value) -> &'static str {
    if path.file_name().is_some_and(|name| name == "cohort.toml") {
        return "cohort-file";
    }
    let kinds = [
        ("duty", "adverts-file"),
        ("skill", "skills-file"),
        ("retired", "skills-file"),
        ("area", "areas-file"),
        ("sign", "adverts-file"),
        ("list", "adverts-file"),
        ("source", "sources-file"),
        ("requirement", "role-file"),
        ("id", "role-file"),
        ("columns", "mapping-file"),
        ("answers", "mapping-file"),
    ];
    let holds = |(key, _): &&(&str, &str)| {
        file.get(key).is_some_and(|value| !value.is_string() || *key == "id")
    };
    kinds.iter().find(holds).map_or("profile-file", |(_, kind)| kind)
}

/// Returns whether the schema of its kind accepts a file, which is or could be at `path`.
pub(crate) fn is_described(path: &Path, file: &Value) -> Result<(), String> {
    match validator(kind(path, file)).iter_errors(file).next() {
        Some(error) => Err(format!("{}: {}: {error}", path.display(), error.instance_path())),
        None => Ok(()),
    }
}

fn validator(kind: &'static str) -> Arc<Validator> {
    static KNOWN: Mutex<BTreeMap<&'static str, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap();
    let validator = known.entry(kind).or_insert_with(|| {
        let output = command().args(["schema", kind]).output().unwrap();
        let schema = serde_json::from_slice(&output.stdout).unwrap();
        Arc::new(jsonschema::draft202012::new(&schema).unwrap())
    });
    Arc::clone(validator)
}

/// Checks every file that tests wrote and a successful run read against its schema.
pub(crate) fn check_files_of(arguments: &[&str]) {
    let written = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let given = arguments.iter().map(Path::new).filter(|path| path.starts_with(written));
    for path in given.flat_map(toml_files) {
        if let Some(file) = read(&path) {
            assert_eq!(is_described(&path, &file), Ok(()), "after {arguments:?}");
        }
    }
}

/// Returns the path, or the files in the folder.
fn toml_files(path: &Path) -> Vec<PathBuf> {
    let inside = fs::read_dir(path).map(|entries| entries.map(|entry| entry.unwrap().path()));
    let files: Vec<PathBuf> = inside.map_or_else(|_| vec![path.to_path_buf()], Iterator::collect);
    let is_toml =
        |path: &PathBuf| path.is_file() && path.extension().is_some_and(|ending| ending == "toml");
    files.into_iter().filter(is_toml).collect()
}
