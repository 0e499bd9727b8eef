//! Failures, and how the user is told about them: a sentence, what to do next, and the place in a file.

use std::fmt::{self, Write};
use std::io;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::clean::clean_json;
use crate::domain::problem::{Code, Place, Problem};
use crate::files::text::Problems;
use crate::library::error::{Error, Kind};
use crate::library::whole::{Changed, changed};
use crate::render::terminal::{Pen, escape_control_characters, wrapped_around_commands};
use crate::report::answer::Bare;
use crate::report::phrases::count;

/// The exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The command did what was asked.
    Done = 0,
    /// The system failed, or a named file does not exist.
    System = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A map, a profile or another input is not valid.
    Input = 3,
    /// A gate (`--min`) is not passed.
    Gate = 4,
    /// The user interrupted the program.
    Interrupted = 130,
}

/// The largest number of problems in cells that are shown; more are only counted.
const MOST_IN_SHEETS: usize = 30;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// The summary of what is wrong.
    pub(crate) headline: Headline,
    /// The problems in files.
    pub(crate) problems: Problems,
}

/// The summary of a failure, and what to do next.
#[derive(Debug)]
pub(crate) struct Headline {
    /// The code for scripts, in kebab-case.
    pub(crate) code: &'static str,
    /// What is wrong.
    pub(crate) message: String,
    /// What to do next.
    pub(crate) hints: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline.message)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// Makes a failure without problems in files.
    pub(crate) fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Failure {
        let headline = Headline { code, message: message.into(), hints: Vec::new() };
        Failure { exit, headline, problems: Problems::default() }
    }

    /// Makes a failure of a wrong command line.
    pub(crate) fn usage(code: &'static str, message: impl Into<String>) -> Failure {
        Failure::new(Exit::Usage, code, message)
    }

    /// Adds a hint about what to do next.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.headline.hints.push(hint.into());
        self
    }

    /// Adds what was changed before the system failed, so that nobody repeats a command that has done its work.
    #[must_use]
    pub(crate) fn with_what_is_changed(self) -> Failure {
        if self.exit != Exit::System {
            return self;
        }
        match changed() {
            Changed::Nothing => self,
            Changed::One(file) if file.exists() => self
                .hint(format!("the change before that is not lost: {} is saved", file.display())),
            Changed::One(file) => {
                self.hint(format!("the change before that is made: {} is deleted", file.display()))
            }
            Changed::Several => {
                self.hint("the changes before that are not lost: several files are saved")
            }
        }
    }

    /// Makes a failure with problems in `what`, for example `the maps`.
    pub(crate) fn unsound(what: &str, problems: Problems) -> Failure {
        let count = count(problems.found.len(), "problem", "problems");
        let failure = Failure::new(Exit::Input, "unsound-input", format!("{count} in {what}"));
        Failure { problems, ..failure }
    }

    /// Formats the failure as text for a terminal.
    pub(crate) fn to_text(&self, Pen { width, colour, ascii, .. }: Pen) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let renderer =
            renderer.decor_style(if ascii { DecorStyle::Ascii } else { DecorStyle::Unicode });
        let mut text = String::new();
        // A sheet with one wrong scale has a problem in every cell.
        let in_sheets = |problem: &&Problem| problem.sheet_place().is_some();
        let more =
            self.problems.found.iter().filter(in_sheets).count().saturating_sub(MOST_IN_SHEETS);
        let mut left = MOST_IN_SHEETS;
        for problem in &self.problems.found {
            if problem.sheet_place().is_some() {
                if left == 0 {
                    continue;
                }
                left -= 1;
            }
            let _ = writeln!(text, "{}\n", renderer.render(&[self.group(problem, width)]));
        }
        let message = in_lines(&escape_control_characters(&self.headline.message), TITLE, width);
        let hints = self.headline.hints.iter();
        let hints: Vec<String> =
            hints.map(|hint| in_lines(&line_by_line(hint), BEFORE_HELP, width)).collect();
        let mut last = Level::ERROR
            .primary_title(message.as_str())
            .elements(Vec::<annotate_snippets::Padding>::new());
        for hint in &hints {
            last = last.element(Level::HELP.message(hint.as_str()));
        }
        if more > 0 {
            let hint = format!("there are {more} more problems; --format json lists them all");
            let hint = in_lines(&hint, BEFORE_HELP, width);
            last = last.element(Level::HELP.message(hint));
        }
        let _ = writeln!(text, "{}", renderer.render(&[last]));
        text
    }

    fn group<'f>(
        &'f self,
        problem: &'f Problem,
        width: Option<usize>,
    ) -> annotate_snippets::Group<'f> {
        let message = match &problem.place {
            Place::Sheet(place) if !place.found.is_empty() => {
                format!("“{}”: {}", place.found, problem.message)
            }
            _ => problem.message.clone(),
        };
        let before = TITLE + problem.code.name().len() + "[]".len();
        let message = in_lines(&escape_control_characters(&message), before, width);
        let title = Level::ERROR.primary_title(message).id(problem.code.name());
        let file = problem.file().and_then(|file| self.problems.files.get(file));
        let group = match (&problem.place, file) {
            (Place::Text(span), Some(file)) => title.element(
                Snippet::source(&*file.text)
                    .path(escape_control_characters(&file.name))
                    .annotation(AnnotationKind::Primary.span(file.first_line_of(&span.range))),
            ),
            (Place::Sheet(place), Some(file)) => {
                let at = format!("{}, {place}", file.name);
                title.element(Origin::path(escape_control_characters(&at).into_owned()))
            }
            _ => title.elements(Vec::<annotate_snippets::Padding>::new()),
        };
        // The help stands behind the numbers of the lines that are shown.
        let shown = match (&problem.place, file) {
            (Place::Text(span), Some(file)) => file.line_and_column(span.range.start).0,
            _ => 0,
        };
        let before = BEFORE_HELP + shown.checked_ilog10().unwrap_or(0) as usize;
        let repair = in_lines(&line_by_line(&problem.repair), before, width);
        group.element(Level::HELP.message(repair))
    }

    /// Formats the failure as one JSON object.
    pub(crate) fn to_json(&self) -> String {
        let problem = |problem: &Problem| {
            let file = problem.file().and_then(|file| self.problems.files.get(file));
            let (line, column) = match (&problem.place, file) {
                (Place::Text(span), Some(file)) => {
                    let (line, column) = file.line_and_column(span.range.start);
                    (Some(line), Some(column))
                }
                (Place::Sheet(place), _) => {
                    let number = place.column.as_ref().and_then(|column| column.number);
                    (place.line, number.map(|number| number + 1))
                }
                _ => (None, None),
            };
            ProblemJson {
                file: file.map(|file| file.name.clone()),
                line,
                column,
                rule: problem.code.name(),
                message: problem.message.clone(),
                repair: problem.repair.clone(),
            }
        };
        let error = ErrorJson {
            error: FailureJson {
                code: self.headline.code,
                message: &self.headline.message,
                hints: &self.headline.hints,
                problems: self.problems.found.iter().map(problem).collect(),
            },
        };
        clean_json(serde_json::to_string(&error).unwrap_or_default()) + "\n"
    }
}

/// The number of columns before the text of an error.
const TITLE: usize = "error: ".len();
/// The number of columns before the text of a help: room for a line number of one digit, the frame and `help: `.
const BEFORE_HELP: usize = "1 ╰ help: ".len() - "╰".len() + 1;

/// Breaks a text into lines for a window of this width, with some columns before each line.
fn in_lines(text: &str, before: usize, width: Option<usize>) -> String {
    /// In a window that is narrower, the terminal breaks the lines.
    const LEAST: usize = 16;
    width.map_or(text.to_string(), |width| {
        wrapped_around_commands(text, width.saturating_sub(before).max(LEAST))
    })
}

/// Removes the control characters of a text, but keeps its line breaks.
fn line_by_line(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(escape_control_characters).collect();
    lines.join("\n")
}

/// What stands on standard error with --format json when something went wrong.
#[derive(JsonSchema, Serialize)]
pub(crate) struct ErrorJson<'f> {
    /// What went wrong.
    error: FailureJson<'f>,
}

impl Bare for ErrorJson<'_> {
    const KIND: &'static str = "error";
    const ABOUT: &'static str = "what stands on standard error when something went wrong";
}

#[derive(JsonSchema, Serialize)]
struct FailureJson<'f> {
    /// What kind of failure it is: kebab-case, stable.
    code: &'static str,
    /// What is wrong.
    message: &'f str,
    /// What to do next.
    hints: &'f [String],
    /// What is wrong in files.
    problems: Vec<ProblemJson>,
}

#[derive(JsonSchema, Serialize)]
struct ProblemJson {
    /// The file; null when it is about something that is in no file.
    file: Option<String>,
    /// The line, or the row of a worksheet, from 1; null without a file, or where it is about the whole file.
    line: Option<usize>,
    /// The column, from 1: of a text in characters, of a table of people its number; null without a file, where it is
    /// about a whole row, or where the file has keys instead of columns.
    column: Option<usize>,
    /// The name of the rule that is broken.
    rule: &'static str,
    /// What is wrong.
    message: String,
    /// What to do about it.
    repair: String,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::Io { kind, name, doing, error } => of_system(kind, &name, doing, &error),
            Error::Unsound(kind, problems) => {
                let file = problems.files.first().map(|file| file.name.clone());
                let what = file.filter(|_| kind != Kind::Maps);
                Failure::unsound(&what.unwrap_or_else(|| "the maps".to_string()), problems)
            }
            Error::NoAnswers { name, why } => {
                let flags = if why.repair.contains("--") {
                    "`skillgap cohort import` has these flags: "
                } else {
                    ""
                };
                Failure::new(Exit::Input, why.code.name(), format!("{name}: {}", why.message))
                    .hint(format!("{flags}{}", why.repair))
            }
            Error::AlreadyThere { name } => Failure::new(
                Exit::System,
                "profile-exists",
                format!("{name} already exists, and is not replaced"),
            )
            .hint("`skillgap profile show` shows its contents")
            .hint("edit it by hand, or create another with --profile FILE"),
            Error::NotThere { name } => {
                Failure::new(Exit::System, "no-profile", format!("there is no profile {name}"))
                    .hint("`skillgap profile new` creates one")
            }
            Error::Stuck { name, line } => Failure::new(
                Exit::Input,
                "cannot-cut",
                format!(
                    "the text from line {line} of {name} cannot be changed without changing other text; nothing is changed"
                ),
            )
            .hint("change it by hand; `skillgap profile path` says where the file is"),
            Error::Locked { name, lock, holder } => {
                let who = holder.map_or("another process".to_string(), |process| {
                    format!("process {process}")
                });
                Failure::new(
                    Exit::System,
                    "profile-locked",
                    format!("{who} is writing to {name}, and has not finished; nothing is changed"),
                )
                .hint("try again when that process has finished, or end it")
                .hint(format!("its lock file is {lock}"))
            }
            Error::NothingToUndo { name } => Failure::new(
                Exit::System,
                "nothing-to-undo",
                format!("there is no earlier copy of {name}, so no change can be undone"),
            )
            .hint("every command that changes a profile keeps a copy; `skillgap profile show --history` shows every rating"),
        }
    }
}

/// Makes a failure of an I/O error. A file that is too large is an error of the input, not of the system.
fn of_system(kind: Kind, name: &str, doing: &str, error: &io::Error) -> Failure {
    let message = format!("cannot {doing} {name}: {error}");
    if error.kind() == io::ErrorKind::FileTooLarge && doing.starts_with("read") {
        return Failure::new(Exit::Input, Code::TooLarge.name(), message);
    }
    let code = match kind {
        Kind::Maps => "unreadable",
        Kind::Profile => "profile-io",
        Kind::Cohort => "cohort-io",
    };
    let failure = Failure::new(Exit::System, code, message);
    if cfg!(unix) && error.kind() == io::ErrorKind::InvalidFilename {
        return failure
            .hint("a name in this path is too long for the system: choose a shorter one");
    }
    if kind == Kind::Profile && doing == "read" && error.kind() == io::ErrorKind::NotFound {
        return failure.hint("`skillgap rate SKILL=LEVEL --profile FILE` creates one");
    }
    failure
}
