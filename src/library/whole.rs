//! Reading whole files up to a size limit, and replacing files atomically.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::lock::{Lock, NoLock};
use crate::files::limits::BYTES_OF_TOML;

/// The files that this process has changed for good so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Changed {
    /// No file.
    Nothing,
    /// One file, which may also be deleted.
    One(PathBuf),
    /// More than one file.
    Several,
}

/// It is one value for the whole process, so that no command can forget to tell what it changed.
static CHANGED: Mutex<Changed> = Mutex::new(Changed::Nothing);

/// Returns the files that this process has changed for good so far. Copies that lie beside a profile do not count.
pub(crate) fn changed() -> Changed {
    CHANGED.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Remembers that a file was changed for good.
pub(super) fn remember_changed(path: &Path) {
    let mut changed = CHANGED.lock().unwrap_or_else(PoisonError::into_inner);
    *changed = match &*changed {
        Changed::Nothing => Changed::One(path.to_path_buf()),
        Changed::One(one) if one == path => return,
        Changed::One(_) | Changed::Several => Changed::Several,
    };
}

/// Returns the bytes of a TOML file, or of standard input for `-`.
///
/// # Errors
/// Returns an error if the file cannot be read, is not a regular file, or is larger than [`BYTES_OF_TOML`]. Reading a
/// pipe could block forever.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        return within_limit(io::stdin().lock(), 0);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Opening a pipe without this flag would wait for a writer.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    refuse_irregular(&metadata)?;
    within_limit(file, metadata.len())
}

/// Returns the text of a file, or of standard input for `-`.
///
/// # Errors
/// Returns the errors of [`read`], and an error if the text is not UTF-8.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let garbled = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text");
    String::from_utf8(read(path)?).map_err(garbled)
}

/// Writes a file that the user named, completely or not at all. A new file is readable by its owner only, and an
/// existing one keeps its mode and owner. A file that is not regular, such as a pipe, is written to directly. If two
/// processes write at the same time, the file of the later one remains.
///
/// # Errors
/// Returns an error if the system reports one, or if another process has been writing to the file for too long.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|old| !old.is_file()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let _lock = Lock::of(&target).map_err(NoLock::into_io)?;
    write_locked(&target, bytes)
}

/// Writes a file like [`write()`], for a caller who holds its lock.
pub(super) fn write_locked(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = fs::metadata(target).ok();
    NewFile::write(target, bytes, Like::Old(old.as_ref()))?.put_in_place()?;
    remember_changed(target);
    Ok(())
}

/// Writes a file that must not exist yet, completely or not at all.
///
/// # Errors
/// Returns an error if the file exists, and the errors of [`write()`].
pub(super) fn write_new(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let _lock = Lock::of(target).map_err(NoLock::into_io)?;
    if fs::symlink_metadata(target).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    write_locked(target, bytes)
}

fn within_limit(from: impl Read, known: u64) -> io::Result<Vec<u8>> {
    let too_large = || {
        let limit = BYTES_OF_TOML >> 20;
        io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("it is larger than {limit} MB, the limit for a file of this kind"),
        )
    };
    if known > BYTES_OF_TOML {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    from.take(BYTES_OF_TOML + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > BYTES_OF_TOML { Err(too_large()) } else { Ok(bytes) }
}

/// Returns an error for anything that is not a regular file.
pub(super) fn refuse_irregular(metadata: &Metadata) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() {
        return Ok(());
    }
    Err(match kind.is_dir() {
        true => io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"),
        false if kind.is_symlink() => io::Error::other("it is a link"),
        false => io::Error::other("it is a pipe or a device, not a file"),
    })
}

/// Makes a folder and its missing parents. They contain data about people, so only the owner can read them. An
/// existing folder keeps its mode.
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Returns what `check` returns, which may make a folder. Afterwards folders that did not exist before are deleted
/// again.
pub(super) fn in_folder_for_now<T>(folder: &Path, check: impl FnOnce() -> T) -> T {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    let checked = check();
    for made in missing {
        // A folder that another process uses by now is not empty, so it stays.
        let _ = fs::remove_dir(made);
    }
    checked
}

/// The new contents of a file, written beside it but not yet moved to its place. If it is dropped, the new file is
/// deleted.
///
/// The new file always has the same name, so a killed process leaves at most one such file, and the next write
/// removes it. The caller must hold a lock, so that no other process uses the name.
pub(super) struct NewFile<'p> {
    new: NamedTempFile,
    target: &'p Path,
}

/// The file whose mode and owner the new file gets.
#[derive(Clone, Copy)]
pub(super) enum Like<'m> {
    /// The file that is replaced. If there is none, only the owner can read the new file.
    Old(Option<&'m Metadata>),
    /// Another file. The new file gets its owner, and only the owner can read it.
    OwnerOf(Option<&'m Metadata>),
}

impl NewFile<'_> {
    /// Writes the new contents to the disk.
    pub(super) fn write<'p>(
        target: &'p Path,
        text: &[u8],
        like: Like<'_>,
    ) -> io::Result<NewFile<'p>> {
        let path = beside(target, ".", ".skillgap-new");
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let name = path.file_name().unwrap_or_default();
        let mut new =
            tempfile::Builder::new().prefix(name).rand_bytes(0).tempfile_in(folder_of(target))?;
        new.write_all(text)?;
        let (Like::Old(other) | Like::OwnerOf(other)) = like;
        if let Some(other) = other {
            take_owner(new.as_file(), other)?;
        }
        if let Like::Old(Some(old)) = like {
            new.as_file().set_permissions(old.permissions())?;
        }
        new.as_file().sync_all()?;
        Ok(NewFile { new, target })
    }

    /// Moves the new file to its place.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        let folder = folder_of(self.target);
        self.put_in_place_for_now()?;
        sync_folder(folder)
    }

    /// Moves the new file to its place. A power failure may undo this, until another file in the folder is moved to
    /// its place with [`NewFile::put_in_place`].
    pub(super) fn put_in_place_for_now(self) -> io::Result<()> {
        /// The time to wait on Windows. There a file cannot be replaced while another program reads it, which is
        /// often a virus scanner.
        const PATIENCE: Duration = Duration::from_secs(2);
        let began = Instant::now();
        let mut new = self.new;
        loop {
            new = match new.persist(self.target) {
                Ok(_) => return Ok(()),
                Err(error) if cfg!(windows) && began.elapsed() < PATIENCE => error.file,
                Err(error) => return Err(error.error),
            };
            sleep(Duration::from_millis(20));
        }
    }
}

/// Removes a file permanently, if it exists.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(folder_of(path)),
    }
}

/// Writes the names in a folder to the disk, so that they survive a power failure.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Gives a new file the owner and the group of another file. Otherwise a file of somebody else would become one's
/// own.
#[cfg(unix)]
fn take_owner(new: &File, other: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = new.metadata()?;
    if (now.uid(), now.gid()) == (other.uid(), other.gid()) {
        return Ok(());
    }
    fchown(new, Some(other.uid()), Some(other.gid())).map_err(|error| {
        io::Error::new(
            error.kind(),
            "it belongs to another user or group, and a new file cannot be given to them; nothing is changed",
        )
    })
}

#[cfg(not(unix))]
fn take_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Returns the folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns the path of a file beside another one, with text added before and after its name.
pub(super) fn beside(path: &Path, before: &str, ending: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}
