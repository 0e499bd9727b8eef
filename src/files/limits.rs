//! The limits on how much is read, in one place. `src/guide/limits.md` lists them, and a test compares that page with
//! this file.
//!
//! Input over a limit is refused, and the message names the limit. There are three exceptions:
//!
//! - A text over [`LONGEST_HEADER`] or [`LONGEST_ANSWER`] is not taken for a header or an answer.
//! - A name over [`LONGEST_NAME`] is cut.
//! - An advertisement over [`DEPTH_OF_HTML`], [`LONGEST_SENTENCE`] or [`LONGEST_LIST`] is read in pieces.

/// The most bytes of a profile, a map, a `cohort.toml`, a mapping or a roster: about fifty thousand ratings.
pub const BYTES_OF_TOML: u64 = 8 << 20;
/// The most bytes of a file that `import` reads, such as a résumé or an export.
pub const BYTES_OF_OWN_FILE: usize = 8 << 20;
/// The most bytes of an advertisement. A typical saved page, with menus and scripts, has a tenth of this.
pub const BYTES_OF_ADVERT: usize = 4 << 20;
/// The most bytes of a file of responses. No class is large enough to fill it.
pub const BYTES_OF_ANSWERS: usize = 64 << 20;
/// The most bytes that the parts we read of an archive may unpack to.
pub const BYTES_UNPACKED: u64 = 64 << 20;
/// The most bytes of a line of `batch` or of an interview by lines, with the line end. A longer line is refused and
/// skipped piece by piece, whatever its length.
pub const BYTES_OF_LINE: usize = 1 << 20;

/// The most worksheets that are searched for answers.
pub const SHEETS: usize = 50;
/// The most rows of a worksheet: the limit of Excel.
pub const ROWS: u32 = 1 << 20;
/// The most columns of a table: the limit of a worksheet in Excel.
pub const COLUMNS: usize = 16_384;
/// The most cells of a table.
pub const CELLS: usize = 4_000_000;

/// How deep tables and lists of TOML may be nested: the limit of the TOML parser.
pub const DEPTH_OF_TOML: usize = 80;
/// How deep the tags of a page may be nested. Deeper tags are ignored, but their content is read.
pub const DEPTH_OF_HTML: usize = 256;
/// How deep objects and lists of JSON may be nested: the limit of the JSON parser.
pub const DEPTH_OF_JSON: usize = 127;

/// The most bytes of a header. Longer ones are ignored, because no form asks such a long question.
pub const LONGEST_HEADER: usize = 4096;
/// The most bytes of an answer about a level. Longer texts are not such answers, because no can-do sentence is so
/// long.
pub const LONGEST_ANSWER: usize = 4096;
/// The most names of a list in an advertisement. A longer list is read in pieces, because each name is compared with
/// those after it.
pub use crate::domain::advert::LONGEST_LIST;
/// The most words and marks of a sentence in an advertisement. A longer sentence is read in pieces, so that a page
/// without full stops takes no longer than one with them. The longest lists of skills that people write have half of
/// this.
pub use crate::domain::advert::LONGEST_SENTENCE;
/// The most characters of a person's name. Longer texts are not names, and they are cut.
pub const LONGEST_NAME: usize = 200;
