//! Cutting a stream into blocks of whole lines. The size of a block does not depend on the size of the stream.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use crate::domain::problem::{Code, Problem};
use crate::files::limits::BYTES_OF_LINE;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Some whole lines, or one line that cannot be read.
#[derive(Debug)]
pub struct Block {
    /// The number of the block in the stream, from 0.
    pub number: u64,
    /// The number of its first line, from 1.
    pub(crate) first_line: u64,
    /// The problem of its only line. If there is one, the block has no text.
    pub problem: Option<Problem>,
    /// The buffer. The lines are its first `filled` bytes.
    pub bytes: Vec<u8>,
    /// The number of bytes of the buffer that are in use.
    pub filled: usize,
}

impl Block {
    /// Returns the lines with their ends.
    pub fn text(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    /// Returns the lines without their ends.
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        let text = self.text();
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let end = memchr(b'\n', rest).unwrap_or(rest.len());
            at += end + 1;
            Some(&rest[..end])
        })
    }
}

/// The rule for where lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// At every line break.
    Lines,
    /// At every line break outside quotes, as in CSV with this delimiter.
    Rows(u8),
}

/// Cuts a stream into blocks.
#[derive(Debug)]
pub struct Blocks<R> {
    source: R,
    framing: Framing,
    /// The size of a block if no worker is idle.
    size: usize,
    /// Bytes that were read after the end of the last block.
    rest: Vec<u8>,
    number: u64,
    next_line: u64,
    taken: u64,
    /// Whether the rest of a line that is too long still has to be skipped.
    passing: bool,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Makes blocks of about `size` bytes, each cut at a line break.
    pub fn new(source: R, size: usize) -> Blocks<R> {
        Blocks {
            source,
            framing: Framing::Lines,
            size: size.min(BYTES_OF_LINE),
            rest: Vec::new(),
            number: 0,
            next_line: 1,
            taken: 0,
            passing: false,
            ended: false,
        }
    }

    /// Changes the rule for where lines end, from here on.
    pub(crate) fn set_framing(&mut self, framing: Framing) {
        self.framing = framing;
    }

    /// Returns how many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.taken
    }

    /// Returns how many lines were handed out.
    pub fn lines(&self) -> u64 {
        self.next_line - 1
    }

    /// Returns the first byte that is not blank, or `None` if there is none or only after very many blanks. A byte
    /// order mark at the beginning is skipped.
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read.
    pub fn first_byte(&mut self) -> io::Result<Option<u8>> {
        while self.rest.trim_ascii().len() < BYTE_ORDER_MARK.len()
            && self.rest.len() < BYTES_OF_LINE
            && !self.ended
        {
            self.read_on()?;
        }
        if self.rest.starts_with(BYTE_ORDER_MARK) {
            self.rest.drain(..BYTE_ORDER_MARK.len());
        }
        Ok(self.rest.trim_ascii().first().copied())
    }

    /// Returns the next line without its end, or its first [`BYTES_OF_LINE`] bytes. The line is not consumed.
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read.
    pub(crate) fn peek_line(&mut self) -> io::Result<&[u8]> {
        while memchr(b'\n', &self.rest).is_none() && self.rest.len() < BYTES_OF_LINE && !self.ended
        {
            self.read_on()?;
        }
        let end = memchr(b'\n', &self.rest).unwrap_or(self.rest.len());
        Ok(&self.rest[..end])
    }

    /// Returns at most `most` of the next lines, as far as they fit into about [`BYTES_OF_LINE`] bytes. They are not
    /// consumed.
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read.
    pub(crate) fn peek_lines(&mut self, most: usize) -> io::Result<&[u8]> {
        loop {
            let end = memchr_iter(b'\n', &self.rest).nth(most.saturating_sub(1));
            if end.is_some() || self.rest.len() >= BYTES_OF_LINE || self.ended {
                let end = end.map_or(self.rest.len(), |end| end + 1);
                return Ok(&self.rest[..end]);
            }
            self.read_on()?;
        }
    }

    /// Returns whether there is nothing more to take.
    pub(crate) fn is_at_end(&self) -> bool {
        self.ended && self.rest.is_empty()
    }

    /// Takes the next line without its end. Returns `None` if it is longer than [`BYTES_OF_LINE`].
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read.
    pub(crate) fn take_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let mut rows = Rows::new(self.framing);
            let end = rows.first_end(&self.rest);
            if let Some(end) = end.or((self.ended).then_some(self.rest.len())) {
                let mut line: Vec<u8> = self.rest.drain(..end).collect();
                self.next_line += memchr_iter(b'\n', &line).count() as u64;
                if line.last() == Some(&b'\n') {
                    line.pop();
                }
                return Ok(Some(line));
            }
            if self.rest.len() >= BYTES_OF_LINE {
                return Ok(None);
            }
            self.read_on()?;
        }
    }

    fn read_on(&mut self) -> io::Result<()> {
        let filled = self.rest.len();
        self.rest.resize(filled + (1 << 16), 0);
        let read = read_some(&mut self.source, &mut self.rest[filled..]);
        self.rest.truncate(filled + *read.as_ref().unwrap_or(&0));
        let read = read?;
        self.taken += read as u64;
        self.ended = read == 0;
        Ok(())
    }

    /// Returns the next block, or `None` at the end of the stream. `bytes` is reused as its buffer. If a worker is
    /// idle, the block has only the whole lines that were read so far.
    ///
    /// # Errors
    /// Returns an error if the stream cannot be read.
    pub fn next(
        &mut self,
        mut bytes: Vec<u8>,
        worker_idle: impl Fn() -> bool,
    ) -> io::Result<Option<Block>> {
        let room = self.size.max(self.rest.len()).max(1);
        if bytes.len() < room {
            bytes.resize(room, 0);
        }
        if self.passing {
            self.pass(&mut bytes)?;
            let room = bytes.len().max(self.rest.len());
            bytes.resize(room, 0);
        }
        let mut filled = self.rest.len();
        bytes[..filled].copy_from_slice(&self.rest);
        self.rest.clear();
        let mut rows = Rows::new(self.framing);
        let mut cut = rows.last_end(&bytes[..filled]);
        while !self.ended && (cut.is_none() || (filled < self.size && !worker_idle())) {
            if filled == bytes.len() {
                if filled >= BYTES_OF_LINE {
                    break;
                }
                bytes.resize((filled * 2).min(BYTES_OF_LINE), 0);
            }
            let read = read_some(&mut self.source, &mut bytes[filled..])?;
            self.taken += read as u64;
            self.ended = read == 0;
            let found = rows.last_end(&bytes[filled..filled + read]);
            cut = found.map(|end| filled + end).or(cut);
            filled += read;
        }
        if filled == 0 {
            return Ok(None);
        }
        let whole = self.ended && !rows.is_open();
        Ok(Some(match cut {
            _ if whole => self.block(bytes, filled, filled),
            Some(cut) => self.block(bytes, cut, filled),
            None => self.too_long(bytes, filled),
        }))
    }

    fn block(&mut self, bytes: Vec<u8>, cut: usize, filled: usize) -> Block {
        self.rest.extend(&bytes[cut..filled]);
        let lines = memchr_iter(b'\n', &bytes[..cut]).count() as u64;
        self.numbered(lines, None, bytes, cut)
    }

    /// Makes the block for a line that does not end within the limit. In a table the reason may be a quote that was
    /// not closed. Then only the first line of the row is lost.
    fn too_long(&mut self, bytes: Vec<u8>, filled: usize) -> Block {
        let text = &bytes[..filled];
        let broken = memchr(b'\n', text).map_or(filled, |end| end + 1);
        let problem = if broken < filled || self.ended {
            self.rest.extend(&text[broken..]);
            open_quote()
        } else {
            self.passing = true;
            too_long()
        };
        let lines = u64::from(!self.passing);
        self.numbered(lines, Some(problem), bytes, 0)
    }

    fn numbered(
        &mut self,
        lines: u64,
        problem: Option<Problem>,
        bytes: Vec<u8>,
        filled: usize,
    ) -> Block {
        let block =
            Block { number: self.number, first_line: self.next_line, problem, bytes, filled };
        self.number += 1;
        self.next_line += lines;
        block
    }

    /// Skips the rest of a line that is too long.
    fn pass(&mut self, room: &mut [u8]) -> io::Result<()> {
        while self.passing && !self.ended {
            let read = read_some(&mut self.source, room)?;
            self.taken += read as u64;
            self.ended = read == 0;
            if let Some(end) = memchr(b'\n', &room[..read]) {
                self.rest.extend(&room[end + 1..read]);
                self.passing = false;
            }
        }
        self.passing = false;
        self.next_line += 1;
        Ok(())
    }
}

/// Returns the problem for a row with a quote that is never closed.
pub(super) fn open_quote() -> Problem {
    Problem::new(
        Code::OpenQuote,
        "a quote that opens in this row is never closed",
        "close it, or write a quote that belongs to the text twice",
    )
}

/// Returns the problem for a line that is longer than [`BYTES_OF_LINE`].
pub(crate) fn too_long() -> Problem {
    Problem::new(
        Code::LineTooLong,
        format!("the line is longer than {BYTES_OF_LINE} bytes"),
        "write one person on each line",
    )
}

fn read_some(source: &mut impl Read, room: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(room) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// Finds the ends of lines, piece by piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    framing: Framing,
    at: At,
}

/// The position inside a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Cell,
    Quoted,
    /// After a quote that either closes a cell or is the first of two that stand for one quote.
    Quote,
}

impl Rows {
    pub(super) fn new(framing: Framing) -> Rows {
        Rows { framing, at: At::CellStart }
    }

    /// Returns whether a quote is open.
    fn is_open(self) -> bool {
        self.at == At::Quoted
    }

    /// Returns the offset after the first line end of a piece.
    pub(super) fn first_end(&mut self, piece: &[u8]) -> Option<usize> {
        let Framing::Rows(delimiter) = self.framing else {
            return memchr(b'\n', piece).map(|end| end + 1);
        };
        let mut at = 0;
        while let Some(byte) = piece.get(at) {
            at += 1;
            self.at = match (self.at, *byte) {
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => {
                    at += memchr(b'"', &piece[at..]).unwrap_or(piece.len() - at);
                    At::Quoted
                }
                (At::Quote, b'"') | (At::CellStart, b'"') => At::Quoted,
                (_, b'\n') => {
                    self.at = At::CellStart;
                    return Some(at);
                }
                (_, byte) if byte == delimiter => At::CellStart,
                _ => At::Cell,
            };
        }
        None
    }

    /// Returns the offset after the last line end of a piece.
    fn last_end(&mut self, piece: &[u8]) -> Option<usize> {
        let Framing::Rows(delimiter) = self.framing else {
            return memrchr(b'\n', piece).map(|end| end + 1);
        };
        let inside = matches!(self.at, At::Quoted | At::Quote);
        if !inside && memchr(b'"', piece).is_none() {
            if let Some(last) = piece.last() {
                let starts = *last == b'\n' || *last == delimiter;
                self.at = if starts { At::CellStart } else { At::Cell };
            }
            return memrchr(b'\n', piece).map(|end| end + 1);
        }
        let mut last = None;
        let mut from = 0;
        while let Some(end) = self.first_end(&piece[from..]) {
            from += end;
            last = Some(from);
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::people::stream::line_code;

    /// A source that returns a few bytes at a time.
    struct Drops<'t>(&'t [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
            let some = self.1.min(room.len()).min(self.0.len());
            let (now, later) = self.0.split_at(some);
            room[..some].copy_from_slice(now);
            self.0 = later;
            Ok(some)
        }
    }

    /// Returns the first line of each block, and its text or the code of its problem.
    fn cut(text: &[u8], framing: Framing, size: usize, drop: usize) -> Vec<(u64, String)> {
        let mut blocks = Blocks::new(Drops(text, drop), size);
        blocks.set_framing(framing);
        let mut found = Vec::new();
        while let Some(block) = blocks.next(Vec::new(), || false).unwrap() {
            let said = match &block.problem {
                Some(problem) => line_code(problem.code).to_string(),
                None => String::from_utf8(block.text().to_vec()).unwrap(),
            };
            found.push((block.first_line, said));
        }
        found
    }

    fn said(lines: &[(u64, &str)]) -> Vec<(u64, String)> {
        let owned = |(line, text): &(u64, &str)| (*line, (*text).to_string());
        lines.iter().map(owned).collect()
    }

    #[test]
    fn blocks_hold_whole_lines_however_the_bytes_come() {
        let text = b"one\ntwo\n\nfour\nfive";
        for drop in 1..8 {
            let blocks = cut(text, Framing::Lines, 6, drop);
            let joined: String = blocks.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(joined.as_bytes(), text);
            for (first_line, block) in &blocks {
                let before = joined.find(block.as_str()).unwrap();
                assert_eq!(*first_line as usize, joined[..before].matches('\n').count() + 1);
            }
        }
    }

    #[test]
    fn a_line_break_in_quotes_ends_no_row() {
        let text = b"a,\"x\ny \"\"z\"\"\n\",1\nb,5\",2\n\"c\",3\n";
        for drop in 1..12 {
            let rows = cut(text, Framing::Rows(b','), 1, drop);
            let expected = [(1, "a,\"x\ny \"\"z\"\"\n\",1\n"), (4, "b,5\",2\n"), (5, "\"c\",3\n")];
            let joined: String = rows.iter().map(|(_, text)| text.as_str()).collect();
            assert_eq!(joined.as_bytes(), text);
            for (line, text) in &rows {
                let starts = expected.iter().any(|row| row.0 == *line && text.starts_with(row.1));
                assert!(starts, "{line}: {text}");
            }
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_line() {
        let text = b"a,1\nb,\"2\nc,3\nd,4\n";
        assert_eq!(
            cut(text, Framing::Rows(b','), 100, 5),
            said(&[(1, "a,1\n"), (2, "unclosed-quote"), (3, "c,3\nd,4\n")])
        );
        assert_eq!(cut(b"\"a", Framing::Rows(b','), 100, 5), said(&[(1, "unclosed-quote")]));
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let long = "x".repeat(3 * BYTES_OF_LINE);
        let text = format!("one\n{long}\nthree\n");
        assert_eq!(
            cut(text.as_bytes(), Framing::Lines, 64, 50_000),
            said(&[(1, "one\n"), (2, "line-too-long"), (3, "three\n")])
        );
        let fits = "y".repeat(BYTES_OF_LINE - 1);
        assert_eq!(
            cut(format!("{fits}\n{long}").as_bytes(), Framing::Lines, 64, 1 << 30),
            said(&[(1, &format!("{fits}\n")), (2, "line-too-long")])
        );
        let quoted = format!("a,\"{long}\"\nb,1\n");
        assert_eq!(
            cut(quoted.as_bytes(), Framing::Rows(b','), 64, 50_000),
            said(&[(1, "line-too-long"), (2, "b,1\n")])
        );
    }
}
