//! What goes wrong, and how the user is told: a sentence, the next keystroke, and where it stands in a file.

use std::fmt::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::problem::{Place, Problem};
use crate::files::text::FileText;
use crate::library::cohorts::CohortError;
use crate::library::maps::MapsError;
use crate::library::profiles::ProfileError;
use crate::render::terminal::escape_control_characters;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done = 0,
    /// The system failed, or a file that was named is not there.
    System = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A map, a profile or another input is wrong.
    Input = 3,
    /// A gate that was asked for is not met.
    Gate = 4,
    /// The user interrupted it.
    Interrupted = 130,
}

/// More problems of cells than these are counted and not shown to people.
const MOST_IN_SHEETS: usize = 30;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// Kebab-case, for scripts.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
    /// What is wrong in files.
    pub problems: Vec<Problem>,
    /// The files that the problems stand in.
    pub files: Vec<FileText>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Failure {
    /// A failure without problems in files.
    pub fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Failure {
        Failure {
            exit,
            code,
            message: message.into(),
            hints: Vec::new(),
            problems: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The command line is wrong.
    pub fn usage(code: &'static str, message: impl Into<String>) -> Failure {
        Failure::new(Exit::Usage, code, message)
    }

    /// The same, with one more thing to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hints.push(hint.into());
        self
    }

    pub fn unsound(what: &str, problems: Vec<Problem>, files: Vec<FileText>) -> Failure {
        let number = problems.len();
        let count =
            if number == 1 { "1 problem".to_string() } else { format!("{number} problems") };
        Failure {
            problems,
            files,
            ..Failure::new(Exit::Input, "unsound-input", format!("{count} in {what}"))
        }
    }

    /// The failure as text for a terminal.
    pub fn to_text(&self, colour: bool, ascii: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let renderer =
            renderer.decor_style(if ascii { DecorStyle::Ascii } else { DecorStyle::Unicode });
        let mut text = String::new();
        // A sheet with one wrong scale has a problem a cell.
        let in_sheets = |problem: &&Problem| problem.sheet_place().is_some();
        let more = self.problems.iter().filter(in_sheets).count().saturating_sub(MOST_IN_SHEETS);
        let mut left = MOST_IN_SHEETS;
        for problem in &self.problems {
            if problem.sheet_place().is_some() {
                if left == 0 {
                    continue;
                }
                left -= 1;
            }
            let _ = writeln!(text, "{}\n", renderer.render(&[self.group(problem)]));
        }
        let message = escape_control_characters(&self.message);
        let hints: Vec<_> = self.hints.iter().map(|hint| escape_control_characters(hint)).collect();
        let mut last = Level::ERROR
            .primary_title(message.as_ref())
            .elements(Vec::<annotate_snippets::Padding>::new());
        for hint in &hints {
            last = last.element(Level::HELP.message(hint.as_ref()));
        }
        if more > 0 {
            let hint = format!("there are {more} more problems; --format json lists all");
            last = last.element(Level::HELP.message(hint));
        }
        let _ = writeln!(text, "{}", renderer.render(&[last]));
        text
    }

    fn group<'f>(&'f self, problem: &'f Problem) -> annotate_snippets::Group<'f> {
        let message = match &problem.place {
            Place::Sheet(place) if !place.found.is_empty() => {
                format!("“{}”: {}", place.found, problem.message)
            }
            _ => problem.message.clone(),
        };
        let title = Level::ERROR
            .primary_title(escape_control_characters(&message).into_owned())
            .id(problem.code.name());
        let file = problem.file().and_then(|file| self.files.get(file));
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
        group.element(Level::HELP.message(escape_control_characters(&problem.repair)))
    }

    /// The failure as one JSON object.
    pub fn to_json(&self) -> String {
        let problem = |problem: &Problem| {
            let file = problem.file().and_then(|file| self.files.get(file));
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
                code: self.code,
                message: &self.message,
                hints: &self.hints,
                problems: self.problems.iter().map(problem).collect(),
            },
        };
        serde_json::to_string(&error).unwrap_or_default() + "\n"
    }
}

/// What stands on standard error with --format json when something went wrong.
#[derive(JsonSchema, Serialize)]
pub struct ErrorJson<'f> {
    /// What went wrong.
    error: FailureJson<'f>,
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

impl From<MapsError> for Failure {
    fn from(error: MapsError) -> Failure {
        match error {
            MapsError::Unreadable(path, error) => Failure::new(
                Exit::System,
                "unreadable",
                format!("cannot read {}: {error}", path.display()),
            ),
            MapsError::Unwritable(path, error) => Failure::new(
                Exit::System,
                "unwritable",
                format!("cannot write {}: {error}", path.display()),
            ),
            MapsError::Unsound(problems, files) => Failure::unsound("the maps", problems, files),
        }
    }
}

impl From<CohortError> for Failure {
    fn from(error: CohortError) -> Failure {
        match error {
            CohortError::Io(name, error) => {
                Failure::new(Exit::System, "cohort-io", format!("cannot read {name}: {error}"))
            }
            CohortError::NoAnswers(name, why) => {
                Failure::new(Exit::Input, why.code.name(), format!("{name}: {}", why.message))
                    .hint(why.repair)
            }
            CohortError::Unsound(problems, file) => {
                Failure::unsound(&file.name.clone(), problems, vec![file])
            }
        }
    }
}

impl From<ProfileError> for Failure {
    fn from(error: ProfileError) -> Failure {
        match error {
            ProfileError::Io { name, doing, error } => {
                let failure = Failure::new(
                    Exit::System,
                    "profile-io",
                    format!("cannot {doing} {name}: {error}"),
                );
                if error.kind() == std::io::ErrorKind::NotFound && doing == "read" {
                    failure.hint("`skillgap rate SKILL=LEVEL --profile FILE` begins one")
                } else {
                    failure
                }
            }
            ProfileError::Unsound(problems, file) => {
                Failure::unsound(&file.name.clone(), problems, vec![file])
            }
            ProfileError::AlreadyThere { name } => Failure::new(
                Exit::System,
                "profile-exists",
                format!("{name} is there already, and is not replaced"),
            )
            .hint("`skillgap profile show` shows what it holds")
            .hint("edit it by hand, or begin another with --profile FILE"),
            ProfileError::NotThere { name } => Failure::new(
                Exit::System,
                "no-profile",
                format!("there is no profile {name}"),
            )
            .hint("`skillgap profile new` begins one"),
            ProfileError::Stuck { name, line } => Failure::new(
                Exit::Input,
                "cannot-cut",
                format!(
                    "what begins on line {line} of {name} cannot be taken out without touching the rest; nothing is changed"
                ),
            )
            .hint("take it out by hand; `skillgap profile path` says where the file is"),
        }
    }
}
