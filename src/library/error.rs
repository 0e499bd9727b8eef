//! Why something on disk could not be read or written.

use std::io;
use std::path::Path;

use crate::domain::problem::Problem;
use crate::files::text::{FileText, Problems};

/// What a file is to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A map, or a folder of them.
    Maps,
    /// A profile.
    Profile,
    /// A cohort: its folder, its `cohort.toml`, or a file of answers.
    Cohort,
}

/// Why something on disk could not be read or written. Then nothing is changed.
#[derive(Debug)]
pub enum Error {
    /// The system failed, or a file is larger than is read.
    Io {
        /// What the file is.
        kind: Kind,
        /// The file.
        name: String,
        /// What was tried, as in `read`.
        doing: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// Something is wrong in files.
    Unsound(Kind, Problems),
    /// A file of answers holds none that can be read.
    NoAnswers {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: Problem,
    },
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
    /// Something cannot be taken out of a profile without touching the rest.
    Stuck {
        /// The file.
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// Somebody else has been writing to a profile for longer than this program waits.
    Locked {
        /// The profile.
        name: String,
        /// The lock file.
        lock: String,
        /// The process that holds the lock, as in `1234 (rsync)`, where the system says it.
        holder: Option<String>,
    },
    /// There is no earlier copy of a profile.
    NothingToUndo {
        /// The profile.
        name: String,
    },
}

impl Error {
    /// The error of something that was tried with a path.
    pub(crate) fn io(
        kind: Kind,
        path: &Path,
        doing: &'static str,
    ) -> impl FnOnce(io::Error) -> Error + use<> {
        let name = path.display().to_string();
        move |error| Error::Io { kind, name, doing, error }
    }

    /// Everything that is wrong in one file.
    pub(crate) fn unsound(kind: Kind, problems: Vec<Problem>, file: FileText) -> Error {
        Error::Unsound(kind, Problems { found: problems, files: vec![file] })
    }
}
