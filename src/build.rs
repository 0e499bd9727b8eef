//! Makes the compact form of the shipped maps: each TOML file as JSON, which is read several times as fast at every start.
//!
//! Nothing is checked here: the maps go through the same door whichever form they are read from, and a test holds that both
//! forms say the same.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=skillmaps");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    for folder in ["", "skills", "roles"] {
        compact(&Path::new("skillmaps").join(folder), &out.join(folder));
    }
}

fn compact(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder of the build can be written");
    for entry in fs::read_dir(from).expect("the maps can be listed") {
        let path = entry.expect("the maps can be listed").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("the maps can be read");
        let map: toml::Table = match toml::from_str(&text) {
            Ok(map) => map,
            Err(error) => panic!("{}: {error}", path.display()),
        };
        let kind = ["requirement", "skill", "source", "level"]
            .into_iter()
            .find(|key| map.contains_key(*key))
            .expect("a map is a role, skills, sources or areas");
        let tagged = toml::Table::from_iter([(kind.to_string(), toml::Value::Table(map))]);
        let json = serde_json::to_string(&tagged).expect("a map has a JSON form");
        let name = path.file_name().expect("a file has a name");
        fs::write(to.join(name).with_extension("json"), json)
            .expect("the folder of the build can be written");
    }
}
