//! Validates the shipped maps when the program is built, and writes the result in a compact form.
//!
//! It uses the program's own reader and validation, so that the program need not read, check or sort the maps at every
//! start. If the maps are not valid, the build still succeeds: their compact form is then empty, and the program reads
//! the TOML itself and reports what is wrong and where.

#[expect(dead_code, unreachable_pub, reason = "the build only validates maps")]
mod domain {
    pub mod advert {
        pub mod rules;
    }
    pub mod catalog;
    pub mod closure;
    pub mod hours;
    pub mod level;
    pub mod maps;
    pub mod names;
    pub mod prerequisites;
    pub mod problem;
    pub mod role;
    pub mod words;
}
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the build reads only maps, and writes their compact form"
)]
mod files {
    pub mod file_reader;
    pub mod file_values;
    pub mod maps_compact;
    pub mod maps_toml;
    pub mod maps_validation;
    pub mod text;
}
#[expect(unreachable_pub, reason = "tests of the program read the list too")]
mod library {
    pub mod shipped;
}

use std::path::PathBuf;
use std::{env, fs};

use domain::maps::SkillMaps;
use domain::problem::Problem;
use files::maps_compact::Compact;
use files::maps_toml::{Layer, read_map};
use files::text::digest;
use library::shipped::FILES;

fn main() {
    println!("cargo::rerun-if-changed=skillmaps");
    let compact = match shipped_maps() {
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

/// Returns the shipped maps, or every problem in them.
fn shipped_maps() -> Result<SkillMaps, Vec<Problem>> {
    let mut layer = Layer::default();
    let mut problems = Vec::new();
    for (at, file) in FILES.iter().enumerate() {
        problems.extend(read_map(at, file.text, &mut layer));
    }
    files::maps_validation::validate(vec![layer], problems)
}
