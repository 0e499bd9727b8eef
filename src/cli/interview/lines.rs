//! The front end in plain lines, without redrawing: for screen readers, `TERM=dumb` and piped answers.

use std::io::StdinLock;

use super::{Frontend, QuestionView, Reply, next_line};
use crate::cli::failure::{Exit, Failure};
use crate::cli::flags::Shared;
use crate::cli::screen;
use crate::cli::values::{NoRating, TypedRating};
use crate::domain::catalog::SkillIndex;
use crate::domain::interview::{Answer, Question, Told, Why};
use crate::domain::level::{Level, Seniority};
use crate::domain::maps::{SkillMaps, Step};
use crate::domain::role::RoleIndex;
use crate::render::terminal::{self, Pen};
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::fit::{contrast_choices, contrast_prompt};
use crate::report::interview as said;

/// A front end that writes questions to standard error and reads answers from standard input.
pub(crate) struct PlainLines {
    input: StdinLock<'static>,
    pen: Pen,
    /// Whether the keys of a checklist were explained.
    explained: bool,
}

/// The meaning of a typed line.
enum Said {
    Reply(Reply),
    /// A document to show before the same question is asked again.
    Show(Document),
    /// The reason why the line is not an answer.
    Wrong(String),
}

impl PlainLines {
    /// Returns a front end that reads answers from standard input.
    pub(crate) fn new(shared: &Shared) -> PlainLines {
        PlainLines {
            input: std::io::stdin().lock(),
            pen: Pen { colour: false, ..screen::stderr_pen(shared) },
            explained: false,
        }
    }

    fn say(&self, document: &Document) {
        screen::talk(&terminal::draw(document, self.pen));
    }
}

impl PlainLines {
    /// Asks for a line until one is readable, and returns it; `None` at the end of the input.
    fn line(&mut self, prompt: &str) -> Result<Option<String>, Failure> {
        loop {
            screen::talk(&format!("{prompt}: "));
            let line = next_line(&mut self.input).map_err(|error| {
                Failure::new(Exit::System, "answers", format!("cannot read the answers: {error}"))
            })?;
            match line {
                None => {
                    screen::talk("\n");
                    return Ok(None);
                }
                Some(Ok(line)) => return Ok(Some(line.trim().to_string())),
                Some(Err(unreadable)) => screen::talk(&format!("{unreadable}\n")),
            }
        }
    }
}

impl Frontend for PlainLines {
    fn ask(&mut self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure> {
        self.say(&question(asked));
        if matches!(asked.question, Question::Checklist { .. }) && !self.explained {
            self.explained = true;
            self.say(&checklist_keys());
        }
        loop {
            let Some(line) = self.line(keys(asked.question))? else {
                return Ok(Reply::stop());
            };
            match understood(asked, &line) {
                Said::Reply(reply) => {
                    screen::talk("\n");
                    return Ok(reply);
                }
                Said::Show(document) => self.say(&document),
                Said::Wrong(why) => screen::talk(&format!("{why}\n")),
            }
        }
    }

    fn next_person(&mut self) -> Result<Option<String>, Failure> {
        let name = self.line(said::NAME_PROMPT)?.filter(|name| !name.is_empty());
        screen::talk("\n");
        Ok(name)
    }

    fn is_meant(&mut self, typed: &str, known: &str) -> Result<bool, Failure> {
        let answer = self.line(&said::near_name(typed, known))?;
        Ok(answer.is_some_and(|answer| said::is_yes(&answer)))
    }

    fn farewell(&mut self, result: &Document) -> Result<(), Failure> {
        let mut document = result.clone();
        document.say(said::THANKS);
        self.say(&document);
        screen::talk("\n");
        Ok(())
    }
}

/// Returns the question as a document.
fn question(asked: &QuestionView<'_, '_>) -> Document {
    let maps = asked.maps;
    let mut document = Document::default();
    if let Some(remark) = asked.remark {
        document.say(said::remark(remark));
    }
    match asked.question {
        Question::Roles { told } => {
            document.say(said::roles_prompt(asked.interview, *told));
            numbered(said::role_choices(maps, asked.interview, *told), &mut document);
        }
        Question::Contrast { at } => {
            document.say(contrast_prompt(*at));
            numbered(contrast_choices(*at).map(|(text, _)| text.to_string()), &mut document);
        }
        Question::Seniority => {
            document.say(said::SENIORITY_PROMPT);
            numbered(said::seniority_choices(), &mut document);
        }
        Question::Hours => document.say(said::HOURS_PROMPT),
        Question::Screen { group, members } => {
            document.say(said::screen_prompt(group));
            numbered(members.iter().map(|skill| maps[*skill].name.clone()), &mut document);
        }
        Question::Checklist { about, sentences } => {
            let progress = said::progress(asked.interview, asked.seconds_each, false);
            let title = Text::new(said::checklist_title(maps, about), Tone::Strong);
            document.say(title.and(format!(" · {progress}"), Tone::Quiet));
            document.say(said::checklist_prompt(about));
            let lines = sentences.iter().map(|step| {
                let earlier = match asked.interview.said(*step) {
                    Some(true) => " (you said: can)",
                    Some(false) => " (you said: not yet)",
                    None => "",
                };
                said::sentence(maps, *step).plain() + earlier
            });
            numbered(lines, &mut document);
        }
        Question::Rate { skill, why } => {
            document.say(said::progress(asked.interview, asked.seconds_each, false));
            let view = said::RateView::of(maps, asked.interview, *skill, why);
            let shown = said::rate(&view, &said::Chosen::default(), said::Detail::Whole);
            document.blocks.extend(shown.blocks);
        }
        Question::Evidence { skill, level } => {
            document.say(said::evidence_prompt(maps, *skill, *level));
        }
        Question::Reconcile { rated, under } => {
            document.say(said::contradiction(maps, *rated, under));
            let names = disputed(asked.question).into_iter();
            numbered(names.map(|skill| format!("think over {}", maps[skill].name)), &mut document);
        }
    }
    document
}

fn numbered(items: impl IntoIterator<Item = String>, document: &mut Document) {
    let numbered = items.into_iter().enumerate();
    let facts = numbered.map(|(at, item)| ((at + 1).to_string(), item.into()));
    document.push(Block::Facts(facts.collect()));
}

/// Returns the explanation of the possible answers to a question.
fn keys(question: &Question) -> &'static str {
    match question {
        Question::Roles { told: Told::Nothing } => {
            "Numbers of one or more roles; if you do not know yet, c for six choices between kinds of work (two minutes), or ? to be asked a little about the skills of all of them (q stop)"
        }
        Question::Roles { told: Told::Work } => {
            "Numbers of one or more roles, or ? to be asked a little of what you can do, for all of them (b back, q stop and see them side by side)"
        }
        Question::Roles { told: Told::Skills } => {
            "Numbers of one or more roles, ? to see them side by side with the work and the first steps of each, or c to be asked first what you would rather do, which tells them apart (b back, q save and stop)"
        }
        Question::Contrast { .. } => "One number (b back, q save and stop)",
        Question::Seniority => "One number (Enter for 1, b back, q stop)",
        Question::Hours => "A number, or Enter for a plan without dates (b back, q stop)",
        Question::Screen { .. } => {
            "Numbers, or 0 for none of them (s skip, b back, q save and stop)"
        }
        Question::Checklist { .. } => "Numbers you can do, 0 for none (? help)",
        Question::Rate { .. } => {
            "0 to 4, or with what shows it as in `3 e LINK` (? signs, s skip, b back, a answers so far, SKILL=LEVEL any other, q save and stop)"
        }
        Question::Evidence { .. } => {
            "A link or a line, Enter for none, - for no more such questions"
        }
        Question::Reconcile { .. } => "A number, or Enter to leave them as they are",
    }
}

/// Returns the explanation of the possible answers to a checklist.
fn checklist_keys() -> Document {
    let mut document = Document::default();
    document.push(Block::Facts(
        [
            ("1 3", "you can do 1 and 3, and the others not yet"),
            ("0", "none of them yet"),
            ("? 2", "the other levels of 2; ? shows this again"),
            ("s", "skip, and leave them all open"),
            ("b", "back"),
            ("a 2", "your answers so far in the area of 2"),
            ("git=2", "your level in any skill"),
            ("q", "save and stop"),
        ]
        .map(|(key, what)| (key.to_string(), what.into()))
        .to_vec(),
    ));
    document
}

fn understood(asked: &QuestionView<'_, '_>, line: &str) -> Said {
    let one = |answer| Said::Reply(Reply::one(answer));
    if let Question::Evidence { .. } = asked.question {
        return match line {
            "" => one(Answer::Skip),
            "-" => one(Answer::NoMoreEvidence),
            "q" => Said::Reply(Reply::stop()),
            text => one(Answer::Evidence(text.to_string())),
        };
    }
    match line {
        "q" => return Said::Reply(Reply::stop()),
        "b" => return one(Answer::Back),
        "s" if asked.question.takes(&Answer::Skip) => return one(Answer::Skip),
        _ => {}
    }
    if line.contains('=') {
        return match rating(asked.maps, line) {
            Ok((skill, level)) => one(Answer::Other { skill, level }),
            Err(why) => Said::Wrong(why),
        };
    }
    match asked.question {
        Question::Roles { .. } if line == "?" => one(Answer::Unsure),
        Question::Roles { .. } if line == "c" => one(Answer::Contrasts),
        Question::Contrast { at } => match chosen(line, &contrast_choices(*at)) {
            Some((_, lean)) => one(Answer::Lean(lean)),
            None => Said::Wrong("write 1, 2 or 3".to_string()),
        },
        Question::Roles { .. } => match roles(asked.maps, line) {
            Ok(roles) => one(Answer::Roles(roles)),
            Err(why) => Said::Wrong(why),
        },
        Question::Seniority => match seniority(line) {
            Some(seniority) => one(Answer::Seniority(seniority)),
            None => Said::Wrong("write 1, 2 or 3".to_string()),
        },
        Question::Hours => match said::hours_answer(line) {
            Ok(hours) => one(Answer::Hours(hours)),
            Err(why) => Said::Wrong(why),
        },
        Question::Screen { members, .. } => match ticked(asked.maps, members, line) {
            Ok(ticked) => one(Answer::Ticked(ticked)),
            Err(why) => Said::Wrong(why),
        },
        Question::Checklist { sentences, .. } => checklist(asked, sentences, line),
        Question::Rate { skill, why } => rate(asked, *skill, why, line),
        Question::Reconcile { .. } => match (line, chosen(line, &disputed(asked.question))) {
            ("", _) => one(Answer::Skip),
            (_, Some(skill)) => one(Answer::Ask(skill)),
            (_, None) => Said::Wrong("write one of the numbers, or nothing".to_string()),
        },
        Question::Evidence { .. } => Said::Wrong(String::new()),
    }
}

fn checklist(asked: &QuestionView<'_, '_>, sentences: &[Step], line: &str) -> Said {
    let at = |number: &str| chosen(number.trim(), sentences);
    if let Some(number) = line.strip_prefix('?') {
        return match (number.trim(), at(number)) {
            ("", _) => Said::Show(checklist_keys()),
            (_, Some(step)) => {
                let view =
                    said::RateView::of(asked.maps, asked.interview, step.skill, &Why::Wanted);
                let mut document = said::rate(&view, &said::Chosen::default(), said::Detail::Whole);
                document.say(format!(
                    "To answer by level, write {}= and 0 to 4.",
                    asked.maps[step.skill].id
                ));
                Said::Show(document)
            }
            (other, None) => Said::Wrong(format!("`{other}` is not one of the numbers")),
        };
    }
    if let Some(number) = line.strip_prefix('a') {
        let step = at(number).or(sentences.first().copied().filter(|_| number.trim().is_empty()));
        return match step {
            Some(step) => Said::Show(said::area(asked.maps, asked.interview, step.skill)),
            None => Said::Wrong(format!("`{}` is not one of the numbers", number.trim())),
        };
    }
    let can: Result<Vec<Step>, String> = match line {
        "0" => Ok(Vec::new()),
        "" => Err("write the numbers of those that you can do, or 0 for none".to_string()),
        line => words(line)
            .map(|word| at(word).ok_or_else(|| format!("`{word}` is not one of the numbers")))
            .collect(),
    };
    match can {
        Ok(can) => {
            let not = sentences.iter().copied().filter(|step| !can.contains(step)).collect();
            Said::Reply(Reply::one(Answer::Said { can, not }))
        }
        Err(why) => Said::Wrong(why),
    }
}

fn rate(asked: &QuestionView<'_, '_>, skill: SkillIndex, why: &Why, line: &str) -> Said {
    let (first, evidence) = match line.split_once(" e ") {
        Some((level, text)) => (level.trim(), Some(text.trim().to_string())),
        None => (line, None),
    };
    if let Some(level) = Level::parse(first) {
        return Said::Reply(Reply::one(Answer::Level { level, evidence }));
    }
    let view = said::RateView::of(asked.maps, asked.interview, skill, why);
    match line {
        "?" => {
            let chosen = said::Chosen { signs: true, ..said::Chosen::default() };
            Said::Show(said::rate(&view, &chosen, said::Detail::Whole))
        }
        "a" => Said::Show(said::area(asked.maps, asked.interview, skill)),
        "" if view.earlier.is_some() => {
            let level = view.earlier.unwrap_or_default();
            Said::Reply(Reply::one(Answer::Level { level, evidence: None }))
        }
        _ => Said::Wrong(format!("`{line}` is not a level; write 0, 1, 2, 3 or 4")),
    }
}

/// Returns the skills of a contradiction: first the one whose rating needs the others to be higher.
pub(crate) fn disputed(question: &Question) -> Vec<SkillIndex> {
    match question {
        Question::Reconcile { rated, under } => {
            let under = under.iter().map(|(skill, _, _)| *skill);
            std::iter::once(rated.0).chain(under).collect()
        }
        _ => Vec::new(),
    }
}

/// Parses a rating of any skill, such as `python=2`.
fn rating(maps: &SkillMaps, line: &str) -> Result<(SkillIndex, Level), String> {
    let told = |why: NoRating| format!("{}; {}", why.message, why.repair);
    let typed = TypedRating::read(line).map_err(told)?;
    Ok((typed.find(maps).map_err(told)?, typed.level))
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split([',', ';']).flat_map(str::split_whitespace)
}

fn chosen<T: Copy>(word: &str, of: &[T]) -> Option<T> {
    let number: usize = word.parse().ok()?;
    of.get(number.checked_sub(1)?).copied()
}

/// Parses a list of roles, each by number or name, or one role whose name has spaces.
fn roles(maps: &SkillMaps, line: &str) -> Result<Vec<RoleIndex>, String> {
    if let Some(role) = maps.find_role(line) {
        return Ok(vec![role]);
    }
    let every: Vec<RoleIndex> = maps.role_indices().collect();
    let role = |word: &str| {
        chosen(word, &every)
            .or_else(|| maps.find_role(word))
            .ok_or_else(|| format!("`{word}` is not one of the numbers"))
    };
    let found: Vec<RoleIndex> = words(line).map(role).collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Err("write at least one number".to_string());
    }
    Ok(found)
}

fn seniority(line: &str) -> Option<Seniority> {
    if line.is_empty() {
        return Some(Seniority::default());
    }
    Seniority::parse(line).or_else(|| chosen(line, &Seniority::ALL))
}

/// Parses the used members of a group, each by number or name; 0 means none.
fn ticked(maps: &SkillMaps, members: &[SkillIndex], line: &str) -> Result<Vec<SkillIndex>, String> {
    if line == "0" {
        return Ok(Vec::new());
    }
    if line.is_empty() {
        return Err("write the numbers of those that you have used, or 0 for none".to_string());
    }
    let member = |word: &str| {
        let named = maps.find_skill(word).filter(|skill| members.contains(skill));
        chosen(word, members).or(named).ok_or_else(|| format!("`{word}` is not one of the numbers"))
    };
    words(line).map(member).collect()
}
