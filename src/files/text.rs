//! The text of a file with the file's name, and positions in the text.

use std::borrow::Cow;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::domain::problem::{Code, Problem, Span};

/// Returns the first twelve hexadecimal digits of a SHA-256 digest over the contents of files. The order of the files
/// does not change it.
pub(crate) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let mut digests: Vec<_> = texts.map(|text| Sha256::digest(text.as_bytes())).collect();
    digests.sort();
    let mut all = Sha256::new();
    for digest in digests {
        all.update(digest);
    }
    let digits = all.finalize();
    digits[..6].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The contents of one file.
#[derive(Clone, Debug)]
pub struct FileText {
    /// The name of the file, as the user would write it.
    pub name: String,
    /// The text of the file.
    pub text: Cow<'static, str>,
}

/// The problems that were found in files.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    /// The problems.
    pub found: Vec<Problem>,
    /// The files that the problems are in. [`Span::file`] is an index into this list.
    pub files: Vec<FileText>,
}

impl FileText {
    /// Decodes the bytes of a file. `file` is the position of the file in the list of files.
    ///
    /// # Errors
    /// Returns the problem, with the text as far as it can be decoded, if the bytes are not UTF-8.
    pub fn read(
        name: String,
        bytes: Vec<u8>,
        file: usize,
    ) -> Result<FileText, Box<(Problem, FileText)>> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(FileText { name, text: text.into() }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let is_utf16 = [[0xff, 0xfe], [0xfe, 0xff]]
                    .iter()
                    .any(|mark| error.as_bytes().starts_with(mark));
                let repair = if is_utf16 {
                    "this is UTF-16, which > in Windows PowerShell writes; write the file with -o, or save it as UTF-8"
                } else {
                    "save the file as UTF-8"
                };
                let problem = Problem::at(
                    &Span { file, range: at..at },
                    Code::NotUtf8,
                    "from here on this is not UTF-8 text",
                    repair,
                );
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned().into();
                Err(Box::new((problem, FileText { name, text })))
            }
        }
    }

    /// Returns the line and column of a byte offset. Both count from 1, and the column counts characters.
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// Cuts a span to the first line that it touches, and to the end of the text.
    pub(crate) fn first_line_of(&self, span: &Range<usize>) -> Range<usize> {
        let mut start = span.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let line_end =
            self.text[start..].find('\n').map_or(self.text.len(), |newline| start + newline);
        let mut end = span.end.clamp(start, line_end);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_powershell_writes_is_told_of_as_such() {
        let utf16: Vec<u8> =
            "\u{feff}format = 1\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, says) in [(utf16, true), (b"name = \"\xe9\"".to_vec(), false)] {
            let (problem, _) = *FileText::read("a.toml".to_string(), bytes, 0).unwrap_err();
            assert_eq!(problem.code, Code::NotUtf8);
            assert_eq!(problem.repair.contains("PowerShell"), says, "{}", problem.repair);
        }
    }

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let text = FileText { name: "a.toml".to_string(), text: "a = 1\nä = 2\n".into() };
        assert_eq!(text.line_and_column(0), (1, 1));
        assert_eq!(text.line_and_column(6), (2, 1));
        assert_eq!(text.line_and_column(9), (2, 3));
        assert_eq!(text.line_and_column(99), (3, 1));
    }
}
