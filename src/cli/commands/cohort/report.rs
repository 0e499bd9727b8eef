//! `skillgap cohort report`: a page about a class, as one HTML file.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::groups::GroupingArgs;
use super::people::{self, COHORT_HELP, Class, CohortAt, Most, PeopleArgs, give};
use super::session::SessionsArgs;
use crate::cli::commands::Run;
use crate::cli::commands::report::write_page;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::values::DATE;
use crate::domain::cohort::agenda::MINUTES;
use crate::domain::cohort::pairs::MOST_PEOPLE;
use crate::domain::cohort::summary::{Line, Topics};
use crate::report::cohort::summary::{RosterAnswer, SummaryAnswer};
use crate::report::notes::Note;
use crate::report::page::{ClassPage, MOST_ON_PAGE};

/// The flags of `cohort report`.
#[derive(Args, Debug)]
#[command(
    mut_arg("output", |output| output
        .required(true)
        .value_name("FILE.html")
        .help("The file to write; an existing page is replaced")),
    after_help = format!("{COHORT_HELP}

The page is one file. It needs no network, sends nothing, and prints on A4 and Letter. It shows what `cohort summary`, `session` and `groups` show, and a sheet for each person, which starts on a new printed page. With --anonymous it has no sheets and leaves out what those commands leave out, so that it can hang on a wall. It still shows a row of figures for each person under an alias, and the groups by alias, without what anybody lacks.

Examples:
  skillgap cohort report class/ -o class.html
  skillgap cohort report class/ -o class.html --minutes 60 --sessions 3 --size 4
  skillgap cohort report form.csv --role api-developer -o form.html
  skillgap cohort report class/ -o wall.html --anonymous"))]
pub(crate) struct ReportArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    /// Show everybody's level of every skill
    #[arg(long)]
    skills: bool,
    /// Name the people without progress since this day [default: the cohort's start]
    #[arg(long, value_name = "DATE", value_parser = DATE)]
    since: Option<Date>,
    #[command(flatten)]
    sessions: SessionsArgs,
    /// Length of a session, for the agendas
    #[arg(long, value_name = "MINUTES", default_value_t = 90, value_parser = clap::value_parser!(u16).range(MINUTES))]
    minutes: u16,
    #[command(flatten)]
    groups: GroupingArgs,
}

/// The largest number of people on one page.
const MOST: Most = Most {
    people: MOST_ON_PAGE,
    to: "show on one page",
    instead: "split the class into folders and make a page for each; `skillgap cohort summary` has no such limit",
};

impl Run for ReportArgs {
    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let Some(output) = &self.people.output else {
            return Err(Failure::usage("no-output", "name the page to write with -o FILE.html"));
        };
        let CohortAt { source, aims, mut notes, .. } = self.people.find(context, &self.cohort)?;
        MOST.refuse_more(&source)?;
        let too_many_to_group = !source.at_most(MOST_PEOPLE);
        if too_many_to_group {
            notes.push(Note::TooManyToGroup { most: MOST_PEOPLE });
        }
        let anonymous = self.people.anonymous;
        let since = self.since.or(aims.settings.start);
        let topics = Topics::of(maps);
        let mut people = people::read(context, &self.people, source, |member| {
            let line = Line::of(maps, &topics, &aims, member, since);
            (line, people::with_needs(context, &aims, member))
        })?;
        let broken = people.take_broken();
        notes.append(&mut people.notes);
        let (lines, needs): (Vec<Line>, Vec<_>) = people.rows.into_iter().unzip();
        let class = Class::of(needs);
        notes.extend(people::unknown_needs(&class.learners));
        let avoid = people::apart(&self.groups.avoid, &class.learners, &people.who, &mut notes)?;
        let session = self.sessions.answer(maps, &aims, &class, Some(self.minutes), anonymous);
        let mut summary = SummaryAnswer::new(maps, &topics, &aims, lines);
        summary.since = since;
        summary.in_detail = self.skills;
        summary.notes = notes;
        summary.roster = people.roster.map(|roster| RosterAnswer {
            people: roster.people,
            not_answered: roster.not_answered,
        });
        summary.add_sessions(session.curriculum.clone());
        if anonymous {
            summary.hide_few();
        }
        // Two people are too few for groups.
        let groups = (class.learners.len() > 2 && !too_many_to_group)
            .then(|| self.groups.answer(maps, &aims, &class, &avoid, anonymous))
            .transpose()?;
        let page = ClassPage { maps, today: context.today(), summary, session, groups }.page();
        let written = write_page(output, &page)?;
        give(context, None, &context.bytes(&written, false)?)?;
        match broken {
            None => Ok(String::new()),
            Some(failure) => Err(failure),
        }
    }
}
