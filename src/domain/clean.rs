//! Control characters and other characters that change the text around them: invisible characters, and those that
//! change the direction of writing. Names, notes and evidence are written by other people, so all text that leaves the
//! program is cleaned here.

use std::borrow::Cow;
use std::fmt::Write;

/// The replacement for a control character.
const SHOWN: char = '\u{fffd}';

/// Returns whether a character is a control character in this sense: it controls the terminal (including line end and
/// tab), sets the direction of writing, ends a line, or is invisible.
///
/// U+200C and U+200D are not included, because some languages need them inside words, and emoji contain them.
pub fn steers(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

/// Returns a text on one line, with control characters replaced.
pub fn clean(text: &str) -> Cow<'_, str> {
    clean_but(text, &[])
}

/// Returns a text with control characters replaced, except those in `kept`.
pub(crate) fn clean_but<'t>(text: &'t str, kept: &[char]) -> Cow<'t, str> {
    let goes = |c: char| steers(c) && !kept.contains(&c);
    if !holds(text, false, goes) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if goes(c) { SHOWN } else { c }).collect())
}

/// Returns JSON in which control characters are written as `\u` escapes, so that the data does not change. Line ends
/// stay.
pub(crate) fn clean_json(json: String) -> String {
    let goes = |c: char| steers(c) && c != '\n';
    if !holds(&json, true, goes) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if goes(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Returns whether a text contains a character for which `goes` is true. Most text is printable ASCII, which contains
/// none and is skipped in blocks; with `lines`, line ends are skipped too.
fn holds(text: &str, lines: bool, goes: impl Fn(char) -> bool) -> bool {
    const BLOCK: usize = 32;
    let line_end = if lines { b'\n' } else { b' ' };
    let is_plain =
        |all: bool, byte: &u8| all & ((b' '..=b'~').contains(byte) | (*byte == line_end));
    let mut rest = text;
    loop {
        let blocks = rest.as_bytes().chunks_exact(BLOCK);
        let plain = blocks.take_while(|block| block.iter().fold(true, is_plain)).count() * BLOCK;
        rest = &rest[plain..];
        let mut looked_at = 0;
        for c in rest.chars() {
            if goes(c) {
                return true;
            }
            looked_at += c.len_utf8();
            if looked_at >= BLOCK {
                break;
            }
        }
        rest = &rest[looked_at..];
        if rest.is_empty() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_seen_and_what_is_written_stays() {
        assert_eq!(
            clean("a\u{202e}b\u{9b}31m\u{e0041}\n"),
            "a\u{fffd}b\u{fffd}31m\u{fffd}\u{fffd}"
        );
        assert_eq!(clean_but("a\tb\n\u{1b}", &['\n', '\t']), "a\tb\n\u{fffd}");
        for text in ["Zoë O'Neill", "李雷", "می\u{200c}خواهم", "👩\u{200d}💻", "नमस्ते", "❤\u{fe0f}"]
        {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_steers_is_found_wherever_it_stands() {
        for before in 0..100 {
            for text in ["", "é", "a\nb"] {
                let plain = format!("{}{text}", "x".repeat(before));
                assert_eq!(clean_json(plain.clone()), plain);
                assert_eq!(clean_but(&plain, &['\n']), plain);
                let steering = format!("{plain}\u{7f}{}", "y".repeat(40));
                assert_eq!(clean_json(steering), format!("{plain}\\u007f{}", "y".repeat(40)));
            }
        }
        assert_eq!(clean("\n"), "\u{fffd}");
    }

    #[test]
    fn json_says_the_same_when_it_is_clean() {
        let text = "a\u{9b}\u{2067}\u{e0041}\"\\é";
        let json = clean_json(serde_json::to_string(text).unwrap());
        assert!(!json.contains(steers), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
