//! `skillgap cohort session`: what to teach next.

use std::path::PathBuf;

use clap::Args;

use super::hand_outs;
use super::people::{COHORT_HELP, Class, FORMATS, PeopleArgs};
use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::cohort::Aims;
use crate::domain::cohort::agenda::{Agenda, MINUTES};
use crate::domain::cohort::session::{First, SESSIONS, Wanted, curriculum};
use crate::domain::maps::SkillMaps;
use crate::report::answer::Format;
use crate::report::cohort::session::SessionAnswer;
use crate::report::notes::Note;

/// The flags of `cohort session`.
#[derive(Args, Debug)]
#[command(after_help = format!("{COHORT_HELP}

A session introduces one step: the can-do sentence is its goal, and the proof is its exercise. The order is that of a roadmap for the whole group: what is usually taught earlier comes earlier; otherwise the step that brings the group the most readiness for its hours comes first. With --first reach the session that serves the most people comes first. A session serves the people who already have everything that its step needs. It must serve at least --least people, and at least half of those who need the step. A skill that nobody was asked about is not taught. If a role leaves a choice of skills, `prefer` in cohort.toml says which one is taught.

--minutes adds an agenda that says who helps whom. --hand-outs writes a page for each person: the sessions for them, the people whom they help, and what they can do alone.

Examples:
  skillgap cohort session class/
  skillgap cohort session form.csv --role api-developer --sessions 6
  skillgap cohort session class/ --first reach --least 8 --minutes 90
  skillgap cohort session class/ --hand-outs pages/
  skillgap cohort session class/ --role own --format markdown > plan.md"))]
pub(crate) struct SessionArgs {
    /// The people: a folder of profiles, a CSV, JSON lines, or -
    #[arg(value_name = "COHORT")]
    cohort: PathBuf,
    #[command(flatten)]
    people: PeopleArgs,
    #[command(flatten)]
    sessions: SessionsArgs,
    /// Length of a session; adds an agenda
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u16).range(MINUTES))]
    minutes: Option<u16>,
    /// Write a page for each person into this folder, as Markdown
    #[arg(long, value_name = "DIR", conflicts_with = "anonymous")]
    hand_outs: Option<PathBuf>,
}

/// The flags that describe the sessions.
#[derive(Args, Debug)]
pub(crate) struct SessionsArgs {
    /// How many sessions to plan
    #[arg(long, value_name = "NUMBER", default_value_t = SESSIONS as u8, value_parser = clap::value_parser!(u8).range(1..=50))]
    sessions: u8,
    /// Which sessions come first
    #[arg(long, value_name = "WHAT", default_value = "hours")]
    first: First,
    /// The smallest number of people that a session serves [default: a quarter of the class, and at least two]
    #[arg(long, value_name = "PEOPLE", value_parser = clap::value_parser!(u16).range(1..))]
    least: Option<u16>,
}

impl SessionsArgs {
    fn wanted(&self) -> Wanted {
        Wanted {
            sessions: usize::from(self.sessions),
            first: self.first,
            least: self.least.map(usize::from),
            absent: true,
        }
    }

    /// Plans the sessions for a class; with `minutes`, each has an agenda.
    pub(crate) fn answer<'m>(
        &self,
        maps: &'m SkillMaps,
        aims: &'m Aims,
        class: &'m Class<'m>,
        minutes: Option<u16>,
        is_anonymous: bool,
    ) -> SessionAnswer<'m> {
        let wanted = self.wanted();
        let curriculum = curriculum(maps, &class.learners, &class.needs, wanted);
        let agenda = |minutes: u16| {
            let of = |session| Agenda::of(session, &class.learners, usize::from(minutes));
            curriculum.sessions.iter().map(of).collect()
        };
        let not_asked = curriculum.not_asked.iter().map(|skill| maps[*skill].name.clone());
        let not_asked: Vec<String> = not_asked.collect();
        SessionAnswer {
            maps,
            aims,
            agendas: minutes.map(agenda),
            wanted,
            learners: &class.learners,
            again: None,
            anonymous: is_anonymous,
            notes: (!not_asked.is_empty())
                .then(|| Note::NotAsked { skills: not_asked, form: form_of(maps, aims) })
                .into_iter()
                .collect(),
            curriculum,
        }
    }
}

/// Returns the command that makes a form about everything that these people are compared with.
fn form_of(maps: &SkillMaps, aims: &Aims) -> String {
    let mut command = "skillgap cohort form".to_string();
    for role in &aims.roles {
        command.push_str(&format!(" --role {}", maps[*role].id));
    }
    if aims.roles.is_empty() {
        command.push_str(" --role ROLE");
    }
    if let Some(seniority) = aims.seniority.or(aims.settings.seniority) {
        command.push_str(&format!(" --seniority {seniority}"));
    }
    command + " --full"
}

impl Run for SessionArgs {
    fn formats(&self) -> &'static [Format] {
        FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let read = self.people.read_class(context, &self.cohort, None)?;
        let mut answer = self.sessions.answer(
            maps,
            &read.aims,
            &read.class,
            self.minutes,
            self.people.anonymous,
        );
        answer.notes.splice(0..0, self.people.told(read.notes));
        answer.again = read.again;
        if let Some(folder) = &self.hand_outs {
            hand_outs::write(&answer, folder)?;
        }
        self.people.deliver(context, read.broken, &answer)
    }
}
