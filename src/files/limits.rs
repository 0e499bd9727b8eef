//! How much is read at most, in one place. `src/guide/limits.md` lists it, and a test holds the two together.
//!
//! What is over a limit is refused, with a message that names the limit. There are two exceptions. A text over
//! [`LONGEST_HEADER`] or [`LONGEST_ANSWER`] is not taken for a header or an answer, and a name over [`LONGEST_NAME`] is cut. An
//! advertisement over [`DEPTH_OF_HTML`], [`LONGEST_SENTENCE`] or [`LONGEST_LIST`] is read in pieces.

/// The most bytes of a profile, a map, a `cohort.toml`, a mapping or a roster: some fifty thousand ratings.
pub const BYTES_OF_TOML: u64 = 8 << 20;
/// The most bytes of a file about oneself, for `import`.
pub const BYTES_OF_OWN_FILE: usize = 8 << 20;
/// The most bytes of an advertisement. A saved page with all that stands around it has a tenth of this.
pub const BYTES_OF_ADVERT: usize = 4 << 20;
/// The most bytes of a file of answers: no class fills it.
pub const BYTES_OF_ANSWERS: usize = 64 << 20;
/// The most bytes that what is read of an archive may unpack to.
pub const BYTES_UNPACKED: u64 = 64 << 20;
/// The most bytes of a line of `batch`, and of an interview by lines, with its end. A longer one is refused and passed over
/// piece by piece, however long it is.
pub const BYTES_OF_LINE: usize = 1 << 20;

/// The most worksheets that are searched for answers.
pub const SHEETS: usize = 50;
/// The most rows of a worksheet: as many as one has.
pub const ROWS: u32 = 1 << 20;
/// The most columns of a table: as many as a worksheet has.
pub const COLUMNS: usize = 16_384;
/// The most cells of a table.
pub const CELLS: usize = 4_000_000;

/// How deep tables and lists of TOML may be nested: the limit of the reader.
pub const DEPTH_OF_TOML: usize = 80;
/// How deep the tags of a page may be nested; deeper tags are ignored, and their content is read.
pub const DEPTH_OF_HTML: usize = 256;
/// As [`DEPTH_OF_TOML`], for JSON.
pub const DEPTH_OF_JSON: usize = 127;

/// Longer headers, in bytes, are not looked at: no form asks so long a question.
pub const LONGEST_HEADER: usize = 4096;
/// Longer texts, in bytes, are no answers about a level: no can-do sentence is so long.
pub const LONGEST_ANSWER: usize = 4096;
/// The most names of a list in an advertisement: a longer one is read in pieces, since each name is compared with those after it.
pub use crate::domain::advert::LONGEST_LIST;
/// The most words and marks of a sentence of an advertisement: a longer one is read in pieces, so that a page without stops
/// takes no longer than one with them. The longest lists of skills that people write have half of this.
pub use crate::domain::advert::LONGEST_SENTENCE;
/// Longer names of people, in characters, are cut: they are not names.
pub const LONGEST_NAME: usize = 200;
