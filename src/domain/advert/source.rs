//! The text of an advertisement, divided into lines, sentences and words. Every position can be mapped back to the
//! original page.

use std::ops::Range;

use super::lists::Lists;
use super::rules::List;

/// A word, or a mark between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'s> {
    /// The text, in lower case and without dashes.
    pub(crate) text: &'s str,
    /// The position of its first byte in the normalised text.
    pub(crate) start: usize,
}

impl Token<'_> {
    /// Returns the position after it in the normalised text.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns whether it is a word or a number.
    pub(crate) fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphanumeric() || c == '.' && self.text.len() > 1)
    }

    /// Returns whether it ends a sentence.
    pub(crate) fn ends_sentence(&self) -> bool {
        matches!(self.text, "." | ";" | "!" | "?" | "\n" | "•")
    }
}

/// A normalised text for searching: in lower case, with a dash or any run of spaces as one space, and a line feed only
/// where the reader sees the end of a line.
#[derive(Clone, Debug)]
pub struct Folded {
    pub(crate) text: String,
    /// For each byte, and for the end, the position in the page.
    from: Vec<u32>,
    /// The lines, with their markup.
    pub(crate) lines: Vec<Line>,
}

/// A line of the page as a reader sees it; a line that an editor wrapped counts as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The range in the normalised text, without the line feed.
    pub(crate) range: Range<usize>,
    /// Whether it is a list item.
    pub(crate) is_point: bool,
    /// Whether it is marked as a heading, as in Markdown.
    pub(crate) is_marked: bool,
    /// Whether the line break before it was missing in the page.
    pub(crate) is_glued: bool,
}

/// The marks that begin a list item.
const POINTS: [char; 11] = ['•', '-', '*', '–', '—', '·', '▪', '●', '◦', '✓', '✔'];

impl Folded {
    /// Normalises a page. `is_name` tells whether a word in lower case is part of a name, and `begins` whether a phrase
    /// of the rules begins with it. Both are needed to find words that are glued together.
    pub(crate) fn new(
        page: &str,
        lists: &Lists<'_>,
        is_name: impl Fn(&str) -> bool,
        begins: impl Fn(&str) -> bool,
    ) -> Folded {
        let mut folded = Folded { text: String::new(), from: Vec::new(), lines: Vec::new() };
        for line in lines_of(page) {
            folded.add_line(page, line, lists, &is_name, &begins);
        }
        folded.from.push(page.len() as u32);
        folded
    }

    /// Converts a range of the normalised text to a range of the page.
    pub(crate) fn on_page(&self, page: &str, range: &Range<usize>) -> Range<usize> {
        let start = self.from[range.start] as usize;
        // This is the end of the last character, which may differ from the start of the next one.
        let last = self.from[range.end.max(range.start + 1) - 1] as usize;
        let length = page[last..].chars().next().map_or(0, char::len_utf8);
        start..last + length
    }

    fn push(&mut self, c: char, at: usize) {
        let before = self.text.len();
        self.text.push(c);
        self.from.extend(std::iter::repeat_n(at as u32, self.text.len() - before));
    }

    fn end_line(&mut self, start: usize, at: usize, marks: (bool, bool), is_glued: bool) {
        let (is_point, is_marked) = marks;
        while self.text.len() > start && self.text.ends_with(' ') {
            self.text.pop();
            self.from.pop();
        }
        if self.text.len() > start {
            let range = start..self.text.len();
            self.lines.push(Line { range, is_point, is_marked, is_glued });
            self.push('\n', at);
        }
    }

    fn add_line(
        &mut self,
        page: &str,
        line: Range<usize>,
        lists: &Lists<'_>,
        is_name: &impl Fn(&str) -> bool,
        begins: &impl Fn(&str) -> bool,
    ) {
        let text = &page[line.clone()];
        let head = text.trim_start();
        let marked = head.trim_start_matches(|c: char| {
            POINTS.contains(&c) || c == '#' || c == '>' || c == '|' || c.is_whitespace()
        });
        let mark = &head[..head.len() - marked.len()];
        let numbered = marked
            .split_once(['.', ')'])
            .is_some_and(|(number, rest)| number.parse::<u8>().is_ok() && rest.starts_with(' '));
        let bold = mark.contains("**") || text.trim_end().ends_with("**") && mark.contains('*');
        let is_point = !bold && mark.contains(|c| POINTS.contains(&c)) || numbered;
        let is_marked = mark.contains('#') || bold;
        let mut start = self.text.len();
        let mut is_glued = false;
        let offset = line.start + (text.len() - marked.len());
        let glued = glue(marked, lists, is_name, begins);
        let mut glued = glued.iter().peekable();
        for (at, c) in marked.char_indices() {
            if glued.next_if(|glue| **glue == at).is_some() {
                self.end_line(start, offset + at, (is_point, is_marked), is_glued);
                start = self.text.len();
                is_glued = true;
            }
            let at = offset + at;
            let gap = self.text.len() == start || self.text.ends_with([' ', '/']);
            match c {
                '*' | '`' | '\\' | '\u{200b}' | '\u{ad}' | '\u{feff}' => {}
                '-' | '_' | '\u{2010}' | '\u{2011}' if followed_by_word(page, at, c) => {
                    if !gap {
                        self.push(' ', at);
                    }
                }
                '/' => {
                    while self.text.len() > start && self.text.ends_with(' ') {
                        self.text.pop();
                        self.from.pop();
                    }
                    self.push('/', at);
                }
                '’' | '‘' | '´' => self.push('\'', at),
                '\t' => {
                    if !gap {
                        self.push(' ', at);
                        self.push('|', at);
                        self.push(' ', at);
                    }
                }
                c if c.is_whitespace() || c.is_control() => {
                    if !gap {
                        self.push(' ', at);
                    }
                }
                c => c.to_lowercase().for_each(|c| self.push(c, at)),
            }
        }
        let end = line.end.saturating_sub(1).max(line.start);
        self.end_line(start, end, (is_point, is_marked), is_glued);
    }

    /// Returns all words and marks.
    pub(crate) fn tokens(&self, lists: &Lists<'_>) -> Vec<Token<'_>> {
        let mut tokens = Vec::new();
        let text = &self.text;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if c == ' ' {
                continue;
            }
            let mut end = start + c.len_utf8();
            let begins = c.is_alphanumeric() || c == '.' && next_is_letter(text, end);
            while begins && let Some((at, c)) = chars.peek().copied() {
                let after = at + c.len_utf8();
                let inside = matches!(c, '.' | '\'') && next_is_alphanumeric(text, after);
                if !(c.is_alphanumeric() || inside || matches!(c, '+' | '#')) {
                    break;
                }
                end = after;
                chars.next();
            }
            let word = &text[start..end];
            let number = word.find(|c: char| !c.is_ascii_digit() && c != '+').unwrap_or(0);
            if number > 0 && lists.has(List::AfterDigits, &word[number..]) {
                tokens.push(Token { text: &word[..number], start });
                tokens.push(Token { text: &word[number..], start: start + number });
            } else {
                tokens.push(Token { text: word, start });
            }
            // The full stop of an abbreviation does not end a sentence.
            if lists.has(List::Abbreviation, word) {
                chars.next_if(|(_, c)| *c == '.');
            }
        }
        tokens
    }
}

fn next_is_alphanumeric(text: &str, at: usize) -> bool {
    text[at..].starts_with(char::is_alphanumeric)
}

fn next_is_letter(text: &str, at: usize) -> bool {
    text[at..].starts_with(char::is_alphabetic)
}

/// Returns whether a dash stands directly before a word, as in a compound.
fn followed_by_word(page: &str, at: usize, dash: char) -> bool {
    let before = page[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    before && next_is_alphanumeric(page, at + dash.len_utf8())
}

/// Returns the lines as a reader sees them: lines that an editor wrapped are joined.
fn lines_of(page: &str) -> Vec<Range<usize>> {
    let length = |line: &str| line.trim_end().chars().count();
    let longest = page.lines().map(length).max().unwrap_or(0);
    // If the longest line is longer than an editor would make it, no line was wrapped.
    let is_wrapped = (WRAPPED_FROM..=WRAPPED_TO).contains(&longest);
    let mut lines: Vec<Range<usize>> = Vec::new();
    // The previous line of the page, and whether it belongs to running text.
    let (mut before, mut is_prose) = ("", false);
    let mut start = 0;
    for line in page.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        let text = line.trim();
        let first = text.chars().next();
        let goes_on = !lines.is_empty() && {
            let ended = before.is_empty() || before.ends_with(['.', ':', ';', '!', '?']);
            let starts_small = first.is_some_and(char::is_lowercase);
            let is_full = length(before) * 5 >= longest * 4;
            !ended
                && (starts_small && length(before) * 5 >= longest * 3
                    || is_full && (before.ends_with(',') || is_prose))
        };
        let plain =
            first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '.' | '"' | '/'));
        let numbered = first.is_some_and(|c| c.is_ascii_digit())
            && text.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
        match lines.last_mut() {
            Some(whole) if is_wrapped && goes_on && plain && !numbered => {
                whole.end = range.end;
                is_prose = true;
            }
            _ => {
                lines.push(range);
                is_prose = line.contains(". ");
            }
        }
        before = line.trim_end();
    }
    lines.into_iter().flat_map(|line| points_in(page, line)).collect()
}

/// Splits a line whose line breaks were lost, but not its marks: "**You will** * build services * run them".
fn points_in(page: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = &page[line.clone()];
    let mut starts: Vec<usize> = Vec::new();
    let Some(first_word) = text.find(char::is_alphanumeric) else {
        return vec![line];
    };
    for (at, c) in text.char_indices() {
        let before = text[..at].chars().next_back();
        let after = &text[at + c.len_utf8()..];
        let apart = before.is_some_and(char::is_whitespace) && after.starts_with(' ');
        let is_point = apart && (c == '*' || matches!(c, '•' | '▪' | '●' | '◦' | '✓' | '✔'));
        if is_point && first_word < at {
            starts.push(at);
        }
    }
    // A single star may be a footnote.
    let stars = starts.iter().filter(|at| text[**at..].starts_with('*')).count();
    if stars < 2 {
        starts.retain(|at| !text[*at..].starts_with('*'));
    }
    if starts.is_empty() {
        return vec![line];
    }
    // Text between double stars before a list item is a heading.
    let mut heads: Vec<usize> = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("**").map(|at| from + at) {
        let Some(close) = text[open + 2..].find("**").map(|at| open + 2 + at) else {
            break;
        };
        let next = text[close + 2..].trim_start();
        if open > 0 && (next.starts_with("* ") || next.starts_with(['•', '●', '▪'])) {
            heads.push(open);
        }
        from = close + 2;
    }
    starts.extend(heads);
    starts.sort_unstable();
    let ends = starts.iter().copied().chain([text.len()]).collect::<Vec<_>>();
    let starts = [0].into_iter().chain(starts);
    let lines = starts.zip(ends).filter(|(start, end)| start < end);
    lines.map(|(start, end)| line.start + start..line.start + end).collect()
}

/// In a text that an editor wrapped, the longest line has at least this many characters, and at most [`WRAPPED_TO`].
const WRAPPED_FROM: usize = 50;
/// See [`WRAPPED_FROM`].
const WRAPPED_TO: usize = 100;

/// Finds where words are glued together, as in a page that lost its markup: "ExperienceKubernetes", "SQLNice to have".
fn glue(
    line: &str,
    lists: &Lists<'_>,
    is_name: &impl Fn(&str) -> bool,
    begins: &impl Fn(&str) -> bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in
        line.split_inclusive(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '+' | '.'))
    {
        let whole = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !is_name(&whole.to_lowercase()) {
            let mut from = 0;
            let mut before: Option<char> = None;
            for (at, c) in whole.char_indices() {
                if c.is_uppercase()
                    && at > from
                    && is_glued(
                        last_of(&whole[from..at]),
                        first_of(&whole[at..]),
                        before,
                        lists,
                        is_name,
                        begins,
                    )
                {
                    found.push(start + at);
                    from = at;
                }
                before = Some(c);
            }
        }
        start += word.len();
    }
    found
}

/// The number of bytes on each side of a position that decide whether words are glued together there; no name and no
/// phrase is longer.
const LONGEST_GLUED: usize = 64;

/// Returns the first bytes of a word, up to that number.
fn first_of(word: &str) -> &str {
    let cut = word.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST_GLUED);
    &word[..cut.unwrap_or(word.len())]
}

/// Returns the last bytes of a word, up to that number.
fn last_of(word: &str) -> &str {
    let cut =
        word.char_indices().rev().map(|(at, _)| at).find(|at| at + LONGEST_GLUED <= word.len());
    &word[cut.unwrap_or(0)..]
}

/// Returns whether two strings without a space between them are two words.
fn is_glued(
    left: &str,
    right: &str,
    before: Option<char>,
    lists: &Lists<'_>,
    is_name: &impl Fn(&str) -> bool,
    begins: &impl Fn(&str) -> bool,
) -> bool {
    let left_lower = left.trim_end_matches('.').to_lowercase();
    let right_lower = right.to_lowercase();
    let next = next_part(&right_lower, right);
    if is_name(&format!("{left_lower}{right_lower}")) || is_name(&format!("{left_lower}{next}")) {
        return false;
    }
    // "behind them.You will": a sentence that lost the space after its full stop.
    let ended = left.strip_suffix('.').is_some_and(|left| {
        left.len() > 2 && left.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
    });
    if ended && (right.len() > 2 || lists.has(List::OneLetter, &right_lower)) {
        return true;
    }
    let right_is_known = is_name(&right_lower) || is_name(&next) || next.len() > 3 && begins(&next);
    // The case changes inside the name "JavaScript", but does not change between the two names in "GraphQLAWS".
    let changes = before
        .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '+' | '#'));
    // "CV" and "CA" are not languages.
    let left_is_name = is_name(&left_lower)
        && (left_lower.len() > 2 || !changes)
        && (changes || left.len() > 1 && right.len() > 1);
    let plain = left.len() > 2 && left.chars().all(char::is_alphabetic);
    let small = plain && left.starts_with(char::is_lowercase);
    // "TerraformAWSCI": three names, and the second has only capitals.
    let capitals = right.bytes().take_while(u8::is_ascii_uppercase).count();
    let begins_with_name =
        left_is_name && (3..capitals).any(|length| is_name(&right_lower[..length]));
    // "GraphQLA message broker": a name, and the first word of the next sentence.
    let before_a_word = left_is_name_before_word(left, &left_lower, is_name)
        && right.len() == right_lower.len()
        && lists.has(List::OneLetter, &right_lower);
    begins_with_name
        || before_a_word
        || right_is_known && (left_is_name || changes && plain && left.len() > 3)
        || small && changes && next.len() > 3
}

/// Returns whether a name is long enough that a single letter after it is a separate word.
fn left_is_name_before_word(left: &str, lower: &str, is_name: &impl Fn(&str) -> bool) -> bool {
    left.len() > 3 && is_name(lower)
}

/// Returns the part before the next change of case, in lower case.
fn next_part(lower: &str, word: &str) -> String {
    let mut before = 'A';
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before.is_lowercase() {
            return lower.get(..at).unwrap_or(lower).to_string();
        }
        before = c;
    }
    lower.to_string()
}
