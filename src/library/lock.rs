//! The lock beside a profile. Only one process writes at a time, and no process waits forever.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::whole::{beside, refuse_irregular};

/// The time that one process may make all others wait.
const PATIENCE: Duration = Duration::from_secs(3);
/// The time between two attempts to get the lock.
const PAUSE: Duration = Duration::from_millis(10);

/// A lock that is held until it is dropped. Dropping it also deletes its file.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// The reason why the lock was not acquired.
pub(super) enum NoLock {
    /// The system reported an error.
    Io(io::Error),
    /// One process has held the lock for longer than [`PATIENCE`].
    Held {
        /// The lock file.
        lock: PathBuf,
        /// The process that holds the lock, if the system tells it.
        holder: Option<String>,
    },
}

impl NoLock {
    /// Converts the reason into an I/O error, for files that are not profiles.
    pub(super) fn into_io(self) -> io::Error {
        match self {
            NoLock::Io(error) => error,
            NoLock::Held { holder, .. } => {
                let holder = holder
                    .map_or_else(|| "another process".to_string(), |who| format!("process {who}"));
                io::Error::new(
                    io::ErrorKind::ResourceBusy,
                    format!(
                        "{holder} has been writing to it for too long; try again when it has ended"
                    ),
                )
            }
        }
    }
}

impl Lock {
    /// Waits until no other process writes to a file. It gives up if the same process keeps the lock for too long.
    ///
    /// The file of a lock is deleted while the lock is held. So a process that gets a lock checks whether the lock
    /// file is still at its path. Otherwise other processes would lock another file, and the lock would have no
    /// effect.
    pub(super) fn of(target: &Path) -> Result<Lock, NoLock> {
        let path = beside(target, "", ".lock");
        let mut waiting: Option<(FileId, Instant)> = None;
        loop {
            let file = open(&path).map_err(NoLock::Io)?;
            match file.try_lock() {
                Ok(()) if stands_at(&path, &file).map_err(NoLock::Io)? => {
                    return Ok(Lock { path, _file: file });
                }
                Ok(()) => continue,
                Err(TryLockError::Error(error)) => return Err(NoLock::Io(error)),
                Err(TryLockError::WouldBlock) => {}
            }
            // Each process that writes makes a new lock file, so a new file means that another process has its turn.
            let id = id(&file).map_err(NoLock::Io)?;
            let since = match waiting {
                Some((of, since)) if of == id => since,
                _ => waiting.insert((id, Instant::now())).1,
            };
            if since.elapsed() > PATIENCE {
                return Err(NoLock::Held { holder: holder(&file), lock: path });
            }
            sleep(PAUSE);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // On other systems an open file cannot be deleted, so it stays there.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // Following a link would lock another file, and opening a pipe would block.
        let flags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK);
        options.mode(0o600).custom_flags(flags.bits().cast_signed());
    }
    if let Ok(there) = fs::symlink_metadata(path) {
        refuse_irregular(&there)?;
    }
    let file = options.open(path)?;
    refuse_irregular(&file.metadata()?)?;
    Ok(file)
}

#[cfg(unix)]
type FileId = (u64, u64);

#[cfg(unix)]
fn id(file: &File) -> io::Result<FileId> {
    use std::os::unix::fs::MetadataExt;
    let metadata = file.metadata()?;
    Ok((metadata.dev(), metadata.ino()))
}

/// Returns whether an open file is still the file at a path.
#[cfg(unix)]
fn stands_at(path: &Path, file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    match fs::symlink_metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == id(file)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
type FileId = ();

#[cfg(not(unix))]
fn id(_: &File) -> io::Result<FileId> {
    Ok(())
}

#[cfg(not(unix))]
fn stands_at(_: &Path, _: &File) -> io::Result<bool> {
    Ok(true)
}

/// Returns the process that holds the lock of a file, as Linux lists it: its number, and its name if it can be read.
#[cfg(target_os = "linux")]
fn holder(file: &File) -> Option<String> {
    let (_, inode) = id(file).ok()?;
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let process = holder_in(&locks, inode)?;
    let name = fs::read_to_string(format!("/proc/{process}/comm")).ok();
    Some(match name {
        Some(name) => format!("{process} ({})", name.trim()),
        None => process.to_string(),
    })
}

#[cfg(not(target_os = "linux"))]
fn holder(_: &File) -> Option<String> {
    None
}

/// Finds the process in a line such as `1: FLOCK  ADVISORY  WRITE 1234 08:01:4711 0 EOF`.
#[cfg(target_os = "linux")]
fn holder_in(locks: &str, inode: u64) -> Option<u32> {
    let of_file = |line: &str| {
        let mut words = line.split_whitespace().skip_while(|word| *word != "FLOCK").skip(3);
        let process = words.next()?.parse().ok()?;
        let place = words.next()?.rsplit(':').next()?.parse().ok();
        (place == Some(inode)).then_some(process)
    };
    // The line of a waiting process has an arrow. A process that is not visible from here has the number 0.
    let held = locks.lines().filter(|line| !line.contains("->"));
    held.filter_map(of_file).find(|process| *process > 0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_holder_is_the_process_that_has_the_lock_and_none_that_waits() {
        let locks = "1: POSIX  ADVISORY  WRITE 7 08:01:4711 0 EOF\n\
                     2: FLOCK  ADVISORY  WRITE 12 08:01:4712 0 EOF\n\
                     2: -> FLOCK  ADVISORY  WRITE 13 08:01:4711 0 EOF\n\
                     3: FLOCK  ADVISORY  WRITE 14 08:01:4711 0 EOF\n\
                     4: FLOCK  ADVISORY  WRITE 0 08:01:99 0 EOF\n";
        assert_eq!(holder_in(locks, 4711), Some(14));
        assert_eq!(holder_in(locks, 99), None);
        assert_eq!(holder_in(locks, 1), None);
    }
}
