//! The schemas: a snapshot of each, the version step that a change requires in `format_version`, and the files that
//! they describe.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test --test suite -- schemas` rewrites the snapshots; read the difference before you
//! commit it. For a release, the snapshots are copied to `tests/schemas/released/<format_version>/`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::files::{is_described, read};
use crate::support::{check_snapshot, json, skillgap};
use serde_json::{Map, Value, json};
use skillgap::report::json::FORMAT_VERSION;

const SCHEMAS: &str = "tests/schemas";

/// Returns every schema by its kind.
fn schemas() -> BTreeMap<String, Value> {
    let list = json(&["schema", "--json"]);
    let kinds = list["schemas"].as_array().unwrap().iter();
    kinds
        .map(|listed| {
            let kind = listed["kind"].as_str().unwrap();
            (kind.to_string(), json(&["schema", kind]))
        })
        .collect()
}

/// The version step that a change requires: none, minor or major.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    None,
    Minor,
    Major,
}

/// A comparison of a schema with the released one.
struct Comparison<'s> {
    old: &'s Value,
    new: &'s Value,
    /// Whether the program reads what the schema describes. Then a new required value breaks the files that others
    /// write.
    is_read: bool,
    changes: Vec<(Step, String)>,
    seen: BTreeSet<String>,
}

impl<'s> Comparison<'s> {
    fn of(old: &'s Value, new: &'s Value, is_read: bool) -> Vec<(Step, String)> {
        let mut comparison =
            Comparison { old, new, is_read, changes: Vec::new(), seen: BTreeSet::new() };
        comparison.compare(old, new, "");
        comparison.changes
    }

    fn say(&mut self, step: Step, at: &str, what: &str) {
        self.changes.push((step, format!("{at}: {what}")));
    }

    fn compare(&mut self, old: &'s Value, new: &'s Value, at: &str) {
        let pair = format!("{old} {new}");
        let (old, new) = (resolved(self.old, old), resolved(self.new, new));
        let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else {
            if old != new {
                self.say(Step::Major, at, "the shape changed");
            }
            return;
        };
        if !self.seen.insert(pair) {
            return;
        }
        self.properties(old, new, at);
        self.words(old, new, at);
        let told = [
            "description",
            "title",
            "$schema",
            "$defs",
            "format",
            "properties",
            "required",
            "enum",
        ];
        let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for key in keys.into_iter().filter(|key| !told.contains(&key.as_str())) {
            match (stated(old, key), stated(new, key)) {
                (Some(old), Some(new)) if key == "items" || key == "additionalProperties" => {
                    self.compare(old, new, &format!("{at}/{key}"));
                }
                (Some(Value::Array(old)), Some(Value::Array(new)))
                    if old.iter().chain(new).all(|variant| tag(variant).is_some()) =>
                {
                    self.variants(old, new, &format!("{at}/{key}"));
                }
                (Some(Value::Array(old)), Some(Value::Array(new)))
                    if ["anyOf", "oneOf", "allOf"].contains(&key.as_str())
                        && old.len() == new.len() =>
                {
                    for (number, (old, new)) in old.iter().zip(new).enumerate() {
                        self.compare(old, new, &format!("{at}/{key}/{number}"));
                    }
                }
                (old, new) if old == new => {}
                (None, Some(_)) if !self.is_read => {
                    self.say(Step::Minor, at, &format!("{key} is said anew"))
                }
                _ => self.say(Step::Major, at, &format!("{key} changed")),
            }
        }
    }

    fn properties(&mut self, old: &'s Map<String, Value>, new: &'s Map<String, Value>, at: &str) {
        let none = Map::new();
        let nothing = Box::leak(Box::new(none));
        let fields = |of: &'s Map<String, Value>| of.get("properties").and_then(Value::as_object);
        let (old_fields, new_fields) =
            (fields(old).unwrap_or(nothing), fields(new).unwrap_or(nothing));
        let asked = |of: &Map<String, Value>, field: &str| {
            let required = of.get("required").and_then(Value::as_array);
            required.is_some_and(|fields| fields.iter().any(|other| other == field))
        };
        for (name, field) in old_fields {
            let at = format!("{at}/{name}");
            let Some(now) = new_fields.get(name) else {
                self.say(Step::Major, &at, "is gone");
                continue;
            };
            if asked(old, name) != asked(new, name) {
                // Programs that read our output rely on a value; programs that write our input may still write it.
                let eased = self.is_read && asked(old, name);
                let step = if eased { Step::Minor } else { Step::Major };
                self.say(step, &at, "is always there, or no longer");
            }
            self.compare(field, now, &at);
        }
        for name in new_fields.keys().filter(|name| !old_fields.contains_key(*name)) {
            let step = if self.is_read && asked(new, name) { Step::Major } else { Step::Minor };
            self.say(step, &format!("{at}/{name}"), "is new");
        }
    }

    /// Compares alternatives that are distinguished by a word. New alternatives may be added, as new words may.
    fn variants(&mut self, old: &'s [Value], new: &'s [Value], at: &str) {
        for variant in old {
            match new.iter().find(|now| tag(now) == tag(variant)) {
                Some(now) => self.compare(variant, now, at),
                None => self.say(Step::Major, at, "a kind is gone"),
            }
        }
        if new.iter().any(|now| old.iter().all(|variant| tag(variant) != tag(now))) {
            self.say(Step::Minor, at, "a kind is new");
        }
    }

    fn words(&mut self, old: &Map<String, Value>, new: &Map<String, Value>, at: &str) {
        let words = |of: &Map<String, Value>| of.get("enum").and_then(Value::as_array).cloned();
        match (words(old), words(new)) {
            (Some(old), Some(new)) => {
                if old.iter().any(|word| !new.contains(word)) {
                    self.say(Step::Major, at, "a word is gone");
                } else if new.len() > old.len() {
                    self.say(Step::Minor, at, "a word is new");
                }
            }
            (None, Some(_)) if !self.is_read => {
                self.say(Step::Minor, at, "the words are said anew")
            }
            (None, None) => {}
            _ => self.say(Step::Major, at, "which words are allowed changed"),
        }
    }
}

/// Returns the word that distinguishes one of several alternatives.
fn tag(variant: &Value) -> Option<&Value> {
    variant.pointer("/properties/kind/const")
}

/// Returns what a schema states under a key. That a `u8` is at most 255 follows from its type and states no range.
fn stated<'s>(schema: &'s Map<String, Value>, key: &str) -> Option<&'s Value> {
    let of_type = key == "maximum" && schema.get("format").is_some_and(|format| format == "uint8");
    schema.get(key).filter(|value| !of_type || **value != json!(255))
}

/// Returns a schema, or the definition that it refers to.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
        return schema;
    };
    root.pointer(reference.trim_start_matches('#')).unwrap_or(schema)
}

fn needed(changes: &[(Step, String)]) -> Step {
    changes.iter().map(|(step, _)| *step).max().unwrap_or(Step::None)
}

fn version(text: &str) -> (u32, u32) {
    let (major, minor) = text.split_once('.').unwrap();
    (major.parse().unwrap(), minor.parse().unwrap())
}

/// Returns the last released version, and the folder of its schemas.
fn last_released() -> ((u32, u32), PathBuf) {
    fs::read_dir(Path::new(SCHEMAS).join("released"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (version(path.file_name().unwrap().to_str().unwrap()), path))
        .max()
        .unwrap()
}

#[test]
fn every_schema_is_as_its_snapshot() {
    let schemas = schemas();
    for (kind, schema) in &schemas {
        let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
        check_snapshot(&Path::new(SCHEMAS).join(format!("{kind}.json")), &text);
    }
    let files: BTreeSet<String> = fs::read_dir(SCHEMAS)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let kinds: BTreeSet<String> = schemas.into_keys().collect();
    assert_eq!(files, kinds, "a snapshot without a kind, or the other way round");
}

#[test]
fn every_field_of_every_schema_says_what_it_is() {
    fn look(schema: &Value, at: &str, silent: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else {
            return;
        };
        if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
            for (name, field) in fields {
                let says = field
                    .get("description")
                    .and_then(Value::as_str)
                    .is_some_and(|text| text.ends_with('.'));
                if !says {
                    silent.push(format!("{at}/{name}"));
                }
            }
        }
        for (key, value) in schema {
            look(value, &format!("{at}/{key}"), silent);
        }
    }
    let mut silent = Vec::new();
    for (kind, schema) in schemas() {
        look(&schema, &kind, &mut silent);
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[test]
fn the_format_version_rose_as_the_changes_since_the_last_release_ask() {
    let (released, folder) = last_released();
    let now = version(FORMAT_VERSION);
    let schemas = schemas();
    let mut changes = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.file_stem().unwrap().to_string_lossy().into_owned();
        let old: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        match schemas.get(&kind) {
            Some(new) => {
                let found = Comparison::of(&old, new, kind.ends_with("-file"));
                changes
                    .extend(found.into_iter().map(|(step, what)| (step, format!("{kind}{what}"))));
            }
            None => changes.push((Step::Major, format!("{kind} is gone"))),
        }
    }
    let least = match needed(&changes) {
        Step::None => released,
        Step::Minor => (released.0, released.1 + 1),
        Step::Major => (released.0 + 1, 0),
    };
    assert!(
        now >= least,
        "format_version is {}.{}, and must be {}.{} or more for these changes since {}.{}: {changes:#?}",
        now.0,
        now.1,
        least.0,
        least.1,
        released.0,
        released.1
    );
}

#[test]
fn what_a_change_asks_of_the_version() {
    let before = json!({
        "properties": { "level": { "type": "integer", "minimum": 0 }, "step": { "$ref": "#/$defs/S" } },
        "required": ["level", "step"],
        "$defs": { "S": { "properties": { "word": { "enum": ["a", "b"] } }, "required": ["word"] } },
    });
    let check = |change: fn(&mut Value), written: Step, read: Step| {
        let mut after = before.clone();
        change(&mut after);
        assert_eq!(needed(&Comparison::of(&before, &after, false)), written, "written: {after}");
        assert_eq!(needed(&Comparison::of(&before, &after, true)), read, "read: {after}");
    };
    use Step::{Major, Minor, None};
    check(|_| {}, None, None);
    check(|s| s["properties"]["level"]["description"] = json!("The level."), None, None);
    check(|s| s["properties"]["more"] = json!({ "type": "string" }), Minor, Minor);
    check(
        |s| {
            s["properties"]["more"] = json!({ "type": "string" });
            s["required"] = json!(["level", "step", "more"]);
        },
        Minor,
        Major,
    );
    check(|s| s["$defs"]["S"]["properties"]["word"]["enum"] = json!(["a", "b", "c"]), Minor, Minor);
    check(|s| s["$defs"]["S"]["properties"]["word"]["enum"] = json!(["a"]), Major, Major);
    check(|s| s["properties"]["level"]["type"] = json!("string"), Major, Major);
    check(|s| s["properties"]["level"]["minimum"] = json!(1), Major, Major);
    check(|s| s["properties"]["level"]["maximum"] = json!(4), Minor, Major);
    check(|s| s["required"] = json!(["step"]), Major, Minor);
    let level =
        |most: u8| json!({ "type": "integer", "format": "uint8", "minimum": 0, "maximum": most });
    let of_type = json!({ "properties": { "level": level(u8::MAX) } });
    let of_scale = json!({ "properties": { "level": level(4) } });
    assert_eq!(needed(&Comparison::of(&of_type, &of_scale, false)), Minor);
    assert_eq!(needed(&Comparison::of(&of_scale, &of_type, false)), Major);
    check(|s| s["properties"] = json!({ "level": s["properties"]["level"] }), Major, Major);
    let kinds = |kinds: &[&str]| {
        let kind = |kind: &&str| json!({ "properties": { "kind": { "const": kind } } });
        json!({ "oneOf": kinds.iter().map(kind).collect::<Vec<_>>() })
    };
    assert_eq!(
        needed(&Comparison::of(&kinds(&["a", "b"]), &kinds(&["a", "c", "b"]), false)),
        Minor
    );
    assert_eq!(needed(&Comparison::of(&kinds(&["a", "b"]), &kinds(&["a", "c"]), false)), Major);
    check(
        |s| {
            s["$defs"]["T"] = s["$defs"]["S"].clone();
            s["properties"]["step"]["$ref"] = json!("#/$defs/T");
        },
        None,
        None,
    );
}

#[test]
fn the_schemas_of_files_take_every_shipped_map() {
    for folder in ["skillmaps", "skillmaps/skills", "skillmaps/roles", "tests/fixtures/small"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let file = read(&path).unwrap();
                assert_eq!(is_described(&path, &file), Ok(()), "{}", path.display());
            }
        }
    }
}

#[test]
fn the_schema_of_a_profile_takes_a_whole_one_also_with_an_email() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-profile.toml");
    let text = "format = 1\nname = \"Ada\"\nemail = \"ada@example.org\"\n[goal]\nroles = [\"api-developer\"]\n\
         seniority = \"mid\"\nhours_per_week = 7.5\npace = 1.2\nprefer = [\"python\"]\nskip = []\n[ratings]\npython = 3\n\
         [[rating]]\nskill = \"sql\"\nlevel = 2\non = 2026-11-20\nby = \"self\"\nmethod = \"self\"\nevidence = \"a link\"\n\
         note = \"so\"\n[[said]]\nskill = \"git\"\nlevel = 2\ncan = true\non = 2026-11-20\nby = \"self\"\n[[claim]]\nskill = \"docker\"\nsource = \"resume.json\"\n";
    fs::write(&path, text).unwrap();
    assert_eq!(is_described(&path, &read(&path).unwrap()), Ok(()));
    let run = skillgap(&["profile", "show", "--profile", path.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn the_schemas_of_files_refuse_what_is_broken_in_its_shape() {
    // Rules about several values or several files, which a schema cannot express.
    let unseen = [
        "any-of-area",
        "belongs-to-loop",
        "duplicate-alias",
        "duplicate-id",
        "duplicate-place",
        "duplicate-prerequisite",
        "duplicate-rating",
        "duplicate-requirement",
        "hours-order",
        "hours-source",
        "never-asked",
        "no-evidence",
        "own-role",
        "place-basis",
        "prerequisite-contradicted",
        "prerequisite-loop",
        "retired-and-living",
        "targets-fall",
        "unknown-area",
        "unknown-homonym",
        "unknown-skill",
        "unknown-source",
    ];
    let mut passed = Vec::new();
    for entry in fs::read_dir("tests/fixtures/broken").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let Some(file) = read(&path) else { continue };
        if is_described(&path, &file).is_ok() {
            passed.push(path.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    passed.sort();
    assert_eq!(passed, unseen);
}
