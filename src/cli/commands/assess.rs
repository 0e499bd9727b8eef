//! `skillgap assess`: rating oneself at a terminal, one skill a screen, one key an answer.

use std::collections::BTreeMap;

use clap::Args;
use console::{Key, Term};
use dialoguer::Select;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::failure::{Exit, Failure};
use crate::cli::interrupt::{self, Guard};
use crate::cli::screen;
use crate::cli::session::{Person, Session};
use crate::domain::catalog::SkillIndex;
use crate::domain::gap::find_gap;
use crate::domain::level::Level;
use crate::domain::profile::{Method, SELF};
use crate::domain::roadmap::{Goal, Needed, plan};
use crate::domain::role::RoleIndex;
use crate::files::profile_toml::NewRating;
use crate::library::profiles::{self, ProfileAt};
use crate::render::terminal;
use crate::report::document::{Block, Document, Text, Tone};
use crate::report::gap::{GapAnswer, RoleAnswer, document, json};
use crate::report::phrases::hours;

/// The flags of `assess`.
#[derive(Args, Debug)]
#[command(
    after_help = "Without a terminal, use `skillgap rate SKILL=LEVEL` or `--rate SKILL=LEVEL`.

Examples:
  skillgap assess                                  asks for the role, then for its skills
  skillgap assess --role api-developer"
)]
pub struct AssessArgs {
    /// The role to assess yourself for [default: asked]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
}

/// Asks about every skill of a role, and shows the gap and the first steps.
pub fn run(session: &Session<'_>, args: &AssessArgs) -> Result<String, Failure> {
    let named = args
        .role
        .as_ref()
        .map(|name| session.role(name))
        .transpose()?;
    let at = session.profile_to_write()?;
    if !screen::can_ask() {
        return Err(Failure::usage(
            "no-terminal",
            "`skillgap assess` asks at a terminal, and there is none",
        )
        .hint("record ratings with `skillgap rate SKILL=LEVEL …`")
        .hint("or try some out with `skillgap gap --rate SKILL=LEVEL`"));
    }
    let person = session.person_at(&at)?;
    let term = Term::stderr();
    console::set_colors_enabled_stderr(screen::stderr_pen(session.shared).colour);
    let _guard = Guard::new(&term);
    let role = match named {
        Some(role) => role,
        None => match choose_role(session, &term)? {
            Some(role) => role,
            None => return Ok(String::new()),
        },
    };
    let mut interview = Interview::new(session, &at, &term, role, &person)?;
    interview.ask_all()?;
    interview.conclude()
}

fn choose_role(session: &Session<'_>, term: &Term) -> Result<Option<RoleIndex>, Failure> {
    let (rows, columns) = term.size();
    if rows < 5 || columns < 20 {
        return Err(
            Failure::usage("small-terminal", "the window is too small to choose in")
                .hint("make it larger, or name a role: `skillgap assess --role ROLE`"),
        );
    }
    let room = usize::from(columns).saturating_sub(6);
    let names: Vec<String> = session
        .maps()
        .roles()
        .iter()
        .map(|role| console::truncate_str(&role.name, room, "").into_owned())
        .collect();
    let theme: Box<dyn Theme> = if screen::stderr_pen(session.shared).ascii {
        Box::new(SimpleTheme)
    } else {
        Box::new(ColorfulTheme::default())
    };
    let picked = Select::with_theme(&*theme)
        .with_prompt("Which role? (arrows, Enter; Esc to leave)")
        .items(&names)
        .default(0)
        .max_length(usize::from(rows) - 2)
        .interact_on_opt(term)
        .map_err(|dialoguer::Error::IO(error)| interrupted_or(error))?;
    Ok(picked.map(RoleIndex))
}

fn interrupted_or(error: std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::Interrupted {
        return Failure::new(Exit::Interrupted, "interrupted", interrupt::SAVED);
    }
    Failure::new(Exit::System, "prompt", format!("cannot ask: {error}"))
}

/// What a key means.
enum Answer {
    Rate(Level),
    Back,
    Skip,
    Quit,
}

/// The questions of one role, and the answers so far.
struct Interview<'s, 'a> {
    session: &'s Session<'a>,
    at: &'s ProfileAt,
    term: &'s Term,
    role: RoleIndex,
    questions: Vec<SkillIndex>,
    answers: BTreeMap<SkillIndex, Level>,
}

impl<'s, 'a> Interview<'s, 'a> {
    fn new(
        session: &'s Session<'a>,
        at: &'s ProfileAt,
        term: &'s Term,
        role: RoleIndex,
        person: &Person,
    ) -> Result<Interview<'s, 'a>, Failure> {
        let seniority = session.seniority(person)?;
        let mut questions = find_gap(session.maps(), &person.assessment, role, seniority).skills();
        questions.sort_by_key(|skill| (session.maps()[*skill].area, *skill));
        let rated = |skill: &SkillIndex| person.ratings.get(*skill).map(|level| (*skill, level));
        let answers = questions.iter().filter_map(rated).collect();
        Ok(Interview {
            session,
            at,
            term,
            role,
            questions,
            answers,
        })
    }

    /// Asks from the first question that has no answer yet; if all have one, from the first.
    fn ask_all(&mut self) -> Result<(), Failure> {
        let open = |skill: &SkillIndex| !self.answers.contains_key(skill);
        let mut at = self.questions.iter().position(open).unwrap_or(0);
        while at < self.questions.len() {
            let skill = self.questions[at];
            self.show(at)?;
            match self.key()? {
                Answer::Rate(level) => {
                    self.save(skill, level)?;
                    at += 1;
                }
                Answer::Skip => at += 1,
                Answer::Back => at = at.saturating_sub(1),
                Answer::Quit => break,
            }
        }
        self.term.clear_screen().map_err(interrupted_or)
    }

    /// The screen of a question; where the window is small, without what can be done without, so that nothing scrolls away
    /// before it is read.
    fn show(&self, at: usize) -> Result<(), Failure> {
        let pen = screen::stderr_pen(self.session.shared);
        let rows = usize::from(self.term.size().0);
        let whole = terminal::draw(&self.question(at, true), pen);
        // Four lines are the bar, the empty lines around it, and the one where the cursor stands.
        let fits = whole.lines().count() + 4 <= rows;
        self.term.clear_screen().map_err(interrupted_or)?;
        if fits {
            self.progress(at);
            return self.term.write_str(&whole).map_err(interrupted_or);
        }
        let short = terminal::draw(&self.question(at, false), pen);
        let lines: Vec<&str> = short.lines().filter(|line| !line.is_empty()).collect();
        self.term
            .write_str(&(lines.join("\n") + "\n"))
            .map_err(interrupted_or)
    }

    fn question(&self, at: usize, whole: bool) -> Document {
        let maps = self.session.maps();
        let skill = &maps[self.questions[at]];
        let answer = self.answers.get(&self.questions[at]);
        let mut document = Document::default();
        let title = Text::new(&skill.name, Tone::Strong);
        let keys = Text::new("0", Tone::Code)
            .and(" to ", Tone::Quiet)
            .and("4", Tone::Code)
            .and(" rate, ", Tone::Quiet)
            .and("b", Tone::Code)
            .and(" back, ", Tone::Quiet)
            .and("s", Tone::Code)
            .and(" skip, ", Tone::Quiet)
            .and("q", Tone::Code)
            .and(" save and stop", Tone::Quiet);
        let mark = |level| {
            if answer == Some(&level) {
                " (your answer)"
            } else {
                ""
            }
        };
        if whole {
            document.push(Block::Title(
                title.and(format!(" · {}", maps[skill.area].name), Tone::Quiet),
            ));
            document.say(&*skill.summary);
            let levels = Level::ALL.map(|level| {
                let name = format!("{level} {}", level.name());
                (
                    name,
                    Text::from(skill.can_do(level)).and(mark(level), Tone::Good),
                )
            });
            document.push(Block::Facts(levels.to_vec()));
        } else {
            for level in Level::ALL {
                document.say(
                    Text::new(level.to_string(), Tone::Strong)
                        .and(format!(" {}", skill.can_do(level)), Tone::Plain)
                        .and(mark(level), Tone::Good),
                );
            }
            let of = format!(", question {} of {}", at + 1, self.questions.len());
            document.say(title.and(of, Tone::Quiet));
        }
        document.say(keys);
        document
    }

    /// A line that says how far it is, drawn once: bars and prompts do not share the screen.
    fn progress(&self, at: usize) {
        let ascii = screen::stderr_pen(self.session.shared).ascii;
        let bar = ProgressBar::with_draw_target(
            Some(self.questions.len() as u64),
            ProgressDrawTarget::stderr(),
        );
        let style = ProgressStyle::with_template("{bar:20} {msg}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars(if ascii { "#>." } else { "█▓░" }));
        }
        bar.set_position(at as u64);
        bar.set_message(format!("question {} of {}", at + 1, self.questions.len()));
        bar.abandon();
        let _ = self.term.write_line("");
        let _ = self.term.write_line("");
    }

    fn key(&self) -> Result<Answer, Failure> {
        loop {
            let key = self.term.read_key_raw().map_err(interrupted_or)?;
            return Ok(match key {
                Key::Char(c @ '0'..='4') => match Level::parse(&c.to_string()) {
                    Some(level) => Answer::Rate(level),
                    None => continue,
                },
                Key::Char('b') | Key::ArrowLeft | Key::Backspace => Answer::Back,
                Key::Char('s') | Key::ArrowRight => Answer::Skip,
                Key::Char('q') | Key::Escape => Answer::Quit,
                Key::CtrlC => return Err(interrupted_or(std::io::ErrorKind::Interrupted.into())),
                Key::Char('\u{4}') | Key::UnknownEscSeq(_) | Key::Unknown => Answer::Quit,
                _ => continue,
            });
        }
    }

    fn save(&mut self, skill: SkillIndex, level: Level) -> Result<(), Failure> {
        if self.answers.insert(skill, level) == Some(level) {
            return Ok(());
        }
        let rating = NewRating {
            skill: self.session.maps()[skill].id.clone(),
            level,
            on: self.session.today()?,
            by: SELF.to_string(),
            method: Method::Own,
            evidence: None,
        };
        profiles::append(self.at, self.session.maps(), &[rating])?;
        Ok(())
    }

    /// The gap as it is now, with the first steps of the way.
    fn conclude(&self) -> Result<String, Failure> {
        let maps = self.session.maps();
        let person = self.session.person_at(self.at)?;
        let goal = Goal::new(vec![self.role], self.session.seniority(&person)?)
            .preferring(person.profile.goal.prefer.clone());
        let answer = GapAnswer {
            maps,
            name: person.profile.name.as_deref(),
            assessment: &person.assessment,
            seniorities: vec![goal.seniority],
            roles: vec![RoleAnswer {
                gap: find_gap(maps, &person.assessment, self.role, goal.seniority),
                hours: Needed::find(maps, &person.assessment, &goal).hours(maps),
            }],
            in_detail: true,
            notes: Vec::new(),
        };
        let said = || {
            let mut document = document(&answer);
            let roadmap = plan(maps, &person.assessment, &goal);
            let first = roadmap.steps.iter().take(3).map(|planned| {
                let skill = &maps[planned.step.skill];
                Text::new(
                    format!("{} {}", skill.name, planned.step.level),
                    Tone::Strong,
                )
                .and(format!(" · {}: ", hours(planned.hours)), Tone::Quiet)
                .and(skill.can_do(planned.step.level), Tone::Plain)
            });
            let first: Vec<Text> = first.collect();
            if !first.is_empty() {
                document.heading("The first steps");
                document.push(Block::List(first));
            }
            for note in &person.notes {
                document.push(Block::Note(note.as_str().into()));
            }
            if !self.answers.is_empty() {
                let saved = format!("your answers are in {}", self.at.name());
                document.push(Block::Note(saved.into()));
            }
            document
        };
        let counted = || {
            json(&GapAnswer {
                notes: person.notes.clone(),
                ..answer.clone()
            })
        };
        Ok(self.session.answer("gap", said, counted))
    }
}
