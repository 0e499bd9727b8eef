//! Reading the text of a job advertisement from plain text, Markdown or a saved page.

use std::borrow::Cow;
use std::fmt;

use html2text::config;
use html2text::render::PlainDecorator;

use super::limits::{BYTES_OF_ADVERT, DEPTH_OF_HTML};
use super::people::decode;

/// The reason why a file has no advertisement that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAdvert {
    /// The file is a PDF.
    Pdf,
    /// The file is a document of a word processor.
    WordProcessor,
    /// The file is not text.
    Binary,
    /// The file is larger than [`BYTES_OF_ADVERT`].
    TooLarge,
    /// The text has no words.
    Empty,
    /// The text is not in English.
    NotEnglish,
    /// The text asks for no skill of the maps.
    AsksNothing,
}

impl NoAdvert {
    /// Returns the code of the reason, in kebab-case for scripts.
    pub fn code(self) -> &'static str {
        match self {
            NoAdvert::Pdf => "advert-pdf",
            NoAdvert::WordProcessor => "advert-document",
            NoAdvert::Binary => "advert-no-text",
            NoAdvert::TooLarge => "advert-too-large",
            NoAdvert::Empty => "advert-empty",
            NoAdvert::NotEnglish => "advert-not-english",
            NoAdvert::AsksNothing => "advert-asks-nothing",
        }
    }

    /// Returns what the user can do. `name` is the name of the file.
    pub fn repair(self, name: &str) -> String {
        match self {
            NoAdvert::Pdf => format!("`pdftotext {name} - | skillgap match -` reads its text"),
            NoAdvert::WordProcessor => {
                format!("save it as plain text, or `pandoc -t plain {name} | skillgap match -`")
            }
            NoAdvert::Binary => "save the advertisement as text, Markdown or HTML".to_string(),
            NoAdvert::TooLarge => "copy only the advertisement into a text file".to_string(),
            NoAdvert::Empty => {
                "paste the advertisement into a file; a page that a script draws has no text when it is saved".to_string()
            }
            NoAdvert::NotEnglish => "use the English version of the advertisement".to_string(),
            NoAdvert::AsksNothing => {
                "check that the whole advertisement is in the file; `skillgap skills` lists what is recognised".to_string()
            }
        }
    }
}

impl fmt::Display for NoAdvert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAdvert::Pdf => f.write_str("this is a PDF, which skillgap cannot read"),
            NoAdvert::WordProcessor => {
                f.write_str("this is a word processor document, which skillgap cannot read")
            }
            NoAdvert::Binary => f.write_str("this is not text"),
            NoAdvert::TooLarge => {
                write!(
                    f,
                    "this has more than {} MB, but an advertisement has only a few pages",
                    BYTES_OF_ADVERT >> 20
                )
            }
            NoAdvert::Empty => f.write_str("there is no text in it"),
            NoAdvert::NotEnglish => {
                f.write_str("this is not written in English, the only language that skillgap reads")
            }
            NoAdvert::AsksNothing => f.write_str("it asks for no skill of the maps"),
        }
    }
}

/// Returns the text of an advertisement, without markup and control characters.
///
/// # Errors
/// Returns the reason if the bytes contain no text.
pub fn read_advert(bytes: &[u8]) -> Result<String, NoAdvert> {
    if bytes.len() > BYTES_OF_ADVERT {
        return Err(NoAdvert::TooLarge);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(NoAdvert::Pdf);
    }
    // The first bytes of zip files (.docx, .odt), of the older .doc, and of rich text.
    if bytes.starts_with(b"PK\x03\x04")
        || bytes.starts_with(b"\xd0\xcf\x11\xe0")
        || bytes.starts_with(b"{\\rtf")
    {
        return Err(NoAdvert::WordProcessor);
    }
    let text = decode(bytes).map_err(|_| NoAdvert::Binary)?.text;
    let text = without_markup(text);
    let text = without_escapes(&text);
    if text.chars().any(char::is_alphanumeric) { Ok(text) } else { Err(NoAdvert::Empty) }
}

/// Tags of page layout, in lower case.
const BLOCKS: [&str; 9] = ["<p", "<div", "<li", "<br", "<h1", "<h2", "<h3", "<tr", "<body"];
/// Tags and entities that are left over in a text that is not a page.
const LEFT_OVER: [&str; 12] = [
    "</b>",
    "</strong>",
    "</em>",
    "</i>",
    "</a>",
    "</span>",
    "</u>",
    "&amp;",
    "&nbsp;",
    "&lt;",
    "&#",
    "&quot;",
];

/// Returns the text of a page. Other text is returned unchanged.
fn without_markup(text: String) -> String {
    let lower = text.to_ascii_lowercase();
    let blocks: usize = BLOCKS.iter().map(|tag| lower.matches(tag).count()).sum();
    let is_page = blocks >= 2 || lower.contains("<html") || lower.contains("</ul>");
    let has_rests = blocks > 0 || LEFT_OVER.iter().any(|rest| lower.contains(rest));
    if !is_page && !has_rests {
        return text;
    }
    // In a page a line feed is a space. In a text with some tags it ends a line.
    let html = if is_page { text.clone() } else { text.replace('\n', "<br>\n") };
    let html = without_deep_tags(&html);
    let read = config::with_decorator(PlainDecorator::new())
        .link_footnotes(false)
        .no_table_borders()
        .allow_width_overflow()
        .string_from_read(html.as_bytes(), WIDTH);
    read.unwrap_or(text)
}

/// Tags that have no end tag, or that end when the next one begins.
const NO_END: [&str; 24] = [
    "p", "li", "br", "hr", "img", "input", "meta", "link", "td", "th", "tr", "dt", "dd", "option",
    "thead", "tbody", "tfoot", "col", "wbr", "source", "area", "base", "embed", "param",
];
/// Tags whose content is not markup.
const NO_MARKUP: [&str; 4] = ["script", "style", "textarea", "title"];

/// Removes the tags that are nested in more than [`DEPTH_OF_HTML`] others. The parser compares each tag with all tags
/// around it, so deep nesting would be slow.
fn without_deep_tags(html: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let (mut copied, mut at, mut depth) = (0, 0, 0_usize);
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        let ends = html[open + 1..].starts_with('/');
        let rest = &html[open + 1 + usize::from(ends)..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let name = rest[..length].to_ascii_lowercase();
        let Some(close) = html[open..].find('>').map(|close| open + close + 1) else {
            break;
        };
        at = close;
        if name.is_empty() || NO_END.contains(&name.as_str()) {
            at = open + 1;
            continue;
        }
        if NO_MARKUP.contains(&name.as_str()) && !ends {
            let end = format!("</{name}");
            at = find_without_case(html, close, &end).unwrap_or(html.len());
            continue;
        }
        depth = if ends { depth } else { depth + 1 };
        if depth > DEPTH_OF_HTML {
            kept.push_str(&html[copied..open]);
            kept.push(' ');
            copied = close;
        }
        depth = if ends { depth.saturating_sub(1) } else { depth };
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Finds the next occurrence of a text in any case. `lower` is the text in lower case, and it begins with `</`.
fn find_without_case(html: &str, from: usize, lower: &str) -> Option<usize> {
    let ends = html[from..].match_indices("</").map(|(at, _)| from + at);
    ends.into_iter().find(|at| {
        html.get(*at..at + lower.len()).is_some_and(|end| end.eq_ignore_ascii_case(lower))
    })
}

/// A width that is larger than any line, so that no line is wrapped.
const WIDTH: usize = 100_000;

/// Removes terminal escapes and other control characters.
fn without_escapes(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' | '\u{9b}' => {
                let sequence = c == '\u{9b}' || chars.next_if_eq(&'[').is_some();
                if sequence {
                    // Skips the parameters and then the letter that ends the sequence.
                    while chars.next_if(|c| !('@'..='~').contains(c)).is_some() {}
                    chars.next();
                } else if chars.next_if_eq(&']').is_some() {
                    while chars.next_if(|c| !matches!(c, '\u{7}' | '\u{1b}')).is_some() {}
                    chars.next();
                }
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\u{a0}' | '\u{202f}' => clean.push(' '),
            '\n' | '\t' => clean.push(c),
            c if c.is_control() => {}
            // Marks that change the direction of writing can hide what a line says.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_lines_without_scripts() {
        let page = "<html><head><style>p{}</style><script>var go='Java'</script></head><body><h2>You bring</h2>\
                    <ul><li>Python &amp; SQL</li><li>Docker</li></ul></body></html>";
        let text = read_advert(page.as_bytes()).unwrap();
        assert!(text.contains("Python & SQL\n"), "{text}");
        assert!(!text.contains("Java"), "{text}");
    }

    #[test]
    fn tags_left_over_in_a_text_keep_its_lines() {
        let text = read_advert(b"<b>You bring</b>\nPython &amp; SQL\nDocker").unwrap();
        assert_eq!(text.lines().filter(|line| !line.trim().is_empty()).count(), 3, "{text}");
    }

    #[test]
    fn escape_sequences_are_taken_out_whole() {
        let text = read_advert(
            b"We look for \x1b[31mPython\x1b[0m \x1b]0;title\x07and\x08 SQL, for tests and for good questions",
        )
        .unwrap();
        assert_eq!(text, "We look for Python and SQL, for tests and for good questions");
    }

    #[test]
    fn what_is_no_text_is_refused_by_what_it_is() {
        for (bytes, why) in [
            (b"%PDF-1.7 ...".as_slice(), NoAdvert::Pdf),
            (b"PK\x03\x04word/document.xml", NoAdvert::WordProcessor),
            (b"\x00\x01\x02\x00\x00\x07\x00\x01", NoAdvert::Binary),
            (b"  \n\t ", NoAdvert::Empty),
            (&[b'a'; BYTES_OF_ADVERT + 1], NoAdvert::TooLarge),
        ] {
            assert_eq!(read_advert(bytes), Err(why));
        }
    }
}
