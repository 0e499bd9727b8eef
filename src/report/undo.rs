//! `skillgap undo`: what changed when the last change of a profile was undone.

use schemars::JsonSchema;
use serde::Serialize;

use super::answer::Answer;
use super::document::{Block, Document};
use super::json::SkillRef;
use super::phrases::count;
use super::text::text;
use crate::domain::catalog::SkillIndex;
use crate::domain::level::Level;
use crate::domain::maps::SkillMaps;

/// A change that was undone.
pub(crate) struct UndoAnswer<'m> {
    pub(crate) maps: &'m SkillMaps,
    /// The file of the profile.
    pub(crate) path: String,
    /// The text of the file before `undo`; `None` if there was no file.
    pub(crate) before: Option<String>,
    /// The text of the file now; `None` if there is no file any more.
    pub(crate) now: Option<String>,
    /// The skills whose level is different now.
    pub(crate) levels: Vec<LevelChange>,
}

/// A skill whose level is different now.
pub(crate) struct LevelChange {
    pub(crate) skill: SkillIndex,
    /// The level before; `None` if the skill was not rated.
    pub(crate) from: Option<Level>,
    /// The level now; `None` if the skill is not rated.
    pub(crate) to: Option<Level>,
}

/// The largest number of levels that the text lists; the rest is counted.
const MOST_LEVELS: usize = 12;
/// The largest number of lines that the text shows. If there are more, all are only counted.
const MOST_LINES: usize = 16;

impl Answer for UndoAnswer<'_> {
    const KIND: &'static str = "undo";
    const ABOUT: &'static str = "what `undo` took back";
    type Json = UndoJson;

    fn json(&self) -> UndoJson {
        let lines = Lines::between(self.before.as_deref(), self.now.as_deref());
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_string()).collect();
        let change = |change: &LevelChange| LevelJson {
            skill: SkillRef::new(self.maps, change.skill),
            from: change.from,
            to: change.to,
        };
        UndoJson {
            profile: self.path.clone(),
            was_there: self.before.is_some(),
            is_there: self.now.is_some(),
            levels: self.levels.iter().map(change).collect(),
            line: lines.first,
            removed: owned(&lines.removed),
            restored: owned(&lines.restored),
        }
    }

    fn document(&self) -> Document {
        let mut document = Document::default();
        document.title(text!("**The last change is taken back**<quiet> · in {}</>", self.path));
        match (&self.before, &self.now) {
            (_, None) => document.say("There is no profile now, as there was none before."),
            (None, _) => document.say("The profile is there again."),
            _ => {}
        }
        let level = |level: Option<Level>| level.map_or("not rated".into(), |l| l.to_string());
        let changed = self.levels.iter().take(MOST_LEVELS).map(|change| {
            let name = &self.maps[change.skill].name;
            text!("**{}: {}**<quiet>, was {}</>", name, level(change.to), level(change.from))
        });
        let more = self.levels.len().saturating_sub(MOST_LEVELS);
        let more = (more > 0).then(|| text!("and {}", count(more, "more skill", "more skills")));
        document.list(changed.chain(more));
        let lines = Lines::between(self.before.as_deref(), self.now.as_deref());
        if self.before.is_some() && self.now.is_some() {
            lines.show(&mut document);
        }
        document.commands([("skillgap undo", "make the change again")]);
        document
    }
}

/// The lines from the first to the last difference.
struct Lines<'t> {
    /// The number of the first line, from 1.
    first: usize,
    removed: Vec<&'t str>,
    restored: Vec<&'t str>,
}

impl<'t> Lines<'t> {
    fn between(before: Option<&'t str>, now: Option<&'t str>) -> Lines<'t> {
        let mut removed: Vec<&str> = before.unwrap_or_default().lines().collect();
        let mut restored: Vec<&str> = now.unwrap_or_default().lines().collect();
        let same = removed.iter().zip(&restored).take_while(|(a, b)| a == b).count();
        removed.drain(..same);
        restored.drain(..same);
        let ends = removed.iter().rev().zip(restored.iter().rev());
        let same_end = ends.take_while(|(a, b)| a == b).count();
        removed.truncate(removed.len() - same_end);
        restored.truncate(restored.len() - same_end);
        Lines { first: same + 1, removed, restored }
    }

    fn show(&self, document: &mut Document) {
        if self.removed.len() + self.restored.len() > MOST_LINES {
            document.say(text!(
                "<quiet>From line {} on, {} removed and {} restored.</>",
                self.first,
                count(self.removed.len(), "line is", "lines are"),
                self.restored.len()
            ));
            return;
        }
        for (what, lines) in [("removed", &self.removed), ("restored", &self.restored)] {
            // Leaves out the empty line before a block.
            let said = lines.iter().skip_while(|line| line.trim().is_empty());
            let said: Vec<String> = said.map(|line| (*line).to_string()).collect();
            if !said.is_empty() {
                document.heading(text!("<quiet>Lines {}</>", what));
                document.push(Block::Verbatim(said));
            }
        }
    }
}

/// The content of an `undo` document.
#[derive(Debug, JsonSchema, Serialize)]
pub(crate) struct UndoJson {
    /// The file that the profile is in.
    profile: String,
    /// Whether the profile was there before.
    was_there: bool,
    /// Whether the profile is there now.
    is_there: bool,
    /// The skills whose level is different now, in the order of the catalog.
    levels: Vec<LevelJson>,
    /// The number of the first line of the profile that differs, from 1.
    line: usize,
    /// The lines before, from the first difference to the last.
    removed: Vec<String>,
    /// The lines now, from the first difference to the last.
    restored: Vec<String>,
}

/// A skill whose level is different now.
#[derive(Debug, JsonSchema, Serialize)]
struct LevelJson {
    #[serde(flatten)]
    skill: SkillRef,
    /// The level before; null if the skill was not rated.
    from: Option<Level>,
    /// The level now; null if the skill is not rated.
    to: Option<Level>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_between_the_first_and_the_last_that_differ() {
        let check = |before, now, expected: (usize, &[&str], &[&str])| {
            let Lines { first, removed, restored } = Lines::between(before, now);
            assert_eq!((first, &*removed, &*restored), expected, "{before:?} {now:?}");
        };
        check(Some("a\nb\nc\n"), Some("a\nc\n"), (2, &["b"], &[]));
        check(Some("a\nc\n"), Some("a\nb\nc\n"), (2, &[], &["b"]));
        check(Some("a\na\n"), Some("a\n"), (2, &["a"], &[]));
        check(Some("a\nx\n"), Some("a\ny\n"), (2, &["x"], &["y"]));
        check(Some("a\n"), None, (1, &["a"], &[]));
        check(None, Some("a\n"), (1, &[], &["a"]));
    }
}
