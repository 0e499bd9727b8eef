//! Zip archives: workbooks, and the zip with one CSV that Google Forms offers. Parts are unpacked one by one, and the
//! unpacked bytes are counted.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::sheet::too_large;
use crate::domain::names::shortened;
use crate::domain::problem::{Code, Problem};
use crate::files::limits::BYTES_UNPACKED;

/// Returns whether bytes begin like a zip archive.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An open archive.
pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The number of bytes that may still be unpacked.
    left: u64,
}

/// A reader for a part in XML.
pub(crate) type Xml<'x> = Reader<BufReader<&'x mut dyn Read>>;

impl<'b> Archive<'b> {
    /// Opens an archive. Nothing is unpacked yet.
    ///
    /// # Errors
    /// Returns a problem if the archive is damaged.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        Ok(Archive { zip, left: BYTES_UNPACKED })
    }

    /// Returns whether there is a part with this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Returns the names of the files, without those that operating systems add.
    fn files(&self) -> Vec<String> {
        let own = |name: &String| {
            let base = name.rsplit('/').next().unwrap_or_default();
            !name.ends_with('/') && !name.starts_with("__MACOSX/") && !base.starts_with('.')
        };
        let names = self.zip.file_names().filter_map(Result::ok);
        names.map(|name| name.into_owned()).filter(own).collect()
    }

    /// Unpacks a whole part.
    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        self.unpack(name, |part| {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).map(|_| bytes).map_err(|error| broken(&error))
        })
    }

    /// Reads a part in XML, event by event, until it ends or `each` returns [`Next::Enough`].
    ///
    /// # Errors
    /// Returns a problem if the part is missing, is not XML, or unpacks to more bytes than allowed. Problems of
    /// `each` are returned too.
    pub(crate) fn xml(
        &mut self,
        name: &str,
        mut each: impl FnMut(Event<'_>) -> Result<Next, Problem>,
    ) -> Result<(), Problem> {
        self.unpack(name, |part| {
            let mut xml = Xml::from_reader(BufReader::new(part));
            let mut room = Vec::new();
            loop {
                room.clear();
                let event = xml.read_event_into(&mut room).map_err(|error| broken(&error))?;
                if matches!(event, Event::Eof) || each(event)? == Next::Enough {
                    return Ok(());
                }
            }
        })
    }

    fn unpack<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn Read) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let part = self.zip.by_name(name).map_err(|error| broken(&error))?;
        let mut counted = Counted { part, left: self.left, over: false };
        let read = read(&mut counted);
        self.left = counted.left;
        if counted.over {
            return Err(too_large(format!("more than {} MB once unpacked", BYTES_UNPACKED >> 20)));
        }
        read
    }
}

/// Whether to read more of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Continue with the next event.
    More,
    /// Stop here.
    Enough,
}

/// A part that fails when it exceeds the bytes that may be unpacked. The size that an archive states may be wrong, so
/// the bytes are counted.
struct Counted<R> {
    part: R,
    left: u64,
    over: bool,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(room)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => {
                self.over = true;
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        Ok(read)
    }
}

/// Returns the only file in an archive. The archive itself is not a workbook.
///
/// # Errors
/// Returns a problem if there are no files or several, or if the file has a kind that cannot be read.
pub(crate) fn only_file(archive: &mut Archive<'_>) -> Result<Vec<u8>, Problem> {
    const READ: [&str; 7] = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".jsonl", ".json"];
    let files = archive.files();
    let is_read = |name: &&String| {
        let name = name.to_lowercase();
        READ.iter().any(|ending| name.ends_with(ending))
    };
    let fitting: Vec<&String> = files.iter().filter(is_read).collect();
    match fitting.as_slice() {
        [one] => archive.bytes(one),
        _ => Err(Problem::new(
            Code::BadWorkbook,
            format!(
                "this is a zip archive and not an .xlsx workbook; it contains {}",
                listed(&files)
            ),
            "put one CSV or one .xlsx into the zip, or unpack it and import the file; save an .ods file as .xlsx",
        )),
    }
}

/// Lists the first few names for a message.
pub(crate) fn listed(names: &[String]) -> String {
    const MOST: usize = 8;
    let mut said: Vec<String> =
        names.iter().take(MOST).map(|name| format!("“{}”", shortened(name))).collect();
    if names.len() > MOST {
        said.push(format!("{} more", names.len() - MOST));
    }
    if said.is_empty() { "nothing".to_string() } else { said.join(", ") }
}

/// Returns the problem for an archive that cannot be read.
pub(crate) fn broken(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(
        Code::BadWorkbook,
        format!("this begins like an .xlsx workbook but cannot be read: {error}"),
        "save it again as .xlsx, or as CSV UTF-8",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// Makes an archive of these files.
    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let bytes = archive(&[("a.csv", &vec![b' '; (BYTES_UNPACKED + 1) as usize])]);
        assert!(bytes.len() < 1 << 20, "{}", bytes.len());
        let mut archive = Archive::open(&bytes).unwrap();
        assert_eq!(only_file(&mut archive).unwrap_err().code, Code::TooLarge);
    }

    #[test]
    fn the_one_table_of_an_archive_is_read() {
        let read = |files: &[(&str, &[u8])]| {
            let bytes = archive(files);
            only_file(&mut Archive::open(&bytes).unwrap())
        };
        assert_eq!(
            read(&[("a.csv", b"x"), ("__MACOSX/._a.csv", b"y"), ("b/.c.csv", b"z")]).unwrap(),
            b"x"
        );
        assert_eq!(read(&[("a.csv", b"x"), ("read me.pdf", b"y")]).unwrap(), b"x");
        let refused = read(&[("a.csv", b"x"), ("b.csv", b"y")]).unwrap_err();
        assert!(refused.message.contains("“a.csv”, “b.csv”"), "{}", refused.message);
    }

    #[test]
    fn what_is_no_archive_is_refused() {
        for bytes in [&b"PK\x03\x04nothing of the kind"[..], b"PK\x05\x06"] {
            assert!(is_zip(bytes));
            assert_eq!(Archive::open(bytes).err().map(|p| p.code), Some(Code::BadWorkbook));
        }
    }
}
