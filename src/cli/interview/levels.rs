//! The screen of one skill: it shows the levels, and one key answers.

use console::{Key, Term};
use indicatif::{ProgressBar, ProgressDrawTarget};

use super::keys::{Event, KeyReader};
use super::scroll;
use super::typed;
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::interrupted_or;
use crate::cli::screen;
use crate::cli::working::style;
use crate::domain::gap::Fraction;
use crate::domain::level::Level;
use crate::render::terminal::Pen;
use crate::report::document::{Document, Text, Tone};
use crate::report::interview::{Chosen, Detail, RateView, rate};

/// The action that a key asks for.
pub(crate) enum Pressed {
    /// Take this level, with evidence.
    Level(Level, Option<String>),
    /// Return to the previous question.
    Back,
    /// Skip the question.
    Skip,
    /// Show the answers in the area of the skill.
    Area,
    /// Save and stop.
    Stop,
}

/// The keys of the screen in addition to the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keys {
    /// All keys: the screen is one question of many.
    Interview,
    /// No back, skip and area: the screen is the only question.
    Alone,
    /// No skip, area and evidence: the screen was opened from a checklist and returns to it.
    Aside,
}

/// The screen of one skill.
pub(crate) struct LevelScreen<'s> {
    /// The terminal to draw on.
    pub(crate) term: &'s Term,
    /// The source of the keys.
    pub(crate) reader: &'s KeyReader,
    /// The flags for drawing, such as colour.
    pub(crate) shared: &'s Shared,
    /// The keys of the screen in addition to the levels.
    pub(crate) keys: Keys,
    /// The progress bar above the question: the share that is full, the long text and the short text.
    pub(crate) bar: Option<(Fraction, String, String)>,
    /// A remark to show first.
    pub(crate) remark: Option<String>,
}

impl LevelScreen<'_> {
    /// Asks until a key answers.
    ///
    /// # Errors
    /// When the terminal fails, or the user interrupts.
    pub(crate) fn ask(&self, view: &RateView<'_>) -> Result<Pressed, Failure> {
        let mut chosen = Chosen::default();
        loop {
            self.show(view, &chosen)?;
            let key = match self.reader.next()? {
                Event::Redraw => continue,
                Event::Key(key) => key,
            };
            match key {
                Key::Char(c @ '0'..='4') => {
                    if let Some(level) = Level::parse(c.encode_utf8(&mut [0; 4])) {
                        return Ok(Pressed::Level(level, chosen.evidence));
                    }
                }
                Key::Enter => {
                    if let Some(level) = chosen.level.or(view.earlier) {
                        return Ok(Pressed::Level(level, chosen.evidence));
                    }
                }
                Key::ArrowDown | Key::Char('j') => {
                    let below = chosen.level.or(view.earlier);
                    chosen.level = Some(below.map_or(Level::NONE, |l| l.next().unwrap_or(l)));
                }
                Key::ArrowUp | Key::Char('k') => {
                    let above = chosen.level.or(view.earlier);
                    chosen.level = Some(above.map_or(Level::EXPERT, Level::previous));
                }
                Key::Char('?') => chosen.signs = !chosen.signs,
                Key::Char('e') if self.keys != Keys::Aside => {
                    chosen.evidence = self.evidence(view, &chosen)?
                }
                Key::Char('q') | Key::Escape => return Ok(Pressed::Stop),
                Key::CtrlC => return Err(interrupted_or(std::io::ErrorKind::Interrupted.into())),
                // The end of the input, and the key that is read when the terminal has gone away.
                Key::Char('\u{4}') | Key::Unknown => return Ok(Pressed::Stop),
                _ if self.keys == Keys::Alone => {}
                Key::Char('s' | 'a') if self.keys == Keys::Aside => {}
                Key::Char('b') | Key::ArrowLeft | Key::Backspace => return Ok(Pressed::Back),
                Key::Char('s') | Key::ArrowRight => return Ok(Pressed::Skip),
                Key::Char('a') => return Ok(Pressed::Area),
                _ => {}
            }
        }
    }

    fn evidence(&self, view: &RateView<'_>, chosen: &Chosen) -> Result<Option<String>, Failure> {
        let above = || self.show(view, chosen);
        let text = typed::line((self.term, self.reader), self.shared, "What shows it?", above)?;
        let text = text.filter(|text| !text.trim().is_empty());
        Ok(text.or_else(|| chosen.evidence.clone()))
    }

    /// Draws as much as there is room for, so that nothing scrolls away before it is read.
    fn show(&self, view: &RateView<'_>, chosen: &Chosen) -> Result<(), Failure> {
        let pen = screen::stderr_pen(self.shared);
        let rows = usize::from(self.term.size().0);
        self.term.clear_screen().map_err(interrupted_or)?;
        // The bar, the empty line below it, and the line of the cursor.
        let around = if self.bar.is_some() { 3 } else { 1 };
        let whole = self.text(view, chosen, Detail::Whole, pen);
        if whole.lines().count() + around <= rows {
            self.draw_bar(pen, true);
            return self.write(&whole);
        }
        let tight = |detail: Detail| {
            let text = self.text(view, chosen, detail, pen);
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            lines.join("\n") + "\n"
        };
        for detail in [Detail::Whole, Detail::Short] {
            let text = tight(detail);
            let room = rows.saturating_sub(text.lines().count());
            if room >= 2 {
                self.draw_bar(pen, false);
            }
            if room >= 1 {
                return self.write(&text);
            }
        }
        self.write(&tight(Detail::One))
    }

    fn write(&self, text: &str) -> Result<(), Failure> {
        self.term.write_str(text).map_err(interrupted_or)
    }

    fn text(&self, view: &RateView<'_>, chosen: &Chosen, detail: Detail, pen: Pen) -> String {
        let mut document = Document::default();
        if let Some(remark) = &self.remark {
            document.say(Text::new(remark, Tone::Warn));
        }
        document.blocks.extend(rate(view, chosen, detail).blocks);
        document.say(self.keys_line(detail));
        scroll::draw_with_keys(&document, pen)
    }

    fn keys_line(&self, detail: Detail) -> Text {
        let mut keys = vec![("0", " to "), ("4", " rate, ")];
        keys.push((
            "arrows Enter",
            if detail == Detail::One { " see the others, " } else { " choose, " },
        ));
        if self.keys == Keys::Interview {
            keys.extend([("b", " back, "), ("s", " skip, ")]);
        }
        if self.keys != Keys::Aside {
            keys.push(("e", " evidence, "));
        }
        keys.push(("?", " signs, "));
        if self.keys == Keys::Interview {
            keys.push(("a", " answers so far, "));
        }
        keys.push(match self.keys {
            Keys::Aside => ("b", " back to the list"),
            Keys::Interview | Keys::Alone => ("q", " save and stop"),
        });
        scroll::keys(&keys)
    }

    /// Draws the progress bar once, without updates. A live bar would write over the question below it.
    fn draw_bar(&self, pen: Pen, roomy: bool) {
        let Some((share, long, short)) = &self.bar else {
            return;
        };
        let width = pen.width.unwrap_or(80);
        let message = if long.len() + 24 <= width { long } else { short };
        let bar =
            ProgressBar::with_draw_target(Some(share.whole.max(1)), ProgressDrawTarget::stderr());
        bar.set_style(style("{bar:20} {msg}", pen.ascii));
        bar.set_position(share.part);
        bar.set_message(message.clone());
        bar.abandon();
        let _ = self.term.write_line("");
        if roomy {
            let _ = self.term.write_line("");
        }
    }
}
