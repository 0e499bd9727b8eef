//! A fast path for the simplest lines of JSON, without a parser: `{"id": "ada", "ratings": {"python": 2, "sql": 1}}`.
//!
//! For any other shape it returns `None`, and [`json`](super::json) parses the line from the beginning. It never
//! reports a problem, and it reads a line exactly as the parser does.

use std::str;

use super::skill_keys::SkillKeys;
use super::{IdKind, Line};
use crate::domain::level::Level;

/// Reads a line of the simple shape. Returns `None` for any other shape. In this case the contents of `line` are
/// undefined.
pub(crate) fn scan(keys: &SkillKeys, text: &[u8], line: &mut Line) -> Option<()> {
    let mut has_id = false;
    let mut has_ratings = false;
    let mut at = after(text, skip(text, 0), b'{')?;
    loop {
        let from = after(text, skip(text, at), b'"')?;
        let to = quote(text, from)?;
        at = skip(text, after(text, skip(text, to + 1), b':')?);
        match &text[from..to] {
            b"id" if !has_id => {
                has_id = true;
                at = id(text, at, line)?;
            }
            b"ratings" if !has_ratings => {
                has_ratings = true;
                at = ratings(keys, text, at, line)?;
            }
            _ => return None,
        }
        at = skip(text, at);
        match text.get(at)? {
            b',' => at += 1,
            b'}' => break,
            _ => return None,
        }
    }
    (has_ratings && skip(text, at + 1) == text.len()).then_some(())
}

fn id(text: &[u8], at: usize, line: &mut Line) -> Option<usize> {
    let Some(from) = after(text, at, b'"') else {
        let digits = text[at..].iter().take_while(|byte| byte.is_ascii_digit());
        let to = at + digits.count();
        let plain = (1..=18).contains(&(to - at)) && (text[at] != b'0' || to == at + 1);
        line.set_id(IdKind::Number, str::from_utf8(&text[at..to]).ok()?);
        return plain.then_some(to);
    };
    let to = quote(text, from)?;
    let said = &text[from..to];
    if said.iter().any(|byte| *byte < b' ' || *byte == b'\\') {
        return None;
    }
    line.set_id(IdKind::Text, str::from_utf8(said).ok()?);
    Some(to + 1)
}

fn ratings(keys: &SkillKeys, text: &[u8], at: usize, line: &mut Line) -> Option<usize> {
    let mut at = skip(text, after(text, at, b'{')?);
    if text.get(at) == Some(&b'}') {
        return Some(at + 1);
    }
    loop {
        let from = after(text, at, b'"')?;
        let to = quote(text, from)?;
        // A name with an escape or with invalid UTF-8 is not in the maps.
        let skill = keys.find(&text[from..to])?;
        at = skip(text, after(text, skip(text, to + 1), b':')?);
        let digit = text.get(at)?.wrapping_sub(b'0');
        let level = Level::new(i64::from(digit))?;
        if line.ratings.get(skill).is_some() {
            return None;
        }
        line.ratings.set(skill, level);
        at = skip(text, at + 1);
        match text.get(at)? {
            b',' => at = skip(text, at + 1),
            b'}' => return Some(at + 1),
            _ => return None,
        }
    }
}

fn skip(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\r') = text.get(at) {
        at += 1;
    }
    at
}

fn after(text: &[u8], at: usize, expected: u8) -> Option<usize> {
    (*text.get(at)? == expected).then_some(at + 1)
}

/// Finds the next quote, eight bytes at a time.
fn quote(text: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHS: u64 = 0x8080_8080_8080_8080;
    let mut at = from;
    while let Some(word) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let differs = u64::from_le_bytes(*word) ^ (ONES * b'"' as u64);
        let found = differs.wrapping_sub(ONES) & !differs & HIGHS;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let rest = text.get(at..)?;
    Some(at + rest.iter().position(|byte| *byte == b'"')?)
}
