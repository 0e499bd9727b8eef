//! Bytes → text: what Forms, Excel and editors save.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::problem::{Code, Problem};

/// A text, and how it was written.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, with line feeds for line ends of any kind inside quotes and out.
    pub text: String,
    /// The name of the encoding, as people know it.
    pub encoding: &'static str,
    /// The line of the first byte that is no character of the encoding.
    pub damaged: Option<usize>,
}

/// Reads bytes by their mark at the beginning, else as UTF-8, else as what Excel writes without a mark.
///
/// # Errors
/// When it is no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
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

/// UTF-16 without a mark: Latin text has a zero in every second byte.
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

/// Whether there are more characters of UTF-8 beyond ASCII than bytes that are none.
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
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(&[0, 1, 2, 3, 0, 0, 0, 7]).unwrap_err().code, Code::NoText);
    }
}
