//! What goes wrong, and how the user is told: a sentence, the next keystroke, and where it stands in a file.

use std::fmt::Write;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::problem::Problem;
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
        for problem in &self.problems {
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
        let _ = writeln!(text, "{}", renderer.render(&[last]));
        text
    }

    fn group<'f>(&'f self, problem: &'f Problem) -> annotate_snippets::Group<'f> {
        let title = Level::ERROR
            .primary_title(escape_control_characters(&problem.message))
            .id(problem.rule.name());
        let file =
            problem.place.as_ref().and_then(|place| Some((place, self.files.get(place.file)?)));
        let group = match file {
            Some((place, file)) => title.element(
                Snippet::source(&*file.text)
                    .path(escape_control_characters(&file.name))
                    .annotation(AnnotationKind::Primary.span(file.first_line_of(&place.span))),
            ),
            None => title.elements(Vec::<annotate_snippets::Padding>::new()),
        };
        group.element(Level::HELP.message(escape_control_characters(&problem.repair)))
    }

    /// The failure as one JSON object.
    pub fn to_json(&self) -> String {
        let problem = |problem: &Problem| {
            let place = problem.place.as_ref();
            let file = place.and_then(|place| self.files.get(place.file));
            let at = place.zip(file).map(|(place, file)| file.line_and_column(place.span.start));
            ProblemJson {
                file: file.map(|file| file.name.clone()),
                line: at.map(|at| at.0),
                column: at.map(|at| at.1),
                rule: problem.rule.name(),
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
    /// The line, from 1; null without a file.
    line: Option<usize>,
    /// The column in characters, from 1; null without a file.
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
                Failure::new(Exit::Input, why.code, format!("{name}: {}", why.message))
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
