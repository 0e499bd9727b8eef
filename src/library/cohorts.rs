//! Cohorts on disk: a folder of profiles with its `cohort.toml`, or one file of answers.
//!
//! People are read one after the other and made into what the caller needs of them, so that ten thousand profiles take no
//! more memory than ten thousand of those. What cannot be read is told of, all of it, and the rest is used.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use jiff::civil::Date;

use super::imports::read_file;
use super::profiles::{self, ProfileAt, ProfileError};
use crate::domain::cohort::{Member, Settings};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::Rater;
use crate::files::cohort_toml::read_settings;
use crate::files::people::mapping::Mapping;
use crate::files::people::{self, HowToRead, MOST_BYTES};
use crate::files::text::FileText;

/// The name of the file in a cohort's folder that holds what the mentor decided for all.
pub const SETTINGS: &str = "cohort.toml";

/// Why a cohort could not be read at all.
#[derive(Debug)]
pub enum CohortError {
    /// The system failed.
    Io(String, io::Error),
    /// Its `cohort.toml` is wrong.
    Unsound(Vec<Problem>, FileText),
    /// It is no file of answers.
    NoAnswers(String, Problem),
}

/// A cohort that is there, not yet read but for its settings.
#[derive(Debug)]
pub struct Source {
    /// What the mentor decided for all.
    pub settings: Settings,
    people: People,
}

#[derive(Debug)]
enum People {
    /// Profiles, a file each.
    Files(Vec<PathBuf>),
    /// People who answered in one file.
    Rows {
        /// The people.
        members: Vec<Member>,
        /// What could not be read of their answers.
        problems: Vec<Problem>,
        /// The name of the file; its text is not kept.
        file: FileText,
    },
}

/// What was read of a cohort.
#[derive(Debug)]
pub struct Read<R> {
    /// What was made of each person, in the order of the files or rows.
    pub rows: Vec<R>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The files that the problems stand in.
    pub files: Vec<FileText>,
    /// Names of skills and roles that the maps do not have, each once.
    pub unknown: Vec<String>,
}

/// Finds a cohort: a folder, a file of answers, or `-` for answers on standard input. Answers without a day count as of
/// `today`.
///
/// # Errors
/// When it cannot be read, or its `cohort.toml` is wrong.
pub fn open(at: &Path, maps: &SkillMaps, today: Date) -> Result<Source, CohortError> {
    let io = |error| CohortError::Io(at.display().to_string(), error);
    if at.as_os_str() != "-" && fs::metadata(at).map_err(io)?.is_dir() {
        return Ok(Source {
            settings: settings(at, maps)?,
            people: People::Files(profile_files(at).map_err(io)?),
        });
    }
    let bytes = read_file(at, MOST_BYTES).map_err(io)?;
    let how = HowToRead { mapping: Mapping::default(), dates: None, today, by: Rater::OWN };
    let answers = people::read(&bytes, maps, &how)
        .map_err(|why| CohortError::NoAnswers(at.display().to_string(), why))?;
    Ok(Source {
        settings: Settings::default(),
        people: People::Rows {
            members: answers.cohort(today).members,
            problems: answers.problems,
            file: FileText { name: at.display().to_string(), text: "".into() },
        },
    })
}

/// What the mentor decided for the cohort of a folder; nothing when there is no `cohort.toml`.
///
/// # Errors
/// When it cannot be read, or with everything that is wrong in it.
pub fn settings(folder: &Path, maps: &SkillMaps) -> Result<Settings, CohortError> {
    let path = folder.join(SETTINGS);
    let name = path.display().to_string();
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Settings::default()),
        Err(error) => return Err(CohortError::Io(name, error)),
    };
    let (draft, found) = read_settings(0, &text);
    draft.validate(maps, found).map_err(|problems| {
        let text = text.into();
        CohortError::Unsound(problems, FileText { name, text })
    })
}

/// The profiles of a folder, by name: every .toml but `cohort.toml` and hidden ones.
pub(super) fn profile_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_profile = name.ends_with(".toml") && name != SETTINGS && !name.starts_with('.');
        if is_profile && !entry.file_type()?.is_dir() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

impl Source {
    /// Whether there are at most so many people, as far as one sees without reading them: files, or lines.
    pub fn at_most(&self, people: usize) -> bool {
        match &self.people {
            People::Files(paths) => paths.len() <= people,
            People::Rows { members, .. } => members.len() <= people,
        }
    }

    /// Makes something of every person, several at once, and tells how far it is: done, of all.
    pub fn read<R: Send>(
        self,
        maps: &SkillMaps,
        each: impl Fn(&Member) -> R + Sync,
        told: impl Fn(usize, usize) + Sync,
    ) -> Read<R> {
        match self.people {
            People::Files(paths) => of_files(&paths, maps, each, told),
            People::Rows { members, problems, file } => {
                let mut read = of_rows(&members, each, told);
                if !problems.is_empty() {
                    read.add_broken(problems, file);
                }
                read.finish()
            }
        }
    }
}

fn of_files<R: Send>(
    paths: &[PathBuf],
    maps: &SkillMaps,
    each: impl Fn(&Member) -> R + Sync,
    told: impl Fn(usize, usize) + Sync,
) -> Read<R> {
    let one = |path: &PathBuf| {
        let (profile, _) = match profiles::load(&ProfileAt::Named(path.clone()), maps) {
            Ok(Some(found)) => found,
            Ok(None) => return None,
            Err(error) => return Some(Err(unreadable(error))),
        };
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let member =
            Member { name: profile.name.clone().unwrap_or_else(|| id.clone()), id, profile };
        Some(Ok((each(&member), unknown(&member))))
    };
    let mut read = Read::nothing();
    for found in in_parallel(paths, one, |done| told(done, paths.len())).into_iter().flatten() {
        match found {
            Ok((row, unknown)) => {
                read.rows.push(row);
                read.unknown.extend(unknown);
            }
            Err((problems, file)) => read.add_broken(problems, file),
        }
    }
    read.finish()
}

fn of_rows<R: Send>(
    members: &[Member],
    each: impl Fn(&Member) -> R + Sync,
    told: impl Fn(usize, usize) + Sync,
) -> Read<R> {
    let mut read = Read::nothing();
    let one = |member: &Member| (each(member), unknown(member));
    for (row, unknown) in in_parallel(members, one, |done| told(done, members.len())) {
        read.rows.push(row);
        read.unknown.extend(unknown);
    }
    read
}

impl<R> Read<R> {
    fn nothing() -> Read<R> {
        Read { rows: Vec::new(), problems: Vec::new(), files: Vec::new(), unknown: Vec::new() }
    }

    fn add_broken(&mut self, problems: Vec<Problem>, file: FileText) {
        let number = self.files.len();
        self.problems.extend(problems.into_iter().map(|problem| problem.in_file(number)));
        self.files.push(file);
    }

    fn finish(mut self) -> Read<R> {
        self.unknown.sort();
        self.unknown.dedup();
        self
    }
}

fn unknown(member: &Member) -> Vec<String> {
    let names = member.profile.unknown.iter();
    names.map(|unknown| unknown.name.clone()).collect()
}

/// What is wrong with a profile, also when the system could not read it.
fn unreadable(error: ProfileError) -> (Vec<Problem>, FileText) {
    match error {
        ProfileError::Unsound(problems, file) => (problems, file),
        ProfileError::Io { name, error, .. } => nothing_of(name, &error.to_string()),
        ProfileError::AlreadyThere { name }
        | ProfileError::NotThere { name }
        | ProfileError::Stuck { name, .. } => nothing_of(name, "it is gone"),
    }
}

/// Works on items on all processors, a few at a time, and gives what came out in their order.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    told: impl Fn(usize) + Sync,
) -> Vec<R> {
    const AT_ONCE: usize = 16;
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, Vec<R>)>> = Mutex::new(Vec::new());
    let worker = || {
        loop {
            let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
            let Some(items) = items.get(from..(from + AT_ONCE).min(items.len())) else {
                return;
            };
            if items.is_empty() {
                return;
            }
            let results: Vec<R> = items.iter().map(&work).collect();
            told(done.fetch_add(items.len(), Ordering::Relaxed) + items.len());
            if let Ok(mut made) = made.lock() {
                made.push((from, results));
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(8);
    if items.len() <= AT_ONCE || workers == 1 {
        worker();
    } else {
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(worker);
            }
        });
    }
    let mut made = made.into_inner().unwrap_or_default();
    made.sort_by_key(|(from, _)| *from);
    made.into_iter().flat_map(|(_, results)| results).collect()
}

/// The one problem of a file that could not be read.
fn nothing_of(name: String, why: &str) -> (Vec<Problem>, FileText) {
    let problem = Problem::new(
        Code::UnknownFile,
        format!("cannot read {name}: {why}"),
        "look at its permissions",
    );
    let text = "".into();
    (vec![problem], FileText { name, text })
}
