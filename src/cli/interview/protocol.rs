//! The front end for programs: it writes questions and reads answers, one JSON object a line.

use std::io::StdinLock;

use serde::Serialize;

use super::{Frontend, QuestionView, Reply, next_line};
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::domain::clean::clean_json;
use crate::files::interview_json::{Line, read_line, why_not};
use crate::report::document::Document;
use crate::report::interview::protocol::{error_line, question_line};

/// A front end that reads JSON lines from standard input and writes them to standard output.
pub(crate) struct Protocol {
    input: StdinLock<'static>,
}

impl Protocol {
    /// Returns a front end that reads answers from standard input.
    pub(crate) fn new() -> Protocol {
        Protocol { input: std::io::stdin().lock() }
    }
}

impl Frontend for Protocol {
    fn ask(&mut self, asked: &QuestionView<'_, '_>) -> Result<Reply, Failure> {
        let question = question_line(asked.maps, asked.interview, asked.question, asked.remark);
        write_line(&question)?;
        loop {
            let line = next_line(&mut self.input).map_err(|error| {
                Failure::new(Exit::System, "protocol", format!("cannot read the answers: {error}"))
            })?;
            let line = match line {
                None => return Ok(Reply::stop()),
                Some(Ok(line)) => line,
                Some(Err(unreadable)) => {
                    write_line(&error_line(unreadable))?;
                    continue;
                }
            };
            if line.trim().is_empty() {
                continue;
            }
            match read_line(asked.maps, &line) {
                Ok(Line::Stop) => return Ok(Reply::stop()),
                Ok(Line::Answers(answers)) => match why_not(asked.maps, asked.question, &answers) {
                    None => return Ok(Reply::all(answers)),
                    Some(message) => write_line(&error_line(&message))?,
                },
                Err(message) => write_line(&error_line(&message))?,
            }
        }
    }

    /// Returns `None`: a program runs one interview for each call.
    fn next_person(&mut self) -> Result<Option<String>, Failure> {
        Ok(None)
    }

    fn is_meant(&mut self, _typed: &str, _known: &str) -> Result<bool, Failure> {
        Ok(false)
    }

    fn farewell(&mut self, _result: &Document) -> Result<(), Failure> {
        Ok(())
    }
}

/// Writes one object as one line.
pub(crate) fn write_line<T: Serialize>(line: &T) -> Result<(), Failure> {
    let mut text = clean_json(serde_json::to_string(line).unwrap_or_default());
    text.push('\n');
    screen::print(&text)
}
