//! The rules for dependencies: the licences, bans and sources of `.deny.toml`, checked against `cargo metadata`, which
//! needs neither a network nor a tool; and a line with the reason for each dependency.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml_file(name: &str) -> toml::Table {
    toml::from_str(&fs::read_to_string(root().join(name)).unwrap()).unwrap()
}

/// Returns every package of the dependency tree, including those for tests and for all systems.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// Returns whether one of the alternative licences of a crate is completely allowed: `A OR B`, `A AND B`, `(A OR B) AND
/// C`.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let expression = expression.replace('/', " OR ");
    let groups = expression.split(" AND ").map(|group| group.trim().trim_matches(['(', ')']));
    let one_of = |group: &str| group.split(" OR ").any(|licence| allowed.contains(licence.trim()));
    let mut groups = groups;
    groups.all(one_of)
}

#[test]
fn licences_sources_and_bans_hold_of_every_crate() {
    let rules = toml_file(".deny.toml");
    let texts = |list: &toml::Value| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_string()).collect()
    };
    let licences = texts(&rules["licenses"]["allow"]);
    let licences: BTreeSet<&str> = licences.iter().map(String::as_str).collect();
    let banned: BTreeSet<&str> = rules["bans"]["deny"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ban| ban["name"].as_str().unwrap())
        .collect();
    let packages = packages();
    assert!(packages.len() > 100);
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        assert!(!banned.contains(name), "{name} speaks to the network");
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(is_allowed(licence, &licences), "{name}: {licence}");
        if let Some(source) = package["source"].as_str() {
            assert!(source.starts_with("registry+"), "{name} comes from {source}");
        }
    }
}

#[test]
fn a_licence_is_allowed_when_one_way_of_it_is_allowed_whole() {
    let allowed = BTreeSet::from(["MIT", "Zlib"]);
    for (licence, is) in [
        ("MIT", true),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("MIT AND GPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(licence, &allowed), is, "{licence}");
    }
}

#[test]
fn each_dependency_is_there_for_a_reason_that_is_written_above_it() {
    let text = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut section = "";
    let mut before = "";
    let mut seen = 0;
    for line in text.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.contains("dependencies") && line.contains(" = ") && !line.starts_with('#')
        {
            assert!(before.starts_with("# "), "no reason above `{line}`");
            seen += 1;
        }
        before = line;
    }
    assert!(seen > 40, "{seen}");
}
