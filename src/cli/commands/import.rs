//! `skillgap import`: reads a file about oneself into the profile.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::screen;
use crate::cli::values::DATE;
use crate::domain::catalog::SkillIndex;
use crate::domain::milestones::reached;
use crate::domain::problem::Problem;
use crate::domain::profile::{Claim, DoneProject, Entry, Method, Profile, Ratings};
use crate::domain::rater::Rater;
use crate::files::limits::BYTES_OF_OWN_FILE;
use crate::files::own_file::{self, OwnFile};
use crate::files::people::encoding;
use crate::files::profile_toml::Addition;
use crate::files::text::{FileText, Problems};
use crate::library::{imports, profiles};
use crate::report::own_import::OwnImportAnswer;
use crate::report::phrases::count;

/// The flags of `import`.
#[derive(Args, Debug)]
#[command(
    after_help = "It reads the ticks that a page of `skillgap report` saves, tables with levels 0 to 4 (columns skill and level, or a column for each skill and one row), a JSON Resume, the Skills.csv of LinkedIn's archive, and a plain list with one skill a line. Levels 0 to 4 are recorded as your own ratings. Skills that a résumé only names are not rated: they are recorded as seen there, and `skillgap assess` asks about them first.

With --accept-levels words become levels: beginner, basic or familiar 1; intermediate, competent or proficient 2; advanced, experienced or strong 3; expert or master 4.

If there is a problem, nothing is recorded. `skillgap undo` takes an import back.

Examples:
  skillgap import skillgap-ticks.csv
  skillgap import resume.json --dry-run
  skillgap import Skills.csv"
)]
pub(crate) struct ImportArgs {
    /// The file; - is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show what would be recorded, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Convert the file's own words into levels
    #[arg(long)]
    accept_levels: bool,
    /// The day for ratings without a date [default: today]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    on: Option<Date>,
}

/// The new entries that a file adds to a profile.
#[derive(Default)]
struct New {
    ratings: Vec<Entry>,
    projects: Vec<DoneProject>,
    claims: Vec<(Claim, Option<String>)>,
    as_before: usize,
    unknown: Vec<String>,
}

impl Run for ImportArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let name = self.file.display().to_string();
        let bytes = imports::read_file(&self.file, BYTES_OF_OWN_FILE).map_err(|error| {
            Failure::new(Exit::System, "unreadable", format!("cannot read {name}: {error}"))
        })?;
        let own = own_file::read(&bytes, maps).map_err(|why| refused(&name, &bytes, why))?;
        let at = context.profile_to_write()?;
        let before = profiles::load(&at, maps)?.map(|(profile, _)| profile).unwrap_or_default();
        let new = self.new_entries(context, &own, &before, &name);
        let current = before.current(maps, &Rater::OWN);
        let ratings = Ratings::of(&current);
        // A rating that is carried over from a retired skill counts only if the skill itself has no rating.
        let counts =
            |entry: &Entry| entry.carried_from.is_none() || !current[entry.skill.0].is_direct();
        let mut answer = OwnImportAnswer {
            maps,
            read_as: own.kind.word(),
            ratings: new
                .ratings
                .iter()
                .filter(|entry| counts(entry))
                .map(|entry| {
                    let on = entry.on.unwrap_or_else(|| context.today());
                    (entry.skill, ratings.get(entry.skill), entry.level, on)
                })
                .collect(),
            projects: new.projects.iter().map(|done| maps[done.project].name.clone()).collect(),
            claims: new.claims.iter().map(|(claim, word)| (claim.skill, word.clone())).collect(),
            as_before: new.as_before,
            unknown: new.unknown,
            retired: own.retired.clone(),
            saved_in: None,
            milestones: Vec::new(),
        };
        if !own.problems.is_empty() {
            screen::print(&context.answer(&answer))?;
            let problems = count(own.problems.len(), "problem", "problems");
            let failure = Failure::new(
                Exit::Input,
                "unread-answers",
                format!("{problems} in {name}; nothing is written"),
            );
            return Err(Failure {
                problems: Problems { found: own.problems, files: vec![sheet(&name)] },
                ..failure
            });
        }
        if !self.dry_run && !answer.is_empty() {
            let ratings = new.ratings.into_iter().map(Addition::Rating);
            let projects = new.projects.into_iter().map(Addition::Project);
            let claims = new.claims.into_iter().map(|(claim, _)| Addition::Claim(claim));
            let additions: Vec<Addition> = ratings.chain(projects).chain(claims).collect();
            let after = profiles::append(&at, maps, &additions)?;
            let asked = context.seniority_asked()?.or(after.goal.seniority);
            let seniority = asked.unwrap_or_default();
            answer.milestones = reached(maps, &before, &after, &after.goal.roles, seniority);
            answer.saved_in = Some(at.name());
        }
        Ok(context.answer(&answer))
    }
}

impl ImportArgs {
    fn new_entries(
        &self,
        context: &Context<'_>,
        own: &OwnFile,
        before: &Profile,
        name: &str,
    ) -> New {
        let maps = context.maps();
        let usual = self.on.unwrap_or_else(|| context.today());
        let rated = before.current(maps, &Rater::OWN);
        let mut new = New { unknown: own.unknown.clone(), ..New::default() };
        let accepted = own.claims.iter().filter(|_| self.accept_levels);
        let accepted = accepted.filter_map(|claim| Some((claim.skill, claim.level?, None)));
        for (skill, level, on) in own.ratings.iter().copied().chain(accepted) {
            let on = on.unwrap_or(usual);
            // A tick of a level that was already reached adds nothing.
            let ticked = own.kind == own_file::OwnKind::Ticks;
            let stands = rated[skill.0]
                .level()
                .is_some_and(|known| known == level || (ticked && known > level));
            if stands {
                new.as_before += 1;
            } else {
                new.ratings.push(Entry {
                    on: Some(on),
                    method: Method::Import,
                    ..Entry::own(skill, level)
                });
            }
        }
        for (retired, level, on) in own.carried.iter().copied() {
            let from_it = |entry: &&Entry| entry.carried_from == Some(retired);
            let known = before.entries.iter().filter(from_it).max_by_key(|e| (e.on, e.place));
            let open = |skill: &SkillIndex| !rated[skill.0].is_direct();
            if known.is_some_and(|entry| entry.level == level)
                || !maps[retired].split_into.iter().any(open)
            {
                new.as_before += 1;
                continue;
            }
            let on = Some(on.unwrap_or(usual));
            let carried = Entry::carried(maps, retired, level).into_iter();
            new.ratings.extend(carried.map(|entry| Entry { on, method: Method::Import, ..entry }));
        }
        for (id, on) in &own.projects {
            let Some(project) = maps.find_project(id) else {
                new.unknown.push(id.clone());
                continue;
            };
            if before.projects.iter().any(|done| done.project == project) {
                new.as_before += 1;
                continue;
            }
            new.projects.push(DoneProject {
                project,
                on: Some(on.unwrap_or(usual)),
                by: Rater::OWN,
                evidence: None,
            });
        }
        for claim in &own.claims {
            let is_new = |entry: &Entry| entry.skill == claim.skill;
            if new.ratings.iter().any(is_new) {
                continue;
            }
            let known = !rated[claim.skill.0].is_nothing()
                || before.claims.iter().any(|known| known.skill == claim.skill);
            if known {
                new.as_before += 1;
                continue;
            }
            let source = Some(name.to_string());
            new.claims.push((Claim { skill: claim.skill, source }, claim.word.clone()));
        }
        new
    }
}

/// Makes a table whose problems are located by line and column.
fn sheet(name: &str) -> FileText {
    FileText { name: name.to_string(), text: String::new().into() }
}

/// Makes the failure for a file that could not be read.
fn refused(name: &str, bytes: &[u8], why: Problem) -> Failure {
    if why.file().is_none() {
        return Failure::new(Exit::Input, why.code.name(), format!("{name}: {}", why.message))
            .hint(why.repair);
    }
    // The problem is located in the decoded text. In a file in UTF-16 or Windows-1252 its position in bytes is
    // different.
    let text = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text.trim_start_matches('\u{feff}').to_string(),
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    let files = vec![FileText { name: name.to_string(), text: text.into() }];
    Failure::unsound(name, Problems { found: vec![why], files })
}
