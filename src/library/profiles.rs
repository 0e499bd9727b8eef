//! Profiles on disk. They are read as a whole, changed under a lock, and replaced atomically.
//!
//! Every change uses [`change`], which keeps the previous contents of the file as one earlier copy beside it
//! (`.profile.toml.skillgap-earlier`). [`undo`] exchanges the profile and this copy.

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

/// The place of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileAt {
    /// A file that the user named. It must exist if it is read.
    Named(PathBuf),
    /// The default file, which may not exist yet.
    Usual(PathBuf),
    /// Standard input.
    Stdin,
}

impl ProfileAt {
    /// Returns the path of the file, unless it is standard input.
    pub fn path(&self) -> Option<&Path> {
        match self {
            ProfileAt::Named(path) | ProfileAt::Usual(path) => Some(path),
            ProfileAt::Stdin => None,
        }
    }

    /// Returns the name of the profile for messages.
    pub fn name(&self) -> String {
        self.path().map_or_else(|| "standard input".to_string(), |p| p.display().to_string())
    }
}

/// A profile with the text that it was read from.
pub(crate) type ProfileRead = (Profile, FileText);

/// Several changes that [`undo`] takes back together, because they are one change for the user. An interview, for
/// example, saves after every answer.
#[derive(Debug, Default)]
pub struct OneChange {
    /// The contents of the file before the first change, or `None` if there was no change yet. They are empty if the
    /// file did not exist.
    before: Option<Vec<u8>>,
}

/// What happens to the contents of a profile from before a change.
#[derive(Debug)]
pub(crate) enum Before<'c> {
    /// They become the earlier copy, unless this change continues one that was begun.
    Kept(&'c mut OneChange),
    /// They are deleted, together with the earlier copy.
    Gone,
}

/// Reads a profile and validates it against the maps. Returns `None` if it does not exist yet.
///
/// # Errors
/// Returns an error if the file cannot be read or has problems. The error lists all problems.
pub fn load(at: &ProfileAt, maps: &SkillMaps) -> Result<Option<ProfileRead>, Error> {
    let Some(text) = read_text(at)? else {
        return Ok(None);
    };
    check(at, text, maps).map(Some)
}

/// Changes a profile. Every command that writes a profile uses this function. It returns the new profile and what
/// `edit` returned.
///
/// `edit` makes the new text from the old one, which is `None` if there is no profile. The file is read again under a
/// lock, and the new text is validated. Then the old text is saved beside the file, and the new text replaces it. An
/// edit that changes nothing writes nothing.
///
/// # Errors
/// Returns an error if the file cannot be read or written, if `edit` returns one, or if the text has problems. The
/// error lists all problems. The file stays as it was.
pub(crate) fn change<T>(
    at: &ProfileAt,
    maps: &SkillMaps,
    before: Before<'_>,
    edit: impl FnOnce(Option<&ProfileRead>) -> Result<(String, T), Error>,
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

/// Checks that a profile can be written, so that nobody is asked questions whose answers cannot be saved. Nothing is
/// changed, and no file is left behind.
///
/// # Errors
/// Returns the error that [`change`] would return.
pub(crate) fn check_writable(at: &ProfileAt) -> Result<(), Error> {
    let check = || Locked::open(at)?.check_writable();
    match at.path() {
        Some(path) => whole::in_folder_for_now(folder_of(path), check),
        None => check(),
    }
}

/// Appends entries to a profile, and returns the new profile. The file is created if it does not exist.
///
/// # Errors
/// Returns the same errors as [`change`].
pub fn append<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    maps: &SkillMaps,
    additions: &[A],
) -> Result<Profile, Error> {
    append_to(at, &new_profile(None, None), maps, additions)
}

/// Appends entries as a part of a change that may have begun before.
///
/// # Errors
/// Returns the same errors as [`change`].
pub fn append_more<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    maps: &SkillMaps,
    additions: &[A],
    one: &mut OneChange,
) -> Result<Profile, Error> {
    append_as(at, &new_profile(None, None), maps, additions, one)
}

/// Appends entries to a profile. If it does not exist, it is created with the text `beginning`.
///
/// # Errors
/// Returns the same errors as [`change`].
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
    let edit = |before: Option<&ProfileRead>| {
        let text = before.map_or(beginning, |(_, file)| &file.text);
        Ok((with_additions(text, maps, &additions), ()))
    };
    change(at, maps, Before::Kept(one), edit).map(|(profile, ())| profile)
}

/// Creates a profile with a text, and returns the profile.
///
/// # Errors
/// Returns an error if the profile exists, if the file cannot be written, or if the text has problems. The error
/// lists all problems.
pub(crate) fn begin(at: &ProfileAt, maps: &SkillMaps, text: String) -> Result<Profile, Error> {
    let taken = || Error::AlreadyThere { name: at.name() };
    if at.path().is_some_and(Path::exists) {
        return Err(taken());
    }
    let edit = |before: Option<&ProfileRead>| match before {
        Some(_) => Err(taken()),
        None => Ok((text, ())),
    };
    let mut one = OneChange::default();
    change(at, maps, Before::Kept(&mut one), edit).map(|(profile, ())| profile)
}

/// Removes the ratings, answers, claims and done projects of a profile for which `matches` returns true. It gets the
/// name of the skill or project as the profile has it. Everything else stays the same, byte for byte. Returns the new
/// profile and the removed entries.
///
/// # Errors
/// Returns an error if there is no profile, if the file cannot be read or written, if it has problems, or if the
/// rest would change. Nothing is changed then.
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

/// Migrates a profile to the names of the current maps. With `dry_run` it only finds out what would change.
/// Everything else stays the same, byte for byte.
///
/// # Errors
/// Returns the same errors as [`forget`].
pub(crate) fn migrate(at: &ProfileAt, maps: &SkillMaps, dry_run: bool) -> Result<Migration, Error> {
    let migrated = |(profile, file): &ProfileRead| {
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

/// Deletes the earlier copy of a profile if it names a skill or a project for which `matches` returns true. Returns
/// whether it was deleted.
///
/// # Errors
/// Returns an error if the copy cannot be read or deleted.
pub(crate) fn forget_earlier(
    at: &ProfileAt,
    matches: impl Fn(Form, &str) -> bool,
) -> Result<bool, Error> {
    let file = Locked::open(at)?;
    let Some(bytes) = file.read_earlier()? else {
        return Ok(false);
    };
    // A copy that cannot be decoded may name the skill, so it is deleted.
    let names_it = match std::str::from_utf8(&bytes) {
        Ok(text) => names(&read_profile(0, text).0).any(|(form, name, _)| matches(form, name)),
        Err(_) => true,
    };
    if names_it {
        whole::remove(&file.earlier).map_err(failed(at, "delete the earlier copy of"))?;
        file.remember_changed();
    }
    Ok(names_it)
}

/// A profile before and after its last change was undone. Each is `None` if there was no profile.
#[derive(Debug)]
pub struct Undone {
    /// The profile before.
    pub before: Option<ProfileRead>,
    /// The profile now.
    pub now: Option<ProfileRead>,
}

/// Undoes the last change of a profile by exchanging the profile and its earlier copy. The next call undoes the undo.
///
/// # Errors
/// Returns an error if there is no earlier copy or it is the same, if a file cannot be read or written, or if one of
/// them has problems. Nothing is changed then.
pub fn undo(at: &ProfileAt, maps: &SkillMaps) -> Result<Undone, Error> {
    let nothing = || Error::NothingToUndo { name: at.name() };
    let path = at.path().ok_or_else(nothing)?;
    let target = followed(path).map_err(not_followed(at, path))?;
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

/// The ending of the earlier copy. Its name also begins with a dot, so that it is not taken for a profile of a
/// cohort.
const EARLIER: &str = ".skillgap-earlier";

/// A profile that is locked for writing.
struct Locked<'a> {
    at: &'a ProfileAt,
    target: PathBuf,
    earlier: PathBuf,
    _lock: Lock,
}

impl<'a> Locked<'a> {
    /// Waits until no other process writes to the profile. Its folder is made if it is missing.
    fn open(at: &'a ProfileAt) -> Result<Locked<'a>, Error> {
        let Some(path) = at.path() else {
            let error =
                io::Error::new(io::ErrorKind::Unsupported, "standard input cannot be written to");
            return Err(failed(at, "write")(error));
        };
        let target = followed(path).map_err(not_followed(at, path))?;
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

    /// Returns the contents of the file, or `None` if it does not exist.
    fn read(&self) -> Result<Option<Vec<u8>>, Error> {
        read_text(&ProfileAt::Usual(self.target.clone()))
    }

    /// Returns the contents of the earlier copy, or `None` if there is no copy. The contents are empty if there was
    /// no profile at that time.
    fn read_earlier(&self) -> Result<Option<Vec<u8>>, Error> {
        match whole::read(&self.earlier) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(self.at, "read the earlier copy of")(error)),
        }
    }

    /// Replaces the contents of the file.
    fn replace(&self, text: &[u8], before: Before<'_>) -> Result<(), Error> {
        let old = self.writable()?;
        let new = NewFile::write(&self.target, text, Like::Old(old.as_ref()))
            .map_err(failed(self.at, "write"))?;
        match before {
            Before::Gone => {
                new.put_in_place().map_err(failed(self.at, "write"))?;
                self.remember_changed();
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
                new.put_in_place().map_err(failed(self.at, "write"))?;
                self.remember_changed();
                Ok(())
            }
        }
    }

    /// Replaces the contents of the file and of its earlier copy. An empty text stands for no profile.
    fn exchange(&self, text: &[u8], earlier: &[u8]) -> Result<(), Error> {
        let old = self.writable()?;
        let copy = NewFile::write(&self.earlier, earlier, Like::OwnerOf(old.as_ref()))
            .map_err(failed(self.at, "keep an earlier copy of"))?;
        if text.is_empty() {
            copy.put_in_place().map_err(failed(self.at, "keep an earlier copy of"))?;
            whole::remove(&self.target).map_err(failed(self.at, "delete"))?;
            self.remember_changed();
            return Ok(());
        }
        NewFile::write(&self.target, text, Like::Old(old.as_ref()))
            .and_then(NewFile::put_in_place)
            .map_err(failed(self.at, "write"))?;
        self.remember_changed();
        copy.put_in_place().map_err(failed(self.at, "keep an earlier copy of"))
    }

    /// Checks that the file and its earlier copy can be replaced: it writes both anew beside them, and deletes them.
    fn check_writable(&self) -> Result<(), Error> {
        let old = self.writable()?;
        let current = self.read()?.unwrap_or_default();
        NewFile::write(&self.target, &current, Like::Old(old.as_ref()))
            .map_err(failed(self.at, "write"))?;
        NewFile::write(&self.earlier, &current, Like::OwnerOf(old.as_ref()))
            .and_then(|_| match self.earlier.is_dir() {
                true => Err(io::ErrorKind::IsADirectory.into()),
                false => Ok(()),
            })
            .map_err(failed(self.at, "keep an earlier copy of"))
    }

    /// Remembers that the profile was changed, under the name that the user gave it.
    fn remember_changed(&self) {
        whole::remember_changed(self.at.path().unwrap_or(&self.target));
    }

    /// Returns the metadata of the file, if it exists, and checks that it may be written.
    fn writable(&self) -> Result<Option<Metadata>, Error> {
        let old = fs::metadata(&self.target).ok();
        if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
            return Err(failed(self.at, "write")(io::ErrorKind::PermissionDenied.into()));
        }
        Ok(old)
    }
}

fn check(at: &ProfileAt, bytes: Vec<u8>, maps: &SkillMaps) -> Result<ProfileRead, Error> {
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

/// Returns the bytes of a profile, or `None` if it is the default one and does not exist.
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

/// Makes the error for a path that leads nowhere. Only a link is called one: a name may also be too long, or a folder
/// may be a file.
fn not_followed(at: &ProfileAt, path: &Path) -> impl FnOnce(io::Error) -> Error + use<> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    failed(at, if is_link { "follow the link" } else { "write" })
}

/// Returns the file that symbolic links lead to, so that a linked profile stays a link.
fn followed(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => behind_links(path),
        found => found,
    }
}

/// Returns the missing file that a link leads to, or the path itself.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_path_buf();
    // This loop ends: for links in a circle, `canonicalize` has reported another error.
    while let Ok(next) = fs::read_link(&target) {
        target = folder_of(&target).join(next);
        if !folder_of(&target).is_dir() {
            let why = format!("it leads to {}, whose folder is not there", target.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, why));
        }
    }
    Ok(target)
}
