//! The interview on the command line: asks the questions through one of the front ends, and saves every answer before the next
//! question.

pub(crate) mod choices;
pub(crate) mod keys;
pub(crate) mod levels;
pub(crate) mod lines;
pub(crate) mod live;
pub(crate) mod picker;
pub(crate) mod protocol;
pub(crate) mod scroll;
pub(crate) mod terminal;
pub(crate) mod ticks;
pub(crate) mod typed;

use std::io::{self, BufRead, Read};
use std::time::Instant;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::interrupt::interrupted_or;
use crate::domain::interview::{Answer, Interview, Question, Record, Remark};
use crate::domain::maps::SkillMaps;
pub(crate) use crate::domain::profile::TICKED;
use crate::domain::profile::{Claim, Entry, Goal, Said};
use crate::files::limits::BYTES_OF_LINE;
use crate::files::profile_toml::Addition;
use crate::library::profiles::{self, OneChange, ProfileAt};
use crate::report::document::Document;

/// A front end: a way to ask a person questions.
pub(crate) trait Frontend {
    /// Asks a question, and returns the reply.
    ///
    /// # Errors
    /// When nobody can be asked, or the user interrupts.
    fn ask(&mut self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure>;

    /// Asks for the name of the next person; `None` if there is nobody else.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn next_person(&mut self) -> Result<Option<String>, Failure>;

    /// Asks whether an unknown name was meant to be a similar known name. No answer counts as no.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn is_meant(&mut self, typed: &str, known: &str) -> Result<bool, Failure>;

    /// Shows a member of a group their result, and thanks them.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn farewell(&mut self, result: &Document) -> Result<(), Failure>;
}

/// A question, and the facts to show with it.
pub(crate) struct QuestionView<'i, 'm> {
    pub(crate) maps: &'m SkillMaps,
    /// The interview so far.
    pub(crate) interview: &'i Interview<'m>,
    pub(crate) question: &'i Question,
    /// A remark to show before the question.
    pub(crate) remark: Option<Remark>,
    /// The seconds that this person takes for an answer.
    pub(crate) seconds_each: f64,
}

/// The reply to a question.
pub(crate) struct Reply {
    /// The answers, in order; often only one.
    pub(crate) answers: Vec<Answer>,
    /// The next action after the answers are saved.
    pub(crate) then: Then,
}

/// The next action after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Ask the next question.
    GoOn,
    /// Stop the interview.
    Stop,
    /// End the program, as Ctrl-C does.
    Interrupt,
}

impl Reply {
    /// Returns a reply with one answer.
    pub(crate) fn one(answer: Answer) -> Reply {
        Reply::all(vec![answer])
    }

    /// Returns a reply with several answers.
    pub(crate) fn all(answers: Vec<Answer>) -> Reply {
        Reply { answers, then: Then::GoOn }
    }

    /// Returns a reply that stops the interview. All earlier answers are already saved.
    pub(crate) fn stop() -> Reply {
        Reply { answers: Vec::new(), then: Then::Stop }
    }
}

/// Reads the next line of answers; `None` at the end of the input. The inner result is an error if the line is not UTF-8 or is
/// too long.
///
/// # Errors
/// When the input cannot be read.
pub(crate) fn next_line(
    input: &mut impl BufRead,
) -> io::Result<Option<Result<String, &'static str>>> {
    let mut bytes = Vec::new();
    if input.by_ref().take(BYTES_OF_LINE as u64).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() == BYTES_OF_LINE && !bytes.ends_with(b"\n") {
        input.skip_until(b'\n')?;
        return Ok(Some(Err("this line is longer than 1 MB; write a shorter one")));
    }
    let text = String::from_utf8(bytes).map_err(|_| "these bytes are not UTF-8; write it again");
    Ok(Some(text))
}

/// The estimated time for an answer. It starts with the usual time, and moves towards the time that this person takes.
struct Pace {
    seconds: f64,
    answers: f64,
}

impl Pace {
    /// The usual time to read five sentences and choose one. It counts as much as three answers.
    const USUAL: Pace = Pace { seconds: 45.0, answers: 3.0 };
    /// The greatest number of seconds that counts for an answer. A person who takes longer was probably away.
    const AWAY: f64 = 90.0;

    fn each(&self) -> f64 {
        self.seconds / self.answers
    }

    fn took(&mut self, seconds: f64) {
        self.seconds += seconds.min(Pace::AWAY);
        self.answers += 1.0;
    }
}

/// Asks until the interview ends or the person stops it.
///
/// # Errors
/// When the front end fails, or an answer cannot be saved. If no answer could be saved, nothing is asked.
pub(crate) fn conduct(
    context: &Context<'_>,
    at: &ProfileAt,
    interview: &mut Interview<'_>,
    front: &mut dyn Frontend,
) -> Result<(), Failure> {
    let mut pace = Pace::USUAL;
    let mut one = OneChange::default();
    if interview.question().is_some() {
        profiles::check_writable(at)?;
    }
    while let Some(question) = interview.question().cloned() {
        let remark = interview.take_remark();
        let began = Instant::now();
        let reply = front.ask(&QuestionView {
            maps: context.maps(),
            interview,
            question: &question,
            remark,
            seconds_each: pace.each(),
        })?;
        pace.took(began.elapsed().as_secs_f64());
        for answer in reply.answers {
            save(context, at, &interview.answer(answer), &mut one)?;
        }
        match reply.then {
            Then::GoOn => {}
            Then::Stop => break,
            Then::Interrupt => return Err(interrupted_or(io::ErrorKind::Interrupted.into())),
        }
    }
    save(context, at, &interview.goal_to_keep(), &mut one)
}

/// Saves answers. A whole interview counts as one change of the profile.
fn save(
    context: &Context<'_>,
    at: &ProfileAt,
    records: &[Record],
    one: &mut OneChange,
) -> Result<(), Failure> {
    if records.is_empty() {
        return Ok(());
    }
    let on = context.today();
    let maps = context.maps();
    let addition = |record: &Record| match record {
        Record::Rating { skill, level, evidence } => Addition::Rating(Entry {
            on: Some(on),
            evidence: evidence.clone(),
            ..Entry::own(*skill, *level)
        }),
        Record::Said { step, can } => {
            Addition::Said(Said { on: Some(on), ..Said::own(step.skill, step.level, *can) })
        }
        Record::Claim(skill) => {
            Addition::Claim(Claim { skill: *skill, source: Some(TICKED.to_string()) })
        }
        Record::Goal { roles, seniority, hours_per_week } => Addition::Goal(Goal {
            roles: roles.clone(),
            seniority: Some(*seniority),
            hours_per_week: *hours_per_week,
            ..Goal::default()
        }),
    };
    let additions: Vec<Addition> = records.iter().map(addition).collect();
    profiles::append_more(at, maps, &additions, one)?;
    Ok(())
}
