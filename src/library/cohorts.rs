//! Cohorts on disk: a folder of profiles with its `cohort.toml`, or one file of responses.
//!
//! Each person is read and converted into what the caller needs, so the profiles themselves are not kept in memory.
//! Everything that cannot be read is reported, and the rest is used.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use super::error::{Error, Kind};
use super::imports::{read_file, slug, stems};
use super::lock::{Lock, NoLock};
use super::profiles::{self, ProfileAt};
use super::whole::{self, Like, NewFile, make_private_folder};
use crate::domain::catalog::RetiredIndex;
use crate::domain::cohort::alias::aliases;
use crate::domain::cohort::{Member, Settings};
use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::Rater;
use crate::files::cohort_toml::{NewSettings, read_settings, with_settings};
use crate::files::limits::BYTES_OF_ANSWERS;
use crate::files::people::checklists::FormOf;
use crate::files::people::mapping::Mapping;
use crate::files::people::{self, HowToRead};
use crate::files::text::{FileText, Problems};

/// The file in the folder of a cohort that contains the mentor's settings.
pub(crate) const SETTINGS: &str = "cohort.toml";

/// A cohort that was found. Only its settings were read so far.
#[derive(Debug)]
pub struct Source {
    /// The mentor's settings for the whole cohort.
    pub settings: Settings,
    people: PeopleFrom,
    /// The aliases of people by their keys, if names have to be hidden.
    aliases: Option<BTreeMap<String, String>>,
}

#[derive(Debug)]
enum PeopleFrom {
    /// Profiles, with one file for each person.
    Files(Vec<PathBuf>),
    /// People who answered in one file.
    Rows {
        /// The people.
        members: Vec<Member>,
        /// Answers that could not be read.
        problems: Vec<Problem>,
        /// The name of the file. Its text is not kept.
        file: FileText,
    },
}

/// The result of reading a cohort.
#[derive(Debug)]
pub struct CohortRead<R> {
    /// What was made of each person, in the order of the files or rows.
    pub rows: Vec<R>,
    /// Problems of what could not be read.
    pub problems: Vec<Problem>,
    /// The files that the problems are in.
    pub files: Vec<FileText>,
    /// Names of skills and roles that the maps do not have, each once.
    pub unknown: Vec<String>,
    /// Retired skills in the profiles, each once.
    pub retired: Vec<RetiredIndex>,
}

/// Finds a cohort: a folder, a file of responses, or `-` for responses on standard input. Answers without a day count
/// as answers of `today`. For checklists, `form` says which form was handed out. The settings come from the folder
/// `settings_of` if it is given, otherwise from the folder of the cohort. For a file of responses, only the salt is
/// read from a `cohort.toml` beside it.
///
/// # Errors
/// Returns an error if the cohort cannot be read, or if its `cohort.toml` has problems.
pub fn open(
    at: &Path,
    settings_of: Option<&Path>,
    maps: &SkillMaps,
    form: &FormOf,
    today: Date,
) -> Result<Source, Error> {
    let io = || Error::io(Kind::Cohort, at, "read");
    if at.as_os_str() != "-" && fs::metadata(at).map_err(io())?.is_dir() {
        return Ok(Source {
            settings: settings(settings_of.unwrap_or(at), maps)?,
            people: PeopleFrom::Files(profile_files(at).map_err(io())?),
            aliases: None,
        });
    }
    let bytes = read_file(at, BYTES_OF_ANSWERS).map_err(io())?;
    let mapping = Mapping::default();
    let common = settings_of.map_or(Ok(Settings::default()), |folder| settings(folder, maps))?;
    let form = match form.roles.is_empty() {
        true => {
            FormOf { roles: common.roles.clone(), seniority: form.seniority.or(common.seniority) }
        }
        false => form.clone(),
    };
    let by = Rater::OWN;
    let how = HowToRead { mapping, form, dates: None, newest: false, today, by };
    let answers = people::read(&bytes, maps, &how)
        .map_err(|why| Error::NoAnswers { name: at.display().to_string(), why })?;
    let mut members = answers.cohort(today).members;
    for (member, key) in members.iter_mut().zip(stems(&answers.people)) {
        member.key = key;
    }
    let settings = match settings_of {
        Some(_) => common,
        None if at.as_os_str() == "-" => Settings::default(),
        None => {
            let beside = at.parent().unwrap_or(Path::new(""));
            let salt = settings(beside, maps).ok().and_then(|settings| settings.salt);
            Settings { salt, ..Settings::default() }
        }
    };
    Ok(Source {
        settings,
        aliases: None,
        people: PeopleFrom::Rows {
            members,
            problems: answers.problems,
            file: FileText { name: at.display().to_string(), text: "".into() },
        },
    })
}

/// Returns the mentor's settings for the cohort of a folder. They are empty if there is no `cohort.toml`.
///
/// # Errors
/// Returns an error if the file cannot be read or has problems. The error lists all problems.
pub fn settings(folder: &Path, maps: &SkillMaps) -> Result<Settings, Error> {
    let path = folder.join(SETTINGS);
    read_settings_file(&path)?.map_or(Ok(Settings::default()), |file| read_checked(file, maps))
}

/// Checks that profiles can be written into the folder of a cohort, before anybody is asked. Nothing is left behind.
///
/// # Errors
/// Returns an error if the folder cannot be made, or no file can be written into it.
pub(crate) fn check_writable(folder: &Path) -> Result<(), Error> {
    let path = folder.join(SETTINGS);
    whole::in_folder_for_now(folder, || {
        let _lock = locked(folder, &path)?;
        let new = NewFile::write(&path, &[], Like::Old(None));
        new.map(drop).map_err(Error::io(Kind::Cohort, folder, "write profiles into"))
    })
}

/// Returns a random salt that cannot be guessed.
///
/// # Errors
/// Returns an error if the system has no random numbers.
pub(crate) fn new_salt() -> io::Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Adds missing settings to the `cohort.toml` of a folder. With `dry_run` nothing is written. Returns the resulting
/// settings, and whether any are new.
///
/// # Errors
/// Returns an error if the file has problems, or cannot be read or written. The file then stays as it was.
pub(crate) fn settle(
    folder: &Path,
    maps: &SkillMaps,
    new: &NewSettings,
    dry_run: bool,
) -> Result<(Settings, bool), Error> {
    let path = folder.join(SETTINGS);
    // Imports that run at the same time must see what the others have written.
    let _lock = (!dry_run).then(|| locked(folder, &path)).transpose()?;
    let before = read_settings_file(&path)?;
    let now = before.clone().map_or(Ok(Settings::default()), |file| read_checked(file, maps))?;
    // The text was validated above, so it is TOML.
    let Ok(Some(after)) = with_settings(before.as_ref().map(|file| &*file.text), new) else {
        return Ok((now, false));
    };
    let bytes = after.clone().into_bytes();
    let name = path.display().to_string();
    let settings = read_checked(FileText { name, text: after.into() }, maps)?;
    if !dry_run {
        // A symbolic link stays a link.
        let target = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        whole::write_locked(&target, &bytes).map_err(Error::io(Kind::Cohort, &path, "write"))?;
    }
    Ok((settings, true))
}

/// Makes a folder, and waits until no other process writes to a file in it.
pub(super) fn locked(folder: &Path, path: &Path) -> Result<Lock, Error> {
    make_private_folder(folder).map_err(Error::io(Kind::Cohort, folder, "make"))?;
    Lock::of(path).map_err(|why| match why {
        NoLock::Io(error) => Error::io(Kind::Cohort, path, "lock")(error),
        NoLock::Held { lock, holder } => Error::Locked {
            name: path.display().to_string(),
            lock: lock.display().to_string(),
            holder,
        },
    })
}

/// Writes Markdown pages into a folder, each under its own name and readable by the owner only. Names are changed so
/// that they are valid on every system, and repeated names get a number.
///
/// # Errors
/// Returns an error if the system reports one.
pub(crate) fn write_pages(folder: &Path, pages: &[(String, String)]) -> io::Result<()> {
    make_private_folder(folder)?;
    let mut taken: Vec<String> = Vec::new();
    for (name, text) in pages {
        let slug = slug(name);
        let same = taken.iter().filter(|other| **other == slug).count();
        let file = if same == 0 { slug.clone() } else { format!("{slug}-{}", same + 1) };
        taken.push(slug);
        whole::write(&folder.join(format!("{file}.md")), text.as_bytes())?;
    }
    Ok(())
}

/// Returns the text of a `cohort.toml`, or `None` if there is none.
fn read_settings_file(path: &Path) -> Result<Option<FileText>, Error> {
    let bytes = match whole::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(Error::io(Kind::Cohort, path, "read"))?,
    };
    let file = FileText::read(path.display().to_string(), bytes, 0);
    let unsound = |problem, file| Error::unsound(Kind::Cohort, vec![problem], file);
    file.map(Some).map_err(|garbled| unsound(garbled.0, garbled.1))
}

fn read_checked(file: FileText, maps: &SkillMaps) -> Result<Settings, Error> {
    let (draft, found) = read_settings(0, &file.text);
    let settings = draft.validate(maps, found);
    settings.map_err(|problems| Error::unsound(Kind::Cohort, problems, file))
}

/// Returns the profiles of a folder, sorted by name: every .toml file except `cohort.toml` and hidden files.
///
/// # Errors
/// Returns an error if the folder cannot be read.
pub(crate) fn profile_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
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
    /// Returns whether the cohort has at most this many people. It counts files or rows without reading them.
    pub(crate) fn at_most(&self, people: usize) -> bool {
        match &self.people {
            PeopleFrom::Files(paths) => paths.len() <= people,
            PeopleFrom::Rows { members, .. } => members.len() <= people,
        }
    }

    /// Replaces all names by aliases from here on, and sorts the people by alias.
    pub(crate) fn hide_names(&mut self, salt: &str) {
        let keys: Vec<String> = match &self.people {
            PeopleFrom::Files(paths) => paths.iter().map(|path| stem(path)).collect(),
            PeopleFrom::Rows { members, .. } => members.iter().map(|one| one.key.clone()).collect(),
        };
        let called = aliases(salt, &keys.iter().map(String::as_str).collect::<Vec<_>>());
        let aliases: BTreeMap<String, String> = keys.into_iter().zip(called).collect();
        match &mut self.people {
            PeopleFrom::Files(paths) => paths.sort_by_key(|path| aliases.get(&stem(path)).cloned()),
            PeopleFrom::Rows { members, .. } => {
                members.sort_by_key(|member| aliases.get(&member.key).cloned());
            }
        }
        self.aliases = Some(aliases);
    }

    /// Calls `each` for every person, in parallel, and reports the progress to `told` as the number done and the
    /// total. `each` gets the person as they are shown and as they really are.
    pub fn read<R: Send>(
        self,
        maps: &SkillMaps,
        each: impl Fn(&Member, &Member) -> R + Sync,
        told: impl Fn(usize, usize) + Sync,
    ) -> CohortRead<R> {
        let aliases = &self.aliases;
        let each = |member: &Member| match aliases {
            None => each(member, member),
            Some(aliases) => {
                let alias = aliases.get(&member.key).cloned().unwrap_or_default();
                each(&member.hidden_as(alias), member)
            }
        };
        match self.people {
            PeopleFrom::Files(paths) => of_files(&paths, maps, each, told),
            PeopleFrom::Rows { members, problems, file } => {
                let mut read = of_rows(&members, each, told);
                if !problems.is_empty() {
                    read.add_broken(Problems { found: problems, files: vec![file] });
                }
                read.finish()
            }
        }
    }
}

/// Returns the name of a file without its ending.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn of_files<R: Send>(
    paths: &[PathBuf],
    maps: &SkillMaps,
    each: impl Fn(&Member) -> R + Sync,
    told: impl Fn(usize, usize) + Sync,
) -> CohortRead<R> {
    let one = |path: &PathBuf| {
        let (profile, _) = match profiles::load(&ProfileAt::Named(path.clone()), maps) {
            Ok(Some(found)) => found,
            Ok(None) => return None,
            Err(error) => return Some(Err(unreadable(path, error))),
        };
        let id = stem(path);
        let name = profile.name.clone().unwrap_or_else(|| id.clone());
        let member = Member { name, key: id.clone(), id, profile };
        Some(Ok((each(&member), unknown(&member), retired(&member))))
    };
    let mut read = CohortRead::nothing();
    for found in in_parallel(paths, one, |done| told(done, paths.len())).into_iter().flatten() {
        match found {
            Ok((row, unknown, retired)) => {
                read.rows.push(row);
                read.unknown.extend(unknown);
                read.retired.extend(retired);
            }
            Err(problems) => read.add_broken(problems),
        }
    }
    read.finish()
}

fn of_rows<R: Send>(
    members: &[Member],
    each: impl Fn(&Member) -> R + Sync,
    told: impl Fn(usize, usize) + Sync,
) -> CohortRead<R> {
    let mut read = CohortRead::nothing();
    let one = |member: &Member| (each(member), unknown(member));
    for (row, unknown) in in_parallel(members, one, |done| told(done, members.len())) {
        read.rows.push(row);
        read.unknown.extend(unknown);
    }
    read
}

impl<R> CohortRead<R> {
    fn nothing() -> CohortRead<R> {
        CohortRead {
            rows: Vec::new(),
            problems: Vec::new(),
            files: Vec::new(),
            unknown: Vec::new(),
            retired: Vec::new(),
        }
    }

    /// Adds the problems of one file.
    fn add_broken(&mut self, broken: Problems) {
        let number = self.files.len();
        self.problems.extend(broken.found.into_iter().map(|problem| problem.in_file(number)));
        self.files.extend(broken.files);
    }

    fn finish(mut self) -> CohortRead<R> {
        self.unknown.sort();
        self.unknown.dedup();
        self.retired.sort();
        self.retired.dedup();
        self
    }
}

/// Returns the retired skills that a profile names.
fn retired(member: &Member) -> Vec<RetiredIndex> {
    member.profile.retired.iter().map(|names| names.retired).collect()
}

fn unknown(member: &Member) -> Vec<String> {
    let names = member.profile.unknown.iter();
    names.map(|unknown| unknown.name.clone()).collect()
}

/// Returns the problems of a profile, including an error of the system.
fn unreadable(path: &Path, error: Error) -> Problems {
    match error {
        Error::Unsound(_, problems) => problems,
        Error::Io { name, error, .. } => nothing_of(name, &error.to_string()),
        _ => nothing_of(path.display().to_string(), "it no longer exists"),
    }
}

/// Processes items on all processors, and returns the results in the order of the items.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    told: impl Fn(usize) + Sync,
) -> Vec<R> {
    /// The least number of items for one thread. One person alone takes too little time.
    const AT_ONCE: usize = 16;
    let done = AtomicUsize::new(0);
    let one = |item| {
        let made = work(item);
        told(done.fetch_add(1, Ordering::Relaxed) + 1);
        made
    };
    items.par_iter().with_min_len(AT_ONCE).map(one).collect()
}

/// Returns a problem for a file that could not be read.
fn nothing_of(name: String, why: &str) -> Problems {
    let problem = Problem::new(
        Code::UnknownFile,
        format!("cannot read {name}: {why}"),
        "check its permissions",
    );
    Problems { found: vec![problem], files: vec![FileText { name, text: "".into() }] }
}
