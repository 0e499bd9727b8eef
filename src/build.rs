//! Proves the shipped maps when the program is built, and keeps what the door gave in a compact form.
//!
//! It reads the TOML with the program's own reader and takes it through the program's own door, so that nothing has to be
//! read, checked or sorted at every start. Maps that are not sound build too: their compact form is empty, and the program
//! reads the TOML itself and tells what is wrong and where.

#[expect(dead_code, reason = "the build needs only the door")]
mod domain {
    pub mod catalog;
    pub mod closure;
    pub mod draft;
    pub mod hours;
    pub mod level;
    pub mod maps;
    pub mod names;
    mod prerequisites;
    pub mod problem;
    pub mod role;
    mod validation;
    pub mod words;
}
#[expect(dead_code, reason = "the build reads maps, and writes their compact form")]
mod files {
    pub mod maps_compact;
    pub mod maps_toml;
    pub mod text;
    mod toml_reader;
}
mod library {
    pub mod shipped;
}

use std::path::PathBuf;
use std::{env, fs};

use domain::draft::Draft;
use domain::maps::SkillMaps;
use domain::problem::Problem;
use files::maps_compact::Compact;
use files::maps_toml::read_map;
use files::text::digest;
use library::shipped::FILES;

fn main() {
    println!("cargo::rerun-if-changed=skillmaps");
    let compact = match validate() {
        Ok(maps) => Compact::of(&maps),
        Err(problems) => {
            for problem in problems {
                let file = problem.file().map_or("", |file| FILES[file].path);
                println!("cargo::warning=skillmaps/{file}: {}", problem.message);
            }
            Compact::default()
        }
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    let write = |name: &str, bytes: &[u8]| {
        fs::write(out.join(name), bytes).expect("the folder of the build can be written");
    };
    write("maps.numbers", &compact.numbers);
    write("maps.texts", compact.texts.as_bytes());
    write("maps.digest", digest(FILES.iter().map(|file| file.text)).as_bytes());
}

/// The shipped maps, or all that is wrong with them.
fn validate() -> Result<SkillMaps, Vec<Problem>> {
    let mut draft = Draft::default();
    let mut problems = Vec::new();
    for (at, file) in FILES.iter().enumerate() {
        problems.extend(read_map(at, file.text, &mut draft));
    }
    SkillMaps::validate(vec![draft], problems)
}
