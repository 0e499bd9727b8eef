//! Loading maps: the shipped ones, and the user's own laid over them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::shipped;
use crate::domain::draft::Draft;
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Place, Problem, Rule};
use crate::files::maps_toml::read_map;
use crate::files::text::FileText;

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
    /// The first twelve hexadecimal digits of the SHA-256 of all files.
    pub digest: String,
    /// Every file that was read, in order.
    pub files: Vec<FileText>,
}

/// Why maps could not be loaded.
#[derive(Debug)]
pub enum MapsError {
    /// A file or folder could not be read.
    Unreadable(PathBuf, io::Error),
    /// Something is wrong in the files.
    Unsound(Vec<Problem>, Vec<FileText>),
}

/// Loads maps, and proves them.
///
/// # Errors
/// When a file cannot be read, or with every problem of all files.
pub fn load(from: &MapsFrom) -> Result<LoadedMaps, MapsError> {
    let mut loading = Loading::default();
    if !from.without_shipped {
        loading.begin_layer();
        for (path, text) in shipped::FILES {
            loading.add(format!("skillmaps/{path}"), Ok((*text).to_string()));
        }
    }
    for path in &from.over {
        loading.begin_layer();
        let files = map_files(path).map_err(|error| MapsError::Unreadable(path.clone(), error))?;
        if files.is_empty() {
            loading.problems.push(Problem {
                rule: Rule::UnknownFile,
                place: None,
                message: format!("there is no .toml file in {}", path.display()),
                repair: "begin with `skillgap maps new role ID` or `skillgap maps export DIR`"
                    .to_string(),
            });
        }
        for file in files {
            let bytes =
                fs::read(&file).map_err(|error| MapsError::Unreadable(file.clone(), error))?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                (text, at)
            });
            loading.add(file.display().to_string(), text);
        }
    }
    loading.prove()
}

/// The map files of a folder and its folders, by name; or the one file.
fn map_files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        let hidden = entry
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if fs::metadata(&entry)?.is_dir() {
            files.extend(map_files(&entry)?);
        } else if entry
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(entry);
        }
    }
    Ok(files)
}

#[derive(Default)]
struct Loading {
    files: Vec<FileText>,
    layers: Vec<Draft>,
    problems: Vec<Problem>,
    hash: Sha256,
}

impl Loading {
    fn begin_layer(&mut self) {
        self.layers.push(Draft::default());
    }

    /// Reads a file into the newest layer. A text that is no UTF-8 comes with the place where that shows.
    fn add(&mut self, name: String, text: Result<String, (String, usize)>) {
        let file = self.files.len();
        let layer = self.layers.last_mut();
        let text = match (text, layer) {
            (Ok(text), Some(layer)) => {
                self.problems.extend(read_map(file, &text, layer));
                text
            }
            (Ok(text), None) => text,
            (Err((text, at)), _) => {
                let place = Place { file, span: at..at };
                self.problems.push(Problem::at(
                    &place,
                    Rule::NotUtf8,
                    "from here on this is not UTF-8 text",
                    "save the file as UTF-8",
                ));
                text
            }
        };
        for part in [&name, &text] {
            self.hash.update(part.len().to_le_bytes());
            self.hash.update(part);
        }
        self.files.push(FileText { name, text });
    }

    fn prove(self) -> Result<LoadedMaps, MapsError> {
        match SkillMaps::prove(self.layers, self.problems) {
            Ok(maps) => Ok(LoadedMaps {
                maps,
                digest: self.hash.finalize()[..6]
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect(),
                files: self.files,
            }),
            Err(problems) => Err(MapsError::Unsound(problems, self.files)),
        }
    }
}
