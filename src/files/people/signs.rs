//! Stars, moons and circles as answers: how many are full, and out of how many. They are never read as levels by a
//! guess. Their meaning is only proposed to the user.

use super::mapping::Scale;
use crate::domain::level::Level;

/// Full signs. The number of them in a row counts.
const FULL: [char; 15] =
    ['★', '⭐', '🌟', '✭', '*', '●', '⬤', '⚫', '🌕', '■', '⬛', '█', '▰', '✓', '✔'];

/// Empty signs, which fill the row up to its full length.
const EMPTY: [char; 12] = ['☆', '✩', '✰', '○', '◯', '⚪', '🌑', '□', '⬜', '▱', '░', '·'];

/// Signs that are filled by quarters, from empty to full.
const QUARTERS: [&[char]; 5] = [
    &['🌑', '○', '◯'],
    &['🌒', '🌘', '◔'],
    &['🌓', '🌗', '◑', '◐'],
    &['🌔', '🌖', '◕'],
    &['🌕', '●', '⬤'],
];

/// Returns whether a text consists only of signs, such as `★★★☆☆`, `***`, `●●○`, `🌗` or `++`.
pub(crate) fn is_signs(text: &str) -> bool {
    let is_plus = |c: char| matches!(c, '+' | '-' | '/');
    let is_sign = |c: char| c == '*' || is_picture(c) || EMPTY.contains(&c) || c.is_whitespace();
    if text.contains('+') && text.chars().all(|c| is_plus(c) || c.is_whitespace()) {
        return true;
    }
    text.chars().all(is_sign) && text.chars().any(|c| c == '*' || is_picture(c))
}

/// Returns whether a text consists only of pictures, such as the part of `3 ★` after the number.
pub(crate) fn is_pictures(text: &str) -> bool {
    text.chars().all(|c| is_picture(c) || c.is_whitespace()) && text.chars().any(is_picture)
}

/// Returns whether a character is a block, shape, symbol, dingbat, star or emoji, or selects a variant of one.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2580}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}')
}

/// What the answers of a column that are signs may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signs {
    /// Each answer is one sign, filled by quarters.
    Quarters,
    /// The full signs are counted.
    Counted(Scale),
    /// No meaning can be proposed.
    Unknown,
}

impl Signs {
    /// Finds the meaning that these answers show together. Answers that are not signs are ignored.
    pub(crate) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Signs {
        let texts: Vec<&str> = texts.filter(|text| is_signs(text)).collect();
        let quarters: Vec<usize> = texts.iter().filter_map(|text| quarter(text)).collect();
        if quarters.len() == texts.len() && quarters.iter().any(|at| (1..4).contains(at)) {
            return Signs::Quarters;
        }
        let counts: Vec<Count> = texts.iter().filter_map(|text| count(text)).collect();
        if counts.len() < texts.len() {
            return Signs::Unknown;
        }
        let all = counts.iter().map(|count| count.full + count.empty).max().unwrap_or_default();
        let shows_all = counts.iter().any(|count| count.empty > 0);
        let has_none = counts.iter().any(|count| count.full == 0);
        // With four signs, only a row with empty signs shows that there is no fifth sign.
        let least = i64::from(!(has_none || (all == 4 && shows_all)));
        match Scale::new(least, all) {
            Ok(scale) => Signs::Counted(scale),
            Err(_) => Signs::Unknown,
        }
    }

    /// Returns the level that is proposed for an answer.
    pub(crate) fn level(self, text: &str) -> Option<u8> {
        let level = match self {
            Signs::Quarters => Level::ALL.get(quarter(text)?).copied(),
            Signs::Counted(scale) => scale.level(count(text).filter(|_| is_signs(text))?.full),
            Signs::Unknown => None,
        };
        level.map(Level::number)
    }
}

/// The numbers of full and empty signs in a row.
struct Count {
    full: i64,
    empty: i64,
}

fn count(text: &str) -> Option<Count> {
    let mut count = Count { full: 0, empty: 0 };
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != '\u{fe0f}') {
        if FULL.contains(&c) {
            count.full += 1;
        } else if EMPTY.contains(&c) {
            count.empty += 1;
        } else {
            return None;
        }
    }
    Some(count)
}

/// Returns how far a single sign is filled, in quarters.
fn quarter(text: &str) -> Option<usize> {
    let mut signs = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{fe0f}');
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    QUARTERS.iter().position(|of_quarter| of_quarter.contains(&sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the levels that are proposed for answers, with `?` for those without one.
    fn proposed(texts: &[&str]) -> String {
        let signs = Signs::of(texts.iter().copied());
        let level = |text: &&str| signs.level(text).map_or("?".to_string(), |it| it.to_string());
        texts.iter().map(level).collect()
    }

    #[test]
    fn signs_are_counted_as_far_as_they_show_their_scale() {
        for (texts, expected) in [
            (&["★☆☆☆☆", "★★★☆☆", "★★★★★"][..], "024"),
            // 0-5: 4 · 3/5 = 2.4
            (&["☆☆☆☆☆", "★★★☆☆", "★★★★★"], "024"),
            (&["⭐️", "⭐️⭐️⭐️⭐️⭐️"], "04"),
            (&["★☆☆☆", "★★★★"], "14"),
            (&["*", "****", "*****"], "034"),
            // It is not clear whether the scale has four signs, or five of which nobody has the fifth.
            (&["*", "****"], "??"),
            (&["●●○", "●○○"], "??"),
            (&["🌑", "🌗", "🌕"], "024"),
            (&["○", "◔", "●"], "014"),
            (&["🌕🌕🌗🌑🌑", "🌕🌑🌑🌑🌑"], "??"),
            (&["✓", "✗"], "??"),
            (&["++", "+", "+/-"], "???"),
        ] {
            assert_eq!(proposed(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn what_is_made_of_signs_alone_is_signs() {
        for text in ["★★★☆☆", "***", "●●○", "🌕🌗", "⭐️ ⭐️", "👍🏽", "++", "+/-", "▰▰▱"]
        {
            assert!(is_signs(text), "{text}");
        }
        for text in ["", "-", "--", "3", "good ★", "?", "Ø", "x", "+1", "·"] {
            assert!(!is_signs(text), "{text}");
        }
        assert!(is_pictures(" ★") && is_pictures("⭐️⭐️") && !is_pictures("*") && !is_pictures(""));
    }
}
