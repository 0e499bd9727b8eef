//! Profiles on disk: read whole, appended to under a lock, replaced whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::domain::maps::SkillMaps;
use crate::domain::problem::{Code, Problem, Span};
use crate::domain::profile::Profile;
use crate::files::profile_cuts::{NotRemovable, Removal, remove_entries};
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

/// Why a profile could not be read or written.
#[derive(Debug)]
pub enum ProfileError {
    /// The system failed.
    Io {
        /// The file.
        name: String,
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// Something is wrong in the file.
    Unsound(Vec<Problem>, FileText),
    /// A profile that was to be begun is there already.
    AlreadyThere {
        /// The file.
        name: String,
    },
    /// A profile that was to be changed is not there.
    NotThere {
        /// The file.
        name: String,
    },
    /// Something cannot be taken out of the file without touching the rest.
    Stuck {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
    },
}

/// Reads a profile against the maps; `None` when there is none yet.
///
/// # Errors
/// When the file cannot be read, or with everything that is wrong in it.
pub fn load(at: &ProfileAt, maps: &SkillMaps) -> Result<Option<(Profile, FileText)>, ProfileError> {
    let Some(text) = read_text(at)? else {
        return Ok(None);
    };
    check(at, text, maps).map(Some)
}

/// Appends ratings and what else there is to a profile, which is begun if it is not there, and gives back what it holds now.
///
/// The file is read again under a lock, the additions are appended as text, the result is read as a profile, and only
/// then it takes the place of the old file.
///
/// # Errors
/// When the file cannot be read or written, or with everything that is wrong in it; then it stays as it was.
pub fn append<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    maps: &SkillMaps,
    additions: &[A],
) -> Result<Profile, ProfileError> {
    append_to(at, &new_profile(None, None), maps, additions)
}

/// The same; a profile that is not there yet begins with the text `beginning`.
///
/// # Errors
/// As [`append`].
pub fn append_to<A: Clone + Into<Addition>>(
    at: &ProfileAt,
    beginning: &str,
    maps: &SkillMaps,
    additions: &[A],
) -> Result<Profile, ProfileError> {
    let file = Locked::open(at)?;
    let before = file.read()?;
    let before = before.unwrap_or_else(|| beginning.as_bytes().to_vec());
    let before = check(at, before, maps)?.1;
    let additions: Vec<Addition> = additions.iter().cloned().map(Into::into).collect();
    file.replace(with_additions(&before.text, maps, &additions), maps)
}

/// Begins a profile with a text, and gives back what it holds.
///
/// # Errors
/// When there is one already, when the file cannot be written, or with everything that is wrong in the text.
pub fn begin(at: &ProfileAt, maps: &SkillMaps, text: String) -> Result<Profile, ProfileError> {
    let taken = || ProfileError::AlreadyThere { name: at.name() };
    if at.path().is_some_and(Path::exists) {
        return Err(taken());
    }
    let file = Locked::open(at)?;
    if file.read()?.is_some() {
        return Err(taken());
    }
    file.replace(text, maps)
}

/// Removes the ratings and claims of a profile whose skill `matches`, by the name that it has there; everything else
/// stays byte for byte. Returns what the profile holds now, and what was removed.
///
/// # Errors
/// When there is no profile, when the file cannot be read or written, with everything that is wrong in it, or when the
/// rest would not stay as it is; then nothing is changed.
pub fn forget(
    at: &ProfileAt,
    maps: &SkillMaps,
    matches: impl Fn(&str) -> bool,
) -> Result<(Profile, Removal), ProfileError> {
    let remove = |bytes: Option<Vec<u8>>| -> Result<(Profile, Removal), ProfileError> {
        let bytes = bytes.ok_or_else(|| ProfileError::NotThere { name: at.name() })?;
        let (profile, before) = check(at, bytes, maps)?;
        let stuck = |NotRemovable { line }| ProfileError::Stuck { name: at.name(), line };
        Ok((profile, remove_entries(&before.text, &matches).map_err(stuck)?))
    };
    let usual = at.path().map(|path| ProfileAt::Usual(path.to_path_buf()));
    let unlocked = remove(read_text(usual.as_ref().unwrap_or(at))?)?;
    if unlocked.1.removed.is_empty() {
        return Ok(unlocked);
    }
    let file = Locked::open(at)?;
    let removal = remove(file.read()?)?.1;
    let profile = file.replace(removal.text.clone(), maps)?;
    Ok((profile, removal))
}

/// A profile that nobody else writes to.
struct Locked<'a> {
    at: &'a ProfileAt,
    target: PathBuf,
    _lock: File,
}

impl<'a> Locked<'a> {
    /// Waits until nobody else writes; its folder is made where it is missing.
    fn open(at: &'a ProfileAt) -> Result<Locked<'a>, ProfileError> {
        let Some(path) = at.path() else {
            let error =
                io::Error::new(io::ErrorKind::Unsupported, "standard input cannot be written to");
            return Err(failed(at, "write")(error));
        };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(failed(at, "make the folder of"))?;
        }
        let target = followed(path).map_err(failed(at, "follow"))?;
        let lock = lock(&target).map_err(failed(at, "lock"))?;
        Ok(Locked { at, target, _lock: lock })
    }

    /// What stands in it; `None` when it is not there.
    fn read(&self) -> Result<Option<Vec<u8>>, ProfileError> {
        read_text(&ProfileAt::Usual(self.target.clone()))
    }

    /// Puts a text that is a sound profile in its place.
    fn replace(&self, text: String, maps: &SkillMaps) -> Result<Profile, ProfileError> {
        let (profile, file) = check(self.at, text.into_bytes(), maps)?;
        replace(&self.target, &file.text).map_err(failed(self.at, "write"))?;
        Ok(profile)
    }
}

fn check(
    at: &ProfileAt,
    bytes: Vec<u8>,
    maps: &SkillMaps,
) -> Result<(Profile, FileText), ProfileError> {
    let file = |text: String| FileText { name: at.name(), text: text.into() };
    let text = String::from_utf8(bytes).map_err(|error| {
        let from = error.utf8_error().valid_up_to();
        let span = Span { file: 0, range: from..from };
        let problem = Problem::at(
            &span,
            Code::NotUtf8,
            "from here on this is not UTF-8 text",
            "save the file as UTF-8",
        );
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        ProfileError::Unsound(vec![problem], file(text))
    })?;
    let (draft, found) = read_profile(0, &text);
    match draft.validate(maps, found) {
        Ok(profile) => Ok((profile, file(text))),
        Err(problems) => Err(ProfileError::Unsound(problems, file(text))),
    }
}

/// The bytes of a profile; `None` when it is the usual one and not there.
fn read_text(at: &ProfileAt) -> Result<Option<Vec<u8>>, ProfileError> {
    let bytes = match at {
        ProfileAt::Stdin => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        ProfileAt::Named(path) | ProfileAt::Usual(path) => fs::read(path),
    };
    match (bytes, at) {
        (Ok(bytes), _) => Ok(Some(bytes)),
        (Err(error), ProfileAt::Usual(_)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        (Err(error), _) => Err(failed(at, "read")(error)),
    }
}

fn failed(at: &ProfileAt, doing: &'static str) -> impl FnOnce(io::Error) -> ProfileError {
    let name = at.name();
    move |error| ProfileError::Io { name, doing, error }
}

/// The file behind symbolic links, so that a linked profile stays a link.
fn followed(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(match fs::read_link(path) {
            Ok(target) => path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => path.to_path_buf(),
        }),
        found => found,
    }
}

/// A lock beside the file, held until it is dropped and never deleted: deleting it would let two in at once.
fn lock(path: &Path) -> io::Result<File> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".lock");
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path.with_file_name(name))?;
    lock.lock()?;
    Ok(lock)
}

/// Puts a whole new file in the place of the old one, with the old one's mode.
///
/// The new file has the same name each time, so that what a killed process leaves behind is one file at most and goes
/// with the next write; the lock keeps everybody else from it.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let old = fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".skillgap-new");
    match fs::remove_file(folder.join(&name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut new = tempfile::Builder::new().prefix(&name).rand_bytes(0).tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    if let Some(old) = old {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(path).map_err(|error| error.error)?;
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
