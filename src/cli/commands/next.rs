//! `skillgap next`: shows the first steps and projects, each with all that is needed to begin.

use clap::Args;

use crate::cli::commands::Run;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::plan::PlanArgs;
use crate::cli::screen;
use crate::cli::values::STEPS;
use crate::domain::catalog::Resource;
use crate::domain::roadmap::timeline::Timeline;
use crate::domain::roadmap::{Roadmap, plan};
use crate::report::answer::{Answer, Format};
use crate::report::next::NextAnswer;
use crate::report::notes::note_on_days;

/// The flags of `next`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  skillgap next
  skillgap next -n 1 --role api-developer
  skillgap next --open                      opens the resource of the first step")]
pub(crate) struct NextArgs {
    #[command(flatten)]
    plan: PlanArgs,
    /// Number of steps; the projects that come with them are shown too
    #[arg(short = 'n', long = "steps", value_name = "STEPS", default_value_t = 3, value_parser = STEPS)]
    steps: u32,
    /// Open the learning resource of the first step in the browser
    #[arg(long)]
    open: bool,
}

impl Run for NextArgs {
    fn formats(&self) -> &'static [Format] {
        NextAnswer::FORMATS
    }

    fn run(&self, context: &Context<'_>) -> Result<String, Failure> {
        let maps = context.maps();
        let person = context.person()?;
        let goal = self.plan.goal(context, &person)?;
        let pace = self.plan.pace(context, &person);
        let start = self.plan.start(context, &person, &goal);
        let roadmap = plan(maps, &start.assessment, &goal);
        let timeline = pace.map(|pace| Timeline::new(&roadmap, pace));
        let answer = NextAnswer {
            maps,
            shown: roadmap.steps.len().min(self.steps as usize),
            roadmap: &roadmap,
            start: &start,
            notes: person.notes.iter().cloned().chain(note_on_days(timeline.as_ref())).collect(),
            timeline,
        };
        let text = context.answer(&answer);
        if self.open {
            open_link(context, &roadmap)?;
        }
        Ok(text)
    }
}

/// Opens the first link to a resource for the first step.
fn open_link(context: &Context<'_>, roadmap: &Roadmap) -> Result<(), Failure> {
    let maps = context.maps();
    let links = roadmap.steps.first().into_iter().flat_map(|planned| {
        let fits = move |resource: &&Resource| resource.level == planned.step.level;
        maps[planned.step.skill].resources.iter().filter(fits)
    });
    // The user's own maps may hold any text, so only web addresses are opened.
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    let mut links = links.map(|resource| &*resource.url);
    let Some(url) = links.find(web) else {
        return Err(Failure::new(Exit::Input, "no-link", "the first step has no link to open")
            .hint("`skillgap skills SKILL` lists the resources of a skill"));
    };
    open::that_detached(url).map_err(|error| {
        Failure::new(Exit::System, "open", format!("cannot open {url}: {error}"))
            .hint("open it by hand")
    })?;
    if !context.shared.quiet {
        screen::talk(&format!("Opened {url}\n"));
    }
    Ok(())
}
