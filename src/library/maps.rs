//! Loading maps: the shipped maps, with the user's own maps over them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, Kind};
use super::shipped::{self, ShippedFile};
use super::whole::{read, write_new};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::files::maps_compact::decode_maps;
use crate::files::maps_toml::{Layer, read_map};
use crate::files::maps_validation::validate;
use crate::files::text::{FileText, Problems, digest};

/// The maps to load.
#[derive(Clone, Debug, Default)]
pub struct MapsFrom {
    /// Whether the shipped maps are left out.
    pub without_shipped: bool,
    /// Files and folders that go over the shipped maps, in this order.
    pub over: Vec<PathBuf>,
}

/// Valid maps, with the files that they were read from.
#[derive(Debug)]
pub struct LoadedMaps {
    /// The maps.
    pub maps: SkillMaps,
    /// Every file that was read, in order.
    pub files: Vec<FileText>,
    /// The digest of the maps, if the build computed it.
    digest: Option<&'static str>,
}

impl LoadedMaps {
    /// Returns the first twelve hexadecimal digits of a SHA-256 digest over the contents of the files. The names of
    /// the files do not change it.
    pub fn digest(&self) -> String {
        match self.digest {
            Some(known) => known.to_string(),
            None => digest(self.files.iter().map(|file| &*file.text)),
        }
    }
}

/// Loads and validates maps.
///
/// # Errors
/// Returns an error if a file cannot be read, or if any file has problems. The error lists all problems.
pub fn load(from: &MapsFrom) -> Result<LoadedMaps, Error> {
    if !from.without_shipped
        && from.over.is_empty()
        && let Some(loaded) = load_compact()
    {
        return Ok(loaded);
    }
    load_text(from)
}

/// Returns the shipped maps that the build has validated. If they were not valid, the result is `None`, and the text
/// has to be read to find the places of the problems.
fn load_compact() -> Option<LoadedMaps> {
    Some(LoadedMaps {
        maps: decode_maps(
            include_bytes!(concat!(env!("OUT_DIR"), "/maps.numbers")),
            include_str!(concat!(env!("OUT_DIR"), "/maps.texts")),
        )?,
        files: shipped::FILES.iter().map(shipped_text).collect(),
        digest: Some(include_str!(concat!(env!("OUT_DIR"), "/maps.digest"))),
    })
}

/// Loads all maps from their TOML text.
///
/// # Errors
/// Returns the same errors as [`load`].
pub fn load_text(from: &MapsFrom) -> Result<LoadedMaps, Error> {
    let mut loading = Loading::default();
    loading.add_all(from)?;
    loading.validate()
}

fn shipped_text(file: &ShippedFile) -> FileText {
    FileText { name: format!("skillmaps/{}", file.path), text: file.text.into() }
}

/// Saves a role in a folder of own maps, completely or not at all, and returns its path. It first validates the role
/// together with the maps below it.
///
/// # Errors
/// Returns an error if the file exists, if the role is not valid, or if the file cannot be written.
pub(crate) fn save_role(
    from: &MapsFrom,
    folder: &Path,
    id: &str,
    text: &str,
) -> Result<PathBuf, Error> {
    let path = folder.join(format!("{id}.toml"));
    let mut loading = Loading::default();
    let has_files = |over: &PathBuf| map_files(over).is_ok_and(|files| !files.is_empty());
    let below = MapsFrom {
        without_shipped: from.without_shipped,
        over: from.over.iter().filter(|over| has_files(over)).cloned().collect(),
    };
    loading.add_all(&below)?;
    let mut layer = Layer::default();
    let name = path.display().to_string();
    loading.add(FileText { name, text: text.to_string().into() }, &mut layer);
    loading.layers.push(layer);
    loading.validate()?;
    fs::create_dir_all(folder)
        .and_then(|()| write_new(&path, text.as_bytes()))
        .map_err(Error::io(Kind::Maps, &path, "write"))?;
    Ok(path)
}

/// Returns the map files of a folder and its subfolders, sorted by name, or the path itself if it is a file.
fn map_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.as_os_str() == "-" || !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if fs::metadata(&entry)?.is_dir() {
            files.extend(map_files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "toml") {
            files.push(entry);
        }
    }
    Ok(files)
}

/// The end of a repair whose place is in the shipped maps. They are sound by themselves.
const IN_SHIPPED: &str =
    "; this place is in the shipped maps, and not in a file of yours: change your own maps";

#[derive(Default)]
struct Loading {
    files: Vec<FileText>,
    layers: Vec<Layer>,
    problems: Vec<Problem>,
}

impl Loading {
    /// Reads all files of the given maps.
    fn add_all(&mut self, from: &MapsFrom) -> Result<(), Error> {
        if !from.without_shipped {
            let mut layer = Layer { shipped_files: shipped::FILES.len(), ..Layer::default() };
            for file in shipped::FILES {
                self.add(shipped_text(file), &mut layer);
            }
            self.layers.push(layer);
        }
        for path in &from.over {
            let mut layer = Layer::default();
            let files = map_files(path).map_err(Error::io(Kind::Maps, path, "read"))?;
            if files.is_empty() {
                self.problems.push(Problem::new(
                    Code::UnknownFile,
                    format!("there is no .toml file in {}", path.display()),
                    "begin with `skillgap maps new role ID` or `skillgap maps export DIR`",
                ));
            }
            for file in files {
                let bytes = read(&file).map_err(Error::io(Kind::Maps, &file, "read"))?;
                match FileText::read(file.display().to_string(), bytes, self.files.len()) {
                    Ok(file) => self.add(file, &mut layer),
                    Err(garbled) => {
                        self.problems.push(garbled.0);
                        self.files.push(garbled.1);
                    }
                }
            }
            self.layers.push(layer);
        }
        Ok(())
    }

    fn add(&mut self, file: FileText, layer: &mut Layer) {
        let problems = read_map(self.files.len(), &file.text, layer);
        self.problems.extend(problems);
        self.files.push(file);
    }

    fn validate(self) -> Result<LoadedMaps, Error> {
        let of_layers = self.layers.iter().map(|layer| layer.shipped_files);
        let shipped_files = of_layers.max().unwrap_or_default();
        match validate(self.layers, self.problems) {
            Ok(maps) => Ok(LoadedMaps { maps, files: self.files, digest: None }),
            Err(mut found) => {
                for problem in &mut found {
                    if problem.file().is_some_and(|file| file < shipped_files) {
                        problem.repair.push_str(IN_SHIPPED);
                    }
                }
                Err(Error::Unsound(Kind::Maps, Problems { found, files: self.files }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_maps_are_there_as_the_build_proved_them() {
        let loaded = load_compact().expect("the build proved the shipped maps");
        assert_eq!(loaded.digest.map(str::len), Some(12));
        assert!(!loaded.maps.skills().is_empty());
    }
}
