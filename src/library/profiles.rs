//! Profiles on disk: read whole, changed under a lock, replaced whole or not at all.
//!
//! Every change goes through [`change`], which keeps what the file held before as one earlier copy beside it
//! (`.profile.toml.skillgap-earlier`). [`undo`] puts that in the place of the profile, and the profile in its place.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Error, Kind};
use super::lock::{Lock, NoLock};
use super::whole::{self, Like, NewFile, beside, folder_of};
use crate::domain::maps::SkillMaps;
use crate::domain::profile::Profile;
use crate::files::profile_cuts::{Form, NotRemovable, Removal, names, remove_entries};
use crate::files::profile_migration::{self, Migration, NotMigratable};
use crate::files::profile_toml::{Addition, new_profile, read_profile, with_additions};
use crate::files::text::FileText;

/// Where a profile is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileAt {
    /// A file that the user named: it must be there to be read.
    Named(PathBuf),
    /// The usual file, which need not be there yet.
    Usual(PathBuf),
    /// Standard input.
    Stdin,
}

impl ProfileAt {
    /// The file, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            ProfileAt::Named(path) | ProfileAt::Usual(path) => Some(path),
            ProfileAt::Stdin => None,
        }
    }

    /// The name that a message gives it.
    pub fn name(&self) -> String {
        self.path().map_or_else(|| "standard input".to_string(), |p| p.display().to_string())
    }
}

/// A profile that was read, with its text.
pub(crate) type Found = (Profile, FileText);

/// Several changes that count as one, so that [`undo`] takes them back together: an interview saves after every answer.
#[derive(Debug, Default)]
pub struct OneChange {
    /// What the file held before the first of them; nothing where it was not there.
    before: Option<Vec<u8>>,
}

/// What becomes of what a profile held before a change.
#[derive(Debug)]
pub(crate) enum Before<'c> {
    /// It is the earlier copy, unless this change goes on with one that was begun.
    Kept(&'c mut OneChange),
    /// It is gone for good, and the earlier copy too.
    Gone,
}

/// Reads a profile against the maps; `None` when there is none yet.
///
/// # Errors
/// When the file cannot be read, or with everything that is wrong in it.
pub fn load(at: &ProfileAt, maps: &SkillMaps) -> Result<Option<Found>, Error> {
    let Some(text) = read_text(at)? else {
        return Ok(None);
    };
    check(at, text, maps).map(Some)
}

/// Changes a profile: every command that writes one does it here. Returns what it holds now, and what `edit` returned.
///
/// `edit` makes the new text of the old one, which is `None` where there is no profile. The file is read again under a
/// lock, the new text is read as a profile, the old one is kept beside it, and only then the new one takes its place. An
/// edit that changes nothing writes nothing.
///
/// # Errors
/// When the file cannot be read or written, with what `edit` returned, or with everything that is wrong in the text; then
/// the file stays as it was.
pub(crate) fn change<T>(
    at: &ProfileAt,
    maps: &SkillMaps,
    before: Before<'_>,
    edit: impl FnOnce(Option<&Found>) -> Result<(String, T), Error>,
) -> Result<(Profile, T), Error> {
    let file = Locked::open(at)?;
    let old = file.read()?.map(|bytes| check(at, bytes, maps)).transpose()?;
    let (text, made) = edit(old.as_ref())?;
    if let Some((profile, old)) = old.filter(|(_, old)| old.text == text) {
        drop(old);
        return Ok((profile, made));
    }
    let (profile, new) = check(at, text.into_bytes(), maps)?;
    file.replace(new.text.as_bytes(), before)?;
    Ok((profile, made))
}

/// Appends ratings and what else there is to a profile, which is begun if it is not there, and gives back what it holds now.
///
/// # Errors
/// As [`change`].
pub fn append<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    maps: &SkillMaps,
    additions: &[A],
) -> Result<Profile, Error> {
    append_to(at, &new_profile(None, None), maps, additions)
}

/// The same as a part of a change that may have begun before.
///
/// # Errors
/// As [`change`].
pub fn append_more<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    maps: &SkillMaps,
    additions: &[A],
    one: &mut OneChange,
) -> Result<Profile, Error> {
    append_as(at, &new_profile(None, None), maps, additions, one)
}

/// Appends to a profile that begins with the text `beginning` where it is not there yet.
///
/// # Errors
/// As [`change`].
pub(crate) fn append_to<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    beginning: &str,
    maps: &SkillMaps,
    additions: &[A],
) -> Result<Profile, Error> {
    append_as(at, beginning, maps, additions, &mut OneChange::default())
}

fn append_as<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    beginning: &str,
    maps: &SkillMaps,
    additions: &[A],
    one: &mut OneChange,
) -> Result<Profile, Error> {
    let additions: Vec<Addition> = additions.iter().cloned().map(Into::into).collect();
    let edit = |before: Option<&Found>| {
        let text = before.map_or(beginning, |(_, file)| &file.text);
        Ok((with_additions(text, maps, &additions), ()))
    };
    change(at, maps, Before::Kept(one), edit).map(|(profile, ())| profile)
}

/// Begins a profile with a text, and gives back what it holds.
///
/// # Errors
/// When there is one already, when the file cannot be written, or with everything that is wrong in the text.
pub(crate) fn begin(at: &ProfileAt, maps: &SkillMaps, text: String) -> Result<Profile, Error> {
    let taken = || Error::AlreadyThere { name: at.name() };
    if at.path().is_some_and(Path::exists) {
        return Err(taken());
    }
    let edit = |before: Option<&Found>| match before {
        Some(_) => Err(taken()),
        None => Ok((text, ())),
    };
    let mut one = OneChange::default();
    change(at, maps, Before::Kept(&mut one), edit).map(|(profile, ())| profile)
}

/// Removes the ratings, answers, claims and done projects of a profile whose skill or project `matches`, by the name that it has
/// there; everything else stays byte for byte. Returns what the profile holds now, and what was removed.
///
/// # Errors
/// When there is no profile, when the file cannot be read or written, with everything that is wrong in it, or when the
/// rest would not stay as it is; then nothing is changed.
pub(crate) fn forget(
    at: &ProfileAt,
    maps: &SkillMaps,
    before: Before<'_>,
    matches: impl Fn(Form, &str) -> bool,
) -> Result<(Profile, Removal), Error> {
    let remove = |text: &str| {
        let stuck = |NotRemovable { line }| Error::Stuck { name: at.name(), line };
        remove_entries(text, &matches).map_err(stuck)
    };
    let not_there = || Error::NotThere { name: at.name() };
    let usual = at.path().map(|path| ProfileAt::Usual(path.to_path_buf()));
    let (profile, file) = load(usual.as_ref().unwrap_or(at), maps)?.ok_or_else(not_there)?;
    let removal = remove(&file.text)?;
    if removal.removed.is_empty() {
        return Ok((profile, removal));
    }
    change(at, maps, before, |found| {
        let (_, file) = found.ok_or_else(not_there)?;
        let removal = remove(&file.text)?;
        Ok((removal.text.clone(), removal))
    })
}

/// Writes a profile with the names of today's maps, or with `dry_run` only looks what that would change. Everything else
/// stays byte for byte.
///
/// # Errors
/// As [`forget`].
pub(crate) fn migrate(at: &ProfileAt, maps: &SkillMaps, dry_run: bool) -> Result<Migration, Error> {
    let migrated = |(profile, file): &Found| {
        let stuck = |NotMigratable { line }| Error::Stuck { name: at.name(), line };
        profile_migration::migrate(&file.text, profile, maps).map_err(stuck)
    };
    let not_there = || Error::NotThere { name: at.name() };
    let usual = at.path().map(|path| ProfileAt::Usual(path.to_path_buf()));
    let found = load(usual.as_ref().unwrap_or(at), maps)?.ok_or_else(not_there)?;
    let migration = migrated(&found)?;
    if dry_run || migration.migrated.changes.is_empty() {
        return Ok(migration);
    }
    let mut one = OneChange::default();
    let (_, migration) = change(at, maps, Before::Kept(&mut one), |found| {
        let migration = migrated(found.ok_or_else(not_there)?)?;
        Ok((migration.text.clone(), migration))
    })?;
    Ok(migration)
}

/// Deletes the earlier copy of a profile if it names a skill or a project that `matches`. Returns whether it did.
///
/// # Errors
/// When it cannot be read or deleted.
pub(crate) fn forget_earlier(
    at: &ProfileAt,
    matches: impl Fn(Form, &str) -> bool,
) -> Result<bool, Error> {
    let file = Locked::open(at)?;
    let Some(bytes) = file.read_earlier()? else {
        return Ok(false);
    };
    // What is not to be read cannot be said to hold nothing of the skill.
    let names_it = match std::str::from_utf8(&bytes) {
        Ok(text) => names(&read_profile(0, text).0).any(|(form, name, _)| matches(form, name)),
        Err(_) => true,
    };
    if names_it {
        whole::remove(&file.earlier).map_err(failed(at, "delete the earlier copy of"))?;
    }
    Ok(names_it)
}

/// A profile before and after its last change was taken back; each `None` where there was none.
#[derive(Debug)]
pub struct Undone {
    /// What it held.
    pub before: Option<Found>,
    /// What it holds now.
    pub now: Option<Found>,
}

/// Takes the last change of a profile back: the earlier copy becomes the profile, and the profile the earlier copy. So
/// the next call takes this one back.
///
/// # Errors
/// When there is no earlier copy or it is the same, when a file cannot be read or written, or with everything that is
/// wrong in one; then nothing is changed.
pub fn undo(at: &ProfileAt, maps: &SkillMaps) -> Result<Undone, Error> {
    let nothing = || Error::NothingToUndo { name: at.name() };
    let path = at.path().ok_or_else(nothing)?;
    let target = followed(path).map_err(failed(at, "follow the link"))?;
    if !beside(&target, ".", EARLIER).exists() {
        return Err(nothing());
    }
    let file = Locked::open(at)?;
    let earlier = file.read_earlier()?.ok_or_else(nothing)?;
    let current = file.read()?;
    if current.as_deref().unwrap_or_default() == earlier {
        return Err(nothing());
    }
    let copy = ProfileAt::Named(file.earlier.clone());
    let before = current.map(|bytes| check(at, bytes, maps)).transpose()?;
    let now = (!earlier.is_empty()).then(|| check(&copy, earlier.clone(), maps)).transpose()?;
    let current = before.as_ref().map_or(&[][..], |(_, file)| file.text.as_bytes());
    file.exchange(&earlier, current)?;
    Ok(Undone { before, now })
}

/// The ending of the earlier copy, whose name begins with a dot, so that it is no profile of a cohort.
const EARLIER: &str = ".skillgap-earlier";

/// A profile that nobody else writes to.
struct Locked<'a> {
    at: &'a ProfileAt,
    target: PathBuf,
    earlier: PathBuf,
    _lock: Lock,
}

impl<'a> Locked<'a> {
    /// Waits until nobody else writes; its folder is made where it is missing.
    fn open(at: &'a ProfileAt) -> Result<Locked<'a>, Error> {
        let Some(path) = at.path() else {
            let error =
                io::Error::new(io::ErrorKind::Unsupported, "standard input cannot be written to");
            return Err(failed(at, "write")(error));
        };
        let target = followed(path).map_err(failed(at, "follow the link"))?;
        whole::make_private_folder(folder_of(&target)).map_err(failed(at, "make the folder of"))?;
        let lock = Lock::of(&target).map_err(|why| match why {
            NoLock::Io(error) => failed(at, "lock")(error),
            NoLock::Held { lock, holder } => {
                Error::Locked { name: at.name(), lock: lock.display().to_string(), holder }
            }
        })?;
        let earlier = beside(&target, ".", EARLIER);
        Ok(Locked { at, target, earlier, _lock: lock })
    }

    /// What stands in it; `None` when it is not there.
    fn read(&self) -> Result<Option<Vec<u8>>, Error> {
        read_text(&ProfileAt::Usual(self.target.clone()))
    }

    /// What stands in its earlier copy, which is empty when there was no profile then; `None` when there is no copy.
    fn read_earlier(&self) -> Result<Option<Vec<u8>>, Error> {
        match whole::read(&self.earlier) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(self.at, "read the earlier copy of")(error)),
        }
    }

    /// Puts a text in its place.
    fn replace(&self, text: &[u8], before: Before<'_>) -> Result<(), Error> {
        let old = self.writable()?;
        let new = NewFile::write(&self.target, text, Like::Old(old.as_ref()))
            .map_err(failed(self.at, "write"))?;
        match before {
            Before::Gone => {
                new.put_in_place().map_err(failed(self.at, "write"))?;
                whole::remove(&self.earlier).map_err(failed(self.at, "delete the earlier copy of"))
            }
            Before::Kept(one) => {
                let goes_on = one.before.is_some() && self.read_earlier()? == one.before;
                if !goes_on {
                    let current = self.read()?.unwrap_or_default();
                    NewFile::write(&self.earlier, &current, Like::OwnerOf(old.as_ref()))
                        .and_then(NewFile::put_in_place_for_now)
                        .map_err(failed(self.at, "keep an earlier copy of"))?;
                    one.before = Some(current);
                }
                new.put_in_place().map_err(failed(self.at, "write"))
            }
        }
    }

    /// Puts a text in its place and another in that of its earlier copy; an empty text stands for no profile.
    fn exchange(&self, text: &[u8], earlier: &[u8]) -> Result<(), Error> {
        let old = self.writable()?;
        let copy = NewFile::write(&self.earlier, earlier, Like::OwnerOf(old.as_ref()))
            .map_err(failed(self.at, "keep an earlier copy of"))?;
        if text.is_empty() {
            copy.put_in_place().map_err(failed(self.at, "keep an earlier copy of"))?;
            return whole::remove(&self.target).map_err(failed(self.at, "delete"));
        }
        NewFile::write(&self.target, text, Like::Old(old.as_ref()))
            .and_then(NewFile::put_in_place)
            .map_err(failed(self.at, "write"))?;
        copy.put_in_place().map_err(failed(self.at, "keep an earlier copy of"))
    }

    /// What the system knows of the file, where it is there and may be written.
    fn writable(&self) -> Result<Option<Metadata>, Error> {
        let old = fs::metadata(&self.target).ok();
        if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
            return Err(failed(self.at, "write")(io::ErrorKind::PermissionDenied.into()));
        }
        Ok(old)
    }
}

fn check(at: &ProfileAt, bytes: Vec<u8>, maps: &SkillMaps) -> Result<Found, Error> {
    let unsound = |problems, file| Error::unsound(Kind::Profile, problems, file);
    let file = FileText::read(at.name(), bytes, 0).map_err(|garbled| {
        let (problem, file) = *garbled;
        unsound(vec![problem], file)
    })?;
    let (draft, found) = read_profile(0, &file.text);
    match draft.validate(maps, found) {
        Ok(profile) => Ok((profile, file)),
        Err(problems) => Err(unsound(problems, file)),
    }
}

/// The bytes of a profile; `None` when it is the usual one and not there.
fn read_text(at: &ProfileAt) -> Result<Option<Vec<u8>>, Error> {
    match (whole::read(at.path().unwrap_or(Path::new("-"))), at) {
        (Ok(bytes), _) => Ok(Some(bytes)),
        (Err(error), ProfileAt::Usual(_)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        (Err(error), _) => Err(failed(at, "read")(error)),
    }
}

fn failed(at: &ProfileAt, doing: &'static str) -> impl FnOnce(io::Error) -> Error + use<> {
    Error::io(Kind::Profile, Path::new(&at.name()), doing)
}

/// The file behind symbolic links, so that a linked profile stays a link.
fn followed(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => behind_links(path),
        found => found,
    }
}

/// The file that is not there yet behind a link, or the path itself.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    // A circle of links is no file that is not there: `canonicalize` told of it.
    while let Ok(next) = fs::read_link(&target) {
        target = folder_of(&target).join(next);
        if !folder_of(&target).is_dir() {
            let why = format!("it leads to {}, whose folder is not there", target.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, why));
        }
    }
    Ok(target)
}
