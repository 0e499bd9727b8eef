//! Files that are read whole, within a limit, and replaced whole or not at all.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::lock::{Lock, NoLock};
use crate::files::limits::BYTES_OF_TOML;

/// The bytes of a TOML file, or of standard input for `-`.
///
/// # Errors
/// When it cannot be read, is no regular file (a pipe would be waited for without end), or is larger than [`BYTES_OF_TOML`].
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        return within_limit(io::stdin().lock(), 0);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // Opening a pipe would wait for somebody who writes to it.
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    refuse_irregular(&metadata)?;
    within_limit(file, metadata.len())
}

/// The text of a file, or of standard input for `-`.
///
/// # Errors
/// As [`read`], and when it is not UTF-8.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    let garbled = |_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text");
    String::from_utf8(read(path)?).map_err(garbled)
}

/// Writes a file that a user named, whole or not at all, for its owner alone; one that is there keeps its mode and owner,
/// and what is no regular file is written to. Of two that write it at once the later one's is there at the end.
///
/// # Errors
/// When the system does not, or somebody has been writing to it for longer than this program waits.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|old| !old.is_file()) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let _lock = Lock::of(&target).map_err(NoLock::into_io)?;
    write_locked(&target, bytes)
}

/// The same for a caller who holds the lock of the file.
pub(super) fn write_locked(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = fs::metadata(target).ok();
    NewFile::write(target, bytes, Like::Old(old.as_ref()))?.put_in_place()
}

/// Writes a file that must not be there yet, whole or not at all.
///
/// # Errors
/// When it is there, and as [`write()`].
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

/// Refuses what is there and no regular file.
pub(super) fn refuse_irregular(metadata: &Metadata) -> io::Result<()> {
    let kind = metadata.file_type();
    if kind.is_file() {
        return Ok(());
    }
    Err(match kind.is_dir() {
        true => io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"),
        false if kind.is_symlink() => io::Error::other("it is a link"),
        false => io::Error::other("it is a pipe or a device, and no file"),
    })
}

/// Makes a folder and those above it, where they are missing: they hold what is said about people, so nobody else may look
/// into them. A folder that is there keeps its mode.
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

/// A new text of a file, written beside it and not yet in its place. Dropped, it leaves nothing behind.
///
/// The new file has the same name each time, so that what a killed process leaves behind is one file at most and goes
/// with the next write; a lock has to keep everybody else from it.
pub(super) struct NewFile<'p> {
    new: NamedTempFile,
    target: &'p Path,
}

/// Whose modes and owner a new file takes.
#[derive(Clone, Copy)]
pub(super) enum Like<'m> {
    /// Those of the file that it takes the place of, if there is one; else it is for its owner alone.
    Old(Option<&'m Metadata>),
    /// The owner of another file, who alone may read it.
    OwnerOf(Option<&'m Metadata>),
}

impl NewFile<'_> {
    /// Writes the new text to the disk.
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

    /// Puts it in its place.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        let folder = folder_of(self.target);
        self.put_in_place_for_now()?;
        sync_folder(folder)
    }

    /// Puts it in its place, which a power failure may undo until another file of the folder is put in its place.
    pub(super) fn put_in_place_for_now(self) -> io::Result<()> {
        /// On Windows a file that somebody is reading, a virus scanner often, cannot be replaced until they have done.
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

/// Removes a file that may not be there, for good.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(()) => sync_folder(folder_of(path)),
    }
}

/// Has the names in a folder outlive a power failure.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Gives a new file the owner and the group of another, as somebody else's file would otherwise become one's own.
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

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside another, whose name has more before it and after it.
pub(super) fn beside(path: &Path, before: &str, ending: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}
