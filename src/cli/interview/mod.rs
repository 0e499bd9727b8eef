//! Asking: the questioner's questions through one of the fronts, every answer on disk before the next question.

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

/// A way to put questions to somebody.
pub(crate) trait Frontend {
    /// Puts a question, and gives what was answered.
    ///
    /// # Errors
    /// When nobody can be asked, or somebody interrupts.
    fn ask(&mut self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure>;

    /// Asks who is next; `None` when nobody is.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn next_person(&mut self) -> Result<Option<String>, Failure>;

    /// Asks whether a name that nobody has was meant to be one that somebody has. No answer is no.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn is_meant(&mut self, typed: &str, known: &str) -> Result<bool, Failure>;

    /// Shows somebody of a group what came out, and thanks them.
    ///
    /// # Errors
    /// As [`Frontend::ask`].
    fn farewell(&mut self, result: &Document) -> Result<(), Failure>;
}

/// A question, with what there is to show beside it.
pub(crate) struct QuestionView<'i, 'm> {
    pub(crate) maps: &'m SkillMaps,
    /// The interview so far.
    pub(crate) interview: &'i Interview<'m>,
    pub(crate) question: &'i Question,
    /// Something to mention first.
    pub(crate) remark: Option<Remark>,
    /// How long an answer takes this person, in seconds.
    pub(crate) seconds_each: f64,
}

/// What comes back.
pub(crate) struct Reply {
    /// Answers, in order; often one.
    pub(crate) answers: Vec<Answer>,
    /// What is to happen when they are saved.
    pub(crate) then: Then,
}

/// What is to happen after an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// The next question.
    GoOn,
    /// To stop here.
    Stop,
    /// To end the program, as Ctrl-C does.
    Interrupt,
}

impl Reply {
    /// One answer.
    pub(crate) fn one(answer: Answer) -> Reply {
        Reply::all(vec![answer])
    }

    /// Several answers.
    pub(crate) fn all(answers: Vec<Answer>) -> Reply {
        Reply { answers, then: Then::GoOn }
    }

    /// To stop here; everything is saved.
    pub(crate) fn stop() -> Reply {
        Reply { answers: Vec::new(), then: Then::Stop }
    }
}

/// The next line of answers; `None` at the end, and an error in it for bytes that are no text and for a line without end.
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

/// How long an answer takes: what is usual at first, then more and more what it took this person.
struct Pace {
    seconds: f64,
    answers: f64,
}

impl Pace {
    /// Reading five sentences and choosing takes about this long, which counts as much as three answers.
    const USUAL: Pace = Pace { seconds: 45.0, answers: 3.0 };
    /// Longer than this somebody was away.
    const AWAY: f64 = 90.0;

    fn each(&self) -> f64 {
        self.seconds / self.answers
    }

    fn took(&mut self, seconds: f64) {
        self.seconds += seconds.min(Pace::AWAY);
        self.answers += 1.0;
    }
}

/// Asks until the interview ends or somebody stops it.
///
/// # Errors
/// When the front fails, or an answer cannot be saved.
pub(crate) fn conduct(
    context: &Context<'_>,
    at: &ProfileAt,
    interview: &mut Interview<'_>,
    front: &mut dyn Frontend,
) -> Result<(), Failure> {
    let mut pace = Pace::USUAL;
    let mut one = OneChange::default();
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

/// Saves answers, as a part of the one change that an interview is.
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
