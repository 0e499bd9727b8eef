//! The errors of reading and writing files.

use std::io;
use std::path::Path;

use crate::domain::problem::Problem;
use crate::files::text::{FileText, Problems};

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A map, or a folder of them.
    Maps,
    /// A profile.
    Profile,
    /// A cohort: its folder, its `cohort.toml`, or a file of responses.
    Cohort,
}

/// The reason why something on disk could not be read or written. Nothing was changed.
#[derive(Debug)]
pub enum Error {
    /// The system reported an error, or a file is larger than the limit.
    Io {
        /// The kind of the file.
        kind: Kind,
        /// The name of the file.
        name: String,
        /// The action that failed, such as `read`.
        doing: &'static str,
        /// The error of the system.
        error: io::Error,
    },
    /// Files have problems.
    Unsound(Kind, Problems),
    /// A file of responses has none that can be read.
    NoAnswers {
        /// The name of the file.
        name: String,
        /// The problem of the file.
        why: Problem,
    },
    /// A new profile cannot be created because the file exists.
    AlreadyThere {
        /// The name of the file.
        name: String,
    },
    /// A profile that should be changed does not exist.
    NotThere {
        /// The name of the file.
        name: String,
    },
    /// An entry of a profile cannot be changed or removed without changing the rest.
    Stuck {
        /// The name of the file.
        name: String,
        /// The line of the entry, from 1.
        line: usize,
    },
    /// Another process has been writing to a profile for too long.
    Locked {
        /// The name of the profile.
        name: String,
        /// The name of the lock file.
        lock: String,
        /// The process that holds the lock, such as `1234 (rsync)`, if the system tells it.
        holder: Option<String>,
    },
    /// A profile has no earlier copy.
    NothingToUndo {
        /// The name of the profile.
        name: String,
    },
}

impl Error {
    /// Returns a function that makes the error for a failed action on a path.
    pub(crate) fn io(
        kind: Kind,
        path: &Path,
        doing: &'static str,
    ) -> impl FnOnce(io::Error) -> Error + use<> {
        let name = path.display().to_string();
        move |error| Error::Io { kind, name, doing, error }
    }

    /// Makes the error for the problems of one file.
    pub(crate) fn unsound(kind: Kind, problems: Vec<Problem>, file: FileText) -> Error {
        Error::Unsound(kind, Problems { found: problems, files: vec![file] })
    }
}
