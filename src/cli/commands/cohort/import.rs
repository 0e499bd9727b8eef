//! `skillgap cohort import`: reads answers into profiles.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::values::{DATE, RATER, SCALE};
use crate::cli::working::Bar;
use crate::domain::cohort::Settings;
use crate::domain::form::Form;
use crate::domain::level::Seniority;
use crate::domain::problem::{Code, Problem};
use crate::domain::rater::{Rater, SELF};
use crate::domain::responses::Responses;
use crate::files::cohort_toml::NewSettings;
use crate::files::limits::BYTES_OF_ANSWERS;
use crate::files::people::checklists::FormOf;
use crate::files::people::mapping::{Mapping, Scale, read_mapping};
use crate::files::people::{DateOrder, HowToRead, read};
use crate::files::roster::read_roster;
use crate::files::text::{FileText, Problems};
use crate::library::cohorts::{SETTINGS, new_salt, settings, settle};
use crate::library::imports::{self, Changes, HowToKeep, ProfileChange};
use crate::library::whole;
use crate::report::answer::{Answer, Format};
use crate::report::cohort::import::{ImportAnswer, Imported, InCommon, NotKept};
use crate::report::notes::Note;
use crate::report::phrases::{count, role_names};

/// The flags of `cohort import`.
#[derive(Args, Debug)]
#[command(
    after_help = "It reads CSV exports of Google and Microsoft Forms (also a .zip with one CSV), tables with a row for each person and a column for each skill, or the other way round, tables with a row for each answer (person, skill, level), JSON lines, and .xlsx files with the same layouts. It finds the delimiter, the encoding, the worksheet and the header row, also below titles and above or below a row of groups. A header begins with the name of a skill, as in `SQL`, `SQL (0-4)` or `SQL level`, or is the question of a grid, as in `How well do you know these? [SQL]`. Questions about interest, importance or difficulty are left out, and so are averages, targets and legends.

Columns of two raters, such as `Self` and `Mentor` under the name of a person or `SQL (self)` and `SQL (mentor)`, are read as the person's own rating and the mentor's rating.

An answer is a number from 0 to 4, `3 - ` with the can-do sentence or its beginning, the word for a level, or the sentence alone. If a number is from another scale, the file is refused until --scale or a file for --map says what it means. A scale with more than five numbers is distributed over the levels, and a table shows how. A column with other words or signs, such as stars, is left out; any other unreadable answer leaves out only its cell. In a list of sentences made by `cohort form`, an unticked sentence counts as not yet if the list was answered, and an empty list counts as not asked. A sentence in slightly different words is read as the nearest one, and the report says so. Of two columns for two products of one skill, such as Docker and Podman, the higher answer counts.

People are identified by their e-mail, else by their name, and each becomes a file in DIR. The e-mail is not stored. The file name ends with a fingerprint of it, by which the next import finds the person again. Answers are only added, each with its day, and the newest counts: a second import adds what is new and loses nothing.

DIR/cohort.toml holds what everybody has in common: the role, the roster, and the salt for the aliases of --anonymous. Existing values in it do not change.

With and without --dry-run, a table shows for each column which skill it was read as, and how many people answered 0, 1, 2, 3 and 4. What could not be read is listed with its line and column, and the exit code is 3; everything else is imported. A file for --map explains what the command cannot find out by itself. Every key is optional:

  format = 1
  # the worksheet, and the line of the header
  sheet = \"Answers\"
  header_row = 4
  # the id of a skill, or name, email, date, by, skill, level, ignore
  [columns]
  \"How are your queries?\" = \"sql\"
  # the question of a grid
  \"Which of these do you use?\" = \"level\"
  [answers]
  \"Never heard of it\" = 0

Examples:
  skillgap cohort import answers.csv -o autumn --dry-run
  skillgap cohort import answers.csv -o autumn --role api-developer
  skillgap cohort import answers.csv -o autumn --roster names.txt
  skillgap cohort import matrix.xlsx -o autumn --scale 1-5
  skillgap cohort import interviews.xlsx -o autumn --by Grace --map columns.toml"
)]
pub(crate) struct ImportArgs {
    /// The file with the answers; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder of profiles; it is created if necessary
    #[arg(long, short, value_name = "DIR", required_unless_present = "dry_run")]
    output: Option<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The role that everybody learns for, saved in cohort.toml; may be repeated [default: the role of the form]
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,
    /// A file with the names of everybody who should answer, one a line, saved in cohort.toml
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Write nothing if anything could not be read
    #[arg(long)]
    strict: bool,
    /// A file that explains headers and answers
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The scale of the numbers in the file, for example 1-5 or 0-10; 5-1 if 1 is the best [default: 0-4]
    #[arg(long, value_name = "SCALE", value_parser = SCALE)]
    scale: Option<Scale>,
    /// If several rows without an e-mail have the same name, use the newest
    #[arg(long)]
    newest: bool,
    /// Which number is the month in dates such as 9/8/2026 [default: what the file and its language show, else us]
    #[arg(long, value_name = "ORDER")]
    dates: Option<DateOrder>,
    /// The person who rated, if people did not rate themselves
    #[arg(long, value_name = "NAME", default_value = SELF, value_parser = RATER)]
    by: Rater,
    /// The day of answers without a date [default: today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    on: Option<Date>,
    /// Save the e-mail in profiles that this import creates
    #[arg(long)]
    keep_email: bool,
}

impl Run for ImportArgs {
    fn formats(&self) -> &'static [Format] {
        ImportAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let today = context.today();
        let mut mapping =
            self.map.as_ref().map_or(Ok(Mapping::default()), |path| mapping(context, path))?;
        mapping.scale = self.scale;
        let how = HowToRead {
            mapping,
            form: self.form(context)?,
            dates: self.dates,
            newest: self.newest,
            today,
            by: self.by.clone(),
        };
        let bytes = imports::read_file(&self.file, BYTES_OF_ANSWERS)
            .map_err(|error| no_file(&self.file, &error))?;
        let answers = read(&bytes, maps, &how).map_err(|why| refused(&self.file, why))?;
        let keep = HowToKeep { on: self.on.unwrap_or(today), keep_email: self.keep_email };
        let mut changes = imports::compare(self.output.as_deref(), maps, &answers, &keep)?;
        let problems = answers.problems.iter().chain(&changes.problems).cloned().collect();
        let problems = Problem::in_order(problems);
        let refused = self.strict && !problems.is_empty();
        let dry_run = self.dry_run || refused;
        if let Some(folder) = self.output.as_ref().filter(|_| !dry_run) {
            write(context, folder, &mut changes)?;
        }
        let changes_nothing = dry_run || changes.people.is_empty();
        let (in_common, said) = self.in_common(context, &answers, changes_nothing)?;
        let answer = ImportAnswer {
            maps,
            answers: &answers,
            people: changes.people.iter().map(imported).collect(),
            folder: self.output.as_ref().map(|folder| folder.display().to_string()),
            dry_run,
            notes: answers
                .notes
                .iter()
                .chain(&changes.notes)
                .chain(&said)
                .cloned()
                .map(Note::OfFile)
                .collect(),
            in_common,
            problems,
        };
        let text = context.answer(&answer);
        if answer.problems.is_empty() {
            return Ok(text);
        }
        screen::print(&text)?;
        Err(unread(context, self, answer.problems, refused))
    }
}

impl ImportArgs {
    /// Returns what is known about the form that was handed out, from the flags or from an earlier import.
    fn form(&self, context: &Context<'_>) -> Result<FormOf, Failure> {
        let (roles, seniority) = (context.roles(&self.role)?, context.seniority_asked()?);
        let folder = self.output.as_ref().filter(|_| roles.is_empty());
        let earlier =
            folder.map_or(Ok(Settings::default()), |folder| settings(folder, context.maps()))?;
        Ok(match roles.is_empty() {
            true => FormOf { roles: earlier.roles, seniority: seniority.or(earlier.seniority) },
            false => FormOf { roles, seniority },
        })
    }

    /// Saves what all people have in common in the folder's cohort.toml. Returns it, with notes to show.
    fn in_common(
        &self,
        context: &Context<'_>,
        answers: &Responses,
        changes_nothing: bool,
    ) -> Result<(Option<InCommon>, Vec<String>), Failure> {
        let maps = context.maps();
        let Some(folder) = &self.output else { return Ok((None, Vec::new())) };
        let mut said = Vec::new();
        let mut roles = context.roles(&self.role)?;
        let mut seniority = context.seniority_asked()?;
        let each_has_one = answers.people.iter().any(|person| !person.roles.is_empty());
        if roles.is_empty() && !each_has_one {
            let of_levels = || {
                let (role, of_form) = Form::recognised(maps, &answers.skills_asked())?;
                Some((vec![role], of_form))
            };
            if let Some((of_roles, of_form)) = answers.form.clone().or_else(of_levels) {
                roles.extend(of_roles);
                seniority = seniority.or(of_form);
                said.push(format!(
                    "the questions are those of the form for {}",
                    role_names(maps, &roles)
                ));
            }
        }
        // A role for everybody needs a seniority, unless each person names one.
        if !answers.people.iter().any(|person| person.seniority.is_some()) {
            seniority = seniority.or(Some(Seniority::default()));
        }
        let new = NewSettings {
            roles: roles.iter().map(|role| maps[*role].id.clone()).collect(),
            seniority,
            people: self.roster.as_ref().map_or(Ok(Vec::new()), |path| roster(path))?,
            salt: new_salt().map_err(|error| {
                Failure::new(Exit::System, "no-salt", format!("cannot get random numbers: {error}"))
            })?,
        };
        let (settings, _) = settle(folder, maps, &new, changes_nothing)?;
        let asked = context.seniority_asked()?.filter(|_| !settings.roles.is_empty());
        let in_common = InCommon {
            not_kept: NotKept {
                roles: Some(roles).filter(|r| !self.role.is_empty() && *r != settings.roles),
                seniority: asked.filter(|_| asked != settings.seniority),
            },
            settings: folder.join(SETTINGS).display().to_string(),
            roles: settings.roles,
            seniority: settings.seniority,
            each_has_a_role: each_has_one,
        };
        Ok((Some(in_common), said))
    }
}

/// Reads a list of names.
fn roster(path: &Path) -> Result<Vec<String>, Failure> {
    let bytes =
        imports::read_file(path, BYTES_OF_ANSWERS).map_err(|error| no_file(path, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let message = format!("{} is not UTF-8 text", path.display());
        Failure::new(Exit::Input, "not-utf8", message).hint("save the file as UTF-8")
    })?;
    Ok(read_roster(&text))
}

fn mapping(context: &Context<'_>, path: &Path) -> Result<Mapping, Failure> {
    let bytes = whole::read(path).map_err(|error| no_file(path, &error))?;
    let unsound = |found: Vec<Problem>, file: FileText| {
        Failure::unsound(&file.name.clone(), Problems { found, files: vec![file] })
    };
    let file = FileText::read(path.display().to_string(), bytes, 0)
        .map_err(|garbled| unsound(vec![garbled.0], garbled.1))?;
    read_mapping(&file.text, context.maps()).map_err(|problems| unsound(problems, file))
}

/// Writes the profiles, with a progress bar if it takes long.
fn write(context: &Context<'_>, folder: &Path, changes: &mut Changes) -> Result<(), Failure> {
    let bar = Bar::new(context.shared, "Writing profiles");
    let all = changes.people.len();
    for (done, change) in (1..).zip(&mut changes.people) {
        imports::write(folder, context.maps(), change)?;
        bar.set(done, all);
    }
    Ok(())
}

fn imported(change: &ProfileChange) -> Imported {
    Imported {
        name: change.name.clone(),
        file: change.file.clone(),
        is_new: change.is_new,
        added: change.added.clone(),
        said: change.said.clone(),
        as_before: change.as_before,
    }
}

fn no_file(path: &Path, error: &std::io::Error) -> Failure {
    if error.kind() == std::io::ErrorKind::FileTooLarge {
        let message = format!("cannot read {}: {error}", path.display());
        return Failure::new(Exit::Input, Code::TooLarge.name(), message);
    }
    Failure::new(Exit::System, "unreadable", format!("cannot read {}: {error}", path.display()))
}

fn refused(path: &Path, why: Problem) -> Failure {
    Failure::new(Exit::Input, why.code.name(), format!("{}: {}", path.display(), why.message))
        .hint(why.repair)
}

/// Makes the failure of an import that left something out. A table or a Markdown answer already lists the problems.
fn unread(
    context: &Context<'_>,
    args: &ImportArgs,
    problems: Vec<Problem>,
    refused: bool,
) -> Failure {
    let count = count(problems.len(), "problem", "problems");
    let rest =
        if refused { "nothing is written, because of --strict" } else { "everything else is read" };
    let failure =
        Failure::new(Exit::Input, "unread-answers", format!("{count} in the answers; {rest}"));
    if !matches!(context.format(), Format::Csv | Format::Json) {
        return failure;
    }
    let name = args.file.display().to_string();
    let files = vec![FileText { name, text: "".into() }];
    Failure { problems: Problems { found: problems, files }, ..failure }
}
