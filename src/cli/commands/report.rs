//! `skillgap report`: writes a page about one person, as one HTML file.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::{Context, Person};
use crate::cli::failure::{Exit, Failure};
use crate::cli::plan::PlanArgs;
use crate::domain::gap::find_gap;
use crate::domain::progress::{changes, courses, days};
use crate::domain::roadmap::{Goal, Needed, Wishes, plan};
use crate::library::whole;
use crate::render::page;
use crate::report::gap::RoleAnswer;
use crate::report::notes::Note;
use crate::report::page::{Page, PersonPage};
use crate::report::written::ReportAnswer;

/// The flags of `report`.
#[derive(Args, Debug)]
#[command(
    after_help = "The page is one file. It needs no network, sends nothing, and prints on A4 and Letter. You can tick steps on the page, and save the ticks as a file. Without a goal it shows where you stand, but no plan.

Examples:
  skillgap report -o me.html                            for the goal of your profile
  skillgap report -o me.html --role api-developer --hours-per-week 10
  skillgap report -o plan.html --anonymous              without your name"
)]
pub(crate) struct ReportArgs {
    /// The file to write; an existing page is replaced
    #[arg(short, long, value_name = "FILE.html")]
    output: PathBuf,
    /// Leave out your name and the names of people who rated you
    #[arg(long)]
    anonymous: bool,
    #[command(flatten)]
    plan: PlanArgs,
}

impl Run for ReportArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let person = context.person()?;
        Ok(context.answer(&write_page(&self.output, &self.page(context, &person)?)?))
    }
}

impl ReportArgs {
    fn page(&self, context: &Context<'_>, person: &Person) -> Result<Page, Failure> {
        let maps = context.maps();
        let profile = &person.profile;
        let with_goal = !self.plan.role.is_empty() || !profile.goal.roles.is_empty();
        let goal = with_goal.then(|| self.plan.goal(context, person)).transpose()?;
        let seniority = context.seniority(person)?;
        let roles = maps.role_indices().map(|role| {
            let wishes =
                Wishes { roles: vec![role], seniority: Some(seniority), ..Wishes::default() };
            let goal = Goal::of(profile, wishes);
            RoleAnswer {
                gap: find_gap(maps, &person.assessment, role, seniority),
                hours: Needed::find(maps, &person.assessment, &goal).hours(maps),
            }
        });
        let start = goal.as_ref().map(|goal| self.plan.start(context, person, goal));
        let roadmap = goal
            .as_ref()
            .zip(start.as_ref())
            .map(|(goal, start)| plan(maps, &start.assessment, goal));
        let rater = context.rater(profile)?;
        let mut shown = days(maps, profile, &rater, None);
        shown.retain(|day| day.on.is_some());
        let changes = changes(maps, &shown);
        let courses =
            goal.as_ref().map(|goal| courses(maps, profile, &rater, &shown, &changes, goal));
        let names_people =
            |note: &Note| matches!(note, Note::AlsoRatedBy(_) | Note::RaterCounts(_));
        let notes = person.notes.iter().filter(|note| !self.anonymous || !names_people(note));
        Ok(PersonPage {
            maps,
            name: profile.name.as_deref().filter(|_| !self.anonymous),
            today: context.today(),
            known: start.as_ref().map_or(&person.assessment, |start| &start.assessment),
            likely: person.likely.as_ref(),
            seniority,
            roles: roles.collect(),
            courses: courses.unwrap_or_default(),
            days: shown.iter().filter_map(|day| day.on).collect(),
            roadmap,
            pace: self.plan.pace(context, person),
            notes: notes.cloned().collect(),
        }
        .page())
    }
}

/// Writes a page. An existing file is replaced only if it is a page.
///
/// # Errors
/// When the file exists and is not a page, or cannot be written.
pub(crate) fn write_page(path: &Path, page: &Page) -> Result<ReportAnswer, Failure> {
    let html = page::draw(page);
    let failed = |error: std::io::Error| {
        Failure::new(Exit::System, "output", format!("cannot write {}: {error}", path.display()))
    };
    let is_page =
        |old: &[u8]| old.trim_ascii_start().to_ascii_lowercase().starts_with(b"<!doctype html");
    let is_something_else = match whole::read(path) {
        Ok(old) => !old.is_empty() && !is_page(&old),
        Err(error) => error.kind() == std::io::ErrorKind::FileTooLarge,
    };
    if is_something_else {
        return Err(Failure::usage(
            "not-a-page",
            format!("{} exists and is not a page", path.display()),
        )
        .hint("choose another file name; only an existing page is replaced"));
    }
    whole::write(path, html.as_bytes()).map_err(failed)?;
    Ok(ReportAnswer {
        file: path.display().to_string(),
        bytes: html.len(),
        sections: page.sections.iter().map(|section| section.id).collect(),
    })
}
