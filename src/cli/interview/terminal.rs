//! The front for people at a terminal: lists to tick, and one skill a screen.

use std::collections::BTreeMap;

use console::{Key, Term};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Input, MultiSelect, Select};

use super::keys::KeyReader;
use super::levels::{Keys, LevelScreen, Pressed};
use super::lines::disputed;
use super::ticks::{self, TickList, Ticked};
use super::{Asked, Front, Reply, Then};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::{drop_typed_ahead, interrupted_or};
use crate::cli::screen;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::interview::{About, Answer, Progress, Question, Why};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::Step;
use crate::domain::role::RoleIndex;
use crate::render::terminal;
use crate::report::document::{Document, Text, Tone};
use crate::report::fit::{contrast_choices, contrast_prompt};
use crate::report::interview as said;

/// Draws on standard error, reads keys.
///
/// Ctrl-Z pauses where keys are read by the [`KeyReader`]. In a list or an input of dialoguer it does nothing: console reads it
/// raw, as the character U+001A, and dialoguer ignores that character and lets nobody else see it.
pub struct Terminal<'s> {
    term: Term,
    reader: KeyReader,
    shared: &'s Shared,
    /// Marks of the checklist that stands, while something else is looked at.
    marks: BTreeMap<Step, Option<bool>>,
}

/// What came of a list.
enum Picked<T> {
    Items(T),
    Reply(Reply),
}

impl<'s> Terminal<'s> {
    /// A front that draws on this terminal.
    pub fn new(term: Term, shared: &'s Shared) -> Terminal<'s> {
        Terminal { reader: KeyReader::of(&term), term, shared, marks: BTreeMap::new() }
    }

    fn roles(&self, asked: &Asked<'_, '_>, told: bool) -> Result<Reply, Failure> {
        let maps = asked.maps;
        let every: Vec<RoleIndex> = maps.role_indices().collect();
        let mut names = said::role_choices(maps, asked.interview, told);
        if !told {
            names.push("I don't know yet: ask me what tells them apart".to_string());
        } else if asked.interview.mode().is_some() {
            names.push("None yet: show me all of them side by side".to_string());
            if asked.interview.leanings().is_none() {
                names.push("None yet: ask me what I would rather do (two minutes)".to_string());
            }
        }
        let mut hint = None;
        loop {
            let mut text = Text::from(said::roles_prompt(asked.interview, told));
            if let Some(hint) = hint {
                text = text.and(format!(" {hint}"), Tone::Warn);
            }
            let picked = match self.tick(text, &names, asked)? {
                Picked::Items(picked) => picked,
                Picked::Reply(reply) => return Ok(reply),
            };
            let roles: Vec<RoleIndex> =
                picked.iter().filter_map(|at| every.get(*at).copied()).collect();
            if !roles.is_empty() {
                return Ok(Reply::one(Answer::Roles(roles)));
            }
            if let Some(at) = picked.first() {
                let is_unsure = *at == every.len();
                let answer = if is_unsure { Answer::Unsure } else { Answer::Contrasts };
                return Ok(Reply::one(answer));
            }
            hint = Some("Space ticks the one under the cursor; tick at least one.");
        }
    }

    fn contrast(&self, asked: &Asked<'_, '_>, at: usize) -> Result<Reply, Failure> {
        let choices = contrast_choices(at);
        let items = choices.map(|(text, _)| text.to_string());
        match self.pick(contrast_prompt(at).into(), &items, asked)? {
            Picked::Items(at) => Ok(Reply::one(Answer::Lean(choices[at].1))),
            Picked::Reply(reply) => Ok(reply),
        }
    }

    fn seniority(&self, asked: &Asked<'_, '_>) -> Result<Reply, Failure> {
        let items = said::seniority_choices();
        match self.pick(said::SENIORITY_PROMPT.into(), &items, asked)? {
            Picked::Items(at) => Ok(Reply::one(Answer::Seniority(Seniority::ALL[at]))),
            Picked::Reply(reply) => Ok(reply),
        }
    }

    fn hours(&self) -> Result<Reply, Failure> {
        let mut hint = String::new();
        loop {
            self.clear()?;
            let text = Text::from(said::HOURS_PROMPT).and(hint, Tone::Warn);
            self.say(text)?;
            let keys = "A number, Enter for no dates, b back, q save and stop";
            let typed = line(&self.term, self.shared, keys)?;
            match typed.trim() {
                "b" => return Ok(Reply::one(Answer::Back)),
                "q" => return Ok(Reply::stop()),
                typed => match said::hours_answer(typed) {
                    Ok(hours) => return Ok(Reply::one(Answer::Hours(hours))),
                    Err(why) => hint = format!(" {why}."),
                },
            }
        }
    }

    /// Which members of a group were used at all.
    fn screen(
        &self,
        asked: &Asked<'_, '_>,
        group: &str,
        members: &[SkillIndex],
    ) -> Result<Reply, Failure> {
        let interview = asked.interview;
        let list = TickList {
            term: &self.term,
            reader: &self.reader,
            shared: self.shared,
            remark: asked.remark.map(said::remark),
            title: self.how_far(asked, "What you have used"),
            prompt: said::screen_prompt(group).into(),
            items: members.iter().map(|skill| asked.maps[*skill].name.as_str().into()).collect(),
            none: "None of these? y yes, any other key returns to the list",
            are_sentences: false,
        };
        let known = |skill: &SkillIndex| match interview.range(*skill) {
            (low, _) if low > Level::NONE => Some(true),
            (_, high) if high == Level::NONE => Some(false),
            _ => interview.used(*skill),
        };
        let Ticked { marks, then } = list.ask(members.iter().map(known).collect())?;
        let with = |mark: Option<bool>| {
            let marked = members.iter().zip(&marks).filter(move |(_, is)| **is == mark);
            marked.map(|(skill, _)| *skill).collect::<Vec<_>>()
        };
        // Whoever leaves the list in the middle has answered what is marked: the rest stays as it was.
        let so_far = || match (with(Some(true)), with(Some(false))) {
            (used, unused) if used.is_empty() && unused.is_empty() => Vec::new(),
            (used, unused) => vec![Answer::Named { used, unused }],
        };
        Ok(match then {
            ticks::Then::Done => Reply::one(Answer::Ticked(with(Some(true)))),
            ticks::Then::Back => Reply::one(Answer::Back),
            ticks::Then::Skip => Reply::one(Answer::Skip),
            ticks::Then::Interrupt => Reply { answers: so_far(), then: Then::Interrupt },
            ticks::Then::Stop | ticks::Then::Levels(_) | ticks::Then::Area(_) => {
                Reply { answers: so_far(), then: Then::Stop }
            }
        })
    }

    /// Which sentences somebody can do.
    fn checklist(
        &mut self,
        asked: &Asked<'_, '_>,
        about: &About,
        sentences: &[Step],
    ) -> Result<Reply, Failure> {
        let maps = asked.maps;
        let kept = std::mem::take(&mut self.marks);
        let before = |step: &Step| match kept.get(step) {
            Some(mark) => *mark,
            None => asked.interview.said(*step).filter(|_| !matches!(about, About::Stale(_))),
        };
        let mut marks: Vec<Option<bool>> = sentences.iter().map(before).collect();
        loop {
            let list = TickList {
                term: &self.term,
                reader: &self.reader,
                shared: self.shared,
                remark: asked.remark.map(said::remark),
                title: self.how_far(asked, &said::checklist_title(maps, about)),
                prompt: said::checklist_prompt(about).into(),
                items: sentences.iter().map(|step| said::sentence(maps, *step)).collect(),
                none: "None of these yet? y yes, any other key returns to the list",
                are_sentences: true,
            };
            let ticked = list.ask(marks)?;
            marks = ticked.marks;
            let with = |wanted: Option<bool>| {
                let marked = sentences.iter().zip(&marks).filter(move |(_, mark)| **mark == wanted);
                marked.map(|(step, _)| *step).collect::<Vec<_>>()
            };
            // Whoever leaves the list in the middle has answered what is marked.
            let so_far = || Answer::Said { can: with(Some(true)), not: with(Some(false)) };
            let other = match ticked.then {
                ticks::Then::Done => {
                    let not = sentences.iter().copied().filter(|s| !with(Some(true)).contains(s));
                    let not = not.collect();
                    return Ok(Reply::one(Answer::Said { can: with(Some(true)), not }));
                }
                ticks::Then::Back => return Ok(Reply::one(Answer::Back)),
                ticks::Then::Skip => return Ok(Reply::one(Answer::Skip)),
                ticks::Then::Stop => {
                    return Ok(Reply { answers: vec![so_far()], then: Then::Stop });
                }
                ticks::Then::Interrupt => {
                    return Ok(Reply { answers: vec![so_far()], then: Then::Interrupt });
                }
                ticks::Then::Levels(at) => self.other_levels(asked, sentences[at].skill)?,
                ticks::Then::Area(at) => self.area(asked, sentences[at].skill)?,
            };
            if let Some(reply) = other {
                self.marks = sentences.iter().copied().zip(marks).collect();
                return Ok(reply);
            }
        }
    }

    /// All levels of a skill; choosing one answers the skill as a whole.
    fn other_levels(
        &self,
        asked: &Asked<'_, '_>,
        skill: SkillIndex,
    ) -> Result<Option<Reply>, Failure> {
        let screen = LevelScreen {
            term: &self.term,
            reader: &self.reader,
            shared: self.shared,
            keys: Keys::Aside,
            bar: None,
            remark: None,
        };
        let view = said::RateView::of(asked.maps, asked.interview, skill, &Why::Wanted);
        Ok(match screen.ask(&view)? {
            Pressed::Level(level, _) => Some(Reply::one(Answer::Other { skill, level })),
            Pressed::Back | Pressed::Skip | Pressed::Area | Pressed::Stop => None,
        })
    }

    /// A title, and how far it is.
    fn how_far(&self, asked: &Asked<'_, '_>, title: &str) -> Text {
        let progress = said::progress(asked.interview, asked.seconds_each, true);
        Text::new(title, Tone::Strong).and(format!(" · {progress}"), Tone::Quiet)
    }

    fn rate(&self, asked: &Asked<'_, '_>, skill: SkillIndex, why: &Why) -> Result<Reply, Failure> {
        let progress = asked.interview.progress();
        let words = |short| said::progress(asked.interview, asked.seconds_each, short);
        let screen = LevelScreen {
            term: &self.term,
            reader: &self.reader,
            shared: self.shared,
            keys: Keys::Interview,
            bar: Some((passed(progress), words(false), words(true))),
            remark: asked.remark.map(said::remark),
        };
        let view = said::RateView::of(asked.maps, asked.interview, skill, why);
        loop {
            match screen.ask(&view)? {
                Pressed::Level(level, evidence) => {
                    return Ok(Reply::one(Answer::Level { level, evidence }));
                }
                Pressed::Back => return Ok(Reply::one(Answer::Back)),
                Pressed::Skip => return Ok(Reply::one(Answer::Skip)),
                Pressed::Stop => return Ok(Reply::stop()),
                Pressed::Area => {
                    if let Some(reply) = self.area(asked, skill)? {
                        return Ok(reply);
                    }
                }
            }
        }
    }

    /// The answers of this area; choosing one asks about it, which overrules what follows from others.
    fn area(&self, asked: &Asked<'_, '_>, skill: SkillIndex) -> Result<Option<Reply>, Failure> {
        let maps = asked.maps;
        let skills = said::area_skills(maps, asked.interview, skill);
        let known = crate::domain::assessment::Assessment::new(maps, asked.interview.ratings());
        let items: Vec<String> = skills
            .iter()
            .map(|skill| {
                let standing = said::standing(maps, *skill, known.standing(*skill)).plain();
                format!("{}: {standing}", maps[*skill].name)
            })
            .collect();
        let text = format!(
            "{}: your answers so far. Enter asks about one, Esc goes back.",
            maps[maps[skill].area].name
        );
        self.clear()?;
        self.say(text.into())?;
        let Some(rows) = self.room()? else {
            return Ok(None);
        };
        let picked = Select::with_theme(&*theme(self.shared))
            .with_prompt("Skill")
            .items(self.fitted(&items))
            .default(0)
            .max_length(rows)
            .interact_on_opt(&self.term)
            .map_err(prompt_failed)?;
        Ok(picked.map(|at| Reply::one(Answer::Ask(skills[at]))))
    }

    fn evidence(&self, asked: &Asked<'_, '_>, question: String) -> Result<Reply, Failure> {
        self.clear()?;
        if let Some(remark) = asked.remark {
            self.say(said::remark(remark).into())?;
        }
        self.say(question.into())?;
        let typed =
            line(&self.term, self.shared, "Enter for nothing, - for no more such questions")?;
        Ok(Reply::one(match typed.trim() {
            "" => Answer::Skip,
            "-" => Answer::NoMoreEvidence,
            text => Answer::Evidence(text.to_string()),
        }))
    }

    fn reconcile(&self, asked: &Asked<'_, '_>, text: String) -> Result<Reply, Failure> {
        let skills = disputed(asked.question);
        let mut items = vec!["Leave them as they are".to_string()];
        let over = |skill: &SkillIndex| format!("Think over {}", asked.maps[*skill].name);
        items.extend(skills.iter().map(over));
        match self.pick(text.into(), &items, asked)? {
            Picked::Items(0) => Ok(Reply::one(Answer::Skip)),
            Picked::Items(at) => Ok(Reply::one(Answer::Ask(skills[at - 1]))),
            Picked::Reply(reply) => Ok(reply),
        }
    }

    /// Several of a list.
    fn tick(
        &self,
        text: Text,
        items: &[String],
        asked: &Asked<'_, '_>,
    ) -> Result<Picked<Vec<usize>>, Failure> {
        loop {
            self.clear()?;
            if let Some(remark) = asked.remark {
                self.say(said::remark(remark).into())?;
            }
            self.say(text.clone())?;
            if let Some(rows) = self.room()? {
                let picked = MultiSelect::with_theme(&*theme(self.shared))
                    .with_prompt("Space ticks, Enter goes on, Esc more")
                    .items(self.fitted(items))
                    .max_length(rows)
                    .interact_on_opt(&self.term)
                    .map_err(prompt_failed)?;
                if let Some(picked) = picked {
                    return Ok(Picked::Items(picked));
                }
                if let Some(reply) = self.more(asked)? {
                    return Ok(Picked::Reply(reply));
                }
            }
        }
    }

    /// One of a list.
    fn pick(
        &self,
        text: Text,
        items: &[String],
        asked: &Asked<'_, '_>,
    ) -> Result<Picked<usize>, Failure> {
        loop {
            self.clear()?;
            self.say(text.clone())?;
            if let Some(rows) = self.room()? {
                let picked = Select::with_theme(&*theme(self.shared))
                    .with_prompt("Arrows, Enter goes on, Esc more")
                    .items(self.fitted(items))
                    .default(0)
                    .max_length(rows)
                    .interact_on_opt(&self.term)
                    .map_err(prompt_failed)?;
                if let Some(at) = picked {
                    return Ok(Picked::Items(at));
                }
                if let Some(reply) = self.more(asked)? {
                    return Ok(Picked::Reply(reply));
                }
            }
        }
    }

    /// What else can be done at a list.
    fn more(&self, asked: &Asked<'_, '_>) -> Result<Option<Reply>, Failure> {
        let can_skip = asked.question.takes(&Answer::Skip);
        let skip = if can_skip { "s skip, " } else { "" };
        self.term
            .write_line(&format!(
                "b back, {skip}q save and stop, any other key returns to the list"
            ))
            .map_err(interrupted_or)?;
        Ok(match self.reader.key()? {
            Key::Char('b') => Some(Reply::one(Answer::Back)),
            Key::Char('s') if can_skip => Some(Reply::one(Answer::Skip)),
            Key::Char('q' | '\u{4}') | Key::Unknown => Some(Reply::stop()),
            Key::CtrlC => return Err(interrupted_or(std::io::ErrorKind::Interrupted.into())),
            _ => None,
        })
    }

    /// The rows for a list; `None` after a key when the window was too small for one.
    fn room(&self) -> Result<Option<usize>, Failure> {
        let (rows, columns) = self.term.size();
        if rows >= 6 && columns >= 20 {
            return Ok(Some(usize::from(rows) - 4));
        }
        self.say("The window is too small for a list: make it larger, then press a key.".into())?;
        match self.reader.key()? {
            Key::CtrlC | Key::Unknown | Key::Char('\u{4}') => {
                Err(interrupted_or(std::io::ErrorKind::Interrupted.into()))
            }
            _ => Ok(None),
        }
    }

    /// Items cut to the window: longer ones would leave ghosts when the list is drawn again.
    fn fitted(&self, items: &[String]) -> Vec<String> {
        let room = usize::from(self.term.size().1).saturating_sub(8);
        let fit = |item: &String| console::truncate_str(item, room, "…").into_owned();
        items.iter().map(fit).collect()
    }

    fn clear(&self) -> Result<(), Failure> {
        self.term.clear_screen().map_err(interrupted_or)
    }

    fn say(&self, text: Text) -> Result<(), Failure> {
        let mut document = Document::default();
        document.say(text);
        let drawn = terminal::draw(&document, screen::stderr_pen(self.shared));
        self.term.write_str(&drawn).map_err(interrupted_or)
    }
}

impl Front for Terminal<'_> {
    fn ask(&mut self, asked: &Asked<'_, '_>) -> Result<Reply, Failure> {
        let maps = asked.maps;
        match asked.question {
            Question::Roles { told } => self.roles(asked, *told),
            Question::Contrast { at } => self.contrast(asked, *at),
            Question::Seniority => self.seniority(asked),
            Question::Hours => self.hours(),
            Question::Screen { group, members } => self.screen(asked, group, members),
            Question::Checklist { about, sentences } => self.checklist(asked, about, sentences),
            Question::Rate { skill, why } => self.rate(asked, *skill, why),
            Question::Evidence { skill, level } => {
                self.evidence(asked, said::evidence_prompt(maps, *skill, *level))
            }
            Question::Reconcile { rated, under } => {
                self.reconcile(asked, said::contradiction(maps, *rated, under))
            }
        }
    }

    fn next_person(&mut self) -> Result<Option<String>, Failure> {
        self.clear()?;
        // What the person before typed too much of is no name.
        drop_typed_ahead();
        let name = line(&self.term, self.shared, said::NAME_PROMPT)?;
        Ok(Some(name.trim().to_string()).filter(|name| !name.is_empty()))
    }

    fn is_meant(&mut self, typed: &str, known: &str) -> Result<bool, Failure> {
        let prompt = said::near_name(typed, known);
        Ok(said::is_yes(&line(&self.term, self.shared, &prompt)?))
    }

    fn farewell(&mut self, result: &Document) -> Result<(), Failure> {
        self.clear()?;
        drop_typed_ahead();
        let mut document = result.clone();
        document.say(Text::from(said::THANKS).and(format!(" {}", said::CLEARS), Tone::Quiet));
        let drawn = terminal::draw(&document, screen::stderr_pen(self.shared));
        self.term.write_str(&drawn).map_err(interrupted_or)?;
        while self.reader.key()? != Key::Enter {}
        self.clear()
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        let _ = self.term.clear_screen();
    }
}

/// How far the way to the end is passed: the end is where nine tenths are decided.
fn passed(progress: Progress) -> Fraction {
    let questions = progress.answered + progress.expected;
    Fraction { part: progress.answered as u64, whole: questions.max(1) as u64 }
}

/// The look of lists.
pub fn theme(shared: &Shared) -> Box<dyn Theme> {
    if screen::stderr_pen(shared).ascii {
        Box::new(SimpleTheme)
    } else {
        Box::new(ColorfulTheme::default())
    }
}

/// A line that somebody types.
///
/// # Errors
/// When the terminal fails, or somebody interrupts.
pub fn line(term: &Term, shared: &Shared, prompt: &str) -> Result<String, Failure> {
    Input::<String>::with_theme(&*theme(shared))
        .with_prompt(prompt)
        .allow_empty(true)
        .interact_text_on(term)
        .map_err(prompt_failed)
}

/// What a prompt that failed means.
pub fn prompt_failed(dialoguer::Error::IO(error): dialoguer::Error) -> Failure {
    interrupted_or(error)
}
