//! Decoding bytes into text, in the encodings that form products, Excel and editors use.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::problem::{Code, Problem};

/// A text and its encoding.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// The text. Line ends that are only carriage returns have become line feeds.
    pub(crate) text: String,
    /// The usual name of the encoding.
    pub(crate) encoding: &'static str,
    /// The line of the first byte that is invalid in the encoding.
    pub(crate) damaged: Option<usize>,
}

/// Decodes bytes by their byte order mark. Without a mark they are UTF-16 if every second byte is mostly zero, UTF-8
/// if they are mostly valid UTF-8, and otherwise Windows-1252, which Excel writes.
///
/// # Errors
/// Returns a problem if the bytes are not text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    let (text, encoding) = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        (text.into_owned(), encoding.name())
    } else if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        (text.into_owned(), encoding.name())
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (text.to_string(), "UTF-8")
    } else if mostly_utf8(bytes) {
        (String::from_utf8_lossy(bytes).into_owned(), "UTF-8")
    } else {
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        (text.into_owned(), WINDOWS_1252.name())
    };
    let mut text = text;
    if !text.contains('\n') && text.contains('\r') {
        text = text.replace('\r', "\n");
    }
    let steering = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let start = text.chars().take(4096);
    let (all, bad) = start.fold((0, 0), |(all, bad), c| (all + 1, bad + usize::from(steering(c))));
    if bad * 10 > all {
        return Err(Problem::new(
            Code::NoText,
            "this is neither text nor an .xlsx workbook",
            "export the answers as CSV or .xlsx",
        ));
    }
    let damaged = text.find('\u{fffd}').map(|at| text[..at].matches('\n').count() + 1);
    let encoding = if encoding == "windows-1252" { "Windows-1252" } else { encoding };
    Ok(Decoded { text, encoding, damaged })
}

/// A stream that converts UTF-16 to UTF-8 if it begins with the byte order mark of UTF-16. Other streams are passed
/// on unchanged.
#[derive(Debug)]
pub(crate) struct Utf8Stream<R> {
    source: R,
    state: State,
    /// Decoded bytes. Those before the offset `given` are already handed out.
    ready: Vec<u8>,
    given: usize,
}

#[derive(Debug)]
enum State {
    Begins,
    AsItIs,
    Decodes(Box<Decoder>),
    Ended,
}

impl<R: Read> Utf8Stream<R> {
    /// Makes a stream from a source.
    pub(crate) fn new(source: R) -> Utf8Stream<R> {
        Utf8Stream { source, state: State::Begins, ready: Vec::new(), given: 0 }
    }

    /// Checks whether the source begins with a byte order mark.
    fn begin(&mut self) -> io::Result<()> {
        let mut mark = Vec::new();
        self.source.by_ref().take(2).read_to_end(&mut mark)?;
        self.state = match Encoding::for_bom(&mark) {
            Some((encoding, _)) => {
                State::Decodes(Box::new(encoding.new_decoder_without_bom_handling()))
            }
            None => State::AsItIs,
        };
        if let State::AsItIs = self.state {
            self.ready = mark;
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Stream<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        if let State::Begins = self.state {
            self.begin()?;
        }
        while self.given == self.ready.len() {
            let decoder = match &mut self.state {
                State::Begins | State::AsItIs => return self.source.read(room),
                State::Ended => return Ok(0),
                State::Decodes(decoder) => decoder,
            };
            let mut bytes = [0; 1 << 14];
            let read = self.source.read(&mut bytes)?;
            let most = decoder.max_utf8_buffer_length(read).unwrap_or(4 * bytes.len());
            self.ready.resize(most, 0);
            let (_, _, written, _) =
                decoder.decode_to_utf8(&bytes[..read], &mut self.ready, read == 0);
            self.ready.truncate(written);
            self.given = 0;
            if read == 0 {
                self.state = State::Ended;
            }
        }
        let some = room.len().min(self.ready.len() - self.given);
        room[..some].copy_from_slice(&self.ready[self.given..self.given + some]);
        self.given += some;
        Ok(some)
    }
}

/// Detects UTF-16 without a byte order mark: in Latin text every second byte is zero.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.chunks_exact(2).take(2048);
    let count = pairs.len();
    let zeros = |at: usize| pairs.clone().filter(|pair| pair[at] == 0 && pair[1 - at] != 0).count();
    let most = |zeros: usize| count > 1 && zeros * 10 > count * 7;
    if most(zeros(1)) {
        Some(UTF_16LE)
    } else if most(zeros(0)) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Returns whether the valid UTF-8 characters beyond ASCII outnumber the invalid byte sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_recognised() {
        let utf16: Vec<u8> =
            "Name\tSQL\nZoë\t3".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
        for (bytes, encoding) in [
            (b"Name,SQL\nZo\xeb,3 \x96 I can".to_vec(), "Windows-1252"),
            ("\u{feff}Name,SQL\nZoë,3 – I can".as_bytes().to_vec(), "UTF-8"),
            ("Name,SQL\nZoë,3 – I can".as_bytes().to_vec(), "UTF-8"),
            (utf16, "UTF-16LE"),
            (marked, "UTF-16LE"),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!(decoded.encoding, encoding);
            assert!(decoded.text.starts_with("Name"), "{:?}", decoded.text);
            assert!(decoded.text.contains("Zoë"), "{:?}", decoded.text);
            assert_eq!(decoded.damaged, None);
        }
    }

    #[test]
    fn one_bad_byte_does_not_spoil_the_other_names() {
        let decoded = decode(
            "Zoë,Müller\n\u{e9}"
                .as_bytes()
                .iter()
                .copied()
                .chain([0xff])
                .collect::<Vec<_>>()
                .as_slice(),
        )
        .unwrap();
        assert!(decoded.text.starts_with("Zoë,Müller"));
        assert_eq!(decoded.damaged, Some(2));
    }

    #[test]
    fn a_stream_of_utf_16_is_read_as_utf_8() {
        let text = "Name\tSQL\nZoë\t3\n".repeat(10_000);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe], wide.as_slice()].concat();
        for bytes in [text.as_bytes(), &marked, b"", b"x"] {
            let mut read = Vec::new();
            Utf8Stream::new(bytes).read_to_end(&mut read).unwrap();
            let expected = if bytes.len() < 2 { bytes } else { text.as_bytes() };
            assert_eq!(read, expected);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(&[0, 1, 2, 3, 0, 0, 0, 7]).unwrap_err().code, Code::NoText);
    }
}
