//! Files that are written for others to read: pages, calendars, manual pages. Each is replaced whole or not at all.

use std::io::{self, Write};
use std::path::Path;

/// Puts a file in its place whole, readable as new files usually are. A file that is there keeps its permissions.
///
/// # Errors
/// When the folder is not there or the file cannot be written; then what was there stays.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    match std::fs::metadata(path) {
        Ok(old) if old.is_file() => file.as_file().set_permissions(old.permissions())?,
        Ok(_) => return Err(io::Error::other("it is no file")),
        Err(_) => readable_by_all(file.as_file())?,
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(unix)]
fn readable_by_all(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
