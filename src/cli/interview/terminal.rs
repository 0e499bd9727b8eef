//! The front end for people at a terminal: lists to tick, and screens for one skill each.

use std::collections::BTreeMap;

use console::{Key, Term};

use super::choices::{ChoiceList, Leave, Picked};
use super::keys::{Event, KeyReader};
use super::levels::{Keys, LevelScreen, Pressed};
use super::lines::disputed;
use super::ticks::{self, TickList, Ticked};
use super::{Frontend, QuestionView, Reply, Then, typed};
use crate::cli::failure::Failure;
use crate::cli::flags::Shared;
use crate::cli::interrupt::{drop_typed_ahead, interrupted_or};
use crate::cli::screen;
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::Fraction;
use crate::domain::interview::{About, Answer, Progress, Question, Told, Why};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::Step;
use crate::domain::role::RoleIndex;
use crate::render::terminal;
use crate::report::document::{Document, Text, Tone};
use crate::report::fit::{contrast_choices, contrast_prompt};
use crate::report::interview as said;

/// A front end that draws on standard error and reads keys. It redraws the screen after Ctrl-Z and when the window size
/// changes.
pub(crate) struct Terminal<'s> {
    term: Term,
    reader: KeyReader,
    shared: &'s Shared,
    /// The marks of the current checklist while the person is at another question.
    marks: BTreeMap<Step, Option<bool>>,
}

impl<'s> Terminal<'s> {
    /// Returns a front end that draws on this terminal.
    pub(crate) fn new(term: Term, shared: &'s Shared) -> Terminal<'s> {
        Terminal { reader: KeyReader::of(&term), term, shared, marks: BTreeMap::new() }
    }

    fn roles(&self, asked: &QuestionView<'_, '_>, told: Told) -> Result<Reply, Failure> {
        let maps = asked.maps;
        let every: Vec<RoleIndex> = maps.role_indices().collect();
        let mut names = said::role_choices(maps, asked.interview, told);
        // The last items of the list, each with its answer. They are for a person who chooses no role yet.
        let none_yet = match told {
            Told::Nothing => {
                vec![(said::UNSURE, Answer::Contrasts), (said::UNSURE_OF_WORK, Answer::Unsure)]
            }
            Told::Work => vec![(said::SKILLS_NEXT, Answer::Unsure)],
            Told::Skills if asked.interview.mode().is_none() => Vec::new(),
            Told::Skills if asked.interview.leanings().is_some() => {
                vec![(said::SIDE_BY_SIDE, Answer::Unsure)]
            }
            Told::Skills => vec![
                (said::SIDE_BY_SIDE, Answer::Unsure),
                (said::CONTRASTS_FIRST, Answer::Contrasts),
            ],
        };
        names.extend(none_yet.iter().map(|(text, _)| text.to_string()));
        let earlier = match asked.interview.is_undecided() {
            true if told == Told::Nothing => {
                vec![every.len() + usize::from(!asked.interview.is_about_work())]
            }
            true => Vec::new(),
            false => asked.interview.roles().iter().map(|role| role.0).collect(),
        };
        let mut prompt = Text::from(said::roles_prompt(asked.interview, told));
        if told != Told::Nothing {
            prompt = prompt.and(" The end of the list is for “none yet”.", Tone::Quiet);
        }
        let list = ChoiceList { earlier, ..self.list(prompt, &names, asked) };
        let picked = match list.several()? {
            Picked::Items(picked) => picked,
            left => return Ok(reply(left)),
        };
        let roles: Vec<RoleIndex> =
            picked.iter().filter_map(|at| every.get(*at).copied()).collect();
        let none_yet = picked.iter().find_map(|at| none_yet.get(at.checked_sub(every.len())?));
        Ok(Reply::one(match none_yet {
            Some((_, answer)) if roles.is_empty() => answer.clone(),
            _ => Answer::Roles(roles),
        }))
    }

    fn contrast(&self, asked: &QuestionView<'_, '_>, at: usize) -> Result<Reply, Failure> {
        let choices = contrast_choices(at);
        let items = choices.map(|(text, _)| text.to_string());
        let leaned = asked.interview.leaned(at);
        let earlier = choices.iter().position(|(_, lean)| Some(*lean) == leaned);
        let list = ChoiceList {
            earlier: earlier.into_iter().collect(),
            ..self.list(contrast_prompt(at).into(), &items, asked)
        };
        Ok(match list.one()? {
            Picked::Items(at) => Reply::one(Answer::Lean(choices[at].1)),
            left => reply(left),
        })
    }

    fn seniority(&self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure> {
        let items = said::seniority_choices();
        let earlier = Seniority::ALL.iter().position(|one| *one == asked.interview.seniority());
        let list = ChoiceList {
            earlier: earlier.into_iter().collect(),
            ..self.list(said::SENIORITY_PROMPT.into(), &items, asked)
        };
        Ok(match list.one()? {
            Picked::Items(at) => Reply::one(Answer::Seniority(Seniority::ALL[at])),
            left => reply(left),
        })
    }

    fn hours(&self) -> Result<Reply, Failure> {
        let mut hint = String::new();
        loop {
            let keys = "A number, Enter for no dates, b back, q save and stop.";
            let text = Text::from(said::HOURS_PROMPT).and(&hint, Tone::Warn);
            let text = text.and(format!(" {keys}"), Tone::Quiet);
            let Some(typed) = self.typed(&[text], "Hours")? else { return Ok(Reply::stop()) };
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

    /// Asks which members of a group the person has used at all.
    fn screen(
        &self,
        asked: &QuestionView<'_, '_>,
        group: &str,
        members: &[SkillIndex],
    ) -> Result<Reply, Failure> {
        let interview = asked.interview;
        let list = TickList {
            term: &self.term,
            reader: &self.reader,
            shared: self.shared,
            remark: remark(asked),
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
        // If the person leaves the list before its end, the marked items are answered. The others stay as they were.
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

    /// Asks which sentences the person can do.
    fn checklist(
        &mut self,
        asked: &QuestionView<'_, '_>,
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
                remark: remark(asked),
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
            // If the person leaves the list before its end, the marked items are answered.
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

    /// Shows all levels of a skill. Choosing one rates the whole skill.
    fn other_levels(
        &self,
        asked: &QuestionView<'_, '_>,
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

    /// Returns a title with the progress of the interview.
    fn how_far(&self, asked: &QuestionView<'_, '_>, title: &str) -> Text {
        let progress = said::progress(asked.interview, asked.seconds_each, true);
        Text::new(title, Tone::Strong).and(format!(" · {progress}"), Tone::Quiet)
    }

    fn rate(
        &self,
        asked: &QuestionView<'_, '_>,
        skill: SkillIndex,
        why: &Why,
    ) -> Result<Reply, Failure> {
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

    /// Shows the answers in the area of a skill. Choosing one asks about it; the new answer overrides what follows from others.
    fn area(
        &self,
        asked: &QuestionView<'_, '_>,
        skill: SkillIndex,
    ) -> Result<Option<Reply>, Failure> {
        let maps = asked.maps;
        let skills = said::area_skills(maps, asked.interview, skill);
        let known = crate::domain::assessment::Assessment::new(maps, asked.interview.ratings());
        let item = |skill: &SkillIndex| {
            let standing = said::standing(maps, *skill, known.standing(*skill));
            Text::new(format!("{}: ", maps[*skill].name), Tone::Plain).with(standing)
        };
        let name = &maps[maps[skill].area].name;
        let list = ChoiceList {
            items: skills.iter().map(item).collect(),
            leave: Leave::Aside,
            ..self.list(
                format!("{name}: your answers so far. Enter asks about one.").into(),
                &[],
                asked,
            )
        };
        Ok(match list.one()? {
            Picked::Items(at) => Some(Reply::one(Answer::Ask(skills[at]))),
            Picked::Back | Picked::Skip | Picked::Stop => None,
        })
    }

    fn evidence(&self, asked: &QuestionView<'_, '_>, question: String) -> Result<Reply, Failure> {
        let keys = "Enter for nothing, - for no more such questions.";
        let question = Text::from(question).and(format!(" {keys}"), Tone::Quiet);
        let texts: Vec<Text> = remark(asked).into_iter().chain([question]).collect();
        let Some(typed) = self.typed(&texts, "Shown by")? else { return Ok(Reply::stop()) };
        Ok(Reply::one(match typed.trim() {
            "" => Answer::Skip,
            "-" => Answer::NoMoreEvidence,
            text => Answer::Evidence(text.to_string()),
        }))
    }

    fn reconcile(&self, asked: &QuestionView<'_, '_>, text: String) -> Result<Reply, Failure> {
        let skills = disputed(asked.question);
        let mut items = vec!["Leave them as they are".to_string()];
        let over = |skill: &SkillIndex| format!("Think over {}", asked.maps[*skill].name);
        items.extend(skills.iter().map(over));
        Ok(match self.list(text.into(), &items, asked).one()? {
            Picked::Items(0) => Reply::one(Answer::Skip),
            Picked::Items(at) => Reply::one(Answer::Ask(skills[at - 1])),
            left => reply(left),
        })
    }

    /// Returns a list to choose the answer to a question from.
    fn list(&self, prompt: Text, items: &[String], asked: &QuestionView<'_, '_>) -> ChoiceList<'_> {
        ChoiceList {
            term: &self.term,
            reader: &self.reader,
            shared: self.shared,
            remark: remark(asked),
            prompt,
            items: items.iter().map(|item| item.as_str().into()).collect(),
            earlier: Vec::new(),
            leave: Leave::Interview { can_skip: asked.question.takes(&Answer::Skip) },
        }
    }

    /// Asks for a typed line below some text, on a screen of its own; `None` if the input ends instead.
    fn typed(&self, texts: &[Text], prompt: &str) -> Result<Option<String>, Failure> {
        typed::line((&self.term, &self.reader), self.shared, prompt, || {
            self.clear()?;
            let mut document = Document::default();
            texts.iter().for_each(|text| document.say(text.clone()));
            self.show(&document)
        })
    }

    fn clear(&self) -> Result<(), Failure> {
        self.term.clear_screen().map_err(interrupted_or)
    }

    fn show(&self, document: &Document) -> Result<(), Failure> {
        let drawn = terminal::draw(document, screen::stderr_pen(self.shared));
        self.term.write_str(&drawn).map_err(interrupted_or)
    }
}

/// Returns the remark to show before a question.
fn remark(asked: &QuestionView<'_, '_>) -> Option<Text> {
    asked.remark.map(|remark| Text::new(said::remark(remark), Tone::Warn))
}

/// Returns the reply for leaving a list.
fn reply<T>(left: Picked<T>) -> Reply {
    match left {
        Picked::Back => Reply::one(Answer::Back),
        Picked::Skip => Reply::one(Answer::Skip),
        Picked::Items(_) | Picked::Stop => Reply::stop(),
    }
}

impl Frontend for Terminal<'_> {
    fn ask(&mut self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure> {
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
        // Keys that the previous person typed too many of are not part of the name.
        drop_typed_ahead();
        let name = self.typed(&[said::NAME_PROMPT.into()], "Name")?;
        Ok(name.map(|name| name.trim().to_string()).filter(|name| !name.is_empty()))
    }

    fn is_meant(&mut self, typed: &str, known: &str) -> Result<bool, Failure> {
        let answer = self.typed(&[said::near_name(typed, known).into()], "y or Enter")?;
        Ok(answer.is_some_and(|answer| said::is_yes(&answer)))
    }

    fn farewell(&mut self, result: &Document) -> Result<(), Failure> {
        drop_typed_ahead();
        let mut document = result.clone();
        document.say(Text::from(said::THANKS).and(format!(" {}", said::CLEARS), Tone::Quiet));
        let mut is_right = false;
        loop {
            if !is_right {
                self.clear()?;
                self.show(&document)?;
            }
            match self.reader.next()? {
                Event::Key(Key::Enter | Key::Unknown | Key::Char('\u{4}')) => break,
                Event::Key(Key::CtrlC) => {
                    return Err(interrupted_or(std::io::ErrorKind::Interrupted.into()));
                }
                Event::Key(_) => is_right = true,
                Event::Redraw => is_right = false,
            }
        }
        self.clear()
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        let _ = self.term.clear_screen();
    }
}

/// Returns the progress as a share of the questions to the end. The interview ends when nine tenths are decided.
fn passed(progress: Progress) -> Fraction {
    let questions = progress.counting + progress.expected;
    Fraction { part: progress.counting as u64, whole: questions.max(1) as u64 }
}
