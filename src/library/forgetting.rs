//! Removing a person from a cohort: their profile with all answers, what was kept beside it, and their line of the roster.

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

/// Somebody of a cohort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CohortPerson {
    /// The id: the name of the profile's file without its ending.
    pub(crate) id: String,
    /// What the person is called; the id where the profile says nothing or cannot be read.
    pub(crate) name: String,
    file: PathBuf,
}

/// Whom a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// This person's profile; `None` where they are on the roster alone.
    One(Option<CohortPerson>),
    /// Several people are called so.
    Several(Vec<CohortPerson>),
    /// Nobody is called so; these names are near.
    Nobody(Vec<String>),
}

/// What was removed, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Removed {
    pub(crate) files: Vec<PathBuf>,
    /// The lines of the roster.
    pub(crate) of_roster: Vec<String>,
}

/// Whom a name, an id or an e-mail means in a folder.
///
/// # Errors
/// When the folder or its `cohort.toml` cannot be read.
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

/// Removes somebody from a folder, or with `dry_run` only looks what that would remove.
///
/// # Errors
/// When the system does not, or somebody else writes for longer than this program waits. The roster is written first, so
/// that a person is not on it any more when the profile is gone.
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
        // The roster is read again under its lock: an import may be adding to it.
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
            // Who is writing to the profile ends first, else it would come back.
            let _lock = locked(folder, &known.file)?;
            for file in &removed.files {
                whole::remove(file).map_err(failed())?;
            }
        }
    }
    Ok(removed)
}

/// A profile and what stands beside it under its name, the profile last: locks, earlier copies, unfinished writes.
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

/// The roster of a folder; nothing where there is none.
fn on_roster(folder: &Path) -> io::Result<Vec<String>> {
    match whole::read_text(&folder.join(SETTINGS)) {
        Ok(text) => Ok(roster(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
