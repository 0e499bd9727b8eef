//! Loading maps: the shipped ones, and the user's own laid over them.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use super::shipped::{self, ShippedFile};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem, Span};
use crate::files::maps_compact::decode_maps;
use crate::files::maps_toml::{Layer, read_map};
use crate::files::maps_validation::validate;
use crate::files::text::{FileText, digest};

/// Which maps to load.
#[derive(Clone, Debug, Default)]
pub struct MapsFrom {
    /// Whether the shipped maps lie beneath.
    pub without_shipped: bool,
    /// Files and folders laid over them, in this order.
    pub over: Vec<PathBuf>,
}

/// Maps that are sound, with what they were read from.
#[derive(Debug)]
pub struct LoadedMaps {
    /// The maps.
    pub maps: SkillMaps,
    /// Every file that was read, in order.
    pub files: Vec<FileText>,
    /// Their digest, where the build computed it.
    digest: Option<&'static str>,
}

impl LoadedMaps {
    /// The first twelve hexadecimal digits of a SHA-256 over what the files say, whatever they are called.
    pub fn digest(&self) -> String {
        match self.digest {
            Some(known) => known.to_string(),
            None => digest(self.files.iter().map(|file| &*file.text)),
        }
    }
}

/// Why maps could not be loaded.
#[derive(Debug)]
pub enum MapsError {
    /// A file or folder could not be read.
    Unreadable(PathBuf, io::Error),
    /// A file could not be written.
    Unwritable(PathBuf, io::Error),
    /// Something is wrong in the files.
    Unsound(Vec<Problem>, Vec<FileText>),
}

/// Loads maps, and proves them.
///
/// # Errors
/// When a file cannot be read, or with every problem of all files.
pub fn load(from: &MapsFrom) -> Result<LoadedMaps, MapsError> {
    if !from.without_shipped
        && from.over.is_empty()
        && let Some(loaded) = load_compact()
    {
        return Ok(loaded);
    }
    load_text(from)
}

/// The shipped maps as the build proved them; `None` when they are not sound, of which only the text tells the places.
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

/// Loads maps from their TOML, all of them.
///
/// # Errors
/// As [`load`].
pub fn load_text(from: &MapsFrom) -> Result<LoadedMaps, MapsError> {
    let mut loading = Loading::default();
    loading.add_all(from)?;
    loading.validate()
}

fn shipped_text(file: &ShippedFile) -> FileText {
    FileText { name: format!("skillmaps/{}", file.path), text: file.text.into() }
}

/// Saves a role into a folder of own maps, whole or not at all, and returns its path. The file is first proved over the maps
/// that it lies over.
///
/// # Errors
/// When it is there already, when it would not be valid, or when it cannot be written.
pub fn save_role(
    from: &MapsFrom,
    folder: &Path,
    id: &str,
    text: &str,
) -> Result<PathBuf, MapsError> {
    let path = folder.join(format!("{id}.toml"));
    let unwritable = |error: io::Error| MapsError::Unwritable(path.clone(), error);
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
    fs::create_dir_all(folder).map_err(unwritable)?;
    let mut new = tempfile::Builder::new()
        .prefix(".skillgap-new")
        .tempfile_in(folder)
        .map_err(unwritable)?;
    new.write_all(text.as_bytes()).map_err(unwritable)?;
    new.as_file().sync_all().map_err(unwritable)?;
    new.persist_noclobber(&path).map_err(|error| unwritable(error.error))?;
    Ok(path)
}

/// A file's bytes; `-` is standard input.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() != "-" {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The map files of a folder and its folders, by name; or the one file.
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

#[derive(Default)]
struct Loading {
    files: Vec<FileText>,
    layers: Vec<Layer>,
    problems: Vec<Problem>,
}

impl Loading {
    /// Reads all of some maps.
    fn add_all(&mut self, from: &MapsFrom) -> Result<(), MapsError> {
        if !from.without_shipped {
            let mut layer = Layer::default();
            for file in shipped::FILES {
                self.add(shipped_text(file), &mut layer);
            }
            self.layers.push(layer);
        }
        for path in &from.over {
            let mut layer = Layer::default();
            let unreadable = |path: &Path| {
                let path = path.to_path_buf();
                |error| MapsError::Unreadable(path, error)
            };
            let files = map_files(path).map_err(unreadable(path))?;
            if files.is_empty() {
                self.problems.push(Problem::new(
                    Code::UnknownFile,
                    format!("there is no .toml file in {}", path.display()),
                    "begin with `skillgap maps new role ID` or `skillgap maps export DIR`",
                ));
            }
            for file in files {
                let bytes = read(&file).map_err(unreadable(&file))?;
                let name = file.display().to_string();
                match String::from_utf8(bytes) {
                    Ok(text) => self.add(FileText { name, text: text.into() }, &mut layer),
                    Err(error) => self.add_garbled(name, &error),
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

    /// Keeps a file that is no UTF-8, with the place where that shows.
    fn add_garbled(&mut self, name: String, error: &FromUtf8Error) {
        let at = error.utf8_error().valid_up_to();
        let span = Span { file: self.files.len(), range: at..at };
        self.problems.push(Problem::at(
            &span,
            Code::NotUtf8,
            "from here on this is not UTF-8 text",
            "save the file as UTF-8",
        ));
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned().into();
        self.files.push(FileText { name, text });
    }

    fn validate(self) -> Result<LoadedMaps, MapsError> {
        match validate(self.layers, self.problems) {
            Ok(maps) => Ok(LoadedMaps { maps, files: self.files, digest: None }),
            Err(problems) => Err(MapsError::Unsound(problems, self.files)),
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
