//! Removing a person from a cohort: their profile with all answers, the files beside it, and their line in the
//! roster.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cohorts::{SETTINGS, locked, profile_files, stem};
use super::error::{Error, Kind};
use super::imports::is_named;
use super::profiles::{self, ProfileAt};
use super::whole;
use crate::domain::maps::SkillMaps;
use crate::domain::names::{nearest, normalised_name};
use crate::files::cohort_toml::{roster, without_people};

/// A person in a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CohortPerson {
    /// The id: the name of the profile's file without its ending.
    pub(crate) id: String,
    /// The name of the person, or the id if the profile has no name or cannot be read.
    pub(crate) name: String,
    file: PathBuf,
}

/// The result of looking for a person by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// One person. The profile is `None` if they are only on the roster.
    One(Option<CohortPerson>),
    /// Several people have this name.
    Several(Vec<CohortPerson>),
    /// Nobody has this name. The value lists similar names.
    Nobody(Vec<String>),
}

/// What was removed, or what would be removed in a dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Removed {
    pub(crate) files: Vec<PathBuf>,
    /// The removed names of the roster.
    pub(crate) of_roster: Vec<String>,
}

/// Finds a person in a folder by a name, an id or an e-mail address.
///
/// # Errors
/// Returns an error if the folder or its `cohort.toml` cannot be read.
pub(crate) fn meant(folder: &Path, maps: &SkillMaps, name: &str) -> io::Result<Meant> {
    let known = |file: PathBuf| {
        let id = stem(&file);
        let profile = profiles::load(&ProfileAt::Named(file.clone()), maps).ok().flatten();
        let name = profile.and_then(|(profile, _)| profile.name).unwrap_or_else(|| id.clone());
        CohortPerson { id, name, file }
    };
    let people: Vec<CohortPerson> = profile_files(folder)?.into_iter().map(known).collect();
    let by_id = |one: &&CohortPerson| normalised_name(&one.id) == normalised_name(name);
    if let Some(one) = people.iter().find(by_id) {
        return Ok(Meant::One(Some(one.clone())));
    }
    let found: Vec<&CohortPerson> =
        people.iter().filter(|one| is_named(name, &one.name, &one.id)).collect();
    let on_roster = on_roster(folder)?;
    Ok(match found.as_slice() {
        [one] => Meant::One(Some((*one).clone())),
        [] if on_roster.iter().any(|other| is_named(name, other, other)) => Meant::One(None),
        [] => {
            let names = people.iter().map(|one| one.name.as_str());
            let mut all: Vec<&str> = names.chain(on_roster.iter().map(String::as_str)).collect();
            all.sort_unstable();
            all.dedup();
            Meant::Nobody(nearest(name, all.into_iter()))
        }
        several => Meant::Several(several.iter().map(|one| (*one).clone()).collect()),
    })
}

/// Removes a person from a folder. With `dry_run` it only finds out what would be removed.
///
/// # Errors
/// Returns an error if the system reports one, or if another process has been writing for too long. The roster is
/// written first, so that the person is no longer on it when the profile is deleted.
pub(crate) fn forget(
    folder: &Path,
    name: &str,
    known: Option<&CohortPerson>,
    dry_run: bool,
) -> Result<Removed, Error> {
    let failed = || Error::io(Kind::Cohort, folder, "change");
    let is_they = |other: &str| {
        let called = |known: &CohortPerson| is_named(other, &known.name, &known.id);
        known.map_or_else(|| is_named(name, other, other), called)
    };
    let theirs = || -> io::Result<Vec<String>> {
        Ok(on_roster(folder)?.into_iter().filter(|other| is_they(other)).collect())
    };
    let mut removed = Removed { files: Vec::new(), of_roster: theirs().map_err(failed())? };
    if !removed.of_roster.is_empty() && !dry_run {
        // The roster is read again under its lock, because an import may be adding to it.
        let path = folder.join(SETTINGS);
        let _lock = locked(folder, &path)?;
        let text = whole::read_text(&path).map_err(failed())?;
        if let Ok(Some(text)) = without_people(&text, is_they) {
            let target = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
            whole::write_locked(&target, text.as_bytes()).map_err(failed())?;
        }
    }
    if let Some(known) = known {
        removed.files = beside(&known.file).map_err(failed())?;
        if !dry_run {
            // The lock waits for any process that is writing to the profile. Otherwise that process would create the
            // file again.
            let _lock = locked(folder, &known.file)?;
            for file in &removed.files {
                whole::remove(file).map_err(failed())?;
            }
            whole::remember_changed(&known.file);
        }
    }
    Ok(removed)
}

/// Returns a profile and the files beside it that belong to it: locks, earlier copies, unfinished writes. The profile
/// comes last.
fn beside(profile: &Path) -> io::Result<Vec<PathBuf>> {
    let name = profile.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut files = Vec::new();
    for entry in fs::read_dir(profile.parent().unwrap_or(Path::new(".")))? {
        let entry = entry?;
        let other = entry.file_name().to_string_lossy().into_owned();
        let bare = other.trim_start_matches('.');
        let is_of_it = bare.strip_prefix(&name).is_some_and(|rest| rest.starts_with(['.', '~']));
        if is_of_it && entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    files.push(profile.to_path_buf());
    Ok(files)
}

/// Returns the roster of a folder. It is empty if there is none.
fn on_roster(folder: &Path) -> io::Result<Vec<String>> {
    match whole::read_text(&folder.join(SETTINGS)) {
        Ok(text) => Ok(roster(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
